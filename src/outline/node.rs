//! The arena: a page's elements and text runs, in document order.
//!
//! Nodes lie in pre-order, and each knows where its subtree ends, so a subtree is a range and
//! document order is index order. 20 bytes a node, 22 more for an element (12 once it's written); a
//! page has about 16 nodes a kilobyte, half of them text. The text itself stays in the source.

use std::borrow::Cow;
use std::ops::Range;

use super::block::{Block, Shown};
use super::measure::{self, Extent, Kinds, Measure, Measures, Sizes};
use super::ordinals::Ordinals;
use crate::base::attr::{Attr, AttrName};
use crate::base::distinct::Distinct;
use crate::base::hint::Hints;
use crate::base::room;
use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::base::text;

/// Index of a node in the outline.
pub(crate) type NodeId = u32;

/// The root: the `html` element, there even where the page doesn't write it.
pub(crate) const ROOT: NodeId = 0;

/// The ordinal of a node that has no start tag of its own in the page.
pub(crate) const NO_ORDINAL: u32 = u32::MAX;

/// White space stands before the node.
pub(super) const SPACE_BEFORE: u8 = 1;
/// The page hides the element: `hidden`, `display: none`, or the browser's hint says so.
pub(super) const HIDDEN: u8 = 2;
/// The browser's hint: fixed or sticky.
pub(super) const FIXED: u8 = 4;
/// The browser's hint: covers much of the viewport.
pub(super) const COVERS: u8 = 8;
/// Found inside a `noscript`.
pub(super) const IN_NOSCRIPT: u8 = 16;
/// The page says that the element is the article's text.
pub(super) const DECLARED_BODY: u8 = 32;
/// The text, but for white space at its ends, is written as it's read.
pub(super) const PLAIN: u8 = 64;

/// An element or a run of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    pub(super) flags: u8,
    pub(super) n_attrs: u8,
    /// How many elements stand before it in its group of nodes; of no meaning in a run of text.
    pub(super) nth: u8,
    pub(crate) parent: NodeId,
    /// One past the last node of the subtree.
    pub(crate) end: NodeId,
    /// The start tag, or the text.
    pub(crate) span: Span,
}

/// So many nodes are a group: `nth` is a byte.
const GROUP: usize = 1 << u8::BITS;

/// What only an element has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    /// Place among the page's start tags.
    pub(super) ordinal: u32,
    pub(super) first_attr: u32,
}

impl Node {
    pub(crate) fn is_text(&self) -> bool {
        self.tag == Tag::Text
    }

    pub(crate) fn space_before(&self) -> bool {
        self.flags & SPACE_BEFORE != 0
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.flags & HIDDEN != 0
    }

    /// The browser says that it lies over the page: fixed, or covering much of the viewport.
    pub(crate) fn is_overlay(&self) -> bool {
        self.flags & (FIXED | COVERS) != 0
    }

    pub(crate) fn is_in_noscript(&self) -> bool {
        self.flags & IN_NOSCRIPT != 0
    }

    /// Is the text, but for white space at its ends, written as it's read? See `text::is_plain`.
    pub(crate) fn is_plain(&self) -> bool {
        self.flags & PLAIN != 0
    }

    /// Is it an element that a pass over the whole outline asks for: hidden, a button, a template, code?
    pub(super) fn is_marked(&self) -> bool {
        self.is_hidden() || matches!(self.tag, Tag::Button | Tag::Template | Tag::Pre | Tag::Code)
    }

    /// Does the page say, by microdata, that the element is the article's text?
    pub(crate) fn is_declared_body(&self) -> bool {
        self.flags & DECLARED_BODY != 0
    }
}

/// The whole page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The page's decoded text, into which all spans point.
    pub(crate) source: String,
    pub(crate) nodes: Vec<Node>,
    /// For each group of nodes how many elements stand before it.
    groups: Vec<u32>,
    /// The elements' places among the page's start tags; till the page is written.
    pub(super) ordinals: Ordinals,
    /// Where their attributes start.
    pub(super) first_attrs: Vec<u32>,
    /// What `class`, `id` and their like say, by element, as numbers; till the page is judged.
    hints: Vec<u16>,
    /// What those numbers mean.
    kinds_of_hints: Distinct<Hints>,
    pub(super) attrs: Vec<Attr>,
    /// The nodes that are marked, see `Node::is_marked`, or were; till the blocks are found.
    pub(super) marked: Vec<NodeId>,
    /// What each element's subtree holds, by element; till the page is judged.
    pub(super) measures: Measures,
    /// Of that, what writing asks for; from then on.
    pub(super) sizes: Vec<Sizes>,
    /// Till the page is judged.
    pub(crate) blocks: Vec<Block>,
    /// Of them, what writing asks for; from then on.
    pub(crate) shown: Vec<Shown>,
}

