//! Chooses, among the marked texts that a page shows, those that belong to its headline.
//!
//! In: what was shown, in order. Out: facts: the headline first, then the byline and the date
//! nearest to it. Distance is counted in runs of text, so that markup between doesn't matter.

use std::cell::OnceCell;

use super::beginnings::WordList;
use super::byline;
use super::date::{self, Moment, Order};
use super::facts::{Facts, Field, Source};
use super::title::{self, Words};
use super::visible::{Mark, Shown, What};
use crate::base::text;

/// How far from the headline a byline or date stands at most, in runs of text, by its mark.
fn reach(mark: Mark) -> i64 {
    match mark {
        Mark::Element => 400,
        Mark::Class => 120,
        Mark::Link => 40,
        Mark::Words => 30,
        Mark::Maybe => 8,
    }
}

/// A run before the headline counts as so many after it: bylines mostly follow.
const BEFORE: i64 = 3;

/// A mark that is less sure than the one before it counts as so many runs.
const PER_MARK: i64 = 4;

/// The longest text that is a date and nothing else, in bytes: "Wednesday, September 25th, 2024".
const MAX_DATE_BYTES: usize = 32;

/// So many of the dates that stand anywhere in a page are looked at.
const FEW: usize = 8;

/// Words before a date that say what it is, wherever it stands.
static PUBLISHED: WordList = WordList::new(&[
    "publi",
    "posted",
    "post time",
    "post date",
    "veröffentlicht",
    "erschienen",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "опубликовано",
    "发布",
    "發布",
    "公開",
    "投稿",
]);

/// Words before a date that say that it is the first of several.
static FIRST: WordList = WordList::new(&[
    "originally publi",
    "originally posted",
    "first publi",
    "first posted",
    "ursprünglich veröffentlicht",
    "zuerst veröffentlicht",
    "zuerst erschienen",
    "publié initialement",
    "publicado originalmente",
    "oorspronkelijk gepubliceerd",
]);

/// The words before a date say what it is only if they are so few, in bytes.
const MAX_LABEL_BYTES: usize = 48;

/// Words that say that a date isn't the first.
static UPDATED: WordList = WordList::new(&[
    "updated",
    "modified",
    "revised",
    "reviewed",
    "edited",
    "aktualisiert",
    "geändert",
    "überarbeitet",
    "stand:",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "обновлено",
    "更新",
]);

/// Adds to the facts what of `shown` belongs to the page's headline.
pub(super) fn choose(shown: Vec<Shown>, language: Option<&str>, facts: &mut Facts) {
    let order = Order::of(language);
    let shown = &parted(shown, order);
    let declared: Vec<Words> =
        facts.all(Field::Title).map(|fact| title::words(&fact.text)).collect();
    let headings: Vec<Heading<'_>> = shown.iter().filter_map(Heading::new).collect();
    let headline = headline(&headings, &declared);
    let is_title = |heading: &&Heading<'_>| {
        heading.level == 1 || declared.iter().any(|title| title::holds(title, &heading.words))
    };
    // The headline, then the other headings of level one.
    let others = headings
        .iter()
        .enumerate()
        .filter(|(at, heading)| Some(*at) != headline && heading.level == 1);
    let first = headline.map(|at| &headings[at]).filter(is_title);
    for heading in first.into_iter().chain(others.map(|(_, heading)| heading)) {
        facts.add(Field::Title, Source::Heading, heading.shown.text.as_str());
    }
    let headline = headline.map(|at| headings[at].shown);
    add_authors(shown, headline, language, facts);
    add_dates(shown, headline, order, facts);
}

/// A heading that was shown, and its words.
struct Heading<'a> {
    shown: &'a Shown,
    level: u8,
    words: Words,
}

impl<'a> Heading<'a> {
    fn new(shown: &'a Shown) -> Option<Self> {
        let What::Heading(level) = shown.what else { return None };
        Some(Heading { shown, level, words: title::words(&shown.text) })
    }
}

/// What was shown, where a text that tells a change and then the publication is two: "Updated
/// March 13, 2024 · Published March 12, 2024".
fn parted(shown: Vec<Shown>, order: Order) -> Vec<Shown> {
    let mut out = Vec::with_capacity(shown.len());
    for mut first in shown {
        let at = date_mark(&first).and_then(|_| second_date(&first.text, order));
        // The words before are of the first alone.
        let second =
            at.map(|at| Shown { text: first.text.split_off(at), label: String::new(), ..first });
        out.push(first);
        out.extend(second);
    }
    out
}

