//! Cards: elements marked up alike, side by side, each with a title that leads to another page.
//!
//! In: the page and the blocks that are judged. Out: for each block the row of cards it stands in, if
//! any: how many they are, how many of them lead elsewhere, how long they are. Teasers of other
//! stories are such rows; so are the products of a review, whose titles lead to shops.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::page::Page;
use super::topic::{OtherWords, Overlap, Topic};
use crate::base::attr::AttrName;
use crate::base::fnv;
use crate::base::room;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline, ROOT};

/// Fewer that are alike are no row.
const MIN_CARDS: u32 = 3;
/// So many elements around a block are looked at for a card.
const REACH: usize = 7;
/// A card has no more words than this.
const MAX_WORDS: u32 = 150;
/// Its title is among so many elements and texts.
const MAX_NODES: NodeId = 400;
/// A title has so many letters.
const TITLE_LETTERS: std::ops::RangeInclusive<u32> = 10..=160;

/// A row of cards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) n_cards: u32,
    /// How many of them have a title that leads to another page, and how many to one of this site.
    pub(crate) n_titled: u32,
    pub(crate) n_own: u32,
    pub(crate) n_pictured: u32,
    pub(crate) letters: u32,
}

/// The rows of cards that blocks stand in.
pub(crate) struct Rows {
    /// For each block its place in `rows`.
    at: Vec<u32>,
    /// The first is that of blocks in none; most pages have few.
    rows: Vec<Row>,
}

impl Rows {
    /// The row that the block at this place stands in; one without cards where it's in none.
    pub(crate) fn of(&self, at: usize) -> Row {
        self.rows[self.at[at] as usize]
    }
}

/// The row of cards that each of `blocks` stands in.
pub(crate) fn rows(page: &Page<'_>, blocks: &[usize]) -> Rows {
    let mut cards = Cards { page, last: (ROOT, None) };
    let mut rows = vec![Row::default()];
    let mut place = |&at: &usize| {
        let Some(row) = cards.row(page.outline.blocks[at].container) else { return 0 };
        if rows.last() != Some(&row) {
            room::push(&mut rows, row);
        }
        rows.len() as u32 - 1
    };
    Rows { at: blocks.iter().map(&mut place).collect(), rows }
}

/// What was found of a page's cards so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By parent, the rows among its children with how those are marked up. Most parents have none.
    rows: RefCell<fnv::Map<NodeId, MarkedRows>>,
    /// The links with a title, in order, and whether each leads to a page of this site.
    titles: OnceCell<Vec<(NodeId, bool)>>,
}

/// Rows, each with how its cards are marked up, in the order of that.
type MarkedRows = Vec<(u64, Row)>;

impl Found {
    /// What `look` makes of the rows among the children of `parent`, which are looked for once.
    fn rows<T>(&self, page: &Page<'_>, parent: NodeId, look: impl FnOnce(&[(u64, Row)]) -> T) -> T {
        let mut found = self.rows.borrow_mut();
        look(found.entry(parent).or_insert_with(|| rows_in(page, parent)))
    }

    /// The first link with a title in the card; whether it leads to a page of this site.
    fn title(&self, page: &Page<'_>, card: NodeId) -> Option<bool> {
        let all = || page.outline.ids().filter_map(|id| Some((id, title(page, id)?))).collect();
        let titles: &Vec<_> = self.titles.get_or_init(all);
        let &(id, is_own) = titles.get(titles.partition_point(|&(id, _)| id < card))?;
        (id < page.outline.node(card).end.min(card + MAX_NODES)).then_some(is_own)
    }
}

struct Cards<'c, 'p> {
    page: &'c Page<'p>,
    /// What was found last: many blocks share a container.
    last: (NodeId, Option<Row>),
}

impl Cards<'_, '_> {
    fn row(&mut self, container: NodeId) -> Option<Row> {
        if self.last.0 == container {
            return self.last.1;
        }
        let outline = self.page.outline;
        let mut found = None;
        let mut card = container;
        for around in outline.ancestors(container).take(REACH) {
            if MAX_WORDS < outline.extent(card).words {
                break;
            }
            if !may_hold_row(outline, around) {
                card = around;
                continue;
            }
            found = self.page.cards.rows(self.page, around, |rows| {
                let like = || markup(outline, card);
                let at =
                    rows.first().and_then(|_| rows.binary_search_by_key(&like(), |it| it.0).ok());
                at.map(|at| rows[at].1)
            });
            if found.is_some() {
                break;
            }
            card = around;
        }
        self.last = (container, found);
        found
    }
}

