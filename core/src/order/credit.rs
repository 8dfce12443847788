//! Credits: what falls off an order after it was placed, because units are cancelled or come back.
//!
//! Units carry the shares that the receipt gave them when the order was placed ([`Receipt::share`]), so that all of them
//! together are the line, to the minor unit, in whatever portions they go. Where the order was sold so, promotions that do
//! not hold for the rest are taken off ([`OrderCredit::lost_discount`]).
//!
//! A credit first lowers what is due by payments; when nothing is due any more, the rest goes back onto the gift cards that
//! paid, the one used last first.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::again::{ChargedGift, Falling, SellerLoss};
use super::record::{Order, OrderState};
use super::spans::UnitSpan;
use super::units::{LineUnits, exceed};
use crate::allowance::{Draw, of_gift_card};
use crate::document::TaxedAmount;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, ReturnId, SellerCode};
use crate::money::Money;
use crate::pricing::{LineShare, ReceiptCharge, UsedCredit};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// What falls off an order, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderCredit {
    /// When.
    pub at: Timestamp,
    /// Why, for people.
    pub reason: String,
    /// The return that it is for; a cancellation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_return: Option<ReturnId>,
    /// Units of goods.
    pub units: Vec<CreditedUnits>,
    /// Shipping and fees, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<CreditedCharge>,
    /// What it is lower by than the shares of these, since promotions no longer hold for the rest, or gifts are charged. Below
    /// zero where what an earlier credit was lowered by comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_discount: Option<TaxedAmount>,
    /// The gifts that are charged, now that this has fallen off; they are part of the lost discount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charged_gifts: Vec<ChargedGift>,
    /// What remains could not be priced again, since the rules or the goods have changed: the shares stand as they were sold.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub rules_changed: bool,
    /// What the shop keeps of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// By how much the total of the order falls: units and charges, less the lost discount
    /// and the fee; zero or more.
    pub amount: Money,
    /// What of that goes back onto gift cards. The rest lowers what is due by payments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onto_cards: Vec<UsedCredit>,
    /// Whose the lost discount is, where others sell beside the channel; all of it is the channel's when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_by_seller: Vec<SellerLoss>,
}

/// Units of a line that fall off, with their share of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditedUnits {
    /// The line.
    pub line: u32,
    /// How many smallest units.
    pub quantity: Quantity,
    /// What was to be paid for them.
    pub share: LineShare,
    /// The place of the first of them in the line, from 0; the first ones that had not fallen off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
}

/// A charge that falls off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditedCharge {
    /// Which.
    pub code: ChargeCode,
    /// What was to be paid for it, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What was to be paid for it.
    pub gross: Money,
}

impl OrderCredit {
    /// By how much less is due by payments.
    pub fn off_payments(&self) -> Result<Money, Refusal> {
        self.onto_cards.iter().try_fold(self.amount, |left, card| left.minus(card.amount))
    }

    /// What a seller has of its lost discount, or the channel itself.
    pub fn lost_by(&self, seller: Option<&SellerCode>) -> Option<&TaxedAmount> {
        if self.lost_by_seller.is_empty() {
            return self.lost_discount.as_ref().filter(|_| seller.is_none());
        }
        self.lost_by_seller.iter().find(|loss| loss.seller.as_ref() == seller).map(|loss| &loss.lost_discount)
    }

    /// What goes back onto gift cards, as draws that are given back.
    pub(crate) fn draws(&self) -> Result<Vec<Draw>, Refusal> {
        let draw = |card: &UsedCredit| Ok(Draw { from: of_gift_card(&card.code)?, amount: card.amount.minor() });
        self.onto_cards.iter().map(draw).collect()
    }
}

impl Order {
    /// What the order comes to now: as it was placed, less what fell off since. Where gift cards lower the total rather than
    /// pay of it, that is what is due: what goes back onto them was not in it. Nothing once it is cancelled.
    pub fn total(&self) -> Result<Money, Refusal> {
        if self.state == OrderState::Cancelled {
            return Ok(Money::zero(self.receipt.currency));
        }
        if self.receipt.reduction.is_some() {
            return self.due();
        }
        self.credits.iter().try_fold(self.receipt.total, |total, credit| total.minus(credit.amount))
    }

    /// What is due by payments now: the total, less what gift cards pay of it. Nothing once it is cancelled.
    pub fn due(&self) -> Result<Money, Refusal> {
        if self.state == OrderState::Cancelled {
            return Ok(Money::zero(self.receipt.currency));
        }
        self.credits.iter().try_fold(self.receipt.due, |due, credit| due.minus(credit.off_payments()?))
    }

    /// Units of a line that have fallen off.
    pub fn credited(&self, line: u32) -> i64 {
        let units = self.credits.iter().flat_map(|credit| &credit.units).filter(|units| units.line == line);
        units.fold(0, |sum, units| sum.saturating_add(units.quantity.units()))
    }

    /// Units that have come back and were credited; gifts do not count.
    pub(super) fn returned_units(&self) -> i64 {
        let units = self.credits.iter().filter(|credit| credit.of_return.is_some()).flat_map(|credit| &credit.units);
        let units = units.filter(|units| !self.is_gift(units.line));
        units.fold(0, |sum, units| sum.saturating_add(units.quantity.units()))
    }

