//! Short texts that the page shows and marks as headline, byline or date.
//!
//! In: tags and text. Out: what was shown, in order, with where it stood; `near` chooses among it.
//! A text counts as marked by its element (`h1`, `<time>`, `rel=author`), by its class, by where
//! its link leads, or by its own words ("By …", a date and little else). It reads no running text:
//! a run longer than `MAX_RUN_BYTES` is passed over.

use super::byline;
use super::facts::{Facts, Field, Source};
use super::marks::{self, AUTHOR, DATE, FOREIGN, NO_AUTHOR};
use super::region::{Reach, Region};
use crate::base::attr::AttrName;
use crate::base::memo::ByNumber;
use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::base::text;
use crate::lex::StartTag;

/// The most texts that are read at a time.
const MAX_OPEN: usize = 8;

/// The longest text that is read, in bytes: a headline of 200 CJK characters.
const MAX_BYTES: usize = 600;

/// The longest run that may be a byline or a date by its own words, in bytes.
const MAX_RUN_BYTES: usize = 120;

/// The longest class attribute that is looked at, in bytes; longer ones are lists of style rules.
const MAX_CLASS_BYTES: usize = 300;

/// From so many runs of text after a heading on, a link says nothing of it; see `near`.
const NEAR_RUNS: u32 = 60;

/// The most texts kept.
const MAX_SHOWN: usize = 300;

/// What a text is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A heading of this level.
    Heading(u8),
    Author(Mark),
    Date(Mark),
    /// A property of microdata.
    Property(Field),
}

/// What marks a text, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Element,
    Class,
    Link,
    Words,
    /// Words that may be a sentence's or a title's as well.
    Maybe,
}

/// A text that was shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) what: What,
    /// Plain; in bylines each element's text stands on its own line.
    pub(super) text: String,
    /// The run of text before it.
    pub(super) label: String,
    /// How many runs of text stand before it.
    pub(super) at: u32,
    /// It stands among comments, related articles and the like.
    pub(super) is_foreign: bool,
}

/// A text that is being read.
#[derive(Debug)]
struct Reading {
    shown: Shown,
    /// Where among what was shown the element's `datetime` is; its text labels that.
    when: Option<usize>,
    region: Region,
}

/// Reads a page's marked texts.
#[derive(Debug, Default)]
pub(super) struct Visible {
    open: Vec<Reading>,
    shown: Vec<Shown>,
    n_runs: u32,
    /// The run before the current one, if it was short, else empty.
    last_run: Span,
    /// The last run was nothing but "By", or a word that may mean so.
    expects_name: Option<Mark>,
    /// The marks of classes that came before.
    known_classes: ByNumber<u8>,
    /// How many runs of text stand before the last heading, if there was one.
    last_heading: Option<u32>,
    /// The outermost open element whose content speaks of others, and how much was shown before it.
    foreign: Option<(Region, usize)>,
    /// What comes is the reading above a character, which no text has twice.
    in_ruby_text: bool,
}

impl Visible {
    /// Reads a start tag of an element that holds content and has attributes, or is a heading or a time.
    pub(super) fn start_tag(&mut self, tag: &StartTag<'_>) {
        if let Tag::H1 | Tag::H2 = tag.tag {
            self.heading(tag);
            return;
        }
        let class = tag.class.map_or(0, |number| {
            self.known_classes.get(number, || {
                let class = tag.raw(AttrName::Class).filter(|it| it.len() <= MAX_CLASS_BYTES);
                class.map_or(0, marks::of_class)
            })
        });
        if self.foreign.is_none() && is_foreign(tag.tag, class) {
            self.foreign = Some((Region::new(tag.tag), self.shown.len()));
        }
        // A link marks an author only near a headline, and there's none near.
        let near = self.last_heading.is_none_or(|at| self.n_runs <= at + NEAR_RUNS);
        if let Some(what) = what(tag, class, if near { marks::leads_to_author } else { |_| false })
        {
            let when = match (tag.tag, what) {
                (Tag::Time, _) => tag.value(AttrName::Datetime),
                // As pages wrote before there was `<time>`.
                (Tag::Abbr, What::Date(_)) => tag.value(AttrName::Title),
                _ => None,
            };
            let when = when.and_then(|when| self.show(what, text::plain(&when), tag.source));
            self.open_reading(what, tag, when);
        }
    }

