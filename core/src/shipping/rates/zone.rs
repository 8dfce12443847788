//! Zones of shipping, compiled: those that a destination lies in, the most specific first, found by a table.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::postal::Codes;
use super::query::ShipTo;
use super::rules::{ShippingPlace, ShippingZone, ZoneChoice};
use crate::id::{CountryCode, LocationCode, RegionCode, ZoneCode};
use crate::limits;
use crate::pricing::{RuleProblem, plain};

/// The zones of a book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::shipping) struct Zones {
    all: Vec<Zone>,
    codes: BTreeMap<ZoneCode, usize>,
    /// Places by country and what their postal codes start with; those of any country under none.
    index: BTreeMap<Option<CountryCode>, Starts>,
    stations: BTreeMap<LocationCode, Vec<(usize, usize)>>,
    /// Bytes of the longest start of a postal code in the index.
    longest: usize,
    by: ZoneChoice,
}

/// Where places stand, as zone and place, by what their postal codes start with.
type Starts = BTreeMap<Box<str>, Vec<(usize, usize)>>;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Zone {
    places: Vec<Spot>,
    except: Vec<Spot>,
}

/// How much a place says: station, postal code, city, region, country.
type Rank = (bool, u8, bool, bool, bool);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    country: Option<CountryCode>,
    region: Option<RegionCode>,
    city: Option<Box<str>>,
    codes: Option<Codes>,
    station: Option<LocationCode>,
}

impl Spot {
    fn holds(&self, to: &ShipTo, written: &[&str]) -> bool {
        let in_city = |city: &str| to.city.as_deref().is_some_and(|name| lower(name).eq(lower(city)));
        self.country.as_ref().is_none_or(|country| *country == to.country)
            && self.region.as_ref().is_none_or(|region| to.region.as_ref() == Some(region))
            && self.city.as_deref().is_none_or(in_city)
            && self.station.as_ref().is_none_or(|station| to.station.as_ref() == Some(station))
            && self.codes.as_ref().is_none_or(|codes| written.iter().any(|code| codes.holds(code)))
    }

    fn rank(&self) -> Rank {
        let postal = self.codes.as_ref().map_or(0, Codes::rank);
        (self.station.is_some(), postal, self.city.is_some(), self.region.is_some(), self.country.is_some())
    }
}

impl Zones {
    /// Compiles the zones of rules and names what is wrong with them.
    pub(super) fn compile(rules: &[ShippingZone], by: ZoneChoice, problems: &mut Vec<RuleProblem>) -> Self {
        let mut zones = Self { by, ..Self::default() };
        if rules.len() > limits::ENTRIES {
            problem(problems, "zones", format!("are {}: at most {}", rules.len(), limits::ENTRIES));
        }
        for (at, rule) in rules.iter().enumerate() {
            let path = format!("zones[{at}]");
            if let Some(earlier) = zones.codes.insert(rule.code.clone(), at) {
                let text = format!("`{}` stands at zones[{earlier}] already", rule.code);
                problem(problems, &format!("{path}.code"), text);
            }
            let (places, except) = (format!("{path}.places"), format!("{path}.except"));
            zones.add((&places, &rule.places), (&except, &rule.except), problems);
        }
        zones
    }

    /// Adds a zone: its places and those that are excepted, each with their path in the rules.
    pub(in crate::shipping) fn add(
        &mut self,
        places: (&str, &[ShippingPlace]),
        except: (&str, &[ShippingPlace]),
        problems: &mut Vec<RuleProblem>,
    ) {
        if places.1.is_empty() {
            problem(problems, places.0, "takes a place or more; the place `{}` is anywhere".to_string());
        }
        let places = spots(places.1, places.0, problems);
        let except = spots(except.1, except.0, problems);
        self.push(Zone { places, except });
    }

