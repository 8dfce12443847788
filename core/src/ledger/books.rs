//! The books while a command is decided: what each step leaves is what the next one finds.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::account::guarded;
use super::{
    Account, ENTRY, Entry, EntryChange, EntryState, EntryStep, Layer, Leg, NewEntry, Posting, Side, journal, postings,
};
use crate::apply::{Happens as _, adjustments_of};
use crate::counter::{CounterKind, Counters, WIDTH, added};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AccountCode, AssetCode, EntryId};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// Carries out steps, one on what the other leaves; all of them or none. A refusal says at which, by its `index` from 0.
pub(crate) fn record(steps: &[EntryStep], moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::count("steps", steps.len(), limits::BATCH)?;
    facts.show(steps.iter().flat_map(named))?;
    facts.show(accounts_of_entries(steps, facts)?)?;
    let opened = BTreeMap::new();
    let mut books = Books::new(0, &opened, moment, facts);
    let mut recorded = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        books.take(step, &mut recorded).map_err(|stop| match stop {
            Stop::Refused(refusal) => Stop::Refused(refusal.with("index", place)),
            Stop::Need(keys) => Stop::Need(keys),
        })?;
    }
    Ok(Decision { events: books.done, outcome: Outcome::Entries { entries: recorded } })
}

/// Enters what the records that a command changed add to the books of their shop, each with what its entries are found by.
/// Accounts that are not there yet are opened.
pub(crate) fn book(
    changes: &[(Vec<(Account, Leg)>, String)],
    moment: &Moment,
    facts: &Facts,
) -> Result<Vec<(Key, Event)>, Stop> {
    let accounts = || changes.iter().flat_map(|(legs, _)| legs).map(|(account, _)| account);
    let mut postings = Vec::new();
    for (legs, reference) in changes {
        // The legs of a record are of one asset.
        let Some(asset) = legs.first().map(|(account, _)| &account.asset) else { continue };
        let legs: Vec<Leg> = legs.iter().map(|(_, leg)| leg.clone()).collect();
        let entered = journal(&legs, |_| Ok::<_, Refusal>(asset.clone()))?;
        postings.extend(entered.into_iter().map(|posting| (posting, reference)));
    }
    let keys = accounts().flat_map(|account| [Key::Account(account.code.clone()), Key::Balance(account.code.clone())]);
    let ids = (FIRST_BOOKED..).take(postings.len()).map(|n| moment.id::<EntryId>(n).into());
    facts.show(keys.chain(ids).collect::<BTreeSet<Key>>())?;
    let mut opened = BTreeMap::new();
    for account in accounts() {
        if facts.get::<Account>(&account.code)?.is_none() {
            opened.insert(account.code.clone(), account.clone());
        }
    }
    let mut books = Books::new(FIRST_BOOKED, &opened, moment, facts);
    let is_opened =
        |account: &Account| (account.code.clone().into(), Event::AccountDefined { account: account.clone().into() });
    books.done.extend(opened.values().map(is_opened));
    for (posting, reference) in postings {
        books.mint(posting, Layer::Settled, Some(reference.as_str()), None)?;
    }
    Ok(books.done)
}

