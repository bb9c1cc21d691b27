//! The article's title, out of all that the page calls it.
//!
//! In: the titles found, the site's name, the page's headings. Out: the title, and every distinct
//! candidate with its source. The site's name and section are cut off where they are told by a
//! separator and something else on the page; a colon or dash of the title's own is never cut.

use super::facts::{Facts, Field, Source};
use crate::base::fnv::{START_64, mix_64};
use crate::base::text::is_cjk;

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

/// What parts the document's title from the name of a site that nothing else tells.
const SITE_SEPARATORS: [&str; 4] = [" - ", " – ", " — ", " :: "];

/// The last words of papers' and such sites' names.
const PAPERS: [&str; 19] = [
    "times",
    "post",
    "news",
    "gazette",
    "journal",
    "herald",
    "tribune",
    "chronicle",
    "magazine",
    "guardian",
    "observer",
    "weekly",
    "blog",
    "forum",
    "forums",
    "wiki",
    "zeitung",
    "anzeiger",
    "nachrichten",
];

/// As `PAPERS`, in scripts without spaces.
const CJK_PAPERS: [&str; 12] = [
    "新聞",
    "新闻",
    "新聞社",
    "日報",
    "日报",
    "時報",
    "时报",
    "晚报",
    "ニュース",
    "デジタル",
    "网",
    "網",
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

/// Does `rest`, what comes behind a title, begin with what parts it from its site's name?
pub(super) fn is_separated(rest: &str) -> bool {
    // Where text is folded, points are spaces, and quotes plain.
    SEPARATORS.iter().chain(&["|", "   ", " \" "]).any(|it| rest.starts_with(it))
}

/// All distinct titles, cut, in the order of trust.
pub(super) fn candidates(facts: &Facts, site: Option<&str>, host: Option<&str>) -> Vec<Title> {
    let mut out: Vec<Title> = Vec::new();
    let headings: Vec<Words> = facts.from(Field::Title, Source::Heading).map(words).collect();
    let about = About {
        site: &site.map(letters).unwrap_or_default(),
        host: &host.map(letters).unwrap_or_default(),
        headings: &headings,
    };
    for source in SOURCES {
        for text in facts.from(Field::Title, source) {
            let text = match source {
                Source::Heading => text,
                Source::Document => own(about.cut(text), facts),
                _ => about.cut(text),
            };
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
    let is_short = |title: &&Title| title.text.chars().nth(MAX_CHARS).is_none();
    let named = titles.iter().filter(is_short).map(|title| (title, words(&title.text)));
    let (headings, declared): (Vec<Named<'_>>, Vec<Named<'_>>) = named
        .filter(|(_, words)| *words != site)
        .partition(|(title, _)| title.source == Source::Heading);
    let said = |heading: &&Named<'_>, is_like: fn(&Words, &Words) -> bool| {
        declared.iter().any(|title| is_like(&title.1, &heading.1))
    };
    let same = headings.iter().find(|heading| said(heading, |a, b| a == b));
    let heading = same.or_else(|| headings.iter().find(|heading| said(heading, alike)));
    let chosen = match heading {
        Some(heading) => declared.iter().find(|title| runs_on(heading, title)).unwrap_or(heading).0,
        None => declared.first().or(headings.first()).map(|named| named.0).or(titles.first())?,
    };
    Some(chosen.text.clone())
}

/// A title and its words.
type Named<'a> = (&'a Title, Words);

/// Does a heading say the title, and then much more?
fn runs_on(heading: &Named<'_>, title: &Named<'_>) -> bool {
    FEW_WORDS <= title.1.len()
        && heading.1.starts_with(&title.1)
        && title.0.text.len() as f32 * RUNS_ON < heading.0.text.len() as f32
}

/// What tells a title from its site's name.
struct About<'a> {
    /// The letters of the site's name, or none.
    site: &'a str,
    /// The letters of the host's name, or none.
    host: &'a str,
    headings: &'a [Words],
}

