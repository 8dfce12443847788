//! What a document is over: units with their shares of the receipt, charges, and the taxes in them.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::taxed::{DocumentTax, TaxedAmount, add};
use crate::id::{ChargeCode, Sku, TaxCategory};
use crate::money::Money;
use crate::omit::is_default;
use crate::order::{Places, UnitSpan, count_of};
use crate::pricing::{LineShare, PricedItem, Receipt};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::title::Title;

/// Lines, charges and taxes of a document; `net` and `tax` are the sums over lines, charges and lost discounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentAmounts {
    /// Goods, in the order of the receipt.
    pub lines: Vec<DocumentLine>,
    /// Shipping and fees, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<DocumentCharge>,
    /// The taxes by name and rate, each the sum over lines, charges and lost discounts.
    pub taxes: Vec<DocumentTax>,
    /// The sum without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What promotions that no longer hold add to it; below zero where less is taken back by a credit note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_discounts: Option<TaxedAmount>,
}

/// Units of a line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentLine {
    /// The number of the line in the receipt.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the buyer read.
    pub title: Title,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Decimals of the unit that the price is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// The price of `per` whole units.
    pub unit_price: Money,
    /// How many whole units the price is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// The line of the kit that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kit: Option<u32>,
    /// Which tax rates apply to it.
    pub tax_category: TaxCategory,
    /// What was to be paid for these units.
    pub share: LineShare,
    /// The taxes on it, one by one; their sum is the tax of the share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<DocumentTax>,
}

/// A charge of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCharge {
    /// Which.
    pub code: ChargeCode,
    /// What the buyer read.
    pub title: Title,
    /// What was to be paid for it, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What was to be paid for it.
    pub gross: Money,
    /// The taxes on it, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<DocumentTax>,
}

impl DocumentAmounts {
    /// What these units and charges of a receipt come to.
    pub(crate) fn of(receipt: &Receipt, units: &[UnitSpan], charges: &[ChargeCode]) -> Result<Self, Refusal> {
        let (zero, taxes) = (Money::zero(receipt.currency), Vec::new());
        let mut all =
            Self { lines: Vec::new(), charges: Vec::new(), taxes, net: zero, tax: zero, lost_discounts: None };
        for line in &receipt.lines {
            let spans = units.iter().filter(|span| span.line == line.line);
            let places: Places = spans.map(UnitSpan::places).collect();
            if !places.is_empty() {
                let line = line_of(receipt, line.line, &places)?;
                (all.net, all.tax) = (all.net.plus(line.share.net)?, all.tax.plus(line.share.tax)?);
                all.lines.push(line);
            }
        }
        for charge in receipt.charges.iter().filter(|charge| charges.contains(&charge.code)) {
            let of = PricedItem::Charge(charge.code.clone());
            let taxes = receipt.taxes.iter().filter_map(|tax| {
                let part = tax.parts.iter().find(|part| part.of == of)?;
                Some(DocumentTax { name: tax.name.clone(), rate: tax.rate, base: part.base, amount: part.amount })
            });
            (all.net, all.tax) = (all.net.plus(charge.net)?, all.tax.plus(charge.tax)?);
            all.charges.push(DocumentCharge {
                code: charge.code.clone(),
                title: charge.title.clone(),
                net: charge.net,
                tax: charge.tax,
                gross: charge.gross,
                taxes: taxes.collect(),
            });
        }
        all.taxes = all.summed()?;
        Ok(all)
    }

    /// What is to be paid for all of it.
    pub fn gross(&self) -> Result<Money, Refusal> {
        self.net.plus(self.tax)
    }

    /// What it comes to, tax by tax.
    pub(crate) fn sum(&self) -> Result<TaxedAmount, Refusal> {
        Ok(TaxedAmount { net: self.net, tax: self.tax, gross: self.gross()?, taxes: self.taxes.clone() })
    }

    /// With what promotions that no longer hold add to it.
    pub(super) fn with_lost(self, lost: TaxedAmount) -> Result<Self, Refusal> {
        if lost.is_zero() {
            return Ok(self);
        }
        let TaxedAmount { net, tax, taxes, .. } = self.sum()?.plus(&lost)?;
        Ok(Self { net, tax, taxes, lost_discounts: Some(lost), ..self })
    }

    /// Its taxes, by name and rate.
    fn summed(&self) -> Result<Vec<DocumentTax>, Refusal> {
        let mut sums: Vec<DocumentTax> = Vec::new();
        let on_lines = self.lines.iter().flat_map(|line| &line.taxes);
        for tax in on_lines.chain(self.charges.iter().flat_map(|charge| &charge.taxes)) {
            add(&mut sums, tax.clone())?;
        }
        Ok(sums)
    }
}

/// Units of a line, with what they come to.
fn line_of(receipt: &Receipt, number: u32, places: &Places) -> Result<DocumentLine, Refusal> {
    let line = receipt.line(number)?;
    let zero = Money::zero(receipt.currency);
    let mut share = LineShare { subtotal: zero, discount: zero, net: zero, tax: zero, gross: zero };
    let mut taxes: Vec<DocumentTax> = Vec::new();
    for range in places {
        let units = range.end.saturating_sub(range.start);
        let part = receipt.share(number, range.start, units)?;
        share = share.plus(part)?;
        for tax in taxes_of(receipt, number, range.start, units, part.tax)? {
            add(&mut taxes, tax)?;
        }
    }
    Ok(DocumentLine {
        line: number,
        sku: line.sku.clone(),
        title: line.title.clone(),
        quantity: Quantity::new(count_of(places))?,
        decimals: line.decimals,
        unit_price: line.unit_price,
        per: line.per,
        kit: line.kit,
        tax_category: line.tax_category.clone(),
        share,
        taxes,
    })
}

/// The taxes on some units of a line: each shared as amounts are, the last bearing what is left of their tax, so that all
/// units together bear each tax whole.
fn taxes_of(receipt: &Receipt, line: u32, before: i64, units: i64, tax: Money) -> Result<Vec<DocumentTax>, Refusal> {
    let mut left = tax;
    let mut taxes = Vec::new();
    let mut of_line = receipt.taxes_of(line).peekable();
    while let Some((total, part)) = of_line.next() {
        let base = receipt.shared(line, part.base, before, units)?;
        let amount = if of_line.peek().is_none() { left } else { receipt.shared(line, part.amount, before, units)? };
        left = left.minus(amount)?;
        taxes.push(DocumentTax { name: total.name.clone(), rate: total.rate, base, amount });
    }
    if left.is_zero() {
        return Ok(taxes);
    }
    Err(Refusal::new(Code::Defect, alloc::format!("line {line} of a receipt bears a tax that is not among its taxes")))
}
