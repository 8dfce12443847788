//! What is instructed: who delivers what to whom, from when, until when, and in which parts.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::id::{AccountCode, PartyCode, SettlementId};
use crate::limits;
use crate::omit::is_default;
use crate::refusal::{Code, Refusal};

/// What is instructed to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettlementTerms {
    /// What moves, all of it in one commit: at least one, at most [`limits::SETTLEMENT_LEGS`]. Goods against money is delivery
    /// versus payment, money against money is payment versus payment.
    pub legs: Vec<SettlementLeg>,
    /// It may be settled in parts: so many of the first leg or whole multiples of that, and as large a part of each other leg.
    /// All or nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<i64>,
    /// It is settled from this instant on; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle_from: Option<Timestamp>,
    /// It should be settled before this instant: from then on it is failing, and may still be settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Timestamp>,
    /// How many seconds after one cut-off the next one comes, at which it is tried again; there is one alone when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_seconds: Option<u32>,
    /// What has to be settled before, or in the same commit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<SettlementId>,
    /// What it is about: a contract, a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// What one party delivers to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettlementLeg {
    /// Whether goods or money are missing where there is not enough.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: LegKind,
    /// Who delivers.
    pub deliverer: PartyCode,
    /// The account that it is taken from.
    pub from: AccountCode,
    /// Who receives.
    pub receiver: PartyCode,
    /// The account that it comes to, of the same asset.
    pub to: AccountCode,
    /// How much, in the smallest units of the asset.
    pub amount: i64,
}

/// What a leg moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegKind {
    /// Goods, or securities.
    #[default]
    Goods,
    /// Money.
    Money,
}

/// Cut-offs come at least so many seconds after each other.
const LEAST_RETRY: u32 = 60;

impl SettlementTerms {
    /// All who are named as delivering or receiving, in order.
    pub fn parties(&self) -> Vec<PartyCode> {
        let parties = self.legs.iter().flat_map(|leg| [&leg.deliverer, &leg.receiver]);
        parties.collect::<BTreeSet<_>>().into_iter().cloned().collect()
    }

    /// How much of the first leg there is, which parts are counted by.
    pub(super) fn measure(&self) -> i64 {
        self.legs.first().map_or(0, |leg| leg.amount)
    }

    /// In what they differ from what somebody else instructs: the name of the first field.
    pub(super) fn differ(&self, others: &Self) -> Option<&'static str> {
        let same = [
            ("legs", self.legs == others.legs),
            ("lot", self.lot == others.lot),
            ("settle_from", self.settle_from == others.settle_from),
            ("cut_off", self.cut_off == others.cut_off),
            ("retry_seconds", self.retry_seconds == others.retry_seconds),
            ("after", self.after == others.after),
            ("reference", self.reference == others.reference),
        ];
        same.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
    }

    /// Refused with `settlement.invalid` where they contradict themselves, with the path to what does.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        limits::count("legs", self.legs.len(), limits::SETTLEMENT_LEGS)?;
        limits::count("settlements to wait for", self.after.len(), limits::SETTLEMENT_LEGS)?;
        if self.legs.is_empty() {
            return Err(invalid("legs", "moves nothing"));
        }
        for (place, leg) in self.legs.iter().enumerate() {
            let of = |field: &str| format!("legs[{place}].{field}");
            if !(1..=limits::LEDGER_AMOUNT).contains(&leg.amount) {
                return Err(invalid(&of("amount"), "takes an amount of 1 to 9,007,199,254,740,991"));
            }
            if leg.from == leg.to {
                return Err(invalid(&of("to"), "goes to the account that it comes from"));
            }
        }
        if self.lot.is_some_and(|lot| !(1..=self.measure()).contains(&lot)) {
            return Err(invalid("lot", "takes a lot of 1 to all of the first leg"));
        }
        if let (Some(from), Some(cut_off)) = (self.settle_from, self.cut_off)
            && cut_off <= from
        {
            return Err(invalid("cut_off", "comes before it may be settled"));
        }
        if let Some(seconds) = self.retry_seconds
            && (seconds < LEAST_RETRY || self.cut_off.is_none())
        {
            return Err(invalid("retry_seconds", "takes 60 or more, and a first `cut_off`"));
        }
        match &self.reference {
            Some(reference) if reference.is_empty() => Err(invalid("reference", "has no letter: leave it out")),
            Some(reference) => limits::text("a reference", reference),
            None => Ok(()),
        }
    }
}

pub(super) fn invalid(of: &str, problem: &str) -> Refusal {
    Refusal::new(Code::SettlementInvalid, format!("a settlement whose `{of}` {problem}")).with("of", of)
}
