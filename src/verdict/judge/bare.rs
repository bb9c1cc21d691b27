//! Pages that are nothing but a little text.
//!
//! In: a page with too few words for an article. Out: its judgement, if all that it shows is a text: a
//! sentence or a picture at least, no controls, hardly a link, no nag, and no script that could show more. Who
//! asks to read such a page gets what stands there.

use super::{BlockVerdict, Judgement, brief};
use crate::base::tag::Tag;
use crate::metadata::Declared;
use crate::outline::{Control, Outline, ROOT};
use crate::verdict::page::Page;

/// Fewer words are a label, or what stands there till something else does.
const MIN_WORDS: u32 = 6;

/// More of the text in links than this makes it a way to other pages.
const MAX_LINK_DENSITY: f32 = 0.25;

/// The judgement of a page that shows nothing but a text.
pub(crate) fn judge(outline: &Outline, declared: &Declared) -> Option<Judgement> {
    let all = outline.measure(ROOT);
    let is_bare = all.size.words >= MIN_WORDS
        && all.controls == Control::NONE
        && all.link_density() <= MAX_LINK_DENSITY
        && declared.free != Some(false)
        && outline.nodes.iter().all(|node| node.tag != Tag::Script);
    if !is_bare {
        return None;
    }
    let page = Page::new(outline, declared);
    let judgement = brief::within(&page, ROOT);
    let (mut words, mut sentences) = (0, 0);
    for (block, verdict) in outline.blocks.iter().zip(&judgement.blocks) {
        if matches!(verdict, BlockVerdict::Kept(..)) {
            words += block.size.words;
            sentences += block.size.sentences;
        }
    }
    let speaks = page.block_phrases.iter().any(|phrases| !phrases.is_empty());
    let says = sentences > 0 || all.n_images > 0;
    (MIN_WORDS <= words && says && !speaks).then_some(judgement)
}
