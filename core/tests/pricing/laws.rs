//! Laws of every receipt, over rules and baskets at random.

use std::collections::BTreeMap;

use fondaco::money::Money;
use fondaco::pricing::{Basket, LineShare, PriceBook, PricedItem, Receipt, TaxDisplay, Totals, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{book, context, currency, eur, off, percent, promotion};
use crate::random::{a_basket, a_book, a_context};

fn minor(amounts: impl Iterator<Item = Money>) -> i64 {
    amounts.map(|amount| amount.minor()).sum()
}

/// What was taken off each item, by the parts of the promotions.
fn parts(receipt: &Receipt) -> BTreeMap<PricedItem, i64> {
    let mut sums = BTreeMap::new();
    for part in receipt.applied.iter().flat_map(|one| &one.parts) {
        *sums.entry(part.of.clone()).or_insert(0) += part.amount.minor();
    }
    sums
}

/// The taxes of each item that prices contain, and those that are added.
fn taxes(receipt: &Receipt) -> BTreeMap<PricedItem, (i64, i64)> {
    let mut sums: BTreeMap<PricedItem, (i64, i64)> = BTreeMap::new();
    for tax in &receipt.taxes {
        for part in &tax.parts {
            let sum = sums.entry(part.of.clone()).or_default();
            *(if tax.included { &mut sum.0 } else { &mut sum.1 }) += part.amount.minor();
        }
    }
    sums
}

/// Subtotal, discount, net and tax of every line and charge.
fn items(receipt: &Receipt) -> Vec<(PricedItem, [i64; 4])> {
    let lines = receipt.lines.iter().map(|line| {
        (PricedItem::Line(line.line), [line.subtotal, line.discount, line.net, line.tax].map(|amount| amount.minor()))
    });
    let charges = receipt.charges.iter().map(|charge| {
        let amounts = [charge.amount, charge.discount, charge.net, charge.tax];
        (PricedItem::Charge(charge.code.clone()), amounts.map(|amount| amount.minor()))
    });
    lines.chain(charges).collect()
}

fn check_parts(receipt: &Receipt) -> Result<(), TestCaseError> {
    let (mut discounts, mut due) = (parts(receipt), taxes(receipt));
    for (item, [subtotal, discount, net, tax]) in items(receipt) {
        prop_assert_eq!(discounts.remove(&item).unwrap_or(0), discount, "{:?}", item);
        let (contained, added) = due.remove(&item).unwrap_or_default();
        prop_assert_eq!(contained + added, tax, "{:?}", item);
        prop_assert_eq!(net + contained, subtotal - discount, "{:?}", item);
        prop_assert!(discount >= 0 && (discount == 0 || discount <= subtotal), "{:?}", item);
    }
    prop_assert!(discounts.is_empty() && due.is_empty());
    for one in &receipt.applied {
        prop_assert_eq!(minor(one.parts.iter().map(|part| part.amount)), one.amount.minor());
        prop_assert!(one.parts.iter().all(|part| part.amount.is_positive()) && one.amount.is_positive());
    }
    for tax in &receipt.taxes {
        prop_assert_eq!(minor(tax.parts.iter().map(|part| part.amount)), tax.amount.minor());
        prop_assert_eq!(minor(tax.parts.iter().map(|part| part.base)), tax.base.minor());
    }
    Ok(())
}

fn check_totals(receipt: &Receipt) -> Result<(), TestCaseError> {
    let lines = || receipt.lines.iter();
    prop_assert_eq!(minor(lines().map(|line| line.subtotal)), receipt.goods.minor());
    prop_assert_eq!(minor(lines().map(|line| line.discount)), receipt.discount.minor());
    let charged = receipt.charges.iter().map(|charge| charge.amount.minor() - charge.discount.minor());
    prop_assert_eq!(charged.sum::<i64>(), receipt.charged.minor());
    let (off_net, off_tax) = receipt.reduction.map_or((0, 0), |less| (less.net.minor(), less.tax.minor()));
    let all = items(receipt);
    prop_assert_eq!(all.iter().map(|(_, [_, _, net, _])| net).sum::<i64>(), receipt.net.minor() + off_net);
    prop_assert_eq!(all.iter().map(|(_, [_, _, _, tax])| tax).sum::<i64>(), receipt.tax.minor() + off_tax);
    prop_assert_eq!(receipt.net.minor() + receipt.tax.minor(), receipt.total.minor());
    let credit = minor(receipt.credits.iter().map(|credit| credit.amount));
    let paid = if receipt.reduction.is_some() { 0 } else { credit };
    prop_assert_eq!(receipt.total.minor() - paid, receipt.due.minor());
    prop_assert_eq!(off_net + off_tax, if receipt.reduction.is_some() { credit } else { 0 });
    Ok(())
}

/// What a line may not go below, by its minimum price.
fn check_floors(receipt: &Receipt, basket: &Basket) -> Result<(), TestCaseError> {
    for (line, given) in receipt.lines.iter().zip(&basket.lines) {
        let left = line.subtotal.minor() - line.discount.minor();
        prop_assert!(left >= 0);
        let own = line.list.is_none() && receipt.tax_status == fondaco::pricing::TaxStatus::Taxed;
        if let (Some(minimum), true) = (given.price.minimum, own) {
            let whole = 10_i64.pow(given.decimals.into());
            // Rounded in whatever way, the floor is a minor unit off at most.
            let floor = minimum.minor() * line.quantity.units() / whole;
            prop_assert!(left >= floor.min(line.subtotal.minor()), "{} is below {}", left, floor);
        }
    }
    Ok(())
}

/// Every currency that is named anywhere.
fn currencies(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == "currency" => found.push(text.clone()),
            other => currencies(other, found),
        }),
        Value::Array(list) => list.iter().for_each(|value| currencies(value, found)),
        _ => {}
    }
}

