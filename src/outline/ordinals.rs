//! The elements' places among the page's start tags.
//!
//! In: for each element, in order, its ordinal. Out: the same, by the element's place among all. Nearly every
//! start tag is an element, so ordinals go up by one with the places: kept is where they don't.

use super::node::NO_ORDINAL;
use crate::base::fnv;
use crate::base::room;

/// One ordinal an element.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    /// Where a run of ordinals that go up by one begins, and with which; `NO_ORDINAL` goes on as it is.
    runs: Vec<Run>,
    n: u32,
    /// Those that were changed, by place.
    changed: fnv::Map<u32, u32>,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    place: u32,
    ordinal: u32,
}

impl Run {
    fn at(self, place: u32) -> u32 {
        if self.ordinal == NO_ORDINAL { NO_ORDINAL } else { self.ordinal + (place - self.place) }
    }
}

impl Ordinals {
    /// Adds the next element's.
    pub(super) fn push(&mut self, ordinal: u32) {
        let place = self.n;
        self.n += 1;
        if self.runs.last().is_none_or(|run| run.at(place) != ordinal) {
            room::push(&mut self.runs, Run { place, ordinal });
        }
    }

    /// The ordinal of the element at `place`; `NO_ORDINAL` where there is none.
    pub(super) fn get(&self, place: usize) -> u32 {
        let place = place as u32;
        if let Some(&ordinal) = self.changed.get(&place) {
            return ordinal;
        }
        let run = self.runs.partition_point(|run| run.place <= place).checked_sub(1);
        run.map_or(NO_ORDINAL, |run| self.runs[run].at(place))
    }

    pub(super) fn set(&mut self, place: usize, ordinal: u32) {
        self.changed.insert(place as u32, ordinal);
    }

    pub(super) fn swap(&mut self, one: usize, other: usize) {
        let (of_one, of_other) = (self.get(one), self.get(other));
        self.set(one, of_other);
        self.set(other, of_one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_come_out_as_they_went_in() {
        let all = [NO_ORDINAL, 1, 2, 3, NO_ORDINAL, NO_ORDINAL, 7, 8, 10];
        let mut ordinals = Ordinals::default();
        for it in all {
            ordinals.push(it);
        }
        assert!(all.iter().enumerate().all(|(place, &it)| ordinals.get(place) == it));
        assert_eq!(ordinals.runs.len(), 5);
    }

    #[test]
    fn those_that_change_places_are_found_there() {
        let mut ordinals = Ordinals::default();
        (0..6).for_each(|it| ordinals.push(it));
        ordinals.swap(1, 4);
        ordinals.set(0, 9);
        ordinals.swap(4, 5);
        let now: Vec<u32> = (0..6).map(|place| ordinals.get(place)).collect();
        assert_eq!(now, [9, 4, 2, 3, 5, 1]);
    }
}
