//! Laws of taxes, tried on baskets at random.

use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;

use super::levy::tests::{charge, line, table};
use super::{ChargeClass, TaxTable, TaxWork};
use crate::money::Rounding;
use crate::pricing::kernel::row::{ChargeRow, Item, Row};
use crate::pricing::policy::{PricingPolicy, TaxParts, TaxScope};

const ROUNDINGS: [Rounding; 7] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Up,
    Rounding::Down,
    Rounding::Floor,
    Rounding::Ceiling,
];

const TAXES: [&str; 8] = ["22 i", "10 i", "8.875", "5", "9.975 c", "0 i", "3.3 ic", "1.25 c"];

#[derive(Debug, Clone)]
struct Case {
    table: TaxTable,
    rows: Vec<Row>,
    charges: Vec<ChargeRow>,
    policy: PricingPolicy,
}

fn cases() -> impl Strategy<Value = Case> {
    let classes = vec(proptest::sample::subsequence(&TAXES[..], 0..=4), 1..4);
    let rows = vec((0_usize..4, 0_i64..2_000_000, 1_i64..20, any::<bool>()), 0..12);
    let charges = vec((0_usize..4, -50_000_i64..50_000), 0..4);
    let scopes = proptest::sample::select(&[TaxScope::Unit, TaxScope::Line, TaxScope::Total][..]);
    let parts = proptest::sample::select(&[TaxParts::Each, TaxParts::Together][..]);
    let policy = (scopes, parts, proptest::sample::select(&ROUNDINGS[..]));
    (classes, rows, charges, policy).prop_map(|(classes, rows, charges, (tax_scope, tax_parts, tax_rounding))| {
        let count = classes.len();
        let kind = |kind: &usize| match kind {
            0 => ChargeClass::Free,
            1 => ChargeClass::AsGoods,
            2 => ChargeClass::Average,
            at => ChargeClass::Class(at % count),
        };
        let kinds: Vec<ChargeClass> = charges.iter().map(|(at, _)| kind(at)).collect();
        let classes: Vec<&[&str]> = classes.iter().map(Vec::as_slice).collect();
        let row = |(class, left, quantity, countable)| Row { countable, ..line(class % count, left, quantity) };
        Case {
            table: table(&classes, &kinds),
            rows: rows.into_iter().map(row).collect(),
            charges: charges.into_iter().map(|(_, left)| charge(left)).collect(),
            policy: PricingPolicy { tax_rounding, tax_scope, tax_parts, ..PricingPolicy::default() },
        }
    })
}

fn levied(case: &Case, work: &mut TaxWork) -> (Vec<Row>, Vec<ChargeRow>) {
    let (mut rows, mut charges) = (case.rows.clone(), case.charges.clone());
    case.table.levy(&case.policy, &mut rows, &mut charges, work).unwrap();
    (rows, charges)
}

/// What one rate is due on, and what it comes to.
fn sum(work: &TaxWork, rate: usize) -> (i64, i64) {
    let own = work.entries.iter().filter(|entry| entry.rate == rate);
    own.fold((0, 0), |(base, amount), entry| (base + entry.base, amount + entry.amount))
}

/// Every item with what is left of it, its net amount and its tax.
fn items(rows: &[Row], charges: &[ChargeRow]) -> Vec<(Item, i64, i64, i64)> {
    let lines = rows.iter().enumerate().map(|(at, row)| (Item::line(at), row.left, row.net, row.tax));
    let others = charges.iter().enumerate().map(|(at, row)| (Item::charge(at), row.left, row.net, row.tax));
    lines.chain(others).collect()
}

proptest! {
    #[test]
    fn what_is_left_is_the_net_amount_and_the_taxes_in_it(case in cases()) {
        let mut work = TaxWork::default();
        let (rows, charges) = levied(&case, &mut work);
        for (item, left, net, tax) in items(&rows, &charges) {
            let own = work.entries.iter().filter(|entry| entry.item == item);
            let contained = own.clone().filter(|entry| case.table.rates[entry.rate].included);
            prop_assert_eq!(net + contained.map(|entry| entry.amount).sum::<i64>(), left);
            prop_assert_eq!(own.map(|entry| entry.amount).sum::<i64>(), tax);
        }
    }

    #[test]
    fn what_every_rate_comes_to_is_the_tax_of_all_items(case in cases()) {
        let mut work = TaxWork::default();
        let (rows, charges) = levied(&case, &mut work);
        let all: i64 = items(&rows, &charges).iter().map(|(_, _, _, tax)| *tax).sum();
        let sums = (0..case.table.rates.len()).map(|rate| sum(&work, rate).1);
        prop_assert_eq!(sums.sum::<i64>(), all);
    }

    #[test]
    fn the_room_that_is_worked_in_leaves_no_trace(first in cases(), second in cases()) {
        let (mut used, mut fresh) = (TaxWork::default(), TaxWork::default());
        levied(&first, &mut used);
        prop_assert_eq!(levied(&second, &mut used), levied(&second, &mut fresh));
        prop_assert_eq!(used.entries, fresh.entries);
    }

    #[test]
    fn a_tax_is_near_its_exact_amount(case in cases()) {
        let mut work = TaxWork::default();
        levied(&case, &mut work);
        for entry in &work.entries {
            let rate = case.table.rate_of(entry, &work);
            let exact = i128::from(entry.base) * i128::from(rate.numerator());
            let off = exact - i128::from(entry.amount) * i128::from(rate.denominator());
            // Up to a minor unit for each unit of a line, and as much again for the rounding of its base.
            let most = match entry.item {
                Item::Line(at) if case.policy.tax_scope == TaxScope::Unit => 6 * case.rows[at as usize].quantity,
                Item::Line(_) | Item::Charge(_) => 12,
            };
            prop_assert!(off.abs() <= i128::from(most) * i128::from(rate.denominator()), "{entry:?} {rate:?}");
        }
    }

    #[test]
    fn a_refund_mirrors_a_sale(mut case in cases()) {
        // Classes of goods weigh by what is left of them, of which there is no mirror image.
        case.charges.clear();
        case.table.charges.clear();
        let mirrored = !matches!(case.policy.tax_rounding, Rounding::Floor | Rounding::Ceiling);
        let mut work = TaxWork::default();
        let (rows, _) = levied(&case, &mut work);
        for row in &mut case.rows {
            row.left = -row.left;
        }
        let (refunded, _) = levied(&case, &mut work);
        for (row, back) in rows.iter().zip(&refunded) {
            prop_assert!(!mirrored || (row.net, row.tax) == (-back.net, -back.tax));
        }
    }

    #[test]
    fn by_total_a_rate_comes_to_its_share_of_all_its_bases(mut case in cases()) {
        case.policy = PricingPolicy { tax_scope: TaxScope::Total, ..PricingPolicy::default() };
        let mut work = TaxWork::default();
        levied(&case, &mut work);
        for (at, tax) in case.table.rates.iter().enumerate() {
            if tax.included || tax.compound || case.table.average == Some(at) {
                continue;
            }
            let (base, amount) = sum(&work, at);
            let exact = i128::from(base) * i128::from(tax.rate.numerator());
            let share = crate::money::divide(exact, tax.rate.denominator().into(), Rounding::HalfUp).unwrap();
            prop_assert_eq!(i128::from(amount), share);
        }
    }
}
