//! The way of a price: open the lines, let each promotion have its turn, settle what it takes off.

use super::arith::{add, long, short, sub, sum};
use super::discount::Means;
use super::prepare::{Candidate, Coming, Prepared};
use super::row::Item;
use super::rule::{Act, Phase, Rule, amount_in};
use super::scene::Scene;
use super::workspace::{Entry, GiftRow, Workspace};
use crate::money::Money;
use crate::pricing::policy::{Base, Exclusive, OnOneLine, PricingPolicy};
use crate::pricing::promotion::Overrun;
use crate::pricing::reason::RejectedReason;
use crate::refusal::Refusal;

/// One pricing: what it rests on, and nothing that changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) policy: &'a PricingPolicy,
    pub(crate) rules: &'a [Rule],
    pub(crate) prices: &'a crate::pricing::list::Prices,
    pub(crate) prepared: &'a Prepared,
}

impl<'a> Run<'a> {
    /// Opens lines and charges, and lets every promotion have its turn.
    pub(crate) fn promote(self, ws: &mut Workspace) -> Result<(), Refusal> {
        ws.clear();
        self.open(ws)?;
        self.open_charges(ws)?;
        if !self.prepared.has_exclusive {
            return self.take_turns(&|_| true, ws);
        }
        match self.policy.exclusive {
            Exclusive::StopAfter => self.take_turns(&|_| true, ws),
            Exclusive::Alone => self.alone_or_all(ws),
            Exclusive::Best => self.best_alone_or_all(ws),
        }
    }

    pub(super) fn candidate(self, place: usize) -> Option<(&'a Candidate, &'a Rule)> {
        let candidate = self.prepared.candidates.get(place)?;
        Some((candidate, self.rules.get(long(candidate.rule))?))
    }

    pub(super) fn priority(self, place: usize) -> i64 {
        let rank = self.candidate(place).and_then(|(_, rule)| rule.turns.first()).map(|turn| turn.rank);
        rank.map_or(i64::MIN, |(_, _, downwards, _)| downwards.saturating_neg())
    }

    /// Takes the turns of the promotions that are meant, in order.
    pub(super) fn take_turns(self, meant: &dyn Fn(usize) -> bool, ws: &mut Workspace) -> Result<(), Refusal> {
        let mut order_begun = false;
        let mut stopped: Option<usize> = None;
        for here in self.prepared.turns.chunk_by(Coming::stands_with) {
            let phase = here.first().map(|coming| coming.phase);
            if phase == Some(Phase::Catalog) {
                continue;
            }
            if phase == Some(Phase::Order) && !order_begun {
                order_begun = true;
                if self.policy.order_base == Base::Original {
                    ws.rows.iter_mut().for_each(|row| row.before_order = row.left);
                }
            }
            if self.policy.on_one_line == OnOneLine::Best && here.len() > 1 {
                self.best_of(here, meant, &mut stopped, ws)?;
                continue;
            }
            if !self.prepared.has_exclusive {
                for (candidate, turn) in here.iter().map(Coming::pair) {
                    self.settle_turn(candidate, turn, ws)?;
                }
                continue;
            }
            for (candidate, turn) in here.iter().map(Coming::pair).filter(|(candidate, _)| meant(*candidate)) {
                if let Some(by) = stopped.filter(|by| *by != candidate) {
                    self.exclude(candidate, by, ws);
                    continue;
                }
                self.take_turn(candidate, turn, ws)?;
                stopped = stopped.or_else(|| self.stops(candidate, ws));
            }
        }
        Ok(())
    }

    pub(super) fn rank(self, (candidate, turn): (usize, usize)) -> Option<(Phase, i32, i64, usize)> {
        self.candidate(candidate).and_then(|(_, rule)| rule.turns.get(turn)).map(|turn| turn.rank)
    }

