//! The log, replayed and compared with what is stored.

use fondaco::limits::PAGE;
use fondaco::port::{Cursor, Fact, Page, Scan, Store, StoreError};
use fondaco::{Envelope, Key, Kind, World};
use serde::Serialize;

use crate::trouble::Trouble;

/// How often a comparison is made again because somebody else has written in between.
const ATTEMPTS: usize = 5;

/// Events, and how far they go.
pub(crate) struct Log {
    /// The events, oldest first.
    pub(crate) envelopes: Vec<Envelope>,
    end: Cursor,
}

impl Log {
    /// Nothing, read so far.
    pub(crate) const fn unread() -> Self {
        Self { envelopes: Vec::new(), end: Cursor { transaction: 0, sequence: 0 } }
    }

    /// Reads every event there is.
    pub(crate) async fn whole(store: &dyn Store) -> Result<Self, StoreError> {
        Self::read(store, Self::unread().end).await
    }

    /// Reads every event after a cursor.
    pub(crate) async fn read(store: &dyn Store, after: Cursor) -> Result<Self, StoreError> {
        let mut log = Self { envelopes: Vec::new(), end: after };
        loop {
            let page = store.events(&log.end, PAGE).await?;
            let Some(last) = page.last() else { return Ok(log) };
            log.end = last.cursor;
            log.envelopes.extend(page.into_iter().map(|recorded| recorded.envelope));
        }
    }
}

/// What the log says, and that it says the same as the store.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Audit {
    /// Events before the program began.
    pub(crate) events_before: usize,
    /// Events now.
    pub(crate) events: usize,
    /// Records that the events give.
    pub(crate) records: usize,
    /// Rows of stock that the events give.
    pub(crate) stock_rows: usize,
    /// Allowances that the events give: uses of coupons, money on gift cards.
    pub(crate) allowances: usize,
    /// Whether the store holds exactly these.
    pub(crate) replay_is_the_same: bool,
    /// What the store holds otherwise.
    #[serde(skip)]
    pub(crate) difference: Option<String>,
}

impl Audit {
    /// Replays the whole log, begun with what was read before, and compares.
    pub(crate) async fn of(store: &dyn Store, before: &Log) -> Result<Self, Trouble> {
        let mut world = World::replay(&before.envelopes)?;
        let (mut events, mut end) = (before.envelopes.len(), before.end);
        let mut difference = None;
        for _ in 0..ATTEMPTS {
            let new = Log::read(store, end).await?;
            end = new.end;
            events += new.envelopes.len();
            new.envelopes.iter().try_for_each(|envelope| world.apply(envelope))?;
            difference = difference_of(store, &world).await?;
            if difference.is_none() {
                break;
            }
        }
        let rows = |is_one: fn(&Key) -> bool| world.counters.keys().filter(|key| is_one(key)).count();
        Ok(Self {
            events_before: before.envelopes.len(),
            events,
            records: world.records.len(),
            stock_rows: rows(|key| matches!(key, Key::Stock(..))),
            allowances: rows(|key| matches!(key, Key::Allowance(_))),
            replay_is_the_same: difference.is_none(),
            difference,
        })
    }
}

/// What a store holds otherwise than a world: a record or row that differs, or records besides.
async fn difference_of(store: &dyn Store, world: &World) -> Result<Option<String>, StoreError> {
    let keys: Vec<&Key> = world.records.keys().chain(world.counters.keys()).collect();
    for part in keys.chunks(1_000) {
        let part: Vec<Key> = part.iter().map(|key| (*key).clone()).collect();
        let is_same = |(key, fact): (&Key, &Fact)| match fact {
            Fact::Record(found) => world.records.get(key) == Some(found),
            Fact::Counters(row) => world.counters.get(key) == Some(row),
            Fact::Absent => false,
        };
        let facts = store.load(&part).await?;
        if let Some((key, _)) = part.iter().zip(&facts).find(|pair| !is_same(*pair)) {
            return Ok(Some(format!("{key} is stored otherwise than the log gives it")));
        }
    }
    // Outcomes of commands are kept so that none is carried out twice; they are no state and stand in no event.
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::ProcessedCommand);
    let mut stored = 0;
    for kind in kinds {
        stored += count(store, *kind).await?;
    }
    let given = world.records.len();
    Ok((stored != given).then(|| format!("{stored} records are stored, and the log gives {given}")))
}

async fn count(store: &dyn Store, kind: Kind) -> Result<usize, StoreError> {
    let (scan, mut page, mut count) = (Scan::of(kind), Page::first(PAGE), 0);
    loop {
        let found = store.scan(&scan, &page).await?;
        count += found.items.len();
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(count),
        }
    }
}
