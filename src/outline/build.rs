//! The stack of open elements: tokens become nested nodes.
//!
//! In: tokens in order. Out: the arena of nodes. Every start tag counts as an element of the live
//! page whether or not it gets a node, so ordinals stay true. Nothing is quadratic: depth is
//! bounded, and an end tag with nothing to close costs nothing.

use super::block;
use super::node::{
    COVERS, DECLARED_BODY, Element, FIXED, HIDDEN, IN_NOSCRIPT, NO_ORDINAL, Node, NodeId, Outline,
    PLAIN, ROOT, SPACE_BEFORE,
};
use super::{code, first_letters, implied_end, panels, streamed, wrapping};
use crate::base::attr::{Attr, AttrName};
use crate::base::hint::{self, Hints};
use crate::base::memo::{ByNumber, Memo};
use crate::base::room;
use crate::base::span::Span;
use crate::base::tag::{N_TAGS, Tag};
use crate::base::text;
use crate::lex::{StartTag, TokenSink, start_tags_within};

/// Deeper elements become siblings, as in browsers (Chromium: 512).
const MAX_DEPTH: usize = 512;

/// The most nodes that a page may have; 84 MiB of them, were all of them elements.
pub(crate) const MAX_NODES: usize = 1 << 21;

/// The hint byte's bits, as the browser sends them, one byte a start tag.
const HINT_HIDDEN: u8 = 1;
const HINT_FIXED: u8 = 2;
const HINT_COVERS: u8 = 4;

struct Open {
    node: NodeId,
    tag: Tag,
}

/// Builds the outline's nodes.
pub(crate) struct Builder {
    outline: Outline,
    stack: Vec<Tag>,
    open: Vec<NodeId>,
    /// How many elements of each tag are open.
    n_open: [u16; N_TAGS],
    /// The same of start tags beyond `MAX_DEPTH` that await their end tags; empty where there's none.
    n_too_deep: Vec<u32>,
    space: bool,
    layout_hints: Vec<u8>,
    n_start_tags: u32,
    n_noscript_bytes: usize,
    /// The hints of values that came before.
    known_hints: Memo<Hints>,
    /// The hints of classes that came before.
    known_classes: ByNumber<Hints>,
    has_body: bool,
    overflowed: bool,
}

impl Builder {
    /// `layout_hints` is what the browser knows of each start tag's layout, by ordinal, or empty.
    pub(crate) fn new(layout_hints: Vec<u8>) -> Self {
        let root = Node {
            tag: Tag::Html,
            flags: 0,
            n_attrs: 0,
            parent: ROOT,
            end: 1,
            span: Span::default(),
            nth: 0,
        };
        let html = Element { ordinal: NO_ORDINAL, first_attr: 0 };
        let mut outline = Outline::default();
        outline.push(root, Some((html, Hints::NONE)));
        let mut n_open = [0; N_TAGS];
        n_open[Tag::Html as usize] = 1;
        Builder {
            outline,
            stack: vec![Tag::Html],
            open: vec![ROOT],
            n_open,
            n_too_deep: Vec::new(),
            space: false,
            layout_hints,
            n_start_tags: 0,
            n_noscript_bytes: 0,
            known_hints: Memo::default(),
            known_classes: ByNumber::default(),
            has_body: false,
            overflowed: false,
        }
    }

    /// Did the page have more than `MAX_NODES`?
    pub(crate) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// How much the page has for browsers without scripts, in bytes.
    pub(crate) fn n_noscript_bytes(&self) -> usize {
        self.n_noscript_bytes
    }

    /// Closes what is still open, finds the blocks and measures all nodes.
    pub(crate) fn finish(mut self, source: String) -> Outline {
        self.close_down_to(0);
        self.known_hints = Memo::default();
        self.known_classes = ByNumber::default();
        self.outline.source = source;
        self.outline.give_back_room();
        self.set_layout_hints();
        streamed::put_in_place(&mut self.outline);
        wrapping::show(&mut self.outline);
        panels::open(&mut self.outline);
        first_letters::join(&mut self.outline);
        code::set_apart(&mut self.outline);
        self.outline.marked = Vec::new();
        block::find(&mut self.outline);
        self.outline
    }

