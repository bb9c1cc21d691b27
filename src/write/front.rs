//! What stands at the top of an exported article: its title and where it is from.
//!
//! In: the article and what its reader's program knows of it. Out: the fields, checked. No words of
//! our own: the formats show them by their form alone, so they read well in every language.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use url::{Position, Url};

use super::article::{Article, Direction};
use super::export::Export;
use crate::base::language;
use crate::base::url as address;

/// The fields.
#[derive(Debug)]
pub(super) struct Front {
    /// The title; where there is none, the source's host.
    pub(super) title: String,
    /// The line below the headline, where the body doesn't hold it.
    pub(super) dek: Option<String>,
    /// The authors, each by itself.
    pub(super) authors: Vec<String>,
    /// The site's name.
    pub(super) site: Option<String>,
    /// When it was published: RFC 3339 or YYYY-MM-DD.
    pub(super) published: Option<String>,
    /// When it was last changed, in UTC and RFC 3339; the time of saving, where no time is known.
    pub(super) modified: Option<String>,
    /// Its address.
    pub(super) source: Option<String>,
    /// BCP 47.
    pub(super) language: Option<String>,
    /// The direction of its text.
    pub(super) direction: Direction,
    /// What the reader should know of it, in words of the caller.
    pub(super) note: Option<String>,
}

impl Front {
    /// The fields of `article`.
    pub(super) fn of(article: &Article, export: &Export) -> Self {
        let source = source(article.canonical.as_deref(), export.address.as_deref());
        let host = || source.as_deref().and_then(host_of);
        let filled = |field: &Option<String>| field.clone().filter(|it| !it.trim().is_empty());
        Front {
            title: filled(&article.title).or_else(host).unwrap_or_else(|| "…".to_owned()),
            dek: filled(&article.dek),
            authors: filled(&article.byline)
                .map(|it| it.split(", ").map(str::to_owned).collect())
                .unwrap_or_default(),
            site: filled(&article.site),
            published: article.published.clone().filter(|it| day(it).is_some()),
            modified: [&article.modified, &article.published, &export.saved]
                .into_iter()
                .find_map(|time| time.as_deref().and_then(in_utc)),
            source,
            language: article.language.clone().filter(|it| language::is_well_formed(it)),
            direction: article.direction,
            note: export.note.clone().filter(|it| !it.trim().is_empty()),
        }
    }

    /// The day of publication, YYYY-MM-DD.
    pub(super) fn day(&self) -> Option<String> {
        self.published.as_deref().and_then(day)
    }

    /// Authors, day and site on one line.
    pub(super) fn byline(&self) -> String {
        let authors = Some(self.authors.join(", ")).filter(|it| !it.is_empty());
        let parts = [authors, self.day(), self.site.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The host of an address, without its `www`.
pub(super) fn host_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The article's address: the one that the page calls its own, if that is of the site it was read
/// at; a page can't pass for another site's.
fn source(canonical: Option<&str>, read_at: Option<&str>) -> Option<String> {
    let canonical = canonical.and_then(|it| address::link(None, it));
    let read_at = read_at.and_then(|it| address::link(None, it));
    let chosen = match (canonical, read_at) {
        (Some(canonical), Some(read_at)) if host_of(&canonical) == host_of(&read_at) => canonical,
        (canonical, read_at) => read_at.or(canonical)?,
    };
    let url = Url::parse(&chosen).ok().filter(Url::has_host)?;
    // Nobody's password belongs into a file.
    Some(
        [&url[..Position::BeforeUsername], &url[Position::BeforeHost..Position::AfterQuery]]
            .concat(),
    )
}

/// The day of a time in RFC 3339.
fn day(time: &str) -> Option<String> {
    date(time).map(|day| day.to_string())
}

fn date(time: &str) -> Option<Date> {
    let mut parts = time.get(..10)?.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next()?.parse().ok();
    Date::new(year, part()?, part()?).ok()
}

/// A time in RFC 3339 as one in UTC, to the second; a day is its first second.
fn in_utc(time: &str) -> Option<String> {
    let day = date(time)?;
    if time.len() == 10 {
        return Some(format!("{day}T00:00:00Z"));
    }
    let part = |at: usize| time.get(at..at + 2)?.parse::<i8>().ok();
    let clock = Time::new(part(11)?, part(14)?, part(17)?, 0).ok()?;
    let zone = time.get(19..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let minutes = |at: usize| zone.get(at..at + 2)?.parse::<i64>().ok();
    let east = match zone.get(..1)? {
        "Z" => 0,
        "+" => minutes(1)? * 60 + minutes(4)?,
        "-" => -minutes(1)? * 60 - minutes(4)?,
        _ => return None,
    };
    let utc = day.to_datetime(clock).checked_sub(SignedDuration::from_mins(east)).ok()?;
    let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
    Some(format!("{}T{hour:02}:{minute:02}:{second:02}Z", utc.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_pass_for_another_sites() {
        let cases = [
            (Some("https://a.example/x"), Some("https://www.a.example/x?y"), "https://a.example/x"),
            (Some("https://b.example/x"), Some("https://a.example/x"), "https://a.example/x"),
            (Some("https://b.example/x"), None, "https://b.example/x"),
            (Some("javascript:x"), Some("https://u:p@a.example/x#y"), "https://a.example/x"),
            (None, Some("https://a.example/x"), "https://a.example/x"),
        ];
        for (canonical, read_at, expected) in cases {
            assert_eq!(source(canonical, read_at).as_deref(), Some(expected));
        }
        assert_eq!(source(None, Some("file:///home/me/x.html")), None);
        assert_eq!(source(Some("mailto:me@a.example"), None), None);
    }

    #[test]
    fn times_are_told_in_utc() {
        for (time, expected) in [
            ("2026-05-04", Some("2026-05-04T00:00:00Z")),
            ("2026-05-04T01:30:00+02:00", Some("2026-05-03T23:30:00Z")),
            ("2026-05-04T01:30:00.25Z", Some("2026-05-04T01:30:00Z")),
            ("2026-12-31T23:59:59-05:30", Some("2027-01-01T05:29:59Z")),
            ("2026-13-04", None),
            ("2026-05-04T25:00:00Z", None),
            ("2026-05-04T01:30:00", None),
            ("2026-05-04 at noon", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(in_utc(time).as_deref(), expected, "{time}");
        }
    }
}
