//! Quotations set large that repeat a sentence of the text.
//!
//! In: what stays. Out: of it, what is taken out since the text says it, too. What is marked as a quotation may
//! repeat any part of the text. What only looks different from the paragraphs around it must stand whole,
//! word for word, in a longer one near. What is said nowhere else stays, and so does all before the text begins, and
//! what a discussion's posts quote.

use std::ops::Range;

use memchr::memmem::{self, Finder};

use super::class::Class;
use super::evidence::Evidence;
use super::judge::{Place, Removal};
use super::page::Page;
use super::role;
use super::taken::Taken;
use crate::base::attr::AttrName;
use crate::base::hint;
use crate::base::tag::Tag;
use crate::outline::{Block, NodeId, Outline};

/// Shorter ones may well be said twice; in letters.
const LETTERS: Range<u32> = 20..400;

/// A page has a few; each is looked for in the whole text.
const MAX_QUOTES: usize = 12;

/// The pull quotes among what stays of `root`.
pub(super) fn find(page: &Page<'_>, root: NodeId, taken: &Taken) -> Vec<Removal> {
    // Who answers in a thread repeats what was asked.
    if page.declared.is_discussion {
        return Vec::new();
    }
    let outline = page.outline;
    let kept: Vec<&Block> = outline.blocks[outline.blocks_in(&outline.subtree(root))]
        .iter()
        .filter(|it| !taken.takes(it.first) && !it.is_hidden)
        .collect();
    let mut removals = marked(outline, root, &kept);
    let is_out = |block: &Block| removals.iter().any(|it| it.nodes.contains(&block.first));
    let unmarked = unmarked(outline, root, &kept);
    let more: Vec<Removal> = unmarked
        .filter(|block| !is_out(block))
        .map(|block| removal(outline, around(outline, root, block)))
        .collect();
    removals.extend(more);
    removals
}

fn removal(outline: &Outline, nodes: Range<NodeId>) -> Removal {
    let tag = outline.node(nodes.start).tag;
    Removal {
        nodes,
        class: Class::Boilerplate,
        rule: "pull_quote",
        evidence: vec![Evidence::RepeatsText, Evidence::Landmark(tag)],
        place: Place::Inside,
    }
}

/// Those that the markup tells.
fn marked(outline: &Outline, root: NodeId, kept: &[&Block]) -> Vec<Removal> {
    let is_quote = |id: NodeId| {
        matches!(outline.node(id).tag, Tag::Blockquote | Tag::Aside)
            || outline.hints(id).any(hint::PULL_QUOTE)
    };
    let quotes: Vec<_> = kept
        .iter()
        .filter(|block| LETTERS.contains(&block.size.letters))
        .filter_map(|block| {
            let around = outline.self_and_ancestors(block.container).take(4);
            let quote = around.into_iter().find(|&id| id > root && is_quote(id))?;
            let lone = outline.measure(quote).size.letters <= block.size.letters + 60;
            (lone && !answers(outline, quote, block)).then_some((quote, *block))
        })
        .take(MAX_QUOTES)
        .collect();
    if quotes.is_empty() {
        return Vec::new();
    }
    let prose = || {
        kept.iter().filter(|block| {
            block.is_prose() && !quotes.iter().any(|(quote, _)| outline.holds(*quote, block.first))
        })
    };
    // What no paragraph says a word of need not be looked for in all of them.
    let may_be_said = |(_, block): &(NodeId, &Block)| {
        let text = outline.text_of(block.nodes(), usize::MAX);
        let longest = Longest::of(&text);
        let stands =
            |word: &[u8]| prose().any(|block| memmem::find(markup(outline, block), word).is_some());
        stands(longest.first.needle()) && longest.others.iter().all(|it| stands(it.as_bytes()))
    };
    if !quotes.iter().any(may_be_said) {
        return Vec::new();
    }
    // A word, and a space after it.
    let n_bytes = prose().map(|block| (block.size.letters + block.size.words) as usize).sum();
    let mut text = String::with_capacity(n_bytes);
    for block in prose() {
        text += &words(outline, block);
    }
    quotes
        .into_iter()
        .filter(|(_, block)| {
            let words = words(outline, block);
            words.len() > 20 && contains(&text, &words)
        })
        .map(|(quote, _)| removal(outline, outline.subtree(quote)))
        .collect()
}

/// Does the quotation begin with a line that ends in a colon: who said it? Then somebody answers that.
fn answers(outline: &Outline, quote: NodeId, block: &Block) -> bool {
    const MAX_BYTES: usize = 200;
    let first = outline.blocks[outline.blocks_in(&outline.subtree(quote))].first();
    first
        .filter(|it| it.first < block.first)
        .is_some_and(|it| outline.text_of(it.nodes(), MAX_BYTES).trim_end().ends_with([':', '：']))
}

