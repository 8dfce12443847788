//! What every promise is checked with: a store of its own, a shop on it, commits made by hand, the whole of its state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use fondaco::party::Actor;
use fondaco::port::{Clock as _, Commit, Cursor, Fact, Page, Recorded, Scan, Store};
use fondaco::{
    Adjustment, Command, CommandId, CounterKind, Counters, Engine, Facts, Key, Kind, LocationCode, NOT_SHORT, Outcome,
    Plan, Sku, Stop, Tenant, UNGUARDED, World, pair, plan,
};

use super::Subject;
use super::shop::{LOCATION, Shop};
use crate::{ManualClock, SystemClock};

/// How long a log may take to show what has happened, while others write to the same database.
const PATIENCE: Duration = Duration::from_secs(30);

/// A store of one promise.
pub(super) struct Trial<'a> {
    subject: &'a dyn Subject,
    pub(super) tenant: Tenant,
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: ManualClock,
}

impl<'a> Trial<'a> {
    /// An empty store, of a tenant that is named after the promise.
    pub(super) async fn new(subject: &'a dyn Subject, promise: &str) -> Self {
        let tenant = Tenant::new(promise).unwrap();
        let store = subject.open(&tenant).await;
        let clock = ManualClock::new("2026-11-21T09:00:00Z".parse().unwrap(), 42);
        Self { subject, tenant, store, clock }
    }

    /// The same store, opened again.
    pub(super) async fn again(&self) -> Arc<dyn Store> {
        self.subject.open(&self.tenant).await
    }

    /// A shop whose time is that of the trial.
    pub(super) async fn shop(&self) -> Shop {
        Shop::open(self.engine(&self.store), 1).await.unwrap()
    }

    /// An engine on a handle of the store, with the clock of the trial.
    pub(super) fn engine(&self, store: &Arc<dyn Store>) -> Engine {
        Engine::new(store.clone(), Arc::new(self.clock.clone()))
    }

    /// A shop in real time, for many at once: whoever collides waits a little.
    pub(super) async fn busy_shop(&self) -> Shop {
        Shop::open(busy_engine(&self.store), 1).await.unwrap()
    }

    /// The commit that a command comes to now, and what it will answer; nothing is stored.
    pub(super) async fn prepare(&self, id: CommandId, command: &Command) -> (Outcome, Commit) {
        let moment = self.clock.moment();
        let mut facts = Facts::new();
        loop {
            match plan(id, Actor::System, command, &moment, &facts) {
                Err(Stop::Need(keys)) => {
                    let loaded = self.store.load(&keys).await.unwrap();
                    facts.learn(keys.into_iter().zip(loaded));
                }
                Ok(Plan::Commit(outcome, commit)) => return (outcome, commit),
                other => panic!("{command:?} came to {other:?}"),
            }
        }
    }

    /// Carries out a command and shows its commit.
    pub(super) async fn carry_out(&self, id: CommandId, command: &Command) -> (Outcome, Commit) {
        let (outcome, commit) = self.prepare(id, command).await;
        self.store.commit(&commit).await.unwrap();
        (outcome, commit)
    }
}

/// An engine in real time.
pub(super) fn busy_engine(store: &Arc<dyn Store>) -> Engine {
    Engine::new(store.clone(), Arc::new(SystemClock::new()))
}

/// What is stored under a key.
pub(super) async fn fact(store: &Arc<dyn Store>, key: &Key) -> Fact {
    let mut loaded = store.load(std::slice::from_ref(key)).await.unwrap();
    let fact = loaded.pop().expect("every key is answered");
    assert!(loaded.is_empty(), "a key was answered that was not asked for");
    fact
}

/// The two numbers of a row of stock, or of an allowance; zeros where there is none.
pub(super) async fn counters(store: &Arc<dyn Store>, key: &Key) -> [i64; 2] {
    let [first, second, ..] = row(store, key).await;
    [first, second]
}

