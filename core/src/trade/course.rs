//! How a trade goes on: what a step does to its goods and payments, and what it enters in the ledger.
//!
//! Goods and money move in the same commit. What part of the goods has been delivered, by their worth, the same part of each
//! payment is paid: rounded down of all so far, so that parts come to the whole, and the last part is all that is left.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::act::TradeUnits;
use super::incoterm::Incoterm;
use super::record::{Cargo, GoodsProgress, PaymentProgress, Trade, TradeProgress, TradeRole, TradeState};
use super::terms::{Exchange, TradeGoods, TradePayment, invalid};
use crate::id::{AccountCode, EntryId};
use crate::ledger::{EntryStep, Layer, NewEntry};
use crate::limits;
use crate::moment::Moment;
use crate::money::Rounding;
use crate::refusal::{Code, Refusal};

pub(super) struct Course<'a> {
    trade: &'a Trade,
    moment: &'a Moment,
    pub(super) state: TradeState,
    pub(super) goods: Vec<GoodsProgress>,
    payments: Vec<PaymentProgress>,
    pub(super) cargo: Vec<Cargo>,
    /// What takes effect by this step.
    entries: Vec<EntryId>,
    cancel_asked_by: Option<TradeRole>,
    pub(super) steps: Vec<EntryStep>,
    minted: u16,
}

impl<'a> Course<'a> {
    pub(super) fn of(trade: &'a Trade, moment: &'a Moment) -> Self {
        Self {
            trade,
            moment,
            state: trade.state,
            goods: trade.goods.clone(),
            payments: trade.payments.clone(),
            cargo: trade.cargo.clone(),
            entries: Vec::new(),
            cancel_asked_by: trade.cancel_asked_by,
            steps: Vec::new(),
            minted: 0,
        }
    }

    /// Where it is now, and what is to be entered.
    pub(super) fn end(self, reason: &str) -> (TradeProgress, Vec<EntryStep>) {
        let Self { state, goods, payments, cargo, entries, cancel_asked_by, steps, .. } = self;
        (TradeProgress { state, goods, payments, cargo, entries, cancel_asked_by, reason: reason.into() }, steps)
    }

    pub(super) fn fund(&mut self) -> Result<(), Refusal> {
        let terms = &self.trade.terms;
        for (place, goods) in terms.goods.iter().enumerate() {
            let hold = self.enter(&goods.from, &goods.to, goods.amount, Layer::Pending);
            self.put_goods(place, |progress| (progress.hold, progress.held) = (Some(hold), goods.amount));
        }
        for (place, payment) in terms.payments.iter().enumerate().filter(|(_, payment)| !payment.of_proceeds) {
            let to = payment.exchange.as_ref().map_or(&payment.to, |exchange| &exchange.through);
            let hold = self.enter(&payment.from, to, payment.amount, Layer::Pending);
            self.put_payment(place, |progress| progress.hold = Some(hold));
            self.pay(place, payment.deposit)?;
        }
        self.state = TradeState::Funded;
        Ok(())
    }

    pub(super) fn deliver(&mut self, goods: &[TradeUnits]) -> Result<(), Refusal> {
        let all = self.left_units();
        let goods = if goods.is_empty() { &all } else { goods };
        for units in goods {
            let (_, terms) = self.check(units)?;
            let left = self.left(units.goods);
            let same = goods.iter().filter(|other| other.goods == units.goods);
            let amount = same.fold(0_i64, |sum, units| sum.saturating_add(units.amount));
            if amount != left && amount.checked_rem(terms.lot) != Some(0) {
                let (lot, wanted) = (terms.lot, TradeUnits { amount, ..units.clone() });
                return Err(exceeds(
                    &wanted,
                    left,
                    &format!("whole lots of {lot}, or all that is left, are delivered"),
                ));
            }
        }
        for units in goods {
            self.bring(units)?;
        }
        self.settle()?;
        if !self.trade.terms.in_parts && self.state != TradeState::Settled {
            return Err(invalid("in_parts", "does not say so is delivered as a whole"));
        }
        Ok(())
    }

