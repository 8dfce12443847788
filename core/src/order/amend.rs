//! Amending an order after it was placed: lines, quantities, address and charges, while nothing of it has come back.
//!
//! The whole is priced again as at the instant at which the order was placed: lines keep their unit price, lines that come
//! along take today's, unless one is set by hand; promotions are decided over all of them together. Coupons and uses of promotions stay drawn, and none
//! is drawn anew; money on gift cards pays at most what it paid.

use alloc::format;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::amendment::{AmendedLine, AmendedPrice, Amendment, AmendmentPreview, OrderChange, ShownAmendment};
use super::changed::{Changed, changed};
use super::fulfilment::{completion, payments};
use super::place::{address_missing, made, price_changed, promise_backorders, rows};
use super::record::{ORDER, Order, OrderAllocation, OrderStep};
use super::sellers::{join, split};
use super::terms::SaleTerms;
use super::units::{LineUnits, units_of};
use crate::allowance::{Draw, of_budget, of_gift_card};
use crate::cart::{Cart, CartLine, OrderDetails, ShownPrice, check_quantities, keys, wants};
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{OrderId, PaymentId};
use crate::inventory::{Allocation, Supply, plan};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::payment::{Balance, Payment, give_up_spare, requested_besides};
use crate::pricing::{Again, Credit, PriceBook, Receipt, shown_prices};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// An order as it would be.
struct Amended<'a> {
    order: &'a Order,
    channel: &'a Channel,
    /// The goods that it would have, with address and charges.
    cart: Cart,
    receipt: Receipt,
    lines: Vec<AmendedLine>,
    /// The prices that are set by hand.
    prices: Vec<AmendedPrice>,
    /// Goods that are promised no more.
    back: Vec<Allocation>,
    /// What comes along, as lines of a cart.
    more: Vec<CartLine>,
    /// What comes along, and from where.
    goods: Vec<Allocation>,
    balance: Balance,
}

/// What changes of an order would come to. Refused with what [`Command::AmendOrder`](crate::Command::AmendOrder) refuses.
pub fn preview_amendment(
    id: OrderId,
    changes: &[OrderChange],
    moment: &Moment,
    facts: &Facts,
) -> Result<AmendmentPreview, Stop> {
    let Amended { order, receipt, lines, prices, balance, .. } = amended(id, changes, moment, facts)?;
    let (before, difference) = (order.receipt.total, receipt.total.minus(order.receipt.total)?);
    let (to_pay, surplus) = (balance.left()?, balance.surplus()?);
    Ok(AmendmentPreview { receipt, lines, before, difference, to_pay, surplus, prices })
}

/// Changes an order as it was shown. More that is due is asked for by a further payment; what is paid beyond what is due is
/// owed to the buyer, as after a credit.
pub(crate) fn amend(
    id: OrderId,
    changes: &[OrderChange],
    shown: ShownAmendment,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let Amended { order, channel, cart, receipt, lines, prices, back, more, goods, balance } =
        amended(id, changes, moment, facts)?;
    let (before, after) = (order.receipt.total, receipt.total);
    let difference = after.minus(before)?;
    let (seen, now) = match shown {
        ShownAmendment::Total(seen) => (seen, after),
        ShownAmendment::Difference(seen) => (seen, difference),
    };
    if seen != now {
        return Err(price_changed(seen, now).into());
    }
    let [draws, more_drawn] = redrawn(order, &receipt)?;
    let wanted = wants(&more, &channel.locations, facts)?;
    let waits = promise_backorders(&goods, id, &wanted, moment, facts)?;
    let rows = rows(goods, &waits);
    let to_pay = balance.left()?;
    let payment = to_pay.is_positive().then(|| moment.id::<PaymentId>(1));
    let amendment = Amendment {
        at: moment.now,
        lines,
        address: cart.address.as_ref().filter(|now| **now != order.address).map(|_| order.address.clone()),
        charges: (cart.charges != order.terms.charges).then(|| order.terms.charges.clone()),
        before,
        after,
        prices,
    };
    let is_kept = |row: &&OrderAllocation| !row.delivered;
    let on_the_way = units_of(order.allocations.iter().filter(is_kept).map(|row| &row.goods));
    let delivered = rows.is_empty() && on_the_way == units_of(&back);
    let mut decision = Decision::new(Outcome::Amended { total: after, difference, payment });
    let mut sellers = split(&receipt, &cart.charges, Some(order), facts)?;
    let joined = join(id, &mut sellers, order.sellers.len(), &mut decision, moment, facts)?;
    decision.record(
        id,
        Event::OrderAmended {
            amendment: amendment.into(),
            receipt: receipt.into(),
            back,
            rows,
            draws,
            drawn: more_drawn,
            address: cart.address.clone().ok_or_else(address_missing)?.into(),
            details: OrderDetails::of(&cart).into(),
            terms: SaleTerms { charges: cart.charges, ..order.terms.clone() }.into(),
            sellers,
        },
    );
    decision.events.extend(joined);
    decision.events.extend(made(waits));
    if let Some(payment) = payment {
        limits::count("payments", order.payments.len().saturating_add(1), limits::PAYMENTS)?;
        let payment = Payment::requested(payment, id, to_pay, order.terms.books.clone());
        requested_besides(payment, channel, &mut decision, moment, facts)?;
    }
    give_up_spare(order, balance.due, &mut decision, moment, facts)?;
    if completion(order, delivered, balance.was_paid())? {
        decision.record(id, Event::OrderCompleted {});
    }
    Ok(decision)
}