/// Is there enough in the element for a row of cards?
fn may_hold_row(outline: &Outline, id: NodeId) -> bool {
    let measure = outline.measure(id);
    0 < measure.n_links
        && MIN_CARDS <= u32::from(measure.n_blocks)
        && outline.children(id).filter(|&it| !outline.node(it).is_text()).nth(2).is_some()
}

/// The rows of cards among an element's children, in the order of what they share.
fn rows_in(page: &Page<'_>, parent: NodeId) -> Vec<(u64, Row)> {
    let outline = page.outline;
    let mut rows: Vec<(u64, Row)> = Vec::new();
    for card in outline.children(parent).filter(|&id| !outline.node(id).is_text()) {
        let measure = outline.measure(card);
        if measure.n_blocks == 0 {
            continue;
        }
        let may_have_title = measure.n_links > 0 && measure.size.words <= MAX_WORDS;
        let title = if may_have_title { page.cards.title(page, card) } else { None };
        let row = Row {
            n_cards: 1,
            n_titled: u32::from(title.is_some()),
            n_own: u32::from(title == Some(true)),
            n_pictured: u32::from(measure.n_images > 0),
            letters: measure.size.letters,
        };
        let markup = markup(outline, card);
        match rows.last_mut() {
            Some((last, sum)) if *last == markup => sum.add(row),
            _ => rows.push((markup, row)),
        }
    }
    rows.sort_unstable_by_key(|&(markup, _)| markup);
    rows.dedup_by(|(markup, row), (before, sum)| {
        let is_same = markup == before;
        if is_same {
            sum.add(*row);
        }
        is_same
    });
    rows.retain(|(_, row)| MIN_CARDS <= row.n_cards && row.n_titled > 0);
    rows
}

impl Row {
    fn add(&mut self, other: Row) {
        self.n_cards += other.n_cards;
        self.n_titled += other.n_titled;
        self.n_own += other.n_own;
        self.n_pictured += other.n_pictured;
        self.letters += other.letters;
    }
}

/// What elements marked up alike share.
pub(super) fn markup(outline: &Outline, id: NodeId) -> u64 {
    markup_by(outline, id, outline.raw_attr(id, AttrName::Class).unwrap_or(""))
}

/// What elements share whose tag is the same and whose classes come to the same `class`.
pub(super) fn markup_by(outline: &Outline, id: NodeId, class: &str) -> u64 {
    fnv::mix_64(fnv::of(class.as_bytes()), outline.node(id).tag as u8)
}

/// Is it a link with a title that leads to another page? Then whether that's one of this site.
fn title(page: &Page<'_>, id: NodeId) -> Option<bool> {
    let outline = page.outline;
    if outline.node(id).tag != Tag::A || !TITLE_LETTERS.contains(&outline.extent(id).letters) {
        return None;
    }
    page.leads_within_site(outline.raw_attr(id, AttrName::Href)?)
}

/// The rows of teasers: cards whose titles lead to other pages of the site, beside the text.
pub(super) fn teasers(page: &Page<'_>) -> Vec<Teasers> {
    let outline = page.outline;
    let may_hold = |id: NodeId| {
        let measure = outline.measure(id);
        !outline.node(id).is_text()
            && MIN_CARDS <= u32::from(measure.n_links)
            && MIN_CARDS <= u32::from(measure.n_blocks)
    };
    let mut found: Vec<Teasers> = Vec::new();
    let mut text: Option<Text> = None;
    let mut at = ROOT + 1;
    while (at as usize) < outline.nodes.len() {
        if outline.node(at).is_text() {
            at += 1;
            continue;
        }
        if !may_hold(at) {
            at = outline.node(at).end;
            continue;
        }
        let largest = |rows: &[(u64, Row)]| {
            rows.iter().map(|&(_, row)| row).filter(is_teasers).max_by_key(|row| row.letters)
        };
        if may_hold_row(outline, at)
            && let Some(row) = page.cards.rows(page, at, largest)
            && let text = text.get_or_insert_with(|| Text::of(page))
            && !outline.holds(at, text.id)
            && !outline.holds(text.id, at)
            && !is_vetoed(page, at)
            && let Some(sign) = sign(page, &row, at, text)
        {
            let after = text.id < at;
            found.push(Teasers { nodes: outline.subtree(at), n_cards: row.n_cards, after, sign });
            at = outline.node(at).end;
            continue;
        }
        at += 1;
    }
    found
}