/// Marks an entry whose time has run out; refused with `entry.not_due` before.
pub(crate) fn expire(id: EntryId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let entry = facts.known::<Entry>(&id)?;
    ENTRY.allow(entry.state, EntryChange::Expire)?;
    if !entry.is_due(moment.now) {
        let reason = format!("entry {id} is {} and its time has not run out", word(&entry.state));
        return Err(Refusal::new(Code::EntryNotDue, reason).with("entry", format!("{id}")).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    let (from, to) = (entry.from.clone(), entry.to.clone());
    let (layer, released) = (entry.state.layer(), entry.outstanding());
    decision.record(id, Event::EntryExpired { from, to, layer, released });
    Ok(decision)
}

/// What a step names: it is asked for at once.
fn named(step: &EntryStep) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut account = |code: &AccountCode| keys.extend([Key::Account(code.clone()), Key::Balance(code.clone())]);
    match step {
        EntryStep::Enter(new) => {
            account(&new.from);
            account(&new.to);
            keys.push(new.id.into());
        }
        EntryStep::Journal { legs, .. } => legs.iter().for_each(|leg| account(&leg.account)),
        EntryStep::Send { sending, .. } => sending.accounts().into_iter().for_each(account),
        EntryStep::Hold { entry } | EntryStep::Post { entry, .. } | EntryStep::Void { entry, .. } => {
            keys.push((*entry).into());
        }
        EntryStep::Reverse { entry, id, .. } => keys.extend([(*entry).into(), (*id).into()]),
    }
    keys
}

/// The accounts of the entries that steps settle, as far as these were there before.
fn accounts_of_entries(steps: &[EntryStep], facts: &Facts) -> Result<Vec<Key>, Stop> {
    let mut keys = Vec::new();
    for step in steps {
        let (EntryStep::Hold { entry }
        | EntryStep::Post { entry, .. }
        | EntryStep::Void { entry, .. }
        | EntryStep::Reverse { entry, .. }) = step
        else {
            continue;
        };
        let Some(entry) = facts.get::<Entry>(entry)? else { continue };
        for code in [&entry.from, &entry.to] {
            keys.extend([Key::Account(code.clone()), Key::Balance(code.clone())]);
        }
    }
    Ok(keys)
}

/// The number of the first entry among the ids of a command that changes records which are kept in books; those of its own
/// count from 0 up, those of its events from the far end down.
const FIRST_BOOKED: u16 = 0x4000;

pub(crate) struct Books<'a> {
    moment: &'a Moment,
    facts: &'a Facts,
    /// Accounts that come into being with what is entered.
    opened: &'a BTreeMap<AccountCode, Account>,
    /// Entries that this command made or changed.
    entries: BTreeMap<EntryId, Entry>,
    /// Rows of counters that it changed.
    rows: BTreeMap<AccountCode, Counters>,
    /// The first of its ids, and how many it took.
    first: u16,
    minted: u16,
    done: Vec<(Key, Event)>,
}

impl<'a> Books<'a> {
    pub(crate) fn new(
        first: u16,
        opened: &'a BTreeMap<AccountCode, Account>,
        moment: &'a Moment,
        facts: &'a Facts,
    ) -> Self {
        let (entries, rows) = (BTreeMap::new(), BTreeMap::new());
        Self { moment, facts, opened, entries, rows, first, minted: 0, done: Vec::new() }
    }

    /// What was done.
    pub(crate) fn done(&mut self) -> Vec<(Key, Event)> {
        core::mem::take(&mut self.done)
    }

    /// Enters amounts in turn, each with what it is found by: all of them, or none where an account lacks something, is full, or
    /// is closed; that refusal is answered. Unless they are to be kept, nothing is left of them either way.
    pub(crate) fn attempt(&mut self, postings: &[(Posting, String)], keep: bool) -> Result<Option<Refusal>, Stop> {
        let codes = postings.iter().flat_map(|(posting, _)| [&posting.from, &posting.to]);
        let before: Vec<(AccountCode, Option<Counters>)> =
            codes.map(|code| (code.clone(), self.rows.get(code).copied())).collect();
        let (done, minted) = (self.done.len(), self.minted);
        let mut entered = postings
            .iter()
            .map(|(posting, reference)| self.mint(posting.clone(), Layer::Settled, Some(reference), None).map(drop));
        let refusal = match entered.try_for_each(|entered| entered) {
            Ok(()) if keep => return Ok(None),
            Ok(()) => None,
            Err(Stop::Refused(refusal)) if is_obstacle(&refusal) => Some(refusal),
            Err(stop) => return Err(stop),
        };
        for (code, row) in before {
            match row {
                Some(row) => self.rows.insert(code, row),
                None => self.rows.remove(&code),
            };
        }
        for n in minted..self.minted {
            self.entries.remove(&self.moment.id(self.first.saturating_add(n)));
        }
        self.done.truncate(done);
        self.minted = minted;
        Ok(refusal)
    }