impl About<'_> {
    /// `title` without its site's name.
    fn cut<'a>(&self, title: &'a str) -> &'a str {
        let mut title = title.trim();
        while let Some(shorter) = self.cut_once(title) {
            title = shorter;
        }
        title
    }

    fn cut_once<'a>(&self, title: &'a str) -> Option<&'a str> {
        let starts = |at: usize| SEPARATORS.iter().any(|it| title[at..].starts_with(it));
        let is_parted = memchr::memchr_iter(b' ', title.as_bytes()).any(starts);
        // A heading that reads the same shows that nothing is to be cut.
        if !is_parted || self.is_heading(title) {
            return None;
        }
        if let Some((head, tail)) = title.rsplit_once(" | ")
            && each_word(tail).count() < each_word(head).count()
            && !goes_on(head, tail)
        {
            return Some(head.trim_end());
        }
        for separator in SEPARATORS.into_iter().filter(|it| title.contains(it)) {
            if let Some((head, tail)) = title.rsplit_once(separator)
                && (self.names_site(tail) || self.is_heading(head))
            {
                return Some(head.trim_end());
            }
            if let Some((head, tail)) = title.split_once(separator)
                && (self.names_site(head) || self.is_heading(tail))
            {
                return Some(tail.trim_start());
            }
        }
        None
    }

    fn is_heading(&self, part: &str) -> bool {
        let part = words(part);
        self.headings.contains(&part)
    }

    fn names_site(&self, part: &str) -> bool {
        let part = letters(part);
        is_site(&part, self.site) || is_host(&part, self.host)
    }
}

/// Does a sentence go on after its bar, "why | not both"? Names of sites have capitals.
fn goes_on(head: &str, tail: &str) -> bool {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    head.starts_with(char::is_uppercase)
        && 1 < tail.split_whitespace().count()
        && tail.split_whitespace().all(is_small)
}

/// The document's title without what browsers' tabs have beside it: a count of what is new, and
/// the site's name where nothing else on the page tells it. Another declaration that says the same
/// shows that all of it is the title.
fn own<'a>(title: &'a str, facts: &Facts) -> &'a str {
    let own = words(title);
    let is_declared = facts
        .all(Field::Title)
        .any(|fact| fact.source != Source::Document && words(&fact.text) == own);
    if is_declared {
        return title;
    }
    let title = without_count(title);
    SITE_SEPARATORS
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .find(|(head, tail)| may_be_site(head, tail))
        .or_else(|| without_spaces(title))
        .map_or(title, |(head, _)| head.trim_end())
}

/// "(3) A walk by the river" is of three messages, not of the walk.
fn without_count(title: &str) -> &str {
    const MAX_DIGITS: usize = 2;
    let rest = title.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    match rest {
        Some((count, rest)) => {
            let digits = count.strip_suffix('+').unwrap_or(count);
            let is_count = (1..=MAX_DIGITS).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_count { rest.trim_start() } else { title }
        }
        None => title,
    }
}

/// Is `tail` written as names are, and `head` as a sentence, or is it a paper's by its last word?
fn may_be_site(head: &str, tail: &str) -> bool {
    const MAX_WORDS: usize = 4;
    let (n_head, n_tail) = (each_word(head).count(), each_word(tail).count());
    let last = each_word(tail).next_back().unwrap_or_default();
    let is_paper = PAPERS.iter().any(|paper| last.eq_ignore_ascii_case(paper));
    (1..=MAX_WORDS).contains(&n_tail)
        && n_tail < n_head
        && is_name(tail)
        && (is_paper || is_sentence(head) || (n_tail == 1 && MAX_WORDS <= n_head))
}

/// Words with capitals, and no sign of a sentence or a number.
fn is_name(text: &str) -> bool {
    const SMALL: [&str; 12] =
        ["of", "the", "and", "&", "de", "der", "die", "du", "la", "le", "et", "und"];
    let has_capital = |word: &str| word.starts_with(char::is_uppercase);
    !text.contains(|c: char| c.is_numeric() || "!?:;,()\"“”".contains(c))
        && text.split_whitespace().all(|word| has_capital(word) || SMALL.contains(&word))
        && text.split_whitespace().next().is_some_and(has_capital)
}

/// Does it have words that no title in capitals writes small, or a sentence's end?
fn is_sentence(text: &str) -> bool {
    const LONG: usize = 5;
    let is_small = |word: &str| {
        word.chars().count() >= LONG && word.chars().all(|c| c.is_lowercase() || "-’'".contains(c))
    };
    text.split_whitespace().skip(1).any(is_small) || text.ends_with(['?', '!', '…', '.'])
}

/// Parts a title in a script without spaces between words from its site's name.
fn without_spaces(title: &str) -> Option<(&str, &str)> {
    let at = title.rfind(['-', '_', '|', '｜', '－', '–', '—', ':', '：'])?;
    let (head, rest) = title.split_at(at);
    let mut signs = rest.chars();
    let mark = signs.next()?;
    let (head, tail) = (head.trim_end(), signs.as_str().trim_start());
    let is_between = head.ends_with(is_cjk) && tail.starts_with(is_cjk);
    let is_short = 2 * tail.chars().count() <= head.chars().count();
    let is_paper = CJK_PAPERS.iter().any(|paper| tail.ends_with(paper));
    (is_between && is_short && (is_paper || !matches!(mark, ':' | '：'))).then_some((head, tail))
}

