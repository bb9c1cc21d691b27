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

    /// The places in `text` where one of the words may begin.
    pub(super) fn in_text<'t>(&'t self, text: &'t [u8]) -> impl Iterator<Item = usize> + 't {
        const AT_ONCE: usize = 8;
        let (mut next, mut follows, mut found) = (0, 0, 0_u32);
        std::iter::from_fn(move || {
            // Most texts have none, so eight places are looked at before any is told from the others.
            while found == 0 && next < text.len() {
                let rest = &text[next..];
                let mut look = |(nth, byte): (usize, &u8)| {
                    found |= ((follows >> (byte & 63) & 1) as u32) << nth;
                    follows = self.0[usize::from(byte & 63)];
                };
                match rest.first_chunk::<AT_ONCE>() {
                    Some(bytes) => bytes.iter().enumerate().for_each(&mut look),
                    None => rest.iter().enumerate().for_each(&mut look),
                }
                next += AT_ONCE;
            }
            let nth = found.trailing_zeros() as usize;
            found &= found.wrapping_sub(1);
            // The second byte was looked at.
            (nth < AT_ONCE).then(|| next - AT_ONCE + nth - 1)
        })
    }
}

/// Words that are looked for all at once.
pub(super) struct WordList {
    words: &'static [&'static str],
    beginnings: Beginnings,
}

impl WordList {
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        WordList { words, beginnings: Beginnings::NONE.with_all(words) }
    }

    /// May one of the words stand in `text`, in any case?
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        !text.is_ascii() || self.beginnings.in_text(text.as_bytes()).next().is_some()
    }

    /// Where the first of the words stands in `text`, which is in small letters.
    pub(super) fn first_in(&self, text: &str) -> Option<usize> {
        let starts = |at: &usize| {
            let rest = &text.as_bytes()[*at..];
            self.words.iter().any(|word| rest.starts_with(word.as_bytes()))
        };
        self.beginnings.in_text(text.as_bytes()).find(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_list_is_found() {
        static WORDS: WordList = WordList::new(&["publi", "更新", "обновлено"]);
        assert_eq!(WORDS.first_in("first published, then 更新"), Some(6));
        assert_eq!(WORDS.first_in("昨日更新"), Some(6));
        assert_eq!(WORDS.first_in("не обновлено"), Some(5));
        assert_eq!(WORDS.first_in("public"), Some(0));
        assert_eq!(WORDS.first_in("pub"), None);
        assert!(WORDS.may_be_in("First PUBLISHED") && WORDS.may_be_in("Обновлено"));
        assert!(!WORDS.may_be_in("First shown"));
    }

    #[test]
    fn all_places_are_found() {
        const WORDS: Beginnings = Beginnings::NONE.with_all(&["by ", "date"]);
        let text = b"by date, dated and updated by no day: baby Date";
        let places: Vec<usize> =
            (0..text.len()).filter(|&at| WORDS.may_begin(&text[at..])).collect();
        assert_eq!(WORDS.in_text(text).collect::<Vec<_>>(), places);
        assert!(places.contains(&0) && places.contains(&(text.len() - 4)));
        assert_eq!(WORDS.in_text(b"").next(), None);
    }

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
