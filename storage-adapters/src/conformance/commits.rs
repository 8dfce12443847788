//! Promises about commits: all or nothing, on what they rest, one by one and all at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use fondaco::cart::{Cart, NewLine};
use fondaco::port::{Commit, CommitError, Fact, Store, StoreError};
use fondaco::{Code, Command, Failure, Key, Outcome, Version, pair};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{self, LAMP, Shop, TICKET};
use super::trial::{Snapshot, Trial, busy_engine, counters, fact, stock};

const STALE: Result<(), CommitError> = Err(CommitError::Stale);

/// A commit whose basis names another version than is stored, of a record that it writes or only read, is stale; so is
/// one that expects a record where there is none, or none where there is one.
pub async fn a_basis_that_moved_is_stale(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_basis_that_moved_is_stale").await;
    let shop = trial.shop().await;
    let cart = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let (_, commit) = trial.prepare(shop.command_id(), &Command::PlaceOrder { cart, total: None }).await;
    let put: BTreeSet<&Key> = commit.puts.iter().map(|put| &put.key).collect();
    assert!(commit.basis.iter().any(|(key, _)| !put.contains(key)), "the commit reads what it does not write");
    for (place, (key, version)) in commit.basis.iter().enumerate() {
        for other in others(*version) {
            let mut moved = commit.clone();
            moved.basis[place].1 = other;
            assert_eq!(trial.store.commit(&moved).await, STALE, "{key} is at {version:?}, the basis says {other:?}");
        }
    }
    assert_eq!(trial.store.commit(&commit).await, Ok(()));
    assert_eq!(trial.store.commit(&commit).await, STALE, "a commit rests on what it has changed itself");
}

fn others(version: Option<Version>) -> Vec<Option<Version>> {
    match version {
        Some(version) => vec![None, Some(version + 1), Some(version - 1)],
        None => vec![Some(1), Some(0)],
    }
}

/// A stale commit changes nothing: no record, no counter, no event, no outcome, whether its basis moved or a counter
/// would break its limit. The same decision on a fresh basis is then made true whole.
pub async fn a_stale_commit_leaves_no_trace(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_stale_commit_leaves_no_trace").await;
    let shop = trial.shop().await;
    let cart = shop.cart(&[(LAMP, 2), (shop::BOOK, 1)]).await.unwrap();
    let before = Snapshot::of(&trial.store).await;
    let id = shop.command_id();
    let (_, commit) = trial.prepare(id, &Command::PlaceOrder { cart, total: None }).await;
    assert!(!commit.events.is_empty() && !commit.adjustments.is_empty() && commit.puts.len() > 2);

    let mut moved = commit.clone();
    let last = moved.basis.len() - 1;
    moved.basis[last].1 = Some(77);
    assert_eq!(trial.store.commit(&moved).await, STALE);
    for deltas in [[0, 1_001], [-1_001, 0], [0, -1]] {
        let mut short = commit.clone();
        let stocked = short.adjustments.iter().rposition(|adjustment| matches!(adjustment.key, Key::Stock(..)));
        short.adjustments[stocked.unwrap()].deltas = pair(deltas);
        assert_eq!(trial.store.commit(&short).await, STALE, "a row of 1,000 and 0 may not change by {deltas:?}");
    }
    assert_eq!(Snapshot::of(&trial.store).await, before);
    for put in &commit.puts {
        let there = before.facts.get(&put.key).cloned().unwrap_or(Fact::Absent);
        assert_eq!(fact(&trial.store, &put.key).await, there, "{} was put by a stale commit", put.key);
    }

    assert_eq!(trial.store.commit(&commit).await, Ok(()));
    let after = Snapshot::of(&trial.store).await;
    assert_eq!(after.events.len(), before.events.len() + commit.events.len());
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 2]);
    assert!(after.facts.contains_key(&id.into()));
}

/// A commit that puts a record that it does not rest on is a fault, and changes nothing.
pub async fn a_put_outside_the_basis_is_a_fault(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_put_outside_the_basis_is_a_fault").await;
    let shop = trial.shop().await;
    let before = Snapshot::of(&trial.store).await;
    let (_, commit) = trial.prepare(shop.command_id(), &shop::open_cart(None, &[(LAMP, 1)]).unwrap()).await;
    for put in &commit.puts {
        let mut blind = commit.clone();
        blind.basis.retain(|(key, _)| *key != put.key);
        let answer = trial.store.commit(&blind).await;
        let fault = matches!(answer, Err(CommitError::Store(StoreError::Fault(_))));
        assert!(fault, "{} was put outside the basis: {answer:?}", put.key);
    }
    assert_eq!(Snapshot::of(&trial.store).await, before);
}

