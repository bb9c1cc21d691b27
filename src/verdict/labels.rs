//! Headings and times: what stands over something goes with it.
//!
//! In: which blocks stay. Out: the same with headings that name a nag's subject but stand over the text, and with
//! the first of several labels that are marked up alike; without headings over nothing but a nag. The rules see a
//! label alone, and the model a line or two around it.

use super::choice::Ruled;
use super::class::Class;
use super::page::Page;
use super::rules::RULES;
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind};

/// A heading that a rule takes for that of other stories, of a thread or of a newsletter stays where what it heads
/// stays.
pub(super) fn keep_headings(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    const OF_RELATED: u8 = Class::Related as u8 + 1;
    const OF_COMMENTS: u8 = Class::Comments as u8 + 1;
    const OF_NEWSLETTER: u8 = Class::Newsletter as u8 + 1;
    let outline = page.outline;
    let nag = |block: &Block| rules.nags[block.first as usize];
    let parent = |block: &Block| outline.node(block.container).parent;
    for at in 0..outline.blocks.len() {
        let block = &outline.blocks[at];
        let is_heading = outline.node(block.container).tag.is_heading()
            && !block.is_hidden
            && block.link_letters == 0;
        if keeps[at] || !is_heading || page.headline == Some(block.container) {
            continue;
        }
        let below = (at + 1..outline.blocks.len()).find(|&below| !outline.blocks[below].is_hidden);
        let Some(below) = below.filter(|&below| keeps[below]) else { continue };
        let is_prose = outline.blocks[below].is_prose();
        keeps[at] = match nag(block) {
            OF_RELATED => true,
            OF_COMMENTS | OF_NEWSLETTER => {
                is_prose && parent(block) == parent(&outline.blocks[below])
            }
            _ => false,
        };
    }
}

/// A heading, or a term of a list of terms, that no rule takes out stays between what stays: the model doubts a short
/// line, and not what that heads.
pub(super) fn keep_between(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    const MAX_DENSITY: f32 = 0.5;
    let outline = page.outline;
    let Some(first) = keeps.iter().position(|keep| *keep) else { return };
    let mut below: Option<usize> = None;
    for at in (first + 1..outline.blocks.len()).rev() {
        let block = &outline.blocks[at];
        if block.is_hidden {
            continue;
        }
        let tag = outline.node(block.container).tag;
        let heads = |below: usize| {
            let other = &outline.blocks[below];
            let around = outline.node(block.container).parent;
            keeps[below] && !other.is_hidden && outline.holds(around, other.first)
        };
        if !keeps[at]
            && (tag.is_heading() || tag == Tag::Dt)
            && block.link_density() < MAX_DENSITY
            && page.headline != Some(block.container)
            && page.block_phrases[at].is_empty()
            && rules.leaves(block)
            && below.is_some_and(heads)
        {
            keeps[at] = true;
        }
        below = Some(at);
    }
}

/// The first of the times and names that stand over the entries of a text stays with the others: alone above the
/// text it looks like the line under a headline.
pub(super) fn keep_first(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    /// So many blocks before the text are looked at.
    const REACH: usize = 6;
    const MIN_OTHERS: usize = 2;
    const MAX_WORDS: u32 = 8;
    let outline = page.outline;
    // Who wrote a post, and since when they do, is told by `posts`.
    if page.declared.is_discussion {
        return;
    }
    let is_text = |(block, keep): (&Block, &bool)| *keep && block.is_prose();
    let Some(first) = outline.blocks.iter().zip(&*keeps).position(is_text) else { return };
    let kind = |block: &Block| {
        let of = |id| (outline.node(id).tag, outline.raw_attr(id, AttrName::Class));
        (of(block.container), of(outline.node(block.container).parent))
    };
    let is_label = |block: &Block| {
        0 < block.size.letters && block.size.words <= MAX_WORDS && block.link_letters == 0
    };
    for at in first.saturating_sub(REACH)..first {
        let block = &outline.blocks[at];
        let is_kin = |other: &(usize, &Block)| {
            keeps[other.0] && is_label(other.1) && kind(other.1) == kind(block)
        };
        if !keeps[at]
            && rules.may_stay(block)
            && is_label(block)
            && !outline.node(block.container).tag.is_heading()
            && outline.blocks.iter().enumerate().skip(first).filter(is_kin).take(MIN_OTHERS).count()
                == MIN_OTHERS
        {
            keeps[at] = true;
        }
    }
}

/// Does a short heading name what the nag below it is about?
fn names(page: &Page<'_>, heading: usize, class: u8) -> bool {
    const MAX_WORDS: u32 = 4;
    let block = &page.outline.blocks[heading];
    let Some(rule) = RULES.iter().find(|rule| rule.class as u8 + 1 == class) else { return false };
    block.size.words <= MAX_WORDS
        && (page.block_phrases[heading].any(rule.phrases)
            || hint::of_label(&page.outline.text_of(block.nodes(), 100)).any(rule.hints))
}

/// A heading over nothing but a nag goes with that; a text marked up as one is no heading. The headings that go, in order.
pub(super) fn drop_orphans(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) -> Vec<usize> {
    /// In words.
    const MAX_WORDS: u32 = 12;
    let outline = page.outline;
    let level = |block: &Block| outline.node(block.container).tag.heading_level();
    let mut orphans = Vec::new();
    for at in 0..outline.blocks.len() {
        let own = level(&outline.blocks[at]);
        let is_text = MAX_WORDS < outline.blocks[at].size.words;
        if !keeps[at] || own == 0 || is_text {
            continue;
        }
        let below = outline.blocks.iter().enumerate().skip(at + 1);
        let mut below = below.filter(|(_, block)| !block.is_hidden);
        let (mut heads_nag, mut names_nag) = (false, false);
        let is_end = below.find_map(|(below, block)| {
            let is_nag = rules.nags[block.first as usize] > 0 && !keeps[below];
            if is_nag && !heads_nag {
                names_nag = names(page, at, rules.nags[block.first as usize]);
            }
            heads_nag |= is_nag;
            let is_content = keeps[below] || (!is_nag && block.kind == BlockKind::Media);
            is_content.then(|| keeps[below] && (1..=own).contains(&level(block)))
        });
        if heads_nag && (names_nag || is_end.unwrap_or(true)) {
            keeps[at] = false;
            orphans.push(at);
        }
    }
    orphans
}
