//! Amounts with the taxes that are in them.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::money::{Currency, Money, Rate};
use crate::refusal::Refusal;

/// A tax on a line, a charge, or a whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentTax {
    /// How it is called.
    pub name: Arc<str>,
    /// The share of what it is due on.
    pub rate: Rate,
    /// What it is due on.
    pub base: Money,
    /// How much.
    pub amount: Money,
}

/// An amount, and each tax in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxedAmount {
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// In all.
    pub gross: Money,
    /// The taxes, by name and rate; their sum is the tax.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<DocumentTax>,
}

impl TaxedAmount {
    pub(crate) const fn zero(currency: Currency) -> Self {
        Self::untaxed(Money::zero(currency))
    }

    /// An amount that no tax is due on.
    pub(crate) const fn untaxed(amount: Money) -> Self {
        Self { net: amount, tax: Money::zero(amount.currency()), gross: amount, taxes: Vec::new() }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.net.is_zero() && self.gross.is_zero() && self.taxes.is_empty()
    }

    pub(crate) fn plus(self, more: &Self) -> Result<Self, Refusal> {
        self.with(more, Money::plus)
    }

    pub(crate) fn minus(self, less: &Self) -> Result<Self, Refusal> {
        self.with(less, Money::minus)
    }

    fn with(mut self, other: &Self, sum: impl Fn(Money, Money) -> Result<Money, Refusal>) -> Result<Self, Refusal> {
        let zero = Money::zero(self.net.currency());
        for tax in &other.taxes {
            let (base, amount) = (sum(zero, tax.base)?, sum(zero, tax.amount)?);
            add(&mut self.taxes, DocumentTax { base, amount, ..tax.clone() })?;
        }
        self.taxes.retain(|tax| !(tax.base.is_zero() && tax.amount.is_zero()));
        let (net, tax, gross) = (sum(self.net, other.net)?, sum(self.tax, other.tax)?, sum(self.gross, other.gross)?);
        Ok(Self { net, tax, gross, ..self })
    }
}

/// Adds a tax to those of its name and rate.
pub(super) fn add(sums: &mut Vec<DocumentTax>, tax: DocumentTax) -> Result<(), Refusal> {
    if let Some(sum) = sums.iter_mut().find(|sum| sum.name == tax.name && sum.rate == tax.rate) {
        (sum.base, sum.amount) = (sum.base.plus(tax.base)?, sum.amount.plus(tax.amount)?);
    } else {
        sums.push(tax);
    }
    Ok(())
}