    fn parent(&self) -> NodeId {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn push_node(&mut self, tag: Tag, span: Span, ordinal: u32) -> NodeId {
        let id = self.outline.nodes.len() as NodeId;
        if MAX_NODES <= self.outline.nodes.len() {
            self.overflowed = true;
            return id - 1;
        }
        let flags = if std::mem::take(&mut self.space) { SPACE_BEFORE } else { 0 };
        let parent = self.parent();
        let first_attr = self.outline.attrs.len() as u32;
        let element = (tag != Tag::Text).then_some((Element { ordinal, first_attr }, Hints::NONE));
        let node = Node { tag, flags, n_attrs: 0, nth: 0, parent, end: id + 1, span };
        self.outline.push(node, element);
        id
    }

    /// Is it a heading, or in one?
    fn is_in_heading(&self, id: NodeId) -> bool {
        /// How deep in a heading an element with the heading's id may stand, itself counted.
        const MAX_DEPTH: usize = 5;
        let is_heading = |it| self.outline.node(it).tag.is_heading();
        self.outline.self_and_ancestors(id).take(MAX_DEPTH).any(is_heading)
    }

    /// A link in a heading that leads to the part of the page which that heads: its id is made of the heading's
    /// text, as are those of the anchors above the heading, and they say the same a second time.
    fn forget_slugs(&mut self, link: NodeId, target: &str, source: &str) {
        /// How deep in a heading the link may stand, and how many nodes may stand above the heading.
        const MAX_DEPTH: usize = 5;
        const MAX_ABOVE: u32 = 8;
        let outline = &self.outline;
        let is_heading = |&it: &NodeId| outline.node(it).tag.is_heading();
        let heading = outline.ancestors(link).take(MAX_DEPTH).find(is_heading);
        let Some(heading) = heading else { return };
        let part = outline.node(heading).parent;
        let is_target =
            |attr: &Attr| attr.name == AttrName::Id && attr.value().of(source) == target;
        if MAX_ABOVE < heading - part || !outline.attrs(part).iter().any(is_target) {
            return;
        }
        for id in part..heading {
            let node = self.outline.node(id);
            if node.is_text() || !(id == part || node.tag == Tag::Span) {
                continue;
            }
            let of = |attr: &Attr| match attr.name {
                AttrName::Id => hint_of(*attr, source).and(hint::VENDORS),
                _ => hint_of(*attr, source),
            };
            let hints = self.outline.attrs(id).iter().map(of).fold(Hints::NONE, Hints::or);
            self.outline.set_hints(id, hints);
        }
    }

    fn set_attrs(&mut self, id: NodeId, attrs: &[Attr], class: Option<u32>, source: &str) {
        let is_link = self.outline.node(id).tag == Tag::A;
        let mut flags = 0;
        let mut hints = Hints::default();
        for attr in attrs {
            let value = || attr.value().of(source);
            match attr.name {
                // Made of its text, for links to it: the name would say the same a second time.
                AttrName::Id if self.is_in_heading(id) => {
                    hints |=
                        self.known_hints.get(attr.value(), source, hint::of).and(hint::VENDORS);
                }
                AttrName::Hidden if value() != "until-found" => flags |= HIDDEN,
                AttrName::AriaModal if value() == "true" => hints |= hint::OVERLAY,
                AttrName::Style if hides(value()) => flags |= HIDDEN,
                AttrName::Class => {
                    let of_class = || hint::of(value());
                    let known = class.map(|number| self.known_classes.get(number, of_class));
                    hints |= known.unwrap_or_else(of_class);
                }
                AttrName::Id
                | AttrName::DataComponent
                | AttrName::DataTestid
                | AttrName::DataQa => {
                    hints |= self.known_hints.get(attr.value(), source, hint::of);
                }
                AttrName::AriaLabel => hints |= hint::of_label(value()),
                AttrName::Href if is_link && value().starts_with('#') => {
                    self.forget_slugs(id, &value()[1..], source);
                }
                AttrName::Itemprop if declares_body(value()) => flags |= DECLARED_BODY,
                _ => {}
            }
        }
        let place = self.outline.place(id);
        let node = &mut self.outline.nodes[id as usize];
        node.flags |= flags;
        node.n_attrs = attrs.len().min(usize::from(u8::MAX)) as u8;
        self.outline.first_attrs[place] = self.outline.attrs.len() as u32;
        if node.is_marked() {
            self.outline.marked.push(id);
        }
        let n_attrs = usize::from(node.n_attrs);
        room::extend(&mut self.outline.attrs, attrs[..n_attrs].iter().copied());
        self.outline.set_hints(id, hints);
    }

    /// Takes over what the browser knows of layout. Where it counted other start tags than the page
    /// has, each byte might speak of another element, so none counts.
    fn set_layout_hints(&mut self) {
        if self.layout_hints.len() != self.n_start_tags as usize {
            return;
        }
        for id in 1..self.outline.nodes.len() as NodeId {
            let ordinal = self.outline.ordinal(id);
            if self.outline.node(id).is_text() {
                continue;
            }
            let node = &mut self.outline.nodes[id as usize];
            let byte = self.layout_hints.get(ordinal as usize).copied().unwrap_or(0);
            for (bit, flag) in [(HINT_HIDDEN, HIDDEN), (HINT_FIXED, FIXED), (HINT_COVERS, COVERS)] {
                if byte & bit != 0 {
                    node.flags |= flag;
                }
            }
        }
        self.outline.mark();
    }

    fn push_open(&mut self, opened: &Open) {
        if MAX_DEPTH <= self.open.len() {
            self.n_too_deep.resize(N_TAGS, 0);
            self.n_too_deep[opened.tag as usize] += 1;
            return;
        }
        self.stack.push(opened.tag);
        self.open.push(opened.node);
        self.n_open[opened.tag as usize] += 1;
    }

    /// Does the text begin an element right behind one like it, where a capital follows a small letter, or a
    /// number a year? Those are labels, which styles keep apart.
    fn begins_label(&self, span: Span, source: &str) -> bool {
        /// In bytes; shorter ones may be a letter set large, and the parts of a price.
        const MIN_LABEL: usize = 2;
        const YEAR: usize = 4;
        let nodes = &self.outline.nodes;
        let own = self.parent();
        let label = self.outline.node(own);
        if own as usize + 1 != nodes.len()
            || !matches!(label.tag, Tag::Span | Tag::A)
            || label.n_attrs == 0
            || label.flags & SPACE_BEFORE != 0
            || self.n_open[Tag::Code as usize] + self.n_open[Tag::Pre as usize] > 0
        {
            return false;
        }
        let before = self.outline.node(own - 1);
        let other = self.outline.node(before.parent);
        let is_named = |id| self.outline.attrs(id).iter().any(|attr| attr.name == AttrName::Class);
        if !before.is_text()
            || other.parent != label.parent
            || !matches!(other.tag, Tag::Span | Tag::A)
            || !is_named(own)
            || !is_named(before.parent)
        {
            return false;
        }
        let (before, text) = (before.span.of(source), span.of(source));
        let ends = before.chars().next_back().zip(text.chars().next());
        ends.is_some_and(|(last, first)| {
            (last.is_lowercase() && first.is_uppercase())
                || (YEAR <= before.len() && last.is_ascii_digit() && first.is_ascii_digit())
        }) && MIN_LABEL <= before.len()
            && MIN_LABEL <= text.len()
    }

    /// Closes open elements until `keep` are left.
    fn close_down_to(&mut self, keep: usize) {
        let end = self.outline.nodes.len() as NodeId;
        while keep < self.open.len() {
            if let (Some(node), Some(tag)) = (self.open.pop(), self.stack.pop()) {
                self.outline.nodes[node as usize].end = end;
                self.n_open[tag as usize] -= 1;
                if tag == Tag::Button && self.holds_prose(node) {
                    self.outline.nodes[node as usize].tag = Tag::Div;
                }
            }
        }
    }

    /// Does a button that ends here hold paragraphs of prose? One without an end tag runs on over the text
    /// that follows, and a browser shows that.
    fn holds_prose(&self, button: NodeId) -> bool {
        /// So much of it is looked at, in nodes.
        const REACH: usize = 64;
        const MIN_PARAGRAPHS: usize = 2;
        const MIN_BYTES: usize = 100;
        let nodes = self.outline.nodes[button as usize..].iter().take(REACH);
        let is_prose = |node: &&Node| {
            let parent = self.outline.node(node.parent);
            node.is_text() && parent.tag == Tag::P && MIN_BYTES <= node.span.n_bytes()
        };
        MIN_PARAGRAPHS <= nodes.filter(is_prose).count()
    }

    /// Ends the drawings and formulas around an element of HTML (standard, 13.2.6.5), but for those with a
    /// part around it that is made to hold HTML.
    fn leave_drawings(&mut self, source: &str) {
        let is_drawing = |tag: &Tag| matches!(tag, Tag::Svg | Tag::Math);
        while let Some(at) = self.stack.iter().rposition(is_drawing) {
            let mut parts = self.open[at + 1..].iter();
            if parts.any(|&it| may_hold_html(self.outline.node(it).span.of(source))) {
                return;
            }
            self.close_down_to(at);
        }
    }

    /// The innermost open element that the end tag `tag` closes, by place on the stack.
    fn closed_by(&self, tag: Tag) -> Option<usize> {
        for (at, &open) in self.stack.iter().enumerate().rev() {
            if open == tag || (tag.is_heading() && open.is_heading()) {
                return (at != 0).then_some(at);
            }
            let stops = match tag {
                Tag::Table | Tag::Template => matches!(open, Tag::Template),
                Tag::Td
                | Tag::Th
                | Tag::Tr
                | Tag::Tbody
                | Tag::Thead
                | Tag::Tfoot
                | Tag::Caption => {
                    matches!(open, Tag::Table | Tag::Template)
                }
                Tag::P => open.is_scope() || open == Tag::Button,
                Tag::Li => open.is_scope() || matches!(open, Tag::Ul | Tag::Ol),
                _ if tag.is_block() || tag.is_formatting() => open.is_scope(),
                _ => open.is_block() || open.is_scope(),
            };
            if stops {
                return None;
            }
        }
        None
    }

    /// A formatting element ended while blocks inside it are open: HTML splits it; here it loses
    /// its meaning, so that it can't run on over the text that follows.
    fn close_formatting(&mut self, at: usize) {
        if self.stack[at + 1..].iter().any(|tag| tag.is_block()) {
            let tag = std::mem::replace(&mut self.stack[at], Tag::Span);
            self.n_open[tag as usize] -= 1;
            self.n_open[Tag::Span as usize] += 1;
            self.outline.nodes[self.open[at] as usize].tag = Tag::Span;
        } else {
            self.close_down_to(at);
        }
    }
}

impl TokenSink for Builder {
    fn expect(&mut self, n_read: usize, n_to_come: usize) {
        self.outline.expect(n_read, n_to_come);
    }

