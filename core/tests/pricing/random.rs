//! Rules and baskets at random: every action, condition and choice of the policy, with prices that collide.

use fondaco::money::Money;
use fondaco::pricing::{Basket, Context, PriceBook};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::common::{context, currency};

fn cents(minor: i64) -> Value {
    json!(Money::from_minor(minor, currency("EUR")))
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    select(words)
}

const ROUNDINGS: &[&str] = &["half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"];

fn policy() -> impl Strategy<Value = Value> {
    let roundings = (one_of(ROUNDINGS), one_of(ROUNDINGS), one_of(ROUNDINGS));
    let taxes =
        (one_of(&["unit", "line", "total"]), one_of(&["each", "together"]), one_of(&["as_priced", "net", "gross"]));
    let order = (
        one_of(&["phases", "priority", "buy_get_first"]),
        one_of(&["all", "best", "first"]),
        one_of(&["all", "best"]),
        one_of(&["alone", "stop_after", "best"]),
        one_of(&["priority", "best"]),
    );
    let bases = (one_of(&["running", "original"]), one_of(&["running", "original"]), one_of(&["running", "original"]));
    let shares = (
        one_of(&["unit", "line"]),
        one_of(&[
            "largest_remainder",
            "first",
            "last",
            "in_order",
            "half_down_then_in_order",
            "half_up_then_last",
            "cut_from_last",
        ]),
        one_of(&["amount", "gross"]),
        one_of(&["payment", "reduction"]),
    );
    (roundings, taxes, order, bases, shares).prop_map(|(roundings, taxes, order, bases, shares)| {
        json!({
            "price_rounding": roundings.0, "discount_rounding": roundings.1, "tax_rounding": roundings.2,
            "tax_scope": taxes.0, "tax_parts": taxes.1, "threshold_tax": taxes.2,
            "sequence": order.0, "catalog": order.1, "on_one_line": order.2, "exclusive": order.3, "group": order.4,
            "line_base": bases.0, "order_base": bases.1, "threshold": bases.2,
            "unit_rounding": shares.0, "spread": shares.1, "spread_by": shares.2, "stored_value": shares.3,
        })
    })
}

fn goods() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(json!({})),
        1 => select(&["a", "b", "c"][..]).prop_map(|sku| json!({"skus": [sku]})),
        1 => Just(json!({"categories": ["odd"]})),
        1 => Just(json!({"except": [{"skus": ["a"]}]})),
        1 => (0_i64..3_000).prop_map(|least| json!({"unit_price": {"at_least": cents(least)}})),
        1 => any::<bool>().prop_map(|reduced| json!({"reduced": reduced})),
    ]
}

fn step_off() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => (1_u32..=1000).prop_map(|thousandths| json!({"percent": format!("{}.{:03}", thousandths / 1000, thousandths % 1000)})),
        1 => (0_i64..3_000).prop_map(|minor| json!({"amount": [cents(minor)]})),
        1 => (0_i64..3_000).prop_map(|minor| json!({"price": [cents(minor)]})),
    ]
}

fn off() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => step_off(),
        1 => (one_of(&["order_total", "goods_total", "line_total", "quantity", "line_quantity"]), 0_i64..8, step_off(), step_off())
            .prop_map(|(by, from, one, two)| json!({"steps": {"by": by, "steps": [{"from": from, "off": one}, {"from": from + 4, "off": two}]}})),
    ]
}

fn pick() -> impl Strategy<Value = &'static str> {
    one_of(&["cheapest", "dearest", "largest_line", "in_order"])
}

fn units() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(Value::Null),
        1 => (1_i64..6, pick()).prop_map(|(count, pick)| json!({"at_most": {"count": count, "pick": pick}})),
        1 => (1_i64..4).prop_map(|count| json!({"of_each_line": count})),
        1 => (1_i64..4, pick()).prop_map(|(of, pick)| json!({"groups": {"of": of, "pick": pick}})),
    ]
}