/// Works changes out: what the order would be, what its goods would be, and where those that come along come from.
fn amended<'a>(id: OrderId, changes: &[OrderChange], moment: &Moment, facts: &'a Facts) -> Result<Amended<'a>, Stop> {
    limits::count("changes", changes.len(), limits::LINES)?;
    let order = facts.known::<Order>(&id)?;
    ORDER.step(order.state, OrderStep::Amend)?;
    facts.show([order.channel.clone().into(), order.receipt.book.clone().into()])?;
    let (channel, book) = (facts.known::<Channel>(&order.channel)?, facts.known::<PriceBook>(&order.receipt.book)?);
    not_fixed(order, facts)?;
    let before = order.as_cart(|line| line.quantity.units())?;
    let Changed { mut cart, prices } = changed(order, before.clone(), changes)?;
    facts.show(keys(cart.lines.iter().map(|line| &line.sku), &channel.locations))?;
    check_quantities(&cart.lines, facts)?;
    let added = cart.lines.iter().any(|line| line.shown.is_none());
    if added {
        let wanted = cart.wanted(&channel.locations, facts)?;
        let today = shown_prices(&cart, &wanted, (channel, book), moment)?;
        for (line, shown) in cart.lines.iter_mut().zip(today).filter(|(line, _)| line.shown.is_none()) {
            line.shown = Some(ShownPrice { until: Some(Timestamp::MAX), ..shown });
        }
    }
    let cards = order.receipt.credits.iter();
    let credits = cards.map(|card| Credit { code: card.code.clone(), balance: card.amount }).collect();
    let receipt = order.priced_again(&cart, Again { credits, budgets: Some(facts) }, facts)?;
    let lines = differences(&before, &cart);
    let back = taken_back(order, &lines)?;
    let more = coming(&cart, &lines)?;
    let goods = if more.is_empty() {
        Vec::new()
    } else {
        let wanted = wants(&more, &channel.locations, facts)?;
        plan(&wanted, &channel.locations, channel.sourcing_terms(cart.address.as_ref()), &back, facts)?
    };
    let balance = Balance::of(receipt.due, payments(order, facts)?, moment.now)?;
    Ok(Amended { order, channel, cart, receipt, lines, prices, back, more, goods, balance })
}

/// Refused with `order.fixed` where something has come back, or is asked back: what is credited is a share of the receipt
/// that there is, and so is what is invoiced. Likewise where a tax service answered for it, or its rules have changed: it cannot be priced again.
fn not_fixed(order: &Order, facts: &Facts) -> Result<(), Stop> {
    let (because, reason) = if !order.credits.is_empty() || !order.paid_back.is_empty() {
        ("credited", "something of it was credited: cancel or return more, or order anew")
    } else if !order.returned.is_empty() {
        ("returned", "goods of it are asked back: have them returned, and order anew")
    } else if !order.invoices.is_empty() {
        ("invoiced", "it is invoiced as it was: cancel or return units, and order anew")
    } else if order.terms.taxes_answered {
        ("taxes_answered", "a tax service answered for it as it was: cancel lines, or order anew")
    } else if !order.stands_as_sold(facts)? {
        ("rules_changed", "its price book or its goods have changed so that it cannot be priced again as it was sold")
    } else {
        return Ok(());
    };
    let refusal = Refusal::new(Code::OrderFixed, format!("order {} cannot be amended: {reason}", order.id));
    Err(refusal.with("because", because).into())
}

