//! Gradient-boosted decision trees for a yes-or-no question, on features sorted into bins.
//!
//! In: rows of features with labels and weights. Out: trees in the form of the core's table. The
//! method is the usual one (logistic loss, second-order gains, histograms), after Chen and Guestrin,
//! "XGBoost: a scalable tree boosting system", 2016.

use std::thread;

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) n_trees: usize,
    pub(crate) depth: usize,
    /// What each tree adds is multiplied by this.
    pub(crate) rate: f32,
    /// A leaf holds at least so much of the loss's second derivative.
    pub(crate) min_hessian: f32,
    /// L2 on leaves.
    pub(crate) lambda: f32,
    /// A split must gain so much.
    pub(crate) min_gain: f32,
    /// The share of rows that each tree sees.
    pub(crate) rows: f32,
    /// The share of features that each tree sees.
    pub(crate) features: f32,
}

/// At most so many bins a feature.
const N_BINS: usize = 96;

/// Features as bins, row by row.
pub(crate) struct Table {
    thresholds: Vec<Vec<u8>>,
    bins: Vec<u8>,
    n_rows: usize,
}

impl Table {
    /// Sorts `rows` into bins of about the same size.
    pub(crate) fn new(rows: &[&[u8]]) -> Self {
        /// So many rows tell how a feature is spread.
        const SAMPLE: usize = 50_000;
        let n_features = rows.first().map_or(0, |row| row.len());
        let n_rows = rows.len();
        let mut thresholds = Vec::new();
        for feature in 0..n_features {
            let step = n_rows.div_ceil(SAMPLE);
            let mut sorted: Vec<u8> = rows.iter().step_by(step).map(|row| row[feature]).collect();
            sorted.sort_unstable();
            let mut distinct = sorted.clone();
            distinct.dedup();
            distinct.pop();
            let mut cuts = distinct;
            if N_BINS <= cuts.len() {
                cuts = (1..N_BINS).map(|bin| sorted[bin * sorted.len() / N_BINS]).collect();
                cuts.dedup();
            }
            thresholds.push(cuts);
        }
        let mut bins = Vec::with_capacity(n_rows * n_features);
        for row in rows {
            for (value, cuts) in row.iter().zip(&thresholds) {
                bins.push(cuts.partition_point(|cut| cut < value) as u8);
            }
        }
        Table { thresholds, bins, n_rows }
    }

    fn row(&self, row: u32) -> &[u8] {
        let n = self.thresholds.len();
        &self.bins[row as usize * n..(row as usize + 1) * n]
    }

    /// For each of the features `seen` and each bin the sums of the slopes of `rows`.
    fn histogram(&self, slopes: &[[f32; 2]], rows: &[u32], seen: &[usize]) -> Histogram {
        let part = |rows: &[u32]| {
            let mut histogram = vec![[0.0_f32; 2]; seen.len() * N_BINS];
            for &row in rows {
                let [slope, curve] = slopes[row as usize];
                let bins = self.row(row);
                for (cells, &feature) in histogram.chunks_exact_mut(N_BINS).zip(seen) {
                    let cell = &mut cells[bins[feature] as usize];
                    cell[0] += slope;
                    cell[1] += curve;
                }
            }
            histogram
        };
        if rows.len() < 2000 {
            return part(rows);
        }
        let (half, rest) = rows.split_at(rows.len() / 2);
        let (mut all, other) = thread::scope(|scope| {
            let other = scope.spawn(|| part(rest));
            (part(half), other.join().unwrap_or_default())
        });
        for (cell, more) in all.iter_mut().zip(other) {
            cell[0] += more[0];
            cell[1] += more[1];
        }
        all
    }
}

type Histogram = Vec<[f32; 2]>;

#[derive(Clone, Copy)]
struct Node {
    feature: u8,
    left: u16,
    /// Up to here a row goes left.
    threshold: u8,
    /// What a leaf adds.
    value: f32,
}

impl Node {
    const BLANK: Node = Node { feature: LEAF, left: 0, threshold: 0, value: 0.0 };
}

/// A grown forest.
#[derive(Default)]
pub(crate) struct Forest {
    roots: Vec<u16>,
    nodes: Vec<Node>,
}

const LEAF: u8 = u8::MAX;

impl Forest {
    /// Grows trees that tell the rows with label 1 from those with 0.
    pub(crate) fn grow(
        columns: &Table,
        labels: &[f32],
        weights: &[f32],
        settings: Settings,
    ) -> Self {
        let mut forest = Forest::default();
        let mut scores = vec![0.0_f32; columns.n_rows];
        let mut random = Random(SEED);
        for _ in 0..settings.n_trees {
            let slopes = slopes(&scores, labels, weights);
            forest.roots.push(forest.nodes.len() as u16);
            forest.nodes.push(Node::BLANK);
            let (rows, others): (Vec<u32>, Vec<u32>) =
                (0..columns.n_rows as u32).partition(|_| random.next() < settings.rows);
            let seen: Vec<usize> = (0..columns.thresholds.len())
                .filter(|_| random.next() < settings.features)
                .collect();
            let histogram = columns.histogram(&slopes, &rows, &seen);
            let mut open = vec![(forest.nodes.len() - 1, rows, histogram)];
            for level in 0..=settings.depth {
                let mut next = Vec::new();
                for (node, rows, histogram) in open {
                    let split = if level < settings.depth {
                        best_split(columns, &histogram, &seen, settings)
                    } else {
                        None
                    };
                    let Some((feature, bin)) = split else {
                        let value = settings.rate * leaf(&slopes, &rows, settings.lambda);
                        forest.nodes[node].value = value;
                        for &row in &rows {
                            scores[row as usize] += value;
                        }
                        continue;
                    };
                    let (left, right): (Vec<u32>, Vec<u32>) =
                        rows.iter().partition(|&&row| columns.row(row)[feature] <= bin);
                    let at = forest.nodes.len();
                    forest.nodes.extend([Node::BLANK; 2]);
                    forest.nodes[node] = Node {
                        feature: feature as u8,
                        left: at as u16,
                        threshold: columns.thresholds[feature][bin as usize],
                        value: 0.0,
                    };
                    if level + 1 == settings.depth {
                        next.push((at, left, Histogram::new()));
                        next.push((at + 1, right, Histogram::new()));
                        continue;
                    }
                    // The larger side is what is left of the whole.
                    let is_left = left.len() < right.len();
                    let small =
                        columns.histogram(&slopes, if is_left { &left } else { &right }, &seen);
                    let mut large = histogram;
                    for (cell, less) in large.iter_mut().zip(&small) {
                        cell[0] -= less[0];
                        cell[1] -= less[1];
                    }
                    let (of_left, of_right) = if is_left { (small, large) } else { (large, small) };
                    next.push((at, left, of_left));
                    next.push((at + 1, right, of_right));
                }
                open = next;
            }
            let tree = forest.roots.len() - 1;
            for row in others {
                scores[row as usize] += forest.leaf_of(tree, columns, row);
            }
        }
        forest
    }

