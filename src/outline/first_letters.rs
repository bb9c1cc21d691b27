//! First letters that stand apart from their word, and words that stand twice for the eye and the ear.
//!
//! A text's first letter, set large, may be a block of its own: "T" in one, "he harbour froze" in the next. And
//! where it's an element that a voice would spell, pages hide the pieces from voices and say the word again,
//! unseen. Here the letter joins its paragraph, and of what is said twice only the whole word is shown. Letters
//! that name the parts of a list, A, B, C, stay apart. In: the outline as written. Out: the outline as read.

use super::node::{HIDDEN, NodeId, Outline, SPACE_BEFORE};
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;
use crate::base::text;

/// Joins letters to their words, and shows each word once.
pub(super) fn join(outline: &mut Outline) {
    /// A letter, quotation marks and spaces around it; in bytes.
    const MAX_BYTES: usize = 12;
    let mut caps: Vec<(NodeId, NodeId)> = Vec::new();
    let mut unseen: Vec<NodeId> = Vec::new();
    for id in outline.ids() {
        let node = outline.node(id);
        if node.is_text() {
            if node.span.n_bytes() <= MAX_BYTES
                && let Some(block) = block_of_letter(outline, id)
            {
                caps.push((block, id));
            }
        } else if outline.hints(id).any(hint::HIDDEN) && !node.tag.is_block() {
            unseen.push(id);
        }
    }
    for id in unseen {
        hide_copy(outline, id);
    }
    let letter = |text: NodeId| {
        let text = outline.node(text).span.of(&outline.source);
        text.chars().find(|c| c.is_alphabetic()).map_or(0, u32::from)
    };
    let letters: Vec<u32> = caps.iter().map(|&(_, text)| letter(text)).collect();
    let follows = |at: usize| at > 0 && letters.get(at) == Some(&(letters[at - 1] + 1));
    let own = (0..caps.len()).filter(|&at| !follows(at) && !follows(at + 1));
    for at in own {
        join_next(outline, caps[at].0);
    }
}

/// The block that holds nothing but the letter `text`, right before a paragraph that goes on with its word.
fn block_of_letter(outline: &Outline, text: NodeId) -> Option<NodeId> {
    /// So much of a paragraph, in bytes, is no label.
    const MIN_BYTES: usize = 60;
    let mut letters = outline.node(text).span.of(&outline.source).chars();
    let letter = letters.by_ref().find(|c| c.is_alphanumeric()).filter(|c| c.is_uppercase())?;
    if letters.any(char::is_alphanumeric) || !letter.is_alphabetic() {
        return None;
    }
    let is_alone = |&id: &NodeId| {
        let node = outline.node(id);
        node.end == text + 1 && !node.is_hidden() && !node.tag.is_heading()
    };
    let block = outline.ancestors(text).take_while(is_alone).last()?;
    let next = text + 1;
    let after = outline.nodes.get(next as usize)?;
    let goes_on = matches!(outline.node(block).tag, Tag::Div | Tag::P)
        && matches!(after.tag, Tag::Div | Tag::P)
        && after.parent == outline.node(block).parent
        && !after.is_hidden();
    let first = outline.subtree(next).find(|&id| outline.node(id).is_text())?;
    let rest = outline.node(first).span.of(&outline.source);
    let is_long = MIN_BYTES <= rest.len();
    (goes_on && is_long && rest.trim_start().starts_with(char::is_lowercase)).then_some(block)
}

/// The element after `block` becomes a part of it.
fn join_next(outline: &mut Outline, block: NodeId) {
    let next = outline.node(block).end;
    let (at, next_at) = (block as usize, next as usize);
    for id in at + 1..next_at {
        if outline.nodes[id].tag.is_block() {
            outline.nodes[id].tag = Tag::Span;
        }
    }
    let (cap, paragraph) = (outline.nodes[at], outline.nodes[next_at]);
    outline.swap(block, next);
    let whole = &mut outline.nodes[at];
    (whole.tag, whole.end, whole.span) = (paragraph.tag, paragraph.end, paragraph.span);
    let rest = &mut outline.nodes[next_at];
    (rest.tag, rest.parent, rest.span) = (Tag::Span, block, cap.span);
    let letter = outline.nodes[next_at - 1].span.of(&outline.source).trim();
    let is_word = matches!(letter, "A" | "I" | "O");
    for id in next_at..outline.nodes.len().min(next_at + 2) {
        outline.nodes[id].flags &= !SPACE_BEFORE;
    }
    if is_word {
        outline.nodes[next_at].flags |= SPACE_BEFORE;
    }
}

/// Hides what stands beside `unseen`, hidden from voices, and says the same.
fn hide_copy(outline: &mut Outline, unseen: NodeId) {
    /// A word is spelled in so few elements, and lines have not many more.
    const MAX_SIBLINGS: usize = 64;
    const MAX_BYTES: usize = 300;
    let parent = outline.node(unseen).parent;
    let siblings: Vec<NodeId> = outline.children(parent).take(MAX_SIBLINGS).collect();
    let Some(place) = siblings.iter().position(|&id| id == unseen) else { return };
    let is_mute = |id: &&NodeId| outline.raw_attr(**id, AttrName::AriaHidden) == Some("true");
    let before = siblings[..place].iter().rev().take_while(is_mute).count();
    let behind = siblings[place + 1..].iter().take_while(is_mute).count();
    let pieces: Vec<NodeId> = siblings[place - before..=place + behind]
        .iter()
        .copied()
        .filter(|&id| id != unseen)
        .collect();
    let said = letters(outline, unseen, MAX_BYTES);
    let seen: String = pieces.iter().map(|&id| letters(outline, id, MAX_BYTES)).collect();
    if !said.is_empty() && said == seen {
        for id in pieces {
            outline.nodes[id as usize].flags |= HIDDEN;
        }
    }
}

/// The text of an element without its spaces.
fn letters(outline: &Outline, id: NodeId, max_bytes: usize) -> String {
    let text = outline.text_of(outline.subtree(id), max_bytes);
    text.chars().filter(|&c| !text::is_space(c)).collect()
}
