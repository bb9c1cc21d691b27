//! The judgement, step by step.
//!
//! In: the outline and what the page declares. Out: a verdict for every block and the list of what
//! is removed. It can't fail: on doubt a block stays, and where no article is found it says so.

pub(crate) mod bare;
pub(crate) mod brief;

use std::ops::Range;

use super::candidate;
use super::cards;
use super::choice::{self, Choice};
use super::class::Class;
use super::evidence::Evidence;
use super::features::Judged;
#[cfg(feature = "train")]
use super::features::{Row, Rows};
use super::model::Model;
use super::page::Page;
use super::partial;
use super::prune;
use super::pull_quote;
use super::region;
use super::role::Role;
use super::run;
use super::taken::Taken;
use super::thread::Thread;
use super::weigh;
use crate::metadata::Declared;
use crate::outline::{NodeId, Outline};

/// An article has at least this many letters (Readability's 140 characters of one paragraph are
/// less: those are paragraphs of a page that is known to have an article).
const MIN_ARTICLE_LETTERS: u32 = 200;

/// Where the rules find no prose, there is an article only with so many letters of it.
const MIN_PROSE_LETTERS: u32 = 600;

/// Where a removed part stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the article's body.
    Before,
    /// Inside it.
    Inside,
    /// After it.
    After,
}

impl Place {
    /// The place's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Place::Before => "before",
            Place::Inside => "inside",
            Place::After => "after",
        }
    }
}

/// A part of the page that is taken out.
#[derive(Debug)]
pub(crate) struct Removal {
    pub(crate) nodes: Range<NodeId>,
    pub(crate) class: Class,
    pub(crate) rule: &'static str,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) place: Place,
}

/// Why a block stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The learned model gives it so many chances in a hundred.
    Learned(u8),
    /// Nothing speaks against it where it stands: the model judges text only, and what stands beside text goes where
    /// that goes.
    Beside,
    /// No rule takes it out of the article's element.
    Rules,
    /// A reader chose it.
    Chosen,
}

impl Why {
    /// Why, as evidence is told.
    pub(crate) fn detail(self) -> String {
        match self {
            Why::Learned(percent) if percent < 50 => {
                format!("learned: {percent} % article by itself; position: among text that stays")
            }
            Why::Learned(percent) => format!("learned: reads like text: {percent} % article"),
            Why::Beside => "position: beside text that stays".to_owned(),
            Why::Rules => "position: in the article, and no rule speaks against it".to_owned(),
            Why::Chosen => "position: in what was chosen".to_owned(),
        }
    }
}

/// What becomes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockVerdict {
    Kept(Role, Why),
    /// Taken out with the removal at this place in the list.
    Removed(u32),
    /// The page hides it.
    Hidden,
    /// It's shown above the body, and none of it.
    Dek,
    /// No article was found, so nothing is kept or removed.
    None,
}

/// Why there is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoArticle {
    /// No text at all.
    Empty,
    /// Too little prose: letters found, letters needed.
    TooShort { letters: u32, needed: u32 },
    /// Text, but mostly links and labels.
    NotProse,
}

/// What the page comes to.
#[derive(Debug)]
pub(crate) struct Judgement {
    /// The element that holds the article's text.
    pub(crate) body: Result<NodeId, NoArticle>,
    pub(crate) headline: Option<NodeId>,
    /// In document order; a part may lie in another one.
    pub(crate) removals: Vec<Removal>,
    taken: Taken,
    /// A verdict a block.
    pub(crate) blocks: Vec<BlockVerdict>,
    /// The page delivered only part of the article.
    pub(crate) is_partial: bool,
    /// The elements that hold a post of a discussion each, in order.
    posts: Vec<NodeId>,
    pub(crate) above: Above,
}

/// What of the article stands above its element.
#[derive(Debug, Default)]
pub(crate) struct Above {
    /// Parts of its text, in order.
    pub(crate) text: Vec<Range<NodeId>>,
    /// The line that sums it up, and is none of its text.
    pub(crate) dek: Option<Range<NodeId>>,
}

impl Above {
    fn has(&self, id: NodeId) -> bool {
        self.text.iter().chain(&self.dek).any(|part| part.contains(&id))
    }

    fn has_any(&self, nodes: &Range<NodeId>) -> bool {
        let mut parts = self.text.iter().chain(&self.dek);
        parts.any(|part| nodes.start < part.end && part.start < nodes.end)
    }
}

