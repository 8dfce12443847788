//! Each step of the order in which a price is looked up, by its number.

use alloc::vec::Vec;
use std::format;
use std::string::ToString;

use super::*;
use crate::id::{BookCode, ChannelCode, CountryCode};
use crate::pricing::{PriceRules, TaxDisplay};

/// Compiled lists.
pub(in crate::pricing::list) struct Shelf {
    pub(in crate::pricing::list) prices: Prices,
    codes: Vec<String>,
}

impl Shelf {
    pub(in crate::pricing::list) fn rules(lists: &str) -> PriceRules {
        let mut rules = PriceRules::new(BookCode::new("book").unwrap(), TaxDisplay::Inclusive);
        rules.lists = serde_json::from_str(lists).unwrap();
        rules
    }

    pub(in crate::pricing::list) fn of(lists: &str) -> Self {
        let mut problems = Vec::new();
        let rules = Self::rules(lists);
        let prices = Prices::compile(&rules, &mut problems);
        assert_eq!(problems, []);
        Self { prices, codes: rules.lists.iter().map(|list| list.code.to_string()).collect() }
    }

    pub(in crate::pricing::list) fn pick(&self, sku: &str, context: &Context, counts: Counts) -> Option<Chosen> {
        self.price(&wanted(&Sku::new(sku).unwrap()), context, counts)
    }

    fn price(&self, wanted: &Wanted<'_>, context: &Context, counts: Counts) -> Option<Chosen> {
        let mut candidates = Vec::new();
        self.prices.candidates(wanted, context, &[], &mut candidates);
        self.prices.pick(wanted, &candidates, counts).unwrap()
    }

    /// The price of one TEE, and the code of its list.
    fn one(&self, context: &Context) -> (i64, &str) {
        self.many(1, context)
    }

    fn many(&self, units: i64, context: &Context) -> (i64, &str) {
        let chosen = self.pick("TEE", context, Counts::alone(units)).unwrap();
        (chosen.unit, &self.codes[chosen.list.unwrap()])
    }
}

pub(in crate::pricing::list) fn wanted(sku: &Sku) -> Wanted<'_> {
    let currency = Currency::iso("EUR").unwrap();
    Wanted { sku, currency, decimals: 0, own: LinePrice::default(), in_kit: false }
}

pub(in crate::pricing::list) fn guest() -> Context {
    Context::new(CountryCode::new("IT").unwrap(), "2026-11-21T12:00:00Z".parse().unwrap())
}

fn member(group: &str) -> Context {
    let mut context = guest();
    context.buyer.groups.push(GroupCode::new(group).unwrap());
    context
}

fn euros(amount: &str) -> Money {
    format!("{amount} EUR").parse().unwrap()
}

/// A list of one price of TEE: `list` says more of the list, `row` of the price.
fn list(code: &str, amount: &str, list: &str, row: &str) -> String {
    format!(
        r#"{{"code":"{code}"{list},"prices":[{{"sku":"TEE","price":{{"amount":"{amount}","currency":"EUR"}}{row}}}]}}"#
    )
}

fn lists(lists: &[String]) -> Shelf {
    Shelf::of(&format!("[{}]", lists.join(",")))
}

#[test]
fn step_1_a_part_of_a_kit_takes_its_share_and_no_list_is_asked() {
    let shelf = lists(&[list("base", "10.00", "", "")]);
    let sku = Sku::new("TEE").unwrap();
    let own = LinePrice { unit: Some(euros("7.77")), ..LinePrice::default() };
    let chosen = shelf.price(&Wanted { own, in_kit: true, ..wanted(&sku) }, &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.unit, chosen.list), (777, None));
}

#[test]
fn step_2_only_prices_of_the_sku_and_currency_are_left() {
    let shelf = lists(&[list("base", "10.00", "", "")]);
    assert_eq!(shelf.pick("CUP", &guest(), Counts::alone(1)), None);
    let sku = Sku::new("TEE").unwrap();
    let dollars = Wanted { currency: Currency::iso("USD").unwrap(), ..wanted(&sku) };
    assert_eq!(shelf.price(&dollars, &guest(), Counts::alone(1)), None);
}