fn same(totals: &Totals, receipt: &Receipt) -> Result<(), TestCaseError> {
    let ours = [totals.goods, totals.discount, totals.charged, totals.net, totals.tax, totals.total, totals.due];
    let theirs =
        [receipt.goods, receipt.discount, receipt.charged, receipt.net, receipt.tax, receipt.total, receipt.due];
    prop_assert_eq!(ours, theirs.map(|amount| amount.minor()));
    prop_assert_eq!(totals.credit, minor(receipt.credits.iter().map(|credit| credit.amount)));
    let less = receipt.reduction.map_or((0, 0), |less| (less.net.minor(), less.tax.minor()));
    prop_assert_eq!((totals.reduced_net, totals.reduced_tax), less);
    Ok(())
}

fn add(sum: &mut [i64; 5], share: LineShare) {
    let amounts = [share.subtotal, share.discount, share.net, share.tax, share.gross];
    sum.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount.minor());
}

proptest! {
    #[test]
    fn parts_sum_to_the_whole(book in a_book(), basket in a_basket(), context in a_context()) {
        let receipt = book.price(&basket, &context).unwrap();
        check_parts(&receipt)?;
        check_totals(&receipt)?;
    }

    #[test]
    fn no_line_falls_below_its_minimum(book in a_book(), basket in a_basket(), context in a_context()) {
        check_floors(&book.price(&basket, &context).unwrap(), &basket)?;
    }

    #[test]
    fn the_same_basket_gives_the_same_receipt_on_whatever_workspace_and_after_the_wire(
        book in a_book(), basket in a_basket(), other in a_basket(), context in a_context(),
    ) {
        let receipt = book.price(&basket, &context).unwrap();
        prop_assert_eq!(&book.price(&basket, &context).unwrap(), &receipt);
        prop_assert!(book.verify(&basket, &context, &receipt).is_ok());
        let mut used = Workspace::new();
        book.totals(&book.prepare(&other, &context).unwrap(), &mut used).unwrap();
        let prepared = book.prepare(&basket, &context).unwrap();
        prop_assert_eq!(&book.receipt(&prepared, &basket, &mut used).unwrap(), &receipt);
        let wire = |text: String| serde_json::from_str::<PriceBook>(&text).unwrap();
        let stored = wire(serde_json::to_string(&book).unwrap());
        prop_assert_eq!(&stored.price(&basket, &context).unwrap(), &receipt);
        let read: Receipt = serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
        prop_assert_eq!(&read, &receipt);
        let last = format!("To be paid: {}.\n", receipt.due);
        prop_assert!(receipt.explain().ends_with(&last), "{}", receipt.explain());
        prop_assert!(receipt.render().contains("total"));
    }

    #[test]
    fn totals_are_those_of_the_receipt(book in a_book(), basket in a_basket(), context in a_context()) {
        let receipt = book.price(&basket, &context).unwrap();
        let mut workspace = Workspace::new();
        let totals = book.totals(&book.prepare(&basket, &context).unwrap(), &mut workspace).unwrap();
        same(&totals, &receipt)?;
        let lines: Vec<_> = workspace.lines().map(|line| [line.subtotal, line.discount, line.net, line.tax]).collect();
        let expected: Vec<_> = items(&receipt).into_iter().take(receipt.lines.len()).map(|(_, amounts)| amounts).collect();
        prop_assert_eq!(lines, expected);
        let mut taken: BTreeMap<&str, i64> = BTreeMap::new();
        for entry in workspace.discounts() {
            *taken.entry(book.rules().promotions[entry.promotion].code.as_str()).or_default() += entry.amount;
        }
        let applied = receipt.applied.iter().map(|one| (one.promotion.as_str(), one.amount.minor()));
        prop_assert_eq!(taken, applied.collect::<BTreeMap<_, _>>());
    }

    #[test]
    fn changed_quantities_cost_what_the_basket_would_anew(
        book in a_book(), basket in a_basket(), context in a_context(), quantities in proptest::collection::vec(1_i64..20, 8),
    ) {
        let mut prepared = book.prepare(&basket, &context).unwrap();
        let mut changed = basket.clone();
        let mut workspace = Workspace::new();
        book.totals(&prepared, &mut workspace).unwrap();
        for (place, (line, quantity)) in changed.lines.iter_mut().zip(quantities).enumerate() {
            line.quantity = quantity.try_into().unwrap();
            prepared.set_quantity(place, line.quantity).unwrap();
        }
        let anew = book.price(&changed, &context).unwrap();
        prop_assert_eq!(book.receipt(&prepared, &changed, &mut workspace).unwrap(), anew);
        let refusal = prepared.set_quantity(changed.lines.len(), 1.try_into().unwrap()).unwrap_err();
        prop_assert_eq!(refusal.code(), fondaco::Code::LineUnknown);
    }

    #[test]
    fn portions_of_a_line_sum_to_it(
        book in a_book(), basket in a_basket(), context in a_context(), cuts in proptest::collection::vec(0_i64..9, 0..4),
    ) {
        let receipt = book.price(&basket, &context).unwrap();
        for line in &receipt.lines {
            let (mut sum, mut before) = ([0; 5], 0);
            for cut in cuts.iter().copied().chain([i64::MAX]) {
                let units = cut.min(line.quantity.units() - before);
                add(&mut sum, receipt.share(line.line, before, units).unwrap());
                before += units;
            }
            let whole = [line.subtotal, line.discount, line.net, line.tax, line.gross];
            prop_assert_eq!(sum, whole.map(|amount| amount.minor()));
            prop_assert!(receipt.share(line.line, before, 1).is_err());
        }
    }

    #[test]
    fn a_receipt_speaks_of_one_currency(book in a_book(), basket in a_basket(), context in a_context()) {
        let mut found = Vec::new();
        let mut receipt = serde_json::to_value(book.price(&basket, &context).unwrap()).unwrap();
        // What a promotion would need may be in another.
        receipt.as_object_mut().unwrap().remove("rejected");
        currencies(&receipt, &mut found);
        prop_assert!(found.iter().all(|code| code == "EUR"), "{:?}", found);
    }

    #[test]
    fn every_promotion_in_question_is_applied_or_rejected_once(book in a_book(), basket in a_basket(), context in a_context()) {
        let receipt = book.price(&basket, &context).unwrap();
        let applied = receipt.applied.iter().map(|one| &one.promotion);
        let mut codes: Vec<_> = applied.chain(receipt.rejected.iter().map(|one| &one.promotion)).collect();
        let count = codes.len();
        codes.sort();
        codes.dedup();
        prop_assert_eq!(codes.len(), count);
    }
}

