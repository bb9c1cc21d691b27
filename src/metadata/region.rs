//! Follows one open element to its end without a tree.
//!
//! In: the tags after an element's start. Out: whether it has ended. It counts the tags of the
//! element's own name, which is exact where they are balanced; `outline` alone builds the tree.

use crate::base::tag::Tag;

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    tag: Tag,
    depth: u32,
}

/// Is the element still open?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Open,
    Ended,
}

impl Region {
    pub(super) fn new(tag: Tag) -> Self {
        Region { tag, depth: 1 }
    }

    /// A start tag of an element that holds content.
    pub(super) fn start_tag(&mut self, tag: Tag) -> Reach {
        if self.tag == Tag::P && tag.closes_p() {
            return Reach::Ended;
        }
        self.depth += u32::from(tag == self.tag);
        Reach::Open
    }

    pub(super) fn end_tag(&mut self, tag: Tag) -> Reach {
        self.depth -= u32::from(tag == self.tag);
        if self.depth == 0 { Reach::Ended } else { Reach::Open }
    }
}
