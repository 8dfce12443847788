//! Every action of promotions, and how they stand beside each other.

use serde_json::{Value, json};

use super::{Scene, eur, with};
use crate::vector::Vector;

pub(super) fn all() -> Result<Vec<Vector>, String> {
    let scene = Scene::new();
    let mut vectors = Vec::new();
    let named = discounts().into_iter().chain(units()).chain(sets());
    for (name, action) in named {
        vectors.push(scene.action(&action).vector(name)?);
    }
    for (name, rules) in stacking() {
        vectors.push(scene.rules(rules).vector(name)?);
    }
    for (name, limits, left) in limits() {
        let limited = promotion("limited", "0.25", json!({"limits": limits}));
        let mut left = left;
        left["promotion"] = json!("limited");
        let scene = scene.rules(json!({"promotions": [limited]})).context(json!({"left": [left]}));
        vectors.push(scene.vector(name)?);
    }
    Ok(vectors)
}

/// A promotion off the order, with further fields.
fn promotion(code: &str, percent: &str, change: Value) -> Value {
    let actions = json!([{"discount": {"on": "order", "off": {"percent": percent}}}]);
    with(&json!({"code": code, "title": code, "actions": actions}), change)
}

/// Every kind of discount off everything that it can be taken off, and where it cannot.
fn discounts() -> Vec<(String, Value)> {
    let step = json!({"by": "goods_total", "steps": [{"from": 2_000, "off": {"percent": "0.05"}}, {"from": 5_000, "off": {"amount": [eur("7.00")]}}]});
    let by = |by: &str| json!({"steps": {"by": by, "base": {"percent": "0.01"}, "steps": [{"from": 3, "off": {"percent": "0.1"}}, {"from": 4_000, "off": {"percent": "0.2"}}]}});
    let offs = [
        ("a share", json!({"percent": "0.15"})),
        ("an amount", json!({"amount": [eur("3.33")]})),
        ("all above a price", json!({"price": [eur("9.99")]})),
        ("steps", json!({"steps": step})),
        ("an amount for each unit", json!({"units": {"first": [eur("1.00")], "further": [eur("0.50")], "at_most": 2}})),
    ];
    let targets = ["price", "unit", "line", "order", "order_and_shipping", "shipping", "shipping_together"];
    let mut named = Vec::new();
    for (what, off) in &offs {
        for on in targets {
            named.push((format!("{what} off {on}"), json!({"discount": {"on": on, "off": off}})));
        }
    }
    for decider in ["order_total", "goods_total", "line_total", "quantity", "line_quantity"] {
        named.push((format!("steps by {decider}"), json!({"discount": {"on": "line", "off": by(decider)}})));
    }
    let goods = [
        ("some SKUs", json!({"skus": ["CITIES"]})),
        ("a category", json!({"categories": ["book"]})),
        ("an attribute", json!({"attributes": {"roast": ["dark", "light"]}})),
        ("all but some", json!({"except": [{"categories": ["book"]}]})),
        ("a range of prices", json!({"unit_price": {"at_least": eur("12.00"), "below": eur("23.90")}})),
        ("a range of lines", json!({"line_total": {"above": eur("23.98"), "at_most": eur("36.00")}})),
        ("no goods at all", json!({"skus": ["NONE"]})),
    ];
    for (what, goods) in goods {
        let action = json!({"discount": {"on": "order", "off": {"percent": "0.2"}, "goods": goods}});
        named.push((format!("a share off {what}"), action));
    }
    named
}

const PICKS: [&str; 4] = ["cheapest", "dearest", "largest_line", "in_order"];

/// Which units a discount reaches.
fn units() -> Vec<(String, Value)> {
    let off = |units: Value| json!({"discount": {"on": "unit", "off": {"percent": "0.5"}, "units": units}});
    let mut named = vec![("two of each line".to_owned(), off(json!({"of_each_line": 2})))];
    for pick in PICKS {
        named.push((format!("two units, {pick}"), off(json!({"at_most": {"count": 2, "pick": pick}}))));
        named.push((format!("groups of two, {pick}"), off(json!({"groups": {"of": 2, "pick": pick}}))));
    }
    named
}

