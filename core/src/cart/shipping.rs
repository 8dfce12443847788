//! How the goods of a cart are sent: the methods that are offered for it as it is, the one that was chosen, and what it costs.
//!
//! The charge is not kept: it is worked out with the prices of the goods, after their discounts, whenever the cart is priced.
//! So it follows the cart, and a cart whose method is no longer offered is not ordered by it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::record::Cart;
use super::want::Want;
use crate::catalog::{Channel, Variant};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId, ChargeCode};
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::Address;
use crate::pricing::{Charge, ChargeKind, Receipt, priced_goods};
use crate::refusal::{Code, Refusal};
use crate::shipping::{
    NamedShippingBook, NotOffered, ShipTo, ShippingBook, ShippingLine, ShippingOffer, ShippingOffers, ShippingQuery,
};

/// The methods by which the goods of a cart can be sent as it is, and why all others are not offered. Goods that go to several
/// addresses are sent to each: what is offered to all of them, for all of it together. Refused with `cart.unknown`,
/// `cart.empty`, `shipping.unset`, and with what pricing refuses.
pub fn shipping_offers(cart: CartId, moment: &Moment, facts: &Facts) -> Result<ShippingOffers, Stop> {
    offered(facts.known::<Cart>(&cart)?, moment, facts)
}

/// Chooses a method, or none any more.
pub(crate) fn choose(
    id: CartId,
    method: Option<&ChargeCode>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    if let Some(method) = method {
        find(method, &offered(cart, moment, facts)?)?;
    }
    let mut decision = Decision::new(Outcome::Done {});
    if cart.shipping.as_ref() != method {
        decision.record(id, Event::ShippingChosen { method: method.cloned() });
    }
    Ok(decision)
}

/// The offer of the chosen method of a cart whose goods come to this, and what it charges; none where none was chosen.
pub(crate) fn carriage(
    cart: &Cart,
    wanted: &[Want<'_>],
    channel: &Channel,
    goods: &Receipt,
    facts: &Facts,
) -> Result<Option<(ShippingOffer, Charge)>, Stop> {
    let Some(method) = &cart.shipping else { return Ok(None) };
    let book = book_of(channel, facts)?;
    let offers = offers(cart, wanted, (channel, book), goods, facts)?;
    let offer = find(method, &offers)?;
    let rule = book.rules().methods.iter().find(|rule| rule.code == *method);
    let charge = Charge {
        code: method.clone(),
        title: offer.title.clone(),
        kind: ChargeKind::Shipping,
        amount: offer.total,
        tax: rule.map(|rule| rule.tax.clone()).unwrap_or_default(),
        seller: None,
    };
    Ok(Some((offer.clone(), charge)))
}

fn offered(cart: &Cart, moment: &Moment, facts: &Facts) -> Result<ShippingOffers, Stop> {
    let channel = facts.known::<Channel>(&cart.channel)?;
    let book = book_of(channel, facts)?;
    let (wanted, goods) = priced_goods(cart, channel, moment, facts)?;
    offers(cart, &wanted, (channel, book), &goods, facts)
}

/// The rules of a channel; refused with `shipping.unset`.
fn book_of<'a>(channel: &Channel, facts: &'a Facts) -> Result<&'a ShippingBook, Stop> {
    let Some(code) = &channel.shipping else {
        let reason =
            format!("channel `{}` names no `shipping` book: define one, or set shipping as a charge", channel.code);
        return Err(Refusal::new(Code::ShippingUnset, reason).with("channel", channel.code.as_str()).into());
    };
    Ok(&facts.known::<NamedShippingBook>(code)?.book)
}

/// The offer of a method; refused with `shipping.not_offered`, with the reason and with what is offered.
fn find<'a>(method: &ChargeCode, offers: &'a ShippingOffers) -> Result<&'a ShippingOffer, Refusal> {
    if let Some(offer) = offers.offers.iter().find(|offer| offer.method == *method) {
        return Ok(offer);
    }
    let others: Vec<&str> = offers.offers.iter().map(|offer| offer.method.as_str()).collect();
    let reason = format!("`{method}` is not offered for this cart: choose one of {others:?}, or none");
    let why = offers.not_offered.iter().find(|other| other.method == *method);
    let refusal =
        Refusal::new(Code::ShippingNotOffered, reason).with("method", method.as_str()).with("offered", others);
    Err(match why.and_then(|why| crate::wire::to_value(&why.reason).ok()) {
        Some(why) => refusal.with("why", why),
        None => refusal,
    })
}

