//! Which removal takes each node.
//!
//! In: removals, that may lie in each other. Out: runs of nodes in document order, each with the removal
//! that takes it. A page has thousands of nodes and some dozens of removals, so the runs are few.

use std::cell::Cell;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::judge::Removal;
use crate::outline::NodeId;

/// The nodes that removals take.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// From this node on to the next run it's that removal, by its place in the list, or none; in
    /// document order.
    runs: Vec<(NodeId, Option<u32>)>,
    /// The first run after the node that was asked for last.
    last: Cell<usize>,
}

impl Taken {
    /// Where removals lie in each other, the one that is later in the list takes the node.
    pub(crate) fn by(removals: &[Removal]) -> Self {
        let mut starts: Vec<(NodeId, u32)> =
            (0..).zip(removals).map(|(at, removal)| (removal.nodes.start, at)).collect();
        starts.sort_unstable();
        let mut edges: Vec<NodeId> =
            removals.iter().flat_map(|removal| [removal.nodes.start, removal.nodes.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let end = |at: u32| removals[at as usize].nodes.end;
        let mut runs: Vec<(NodeId, Option<u32>)> = Vec::new();
        let mut open = BinaryHeap::new();
        let mut starts = starts.into_iter().peekable();
        for edge in edges {
            while let Some((_, at)) = starts.next_if(|&(start, _)| start == edge) {
                open.push(at);
            }
            while open.peek().is_some_and(|&at| end(at) <= edge) {
                open.pop();
            }
            let by = open.peek().copied();
            if runs.last().map_or(by.is_some(), |last| last.1 != by) {
                runs.push((edge, by));
            }
        }
        Taken { runs, last: Cell::new(0) }
    }

    /// The removal that takes the node, by its place in the list.
    pub(crate) fn removal_of(&self, id: NodeId) -> Option<usize> {
        let run = self.run_after(id).checked_sub(1)?;
        self.runs[run].1.map(|at| at as usize)
    }

    /// Is the node taken?
    pub(crate) fn takes(&self, id: NodeId) -> bool {
        self.removal_of(id).is_some()
    }

    /// Is any of the nodes taken?
    pub(crate) fn takes_any(&self, nodes: &Range<NodeId>) -> bool {
        let later = &self.runs[self.run_after(nodes.start)..];
        self.takes(nodes.start)
            || later.iter().take_while(|run| run.0 < nodes.end).any(|run| run.1.is_some())
    }

    /// The first run that starts after the node.
    fn run_after(&self, id: NodeId) -> usize {
        let is_it = |at: usize| {
            at.checked_sub(1).is_none_or(|before| self.runs[before].0 <= id)
                && self.runs.get(at).is_none_or(|run| id < run.0)
        };
        // Who asks goes from node to node.
        let last = self.last.get();
        let near = [last, self.runs.len().min(last + 1)].into_iter().find(|&at| is_it(at));
        let found = near.unwrap_or_else(|| self.runs.partition_point(|run| run.0 <= id));
        self.last.set(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Class, Place};

    fn removals(ranges: &[Range<NodeId>]) -> Vec<Removal> {
        let removal = |nodes: &Range<NodeId>| Removal {
            nodes: nodes.clone(),
            class: Class::Boilerplate,
            rule: "test",
            evidence: Vec::new(),
            place: Place::Inside,
        };
        ranges.iter().map(removal).collect()
    }

    /// The same numbers on every run: a linear congruential generator (constants of Numerical Recipes).
    fn numbers() -> impl FnMut(u32) -> u32 {
        let mut state = 0x1ede_u32;
        move |below| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        }
    }

    #[test]
    fn the_last_removal_that_holds_a_node_takes_it() {
        let mut number = numbers();
        for _ in 0..500 {
            let range = |start: u32, n: u32| start..start + n;
            let n = number(12);
            let ranges: Vec<_> = (0..n).map(|_| range(number(60), number(20))).collect();
            let taken = Taken::by(&removals(&ranges));
            let last_with = |id| ranges.iter().rposition(|range| range.contains(&id));
            for id in 0..90 {
                assert_eq!(taken.removal_of(id), last_with(id), "node {id} of {ranges:?}");
                let any = (id..id + 7).any(|it| last_with(it).is_some());
                assert_eq!(taken.takes_any(&(id..id + 7)), any, "from {id} of {ranges:?}");
                let other = number(90);
                assert_eq!(taken.removal_of(other), last_with(other), "node {other} of {ranges:?}");
            }
        }
    }
}
