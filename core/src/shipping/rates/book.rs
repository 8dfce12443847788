//! The book of shipping: rules compiled once, then asked for offers.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::{Serialize, Serializer};

use super::check;
use super::condition::Condition;
use super::offer::{OfferItem, OfferItemKind, ShippingOffer, ShippingOffers};
use super::price::price;
use super::query::{ShipTo, ShippingQuery};
use super::reason::{NotOffered, ShippingReason};
use super::restricted::{Refused, Restrictions};
use super::rules::{ShippingMethod, ShippingPrice, ShippingRate, ShippingRules};
use super::scene::Scene;
use super::surcharge::{Extra, add};
use super::zone::Zones;
use crate::id::{LocationCode, ZoneCode};
use crate::money::{Currency, Money};
use crate::pricing::{Goods, RuleProblem, refused};
use crate::refusal::Refusal;
use crate::shipping::{DateBook, Promise};

/// Rules of shipping, compiled.
///
/// ```
/// use fondaco::money::{Currency, Money};
/// use fondaco::shipping::{OfferChoice, ShipTo, ShippingBook, ShippingLine, ShippingQuery};
/// use fondaco::{CountryCode, Quantity, Sku};
///
/// let eur = Currency::iso("EUR")?;
/// let (flat, each) = (Money::parse("5.90", eur)?, Money::parse("4.00", eur)?);
/// let rules = serde_json::json!({
///     "tax_display": "inclusive",
///     "zones": [{"code": "home", "places": [{"country": "IT"}], "except": [{"country": "IT", "postal": "30*"}]}],
///     "methods": [
///         {"code": "post", "title": "Post", "rates": [{"zone": "home", "price": {"flat": flat}}]},
///         {"code": "boat", "title": "By boat", "rates": [{"price": {"per_item": each}}]},
///     ],
/// });
/// let book = ShippingBook::compile(serde_json::from_value(rules).unwrap())?;
/// let line = ShippingLine::new(Sku::new("book")?, Quantity::new(2)?, Money::parse("24.00", eur)?);
/// let query = ShippingQuery::new(eur, ShipTo::country(CountryCode::new("IT")?), vec![line]);
/// let offers = book.offers(&query)?;
/// assert_eq!(offers.choose(OfferChoice::Cheapest).unwrap().total.to_string(), "5.90 EUR");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "ShippingRules")]
pub struct ShippingBook {
    rules: ShippingRules,
    zones: Zones,
    dates: DateBook,
    /// Choices of goods that rules look at; the first is all goods.
    filters: Vec<Goods>,
    methods: Vec<Method>,
    /// By zone, then by everywhere: methods that have a rate there, and which.
    rates: Vec<Vec<Served>>,
    distances: BTreeMap<(LocationCode, LocationCode), u64>,
    restrictions: Restrictions,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Method {
    when: Condition,
    extras: Vec<Extra>,
}

/// A rate of a method, and the zone that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Served {
    method: usize,
    rate: usize,
    zone: usize,
    currency: Currency,
}

