//! The learned model: how likely is it that a block belongs to the article?
//!
//! In: rows of features, a byte each. Out: a chance for each block. Boosted decision trees judge each
//! block by itself; where they are unsure a second set of trees judges it again, knowing what the
//! first said of its neighbours and of the elements around it, and both count alike. The trees are a
//! table that `cargo xtask train` writes; `table.toml` says from what, and how well they do on sites
//! they haven't seen.

pub(crate) mod byte;
mod trees;
pub(crate) mod words;

use std::ops::Range;
use std::sync::OnceLock;

use super::choice::Ruled;
use super::features::{self, Judged, Row, Rows, Topics};
use super::page::Page;
use super::readerable;
use crate::outline::Outline;
pub(crate) use trees::Trees;
use words::Words;

/// Features of a block by itself; `features::Rows` writes them.
pub(crate) const N_FEATURES: usize = 176;
/// What the first trees said around the block.
const N_SAID: usize = 20 + Topics::N;
/// Features that the second trees see.
pub(crate) const N_SECOND: usize = N_FEATURES + N_SAID;

/// Where the first trees are so sure, the second ones aren't asked.
const SURE: f32 = 0.08;

/// What the first trees give more than this is text to the second ones.
const KEPT: f32 = 0.5;

/// Rows are kept for the second trees where they take no more than one part in so many of the page's
/// size.
const ROWS_SHARE: usize = 4;

/// Both sets of trees.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) words: Words,
    pub(crate) first: Trees,
    pub(crate) second: Trees,
    /// Those that tell pages to read from others.
    pub(crate) pages: Trees,
}

impl Model {
    /// The model that comes with the library.
    pub(crate) fn shipped() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_bytes!("table.bin")).unwrap_or_default())
    }

    /// Reads a table; nothing if it isn't one.
    pub(crate) fn read(table: &[u8]) -> Option<Model> {
        let (words, rest) = Words::read(table)?;
        let (first, rest) = Trees::read(rest, N_FEATURES)?;
        let (second, rest) = Trees::read(rest, N_SECOND)?;
        let (pages, rest) = Trees::read(rest, readerable::N_FEATURES)?;
        rest.is_empty().then_some(Model { words, first, second, pages })
    }

    /// For each judged block the chance that it belongs to the article, 0 to 1.
    pub(crate) fn chances(&self, page: &Page<'_>, rules: &Ruled, judged: &Judged) -> Vec<f32> {
        let word_score = |&at: &usize| self.words.score(page.words(at));
        let scores: Vec<f32> = judged.blocks.iter().map(word_score).collect();
        let places = 0..scores.len();
        // Where all rows would be as large as the page they are made again.
        let keeps = scores.len() * N_FEATURES <= page.outline.source.len() / ROWS_SHARE;
        let rows = Rows::new(page, rules, judged);
        let made = |rows: &Rows<'_, '_>, at: usize| {
            let mut row = rows.row(at);
            features::add_word_scores(&mut row, at, &scores);
            row
        };
        let mut kept: Vec<Row> = Vec::with_capacity(if keeps { scores.len() } else { 0 });
        let mut first_chance = |at: usize| {
            let row = made(&rows, at);
            if keeps {
                kept.push(row);
            }
            self.first.chance(&row)
        };
        let first: Vec<f32> = places.clone().map(&mut first_chance).collect();
        // What rows are made of goes where they are kept.
        let rows = if keeps { None } else { Some(rows) };
        let said = Said::new(page.outline, judged, &first, &|at| page.words(judged.blocks[at]));
        let second = |at: usize| {
            let is_sure = first[at] < SURE || 1.0 - SURE < first[at];
            let row = if is_sure { None } else { kept.get(at).copied() };
            let again = || rows.as_ref().filter(|_| !is_sure).map(|rows| made(rows, at));
            let Some(row) = row.or_else(again) else { return first[at] };
            between(first[at], self.second.chance(&said.row(at, &row)))
        };
        places.map(second).collect()
    }
}

