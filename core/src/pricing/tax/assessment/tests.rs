use super::*;
use crate::pricing::basket::TaxStatus;
use crate::pricing::rules::{PriceRules, RuleProblem};
use crate::pricing::tax::class::Factor;
use serde_json::{Value, json};

/// Compiles rules with these parts beside their name.
fn compiled(rules: &Value) -> Taxes {
    let mut all = json!({"code": "book", "tax_display": "inclusive"});
    all.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
    let rules: PriceRules = serde_json::from_value(all).unwrap();
    let mut problems: Vec<RuleProblem> = Vec::new();
    let taxes = Taxes::compile(&rules, &mut problems);
    assert_eq!(problems, []);
    taxes
}

fn rate(zone: &str, category: &str, rate: &str) -> Value {
    let name = format!("{zone} {rate}");
    json!({"zone": zone, "category": category, "name": name, "rate": rate, "from": "2020-01-01T00:00:00Z"})
}

fn europe(policy: &Value) -> Taxes {
    let taxes = json!([rate("DE", "goods", "0.19"), rate("DE", "books", "0.07"), rate("RO", "goods", "0.24")]);
    compiled(&json!({"taxes": taxes, "home": "DE", "policy": policy}))
}

fn context(country: &str) -> Context {
    serde_json::from_value(json!({"at": "2024-01-01T00:00:00Z", "destination": {"country": country}})).unwrap()
}

fn eur() -> Currency {
    Currency::iso("EUR").unwrap()
}

/// A factor, and rates in percent.
type Found = (Option<(i64, i64)>, Vec<alloc::string::String>);

/// What is found for one line.
fn line(taxes: &Taxes, context: &Context, category: &str) -> Result<Found, Refusal> {
    let mut assessment = taxes.assess(context, eur())?;
    let class = assessment.line(1, &TaxCategory::new(category).unwrap())?;
    let table = assessment.finish()?;
    let factor = table.classes[class].factor.map(|Factor { numerator, denominator }| (numerator, denominator));
    Ok((factor, table.rates.iter().map(|tax| tax.rate.as_percent().to_string()).collect()))
}

#[test]
fn the_rates_of_all_zones_around_the_destination_add_up() {
    let taxes = compiled(&json!({
        "tax_display": "exclusive",
        "zones": [{"code": "ny", "places": [{"country": "US", "region": "NY"}]}],
        "taxes": [rate("US", "goods", "0.1"), rate("ny", "goods", "0.05"), rate("ny", "food", "0")],
    }));
    let mut context = context("US");
    assert_eq!(line(&taxes, &context, "goods").unwrap().1, ["10"]);
    context.destination.region = Some("NY".parse().unwrap());
    assert_eq!(line(&taxes, &context, "goods").unwrap(), (None, alloc::vec!["10".into(), "5".into()]));
    assert_eq!(line(&taxes, &context, "food").unwrap().1, ["0"]);
    context.at = "2019-12-31T23:59:59Z".parse().unwrap();
    assert_eq!(line(&taxes, &context, "goods").unwrap_err().code(), Code::TaxUnknown);
}

#[test]
fn without_a_rate_a_basket_is_refused_or_free_of_tax() {
    let refused = line(&europe(&json!({})), &context("FR"), "goods").unwrap_err();
    assert_eq!(refused.to_string(), "tax.unknown: no tax rate for `goods` in FR is in force at 2024-01-01T00:00:00Z");
    assert_eq!(refused.detail()["category"], "goods");
    let free = europe(&json!({"untaxed": "free"}));
    assert_eq!(line(&free, &context("FR"), "goods").unwrap(), (None, alloc::vec![]));
}

#[test]
fn across_zones_the_gross_or_the_net_price_stays() {
    let (gross, net) = (json!({"untaxed": "free"}), json!({"untaxed": "free", "across_zones": "keep_net"}));
    let factor = |policy: &Value, country, category| line(&europe(policy), &context(country), category).unwrap().0;
    assert_eq!(factor(&gross, "RO", "goods"), None);
    assert_eq!(factor(&net, "DE", "goods"), None);
    // 10.00 at 19 % becomes 10.42 at 24 %, 20.00 at 7 % becomes 18.69 (Solidus).
    assert_eq!(factor(&net, "RO", "goods"), Some((124, 119)));
    assert_eq!(factor(&net, "FR", "books"), Some((100, 107)));
    assert_eq!(factor(&net, "FR", "unheard-of"), None);
}

#[test]
fn who_owes_no_tax_pays_the_price_without_that_of_home() {
    let mut context = context("RO");
    for status in [TaxStatus::Exempt, TaxStatus::ReverseCharge] {
        context.buyer.tax = status;
        assert_eq!(line(&europe(&json!({})), &context, "goods").unwrap(), (Some((100, 119)), alloc::vec![]));
        // No home: the price contains the tax of the destination.
        let homeless = compiled(&json!({"taxes": [rate("RO", "goods", "0.24")]}));
        assert_eq!(line(&homeless, &context, "goods").unwrap().0, Some((25, 31)));
        assert_eq!(line(&homeless, &context, "books").unwrap_err().code(), Code::TaxUnknown);
        // Prices without tax stay.
        let exclusive = compiled(&json!({"taxes": [rate("RO", "goods", "0.24")], "tax_display": "exclusive"}));
        assert_eq!(line(&exclusive, &context, "goods").unwrap(), (None, alloc::vec![]));
        assert_eq!(line(&exclusive, &context, "books").unwrap(), (None, alloc::vec![]));
    }
}

