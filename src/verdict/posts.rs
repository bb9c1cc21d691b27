//! Posts of a discussion: who wrote each, and when.
//!
//! In: the page, and which blocks stay. Out: the posts, and more that stays: of each the first short
//! line that names its author, and the first that dates it. Text alone would be a talk without
//! speakers. Ranks, votes and signatures stay out.

use std::collections::HashMap;

use super::cards;
use super::page::Page;
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
const NAMES: &[&str] =
    &["author", "name", "user", "poster", "profile", "nick", "member", "creator"];
/// Parts of the addresses of people's pages.
const PEOPLE: &[&str] =
    &["user", "users", "u", "member", "members", "profile", "profiles", "people", "memberlist"];
/// Words in classes that mark when it was written; so do words that end in one.
const DATES: &[&str] = &["date", "time", "timestamp", "posted"];

/// A discussion's posts.
#[derive(Default)]
pub(super) struct Posts {
    /// The elements that hold one each, in order.
    pub(super) elements: Vec<NodeId>,
    /// Blocks in them that count its readers' votes, in order.
    pub(super) votes: Vec<usize>,
}

/// Keeps of each post whose text stays who wrote it, and when.
pub(super) fn keep_heads(page: &Page<'_>, keeps: &mut [bool]) -> Posts {
    if !page.declared.is_discussion {
        return Posts::default();
    }
    let mut votes = Vec::new();
    let mut elements = elements(page.outline, keeps);
    elements.retain(|&post| {
        let (mut author, mut date) = (None, None);
        let blocks = page.outline.blocks_in(&page.outline.subtree(post));
        let mut n_kept = blocks.clone().filter(|&at| keeps[at]).count();
        for at in blocks {
            let block = &page.outline.blocks[at];
            if !may_be_head(page.outline, block, post) {
                continue;
            }
            let text = page.outline.text_of(block.nodes(), MAX_LINE_BYTES);
            let says_more = usize::from(keeps[at]) < n_kept;
            if says_more && may_be_votes(page.outline, block) && is_number(&text) {
                n_kept -= usize::from(keeps[at]);
                keeps[at] = false;
                votes.push(at);
                continue;
            }
            if block.size.letters < 2 {
                // It stands for a portrait.
                continue;
            }
            let says = Says::of(page.outline, block, post);
            let is_dated = text.contains(|c: char| c.is_numeric());
            if says.author && (is_dated || block.size.words <= MAX_NAME_WORDS) {
                author = author.or(Some(at));
            }
            if says.date {
                date = date.or(Some(at));
            }
        }
        for at in [author, date].into_iter().flatten() {
            keeps[at] = true;
        }
        author.or(date).is_some()
    });
    Posts { elements, votes }
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
}

impl Says {
    fn of(outline: &Outline, block: &Block, post: NodeId) -> Self {
        let around = within(outline, block.container, post).take(2);
        let mut says = Says { author: false, date: false };
        for id in around.chain(block.nodes()).filter(|&id| !outline.node(id).is_text()) {
            says.date |= outline.node(id).tag == Tag::Time || has_word(outline, id, DATES);
            says.author |= has_word(outline, id, NAMES) || leads_to_person(outline, id);
        }
        says
    }
}

/// Ends a word of the element's classes, or of what it is a property of, in one of `words`?
fn has_word(outline: &Outline, id: NodeId, words: &[&str]) -> bool {
    let ends = |name: &str, word: &str| {
        let start = name.len().checked_sub(word.len());
        start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    let is = |name: &str| words.iter().any(|word| ends(name, word));
    let names = [AttrName::Class, AttrName::Itemprop];
    names
        .into_iter()
        .filter_map(|name| outline.raw_attr(id, name))
        .any(|value| value.split(|c: char| !c.is_ascii_alphanumeric()).any(is))
}

fn leads_to_person(outline: &Outline, id: NodeId) -> bool {
    let href = outline.raw_attr(id, AttrName::Href).unwrap_or("");
    href.split(['/', '.', '?']).any(|part| PEOPLE.contains(&part))
}
