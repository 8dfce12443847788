//! What money promises, as properties over values chosen at random and at the ends of their ranges.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use fondaco::money::{Currency, Money, Rate, Remainder, Rounding, allocate, allocate_minor, divide};
use fondaco::{Code, Refusal};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

const ROUNDINGS: [Rounding; 7] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Up,
    Rounding::Down,
    Rounding::Floor,
    Rounding::Ceiling,
];

const REMAINDERS: [Remainder; 4] = [Remainder::LargestRemainder, Remainder::First, Remainder::Last, Remainder::InOrder];

/// Whole numbers as money has them: mostly small, sometimes anything, often an end of the range.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -1000_i64..1000,
        2 => any::<i64>(),
        1 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX]),
    ]
}

fn wide() -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => -1000_i128..1000,
        2 => any::<i128>(),
        1 => prop::sample::select(vec![i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX - 1, i128::MAX]),
    ]
}

fn currency() -> impl Strategy<Value = Currency> {
    prop_oneof![
        prop::sample::select(Currency::all_iso().collect::<Vec<_>>()),
        ("[A-Z]{4,7}", 0..=8_u8).prop_map(|(code, exponent)| Currency::custom(&code, exponent).unwrap()),
    ]
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    let small = prop_oneof![3 => 0..100_i64, 1 => Just(0)];
    prop_oneof![
        vec(small, 1..80),
        vec(0..=i64::MAX, 1..80),
        vec(i64::MIN..=0, 1..80),
        vec(number(), 1..80),
        vec(prop::sample::select(vec![0, 1, i64::MAX, i64::MIN]), 1..80),
        (1..80_usize).prop_map(|length| vec![0; length]),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+0-9.,eE_ ]{0,30}",
        "-?[0-9]{1,25}(\\.[0-9]{1,14})?( [A-Z]{2,9}(:[0-9]{1,2})?)?",
        "[A-Z]{0,9}:?[0-9]?",
    ]
}

/// Whether rounding gave what its name says, by comparing fractions and never dividing.
fn is_rounded_as_named(numerator: i64, denominator: i64, rounding: Rounding, result: i128) -> bool {
    let sign = if denominator < 0 { -1 } else { 1 };
    let (n, d) = (i128::from(numerator) * sign, i128::from(denominator) * sign);
    let error = result * d - n; // (result - exact) × d, with d > 0
    let away = (error > 0) == (n > 0);
    let nearest = 2 * error.abs() <= d;
    let half = 2 * error.abs() == d;
    match rounding {
        Rounding::Floor => -d < error && error <= 0,
        Rounding::Ceiling => 0 <= error && error < d,
        Rounding::Up => error.abs() < d && (error == 0 || away),
        Rounding::Down => error.abs() < d && (error == 0 || !away),
        Rounding::HalfUp => nearest && (!half || away),
        Rounding::HalfDown => nearest && (!half || !away),
        Rounding::HalfEven => nearest && (!half || result % 2 == 0),
    }
}

/// An allocation by the book: exact shares rounded down, then a sorted list of who lost most.
fn by_the_book(whole: i64, weights: &[i64], remainder: Remainder) -> Option<Vec<i64>> {
    let mut weights: Vec<i128> = weights.iter().map(|weight| i128::from(*weight)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return None;
    }
    let size = i128::from(whole).abs();
    let exact = |weight: &i128| size * weight * sum.signum();
    let mut parts: Vec<i128> = weights.iter().map(|weight| exact(weight).div_euclid(sum.abs())).collect();
    let losses: Vec<i128> = weights.iter().map(|weight| exact(weight).rem_euclid(sum.abs())).collect();
    let left = usize::try_from(size - parts.iter().sum::<i128>()).unwrap();
    let mut able: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] != 0).collect();
    match remainder {
        Remainder::First => able = vec![able[0]; left],
        Remainder::Last => able = vec![able[able.len() - 1]; left],
        Remainder::InOrder => {}
        _ => able.sort_by_key(|at| std::cmp::Reverse(losses[*at])),
    }
    for taker in &able[..left] {
        parts[*taker] += 1;
    }
    let sign = if whole < 0 { -1 } else { 1 };
    parts.into_iter().map(|part| i64::try_from(part * sign).ok()).collect()
}

