//! Sets of goods: buy some and get some cheaper, bundles, gifts.

use super::arith::{Overflow, add, long, mul, ratio, sub, sum};
use super::discount::{Means, room};
use super::row::{Item, Row};
use super::rule::{Act, Cut, amount_in};
use super::workspace::Workspace;
use crate::pricing::policy::Base;
use crate::pricing::promotion::{BuyGet, Gift, StepOff};
use crate::pricing::reason::RejectedReason;
use crate::refusal::Refusal;

/// How many units take part in a buy-and-get.
#[derive(Debug, Clone, Copy, Default)]
struct Units {
    /// They can only trigger.
    buy: i64,
    /// They can only be rewarded.
    get: i64,
    /// They can do either.
    both: i64,
}

impl Units {
    /// How many units trigger and how many are rewarded.
    fn sets(self, rule: &BuyGet) -> Result<(i64, i64), Overflow> {
        let (buyable, gettable) = (add(self.buy, self.both)?, add(self.get, self.both)?);
        let shared = !rule.triggers_may_be_rewarded;
        let most = rule.sets.unwrap_or(i64::MAX);
        let of = |units: i64, each: i64| units.checked_div(each).unwrap_or(0);
        let mut sets = of(buyable, rule.buy_quantity).min(of(gettable, rule.get_quantity)).min(most);
        if shared {
            let all = add(add(self.buy, self.get)?, self.both)?;
            sets = sets.min(of(all, add(rule.buy_quantity, rule.get_quantity)?));
        }
        let (triggers, rewards) = (mul(sets, rule.buy_quantity)?, mul(sets, rule.get_quantity)?);
        if !rule.partial || sets == most {
            return Ok((triggers, rewards));
        }
        let begun = add(triggers, rule.buy_quantity)?;
        let needed = if shared { sub(begun, self.buy)?.max(0) } else { 0 };
        let left = sub(gettable, needed)?;
        let more = buyable >= begun && left > rewards;
        Ok(if more { (begun, left.min(add(rewards, rule.get_quantity)?)) } else { (triggers, rewards) })
    }
}