/// Where in a text the label of its second date stands, if its first is of a change and the second
/// that of publication.
fn second_date(text: &str, order: Order) -> Option<usize> {
    if !UPDATED.may_be_in(text) {
        return None;
    }
    let lower = text.to_lowercase();
    // Places in the one are places in the other but for a few letters' sake.
    if lower.len() != text.len() {
        return None;
    }
    let first = UPDATED.first_in(&lower)?;
    let second = first + PUBLISHED.first_in(&lower[first..])?;
    let is_parted = text.is_char_boundary(second)
        && date::find(&text[first..second], order).is_some()
        && date::find(&text[second..], order).is_some();
    (is_parted && date::find(&text[..first], order).is_none()).then_some(second)
}

/// The heading that names the page as its declarations do, by its place: the first of level one, or of
/// level two that says the same.
fn headline(headings: &[Heading<'_>], declared: &[Words]) -> Option<usize> {
    let find = |level: u8, is_like: fn(&Words, &Words) -> bool| {
        headings.iter().position(|heading| {
            heading.level == level && declared.iter().any(|title| is_like(title, &heading.words))
        })
    };
    find(1, title::alike)
        .or_else(|| find(2, title::much_alike))
        .or_else(|| find(2, title::begins_with))
}

/// How far a text is from the headline; nothing where it's out of reach.
fn distance(shown: &Shown, mark: Mark, headline: Option<&Shown>) -> Option<i64> {
    let Some(headline) = headline else {
        // Words alone count near the top, and only where they can't be taken for anything else.
        const FIRST_RUNS: u32 = 60;
        let says =
            matches!(shown.what, What::Author(_)) && mark < Mark::Maybe && shown.at < FIRST_RUNS;
        return (mark <= Mark::Class || says).then_some(i64::from(shown.at));
    };
    let runs = i64::from(shown.at) - i64::from(headline.at);
    let runs = if runs < 0 { -runs * BEFORE } else { runs };
    let within = runs <= reach(mark) || (runs <= reach(Mark::Element) && is_published(shown));
    within.then_some(runs + PER_MARK * mark as i64)
}

fn add_authors(
    shown: &[Shown],
    headline: Option<&Shown>,
    language: Option<&str>,
    facts: &mut Facts,
) {
    let mark = |shown: &Shown| match shown.what {
        What::Author(Mark::Maybe) if !byline::is_signature(&shown.text, language) => None,
        What::Author(mark) => Some(mark),
        _ => None,
    };
    let near = nearest(shown, headline, mark);
    let found = near.into_iter().find_map(|shown| {
        let names = byline::first_names(&shown.text);
        (!names.is_empty()).then_some((shown, names))
    });
    let Some((first, names)) = found else { return };
    let others =
        joined(shown, first).into_iter().flat_map(|shown| byline::first_names(&shown.text));
    for name in names.into_iter().chain(others) {
        facts.add(Field::Author, Source::Visible, name);
    }
}

/// The authors that follow one, marked alike, each joined to the one before by nothing but a comma
/// or a word.
fn joined<'a>(shown: &'a [Shown], first: &'a Shown) -> Vec<&'a Shown> {
    /// The name and the word between.
    const RUNS: u32 = 2;
    let mut out = vec![];
    let mut last = first;
    for next in shown.iter().filter(|next| next.what == first.what) {
        if next.at == last.at + RUNS && byline::joins(&text::plain(&next.label)) {
            out.push(next);
            last = next;
        }
    }
    out
}

fn add_dates(shown: &[Shown], headline: Option<&Shown>, order: Order, facts: &mut Facts) {
    let dates = Dates::new(shown, order);
    let is_dated = facts.all(Field::Modified).next().is_some();
    let mut add = |shown: &Shown, source: Source| {
        let Some(moment) = dates.read(shown) else { return false };
        let field = if is_updated(shown, order) { Field::Modified } else { Field::Published };
        facts.add(field, source, moment.to_string());
        true
    };
    // What stands beside no headline may be of anything in the page.
    let source = if headline.is_some() { Source::Visible } else { Source::Markup };
    for shown in near_dates(shown, headline) {
        add(shown, source);
    }
    // A page that tells its last change has been published, so all its marked dates are looked at.
    let is_far = |shown: &Shown| is_dated && is_marked(shown);
    let is_alone = |shown: &Shown| {
        let n_dates = if is_far(shown) { 2 } else { 1 };
        shown.text.len() <= n_dates * MAX_DATE_BYTES
    };
    for is_foreign in [false, true] {
        let others = dates.all.iter().filter(|shown| shown.is_foreign == is_foreign);
        let alone = others.filter(|shown| is_alone(shown)).enumerate();
        let read = alone.filter(|(n, shown)| *n < FEW || is_far(shown));
        read.filter(|(_, shown)| add(shown, Source::Markup)).take(FEW).for_each(drop);
    }
}

/// The dates that belong to the headline, the likeliest first.
fn near_dates<'a>(shown: &'a [Shown], headline: Option<&Shown>) -> Vec<&'a Shown> {
    let mut near = nearest(shown, headline, date_mark);
    // A day that isn't said to be that of publication may be that of the last change.
    if !near.iter().any(|shown| is_published(shown) && !is_first(shown)) {
        near.sort_by_cached_key(|shown| !is_first(shown));
    }
    near
}

