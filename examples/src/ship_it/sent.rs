//! An order, packed and rated: everything here is asked of the engine.

use std::collections::BTreeMap;

use fondaco::money::Money;
use fondaco::shipping::{
    LeftItem, OfferChoice, PackedCarton, PackingRequest, ParcelGoods, ParcelMeasure, ShipTo, ShippingLine,
    ShippingOffer, ShippingOffers, ShippingQuery, Size, pack,
};
use fondaco::{ChargeCode, Quantity, Timestamp};
use serde::Serialize;

use super::order::Order;
use super::shop::Shop;
use crate::trouble::Trouble;

/// How many steps of work are spent on an order where nothing else is asked: enough for the carts of a shop.
const EFFORT: u64 = 20_000;

/// An order, its parcels, and how they can be sent.
#[derive(Debug, Serialize)]
pub(crate) struct Sent {
    pub(crate) number: u64,
    pub(crate) placed_at: Timestamp,
    pub(crate) to: ShipTo,
    /// What was packed, and into what there is.
    #[serde(skip)]
    pub(crate) request: PackingRequest,
    pub(crate) parcels: Vec<PackedCarton>,
    /// What no carton takes.
    pub(crate) left: Vec<LeftItem>,
    pub(crate) offers: ShippingOffers,
    /// The method that is taken; none where nothing is offered, or not everything is packed.
    pub(crate) chosen: Option<ChargeCode>,
}

impl Sent {
    /// Packs an order, asks for offers, and chooses one.
    pub(crate) fn of(order: Order, shop: &Shop, choice: OfferChoice, effort: Option<u64>) -> Result<Self, Trouble> {
        let about = format!("order {}", order.number);
        let trouble = |refusal: fondaco::Refusal| Trouble::from(refusal).about(&about);
        let goods: Vec<_> = order.lines.iter().filter_map(|line| Some((line, shop.goods.get(&line.sku)?))).collect();
        let items = goods.iter().map(|(line, good)| good.packed(line.units)).collect();
        let mut request = PackingRequest::new(items, shop.cartons.clone());
        (request.tariff, request.effort) = (shop.tariff.clone(), Some(effort.unwrap_or(EFFORT)));
        let packing = pack(&request).map_err(trouble)?;
        let mut lines = Vec::with_capacity(goods.len());
        for (line, good) in goods {
            let worth = good.price.minor().checked_mul(line.units.into());
            let worth = worth.ok_or_else(|| Trouble::new("money.overflow", format!("{about}: is worth too much")))?;
            let worth = Money::from_minor(worth, shop.currency);
            let mut asked = ShippingLine::new(line.sku.clone(), line.quantity, worth);
            (asked.grams, asked.categories, asked.hazard) = (good.grams, good.categories.clone(), good.hazard);
            lines.push(asked);
        }
        let mut query = ShippingQuery::new(shop.currency, order.to.clone(), lines);
        query.placed_at = Some(order.placed_at);
        query.parcels = packing.parcels.iter().map(|parcel| measured(parcel, &request)).collect::<Result<_, _>>()?;
        query.billed_grams = request
            .tariff
            .as_ref()
            .map(|tariff| query.parcels.iter().map(|parcel| tariff.billed(parcel.size, parcel.grams)).sum());
        let all_packed = packing.left.is_empty();
        let offers = if all_packed { shop.book.explain(&query).map_err(trouble)? } else { ShippingOffers::default() };
        let chosen = offers.choose(choice).map(|offer| offer.method.clone());
        let Order { number, placed_at, to, lines: _ } = order;
        Ok(Self { number, placed_at, to, request, parcels: packing.parcels, left: packing.left, offers, chosen })
    }

    /// The offer that is taken.
    pub(crate) fn offer(&self) -> Option<&ShippingOffer> {
        self.offers.offers.iter().find(|offer| Some(&offer.method) == self.chosen.as_ref())
    }
}

/// A parcel as its carrier sees it: what it measures outside, what it weighs, and how many units of each line it holds.
fn measured(parcel: &PackedCarton, request: &PackingRequest) -> Result<ParcelMeasure, Trouble> {
    let mut units: BTreeMap<usize, i64> = BTreeMap::new();
    for item in &parcel.items {
        *units.entry(item.item).or_default() += 1;
    }
    let held = units.into_iter().map(|(line, units)| Ok(ParcelGoods { line, quantity: Quantity::new(units)? }));
    let outer = request.cartons.get(parcel.carton).map_or(Size::new(0, 0, 0), |carton| carton.outer);
    Ok(ParcelMeasure { size: outer, grams: parcel.grams, goods: held.collect::<Result<_, Trouble>>()? })
}
