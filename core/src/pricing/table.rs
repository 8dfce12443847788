//! A receipt as a table of text, for people.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::receipt::{AppliedPromotion, Receipt, ReceiptLine, RejectedReason, TaxTotal};
use super::rules::TaxDisplay;
use crate::money::Rate;

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

impl Receipt {
    /// The receipt as a table: each line with its discounts and its tax, the totals, each promotion that took nothing
    /// off with its reason.
    ///
    /// It is 80 columns wide at most, unless an amount has more than ten digits or the title of a promotion more than
    /// fifty characters; every character takes one column.
    pub fn table(&self) -> String {
        let mut rows = Vec::new();
        let heading = ["goods", "qty", "price", self.currency.code()].map(ToString::to_string);
        rows.extend([Row::Goods(heading), Row::Rule]);
        for line in &self.lines {
            self.push_line(&mut rows, line);
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
        let (price, subtotal) = (line.unit_price.amount().to_string(), line.subtotal.amount().to_string());
        rows.push(Row::Goods([cut(&line.title), quantity(line), price, subtotal]));
        for discount in &line.discounts {
            let applied = self.applied.iter().find(|applied| applied.promotion == discount.promotion);
            let title = applied.map_or(discount.promotion.as_str(), |applied| &applied.title);
            rows.push(Row::Entry(format!("  {title}"), format!("-{}", discount.amount.amount())));
        }
        let (remains, with) = match self.tax_display {
            TaxDisplay::Inclusive => (line.gross, "contains"),
            TaxDisplay::Exclusive => (line.net, "plus"),
        };
        let (tax, name) = (line.tax.amount.amount(), named(&line.tax.name, line.tax.rate));
        rows.push(Row::Note(format!("  {} · {} {with} {tax} {name}", line.sku, remains.amount())));
    }

    fn push_totals(&self, rows: &mut Vec<Row>) {
        let mut entry = |label: String, amount: String| rows.push(Row::Entry(label, amount));
        entry("goods".into(), self.goods.amount().to_string());
        for promotion in &self.applied {
            entry(base_of(promotion), format!("-{}", promotion.amount.amount()));
        }
        let taxes = self.taxes.iter().map(|tax| (due_on(tax), tax.amount.amount().to_string()));
        let (net, total) = (self.net.amount().to_string(), self.total.amount().to_string());
        match self.tax_display {
            TaxDisplay::Inclusive => {
                rows.extend([Row::Rule, Row::Entry("total".into(), total)]);
                rows.push(Row::Entry("  of which net".into(), net));
                rows.extend(taxes.map(|(label, amount)| Row::Entry(format!("  of which {label}"), amount)));
            }
            TaxDisplay::Exclusive => {
                rows.push(Row::Entry("net".into(), net));
                rows.extend(taxes.map(|(label, amount)| Row::Entry(label, amount)));
                rows.extend([Row::Rule, Row::Entry("total".into(), total)]);
            }
        }
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
                format!("{what:<title$}  {many:>quantity$}  {one:>price$}  {sum:>amount$}\n")
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

fn base_of(promotion: &AppliedPromotion) -> String {
    format!("{} ({} % of {})", promotion.title, promotion.rate.as_percent(), promotion.base.amount())
}

fn due_on(tax: &TaxTotal) -> String {
    format!("{} on {}", named(&tax.name, tax.rate), tax.base.amount())
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::id::{BookCode, CountryCode, PromotionCode, Sku, TaxCategory};
    use crate::money::{Currency, Money, Rounding};
    use crate::pricing::{Basket, BasketLine, PriceBook, PriceRules, Promotion, TaxRate};
    use crate::quantity::Quantity;
    use jiff::Timestamp;

    fn eur(amount: &str) -> Money {
        Money::parse(amount, Currency::iso("EUR").unwrap()).unwrap()
    }

    fn promotion(code: &str, percent: &str, minimum: &str) -> Promotion {
        Promotion {
            code: PromotionCode::new(code).unwrap(),
            title: format!("{percent} % for {code}").into(),
            rate: Rate::percent(percent).unwrap(),
            minimum: Some(eur(minimum)),
            from: None,
            until: None,
        }
    }

    fn line(line: u32, title: &str, units: i64, decimals: u8, price: &str) -> BasketLine {
        BasketLine {
            line,
            sku: Sku::new(&format!("sku-{line}")).unwrap(),
            title: title.into(),
            quantity: Quantity::new(units).unwrap(),
            decimals,
            unit_price: eur(price),
            tax_category: TaxCategory::new("standard").unwrap(),
        }
    }

    fn receipt(tax_display: TaxDisplay) -> Receipt {
        let country = CountryCode::new("IT").unwrap();
        let rules = PriceRules {
            code: BookCode::new("shop").unwrap(),
            tax_display,
            rounding: Rounding::HalfUp,
            promotions: vec![promotion("all", "10", "0"), promotion("many", "5", "500")],
            taxes: vec![TaxRate {
                country: country.clone(),
                category: TaxCategory::new("standard").unwrap(),
                name: "IVA".into(),
                rate: Rate::percent("22").unwrap(),
                from: Timestamp::UNIX_EPOCH,
                until: None,
            }],
        };
        let lines = vec![
            line(1, "Parmigiano by the kilogram", 1_250, 3, "20.00"),
            line(2, "A title that is much too long to be shown in the width of a column", 3, 0, "10.00"),
        ];
        let basket = Basket { currency: eur("0").currency(), country, at: Timestamp::UNIX_EPOCH, lines };
        PriceBook::compile(rules).unwrap().price(&basket).unwrap()
    }

    #[test]
    fn where_prices_contain_tax_the_total_is_told_apart() {
        let table = "\
goods                                                qty  price    EUR
──────────────────────────────────────────────────────────────────────
Parmigiano by the kilogram                         1.250  20.00  25.00
  10 % for all                                                   -2.50
  sku-1 · 22.50 contains 4.06 IVA 22 %
A title that is much too long to be shown in the…      3  10.00  30.00
  10 % for all                                                   -3.00
  sku-2 · 27.00 contains 4.87 IVA 22 %
──────────────────────────────────────────────────────────────────────
goods                                                            55.00
10 % for all (10 % of 55.00)                                     -5.50
──────────────────────────────────────────────────────────────────────
total                                                            49.50
  of which net                                                   40.57
  of which IVA 22 % on 40.57                                      8.93
not applied: 5 % for many
  needs goods of 500.00 EUR, has 55.00 EUR
";
        assert_eq!(receipt(TaxDisplay::Inclusive).table(), table);
    }

    #[test]
    fn where_tax_is_added_the_total_is_the_last_sum() {
        let table = receipt(TaxDisplay::Exclusive).table();
        let totals: Vec<&str> = table.lines().skip(9).map(str::trim_end).collect();
        let expected = [
            "goods                                                            55.00",
            "10 % for all (10 % of 55.00)                                     -5.50",
            "net                                                              49.50",
            "IVA 22 % on 49.50                                                10.89",
            "──────────────────────────────────────────────────────────────────────",
            "total                                                            60.39",
        ];
        assert_eq!(totals[..6], expected);
        assert!(table.contains("  sku-1 · 22.50 plus 4.95 IVA 22 %\n"), "{table}");
    }

    #[test]
    fn a_rate_is_named_once() {
        let rate = |percent: &str| Rate::percent(percent).unwrap();
        assert_eq!(named("USt 7 %", rate("7")), "USt 7 %");
        assert_eq!(named("VAT 5.5%", rate("5.5")), "VAT 5.5%");
        assert_eq!(named("VAT 15 %", rate("5")), "VAT 15 % 5 %");
        assert_eq!(named("VAT 5.5 %", rate("5")), "VAT 5.5 % 5 %");
        assert_eq!(named("IVA", rate("22")), "IVA 22 %");
    }
}
