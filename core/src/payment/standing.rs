//! The payment standing of an order, derived from its payments.

use serde::{Deserialize, Serialize};

use super::{Payment, PaymentState};
use crate::money::Money;
use crate::order::{Order, OrderState};
use crate::refusal::Refusal;

/// How an order stands with its money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStanding {
    /// Nothing, or not enough, is authorized or captured.
    Unpaid,
    /// All of it is authorized, or captured in part and authorized for the rest.
    Authorized,
    /// All of it is captured.
    Paid,
    /// It was captured and has gone back in part.
    PartlyRefunded,
    /// It was captured and has all gone back.
    Refunded,
}

impl PaymentStanding {
    /// Whether all of it was captured, wherever the money is now: what goes back later does not undo a sale.
    pub const fn was_paid(self) -> bool {
        matches!(self, Self::Paid | Self::PartlyRefunded | Self::Refunded)
    }

    /// Derives the standing of an order from its payments: over what is due of it now, or was when it was cancelled.
    pub fn of_order<'a>(order: &Order, payments: impl IntoIterator<Item = &'a Payment>) -> Result<Self, Refusal> {
        let due = if order.state == OrderState::Cancelled { order.receipt.due } else { order.due()? };
        Self::of(due, payments)
    }

    /// Derives the standing of an order over `total` from its payments. A total of zero is paid.
    pub fn of<'a>(total: Money, payments: impl IntoIterator<Item = &'a Payment>) -> Result<Self, Refusal> {
        let zero = Money::zero(total.currency());
        let (mut captured, mut refunded, mut promised) = (zero, zero, zero);
        for payment in payments {
            captured = captured.plus(payment.captured)?;
            refunded = refunded.plus(payment.refunded)?;
            if payment.state == PaymentState::Authorized {
                promised = promised.plus(payment.amount)?;
            }
        }
        Ok(if refunded.is_positive() && refunded == captured {
            Self::Refunded
        } else if refunded.is_positive() {
            Self::PartlyRefunded
        } else if captured.minor() >= total.minor() {
            Self::Paid
        } else if captured.plus(promised)?.minor() >= total.minor() {
            Self::Authorized
        } else {
            Self::Unpaid
        })
    }
}