/// The lines whose quantity is another.
fn differences(before: &Cart, after: &Cart) -> Vec<AmendedLine> {
    let units = |cart: &Cart, number| cart.line(number).map_or(0, |line| line.quantity.units());
    let gone = before.lines.iter().filter(|line| after.line(line.line).is_err());
    let all = after.lines.iter().chain(gone);
    let line = |line: &CartLine| AmendedLine {
        line: line.line,
        sku: line.sku.clone(),
        before: units(before, line.line),
        after: units(after, line.line),
    };
    all.map(line).filter(|line| line.before != line.after).collect()
}

/// Goods that are promised no more: first those that are still to come. Refused with `order.units_exceed` where they have
/// left.
fn taken_back(order: &Order, lines: &[AmendedLine]) -> Result<Vec<Allocation>, Refusal> {
    let mut back = Vec::new();
    for AmendedLine { line, before, after, .. } in lines.iter().filter(|line| line.before > line.after) {
        let units = before.saturating_sub(*after);
        let waits = |row: &&OrderAllocation| row.goods.line == *line && row.goods.supply == Supply::Backorder;
        let to_come = units_of(order.allocations.iter().filter(waits).map(|row| &row.goods)).min(units);
        let mut pick = |units: i64, fit: &dyn Fn(&OrderAllocation) -> bool| -> Result<(), Refusal> {
            if units > 0 {
                let goods = order.goods_of(&[LineUnits { line: *line, quantity: Quantity::new(units)? }])?;
                back.append(&mut order.pick(&goods, "taken off", |row| row.waits() && fit(row))?);
            }
            Ok(())
        };
        pick(to_come, &|row| row.goods.supply == Supply::Backorder)?;
        // Kits have no rows of their own: they go as they lie.
        let is_kit = order.receipt.kits.iter().any(|kit| kit.line == *line);
        pick(units.saturating_sub(to_come), &|row| is_kit || row.goods.supply != Supply::Backorder)?;
    }
    Ok(back)
}

/// What comes along, as lines of a cart.
fn coming(cart: &Cart, lines: &[AmendedLine]) -> Result<Vec<CartLine>, Refusal> {
    let mut more = Vec::new();
    for AmendedLine { line, before, after, .. } in lines.iter().filter(|line| line.after > line.before) {
        let quantity = Quantity::new(after.saturating_sub(*before))?;
        more.push(CartLine { quantity, ..cart.line(*line)?.clone() });
    }
    Ok(more)
}

/// What is drawn of gift cards and budgets from now on: what comes back, since less is paid by them or less is taken off, and
/// what is drawn beside, since more is taken off.
fn redrawn(order: &Order, receipt: &Receipt) -> Result<[Vec<Draw>; 2], Refusal> {
    let zero = Money::zero(receipt.currency);
    let (mut back, mut more) = (Vec::new(), Vec::new());
    let mut draw = |from, before: Money, after: Option<Money>| -> Result<(), Refusal> {
        let amount = after.unwrap_or(zero).minus(before)?.minor();
        let is_drawn = order.draws.iter().any(|draw: &Draw| draw.from == from);
        if is_drawn && amount != 0 {
            let draws = if amount > 0 { &mut more } else { &mut back };
            draws.push(Draw { from, amount: amount.saturating_abs() });
        }
        Ok(())
    };
    for card in &order.receipt.credits {
        let now = receipt.credits.iter().find(|now| now.code == card.code);
        draw(of_gift_card(&card.code)?, card.amount, now.map(|now| now.amount))?;
    }
    for applied in &order.receipt.applied {
        let now = receipt.applied.iter().find(|now| now.promotion == applied.promotion);
        let from = of_budget(&receipt.book, &applied.promotion, receipt.currency)?;
        draw(from, applied.amount, now.map(|now| now.amount))?;
    }
    Ok([back, more])
}

impl Order {
    /// Draws less than before, and more.
    pub(super) fn redraw(&mut self, back: &[Draw], more: &[Draw]) {
        let less = back.iter().map(|draw| (draw, -1));
        for (Draw { from, amount }, sign) in less.chain(more.iter().map(|draw| (draw, 1))) {
            for draw in self.draws.iter_mut().chain(&mut self.returns).filter(|draw| draw.from == *from) {
                draw.amount = draw.amount.saturating_add(amount.saturating_mul(sign));
            }
        }
    }
}
