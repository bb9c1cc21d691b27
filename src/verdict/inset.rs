//! Cards that lead to other articles, set between the paragraphs.
//!
//! In: which blocks stay. Out: those of cards: a title and a line of text in one link, or in what the page marks up as an
//! article of its own. Where cards are most of the text, they are what the page is about.

use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::outline::NodeId;

pub(super) fn cards(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MIN_DENSITY: f32 = 0.9;
    /// Letters of what goes, of all that stays.
    const MAX_SHARE: f32 = 0.25;
    let outline = page.outline;
    let mut gone: Vec<usize> = Vec::new();
    for at in (0..keeps.len()).filter(|&at| keeps[at]) {
        let block = &outline.blocks[at];
        let is_title = 0 < block.link_letters
            && MIN_DENSITY <= block.link_density()
            && outline.node(block.container).tag.is_heading();
        if !is_title || gone.last().is_some_and(|&last| at <= last) {
            continue;
        }
        let Some(card) = card_of(page, block.container) else { continue };
        gone.extend(outline.blocks_in(&outline.subtree(card)).filter(|&at| keeps[at]));
    }
    if gone.is_empty() {
        return gone;
    }
    let all = page.letters((0..keeps.len()).filter(|&at| keeps[at]));
    let is_small = page.letters(gone.iter().copied()) as f32 <= MAX_SHARE * all as f32;
    if is_small { gone } else { Vec::new() }
}

/// The card that a linked title stands in: it has text besides, and not much.
fn card_of(page: &Page<'_>, title: NodeId) -> Option<NodeId> {
    const DEPTH: usize = 6;
    const MAX_WORDS: u32 = 100;
    /// Of the text besides the title.
    const MIN_TEXT_WORDS: u32 = 8;
    let outline = page.outline;
    let title_words = outline.measure(title).size.words;
    let is_card = |id: &NodeId| {
        let is_link = outline.node(*id).tag == Tag::A
            && outline.raw_attr(*id, AttrName::Href).is_some_and(|it| !it.starts_with('#'));
        let item = || outline.raw_attr(*id, AttrName::Itemtype).unwrap_or_default();
        is_link || item().ends_with("/Article") || item().ends_with("/BlogPosting")
    };
    let card = outline.ancestors(title).take(DEPTH).find(is_card)?;
    let measure = outline.measure(card);
    let says = outline.blocks[outline.blocks_in(&outline.subtree(card))]
        .iter()
        .any(|block| block.size.sentences > 0 && MIN_TEXT_WORDS <= block.size.words);
    let is_one = says
        && measure.n_headings == 1
        && measure.size.words <= MAX_WORDS
        && title_words + MIN_TEXT_WORDS <= measure.size.words;
    is_one.then_some(card)
}
