//! How a settlement stands, as one of its parties is told: the statuses and reason codes of ISO 20022 (`sese.024`).

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::record::{ObstacleKind, Settlement, SettlementState};
use crate::id::PartyCode;
use crate::omit::is_default;

/// How a settlement stands: four statuses, none of which says anything about the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettlementStatus {
    /// Whether it is worked on.
    pub processing: ProcessingStatus,
    /// Whether all have instructed it.
    pub matching: MatchingStatus,
    /// Whether somebody keeps it back.
    pub hold: HoldStatus,
    /// Whether it is settled.
    pub settlement: SettlementStanding,
    /// Whether a part of it is settled, and a part is not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_part: bool,
    /// Why it is not settled, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SettlementReason>,
}

/// Whether a settlement is worked on. What cannot be is refused when it is instructed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcessingStatus {
    /// It is (`PACK`).
    Accepted,
    /// A party asks for it to be given up, and the others have not (`PCAN`).
    PendingCancellation,
    /// It was given up (`CAND`).
    Cancelled,
}

/// Whether all parties of a settlement have instructed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchingStatus {
    /// They have (`MACH`).
    Matched,
    /// Some have not (`NMAT`).
    Unmatched,
}

/// Who keeps a settlement back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldStatus {
    /// Nobody.
    Released,
    /// The party that asks.
    Own,
    /// Another one.
    Other,
    /// That party and another one.
    Both,
}

/// Whether a settlement is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementStanding {
    /// Not yet, and it can be in time (`PEND`).
    Pending,
    /// Not in time (`PENF`).
    Failing,
    /// It is.
    Settled,
    /// It was given up before.
    Cancelled,
}

/// Why something is not settled: the codes of ISO 20022 (`PendingReason`), `lack` for `LACK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementReason {
    /// The party lacks goods, or securities.
    Lack,
    /// The party lacks money.
    Mony,
    /// The counterparty lacks goods, or securities.
    Clac,
    /// The counterparty lacks money.
    Cmon,
    /// The party keeps it back.
    Prea,
    /// The counterparty keeps it back.
    Prcy,
    /// Both keep it back.
    Both,
    /// Its day is still to come.
    Futu,
    /// The deadline was missed.
    Late,
    /// Something that it is linked to is not settled.
    Link,
    /// An account is blocked.
    Bloc,
    /// Another reason: the account that receives would hold more than it may.
    Othr,
}

impl Settlement {
    /// How it stands at an instant, as a party is told; to who is none of its parties, all of them are others.
    pub fn status(&self, party: &PartyCode, at: Timestamp) -> SettlementStatus {
        let progress = &self.progress;
        let is_late = self.terms.cut_off.is_some_and(|end| end <= at);
        let settlement = match progress.state {
            SettlementState::Pending | SettlementState::Failing if is_late => SettlementStanding::Failing,
            SettlementState::Pending | SettlementState::Failing => SettlementStanding::Pending,
            SettlementState::Settled => SettlementStanding::Settled,
            SettlementState::Cancelled => SettlementStanding::Cancelled,
        };
        let processing = match progress.state {
            SettlementState::Cancelled => ProcessingStatus::Cancelled,
            SettlementState::Pending | SettlementState::Failing if !progress.cancel_asked_by.is_empty() => {
                ProcessingStatus::PendingCancellation
            }
            SettlementState::Pending | SettlementState::Failing | SettlementState::Settled => {
                ProcessingStatus::Accepted
            }
        };
        let hold = match (progress.held_by.contains(party), progress.held_by.iter().any(|other| other != party)) {
            (false, false) => HoldStatus::Released,
            (true, false) => HoldStatus::Own,
            (false, true) => HoldStatus::Other,
            (true, true) => HoldStatus::Both,
        };
        let matching = if self.is_matched() { MatchingStatus::Matched } else { MatchingStatus::Unmatched };
        let is_open = matches!(settlement, SettlementStanding::Pending | SettlementStanding::Failing);
        let in_part = settlement != SettlementStanding::Settled && progress.settled.iter().any(|amount| *amount > 0);
        let reason = if is_open { self.reason(party, hold, is_late, at) } else { None };
        SettlementStatus { processing, matching, hold, settlement, in_part, reason }
    }

    fn reason(&self, party: &PartyCode, hold: HoldStatus, is_late: bool, at: Timestamp) -> Option<SettlementReason> {
        match hold {
            HoldStatus::Own => return Some(SettlementReason::Prea),
            HoldStatus::Other => return Some(SettlementReason::Prcy),
            HoldStatus::Both => return Some(SettlementReason::Both),
            HoldStatus::Released => {}
        }
        if self.terms.settle_from.is_some_and(|from| from > at) {
            return Some(SettlementReason::Futu);
        }
        let Some(obstacle) = &self.progress.obstacle else { return is_late.then_some(SettlementReason::Late) };
        let is_own = || {
            let mut legs = self.terms.legs.iter();
            legs.any(|leg| leg.deliverer == *party && Some(&leg.from) == obstacle.account.as_ref())
        };
        Some(match obstacle.kind {
            ObstacleKind::Goods if is_own() => SettlementReason::Lack,
            ObstacleKind::Goods => SettlementReason::Clac,
            ObstacleKind::Money if is_own() => SettlementReason::Mony,
            ObstacleKind::Money => SettlementReason::Cmon,
            ObstacleKind::Full => SettlementReason::Othr,
            ObstacleKind::Closed => SettlementReason::Bloc,
            ObstacleKind::Linked => SettlementReason::Link,
        })
    }
}
