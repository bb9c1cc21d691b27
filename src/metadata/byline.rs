//! Names of authors, from texts that hold them.
//!
//! In: a declared or visible text such as "By Jo Doe and Al Roe | March 5". Out: the names in it.
//! It tells names from what commonly stands beside or instead of them; it doesn't know who is a
//! person, so a newsroom or a firm that signs an article is its author.

use super::beginnings::Beginnings;
use super::date::{self, Order};
use super::facts::{Facts, Field, Source};
use super::months::month;

/// Who is believed about the authors, the first first.
const SOURCES: [Source; 7] = [
    Source::JsonLd,
    Source::Meta,
    Source::OpenGraph,
    Source::Microdata,
    Source::Twitter,
    Source::Markup,
    Source::Visible,
];

/// The longest name, in characters; with a title or an office it may be that long.
const MAX_CHARS: usize = 100;

/// The most names in a byline.
const MAX_NAMES: usize = 32;

/// What stands before a name, in small letters, with the space after it.
const PREFIXES: [&str; 69] = [
    "words: ",
    "words:",
    "view all posts by ",
    "all posts by ",
    "articles by ",
    "authored by: ",
    "by ",
    "by: ",
    "by:",
    "written by ",
    "written by: ",
    "written by:",
    "posted by ",
    "posted by: ",
    "posted by:",
    "published by ",
    "published by: ",
    "author: ",
    "author:",
    "authors: ",
    "authors:",
    "author ",
    "words by ",
    "story by ",
    "article by ",
    "text by ",
    "reported by ",
    "reviewed by ",
    "medically reviewed by ",
    "edited by ",
    "created by ",
    "contributed by ",
    "from ",
    "von ",
    "von: ",
    "text: ",
    "autor: ",
    "par ",
    "por ",
    "por: ",
    "di ",
    "a cura di ",
    "door ",
    "av ",
    "af ",
    "oleh ",
    "autor ",
    "auteur : ",
    "auteur: ",
    "автор: ",
    "автор ",
    "текст: ",
    "بقلم: ",
    "بقلم : ",
    "بقلم ",
    "كتب: ",
    "文/",
    "文：",
    "文:",
    "文・",
    "文＝",
    "作者：",
    "作者:",
    "記者：",
    "記者:",
    "記者 ",
    "记者：",
    "记者:",
    "记者 ",
];

/// What ends a name: all from here on is something else.
const ENDS: [&str; 24] = [
    " | ",
    " · ",
    " • ",
    " — ",
    " – ",
    " / ",
    " on ",
    " in ",
    " at ",
    " published",
    " updated",
    " posted",
    " last updated",
    " - ",
    "\n",
    " min read",
    " minutes read",
    " follow",
    " @",
    " | by",
    " read more",
    " reviewed by",
    " edited by",
    " fact checked",
];

/// Names that content systems give where nobody entered one.
const PLACEHOLDERS: [&str; 26] = [
    "admin",
    "administrator",
    "author",
    "authors",
    "by",
    "editor",
    "webmaster",
    "user",
    "guest",
    "root",
    "null",
    "undefined",
    "none",
    "n/a",
    "anonymous",
    "unknown",
    "superuser",
    "super admin",
    "wpadmin",
    "site admin",
    "test",
    "default",
    "staff",
    "posted",
    "about the author",
    "name",
];

/// Words that no name begins with, but what stands where names stand does.
const NO_NAMES: [&str; 20] = [
    "about",
    "share",
    "follow",
    "subscribe",
    "published",
    "updated",
    "posted",
    "last",
    "read",
    "view",
    "more",
    "all",
    "see",
    "click",
    "comments",
    "leave",
    "written",
    "reviewed",
    "sign",
    "how",
];

/// The beginnings of words for what readers leave or do, which stand by their number.
const COUNTED: [&str; 19] = [
    "comment",
    "komment",
    "coment",
    "reactie",
    "réaction",
    "réponse",
    "respon",
    "replies",
    "reply",
    "share",
    "view",
    "like",
    "claps",
    "коммент",
    "комент",
    "yorum",
    "تعليق",
    "评论",
    "コメント",
];

/// The byline that the page declares. The site itself is an author only where there's no other.
pub(super) fn choose(facts: &Facts, site: Option<&str>) -> Option<String> {
    let found: Vec<Vec<String>> =
        SOURCES.iter().map(|source| all_names(facts.from(Field::Author, *source))).collect();
    let is_site = |name: &String| site.is_some_and(|site| same(name, site));
    let people =
        found.iter().map(|names| names.iter().filter(|name| !is_site(name)).collect::<Vec<_>>());
    let names = people.into_iter().find(|names| !names.is_empty());
    let names = names.or_else(|| {
        found.iter().map(|names| names.iter().collect()).find(|names: &Vec<_>| !names.is_empty())
    })?;
    Some(names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", "))
}

