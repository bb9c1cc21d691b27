//! Posts of a discussion: who wrote each, and when.
//!
//! In: the page, its thread, and which blocks stay. Out: the posts, and more that stays: of each the first short
//! line that names its author, and the first that dates it. Text alone would be a talk without
//! speakers. Ranks, votes and signatures stay out.

use std::collections::HashMap;
use std::ops::Range;

use super::cards;
use super::page::Page;
use super::thread::Thread;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind, NodeId, Outline};

/// Fewer that are alike are no thread.
const MIN_POSTS: usize = 2;
/// So many elements around a block are looked at for its post.
const REACH: usize = 14;
/// So many elements around the thread are looked at for what it answers.
const REACH_OF_OPENING: usize = 4;
/// A name has no more words; a date, or a line with both, has no more than this.
const MAX_NAME_WORDS: u32 = 5;
const MAX_WORDS: u32 = 12;
const MAX_LINE_BYTES: usize = 200;

/// Words in classes that mark whose a post is; so do words that end in one.
const NAMES: Endings =
    Endings::new(&["author", "name", "user", "poster", "profile", "nick", "member", "creator"]);
/// Parts of the addresses of people's pages.
const PEOPLE: &[&str] =
    &["user", "users", "u", "member", "members", "profile", "profiles", "people", "memberlist"];
/// Words in classes that mark when it was written; so do words that end in one.
const DATES: Endings = Endings::new(&["date", "time", "timestamp", "posted"]);
/// Words in classes that mark when its author joined.
const JOINED: Endings = Endings::new(&["join", "joined", "joindate", "registered"]);

/// A discussion's posts.
#[derive(Default)]
pub(super) struct Posts {
    /// The elements that hold one each, in order.
    pub(super) elements: Vec<NodeId>,
    /// Blocks in them that count its readers' votes, in order.
    pub(super) votes: Vec<usize>,
}

/// Keeps of each post whose text stays who wrote it, and when.
pub(super) fn keep_heads(page: &Page<'_>, thread: &Thread, keeps: &mut [bool]) -> Posts {
    let outline = page.outline;
    let mut posts = Posts::default();
    for at in 0..thread.posts.len() {
        let post = thread.posts[at];
        let body = outline.blocks_in(&outline.subtree(thread.bodies[at]));
        if body.clone().any(|at| keeps[at]) {
            let [before, after] = thread.beside(outline, at);
            let mut head = Head { page, post, author: None, date: None };
            head.read(outline.blocks_in(&before), keeps, &mut posts);
            head.read(outline.blocks_in(&after), keeps, &mut posts);
            head.keep(keeps, &mut posts);
        }
    }
    if thread.is_empty() && page.declared.is_discussion {
        for post in elements(outline, keeps) {
            let mut head = Head { page, post, author: None, date: None };
            head.read(outline.blocks_in(&outline.subtree(post)), keeps, &mut posts);
            head.keep(keeps, &mut posts);
        }
    }
    posts
}

/// The blocks that say who wrote a post, and when.
struct Head<'h, 'p> {
    page: &'h Page<'p>,
    post: NodeId,
    author: Option<usize>,
    date: Option<usize>,
}

impl Head<'_, '_> {
    /// Looks for what isn't found yet in `blocks`, and drops votes.
    fn read(&mut self, blocks: Range<usize>, keeps: &mut [bool], posts: &mut Posts) {
        let (outline, post) = (self.page.outline, self.post);
        let mut n_kept = outline.blocks_in(&outline.subtree(post)).filter(|&at| keeps[at]).count();
        let had_author = self.author.is_some();
        for at in blocks {
            let block = &outline.blocks[at];
            if !may_be_head(outline, block, post) {
                continue;
            }
            let text = outline.text_of(block.nodes(), MAX_LINE_BYTES);
            let says_more = usize::from(keeps[at]) < n_kept;
            if says_more && may_be_votes(outline, block) && is_number(&text) {
                n_kept -= usize::from(keeps[at]);
                keeps[at] = false;
                posts.votes.push(at);
                continue;
            }
            if block.size.letters < 2 {
                // It stands for a portrait.
                continue;
            }
            let says = Says::of(outline, block, post);
            let is_dated = text.contains(|c: char| c.is_numeric());
            if says.author && (is_dated || block.size.words <= MAX_NAME_WORDS) {
                self.author = self.author.or(Some(at));
            }
            // A line of both needs no other; how many posts an author wrote has a label.
            let tells_both =
                says.author && !says.joined && tells_time(&text) && !text.contains(": ");
            if self.date.is_none() && (says.date || tells_both) {
                self.date = Some(at);
                self.author = self.author.filter(|_| !tells_both || had_author);
            }
        }
    }

    fn keep(self, keeps: &mut [bool], posts: &mut Posts) {
        for at in [self.author, self.date].into_iter().flatten() {
            keeps[at] = true;
        }
        if self.author.or(self.date).is_some() {
            posts.elements.push(self.post);
        }
    }
}

/// The elements that hold a post each: those marked up alike, side by side, with most of what stays.
fn elements(outline: &Outline, keeps: &[bool]) -> Vec<NodeId> {
    let mut rows: HashMap<(NodeId, u64), (u32, Vec<NodeId>)> = HashMap::new();
    for (block, _) in outline.blocks.iter().zip(keeps).filter(|(_, keep)| **keep) {
        let mut post = block.container;
        for around in outline.ancestors(post).take(REACH) {
            let (letters, posts) = rows.entry((around, markup(outline, post))).or_default();
            *letters += block.size.letters;
            if posts.last() != Some(&post) {
                posts.push(post);
            }
            post = around;
        }
    }
    let threads = rows.into_iter().filter(|(_, (_, posts))| MIN_POSTS <= posts.len());
    let most = threads.max_by_key(|(key, (letters, _))| (*letters, *key));
    let Some(((thread, _), (_, posts))) = most else { return Vec::new() };
    opening(outline, keeps, thread).into_iter().chain(posts).collect()
}

