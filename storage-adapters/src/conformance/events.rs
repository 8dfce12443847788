//! Promises about the log of events: complete, in order, unbroken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fondaco::port::{Cursor, Fact, Recorded, Store};
use fondaco::{Digest, Key, Version};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{BOOK, LAMP};
use super::trial::{Snapshot, Trial, busy_engine, log, records};

/// A page holds the oldest events after its cursor, no more than were asked for; and pages of any size make up the same
/// log, from any place in it.
pub async fn the_log_is_read_in_pages(subject: &dyn Subject) {
    let trial = Trial::new(subject, "the_log_is_read_in_pages").await;
    assert!(trial.store.events(&Cursor::default(), 10).await.unwrap().is_empty(), "a new store has no events");
    let shop = trial.shop().await;
    shop.buy(&[(LAMP, 1), (BOOK, 2)]).await.unwrap();
    let all = Snapshot::of(&trial.store).await.events;
    assert!(all.is_sorted_by(|left, right| left.cursor < right.cursor), "cursors ascend");
    let largest = all.chunk_by(|left, right| left.cursor.transaction == right.cursor.transaction).map(<[_]>::len).max();
    assert!(largest > Some(1), "one commit is one transaction");
    for size in [1, 2, 3, 1_000] {
        let mut read: Vec<Recorded> = Vec::new();
        loop {
            let after = read.last().map_or_else(Cursor::default, |last| last.cursor);
            let page = trial.store.events(&after, size).await.unwrap();
            assert!(page.len() <= usize::try_from(size).unwrap());
            assert!(page.iter().all(|recorded| recorded.cursor > after), "a page shows what is before its cursor");
            if page.is_empty() {
                break;
            }
            read.extend(page);
        }
        assert_eq!(read, all, "pages of {size}");
    }
    for (place, recorded) in all.iter().enumerate() {
        let rest = trial.store.events(&recorded.cursor, 1_000).await.unwrap();
        assert_eq!(rest, all[place + 1..], "after {:?}", recorded.cursor);
        let start = Cursor { sequence: 0, ..recorded.cursor };
        let from = all.partition_point(|earlier| earlier.cursor.transaction < start.transaction);
        assert_eq!(trial.store.events(&start, 1_000).await.unwrap(), all[from..], "sequences count from 1");
    }
}

/// Every stream counts from 1 without gaps, each event linked to the one before it by its hash; and its record has the
/// version and the hash of the last.
pub async fn every_stream_is_a_chain(subject: &dyn Subject) {
    let trial = Trial::new(subject, "every_stream_is_a_chain").await;
    let shop = trial.shop().await;
    let placed = shop.buy(&[(LAMP, 1)]).await.unwrap();
    shop.pay(placed).await.unwrap();
    let shipment = shop.ship(placed.order).await.unwrap();
    shop.deliver(shipment).await.unwrap();
    let Snapshot { facts, events } = Snapshot::of(&trial.again().await).await;
    let streams = assert_chained(&events);
    for (stream, (version, hash)) in &streams {
        let Some(Fact::Record(found)) = facts.get(stream) else { panic!("{stream} has events and no record") };
        assert_eq!((found.version, found.head), (*version, *hash), "{stream}");
    }
}

/// The version and the hash of the last event of each stream.
fn assert_chained(events: &[Recorded]) -> BTreeMap<Key, (Version, Digest)> {
    let mut streams: BTreeMap<Key, (Version, Digest)> = BTreeMap::new();
    for Recorded { envelope, cursor } in events {
        let (version, hash) = streams.get(&envelope.stream).copied().unwrap_or((0, Digest::NONE));
        let stream = &envelope.stream;
        assert_eq!(envelope.version, version + 1, "{stream} has a gap at {cursor:?}");
        assert_eq!(envelope.previous, hash, "{stream} is not linked at {cursor:?}");
        assert!(envelope.is_intact(), "an event of {stream} was changed at {cursor:?}");
        streams.insert(stream.clone(), (envelope.version, envelope.hash));
    }
    streams
}

/// While many write at the same time, a reader that follows the cursor sees every event once, each stream in its order,
/// and none that appears behind it.
pub async fn a_follower_of_the_log_misses_nothing(subject: &dyn Subject) {
    const WRITERS: usize = 8;
    const ORDERS: usize = 8;
    let trial = Trial::new(subject, "a_follower_of_the_log_misses_nothing").await;
    let shop = trial.busy_shop().await;
    let handles = [trial.store.clone(), trial.again().await];
    let written = Arc::new(AtomicBool::new(false));
    let following = tokio::spawn(follow(trial.again().await, written.clone()));
    let mut writing = JoinSet::new();
    for (_, store) in (0..WRITERS).zip(handles.iter().cycle()) {
        let shop = shop.through(busy_engine(store));
        writing.spawn(async move {
            for _ in 0..ORDERS {
                let placed = shop.buy(&[(LAMP, 1), (BOOK, 1)]).await.unwrap();
                shop.pay(placed).await.unwrap();
            }
        });
    }
    while let Some(done) = writing.join_next().await {
        done.unwrap();
    }
    let count = records(&trial.store).await.values().filter_map(Fact::version).sum();
    let all = log(&trial.store, count).await;
    written.store(true, Ordering::SeqCst);
    let followed = following.await.unwrap();
    let ids: BTreeSet<_> = followed.iter().map(|recorded| recorded.envelope.id).collect();
    assert_eq!(ids.len(), followed.len(), "an event was seen twice");
    let missed = all.iter().find(|recorded| !ids.contains(&recorded.envelope.id));
    assert!(missed.is_none(), "an event appeared behind its reader: {missed:?}");
    assert_eq!(followed, all, "the log reads otherwise from its start");
    assert_chained(&followed);
}

/// Reads what comes, a few at a time, until nothing more can come.
async fn follow(store: Arc<dyn Store>, written: Arc<AtomicBool>) -> Vec<Recorded> {
    let start = Instant::now();
    let mut seen: Vec<Recorded> = Vec::new();
    loop {
        // Asked before the page is: what was written by then is shown by now.
        let last = written.load(Ordering::SeqCst);
        let after = seen.last().map_or_else(Cursor::default, |last| last.cursor);
        let page = store.events(&after, 7).await.unwrap();
        assert!(page.iter().all(|recorded| recorded.cursor > after), "a page shows what is before its cursor");
        let idle = page.is_empty();
        seen.extend(page);
        if idle && last {
            return seen;
        }
        assert!(start.elapsed() < Duration::from_mins(5), "the writers never finished");
        if idle {
            tokio::time::sleep(Duration::from_millis(1)).await;
        } else {
            tokio::task::yield_now().await;
        }
    }
}
