//! Parts that a reader took out by hand.
//!
//! In: a tree, and the steps at which such parts open. Out: the tree without them and what is in
//! them. Judges nothing: what is to go along with a part, such as the list whose last item it was,
//! whoever shows the article says.

use std::borrow::Cow;

use super::tree::{Op, Tree};

/// The tree without the elements that open at the steps `out`, in any order; steps that open none
/// take nothing.
pub(super) fn take_out<'t>(tree: &'t Tree, out: &[usize]) -> Cow<'t, Tree> {
    if out.is_empty() {
        return Cow::Borrowed(tree);
    }
    let mut is_out = vec![false; tree.ops.len()];
    for &at in out {
        if let (Some(flag), Some(Op::Open { .. })) = (is_out.get_mut(at), tree.ops.get(at)) {
            *flag = true;
        }
    }
    let mut depth = 0_usize;
    let mut ops = Vec::with_capacity(tree.ops.len());
    for (op, is_out) in tree.ops.iter().zip(is_out) {
        match op {
            Op::Open { .. } if 0 < depth || is_out => depth += 1,
            Op::Close if 0 < depth => depth -= 1,
            _ if 0 < depth => {}
            op => ops.push(op.clone()),
        }
    }
    Cow::Owned(Tree { ops })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::html;
    use crate::write::tree::ElementName;

    #[test]
    fn a_part_goes_with_all_that_is_in_it() {
        let open = |tag: &str| Op::open(ElementName::named(tag));
        let text = |text: &str| Op::Text(text.to_owned());
        let ops = vec![
            open("p"),
            text("a"),
            open("em"),
            text("b"),
            Op::Close,
            Op::Close, // 0 to 5
            open("ul"),
            open("li"),
            text("c"),
            Op::Close,
            open("li"),
            text("d"),
            Op::Close,
            Op::Close,
            Op::Removed(0),
        ];
        let cases: [(&[usize], &str); 6] = [
            (&[], "<p>a<em>b</em></p><ul><li>c</li><li>d</li></ul>"),
            (&[0], "<ul><li>c</li><li>d</li></ul>"),
            (&[10, 2], "<p>a</p><ul><li>c</li></ul>"),
            (&[6, 7], "<p>a<em>b</em></p>"),
            (&[1, 5, 14, 99], "<p>a<em>b</em></p><ul><li>c</li><li>d</li></ul>"),
            (&[0, 6], ""),
        ];
        for (out, expected) in cases {
            let tree = Tree { ops: ops.clone() };
            let left = take_out(&tree, out);
            assert_eq!(html::write(&left).replace('\n', ""), expected, "{out:?}");
            assert_eq!(left.ops.last(), Some(&Op::Removed(0)), "{out:?}");
        }
    }
}
