//! What the learned model looks at, a row of numbers a block.
//!
//! In: the page, its regions, and what the rules say. Out: a row of features for a block that is
//! judged, a byte each. Nothing here knows a word of any language but what the lexicon says, nor any site:
//! the numbers are sizes, places, tags and neighbours, so that they mean the same on any page.

use std::ops::Range;

use super::cards;
use super::choice::Ruled;
use super::model::{N_FEATURES, byte};
use super::page::Page;
use super::region;
use super::role;
use super::topic::{self, Topic};
use crate::base::fnv;
use crate::base::hint::{self, Hints};
use crate::base::lexicon::Phrases;
use crate::base::room;
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind, Control, Measure, NodeId, Outline, ROOT, Target};

/// One block's features.
pub(crate) type Row = [u8; N_FEATURES];

/// How many elements around a block's container are looked at.
pub(crate) const N_AROUND: usize = 4;

/// The blocks that are judged, with what the model needs of them.
pub(crate) struct Judged {
    /// Their places in the outline's blocks.
    pub(crate) blocks: Vec<usize>,
    /// The first node of each.
    firsts: Vec<NodeId>,
    /// For each of them which kind it is of: those marked up alike.
    like: Vec<u32>,
    likes: Vec<Like>,
    topic: Topic,
}

impl Judged {
    /// The blocks with text that isn't hidden.
    pub(crate) fn of(page: &Page<'_>, rules: &Ruled) -> Self {
        let outline = page.outline;
        let is_inside =
            |block: &Block| rules.root.is_none_or(|root| outline.holds(root, block.first));
        let is_judged = |block: &Block| {
            block.kind == BlockKind::Text
                && !block.is_hidden
                && block.size.letters > 0
                && (is_inside(block)
                    || (MIN_LETTERS_OUTSIDE <= block.size.letters
                        && block.link_density() < MAX_DENSITY_OUTSIDE))
        };
        let mut blocks = Vec::new();
        for (at, _) in outline.blocks.iter().enumerate().filter(|(_, block)| is_judged(block)) {
            room::push(&mut blocks, at);
        }
        let topic = Topic::of(blocks.len(), &|at| page.words(blocks[at]));
        let firsts = blocks.iter().map(|&at| outline.blocks[at].first).collect();
        let (like, likes) = likes(page, &blocks);
        Judged { blocks, firsts, like, likes, topic }
    }

    /// A number that blocks marked up alike share.
    pub(crate) fn like(&self, at: usize) -> u32 {
        self.like[at]
    }

    /// How many kinds there are.
    pub(crate) fn n_likes(&self) -> usize {
        self.likes.len()
    }

    /// The judged blocks in the elements around one of them, from the inside out.
    pub(crate) fn around(&self, outline: &Outline, at: usize) -> [Range<usize>; N_AROUND] {
        let mut places = at..at + 1;
        elements(outline, outline.blocks[self.blocks[at]].container).map(|id| {
            let nodes = outline.subtree(id);
            places =
                self.first_from(places.start, nodes.start)..self.end_from(places.end, nodes.end);
            places.clone()
        })
    }

    /// The first of the judged blocks that starts at `node` or after, no later than the one at `from`, which
    /// does; it's mostly near.
    fn first_from(&self, from: usize, node: NodeId) -> usize {
        let (mut low, mut high, mut step) = (0, from, 1);
        while let Some(probe) = from.checked_sub(step) {
            if self.firsts[probe] < node {
                low = probe + 1;
                break;
            }
            high = probe;
            step *= 2;
        }
        low + self.firsts[low..high].partition_point(|&first| first < node)
    }

    /// The first of them that starts at `node` or after, no earlier than the one at `from`.
    fn end_from(&self, from: usize, node: NodeId) -> usize {
        let (mut low, mut step) = (from, 1);
        while let Some(&first) = self.firsts.get(from + step - 1)
            && first < node
        {
            low = from + step;
            step *= 2;
        }
        let high = self.firsts.len().min(from + step);
        low + self.firsts[low..high].partition_point(|&first| first < node)
    }
}

