//! What kept blocks are: headline, byline, dek, caption, body.
//!
//! In: the outline and what the page declares. Out: the headline's element, the lead image's, and
//! each block's role. Title, byline and date are the page's declared ones where it declares them;
//! here is only what stands in the page.

use crate::base::letters;
use crate::base::lexicon::{Words, fold_char};
use crate::base::tag::Tag;
use crate::base::text;
use crate::metadata::Declared;
use crate::outline::{Block, BlockKind, NodeId, Outline};

/// What a kept block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Headline,
    Heading,
    Caption,
    Media,
    Body,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Headline => "headline",
            Role::Heading => "heading",
            Role::Caption => "caption",
            Role::Media => "media",
            Role::Body => "body",
        }
    }

    /// The role of a block that stays.
    pub(crate) fn of(outline: &Outline, block: &Block, headline: Option<NodeId>) -> Role {
        let tag = outline.node(block.container).tag;
        if headline == Some(block.container) {
            Role::Headline
        } else if block.kind == BlockKind::Media {
            Role::Media
        } else if tag.is_heading() {
            Role::Heading
        } else if in_caption(outline, block.container) {
            Role::Caption
        } else {
            Role::Body
        }
    }
}

/// Is the element a caption, or inside one?
pub(crate) fn in_caption(outline: &Outline, id: NodeId) -> bool {
    let caption = |id| matches!(outline.node(id).tag, Tag::Figcaption | Tag::Caption);
    caption(id) || outline.ancestors(id).take(4).any(caption)
}

/// The element that holds the article's headline: of the headings, the one most like a declared
/// title; else the only `h1`.
pub(crate) fn headline(outline: &Outline, declared: &Declared) -> Option<NodeId> {
    /// Only so many headings are looked at: a headline stands near the top.
    const MAX_HEADINGS: usize = 200;
    let declared = declared.title.iter().chain(declared.titles.iter().map(|title| &title.text));
    let titles = Titles::of(declared);
    let mut best: Option<(f32, NodeId)> = None;
    let mut first_h1 = None;
    let headings = outline
        .ids()
        .filter(|&id| outline.node(id).tag.is_heading() && outline.measure(id).size.letters > 0);
    for id in headings.take(MAX_HEADINGS) {
        let level = outline.node(id).tag.heading_level();
        let like = titles.likeness(outline, id) - f32::from(level) * 0.02;
        if Titles::MIN_LIKENESS <= like && best.is_none_or(|(most, _)| most < like) {
            best = Some((like, id));
        }
        if level == 1 {
            first_h1 = first_h1.or(Some(id));
        }
    }
    best.map(|(_, id)| id).or(first_h1).or_else(|| unmarked_headline(outline, &titles.sorted))
}

/// Does a heading say something else than the title that is shown?
pub(crate) fn is_unlike_title(outline: &Outline, declared: &Declared, heading: NodeId) -> bool {
    /// Below this it shares a word or two by chance.
    const MAX_LIKENESS: f32 = 0.34;
    let is_unlike =
        |title| Titles::of(std::iter::once(title)).likeness(outline, heading) < MAX_LIKENESS;
    declared.title.as_ref().is_some_and(is_unlike)
}

/// The words of the titles that a page declares.
struct Titles {
    in_order: Vec<Vec<u32>>,
    sorted: Vec<Vec<u32>>,
}

impl Titles {
    /// From this likeness on (shared words ÷ all words) a heading is the declared title.
    const MIN_LIKENESS: f32 = 0.5;
    /// The likeness of a heading that a declared title begins with: the rest is the site's.
    const BEGINS: f32 = 0.8;

    fn of<'t>(titles: impl Iterator<Item = &'t String>) -> Self {
        let in_order: Vec<Vec<u32>> = titles.map(|title| Words::exactly(title)).collect();
        Titles { sorted: in_order.iter().map(|title| sorted(title.clone())).collect(), in_order }
    }

    /// How like the heading is to the title that it is most like.
    fn likeness(&self, outline: &Outline, heading: NodeId) -> f32 {
        let words = Words::exactly(&outline.text_of(outline.subtree(heading), 1000));
        let begins =
            2 <= words.len() && self.in_order.iter().any(|title| title.starts_with(&words));
        let words = sorted(words);
        let like = self.sorted.iter().map(|title| likeness(title, &words)).fold(0.0, f32::max);
        if begins { like.max(Self::BEGINS) } else { like }
    }
}

