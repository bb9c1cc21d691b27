//! The words in classes and addresses that mark a text as a byline or a date.
//!
//! In: a class attribute, a link's address, a run of text. Out: what it tells. Words are looked for
//! within the attribute as it stands, in one pass for all of them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The text names an author.
pub(super) const AUTHOR: u8 = 1;
/// The text is a date.
pub(super) const DATE: u8 = 2;
/// The content speaks of other articles, or of comments.
pub(super) const FOREIGN: u8 = 4;
/// The text is of an author but is no name: a portrait, a biography.
pub(super) const NO_AUTHOR: u8 = 8;

const WORDS: [(&str, u8); 53] = [
    ("author", AUTHOR),
    ("byline", AUTHOR),
    ("by-line", AUTHOR),
    ("writer", AUTHOR),
    ("posted-by", AUTHOR),
    ("posted_by", AUTHOR),
    ("written", AUTHOR),
    ("autor", AUTHOR),
    ("auteur", AUTHOR),
    ("contributor", AUTHOR),
    ("reporter", AUTHOR),
    ("date", DATE),
    ("publish", DATE),
    ("posted-on", DATE),
    ("posted_on", DATE),
    ("timestamp", DATE),
    ("time", DATE),
    ("comment", FOREIGN),
    ("related", FOREIGN),
    ("sidebar", FOREIGN),
    ("recent", FOREIGN),
    ("popular", FOREIGN),
    ("trending", FOREIGN),
    ("recommend", FOREIGN),
    ("read-more", FOREIGN),
    ("readmore", FOREIGN),
    ("more-posts", FOREIGN),
    ("more-articles", FOREIGN),
    ("next-post", FOREIGN),
    ("disqus", FOREIGN),
    ("bio", NO_AUTHOR),
    ("avatar", NO_AUTHOR),
    ("image", NO_AUTHOR),
    ("img", NO_AUTHOR),
    ("photo", NO_AUTHOR),
    ("pic", NO_AUTHOR),
    ("desc", NO_AUTHOR),
    ("about", NO_AUTHOR),
    ("social", NO_AUTHOR),
    ("authority", NO_AUTHOR),
    ("authoriz", NO_AUTHOR),
    ("title", NO_AUTHOR),
    ("role", NO_AUTHOR),
    ("job", NO_AUTHOR),
    ("position", NO_AUTHOR),
    ("label", NO_AUTHOR),
    ("icon", NO_AUTHOR),
    ("date", NO_AUTHOR),
    ("time", NO_AUTHOR),
    ("credential", NO_AUTHOR),
    ("follow", NO_AUTHOR),
    ("excerpt", NO_AUTHOR),
    ("updated", DATE),
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

fn finder<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
}

static CLASS_FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| finder(WORDS.map(|(word, _)| word)));

/// What the words of a class attribute tell, as a set of the constants above.
pub(super) fn of_class(class: &str) -> u8 {
    let Some(finder) = CLASS_FINDER.as_ref() else { return 0 };
    finder
        .find_overlapping_iter(class)
        .fold(0, |all, found| all | WORDS[found.pattern().as_usize()].1)
}

/// Does a link lead to an author's page?
pub(super) fn leads_to_author(href: &str) -> bool {
    let bytes = href.as_bytes();
    let starts = |path: &&str, at: usize| {
        bytes.get(at..at + path.len()).is_some_and(|it| it.eq_ignore_ascii_case(path.as_bytes()))
    };
    // What follows tells most addresses from all of the paths.
    let may_start = |at: usize| {
        let next = bytes.get(at + 1).map(u8::to_ascii_lowercase);
        next.is_some_and(|next| AUTHOR_LETTERS >> (next & 31) & 1 == 1)
    };
    memchr::memchr2_iter(b'/', b'?', bytes)
        .any(|at| may_start(at) && AUTHOR_PATHS.iter().any(|it| starts(it, at)))
}

/// How years begin in the digits of Arabic, Hindi and Japanese, and the eras of Japan.
const OTHER_YEARS: [&str; 8] = ["٢٠", "١٩", "२०", "१९", "２０", "１９", "令和", "平成"];

/// The bytes that `OTHER_YEARS` begin with.
static OTHER_LEADS: [bool; 256] = {
    let (mut leads, mut at) = ([false; 256], 0);
    while at < OTHER_YEARS.len() {
        leads[OTHER_YEARS[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    leads
};

/// Does a short text hold what may be a year, so that it's worth looking for a date?
pub(super) fn has_year(text: &str) -> bool {
    // Quotation marks and accents begin with other bytes.
    let may_start = |byte: u8| OTHER_LEADS[usize::from(byte)];
    let starts_year = |at: usize| {
        OTHER_YEARS.iter().any(|year| text.as_bytes()[at..].starts_with(year.as_bytes()))
    };
    if text.bytes().enumerate().any(|(at, byte)| may_start(byte) && starts_year(at)) {
        return true;
    }
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| {
        let four = bytes.get(at..at + 4);
        four.is_some_and(|four| {
            matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..])
                && four.iter().all(u8::is_ascii_digit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