/// Adds what the words say to the row of the block at place `at`: of itself, and of its neighbours.
pub(crate) fn add_word_scores(row: &mut Row, at: usize, scores: &[f32]) {
    let score = |at: Option<usize>| at.and_then(|at| scores.get(at)).copied();
    let said = [Some(at), at.checked_sub(1), Some(at + 1)];
    for (feature, place) in row[N_FEATURES - 3..].iter_mut().zip(said) {
        *feature = byte::between(-4.0, 4.0, score(place).unwrap_or(0.0));
    }
}

/// Writes features in their order, which is all that ties them to the model's.
struct Writer<'r> {
    row: &'r mut Row,
    next: usize,
}

impl Writer<'_> {
    fn put(&mut self, byte: u8) {
        self.row[self.next] = byte;
        self.next += 1;
    }

    fn flag(&mut self, value: bool) {
        self.put(u8::from(value));
    }

    fn size(&mut self, value: f32) {
        self.put(byte::size(value));
    }

    fn share(&mut self, value: f32) {
        self.put(byte::share(value));
    }
}

/// What is inherited from the elements around.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Inherited {
    hints: Hints,
    tags: u16,
    depth: u16,
}

/// A value for each block; neighbours have mostly the same, which is kept once.
struct ByBlock<V> {
    values: Vec<V>,
    /// For each block its value's place.
    at: Vec<u32>,
}

impl<V: Copy + PartialEq> ByBlock<V> {
    fn of(all: impl ExactSizeIterator<Item = V>) -> Self {
        let mut by_block = ByBlock { values: Vec::new(), at: Vec::with_capacity(all.len()) };
        for value in all {
            if by_block.values.last() != Some(&value) {
                room::push(&mut by_block.values, value);
            }
            by_block.at.push(by_block.values.len() as u32 - 1);
        }
        by_block
    }

    fn of_block(&self, at: usize) -> &V {
        &self.values[self.at[at] as usize]
    }
}

const IN: &[Tag] = &[
    Tag::Li,
    Tag::Table,
    Tag::Blockquote,
    Tag::Figure,
    Tag::Header,
    Tag::Footer,
    Tag::Aside,
    Tag::Nav,
    Tag::Form,
    Tag::Section,
    Tag::Article,
    Tag::Main,
    Tag::Details,
    Tag::Pre,
];

/// Hints that an element hands down to what it holds, unless it holds most of the page.
const HANDED_DOWN: &[Hints] = &[
    hint::NAV,
    hint::FOOTER,
    hint::SIDEBAR,
    hint::HEADER,
    hint::COMMENTS,
    hint::RELATED,
    hint::OVERLAY.or(hint::CONSENT),
    hint::TEASER,
    hint::PROMO,
    hint::META,
    hint::SHARE,
    hint::AUTHOR_BOX,
    hint::NEWSLETTER.or(hint::SUBSCRIBE),
    hint::SIGN_IN.or(hint::OFFER),
    hint::AD.or(hint::SPONSORED),
    hint::CAPTION.or(hint::GALLERY),
    hint::TOC,
    hint::KEY_POINTS.or(hint::PULL_QUOTE),
    hint::REFERENCES,
    hint::BYLINE,
    hint::POST,
    hint::CONTENT,
    hint::NO_PRINT.or(hint::HIDDEN),
    hint::AFFILIATE.or(hint::EVENT).or(hint::DONATE).or(hint::SURVEY).or(hint::AUDIO),
];

/// Hints that count anywhere in a branch.
const BRANCH: &[Hints] = &[
    hint::RELATED.or(hint::TEASER),
    hint::COMMENTS,
    hint::AUTHOR_BOX,
    hint::NEWSLETTER.or(hint::SUBSCRIBE),
    hint::SIDEBAR.or(hint::FOOTER).or(hint::NAV),
    hint::PROMO.or(hint::OFFER).or(hint::AD),
    hint::SHARE.or(hint::META),
];

