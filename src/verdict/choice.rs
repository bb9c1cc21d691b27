//! What stays, by the model's word.
//!
//! In: the chance that each block belongs to the article, and what the rules say. Out: the element
//! that holds what stays, and parts to take out of it. What a rule calls a nag goes, whatever the
//! model says.

use std::collections::HashMap;
use std::ops::Range;

use super::again;
use super::answers;
use super::class::Class;
use super::closing;
use super::dek;
use super::embedded;
use super::evidence::Evidence;
use super::features::Judged;
use super::inset;
use super::judge::{Place, Removal, Why};
use super::kin;
use super::labels;
use super::leftovers;
use super::model::log_odds;
use super::notes;
use super::page::Page;
use super::paid;
use super::posts::{self, Posts};
use super::prune;
use super::region;
use super::role;
use super::rules::{RULES, Rule};
use super::slides;
use super::taken::Taken;
use super::thread::{self, Thread};
use super::topic::OtherWords;
use super::weigh::{is_listed_mention, is_quoted};
use crate::base::fnv;
use crate::base::lexicon::Phrases;
use crate::base::tag::Tag;
use crate::outline::{Block, NodeId, Outline, ROOT};

/// From this chance on a block stays.
const KEEP: f32 = 0.45;
/// The same for the line below the headline, which sums the article up.
const KEEP_DEK: f32 = 0.25;
/// The same where that is a sentence, and so no byline and no label.
const KEEP_DEK_SENTENCE: f32 = 0.1;
/// The same for a sentence between siblings that stay.
const KEEP_AMONG: f32 = 0.1;
/// The same for a short block that says what nags say.
const KEEP_ASKING: f32 = 0.6;
/// What only nags ask of a reader.
const ASKING: Phrases = Phrases::NEWSLETTER
    .or(Phrases::SIGN_IN)
    .or(Phrases::OFFER)
    .or(Phrases::APP)
    .or(Phrases::SLOT)
    .or(Phrases::DONATE)
    .or(Phrases::PUSH)
    .or(Phrases::SURVEY)
    .or(Phrases::SHARE);
/// The same for a block that a rule calls furniture.
const KEEP_FURNITURE: f32 = 0.8;
/// What stays and what goes stands together: going from one to the other costs as much as this
/// difference of a block's log odds.
const SWITCH: f32 = 0.4;
/// The same for a list of links: an article has lists of its own.
const KEEP_LIST: f32 = 0.35;
/// Furniture that the model can't bring back: the article's header says the same.
const SAID_ABOVE: &[&str] = &["headline", "meta_line", prune::NAG_AT_EDGE];
/// Letters of prose after which the text has begun: who wrote it, and when, stands before that.
const MIN_BEGUN: u32 = 400;
/// Furniture of few words.
const LINES: &[&str] = &["meta_line", "edge_line"];
/// Pages with more blocks are beyond what the model has seen; the rules decide alone.
const MAX_BLOCKS: usize = 6000;
/// So much of what stays lies in one element; the rest are strays.
const IN_ROOT: f32 = 0.97;

/// The rules' element has at most so many times the letters of what stays.
const MAX_AROUND: f32 = 2.0;

/// Which blocks stay.
pub(crate) struct Choice {
    /// The element that holds what stays.
    pub(crate) root: Option<NodeId>,
    /// Letters of what stays, links left out.
    pub(crate) letters: u32,
    /// Letters of the prose in it.
    pub(crate) prose_letters: u32,
    /// For each of the outline's blocks, how many stay before it.
    kept_before: Vec<u32>,
    /// For each of the outline's blocks, the chance if it was judged.
    chances: Vec<Option<f32>>,
    /// The rules alone chose.
    is_by_rules: bool,
    /// Blocks that stand in the page before, in order.
    repeats: Vec<usize>,
    /// Headings over nothing that stays, in order.
    orphans: Vec<usize>,
    /// What isn't the text's own, in order, and why.
    asides: Vec<(usize, Aside)>,
    posts: Posts,
}

/// Why what reads like text isn't the text's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Aside {
    /// The text says it again and again.
    SaidAgain,
    OfAuthor,
    OfSite,
    /// A post elsewhere, without a word of it.
    Placeholder,
    /// The page says that it's paid for.
    LabelledPaid,
    /// What one would get.
    WithPrompt,
    FiledUnder,
    /// Slides of other things.
    OtherSlides(OtherWords),
    /// It goes with what the page hasn't delivered.
    LeftOver,
    /// A card that leads to another article.
    Card,
    /// A button of a shop, with what it says.
    Shop(&'static str),
}

