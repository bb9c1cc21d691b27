//! What nags say, in many languages.
//!
//! In: a short piece of text. Out: which classes of nag it speaks for, and with which phrase.
//! The phrases are data, one file a language, compiled by us; all languages are looked up at once
//! by one automaton, since pages mix them. A phrase is one kind of evidence and never decides
//! alone: articles are written about newsletters, too.

mod words;

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

pub(crate) use words::Words;

/// A nag class that phrases can speak for; the order is that of `NAMES`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrases(u16);

const NAMES: &[&str] = &[
    "newsletter",
    "sign_in",
    "offer",
    "app",
    "related",
    "sponsored",
    "share",
    "author_box",
    "comments",
    "consent",
    "slot",
];

impl Phrases {
    pub(crate) const NEWSLETTER: Phrases = Phrases(1);
    pub(crate) const SIGN_IN: Phrases = Phrases(1 << 1);
    pub(crate) const OFFER: Phrases = Phrases(1 << 2);
    pub(crate) const APP: Phrases = Phrases(1 << 3);
    pub(crate) const RELATED: Phrases = Phrases(1 << 4);
    pub(crate) const SPONSORED: Phrases = Phrases(1 << 5);
    pub(crate) const SHARE: Phrases = Phrases(1 << 6);
    pub(crate) const AUTHOR_BOX: Phrases = Phrases(1 << 7);
    pub(crate) const COMMENTS: Phrases = Phrases(1 << 8);
    pub(crate) const CONSENT: Phrases = Phrases(1 << 9);
    pub(crate) const SLOT: Phrases = Phrases(1 << 10);

    pub(crate) fn any(self, of: Phrases) -> bool {
        self.0 & of.0 != 0
    }

    #[must_use]
    pub(crate) const fn or(self, other: Phrases) -> Phrases {
        Phrases(self.0 | other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How a phrase must stand in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// The text is just this, but for punctuation at its end.
    Whole,
    /// The text starts with it.
    Prefix,
    /// The text contains it as whole words.
    Within,
}

struct Entry {
    phrase: &'static str,
    class: Phrases,
    how: How,
}

struct Lexicon {
    entries: Vec<Entry>,
    automaton: Option<AhoCorasick>,
    /// Of each phrase two words that stand together, or its only one, as hashes in order.
    words: Vec<u32>,
    /// The same as bits, to see quickly that a word is none of them.
    bits: Vec<u64>,
}

impl Lexicon {
    /// Might a text with these words hold a phrase? It does only where it holds two neighbouring
    /// words of one, or the phrase's only word.
    fn may_speak(&self, words: &Words) -> bool {
        let is_known = |hash: u32| {
            let bit = hash as usize % WORD_BITS;
            self.bits[bit / 64] & (1 << (bit % 64)) != 0 && self.words.binary_search(&hash).is_ok()
        };
        let mut before = 0;
        let mut speaks = |&hash: &u32| {
            let pair = pair(before, hash);
            before = hash;
            is_known(hash) || is_known(pair)
        };
        words.hashes.iter().any(&mut speaks)
    }
}

/// A power of two: few words of a page share a bit with a phrase's.
const WORD_BITS: usize = 1 << 15;

/// A hash of two words that stand together.
fn pair(first: u32, second: u32) -> u32 {
    let hash = (first ^ second.rotate_left(16)).wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

/// Is `c` of a script that parts words by spaces, or no letter at all?
fn is_spaced(c: char) -> bool {
    !super::text::is_cjk(c) && !('\u{AC00}'..='\u{D7AF}').contains(&c)
}

const FILES: &[&str] = &[
    include_str!("en.txt"),
    include_str!("de.txt"),
    include_str!("fr.txt"),
    include_str!("es.txt"),
    include_str!("other.txt"),
];

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let entries: Vec<Entry> =
            FILES.iter().flat_map(|file| file.lines()).filter_map(entry).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(entries.iter().map(|entry| fold(entry.phrase)))
            .ok();
        let mut words: Vec<u32> = entries.iter().map(|entry| rarest(entry.phrase)).collect();
        words.sort_unstable();
        let mut bits = vec![0; WORD_BITS / 64];
        for &word in &words {
            let bit = word as usize % WORD_BITS;
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Lexicon { entries, automaton, words, bits }
    })
}

/// The hash of a phrase's longest two words that stand together, or of its only one.
fn rarest(phrase: &str) -> u32 {
    let hashes = Words::of(phrase).hashes;
    let folded = fold(phrase);
    let lengths: Vec<usize> = folded
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| word.split_inclusive(|c: char| !is_spaced(c)))
        .map(str::len)
        .filter(|&length| length > 0)
        .collect();
    let length = |at: usize| lengths.get(at).copied().unwrap_or_default();
    let longest = (1..hashes.len()).max_by_key(|&at| length(at - 1) + length(at));
    longest.map_or_else(
        || hashes.first().copied().unwrap_or_default(),
        |at| pair(hashes[at - 1], hashes[at]),
    )
}