const PHRASES: &[Phrases] = &[
    Phrases::RELATED,
    Phrases::NEWSLETTER,
    Phrases::SIGN_IN.or(Phrases::OFFER).or(Phrases::APP),
    Phrases::SPONSORED.or(Phrases::SLOT),
    Phrases::SHARE,
    Phrases::AUTHOR_BOX,
    Phrases::COMMENTS,
];

/// Blocks outside the rules' article that are links to this share aren't judged: they go.
const MAX_DENSITY_OUTSIDE: f32 = 0.8;
/// Nor are shorter ones there, in letters.
const MIN_LETTERS_OUTSIDE: u32 = 20;

/// Blocks that are marked up alike.
#[derive(Clone, Copy, Default)]
struct Like {
    n_blocks: f32,
    letters: f32,
    prose: f32,
    link_letters: f32,
}

/// There is no heading before the block.
const NO_HEADING: u32 = u32::MAX;

/// Makes the rows.
pub(crate) struct Rows<'r, 'p> {
    page: &'r Page<'p>,
    rules: &'r Ruled,
    blocks: &'r [usize],
    /// What the container of each judged block inherits.
    inherited: ByBlock<Inherited>,
    judged: &'r Judged,
    /// Prose letters before each judged block.
    prose_before: Vec<f32>,
    /// How many blocks it is to the last block of prose and to the next.
    to_prose: Vec<[u8; 2]>,
    /// The last heading before each judged block, as a place among the judged.
    heading: Vec<u32>,
    repeats: Vec<bool>,
    topic: Topics,
    cards: cards::Rows,
    headline_at: Option<usize>,
    root: Range<NodeId>,
    root_around: Vec<NodeId>,
    root_depth: usize,
    root_at: Range<usize>,
    /// The element with the most prose of its own, and the elements around it, from the inside out.
    heart: Vec<NodeId>,
    /// Letters of a prose block in the heart, on average.
    heart_letters: f32,
    /// What is the same in all rows.
    whole_page: [u8; N_WHOLE_PAGE],
}

impl<'r, 'p> Rows<'r, 'p> {
    pub(crate) fn new(page: &'r Page<'p>, rules: &'r Ruled, judged: &'r Judged) -> Self {
        let (outline, blocks) = (page.outline, judged.blocks.as_slice());
        let at = |place: usize| &outline.blocks[blocks[place]];
        let mut prose_before = Vec::with_capacity(blocks.len());
        let mut heading = Vec::with_capacity(blocks.len());
        let (mut prose, mut last_heading) = (0.0, NO_HEADING);
        for place in 0..blocks.len() {
            let block = at(place);
            prose_before.push(prose);
            heading.push(last_heading);
            if block.is_prose() {
                prose += block.size.letters as f32;
            }
            if outline.node(block.container).tag.is_heading() {
                last_heading = place as u32;
            }
        }
        let headline_at = page.headline.and_then(|headline| {
            let place = blocks.partition_point(|&it| outline.blocks[it].first < headline);
            (place < blocks.len()).then_some(place)
        });
        let root = rules.root.map_or(0..0, |root| outline.subtree(root));
        let root_around: Vec<NodeId> =
            rules.root.map_or_else(Vec::new, |it| outline.ancestors(it).collect());
        let root_at = blocks.partition_point(|&it| outline.blocks[it].first < root.start)
            ..blocks.partition_point(|&it| outline.blocks[it].first < root.end);
        let heart = heart(page, blocks);
        let in_heart = |it: &&usize| {
            let block = &outline.blocks[**it];
            heart.first().is_some_and(|&id| outline.holds(id, block.first)) && block.is_prose()
        };
        let topic = Topics::of(judged, &|place| page.words(blocks[place]), &|place| {
            in_heart(&&blocks[place])
        });
        let (mut letters, mut n_prose) = (0.0, 0.0);
        for &at in blocks.iter().filter(in_heart) {
            letters += outline.blocks[at].size.letters as f32;
            n_prose += 1.0;
        }
        Rows {
            page,
            rules,
            blocks,
            heart_letters: if n_prose > 0.0 { letters / n_prose } else { 0.0 },
            heart,
            inherited: inherit(page, blocks),
            judged,
            to_prose: to_prose(&|place| at(place).is_prose(), blocks.len()),
            prose_before,
            heading,
            repeats: repeats(page, blocks),
            topic,
            cards: cards::rows(page, blocks),
            headline_at,
            whole_page: whole_page(page, rules),
            root_depth: root_around.len(),
            root_around,
            root,
            root_at,
        }
    }