/// A row of teasers.
pub(super) struct Teasers {
    pub(super) nodes: Range<NodeId>,
    pub(super) n_cards: u32,
    /// Does it stand after the text, not before it?
    pub(super) after: bool,
    pub(super) sign: Sign,
}

/// What tells cards that are teasers from those that a page is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// They say less than the text.
    Short,
    /// They speak of other things.
    OtherWords(OtherWords),
}

fn is_teasers(row: &Row) -> bool {
    /// Cards that say more may be the page's text.
    const MAX_LETTERS: u32 = 500;
    row.n_cards * 8 <= row.n_own * 10
        && row.n_cards <= row.n_pictured * 2
        && row.letters <= MAX_LETTERS * row.n_cards
}

fn sign(page: &Page<'_>, row: &Row, id: NodeId, text: &mut Text) -> Option<Sign> {
    /// A card with no more letters than this says little.
    const SHORT_LETTERS: u32 = 350;
    /// A shorter text doesn't tell what it speaks of; in letters.
    const MIN_LETTERS: u32 = 800;
    if row.letters <= text.letters && row.letters <= SHORT_LETTERS * row.n_cards {
        return Some(Sign::Short);
    }
    // Where cards say more than the text, they may be what the page is for.
    if text.letters < MIN_LETTERS {
        return None;
    }
    let words = OtherWords::of(text.overlap_of(page, id), text.overlap_with_itself(page));
    words.map(Sign::OtherWords)
}

/// Does the element hold what the page itself calls its own?
pub(super) fn is_vetoed(page: &Page<'_>, id: NodeId) -> bool {
    let nodes = page.outline.subtree(id);
    page.headline.is_some_and(|it| nodes.contains(&it))
        || page.declares_body_in(&nodes)
        || page.declared.is_discussion
}

/// The element with the text: the one with the most prose of its own.
struct Text {
    id: NodeId,
    letters: u32,
    /// For each block how much of it and of those before it the text says; made when asked for.
    overlap_before: Vec<Overlap>,
}

impl Text {
    fn of(page: &Page<'_>) -> Self {
        let outline = page.outline;
        let mut own: fnv::Map<NodeId, u32> = fnv::Map::default();
        for block in outline.blocks.iter().filter(|block| block.is_prose() && !block.is_hidden) {
            *own.entry(outline.node(block.container).parent).or_default() += block.size.letters;
        }
        let most = own.into_iter().max_by_key(|&(id, letters)| (letters, std::cmp::Reverse(id)));
        let (id, letters) = most.unwrap_or((ROOT, 0));
        Text { id, letters, overlap_before: Vec::new() }
    }

    /// How much of what the element says the text says, too.
    fn overlap_of(&mut self, page: &Page<'_>, id: NodeId) -> Overlap {
        if self.overlap_before.is_empty() {
            self.overlap_before = self.overlap_before_each(page);
        }
        let blocks = page.outline.blocks_in(&page.outline.subtree(id));
        self.overlap_before[blocks.end] - self.overlap_before[blocks.start]
    }

    fn overlap_with_itself(&mut self, page: &Page<'_>) -> Overlap {
        self.overlap_of(page, self.id)
    }

    fn overlap_before_each(&self, page: &Page<'_>) -> Vec<Overlap> {
        let outline = page.outline;
        let (n, words) = (outline.blocks.len(), |at: usize| page.words(at));
        let is_text = |at: usize| {
            let block = &outline.blocks[at];
            block.is_prose() && !block.is_hidden && outline.holds(self.id, block.first)
        };
        Topic::of(n, &words).overlaps_before(n, &words, &is_text)
    }
}
