//! A settlement that was instructed, and how far it is.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::terms::SettlementTerms;
use crate::apply::Happens;
use crate::event::Event;
use crate::id::{AccountCode, PartyCode, SettlementId};
use crate::machine::Machine;
use crate::omit::is_default;
use crate::refusal::Refusal;

/// Where a settlement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementState {
    /// It can still be settled in time.
    Pending,
    /// Its cut-off has passed. It may still be settled.
    Failing,
    /// All of it is delivered and paid.
    Settled,
    /// What was not settled of it will not be.
    Cancelled,
}

/// What can be done about a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementStep {
    /// Another party instructs the same.
    Affirm,
    /// A party keeps it back.
    Hold,
    /// It does so no longer.
    Release,
    /// It is to be given up.
    Cancel,
    /// It is tried.
    Settle,
}

/// Every step a settlement can take.
pub const SETTLEMENT: Machine<SettlementState, SettlementStep> = {
    use SettlementState::{Cancelled, Failing, Pending, Settled};
    use SettlementStep::{Affirm, Cancel, Hold, Release, Settle};
    Machine {
        name: "settlement",
        states: &[Pending, Failing, Settled, Cancelled],
        steps: &[Affirm, Hold, Release, Cancel, Settle],
        table: &[
            (Pending, Affirm, Pending),
            (Pending, Hold, Pending),
            (Pending, Release, Pending),
            // Once it is matched, all parties have to ask for it.
            (Pending, Cancel, Pending),
            (Pending, Cancel, Cancelled),
            (Pending, Settle, Pending),
            (Pending, Settle, Failing),
            (Pending, Settle, Settled),
            (Failing, Affirm, Failing),
            (Failing, Hold, Failing),
            (Failing, Release, Failing),
            (Failing, Cancel, Failing),
            (Failing, Cancel, Cancelled),
            (Failing, Settle, Failing),
            (Failing, Settle, Settled),
        ],
    }
};

/// What parties instruct to be delivered and paid. Its entries are found by its id as their reference; payments that were netted
/// by `netted_with`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// Its id.
    pub id: SettlementId,
    /// What is instructed.
    pub terms: SettlementTerms,
    /// How far it is.
    pub progress: SettlementProgress,
    /// When it was first instructed.
    pub instructed_at: Timestamp,
}

/// How far a settlement is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettlementProgress {
    /// Where it stands.
    pub state: SettlementState,
    /// Who has instructed it, in order. It is matched once all have who are named in it.
    pub affirmed_by: Vec<PartyCode>,
    /// Who keeps it back, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<PartyCode>,
    /// Who asks for it to be given up, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cancel_asked_by: Vec<PartyCode>,
    /// How much of each leg has moved, in the order of the terms.
    pub settled: Vec<i64>,
    /// What kept the rest of it from being settled when it was last tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
    /// At how many cut-offs it was not settled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fails: u32,
    /// When it is tried next; by whoever sends `settle` in between. Not by itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Timestamp>,
    /// The first settlement of those that it was netted with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub netted_with: Option<SettlementId>,
    /// Why it was given up, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What keeps a settlement from being settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obstacle {
    /// What it is.
    pub kind: ObstacleKind,
    /// The account that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountCode>,
}

/// How a settlement stands after it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// Which.
    pub settlement: SettlementId,
    /// Where it stands.
    pub state: SettlementState,
    /// What keeps the rest of it from being settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// What can keep a settlement from being settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObstacleKind {
    /// There are not enough goods in an account.
    Goods,
    /// There is not enough money in an account.
    Money,
    /// An account would hold more than it may.
    Full,
    /// An account is closed.
    Closed,
    /// Another one has to be settled first, or in the same commit, and was not.
    Linked,
}

impl Settlement {
    /// Whether all who are named in it have instructed it.
    pub fn is_matched(&self) -> bool {
        self.progress.is_matched(&self.terms)
    }

    /// Whether it is tried when asked to: matched, released, not before its day, and neither settled nor given up.
    pub fn is_ready(&self, now: Timestamp) -> bool {
        matches!(self.progress.state, SettlementState::Pending | SettlementState::Failing)
            && self.is_matched()
            && self.progress.held_by.is_empty()
            && self.terms.settle_from.is_none_or(|from| from <= now)
    }
}

impl SettlementProgress {
    pub(super) fn is_matched(&self, terms: &SettlementTerms) -> bool {
        self.affirmed_by == terms.parties()
    }

    /// Sets when it is tried next, after something was done about it at an instant. Once matched and released it is tried as soon
    /// as it may be (`at_once`); then, and until then, at each cut-off.
    pub(super) fn plan(&mut self, terms: &SettlementTerms, at: Timestamp, at_once: bool) {
        let is_open = matches!(self.state, SettlementState::Pending | SettlementState::Failing);
        let is_ready = self.is_matched(terms) && self.held_by.is_empty();
        let first = terms.settle_from.filter(|from| *from > at).or_else(|| at_once.then_some(at));
        self.next_at = first.filter(|_| is_ready).or_else(|| next_cut_off(terms, at)).filter(|_| is_open);
    }
}

/// The first cut-off that is to come.
fn next_cut_off(terms: &SettlementTerms, at: Timestamp) -> Option<Timestamp> {
    let first = terms.cut_off?;
    if first > at {
        return Some(first);
    }
    let every = i64::from(terms.retry_seconds?);
    let passed = at.duration_since(first).as_secs().checked_div(every)?;
    let next = passed.checked_add(1)?.checked_mul(every)?;
    first.checked_add(SignedDuration::from_secs(next)).ok()
}

impl Happens for Settlement {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        if let Event::SettlementAdvanced { step, progress, .. } = event {
            SETTLEMENT.reach(self.progress.state, *step, progress.state)?;
            self.progress = SettlementProgress::clone(progress);
        }
        Ok(())
    }
}