/// Commits made together are answered one by one, in their order; one that is stale or at fault changes nothing, for
/// itself or for the others.
pub async fn commits_together_are_answered_one_by_one(subject: &dyn Subject) {
    let trial = Trial::new(subject, "commits_together_are_answered_one_by_one").await;
    let shop = trial.shop().await;
    assert!(trial.store.commit_all(&[]).await.is_empty());
    let mut commits = Vec::new();
    for _ in 0..7 {
        commits.push(trial.prepare(shop.command_id(), &shop::open_cart(None, &[(LAMP, 1)]).unwrap()).await.1);
    }
    let before = Snapshot::of(&trial.store).await;
    commits[1].basis.iter_mut().for_each(|(_, version)| *version = Some(99));
    commits[3].basis.clear();
    // This one writes all that it may, and fails on its counters.
    commits[5].adjustments = super::trial::adjustment(LAMP, [0, 1_001], true).adjustments;
    let answers = trial.store.commit_all(&commits).await;
    assert_eq!(answers.len(), commits.len());
    for (place, answer) in answers.iter().enumerate() {
        match place {
            1 | 5 => assert_eq!(*answer, STALE, "commit {place}"),
            3 => assert!(matches!(answer, Err(CommitError::Store(StoreError::Fault(_)))), "commit 3: {answer:?}"),
            _ => assert_eq!(*answer, Ok(()), "commit {place}"),
        }
    }
    let after = Snapshot::of(&trial.store).await;
    let new: Vec<_> = after.events[before.events.len()..].iter().map(|recorded| &recorded.envelope).collect();
    let wanted: Vec<_> = [0, 2, 4, 6].iter().flat_map(|place: &usize| &commits[*place].events).collect();
    assert_eq!(new, wanted, "the events stand in the order of the commits");
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 0]);
    for place in [1, 3, 5] {
        for put in &commits[place].puts {
            assert_eq!(fact(&trial.store, &put.key).await, Fact::Absent, "commit {place} left {}", put.key);
        }
    }
}

/// A commit may rest on what an earlier one of the same call has changed: on its records and on its counters.
pub async fn a_later_commit_rests_on_an_earlier_one(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_later_commit_rests_on_an_earlier_one").await;
    let shop = trial.shop().await;
    let cart = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let (_, first) = trial.prepare(shop.command_id(), &add(cart, 1)).await;
    let again = trial.prepare(shop.command_id(), &add(cart, 1)).await.1;
    // The second rests on the version that the first will have made.
    let mut second = again.clone();
    second.basis.iter_mut().filter(|(key, _)| *key == cart.into()).for_each(|(_, version)| *version = Some(2));
    second.puts.iter_mut().filter(|put| put.key == cart.into()).for_each(|put| put.version = 3);
    second.events.iter_mut().for_each(|envelope| envelope.version = 3);
    let goods = super::trial::adjustment(TICKET, [2, 0], false);
    let sold = super::trial::adjustment(TICKET, [0, 2], true);
    let answers = trial.store.commit_all(&[first, again, second, goods, sold.clone(), sold]).await;
    assert_eq!(answers, [Ok(()), STALE, Ok(()), Ok(()), Ok(()), STALE]);
    assert_eq!(fact(&trial.store, &cart.into()).await.version(), Some(3));
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [2, 2]);
}

fn add(cart: fondaco::CartId, units: i64) -> Command {
    let line = NewLine::new(LAMP.parse().unwrap(), units.try_into().unwrap());
    Command::AddLine { cart, line }
}

/// Of many commits at the same time that each make the same new key, one is made true and the others are stale.
pub async fn one_of_two_that_want_a_new_key_wins(subject: &dyn Subject) {
    let trial = Trial::new(subject, "one_of_two_that_want_a_new_key_wins").await;
    let shop = trial.shop().await;
    let handles = [trial.store.clone(), trial.again().await];
    for round in 0..10 {
        let id = shop.command_id();
        let mut commits: Vec<Commit> = Vec::new();
        for _ in 0..4 {
            commits.push(trial.prepare(id, &shop::open_cart(None, &[(LAMP, 1)]).unwrap()).await.1);
        }
        let mut racing = JoinSet::new();
        for (place, commit) in commits.iter().cloned().enumerate() {
            let store: Arc<dyn Store> = handles[place % handles.len()].clone();
            racing.spawn(async move { (place, store.commit(&commit).await) });
        }
        let mut winners = Vec::new();
        while let Some(done) = racing.join_next().await {
            match done.unwrap() {
                (place, Ok(())) => winners.push(place),
                (place, answer) => assert_eq!(answer, STALE, "round {round}, commit {place}"),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}: {winners:?} won");
        for (place, commit) in commits.iter().enumerate() {
            for put in commit.puts.iter().filter(|put| put.key != id.into()) {
                let there = fact(&trial.store, &put.key).await != Fact::Absent;
                assert_eq!(there, winners.contains(&place), "round {round}: {} of commit {place}", put.key);
            }
        }
    }
}

/// Many engines that change one record at the same time lose no change: who comes too late decides again.
pub async fn many_writers_of_one_record_lose_nothing(subject: &dyn Subject) {
    const WRITERS: i64 = 6;
    const CHANGES: i64 = 5;
    let trial = Trial::new(subject, "many_writers_of_one_record_lose_nothing").await;
    let shop = trial.busy_shop().await;
    let handles = [trial.store.clone(), trial.again().await];
    let cart = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let mut writing = JoinSet::new();
    for (_, store) in (0..WRITERS).zip(handles.iter().cycle()) {
        let shop: Shop = shop.through(busy_engine(store));
        writing.spawn(async move {
            for _ in 0..CHANGES {
                let id = shop.command_id();
                // Whoever gives up sends the same command again.
                loop {
                    match shop.engine().execute(id, &add(cart, 1)).await {
                        Ok(outcome) => break assert_eq!(outcome, Outcome::Line { line: 1 }),
                        Err(Failure::Contended { .. }) => {}
                        Err(failure) => {
                            assert_eq!(failure.code(), Code::StoreUnavailable, "{failure}");
                        }
                    }
                }
            }
        });
    }
    while let Some(done) = writing.join_next().await {
        done.unwrap();
    }
    let cart = shop.engine().get::<Cart>(&cart).await.unwrap();
    assert_eq!(cart.lines[0].quantity.units(), 1 + WRITERS * CHANGES);
    Snapshot::of(&trial.store).await;
}
