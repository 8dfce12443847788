//! A small shop behind the wire, and one day in it.

use std::sync::Arc;

use fondaco_contract::{Engine, WireFailure, wait};
use fondaco_storage::ManualClock;
use serde_json::{Value, json};

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-11-21T12:00:00Z".parse().unwrap(), 1))
}

pub(crate) fn memory() -> Engine {
    wait(Engine::open("memory:", clock())).unwrap()
}

pub(crate) fn rules() -> Value {
    json!({"code": "eu", "tax_display": "inclusive", "taxes": [
        {"zone": "IT", "category": "book", "name": "IVA 4 %", "rate": "0.04", "from": "2007-01-01T00:00:00Z"},
    ], "promotions": [{"code": "autumn", "title": "Autumn", "actions": [
        {"discount": {"on": "order", "off": {"percent": "0.1"}}},
    ]}]})
}

pub(crate) fn call() -> Value {
    json!({
        "basket": {"currency": "EUR", "lines": [{
            "line": 1, "sku": "novel", "title": "Novel", "quantity": 2, "tax_category": "book",
            "price": {"unit": {"amount": "12.00", "currency": "EUR"}},
        }]},
        "context": {"at": "2026-11-21T12:00:00Z", "destination": {"country": "IT"}},
    })
}

/// Sends a command; answers the outcome.
pub(crate) fn execute(engine: &Engine, command: &Value) -> Result<Value, WireFailure> {
    let answer = wait(engine.execute_json(json!({"command": command}).to_string()))?;
    Ok(serde_json::from_str(&answer).unwrap())
}

pub(crate) fn query(engine: &Engine, query: &Value) -> Result<Value, WireFailure> {
    let answer = wait(engine.query_json(query.to_string()))?;
    Ok(serde_json::from_str(&answer).unwrap())
}

/// Opens the shop and places an order; answers what was placed, with its cart.
pub(crate) fn open_and_order(engine: &Engine) -> Value {
    let tell = |command: Value| execute(engine, &command).unwrap();
    tell(json!({"do": "define_variants", "variants": [
        {"sku": "novel", "title": "Novel", "tax_category": "book", "prices": [{"amount": "12.00", "currency": "EUR"}]},
    ]}));
    tell(json!({"do": "define_price_book", "rules": rules()}));
    tell(json!({"do": "define_channel", "channel": {
        "code": "web", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["here"], "hold_seconds": 900,
    }}));
    tell(json!({"do": "receive_stock", "location": "here", "lines": [{"sku": "novel", "quantity": 5}]}));
    let cart =
        tell(json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "novel", "quantity": 2}], "address": {
            "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT",
        }}))["cart"]
            .clone();
    let mut placed = tell(json!({"do": "place_order", "cart": cart}));
    placed["cart"] = cart;
    placed
}
