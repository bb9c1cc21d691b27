//! The two bytes that some words begin with: they tell most texts from all of the words at once.
//!
//! In: words in small letters, when the program is built. Out: whether a text may begin with one.

/// The first two bytes of words, a bit each by the low bits of both.
pub(super) struct Beginnings([u64; 64]);

impl Beginnings {
    pub(super) const NONE: Beginnings = Beginnings([0; 64]);

    /// Those of `word`, in any case.
    pub(super) const fn with(mut self, word: &str) -> Self {
        /// The bit that tells small letters from capitals.
        const CASE: u8 = 0x20;
        let (first, second) = (word.as_bytes()[0], word.as_bytes()[1]);
        self.insert(first, second);
        if first < 128 {
            self.insert(first ^ CASE, second);
            self.insert(first, second ^ CASE);
            self.insert(first ^ CASE, second ^ CASE);
        }
        // The capitals of Cyrillic begin with the one or the other.
        if first == 0xD0 || first == 0xD1 {
            self.0[0xD0 & 63] = u64::MAX;
            self.0[0xD1 & 63] = u64::MAX;
        }
        self
    }

    /// Those of all `words`.
    pub(super) const fn with_all(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            self = self.with(words[at]);
            at += 1;
        }
        self
    }

    const fn insert(&mut self, first: u8, second: u8) {
        self.0[(first & 63) as usize] |= 1 << (second & 63);
    }

    /// May `text` begin with one of the words? A text of one byte doesn't.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let [first, second, ..] = *text else { return false };
        self.0[usize::from(first & 63)] >> (second & 63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_begin_with_a_word_may_do_so_in_any_case() {
        const WORDS: Beginnings = Beginnings::NONE.with_all(&["by ", "автор: ", "文/"]);
        for text in ["by Jo", "BY JO", "bY jo", "by", "автор: Йо", "Автор: Йо", "文/小林"]
        {
            assert!(WORDS.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["", "b", "bread", "xyz", "تعليق"] {
            assert!(!WORDS.may_begin(text.as_bytes()), "{text}");
        }
    }
}
