//! Drives lol_html and turns what it finds into tokens.
//!
//! In: pieces of decoded text. Out: tokens on the sink, and at the end the whole text, into which
//! all spans point. lol_html finds the start tags and the comments; their attributes are read by `attrs`, the
//! gaps between them by `gap`. It never decodes text twice and never copies an attribute:
//! measured, that is 2.5 times as fast as lol_html's own text and end-tag handlers.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::errors::RewritingError;
use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_comments, element};

use super::attrs;
use super::gap::{self, Piece};
use super::token::{StartTag, TokenSink};
use crate::base::attr::{Attr, AttrName};
use crate::base::memo::Memo;
use crate::base::span::Span;
use crate::base::tag::Tag;

/// The most that lol_html may hold, in bytes: of one unfinished tag or comment, of its attributes (40 each),
/// and of the elements that nothing has closed (128 each), a paragraph without an end tag among them.
const MAX_HELD_BYTES: usize = 256 << 20;

/// The room that lol_html has for an unfinished tag from the start, in bytes.
const PARSING_BYTES: usize = 128;

/// lol_html gave up: it would have to hold more than `MAX_HELD_BYTES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LexLimit {
    /// The bound, in bytes.
    pub(crate) max_held_bytes: usize,
}

impl From<RewritingError> for LexLimit {
    fn from(_: RewritingError) -> Self {
        // Strict mode is off and no handler fails, so memory is the only error there is.
        LexLimit { max_held_bytes: MAX_HELD_BYTES }
    }
}

type Rewriter = HtmlRewriter<'static, fn(&[u8])>;

/// The state that lol_html's handlers share.
struct State<S> {
    source: String,
    sink: S,
    attrs: Vec<Attr>,
    /// The numbers of the values of `class` that came before.
    classes: Memo<u32>,
    n_classes: u32,
    n_start_tags: u32,
    /// Up to here the text has gone to the sink.
    done: usize,
    /// The raw-text element that the last start tag opened.
    raw: Option<Tag>,
}

impl<S: TokenSink> State<S> {
    fn close_gap(&mut self, end: usize) {
        let State { source, sink, .. } = self;
        gap::read(source, self.done, end, self.raw.take(), |piece| match piece {
            Piece::Text(span) => sink.text(span, span.trimmed(source), source),
            Piece::EndTag(tag) => sink.end_tag(tag),
            Piece::RawText(tag, span) => sink.raw_text(tag, span, source),
        });
        self.done = end;
    }

    fn start_tag(&mut self, element: &Element<'_, '_>) {
        let range = element.source_location().bytes();
        self.close_gap(range.start);
        let span = Span::new(range.start, range.end);
        let (tag, name_len) = tag_of(element, &self.source);
        let names = attrs::read(&self.source, span, name_len, &mut self.attrs);
        let class = self.attrs.iter().find(|attr| attr.name == AttrName::Class);
        let n_classes = &mut self.n_classes;
        let mut new_number = || {
            *n_classes += 1;
            *n_classes - 1
        };
        let class = class.map(|it| self.classes.get(it.value(), &self.source, |_| new_number()));
        let holds_content = !tag.is_void() && element.can_have_content();
        self.sink.start_tag(&StartTag {
            tag,
            ordinal: self.n_start_tags,
            span,
            attrs: &self.attrs,
            names,
            class,
            source: &self.source,
            holds_content,
        });
        self.n_start_tags += 1;
        self.done = range.end;
        self.raw = (tag.is_raw_text() && holds_content).then_some(tag);
    }
}

/// Turns a page's text into tokens.
pub(crate) struct Lexer<S: TokenSink + 'static> {
    rewriter: Rewriter,
    state: Rc<RefCell<State<S>>>,
    /// How many bytes are announced that haven't come.
    expected: usize,
}

