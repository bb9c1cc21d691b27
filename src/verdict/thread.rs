//! Where the posts of a discussion stand, and what of them stays.
//!
//! In: the page, the chances of its blocks. Out: the elements that hold the text of one post each, the posts
//! around them, and which blocks stay. Forums' software marks up the text of every post alike, alone among
//! its siblings, beside a name or a date: what is in it is the post, what is beside it is furniture. Who wrote
//! a post, and when, `posts` finds.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::cards;
use super::choice::Ruled;
use super::class::Class;
use super::judge::Removal;
use super::page::Page;
use super::posts;
use crate::base::attr::AttrName;
use crate::base::fnv;
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind, NodeId, Outline};

/// Fewer that are alike are no thread, and more are a list of other things.
const N_POSTS: std::ops::RangeInclusive<usize> = 2..=2000;
/// So many elements around a block are looked at for its post.
const REACH: usize = 14;
/// Of what the page says a thread says so much.
const MIN_SHARE: f32 = 0.3;
/// So many of the posts say who wrote them, or when.
const MIN_HEADED: f32 = 0.6;
/// The texts of posts are so much of what is said in larger elements that are alike, and so many of them lie in
/// those.
const INNER_SHARE: f32 = 0.6;
const INNER_POSTS: f32 = 0.9;

/// A discussion's posts, in order.
#[derive(Clone, Default)]
pub(crate) struct Thread {
    /// The elements with the posts' texts.
    pub(super) bodies: Vec<NodeId>,
    /// The elements that hold one post each, with what stands beside its text.
    pub(super) posts: Vec<NodeId>,
}

impl Thread {
    /// The thread, if the markup tells; `nags` in order.
    pub(super) fn of(page: &Page<'_>, nags: &[Removal]) -> Self {
        let outline = page.outline;
        let groups = groups(outline).into_iter();
        let mut groups: Vec<Group> =
            groups.filter_map(|(markup, members)| Group::of(page, markup, members)).collect();
        let least = MIN_SHARE * said_outside(page, nags) as f32;
        // Most pages have no thread.
        if !groups.iter().any(|group| least <= group.letters as f32) {
            return Thread::default();
        }
        groups.sort_unstable_by(|a, b| {
            let by_bodies = || a.bodies.cmp(&b.bodies).then(a.markup.cmp(&b.markup));
            b.letters.cmp(&a.letters).then_with(by_bodies)
        });
        let is_headed = |group: &Group| group.is_headed(outline);
        let mut large = groups.iter().take_while(|group| least <= group.letters as f32);
        let Some(at) = large.position(is_headed) else { return Thread::default() };
        let mut group = groups.swap_remove(at);
        let is_inner = |it: &Group, group: &Group| it.is_within(outline, group) && is_headed(it);
        while let Some(at) = groups.iter().position(|it| is_inner(it, &group)) {
            group = groups.swap_remove(at);
        }
        if (group.letters as f32) < least {
            return Thread::default();
        }
        let mut thread = Thread { posts: group.posts(outline), bodies: group.bodies };
        thread.trim(page);
        thread.add_short(outline, group.markup);
        thread
    }

    /// Adds the posts between the others, and after them, that say too little to be looked for: a word of thanks.
    fn add_short(&mut self, outline: &Outline, markup: u64) {
        let short = short_posts(outline, &self.bodies, markup);
        // What is marked up alike more often than posts are is something else.
        if short.is_empty() || self.bodies.len() < short.len() {
            return;
        }
        let mut bodies = self.bodies.clone();
        bodies.extend(&short);
        bodies.sort_unstable();
        let group = Group { markup, bodies, letters: 0 };
        let all = Thread { posts: group.posts(outline), bodies: group.bodies };
        let is_post = |&at: &usize| {
            short.binary_search(&all.bodies[at]).is_err() || all.is_headed(outline, at)
        };
        let kept: Vec<usize> = (0..all.bodies.len()).filter(is_post).collect();
        self.bodies = kept.iter().map(|&at| all.bodies[at]).collect();
        self.posts = kept.iter().map(|&at| all.posts[at]).collect();
    }

