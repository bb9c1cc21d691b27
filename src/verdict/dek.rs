//! The dek: the line between the headline and the body that sums the article up.
//!
//! In: which blocks stay, and the article's element. Out: the block of the dek, where it stands outside that element,
//! in the headline's box; within, it's a part of the body already. No line is one that says who wrote the article, or
//! when. The line that the page describes itself by needs no more. Any other must stay by the model's word, or nearly so
//! right below the headline, and be none of what else stands there: facts, a caption, a label, what another heading
//! heads, a text's first paragraph.

use std::ops::Range;

use super::choice::Choice;
use super::page::Page;
use super::role;
use super::taken::Taken;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::base::text;
use crate::metadata;
use crate::outline::{Block, BlockKind, Control, NodeId, Outline};

/// In words: shorter lines are labels, longer ones are paragraphs.
const WORDS: Range<u32> = 5..81;
/// So many blocks below the headline are looked at.
const REACH: usize = 200;
/// From this chance on the line right below the headline is one.
const MIN_CHANCE: f32 = 0.18;

/// The dek above `root`.
pub(super) fn find(
    page: &Page<'_>,
    choice: &Choice,
    root: NodeId,
    taken: &Taken,
) -> Option<Range<NodeId>> {
    let outline = page.outline;
    let headline = page.headline?;
    let first = outline.blocks_in(&outline.subtree(headline)).end;
    let end = outline.blocks_in(&outline.subtree(root)).start;
    let is_seen = |at: &usize| {
        let block = &outline.blocks[*at];
        !block.is_hidden && !taken.takes(block.first)
    };
    let seen: Vec<usize> = (first..end).filter(is_seen).take(REACH).collect();
    let line = |at: usize| is_line(outline, at).then(|| Line::of(page, at));
    let dek = described(page, &seen).or_else(|| {
        // What stands under another heading is that one's.
        let own = seen.iter().copied().find(|&at| choice.stays(at) || is_heading(outline, at));
        let own = own.filter(|&at| choice.stays(at)).and_then(line);
        let may_be = |&at: &usize| choice.chance(at).is_some_and(|chance| MIN_CHANCE <= chance);
        let next = || seen.first().copied().filter(may_be).and_then(line);
        own.filter(Line::sums_up).or_else(|| next().filter(Line::sums_up))
    })?;
    let body = outline.blocks_in(&outline.subtree(root)).filter(|&at| choice.stays(at));
    (!dek.is_said(body)).then(|| outline.blocks[dek.at].nodes())
}

/// The line that the page describes itself by.
fn described<'p>(page: &'p Page<'p>, seen: &[usize]) -> Option<Line<'p>> {
    /// Of both, in bytes: descriptions are cut, and so much isn't said by chance.
    const MIN_SHARED: usize = 40;
    /// Longer lines with a name or a day may be of them.
    const MAX_WORDS: u32 = 10;
    let told = role::words_in_order(page.declared.description.as_deref()?);
    let describes = |line: &Line<'_>| {
        let shared = told.bytes().zip(line.words.bytes()).take_while(|(a, b)| a == b).count();
        (told == line.words || MIN_SHARED <= shared) && !line.signs(MAX_WORDS)
    };
    let lines = seen.iter().copied().filter(|&at| is_line(page.outline, at));
    lines.map(|at| Line::of(page, at)).find(describes)
}

fn is_heading(outline: &Outline, at: usize) -> bool {
    let mut around = outline.self_and_ancestors(outline.blocks[at].container).take(2);
    around.any(|id| outline.node(id).tag.is_heading())
}

/// Is it one text of some length, and nothing else?
fn is_line(outline: &Outline, at: usize) -> bool {
    const MAX_DENSITY: f32 = 0.2;
    let is_other = |id: NodeId| {
        matches!(
            outline.node(id).tag,
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Figure | Tag::Figcaption | Tag::Nav
        )
    };
    let block = &outline.blocks[at];
    block.kind == BlockKind::Text
        && WORDS.contains(&block.size.words)
        && block.link_density() < MAX_DENSITY
        && !outline.self_and_ancestors(block.container).any(is_other)
}

/// A line of text, and what it says.
struct Line<'p> {
    page: &'p Page<'p>,
    at: usize,
    text: String,
    /// Folded, between spaces.
    words: String,
}

impl<'p> Line<'p> {
    fn of(page: &'p Page<'p>, at: usize) -> Self {
        let text = page.outline.text_of(page.outline.blocks[at].nodes(), usize::MAX);
        Line { page, at, words: role::words_in_order(&text), text }
    }