impl Aside {
    /// Does it stand where the text ends?
    fn is_at_end(self) -> bool {
        matches!(self, Aside::OfAuthor | Aside::OfSite | Aside::WithPrompt | Aside::FiledUnder)
    }

    /// What speaks for it, its class, and the rule.
    fn named(self) -> (Evidence, Class, &'static str) {
        match self {
            Aside::SaidAgain => (Evidence::SaidAgain, Class::Boilerplate, "again"),
            Aside::OfAuthor => (Evidence::OfAuthor, Class::AuthorBox, "biography"),
            Aside::OfSite => (Evidence::OfSite, Class::Event, "promotion"),
            Aside::Placeholder => (Evidence::Placeholder, Class::Boilerplate, "embedded"),
            Aside::LabelledPaid => (Evidence::LabelledPaid, Class::Sponsored, "paid"),
            Aside::WithPrompt => (Evidence::WithPrompt, Class::Offer, "prompt"),
            Aside::FiledUnder => (Evidence::FiledUnder, Class::Boilerplate, "subjects"),
            Aside::OtherSlides(words) => (Evidence::OtherWords(words), Class::Related, "slides"),
            Aside::LeftOver => (Evidence::LeftOver, Class::Boilerplate, "leftovers"),
            Aside::Card => (Evidence::Card, Class::Related, "inset"),
            Aside::Shop(phrase) => (Evidence::Phrase(phrase), Class::Affiliate, "buy_button"),
        }
    }
}

/// What the rules say of a page, by node.
pub(crate) struct Ruled {
    /// The element that they take for the article's.
    pub(crate) root: Option<NodeId>,
    /// For each node the class of the nag that takes it out, counted from 1; 0 for none.
    pub(crate) nags: Vec<u8>,
    /// The same for what is furniture.
    pub(crate) furniture: Vec<u8>,
    /// The posts, where readers write the page.
    pub(crate) thread: Thread,
}

impl Ruled {
    /// Is the block in sight, and no nag?
    pub(super) fn may_stay(&self, block: &Block) -> bool {
        !block.is_hidden && self.nags[block.first as usize] == 0
    }

    /// Does a rule take the block out as a nag?
    fn is_nag(&self, block: &Block) -> bool {
        self.nags[block.first as usize] != 0
    }

    /// Does no rule take the block out?
    pub(super) fn leaves(&self, block: &Block) -> bool {
        !self.is_nag(block) && self.furniture[block.first as usize] == 0
    }
}

/// Chooses by `chances`, and by the rules alone where those leave too little.
pub(crate) fn choose(
    page: &Page<'_>,
    judged: &Judged,
    chances: &[f32],
    rules: &Ruled,
    min_letters: u32,
) -> Choice {
    let outline = page.outline;
    let mut keeps = by_chances(page, judged, chances, rules);
    let repeats = drop_repeats(page, &mut keeps);
    let has_too_few =
        MAX_BLOCKS < judged.blocks.len() || letters(outline, &keeps, |_| true) < min_letters;
    let root_by_rules = rules.root.filter(|_| has_too_few);
    if let Some(root) = root_by_rules {
        keeps = by_rules(outline, judged, rules, root);
    }
    let mut by_block = vec![None; outline.blocks.len()];
    for (&at, &chance) in judged.blocks.iter().zip(chances) {
        by_block[at] = Some(chance);
    }
    thread::decide(page, &by_block, rules, &repeats, &mut keeps);
    labels::keep_headings(page, rules, &mut keeps);
    labels::keep_between(page, rules, &mut keeps);
    labels::keep_first(page, rules, &mut keeps);
    let asides = drop_asides(page, rules, &mut keeps);
    let orphans = labels::drop_orphans(page, rules, &mut keeps);
    let posts = posts::keep_heads(page, &rules.thread, &mut keeps);
    Choice {
        root: root(outline, &keeps, rules.root),
        letters: letters(outline, &keeps, |_| true),
        prose_letters: letters(outline, &keeps, Block::is_prose),
        kept_before: counts_before(keeps.iter().copied()),
        chances: by_block,
        is_by_rules: root_by_rules.is_some(),
        repeats,
        orphans,
        asides,
        posts,
    }
}

