//! The plan itself: a pure function of what is wanted, what each place can give, and the rules.
//!
//! What is on hand anywhere comes before what is still to come anywhere. Lines of one SKU draw on the same units. A kit is
//! served in whole kits, each with all of its parts from one place; kits are served before single goods, those of more
//! parts first, so that a single line does not take the part that a kit needs there. Beyond that nothing is tried twice:
//! the work grows as lines times places, and with the logarithm of places where each line has an order of its own.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::cover::fewest;
use super::{Allocation, Because, Chosen, Demand, Gives, Keep, Need, Short, Snapshot, Sourcing, SourcingTerms, Supply};
use crate::id::LocationCode;
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// Plans which place serves what, and says why; or says what is short, where not all can be served.
pub fn source(
    demands: &[Demand<'_>],
    snapshot: &Snapshot<'_>,
    terms: SourcingTerms<'_>,
) -> Result<Result<Vec<Chosen>, Vec<Short>>, Refusal> {
    let mut planner = Planner::new(demands, snapshot, terms);
    if terms.keep == Some(Keep::Order) {
        planner.serve_from_one();
    } else {
        planner.serve(false, None);
        planner.serve(true, None);
    }
    let short: Vec<Short> = planner.short().collect();
    if short.is_empty() { planner.choices().map(Ok) } else { Ok(Err(short)) }
}

/// A plan in the making.
struct Planner<'a> {
    demands: &'a [Demand<'a>],
    snapshot: &'a Snapshot<'a>,
    terms: SourcingTerms<'a>,
    /// Where each need of each demand stands among the SKUs.
    goods: Vec<Vec<usize>>,
    /// What is left to give: a row of places for each SKU.
    gives: Vec<Gives>,
    /// The demands in the order in which they are served.
    turns: Vec<usize>,
    /// What each rule makes of each place: less is better. Empty where it depends on the line.
    scores: Vec<Vec<u64>>,
    /// Places in order, where that is the same for all lines.
    order: Option<Vec<usize>>,
    /// What is not served yet of each demand.
    left: Vec<i64>,
    taken: Vec<Taken>,
}

/// Units of a demand that a place serves.
#[derive(Debug, Clone)]
struct Taken {
    demand: usize,
    place: usize,
    units: i64,
    /// How many units of each need are on hand; the rest is to come.
    on_hand: Vec<i64>,
    because: Because,
}