    fn heading(&mut self, tag: &StartTag<'_>) {
        self.last_heading = Some(self.n_runs);
        // What holds the page's headline is the page, whatever its class.
        if tag.tag == Tag::H1
            && let Some((_, n_before)) = self.foreign.take()
        {
            for shown in self.shown.iter_mut().skip(n_before) {
                shown.is_foreign = false;
            }
        }
        self.open(What::Heading(tag.tag.heading_level()), tag);
    }

    /// Starts to read the text of an element.
    pub(super) fn open(&mut self, what: What, tag: &StartTag<'_>) {
        self.open_reading(what, tag, None);
    }

    fn open_reading(&mut self, what: What, tag: &StartTag<'_>, when: Option<usize>) {
        if tag.holds_content && self.open.len() < MAX_OPEN && self.shown.len() < MAX_SHOWN {
            let shown = self.new_shown(what, String::new(), tag.source);
            self.open.push(Reading { shown, when, region: Region::new(tag.tag) });
            self.in_ruby_text = false;
        }
    }

    fn new_shown(&self, what: What, text: String, source: &str) -> Shown {
        // What has a date of its own labels no other.
        let label = Some(self.last_run.of(source)).filter(|run| !marks::has_year(run));
        let label = label.unwrap_or_default().to_owned();
        Shown { what, text, label, at: self.n_runs, is_foreign: self.foreign.is_some() }
    }

    /// A property of microdata that an attribute tells.
    pub(super) fn property(&mut self, field: Field, value: String, source: &str) {
        self.show(What::Property(field), value, source);
    }

    /// Where it is among what was shown, if there was room.
    fn show(&mut self, what: What, text: String, source: &str) -> Option<usize> {
        if MAX_SHOWN <= self.shown.len() || text.is_empty() {
            return None;
        }
        let shown = self.new_shown(what, text, source);
        self.shown.push(shown);
        Some(self.shown.len() - 1)
    }

    /// Is a text being read?
    pub(super) fn is_reading(&self) -> bool {
        !self.open.is_empty()
    }

    /// Reads a run of text; `run` is what of it isn't white space at its ends.
    pub(super) fn text(&mut self, span: Span, run: Span, source: &str) {
        for reading in &mut self.open {
            if reading.shown.text.len() < MAX_BYTES && !self.in_ruby_text {
                text::push_folded(&mut reading.shown.text, &text::decode(span.of(source)));
            }
        }
        if run.n_bytes() == 0 {
            return;
        }
        self.n_runs += 1;
        if MAX_RUN_BYTES < run.n_bytes() {
            self.expects_name = None;
            self.last_run = Span::default();
            return;
        }
        self.run(run, source);
        self.last_run = run;
    }

    fn run(&mut self, run: Span, source: &str) {
        let raw = run.of(source);
        let expects_name = std::mem::take(&mut self.expects_name);
        if marks::has_year(raw) {
            self.show(What::Date(Mark::Words), text::plain(raw), source);
        }
        let may_sign = byline::may_sign(raw);
        if may_sign && byline::is_prefix_alone(raw) {
            self.expects_name = Some(Mark::Words);
        } else if may_sign && byline::is_maybe_prefix(raw) {
            self.expects_name = Some(Mark::Maybe);
        } else if expects_name == Some(Mark::Words) || may_sign && byline::has_prefix(raw) {
            self.show(What::Author(Mark::Words), text::plain(raw), source);
        } else if expects_name.is_some() {
            self.signature(&[self.last_run.of(source), " ", raw].concat(), source);
        } else if may_sign {
            self.signature(raw, source);
        }
    }

    /// Reads a run that may be a byline. A headline is none, whatever it begins with.
    fn signature(&mut self, raw: &str, source: &str) {
        let in_heading =
            self.open.iter().any(|reading| matches!(reading.shown.what, What::Heading(_)));
        if !in_heading && byline::is_signature(raw, None) {
            self.show(What::Author(Mark::Maybe), text::plain(raw), source);
        }
    }

