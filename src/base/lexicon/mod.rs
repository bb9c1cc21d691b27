//! What nags say, in many languages.
//!
//! In: a short piece of text. Out: which classes of nag it speaks for, and with which phrase.
//! The phrases are data, one file a language, compiled by us; all languages are looked up at once,
//! since pages mix them. A phrase is one kind of evidence and never decides alone: articles are
//! written about newsletters, too.
//!
//! A phrase is found by two of its words that stand together, or its only one. Their hashes are in
//! `index.bin`, which a test keeps true to the files: an automaton of all phrases would have to be
//! built anew at each start, which takes longer than to read most pages.

mod fold;
mod index;
mod words;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use fold::{fold, fold_char};
pub(crate) use words::Words;

/// A nag class that phrases can speak for; the order is that of `NAMES`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Phrases(u32);

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
    "donate",
    "push",
    "survey",
    "event",
    "affiliate",
    "summary_promo",
    "more",
    "editorial",
    "shop",
    "contents",
    "wall",
];

impl Phrases {
    pub(crate) const NONE: Phrases = Phrases(0);
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
    pub(crate) const DONATE: Phrases = Phrases(1 << 11);
    pub(crate) const PUSH: Phrases = Phrases(1 << 12);
    pub(crate) const SURVEY: Phrases = Phrases(1 << 13);
    pub(crate) const EVENT: Phrases = Phrases(1 << 14);
    pub(crate) const AFFILIATE: Phrases = Phrases(1 << 15);
    pub(crate) const SUMMARY_PROMO: Phrases = Phrases(1 << 16);
    /// A link that goes on elsewhere.
    pub(crate) const MORE: Phrases = Phrases(1 << 17);
    /// What an editor says of the text: a correction, a note. No nag: it stays.
    pub(crate) const EDITORIAL: Phrases = Phrases(1 << 18);
    /// What a link to a shop or to its salespeople says, and many a sentence, too: it only counts in few words, most of them linked.
    pub(crate) const SHOP: Phrases = Phrases(1 << 19);
    /// What a table of contents is headed by. No nag.
    pub(crate) const CONTENTS: Phrases = Phrases(1 << 20);
    /// A prompt to sign in or to pay that says that the text goes on behind it. What says so says `SIGN_IN`, too.
    pub(crate) const WALL: Phrases = Phrases(1 << 21);

    /// That of a section in a language's file, by its place in `NAMES`.
    fn of_section(at: usize) -> Self {
        let class = Phrases(1 << at);
        if class == Self::WALL { class.or(Self::SIGN_IN) } else { class }
    }

    pub(crate) fn any(self, of: Phrases) -> bool {
        self.0 & of.0 != 0
    }

    #[must_use]
    pub(crate) const fn or(self, other: Phrases) -> Phrases {
        Phrases(self.0 | other.0)
    }

    #[must_use]
    pub(crate) const fn without(self, other: Phrases) -> Phrases {
        Phrases(self.0 & !other.0)
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

/// Is `c` of a script that parts words by spaces, or no letter at all?
fn is_spaced(c: char) -> bool {
    !super::text::is_cjk(c) && !('\u{AC00}'..='\u{D7AF}').contains(&c)
}

macro_rules! files {
    ($($language:literal)*) => {
        &[$(($language, include_str!(concat!($language, ".txt")))),*]
    };
}

/// Each language with its phrases: a line `= class how`, then phrases, one a line. How: `h` for a text
/// that is just this, `p` for one that starts with it, `c` for one that contains it.
const FILES: &[(&str, &str)] = files!(
    "en" "de" "fr" "es" "it" "pt" "nl" "sv" "da" "no" "fi" "pl" "cs" "ru" "uk" "tr" "el" "ar" "he"
    "fa" "hi" "ja" "ko" "zh" "id" "vi"
);

/// The classes that `text` speaks for; `found` is told each phrase.
pub(crate) fn find(text: &str, found: impl FnMut(Phrases, &'static str)) -> Phrases {
    find_by_words(&Words::of(text), || text.into(), found)
}

/// The same of a text whose words are known; it's only made where they might be a phrase's.
pub(crate) fn find_by_words<'t>(
    words: &Words,
    text: impl FnOnce() -> Cow<'t, str>,
    mut found: impl FnMut(Phrases, &'static str),
) -> Phrases {
    let candidates = index::candidates(words);
    if candidates.is_empty() {
        return Phrases::default();
    }
    let folded = &fold(&text());
    let start = folded.len() - folded.trim_start_matches(is_edge).len();
    let inner = start..folded.trim_end_matches(is_edge).len();
    let mut hits: Vec<(Range<usize>, Entry)> = candidates
        .into_iter()
        .filter_map(|entry| Some((first_fit(folded, &inner, &entry)?, entry)))
        .collect();
    hits.sort_by_key(|(hit, _)| (hit.end, hit.start));
    let mut phrases = Phrases::default();
    for (_, entry) in hits {
        if entry.class.0 & !phrases.0 != 0 {
            found(entry.class, entry.phrase);
        }
        phrases = phrases.or(entry.class);
    }
    phrases
}

/// Where in a folded text, which says something at `inner`, the phrase first stands as it must.
fn first_fit(folded: &str, inner: &Range<usize>, entry: &Entry) -> Option<Range<usize>> {
    let (start, end) = (inner.start, inner.end);
    let phrase = folded_phrase(entry.phrase);
    let phrase = phrase.as_bytes();
    // It stands at the text's start, or nowhere.
    let reach = match entry.how {
        How::Whole | How::Prefix => folded.len().min(start + phrase.len()),
        How::Within => folded.len(),
    };
    let text = &folded.as_bytes()[..reach];
    let places = memchr::memchr_iter(*phrase.first()?, text);
    let mut hits =
        places.filter(|&at| text[at..].starts_with(phrase)).map(|at| at..at + phrase.len());
    hits.find(|hit| match entry.how {
        How::Whole => hit.start <= start && end <= hit.end,
        How::Prefix => hit.start <= start && is_word_edge(folded, hit.end),
        How::Within => is_word_edge(folded, hit.start) && is_word_edge(folded, hit.end),
    })
}

/// The phrase folded; most are written so.
fn folded_phrase(phrase: &'static str) -> Cow<'static, str> {
    let is_folded = phrase.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { phrase.into() } else { fold(phrase).into() }
}

/// Punctuation, arrows, digits and signs around a heading.
fn is_edge(c: char) -> bool {
    !c.is_alphabetic()
}

/// Does a word start or end there, or both?
fn is_word_edge(text: &str, at: usize) -> bool {
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
    fn spellings_dont_matter() {
        for text in ["A LIRE AUSSI", "à lire aussi :", "À lire aussi"] {
            assert!(says(text).any(Phrases::RELATED), "{text}");
        }
        assert!(says("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ").any(Phrases::RELATED));
        assert!(says("ＡＰＰをインストール").is_empty());
        assert!(says("アプリをダウンロード").any(Phrases::APP));
        assert!(says("संबंधित खबर").any(Phrases::RELATED));
    }
}