    /// Leaves out what stands before the posts and after them, is marked up alike, and says of nobody that he
    /// wrote it: a board's greeting. Whose the first post is the page may say above it.
    fn trim(&mut self, page: &Page<'_>) {
        let outline = page.outline;
        let is_headed = |&at: &usize| self.is_headed(outline, at);
        let Some(first) = (0..self.bodies.len()).find(is_headed) else { return };
        let last = (first..self.bodies.len()).rfind(is_headed).unwrap_or(first);
        let above = page.headline.unwrap_or(0)..self.bodies[0];
        let is_first = posts::has_head(outline, &above, 0);
        let kept = if is_first { 0 } else { first }..=last;
        self.bodies = self.bodies[kept.clone()].to_vec();
        self.posts = self.posts[kept].to_vec();
    }

    fn is_headed(&self, outline: &Outline, at: usize) -> bool {
        let mut beside = self.beside(outline, at).into_iter();
        beside.any(|range| posts::has_head(outline, &range, self.posts[0]))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// Where, beside the text of the post at `at`, its head may stand: between the last post and its text, or in
    /// the post after that.
    pub(super) fn beside(&self, outline: &Outline, at: usize) -> [Range<NodeId>; 2] {
        let body = outline.subtree(self.bodies[at]);
        let post = outline.subtree(self.posts[at]);
        let last = at.checked_sub(1).map(|it| outline.node(self.posts[it]).end);
        let start = last.unwrap_or(post.start).min(body.start);
        [start..body.start, body.end..post.end]
    }

    /// Short lines that stand in several posts: what their software says in each.
    fn commands(&self, page: &Page<'_>) -> HashSet<u64> {
        const MAX_WORDS: u32 = 4;
        let outline = page.outline;
        let mut said_in: HashMap<u64, NodeId> = HashMap::new();
        let mut commands = HashSet::new();
        for &body in &self.bodies {
            for at in outline.blocks_in(&outline.subtree(body)) {
                let block = &outline.blocks[at];
                let is_line = block.size.words <= MAX_WORDS
                    && block.container != body
                    && matches!(outline.node(block.container).tag, Tag::Div | Tag::Other);
                if is_line && *said_in.entry(page.digests[at]).or_insert(body) != body {
                    commands.insert(page.digests[at]);
                }
            }
        }
        commands
    }
}

/// What a block says in sentences, in letters, links left out.
fn said(block: &Block) -> u32 {
    /// A post of fewer words may well have no full stop.
    const MIN_WORDS: u32 = 8;
    let says = block.kind == BlockKind::Text
        && !block.is_hidden
        && (block.size.sentences > 0 || MIN_WORDS <= block.size.words);
    if says { block.size.letters - block.link_letters } else { 0 }
}

/// What the page says outside of `nags`, each text once. Comments are no nags here.
fn said_outside(page: &Page<'_>, nags: &[Removal]) -> u32 {
    let mut texts = HashSet::new();
    let mut next = 0;
    let mut letters = 0;
    for (at, block) in page.outline.blocks.iter().enumerate() {
        while next < nags.len() && nags[next].nodes.end <= block.first {
            next += 1;
        }
        let nag = nags.get(next).filter(|nag| nag.nodes.contains(&block.first));
        let is_out = nag.is_some_and(|nag| nag.class != Class::Comments);
        if 0 < said(block) && !is_out && texts.insert(page.digests[at]) {
            letters += said(block);
        }
    }
    letters
}

/// Elements marked up alike.
struct Group {
    /// How.
    markup: u64,
    bodies: Vec<NodeId>,
    /// What they say, each text once.
    letters: u32,
}

/// The elements around what is said, those that are marked up alike together.
fn groups(outline: &Outline) -> Vec<(u64, Vec<NodeId>)> {
    let mut seen = vec![false; outline.nodes.len()];
    let mut groups: HashMap<u64, Vec<NodeId>> = HashMap::new();
    for block in outline.blocks.iter().filter(|block| said(block) > 0) {
        for id in outline.self_and_ancestors(block.container).take(REACH) {
            if std::mem::replace(&mut seen[id as usize], true) {
                break;
            }
            if may_be_body(outline.node(id).tag) {
                for markup in markups(outline, id) {
                    groups.entry(markup).or_default().push(id);
                }
            }
        }
    }
    groups.into_iter().filter(|(_, group)| N_POSTS.contains(&group.len())).collect()
}

fn may_be_body(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Div
            | Tag::Section
            | Tag::Article
            | Tag::Main
            | Tag::Td
            | Tag::Li
            | Tag::Dd
            | Tag::Other
    )
}

