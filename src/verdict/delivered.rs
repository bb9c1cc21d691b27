//! May a body that isn't in the markup stand for the article?
//!
//! In: the page, its judgement, and the text of a body that came with it in a script. Out: yes or
//! no. On doubt it's no: a page that shows part of the body, says something below the headline in its stead, asks for
//! a subscription or a registration anywhere, or is called a wall by any class keeps what it withholds.

use super::judge::{BlockVerdict, Judgement};
use super::page::Page;
use super::weigh;
use super::{Class, NoArticle, region};
use crate::base::hint;
use crate::base::lexicon::{Phrases, fold};
use crate::base::tag::Tag;
use crate::metadata::Declared;
use crate::outline::{Block, Outline, ROOT};

/// A body has at least this many letters.
pub(crate) const MIN_LETTERS: u32 = 400;

/// And this many times those that the page shows.
const MIN_TIMES: u32 = 4;

/// Letters of what the page shows of its article.
pub(crate) fn shown_letters(outline: &Outline, judgement: &Judgement) -> u32 {
    let shown = outline.blocks.iter().zip(&judgement.blocks);
    shown
        .filter(|(_, verdict)| matches!(verdict, BlockVerdict::Kept(_)))
        .map(|(block, _)| block.size.letters)
        .sum()
}

/// Is the body much more than what the page shows?
pub(crate) fn is_much_more(letters: u32, shown: u32) -> bool {
    MIN_LETTERS <= letters && shown * MIN_TIMES <= letters
}

/// Might the page withhold the body from its reader?
pub(crate) fn may_be_withheld(
    outline: &Outline,
    declared: &Declared,
    judgement: &Judgement,
    body: &str,
) -> bool {
    /// So much of a paragraph tells it from others, in characters.
    const START: usize = 60;
    if declared.free == Some(false) || judgement.is_partial {
        return true;
    }
    if matches!(judgement.body, Err(NoArticle::NotProse)) && declared.is_article != Some(true) {
        // A list of articles, of which the body may be one.
        return outline.measure(ROOT).size.letters > MIN_LETTERS;
    }
    let body = fold(body);
    let shows_part = outline.blocks.iter().filter(|block| block.is_prose()).any(|block| {
        let text = fold(&outline.text_of(block.nodes(), 4 * START));
        body.contains(&text.chars().take(START).collect::<String>())
    });
    let walls = hint::OFFER.or(hint::VENDOR_OFFER);
    if shows_part || outline.measure(ROOT).hints.any(walls) {
        return true;
    }
    let page = Page::new(outline, declared);
    // The article's frame is there, and something is said in the text's stead.
    let says = |block: &Block| {
        !block.is_hidden
            && block.size.sentences > 0
            && !region::in_frame(outline, block.container)
            && !outline
                .self_and_ancestors(block.container)
                .any(|id| outline.node(id).tag == Tag::Noscript)
    };
    if page.headline.is_some() && outline.blocks.iter().any(says) {
        return true;
    }
    page.phrases(ROOT).any(Phrases::OFFER.or(Phrases::SIGN_IN))
        || weigh::nags(&page)
            .iter()
            .any(|nag| matches!(nag.rule.class, Class::SignIn | Class::Offer))
}