fn date_mark(shown: &Shown) -> Option<Mark> {
    match shown.what {
        What::Date(mark) => Some(mark),
        _ => None,
    }
}

/// The texts of a page that may be dates. Each is read once.
struct Dates<'a> {
    shown: &'a [Shown],
    all: Vec<&'a Shown>,
    order: Order,
    /// What was read, for each that was shown.
    read: Vec<OnceCell<Option<BothOrders>>>,
    /// The days that the page tells so that day and month can be told apart, once they are needed.
    clear: OnceCell<Vec<Moment>>,
}

/// A text's date by the page's order of day and month, and by the other.
type BothOrders = (Moment, Moment);

impl<'a> Dates<'a> {
    fn new(shown: &'a [Shown], order: Order) -> Self {
        let all = shown.iter().filter(|shown| date_mark(shown).is_some()).collect();
        let read = vec![OnceCell::new(); shown.len()];
        Dates { shown, all, order, read, clear: OnceCell::new() }
    }

    /// The date of a text. Where day and month can't be told apart, the page may tell the same day
    /// once more in another way.
    fn read(&self, shown: &Shown) -> Option<Moment> {
        let (first, second) = self.both(shown)?;
        if first == second {
            return Some(first);
        }
        let clear = self.clear.get_or_init(|| {
            let both = self.all.iter().filter_map(|shown| self.both(shown));
            both.filter(|(first, second)| first == second).map(|(first, _)| first).collect()
        });
        let is_second = !clear.contains(&first) && clear.contains(&second);
        Some(if is_second { second } else { first })
    }

    fn both(&self, shown: &Shown) -> Option<BothOrders> {
        let read = || date::find_both(&shown.text, self.order);
        match self.shown.element_offset(shown) {
            Some(at) => *self.read[at].get_or_init(read),
            None => read(),
        }
    }
}

/// Is it marked as a date by its element or class?
fn is_marked(shown: &Shown) -> bool {
    matches!(shown.what, What::Date(Mark::Element | Mark::Class))
}

/// The texts with a mark, the nearest to the headline first.
fn nearest<'a>(
    shown: &'a [Shown],
    headline: Option<&Shown>,
    mark: impl Fn(&Shown) -> Option<Mark>,
) -> Vec<&'a Shown> {
    let own = shown.iter().filter(|shown| !shown.is_foreign);
    let mut near: Vec<(i64, &Shown)> =
        own.filter_map(|shown| Some((distance(shown, mark(shown)?, headline)?, shown))).collect();
    // Stable: of two at one distance the first in the page comes first.
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, shown)| shown).collect()
}

fn is_published(shown: &Shown) -> bool {
    matches!(shown.what, What::Date(_))
        && (has_label(&shown.text, &PUBLISHED) || has_label(&shown.label, &PUBLISHED))
}

fn is_first(shown: &Shown) -> bool {
    has_label(&shown.text, &FIRST) || has_label(&shown.label, &FIRST)
}

/// Does `text` begin with a label that has one of `words`? A sentence that has been going on, as
/// that of a reference to a paper, is none.
fn has_label(text: &str, words: &WordList) -> bool {
    /// No word is longer.
    const MAX_WORD_BYTES: usize = 32;
    let end = text.floor_char_boundary(MAX_LABEL_BYTES + MAX_WORD_BYTES);
    let start = &text[..end];
    if !words.may_be_in(start) {
        return false;
    }
    let lower = start.to_lowercase();
    words.first_in(&lower).is_some_and(|at| {
        at <= MAX_LABEL_BYTES && !lower[..at].contains(|c: char| c.is_ascii_digit() || c == '.')
    })
}

fn is_updated(shown: &Shown, order: Order) -> bool {
    says_updated(&shown.text, order) || says_updated(&shown.label, order)
}

