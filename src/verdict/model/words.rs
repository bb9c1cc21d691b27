//! What a block's words say for or against the article.
//!
//! In: a block's text. Out: a score, above 0 for the article. Words are folded, hashed into
//! buckets, and each bucket has a weight; a block's score is the sum of its words' weights, divided
//! by the root of their number. It is a logistic regression, learned with the trees, which see its
//! scores as features. Words that training hasn't met have weights near 0.

use crate::base::room;

/// A power of two.
pub(crate) const N_BUCKETS: usize = 8192;
/// Only so many words of a block count, from its start.
const MAX_WORDS: usize = 40;
/// A weight of 1 is written as this.
pub(crate) const SCALE: f32 = 16.0;

/// A weight for each bucket, times `SCALE`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(Vec<i8>);

impl Words {
    /// Reads the weights at the start of `table`, and gives what follows them.
    pub(crate) fn read(table: &[u8]) -> Option<(Self, &[u8])> {
        let (weights, rest) = table.split_at_checked(N_BUCKETS)?;
        Some((Words(weights.iter().map(|&byte| byte.cast_signed()).collect()), rest))
    }

    /// The score of a block with these words.
    pub(crate) fn score(&self, buckets: &[u16]) -> f32 {
        let weight =
            |&bucket: &u16| self.0.get(usize::from(bucket)).map_or(0.0, |&it| f32::from(it));
        let sum: f32 = buckets.iter().map(weight).sum();
        sum / SCALE / (buckets.len().max(1) as f32).sqrt()
    }
}

/// Writes the buckets of a block's first words, by the hashes of its words, to the end of `buckets`.
pub(crate) fn push_buckets(hashes: &[u32], buckets: &mut Vec<u16>) {
    let bucket = |&hash: &u32| (hash as usize % N_BUCKETS) as u16;
    room::extend(buckets, hashes.iter().take(MAX_WORDS).map(bucket));
}