fn entry(line: &'static str) -> Option<Entry> {
    let (class, rest) = line.split_once(' ')?;
    let (how, phrase) = rest.split_once(' ')?;
    let class = Phrases(1 << NAMES.iter().position(|name| *name == class)?);
    let how = match how {
        "h" => How::Whole,
        "p" => How::Prefix,
        "c" => How::Within,
        _ => return None,
    };
    Some(Entry { phrase, class, how })
}

/// Lower case, straight apostrophes, single spaces; case of accented letters too.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |c| folded.push(c));
    }
    folded
}

/// Gives `out` what `c` folds to.
fn fold_char(c: char, mut out: impl FnMut(char)) {
    match c {
        '\0'..='\x7F' => out(c.to_ascii_lowercase()),
        '’' | '‘' | 'ʼ' | '´' => out('\''),
        '‐' | '‑' | '–' | '—' => out('-'),
        '“' | '”' | '„' | '«' | '»' => out('"'),
        '…' => out('.'),
        '\u{A0}' | '•' | '·' | '→' | '›' | '¡' | '¿' => out(' '),
        c => c.to_lowercase().for_each(out),
    }
}

/// Might a text with these words speak for a class? `find` then says for which.
pub(crate) fn may_speak(words: &Words) -> bool {
    lexicon().may_speak(words)
}

/// The classes that `text` speaks for; `found` is told each phrase.
pub(crate) fn find(text: &str, mut found: impl FnMut(Phrases, &'static str)) -> Phrases {
    let lexicon = lexicon();
    let Some(automaton) = &lexicon.automaton else { return Phrases::default() };
    if !lexicon.may_speak(&Words::of(text)) {
        return Phrases::default();
    }
    let folded = &fold(text);
    let start = folded.len() - folded.trim_start_matches(is_edge).len();
    let end = folded.trim_end_matches(is_edge).len();
    let mut phrases = Phrases::default();
    for hit in automaton.find_overlapping_iter(folded.as_str()) {
        let entry = &lexicon.entries[hit.pattern().as_usize()];
        let fits = match entry.how {
            How::Whole => hit.start() <= start && end <= hit.end(),
            How::Prefix => hit.start() <= start && is_word_end(folded, hit.end()),
            How::Within => is_word_start(folded, hit.start()) && is_word_end(folded, hit.end()),
        };
        if fits && !phrases.any(entry.class) {
            found(entry.class, entry.phrase);
        }
        if fits {
            phrases = phrases.or(entry.class);
        }
    }
    phrases
}

/// Punctuation, arrows, digits and signs around a heading.
fn is_edge(c: char) -> bool {
    !c.is_alphabetic()
}

fn is_word_start(text: &str, at: usize) -> bool {
    !(joins(text[..at].chars().next_back()) && joins(text[at..].chars().next()))
}

fn is_word_end(text: &str, at: usize) -> bool {
    !(joins(text[..at].chars().next_back()) && joins(text[at..].chars().next()))
}

/// Is it a letter of a script that puts spaces between words?
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() && is_spaced(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Phrases {
        find(text, |_, _| {})
    }

    #[test]
    fn headings_must_be_whole() {
        assert!(says("Related stories:").any(Phrases::RELATED));
        assert!(says("RELATED STORIES →").any(Phrases::RELATED));
        assert!(!says("A related story").any(Phrases::RELATED));
        assert!(!says("The related stories").any(Phrases::RELATED));
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(says("Sign up to read this article").any(Phrases::SIGN_IN));
        assert!(!says("He designed in here").any(Phrases::SIGN_IN));
        assert!(says("Editor’s picks").any(Phrases::RELATED));
        assert!(says("会員登録はこちら").any(Phrases::SIGN_IN));
    }

    #[test]
    fn every_phrase_is_found_where_it_stands_alone() {
        for entry in &lexicon().entries {
            assert!(says(entry.phrase).any(entry.class), "{}", entry.phrase);
        }
    }

    #[test]
    fn every_line_of_every_file_is_an_entry() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            assert!(line.starts_with('#') || line.is_empty() || entry(line).is_some(), "{line}");
        }
    }
}
