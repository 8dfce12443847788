//! Conditions, compiled: what a context answers once, and what depends on amounts.

use alloc::boxed::Box;
use alloc::vec::Vec;

use jiff::tz::TimeZone;

use super::filter::{Filter, within};
use super::scene::Scene;
use crate::id::PromotionCode;
use crate::money::Money;
use crate::pricing::basket::{Basket, Context};
use crate::pricing::condition::{ClockTest, Condition, Weekday, any_holds};
use crate::pricing::goods::{Bounds, Count};
use crate::pricing::policy::{Base, PricingPolicy, TaxView};
use crate::pricing::reason::RejectedReason;

/// A condition whose goods are filters of its promotion and whose questions to the context are answered beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// What the context says, by its place among the facts of the promotion.
    Fact(usize),
    Total {
        filter: usize,
        within: Vec<Bounds>,
        base: Base,
        tax: TaxView,
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
    /// Another promotion took something off, by its place in the rules.
    Applied {
        rule: usize,
        code: PromotionCode,
    },
}

/// What a condition asks, apart from amounts: compiled beside its filters and its questions to the context.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) filters: Vec<Filter>,
    pub(crate) facts: Vec<Condition>,
    pub(crate) spares_reduced: bool,
}

impl Parts {
    /// Takes up a filter; answers its place.
    pub(crate) fn filter(&mut self, goods: &crate::pricing::goods::Goods, spares_reduced: bool) -> usize {
        let filter = Filter::new(goods, spares_reduced);
        if let Some(place) = self.filters.iter().position(|other| *other == filter) {
            return place;
        }
        self.filters.push(filter);
        self.filters.len().saturating_sub(1)
    }
}

impl Test {
    /// Compiles a condition; `place_of` knows where other promotions stand.
    pub(crate) fn new(
        condition: &Condition,
        policy: &PricingPolicy,
        parts: &mut Parts,
        place_of: &dyn Fn(&PromotionCode) -> usize,
    ) -> Self {
        let mut each = |list: &[Condition]| -> Vec<Test> {
            list.iter().map(|condition| Self::new(condition, policy, parts, place_of)).collect()
        };
        match condition {
            Condition::All(list) => Self::All(each(list)),
            Condition::Any(list) => Self::Any(each(list)),
            Condition::Not(inner) => Self::Not(Box::new(Self::new(inner, policy, parts, place_of))),
            Condition::Total(test) => Self::Total {
                filter: parts.filter(&test.of, false),
                within: test.within.clone(),
                base: test.base.unwrap_or(policy.threshold),
                tax: test.tax.unwrap_or(policy.threshold_tax),
            },
            Condition::Quantity(test) => Self::Quantity {
                filter: parts.filter(&test.of, false),
                within: test.within,
                on_one_line: test.on_one_line,
            },
            Condition::Weight(test) => Self::Weight { filter: parts.filter(&test.of, false), within: test.within },
            Condition::Applied(code) => Self::Applied { rule: place_of(code), code: code.clone() },
            Condition::Channel(_)
            | Condition::Country(_)
            | Condition::Region(_)
            | Condition::Group(_)
            | Condition::Attribute { .. }
            | Condition::OrderNumber(_)
            | Condition::Coupon(_)
            | Condition::Clock(_)
            | Condition::Arm { .. } => {
                parts.facts.push(condition.clone());
                Self::Fact(parts.facts.len().saturating_sub(1))
            }
        }
    }

    /// Whether it holds whatever there is.
    pub(crate) fn always_holds(&self) -> bool {
        matches!(self, Self::All(list) if list.is_empty())
    }

    /// Whether it holds in a scene, and if not, why.
    pub(crate) fn holds(&self, scene: &Scene<'_>) -> Result<(), RejectedReason> {
        match self {
            Self::All(list) => list.iter().try_for_each(|test| test.holds(scene)),
            Self::Any(list) => any_holds(list, RejectedReason::Forbidden {}, |test| test.holds(scene)),
            Self::Not(test) => match test.holds(scene) {
                Ok(()) => Err(RejectedReason::Forbidden {}),
                Err(_) => Ok(()),
            },
            Self::Fact(place) => scene.fact(*place),
            Self::Total { filter, within, base, tax } => total(within, scene.worth(*filter, *base, *tax), scene),
            Self::Quantity { filter, within, on_one_line } => {
                counted(*within, if *on_one_line { scene.longest(*filter) } else { scene.units(*filter) })
            }
            Self::Weight { filter, within } => {
                let has = scene.grams(*filter);
                if within.holds(has) { Ok(()) } else { Err(RejectedReason::WeightDiffers { has }) }
            }
            Self::Applied { rule, code } => {
                let applied = scene.applied(*rule);
                if applied { Ok(()) } else { Err(RejectedReason::NeedsPromotion { promotion: code.clone() }) }
            }
        }
    }
}

