//! Price lists: kinds, audiences, tiers, units, experiments.

use serde_json::{Value, json};

use super::{Scene, eur, with};
use crate::vector::Vector;

pub(super) fn all() -> Result<Vec<Vector>, String> {
    let scene = Scene::new().context(json!({
        "attributes": {"company": "acme"},
        "buyer": {"key": "buyer-1", "groups": ["readers"], "orders": 0},
    }));
    let mut vectors = Vec::new();
    for (name, lists) in kinds().into_iter().chain(audiences()).chain(tiers()) {
        vectors.push(scene.rules(json!({"lists": lists})).vector(name)?);
    }
    for weights in [[1, 1], [9, 1], [0, 1]] {
        let arms = json!([{"code": "a", "weight": weights[0]}, {"code": "b", "weight": weights[1]}]);
        let list = list("arm", "override", price("9.00", json!({"for": {"arms": [["e", "b"]]}})));
        let rules = json!({"experiments": [{"code": "e", "arms": arms}], "lists": [list]});
        vectors.push(scene.rules(rules).vector(format!("an experiment with weights {weights:?}"))?);
    }
    Ok(vectors)
}

fn list(code: &str, kind: &str, price: Value) -> Value {
    json!({"code": code, "kind": kind, "prices": Value::Array(vec![price])})
}

/// A price of the first book.
fn price(amount: &str, change: Value) -> Value {
    with(&json!({"sku": "CITIES", "price": eur(amount)}), change)
}

fn kinds() -> Vec<(String, Value)> {
    let base = || list("base", "base", price("11.50", json!({})));
    let one = |kind: &str, amount: &str| json!([base(), list("other", kind, price(amount, json!({})))]);
    let timed = |change: Value| json!([base(), with(&list("timed", "override", price("8.00", json!({}))), change)]);
    vec![
        ("a base price".into(), json!([base()])),
        ("a sale, which is lower".into(), one("sale", "9.99")),
        ("a sale, which is not lower".into(), one("sale", "12.50")),
        ("a price instead of another".into(), one("override", "13.00")),
        (
            "a price to compare with".into(),
            json!([list("b", "base", price("10.00", json!({"compare_at": eur("15.00")})))]),
        ),
        (
            "a price below which no discount goes".into(),
            json!([list("b", "base", price("10.00", json!({"minimum": eur("9.50")})))]),
        ),
        ("a price of seven units".into(), json!([list("b", "base", price("70.00", json!({"per": 7})))])),
        ("a price that does not divide".into(), json!([list("b", "base", price("10.00", json!({"per": 7})))])),
        ("a list that has ended".into(), timed(json!({"until": "2026-11-21T12:00:00Z"}))),
        ("a list that begins now".into(), timed(json!({"from": "2026-11-21T12:00:00Z"}))),
        (
            "a price in another currency".into(),
            json!([list("b", "base", json!({"sku": "CITIES", "price": {"amount": "1.00", "currency": "USD"}}))]),
        ),
        ("two lists of one code".into(), json!([base(), base()])),
        ("a price below zero in a list".into(), json!([list("b", "base", price("-1.00", json!({})))])),
    ]
}

fn audiences() -> Vec<(String, Value)> {
    let audiences = [
        ("a channel", json!({"channels": ["web"]}), json!({"channels": ["till"]})),
        ("a country", json!({"countries": ["DE"]}), json!({"countries": ["IT"]})),
        ("a region", json!({"regions": ["BE"]}), json!({"regions": ["BY"]})),
        ("a group", json!({"groups": ["readers"]}), json!({"groups": ["staff"]})),
        ("an attribute", json!({"attributes": {"company": ["acme"]}}), json!({"attributes": {"company": ["globex"]}})),
    ];
    let priced = |audience: Value| json!([list("b", "base", price("10.00", json!({"for": audience})))]);
    let both = |(name, is_for, is_not)| {
        [(format!("a price for {name}"), priced(is_for)), (format!("a price for another than {name}"), priced(is_not))]
    };
    let mut named: Vec<(String, Value)> = audiences.into_iter().flat_map(both).collect();
    let general = list("general", "base", price("10.00", json!({})));
    let special = list("special", "base", price("10.50", json!({"for": {"groups": ["readers"]}})));
    named.push(("the most specific price".into(), json!([general, special])));
    named
}

fn tiers() -> Vec<(String, Value)> {
    let tiers = json!([{"from": 2, "price": eur("11.00")}, {"from": 3, "price": eur("10.00")}]);
    let mut named = Vec::new();
    for mode in ["volume", "graduated"] {
        for by in ["line", "product", "basket"] {
            let tiered = price("12.00", json!({"tiers": tiers, "tier_mode": mode, "tier_by": by}));
            named.push((format!("tiers by {by}, {mode}"), json!([list("b", "base", tiered)])));
        }
    }
    let range = |from: i64, to: Value| {
        json!([list("b", "base", price("10.00", with(&json!({"from_quantity": from}), json!({"to_quantity": to}))))])
    };
    named.push(("a price from three units".into(), range(3, Value::Null)));
    named.push(("a price from four units".into(), range(4, Value::Null)));
    named.push(("a price for one and two units".into(), range(1, json!(2))));
    named
}
