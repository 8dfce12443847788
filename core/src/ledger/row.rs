//! What entries do to the rows of counters of their two accounts.

use super::{Entry, EntryState};
use crate::counter::{Adjustment, CounterKind, Counters, Least, UNGUARDED};
use crate::id::AccountCode;
use crate::record::Key;

/// What is taken and what comes when an amount is entered, at once or pending.
pub(crate) fn entered(entry: &Entry, from: Least, to: Least) -> [Adjustment; 2] {
    let amount = entry.amount;
    let (taken, come) = if entry.state == EntryState::Pending {
        ([amount, 0, 0, 0], [0, 0, amount, 0])
    } else {
        ([0, amount, 0, 0], [0, 0, 0, amount])
    };
    [row(&entry.from, taken, from), row(&entry.to, come, to)]
}

/// What is no longer pending, and what of it is posted. It needs no guard: what was pending was counted against limits.
pub(crate) fn settled(from: &AccountCode, to: &AccountCode, posted: i64, released: i64) -> [Adjustment; 2] {
    let gone = posted.saturating_add(released).saturating_neg();
    [row(from, [gone, posted, 0, 0], UNGUARDED), row(to, [0, 0, gone, posted], UNGUARDED)]
}

fn row(account: &AccountCode, deltas: Counters, least: Least) -> Adjustment {
    Adjustment { key: Key::Balance(account.clone()), kind: CounterKind::Balance, deltas, least }
}
