//! The article's title, out of all that the page calls it.
//!
//! In: the titles found, the site's name, the page's headings. Out: the title, and every distinct
//! candidate with its source. The site's name and section are cut off where they are told by a
//! separator and something else on the page; a colon or dash of the title's own is never cut.

use super::facts::{Facts, Field, Source};

/// A title that the page declares, as declared but for its site's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) source: Source,
}

/// Who is believed about the title, the first first.
const SOURCES: [Source; 7] = [
    Source::JsonLd,
    Source::Microdata,
    Source::OpenGraph,
    Source::Twitter,
    Source::Meta,
    Source::Document,
    Source::Heading,
];

/// What parts a title from its site's name, with the spaces around it.
const SEPARATORS: [&str; 15] = [
    " : ", " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " > ", " ‹ ",
    " › ", " ~ ",
];

/// Two titles share at least this part of the shorter one's words if they name the same thing.
const ALIKE: f32 = 0.4;

/// As `ALIKE`, where a heading has less claim to be the headline.
const MUCH_ALIKE: f32 = 0.8;

/// The longest title, in characters; what is longer is a description, or text in an unclosed `h1`.
const MAX_CHARS: usize = 220;

/// A title that goes on for so many times the declared title's letters holds more than the title.
const RUNS_ON: f32 = 1.6;

/// The fewest words of a declared title that may cut short a heading that runs on.
const FEW_WORDS: usize = 4;

/// All distinct titles, cut, in the order of trust.
pub(super) fn candidates(facts: &Facts, site: Option<&str>, host: Option<&str>) -> Vec<Title> {
    let mut out: Vec<Title> = Vec::new();
    let headings: Vec<&str> = facts.from(Field::Title, Source::Heading).collect();
    for source in SOURCES {
        for text in facts.from(Field::Title, source) {
            let text =
                if source == Source::Heading { text } else { cut(text, site, host, &headings) };
            // A heading may well say what a declaration says, and then it's the headline.
            let is_heading = |source| source == Source::Heading;
            let is_new = !out
                .iter()
                .any(|title| title.text == text && is_heading(title.source) == is_heading(source));
            if is_new && !text.is_empty() {
                out.push(Title { text: text.to_owned(), source });
            }
        }
    }
    out
}

/// The title: the page's own heading where a declaration is like it, else the declaration.
pub(super) fn choose(titles: &[Title], site: Option<&str>) -> Option<String> {
    let site = site.map(words).unwrap_or_default();
    let is_title =
        |title: &&Title| title.text.chars().nth(MAX_CHARS).is_none() && words(&title.text) != site;
    let (headings, declared): (Vec<&Title>, Vec<&Title>) =
        titles.iter().filter(is_title).partition(|title| title.source == Source::Heading);
    let said = |heading: &&&Title, is_like: fn(&str, &str) -> bool| {
        declared.iter().any(|title| is_like(&title.text, &heading.text))
    };
    let same = headings.iter().find(|heading| said(heading, same_words));
    let heading = same.or_else(|| headings.iter().find(|heading| said(heading, alike)));
    let chosen = match heading {
        Some(heading) => {
            declared.iter().find(|title| runs_on(&heading.text, &title.text)).unwrap_or(heading)
        }
        None => declared.first().or(headings.first()).copied().or(titles.first())?,
    };
    Some(chosen.text.clone())
}

fn same_words(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// Does a heading say the title, and then much more?
fn runs_on(heading: &str, title: &str) -> bool {
    let (long, short) = (words(heading), words(title));
    FEW_WORDS <= short.len()
        && long.starts_with(&short)
        && title.len() as f32 * RUNS_ON < heading.len() as f32
}

/// `title` without its site's name.
fn cut<'a>(title: &'a str, site: Option<&str>, host: Option<&str>, headings: &[&str]) -> &'a str {
    let mut title = title.trim();
    while let Some(shorter) = cut_once(title, site, host, headings) {
        title = shorter;
    }
    title
}

fn cut_once<'a>(
    title: &'a str,
    site: Option<&str>,
    host: Option<&str>,
    headings: &[&str],
) -> Option<&'a str> {
    // A heading that reads the same shows that nothing is to be cut.
    if headings.iter().any(|heading| words(heading) == words(title)) {
        return None;
    }
    let names_site = |part: &str| {
        site.is_some_and(|site| is_site(part, site)) || host.is_some_and(|host| is_host(part, host))
    };
    let is_heading = |part: &str| headings.iter().any(|heading| words(heading) == words(part));
    if let Some((head, tail)) = title.rsplit_once(" | ")
        && words(tail).len() < words(head).len()
    {
        return Some(head.trim_end());
    }
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && (names_site(tail) || is_heading(head))
        {
            return Some(head.trim_end());
        }
        if let Some((head, tail)) = title.split_once(separator)
            && (names_site(head) || is_heading(tail))
        {
            return Some(tail.trim_start());
        }
    }
    None
}

fn is_site(part: &str, site: &str) -> bool {
    let (part, site) = (letters(part), letters(site));
    !part.is_empty()
        && (part == site
            || (4 <= site.len() && part.contains(&*site))
            || (4 <= part.len() && site.contains(&*part)))
}

/// Does the host's name spell the part: "The Paper" at thepaper.example?
fn is_host(part: &str, host: &str) -> bool {
    let (part, host) = (letters(part), letters(host));
    4 <= part.len() && host.contains(&*part)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Does a declared title hold the heading's words, and they most of it?
pub(super) fn holds(declared: &str, heading: &str) -> bool {
    let (declared, heading) = (words(declared), words(heading));
    let n_words = heading.len();
    2 < n_words
        && declared.len() <= 2 * n_words
        && declared.windows(n_words).any(|window| window == heading)
}

/// Does a declared title begin with the heading, so that the rest is the site's?
pub(super) fn begins_with(declared: &str, heading: &str) -> bool {
    let (declared, heading) = (words(declared), words(heading));
    2 <= heading.len() && declared.starts_with(&heading)
}

/// Do two titles of several words say nearly the same?
pub(super) fn much_alike(a: &str, b: &str) -> bool {
    let (shared, shorter) = overlap(a, b);
    FEW_WORDS <= shorter && MUCH_ALIKE * shorter as f32 <= shared as f32
}

/// Do two titles name the same thing?
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (shared, shorter) = overlap(a, b);
    0 < shared && ALIKE * shorter as f32 <= shared as f32
}

/// The words that two titles share, and the words of the shorter one.
fn overlap(a: &str, b: &str) -> (usize, usize) {
    let (a, b) = (words(a), words(b));
    (a.iter().filter(|word| b.contains(word)).count(), a.len().min(b.len()))
}
