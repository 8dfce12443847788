//! Restrictions, compiled, and what they refuse of a query: looked at once, then asked for each method.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::query::{ParcelGoods, ShippingLine, ShippingQuery};
use super::restriction::{MostGoods, RefusedGoods, RefusedWhy, RestrictedGoods, Restriction, RestrictionLimit};
use super::rules::{ShippingMethod, ShippingPlace};
use super::scene::fits;
use super::zone::Zones;
use crate::id::Sku;
use crate::pricing::RuleProblem;

/// The restrictions of a book, found by where goods go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Restrictions {
    all: Vec<Restriction>,
    /// Where each is in force, by its place.
    places: Zones,
}

impl Restrictions {
    /// Compiles restrictions whose places are named wrongly at worst: the check of the rules has seen to the rest.
    pub(super) fn compile(rules: &[Restriction], problems: &mut Vec<RuleProblem>) -> Self {
        let mut places = Zones::default();
        for (at, rule) in rules.iter().enumerate() {
            let anywhere = [ShippingPlace::default()];
            let to = if rule.to.is_empty() { &anywhere[..] } else { &rule.to };
            places.add((&format!("restrictions[{at}].to"), to), ("", &[]), problems);
        }
        Self { all: rules.to_vec(), places }
    }

    /// What of a query is refused, by whatever method each restriction is about.
    pub(super) fn refuse(&self, query: &ShippingQuery) -> Refused<'_> {
        let mut refused = Refused { by: Vec::new(), hazards: hazards(query) };
        if self.all.is_empty() {
            return refused;
        }
        let mut in_force = self.places.around(&query.to);
        in_force.sort_unstable();
        for rule in in_force.into_iter().filter_map(|at| self.all.get(at)) {
            let goods = judge(rule, query);
            if !goods.is_empty() {
                refused.by.push((rule, goods));
            }
        }
        refused
    }
}

/// What of a query is refused.
#[derive(Debug)]
pub(super) struct Refused<'a> {
    by: Vec<(&'a Restriction, Vec<RefusedGoods>)>,
    /// Dangerous goods by class.
    hazards: Vec<RefusedGoods>,
}

impl Refused<'_> {
    /// Whether a method may carry all goods.
    pub(super) fn allows(&self, method: &ShippingMethod) -> bool {
        !self.hazards.iter().any(|goods| is_untaken(goods, method))
            && !self.by.iter().any(|(rule, _)| is_about(rule, method))
    }

    /// What a method may not carry.
    pub(super) fn of(&self, method: &ShippingMethod) -> Vec<RefusedGoods> {
        let hazards = self.hazards.iter().filter(|goods| is_untaken(goods, method));
        let others = self.by.iter().filter(|(rule, _)| is_about(rule, method)).flat_map(|(_, goods)| goods);
        hazards.chain(others).cloned().collect()
    }
}

fn is_untaken(goods: &RefusedGoods, method: &ShippingMethod) -> bool {
    matches!(goods.why, RefusedWhy::Hazard { class } if !method.hazards.iter().any(|taken| taken.covers(class)))
}

fn is_about(rule: &Restriction, method: &ShippingMethod) -> bool {
    let service = || method.service.as_ref().is_some_and(|own| rule.services.iter().any(|service| service.covers(own)));
    (rule.methods.is_empty() && rule.services.is_empty()) || rule.methods.contains(&method.code) || service()
}

/// Dangerous goods by class, in the order of the query.
fn hazards(query: &ShippingQuery) -> Vec<RefusedGoods> {
    let classes: BTreeSet<_> = query.lines.iter().filter_map(|line| line.hazard).collect();
    let of = |class| RefusedGoods {
        goods: named(query.lines.iter().filter(|line| line.hazard == Some(class))),
        why: RefusedWhy::Hazard { class },
    };
    classes.into_iter().map(of).collect()
}

fn named<'a>(lines: impl Iterator<Item = &'a ShippingLine>) -> Vec<Sku> {
    let mut goods: Vec<Sku> = Vec::new();
    for line in lines {
        if goods.last() != Some(&line.sku) {
            goods.push(line.sku.clone());
        }
    }
    goods
}

