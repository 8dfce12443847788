//! What holds of every offer of shipping, over rules, goods and destinations chosen at random.

use fondaco::money::Money;
use fondaco::shipping::{ShippingBook, ShippingOffers, ShippingQuery};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::cents;

fn book(rules: &Value) -> ShippingBook {
    ShippingBook::compile(serde_json::from_value(rules.clone()).unwrap()).unwrap()
}

fn amount() -> impl Strategy<Value = Money> {
    (0_i64..5_000).prop_map(cents)
}

/// A price that is never less for goods that weigh more: amounts and bands that rise, and whatever is made of such.
fn rising() -> impl Strategy<Value = Value> {
    let bands = (vec(1_i64..4_000, 1..5), vec(0_i64..900, 5)).prop_map(|(steps, more)| {
        let (mut from, mut price) = (-1, 0);
        let bands = steps.iter().zip(more).map(|(step, more)| {
            (from, price) = (if from < 0 { 0 } else { from + step }, price + more);
            json!({"from": from, "price": {"flat": cents(price)}})
        });
        json!({"bands": {"by": "weight", "bands": bands.collect::<Vec<_>>()}})
    });
    let steps =
        (1_u64..5_000, amount(), prop::option::of((0_u64..9_000, amount()))).prop_map(|(step, price, first)| {
            let first = first.map(|(up_to, price)| json!({"up_to": up_to, "price": price}));
            let mut rule = json!({"by": "weight", "step": step, "price": price});
            rule.as_object_mut().unwrap().extend(first.map(|first| ("first".into(), first)));
            json!({"per_step": rule})
        });
    let leaf = prop_oneof![
        amount().prop_map(|amount| json!({"flat": amount})),
        amount().prop_map(|amount| json!({"per_item": amount})),
        (0_u32..3_000, amount())
            .prop_map(|(rate, least)| json!({"percent": {"rate": format!("0.{rate:04}"), "least": least}})),
        steps,
        bands,
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        (prop::sample::select(vec!["sum", "least", "most"]), vec(inner, 1..4))
            .prop_map(|(name, list)| json!({name: list}))
    })
}

/// Surcharges that are due for what is larger or heavier, and never for less.
fn surcharges() -> impl Strategy<Value = Vec<Value>> {
    let measure = prop::sample::select(vec!["longest", "second", "length_and_girth", "volume", "grams"]);
    let bound = (measure, 1_i64..2_000).prop_map(|(name, least)| json!([{name: {"at_least": least}}]));
    let what = prop_oneof![
        amount().prop_map(|amount| json!({"fixed": [amount]})),
        (0_u32..3_000, prop::sample::select(vec!["price", "running", "goods"]))
            .prop_map(|(rate, of)| json!({"percent": {"rate": format!("0.{rate:04}"), "of": of}})),
    ];
    let one = (prop::option::of(bound), what, prop::option::of(amount())).prop_map(|(parcels, amount, most)| {
        let mut rule = json!({"title": "S", "amount": amount, "parcels": parcels.unwrap_or(json!([]))});
        rule.as_object_mut().unwrap().extend(most.map(|most| ("most".into(), json!(most))));
        rule
    });
    vec(one, 0..4).prop_map(|list| {
        let coded = list.into_iter().enumerate().map(|(at, mut rule)| {
            rule["code"] = json!(format!("s{at}"));
            rule
        });
        coded.collect()
    })
}

/// Methods by number, each for one of the zones.
fn methods() -> impl Strategy<Value = Vec<Value>> {
    let when = prop_oneof![
        Just(json!({"all": []})),
        (0_i64..20_000).prop_map(|most| json!({"weight": {"within": {"at_most": most}}})),
        (1_i64..4).prop_map(|least| json!({"quantity": {"within": {"at_least": least}}})),
        Just(json!({"not": {"contains": {"skus": ["pen"]}}})),
    ];
    let free = prop::option::of(0_i64..20_000);
    vec((rising(), surcharges(), when, prop::sample::select(vec!["it", "de", ""]), free), 1..5).prop_map(|list| {
        let method =
            |(at, (price, surcharges, when, zone, free)): (usize, (Value, Vec<Value>, Value, &str, Option<i64>))| {
                let mut rate = json!({"price": price});
                let zone = Some(zone).filter(|zone| !zone.is_empty()).map(|zone| ("zone".into(), json!(zone)));
                rate.as_object_mut().unwrap().extend(zone);
                rate.as_object_mut().unwrap().extend(free.map(|above| ("free_above".into(), json!(cents(above)))));
                json!({"code": format!("m{at}"), "title": "M", "when": when, "surcharges": surcharges, "rates": [rate]})
            };
        list.into_iter().enumerate().map(method).collect()
    })
}

fn rules(methods: &[Value]) -> Value {
    json!({"tax_display": "inclusive", "methods": methods, "zones": [
        {"code": "it", "places": [{"country": "IT"}]}, {"code": "de", "places": [{"country": "DE"}]}]})
}

/// A unit or more of a good, in one parcel.
fn sent(units: i64, worth: i64, grams: u32, sides: [u32; 3]) -> ShippingQuery {
    let [length, width, height] = sides;
    let query = json!({
        "currency": "EUR", "to": {"country": "IT"},
        "lines": [{"sku": "book", "quantity": units, "net": cents(worth), "gross": cents(worth), "grams": grams}],
        "parcels": [{"size": {"length": length, "width": width, "height": height}, "grams": grams}],
    });
    serde_json::from_value(query).unwrap()
}