    fn start_tag(&mut self, tag: &StartTag<'_>) {
        self.n_start_tags = tag.ordinal + 1;
        match tag.tag {
            Tag::Html => {
                let ordinals = &mut self.outline.ordinals;
                if ordinals.get(ROOT as usize) == NO_ORDINAL {
                    ordinals.set(ROOT as usize, tag.ordinal);
                    self.set_attrs(ROOT, tag.attrs, tag.class, tag.source);
                }
                return;
            }
            Tag::Body if std::mem::replace(&mut self.has_body, true) => return,
            _ => {}
        }
        let n_drawings = self.n_open[Tag::Svg as usize] + self.n_open[Tag::Math as usize];
        // A drawing's title counts as HTML already.
        if n_drawings > 0 && !matches!(tag.tag, Tag::Other | Tag::Svg | Tag::Math | Tag::Title) {
            self.leave_drawings(tag.source);
        }
        let is_open = |tag: Tag| self.n_open[tag as usize] > 0;
        self.close_down_to(implied_end::keep_open(&self.stack, tag.tag, is_open));
        let id = self.push_node(tag.tag, tag.span, tag.ordinal);
        if self.overflowed {
            return;
        }
        self.set_attrs(id, tag.attrs, tag.class, tag.source);
        if tag.holds_content {
            self.push_open(&Open { node: id, tag: tag.tag });
        }
    }