impl ShippingBook {
    /// Compiles rules.
    ///
    /// # Errors
    ///
    /// `rules.invalid`: the detail `problems` lists everything that is wrong, each by its path.
    pub fn compile(rules: ShippingRules) -> Result<Self, Refusal> {
        let mut problems: Vec<RuleProblem> = Vec::new();
        let zones = Zones::compile(&rules.zones, rules.zone_choice, &mut problems);
        let dates = DateBook::read(rules.dates.clone(), "dates.", &mut problems);
        check::methods(&rules, &|code| zones.named(code).is_some(), &dates, &mut problems);
        let mut distances = BTreeMap::new();
        for (at, row) in rules.distances.iter().enumerate() {
            for pair in [(&row.from, &row.to), (&row.to, &row.from)] {
                let before = distances.insert((pair.0.clone(), pair.1.clone()), row.distance);
                if before.is_some_and(|before| before != row.distance) {
                    let problem = "gives two stations another distance".into();
                    problems.push(RuleProblem { path: format!("distances[{at}]"), problem });
                }
            }
        }
        let restrictions = Restrictions::compile(&rules.restrictions, &mut problems);
        if let Some(first) = problems.first() {
            return Err(refused(first, &problems));
        }
        let mut filters = vec![Goods::default()];
        let named = |code: &ZoneCode| zones.named(code);
        let methods = rules.methods.iter().map(|method| compiled(method, &mut filters, &named)).collect();
        let mut rates = vec![Vec::new(); rules.zones.len().saturating_add(1)];
        for (place, method) in rules.methods.iter().enumerate() {
            for (rate, row) in method.rates.iter().enumerate() {
                let zone = row.zone.as_ref().map_or(Some(rules.zones.len()), named);
                let Some((zone, currency)) = zone.zip(currency_of(row)) else { continue };
                if let Some(served) = rates.get_mut(zone) {
                    served.push(Served { method: place, rate, zone, currency });
                }
            }
        }
        Ok(Self { rules, zones, dates, filters, methods, rates, distances, restrictions })
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> &ShippingRules {
        &self.rules
    }

    /// The zone that counts for a destination, if it lies in one.
    pub fn zone_of(&self, to: &ShipTo) -> Option<&ZoneCode> {
        self.zones.around(to).first().and_then(|at| self.code(*at))
    }

    /// What is offered.
    ///
    /// # Errors
    ///
    /// `currency.mismatch` if goods are worth something in another currency than prices are asked in, `basket.invalid` if they are
    /// worth less than nothing, `limit.exceeded` for more lines or parcels than [`crate::limits`] allows.
    pub fn offers(&self, query: &ShippingQuery) -> Result<ShippingOffers, Refusal> {
        self.answer(query, false)
    }

    /// What is offered, and why all else is not.
    ///
    /// # Errors
    ///
    /// As [`offers`](Self::offers).
    pub fn explain(&self, query: &ShippingQuery) -> Result<ShippingOffers, Refusal> {
        self.answer(query, true)
    }

    fn answer(&self, query: &ShippingQuery, reasons: bool) -> Result<ShippingOffers, Refusal> {
        query.check()?;
        let around = self.zones.around(&query.to);
        let distance = query.distance.or_else(|| self.distance(query));
        let scene = Scene::new(query, self.rules.tax_display, distance, &around, &self.filters);
        let served = self.served(query.currency, &around);
        let refused = self.restrictions.refuse(query);
        let mut answer = ShippingOffers::default();
        if !reasons {
            let methods = served.into_iter().filter_map(|served| Some((self.method(served.method)?, served)));
            let offers = methods.map(|(method, served)| self.offer(method, Some(served), &refused, &scene));
            answer.offers.extend(offers.flatten());
            return Ok(answer);
        }
        let mut served = served.into_iter().peekable();
        for (place, method) in self.rules.methods.iter().zip(&self.methods).enumerate() {
            let served = served.next_if(|served| served.method == place);
            match self.offer(method, served, &refused, &scene) {
                Ok(offer) => answer.offers.push(offer),
                Err(reason) => answer.not_offered.push(NotOffered { method: method.0.code.clone(), reason }),
            }
        }
        Ok(answer)
    }

    fn method(&self, place: usize) -> Option<(&ShippingMethod, &Method)> {
        self.rules.methods.get(place).zip(self.methods.get(place))
    }

    /// Of each method that has a rate the one that counts, in the order of methods.
    fn served(&self, currency: Currency, around: &[usize]) -> Vec<Served> {
        let zones = around.iter().copied().chain([self.rules.zones.len()]);
        let rows = zones.filter_map(|zone| self.rates.get(zone)).flatten();
        let mut served: Vec<Served> = rows.filter(|row| row.currency == currency).copied().collect();
        // Rates of a method stay in the order of their zones, and the first counts.
        served.sort_by_key(|row| row.method);
        served.dedup_by_key(|row| row.method);
        served
    }

    fn offer(
        &self,
        (method, compiled): (&ShippingMethod, &Method),
        served: Option<Served>,
        refused: &Refused<'_>,
        scene: &Scene<'_>,
    ) -> Result<ShippingOffer, ShippingReason> {
        if method.hidden && !scene.query.staff {
            return Err(ShippingReason::Hidden {});
        }
        let Some(Served { rate, zone, .. }) = served else { return Err(self.unserved(method, scene)) };
        compiled.when.holds(scene)?;
        if !refused.allows(method) {
            return Err(ShippingReason::Restricted { refused: refused.of(method) });
        }
        let rate = method.rates.get(rate).ok_or(ShippingReason::OtherDestination {})?;
        let goods = scene.sums(0);
        let currency = scene.query.currency;
        let worth = scene.worth(&goods, None);
        let free = rate.free_above.is_some_and(|above| worth >= above.minor());
        let base = price(&rate.price, &goods, scene)?;
        let base = if free { 0 } else { base };
        let mut items = Vec::with_capacity(compiled.extras.len().saturating_add(1));
        let (code, title) = (method.code.clone(), method.title.clone());
        let amount = Money::from_minor(base, currency);
        items.push(OfferItem { code, title, kind: OfferItemKind::Price, amount });
        let total = if free { 0 } else { add(&compiled.extras, base, &mut items, scene)? };
        Ok(ShippingOffer {
            method: method.code.clone(),
            title: method.title.clone(),
            zone: self.code(zone).cloned(),
            total: Money::from_minor(total, currency),
            items,
            days: method.days,
            promise: self.promise(method, rate, scene.query)?,
        })
    }

    /// The dates of a method, where it has a route and the query says when it is ordered.
    fn promise(
        &self,
        method: &ShippingMethod,
        rate: &ShippingRate,
        query: &ShippingQuery,
    ) -> Result<Option<Promise>, ShippingReason> {
        let route = rate.route.as_ref().or(method.route.as_ref()).and_then(|code| self.dates.route(code));
        let Some((route, placed_at)) = route.zip(query.placed_at) else { return Ok(None) };
        self.dates.promised(route, placed_at).map(Some).map_err(|_| ShippingReason::NoDate {})
    }

    /// Why a method has no rate: another currency where it has one for the destination, else the destination.
    fn unserved(&self, method: &ShippingMethod, scene: &Scene<'_>) -> ShippingReason {
        let here = |rate: &&ShippingRate| {
            let zone = rate.zone.as_ref().map(|code| self.zones.named(code));
            zone.is_none_or(|zone| zone.is_some_and(|zone| scene.around.contains(&zone)))
        };
        let needs = method.rates.iter().find(here).and_then(currency_of);
        needs.map_or(ShippingReason::OtherDestination {}, |needs| ShippingReason::OtherCurrency { needs })
    }

    fn code(&self, zone: usize) -> Option<&ZoneCode> {
        self.rules.zones.get(zone).map(|zone| &zone.code)
    }

    fn distance(&self, query: &ShippingQuery) -> Option<u64> {
        let (from, to) = query.from.as_ref().zip(query.to.station.as_ref())?;
        if from == to { Some(0) } else { self.distances.get(&(from.clone(), to.clone())).copied() }
    }
}

impl TryFrom<ShippingRules> for ShippingBook {
    type Error = Refusal;