    /// The row of the block at place `at` of those judged, but for what its words say.
    pub(crate) fn row(&self, at: usize) -> Row {
        let mut row = [0; N_FEATURES];
        let mut writer = Writer { row: &mut row, next: 0 };
        self.write(at, &mut writer);
        debug_assert_eq!(writer.next, N_FEATURES - 3, "features and the model's count of them");
        row
    }

    fn block(&self, at: usize) -> &Block {
        &self.page.outline.blocks[self.blocks[at]]
    }

    fn write(&self, at: usize, out: &mut Writer<'_>) {
        let block = self.block(at);
        self.text(at, block, out);
        self.markup(at, block, out);
        self.rules(at, block, out);
        self.surroundings(at, out);
        self.place(at, block, out);
        self.neighbours(at, out);
        self.branch(block, out);
        self.topic.write(at, self.judged.like(at), &mut |byte| out.put(byte));
        for byte in self.whole_page {
            out.put(byte);
        }
    }

    fn text(&self, at: usize, block: &Block, out: &mut Writer<'_>) {
        let size = block.size;
        let words = size.words.max(1) as f32;
        out.size(size.letters as f32);
        out.size(size.words as f32);
        out.put(byte::count(size.sentences as usize));
        out.share(size.commas as f32 / words);
        out.share(block.link_density());
        out.size(size.letters as f32 / words);
        let (first, last) = edges(self.page, block);
        out.put(first);
        out.put(last);
        let phrases = self.page.block_phrases[self.blocks[at]];
        for &class in PHRASES {
            out.flag(phrases.any(class));
        }
        out.flag(self.repeats[at]);
        let nodes = self.page.outline.node(block.first).end;
        // A single link, or a single bold run, is all there is.
        out.put(if nodes < block.end {
            0
        } else {
            tag_kind(self.page.outline.node(block.first).tag)
        });
    }

    fn markup(&self, at: usize, block: &Block, out: &mut Writer<'_>) {
        let outline = self.page.outline;
        let id = block.container;
        let inherited = self.inherited.of_block(at);
        out.put(tag_kind(outline.node(id).tag));
        out.put(byte::count(usize::from(inherited.depth)));
        for tag in 0..IN.len() {
            out.flag(inherited.tags & (1 << tag) != 0);
        }
        for &hints in HANDED_DOWN {
            out.flag(inherited.hints.any(hints));
        }
        out.flag(role::in_caption(outline, id));
        out.flag(outline.hints(id).any(hint::META.or(hint::BYLINE).or(hint::SHARE)));
        out.flag(self.page.headline == Some(id));
    }

    fn rules(&self, at: usize, block: &Block, out: &mut Writer<'_>) {
        out.put(self.rules.nags[block.first as usize]);
        out.put(self.rules.furniture[block.first as usize]);
        let is_inside = self.root.contains(&block.first);
        out.flag(is_inside);
        // How far out the element is that holds this and the article.
        let steps =
            self.root_around.partition_point(|&id| !self.page.outline.holds(id, block.first));
        out.put(if is_inside { 0 } else { byte::count(1 + steps) });
        let depth = usize::from(self.inherited.of_block(at).depth).saturating_sub(self.root_depth);
        out.put(if is_inside { byte::count(1 + depth) } else { byte::NONE });
    }