    fn end_tag(&mut self, tag: Tag) {
        if let Some(n @ 1..) = self.n_too_deep.get_mut(tag as usize) {
            *n -= 1;
            return;
        }
        // Text may follow `</body>` and `</html>`; it belongs to the body all the same.
        if matches!(tag, Tag::Body | Tag::Html)
            || (self.n_open[tag as usize] == 0 && !tag.is_heading())
        {
            return;
        }
        let Some(at) = self.closed_by(tag) else { return };
        if tag.is_formatting() { self.close_formatting(at) } else { self.close_down_to(at) }
    }

    fn text(&mut self, span: Span, trimmed: Span, source: &str) {
        let blank = trimmed.n_bytes() == 0 || is_blank(trimmed.of(source));
        let is_line_end = || self.n_open[Tag::Code as usize] > 0 && span.of(source).contains('\n');
        if blank && self.n_open[Tag::Pre as usize] == 0 && !is_line_end() {
            self.space = true;
            return;
        }
        if self.begins_label(span, source) {
            let label = self.parent();
            self.outline.nodes[label as usize].flags |= SPACE_BEFORE;
        }
        let id = self.push_node(Tag::Text, span, NO_ORDINAL);
        if !self.overflowed && text::is_plain(trimmed.of(source)) {
            self.outline.nodes[id as usize].flags |= PLAIN;
        }
    }

