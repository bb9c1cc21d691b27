//! Builds the flat tree from kept nodes.
//!
//! In: a part of the outline and the judgement. Out: a tree whose nesting is right whatever the
//! page's was: loose text becomes paragraphs, formatting around blocks is opened again inside
//! them, list items stand in lists and cells in rows.

use std::collections::HashSet;

use url::Url;

use super::allowlist::{self, Shape};
use super::drop_cap::{self, DropCap};
use super::math::{self, Formula};
use super::places::Places;
use super::tree::{Attribute, ElementName as Name, Op, Tree};
use super::{caption, code, image};
use crate::base::attr::{self, AttrName};
use crate::base::room;
use crate::base::tag::Tag;
use crate::base::text;
use crate::base::url as address;
use crate::outline::{NodeId, Outline, ROOT, Shown};
use crate::verdict::Judgement;

/// What stays of the part that is written.
#[derive(Clone, Copy)]
pub(super) enum Keep<'a> {
    /// What the judgement keeps, with a mark where something was removed.
    Kept(&'a Judgement),
    /// All of it: a removed part, as it was.
    All,
}

/// Writes the nodes from `first` to `end`, at most `max_ops` steps.
pub(super) fn build(
    outline: &Outline,
    base: Option<&Url>,
    nodes: std::ops::Range<NodeId>,
    keep: Keep<'_>,
    max_ops: usize,
) -> Tree {
    let builder = Builder::new(outline, base, keep, n_steps(outline, &nodes, keep).min(max_ops));
    builder.built(nodes, max_ops).0
}

/// Writes the nodes of the article for a file: its elements have ids that are numbers of `places`, and
/// the signs stay that lead from a note back to its mark.
pub(super) fn build_with_places(
    outline: &Outline,
    base: Option<&Url>,
    nodes: std::ops::Range<NodeId>,
    judgement: &Judgement,
    places: Places,
) -> (Tree, Option<Places>) {
    let keep = Keep::Kept(judgement);
    let mut builder = Builder::new(outline, base, keep, n_steps(outline, &nodes, keep));
    builder.places = Some(places);
    builder.built(nodes, usize::MAX)
}

/// About how many steps writing takes, and some for a lead image above: the steps are much of what is in
/// memory now, and growing would copy them.
fn n_steps(outline: &Outline, nodes: &std::ops::Range<NodeId>, keep: Keep<'_>) -> usize {
    const LEAD_IMAGE: usize = 8;
    let removal_of = |id| match keep {
        Keep::Kept(judgement) => judgement.removal_of(id).map(|it| &judgement.removals[it]),
        Keep::All => None,
    };
    let shape = |id| allowlist::shape(outline.node(id).tag);
    let mut n = 0;
    let mut at = nodes.start;
    // Text right behind text is one step; it does up to here.
    let mut run_end = at;
    while at < nodes.end {
        if let Some(removal) = removal_of(at) {
            n += 1;
            at = removal.nodes.end.max(at + 1);
            run_end = at;
            continue;
        }
        let node = outline.node(at);
        let is_void = matches!(node.tag, Tag::Br | Tag::Hr | Tag::Wbr | Tag::Img);
        match shape(at) {
            _ if node.is_text() && at < run_end => {}
            _ if node.is_text() => {
                n += 1;
                run_end = line_end(outline, at);
            }
            Shape::Transparent if !is_void => {}
            Shape::Boundary if !is_void => run_end = at,
            _ => {
                n += 2;
                run_end = at;
            }
        }
        at += 1;
    }
    let has_paragraph = |block: &&Shown| {
        block.says && shape(block.container) == Shape::Boundary && removal_of(block.first).is_none()
    };
    let from = outline.shown.partition_point(|block| block.first < nodes.start);
    let blocks = outline.shown[from..].iter().take_while(|block| block.first < nodes.end);
    n + LEAD_IMAGE + 2 * blocks.filter(has_paragraph).count()
}

/// Where the innermost element around a text ends that is written, or cuts text.
fn line_end(outline: &Outline, text: NodeId) -> NodeId {
    /// Hardly any text stands deeper in elements that aren't written.
    const REACH: usize = 16;
    let mut around = outline.ancestors(text).take(REACH).map(|id| outline.node(id));
    let around = around.find(|node| allowlist::shape(node.tag) != Shape::Transparent);
    around.map_or(text + 1, |node| node.end)
}

/// An open block element of the article.
struct OpenBlock {
    tag: Name,
    /// One past the last node of the page's element; paragraphs opened for loose text have none.
    end: Option<NodeId>,
    /// Where its `Open` stands in the ops.
    op: usize,
}

/// A formatting element around the current place.
struct Inline {
    tag: Name,
    attrs: Vec<Attribute>,
    end: NodeId,
}

