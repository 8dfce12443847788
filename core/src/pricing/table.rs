//! A receipt as a table of text, for people.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::basket::TaxStatus;
use super::kit::KitLine;
use super::receipt::{CatalogPrice, Receipt, ReceiptCharge, ReceiptLine, Reduction, TaxTotal};
use super::rules::TaxDisplay;
use super::tax::PricedItem;
use crate::money::{Money, Rate};

/// The widest a title is shown.
const TITLE: usize = 50;

/// Between two columns.
const GAP: usize = 2;

/// A row of the table. Amounts stand in the last column, all of them, so that they can be added up by eye.
enum Row {
    /// What, how many, price of one, amount.
    Goods([String; 4]),
    /// A label and its amount.
    Entry(String, String),
    /// Words only.
    Note(String),
    /// A line across.
    Rule,
}

impl Row {
    /// Moves what belongs to a kit below it.
    fn indent(&mut self) {
        match self {
            Self::Goods([text, ..]) => *text = cut(&format!("  {text}")),
            Self::Entry(text, _) | Self::Note(text) => text.insert_str(0, "  "),
            Self::Rule => {}
        }
    }
}

impl Receipt {
    /// The receipt as a table: each line with its discounts and its tax, the totals, each promotion that took nothing
    /// off with its reason.
    ///
    /// It is 80 columns wide at most, unless an amount has more than ten digits or the title of a promotion, the name of a
    /// tax or a code more than fifty characters; every character takes one column.
    pub fn render(&self) -> String {
        let mut rows = Vec::new();
        let heading = ["goods", "qty", "price", self.currency.code()].map(ToString::to_string);
        rows.extend([Row::Goods(heading), Row::Rule]);
        for (place, line) in self.lines.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| self.lines.get(place));
            let begins = line.kit.filter(|_| before.is_none_or(|before| before.kit != line.kit));
            let kit = begins.and_then(|number| self.kits.iter().find(|kit| kit.line == number));
            rows.extend(kit.into_iter().flat_map(kit_rows));
            let from = rows.len();
            self.push_line(&mut rows, line);
            if line.kit.is_some() {
                rows.iter_mut().skip(from).for_each(Row::indent);
            }
        }
        rows.push(Row::Rule);
        self.push_totals(&mut rows);
        for promotion in &self.rejected {
            rows.push(Row::Note(format!("not applied: {}", promotion.title)));
            rows.push(Row::Note(format!("  {}", promotion.reason)));
        }
        Columns::of(&rows).print(&rows)
    }

    /// A line, what was taken off it, and the tax on what remains.
    fn push_line(&self, rows: &mut Vec<Row>, line: &ReceiptLine) {
        let per = line.per.map_or_else(String::new, |per| format!(" / {per}"));
        let (price, subtotal) = (format!("{}{per}", line.unit_price.amount()), line.subtotal.amount().to_string());
        rows.push(Row::Goods([cut(&line.title), quantity(line), price, subtotal]));
        if let Some(promotion) = &line.gift {
            rows.push(Row::Note(format!("  a gift of {promotion}")));
        }
        if let Some(before) = line.compare_at {
            let how: Vec<&str> = self.catalog.iter().filter(|step| step.line == line.line).map(title_of).collect();
            let by = if how.is_empty() { String::new() } else { format!(", {}", how.join(", ")) };
            rows.push(Row::Note(format!("  instead of {}{by}", before.amount())));
        }
        for (applied, amount) in self.discounts_of(line.line) {
            rows.push(Row::Entry(format!("  {}", applied.title), format!("-{}", amount.amount())));
        }
        let left = line.subtotal.minor().saturating_sub(line.discount.minor());
        let left = Money::from_minor(left, self.currency);
        let label = format!("{} · {}", line.sku, left.amount());
        rows.extend(note(&label, self.taxed(&PricedItem::Line(line.line))));
    }

    /// The taxes of a line or charge: `contains 4.06 IVA 22 %`.
    fn taxed(&self, of: &PricedItem) -> Vec<String> {
        let parts = self.taxes.iter().flat_map(|tax| tax.parts.iter().map(move |part| (tax, part)));
        let own = parts.filter(|(_, part)| part.of == *of);
        own.map(|(tax, part)| {
            let verb = if tax.included { "contains" } else { "plus" };
            format!("{verb} {} {}", part.amount.amount(), named(&tax.name, tax.rate))
        })
        .collect()
    }

    /// A charge, and what was taken off it.
    fn push_charge(&self, rows: &mut Vec<Row>, charge: &ReceiptCharge) {
        rows.push(Row::Entry(cut(&charge.title), charge.amount.amount().to_string()));
        let of = PricedItem::Charge(charge.code.clone());
        for applied in &self.applied {
            for part in applied.parts.iter().filter(|part| part.of == of) {
                rows.push(Row::Entry(format!("  {}", applied.title), format!("-{}", part.amount.amount())));
            }
        }
        let left = Money::from_minor(charge.amount.minor().saturating_sub(charge.discount.minor()), self.currency);
        let taxed = self.taxed(&of);
        if !taxed.is_empty() && !left.is_zero() {
            rows.extend(note(left.amount().as_ref(), taxed));
        }
    }

    fn push_totals(&self, rows: &mut Vec<Row>) {
        rows.push(Row::Entry("goods".into(), self.goods.amount().to_string()));
        for applied in &self.applied {
            let off_goods = applied.parts.iter().filter(|part| matches!(part.of, PricedItem::Line(_)));
            let amount = off_goods.fold(0_i64, |sum, part| sum.saturating_add(part.amount.minor()));
            if amount != 0 {
                let amount = Money::from_minor(amount, self.currency);
                rows.push(Row::Entry(applied.title.to_string(), format!("-{}", amount.amount())));
            }
        }
        for charge in &self.charges {
            self.push_charge(rows, charge);
        }
        match self.reduction {
            Some(reduction) => self.push_reduced(rows, reduction),
            None => self.push_total(rows),
        }
        match self.tax_status {
            TaxStatus::Taxed => {}
            TaxStatus::Exempt => rows.push(Row::Note("no tax: the buyer is exempt".into())),
            TaxStatus::ReverseCharge => rows.push(Row::Note("no tax: the buyer owes it (reverse charge)".into())),
        }
    }

    /// The total, the taxes in it or before it, and what is left to be paid of it.
    fn push_total(&self, rows: &mut Vec<Row>) {
        let (net, total) = (self.net.amount().to_string(), self.total.amount().to_string());
        let contained = self.tax_display == TaxDisplay::Inclusive && self.taxes.iter().all(|tax| tax.included);
        if contained {
            rows.extend([Row::Rule, Row::Entry("total".into(), total), Row::Entry("  of which net".into(), net)]);
            rows.extend(self.taxes.iter().map(|tax| entry_of(tax, "  of which ")));
        } else {
            rows.push(Row::Entry("net".into(), net));
            rows.extend(self.taxes.iter().map(|tax| entry_of(tax, "")));
            rows.extend([Row::Rule, Row::Entry("total".into(), total)]);
        }
        self.push_credits(rows);
        if !self.credits.is_empty() {
            rows.push(Row::Entry("due".into(), self.due.amount().to_string()));
        }
    }

    /// The total where gift cards lower it: what it would be, the gift cards, what it is.
    fn push_reduced(&self, rows: &mut Vec<Row>, reduction: Reduction) {
        let sum = |left: Money, off: Money| left.minor().saturating_add(off.minor());
        let net = Money::from_minor(sum(self.net, reduction.net), self.currency);
        rows.push(Row::Entry("net".into(), net.amount().to_string()));
        rows.extend(self.taxes.iter().map(|tax| entry_of(tax, "")));
        self.push_credits(rows);
        rows.extend([Row::Rule, Row::Entry("total".into(), self.total.amount().to_string())]);
        for (label, amount) in [("  of which net", self.net), ("  of which tax", self.tax)] {
            rows.push(Row::Entry(label.into(), amount.amount().to_string()));
        }
    }

    fn push_credits(&self, rows: &mut Vec<Row>) {
        for credit in &self.credits {
            rows.push(Row::Entry(format!("paid by {}", credit.code), format!("-{}", credit.amount.amount())));
        }
    }
}

