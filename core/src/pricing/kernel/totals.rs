//! Totals: taxes on what promotions leave, and the sums of everything.

use super::arith::{Overflow, add, long, ratio, sub, sum};
use super::row::{Item, Row};
use super::run::Run;
use super::workspace::Workspace;
use crate::money::{Currency, Rounding};
use crate::pricing::policy::StoredValue;
use crate::refusal::{Code, Refusal};

/// The sums of a priced basket, in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// What every amount is counted in.
    pub currency: Currency,
    /// Goods at their prices, before discounts.
    pub goods: i64,
    /// What the promotions take off goods; zero or more.
    pub discount: i64,
    /// Shipping, fees and donations, after discounts, as prices are.
    pub charged: i64,
    /// What is to be paid, without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// What is to be paid: net and tax.
    pub total: i64,
    /// What gift cards and credit pay of it.
    pub credit: i64,
    /// What is left to be paid.
    pub due: i64,
    /// By how much gift cards lower the net amount, where they lower the total.
    pub reduced_net: i64,
    /// By how much gift cards lower the tax, where they lower the total.
    pub reduced_tax: i64,
}

/// A line of a priced basket, in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTotals {
    /// Price times quantity.
    pub subtotal: i64,
    /// What the promotions take off; zero or more.
    pub discount: i64,
    /// What is to be paid, without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
}

/// What a promotion takes off a line or a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscountEntry {
    /// The place of the promotion in the rules.
    pub promotion: usize,
    /// The place of the line in the basket; of a charge, nothing.
    pub line: Option<usize>,
    /// How much, in minor units; more than zero.
    pub amount: i64,
}

impl Workspace {
    /// The lines of the basket that was priced last, in its order; gifts at the end.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = LineTotals> {
        self.rows.iter().map(|row: &Row| LineTotals {
            subtotal: row.subtotal,
            discount: row.subtotal.saturating_sub(row.left),
            net: row.net,
            tax: row.tax,
        })
    }

    /// What the promotions took off lines and charges of the basket that was priced last, in the order in which they did.
    /// There may be several entries of a promotion for one line: they add up.
    pub fn discounts(&self) -> impl Iterator<Item = DiscountEntry> {
        self.ledger.iter().map(|entry| DiscountEntry {
            promotion: long(entry.rule),
            line: if let Item::Line(place) = entry.item { Some(long(place)) } else { None },
            amount: entry.amount,
        })
    }

    /// What is left of each charge of the basket that was priced last, in its order: as prices are, after discounts.
    pub fn charges(&self) -> impl ExactSizeIterator<Item = i64> {
        self.charges.iter().map(|charge| charge.left)
    }
}

impl Run<'_> {
    /// Prices the basket.
    pub(crate) fn totals(self, ws: &mut Workspace) -> Result<Totals, Refusal> {
        self.promote(ws)?;
        self.prepared.taxes.levy(self.policy, &mut ws.rows, &mut ws.charges, &mut ws.tax)?;
        let (mut goods, mut left, mut net, mut tax) = (0, 0, 0, 0);
        for row in &ws.rows {
            goods = add(goods, row.subtotal)?;
            left = add(left, row.left)?;
            net = add(net, row.net)?;
            tax = add(tax, row.tax)?;
        }
        let charged = sum(ws.charges.iter().map(|charge| charge.left))?;
        net = add(net, sum(ws.charges.iter().map(|charge| charge.net))?)?;
        tax = add(tax, sum(ws.charges.iter().map(|charge| charge.tax))?)?;
        let total = add(net, tax)?;
        if total < 0 {
            let reason = "deductions are more than there is to be paid: a total is zero or more";
            return Err(Refusal::new(Code::BasketInvalid, reason));
        }
        let credit = sum(self.prepared.credits.iter().copied())?.min(total).max(0);
        let totals = Totals {
            currency: self.prepared.currency,
            goods,
            discount: sub(goods, left)?,
            charged,
            net,
            tax,
            total,
            credit,
            due: sub(total, credit)?,
            reduced_net: 0,
            reduced_tax: 0,
        };
        Ok(if credit > 0 && self.policy.stored_value == StoredValue::Reduction { totals.reduced()? } else { totals })
    }
}

impl Totals {
    /// The same with gift cards that lower the total, net and tax in proportion.
    fn reduced(self) -> Result<Self, Overflow> {
        let net = ratio(self.net, self.due, self.total, Rounding::HalfUp)?;
        let tax = sub(self.due, net)?;
        Ok(Self {
            net,
            tax,
            total: self.due,
            reduced_net: sub(self.net, net)?,
            reduced_tax: sub(self.tax, tax)?,
            ..self
        })
    }
}