fn all_names<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in texts.flat_map(names) {
        let is_new = !out.iter().any(|other| same(other, &name));
        if is_new && out.len() < MAX_NAMES {
            out.push(name);
        }
    }
    out
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Words that stand alone before a name in the next element.
const PREFIXES_ALONE: [&str; 17] = [
    "by",
    "by:",
    "written by",
    "written by:",
    "posted by",
    "published by",
    "author:",
    "author",
    "words by",
    "von",
    "por",
    "par",
    "作者",
    "文",
    "記者",
    "记者",
    "بقلم",
];

/// Words before a name that are sure to be no other.
const SURE_PREFIXES: [&str; 29] = [
    "words: ",
    "by ",
    "by: ",
    "written by",
    "posted by",
    "words by ",
    "story by ",
    "author: ",
    "authored by",
    "autor: ",
    "auteur : ",
    "auteur: ",
    "автор: ",
    "текст: ",
    "بقلم: ",
    "بقلم : ",
    "بقلم ",
    "كتب: ",
    "作者：",
    "作者:",
    "文/",
    "文：",
    "文:",
    "文・",
    "文＝",
    "記者：",
    "記者:",
    "记者：",
    "记者:",
];

/// Words before a name that stand before much else as well, and the languages they are of.
const MAYBE_PREFIXES: [(&str, &[&str]); 7] = [
    ("von ", &["de"]),
    ("par ", &["fr"]),
    ("por ", &["es", "pt", "gl"]),
    ("di ", &["it"]),
    ("door ", &["nl"]),
    ("av ", &["sv", "no", "nb", "nn"]),
    ("af ", &["da"]),
];

/// Words within names that have no capital.
const PARTICLES: [&str; 22] = [
    "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "du", "van", "von", "zu",
    "ter", "ten", "la", "le", "bin", "ibn", "al", "i",
];

/// Is the text nothing but what stands before a name?
pub(super) fn is_prefix_alone(text: &str) -> bool {
    text.len() <= 12 && PREFIXES_ALONE.iter().any(|prefix| text.eq_ignore_ascii_case(prefix))
}

static SIGNED: Beginnings = {
    let mut all = Beginnings::NONE.with_all(&SURE_PREFIXES).with_all(&PREFIXES_ALONE);
    let mut at = 0;
    while at < MAYBE_PREFIXES.len() {
        all = all.with(MAYBE_PREFIXES[at].0);
        at += 1;
    }
    all
};

static PREFIXED: Beginnings = Beginnings::NONE.with_all(&PREFIXES);

/// May the text begin as bylines do? Most don't, and their first two letters tell.
pub(super) fn may_sign(text: &str) -> bool {
    SIGNED.may_begin(text.as_bytes())
}

/// Does the text begin as bylines do?
pub(super) fn has_prefix(text: &str) -> bool {
    SURE_PREFIXES.iter().find_map(|prefix| strip(text, prefix)).is_some_and(|it| !reads_on(it))
}

/// Does a sentence go on, as in "By sunset the quay was empty"? Few names have no capital at their start.
fn reads_on(rest: &str) -> bool {
    const MAX_WORDS: usize = 3;
    let first = rest.split_whitespace().next().unwrap_or("");
    first.starts_with(char::is_lowercase)
        && !PARTICLES.contains(&first)
        && (MAX_WORDS < rest.split_whitespace().count() || rest.ends_with('.'))
}

/// Is the text a word that may stand before a name, and nothing but names after it? In another
/// language than the page's the word means something else: "Di Maria" signs nothing in English.
pub(super) fn is_signature(text: &str, language: Option<&str>) -> bool {
    let rest = maybe_prefixes(language).find_map(|prefix| strip(text, prefix));
    rest.is_some_and(|rest| split(up_to_end(rest)).into_iter().all(is_name_like))
}

/// The words that may stand before a name in a language; all where none is told.
fn maybe_prefixes(language: Option<&str>) -> impl Iterator<Item = &'static str> {
    let primary = language.map(|tag| tag.split('-').next().unwrap_or(tag));
    let means_so =
        move |languages: &[&str]| primary.is_none_or(|primary| languages.contains(&primary));
    let all = MAYBE_PREFIXES.iter().filter(move |(_, languages)| means_so(languages));
    all.map(|(prefix, _)| *prefix)
}

