//! Placing an order: prices, stock, order and payment in one commit, or nothing.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::hold::OrderHold;
use super::record::{Order, OrderAllocation, OrderState};
use super::sellers::{join, split};
use super::terms::SaleTerms;
use crate::allowance::{Draw, of_gift_card};
use crate::cart::{Cart, CartStep, NewLine, OrderDetails, Want, changed, check_quantities, keys};
use crate::catalog::Channel;
use crate::coupon::{self, CartCoupon};
use crate::decide::Decision;
use crate::document::next_number;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{
    BackorderId, CartId, ChannelCode, ChargeCode, CouponCode, CustomerId, EffectId, OrderId, PaymentId, ShippingCode,
};
use crate::inventory::{Allocation, Backorder, BackorderState, Reservation, ReservationState, Supply, plan};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::party::{Address, Billing};
use crate::payment::{Payment, requested};
use crate::pricing::{Charge, PriceBook, Priced, Receipt, UsedCredit, priced};
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// The number of the first backorder among the ids of a sale.
const FIRST_BACKORDER: u16 = 16;

/// Places the order of a cart; `total` is what the buyer was shown, if it is to be held to.
pub(crate) fn place(id: CartId, total: Option<Money>, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    facts.show_beside(&id.into(), || new_keys(moment))?;
    let cart = facts.known::<Cart>(&id)?;
    cart.check_step(CartStep::Order, moment.now)?;
    let mut decision = sell(Cow::Borrowed(cart), Some(id), total, moment, facts)?;
    if let Outcome::Order { order, .. } = decision.outcome {
        let successor = (!cart.saved.is_empty()).then(|| moment.id(2));
        decision.record(id, Event::CartOrdered { order, successor });
        if let Some(successor) = successor {
            facts.get::<Cart>(&successor)?;
            decision.record(successor, Event::CartOpened { cart: cart.succeeded_by(successor, moment.now).into() });
        }
    }
    Ok(decision)
}

/// Goods bought without a cart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Purchase<'a> {
    pub(crate) channel: &'a ChannelCode,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) lines: &'a [NewLine],
    pub(crate) address: &'a Address,
    pub(crate) charges: &'a [Charge],
    pub(crate) shipping: Option<&'a ChargeCode>,
    pub(crate) coupons: &'a [CouponCode],
    pub(crate) billing: Option<&'a Billing>,
}

/// Orders goods without a cart.
pub(crate) fn buy_now(
    purchase: &Purchase<'_>,
    total: Option<Money>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let Purchase { channel, customer, lines, address, charges, shipping, coupons, billing } = *purchase;
    limits::count("lines", lines.len(), limits::LINES)?;
    limits::count("charges", charges.len(), limits::CHARGES)?;
    limits::count("coupons", coupons.len(), limits::COUPONS)?;
    let variants = || lines.iter().map(|line| line.sku.clone().into()).chain(new_keys(moment));
    facts.show_beside(&channel.clone().into(), variants)?;
    if let Some(place) = facts.get::<Channel>(channel)? {
        // Before anything is worked out that would be worked out again.
        facts.show_beside(&place.book.clone().into(), || {
            buying_keys(lines, shipping.and(place.shipping.as_ref()), place)
        })?;
    }
    address.check()?;
    billing.map_or(Ok(()), Billing::check)?;
    facts.known::<Channel>(channel)?;
    let coupons = coupons.iter().map(|code| CartCoupon { code: code.clone(), held: None }).collect();
    let filled = Cart::filled(moment.id(2), channel, lines, facts)?;
    let (address, billing) = (Some(address.clone()), billing.cloned());
    let (charges, shipping) = (charges.to_vec(), shipping.cloned());
    let cart = Cart { customer, address, billing, charges, shipping, coupons, ..filled };
    sell(Cow::Owned(cart), None, total, moment, facts)
}

/// The records that a sale brings into being.
fn new_keys(moment: &Moment) -> [Key; 2] {
    [moment.id::<OrderId>(0).into(), moment.id::<PaymentId>(1).into()]
}