    fn surroundings(&self, at: usize, out: &mut Writer<'_>) {
        let all_prose = self.page.prose_letters as f32;
        for (level, id) in
            elements(self.page.outline, self.block(at).container).into_iter().enumerate()
        {
            let measure = self.page.outline.measure(id);
            if level > 0 {
                out.share(measure.link_density());
                out.size(measure.size.letters as f32);
            }
            out.share(measure.prose_letters as f32 / all_prose);
            out.size(f32::from(measure.n_blocks));
            if level < 3 {
                element(&measure, out);
            }
        }
        let like = &self.judged.likes[self.judged.like(at) as usize];
        out.size(like.n_blocks);
        out.size(like.letters / like.n_blocks);
        out.share(like.prose / all_prose);
        out.share(like.link_letters / like.letters);
        let cards = self.cards.of(at);
        let n = cards.n_cards.max(1) as f32;
        out.put(byte::count(cards.n_cards as usize));
        out.share(cards.n_titled as f32 / n);
        out.share(cards.n_own as f32 / n);
        out.share(cards.n_pictured as f32 / n);
        out.size(cards.letters as f32 / n);
    }

    fn place(&self, at: usize, block: &Block, out: &mut Writer<'_>) {
        let all_prose = self.page.prose_letters as f32;
        let n_blocks = self.blocks.len() as f32;
        out.share(at as f32 / n_blocks);
        let before = self.prose_before[at];
        out.share(before / all_prose);
        let (from, to) = (
            self.prose_before.get(self.root_at.start).copied().unwrap_or(0.0),
            self.prose_before.get(self.root_at.end).copied().unwrap_or(all_prose),
        );
        out.put(byte::between(-1.0, 2.0, (before - from) / (to - from).max(1.0)));
        out.size(to - before);
        out.put(byte::difference(at as f32 - self.root_at.start as f32));
        out.put(byte::difference(self.root_at.end as f32 - at as f32));
        out.put(byte::difference(self.headline_at.map_or(0.0, |it| at as f32 - it as f32)));
        let heading = Some(self.heading[at]).filter(|&it| it != NO_HEADING).map(|it| it as usize);
        out.put(byte::count(heading.map_or(255, |it| at - it)));
        out.flag(heading.is_some_and(|it| !self.page.block_phrases[self.blocks[it]].is_empty()));
        out.put(
            heading.map_or(0, |it| {
                self.page.outline.node(self.block(it).container).tag.heading_level()
            }),
        );
        out.flag(heading.is_some_and(|it| self.block(it).container == block.container));
        out.put(self.to_prose[at][0]);
        out.put(self.to_prose[at][1]);
    }

    fn neighbours(&self, at: usize, out: &mut Writer<'_>) {
        for step in [-2, -1, 1, 2] {
            let place = at.checked_add_signed(step).filter(|&place| place < self.blocks.len());
            let Some(place) = place else {
                out.put(byte::NONE);
                out.put(byte::NONE);
                if step.abs() == 1 {
                    out.put(byte::NONE);
                    out.flag(false);
                }
                continue;
            };
            let block = self.block(place);
            out.size(block.size.letters as f32);
            out.share(block.link_density());
            if step.abs() == 1 {
                out.put(1 + tag_kind(self.page.outline.node(block.container).tag));
                out.flag(self.judged.like(place) == self.judged.like(at));
            }
        }
    }

    /// The largest element that holds the block and not the heart of the article; within the heart,
    /// its child that holds the block.
    fn branch(&self, block: &Block, out: &mut Writer<'_>) {
        let outline = self.page.outline;
        let steps = self.heart.partition_point(|&id| !outline.holds(id, block.first));
        let steps = (steps < self.heart.len()).then_some(steps);
        let meeting = steps.map_or(ROOT, |it| self.heart[it]);
        let mut branch = block.container;
        let mut depth = 0;
        while branch != meeting && outline.node(branch).parent != meeting && branch != ROOT {
            branch = outline.node(branch).parent;
            depth += 1;
        }
        let measure = outline.measure(branch);
        out.put(byte::count(steps.unwrap_or(255)));
        out.share(measure.prose_letters as f32 / self.page.prose_letters as f32);
        out.size(measure.size.letters as f32);
        out.share(measure.link_density());
        out.share(measure.prose_letters as f32 / measure.size.letters.max(1) as f32);
        out.size(f32::from(measure.n_headings));
        out.size(f32::from(measure.n_blocks));
        element(&measure, out);
        out.put(tag_kind(outline.node(branch).tag));
        out.put(byte::count(depth));
        let heart = self.heart.first().map_or(0..0, |&id| outline.subtree(id));
        out.put(if block.first < heart.start {
            0
        } else if block.first < heart.end {
            1
        } else {
            2
        });
        let hints = if measure.prose_letters as f32 * 2.5 < self.page.prose_letters as f32 {
            self.page.meaning(measure.hints)
        } else {
            Hints::NONE
        };
        for &class in BRANCH {
            out.flag(hints.any(class));
        }
        let phrases = if block.is_prose() || measure.size.words < 200 {
            self.page.phrases(branch)
        } else {
            Phrases::default()
        };
        for &class in PHRASES {
            out.flag(phrases.any(class));
        }
        out.size(16.0 * block.size.letters as f32 / self.heart_letters.max(1.0));
    }
}

