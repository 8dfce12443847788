//! Two carts of one shopper become one: a guest's cart, filled before signing in, and the one that the customer had.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;
use serde_json::{Value, json};

use super::expiry::give_up_holds;
use super::line::CartLine;
use super::record::{Cart, CartStep};
use crate::catalog::{Channel, Variant};
use crate::coupon;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId, CustomerId, Sku};
use crate::inventory::give_up;
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::NamedAddress;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Which lines a cart has after another has gone into it. A cart without lines never replaces one that has some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeBy {
    /// Those of the guest's cart.
    Guest,
    /// Those that it had.
    Existing,
    /// Those that it had; those of the guest's cart where it had none.
    GuestIfExistingEmpty,
    /// Those of both; of lines that are the same, the sum.
    Sum,
    /// Those of both; of lines that are the same, the one with more.
    Max,
    /// Those of both; refused with `cart.differs` where lines that are the same differ in quantity: the shopper is asked.
    Ask,
}

/// Goods that did not come along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
}

/// Gives a guest's cart to a customer who has signed in.
pub(crate) fn assign(id: CartId, customer: CustomerId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    match cart.customer {
        None => decision.record(id, Event::CartAssigned { customer }),
        Some(owner) if owner == customer => {}
        Some(_) => return Err(unfit(id, "is another customer's").into()),
    }
    Ok(decision)
}

fn unfit(cart: CartId, problem: &str) -> Refusal {
    Refusal::new(Code::CartUnfit, format!("cart {cart} {problem}")).with("cart", cart.to_string())
}

/// Puts a cart into another; the one that is put away holds nothing any more.
pub(crate) fn merge(
    guest: CartId,
    existing: CartId,
    by: MergeBy,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    facts.show([guest.into(), existing.into()])?;
    let (from, into) = (facts.known::<Cart>(&guest)?, Cart::open(existing, moment, facts)?);
    from.check_step(CartStep::Merge, moment.now)?;
    if guest == existing {
        return Err(unfit(guest, "cannot go into itself").into());
    }
    if from.customer.is_some() && from.customer != into.customer {
        return Err(unfit(guest, "is not of the customer whose cart it was to go into").into());
    }
    facts.show([from.channel.clone().into(), into.channel.clone().into()])?;
    let comes = facts.known::<Channel>(&from.channel)?.currency == facts.known::<Channel>(&into.channel)?.currency;
    let by = if comes { effective(by, from, into) } else { MergeBy::Existing };
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(guest, Event::CartMerged { into: existing });
    give_up(from.reservation, &mut decision, moment, facts)?;
    let mut merged = into.clone();
    let mut left_out = Vec::new();
    if by == MergeBy::Existing {
        if !comes {
            left_out.extend(from.lines.iter().chain(&from.saved).map(LeftOut::all));
        }
        coupon::give_up(&from.coupons, &mut decision, moment, facts)?;
    } else {
        if by == MergeBy::Guest {
            give_up_holds(into, &mut decision, moment, facts)?;
            replace(&mut merged, from);
        } else {
            complete(&mut merged, from);
        }
        coupons(&mut merged, from, &mut decision, moment, facts)?;
        let coming =
            Coming { addresses: addresses(&mut merged, from)?, by, same_channel: from.channel == into.channel, facts };
        left_out = coming.come(&mut merged, from)?;
    }
    decision.outcome = Outcome::CartMerged { cart: existing, left_out };
    merged.taxes = None;
    decision.record(existing, Event::CartAbsorbed { from: guest, cart: merged.into() });
    Ok(decision)
}

/// The strategy, after those that depend on which cart has lines: a cart without lines replaces nothing.
fn effective(by: MergeBy, from: &Cart, into: &Cart) -> MergeBy {
    match by {
        // Beside lines it may have brought coupons, gift cards, an address.
        MergeBy::Guest | MergeBy::GuestIfExistingEmpty if from.lines.is_empty() => MergeBy::Max,
        MergeBy::GuestIfExistingEmpty if into.lines.is_empty() => MergeBy::Guest,
        MergeBy::GuestIfExistingEmpty => MergeBy::Existing,
        MergeBy::Guest | MergeBy::Existing | MergeBy::Sum | MergeBy::Max | MergeBy::Ask => by,
    }
}

/// Takes what the guest said in place of what was there.
fn replace(merged: &mut Cart, from: &Cart) {
    merged.lines.clear();
    merged.coupons.clear();
    merged.gift_cards.clone_from(&from.gift_cards);
    merged.charges.clone_from(&from.charges);
    merged.address = from.address.clone().or(merged.address.take());
    merged.billing = from.billing.clone().or(merged.billing.take());
    merged.buyer = from.buyer.clone().or(merged.buyer.take());
    merged.note = from.note.clone().or(merged.note.take());
    merged.custom.extend(from.custom.clone());
}

/// Takes what the guest said beside what was there.
fn complete(merged: &mut Cart, from: &Cart) {
    merged.address = merged.address.take().or_else(|| from.address.clone());
    merged.billing = merged.billing.take().or_else(|| from.billing.clone());
    merged.buyer = merged.buyer.take().or_else(|| from.buyer.clone());
    merged.note = merged.note.take().or_else(|| from.note.clone());
    for (name, value) in &from.custom {
        merged.custom.entry(name.clone()).or_insert_with(|| value.clone());
    }
    if merged.charges.is_empty() {
        merged.charges.clone_from(&from.charges);
    }
    for card in &from.gift_cards {
        if !merged.gift_cards.contains(card) {
            merged.gift_cards.push(card.clone());
        }
    }
}

