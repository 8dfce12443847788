//! A receipt as a table of text, for people.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use super::receipt::{Receipt, ReceiptLine, RejectedReason};
use super::rules::TaxDisplay;

/// The widest a title is shown.
const TITLE: usize = 44;

impl Receipt {
    /// The receipt as a table: each line with its discounts and tax, each promotion with its reason, the totals.
    pub fn table(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_table(&mut text);
        text
    }

    fn write_table(&self, out: &mut String) -> fmt::Result {
        let rows: Vec<[String; 4]> = self.lines.iter().map(row).collect();
        let width = |column: usize, least: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0).max(least)
        };
        let (title, quantity, price, sum) = (width(0, 5), width(1, 3), width(2, 6), width(3, 9));
        let line_width = [title, quantity, price, sum].iter().fold(6_usize, |all, one| all.saturating_add(*one));
        let rule = "─".repeat(line_width);
        writeln!(
            out,
            "{:<title$}  {:>quantity$}  {:>price$}  {:>sum$}",
            "goods",
            "qty",
            "price",
            self.currency.to_string()
        )?;
        writeln!(out, "{rule}")?;
        for (line, [name, count, unit, subtotal]) in self.lines.iter().zip(&rows) {
            writeln!(out, "{name:<title$}  {count:>quantity$}  {unit:>price$}  {subtotal:>sum$}")?;
            self.write_trace(out, line, line_width)?;
        }
        writeln!(out, "{rule}")?;
        self.write_totals(out, line_width)
    }

    /// Below a line: what was taken off, and the tax on what remains.
    fn write_trace(&self, out: &mut String, line: &ReceiptLine, width: usize) -> fmt::Result {
        for discount in &line.discounts {
            entry(
                out,
                &format!("  − {}", self.title_of(discount.promotion.as_str())),
                &format!("-{}", discount.amount.amount()),
                width,
            )?;
        }
        let remains = match self.tax_display {
            TaxDisplay::Inclusive => line.gross,
            TaxDisplay::Exclusive => line.net,
        };
        let word = match self.tax_display {
            TaxDisplay::Inclusive => "in",
            TaxDisplay::Exclusive => "on",
        };
        let tax = format!("    {} {} {word} {}", line.tax.name, line.tax.amount.amount(), remains.amount());
        writeln!(out, "{tax}")
    }

    fn write_totals(&self, out: &mut String, width: usize) -> fmt::Result {
        entry(out, "goods", &self.goods.amount().to_string(), width)?;
        for promotion in &self.applied {
            let what =
                format!("{} ({} % of {})", promotion.title, promotion.rate.as_percent(), promotion.base.amount());
            entry(out, &what, &format!("-{}", promotion.amount.amount()), width)?;
        }
        entry(out, "net", &self.net.amount().to_string(), width)?;
        for tax in &self.taxes {
            let what = format!("{} ({} % on {})", tax.name, tax.rate.as_percent(), tax.base.amount());
            entry(out, &what, &tax.amount.amount().to_string(), width)?;
        }
        entry(out, "total", &self.total.amount().to_string(), width)?;
        for promotion in &self.rejected {
            writeln!(out, "not applied: {}: {}", promotion.title, promotion.reason)?;
        }
        Ok(())
    }

    fn title_of<'a>(&'a self, promotion: &'a str) -> &'a str {
        let found = self.applied.iter().find(|applied| applied.promotion.as_str() == promotion);
        found.map_or(promotion, |applied| &applied.title)
    }
}

impl fmt::Display for RejectedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinimumNotMet { needs, has } => write!(f, "needs goods of {needs}, has {has}"),
            Self::OtherCurrency { needs } => write!(f, "is for baskets in {needs}"),
            Self::NotNow {} => f.write_str("is not running now"),
            Self::NothingToTakeOff {} => f.write_str("its share rounds to nothing"),
        }
    }
}

/// A label on the left, an amount on the right.
fn entry(out: &mut String, label: &str, amount: &str, width: usize) -> fmt::Result {
    let gap = width.saturating_sub(label.chars().count()).max(amount.chars().count().saturating_add(1));
    writeln!(out, "{label}{amount:>gap$}")
}

fn row(line: &ReceiptLine) -> [String; 4] {
    let title = match line.title.char_indices().nth(TITLE) {
        Some(_) => line.title.chars().take(TITLE.saturating_sub(1)).chain(['…']).collect(),
        None => line.title.clone(),
    };
    [title, quantity(line), line.unit_price.amount().to_string(), line.subtotal.amount().to_string()]
}

/// A quantity in whole units: 1250 g of a SKU with 3 decimals is `1.250`.
fn quantity(line: &ReceiptLine) -> String {
    let units = rust_decimal::Decimal::new(line.quantity.units(), u32::from(line.decimals));
    units.to_string()
}
