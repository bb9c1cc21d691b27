//! Lists under a heading that says what they are.
//!
//! In: the page and the nags found so far. Out: headings such as "Related stories" with the lists
//! that follow them as siblings, where no box of their own holds them. A heading alone never takes
//! prose with it: the run ends at the first paragraph.

use std::ops::Range;

use super::evidence::Evidence;
use super::page::Page;
use super::rules::{HEADED, Rule};
use super::weigh::Nag;
use crate::base::lexicon::Phrases;
use crate::outline::{NodeId, ROOT};

/// A heading has at most this many letters.
const MAX_HEADING_LETTERS: u32 = 60;
/// Links make up at least this share of a list's text.
const MIN_LIST_DENSITY: f32 = 0.5;

/// "Learn more" stands over an article's own references, too.
const NO_HEADING: Phrases = Phrases::MORE;

/// The headed lists that no nag in `nags` covers, in document order.
pub(crate) fn headed_lists(page: &Page<'_>, nags: &[Nag]) -> Vec<Nag> {
    let mut found: Vec<Nag> = Vec::new();
    for (at, block) in page.outline.blocks.iter().enumerate() {
        if block.size.letters == 0 || MAX_HEADING_LETTERS < block.size.letters || block.is_hidden {
            continue;
        }
        let says = |rule: &&&Rule| page.block_phrases[at].any(rule.phrases.without(NO_HEADING));
        let Some(rule) = HEADED.iter().find(says) else { continue };
        let taken = |nags: &[Nag]| {
            let next = nags.partition_point(|nag| nag.nodes.end <= block.first);
            nags.get(next).is_some_and(|nag| nag.nodes.contains(&block.first))
        };
        if page.headline == Some(block.container) || taken(nags) || taken(&found) {
            continue;
        }
        if let Some(nag) = list_under(page, rule, block.container, &block.nodes()) {
            found.push(nag);
        }
    }
    found
}

fn list_under(
    page: &Page<'_>,
    rule: &'static Rule,
    heading: NodeId,
    text: &Range<NodeId>,
) -> Option<Nag> {
    let outline = page.outline;
    // The heading may stand alone in a wrapper or two.
    let mut top = heading;
    while outline.node(top).parent != ROOT
        && outline.measure(outline.node(top).parent).size.letters
            == outline.measure(heading).size.letters
    {
        top = outline.node(top).parent;
    }
    let parent = outline.node(top).parent;
    let mut end = outline.node(top).end;
    let (mut n_links, mut letters, mut link_letters) = (0, 0, 0);
    while end < outline.node(parent).end && continues(page, end) {
        let sibling = end;
        let measure = outline.measure(sibling);
        n_links += measure.n_links;
        letters += measure.size.letters;
        link_letters += measure.link_letters;
        end = outline.node(sibling).end;
    }
    if n_links == 0 || letters == 0 {
        return None;
    }
    let phrase = page.phrase_in(text, rule.phrases)?;
    let percent = (link_letters * 100 / letters) as u8;
    let evidence = vec![Evidence::UnderHeading(phrase), Evidence::Links { n_links, percent }];
    Some(Nag { nodes: top..end, rule, evidence })
}

/// Does the list under a heading go on with `sibling`?
fn continues(page: &Page<'_>, sibling: NodeId) -> bool {
    let outline = page.outline;
    let node = outline.node(sibling);
    let measure = outline.measure(sibling);
    if node.is_text() || node.tag.is_heading() && measure.link_density() < MIN_LIST_DENSITY {
        return node.is_text() && measure.size.letters < 3;
    }
    if page.holds_headline(sibling) {
        return false;
    }
    measure.size.letters == 0
        || (measure.n_prose == 0 && MIN_LIST_DENSITY <= measure.link_density())
}
