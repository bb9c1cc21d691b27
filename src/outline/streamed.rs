//! Parts of a page that its server sent late.
//!
//! React streams a page: where a part isn't ready it writes a placeholder, `<template id="B:0">`
//! or `P:0`, and sends the part at the end of the body as `<div hidden id="S:0">`, which a script
//! then moves. The part was delivered and meant to be seen, so here it takes its place without the
//! script. In: the outline as written. Out: the outline as read.

use std::collections::HashMap;

use super::node::{HIDDEN, Node, NodeId, Outline, ROOT};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;

/// Moves late parts to their places.
pub(super) fn put_in_place(outline: &mut Outline) {
    let parts = late_parts(outline);
    if parts.is_empty() {
        return;
    }
    let places = placeholders(outline, &parts);
    for &part in parts.values() {
        outline.nodes[part as usize].flags &= !HIDDEN;
    }
    if !places.is_empty() {
        reorder(outline, &places);
    }
}

fn late_parts(outline: &Outline) -> HashMap<String, NodeId> {
    let mut parts = HashMap::new();
    for id in outline.marked(Node::is_hidden) {
        if let Some(number) = number(outline, id, &["S:"]) {
            parts.insert(number.to_owned(), id);
        }
    }
    parts
}

/// For each placeholder the part that belongs there; each part has one place.
fn placeholders(outline: &Outline, parts: &HashMap<String, NodeId>) -> HashMap<NodeId, NodeId> {
    let mut taken: HashMap<NodeId, NodeId> = HashMap::new();
    for id in outline.marked(|node| node.tag == Tag::Template) {
        let part = number(outline, id, &["B:", "P:"]).and_then(|number| parts.get(number));
        if let Some(&part) = part
            && !outline.holds(part, id)
        {
            taken.entry(part).or_insert(id);
        }
    }
    taken.into_iter().map(|(part, place)| (place, part)).collect()
}

fn number<'o>(outline: &'o Outline, id: NodeId, prefixes: &[&str]) -> Option<&'o str> {
    let value = outline.raw_attr(id, AttrName::Id)?;
    let number = prefixes.iter().find_map(|prefix| value.strip_prefix(prefix))?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(number)
}

/// What a reader saw in the placeholder's stead: the siblings up to the comment that ends it.
fn stand_ins(outline: &Outline, place: NodeId) -> Vec<NodeId> {
    let is_late = number(outline, place, &["B:"]).is_some();
    let start = outline.node(place).span.end as usize;
    let Some(end) = is_late.then(|| end_of_late(&outline.source[start..])).flatten() else {
        return Vec::new();
    };
    let parent = outline.node(outline.node(place).parent);
    let mut next = outline.node(place).end;
    let mut found = Vec::new();
    while next < parent.end && (outline.node(next).span.start as usize) < start + end {
        found.push(next);
        next = outline.node(next).end;
    }
    found
}

/// Where the comment stands that ends a part which isn't ready; such parts nest.
fn end_of_late(markup: &str) -> Option<usize> {
    /// Stand-ins are short, in bytes.
    const MAX_BYTES: usize = 20_000;
    let markup = &markup.as_bytes()[..markup.len().min(MAX_BYTES)];
    let mut depth = 0;
    for at in memchr::memmem::find_iter(markup, "<!--") {
        match &markup[at + 4..] {
            [b'/', b'$', b'-', ..] if depth == 0 => return Some(at),
            [b'/', b'$', b'-', ..] => depth -= 1,
            [b'$', ..] => depth += 1,
            _ => {}
        }
    }
    None
}

/// Writes the nodes in their new order: each placeholder gives way to what its part holds.
fn reorder(outline: &mut Outline, places: &HashMap<NodeId, NodeId>) {
    let mut moved: std::collections::HashSet<NodeId> = places.values().copied().collect();
    for &place in places.keys() {
        moved.extend(stand_ins(outline, place));
    }
    let mut new = Outline::default();
    // Runs of siblings still to write, with their new parent.
    let mut ahead = vec![(ROOT..1, ROOT)];
    while let Some((run, parent)) = ahead.pop() {
        let id = run.start;
        if run.end <= id {
            continue;
        }
        let node = *outline.node(id);
        ahead.push((node.end..run.end, parent));
        if let Some(&part) = places.get(&id) {
            ahead.push((part + 1..outline.node(part).end, parent));
        } else if !moved.contains(&id) {
            let at = new.nodes.len() as NodeId;
            new.push(Node { parent, end: at + 1, ..node }, outline.element(id));
            ahead.push((id + 1..node.end, at));
        }
    }
    for id in (1..new.nodes.len()).rev() {
        let Node { parent, end, .. } = new.nodes[id];
        let around = &mut new.nodes[parent as usize];
        around.end = around.end.max(end);
    }
    new.source = std::mem::take(&mut outline.source);
    new.attrs = std::mem::take(&mut outline.attrs);
    *outline = new;
    outline.mark();
}

#[cfg(test)]
mod tests {
    use crate::options::Options;
    use crate::reader::Reader;

    const PROSE: &str = "which is long enough to be read as prose by anyone at all who looks at it, once or twice over";

    fn text(page: &str) -> String {
        let mut reader = Reader::new(Options::new());
        reader.write(page.as_bytes());
        reader.finish().text()
    }

    #[test]
    fn late_parts_stand_where_they_belong() {
        let page = format!(
            "<main><p>One, {PROSE}.</p><template id=\"B:0\"></template><p>Four, {PROSE}.</main>\
             <div hidden id=\"S:0\"><p>Two, {PROSE}.</p><template id=\"P:1\"></template></div>\
             <div hidden id=\"S:1\"><p>Three, {PROSE}.</div>"
        );
        let text = text(&page);
        let order: Vec<&str> = text.lines().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(order, ["One", "Two", "Three", "Four"]);
    }

    #[test]
    fn what_is_merely_hidden_stays_so() {
        let page = format!(
            "<p>{PROSE}. {PROSE}.<p>{PROSE}. {PROSE}.<div hidden id=S>Hidden, {PROSE}.</div>"
        );
        assert!(!text(&page).contains("Hidden"));
        let page =
            format!("<p>{PROSE}. {PROSE}.<p>{PROSE}.<p hidden id=\"S:x y\">Hidden, {PROSE}.");
        assert!(!text(&page).contains("Hidden"));
    }

    #[test]
    fn a_part_inside_itself_is_no_loop() {
        let page = format!(
            "<p>{PROSE}. {PROSE}. {PROSE}.<div hidden id=\"S:0\"><p>In, {PROSE}.<template id=\"B:0\"></template></div>"
        );
        assert!(text(&page).contains("In,"));
    }
}
