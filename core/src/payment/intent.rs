//! The payment intent: the amounts that a gateway has reported, and the state that follows from them.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::state::{DISPUTE, DisputeState, DisputeStep, PAYMENT, PaymentState, PaymentStep};
use crate::apply::Happens;
use crate::effect::{Act, Asked};
use crate::event::Event;
use crate::id::{BooksCode, GatewayCode, OrderId, PaymentId};
use crate::ledger::{Position, ShopAccount};
use crate::money::Money;
use crate::refusal::{Code, Refusal};

/// An amount that is to be paid for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// What is paid for.
    pub order: OrderId,
    /// How much is to be paid.
    pub amount: Money,
    /// How much of it was authorized; not known while absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized: Option<Money>,
    /// How much has been captured, never more than was authorized.
    pub captured: Money,
    /// How much of that has gone back.
    pub refunded: Money,
    /// How it is paid, in the words of the host: `card`, `bank transfer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The gateway that is asked by effects; the host reports by hand when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<GatewayCode>,
    /// The gateway's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Until when the authorization can be captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Captures and refunds that the gateway has a name for: one that is reported again is known by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transactions: Vec<Transaction>,
    /// Its disputes, in the order in which they were opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// What the gateway is asked and has not answered yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Asked>,
    /// Why nothing more is captured, once that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<PaymentEnd>,
    /// Where it stands.
    pub state: PaymentState,
    /// The books that it is entered in, with its order; in none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books: Option<BooksCode>,
}

/// Why nothing more of a payment is captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentEnd {
    /// The gateway refused.
    Failed,
    /// It was given up.
    Voided,
    /// Its authorization ended.
    Expired,
    /// A capture was the last one.
    Settled,
}

/// A movement of money that the gateway has a name for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transaction {
    /// Which way the money went.
    pub kind: TransactionKind,
    /// The gateway's name for it.
    pub reference: String,
    /// How much.
    pub amount: Money,
}

/// Which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// To us.
    Capture,
    /// Back to the buyer.
    Refund,
}

/// A buyer's objection to a payment, brought by their bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The gateway's name for it.
    pub reference: String,
    /// How much is disputed.
    pub amount: Money,
    /// Where it stands.
    pub state: DisputeState,
}

impl Payment {
    /// A payment that is asked for; where there is nothing to pay it stands captured from the start.
    pub(crate) fn requested(id: PaymentId, order: OrderId, amount: Money, books: Option<BooksCode>) -> Self {
        let zero = Money::zero(amount.currency());
        let mut payment = Self {
            id,
            order,
            amount,
            authorized: None,
            captured: zero,
            refunded: zero,
            method: None,
            gateway: None,
            reference: None,
            expires_at: None,
            transactions: Vec::new(),
            disputes: Vec::new(),
            asks: Vec::new(),
            ended: None,
            state: PaymentState::Created,
            books,
        };
        payment.state = payment.derived();
        payment
    }

