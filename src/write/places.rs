//! Links from one place of the article to another, such as from a mark to its note and back.
//!
//! In: while the tree is built, the names that the page gives to what is written. Out: the tree for
//! a file: what a link leads to has an id, and the link leads to that, not to the page. The ids are
//! ours: a page's may be anything. The reader view finds places by their words, and gets no ids.

use std::collections::{BTreeMap, HashMap, HashSet};

use url::Url;

use super::export::Format;
use super::nodes::is_inline;
use super::tree::{Attribute, ElementName as Name, Op, Tree};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::url as address;
use crate::outline::{NodeId, Outline};

/// The attribute that tells marks and notes, in words of EPUB's.
pub(super) const KIND: &str = "epub:type";
pub(super) const NOTEREF: &str = "noteref";
pub(super) const FOOTNOTE: &str = "footnote";
/// From a note to its mark.
pub(super) const BACKLINK: &str = "backlink";

/// What the page calls the elements that are written.
#[derive(Debug)]
pub(super) struct Places {
    base: Url,
    /// Addresses of the page, without fragments.
    page: Vec<String>,
    /// The numbers of the places, by their names as fragments have them.
    numbers: HashMap<String, usize>,
    /// For each number the one that stands for it, where one element has several names.
    same: Vec<usize>,
    /// The place whose element hasn't been written yet.
    pending: Option<usize>,
    /// What the links so far lead to.
    led_to: HashSet<String>,
}

impl Places {
    /// None so far, on the page at `base`, which may call another address its own.
    pub(super) fn new(base: &Url, canonical: Option<&str>) -> Self {
        let page = [Some(base.as_str()), canonical].into_iter().flatten();
        let page = page.map(|it| it.split('#').next().unwrap_or_default().to_owned()).collect();
        Places {
            base: base.clone(),
            page,
            numbers: HashMap::new(),
            same: Vec::new(),
            pending: None,
            led_to: HashSet::new(),
        }
    }

