//! Sellers of an order: in a marketplace one cart holds goods of several, and each has a part of the order that it becomes.
//!
//! Who sells what is decided as the order is placed, and as lines and charges come along: by the variants and charges as they
//! are then. What nobody is named for, the channel itself sells.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::record::Order;
use crate::catalog::{Seller, Variant};
use crate::decide::Decision;
use crate::document::next_number;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, OrderId, SellerCode, SellerOrderCode};
use crate::moment::Moment;
use crate::pricing::{Charge, Receipt, ReceiptLine};
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// What a seller sells of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderSeller {
    /// Who.
    pub seller: SellerCode,
    /// The number of the part for people, where the seller has a series for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Lines of the receipt; kits by those of their parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
    /// Shipping and fees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeCode>,
}

/// That a seller has a part in an order: what the orders of a seller are found by. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SellerOrder {
    /// The order.
    pub order: OrderId,
    /// The seller.
    pub seller: SellerCode,
    /// The number of the part for people, where the seller has a series for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Since when.
    pub placed_at: Timestamp,
}

impl Order {
    /// The part of a seller; `None` for what the channel itself sells. Refused with `seller_order.unknown`.
    pub(crate) fn part_of(&self, seller: Option<&SellerCode>) -> Result<Option<&OrderSeller>, Refusal> {
        let Some(seller) = seller else { return Ok(None) };
        self.sellers.iter().find(|part| part.seller == *seller).map(Some).ok_or_else(|| {
            Refusal::new(Code::SellerOrderUnknown, format!("seller `{seller}` has no part in order {}", self.id))
                .with("order", format!("{}", self.id))
                .with("seller", seller.as_str())
        })
    }

    /// Who sells a line of the receipt; the channel itself when `None`.
    pub fn seller_of(&self, line: u32) -> Option<&SellerCode> {
        self.sellers.iter().find(|part| part.lines.contains(&line)).map(|part| &part.seller)
    }

    /// Whose a charge of the receipt is; the channel's own when `None`.
    pub fn seller_of_charge(&self, charge: &ChargeCode) -> Option<&SellerCode> {
        self.sellers.iter().find(|part| part.charges.contains(charge)).map(|part| &part.seller)
    }
}

/// Who sells what of a receipt. Lines that an order had `before` stay with whom they were; parts that lose all their lines
/// stay, without any. A gift goes with the seller of its variant, where others sell beside the channel.
pub(super) fn split(
    receipt: &Receipt,
    charges: &[Charge],
    before: Option<&Order>,
    facts: &Facts,
) -> Result<Vec<OrderSeller>, Stop> {
    let earlier = before.iter().flat_map(|order| &order.sellers);
    let mut sellers: Vec<OrderSeller> =
        earlier.map(|part| OrderSeller { lines: Vec::new(), charges: Vec::new(), ..part.clone() }).collect();
    for line in receipt.lines.iter().filter(|line| line.gift.is_none()) {
        let seller = match before.filter(|order| order.receipt.line(line.line).is_ok()) {
            Some(order) => order.seller_of(line.line),
            None => sold_by(receipt, line, facts)?,
        };
        if let Some(seller) = seller {
            part_of(&mut sellers, seller, |part| part.lines.push(line.line));
        }
    }
    for Charge { code, seller, .. } in charges {
        if let Some(seller) = seller {
            part_of(&mut sellers, seller, |part| part.charges.push(code.clone()));
        }
    }
    if !sellers.is_empty() {
        let gifts = || receipt.lines.iter().filter(|line| line.gift.is_some());
        facts.show(gifts().map(|gift| gift.sku.clone().into()))?;
        for gift in gifts() {
            if let Some(seller) = facts.get::<Variant>(&gift.sku)?.and_then(|variant| variant.seller.as_ref()) {
                part_of(&mut sellers, seller, |part| part.lines.push(gift.line));
            }
        }
    }
    Ok(sellers)
}

/// Who sells what a line of a receipt is of: of a part of a kit, who sells the kit.
fn sold_by<'a>(receipt: &Receipt, line: &ReceiptLine, facts: &'a Facts) -> Result<Option<&'a SellerCode>, Stop> {
    let kit = receipt.kits.iter().find(|kit| line.kit == Some(kit.line));
    let sku = kit.map_or(&line.sku, |kit| &kit.sku);
    Ok(facts.known::<Variant>(sku)?.seller.as_ref())
}

/// Adds something to the part of a seller, to a new one where there is none yet.
fn part_of(sellers: &mut Vec<OrderSeller>, seller: &SellerCode, add: impl FnOnce(&mut OrderSeller)) {
    if let Some(part) = sellers.iter_mut().find(|part| part.seller == *seller) {
        return add(part);
    }
    let mut part = OrderSeller { seller: seller.clone(), number: None, lines: Vec::new(), charges: Vec::new() };
    add(&mut part);
    sellers.push(part);
}

/// Gives the parts of an order after those that it had their numbers; answers that they were placed. Refused with
/// `seller.unknown`.
pub(super) fn join(
    order: OrderId,
    sellers: &mut [OrderSeller],
    had: usize,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<Vec<(Key, Event)>, Stop> {
    let parts = sellers.get_mut(had..).unwrap_or_default();
    facts.show(parts.iter().map(|part| part.seller.clone().into()))?;
    let mut needed: Vec<Key> = Vec::new();
    for part in parts.iter() {
        needed.extend(facts.known::<Seller>(&part.seller)?.numbers.orders.clone().map(Key::from));
        needed.push(SellerOrderCode::of(order, &part.seller)?.into());
    }
    facts.show(needed)?;
    let mut placed = Vec::with_capacity(parts.len());
    for part in parts {
        let series = facts.known::<Seller>(&part.seller)?.numbers.orders.as_ref();
        part.number = series.map(|series| next_number(series, decision, facts)).transpose()?;
        let code = SellerOrderCode::of(order, &part.seller)?;
        facts.get::<SellerOrder>(&code)?;
        let (seller, number) = (part.seller.clone(), part.number.clone());
        let seller_order = SellerOrder { order, seller, number, placed_at: moment.now };
        placed.push((code.into(), Event::SellerOrderPlaced { seller_order: seller_order.into() }));
    }
    Ok(placed)
}
