//! Zones, compiled: which of them a destination lies in, found by an index and not one by one.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::postal::{Postal, plain};
use super::rules::{Place, TaxZone};
use crate::id::{CountryCode, RegionCode, ZoneCode};
use crate::limits;
use crate::pricing::basket::Destination;
use crate::pricing::rules::RuleProblem;

/// The zones of a book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Zones {
    all: Vec<Zone>,
    codes: BTreeMap<ZoneCode, usize>,
    index: Index,
    /// Bytes of the longest start of a postal code in the index.
    longest: usize,
}

/// Where places stand, as zone and place: by country, by region, and by what their postal codes start with.
type Index = BTreeMap<Option<CountryCode>, BTreeMap<Option<RegionCode>, BTreeMap<Box<str>, Vec<(usize, usize)>>>>;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Zone {
    places: Vec<Spot>,
    except: Vec<Spot>,
}

/// A place, its postal codes read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    country: Option<CountryCode>,
    region: Option<RegionCode>,
    postal: Option<Postal>,
}

impl Spot {
    fn holds(&self, destination: &Destination, codes: &[&str]) -> bool {
        self.country.as_ref().is_none_or(|country| *country == destination.country)
            && self.region.as_ref().is_none_or(|region| destination.region.as_ref() == Some(region))
            && self.postal.as_ref().is_none_or(|postal| codes.iter().any(|code| postal.holds(code)))
    }
}

impl Zones {
    /// Compiles the zones of rules and names what is wrong with them.
    pub(super) fn compile(rules: &[TaxZone], problems: &mut Vec<RuleProblem>) -> Self {
        let mut zones = Self::default();
        if rules.len() > limits::ENTRIES {
            problem(problems, "zones".into(), format!("are {}: at most {}", rules.len(), limits::ENTRIES));
        }
        for (at, rule) in rules.iter().enumerate() {
            let path = format!("zones[{at}]");
            if let Some(earlier) = zones.codes.get(&rule.code) {
                problem(
                    problems,
                    format!("{path}.code"),
                    format!("`{}` stands at zones[{earlier}] already", rule.code),
                );
            } else {
                zones.codes.insert(rule.code.clone(), at);
            }
            if rule.places.is_empty() {
                let text = "takes a place or more; the place `{}` is anywhere";
                problem(problems, format!("{path}.places"), text.to_string());
            }
            let places = spots(&rule.places, &format!("{path}.places"), problems);
            let except = spots(&rule.except, &format!("{path}.except"), problems);
            zones.push(Zone { places, except });
        }
        zones
    }

    /// Where a zone stands. One that is not declared but has the form of a country's code is that country.
    pub(super) fn named(&mut self, code: &ZoneCode) -> Option<usize> {
        if let Some(at) = self.codes.get(code) {
            return Some(*at);
        }
        let country = CountryCode::new(code.as_str()).ok()?;
        let at = self.all.len();
        self.codes.insert(code.clone(), at);
        let everywhere_in_it = Spot { country: Some(country), region: None, postal: None };
        self.push(Zone { places: vec![everywhere_in_it], except: Vec::new() });
        Some(at)
    }