    /// What a gift card pays of the order now.
    pub(crate) fn paid_by_card(&self, card: &UsedCredit) -> Result<Money, Refusal> {
        let back = self.credits.iter().flat_map(|credit| &credit.onto_cards).filter(|back| back.code == card.code);
        let left = back.map(|back| back.amount).try_fold(card.amount, Money::minus)?;
        let from = of_gift_card(&card.code)?;
        let paid_back = self.paid_back.iter().filter(|draw| draw.from == from).map(|draw| draw.amount);
        let paid_back = paid_back.fold(0, i64::saturating_add);
        left.minus(Money::from_minor(paid_back, left.currency()))
    }

    /// The credit for units of goods and for charges, less a fee. Refused with `order.units_exceed`, `charge.unknown` and
    /// `return.fee`.
    pub(crate) fn credit_for(&self, terms: Terms<'_>, facts: &Facts) -> Result<OrderCredit, Stop> {
        let Terms { at, reason, of_return, units, charges, fee } = terms;
        let mut amount = Money::zero(self.receipt.currency);
        let (mut credited, mut falling) = (Vec::with_capacity(units.len()), Vec::with_capacity(units.len()));
        for LineUnits { line, quantity } in units {
            let (before, whole) = (self.credited(*line), self.receipt.line(*line)?.quantity.units());
            let left = whole.saturating_sub(before);
            if quantity.units() > left {
                return Err(exceed(*line, "credited", quantity.units(), left).into());
            }
            let (places, is_usual) = self.to_fall(*line, quantity.units(), of_return.is_some())?;
            for span in UnitSpan::over(*line, &places)? {
                let UnitSpan { line, first, quantity } = span;
                let share = self.receipt.share(line, first, quantity.units())?;
                amount = amount.plus(share.gross)?;
                credited.push(CreditedUnits { line, quantity, first: (!is_usual).then_some(first), share });
                falling.push(span);
            }
        }
        let mut fallen: Vec<CreditedCharge> = Vec::with_capacity(charges.len());
        for code in charges {
            let ReceiptCharge { net, tax, gross, .. } = self.open_charge(code, &fallen)?;
            amount = amount.plus(*gross)?;
            fallen.push(CreditedCharge { code: code.clone(), net: *net, tax: *tax, gross: *gross });
        }
        let lost = self.lost(Falling { units: &falling, charges }, facts)?;
        if let Some(discount) = &lost.discount {
            amount = amount.minus(discount.gross)?;
        }
        credited.extend(lost.fallen);
        if let Some(fee) = fee {
            let left = amount.minus(fee)?;
            if fee.is_negative() || left.is_negative() {
                let reason = format!("a fee of {fee} is not between zero and the {amount} that it is kept of");
                return Err(Refusal::new(Code::ReturnFee, reason)
                    .with("fee", format!("{fee}"))
                    .with("amount", format!("{amount}"))
                    .into());
            }
            amount = left;
        }
        let onto_cards = self.onto_cards(amount)?;
        Ok(OrderCredit {
            at,
            reason: reason.into(),
            of_return,
            units: credited,
            charges: fallen,
            lost_discount: lost.discount,
            charged_gifts: lost.gifts,
            rules_changed: lost.rules_changed,
            fee: fee.filter(Money::is_positive),
            amount,
            onto_cards,
            lost_by_seller: lost.by_seller,
        })
    }

    /// A charge that has not fallen off yet; refused with `charge.unknown`.
    fn open_charge(&self, code: &ChargeCode, fallen: &[CreditedCharge]) -> Result<&ReceiptCharge, Refusal> {
        let mut before = self.credits.iter().flat_map(|credit| &credit.charges).chain(fallen);
        let open = before.all(|charge| charge.code != *code);
        self.receipt.charges.iter().find(|charge| charge.code == *code && open).ok_or_else(|| {
            Refusal::new(Code::ChargeUnknown, format!("the order has no charge `{code}` that has not fallen off"))
                .with("charge", code.as_str())
        })
    }

    /// What of an amount that falls off is more than is due by payments, onto the cards that paid: the last used first.
    fn onto_cards(&self, amount: Money) -> Result<Vec<UsedCredit>, Refusal> {
        let mut rest = amount.minus(self.due()?)?;
        let mut back: Vec<UsedCredit> = Vec::new();
        for card in self.receipt.credits.iter().rev() {
            let paid = self.paid_by_card(card)?;
            if rest.is_positive() && paid.is_positive() {
                let part = if paid.minor() < rest.minor() { paid } else { rest };
                rest = rest.minus(part)?;
                back.push(UsedCredit { code: card.code.clone(), amount: part });
            }
        }
        Ok(back)
    }
}

/// What a credit is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) at: Timestamp,
    pub(crate) reason: &'a str,
    pub(crate) of_return: Option<ReturnId>,
    pub(crate) units: &'a [LineUnits],
    pub(crate) charges: &'a [ChargeCode],
    pub(crate) fee: Option<Money>,
}