fn without(answer: &ShippingOffers, method: &str) -> ShippingOffers {
    let mut answer = answer.clone();
    answer.offers.retain(|offer| offer.method.as_str() != method);
    answer.not_offered.retain(|other| other.method.as_str() != method);
    answer
}

/// Places that all hold one destination, each saying more or less of it than every other.
fn places() -> Vec<Value> {
    vec![
        json!({}),
        json!({"country": "US"}),
        json!({"country": "US", "region": "CA"}),
        json!({"country": "US", "city": "Los Angeles"}),
        json!({"country": "US", "region": "CA", "city": "los angeles"}),
        json!({"country": "US", "postal": "9*"}),
        json!({"country": "US", "postal": "902*"}),
        json!({"country": "US", "postal": "90000..90999"}),
        json!({"country": "US", "postal": "90210"}),
        json!({"station": "luna-1"}),
    ]
}

proptest! {
    #[test]
    fn a_heavier_or_larger_parcel_is_never_cheaper_under_the_same_table(
        methods in methods(), units in 1_i64..5, worth in 0_i64..50_000, grams in 0_u32..9_000, heavier in 0_u32..9_000,
        sides in prop::array::uniform3(1_u32..900), larger in prop::array::uniform3(0_u32..900),
    ) {
        let book = book(&rules(&methods));
        let grown = [sides[0] + larger[0], sides[1] + larger[1], sides[2] + larger[2]];
        let less = book.offers(&sent(units, worth, grams, sides)).unwrap();
        let more = book.offers(&sent(units, worth, grams + heavier, grown)).unwrap();
        for offer in &more.offers {
            let before = less.offers.iter().find(|other| other.method == offer.method);
            prop_assert!(before.expect("what takes more takes less").total.minor() <= offer.total.minor());
        }
    }

    #[test]
    fn the_items_of_an_offer_sum_to_its_total_and_no_offer_needs_reasons_asked_for(
        methods in methods(), units in 1_i64..5, worth in 0_i64..50_000, grams in 0_u32..20_000,
        sides in prop::array::uniform3(1_u32..2_000),
    ) {
        let (book, query) = (book(&rules(&methods)), sent(units, worth, grams, sides));
        let answer = book.explain(&query).unwrap();
        for offer in &answer.offers {
            prop_assert_eq!(offer.items.iter().map(|item| item.amount.minor()).sum::<i64>(), offer.total.minor());
            prop_assert!(offer.items.iter().all(|item| item.amount.minor() >= 0));
        }
        prop_assert_eq!(answer.offers.len() + answer.not_offered.len(), methods.len());
        prop_assert_eq!(book.offers(&query).unwrap().offers, answer.offers);
    }

    #[test]
    fn an_unrelated_method_changes_nothing(
        methods in methods(), other in methods(), at in 0_usize..5, units in 1_i64..5, grams in 0_u32..20_000, banned: bool,
    ) {
        let query = sent(units, 10_000, grams, [100, 200, 300]);
        let before = book(&rules(&methods)).explain(&query).unwrap();
        let mut more = methods.clone();
        let mut new = other[0].clone();
        new["code"] = json!("new");
        more.insert(at.min(more.len()), new);
        let mut rules = rules(&more);
        if banned {
            rules["restrictions"] = json!([{"code": "no", "methods": ["new"], "limit": {"banned": {}}}]);
        }
        let after = book(&rules).explain(&query).unwrap();
        prop_assert_eq!(&without(&after, "new"), &before);
        prop_assert_eq!(without(&after, "new").offers.len(), after.offers.len() - after.offers.iter().filter(|offer| offer.method.as_str() == "new").count());
        prop_assert!(!banned || after.offers.iter().all(|offer| offer.method.as_str() != "new"));
    }

    #[test]
    fn the_zone_that_counts_does_not_depend_on_the_order_of_zones(
        chosen in prop::sample::subsequence(places(), 1..=10).prop_shuffle(),
    ) {
        let ranked = places();
        let place = |place: &Value| ranked.iter().position(|other| other == place).unwrap();
        let zones = chosen.iter().map(|one| json!({"code": format!("z{}", place(one)), "places": [one]}));
        let rates = chosen.iter().map(|one| {
            json!({"zone": format!("z{}", place(one)), "price": {"flat": cents(i64::try_from(place(one)).unwrap())}})
        });
        let rules = json!({"tax_display": "inclusive", "zones": zones.collect::<Vec<_>>(),
            "methods": [{"code": "m", "title": "M", "rates": rates.collect::<Vec<_>>()}]});
        let mut query = sent(1, 100, 100, [1, 1, 1]);
        query.to = serde_json::from_value(json!({"country": "US", "region": "CA", "city": "Los Angeles",
            "postal_code": "90210", "station": "luna-1"})).unwrap();
        let most = chosen.iter().map(place).max().unwrap();
        let book = book(&rules);
        prop_assert_eq!(book.zone_of(&query.to).unwrap().as_str(), format!("z{most}"));
        prop_assert_eq!(book.offers(&query).unwrap().offers[0].total, cents(i64::try_from(most).unwrap()));
    }
}
