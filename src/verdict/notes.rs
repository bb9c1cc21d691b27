//! Notes: what the article's own marks lead to.
//!
//! In: which blocks stay. Out: more that stays: footnotes and sources, where a mark in the kept text links
//! to them; where the marks are numbers without links, a list that is called notes, or lines with these numbers. To the model they look like the lists of links that stand below an article, and most
//! truths that it learned from have none; but a reader who follows a mark must find its note.

use std::collections::HashMap;

use super::choice::Ruled;
use super::page::Page;
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline};

/// A mark is a number or a sign, in brackets or not.
const MAX_MARK_LETTERS: u32 = 5;

/// A note is no longer than this, in letters; what is, is a part of the text.
const MAX_NOTE_LETTERS: u32 = 3000;

/// Keeps the notes of what stays, and the heading over them.
pub(super) fn keep(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    let outline = page.outline;
    let (marks, numbers) = marks(outline, keeps);
    keep_numbered(page, rules, &numbers, keeps);
    if marks.is_empty() {
        return;
    }
    let mut keep = |at: usize| {
        keeps[at] |= rules.may_stay(&outline.blocks[at]);
    };
    for id in outline.ids() {
        // A note comes after its mark: what holds it, or comes before, is a post or a part of the text.
        let is_led_to = |name: &str| marks.get(name).is_some_and(|&mark| mark < id);
        let Some(note) = names(outline, id).any(is_led_to).then(|| note(outline, id)).flatten()
        else {
            continue;
        };
        let within = outline.blocks_in(&outline.subtree(note));
        let before = within.start.checked_sub(1);
        let is_heading = |at: &usize| outline.node(outline.blocks[*at].container).tag.is_heading();
        within.for_each(&mut keep);
        before.filter(is_heading).into_iter().for_each(&mut keep);
    }
}

/// The places in the page that marks in the kept text lead to, with the first mark of each; and the raised
/// numbers in it, each with its place.
fn marks<'o>(
    outline: &'o Outline,
    keeps: &[bool],
) -> (HashMap<&'o str, NodeId>, Vec<(u32, NodeId)>) {
    let (mut marks, mut numbers) = (HashMap::new(), Vec::new());
    let kept = outline.blocks.iter().zip(keeps).filter(|(_, keep)| **keep);
    for id in kept.flat_map(|(block, _)| block.nodes()) {
        if outline.node(id).tag == Tag::Sup {
            let number = outline.text_of(outline.subtree(id), 8).parse();
            numbers.extend(number.ok().map(|number| (number, id)));
        }
        let href = (outline.node(id).tag == Tag::A).then(|| outline.raw_attr(id, AttrName::Href));
        if let Some((_, name)) = href.flatten().and_then(|it| it.rsplit_once('#'))
            && !name.is_empty()
            && is_mark(outline, id)
        {
            marks.entry(name).or_insert(id);
        }
    }
    (marks, numbers)
}

/// Keeps the notes that are counted 1, 2, 3 as the raised numbers in the text are.
fn keep_numbered(page: &Page<'_>, rules: &Ruled, numbers: &[(u32, NodeId)], keeps: &mut [bool]) {
    /// One raised number may be a power.
    const MIN_NOTES: u32 = 2;
    /// So many are counted.
    const MAX_NOTES: u32 = 99;
    let outline = page.outline;
    let n_notes =
        (1..=MAX_NOTES).take_while(|it| numbers.iter().any(|(number, _)| number == it)).count();
    let n_notes = n_notes as u32;
    let Some(&(_, last)) = numbers.last().filter(|_| MIN_NOTES <= n_notes) else { return };
    let starts = outline.blocks.partition_point(|block| block.first <= last);
    let mut notes: Vec<usize> = Vec::new();
    let is_list = |&id: &NodeId| {
        let node = outline.node(id);
        node.tag.is_block()
            && outline.hints(id).any(hint::REFERENCES)
            && outline.measure(id).size.letters <= MAX_NOTE_LETTERS
    };
    if let Some(list) = (last..outline.nodes.len() as NodeId).find(is_list) {
        notes.extend(outline.blocks_in(&outline.subtree(list)));
    } else {
        let begins = |at: &usize, number: u32| {
            let text = outline.text_of(outline.blocks[*at].nodes(), 12);
            let text = text.trim_start_matches(['[', '(', '^']);
            let digits = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            digits.parse() == Ok(number)
        };
        let first = (starts..outline.blocks.len()).find(|at| begins(at, 1));
        let Some(first) = first else { return };
        let run = (1..=n_notes).map(|number| (first + number as usize - 1, number));
        let mut run = run.take_while(|(at, _)| *at < outline.blocks.len());
        if run.all(|(at, number)| begins(&at, number)) {
            notes.extend(first..(first + n_notes as usize).min(outline.blocks.len()));
        }
    }
    for at in notes {
        keeps[at] |= rules.may_stay(&outline.blocks[at]);
    }
}

/// Is the link a number or a sign, or a raised letter?
fn is_mark(outline: &Outline, id: NodeId) -> bool {
    let letters = outline.measure(id).size.letters;
    if letters == 0 || MAX_MARK_LETTERS < letters {
        return false;
    }
    let nodes = outline.subtree(id);
    let is_raised = outline.node(outline.node(id).parent).tag == Tag::Sup
        || nodes.clone().any(|it| outline.node(it).tag == Tag::Sup);
    is_raised || !outline.text_of(nodes, 40).contains(char::is_alphabetic)
}

/// What an element is called, as the target of a link.
fn names(outline: &Outline, id: NodeId) -> impl Iterator<Item = &str> {
    let named = [AttrName::Id, AttrName::Name];
    named.into_iter().filter_map(move |name| outline.raw_attr(id, name))
}

/// The note that is called so: the element, or where that is only an anchor, the block around it.
fn note(outline: &Outline, id: NodeId) -> Option<NodeId> {
    let is_block = |&it: &NodeId| outline.node(it).tag.is_block();
    let id = outline.self_and_ancestors(id).find(is_block)?;
    let measure = outline.measure(id);
    let letters = measure.size.letters;
    let is_note = 0 < letters && letters <= MAX_NOTE_LETTERS && measure.n_headings == 0;
    is_note.then_some(id)
}
