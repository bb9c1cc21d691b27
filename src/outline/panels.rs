//! Parts of a page that wait behind a tab or a heading.
//!
//! A row of tabs shows one panel and hides the others; a heading with a button in it hides what it
//! opens, or a button that is a question hides its answer; a gallery hides the pictures that aren't on. All
//! of it was delivered for the reader, who has only to press. So here they're shown: panels beside one that
//! is shown, what follows such a heading or button, pictures beside one that is shown; and a button that is a
//! question is a line of the text. What is hidden for any other reason stays so.
//! In: the outline as written. Out: the same with less hidden.

use std::collections::HashMap;

use super::node::{HIDDEN, NodeId, Outline};
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;

/// Shows what a press would show.
pub(super) fn open(outline: &mut Outline) {
    // By parent, so that each one's children are looked at once.
    let mut shows_one: HashMap<(NodeId, Kind), bool> = HashMap::new();
    let mut opened = Vec::new();
    for id in outline.ids().filter(|&id| outline.node(id).is_hidden()) {
        let Some(kind) = kind(outline, id) else { continue };
        let parent = outline.node(id).parent;
        let is_shown =
            |&it: &NodeId| !outline.node(it).is_hidden() && self::kind(outline, it) == Some(kind);
        let opens = kind == Kind::Answer
            || *shows_one
                .entry((parent, kind))
                .or_insert_with(|| outline.children(parent).any(|it| is_shown(&it)));
        if opens {
            opened.push(id);
        }
    }
    for id in opened {
        outline.nodes[id as usize].flags &= !HIDDEN;
    }
    let buttons = outline.ids().filter(|&id| outline.node(id).tag == Tag::Button);
    let questions: Vec<NodeId> = buttons.filter(|&id| is_question(outline, id)).collect();
    for id in questions {
        outline.nodes[id as usize].tag = Tag::P;
    }
}

/// Is the button a question, with its answer right after it?
fn is_question(outline: &Outline, button: NodeId) -> bool {
    /// The longest question, in bytes.
    const MAX_BYTES: usize = 300;
    let answer = outline.node(button).end;
    let is_beside = outline
        .nodes
        .get(answer as usize)
        .is_some_and(|node| node.tag.is_block() && node.parent == outline.node(button).parent);
    is_beside
        && is_answer(outline, answer)
        && outline
            .text_of(button + 1..answer, MAX_BYTES)
            .trim_end()
            .ends_with(['?', '？', '؟', ';'])
}

/// Is it a little prose, and nothing that asks for something: no form, no list of links, no dialog?
fn is_answer(outline: &Outline, id: NodeId) -> bool {
    /// In nodes.
    const MAX_SIZE: usize = 80;
    const MIN_BYTES: usize = 30;
    const ASKS: hint::Hints = hint::OVERLAY
        .or(hint::CONSENT)
        .or(hint::NEWSLETTER)
        .or(hint::SUBSCRIBE)
        .or(hint::OFFER)
        .or(hint::SIGN_IN)
        .or(hint::SHARE)
        .or(hint::NAV)
        .or(hint::VENDORS);
    if MAX_SIZE < outline.subtree(id).len() {
        return false;
    }
    let (mut n_bytes, mut n_linked, mut link_end) = (0, 0, id);
    for it in outline.subtree(id) {
        let node = outline.node(it);
        if node.is_text() {
            let bytes = node.span.of(&outline.source).trim_ascii().len();
            n_bytes += bytes;
            n_linked += if it < link_end { bytes } else { 0 };
        } else if matches!(node.tag, Tag::Form | Tag::Input | Tag::Textarea | Tag::Dialog)
            || outline.hints(it).any(ASKS)
            || outline.raw_attr(it, AttrName::Role).is_some_and(|role| role.contains("dialog"))
        {
            return false;
        } else if node.tag == Tag::A {
            link_end = node.end;
        }
    }
    MIN_BYTES <= n_bytes && n_linked * 3 <= n_bytes
}

/// What a press shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// The panel of a tab.
    Panel,
    /// A picture of a gallery.
    Slide,
    /// What a heading with a button opens.
    Answer,
}

fn kind(outline: &Outline, id: NodeId) -> Option<Kind> {
    let node = outline.node(id);
    if node.is_text() {
        return None;
    }
    if outline.raw_attr(id, AttrName::Role) == Some("tabpanel") {
        return Some(Kind::Panel);
    }
    let is_in_gallery =
        outline.hints(id).any(hint::GALLERY) || outline.hints(node.parent).any(hint::GALLERY);
    if is_in_gallery && holds_image(outline, id) {
        return Some(Kind::Slide);
    }
    (node.is_hidden() && follows_opener(outline, id)).then_some(Kind::Answer)
}

/// A slide's picture stands among its first nodes.
fn holds_image(outline: &Outline, id: NodeId) -> bool {
    const REACH: usize = 12;
    outline.subtree(id).take(REACH).any(|it| matches!(outline.node(it).tag, Tag::Img | Tag::AmpImg))
}

/// Does a heading with a button in it stand right before the element, or a button that it answers?
fn follows_opener(outline: &Outline, id: NodeId) -> bool {
    /// A heading that opens something holds so few nodes.
    const REACH: NodeId = 12;
    let parent = outline.node(id).parent;
    let before = (id.saturating_sub(REACH).max(parent + 1)..id)
        .find(|&it| outline.node(it).parent == parent && outline.node(it).end == id);
    before.is_some_and(|it| {
        let tag = outline.node(it).tag;
        let holds_button = || outline.subtree(it).any(|it| outline.node(it).tag == Tag::Button);
        ((tag.is_heading() || tag == Tag::Dt) && holds_button())
            || (tag == Tag::Button && is_answer(outline, id))
    })
}
