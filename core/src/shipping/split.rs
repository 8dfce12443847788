//! Which goods leave together: one plan of shipments out of goods at many places, that are there on many days, some of which must
//! not meet.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::parcel::parcels_by_weight;
use crate::id::LocationCode;
use crate::limits;
use crate::omit::is_default;
use crate::refusal::Refusal;

/// Goods that are to leave, and what keeps them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitRequest {
    /// The day on which it is planned.
    pub today: Date,
    /// The goods.
    pub goods: Vec<SplitGoods>,
    /// For so many days goods that are there wait for others; at 0 all that is there leaves at once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub wait_days: u16,
    /// No shipment is heavier, unless one unit is, in grams; any weight when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_grams: Option<u64>,
    /// Tags that never go together, two by two; at most [`limits::APART_TAGS`] pairs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<[String; 2]>,
    /// Tags whose goods go with nothing that has not the same; at most [`limits::APART_TAGS`].
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub alone: BTreeSet<String>,
    /// Tags whose goods leave from these places only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub only_from: BTreeMap<String, BTreeSet<LocationCode>>,
}

/// Goods of one kind at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitGoods {
    /// Where they are, or will be.
    pub location: LocationCode,
    /// How many units.
    pub units: u32,
    /// From which day on they are there; already when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_on: Option<Date>,
    /// What one unit weighs, in grams.
    #[serde(default, skip_serializing_if = "is_default")]
    pub grams: u32,
    /// What restrictions speak of: `battery`, `perfume`, `frozen`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
}

/// What leaves together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedShipment {
    /// From where.
    pub from: LocationCode,
    /// On which day: once all of it is there.
    pub leaves_on: Date,
    /// Which goods.
    pub goods: Vec<PlannedGoods>,
    /// What they weigh, in grams.
    pub grams: u64,
    /// Why it goes apart from others; empty for what goes with nothing left behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<ApartWhy>,
}

/// Units of goods in a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedGoods {
    /// Which: their place among those that were given, from 0 on.
    pub goods: usize,
    /// How many units of them.
    pub units: u32,
}

/// Why goods go apart, in the order in which they are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApartWhy {
    /// Others are at another place.
    Place,
    /// Others are there on a day for which these do not wait.
    Availability,
    /// Others must not go with them.
    Restriction,
    /// All of them together are too heavy.
    Weight,
}

/// Goods that may not leave from where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsentGoods {
    /// Which: their place among those that were given, from 0 on.
    pub goods: usize,
    /// The tag that says so.
    pub tag: String,
}

/// A plan: every unit is in one shipment, or its goods may not leave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitPlan {
    /// What leaves together, by place and day.
    pub shipments: Vec<PlannedShipment>,
    /// What may not leave from where it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsent: Vec<UnsentGoods>,
}

/// Parts goods into shipments: by place; then by day, where those that are there first wait for as many others as they may; then
/// by what must not meet, each into the first shipment where it meets nothing of the kind; then by weight, as [`parcels_by_weight`]
/// does. The same request has the same plan.
///
/// # Errors
///
/// `limit.exceeded` for more than [`limits::LINES`] goods or [`limits::PACKED_UNITS`] units, and for more tags that are kept apart than
/// [`limits::APART_TAGS`].
///
/// ```
/// use fondaco::shipping::{ApartWhy, SplitRequest, split};
///
/// let request: SplitRequest = serde_json::from_str(r#"{"today": "2026-11-21", "goods": [
///     {"location": "genova", "units": 2},
///     {"location": "genova", "units": 1, "available_on": "2026-12-24"},
///     {"location": "pisa", "units": 1}]}"#)?;
/// let plan = split(&request)?;
/// assert_eq!(plan.shipments.len(), 3);
/// assert_eq!(plan.shipments[0].why, [ApartWhy::Place, ApartWhy::Availability]);
/// assert_eq!(plan.shipments[2].why, [ApartWhy::Place]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn split(request: &SplitRequest) -> Result<SplitPlan, Refusal> {
    limits::count("goods", request.goods.len(), limits::LINES)?;
    let units = request.goods.iter().map(|goods| usize::try_from(goods.units).unwrap_or(usize::MAX));
    limits::count("units", units.fold(0, usize::saturating_add), limits::PACKED_UNITS)?;
    limits::count("pairs of tags in `apart`", request.apart.len(), limits::APART_TAGS)?;
    limits::count("tags in `alone`", request.alone.len(), limits::APART_TAGS)?;
    let mut plan = SplitPlan::default();
    let mut places: BTreeMap<&LocationCode, Group<'_>> = BTreeMap::new();
    for (place, goods) in request.goods.iter().enumerate() {
        if let Some(tag) = request.unsent(goods) {
            plan.unsent.push(UnsentGoods { goods: place, tag: tag.clone() });
        } else if goods.units > 0 {
            places.entry(&goods.location).or_default().push((place, goods));
        }
    }
    for (from, group, why) in parted(places.into_iter(), &[], ApartWhy::Place) {
        let days = request.by_day(group).into_iter();
        for (leaves_on, group, why) in parted(days, &why, ApartWhy::Availability) {
            let kinds = request.by_restriction(group).into_iter().map(|group| ((), group));
            for ((), group, why) in parted(kinds, &why, ApartWhy::Restriction) {
                let parcels = request.by_weight(&group).into_iter().map(|parcel| ((), parcel));
                for ((), (goods, grams), why) in parted(parcels, &why, ApartWhy::Weight) {
                    plan.shipments.push(PlannedShipment { from: from.clone(), leaves_on, goods, grams, why });
                }
            }
        }
    }
    Ok(plan)
}

