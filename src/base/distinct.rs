//! Values of which many are the same: each is kept once, and the others are its number.
//!
//! In: values. Out: numbers of two bytes, by which they are found again. What elements are named and what
//! stands in them is one of some hundred values on a page of ten thousand elements.

use std::hash::{BuildHasher, Hash};

use super::fnv;

/// Different values, in the order in which they came first. The default one has the number 0.
#[derive(Debug, Default)]
pub(crate) struct Distinct<V> {
    /// The default one is the first, once there are others.
    values: Vec<V>,
    numbers: fnv::Map<V, u16>,
    /// Values that came lately with their numbers, each at the place that its hash says: most come again soon.
    recent: [(V, u16); N_RECENT],
}

/// A power of two.
const N_RECENT: usize = 4;

impl<V: Copy + Default + Eq + Hash> Distinct<V> {
    /// The number of `value`; none where so many others came before that there's no number left.
    pub(crate) fn number(&mut self, value: V) -> Option<u16> {
        if value == V::default() {
            return Some(0);
        }
        let recent = self.numbers.hasher().hash_one(value) as usize % N_RECENT;
        if self.recent[recent].0 == value {
            return Some(self.recent[recent].1);
        }
        let number = self.find(value)?;
        self.recent[recent] = (value, number);
        Some(number)
    }

    #[cold]
    fn find(&mut self, value: V) -> Option<u16> {
        if let Some(&number) = self.numbers.get(&value) {
            return Some(number);
        }
        if self.values.is_empty() {
            self.values.push(V::default());
        }
        let number = u16::try_from(self.values.len()).ok()?;
        self.values.push(value);
        self.numbers.insert(value, number);
        Some(number)
    }

    /// The value with this number; the default one where there is none.
    pub(crate) fn value(&self, number: u16) -> V {
        self.values.get(usize::from(number)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_again_by_its_number() {
        let mut distinct = Distinct::default();
        let numbers = [7, 0, 9, 7].map(|value: u32| distinct.number(value));
        assert_eq!(numbers, [Some(1), Some(0), Some(2), Some(1)]);
        assert_eq!([0, 1, 2, 3].map(|number| distinct.value(number)), [0, 7, 9, 0]);
    }

    #[test]
    fn where_no_number_is_left_it_says_so() {
        let mut distinct = Distinct::default();
        let numbers: Vec<_> = (0..=70_000_u32).map(|value| distinct.number(value)).collect();
        let n_numbered = usize::from(u16::MAX) + 1;
        assert!(numbers[..n_numbered].iter().all(Option::is_some));
        assert!(numbers[n_numbered..].iter().all(Option::is_none));
        assert_eq!(distinct.value(u16::MAX), u32::from(u16::MAX));
    }
}
