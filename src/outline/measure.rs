//! What can be counted of an element and all it holds.
//!
//! In: nodes. Out: one [`Measure`] an element, of its subtree. Text that a reader doesn't see (hidden
//! elements, scripts, form controls) isn't counted.

use super::controls::{self, Control};
use super::node::{NodeId, Outline};
use super::targets::Target;
use crate::base::attr::AttrName;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::base::text::{self, Size};

/// How long a text is; as in [`Size`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) letters: u32,
    pub(crate) words: u32,
}

impl From<Size> for Extent {
    fn from(size: Size) -> Self {
        Extent { letters: size.letters, words: size.words }
    }
}

/// The counts of a subtree.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measure {
    pub(crate) size: Extent,
    /// Letters inside links.
    pub(crate) link_letters: u32,
    /// Letters of blocks that read like prose (see `Block::is_prose`).
    pub(crate) prose_letters: u32,
    pub(crate) n_prose: u16,
    pub(crate) n_links: u16,
    pub(crate) n_images: u16,
    pub(crate) n_headings: u16,
    pub(crate) n_items: u16,
    pub(crate) n_blocks: u16,
    pub(crate) controls: Control,
    pub(crate) targets: Target,
    /// The hints of the node and all below it.
    pub(crate) hints: Hints,
}

/// The part of a measure, and of an element's hints, that writing asks for. There is one an element: 8 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) letters: u32,
    /// At most 255, as `n_images` and `n_prose`.
    pub(crate) words: u8,
    pub(crate) n_images: u8,
    pub(crate) n_prose: u8,
    /// What the element's own names say of it.
    named: u8,
}

const GALLERY: u8 = 1;
const CAPTION: u8 = 2;

impl Sizes {
    pub(super) fn of(measure: &Measure, own_hints: Hints) -> Self {
        let few = |n: u32| n.min(u32::from(u8::MAX)) as u8;
        Sizes {
            letters: measure.size.letters,
            words: few(measure.size.words),
            n_images: few(measure.n_images.into()),
            n_prose: few(measure.n_prose.into()),
            named: Sizes::named(own_hints),
        }
    }

    fn named(own_hints: Hints) -> u8 {
        let named = |hints, flag| if own_hints.any(hints) { flag } else { 0 };
        named(hint::GALLERY, GALLERY) | named(hint::CAPTION, CAPTION)
    }

    /// Do its own names say that it's a gallery?
    pub(crate) fn is_gallery(self) -> bool {
        self.named & GALLERY != 0
    }

    /// Do its own names say that it's a caption?
    pub(crate) fn is_caption(self) -> bool {
        self.named & CAPTION != 0
    }
}

impl Measure {
    /// Letters in links ÷ all letters; 0 without text. (Characters, as Readability counts it.)
    pub(crate) fn link_density(&self) -> f32 {
        if self.size.letters == 0 {
            0.0
        } else {
            self.link_letters as f32 / self.size.letters as f32
        }
    }

    pub(crate) fn add(&mut self, other: &Measure) {
        self.size.letters += other.size.letters;
        self.size.words += other.size.words;
        self.link_letters += other.link_letters;
        self.prose_letters += other.prose_letters;
        self.n_prose = self.n_prose.saturating_add(other.n_prose);
        self.n_links = self.n_links.saturating_add(other.n_links);
        self.n_images = self.n_images.saturating_add(other.n_images);
        self.n_headings = self.n_headings.saturating_add(other.n_headings);
        self.n_items = self.n_items.saturating_add(other.n_items);
        self.n_blocks = self.n_blocks.saturating_add(other.n_blocks);
        self.controls = self.controls.or(other.controls);
        self.targets = self.targets.or(other.targets);
        self.hints |= other.hints;
    }
}

/// The measure of an element by itself, without what it holds.
pub(super) fn of_element(outline: &Outline, id: NodeId) -> Measure {
    let mut measure = Measure {
        hints: outline.hints(id),
        controls: controls::of(outline, id),
        ..Measure::default()
    };
    match outline.node(id).tag {
        Tag::A => {
            measure.n_links = 1;
            measure.targets =
                outline.raw_attr(id, AttrName::Href).map(Target::of).unwrap_or_default();
        }
        Tag::Form => {
            measure.targets =
                outline.raw_attr(id, AttrName::Action).map(Target::of).unwrap_or_default();
        }
        Tag::Img | Tag::AmpImg => measure.n_images = 1,
        Tag::Li => measure.n_items = 1,
        tag if tag.is_heading() => measure.n_headings = 1,
        _ => {}
    }
    measure
}

/// The measure of a run of text, made when asked for: few are, and every other node is one.
#[cold]
pub(super) fn of_text(outline: &Outline, id: NodeId) -> Measure {
    let unseen = |it: NodeId| {
        let node = outline.node(it);
        node.is_hidden() || outline.is_inert(it) || node.tag.is_silent()
    };
    if outline.ancestors(id).any(unseen) {
        return Measure::default();
    }
    let size = text::measure(&outline.said(id));
    let in_link = outline.ancestors(id).any(|it| outline.node(it).tag == Tag::A);
    let link_letters = if in_link { size.letters } else { 0 };
    Measure { size: size.into(), link_letters, ..Measure::default() }
}

/// Adds every element's measure to its parent's, innermost first.
pub(super) fn sum_up(outline: &mut Outline) {
    let mut part = outline.n_elements();
    for at in (1..outline.nodes.len()).rev() {
        let node = &outline.nodes[at];
        if !node.is_text() {
            // Elements have their places in the order of nodes.
            part -= 1;
            let parent = outline.place(node.parent);
            let measure = outline.measures[part];
            outline.measures[parent].add(&measure);
        }
    }
}