    pub(super) fn lose(&mut self, goods: &[TradeUnits], to: &AccountCode) -> Result<(), Refusal> {
        some(goods)?;
        let by_buyer = self.trade.terms.incoterm.is_some_and(Incoterm::buyer_bears_transit);
        for units in goods {
            let (place, _) = self.check(units)?;
            let Some(at) = &units.at else {
                return Err(invalid("at", "is missing: goods are lost where they are on their way"));
            };
            self.take_cargo(units, at)?;
            self.enter(at, to, units.amount, Layer::Settled);
            self.put_goods(place, |progress| {
                progress.lost = progress.lost.saturating_add(units.amount);
                if by_buyer {
                    progress.lost_by_buyer = progress.lost_by_buyer.saturating_add(units.amount);
                }
            });
        }
        self.settle()
    }

    /// Whoever asked for it to be given up and goes on with it asks no more.
    pub(super) fn goes_on(&mut self, by: TradeRole) {
        self.cancel_asked_by = self.cancel_asked_by.filter(|asked| *asked != by);
    }

    pub(super) fn cancel(&mut self, by: TradeRole) {
        let agreed = by.other().is_none_or(|other| self.cancel_asked_by == Some(other));
        if self.state == TradeState::Proposed || agreed {
            self.let_go();
            self.state = TradeState::Cancelled;
            self.cancel_asked_by = None;
        } else {
            self.cancel_asked_by = Some(by);
        }
    }

    pub(super) fn resolve(&mut self, goods: &[i64], payments: &[i64]) -> Result<(), Refusal> {
        let terms = &self.trade.terms;
        if goods.len() != terms.goods.len() || payments.len() != terms.payments.len() {
            return Err(invalid("resolve", "has one number for each of its goods and each of its payments"));
        }
        for (place, wanted) in (0_u32..).zip(goods) {
            let (left, mut rest) = (self.left(place), *wanted);
            if !(0..=left).contains(wanted) {
                return Err(exceeds(&TradeUnits { goods: place, amount: *wanted, at: None }, left, "no more are left"));
            }
            for units in self.left_units().into_iter().filter(|units| units.goods == place) {
                let amount = units.amount.min(rest);
                if amount > 0 {
                    self.bring(&TradeUnits { amount, ..units })?;
                }
                rest = rest.saturating_sub(amount);
            }
        }
        for (place, more) in payments.iter().enumerate() {
            let (Some(payment), Some(progress)) = (terms.payments.get(place), self.payments.get(place)) else {
                continue;
            };
            let left = payment.amount.saturating_sub(progress.paid);
            if !(0..=left).contains(more) {
                let units = TradeUnits { goods: 0, amount: *more, at: None };
                return Err(exceeds(&units, left, "no more is left to be paid").with("payment", place));
            }
            self.pay(place, progress.paid.saturating_add(*more))?;
        }
        self.let_go();
        self.state = TradeState::Settled;
        Ok(())
    }

    pub(super) fn reverse(&mut self, reason: &str) {
        for entry in self.trade.entries.iter().rev() {
            let id = self.mint();
            self.entries.push(id);
            self.steps.push(EntryStep::Reverse { entry: *entry, id, effective_at: None, note: reason.into() });
        }
        self.state = TradeState::Reversed;
    }

    /// Pays what the goods that have been delivered are worth; once none are left, lets the rest go.
    fn settle(&mut self) -> Result<(), Refusal> {
        let terms = &self.trade.terms;
        // All that the goods are worth fits, by the check of the terms.
        let kept = terms.goods.iter().zip(&self.goods).fold(0_i64, |sum, (goods, progress)| {
            let kept = progress.delivered.saturating_add(progress.lost_by_buyer);
            sum.saturating_add(kept.saturating_mul(goods.worth))
        });
        let whole = terms.worth()?;
        let places = |of_proceeds: bool| {
            let all = terms.payments.iter().enumerate();
            all.filter(move |(_, payment)| payment.of_proceeds == of_proceeds)
        };
        for (place, payment) in places(false).chain(places(true)) {
            let due =
                i128::from(payment.amount).saturating_mul(kept.into()).checked_div(whole.into()).unwrap_or_default();
            self.pay(place, i64::try_from(due).unwrap_or(payment.amount).max(payment.deposit))?;
        }
        self.state = TradeState::InTransit;
        if self.left_units().is_empty() {
            self.let_go();
            self.state = TradeState::Settled;
        }
        Ok(())
    }