/// Sells what a cart holds: prices it, promises the goods, and asks for the payment.
fn sell(
    cart: Cow<'_, Cart>,
    stored: Option<CartId>,
    total: Option<Money>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    if cart.address.is_none() {
        return Err(address_missing().into());
    }
    let channel = facts.known::<Channel>(&cart.channel)?;
    let (order_id, payment_id): (OrderId, PaymentId) = (moment.id(0), moment.id(1));
    facts.show_beside(&channel.book.clone().into(), || goods_keys(&cart, channel, moment))?;
    let book = facts.known::<PriceBook>(&channel.book)?;
    let wanted = cart.wanted(&channel.locations, facts)?;
    check_quantities(&cart.lines, facts)?;
    let Priced { receipt, mut draws, tallies, charges, shipping } =
        priced(&cart, &wanted, (channel, book), moment, facts)?;
    total.map_or_else(|| check_prices(&cart, moment, facts), |seen| check_total(seen, receipt.total))?;
    let mut decision = Decision::new(Outcome::Order { order: order_id, payment: payment_id, total: receipt.due });
    let own = take_over_hold(&cart, order_id, &mut decision, moment, facts)?;
    let coupons =
        coupon::settle(&cart.coupons, cart.customer, order_id, (book, &receipt), &mut decision, moment, facts)?;
    draws.extend(card_draws(&receipt)?);
    let returns = draws.iter().cloned().chain(coupons.returns).collect();
    draws.extend(coupons.draws);
    coupon::count(tallies.iter().chain(&coupons.counts), 1, &mut decision, facts)?;
    let goods = plan(&wanted, &channel.locations, channel.sourcing_terms(cart.address.as_ref()), own, facts)?;
    facts.get::<Order>(&order_id)?;
    facts.get::<Payment>(&payment_id)?;
    let payment = Payment::requested(payment_id, order_id, receipt.due, channel.books.clone());
    let waits = promise_backorders(&goods, order_id, &wanted, moment, facts)?;
    let mut sellers = split(&receipt, &charges, None, facts)?;
    let (details, terms) = (OrderDetails::of(&cart), SaleTerms::of(&cart, channel, charges, shipping));
    let number = number(channel, &mut decision, facts)?;
    let joined = join(order_id, &mut sellers, 0, &mut decision, moment, facts)?;
    let (customer, address) = (cart.customer, address_of(cart));
    let order = Order {
        id: order_id,
        number,
        held: OrderHold::by_policy(channel, receipt.total, moment)?,
        cart: stored,
        channel: channel.code.clone(),
        customer,
        address: address.ok_or_else(address_missing)?,
        receipt,
        allocations: rows(goods, &waits),
        credits: Vec::new(),
        returned: Vec::new(),
        payments: vec![payment_id],
        placed_at: moment.now,
        state: OrderState::Placed,
        cancelled_because: None,
        draws,
        returns,
        tallies: tallies.into_iter().chain(coupons.uncounts).collect(),
        coupon_uses: coupons.uses,
        paid_back: Vec::new(),
        details,
        invoices: Vec::new(),
        credit_notes: Vec::new(),
        terms,
        amendments: Vec::new(),
        sellers,
    };
    decision.record(order_id, Event::OrderPlaced { order: order.into() });
    decision.events.extend(joined);
    requested(payment, channel, &mut decision, moment, facts)?;
    decision.events.extend(made(waits));
    Ok(decision)
}

/// Where a cart goes to, taken out of it where it is nobody else's.
fn address_of(cart: Cow<'_, Cart>) -> Option<Address> {
    match cart {
        Cow::Borrowed(cart) => cart.address.clone(),
        Cow::Owned(cart) => cart.address,
    }
}

/// The number of an order, where its channel has a series for them.
fn number(channel: &Channel, decision: &mut Decision, facts: &Facts) -> Result<Option<String>, Stop> {
    channel.numbers.orders.as_ref().map(|series| next_number(series, decision, facts)).transpose()
}

/// What gift cards and credit pay, as draws.
fn card_draws(receipt: &Receipt) -> Result<Vec<Draw>, Refusal> {
    let draw = |used: &UsedCredit| Ok(Draw { from: of_gift_card(&used.code)?, amount: used.amount.minor() });
    receipt.credits.iter().map(draw).collect()
}

/// Refused with `price.changed` where the buyer has seen another total than there is.
fn check_total(seen: Money, total: Money) -> Result<(), Stop> {
    if seen == total { Ok(()) } else { Err(price_changed(seen, total).into()) }
}

/// What happens to backorders first: they are made.
pub(super) fn made(waits: Vec<Backorder>) -> impl Iterator<Item = (Key, Event)> {
    waits.into_iter().map(|wait| (wait.id.into(), Event::BackorderMade { backorder: wait.into() }))
}