    /// Follows the open elements past a start tag.
    pub(super) fn pass_start(&mut self, tag: Tag) {
        if let Some((region, _)) = &mut self.foreign
            && region.start_tag(tag) == Reach::Ended
        {
            self.foreign = None;
        }
        if self.open.is_empty() {
            return;
        }
        self.in_ruby_text = match tag {
            Tag::Rt | Tag::Rp => true,
            Tag::Rb | Tag::Ruby => false,
            _ => self.in_ruby_text,
        };
        self.part(tag);
        self.close_ended(|region| region.start_tag(tag));
    }

    /// Follows the open elements past an end tag.
    pub(super) fn end_tag(&mut self, tag: Tag) {
        if let Some((region, _)) = &mut self.foreign
            && region.end_tag(tag) == Reach::Ended
        {
            self.foreign = None;
        }
        if self.open.is_empty() {
            return;
        }
        self.in_ruby_text &= !matches!(tag, Tag::Rt | Tag::Rp | Tag::Ruby);
        self.part(tag);
        self.close_ended(|region| region.end_tag(tag));
    }

    /// Parts the texts that are being read at a tag.
    pub(super) fn part(&mut self, tag: Tag) {
        for reading in &mut self.open {
            let text = &mut reading.shown.text;
            let is_byline =
                matches!(reading.shown.what, What::Author(_) | What::Property(Field::Author));
            let mark = match () {
                () if is_byline => '\n',
                () if tag.is_block() || tag == Tag::Br => ' ',
                () => continue,
            };
            if !text.is_empty() && !text.ends_with('\n') && text.len() < MAX_BYTES {
                text.truncate(text.trim_end().len());
                text.push(mark);
            }
        }
    }

    fn close_ended(&mut self, mut follow: impl FnMut(&mut Region) -> Reach) {
        let mut at = 0;
        while at < self.open.len() {
            if follow(&mut self.open[at].region) == Reach::Ended {
                let reading = self.open.remove(at);
                self.close(reading);
            } else {
                at += 1;
            }
        }
    }

    fn close(&mut self, reading: Reading) {
        let mut shown = reading.shown;
        shown.text.truncate(shown.text.trim_end().len());
        if let Some(when) = reading.when.and_then(|at| self.shown.get_mut(at)) {
            when.label = [&*when.label, " ", &*shown.text].concat();
        }
        if !shown.text.is_empty() && self.shown.len() < MAX_SHOWN {
            self.shown.push(shown);
        }
    }

    /// All that was shown; the properties of microdata go to the facts.
    pub(super) fn finish(mut self, facts: &mut Facts) -> Vec<Shown> {
        for reading in std::mem::take(&mut self.open) {
            self.close(reading);
        }
        for shown in &self.shown {
            if let What::Property(field) = shown.what {
                facts.add(field, Source::Microdata, shown.text.as_str());
            }
        }
        self.shown
    }
}

/// Does the content of such an element speak of others?
fn is_foreign(tag: Tag, class: u8) -> bool {
    match tag {
        Tag::Html | Tag::Body | Tag::Main | Tag::Article => false,
        Tag::Nav | Tag::Footer => class & (AUTHOR | DATE) == 0,
        _ => class & FOREIGN != 0,
    }
}

/// What the text of such an element is marked as.
fn what(tag: &StartTag<'_>, class: u8, leads_to_author: fn(&str) -> bool) -> Option<What> {
    let has_rel = |word: &str| {
        let rel = tag.raw(AttrName::Rel).unwrap_or("");
        rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(word))
    };
    if tag.tag == Tag::Time {
        Some(What::Date(Mark::Element))
    } else if tag.tag == Tag::A && has_rel("author") {
        Some(What::Author(Mark::Element))
    } else if class & (AUTHOR | NO_AUTHOR) == AUTHOR {
        Some(What::Author(Mark::Class))
    } else if tag.tag == Tag::A && tag.raw(AttrName::Href).is_some_and(leads_to_author) {
        Some(What::Author(Mark::Link))
    } else if class & DATE != 0 {
        Some(What::Date(Mark::Class))
    } else {
        None
    }
}