struct Builder<'a> {
    outline: &'a Outline,
    base: Option<&'a Url>,
    keep: Keep<'a>,
    ops: Vec<Op>,
    open: Vec<OpenBlock>,
    inline: Vec<Inline>,
    /// How many of `inline` are open in the ops.
    n_inline_open: usize,
    space: bool,
    n_br: u32,
    images: HashSet<String>,
    /// The node of the image written last.
    last_image: Option<NodeId>,
    /// The step with which a caption began that its picture may follow.
    caption_above: Option<usize>,
    /// Where the elements end that cut text but aren't written, innermost last.
    boundaries: Vec<NodeId>,
    /// An element that is a line of code began or ended.
    line_ended: bool,
    /// The first letter of a word stands apart, up to this node.
    drop_cap: Option<DropCap>,
    /// Where links within the article lead, for files.
    places: Option<Places>,
    /// The primary language that the page declares; empty where it declares none.
    language: String,
}

impl<'a> Builder<'a> {
    fn new(outline: &'a Outline, base: Option<&'a Url>, keep: Keep<'a>, n_steps: usize) -> Self {
        Builder {
            outline,
            base,
            keep,
            ops: Vec::with_capacity(n_steps),
            open: Vec::new(),
            inline: Vec::new(),
            n_inline_open: 0,
            space: false,
            n_br: 0,
            images: HashSet::new(),
            last_image: None,
            caption_above: None,
            boundaries: Vec::new(),
            line_ended: false,
            drop_cap: None,
            places: None,
            language: allowlist::primary_language(outline, ROOT).unwrap_or_default(),
        }
    }

    /// Writes the nodes, at most `max_ops` steps.
    fn built(mut self, nodes: std::ops::Range<NodeId>, max_ops: usize) -> (Tree, Option<Places>) {
        let mut at = nodes.start;
        while at < nodes.end && self.ops.len() < max_ops {
            at = self.node(at);
        }
        self.close_all();
        (Tree { ops: self.ops }, self.places)
    }
}

