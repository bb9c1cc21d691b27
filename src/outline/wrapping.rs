//! A wrapping around the whole page that is hidden until the page's scripts have run.
//!
//! Pages that choose their colours or wait for their fonts deliver all they say in an element that can't be
//! seen, so that nothing flickers, and show it when they are ready. In: the outline as written. Out: the same
//! with that element in sight, where nothing to read stands outside it.

use super::node::{HIDDEN, NodeId, Outline, ROOT};
use crate::base::access;
use crate::base::tag::Tag;

/// The wrapping holds so much of the page's nodes.
const MIN_SHARE: f32 = 0.6;

/// A run of text with so many bytes may be read.
const MIN_BYTES: usize = 80;

/// So many of them stand in the wrapping at least.
const MIN_RUNS: usize = 3;

/// Shows the wrappings, one in the other.
pub(super) fn show(outline: &mut Outline) {
    let is_large = |outline: &Outline, id: &NodeId| {
        MIN_SHARE * outline.nodes.len() as f32 <= outline.subtree(*id).len() as f32
    };
    let mut next = Some(ROOT);
    while let Some(id) = next {
        let node = outline.node(id);
        let waits = node.is_hidden() && node.tag != Tag::Template && holds_all(outline, id);
        // What a page that isn't free hides may be what it withholds.
        if waits && !access::is_declared_not_free(&outline.source) {
            outline.nodes[id as usize].flags &= !HIDDEN;
        }
        next = outline.children(id).find(|it| is_large(outline, it));
    }
}

/// Does the element hold texts to read, and nothing outside of it is one?
fn holds_all(outline: &Outline, id: NodeId) -> bool {
    let is_run = |it: &NodeId| {
        let node = outline.node(*it);
        node.is_text() && MIN_BYTES <= node.span.n_bytes()
    };
    let within = outline.subtree(id);
    let mut outside = (ROOT..within.start).chain(within.end..outline.nodes.len() as NodeId);
    !outside.any(|it| is_run(&it)) && MIN_RUNS <= within.filter(is_run).count()
}
