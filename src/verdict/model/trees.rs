//! Boosted decision trees.
//!
//! In: a table of bytes, then rows of features. Out: a chance a row. A table is a count of trees
//! and one of nodes (two little-endian `u16`), the trees' first nodes (`u16` each), and the nodes,
//! seven bytes each: a feature, the place of the left child (the right one follows it), and the
//! threshold up to which a row goes left. A leaf has feature 255 and what it adds to the score.

/// Marks a leaf.
const LEAF: u8 = u8::MAX;
const NODE_BYTES: usize = 7;

/// After so many trees a row that surely doesn't belong is left alone.
const TREES_A_LOOK: usize = 20;
/// The score below which that is sure.
const SURE: f32 = -2.5;

#[derive(Clone, Copy, Debug)]
struct Node {
    feature: u8,
    left: u16,
    value: f32,
}

/// Trees whose leaves add up to a score.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    roots: Vec<u16>,
    nodes: Vec<Node>,
}

impl Trees {
    /// Reads the trees for rows of `n_features` at the start of `table`, and gives what follows them.
    pub(crate) fn read(table: &[u8], n_features: usize) -> Option<(Self, &[u8])> {
        let (n_trees, rest) = read_u16(table)?;
        let (n_nodes, mut rest) = read_u16(rest)?;
        let mut trees = Trees::default();
        for _ in 0..n_trees {
            let (root, after) = read_u16(rest)?;
            trees.roots.push(root);
            rest = after;
        }
        let (bytes, rest) = rest.split_at_checked(usize::from(n_nodes) * NODE_BYTES)?;
        for node in bytes.chunks_exact(NODE_BYTES) {
            trees.nodes.push(Node {
                feature: node[0],
                left: u16::from_le_bytes([node[1], node[2]]),
                value: f32::from_le_bytes([node[3], node[4], node[5], node[6]]),
            });
        }
        trees.is_sound(n_features).then_some((trees, rest))
    }

    /// Children come after their parents, so every walk ends; and every feature is one.
    fn is_sound(&self, n_features: usize) -> bool {
        let n_nodes = self.nodes.len();
        let node = |(at, node): (usize, &Node)| {
            node.feature == LEAF
                || (usize::from(node.feature) < n_features
                    && at < usize::from(node.left)
                    && usize::from(node.left) + 1 < n_nodes)
        };
        self.roots.iter().all(|&root| usize::from(root) < n_nodes)
            && self.nodes.iter().enumerate().all(node)
    }

    /// The chance that the trees give `row`, 0 to 1.
    pub(crate) fn chance(&self, row: &[f32]) -> f32 {
        let mut score = 0.0;
        for trees in self.roots.chunks(TREES_A_LOOK) {
            score += trees.iter().map(|&root| self.leaf(root, row)).sum::<f32>();
            // The trees yet to come add less than those before.
            if score < SURE {
                break;
            }
        }
        1.0 / (1.0 + (-score).exp())
    }

    fn leaf(&self, root: u16, row: &[f32]) -> f32 {
        let mut node = self.nodes[usize::from(root)];
        while node.feature != LEAF {
            let goes_right = node.value < row[usize::from(node.feature)];
            node = self.nodes[usize::from(node.left) + usize::from(goes_right)];
        }
        node.value
    }
}

fn read_u16(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u16::from_le_bytes(*number), rest))
}
