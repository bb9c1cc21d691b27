//! `<meta>`, `<link>` and `<base>`: what the head says.
//!
//! In: the start tags of these elements. Out: facts. One table names every key, from Open Graph,
//! Dublin Core, Parse.ly, Sailthru, Highwire (`citation_*`) and the older habits of publishers.

use std::sync::OnceLock;

use serde_json::Value;

use super::byline;
use super::facts::{Facts, Field, Source};
use crate::base::attr::AttrName;
use crate::base::fnv;
use crate::base::text;
use crate::lex::StartTag;

/// What the key of a `<meta>` says, by `name` or `property` in lower case.
const MEANINGS: &[(&[&str], Field, Source)] = &[
    (&["og:title"], Field::Title, Source::OpenGraph),
    (&["twitter:title", "twitter:text:title"], Field::Title, Source::Twitter),
    (
        &[
            "title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
            "citation_title",
            "headline",
            "hdl",
            "cxenseparse:title",
            "article:title",
            "eprints.title",
            "bepress_citation_title",
        ],
        Field::Title,
        Source::Meta,
    ),
    (
        &["article:author", "og:article:author", "og:author", "book:author"],
        Field::Author,
        Source::OpenGraph,
    ),
    (
        &[
            "author",
            "byl",
            "byline",
            "dc.creator",
            "dcterms.creator",
            "dc.creator.personalname",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "article.author",
            "article_author",
            "authors",
            "author-name",
            "cxenseparse:author",
            "dcsext.author",
            "shareaholic:article_author_name",
            "article:author_name",
            "bepress_citation_author",
            "creator",
            "rbauthors",
            "citation_authors",
            "eprints.creators_name",
        ],
        Field::Author,
        Source::Meta,
    ),
    (&["twitter:creator"], Field::Author, Source::Twitter),
    (&["og:site_name"], Field::Site, Source::OpenGraph),
    (
        &[
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
            "citation_journal_title",
            "dcterms.publisher",
            "cre",
        ],
        Field::Site,
        Source::Meta,
    ),
    (&["twitter:site"], Field::Site, Source::Twitter),
    (
        &[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "og:pubdate",
            "article:published",
            "og:release_date",
            "article:post_date",
        ],
        Field::Published,
        Source::OpenGraph,
    ),
    (
        &[
            "date",
            "dc.date",
            "dc.date.issued",
            "dc.date.created",
            "dcterms.date",
            "dcterms.issued",
            "dcterms.created",
            "dc.issued",
            "dc.created",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "published-date",
            "publishedtime",
            "published_time",
            "article.published",
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "datepublished",
            "ptime",
            "cxenseparse:recs:publishtime",
            "shareaholic:article_published_time",
            "originalpublicationdate",
            "article_date_original",
            "dat",
            "displaydate",
            "prism.publicationdate",
            "publication-date",
            "release_date",
            "rbpubdate",
            "date.issued",
            "creation_date",
            "article:created_time",
            "bepress_citation_date",
            "eprints.date",
            "created",
            "published",
            "pub_date",
            "cxenseparse:publishtime",
        ],
        Field::Published,
        Source::Meta,
    ),
    (
        &[
            "article:modified_time",
            "og:updated_time",
            "og:modified_time",
            "article:modified",
            "article:updated_time",
        ],
        Field::Modified,
        Source::OpenGraph,
    ),
    (
        &[
            "lastmod",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
            "dc.modified",
            "datemodified",
            "modified",
            "modificationdate",
            "lastupdate",
            "revised",
            "article.updated",
            "shareaholic:article_modified_time",
        ],
        Field::Modified,
        Source::Meta,
    ),
    (&["og:locale"], Field::Language, Source::OpenGraph),
    (
        &["language", "dc.language", "dcterms.language", "content-language", "citation_language"],
        Field::Language,
        Source::Meta,
    ),
    (&["og:image", "og:image:url", "og:image:secure_url"], Field::Image, Source::OpenGraph),
    (&["twitter:image", "twitter:image:src"], Field::Image, Source::Twitter),
    (
        &["parsely-image-url", "sailthru.image.full", "thumbnail", "image"],
        Field::Image,
        Source::Meta,
    ),
    (&["og:description"], Field::Description, Source::OpenGraph),
    (&["twitter:description"], Field::Description, Source::Twitter),
    (
        &[
            "description",
            "dc.description",
            "dcterms.description",
            "sailthru.description",
            "dcterms.abstract",
        ],
        Field::Description,
        Source::Meta,
    ),
    (&["og:type"], Field::Kind, Source::OpenGraph),
    (&["og:url"], Field::Canonical, Source::OpenGraph),
];

fn meaning(key: &str) -> Option<(Field, Source)> {
    known(key).or_else(|| {
        // Publishers put a prefix of their own before what others write: "xy-published-date".
        let (_, own) = key.split_once(['-', '_', '.', ':'])?;
        known(own).filter(|(field, _)| *field == Field::Published && own.starts_with("pub"))
    })
}

fn known(key: &str) -> Option<(Field, Source)> {
    static BY_KEY: OnceLock<fnv::Map<&'static str, (Field, Source)>> = OnceLock::new();
    let by_key = BY_KEY.get_or_init(|| {
        let each = MEANINGS
            .iter()
            .flat_map(|(keys, field, source)| keys.iter().map(|key| (*key, (*field, *source))));
        each.collect()
    });
    by_key.get(key).copied()
}

/// The last label of a pair `twitter:label1`, `twitter:data1`, which sites use for "Written by".
#[derive(Debug, Default)]
pub(super) struct MetaTags {
    label: Option<String>,
}