/// The element with what the thread answers, before it: a question.
fn opening(outline: &Outline, keeps: &[bool], thread: NodeId) -> Option<NodeId> {
    let has_text = |&id: &NodeId| {
        let mut blocks = outline.blocks_in(&outline.subtree(id));
        blocks.any(|at| keeps[at] && outline.blocks[at].size.sentences > 0)
    };
    let mut branch = thread;
    outline.ancestors(thread).take(REACH_OF_OPENING).find_map(|around| {
        let before = std::mem::replace(&mut branch, around);
        outline.children(around).take_while(|&id| id < before).find(has_text)
    })
}

/// What posts share: the tag and the first of their classes; the others tell of authors and places.
fn markup(outline: &Outline, id: NodeId) -> u64 {
    let class = outline.raw_attr(id, AttrName::Class).unwrap_or("");
    cards::markup_by(outline, id, class.split_ascii_whitespace().next().unwrap_or(""))
}

/// Is it a short line of the post's own, not of one that it quotes?
fn may_be_head(outline: &Outline, block: &Block, post: NodeId) -> bool {
    let quotes = |id: NodeId| outline.node(id).tag == Tag::Blockquote;
    block.kind == BlockKind::Text
        && !block.is_hidden
        && block.size.words <= MAX_WORDS
        && !within(outline, block.container, post).any(quotes)
}

/// Is there a short line in `nodes` that says who wrote the post, or when?
pub(super) fn has_head(outline: &Outline, nodes: &Range<NodeId>, post: NodeId) -> bool {
    outline.blocks_in(nodes).any(|at| {
        let block = &outline.blocks[at];
        if !may_be_head(outline, block, post) || block.size.letters < 2 {
            return false;
        }
        let says = Says::of(outline, block, post);
        says.author || says.date || tells_time(&outline.text_of(block.nodes(), MAX_LINE_BYTES))
    })
}

/// Is there a year or a time of day in it?
fn tells_time(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_year = |it: &str| {
        it.len() == 4
            && (it.starts_with("19") || it.starts_with("20"))
            && it.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_time = |two: &[u8]| two[0] == b':' && two[1].is_ascii_digit();
    numbers.any(is_year) || text.as_bytes().windows(2).any(is_time)
}

/// Is it a line of its own, and no item, cell, paragraph or line of code?
fn may_be_votes(outline: &Outline, block: &Block) -> bool {
    matches!(outline.node(block.container).tag, Tag::Div | Tag::Other)
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric())
        && text.chars().all(|c| c.is_numeric() || matches!(c, '-' | '.' | ',' | 'k'))
}

/// The element and those around it, up to the post.
fn within(outline: &Outline, id: NodeId, post: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    outline.self_and_ancestors(id).take_while(move |&it| post < it)
}

/// What a short line says.
struct Says {
    author: bool,
    date: bool,
    /// When the author joined.
    joined: bool,
}

impl Says {
    fn of(outline: &Outline, block: &Block, post: NodeId) -> Self {
        let around = within(outline, block.container, post).take(2);
        let mut says = Says { author: false, date: false, joined: false };
        for id in around.chain(block.nodes()).filter(|&id| !outline.node(id).is_text()) {
            says.read_names(outline, id);
            says.date |= outline.node(id).tag == Tag::Time;
            says.author |= leads_to_person(outline, id);
        }
        says.date &= !says.joined;
        says
    }

    /// What the words say that the element's classes, and what it is a property of, end in.
    fn read_names(&mut self, outline: &Outline, id: NodeId) {
        const LAST: u32 = JOINED.last | DATES.last | NAMES.last;
        let values = [AttrName::Class, AttrName::Itemprop].map(|name| outline.raw_attr(id, name));
        let may_end = |name: &&[u8]| name.last().is_some_and(|it| LAST >> (it & 31) & 1 == 1);
        for value in values.into_iter().flatten() {
            let names = value.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            for name in names.filter(may_end) {
                self.joined |= JOINED.end(name);
                self.date |= DATES.end(name);
                self.author |= NAMES.end(name);
            }
        }
    }
}

/// Words that others may end in.
struct Endings {
    words: &'static [&'static str],
    /// Their last letters, a bit each: they tell most other words.
    last: u32,
}

impl Endings {
    const fn new(words: &'static [&'static str]) -> Self {
        let (mut last, mut at) = (0, 0);
        while at < words.len() {
            let word = words[at].as_bytes();
            last |= 1 << (word[word.len() - 1] & 31);
            at += 1;
        }
        Endings { words, last }
    }

    /// Does `name` end in one of the words?
    fn end(&self, name: &[u8]) -> bool {
        let ends = |word: &&str| {
            let start = name.len().checked_sub(word.len());
            start.is_some_and(|start| name[start..].eq_ignore_ascii_case(word.as_bytes()))
        };
        name.last().is_some_and(|last| self.last >> (last & 31) & 1 == 1)
            && self.words.iter().any(ends)
    }
}

fn leads_to_person(outline: &Outline, id: NodeId) -> bool {
    let href = outline.raw_attr(id, AttrName::Href).unwrap_or("");
    href.split(['/', '.', '?']).any(|part| PEOPLE.contains(&part))
}
