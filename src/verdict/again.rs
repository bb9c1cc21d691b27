//! What the text says over and over.
//!
//! In: which blocks stay. Out: those that say what the text says anyhow: what to press below each of a list's entries,
//! and the headings and short lines of a text that the page holds twice.

use std::collections::HashSet;

use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::url as address;
use crate::outline::Block;

/// Lines that are a link and nothing else and stand in the text three times or more: the same offer to read, to buy
/// or to compare each time. One alone may be the text's own; so may a table's cells and a list's items.
pub(super) fn links(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MIN_TIMES: usize = 3;
    /// Longer ones are titles.
    const MAX_WORDS: u32 = 8;
    const MIN_DENSITY: f32 = 0.9;
    /// An item or a cell is so near.
    const DEPTH: usize = 3;
    let outline = page.outline;
    let is_line = |block: &Block| {
        let is_part = |id| {
            let tag = outline.node(id).tag;
            tag.is_heading() || matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt)
        };
        0 < block.link_letters
            && block.size.words <= MAX_WORDS
            && MIN_DENSITY <= block.link_density()
            && !outline.self_and_ancestors(block.container).take(DEPTH).any(is_part)
    };
    let lines = keeps.iter().zip(&outline.blocks).zip(&page.digests).enumerate();
    let mut lines: Vec<(u64, usize)> = lines
        .filter(|(_, ((keep, block), _))| **keep && is_line(block))
        .map(|(at, (_, digest))| (*digest, at))
        .collect();
    lines.sort_unstable();
    let same = lines.chunk_by(|(one, _), (other, _)| one == other);
    let goes = |lines: &&[(u64, usize)]| {
        let mut hosts: Vec<&str> = lines.iter().filter_map(|it| other_host(page, it.1)).collect();
        hosts.sort_unstable();
        hosts.dedup();
        MIN_TIMES <= lines.len() && hosts.len() < lines.len()
    };
    same.filter(goes).flatten().map(|it| it.1).collect()
}

/// The host that the block's link leads to, where that's another site's. Entries that have each a site of their own
/// lead to it; an offer leads to one shop, or to the page's own site.
fn other_host<'p>(page: &Page<'p>, at: usize) -> Option<&'p str> {
    let outline = page.outline;
    let mut links = outline.blocks[at].nodes().filter(|&id| outline.node(id).tag == Tag::A);
    let href = links.find_map(|id| outline.raw_attr(id, AttrName::Href))?.trim();
    address::host(href).filter(|_| page.leads_within_site(href) == Some(false))
}

/// A text that stands in the page twice has its headings and short lines twice, too: adds to the paragraphs that are
/// `repeats`, which are in order, what was said before and has only such paragraphs around it. Code says the same
/// twice for its own reasons.
pub(super) fn add_lines(page: &Page<'_>, keeps: &[bool], repeats: &mut Vec<usize>) {
    const MIN_PARAGRAPHS: usize = 3;
    const CODE_DEPTH: usize = 6;
    if repeats.len() < MIN_PARAGRAPHS {
        return;
    }
    let outline = page.outline;
    let is_code = |block: &Block| {
        let mut around = outline.self_and_ancestors(block.container).take(CODE_DEPTH);
        around.any(|id| outline.node(id).tag == Tag::Pre)
    };
    let mut said: HashSet<u64> = HashSet::new();
    let (mut lines, mut run) = (Vec::new(), Vec::new());
    let mut n_paragraphs = 0;
    for at in (0..keeps.len()).filter(|&at| keeps[at]) {
        let block = &outline.blocks[at];
        let is_new = said.insert(page.digests[at]);
        if repeats.binary_search(&at).is_ok() {
            n_paragraphs += 1;
        } else if is_new || block.is_prose() || is_code(block) {
            if MIN_PARAGRAPHS <= n_paragraphs {
                lines.append(&mut run);
            }
            run.clear();
            n_paragraphs = 0;
        } else {
            run.push(at);
        }
    }
    if MIN_PARAGRAPHS <= n_paragraphs {
        lines.append(&mut run);
    }
    repeats.append(&mut lines);
    repeats.sort_unstable();
}