fn action() -> impl Strategy<Value = Value> {
    let on_goods = one_of(&["unit", "line", "order", "order_and_shipping"]);
    let buy_get =
        (goods(), goods(), 1_i64..4, 1_i64..3, step_off(), pick(), prop::option::of(1_i64..3), any::<[bool; 3]>());
    prop_oneof![
        6 => (on_goods, off(), goods(), units())
            .prop_map(|(on, off, goods, units)| json!({"discount": {"on": on, "off": off, "goods": goods, "units": units}})),
        1 => (one_of(&["shipping", "shipping_together"]), step_off()).prop_map(|(on, off)| json!({"discount": {"on": on, "off": off}})),
        1 => (one_of(&["unit", "line"]), 0_i64..900, 0_i64..900)
            .prop_map(|(on, one, more)| json!({"discount": {"on": on, "off": {"units": {"first": [cents(one)], "further": [cents(more)]}}}})),
        2 => buy_get.prop_map(|(buy, get, many, few, off, pick, sets, flags)| json!({"buy_get": {"buy": buy, "get": get,
            "buy_quantity": many, "get_quantity": few, "off": off, "pick": pick, "sets": sets, "partial": flags[0],
            "triggers_may_be_rewarded": flags[1], "uses_up": flags[2]}})),
        1 => (goods(), goods(), 1_i64..3, step_off()).prop_map(|(one, two, many, off)| json!({"bundle": {"off": off,
            "parts": [{"goods": one, "quantity": many}, {"goods": two, "quantity": 1}]}})),
        1 => (1_i64..3).prop_map(|many| json!({"gift": {"sku": "g", "title": "Gift", "prices": [cents(150)], "tax_category": "4",
            "quantity": 1, "for_every": {"quantity": many}}})),
    ]
}

fn condition() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => (0_i64..9_000).prop_map(|least| json!({"total": {"within": [{"at_least": cents(least)}]}})),
        1 => (goods(), 0_i64..6).prop_map(|(of, least)| json!({"quantity": {"of": of, "within": {"at_least": least}}})),
        1 => Just(json!({"country": ["IT"]})),
        1 => Just(json!({"group": ["gold"]})),
    ];
    prop_oneof![
        3 => Just(json!({"all": []})),
        2 => leaf.clone(),
        1 => leaf.clone().prop_map(|inner| json!({"not": inner})),
        1 => (leaf.clone(), leaf).prop_map(|(one, two)| json!({"any": [one, two]})),
    ]
}

fn stacking() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => Just(json!("combinable")),
        1 => Just(json!("exclusive")),
        1 => Just(json!({"exclusive_in": "g"})),
    ]
}

fn promotion() -> impl Strategy<Value = Value> {
    let caps = prop_oneof![3 => Just(json!({})), 1 => (0_i64..2_000).prop_map(|cap| json!({"order": [cents(cap)]})),
        1 => (0_i64..900).prop_map(|cap| json!({"line": [cents(cap)]}))];
    let limits = prop_oneof![4 => Just(json!({})),
        1 => (1_i64..2_000, one_of(&["skip", "cut"])).prop_map(|(most, overrun)| json!({"budget": cents(most), "overrun": overrun}))];
    let basket = (vec(action(), 1..3), condition(), stacking(), caps, limits, -1_i32..2, 0_i32..2, any::<bool>())
        .prop_map(|(actions, when, stacking, caps, limits, priority, lane, spares)| {
            json!({"actions": actions, "when": when, "stacking": stacking, "caps": caps, "limits": limits,
                "priority": priority, "lane": lane, "spares_reduced": spares})
        });
    let catalog = (step_off(), stacking()).prop_map(
        |(off, stacking)| json!({"actions": [{"discount": {"on": "price", "off": off}}], "stacking": stacking}),
    );
    prop_oneof![5 => basket, 1 => catalog]
}

fn taxes(list: [bool; 3]) -> Value {
    let one = |category: &str, name: &str, rate: &str, change: Value| {
        let mut tax =
            json!({"zone": "IT", "category": category, "name": name, "rate": rate, "from": "1970-01-01T00:00:00Z"});
        tax.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        tax
    };
    let mut taxes = vec![one("22", "IVA", "0.22", json!({})), one("4", "IVA", "0.04", json!({}))];
    if list[0] {
        taxes.push(one("22", "City", "0.015", json!({})));
    }
    if list[1] {
        taxes.push(one("4", "Eco", "0.05", json!({"included": false, "compound": true})));
    }
    json!(taxes)
}

