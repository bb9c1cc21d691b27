//! What part of the page an element belongs to.
//!
//! In: the outline. Out: for each node the regions it stands in, inherited from what is around it.
//! A wrapper that holds the headline or much of the prose is no region, whatever its class says:
//! pages name their main wrapper `has-sidebar` or `comments-open`.

use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::outline::NodeId;

/// The regions a node stands in; the hints' words serve as their names.
pub(crate) fn regions(page: &Page<'_>) -> Vec<Hints> {
    let outline = page.outline;
    let mut regions = vec![Hints::NONE; outline.nodes.len()];
    for id in outline.ids().skip(1) {
        let inherited = regions[outline.node(id).parent as usize];
        regions[id as usize] = inherited.or(own_region(page, id));
    }
    regions
}

/// An element with more of the page's prose than this is the article's wrapper.
pub(crate) const MAX_PROSE_SHARE: f32 = 0.4;

/// The region that the element itself opens.
pub(crate) fn own_region(page: &Page<'_>, id: NodeId) -> Hints {
    let node = page.outline.node(id);
    if node.is_text() || !(node.tag.is_block() || node.tag == Tag::Other) {
        return Hints::NONE;
    }
    let measure = page.outline.measure(id);
    let by_tag = match node.tag {
        Tag::Nav | Tag::Menu => hint::NAV,
        Tag::Footer => hint::FOOTER,
        Tag::Aside => hint::SIDEBAR,
        Tag::Header => hint::HEADER,
        Tag::Dialog => hint::OVERLAY,
        _ => Hints::NONE,
    };
    let named = page.outline.hints(id).or(by_tag).or(by_role(page, id)).and(NAMES);
    let share = measure.prose_letters as f32 / page.prose_letters as f32;
    if named.is_empty() || MAX_PROSE_SHARE < share || page.holds_headline(id) {
        return Hints::NONE;
    }
    named
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