#[test]
fn items_that_are_taxed_alike_share_a_class() {
    let taxes =
        compiled(&json!({"taxes": [rate("DE", "a", "0.19"), rate("DE", "b", "0.19"), rate("DE", "c", "0.07")]}));
    let context = context("DE");
    let mut assessment = taxes.assess(&context, eur()).unwrap();
    let classes = ["a", "c", "b", "a"].map(|code| assessment.line(1, &TaxCategory::new(code).unwrap()).unwrap());
    assert_eq!(classes, [0, 1, 0, 0]);
    let charge = |kind: &str, tax: Value| {
        let charge = json!({"code": kind, "title": "", "kind": kind, "tax": tax,
            "amount": {"amount": "1.00", "currency": "EUR"}});
        serde_json::from_value::<Charge>(charge).unwrap()
    };
    for tax in [json!("free"), json!({"category": "c"}), json!("as_goods"), json!("average")] {
        assessment.charge(&charge("shipping", tax)).unwrap();
    }
    assessment.charge(&charge("donation", json!({"category": "c"}))).unwrap();
    let table = assessment.finish().unwrap();
    let expected =
        [ChargeClass::Free, ChargeClass::Class(1), ChargeClass::AsGoods, ChargeClass::Average, ChargeClass::Free];
    assert_eq!(table.charges, expected);
    assert_eq!(
        table.rates.iter().map(|tax| &*tax.name).collect::<Vec<_>>(),
        ["DE 0.19", "DE 0.07", "DE 0.19 + DE 0.07"]
    );
}

fn answered(items: &Value) -> Context {
    let mut context = context("FR");
    let answer =
        json!({"provider": "desk", "at": "2024-01-01T00:00:00Z", "until": "2024-01-01T00:05:00Z", "items": items});
    context.taxes = Some(serde_json::from_value(answer).unwrap());
    context
}

#[test]
fn an_answer_stands_in_for_the_rates_of_the_book() {
    let taxes = europe(&json!({}));
    let amount = json!({"amount": "1.23", "currency": "EUR"});
    let context = answered(&json!([
        {"of": {"line": 1}, "name": "state", "rate": "0.04", "included": false, "amount": amount},
        {"of": {"line": 1}, "name": "state", "rate": "0.04", "included": false},
        {"of": {"charge": "dhl"}, "name": "state", "rate": "0.04", "included": false},
    ]));
    let mut assessment = taxes.assess(&context, eur()).unwrap();
    let goods = TaxCategory::new("goods").unwrap();
    assert_eq!((assessment.line(1, &goods).unwrap(), assessment.line(2, &goods).unwrap()), (0, 1));
    let charge = json!({"code": "dhl", "title": "", "kind": "shipping", "amount": amount});
    assessment.charge(&serde_json::from_value(charge).unwrap()).unwrap();
    let table = assessment.finish().unwrap();
    assert_eq!(table.rates.len(), 2, "one item bears one rate twice");
    assert_eq!(
        table.classes[0].levies.iter().map(|levy| (levy.rate, levy.fixed)).collect::<Vec<_>>(),
        [(0, Some(123)), (1, None)]
    );
    assert_eq!((table.classes[1].levies.len(), &table.charges), (0, &alloc::vec![ChargeClass::Class(2)]));
}

#[test]
fn an_answer_that_is_stale_or_for_another_basket_is_refused() {
    let taxes = europe(&json!({}));
    let refused = |context: &Context| line(&taxes, context, "goods").unwrap_err();
    let tax = |of: Value, rate: &str| json!([{"of": of, "name": "n", "rate": rate}]);
    let mut context = answered(&tax(json!({"line": 1}), "0.04"));
    context.at = "2024-01-01T00:05:00Z".parse().unwrap();
    let stale = refused(&context);
    assert_eq!((stale.code(), &stale.detail()["until"]), (Code::TaxStale, &json!("2024-01-01T00:05:00Z")));

    let invalid = |items: Value| {
        let refusal = refused(&answered(&items));
        assert_eq!(refusal.code(), Code::TaxAnswerInvalid);
        refusal
    };
    let unknown = invalid(tax(json!({"line": 7}), "0.04"));
    assert_eq!(unknown.reason(), "line 7 in what `desk` answered is not a taxed item of the basket");
    assert_eq!(unknown.detail()["of"], json!({"line": 7}));
    invalid(tax(json!({"charge": "dhl"}), "0.04"));
    invalid(tax(json!({"line": 1}), "1.04"));
    invalid(json!([{"of": {"line": 1}, "name": "n", "rate": "0", "amount": {"amount": "1", "currency": "JPY"}}]));
}
