//! Goods of a trade on their way: taken from where they are held, put down at a place, and what room they take there.

use alloc::vec::Vec;

use super::act::TradeUnits;
use super::course::{Course, exceeds, some};
use super::record::{Cargo, CargoLeg, TradeState};
use super::terms::invalid;
use crate::id::AccountCode;
use crate::ledger::{EntryStep, Layer};
use crate::limits;
use crate::refusal::Refusal;

impl Course<'_> {
    pub(super) fn carry(&mut self, goods: &[TradeUnits], to: &AccountCode, leg: &CargoLeg) -> Result<(), Refusal> {
        some(goods)?;
        limits::count("room", leg.room.len(), limits::TRADE_STOWAGE)?;
        if let (Some(departs), Some(arrives)) = (leg.departs_at, leg.arrives_at)
            && arrives < departs
        {
            return Err(invalid("leg.arrives_at", "comes before it departs"));
        }
        for units in goods {
            let (place, terms) = self.check(units)?;
            let measures = terms.stowage.len();
            if measures > 0 && ![0, measures].contains(&leg.room.len()) {
                return Err(invalid("leg.room", "takes an account for each measure of the goods' stowage, or none"));
            }
            match &units.at {
                Some(at) if at == to => return Err(invalid("to", "is where the goods are")),
                Some(at) => {
                    self.take_cargo(units, at)?;
                    self.enter(at, to, units.amount, Layer::Settled);
                }
                None => {
                    let left = self.held(place, units)?;
                    self.release_goods(place);
                    if left > 0 {
                        let hold = self.enter(&terms.from, &terms.to, left, Layer::Pending);
                        self.put_goods(place, |progress| (progress.hold, progress.held) = (Some(hold), left));
                    }
                    self.enter(&terms.from, to, units.amount, Layer::Settled);
                }
            }
            self.put_cargo(Cargo { goods: units.goods, at: to.clone(), amount: units.amount, leg: leg.clone() });
        }
        self.state = TradeState::InTransit;
        Ok(())
    }

    /// Takes goods from a place on their way, those that came first before others.
    pub(super) fn take_cargo(&mut self, units: &TradeUnits, at: &AccountCode) -> Result<(), Refusal> {
        let is_there = |cargo: &Cargo| cargo.goods == units.goods && cargo.at == *at;
        let there = self.cargo.iter().filter(|cargo| is_there(cargo)).map(|cargo| cargo.amount);
        let there = there.fold(0, i64::saturating_add);
        if there < units.amount {
            return Err(exceeds(units, there, "no more are there"));
        }
        let mut wanted = units.amount;
        let mut cargo = core::mem::take(&mut self.cargo);
        for own in cargo.iter_mut().filter(|cargo| is_there(cargo)) {
            let taken = own.amount.min(wanted);
            self.room(own, taken, false);
            own.amount = own.amount.saturating_sub(taken);
            wanted = wanted.saturating_sub(taken);
        }
        cargo.retain(|cargo| cargo.amount > 0);
        self.cargo = cargo;
        Ok(())
    }

    pub(super) fn put_cargo(&mut self, cargo: Cargo) {
        self.room(&cargo, cargo.amount, true);
        let Cargo { goods, at, leg, .. } = &cargo;
        let mut there = self.cargo.iter_mut();
        match there.find(|there| there.goods == *goods && there.at == *at && there.leg == *leg) {
            Some(there) => there.amount = there.amount.saturating_add(cargo.amount),
            None => self.cargo.push(cargo),
        }
    }

    /// Takes room for so many goods where they are, or gives it back. It is not among what a reversal takes back: once all goods
    /// have come to somebody, they take none.
    pub(super) fn room(&mut self, cargo: &Cargo, amount: i64, is_taken: bool) {
        let stowage = self.terms_of(cargo.goods).map_or(&[][..], |goods| &goods.stowage);
        for (stowage, room) in stowage.iter().zip(&cargo.leg.room) {
            let (from, to) = if is_taken { (&stowage.from, room) } else { (room, &stowage.from) };
            let new = self.new_entry(from, to, amount.saturating_mul(stowage.each), Layer::Settled);
            self.steps.push(EntryStep::Enter(new));
        }
    }

    /// All units that are neither delivered nor lost.
    pub(super) fn left_units(&self) -> Vec<TradeUnits> {
        let held = (0_u32..).zip(&self.goods).filter(|(_, progress)| progress.held > 0);
        let held = held.map(|(goods, progress)| TradeUnits { goods, amount: progress.held, at: None });
        let moving = self.cargo.iter();
        let moving = moving.map(|it| TradeUnits { goods: it.goods, amount: it.amount, at: Some(it.at.clone()) });
        held.chain(moving).collect()
    }

    pub(super) fn left(&self, goods: u32) -> i64 {
        let units = self.left_units().into_iter().filter(|units| units.goods == goods);
        units.fold(0, |sum, units| sum.saturating_add(units.amount))
    }
}
