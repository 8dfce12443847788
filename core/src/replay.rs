//! Replay: the state of the world from its events alone.

use alloc::collections::BTreeMap;
use alloc::format;

use crate::apply::{adjustments_of, record_after};
use crate::counter::{Adjustment, Counters, UNGUARDED, added};
use crate::digest::Digest;
use crate::envelope::Envelope;
use crate::record::{Key, Record, Versioned};
use crate::refusal::{Code, Refusal};

/// Every record and counter, rebuilt from events. Outcomes of commands are no state and are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct World {
    /// Records by key.
    pub records: BTreeMap<Key, Versioned>,
    /// Rows of counters by key; a row of zeros is as good as none.
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
        let current = current.map(|current| &current.record);
        let record: Record = record_after(&envelope.stream, current, &envelope.event, envelope.at)
            .map_err(|refusal| broken(envelope, refusal.reason()))?;
        self.counters.append(&mut self.counters_after(envelope)?);
        let after = Versioned { version: envelope.version, head: envelope.hash, record };
        self.records.insert(envelope.stream.clone(), after);
        Ok(())
    }

    /// The rows of counters that an event changes, as they are after it.
    fn counters_after(&self, envelope: &Envelope) -> Result<BTreeMap<Key, Counters>, Refusal> {
        let mut changed: BTreeMap<Key, Counters> = BTreeMap::new();
        for Adjustment { key, kind, deltas, .. } in adjustments_of(&envelope.event)? {
            let before = changed.get(&key).or_else(|| self.counters.get(&key)).copied().unwrap_or_default();
            // Whether a promise was kept within its guard is known for a whole commit only.
            let after = added(&before, &deltas).filter(|row| kind.allows(row, &UNGUARDED));
            changed.insert(key, after.ok_or_else(|| broken(envelope, "a counter leaves its limits"))?);
        }
        Ok(changed)
    }
}

fn broken(envelope: &Envelope, why: &str) -> Refusal {
    let (stream, version) = (&envelope.stream, envelope.version);
    Refusal::new(Code::LogBroken, format!("event {version} of {stream} breaks the log: {why}"))
        .with("stream", format!("{stream}"))
        .with("version", version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::id::{CartId, OrderId};
    use crate::inventory::{Allocation, MovedLine, Movement, MovementKind};
    use crate::moment::Moment;
    use crate::party::Actor;
    use alloc::sync::Arc;
    use alloc::vec;

    fn moment(seed: u64) -> Moment {
        Moment { now: "2026-11-21T12:00:00Z".parse().unwrap(), seed }
    }

    /// An event that is chained as it should be, whether or not it can have happened.
    fn link(world: &World, stream: &Key, event: Event) -> Envelope {
        let (version, previous) = world.records.get(stream).map_or((0, Digest::NONE), |at| (at.version, at.head));
        let mut envelope = Envelope {
            id: moment(version).id(0),
            stream: stream.clone(),
            version: version + 1,
            at: moment(0).now,
            actor: Actor::System,
            command: moment(version).id(1),
            event,
            previous,
            hash: Digest::NONE,
        };
        envelope.seal().unwrap();
        envelope
    }

    fn received(units: i64) -> (Key, Event) {
        let movement = Movement {
            id: moment(1).id(0),
            location: "here".parse().unwrap(),
            lines: vec![MovedLine {
                sku: "novel".parse().unwrap(),
                quantity: units,
                unit_cost: None,
                counted: None,
                lots: vec![],
            }],
            reference: None,
            kind: MovementKind::default(),
        };
        (movement.id.into(), Event::StockReceived { movement: movement.into() })
    }

    fn refuses(world: &mut World, stream: &Key, event: Event) {
        let before = world.clone();
        let forged = link(world, stream, event);
        assert!(forged.is_intact());
        assert_eq!(world.apply(&forged).unwrap_err().code(), Code::LogBroken);
        assert_eq!(*world, before);
    }

    #[test]
    fn an_event_that_cannot_have_happened_breaks_the_log_however_well_it_is_chained() {
        let mut world = World::default();
        let (stream, receipt) = received(5);
        world.apply(&link(&world, &stream, receipt.clone())).unwrap();
        // A receipt happens once, under its own id, and nothing happens to what is not there.
        refuses(&mut world, &stream, receipt.clone());
        refuses(&mut world, &moment(2).id::<CartId>(0).into(), receipt);
        refuses(&mut world, &moment(2).id::<OrderId>(0).into(), Event::OrderCompleted {});
        refuses(&mut world, &stream, Event::OrderCompleted {});
    }

    #[test]
    fn an_event_that_follows_another_than_the_last_breaks_the_log() {
        let mut world = World::default();
        let (stream, receipt) = received(5);
        let first = link(&world, &stream, receipt);
        for (version, previous) in [(1, first.hash), (2, Digest::NONE), (0, Digest::NONE)] {
            let mut forged = Envelope { version, previous, ..first.clone() };
            forged.seal().unwrap();
            assert_eq!(world.apply(&forged).unwrap_err().code(), Code::LogBroken);
        }
        world.apply(&first).unwrap();
    }

    #[test]
    fn a_counter_that_would_leave_its_limits_breaks_the_log() {
        let mut world = World::default();
        let (stream, receipt) = received(5);
        world.apply(&link(&world, &stream, receipt)).unwrap();
        let goods = Allocation {
            line: 1,
            sku: "novel".parse().unwrap(),
            location: "here".parse().unwrap(),
            quantity: 5.try_into().unwrap(),
            supply: crate::inventory::Supply::OnHand,
        };
        // Five are there and none is promised: what was not promised cannot leave.
        let shipment = crate::shipping::Shipment {
            id: moment(3).id(0),
            order: moment(3).id(1),
            goods: vec![goods],
            picked: vec![],
            tracking: None,
            shipped_at: moment(3).now,
            delivered_at: None,
            state: crate::shipping::ShipmentState::Shipped,
            to: None,
            tracked: None,
            bookings: vec![],
        };
        let stream = Key::from(shipment.id);
        refuses(&mut world, &stream, Event::ShipmentSent { shipment: Arc::new(shipment) });
    }
}
