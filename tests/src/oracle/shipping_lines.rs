//! One order, several methods of shipping: each line goes by the cheapest that takes it alone.

use std::collections::BTreeMap;

use fondaco::money::Money;
use fondaco::shipping::{OfferChoice, ShippingOffer};
use serde_json::{Value, json};

use super::Answer;
use super::given::{Fields, Miss};
use super::shipping::{line, method, offers, query, said};

/// Which line goes by which method, and what all of them cost.
pub(super) fn assigned(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let amount = |of: &Fields<'_>, name: &str| -> Result<Money, Miss> {
        Ok(of.money(name, currency)?.unwrap_or(Money::zero(currency)))
    };
    let mut methods = Vec::new();
    for one in given.each("methods")? {
        let bounds = json!({"at_least": amount(&one, "line_min")?, "at_most": amount(&one, "line_max")?});
        let when = json!({"total": {"within": [bounds]}});
        methods.push(method(&one.get::<String>("id")?, &json!({"flat": amount(&one, "rate")?}), &when));
        one.done()?;
    }
    let mut by_method: BTreeMap<String, ShippingOffer> = BTreeMap::new();
    let mut assignment = serde_json::Map::new();
    for one in given.each("lines")? {
        let (id, mut alone): (String, Value) = (one.get("id")?, query(currency));
        alone["lines"] = json!([line(&id, 1, amount(&one, "price")?)]);
        let offered = offers(json!({"methods": methods}), alone)?;
        if let Some(offer) = offered.choose(OfferChoice::Cheapest) {
            assignment.insert(id, json!(offer.method.as_str()));
            by_method.insert(offer.method.to_string(), offer.clone());
        }
        one.done()?;
    }
    let total = Money::sum(by_method.values().map(|offer| offer.total), currency)?;
    Ok(said(vec![("assignment", Value::Object(assignment)), ("shipping_total", json!(total.minor()))]))
}