    /// Pays so much of a payment in all.
    fn pay(&mut self, place: usize, target: i64) -> Result<(), Refusal> {
        let (Some(payment), Some(progress)) = (self.trade.terms.payments.get(place), self.payments.get(place).copied())
        else {
            return Ok(());
        };
        let part = target.saturating_sub(progress.paid);
        if part <= 0 {
            return Ok(());
        }
        if let Some(hold) = progress.hold {
            let more = target < payment.amount;
            self.steps.push(EntryStep::Post { entry: hold, amount: Some(part), more });
            self.took_effect(hold);
            if !more {
                self.put_payment(place, |progress| progress.hold = None);
            }
        } else {
            let to = payment.exchange.as_ref().map_or(&payment.to, |exchange| &exchange.through);
            self.enter(&payment.from, to, part, Layer::Settled);
        }
        self.put_payment(place, |progress| progress.paid = target);
        let Some(exchange) = &payment.exchange else { return Ok(()) };
        self.exchange(payment, exchange, (progress.paid, target), place)
    }

    /// Gives what is received for what was paid, `before` and `now`.
    fn exchange(
        &mut self,
        payment: &TradePayment,
        exchange: &Exchange,
        (before, now): (i64, i64),
        place: usize,
    ) -> Result<(), Refusal> {
        let [of_before, of_now] = [before, now].map(|paid| exchange.rate.of_minor(paid, exchange.rounding));
        let (received, all) = (of_before?, of_now?);
        let part = all.saturating_sub(received);
        let own = match &exchange.difference {
            None => part,
            Some(_) => exchange
                .rate
                .of_minor(now, Rounding::Down)?
                .saturating_sub(exchange.rate.of_minor(before, Rounding::Down)?),
        };
        self.enter_some(&exchange.from, &payment.to, own.min(part));
        if let Some(difference) = &exchange.difference {
            self.enter_some(&exchange.from, difference, own.saturating_sub(part));
            self.enter_some(difference, &payment.to, part.saturating_sub(own));
        }
        self.put_payment(place, |progress| progress.received = all);
        Ok(())
    }

    /// Lets all go that is held, and takes back what is on its way.
    fn let_go(&mut self) {
        for place in 0..self.goods.len() {
            self.release_goods(place);
        }
        for place in 0..self.payments.len() {
            if let Some(hold) = self.payments.get(place).and_then(|progress| progress.hold) {
                self.release(hold);
                self.put_payment(place, |progress| progress.hold = None);
            }
        }
        for cargo in core::mem::take(&mut self.cargo) {
            self.room(&cargo, cargo.amount, false);
            if let Some(terms) = self.terms_of(cargo.goods) {
                self.enter(&cargo.at, &terms.from, cargo.amount, Layer::Settled);
            }
        }
    }

    pub(super) fn release_goods(&mut self, place: usize) {
        if let Some(hold) = self.goods.get(place).and_then(|progress| progress.hold) {
            self.release(hold);
            self.put_goods(place, |progress| (progress.hold, progress.held) = (None, 0));
        }
    }

    /// Gives up what an entry still holds; what was posted of it stays.
    fn release(&mut self, hold: EntryId) {
        let was_posted = self.trade.entries.contains(&hold) || self.entries.contains(&hold);
        self.steps.push(if was_posted {
            EntryStep::Post { entry: hold, amount: Some(0), more: false }
        } else {
            EntryStep::Void { entry: hold, amount: None }
        });
    }

