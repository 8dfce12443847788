//! Promotions, compiled.

use alloc::vec::Vec;

use super::filter::Filter;
use super::test::{Parts, Test};
use crate::id::{ChargeCode, GroupCode, PromotionCode};
use crate::money::{Currency, Money, Rate};
use crate::pricing::condition::Condition;
use crate::pricing::policy::{PricingPolicy, Sequence};
use crate::pricing::promotion::{
    Action, BuyGet, Caps, Discount, Gift, Limits, Off, Promotion, Stacking, Step, StepBy, StepOff, Target, Units,
};
use crate::title::Title;

/// When an action has its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Catalog,
    BuyGet,
    Line,
    Order,
    Shipping,
}

/// A promotion whose goods are filters and whose condition is a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) code: PromotionCode,
    pub(crate) title: Title,
    pub(crate) filters: Vec<Filter>,
    pub(crate) facts: Vec<Condition>,
    pub(crate) test: Test,
    pub(crate) turns: Vec<Turn>,
    pub(crate) stacking: Stacking,
    pub(crate) caps: Caps,
    pub(crate) limits: Limits,
}

/// Actions of a promotion that have their turn together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// When: the phase, the lane, the priority downwards, the place in the rules.
    pub(crate) rank: (Phase, i32, i64, usize),
    pub(crate) actions: Vec<Act>,
}

/// An action whose goods are filters of its promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "compiled once, and read by reference")]
pub(crate) enum Act {
    Discount(Cutting),
    BuyGet { buy: usize, get: usize, rule: BuyGet },
    Bundle { parts: Vec<(usize, i64)>, off: StepOff, sets: Option<i64> },
    Gift { gift: Gift, for_every: Option<(usize, i64)> },
}

/// A discount whose goods are a filter of its promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cutting {
    pub(crate) on: Target,
    pub(crate) off: Off,
    pub(crate) filter: usize,
    pub(crate) units: Option<Units>,
    pub(crate) charges: Vec<ChargeCode>,
}

impl Rule {
    /// Compiles a promotion that has been checked.
    pub(crate) fn new(
        promotion: &Promotion,
        place: usize,
        policy: &PricingPolicy,
        place_of: &dyn Fn(&PromotionCode) -> usize,
    ) -> Self {
        let mut parts = Parts { spares_reduced: promotion.spares_reduced, ..Parts::default() };
        let test = Test::new(&promotion.when, policy, &mut parts, place_of);
        let mut turns: Vec<Turn> = Vec::new();
        for action in &promotion.actions {
            let phase = phase_of(action, policy.sequence);
            let rank = (phase, promotion.lane, i64::from(promotion.priority).saturating_neg(), place);
            let act = Act::new(action, &mut parts);
            match turns.iter_mut().find(|turn| turn.rank == rank) {
                Some(turn) => turn.actions.push(act),
                None => turns.push(Turn { rank, actions: alloc::vec![act] }),
            }
        }
        Self {
            code: promotion.code.clone(),
            title: promotion.title.clone(),
            filters: parts.filters,
            facts: parts.facts,
            test,
            turns,
            stacking: promotion.stacking.clone(),
            caps: promotion.caps.clone(),
            limits: promotion.limits.clone(),
        }
    }

    /// The group in which it excludes others.
    pub(crate) fn group(&self) -> Option<&GroupCode> {
        match &self.stacking {
            Stacking::ExclusiveIn(group) => Some(group),
            Stacking::Combinable | Stacking::Exclusive => None,
        }
    }

    /// Whether it sets prices in the shop window.
    pub(crate) fn is_catalog(&self) -> bool {
        self.turns.iter().any(|turn| turn.rank.0 == Phase::Catalog)
    }
}

/// When a promotion has its first turn.
pub(crate) fn first_rank(
    promotion: &Promotion,
    place: usize,
    policy: &PricingPolicy,
) -> Option<(Phase, i32, i64, usize)> {
    let rank = |action| {
        let phase = phase_of(action, policy.sequence);
        (phase, promotion.lane, i64::from(promotion.priority).saturating_neg(), place)
    };
    promotion.actions.iter().map(rank).min()
}