/// What bodies may share: the tag and one of their first classes, or the very first; and where there is none
/// that of what is around.
fn markups(outline: &Outline, id: NodeId) -> impl Iterator<Item = u64> + '_ {
    /// Later ones tell of looks.
    const MAX_CLASSES: usize = 3;
    let classes = |id| {
        let names = outline.raw_attr(id, AttrName::Class).unwrap_or("");
        names.split_ascii_whitespace().take(MAX_CLASSES)
    };
    let markup = move |class| cards::markup_by(outline, id, class);
    // The first class names what it is, others often what it is like.
    let first = classes(id).next();
    let by_around = first.is_none().then(|| {
        let around = outline.node(id).parent;
        let class = classes(around).next().unwrap_or("");
        cards::markup_by(outline, around, class).rotate_left(17) ^ markup("")
    });
    let by_first = first.map(|class| markup(class).rotate_left(7));
    classes(id).map(markup).chain(by_first).chain(by_around)
}

impl Group {
    /// Those of `members` that hold none of the others, where each is alone among its siblings.
    fn of(page: &Page<'_>, markup: u64, mut members: Vec<NodeId>) -> Option<Self> {
        let outline = page.outline;
        members.sort_unstable();
        members.dedup();
        let holds_next =
            |at: usize| members.get(at + 1).is_some_and(|&it| outline.holds(members[at], it));
        let bodies: Vec<NodeId> =
            (0..members.len()).filter(|&at| !holds_next(at)).map(|at| members[at]).collect();
        let parents: fnv::Set<NodeId> = bodies.iter().map(|&id| outline.node(id).parent).collect();
        if !N_POSTS.contains(&bodies.len()) || parents.len() < bodies.len() {
            return None;
        }
        let (mut letters, mut texts) = (0, HashSet::new());
        for at in bodies.iter().flat_map(|&id| outline.blocks_in(&outline.subtree(id))) {
            let said = said(&outline.blocks[at]);
            if 0 < said && texts.insert(page.digests[at]) {
                letters += said;
            }
        }
        Some(Group { markup, bodies, letters })
    }

    /// Do most say who wrote them, or when?
    fn is_headed(&self, outline: &Outline) -> bool {
        let thread = Thread { posts: self.posts(outline), bodies: self.bodies.clone() };
        let n_bodies = self.bodies.len();
        let mut n_bare = 0;
        for at in 0..n_bodies {
            n_bare += usize::from(!thread.is_headed(outline, at));
            if ((n_bodies - n_bare) as f32) < MIN_HEADED * n_bodies as f32 {
                return false;
            }
        }
        true
    }

    /// The largest elements that hold one body each.
    fn posts(&self, outline: &Outline) -> Vec<NodeId> {
        let post = |at: usize| {
            let body = self.bodies[at];
            let before = at.checked_sub(1).map_or(0, |it| self.bodies[it]);
            let next = self.bodies.get(at + 1).copied().unwrap_or(NodeId::MAX);
            let is_own = |&id: &NodeId| before < id && outline.node(id).end <= next && id > 1;
            let around = outline.self_and_ancestors(body).take(REACH);
            around.take_while(is_own).last().unwrap_or(body)
        };
        (0..self.bodies.len()).map(post).collect()
    }