impl Judgement {
    /// Are there posts of a discussion in it?
    pub(crate) fn has_posts(&self) -> bool {
        !self.posts.is_empty()
    }

    /// Does a post of a discussion start there, other than the first?
    pub(crate) fn starts_next_post(&self, id: NodeId) -> bool {
        self.posts.binary_search(&id).is_ok_and(|at| 0 < at)
    }

    /// The removal that takes the node out of the article.
    pub(crate) fn removal_of(&self, id: NodeId) -> Option<usize> {
        self.taken.removal_of(id)
    }

    /// Keeps all of what a reader chose, if there is anything in it.
    pub(crate) fn selection(outline: &Outline) -> Self {
        let is_empty = !outline.blocks.iter().any(|block| !block.is_hidden);
        let body = if is_empty { Err(NoArticle::Empty) } else { Ok(crate::outline::ROOT) };
        Judgement { body, ..Judgement::whole(outline) }
    }

    /// Keeps all of a page that is in sight, for whoever wants it whatever the judgement says. Its headline, which
    /// stands above the text, and whether only a part was delivered, is as judged.
    pub(crate) fn with_all(self, outline: &Outline) -> Self {
        let (headline, is_partial) = (self.headline, self.is_partial);
        Judgement { headline, is_partial, ..Judgement::selection(outline) }
    }

    /// The judgement of an outline that is all article.
    pub(crate) fn whole(outline: &Outline) -> Self {
        let verdict = |block: &crate::outline::Block| {
            let role = Role::of(outline, block, None);
            if block.is_hidden {
                BlockVerdict::Hidden
            } else {
                BlockVerdict::Kept(role, Why::Chosen)
            }
        };
        Judgement {
            body: Ok(crate::outline::ROOT),
            headline: None,
            removals: Vec::new(),
            taken: Taken::default(),
            blocks: outline.blocks.iter().map(verdict).collect(),
            is_partial: false,
            posts: Vec::new(),
            above: Above::default(),
        }
    }
}

/// What the rules say of a page, before the model speaks.
struct ByRules {
    nags: Vec<Removal>,
    pruned: Vec<Removal>,
    body: Result<NodeId, NoArticle>,
    thread: Thread,
}

/// Judges a page.
pub(crate) fn judge(outline: &Outline, declared: &Declared, model: &Model) -> Judgement {
    let page = Page::new(outline, declared);
    let rules = by_rules(&page);
    let by_node = by_node(&page, &rules);
    let judged = Judged::of(&page, &by_node);
    let chances = model.chances(&page, &by_node, &judged);
    let choice = choice::choose(&page, &judged, &chances, &by_node, MIN_ARTICLE_LETTERS);
    let body = body_by(&page, rules.body, &choice);
    let Ok(root) = body else {
        let blocks = vec![BlockVerdict::None; outline.blocks.len()];
        return Judgement {
            body,
            headline: page.headline,
            removals: Vec::new(),
            taken: Taken::default(),
            blocks,
            is_partial: false,
            posts: Vec::new(),
            above: Above::default(),
        };
    };
    drop((judged, by_node));
    let mut removals = rules.nags;
    let taken = Taken::by(&removals);
    removals.extend(match rules.body {
        Ok(by_rules) if by_rules == root => rules.pruned,
        _ => pruned(&page, root, &taken),
    });
    removals.retain(|removal| !choice.keeps_any(outline, &removal.nodes));
    let taken = Taken::by(&removals);
    removals.extend(choice.removals(&page, root, &taken));
    in_order(&mut removals);
    let taken = Taken::by(&removals);
    removals.extend(pull_quote::find(&page, root, &taken));
    let text = choice.above(&page, root);
    let dek = if text.is_empty() { choice.dek(&page, root, &taken) } else { None };
    let above = Above { text, dek };
    let mut told = told(&page, root, above, removals, &taken);
    for (at, verdict) in told.blocks.iter_mut().enumerate() {
        if let BlockVerdict::Kept(_, why) = verdict {
            *why = choice.why(at);
        }
    }
    Judgement { posts: choice.into_posts(), ..told }
}

