//! What was found, field by field, before anything is chosen.
//!
//! In: texts with the field they speak of and the place they stand in. Out: the texts of a field in
//! the order of the page. Bounded: a page that repeats a declaration a million times costs no more
//! than one that says it `MAX_PER_FIELD` times.

use std::borrow::Cow;

use crate::base::encoded_twice;

/// What a text says about the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Author,
    Site,
    Published,
    Modified,
    Language,
    Image,
    Description,
    /// The kind of page, in Open Graph's words.
    Kind,
    /// That readers write the page: the type of thing that it says it is.
    Discussion,
    Canonical,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A `<script type="application/ld+json">`.
    JsonLd,
    /// `og:*` and `article:*`.
    OpenGraph,
    /// Any other `<meta>`.
    Meta,
    /// `twitter:*`.
    Twitter,
    /// `itemprop`.
    Microdata,
    /// `rel=author`, `rel=canonical`, `<time>`.
    Markup,
    /// The page's first level-one heading or headings.
    Heading,
    /// A text that its class calls a byline or a date.
    Visible,
    /// `<title>`, or `lang` of the root.
    Document,
    /// The page's own address.
    Address,
}

impl Source {
    /// Where a text stands, in reports.
    pub(super) fn name(self) -> &'static str {
        match self {
            Source::JsonLd => "JSON-LD",
            Source::OpenGraph => "Open Graph",
            Source::Meta => "<meta>",
            Source::Twitter => "twitter:*",
            Source::Microdata => "microdata",
            Source::Markup => "the markup",
            Source::Heading => "a heading",
            Source::Visible => "what the page shows",
            Source::Document => "the document",
            Source::Address => "the address",
        }
    }
}

/// The most texts that are kept of a field.
const MAX_PER_FIELD: usize = 64;

/// The longest text kept, in bytes; descriptions are the longest that pages have.
const MAX_BYTES: usize = 2000;

/// One text found.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) field: Field,
    pub(super) source: Source,
    pub(super) text: String,
}

/// All texts found, in the page's order.
#[derive(Debug, Default)]
pub(super) struct Facts(Vec<Fact>);

impl Facts {
    /// Adds a text that is already plain; empty and overlong ones say nothing.
    pub(super) fn add(&mut self, field: Field, source: Source, text: impl Into<String>) {
        let text = encoded_twice::mended(Cow::Owned(text.into())).into_owned();
        if text.is_empty() || MAX_BYTES < text.len() || MAX_PER_FIELD <= self.all(field).count() {
            return;
        }
        self.0.push(Fact { field, source, text });
    }

    /// Forgets the days and the authors that are shown and not declared.
    pub(super) fn forget_shown(&mut self) {
        self.0.retain(|fact| {
            let of_the_page =
                matches!(fact.field, Field::Author | Field::Published | Field::Modified);
            !of_the_page || !matches!(fact.source, Source::Markup | Source::Visible)
        });
    }

    /// The texts of a field.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = &Fact> {
        self.0.iter().filter(move |fact| fact.field == field)
    }

    /// The texts that one place gives a field.
    pub(super) fn from(&self, field: Field, source: Source) -> impl Iterator<Item = &str> {
        self.all(field).filter(move |fact| fact.source == source).map(|fact| &*fact.text)
    }
}