/// Rules without a tie: percentages off units and lines, each by itself, and off the order, shared.
fn without_ties() -> impl Strategy<Value = (PriceBook, bool)> {
    let rate = || (1_u32..100).prop_map(|percent| format!("0.{percent:02}"));
    (rate(), rate(), prop::option::of(rate())).prop_map(|(unit, line, order)| {
        let mut promotions = vec![
            promotion("unit", off("unit", percent(&unit), json!({})), json!({})),
            promotion(
                "line",
                off("line", percent(&line), json!({"goods": {"unit_price": {"at_least": eur("10.00")}}})),
                json!({}),
            ),
        ];
        promotions
            .extend(order.iter().map(|rate| promotion("order", off("order", percent(rate), json!({})), json!({}))));
        (book(json!(promotions)), order.is_none())
    })
}

proptest! {
    #[test]
    fn the_order_of_the_lines_changes_nothing_but_who_takes_a_cent_that_is_left(
        (book, by_line) in without_ties(),
        lines in proptest::sample::subsequence((1_i64..40).map(|n| n * 137).collect::<Vec<_>>(), 1..8),
        quantities in proptest::collection::vec(1_i64..9, 8),
        seed in any::<prop::sample::Index>(),
    ) {
        let lines = (1_u32..).zip(lines.iter().zip(quantities)).map(|(number, (price, quantity))| {
            let price = Money::from_minor(*price, currency("EUR"));
            let (sku, quantity) = (format!("s{number}").parse().unwrap(), quantity.try_into().unwrap());
            fondaco::pricing::BasketLine::new(number, sku, quantity, price, "standard".parse().unwrap())
        });
        let basket = Basket::new(currency("EUR"), lines.collect());
        let mut turned = basket.clone();
        turned.lines.rotate_left(seed.index(basket.lines.len()));
        turned.lines.reverse();
        let (one, two) = (book.price(&basket, &context()).unwrap(), book.price(&turned, &context()).unwrap());
        prop_assert_eq!((one.goods, one.discount, one.total), (two.goods, two.discount, two.total));
        let amounts = |receipt: &Receipt| -> Vec<_> { receipt.applied.iter().map(|it| (it.promotion.clone(), it.amount)).collect() };
        prop_assert_eq!(amounts(&one), amounts(&two));
        for line in &one.lines {
            let other = two.line(line.line).unwrap();
            let off = (line.discount.minor() - other.discount.minor()).abs();
            prop_assert!(off <= i64::from(!by_line), "line {} takes {} or {}", line.line, line.discount, other.discount);
        }
        prop_assert_eq!(one.tax_display, TaxDisplay::Inclusive);
    }
}