/// The judgement, from what is taken out of the article: with what stands around it, each part in
/// its place. `taken` is what the nags and the pruned parts among `removals` take.
fn told(
    page: &Page<'_>,
    root: NodeId,
    above: Above,
    mut removals: Vec<Removal>,
    taken: &Taken,
) -> Judgement {
    let outline = page.outline;
    removals.extend(around(page, root, &above, taken));
    in_order(&mut removals);
    place(outline, root, &mut removals);
    keep_outermost_inside(&mut removals);
    let taken = Taken::by(&removals);
    let blocks = block_verdicts(page, root, &above, &taken);
    let is_partial = partial::is_partial(page, root, &removals, &taken);
    let (body, headline, posts) = (Ok(root), page.headline, Vec::new());
    Judgement { body, headline, removals, taken, blocks, is_partial, posts, above }
}

/// Document order, and what holds another part before it.
fn in_order(removals: &mut [Removal]) {
    removals.sort_by_key(|removal| (removal.nodes.start, std::cmp::Reverse(removal.nodes.end)));
}

/// The element that holds what stays, if that is enough for an article.
fn body_by(
    page: &Page<'_>,
    by_rules: Result<NodeId, NoArticle>,
    choice: &Choice,
) -> Result<NodeId, NoArticle> {
    if page.outline.measure(crate::outline::ROOT).size.letters == 0 {
        return Err(NoArticle::Empty);
    }
    if choice.letters < MIN_ARTICLE_LETTERS {
        let too_short =
            NoArticle::TooShort { letters: choice.letters, needed: MIN_ARTICLE_LETTERS };
        return Err(by_rules.err().unwrap_or(too_short));
    }
    let may_be_none = page.declared.is_article != Some(true);
    let is_none = |&id: &NodeId| {
        let by_rules = matches!(by_rules, Err(NoArticle::NotProse));
        may_be_none
            && (is_listing(page, id) || (by_rules && choice.prose_letters < MIN_PROSE_LETTERS))
    };
    choice.root.filter(|id| !is_none(id)).ok_or(NoArticle::NotProse)
}

/// A page's blocks, their features, and the buckets of their words, for training.
#[cfg(feature = "train")]
pub(crate) fn judged(outline: &Outline, declared: &Declared) -> (Judged, Vec<Row>, Vec<Vec<u16>>) {
    let page = Page::new(outline, declared);
    let by_node = by_node(&page, &by_rules(&page));
    let judged = Judged::of(&page, &by_node);
    let made = Rows::new(&page, &by_node, &judged);
    let rows = (0..judged.blocks.len()).map(|at| made.row(at)).collect();
    let words = judged.blocks.iter().map(|&at| page.words(at).to_vec()).collect();
    (judged, rows, words)
}

fn by_node(page: &Page<'_>, rules: &ByRules) -> choice::Ruled {
    let mark = |removals: &[Removal], number: fn(&Removal) -> u8| {
        let mut nodes = vec![0; page.outline.nodes.len()];
        for removal in removals {
            nodes[removal.nodes.start as usize..removal.nodes.end as usize].fill(number(removal));
        }
        nodes
    };
    choice::Ruled {
        root: rules.body.ok(),
        nags: mark(&rules.nags, |removal| removal.class as u8 + 1),
        furniture: mark(&rules.pruned, |removal| prune::number(removal.rule)),
        thread: rules.thread.clone(),
    }
}

fn by_rules(page: &Page<'_>) -> ByRules {
    let mut nags = nags(page);
    let has_comments = nags.iter().any(|removal| removal.class == Class::Comments);
    let mut thread = Thread::default();
    if page.declared.is_discussion || has_comments {
        thread = Thread::of(page, &nags);
    }
    if page.declared.is_discussion || is_written_by_readers(page, &nags, &thread) {
        nags.retain(|removal| removal.class != Class::Comments);
    } else {
        thread = Thread::default();
    }
    let mut taken = Taken::by(&nags);
    let mut body = body(page, &taken);
    if body.is_err() && nags.iter().any(|removal| removal.class == Class::Comments) {
        // The page's content is what its readers write.
        nags.retain(|removal| removal.class != Class::Comments);
        taken = Taken::by(&nags);
        body = self::body(page, &taken);
    }
    let pruned = body.map_or_else(|_| Vec::new(), |root| pruned(page, root, &taken));
    ByRules { nags, pruned, body, thread }
}

