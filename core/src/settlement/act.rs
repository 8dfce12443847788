//! What a party does about a settlement, as data; and the decision.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::record::{SETTLEMENT, Settlement, SettlementProgress, SettlementState, SettlementStep};
use super::terms::{SettlementTerms, invalid};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AccountCode, PartyCode, SettlementId};
use crate::ledger::{Account, check_asset};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// What a party does about a settlement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SettlementAct {
    /// Instructs the same. Refused with `settlement.unmatched` where anything is another.
    Affirm {
        /// All that this party instructs.
        terms: SettlementTerms,
    },
    /// Keeps it back until it is released by the same party.
    Hold {},
    /// Keeps it back no longer.
    Release {},
    /// Gives it up: at once as long as it is not matched, then once all parties have asked for it. What was settled stays so.
    Cancel {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

impl SettlementAct {
    /// The step that it is.
    pub const fn step(&self) -> SettlementStep {
        match self {
            Self::Affirm { .. } => SettlementStep::Affirm,
            Self::Hold {} => SettlementStep::Hold,
            Self::Release {} => SettlementStep::Release,
            Self::Cancel { .. } => SettlementStep::Cancel,
        }
    }
}

/// Takes an instruction down, for the other parties to affirm.
pub(crate) fn instruct(
    by: &PartyCode,
    terms: &SettlementTerms,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let id: SettlementId = moment.id(0);
    terms.check()?;
    let is_party = is_party(by, terms);
    is_party.map_err(|refusal| refusal.with("settlement", format!("{id}")))?;
    let accounts = terms.legs.iter().flat_map(|leg| [&leg.from, &leg.to]);
    let accounts = accounts.collect::<BTreeSet<&AccountCode>>().into_iter().cloned().map(Key::Account);
    facts.show(accounts.chain(terms.after.iter().map(|id| (*id).into())).chain([id.into()]))?;
    for (place, leg) in terms.legs.iter().enumerate() {
        let (from, to) = (facts.known::<Account>(&leg.from)?, facts.known::<Account>(&leg.to)?);
        check_asset(to, &from.asset).map_err(|refusal| refusal.with("of", format!("legs[{place}].to")))?;
    }
    for before in &terms.after {
        facts.known::<Settlement>(before)?;
    }
    if terms.after.iter().collect::<BTreeSet<_>>().len() != terms.after.len() {
        return Err(invalid("after", "names one twice").into());
    }
    facts.get::<Settlement>(&id)?;
    let mut progress = SettlementProgress {
        state: SettlementState::Pending,
        affirmed_by: vec![by.clone()],
        held_by: Vec::new(),
        cancel_asked_by: Vec::new(),
        settled: vec![0; terms.legs.len()],
        obstacle: None,
        fails: 0,
        next_at: None,
        netted_with: None,
        reason: String::new(),
    };
    progress.plan(terms, moment.now, true);
    let (terms, instructed_at) = (terms.clone(), moment.now);
    let settlement = Settlement { id, terms, progress, instructed_at };
    let mut decision = Decision::new(Outcome::Settlement { settlement: id });
    decision.record(id, Event::SettlementInstructed { settlement: settlement.into() });
    Ok(decision)
}

/// Does something about a settlement. The same again changes nothing.
pub(crate) fn act(
    id: SettlementId,
    by: &PartyCode,
    act: &SettlementAct,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let settlement = facts.known::<Settlement>(&id)?;
    let terms = &settlement.terms;
    is_party(by, terms).map_err(|refusal| refusal.with("settlement", format!("{id}")))?;
    let step = act.step();
    SETTLEMENT.allow(settlement.progress.state, step)?;
    let mut progress = settlement.progress.clone();
    match act {
        SettlementAct::Affirm { terms: own } => {
            if let Some(field) = terms.differ(own) {
                let reason = format!("settlement {id} was instructed with another `{field}`: it is not matched");
                return Err(Refusal::new(Code::SettlementUnmatched, reason).with("differs", field).into());
            }
            put(&mut progress.affirmed_by, by);
        }
        SettlementAct::Hold {} => put(&mut progress.held_by, by),
        SettlementAct::Release {} => progress.held_by.retain(|party| party != by),
        SettlementAct::Cancel { reason } => {
            limits::text("a reason", reason)?;
            put(&mut progress.cancel_asked_by, by);
            if !settlement.is_matched() || progress.cancel_asked_by == terms.parties() {
                progress.state = SettlementState::Cancelled;
            }
            if !reason.is_empty() {
                progress.reason.clone_from(reason);
            }
        }
    }
    let mut decision = Decision::new(Outcome::Done {});
    if progress != settlement.progress {
        // A party that asks to give up changes nothing of what is due until all have asked.
        if progress.state == SettlementState::Cancelled {
            progress.next_at = None;
        } else if step != SettlementStep::Cancel {
            progress.plan(terms, moment.now, true);
        }
        let (by, progress) = (Some(by.clone()), progress.into());
        decision.record(id, Event::SettlementAdvanced { by, step, progress });
    }
    Ok(decision)
}

/// Takes a party into a list that is in order, once.
fn put(parties: &mut Vec<PartyCode>, party: &PartyCode) {
    if let Err(place) = parties.binary_search(party) {
        parties.insert(place, party.clone());
    }
}

fn is_party(by: &PartyCode, terms: &SettlementTerms) -> Result<(), Refusal> {
    if terms.parties().contains(by) {
        return Ok(());
    }
    let reason = format!("`{by}` neither delivers nor receives anything: only who does can instruct it");
    Err(Refusal::new(Code::SettlementParty, reason).with("by", by.as_str()))
}