    /// Whether it was authorized and the authorization has ended: the gateway holds nothing any more.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.lapses_at().is_some_and(|at| at <= now)
    }

    /// When the authorization of what is not captured ends; `None` where nothing is held, or no end is known.
    pub fn lapses_at(&self) -> Option<Timestamp> {
        self.expires_at.filter(|_| self.ended.is_none() && self.authorized.is_some() && self.uncaptured() > 0)
    }

    /// What is asked for and neither authorized nor captured yet.
    pub(super) fn open(&self) -> Money {
        let is_asked = self.state == PaymentState::Created
            || self.state == PaymentState::PartlyCaptured && self.authorized.is_none();
        self.money(if is_asked { self.uncaptured() } else { 0 })
    }

    /// What the gateway still holds of an authorization, at an instant.
    pub fn held(&self, now: Timestamp) -> Money {
        let is_held = self.authorized.is_some() && self.ended.is_none() && !self.has_lapsed(now);
        self.money(if is_held { self.uncaptured() } else { 0 })
    }

    /// What of it is lost by disputes.
    pub fn lost(&self) -> Money {
        self.disputed_in(DisputeState::Lost)
    }

    /// What it comes to in the books of its shop: what was captured, and neither went back nor was lost, is no longer owed by
    /// the buyer; what of it is under dispute stands apart. `None` where it is entered in none.
    pub fn position(&self) -> Result<Option<Position>, Refusal> {
        let Some(books) = &self.books else { return Ok(None) };
        let kept = self.captured.minus(self.refunded)?.minus(self.lost())?;
        let disputed = self.disputed();
        let mut position = Position::new(books.clone(), self.amount.currency());
        position.debit(ShopAccount::Clearing, kept.minus(disputed)?)?;
        position.debit(ShopAccount::Disputed, disputed)?;
        position.credit(ShopAccount::Receivables, kept)?;
        Ok(Some(position))
    }

    /// What of it is under dispute.
    pub fn disputed(&self) -> Money {
        self.disputed_in(DisputeState::Open)
    }

    /// What can be captured at most by another capture: the rest of the authorization, without what the gateway is asked
    /// to capture already. Before an authorization, the rest of the amount.
    pub fn capturable(&self) -> Money {
        if self.ended.is_some() || self.asks.iter().any(|asked| asked.last) {
            return self.money(0);
        }
        self.money(self.uncaptured().saturating_sub(self.asked(Act::Capture)).max(0))
    }

    /// What can go back at most by another refund: what was captured, without what has gone back, was lost, is under
    /// dispute, or what the gateway is asked to pay back already.
    pub fn refundable(&self) -> Money {
        let bound = [self.refunded, self.lost(), self.disputed()];
        let free = bound.iter().fold(self.captured.minor(), |free, part| free.saturating_sub(part.minor()));
        self.money(free.saturating_sub(self.asked(Act::Refund)).max(0))
    }

    /// What is authorized and not captured, whether or not the gateway still holds it.
    pub(super) fn uncaptured(&self) -> i64 {
        let whole = self.authorized.unwrap_or(self.amount);
        whole.minor().saturating_sub(self.captured.minor()).max(0)
    }

    /// The capture or refund of this name, if it was reported before.
    pub(super) fn transaction(&self, kind: TransactionKind, reference: &str) -> Option<&Transaction> {
        self.transactions.iter().find(|known| known.kind == kind && known.reference == reference)
    }

    /// How much the gateway is asked for by acts of a kind.
    pub(super) fn asked(&self, act: Act) -> i64 {
        let amounts = self.asks.iter().filter(|asked| asked.act == act).map(|asked| asked.amount.minor());
        amounts.fold(0, i64::saturating_add)
    }

    pub(super) const fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.amount.currency())
    }

    fn disputed_in(&self, state: DisputeState) -> Money {
        let amounts = self.disputes.iter().filter(|dispute| dispute.state == state);
        self.money(amounts.fold(0, |sum, dispute| sum.saturating_add(dispute.amount.minor())))
    }

    /// The state that its amounts say.
    fn derived(&self) -> PaymentState {
        if self.disputes.iter().any(|dispute| dispute.state == DisputeState::Open) {
            return PaymentState::Disputed;
        }
        if self.captured.is_positive() || self.amount.is_zero() {
            return self.derived_from_captures();
        }
        match self.ended {
            Some(PaymentEnd::Failed) => PaymentState::Failed,
            Some(PaymentEnd::Voided | PaymentEnd::Settled) => PaymentState::Voided,
            Some(PaymentEnd::Expired) => PaymentState::Expired,
            None if self.authorized.is_some() => PaymentState::Authorized,
            None => PaymentState::Created,
        }
    }

    fn derived_from_captures(&self) -> PaymentState {
        let gone = self.refunded.minor().saturating_add(self.lost().minor());
        if self.ended.is_none() && self.uncaptured() > 0 {
            PaymentState::PartlyCaptured
        } else if gone == 0 {
            PaymentState::Captured
        } else if gone < self.captured.minor() {
            PaymentState::PartlyRefunded
        } else if self.lost().is_positive() {
            PaymentState::Lost
        } else {
            PaymentState::Refunded
        }
    }

    fn dispute_ends(&mut self, reference: &str, step: DisputeStep) -> Result<(), Refusal> {
        let dispute = self.disputes.iter_mut().find(|dispute| dispute.reference == reference);
        let dispute = dispute.ok_or_else(|| Refusal::new(Code::Defect, "a dispute that was not opened ended"))?;
        dispute.state = DISPUTE.step(dispute.state, step)?;
        Ok(())
    }

    fn keep(&mut self, kind: TransactionKind, reference: Option<&String>, amount: Money) {
        self.transactions.extend(reference.map(|reference| Transaction { kind, reference: reference.clone(), amount }));
    }
}

impl Happens for Payment {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::PaymentAsked { asked } = event {
            self.reference = self.reference.take().or_else(|| asked.reference.clone());
            self.asks.push(asked.clone());
            return Ok(());
        } else if let Event::PaymentAnswered { effect } = event {
            self.asks.retain(|asked| asked.effect != *effect);
            return Ok(());
        } else if let Event::PaymentAuthorized { reference, amount, expires_at } = event {
            self.reference = Some(reference.clone());
            // What was captured before was authorized as well.
            self.authorized = Some(amount.unwrap_or(self.amount).max(self.captured)?);
            self.expires_at = *expires_at;
            if self.captured.is_zero() {
                self.ended = None;
            }
            PaymentStep::Authorize
        } else if let Event::PaymentCaptured { amount, reference, last } = event {
            self.captured = self.captured.plus(*amount)?;
            self.keep(TransactionKind::Capture, reference.as_ref(), *amount);
            if *last {
                self.ended = self.ended.or(Some(PaymentEnd::Settled));
            }
            PaymentStep::Capture
        } else if let Event::PaymentRefunded { amount, reference } = event {
            self.refunded = self.refunded.plus(*amount)?;
            self.keep(TransactionKind::Refund, reference.as_ref(), *amount);
            PaymentStep::Refund
        } else if let Event::PaymentFailed { .. } = event {
            self.ended = Some(PaymentEnd::Failed);
            PaymentStep::Fail
        } else if let Event::PaymentExpired {} = event {
            self.ended = Some(PaymentEnd::Expired);
            PaymentStep::Expire
        } else if let Event::PaymentDisputed { dispute, amount } = event {
            let (reference, amount) = (dispute.clone(), *amount);
            self.disputes.push(Dispute { reference, amount, state: DisputeState::Open });
            PaymentStep::Dispute
        } else if let Event::DisputeWon { dispute } = event {
            self.dispute_ends(dispute, DisputeStep::Win)?;
            PaymentStep::Win
        } else if let Event::DisputeLost { dispute } = event {
            self.dispute_ends(dispute, DisputeStep::Lose)?;
            PaymentStep::Lose
        } else {
            self.ended = Some(PaymentEnd::Voided);
            PaymentStep::Void
        };
        self.state = PAYMENT.reach(self.state, step, self.derived())?;
        Ok(())
    }
}
