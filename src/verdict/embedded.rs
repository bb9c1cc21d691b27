//! Posts of other sites that a script of theirs would show.
//!
//! In: which blocks stay. Out: what stands in their places until then and says nothing of the post: who shared it,
//! and that there is one. A post's own words stay, and so does who said them.

use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline};

/// Blocks of quotations that are nothing but links to one place, and say so twice or by their class.
pub(super) fn placeholders(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_WORDS: u32 = 30;
    const MIN_DENSITY: f32 = 0.9;
    /// A link is so near to its quotation.
    const DEPTH: usize = 4;
    let outline = page.outline;
    let is_one = |at: usize| {
        let block = &outline.blocks[at];
        if block.size.words > MAX_WORDS || block.link_density() < MIN_DENSITY {
            return false;
        }
        let mut around = outline.self_and_ancestors(block.container).take(DEPTH);
        let quote = around.find(|&id| outline.node(id).tag == Tag::Blockquote);
        quote.is_some_and(|id| {
            MIN_DENSITY <= outline.measure(id).link_density() && is_placeholder(outline, id)
        })
    };
    (0..keeps.len()).filter(|&at| keeps[at] && is_one(at)).collect()
}

fn is_placeholder(outline: &Outline, quote: NodeId) -> bool {
    let is_link = |id: &NodeId| outline.node(*id).tag == Tag::A;
    let address = |id: NodeId| outline.raw_attr(id, AttrName::Href);
    let mut links = outline.subtree(quote).filter(is_link).map(address);
    let Some(Some(first)) = links.next() else { return false };
    let (mut n_links, mut is_same) = (1, true);
    for link in links {
        n_links += 1;
        is_same &= link == Some(first);
    }
    let class = outline.raw_attr(quote, AttrName::Class).unwrap_or_default();
    is_same && (1 < n_links || class.contains("embed"))
}