/// A line of kits, whose amount is that of its parts below.
fn kit_rows(kit: &KitLine) -> impl Iterator<Item = Row> {
    let (many, price) = (kit.quantity.to_string(), kit.unit_price.amount().to_string());
    let before = kit.compare_at.map(|before| Row::Note(format!("  instead of {}", before.amount())));
    core::iter::once(Row::Goods([cut(&kit.title), many, price, String::new()])).chain(before)
}

/// What is left of a line or charge and its tax, on one line; several taxes below, one a line.
fn note(label: &str, taxed: Vec<String>) -> Vec<Row> {
    match taxed.as_slice() {
        [] => alloc::vec![Row::Note(format!("  {label}"))],
        [tax] => alloc::vec![Row::Note(format!("  {label} {tax}"))],
        _ => {
            let below = taxed.into_iter().map(|tax| Row::Note(format!("    {tax}")));
            core::iter::once(Row::Note(format!("  {label}"))).chain(below).collect()
        }
    }
}

/// The promotion that reduced a price.
fn title_of(step: &CatalogPrice) -> &str {
    step.promotion.as_str()
}

/// The widths of the columns.
struct Columns {
    title: usize,
    quantity: usize,
    price: usize,
    amount: usize,
}

impl Columns {
    /// As wide as their widest cell; a label takes the room of the first three.
    fn of(rows: &[Row]) -> Self {
        let mut all = Self { title: 0, quantity: 0, price: 0, amount: 0 };
        let mut label = 0;
        for row in rows {
            match row {
                Row::Goods([title, quantity, price, amount]) => {
                    all.title = all.title.max(width(title));
                    all.quantity = all.quantity.max(width(quantity));
                    all.price = all.price.max(width(price));
                    all.amount = all.amount.max(width(amount));
                }
                Row::Entry(text, amount) => {
                    label = label.max(width(text));
                    all.amount = all.amount.max(width(amount));
                }
                Row::Note(text) => label = label.max(width(text)),
                Row::Rule => {}
            }
        }
        all.title = all.title.saturating_add(label.saturating_sub(all.label()));
        all
    }