/// The logarithm of a chance's odds.
pub(crate) fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    (chance / (1.0 - chance)).ln()
}

/// The chance of these log odds.
fn chance_of(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The chance between two, by their log odds: each set of trees errs in its own way.
fn between(one: f32, other: f32) -> f32 {
    chance_of(f32::midpoint(log_odds(one), log_odds(other)))
}

/// What the first trees said.
pub(crate) struct Said<'j> {
    outline: &'j Outline,
    judged: &'j Judged,
    chances: &'j [f32],
    /// Letters before each block, and of those the ones that belong to the article.
    letters: Vec<f32>,
    kept: Vec<f32>,
    /// For each kind of block, letters and kept letters.
    likes: Vec<(f32, f32)>,
    topics: Topics,
}

impl<'j> Said<'j> {
    pub(crate) fn new<'w>(
        outline: &'j Outline,
        judged: &'j Judged,
        chances: &'j [f32],
        words: &dyn Fn(usize) -> &'w [u16],
    ) -> Self {
        let sums = || {
            let mut sums = Vec::with_capacity(chances.len() + 1);
            sums.push(0.0);
            sums
        };
        let (mut letters, mut kept) = (sums(), sums());
        let mut likes = vec![(0.0, 0.0); judged.n_likes()];
        let mut sum = (0.0, 0.0);
        for (at, &chance) in chances.iter().enumerate() {
            let own = outline.blocks[judged.blocks[at]].size.letters as f32;
            sum.0 += own;
            sum.1 += own * chance;
            letters.push(sum.0);
            kept.push(sum.1);
            let like = judged.like(at) as usize;
            likes[like].0 += own;
            likes[like].1 += own * chance;
        }
        let topics = Topics::of(judged, words, &|at| KEPT <= chances[at]);
        Said { outline, judged, chances, letters, kept, likes, topics }
    }

    /// The row that the second trees see of the block at place `at`, whose own row is `first`.
    pub(crate) fn row(&self, at: usize, first: &Row) -> [u8; N_SECOND] {
        let mut row = [0; N_SECOND];
        row[..N_FEATURES].copy_from_slice(first);
        let mut next = N_FEATURES;
        let mut put = |byte: u8| {
            row[next] = byte;
            next += 1;
        };
        put(byte::share(self.chances[at]));
        for step in [-3, -2, -1, 1, 2, 3] {
            let place = at.checked_add_signed(step);
            let chance = place.and_then(|place| self.chances.get(place));
            put(chance.map_or(byte::NONE, |&it| byte::share(it)));
        }
        for around in self.judged.around(self.outline, at) {
            put(self.share(around));
        }
        let like = self.likes[self.judged.like(at) as usize];
        put(byte::share(like.1 / like.0));
        let n = self.chances.len();
        put(self.share(at.saturating_sub(8)..at));
        put(self.share(at + 1..(at + 9).min(n)));
        put(self.share(at.saturating_sub(30)..at));
        put(self.share(at + 1..(at + 31).min(n)));
        let all = self.kept[n].max(1.0);
        put(byte::share(self.kept[at] / all));
        put(byte::share((self.kept[n] - self.kept[at + 1]) / all));
        put(byte::size(all));
        put(byte::share(all / self.letters[n]));
        self.topics.write(at, self.judged.like(at), &mut put);
        row
    }

    /// The share of the letters in `places` that belongs to the article.
    fn share(&self, places: Range<usize>) -> u8 {
        if places.end <= places.start {
            return byte::NONE;
        }
        let letters = self.letters[places.end] - self.letters[places.start];
        byte::share((self.kept[places.end] - self.kept[places.start]) / letters.max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_is_shipped_is_a_model() {
        let table = include_bytes!("table.bin");
        assert!(Model::read(table).is_some());
        assert!(table.len() <= 120 * 1024, "{} bytes", table.len());
        assert!(Model::read(&table[1..]).is_none());
        assert!(Model::read(&[]).is_none());
    }
}
