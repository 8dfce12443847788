//! What no packing can be below.

use super::answer::PackingCost;
use super::bins::{grams_of, volume_of};
use super::problem::{Kind, Problem};

/// The least that parcels with all these items can come to, in each number by itself.
///
/// By volume and by weight in the largest cartons; by items no two of which can share any carton (the first bound of Martello,
/// Pisinger and Vigo 2000, over all rotations; here also by what may never be together); money by the best price for a volume and
/// for a weight that any carton has.
pub(super) fn bound(problem: &Problem, left: &[u32]) -> PackingCost {
    let (volume, grams) = (volume_of(problem, left), grams_of(problem, left));
    let there = || problem.holds.iter().enumerate().filter(|(_, hold)| hold.stock > 0);
    let largest = there().map(|(_, hold)| hold.volume).max().unwrap_or(0);
    let strongest = there().map(|(_, hold)| hold.payload).max().unwrap_or(0);
    if volume == 0 {
        return PackingCost::default();
    }
    let parcels = apart(problem, left).max(ceiling(volume, largest)).max(ceiling(grams, strongest)).max(1);
    let mut money = 0;
    if problem.priced {
        let least = there().map(|(number, _)| problem.cost(number, 0).money).min().unwrap_or(0);
        let by_volume = there()
            .map(|(number, hold)| (problem.cost(number, 0).money, hold.volume))
            .map(|(money, room)| scaled(money, volume, room))
            .min();
        money = least.saturating_mul(parcels).max(by_volume.unwrap_or(0));
    }
    let fitting = |kind: &Kind| {
        let holds = there().filter(|(_, hold)| kind.fits(hold)).map(|(_, hold)| hold.volume);
        holds.min().unwrap_or(0)
    };
    let needed = problem.kinds.iter().zip(left).filter(|(_, left)| **left > 0).map(|(kind, _)| fitting(kind)).max();
    let smallest = there().map(|(_, hold)| hold.volume).min().unwrap_or(0);
    let one = there().map(|(_, hold)| hold.volume).filter(|room| *room >= volume).min();
    let others = smallest.saturating_mul(2).max(volume);
    let volume = one.map_or(others, |one| one.min(others)).max(needed.unwrap_or(0));
    PackingCost { money, parcels: u32::try_from(parcels).unwrap_or(u32::MAX), volume }
}

fn ceiling(whole: u64, part: u64) -> u64 {
    let more = u64::from(whole.checked_rem(part).is_some_and(|rest| rest > 0));
    whole.checked_div(part).unwrap_or(0).saturating_add(more)
}

fn scaled(money: u64, volume: u64, room: u64) -> u64 {
    let whole = u128::from(money).saturating_mul(u128::from(volume));
    u64::try_from(whole.checked_div(u128::from(room)).unwrap_or(0)).unwrap_or(u64::MAX)
}

/// How many items there are no two of which can share a carton.
fn apart(problem: &Problem, left: &[u32]) -> u64 {
    let there = || problem.kinds.iter().enumerate().zip(left).filter(|(_, left)| **left > 0);
    let alone = |kind: &Kind| {
        problem.holds.iter().filter(|hold| hold.stock > 0).all(|hold| {
            let [x, y, z] = hold.inner.map(|side| side / 2);
            let fits = |way: &&[u32; 3]| way[0] <= hold.inner[0] && way[1] <= hold.inner[1] && way[2] <= hold.inner[2];
            let half = kind.volume > hold.volume / 2 || kind.grams > hold.payload / 2;
            half || kind.ways.iter().filter(fits).all(|way| way[0] > x && way[1] > y && way[2] > z)
        })
    };
    let mut chosen: alloc::vec::Vec<usize> = alloc::vec::Vec::new();
    let mut apart = 0_u64;
    for ((number, kind), left) in there() {
        if alone(kind) {
            apart = apart.saturating_add(u64::from(*left));
            chosen.push(number);
        }
    }
    // Whoever stands alone can share with something small: a foe counts beside them only where it is one of theirs.
    let lonely = apart;
    chosen.clear();
    for ((number, kind), _) in there() {
        if chosen.iter().all(|other| kind.foes.contains(other)) {
            chosen.push(number);
        }
    }
    lonely.max(u64::try_from(chosen.len()).unwrap_or(0))
}