/// Goods with their places among those that were given.
type Group<'a> = Vec<(usize, &'a SplitGoods)>;

/// The parts of something, each with why it is apart: one reason more where there are several.
fn parted<K, G>(
    parts: impl ExactSizeIterator<Item = (K, G)>,
    before: &[ApartWhy],
    reason: ApartWhy,
) -> Vec<(K, G, Vec<ApartWhy>)> {
    let mut why = before.to_vec();
    why.extend((parts.len() > 1).then_some(reason));
    parts.map(|(key, group)| (key, group, why.clone())).collect()
}

/// What goods have of the tags that are kept apart, a bit for each, so that many goods are looked at as one.
#[derive(Debug, Clone, Copy)]
struct Company {
    /// The first tags of pairs.
    left: u128,
    /// The second ones.
    right: u128,
    /// Those that go alone.
    alone: u128,
}

impl Company {
    fn may_meet(self, other: Self) -> bool {
        self.alone == other.alone && self.left & other.right == 0 && self.right & other.left == 0
    }

    fn with(self, other: Self) -> Self {
        Self { left: self.left | other.left, right: self.right | other.right, alone: self.alone }
    }
}

// As many as there may be of one kind have a bit each.
const _: () = assert!(limits::APART_TAGS <= 128);

fn bits(all: impl Iterator<Item = bool>) -> u128 {
    all.fold(0, |bits, bit| bits.rotate_left(1) | u128::from(bit))
}

impl SplitRequest {
    /// The tag by which goods may not leave from where they are.
    fn unsent<'a>(&self, goods: &'a SplitGoods) -> Option<&'a String> {
        let is_elsewhere = |tag: &&String| self.only_from.get(*tag).is_some_and(|from| !from.contains(&goods.location));
        goods.tags.iter().find(is_elsewhere)
    }

    fn day(&self, goods: &SplitGoods) -> Date {
        goods.available_on.map_or(self.today, |day| day.max(self.today))
    }

    /// Goods by the day on which they leave. Those that are there first wait for all that come while they may wait, which makes the
    /// fewest shipments.
    fn by_day<'a>(&self, mut group: Group<'a>) -> Vec<(Date, Group<'a>)> {
        group.sort_by_key(|(_, goods)| self.day(goods));
        let mut days: Vec<(Date, Date, Group<'a>)> = Vec::new();
        for item in group {
            let day = self.day(item.1);
            match days.last_mut().filter(|(_, until, _)| day <= *until) {
                Some((leaves, _, group)) => {
                    *leaves = day;
                    group.push(item);
                }
                None => days.push((day, day.saturating_add(i64::from(self.wait_days).days()), vec![item])),
            }
        }
        days.into_iter().map(|(leaves, _, group)| (leaves, group)).collect()
    }

    /// Goods by what may meet: each goes where it meets nothing that it must not, the first such place.
    fn by_restriction<'a>(&self, mut group: Group<'a>) -> Vec<Group<'a>> {
        group.sort_by_key(|(place, _)| *place);
        let mut kinds: Vec<(Company, Group<'a>)> = Vec::new();
        for item in group {
            let company = self.company(item.1);
            match kinds.iter_mut().find(|(others, _)| company.may_meet(*others)) {
                Some((others, kind)) => {
                    *others = others.with(company);
                    kind.push(item);
                }
                None => kinds.push((company, vec![item])),
            }
        }
        kinds.into_iter().map(|(_, kind)| kind).collect()
    }

    fn company(&self, goods: &SplitGoods) -> Company {
        let has = |tag: &String| goods.tags.contains(tag);
        Company {
            left: bits(self.apart.iter().map(|[left, _]| has(left))),
            right: bits(self.apart.iter().map(|[_, right]| has(right))),
            alone: bits(self.alone.iter().map(has)),
        }
    }

    /// Units of goods by weight, and what they weigh.
    fn by_weight(&self, group: &Group<'_>) -> Vec<(Vec<PlannedGoods>, u64)> {
        let each = |(place, goods): &(usize, &SplitGoods)| {
            let units = usize::try_from(goods.units).unwrap_or(usize::MAX);
            core::iter::repeat_n((*place, goods.grams), units)
        };
        let units: Vec<(usize, u32)> = group.iter().flat_map(each).collect();
        let grams: Vec<u32> = units.iter().map(|(_, grams)| *grams).collect();
        let parcels = parcels_by_weight(&grams, self.most_grams.unwrap_or(u64::MAX)).into_iter();
        let planned = parcels.map(|parcel| {
            let mut goods: BTreeMap<usize, u32> = BTreeMap::new();
            for (place, _) in parcel.units.iter().filter_map(|unit| units.get(*unit)) {
                let count = goods.entry(*place).or_default();
                *count = count.saturating_add(1);
            }
            let goods = goods.into_iter().map(|(goods, units)| PlannedGoods { goods, units }).collect();
            (goods, parcel.grams)
        });
        planned.collect()
    }
}

#[cfg(test)]
mod tests;
