//! Audiences: whether a buyer is among them, and how much they say.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::Audience;
use crate::id::{ArmCode, ExperimentCode};
use crate::pricing::Context;

impl Audience {
    /// The same audience with its lists in order and without repetitions, so that those that are alike are equal.
    pub(super) fn ordered(&self) -> Self {
        Self {
            channels: ordered(&self.channels),
            countries: ordered(&self.countries),
            regions: ordered(&self.regions),
            groups: ordered(&self.groups),
            attributes: self.attributes.iter().map(|(name, values)| (name.clone(), ordered(values))).collect(),
            arms: ordered(&self.arms),
        }
    }

    /// How much it says: each list and each attribute counts one.
    pub(super) fn dimensions(&self) -> usize {
        let lists = [
            !self.channels.is_empty(),
            !self.countries.is_empty(),
            !self.regions.is_empty(),
            !self.groups.is_empty(),
            !self.arms.is_empty(),
        ];
        lists.into_iter().map(usize::from).sum::<usize>().saturating_add(self.attributes.len())
    }

    /// Whether the buyer of a context, in these arms of experiments, belongs to it. It has to be in order.
    pub(super) fn holds(&self, context: &Context, arms: &[(ExperimentCode, ArmCode)]) -> bool {
        let place = &context.destination;
        one_of(&self.channels, context.channel.as_slice())
            && one_of(&self.countries, core::slice::from_ref(&place.country))
            && one_of(&self.regions, place.region.as_slice())
            && one_of(&self.groups, &context.buyer.groups)
            && one_of(&self.arms, arms)
            && self.attributes.iter().all(|(name, values)| {
                context.attributes.get(name).is_some_and(|value| values.binary_search(value).is_ok())
            })
    }
}

/// Whether nothing is asked for, or one of what is given is.
fn one_of<T: Ord>(asked: &[T], given: &[T]) -> bool {
    asked.is_empty() || given.iter().any(|one| asked.binary_search(one).is_ok())
}

fn ordered<T: Ord + Clone>(entries: &[T]) -> Vec<T> {
    let mut entries = entries.to_vec();
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// Audiences, each once: a million prices have few different ones.
#[derive(Debug, Default)]
pub(super) struct Audiences {
    all: Vec<Audience>,
    places: BTreeMap<Audience, usize>,
}

impl Audiences {
    /// The place of an audience among all, where everybody has none.
    pub(super) fn place(&mut self, audience: &Audience) -> Option<usize> {
        if audience.is_everybody() {
            return None;
        }
        let audience = audience.ordered();
        if let Some(place) = self.places.get(&audience) {
            return Some(*place);
        }
        let place = self.all.len();
        self.all.push(audience.clone());
        self.places.insert(audience, place);
        Some(place)
    }

    /// All of them, each at its place.
    pub(super) fn into_all(self) -> Vec<Audience> {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ChannelCode, CountryCode, GroupCode, RegionCode};
    use std::vec;

    fn context() -> Context {
        let mut context = Context::new(CountryCode::new("IT").unwrap(), "2026-11-21T12:00:00Z".parse().unwrap());
        context.channel = Some(ChannelCode::new("web").unwrap());
        context.destination.region = Some(RegionCode::new("BZ").unwrap());
        context.buyer.groups = vec![GroupCode::new("gold").unwrap(), GroupCode::new("press").unwrap()];
        context.attributes.insert("device".into(), "phone".into());
        context
    }

    fn arm(experiment: &str, arm: &str) -> (ExperimentCode, ArmCode) {
        (ExperimentCode::new(experiment).unwrap(), ArmCode::new(arm).unwrap())
    }

    fn audience(json: &str) -> Audience {
        serde_json::from_str::<Audience>(json).unwrap().ordered()
    }

    #[test]
    fn of_each_list_that_is_said_one_entry_must_hold() {
        let arms = [arm("tees", "b")];
        for (json, holds) in [
            ("{}", true),
            (r#"{"channels":["shop","web"]}"#, true),
            (r#"{"channels":["shop"]}"#, false),
            (r#"{"countries":["IT","DE"]}"#, true),
            (r#"{"countries":["DE"]}"#, false),
            (r#"{"regions":["TN","BZ"]}"#, true),
            (r#"{"regions":["TN"]}"#, false),
            (r#"{"groups":["press","club"]}"#, true),
            (r#"{"groups":["club"]}"#, false),
            (r#"{"attributes":{"device":["tablet","phone"]}}"#, true),
            (r#"{"attributes":{"device":["tablet"]}}"#, false),
            (r#"{"attributes":{"device":["phone"],"campaign":["may"]}}"#, false),
            (r#"{"arms":[["tees","b"],["tees","a"]]}"#, true),
            (r#"{"arms":[["tees","a"]]}"#, false),
            (r#"{"channels":["web"],"countries":["IT"],"groups":["gold"]}"#, true),
            (r#"{"channels":["web"],"countries":["DE"],"groups":["gold"]}"#, false),
        ] {
            assert_eq!(audience(json).holds(&context(), &arms), holds, "{json}");
        }
    }

    #[test]
    fn who_says_nothing_about_a_dimension_is_in_none_of_its_audiences() {
        let guest = Context::new(CountryCode::new("IT").unwrap(), "2026-11-21T12:00:00Z".parse().unwrap());
        for json in [
            r#"{"channels":["web"]}"#,
            r#"{"regions":["BZ"]}"#,
            r#"{"groups":["gold"]}"#,
            r#"{"attributes":{"device":["phone"]}}"#,
            r#"{"arms":[["tees","a"]]}"#,
        ] {
            assert!(!audience(json).holds(&guest, &[]), "{json}");
        }
    }

    #[test]
    fn a_list_counts_once_however_long_and_every_attribute_counts() {
        assert_eq!(audience("{}").dimensions(), 0);
        assert_eq!(audience(r#"{"countries":["IT","DE"]}"#).dimensions(), 1);
        let all = r#"{"channels":["a"],"countries":["IT"],"regions":["BZ"],"groups":["g"],"arms":[["x","a"]],
            "attributes":{"one":["1"],"two":["2"]}}"#;
        assert_eq!(audience(all).dimensions(), 7);
    }

    #[test]
    fn audiences_that_are_alike_are_kept_once() {
        let mut audiences = Audiences::default();
        assert_eq!(audiences.place(&Audience::default()), None);
        assert_eq!(audiences.place(&audience(r#"{"countries":["IT","DE"]}"#)), Some(0));
        assert_eq!(audiences.place(&audience(r#"{"countries":["DE","IT","DE"]}"#)), Some(0));
        assert_eq!(audiences.place(&audience(r#"{"countries":["DE"]}"#)), Some(1));
        assert_eq!(audiences.into_all().len(), 2);
    }
}
