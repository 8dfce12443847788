//! The way of a price: open the lines, let each promotion have its turn, settle what it takes off.

use super::arith::{add, sub, sum};
use super::discount::{Means, room};
use super::prepare::{Candidate, Prepared};
use super::row::Item;
use super::rule::{Act, Phase, Rule, amount_in};
use super::scene::Scene;
use super::workspace::{Entry, GiftRow, Workspace};
use crate::money::Money;
use crate::pricing::policy::{Base, Choice, Exclusive, OnOneLine, PricingPolicy};
use crate::pricing::promotion::{Overrun, Stacking};
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
            return self.take_turns(None, &|_| true, ws);
        }
        match self.policy.exclusive {
            Exclusive::StopAfter => self.take_turns(None, &|_| true, ws),
            Exclusive::Alone => self.alone_or_all(ws),
            Exclusive::Best => self.best_alone_or_all(ws),
        }
    }

    pub(super) fn candidate(self, place: usize) -> Option<(&'a Candidate, &'a Rule)> {
        let candidate = self.prepared.candidates.get(place)?;
        Some((candidate, self.rules.get(candidate.rule)?))
    }

    fn is_exclusive(self, place: usize) -> bool {
        self.candidate(place).is_some_and(|(_, rule)| rule.stacking == Stacking::Exclusive && !rule.is_catalog())
    }

    /// The exclusive candidates, the one whose turn comes first before the others.
    fn exclusive(self) -> impl Iterator<Item = usize> + 'a {
        let turns = self.prepared.turns.iter();
        let first = move |(_, turn): &(usize, usize)| *turn == 0;
        let by_priority = turns.filter(move |turn| first(turn)).map(|(candidate, _)| *candidate);
        by_priority.filter(move |place| self.is_exclusive(*place))
    }

    /// The exclusive promotion of the highest priority that takes something off, alone; all others if there is none.
    fn alone_or_all(self, ws: &mut Workspace) -> Result<(), Refusal> {
        let mut best: Option<(i64, usize)> = None;
        for place in self.exclusive() {
            let priority = self.priority(place);
            if best.is_some_and(|(other, _)| other >= priority) {
                continue;
            }
            if self.alone(place, ws)? > 0 {
                best = Some((priority, place));
            }
            restore(ws);
        }
        self.finish(best.map(|(_, place)| place), ws)
    }

    /// The exclusive promotion that takes most off, alone, if that is more than all others together take off.
    fn best_alone_or_all(self, ws: &mut Workspace) -> Result<(), Refusal> {
        keep(ws);
        self.take_turns(None, &|place| !self.is_exclusive(place), ws)?;
        let mut most = taken(ws)?;
        restore(ws);
        let mut best = None;
        for place in self.exclusive() {
            let amount = self.alone(place, ws)?;
            restore(ws);
            if amount > most {
                (most, best) = (amount, Some(place));
            }
        }
        self.finish(best, ws)
    }

    pub(super) fn priority(self, place: usize) -> i64 {
        let rank = self.candidate(place).and_then(|(_, rule)| rule.turns.first()).map(|turn| turn.rank);
        rank.map_or(i64::MIN, |(_, _, downwards, _)| downwards.saturating_neg())
    }

    /// What a promotion takes off by itself.
    fn alone(self, place: usize, ws: &mut Workspace) -> Result<i64, Refusal> {
        keep(ws);
        self.take_turns(None, &|other| other == place, ws)?;
        taken(ws)
    }

    /// Takes the turns of the one that excludes the others, or of those that exclude nothing.
    fn finish(self, alone: Option<usize>, ws: &mut Workspace) -> Result<(), Refusal> {
        let Some(alone) = alone else {
            return self.take_turns(None, &|_| true, ws);
        };
        let by = self.candidate(alone).map(|(_, rule)| rule.code.clone());
        self.take_turns(Some(alone), &|place| place == alone, ws)?;
        for place in (0..self.prepared.candidates.len()).filter(|place| *place != alone) {
            let catalog = self.candidate(place).is_none_or(|(_, rule)| rule.is_catalog());
            if let Some(promotion) = by.clone().filter(|_| !catalog) {
                reject(place, RejectedReason::ExcludedBy { promotion }, ws);
            }
        }
        Ok(())
    }

    /// Takes the turns of the promotions that are meant, in order.
    fn take_turns(
        self,
        alone: Option<usize>,
        meant: &dyn Fn(usize) -> bool,
        ws: &mut Workspace,
    ) -> Result<(), Refusal> {
        let mut order_begun = false;
        let mut stopped: Option<usize> = None;
        for lane in &self.prepared.lanes {
            let here = self.prepared.turns.get(lane.from..lane.until).unwrap_or_default();
            if lane.phase == Phase::Catalog {
                continue;
            }
            if lane.phase == Phase::Order && !order_begun {
                order_begun = true;
                if self.policy.order_base == Base::Original {
                    ws.rows.iter_mut().for_each(|row| row.before_order = row.left);
                }
            }
            if self.policy.on_one_line == OnOneLine::Best && here.len() > 1 {
                self.best_of(here, meant, ws)?;
                continue;
            }
            for (candidate, turn) in here.iter().copied().filter(|(candidate, _)| meant(*candidate)) {
                if let Some(by) = stopped.filter(|by| *by != candidate) {
                    self.exclude(candidate, by, ws);
                    continue;
                }
                self.take_turn(candidate, turn, ws)?;
                let stops = self.policy.exclusive == Exclusive::StopAfter || alone.is_some();
                if stops && self.is_exclusive(candidate) && self.took(candidate, ws) {
                    stopped = Some(candidate);
                }
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
    fn settle_turn(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<(), Refusal> {
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
        if candidate.refused.is_some() {
            return candidate.refused.clone();
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
    fn act(
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
                ws.parts.push((Item::Line(line), row.left));
                Ok(true)
            }
        }
    }

    /// Takes the parts of an action off, as far as its caps and its budget allow.
    fn settle(self, place: usize, candidate: &Candidate, rule: &Rule, ws: &mut Workspace) -> Result<(), Refusal> {
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
        if let Some((budget, overrun)) = candidate.budget {
            let left = sub(budget, before)?.max(0);
            if most > left && overrun == Overrun::Skip {
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

    /// Lets the turns of a lane compete for each line: only the largest discount of each is taken.
    fn best_of(
        self,
        lane: &[(usize, usize)],
        meant: &dyn Fn(usize) -> bool,
        ws: &mut Workspace,
    ) -> Result<(), Refusal> {
        ws.proposals.clear();
        for (at, (place, turn)) in lane.iter().enumerate().filter(|(_, (place, _))| meant(*place)) {
            let Some((candidate, rule)) = self.candidate(*place) else { continue };
            if let Some(reason) = self.refuses(candidate, rule, ws) {
                reject(*place, reason, ws);
                continue;
            }
            ws.parts.clear();
            let mut found = false;
            for act in rule.turns.get(*turn).map(|turn| turn.actions.as_slice()).unwrap_or_default() {
                found = self.act(*place, candidate, rule, act, ws)? || found;
            }
            if ws.parts.is_empty() {
                let reason = if found { RejectedReason::NothingToTakeOff {} } else { RejectedReason::NothingChosen {} };
                reject(*place, reason, ws);
            }
            let Workspace { proposals, parts, .. } = ws;
            proposals.extend(parts.drain(..).map(|(item, off)| (at, item, off)));
        }
        ws.proposals.sort_unstable_by_key(|(at, item, off)| (*item, off.saturating_neg(), *at));
        let mut last = None;
        ws.proposals.retain(|(_, item, _)| last.replace(*item) != Some(*item));
        for (at, (place, _)) in lane.iter().enumerate().filter(|(_, (place, _))| meant(*place)) {
            let Some((candidate, rule)) = self.candidate(*place) else { continue };
            ws.parts.clear();
            let Workspace { proposals, parts, rows, charges, .. } = ws;
            let own = proposals.iter().filter(|(of, _, _)| *of == at);
            parts.extend(own.map(|(_, item, off)| {
                let most = match item {
                    Item::Line(number) => rows.get(*number).map(room),
                    Item::Charge(charge) => charges.get(*charge).map(|charge| charge.left),
                };
                (*item, (*off).min(most.unwrap_or_default()))
            }));
            self.settle(*place, candidate, rule, ws)?;
            if !self.took(*place, ws) {
                reject(*place, RejectedReason::LessThanOthers {}, ws);
            }
        }
        Ok(())
    }

    /// Whether another promotion of its group excludes one; the best of a group is found when the first of it has its turn.
    fn excluded_in_group(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<bool, Refusal> {
        let Some((_, rule)) = self.candidate(place) else { return Ok(true) };
        let Some(group) = rule.group() else { return Ok(false) };
        let members = || {
            let all = 0..self.prepared.candidates.len();
            all.filter(|other| self.candidate(*other).and_then(|(_, rule)| rule.group()) == Some(group))
        };
        if let Some(by) = members().find(|other| *other != place && self.took(*other, ws)) {
            self.exclude(place, by, ws);
            return Ok(true);
        }
        if self.policy.group == Choice::Priority || self.took(place, ws) {
            return Ok(false);
        }
        let mut best = (self.trial(place, turn, ws)?, place);
        for (other, turn) in self.prepared.turns.iter().copied().filter(|(other, turn)| *turn == 0 && *other != place) {
            let later = members().any(|member| member == other) && self.rank((other, turn)) > self.rank((place, 0));
            if later {
                let amount = self.trial(other, turn, ws)?;
                if amount > best.0 {
                    best = (amount, other);
                }
            }
        }
        if best.1 != place {
            self.exclude(place, best.1, ws);
        }
        Ok(best.1 != place)
    }

    /// What a turn would take off, as things stand; nothing stays of it.
    fn trial(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<i64, Refusal> {
        let mark = (ws.rows.clone(), ws.charges.clone(), ws.ledger.len(), ws.rejected.len(), ws.gifts.len());
        let taken_before = ws.taken.clone();
        self.settle_turn(place, turn, ws)?;
        let amount = sum(ws.ledger.iter().skip(mark.2).map(|entry| entry.amount));
        (ws.rows, ws.charges, ws.taken) = (mark.0, mark.1, taken_before);
        ws.ledger.truncate(mark.2);
        ws.rejected.truncate(mark.3);
        ws.gifts.truncate(mark.4);
        Ok(amount?)
    }

    fn took(self, place: usize, ws: &Workspace) -> bool {
        self.prepared
            .candidates
            .get(place)
            .is_some_and(|candidate| ws.taken.iter().any(|(rule, amount)| *rule == candidate.rule && *amount > 0))
    }

    fn exclude(self, place: usize, by: usize, ws: &mut Workspace) {
        if let Some((_, rule)) = self.candidate(by) {
            reject(place, RejectedReason::ExcludedBy { promotion: rule.code.clone() }, ws);
        }
    }
}

/// Takes parts off their lines and charges, and writes them down.
fn take_off(place: usize, rule: usize, ws: &mut Workspace) -> Result<(), Refusal> {
    let Workspace { rows, charges, ledger, parts, taken, .. } = ws;
    let mut total = 0;
    let (rows, charges) = (rows.as_mut_slice(), charges.as_mut_slice());
    ledger.reserve(parts.len());
    for (item, off) in parts.iter().copied().filter(|(_, off)| *off > 0) {
        let left = match item {
            Item::Line(line) => rows.get_mut(line).map(|row| &mut row.left),
            Item::Charge(charge) => charges.get_mut(charge).map(|charge| &mut charge.left),
        };
        let Some(left) = left else { continue };
        *left = sub(*left, off)?;
        total = add(total, off)?;
        ledger.push(Entry { candidate: place, rule, item, amount: off });
    }
    parts.clear();
    match taken.iter_mut().find(|(taken, _)| *taken == rule) {
        Some((_, amount)) => *amount = add(*amount, total)?,
        None => taken.push((rule, total)),
    }
    Ok(())
}

/// Writes down why a promotion took nothing off; the first reason stays.
fn reject(place: usize, reason: RejectedReason, ws: &mut Workspace) {
    if !ws.rejected.iter().any(|(candidate, _)| *candidate == place) {
        ws.rejected.push((place, reason));
    }
}

/// What has been taken off altogether.
fn taken(ws: &Workspace) -> Result<i64, Refusal> {
    Ok(sum(ws.taken.iter().map(|(_, amount)| *amount))?)
}

/// Remembers lines and charges as they stand.
fn keep(ws: &mut Workspace) {
    ws.keep.rows.clone_from(&ws.rows);
    ws.keep.charges.clone_from(&ws.charges);
}

/// Puts lines and charges back as they stood; what was taken off since counts no longer.
fn restore(ws: &mut Workspace) {
    ws.rows.clone_from(&ws.keep.rows);
    ws.charges.clone_from(&ws.keep.charges);
    ws.ledger.clear();
    ws.taken.clear();
    ws.rejected.clear();
    ws.gifts.clear();
}
