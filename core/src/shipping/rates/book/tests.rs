#![expect(clippy::needless_pass_by_value, reason = "rules are written where they are used")]

use super::*;
use crate::refusal::Code;
use crate::shipping::{OfferChoice, RefusedGoods, RefusedWhy, ShippingRules};
use serde_json::{Value, json};

/// Amounts are written shortly here, as `5.00 EUR`.
fn amounts(value: Value) -> Value {
    match value {
        Value::String(text) => text.parse::<Money>().map_or_else(|_| json!(text), |money| json!(money)),
        Value::Array(list) => list.into_iter().map(amounts).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, amounts(value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn book(rules: Value) -> Result<ShippingBook, Refusal> {
    ShippingBook::compile(serde_json::from_value::<ShippingRules>(amounts(rules)).unwrap())
}

fn query(change: impl FnOnce(&mut ShippingQuery)) -> ShippingQuery {
    let mut query = serde_json::from_value(amounts(json!({
        "currency": "EUR", "to": {"country": "IT"},
        "lines": [{"sku": "book", "quantity": 2, "net": "20.00 EUR", "gross": "24.40 EUR", "grams": 400}],
    })))
    .unwrap();
    change(&mut query);
    query
}

fn one(method: Value) -> Value {
    json!({"tax_display": "inclusive", "zones": [{"code": "it", "places": [{"country": "IT"}]}], "methods": [method]})
}

/// What a price comes to, or why there is none.
fn priced(price: Value, change: impl FnOnce(&mut ShippingQuery)) -> Result<i64, ShippingReason> {
    let book = book(one(json!({"code": "m", "title": "M", "rates": [{"price": price}]}))).unwrap();
    let mut answer = book.explain(&query(change)).unwrap();
    answer.offers.pop().map(|offer| offer.total.minor()).ok_or_else(|| answer.not_offered.remove(0).reason)
}

#[test]
fn each_price_comes_to_what_its_doc_says() {
    let plain = |price| priced(price, |_| {});
    assert_eq!(plain(json!({"flat": "5.00 EUR"})), Ok(500));
    assert_eq!(plain(json!({"per_item": "5.00 EUR"})), Ok(1_000));
    let steps = json!({"by": "weight", "step": 250, "price": "1.00 EUR"});
    assert_eq!(plain(json!({"per_step": steps})), Ok(400), "800 g begin a fourth step");
    let steps = json!({"by": "weight", "step": 250, "price": "1.00 EUR", "first": {"up_to": 500, "price": "3.00 EUR"}});
    assert_eq!(plain(json!({"per_step": steps})), Ok(500));
    let share = json!({"rate": "0.1", "least": "1.00 EUR", "most": "2.00 EUR"});
    assert_eq!(plain(json!({"percent": share})), Ok(200));
    assert_eq!(plain(json!({"percent": {"rate": "0.1", "least": "0.00 EUR", "tax": "net"}})), Ok(200));
    assert_eq!(plain(json!({"percent": {"rate": "0.1", "least": "0.00 EUR"}})), Ok(244));
    let sack = json!({"below": "24.40 EUR", "price": "9.00 EUR", "otherwise": "1.00 EUR"});
    assert_eq!(plain(json!({"sack": sack})), Ok(100));
    assert_eq!(plain(json!({"formula": {"unit": "1.00 EUR", "formula": "1 + 0.5 * qty"}})), Ok(200));
    assert_eq!(plain(json!({"sum": [{"flat": "1.00 EUR"}, {"per_item": "1.00 EUR"}]})), Ok(300));
    assert_eq!(plain(json!({"most": [{"flat": "1.00 EUR"}, {"per_item": "1.00 EUR"}]})), Ok(200));
    assert_eq!(plain(json!({"least": [{"flat": "1.00 EUR"}, {"per_item": "1.00 EUR"}]})), Ok(100));
}

#[test]
fn a_band_holds_its_lower_end_and_not_the_next_one() {
    let bands = json!({"bands": {"by": "weight", "until": 2_000, "bands": [
        {"from": 100, "price": {"flat": "5.00 EUR"}}, {"from": 500, "price": {"flat": "8.00 EUR"}}]}});
    let at = |grams: u32| priced(bands.clone(), |query| (query.lines[0].grams, query.billed_grams) = (grams, None));
    assert_eq!((at(50), at(249), at(250), at(999)), (Ok(500), Ok(500), Ok(800), Ok(800)));
    assert_eq!(at(49), Err(ShippingReason::NoBand { has: 98 }));
    assert_eq!(at(1_000), Err(ShippingReason::NoBand { has: 2_000 }));
    assert_eq!(priced(bands.clone(), |query| query.billed_grams = Some(450)), Ok(500));
}

#[test]
fn many_units_start_again_or_are_not_charged_by_the_mode_that_is_named() {
    let at = |most: Value, units: i64| {
        let price = json!({"flexi": {"first": "5.00 EUR", "further": "1.00 EUR", "most": most}});
        priced(price, |query| query.lines[0].quantity = crate::Quantity::new(units).unwrap())
    };
    assert_eq!((at(json!("any"), 10), at(json!("any"), 1)), (Ok(1_400), Ok(500)));
    assert_eq!(at(json!({"first_again_after": 3}), 10), Ok(2_600));
    assert_eq!(at(json!({"charged": 3}), 10), Ok(700));
}

#[test]
fn the_most_specific_rate_of_a_method_counts_and_one_for_everywhere_comes_last() {
    let mut rules = one(json!({"code": "m", "title": "M", "rates": [
        {"price": {"flat": "9.00 EUR"}}, {"zone": "it", "price": {"flat": "5.00 EUR"}, "free_above": "24.40 EUR"},
        {"zone": "it", "price": {"flat": "6.00 USD"}}]}));
    rules["methods"].as_array_mut().unwrap().push(json!({"code": "n", "title": "N", "hidden": true,
        "rates": [{"zone": "it", "price": {"flat": "1.00 USD"}}]}));
    let book = book(rules).unwrap();
    let total = |change: fn(&mut ShippingQuery)| book.offers(&query(change)).unwrap().offers[0].total.minor();
    assert_eq!(total(|_| {}), 0, "what is reached counts");
    assert_eq!(total(|query| query.lines[0].gross = Money::from_minor(2_439, query.currency)), 500);
    assert_eq!(total(|query| query.to.country = crate::CountryCode::new("FR").unwrap()), 900);
    let reason = |change: fn(&mut ShippingQuery)| book.explain(&query(change)).unwrap().not_offered[0].reason.clone();
    assert_eq!(reason(|_| {}), ShippingReason::Hidden {});
    let usd = Currency::iso("USD").unwrap();
    assert_eq!(reason(|query| query.staff = true), ShippingReason::OtherCurrency { needs: usd });
    let abroad = |query: &mut ShippingQuery| {
        (query.staff, query.to.country) = (true, crate::CountryCode::new("FR").unwrap());
    };
    assert_eq!(reason(abroad), ShippingReason::OtherDestination {});
}

#[test]
fn surcharges_are_listed_capped_and_superseded_for_each_parcel() {
    let method = json!({"code": "m", "title": "M", "rates": [{"price": {"flat": "20.00 EUR"}}], "surcharges": [
        {"code": "long", "title": "Long", "parcels": [{"longest": {"at_least": 1_000}}], "amount": {"fixed": ["5.00 EUR"]}},
        {"code": "huge", "title": "Huge", "parcels": [{"longest": {"at_least": 2_000}}], "amount": {"fixed": ["50.00 EUR"]},
            "supersedes": ["long"], "most": "60.00 EUR"},
        {"code": "fuel", "title": "Fuel", "amount": {"percent": {"rate": "0.125"}}},
        {"code": "hands", "title": "Hands", "kind": "handling", "amount": {"percent": {"rate": "0.1", "of": "running"}}}]});
    let book = book(one(method)).unwrap();
    let items = |sides: &[u32]| {
        let query = query(|query| {
            let parcel = |side| json!({"size": {"length": side, "width": 10, "height": 10}, "grams": 1});
            query.parcels = sides.iter().map(|side| serde_json::from_value(parcel(side)).unwrap()).collect();
        });
        let offer = book.offers(&query).unwrap().offers.remove(0);
        assert_eq!(offer.items.iter().map(|item| item.amount.minor()).sum::<i64>(), offer.total.minor());
        let items =
            offer.items.iter().map(|item| (alloc::string::String::from(item.code.as_str()), item.amount.minor()));
        items.collect::<Vec<_>>()
    };
    let named = |list: &[(&str, i64)]| list.iter().map(|(code, minor)| ((*code).into(), *minor)).collect::<Vec<_>>();
    assert_eq!(items(&[]), named(&[("m", 2_000), ("fuel", 250), ("hands", 225)]));
    assert_eq!(items(&[1_000, 1_500]), named(&[("m", 2_000), ("long", 1_000), ("fuel", 250), ("hands", 325)]));
    let mixed = [("m", 2_000), ("long", 500), ("huge", 6_000), ("fuel", 250), ("hands", 875)];
    assert_eq!(items(&[1_500, 2_000, 2_500]), named(&mixed));
}

#[test]
fn everything_that_is_wrong_with_rules_is_named_at_once() {
    let refusal = book(json!({"tax_display": "inclusive", "methods": [
        {"code": "m", "title": "", "when": {"any": [{"zone": ["x"]}, {"quantity": {"within": {"at_least": 2, "at_most": 1}}},
            {"total": {"within": [{"below": "1.00 EUR"}, {"above": "2.00 EUR"}]}}]},
            "rates": [{"zone": "nowhere", "price": {"sum": [{"flat": "1.00 EUR"}, {"flat": "1.00 USD"}]}}]},
        {"code": "m", "title": "M", "rates": [{"price": {"flat": "-1.00 EUR"}}, {"price": {"bands": {"by": "value", "bands": []}}}],
            "surcharges": [{"code": "s", "title": "S", "amount": {"fixed": []}, "supersedes": ["r", "t"]},
                {"code": "r", "title": "", "amount": {"fixed": ["1.00 EUR"]}, "supersedes": ["s"]}]}]}))
    .unwrap_err();
    assert_eq!(refusal.code(), Code::RulesInvalid);
    let paths: Vec<_> =
        refusal.detail()["problems"].as_array().unwrap().iter().map(|row| row["path"].clone()).collect();
    let expected = [
        "methods[0].title",
        "methods[0].when[0].zone",
        "methods[0].when[1].quantity",
        "methods[0].when[2].total.within[1]",
        "methods[0].rates[0].zone",
        "methods[0].rates[0]",
        "methods[1].code",
        "methods[1].rates[0]",
        "methods[1].rates[1].price.bands",
        "methods[1].rates[1]",
        "methods[1].surcharges",
        "methods[1].surcharges[0].amount",
        "methods[1].surcharges[0].supersedes[1]",
        "methods[1].surcharges[1].title",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn goods_are_worth_something_in_the_currency_that_is_asked_for() {
    let book = book(one(json!({"code": "m", "title": "M", "rates": [{"price": {"flat": "1.00 EUR"}}]}))).unwrap();
    let refused = |change: fn(&mut ShippingQuery)| book.offers(&query(change)).unwrap_err().code();
    assert_eq!(refused(|query| query.lines[0].net = Money::from_minor(-1, query.currency)), Code::BasketInvalid);
    assert_eq!(refused(|query| query.currency = Currency::iso("USD").unwrap()), Code::CurrencyMismatch);
    assert_eq!(refused(|query| query.lines = vec![query.lines[0].clone(); 1_001]), Code::LimitExceeded);
}

#[test]
fn an_offer_is_chosen_by_price_by_date_or_by_both() {
    let book = book(json!({"tax_display": "inclusive", "methods": [
        {"code": "slow", "title": "S", "days": {"least": 5, "most": 9}, "rates": [{"price": {"flat": "1.00 EUR"}}]},
        {"code": "mid", "title": "M", "days": {"least": 2, "most": 4}, "rates": [{"price": {"flat": "3.00 EUR"}}]},
        {"code": "fast", "title": "F", "days": {"least": 1, "most": 1}, "rates": [{"price": {"flat": "9.00 EUR"}}]},
        {"code": "some", "title": "D", "rates": [{"price": {"flat": "1.00 EUR"}}]}]}))
    .unwrap();
    let offers = book.offers(&query(|_| {})).unwrap();
    let chosen = |choice| offers.choose(choice).unwrap().method.as_str();
    assert_eq!((chosen(OfferChoice::Cheapest), chosen(OfferChoice::Fastest)), ("slow", "fast"));
    assert_eq!(chosen(OfferChoice::CheapestWithin { days: 4 }), "mid");
    let most = Money::from_minor(500, Currency::iso("EUR").unwrap());
    assert_eq!(chosen(OfferChoice::FastestFor { most }), "mid");
    assert_eq!(offers.choose(OfferChoice::CheapestWithin { days: 0 }), None);
}

#[test]
fn goods_are_looked_at_and_the_reason_says_what_is_missing() {
    let reason = |when: Value| {
        let method = json!({"code": "m", "title": "M", "when": when, "rates": [{"price": {"flat": "1.00 EUR"}}]});
        book(one(method)).unwrap().explain(&query(|_| {})).unwrap().not_offered.pop().map(|row| row.reason)
    };
    let eur = |minor| Money::from_minor(minor, Currency::iso("EUR").unwrap());
    let least = |amount: &str| json!({"total": {"within": [{"at_least": amount, "at_most": amount}]}});
    assert_eq!(reason(least("24.40 EUR")), None);
    assert_eq!(reason(least("24.41 EUR")), Some(ShippingReason::MinimumNotMet { needs: eur(2_441), has: eur(2_440) }));
    assert_eq!(reason(least("1.00 EUR")), Some(ShippingReason::MaximumPassed { most: eur(100), has: eur(2_440) }));
    assert_eq!(
        reason(json!({"weight": {"within": {"at_most": 799}}})),
        Some(ShippingReason::WeightDiffers { has: 800 })
    );
    assert_eq!(reason(json!({"contains": {"skus": ["pen"]}})), Some(ShippingReason::GoodsMissing {}));
    assert_eq!(reason(json!({"not": {"contains": {"skus": ["book"]}}})), Some(ShippingReason::Forbidden {}));
    assert_eq!(reason(json!({"only": {"skus": ["book"]}})), None);
    assert_eq!(reason(json!({"distance": {"at_most": 5}})), Some(ShippingReason::DistanceDiffers { has: None }));
    assert_eq!(reason(json!({"fits": {"longest": {"at_most": 5}}})), None, "nobody has said a parcel");
}

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

/// A book of three methods: steps, rising bands and a share.
fn rising() -> Value {
    json!({"tax_display": "inclusive", "zones": [{"code": "it", "places": [{"country": "IT"}]}], "methods": [
        {"code": "a", "title": "A", "rates": [{"zone": "it", "price": {"per_step": {"by": "weight", "step": 500,
            "price": "1.10 EUR", "first": {"up_to": 1_000, "price": "3.00 EUR"}}}}],
            "surcharges": [{"code": "long", "title": "L", "parcels": [{"longest": {"at_least": 900}}],
                "amount": {"percent": {"rate": "0.2"}}}]},
        {"code": "b", "title": "B", "when": {"weight": {"within": {"at_most": 30_000}}},
            "rates": [{"price": {"bands": {"by": "weight", "bands": [
                {"from": 0, "price": {"flat": "4.00 EUR"}}, {"from": 5_000, "price": {"per_item": "4.50 EUR"}}]}}}]},
        {"code": "c", "title": "C", "rates": [{"price": {"percent": {"rate": "0.07", "least": "2.00 EUR"}}}]},
    ]})
}

fn sent(grams: u32, longest: u32, units: i64) -> ShippingQuery {
    query(|query| {
        query.lines[0].grams = grams;
        query.lines[0].quantity = crate::Quantity::new(units).unwrap();
        let parcel = json!({"size": {"length": longest, "width": 10, "height": 10}, "grams": 1});
        query.parcels = [serde_json::from_value(parcel).unwrap()].into();
    })
}

proptest::proptest! {
    #[test]
    fn a_heavier_or_larger_parcel_is_never_cheaper_under_the_same_table(
        grams in 0_u32..20_000, heavier in 0_u32..5_000, longest in 1_u32..1_500, longer in 0_u32..500, units in 1_i64..5,
    ) {
        let book = book(rising()).unwrap();
        let less = book.offers(&sent(grams, longest, units)).unwrap();
        let more = book.offers(&sent(grams + heavier, longest + longer, units)).unwrap();
        for offer in &more.offers {
            let before = less.offers.iter().find(|other| other.method == offer.method).expect("what takes more takes less");
            proptest::prop_assert!(before.total.minor() <= offer.total.minor());
        }
    }

    #[test]
    fn an_unrelated_method_changes_nothing(
        grams in 0_u32..20_000, units in 1_i64..5, place in 0_usize..4, minor in 0_i64..10_000, abroad: bool,
    ) {
        let eur = Currency::iso("EUR").unwrap();
        let mut more = rising();
        let zone = if abroad { json!("far") } else { json!("it") };
        more["zones"].as_array_mut().unwrap().push(json!({"code": "far", "places": [{"country": "NZ"}]}));
        let method = json!({"code": "new", "title": "N", "when": {"quantity": {"within": {"at_least": 2}}},
            "rates": [{"zone": zone, "price": {"flat": Money::from_minor(minor, eur)}}]});
        more["methods"].as_array_mut().unwrap().insert(place.min(3), method);
        let sent = sent(grams, 100, units);
        let before = book(rising()).unwrap().explain(&sent).unwrap();
        let mut after = book(more).unwrap().explain(&sent).unwrap();
        after.offers.retain(|offer| offer.method.as_str() != "new");
        after.not_offered.retain(|method| method.method.as_str() != "new");
        proptest::prop_assert_eq!(before, after);
    }
}