    /// Are these the larger part of what the `others` say, nearly all of them within those?
    fn is_within(&self, outline: &Outline, others: &Group) -> bool {
        let is_inner = |&&id: &&NodeId| {
            let next = others.bodies.partition_point(|&it| it < id);
            next.checked_sub(1).is_some_and(|at| outline.holds(others.bodies[at], id))
        };
        let n_inner = self.bodies.iter().filter(is_inner).count() as f32;
        INNER_POSTS * self.bodies.len() as f32 <= n_inner
            && INNER_SHARE * others.bodies.len() as f32 <= n_inner
            && INNER_SHARE * others.letters as f32 <= self.letters as f32
    }
}

/// Between the `bodies` of posts, and after the last, the elements with a few words that are marked up as those are.
fn short_posts(outline: &Outline, bodies: &[NodeId], markup: u64) -> Vec<NodeId> {
    const WORDS: std::ops::RangeInclusive<u32> = 1..=30;
    let (Some(&first), Some(&last)) = (bodies.first(), bodies.last()) else { return Vec::new() };
    let before = bodies[bodies.len().saturating_sub(2)];
    let side_by_side = outline.ancestors(last).find(|&id| outline.holds(id, before));
    let end = side_by_side.map_or(last, |id| outline.node(id).end);
    let mut parents: fnv::Set<NodeId> = bodies.iter().map(|&id| outline.node(id).parent).collect();
    let (mut id, mut next) = (first, 0);
    let mut short = Vec::new();
    while id < end {
        next += bodies[next..].partition_point(|&it| it < id);
        let node = outline.node(id);
        let body = bodies.get(next).copied().filter(|&it| it < node.end);
        let is_short = body.is_none()
            && may_be_body(node.tag)
            && WORDS.contains(&outline.measure(id).size.words)
            && markups(outline, id).any(|it| it == markup)
            && parents.insert(node.parent);
        if is_short {
            short.push(id);
        }
        id = if is_short || body == Some(id) { node.end } else { id + 1 };
    }
    short
}

/// Decides by the thread what the `chances` of the outline's blocks leave open. `repeats` stand in the page before.
pub(super) fn decide(
    page: &Page<'_>,
    chances: &[Option<f32>],
    rules: &Ruled,
    repeats: &[usize],
    keeps: &mut [bool],
) {
    /// Posts that the model takes for something else, by their mean chance, aren't what the page is for.
    const MIN_MEAN: f32 = 0.25;
    /// The same where the page says that it's a discussion.
    const MIN_MEAN_DECLARED: f32 = 0.12;
    let (outline, thread) = (page.outline, &rules.thread);
    let (Some(&first), Some(&last)) = (thread.posts.first(), thread.posts.last()) else { return };
    let decision = Decision { page, rules, chances, commands: thread.commands(page) };
    let mean = decision.mean(&thread.bodies, None);
    let needed = if page.declared.is_discussion { MIN_MEAN_DECLARED } else { MIN_MEAN };
    if mean < needed {
        return;
    }
    let end = outline.node(last).end;
    let mut next = 0;
    let mut own = None;
    for (at, keep) in keeps.iter_mut().enumerate() {
        let block = &outline.blocks[at];
        if !decision.may_stay(at) || repeats.binary_search(&at).is_ok() {
            continue;
        }
        while next < thread.bodies.len() && outline.node(thread.bodies[next]).end <= block.first {
            (next, own) = (next + 1, None);
        }
        let body = thread.bodies.get(next).copied().filter(|&it| outline.holds(it, block.first));
        if let Some(body) = body {
            let mean = *own.get_or_insert_with(|| decision.mean(&[body], Some(mean)));
            *keep = decision.keeps_in(body, mean, at, *keep);
        } else {
            *keep &= decision.keeps_outside(first..end, at);
        }
    }
}