    fn raw_text(&mut self, owner: Tag, span: Span, source: &str) {
        match owner {
            Tag::Noscript => {
                self.n_noscript_bytes += span.of(source).len();
                self.images_of_noscript(span, source);
            }
            Tag::Xmp | Tag::Plaintext if span.start < span.end => {
                self.push_node(Tag::Text, span, NO_ORDINAL);
            }
            _ => {}
        }
    }
}

impl Builder {
    /// Pages that load images late keep a plain copy in `noscript`.
    fn images_of_noscript(&mut self, span: Span, source: &str) {
        if memchr::memmem::find(span.of(source).as_bytes(), b"<img").is_none() {
            return;
        }
        for (tag, attrs) in start_tags_within(source, span) {
            if tag == Tag::Img {
                let id = self.push_node(tag, span, NO_ORDINAL);
                if self.overflowed {
                    return;
                }
                self.set_attrs(id, &attrs, None, source);
                self.outline.nodes[id as usize].flags |= IN_NOSCRIPT;
            }
        }
    }
}

/// What an attribute says of its element.
fn hint_of(attr: Attr, source: &str) -> Hints {
    let value = attr.value().of(source);
    match attr.name {
        AttrName::Id
        | AttrName::Class
        | AttrName::DataComponent
        | AttrName::DataTestid
        | AttrName::DataQa => hint::of(value),
        AttrName::AriaLabel => hint::of_label(value),
        _ => Hints::NONE,
    }
}

/// Is it the start tag of a drawing's or formula's part in which HTML may stand (an integration point)?
fn may_hold_html(start_tag: &str) -> bool {
    const NAMES: [&str; 9] =
        ["foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"];
    let name = start_tag.trim_start_matches('<');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    NAMES.iter().any(|it| name[..end].eq_ignore_ascii_case(it))
}

/// Does an element with this `itemprop` hold the article's text?
fn declares_body(itemprop: &str) -> bool {
    itemprop.split_ascii_whitespace().any(|it| it == "articleBody")
}

/// Does an inline style hide the element?
fn hides(style: &str) -> bool {
    // Most styles speak of sizes and colours: they say neither "none" nor "hidden".
    let may_hide =
        |two: &[u8]| matches!(two, [b'n' | b'N', b'o' | b'O'] | [b'd' | b'D', b'd' | b'D']);
    if !style.as_bytes().windows(2).any(may_hide) {
        return false;
    }
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(
        |(property, value)| {
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
            let property = property.trim();
            (property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
                || (property.eq_ignore_ascii_case("visibility")
                    && value.eq_ignore_ascii_case("hidden"))
        },
    )
}

/// Is there nothing to read in a run of text, trimmed: white space, control characters, broken bytes?
fn is_blank(raw: &str) -> bool {
    match raw.chars().next() {
        None => true,
        // What may be a character reference, a control character or another space.
        Some(c)
            if matches!(c, '&' | '\0'..=' ' | '\x7F' | char::REPLACEMENT_CHARACTER)
                || text::is_space(c) =>
        {
            text::plain(raw).chars().all(|c| c == char::REPLACEMENT_CHARACTER)
        }
        Some(_) => false,
    }
}
