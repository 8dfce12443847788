//! What entries do to the rows of counters of their two accounts.

use super::Layer;
use crate::counter::{Adjustment, CounterKind};
use crate::id::AccountCode;
use crate::record::Key;

/// Adds to layers of the account that an entry is taken from, as debits, and of the account that it goes to, as credits. With
/// the least that must be left of the one and of the other, by their limits.
pub(crate) fn adjusted(
    accounts: [&AccountCode; 2],
    least: [Option<i64>; 2],
    changes: &[(Layer, i64)],
) -> [Adjustment; 2] {
    let sum = |layer: Layer| {
        let of_it = changes.iter().filter(|(of, _)| *of == layer);
        of_it.fold(0_i64, |sum, (_, change)| sum.saturating_add(*change))
    };
    let [encumbered, pending, posted] = [Layer::Encumbered, Layer::Pending, Layer::Settled].map(sum);
    let [from, to] = accounts.map(|account| Key::Balance(account.clone()));
    let [least_from, least_to] = least;
    let kind = CounterKind::Balance;
    let (debits, credits) = ([encumbered, pending, posted, 0, 0, 0], [0, 0, 0, encumbered, pending, posted]);
    [
        Adjustment { key: from, kind, deltas: debits, least: [least_from, None] },
        Adjustment { key: to, kind, deltas: credits, least: [None, least_to] },
    ]
}