/// What is offered for goods that are priced, to all of the addresses that they go to.
fn offers(
    cart: &Cart,
    wanted: &[Want<'_>],
    (channel, book): (&Channel, &ShippingBook),
    goods: &Receipt,
    facts: &Facts,
) -> Result<ShippingOffers, Stop> {
    let mut together: Option<ShippingOffers> = None;
    for (to, lines) in by_destination(wanted, goods, facts)? {
        let address = match to {
            Some(code) => cart.addresses.iter().find(|named| named.code == *code).map(|named| &named.address),
            None => cart.address.as_ref(),
        };
        let to = address.map_or_else(|| ShipTo::country(channel.country.clone()), place_of);
        let mut query = ShippingQuery::new(channel.currency, to, lines);
        query.placed_at = Some(goods.at);
        query.channel = Some(channel.code.clone());
        query.groups = cart.buyer.as_ref().map(|buyer| buyer.groups.clone()).unwrap_or_default();
        let here = book.explain(&query)?;
        together = Some(match together {
            Some(before) => both(before, here)?,
            None => here,
        });
    }
    Ok(together.unwrap_or_default())
}

/// What is offered for some goods and for others, each sent by itself.
fn both(left: ShippingOffers, right: ShippingOffers) -> Result<ShippingOffers, Refusal> {
    let mut offers = Vec::new();
    for mut offer in left.offers {
        let Some(other) = right.offers.iter().find(|other| other.method == offer.method) else { continue };
        offer.total = offer.total.plus(other.total)?;
        offer.items.extend(other.items.iter().cloned());
        offer.zone = offer.zone.filter(|zone| other.zone.as_ref() == Some(zone));
        offer.promise = offer.promise.zip(other.promise.clone()).map(|(one, other)| one.and(other));
        offers.push(offer);
    }
    let mut not_offered: Vec<NotOffered> = left.not_offered;
    let known: BTreeSet<ChargeCode> = not_offered.iter().map(|other| other.method.clone()).collect();
    not_offered.extend(right.not_offered.into_iter().filter(|other| !known.contains(&other.method)));
    Ok(ShippingOffers { offers, not_offered })
}

/// Goods by where they go, with what they are worth after discounts. Gifts that the cart has no line for go with its address,
/// and weigh and are as dangerous as the variant of their SKU, if there is one.
fn by_destination<'a>(
    wanted: &[Want<'a>],
    goods: &Receipt,
    facts: &Facts,
) -> Result<BTreeMap<Option<&'a AddressCode>, Vec<ShippingLine>>, Stop> {
    let mut known: BTreeMap<u32, (&Variant, Option<&AddressCode>)> = BTreeMap::new();
    for want in wanted {
        known.extend(want.goods().map(|(line, variant)| (line.line, (variant, want.line.to.as_ref()))));
    }
    let gifts = goods.lines.iter().filter(|priced| !known.contains_key(&priced.line));
    facts.show(gifts.map(|gift| gift.sku.clone().into()))?;
    let mut lines: BTreeMap<_, Vec<ShippingLine>> = BTreeMap::new();
    for priced in &goods.lines {
        let found = known.get(&priced.line).copied();
        let variant = match found {
            Some((variant, _)) => Some(variant),
            None => facts.get::<Variant>(&priced.sku)?,
        };
        let line = match variant {
            Some(variant) => ShippingLine::of(variant, priced.quantity, priced.net),
            None => ShippingLine::new(priced.sku.clone(), priced.quantity, priced.net),
        };
        let line = ShippingLine { gross: priced.gross, ..line };
        lines.entry(found.and_then(|(_, to)| to)).or_default().push(line);
    }
    Ok(lines)
}

fn place_of(address: &Address) -> ShipTo {
    let text = |text: &str| Some(Arc::from(text)).filter(|_| !text.is_empty());
    ShipTo {
        country: address.country.clone(),
        region: address.region.clone(),
        city: text(&address.city),
        postal_code: text(&address.postal_code),
        station: None,
    }
}
