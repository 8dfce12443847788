//! Taxes, charges, gift cards, currencies, and baskets that are refused.

use serde_json::{Value, json};

use super::{Scene, eur, with};
use crate::vector::Vector;

pub(super) fn all() -> Result<Vec<Vector>, String> {
    let mut vectors = Vec::new();
    for (name, scene) in taxes().into_iter().chain(buyers()).chain(charges()).chain(currencies()).chain(refused()) {
        vectors.push(scene.vector(name)?);
    }
    Ok(vectors)
}

fn rate(zone: &str, category: &str, rate: &str, change: Value) -> Value {
    let base = json!({"zone": zone, "category": category, "name": "Tax", "rate": rate, "from": "2007-01-01T00:00:00Z"});
    with(&base, change)
}

/// Prices with and without their tax, rounded in every scope; taxes upon each other; zones.
fn taxes() -> Vec<(String, Scene)> {
    let scene = Scene::new();
    let mut named = Vec::new();
    for display in ["inclusive", "exclusive"] {
        for scope in ["unit", "line", "total"] {
            let rules = json!({"tax_display": display, "policy": {"tax_scope": scope}});
            named.push((format!("prices {display}, taxes rounded by {scope}"), scene.rules(rules)));
        }
        let other = rate("DE", "book", "0.05", json!({"name": "Second", "compound": true}));
        let two = json!([rate("DE", "book", "0.07", json!({})), other, rate("DE", "standard", "0.19", json!({}))]);
        named.push((
            format!("a tax upon a tax, prices {display}"),
            scene.rules(json!({"tax_display": display, "taxes": two})),
        ));
    }
    let dated = json!([
        rate("DE", "book", "0.05", json!({"until": "2026-11-21T12:00:00Z"})),
        rate("DE", "book", "0.09", json!({"from": "2026-11-21T12:00:00Z"})),
        rate("DE", "standard", "0.19", json!({})),
    ]);
    named.push(("a rate that changes at this instant".to_owned(), scene.rules(json!({"taxes": dated}))));
    let zoned = json!({
        "zones": [
            {"code": "berlin", "places": [{"country": "DE", "region": "BE"}]},
            {"code": "exempt", "places": [{"country": "DE", "postal": "27498"}]},
        ],
        "taxes": [rate("berlin", "book", "0.08", json!({})), rate("berlin", "standard", "0.2", json!({}))],
    });
    named.push(("a zone of a region".to_owned(), scene.rules(zoned.clone())));
    let away = json!({"destination": {"country": "DE", "region": "BY"}});
    named.push(("a zone that the goods do not go to".to_owned(), scene.rules(zoned).context(away)));
    named
}

/// Who owes tax, and what a tax service answers.
fn buyers() -> Vec<(String, Scene)> {
    let scene = Scene::new();
    let home = json!({"home": "DE"});
    let owes = |tax: &str| scene.rules(home.clone()).context(json!({"buyer": {"tax": tax}}));
    let item = |line: u32| json!({"of": {"line": line}, "name": "Answered", "rate": "0.0825"});
    let answer = |items: Value, until: &str| {
        let taxes = json!({"provider": "T", "at": "2026-11-21T11:00:00Z", "until": until, "items": items});
        scene.rules(json!({"tax_display": "exclusive"})).context(json!({"taxes": taxes}))
    };
    let parcel = json!({"of": {"charge": "parcel"}, "name": "Answered", "rate": "0"});
    let all = json!([item(1), item(2), with(&item(3), json!({"amount": eur("2.47")})), parcel]);
    let (open, closed) = ("2026-11-21T13:00:00Z", "2026-11-21T12:00:00Z");
    vec![
        ("a buyer who is exempt".into(), owes("exempt")),
        ("a buyer who owes the tax".into(), owes("reverse_charge")),
        ("an answer of a tax service".into(), answer(all.clone(), open)),
        ("an answer that holds no longer".into(), answer(all, closed)),
        ("an answer for a line that is not there".into(), answer(json!([item(9)]), open)),
        ("an answer with a rate that is none".into(), answer(json!([with(&item(1), json!({"rate": "1.5"}))]), open)),
    ]
}