/// A headline that isn't marked up as a heading: the short block most like a declared title.
fn unmarked_headline(outline: &Outline, titles: &[Vec<u32>]) -> Option<NodeId> {
    const MIN_LIKENESS: f32 = 0.6;
    const MAX_BLOCKS: usize = 200;
    const LETTERS: std::ops::Range<u32> = 12..200;
    let mut best: Option<(f32, NodeId)> = None;
    let blocks = outline
        .blocks
        .iter()
        .filter(|block| LETTERS.contains(&block.size.letters) && block.link_letters == 0);
    // What says twice as much as a title is none.
    let longest = titles.iter().map(Vec::len).max().unwrap_or(0) as u32;
    for block in blocks.take(MAX_BLOCKS) {
        if 2 * longest < block.size.words {
            continue;
        }
        let is_alone = outline.measure(block.container).size.letters == block.size.letters;
        let text = sorted(Words::exactly(&outline.text_of(block.nodes(), 1000)));
        let like = titles.iter().map(|title| likeness(title, &text)).fold(0.0, f32::max);
        if is_alone && MIN_LIKENESS <= like && best.is_none_or(|(most, _)| most < like) {
            best = Some((like, block.container));
        }
    }
    best.map(|(_, id)| id)
}

fn sorted(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words
}

/// The words of `text`, folded, in their order, between spaces.
pub(crate) fn words_in_order(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 16);
    out.push(b' ');
    let mut words = WordsInOrder { out, in_word: false };
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = letters::n_ascii(rest.as_bytes());
        words.push_ascii(&rest.as_bytes()[..ascii]);
        rest = &rest[ascii..];
        while let Some(c) = rest.chars().next().filter(|c| !c.is_ascii()) {
            fold_char(c, |c| words.push(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    words.end();
    String::from_utf8(words.out).unwrap_or_default()
}

/// Words, each with a space behind it, and one before the first.
struct WordsInOrder {
    out: Vec<u8>,
    /// The last word goes on.
    in_word: bool,
}

impl WordsInOrder {
    fn push_ascii(&mut self, bytes: &[u8]) {
        /// Letters come eight at a time; what is behind the last one's word is written over, or cut off.
        const MORE: usize = 8;
        let out = &mut self.out;
        let (mut at, mut end, mut in_word) = (0, out.len(), self.in_word);
        out.resize(end + bytes.len() + MORE, b' ');
        while at < bytes.len() {
            let eight = letters::in_small_letters(letters::eight(&bytes[at..]));
            let n = letters::n_small_letters(eight);
            out[end..end + MORE].copy_from_slice(&eight.to_le_bytes());
            (at, end, in_word) = (at + n, end + n, in_word || n > 0);
            let Some(&byte) = bytes.get(at).filter(|_| n < MORE) else { continue };
            let is_digit = byte.is_ascii_digit();
            out[end] = if is_digit { byte } else { b' ' };
            end += usize::from(is_digit || in_word);
            (at, in_word) = (at + 1, is_digit);
        }
        out.truncate(end);
        self.in_word = in_word;
    }

    fn push(&mut self, c: char) {
        if text::is_alphanumeric(c) {
            self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            self.in_word = true;
        } else {
            self.end();
        }
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.in_word) {
            self.out.push(b' ');
        }
    }
}

/// Words that two sorted lists share ÷ all their words.
fn likeness(a: &[u32], b: &[u32]) -> f32 {
    let (mut at_a, mut at_b, mut shared) = (0, 0, 0);
    while at_a < a.len() && at_b < b.len() {
        match a[at_a].cmp(&b[at_b]) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::words_in_order;

    #[test]
    fn words_stand_in_their_order_between_spaces() {
        assert_eq!(words_in_order("“Élan”, she SAID: 12 o'clock!"), " elan she said 12 o clock ");
        assert_eq!(words_in_order("e\u{301}tude—Æon’s (été)名2"), " etude aeon s ete 名2 ");
        assert_eq!(words_in_order("Straße3“é.”b"), " strasse3 e b ");
        assert_eq!(words_in_order(""), " ");
        assert_eq!(words_in_order(" - "), " ");
        let mut text = String::new();
        for n in 0..40_u32 {
            text += ["Harbours", "a", "B2b", "--", "1234567890", "Seafarers' "][n as usize * 7 % 6];
            text += if n % 3 == 0 { ". " } else { "" };
            let plain: String = text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
            let plain: Vec<&str> = plain.split_whitespace().collect();
            assert_eq!(words_in_order(&text), format!(" {} ", plain.join(" ")), "{text}");
        }
    }
}
