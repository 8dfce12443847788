//! A settlement cycle: settlements that are tried in one commit, one on what the other leaves, all together, or netted.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::record::{Obstacle, ObstacleKind, SETTLEMENT, Settlement, SettlementState, SettlementStep, Tried};
use super::terms::{LegKind, SettlementLeg, invalid};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AccountCode, AssetCode, EntryId, SettlementId};
use crate::ledger::{Account, Books, NettingReport, Obligation, Posting, net};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// Tries settlements, each as far as it goes; or, together or netted, all of them in full or none.
pub(crate) fn settle(
    ids: &[SettlementId],
    together: bool,
    clearing: &[AccountCode],
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::count("settlements", ids.len(), limits::BATCH)?;
    limits::count("clearing accounts", clearing.len(), limits::SETTLEMENT_LEGS)?;
    if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
        return Err(invalid("settlements", "names one twice").into());
    }
    facts.show(ids.iter().map(|id| (*id).into()))?;
    let all = ids.iter().map(|id| facts.known::<Settlement>(id)).collect::<Result<Vec<_>, Stop>>()?;
    let legs = || all.iter().flat_map(|settlement| &settlement.terms.legs);
    let entries = legs().count().saturating_add(legs().count().saturating_mul(usize::from(!clearing.is_empty())));
    limits::count("legs of all settlements", entries, limits::MINTED)?;
    let accounts: BTreeSet<&AccountCode> = legs().flat_map(|leg| [&leg.from, &leg.to]).chain(clearing).collect();
    let accounts = accounts.into_iter().flat_map(|code| [Key::Account(code.clone()), Key::Balance(code.clone())]);
    let minted = (0..).take(entries).map(|n| moment.id::<EntryId>(n).into());
    let before = all.iter().flat_map(|settlement| &settlement.terms.after).map(|id| (*id).into());
    facts.show(accounts.chain(minted).chain(before).collect::<BTreeSet<Key>>())?;
    let opened = BTreeMap::new();
    let mut cycle = Cycle { books: Books::new(0, &opened, moment, facts), moved: BTreeMap::new(), moment, facts };
    let mut netted = Vec::new();
    let (ready, waiting): (Vec<_>, Vec<_>) = all.iter().copied().partition(|one| one.is_ready(moment.now));
    if !clearing.is_empty() {
        netted = cycle.all_of(&ready, &clearing_by_asset(clearing, facts)?)?;
    } else if together && waiting.is_empty() {
        cycle.all_of(&ready, &BTreeMap::new())?;
    } else if together {
        cycle.held_up(&ready, None);
    } else {
        for settlement in ready {
            cycle.one(settlement)?;
        }
    }
    cycle.end(&all, clearing.is_empty(), netted)
}

fn clearing_by_asset<'a>(
    clearing: &'a [AccountCode],
    facts: &'a Facts,
) -> Result<BTreeMap<&'a AssetCode, &'a AccountCode>, Stop> {
    let mut by_asset = BTreeMap::new();
    for code in clearing {
        if by_asset.insert(&facts.known::<Account>(code)?.asset, code).is_some() {
            return Err(invalid("clearing", "names two accounts of one asset").into());
        }
    }
    Ok(by_asset)
}

/// What a cycle did to a settlement.
struct Moved {
    /// How much of each leg has moved now.
    settled: Vec<i64>,
    obstacle: Option<Obstacle>,
}

struct Cycle<'a> {
    books: Books<'a>,
    /// Those that were tried.
    moved: BTreeMap<SettlementId, Moved>,
    moment: &'a Moment,
    facts: &'a Facts,
}