    /// The place in the page that an address leads to.
    fn fragment<'h>(&self, href: &'h str) -> Option<&'h str> {
        let (page, fragment) = href.split_once('#')?;
        (!fragment.is_empty() && self.page.iter().any(|it| it == page)).then_some(fragment)
    }

    /// Does a link of the tree lead into the page?
    pub(super) fn has_link(&self, tree: &Tree) -> bool {
        let leads_in =
            |attrs: &[Attribute]| href(attrs).is_some_and(|it| self.fragment(it).is_some());
        let is_link = |op: &Op| matches!(op, Op::Open { tag: Name::A, attrs } if leads_in(attrs));
        tree.ops.iter().any(is_link)
    }

    /// An element is about to be written: its names are the next place's.
    pub(super) fn meet(&mut self, outline: &Outline, id: NodeId) {
        let link = link_of(outline, &self.base, id);
        let led_to = link.as_deref().and_then(|it| self.fragment(it)).map(str::to_owned);
        self.led_to.extend(led_to);
        for name in self.names(outline, id) {
            if !self.numbers.contains_key(&name) {
                let number = self.pending.unwrap_or_else(|| self.next_number());
                self.pending = Some(number);
                self.numbers.insert(name, number);
            }
        }
    }

    fn next_number(&mut self) -> usize {
        self.same.push(self.same.len());
        self.same.len() - 1
    }

    /// What the page calls an element, as fragments have it.
    fn names(&self, outline: &Outline, id: NodeId) -> Vec<String> {
        let is_anchor = outline.node(id).tag == Tag::A;
        let name = is_anchor.then(|| outline.attr(id, AttrName::Name)).flatten();
        let names = [outline.attr(id, AttrName::Id), name].into_iter().flatten();
        let fragment = |name: std::borrow::Cow<'_, str>| {
            let mut url = self.base.clone();
            url.set_fragment(Some(&name));
            url.fragment().filter(|it| !it.is_empty()).map(str::to_owned)
        };
        names.filter_map(fragment).collect()
    }

    /// Gives the element that is written the place that waits for one.
    pub(super) fn settle(&mut self, tag: Name, attrs: &mut Vec<Attribute>) {
        if !may_be_place(tag) {
            return;
        }
        let Some(number) = self.pending.take() else { return };
        match attrs.iter().find(|(name, _)| *name == "id").and_then(|(_, it)| it.parse().ok()) {
            Some(own) => self.same[number] = own,
            None => attrs.push(("id", number.to_string())),
        }
    }

    /// The element was empty and is gone: its place is the next one's.
    pub(super) fn unsettle(&mut self, attrs: &[Attribute]) {
        if let Some(number) = number(attrs) {
            match self.pending {
                Some(next) if next != number => self.same[number] = next,
                _ => self.pending = Some(number),
            }
        }
    }

    /// Does the sign lead from a note back to its mark: to something above, where a link leads here?
    pub(super) fn leads_back(&self, outline: &Outline, id: NodeId) -> bool {
        /// How deep in its note such a sign stands.
        const DEPTH: usize = 5;
        /// How many nodes after an anchor with the note's name.
        const REACH: usize = 200;
        let text = outline.text_of(outline.subtree(id), 40);
        let is_sign = text.contains(['↩', '↑', '⤴', '⏎', '↵', '⮌', '^']);
        let link = link_of(outline, &self.base, id);
        let Some(target) = link.as_deref().and_then(|it| self.fragment(it)) else { return false };
        if !is_sign || !self.numbers.contains_key(target) {
            return false;
        }
        let block = outline.ancestors(id).find(|&it| outline.node(it).tag.is_block()).unwrap_or(id);
        let around = outline.ancestors(id).take(DEPTH);
        let names: Vec<String> = around
            .chain((block..id).rev().take(REACH))
            .flat_map(|it| self.names(outline, it))
            .collect();
        names.iter().any(|it| self.led_to.contains(it)) && !names.iter().any(|it| it == target)
    }

    /// The number of the element that an address leads to.
    fn target(&self, href: &str) -> Option<usize> {
        let mut number = *self.numbers.get(self.fragment(href)?)?;
        // Each stands for the ones before it; a circle can't be longer than all of them.
        for _ in 0..self.same.len() {
            let next = self.same[number];
            if next == number {
                break;
            }
            number = next;
        }
        Some(number)
    }

    /// The tree with links to its own places, and ids where they lead, as the format has them: a page has all;
    /// a book tells marks and notes besides, so that a note can be shown beside its mark; in text there are
    /// marks and notes alone, and links back, which readers of Markdown make themselves.
    pub(super) fn linked(&self, tree: &Tree, format: Format) -> Tree {
        let ends = self.ends(tree, format);
        let is_text = matches!(format, Format::Markdown | Format::Text);
        let mut written = HashSet::new();
        let mut ops = tree.ops.clone();
        for (at, op) in tree.ops.iter().enumerate() {
            let Op::Open { tag, attrs } = op else { continue };
            if number(attrs).is_none() && (*tag != Name::A || href(attrs).is_none()) {
                continue;
            }
            let own = number(attrs).filter(|it| written.insert(*it)).and_then(|it| ends.get(&it));
            let own = own.filter(|it| it.is_note || !is_text);
            let target = href(attrs).and_then(|it| self.target(it)).and_then(|it| ends.get(&it));
            let leads_back = |it: &End| is_text && it.at < at && is_mark(&tree.ops, at);
            let kind = match (target, own) {
                (Some(it), _) if *tag == Name::A && it.is_note => Some(NOTEREF),
                (Some(it), _) if *tag == Name::A && leads_back(it) => Some(BACKLINK),
                (_, Some(it)) if it.is_note => Some(FOOTNOTE),
                _ => None,
            };
            let mut new: Vec<Attribute> = attrs.iter().filter(|it| it.0 != "id").cloned().collect();
            let target = target.filter(|it| it.is_note || !is_text);
            if let (Some(target), Some(link)) = (target, new.iter_mut().find(|it| it.0 == "href")) {
                link.1 = format!("#{}", target.id);
            }
            new.extend(own.map(|it| ("id", it.id.clone())));
            let kind = kind.filter(|_| format != Format::Page);
            new.extend(kind.map(|it| (KIND, it.to_owned())));
            ops[at] = Op::open_with(*tag, new);
        }
        Tree { ops }
    }

    /// The elements that links lead to, by their numbers, named in their order.
    fn ends(&self, tree: &Tree, format: Format) -> BTreeMap<usize, End> {
        let mut links: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut elements = Vec::new();
        for (at, op) in tree.ops.iter().enumerate() {
            let Op::Open { tag, attrs } = op else { continue };
            elements.extend(number(attrs).map(|it| (at, *tag, it)));
            if let Some(target) =
                href(attrs).filter(|_| *tag == Name::A).and_then(|it| self.target(it))
            {
                links.entry(target).or_default().push(at);
            }
        }
        let mut ends: BTreeMap<usize, End> = BTreeMap::new();
        let mut labels = HashSet::new();
        for (at, tag, number) in elements {
            let Some(links) = links.get(&number).filter(|_| !ends.contains_key(&number)) else {
                continue;
            };
            let is_heading = matches!(tag, Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6);
            // All that leads to a note is its marks.
            let are_marks = links.iter().all(|&it| it > at || is_mark(&tree.ops, it));
            let is_note = !is_inline(&tag) && !is_heading && are_marks && links[0] < at;
            let in_markdown = format == Format::Markdown;
            let is_note = is_note && (!in_markdown || matches!(tag, Name::Li | Name::P | Name::Dd));
            let label = label_of(&text_of(&tree.ops, links[0]));
            let label = label.filter(|it| in_markdown && is_note && labels.insert(it.clone()));
            let id = label.unwrap_or_else(|| format!("place-{}", ends.len() + 1));
            ends.insert(number, End { id, is_note, at });
        }
        ends
    }
}

