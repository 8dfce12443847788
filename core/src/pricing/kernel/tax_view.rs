//! Amounts with and without tax, for thresholds and shares; what is really due is worked out at the end.

use alloc::vec::Vec;

use super::arith::ratio;
use crate::money::{Rate, Rounding};
use crate::pricing::policy::TaxView;

/// For each tax class of a basket, the rates that prices contain and those that are added, each summed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaxViews {
    pub(crate) classes: Vec<(Rate, Rate)>,
    pub(crate) rounding: Rounding,
}

impl TaxViews {
    /// An amount of a class as it is to be seen; the amount itself where a sum does not fit.
    pub(crate) fn seen(&self, amount: i64, class: usize, view: TaxView) -> i64 {
        if view == TaxView::AsPriced {
            return amount;
        }
        let Some((contained, added)) = self.classes.get(class) else { return amount };
        let net = if contained.is_zero() {
            amount
        } else {
            let with = contained.denominator().saturating_add(contained.numerator());
            ratio(amount, contained.denominator(), with, self.rounding).unwrap_or(amount)
        };
        match view {
            TaxView::Net => net,
            TaxView::Gross | TaxView::AsPriced if added.is_zero() => amount,
            TaxView::Gross | TaxView::AsPriced => {
                let tax = ratio(net, added.numerator(), added.denominator(), self.rounding).unwrap_or_default();
                amount.saturating_add(tax)
            }
        }
    }
}
