//! Parts of a page that wait behind a tab or a heading.
//!
//! A row of tabs shows one panel and hides the others; a heading with a button in it hides what it
//! opens, or a button that is a question hides its answer; a gallery hides the pictures that aren't on. All
//! of it was delivered for the reader, who has only to press. So here they're shown: panels beside one that
//! is shown, what follows such a heading or button, pictures beside one that is shown; and a button that is a
//! question is a line of the text. Where a page tells neither tabs nor headings as such, a link to a hidden part beside
//! one that is shown is a tab, and of pairs of the same make, each a line and some hidden prose, the lines are headings.
//! What is hidden for any other reason stays so.
//! In: the outline as written. Out: the same with less hidden.

use std::collections::{HashMap, HashSet};

use super::node::{HIDDEN, Node, NodeId, Outline};
use crate::base::access;
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;

/// Shows what a press would show.
pub(super) fn open(outline: &mut Outline) {
    // By parent, so that each one's children are looked at once.
    let mut shows_one: HashMap<(NodeId, Kind), bool> = HashMap::new();
    let mut opened = Vec::new();
    let tabs = tabs(outline);
    for id in outline.marked(Node::is_hidden) {
        let Some(kind) = kind(outline, &tabs, id) else { continue };
        let parent = outline.node(id).parent;
        let is_shown = |&it: &NodeId| {
            !outline.node(it).is_hidden() && self::kind(outline, &tabs, it) == Some(kind)
        };
        let opens = kind == Kind::Answer
            || *shows_one
                .entry((parent, kind))
                .or_insert_with(|| outline.children(parent).any(|it| is_shown(&it)));
        if opens {
            opened.push(id);
        }
    }
    // What a page that isn't free hides may be what it withholds.
    if !opened.is_empty() && access::is_declared_not_free(&outline.source) {
        return;
    }
    for id in opened {
        outline.nodes[id as usize].flags &= !HIDDEN;
    }
    let buttons = outline.marked(|node| node.tag == Tag::Button);
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

fn kind(outline: &Outline, tabs: &HashSet<&str>, id: NodeId) -> Option<Kind> {
    let node = outline.node(id);
    if node.is_text() {
        return None;
    }
    let is_led_to = || {
        let is_tab = |id| is_called(outline, id, &["tab-", "tabs", "tab_", "tabc", "tabp"]);
        outline.raw_attr(id, AttrName::Id).is_some_and(|name| tabs.contains(name))
            && (is_tab(id) || is_tab(node.parent))
    };
    if outline.raw_attr(id, AttrName::Role) == Some("tabpanel")
        || (node.tag.is_block() && is_led_to() && (!node.is_hidden() || is_answer(outline, id)))
    {
        return Some(Kind::Panel);
    }
    let is_in_gallery =
        outline.hints(id).any(hint::GALLERY) || outline.hints(node.parent).any(hint::GALLERY);
    if is_in_gallery && holds_image(outline, id) {
        return Some(Kind::Slide);
    }
    let is_opened = || follows_opener(outline, id) || is_in_pair(outline, id);
    (node.is_hidden() && is_opened()).then_some(Kind::Answer)
}

/// What links in lists lead to within the page, where the page hides such a part: the panels of tabs that aren't
/// called so.
fn tabs(outline: &Outline) -> HashSet<&str> {
    let mut hidden_parts = outline.marked(|node| node.is_hidden() && node.tag.is_block());
    if !hidden_parts.any(|id| outline.raw_attr(id, AttrName::Id).is_some()) {
        return HashSet::new();
    }
    let links = outline.ids().filter(|&id| outline.node(id).tag == Tag::A);
    let tabs = links.filter(|&id| {
        outline.ancestors(id).take(3).any(|it| matches!(outline.node(it).tag, Tag::Li | Tag::Nav))
            || outline.raw_attr(id, AttrName::Role) == Some("tab")
    });
    tabs.filter_map(|id| outline.raw_attr(id, AttrName::Href)?.strip_prefix('#'))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Is it the hidden half of a pair, a line and some prose, that has a twin beside it?
fn is_in_pair(outline: &Outline, id: NodeId) -> bool {
    /// A line is no longer, in bytes.
    const MAX_BYTES: usize = 160;
    let pair = outline.node(id).parent;
    let line = pair + 1;
    let class = |id: NodeId| outline.raw_attr(id, AttrName::Class);
    let is_pair = |pair: NodeId| {
        let line = pair + 1;
        let half = outline.nodes.get(line as usize).map_or(pair, |it| it.end);
        let ends = outline.node(pair).end;
        half < ends && !outline.node(line).is_text() && outline.node(half).end == ends
    };
    let is_twin = |it: NodeId| {
        it != pair
            && outline.node(it).tag == outline.node(pair).tag
            && class(it) == class(pair)
            && is_pair(it)
    };
    is_pair(pair)
        && outline.node(line).end == id
        && !outline.node(line).is_hidden()
        && {
            let text = outline.text_of(line..id, MAX_BYTES + 1);
            !text.is_empty() && text.len() <= MAX_BYTES
        }
        && !outline.subtree(line).any(|it| leads_away(outline, it))
        && is_answer(outline, id)
        && is_pressed(outline, line)
        && beside(outline, pair).any(is_twin)
}

/// Does anything say that a reader may press the line at the head of a pair?
fn is_pressed(outline: &Outline, line: NodeId) -> bool {
    const NAMES: &[&str] = &["accordion", "toggle", "collaps", "faq", "expand"];
    let pair = outline.node(line).parent;
    let (half, around) = (outline.node(line).end, outline.node(pair).parent);
    let is_link = |id: NodeId| matches!(outline.node(id).tag, Tag::A | Tag::Button);
    [line, half, pair, around].iter().any(|&id| is_called(outline, id, NAMES))
        || outline.subtree(line).any(is_link)
        || holds_control(outline, line)
}

/// Is the element, or one of the first in it, told to be a button, or what shows and hides something?
fn holds_control(outline: &Outline, id: NodeId) -> bool {
    const REACH: usize = 6;
    outline.subtree(id).take(REACH).filter(|&it| !outline.node(it).is_text()).any(|it| {
        let tag = outline.node(it).span.of(&outline.source);
        outline.raw_attr(it, AttrName::Role) == Some("button")
            || ["aria-expanded", "aria-controls"].iter().any(|name| tag.contains(name))
    })
}

/// Does the element's class have one of `names` in it?
fn is_called(outline: &Outline, id: NodeId, names: &[&str]) -> bool {
    let class = outline.raw_attr(id, AttrName::Class).unwrap_or_default();
    names.iter().any(|name| class.contains(name))
}

/// The elements right before and after the element.
fn beside(outline: &Outline, id: NodeId) -> impl Iterator<Item = NodeId> {
    /// So far back the sibling before it begins, in nodes.
    const REACH: NodeId = 90;
    let parent = outline.node(id).parent;
    let after = outline.node(id).end;
    let after = (after < outline.node(parent).end).then_some(after);
    let from = id.saturating_sub(REACH).max(parent + 1);
    let before =
        (from..id).find(|&it| outline.node(it).parent == parent && outline.node(it).end == id);
    before.into_iter().chain(after)
}

/// Is it a link to another page?
fn leads_away(outline: &Outline, id: NodeId) -> bool {
    let href = outline.raw_attr(id, AttrName::Href);
    href.is_some_and(|it| !it.is_empty() && !it.starts_with('#') && !it.starts_with("javascript:"))
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
            || ((tag == Tag::Button || holds_control(outline, it)) && is_answer(outline, id))
    })
}
