//! Locations: what is known of the places that hold stock.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CountryCode, LocationCode, RegionCode};
use crate::limits;
use crate::money::Money;
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// A place that holds stock. A channel may name places of which no such record was made: they are active, and able to
/// do everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Its code, which names it.
    pub code: LocationCode,
    /// What people call it.
    pub title: String,
    /// The lower, the sooner it serves; of equal ones, the order of the channel decides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: u32,
    /// Where on earth it is, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Locality>,
    /// What it can do; everything when empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub capabilities: BTreeSet<Capability>,
    /// What a parcel from here costs, for rules that look for the cheapest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Its stock is not for sale, unless somebody names the place.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub inactive: bool,
}

/// Where on earth something is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locality {
    /// The country.
    pub country: CountryCode,
    /// The region in it: the second part of ISO 3166-2, such as `NY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The point on the globe, for distances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

/// A point on the globe, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Degrees north of the equator, in millionths: from -90,000,000 to 90,000,000.
    pub latitude: i32,
    /// Degrees east of Greenwich, in millionths: from -180,000,000 to 180,000,000.
    pub longitude: i32,
}

/// Something that a location can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Capability {
    /// Parcels leave from it.
    Ships,
    /// Buyers fetch goods there.
    Pickup,
    /// Goods that come back are taken in there.
    Returns,
    /// It sends goods to other locations, and takes theirs in.
    Transfers,
}

impl Location {
    /// Whether it can do something.
    pub fn can(&self, what: Capability) -> bool {
        self.capabilities.is_empty() || self.capabilities.contains(&what)
    }

    fn check(&self) -> Result<(), Refusal> {
        limits::text("title", &self.title)?;
        if self.title.trim().is_empty() {
            return Err(self.invalid("needs a title"));
        }
        if self.cost.is_some_and(|cost| cost.is_negative()) {
            return Err(self.invalid("needs a cost of zero or more"));
        }
        let Some(place) = &self.place else { return Ok(()) };
        place.postal_code.as_ref().map_or(Ok(()), |code| limits::text("postal_code", code))?;
        if place.point.is_some_and(|point| point.check().is_err()) {
            return Err(self.invalid("needs a latitude within 90 degrees and a longitude within 180"));
        }
        Ok(())
    }

    fn invalid(&self, problem: &str) -> Refusal {
        Refusal::new(Code::LocationInvalid, format!("location `{}` {problem}", self.code))
            .with("location", self.code.as_str())
    }
}

/// Those of some locations that are for sale: all but the inactive.
pub(crate) fn active(locations: &[LocationCode], facts: &Facts) -> Result<Vec<LocationCode>, Stop> {
    facts.show(locations.iter().map(|location| location.clone().into()))?;
    let mut active = Vec::with_capacity(locations.len());
    for location in locations {
        if facts.get::<Location>(location)?.is_none_or(|location| !location.inactive) {
            active.push(location.clone());
        }
    }
    Ok(active)
}

/// Defines a location, or defines it anew.
pub(crate) fn define(location: &Location, facts: &Facts) -> Result<Decision, Stop> {
    location.check()?;
    facts.get::<Location>(&location.code)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(location.code.clone(), Event::LocationDefined { location: location.clone().into() });
    Ok(decision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_says_nothing_can_do_everything() {
        let text = r#"{"code": "venice", "title": "Venice", "place": {"country": "IT", "point": {"latitude": 45437191, "longitude": 12334590}}}"#;
        let mut venice: Location = serde_json::from_str(text).unwrap();
        assert_eq!(venice.check(), Ok(()));
        assert!(venice.can(Capability::Pickup) && !venice.inactive);
        venice.capabilities.insert(Capability::Ships);
        assert!(venice.can(Capability::Ships) && !venice.can(Capability::Pickup));
    }

    #[test]
    fn a_point_off_the_globe_is_refused() {
        for (latitude, longitude) in [(90_000_001, 0), (-90_000_001, 0), (0, 180_000_001), (0, i32::MIN)] {
            let text = alloc::format!(
                r#"{{"code": "x", "title": "X", "place": {{"country": "IT", "point": {{"latitude": {latitude}, "longitude": {longitude}}}}}}}"#
            );
            let location: Location = serde_json::from_str(&text).unwrap();
            assert_eq!(location.check().unwrap_err().code(), Code::LocationInvalid, "{latitude} {longitude}");
        }
    }
}
