//! Every problem has its place.

use alloc::string::String;
use alloc::vec::Vec;
use std::format;

use crate::pricing::list::Prices;
use crate::pricing::list::select::tests::Shelf;

/// The problems of lists, as `path: problem`.
fn problems(lists: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut rules = Shelf::rules(lists);
    rules.experiments = serde_json::from_str(r#"[{"code":"x","arms":[{"code":"a","weight":1}]}]"#).unwrap();
    Prices::compile(&rules, &mut problems);
    problems.into_iter().map(|one| format!("{}: {}", one.path, one.problem)).collect()
}

/// The problems of one price, without the path to it.
fn of_price(price: &str) -> Vec<String> {
    let all = problems(&format!(r#"[{{"code":"base","prices":[{{"sku":"TEE",{price}}}]}}]"#));
    all.into_iter().map(|one| one.strip_prefix("lists[0].prices[0].").unwrap().into()).collect()
}

const TEN: &str = r#""price":{"amount":"10.00","currency":"EUR"}"#;

#[test]
fn good_lists_have_no_problem() {
    let whole = format!(
        r#"[{{"code":"base","from":"2026-01-01T00:00:00Z","until":"2026-01-02T00:00:00Z","for":{{"arms":[["x","a"]]}},
        "prices":[{{"sku":"TEE",{TEN},"per":1,"from_quantity":1,"to_quantity":1,
            "tiers":[{{"from":2,{TEN}}},{{"from":3,{TEN}}}],
            "compare_at":{{"amount":"12.00","currency":"EUR"}},"minimum":{{"amount":"10.00","currency":"EUR"}}}}]}}]"#
    );
    assert_eq!(problems(&whole), Vec::<String>::new());
}

#[test]
fn lists_have_codes_of_their_own_and_end_after_they_begin() {
    let lists = r#"[
        {"code":"a","prices":[]},
        {"code":"b","from":"2026-01-01T00:00:00Z","until":"2026-01-01T00:00:00Z","prices":[]},
        {"code":"a","prices":[]}, {"code":"a","prices":[]}]"#;
    assert_eq!(
        problems(lists),
        [
            "lists[2].code: `a` stands at lists[0] already",
            "lists[3].code: `a` stands at lists[0] already",
            "lists[1].until: takes an instant after `from`",
        ]
    );
}

#[test]
fn there_are_not_more_prices_than_the_limit() {
    let mut problems = Vec::new();
    super::count(1_000_000, &mut problems);
    assert_eq!(problems, []);
    super::count(1_000_001, &mut problems);
    assert_eq!(problems[0].path, "lists");
    assert_eq!(problems[0].problem, "there are 1000001 prices, more than the 1000000 that are allowed");
}

