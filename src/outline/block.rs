//! Blocks: the runs of text that are judged.
//!
//! In: nodes. Out: blocks in document order. A block is the longest run of text and inline media
//! that no block-level boundary and no blank line (`<br><br>`) cuts. It belongs to the innermost
//! block-level element around it, its container; one container may hold several.

use std::ops::Range;

use super::measure::{self, Measure, Measures};
use super::node::{NodeId, Outline};
use crate::base::room;
use crate::base::tag::Tag;
use crate::base::text::{self, Size};

/// From here on a block of text reads like prose: about fifteen words. (Readability's 80
/// characters of a paragraph that stands beside the article, white space left out.)
const PROSE_LETTERS: u32 = 70;

/// What a block is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// Text, perhaps with images in it.
    Text,
    /// Images, video or frames without text.
    Media,
}

/// A block of text or media.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) first: NodeId,
    /// One past the last node.
    pub(crate) end: NodeId,
    /// The innermost block-level element around it.
    pub(crate) container: NodeId,
    pub(crate) kind: BlockKind,
    pub(crate) is_hidden: bool,
    pub(crate) size: Size,
    pub(crate) link_letters: u32,
}

impl Block {
    pub(crate) fn nodes(&self) -> Range<NodeId> {
        self.first..self.end
    }

    /// Letters in links ÷ all letters; 0 without text.
    pub(crate) fn link_density(&self) -> f32 {
        if self.size.letters == 0 {
            0.0
        } else {
            self.link_letters as f32 / self.size.letters as f32
        }
    }

    /// Long enough, and mostly not links.
    pub(crate) fn is_prose(&self) -> bool {
        PROSE_LETTERS <= self.size.letters && self.link_letters * 2 < self.size.letters
    }
}

/// What writing asks of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    pub(crate) first: NodeId,
    end: NodeId,
    pub(crate) container: NodeId,
    pub(crate) kind: BlockKind,
    /// It has text, and that isn't hidden.
    pub(crate) says: bool,
}

impl Shown {
    pub(super) fn of(block: &Block) -> Self {
        Shown {
            first: block.first,
            end: block.end,
            container: block.container,
            kind: block.kind,
            says: block.size.letters > 0 && !block.is_hidden,
        }
    }

    pub(crate) fn nodes(&self) -> Range<NodeId> {
        self.first..self.end
    }
}

/// Finds the blocks of `outline` and measures all its elements.
pub(super) fn find(outline: &mut Outline) {
    let mut finder = Finder {
        measures: Measures::of(outline.n_elements()),
        open: Vec::new(),
        blocks: Vec::new(),
        containers: vec![0],
        current: Current::default(),
        link_end: 0,
        hidden_end: 0,
        silent_end: 0,
        unseen_end: 0,
        n_br: 0,
    };
    finder.run(outline);
    outline.measures = finder.measures;
    outline.blocks = finder.blocks;
    outline.blocks.shrink_to_fit();
}

/// The block being gathered.
#[derive(Default)]
struct Current {
    first: Option<NodeId>,
    size: Size,
    link_letters: u32,
    n_media: u32,
}

/// Is the element a part of a line: inline, with nothing else in it?
fn is_in_line(outline: &Outline, id: NodeId) -> bool {
    !outline.subtree(id).any(|it| outline.node(it).tag.is_block())
}

/// An element that has begun, and what of it was measured so far.
struct Open {
    id: NodeId,
    end: NodeId,
    measure: Measure,
}

struct Finder {
    measures: Measures,
    /// The elements around, from the outside in.
    open: Vec<Open>,
    blocks: Vec<Block>,
    /// Those of them that are containers, by their places among them; the root is one.
    containers: Vec<usize>,
    current: Current,
    link_end: NodeId,
    hidden_end: NodeId,
    silent_end: NodeId,
    /// A hidden part of a line ends here: as if it weren't there.
    unseen_end: NodeId,
    n_br: u32,
}