fn split(whole: i64, weights: &[i64], remainder: Remainder) -> Result<Vec<i64>, Refusal> {
    let mut parts = vec![7; weights.len()];
    allocate_minor(whole, weights, remainder, &mut parts)?;
    Ok(parts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_parts_sum_to_the_whole(whole in number(), weights in weights()) {
        let all_zero = weights.iter().all(|weight| *weight == 0);
        for remainder in REMAINDERS {
            match split(whole, &weights, remainder) {
                Ok(parts) => {
                    prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(whole));
                    for (part, weight) in parts.iter().zip(&weights) {
                        prop_assert!(*weight != 0 || all_zero || *part == 0);
                    }
                }
                Err(refusal) => {
                    let mixed = weights.iter().any(|w| *w < 0) && weights.iter().any(|w| *w > 0);
                    prop_assert!(mixed, "{refusal}");
                    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
                    let expected = if sum == 0 { Code::AllocationImpossible } else { Code::MoneyOverflow };
                    prop_assert_eq!(refusal.code(), expected);
                }
            }
        }
    }

    #[test]
    fn every_policy_gives_what_it_gives_by_the_book(whole in number(), weights in weights()) {
        for remainder in REMAINDERS {
            if let Ok(parts) = split(whole, &weights, remainder) {
                prop_assert_eq!(Some(parts), by_the_book(whole, &weights, remainder), "{:?}", remainder);
            }
        }
    }

    #[test]
    fn a_refund_is_the_mirror_image_of_its_charge(whole in number(), weights in weights()) {
        prop_assume!(whole != i64::MIN);
        for remainder in REMAINDERS {
            let (charge, refund) = (split(whole, &weights, remainder), split(-whole, &weights, remainder));
            if let (Ok(charge), Ok(refund)) = (charge, refund) {
                for (charge, refund) in charge.into_iter().zip(refund) {
                    prop_assert_eq!(i128::from(charge), -i128::from(refund));
                }
            }
        }
    }

    #[test]
    fn the_largest_remainder_stays_within_one_unit_of_the_exact_share(
        whole in number(),
        weights in vec(prop_oneof![0..1000_i64, 0..=i64::MAX], 1..80),
        negative: bool,
    ) {
        let weights: Vec<i64> = weights.into_iter().map(|weight| if negative { -weight } else { weight }).collect();
        let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        prop_assume!(sum != 0);
        let parts = split(whole, &weights, Remainder::LargestRemainder).unwrap();
        for (part, weight) in parts.into_iter().zip(weights) {
            let exact = i128::from(whole) * i128::from(weight) * sum.signum();
            let below = exact.div_euclid(sum.abs());
            let above = if exact.rem_euclid(sum.abs()) == 0 { below } else { below + 1 };
            prop_assert!((below..=above).contains(&i128::from(part)));
        }
    }

    #[test]
    fn allocated_money_keeps_its_currency_and_its_sum(
        whole in number(), weights in vec(0..100_i64, 1..40), currency in currency(),
    ) {
        let whole = Money::from_minor(whole, currency);
        let parts = allocate(whole, &weights, Remainder::default()).unwrap();
        prop_assert_eq!(Money::sum(parts, currency).unwrap(), whole);
    }

    #[test]
    fn rounding_does_what_its_name_says(numerator in number(), denominator in number()) {
        for rounding in ROUNDINGS {
            let result = divide(numerator.into(), denominator.into(), rounding);
            let as_named = result.map(|result| is_rounded_as_named(numerator, denominator, rounding, result));
            let expected = if denominator == 0 { None } else { Some(true) };
            prop_assert_eq!(as_named, expected, "{}/{} {:?} gave {:?}", numerator, denominator, rounding, result);
        }
    }

    #[test]
    fn wide_and_narrow_division_agree_and_never_panic(
        numerator in wide(), denominator in wide(), factor in 1_i128..=i128::from(i64::MAX),
    ) {
        for rounding in ROUNDINGS {
            let plain = divide(numerator, denominator, rounding);
            if let (Some(n), Some(d)) = (numerator.checked_mul(factor), denominator.checked_mul(factor)) {
                prop_assert_eq!(divide(n, d, rounding), plain);
            }
        }
    }

    #[test]
    fn what_is_printed_reads_back(minor in number(), currency in currency()) {
        let money = Money::from_minor(minor, currency);
        prop_assert_eq!(Money::parse(money.amount().as_str(), currency).unwrap(), money);
        prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        prop_assert_eq!(currency.to_string().parse::<Currency>().unwrap(), currency);
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        prop_assert_eq!(serde_json::from_value::<Money>(serde_json::to_value(money).unwrap()).unwrap(), money);
    }

    #[test]
    fn what_is_read_prints_canonically(text in text(), currency in currency()) {
        if let Ok(money) = Money::parse(&text, currency) {
            let printed = money.amount().to_string();
            let unsigned = text.strip_prefix('-').unwrap_or(&text);
            prop_assert!(printed.trim_start_matches('-').starts_with(unsigned), "{text} printed {printed}");
            prop_assert_eq!(text.starts_with('-') && !money.is_zero(), printed.starts_with('-'));
        }
    }

    #[test]
    fn a_rate_reads_back_and_compares_as_its_decimal(
        numerator in number(), other in number(), scale in 0..=12_u32, other_scale in 0..=12_u32,
    ) {
        let decimals = [Decimal::new(numerator, scale), Decimal::new(other, other_scale)];
        let [rate, other] = decimals.map(|decimal| Rate::from_decimal(decimal).unwrap());
        prop_assert_eq!(rate.cmp(&other), decimals[0].cmp(&decimals[1]));
        prop_assert_eq!(rate.to_decimal(), decimals[0]);
        prop_assert_eq!(rate.to_string(), decimals[0].normalize().to_string());
        prop_assert_eq!(Rate::parse(&decimals[0].to_string()).unwrap(), rate);
        prop_assert_eq!(serde_json::from_str::<Rate>(&serde_json::to_string(&rate).unwrap()).unwrap(), rate);
        if scale <= 10 {
            let percent = Rate::percent(&decimals[0].to_string()).unwrap();
            prop_assert_eq!(percent.as_percent().to_string(), decimals[0].normalize().to_string());
        }
    }

    #[test]
    fn a_share_and_a_contained_share_are_rounded_once_from_the_exact_value(
        minor in -1_000_000_000_i64..1_000_000_000, points in -9_999_i64..100_000,
    ) {
        let rate = Rate::from_decimal(Decimal::new(points, 4)).unwrap();
        let amount = Money::from_minor(minor, Currency::iso("EUR").unwrap());
        for rounding in ROUNDINGS {
            let share = rate.of(amount, rounding).unwrap();
            prop_assert!(is_rounded_as_named(minor * points, 10_000, rounding, share.minor().into()));
            prop_assert_eq!(share, amount.times_ratio(points, 10_000, rounding).unwrap());
            let contained = rate.contained_in(amount, rounding).unwrap();
            prop_assert!(is_rounded_as_named(minor * points, 10_000 + points, rounding, contained.minor().into()));
        }
    }

    #[test]
    fn cash_is_the_nearest_multiple_of_its_step(minor in number(), currency in currency()) {
        let step = currency.cash_step();
        if let Ok(cash) = Money::from_minor(minor, currency).round_to_cash(Rounding::HalfUp) {
            prop_assert_eq!(cash.minor() % step, 0);
            prop_assert!(2 * (i128::from(cash.minor()) - i128::from(minor)).abs() <= i128::from(step));
        }
    }

    #[test]
    fn arithmetic_is_exact_or_refused(left in number(), right in number(), currency in currency()) {
        let exact = |result: Result<Money, Refusal>, expected: i128| match (result, i64::try_from(expected)) {
            (Ok(money), Ok(minor)) => money == Money::from_minor(minor, currency),
            (Err(refusal), Err(_)) => refusal.code() == Code::MoneyOverflow,
            _ => false,
        };
        let (a, b) = (Money::from_minor(left, currency), Money::from_minor(right, currency));
        let (l, r) = (i128::from(left), i128::from(right));
        prop_assert!(exact(a.plus(b), l + r));
        prop_assert!(exact(a.minus(b), l - r));
        prop_assert!(exact(a.times(right), l * r));
        prop_assert!(exact(a.negated(), -l));
        prop_assert!(exact(a.abs(), l.abs()));
        prop_assert!(exact(Money::sum([a, b, a], currency), l + r + l));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in text(), currency in currency()) {
        let _ = Money::parse(&text, currency);
        let _ = text.parse::<Money>();
        let _ = text.parse::<Currency>();
        let _ = Currency::iso(&text);
        let _ = Currency::custom(&text, 8);
        let _ = Rate::parse(&text);
        let _ = Rate::percent(&text);
        let _ = serde_json::from_str::<Money>(&text);
        let _ = serde_json::from_value::<Money>(serde_json::json!({"amount": text, "currency": text}));
        let _ = serde_json::from_value::<Rate>(text.into());
    }
}

#[test]
fn ten_thousand_parts_split_by_the_book() {
    let weights: Vec<i64> = (0..10_000_i64).map(|at| i64::MAX - at * at).collect();
    for whole in [i64::MAX, i64::MIN, 12_345] {
        for remainder in REMAINDERS {
            assert_eq!(split(whole, &weights, remainder).ok(), by_the_book(whole, &weights, remainder));
        }
    }
}
