//! Many cartons: one after the other is filled, then all that is left goes into the cheapest that holds it.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::cmp::Reverse;

use super::answer::PackingCost;
use super::beam::MANNERS;
use super::block::{Blocks, Recipe};
use super::dice::Dice;
use super::effort::Effort;
use super::load::{Load, Manner, Room, reach};
use super::problem::{Hold, Problem};
use super::turn::{FEW, FITS, SORTINGS, in_turn};

/// A carton that was loaded.
#[derive(Debug, Clone)]
pub(super) struct Bin {
    pub(super) hold: usize,
    /// Which blocks of its hold lie where.
    pub(super) put: Vec<(usize, [u32; 3])>,
    pub(super) volume: u64,
    /// What its items weigh.
    pub(super) grams: u64,
    /// How many of each kind are in it.
    pub(super) counts: Vec<(usize, u32)>,
}

/// Cartons with the blocks that go into them, and the work that may be spent.
pub(super) struct Packer<'a, 'e> {
    pub(super) problem: &'a Problem<'a>,
    pub(super) store: &'a Store<'a>,
    pub(super) effort: Effort<'e>,
    pub(super) dice: Dice,
    /// Places of the cartons, the largest first.
    pub(super) by_volume: Vec<usize>,
}

/// The blocks of each carton, made when it is looked at first.
pub(super) struct Store<'a> {
    problem: &'a Problem<'a>,
    left: Vec<u32>,
    recipe: Recipe,
    made: Vec<OnceCell<Made>>,
}

/// The blocks of a carton, and what sides of items add up to along its sides.
type Made = (Blocks, [Vec<u32>; 3]);

impl<'a> Store<'a> {
    pub(super) fn new(problem: &'a Problem<'a>, left: &[u32], recipe: Recipe) -> Self {
        let made = problem.holds.iter().map(|_| OnceCell::new()).collect();
        Self { problem, left: left.to_vec(), recipe, made }
    }

    fn made(&self, hold: usize) -> Option<&Made> {
        let carton = self.problem.holds.get(hold)?;
        Some(self.made.get(hold)?.get_or_init(|| {
            let units = self.left.iter().fold(0_u32, |sum, left| sum.saturating_add(*left));
            let few = self.problem.kinds.len() <= 40 && units > 24;
            let short = carton.inner.iter().all(|side| *side <= 4_000);
            let none = || [Vec::new(), Vec::new(), Vec::new()];
            let reach = if few && short { reach(self.problem, &self.left, carton) } else { none() };
            (Blocks::new(&self.problem.kinds, &self.left, carton, self.recipe), reach)
        }))
    }

    pub(super) fn blocks(&self, hold: usize) -> Option<&Blocks> {
        self.made(hold).map(|(blocks, _)| blocks)
    }
}