/// What decides which blocks of a discussion stay.
struct Decision<'d, 'p> {
    page: &'d Page<'p>,
    rules: &'d Ruled,
    /// For each of the outline's blocks, the chance if it was judged.
    chances: &'d [Option<f32>],
    commands: HashSet<u64>,
}

impl Decision<'_, '_> {
    fn may_stay(&self, at: usize) -> bool {
        let block = &self.page.outline.blocks[at];
        block.kind == BlockKind::Text && self.rules.may_stay(block)
    }

    /// The mean chance of what is said in `bodies`; that of all draws the one of a short post to itself.
    fn mean(&self, bodies: &[NodeId], of_all: Option<f32>) -> f32 {
        /// In letters.
        const DRAW: f32 = 50.0;
        let outline = self.page.outline;
        let (mut sum, mut all) = of_all.map_or((0.0, 0.0), |mean| (mean * DRAW, DRAW));
        for at in bodies.iter().flat_map(|&id| outline.blocks_in(&outline.subtree(id))) {
            if let Some(chance) = self.chances[at].filter(|_| self.may_stay(at)) {
                let letters = said(&outline.blocks[at]) as f32;
                sum += chance * letters;
                all += letters;
            }
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// Does the block stay in a post with that text, of that mean chance?
    fn keeps_in(&self, body: NodeId, mean: f32, at: usize, keep: bool) -> bool {
        /// From this mean chance on a post stays as a whole.
        const WHOLE: f32 = 0.6;
        /// From these chances on code in it stays, its sentences, and those of others; and lines, which may be
        /// of the software's making.
        const CODE: f32 = 0.02;
        const OF_WHOLE: f32 = 0.2;
        const OF_OTHERS: f32 = 0.3;
        const LINE: f32 = 0.45;
        /// Of the mean chance a sentence needs no more.
        const OF_MEAN: f32 = 0.6;
        /// Of a block that wasn't judged: too short, or all links.
        const UNKNOWN: f32 = 0.5;
        let outline = self.page.outline;
        let block = &outline.blocks[at];
        if block.container != body && self.commands.contains(&self.page.digests[at]) {
            return false;
        }
        let within = |tag: Tag| {
            let around = outline.self_and_ancestors(block.container);
            around.take_while(|&id| body < id).any(|id| outline.node(id).tag == tag)
        };
        let is_whole = WHOLE <= mean;
        // Whom a post quotes stands above what it quotes.
        let is_own = block.container == body || within(Tag::Blockquote);
        let needed = if is_whole && within(Tag::Pre) {
            CODE
        } else if block.size.sentences == 0 && !(is_whole && is_own) {
            LINE
        } else if is_whole || within(Tag::Blockquote) {
            OF_WHOLE
        } else {
            OF_OTHERS.min(OF_MEAN * mean)
        };
        keep || needed <= self.chances[at].unwrap_or(UNKNOWN)
    }

    /// May a block stay that is in none of the posts' texts?
    fn keeps_outside(&self, posts: Range<NodeId>, at: usize) -> bool {
        /// What stands between the posts, and after them, needs these chances.
        const BETWEEN: f32 = 0.8;
        const LISTED: f32 = 0.5;
        const AFTER: f32 = 0.9;
        let outline = self.page.outline;
        let block = &outline.blocks[at];
        let chance = self.chances[at].unwrap_or(0.0);
        if posts.end <= block.first {
            return AFTER <= chance;
        }
        if posts.start <= block.first {
            // Answers may have short answers of their own, in lists.
            let is_listed =
                outline.node(block.container).tag == Tag::Li && block.size.sentences > 0;
            return (is_listed && LISTED <= chance) || (block.is_prose() && BETWEEN <= chance);
        }
        // What they answer may be marked up in another way, but has an author, too.
        let around = outline.self_and_ancestors(block.container);
        let branch = around.take_while(|&id| !outline.holds(id, posts.start)).last();
        let has_head = |id| posts::has_head(outline, &outline.subtree(id), id);
        block.size.sentences > 0 && branch.is_some_and(has_head)
    }
}
