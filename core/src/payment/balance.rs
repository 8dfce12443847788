//! What is due for an order, what of it was paid, and how the order stands by that.

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::Payment;
use crate::money::Money;
use crate::refusal::Refusal;

/// How an order stands with its money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStanding {
    /// Nothing is captured, and not all of it is authorized.
    Unpaid,
    /// A part of it is captured, and the rest is not authorized.
    PartlyPaid,
    /// All of it is authorized, or captured in part and authorized for the rest.
    Authorized,
    /// All of it is captured.
    Paid,
    /// More is captured than is due, as when a paid order is cancelled: the rest is to go back.
    Overpaid,
    /// It was captured and has gone back in part, or was lost in part.
    PartlyRefunded,
    /// It was captured and has all gone back.
    Refunded,
    /// The buyer's bank disputes a payment.
    Disputed,
    /// It was captured and is all gone, and by a lost dispute at least a part of it.
    Lost,
    /// Nothing is due any more, and nothing was paid: the order was cancelled, or amended to cost nothing, before.
    Void,
}

impl PaymentStanding {
    /// Derives the standing of an order of which `due` is due from its payments, at an instant. A total of nothing is paid.
    pub fn of<'a>(
        due: Money,
        payments: impl IntoIterator<Item = &'a Payment>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        Balance::of(due, payments, now)?.standing()
    }
}

/// The money of an order: what is due, and what its payments come to at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// What is to be paid in all; nothing, once an order is cancelled.
    pub due: Money,
    /// What is asked for and neither authorized nor captured yet.
    pub open: Money,
    /// What gateways hold and we can capture.
    pub held: Money,
    /// What was captured.
    pub captured: Money,
    /// What of that has gone back.
    pub refunded: Money,
    /// What of that is under dispute.
    pub disputed: Money,
    /// What of that was lost by disputes.
    pub lost: Money,
    /// Whether something was to be paid at all.
    was_due: bool,
}

impl Balance {
    /// Adds up the payments of an order of which `due` is due. An authorization past its end holds nothing, marked as
    /// expired or not. Refused with `currency.mismatch` and `money.overflow`.
    pub fn of<'a>(
        due: Money,
        payments: impl IntoIterator<Item = &'a Payment>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let zero = Money::zero(due.currency());
        let mut sum = Self {
            due,
            open: zero,
            held: zero,
            captured: zero,
            refunded: zero,
            disputed: zero,
            lost: zero,
            was_due: false,
        };
        for payment in payments {
            sum.open = sum.open.plus(payment.open())?;
            sum.held = sum.held.plus(payment.held(now))?;
            sum.captured = sum.captured.plus(payment.captured)?;
            sum.refunded = sum.refunded.plus(payment.refunded)?;
            sum.disputed = sum.disputed.plus(payment.disputed())?;
            sum.lost = sum.lost.plus(payment.lost())?;
            sum.was_due |= !payment.amount.is_zero();
        }
        Ok(sum)
    }

    /// What we keep: captured, and neither gone back nor lost. Below zero where a dispute took what had gone back before.
    pub fn kept(&self) -> Result<Money, Refusal> {
        self.captured.minus(self.refunded)?.minus(self.lost)
    }

    /// What may still be asked for: what is due and neither asked for, nor held, nor captured. Money that was lost may be
    /// asked for again; money that went back was given back on purpose.
    pub fn left(&self) -> Result<Money, Refusal> {
        let covered = self.open.plus(self.held)?.plus(self.captured)?.minus(self.lost)?;
        self.due.minus(covered)?.max(Money::zero(self.due.currency()))
    }

    /// What is to be captured yet: what is due and was not captured, or was lost since; never below zero.
    pub fn to_capture(&self) -> Result<Money, Refusal> {
        self.due.minus(self.captured.minus(self.lost)?)?.max(Money::zero(self.due.currency()))
    }

    /// What we keep beyond what is due, and owe the buyer.
    pub fn surplus(&self) -> Result<Money, Refusal> {
        self.kept()?.minus(self.due)?.max(Money::zero(self.due.currency()))
    }

    /// Whether all of it was captured, wherever the money is now: what goes back later does not undo a sale.
    pub const fn was_paid(&self) -> bool {
        self.captured.minor() >= self.due.minor()
    }

    /// Whether goods may leave: all of it is captured, or authorized for the rest, or nothing is due, and no bank has it under
    /// review; a part may have gone back.
    pub fn secures_goods(&self) -> Result<bool, Refusal> {
        use PaymentStanding::{Authorized, Overpaid, Paid, PartlyRefunded, Void};
        Ok(matches!(self.standing()?, Authorized | Paid | Overpaid | PartlyRefunded | Void))
    }

    /// How the order stands. Every balance has a standing.
    pub fn standing(&self) -> Result<PaymentStanding, Refusal> {
        let (kept, due) = (self.kept()?, self.due.minor());
        let is_gone = self.captured.is_positive() && !kept.is_positive();
        let is_covered = kept.plus(self.held)?.minor() >= due;
        Ok(if self.disputed.is_positive() {
            PaymentStanding::Disputed
        } else if kept.minor() > due {
            PaymentStanding::Overpaid
        } else if is_gone && (due == 0 || !is_covered) {
            if self.lost.is_positive() { PaymentStanding::Lost } else { PaymentStanding::Refunded }
        } else if kept.minor() == due {
            if due == 0 && self.was_due { PaymentStanding::Void } else { PaymentStanding::Paid }
        } else if is_covered {
            PaymentStanding::Authorized
        } else if !kept.is_positive() {
            PaymentStanding::Unpaid
        } else if self.was_paid() {
            PaymentStanding::PartlyRefunded
        } else {
            PaymentStanding::PartlyPaid
        })
    }
}