/// Buy and get, bundles, gifts.
fn sets() -> Vec<(String, Value)> {
    let books = json!({"categories": ["book"]});
    let buy = |change: Value| json!({"buy_get": with(&json!({"buy": books, "buy_quantity": 2, "get": books, "get_quantity": 1}), change)});
    let part = |sku: &str, quantity: i64| json!({"goods": {"skus": [sku]}, "quantity": quantity});
    let bundle = |off: Value, sets: Value| json!({"bundle": with(&json!({"parts": [part("CITIES", 1), part("DORRIT", 1)], "off": off}), json!({"sets": sets}))});
    let gift = |change: Value| {
        let base =
            json!({"sku": "BAG", "title": "Bag", "prices": [eur("2.00")], "tax_category": "standard", "quantity": 1});
        json!({"gift": with(&base, change)})
    };
    let mut named = vec![
        ("buy two, get one".to_owned(), buy(json!({}))),
        ("buy two, get one for half".to_owned(), buy(json!({"off": {"percent": "0.5"}}))),
        ("buy two, get an amount off one".to_owned(), buy(json!({"off": {"amount": [eur("1.50")]}}))),
        ("buy two, get one at a price".to_owned(), buy(json!({"off": {"price": [eur("5.00")]}}))),
        ("buy two, get another SKU".to_owned(), buy(json!({"get": {"skus": ["DORRIT"]}}))),
        ("buy two, get two, in part".to_owned(), buy(json!({"get_quantity": 2, "partial": true}))),
        ("buy four, get one of those".to_owned(), buy(json!({"buy_quantity": 4, "triggers_may_be_rewarded": true}))),
        ("at most one set".to_owned(), buy(json!({"buy_quantity": 1, "sets": 1}))),
        ("units are used up".to_owned(), buy(json!({"uses_up": true}))),
        ("too few to buy".to_owned(), buy(json!({"buy_quantity": 9}))),
        ("a set for less".to_owned(), bundle(json!({"amount": [eur("4.00")]}), Value::Null)),
        ("a set at a price".to_owned(), bundle(json!({"price": [eur("20.00")]}), Value::Null)),
        ("one set at a share off".to_owned(), bundle(json!({"percent": "0.3"}), json!(1))),
        ("a gift".to_owned(), gift(json!({}))),
        ("a gift for every two books".to_owned(), gift(json!({"for_every": {"quantity": 2, "of": books}}))),
        (
            "a gift that is priced in another currency".to_owned(),
            gift(json!({"prices": [{"amount": "2.00", "currency": "USD"}]})),
        ),
    ];
    named.extend(PICKS.map(|pick| (format!("buy two, get one, {pick}"), buy(json!({"pick": pick, "sets": 1})))));
    named
}

/// Promotions beside each other, and their caps.
fn stacking() -> Vec<(&'static str, Value)> {
    let two = |first: Value, second: Value| json!({"promotions": [promotion("a", "0.1", first), promotion("b", "0.2", second)]});
    let exclusive = || json!({"stacking": "exclusive"});
    let group = || json!({"stacking": {"exclusive_in": "g"}});
    let policy = |change: Value, rules: Value| with(&rules, json!({"policy": change}));
    vec![
        ("two promotions, one after the other", two(json!({}), json!({}))),
        ("the higher priority comes first", two(json!({}), json!({"priority": 5}))),
        ("the lower lane comes first", two(json!({"lane": 1}), json!({"lane": -1}))),
        ("an exclusive one is alone", two(json!({}), exclusive())),
        ("an exclusive one ends what follows", policy(json!({"exclusive": "stop_after"}), two(exclusive(), json!({})))),
        ("an exclusive one, if it is best", policy(json!({"exclusive": "best"}), two(exclusive(), json!({})))),
        ("one of a group, the first", two(group(), group())),
        ("one of a group, the best", policy(json!({"group": "best"}), two(group(), group()))),
        ("no more than a cap for the order", two(json!({"caps": {"order": [eur("5.00")]}}), json!({}))),
        ("no more than a cap for a line", two(json!({"caps": {"line": [eur("1.00")]}}), json!({}))),
        ("one that has ended", two(json!({"until": "2026-11-21T12:00:00Z"}), json!({}))),
        ("one that begins now", two(json!({"from": "2026-11-21T12:00:00Z"}), json!({}))),
        (
            "two of one code",
            json!({"promotions": [promotion("a", "0.1", json!({})), promotion("a", "0.2", json!({}))]}),
        ),
        ("one without actions", json!({"promotions": [{"code": "a", "title": "A", "actions": []}]})),
    ]
}

/// Limits of a promotion, and what is left of them.
fn limits() -> Vec<(&'static str, Value, Value)> {
    let budget = |overrun: &str| json!({"budget": eur("100.00"), "overrun": overrun});
    vec![
        ("uses are left", json!({"uses": 5}), json!({"uses": 1})),
        ("no uses are left", json!({"uses": 5}), json!({"uses": 0})),
        ("no uses are left for this buyer", json!({"uses_per_customer": 1}), json!({"uses_of_buyer": 0})),
        ("more than the budget is left out", budget("skip"), json!({"budget": eur("3.00")})),
        ("more than the budget is cut", budget("cut"), json!({"budget": eur("3.00")})),
        ("the budget is enough", budget("skip"), json!({"budget": eur("50.00")})),
    ]
}