    fn try_from(rules: ShippingRules) -> Result<Self, Refusal> {
        Self::compile(rules)
    }
}

/// A book is written as its rules.
impl Serialize for ShippingBook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rules.serialize(serializer)
    }
}

fn compiled(method: &ShippingMethod, filters: &mut Vec<Goods>, zone: &dyn Fn(&ZoneCode) -> Option<usize>) -> Method {
    let when = Condition::new(&method.when, filters, zone);
    let extras = method.surcharges.iter().map(|surcharge| {
        let by = method.surcharges.iter().enumerate();
        let by = by.filter(|(_, other)| other.supersedes.contains(&surcharge.code)).map(|(at, _)| at);
        Extra {
            when: Condition::new(&surcharge.when, filters, zone),
            superseded_by: by.collect(),
            rule: surcharge.clone(),
        }
    });
    Method { when, extras: extras.collect() }
}

/// The currency that the amounts of a rate are in.
fn currency_of(rate: &ShippingRate) -> Option<Currency> {
    rate.free_above.map(|above| above.currency()).or_else(|| first_of(&rate.price))
}

fn first_of(price: &ShippingPrice) -> Option<Currency> {
    match price {
        ShippingPrice::Flat(amount)
        | ShippingPrice::PerItem(amount)
        | ShippingPrice::PerStep { price: amount, .. }
        | ShippingPrice::Percent { least: amount, .. }
        | ShippingPrice::Flexi { first: amount, .. }
        | ShippingPrice::Sack { below: amount, .. }
        | ShippingPrice::Formula { unit: amount, .. } => Some(amount.currency()),
        ShippingPrice::Bands { bands, .. } => bands.iter().find_map(|band| first_of(&band.price)),
        ShippingPrice::ByCategory { prices, .. } => prices.iter().find_map(|priced| first_of(&priced.price)),
        ShippingPrice::Sum(list) | ShippingPrice::Least(list) | ShippingPrice::Most(list) => {
            list.iter().find_map(first_of)
        }
    }
}

#[cfg(test)]
mod tests;