fn by_chances(page: &Page<'_>, judged: &Judged, chances: &[f32], rules: &Ruled) -> Vec<bool> {
    let outline = page.outline;
    let mut keeps = vec![false; outline.blocks.len()];
    let (mut undecided, mut gains) = (Vec::new(), Vec::new());
    let mut prose_before = 0;
    let (bar, bar_among) = (log_odds(KEEP), log_odds(KEEP_AMONG));
    for (place, (&at, &chance)) in judged.blocks.iter().zip(chances).enumerate() {
        let first = outline.blocks[at].first as usize;
        let (nag, furniture) = (rules.nags[first], rules.furniture[first]);
        if nag > 0 {
            // Two kinds of evidence weigh more than the model's word.
            continue;
        }
        // A line in or after the text is furniture by little more than its name or place: the model
        // knows better.
        let block = &outline.blocks[at];
        prose_before += if block.is_prose() { block.size.letters } else { 0 };
        let is_by = |rules: &[&str]| {
            furniture > 0 && rules.iter().any(|rule| furniture == prune::number(rule))
        };
        let is_line = MIN_BEGUN <= prose_before && is_by(LINES);
        if is_line && !page.block_phrases[at].is_empty() {
            continue;
        }
        let is_furniture = furniture > 0 && !is_line;
        if !is_furniture && asks(page, at) {
            keeps[at] = KEEP_ASKING <= chance;
        } else if is_furniture {
            let needed = if is_by(&["link_list"]) { KEEP_LIST } else { KEEP_FURNITURE };
            keeps[at] = needed <= chance && !is_by(SAID_ABOVE);
        } else if is_dek(page, place, judged) {
            // What stands beside it, byline and picture, says nothing of it.
            let is_sentence = outline.blocks[at].size.sentences > 0;
            keeps[at] = if is_sentence { KEEP_DEK_SENTENCE } else { KEEP_DEK } <= chance;
        } else {
            let needed = if ends_quote(outline, place, judged, chances) { bar_among } else { bar };
            undecided.push(place);
            gains.push(log_odds(chance) - needed);
        }
    }
    for (&place, keep) in undecided.iter().zip(decide(&gains)) {
        keeps[judged.blocks[place]] = keep;
    }
    for &place in &undecided {
        keeps[judged.blocks[place]] |= KEEP_AMONG <= chances[place]
            && (is_among_kept(outline, place, judged, &keeps)
                || is_code_among_kept(outline, place, judged, &keeps));
    }
    kin::keep_together(page, judged, chances, &undecided, &mut keeps);
    answers::keep(page, judged, chances, rules, &mut keeps);
    keep_captions(outline, judged, rules, &mut keeps);
    drop_said_above(page, judged, &mut keeps);
    drop_links_at_end(page, judged, &mut keeps);
    notes::keep(page, rules, &mut keeps);
    keep_editorial(page, rules, &mut keeps);
    keep_other_headline(page, rules, &mut keeps);
    keeps
}

/// A first-level heading that says something else than the title that is shown stays above the text. The site's
/// name, or a link home, is no such heading.
fn keep_other_headline(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    const MIN_WORDS: u32 = 3;
    const MAX_DENSITY: f32 = 0.5;
    let outline = page.outline;
    let is_own = |&id: &NodeId| {
        outline.node(id).tag == Tag::H1
            && rules.root.is_some_and(|root| outline.holds(root, id))
            && role::is_unlike_title(outline, page.declared, id)
    };
    let Some(headline) = page.headline.filter(is_own) else { return };
    let first = keeps.iter().position(|keep| *keep);
    if first.is_none_or(|first| outline.blocks[first].first < headline) {
        return;
    }
    for at in outline.blocks_in(&outline.subtree(headline)) {
        let block = &outline.blocks[at];
        keeps[at] |= rules.may_stay(block)
            && MIN_WORDS <= block.size.words
            && block.link_density() < MAX_DENSITY;
    }
}

/// Takes out what isn't the text's own. What went, in order.
fn drop_asides(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) -> Vec<(usize, Aside)> {
    let mut asides: Vec<(usize, Aside)> = Vec::new();
    // Readers sign what they write, and speak of where they write.
    if page.declared.is_discussion || !rules.thread.is_empty() {
        return asides;
    }
    let mut take = |gone: Vec<usize>, aside: Aside, keeps: &mut [bool]| {
        for at in gone {
            keeps[at] = false;
            asides.push((at, aside));
        }
    };
    take(embedded::placeholders(page, keeps), Aside::Placeholder, keeps);
    take(leftovers::find(page, keeps), Aside::LeftOver, keeps);
    take(inset::cards(page, keeps), Aside::Card, keeps);
    take(again::links(page, keeps), Aside::SaidAgain, keeps);
    for (at, phrase) in paid::buttons(page, keeps) {
        take(vec![at], Aside::Shop(phrase), keeps);
    }
    take(paid::sections(page, keeps), Aside::LabelledPaid, keeps);
    if let Some((blocks, words)) = slides::find(page, keeps) {
        take(blocks, Aside::OtherSlides(words), keeps);
    }
    take(closing::subjects(page, keeps), Aside::FiledUnder, keeps);
    take(paid::prompt(page, keeps), Aside::WithPrompt, keeps);
    take(closing::biography(page, keeps), Aside::OfAuthor, keeps);
    take(closing::promotion(page, keeps), Aside::OfSite, keeps);
    asides.sort_unstable();
    asides
}

