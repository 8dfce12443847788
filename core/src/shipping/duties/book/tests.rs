#![expect(clippy::needless_pass_by_value, reason = "rules are written where they are used")]

use alloc::vec;

use super::super::landed::LandedLine;
use super::*;
use crate::money::{Currency, Money};
use crate::shipping::{ShipTo, ShippingLine};
use crate::trade::Incoterm;
use crate::{Quantity, Sku};
use proptest::prelude::*;
use serde_json::{Value, json};

fn eur(minor: i64) -> Money {
    Money::from_minor(minor, Currency::iso("EUR").unwrap())
}

fn row(code: &str, places: Value, more: Value) -> Value {
    let mut row = json!({
        "code": code, "places": places, "from": "2021-01-01", "source": "the test", "rounding": "half_up",
        "duty": {"of": "cif", "rates": [{"rate": "0.1"}]}, "tax": {"title": "VAT", "rates": [{"rate": "0.2"}]},
    });
    for (name, value) in more.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

fn book(rows: Vec<Value>) -> Result<DutyBook, Refusal> {
    DutyBook::compile(serde_json::from_value(json!({"destinations": rows})).unwrap())
}

fn line(minor: i64, commodity: &str, origin: &str) -> ShippingLine {
    let mut line = ShippingLine::new(Sku::new("shirt").unwrap(), Quantity::new(1).unwrap(), eur(minor));
    (line.commodity, line.origin) = (CommodityCode::new(commodity).ok(), CountryCode::new(origin).ok());
    line
}

fn query(lines: Vec<ShippingLine>, shipping: i64) -> LandedQuery {
    LandedQuery {
        currency: Currency::iso("EUR").unwrap(),
        to: ShipTo::country(CountryCode::new("NO").unwrap()),
        from: None,
        on: "2026-11-23".parse().unwrap(),
        incoterm: Incoterm::Dap,
        lines,
        shipping: eur(shipping),
        insurance: None,
    }
}

fn landed(more: Value, query: &LandedQuery) -> LandedCost {
    book(vec![row("no", json!([{"country": "NO"}]), more)]).unwrap().landed(query).unwrap().unwrap()
}

#[test]
fn the_longest_code_counts_then_the_origin() {
    let rates = json!([{"rate": "0.1"}, {"commodity": "61", "rate": "0.12"}, {"commodity": "6109", "rate": "0.08"},
        {"commodity": "61", "origins": ["VN", "GE"], "rate": "0"}, {"origins": ["GE"], "rate": "0.01"}]);
    let duty = |commodity, origin| {
        let cost =
            landed(json!({"duty": {"of": "fob", "rates": rates}}), &query(vec![line(10_000, commodity, origin)], 0));
        cost.duty.minor()
    };
    assert_eq!(
        (duty("61091000", "CN"), duty("6110", "CN"), duty("6110", "VN"), duty("9999", "CN")),
        (800, 1_200, 0, 1_000)
    );
    assert_eq!((duty("", "GE"), duty("6110", "GE"), duty("6109", "GE"), duty("6", "")), (100, 0, 800, 1_000));
}

#[test]
fn a_threshold_counts_goods_alone_and_is_reached_by_what_is_more() {
    let free = json!({"up_to": [eur(15_000)]});
    let more = json!({"duty": {"of": "cif", "rates": [{"rate": "0.1"}], "free": free}, "fees": [
        {"code": "clearance", "title": "Clearance", "amount": {"percent":
            {"rate": "0.025", "of": "duty_and_tax", "least": [eur(600)], "most": [eur(5_000)]}}},
        {"code": "stamp", "title": "Stamp", "amount": {"fixed": [eur(50)]}, "always": true}]});
    let at = |minor| {
        let cost = landed(more.clone(), &query(vec![line(minor, "6109", "CN")], 1_000));
        let fees: Vec<i64> = cost.fees.iter().map(|fee| fee.amount.minor()).collect();
        (cost.duty_free, cost.duty.minor(), cost.tax.minor(), fees)
    };
    assert_eq!(at(15_000), (true, 0, 3_200, vec![600, 50]));
    assert_eq!(at(15_001), (false, 1_600, 3_520, vec![600, 50]));
    assert_eq!(at(10_000_000).3, [5_000, 50]);
    let mut inland = query(vec![line(20_000, "6109", "CN")], 1_000);
    inland.from = CountryCode::new("SE").ok();
    let cost = landed(json!({"inland": ["SE"], "fees": more["fees"]}), &inland);
    assert_eq!((cost.total, cost.payable_on_import, cost.fees.len()), (eur(21_000), eur(0), 0));
}

#[test]
fn what_is_owed_is_paid_now_where_duties_are_paid_and_else_on_import() {
    let mut sent = query(vec![line(100_000, "6109", "CN")], 10_000);
    let split = |sent: &LandedQuery| {
        let cost = landed(json!({}), sent);
        (cost.payable_now.minor(), cost.payable_on_import.minor())
    };
    for term in Incoterm::ALL {
        sent.incoterm = term;
        let (now, later) = if term == Incoterm::Ddp { (145_200, 0) } else { (110_000, 35_200) };
        assert_eq!(split(&sent), (now, later), "{term:?}");
    }
}

#[test]
fn the_place_that_says_most_counts_then_the_row_that_began_last() {
    let rate = |rate: &str| json!({"of": "fob", "rates": [{"rate": rate}]});
    let rows = vec![
        row("all", json!([{}]), json!({"duty": rate("0.5")})),
        row("no", json!([{"country": "NO"}]), json!({"duty": rate("0.1"), "until": "2030-01-01"})),
        row("no", json!([{"country": "NO"}]), json!({"duty": rate("0.2"), "from": "2025-01-01"})),
        row("svalbard", json!([{"country": "NO", "postal": "917*"}]), json!({"duty": rate("0")})),
    ];
    let book = book(rows).unwrap();
    let duty = |change: fn(&mut LandedQuery)| {
        let mut query = query(vec![line(10_000, "6109", "CN")], 0);
        change(&mut query);
        book.landed(&query).unwrap().map(|cost| cost.duty.minor())
    };
    assert_eq!(duty(|_| {}), Some(2_000));
    assert_eq!(duty(|query| query.on = "2024-12-31".parse().unwrap()), Some(1_000));
    assert_eq!(duty(|query| query.to.postal_code = Some("9170".into())), Some(0));
    assert_eq!(duty(|query| query.to.country = CountryCode::new("BR").unwrap()), Some(5_000));
    assert_eq!(duty(|query| query.on = "2020-12-31".parse().unwrap()), None, "nobody knows");
}

#[test]
fn what_cannot_be_reckoned_is_refused() {
    let free = json!({"of": "fob", "rates": [{"rate": "0"}], "free": {"up_to": [eur(1)]}});
    let book = book(vec![row("no", json!([{"country": "NO"}]), json!({"duty": free}))]).unwrap();
    let refused = |change: fn(&mut LandedQuery)| {
        let mut query = query(vec![line(10_000, "6109", "CN")], 0);
        change(&mut query);
        book.landed(&query).unwrap_err().code()
    };
    assert_eq!(refused(|query| query.lines.clear()), Code::LinesMissing);
    assert_eq!(refused(|query| query.shipping = eur(-1)), Code::BasketInvalid);
    assert_eq!(refused(|query| query.lines[0].net = eur(i64::MAX)), Code::MoneyOverflow);
    let usd = |query: &mut LandedQuery| {
        query.currency = Currency::iso("USD").unwrap();
        query.shipping = Money::zero(query.currency);
        query.lines[0].net = Money::zero(query.currency);
    };
    assert_eq!(refused(usd), Code::CurrencyMismatch);
}

#[test]
fn everything_that_is_wrong_with_rules_is_named_at_once() {
    let wrong = json!({
        "until": "2021-01-01", "source": "",
        "duty": {"of": "cif", "rates": [{"commodity": "61", "origins": ["VN"], "rate": "-0.1"}, {"commodity": "61", "origins": ["VN"], "rate": "0"}],
            "free": {"up_to": []}},
        "tax": {"title": "", "rates": [{"rate": "0.2"}, {"rate": "0.1"}]},
        "fees": [{"code": "f", "title": "F", "amount": {"percent": {"rate": "0.1", "of": "customs_value", "least": [eur(2)], "most": [eur(1)]}}},
            {"code": "f", "title": "F", "amount": {"fixed": [eur(1), eur(2)]}}],
    });
    let refusal = book(vec![row("no", json!([]), wrong)]).unwrap_err();
    let problems = refusal.detail()["problems"].as_array().unwrap();
    let paths: Vec<&str> =
        problems.iter().filter_map(|row| row["path"].as_str()?.strip_prefix("destinations[0].")).collect();
    let expected = [
        "until",
        "source",
        "duty.free.up_to",
        "duty.rates",
        "duty.rates[0].rate",
        "duty.rates[1]",
        "tax.title",
        "tax.rates[1]",
        "fees[0].amount.most",
        "fees[1].code",
        "fees[1].amount",
        "places",
    ];
    assert_eq!(paths, expected);
}

proptest! {
    #[test]
    fn lines_sum_to_the_totals_and_each_rate_is_rounded_once(
        worth in prop::collection::vec((0_i64..1_000_000, 0_usize..3), 1..20), shipping in 0_i64..50_000, insurance in 0_i64..5_000,
    ) {
        let rates = json!([{"rate": "0.043"}, {"commodity": "61", "rate": "0.12"}, {"commodity": "62", "rate": "0.085"}]);
        let codes = ["61", "62", "90"];
        let lines: Vec<_> = worth.iter().map(|(minor, code)| line(*minor, codes[*code], "CN")).collect();
        let mut sent = query(lines, shipping);
        sent.insurance = Some(eur(insurance));
        let cost = landed(json!({"duty": {"of": "cif", "rates": rates}}), &sent);
        let sum = |of: fn(&LandedLine) -> Money| cost.lines.iter().map(|line| of(line).minor()).sum::<i64>();
        prop_assert_eq!(sum(|line| line.shipping), shipping);
        prop_assert_eq!(sum(|line| line.insurance), insurance);
        prop_assert_eq!((sum(|line| line.duty), sum(|line| line.tax)), (cost.duty.minor(), cost.tax.minor()));
        prop_assert_eq!(sum(|line| line.goods) + shipping + insurance, cost.payable_now.minor());
        prop_assert_eq!(cost.duty.minor() + cost.tax.minor(), cost.payable_on_import.minor());
        let base = sum(|line| line.tax_base);
        prop_assert_eq!(cost.tax.minor(), (base * 2 + 5) / 10, "a fifth of all, rounded once");
        for line in &cost.lines {
            let exact = i128::from(line.customs_value.minor()) * i128::from(line.duty_rate.numerator());
            let off = (exact - i128::from(line.duty.minor()) * i128::from(line.duty_rate.denominator())).abs();
            prop_assert!(off < 2 * i128::from(line.duty_rate.denominator()), "no line is two cents off its share");
        }
    }
}