    /// The zones that a destination lies in, in the order of the rules.
    pub(super) fn around(&self, destination: &Destination) -> Vec<usize> {
        let code = destination.postal_code.as_deref().map(plain);
        let codes = written(destination, code.as_deref());
        let start = code.as_deref().unwrap_or_default();
        let mut found = Vec::new();
        for country in [None, Some(destination.country.clone())] {
            let Some(regions) = self.index.get(&country) else { continue };
            let named = destination.region.clone().map(Some);
            for places in [Some(None), named].iter().flatten().filter_map(|region| regions.get(region)) {
                let starts = (0..=start.len().min(self.longest)).filter_map(|end| start.get(..end));
                for (zone, place) in starts.filter_map(|start| places.get(start)).flatten() {
                    if self.place(*zone, *place).is_some_and(|spot| spot.holds(destination, &codes)) {
                        found.push(*zone);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        let excepted = |zone: &Zone| zone.except.iter().any(|spot| spot.holds(destination, &codes));
        found.retain(|at| !self.all.get(*at).is_some_and(excepted));
        found
    }

    fn place(&self, zone: usize, place: usize) -> Option<&Spot> {
        self.all.get(zone)?.places.get(place)
    }

    fn push(&mut self, zone: Zone) {
        let at = self.all.len();
        for (place, spot) in zone.places.iter().enumerate() {
            let start = spot.postal.as_ref().map(Postal::start).unwrap_or_default();
            self.longest = self.longest.max(start.len());
            let regions = self.index.entry(spot.country.clone()).or_default();
            let starts = regions.entry(spot.region.clone()).or_default();
            starts.entry(start.into()).or_default().push((at, place));
        }
        self.all.push(zone);
    }
}

/// The ways in which the postal code of a destination is written: in the United States a ZIP+4 counts as its ZIP too.
fn written<'a>(destination: &Destination, code: Option<&'a str>) -> Vec<&'a str> {
    let is_long = |code: &&str| {
        destination.country.as_str() == "US" && code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit())
    };
    let short = code.filter(is_long).and_then(|code| code.get(..5));
    code.into_iter().chain(short).collect()
}

fn spots(places: &[Place], path: &str, problems: &mut Vec<RuleProblem>) -> Vec<Spot> {
    if places.len() > limits::ENTRIES {
        problem(problems, path.into(), format!("are {}: at most {}", places.len(), limits::ENTRIES));
    }
    let mut read = |(at, place): (usize, &Place)| {
        if let (None, Some(region)) = (&place.country, &place.region) {
            let text = format!("`{region}` takes the `country` that it lies in");
            problem(problems, format!("{path}[{at}].region"), text);
        }
        let postal = place.postal.as_deref().map(|text| {
            let parsed = Postal::parse(text);
            parsed.map_err(|wrong| problem(problems, format!("{path}[{at}].postal"), wrong)).ok()
        });
        // A pattern that could not be read is a problem already: whatever stands for it is never used.
        Spot { country: place.country.clone(), region: place.region.clone(), postal: postal.flatten() }
    };
    places.iter().enumerate().map(&mut read).collect()
}

pub(super) fn problem(problems: &mut Vec<RuleProblem>, path: String, problem: String) {
    problems.push(RuleProblem { path, problem });
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn zones(rules: serde_json::Value) -> (Zones, Vec<(String, String)>) {
        let rules: Vec<TaxZone> = serde_json::from_value(rules).unwrap();
        let mut problems = Vec::new();
        let zones = Zones::compile(&rules, &mut problems);
        (zones, problems.into_iter().map(|problem| (problem.path, problem.problem)).collect())
    }

    fn around(zones: &Zones, destination: serde_json::Value) -> Vec<usize> {
        zones.around(&serde_json::from_value(destination).unwrap())
    }

    #[test]
    fn a_destination_lies_in_every_zone_that_holds_it_and_does_not_except_it() {
        // The Canary Islands belong to Spain and not to the territory of the union's VAT (2006/112/EC, article 6).
        let (zones, problems) = zones(json!([
            {"code": "eu", "places": [{"country": "ES"}, {"country": "DE"}], "except": [
                {"country": "ES", "postal": "35*"}, {"country": "ES", "postal": "38*"},
                {"country": "DE", "postal": "78266"}]},
            {"code": "canaries", "places": [{"country": "ES", "postal": "35*"}, {"country": "ES", "postal": "38*"}]},
            {"code": "bavaria", "places": [{"country": "DE", "region": "BY"}]},
            {"code": "rest", "places": [{}], "except": [{"country": "ES"}, {"country": "DE"}]},
            {"code": "north", "places": [
                {"country": "US", "postal": "10000..19999"}, {"country": "US", "postal": "2????"}]},
        ]));
        assert_eq!(problems, []);
        assert_eq!(around(&zones, json!({"country": "ES", "postal_code": "28001"})), [0]);
        assert_eq!(around(&zones, json!({"country": "ES", "postal_code": "35 001"})), [1]);
        assert_eq!(around(&zones, json!({"country": "ES"})), [0]);
        assert_eq!(around(&zones, json!({"country": "DE", "region": "BY"})), [0, 2]);
        assert_eq!(around(&zones, json!({"country": "DE", "region": "BE", "postal_code": "78266"})), [] as [usize; 0]);
        assert_eq!(around(&zones, json!({"country": "CH"})), [3]);
        assert_eq!(around(&zones, json!({"country": "US", "postal_code": "10118"})), [3, 4]);
        assert_eq!(around(&zones, json!({"country": "US", "postal_code": "20500-0003"})), [3, 4]);
        assert_eq!(around(&zones, json!({"country": "US", "postal_code": "90210"})), [3]);
    }

    #[test]
    fn the_code_of_a_country_is_that_country_unless_a_zone_is_declared_by_it() {
        let (mut zones, _) = zones(json!([{"code": "DE", "places": [{"country": "AT"}]}]));
        let code = |text| ZoneCode::new(text).unwrap();
        assert_eq!(zones.named(&code("DE")), Some(0));
        assert_eq!((zones.named(&code("RO")), zones.named(&code("RO"))), (Some(1), Some(1)));
        assert_eq!(zones.named(&code("eu")), None);
        assert_eq!(around(&zones, json!({"country": "RO"})), [1]);
        assert_eq!(around(&zones, json!({"country": "DE"})), [] as [usize; 0]);
        assert_eq!(around(&zones, json!({"country": "AT"})), [0]);
    }

    #[test]
    fn everything_that_is_wrong_with_zones_is_named_at_once() {
        let (_, problems) = zones(json!([
            {"code": "a", "places": []},
            {"code": "a", "places": [{}, {"region": "CA", "postal": "1*2"}], "except": [{"postal": "20..1"}]},
        ]));
        let paths: Vec<&str> = problems.iter().map(|(path, _)| path.as_str()).collect();
        let expected = [
            "zones[0].places",
            "zones[1].code",
            "zones[1].places[1].region",
            "zones[1].places[1].postal",
            "zones[1].except[0].postal",
        ];
        assert_eq!(paths, expected);
    }
}