/// Corrections and editor's notes belong to the text that they stand in, right above or right below, whatever
/// they stand in; a heading of that kind with what it heads.
fn keep_editorial(page: &Page<'_>, rules: &Ruled, keeps: &mut [bool]) {
    /// So many blocks above the text and below it are looked at.
    const REACH: usize = 6;
    const MAX_DENSITY: f32 = 0.5;
    let outline = page.outline;
    let first = keeps.iter().position(|keep| *keep);
    let Some((first, last)) = first.zip(keeps.iter().rposition(|keep| *keep)) else { return };
    let near = first.saturating_sub(REACH)..=last + REACH;
    let is_heading = |at: usize| outline.node(outline.blocks[at].container).tag.is_heading();
    let parent = |at: usize| outline.node(outline.blocks[at].container).parent;
    let may_stay = |at: usize| {
        let block = &outline.blocks[at];
        rules.may_stay(block)
            && block.link_density() <= MAX_DENSITY
            && page.block_phrases[at].is_empty()
    };
    for &at in page.editorial.iter().filter(|at| near.contains(at) && may_stay(**at)) {
        keeps[at] = true;
        let next = at + 1;
        let is_headed = |next: usize| parent(next) == parent(at) && !is_heading(next);
        if is_heading(at) && next < keeps.len() && is_headed(next) && may_stay(next) {
            keeps[next] = true;
        }
    }
}

/// Does a short block say what nags say? The model's doubt is a second kind of evidence.
fn asks(page: &Page<'_>, at: usize) -> bool {
    const MAX_WORDS: u32 = 60;
    let block = &page.outline.blocks[at];
    page.block_phrases[at].any(ASKING)
        && block.size.words <= MAX_WORDS
        && !is_quoted(page, block.container)
        && !is_listed_mention(page, block.container, &page.outline.measure(block.container), ASKING)
}

/// The rule against what such a block says, and the words.
fn asking(page: &Page<'_>, at: usize) -> Option<(&'static Rule, Evidence)> {
    if !asks(page, at) {
        return None;
    }
    let said = page.block_phrases[at];
    let speaks = |rule: &&&Rule| said.any(rule.phrases) && ASKING.any(rule.phrases);
    let rule = RULES.iter().find(speaks)?;
    let phrase = page.phrase_in(&page.outline.blocks[at].nodes(), rule.phrases)?;
    Some((rule, Evidence::Phrase(phrase)))
}

/// Tags, links to other articles, and whose the text is, at the end, one after the other.
fn drop_links_at_end(page: &Page<'_>, judged: &Judged, keeps: &mut [bool]) {
    const MIN_DENSITY: f32 = 0.8;
    let kept: Vec<usize> = judged.blocks.iter().copied().filter(|&at| keeps[at]).collect();
    for at in kept.into_iter().rev() {
        let block = &page.outline.blocks[at];
        if block.link_density() < MIN_DENSITY && !prune::is_copyright(page, block) {
            return;
        }
        keeps[at] = false;
    }
}

/// A caption goes where its surroundings go; the model isn't asked, as truths have no captions.
/// What isn't marked up as one stays at least before text that stays: at the end it may be about
/// the author.
fn keep_captions(outline: &Outline, judged: &Judged, rules: &Ruled, keeps: &mut [bool]) {
    let mut captions: Vec<usize> = Vec::new();
    let mut before = false;
    for &at in &judged.blocks {
        let block = &outline.blocks[at];
        let is_marked = role::in_caption(outline, block.container);
        if is_marked || is_below_picture(outline, block) {
            if is_marked {
                keeps[at] = before && rules.leaves(block);
            }
            captions.push(at);
            continue;
        }
        // A nag between a picture and the text is neither's surroundings.
        if rules.is_nag(block) {
            captions.retain(|&it| role::in_caption(outline, outline.blocks[it].container));
            continue;
        }
        before = keeps[at];
        for caption in captions.drain(..) {
            keeps[caption] |= before && rules.leaves(&outline.blocks[caption]);
        }
    }
}