/// Does `text` say that its first date is of a change? "March 5, 2024. Updated: March 7, 2024"
/// says so of the second.
fn says_updated(text: &str, order: Order) -> bool {
    if !UPDATED.may_be_in(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let Some(at) = UPDATED.first_in(&lower) else { return false };
    let (before, after) = lower.split_at(at);
    let is_second = date::find(before, order).is_some() && date::find(after, order).is_some();
    !lower.contains("publi") && !is_second
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::check;

    /// What is published on a page with this head and this below its headline.
    fn published(head: &str, body: &str, expected: &str) {
        let page =
            format!("<title>A walk by the river</title>{head}<h1>A walk by the river</h1>{body}");
        check(&page, |page| page.published, expected);
    }

    #[test]
    fn the_text_of_a_time_says_what_it_is() {
        let head = "<meta name=date content=2024-03-05>";
        let time = "<time datetime=2024-04-09>Last updated: April 9, 2024</time>";
        published(head, time, "2024-03-05");
    }

    #[test]
    fn only_the_date_after_the_word_is_of_the_change() {
        published("", "<p class=date>March 5, 2024. Updated: March 7, 2024</p>", "2024-03-05");
        let head = "<meta property=article:modified_time content=2024-03-07T10:00:00Z>";
        let body = "<p>Of 2023.</p>".repeat(200);
        let end = "<p class=date>March 5, 2024. <i>Updated: March 7, 2024</i></p>";
        published(head, &[&*body, end].concat(), "2024-03-05");
    }

    #[test]
    fn links_joined_by_words_name_all_authors() {
        for line in [
            "By <a rel=author href=a>Ines Falk</a> and <a rel=author href=b>Jo Reyes</a>",
            "Von <a href=/autor/a>Ines Falk</a> und <a href=/autor/b>Jo Reyes</a>",
            "<b class=author>Ines Falk</b> &amp; <b class=author>Jo Reyes</b>",
        ] {
            let page = format!("<title>A walk</title><h1>A walk</h1><p>{line}</p>");
            check(&page, |page| page.byline, "Ines Falk, Jo Reyes");
        }
        let page = "<title>A walk</title><h1>A walk</h1>By <a rel=author href=a>Ines Falk</a>,
            <a rel=author href=b>Jo Reyes</a>, and <a rel=author href=c>Al Roe</a>.
            More by <a rel=author href=d>Li Wu</a>";
        check(page, |page| page.byline, "Ines Falk, Jo Reyes, Al Roe");
    }

    #[test]
    fn the_publication_told_after_a_change_counts() {
        for (language, line) in [
            ("en", "Updated March 13, 2024 · Published March 12, 2024"),
            ("en", "Updated: March 13, 2024 (published March 12, 2024)"),
            ("de", "Stand: 13.03.2024, Veröffentlicht am 12.03.2024"),
            ("fr", "Mis à jour le 13 mars 2024 publié le 12 mars 2024"),
        ] {
            for line in [format!("<p>{line}</p>"), format!("<p class=date>{line}</p>")] {
                let page =
                    format!("<html lang={language}><title>A walk</title><h1>A walk</h1>{line}");
                check(&page, |page| page.published, "2024-03-12");
                check(&page, |page| page.modified, "2024-03-13");
            }
        }
        let page = "<html lang=de><title>A walk</title><h1>A walk</h1>
            <p><b>Stand: 13.03.2024</b> <b>Veröffentlicht am 12.03.2024</b></p>";
        check(page, |page| page.published, "2024-03-12");
        check(page, |page| page.modified, "2024-03-13");
    }

    #[test]
    fn the_first_of_several_publications_counts() {
        let first = "<p class=published>First published on 5 March 2019; the map is new.</p>";
        published("", &["<p class=date>9 April 2024</p><p>One.</p>", first].concat(), "2019-03-05");
        published(
            "",
            &["<p class=date>Posted on 9 April 2024</p><p>One.</p>", first].concat(),
            "2024-04-09",
        );
    }

    #[test]
    fn a_reference_is_no_label() {
        let head = "<meta name=date content=2024-03-05>";
        let end = "<p>Doe J. On rivers. J Water. Published online May 2, 2019: 7.</p>";
        let body = "<p>One.</p>".repeat(100);
        published(head, &[&*body, end].concat(), "2024-03-05");
    }

    #[test]
    fn the_page_tells_which_number_is_the_month() {
        let day = "<p class=date>03-11-2024</p>";
        published("", day, "2024-03-11");
        let list = "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p><ul><li>A walk by the river <time>November 3, 2024</time></ul>";
        published("", &[day, list].concat(), "2024-11-03");
    }

    #[test]
    fn the_foot_of_a_page_tells_nothing_of_it() {
        let menu = "<p>Best of 2023</p>".repeat(10);
        let page = [&*menu, "<p>One.</p><p>Site last updated: March 5, 2024</p>"].concat();
        check(&page, |page| page.published, "");
    }

    #[test]
    fn a_picture_named_after_others_hides_no_byline() {
        let byline = "<p class=byline>By Jo Field</p>";
        let page = |before: &str| format!("<h1>A bridge opens</h1>{before}{byline}");
        check(&page("<img class=related-photo src=a>"), |page| page.byline, "Jo Field");
        check(&page("<div class=related-posts>"), |page| page.byline, "");
    }
}