impl Builder<'_> {
    /// Writes one node's start; the next node to look at.
    fn node(&mut self, id: NodeId) -> NodeId {
        self.leave(id);
        let node = self.outline.node(id);
        if let Keep::Kept(judgement) = self.keep {
            if let Some(at) = judgement.removal_of(id) {
                return self.removed(id, at, judgement);
            }
            if node.is_hidden() {
                return node.end;
            }
            if judgement.starts_next_post(id) && !self.follows_heading() {
                self.rule();
            }
        }
        if node.is_text() {
            self.text(id);
            return id + 1;
        }
        self.space |= node.space_before();
        if let Some(end) = self.formula(id) {
            return end;
        }
        if let Some(cap) = drop_cap::of(self.outline, id) {
            if node.tag == Tag::Img && self.at_line_start() {
                self.begin_text();
                self.push_text(cap.letter.encode_utf8(&mut [0; 4]));
                self.drop_cap = Some(cap);
                return node.end;
            }
            self.drop_cap = Some(cap);
        }
        match node.tag {
            Tag::Pre if code::is_gutter(self.outline, id) => return node.end,
            Tag::Span | Tag::Div if self.in_pre() && code::is_line_number(self.outline, id) => {
                return node.end;
            }
            Tag::Template if self.outline.raw_attr(id, AttrName::ShadowRootMode).is_none() => {
                return node.end;
            }
            Tag::A if self.is_left_out(id) => return node.end,
            Tag::Button if self.is_label(id) => {}
            Tag::Br => self.line_break(),
            Tag::Hr => self.rule(),
            Tag::Wbr => {}
            Tag::Img | Tag::AmpImg => self.image(id),
            Tag::Video | Tag::AmpVideo | Tag::Iframe | Tag::AmpIframe | Tag::AmpYoutube => {
                self.embed(id);
                return node.end;
            }
            Tag::Other if video_on_a_site(self.outline, id).is_some() => {
                self.embed(id);
                return node.end;
            }
            tag if tag.is_silent() => return node.end,
            tag if self.is_code_label(id, tag) => return node.end,
            tag => self.element(id, tag),
        }
        id + 1
    }

    /// Is the link a sign beside a heading, or one that only a file has a use for?
    fn is_left_out(&self, id: NodeId) -> bool {
        let leads_back = || {
            let in_heading = self.container().is_some_and(is_heading);
            let places = self.places.as_ref().filter(|_| !in_heading);
            places.is_some_and(|it| it.leads_back(self.outline, id))
        };
        is_permalink(self.outline, id) && !self.is_note(id) && !leads_back()
    }

    /// Is the button all that a heading says?
    fn is_label(&self, id: NodeId) -> bool {
        let heading = self.outline.node(id).parent;
        let tag = self.outline.node(heading).tag;
        (tag.is_heading() || tag == Tag::Dt) && self.outline.sizes(heading).letters == 0
    }

    fn removed(&mut self, id: NodeId, at: usize, judgement: &Judgement) -> NodeId {
        let nodes = &judgement.removals[at].nodes;
        if nodes.start == id {
            self.end_paragraph();
            self.push(Op::Removed(at));
        }
        nodes.end.max(id + 1)
    }

    fn push(&mut self, op: Op) {
        room::push(&mut self.ops, op);
    }

    /// Closes what ends before `id`.
    fn leave(&mut self, id: NodeId) {
        while self.inline.last().is_some_and(|inline| inline.end <= id) {
            self.inline.pop();
            if self.inline.len() < self.n_inline_open {
                self.n_inline_open -= 1;
                self.push(Op::Close);
            }
        }
        while self.boundaries.last().is_some_and(|&end| end <= id) {
            self.boundaries.pop();
            self.line_ended = true;
            self.end_line_of_text();
        }
        while let Some(at) = self.open.iter().rposition(|block| block.end.is_some()) {
            if self.open[at].end.is_some_and(|end| id < end) {
                break;
            }
            self.end_paragraph();
            self.close_block();
        }
    }

    /// Ends the paragraph at a boundary; what holds text alone has a space there.
    fn end_line_of_text(&mut self) {
        let block = self.open.last().filter(|block| block.end.is_some());
        match block.map(|block| block.tag) {
            Some(Name::Pre) => {}
            Some(tag) if holds_phrasing(tag) => self.space = true,
            _ => self.end_paragraph(),
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        let end = self.outline.node(id).end;
        if let Some(places) = &mut self.places {
            places.meet(self.outline, id);
        }
        match self.shape(id, tag) {
            Shape::Block(Name::P) if self.caption(id, end) => {}
            Shape::Block(name) => {
                let mut attrs = allowlist::attributes(self.outline, self.base, id);
                if name == Name::Pre {
                    self.end_paragraph();
                    let above = self.take_code_label();
                    let language = code::language(self.outline, id).or(above);
                    attrs.extend(language.map(|it| ("class", format!("language-{it}"))));
                }
                self.open_block(name, attrs, Some(end));
            }
            Shape::Inline(Name::A) if self.inline.iter().any(|inline| inline.tag == Name::A) => {
                self.settle_around();
            }
            Shape::Inline(name) => {
                let mut attrs = allowlist::attributes(self.outline, self.base, id);
                if name != "a" || attrs.iter().any(|(name, _)| *name == "href") {
                    self.settle(name, &mut attrs);
                    self.inline.push(Inline { tag: name, attrs, end });
                } else {
                    self.settle_around();
                }
            }
            Shape::Boundary if self.in_pre() => {
                self.boundaries.push(end);
                self.line_ended = true;
            }
            Shape::Boundary => {
                self.end_paragraph();
                self.end_line_of_text();
                self.boundaries.push(end);
                self.caption(id, end);
                self.background(id);
            }
            Shape::Transparent => {
                self.settle_around();
                self.line_ended |= self.in_pre() && self.outline.node(id).space_before();
                if tag == Tag::Span && self.open.iter().any(|it| it.tag == Name::Figure) {
                    self.background(id);
                }
            }
        }
    }

    /// Gives an element its place, where one waits for it.
    fn settle(&mut self, tag: Name, attrs: &mut Vec<Attribute>) {
        if let Some(places) = &mut self.places {
            places.settle(tag, attrs);
        }
    }

    /// What isn't written itself is a place of the block of text around it.
    fn settle_around(&mut self) {
        let Some(places) = &mut self.places else { return };
        let around = self.open.last().filter(|it| holds_phrasing(it.tag) || holds_lines(it.tag));
        if let Some(Op::Open { tag, attrs }) = around.and_then(|it| self.ops.get_mut(it.op)) {
            let mut own = attrs.to_vec();
            places.settle(*tag, &mut own);
            *attrs = own.into();
        }
    }

    /// The language that lines of their own right above name, which the code's class tells from here on.
    fn take_code_label(&mut self) -> Option<String> {
        let mut language = None;
        while let [.., Op::Open { tag: Name::P, .. }, Op::Text(label), Op::Close] =
            self.ops.as_slice()
            && let Some(named) = code::label(label)
        {
            self.ops.truncate(self.ops.len() - 3);
            language = Some(named).filter(|it| !it.is_empty()).or(language);
        }
        language
    }

    /// Is it a bar at the start of code, with its language and a button to copy it?
    fn is_code_label(&mut self, id: NodeId, tag: Tag) -> bool {
        /// In letters.
        const MAX_LETTERS: u32 = 40;
        let starts = matches!(self.ops.last(), Some(Op::Open { tag: Name::Pre, .. }));
        let letters = if starts && tag.is_block() { self.outline.sizes(id).letters } else { 0 };
        0 < letters
            && letters <= MAX_LETTERS
            && self.names_code(&self.outline.text_of(self.outline.subtree(id), 100))
    }

    /// Does the line at the start of code name its language, or nothing? The code's class tells it from here on.
    fn names_code(&mut self, line: &str) -> bool {
        let Some(language) = code::label(line) else { return false };
        if let Some(Op::Open { attrs, .. }) = self.ops.last_mut()
            && !language.is_empty()
            && attrs.iter().all(|(name, _)| *name != "class")
        {
            let mut own = attrs.to_vec();
            own.push(("class", format!("language-{language}")));
            *attrs = own.into();
        }
        true
    }

    /// The element's shape where it stands: parts of tables and lists need their parents.
    fn shape(&self, id: NodeId, tag: Tag) -> Shape {
        let parent =
            self.open.iter().rev().find(|block| block.end.is_some()).map(|block| block.tag);
        if tag == Tag::Span && allowlist::is_in_another(&self.language, self.outline, id) {
            return Shape::Inline(Name::Bdi);
        }
        let shape = allowlist::shape(tag);
        let Shape::Block(name) = shape else { return shape };
        let fits = match name {
            Name::Li => matches!(parent, Some(Name::Ul | Name::Ol)),
            Name::Dt | Name::Dd => parent == Some(Name::Dl),
            Name::Tr => {
                matches!(parent, Some(Name::Table | Name::Thead | Name::Tbody | Name::Tfoot))
            }
            Name::Td | Name::Th => parent == Some(Name::Tr),
            Name::Thead | Name::Tbody | Name::Tfoot | Name::Caption => parent == Some(Name::Table),
            Name::Figcaption => parent == Some(Name::Figure),
            Name::Summary => parent == Some(Name::Details),
            Name::Table => !parent.is_some_and(holds_phrasing) && !is_layout(self.outline, id),
            _ => !parent.is_some_and(holds_phrasing),
        };
        if fits { shape } else { Shape::Boundary }
    }

    fn open_block(&mut self, tag: Name, mut attrs: Vec<Attribute>, end: Option<NodeId>) {
        self.end_paragraph();
        self.settle(tag, &mut attrs);
        self.open.push(OpenBlock { tag, end, op: self.ops.len() });
        self.push(Op::open_with(tag, attrs));
    }

    /// Closes the innermost block; one with nothing in it goes.
    fn close_block(&mut self) {
        let Some(block) = self.open.pop() else { return };
        self.trim_end();
        let is_empty = self.ops[block.op + 1..].iter().all(|op| matches!(op, Op::Removed(_)));
        if is_empty && !matches!(block.tag, Name::Td | Name::Th) {
            // Marks of what was removed stay where the block was.
            let removed = self.ops.remove(block.op);
            if let (Some(places), Op::Open { attrs, .. }) = (&mut self.places, removed) {
                places.unsettle(&attrs);
            }
        } else {
            self.push(Op::Close);
            if block.tag == Name::P {
                self.join_credit(block.op);
            }
        }
        self.space = false;
    }

    /// Ends the line of text: closes formatting, and a paragraph that was opened for loose text.
    fn end_paragraph(&mut self) {
        for _ in 0..std::mem::take(&mut self.n_inline_open) {
            self.push(Op::Close);
        }
        if self.open.last().is_some_and(|block| block.end.is_none()) {
            self.close_block();
        } else {
            self.trim_end();
        }
        self.space = false;
        self.n_br = 0;
    }

    /// Drops the space and line breaks at the end of a block.
    fn trim_end(&mut self) {
        while let [.., Op::Open { tag: Name::Br, .. }, Op::Close] = self.ops.as_slice() {
            self.ops.truncate(self.ops.len() - 2);
        }
        if self.in_pre() {
            return;
        }
        let last_text = self.ops.iter_mut().rev().find(|op| !matches!(op, Op::Close));
        if let Some(Op::Text(text)) = last_text {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }

    fn close_all(&mut self) {
        self.inline.clear();
        while !self.open.is_empty() || self.n_inline_open > 0 {
            self.end_paragraph();
            self.close_block();
        }
        // A rule parts what stands before it from nothing.
        while let Some(last) = self.ops.iter().rposition(|op| !matches!(op, Op::Removed(_)))
            && last > 0
            && matches!(self.ops[last - 1], Op::Open { tag: Name::Hr, .. })
        {
            self.ops.drain(last - 1..=last);
        }
    }

    /// The innermost open block.
    fn container(&self) -> Option<Name> {
        self.open.last().map(|block| block.tag)
    }

    fn in_pre(&self) -> bool {
        self.open.iter().any(|block| block.tag == Name::Pre)
    }

    /// Opens what text needs around it.
    fn begin_text(&mut self) {
        self.begin_block();
        self.open_inline();
    }

    fn begin_block(&mut self) {
        if self.n_inline_open > 0 {
            return;
        }
        match self.container() {
            Some(Name::Ul | Name::Ol) => self.open_block(Name::Li, Vec::new(), None),
            Some(name) if holds_phrasing(name) || holds_lines(name) => {}
            _ => self.open_block(Name::P, Vec::new(), None),
        }
    }

    fn open_inline(&mut self) {
        for at in self.n_inline_open..self.inline.len() {
            let (tag, attrs) = (self.inline[at].tag, self.inline[at].attrs.clone());
            self.push(Op::open_with(tag, attrs));
        }
        self.n_inline_open = self.inline.len();
    }

    fn text(&mut self, id: NodeId) {
        let node = self.outline.node(id);
        let raw = node.span.of(&self.outline.source);
        if self.in_pre() {
            let decoded = text::decode(raw);
            self.begin_text();
            let starts = matches!(self.ops.last(), Some(Op::Open { tag: Name::Pre, .. }));
            if std::mem::take(&mut self.line_ended) && !decoded.starts_with('\n') {
                self.end_line();
            }
            let text = if decoded.contains(['\r', '\u{A0}']) {
                decoded.replace("\r\n", "\n").replace('\r', "\n").replace('\u{A0}', " ").into()
            } else {
                decoded
            };
            self.push_text(if starts { text.strip_prefix('\n').unwrap_or(&text) } else { &text });
            return;
        }
        let mut folded = String::new();
        let (leads, whole) = if node.is_plain() {
            (raw.starts_with(text::is_space), raw.trim_ascii_start())
        } else {
            let decoded = text::decode(raw);
            text::push_folded(&mut folded, &decoded);
            (decoded.starts_with(text::is_space), &*folded)
        };
        let leads = leads || self.space || node.space_before();
        let body = whole.trim_end();
        if body.is_empty() {
            self.space |= leads;
            return;
        }
        let at_start = self.at_line_start();
        let is_cap = self.drop_cap.as_ref().is_some_and(|cap| id < cap.end);
        let joins =
            !is_cap && self.drop_cap.take().is_some_and(|cap| cap.joins(self.outline, body));
        self.begin_block();
        if leads && !at_start && !joins {
            self.push_text(" ");
        }
        self.open_inline();
        self.space = body.len() < whole.len();
        if let Some(Op::Text(last)) = self.ops.last_mut() {
            room::push_str(last, body);
        } else {
            self.push(Op::Text(body.to_owned()));
        }
        self.n_br = 0;
    }

    /// Ends the line of code before the current place.
    fn end_line(&mut self) {
        let last = self.ops.iter().rev().find(|op| match op {
            Op::Text(_) => true,
            Op::Open { tag, .. } => *tag == Name::Pre,
            _ => false,
        });
        let is_begun = |text: &str| !text.rsplit('\n').next().unwrap_or("").trim().is_empty();
        if matches!(last, Some(Op::Text(text)) if is_begun(text)) {
            self.push_text("\n");
        }
    }

    /// Writes the formula that stands here, or leaves out the drawing of one; the next node.
    fn formula(&mut self, id: NodeId) -> Option<NodeId> {
        let node = self.outline.node(id);
        match node.tag {
            Tag::Math | Tag::Script | Tag::Img | Tag::Other => {}
            Tag::Span | Tag::Div => return math::is_drawn(self.outline, id).then_some(node.end),
            _ => return None,
        }
        let formula = math::formula(self.outline, id)?;
        if std::mem::take(&mut self.space) && !self.at_line_start() {
            self.begin_block();
            self.push_text(" ");
        }
        self.begin_text();
        match formula {
            Formula::Tex(tex) => {
                self.push(Op::open(Name::Code));
                self.push(Op::Text(tex));
                self.push(Op::Close);
            }
            Formula::Line(line) => self.push_text(&line),
        }
        self.n_br = 0;
        Some(node.end)
    }

    fn push_text(&mut self, text: &str) {
        if let Some(Op::Text(last)) = self.ops.last_mut() {
            room::push_str(last, text);
        } else if !text.is_empty() {
            self.push(Op::Text(text.to_owned()));
        }
    }

    /// Does the line of text begin here, so that a space would lead it?
    fn at_line_start(&self) -> bool {
        match self.open.last() {
            Some(block)
                if block.end.is_none() || holds_phrasing(block.tag) || holds_lines(block.tag) =>
            {
                self.ops[block.op + 1..].iter().all(|op| {
                    matches!(op, Op::Open { tag, .. } if !tag.is_void())
                        || matches!(op, Op::Removed(_))
                }) || matches!(self.ops.last(), Some(Op::Removed(_)))
                    || matches!(
                        self.ops.as_slice(),
                        [.., Op::Open { tag: Name::Br, .. }, Op::Close]
                    )
                    || self.n_inline_open == 0 && ends_with_block(&self.ops)
            }
            _ => true,
        }
    }

    fn line_break(&mut self) {
        if self.in_pre() {
            self.push_text("\n");
            return;
        }
        self.n_br += 1;
        let loose = self.open.last().is_some_and(|block| block.tag == Name::P);
        if self.n_br == 2 && loose {
            self.paragraph_break();
        } else if self.n_br == 1 && !self.at_line_start() {
            self.push(Op::open(Name::Br));
            self.push(Op::Close);
        }
        self.space = false;
    }

    /// A blank line inside a paragraph: the rest is a paragraph of its own.
    fn paragraph_break(&mut self) {
        let Some(end) = self.open.last().map(|block| block.end) else { return };
        for _ in 0..std::mem::take(&mut self.n_inline_open) {
            self.push(Op::Close);
        }
        self.close_block();
        if end.is_some() {
            self.open_block(Name::P, Vec::new(), end);
        }
    }

    fn rule(&mut self) {
        self.end_paragraph();
        let may_stand =
            matches!(self.container(), None | Some(Name::Blockquote | Name::Td | Name::Dd));
        if may_stand && !self.ops.is_empty() && self.last_element() != Some(Name::Hr) {
            self.push(Op::open(Name::Hr));
            self.push(Op::Close);
        }
    }

    fn follows_heading(&self) -> bool {
        self.last_element().is_some_and(is_heading)
    }

    /// The element written last and closed, if nothing but marks of removed parts follows it.
    fn last_element(&self) -> Option<Name> {
        /// A heading is written in fewer steps.
        const REACH: usize = 40;
        let mut depth = 0;
        let steps = self.ops.iter().rev().skip_while(|op| matches!(op, Op::Removed(_)));
        for op in steps.take(REACH) {
            match op {
                Op::Close => depth += 1,
                Op::Open { tag, .. } if depth == 1 => return Some(*tag),
                Op::Open { .. } | Op::Text(_) if depth == 0 => return None,
                Op::Open { .. } => depth -= 1,
                Op::Text(_) | Op::Removed(_) => {}
            }
        }
        None
    }

    fn image(&mut self, id: NodeId) {
        let node = self.outline.node(id);
        // A noscript copy stands right beside the image it's a copy of.
        let repeats = self
            .last_image
            .is_some_and(|last| node.is_in_noscript() && image::is_beside(self.outline, id, last));
        let Some(attrs) = image::attributes(self.outline, self.base, id) else { return };
        if repeats
            || self.is_portrait(id)
            || self.is_thumbnail(id)
            || !self.images.insert(attrs[0].1.clone())
        {
            return;
        }
        self.last_image = Some(id);
        let is_in_link = self.inline[..self.n_inline_open].iter().any(|it| it.tag == Name::A);
        let larger = || image::larger(self.outline, self.base, id, &attrs[0].1);
        let larger = if is_in_link { None } else { larger() };
        self.figure(|builder| {
            let is_linked = larger.is_some();
            if let Some(href) = larger {
                builder.push(Op::open_with(Name::A, vec![("href", href)]));
            }
            builder.push(Op::open_with(Name::Img, attrs));
            builder.push(Op::Close);
            if is_linked {
                builder.push(Op::Close);
            }
        });
    }

    /// Does the image stand for who wrote a post? His name stands beside it.
    fn is_portrait(&self, id: NodeId) -> bool {
        let Keep::Kept(judgement) = self.keep else { return false };
        let names = |it: NodeId| {
            let class = self.outline.raw_attr(it, AttrName::Class).unwrap_or("");
            class
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| matches!(word, "avatar" | "avatars" | "userpic"))
        };
        judgement.has_posts() && self.outline.self_and_ancestors(id).take(4).any(names)
    }

    /// Does the image lead to another one of a gallery, and show nothing more?
    fn is_thumbnail(&self, id: NodeId) -> bool {
        /// In CSS pixels.
        const MAX_SIDE: u32 = 120;
        let width = self.outline.raw_attr(id, AttrName::Width).and_then(|it| it.parse().ok());
        let is_small = width.is_some_and(|width: u32| width <= MAX_SIDE);
        let is_own = self.outline.raw_attr(id, AttrName::Alt).is_some_and(|alt| !alt.is_empty());
        is_small
            && !is_own
            && self.last_image.is_some()
            && self.outline.ancestors(id).take(5).any(|it| {
                let outline = self.outline;
                outline.sizes(it).is_gallery()
                    && self.last_image.is_some_and(|last| outline.holds(it, last))
            })
    }

    /// An element with nothing in it that shows a picture behind it.
    fn background(&mut self, id: NodeId) {
        let outline = self.outline;
        let sizes = outline.sizes(id);
        if sizes.letters > 0 || sizes.n_images > 0 {
            return;
        }
        let is_image = outline.raw_attr(id, AttrName::Role) == Some("img");
        let figure = self.open.iter().rfind(|it| it.tag == Name::Figure).and_then(|it| it.end);
        let in_figure = || {
            figure.is_some()
                && outline
                    .ancestors(id)
                    .find(|&it| outline.node(it).tag == Tag::Figure)
                    .is_some_and(|it| outline.sizes(it).n_images == 0)
        };
        if !is_image && !in_figure() {
            return;
        }
        let Some(attrs) = image::background(outline, self.base, id) else { return };
        if self.images.insert(attrs[0].1.clone()) {
            self.figure(|builder| {
                builder.push(Op::open_with(Name::Img, attrs));
                builder.push(Op::Close);
            });
        }
    }

    /// Is the link a note's mark: a number, a letter or a star, not a sign that stands for a link?
    fn is_note(&self, id: NodeId) -> bool {
        let text = self.outline.text_of(self.outline.subtree(id), 40);
        text.chars().any(|c| c.is_alphanumeric() || matches!(c, '*' | '†' | '‡'))
    }

    /// Writes a picture as a figure of its own where it stands between blocks.
    fn figure(&mut self, content: impl FnOnce(&mut Self)) {
        let in_line = |name: Name| {
            name != Name::P && (holds_phrasing(name) || holds_lines(name)) || name == Name::Figure
        };
        if self.container().is_some_and(in_line) {
            content(self);
            return;
        }
        let resume =
            self.open.last().filter(|block| block.tag == Name::P).and_then(|block| block.end);
        if resume.is_some() {
            self.paragraph_break_before_figure();
        } else {
            self.end_paragraph();
        }
        let figure = self.ops.len();
        self.push(Op::open(Name::Figure));
        content(self);
        caption::join_line_above(&mut self.ops, figure, self.caption_above);
        self.push(Op::Close);
        if resume.is_some() {
            self.open_block(Name::P, Vec::new(), resume);
        }
    }

    fn paragraph_break_before_figure(&mut self) {
        for _ in 0..std::mem::take(&mut self.n_inline_open) {
            self.push(Op::Close);
        }
        self.close_block();
    }

    /// A caption that the page doesn't mark up as one joins the figure before it, if nothing stands between.
    fn caption(&mut self, id: NodeId, end: NodeId) -> bool {
        let Some(figure) = caption::figure_before(&self.ops) else {
            if caption::is_above(self.outline, id) {
                self.caption_above = Some(self.ops.len());
            }
            return false;
        };
        if !caption::is_named(self.outline, id) {
            return false;
        }
        if let Some(close) = figure.close {
            self.ops.remove(close);
            // The figure closes with the caption: both end where the page's element ends.
            self.open.push(OpenBlock { tag: Name::Figure, end: Some(end), op: figure.open });
        } else if !self.may_have_caption(figure.open, end) {
            return false;
        }
        let attrs = allowlist::attributes(self.outline, self.base, id);
        self.open_block(Name::Figcaption, attrs, Some(end));
        true
    }

    /// Is it the innermost element, without a caption of its own below `after`?
    fn may_have_caption(&self, figure: usize, after: NodeId) -> bool {
        let outline = self.outline;
        let block = self.open.last().filter(|block| block.op == figure);
        block
            .and_then(|block| block.end)
            .is_some_and(|end| (after..end).all(|id| outline.node(id).tag != Tag::Figcaption))
    }

    /// A paragraph that tells whose the picture before it is joins its figure.
    fn join_credit(&mut self, paragraph: usize) {
        let figure = caption::figure_before(&self.ops[..paragraph]);
        let Some(close) = figure.and_then(|figure| figure.close) else { return };
        if caption::is_credit(&self.ops[paragraph + 1..]) {
            if let Op::Open { tag, .. } = &mut self.ops[paragraph] {
                *tag = Name::Figcaption;
            }
            // What closed the figure goes to the end.
            self.ops[close..].rotate_left(1);
        }
    }

    /// A video or frame: a link, with the poster where there is one. Nothing is ever embedded.
    fn embed(&mut self, id: NodeId) {
        let outline = self.outline;
        let video = matches!(
            outline.node(id).tag,
            Tag::Video | Tag::AmpVideo | Tag::AmpYoutube | Tag::Other
        );
        let Some(href) = embed_address(outline, self.base, id) else { return };
        let label = outline
            .attr(id, AttrName::Title)
            .map(|title| text::plain(&title))
            .filter(|title| !title.is_empty());
        let poster = outline
            .attr(id, AttrName::Poster)
            .and_then(|poster| address::image(self.base, &poster));
        if (!video && label.is_none() && !names_a_player(&href))
            || !self.images.insert(href.clone())
        {
            return;
        }
        let words = label.clone().unwrap_or_else(|| host(&href));
        self.figure(|builder| {
            builder.push(Op::open_with(Name::A, vec![("href", href)]));
            if let Some(poster) = poster {
                builder.push(Op::open_with(
                    Name::Img,
                    vec![("src", poster), ("alt", label.unwrap_or_default())],
                ));
                builder.push(Op::Close);
            } else {
                builder.push(Op::Text(format!("▶ {words}")));
            }
            builder.push(Op::Close);
        });
    }
}