    /// Brings goods to the buyer.
    fn bring(&mut self, units: &TradeUnits) -> Result<(), Refusal> {
        let (place, terms) = self.check(units)?;
        if let Some(at) = &units.at {
            self.take_cargo(units, at)?;
            self.enter(at, &terms.to, units.amount, Layer::Settled);
        } else {
            let left = self.held(place, units)?;
            if let Some(hold) = self.goods.get(place).and_then(|progress| progress.hold) {
                self.steps.push(EntryStep::Post { entry: hold, amount: Some(units.amount), more: left > 0 });
                self.took_effect(hold);
            }
            self.put_goods(place, |progress| {
                progress.held = left;
                progress.hold = progress.hold.filter(|_| left > 0);
            });
        }
        self.put_goods(place, |progress| progress.delivered = progress.delivered.saturating_add(units.amount));
        Ok(())
    }

    /// The goods of some units; refused with `trade.exceeds` where there are no such.
    pub(super) fn check(&self, units: &TradeUnits) -> Result<(usize, &'a TradeGoods), Refusal> {
        let terms = self.terms_of(units.goods).filter(|_| units.amount > 0);
        let place = usize::try_from(units.goods).unwrap_or(usize::MAX);
        terms.map(|terms| (place, terms)).ok_or_else(|| exceeds(units, self.left(units.goods), "no such are left"))
    }

    pub(super) fn terms_of(&self, goods: u32) -> Option<&'a TradeGoods> {
        self.trade.terms.goods.get(usize::try_from(goods).ok()?)
    }

    /// What is left of a hold once units are taken from it.
    pub(super) fn held(&self, place: usize, units: &TradeUnits) -> Result<i64, Refusal> {
        let held = self.goods.get(place).map_or(0, |progress| progress.held);
        let left = held.checked_sub(units.amount).filter(|left| *left >= 0);
        left.ok_or_else(|| exceeds(units, held, "no more are held"))
    }

    pub(super) fn put_goods(&mut self, place: usize, change: impl FnOnce(&mut GoodsProgress)) {
        if let Some(progress) = self.goods.get_mut(place) {
            change(progress);
        }
    }

    fn put_payment(&mut self, place: usize, change: impl FnOnce(&mut PaymentProgress)) {
        if let Some(progress) = self.payments.get_mut(place) {
            change(progress);
        }
    }

    fn enter_some(&mut self, from: &AccountCode, to: &AccountCode, amount: i64) {
        if amount > 0 {
            self.enter(from, to, amount, Layer::Settled);
        }
    }

    pub(super) fn enter(&mut self, from: &AccountCode, to: &AccountCode, amount: i64, layer: Layer) -> EntryId {
        let new = self.new_entry(from, to, amount, layer);
        let id = new.id;
        self.steps.push(EntryStep::Enter(new));
        if layer == Layer::Settled {
            self.entries.push(id);
        }
        id
    }

    pub(super) fn new_entry(&mut self, from: &AccountCode, to: &AccountCode, amount: i64, layer: Layer) -> NewEntry {
        let id = self.mint();
        let reference: Option<String> = Some(self.trade.id.to_string());
        NewEntry { layer, reference, ..NewEntry::new(id, from.clone(), to.clone(), amount) }
    }

    fn mint(&mut self) -> EntryId {
        let id = self.moment.id(self.minted);
        self.minted = self.minted.saturating_add(1);
        id
    }

    fn took_effect(&mut self, hold: EntryId) {
        if !self.trade.entries.contains(&hold) && !self.entries.contains(&hold) {
            self.entries.push(hold);
        }
    }
}

pub(super) fn some(goods: &[TradeUnits]) -> Result<(), Refusal> {
    limits::count("goods", goods.len(), limits::TRADE_LEGS)?;
    if goods.is_empty() { Err(invalid("goods", "names no goods")) } else { Ok(()) }
}

pub(super) fn exceeds(units: &TradeUnits, left: i64, hint: &str) -> Refusal {
    let TradeUnits { goods, amount, .. } = units;
    let refusal = Refusal::new(Code::TradeExceeds, format!("{amount} of goods {goods} are wanted of {left}: {hint}"));
    refusal.with("goods", *goods).with("wanted", *amount).with("left", left)
}