impl Cycle<'_> {
    /// Settles as much of one as there is: all of it; or, where it may be settled in parts, the most whole lots that can be.
    fn one(&mut self, settlement: &Settlement) -> Result<(), Stop> {
        let (terms, progress) = (&settlement.terms, &settlement.progress);
        let left = terms.measure().saturating_sub(progress.settled.first().copied().unwrap_or_default());
        if !self.may_follow(settlement)? {
            self.put(settlement, 0, Some(Obstacle { kind: ObstacleKind::Linked, account: None }));
            return Ok(());
        }
        let Some(refusal) = self.try_part(settlement, left, true)? else {
            self.put(settlement, left, None);
            return Ok(());
        };
        let mut most = 0;
        if let Some(lot) = terms.lot {
            // All of it is too much, so the lots that can be settled are fewer.
            let mut beyond = left.saturating_sub(1).checked_div(lot).unwrap_or_default().saturating_add(1);
            while most < beyond.saturating_sub(1) {
                let middle = most.midpoint(beyond);
                if self.try_part(settlement, middle.saturating_mul(lot), false)?.is_none() {
                    most = middle;
                } else {
                    beyond = middle;
                }
            }
            most = most.saturating_mul(lot);
            self.try_part(settlement, most, true)?;
        }
        self.put(settlement, most, Some(obstacle(&refusal, &terms.legs)));
        Ok(())
    }

    /// Settles all of them in full, those of an asset that is cleared by their net amounts; or none of them.
    fn all_of(
        &mut self,
        ready: &[&Settlement],
        clearing: &BTreeMap<&AssetCode, &AccountCode>,
    ) -> Result<Vec<NettingReport>, Stop> {
        let named: BTreeSet<SettlementId> = ready.iter().map(|settlement| settlement.id).collect();
        for settlement in ready {
            let mut before = settlement.terms.after.iter();
            if before.any(|id| !named.contains(id)) && !self.may_follow(settlement)? {
                self.held_up(ready, None);
                return Ok(Vec::new());
            }
        }
        let (mut postings, mut obligations) = (Vec::new(), Vec::new());
        for settlement in ready {
            let left = settlement.terms.measure();
            for Posting { from, to, asset, amount } in self.postings(settlement, left)? {
                if clearing.contains_key(&asset) {
                    obligations.push(Obligation { debtor: from, creditor: to, asset, amount });
                } else {
                    postings.push((Posting { from, to, asset, amount }, settlement.id));
                }
            }
        }
        let reports = net(&obligations)?;
        let of_all = ready.first().map(|settlement| settlement.id);
        for report in &reports {
            let payments = clearing.get(&report.asset).map(|account| report.payments(account)).unwrap_or_default();
            postings
                .extend(payments.into_iter().zip(core::iter::repeat(of_all)).filter_map(|(it, of)| Some((it, of?))));
        }
        let postings = postings.into_iter().map(|(posting, id)| (posting, id.to_string())).collect::<Vec<_>>();
        if let Some(refusal) = self.books.attempt(&postings, true)? {
            self.held_up(ready, Some(&refusal));
            return Ok(Vec::new());
        }
        for settlement in ready {
            self.put(settlement, settlement.terms.measure(), None);
        }
        Ok(reports)
    }

    /// Notes that none of them could be settled: by what, for those that it is about; by the others, for the others.
    fn held_up(&mut self, ready: &[&Settlement], refusal: Option<&Refusal>) {
        for settlement in ready {
            let own = refusal.map(|refusal| obstacle(refusal, &settlement.terms.legs));
            let is_about = |account: &AccountCode| {
                settlement.terms.legs.iter().any(|leg| leg.from == *account || leg.to == *account)
            };
            let own = own.filter(|own| own.account.as_ref().is_some_and(is_about));
            let linked = Obstacle { kind: ObstacleKind::Linked, account: None };
            self.put(settlement, 0, Some(own.unwrap_or(linked)));
        }
    }

    /// Whether all that has to be settled before is.
    fn may_follow(&self, settlement: &Settlement) -> Result<bool, Stop> {
        for before in &settlement.terms.after {
            let is_settled = match self.moved.get(before) {
                Some(moved) => moved.obstacle.is_none(),
                None => self.facts.known::<Settlement>(before)?.progress.state == SettlementState::Settled,
            };
            if !is_settled {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether so many more of the first leg can be settled, and of the others as large a part; the refusal, if not. They are
    /// entered only to be kept.
    fn try_part(&mut self, settlement: &Settlement, more: i64, keep: bool) -> Result<Option<Refusal>, Stop> {
        let postings = self.postings(settlement, more)?;
        let postings: Vec<(Posting, String)> =
            postings.into_iter().map(|posting| (posting, settlement.id.to_string())).collect();
        self.books.attempt(&postings, keep)
    }

    fn postings(&self, settlement: &Settlement, more: i64) -> Result<Vec<Posting>, Stop> {
        let targets = targets(settlement, more);
        let mut postings = Vec::new();
        for ((leg, done), target) in settlement.terms.legs.iter().zip(&settlement.progress.settled).zip(targets) {
            let amount = target.saturating_sub(*done);
            if amount > 0 {
                let asset = self.facts.known::<Account>(&leg.from)?.asset.clone();
                postings.push(Posting { from: leg.from.clone(), to: leg.to.clone(), asset, amount });
            }
        }
        Ok(postings)
    }

    fn put(&mut self, settlement: &Settlement, more: i64, obstacle: Option<Obstacle>) {
        self.moved.insert(settlement.id, Moved { settled: targets(settlement, more), obstacle });
    }

    /// Takes down what became of each.
    fn end(mut self, all: &[&Settlement], is_gross: bool, netted: Vec<NettingReport>) -> Result<Decision, Stop> {
        let now = self.moment.now;
        let mut tried = Vec::new();
        let first = all.iter().find(|settlement| settlement.is_ready(now)).map(|settlement| settlement.id);
        let mut decision = Decision::new(Outcome::Done {});
        decision.events = self.books.done();
        for settlement in all {
            let (terms, mut progress) = (&settlement.terms, settlement.progress.clone());
            let is_due = progress.next_at.is_some_and(|due| due <= now);
            if let Some(moved) = self.moved.remove(&settlement.id) {
                let is_moved = moved.settled != progress.settled;
                progress.netted_with = first.filter(|_| !is_gross && is_moved).or(progress.netted_with);
                (progress.settled, progress.obstacle) = (moved.settled, moved.obstacle);
            }
            let whole = terms.legs.iter().map(|leg| &leg.amount);
            let is_late = terms.cut_off.is_some_and(|end| end <= now);
            if matches!(progress.state, SettlementState::Pending | SettlementState::Failing) {
                if progress.settled.iter().eq(whole) {
                    progress.state = SettlementState::Settled;
                } else if is_late {
                    progress.state = SettlementState::Failing;
                    progress.fails = progress.fails.saturating_add(u32::from(is_due));
                }
                if is_due || progress.state == SettlementState::Settled {
                    progress.plan(terms, now, false);
                }
            }
            tried.push(Tried { settlement: settlement.id, state: progress.state, obstacle: progress.obstacle.clone() });
            if progress != settlement.progress {
                SETTLEMENT.allow(settlement.progress.state, SettlementStep::Settle)?;
                let (by, step, progress) = (None, SettlementStep::Settle, progress.into());
                decision.record(settlement.id, Event::SettlementAdvanced { by, step, progress });
            }
        }
        decision.outcome = Outcome::Settled { settlements: tried, netted };
        Ok(decision)
    }
}

/// How much of each leg has moved once so many more of the first have: the same part of each, rounded down of all so far, so that
/// parts come to the whole.
fn targets(settlement: &Settlement, more: i64) -> Vec<i64> {
    let (terms, progress) = (&settlement.terms, &settlement.progress);
    let whole = terms.measure();
    let so_far = progress.settled.first().copied().unwrap_or_default().saturating_add(more).min(whole);
    let part = |leg: &SettlementLeg| {
        let due = i128::from(leg.amount).saturating_mul(so_far.into()).checked_div(whole.into());
        due.and_then(|due| i64::try_from(due).ok()).unwrap_or_default()
    };
    terms.legs.iter().map(part).collect()
}

/// What a refusal of the ledger says about legs.
fn obstacle(refusal: &Refusal, legs: &[SettlementLeg]) -> Obstacle {
    let account = refusal.detail().get("account").and_then(|account| account.as_str()?.parse::<AccountCode>().ok());
    let lacking = legs.iter().find(|leg| Some(&leg.from) == account.as_ref());
    let kind = if refusal.code() == Code::AccountFull {
        ObstacleKind::Full
    } else if refusal.code() != Code::FundsShort {
        ObstacleKind::Closed
    } else if lacking.is_some_and(|leg| leg.kind == LegKind::Goods) {
        ObstacleKind::Goods
    } else {
        ObstacleKind::Money
    };
    Obstacle { kind, account }
}