/// The guest's coupons come along with what is held of them; what the cart has already is given up.
fn coupons(
    merged: &mut Cart,
    from: &Cart,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    for given in &from.coupons {
        if merged.coupons.iter().any(|own| own.code == given.code) {
            coupon::give_up(core::slice::from_ref(given), decision, moment, facts)?;
        } else {
            merged.coupons.push(coupon::moved(given, merged.id, decision, moment, facts)?);
        }
    }
    limits::count("coupons", merged.coupons.len(), limits::COUPONS)?;
    limits::count("gift cards", merged.gift_cards.len(), limits::COUPONS)?;
    limits::count("values", merged.custom.len(), limits::CUSTOM)?;
    Ok(())
}

/// The guest's addresses come along: one whose name stands for another place already gets a name of its own. Answers the
/// names that have changed.
fn addresses(merged: &mut Cart, from: &Cart) -> Result<Vec<(AddressCode, AddressCode)>, Refusal> {
    let mut renamed = Vec::new();
    for named in &from.addresses {
        match merged.addresses.iter().find(|own| own.code == named.code) {
            Some(own) if own.address == named.address => {}
            None => merged.addresses.push(named.clone()),
            Some(_) => {
                let mut free = (1..=limits::ADDRESSES).map(|nth| AddressCode::new(&format!("guest-{nth}")));
                let is_free = |code: &AddressCode| {
                    merged.addresses.iter().chain(&from.addresses).all(|other| other.code != *code)
                };
                let code = free.find_map(|code| code.ok().filter(is_free)).unwrap_or_else(|| named.code.clone());
                renamed.push((named.code.clone(), code.clone()));
                merged.addresses.push(NamedAddress { code, address: named.address.clone() });
            }
        }
    }
    limits::count("addresses", merged.addresses.len(), limits::ADDRESSES)?;
    Ok(renamed)
}

/// Lines of a guest's cart on their way.
struct Coming<'a> {
    addresses: Vec<(AddressCode, AddressCode)>,
    by: MergeBy,
    same_channel: bool,
    facts: &'a Facts,
}

impl Coming<'_> {
    /// Puts the lines into the cart, after those that it has. Answers what is more than may be ordered.
    fn come(&self, merged: &mut Cart, from: &Cart) -> Result<Vec<LeftOut>, Stop> {
        self.facts.show(from.lines.iter().map(|line| line.sku.clone().into()))?;
        let (mut left_out, mut differences) = (Vec::new(), Vec::new());
        for line in &from.lines {
            let line = self.addressed(line, merged.next_line);
            let others = merged.lines.iter().filter(|own| own.sku == line.sku && !own.is_same(&line));
            let others = others.map(|own| own.quantity.units()).fold(0, i64::saturating_add);
            let own = merged.lines.iter_mut().find(|own| own.is_same(&line));
            let had = own.as_ref().map(|own| own.quantity);
            let wanted = match (self.by, had) {
                (MergeBy::Sum, Some(had)) => had.plus(line.quantity)?,
                (MergeBy::Ask, Some(had)) if had != line.quantity => {
                    differences.push(json!({"sku": line.sku, "line": own.map(|own| own.line), "existing": had, "guest": line.quantity}));
                    continue;
                }
                (_, had) => line.quantity.max(had.unwrap_or(line.quantity)),
            };
            let (quantity, over) = self.within(&line.sku, wanted, others, had)?;
            left_out.extend(over.map(|quantity| LeftOut { sku: line.sku.clone(), quantity }));
            match (own, quantity) {
                (Some(own), Some(quantity)) => own.quantity = quantity,
                (None, Some(quantity)) => {
                    limits::line_number(line.line)?;
                    merged.next_line = merged.next_line.saturating_add(1);
                    merged.lines.push(CartLine { quantity, ..line });
                }
                (_, None) => {}
            }
        }
        if !differences.is_empty() {
            let reason = "lines of both carts differ: ask the shopper, and merge by another strategy";
            return Err(Refusal::new(Code::CartDiffers, reason).with("lines", Value::Array(differences)).into());
        }
        for line in &from.saved {
            limits::line_number(merged.next_line)?;
            merged.saved.push(self.addressed(line, merged.next_line));
            merged.next_line = merged.next_line.saturating_add(1);
        }
        limits::count("lines", merged.lines.len(), limits::LINES)?;
        limits::count("saved lines", merged.saved.len(), limits::LINES)?;
        Ok(left_out)
    }

    /// A line with its number and address in the other cart. A price that was shown in another channel is none here.
    fn addressed(&self, line: &CartLine, number: u32) -> CartLine {
        let mut line = CartLine { line: number, shown: line.shown.filter(|_| self.same_channel), ..line.clone() };
        if let Some((_, code)) = self.addresses.iter().find(|(before, _)| line.to.as_ref() == Some(before)) {
            line.to = Some(code.clone());
        }
        line
    }

    /// As much of a line as may be ordered beside other lines of its SKU, not less than it had; and what is over.
    fn within(
        &self,
        sku: &Sku,
        wanted: Quantity,
        others: i64,
        had: Option<Quantity>,
    ) -> Result<(Option<Quantity>, Option<Quantity>), Stop> {
        let rule = self.facts.known::<Variant>(sku)?.order_quantity;
        let most = rule.map_or(i64::MAX, |rule| rule.bounds().1).saturating_sub(others);
        let least = had.map_or(0, Quantity::units);
        let taken = wanted.units().min(most).max(least);
        let over = wanted.units().saturating_sub(taken);
        Ok((Quantity::new(taken).ok(), Quantity::new(over).ok()))
    }
}

impl LeftOut {
    fn all(line: &CartLine) -> Self {
        Self { sku: line.sku.clone(), quantity: line.quantity }
    }
}