impl<'a> Packer<'a, '_> {
    /// A carton to be loaded with what is left.
    pub(super) fn room(&mut self, hold: usize, left: &[u32]) -> Option<Room<'a>> {
        let fresh = self.store.made.get(hold).is_some_and(|made| made.get().is_none());
        let (blocks, reach) = self.store.made(hold)?;
        let room = Room::new(self.problem, self.problem.holds.get(hold)?, blocks, reach, left);
        self.effort.spend(room.len().saturating_add(if fresh { blocks.work } else { 0 }));
        Some(room)
    }

    /// Loads a carton greedily; what must travel together is in it as a whole, or not at all.
    pub(super) fn load(&mut self, room: &Room, left: &[u32], payload: u64, manner: Manner) -> Load {
        let mut load = Load::new(room, left, payload);
        self.effort.spend(load.fill(room, manner, &mut self.dice));
        let broken = |set: &Vec<usize>| {
            let there = |kind: &usize| left.get(*kind).is_some_and(|left| *left > 0);
            let (mut whole, mut part) = (true, false);
            let packed = counts(room.blocks, &load.put);
            for kind in set.iter().filter(|kind| there(kind)) {
                whole = whole && is_whole(&load, room, *kind, left);
                part = part || packed.iter().any(|(other, _)| other == kind);
            }
            part && !whole
        };
        if !self.problem.sets.iter().any(broken) {
            return load;
        }
        self.load_sets_first(room, left, payload, manner)
    }

    fn load_sets_first(&mut self, room: &Room, left: &[u32], payload: u64, manner: Manner) -> Load {
        let mut load = Load::new(room, left, payload);
        for set in &self.problem.sets {
            let wanted = |load: &Load| set.iter().any(|kind| load.left.get(*kind).is_some_and(|left| *left > 0));
            if !wanted(&load) {
                continue;
            }
            let mut with = load.clone();
            for (kind, left) in with.left.iter_mut().enumerate() {
                if !set.contains(&kind) {
                    *left = 0;
                }
            }
            self.effort.spend(with.fill(room, manner, &mut self.dice));
            let whole = set.iter().all(|kind| is_whole(&with, room, *kind, left));
            if whole {
                with.left = remaining(self.problem, room, &with, &load.left);
                load = with;
            }
            for kind in set {
                if let Some(left) = load.left.get_mut(*kind) {
                    *left = 0;
                }
            }
        }
        self.effort.spend(load.fill(room, manner, &mut self.dice));
        load
    }

    pub(super) fn bin(&self, hold: usize, load: &Load) -> Option<Bin> {
        let blocks = self.store.blocks(hold)?;
        let counts = counts(blocks, &load.put);
        let weigh = |(kind, count): &(usize, u32)| {
            let kind = self.problem.kinds.get(*kind);
            kind.map_or(0, |kind| kind.grams.saturating_mul(u64::from(*count)))
        };
        let grams = counts.iter().map(weigh).fold(0_u64, u64::saturating_add);
        Some(Bin { hold, put: load.put.clone(), volume: load.volume, grams, counts })
    }

    /// Tries to bring everything into one carton of a type.
    pub(super) fn whole(&mut self, hold: usize, left: &[u32], tries: usize, chance: u64) -> Option<Bin> {
        let room = self.room(hold, left)?;
        let goal = volume_of(self.problem, left);
        let units = left.iter().fold(0_u32, |sum, left| sum.saturating_add(*left));
        for turn in 0..tries {
            if units <= FEW {
                for fit in FITS {
                    let sorting = turn.checked_rem(SORTINGS).unwrap_or(0);
                    let (load, work) = in_turn(&room, left, (sorting, fit), chance, &mut self.dice);
                    self.effort.spend(work);
                    if let Some(load) = load {
                        return self.bin(hold, &load);
                    }
                }
            }
            if units > FEW || turn == 0 {
                let at = if chance > 0 { self.dice.below(MANNERS.len()) } else { turn };
                let load = self.load(&room, left, u64::MAX, Manner { chance, ..*MANNERS.get(at)? });
                if load.volume == goal {
                    return self.bin(hold, &load);
                }
            }
            if self.effort.is_over() {
                break;
            }
        }
        None
    }

    /// Cartons that could hold everything by weight and volume, and each item by itself: the cheapest first.
    pub(super) fn could_hold(&self, left: &[u32], stock: &[u32]) -> Vec<usize> {
        let (volume, grams) = (volume_of(self.problem, left), grams_of(self.problem, left));
        let enough = |hold: &Hold| hold.volume >= volume && hold.payload >= grams;
        let mut holds: Vec<(PackingCost, usize)> = Vec::new();
        for (number, hold) in self.problem.holds.iter().enumerate() {
            let there = stock.get(number).is_some_and(|stock| *stock > 0);
            let mut kinds = self.problem.kinds.iter().zip(left).filter(|(_, left)| **left > 0);
            if there && enough(hold) && kinds.all(|(kind, _)| kind.fits(hold)) {
                holds.push((self.problem.cost(number, grams), number));
            }
        }
        holds.sort_unstable();
        holds.into_iter().map(|(_, number)| number).collect()
    }

    /// Packs what is left into cartons, one after the other. What is left in the end goes into none.
    pub(super) fn all(&mut self, left: &mut [u32], stock: &mut [u32], tries: usize, chance: u64) -> Vec<Bin> {
        let mut bins = Vec::new();
        while left.iter().any(|left| *left > 0) {
            let mut bin = self.last(left, stock, tries, chance);
            if bin.is_none() || self.problem.priced {
                let next = self.next(left, stock, tries, chance);
                let worth = |than: &Option<Bin>| than.as_ref().map(|bin| (self.money(bin), bin.volume));
                if worth(&bin).is_none_or(|last| worth(&next).is_some_and(|next| is_cheaper(next, last))) {
                    bin = next;
                }
            }
            let Some(bin) = bin else { break };
            for (kind, count) in &bin.counts {
                if let Some(left) = left.get_mut(*kind) {
                    *left = left.saturating_sub(*count);
                }
            }
            if let Some(stock) = stock.get_mut(bin.hold).filter(|stock| **stock < u32::MAX) {
                *stock = stock.saturating_sub(1);
            }
            bins.push(bin);
        }
        bins
    }

    fn last(&mut self, left: &[u32], stock: &[u32], tries: usize, chance: u64) -> Option<Bin> {
        for hold in self.could_hold(left, stock) {
            let bin = self.whole(hold, left, tries, chance);
            if bin.is_some() {
                return bin;
            }
        }
        None
    }

    /// The carton that is best to be filled next: the one that takes most; with prices, the one that takes most for its price.
    fn next(&mut self, left: &[u32], stock: &[u32], tries: usize, chance: u64) -> Option<Bin> {
        let mut best: Option<Bin> = None;
        for place in self.by_volume.clone() {
            let Some(hold) = self.problem.holds.get(place).filter(|_| stock.get(place).is_some_and(|stock| *stock > 0))
            else {
                continue;
            };
            if !self.problem.priced && best.as_ref().is_some_and(|bin| bin.volume >= hold.volume) {
                continue;
            }
            let Some(room) = self.room(place, left) else { continue };
            for payload in &hold.payloads {
                for turn in 0..tries {
                    let at = if chance > 0 { self.dice.below(MANNERS.len()) } else { turn };
                    let Some(manner) = MANNERS.get(at) else { break };
                    let load = self.load(&room, left, *payload, Manner { chance, ..*manner });
                    let Some(bin) = self.bin(place, &load).filter(|bin| !bin.counts.is_empty()) else { continue };
                    let worth = |bin: &Bin| (self.money(bin), bin.volume);
                    if best.as_ref().is_none_or(|best| is_cheaper(worth(&bin), worth(best))) {
                        best = Some(bin);
                    }
                    if turn > 0 && self.effort.is_over() {
                        break;
                    }
                }
            }
        }
        best
    }

    /// What a carton costs; without prices each costs as much as any other.
    fn money(&self, bin: &Bin) -> u64 {
        if self.problem.priced { self.problem.cost(bin.hold, bin.grams).money.max(1) } else { 1 }
    }

    pub(super) fn cost(&self, bins: &[Bin]) -> PackingCost {
        let costs = bins.iter().map(|bin| self.problem.cost(bin.hold, bin.grams));
        costs.fold(PackingCost::default(), PackingCost::plus)
    }
}

