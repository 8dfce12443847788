//! The loop and the engine come to the same.

use fondaco::pricing::{TaxDisplay, Workspace};

use super::bare::{Answers, Bare, Sums};
use super::carts::{self, Columns};

/// What the engine answers, in the columns of the loop.
fn priced(columns: &Columns, display: TaxDisplay) -> Answers {
    let (book, context) = (carts::book(display).unwrap(), carts::context().unwrap());
    let mut workspace = Workspace::new();
    let column = vec![0; columns.unit.len()];
    let mut answers = Answers { p1: column.clone(), p2: column.clone(), p3: column, ..Answers::default() };
    for (cart, basket) in columns.baskets().unwrap().iter().enumerate() {
        let prepared = book.prepare(basket, &context).unwrap();
        let totals = book.totals(&prepared, &mut workspace).unwrap();
        for line in workspace.lines() {
            answers.net.push(line.subtotal - line.discount);
            answers.tax.push(line.tax);
        }
        for entry in workspace.discounts() {
            let Some(line) = entry.line else { continue };
            // The order of the rules: P2, P3, P1, P4.
            let column = [&mut answers.p2, &mut answers.p3, &mut answers.p1].into_iter().nth(entry.promotion).unwrap();
            column[cart * columns.lines + line] += entry.amount;
        }
        answers.totals.push(Sums {
            discount: totals.discount,
            merchandise: totals.goods - totals.discount,
            tax: totals.tax,
            shipping: totals.charged,
            grand: totals.total,
        });
    }
    answers
}

#[test]
fn the_loop_comes_to_what_the_engine_does() {
    for (lines, carts) in [(1, 1_000), (2, 1_000), (10, 1_000), (17, 500), (100, 200), (1_000, 5)] {
        let columns = Columns::draw(carts, lines, lines as u64);
        let mut bare = Bare::new(&columns);
        bare.price::<false>(&columns);
        assert_eq!(bare.answers, priced(&columns, TaxDisplay::Exclusive), "{lines} lines");
        bare.price::<true>(&columns);
        assert_eq!(bare.answers, priced(&columns, TaxDisplay::Inclusive), "{lines} lines, tax included");
    }
}