/// Does the site's name spell the part? Of both the letters are given.
fn is_site(part: &str, site: &str) -> bool {
    !part.is_empty()
        && (part == site
            || (4 <= site.len() && part.contains(site))
            || (4 <= part.len() && site.contains(part)))
}

/// Does the host's name spell the part: "The Paper" at thepaper.example? Of both the letters are given.
fn is_host(part: &str, host: &str) -> bool {
    4 <= part.len() && host.contains(part)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A hash of each of a text's words in small letters.
pub(super) type Words = Vec<u64>;

pub(super) fn words(text: &str) -> Words {
    each_word(text).map(hash).collect()
}

fn each_word(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().map(|byte| byte.to_ascii_lowercase()).fold(START_64, mix_64);
    }
    word.to_lowercase().bytes().fold(START_64, mix_64)
}

/// Does a declared title hold the heading's words, and they most of it?
pub(super) fn holds(declared: &Words, heading: &Words) -> bool {
    let n_words = heading.len();
    2 < n_words
        && declared.len() <= 2 * n_words
        && declared.windows(n_words).any(|window| window == heading)
}

/// Does a declared title begin with the heading, so that the rest is the site's?
pub(super) fn begins_with(declared: &Words, heading: &Words) -> bool {
    2 <= heading.len() && declared.starts_with(heading)
}

/// Do two titles of several words say nearly the same?
pub(super) fn much_alike(a: &Words, b: &Words) -> bool {
    let (shared, shorter) = overlap(a, b);
    FEW_WORDS <= shorter && MUCH_ALIKE * shorter as f32 <= shared as f32
}

/// Do two titles name the same thing?
pub(super) fn alike(a: &Words, b: &Words) -> bool {
    let (shared, shorter) = overlap(a, b);
    0 < shared && ALIKE * shorter as f32 <= shared as f32
}

/// The words that two titles share, and the words of the shorter one.
fn overlap(a: &Words, b: &Words) -> (usize, usize) {
    (a.iter().filter(|word| b.contains(word)).count(), a.len().min(b.len()))
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::check;

    fn title(declared: &str, expected: &str) {
        check(&format!("<title>{declared}</title>"), |page| page.title, expected);
    }

    #[test]
    fn a_sentence_keeps_its_own_bar() {
        title("C++ vs. Rust: why | not both", "C++ vs. Rust: why | not both");
        title("C++ vs. Rust: why not | Harbour Gazette", "C++ vs. Rust: why not");
        title("a walk by the river | my site", "a walk by the river");
    }

    #[test]
    fn a_site_that_nothing_else_tells_is_cut() {
        for (declared, expected) in [
            (
                "How Harbours Silt, and What Comes Next - The Orrin Times",
                "How Harbours Silt, and What Comes Next",
            ),
            ("Baggern: Warum? - Hafenbote", "Baggern: Warum?"),
            ("Town votes again :: Harbour Gazette", "Town votes again"),
            ("浚渫とは何か-港新聞", "浚渫とは何か"),
            ("浚渫とは何か:港新聞", "浚渫とは何か"),
            ("浚渫とは何か_港新聞", "浚渫とは何か"),
            ("浚渫とは何か - 港新聞", "浚渫とは何か"),
        ] {
            title(declared, expected);
        }
    }

    #[test]
    fn a_dash_of_its_own_stays() {
        for own in [
            "Quiet Harbours - A Walker’s Guide",
            "How to mend a net – From an Old Fisherman in 2024",
            "Best Tide Clocks – Our Choice!",
            "The Long Walk Home - Part Two",
            "Moving a hive in winter – words and warnings",
            "評論:港の明日",
            "東京-大阪",
            "Walks by the water - 港の灯",
        ] {
            title(own, own);
        }
        let page = "<meta property=og:title content='Leben am Wasser heute - Reportage'>
            <title>Leben am Wasser heute - Reportage</title>";
        check(page, |page| page.title, "Leben am Wasser heute - Reportage");
    }

    #[test]
    fn a_count_of_what_is_new_is_no_part_of_the_title() {
        title("(3) Town votes again", "Town votes again");
        title("(99+) Town votes again", "Town votes again");
        title("(500) Days of summer", "(500) Days of summer");
        title("(3)", "(3)");
    }
}