/// How many features tell of the whole page.
const N_WHOLE_PAGE: usize = 6;

fn whole_page(page: &Page<'_>, rules: &Ruled) -> [u8; N_WHOLE_PAGE] {
    let outline = page.outline;
    let all = outline.measure(ROOT);
    let root = rules.root.map(|root| outline.measure(root));
    let is_article = match page.declared.is_article {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    };
    [
        byte::size(all.prose_letters as f32),
        byte::share(all.link_density()),
        byte::share(root.map_or(0.0, |it| it.prose_letters as f32 / page.prose_letters as f32)),
        byte::share(root.map_or(0.0, |it| it.link_density())),
        is_article,
        u8::from(page.declared.is_discussion),
    ]
}

/// How much of each judged block the text says, too.
pub(crate) struct Topics {
    /// Of each, in as few bytes as the first words of a block take: how much it says, and how much of that the
    /// text says, too.
    each: Vec<[u16; 2]>,
    /// By what blocks marked up alike share.
    likes: Vec<topic::Overlap>,
    /// Of the text itself.
    text: topic::Overlap,
}

impl Topics {
    /// How many features they make.
    pub(crate) const N: usize = 5;

    /// Of the blocks with these `words`, where those are text of which `is_text` says so.
    pub(crate) fn of<'w>(
        judged: &Judged,
        words: &dyn Fn(usize) -> &'w [u16],
        is_text: &dyn Fn(usize) -> bool,
    ) -> Self {
        let n = judged.blocks.len();
        let mut each = Vec::with_capacity(n);
        let mut likes = vec![topic::Overlap::default(); judged.n_likes()];
        let mut text = topic::Overlap::default();
        judged.topic.overlaps(n, words, is_text, &mut |overlap| {
            let at = each.len();
            likes[judged.like(at) as usize] += overlap;
            if is_text(at) {
                text += overlap;
            }
            each.push([overlap.all, overlap.in_text].map(|it| it.min(u16::MAX.into()) as u16));
        });
        Topics { each, likes, text }
    }

    /// Of the block at place `at`, of those marked up alike, and of the blocks around it.
    pub(crate) fn write(&self, at: usize, like: u32, put: &mut dyn FnMut(u8)) {
        const NEAR: usize = 3;
        let sum = |places: Range<usize>| {
            let mut sum = topic::Overlap::default();
            for &[all, in_text] in &self.each[places] {
                sum += topic::Overlap { all: all.into(), in_text: in_text.into() };
            }
            sum
        };
        let near = at.saturating_sub(NEAR)..(at + 1 + NEAR).min(self.each.len());
        let text = self.text.share().filter(|&share| 0.0 < share);
        let (like, near) = (self.likes[like as usize], sum(near));
        for said in [sum(at..at + 1), like, near] {
            put(said.share().map_or(byte::NONE, byte::share));
        }
        for said in [like, near] {
            let ratio = said.share().zip(text).map(|(share, text)| share / text);
            put(ratio.map_or(byte::NONE, |it| byte::between(0.0, 2.0, it)));
        }
    }
}