    fn leaf_of(&self, tree: usize, table: &Table, row: u32) -> f32 {
        let bins = table.row(row);
        let mut node = self.nodes[self.roots[tree] as usize];
        while node.feature != LEAF {
            let feature = node.feature as usize;
            let cut = table.thresholds[feature].partition_point(|&cut| cut < node.threshold);
            node = self.nodes[node.left as usize + usize::from(cut < bins[feature] as usize)];
        }
        node.value
    }

    /// The chance that a row's label is 1.
    pub(crate) fn chance(&self, row: &[u8]) -> f32 {
        self.chance_by(row, self.roots.len())
    }

    /// The same by the first `n_trees` alone.
    pub(crate) fn chance_by(&self, row: &[u8], n_trees: usize) -> f32 {
        let mut score = 0.0;
        for &root in self.roots.iter().take(n_trees) {
            let mut node = self.nodes[root as usize];
            while node.feature != LEAF {
                let right = node.threshold < row[node.feature as usize];
                node = self.nodes[node.left as usize + usize::from(right)];
            }
            score += node.value;
        }
        1.0 / (1.0 + (-score).exp())
    }

    /// The forest in the form of the core's table.
    pub(crate) fn table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        table.extend((self.roots.len() as u16).to_le_bytes());
        table.extend((self.nodes.len() as u16).to_le_bytes());
        for root in &self.roots {
            table.extend(root.to_le_bytes());
        }
        for node in &self.nodes {
            table.push(node.feature);
            if node.feature == LEAF {
                table.extend(&node.value.to_le_bytes()[1..]);
            } else {
                table.push(node.threshold);
                table.extend(node.left.to_le_bytes());
            }
        }
        table
    }
}

/// The loss's first and second derivatives by each row's score.
fn slopes(scores: &[f32], labels: &[f32], weights: &[f32]) -> Vec<[f32; 2]> {
    let slope = |row: usize| {
        let chance = 1.0 / (1.0 + (-scores[row]).exp());
        let curve = (chance * (1.0 - chance)).max(1e-6);
        [weights[row] * (chance - labels[row]), weights[row] * curve]
    };
    (0..scores.len()).map(slope).collect()
}

fn leaf(slopes: &[[f32; 2]], rows: &[u32], lambda: f32) -> f32 {
    let (slope, curve) = sum(slopes, rows);
    (-slope / (curve + f64::from(lambda))) as f32
}

fn sum(slopes: &[[f32; 2]], rows: &[u32]) -> (f64, f64) {
    rows.iter().fold((0.0, 0.0), |(slope, curve), &row| {
        let [a, b] = slopes[row as usize];
        (slope + f64::from(a), curve + f64::from(b))
    })
}

/// The feature and the last bin that goes left, where a split gains most.
fn best_split(
    table: &Table,
    histogram: &Histogram,
    seen: &[usize],
    settings: Settings,
) -> Option<(usize, u8)> {
    let (lambda, least) = (settings.lambda, settings.min_hessian);
    let mut best: Option<(f32, usize, u8)> = None;
    for (cells, &feature) in histogram.chunks_exact(N_BINS).zip(seen) {
        let [slope, curve] =
            cells.iter().fold([0.0; 2], |sum, cell| [sum[0] + cell[0], sum[1] + cell[1]]);
        let [mut left_slope, mut left_curve] = [0.0; 2];
        for (bin, cell) in cells.iter().enumerate().take(table.thresholds[feature].len()) {
            left_slope += cell[0];
            left_curve += cell[1];
            let (right_slope, right_curve) = (slope - left_slope, curve - left_curve);
            if left_curve < least || right_curve < least {
                continue;
            }
            let gain = left_slope * left_slope / (left_curve + lambda)
                + right_slope * right_slope / (right_curve + lambda)
                - slope * slope / (curve + lambda);
            if settings.min_gain < gain && best.is_none_or(|(most, ..)| most < gain) {
                best = Some((gain, feature, bin as u8));
            }
        }
    }
    best.map(|(_, feature, bin)| (feature, bin))
}

/// Where chance begins. Tables of other seeds differ by up to .002 of F1, and by some pages.
const SEED: u64 = 0x0F1E_2D3C_4B5A_6978;

/// Numbers between 0 and 1 that are the same every time (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1 << 24) as f32
    }
}