/// Does the block share an element with one picture and nothing else, no link among it?
fn is_below_picture(outline: &Outline, block: &Block) -> bool {
    /// Longer ones are text of their own.
    const MAX_WORDS: u32 = 60;
    let holder = outline.node(block.container).parent;
    let measure = outline.measure(holder);
    block.size.words <= MAX_WORDS
        && measure.n_images == 1
        && measure.n_links == 0
        && measure.n_headings == 0
        && measure.size == block.size.into()
        && outline.measure(block.container).n_images == 0
}

/// The headline and the byline stand in the article's header, wherever the page has them.
fn drop_said_above(page: &Page<'_>, judged: &Judged, keeps: &mut [bool]) {
    for &at in &judged.blocks {
        let block = &page.outline.blocks[at];
        if keeps[at] && block.is_prose() && page.headline.is_none_or(|it| it < block.first) {
            return;
        }
        if page.headline == Some(block.container)
            || prune::is_byline(page, block)
            || (page.headline.is_none() && says_title(page, block))
        {
            keeps[at] = false;
        }
    }
}

/// Does the block say what the page's title begins with, and nothing else?
fn says_title(page: &Page<'_>, block: &Block) -> bool {
    const MIN_WORDS: u32 = 3;
    let Some(title) = page.declared.title.as_deref() else { return false };
    MIN_WORDS <= block.size.words
        && role::words_in_order(title)
            .starts_with(&role::words_in_order(&page.outline.text_of(block.nodes(), 1000)))
}

/// Does the block before it stay, in the same quotation? It says whom that quotes.
fn ends_quote(outline: &Outline, place: usize, judged: &Judged, chances: &[f32]) -> bool {
    let container = outline.blocks[judged.blocks[place]].container;
    let quote =
        outline.ancestors(container).take(3).find(|&id| outline.node(id).tag == Tag::Blockquote);
    let before = place.checked_sub(1).filter(|&it| 0.5 < chances[it]);
    let holds = |quote| {
        before.is_some_and(|it| outline.holds(quote, outline.blocks[judged.blocks[it]].first))
    };
    quote.is_some_and(holds)
}

/// Is it a sentence between siblings that stay, or one without links after such a sibling?
fn is_among_kept(outline: &Outline, place: usize, judged: &Judged, keeps: &[bool]) -> bool {
    /// So many blocks before it are looked at.
    const REACH: usize = 3;
    let block = |place: usize| &outline.blocks[judged.blocks[place]];
    let around = |id: NodeId| outline.ancestors(id).find(|&it| outline.node(it).tag.is_block());
    let parent = |place: usize| around(block(place).container);
    let is_near =
        |it: usize| parent(it) == parent(place) || Some(block(it).container) == parent(place);
    let stays = |it: usize| keeps[judged.blocks[it]] && is_near(it);
    let density = block(place).link_density();
    block(place).size.sentences > 0
        && density < 0.3
        && (place.saturating_sub(REACH)..place).any(stays)
        && (density == 0.0 || (place + 1 < judged.blocks.len() && stays(place + 1)))
}

/// Is it code between blocks that stay? Text about code is nothing without it.
fn is_code_among_kept(outline: &Outline, place: usize, judged: &Judged, keeps: &[bool]) -> bool {
    /// So many blocks on each side are looked at: its language and its file's name stand above it.
    const REACH: usize = 3;
    /// So deep in its code a line stands.
    const MAX_DEPTH: usize = 6;
    let id = outline.blocks[judged.blocks[place]].container;
    let is_code = |&it: &NodeId| outline.node(it).tag == Tag::Pre;
    let Some(code) = outline.self_and_ancestors(id).take(MAX_DEPTH).find(is_code) else {
        return false;
    };
    let lines = outline.blocks_in(&outline.subtree(code));
    keeps[lines.start.saturating_sub(REACH)..lines.start].contains(&true)
        && keeps[lines.end..keeps.len().min(lines.end + REACH)].contains(&true)
}

/// Does the block at `place` follow the headline, as a short text of its own?
fn is_dek(page: &Page<'_>, place: usize, judged: &Judged) -> bool {
    const WORDS: Range<u32> = 4..45;
    let block = |place: usize| &page.outline.blocks[judged.blocks[place]];
    let follows = place.checked_sub(1).is_some_and(|it| page.headline == Some(block(it).container));
    follows && WORDS.contains(&block(place).size.words) && block(place).link_density() < 0.2
}

