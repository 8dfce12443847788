//! The log of events: one batch a commit, so that a cursor is a place in a list.

use std::sync::Arc;

use fondaco::Envelope;
use fondaco::port::{Cursor, Recorded};

/// The events of every commit, in the order of commits. The first one is transaction 1.
#[derive(Debug, Default)]
pub(super) struct Log {
    batches: Vec<Arc<[Envelope]>>,
}

impl Log {
    /// Adds the events of a commit.
    pub(super) fn append(&mut self, events: &[Envelope]) {
        self.batches.push(events.into());
    }

    /// Events after a cursor, oldest first.
    pub(super) fn after(&self, after: &Cursor, limit: u32) -> Vec<Recorded> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let first = after.transaction.max(1);
        let skipped = usize::try_from(first.saturating_sub(1)).unwrap_or(usize::MAX);
        let batches = self.batches.iter().skip(skipped).zip(first..);
        let events = batches.flat_map(|(batch, transaction)| {
            batch.iter().zip(1..).map(move |(envelope, sequence)| (Cursor { transaction, sequence }, envelope))
        });
        let shown = events.filter(|(cursor, _)| cursor > after).take(limit);
        shown.map(|(cursor, envelope)| Recorded { cursor, envelope: envelope.clone() }).collect()
    }
}