    fn block(&self) -> &'p Block {
        &self.page.outline.blocks[self.at]
    }

    /// Is it none of what else stands below a headline?
    fn sums_up(&self) -> bool {
        // Words of several elements may have no space between.
        let is_label = self.text.ends_with([':', '：'])
            || !WORDS.contains(&text::n_words(&self.text))
            || !self.page.block_phrases[self.at].is_empty();
        let is_quoted = self.text.starts_with(['"', '“', '«', '„', '「', '『'])
            && self.text.ends_with(['"', '”', '»', '“', '」', '』']);
        let is_other = is_label || is_quoted || self.tells_facts() || self.is_caption();
        !is_other && !self.goes_on() && !self.is_of_another_box()
    }

    /// Is it a row of facts: who wrote it, and when, where one is, what it costs?
    fn tells_facts(&self) -> bool {
        const MIN_PARTS: usize = 3;
        /// Longer ones tell more.
        const MAX_WORDS: u32 = 20;
        const SIGNS: &[&str] = &["|", "•", "·", "›", "»", ">", "/", "–", "—", "-"];
        /// In letters: "and", "der".
        const MAX_SMALL: usize = 3;
        let words = || self.text.split_whitespace();
        let begin = |is: fn(char) -> bool| words().filter(move |it| it.starts_with(is)).count();
        let numbers = begin(char::is_numeric);
        let has = |is: fn(char) -> bool| self.text.contains(is);
        // Names and titles, each with a capital, and the short words between them.
        let is_small =
            |word: &&str| word.starts_with(char::is_lowercase) && MAX_SMALL < word.chars().count();
        let is_of_names = has(char::is_lowercase)
            && begin(char::is_lowercase) < begin(char::is_uppercase)
            && !words().any(|word| is_small(&word))
            && (0 < numbers || self.text.contains([',', ';', ':']));
        if is_of_names || MIN_PARTS <= 1 + words().filter(|it| SIGNS.contains(it)).count() {
            return true;
        }
        let is_more = MAX_WORDS < self.block().size.words || self.has_sentence();
        self.signs(MAX_WORDS) || (!is_more && 3 * numbers >= words().count())
    }

    /// Does it say who wrote the article, or when? Whole sentences, and lines of more than `max_words`, tell more
    /// than a name or a day, if they don't begin with the name.
    fn signs(&self, max_words: u32) -> bool {
        let declared = self.page.declared;
        if metadata::signs(&self.text, declared.language.as_deref()) {
            return true;
        }
        if max_words < self.block().size.words || self.has_sentence() {
            return false;
        }
        let byline = declared.byline.as_deref().map(role::words_in_order);
        byline.is_some_and(|names| self.words.contains(&names)) || metadata::tells_day(&self.text)
    }

    /// Does a sentence end in it? The points of "4:00 a.m.", "Oct. 3" and "Jr." end none.
    fn has_sentence(&self) -> bool {
        const STOPS: [char; 3] = ['.', '!', '?'];
        /// In letters, of those that begin with a capital.
        const MAX_ABBREVIATION: usize = 4;
        let is_stop_alone = |c: char| matches!(c, '。' | '！' | '？' | '।' | '؟');
        let mut words = self.text.split_whitespace().peekable();
        let ends = std::iter::from_fn(|| Some((words.next()?, words.peek().copied())));
        self.text.contains(is_stop_alone)
            || ends.into_iter().any(|(word, next)| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !STOPS.contains(&c));
                let bare = word.trim_end_matches(STOPS);
                let is_short = bare.starts_with(char::is_uppercase)
                    && bare.chars().count() <= MAX_ABBREVIATION;
                bare.len() < word.len()
                    && !bare.contains('.')
                    && (!is_short || word.ends_with(['!', '?']))
                    && next.is_none_or(|next| !next.starts_with(char::is_numeric))
            })
    }

    /// Does it stand right below a picture, in a box of the two?
    fn is_caption(&self) -> bool {
        /// More letters than its own there may be the credit's.
        const MAX_MORE: u32 = 60;
        let outline = self.page.outline;
        let Some(before) = self.at.checked_sub(1).map(|at| &outline.blocks[at]) else {
            return false;
        };
        let holds_both = |id: &NodeId| outline.holds(*id, before.first);
        let around = outline.self_and_ancestors(self.block().container).find(holds_both);
        let letters = around.map_or(u32::MAX, |id| outline.measure(id).size.letters);
        before.kind == BlockKind::Media && letters <= self.block().size.letters + MAX_MORE
    }

    /// Is it the first of several paragraphs?
    fn goes_on(&self) -> bool {
        let outline = self.page.outline;
        let parent = |block: &Block| outline.node(block.container).parent;
        let after = &outline.blocks[self.at + 1..];
        let next = after.iter().find(|block| !block.is_hidden && block.kind == BlockKind::Text);
        next.is_some_and(|next| next.is_prose() && parent(next) == parent(self.block()))
    }

    /// Does it stand beside a field to fill in, or in a box that is named for something else?
    fn is_of_another_box(&self) -> bool {
        const REACH: usize = 3;
        const OTHER: Hints = hint::NEWSLETTER
            .or(hint::SUBSCRIBE)
            .or(hint::PROMO)
            .or(hint::AD)
            .or(hint::RELATED)
            .or(hint::SPONSORED)
            .or(hint::AUTHOR_BOX)
            .or(hint::CAPTION);
        let (page, outline) = (self.page, self.page.outline);
        let around = outline.self_and_ancestors(self.block().container).take(REACH);
        around.take_while(|&id| !page.holds_headline(id)).any(|id| {
            outline.node(id).tag == Tag::Aside
                || outline.hints(id).any(OTHER)
                || outline.kinds(id).controls.any(Control::ONE_LINE)
        })
    }

    /// Does a title say the same, or what the body begins with?
    fn is_said(&self, body: impl Iterator<Item = usize>) -> bool {
        /// So many of the body's blocks are looked at.
        const REACH: usize = 6;
        /// What a label adds to the title, in bytes.
        const MAX_MORE: usize = 16;
        let declared = self.page.declared;
        let mut titles = declared.titles.iter().map(|title| &title.text).chain(&declared.title);
        let is_title = |title: &String| {
            let title = role::words_in_order(title);
            let is_in =
                |all: &str, part: &str| all.contains(part) && all.len() < part.len() + MAX_MORE;
            title.contains(&self.words) || is_in(&self.words, &title)
        };
        let begins = |at: usize| Line::of(self.page, at).words.contains(&self.words);
        titles.any(is_title) || body.take(REACH).any(begins)
    }
}
