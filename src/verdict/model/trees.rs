//! Boosted decision trees.
//!
//! In: a table of bytes, then rows of features. Out: a chance a row. A table is a count of trees
//! and one of nodes (two little-endian `u16`), the trees' first nodes (`u16` each), and the nodes,
//! four bytes each: a feature, the threshold up to which a row goes left, and the place of the left
//! child (the right one follows it). A leaf has feature 255 and, as the upper three bytes of an
//! `f32`, what it adds to the score.

/// Marks a leaf.
const LEAF: u8 = u8::MAX;
const NODE_BYTES: usize = 4;

/// The scores beyond which a row is sure to belong, or not to.
const SURE: std::ops::RangeInclusive<f32> = -2.5..=3.0;

/// A node as one number, read at once: from the low end the feature, the threshold up to which a row
/// goes left, and the place of the left child. A leaf leads to itself, so that all walks take the
/// same number of steps.
#[derive(Clone, Copy, Debug)]
struct Node(u32);

impl Node {
    fn new(feature: u8, threshold: u8, left: u16) -> Self {
        let [low, high] = left.to_le_bytes();
        Node(u32::from_le_bytes([feature, threshold, low, high]))
    }

    fn feature(self) -> u8 {
        self.0 as u8
    }

    fn threshold(self) -> u8 {
        (self.0 >> 8) as u8
    }

    fn left(self) -> u16 {
        (self.0 >> 16) as u16
    }
}

/// Room for nodes, a power of two: a place cut to so many is never out of bounds.
const MAX_NODES: usize = 1 << 14;

/// So many trees are walked side by side: none waits for another's memory. After them a row that is
/// sure is left alone.
const LANES: usize = 8;

/// Trees whose leaves add up to a score.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    groups: Vec<Group>,
    nodes: Vec<Node>,
    /// What each node adds to the score where a walk ends there.
    leaves: Vec<f32>,
}

/// Trees that are walked side by side.
#[derive(Clone, Copy, Debug)]
struct Group {
    roots: [u16; LANES],
    /// Steps from any root to any leaf, at most.
    depth: usize,
}

impl Trees {
    /// Reads the trees for rows of `n_features` at the start of `table`, and gives what follows them.
    pub(crate) fn read(table: &[u8], n_features: usize) -> Option<(Self, &[u8])> {
        let (n_trees, rest) = read_u16(table)?;
        let (n_nodes, mut rest) = read_u16(rest)?;
        let mut trees = Trees::default();
        let mut roots = Vec::new();
        for _ in 0..n_trees {
            let (root, after) = read_u16(rest)?;
            roots.push(root);
            rest = after;
        }
        let (bytes, rest) = rest.split_at_checked(usize::from(n_nodes) * NODE_BYTES)?;
        for (at, node) in bytes.chunks_exact(NODE_BYTES).enumerate() {
            let value = f32::from_le_bytes([0, node[1], node[2], node[3]]);
            let left = u16::from_le_bytes([node[2], node[3]]);
            let is_leaf = node[0] == LEAF;
            trees.leaves.push(if is_leaf { value } else { 0.0 });
            trees.nodes.push(if is_leaf {
                Node::new(0, u8::MAX, at as u16)
            } else {
                Node::new(node[0], node[1], left)
            });
        }
        if MAX_NODES <= trees.nodes.len() {
            return None;
        }
        // What fills up the last group: a leaf that adds nothing.
        let nothing = trees.nodes.len() as u16;
        trees.leaves.push(0.0);
        trees.nodes.push(Node::new(0, u8::MAX, nothing));
        let depths = trees.depths(n_features)?;
        for some in roots.chunks(LANES) {
            let mut roots = [nothing; LANES];
            roots[..some.len()].copy_from_slice(some);
            let deepest = |most: usize, &root: &u16| {
                depths.get(usize::from(root)).map(|depth| most.max(*depth))
            };
            let depth = roots.iter().try_fold(0, deepest)?;
            trees.groups.push(Group { roots, depth });
        }
        trees.nodes.resize(MAX_NODES, Node::new(0, u8::MAX, nothing));
        Some((trees, rest))
    }

    /// The steps from each node to the farthest leaf; nothing if it isn't a table of trees: children come
    /// after their parents, so that every walk ends, and every feature is one of `n_features`.
    fn depths(&self, n_features: usize) -> Option<Vec<usize>> {
        let n_nodes = self.nodes.len();
        let mut depths = vec![0; n_nodes];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            let left = usize::from(node.left());
            if left == at && node.threshold() == u8::MAX {
                continue;
            }
            let is_sound = usize::from(node.feature()) < n_features && at < left;
            let children = depths.get(left..left + 2).filter(|_| is_sound)?;
            depths[at] = 1 + children[0].max(children[1]);
        }
        Some(depths)
    }

    /// The chance that the trees give `row`, 0 to 1.
    pub(crate) fn chance(&self, row: &[u8]) -> f32 {
        // A feature is a byte, so that none is out of bounds.
        let mut whole = [0; 256];
        whole[..row.len()].copy_from_slice(row);
        let row = &whole;
        let mut score = 0.0;
        let Ok(nodes) = self.nodes.as_slice().try_into() else { return super::chance_of(score) };
        for group in &self.groups {
            score += self.sum(group, nodes, row);
            // The trees yet to come add less than those before.
            if !SURE.contains(&score) {
                break;
            }
        }
        super::chance_of(score)
    }

    /// What these trees add to the score.
    fn sum(&self, group: &Group, nodes: &[Node; MAX_NODES], row: &[u8; 256]) -> f32 {
        let mut walks = group.roots;
        for _ in 0..group.depth {
            for at in &mut walks {
                let node = nodes[usize::from(*at) % MAX_NODES];
                let goes_right = node.threshold() < row[usize::from(node.feature())];
                *at = node.left() + u16::from(goes_right);
            }
        }
        walks.iter().map(|&at| self.leaves[usize::from(at)]).sum()
    }
}

fn read_u16(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u16::from_le_bytes(*number), rest))
}
