//! What is shown.

use std::fmt::Write as _;
use std::io::Write;

use fondaco::money::Money;
use fondaco::pricing::{Receipt, SimulatedCurrency, SimulatedPromotion, Simulation};

/// How wide the progress bar is.
const BAR: u64 = 40;

/// A bar that grows while baskets are priced; shown only where a person looks.
pub(super) struct Progress<'a> {
    all: u64,
    shown: Option<u64>,
    to: &'a mut dyn Write,
}

impl<'a> Progress<'a> {
    pub(super) fn new(all: u64, live: bool, to: &'a mut dyn Write) -> Self {
        Self { all, shown: live.then_some(u64::MAX), to }
    }

    /// So many are done. The bar is drawn anew only where it has grown.
    pub(super) fn step(&mut self, done: u64) {
        let full = done * BAR / self.all.max(1);
        if self.shown.is_none_or(|shown| shown == full) {
            return;
        }
        self.shown = Some(full);
        let width = usize::try_from(full).unwrap_or_default();
        let rest = usize::try_from(BAR - full).unwrap_or_default();
        let bar = format!("\rpricing baskets [{}{}] {done} of {}", "#".repeat(width), ".".repeat(rest), self.all);
        // Progress that cannot be shown is no reason to stop.
        let _ = self.to.write_all(bar.as_bytes()).and_then(|()| self.to.flush());
    }

    /// Ends the line of the bar.
    pub(super) fn end(self) {
        if self.shown.is_some() {
            let _ = writeln!(self.to);
        }
    }
}

/// The two receipts of the basket, why, and the simulation.
pub(super) fn page(before: &Receipt, after: &Receipt, simulation: &Simulation) -> String {
    let mut page = heading(&format!("One basket, by the rules of `{}`", before.book));
    page += &before.render();
    page += &heading("Why, step by step");
    page += &before.explain();
    page += &heading(&format!("The same basket, by the rules of `{}`", after.book));
    page += &after.render();
    page += &heading(&format!(
        "{} baskets of the past: what `{}` would have cost instead of `{}`",
        simulation.baskets, after.book, before.book
    ));
    page += &summary(simulation);
    page
}

fn heading(text: &str) -> String {
    format!("\n{text}\n{}\n\n", "=".repeat(text.chars().count()))
}

fn summary(simulation: &Simulation) -> String {
    let mut text = String::new();
    let Simulation { baskets, dearer, cheaper, refused, currencies, promotions } = simulation;
    let same = baskets - dearer - cheaper;
    // A text takes everything.
    let _ = writeln!(text, "{cheaper} cheaper, {dearer} dearer, {same} the same; {refused} could not be priced\n");
    for sums in currencies {
        table_of_sums(&mut text, sums);
    }
    let _ = writeln!(text, "\n{:<16}{:>10}{:>26}", "promotion", "before", "after");
    for promotion in promotions {
        row_of_promotion(&mut text, promotion);
    }
    text
}

fn table_of_sums(text: &mut String, sums: &SimulatedCurrency) {
    let SimulatedCurrency { before, after } = sums;
    let currency = before.total.currency();
    let _ = writeln!(text, "{:<16}{:>14}{:>14}{:>14}", currency.code(), "before", "after", "difference");
    for (name, before, after) in [
        ("goods", before.goods, after.goods),
        ("discounts", before.discount, after.discount),
        ("tax", before.tax, after.tax),
        ("to be paid", before.total, after.total),
    ] {
        let difference = Money::from_minor(after.minor() - before.minor(), currency);
        let cells = [before, after, difference].map(|amount| amount.amount().to_string());
        let _ = writeln!(text, "{name:<16}{:>14}{:>14}{:>14}", cells[0], cells[1], cells[2]);
    }
}

fn row_of_promotion(text: &mut String, row: &SimulatedPromotion) {
    let side = |baskets: u64, amount: Money| match baskets {
        0 => ["-".to_owned(), String::new()],
        _ => [amount.amount().to_string(), format!("{baskets} baskets")],
    };
    let [before, before_baskets] = side(row.before_baskets, row.before);
    let [after, after_baskets] = side(row.after_baskets, row.after);
    let line = format!("{:<16}{before:>10}{before_baskets:>14}{after:>12}{after_baskets:>14}", row.promotion.as_str());
    let _ = writeln!(text, "{}", line.trim_end());
}