/// The rows of an order: its goods, those that wait with their backorders.
pub(super) fn rows(goods: Vec<Allocation>, waits: &[Backorder]) -> Vec<OrderAllocation> {
    let mut waiting = waits.iter();
    let row = |goods: Allocation| {
        let backorder = if goods.supply == Supply::Backorder { waiting.next().map(|wait| wait.id) } else { None };
        OrderAllocation { goods, backorder, shipment: None, delivered: false }
    };
    goods.into_iter().map(row).collect()
}

/// The backorders of an order: one for each promise of goods that are still to come.
pub(super) fn promise_backorders(
    goods: &[Allocation],
    order: OrderId,
    wanted: &[Want<'_>],
    moment: &Moment,
    facts: &Facts,
) -> Result<Vec<Backorder>, Stop> {
    // The first ids of a sale are those of its order, payment and basket.
    let ids = (FIRST_BACKORDER..).map(|nth| moment.id::<BackorderId>(nth));
    let waits: Vec<_> = goods.iter().filter(|goods| goods.supply == Supply::Backorder).zip(ids).collect();
    facts.show(waits.iter().map(|(_, id)| (*id).into()))?;
    let expected = |line: u32| {
        let variants = wanted.iter().flat_map(Want::goods);
        variants.into_iter().find(|(goods, _)| goods.line == line).and_then(|(_, variant)| variant.expected_at)
    };
    let mut made = Vec::with_capacity(waits.len());
    for (goods, id) in waits {
        facts.get::<Backorder>(&id)?;
        made.push(Backorder {
            id,
            order,
            line: goods.line,
            sku: goods.sku.clone(),
            location: goods.location.clone(),
            quantity: goods.quantity,
            filled: 0,
            since: moment.now,
            expected_at: expected(goods.line).filter(|at| *at > moment.now),
            state: BackorderState::Waiting,
        });
    }
    Ok(made)
}

/// Ends the hold of a cart in favour of its order, or because its time has run out; answers what it held.
fn take_over_hold<'a>(
    cart: &Cart,
    order: OrderId,
    decision: &mut Decision,
    moment: &Moment,
    facts: &'a Facts,
) -> Result<&'a [Allocation], Stop> {
    let Some(id) = cart.reservation else { return Ok(&[]) };
    let hold = facts.known::<Reservation>(&id)?;
    if hold.state != ReservationState::Held {
        return Ok(&[]);
    }
    let lines = hold.lines.clone();
    let event = if hold.holds(moment.now) {
        Event::ReservationCommitted { order, lines }
    } else {
        Event::ReservationExpired { lines }
    };
    decision.record(id, event);
    Ok(&hold.lines)
}

/// What a placement rests on beside the price book: the hold, each line's variant and stock, and the place of the effect
/// that asks the gateway.
fn goods_keys(cart: &Cart, channel: &Channel, moment: &Moment) -> Vec<Key> {
    let mut keys = keys(cart.lines.iter().map(|line| &line.sku), &channel.locations);
    keys.extend(cart.reservation.map(Key::from));
    keys.extend(channel.gateway.as_ref().map(|_| moment.id::<EffectId>(0).into()));
    keys.extend(channel.numbers.orders.clone().map(Key::from));
    keys.extend(cart.shipping.as_ref().and(channel.shipping.clone()).map(Key::from));
    keys
}

/// What goods bought without a cart rest on beside the price book: each line's variant and stock, the rules
/// of shipping, and the series.
fn buying_keys(lines: &[NewLine], shipping: Option<&ShippingCode>, channel: &Channel) -> Vec<Key> {
    let mut keys = keys(lines.iter().map(|line| &line.sku), &channel.locations);
    keys.extend(channel.numbers.orders.clone().map(Key::from));
    keys.extend(shipping.cloned().map(Key::from));
    keys
}

pub(super) fn address_missing() -> Refusal {
    Refusal::new(Code::AddressMissing, "set an address first: goods need a destination")
}

pub(super) fn price_changed(seen: Money, now: Money) -> Refusal {
    Refusal::new(Code::PriceChanged, format!("the total was {seen} and is {now} now: show it and ask again"))
        .with("seen", format!("{seen}"))
        .with("now", format!("{now}"))
}

/// Refuses with `price.changed` lines whose price is another than the shopper was shown, where the channel tells. Whoever
/// orders at a total that was shown has seen them.
fn check_prices(cart: &Cart, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    let changed = changed(cart, moment, facts)?;
    if changed.is_empty() {
        return Ok(());
    }
    let lines: Vec<u32> = changed.iter().map(|line| line.line).collect();
    let reason = format!("prices of {} lines have changed since they were shown: have them accepted", lines.len());
    Err(Refusal::new(Code::PriceChanged, reason).with("lines", lines).into())
}
