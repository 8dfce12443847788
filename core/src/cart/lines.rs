//! Lines as a shopper changes them: how much is taken, the prices shown, and what has happened by that.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::line::{CartLine, ShownPrice};
use super::policy::{LinePrices, OnShort};
use super::record::{Cart, numbered};
use super::want::{check_quantities, keys, wants};
use crate::catalog::{Channel, Variant};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::inventory::{Allocation, Reservation, plan};
use crate::limits;
use crate::moment::Moment;
use crate::pricing::{PriceBook, shown_prices};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// The lines of a cart while a command changes them.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    pub(super) cart: &'a Cart,
    channel: &'a Channel,
    pub(super) after: Vec<CartLine>,
    moment: &'a Moment,
    facts: &'a Facts,
}

impl<'a> Lines<'a> {
    pub(super) fn new(cart: &'a Cart, channel: &'a Channel, moment: &'a Moment, facts: &'a Facts) -> Self {
        Self { cart, channel, after: cart.lines.clone(), moment, facts }
    }

    /// Those of a cart that is open.
    pub(super) fn of(cart: &'a Cart, moment: &'a Moment, facts: &'a Facts) -> Result<Self, Stop> {
        Ok(Self::new(cart, facts.known::<Channel>(&cart.channel)?, moment, facts))
    }

    /// Adds a line to the one that is the same, or as it is; answers the number of the one that grew or came.
    pub(super) fn add(&mut self, line: CartLine) -> Result<u32, Refusal> {
        if let Some(old) = self.after.iter_mut().find(|old| old.is_same(&line)) {
            old.quantity = old.quantity.plus(line.quantity)?;
            old.note = line.note.or(old.note.take());
            return Ok(old.line);
        }
        limits::count("lines", self.after.len().saturating_add(1), limits::LINES)?;
        limits::line_number(line.line)?;
        let number = line.line;
        self.after.push(line);
        Ok(number)
    }

    /// Takes a line out.
    pub(super) fn remove(&mut self, number: u32) {
        self.after.retain(|line| line.line != number);
    }

    /// Sets the quantity of a line.
    pub(super) fn set(&mut self, number: u32, quantity: Quantity) {
        self.after.iter_mut().filter(|line| line.line == number).for_each(|line| line.quantity = quantity);
    }

    /// Sees that as much of a line may be ordered and is there as it has grown to, as the channel asks; what is too much is
    /// cut where the channel says so. Answers how much the line has. Refused with `quantity.unfit` and `stock.short`.
    pub(super) fn fit(&mut self, number: u32) -> Result<Quantity, Stop> {
        let line = numbered(&self.after, number)?.clone();
        let before = self.cart.lines.iter().find(|old| old.line == number).map_or(0, |old| old.quantity.units());
        let (wanted, on_short) = (line.quantity.units(), self.channel.carts.on_short);
        let refused = match self.refused(&line, wanted)? {
            Some(refused) if on_short == OnShort::Clamp => refused,
            Some(refused) => return Err(refused.into()),
            None => return Ok(line.quantity),
        };
        let (least, most, step) = self.facts.known::<Variant>(&line.sku)?.order_quantity.unwrap_or_default().bounds();
        let others = self.others(&line);
        let units = |steps: i64| steps.saturating_mul(step).saturating_sub(others);
        // The most steps that are refused no more: between one that is too little and one that is too much.
        let top = others.saturating_add(wanted).min(most).checked_div(step).unwrap_or(0);
        let (mut low, mut high) =
            (least.max(1).saturating_sub(1).checked_div(step).unwrap_or(0), top.saturating_add(1));
        while high.saturating_sub(low) > 1 {
            let middle = low.midpoint(high);
            if units(middle) < 1 || self.refused(&line, units(middle))?.is_none() {
                low = middle;
            } else {
                high = middle;
            }
        }
        if units(low) <= before.max(0) || self.refused(&line, units(low))?.is_some() {
            return Err(refused.into());
        }
        let quantity = Quantity::new(units(low))?;
        self.set(number, quantity);
        Ok(quantity)
    }

    /// Sees that as much of a line may be ordered as it has shrunk to. Refused with `quantity.unfit`.
    pub(super) fn allow(&self, number: u32) -> Result<Quantity, Stop> {
        let line = numbered(&self.after, number)?;
        let Some(rule) = &self.facts.known::<Variant>(&line.sku)?.order_quantity else { return Ok(line.quantity) };
        rule.check(&line.sku, self.others(line).saturating_add(line.quantity.units()))?;
        Ok(line.quantity)
    }

    /// Units of the same SKU on other lines.
    fn others(&self, line: &CartLine) -> i64 {
        let same = self.after.iter().filter(|other| other.sku == line.sku && other.line != line.line);
        same.map(|other| other.quantity.units()).fold(0, i64::saturating_add)
    }

