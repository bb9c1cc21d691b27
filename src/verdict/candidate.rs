//! Which part of the page is the article.
//!
//! In: the page, and what is already taken out. Out: the element that holds the
//! article's text. Every block has a weight, prose for and links against; an element's score is the
//! sum over its blocks. The search starts at the element with the most prose of its own and climbs
//! while the element around it adds enough.

use super::page::Page;
use super::region;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind, NodeId, ROOT};

/// An element around the candidate must add this share of its score to take its place.
const CLIMB: f32 = 0.12;
/// The same where the element is what HTML or the page calls the article.
const CLIMB_TO_LANDMARK: f32 = 0.01;

/// The element that holds the article's text, if any block speaks for one.
pub(crate) fn choose(page: &Page<'_>, taken: impl Fn(NodeId) -> bool) -> Option<NodeId> {
    let outline = page.outline;
    let weigh = |(block, regions): (&Block, Hints)| {
        let counts = !block.is_hidden && !taken(block.first);
        if counts { weight(page, block, regions) } else { 0.0 }
    };
    let weights: Vec<f32> = outline.blocks.iter().zip(region::regions(page)).map(weigh).collect();
    let weighed = || outline.blocks.iter().map(|block| block.container).zip(&weights);
    let mut own = vec![0.0_f32; outline.nodes.len()];
    for (container, &weight) in weighed().filter(|(_, weight)| **weight > 0.0) {
        share_out(page, container, weight, &mut own);
    }
    let start = best(&own)?;
    drop(own);
    let mut scores = vec![0.0_f32; outline.nodes.len()];
    for (container, weight) in weighed() {
        scores[container as usize] += weight;
    }
    for id in (1..outline.nodes.len()).rev() {
        scores[outline.nodes[id].parent as usize] += scores[id];
    }
    Some(climb(page, start, &scores))
}

fn best(own: &[f32]) -> Option<NodeId> {
    let mut best = None;
    let mut most = 0.0;
    for (id, &score) in own.iter().enumerate() {
        if most < score {
            (best, most) = (Some(id as NodeId), score);
        }
    }
    best
}

/// A paragraph speaks for its parent, and half as much for the element around that.
fn share_out(page: &Page<'_>, container: NodeId, weight: f32, own: &mut [f32]) {
    let mut at = container;
    if is_paragraph(page.outline.node(at).tag) {
        at = page.outline.node(at).parent;
    }
    let mut share = weight;
    for _ in 0..3 {
        own[at as usize] += share;
        if at == ROOT {
            return;
        }
        at = page.outline.node(at).parent;
        share /= 2.0;
    }
}

fn is_paragraph(tag: Tag) -> bool {
    tag.is_heading()
        || matches!(
            tag,
            Tag::P
                | Tag::Li
                | Tag::Td
                | Tag::Blockquote
                | Tag::Pre
                | Tag::Dd
                | Tag::Dt
                | Tag::Figcaption
        )
}

/// How much a block speaks for (or against) the element it stands in, in letters.
fn weight(page: &Page<'_>, block: &Block, region: Hints) -> f32 {
    let letters = block.size.letters as f32;
    let density = block.link_density();
    if block.kind == BlockKind::Media {
        return 0.0;
    }
    if density > 0.5 {
        return -letters.min(120.0) * 0.5;
    }
    let tag = page.outline.node(block.container).tag;
    let mut weight = if block.is_prose() {
        letters.min(1500.0) * (1.0 - density) * if tag == Tag::P { 1.0 } else { 0.8 }
    } else {
        match tag {
            Tag::P => letters * 0.5,
            Tag::Li | Tag::Dd | Tag::Pre => letters * 0.3,
            tag if tag.is_heading() => letters * 0.2,
            _ => letters * 0.1,
        }
    };
    let region = page.meaning(region);
    for (names, factor) in REGION_FACTORS {
        if region.any(*names) {
            weight *= factor;
        }
    }
    weight
}

/// How much prose counts in regions that aren't made for the article.
const REGION_FACTORS: &[(Hints, f32)] = &[
    (hint::NAV, 0.1),
    (hint::FOOTER, 0.1),
    (hint::CONSENT.or(hint::OVERLAY), 0.1),
    (hint::COMMENTS, 0.2),
    (hint::SIDEBAR, 0.3),
    (hint::RELATED.or(hint::TEASER), 0.3),
    (hint::HEADER, 0.5),
];

fn climb(page: &Page<'_>, start: NodeId, scores: &[f32]) -> NodeId {
    let mut chosen = start;
    for around in page.outline.ancestors(start) {
        if around == ROOT {
            break;
        }
        let (now, then) = (scores[chosen as usize], scores[around as usize]);
        let needed = if is_article(page, around) { CLIMB_TO_LANDMARK } else { CLIMB };
        if now * (1.0 + needed) <= then {
            chosen = around;
        }
    }
    chosen
}

/// What HTML or the page itself calls the article, and it is the only such thing around.
fn is_article(page: &Page<'_>, id: NodeId) -> bool {
    page.outline.node(id).is_declared_body()
        || (page.outline.node(id).tag == Tag::Article && page.holds_headline(id))
}
