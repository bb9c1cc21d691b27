//! Code that pages set apart without `pre`.
//!
//! A `code` with lines of its own, alone in its part of the page, or a box called code with a box for each line,
//! is code as much as what stands in a `pre`. In: the outline as written. Out: the same with these as `pre`. A
//! word of code in a sentence, a cell or a list's item stays where it is.

use super::node::{NodeId, Outline, SPACE_BEFORE};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;

/// Makes code that stands apart a `pre`.
pub(super) fn set_apart(outline: &mut Outline) {
    let is_code = |&id: &NodeId| stands_apart(outline, id) && has_lines(outline, id);
    let code = outline.marked(|node| node.tag == Tag::Code).filter(is_code);
    let boxes = outline.ids().filter(|&id| outline.node(id).tag == Tag::Div);
    let found: Vec<NodeId> = code.chain(boxes.filter(|&id| is_box_of_lines(outline, id))).collect();
    let pres = outline.marked(|node| node.tag == Tag::Pre);
    let lines: Vec<NodeId> = pres.flat_map(|id| lines(outline, id)).collect();
    for id in found {
        outline.nodes[id as usize].tag = Tag::Pre;
    }
    for id in lines {
        outline.nodes[id as usize].flags |= SPACE_BEFORE;
    }
}

/// The elements for one line each of a `pre`, where nothing else parts its lines. They have space before them,
/// which nothing else in a `pre` has.
fn lines(outline: &Outline, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let first = id + 1;
    let is_code = first < outline.node(id).end && outline.node(first).tag == Tag::Code;
    let code = if is_code { first } else { id };
    let is_line = |&it: &NodeId| {
        let class = || outline.raw_attr(it, AttrName::Class).unwrap_or_default();
        outline.node(it).tag == Tag::Span
            && class().split_ascii_whitespace().any(|word| LINES.contains(&word))
    };
    let ends = |it: NodeId| {
        let last = outline.node(outline.node(it).end - 1);
        last.is_text() && last.span.of(&outline.source).ends_with('\n')
    };
    let are_lines = |&code: &NodeId| {
        let (mut all, mut n_lines) = (outline.children(code), 0);
        all.all(|it| {
            n_lines += 1;
            is_line(&it) && !ends(it)
        }) && 1 < n_lines
    };
    Some(code).filter(are_lines).into_iter().flat_map(|code| outline.children(code))
}

/// What elements for a line of code are called.
const LINES: &[&str] = &["line", "code-line", "codeline", "cl", "view-line", "token-line"];

/// Is nothing in line with it but a button?
fn stands_apart(outline: &Outline, id: NodeId) -> bool {
    const MAX_SIBLINGS: usize = 16;
    let parent = outline.node(id).parent;
    let may_hold = matches!(
        outline.node(parent).tag,
        Tag::Div | Tag::P | Tag::Figure | Tag::Section | Tag::Article | Tag::Other
    );
    let is_apart = |it: NodeId| {
        let tag = outline.node(it).tag;
        it == id || tag == Tag::Button || tag.is_block() || tag.is_silent()
    };
    may_hold
        && outline.children(parent).take(MAX_SIBLINGS).all(is_apart)
        && !outline.ancestors(parent).take(4).any(|it| outline.node(it).tag == Tag::Pre)
}

/// Does the code have lines: breaks, boxes, or ends of lines that its name or look says are meant?
fn has_lines(outline: &Outline, id: NodeId) -> bool {
    let (mut n_parts, mut n_ends) = (0, 0);
    for it in outline.subtree(id) {
        let node = outline.node(it);
        if node.is_text() {
            let text = node.span.of(&outline.source).trim_end();
            n_ends += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        } else if node.tag == Tag::Br || node.tag.is_block() {
            n_parts += 1;
        }
    }
    let says = |name, words: &[&str]| {
        let value = outline.raw_attr(id, name).unwrap_or_default();
        words.iter().any(|word| value.contains(word))
    };
    let is_meant = || {
        says(AttrName::Class, &["language-", "lang-", "hljs", "highlight"])
            || says(AttrName::Style, &["pre"])
    };
    n_parts > 0 || 2 <= n_ends || (n_ends > 0 && is_meant())
}

/// Is it a box called code, of boxes called lines?
fn is_box_of_lines(outline: &Outline, id: NodeId) -> bool {
    const MIN_LINES: usize = 2;
    let first = id + 1;
    let node = outline.node(id);
    if node.n_attrs == 0
        || node.end <= first
        || !matches!(outline.node(first).tag, Tag::Div)
        || outline.node(first).n_attrs == 0
    {
        return false;
    }
    let class = |id: NodeId| outline.raw_attr(id, AttrName::Class).unwrap_or_default();
    let line = class(first);
    let is_code =
        || ["code", "highlight", "hljs", "language-"].iter().any(|it| class(id).contains(it));
    // Most boxes begin with one that is called something else.
    line.split_ascii_whitespace().any(|word| LINES.contains(&word))
        && is_code()
        && outline.children(id).all(|it| outline.node(it).tag == Tag::Div && class(it) == line)
        && MIN_LINES <= outline.children(id).take(MIN_LINES).count()
}
