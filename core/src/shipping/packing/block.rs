//! Blocks: items put together without gaps that are worth a name, so that many are placed at once.
//!
//! Simple blocks are grids of one item, all turned alike; general blocks are two blocks side by side that leave next to no room
//! (Eley 2002; Fanslau and Bortfeldt 2010; Zhu, Oon, Lim and Weng 2012).

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::problem::{Hold, Kind};
use super::space::volume;

/// Items that are placed together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) size: [u32; 3],
    pub(super) grams: u64,
    /// The volume of its items.
    pub(super) volume: u64,
    /// What it counts for: its volume, less for many small items than for few large ones.
    pub(super) worth: u64,
    /// Its first kind, and how many of it.
    pub(super) first: (usize, u32),
    /// Its other kinds, in ascending order.
    pub(super) more: Vec<(usize, u32)>,
    pub(super) shape: Shape,
}

/// How a block is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// So many items along each side, each of this size.
    Grid([u32; 3], [u32; 3]),
    /// Two blocks, the second beside the first along an axis.
    Pair(usize, usize, usize),
}

/// Blocks for one carton, the worthiest first.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// The thinnest side of any item.
    pub(super) least: u32,
    /// Bits by which a worth is made small enough to be multiplied.
    pub(super) shift: u32,
    /// Blocks by their place when they were made, which is how pairs name their halves.
    made: Vec<usize>,
    /// The blocks of one item alone, by its kind.
    pub(super) single: Vec<Vec<usize>>,
    /// How much work it was to make them.
    pub(super) work: u64,
}

/// Which blocks are made: how many at most, and how full pairs are, in hundredths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipe {
    pub(super) grids: bool,
    pub(super) most: usize,
    pub(super) full: u64,
    /// How many steps of work may be spent on pairs.
    pub(super) work: u64,
}

/// The fifth root of how many items a block has, inverted, in 1,024ths (the penalty of Araya, Guerrero and Nuñez 2017).
const FEWER: [u64; 20] =
    [1024, 891, 822, 776, 742, 716, 694, 676, 660, 646, 634, 623, 613, 604, 596, 588, 581, 574, 568, 562];

fn worth(volume: u64, items: u32) -> u64 {
    let place = usize::try_from(items.saturating_sub(1)).unwrap_or(usize::MAX);
    let factor = FEWER.get(place).copied().unwrap_or(if items < 40 { 520 } else { 450 });
    (volume.saturating_mul(factor) >> 10).max(1)
}

impl Blocks {
    /// Makes the blocks of what there is `left` for one carton.
    pub(super) fn new(kinds: &[Kind], left: &[u32], hold: &Hold, recipe: Recipe) -> Self {
        let mut list = Vec::new();
        for (number, (kind, left)) in kinds.iter().zip(left).enumerate() {
            for way in &kind.ways {
                grids(&mut list, number, kind, *way, *left, hold, recipe.grids);
            }
        }
        let least = list.iter().map(|block: &Block| block.size[0].min(block.size[1]).min(block.size[2])).min();
        let tried = if recipe.most > list.len() { pairs(&mut list, left, hold, recipe) } else { 0 };
        let work = tried.saturating_add(u64::try_from(list.len()).unwrap_or(u64::MAX).saturating_mul(32));
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by_key(|place| list.get(*place).map(|block| (Reverse(block.worth), Reverse(block.volume))));
        let mut made: Vec<usize> = core::iter::repeat_n(0, list.len()).collect();
        for (place, number) in order.iter().enumerate() {
            if let Some(slot) = made.get_mut(*number) {
                *slot = place;
            }
        }
        let list: Vec<Block> = order.iter().filter_map(|number| list.get(*number).cloned()).collect();
        let mut single: Vec<Vec<usize>> = kinds.iter().map(|_| Vec::new()).collect();
        for (place, block) in list.iter().enumerate().filter(|(_, block)| block.more.is_empty() && block.first.1 == 1) {
            if let Some(single) = single.get_mut(block.first.0) {
                single.push(place);
            }
        }
        let bits = u64::BITS.saturating_sub(hold.volume.leading_zeros());
        Self { list, least: least.unwrap_or(u32::MAX), shift: bits.saturating_sub(30), made, single, work }
    }

    /// Names each item of a block with its place and size.
    pub(super) fn spell(&self, block: usize, at: [u32; 3], say: &mut impl FnMut(usize, [u32; 3], [u32; 3])) {
        let Some(block) = self.list.get(block) else { return };
        match block.shape {
            Shape::Grid(way, counts) => {
                let steps = |axis: usize| {
                    let [from, step, count] = [at, way, counts].map(|of| of.get(axis).copied().unwrap_or(0));
                    (0..count).map(move |number| from.saturating_add(step.saturating_mul(number)))
                };
                for z in steps(2) {
                    for y in steps(1) {
                        for x in steps(0) {
                            say(block.first.0, [x, y, z], way);
                        }
                    }
                }
            }
            Shape::Pair(one, other, axis) => {
                let place = |made: usize| self.made.get(made).copied().unwrap_or(0);
                let (one, other) = (place(one), place(other));
                let beside = self.list.get(one).and_then(|block| block.size.get(axis).copied()).unwrap_or(0);
                let mut second = at;
                if let Some(side) = second.get_mut(axis) {
                    *side = side.saturating_add(beside);
                }
                self.spell(one, at, say);
                self.spell(other, second, say);
            }
        }
    }
}

