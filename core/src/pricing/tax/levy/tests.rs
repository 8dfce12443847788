use super::*;
use crate::money::Rounding::{HalfEven, HalfUp};
use crate::pricing::tax::class::tests::{class, tax};
use alloc::vec;

/// A table whose classes are given by their taxes, written as in the tests of classes: `20 i`.
pub(in crate::pricing::tax) fn table(classes: &[&[&str]], charges: &[ChargeClass]) -> TaxTable {
    let mut table = TaxTable { charges: charges.to_vec(), ..TaxTable::default() };
    for taxes in classes {
        let mut class = class(taxes);
        let included_first = |text: &&&str| !text.contains('i');
        let mut sorted = taxes.to_vec();
        sorted.sort_by_key(|text| included_first(&text));
        for (levy, text) in class.levies.iter_mut().zip(sorted) {
            let tax = tax(text);
            levy.rate = table.rates.iter().position(|known| *known == tax).unwrap_or_else(|| {
                table.rates.push(tax);
                table.rates.len() - 1
            });
        }
        table.classes.push(class);
    }
    table.open_average(
        &(0..classes.len()).collect(),
        classes.iter().any(|taxes| taxes.iter().any(|tax| tax.contains('i'))),
    );
    table.close();
    table
}

pub(in crate::pricing::tax) fn line(class: usize, left: i64, quantity: i64) -> Row {
    Row { class, left, quantity, per: 1, countable: true, ..Row::default() }
}

pub(in crate::pricing::tax) fn charge(left: i64) -> ChargeRow {
    ChargeRow { amount: left, left, ..ChargeRow::default() }
}

fn policy(scope: TaxScope, parts: TaxParts, rounding: Rounding) -> PricingPolicy {
    PricingPolicy { tax_scope: scope, tax_parts: parts, tax_rounding: rounding, ..PricingPolicy::default() }
}

const LINE: (TaxScope, TaxParts, Rounding) = (TaxScope::Line, TaxParts::Each, HalfUp);
const UNIT: (TaxScope, TaxParts, Rounding) = (TaxScope::Unit, TaxParts::Each, HalfUp);
const TOTAL: (TaxScope, TaxParts, Rounding) = (TaxScope::Total, TaxParts::Each, HalfUp);

/// The taxes of lines, as (net, tax), and of charges.
fn levied(
    table: &TaxTable,
    (scope, parts, rounding): (TaxScope, TaxParts, Rounding),
    rows: &[Row],
    charges: &[i64],
) -> (Vec<(i64, i64)>, TaxWork) {
    let (mut rows, mut work) = (rows.to_vec(), TaxWork::default());
    let mut charges: Vec<ChargeRow> = charges.iter().map(|left| charge(*left)).collect();
    table.levy(&policy(scope, parts, rounding), &mut rows, &mut charges, &mut work).unwrap();
    let lines = rows.iter().map(|row| (row.net, row.tax));
    (lines.chain(charges.iter().map(|row| (row.net, row.tax))).collect(), work)
}

/// The entries as (rate, base, amount).
fn entries(work: &TaxWork) -> Vec<(usize, i64, i64)> {
    work.entries.iter().map(|entry| (entry.rate, entry.base, entry.amount)).collect()
}

