//! Logistic regression on a block's words, by stochastic gradient descent (AdaGrad).

use lede::train::WORD_BUCKETS;

use crate::Sample;

const N_EPOCHS: usize = 6;
const RATE: f32 = 0.15;
/// Pulls weights towards 0.
const DECAY: f32 = 2e-4;
/// A block's weight in the page's score is multiplied by this, up to 1.
const EMPHASIS: f32 = 30.0;

/// Learns a weight for each bucket of words from all pages but those of one fold.
pub(crate) fn learn(samples: &[Sample], left_out: Option<usize>) -> Vec<f32> {
    let mut weights = vec![0.0; WORD_BUCKETS.0];
    let mut squares = vec![1e-2_f32; WORD_BUCKETS.0];
    for _ in 0..N_EPOCHS {
        for sample in samples.iter().filter(|sample| Some(sample.fold) != left_out) {
            for (at, label) in sample.labels.iter().enumerate() {
                let words = sample.blocks.words(at);
                if words.is_empty() || label.weight == 0.0 {
                    continue;
                }
                let chance = 1.0 / (1.0 + (-score(&weights, words)).exp());
                let size = (label.weight * EMPHASIS).min(1.0) / (words.len() as f32).sqrt();
                for &word in words {
                    let word = usize::from(word);
                    let slope = size * (chance - label.is_article) + DECAY * weights[word];
                    squares[word] += slope * slope;
                    weights[word] -= RATE * slope / squares[word].sqrt();
                }
            }
        }
    }
    weights
}

/// The score of a block with these words, above 0 for the article.
pub(crate) fn score(weights: &[f32], words: &[u16]) -> f32 {
    let sum: f32 = words.iter().map(|&word| weights[usize::from(word)]).sum();
    sum / (words.len().max(1) as f32).sqrt()
}

/// The weights in the form of the core's table.
pub(crate) fn table(weights: &[f32]) -> Vec<u8> {
    let byte = |&weight: &f32| {
        ((weight * WORD_BUCKETS.1).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
    };
    weights.iter().map(byte).collect()
}
