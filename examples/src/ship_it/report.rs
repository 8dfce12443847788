//! What all orders come to.

use std::collections::BTreeMap;

use fondaco::money::Money;
use serde::Serialize;

use super::sent::Sent;
use super::shop::Shop;
use super::words;

/// Everything that was found.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) orders: Vec<Sent>,
    pub(crate) totals: Totals,
}

/// What all orders come to.
#[derive(Debug, Serialize)]
pub(crate) struct Totals {
    pub(crate) orders: usize,
    /// Orders that no method is offered for, or of which something is in no carton.
    pub(crate) unsent: Vec<u64>,
    pub(crate) parcels: usize,
    pub(crate) grams: u64,
    /// How much of the room in all cartons is filled, in thousandths.
    pub(crate) fill: u64,
    pub(crate) cartons: BTreeMap<String, usize>,
    pub(crate) methods: Vec<Method>,
    pub(crate) cost: Money,
    /// How many orders are promised for each day of the week at the latest, from Monday on.
    pub(crate) weekdays: [usize; 7],
}

/// What goes by a method.
#[derive(Debug, Serialize)]
pub(crate) struct Method {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) orders: usize,
    pub(crate) cost: Money,
    /// How many orders it is offered to, and why not to the others.
    pub(crate) offered: usize,
    pub(crate) not_offered: BTreeMap<String, usize>,
}

impl Totals {
    pub(crate) fn of(orders: &[Sent], shop: &Shop) -> Self {
        let parcels = || orders.iter().flat_map(|sent| &sent.parcels);
        let mut cartons = BTreeMap::new();
        let (mut room, mut filled) = (0_u64, 0_u64);
        for carton in parcels().filter_map(|parcel| Some((parcel, shop.cartons.get(parcel.carton)?))) {
            let (parcel, carton) = carton;
            *cartons.entry(carton.name.clone()).or_default() += 1;
            let inner = u64::from(carton.inner.length) * u64::from(carton.inner.width) * u64::from(carton.inner.height);
            room += inner;
            filled += inner / 1_000 * u64::from(parcel.fill);
        }
        let mut weekdays = [0; 7];
        for promise in orders.iter().filter_map(|sent| sent.offer()?.promise.as_ref()) {
            let day = usize::try_from(promise.latest.weekday().to_monday_zero_offset()).unwrap_or_default();
            if let Some(count) = weekdays.get_mut(day) {
                *count += 1;
            }
        }
        let methods: Vec<Method> = shop
            .book
            .rules()
            .methods
            .iter()
            .map(|method| Method::of(&method.code, &method.title, orders, shop))
            .collect();
        let cost = methods.iter().map(|method| method.cost.minor()).sum();
        Self {
            orders: orders.len(),
            unsent: orders.iter().filter(|sent| sent.chosen.is_none()).map(|sent| sent.number).collect(),
            parcels: parcels().count(),
            grams: parcels().map(|parcel| parcel.grams).sum(),
            fill: filled * 1_000 / room.max(1),
            cartons,
            methods,
            cost: Money::from_minor(cost, shop.currency),
            weekdays,
        }
    }
}

impl Method {
    fn of(code: &fondaco::ChargeCode, title: &str, orders: &[Sent], shop: &Shop) -> Self {
        let taken = || orders.iter().filter_map(Sent::offer).filter(|offer| offer.method == *code);
        let mut not_offered = BTreeMap::new();
        for row in orders.iter().flat_map(|sent| &sent.offers.not_offered).filter(|row| row.method == *code) {
            *not_offered.entry(words::code(&row.reason)).or_default() += 1;
        }
        let offers = orders.iter().flat_map(|sent| &sent.offers.offers);
        Self {
            code: code.as_str().to_owned(),
            title: title.to_owned(),
            orders: taken().count(),
            cost: Money::from_minor(taken().map(|offer| offer.total.minor()).sum(), shop.currency),
            offered: offers.filter(|offer| offer.method == *code).count(),
            not_offered,
        }
    }
}