#[test]
fn a_tax_is_rounded_on_each_line_or_on_each_unit() {
    // Two of 19.70 with 20 % in them: 6.57 by line, 6.56 by unit (Sylius).
    let twenty = table(&[&["20 i"]], &[]);
    assert_eq!(levied(&twenty, LINE, &[line(0, 3940, 2)], &[]).0, [(3283, 657)]);
    assert_eq!(levied(&twenty, UNIT, &[line(0, 3940, 2)], &[]).0, [(3284, 656)]);
    // Ten of 10.20 and 23 % on them: 23.46 by line, 23.50 by unit (Sylius, pull request 3868).
    let polish = table(&[&["23"]], &[]);
    assert_eq!(levied(&polish, LINE, &[line(0, 10_200, 10)], &[]).0, [(10_200, 2346)]);
    assert_eq!(levied(&polish, UNIT, &[line(0, 10_200, 10)], &[]).0, [(10_200, 2350)]);
    // Three of 1.08 and 19 %, half even, by unit: 3.87 (commercetools).
    let german = table(&[&["19"]], &[]);
    let by_unit = (TaxScope::Unit, TaxParts::Each, HalfEven);
    assert_eq!(levied(&german, by_unit, &[line(0, 324, 3)], &[]).0, [(324, 63)]);
    // What is sold by weight has no units.
    let cheese = Row { countable: false, ..line(0, 10_200, 10) };
    assert_eq!(levied(&polish, UNIT, &[cheese], &[]).0, [(10_200, 2346)]);
}

#[test]
fn the_first_units_bear_what_does_not_come_out_even() {
    // 1.00 over three units is 0.34, 0.33, 0.33; 50 % of them 0.17 and twice 0.17 (0.165).
    let half = table(&[&["50"]], &[]);
    let (lines, work) = levied(&half, UNIT, &[line(0, 100, 3)], &[]);
    assert_eq!((lines, entries(&work)), (vec![(100, 51)], vec![(0, 100, 51)]));
    assert_eq!(levied(&half, UNIT, &[line(0, -100, 3)], &[]).0, [(-100, -51)]);
    assert_eq!(levied(&half, LINE, &[line(0, 100, 3)], &[]).0, [(100, 50)]);
}

#[test]
fn several_taxes_on_one_line_are_rounded_each_or_together() {
    // 8.00 and 10 % + 5 %: 0.80 and 0.40. 60.00 with 5 % in it: 2.86 (Solidus).
    let two = table(&[&["10", "5"], &["5 i"], &[]], &[]);
    let (lines, work) = levied(&two, LINE, &[line(0, 800, 1), line(1, 6000, 1), line(2, 500, 1)], &[]);
    assert_eq!(lines, [(800, 120), (5714, 286), (500, 0)]);
    assert_eq!(entries(&work), [(0, 800, 80), (1, 800, 40), (2, 5714, 286)]);
    // 4 % + 4.5 % of 1.00 is 0.04 + 0.05 by themselves, 0.09 (0.085) together; of 1.20 it is 0.05 + 0.05 and 0.10.
    let added = table(&[&["4", "4.5"]], &[]);
    let together = (TaxScope::Line, TaxParts::Together, HalfUp);
    assert_eq!(entries(&levied(&added, LINE, &[line(0, 100, 1)], &[]).1), [(0, 100, 4), (1, 100, 5)]);
    assert_eq!(entries(&levied(&added, together, &[line(0, 10, 1)], &[]).1), [(0, 10, 0), (1, 10, 1)]);
    assert_eq!(entries(&levied(&added, LINE, &[line(0, 10, 1)], &[]).1), [(0, 10, 0), (1, 10, 0)]);
    // In 10.00 they are 0.78 (0.7834), 0.37 (0.3687) and 0.41 (0.4147) of it.
    let contained = table(&[&["4 i", "4.5 i"]], &[]);
    let (lines, work) = levied(&contained, together, &[line(0, 1000, 1)], &[]);
    assert_eq!((lines, entries(&work)), (vec![(922, 78)], vec![(0, 922, 37), (1, 922, 41)]));
}

