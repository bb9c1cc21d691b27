//! What is marked up alike, side by side, goes together.
//!
//! In: which blocks stay by the chance of each, and the blocks that no rule decides. Out: more that
//! stays. The model judges a story's paragraphs one by one, but nobody puts page furniture among
//! them as just another paragraph; and half a table is worse than all of it.

use super::features::Judged;
use super::page::Page;
use crate::base::tag::Tag;
use crate::outline::{Block, NodeId, Outline};

/// When a block goes with its kin.
struct Bond {
    /// So much of the kin's letters stays at least, links left out.
    share: f32,
    /// The chance of the block.
    chance: f32,
    /// Its link density is no more than this.
    density: f32,
}

/// Of paragraphs and list items with the same parent.
const ALIKE: Bond = Bond { share: 0.2, chance: 0.1, density: 0.6 };
/// Of sentences in posts, whose parents differ.
const POSTS: Bond = Bond { share: 0.2, chance: 0.1, density: 0.3 };
/// Of a table's cells.
const CELLS: Bond = Bond { share: 0.3, chance: 0.05, density: 1.0 };

/// What makes blocks kin.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    /// The table that holds them.
    Table(NodeId),
    /// Their parent, and the number that blocks marked up alike share.
    Alike(NodeId, u32),
    /// That number alone.
    Posts(u32),
}

/// Keeps what belongs to kin that stay. `undecided` are the places, among the judged, that no rule
/// decides.
pub(super) fn keep_together(
    page: &Page<'_>,
    judged: &Judged,
    chances: &[f32],
    undecided: &[usize],
    keeps: &mut [bool],
) {
    let block = |place: usize| &page.outline.blocks[judged.blocks[place]];
    let mut kin: Vec<(Kin, usize)> =
        undecided.iter().map(|&it| (kin(page, block(it), judged.like(it)), it)).collect();
    kin.sort_unstable();
    for kin in kin.chunk_by(|(one, _), (other, _)| one == other) {
        let (mut all, mut kept) = (0, 0);
        for &(_, place) in kin {
            let own = block(place).size.letters - block(place).link_letters;
            all += own;
            kept += if keeps[judged.blocks[place]] { own } else { 0 };
        }
        for &(kin, place) in kin {
            let bond = match kin {
                Kin::Table(_) => CELLS,
                Kin::Alike(..) => ALIKE,
                Kin::Posts(_) if block(place).size.sentences > 0 => POSTS,
                Kin::Posts(_) => continue,
            };
            keeps[judged.blocks[place]] |= 0 < kept
                && bond.share * all as f32 <= kept as f32
                && bond.chance <= chances[place]
                && block(place).link_density() <= bond.density;
        }
    }
}

fn kin(page: &Page<'_>, block: &Block, like: u32) -> Kin {
    if let Some(table) = table(page.outline, block.container) {
        Kin::Table(table)
    } else if page.declared.is_discussion {
        Kin::Posts(like)
    } else {
        Kin::Alike(parent(page.outline, block.container), like)
    }
}

/// The table that holds the element in one of its cells, unless that is there for layout.
fn table(outline: &Outline, id: NodeId) -> Option<NodeId> {
    /// Cells of data have fewer paragraphs.
    const MAX_PROSE: u16 = 3;
    let mut around = outline.self_and_ancestors(id);
    let cell = around.find(|&it| matches!(outline.node(it).tag, Tag::Td | Tag::Th))?;
    let table = around.find(|&it| outline.node(it).tag == Tag::Table)?;
    (outline.measure(cell).n_prose <= MAX_PROSE).then_some(table)
}

/// The parent of the block-level element around `id`.
fn parent(outline: &Outline, id: NodeId) -> NodeId {
    let mut around = outline.self_and_ancestors(id);
    let own = around.find(|&it| outline.node(it).tag.is_block()).unwrap_or(id);
    outline.node(own).parent
}