/// An element that a link leads to.
struct End {
    id: String,
    is_note: bool,
    /// Its place in the tree.
    at: usize,
}

/// What a mark says, where it's a number or a letter.
fn label_of(mark: &str) -> Option<String> {
    const AROUND: [char; 4] = ['[', ']', '(', ')'];
    let label: String =
        mark.chars().filter(|it| !it.is_whitespace() && !AROUND.contains(it)).collect();
    let is_plain = !label.is_empty() && label.bytes().all(|it| it.is_ascii_alphanumeric());
    is_plain.then_some(label)
}

/// Elements that stay what they are in every format.
fn may_be_place(tag: Name) -> bool {
    let is_part = matches!(
        tag,
        Name::Thead
            | Name::Tbody
            | Name::Tfoot
            | Name::Caption
            | Name::Figcaption
            | Name::Summary
            | Name::Details
            | Name::Ruby
            | Name::Rt
            | Name::Rp
            | Name::Bdo
            | Name::Time
    );
    !is_part && !tag.is_void()
}

fn href(attrs: &[Attribute]) -> Option<&str> {
    attrs.iter().find(|(name, _)| *name == "href").map(|(_, href)| href.as_str())
}

fn number(attrs: &[Attribute]) -> Option<usize> {
    attrs.iter().find(|(name, _)| *name == "id").and_then(|(_, it)| it.parse().ok())
}

fn link_of(outline: &Outline, base: &Url, id: NodeId) -> Option<String> {
    let href = (outline.node(id).tag == Tag::A).then(|| outline.attr(id, AttrName::Href)).flatten();
    address::link(Some(base), &href?)
}

/// Is the link a number or a sign, or a raised letter?
fn is_mark(ops: &[Op], at: usize) -> bool {
    const MAX_LETTERS: usize = 5;
    /// A bracket may stand before it, and emphasis around it.
    const REACH: usize = 3;
    let raises = |op: &Op| matches!(op, Op::Open { tag: Name::Sup, .. });
    let before = ops[..at].iter().rev().take(REACH);
    let is_raised = before.take_while(|op| !matches!(op, Op::Close)).any(raises)
        || element_at(ops, at).iter().any(raises);
    let text = text_of(ops, at);
    let n_letters = text.chars().filter(|c| !c.is_whitespace()).count();
    (1..=MAX_LETTERS).contains(&n_letters) && (is_raised || !text.contains(char::is_alphabetic))
}

/// All text of the element that begins at `at`.
fn text_of(ops: &[Op], at: usize) -> String {
    let texts = element_at(ops, at).iter().filter_map(|op| match op {
        Op::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The element that begins at `at`.
fn element_at(ops: &[Op], at: usize) -> &[Op] {
    let mut depth = 0;
    let end = ops[at..].iter().position(|op| {
        depth += match op {
            Op::Open { .. } => 1,
            Op::Close => -1,
            Op::Text(_) | Op::Removed(_) => 0,
        };
        depth == 0
    });
    &ops[at..end.map_or(ops.len(), |it| at + it + 1)]
}
