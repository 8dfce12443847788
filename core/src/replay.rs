//! Replay: the state of the world from its events alone.

use alloc::collections::BTreeMap;
use alloc::format;

use crate::apply::{adjustments_of, record_after};
use crate::counter::{Counters, added};
use crate::digest::Digest;
use crate::event::Envelope;
use crate::record::{Key, Record, Versioned};
use crate::refusal::{Code, Refusal};

/// Every record and counter, rebuilt from events. Outcomes of commands are no state and are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct World {
    /// Records by key.
    pub records: BTreeMap<Key, Versioned>,
    /// Rows of counters by key.
    pub counters: BTreeMap<Key, Counters>,
}

impl World {
    /// The world after these events, oldest first; refused as [`World::apply`] refuses.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Envelope>) -> Result<Self, Refusal> {
        let mut world = Self::default();
        events.into_iter().try_for_each(|envelope| world.apply(envelope))?;
        Ok(world)
    }

    /// Takes in one event. Refused with `log.broken` when its hash is not that of its contents, when it does not follow
    /// the last event of its stream, or when it cannot have happened.
    pub fn apply(&mut self, envelope: &Envelope) -> Result<(), Refusal> {
        let current = self.records.get(&envelope.stream);
        let (version, head) = current.map_or((0, Digest::NONE), |current| (current.version, current.head));
        if !envelope.is_intact() {
            return Err(broken(envelope, "its hash is not that of its contents"));
        }
        if version.checked_add(1) != Some(envelope.version) || envelope.previous != head {
            return Err(broken(envelope, "it does not follow the event before it"));
        }
        let record: Record = record_after(current.map(|current| &current.record), &envelope.event, envelope.at)?;
        for adjustment in adjustments_of(&envelope.event) {
            let row = self.counters.entry(adjustment.key).or_default();
            *row = added(row, &adjustment.deltas).ok_or_else(|| broken(envelope, "a counter overflows"))?;
        }
        let after = Versioned { version: envelope.version, head: envelope.hash, record };
        self.records.insert(envelope.stream.clone(), after);
        Ok(())
    }
}

fn broken(envelope: &Envelope, why: &str) -> Refusal {
    let (stream, version) = (&envelope.stream, envelope.version);
    Refusal::new(Code::LogBroken, format!("event {version} of {stream} breaks the log: {why}"))
        .with("stream", format!("{stream}"))
        .with("version", version)
}
