//! What amounts promise, example by example.

use super::*;
use std::string::ToString;

fn currency(text: &str) -> Currency {
    text.parse().unwrap()
}

fn euros(text: &str) -> Money {
    Money::parse(text, currency("EUR")).unwrap()
}

#[test]
fn an_amount_prints_with_exactly_the_decimals_of_its_currency() {
    for (minor, code, expected) in [
        (1230, "EUR", "12.30 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (0, "EUR", "0.00 EUR"),
        (12, "JPY", "12 JPY"),
        (1234, "KWD", "1.234 KWD"),
        (50000, "XGC:4", "5.0000 XGC:4"),
        (i64::MIN, "EUR", "-92233720368547758.08 EUR"),
        (i64::MIN, "POINTSX:8", "-92233720368.54775808 POINTSX:8"),
        (i64::MAX, "JPY", "9223372036854775807 JPY"),
    ] {
        let money = Money::from_minor(minor, currency(code));
        assert_eq!(money.to_string(), expected);
        assert_eq!(expected.parse::<Money>().unwrap(), money);
    }
}

#[test]
fn a_plain_decimal_is_read_and_fewer_decimals_are_filled_up() {
    for (text, minor) in [("12.3", 1230), ("12", 1200), ("0.07", 7), ("-0.5", -50), ("0", 0), ("-0", 0), ("-0.00", 0)] {
        assert_eq!(euros(text).minor(), minor, "{text}");
    }
    assert_eq!(euros("-0.00").amount(), "0.00");
}

#[test]
fn what_could_be_misread_is_refused() {
    for text in [
        "", "-", ".", "1.", ".5", "-.5", "+1", "--1", "1e3", "1,00", "1,000.00", "1 000", " 1", "1 ", "1.2.3", "007",
        "00", "-01", "0x1", "NaN", "inf", "١", "1_000", "€1", "1\0",
    ] {
        let refusal = Money::parse(text, currency("EUR")).unwrap_err();
        assert_eq!(refusal.code(), Code::MoneyMalformed, "{text}");
    }
    for text in ["", "12.30", "EUR", "12.30EUR", "12.30  EUR", "EUR 12.30", "12.30 EUR ", "12.30\tEUR"] {
        assert!(text.parse::<Money>().is_err(), "{text}");
    }
}

#[test]
fn more_decimals_than_the_currency_has_are_refused_even_zeros() {
    for (text, code, decimals, given) in [("12.300", "EUR", 2, 3), ("1.0", "JPY", 0, 1), ("0.00001", "XGC:4", 4, 5)] {
        let refusal = Money::parse(text, currency(code)).unwrap_err();
        assert_eq!(refusal.code(), Code::MoneyTooPrecise);
        assert_eq!(
            (refusal.detail()["decimals"].clone(), refusal.detail()["given"].clone()),
            (decimals.into(), given.into())
        );
    }
}

#[test]
fn what_does_not_fit_is_refused_and_never_wraps() {
    let (most, least) = (euros("92233720368547758.07"), euros("-92233720368547758.08"));
    let cent = Money::from_minor(1, most.currency());
    for result in [
        most.plus(cent),
        least.minus(cent),
        most.times(2),
        least.negated(),
        least.abs(),
        most.times_ratio(3, 2, Rounding::Down),
        Money::sum([most, cent], most.currency()),
        Money::parse("92233720368547758.08", most.currency()),
        Money::parse("-92233720368547758.09", most.currency()),
        Money::parse("99999999999999999999999999", most.currency()),
        Money::from_minor(i64::MAX, currency("CHF")).round_to_cash(Rounding::Up),
    ] {
        assert_eq!(result.unwrap_err().code(), Code::MoneyOverflow);
    }
    let refusal = most.plus(cent).unwrap_err();
    assert_eq!(refusal.detail()["operation"], "plus");
    assert_eq!(refusal.detail()["left"], "92233720368547758.07");
    assert_eq!(refusal.detail()["right"], "0.01");
}

#[test]
fn a_sum_fits_if_its_result_does_whatever_the_order() {
    let (most, least) = (euros("92233720368547758.07"), euros("-92233720368547758.08"));
    assert_eq!(Money::sum([most, most, least, least], most.currency()).unwrap(), euros("-0.02"));
    assert_eq!(Money::sum([], most.currency()).unwrap(), euros("0"));
}

#[test]
fn two_currencies_never_mix() {
    let (euro, yen) = (euros("1"), Money::from_minor(1, currency("JPY")));
    for refusal in [
        euro.plus(yen).unwrap_err(),
        euro.minus(yen).unwrap_err(),
        euro.try_cmp(yen).unwrap_err(),
        euro.min(yen).unwrap_err(),
        euro.max(yen).unwrap_err(),
        Money::sum([yen], euro.currency()).unwrap_err(),
    ] {
        assert_eq!(refusal.code(), Code::CurrencyMismatch);
        assert_eq!((&refusal.detail()["left"], &refusal.detail()["right"]), (&"EUR".into(), &"JPY".into()));
    }
    let (fine, coarse) = (Money::zero(currency("XGC:4")), Money::zero(currency("XGC:2")));
    assert_eq!(fine.plus(coarse).unwrap_err().detail()["right"], "XGC:2");
}

#[test]
fn amounts_of_one_currency_compare_by_value() {
    let (small, large) = (euros("-1"), euros("0.5"));
    assert_eq!(small.try_cmp(large).unwrap(), Ordering::Less);
    assert_eq!((small.min(large).unwrap(), small.max(large).unwrap()), (small, large));
    assert!(small.is_negative() && large.is_positive() && Money::zero(small.currency()).is_zero());
    assert_eq!((small.abs().unwrap(), small.negated().unwrap()), (euros("1"), euros("1")));
}

#[test]
fn a_ratio_is_rounded_once_as_named() {
    assert_eq!(euros("0.01").times_ratio(-1, 2, Rounding::HalfUp).unwrap(), euros("-0.01"));
    assert_eq!(euros("0.01").times_ratio(1, -2, Rounding::Ceiling).unwrap(), euros("0"));
    assert_eq!(euros("1").times_ratio(1, 0, Rounding::Down).unwrap_err().code(), Code::RateInvalid);
}

#[test]
fn cash_is_rounded_to_the_step_of_the_currency_or_to_ones_own() {
    let cash = |text: &str| text.parse::<Money>().unwrap().round_to_cash(Rounding::HalfUp).unwrap().to_string();
    assert_eq!(cash("12.33 CHF"), "12.35 CHF");
    assert_eq!(cash("-12.33 CHF"), "-12.35 CHF");
    assert_eq!(cash("12.75 DKK"), "13.00 DKK");
    assert_eq!(cash("12.50 SEK"), "13.00 SEK");
    assert_eq!(cash("1232.00 HUF"), "1230.00 HUF");
    assert_eq!(cash("12.33 EUR"), "12.33 EUR");
    let five = NonZeroU32::new(5).unwrap();
    assert_eq!(euros("12.33").round_to_step(five, Rounding::HalfUp).unwrap(), euros("12.35"));
}