/// Does a line begin as bylines do, with a whole name? Much may follow: a day, an office, how to reach them.
pub(super) fn signs(text: &str, language: Option<&str>) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
    let sure = SURE_PREFIXES.iter().copied();
    let maybe = language.map(|language| maybe_prefixes(Some(language))).into_iter().flatten();
    let rest = sure.chain(maybe).find_map(|prefix| strip(text, prefix)).map(up_to_end);
    let until = |rest: &str| rest.find([',', ';', '،', '.']).unwrap_or(rest.len());
    let first = rest.and_then(|rest| split(&rest[..until(rest)]).into_iter().next());
    first.is_some_and(|name| {
        let mut words = name.split_whitespace();
        WORDS.contains(&words.clone().count())
            && words.all(|word| PARTICLES.contains(&word) || !word.starts_with(char::is_lowercase))
    })
}

/// Is the text, alone, a word that may stand before a name?
pub(super) fn is_maybe_prefix(text: &str) -> bool {
    /// No such word is longer.
    const MAX_BYTES: usize = 4;
    text.len() <= MAX_BYTES
        && MAYBE_PREFIXES.iter().any(|(prefix, _)| text.eq_ignore_ascii_case(prefix.trim_end()))
}

/// Up to five words with capitals, with the small words that names have, and no end of a sentence.
fn is_name_like(part: &str) -> bool {
    const MAX_WORDS: usize = 5;
    let words = || part.split([' ', '\u{A0}', ',']).filter(|word| !word.is_empty());
    let has_capital = |word: &str| {
        word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_numeric())
    };
    // The point of an initial ends no sentence.
    let ends = part.ends_with(['!', '?', ':', '…'])
        || words().next_back().is_some_and(|word| 3 < word.len() && word.ends_with('.'));
    !ends
        && words().next().is_some_and(has_capital)
        && words().count() <= MAX_WORDS
        && words().all(|word| has_capital(word) || PARTICLES.contains(&word))
}

/// The names at the start of a text whose lines are its elements': a line that is a name, and
/// further lines as far as they are joined to it by commas or words.
pub(super) fn first_names(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut is_joined = true;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_joint(line) {
            is_joined = !out.is_empty() || !matches!(line, "," | "and" | "&");
            continue;
        }
        if !is_joined && !line.starts_with([',', '&']) && !line.starts_with("and ") {
            break;
        }
        out.extend(names(line.trim_start_matches("and ")));
        is_joined = out.is_empty() || line.ends_with([',', '&']) || line.ends_with(" and");
    }
    out
}

fn is_joint(line: &str) -> bool {
    joins(line) || is_prefix_alone(line)
}

/// Does a text between two names say that both are authors?
pub(super) fn joins(text: &str) -> bool {
    let word = text.strip_prefix(',').unwrap_or(text).trim_start();
    matches!(
        word,
        "" | "and"
            | "&"
            | "und"
            | "et"
            | "y"
            | "e"
            | "en"
            | "och"
            | "og"
            | "ja"
            | "i"
            | "и"
            | "та"
            | "و"
            | "、"
    ) && !text.is_empty()
        || text == "/"
}

/// The names in a text.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = without_prefix(text.trim());
    split(text).into_iter().filter_map(name).collect()
}

/// One name, or nothing where the text is none.
fn name(text: &str) -> Option<String> {
    let text =
        without_prefix(text.trim_matches(|c: char| c.is_whitespace() || ",;:|·•-–—/".contains(c)));
    let whole = text;
    let text =
        up_to_end(text).trim_matches(|c: char| c.is_whitespace() || ",;:|·•-–—/".contains(c));
    let lower = text.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("");
    let is_name = text.chars().any(char::is_alphabetic)
        && text.chars().count() <= MAX_CHARS
        && !is_address(text)
        && !PLACEHOLDERS.contains(&&*lower)
        && !NO_NAMES.contains(&first)
        && !is_day(&lower)
        && !is_count(&lower)
        && month(first.trim_matches('.'))
            .is_none_or(|_| date::find(whole, Order::MonthFirst).is_none());
    is_name.then(|| text.to_owned())
}

