//! What part of the page an element belongs to.
//!
//! In: the outline. Out: for each block the regions it stands in, inherited from what is around it.
//! A wrapper that holds the headline or much of the prose is no region, whatever its class says:
//! pages name their main wrapper `has-sidebar` or `comments-open`.

use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline, ROOT};

/// The regions that the container of each block stands in; the hints' words serve as their names.
pub(crate) fn regions(page: &Page<'_>) -> impl Iterator<Item = Hints> {
    let outline = page.outline;
    // The open elements that are regions, outermost first, each with all it stands in.
    let mut open: Vec<(NodeId, Hints)> = Vec::new();
    let mut next = ROOT + 1;
    outline.blocks.iter().map(move |block| {
        for id in outline.holders(next..block.first) {
            let own = own_region(page, id);
            if !own.is_empty() {
                leave(page, &mut open, id);
                open.push((id, open.last().map_or(own, |it| it.1.or(own))));
            }
        }
        next = next.max(block.first);
        leave(page, &mut open, block.first);
        let around = open.iter().rev().find(|(id, _)| *id <= block.container);
        around.map_or(Hints::NONE, |it| it.1)
    })
}

/// Forgets the elements that end before `id`.
fn leave(page: &Page<'_>, open: &mut Vec<(NodeId, Hints)>, id: NodeId) {
    while open.last().is_some_and(|&(it, _)| !page.outline.holds(it, id)) {
        open.pop();
    }
}

/// An element with more of the page's prose than this is the article's wrapper.
pub(crate) const MAX_PROSE_SHARE: f32 = 0.4;

/// The region that the element itself opens.
pub(crate) fn own_region(page: &Page<'_>, id: NodeId) -> Hints {
    let node = page.outline.node(id);
    if node.is_text() || !(node.tag.is_block() || node.tag == Tag::Other) {
        return Hints::NONE;
    }
    let by_tag = match node.tag {
        Tag::Nav | Tag::Menu => hint::NAV,
        Tag::Footer => hint::FOOTER,
        Tag::Aside => hint::SIDEBAR,
        Tag::Header => hint::HEADER,
        Tag::Dialog => hint::OVERLAY,
        _ => Hints::NONE,
    };
    let named = page.outline.hints(id).or(by_tag).or(by_role(page, id)).and(NAMES);
    if named.is_empty() {
        return Hints::NONE;
    }
    let share = page.outline.measure(id).prose_letters as f32 / page.prose_letters as f32;
    if MAX_PROSE_SHARE < share || page.holds_headline(id) { Hints::NONE } else { named }
}

const NAMES: Hints = hint::NAV
    .or(hint::FOOTER)
    .or(hint::SIDEBAR)
    .or(hint::HEADER)
    .or(hint::COMMENTS)
    .or(hint::RELATED)
    .or(hint::OVERLAY)
    .or(hint::CONSENT)
    .or(hint::TEASER);

fn by_role(page: &Page<'_>, id: NodeId) -> Hints {
    match page.outline.raw_attr(id, AttrName::Role) {
        Some("navigation" | "menu" | "menubar") => hint::NAV,
        Some("complementary") => hint::SIDEBAR,
        Some("banner") => hint::HEADER,
        Some("contentinfo") => hint::FOOTER,
        Some("dialog" | "alertdialog") => hint::OVERLAY,
        _ => Hints::NONE,
    }
}

/// Does it stand in what frames every page of the site: its header, menus and footer?
pub(super) fn in_frame(outline: &Outline, id: NodeId) -> bool {
    const REACH: usize = 6;
    const FRAMES: Hints = hint::FOOTER.or(hint::NAV).or(hint::HEADER);
    let frames = |id: NodeId| {
        let tag = outline.node(id).tag;
        matches!(tag, Tag::Footer | Tag::Nav | Tag::Header) || outline.hints(id).any(FRAMES)
    };
    outline.self_and_ancestors(id).take(REACH).any(frames)
}
