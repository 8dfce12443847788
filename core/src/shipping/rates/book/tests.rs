#![expect(clippy::needless_pass_by_value, reason = "rules are written where they are used")]

use super::*;
use crate::refusal::Code;
use crate::shipping::{OfferChoice, ShippingRules};
use serde_json::{Value, json};

mod restrictions;

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
fn what_is_not_due_supersedes_nothing() {
    let method = json!({"code": "m", "title": "M", "rates": [{"price": {"flat": "20.00 EUR"}}], "surcharges": [
        {"code": "small", "title": "Small", "amount": {"fixed": ["1.00 EUR"]}},
        {"code": "many", "title": "Many", "when": {"quantity": {"within": {"at_least": 1_000}}},
            "amount": {"fixed": ["9.00 EUR"]}, "supersedes": ["small"]}]});
    let offer = book(one(method)).unwrap().offers(&query(|_| {})).unwrap().offers.remove(0);
    assert_eq!(offer.total.minor(), 2_100);
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
    assert_eq!(refused(|query| query.lines[0].decimals = 7), Code::BasketInvalid);
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

/// Three methods with dates: by the post, by boat as long as there is one, and one that tells days alone.
fn dated() -> Value {
    let days = json!([{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "cut_off": "15:00"}]);
    json!({"tax_display": "inclusive", "zones": [{"code": "it", "places": [{"country": "IT"}]}], "methods": [
        {"code": "post", "title": "P", "route": "post", "rates": [
            {"zone": "it", "price": {"flat": "5.00 EUR"}}, {"price": {"flat": "9.00 EUR"}, "route": "far"}]},
        {"code": "boat", "title": "B", "route": "boat", "rates": [{"price": {"flat": "2.00 EUR"}}]},
        {"code": "some", "title": "S", "days": {"least": 1, "most": 1}, "rates": [{"price": {"flat": "1.00 EUR"}}]}],
     "dates": {
        "calendars": [{"code": "days", "open": days}],
        "timetables": [{"code": "boat", "departures": ["2027-01-11T12:00:00Z"]}],
        "routes": [
            {"code": "post", "from": "days", "to": "days", "legs": [{"days": {"calendar": "days", "least": 1, "most": 2}}]},
            {"code": "far", "from": "days", "to": "days", "legs": [{"days": {"calendar": "days", "least": 3, "most": 4}}]},
            {"code": "boat", "from": "days", "to": "days", "legs": [
                {"departure": {"timetable": "boat", "minutes": {"least": 60, "most": 60}}}]}]}})
}

#[test]
fn an_offer_promises_dates_by_the_route_of_its_rate_and_is_chosen_by_them() {
    let book = book(dated()).unwrap();
    let placed = |at: &str, country: &str| {
        let (at, country) = (at.parse().unwrap(), crate::CountryCode::new(country).unwrap());
        book.explain(&query(|query| (query.placed_at, query.to.country) = (Some(at), country))).unwrap()
    };
    let latest = |offers: &ShippingOffers| {
        let dates = offers
            .offers
            .iter()
            .map(|offer| offer.promise.as_ref().map(|promise| alloc::format!("{}", promise.latest)));
        dates.collect::<Vec<_>>()
    };
    let monday = placed("2027-01-04T09:00:00Z", "IT");
    assert_eq!(latest(&monday), [Some("2027-01-06".into()), Some("2027-01-11".into()), None]);
    let date = |text: &str| text.parse().unwrap();
    let chosen = |choice| monday.choose(choice).map(|offer| offer.method.as_str());
    assert_eq!(chosen(OfferChoice::Fastest), Some("post"), "what is promised comes before what is told");
    assert_eq!(chosen(OfferChoice::Cheapest), Some("some"));
    assert_eq!(chosen(OfferChoice::CheapestBy { date: date("2027-01-05") }), None);
    assert_eq!(chosen(OfferChoice::CheapestBy { date: date("2027-01-06") }), Some("post"));
    assert_eq!(chosen(OfferChoice::CheapestBy { date: date("2027-01-11") }), Some("boat"));
    let abroad = placed("2027-01-04T09:00:00Z", "FR");
    assert_eq!(latest(&abroad)[0], Some("2027-01-08".into()));
    let late = placed("2027-01-12T09:00:00Z", "IT");
    assert_eq!(late.not_offered[0].reason, ShippingReason::NoDate {}, "the boat has left");
    assert_eq!(latest(&book.offers(&query(|_| {})).unwrap()), [None, None, None], "nobody has said when");
}

#[test]
fn what_is_wrong_with_dates_is_named_beside_all_else() {
    let mut rules = dated();
    rules["methods"][0]["route"] = json!("air");
    rules["methods"][0]["rates"][1]["route"] = json!("sea");
    rules["dates"]["routes"][0]["to"] = json!("nobody");
    let refusal = book(rules).unwrap_err();
    let problems = refusal.detail()["problems"].as_array().unwrap();
    let paths: Vec<_> = problems.iter().map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["dates.routes[0].to", "methods[0].route", "methods[0].rates[1].route"]);
}
