//! Receipts in sentences: for every cent where it came from, for people who ask why.

use alloc::format;
use alloc::string::{String, ToString};

use super::basket::TaxStatus;
use super::kit::KitLine;
use super::receipt::{Receipt, ReceiptLine};
use super::tax::PricedItem;
use crate::id::PriceListCode;
use crate::money::Money;

impl Receipt {
    /// The receipt in sentences, one for each step of each price, in the order in which they were taken.
    pub fn explain(&self) -> String {
        let mut text = String::new();
        let mut say = |sentence: String| {
            text.push_str(&sentence);
            text.push('\n');
        };
        say(format!(
            "Priced by book {} ({:.12}) at {}, for {}.",
            self.book,
            self.version.to_string(),
            self.at,
            self.country
        ));
        for (experiment, arm) in &self.arms {
            say(format!("The buyer is in arm {arm} of experiment {experiment}."));
        }
        for kit in &self.kits {
            let KitLine { line, title, unit_price, .. } = kit;
            let (from, before) = (by_list(kit.list.as_ref()), reduced_from(kit.compare_at));
            say(format!("Line {line}, {title}: {unit_price} each{from}{before}, shared by its parts."));
        }
        for line in &self.lines {
            self.explain_line(line, &mut say);
        }
        for charge in &self.charges {
            say(format!("{} costs {}.", charge.title, charge.amount));
            let of = PricedItem::Charge(charge.code.clone());
            self.explain_item(&of, &mut say);
        }
        for applied in &self.applied {
            say(format!("`{}` takes off {} altogether: {}.", applied.promotion, applied.amount, applied.title));
        }
        for rejected in &self.rejected {
            say(format!("`{}` takes nothing off: it {}.", rejected.promotion, rejected.reason));
        }
        for coupon in &self.unknown_coupons {
            say(format!("No promotion asks for the coupon `{coupon}`."));
        }
        match self.tax_status {
            TaxStatus::Taxed => {}
            TaxStatus::Exempt => say("No tax is due: the buyer is exempt.".into()),
            TaxStatus::ReverseCharge => say("No tax is due here: the buyer owes it (reverse charge).".into()),
        }
        for tax in &self.taxes {
            let percent = tax.rate.as_percent();
            say(format!("{} at {percent} % of {} is {}.", tax.name, tax.base, tax.amount));
        }
        say(format!("Without tax that is {}, with {} of tax {}.", self.net, self.tax, self.total));
        for credit in &self.credits {
            say(format!("`{}` pays {}.", credit.code, credit.amount));
        }
        say(format!("To be paid: {}.", self.due));
        text
    }

    fn explain_line(&self, line: &ReceiptLine, say: &mut impl FnMut(String)) {
        let number = line.line;
        if let Some(promotion) = &line.gift {
            say(format!("Line {number}, {}, is a gift of `{promotion}`.", line.title));
        }
        let (from, before) = (by_list(line.list.as_ref()), reduced_from(line.compare_at));
        let part = line.kit.map_or_else(String::new, |kit| format!(", part of line {kit}"));
        let each = line.per.map_or_else(|| "each".to_string(), |per| format!("for {per}"));
        say(format!("Line {number}, {}{part}: {} {each}{from}{before}.", line.title, line.unit_price));
        for step in self.catalog.iter().filter(|step| step.line == number) {
            say(format!("  `{}` brings its price from {} to {}.", step.promotion, step.from, step.to));
        }
        let many = rust_decimal::Decimal::new(line.quantity.units(), line.decimals.into());
        say(format!("  {many} of it: {}.", line.subtotal));
        self.explain_item(&PricedItem::Line(number), say);
    }

    /// The discounts and taxes of a line or charge.
    fn explain_item(&self, of: &PricedItem, say: &mut impl FnMut(String)) {
        for applied in &self.applied {
            for part in applied.parts.iter().filter(|part| part.of == *of) {
                say(format!("  `{}` takes off {}.", applied.promotion, part.amount));
            }
        }
        for tax in &self.taxes {
            for part in tax.parts.iter().filter(|part| part.of == *of) {
                let verb = if tax.included { "contains" } else { "adds" };
                say(format!("  {} {verb} {}: {} % of {}.", tax.name, part.amount, tax.rate.as_percent(), part.base));
            }
        }
    }

    /// The first part that differs from another receipt.
    pub(super) fn difference(&self, other: &Self) -> &'static str {
        let parts = [
            ("book", self.book == other.book),
            ("version", self.version == other.version),
            ("at", self.at == other.at),
            ("tax_display", self.tax_display == other.tax_display),
            ("country", self.country == other.country),
            ("currency", self.currency == other.currency),
            ("lines", self.lines == other.lines),
            ("charges", self.charges == other.charges),
            ("catalog", self.catalog == other.catalog),
            ("applied", self.applied == other.applied),
            ("rejected", self.rejected == other.rejected),
            ("unknown_coupons", self.unknown_coupons == other.unknown_coupons),
            ("arms", self.arms == other.arms),
            ("tax_status", self.tax_status == other.tax_status),
            ("taxes", self.taxes == other.taxes),
            ("goods", self.goods == other.goods),
            ("discount", self.discount == other.discount),
            ("charged", self.charged == other.charged),
            ("net", self.net == other.net),
            ("tax", self.tax == other.tax),
            ("total", self.total == other.total),
            ("credits", self.credits == other.credits),
            ("reduction", self.reduction == other.reduction),
            ("kits", self.kits == other.kits),
        ];
        parts.into_iter().find(|(_, same)| !same).map_or("due", |(name, _)| name)
    }
}

fn by_list(list: Option<&PriceListCode>) -> String {
    list.map_or_else(String::new, |list| format!(" by the list {list}"))
}

fn reduced_from(price: Option<Money>) -> String {
    price.map_or_else(String::new, |price| format!(", reduced from {price}"))
}