    /// Lets a promotion have a turn.
    fn take_turn(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<(), Refusal> {
        if self.excluded_in_group(place, turn, ws)? {
            return Ok(());
        }
        self.settle_turn(place, turn, ws)
    }

    /// Works out what a turn takes off, and takes it off.
    pub(super) fn settle_turn(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<(), Refusal> {
        let Some((candidate, rule)) = self.candidate(place) else { return Ok(()) };
        if let Some(reason) = self.refuses(candidate, rule, ws) {
            reject(place, reason, ws);
            return Ok(());
        }
        let (mut found, before) = (false, ws.ledger.len());
        let acts = rule.turns.get(turn).map(|turn| turn.actions.as_slice()).unwrap_or_default();
        for act in acts {
            ws.parts.clear();
            found = self.act(place, candidate, rule, act, ws)? || found;
            self.settle(place, candidate, rule, ws)?;
        }
        if ws.ledger.len() == before {
            let means = self.means(candidate, rule);
            let too_few = || acts.iter().find_map(|act| means.too_few(act, ws));
            let nothing = if found { RejectedReason::NothingToTakeOff {} } else { RejectedReason::NothingChosen {} };
            let reason = too_few().filter(|_| !found).unwrap_or(nothing);
            reject(place, reason, ws);
        }
        Ok(())
    }

    /// Why a promotion does not apply, as things stand.
    pub(super) fn refuses(self, candidate: &Candidate, rule: &Rule, ws: &Workspace) -> Option<RejectedReason> {
        if let Some(bar) = candidate.barred {
            return Some(bar.into());
        }
        if rule.test.always_holds() {
            return None;
        }
        let scene = Scene {
            rows: &ws.rows,
            currency: self.prepared.currency,
            chosen: self.prepared.chosen(candidate, rule),
            facts: self.prepared.facts_of(candidate, rule),
            weights: &self.prepared.weights,
            taken: &ws.taken,
            taxes: &self.prepared.views,
        };
        rule.test.holds(&scene).err()
    }

    fn means(self, candidate: &'a Candidate, rule: &'a Rule) -> Means<'a> {
        Means {
            chosen: self.prepared.chosen(candidate, rule),
            currency: self.prepared.currency,
            policy: self.policy,
            taxes: &self.prepared.views,
            charges: &self.prepared.charges,
        }
    }

    /// Works out what an action takes off, into `parts`; answers whether it found something to reduce.
    pub(super) fn act(
        self,
        place: usize,
        candidate: &'a Candidate,
        rule: &'a Rule,
        act: &Act,
        ws: &mut Workspace,
    ) -> Result<bool, Refusal> {
        let means = self.means(candidate, rule);
        match act {
            Act::Discount(cutting) => means.cut(cutting, ws),
            Act::BuyGet { buy, get, rule } => means.buy_get(*buy, *get, rule, ws),
            Act::Bundle { parts, off, sets } => means.bundle(parts, off, *sets, ws),
            Act::Gift { gift, for_every } => {
                let Some(row) = means.gift(gift, *for_every, ws)? else { return Ok(false) };
                let number = super::prepare::gifts(rule).position(|other| other == gift).unwrap_or_default();
                let classes = &self.prepared.gifts;
                let class = classes.iter().find(|(of, gift, _)| *of == place && *gift == number).map(|found| found.2);
                let line = ws.rows.len();
                ws.rows.push(super::row::Row { class: class.unwrap_or_default(), ..row });
                ws.gifts.push(GiftRow { line, candidate: place, gift: number });
                ws.parts.push((Item::line(line), row.left));
                Ok(true)
            }
        }
    }

    /// Takes the parts of an action off, as far as its caps and its budget allow.
    pub(super) fn settle(
        self,
        place: usize,
        candidate: &Candidate,
        rule: &Rule,
        ws: &mut Workspace,
    ) -> Result<(), Refusal> {
        if ws.parts.is_empty() {
            return Ok(());
        }
        if candidate.budget.is_none() && rule.caps.line.is_empty() && rule.caps.order.is_empty() {
            return take_off(place, candidate.rule, ws);
        }
        let currency = self.prepared.currency;
        if let Some(cap) = amount_in(&rule.caps.line, currency) {
            ws.parts.iter_mut().for_each(|(_, off)| *off = (*off).min(cap));
        }
        let before = ws.taken.iter().find(|(taken, _)| *taken == candidate.rule).map_or(0, |(_, amount)| *amount);
        let would = sum(ws.parts.iter().map(|(_, off)| *off))?;
        let mut most = would;
        if let Some(cap) = amount_in(&rule.caps.order, currency) {
            most = most.min(sub(cap, before)?.max(0));
        }
        if let Some(budget) = candidate.budget {
            let left = sub(budget, before)?.max(0);
            if most > left && rule.limits.overrun == Overrun::Skip {
                let amount = |minor| Money::from_minor(minor, currency);
                let reason = RejectedReason::BudgetPassed { left: amount(left), would: amount(most) };
                reject(place, reason, ws);
                ws.parts.clear();
                return Ok(());
            }
            most = most.min(left);
        }
        if most < would {
            ws.spread.clear();
            ws.parts.iter().for_each(|(_, off)| ws.spread.part(*off, *off));
            ws.spread.share(most, self.policy.spread)?;
            ws.parts.iter_mut().zip(&ws.spread.shares).for_each(|((_, off), share)| *off = *share);
        }
        take_off(place, candidate.rule, ws)
    }
}

/// Takes parts off their lines and charges, and writes them down.
fn take_off(place: usize, rule: u32, ws: &mut Workspace) -> Result<(), Refusal> {
    let Workspace { rows, charges, ledger, parts, taken, .. } = ws;
    let mut total = 0;
    let (rows, charges) = (rows.as_mut_slice(), charges.as_mut_slice());
    ledger.reserve(parts.len());
    for (item, off) in parts.iter().copied().filter(|(_, off)| *off > 0) {
        let left = match item {
            Item::Line(line) => rows.get_mut(long(line)).map(|row| &mut row.left),
            Item::Charge(charge) => charges.get_mut(long(charge)).map(|charge| &mut charge.left),
        };
        let Some(left) = left else { continue };
        *left = sub(*left, off)?;
        total = add(total, off)?;
        ledger.push(Entry { candidate: short(place), rule, item, amount: off });
    }
    parts.clear();
    match taken.iter_mut().find(|(taken, _)| *taken == rule) {
        Some((_, amount)) => *amount = add(*amount, total)?,
        None => taken.push((rule, total)),
    }
    Ok(())
}

/// Writes down why a promotion took nothing off; the first reason stays.
pub(super) fn reject(place: usize, reason: RejectedReason, ws: &mut Workspace) {
    if !ws.rejected.iter().any(|(candidate, _)| *candidate == place) {
        ws.rejected.push((place, reason));
    }
}