impl Finder {
    fn run(&mut self, outline: &Outline) {
        for id in outline.ids() {
            self.leave(outline, id);
            let node = outline.node(id);
            if node.is_text() {
                self.text(outline, id);
            } else {
                let measure = measure::of_element(outline, id);
                self.open.push(Open { id, end: node.end, measure });
                self.element(outline, id);
            }
        }
        self.leave(outline, outline.nodes.len() as NodeId);
    }

    /// Leaves the elements that end before `id`: their measures are whole, and parts of those around.
    fn leave(&mut self, outline: &Outline, id: NodeId) {
        while let Some(&container) = self.containers.last() {
            if self.open.get(container).is_none_or(|open| id < open.end) {
                break;
            }
            self.flush(id);
            self.containers.pop();
        }
        while let Some(open) = self.open.pop_if(|open| open.end <= id) {
            self.measures.set(outline.place(open.id), &open.measure);
            if let Some(around) = self.open.last_mut() {
                around.measure.add(&open.measure);
            }
        }
    }

    fn element(&mut self, outline: &Outline, id: NodeId) {
        let node = outline.node(id);
        if id < self.unseen_end {
            return;
        }
        if node.is_hidden() && self.hidden_end <= id && is_in_line(outline, id) {
            self.unseen_end = node.end;
            return;
        }
        if node.is_hidden() || outline.is_inert(id) {
            self.flush(id);
            self.hidden_end = self.hidden_end.max(node.end);
        }
        match node.tag {
            Tag::A => self.link_end = self.link_end.max(node.end),
            Tag::Br => {
                self.n_br += 1;
                if self.n_br == 2 {
                    self.flush(id);
                }
                return;
            }
            Tag::Img
            | Tag::AmpImg
            | Tag::Video
            | Tag::AmpVideo
            | Tag::Iframe
            | Tag::Audio
            | Tag::Embed
            | Tag::Object => {
                self.current.n_media += 1;
            }
            tag if tag.is_silent() => self.silent_end = self.silent_end.max(node.end),
            tag if tag.is_block() => {
                self.flush(id);
                self.containers.push(self.open.len() - 1);
                return;
            }
            _ => {}
        }
        self.current.first.get_or_insert(id);
    }

    fn text(&mut self, outline: &Outline, id: NodeId) {
        if id < self.silent_end.max(self.unseen_end) {
            return;
        }
        let size = text::measure(&outline.said(id));
        let link_letters = if id < self.link_end { size.letters } else { 0 };
        if self.hidden_end <= id
            && let Some(Open { measure, .. }) = self.open.last_mut()
        {
            measure.size.letters += size.letters;
            measure.size.words += size.words;
            measure.link_letters += link_letters;
        }
        self.n_br = 0;
        self.current.first.get_or_insert(id);
        self.current.size += size;
        self.current.link_letters += link_letters;
    }

    fn flush(&mut self, end: NodeId) {
        self.n_br = 0;
        let current = std::mem::take(&mut self.current);
        let Some(first) = current.first else { return };
        if current.size.letters == 0 && current.n_media == 0 {
            return;
        }
        let container = self.containers.last().copied().unwrap_or(0);
        let Some(container) = self.open.get_mut(container) else { return };
        let block = Block {
            first,
            end,
            container: container.id,
            kind: if current.size.letters == 0 { BlockKind::Media } else { BlockKind::Text },
            is_hidden: first < self.hidden_end,
            size: current.size,
            link_letters: current.link_letters,
        };
        if !block.is_hidden {
            let measure = &mut container.measure;
            measure.n_blocks = measure.n_blocks.saturating_add(1);
            if block.is_prose() {
                measure.prose_letters += block.size.letters;
                measure.n_prose = measure.n_prose.saturating_add(1);
            }
        }
        room::push(&mut self.blocks, block);
    }
}
