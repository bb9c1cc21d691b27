//! The page's language and the direction that its script runs.
//!
//! In: language names as pages write them. Out: BCP 47 tags, as RFC 5646 (2.1.1) writes their
//! case. It checks the form only; names of languages that don't exist pass.

use super::declared::{Difference, Direction};
use super::facts::{Facts, Field, Source};

/// Who is believed, the first first. A page's templates set Open Graph's locale, its text's
/// language stands on the root. What the text tells counts where nothing is declared.
const SOURCES: [Source; 6] = [
    Source::Document,
    Source::Meta,
    Source::JsonLd,
    Source::Microdata,
    Source::OpenGraph,
    Source::Visible,
];

/// Languages written from right to left (CLDR, by their usual script).
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"];

/// The language that the page declares.
pub(super) fn choose(facts: &Facts) -> Option<String> {
    SOURCES.iter().flat_map(|source| facts.from(Field::Language, *source)).find_map(tag)
}

/// Another language that the page declares.
pub(super) fn difference(facts: &Facts, taken: &str) -> Option<Difference> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_owned();
    SOURCES.iter().find_map(|source| {
        let other = facts.from(Field::Language, *source).find_map(tag)?;
        let difference = || Difference {
            field: "language",
            taken: taken.to_owned(),
            other: other.clone(),
            by: source.name(),
        };
        (primary(&other) != primary(taken)).then(difference)
    })
}

/// Does the root declare a language?
pub(super) fn is_on_root(facts: &Facts) -> bool {
    facts.from(Field::Language, Source::Document).any(|raw| tag(raw).is_some())
}

/// The direction that `language` is written in.
pub(crate) fn direction(language: &str) -> Direction {
    let lower = language.to_ascii_lowercase();
    let is_rtl = RIGHT_TO_LEFT.iter().any(|rtl| {
        lower.strip_prefix(rtl).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    });
    if (is_rtl && !lower.contains("-latn")) || lower.contains("-arab") || lower.contains("-hebr") {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

/// `raw` as a BCP 47 tag: `EN_us.UTF-8` is `en-US`.
fn tag(raw: &str) -> Option<String> {
    let raw = raw.split([',', ';', ' ', '.', '@']).find(|part| !part.is_empty())?;
    let mut out = String::new();
    for (at, part) in raw.split(['-', '_']).enumerate() {
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_word || !(1..=8).contains(&part.len()) {
            return None;
        }
        if 0 < at {
            out.push('-');
        }
        out.push_str(&in_case(at, part));
    }
    let primary = out.split('-').next().unwrap_or("");
    let is_language =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_language && out.len() <= 35).then_some(out)
}

/// Regions in capitals, scripts with one capital, all else small.
fn in_case(at: usize, part: &str) -> String {
    match (at, part.len()) {
        (1.., 2) => part.to_ascii_uppercase(),
        (1.., 4) if part.as_bytes()[0].is_ascii_alphabetic() => {
            part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase()
        }
        _ => part.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::collector::tests::{check, declared};

    #[test]
    fn writes_tags_in_their_case() {
        assert_eq!(tag("EN_us.UTF-8").as_deref(), Some("en-US"));
        assert_eq!(tag(" zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("de-1996").as_deref(), Some("de-1996"));
        assert_eq!(tag("sr-Latn, en").as_deref(), Some("sr-Latn"));
        for raw in ["", "{{lang}}", "x", "english", "e-n", "12"] {
            assert_eq!(tag(raw), None, "{raw}");
        }
    }

    #[test]
    fn the_root_speaks_before_the_templates() {
        check("<html lang=de><meta property=og:locale content=en_US>", |page| page.language, "de");
        check("<html xml:lang=fr-ch>", |page| page.language, "fr-CH");
        check(
            "<html lang=''><meta http-equiv=content-language content='es, en'>",
            |page| page.language,
            "es",
        );
    }

    #[test]
    fn tells_direction() {
        assert_eq!(declared("<html dir=RTL lang=en>").direction, Some(Direction::RightToLeft));
        assert_eq!(declared("<html><body dir=rtl>").direction, Some(Direction::RightToLeft));
        assert_eq!(declared("<html lang=fa-IR>").direction, Some(Direction::RightToLeft));
        assert_eq!(declared("<html lang=az-Arab>").direction, Some(Direction::RightToLeft));
        assert_eq!(declared("<html lang=en>").direction, Some(Direction::LeftToRight));
        assert_eq!(declared("<html>").direction, None);
    }
}