/// Is there hardly any prose before what its readers wrote? A forum's software calls posts comments.
fn is_written_by_readers(page: &Page<'_>, nags: &[Removal], thread: &Thread) -> bool {
    /// Letters; what readers comment on has more.
    const MAX_BEFORE: u32 = 600;
    /// The same where the page says that it's an article, as forums do, too.
    const MAX_BEFORE_IN_ARTICLE: u32 = 150;
    /// The same where they wrote very much more.
    const MAX_BEFORE_MUCH: u32 = 1000;
    /// The same where it's marked up as what readers write.
    const MAX_OPENING: u32 = 2000;
    let is_article = page.declared.is_article == Some(true);
    let max_before = if is_article { MAX_BEFORE_IN_ARTICLE } else { MAX_BEFORE };
    let blocks = &page.outline.blocks;
    let prose = |range: Range<usize>| -> u32 {
        let prose = blocks[range].iter().filter(|block| !block.is_hidden && block.is_prose());
        prose.map(|block| block.size.letters).sum()
    };
    let (mut before, mut written, mut at) = (0, 0, 0);
    let mut comments = None;
    for nag in nags {
        let within = page.outline.blocks_in(&nag.nodes);
        if written == 0 {
            before += prose(at..within.start.max(at));
        }
        at = at.max(within.end);
        if nag.class == Class::Comments {
            written += prose(within);
            comments.get_or_insert(nag.nodes.start);
        }
    }
    // What opens the discussion is marked up as the answers are; an article is marked up in its own way.
    let opens = comments.is_some_and(|at| thread.bodies.partition_point(|&it| it < at) == 1);
    (before < max_before && before * 4 < written)
        || (!is_article && before < MAX_BEFORE_MUCH && before * 12 < written)
        || (opens && before < MAX_OPENING && before < written)
}

fn pruned(page: &Page<'_>, root: NodeId, taken: &Taken) -> Vec<Removal> {
    let pruned = prune::prune(page, root, |id| taken.takes(id));
    let removal = |prune: prune::Prune| Removal {
        nodes: prune.nodes,
        class: prune.class,
        rule: prune.rule,
        evidence: prune.evidence,
        place: Place::Inside,
    };
    pruned.into_iter().map(removal).collect()
}

fn nags(page: &Page<'_>) -> Vec<Removal> {
    let nags = weigh::nags(page);
    let lists = run::headed_lists(page, &nags);
    let mut removals: Vec<Removal> = nags
        .into_iter()
        .chain(lists)
        .map(|nag| Removal {
            nodes: nag.nodes,
            class: nag.rule.class,
            rule: nag.rule.name,
            evidence: nag.evidence,
            place: Place::Inside,
        })
        .chain(cards::teasers(page).into_iter().map(teasers))
        .collect();
    in_order(&mut removals);
    // A headed list takes the nags in it along.
    let mut end = 0;
    removals.retain(|removal| {
        let is_outermost = end <= removal.nodes.start;
        end = end.max(removal.nodes.end);
        is_outermost
    });
    removals
}

fn teasers(row: cards::Teasers) -> Removal {
    let position = if row.after { Evidence::AfterText } else { Evidence::BeforeText };
    let items = Evidence::Items { n_items: row.n_cards.min(u32::from(u16::MAX)) as u16 };
    let mut evidence = vec![items, position];
    if let cards::Sign::OtherWords(words) = row.sign {
        evidence.push(Evidence::OtherWords(words));
    }
    Removal {
        nodes: row.nodes,
        class: Class::Related,
        rule: "teasers",
        evidence,
        place: Place::Inside,
    }
}

fn body(page: &Page<'_>, taken: &Taken) -> Result<NodeId, NoArticle> {
    let taken = |id: NodeId| taken.takes(id);
    let all = page.outline.measure(crate::outline::ROOT);
    if all.size.letters == 0 {
        return Err(NoArticle::Empty);
    }
    let root = candidate::choose(page, taken).ok_or(NoArticle::NotProse)?;
    let outline = page.outline;
    let (mut letters, mut prose) = (0, 0);
    for block in &outline.blocks[outline.blocks_in(&outline.subtree(root))] {
        if !block.is_hidden && !taken(block.first) {
            letters += block.size.letters.saturating_sub(block.link_letters);
            prose += if block.is_prose() { block.size.letters } else { 0 };
        }
    }
    if letters < MIN_ARTICLE_LETTERS {
        return Err(NoArticle::TooShort { letters, needed: MIN_ARTICLE_LETTERS });
    }
    if (prose == 0 && letters < 4 * MIN_ARTICLE_LETTERS)
        || (page.declared.is_article != Some(true) && is_listing(page, root))
    {
        return Err(NoArticle::NotProse);
    }
    Ok(root)
}

