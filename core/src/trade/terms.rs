//! What two parties agree on: goods one way, money the other, and by when.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::incoterm::Incoterm;
use crate::id::AccountCode;
use crate::limits;
use crate::money::{Rate, Rounding};
use crate::omit::is_default;
use crate::refusal::{Code, Refusal};

/// The terms of a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeTerms {
    /// What the seller gives: at least one, at most [`limits::TRADE_LEGS`].
    pub goods: Vec<TradeGoods>,
    /// What is paid: prices, fees, taxes, duties. At most [`limits::TRADE_LEGS`]. What parts of the goods have been delivered, the
    /// same part of each payment is paid.
    pub payments: Vec<TradePayment>,
    /// Whether goods may be delivered in parts, each paid as it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_parts: bool,
    /// Who bears the loss of goods on their way, and until where the seller pays for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoterm: Option<Incoterm>,
    /// The offer can be accepted until this instant, exclusive; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_until: Option<Timestamp>,
    /// Goods and money are held until this instant, exclusive, or the trade has failed; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fund_by: Option<Timestamp>,
    /// All is delivered until this instant, exclusive, or the trade is late; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver_by: Option<Timestamp>,
}

/// Goods of a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeGoods {
    /// The account of the seller that they are taken from.
    pub from: AccountCode,
    /// The account of the buyer that they come to.
    pub to: AccountCode,
    /// How many, in the smallest units of what the accounts hold.
    pub amount: i64,
    /// What one unit counts for among all goods when a part of them is paid; one when absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub worth: i64,
    /// They are delivered in whole multiples of this, and what is left; of one when absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub lot: i64,
    /// What a unit takes of the room of where it is on its way: weight, volume. At most [`limits::TRADE_STOWAGE`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stowage: Vec<Stowage>,
}

/// What a unit of goods takes of the room of a ship or a station, by one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stowage {
    /// The account that room is taken from, and goes back to: it holds the measure, and has no floor.
    pub from: AccountCode,
    /// How much one unit takes, in the smallest units of the measure.
    pub each: i64,
}

const fn one() -> i64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_one(count: &i64) -> bool {
    *count == 1
}

/// What is paid in a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradePayment {
    /// What it is paid for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: PaymentKind,
    /// The account that it is taken from.
    pub from: AccountCode,
    /// The account that it comes to.
    pub to: AccountCode,
    /// How much, in the smallest units of what `from` holds.
    pub amount: i64,
    /// How much of it is paid when the trade is funded, whatever comes of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deposit: i64,
    /// Whether it is taken from what has just been paid, and not held before: a fee that the seller pays.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of_proceeds: bool,
    /// What it is exchanged for, where `to` holds something else than `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
}

/// What a payment of a trade is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// The goods.
    #[default]
    Price,
    /// A service to the trade: of a market, an escrow agent, a carrier.
    Fee,
    /// A tax.
    Tax,
    /// What is due for bringing goods into a country.
    Duty,
}

/// One asset for another, at a rate that was agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The account of whoever exchanges, that what is paid comes to.
    pub through: AccountCode,
    /// The account of theirs that what it is exchanged for is taken from.
    pub from: AccountCode,
    /// How many smallest units of the one are given for one smallest unit of the other.
    pub rate: Rate,
    /// How what is received is rounded to whole units: of all that was paid until then, so that parts come to the whole.
    pub rounding: Rounding,
    /// The rate is a quote that holds until this instant, exclusive: the trade is funded before. It is agreed on for good when
    /// absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted_until: Option<Timestamp>,
    /// The account that rounding is paid from: what is rounded up beyond what the rate gives. The one that exchanges pays it when
    /// absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<AccountCode>,
}

impl TradeTerms {
    /// What all goods count for together.
    pub(super) fn worth(&self) -> Result<i64, Refusal> {
        let each = |sum: i64, goods: &TradeGoods| sum.checked_add(goods.amount.checked_mul(goods.worth)?);
        self.goods
            .iter()
            .try_fold(0, each)
            .ok_or_else(|| invalid("goods", "are worth more than 64 bits hold: give them smaller worths"))
    }

    /// Refused with `trade.invalid` where they contradict themselves, with the path to what does.
    pub(super) fn check(&self, now: Timestamp) -> Result<(), Refusal> {
        limits::count("goods", self.goods.len(), limits::TRADE_LEGS)?;
        limits::count("payments", self.payments.len(), limits::TRADE_LEGS)?;
        if self.goods.is_empty() {
            return Err(invalid("goods", "names no goods"));
        }
        let most = limits::LEDGER_AMOUNT;
        for (place, goods) in self.goods.iter().enumerate() {
            let of = |field: &str| format!("goods[{place}].{field}");
            if !(1..=most).contains(&goods.amount) {
                return Err(invalid(&of("amount"), "takes an amount of 1 to 9,007,199,254,740,991"));
            }
            if goods.from == goods.to {
                return Err(invalid(&of("to"), "goes to the account that it comes from"));
            }
            if !(1..=goods.amount).contains(&goods.lot) {
                return Err(invalid(&of("lot"), "takes a lot of 1 to all of the amount"));
            }
            if !(1..=limits::TRADE_WORTH).contains(&goods.worth) {
                return Err(invalid(&of("worth"), "takes a worth of 1 to 1,000,000,000"));
            }
            limits::count("stowage", goods.stowage.len(), limits::TRADE_STOWAGE)?;
            let room = |stowage: &Stowage| goods.amount.checked_mul(stowage.each);
            if goods.stowage.iter().any(|stowage| stowage.each < 1 || room(stowage).is_none_or(|room| room > most)) {
                return Err(invalid(&of("stowage"), "takes at least 1 each, and 9,007,199,254,740,991 of all at most"));
            }
        }
        self.worth()?;
        for (place, payment) in self.payments.iter().enumerate() {
            let of = |field: &str| format!("payments[{place}].{field}");
            if !(1..=most).contains(&payment.amount) {
                return Err(invalid(&of("amount"), "takes an amount of 1 to 9,007,199,254,740,991"));
            }
            if !(0..=payment.amount).contains(&payment.deposit) || (payment.of_proceeds && payment.deposit != 0) {
                return Err(invalid(&of("deposit"), "takes a deposit of 0 to all of the amount, and none of proceeds"));
            }
            if payment.from == payment.to {
                return Err(invalid(&of("to"), "goes to the account that it comes from"));
            }
            if payment.exchange.as_ref().is_some_and(|exchange| exchange.rate <= Rate::ZERO) {
                return Err(invalid(&of("exchange.rate"), "takes a rate above zero"));
            }
            let quoted_until = payment.exchange.as_ref().and_then(|exchange| exchange.quoted_until);
            if quoted_until.is_some_and(|until| until <= now) {
                return Err(invalid(&of("exchange.quoted_until"), "holds no more"));
            }
        }
        let ends = [("offer_until", self.offer_until), ("fund_by", self.fund_by), ("deliver_by", self.deliver_by)];
        let mut before = now;
        for (of, end) in ends {
            let Some(end) = end else { continue };
            if end <= before {
                return Err(invalid(of, "ends before what comes first begins"));
            }
            before = end;
        }
        Ok(())
    }
}

pub(super) fn invalid(of: &str, problem: &str) -> Refusal {
    Refusal::new(Code::TradeInvalid, format!("a trade whose `{of}` {problem}")).with("of", of)
}
