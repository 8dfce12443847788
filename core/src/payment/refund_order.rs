//! A refund of an order, spread over what it was paid with.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::ask::pay_back;
use super::intent::Payment;
use super::report::{record, refund_exceeds};
use crate::allowance::{Draw, of_gift_card};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{GiftCardCode, OrderId, PaymentId};
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, payments};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// A part of a refund, and what it goes back to. On the wire: `{"to": "payment", "payment": "…", "amount": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum RefundPart {
    /// A payment.
    Payment {
        /// Which.
        payment: PaymentId,
        /// How much.
        amount: Money,
    },
    /// A gift card, or store credit.
    GiftCard {
        /// Which.
        gift_card: GiftCardCode,
        /// How much.
        amount: Money,
    },
}

impl RefundPart {
    const fn amount(&self) -> Money {
        match self {
            Self::Payment { amount, .. } | Self::GiftCard { amount, .. } => *amount,
        }
    }
}

/// Spreads a refund over what an order was paid with, each part at most what `means` says can go back to it: first to the
/// payment `start`, if it is given, then in the order of `means`. Refused with `payment.refund_exceeds`, with what is left.
///
/// Of a stored order the means are its payments, oldest first, then its gift cards and credit in the order of its receipt:
/// money goes back as money while there is any, and never onto a card that did not pay.
pub fn spread(amount: Money, means: &[RefundPart], start: Option<PaymentId>) -> Result<Vec<RefundPart>, Refusal> {
    let is_start = |part: &&RefundPart| matches!(part, RefundPart::Payment { payment, .. } if Some(*payment) == start);
    let first = means.iter().filter(is_start);
    let then = means.iter().filter(|part| !is_start(part));
    let (mut parts, mut rest) = (Vec::new(), amount);
    for part in first.chain(then) {
        let most = part.amount().min(rest)?;
        if most.is_positive() {
            rest = rest.minus(most)?;
            parts.push(match part {
                RefundPart::Payment { payment, .. } => RefundPart::Payment { payment: *payment, amount: most },
                RefundPart::GiftCard { gift_card, .. } => {
                    RefundPart::GiftCard { gift_card: gift_card.clone(), amount: most }
                }
            });
        }
    }
    if !amount.is_positive() || rest.is_positive() {
        return Err(refund_exceeds(amount, amount.minus(rest)?));
    }
    Ok(parts)
}

/// What can go back of an order, and to what.
pub(crate) fn means(order: &Order, facts: &Facts) -> Result<Vec<RefundPart>, Stop> {
    let paid = payments(order, facts)?.into_iter();
    let mut means: Vec<RefundPart> =
        paid.map(|payment| RefundPart::Payment { payment: payment.id, amount: payment.refundable() }).collect();
    for used in &order.receipt.credits {
        let from = of_gift_card(&used.code)?;
        // What a cancelled order had drawn has gone back already.
        let drawn = order.returnable()?.iter().find(|draw| draw.from == from).map_or(0, |draw| draw.amount);
        let amount = Money::from_minor(drawn.min(used.amount.minor()), used.amount.currency());
        means.push(RefundPart::GiftCard { gift_card: used.code.clone(), amount });
    }
    Ok(means)
}

/// Gives an amount of an order back. Gift cards have it at once. A payment through a gateway asks the gateway; of one that
/// is reported by hand this is the report that it has gone back.
pub(crate) fn refund(
    order: OrderId,
    amount: Money,
    start: Option<PaymentId>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    if let Some(start) = start.filter(|start| !order.payments.contains(start)) {
        let reason = format!("order {} has no payment {start}", order.id);
        return Err(Refusal::new(Code::PaymentUnknown, reason).with("id", format!("{start}")).into());
    }
    let parts = spread(amount, &means(order, facts)?, start)?;
    let mut decision = Decision::new(Outcome::Refund { parts: parts.clone() });
    let mut draws = Vec::new();
    let mut n = 0_u16;
    for part in parts {
        match part {
            RefundPart::Payment { payment, amount } => {
                let mut payment = facts.known::<Payment>(&payment)?.clone();
                if payment.gateway.is_some() {
                    pay_back(&mut payment, amount, n, &mut decision, moment, facts)?;
                } else {
                    let event = Event::PaymentRefunded { amount, reference: None };
                    record(&mut payment, event, &mut decision, moment)?;
                }
                n = n.saturating_add(1);
            }
            RefundPart::GiftCard { gift_card, amount } => {
                draws.push(Draw { from: of_gift_card(&gift_card)?, amount: amount.minor() });
            }
        }
    }
    if !draws.is_empty() {
        decision.record(order.id, Event::CreditReturned { draws });
    }
    Ok(decision)
}