    /// The room left of the amounts.
    fn label(&self) -> usize {
        [self.title, GAP, self.quantity, GAP, self.price].into_iter().fold(0, usize::saturating_add)
    }

    fn print(&self, rows: &[Row]) -> String {
        let Self { title, quantity, price, amount } = *self;
        let label = self.label();
        let rule = "─".repeat(label.saturating_add(GAP).saturating_add(amount));
        let text = |row: &Row| match row {
            Row::Goods([what, many, one, sum]) => {
                let row = format!("{what:<title$}  {many:>quantity$}  {one:>price$}  {sum:>amount$}");
                format!("{}\n", row.trim_end())
            }
            Row::Entry(what, sum) => format!("{what:<label$}  {sum:>amount$}\n"),
            Row::Note(words) => format!("{words}\n"),
            Row::Rule => format!("{rule}\n"),
        };
        rows.iter().map(text).collect()
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// A title on one line, cut where it is too long.
fn cut(title: &str) -> String {
    let title: String = title.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    if width(&title) <= TITLE {
        return title;
    }
    let start: String = title.chars().take(TITLE.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// A quantity in whole units: 1250 g of a SKU with 3 decimals is `1.250`.
fn quantity(line: &ReceiptLine) -> String {
    rust_decimal::Decimal::new(line.quantity.units(), u32::from(line.decimals)).to_string()
}

/// A tax by name and rate, the rate once only: many names contain it.
fn named(name: &str, rate: Rate) -> String {
    let percent = rate.as_percent();
    let says = |suffix: &str| name.strip_suffix(suffix).is_some_and(|rest| ends_with_number(rest, percent.as_str()));
    if says(" %") || says("%") { name.into() } else { format!("{name} {percent} %") }
}

/// Whether a text ends with exactly this number: `VAT 5` does not end with `.5`, nor `VAT 15` with `5`.
fn ends_with_number(text: &str, number: &str) -> bool {
    let before = text.strip_suffix(number).map(|rest| rest.chars().next_back());
    before.is_some_and(|last| !last.is_some_and(|last| last.is_ascii_digit() || last == '.'))
}

/// A tax and what it comes to, as an entry of the totals.
fn entry_of(tax: &TaxTotal, before: &str) -> Row {
    let label = format!("{before}{} on {}", named(&tax.name, tax.rate), tax.base.amount());
    Row::Entry(label, tax.amount.amount().to_string())
}

#[cfg(test)]
mod tests;
