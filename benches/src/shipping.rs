//! Ways to send carts: ten lines each, two hundred methods in fifty zones, beside the loop of integers that prices carts.

use std::hint::black_box;

use fondaco::money::{Currency, Money};
use fondaco::shipping::{ShipTo, ShippingBook, ShippingLine, ShippingQuery};
use fondaco::{CategoryCode, CountryCode, Quantity, Refusal, Sku};
use serde_json::{Value, json};

use crate::clock;
use crate::figure::{Figure, Measure, median};
use crate::prices;
use crate::prices::carts::{CATEGORIES, Columns, Draw};

/// The measures by name.
pub const MEASURES: &[(&str, Measure)] = &[("shipping", measure)];

/// Carts in memory.
const CARTS: usize = 10_000;
/// Lines of each.
const LINES: usize = 10;
/// Zones: each of these countries, and as many parts of them by postal code.
const COUNTRIES: [&str; 25] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IT", "LT", "LU",
    "LV", "NL", "NO", "PL", "PT", "SE",
];
/// Methods, each with a rate in five zones: a destination lies in one or two, so that twenty to forty methods are looked at.
const METHODS: usize = 200;
/// Each way has its turn so many times.
const ROUNDS: usize = 9;

/// What a method costs in a zone, by its number.
fn price(method: usize, zone: usize) -> Value {
    let usd = |cents: usize| json!({"amount": format!("{}.{:02}", cents / 100, cents % 100), "currency": "USD"});
    let base = 300 + 10 * (method % 50) + zone;
    match method % 4 {
        0 => json!({"flat": usd(base)}),
        1 => json!({"per_step": {"by": "weight", "step": 500, "price": usd(base / 4),
            "first": {"up_to": 2_000, "price": usd(base)}}}),
        2 => json!({"bands": {"by": "weight", "bands": [
            {"from": 0, "price": {"flat": usd(base)}}, {"from": 2_000, "price": {"flat": usd(2 * base)}},
            {"from": 10_000, "price": {"flat": usd(4 * base)}}]}}),
        _ => json!({"percent": {"rate": "0.05", "least": usd(base), "most": usd(10 * base)}}),
    }
}

/// Two hundred methods in fifty zones.
fn rules() -> Value {
    let country = |place: usize| json!({"code": format!("z{place}"), "places": [{"country": COUNTRIES[place]}]});
    let part = |place: usize| {
        let postal = json!({"country": COUNTRIES[place], "postal": "1*"});
        json!({"code": format!("z{}", place + COUNTRIES.len()), "places": [postal]})
    };
    let zones: Vec<Value> = (0..COUNTRIES.len()).map(country).chain((0..COUNTRIES.len()).map(part)).collect();
    let method = |number: usize| {
        let rates = (0..5).map(|step| {
            let zone = (number + 10 * step) % zones.len();
            json!({"zone": format!("z{zone}"), "price": price(number, zone), "free_above":
                if number.is_multiple_of(5) { json!({"amount": "900.00", "currency": "USD"}) } else { Value::Null }})
        });
        let when = match number % 3 {
            0 => json!({"all": []}),
            1 => json!({"weight": {"within": {"at_most": 12_000}}}),
            _ => json!({"not": {"contains": {"categories": [CATEGORIES[number % 4]]}}}),
        };
        let fuel = json!([{"code": "fuel", "title": "Fuel", "amount": {"percent": {"rate": "0.12"}}}]);
        let surcharges = if number.is_multiple_of(4) { fuel } else { json!([]) };
        json!({"code": format!("m{number}"), "title": format!("Method {number}"), "when": when,
            "rates": rates.collect::<Vec<_>>(), "surcharges": surcharges, "days": {"least": 1, "most": 1 + number % 9}})
    };
    json!({"tax_display": "exclusive", "methods": (0..METHODS).map(method).collect::<Vec<_>>(), "zones": zones})
}

/// The rules, compiled.
fn book() -> Result<ShippingBook, String> {
    let rules = serde_json::from_value(rules()).map_err(|error| error.to_string())?;
    ShippingBook::compile(rules).map_err(|refusal| refusal.to_string())
}

/// The carts, each to somewhere in one of the countries.
fn queries(carts: usize) -> Result<Vec<ShippingQuery>, Refusal> {
    let columns = Columns::draw(carts, LINES, 20_261_123);
    let mut draw = Draw(11);
    let usd = Currency::iso("USD")?;
    let lines = columns.unit.iter().zip(&columns.quantity).zip(&columns.category).enumerate();
    let mut lines = lines.map(|(place, ((unit, quantity), category))| {
        let worth = Money::from_minor(unit * quantity, usd);
        let line =
            ShippingLine::new(Sku::new(&format!("SKU-{:05}", place % 100_000))?, Quantity::new(*quantity)?, worth);
        let categories = vec![CategoryCode::new(CATEGORIES[usize::from(*category)])?];
        Ok(ShippingLine { grams: u32::try_from(unit % 900).unwrap_or_default() + 20, categories, ..line })
    });
    let query = |_| {
        let country = COUNTRIES[usize::try_from(draw.below(25)).unwrap_or_default()];
        let mut to = ShipTo::country(CountryCode::new(country)?);
        to.postal_code = Some(format!("{:05}", 10_000 * (draw.below(3) + 1) + draw.below(9_999)).into());
        let own: Result<Vec<ShippingLine>, Refusal> = lines.by_ref().take(LINES).collect();
        Ok(ShippingQuery::new(usd, to, own?))
    };
    (0..carts).map(query).collect()
}

/// Carts a second of one core: what is offered, and what is offered with the reason of all else.
#[expect(clippy::cast_precision_loss, reason = "counts of carts")]
fn measure() -> Result<Vec<Figure>, String> {
    let (book, queries) = (book()?, queries(CARTS).map_err(|refusal| refusal.to_string())?);
    let offers = || {
        for query in &queries {
            black_box(book.offers(black_box(query))).ok();
        }
    };
    let reasons = || {
        for query in &queries {
            black_box(book.explain(black_box(query))).ok();
        }
    };
    let (mut plain, mut explained) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        plain.push(CARTS as f64 / clock::processor(offers).1);
        explained.push(CARTS as f64 / clock::processor(reasons).1);
    }
    let unit = "carts/s of one core";
    let by_hand = Figure::new("shipping.prices_by_hand", prices::by_hand(LINES), unit);
    let offers = Figure::new("shipping.offers", median(plain), unit).compared(&by_hand);
    let explained = Figure::new("shipping.explained", median(explained), unit).compared(&by_hand);
    Ok(vec![by_hand, offers, explained])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_to_forty_methods_are_looked_at_and_many_of_them_offered() {
        let (book, queries) = (book().unwrap(), queries(300).unwrap());
        let mut offered = 0;
        for query in &queries {
            let (offers, explained) = (book.offers(query).unwrap(), book.explain(query).unwrap());
            assert_eq!(offers.offers, explained.offers);
            assert_eq!(explained.offers.len() + explained.not_offered.len(), METHODS);
            assert!((5..=40).contains(&offers.offers.len()), "{}", offers.offers.len());
            offered += offers.offers.len();
        }
        assert!(offered / queries.len() >= 12, "{offered}");
    }
}