#[test]
fn amounts_are_zero_or_more_and_of_one_currency() {
    let negative = r#"{"amount":"-0.01","currency":"EUR"}"#;
    let dollar = r#"{"amount":"1.00","currency":"USD"}"#;
    assert_eq!(of_price(&format!(r#""price":{negative}"#)), ["price: takes an amount of zero or more"]);
    assert_eq!(of_price(r#""price":{"amount":"0.00","currency":"EUR"}"#), Vec::<String>::new());
    for field in ["compare_at", "minimum"] {
        assert_eq!(
            of_price(&format!(r#"{TEN},"{field}":{dollar}"#)),
            [format!("{field}: takes EUR, the currency of `price`")]
        );
        assert_eq!(
            of_price(&format!(r#"{TEN},"{field}":{negative}"#)),
            [format!("{field}: takes an amount of zero or more")]
        );
    }
    assert_eq!(
        of_price(&format!(r#"{TEN},"tiers":[{{"from":2,"price":{dollar}}},{{"from":3,"price":{negative}}}]"#)),
        ["tiers[0].price: takes EUR, the currency of `price`", "tiers[1].price: takes an amount of zero or more",]
    );
}

#[test]
fn a_minimum_is_not_above_the_price_of_any_tier() {
    let said = "minimum: takes at most the price, of each tier too";
    let minimum = r#""minimum":{"amount":"10.01","currency":"EUR"}"#;
    assert_eq!(of_price(&format!("{TEN},{minimum}")), [said]);
    let tier = r#""tiers":[{"from":2,"price":{"amount":"9.00","currency":"EUR"}}]"#;
    assert_eq!(of_price(&format!(r#"{TEN},{tier},"minimum":{{"amount":"9.50","currency":"EUR"}}"#)), [said]);
}

#[test]
fn tiers_begin_at_two_and_ascend() {
    assert_eq!(
        of_price(&format!(
            r#"{TEN},"tiers":[{{"from":1,{TEN}}},{{"from":5,{TEN}}},{{"from":5,{TEN}}},{{"from":4,{TEN}}}]"#
        )),
        [
            "tiers[0].from: takes 2 or more: `price` is the first tier",
            "tiers[2].from: takes more than the 5 of the tier before it",
            "tiers[3].from: takes more than the 5 of the tier before it",
        ]
    );
}

#[test]
fn windows_begin_at_one_and_do_not_end_before() {
    assert_eq!(of_price(&format!(r#"{TEN},"from_quantity":0"#)), ["from_quantity: takes 1 or more"]);
    assert_eq!(
        of_price(&format!(r#"{TEN},"from_quantity":5,"to_quantity":4"#)),
        ["to_quantity: takes `from_quantity` or more"]
    );
    assert_eq!(of_price(&format!(r#"{TEN},"to_quantity":0"#)), ["to_quantity: takes `from_quantity` or more"]);
    assert_eq!(of_price(&format!(r#"{TEN},"per":0"#)), ["per: takes 1 or more"]);
}

#[test]
fn audiences_name_arms_that_exist_and_texts_that_are_not_empty() {
    let audience =
        r#""for":{"arms":[["x","a"],["x","b"],["y","a"]],"attributes":{"":["1"],"device":["","\u0000"],"os":[]}}"#;
    let said = [
        "for.attributes: takes one character or more",
        "for.attributes.device[0]: takes one character or more",
        "for.attributes.device[1]: value has the character U+0000: leave it out",
        "for.attributes.os: takes one value or more",
        "for.arms[1]: there is no arm `b` of an experiment `x`",
        "for.arms[2]: there is no arm `a` of an experiment `y`",
    ];
    assert_eq!(of_price(&format!("{TEN},{audience}")), said);
    let of_list: Vec<String> = said.iter().map(|one| format!("lists[0].{one}")).collect();
    assert_eq!(problems(&format!(r#"[{{"code":"a",{audience},"prices":[]}}]"#)), of_list);
}

#[test]
fn two_prices_of_a_list_for_the_same_buyers_and_quantities_contradict_each_other() {
    let lists = format!(
        r#"[{{"code":"a","prices":[
            {{"sku":"TEE",{TEN},"for":{{"countries":["IT","DE"]}}}},
            {{"sku":"TEE",{TEN}}},
            {{"sku":"TEE",{TEN},"from_quantity":2}},
            {{"sku":"TEE","price":{{"amount":"10.00","currency":"USD"}}}},
            {{"sku":"TEE","price":{{"amount":"9.00","currency":"EUR"}},"for":{{"countries":["DE","IT","IT"]}}}},
            {{"sku":"TEE","price":{{"amount":"9.00","currency":"EUR"}},"from_quantity":1}},
            {{"sku":"CUP",{TEN}}}]}},
          {{"code":"b","prices":[{{"sku":"TEE",{TEN}}}]}}]"#
    );
    assert_eq!(
        problems(&lists),
        [
            "lists[0].prices[5].price: `TEE` has a price in EUR for these buyers and quantities at prices[1] already",
            "lists[0].prices[4].price: `TEE` has a price in EUR for these buyers and quantities at prices[0] already",
        ]
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let lists = r#"[{"code":"a","prices":[]},{"code":"b","prices":[]},
        {"code":"a","prices":[{"sku":"CUP","price":{"amount":"1.00","currency":"EUR"}},
            {"sku":"TEE","price":{"amount":"-1.00","currency":"EUR"},"per":0,"tiers":[
                {"from":2,"price":{"amount":"1.00","currency":"EUR"}},
                {"from":1,"price":{"amount":"1.00","currency":"USD"}}]}]}]"#;
    assert_eq!(
        problems(lists),
        [
            "lists[2].code: `a` stands at lists[0] already",
            "lists[2].prices[1].price: takes an amount of zero or more",
            "lists[2].prices[1].per: takes 1 or more",
            "lists[2].prices[1].tiers[1].from: takes 2 or more: `price` is the first tier",
            "lists[2].prices[1].tiers[1].price: takes EUR, the currency of `price`",
        ]
    );
}