/// Is the link a sign beside a heading that leads to the heading itself?
fn is_permalink(outline: &Outline, id: NodeId) -> bool {
    let here = outline.raw_attr(id, AttrName::Href).is_some_and(|href| href.starts_with('#'));
    here && outline.sizes(id).letters <= 2
}

fn embed_address(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<String> {
    let own = [AttrName::Src, AttrName::DataSrc, AttrName::DataLazySrc];
    let source = outline.subtree(id).find(|&it| outline.node(it).tag == Tag::Source);
    let raw = own.iter().find_map(|&name| outline.attr(id, name).filter(|it| !it.is_empty()));
    let raw = raw.or_else(|| source.and_then(|source| outline.attr(source, AttrName::Src)));
    let Some(raw) = raw else { return video_on_a_site(outline, id) };
    address::link(base, &raw).filter(|url| url.starts_with("http"))
}

/// The address of a video that an element names by its number alone: it waits for a click, or for a script.
fn video_on_a_site(outline: &Outline, id: NodeId) -> Option<String> {
    const SITES: &[(&str, &str)] = &[
        ("<amp-youtube", "https://www.youtube.com/watch?v="),
        ("<lite-youtube", "https://www.youtube.com/watch?v="),
        ("<amp-vimeo", "https://vimeo.com/"),
        ("<lite-vimeo", "https://vimeo.com/"),
    ];
    let tag = outline.node(id).span.of(&outline.source);
    let (_, site) = SITES.iter().find(|(name, _)| tag.starts_with(name))?;
    let is_id =
        |name: &str| ["videoid", "data-videoid"].iter().any(|it| name.eq_ignore_ascii_case(it));
    let (_, video) = attr::all(tag).find(|(name, _)| is_id(name))?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!video.is_empty() && video.bytes().all(is_plain)).then(|| format!("{site}{video}"))
}

