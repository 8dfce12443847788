//! What the engine answers about a ledger.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::{Engine, due_by};
use crate::facts::{Facts, Stop};
use crate::failure::Failure;
use crate::id::AccountCode;
use crate::ledger::{Account, AccountBalance, Entry, Side};
use crate::limits;
use crate::port::{Page, Paged, Scan};
use crate::record::{Key, Kind};

impl Engine {
    /// What was taken from an account and came to it. What is pending past its time does not count, even before a tick has
    /// marked it. Refused with `account.unknown`.
    pub async fn account_balance(&self, account: &AccountCode) -> Result<(Arc<Account>, AccountBalance), Failure> {
        let (found, mut balance) = self.ask(|_, facts| standing(account, facts)).await?;
        if let Some(due) = self.due_entries().await?.get(account) {
            due.give_back(&mut balance);
        }
        Ok((found, balance))
    }

    /// Accounts with their balances, a page at a time, in the order of their codes. Of each asset, all debits of all accounts
    /// are all credits: what is posted, and what is pending.
    pub async fn trial_balance(&self, page: &Page) -> Result<Paged<(Arc<Account>, AccountBalance)>, Failure> {
        let Paged { items, next } = self.find::<Account>(&Scan::of(Kind::Account), page).await?;
        let due = self.due_entries().await?;
        let rows = self.ask(|_, facts| {
            facts.show(items.iter().map(|account| Key::Balance(account.code.clone())))?;
            let row = |account: &Arc<Account>| {
                let mut balance = facts.counters(&Key::Balance(account.code.clone()))?.into();
                if let Some(due) = due.get(&account.code) {
                    due.give_back(&mut balance);
                }
                Ok((account.clone(), balance))
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
                None => return Ok(balance.posted(normal)),
            }
        }
    }

    /// What is pending past its time, by account.
    async fn due_entries(&self) -> Result<BTreeMap<AccountCode, DuePending>, Failure> {
        let mut due: BTreeMap<AccountCode, DuePending> = BTreeMap::new();
        self.each(&due_by(Kind::Entry, &self.moment()), |entry: &Entry| {
            for (account, side) in [(&entry.from, Side::Debit), (&entry.to, Side::Credit)] {
                due.entry(account.clone()).or_default().add(side, entry.pending());
            }
        })
        .await?;
        Ok(due)
    }
}

/// What is pending past its time of one account.
#[derive(Default)]
struct DuePending {
    debits: i64,
    credits: i64,
}

impl DuePending {
    fn add(&mut self, side: Side, amount: i64) {
        let sum = if side == Side::Debit { &mut self.debits } else { &mut self.credits };
        *sum = sum.saturating_add(amount);
    }

    /// Takes it off a row; what was marked as expired since the row was read is taken off once.
    fn give_back(&self, balance: &mut AccountBalance) {
        balance.debits_pending = balance.debits_pending.saturating_sub(self.debits).max(0);
        balance.credits_pending = balance.credits_pending.saturating_sub(self.credits).max(0);
    }
}

fn standing(account: &AccountCode, facts: &Facts) -> Result<(Arc<Account>, AccountBalance), Stop> {
    facts.show([Key::Account(account.clone()), Key::Balance(account.clone())])?;
    let found = facts.shared::<Account>(account)?;
    Ok((found, facts.counters(&Key::Balance(account.clone()))?.into()))
}
