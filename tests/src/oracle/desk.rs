//! A ledger that is kept in an engine over a store in memory.

use std::sync::Arc;

use fondaco::ledger::{Account, AccountBalance, Entry, EntryStep, Layer};
use fondaco::port::{Clock as _, Cursor, Page, Scan};
use fondaco::{
    AccountCode, Command, CommandId, Engine, EntryId, Envelope, Event, Failure, Kind, Outcome, Refusal, Timestamp,
};
use fondaco_storage::{ManualClock, MemoryStore};

use super::given::{Miss, not_applicable};
use super::sale::ready;

/// How many events and entries are read at a time: more than any case has.
const ALL: u32 = 1000;

/// A ledger: its own store, and a clock that it may share with others.
pub(super) struct Desk {
    pub(super) engine: Engine,
    pub(super) clock: ManualClock,
}

impl Desk {
    /// A ledger of its own.
    pub(super) fn new() -> Self {
        Self::by(&ManualClock::new(Timestamp::UNIX_EPOCH, 1))
    }

    /// A ledger that goes by a clock.
    pub(super) fn by(clock: &ManualClock) -> Self {
        let engine = Engine::new(Arc::new(MemoryStore::new()), Arc::new(clock.clone()));
        Self { engine, clock: clock.clone() }
    }

    /// An id that no entry has yet.
    pub(super) fn entry_id(&self) -> EntryId {
        self.clock.moment().id(0)
    }

    /// An id that no command has yet.
    pub(super) fn command_id(&self) -> CommandId {
        self.clock.moment().id(0)
    }

    /// Carries out a command under an id; a refusal is an answer.
    pub(super) fn run(&self, id: CommandId, command: &Command) -> Result<Result<Outcome, Refusal>, Miss> {
        match ready(self.engine.execute(id, command))? {
            Ok(outcome) => Ok(Ok(outcome)),
            Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
            Err(failure) => Err(not_applicable(failure)),
        }
    }

    /// Opens an account, or changes its terms.
    pub(super) fn define(&self, account: Account) -> Result<(), Miss> {
        self.run(self.command_id(), &Command::DefineAccounts { accounts: vec![account] })??;
        Ok(())
    }

    /// Opens an account of an asset, without limits.
    pub(super) fn open(&self, code: &str, asset: &str) -> Result<Account, Miss> {
        let account = Account::new(code.parse()?, asset.parse()?);
        self.define(account.clone())?;
        Ok(account)
    }

    /// Carries out steps; answers the entries that they recorded.
    pub(super) fn record(&self, steps: Vec<EntryStep>) -> Result<Result<Vec<EntryId>, Refusal>, Miss> {
        Ok(match self.run(self.command_id(), &Command::RecordEntries { steps })? {
            Ok(Outcome::Entries { entries }) => Ok(entries),
            Ok(_) => return Err(not_applicable("entries are answered otherwise")),
            Err(refusal) => Err(refusal),
        })
    }

    /// An entry.
    pub(super) fn entry(&self, id: EntryId) -> Result<Arc<Entry>, Miss> {
        ready(self.engine.get::<Entry>(&id))?.map_err(not_applicable)
    }

    /// The numbers of an account.
    pub(super) fn balance(&self, code: &AccountCode) -> Result<(Arc<Account>, AccountBalance), Miss> {
        ready(self.engine.account_balance(code))?.map_err(not_applicable)
    }

    /// What is posted in an account.
    pub(super) fn posted(&self, code: &AccountCode) -> Result<i64, Miss> {
        let (account, balance) = self.balance(code)?;
        Ok(balance.balance(Layer::Settled, account.normal))
    }

    /// How many entries an account has.
    pub(super) fn entries_of(&self, code: &AccountCode) -> Result<usize, Miss> {
        let page = Page::first(ALL);
        Ok(ready(self.engine.statement(code, &page))?.map_err(not_applicable)?.items.len())
    }

    /// How many entries have a reference.
    pub(super) fn referred(&self, reference: &str) -> Result<usize, Miss> {
        let scan = Scan::of(Kind::Entry).with("reference", reference);
        Ok(ready(self.engine.find::<Entry>(&scan, &Page::first(ALL)))?.map_err(not_applicable)?.items.len())
    }

    /// All that has happened.
    pub(super) fn log(&self) -> Result<Vec<Envelope>, Miss> {
        let found = ready(self.engine.events(&Cursor::default(), ALL))?.map_err(not_applicable)?;
        Ok(found.into_iter().map(|recorded| recorded.envelope).collect())
    }

    /// How many entries were recorded, by the log.
    pub(super) fn recorded(&self) -> Result<usize, Miss> {
        let log = self.log()?;
        Ok(log.iter().filter(|envelope| matches!(envelope.event, Event::EntryRecorded { .. })).count())
    }
}
