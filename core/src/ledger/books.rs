//! The books while a command is decided: what each step leaves is what the next one finds.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::account::guarded;
use super::admits::{check_asset, open, within};
use super::{
    Account, ENTRY, Entry, EntryChange, EntryState, EntryStep, Layer, Leg, Moved, NewEntry, Posting, Side, journal,
    postings,
};
use crate::apply::Happens as _;
use crate::counter::{Counters, Least, WIDTH, added};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Missing, Stop};
use crate::id::{AccountCode, AssetCode, EntryId};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::record::{Entity as _, Key};
use crate::refusal::{Code, Refusal};

/// Carries out steps, one on what the other leaves; all of them or none. A refusal says at which, by its `index` from 0.
pub(crate) fn record(steps: &[EntryStep], moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::count("steps", steps.len(), limits::BATCH)?;
    let opened = BTreeMap::new();
    let mut books = Books::new(0, &opened, moment, facts);
    books.done.reserve_exact(steps.len());
    let mut recorded = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        match books.take(step, &mut recorded) {
            Ok(()) => {}
            Err(Stop::Refused(refusal)) => return Err(refusal.with("index", place).into()),
            // What one step misses is asked for together with what the others will.
            Err(Stop::Need(keys)) => return Err(missing(steps, facts).stop().unwrap_or(Stop::Need(keys))),
        }
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

/// What steps miss of what they name, and of the accounts of the entries that they settle, as far as these were there before.
fn missing<'a>(steps: &[EntryStep], facts: &'a Facts) -> Missing<'a> {
    let mut missing = facts.missing();
    for step in steps {
        let mut ask = |code: &AccountCode| {
            missing.ask(Key::Account(code.clone()));
            missing.ask(Key::Balance(code.clone()));
        };
        let (entry, id) = match step {
            EntryStep::Enter(new) => {
                ask(&new.from);
                ask(&new.to);
                (None, Some(new.id))
            }
            EntryStep::Journal { legs, .. } => {
                for leg in legs {
                    ask(&leg.account);
                }
                continue;
            }
            EntryStep::Send { sending, .. } => {
                sending.accounts().into_iter().for_each(ask);
                continue;
            }
            EntryStep::Hold { entry } | EntryStep::Post { entry, .. } | EntryStep::Void { entry, .. } => {
                (Some(entry), None)
            }
            EntryStep::Reverse { entry, id, .. } => (Some(entry), Some(*id)),
        };
        if let Some(Ok(Some(entry))) = entry.map(|entry| facts.get::<Entry>(entry)) {
            ask(&entry.from);
            ask(&entry.to);
        }
        entry.copied().into_iter().chain(id).for_each(|id| missing.ask(id.into()));
    }
    missing
}

/// The number of the first entry among the ids of a command that changes records which are kept in books; those of its own
/// count from 0 up, those of its events from the far end down.
const FIRST_BOOKED: u16 = 0x4000;

pub(crate) struct Books<'a> {
    moment: &'a Moment,
    facts: &'a Facts,
    /// Accounts that come into being with what is entered.
    opened: &'a BTreeMap<AccountCode, Account>,
    /// Accounts that this command looked at, each with its row of counters as the steps so far leave it.
    leaves: Vec<Leaf<'a>>,
    /// What it knows of each fact, by its place.
    places: Vec<Noted>,
    /// The first of its ids, and how many it took.
    first: u16,
    minted: u16,
    done: Vec<(Key, Event)>,
}

/// An account and its row of counters, and where they stand among the leaves of the books.
#[derive(Clone, Copy)]
struct Leaf<'a> {
    number: usize,
    account: &'a Account,
    row: Counters,
}

/// What the books know of a fact.
#[derive(Clone)]
enum Noted {
    Nothing,
    /// An account: the number of its leaf.
    Leaf(usize),
    /// An entry to which one thing happened so far: its place among all that did.
    Once(usize),
    /// An entry to which more happened, as that leaves it.
    Entry(Box<Entry>),
}

impl<'a> Books<'a> {
    pub(crate) fn new(
        first: u16,
        opened: &'a BTreeMap<AccountCode, Account>,
        moment: &'a Moment,
        facts: &'a Facts,
    ) -> Self {
        let places = vec![Noted::Nothing; facts.count()];
        Self { moment, facts, opened, leaves: Vec::new(), places, first, minted: 0, done: Vec::new() }
    }

    /// What was done.
    pub(crate) fn done(&mut self) -> Vec<(Key, Event)> {
        core::mem::take(&mut self.done)
    }

    /// Enters amounts in turn, each with what it is found by: all of them, or none where an account lacks something, is full, or
    /// is closed; that refusal is answered. Unless they are to be kept, nothing is left of them either way.
    pub(crate) fn attempt(&mut self, postings: &[(Posting, String)], keep: bool) -> Result<Option<Refusal>, Stop> {
        let mut rows = Vec::new();
        for code in postings.iter().flat_map(|(posting, _)| [&posting.from, &posting.to]) {
            let leaf = self.leaf(code)?;
            rows.push((leaf.number, leaf.row));
        }
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
        for (number, row) in rows {
            if let Some(leaf) = self.leaves.get_mut(number) {
                leaf.row = row;
            }
        }
        for n in minted..self.minted {
            let place = self.facts.place_of::<Entry>(&self.moment.id(self.first.saturating_add(n)))?;
            self.note(place, Noted::Nothing);
        }
        self.done.truncate(done);
        self.minted = minted;
        Ok(refusal)
    }

