//! From a decision to a commit: what happened becomes records, counters and links of the chain.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use crate::apply::{adjustments_of, record_after};
use crate::command::Command;
use crate::counter::Adjustments;
use crate::decide::{Decision, decide};
use crate::digest::Digest;
use crate::envelope::Envelope;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::CommandId;
use crate::ledger::{book, position};
use crate::moment::Moment;
use crate::outcome::{Outcome, ProcessedCommand};
use crate::party::Actor;
use crate::port::{Commit, Put};
use crate::record::{Key, Record};
use crate::refusal::{Code, Refusal};

/// What the engine is to do with a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: it was carried out before, with this outcome.
    Done(Outcome),
    /// Make this true, then answer so.
    Commit(Outcome, Commit),
}

/// Decides a command and its own record: it happens once, however often it is sent.
///
/// A host with its own storage may drive this itself: load what it needs, call again, make the commit true.
pub fn plan(id: CommandId, actor: Actor, command: &Command, moment: &Moment, facts: &Facts) -> Result<Plan, Stop> {
    facts.fresh_look();
    match facts.get::<ProcessedCommand>(&id) {
        Ok(None) => {}
        Ok(Some(earlier)) if earlier.digest == Digest::of(command)? => return Ok(Plan::Done(earlier.outcome.clone())),
        Ok(Some(_)) => {
            let reason = format!("command {id} was sent before with another body: take a new id");
            return Err(Refusal::new(Code::CommandReused, reason).with("id", format!("{id}")).into());
        }
        // Not shown yet: ask for it together with what the decision asks for first, in one round trip.
        Err(Stop::Need(own)) => {
            let mut keys = match decide(command, moment, facts) {
                Err(Stop::Need(keys)) => keys,
                Ok(_) | Err(Stop::Refused(_)) => Vec::new(),
            };
            // Its key stands before those of records.
            keys.splice(0..0, own);
            return Err(Stop::Need(keys));
        }
        Err(refused) => return Err(refused),
    }
    let Decision { events, outcome } = decide(command, moment, facts)?;
    let mut draft = Draft { moment, actor, command: id, commit: Commit::default(), places: vec![None; facts.count()] };
    draft.commit.events.reserve_exact(events.len());
    draft.commit.puts.reserve_exact(events.len().saturating_add(1));
    for (stream, event) in events {
        draft.append(stream, event, facts)?;
    }
    for (stream, event) in draft.entries(facts)? {
        draft.append(stream, event, facts)?;
    }
    let mut commit = draft.commit;
    let mut adjustments = Adjustments::default();
    for envelope in &commit.events {
        for item in adjustments_of(&envelope.event)? {
            adjustments.add(item).ok_or_else(overflow)?;
        }
    }
    commit.adjustments = adjustments.ordered().ok_or_else(overflow)?;
    let digest = Digest::of(command)?;
    let processed = Record::ProcessedCommand(Arc::new(ProcessedCommand { digest, outcome: outcome.clone() }));
    commit.puts.push(Put { key: id.into(), version: 1, head: Digest::NONE, record: processed });
    commit.basis = facts.basis();
    Ok(Plan::Commit(outcome, commit))
}

/// A commit in the making.
struct Draft<'a> {
    moment: &'a Moment,
    actor: Actor,
    command: CommandId,
    commit: Commit,
    /// Where the record of each stream stands among the puts, by the place of its fact.
    places: Vec<Option<usize>>,
}

impl Draft<'_> {
    /// What the records that were changed add to the books that they are kept in.
    fn entries(&self, facts: &Facts) -> Result<Vec<(Key, Event)>, Stop> {
        let mut changes = Vec::new();
        for put in &self.commit.puts {
            let Some((after, reference)) = position(&put.record)? else { continue };
            let (_, found) = facts.versioned(&put.key)?;
            let before = found.map_or(Ok(None), |found| position(&found.record))?;
            let legs = after.since(before.as_ref().map(|(before, _)| before))?;
            if !legs.is_empty() {
                changes.push((legs, reference));
            }
        }
        if changes.is_empty() { Ok(Vec::new()) } else { Ok(book(&changes, self.moment, facts)?) }
    }

    /// Links an event to its stream and puts the record as it is after it.
    fn append(&mut self, stream: Key, event: Event, facts: &Facts) -> Result<(), Stop> {
        let (fact, found) = facts.versioned(&stream)?;
        let place = self.places.get(fact).copied().flatten();
        let (record, version, previous) = match (place.and_then(|place| self.commit.puts.get(place)), found) {
            (Some(put), _) => (Some(&put.record), put.version, put.head),
            (None, Some(found)) => (Some(&found.record), found.version, found.head),
            (None, None) => (None, 0, Digest::NONE),
        };
        let record = record_after(&stream, record, &event, self.moment.now)?;
        // Ids of records count from 0 up, ids of events from the far end down.
        let index = u16::try_from(self.commit.events.len()).map_err(|_| overflow())?;
        let mut envelope = Envelope {
            id: self.moment.id(u16::MAX.saturating_sub(index)),
            stream: stream.clone(),
            version: version.checked_add(1).ok_or_else(overflow)?,
            at: self.moment.now,
            actor: self.actor,
            command: self.command,
            event,
            previous,
            hash: Digest::NONE,
        };
        envelope.seal()?;
        let put = Put { key: stream, version: envelope.version, head: envelope.hash, record };
        if let Some(earlier) = place.and_then(|place| self.commit.puts.get_mut(place)) {
            *earlier = put;
        } else {
            if let Some(place) = self.places.get_mut(fact) {
                *place = Some(self.commit.puts.len());
            }
            self.commit.puts.push(put);
        }
        self.commit.events.push(envelope);
        Ok(())
    }
}

fn overflow() -> Refusal {
    Refusal::new(Code::LimitExceeded, "one command changes more than a commit can hold")
}
