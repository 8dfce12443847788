//! What is asked about the way of goods without anything being kept: what they cost over a border, and what leaves together.

use serde_json::{Value, json};

use crate::shop::{memory, query};

fn gbp(amount: &str) -> Value {
    json!({"amount": amount, "currency": "GBP"})
}

/// An example of `docs/shipping.md`, by what it begins with.
fn example(start: &str) -> String {
    let page = include_str!("../../../../docs/shipping.md");
    let mut blocks = page.split("```json\n").filter_map(|block| block.split("```").next());
    blocks.find(|block| block.starts_with(start)).unwrap_or_else(|| panic!("no example starts with {start}")).to_owned()
}

/// Ten shirts for somewhere on a day, by rules of one border.
fn shirts(to: &str, on: &str) -> Value {
    let asked = example(r#"{"get": "landed_cost""#).replace("{…}", &example(r#"{"destinations""#));
    let mut asked: Value = serde_json::from_str(&asked).unwrap();
    asked["goods"]["to"]["country"] = json!(to);
    asked["goods"]["on"] = json!(on);
    asked
}

#[test]
fn goods_over_a_border_cost_what_rules_say_that_come_with_the_query() {
    let answer = query(&memory(), &shirts("GB", "2026-11-23")).unwrap();
    assert_eq!(answer["got"], json!("landed_cost"));
    let landed = &answer["landed"];
    let owed = [&landed["duty"], &landed["tax"], &landed["payable_now"], &landed["payable_on_import"]];
    assert_eq!(owed, [&gbp("132.00"), &gbp("246.40"), &gbp("1100.00"), &gbp("387.86")]);
    assert_eq!((&landed["customs_value"], &landed["fees"][0]["amount"]), (&gbp("1100.00"), &gbp("9.46")));
    assert_eq!(landed["lines"][0]["duty_rate"], json!("0.12"));
    // Where no row is for the place or the day, nobody knows: that is no cost of zero.
    for nowhere in [shirts("CH", "2026-11-23"), shirts("GB", "2020-12-31")] {
        assert_eq!(query(&memory(), &nowhere).unwrap(), json!({"got": "landed_cost"}));
    }
}

#[test]
fn rules_of_a_border_that_contradict_themselves_are_refused_with_all_that_is_wrong_by_its_path() {
    let mut asked = shirts("GB", "2026-11-23");
    let row = &mut asked["rules"]["destinations"][0];
    row["until"] = json!("2021-01-01");
    row["duty"]["rates"] = json!([{"commodity": "61", "rate": "-0.12"}]);
    row["fees"][0]["amount"] = json!({"fixed": []});
    let failure = query(&memory(), &asked).unwrap_err();
    assert_eq!(failure.code.as_str(), "rules.invalid");
    let problems = failure.detail["problems"].as_array().unwrap().iter();
    let mut paths: Vec<&str> = problems.map(|problem| problem["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    let row = ["duty.rates", "duty.rates[0].rate", "fees[0].amount", "until"];
    assert_eq!(paths, row.map(|path| format!("destinations[0].{path}")));
}

#[test]
fn goods_that_are_asked_about_wrongly_are_refused() {
    let refused = |change: fn(&mut Value)| {
        let mut asked = shirts("GB", "2026-11-23");
        change(&mut asked["goods"]);
        query(&memory(), &asked).unwrap_err().code.as_str().to_owned()
    };
    assert_eq!(refused(|goods| goods["lines"] = json!([])), "lines.missing");
    assert_eq!(refused(|goods| goods["shipping"] = gbp("-1.00")), "basket.invalid");
    assert_eq!(refused(|goods| goods["currency"] = json!("EUR")), "currency.mismatch");
    assert_eq!(refused(|goods| goods["when"] = json!("now")), "wire.malformed");
}

#[test]
fn a_sale_is_parted_into_shipments_and_each_says_why() {
    let example = |start| serde_json::from_str::<Value>(&example(start)).unwrap();
    let asked = example(r#"{"get": "split_shipments""#);
    assert_eq!(query(&memory(), &asked).unwrap(), example(r#"{"got": "split_shipments""#));
    let many = json!({"get": "split_shipments", "request": {
        "today": "2026-11-23", "goods": [{"location": "genova", "units": 1_000_000}],
    }});
    assert_eq!(query(&memory(), &many).unwrap_err().code.as_str(), "limit.exceeded");
}