/// A book of up to five promotions.
pub(crate) fn a_book() -> impl Strategy<Value = PriceBook> {
    (policy(), vec(promotion(), 0..6), one_of(&["inclusive", "exclusive"]), any::<[bool; 3]>()).prop_map(
        |(policy, promotions, display, extra)| {
            let named = promotions.into_iter().enumerate().map(|(place, mut promotion)| {
                (promotion["code"], promotion["title"]) = (format!("p{place}").into(), "P".into());
                promotion
            });
            let named: Vec<Value> = named.collect();
            let list = json!([{"code": "base", "prices": [{"sku": "c", "price": cents(1_999), "tiers": [
                {"from": 3, "price": cents(1_777)}], "tier_mode": if extra[2] { "graduated" } else { "volume" }}]}]);
            let rules = json!({"code": "b", "tax_display": display, "policy": policy, "promotions": named, "lists": list,
                "taxes": taxes(extra)});
            serde_json::from_value(rules.clone()).unwrap_or_else(|error| panic!("{error}: {rules}"))
        },
    )
}

fn line() -> impl Strategy<Value = Value> {
    let price = prop_oneof![1 => Just(0), 4 => select(&[100_i64, 1_000, 1_000, 1_999][..]), 4 => 0_i64..5_000];
    let quantity =
        prop_oneof![5 => (1_i64..9).prop_map(|pieces| (pieces, 0)), 1 => (1_i64..3_000).prop_map(|grams| (grams, 3))];
    let minimum = prop_oneof![4 => Just(None), 1 => (0_i64..2_000).prop_map(Some)];
    (select(&["a", "b", "c", "d"][..]), price, quantity, select(&["22", "4"][..]), minimum).prop_map(
        |(sku, price, (quantity, decimals), category, minimum)| {
            let odd = price % 2 == 1;
            json!({"sku": sku, "title": sku, "quantity": quantity, "decimals": decimals, "tax_category": category,
                "price": {"unit": cents(price), "minimum": minimum.map(cents)},
                "categories": if odd { json!(["odd"]) } else { json!([]) }})
        },
    )
}

fn charge() -> impl Strategy<Value = Value> {
    let tax = prop_oneof![
        Just(json!("free")),
        Just(json!({"category": "22"})),
        Just(json!("as_goods")),
        Just(json!("average"))
    ];
    let kind = prop_oneof![
        3 => (0_i64..2_000).prop_map(|minor| ("shipping", minor)),
        1 => (-300_i64..900).prop_map(|minor| ("fee", minor)),
        1 => (0_i64..900).prop_map(|minor| ("donation", minor)),
    ];
    (kind, tax)
        .prop_map(|((kind, minor), tax)| json!({"title": kind, "kind": kind, "amount": cents(minor), "tax": tax}))
}

/// A basket of up to seven lines, with charges and perhaps a gift card.
pub(crate) fn a_basket() -> impl Strategy<Value = Basket> {
    (vec(line(), 0..8), vec(charge(), 0..3), prop::option::of(0_i64..4_000)).prop_map(|(lines, mut charges, card)| {
        // Deductions may not be more than there is to be paid.
        if charges.iter().any(|charge| charge["amount"]["amount"].as_str().unwrap().starts_with('-')) {
            charges.push(json!({"title": "d", "kind": "donation", "amount": cents(1_200), "tax": "free"}));
        }
        let numbered = |name: &'static str, list: Vec<Value>| {
            let numbered = (1_u32..).zip(list).map(move |(number, mut entry)| {
                entry[name] = if name == "line" { number.into() } else { format!("c{number}").into() };
                entry
            });
            numbered.collect::<Vec<_>>()
        };
        let credits: Vec<Value> = card.iter().map(|minor| json!({"code": "card", "balance": cents(*minor)})).collect();
        let basket = json!({"currency": "EUR", "lines": numbered("line", lines), "charges": numbered("code", charges), "credits": credits});
        serde_json::from_value(basket).unwrap()
    })
}

/// A guest or a member, taxed or not.
pub(crate) fn a_context() -> impl Strategy<Value = Context> {
    (any::<bool>(), select(&["taxed", "taxed", "taxed", "exempt", "reverse_charge"][..])).prop_map(|(member, tax)| {
        let mut context = context();
        context.buyer.tax = serde_json::from_value(tax.into()).unwrap();
        if member {
            context.buyer.groups = vec!["gold".parse().unwrap()];
        }
        context
    })
}