    pub(super) fn named(&self, code: &ZoneCode) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// The zones that a destination lies in, the one that counts most first.
    pub(in crate::shipping) fn around(&self, to: &ShipTo) -> Vec<usize> {
        let code = to.postal_code.as_deref().map(plain);
        // A ZIP+4 of the United States counts as its ZIP too.
        let is_long = |code: &&str| to.country.as_str() == "US" && code.len() == 9;
        let written: &[&str] = match code.as_deref() {
            None => &[],
            Some(code) => match Some(code).filter(is_long).and_then(|code| code.get(..5)) {
                Some(short) => &[code, short],
                None => &[code],
            },
        };
        let mut found: Vec<(Reverse<Rank>, usize)> = Vec::new();
        let mut look = |places: &[(usize, usize)]| {
            for (zone, place) in places {
                let spot = self.all.get(*zone).and_then(|zone| zone.places.get(*place));
                if let Some(spot) = spot.filter(|spot| spot.holds(to, written)) {
                    found.push((Reverse(spot.rank()), *zone));
                }
            }
        };
        let start = code.as_deref().unwrap_or_default();
        for starts in [self.index.get(&Some(to.country.clone())), self.index.get(&None)].into_iter().flatten() {
            for end in 0..=start.len().min(self.longest) {
                look(start.get(..end).and_then(|start| starts.get(start)).map_or(&[], Vec::as_slice));
            }
        }
        look(to.station.as_ref().and_then(|station| self.stations.get(station)).map_or(&[], Vec::as_slice));
        // A zone counts by the place that says most.
        found.sort_unstable_by_key(|(rank, at)| (*at, *rank));
        found.dedup_by_key(|(_, at)| *at);
        let excepted = |zone: &Zone| zone.except.iter().any(|spot| spot.holds(to, written));
        found.retain(|(_, at)| !self.all.get(*at).is_some_and(excepted));
        if self.by == ZoneChoice::MostSpecific {
            found.sort_unstable();
        }
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn push(&mut self, zone: Zone) {
        let at = self.all.len();
        for (place, spot) in zone.places.iter().enumerate() {
            if let Some(station) = &spot.station {
                self.stations.entry(station.clone()).or_default().push((at, place));
                continue;
            }
            let start = spot.codes.as_ref().map(Codes::start).unwrap_or_default();
            self.longest = self.longest.max(start.len());
            let starts = self.index.entry(spot.country.clone()).or_default();
            starts.entry(start.into()).or_default().push((at, place));
        }
        self.all.push(zone);
    }
}

fn spots(places: &[ShippingPlace], path: &str, problems: &mut Vec<RuleProblem>) -> Vec<Spot> {
    if places.len() > limits::ENTRIES {
        problem(problems, path, format!("are {}: at most {}", places.len(), limits::ENTRIES));
    }
    let mut read = |(at, place): (usize, &ShippingPlace)| {
        if place.country.is_none() && (place.region.is_some() || place.city.is_some()) {
            let text = "takes the `country` that its region or city lies in";
            problem(problems, &format!("{path}[{at}]"), text.to_string());
        }
        let codes = place.postal.as_deref().map(|text| {
            let parsed = Codes::parse(text, place.country.as_ref());
            parsed.map_err(|wrong| problem(problems, &format!("{path}[{at}].postal"), wrong)).ok()
        });
        Spot {
            country: place.country.clone(),
            region: place.region.clone(),
            city: place.city.as_deref().map(|city| city.trim().into()),
            codes: codes.flatten(),
            station: place.station.clone(),
        }
    };
    places.iter().enumerate().map(&mut read).collect()
}

/// A name as names are compared: case and spaces around it do not count.
fn lower(name: &str) -> impl Iterator<Item = char> {
    name.trim().chars().flat_map(char::to_lowercase)
}

pub(super) fn problem(problems: &mut Vec<RuleProblem>, path: &str, problem: alloc::string::String) {
    problems.push(RuleProblem { path: path.into(), problem });
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn around(by: ZoneChoice, to: Value) -> Vec<usize> {
        let rules: Vec<ShippingZone> = serde_json::from_value(json!([
            {"code": "rest", "places": [{}], "except": [{"country": "RU"}]},
            {"code": "ca", "places": [{"country": "CA"}]},
            {"code": "montreal", "places": [{"country": "CA", "city": "Montréal"}]},
            {"code": "quebec", "places": [{"country": "CA", "region": "QC"}]},
            {"code": "h2", "places": [{"country": "CA", "postal": "H2*"}, {"country": "CA", "postal": "H2X 1Y4"}]},
            {"code": "us", "places": [{"country": "US"}], "except": [{"country": "US", "region": "HI"}]},
            {"code": "la", "places": [{"country": "US", "postal": "90000..90899"}]},
            {"code": "moon", "places": [{"station": "luna-1"}]},
        ]))
        .unwrap();
        let mut problems = Vec::new();
        let zones = Zones::compile(&rules, by, &mut problems);
        assert_eq!(problems, []);
        zones.around(&serde_json::from_value(to).unwrap())
    }

    #[test]
    fn the_most_specific_zone_comes_first_and_an_exclusion_takes_a_zone_away() {
        let by = ZoneChoice::MostSpecific;
        let to = json!({"country": "CA", "region": "QC", "city": "MONTRÉAL ", "postal_code": "h2x 1y4"});
        assert_eq!(around(by, to), [4, 2, 3, 1, 0]);
        assert_eq!(around(by, json!({"country": "CA", "city": "Toronto"})), [1, 0]);
        assert_eq!(around(by, json!({"country": "US", "postal_code": "90210-1234"})), [6, 5, 0]);
        assert_eq!(around(by, json!({"country": "US", "region": "HI"})), [0]);
        assert_eq!(around(by, json!({"country": "RU"})), [] as [usize; 0]);
        assert_eq!(around(by, json!({"country": "US", "station": "luna-1"})), [7, 5, 0]);
    }

    #[test]
    fn the_first_zone_counts_where_the_rules_say_so() {
        assert_eq!(around(ZoneChoice::First, json!({"country": "US", "postal_code": "90210"})), [0, 5, 6]);
    }
}
