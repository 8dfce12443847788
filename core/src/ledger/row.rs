//! What entries do to the rows of counters of their two accounts.

use super::Layer;
use crate::counter::{Adjustment, CounterKind, Counters, Least};
use crate::event::Event;
use crate::id::AccountCode;
use crate::record::Key;

/// What is added to layers of the account that an entry is taken from, as debits, and of the account that it goes to, as credits.
pub(crate) struct Moved<'a> {
    accounts: [&'a AccountCode; 2],
    /// What must be left of the one and of the other, by their limits.
    least: Least,
    changes: [(Layer, i64); 2],
}

impl<'a> Moved<'a> {
    /// An amount that is added on one layer.
    pub(crate) const fn on(layer: Layer, amount: i64, accounts: [&'a AccountCode; 2]) -> Self {
        Self { accounts, least: [None; 2], changes: [(layer, amount), (Layer::Settled, 0)] }
    }

    /// What an event moves; `None` where it moves nothing.
    pub(crate) fn by(event: &'a Event) -> Option<Self> {
        if let Event::EntryRecorded { entry, least_from, least_to } = event {
            let moved = Self::on(entry.layer, entry.amount, [&entry.from, &entry.to]);
            Some(Self { least: [*least_from, *least_to], ..moved })
        } else if let Event::EntryHeld { from, to, amount, least_from, least_to } = event {
            let changes = [(Layer::Encumbered, amount.saturating_neg()), (Layer::Pending, *amount)];
            Some(Self { accounts: [from, to], least: [*least_from, *least_to], changes })
        } else if let Event::EntryPosted { from, to, layer, amount, released, least_from, least_to, .. } = event {
            let gone = amount.saturating_add(*released).saturating_neg();
            let changes = [(*layer, gone), (Layer::Settled, *amount)];
            Some(Self { accounts: [from, to], least: [*least_from, *least_to], changes })
        } else if let Event::EntryVoided { from, to, layer, released }
        | Event::EntryExpired { from, to, layer, released } = event
        {
            Some(Self::on(*layer, released.saturating_neg(), [from, to]))
        } else {
            None
        }
    }

    /// What is added to each row.
    pub(crate) fn deltas(&self) -> [Counters; 2] {
        let [mut encumbered, mut pending, mut posted] = [0_i64; 3];
        for (layer, change) in self.changes {
            let sum = match layer {
                Layer::Encumbered => &mut encumbered,
                Layer::Pending => &mut pending,
                Layer::Settled => &mut posted,
            };
            *sum = sum.saturating_add(change);
        }
        [[encumbered, pending, posted, 0, 0, 0], [0, 0, 0, encumbered, pending, posted]]
    }

    /// The same as adjustments.
    pub(crate) fn adjustments(&self) -> [Adjustment; 2] {
        let [from, to] = self.accounts.map(|account| Key::Balance(account.clone()));
        let ([debits, credits], [least_from, least_to]) = (self.deltas(), self.least);
        let kind = CounterKind::Balance;
        [
            Adjustment { key: from, kind, deltas: debits, least: [least_from, None] },
            Adjustment { key: to, kind, deltas: credits, least: [None, least_to] },
        ]
    }
}