/// Whether goods are worth what one of the ranges says.
fn total(ranges: &[Bounds], minor: i64, scene: &Scene<'_>) -> Result<(), RejectedReason> {
    let here = |range: &&Bounds| range.amounts().all(|amount| amount.currency() == scene.currency);
    let Some(range) = ranges.iter().find(here) else {
        let other = ranges.iter().flat_map(Bounds::amounts).next();
        return other.map_or(Ok(()), |needs| Err(RejectedReason::OtherCurrency { needs: needs.currency() }));
    };
    if within(range, minor, scene.currency) {
        return Ok(());
    }
    let has = Money::from_minor(minor, scene.currency);
    Err(match (range.at_least, range.above, range.at_most.or(range.below)) {
        (Some(needs), _, _) if minor < needs.minor() => RejectedReason::MinimumNotMet { needs, has, exclusive: false },
        (_, Some(needs), _) if minor <= needs.minor() => RejectedReason::MinimumNotMet { needs, has, exclusive: true },
        (_, _, Some(most)) => RejectedReason::MaximumPassed { most, has },
        _ => RejectedReason::Forbidden {},
    })
}

fn counted(count: Count, has: i64) -> Result<(), RejectedReason> {
    match count {
        Count { at_least: Some(needs), .. } if has < needs => Err(RejectedReason::TooFew { needs, has }),
        Count { at_most: Some(most), .. } if has > most => Err(RejectedReason::TooMany { most, has }),
        Count { .. } => Ok(()),
    }
}

/// What a context answers to a question that has nothing to do with amounts.
pub(crate) fn ask(question: &Condition, basket: &Basket, context: &Context, arms: &Arms) -> Option<RejectedReason> {
    let destination = &context.destination;
    let (holds, reason) = match question {
        Condition::Channel(list) => {
            (context.channel.as_ref().is_some_and(|channel| list.contains(channel)), RejectedReason::OtherChannel {})
        }
        Condition::Country(list) => (list.contains(&destination.country), RejectedReason::OtherDestination {}),
        Condition::Region(list) => (
            destination.region.as_ref().is_some_and(|region| list.contains(region)),
            RejectedReason::OtherDestination {},
        ),
        Condition::Group(list) => {
            (context.buyer.groups.iter().any(|group| list.contains(group)), RejectedReason::NotInGroup {})
        }
        Condition::Attribute { name, values } => (
            context.attributes.get(name).is_some_and(|value| values.contains(value)),
            RejectedReason::OtherAttribute { name: name.clone() },
        ),
        Condition::OrderNumber(count) => {
            let has = context.buyer.orders.map(|orders| orders.saturating_add(1));
            (has.is_some_and(|has| count.holds(has)), RejectedReason::OtherOrderNumber { has })
        }
        Condition::Coupon(list) => {
            (basket.coupons.iter().any(|coupon| list.contains(coupon)), RejectedReason::NoCoupon {})
        }
        Condition::Clock(test) => (test.shows(context), RejectedReason::NotAtThisTime {}),
        Condition::Arm { experiment, arm } => (
            arms.iter().any(|(in_experiment, in_arm)| in_experiment == experiment && in_arm == arm),
            RejectedReason::OtherArm { experiment: experiment.clone() },
        ),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Total(_)
        | Condition::Quantity(_)
        | Condition::Weight(_)
        | Condition::Applied(_) => (false, RejectedReason::Forbidden {}),
    };
    (!holds).then_some(reason)
}

/// The arms of experiments that a buyer is in.
pub(crate) type Arms = Vec<(crate::id::ExperimentCode, crate::id::ArmCode)>;

impl ClockTest {
    /// The zone whose clock is meant; none where its text is no zone.
    pub(crate) fn time_zone(&self) -> Option<TimeZone> {
        TimeZone::posix(&self.zone).ok()
    }

    /// Whether the clock shows it at the instant of a context.
    fn shows(&self, context: &Context) -> bool {
        let Some(zone) = self.time_zone() else { return false };
        let local = zone.to_datetime(context.at);
        let minute = u16::try_from(i32::from(local.hour()).saturating_mul(60).saturating_add(local.minute().into()));
        let minute = minute.unwrap_or_default();
        let (from, until) = (self.from_minute.unwrap_or(0), self.until_minute.unwrap_or(24 * 60));
        let past_midnight = until <= from;
        let in_hours = if past_midnight { minute >= from || minute < until } else { minute >= from && minute < until };
        // A night belongs to the day on which it began.
        let began = if past_midnight && minute < until { local.date().yesterday().ok() } else { Some(local.date()) };
        let on_day = |date: jiff::civil::Date| self.days.is_empty() || self.days.contains(&Weekday::of(date.weekday()));
        in_hours && began.is_some_and(on_day)
    }
}