impl Outline {
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// How many elements there are.
    pub(crate) fn n_elements(&self) -> usize {
        self.first_attrs.len()
    }

    /// The element's place among all; of no meaning for a run of text.
    #[inline]
    pub(crate) fn place(&self, id: NodeId) -> usize {
        self.groups[id as usize / GROUP] as usize + usize::from(self.node(id).nth)
    }

    /// What only an element has; nothing of a run of text.
    pub(super) fn element(&self, id: NodeId) -> Option<(Element, Hints)> {
        if self.node(id).is_text() {
            return None;
        }
        let at = self.place(id);
        let (ordinal, first_attr) = (self.ordinals.get(at), self.first_attrs[at]);
        Some((Element { ordinal, first_attr }, self.hints(id)))
    }

    /// Makes room for the nodes of `n_to_come` bytes more, since growing little by little copies: at the start for half of
    /// what pages have on average, and once enough is read for as many as `n_read` bytes had.
    pub(super) fn expect(&mut self, n_read: usize, n_to_come: usize) {
        const BYTES_PER_NODE: usize = 128;
        const MIN_READ: usize = 8 << 10;
        if n_read == 0 {
            let n_nodes = n_to_come / BYTES_PER_NODE;
            room::expect(&mut self.nodes, n_nodes);
            room::expect(&mut self.first_attrs, n_nodes / 2);
            room::expect(&mut self.hints, n_nodes / 2);
            room::expect(&mut self.attrs, n_nodes / 2);
        } else if MIN_READ <= n_read {
            let times = n_to_come as f64 / n_read as f64;
            room::foresee(&mut self.nodes, times);
            room::foresee(&mut self.first_attrs, times);
            room::foresee(&mut self.hints, times);
            room::foresee(&mut self.attrs, times);
        }
    }

    /// Adds a node, and if it's an element what only that has.
    pub(super) fn push(&mut self, node: Node, element: Option<(Element, Hints)>) {
        let Some((element, hints)) = element else {
            room::push(&mut self.nodes, node);
            return;
        };
        let (n_elements, group) = (self.n_elements() as u32, self.nodes.len() / GROUP);
        while self.groups.len() <= group {
            room::push(&mut self.groups, n_elements);
        }
        let nth = (n_elements - self.groups[group]) as u8;
        room::push(&mut self.nodes, Node { nth, ..node });
        self.ordinals.push(element.ordinal);
        room::push(&mut self.first_attrs, element.first_attr);
        let hints = self.number_of(hints);
        room::push(&mut self.hints, hints);
    }

    /// What the element's `class`, `id` and their like say is `hints`.
    pub(super) fn set_hints(&mut self, id: NodeId, hints: Hints) {
        let place = self.place(id);
        self.hints[place] = self.number_of(hints);
    }

    /// On a page with more kinds of hints than numbers the elements of all further kinds are named nothing.
    fn number_of(&mut self, hints: Hints) -> u16 {
        self.kinds_of_hints.number(hints).unwrap_or(0)
    }

    /// What only the elements have changes places.
    pub(super) fn swap(&mut self, one: NodeId, other: NodeId) {
        let (one_at, other_at) = (self.place(one), self.place(other));
        self.ordinals.swap(one_at, other_at);
        self.first_attrs.swap(one_at, other_at);
        self.hints.swap(one_at, other_at);
        let n_attrs = self.node(one).n_attrs;
        self.nodes[one as usize].n_attrs = self.node(other).n_attrs;
        self.nodes[other as usize].n_attrs = n_attrs;
    }

    /// Finds what is marked.
    pub(super) fn mark(&mut self) {
        self.marked = self.ids().filter(|&id| self.node(id).is_marked()).collect();
    }

    /// The marked nodes of which `is` holds.
    pub(super) fn marked(&self, is: impl Fn(&Node) -> bool) -> impl Iterator<Item = NodeId> {
        self.marked.iter().copied().filter(move |&id| is(self.node(id)))
    }

