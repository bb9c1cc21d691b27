//! What was found out about a short text, remembered.
//!
//! In: a text, and how to find out. Out: what was found, from memory where the same text came
//! before. A page has few class names, each many times. Memory is bounded: a newer text takes the
//! place of an older one with the same hash.

use super::fnv;

/// Remembers a value for each of the texts that came last.
#[derive(Debug, Default)]
pub(crate) struct Memo<V> {
    slots: Vec<(Box<str>, V)>,
    /// How often a text was new since there was room for more.
    n_new: usize,
}

/// Numbers of slots are powers of two. A small page has some ten classes, a large one some hundred.
const MIN_SLOTS: usize = 64;
const MAX_SLOTS: usize = 512;

impl<V: Copy + Default> Memo<V> {
    /// What `find` says of `text`, which says the same every time.
    pub(crate) fn get(&mut self, text: &str, find: impl FnOnce(&str) -> V) -> V {
        /// Longer texts aren't worth keeping.
        const MAX_BYTES: usize = 200;
        if MAX_BYTES < text.len() || text.is_empty() {
            return find(text);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(MIN_SLOTS, Default::default);
        }
        let mut at = self.slot_of(text);
        if *self.slots[at].0 != *text {
            self.n_new += 1;
            if self.slots.len() / 2 < self.n_new && self.slots.len() < MAX_SLOTS {
                self.grow();
                at = self.slot_of(text);
            }
            self.slots[at] = (text.into(), find(text));
        }
        self.slots[at].1
    }

    fn slot_of(&self, text: &str) -> usize {
        fnv::of(text.as_bytes()) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self) {
        let n_slots = self.slots.len() * 2;
        let old = std::mem::take(&mut self.slots);
        self.slots.resize_with(n_slots, Default::default);
        self.n_new = 0;
        for (text, value) in old.into_iter().filter(|(text, _)| !text.is_empty()) {
            let at = self.slot_of(&text);
            self.slots[at] = (text, value);
            self.n_new += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_out_once() {
        let mut memo = Memo::default();
        assert_eq!(memo.get("post", |_| 1), 1);
        assert_eq!(memo.get("post", |_| 2), 1);
        assert_eq!(memo.get("page", |_| 3), 3);
    }

    #[test]
    fn many_texts_are_told_apart_and_take_bounded_room() {
        let mut memo = Memo::default();
        for round in 0..2 {
            for n in 0..2000_usize {
                assert_eq!(memo.get(&format!("item-{n}"), |_| n), n, "round {round}");
            }
        }
        assert_eq!(memo.slots.len(), MAX_SLOTS);
    }
}
