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
}

impl<V: Copy + Default> Memo<V> {
    /// What `find` says of `text`, which says the same every time.
    pub(crate) fn get(&mut self, text: &str, find: impl FnOnce(&str) -> V) -> V {
        /// A power of two; a page has some hundred classes.
        const N_SLOTS: usize = 512;
        /// Longer texts aren't worth keeping.
        const MAX_BYTES: usize = 200;
        if MAX_BYTES < text.len() || text.is_empty() {
            return find(text);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(N_SLOTS, Default::default);
        }
        let slot = &mut self.slots[fnv::of(text.as_bytes()) as usize % N_SLOTS];
        if *slot.0 != *text {
            *slot = (text.into(), find(text));
        }
        slot.1
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
}