    /// Gives back the room that was held for more of the page.
    pub(super) fn give_back_room(&mut self) {
        self.source.shrink_to_fit();
        room::give_back(&mut self.nodes);
        room::give_back(&mut self.first_attrs);
        room::give_back(&mut self.hints);
        room::give_back(&mut self.attrs);
    }

    /// What the node's subtree holds.
    #[inline]
    pub(crate) fn measure(&self, id: NodeId) -> Measure {
        let node = self.node(id);
        if node.is_text() { measure::of_text(self, id) } else { self.measures.get(self.place(id)) }
    }

    /// How long the element's text is.
    pub(crate) fn extent(&self, element: NodeId) -> Extent {
        self.measures.extent(self.place(element))
    }

    /// What the node and all in it are named and hold.
    pub(crate) fn kinds(&self, id: NodeId) -> Kinds {
        let is_text = self.node(id).is_text();
        if is_text { Kinds::default() } else { self.measures.kinds(self.place(id)) }
    }

    /// How much the node's subtree holds. Only a judged page knows it.
    pub(crate) fn sizes(&self, id: NodeId) -> Sizes {
        let node = self.node(id);
        if node.is_text() {
            Sizes::of(&measure::of_text(self, id), Hints::NONE)
        } else {
            self.sizes[self.place(id)]
        }
    }

    /// The page is judged: forgets of its measures and hints what only judging asks for, and of its
    /// blocks, so that there's room for what is written.
    pub(crate) fn forget_measures(&mut self) {
        let (measures, hints) =
            (std::mem::take(&mut self.measures), std::mem::take(&mut self.hints));
        let blocks = std::mem::take(&mut self.blocks);
        self.shown = blocks.iter().map(Shown::of).collect();
        drop(blocks);
        let hints = hints.into_iter().map(|number| self.kinds_of_hints.value(number));
        self.sizes = measures.iter().zip(hints).map(|(it, own)| Sizes::of(&it, own)).collect();
    }

    /// What the element's `class`, `id` and their like say. Till the page is judged.
    pub(crate) fn hints(&self, id: NodeId) -> Hints {
        if self.node(id).is_text() {
            Hints::NONE
        } else {
            self.kinds_of_hints.value(self.hints[self.place(id)])
        }
    }

    /// The node's place among the page's start tags, or `NO_ORDINAL`. Till the page is written.
    pub(crate) fn ordinal(&self, id: NodeId) -> u32 {
        if self.node(id).is_text() { NO_ORDINAL } else { self.ordinals.get(self.place(id)) }
    }

    /// The page is written: forgets what only that asks for.
    pub(crate) fn forget_ordinals(&mut self) {
        self.ordinals = Ordinals::default();
    }

    pub(crate) fn ids(&self) -> Range<NodeId> {
        0..self.nodes.len() as NodeId
    }

    /// The node and all below it, in document order.
    pub(crate) fn subtree(&self, id: NodeId) -> Range<NodeId> {
        id..self.node(id).end
    }

    /// The elements in `nodes` that hold a block. What holds none is around none, nor is anything in it.
    pub(crate) fn holders(&self, nodes: Range<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = nodes.start;
        std::iter::from_fn(move || {
            while next < nodes.end {
                let id = next;
                if !self.node(id).is_text() && self.measure(id).n_blocks > 0 {
                    next += 1;
                    return Some(id);
                }
                next = self.node(id).end;
            }
            None
        })
    }

    pub(crate) fn holds(&self, ancestor: NodeId, id: NodeId) -> bool {
        self.subtree(ancestor).contains(&id)
    }

    /// The places in `blocks` of those that start in `nodes`.
    pub(crate) fn blocks_in(&self, nodes: &Range<NodeId>) -> Range<usize> {
        let first = self.blocks.partition_point(|block| block.first < nodes.start);
        let end = self.blocks.partition_point(|block| block.first < nodes.end);
        first..end
    }

