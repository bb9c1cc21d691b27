//! The words of a text as hashes.
//!
//! In: a text, in pieces. Out: a hash for each word, in their order, and a digest of them all. A
//! word is a run of letters and digits, folded as the lexicon folds them, or one character of a
//! script that doesn't part words.

use super::{fold_char, is_spaced};
use crate::base::fnv::{START_32, START_64, mix_32, mix_64};
use crate::base::text::is_alphanumeric;

/// Words, hashed one after the other.
#[derive(Debug)]
pub(crate) struct Words {
    /// A hash for each word that has ended.
    pub(crate) hashes: Vec<u32>,
    /// The hash of the word that hasn't ended yet.
    hash: u32,
    digits: u64,
    digits_are_alike: bool,
}

/// The hash of no word.
const NO_WORD: u32 = START_32;

/// What each ASCII character counts as in a word; 0 for what ends one.
const IN_WORD: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut at = 0;
    while at < 128 {
        kinds[at] = match at as u8 {
            byte @ (b'a'..=b'z' | b'A'..=b'Z') => byte.to_ascii_lowercase(),
            b'0'..=b'9' => b'0',
            _ => 0,
        };
        at += 1;
    }
    kinds
};

impl Words {
    /// No words yet; in those that come all digits will be alike.
    pub(crate) fn new() -> Self {
        Words { hashes: Vec::new(), hash: NO_WORD, digits: START_64, digits_are_alike: true }
    }

    /// The words of a whole text, all digits alike.
    pub(crate) fn of(text: &str) -> Self {
        Words::new().with(text)
    }

    /// The hashes of the words of a whole text, as they are.
    pub(crate) fn exactly(text: &str) -> Vec<u32> {
        Words { digits_are_alike: false, ..Words::new() }.with(text).hashes
    }

    fn with(mut self, text: &str) -> Self {
        self.push(text);
        self.end();
        self
    }

    /// Forgets all words.
    pub(crate) fn clear(&mut self) {
        self.hashes.clear();
        (self.hash, self.digits) = (NO_WORD, START_64);
    }

    /// Adds the words of `text`, which goes on where the text before it stopped.
    pub(crate) fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if let Some(&kind) = IN_WORD.get(byte as usize) {
                at += 1;
                if kind == 0 {
                    self.end();
                } else if kind == b'0' {
                    self.digits = mix_64(self.digits, byte);
                    self.hash = mix_32(self.hash, if self.digits_are_alike { kind } else { byte });
                } else {
                    self.hash = mix_32(self.hash, kind);
                }
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            at += c.len_utf8();
            self.push_wide(c);
        }
    }

    fn push_wide(&mut self, c: char) {
        fold_char(c, |c| {
            let (is_alone, is_in_word) = (!is_spaced(c), is_alphanumeric(c));
            if is_alone || !is_in_word {
                self.end();
            }
            if is_in_word {
                let mut bytes = [0; 4];
                self.hash = c.encode_utf8(&mut bytes).bytes().fold(self.hash, mix_32);
            }
            if is_alone {
                self.end();
            }
        });
    }

    /// Ends the last word.
    pub(crate) fn end(&mut self) {
        if self.hash != NO_WORD {
            self.hashes.push(self.hash ^ (self.hash >> 15));
            self.hash = NO_WORD;
        }
    }

    /// A number that texts with the same words and digits share.
    pub(crate) fn digest(&self) -> u64 {
        let mix = |digest: u64, &word: &u32| {
            (digest ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        };
        self.hashes.iter().fold(self.digits, mix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_parted_at_what_is_no_letter() {
        let one = Words::of("Sign up—it’s “FREE”, Élodie!");
        let other = Words::of("sign UP it s free elodie");
        assert_eq!(one.hashes, other.hashes);
        assert_eq!(one.hashes.len(), 6);
    }

    #[test]
    fn a_word_goes_on_in_the_next_piece() {
        let mut pieces = Words::new();
        for piece in ["T", "he", " ", "end"] {
            pieces.push(piece);
        }
        pieces.end();
        assert_eq!(pieces.hashes, Words::of("the end").hashes);
    }

    #[test]
    fn scripts_without_spaces_have_a_word_a_character() {
        assert_eq!(Words::of("下载app。").hashes.len(), 3);
        assert_eq!(Words::of("下载app").hashes, Words::of("下 载 APP").hashes);
    }

    #[test]
    fn digits_are_alike_as_words_but_not_in_the_digest() {
        let (one, two) = (Words::of("Chapter 1"), Words::of("Chapter 2"));
        assert_eq!(one.hashes, two.hashes);
        assert_ne!(one.digest(), two.digest());
        assert_ne!(Words::exactly("Chapter 1"), Words::exactly("Chapter 2"));
        assert_eq!(one.digest(), Words::of("chapter 1.").digest());
    }
}
