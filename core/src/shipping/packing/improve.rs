//! A better answer from a good one: some cartons are emptied and packed anew, and what is no worse is kept.

use alloc::vec::Vec;

use super::answer::PackingCost;
use super::bins::{Bin, Packer};

impl Packer<'_, '_> {
    /// Empties a few cartons, the worst filled among them, and packs what was in them anew, until nothing more can be gained or
    /// the work is over.
    pub(super) fn improve(&mut self, bins: &mut Vec<Bin>, stock: &mut Vec<u32>, bound: PackingCost) {
        if bins.len() < 2 {
            return;
        }
        while !self.effort.is_over() && self.cost(bins) > bound {
            let victims = self.victims(bins);
            let (taken, stays): (Vec<_>, Vec<_>) =
                bins.iter().cloned().enumerate().partition(|(place, _)| victims.contains(place));
            let taken: Vec<Bin> = taken.into_iter().map(|(_, bin)| bin).collect();
            let mut left: Vec<u32> = core::iter::repeat_n(0, self.problem.kinds.len()).collect();
            let mut free = stock.clone();
            for bin in &taken {
                for (kind, count) in &bin.counts {
                    if let Some(left) = left.get_mut(*kind) {
                        *left = left.saturating_add(*count);
                    }
                }
                if let Some(free) = free.get_mut(bin.hold).filter(|free| **free < u32::MAX) {
                    *free = free.saturating_add(1);
                }
            }
            let chance = 24;
            let tries = 2;
            let anew = self.all(&mut left, &mut free, tries, chance);
            if left.iter().any(|left| *left > 0) || self.worse(&anew, &taken) {
                continue;
            }
            *stock = free;
            *bins = stays.into_iter().map(|(_, bin)| bin).chain(anew).collect();
        }
    }

    /// Which cartons are emptied: the worst filled of all, and a few others.
    fn victims(&mut self, bins: &[Bin]) -> Vec<usize> {
        let worst = (0..bins.len()).min_by_key(|place| bins.get(*place).map(|bin| bin.volume));
        let mut victims: Vec<usize> = worst.into_iter().collect();
        let more = self.dice.below(3).saturating_add(1);
        for _ in 0..more {
            let other = self.dice.below(bins.len());
            if !victims.contains(&other) {
                victims.push(other);
            }
        }
        victims
    }

    /// Whether cartons cost more than others that hold the same, or as much and are filled more evenly: whoever wants fewer
    /// cartons wants full ones and one that is nearly empty.
    fn worse(&self, anew: &[Bin], before: &[Bin]) -> bool {
        let uneven = |bins: &[Bin]| {
            let squares = bins.iter().map(|bin| u128::from(bin.volume).saturating_mul(u128::from(bin.volume)));
            u128::MAX.saturating_sub(squares.fold(0, u128::saturating_add))
        };
        (self.cost(anew), uneven(anew)) > (self.cost(before), uneven(before))
    }
}
