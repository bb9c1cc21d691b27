//! What nags say, in many languages.
//!
//! In: a short piece of text. Out: which classes of nag it speaks for, and with which phrase.
//! The phrases are data, one file a language, compiled by us; all languages are looked up at once
//! by one automaton, since pages mix them. A phrase is one kind of evidence and never decides
//! alone: articles are written about newsletters, too.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

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
        Lexicon { entries, automaton }
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
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '´' => '\'',
            '\u{A0}' => ' ',
            '‐' | '‑' | '–' => '-',
            c => c,
        })
        .collect()
}

/// The classes that `text` speaks for; `found` is told each phrase.
pub(crate) fn find(text: &str, found: impl FnMut(Phrases, &'static str)) -> Phrases {
    find_folded(&fold(text), found)
}

/// The classes that `text` speaks for; `text` is folded in place.
pub(crate) fn classes(text: &mut String) -> Phrases {
    if text.is_ascii() {
        text.make_ascii_lowercase();
    } else {
        *text = fold(text);
    }
    find_folded(text, |_, _| {})
}

fn find_folded(folded: &str, mut found: impl FnMut(Phrases, &'static str)) -> Phrases {
    let lexicon = lexicon();
    let Some(automaton) = &lexicon.automaton else { return Phrases::default() };
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
    c.is_some_and(|c| {
        c.is_alphanumeric() && !super::text::is_cjk(c) && !('\u{AC00}'..='\u{D7AF}').contains(&c)
    })
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
    fn every_line_of_every_file_is_an_entry() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            assert!(line.starts_with('#') || line.is_empty() || entry(line).is_some(), "{line}");
        }
    }
}
