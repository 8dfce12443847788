//! The log as it grows: which hold is the n-th, and how far the sale is.

use std::collections::BTreeMap;

use fondaco::port::Cursor;
use fondaco::{Engine, Event, Failure, ReservationId, Timestamp, limits};

use crate::dice::Dice;

/// Of this many holds in a row, one is given up and another is paid at the second try.
const ROW: usize = 10;

/// What becomes of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The shopper orders and pays.
    Paid,
    /// The card is declined, and another is not.
    PaidAtTheSecondTry,
    /// The shopper closes the tab.
    GivenUp,
}

impl Fate {
    /// What becomes of the n-th hold of a sale, from 0. It follows from the place of the hold in the log and not from
    /// who has it: so as many are given up on each run, whoever is the fastest, and after each restart.
    pub(crate) fn of(seed: u64, nth: usize) -> Self {
        let (row, place) = (nth / ROW, nth % ROW);
        let mut dice = Dice(seed ^ u64::try_from(row).unwrap_or(u64::MAX).rotate_left(32));
        let given_up = dice.below(ROW);
        let declined = (given_up + 1 + dice.below(ROW - 1)) % ROW;
        match place {
            _ if place == given_up => Self::GivenUp,
            _ if place == declined => Self::PaidAtTheSecondTry,
            _ => Self::Paid,
        }
    }
}

/// How much of each the log tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Carts that were opened.
    pub(crate) carts: usize,
    /// Holds that were made.
    pub(crate) holds: usize,
    /// Holds that went over to an order.
    pub(crate) committed: usize,
    /// Holds that ran out.
    pub(crate) run_out: usize,
    /// Orders that were placed.
    pub(crate) orders: usize,
    /// Payments that were declined.
    pub(crate) declined: usize,
    /// Payments that were captured.
    pub(crate) captured: usize,
}

impl Tally {
    /// Holds that are held.
    pub(crate) fn held(&self) -> usize {
        self.holds.saturating_sub(self.committed).saturating_sub(self.run_out)
    }
}

/// The log, read so far.
#[derive(Debug)]
pub(crate) struct Roll {
    end: Cursor,
    /// The place of each hold among all of them.
    holds: BTreeMap<ReservationId, usize>,
    /// How much of each it tells of.
    pub(crate) tally: Tally,
    /// The latest instant of it.
    pub(crate) latest: Timestamp,
}

impl Roll {
    /// Nothing, read so far.
    pub(crate) fn new() -> Self {
        Self { end: Cursor::default(), holds: BTreeMap::new(), tally: Tally::default(), latest: Timestamp::MIN }
    }

    /// Reads what has been written since.
    pub(crate) async fn read_on(&mut self, engine: &Engine) -> Result<(), Failure> {
        loop {
            let page = engine.events(&self.end, limits::PAGE).await?;
            for recorded in &page {
                self.end = recorded.cursor;
                self.latest = self.latest.max(recorded.envelope.at);
                self.take(&recorded.envelope.event);
            }
            // Whoever reads until nothing is left reads as long as others write.
            if u32::try_from(page.len()).is_ok_and(|read| read < limits::PAGE) {
                return Ok(());
            }
        }
    }

    fn take(&mut self, event: &Event) {
        let tally = &mut self.tally;
        match event {
            Event::StockReserved { reservation } => {
                self.holds.insert(reservation.id, tally.holds);
                tally.holds += 1;
            }
            Event::CartOpened { .. } => tally.carts += 1,
            Event::ReservationCommitted { .. } => tally.committed += 1,
            Event::ReservationExpired { .. } => tally.run_out += 1,
            Event::OrderPlaced { .. } => tally.orders += 1,
            Event::PaymentFailed { .. } => tally.declined += 1,
            Event::PaymentCaptured { .. } => tally.captured += 1,
            _ => {}
        }
    }

    /// The place of a hold among all of them, once it has been read.
    pub(crate) fn nth(&self, hold: ReservationId) -> Option<usize> {
        self.holds.get(&hold).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_ten_holds_in_a_row_one_is_given_up_and_one_is_declined_at_first() {
        for seed in 0..50 {
            for row in 0..20 {
                let fates: Vec<Fate> = (0..ROW).map(|place| Fate::of(seed, row * ROW + place)).collect();
                let count = |fate| fates.iter().filter(|one| **one == fate).count();
                assert_eq!([count(Fate::GivenUp), count(Fate::PaidAtTheSecondTry)], [1, 1], "{fates:?}");
            }
        }
        let given_up = |seed| (0..100).filter(|nth| Fate::of(seed, *nth) == Fate::GivenUp).collect::<Vec<_>>();
        assert_ne!(given_up(1), given_up(2));
    }
}