/// All that no rule takes out.
fn by_rules(outline: &Outline, judged: &Judged, rules: &Ruled, root: NodeId) -> Vec<bool> {
    let mut keeps = vec![false; outline.blocks.len()];
    for &at in &judged.blocks {
        let block = &outline.blocks[at];
        keeps[at] = outline.holds(root, block.first) && rules.leaves(block);
    }
    keeps
}

/// Letters of what stays and `counts`, links left out.
fn letters(outline: &Outline, keeps: &[bool], counts: fn(&Block) -> bool) -> u32 {
    let kept = outline.blocks.iter().zip(keeps).filter(|(block, keep)| **keep && counts(block));
    kept.map(|(block, _)| block.size.letters - block.link_letters).sum()
}

/// For each place, and the end, how many of `flags` before it are set.
fn counts_before(flags: impl ExactSizeIterator<Item = bool>) -> Vec<u32> {
    let mut counts = Vec::with_capacity(flags.len() + 1);
    let mut count = 0;
    counts.push(count);
    for flag in flags {
        count += u32::from(flag);
        counts.push(count);
    }
    counts
}

/// Decides a run of blocks together (Viterbi): each has what is gained by keeping it, and each
/// change between keeping and dropping costs `SWITCH`.
fn decide(gains: &[f32]) -> Vec<bool> {
    // The most that can be had up to here, dropping and keeping the last block; and for each block
    // whether the one before is kept, in both cases.
    let mut most = [0.0_f32; 2];
    let mut before = Vec::with_capacity(gains.len());
    for &gain in gains {
        let if_dropped = most[0] < most[1] - SWITCH;
        let if_kept = most[0] - SWITCH <= most[1];
        before.push([if_dropped, if_kept]);
        most = [
            if if_dropped { most[1] - SWITCH } else { most[0] },
            gain + if if_kept { most[1] } else { most[0] - SWITCH },
        ];
    }
    let mut keep = most[0] < most[1];
    let mut keeps = vec![false; gains.len()];
    for (kept, before) in keeps.iter_mut().zip(before).rev() {
        *kept = keep;
        keep = before[usize::from(keep)];
    }
    keeps
}

/// Of prose that stands twice in the page, for wide screens and for narrow ones, only one stays. What
/// an author says again stays: a refrain among the same siblings, a sentence among new ones. The
/// blocks that go, in order.
fn drop_repeats(page: &Page<'_>, keeps: &mut [bool]) -> Vec<usize> {
    let outline = page.outline;
    let text = |at: usize| outline.text_of(outline.blocks[at].nodes(), usize::MAX);
    let parent = |at: usize| outline.node(outline.blocks[at].container).parent;
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut repeats = Vec::new();
    for (at, block) in outline.blocks.iter().enumerate() {
        // Who is quoted may be quoted again.
        if !keeps[at] || !block.is_prose() || role::in_caption(outline, block.container) {
            continue;
        }
        let same = *first.entry(page.digests[at]).or_insert(at);
        if parent(same) != parent(at) && text(same) == text(at) {
            repeats.push(at);
        }
    }
    if repeats.is_empty() {
        return repeats;
    }
    // Elements with prose that stands there first.
    let is_new = |&at: &usize| {
        keeps[at] && outline.blocks[at].is_prose() && repeats.binary_search(&at).is_err()
    };
    let has_new: fnv::Set<NodeId> = (0..keeps.len()).filter(is_new).map(parent).collect();
    repeats.retain(|&at| !has_new.contains(&parent(at)));
    again::add_lines(page, keeps, &mut repeats);
    for &at in &repeats {
        keeps[at] = false;
    }
    repeats
}

