//! Baskets with their rules: every action, condition, policy, tax and list, each by itself.

mod conditions;
mod lists;
mod policies;
mod promotions;
mod taxes;

use fondaco_contract::VectorRequest;
use serde_json::{Value, json};

use super::vector_of;
use crate::vector::Vector;

/// The files of vectors of prices.
pub(super) fn all() -> Result<Vec<(&'static str, Vec<Vector>)>, String> {
    Ok(vec![
        ("prices-conditions.json", conditions::all()?),
        ("prices-lists.json", lists::all()?),
        ("prices-policies.json", policies::all()?),
        ("prices-promotions.json", promotions::all()?),
        ("prices-taxes.json", taxes::all()?),
    ])
}

/// An amount of euros.
fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// What is priced, under which rules, for whom.
#[derive(Clone)]
struct Scene {
    rules: Value,
    basket: Value,
    context: Value,
}

impl Scene {
    /// Two books, coffee by weight and shipping to Germany, by a book with its taxes.
    fn new() -> Self {
        let rate = |category: &str, name: &str, rate: &str| json!({"zone": "DE", "category": category, "name": name, "rate": rate, "from": "2007-01-01T00:00:00Z"});
        let line = |line: u32, sku: &str, quantity: u32, price: &str, category: &str| {
            json!({
                "line": line, "sku": sku, "title": sku, "quantity": quantity, "price": {"unit": eur(price)},
                "tax_category": category, "categories": [category], "weight_grams": 300 * line,
            })
        };
        let mut coffee = line(3, "COFFEE", 1_250, "23.90", "standard");
        coffee["decimals"] = json!(3);
        coffee["attributes"] = json!({"roast": "dark"});
        Self {
            rules: json!({
                "code": "eu", "tax_display": "inclusive",
                "taxes": [rate("book", "USt 7 %", "0.07"), rate("standard", "USt 19 %", "0.19")],
            }),
            basket: json!({
                "currency": "EUR",
                "lines": [line(1, "CITIES", 3, "12.00", "book"), line(2, "DORRIT", 2, "11.99", "book"), coffee],
                "charges": [{
                    "code": "parcel", "title": "Parcel", "kind": "shipping", "amount": eur("4.90"),
                    "tax": {"category": "standard"},
                }],
            }),
            context: json!({
                "at": "2026-11-21T12:00:00Z", "channel": "web",
                "destination": {"country": "DE", "region": "BE", "postal_code": "10117"},
                "buyer": {"groups": ["readers"], "orders": 0},
            }),
        }
    }

    /// The same with other fields in its rules.
    fn rules(&self, change: Value) -> Self {
        Self { rules: with(&self.rules, change), ..self.clone() }
    }

    /// The same with other fields in its basket.
    fn basket(&self, change: Value) -> Self {
        Self { basket: with(&self.basket, change), ..self.clone() }
    }

    /// The same with other fields in its context.
    fn context(&self, change: Value) -> Self {
        Self { context: with(&self.context, change), ..self.clone() }
    }

    /// The same with one promotion that does this.
    fn action(&self, action: &Value) -> Self {
        self.rules(json!({"promotions": [{"code": "p", "title": "P", "actions": [action]}]}))
    }

    /// The vector of it.
    fn vector(&self, name: impl AsRef<str>) -> Result<Vector, String> {
        let Self { rules, basket, context } = self;
        let request = json!({"price": {"rules": rules, "basket": basket, "context": context}});
        // In the order in which the types are written, as a binding would send it; what does not read stays as it is.
        match serde_json::from_value::<VectorRequest>(request.clone()) {
            Ok(request) => vector_of(name.as_ref(), &request),
            Err(_) => vector_of(name.as_ref(), &request),
        }
    }
}

/// A value with some fields changed; `null` takes one out.
fn with(base: &Value, change: Value) -> Value {
    let mut changed = base.clone();
    if let (Some(map), Value::Object(change)) = (changed.as_object_mut(), change) {
        map.extend(change);
        map.retain(|_, value| !value.is_null());
    }
    changed
}
