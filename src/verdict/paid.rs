//! What the page itself says is paid for, or for those who pay.
//!
//! In: which blocks stay. Out: sections whose heading ends in such a label, buttons of shops, and what a closing prompt to pay lists.

use super::page::Page;
use crate::base::lexicon::{self, Phrases};
use crate::base::tag::Tag;
use crate::outline::NodeId;

fn is_small(page: &Page<'_>, keeps: &[bool], gone: &[usize]) -> bool {
    /// Letters of what goes, of all that stays.
    const MAX_SHARE: f32 = 0.3;
    let all = page.letters((0..keeps.len()).filter(|&at| keeps[at]));
    page.letters(gone.iter().copied()) as f32 <= MAX_SHARE * all as f32
}

/// A heading that ends in a label in brackets, as "(sponsored)", and all up to the next of its level.
pub(super) fn sections(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_BYTES: usize = 300;
    let outline = page.outline;
    let level = |at: usize| outline.node(outline.blocks[at].container).tag.heading_level();
    let is_heading = |at: usize| outline.node(outline.blocks[at].container).tag.is_heading();
    let is_labelled = |at: usize| {
        let text = outline.text_of(outline.blocks[at].nodes(), MAX_BYTES);
        let Some(text) = text.trim_end().strip_suffix([')', ']']) else { return false };
        let label = text.rsplit(['(', '[']).next().filter(|it| it.len() < text.len());
        let paid = Phrases::SPONSORED.or(Phrases::SLOT);
        label.is_some_and(|it| lexicon::find(it, |_, _| {}).any(paid))
    };
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let mut gone = Vec::new();
    for (nth, &at) in kept.iter().enumerate() {
        if !is_heading(at) || !is_labelled(at) {
            continue;
        }
        let rest = &kept[nth + 1..];
        let ends = |&at: &usize| is_heading(at) && level(at) <= level(kept[nth]);
        // Where none follows, nothing tells where it ends.
        if let Some(end) = rest.iter().position(ends) {
            gone.push(at);
            gone.extend(&rest[..end]);
        }
    }
    gone.dedup();
    if is_small(page, keeps, &gone) { gone } else { Vec::new() }
}

/// Lines that are made of links, one of which, read by itself, is a shop's button. Buttons that stand side by side have
/// no space between: read as a line they say nothing. With what that one says.
pub(super) fn buttons(page: &Page<'_>, keeps: &[bool]) -> Vec<(usize, &'static str)> {
    const MIN_DENSITY: f32 = 0.95;
    const MAX_WORDS: u32 = 16;
    const MAX_BYTES: usize = 200;
    const ITEM_DEPTH: usize = 3;
    let outline = page.outline;
    let is_text = |&id: &NodeId| {
        let tag = outline.node(id).tag;
        tag.is_heading() || matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt)
    };
    let button = |at: usize| {
        let block = &outline.blocks[at];
        let is_line = 0 < block.link_letters
            && block.size.words <= MAX_WORDS
            && MIN_DENSITY <= block.link_density();
        let links = || block.nodes().filter(|&id| outline.node(id).tag == Tag::A);
        let mut around = outline.self_and_ancestors(block.container).take(ITEM_DEPTH);
        if !is_line || links().count() < 2 || around.any(|id| is_text(&id)) {
            return None;
        }
        links().find_map(|id| {
            let mut said = None;
            lexicon::find(&outline.text_of(outline.subtree(id), MAX_BYTES), |class, phrase| {
                said = said.or(class.any(Phrases::SHOP).then_some(phrase));
            });
            said
        })
    };
    let kept = (0..keeps.len()).filter(|&at| keeps[at]);
    kept.filter_map(|at| Some((at, button(at)?))).collect()
}

/// A prompt to pay or to sign in that the text ends with, and the list below it: what one would get.
pub(super) fn prompt(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_ITEMS: usize = 12;
    const MAX_BYTES: usize = 1000;
    const ITEM_DEPTH: usize = 3;
    let outline = page.outline;
    let item = |&at: &usize| {
        let mut around = outline.self_and_ancestors(outline.blocks[at].container).take(ITEM_DEPTH);
        around.any(|id| outline.node(id).tag == Tag::Li)
    };
    let from_end = (0..keeps.len()).rev().filter(|&at| keeps[at]);
    let mut gone: Vec<usize> = from_end.take(MAX_ITEMS + 1).take_while(item).collect();
    gone.reverse();
    let first = gone.first().filter(|_| gone.len() <= MAX_ITEMS);
    let Some(above) = first.and_then(|first| first.checked_sub(1)) else { return Vec::new() };
    let block = &outline.blocks[above];
    let asks = page.block_phrases[above].any(Phrases::OFFER.or(Phrases::SIGN_IN))
        && 0 < block.link_letters
        && outline.text_of(block.nodes(), MAX_BYTES).trim_end().ends_with([':', '：']);
    if !asks {
        return Vec::new();
    }
    if keeps[above] {
        gone.insert(0, above);
    }
    if is_small(page, keeps, &gone) { gone } else { Vec::new() }
}
