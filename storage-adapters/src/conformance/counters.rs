//! Promises about counters: they change by deltas, and never past their limits.

use fondaco::port::{CommitError, StoreError};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{BOOK, LAMP, TICKET};
use super::trial::{Trial, adjustment, counters, stock};

const STALE: Result<(), CommitError> = Err(CommitError::Stale);

/// Of many guarded adjustments at the same time, exactly as many are made true as the guard leaves room for; the
/// others are stale.
pub async fn a_guard_holds_against_many_at_once(subject: &dyn Subject) {
    const UNITS: i64 = 40;
    const BUYERS: usize = 100;
    let trial = Trial::new(subject, "a_guard_holds_against_many_at_once").await;
    let handles = [trial.store.clone(), trial.again().await];
    assert_eq!(trial.store.commit(&adjustment(TICKET, [UNITS, 0], false)).await, Ok(()));
    let mut buying = JoinSet::new();
    for (_, store) in (0..BUYERS).zip(handles.iter().cycle().cloned()) {
        buying.spawn(async move { store.commit(&adjustment(TICKET, [0, 1], true)).await });
    }
    let mut sold = 0;
    while let Some(answer) = buying.join_next().await {
        match answer.unwrap() {
            Ok(()) => sold += 1,
            refused => assert_eq!(refused, STALE),
        }
    }
    assert_eq!(sold, UNITS);
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [UNITS, UNITS]);
}

/// An adjustment without a guard is made true even where the guard does not hold, before it or after it.
pub async fn giving_back_needs_no_guard(subject: &dyn Subject) {
    let trial = Trial::new(subject, "giving_back_needs_no_guard").await;
    assert_eq!(trial.store.commit(&adjustment(LAMP, [3, 3], false)).await, Ok(()));
    assert_eq!(trial.store.commit(&adjustment(LAMP, [-2, 0], false)).await, Ok(()), "a count found less");
    assert_eq!(trial.store.commit(&adjustment(LAMP, [0, 1], true)).await, STALE);
    assert_eq!(trial.store.commit(&adjustment(LAMP, [0, -1], false)).await, Ok(()), "3 promised, 1 there");
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1, 2]);
    assert_eq!(trial.store.commit(&adjustment(LAMP, [0, -1], true)).await, Ok(()), "the guard looks at the row after");
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1, 1]);
}

/// No adjustment brings a number below zero, guarded or not, in a row that is there or in a new one; and none of the
/// rows of such a commit is touched.
pub async fn a_counter_never_falls_below_zero(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_counter_never_falls_below_zero").await;
    for deltas in [[-1, 0], [0, -1], [5, -1]] {
        assert_eq!(trial.store.commit(&adjustment(LAMP, deltas, false)).await, STALE, "a new row of {deltas:?}");
    }
    assert_eq!(trial.store.commit(&adjustment(LAMP, [0, 1], true)).await, STALE, "a new row holds nothing");
    assert_eq!(trial.store.commit(&adjustment(LAMP, [2, 1], false)).await, Ok(()));
    for guarded in [false, true] {
        for deltas in [[-3, 0], [0, -2], [-3, -2], [1, -2]] {
            assert_eq!(trial.store.commit(&adjustment(LAMP, deltas, guarded)).await, STALE, "2 and 1 by {deltas:?}");
        }
    }
    let mut both = adjustment(BOOK, [5, 0], false);
    both.adjustments.extend(adjustment(LAMP, [0, -2], false).adjustments);
    assert_eq!(trial.store.commit(&both).await, STALE);
    assert_eq!(counters(&trial.store, &stock(BOOK)).await, [0, 0]);
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [2, 1]);
}

/// An adjustment past the ends of a 64-bit number is a fault, and changes nothing.
pub async fn a_counter_that_overflows_is_a_fault(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_counter_that_overflows_is_a_fault").await;
    let most = i64::MAX - 1;
    assert_eq!(trial.store.commit(&adjustment(LAMP, [most, 0], false)).await, Ok(()));
    let answer = trial.store.commit(&adjustment(LAMP, [2, 0], false)).await;
    assert!(matches!(answer, Err(CommitError::Store(StoreError::Fault(_)))), "{answer:?}");
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [most, 0]);
    assert_eq!(trial.store.commit(&adjustment(LAMP, [1, 0], false)).await, Ok(()));
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [i64::MAX, 0]);
}