    fn leaf(&mut self, code: &AccountCode) -> Result<Leaf<'a>, Stop> {
        let place = self.facts.place_of::<Account>(code)?;
        if let Some(Noted::Leaf(number)) = self.places.get(place)
            && let Some(leaf) = self.leaves.get(*number)
        {
            return Ok(*leaf);
        }
        let account = match self.opened.get(code) {
            Some(account) => account,
            None => self.facts.known::<Account>(code)?,
        };
        let row = self.facts.counters(&Key::Balance(code.clone()))?;
        let leaf = Leaf { number: self.leaves.len(), account, row };
        self.leaves.push(leaf);
        self.note(place, Noted::Leaf(leaf.number));
        Ok(leaf)
    }

    fn note(&mut self, place: usize, noted: Noted) {
        if let Some(slot) = self.places.get_mut(place) {
            *slot = noted;
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
                    let Leaf { account, row, .. } = self.leaf(code)?;
                    check_asset(account, &sending.asset)?;
                    // As much as can be taken from it, whichever its side.
                    let [taken, _] = guarded(&row);
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
        let place = self.facts.place_of::<Entry>(&new.id)?;
        if let Some(there) = self.entry(place)? {
            let field = if reverses.is_some() { Some("reverses") } else { there.differs(new) };
            let Some(field) = field else { return Ok(()) };
            let refusal =
                refused(Code::EntryReused, new.id, &format!("was recorded with another `{field}`: take a new id"));
            return Err(refusal.with("differs", field).into());
        }
        let now = self.moment.now;
        let leaves = [self.leaf(&new.from)?, self.leaf(&new.to)?];
        let [from, to] = leaves.map(|leaf| leaf.account);
        self.check(new, from, to)?;
        let amount = most(new, leaves);
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
        let [least_from, least_to] = if new.layer.is_counted() { least(leaves) } else { [None; 2] };
        self.happens(place, new.id, leaves, Event::EntryRecorded { entry: entry.into(), least_from, least_to })
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
        let (place, entry) = self.unsettled(id, EntryChange::Hold)?;
        let leaves = self.open_leaves(&entry)?;
        let [least_from, least_to] = least(leaves);
        let (from, to, amount) = (entry.from.clone(), entry.to.clone(), entry.outstanding());
        self.happens(place, id, leaves, Event::EntryHeld { from, to, amount, least_from, least_to })
    }

    fn post(&mut self, id: EntryId, amount: Option<i64>, more: bool) -> Result<(), Stop> {
        let (place, entry) = self.unsettled(id, if more { EntryChange::PostPart } else { EntryChange::Post })?;
        let left = entry.outstanding();
        let amount = amount.unwrap_or(left);
        if !(0..=left).contains(&amount) {
            let refusal = refused(Code::EntryExceeds, id, &format!("holds {left}: nothing else can be posted"));
            return Err(refusal.with("wanted", amount).with("available", left).into());
        }
        let leaves = self.open_leaves(&entry)?;
        let layer = entry.state.layer();
        let [least_from, least_to] = if layer.is_counted() { [None; 2] } else { least(leaves) };
        let released = if more { 0 } else { left.saturating_sub(amount) };
        let (from, to) = (entry.from.clone(), entry.to.clone());
        let event = Event::EntryPosted { from, to, layer, amount, released, more, least_from, least_to };
        self.happens(place, id, leaves, event)
    }

    fn void(&mut self, id: EntryId, amount: Option<i64>) -> Result<(), Stop> {
        let (place, entry) = self.unsettled(id, EntryChange::Void)?;
        let (from, to, released) = (entry.from.clone(), entry.to.clone(), entry.outstanding());
        if let Some(wanted) = amount.filter(|amount| *amount != released) {
            let refusal = refused(Code::EntryExceeds, id, &format!("holds {released}: that is voided, or nothing"));
            return Err(refusal.with("wanted", wanted).with("available", released).into());
        }
        let leaves = [self.leaf(&from)?, self.leaf(&to)?];
        let layer = entry.state.layer();
        self.happens(place, id, leaves, Event::EntryVoided { from, to, layer, released })
    }

    fn reverse(&mut self, of: EntryId, id: EntryId, at: Option<Timestamp>, note: &str) -> Result<(), Stop> {
        let (place, entry) = self.known(of)?;
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
        let leaves = [self.leaf(&entry.from)?, self.leaf(&entry.to)?];
        self.happens(place, of, leaves, Event::EntryReversed { by: id })
    }

    /// Takes down what happens to the entry of a place, and what that does to its accounts.
    fn happens(&mut self, place: usize, id: EntryId, leaves: [Leaf<'a>; 2], event: Event) -> Result<(), Stop> {
        if let Some(moved) = Moved::by(&event) {
            for (leaf, deltas) in leaves.into_iter().zip(moved.deltas()) {
                self.change(leaf, deltas)?;
            }
        }
        let noted = match self.changed(place)? {
            Some(mut entry) => {
                entry.after(&event, self.moment.now)?;
                Noted::Entry(entry)
            }
            None => Noted::Once(self.done.len()),
        };
        self.note(place, noted);
        self.done.push((id.into(), event));
        Ok(())
    }

    /// The entry of a place as this command has changed it so far, if it has. What happened to it is only worked out where another
    /// step asks for it.
    fn changed(&mut self, place: usize) -> Result<Option<Box<Entry>>, Stop> {
        let once = match self.places.get(place) {
            Some(Noted::Entry(entry)) => return Ok(Some(entry.clone())),
            Some(Noted::Once(once)) => *once,
            Some(Noted::Nothing | Noted::Leaf(_)) | None => return Ok(None),
        };
        let Some((_, event)) = self.done.get(once) else { return Ok(None) };
        let entry = if let Event::EntryRecorded { entry, .. } = event {
            Box::new(Entry::clone(entry))
        } else {
            let Some(before) = self.facts.at::<Entry>(place) else { return Ok(None) };
            let mut entry = Box::new(before.clone());
            entry.after(event, self.moment.now)?;
            entry
        };
        self.note(place, Noted::Entry(entry.clone()));
        Ok(Some(entry))
    }

    /// The accounts of an entry; refused where one of them takes nothing that takes effect now.
    fn open_leaves(&mut self, entry: &Entry) -> Result<[Leaf<'a>; 2], Stop> {
        let leaves = [self.leaf(&entry.from)?, self.leaf(&entry.to)?];
        for leaf in leaves {
            open(leaf.account, self.moment.now)?;
        }
        Ok(leaves)
    }

    /// An entry that is pending or encumbered, and in its time, and its place.
    fn unsettled(&mut self, id: EntryId, change: EntryChange) -> Result<(usize, Cow<'a, Entry>), Stop> {
        let (place, entry) = self.known(id)?;
        ENTRY.allow(entry.state, change)?;
        if entry.is_due(self.moment.now) {
            let problem = format!("was {} until its time ran out: enter it anew", word(&entry.state));
            return Err(refused(Code::EntryExpired, id, &problem).into());
        }
        Ok((place, entry))
    }

    fn known(&mut self, id: EntryId) -> Result<(usize, Cow<'a, Entry>), Stop> {
        let place = self.facts.place_of::<Entry>(&id)?;
        let entry = self.entry(place)?.ok_or_else(|| Entry::unknown(&id))?;
        Ok((place, entry))
    }

    /// The entry of a place as it is now.
    fn entry(&mut self, place: usize) -> Result<Option<Cow<'a, Entry>>, Stop> {
        let before = self.facts.at::<Entry>(place).map(Cow::Borrowed);
        Ok(self.changed(place)?.map(|entry| Cow::Owned(*entry)).or(before))
    }

    /// Changes the row of an account; refused with `funds.short` or `account.full` where that crosses a limit. What makes a
    /// balance that is beyond its limit no worse is let through. Rows may be newer than the entries that were shown: that none
    /// of their numbers falls below zero is seen to by the commit.
    fn change(&mut self, leaf: Leaf<'a>, deltas: Counters) -> Result<(), Stop> {
        let Leaf { number, account, row: before } = leaf;
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
        if let Some(leaf) = self.leaves.get_mut(number) {
            leaf.row = after;
        }
        Ok(())
    }
}

