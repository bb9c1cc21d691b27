//! The flat tree as nested nodes, for the formats that look at a node's parent and neighbours.
//!
//! In: a tree. Out: its nodes, which borrow from it. Marks of removed parts are left out. Depth is
//! bounded, so that whoever walks the nodes may do so by calling itself: an element deeper than the
//! bound isn't there, its content is.

use super::places::{BACKLINK, FOOTNOTE, KIND, NOTEREF};
use super::tree::{Attribute, ElementName, Op, Tree};

/// The deepest element; the reader view builds no deeper ones either.
const MAX_DEPTH: usize = 256;

/// An element or text.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text, plain.
    Text(&'a str),
}

/// An element with what it holds.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: ElementName,
    pub(super) attrs: &'a [Attribute],
    pub(super) children: Vec<Node<'a>>,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        self.attrs.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// The name of the note that the link is a mark of.
    pub(super) fn note_of_mark(&self) -> Option<&'a str> {
        let is_mark = self.attr(KIND) == Some(NOTEREF);
        self.attr("href").filter(|_| is_mark).map(|it| it.trim_start_matches('#'))
    }

    /// The name of the note that it is, or that it begins with.
    pub(super) fn note(&self) -> Option<&'a str> {
        if self.attr(KIND) == Some(FOOTNOTE) {
            return self.attr("id");
        }
        let first = self.children.iter().find(|it| !it.is_blank()).and_then(Node::element);
        first.filter(|_| self.tag == "li").and_then(Element::note)
    }

    /// Does the link lead from a note back to its mark?
    pub(super) fn is_backlink(&self) -> bool {
        self.attr(KIND) == Some(BACKLINK)
    }

    /// All text within.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        push_text(&self.children, &mut out);
        out
    }
}

impl<'a> Node<'a> {
    /// The element, where it is one.
    pub(super) fn element(&self) -> Option<&Element<'a>> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// The element's name; nothing for text.
    pub(super) fn tag(&self) -> &'static str {
        self.element().map_or("", |element| element.tag.as_str())
    }

    /// Is it text that shows nothing?
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text) if text.trim().is_empty())
    }
}

/// Is any element among `nodes`, or within them, such a one?
pub(super) fn any(nodes: &[Node<'_>], is: &impl Fn(&Element<'_>) -> bool) -> bool {
    nodes.iter().filter_map(Node::element).any(|it| is(it) || any(&it.children, is))
}

fn push_text(nodes: &[Node<'_>], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) if element.tag == "br" => out.push(' '),
            Node::Element(element) => push_text(&element.children, out),
        }
    }
}

/// The nodes of `tree`.
pub(super) fn of(tree: &Tree) -> Vec<Node<'_>> {
    let mut open: Vec<Element<'_>> = Vec::new();
    // How many elements are open that are deeper than the bound.
    let mut n_too_deep = 0_usize;
    let mut top = Vec::new();
    for op in &tree.ops {
        match op {
            Op::Open { .. } if MAX_DEPTH <= open.len() => n_too_deep += 1,
            Op::Open { tag, attrs } => {
                open.push(Element { tag: *tag, attrs, children: Vec::new() });
            }
            Op::Text(text) => add(&mut open, &mut top, Node::Text(text)),
            Op::Close if n_too_deep > 0 => n_too_deep -= 1,
            Op::Close => {
                if let Some(element) = open.pop() {
                    add(&mut open, &mut top, Node::Element(element));
                }
            }
            Op::Removed(_) => {}
        }
    }
    top
}

fn add<'a>(open: &mut [Element<'a>], top: &mut Vec<Node<'a>>, node: Node<'a>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(node),
        None => top.push(node),
    }
}

/// Elements that are part of a line of text.
pub(super) fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_bounded_and_no_text_is_lost() {
        const DEEP: usize = 3 * MAX_DEPTH;
        let open = Op::open(ElementName::Blockquote);
        let mut ops = vec![open; DEEP];
        ops.push(Op::Text("core".to_owned()));
        ops.extend(std::iter::repeat_n(Op::Close, DEEP));
        ops.push(Op::Text("after".to_owned()));
        let tree = Tree { ops };
        let nodes = of(&tree);
        let Some(Node::Element(quote)) = nodes.first() else { panic!("{nodes:?}") };
        assert_eq!(quote.text(), "core");
        assert!(matches!(nodes[1..], [Node::Text("after")]), "{nodes:?}");
        let mut depth = 0;
        let mut at = nodes.first();
        while let Some(Node::Element(element)) = at {
            depth += 1;
            at = element.children.first();
        }
        assert_eq!(depth, MAX_DEPTH);
    }
}