    /// The node's parent, its parent and so on up to the root.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            if at == ROOT {
                return None;
            }
            at = self.node(at).parent;
            Some(at)
        })
    }

    /// The node itself, its parent and so on up to the root.
    pub(crate) fn self_and_ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::once(id).chain(self.ancestors(id))
    }

    /// The children of a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).end;
        let mut next = id + 1;
        std::iter::from_fn(move || {
            if end <= next {
                return None;
            }
            let child = next;
            next = self.node(child).end;
            Some(child)
        })
    }

    #[inline]
    pub(crate) fn attrs(&self, id: NodeId) -> &[Attr] {
        let n_attrs = usize::from(self.node(id).n_attrs);
        if n_attrs == 0 {
            return &[];
        }
        let first = self.first_attrs[self.place(id)] as usize;
        &self.attrs[first..first + n_attrs]
    }

    /// An attribute's value as written.
    pub(crate) fn raw_attr(&self, id: NodeId, name: AttrName) -> Option<&str> {
        self.attrs(id)
            .iter()
            .find(|attr| attr.name == name)
            .map(|attr| attr.value().of(&self.source))
    }

    /// An attribute's value with character references decoded.
    pub(crate) fn attr(&self, id: NodeId, name: AttrName) -> Option<Cow<'_, str>> {
        self.raw_attr(id, name).map(text::decode)
    }

    /// A run of text with character references decoded: enough to measure and to compare.
    pub(crate) fn said(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.node(id);
        let raw = node.span.of(&self.source);
        if node.is_plain() { raw.into() } else { text::unescape(raw) }
    }

    /// Where the innermost block around `id` ends, if it begins at `first` or after.
    fn block_end(&self, id: NodeId, first: NodeId) -> Option<NodeId> {
        let around =
            self.ancestors(id).take_while(|&it| first <= it).find(|&it| is_cut(self.node(it).tag));
        around.map(|it| self.node(it).end)
    }

    /// Is it a template whose content the page doesn't show? Declarative shadow roots are shown.
    pub(super) fn is_inert(&self, id: NodeId) -> bool {
        self.node(id).tag == Tag::Template && self.raw_attr(id, AttrName::ShadowRootMode).is_none()
    }

    /// The text of `range`, white space folded, hidden and silent elements left out, at most about
    /// `max_bytes` of it.
    pub(crate) fn text_of(&self, range: Range<NodeId>, max_bytes: usize) -> String {
        /// Most of what is asked for is a line, or a paragraph with little markup in it.
        const PARAGRAPH: usize = 1000;
        let last = (range.end as usize).checked_sub(1).and_then(|at| self.nodes.get(at));
        let ends = self.nodes.get(range.start as usize).zip(last);
        let in_source =
            ends.map_or(0, |(first, last)| last.span.end.saturating_sub(first.span.start));
        let mut out = String::with_capacity(max_bytes.min(PARAGRAPH).min(in_source as usize));
        let mut is_plain = true;
        self.read(range, |piece| {
            if piece.is_plain {
                text::push_plain(&mut out, piece.text);
            } else {
                text::push_folded(&mut out, piece.text);
                is_plain = false;
            }
            out.len() < max_bytes
        });
        out.truncate(out.trim_end().len());
        if is_plain { out } else { text::without_controls(out.into()).into_owned() }
    }

    /// Gives `piece` the text of `range` in pieces, hidden and silent elements left out, with a
    /// space where a reader sees one; till it says no.
    pub(crate) fn read(&self, range: Range<NodeId>, mut piece: impl FnMut(Piece<'_>) -> bool) {
        let mut at = range.start;
        let mut block_end = None;
        let mut goes_on = true;
        while at < range.end && goes_on {
            let node = self.node(at);
            if block_end.is_some_and(|end| end <= at) {
                piece(Piece::SPACE);
                block_end = self.block_end(at, range.start);
            }
            if node.is_text() {
                if node.space_before() {
                    piece(Piece::SPACE);
                }
                goes_on = piece(Piece { text: &self.said(at), is_plain: node.is_plain() });
            } else if node.is_hidden() && range.start < at {
                at = node.end;
                continue;
            } else if node.tag.is_silent() && node.tag != Tag::Button {
                piece(Piece::SPACE);
                at = node.end;
                continue;
            } else if is_cut(node.tag)
                || matches!(node.tag, Tag::Br | Tag::Img)
                || node.space_before()
            {
                piece(Piece::SPACE);
                block_end =
                    if is_cut(node.tag) && at + 1 < node.end { Some(node.end) } else { block_end };
            }
            at += 1;
        }
    }
}

/// A piece of what a reader sees.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'t> {
    pub(crate) text: &'t str,
    /// It needs no folding, but for white space at its ends.
    is_plain: bool,
}

impl Piece<'static> {
    const SPACE: Self = Piece { text: " ", is_plain: true };
}

/// Does text before and after the element's edges not belong to one line?
fn is_cut(tag: Tag) -> bool {
    tag.is_block() || tag == Tag::Button
}