/// A block's container and the elements around it.
fn elements(outline: &Outline, container: NodeId) -> [NodeId; N_AROUND] {
    let mut id = container;
    let mut elements = [id; N_AROUND];
    for element in &mut elements {
        *element = id;
        id = outline.node(id).parent;
    }
    elements
}

/// For each of `n_blocks` how far it is to the last one that `is_prose`, and to the next.
fn to_prose(is_prose: &dyn Fn(usize) -> bool, n_blocks: usize) -> Vec<[u8; 2]> {
    const FAR: u8 = 20;
    let mut distances = vec![[FAR; 2]; n_blocks];
    for (side, back) in [(0, false), (1, true)] {
        let mut distance = FAR;
        for nth in 0..n_blocks {
            let at = if back { n_blocks - 1 - nth } else { nth };
            distances[at][side] = distance;
            distance = if is_prose(at) { 1 } else { (distance + 1).min(FAR) };
        }
    }
    distances
}

fn element(measure: &Measure, out: &mut Writer<'_>) {
    out.size(f32::from(measure.n_prose));
    out.size(f32::from(measure.n_links));
    out.size(f32::from(measure.n_images));
    out.flag(measure.controls != Control::NONE);
    out.flag(measure.targets.any(Target::INDEX));
    out.flag(measure.targets.any(Target::HERE));
}

/// The element with the most prose of its own, then those around it.
fn heart(page: &Page<'_>, blocks: &[usize]) -> Vec<NodeId> {
    let outline = page.outline;
    let mut own: fnv::Map<NodeId, u32> = fnv::Map::default();
    let mut heart: Option<(NodeId, u32)> = None;
    for &at in blocks {
        let block = &outline.blocks[at];
        if block.is_prose() {
            let parent = outline.node(block.container).parent;
            let letters = own.entry(parent).or_default();
            *letters += block.size.letters.min(1500);
            if heart.is_none_or(|(id, most)| id == parent || most < *letters) {
                heart = Some((parent, *letters));
            }
        }
    }
    let heart = heart.map(|(id, _)| id);
    heart.map_or_else(Vec::new, |id| outline.self_and_ancestors(id).collect())
}

/// What the surroundings of each block's container hand down to it.
fn inherit(page: &Page<'_>, blocks: &[usize]) -> ByBlock<Inherited> {
    let outline = page.outline;
    let mut open = vec![(ROOT, Inherited::default())];
    let mut next = ROOT + 1;
    let inherited = |&at: &usize| {
        let block = &outline.blocks[at];
        for id in outline.holders(next..block.first) {
            while open.last().is_some_and(|&(it, _)| outline.node(it).end <= id) {
                open.pop();
            }
            let around = open.last().map(|it| it.1).unwrap_or_default();
            open.push((id, handed_down(page, id, around)));
        }
        next = next.max(block.first);
        let holder = open.iter().rev().find(|&&(id, _)| id == block.container);
        holder.map(|it| it.1).unwrap_or_default()
    };
    ByBlock::of(blocks.iter().map(inherited))
}

/// What the element hands down, given what it inherits.
fn handed_down(page: &Page<'_>, id: NodeId, around: Inherited) -> Inherited {
    let outline = page.outline;
    let mut own = around;
    own.depth = own.depth.saturating_add(1);
    if let Some(at) = IN.iter().position(|&tag| tag == outline.node(id).tag) {
        own.tags |= 1 << at;
    }
    let share = outline.measure(id).prose_letters as f32 / page.prose_letters as f32;
    let hints = page.meaning(outline.hints(id));
    if share <= region::MAX_PROSE_SHARE && !page.holds_headline(id) {
        own.hints = own.hints.or(hints).or(page.meaning(region::own_region(page, id)));
    } else {
        own.hints = own.hints.or(hints.and(hint::CONTENT.or(hint::POST)));
        if outline.node(id).is_declared_body() {
            own.hints = own.hints.or(hint::CONTENT);
        }
    }
    own
}

