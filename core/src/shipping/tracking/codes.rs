//! What carriers mean by their codes, as rows of data with a source. No code of a carrier stands in the program.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::event::TrackingEvent;
use super::reason::TrackingReason;
use super::status::TrackingStatus;
use crate::id::CarrierCode;
use crate::refusal::{Code, Refusal};
use crate::wire::from_json;

/// What the codes of carriers mean.
///
/// ```
/// use fondaco::shipping::{CarrierCodes, TrackingStatus};
///
/// let codes = CarrierCodes::published()?;
/// assert_eq!(codes.meaning("ups", "OF").map(|row| row.status), Some(TrackingStatus::OutForDelivery));
/// assert_eq!(codes.meaning("ups", "no such code"), None);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CarrierCodes(Vec<CodeTable>);

/// What the codes of one carrier mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeTable {
    /// Whose.
    pub carrier: CarrierCode,
    /// Where it is written.
    pub source: String,
    /// What each code means; no code stands twice, however it is written.
    pub codes: Vec<CodeMeaning>,
}

/// What a code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeMeaning {
    /// The carrier's code, or words; capitals and small letters are the same.
    pub code: String,
    /// What it says of the goods.
    pub status: TrackingStatus,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TrackingReason>,
}

impl CarrierCodes {
    /// Takes tables that mean one thing by each code.
    ///
    /// # Errors
    ///
    /// `tracking.invalid` where a carrier stands twice, or a code of one does.
    pub fn new(tables: Vec<CodeTable>) -> Result<Self, Refusal> {
        for (place, table) in tables.iter().enumerate() {
            let others = tables.iter().skip(place.saturating_add(1));
            if others.into_iter().any(|other| other.carrier == table.carrier) {
                return Err(twice("the carrier", table.carrier.as_str(), &table.carrier));
            }
            for (place, row) in table.codes.iter().enumerate() {
                let mut others = table.codes.iter().skip(place.saturating_add(1));
                if others.any(|other| other.code.eq_ignore_ascii_case(&row.code)) {
                    return Err(twice("a code", &row.code, &table.carrier));
                }
            }
        }
        Ok(Self(tables))
    }

    /// The tables that come with fondaco, each with its source: what is publicly known of UPS, `FedEx`, DHL Express, USPS, GLS and
    /// DPD. Check them against the papers of your contract.
    ///
    /// # Errors
    ///
    /// `fondaco.defect` if they cannot be read: a test reads them.
    pub fn published() -> Result<Self, Refusal> {
        let unread = |error| Refusal::new(Code::Defect, format!("the codes of carriers: {error}"));
        Self::new(from_json(include_str!("codes.json")).map_err(unread)?)
    }

    /// The tables.
    pub fn tables(&self) -> &[CodeTable] {
        &self.0
    }

    /// What a carrier means by a code; `None` where nobody has written it down.
    pub fn meaning(&self, carrier: &str, code: &str) -> Option<&CodeMeaning> {
        let table = self.0.iter().find(|table| table.carrier.as_str() == carrier)?;
        table.codes.iter().find(|row| row.code.eq_ignore_ascii_case(code.trim()))
    }

    /// Reads the code of an event that says nothing else of the goods. One that says what it means is left as it is.
    #[must_use]
    pub fn read(&self, carrier: &str, event: &TrackingEvent) -> TrackingEvent {
        let code = event.code.as_ref().filter(|_| event.status == TrackingStatus::Unknown);
        let Some(row) = code.and_then(|code| self.meaning(carrier, code)) else { return event.clone() };
        TrackingEvent { status: row.status, reason: event.reason.or(row.reason), ..event.clone() }
    }
}

fn twice(what: &str, name: &str, carrier: &CarrierCode) -> Refusal {
    let reason = format!("{what} `{name}` stands twice: each means one thing");
    Refusal::new(Code::TrackingInvalid, reason).with("carrier", carrier.as_str()).with("code", name)
}

#[cfg(test)]
mod tests;
