//! Is the page one to read: an article, and no shop, listing or front page?
//!
//! In: the page, what it declares, and the judgement. Out: a row of features for trees of their own,
//! learned beside those that judge blocks. The reader opens whatever holds text when it's asked to; this tells
//! where offering it makes sense.

use super::judge::{BlockVerdict, Judgement};
use super::model::byte;
use crate::base::tag::Tag;
use crate::metadata::Declared;
use crate::outline::{Block, BlockKind, Outline, ROOT};

/// How many features a page has.
pub(crate) const N_FEATURES: usize = 41;

/// One page's features.
pub(crate) type Row = [u8; N_FEATURES];

/// From this chance on a page is one to read: 95 in 100 articles are, by pages that training hasn't
/// seen.
pub(crate) const MIN_CHANCE: f32 = 0.43;

/// What stays of the page.
#[derive(Default)]
struct Kept {
    letters: u32,
    link_letters: u32,
    prose_letters: u32,
    n_prose: u32,
    longest: u32,
    n_headings: u32,
    n_items: u32,
    n_blocks: u32,
    sentences: u32,
    /// Letters of the longest run of prose, one block after the other.
    longest_run: u32,
    n_linked_headings: u32,
    n_prices: u32,
    /// Texts that are neither prose nor a heading.
    n_short: u32,
}

/// The features of a page.
pub(crate) fn row(outline: &Outline, declared: &Declared, judgement: &Judgement) -> Row {
    let kept = kept(outline, judgement);
    let all = outline.measure(ROOT);
    let share = |part: u32, whole: u32| byte::share(part as f32 / whole.max(1) as f32);
    let tags = tags(outline);
    let n_texts = outline.blocks.iter().filter(|block| block.kind == BlockKind::Text).count();
    let (n_steps, n_dashes) = address(declared);
    let flag = u8::from;
    [
        flag(judgement.body.is_ok()),
        flag(declared.byline.is_some()),
        flag(declared.published.is_some()),
        flag(declared.modified.is_some()),
        flag(declared.image.is_some()),
        declared.is_article.map_or(1, |is_article| 2 * u8::from(is_article)),
        flag(declared.is_discussion),
        flag(declared.article_body.is_some()),
        byte::count(n_steps),
        byte::count(n_dashes),
        byte::size(kept.letters as f32),
        byte::size(kept.prose_letters as f32),
        byte::count(kept.n_prose as usize),
        byte::size(kept.prose_letters as f32 / kept.n_prose.max(1) as f32),
        byte::size(kept.longest as f32),
        byte::count(kept.n_headings as usize),
        byte::count(kept.n_items as usize),
        byte::count(kept.sentences as usize),
        share(kept.prose_letters, kept.letters),
        share(kept.link_letters, kept.letters),
        share(kept.letters, all.size.letters),
        share(kept.prose_letters, all.prose_letters),
        byte::size(kept.letters as f32 / kept.n_blocks.max(1) as f32),
        share(kept.n_blocks, n_texts as u32),
        byte::size(all.size.letters as f32),
        byte::share(all.link_density()),
        byte::count(tags.top_headings),
        byte::count(tags.articles),
        byte::count(tags.forms),
        byte::size(tags.images as f32),
        byte::count(words(declared.title.as_deref())),
        byte::count(judgement.headline.map_or(0, |it| outline.measure(it).size.words as usize)),
        byte::count(words(declared.description.as_deref())),
        byte::count(tags.times),
        byte::count(tags.buttons),
        byte::count(tags.headings),
        byte::count(kept.n_linked_headings as usize),
        byte::count(kept.n_prices as usize),
        byte::size(kept.prose_letters as f32 / kept.n_headings.max(1) as f32),
        byte::size(kept.n_short as f32),
        share(kept.longest_run, kept.prose_letters),
    ]
}