/// Is it a list of entries, each a linked title with a sentence or two: search results, a blog's
/// front page?
fn is_listing(page: &Page<'_>, root: NodeId) -> bool {
    /// So many entries make a list.
    const MIN_ENTRIES: u32 = 4;
    /// An entry's title is a link, or has one.
    const MIN_TITLE_DENSITY: f32 = 0.8;
    /// An entry is a teaser, not a text.
    const MAX_ENTRY_WORDS: u32 = 80;
    let outline = page.outline;
    let (mut entries, mut in_entries, mut all) = (0, 0, 0);
    for child in outline.children(root) {
        let measure = outline.measure(child);
        all += measure.size.letters;
        let blocks = outline.blocks_in(&outline.subtree(child));
        let title = outline.blocks[blocks].iter().find(|block| block.size.letters > 0);
        let is_titled = title
            .is_some_and(|block| !block.is_prose() && MIN_TITLE_DENSITY <= block.link_density());
        if is_titled && measure.n_blocks > 1 && measure.size.words <= MAX_ENTRY_WORDS {
            entries += 1;
            in_entries += measure.size.letters;
        }
    }
    MIN_ENTRIES <= entries && all * 4 <= in_entries * 5
}

/// What stands beside the article's element: page furniture.
fn around(page: &Page<'_>, root: NodeId, above: &Above, taken: &Taken) -> Vec<Removal> {
    let outline = page.outline;
    let mut removals = Vec::new();
    let mut inside = root;
    for around in outline.ancestors(root) {
        let mut beside: Vec<NodeId> =
            outline.children(around).filter(|&child| child != inside).collect();
        beside.reverse();
        while let Some(child) = beside.pop() {
            let measure = outline.measure(child);
            let is_whole_nag = taken.takes(child);
            if is_whole_nag || (measure.size.letters == 0 && measure.n_images == 0) {
                continue;
            }
            if above.has_any(&outline.subtree(child)) {
                let first = beside.len();
                beside.extend(outline.children(child).filter(|&it| !above.has(it)));
                beside[first..].reverse();
                continue;
            }
            let unit = weigh::Unit::of_element(page, child);
            let nag = weigh::strongest(page, &unit, Some(Evidence::OutsideArticle));
            let (class, rule, evidence) = match nag {
                Some((rule, evidence)) => (rule.class, rule.name, evidence),
                None => (Class::Boilerplate, "around", furniture(page, child)),
            };
            removals.push(Removal {
                nodes: outline.subtree(child),
                class,
                rule,
                evidence,
                place: Place::Inside,
            });
        }
        inside = around;
    }
    removals
}

fn furniture(page: &Page<'_>, id: NodeId) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::OutsideArticle];
    let region = region::own_region(page, id);
    if !region.is_empty() {
        evidence.push(Evidence::Token(region));
    }
    let measure = page.outline.measure(id);
    evidence.push(Evidence::numbers(&measure, measure.size.words));
    evidence
}

/// Inside the article a part is removed once, with all it holds; beside it, nags are named within
/// the furniture that they stand in.
fn keep_outermost_inside(removals: &mut Vec<Removal>) {
    let mut end = 0;
    removals.retain(|removal| {
        if removal.place != Place::Inside {
            return true;
        }
        let is_outermost = end <= removal.nodes.start;
        end = end.max(removal.nodes.end);
        is_outermost
    });
}

fn place(outline: &Outline, root: NodeId, removals: &mut [Removal]) {
    let body = outline.subtree(root);
    for removal in removals {
        removal.place = if removal.nodes.start < body.start {
            Place::Before
        } else if removal.nodes.start < body.end {
            Place::Inside
        } else {
            Place::After
        };
    }
}

fn block_verdicts(
    page: &Page<'_>,
    root: NodeId,
    above: &Above,
    taken: &Taken,
) -> Vec<BlockVerdict> {
    let outline = page.outline;
    let verdict = |block: &crate::outline::Block| match taken.removal_of(block.first) {
        _ if block.is_hidden => BlockVerdict::Hidden,
        Some(at) => BlockVerdict::Removed(at as u32),
        None if above.dek.as_ref().is_some_and(|dek| dek.contains(&block.first)) => {
            BlockVerdict::Dek
        }
        None if outline.holds(root, block.first) || above.has(block.first) => {
            BlockVerdict::Kept(Role::of(outline, block, page.headline), Why::Rules)
        }
        None => BlockVerdict::None,
    };
    outline.blocks.iter().map(verdict).collect()
}
