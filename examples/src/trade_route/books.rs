//! The books: everything that is stored of the month, and whether it adds up.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::ledger::{Account, AccountBalance, Entry, Layer};
use fondaco::port::{Page, Scan};
use fondaco::trade::{Trade, TradeState};
use fondaco::{AccountCode, Engine, Entity, Failure, Kind, Timestamp, limits};
use serde::Serialize;

use super::market::{PARTIES, SKUS};
use super::month::Netted;
use super::route::VERDICT;
use crate::audit::Audit;

/// How many faults of a check are told.
const FAULTS: usize = 5;

/// Everything that is stored of the month.
#[derive(Debug, Clone)]
pub(crate) struct Books {
    pub(crate) accounts: Vec<(Arc<Account>, AccountBalance)>,
    pub(crate) entries: Vec<Arc<Entry>>,
    pub(crate) trades: Vec<Arc<Trade>>,
    /// The log, replayed and compared with all of this.
    pub(crate) audit: Audit,
}

/// The trial balance of one asset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Trial {
    pub(crate) asset: String,
    pub(crate) accounts: usize,
    pub(crate) debits: i64,
    pub(crate) credits: i64,
    /// What is held and set aside, on both sides: nothing once the month is over.
    pub(crate) open_debits: i64,
    pub(crate) open_credits: i64,
}

/// What was proved, and what of it is wrong.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    pub(crate) faults: Vec<String>,
}

/// An amount that moved, once: an entry, or a part of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Move<'a> {
    pub(crate) at: Timestamp,
    pub(crate) amount: i64,
    pub(crate) entry: &'a Entry,
}

impl Books {
    /// Reads all accounts, entries and trades, page by page.
    pub(crate) async fn read(engine: &Engine, audit: Audit) -> Result<Self, Failure> {
        let (mut accounts, mut page) = (Vec::new(), Page::first(limits::PAGE));
        loop {
            let found = engine.trial_balance(&page).await?;
            accounts.extend(found.items);
            let Some(next) = found.next else { break };
            page.after = Some(next);
        }
        let entries = found(engine, &Scan::of(Kind::Entry)).await?;
        let trades = found(engine, &Scan::of(Kind::Trade)).await?;
        Ok(Self { accounts, entries, trades, audit })
    }

    /// What stands in an account.
    pub(crate) fn balance(&self, code: &str) -> i64 {
        let found = self.accounts.iter().find(|(account, _)| account.code.as_str() == code);
        found.map_or(0, |(account, balance)| balance.balance(Layer::Settled, account.normal))
    }

    /// What stands in all accounts of an asset whose code begins so.
    pub(crate) fn sum(&self, start: &str, asset: &str) -> i64 {
        let of_it = self.accounts.iter().filter(|(account, _)| account.asset.as_str() == asset);
        let of_it = of_it.filter(|(account, _)| account.code.as_str().starts_with(start));
        of_it.map(|(account, balance)| balance.balance(Layer::Settled, account.normal)).sum()
    }

    /// The trial balance, in the order of assets.
    pub(crate) fn trial(&self) -> Vec<Trial> {
        let mut trials: BTreeMap<&str, Trial> = BTreeMap::new();
        for (account, balance) in &self.accounts {
            let trial = trials.entry(account.asset.as_str()).or_default();
            account.asset.as_str().clone_into(&mut trial.asset);
            trial.accounts += 1;
            trial.debits += balance.debits_posted;
            trial.credits += balance.credits_posted;
            trial.open_debits += balance.debits_pending + balance.debits_encumbered;
            trial.open_credits += balance.credits_pending + balance.credits_encumbered;
        }
        trials.into_values().collect()
    }

    /// Proves them.
    pub(crate) fn prove(&self, netted: &[Netted]) -> Vec<Check> {
        vec![
            self.in_balance(),
            self.by_entries(),
            self.within_limits(),
            self.conserved(),
            self.paid_for(),
            self.netted(netted),
            self.logged(),
        ]
    }