/// The innermost element that holds nearly all that stays; or the rules' one, where that has little
/// more: it may hold the lead image.
fn root(outline: &Outline, keeps: &[bool], by_rules: Option<NodeId>) -> Option<NodeId> {
    // Of the kept blocks in `places`, the letters of those whose container is in the element.
    let letters = |id: NodeId, places: Range<usize>| -> u32 {
        let kept = places.filter(|&at| keeps[at]).map(|at| &outline.blocks[at]);
        kept.filter(|block| outline.holds(id, block.container)).map(|it| it.size.letters).sum()
    };
    let all = letters(ROOT, 0..keeps.len()) as f32;
    let needed = all * IN_ROOT;
    if needed == 0.0 {
        return None;
    }
    let mut root = ROOT;
    let mut places = 0..keeps.len();
    let child_with_most = |root: NodeId, places: &Range<usize>| {
        let mut next = places.start;
        outline.children(root).find_map(|child| {
            let (start, end) = (next, outline.node(child).end);
            while next < places.end && outline.blocks[next].first < end {
                next += 1;
            }
            let holds = start < next && needed <= letters(child, start..next) as f32;
            holds.then_some((child, start..next))
        })
    };
    while let Some((child, within)) = child_with_most(root, &places) {
        (root, places) = (child, within);
    }
    let is_near = |&id: &NodeId| {
        outline.holds(id, root) && outline.measure(id).size.letters as f32 <= MAX_AROUND * all
    };
    Some(by_rules.filter(is_near).unwrap_or(root))
}

impl Choice {
    /// The elements that hold a post of a discussion each, in order.
    pub(crate) fn into_posts(self) -> Vec<NodeId> {
        self.posts.elements
    }

    pub(super) fn stays(&self, at: usize) -> bool {
        self.kept_before[at] < self.kept_before[at + 1]
    }

    /// Why a block stays.
    pub(crate) fn why(&self, at: usize) -> Why {
        if self.is_by_rules {
            return Why::Rules;
        }
        let percent = |chance: f32| (chance * 100.0).round() as u8;
        self.chances[at].map_or(Why::Beside, |chance| Why::Learned(percent(chance)))
    }

    /// What the model says of it, if it was asked.
    pub(super) fn chance(&self, at: usize) -> Option<f32> {
        self.chances[at]
    }

    /// Does any block in `nodes` stay?
    pub(crate) fn keeps_any(&self, outline: &Outline, nodes: &Range<NodeId>) -> bool {
        let blocks = outline.blocks_in(nodes);
        self.kept_before[blocks.start] < self.kept_before[blocks.end]
    }

    /// What stays above `root`, below the headline, in as large parts as can be: a text's first paragraphs in a box of
    /// their own, the question above its answers. A dek, one sentence or two, is none of the body.
    pub(crate) fn above(&self, page: &Page<'_>, root: NodeId) -> Vec<Range<NodeId>> {
        const MIN_PARAGRAPHS: usize = 2;
        /// In all of the paragraphs.
        const MIN_WORDS: u32 = 50;
        let outline = page.outline;
        let Some(headline) = page.headline else { return Vec::new() };
        let first = outline.blocks_in(&(headline..outline.node(headline).end)).end;
        let stays = |at: usize| self.stays(at);
        let end = outline.blocks_in(&outline.subtree(root)).start;
        let kept: Vec<usize> = (first..end).filter(|&at| stays(at)).collect();
        let prose = || kept.iter().map(|&at| &outline.blocks[at]).filter(|block| block.is_prose());
        let n_words: u32 = prose().map(|block| block.size.words).sum();
        let is_lede = MIN_PARAGRAPHS <= prose().count() && MIN_WORDS <= n_words;
        // What a discussion's posts answer is one of them.
        if !is_lede && (n_words == 0 || self.posts.elements.is_empty()) {
            return Vec::new();
        }
        let stay_all = |id: &NodeId| {
            let mut within = outline.blocks_in(&outline.subtree(*id));
            !outline.holds(*id, root) && !outline.holds(*id, headline) && within.all(stays)
        };
        let mut parts: Vec<Range<NodeId>> = Vec::new();
        for at in kept {
            let block = &outline.blocks[at];
            if parts.last().is_some_and(|last| block.first < last.end) {
                continue;
            }
            let around = outline.self_and_ancestors(block.container).take_while(stay_all).last();
            parts.push(around.map_or(block.nodes(), |id| outline.subtree(id)));
        }
        parts
    }

    /// The line between the headline and `root` that sums the article up, where none of the text stands above `root`.
    pub(crate) fn dek(
        &self,
        page: &Page<'_>,
        root: NodeId,
        taken: &Taken,
    ) -> Option<Range<NodeId>> {
        // What stands above posts is one of them.
        if page.declared.is_discussion || !self.posts.elements.is_empty() {
            return None;
        }
        dek::find(page, self, root, taken)
    }