#[test]
fn step_2_only_prices_of_lists_in_force_are_left() {
    let shelf = lists(&[
        list("before", "1.00", r#","until":"2026-11-21T12:00:00Z""#, ""),
        list("now", "9.00", r#","from":"2026-11-21T12:00:00Z","until":"2026-11-21T12:00:01Z""#, ""),
        list("after", "2.00", r#","from":"2026-11-21T12:00:01Z""#, ""),
    ]);
    assert_eq!(shelf.one(&guest()), (900, "now"));
}

#[test]
fn step_2_only_prices_for_the_buyer_are_left_by_the_list_and_by_the_price() {
    let shelf = lists(&[
        list("base", "10.00", "", ""),
        list("club", "8.00", r#","for":{"groups":["club"]}"#, r#","for":{"countries":["IT"]}"#),
    ]);
    assert_eq!(shelf.one(&guest()), (1000, "base"));
    assert_eq!(shelf.one(&member("club")), (800, "club"));
    let mut abroad = member("club");
    abroad.destination.country = CountryCode::new("DE").unwrap();
    assert_eq!(shelf.one(&abroad), (1000, "base"));
}

#[test]
fn step_2_only_prices_whose_window_holds_the_quantity_are_left() {
    let shelf = lists(&[
        list("few", "10.00", "", r#","to_quantity":4"#),
        list("some", "9.00", "", r#","from_quantity":5,"to_quantity":9"#),
        list("many", "8.00", "", r#","from_quantity":12"#),
    ]);
    assert_eq!(shelf.many(4, &guest()), (1000, "few"));
    assert_eq!(shelf.many(5, &guest()), (900, "some"));
    assert_eq!(shelf.many(9, &guest()), (900, "some"));
    assert_eq!(shelf.pick("TEE", &guest(), Counts::alone(10)), None);
    assert_eq!(shelf.many(12, &guest()), (800, "many"));
    // The window looks at the line, whatever else is in the basket.
    let counts = Counts { line: 1, product: 20, basket: 20 };
    assert_eq!(shelf.pick("TEE", &guest(), counts).unwrap().unit, 1000);
}

#[test]
fn step_3_sale_and_override_lists_come_before_base_lists_however_close_those_are() {
    for kind in ["sale", "override"] {
        let shelf = lists(&[
            list("base", "10.00", r#","for":{"groups":["club"],"countries":["IT"]}"#, ""),
            list("special", "9.00", &format!(r#","kind":"{kind}""#), ""),
        ]);
        assert_eq!(shelf.one(&member("club")), (900, "special"), "{kind}");
    }
}

#[test]
fn step_4_the_price_that_says_most_about_the_buyer_is_taken_even_if_it_is_higher() {
    let shelf = lists(&[
        list("all", "7.00", "", ""),
        list("country", "8.00", r#","for":{"countries":["IT","DE","FR"]}"#, ""),
        list("both", "9.00", r#","for":{"countries":["IT"]}"#, r#","for":{"countries":["IT"]}"#),
        list("club", "9.50", r#","for":{"groups":["club"]}"#, ""),
    ]);
    assert_eq!(shelf.one(&guest()), (900, "both"));
    let mut abroad = member("club");
    abroad.destination.country = CountryCode::new("DE").unwrap();
    assert_eq!(shelf.one(&abroad), (800, "country"));
    abroad.destination.country = CountryCode::new("US").unwrap();
    assert_eq!(shelf.one(&abroad), (950, "club"));
}

#[test]
fn step_4_a_window_of_quantities_makes_a_price_no_closer() {
    let shelf = lists(&[list("all", "8.00", "", ""), list("many", "9.00", "", r#","from_quantity":5"#)]);
    assert_eq!(shelf.many(5, &guest()), (800, "all"));
}

#[test]
fn step_5_the_lowest_price_is_taken_tiers_and_counts_considered() {
    let tier = r#","tiers":[{"from":10,"price":{"amount":"8.00","currency":"EUR"}}]"#;
    let graduated = format!(r#"{tier},"tier_mode":"graduated""#);
    let shelf = lists(&[list("flat", "9.00", "", ""), list("tiers", "10.00", "", tier)]);
    assert_eq!(shelf.many(9, &guest()), (900, "flat"));
    assert_eq!(shelf.many(10, &guest()), (800, "tiers"));
    // 9 units at 10.00 and 11 at 8.00 average 8.90; 18 in all average 9.00.
    let shelf = lists(&[list("flat", "9.00", "", ""), list("tiers", "10.00", "", &graduated)]);
    assert_eq!(shelf.many(18, &guest()), (900, "flat"));
    assert_eq!(shelf.many(20, &guest()), (890, "tiers"));
    let shelf = lists(&[list("each", "1.02", "", ""), list("hundred", "101.49", "", r#","per":100"#)]);
    assert_eq!(shelf.one(&guest()), (10_149, "hundred"));
}

#[test]
fn step_6_of_equal_prices_the_first_in_the_rules_is_taken() {
    let shelf = lists(&[list("one", "9.00", "", ""), list("two", "9.00", "", ""), list("three", "9.00", "", "")]);
    assert_eq!(shelf.one(&guest()), (900, "one"));
    let tier = r#","tiers":[{"from":2,"price":{"amount":"9.00","currency":"EUR"}}]"#;
    let shelf = lists(&[list("tiers", "10.00", "", tier), list("flat", "9.00", "", "")]);
    assert_eq!(shelf.many(2, &guest()), (900, "tiers"));
}

#[test]
fn step_7_the_base_price_is_what_a_sale_is_compared_with() {
    let sale = list("sale", "8.00", r#","kind":"sale""#, "");
    let shelf = lists(&[list("base", "10.00", "", ""), sale.clone()]);
    let chosen = shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.unit, chosen.compare_at, chosen.reduced), (800, Some(1000), true));

    // Found by the same steps: the closest base price.
    let shelf = lists(&[
        list("base", "10.00", "", ""),
        list("club", "9.00", r#","for":{"groups":["club"]}"#, ""),
        sale.clone(),
    ]);
    assert_eq!(shelf.pick("TEE", &member("club"), Counts::alone(1)).unwrap().compare_at, Some(900));

    // Else the line's own.
    let sku = Sku::new("TEE").unwrap();
    let own = LinePrice { unit: Some(euros("12.00")), ..LinePrice::default() };
    let chosen = lists(&[sale]).price(&Wanted { own, ..wanted(&sku) }, &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.unit, chosen.compare_at), (800, Some(1200)));
}

#[test]
fn step_7_a_sale_may_state_another_price_to_compare_with() {
    let stated = |amount: &str| format!(r#","compare_at":{{"amount":"{amount}","currency":"EUR"}}"#);
    let base = list("base", "10.00", "", "");
    for (amount, compare_at) in [("15.00", Some(1500)), ("8.00", None)] {
        let shelf = lists(&[base.clone(), list("sale", "8.00", r#","kind":"sale""#, &stated(amount))]);
        assert_eq!(shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap().compare_at, compare_at);
    }
}

#[test]
fn step_7_a_sale_never_makes_goods_dearer() {
    let sale = list("sale", "8.00", r#","kind":"sale""#, "");
    let shelf = lists(&[list("base", "7.00", "", ""), sale.clone()]);
    assert_eq!(shelf.one(&guest()), (700, "base"));
    let shelf = lists(&[list("base", "8.00", "", ""), sale]);
    let chosen = shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.list, chosen.compare_at, chosen.reduced), (Some(1), None, false));
}

#[test]
fn step_7_the_price_to_compare_with_is_for_as_many_units() {
    let shelf = lists(&[list("base", "1.02", "", ""), list("sale", "99.00", r#","kind":"sale""#, r#","per":100"#)]);
    let chosen = shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.unit, chosen.per, chosen.compare_at), (9900, 100, Some(10_200)));
}

#[test]
fn step_7_an_override_leaves_the_base_price_out() {
    let base = list("base", "10.00", "", "");
    for amount in ["8.00", "12.00"] {
        let shelf = lists(&[base.clone(), list("deal", amount, r#","kind":"override""#, "")]);
        let chosen = shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap();
        assert_eq!((chosen.list, chosen.compare_at, chosen.reduced), (Some(1), None, false));
    }
    let stated = r#","compare_at":{"amount":"15.00","currency":"EUR"}"#;
    let shelf = lists(&[base, list("deal", "8.00", r#","kind":"override""#, stated)]);
    assert_eq!(shelf.pick("TEE", &guest(), Counts::alone(1)).unwrap().compare_at, Some(1500));
}

#[test]
fn step_8_the_own_price_of_a_line_comes_last() {
    let sku = Sku::new("TEE").unwrap();
    let own = LinePrice {
        unit: Some(euros("5.00")),
        per: Some(2),
        compare_at: Some(euros("6.00")),
        minimum: Some(euros("4.00")),
    };
    let line = Wanted { own, decimals: 3, ..wanted(&sku) };
    let shelf = lists(&[list("base", "10.00", "", r#","from_quantity":2"#)]);
    let chosen = shelf.price(&line, &guest(), Counts::alone(1)).unwrap();
    assert_eq!((chosen.unit, chosen.per, chosen.compare_at, chosen.minimum), (500, 2000, Some(600), Some(400)));
    assert_eq!((chosen.list, chosen.reduced), (None, false));
    assert_eq!(shelf.price(&line, &guest(), Counts::alone(2)).unwrap().list, Some(0));
}

#[test]
fn step_9_the_refusal_names_what_was_looked_for() {
    let sku = Sku::new("TEE").unwrap();
    let mut context = member("club");
    context.channel = Some(ChannelCode::new("web").unwrap());
    assert_eq!(lists(&[]).price(&wanted(&sku), &context, Counts::alone(3)), None);
    let refusal = wanted(&sku).missing(&context, 3);
    assert_eq!(refusal.code(), Code::PriceMissing);
    assert_eq!(
        refusal.reason(),
        "`TEE` has no price in EUR for a quantity of 3 at 2026-11-21T12:00:00Z (country `IT`, channel `web`, group `club`)"
    );
    let detail = serde_json::to_string(refusal.detail()).unwrap();
    assert_eq!(
        detail,
        r#"{"at":"2026-11-21T12:00:00Z","channel":"web","country":"IT","currency":"EUR","groups":["club"],"quantity":3,"sku":"TEE"}"#
    );
}

#[test]
fn zero_is_a_price() {
    let shelf = lists(&[list("base", "0.00", "", ""), list("other", "1.00", "", "")]);
    assert_eq!(shelf.one(&guest()), (0, "base"));
}