impl Means<'_> {
    /// Works out what a buy-and-get takes off each line, into `parts`; answers whether it found something to reduce.
    pub(crate) fn buy_get(&self, buy: usize, get: usize, rule: &BuyGet, ws: &mut Workspace) -> Result<bool, Refusal> {
        let Workspace { rows, order, reach, parts, .. } = ws;
        let Some(cut) = Cut::of_step(&rule.off, self.currency) else { return Ok(false) };
        // The units that may trigger, by line; where the same goods are rewarded they are known from their order.
        reach.clear();
        let same = buy == get;
        if !same || rule.uses_up {
            reach.extend(self.chosen.by(buy, rows, self.currency).map(|place| (place, free(rows, place))));
        }
        let triggers_of = |place: usize| {
            reach
                .binary_search_by_key(&place, |(line, _)| *line)
                .ok()
                .and_then(|at| reach.get(at))
                .map(|(_, units)| *units)
        };
        let mut units = Units::default();
        self.in_order(self.chosen.by(get, rows, self.currency), rows, rule.pick, order)?;
        for (_, place) in order.iter() {
            let here = free(rows, *place);
            let part = if same || triggers_of(*place).is_some() { &mut units.both } else { &mut units.get };
            *part = add(*part, here)?;
        }
        if !same {
            units.buy = sub(sum(reach.iter().map(|(_, units)| *units))?, units.both)?;
        }
        let (triggers, rewards) = units.sets(rule)?;
        // How many of the units that could do either may be rewarded.
        let mut spare =
            if rule.triggers_may_be_rewarded { i64::MAX } else { sub(add(units.buy, units.both)?, triggers)? };
        let mut left = rewards;
        for (_, place) in order.iter() {
            let both = same || triggers_of(*place).is_some();
            let take = free(rows, *place).min(left).min(if both { spare } else { i64::MAX });
            let Some(row) = rows.get(*place).filter(|_| take > 0) else { continue };
            left = sub(left, take)?;
            spare = if both { spare.saturating_sub(take) } else { spare };
            let off = self.reward(cut, row, take)?.min(room(row));
            if off > 0 {
                parts.push((Item::line(*place), off));
            }
        }
        if rule.uses_up {
            Self::use_up((buy, get), triggers, rewards, rule, ws)?;
        }
        Ok(rewards > 0)
    }

    /// What is off rewarded units of a line, none of which is used up.
    fn reward(&self, cut: Cut, row: &Row, units: i64) -> Result<i64, Overflow> {
        let row = &Row { left: add(row.left, row.used_off)?.min(row.subtotal), ..*row };
        if let Cut::Percent(rate) = cut
            && rate == crate::money::Rate::ONE
        {
            return self.worth(row, units, Base::Running);
        }
        self.off_units(cut, row, units)
    }

    /// Marks the units of sets, so that they take part in no later buy-and-get: the rewarded ones as they were picked, then
    /// triggers in the order of the basket, those first that can only trigger.
    fn use_up(
        (buy, get): (usize, usize),
        triggers: i64,
        rewards: i64,
        rule: &BuyGet,
        ws: &mut Workspace,
    ) -> Result<(), Overflow> {
        let Workspace { rows, order, reach, parts, .. } = ws;
        for (item, off) in parts.iter() {
            if let Item::Line(place) = item
                && let Some(row) = rows.get_mut(long(*place))
            {
                row.used_off = add(row.used_off, *off)?;
            }
        }
        let buyable = |place: usize| reach.iter().any(|(line, _)| *line == place);
        let total = sum(reach.iter().map(|(_, units)| *units))?;
        let mut spare = if rule.triggers_may_be_rewarded { i64::MAX } else { sub(total, triggers)? };
        let mut left = rewards;
        for (_, place) in order.iter() {
            let both = buy == get || buyable(*place);
            let take = free(rows, *place).min(left).min(if both { spare } else { i64::MAX });
            left = sub(left, take)?;
            spare = if both { spare.saturating_sub(take) } else { spare };
            if let Some(row) = rows.get_mut(*place) {
                row.used = add(row.used, take)?;
            }
        }
        let mut left = if rule.triggers_may_be_rewarded { sub(triggers, rewards)?.max(0) } else { triggers };
        for only in [true, false] {
            for (place, _) in reach.iter() {
                let rewarded = order.iter().any(|(_, line)| line == place);
                let take = if rewarded == only { 0 } else { free(rows, *place).min(left) };
                left = sub(left, take)?;
                if let Some(row) = rows.get_mut(*place) {
                    row.used = add(row.used, take)?;
                }
            }
        }
        Ok(())
    }

    /// Works out what bundles take off each line, into `parts`; answers whether a set is complete.
    pub(crate) fn bundle(
        &self,
        wanted: &[(usize, i64)],
        off: &StepOff,
        most: Option<i64>,
        ws: &mut Workspace,
    ) -> Result<bool, Refusal> {
        let Some(cut) = Cut::of_step(off, self.currency) else { return Ok(false) };
        let Some(sets) = self.complete_sets(wanted, most, ws)? else { return Ok(false) };
        let Workspace { rows, reach, parts, spread, .. } = ws;
        spread.clear();
        let mut worth = 0;
        for (place, units) in reach.iter() {
            let Some(row) = rows.get(*place) else { continue };
            let part = self.worth(row, *units, Base::Running)?;
            worth = add(worth, part)?;
            spread.part(part, room(row).min(part));
        }
        let off = match cut {
            Cut::Percent(rate) => self.percent(rate, worth)?,
            Cut::Amount(amount) => mul(amount, sets)?,
            Cut::Price(price) => sub(worth, mul(price, sets)?)?.max(0),
            Cut::Units(..) => 0,
        };
        spread.share(off.min(worth), self.policy.spread)?;
        let shared = reach.iter().zip(&spread.shares).filter(|(_, off)| **off > 0);
        parts.extend(shared.map(|((place, _), off)| (Item::line(*place), *off)));
        Ok(true)
    }

    /// How many sets are complete, and which units they take, into `reach`. A unit is counted for the first part it fits:
    /// parts take units in the order of the basket.
    fn complete_sets(
        &self,
        wanted: &[(usize, i64)],
        most: Option<i64>,
        ws: &mut Workspace,
    ) -> Result<Option<i64>, Overflow> {
        let Workspace { rows, reach, order, .. } = ws;
        // What each line has left to give, by its place.
        order.clear();
        order.extend(rows.iter().enumerate().map(|(place, _)| (free(rows, place), place)));
        let mut sets = most.unwrap_or(i64::MAX);
        for pass in [false, true] {
            reach.clear();
            for (filter, quantity) in wanted {
                let mut there = 0;
                let mut needed = if pass { mul(sets, *quantity)? } else { i64::MAX };
                for place in self.chosen.by(*filter, rows, self.currency) {
                    let Some((left, _)) = order.get_mut(place) else { continue };
                    let take = (*left).min(needed);
                    if take > 0 {
                        *left = sub(*left, take)?;
                        needed = needed.saturating_sub(take);
                        there = add(there, take)?;
                        put(reach, place, take);
                    }
                }
                sets = sets.min(there.checked_div(*quantity).unwrap_or(0));
            }
            if sets <= 0 {
                return Ok(None);
            }
            for (left, place) in order.iter_mut() {
                *left = free(rows, *place);
            }
        }
        Ok(Some(sets))
    }

    /// Adds a gift; answers its line, if it is to be given.
    pub(crate) fn gift(
        &self,
        gift: &Gift,
        for_every: Option<(usize, i64)>,
        ws: &Workspace,
    ) -> Result<Option<Row>, Overflow> {
        let Some(unit) = amount_in(&gift.prices, self.currency) else { return Ok(None) };
        let times = match for_every {
            None => 1,
            Some((filter, quantity)) => {
                let chosen = self.chosen.by(filter, &ws.rows, self.currency);
                let units = sum(chosen.filter_map(|place| ws.rows.get(place)).map(|row| row.quantity))?;
                units.checked_div(quantity).unwrap_or(0)
            }
        };
        let quantity = mul(gift.quantity, times)?;
        if quantity <= 0 {
            return Ok(None);
        }
        let subtotal = ratio(unit, quantity, 1, self.policy.price_rounding)?;
        Ok(Some(Row {
            quantity,
            unit,
            per: 1,
            subtotal,
            left: subtotal,
            before_order: subtotal,
            countable: true,
            ..Row::default()
        }))
    }
}