/// Those that only look so.
fn unmarked<'k>(
    outline: &'k Outline,
    root: NodeId,
    kept: &'k [&'k Block],
) -> impl Iterator<Item = &'k Block> {
    /// In letters, and words.
    const LETTERS: Range<u32> = 25..250;
    const MIN_WORDS: u32 = 6;
    /// So many blocks before and behind are near.
    const NEAR: usize = 10;
    /// What is repeated has more than this around it, in letters, and is no longer than a paragraph is.
    const MIN_MORE: u32 = 15;
    const MAX_LETTERS: u32 = 4000;
    const MAX_LINE_WORDS: u32 = 10;
    let first = kept.iter().position(|block| block.is_prose()).unwrap_or(kept.len());
    let looks_so = move |&at: &usize| {
        let block = kept[at];
        LETTERS.contains(&block.size.letters)
            && MIN_WORDS <= block.size.words
            && block.link_letters == 0
            && matches!(outline.node(block.container).tag, Tag::P | Tag::Div | Tag::Figure)
            && root < block.container
            && looks_unlike(outline, block, kept[at - 1])
            && kept.get(at + 1).is_none_or(|next| looks_unlike(outline, block, next))
    };
    let repeats = move |at: &usize| {
        // A line right above the paragraph that says it again heads that.
        let is_line = kept[*at].size.words <= MAX_LINE_WORDS;
        let above = at.saturating_sub(NEAR)..*at;
        let below = at + if is_line { 2 } else { 1 }..kept.len().min(at + NEAR);
        let near = above.chain(below).map(|at| kept[at]);
        let said = words(outline, kept[*at]);
        // Names with capitals in them are of code, which repeats itself.
        let longest = Longest::of(&said);
        let lengths = kept[*at].size.letters + MIN_MORE + 1..MAX_LETTERS;
        let long = |block: &&Block| lengths.contains(&block.size.letters);
        near.filter(long)
            .filter(|block| longest.may_stand_in(outline, block))
            .any(|block| contains(&words(outline, block), &said))
    };
    let places = (first + 1..kept.len()).filter(looks_so).take(2 * MAX_QUOTES);
    places.filter(repeats).map(|at| kept[at]).take(MAX_QUOTES)
}

fn contains(text: &str, words: &str) -> bool {
    memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

/// Is the block marked up otherwise than `other`, or no sentence to its end?
fn looks_unlike(outline: &Outline, block: &Block, other: &Block) -> bool {
    let kind = |block: &Block| {
        let class = outline.raw_attr(block.container, AttrName::Class);
        (outline.node(block.container).tag, class, outline.node(block.container).parent)
    };
    let last = block.nodes().rev().map(|id| outline.node(id)).find(|node| node.is_text());
    let ends = |text: &str| text.trim_end().ends_with(['.', '!', '?', ':', '…', ';']);
    kind(block) != kind(other) || last.is_some_and(|node| !ends(node.span.of(&outline.source)))
}

/// The block with what stands around it alone: marks, and who said it.
fn around(outline: &Outline, root: NodeId, block: &Block) -> Range<NodeId> {
    /// In letters.
    const MAX_OTHER: u32 = 40;
    let is_lone = |&id: &NodeId| {
        let measure = outline.measure(id);
        root < id
            && measure.size.letters <= block.size.letters + MAX_OTHER
            && measure.n_images == 0
            && measure.n_headings == 0
    };
    let lone = outline.self_and_ancestors(block.container).take_while(is_lone).last();
    lone.map_or(block.nodes(), |id| outline.subtree(id))
}

/// The longest words of the text, of those in small letters: a sentence that repeats it has the same, but for a
/// letter at its beginning, which is left out.
struct Longest<'t> {
    first: Finder<'t>,
    others: Vec<&'t str>,
}

impl<'t> Longest<'t> {
    fn of(text: &'t str) -> Self {
        const N_LONGEST: usize = 3;
        let words = text.split(|c: char| !c.is_alphanumeric());
        let plain = words.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let mut plain: Vec<&str> = plain.filter_map(|word| word.get(1..)).collect();
        plain.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        plain.truncate(N_LONGEST);
        let mut plain = plain.into_iter();
        let first = Finder::new(plain.next().unwrap_or_default());
        Longest { first, others: plain.collect() }
    }

    /// Does the markup of the block hold all of them? Most don't, and needn't be read.
    fn may_stand_in(&self, outline: &Outline, block: &Block) -> bool {
        let markup = markup(outline, block);
        self.first.find(markup).is_some()
            && self.others.iter().all(|rest| memmem::find(markup, rest.as_bytes()).is_some())
    }
}

/// The page between the ends of the block.
fn markup<'o>(outline: &'o Outline, block: &Block) -> &'o [u8] {
    let (first, last) = (outline.node(block.first), outline.node(block.end - 1));
    let span = first.span.start as usize..last.span.end as usize;
    // What a page sends late stands elsewhere.
    outline.source.as_bytes().get(span).unwrap_or(outline.source.as_bytes())
}

fn words(outline: &Outline, block: &Block) -> String {
    role::words_in_order(&outline.text_of(block.nodes(), usize::MAX))
}
