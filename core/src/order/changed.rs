//! The cart of an order once it is changed: what it would have of which goods, where to, and the prices that are set by hand.

use alloc::format;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::amendment::{AmendedPrice, OrderChange, UnitPrice};
use super::record::{Order, OrderAllocation};
use super::units::LineUnits;
use crate::cart::{Cart, NewLine, ShownPrice};
use crate::limits;
use crate::money::Currency;
use crate::pricing::Charge;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// A cart with changes made; lines that come along have no price yet, unless one is set by hand.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) cart: Cart,
    /// The prices that are set by hand.
    pub(super) prices: Vec<AmendedPrice>,
}

/// Makes changes of an order to the cart that it would be. Each line is counted once and priced once; what comes along has
/// its number at once, so a change after it may price it.
pub(super) fn changed(order: &Order, cart: Cart, changes: &[OrderChange]) -> Result<Changed, Refusal> {
    if changes.is_empty() {
        return Err(Refusal::new(Code::LinesMissing, "name at least one change"));
    }
    let first = next_line(order);
    let mut changing =
        Changing { order, after: Changed { cart, prices: Vec::new() }, first, next: first, counted: Vec::new() };
    for change in changes {
        match change {
            OrderChange::AddLine(line) => changing.add(line)?,
            OrderChange::SetQuantity { line, quantity } => changing.count(*line, Some(*quantity))?,
            OrderChange::RemoveLine { line } => changing.count(*line, None)?,
            OrderChange::SetPrice { line, price } => changing.price(*line, *price)?,
            OrderChange::SetAddress(address) => {
                not_shipped(order)?;
                address.check()?;
                changing.after.cart.address = Some(address.clone());
            }
            OrderChange::SetCharges(asked) => changing.charge(asked)?,
        }
    }
    let after = changing.after;
    limits::count("lines", after.cart.lines.len(), limits::LINES)?;
    if after.cart.lines.is_empty() {
        return Err(Refusal::new(Code::LinesMissing, "nothing would be left of the order: cancel it"));
    }
    Ok(after)
}

/// A cart that is being changed.
struct Changing<'a> {
    order: &'a Order,
    after: Changed,
    /// The number of the first line that comes along.
    first: u32,
    /// The number of the next one.
    next: u32,
    /// Lines whose quantity was set.
    counted: Vec<u32>,
}

impl Changing<'_> {
    fn add(&mut self, line: &NewLine) -> Result<(), Refusal> {
        line.check()?;
        self.after.cart.check_destination(line.to.as_ref())?;
        limits::line_number(self.next)?;
        self.after.cart.lines.push(line.numbered(self.next));
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// Sets how many there are to be of a line that was sold; none when absent.
    fn count(&mut self, number: u32, quantity: Option<Quantity>) -> Result<(), Refusal> {
        self.sold(number)?;
        if self.counted.contains(&number) {
            let reason = format!("line {number} is changed twice: say how many there are to be");
            return Err(Refusal::new(Code::LineRepeated, reason).with("line", number));
        }
        self.counted.push(number);
        self.not_gift(number)?;
        let lines = &mut self.after.cart.lines;
        match quantity {
            Some(quantity) => {
                lines.iter_mut().filter(|line| line.line == number).for_each(|line| line.quantity = quantity);
            }
            None if self.after.prices.iter().any(|price| price.line == number) => {
                let reason = format!("line {number} is given a price and removed: say which");
                return Err(Refusal::new(Code::LineRepeated, reason).with("line", number));
            }
            None => lines.retain(|line| line.line != number),
        }
        Ok(())
    }

    /// Sets the price of a line that was sold, or that has come along.
    fn price(&mut self, number: u32, price: UnitPrice) -> Result<(), Refusal> {
        if !(self.first..self.next).contains(&number) {
            self.sold(number)?;
            self.not_gift(number)?;
        }
        let price = price.checked(number, self.order.receipt.currency)?;
        if self.after.prices.iter().any(|price| price.line == number) {
            let reason = format!("line {number} is given two prices: say which");
            return Err(Refusal::new(Code::LineRepeated, reason).with("line", number));
        }
        let sku = self.after.cart.line(number)?.sku.clone();
        let mut before = None;
        for line in self.after.cart.lines.iter_mut().filter(|line| line.line == number) {
            before = line.shown.map(|ShownPrice { unit, per, .. }| UnitPrice { unit, per });
            line.shown = Some(ShownPrice { unit: price.unit, per: price.per, until: Some(Timestamp::MAX) });
        }
        self.after.prices.push(AmendedPrice { line: number, sku, before, after: price });
        Ok(())
    }

    fn charge(&mut self, asked: &[Charge]) -> Result<(), Refusal> {
        limits::count("charges", asked.len(), limits::CHARGES)?;
        self.after.cart.charges = asked.to_vec();
        Ok(())
    }

    /// Refuses a line that the order has not, and a part of a kit.
    fn sold(&self, number: u32) -> Result<(), Refusal> {
        self.order.goods_of(&[LineUnits { line: number, quantity: Quantity::new(1)? }]).map(drop)
    }

    fn not_gift(&self, number: u32) -> Result<(), Refusal> {
        if self.order.is_gift(number) {
            let reason = format!("line {number} is a gift of a promotion, which comes and goes with it");
            return Err(Refusal::new(Code::LineUnknown, reason).with("line", number));
        }
        Ok(())
    }
}

impl UnitPrice {
    /// The price as it is kept of a line. Refused with `currency.mismatch`, and with `basket.invalid` below zero and for no units.
    fn checked(self, line: u32, currency: Currency) -> Result<Self, Refusal> {
        let Self { unit, per } = self;
        if unit.currency() != currency {
            let reason = format!("line {line} is priced at {unit}: the order is in {currency}");
            let refusal = Refusal::new(Code::CurrencyMismatch, reason);
            return Err(refusal.with("left", format!("{}", unit.currency())).with("right", format!("{currency}")));
        }
        if unit.is_negative() || per == Some(0) {
            let reason = format!("line {line} needs a price of zero or more, for 1 unit or more");
            return Err(Refusal::new(Code::BasketInvalid, reason).with("line", line));
        }
        Ok(Self { unit, per: per.filter(|per| *per != 1) })
    }
}

/// A number that no line of the order has had; parts of kits are numbered above.
fn next_line(order: &Order) -> u32 {
    let sold = order.receipt.lines.iter().map(|line| line.line).chain(order.receipt.kits.iter().map(|kit| kit.line));
    let earlier = order.amendments.iter().flat_map(|amendment| &amendment.lines).map(|line| line.line);
    let numbers = sold.chain(earlier).filter(|number| *number <= limits::LINE_NUMBER);
    numbers.max().unwrap_or_default().saturating_add(1)
}

fn not_shipped(order: &Order) -> Result<(), Refusal> {
    if order.allocations.iter().all(OrderAllocation::waits) {
        return Ok(());
    }
    let reason = "goods have left already: the address stays as it is";
    Err(Refusal::new(Code::OrderShipped, reason).with("order", format!("{}", order.id)))
}
