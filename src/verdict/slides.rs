//! Slide shows of other things within the text.
//!
//! In: which blocks stay. Out: those of a row of slides that are counted, "3/20", where the text stands beside it and
//! speaks of something else. A page that is a slide show itself says little beside it; one that shows what its text
//! is about shares that text's words.

use std::ops::Range;

use super::cards;
use super::page::Page;
use super::topic::{OtherWords, Overlap, Topic};
use crate::outline::{Block, NodeId, Outline};

/// Fewer are no show.
const MIN_SLIDES: usize = 5;
/// A shorter text may be what leads to the slides; in letters.
const MIN_TEXT: u32 = 800;

/// The blocks of slides that aren't the text's, in order, and by which words.
pub(super) fn find(page: &Page<'_>, keeps: &[bool]) -> Option<(Vec<usize>, OtherWords)> {
    let outline = page.outline;
    let element = show(outline, keeps).filter(|&id| !cards::is_vetoed(page, id))?;
    let nodes = outline.subtree(element);
    let is_in = |at: usize| nodes.contains(&outline.blocks[at].first);
    let is_text = |at: usize| keeps[at] && !is_in(at) && outline.blocks[at].is_prose();
    let n_blocks = outline.blocks.len();
    if page.letters((0..n_blocks).filter(|&at| is_text(at))) < MIN_TEXT {
        return None;
    }
    let words = |at: usize| page.words(at);
    let before = Topic::of(n_blocks, &words).overlaps_before(n_blocks, &words, &is_text);
    let sum = |is: &dyn Fn(usize) -> bool| {
        let mut sum = Overlap::default();
        for at in (0..n_blocks).filter(|&at| is(at)) {
            sum += before[at + 1] - before[at];
        }
        sum
    };
    let is_slide = |at: usize| keeps[at] && is_in(at);
    let words = OtherWords::of(sum(&is_slide), sum(&is_text))?;
    Some(((0..n_blocks).filter(|&at| is_slide(at)).collect(), words))
}

/// Blocks that count on, from one slide to the next.
#[derive(Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
    n: usize,
    count: Count,
}

/// The largest element that holds a row of counted slides and no text beside them.
fn show(outline: &Outline, keeps: &[bool]) -> Option<NodeId> {
    let mut run: Option<Run> = None;
    let mut longest: Option<Run> = None;
    for (at, block) in outline.blocks.iter().enumerate().filter(|(at, _)| keeps[*at]) {
        let Some(count) = count(outline, block) else { continue };
        let before = run.filter(|run| run.count.is_before(count));
        let (first, n) = before.map_or((at, 1), |run| (run.first, run.n + 1));
        run = Some(Run { first, last: at, n, count });
        longest = longest.filter(|longest| n <= longest.n).or(run);
    }
    let Run { first, last, .. } = longest.filter(|run| MIN_SLIDES <= run.n)?;
    let around = outline.ancestors(outline.blocks[first].container);
    let mut around = around.skip_while(|&id| !outline.holds(id, outline.blocks[last].first));
    let inner = around.next()?;
    let says_more = |id: NodeId| {
        let (all, own) =
            (outline.blocks_in(&outline.subtree(id)), outline.blocks_in(&outline.subtree(inner)));
        let is_prose = |at: usize| keeps[at] && outline.blocks[at].is_prose();
        (all.start..own.start).chain(own.end..all.end).any(is_prose)
    };
    Some(around.take_while(|&id| !says_more(id)).last().unwrap_or(inner))
}

/// "3/20": which slide it is, and of how many.
#[derive(Clone, Copy)]
struct Count {
    nth: u16,
    all: u16,
}

impl Count {
    fn is_before(self, next: Count) -> bool {
        self.nth + 1 == next.nth && self.all == next.all
    }
}

/// The count that a short block begins with.
fn count(outline: &Outline, block: &Block) -> Option<Count> {
    const MAX_WORDS: u32 = 30;
    const MAX_BYTES: usize = 16;
    const ALL: Range<u16> = MIN_SLIDES as u16..500;
    if MAX_WORDS < block.size.words || block.link_letters > 0 {
        return None;
    }
    let first = block.nodes().map(|id| outline.node(id)).find(|node| node.is_text())?;
    let begins = first.span.bytes_of(&outline.source).trim_ascii_start().first();
    if !begins.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let text = outline.text_of(block.nodes(), MAX_BYTES);
    let (nth, rest) = number(&text)?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix("of "))?;
    let (all, rest) = number(rest.trim_start())?;
    // A date has more numbers.
    let is_whole = !rest.starts_with(['/', '.', '-', ':', ',']);
    (is_whole && ALL.contains(&all) && (1..=all).contains(&nth)).then_some(Count { nth, all })
}

fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..end].parse().ok()?, &text[end..]))
}
