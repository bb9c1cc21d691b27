//! Cells of tables that hold more than a word or a number, in files that small screens show.
//!
//! In: a tree. Out: the same tree, where each such cell bears a class. The style sheets give it room where
//! a table may be scrolled, and break its words first where it may not: left alone, a browser makes a
//! column as narrow as its longest word before it lets a table be wider than the screen.

use super::tree::{ElementName, Op, Tree};

/// Characters that a cell with numbers, names or dates seldom has.
const LONG: usize = 24;

/// The class, as in `page.css` and `epub.css`.
const CLASS: &str = "long";

/// Marks the long cells of `tree`.
pub(super) fn mark_long(tree: &mut Tree) {
    let mut long = Vec::new();
    // Each open element: where it stands, and the characters before it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut chars = 0;
    for (at, op) in tree.ops.iter().enumerate() {
        match op {
            Op::Open { .. } => open.push((at, chars)),
            Op::Text(text) => chars += text.chars().count(),
            Op::Close => long.extend(open.pop().filter(|(_, before)| before + LONG < chars)),
            Op::Removed(_) => {}
        }
    }
    for (at, _) in long {
        if let Some(Op::Open { tag: ElementName::Td | ElementName::Th, attrs }) =
            tree.ops.get_mut(at)
        {
            let mut all = attrs.to_vec();
            all.push(("class", CLASS.to_owned()));
            *attrs = all.into();
        }
    }
}