#[test]
fn a_tax_that_compounds_is_due_on_the_taxes_before_it() {
    // Quebec in 2012: 5 % of 100.00, then 9.5 % of 105.00.
    let (added, contained) = (table(&[&["5", "9.5 c"]], &[]), table(&[&["5 i", "9.5 ic"]], &[]));
    for parts in [TaxParts::Each, TaxParts::Together] {
        for scope in [TaxScope::Line, TaxScope::Unit, TaxScope::Total] {
            let (lines, work) = levied(&added, (scope, parts, HalfUp), &[line(0, 10_000, 1)], &[]);
            assert_eq!((lines, entries(&work)), (vec![(10_000, 1498)], vec![(0, 10_000, 500), (1, 10_500, 998)]));
            let (lines, work) = levied(&contained, (scope, parts, HalfUp), &[line(0, 11_498, 1)], &[]);
            assert_eq!((lines, entries(&work)), (vec![(10_000, 1498)], vec![(0, 10_000, 500), (1, 10_500, 998)]));
        }
    }
}

#[test]
fn taxes_that_are_added_are_due_on_what_the_price_contains_net() {
    let mixed = table(&[&["10", "20 i", "50 c"]], &[]);
    for scope in [LINE, UNIT, TOTAL] {
        let (lines, work) = levied(&mixed, scope, &[line(0, 1200, 1)], &[]);
        assert_eq!(lines, [(1000, 200 + 100 + 650)]);
        assert_eq!(entries(&work), [(0, 1000, 200), (1, 1000, 100), (2, 1300, 650)]);
    }
}

#[test]
fn a_tax_is_rounded_once_on_all_that_bears_it() {
    // 10 % of 1.06, 2.06, 3.06 and 4.06: 1.04 by line, 1.02 by total.
    let ten = table(&[&["10"]], &[]);
    let lines: Vec<Row> = [106, 206, 306, 406].iter().map(|left| line(0, *left, 1)).collect();
    let taxes = |scope| levied(&ten, scope, &lines, &[]).0.iter().map(|(_, tax)| *tax).collect::<Vec<_>>();
    assert_eq!(taxes(LINE), [11, 21, 31, 41]);
    assert_eq!(taxes(TOTAL), [11, 21, 30, 40]);
}

#[test]
fn a_total_takes_in_charges_and_deductions() {
    let ten = table(&[&["10"], &["10 i", "5 i"], &["10 i"]], &[ChargeClass::Class(0), ChargeClass::Class(0)]);
    // 0.5 % of a cent here and there: 0.54 + 0.26 − 0.25 is 0.55.
    let (taxes, work) = levied(&ten, TOTAL, &[line(0, 536, 1)], &[264, -253]);
    assert_eq!(taxes.iter().map(|(_, tax)| *tax).sum::<i64>(), 55);
    assert_eq!(entries(&work), [(0, 536, 54), (0, 264, 26), (0, -253, -25)]);
    // One rate in two proportions: 10 % of 1.00 net and 10 % of 1.00 net are 0.20, 5 % of 1.00 is 0.05.
    let (taxes, work) = levied(&ten, TOTAL, &[line(1, 115, 1), line(2, 110, 1)], &[0, 0]);
    assert_eq!(&taxes[..2], [(100, 15), (100, 10)]);
    assert_eq!(entries(&work)[..3], [(1, 100, 10), (2, 100, 5), (1, 100, 10)]);
}

#[test]
fn a_charge_is_taxed_by_the_average_rate_of_the_goods() {
    // 30.00 at 23 % and 40.00 at 3 %: 11.57 % of a shipping of 10.00, which is 11.16 then (Saleor).
    let goods = table(&[&["23"], &["3"]], &[ChargeClass::Average]);
    let (taxes, work) = levied(&goods, LINE, &[line(0, 3000, 1), line(1, 4000, 1)], &[1000]);
    assert_eq!(taxes[2], (1000, 116));
    let entry = work.entries[2];
    assert_eq!((entry.item, entry.base, entry.amount), (Item::charge(0), 1000, 116));
    assert_eq!(goods.rate_of(&entry, &work), Rate::parse("0.1157").unwrap());
    assert_eq!(&*goods.rates[entry.rate].name, "tax 23 + tax 3");
    assert_eq!(goods.rate_of(&work.entries[0], &work), Rate::percent("23").unwrap());
    // In a price that contains it: 11.16 has 1.16 of it.
    let goods = table(&[&["23 i"], &["3 i"]], &[ChargeClass::Average]);
    let (taxes, _) = levied(&goods, TOTAL, &[line(0, 3690, 1), line(1, 4120, 1)], &[1116]);
    assert_eq!(taxes[2], (1000, 116));
}

