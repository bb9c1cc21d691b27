//! What was found out about a short text of the page, remembered.
//!
//! In: where a text stands, and how to find out. Out: what was found, from memory where the same text
//! stood before. A page has few class names, each many times. Memory is bounded: a newer text takes
//! the place of an older one with the same hash. The texts themselves stay in the page's source.

use super::fnv;
use super::span::Span;

/// Remembers a value for each of the texts that came last.
#[derive(Debug, Default)]
pub(crate) struct Memo<V> {
    slots: Vec<(Span, V)>,
    /// How often a text was new since there was room for more.
    n_new: usize,
}

/// Numbers of slots are powers of two. A small page has some ten classes, a large one some hundred.
const MIN_SLOTS: usize = 16;
const MAX_SLOTS: usize = 512;

impl<V: Copy + Default> Memo<V> {
    /// What `find` says of the text at `span` in `source`, which says the same every time. The source
    /// may have grown since the last call.
    pub(crate) fn get(&mut self, span: Span, source: &str, find: impl FnOnce(&str) -> V) -> V {
        /// Longer texts hardly come twice.
        const MAX_BYTES: usize = 200;
        let text = span.of(source);
        if MAX_BYTES < text.len() || text.is_empty() {
            return find(text);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(MIN_SLOTS, Default::default);
        }
        let mut at = self.slot_of(text);
        if self.slots[at].0.of(source) != text {
            self.n_new += 1;
            if self.slots.len() / 2 < self.n_new && self.slots.len() < MAX_SLOTS {
                self.grow(source);
                at = self.slot_of(text);
            }
            self.slots[at] = (span, find(text));
        }
        self.slots[at].1
    }

    fn slot_of(&self, text: &str) -> usize {
        fnv::of(text.as_bytes()) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self, source: &str) {
        let n_slots = self.slots.len() * 2;
        let old = std::mem::take(&mut self.slots);
        self.slots.resize_with(n_slots, Default::default);
        self.n_new = 0;
        for (span, value) in old.into_iter().filter(|(span, _)| span.start < span.end) {
            let at = self.slot_of(span.of(source));
            self.slots[at] = (span, value);
            self.n_new += 1;
        }
    }
}

/// Remembers a value for each of the texts that have numbers.
#[derive(Debug, Default)]
pub(crate) struct ByNumber<V>(Vec<Option<V>>);

impl<V: Copy> ByNumber<V> {
    /// What `find` says of the text with this number, which says the same every time.
    pub(crate) fn get(&mut self, number: u32, find: impl FnOnce() -> V) -> V {
        let number = number as usize;
        if self.0.len() <= number {
            self.0.resize(number + 1, None);
        }
        *self.0[number].get_or_insert_with(find)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_out_once() {
        let source = "post page post";
        let mut memo = Memo::default();
        assert_eq!(memo.get(Span::new(0, 4), source, |_| 1), 1);
        assert_eq!(memo.get(Span::new(10, 14), source, |_| 2), 1);
        assert_eq!(memo.get(Span::new(5, 9), source, |_| 3), 3);
    }

    #[test]
    fn finds_out_once_by_number() {
        let mut known = ByNumber::default();
        assert_eq!(
            [known.get(3, || 'a'), known.get(0, || 'b'), known.get(3, || 'c')],
            ['a', 'b', 'a']
        );
    }

    #[test]
    fn many_texts_are_told_apart_and_take_bounded_room() {
        let mut source = String::new();
        let mut memo = Memo::default();
        for round in 0..2 {
            for n in 0..2000_usize {
                let start = source.len();
                source += &["item-", &*n.to_string()].concat();
                let span = Span::new(start, source.len());
                assert_eq!(memo.get(span, &source, |_| n), n, "round {round}");
            }
        }
        assert_eq!(memo.slots.len(), MAX_SLOTS);
    }
}