    /// Why a line may not have so many units, if it may not.
    fn refused(&self, line: &CartLine, units: i64) -> Result<Option<Refusal>, Stop> {
        let total = self.others(line).saturating_add(units);
        if let Some(rule) = &self.facts.known::<Variant>(&line.sku)?.order_quantity
            && let Err(refusal) = rule.check(&line.sku, total)
        {
            return Ok(Some(refusal));
        }
        if self.channel.carts.on_short == OnShort::Accept {
            return Ok(None);
        }
        let mut same: Vec<CartLine> = self.after.iter().filter(|other| other.sku == line.sku).cloned().collect();
        for other in same.iter_mut().filter(|other| other.line == line.line) {
            other.quantity = Quantity::new(units)?;
        }
        self.short(&same)
    }

    /// What is short for lines, if anything is.
    fn short(&self, lines: &[CartLine]) -> Result<Option<Refusal>, Stop> {
        let (locations, facts) = (&self.channel.locations, self.facts);
        facts.show(
            keys(lines.iter().map(|line| &line.sku), locations)
                .into_iter()
                .chain(self.cart.reservation.map(Into::into)),
        )?;
        let held = self.cart.reservation.map(|id| facts.known::<Reservation>(&id)).transpose()?;
        let held = held.filter(|hold| hold.holds(self.moment.now));
        let own: &[Allocation] = held.map_or(&[], |hold| &hold.lines);
        match plan(&wants(lines, locations, facts)?, locations, own, facts) {
            Err(Stop::Refused(refusal)) if refusal.code() == Code::StockShort => Ok(Some(refusal)),
            Err(other) => Err(other),
            Ok(_) => Ok(None),
        }
    }

    /// The lines that a cart is opened with.
    pub(super) fn opened(mut self) -> Result<Vec<CartLine>, Stop> {
        check_quantities(&self.after, self.facts)?;
        if self.channel.carts.on_short != OnShort::Accept
            && let Some(refusal) = self.short(&self.after)?
        {
            return Err(refusal.into());
        }
        self.show(&[])?;
        Ok(self.after)
    }

    /// Says what has happened to the lines.
    pub(super) fn record(self, decision: &mut Decision) -> Result<(), Stop> {
        self.record_as(|line| Event::LineRemoved { line }, decision)
    }

    /// Says what has happened to the lines; those that are gone left by this event.
    pub(super) fn record_as(mut self, left: fn(u32) -> Event, decision: &mut Decision) -> Result<(), Stop> {
        let cart = self.cart;
        self.show(&cart.lines)?;
        for old in &cart.lines {
            if numbered(&self.after, old.line).is_err() {
                decision.record(cart.id, left(old.line));
            }
        }
        let before: BTreeMap<u32, &CartLine> = cart.lines.iter().map(|line| (line.line, line)).collect();
        for line in self.after.into_iter().filter(|line| before.get(&line.line).is_none_or(|old| *old != line)) {
            decision.record(cart.id, Event::LinePut { line });
        }
        Ok(())
    }

    /// Notes the prices that the shopper is shown, where the channel keeps them or tells of changes: of lines that have come,
    /// of those whose price is kept no longer, and of those whose price the shopper has changed by changing quantities.
    fn show(&mut self, before: &[CartLine]) -> Result<(), Stop> {
        let policy = &self.channel.carts;
        if policy.prices == LinePrices::Follow {
            return Ok(());
        }
        let now = self.prices(&self.after)?;
        let was: BTreeMap<u32, ShownPrice> = before.iter().map(|line| line.line).zip(self.prices(before)?).collect();
        let until = policy.keep_seconds.and_then(|_| Cart::ends(policy.keep_seconds, self.moment.now));
        for (line, price) in self.after.iter_mut().zip(now) {
            let lapsed = |shown: &ShownPrice| {
                shown.until.is_some() != until.is_some() || until.is_some() && !shown.is_kept(self.moment.now)
            };
            match line.shown.filter(|shown| !lapsed(shown)) {
                None => line.shown = Some(ShownPrice { until, ..price }),
                Some(shown) if was.get(&line.line).is_some_and(|was| was.is_same(&shown)) => {
                    line.shown = Some(ShownPrice { until: shown.until, ..price });
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// What lines cost today, one whole unit each.
    pub(super) fn prices(&self, lines: &[CartLine]) -> Result<Vec<ShownPrice>, Stop> {
        self.facts.show(lines.iter().map(|line| line.sku.clone().into()).chain([self.channel.book.clone().into()]))?;
        let book = self.facts.known::<PriceBook>(&self.channel.book)?;
        let wanted = wants(lines, &[], self.facts)?;
        Ok(shown_prices(self.cart, &wanted, (self.channel, book), self.moment)?)
    }
}
