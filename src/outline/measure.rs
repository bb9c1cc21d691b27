//! What can be counted of an element and all it holds.
//!
//! In: nodes. Out: one [`Measure`] an element, of its subtree, packed. Text that a reader doesn't see (hidden
//! elements, scripts, form controls) isn't counted.

use super::controls::{self, Control};
use super::node::{NodeId, Outline};
use super::targets::Target;
use crate::base::attr::AttrName;
use crate::base::distinct::Distinct;
use crate::base::hint::{self, Hints};
use crate::base::room;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    /// The sets alone.
    pub(crate) fn kinds(&self) -> Kinds {
        Kinds { hints: self.hints, controls: self.controls, targets: self.targets }
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

/// The measures of all elements: 16 bytes each, since most elements hold little, and little is different in
/// what they are named and hold.
#[derive(Debug, Default)]
pub(super) struct Measures {
    packed: Vec<Packed>,
    /// Those that hold more than two bytes, or one, can count.
    wide: Vec<Measure>,
    kinds: Distinct<Kinds>,
}

/// The sets in a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Kinds {
    pub(crate) hints: Hints,
    pub(crate) controls: Control,
    pub(crate) targets: Target,
}

/// A measure with small counts.
#[derive(Clone, Copy, Debug, Default)]
struct Packed {
    letters: u16,
    words: u16,
    link_letters: u16,
    prose_letters: u16,
    n_prose: u8,
    n_links: u8,
    n_images: u8,
    n_headings: u8,
    n_items: u8,
    n_blocks: u8,
    /// The number of its sets; or `WIDE`.
    kinds: u16,
}

/// In place of the sets' number: it's a wide measure, whose place is in the first two counts.
const WIDE: u16 = u16::MAX;

impl Packed {
    /// The measure; none where a count is too large.
    fn of(measure: &Measure, kinds: u16) -> Option<Self> {
        let Measure { size: Extent { letters, words }, link_letters, prose_letters, .. } = *measure;
        let Measure { n_prose, n_links, n_images, n_headings, n_items, n_blocks, .. } = *measure;
        // Too large is what has a bit above.
        let letters_or_words = letters | words | link_letters | prose_letters;
        let counts = n_prose | n_links | n_images | n_headings | n_items | n_blocks;
        let fits = letters_or_words <= u16::MAX.into() && counts <= u8::MAX.into();
        fits.then_some(Packed {
            letters: letters as u16,
            words: words as u16,
            link_letters: link_letters as u16,
            prose_letters: prose_letters as u16,
            n_prose: n_prose as u8,
            n_links: n_links as u8,
            n_images: n_images as u8,
            n_headings: n_headings as u8,
            n_items: n_items as u8,
            n_blocks: n_blocks as u8,
            kinds,
        })
    }

    fn extent(self) -> Extent {
        Extent { letters: self.letters.into(), words: self.words.into() }
    }

    fn of_wide(place: u32) -> Self {
        let [low, high] = [place as u16, (place >> u16::BITS) as u16];
        Packed { letters: low, words: high, kinds: WIDE, ..Packed::default() }
    }

    fn place_of_wide(self) -> usize {
        usize::from(self.letters) | usize::from(self.words) << u16::BITS
    }
}

impl Measures {
    /// With room for so many elements.
    pub(super) fn of(n_elements: usize) -> Self {
        Measures { packed: vec![Packed::default(); n_elements], ..Measures::default() }
    }

    pub(super) fn set(&mut self, place: usize, measure: &Measure) {
        let kinds = self.kinds.number(measure.kinds());
        let kinds = kinds.filter(|&number| number != WIDE);
        self.packed[place] =
            kinds.and_then(|kinds| Packed::of(measure, kinds)).unwrap_or_else(|| {
                room::push(&mut self.wide, *measure);
                Packed::of_wide(self.wide.len() as u32 - 1)
            });
    }

    #[inline]
    pub(super) fn get(&self, place: usize) -> Measure {
        self.unpack(self.packed[place])
    }

    /// In the elements' order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Measure> + '_ {
        self.packed.iter().map(|&packed| self.unpack(packed))
    }

    /// How long the element's text is.
    pub(super) fn extent(&self, place: usize) -> Extent {
        let packed = self.packed[place];
        if packed.kinds == WIDE {
            return self.wide[packed.place_of_wide()].size;
        }
        packed.extent()
    }

    /// The sets alone.
    pub(super) fn kinds(&self, place: usize) -> Kinds {
        let packed = self.packed[place];
        if packed.kinds == WIDE {
            return self.wide[packed.place_of_wide()].kinds();
        }
        self.kinds.value(packed.kinds)
    }

    #[inline]
    fn unpack(&self, packed: Packed) -> Measure {
        if packed.kinds == WIDE {
            return self.wide[packed.place_of_wide()];
        }
        let Kinds { hints, controls, targets } = self.kinds.value(packed.kinds);
        Measure {
            size: packed.extent(),
            link_letters: packed.link_letters.into(),
            prose_letters: packed.prose_letters.into(),
            n_prose: packed.n_prose.into(),
            n_links: packed.n_links.into(),
            n_images: packed.n_images.into(),
            n_headings: packed.n_headings.into(),
            n_items: packed.n_items.into(),
            n_blocks: packed.n_blocks.into(),
            controls,
            targets,
            hints,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_come_out_as_they_went_in() {
        let small = Measure {
            size: Extent { letters: 65_535, words: 9000 },
            link_letters: 12,
            prose_letters: 60_000,
            n_links: 255,
            n_blocks: 3,
            hints: hint::NAV,
            controls: Control::EMAIL,
            ..Measure::default()
        };
        let large = Measure { prose_letters: 65_536, ..small };
        let many = Measure { n_links: 256, ..small };
        let all = [small, large, Measure::default(), many];
        let mut measures = Measures::of(all.len());
        for (place, measure) in all.iter().enumerate() {
            measures.set(place, measure);
        }
        assert_eq!(measures.iter().collect::<Vec<_>>(), all);
        assert_eq!(measures.wide, [large, many]);
    }

    #[test]
    fn more_kinds_than_there_are_numbers_are_told_apart() {
        let of = |n: u32| {
            let bits = hint::NAMES.iter().take(17).enumerate().filter(|(bit, _)| n >> bit & 1 == 1);
            Measure {
                hints: bits.map(|(_, &(hint, _))| hint).fold(Hints::NONE, Hints::or),
                ..Measure::default()
            }
        };
        let n = 70_000;
        let mut measures = Measures::of(n as usize);
        (0..n).for_each(|at| measures.set(at as usize, &of(at)));
        assert!((0..n).all(|at| measures.get(at as usize) == of(at)));
    }
}
