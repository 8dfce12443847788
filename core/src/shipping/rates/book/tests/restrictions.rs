//! What methods may not carry, and why.

use super::*;
use crate::shipping::{RefusedGoods, RefusedWhy};

/// What two methods may not carry: by the post, and by a lorry that takes flammable liquids.
fn refused(restrictions: Value, change: impl FnOnce(&mut ShippingQuery)) -> [Vec<RefusedGoods>; 2] {
    let book = book(json!({"tax_display": "inclusive", "restrictions": restrictions, "methods": [
        {"code": "post", "title": "P", "rates": [{"price": {"flat": "1.00 EUR"}}],
            "service": {"carrier": "posta", "service": "air"}},
        {"code": "lorry", "title": "L", "rates": [{"price": {"flat": "1.00 EUR"}}], "hazards": ["3"]}]}))
    .unwrap();
    let sent = query(|query| {
        let more = json!([{"sku": "lighter", "quantity": 3, "net": "9.00 EUR", "gross": "9.00 EUR", "grams": 20,
            "categories": ["fire"]}, {"sku": "fuel", "quantity": 2, "net": "9.00 EUR", "gross": "9.00 EUR", "grams": 500}]);
        query.lines.extend(serde_json::from_value::<Vec<_>>(amounts(more)).unwrap());
        change(query);
    });
    let answer = book.explain(&sent).unwrap();
    assert_eq!(book.offers(&sent).unwrap().offers, answer.offers);
    let of = |code: &str| {
        let found = answer.not_offered.iter().find(|method| method.method.as_str() == code);
        found.map_or_else(Vec::new, |method| match &method.reason {
            ShippingReason::Restricted { refused } => refused.clone(),
            reason => panic!("{reason:?}"),
        })
    };
    [of("post"), of("lorry")]
}

fn told(goods: &[RefusedGoods]) -> Value {
    json!(goods)
}

#[test]
fn dangerous_goods_go_by_methods_that_take_their_class() {
    let hazard = |class: &str| {
        let class = class.parse().unwrap();
        refused(json!([]), |query| query.lines[2].hazard = Some(class))
    };
    let [post, lorry] = hazard("3");
    assert_eq!(told(&post), json!([{"goods": ["fuel"], "why": {"hazard": {"class": "3"}}}]));
    assert_eq!(lorry, []);
    assert_eq!(hazard("2.1").map(|goods| goods.len()), [1, 1]);
    let limit = json!([{"code": "no-gas-by-air", "goods": {"hazards": ["2.1"]}, "limit": {"banned": {}},
        "services": [{"carrier": "posta"}]}]);
    let [post, lorry] = refused(limit, |query| query.lines[1].hazard = "2".parse().ok());
    assert_eq!(told(&post)[1], json!({"goods": ["lighter"], "why": {"banned": {"restriction": "no-gas-by-air"}}}));
    assert_eq!(lorry.len(), 1, "its class alone is in the way");
}

#[test]
fn a_ban_holds_for_its_goods_its_destinations_and_its_methods() {
    let ban = |to: Value, methods: Value, services: Value| {
        let goods = json!({"such": {"categories": ["fire"]}});
        let rule = json!([{"code": "fire", "goods": goods, "to": to, "methods": methods, "services": services,
            "limit": {"banned": {}}}]);
        refused(rule, |_| {}).map(|goods| goods.len())
    };
    assert_eq!(ban(json!([]), json!([]), json!([])), [1, 1]);
    assert_eq!(ban(json!([{"country": "IT"}]), json!(["lorry"]), json!([])), [0, 1]);
    assert_eq!(ban(json!([{"country": "AU"}, {"country": "NZ"}]), json!([]), json!([])), [0, 0]);
    let service = |service: &str| json!([{"carrier": "posta", "service": service}]);
    assert_eq!(ban(json!([]), json!([]), service("air")), [1, 0]);
    assert_eq!(ban(json!([]), json!([]), service("sea")), [0, 0]);
}

#[test]
fn there_may_be_so_much_in_a_parcel_and_in_a_shipment() {
    let most = |limit: Value, parcels: Value| {
        let rule = json!([{"code": "few", "goods": {"such": {"skus": ["lighter"]}}, "limit": limit}]);
        let [post, _] = refused(rule, |query| query.parcels = serde_json::from_value(parcels).unwrap());
        post.into_iter().map(|goods| goods.why).collect::<Vec<_>>()
    };
    let parcel = |goods: Value| json!({"size": {"length": 10, "width": 10, "height": 10}, "grams": 1, "goods": goods});
    let two = json!([
        parcel(json!([{"line": 1, "quantity": 1}])),
        parcel(json!([{"line": 1, "quantity": 2}, {"line": 0, "quantity": 2}]))
    ]);
    let restriction: crate::RestrictionCode = "few".parse().unwrap();
    let many = |most, has, parcel| RefusedWhy::TooMany { restriction: restriction.clone(), most, has, parcel };
    assert_eq!(most(json!({"in_shipment": {"units": 3}}), json!([])), []);
    assert_eq!(most(json!({"in_shipment": {"units": 2}}), two.clone()), [many(2, 3, None)]);
    assert_eq!(most(json!({"in_parcel": {"units": 1}}), two.clone()), [many(1, 2, Some(1))]);
    assert_eq!(most(json!({"in_parcel": {"units": 1}}), json!([])), [], "nobody has said a parcel");
    assert_eq!(most(json!({"in_parcel": {"units": 1}}), json!([parcel(json!([]))])), [many(1, 3, Some(0))]);
    let heavy = RefusedWhy::TooHeavy { restriction: restriction.clone(), most: 39, has: 40, parcel: Some(1) };
    assert_eq!(most(json!({"in_parcel": {"grams": 39}}), two), [heavy]);
}

#[test]
fn goods_that_are_kept_apart_are_in_parcels_of_their_own() {
    let apart = |other: Value, parcels: Value| {
        let rule =
            json!([{"code": "apart", "goods": {"such": {"skus": ["lighter"]}}, "limit": {"apart": {"such": other}}}]);
        let [post, _] = refused(rule, |query| query.parcels = serde_json::from_value(parcels).unwrap());
        told(&post)
    };
    let parcel = |lines: &[usize]| {
        let goods: Vec<_> = lines.iter().map(|line| json!({"line": line, "quantity": 1})).collect();
        json!({"size": {"length": 10, "width": 10, "height": 10}, "grams": 1, "goods": goods})
    };
    let fuel = json!({"skus": ["fuel"]});
    assert_eq!(apart(fuel.clone(), json!([parcel(&[0, 1]), parcel(&[2])])), json!([]));
    let together =
        json!([{"goods": ["lighter", "fuel"], "why": {"not_together": {"restriction": "apart", "parcel": 1}}}]);
    assert_eq!(apart(fuel, json!([parcel(&[0]), parcel(&[0, 1, 2])])), together);
    assert_eq!(apart(json!({"skus": ["lighter"]}), json!([parcel(&[1])])), json!([]), "it is not beside itself");
}
