//! One thing that a carrier tells of goods on their way.

use alloc::string::String;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::reason::TrackingReason;
use super::status::TrackingStatus;
use crate::limits;
use crate::omit::is_default;
use crate::refusal::{Code, Refusal};

/// Something that a carrier tells of goods. Events are ordered by when they happened, those of one instant by their status, and
/// of one status by the fields below: so any two have one order, whichever is told first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackingEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What it says of the goods. Where only a code is told, what the carrier means by it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: TrackingStatus,
    /// The carrier's name for the event: told again under it, it changes nothing. Of two bodies under one name the later
    /// one in the order of events counts, whichever is told first.
    pub id: String,
    /// Of which parcel, by its number; of the whole shipment when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<String>,
    /// Why, where something went otherwise than planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TrackingReason>,
    /// The carrier's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it happened, in the carrier's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What happened, in the carrier's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When the goods are to arrive, as it was reckoned then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_at: Option<Timestamp>,
    /// Whether goods whose way had ended are on their way again: only such an event opens it anew.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reopens: bool,
}

impl TrackingEvent {
    /// An event that says no more than that.
    pub fn new(id: impl Into<String>, at: Timestamp, status: TrackingStatus) -> Self {
        Self {
            at,
            status,
            id: id.into(),
            parcel: None,
            reason: None,
            code: None,
            place: None,
            text: None,
            estimated_at: None,
            reopens: false,
        }
    }

    /// Refuses one without a name, and texts that are too long.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if self.id.is_empty() {
            let reason =
                "an event has no id: give it the carrier's, or one of your own that is the same each time it is told";
            return Err(Refusal::new(Code::TrackingInvalid, reason));
        }
        limits::text("id", &self.id)?;
        let texts = [("parcel", &self.parcel), ("code", &self.code), ("place", &self.place), ("text", &self.text)];
        texts.into_iter().try_for_each(|(what, text)| text.as_ref().map_or(Ok(()), |text| limits::text(what, text)))
    }
}
