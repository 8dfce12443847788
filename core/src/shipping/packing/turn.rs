//! Everything into one carton, item by item, the largest first: the quick way for a few items, which gives up at the first that
//! does not go into any space (extreme points of Crainic, Perboli and Tadei 2008, here the corners of maximal spaces).

use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dice::Dice;
use super::load::{Load, Room, corner, touching};
use super::problem::Kind;
use super::space::volume;

/// Up to how many items this is tried.
pub(super) const FEW: u32 = 40;

/// Which of the places where an item goes is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Where it touches most.
    Touch,
    /// Where its top is lowest.
    Low,
    /// In the smallest space.
    Tight,
}

/// The fits that are tried, in turn.
pub(super) const FITS: [Fit; 3] = [Fit::Touch, Fit::Low, Fit::Tight];

/// In how many ways items are sorted.
pub(super) const SORTINGS: usize = 3;

/// What items are sorted by: volume, longest side, largest face.
fn largest(kind: &Kind, sorting: usize) -> u64 {
    let mut sides = kind.ways.first().copied().unwrap_or_default();
    sides.sort_unstable();
    match sorting {
        0 => kind.volume,
        1 => u64::from(sides[2]).saturating_mul(1 << 20).saturating_add(u64::from(sides[1])),
        _ => u64::from(sides[2]).saturating_mul(u64::from(sides[1])),
    }
}

/// Puts all items into a carton, one after the other; no load where one does not go into it. Answers the work it took too.
pub(super) fn in_turn(
    room: &Room,
    left: &[u32],
    (sorting, fit): (usize, Fit),
    chance: u64,
    dice: &mut Dice,
) -> (Option<Load>, u64) {
    let mut work = 32_u64;
    let mut units: Vec<(Reverse<u64>, usize)> = Vec::new();
    for (number, (kind, left)) in room.problem.kinds.iter().zip(left).enumerate().filter(|(_, (_, left))| **left > 0) {
        let size = largest(kind, sorting);
        // Chance moves kinds by up to a half; units of a kind stay together.
        let lost = if chance > 0 { dice.next() & 127 } else { 0 };
        let size = (size >> 8).saturating_mul(256_u64.saturating_sub(lost));
        units.extend(core::iter::repeat_n((Reverse(size), number), usize::try_from(*left).unwrap_or(0)));
    }
    units.sort_unstable();
    let mut load = Load::new(room, left, u64::MAX);
    for (_, kind) in units {
        let (place, more) = best_place(room, &load, kind, fit, chance, dice);
        work = work.saturating_add(more);
        let Some((block, at)) = place else { return (None, work) };
        work = work.saturating_add(load.put(room, block, at));
    }
    (Some(load), work)
}

fn best_place(
    room: &Room,
    load: &Load,
    kind: usize,
    fit: Fit,
    chance: u64,
    dice: &mut Dice,
) -> (Option<(usize, [u32; 3])>, u64) {
    let mut best: Option<(u64, (usize, [u32; 3]))> = None;
    let mut work = 0_u64;
    if load.left.get(kind).is_none_or(|left| *left == 0) {
        return (None, work);
    }
    let [length, width, _] = room.hold.inner;
    for space in &load.spaces {
        let size = space.size();
        let far = u64::from(space.low[0].min(length.saturating_sub(space.high[0])))
            .saturating_add(u64::from(space.low[1].min(width.saturating_sub(space.high[1]))))
            .saturating_add(u64::from(space.low[2]));
        for number in room.blocks.single.get(kind).into_iter().flatten() {
            work = work.saturating_add(2);
            let Some(block) = room.blocks.list.get(*number) else { continue };
            let [x, y, z] = block.size;
            if x > size[0] || y > size[1] || z > size[2] || block.grams > load.grams {
                continue;
            }
            work = work.saturating_add(3);
            let touch = touching(block.size, size, 1);
            let score = match fit {
                Fit::Touch => (touch << 20).saturating_sub(far),
                Fit::Low => {
                    (1_u64 << 50).saturating_sub(u64::from(space.low[2].saturating_add(z)) << 20).saturating_sub(far)
                }
                Fit::Tight => (1_u64 << 60).saturating_sub(volume(size)),
            };
            let score =
                if chance > 0 { score.saturating_sub((score >> 10).saturating_mul(dice.next() & 63)) } else { score };
            if best.is_some_and(|(least, _)| score <= least) {
                continue;
            }
            let at = corner(space, block.size, room.hold.inner, true);
            if room.problem.strict {
                work = work.saturating_add(load.rest.work());
                if !load.rest.allows(room, *number, at) {
                    continue;
                }
            }
            best = Some((score, (*number, at)));
        }
    }
    (best.map(|(_, place)| place), work)
}