impl Means<'_> {
    /// Why a set is not begun: there are too few units of what it asks for.
    pub(crate) fn too_few(&self, act: &Act, ws: &Workspace) -> Option<RejectedReason> {
        let (filter, needs) = match act {
            Act::BuyGet { buy, get, rule } if buy == get && !rule.triggers_may_be_rewarded => {
                (*buy, rule.buy_quantity.saturating_add(rule.get_quantity))
            }
            Act::BuyGet { buy, rule, .. } => (*buy, rule.buy_quantity),
            Act::Gift { for_every: Some((filter, quantity)), .. } => (*filter, *quantity),
            Act::Gift { for_every: None, .. } | Act::Discount(_) | Act::Bundle { .. } => return None,
        };
        let units = self.chosen.by(filter, &ws.rows, self.currency).map(|place| free(&ws.rows, place));
        let has = units.fold(0_i64, i64::saturating_add);
        (has < needs).then_some(RejectedReason::TooFew { needs, has })
    }
}

/// How many units of a line are free for a set: none of goods sold by weight or length.
fn free(rows: &[Row], place: usize) -> i64 {
    rows.get(place).map_or(0, |row| if row.countable { row.quantity.saturating_sub(row.used) } else { 0 })
}

/// Adds units of a line to what is taken.
fn put(reach: &mut alloc::vec::Vec<(usize, i64)>, place: usize, units: i64) {
    match reach.iter_mut().find(|(line, _)| *line == place) {
        Some((_, there)) => *there = there.saturating_add(units),
        None => reach.push((place, units)),
    }
}
