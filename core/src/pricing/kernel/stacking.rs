//! Which promotions go together: those that exclude others, groups of which one applies, the best of a line.

use super::arith::{long, sum};
use super::discount::room;
use super::prepare::Coming;
use super::row::Item;
use super::run::{Run, reject};
use super::workspace::{Kept, Workspace};

use crate::id::GroupCode;
use crate::pricing::policy::{Choice, Exclusive};
use crate::pricing::promotion::Stacking;
use crate::pricing::reason::RejectedReason;
use crate::refusal::Refusal;

impl<'a> Run<'a> {
    fn is_exclusive(self, place: usize) -> bool {
        self.candidate(place).is_some_and(|(_, rule)| rule.stacking == Stacking::Exclusive && !rule.is_catalog())
    }

    /// The exclusive candidates, the one whose turn comes first before the others.
    fn exclusive(self) -> impl Iterator<Item = usize> + 'a {
        let turns = self.prepared.turns.iter().map(Coming::pair);
        let first = |(_, turn): &(usize, usize)| *turn == 0;
        let by_priority = turns.filter(first).map(|(candidate, _)| candidate);
        by_priority.filter(move |place| self.is_exclusive(*place))
    }

    /// The exclusive promotion of the highest priority that takes something off, alone; all others if there is none.
    pub(super) fn alone_or_all(self, ws: &mut Workspace) -> Result<(), Refusal> {
        let mut best: Option<(i64, usize)> = None;
        for place in self.exclusive() {
            let priority = self.priority(place);
            if best.is_some_and(|(other, _)| other >= priority) {
                continue;
            }
            if self.alone(place, ws)? > 0 {
                best = Some((priority, place));
            }
        }
        self.finish(best.map(|(_, place)| place), ws)
    }

    /// The exclusive promotion that takes most off, alone, if that is more than all others together take off.
    pub(super) fn best_alone_or_all(self, ws: &mut Workspace) -> Result<(), Refusal> {
        let mut most = trial(ws, |ws| self.take_turns(&|place| !self.is_exclusive(place), ws))?;
        let mut best = None;
        for place in self.exclusive() {
            let amount = self.alone(place, ws)?;
            if amount > most {
                (most, best) = (amount, Some(place));
            }
        }
        self.finish(best, ws)
    }

    /// What a promotion takes off by itself.
    fn alone(self, place: usize, ws: &mut Workspace) -> Result<i64, Refusal> {
        trial(ws, |ws| self.take_turns(&|other| other == place, ws))
    }

    /// Takes the turns of the one that excludes the others, or of those that exclude nothing.
    fn finish(self, alone: Option<usize>, ws: &mut Workspace) -> Result<(), Refusal> {
        let Some(alone) = alone else {
            return self.take_turns(&|_| true, ws);
        };
        let by = self.candidate(alone).map(|(_, rule)| rule.code.clone());
        self.take_turns(&|place| place == alone, ws)?;
        for place in (0..self.prepared.candidates.len()).filter(|place| *place != alone) {
            let catalog = self.candidate(place).is_none_or(|(_, rule)| rule.is_catalog());
            if let Some(promotion) = by.clone().filter(|_| !catalog) {
                reject(place, RejectedReason::ExcludedBy { promotion }, ws);
            }
        }
        Ok(())
    }

    /// The promotion that lets no other follow it, if it is one that does and took something off.
    pub(super) fn stops(self, place: usize, ws: &Workspace) -> Option<usize> {
        let stops = self.policy.exclusive == Exclusive::StopAfter && self.is_exclusive(place);
        (stops && self.took(place, ws)).then_some(place)
    }

    /// Lets the turns of a lane compete for each line: only the largest discount of each is taken. Of an exclusive
    /// group one alone competes, the first that would take something off or the one that takes most, by the policy.
    pub(super) fn best_of(
        self,
        lane: &[Coming],
        meant: &dyn Fn(usize) -> bool,
        stopped: &mut Option<usize>,
        ws: &mut Workspace,
    ) -> Result<(), Refusal> {
        ws.proposals.clear();
        for (at, (place, turn)) in lane.iter().map(Coming::pair).enumerate().filter(|(_, (place, _))| meant(*place)) {
            let bar = stopped.filter(|by| *by != place).or_else(|| self.competes_for_group(place, lane, ws));
            if let Some(by) = bar {
                self.exclude(place, by, ws);
                continue;
            }
            if self.excluded_in_group(place, turn, ws)? {
                continue;
            }
            let Some((candidate, rule)) = self.candidate(place) else { continue };
            if let Some(reason) = self.refuses(candidate, rule, ws) {
                reject(place, reason, ws);
                continue;
            }
            ws.parts.clear();
            let mut found = false;
            for act in rule.turns.get(turn).map(|turn| turn.actions.as_slice()).unwrap_or_default() {
                found = self.act(place, candidate, rule, act, ws)? || found;
            }
            if ws.parts.is_empty() {
                let reason = if found { RejectedReason::NothingToTakeOff {} } else { RejectedReason::NothingChosen {} };
                reject(place, reason, ws);
            }
            let Workspace { proposals, parts, .. } = ws;
            proposals.extend(parts.drain(..).map(|(item, off)| (at, item, off)));
        }
        ws.proposals.sort_unstable_by_key(|(at, item, off)| (*item, off.saturating_neg(), *at));
        let mut last = None;
        ws.proposals.retain(|(_, item, _)| last.replace(*item) != Some(*item));
        for (at, (place, _)) in lane.iter().map(Coming::pair).enumerate().filter(|(_, (place, _))| meant(*place)) {
            if let Some(by) = stopped.filter(|by| *by != place) {
                self.exclude(place, by, ws);
                continue;
            }
            let Some((candidate, rule)) = self.candidate(place) else { continue };
            ws.parts.clear();
            let Workspace { proposals, parts, rows, charges, .. } = ws;
            let own = proposals.iter().filter(|(of, _, _)| *of == at);
            parts.extend(own.map(|(_, item, off)| {
                let most = match item {
                    Item::Line(number) => rows.get(long(*number)).map(room),
                    Item::Charge(charge) => charges.get(long(*charge)).map(|charge| charge.left),
                };
                (*item, (*off).min(most.unwrap_or_default()))
            }));
            self.settle(place, candidate, rule, ws)?;
            if !self.took(place, ws) {
                reject(place, RejectedReason::LessThanOthers {}, ws);
            }
            *stopped = stopped.or_else(|| self.stops(place, ws));
        }
        Ok(())
    }

    /// Whether another promotion of its group excludes one; the best of a group is found when the first of it has its turn.
    pub(super) fn excluded_in_group(self, place: usize, turn: usize, ws: &mut Workspace) -> Result<bool, Refusal> {
        let Some(group) = self.group(place) else { return Ok(false) };
        let members = || {
            let all = 0..self.prepared.candidates.len();
            all.filter(|other| self.group(*other) == Some(group))
        };
        if let Some(by) = members().find(|other| *other != place && self.took(*other, ws)) {
            self.exclude(place, by, ws);
            return Ok(true);
        }
        if self.policy.group == Choice::Priority || self.took(place, ws) {
            return Ok(false);
        }
        let mut best = (trial(ws, |ws| self.settle_turn(place, turn, ws))?, place);
        for (other, turn) in
            self.prepared.turns.iter().map(Coming::pair).filter(|(other, turn)| *turn == 0 && *other != place)
        {
            let later = members().any(|member| member == other) && self.rank((other, turn)) > self.rank((place, 0));
            if later {
                let amount = trial(ws, |ws| self.settle_turn(other, turn, ws))?;
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

    /// The promotion of the same group that competes in this lane already.
    fn competes_for_group(self, place: usize, lane: &[Coming], ws: &Workspace) -> Option<usize> {
        let group = self.group(place)?;
        let mut competing = ws.proposals.iter().filter_map(|(at, _, _)| lane.get(*at)).map(|coming| coming.pair().0);
        competing.find(|other| *other != place && self.group(*other) == Some(group))
    }

    fn group(self, place: usize) -> Option<&'a GroupCode> {
        self.candidate(place).and_then(|(_, rule)| rule.group())
    }

    pub(super) fn took(self, place: usize, ws: &Workspace) -> bool {
        self.prepared
            .candidates
            .get(place)
            .is_some_and(|candidate| ws.taken.iter().any(|(rule, amount)| *rule == candidate.rule && *amount > 0))
    }

    pub(super) fn exclude(self, place: usize, by: usize, ws: &mut Workspace) {
        if let Some((_, rule)) = self.candidate(by) {
            reject(place, RejectedReason::ExcludedBy { promotion: rule.code.clone() }, ws);
        }
    }
}

/// What something would take off, as things stand; nothing stays of it.
fn trial(ws: &mut Workspace, attempt: impl FnOnce(&mut Workspace) -> Result<(), Refusal>) -> Result<i64, Refusal> {
    let kept = Kept::of(ws);
    attempt(ws)?;
    let amount = sum(ws.ledger.iter().skip(kept.ledger).map(|entry| entry.amount));
    kept.restore(ws);
    Ok(amount?)
}
