//! What nags say, in many languages.
//!
//! In: a short piece of text. Out: which classes of nag it speaks for, and with which phrase.
//! The phrases are data, one file a language, compiled by us; all languages are looked up at once
//! by one automaton, since pages mix them. A phrase is one kind of evidence and never decides
//! alone: articles are written about newsletters, too.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fnv::{START_32, mix_32};

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
    /// For each phrase its longest word, as a bit of a hash.
    words: Vec<u64>,
}

impl Lexicon {
    /// Might `folded` hold a phrase? It does only where it holds the longest word of one. Scripts
    /// without spaces have no words to look for. `hashes` are those of its words.
    fn may_speak(&self, folded: &str, hashes: &[u32]) -> bool {
        let is_known = |&hash: &u32| {
            let bit = hash as usize % WORD_BITS;
            self.words[bit / 64] & (1 << (bit % 64)) != 0
        };
        hashes.iter().any(is_known) || !folded.is_ascii() && folded.chars().any(|c| !is_spaced(c))
    }
}

/// A power of two: few words of a page share a bit with a phrase's.
const WORD_BITS: usize = 1 << 14;

/// Writes the hashes of the words of `folded` to `hashes`. A word is a run of ASCII letters and
/// digits and of characters beyond ASCII; all digits are alike.
pub(crate) fn hash_words(folded: &str, hashes: &mut Vec<u32>) {
    hashes.clear();
    let mut hash = NO_WORD;
    for &byte in folded.as_bytes() {
        match byte {
            b'a'..=b'z' | 0x80.. => hash = mix_32(hash, byte),
            b'0'..=b'9' => hash = mix_32(hash, b'0'),
            _ if hash != NO_WORD => {
                hashes.push(hash ^ (hash >> 15));
                hash = NO_WORD;
            }
            _ => {}
        }
    }
    if hash != NO_WORD {
        hashes.push(hash ^ (hash >> 15));
    }
}

/// The hash of no word.
const NO_WORD: u32 = START_32;

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
        let mut bits = vec![0; WORD_BITS / 64];
        let mut hashes = Vec::new();
        for entry in &entries {
            let phrase = fold(entry.phrase);
            let longest = phrase.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
            hash_words(longest.max_by_key(|word| word.len()).unwrap_or_default(), &mut hashes);
            for &hash in &hashes {
                let bit = hash as usize % WORD_BITS;
                bits[bit / 64] |= 1 << (bit % 64);
            }
        }
        Lexicon { entries, automaton, words: bits }
    })
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
        match c {
            '\0'..='\x7F' => folded.push(c.to_ascii_lowercase()),
            '’' | '‘' | 'ʼ' | '´' => folded.push('\''),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '…' => folded.push('.'),
            '\u{A0}' | '•' | '·' | '→' | '›' | '¡' | '¿' => folded.push(' '),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The classes that `text` speaks for; `found` is told each phrase.
pub(crate) fn find(text: &str, found: impl FnMut(Phrases, &'static str)) -> Phrases {
    let (folded, mut hashes) = (fold(text), Vec::new());
    hash_words(&folded, &mut hashes);
    find_folded(&folded, &hashes, found)
}

/// Folds `text` as `fold` does.
pub(crate) fn fold_in_place(text: &mut String) {
    if text.is_ascii() {
        text.make_ascii_lowercase();
    } else {
        *text = fold(text);
    }
}

/// The classes that `folded` speaks for; `hashes` are those of its words.
pub(crate) fn classes(folded: &str, hashes: &[u32]) -> Phrases {
    find_folded(folded, hashes, |_, _| {})
}

fn find_folded(
    folded: &str,
    hashes: &[u32],
    mut found: impl FnMut(Phrases, &'static str),
) -> Phrases {
    let lexicon = lexicon();
    let Some(automaton) = &lexicon.automaton else { return Phrases::default() };
    if !lexicon.may_speak(folded, hashes) {
        return Phrases::default();
    }
    let start = folded.len() - folded.trim_start_matches(is_edge).len();
    let end = folded.trim_end_matches(is_edge).len();
    let mut phrases = Phrases::default();
    for hit in automaton.find_overlapping_iter(folded) {
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
