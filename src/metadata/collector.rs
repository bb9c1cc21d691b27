//! Takes the page's tokens and gives each to the reader whose subject it is.
//!
//! In: every token. Out: [`Declared`]. Most tokens are none of its business, and it must cost
//! next to nothing to see so: text is looked at only while a short text is being read.

use url::Url;

use super::declared::{Declared, Direction, Extra};
use super::delivered;
use super::discussion;
use super::facts::{Facts, Field, Source};
use super::json_ld::JsonLd;
use super::language;
use super::meta_tags::{self, MetaTags};
use super::microdata::{Microdata, Property};
use super::near;
use super::tongue::Tongue;
use super::visible::{Visible, What};
use crate::base::attr::AttrName;
use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::base::text;
use crate::base::url as address;
use crate::lex::StartTag;

/// The most scripts with a state that are remembered.
const MAX_STATES: usize = 1024;

/// Collects what a page declares about itself.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    facts: Facts,
    meta_tags: MetaTags,
    json_ld: JsonLd,
    microdata: Microdata,
    visible: Visible,
    /// The script whose start tag came last is JSON-LD.
    in_json_ld: bool,
    /// The script whose start tag came last may hold a framework's state.
    in_state: bool,
    states: Vec<Span>,
    /// The root declares a language, so that the text needn't tell it.
    has_language: bool,
    tongue: Tongue,
    base: Option<String>,
    direction: Option<Direction>,
}

impl Collector {
    /// A start tag.
    pub(crate) fn start_tag(&mut self, tag: &StartTag<'_>) {
        match tag.tag {
            Tag::Html | Tag::Body => self.root(tag),
            Tag::Meta => self.meta(tag),
            Tag::Link => meta_tags::link(tag, &mut self.facts),
            Tag::Base if self.base.is_none() => {
                self.base = tag.value(AttrName::Href).map(Into::into);
            }
            Tag::Script => {
                let kind = tag.raw(AttrName::Type);
                self.in_json_ld = kind.is_some_and(JsonLd::is_type);
                self.in_state = delivered::is_state(kind);
            }
            _ => {}
        }
        if tag.holds_content {
            self.microdata.pass_start(tag.tag);
            self.visible.pass_start(tag.tag);
        }
        if tag.tag == Tag::Br {
            self.visible.part(Tag::Br);
        }
        if tag.attrs.is_empty() && !tag.tag.is_heading() && tag.tag != Tag::Time {
            return;
        }
        let read = self.microdata.start_tag(tag, &mut self.facts);
        match read {
            Some(Property::InText(field)) => self.visible.open(What::Property(field), tag),
            Some(Property::Told(field, value)) => self.visible.property(field, value, tag.source),
            None if tag.holds_content => self.visible.start_tag(tag),
            None => {}
        }
    }

    /// An end tag.
    pub(crate) fn end_tag(&mut self, tag: Tag) {
        self.microdata.end_tag(tag);
        self.visible.end_tag(tag);
    }

    /// A run of text.
    pub(crate) fn text(&mut self, span: Span, trimmed: Span, source: &str) {
        if trimmed.n_bytes() > 0 || self.visible.is_reading() {
            self.visible.text(span, trimmed, source);
        }
        if !self.has_language {
            self.tongue.read(trimmed.of(source));
        }
    }

    /// The content of a raw-text element.
    pub(crate) fn raw_text(&mut self, owner: Tag, span: Span, source: &str) {
        match owner {
            // Later ones are of drawings.
            Tag::Title if self.facts.from(Field::Title, Source::Document).next().is_none() => {
                self.facts.add(Field::Title, Source::Document, text::plain(span.of(source)));
            }
            Tag::Script if self.in_json_ld => self.json_ld.script(span.of(source)),
            Tag::Script if self.in_state && self.states.len() < MAX_STATES => {
                self.states.extend(delivered::state(span, source));
            }
            _ => {}
        }
    }

    /// What the page declares; `url` is where it came from. Where the text `is_selection`, only what a reader
    /// selected, the days and names in it may be of anything.
    pub(crate) fn finish(mut self, url: Option<&Url>, is_selection: bool) -> Declared {
        let mut shown = self.visible.finish(&mut self.facts);
        if is_selection {
            self.facts.forget_shown();
            shown.clear();
        }
        let told = self.json_ld.finish(&mut self.facts);
        if let Some(url) = url {
            discussion::address(url, &mut self.facts);
        }
        if let Some(language) = self.tongue.tell() {
            self.facts.add(Field::Language, Source::Visible, language);
        }
        let language = language::choose(&self.facts);
        near::choose(shown, language.as_deref(), &mut self.facts);
        let base = self.base.and_then(|href| address::base(url, &href));
        Declared::choose(
            &mut self.facts,
            Extra { url, base, direction: self.direction, told, states: self.states },
        )
    }

    fn meta(&mut self, tag: &StartTag<'_>) {
        // Frameworks that take a script for a `<meta>` write "script:ld+json" as its name.
        let is_script = |name: &str| name.ends_with("ld+json");
        if tag.raw(AttrName::Name).is_some_and(is_script) {
            self.json_ld.script(&tag.value(AttrName::Content).unwrap_or_default());
        } else {
            self.meta_tags.meta(tag, &mut self.facts);
        }
    }

    fn root(&mut self, tag: &StartTag<'_>) {
        discussion::root(tag, &mut self.facts);
        let language =
            [AttrName::Lang, AttrName::XmlLang].into_iter().filter_map(|name| tag.value(name));
        for language in language {
            self.facts.add(Field::Language, Source::Document, language.trim());
        }
        self.has_language = language::is_on_root(&self.facts);
        let direction =
            match tag.raw(AttrName::Dir).map(|dir| dir.trim().to_ascii_lowercase()).as_deref() {
                Some("rtl") => Some(Direction::RightToLeft),
                Some("ltr") => Some(Direction::LeftToRight),
                _ => None,
            };
        self.direction = self.direction.or(direction);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lex::{Lexer, TokenSink};

    struct Sink(Collector);

    impl TokenSink for Sink {
        fn start_tag(&mut self, tag: &StartTag<'_>) {
            self.0.start_tag(tag);
        }

        fn end_tag(&mut self, tag: Tag) {
            self.0.end_tag(tag);
        }

        fn text(&mut self, span: Span, trimmed: Span, source: &str) {
            self.0.text(span, trimmed, source);
        }

        fn raw_text(&mut self, owner: Tag, span: Span, source: &str) {
            self.0.raw_text(owner, span, source);
        }
    }

    /// What `html`, found at example.org, declares.
    pub(in crate::metadata) fn declared(html: &str) -> Declared {
        let mut lexer = Lexer::new(Sink(Collector::default()));
        lexer.write(html).unwrap();
        let (_, sink) = lexer.finish().unwrap();
        sink.0.finish(Url::parse("https://example.org/page").ok().as_ref(), false)
    }

    pub(in crate::metadata) fn check(
        html: &str,
        field: fn(Declared) -> Option<String>,
        expected: &str,
    ) {
        assert_eq!(field(declared(html)).unwrap_or_default(), expected, "{html}");
    }
}
