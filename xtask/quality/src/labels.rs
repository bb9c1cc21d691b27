//! Which blocks of a page belong to its article, by the true text.
//!
//! In: a page's blocks and the true text. Out: for each block a label and a weight: what the block
//! counts in the page's score. A block of four words or more belongs where most of its runs of four
//! words stand in the truth; a shorter one where it is a line of the truth, or where the truth has
//! it and its longer neighbours belong.

use std::collections::{HashMap, HashSet};

use lede::train::Blocks;

use crate::words::words;

/// From so many words on a block has enough runs of four to be found by.
const MIN_WORDS: usize = 4;
/// So many of its runs must stand in the truth.
const MIN_SHARE: f32 = 0.6;

/// A block's label, 0 or 1, and its weight.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Label {
    pub(crate) is_article: f32,
    pub(crate) weight: f32,
}

/// The labels of a page's blocks.
pub(crate) fn labels(blocks: &Blocks, truth: &str) -> Vec<Label> {
    let truth_words = words(truth);
    let runs: HashSet<&[String]> = truth_words.windows(MIN_WORDS).collect();
    let lines: HashSet<String> = truth.lines().map(|line| words(line).join(" ")).collect();
    let whole = format!(" {} ", truth_words.join(" "));
    let texts: Vec<Vec<String>> = blocks.texts.iter().map(|text| words(text)).collect();
    let mut belong: Vec<Option<bool>> = texts
        .iter()
        .map(|text| {
            if text.len() < MIN_WORDS {
                return lines.contains(&text.join(" ")).then_some(true);
            }
            let n_found = text.windows(MIN_WORDS).filter(|run| runs.contains(run)).count();
            Some(MIN_SHARE <= n_found as f32 / (text.len() - MIN_WORDS + 1) as f32)
        })
        .collect();
    let is_long = |at: usize| MIN_WORDS <= texts[at].len();
    for at in 0..texts.len() {
        if is_long(at) {
            continue;
        }
        let before = (0..at).rev().find(|&it| is_long(it)).and_then(|it| belong[it]);
        let after = (at + 1..texts.len()).find(|&it| is_long(it)).and_then(|it| belong[it]);
        let near = usize::from(before == Some(true)) + usize::from(after == Some(true));
        let is_line = belong[at] == Some(true);
        let is_said = whole.contains(&format!(" {} ", texts[at].join(" ")));
        belong[at] = Some(is_line && 0 < near || is_said && near == 2);
    }
    one_of_each(&texts, &mut belong, &whole);
    let n_truth = (truth_words.len() as f32).max(100.0);
    let mut labels: Vec<Label> = (0..texts.len())
        .map(|at| {
            let n_words = texts[at].len() as f32;
            let weight = if blocks.are_captions[at] { 0.0 } else { (n_words / n_truth).min(0.5) };
            Label { is_article: f32::from(u8::from(belong[at] == Some(true))), weight }
        })
        .collect();
    // Wrong words count ever less the more there are of them.
    let wrong: f32 =
        labels.iter().filter(|label| label.is_article == 0.0).map(|label| label.weight).sum();
    let factor = (MAX_WRONG / wrong).min(1.0);
    for label in labels.iter_mut().filter(|label| label.is_article == 0.0) {
        label.weight *= factor;
    }
    labels
}

/// What doesn't belong counts at most so many times what does.
const MAX_WRONG: f32 = 2.0;

/// Where a page says the same several times and the truth has it fewer times, only the ones among
/// other blocks that belong do.
fn one_of_each(texts: &[Vec<String>], belong: &mut [Option<bool>], whole: &str) {
    const REACH: usize = 6;
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        if belong[at] == Some(true) && !text.is_empty() {
            places.entry(text.join(" ")).or_default().push(at);
        }
    }
    let before = belong.to_vec();
    let company = |at: usize| -> usize {
        let from = at.saturating_sub(REACH);
        let to = (at + REACH + 1).min(texts.len());
        (from..to).filter(|&it| before[it] == Some(true)).map(|it| texts[it].len()).sum()
    };
    for (text, mut at) in places {
        let n_true = whole.matches(&format!(" {text} ")).count().max(1);
        if n_true < at.len() {
            at.sort_by_key(|&it| std::cmp::Reverse(company(it)));
            for &it in &at[n_true..] {
                belong[it] = Some(false);
            }
        }
    }
}