/// The labels under which the data of such a pair is an author's name.
const AUTHOR_LABELS: [&str; 14] = [
    "written by",
    "author",
    "by",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
    "written by:",
    "napisane przez",
    "автор",
    "posted by",
    "published by",
];

impl MetaTags {
    /// Reads a `<meta>`.
    pub(super) fn meta(&mut self, tag: &StartTag<'_>, facts: &mut Facts) {
        let Some(content) = tag.raw(AttrName::Content) else { return };
        let keys = [AttrName::Property, AttrName::Name, AttrName::HttpEquiv];
        for key in keys.into_iter().filter_map(|attr| tag.raw(attr)) {
            let key = key.trim().to_ascii_lowercase();
            if let Some((field, source)) = meaning(&key) {
                let text = text::plain(content);
                let is_turned = field == Field::Author && is_of(&key, &BIBLIOGRAPHIES);
                let text =
                    if is_turned { byline::turned(&text, !is_of(&key, &["dc"])) } else { text };
                facts.add(field, source, text);
                return;
            }
            if matches!(&*key, "parsely-page" | "parsely-metadata") {
                parsely(&text::decode(content), facts);
                return;
            }
            if key.starts_with("twitter:label") || key.starts_with("twitter:data") {
                self.pair(&key, content, facts);
                return;
            }
        }
    }

    fn pair(&mut self, key: &str, content: &str, facts: &mut Facts) {
        let content = text::plain(content);
        if key.starts_with("twitter:label") {
            self.label = Some(content.to_lowercase());
        } else if self.label.take().is_some_and(|label| AUTHOR_LABELS.contains(&&*label)) {
            facts.add(Field::Author, Source::Twitter, content);
        }
    }
}

/// The vocabularies of libraries and journals, whose names have the family first. Dublin Core's is
/// used by others as well.
const BIBLIOGRAPHIES: [&str; 4] = ["dc", "citation_", "bepress_citation_", "eprints."];

fn is_of(key: &str, vocabularies: &[&str]) -> bool {
    vocabularies.iter().any(|vocabulary| key.starts_with(vocabulary))
}

/// Reads the older form of Parse.ly's tags: one object with all that the others say.
fn parsely(json: &str, facts: &mut Facts) {
    let Ok(Value::Object(map)) = serde_json::from_str(json) else { return };
    let texts = |key: &str| match map.get(key) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) => vec![&**text],
        _ => vec![],
    };
    let authors = ["authors", "author"].map(texts).into_iter().find(|names| !names.is_empty());
    for author in authors.unwrap_or_default() {
        facts.add(Field::Author, Source::Meta, text::plain(author));
    }
    for day in texts("pub_date") {
        facts.add(Field::Published, Source::Meta, text::plain(day));
    }
}

/// Reads a `<link>`.
pub(super) fn link(tag: &StartTag<'_>, facts: &mut Facts) {
    let Some(rel) = tag.raw(AttrName::Rel) else { return };
    if rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("canonical"))
        && let Some(href) = tag.value(AttrName::Href)
    {
        facts.add(Field::Canonical, Source::Markup, href.trim());
    }
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::check;

    #[test]
    fn reads_the_families_of_keys() {
        check("<meta property=og:title content='A &amp; B'>", |page| page.title, "A & B");
        check(
            "<meta name=citation_author content='Jo Doe'><meta name=citation_author content='Al Roe'>",
            |page| page.byline,
            "Jo Doe, Al Roe",
        );
        check(
            "<meta name=citation_author content='Falk, Ines'><meta name=citation_author content='Reyes, Jo'>",
            |page| page.byline,
            "Ines Falk, Jo Reyes",
        );
        check("<meta name=DC.creator content='Falk, Ines'>", |page| page.byline, "Ines Falk");
        check("<meta name=author content='Falk, Ines'>", |page| page.byline, "Falk, Ines");
        check("<meta NAME=DC.date content=2024-03-05>", |page| page.published, "2024-03-05");
        check(
            "<meta property=article:modified_time content=2024-03-05T10:00:00Z>",
            |page| page.modified,
            "2024-03-05T10:00:00Z",
        );
        check(
            "<meta name=xy-published-date content=2024-03-05>",
            |page| page.published,
            "2024-03-05",
        );
        check("<meta name=xy-created content=2024-03-05>", |page| page.published, "");
        check("<meta property=og:site_name content=' The  Site '>", |page| page.site, "The Site");
    }

    #[test]
    fn reads_labelled_pairs() {
        let page = "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jo Doe'>
            <meta name=twitter:label2 content='Reading time'><meta name=twitter:data2 content='5 minutes'>";
        check(page, |page| page.byline, "Jo Doe");
    }

    #[test]
    fn reads_the_object_of_parsely() {
        let page = r#"<meta name="parsely-page" content='{"title": "A walk", "authors": ["Ines Falk", "Jo Reyes"],
            "author": "Staff Writer", "pub_date": "2024-03-12T09:30:00Z"}'>"#;
        check(page, |page| page.byline, "Ines Falk, Jo Reyes");
        check(page, |page| page.published, "2024-03-12T09:30:00Z");
        let page = r#"<meta name="parsely-metadata" content="{&quot;author&quot;: &quot;Ines Falk&quot;}">"#;
        check(page, |page| page.byline, "Ines Falk");
        check("<meta name=parsely-page content='{'>", |page| page.byline, "");
    }

    #[test]
    fn a_canonical_address_is_made_absolute() {
        check("<link rel=canonical href=/x>", |page| page.canonical, "https://example.org/x");
    }
}
