//! Words, and how many two texts share.

use std::collections::HashMap;

/// The words of `text` in lower case: runs of letters, digits and underscores.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    lower.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Precision, recall and their harmonic mean, of the words of `text` against those of `truth`.
pub(crate) fn score(text: &str, truth: &str) -> [f32; 3] {
    let (text, truth) = (words(text), words(truth));
    if text.is_empty() || truth.is_empty() {
        return if text.is_empty() && truth.is_empty() { [1.0; 3] } else { [0.0; 3] };
    }
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for word in &truth {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0.0;
    for word in &text {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1.0;
        }
    }
    let (precision, recall) = (shared / text.len() as f32, shared / truth.len() as f32);
    let sum = precision + recall;
    [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
}