fn grids(list: &mut Vec<Block>, number: usize, kind: &Kind, way: [u32; 3], left: u32, hold: &Hold, many: bool) {
    let most = |axis: usize| {
        let [room, side] = [hold.inner, way].map(|of| of.get(axis).copied().unwrap_or(1));
        let most = room.checked_div(side).unwrap_or(0).min(left);
        if many { most } else { most.min(1) }
    };
    for nx in 1..=most(0) {
        for ny in 1..=most(1).min(left.checked_div(nx).unwrap_or(0)) {
            let row = nx.saturating_mul(ny);
            for nz in 1..=most(2).min(left.checked_div(row).unwrap_or(0)) {
                let count = row.saturating_mul(nz);
                let grams = kind.grams.saturating_mul(u64::from(count));
                if grams > hold.payload {
                    break;
                }
                let counts = [nx, ny, nz];
                let volume = kind.volume.saturating_mul(u64::from(count));
                let size = [way[0].saturating_mul(nx), way[1].saturating_mul(ny), way[2].saturating_mul(nz)];
                list.push(Block {
                    size,
                    grams,
                    volume,
                    worth: worth(volume, count),
                    first: (number, count),
                    more: Vec::new(),
                    shape: Shape::Grid(way, counts),
                });
            }
        }
    }
}

/// What makes a block another than the rest: its size and what is in it.
type Look = ([u32; 3], Vec<(usize, u32)>);

/// Puts blocks side by side, those of each round with all before them, until there are enough. Answers the work it took.
fn pairs(list: &mut Vec<Block>, left: &[u32], hold: &Hold, recipe: Recipe) -> u64 {
    let mut work = 0_u64;
    let mut seen: BTreeSet<Look> = list.iter().map(|block| (block.size, needs(block))).collect();
    let mut fresh = 0;
    while fresh < list.len() {
        let end = list.len();
        let alike = [0, 1, 2].map(|axis| by_side(list, beside(axis)));
        for later in fresh..end {
            for (axis, sides) in alike.iter().enumerate() {
                let side = list.get(later).and_then(|block| block.size.get(beside(axis)).copied()).unwrap_or(0);
                let near = side >> 5;
                let from = sides.partition_point(|(other, _)| *other < side.saturating_sub(near));
                for (other, earlier) in sides.iter().skip(from) {
                    if *other > side.saturating_add(near) {
                        break;
                    }
                    work = work.saturating_add(2);
                    if list.len() >= recipe.most || work > recipe.work {
                        return work;
                    }
                    if *earlier > later {
                        continue;
                    }
                    let (Some(one), Some(other)) = (list.get(later), list.get(*earlier)) else { continue };
                    let Some(block) = pair(one, other, (later, *earlier), axis, hold, recipe.full) else { continue };
                    let needs = needs(&block);
                    work = work.saturating_add(40);
                    let enough = needs.iter().all(|(kind, count)| left.get(*kind).is_some_and(|left| count <= left));
                    if enough && seen.insert((block.size, needs)) {
                        list.push(block);
                    }
                }
            }
        }
        fresh = end;
    }
    work
}

/// The axis after one: where blocks that are joined along that one must be about as long as each other.
fn beside(axis: usize) -> usize {
    [1, 2, 0].get(axis).copied().unwrap_or(0)
}

/// Blocks by the length of one of their sides.
fn by_side(list: &[Block], axis: usize) -> Vec<(u32, usize)> {
    let side = |block: &Block| block.size.get(axis).copied().unwrap_or(0);
    let mut sides: Vec<(u32, usize)> = list.iter().enumerate().map(|(place, block)| (side(block), place)).collect();
    sides.sort_unstable();
    sides
}

fn needs(block: &Block) -> Vec<(usize, u32)> {
    core::iter::once(block.first).chain(block.more.iter().copied()).collect()
}

fn pair(one: &Block, other: &Block, made: (usize, usize), axis: usize, hold: &Hold, full: u64) -> Option<Block> {
    let (a, b, room) = (one.size, other.size, hold.inner);
    let joined = |of: usize| {
        let [a, b] = [a, b].map(|size| size.get(of).copied().unwrap_or(0));
        if of == axis { a.saturating_add(b) } else { a.max(b) }
    };
    let size = [joined(0), joined(1), joined(2)];
    let grams = one.grams.saturating_add(other.grams);
    if size[0] > room[0] || size[1] > room[1] || size[2] > room[2] || grams > hold.payload {
        return None;
    }
    let filled = one.volume.saturating_add(other.volume);
    if filled.saturating_mul(100) < volume(size).saturating_mul(full) {
        return None;
    }
    let mut counts = needs(one);
    for (kind, count) in needs(other) {
        match counts.binary_search_by_key(&kind, |(kind, _)| *kind) {
            Ok(place) => {
                if let Some(entry) = counts.get_mut(place) {
                    entry.1 = entry.1.saturating_add(count);
                }
            }
            Err(place) => counts.insert(place, (kind, count)),
        }
    }
    let items = counts.iter().fold(0_u32, |sum, (_, count)| sum.saturating_add(*count));
    let first = *counts.first()?;
    counts.remove(0);
    let shape = Shape::Pair(made.0, made.1, axis);
    Some(Block { size, grams, volume: filled, worth: worth(filled, items), first, more: counts, shape })
}
