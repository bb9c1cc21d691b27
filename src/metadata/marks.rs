//! The words in classes and addresses that mark a text as a byline or a date.
//!
//! In: a class attribute, a link's address, a run of text. Out: what it tells. Words are looked for
//! within the attribute as it stands, in one pass for all of them.

use super::beginnings::{Beginnings, WordList};
use crate::base::letters::starts_with;

/// The text names an author.
pub(super) const AUTHOR: u8 = 1;
/// The text is a date.
pub(super) const DATE: u8 = 2;
/// The content speaks of other articles, or of comments.
pub(super) const FOREIGN: u8 = 4;
/// The text is of an author but is no name: a portrait, a biography.
pub(super) const NO_AUTHOR: u8 = 8;

/// Ordered by their first letters.
const WORDS: [(&str, u8); 53] = [
    ("author", AUTHOR),
    ("autor", AUTHOR),
    ("auteur", AUTHOR),
    ("avatar", NO_AUTHOR),
    ("about", NO_AUTHOR),
    ("authority", NO_AUTHOR),
    ("authoriz", NO_AUTHOR),
    ("byline", AUTHOR),
    ("by-line", AUTHOR),
    ("bio", NO_AUTHOR),
    ("contributor", AUTHOR),
    ("comment", FOREIGN),
    ("credential", NO_AUTHOR),
    ("date", DATE),
    ("disqus", FOREIGN),
    ("desc", NO_AUTHOR),
    ("date", NO_AUTHOR),
    ("excerpt", NO_AUTHOR),
    ("follow", NO_AUTHOR),
    ("image", NO_AUTHOR),
    ("img", NO_AUTHOR),
    ("icon", NO_AUTHOR),
    ("job", NO_AUTHOR),
    ("label", NO_AUTHOR),
    ("more-posts", FOREIGN),
    ("more-articles", FOREIGN),
    ("next-post", FOREIGN),
    ("posted-by", AUTHOR),
    ("posted_by", AUTHOR),
    ("publish", DATE),
    ("posted-on", DATE),
    ("posted_on", DATE),
    ("popular", FOREIGN),
    ("photo", NO_AUTHOR),
    ("pic", NO_AUTHOR),
    ("position", NO_AUTHOR),
    ("reporter", AUTHOR),
    ("related", FOREIGN),
    ("recent", FOREIGN),
    ("recommend", FOREIGN),
    ("read-more", FOREIGN),
    ("readmore", FOREIGN),
    ("role", NO_AUTHOR),
    ("sidebar", FOREIGN),
    ("social", NO_AUTHOR),
    ("timestamp", DATE),
    ("time", DATE),
    ("trending", FOREIGN),
    ("title", NO_AUTHOR),
    ("time", NO_AUTHOR),
    ("updated", DATE),
    ("writer", AUTHOR),
    ("written", AUTHOR),
];

/// The parts of addresses that lead to an author's page.
const AUTHOR_PATHS: [&str; 14] = [
    "/author",
    "/contributor",
    "/writer",
    "/reporter",
    "/journalist",
    "/columnist",
    "/autor",
    "/auteur",
    "/redakteur",
    "?author=",
    "/people/",
    "/staff/",
    "/profile",
    "/experts/",
];

/// The letters that follow the first sign of a path, a bit each.
const AUTHOR_LETTERS: u32 = {
    let (mut letters, mut at) = (0, 0);
    while at < AUTHOR_PATHS.len() {
        letters |= 1 << (AUTHOR_PATHS[at].as_bytes()[1] & 31);
        at += 1;
    }
    letters
};

static BEGINNINGS: Beginnings = {
    let (mut all, mut at) = (Beginnings::NONE, 0);
    while at < WORDS.len() {
        all = all.with(WORDS[at].0);
        at += 1;
    }
    all
};

/// Where in `WORDS` those of each letter start, and where all end.
static STARTS: [u8; 27] = {
    let (mut starts, mut at) = ([0; 27], 0);
    while at < WORDS.len() {
        let mut letter = (WORDS[at].0.as_bytes()[0] - b'a' + 1) as usize;
        while letter < starts.len() {
            starts[letter] += 1;
            letter += 1;
        }
        at += 1;
    }
    starts
};

/// What the words of a class attribute tell, as a set of the constants above.
pub(super) fn of_class(class: &str) -> u8 {
    let bytes = class.as_bytes();
    let mut all = 0;
    for at in BEGINNINGS.in_text(bytes) {
        let rest = &bytes[at..];
        if rest[0].is_ascii_alphabetic() {
            let letter = usize::from(rest[0].to_ascii_lowercase() - b'a');
            let words = usize::from(STARTS[letter])..usize::from(STARTS[letter + 1]);
            let second = rest.get(1).map_or(0, u8::to_ascii_lowercase);
            for (word, mark) in &WORDS[words] {
                if word.as_bytes()[1] == second && starts_with(rest, word) {
                    all |= mark;
                }
            }
        }
    }
    all
}

/// Does a link lead to an author's page?
pub(super) fn leads_to_author(href: &str) -> bool {
    let bytes = href.as_bytes();
    memchr::memchr2_iter(b'/', b'?', bytes).any(|at| {
        // What follows tells most addresses from all of the paths, and most paths from each other.
        let next = bytes.get(at + 1).map_or(0, u8::to_ascii_lowercase);
        let mut paths = AUTHOR_PATHS.iter().filter(|it| it.as_bytes()[1] == next);
        AUTHOR_LETTERS >> (next & 31) & 1 == 1 && paths.any(|it| starts_with(&bytes[at..], it))
    })
}

/// How years begin in the digits of Arabic, Hindi and Japanese, and the eras of Japan.
static OTHER_YEARS: WordList =
    WordList::new(&["٢٠", "١٩", "२०", "१९", "２０", "１９", "令和", "平成"]);

/// Does a short text hold what may be a year, so that it's worth looking for a date?
pub(super) fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most have none, and without an early end the loop runs many bytes at a time.
    let look = |(any, all), byte: &u8| (any | matches!(byte, b'1' | b'2'), all | byte);
    let (may_begin, all) = bytes.iter().fold((false, 0), look);
    if !all.is_ascii() && OTHER_YEARS.first_in(text).is_some() {
        return true;
    }
    let is_year = |at: usize| {
        let four = bytes.get(at..at + 4);
        four.is_some_and(|four| {
            matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..])
                && four.iter().all(u8::is_ascii_digit)
        })
    };
    may_begin && memchr::memchr2_iter(b'1', b'2', bytes).any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        for (word, mark) in WORDS {
            assert_eq!(of_class(word) & mark, mark, "{word}");
            assert_eq!(of_class(&["x-", &word.to_uppercase()].concat()) & mark, mark, "{word}");
        }
    }

    #[test]
    fn reads_classes() {
        assert_eq!(of_class("post-Author"), AUTHOR);
        assert_eq!(of_class("author-avatar"), AUTHOR | NO_AUTHOR);
        assert_eq!(of_class("related-posts"), FOREIGN);
        assert_eq!(of_class("h2 mt-4"), 0);
    }

    #[test]
    fn reads_addresses_and_years() {
        assert!(leads_to_author("https://example.org/authors/jo"));
        assert!(!leads_to_author("/news/1"));
        assert!(
            has_year("March 5, 2024")
                && has_year("٥ مارس ٢٠٢٤")
                && !has_year("20 24")
                && !has_year("3050")
        );
    }
}
