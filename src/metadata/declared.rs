//! What the page declares about itself, each field chosen from all that was found.
//!
//! In: the facts. Out: [`Declared`]. Each field's own file says how it is chosen; here is only
//! what needs more than one: dates are read in the page's language, titles are cut by its site.

use url::Url;

use super::facts::{Facts, Field, Source};
use super::json_ld::Told;
use super::title::{self, Title};
use super::{byline, date, language};
use crate::base::span::Span;
use crate::base::url as address;

/// The direction that text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Something that a page tells of itself in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The field's name.
    pub(crate) field: &'static str,
    /// What was taken.
    pub(crate) taken: String,
    /// What else is told.
    pub(crate) other: String,
    /// Where that is told.
    pub(crate) by: &'static str,
}

/// What a page declares about itself. All texts are plain; addresses are absolute.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declared {
    /// The title, without the site's name.
    pub(crate) title: Option<String>,
    /// Every distinct title with its source, the most trusted first.
    pub(crate) titles: Vec<Title>,
    /// The authors, joined by ", ".
    pub(crate) byline: Option<String>,
    /// The site's name.
    pub(crate) site: Option<String>,
    /// Fields that are told in two ways: when it was published, its language.
    pub(crate) differences: Vec<Difference>,
    /// RFC 3339 where the zone is told, else YYYY-MM-DD.
    pub(crate) published: Option<String>,
    /// As `published`.
    pub(crate) modified: Option<String>,
    /// BCP 47.
    pub(crate) language: Option<String>,
    /// The root's `dir`, else the language's.
    pub(crate) direction: Option<Direction>,
    /// The image that stands for the page.
    pub(crate) image: Option<String>,
    pub(crate) description: Option<String>,
    /// The article's text as JSON-LD gives it, one line a paragraph.
    pub(crate) article_body: Option<String>,
    /// The same as it is written there, where that is markup.
    pub(crate) article_markup: Option<String>,
    /// `article_body` is an article's, and no other article has one.
    pub(crate) has_one_body: bool,
    /// Scripts that may hold a framework's state.
    pub(crate) states: Vec<Span>,
    /// Is the article free to read?
    pub(crate) free: Option<bool>,
    /// Is the page an article?
    pub(crate) is_article: Option<bool>,
    /// Do its readers write the page: a forum's, or questions and answers?
    pub(crate) is_discussion: bool,
    pub(crate) canonical: Option<String>,
    /// What the page's addresses are relative to.
    pub(crate) base: Option<Url>,
}

/// What the facts don't hold.
pub(super) struct Extra<'a> {
    pub(super) url: Option<&'a Url>,
    pub(super) base: Option<Url>,
    pub(super) direction: Option<Direction>,
    pub(super) told: Told,
    pub(super) states: Vec<Span>,
}

impl Declared {
    pub(super) fn choose(facts: &mut Facts, extra: Extra<'_>) -> Self {
        let Extra { url, base, direction, told, states } = extra;
        let canonical = facts.all(Field::Canonical).find_map(|fact| address::base(url, &fact.text));
        // A page without an address is where it says it is.
        let base = base.or_else(|| url.cloned()).or_else(|| canonical.clone());
        let language = language::choose(facts);
        let order = date::Order::of(language.as_deref());
        if let Some(moment) = url.and_then(|url| date::in_path(url.path())) {
            facts.add(Field::Published, Source::Address, moment.to_string());
        }
        let site = site(facts);
        let titles = title::candidates(facts, site.as_deref(), url.and_then(Url::host_str));
        let day = |field| date::choose(facts, field, order).map(|moment| moment.to_string());
        let absolute = |field, out: fn(Option<&Url>, &str) -> Option<String>| {
            facts.all(field).find_map(|fact| out(base.as_ref(), &fact.text))
        };
        let published = date::published(facts, order);
        let differences = [
            published.and_then(|taken| date::difference(facts, order, taken)),
            language.as_deref().and_then(|taken| language::difference(facts, taken)),
        ];
        Declared {
            differences: differences.into_iter().flatten().collect(),
            title: title::choose(&titles, site.as_deref()),
            titles,
            byline: byline::choose(facts, site.as_deref()),
            published: published.map(|moment| moment.to_string()),
            modified: day(Field::Modified),
            direction: direction.or_else(|| language.as_deref().map(language::direction)),
            language,
            image: absolute(Field::Image, address::image),
            description: facts.all(Field::Description).next().map(|fact| fact.text.clone()),
            article_body: told.article_body,
            article_markup: told.article_markup,
            has_one_body: told.has_one_body,
            states,
            free: told.free,
            is_article: told.is_article.or_else(|| kind(facts)),
            is_discussion: told.is_discussion || facts.all(Field::Discussion).next().is_some(),
            canonical: canonical.map(String::from),
            site,
            base,
        }
    }
}

/// The site's name; an account's is none.
fn site(facts: &Facts) -> Option<String> {
    let names = [Source::OpenGraph, Source::JsonLd, Source::Meta]
        .into_iter()
        .flat_map(|source| facts.from(Field::Site, source));
    names.filter(|name| !name.contains("://") && !name.starts_with('@')).map(str::to_owned).next()
}

/// Is the page an article by Open Graph's word? "website" is the word of templates, and says nothing.
fn kind(facts: &Facts) -> Option<bool> {
    match facts.all(Field::Kind).next()?.text.as_str() {
        "article" | "news" | "blog" | "post" => Some(true),
        kind if kind.starts_with("product") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::declared;

    fn differences(page: &str) -> Vec<String> {
        let told = declared(page).differences;
        told.iter().map(|it| format!("{} {} {} {}", it.field, it.taken, it.other, it.by)).collect()
    }

    #[test]
    fn what_a_page_tells_in_two_ways_is_told() {
        let page = "<html lang=ar><meta property=og:locale content=en_US>
            <meta property=article:published_time content=2024-03-05T10:00:00Z>
            <script type=application/ld+json>{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-03-09\"}</script>";
        assert_eq!(
            differences(page),
            [
                "published 2024-03-09 2024-03-05T10:00:00Z Open Graph",
                "language ar en-US Open Graph"
            ]
        );
        let same = "<html lang=en><meta property=og:locale content=en_GB>
            <meta property=article:published_time content=2024-03-05T23:30:00-05:00>
            <script type=application/ld+json>{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-03-06T04:30:00Z\"}</script>";
        assert!(differences(same).is_empty());
    }
}