    /// What isn't taken out yet and doesn't stay, in as large parts as can be.
    pub(crate) fn removals(&self, page: &Page<'_>, root: NodeId, taken: &Taken) -> Vec<Removal> {
        let outline = page.outline;
        let mut removals: Vec<Removal> = Vec::new();
        // What has a name of its own is told by it.
        let is_whole = |id: NodeId| {
            let nodes = outline.subtree(id);
            !taken.takes_any(&nodes) && !self.keeps_any(outline, &nodes)
        };
        for at in outline.blocks_in(&outline.subtree(root)) {
            let block = &outline.blocks[at];
            let covered = removals.last().is_some_and(|last| block.first < last.nodes.end);
            let chance = self.chances[at];
            if self.stays(at) || covered || taken.takes(block.first) {
                continue;
            }
            if chance.is_none() && !self.is_stray(outline, at) {
                continue;
            }
            let mut nodes = block.nodes();
            // Pictures beside what wasn't judged stay.
            let goes = |id| is_whole(id) && (chance.is_some() || outline.measure(id).n_images == 0);
            let outer = outline
                .self_and_ancestors(block.container)
                .take_while(|&id| root < id && goes(id))
                .last();
            if let Some(id) = outer {
                nodes = outline.subtree(id);
            }
            let mut evidence = evidence(page, &nodes, block.size.words, chance);
            let is_alone = page.outline.measure(nodes.start).size.words <= block.size.words;
            let (class, rule) = match self.cause(page, at, is_alone, &mut evidence) {
                (class, "learned") if chance.is_none() => (class, "around"),
                named => named,
            };
            let place = Place::Inside;
            removals.push(Removal { nodes, class, rule, evidence, place });
        }
        removals
    }

    /// Is it text outside the rules' article that wasn't judged: links, or a few letters? Such a line between two
    /// that stay, and a caption, stays with them.
    fn is_stray(&self, outline: &Outline, at: usize) -> bool {
        let block = &outline.blocks[at];
        let is_among = || {
            block.link_letters == 0
                && 0 < at
                && at + 1 < outline.blocks.len()
                && self.stays(at - 1)
                && self.stays(at + 1)
        };
        !block.is_hidden
            && block.size.letters > 0
            && !role::in_caption(outline, block.container)
            && !is_among()
    }

    /// What takes a block out that doesn't stay; adds to the evidence. Phrases tell of what is `alone`.
    fn cause(
        &self,
        page: &Page<'_>,
        at: usize,
        is_alone: bool,
        evidence: &mut Vec<Evidence>,
    ) -> (Class, &'static str) {
        if let Some((rule, phrase)) = asking(page, at).filter(|_| is_alone) {
            evidence.push(phrase);
            (rule.class, rule.name)
        } else if self.repeats.binary_search(&at).is_ok() {
            evidence[0] = Evidence::RepeatsText;
            (Class::Boilerplate, "repeat")
        } else if self.orphans.binary_search(&at).is_ok() {
            evidence[0] = Evidence::HeadsNothing;
            (Class::Boilerplate, "orphan")
        } else if let Ok(place) = self.asides.binary_search_by_key(&at, |it| it.0) {
            let aside = self.asides[place].1;
            let (said, class, rule) = aside.named();
            evidence[0] = said;
            if aside.is_at_end() {
                evidence.push(Evidence::AfterText);
            }
            (class, rule)
        } else if self.posts.votes.binary_search(&at).is_ok() {
            *evidence = vec![Evidence::NumberAlone, Evidence::InPost];
            (Class::Boilerplate, "votes")
        } else {
            (Class::Boilerplate, "learned")
        }
    }
}

/// What speaks against a part: the model's word where it was judged, else where it stands.
fn evidence(
    page: &Page<'_>,
    nodes: &Range<NodeId>,
    n_words: u32,
    chance: Option<f32>,
) -> Vec<Evidence> {
    let learned = |chance: f32| Evidence::Learned { percent: (chance * 100.0).round() as u8 };
    let mut evidence = vec![chance.map_or(Evidence::OutsideArticle, learned)];
    let measure = page.outline.measure(nodes.start);
    let region = region::own_region(page, nodes.start);
    if !region.is_empty() {
        evidence.push(Evidence::Token(region));
    }
    evidence.push(Evidence::numbers(&measure, n_words));
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_little_speaks_for_goes_with_its_neighbours() {
        assert_eq!(decide(&[2.0, -0.5, 2.0]), [true, true, true]);
        assert_eq!(decide(&[-2.0, 0.5, -2.0]), [false, false, false]);
        assert_eq!(decide(&[2.0, -3.0, 2.0]), [true, false, true]);
        assert_eq!(decide(&[]), [false; 0]);
    }
}