impl<S: TokenSink + 'static> Lexer<S> {
    pub(crate) fn new(sink: S) -> Self {
        let state = State {
            source: String::new(),
            sink,
            attrs: Vec::new(),
            classes: Memo::default(),
            n_classes: 0,
            n_start_tags: 0,
            done: 0,
            raw: None,
        };
        let state = Rc::new(RefCell::new(state));
        let for_tags = Rc::clone(&state);
        let for_comments = Rc::clone(&state);
        let settings = settings()
            .append_element_content_handler(element!("*", move |element| {
                for_tags.borrow_mut().start_tag(element);
                Ok(())
            }))
            .append_document_content_handler(doc_comments!(move |comment| {
                let range = comment.source_location().bytes();
                let mut state = for_comments.borrow_mut();
                state.close_gap(range.start);
                state.done = range.end;
                Ok(())
            }));
        Lexer { rewriter: HtmlRewriter::new(settings, |_| {}), state, expected: 0 }
    }

    /// About so many bytes more of text will come: room is made for them with the first, since what they are
    /// made of may lie somewhere till then.
    pub(crate) fn expect(&mut self, bytes: usize) {
        self.expected += bytes;
    }

    /// Takes the next piece of text.
    ///
    /// # Errors
    /// [`LexLimit`] when lol_html would have to hold too much at a time; no more can be written.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), LexLimit> {
        let mut state = self.state.borrow_mut();
        let source = &mut state.source;
        if source.capacity() - source.len() < text.len() {
            source.reserve_exact(text.len().max(self.expected).max(source.len() / 4));
        }
        let read = source.len();
        source.push_str(text);
        drop(state);
        let mut rest = text;
        while !rest.is_empty() {
            let piece;
            let n_read = read + text.len() - rest.len();
            (piece, rest) = rest.split_at(end_of_piece(rest, n_read));
            self.state.borrow_mut().sink.expect(n_read, self.expected);
            self.expected = self.expected.saturating_sub(piece.len());
            self.rewriter.write(piece.as_bytes())?;
        }
        Ok(())
    }

    /// Ends the page: the whole text and the sink.
    ///
    /// # Errors
    /// As for `write`.
    pub(crate) fn finish(self) -> Result<(String, S), LexLimit> {
        self.rewriter.end()?;
        let Ok(state) = Rc::try_unwrap(self.state) else {
            // The handlers went with the rewriter, so this is the last owner.
            return Err(LexLimit { max_held_bytes: MAX_HELD_BYTES });
        };
        let mut state = state.into_inner();
        state.close_gap(state.source.len());
        Ok((state.source, state.sink))
    }
}

/// The start tags in a piece of markup that HTML takes as raw text (`noscript`), spans moved to
/// where the piece stands in `source`. Its tags have no ordinals: they aren't elements of the page.
pub(crate) fn start_tags_within(source: &str, span: Span) -> Vec<(Tag, Vec<Attr>)> {
    let piece = span.of(source);
    let found = Rc::new(RefCell::new(Vec::new()));
    let for_tags = Rc::clone(&found);
    let owned = piece.to_owned();
    let settings = settings().append_element_content_handler(element!("*", move |element| {
        let mut attrs = Vec::new();
        let range = element.source_location().bytes();
        let (tag, name_len) = tag_of(element, &owned);
        attrs::read(&owned, Span::new(range.start, range.end), name_len, &mut attrs);
        for attr in &mut attrs {
            attr.start += span.start;
        }
        for_tags.borrow_mut().push((tag, attrs));
        Ok(())
    }));
    let mut rewriter: Rewriter = HtmlRewriter::new(settings, |_| {});
    // A piece that is too long for lol_html has no images worth having.
    if rewriter.write(piece.as_bytes()).is_ok() && rewriter.end().is_ok() {
        found.take()
    } else {
        Vec::new()
    }
}

/// Where the next piece of `text` ends that lol_html is given, after `n_read` bytes: behind a tag, since it copies
/// one that goes on in the next piece.
fn end_of_piece(text: &str, n_read: usize) -> usize {
    /// After so many bytes, and then whenever so much of what is read came since, it's seen how many tokens they
    /// had, and room made for those of the others.
    const MIN_BYTES: usize = 16 << 10;
    let n_bytes = (n_read / 4).max(MIN_BYTES);
    let after = text.as_bytes().get(n_bytes..).and_then(|rest| memchr::memchr(b'>', rest));
    after.map_or(text.len(), |at| n_bytes + at + 1)
}

fn settings() -> Settings<'static, 'static> {
    Settings::new().with_strict(false).with_memory_settings(
        MemorySettings::new()
            .with_max_allowed_memory_usage(MAX_HELD_BYTES)
            .with_preallocated_parsing_buffer_size(PARSING_BYTES),
    )
}

/// The tag, and the length of its name in bytes.
fn tag_of(element: &Element<'_, '_>, source: &str) -> (Tag, usize) {
    const HTML: &str = "http://www.w3.org/1999/xhtml";
    let name_start = element.source_location().bytes().start + 1;
    let bytes = source.as_bytes().get(name_start..).unwrap_or(&[]);
    let name_len = gap::name_len(bytes);
    let tag = Tag::from_name(&bytes[..name_len]);
    // Of drawings within drawings lol_html leaves one at a time.
    // The lengths of the three that there are tell them apart.
    let is_html = element.namespace_uri().len() == HTML.len() || tag.leaves_drawings();
    let is_known = is_html || matches!(tag, Tag::Svg | Tag::Math);
    (if is_known { tag } else { Tag::Other }, name_len)
}
