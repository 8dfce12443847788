//! What no packing can be below.

use alloc::vec::Vec;

use super::answer::PackingCost;
use super::bins::{grams_of, volume_of};
use super::problem::{Hold, Kind, PRICES, Problem};

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
        let empty = |(number, hold): (usize, &Hold)| scaled(problem.cost(number, 0).money, volume, hold.volume);
        let by_volume = there().map(empty).min().unwrap_or(0);
        let by_weight = there().map(|(number, hold)| by_weight(problem, number, hold, grams)).min().unwrap_or(0);
        money = least.saturating_mul(parcels).max(by_volume).max(by_weight);
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

/// What a weight costs at the best price that a carton has for a weight; 0 where not all of its prices are known.
fn by_weight(problem: &Problem, number: usize, hold: &Hold, grams: u64) -> u64 {
    if hold.payloads.len() >= PRICES {
        return 0;
    }
    let prices = hold.payloads.iter().map(|payload| scaled(problem.cost(number, *payload).money, grams, *payload));
    prices.min().unwrap_or(0)
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
    let alone = there().filter(|((_, kind), _)| alone(kind)).map(|(_, left)| u64::from(*left));
    let alone = alone.fold(0_u64, u64::saturating_add);
    let mut foes: Vec<usize> = Vec::new();
    for ((number, kind), _) in there() {
        if foes.iter().all(|other| kind.foes.contains(other)) {
            foes.push(number);
        }
    }
    alone.max(u64::try_from(foes.len()).unwrap_or(0))
}