    /// Of each asset all debits are all credits, and nothing is held any more.
    fn in_balance(&self) -> Check {
        let trials = self.trial();
        let mut faults = Vec::new();
        for Trial { asset, debits, credits, open_debits, open_credits, .. } in &trials {
            if debits != credits {
                faults.push(format!("{asset}: debits of {debits} and credits of {credits}"));
            }
            if [*open_debits, *open_credits] != [0, 0] {
                faults.push(format!("{asset}: {open_debits} and {open_credits} are still held or set aside"));
            }
        }
        let text = format!("debits are credits in each of {} assets, nothing is held any more", trials.len());
        check("double entry", text, faults)
    }

    /// Each balance is the sum of the entries of its account.
    fn by_entries(&self) -> Check {
        let mut sums: BTreeMap<&AccountCode, [i64; 2]> = BTreeMap::new();
        for entry in &self.entries {
            sums.entry(&entry.from).or_default()[0] += entry.posted;
            sums.entry(&entry.to).or_default()[1] += entry.posted;
        }
        let mut faults = Vec::new();
        for (account, balance) in &self.accounts {
            let [debits, credits] = sums.remove(&account.code).unwrap_or_default();
            if [debits, credits] != [balance.debits_posted, balance.credits_posted] {
                faults.push(format!("`{}` is not the sum of its entries", account.code));
            }
        }
        let text = format!("{} accounts are the sums of {} entries", self.accounts.len(), self.entries.len());
        check("entries", text, faults)
    }

