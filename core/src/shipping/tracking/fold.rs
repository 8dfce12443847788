//! The fold: events in, in any order and any number of times; one standing out.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::cmp::Reverse;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::event::TrackingEvent;
use super::reason::TrackingReason;
use super::status::TrackingStatus;
use crate::limits;
use crate::refusal::Refusal;

/// How goods on their way stand, by all that was told of them: as the parcel that stands worst, where it is told by parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackingStanding {
    /// How far they are; never `unknown`.
    pub status: TrackingStatus,
    /// Why, where something went otherwise than planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TrackingReason>,
    /// Since when they stand so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When they are to arrive, as it was last reckoned; absent once their way has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_at: Option<Timestamp>,
    /// When they were handed over to whom they went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// When they were back with the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_at: Option<Timestamp>,
}

impl TrackingStanding {
    /// How goods stand of which nothing was told.
    pub const NONE: Self = Self {
        status: TrackingStatus::Pending,
        reason: None,
        since: None,
        estimated_at: None,
        delivered_at: None,
        returned_at: None,
    };

    /// Whether their way has ended: they were handed over, came back, or are not carried.
    pub const fn has_ended(&self) -> bool {
        self.returned_at.is_some() || matches!(self.status, TrackingStatus::Delivered | TrackingStatus::Cancelled)
    }

    /// What is worst comes first: what somebody should hear of, then what is least far; what was handed over comes last, the
    /// latest of several first.
    fn worth(&self) -> (bool, bool, TrackingStatus, Reverse<Option<Timestamp>>) {
        let is_handed_over = self.status == TrackingStatus::Delivered;
        (is_handed_over, !self.status.is_exception(), self.status, Reverse(self.since))
    }

    /// Takes in the next event by time.
    fn then(self, event: &TrackingEvent) -> Self {
        if self.has_ended() && !event.reopens {
            return self;
        }
        let before = if event.reopens { Self { estimated_at: self.estimated_at, ..Self::NONE } } else { self };
        let status = before.next(event.status);
        let mut after = before;
        if before.since.is_none() || status != before.status {
            after = Self { status, reason: event.reason, since: Some(event.at), ..before };
        } else if event.status == status {
            after.reason = event.reason.or(before.reason);
        }
        let is_handed_over = event.status == TrackingStatus::Delivered;
        after.delivered_at = Some(event.at).filter(|_| status == TrackingStatus::Delivered);
        after.returned_at = Some(event.at).filter(|_| status == TrackingStatus::ReturnToSender && is_handed_over);
        after.estimated_at = event.estimated_at.or(before.estimated_at).filter(|_| !after.has_ended());
        after
    }

    /// The status after a word that is told of goods whose way has not ended. What is told of goods that go back is told of the
    /// way back; what tells how the way began sets nothing back; what nobody can read says that the goods have left.
    fn next(&self, told: TrackingStatus) -> TrackingStatus {
        use TrackingStatus::{InTransit, Pending, PickedUp, ReturnToSender, Unknown};
        match (self.status, told) {
            (ReturnToSender, _) => ReturnToSender,
            (Pending, Unknown) => InTransit,
            (status, Unknown | Pending | PickedUp) if status > Pending => status,
            (_, told) => told,
        }
    }
}

/// All that was told of goods on their way: a set, to which each event adds once, whenever it comes.
///
/// ```
/// use fondaco::Timestamp;
/// use fondaco::shipping::{ShipmentTracking, TrackingEvent, TrackingStatus};
///
/// let left = TrackingEvent::new("1", Timestamp::UNIX_EPOCH, TrackingStatus::InTransit);
/// let there = TrackingEvent::new("2", Timestamp::MAX, TrackingStatus::Delivered);
///
/// let mut tracking = ShipmentTracking::default();
/// tracking.take(there.clone())?;
/// tracking.take(left)?;
/// tracking.take(there)?;
/// assert_eq!(tracking.standing().status, TrackingStatus::Delivered);
/// assert_eq!(tracking.events().len(), 2);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShipmentTracking {
    /// How the goods stand.
    standing: TrackingStanding,
    /// What was told, by when it happened.
    events: Vec<TrackingEvent>,
}

impl Default for ShipmentTracking {
    fn default() -> Self {
        Self { standing: TrackingStanding::NONE, events: Vec::new() }
    }
}

impl ShipmentTracking {
    /// How the goods stand.
    pub const fn standing(&self) -> &TrackingStanding {
        &self.standing
    }

    /// What was told, by when it happened.
    pub fn events(&self) -> &[TrackingEvent] {
        &self.events
    }

    /// Whether an event would add something: it is new, or comes after what was told under its name in the order of events.
    pub fn lacks(&self, event: &TrackingEvent) -> bool {
        self.events.iter().find(|known| known.id == event.id).is_none_or(|known| known < event)
    }

    /// Takes in an event; answers whether it added something. Which events were told decides how the goods stand, and nothing
    /// else does: neither their order nor how often each came.
    ///
    /// # Errors
    ///
    /// `tracking.invalid` where it has no id, `limit.exceeded` where a text of it is too long or more than [`limits::TRACKED`]
    /// events are told of the same goods.
    pub fn take(&mut self, event: TrackingEvent) -> Result<bool, Refusal> {
        event.check()?;
        if !self.lacks(&event) {
            return Ok(false);
        }
        let is_new = self.events.iter().all(|known| known.id != event.id);
        limits::count("events", self.events.len().saturating_add(is_new.into()), limits::TRACKED)?;
        self.events.retain(|known| known.id != event.id);
        let place = self.events.partition_point(|known| *known < event);
        self.events.insert(place, event);
        self.standing = self.fold();
        Ok(true)
    }

    /// Whether something was told of each of these parcels, or of no parcel by itself.
    pub(crate) fn speaks_of<'a>(&self, mut numbers: impl Iterator<Item = &'a str>) -> bool {
        let parcels: BTreeSet<&str> = self.events.iter().filter_map(|event| event.parcel.as_deref()).collect();
        parcels.is_empty() || numbers.all(|number| parcels.contains(number))
    }

    /// Each parcel stands by what was told of it; the goods stand as the parcel that stands worst.
    fn fold(&self) -> TrackingStanding {
        let mut parcels: BTreeMap<Option<&str>, TrackingStanding> = BTreeMap::new();
        for event in &self.events {
            let standing = parcels.entry(event.parcel.as_deref()).or_insert(TrackingStanding::NONE);
            *standing = standing.then(event);
        }
        parcels.into_values().min_by_key(TrackingStanding::worth).unwrap_or(TrackingStanding::NONE)
    }
}

#[cfg(test)]
mod tests;
