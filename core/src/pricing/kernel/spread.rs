//! Sharing a discount, no share above what its line can bear.

use alloc::vec::Vec;

use crate::money::{Remainder, allocate_noting};
use crate::refusal::Refusal;

/// Buffers of a split, reused from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Spread {
    /// By what is shared.
    pub(crate) weights: Vec<i64>,
    /// How much each can bear; what is left of it afterwards.
    pub(crate) room: Vec<i64>,
    /// What each bears.
    pub(crate) shares: Vec<i64>,
    round: Vec<i64>,
    notes: Vec<u64>,
}

impl Spread {
    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.weights.clear();
        self.room.clear();
    }

    /// Makes room for so many parts.
    pub(crate) fn reserve(&mut self, parts: usize) {
        self.weights.reserve(parts);
        self.room.reserve(parts);
    }

    /// Adds a part.
    pub(crate) fn part(&mut self, weight: i64, room: i64) {
        self.weights.push(weight);
        self.room.push(room);
    }

    /// Shares an amount of zero or more. What a part cannot bear goes to the others, in proportion, until all of it is
    /// shared or nobody has room; answers what was shared.
    pub(crate) fn share(&mut self, amount: i64, remainder: Remainder) -> Result<i64, Refusal> {
        self.shares.clear();
        self.shares.resize(self.weights.len(), 0);
        if amount <= 0 || self.weights.is_empty() {
            return Ok(0);
        }
        allocate_noting(amount, &self.weights, remainder, &mut self.shares, &mut self.notes)?;
        if self.shares.iter().zip(&self.room).all(|(share, room)| share <= room) {
            return Ok(amount);
        }
        let mut left = 0_i64;
        for (share, room) in self.shares.iter_mut().zip(&mut self.room) {
            let over = share.saturating_sub(*room).max(0);
            *share = share.saturating_sub(over);
            *room = room.saturating_sub(*share);
            left = left.saturating_add(over);
        }
        while left > 0 && self.again(&mut left, remainder)? {}
        Ok(amount.saturating_sub(left))
    }

    /// Shares what is left among those that have room; answers whether somebody took something.
    fn again(&mut self, left: &mut i64, remainder: Remainder) -> Result<bool, Refusal> {
        for (weight, room) in self.weights.iter_mut().zip(&self.room) {
            *weight = if *room > 0 { (*weight).max(1) } else { 0 };
        }
        if self.weights.iter().all(|weight| *weight == 0) {
            return Ok(false);
        }
        self.round.clear();
        self.round.resize(self.weights.len(), 0);
        allocate_noting(*left, &self.weights, remainder, &mut self.round, &mut self.notes)?;
        let before = *left;
        for ((share, more), room) in self.shares.iter_mut().zip(&self.round).zip(&mut self.room) {
            let more = (*more).min(*room);
            *share = share.saturating_add(more);
            *room = room.saturating_sub(more);
            *left = left.saturating_sub(more);
        }
        Ok(*left < before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(amount: i64, parts: &[(i64, i64)]) -> Vec<i64> {
        let mut spread = Spread::default();
        for (weight, room) in parts {
            spread.part(*weight, *room);
        }
        spread.share(amount, Remainder::HalfDownThenInOrder).unwrap();
        spread.shares
    }

    #[test]
    fn what_a_line_cannot_bear_goes_to_the_others() {
        // Sylius, minimum prices: of 10.00, 20.00, 50.00 and 30.00 the last three may not go below 19.00, 50.00, 26.00.
        let lines = [(1000, 1000), (2000, 100), (5000, 0), (3000, 400)];
        assert_eq!(share(1200, &lines), [700, 100, 0, 400]);
        assert_eq!(share(2000, &lines), [1000, 100, 0, 400], "what nobody can bear is dropped");
    }
}