/// The numbers of a row of counters; zeros where there is none.
pub(super) async fn row(store: &Arc<dyn Store>, key: &Key) -> Counters {
    match fact(store, key).await {
        Fact::Counters(row) => row,
        Fact::Absent => Counters::default(),
        Fact::Record(found) => panic!("a record stands where counters should: {found:?}"),
    }
}

/// The key of the stock of a SKU.
pub(super) fn stock(sku: &str) -> Key {
    Key::Stock(Sku::new(sku).unwrap(), LocationCode::new(LOCATION).unwrap())
}

/// A commit that only adjusts the stock of a SKU.
pub(super) fn adjustment(sku: &str, deltas: [i64; 2], guarded: bool) -> Commit {
    let least = if guarded { NOT_SHORT } else { UNGUARDED };
    let adjustment = Adjustment { key: stock(sku), kind: CounterKind::Stock, deltas: pair(deltas), least };
    Commit { adjustments: vec![adjustment], ..Commit::default() }
}

/// Everything that a store shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Every record and every row of counters, outcomes of commands included.
    pub(super) facts: BTreeMap<Key, Fact>,
    pub(super) events: Vec<Recorded>,
}

impl Snapshot {
    /// Reads a store to which nobody writes.
    pub(super) async fn of(store: &Arc<dyn Store>) -> Self {
        let mut facts = records(store).await;
        let count = facts.values().filter_map(Fact::version).sum();
        let events = log(store, count).await;
        let commands = events.iter().map(|recorded| recorded.envelope.command.into());
        let world = World::replay(events.iter().map(|recorded| &recorded.envelope)).unwrap();
        let keys: BTreeSet<Key> = commands.chain(world.counters.into_keys()).collect();
        facts.extend(loaded(store, keys.into_iter().collect()).await);
        Self { facts, events }
    }
}

/// Every record but the outcomes of commands, found by scans.
pub(super) async fn records(store: &Arc<dyn Store>) -> BTreeMap<Key, Fact> {
    let mut found = BTreeMap::new();
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::ProcessedCommand) {
        found.extend(loaded(store, scanned(store, &Scan::of(kind), 100).await).await);
    }
    found
}

/// Keys, each with what is stored under it.
async fn loaded(store: &Arc<dyn Store>, keys: Vec<Key>) -> impl Iterator<Item = (Key, Fact)> + use<> {
    let facts = store.load(&keys).await.unwrap();
    keys.into_iter().zip(facts)
}

/// All keys of a scan, page by page.
pub(super) async fn scanned(store: &Arc<dyn Store>, scan: &Scan, limit: u32) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut page = Page::first(limit);
    loop {
        let paged = store.scan(scan, &page).await.unwrap();
        assert!(paged.items.len() <= usize::try_from(limit).unwrap(), "a page holds more than was asked for");
        assert!(paged.next.is_none() || paged.next.as_ref() == paged.items.last(), "the next page starts elsewhere");
        let last = keys.last().map(Key::id);
        let goes_on = paged.items.first().is_none_or(|first| last.is_none_or(|last| last < first.id()));
        assert!(goes_on, "a page starts again before the end of the last");
        keys.extend(paged.items);
        match paged.next {
            Some(next) => page.after = Some(next),
            None => return keys,
        }
    }
}

/// The whole log, once it shows this many events.
pub(super) async fn log(store: &Arc<dyn Store>, count: u64) -> Vec<Recorded> {
    let mut events = Vec::new();
    let mut after = Cursor::default();
    let start = std::time::Instant::now();
    loop {
        let page = store.events(&after, 100).await.unwrap();
        after = page.last().map_or(after, |last| last.cursor);
        let done = page.is_empty();
        events.extend(page);
        let shown = u64::try_from(events.len()).unwrap();
        assert!(shown <= count, "the log shows {shown} events of {count}");
        if done && shown == count {
            return events;
        }
        if done {
            assert!(start.elapsed() < PATIENCE, "the log shows {shown} events of {count}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