fn is_such(goods: &RestrictedGoods, line: &ShippingLine) -> bool {
    let dangerous = |class| goods.hazards.iter().any(|hazard| hazard.meets(class));
    (goods.hazards.is_empty() || line.hazard.is_some_and(dangerous)) && fits(&goods.such, line)
}

/// What a restriction refuses of a query.
fn judge(rule: &Restriction, query: &ShippingQuery) -> Vec<RefusedGoods> {
    if !query.lines.iter().any(|line| is_such(&rule.goods, line)) {
        return Vec::new();
    }
    match &rule.limit {
        RestrictionLimit::Banned {} => {
            let goods = named(query.lines.iter().filter(|line| is_such(&rule.goods, line)));
            vec![RefusedGoods { goods, why: RefusedWhy::Banned { restriction: rule.code.clone() } }]
        }
        RestrictionLimit::InShipment(most) => too_much(rule, most, &all(query), None),
        RestrictionLimit::InParcel(most) => {
            parcels(query).flat_map(|(at, held)| too_much(rule, most, &held, Some(at))).collect()
        }
        RestrictionLimit::Apart(other) => {
            parcels(query).filter_map(|(at, held)| together(rule, other, &held, at)).collect()
        }
    }
}

/// Goods of a parcel: a line, and how many units of it.
type Held<'a> = (&'a ShippingLine, i64);

fn all(query: &ShippingQuery) -> Vec<Held<'_>> {
    query.lines.iter().map(|line| (line, line.quantity.units())).collect()
}

/// What parcels hold, where it is known.
fn parcels(query: &ShippingQuery) -> impl Iterator<Item = (usize, Vec<Held<'_>>)> {
    let is_only = query.parcels.len() == 1;
    query.parcels.iter().enumerate().filter_map(move |(at, parcel)| {
        if parcel.goods.is_empty() {
            return is_only.then(|| (at, all(query)));
        }
        let line = |goods: &ParcelGoods| Some((query.lines.get(goods.line)?, goods.quantity.units()));
        Some((at, parcel.goods.iter().filter_map(line).collect()))
    })
}

fn too_much(rule: &Restriction, most: &MostGoods, held: &[Held<'_>], parcel: Option<usize>) -> Vec<RefusedGoods> {
    let such = || held.iter().filter(|(line, _)| is_such(&rule.goods, line));
    let sum = |one: fn(&ShippingLine, i64) -> i64| {
        such().fold(0_i64, |sum, (line, units)| sum.saturating_add(one(line, *units)))
    };
    let (units, grams) = (sum(|_, units| units), sum(ShippingLine::weight));
    let restriction = || rule.code.clone();
    let many = most.units.filter(|most| units > *most).map(|most| RefusedWhy::TooMany {
        restriction: restriction(),
        most,
        has: units,
        parcel,
    });
    let heavy = most.grams.filter(|most| grams > *most).map(|most| RefusedWhy::TooHeavy {
        restriction: restriction(),
        most,
        has: grams,
        parcel,
    });
    let goods = |why| RefusedGoods { goods: named(such().map(|(line, _)| *line)), why };
    [many, heavy].into_iter().flatten().map(goods).collect()
}

fn together(rule: &Restriction, other: &RestrictedGoods, held: &[Held<'_>], parcel: usize) -> Option<RefusedGoods> {
    let kinds = || held.iter().map(|(line, _)| (is_such(&rule.goods, line), is_such(other, line)));
    let (mut ones, mut others, mut both) = (0_usize, 0_usize, 0_usize);
    for (one, other) in kinds() {
        ones = ones.saturating_add(usize::from(one));
        others = others.saturating_add(usize::from(other));
        both = both.saturating_add(usize::from(one && other));
    }
    // A line that is both is not beside itself.
    let beside = ones > 0 && others > 0 && !(ones == 1 && others == 1 && both == 1);
    beside.then(|| {
        let lines = held.iter().zip(kinds()).filter(|(_, (one, other))| *one || *other);
        let goods = named(lines.map(|((line, _), _)| *line));
        RefusedGoods { goods, why: RefusedWhy::NotTogether { restriction: rule.code.clone(), parcel } }
    })
}
