//! The store as it was found, the clock, and a rehearsal of both in memory.

use std::sync::Arc;

use fondaco::port::{Clock, Commit, CommitError, Cursor, Put, Store};
use fondaco::{Adjustment, Engine, Failure, Timestamp, World};
use fondaco_storage::{ManualClock, MemoryStore, SystemClock};

use super::options::Timing;
use super::shop::Shop;
use crate::audit::Log;
use crate::kept::Kept;
use crate::trouble::Trouble;

/// Where the shop is: a store, what it holds already, and a clock that starts at the same moment each time.
pub(crate) struct Place {
    /// What a person calls the store, without passwords.
    pub(crate) name: String,
    /// The store.
    pub(crate) store: Arc<dyn Store>,
    /// The log as it was found.
    pub(crate) log: Log,
    timing: Timing,
}

impl Place {
    /// Reads the log of a store.
    pub(crate) async fn of(kept: &Kept, timing: Timing) -> Result<Self, Trouble> {
        let store = kept.store();
        let log = Log::read(&*store, Cursor::default()).await?;
        Ok(Self { name: kept.name().into(), store, log, timing })
    }

    /// The instant of the program, if it was given.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        self.timing.at
    }

    /// The seed, if it was given.
    pub(crate) fn seed(&self) -> Option<u64> {
        self.timing.seed
    }

    /// A clock as the options ask for. With a seed, the length of the log is mixed in: a second run on the same store
    /// gets ids of its own.
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        let system = SystemClock::new();
        if self.timing.at.is_none() && self.timing.seed.is_none() {
            return Arc::new(system);
        }
        let Timing { at, seed } = self.timing;
        let moment = system.moment();
        let length = u64::try_from(self.log.envelopes.len()).unwrap_or(u64::MAX);
        let seed = seed.map_or(moment.seed, |seed| seed ^ length.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        Arc::new(ManualClock::new(at.unwrap_or(moment.now), seed))
    }

    /// An engine over the store itself.
    pub(crate) fn engine(&self) -> Stage {
        Stage::new(self.store.clone(), self.clock())
    }

    /// An engine over a copy in memory, with the shop set up. What is tried there leaves no trace: a wrong cart is
    /// found out before anything is written.
    pub(crate) async fn rehearsal(&self, shop: &Shop) -> Result<Stage, Trouble> {
        let copy = MemoryStore::new();
        let commit = everything(&World::replay(&self.log.envelopes)?);
        copy.commit(&commit).await.map_err(|error| match error {
            CommitError::Stale => Trouble::new("rehearsal.stale", "a new store in memory is not empty"),
            CommitError::Store(error) => error.into(),
        })?;
        let stage = Stage::new(Arc::new(copy), self.clock());
        shop.set_up(&stage.engine).await.map_err(|failure| shop.trouble(failure))?;
        Ok(stage)
    }
}

/// An engine and its clock.
pub(crate) struct Stage {
    /// The engine.
    pub(crate) engine: Engine,
    /// Its clock, for ids of commands.
    pub(crate) clock: Arc<dyn Clock>,
}

impl Stage {
    fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { engine: Engine::new(store, clock.clone()), clock }
    }

    /// The engine's time.
    pub(crate) async fn now(&self) -> Result<Timestamp, Failure> {
        self.engine.ask(|moment, _| Ok(moment.now)).await
    }
}

/// A whole world as one commit into an empty store.
fn everything(world: &World) -> Commit {
    let put = |(key, found): (&fondaco::Key, &fondaco::Versioned)| Put {
        key: key.clone(),
        version: found.version,
        head: found.head,
        record: found.record.clone(),
    };
    let row = |(key, deltas): (&fondaco::Key, &fondaco::Counters)| {
        let kind = key.counter()?;
        Some(Adjustment { key: key.clone(), kind, deltas: *deltas, least: fondaco::UNGUARDED })
    };
    Commit {
        basis: world.records.keys().map(|key| (key.clone(), None)).collect(),
        puts: world.records.iter().map(put).collect(),
        adjustments: world.counters.iter().filter_map(row).collect(),
        events: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Audit;
    use std::path::Path;

    #[test]
    fn a_store_that_holds_more_or_less_than_its_log_gives_is_found_out() {
        let shop = Shop::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
        let sound = |events: bool, records: bool| {
            fondaco::immediately(async {
                let whole = MemoryStore::new();
                let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
                shop.set_up(&Engine::new(Arc::new(whole.clone()), Arc::new(clock))).await.unwrap();
                let log = Log::read(&whole, Cursor::default()).await.unwrap();
                let mut commit = everything(&World::replay(&log.envelopes).unwrap());
                commit.events = if events { log.envelopes } else { Vec::new() };
                if !records {
                    commit.puts.pop();
                }
                let copy = MemoryStore::new();
                copy.commit(&commit).await.unwrap();
                let empty = Log::read(&MemoryStore::new(), Cursor::default()).await.unwrap();
                Audit::of(&copy, &empty).await.unwrap().replay_is_the_same
            })
        };
        assert_eq!(sound(true, true), Some(true));
        assert_eq!(sound(false, true), Some(false));
        assert_eq!(sound(true, false), Some(false));
    }
}
