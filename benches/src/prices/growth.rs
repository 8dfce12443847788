//! How the time for a cart grows with its lines, and with the promotions of the book that have nothing to do with it.

use fondaco::pricing::{PriceBook, Promotion, TaxDisplay, Workspace};

use super::carts;
use super::rates::{Bench, passes_for};
use crate::clock;
use crate::figure::{Figure, median};

const ROUNDS: usize = 9;
const TURN: f64 = 0.1;

/// Nanoseconds for a line, in carts of 10, 100 and 1,000 lines.
pub(super) fn lines() -> Result<Vec<Figure>, String> {
    let mut benches = Vec::new();
    for lines in [10, 100, 1_000] {
        benches.push((lines, Bench::new(carts::book(TaxDisplay::Exclusive)?, 100_000 / lines.max(100), lines)?));
    }
    let cases = benches.iter().map(|(lines, bench)| (format!("prices.lines.{lines}"), *lines, bench));
    let mut workspace = Workspace::new();
    Ok(compared(&cases.collect::<Vec<_>>(), "ns a line", |bench| bench.totals(&mut workspace)))
}

/// Nanoseconds for the whole price of a cart of ten lines, from the basket to the receipt, by books of 10 to 10,000
/// promotions, of which the same four apply.
pub(super) fn promotions() -> Result<Vec<Figure>, String> {
    let mut benches = Vec::new();
    for promotions in [10, 100, 1_000, 10_000] {
        benches.push((promotions, Bench::new(book_of(promotions)?, 1_000, 10)?));
    }
    let cases = benches.iter().map(|(count, bench)| (format!("prices.promotions.{count}"), 1, bench));
    Ok(compared(&cases.collect::<Vec<_>>(), "ns a cart", Bench::prices))
}

/// The book of the workload, filled up with promotions that need what no cart has: a SKU, a coupon, a group, a category.
fn book_of(promotions: usize) -> Result<PriceBook, String> {
    let mut rules = carts::rules(TaxDisplay::Exclusive)?;
    for n in rules.promotions.len()..promotions {
        let (when, goods) = match n % 4 {
            0 => (r#"{"all": []}"#.to_owned(), format!(r#"{{"skus": ["OTHER-{n}"]}}"#)),
            1 => (format!(r#"{{"coupon": ["OTHER-{n}"]}}"#), "{}".to_owned()),
            2 => (format!(r#"{{"group": ["other-{n}"]}}"#), "{}".to_owned()),
            _ => (r#"{"all": []}"#.to_owned(), format!(r#"{{"categories": ["other-{n}"]}}"#)),
        };
        let text = format!(
            r#"{{"code": "other-{n}", "title": "Other", "when": {when},
                "actions": [{{"discount": {{"on": "line", "off": {{"percent": "0.1"}}, "goods": {goods}}}}}]}}"#
        );
        let promotion: Promotion = serde_json::from_str(&text).map_err(|error| format!("{text}: {error}"))?;
        rules.promotions.push(promotion);
    }
    PriceBook::compile(rules).map_err(|refusal| refusal.to_string())
}

/// Nanoseconds for a part of a cart, of which it has so many, in turns; each beside the first.
#[expect(clippy::cast_precision_loss, reason = "counts of carts and lines")]
fn compared(cases: &[(String, usize, &Bench)], unit: &'static str, mut way: impl FnMut(&Bench)) -> Vec<Figure> {
    let passes: Vec<usize> = cases.iter().map(|(_, _, bench)| passes_for(TURN, || way(bench))).collect();
    let mut times = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for (((_, parts, bench), passes), times) in cases.iter().zip(&passes).zip(&mut times) {
            let ((), seconds) = clock::processor(|| (0..*passes).for_each(|_| way(bench)));
            times.push(seconds * 1e9 / (passes * bench.prepared.len() * parts) as f64);
        }
    }
    let figures: Vec<Figure> =
        cases.iter().zip(times).map(|((name, _, _), times)| Figure::new(name, median(times), unit)).collect();
    let first = figures.first().cloned();
    figures
        .into_iter()
        .enumerate()
        .map(|(place, figure)| match &first {
            Some(first) if place > 0 => figure.compared(first),
            _ => figure,
        })
        .collect()
}
