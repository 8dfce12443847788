//! What the engine answers about a ledger.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::{Engine, due_by};
use crate::counter::Counters;
use crate::facts::{Facts, Stop};
use crate::failure::Failure;
use crate::id::{AccountCode, PartyCode, SettlementId};
use crate::ledger::{Account, AccountBalance, Entry, Layer, Moved};
use crate::limits;
use crate::port::{Page, Paged, Scan};
use crate::record::{Key, Kind};
use crate::settlement::{Settlement, SettlementStatus};

impl Engine {
    /// What was taken from an account and came to it. What is pending or encumbered past its time does not count, even before a
    /// tick has marked it. Refused with `account.unknown`.
    pub async fn account_balance(&self, account: &AccountCode) -> Result<(Arc<Account>, AccountBalance), Failure> {
        let (found, row) = self.ask(|_, facts| standing(account, facts)).await?;
        let due = self.due_entries().await?;
        Ok((found, without(row, due.get(&Key::Balance(account.clone()))).into()))
    }

    /// Accounts with their balances, a page at a time, in the order of their codes. Of each asset, all debits of all accounts
    /// are all credits, on each layer.
    pub async fn trial_balance(&self, page: &Page) -> Result<Paged<(Arc<Account>, AccountBalance)>, Failure> {
        let Paged { items, next } = self.find::<Account>(&Scan::of(Kind::Account), page).await?;
        let due = self.due_entries().await?;
        let rows = self.ask(|_, facts| {
            facts.show(items.iter().map(|account| Key::Balance(account.code.clone())))?;
            let row = |account: &Arc<Account>| {
                let key = Key::Balance(account.code.clone());
                Ok((account.clone(), without(facts.counters(&key)?, due.get(&key)).into()))
            };
            items.iter().map(row).collect::<Result<Vec<_>, Stop>>()
        });
        Ok(Paged { items: rows.await?, next })
    }

    /// The entries of an account, a page at a time, in the order of their ids. Refused with `account.unknown`.
    pub async fn statement(&self, account: &AccountCode, page: &Page) -> Result<Paged<Arc<Entry>>, Failure> {
        self.get::<Account>(account).await?;
        let mut items: Vec<Arc<Entry>> = Vec::new();
        let mut more = false;
        for side in ["debit_account", "credit_account"] {
            let found = self.find::<Entry>(&Scan::of(Kind::Entry).with(side, account.as_str()), page).await?;
            items.extend(found.items);
            more |= found.next.is_some();
        }
        // No entry stands on both sides of one account, so the first of both scans are the first of all.
        items.sort_by_key(|entry| entry.id);
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        more |= items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|entry| entry.id.into());
        Ok(Paged { items, next })
    }

    /// How a settlement stands now, as one of its parties is told. Refused with `settlement.unknown`.
    pub async fn settlement_status(&self, id: SettlementId, party: &PartyCode) -> Result<SettlementStatus, Failure> {
        self.ask(|moment, facts| Ok(facts.known::<Settlement>(&id)?.status(party, moment.now))).await
    }

    /// What was there in an account at an instant, by when entries took effect. It reads all of them. Refused with
    /// `account.unknown`.
    pub async fn balance_at(&self, account: &AccountCode, at: Timestamp) -> Result<i64, Failure> {
        let normal = self.get::<Account>(account).await?.normal;
        let mut balance = AccountBalance::default();
        let mut page = Page::first(limits::PAGE);
        loop {
            let found = self.statement(account, &page).await?;
            for entry in found.items {
                let side =
                    if entry.from == *account { &mut balance.debits_posted } else { &mut balance.credits_posted };
                *side = side.saturating_add(entry.posted_by(at));
            }
            match found.next {
                Some(next) => page.after = Some(next),
                None => return Ok(balance.balance(Layer::Settled, normal)),
            }
        }
    }

    /// What is pending or encumbered past its time, by the rows that count it.
    async fn due_entries(&self) -> Result<BTreeMap<Key, Counters>, Failure> {
        let mut due: BTreeMap<Key, Counters> = BTreeMap::new();
        self.each(&due_by(Kind::Entry, &self.moment()), |entry: &Entry| {
            let outstanding = Moved::on(entry.state.layer(), entry.outstanding(), [&entry.from, &entry.to]);
            for adjustment in outstanding.adjustments() {
                let sums = due.entry(adjustment.key).or_default();
                sums.iter_mut().zip(adjustment.deltas).for_each(|(sum, more)| *sum = sum.saturating_add(more));
            }
        })
        .await?;
        Ok(due)
    }
}

/// A row without what is due; what was marked as expired since the row was read is taken off once.
fn without(mut row: Counters, due: Option<&Counters>) -> Counters {
    for (number, due) in row.iter_mut().zip(due.into_iter().flatten()) {
        *number = number.saturating_sub(*due).max(0);
    }
    row
}

fn standing(account: &AccountCode, facts: &Facts) -> Result<(Arc<Account>, Counters), Stop> {
    facts.show([Key::Account(account.clone()), Key::Balance(account.clone())])?;
    let found = facts.shared::<Account>(account)?;
    Ok((found, facts.counters(&Key::Balance(account.clone()))?))
}
