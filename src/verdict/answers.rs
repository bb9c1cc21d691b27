//! Questions with answers that open one by one: they stay together, and with the text they stand in.
//!
//! In: which blocks stay. Out: more that stays: of a row of `details`, or of an accordion's parts, all where one
//! does, or where the text right above does. To the model each is two short lines among many boxes. A row without
//! sentences, of links, or one that a rule takes out, is left to it.

use super::choice::Ruled;
use super::features::Judged;
use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::fnv;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline};

/// Keeps the parts of rows that stay. `chances` are those of the judged blocks.
pub(super) fn keep(
    page: &Page<'_>,
    judged: &Judged,
    chances: &[f32],
    rules: &Ruled,
    keeps: &mut [bool],
) {
    /// What is less likely belongs to something else.
    const MIN_CHANCE: f32 = 0.1;
    const MAX_DENSITY: f32 = 0.3;
    let outline = page.outline;
    let mut stays: fnv::Map<NodeId, bool> = fnv::Map::default();
    let mut lines: Vec<usize> = Vec::new();
    for (&at, &chance) in judged.blocks.iter().zip(chances) {
        let block = &outline.blocks[at];
        if keeps[at] || !rules.leaves(block) {
            continue;
        }
        if chance < MIN_CHANCE {
            lines.push(at);
            continue;
        }
        let Some(part) = part(outline, block.container) else { continue };
        let measure = outline.measure(part);
        if MAX_DENSITY < measure.link_density() && measure.n_links > 1 {
            continue;
        }
        let row = outline.node(part).parent;
        keeps[at] = *stays.entry(row).or_insert_with(|| row_stays(outline, part, keeps));
    }
    // Whatever it looks like, the line over an answer is its question.
    for at in lines {
        if keeps.get(at + 1) != Some(&true) {
            continue;
        }
        let part = part(outline, outline.blocks[at].container);
        keeps[at] = part.is_some_and(|part| {
            let within = outline.blocks_in(&outline.subtree(part));
            within.start == at && at + 1 < within.end
        });
    }
}

/// The part of a row that the element stands in.
fn part(outline: &Outline, id: NodeId) -> Option<NodeId> {
    const REACH: usize = 4;
    const NAMES: &[&str] = &["accordion", "toggle", "collaps", "faq"];
    let is_part = |&id: &NodeId| {
        let class = || outline.raw_attr(id, AttrName::Class).unwrap_or_default();
        let is_item = || {
            let measure = outline.measure(id);
            (2..12).contains(&measure.n_blocks)
                && NAMES.iter().any(|name| class().contains(name))
                && (has_twin(outline, id) || begins_with_control(outline, id))
        };
        matches!(outline.node(id).tag, Tag::Details | Tag::Dt | Tag::Dd)
            || (outline.node(id).tag.is_block() && is_item())
    };
    outline.self_and_ancestors(id).take(REACH).find(is_part)
}

/// Is its first element told to be a button?
fn begins_with_control(outline: &Outline, id: NodeId) -> bool {
    let first = id + 1;
    let is_button = || outline.raw_attr(first, AttrName::Role) == Some("button");
    first < outline.node(id).end && !outline.node(first).is_text() && is_button()
}

/// Is another element beside it of the same make?
fn has_twin(outline: &Outline, id: NodeId) -> bool {
    const MAX_SIBLINGS: usize = 40;
    let kind = |id: NodeId| (outline.node(id).tag, outline.raw_attr(id, AttrName::Class));
    let siblings = outline.children(outline.node(id).parent).take(MAX_SIBLINGS);
    siblings.filter(|&it| it != id).any(|it| kind(it) == kind(id))
}

/// Does a block of the row stay, or the one right above it, and are there sentences in it?
fn row_stays(outline: &Outline, part: NodeId, keeps: &[bool]) -> bool {
    const MAX_PARTS: usize = 60;
    let parts: Vec<NodeId> = outline
        .children(outline.node(part).parent)
        .filter(|&it| outline.node(it).tag == outline.node(part).tag)
        .take(MAX_PARTS)
        .collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let blocks = outline.blocks_in(&(*first..outline.node(*last).end));
    let n_sentences = blocks.clone().filter(|&at| outline.blocks[at].size.sentences > 0).count();
    let above = outline.blocks[..blocks.start].iter().rposition(|block| !block.is_hidden);
    parts.len() <= 2 * n_sentences
        && (blocks.clone().any(|at| keeps[at]) || above.is_some_and(|above| keeps[above]))
}
