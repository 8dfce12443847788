//! Rules of eligibility, compiled: goods are filters of the book, zones are places in it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::reason::ShippingReason;
use super::scene::Scene;
use super::when::{ShippingRule, SizeBounds};
use crate::id::ZoneCode;
use crate::money::Money;
use crate::pricing::{Bounds, Count, Goods, TaxView, any_holds};

/// A rule that can be looked at without looking anything up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Total {
        filter: usize,
        within: Vec<Bounds>,
        tax: Option<TaxView>,
    },
    Quantity {
        filter: usize,
        within: Count,
        on_one_line: bool,
    },
    Weight {
        filter: usize,
        within: Count,
    },
    Only(usize),
    Contains(usize),
    Distance(Count),
    Zone(Vec<usize>),
    Fits(SizeBounds),
    /// What the query says, as it was asked.
    Said(ShippingRule),
}

impl Condition {
    /// Compiles a rule. A zone that there is none of never holds: the check of the rules has named it.
    pub(super) fn new(
        rule: &ShippingRule,
        filters: &mut Vec<Goods>,
        zone: &dyn Fn(&ZoneCode) -> Option<usize>,
    ) -> Self {
        let mut filter = |goods: &Goods| {
            filters.iter().position(|other| other == goods).unwrap_or_else(|| {
                filters.push(goods.clone());
                filters.len().saturating_sub(1)
            })
        };
        match rule {
            ShippingRule::All(list) => Self::All(list.iter().map(|rule| Self::new(rule, filters, zone)).collect()),
            ShippingRule::Any(list) => Self::Any(list.iter().map(|rule| Self::new(rule, filters, zone)).collect()),
            ShippingRule::Not(inner) => Self::Not(Box::new(Self::new(inner, filters, zone))),
            ShippingRule::Total(test) => {
                Self::Total { filter: filter(&test.of), within: test.within.clone(), tax: test.tax }
            }
            ShippingRule::Quantity(test) => {
                Self::Quantity { filter: filter(&test.of), within: test.within, on_one_line: test.on_one_line }
            }
            ShippingRule::Weight(test) => Self::Weight { filter: filter(&test.of), within: test.within },
            ShippingRule::Only(goods) => Self::Only(filter(goods)),
            ShippingRule::Contains(goods) => Self::Contains(filter(goods)),
            ShippingRule::Distance(within) => Self::Distance(*within),
            ShippingRule::Zone(codes) => Self::Zone(codes.iter().filter_map(zone).collect()),
            ShippingRule::Fits(bounds) => Self::Fits(*bounds),
            ShippingRule::Channel(_)
            | ShippingRule::Group(_)
            | ShippingRule::Attribute { .. }
            | ShippingRule::Number { .. } => Self::Said(rule.clone()),
        }
    }

    /// Whether it holds, and if not, why. Nothing is allocated.
    pub(super) fn holds(&self, scene: &Scene<'_>) -> Result<(), ShippingReason> {
        match self {
            Self::All(list) => list.iter().try_for_each(|test| test.holds(scene)),
            Self::Any(list) => any_holds(list, ShippingReason::Forbidden {}, |test| test.holds(scene)),
            Self::Not(test) => need(test.holds(scene).is_err(), ShippingReason::Forbidden {}),
            Self::Total { filter, within, tax } => total(within, scene.worth(&scene.sums(*filter), *tax), scene),
            Self::Quantity { filter, within, on_one_line } => {
                let sums = scene.sums(*filter);
                counted(*within, if *on_one_line { sums.most_units } else { sums.units })
            }
            Self::Weight { filter, within } => {
                let has = scene.sums(*filter).grams;
                need(within.holds(has), ShippingReason::WeightDiffers { has })
            }
            Self::Only(filter) => {
                need(scene.sums(*filter).lines == scene.query.lines.len(), ShippingReason::OtherGoods {})
            }
            Self::Contains(filter) => need(scene.sums(*filter).lines > 0, ShippingReason::GoodsMissing {}),
            Self::Distance(within) => {
                let has = scene.distance.map(|distance| i64::try_from(distance).unwrap_or(i64::MAX));
                need(has.is_some_and(|has| within.holds(has)), ShippingReason::DistanceDiffers { has })
            }
            Self::Zone(zones) => {
                need(zones.iter().any(|zone| scene.around.contains(zone)), ShippingReason::OtherDestination {})
            }
            Self::Fits(bounds) => {
                let unfit = scene.query.parcels.iter().position(|parcel| !bounds.holds(parcel));
                unfit.map_or(Ok(()), |parcel| Err(ShippingReason::ParcelUnfit { parcel }))
            }
            Self::Said(rule) => said(rule, scene),
        }
    }
}

fn need(holds: bool, reason: ShippingReason) -> Result<(), ShippingReason> {
    if holds { Ok(()) } else { Err(reason) }
}

fn said(rule: &ShippingRule, scene: &Scene<'_>) -> Result<(), ShippingReason> {
    let query = scene.query;
    let (holds, reason) = if let ShippingRule::Channel(list) = rule {
        (query.channel.as_ref().is_some_and(|channel| list.contains(channel)), ShippingReason::OtherChannel {})
    } else if let ShippingRule::Group(list) = rule {
        (query.groups.iter().any(|group| list.contains(group)), ShippingReason::NotInGroup {})
    } else if let ShippingRule::Attribute { name, values } = rule {
        let holds = query.attributes.get(name).is_some_and(|value| values.contains(value));
        (holds, ShippingReason::OtherAttribute { name: name.clone() })
    } else if let ShippingRule::Number { name, within } = rule {
        let holds = query.numbers.get(name).is_some_and(|number| within.holds(*number));
        (holds, ShippingReason::OtherAttribute { name: name.clone() })
    } else {
        (false, ShippingReason::Forbidden {})
    };
    need(holds, reason)
}

/// Whether goods are worth what one of the ranges says.
fn total(ranges: &[Bounds], minor: i64, scene: &Scene<'_>) -> Result<(), ShippingReason> {
    let currency = scene.query.currency;
    let here = |range: &&Bounds| range.amounts().all(|amount| amount.currency() == currency);
    let Some(range) = ranges.iter().find(here) else {
        let other = ranges.iter().flat_map(Bounds::amounts).next();
        return other.map_or(Ok(()), |needs| Err(ShippingReason::OtherCurrency { needs: needs.currency() }));
    };
    let has = Money::from_minor(minor, currency);
    let below = |needs: Money| ShippingReason::MinimumNotMet { needs, has };
    let above = |most: Money| ShippingReason::MaximumPassed { most, has };
    match *range {
        Bounds { at_least: Some(needs), .. } if minor < needs.minor() => Err(below(needs)),
        Bounds { above: Some(needs), .. } if minor <= needs.minor() => Err(below(needs)),
        Bounds { at_most: Some(most), .. } if minor > most.minor() => Err(above(most)),
        Bounds { below: Some(most), .. } if minor >= most.minor() => Err(above(most)),
        Bounds { .. } => Ok(()),
    }
}

fn counted(count: Count, has: i64) -> Result<(), ShippingReason> {
    match count {
        Count { at_least: Some(needs), .. } if has < needs => Err(ShippingReason::TooFew { needs, has }),
        Count { at_most: Some(most), .. } if has > most => Err(ShippingReason::TooMany { most, has }),
        Count { .. } => Ok(()),
    }
}
