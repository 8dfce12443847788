//! What holds of every receipt, over books and baskets chosen at random.

use std::collections::BTreeMap;

use fondaco::money::{Money, Rate};
use fondaco::pricing::{PriceBook, Receipt, TaxDisplay};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::common::cents;
use crate::common::shop::off_from;
use crate::prices::{EVERY_ROUNDING, basket, book, context};

type Line = (Money, i64, u8, &'static str);

fn line() -> impl Strategy<Value = Line> {
    let price = prop_oneof![1 => Just(0), 5 => 0_i64..500, 4 => 0_i64..5_000_000];
    let quantity = prop_oneof![3 => (1_i64..20).prop_map(|pieces| (pieces, 0)), 1 => (1_i64..20_000, 1_u8..=6)];
    (price, quantity, prop::sample::select(vec!["0", "4", "10", "22"]))
        .prop_map(|(price, (quantity, decimals), category)| (cents(price), quantity, decimals, category))
}

fn promotion() -> impl Strategy<Value = (i64, Option<i64>)> {
    (1_i64..=1000, prop::option::of(0_i64..100_000))
}

fn promotions_of(list: &[(i64, Option<i64>)]) -> Value {
    let one = |(index, (thousandths, minimum)): (usize, &(i64, Option<i64>))| {
        let rate = Rate::parse(&format!("{}.{:03}", thousandths / 1000, thousandths % 1000)).unwrap();
        off_from(&format!("p{index}"), "P", rate, minimum.map(cents))
    };
    list.iter().enumerate().map(one).collect()
}

fn a_book() -> impl Strategy<Value = PriceBook> {
    let display = prop::sample::select(vec![TaxDisplay::Inclusive, TaxDisplay::Exclusive]);
    (display, prop::sample::select(EVERY_ROUNDING.to_vec()), vec(promotion(), 0..4))
        .prop_map(|(display, rounding, promotions)| book(display, rounding, &promotions_of(&promotions)))
}

fn total_of(amounts: impl Iterator<Item = Money>) -> Money {
    Money::sum(amounts, cents(0).currency()).unwrap()
}

fn check_lines(receipt: &Receipt) -> Result<(), TestCaseError> {
    for line in &receipt.lines {
        let discounts = total_of(receipt.discounts_of(line.line).map(|(_, amount)| amount));
        prop_assert_eq!(line.discount, discounts);
        let remains = line.subtotal.minus(discounts).unwrap();
        prop_assert!(!remains.is_negative(), "no line falls below zero");
        prop_assert!(receipt.discounts_of(line.line).all(|(_, amount)| amount.is_positive()));
        prop_assert!(!line.net.is_negative() && !line.tax.is_negative());
        prop_assert_eq!(line.net.plus(line.tax).unwrap(), line.gross);
        let taxes = total_of(receipt.taxes_of(line.line).map(|(_, part)| part.amount));
        prop_assert_eq!(line.tax, taxes);
        let shown = if receipt.tax_display == TaxDisplay::Inclusive { line.gross } else { line.net };
        prop_assert_eq!(shown, remains, "tax changes nothing of what the shopper was shown");
    }
    Ok(())
}

fn check_totals(receipt: &Receipt) -> Result<(), TestCaseError> {
    let lines = || receipt.lines.iter();
    prop_assert_eq!(receipt.goods, total_of(lines().map(|line| line.subtotal)));
    prop_assert_eq!(receipt.net, total_of(lines().map(|line| line.net)));
    prop_assert_eq!(receipt.tax, total_of(lines().map(|line| line.tax)));
    prop_assert_eq!(receipt.total, total_of(lines().map(|line| line.gross)));
    prop_assert_eq!(receipt.total, receipt.net.plus(receipt.tax).unwrap());
    prop_assert_eq!(receipt.tax, total_of(receipt.taxes.iter().map(|tax| tax.amount)));
    prop_assert_eq!(receipt.net, total_of(receipt.taxes.iter().map(|tax| tax.base)));
    prop_assert!(!receipt.discount.is_negative() && receipt.discount.minor() <= receipt.goods.minor());
    let mut parts: BTreeMap<_, Money> = BTreeMap::new();
    for (applied, amount) in lines().flat_map(|line| receipt.discounts_of(line.line)) {
        let sum = parts.entry(&applied.promotion).or_insert(cents(0));
        *sum = sum.plus(amount).unwrap();
    }
    for applied in &receipt.applied {
        prop_assert_eq!(parts.get(&applied.promotion), Some(&applied.amount), "parts sum to the whole");
    }
    for tax in &receipt.taxes {
        prop_assert_eq!(tax.base, total_of(tax.parts.iter().map(|part| part.base)));
        prop_assert_eq!(tax.amount, total_of(tax.parts.iter().map(|part| part.amount)));
    }
    prop_assert_eq!(receipt.discount, total_of(receipt.applied.iter().map(|applied| applied.amount)));
    Ok(())
}

proptest! {
    #[test]
    fn every_cent_of_a_receipt_adds_up(book in a_book(), lines in vec(line(), 0..12)) {
        let receipt = book.price(&basket(&lines), &context()).unwrap();
        prop_assert_eq!(receipt.lines.len(), lines.len());
        prop_assert_eq!(receipt.applied.len() + receipt.rejected.len(), book.rules().promotions.len());
        check_lines(&receipt)?;
        check_totals(&receipt)?;
    }

    #[test]
    fn the_same_basket_gives_the_same_receipt_and_it_survives_the_wire(
        book in a_book(),
        lines in vec(line(), 0..12),
    ) {
        let receipt = book.price(&basket(&lines), &context()).unwrap();
        let stored: PriceBook = serde_json::from_str(&serde_json::to_string(&book).unwrap()).unwrap();
        prop_assert_eq!(&stored.price(&basket(&lines), &context()).unwrap(), &receipt);
        let text = serde_json::to_string(&receipt).unwrap();
        let read: Receipt = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &receipt);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        prop_assert!(receipt.render().contains("total"));
    }
}