/// Does the address look like a video's or a podcast's player?
fn names_a_player(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    ["/embed", "player", "video"].iter().any(|word| lower.contains(word))
}

fn host(href: &str) -> String {
    Url::parse(href)
        .ok()
        .and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()))
        .unwrap_or_default()
}

fn is_heading(name: Name) -> bool {
    matches!(name, Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6)
}

/// Elements that hold text and nothing bigger.
fn holds_phrasing(name: Name) -> bool {
    is_heading(name)
        || matches!(
            name,
            Name::P | Name::Pre | Name::Figcaption | Name::Caption | Name::Summary | Name::Dt
        )
}

/// Elements that hold text as it is, and blocks, too.
fn holds_lines(name: Name) -> bool {
    matches!(name, Name::Li | Name::Td | Name::Th | Name::Dd)
}

fn ends_with_block(ops: &[Op]) -> bool {
    let mut depth = 0_u32;
    for op in ops.iter().rev() {
        match op {
            Op::Close => depth += 1,
            Op::Open { tag, .. } => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return is_block(*tag);
                }
            }
            Op::Text(_) | Op::Removed(_) if depth == 0 => return false,
            _ => {}
        }
    }
    true
}

fn is_block(name: Name) -> bool {
    is_heading(name)
        || matches!(
            name,
            Name::P
                | Name::Ul
                | Name::Ol
                | Name::Dl
                | Name::Figure
                | Name::Blockquote
                | Name::Pre
                | Name::Table
                | Name::Details
                | Name::Hr
        )
}

/// Is the table there for layout: one column, nested tables, or cells full of paragraphs?
fn is_layout(outline: &Outline, id: NodeId) -> bool {
    const MAX_PROSE_IN_CELL: u8 = 3;
    if matches!(outline.raw_attr(id, AttrName::Role), Some("presentation" | "none")) {
        return true;
    }
    let (mut rows, mut cells, mut has_code) = (0_u32, 0_u32, false);
    for it in outline.subtree(id).skip(1) {
        match outline.node(it).tag {
            Tag::Table => return true,
            Tag::Th => return false,
            Tag::Tr => rows += 1,
            Tag::Pre => has_code = true,
            Tag::Td => {
                cells += 1;
                if MAX_PROSE_IN_CELL < outline.sizes(it).n_prose {
                    return true;
                }
            }
            _ => {}
        }
    }
    // One row with code in it holds the code beside its line numbers.
    cells <= rows || (rows == 1 && has_code)
}
