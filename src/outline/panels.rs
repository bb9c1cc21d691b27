//! Parts of a page that wait behind a tab or a heading.
//!
//! A row of tabs shows one panel and hides the others; a heading with a button in it hides what it
//! opens; a gallery hides the pictures that aren't on. All of it was delivered for the reader, who
//! has only to press. So here they're shown: panels beside one that is shown, what follows such a
//! heading, pictures beside one that is shown. What is hidden for any other reason stays so.
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

/// Does a heading with a button in it stand right before the element?
fn follows_opener(outline: &Outline, id: NodeId) -> bool {
    /// A heading that opens something holds so few nodes.
    const REACH: NodeId = 12;
    let parent = outline.node(id).parent;
    let before = (id.saturating_sub(REACH).max(parent + 1)..id)
        .find(|&it| outline.node(it).parent == parent && outline.node(it).end == id);
    before.is_some_and(|it| {
        let tag = outline.node(it).tag;
        (tag.is_heading() || tag == Tag::Dt)
            && outline.subtree(it).any(|it| outline.node(it).tag == Tag::Button)
    })
}
