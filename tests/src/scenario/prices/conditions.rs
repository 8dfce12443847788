//! Every condition, where it holds and where it does not.

use serde_json::{Value, json};

use super::{Scene, eur};
use crate::vector::Vector;

pub(super) fn all() -> Result<Vec<Vector>, String> {
    let mut vectors = Vec::new();
    for (name, holds, fails) in conditions() {
        for (word, when) in [("holds", holds), ("does not hold", fails)] {
            let scene = Scene::new().basket(json!({"coupons": ["SAVE", "NOTHING"]})).context(json!({
                "attributes": {"company": "acme"},
                "buyer": {"key": "buyer-1", "groups": ["readers"], "orders": 1},
            }));
            vectors.push(under(&scene, &when).vector(format!("{name} {word}"))?);
        }
    }
    let scene = Scene::new();
    let deep = (0..32).fold(json!({"all": []}), |inner, _| json!({"not": inner}));
    vectors.push(under(&scene, &deep).vector("a condition that is too deep")?);
    let other = json!({"total": {"within": [{"at_least": {"amount": "1.00", "currency": "USD"}}]}});
    vectors.push(under(&scene, &other).vector("a total in another currency")?);
    let unknown = scene.context(json!({"buyer": {}}));
    vectors
        .push(under(&unknown, &json!({"order_number": {"at_most": 1}})).vector("nobody counts the orders of a buyer")?);
    Ok(vectors)
}

/// A tenth off, under a condition; an experiment, and a promotion that comes before and takes something off.
fn under(scene: &Scene, when: &Value) -> Scene {
    let off = |percent: &str| json!([{"discount": {"on": "order", "off": {"percent": percent}}}]);
    scene.rules(json!({
        "promotions": [
            {"code": "first", "title": "First", "actions": off("0.01"), "when": {"channel": ["web"]}},
            {"code": "never", "title": "Never", "actions": off("0.01"), "when": {"channel": ["till"]}},
            {"code": "p", "title": "P", "actions": off("0.1"), "when": when},
        ],
        "experiments": [{"code": "e", "arms": [{"code": "a", "weight": 1}, {"code": "b", "weight": 0}]}],
    }))
}

/// A name, a condition that holds, and one that does not.
fn conditions() -> Vec<(&'static str, Value, Value)> {
    let yes = || json!({"channel": ["web"]});
    let no = || json!({"channel": ["till"]});
    let books = || json!({"categories": ["book"]});
    let total = |change: Value| json!({"total": {"of": books(), "within": [change]}});
    let count = |test: Value| json!({"quantity": {"of": books(), "within": test}});
    let based = |base: &str, tax: &str, least: &str| json!({"total": {"within": [{"at_least": eur(least)}], "base": base, "tax": tax}});
    let clock = |days: Value, zone: &str| json!({"clock": {"days": days, "from_minute": 720, "until_minute": 780, "zone": zone}});
    let berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
    vec![
        ("all", json!({"all": [yes(), yes()]}), json!({"all": [yes(), no()]})),
        ("any", json!({"any": [no(), yes()]}), json!({"any": []})),
        ("not", json!({"not": no()}), json!({"not": yes()})),
        ("a total of at least", total(json!({"at_least": eur("59.38")})), total(json!({"at_least": eur("59.99")}))),
        ("a total above", total(json!({"above": eur("50.00")})), total(json!({"above": eur("59.98")}))),
        ("a total of at most", total(json!({"at_most": eur("59.98")})), total(json!({"at_most": eur("59.37")}))),
        ("a total below", total(json!({"below": eur("60.00")})), total(json!({"below": eur("59.38")}))),
        ("a total before discounts", based("original", "as_priced", "89.86"), based("running", "as_priced", "89.86")),
        ("a total with tax", based("original", "gross", "85.00"), based("original", "net", "85.00")),
        ("a number of units", count(json!({"at_least": 5})), count(json!({"at_least": 6}))),
        ("at most so many units", count(json!({"at_most": 5})), count(json!({"at_most": 4}))),
        (
            "units on one line",
            json!({"quantity": {"of": books(), "within": {"at_least": 3}, "on_one_line": true}}),
            json!({"quantity": {"of": books(), "within": {"at_least": 4}, "on_one_line": true}}),
        ),
        (
            "a weight",
            json!({"weight": {"of": books(), "within": {"at_least": 2_100}}}),
            json!({"weight": {"within": {"at_least": 9_000}}}),
        ),
        ("a channel", yes(), no()),
        ("a country", json!({"country": ["AT", "DE"]}), json!({"country": ["AT"]})),
        ("a region", json!({"region": ["BE"]}), json!({"region": ["BY"]})),
        ("a group", json!({"group": ["readers"]}), json!({"group": ["staff"]})),
        (
            "an attribute",
            json!({"attribute": {"name": "company", "values": ["acme"]}}),
            json!({"attribute": {"name": "company", "values": ["globex"]}}),
        ),
        (
            "the number of an order",
            json!({"order_number": {"at_least": 2, "at_most": 2}}),
            json!({"order_number": {"at_most": 1}}),
        ),
        ("a coupon", json!({"coupon": ["SAVE"]}), json!({"coupon": ["OTHER"]})),
        ("the clock", clock(json!(["saturday"]), "UTC0"), clock(json!(["sunday"]), "UTC0")),
        ("the clock elsewhere", clock(json!([]), "UTC0"), clock(json!([]), berlin)),
        ("an arm", json!({"arm": {"experiment": "e", "arm": "a"}}), json!({"arm": {"experiment": "e", "arm": "b"}})),
        ("another promotion", json!({"applied": "first"}), json!({"applied": "never"})),
    ]
}