    fn account(&self, code: &AccountCode) -> Result<&'a Account, Stop> {
        match self.opened.get(code) {
            Some(account) => Ok(account),
            None => self.facts.known::<Account>(code),
        }
    }

    fn take(&mut self, step: &EntryStep, recorded: &mut Vec<EntryId>) -> Result<(), Stop> {
        match step {
            EntryStep::Enter(new) => {
                recorded.push(new.id);
                self.enter(new, None)
            }
            EntryStep::Journal { legs, layer, reference, effective_at } => {
                let facts = self.facts;
                let asset_of = |code: &AccountCode| Ok::<AssetCode, Stop>(facts.known::<Account>(code)?.asset.clone());
                let postings = self.numbered(journal(legs, asset_of)?)?;
                for posting in postings {
                    recorded.push(self.mint(posting, *layer, reference.as_deref(), *effective_at)?);
                }
                Ok(())
            }
            EntryStep::Send { sending, layer, reference, effective_at } => {
                let mut there = BTreeMap::new();
                for code in sending.accounts() {
                    let account = self.account(code)?;
                    check_asset(account, &sending.asset)?;
                    // As much as can be taken from it, whichever its side.
                    let [taken, _] = guarded(&self.row(code)?);
                    there.insert(code, account.least()[0].map(|least| taken.saturating_sub(least)));
                }
                let given = |code: &AccountCode, _: &_| there.get(code).copied().flatten();
                let postings = self.numbered(postings(core::slice::from_ref(sending), given)?)?;
                for posting in postings {
                    recorded.push(self.mint(posting, *layer, reference.as_deref(), *effective_at)?);
                }
                Ok(())
            }
            EntryStep::Hold { entry } => self.hold(*entry),
            EntryStep::Post { entry, amount, more } => self.post(*entry, *amount, *more),
            EntryStep::Void { entry, amount } => self.void(*entry, *amount),
            EntryStep::Reverse { entry, id, effective_at, note } => {
                recorded.push(*id);
                self.reverse(*entry, *id, *effective_at, note)
            }
        }
    }

    /// Asks at once for the ids that these will have.
    fn numbered(&self, postings: Vec<Posting>) -> Result<Vec<Posting>, Stop> {
        let minted = usize::from(self.minted).saturating_add(postings.len());
        limits::count("entries by legs and sendings", minted, limits::MINTED)?;
        let next = self.first.saturating_add(self.minted);
        self.facts.show((next..).take(postings.len()).map(|n| self.moment.id::<EntryId>(n).into()))?;
        Ok(postings)
    }

    /// Enters an amount under an id of this command's own.
    fn mint(
        &mut self,
        posting: Posting,
        layer: Layer,
        reference: Option<&str>,
        effective_at: Option<Timestamp>,
    ) -> Result<EntryId, Stop> {
        let Posting { from, to, asset, amount } = posting;
        let id: EntryId = self.moment.id(self.first.saturating_add(self.minted));
        self.minted = self.minted.saturating_add(1);
        let (reference, asset) = (reference.map(Into::into), Some(asset));
        let new = NewEntry { layer, effective_at, reference, asset, ..NewEntry::new(id, from, to, amount) };
        self.enter(&new, None).map(|()| id)
    }

    fn enter(&mut self, new: &NewEntry, reverses: Option<EntryId>) -> Result<(), Stop> {
        if let Some(there) = self.entry(new.id)? {
            let field = if reverses.is_some() { Some("reverses") } else { there.differs(new) };
            let Some(field) = field else { return Ok(()) };
            let refusal =
                refused(Code::EntryReused, new.id, &format!("was recorded with another `{field}`: take a new id"));
            return Err(refusal.with("differs", field).into());
        }
        let now = self.moment.now;
        let (from, to) = (self.account(&new.from)?, self.account(&new.to)?);
        self.check(new, from, to)?;
        let amount = self.most(new, from, to)?;
        let (state, posted) = match new.layer {
            Layer::Settled => (EntryState::Posted, amount),
            Layer::Pending => (EntryState::Pending, 0),
            Layer::Encumbered => (EntryState::Encumbered, 0),
        };
        let entry = Entry {
            id: new.id,
            from: new.from.clone(),
            to: new.to.clone(),
            asset: from.asset.clone(),
            amount,
            layer: new.layer,
            state,
            posted,
            posts: Vec::new(),
            expires_at: new.expires_at,
            effective_at: new.effective_at.unwrap_or(now),
            recorded_at: now,
            reference: new.reference.clone(),
            note: new.note.clone(),
            reverses,
            reversed_by: None,
        };
        let [least_from, least_to] = if new.layer.is_counted() { self.least(&entry)? } else { [None; 2] };
        let event = Event::EntryRecorded { entry: entry.clone().into(), least_from, least_to };
        self.put(entry, event)
    }

    /// How much is entered: the amount, or as much of it as there is.
    fn most(&self, new: &NewEntry, from: &Account, to: &Account) -> Result<i64, Stop> {
        let mut most = new.amount;
        for (guard, (account, side)) in [(from, Side::Debit), (to, Side::Credit)].into_iter().enumerate() {
            if new.up_to.is_some_and(|up_to| up_to.is_of(side)) {
                let sum = guarded(&self.row(&account.code)?).get(guard).copied().unwrap_or_default();
                let least = account.least().get(guard).copied().flatten().unwrap_or_default();
                most = most.min(sum.saturating_sub(least)).max(0);
            }
        }
        Ok(most)
    }

    /// What must hold of an entry before its amount is looked at.
    fn check(&self, new: &NewEntry, from: &Account, to: &Account) -> Result<(), Refusal> {
        let now = self.moment.now;
        let effective_at = new.effective_at.unwrap_or(now);
        let (of, problem) = if new.from == new.to {
            ("to", "goes to the account that it comes from")
        } else if !(0..=limits::LEDGER_AMOUNT).contains(&new.amount) {
            ("amount", "takes an amount of 0 to 9,007,199,254,740,991")
        } else if new.expires_at.is_some() && new.layer == Layer::Settled {
            ("expires_at", "has an end and is settled at once")
        } else if new.expires_at.is_some_and(|end| end <= now) {
            ("expires_at", "would end before it begins")
        } else if effective_at > now {
            ("effective_at", "takes effect when it is recorded, or before")
        } else if new.reference.as_ref().is_some_and(String::is_empty) {
            ("reference", "has a reference without a letter: leave it out")
        } else {
            if let Some(reference) = &new.reference {
                limits::text("a reference", reference)?;
            }
            if let Some(asset) = &new.asset {
                check_asset(from, asset)?;
            }
            limits::text("a note", &new.note)?;
            check_asset(to, &from.asset)?;
            open(from, effective_at)?;
            return open(to, effective_at);
        };
        Err(refused(Code::EntryInvalid, new.id, problem).with("of", of))
    }

    fn hold(&mut self, id: EntryId) -> Result<(), Stop> {
        let entry = self.unsettled(id, EntryChange::Hold)?;
        self.check_open(&entry)?;
        let [least_from, least_to] = self.least(&entry)?;
        let (from, to, amount) = (entry.from.clone(), entry.to.clone(), entry.outstanding());
        self.happens(entry, Event::EntryHeld { from, to, amount, least_from, least_to })
    }

    fn post(&mut self, id: EntryId, amount: Option<i64>, more: bool) -> Result<(), Stop> {
        let entry = self.unsettled(id, if more { EntryChange::PostPart } else { EntryChange::Post })?;
        let left = entry.outstanding();
        let amount = amount.unwrap_or(left);
        if !(0..=left).contains(&amount) {
            let refusal = refused(Code::EntryExceeds, id, &format!("holds {left}: nothing else can be posted"));
            return Err(refusal.with("wanted", amount).with("available", left).into());
        }
        self.check_open(&entry)?;
        let layer = entry.state.layer();
        let [least_from, least_to] = if layer.is_counted() { [None; 2] } else { self.least(&entry)? };
        let released = if more { 0 } else { left.saturating_sub(amount) };
        let (from, to) = (entry.from.clone(), entry.to.clone());
        let event = Event::EntryPosted { from, to, layer, amount, released, more, least_from, least_to };
        self.happens(entry, event)
    }

    fn void(&mut self, id: EntryId, amount: Option<i64>) -> Result<(), Stop> {
        let entry = self.unsettled(id, EntryChange::Void)?;
        let (from, to, released) = (entry.from.clone(), entry.to.clone(), entry.outstanding());
        if let Some(wanted) = amount.filter(|amount| *amount != released) {
            let refusal = refused(Code::EntryExceeds, id, &format!("holds {released}: that is voided, or nothing"));
            return Err(refusal.with("wanted", wanted).with("available", released).into());
        }
        let layer = entry.state.layer();
        self.happens(entry, Event::EntryVoided { from, to, layer, released })
    }

    fn reverse(&mut self, of: EntryId, id: EntryId, at: Option<Timestamp>, note: &str) -> Result<(), Stop> {
        let entry = self.known(of)?;
        if entry.reversed_by == Some(id) {
            return Ok(());
        }
        ENTRY.allow(entry.state, EntryChange::Reverse)?;
        if entry.posted == 0 && entry.amount != 0 {
            return Err(refused(Code::EntryExceeds, of, "was never posted: there is nothing to reverse").into());
        }
        let back = NewEntry {
            effective_at: at,
            reference: entry.reference.clone(),
            note: note.into(),
            ..NewEntry::new(id, entry.to.clone(), entry.from.clone(), entry.posted)
        };
        self.enter(&back, Some(of))?;
        self.happens(entry, Event::EntryReversed { by: id })
    }

    /// Changes an entry that is there.
    fn happens(&mut self, mut entry: Entry, event: Event) -> Result<(), Stop> {
        entry.after(&event, self.moment.now)?;
        self.put(entry, event)
    }

    /// Takes down an entry as an event leaves it, and what that does to its accounts.
    fn put(&mut self, entry: Entry, event: Event) -> Result<(), Stop> {
        for (code, adjustment) in [&entry.from, &entry.to].into_iter().zip(adjustments_of(&event)?) {
            self.change(self.account(code)?, adjustment.deltas)?;
        }
        self.done.push((entry.id.into(), event));
        self.entries.insert(entry.id, entry);
        Ok(())
    }

    /// What must be left of the account that an entry is taken from, and of the account that it goes to, by their limits.
    fn least(&self, entry: &Entry) -> Result<[Option<i64>; 2], Stop> {
        let [from, _] = self.account(&entry.from)?.least();
        let [_, to] = self.account(&entry.to)?.least();
        Ok([from, to])
    }

    /// Refuses what would take effect now in an account of an entry that takes nothing.
    fn check_open(&self, entry: &Entry) -> Result<(), Stop> {
        for code in [&entry.from, &entry.to] {
            open(self.account(code)?, self.moment.now)?;
        }
        Ok(())
    }

    /// An entry that is pending or encumbered, and in its time.
    fn unsettled(&self, id: EntryId, change: EntryChange) -> Result<Entry, Stop> {
        let entry = self.known(id)?;
        ENTRY.allow(entry.state, change)?;
        if entry.is_due(self.moment.now) {
            let problem = format!("was {} until its time ran out: enter it anew", word(&entry.state));
            return Err(refused(Code::EntryExpired, id, &problem).into());
        }
        Ok(entry)
    }

    fn known(&self, id: EntryId) -> Result<Entry, Stop> {
        match self.entries.get(&id) {
            Some(entry) => Ok(entry.clone()),
            None => Ok(self.facts.known::<Entry>(&id)?.clone()),
        }
    }

    fn entry(&self, id: EntryId) -> Result<Option<&Entry>, Stop> {
        match self.entries.get(&id) {
            Some(entry) => Ok(Some(entry)),
            None => self.facts.get::<Entry>(&id),
        }
    }

    fn row(&self, code: &AccountCode) -> Result<Counters, Stop> {
        match self.rows.get(code) {
            Some(row) => Ok(*row),
            None => self.facts.counters(&Key::Balance(code.clone())),
        }
    }

    /// Changes the row of an account; refused with `funds.short` or `account.full` where that crosses a limit. What makes a
    /// balance that is beyond its limit no worse is let through. Rows may be newer than the entries that were shown: that none
    /// of their numbers falls below zero is seen to by the commit.
    fn change(&mut self, account: &Account, deltas: Counters) -> Result<(), Stop> {
        let before = self.row(&account.code)?;
        let after = within(&account.code, added(&before, &deltas).unwrap_or([i64::MAX; WIDTH]))?;
        let sums = guarded(&before).into_iter().zip(guarded(&after));
        for (guard, ((was, is), least)) in sums.zip(account.least()).enumerate() {
            let Some(least) = least.filter(|least| is < was && is < *least) else { continue };
            let (wanted, left) = (was.saturating_sub(is), was.saturating_sub(least).max(0));
            // The first guard stands before what is taken: below a floor, or, of what grows by it, above a ceiling.
            let is_floor = (guard == 0) == (account.normal == Side::Credit);
            let (code, what) =
                if is_floor { (Code::FundsShort, "taken from") } else { (Code::AccountFull, "put into") };
            let reason = format!("{wanted} more cannot be {what} account `{}`: at most {left}", account.code);
            return Err(Refusal::new(code, reason)
                .with("account", account.code.as_str())
                .with("wanted", wanted)
                .with("available", left)
                .into());
        }
        self.rows.insert(account.code.clone(), after);
        Ok(())
    }
}