/// Charges with their taxes, gift cards and credit.
fn charges() -> Vec<(String, Scene)> {
    let scene = Scene::new();
    let charge = |kind: &str, amount: &str, tax: Value| json!({"code": kind, "title": kind, "kind": kind, "amount": eur(amount), "tax": tax});
    let charged = |list: Value| scene.basket(json!({"charges": list}));
    let credit = |code: &str, amount: &str| json!({"code": code, "balance": eur(amount)});
    let paid = |list: Value| scene.basket(json!({"credits": list}));
    vec![
        ("shipping taxed as goods are".into(), charged(json!([charge("shipping", "4.90", json!("as_goods"))]))),
        ("shipping taxed at the average".into(), charged(json!([charge("shipping", "4.90", json!("average"))]))),
        ("shipping without tax".into(), charged(json!([charge("shipping", "4.90", json!("free"))]))),
        ("a fee and a deduction".into(), charged(json!([charge("fee", "-2.00", json!({"category": "standard"}))]))),
        ("a donation".into(), charged(json!([charge("donation", "5.00", json!("free"))]))),
        ("nothing but goods".into(), charged(json!([]))),
        ("a gift card pays a part".into(), paid(json!([credit("A", "20.00")]))),
        ("two gift cards pay all".into(), paid(json!([credit("A", "50.00"), credit("B", "500.00")]))),
        ("an empty gift card pays nothing".into(), paid(json!([credit("A", "0.00")]))),
        (
            "a gift card lowers the total".into(),
            paid(json!([credit("A", "20.00")])).rules(json!({"policy": {"stored_value": "reduction"}})),
        ),
    ]
}

/// Currencies with other decimals, and custom ones.
fn currencies() -> Vec<(String, Scene)> {
    let of = |currency: &str, price: &str| {
        let money = json!({"amount": price, "currency": currency});
        let line = json!({
            "line": 1, "sku": "A", "title": "A", "quantity": 3, "price": {"unit": money}, "tax_category": "book",
        });
        let scene = Scene::new().basket(json!({"currency": currency, "lines": [line], "charges": []}));
        (
            format!("a basket in {currency}"),
            scene.action(&json!({"discount": {"on": "order", "off": {"percent": "0.1"}}})),
        )
    };
    [("JPY", "999"), ("KWD", "9.999"), ("USD", "9.99"), ("XGC:4", "0.9999"), ("POINTS:0", "7")]
        .map(|(currency, price)| of(currency, price))
        .into()
}

/// Baskets that cannot be priced.
fn refused() -> Vec<(String, Scene)> {
    let scene = Scene::new();
    let line = |change: Value| {
        let base = json!({"line": 1, "sku": "A", "title": "A", "quantity": 1, "price": {"unit": eur("1.00")}, "tax_category": "book"});
        with(&base, change)
    };
    let lines = |list: Value| scene.basket(json!({"lines": list}));
    let huge = "92233720368547758.07";
    let dollars = json!({"unit": {"amount": "1.00", "currency": "USD"}});
    vec![
        ("an empty basket".into(), lines(json!([]))),
        ("two lines of one number".into(), lines(json!([line(json!({})), line(json!({}))]))),
        ("a price below zero".into(), lines(json!([line(json!({"price": {"unit": eur("-1.00")}}))]))),
        ("a price in another currency".into(), lines(json!([line(json!({"price": dollars}))]))),
        ("a line without a price".into(), lines(json!([line(json!({"price": {}}))]))),
        ("a tax category without a rate".into(), lines(json!([line(json!({"tax_category": "none"}))]))),
        ("more than 64 bits hold".into(), lines(json!([line(json!({"price": {"unit": eur(huge)}, "quantity": 9}))]))),
        ("more coupons than a basket takes".into(), scene.basket(json!({"coupons": vec!["C"; 101]}))),
        (
            "deductions above the total".into(),
            scene.basket(json!({"charges": [{"code": "d", "title": "D", "kind": "fee", "amount": eur("-500.00")}]})),
        ),
        ("an amount with too many decimals".into(), lines(json!([line(json!({"price": {"unit": eur("1.005")}}))]))),
        ("a currency that nobody knows".into(), scene.basket(json!({"currency": "EUX"}))),
        (
            "an amount as a number".into(),
            lines(json!([line(json!({"price": {"unit": {"amount": 1, "currency": "EUR"}}}))])),
        ),
        ("a field that nobody knows".into(), scene.basket(json!({"colour": "red"}))),
    ]
}