/// Whether a volume costs less than another, in proportion.
fn is_cheaper((money, volume): (u64, u64), than: (u64, u64)) -> bool {
    u128::from(volume).saturating_mul(u128::from(than.0)) > u128::from(than.1).saturating_mul(u128::from(money))
}

/// Whether all there is of a kind was loaded.
fn is_whole(load: &Load, room: &Room, kind: usize, left: &[u32]) -> bool {
    let packed = counts(room.blocks, &load.put).iter().find(|(other, _)| *other == kind).map(|(_, count)| *count);
    packed.unwrap_or(0) == left.get(kind).copied().unwrap_or(0)
}

/// What is left for a carton of what there is, once so much lies in it.
fn remaining(problem: &Problem, room: &Room, load: &Load, before: &[u32]) -> Vec<u32> {
    let mut left = before.to_vec();
    for (kind, count) in counts(room.blocks, &load.put) {
        if let Some(left) = left.get_mut(kind) {
            *left = left.saturating_sub(count);
        }
        for foe in problem.kinds.get(kind).into_iter().flat_map(|kind| &kind.foes) {
            if let Some(left) = left.get_mut(*foe) {
                *left = 0;
            }
        }
    }
    left
}

fn counts(blocks: &Blocks, put: &[(usize, [u32; 3])]) -> Vec<(usize, u32)> {
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    for block in put.iter().filter_map(|(block, _)| blocks.list.get(*block)) {
        for (kind, count) in core::iter::once(&block.first).chain(&block.more) {
            let sum = counts.entry(*kind).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
    counts.into_iter().collect()
}

pub(super) fn volume_of(problem: &Problem, left: &[u32]) -> u64 {
    let volumes = problem.kinds.iter().zip(left).map(|(kind, left)| kind.volume.saturating_mul(u64::from(*left)));
    volumes.fold(0, u64::saturating_add)
}

pub(super) fn grams_of(problem: &Problem, left: &[u32]) -> u64 {
    let grams = problem.kinds.iter().zip(left).map(|(kind, left)| kind.grams.saturating_mul(u64::from(*left)));
    grams.fold(0, u64::saturating_add)
}

/// Places of the cartons, the largest first.
pub(super) fn by_volume(problem: &Problem) -> Vec<usize> {
    let mut places: Vec<usize> = (0..problem.holds.len()).collect();
    places.sort_by_key(|place| problem.holds.get(*place).map(|hold| Reverse(hold.volume)));
    places
}