/// Is it a day without its year, "Sun Dec 17"?
fn is_day(lower: &str) -> bool {
    const MAX_WORDS: usize = 4;
    let words = || lower.split_whitespace().map(|word| word.trim_matches('.'));
    words().count() <= MAX_WORDS
        && words().any(|word| month(word).is_some())
        && words().any(|word| word.parse().is_ok_and(|day: u32| (1..=31).contains(&day)))
}

/// Is it a count, "0 comments", "No comments", "12 likes"?
fn is_count(lower: &str) -> bool {
    const MAX_WORDS: usize = 3;
    const NONE: [&str; 9] =
        ["no", "keine", "aucun", "sin", "nessun", "nenhum", "geen", "brak", "inga"];
    let mut words = lower.split_whitespace();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_many = words.clone().count() <= MAX_WORDS
        && words.next().is_some_and(|word| is_number(word) || NONE.contains(&word));
    is_many
        && words.next().is_some_and(|word| {
            word == "min" || COUNTED.iter().any(|counted| word.starts_with(counted))
        })
}

fn is_address(text: &str) -> bool {
    text.starts_with(['@', '#', '{', '[', '<'])
        || text.contains("://")
        || text.starts_with("www.")
        || (text.contains('@') && !text.contains(' '))
}

fn without_prefix(text: &str) -> &str {
    let mut text = text;
    while PREFIXED.may_begin(text.as_bytes())
        && let Some(rest) = PREFIXES.iter().find_map(|prefix| strip(text, prefix))
    {
        text = rest.trim_start();
    }
    text
}

fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    // Most texts differ from most prefixes in the first letter.
    let (letter, wanted) = (text.as_bytes().first()?, prefix.as_bytes().first()?);
    if letter.is_ascii() && !letter.eq_ignore_ascii_case(wanted) {
        return None;
    }
    let first = text.chars().next()?;
    if first.to_lowercase().next() != prefix.chars().next() {
        return None;
    }
    let start = text.get(..prefix.len())?;
    let is_same = if start.is_ascii() {
        start.eq_ignore_ascii_case(prefix)
    } else {
        start.to_lowercase() == prefix
    };
    is_same.then(|| &text[prefix.len()..])
}

fn up_to_end(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    // After a comma a number begins a date, not a name.
    let date = lower
        .match_indices(", ")
        .map(|(at, _)| at)
        .find(|at| lower[at + 2..].starts_with(|c: char| c.is_ascii_digit()));
    // All ends begin with one of these.
    let places = memchr::memchr2_iter(b' ', b'\n', lower.as_bytes());
    let mut ends = places.filter(|at| ENDS.iter().any(|end| lower[*at..].starts_with(end)));
    let end = ends.find(|at| 0 < *at).into_iter().chain(date).chain(day(&lower)).min();
    &text[..end.unwrap_or(text.len())]
}

/// The names of a bibliography's field, which has the family name first: "Falk, Ines" is
/// "Ines Falk". `is_strict` is of vocabularies that have no other way to write a name.
pub(super) fn turned(text: &str, is_strict: bool) -> String {
    let turn = |part: &str| {
        let (family, given) = part.split_once(',')?;
        let (family, given) = (family.trim(), given.trim());
        (is_family(family, is_strict) && is_given(given)).then(|| [given, " ", family].concat())
    };
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| turn(part).unwrap_or_else(|| part.to_owned())).collect::<Vec<_>>().join("; ")
}

/// One word with a capital and the small words before it, or several where it is sure to be a
/// family's name.
fn is_family(text: &str, is_strict: bool) -> bool {
    let max_words = if is_strict { 3 } else { 1 };
    let words = text.split_whitespace();
    let (particles, names): (Vec<&str>, Vec<&str>) =
        words.partition(|word| PARTICLES.contains(word));
    (1..=max_words).contains(&names.len())
        && particles.len() <= 3
        && names.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Given names and initials; a degree or an office is none: "PhD", "Jr.", "editor".
fn is_given(text: &str) -> bool {
    const MAX_WORDS: usize = 3;
    let is_name = |word: &str| {
        let mut pairs = word.chars().zip(word.chars().skip(1));
        let is_initial = word.chars().count() == 1 || word.ends_with('.');
        word.starts_with(char::is_uppercase)
            && !matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "Dr." | "Prof.")
            && word.chars().all(|c| c.is_alphabetic() || ".-’'".contains(c))
            && (is_initial || word.contains(char::is_lowercase))
            && !pairs.any(|(c, next)| c.is_lowercase() && next.is_uppercase())
    };
    let mut words = text.split_whitespace();
    words.clone().count() <= MAX_WORDS
        && words.next().is_some_and(is_name)
        && words.all(|word| is_name(word) || PARTICLES.contains(&word))
}