/// How many elements of a kind there are.
#[derive(Default)]
struct Tags {
    top_headings: usize,
    headings: usize,
    articles: usize,
    forms: usize,
    images: usize,
    times: usize,
    buttons: usize,
}

fn tags(outline: &Outline) -> Tags {
    let mut tags = Tags::default();
    for node in &outline.nodes {
        match node.tag {
            Tag::H1 => {
                tags.top_headings += 1;
                tags.headings += 1;
            }
            Tag::Article => tags.articles += 1,
            Tag::Form => tags.forms += 1,
            Tag::Img | Tag::Picture => tags.images += 1,
            Tag::Time => tags.times += 1,
            Tag::Button => tags.buttons += 1,
            tag if tag.is_heading() => tags.headings += 1,
            _ => {}
        }
    }
    tags
}

fn kept(outline: &Outline, judgement: &Judgement) -> Kept {
    let mut kept = Kept::default();
    let mut run = 0;
    for (block, verdict) in outline.blocks.iter().zip(&judgement.blocks) {
        if !matches!(verdict, BlockVerdict::Kept(..)) || block.kind != BlockKind::Text {
            continue;
        }
        let tag = outline.node(block.container).tag;
        kept.n_blocks += 1;
        kept.letters += block.size.letters;
        kept.link_letters += block.link_letters;
        kept.longest = kept.longest.max(block.size.letters);
        kept.sentences += block.size.sentences;
        kept.n_headings += u32::from(tag.is_heading());
        kept.n_linked_headings += u32::from(tag.is_heading() && block.link_density() > 0.5);
        kept.n_prices += u32::from(shows_price(outline, block));
        kept.n_short += u32::from(!tag.is_heading() && !block.is_prose());
        kept.n_items += u32::from(tag == Tag::Li);
        run = if block.is_prose() { run + block.size.letters } else { 0 };
        kept.longest_run = kept.longest_run.max(run);
        if block.is_prose() {
            kept.n_prose += 1;
            kept.prose_letters += block.size.letters;
        }
    }
    kept
}

fn words(text: Option<&str>) -> usize {
    text.map_or(0, |text| text.split_whitespace().count())
}

/// Does the block start with a price, or is it one?
fn shows_price(outline: &Outline, block: &Block) -> bool {
    /// In bytes; prices in the middle of prose are of another kind.
    const START: usize = 120;
    let (mut left, mut found) = (START, false);
    outline.read(block.nodes(), |piece| {
        let piece = piece.text;
        found |= has_price(&piece[..piece.floor_char_boundary(left)]);
        left = left.saturating_sub(piece.len());
        left > 0 && !found
    });
    found
}

/// Does a sign of money stand beside a digit?
fn has_price(text: &str) -> bool {
    // What the signs begin with, in bytes.
    let may_be_money = |byte: u8| matches!(byte, b'$' | 0xC2 | 0xE2);
    if !text.bytes().fold(false, |any, byte| any | may_be_money(byte)) {
        return false;
    }
    let is_money = |letter: char| matches!(letter, '$' | '€' | '£' | '¥' | '₹');
    let mut last = [' '; 2];
    for letter in text.chars() {
        let [before, previous] = last;
        let is_digit = letter.is_ascii_digit();
        if is_digit && (is_money(previous) || (previous == ' ' && is_money(before)))
            || is_money(letter) && (previous.is_ascii_digit() || before.is_ascii_digit())
        {
            return true;
        }
        last = [previous, letter];
    }
    false
}

/// How many steps the page's address has below its site, and how many dashes the last of them.
fn address(declared: &Declared) -> (usize, usize) {
    let canonical = declared.canonical.as_deref().and_then(|it| url::Url::parse(it).ok());
    let Some(url) = canonical.as_ref().or(declared.base.as_ref()) else { return (0, 0) };
    let steps = || url.path().split('/').filter(|step| !step.is_empty());
    (steps().count(), steps().next_back().map_or(0, |step| step.matches('-').count()))
}