/// The phase of an action under a sequence.
fn phase_of(action: &Action, sequence: Sequence) -> Phase {
    let own = match action {
        Action::Discount(discount) => match discount.on {
            Target::Price => Phase::Catalog,
            Target::Unit | Target::Line => Phase::Line,
            Target::Order | Target::OrderAndShipping => Phase::Order,
            Target::Shipping | Target::ShippingTogether => Phase::Shipping,
        },
        Action::BuyGet(_) if sequence == Sequence::BuyGetFirst => Phase::BuyGet,
        Action::BuyGet(_) | Action::Bundle(_) | Action::Gift(_) => Phase::Line,
    };
    if sequence == Sequence::Priority && own != Phase::Catalog { Phase::Line } else { own }
}

impl Act {
    fn new(action: &Action, parts: &mut Parts) -> Self {
        let spares = parts.spares_reduced;
        match action {
            Action::Discount(Discount { on, off, goods, units, charges }) => Self::Discount(Cutting {
                on: *on,
                off: off.clone(),
                filter: parts.filter(goods, spares && *on != Target::Price),
                units: units.clone(),
                charges: charges.clone(),
            }),
            Action::BuyGet(rule) => Self::BuyGet {
                buy: parts.filter(&rule.buy, false),
                get: parts.filter(&rule.get, spares),
                rule: rule.clone(),
            },
            Action::Bundle(bundle) => Self::Bundle {
                parts: bundle.parts.iter().map(|part| (parts.filter(&part.goods, spares), part.quantity)).collect(),
                off: bundle.off.clone(),
                sets: bundle.sets,
            },
            Action::Gift(gift) => Self::Gift {
                gift: gift.clone(),
                for_every: gift.for_every.as_ref().map(|every| (parts.filter(&every.of, false), every.quantity)),
            },
        }
    }
}

/// How much is taken off, in the currency of the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Percent(Rate),
    Amount(i64),
    Price(i64),
    /// For the first unit, each further one, and how many at most.
    Units(i64, i64, i64),
}

/// The amount of a currency among amounts of several.
pub(crate) fn amount_in(amounts: &[Money], currency: Currency) -> Option<i64> {
    amounts.iter().find(|amount| amount.currency() == currency).map(Money::minor)
}

impl Cut {
    /// How much a step takes off; `None` if it has no amount in this currency.
    pub(crate) fn of_step(off: &StepOff, currency: Currency) -> Option<Self> {
        match off {
            StepOff::Percent(rate) => Some(Self::Percent(*rate)),
            StepOff::Amount(amounts) => amount_in(amounts, currency).map(Self::Amount),
            StepOff::Price(prices) => amount_in(prices, currency).map(Self::Price),
        }
    }

    /// How much is taken off; `reached` says how far the measure of a step has come.
    pub(crate) fn of(off: &Off, currency: Currency, reached: impl Fn(StepBy) -> i64) -> Option<Self> {
        match off {
            Off::Percent(rate) => Some(Self::Percent(*rate)),
            Off::Amount(amounts) => amount_in(amounts, currency).map(Self::Amount),
            Off::Price(prices) => amount_in(prices, currency).map(Self::Price),
            Off::Units { first, further, at_most } => Some(Self::Units(
                amount_in(first, currency)?,
                amount_in(further, currency)?,
                at_most.unwrap_or(i64::MAX),
            )),
            Off::Steps(steps) => {
                let has = reached(steps.by);
                let step = steps.steps.partition_point(|step: &Step| step.from <= has).checked_sub(1);
                let step = step.and_then(|place| steps.steps.get(place)).map(|step| &step.off);
                step.or(steps.base.as_ref()).and_then(|off| Self::of_step(off, currency))
            }
        }
    }
}