/// Where the word stands that begins a day, "le 12 mars", "am 12.03.2024".
fn day(lower: &str) -> Option<usize> {
    const ON: [&str; 9] =
        [" le ", " am ", " el ", " il ", " em ", " op ", " den ", " vom ", " kl "];
    let mut digits = lower.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
    digits
        .find_map(|(at, _)| ON.iter().find(|on| lower[..at].ends_with(*on)).map(|on| at - on.len()))
}

/// Parts a list of names: "A, B and C", "A; B", "A & B". A comma parts names only where what is
/// between commas can be one: titles and offices after a name stay with it.
fn split(text: &str) -> Vec<&str> {
    const MARKS: [&str; 16] = [
        ";", "|", "\n", " and ", " And ", " & ", " und ", " et ", " y ", " e ", " och ", " og ",
        " en ", "、", "，", "·",
    ];
    let mut parts = vec![];
    let (mut start, mut at) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let may_part = matches!(byte, b';' | b'|' | b'\n' | b' ') || !byte.is_ascii();
        let mark = MARKS
            .iter()
            .find(|mark| may_part && text.as_bytes()[at..].starts_with(mark.as_bytes()));
        match mark {
            Some(mark) => {
                parts.push(&text[start..at]);
                at += mark.len();
                start = at;
            }
            None => at += 1,
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().flat_map(split_commas).collect()
}

fn split_commas(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.iter().all(|part| is_full_name(part)) { parts } else { vec![text] }
}

/// Two to four words in capitals, none of them a letter's degree.
fn is_full_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::collector::tests::check as page_check;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(names(text), expected, "{text}");
    }

    #[test]
    fn takes_names_out_of_what_surrounds_them() {
        check("By Jo Doe", &["Jo Doe"]);
        check("BY: JO DOE", &["JO DOE"]);
        check("Written by Jo Doe | March 5, 2024", &["Jo Doe"]);
        check("Von Jo Doe", &["Jo Doe"]);
        check("By Jo Doe, 3 March 2026", &["Jo Doe"]);
        check("Jo Doe on March 5, 2024", &["Jo Doe"]);
        check("Sun Dec 17, 2023 5:41 pm", &[]);
        check("Jan Doe", &["Jan Doe"]);
        check("Von Ines Falk am 12. März 2024", &["Ines Falk"]);
        check("Ines op den Berg", &["Ines op den Berg"]);
        check("By Ines Falk | Mar 12, 2024 | 0 Comments", &["Ines Falk"]);
        check("Von Ines Falk | Keine Kommentare", &["Ines Falk"]);
        check("Ines Falk and 50 Cent", &["Ines Falk", "50 Cent"]);
        check("No Comment Collective of Ten", &["No Comment Collective of Ten"]);
        check("作者：王小明", &["王小明"]);
        check("بقلم: ليلى حداد", &["ليلى حداد"]);
        check("記者:王小明", &["王小明"]);
        check("文・佐藤花子", &["佐藤花子"]);
    }

    #[test]
    fn parts_lists() {
        check("Jo Doe, Al Roe and Li Wu", &["Jo Doe", "Al Roe", "Li Wu"]);
        check("Jo Doe & Al Roe", &["Jo Doe", "Al Roe"]);
        check("Jo Doe, PhD", &["Jo Doe, PhD"]);
        check("Jo Doe, senior editor", &["Jo Doe, senior editor"]);
    }

    #[test]
    fn drops_what_is_no_name() {
        for text in [
            "",
            "admin",
            "Admin",
            "https://example.org/jo",
            "@jo",
            "jo@example.org",
            "March 5, 2024",
            "{{author}}",
            "123",
            "By",
            "Share this",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn turns_the_names_of_bibliographies() {
        for (text, expected) in [
            ("Falk, Ines", "Ines Falk"),
            ("von der Au, Jo", "Jo von der Au"),
            ("Jong, Michiel de", "Michiel de Jong"),
            ("Das, Amit", "Amit Das"),
            ("Falk, I. M.", "I. M. Falk"),
            ("Falk, Ines; Reyes, Jo", "Ines Falk; Jo Reyes"),
            ("Falk-Reyes, Anne-Marie", "Anne-Marie Falk-Reyes"),
            ("Ines Falk, Jo", "Ines Falk, Jo"),
            ("Ines Falk, PhD", "Ines Falk, PhD"),
            ("Falk, Jr.", "Falk, Jr."),
            ("Falk, MD", "Falk, MD"),
            ("Ines Falk", "Ines Falk"),
            ("Falk, Reyes, Roe", "Falk, Reyes, Roe"),
            ("Falk, editor", "Falk, editor"),
            ("", ""),
        ] {
            assert_eq!(turned(text, false), expected, "{text}");
        }
        assert_eq!(turned("García Márquez, Gabriel", true), "Gabriel García Márquez");
    }

    #[test]
    fn tells_signatures_from_sentences() {
        for (text, language) in [
            ("Von Ines Falk", None),
            ("VON INES FALK", Some("de-AT")),
            ("Von Ines Falk und Jo von der Au, 12.03.2024", Some("de")),
            ("Par Ines Falk | 12 mars 2024", Some("fr")),
            ("Por Ines Falk y Jo M. Reyes", Some("es")),
            ("Por Redacción", Some("pt-BR")),
            ("Par Ines Falk le 12 mars 2024 à 9h30", Some("fr")),
            ("Di Ines Falk", Some("it")),
        ] {
            assert!(is_signature(text, language), "{text}");
        }
        for (text, language) in [
            ("Von Montag bis Freitag", Some("de")),
            ("Par ailleurs", Some("fr")),
            ("Por Dios!", Some("es")),
            ("Di Roma si parla", Some("it")),
            ("Di Maria", Some("en")),
            ("Par Ines Falk.", Some("fr")),
            ("Von", Some("de")),
            ("Von 1990", Some("de")),
        ] {
            assert!(!is_signature(text, language), "{text}");
        }
    }

    #[test]
    fn a_line_that_begins_with_who_wrote_signs() {
        for (text, language) in [
            ("By Jo Doe May 20, 2026 4:00 a.m.", "en"),
            ("By Jo Doe, who has sailed since 1999. Photographs by Al Roe.", "en"),
            ("Von Ines von der Au und Jo Reyes, aktualisiert am 3. Mai um 9 Uhr", "de"),
            ("Par Ines Falk, notre correspondante. Publié hier.", "fr"),
            ("بقلم: ليلى حداد، مراسلة الصحيفة في الميناء", "ar"),
        ] {
            assert!(signs(text, Some(language)), "{text}");
        }
        for (text, language) in [
            ("By sunset the quay was empty.", "en"),
            ("By Christmas, the town will have no water.", "en"),
            ("By New York standards the quay was empty.", "en"),
            ("Von Montag bis Freitag fährt das Boot.", "de"),
            ("Von Ines Falk", "en"),
            ("Jo Doe went by boat.", "en"),
        ] {
            assert!(!signs(text, Some(language)), "{text}");
        }
    }

    #[test]
    fn reads_signatures_of_many_languages_below_the_headline() {
        for (language, line, expected) in [
            ("de", "Von Ines Falk", "Ines Falk"),
            ("fr", "Par Ines Falk", "Ines Falk"),
            ("es", "Por Ines Falk", "Ines Falk"),
            ("it", "Di Ines Falk", "Ines Falk"),
            ("it", "di <a href=/x>Ines Falk</a>", "Ines Falk"),
            ("ar", "بقلم ليلى حداد", "ليلى حداد"),
            ("ar", "<b class=author>بقلم: ليلى حداد</b>", "ليلى حداد"),
            ("ja", "文・佐藤花子", "佐藤花子"),
            ("zh", "<b class=author>記者:王小明</b>", "王小明"),
            ("fr", "Par Force", "Force"),
            ("en", "Par Force", ""),
        ] {
            let page = format!(
                "<html lang={language}><title>Par Amour</title><h1>Par Amour</h1><p>{line}</p>"
            );
            page_check(&page, |page| page.byline, expected);
        }
        let far = ["<h1>A walk</h1>", &"<p>One.</p>".repeat(20), "<p>Par Force</p>"].concat();
        page_check(&far, |page| page.byline, "");
    }

    #[test]
    fn a_sentence_that_begins_as_bylines_do_is_none() {
        assert!(has_prefix("By Jo Doe") && has_prefix("by danah boyd"));
        assert!(has_prefix("By van den Berg, Jo and Al Roe"));
        assert!(!has_prefix("By sunset the quay was empty, and the gulls had it."));
        assert!(!has_prefix("By walking the pier as far as Vane"));
    }

    #[test]
    fn keeps_names_of_newsrooms_and_words_that_are_names() {
        check("The Example Staff", &["The Example Staff"]);
        check("April May", &["April May"]);
    }
}
