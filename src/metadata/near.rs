//! Chooses, among the marked texts that a page shows, those that belong to its headline.
//!
//! In: what was shown, in order. Out: facts: the headline first, then the byline and the date
//! nearest to it. Distance is counted in runs of text, so that markup between doesn't matter.

use super::byline;
use super::date::{self, Order};
use super::facts::{Facts, Field, Source};
use super::title;
use super::visible::{Mark, Shown, What};

/// How far from the headline a byline or date stands at most, in runs of text, by its mark.
fn reach(mark: Mark) -> i64 {
    match mark {
        Mark::Element => 400,
        Mark::Class => 120,
        Mark::Link => 40,
        Mark::Words => 30,
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
const PUBLISHED: [&str; 14] = [
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
];

/// Words that say that a date isn't the first.
const UPDATED: [&str; 16] = [
    "updated",
    "modified",
    "revised",
    "reviewed",
    "edited",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "обновлено",
    "更新",
];

/// Adds to the facts what of `shown` belongs to the page's headline.
pub(super) fn choose(shown: &[Shown], order: Order, facts: &mut Facts) {
    let headline = headline(shown, facts);
    let declared: Vec<&str> = facts.all(Field::Title).map(|fact| &*fact.text).collect();
    let is_title = |heading: &&Shown| {
        heading.what == What::Heading(1)
            || declared.iter().any(|title| title::holds(title, &heading.text))
    };
    let headings: Vec<&Shown> = headings(shown, headline).filter(is_title).collect();
    for heading in headings {
        facts.add(Field::Title, Source::Heading, heading.text.as_str());
    }
    let headline = headline.map(|at| &shown[at]);
    add_authors(shown, headline, facts);
    add_dates(shown, headline, order, facts);
}

/// The heading that names the page as its declarations do: the first of level one, or of level two
/// that says the same.
fn headline(shown: &[Shown], facts: &Facts) -> Option<usize> {
    let declared: Vec<&str> = facts.all(Field::Title).map(|fact| &*fact.text).collect();
    let find = |level: u8, is_like: fn(&str, &str) -> bool| {
        shown.iter().position(|shown| {
            shown.what == What::Heading(level)
                && declared.iter().any(|title| is_like(title, &shown.text))
        })
    };
    find(1, title::alike)
        .or_else(|| find(2, title::much_alike))
        .or_else(|| find(2, title::begins_with))
}

/// The headline, then the other headings of level one.
fn headings(shown: &[Shown], headline: Option<usize>) -> impl Iterator<Item = &Shown> {
    let others = shown
        .iter()
        .enumerate()
        .filter(move |(at, shown)| Some(*at) != headline && shown.what == What::Heading(1));
    headline.map(|at| &shown[at]).into_iter().chain(others.map(|(_, shown)| shown))
}

/// How far a text is from the headline; nothing where it's out of reach.
fn distance(shown: &Shown, mark: Mark, headline: Option<&Shown>) -> Option<i64> {
    let Some(headline) = headline else {
        // Words alone count near the top, and only where they can't be taken for anything else.
        const FIRST_RUNS: u32 = 60;
        let says = matches!(shown.what, What::Author(_)) && shown.at < FIRST_RUNS;
        return (mark <= Mark::Class || says).then_some(i64::from(shown.at));
    };
    let runs = i64::from(shown.at) - i64::from(headline.at);
    let runs = if runs < 0 { -runs * BEFORE } else { runs };
    let within = runs <= reach(mark) || (runs <= reach(Mark::Element) && is_published(shown));
    within.then_some(runs + PER_MARK * mark as i64)
}

fn add_authors(shown: &[Shown], headline: Option<&Shown>, facts: &mut Facts) {
    let mark = |shown: &Shown| match shown.what {
        What::Author(mark) => Some(mark),
        _ => None,
    };
    let near = nearest(shown, headline, mark);
    let names =
        near.iter().map(|shown| byline::first_names(&shown.text)).find(|names| !names.is_empty());
    for name in names.unwrap_or_default() {
        facts.add(Field::Author, Source::Visible, name);
    }
}

fn add_dates(shown: &[Shown], headline: Option<&Shown>, order: Order, facts: &mut Facts) {
    let mark = |shown: &Shown| match shown.what {
        What::Date(mark) => Some(mark),
        _ => None,
    };
    let mut add = |shown: &Shown, source: Source| {
        if let Some(moment) = date::find(&shown.text, order) {
            let field = if is_updated(shown) { Field::Modified } else { Field::Published };
            facts.add(field, source, moment.to_string());
        }
    };
    // What stands beside no headline may be of anything in the page.
    let source = if headline.is_some() { Source::Visible } else { Source::Markup };
    for shown in nearest(shown, headline, mark) {
        add(shown, source);
    }
    let alone = |shown: &&Shown| mark(shown).is_some() && shown.text.len() <= MAX_DATE_BYTES;
    for is_foreign in [false, true] {
        let others = shown.iter().filter(|shown| shown.is_foreign == is_foreign).filter(alone);
        others.take(FEW).for_each(|shown| add(shown, Source::Markup));
    }
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
    let has = |text: &str| {
        let lower = text.to_lowercase();
        PUBLISHED.iter().any(|word| lower.contains(word))
    };
    matches!(shown.what, What::Date(_)) && (has(&shown.text) || has(&shown.label))
}

fn is_updated(shown: &Shown) -> bool {
    let has = |text: &str| {
        let lower = text.to_lowercase();
        UPDATED.iter().any(|word| lower.contains(word)) && !lower.contains("publi")
    };
    has(&shown.text) || has(&shown.label)
}