#[test]
fn a_charge_is_taxed_as_the_goods_are_in_proportion() {
    // Half of the goods at 23 %, half at 3 %: shipping of 10.00 is 5.00 of each.
    let goods = table(&[&["23"], &["3"], &["9"]], &[ChargeClass::AsGoods, ChargeClass::Class(2)]);
    for scope in [LINE, UNIT, TOTAL] {
        let (taxes, work) = levied(&goods, scope, &[line(0, 4000, 2), line(1, 4000, 1)], &[1000, 100]);
        assert_eq!(taxes[2..], [(1000, 115 + 15), (100, 9)]);
        assert_eq!(entries(&work)[2..], [(0, 500, 115), (1, 500, 15), (2, 100, 9)]);
        // Goods that cost nothing count by their lines; without goods there is nothing to be taxed as.
        let free = [line(0, 0, 1), line(0, 0, 1), line(1, 0, 1)];
        assert_eq!(levied(&goods, scope, &free, &[300, 0]).0[3], (300, 46 + 3));
        assert_eq!(levied(&goods, scope, &[], &[300, 0]).0, [(300, 0), (0, 0)]);
    }
    // One rate in two classes is one entry of the charge.
    let goods = table(&[&["10"], &["10", "5"]], &[ChargeClass::AsGoods]);
    for scope in [LINE, TOTAL] {
        let (_, work) = levied(&goods, scope, &[line(0, 100, 1), line(1, 100, 1)], &[200]);
        assert_eq!(entries(&work)[3..], [(0, 200, 20), (1, 100, 5)]);
    }
}

#[test]
fn what_costs_nothing_and_what_bears_a_zero_rate_is_entered() {
    let zero = table(&[&["0"], &["22 i"]], &[]);
    for scope in [LINE, UNIT, TOTAL] {
        let (_, work) = levied(&zero, scope, &[line(0, 500, 1), line(1, 0, 1)], &[]);
        assert_eq!(entries(&work), [(0, 500, 0), (1, 0, 0)]);
    }
}

#[test]
fn fixed_amounts_stand_whatever_the_rate_says() {
    let (seven, two) = (tax("7 i"), tax("2 i"));
    let class = TaxClass::new(&[(0, &seven, Some(333)), (1, &two, None)]).unwrap();
    let table = TaxTable { rates: vec![seven, two], classes: vec![class], ..TaxTable::default() };
    for scope in [LINE, UNIT, TOTAL] {
        // Of 13.53 3.33 are fixed; the 10.20 that are left contain 2 % of 10.00.
        let (lines, work) = levied(&table, scope, &[line(0, 1353, 3)], &[]);
        assert_eq!(lines, [(1000, 353)]);
        assert_eq!(entries(&work), [(0, 1000, 333), (1, 1000, 20)]);
    }
}

#[test]
fn what_does_not_fit_is_an_error_and_never_a_wrong_amount() {
    let full = table(&[&["100"], &["100", "100 c"]], &[]);
    for scope in [LINE, UNIT, TOTAL] {
        let (mut rows, mut work) = (vec![line(1, i64::MAX, 1)], TaxWork::default());
        let policy = policy(scope.0, scope.1, scope.2);
        assert_eq!(full.levy(&policy, &mut rows, &mut [], &mut work), Err(Overflow));
        rows = vec![line(0, i64::MIN / 2, 1)];
        full.levy(&policy, &mut rows, &mut [], &mut work).unwrap();
        assert_eq!((rows[0].net, rows[0].tax), (i64::MIN / 2, i64::MIN / 2));
    }
}