impl<'a> Planner<'a> {
    fn new(demands: &'a [Demand<'a>], snapshot: &'a Snapshot<'a>, terms: SourcingTerms<'a>) -> Self {
        let sku_of = |need: &Need<'_>| snapshot.skus.binary_search(&need.sku).unwrap_or(usize::MAX);
        let goods = demands.iter().map(|demand| demand.needs.iter().map(sku_of).collect()).collect();
        let mut gives = Vec::with_capacity(snapshot.skus.len().saturating_mul(snapshot.places.len()));
        for sku in 0..snapshot.skus.len() {
            gives.extend(snapshot.places.iter().map(|place| {
                let Gives { on_hand, backorder } = place.gives.get(sku).copied().unwrap_or_default();
                Gives { on_hand: on_hand.max(0), backorder: backorder.max(0) }
            }));
        }
        let mut turns: Vec<usize> = (0..demands.len()).collect();
        turns.sort_by_key(|demand| demands.get(*demand).map(Demand::turn));
        let left = demands.iter().map(|demand| demand.units).collect();
        let mut planner = Self {
            demands,
            snapshot,
            terms,
            goods,
            gives,
            turns,
            scores: Vec::new(),
            order: None,
            left,
            taken: Vec::new(),
        };
        // The last rule first: the set of the fewest parcels is chosen among equals by the rules behind it.
        let mut later = Vec::new();
        for rule in terms.rules.iter().rev() {
            let score = planner.score(*rule, &later);
            later.insert(0, score);
        }
        planner.scores = later;
        if !terms.rules.contains(&Sourcing::MostStock) {
            planner.order = Some(planner.sorted(None));
        }
        planner
    }

    fn places(&self) -> usize {
        self.snapshot.places.len()
    }

    fn gives(&self, sku: usize, place: usize) -> Gives {
        let at = sku.saturating_mul(self.places()).saturating_add(place);
        self.gives.get(at).copied().unwrap_or_default()
    }

    /// What a rule makes of every place.
    fn score(&self, rule: Sourcing, later: &[Vec<u64>]) -> Vec<u64> {
        let places = || self.snapshot.places.iter();
        match rule {
            Sourcing::Priority => places().map(|place| place.priority.into()).collect(),
            Sourcing::MostStock => Vec::new(),
            Sourcing::Nearest => places()
                .map(|place| match (self.terms.destination, place.position) {
                    (Some(to), Some(from)) => from.apart(to),
                    (Some(_), None) => u64::MAX,
                    (None, _) => 0,
                })
                .collect(),
            Sourcing::Cheapest => places().map(|place| place.cost.unwrap_or(u64::MAX)).collect(),
            Sourcing::KeepTogether => {
                let wanted = self.wanted();
                let lacks = |place| wanted.iter().any(|(sku, units)| self.gives(*sku, place).on_hand < *units);
                (0..self.places()).map(|place| u64::from(lacks(place))).collect()
            }
            Sourcing::FewestParcels => {
                let mut order: Vec<usize> = (0..self.places()).collect();
                order.sort_by(|a, b| compared(later.iter(), *a, *b).map_or(Ordering::Equal, |(_, order)| order));
                let rows: Vec<(Vec<i64>, i64)> = self
                    .wanted()
                    .into_iter()
                    .map(|(sku, units)| (order.iter().map(|place| self.gives(sku, *place).on_hand).collect(), units))
                    .collect();
                let chosen = fewest(&rows, order.len());
                let mut scores = vec![1; self.places()];
                for place in chosen.into_iter().filter_map(|nth| order.get(nth)) {
                    if let Some(score) = scores.get_mut(*place) {
                        *score = 0;
                    }
                }
                scores
            }
        }
    }

    /// What all lines want together of each SKU whose stock is counted.
    fn wanted(&self) -> Vec<(usize, i64)> {
        let mut wanted = vec![0_i64; self.snapshot.skus.len()];
        for (demand, goods) in self.demands.iter().zip(&self.goods) {
            for (need, sku) in demand.needs.iter().zip(goods).filter(|(need, _)| !need.untracked) {
                if let Some(sum) = wanted.get_mut(*sku) {
                    *sum = sum.saturating_add(need.each.saturating_mul(demand.units));
                }
            }
        }
        wanted.into_iter().enumerate().filter(|(_, units)| *units > 0).collect()
    }

    /// The places in order, for all lines or for one.
    fn sorted(&self, demand: Option<usize>) -> Vec<usize> {
        let most = demand.map_or(Vec::new(), |demand| self.least_stock(demand));
        let is_first = |place: usize| self.terms.collect_at.is_some() && self.location(place) == self.terms.collect_at;
        let mut order: Vec<usize> = (0..self.places()).collect();
        order.sort_by(|a, b| {
            is_first(*b).cmp(&is_first(*a)).then_with(|| {
                let scores = self.scores.iter().map(|scores| if scores.is_empty() { &most } else { scores });
                compared(scores, *a, *b).map_or(Ordering::Equal, |(_, order)| order)
            })
        });
        order
    }

    /// The score of places by stock: what has most has least.
    fn least_stock(&self, demand: usize) -> Vec<u64> {
        let stock = |place| u64::try_from(self.room(demand, place, false)).unwrap_or(0);
        (0..self.places()).map(|place| u64::MAX.saturating_sub(stock(place))).collect()
    }

    fn location(&self, place: usize) -> Option<&'a LocationCode> {
        self.snapshot.places.get(place).map(|place| place.location)
    }

    /// How many of a demand a place can still give: of what no place counts, all that is not served yet.
    fn room(&self, demand: usize, place: usize, backorder: bool) -> i64 {
        let (Some(wanted), Some(goods), Some(left)) =
            (self.demands.get(demand), self.goods.get(demand), self.left.get(demand))
        else {
            return 0;
        };
        if wanted.only_at.is_some() && wanted.only_at != self.location(place) {
            return 0;
        }
        let counted = wanted.needs.iter().zip(goods).filter(|(need, _)| !need.untracked);
        let rooms = counted.map(|(need, sku)| {
            let Gives { on_hand, backorder: more } = self.gives(*sku, place);
            let units = if backorder { on_hand.saturating_add(more) } else { on_hand };
            units.checked_div(need.each).unwrap_or(0)
        });
        rooms.min().unwrap_or(*left)
    }

    /// Serves what is left, from what is on hand or also from what is to come; at all places or at one.
    fn serve(&mut self, backorder: bool, only: Option<usize>) {
        for demand in self.turns.clone() {
            if self.left.get(demand).is_none_or(|left| *left == 0) {
                continue;
            }
            let own;
            let order = match (only, &self.order) {
                (Some(place), _) => vec![place],
                (None, Some(order)) => order.clone(),
                (None, None) => {
                    own = self.sorted(Some(demand));
                    own
                }
            };
            for (nth, place) in order.iter().enumerate() {
                let left = self.left.get(demand).copied().unwrap_or(0);
                let units = self.room(demand, *place, backorder).min(left);
                if units == 0 || (self.terms.keep == Some(Keep::Line) && units < left) {
                    continue;
                }
                let rest = order.get(nth.saturating_add(1)..).unwrap_or_default();
                let because = self.because(demand, *place, rest, backorder);
                self.take(demand, *place, units, because);
                if units == left {
                    break;
                }
            }
        }
    }

    /// Serves all from the first place that can; from what is on hand, if any place can.
    fn serve_from_one(&mut self) {
        let order = self.order.clone().unwrap_or_else(|| self.sorted(self.turns.first().copied()));
        let (gives, left) = (self.gives.clone(), self.left.clone());
        let mut best: Option<Vec<i64>> = None;
        for backorder in [false, true] {
            for place in &order {
                self.serve(backorder, Some(*place));
                if self.left.iter().all(|left| *left == 0) {
                    return;
                }
                // What is short is told for the place that leaves the least.
                let sum = |left: &[i64]| left.iter().fold(0_i64, |sum, left| sum.saturating_add(*left));
                if best.as_ref().is_none_or(|best| sum(&self.left) < sum(best)) {
                    best = Some(self.left.clone());
                }
                self.gives.clone_from(&gives);
                self.left.clone_from(&left);
                self.taken.clear();
            }
        }
        self.left = best.unwrap_or(left);
    }

    /// Why a place is taken and not the next one that could give some.
    fn because(&self, demand: usize, place: usize, rest: &[usize], backorder: bool) -> Because {
        if self.terms.collect_at.is_some() && self.terms.collect_at == self.location(place) {
            return Because::CollectionPoint;
        }
        let next = rest.iter().copied().find(|next| self.room(demand, *next, backorder) > 0);
        let Some((next, before)) = next.and_then(|next| Some((next, self.location(next)?.clone()))) else {
            return Because::OnlyPlace;
        };
        let most = if self.order.is_none() { self.least_stock(demand) } else { Vec::new() };
        let scores = self.scores.iter().map(|scores| if scores.is_empty() { &most } else { scores });
        match compared(scores, place, next) {
            Some((rule, _)) => {
                Because::Rule { rule: u32::try_from(rule.saturating_add(1)).unwrap_or(u32::MAX), before }
            }
            None => Because::ChannelOrder { before },
        }
    }

    fn take(&mut self, demand: usize, place: usize, units: i64, because: Because) {
        let (Some(wanted), Some(goods)) = (self.demands.get(demand), self.goods.get(demand)) else { return };
        let mut from_hand = Vec::with_capacity(goods.len());
        for (need, sku) in wanted.needs.iter().zip(goods) {
            let all = need.each.saturating_mul(units);
            let at = sku.saturating_mul(self.snapshot.places.len()).saturating_add(place);
            let Some(gives) = self.gives.get_mut(at).filter(|_| !need.untracked) else {
                from_hand.push(0);
                continue;
            };
            let on_hand = gives.on_hand.min(all);
            gives.on_hand = gives.on_hand.saturating_sub(on_hand);
            gives.backorder = gives.backorder.saturating_sub(all.saturating_sub(on_hand));
            from_hand.push(on_hand);
        }
        if let Some(left) = self.left.get_mut(demand) {
            *left = left.saturating_sub(units);
        }
        self.taken.push(Taken { demand, place, units, on_hand: from_hand, because });
    }

    /// The demands that are not served whole.
    fn short(&self) -> impl Iterator<Item = Short> {
        let left = self.left.iter().zip(self.demands).enumerate().filter(|(_, (left, _))| **left > 0);
        left.map(|(demand, (left, wanted))| Short { demand, served: wanted.units.saturating_sub(*left) })
    }

    /// What was taken, in the order of demands.
    fn choices(mut self) -> Result<Vec<Chosen>, Refusal> {
        self.taken.sort_by_key(|taken| taken.demand);
        let mut choices: Vec<Chosen> = Vec::with_capacity(self.taken.len());
        for taken in &self.taken {
            let (Some(demand), Some(location)) = (self.demands.get(taken.demand), self.location(taken.place)) else {
                continue;
            };
            for (need, on_hand) in demand.needs.iter().zip(&taken.on_hand) {
                let all = need.each.saturating_mul(taken.units);
                let parts = if need.untracked {
                    [(all, Supply::Untracked), (0, Supply::Backorder)]
                } else {
                    [(*on_hand, Supply::OnHand), (all.saturating_sub(*on_hand), Supply::Backorder)]
                };
                for (units, supply) in parts.into_iter().filter(|(units, _)| *units > 0) {
                    let goods = Allocation {
                        line: need.line,
                        sku: need.sku.clone(),
                        location: location.clone(),
                        quantity: Quantity::new(units)?,
                        supply,
                    };
                    add(&mut choices, Chosen { goods, because: taken.because.clone() })?;
                }
            }
        }
        Ok(choices)
    }
}

/// Adds what is taken for a line; more of the same from the same place goes to the row that is there.
fn add(choices: &mut Vec<Chosen>, more: Chosen) -> Result<(), Refusal> {
    let is_same = |goods: &Allocation| {
        (goods.line, &goods.location, goods.supply) == (more.goods.line, &more.goods.location, more.goods.supply)
    };
    // Rows of one demand stand together; those of another have other lines.
    let near = choices.iter_mut().rev().take(crate::limits::PARTS.saturating_mul(4));
    match near.map(|choice| &mut choice.goods).find(|goods| is_same(goods)) {
        Some(same) => same.quantity = same.quantity.plus(more.goods.quantity)?,
        None => choices.push(more),
    }
    Ok(())
}

/// The first rule that tells two places apart, and how.
fn compared<'s>(scores: impl Iterator<Item = &'s Vec<u64>>, a: usize, b: usize) -> Option<(usize, Ordering)> {
    let orders = scores.map(|scores| scores.get(a).cmp(&scores.get(b)));
    orders.enumerate().find(|(_, order)| order.is_ne())
}
