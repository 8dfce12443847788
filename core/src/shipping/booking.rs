//! Bookings: what a carrier is asked to carry, and the labels that it gives for it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::{CarrierCode, EffectId, ServiceCode};
use crate::limits;
use crate::machine::Machine;
use crate::money::Money;
use crate::refusal::{Code, Refusal};
use crate::shipping::Size;

/// Where a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// The carrier is asked for labels.
    Asked,
    /// It has given them.
    Booked,
    /// It will not carry these parcels.
    Declined,
    /// It is asked to take the labels back.
    Voiding,
    /// It has taken them back.
    Voided,
}

/// What can happen to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingStep {
    /// The carrier gives labels.
    Book,
    /// The carrier refuses for good.
    Decline,
    /// The labels are not wanted any more.
    Void,
    /// The carrier takes them back.
    Release,
    /// The carrier does not take them back.
    Keep,
}

/// Every step a booking can take.
pub const BOOKING: Machine<BookingState, BookingStep> = {
    use BookingState::{Asked, Booked, Declined, Voided, Voiding};
    use BookingStep::{Book, Decline, Keep, Release, Void};
    Machine {
        name: "booking",
        states: &[Asked, Booked, Declined, Voiding, Voided],
        steps: &[Book, Decline, Void, Release, Keep],
        table: &[
            (Asked, Book, Booked),
            (Asked, Decline, Declined),
            (Booked, Void, Voiding),
            (Voiding, Release, Voided),
            (Voiding, Keep, Booked),
        ],
    }
};

/// A parcel that a carrier is to carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookedParcel {
    /// What it weighs, in grams.
    pub grams: u32,
    /// How large it is; as the carrier takes it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

/// What a carrier gives for one parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelLabel {
    /// The number under which it tells of the parcel.
    pub tracking: String,
    /// The carrier's name for the label, or where it is to be had.
    pub label: String,
}

/// Parcels of a shipment that a carrier is asked to carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// The effect by which its labels were asked for, which names it.
    pub id: EffectId,
    /// Who carries.
    pub carrier: CarrierCode,
    /// By which of its services.
    pub service: ServiceCode,
    /// What is carried.
    pub parcels: Vec<BookedParcel>,
    /// The carrier's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A label for each parcel, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<ParcelLabel>,
    /// What the carrier takes for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Why the carrier refused what it was last asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Where it stands.
    pub state: BookingState,
}

impl Booking {
    /// Refuses labels that are not one for each parcel, and texts that are too long.
    pub(super) fn check_labels(&self, reference: &str, labels: &[ParcelLabel]) -> Result<(), Refusal> {
        limits::text("reference", reference)?;
        for given in labels {
            limits::text("tracking", &given.tracking)?;
            limits::text("label", &given.label)?;
        }
        if labels.len() == self.parcels.len() {
            return Ok(());
        }
        let (given, wanted) = (labels.len(), self.parcels.len());
        let reason = format!("{given} labels are given for {wanted} parcels: each takes one");
        Err(Refusal::new(Code::EffectAnswerInvalid, reason).with("given", given).with("wanted", wanted))
    }
}