    /// What moved, in the order of time.
    pub(crate) fn moves(&self) -> Vec<Move<'_>> {
        let mut moves = Vec::new();
        for entry in &self.entries {
            if entry.posts.is_empty() {
                moves.push(Move { at: entry.effective_at, amount: entry.posted, entry });
            }
            moves.extend(entry.posts.iter().map(|post| Move { at: post.at, amount: post.amount, entry }));
        }
        moves.retain(|it| it.amount > 0);
        moves.sort_by_key(|it| it.at);
        moves
    }

    /// At no instant an account was below its floor or above its ceiling.
    fn within_limits(&self) -> Check {
        let limits = |account: &Account| [account.floor, account.ceiling];
        let limits: BTreeMap<_, _> =
            self.accounts.iter().map(|(account, _)| (&account.code, limits(account))).collect();
        let (mut faults, mut there, mut instants) = (Vec::new(), BTreeMap::<&AccountCode, i64>::new(), 0);
        // What moves at one instant is one command's: it is judged when all of it has moved.
        for together in self.moves().chunk_by(|one, next| one.at == next.at) {
            instants += 1;
            for Move { entry, amount, .. } in together {
                *there.entry(&entry.from).or_default() -= amount;
                *there.entry(&entry.to).or_default() += amount;
            }
            for code in together.iter().flat_map(|it| [&it.entry.from, &it.entry.to]) {
                let has = there.get(code).copied().unwrap_or_default();
                let [floor, ceiling] = limits.get(code).copied().unwrap_or_default();
                if floor.is_some_and(|floor| has < floor) || ceiling.is_some_and(|ceiling| has > ceiling) {
                    let at = together.first().map(|it| it.at).unwrap_or_default();
                    faults.push(format!("`{code}` has {has} at {at}, past its limits"));
                }
            }
        }
        let floors = self.accounts.iter().filter(|(account, _)| account.floor.is_some()).count();
        let text = format!("at {instants} instants none of {floors} accounts was below its floor, no ship too full");
        check("limits", text, faults)
    }

    /// What goods the world gave, merchants have, or they are lost; no ship and no dock keeps any.
    fn conserved(&self) -> Check {
        let (mut faults, mut all) = (Vec::new(), [0; 2]);
        for sku in SKUS {
            let given = -self.sum("world/", sku);
            let [lost, at_sea, on_docks] = ["lost/", "ship/", "dock/"].map(|start| self.sum(start, sku));
            let owned: i64 = PARTIES.iter().map(|party| self.sum(&format!("{party}/"), sku)).sum();
            if given != owned + lost {
                faults.push(format!("{sku}: {given} were given, {owned} are owned and {lost} are lost"));
            }
            if [at_sea, on_docks] != [0, 0] {
                faults.push(format!("{sku}: {at_sea} are still at sea and {on_docks} on docks"));
            }
            let told: i64 = self.told(sku);
            if told != lost {
                faults.push(format!("{sku}: trades tell of {told} lost, and {lost} are booked"));
            }
            all = [all[0] + given, all[1] + lost];
        }
        let [given, lost] = all;
        check("goods", format!("of {given} units {} are owned and {lost} are lost", given - lost), faults)
    }

    /// How many units of a SKU trades that stand have lost.
    fn told(&self, sku: &str) -> i64 {
        let end = format!("/{sku}");
        let trades = self.trades.iter().filter(|trade| trade.state != TradeState::Reversed);
        let of_it = trades.flat_map(|trade| trade.terms.goods.iter().zip(&trade.goods));
        of_it.filter(|(goods, _)| goods.from.as_str().ends_with(&end)).map(|(_, progress)| progress.lost).sum()
    }

    /// Of what is paid, each settled trade has paid the part that was delivered, or lost at the buyer's risk.
    fn paid_for(&self) -> Check {
        let mut faults = Vec::new();
        let is_by_rule = |trade: &&Arc<Trade>| {
            // What an arbiter decides is no part of anything.
            trade.state == TradeState::Settled && trade.reason != VERDICT
        };
        let mut count = 0;
        for trade in self.trades.iter().filter(is_by_rule) {
            count += 1;
            let whole: i64 = trade.terms.goods.iter().map(|goods| goods.amount).sum();
            let kept: i64 = trade.goods.iter().map(|goods| goods.delivered + goods.lost_by_buyer).sum();
            for (payment, progress) in trade.terms.payments.iter().zip(&trade.payments) {
                let due = (payment.amount * kept / whole.max(1)).max(payment.deposit);
                if progress.paid != due {
                    faults.push(format!("trade {} has paid {} instead of {due}", trade.id, progress.paid));
                }
            }
        }
        check(
            "payment",
            format!("{count} settled trades have paid for what came, or was lost at the buyer's risk"),
            faults,
        )
    }

    /// Each netting is proved, and its clearing account ends with nothing.
    fn netted(&self, netted: &[Netted]) -> Check {
        let mut faults = Vec::new();
        for Netted { report, is_proven, .. } in netted {
            let left = self.balance(&format!("clearing/{}", report.asset));
            if !is_proven || left != 0 {
                faults.push(format!("{}: proven: {is_proven}, {left} are left in clearing", report.asset));
            }
        }
        let [obligations, payments] = netted.iter().fold([0, 0], |[obligations, payments], netted| {
            [obligations + netted.obligations, payments + netted.payments.len()]
        });
        check(
            "netting",
            format!("{obligations} obligations came to {payments} payments, proved; clearing is empty"),
            faults,
        )
    }

    /// The log alone gives all of this.
    fn logged(&self) -> Check {
        let Audit { events, records, difference, .. } = &self.audit;
        let text = format!("{events} events, replayed, give the {records} records as they are stored");
        check("log", text, difference.iter().cloned().collect())
    }
}

fn check(name: &'static str, text: String, mut faults: Vec<String>) -> Check {
    if faults.len() > FAULTS {
        let more = faults.len() - FAULTS;
        faults.truncate(FAULTS);
        faults.push(format!("and {more} more"));
    }
    Check { name, text, faults }
}

/// All records that a scan finds, page by page.
pub(crate) async fn found<T: Entity>(engine: &Engine, scan: &Scan) -> Result<Vec<Arc<T>>, Failure> {
    let (mut page, mut all) = (Page::first(limits::PAGE), Vec::new());
    loop {
        let found = engine.find::<T>(scan, &page).await?;
        all.extend(found.items);
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(all),
        }
    }
}

#[cfg(test)]
mod tests;