/// Refuses with `money.overflow` a row whose numbers pass all amounts, or whose debits or credits do together: what is
/// pending or encumbered could not be posted.
fn within(account: &AccountCode, row: Counters) -> Result<Counters, Refusal> {
    let [encumbered, pending, posted, ..] = row;
    let [.., to_come, coming, come] = row;
    let all = |numbers: [i64; 3]| numbers.into_iter().fold(0, i64::saturating_add);
    let sums = [("debits", all([encumbered, pending, posted])), ("credits", all([to_come, coming, come]))];
    let numbers = CounterKind::Balance.columns().iter().copied().zip(row);
    let passes = |(_, sum): &(&str, i64)| *sum > limits::LEDGER_AMOUNT;
    let Some((of, _)) = numbers.chain(sums).find(passes) else { return Ok(row) };
    let reason = format!("`{of}` of account `{account}` would pass 9,007,199,254,740,991");
    Err(Refusal::new(Code::MoneyOverflow, reason).with("account", account.as_str()).with("of", of))
}

/// Refuses what takes effect in an account that is closed, or in a closed period of it.
fn open(account: &Account, effective_at: Timestamp) -> Result<(), Refusal> {
    let code = &account.code;
    if account.closed {
        let reason = format!("account `{code}` is closed");
        return Err(Refusal::new(Code::AccountClosed, reason).with("account", code.as_str()));
    }
    match account.closed_until {
        Some(until) if effective_at < until => {
            let reason = format!("account `{code}` is closed until {until}: let it take effect later");
            Err(Refusal::new(Code::PeriodClosed, reason)
                .with("account", code.as_str())
                .with("until", format!("{until}")))
        }
        _ => Ok(()),
    }
}

/// Whether a refusal says that something is not there, or not open, as things stand.
fn is_obstacle(refusal: &Refusal) -> bool {
    [Code::FundsShort, Code::AccountFull, Code::AccountClosed, Code::PeriodClosed].contains(&refusal.code())
}

/// Refuses with `asset.mismatch` an account that holds something else.
pub(crate) fn check_asset(account: &Account, asset: &AssetCode) -> Result<(), Refusal> {
    if account.asset == *asset {
        return Ok(());
    }
    let reason = format!("account `{}` holds `{}`, not `{asset}`", account.code, account.asset);
    Err(Refusal::new(Code::AssetMismatch, reason).with("account", account.code.as_str()).with("asset", asset.as_str()))
}

fn refused(code: Code, entry: EntryId, problem: &str) -> Refusal {
    Refusal::new(code, format!("entry {entry} {problem}")).with("entry", format!("{entry}"))
}