/// What must be left of the account that an entry is taken from, and of the account that it goes to, by their limits.
fn least([from, to]: [Leaf<'_>; 2]) -> Least {
    let ([from, _], [_, to]) = (from.account.least(), to.account.least());
    [from, to]
}

/// How much is entered: the amount, or as much of it as there is.
fn most(new: &NewEntry, [from, to]: [Leaf<'_>; 2]) -> i64 {
    let mut most = new.amount;
    for (guard, (leaf, side)) in [(from, Side::Debit), (to, Side::Credit)].into_iter().enumerate() {
        if new.up_to.is_some_and(|up_to| up_to.is_of(side)) {
            let sum = guarded(&leaf.row).get(guard).copied().unwrap_or_default();
            let least = leaf.account.least().get(guard).copied().flatten().unwrap_or_default();
            most = most.min(sum.saturating_sub(least)).max(0);
        }
    }
    most
}

/// Whether a refusal says that something is not there, or not open, as things stand.
fn is_obstacle(refusal: &Refusal) -> bool {
    [Code::FundsShort, Code::AccountFull, Code::AccountClosed, Code::PeriodClosed].contains(&refusal.code())
}

fn refused(code: Code, entry: EntryId, problem: &str) -> Refusal {
    Refusal::new(code, format!("entry {entry} {problem}")).with("entry", format!("{entry}"))
}
