//! The tokens, and who takes them.

use std::borrow::Cow;

use crate::base::attr::{Attr, AttrName, AttrNames};
use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::base::text;

/// A start tag and the attributes that Lede reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StartTag<'a> {
    pub(crate) tag: Tag,
    /// Place among the page's start tags, from 0.
    pub(crate) ordinal: u32,
    /// Where the tag stands in the page's text.
    pub(crate) span: Span,
    pub(crate) attrs: &'a [Attr],
    /// The names of `attrs`: most that are asked for aren't there.
    pub(crate) names: AttrNames,
    /// A number for the value of `class`, and nearly always the same one for the same value: a page has
    /// few values, each many times.
    pub(crate) class: Option<u32>,
    /// The page's text so far.
    pub(crate) source: &'a str,
    /// It has content, and so an end tag may come.
    pub(crate) holds_content: bool,
}

impl<'a> StartTag<'a> {
    /// The attribute's value as written; the first one counts where it stands twice.
    pub(crate) fn raw(&self, name: AttrName) -> Option<&'a str> {
        self.span_of(name).map(|value| value.of(self.source))
    }

    /// Where the attribute's value stands in the page's text.
    pub(crate) fn span_of(&self, name: AttrName) -> Option<Span> {
        if !self.names.has(name) {
            return None;
        }
        self.attrs.iter().find(|attr| attr.name == name).map(|attr| attr.value())
    }

    /// The attribute's value with character references decoded.
    pub(crate) fn value(&self, name: AttrName) -> Option<Cow<'a, str>> {
        self.raw(name).map(text::decode)
    }
}

/// Takes the tokens of a page in order.
pub(crate) trait TokenSink {
    /// About `n_to_come` bytes more will come, after `n_read` of which all tokens came.
    fn expect(&mut self, _n_read: usize, _n_to_come: usize) {}
    /// A start tag; elements of svg and math, but for those two themselves, come as `Tag::Other`.
    fn start_tag(&mut self, tag: &StartTag<'_>);
    /// An end tag, whether or not it closes anything.
    fn end_tag(&mut self, tag: Tag);
    /// A run of text between tags and comments, as written, never empty; `trimmed` is the run without the
    /// ASCII white space at its ends.
    fn text(&mut self, span: Span, trimmed: Span, source: &str);
    /// The whole content of the raw-text element whose start tag came last.
    fn raw_text(&mut self, owner: Tag, span: Span, source: &str);
}