/// Which blocks are marked up alike: same tag, same class, same parent's tag and class. For each block the
/// number of its kind, and the kinds.
fn likes(page: &Page<'_>, blocks: &[usize]) -> (Vec<u32>, Vec<Like>) {
    let outline = page.outline;
    let of = |id: NodeId| cards::markup(outline, id);
    let mut last = (ROOT, 0);
    let mut key = |at: &usize| {
        let id = outline.blocks[*at].container;
        if last.0 != id || last.1 == 0 {
            last = (id, of(id).rotate_left(32) ^ of(outline.node(id).parent));
        }
        last.1
    };
    let keys: Vec<u64> = blocks.iter().map(&mut key).collect();
    let mut like = first_equal(&keys);
    drop(keys);
    let mut sums: Vec<Like> = Vec::new();
    for place in 0..like.len() {
        let first = like[place] as usize;
        // The first of a kind has been numbered already where this one isn't it.
        like[place] = if first < place { like[first] } else { sums.len() as u32 };
        if first == place {
            room::push(&mut sums, Like::default());
        }
        let (block, sum) = (&outline.blocks[blocks[place]], &mut sums[like[place] as usize]);
        sum.n_blocks += 1.0;
        sum.letters += block.size.letters as f32;
        sum.link_letters += block.link_letters as f32;
        sum.prose += if block.is_prose() { block.size.letters as f32 } else { 0.0 };
    }
    (like, sums)
}

/// Which blocks say what an earlier one says.
fn repeats(page: &Page<'_>, blocks: &[usize]) -> Vec<bool> {
    let digests: Vec<u64> = blocks.iter().map(|&at| page.digests[at]).collect();
    (0..).zip(first_equal(&digests)).map(|(at, first)| first < at).collect()
}

/// For each of `keys` the place of the first equal one.
fn first_equal(keys: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|&at| (keys[at as usize], at));
    let mut first = vec![0; keys.len()];
    let mut start = 0;
    for (nth, &at) in order.iter().enumerate() {
        if nth == 0 || keys[order[nth - 1] as usize] != keys[at as usize] {
            start = at;
        }
        first[at as usize] = start;
    }
    first
}

/// What kind of character a block's text starts and ends with.
fn edges(page: &Page<'_>, block: &Block) -> (u8, u8) {
    let outline = page.outline;
    let text = |id: NodeId| {
        let node = outline.node(id);
        node.is_text().then(|| node.span.of(&outline.source).trim_ascii())
    };
    let first = block.nodes().find_map(|id| text(id)?.trim_start().chars().next());
    let last = block.nodes().rev().find_map(|id| text(id)?.trim_end().chars().next_back());
    let first = match first {
        Some(c) if c.is_lowercase() => 1,
        Some(c) if c.is_alphabetic() => 2,
        Some(c) if c.is_numeric() => 3,
        _ => 4,
    };
    let last = match last {
        Some(
            '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | ')' | '。' | '！' | '？' | '»' | '؟'
            | '।',
        ) => 1,
        Some(':') => 2,
        Some(c) if c.is_alphabetic() => 3,
        Some(c) if c.is_numeric() => 4,
        _ => 5,
    };
    (first, last)
}

/// Tags in an order from running text to furniture.
fn tag_kind(tag: Tag) -> u8 {
    match tag {
        Tag::P => 0,
        Tag::Text => 1,
        Tag::Blockquote => 2,
        Tag::Pre => 3,
        Tag::H1 => 4,
        Tag::H2 => 5,
        Tag::H3 => 6,
        Tag::H4 => 7,
        Tag::H5 | Tag::H6 => 8,
        Tag::Strong | Tag::B | Tag::Em | Tag::I => 9,
        Tag::Li => 10,
        Tag::Dd | Tag::Dt => 11,
        Tag::Td | Tag::Th => 12,
        Tag::Div => 13,
        Tag::Section | Tag::Article | Tag::Main => 14,
        Tag::Span => 15,
        Tag::A => 16,
        Tag::Figcaption | Tag::Figure | Tag::Caption => 17,
        Tag::Header => 18,
        Tag::Footer => 19,
        Tag::Aside | Tag::Nav => 20,
        Tag::Form | Tag::Label | Tag::Fieldset | Tag::Legend => 21,
        _ => 22,
    }
}
