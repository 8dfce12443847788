//! The judging of a batch: which commits come true, and what they come to together.
//!
//! Commits are judged one after the other, in the order in which they came, each on what the ones before it leave. So a
//! batch in one transaction means what its commits would mean one by one.

use std::collections::{BTreeMap, HashMap};

use fondaco::{CounterKind, Counters, Key, Least, Limit, Version, added};

use super::encode::{Encoded, EventRow, Row};

/// What became of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is true.
    Done,
    /// The world has moved.
    Stale,
    /// No world would make it true.
    Fault(String),
}

/// What the database holds of everything that a batch rests on or changes.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub(crate) versions: HashMap<Key, Version>,
    pub(crate) counters: HashMap<Key, Counters>,
}

/// What a batch comes to: everything that is to be written, once each.
#[derive(Debug, Default)]
pub(crate) struct Net<'a> {
    /// Records that were rested on and not written, in the order of keys.
    pub(crate) checks: Vec<(&'a Key, Option<Version>)>,
    /// Records as they are from now on, in the order of keys, each with the version that it replaces.
    pub(crate) puts: Vec<(&'a Row, Option<Version>)>,
    /// Counters, in the order of keys.
    pub(crate) tallies: Vec<(&'a Key, Tally)>,
    /// The log, in order.
    pub(crate) events: Vec<&'a EventRow>,
}

/// A row of counters before and after a batch.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(crate) kind: CounterKind,
    /// As it was; `None` if there was no row. Zeros where a batch is judged by what it assumes.
    #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "SQLite writes rows as they are now"))]
    pub(crate) was: Option<Counters>,
    /// As it is now; the sum of the deltas where a batch is judged by what it assumes.
    pub(crate) now: Counters,
    /// What each limit of [`limits`] must at least come to in the row as it was, for every commit to keep it.
    pub(crate) needs: Vec<i64>,
}

/// The limits of a kind of counters: its invariants, then its guards.
pub(crate) fn limits(kind: CounterKind) -> impl Iterator<Item = Limit> {
    kind.invariants().iter().chain(kind.guards()).copied()
}

/// Judges a batch by what the database holds.
pub(crate) fn judge<'a>(batch: &'a [Encoded], standing: &Standing) -> (Vec<Verdict>, Net<'a>) {
    let mut world = World::on(Some(standing));
    let verdicts = batch.iter().map(|commit| world.take(commit)).collect();
    (verdicts, world.net())
}

/// What a batch comes to if everything is as its commits expect; `None` if they contradict one another. The database is
/// then asked to write it on exactly these conditions.
#[cfg(feature = "postgres")]
pub(crate) fn assume(batch: &[Encoded]) -> Option<Net<'_>> {
    let mut world = World::on(None);
    batch.iter().all(|commit| world.take(commit) == Verdict::Done).then(|| world.net())
}

/// Every key that a batch rests on or changes, once each, in order.
pub(crate) fn touched(batch: &[Encoded]) -> Vec<&Key> {
    let mut keys: Vec<&Key> = Vec::new();
    for commit in batch {
        keys.extend(commit.basis.iter().map(|(key, _)| key));
        keys.extend(commit.adjustments.iter().map(|item| &item.key));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The records and counters that a batch has touched so far.
struct World<'a, 's> {
    standing: Option<&'s Standing>,
    records: BTreeMap<&'a Key, Place<'a>>,
    tallies: BTreeMap<&'a Key, Tally>,
    events: Vec<&'a EventRow>,
}

struct Place<'a> {
    was: Option<Version>,
    now: Option<Version>,
    row: Option<&'a Row>,
}

impl<'a, 's> World<'a, 's> {
    fn on(standing: Option<&'s Standing>) -> Self {
        Self { standing, records: BTreeMap::new(), tallies: BTreeMap::new(), events: Vec::new() }
    }

    fn take(&mut self, commit: &'a Encoded) -> Verdict {
        for (key, expected) in &commit.basis {
            let standing = self.standing;
            let place = self.records.entry(key).or_insert_with(|| {
                let was = standing.map_or(*expected, |standing| standing.versions.get(key).copied());
                Place { was, now: was, row: None }
            });
            if place.now != *expected {
                return Verdict::Stale;
            }
        }
        let mut moved: Vec<(&'a Key, Tally)> = Vec::with_capacity(commit.adjustments.len());
        for item in &commit.adjustments {
            let mut tally = self.tally(&item.key, item.kind);
            let Some(now) = added(&tally.now, &item.deltas) else {
                return Verdict::Fault(format!("the counters of `{}` overflow", item.key));
            };
            tally.now = now;
            if self.standing.is_some() {
                if !item.kind.allows(&now, &item.least) {
                    return Verdict::Stale;
                }
            } else if !tally.assume(&item.least) {
                return Verdict::Stale;
            }
            moved.push((&item.key, tally));
        }
        self.tallies.extend(moved);
        for row in &commit.rows {
            if let Some(place) = self.records.get_mut(&row.key) {
                (place.now, place.row) = (Some(row.version), Some(row));
            }
        }
        self.events.extend(&commit.events);
        Verdict::Done
    }

    fn tally(&self, key: &Key, kind: CounterKind) -> Tally {
        if let Some(tally) = self.tallies.get(key) {
            return tally.clone();
        }
        let was = match self.standing {
            Some(standing) => standing.counters.get(key).copied(),
            None => Some(Counters::default()),
        };
        Tally { kind, was, now: was.unwrap_or_default(), needs: limits(kind).map(|_| i64::MIN).collect() }
    }

    fn net(self) -> Net<'a> {
        let mut net = Net { events: self.events, tallies: self.tallies.into_iter().collect(), ..Net::default() };
        for (key, place) in self.records {
            match place.row {
                Some(row) => net.puts.push((row, place.was)),
                None => net.checks.push((key, place.was)),
            }
        }
        net
    }
}

impl Tally {
    /// Notes what the row must at least come to for the counters to keep their limits here; `false` past the ends of
    /// `i64`.
    fn assume(&mut self, least: &Least) -> bool {
        let asked = self.kind.invariants().iter().map(|_| Some(0)).chain(least.iter().copied());
        for ((need, limit), least) in self.needs.iter_mut().zip(limits(self.kind)).zip(asked) {
            let Some(least) = least else { continue };
            let sums = self.now.iter().zip(limit).map(|(number, weight)| i128::from(*number) * i128::from(weight));
            let Ok(least) = i64::try_from(i128::from(least) - sums.sum::<i128>()) else { return false };
            *need = least.max(*need);
        }
        true
    }
}

#[cfg(test)]
#[cfg(feature = "postgres")]
mod tests {
    use fondaco::{Adjustment, NOT_SHORT, UNGUARDED, pair};

    use super::*;

    fn commit(deltas: [i64; 2], guarded: bool) -> Encoded {
        let key = Key::Stock("lamp".parse().unwrap(), "here".parse().unwrap());
        let least = if guarded { NOT_SHORT } else { UNGUARDED };
        let adjustments = vec![Adjustment { key, kind: CounterKind::Stock, deltas: pair(deltas), least }];
        Encoded { basis: Vec::new(), rows: Vec::new(), adjustments, events: Vec::new() }
    }

    /// What a batch assumes of the row that all of it changes: on hand, reserved, and how much more is on hand.
    fn needs(batch: &[([i64; 2], bool)]) -> Vec<i64> {
        let batch: Vec<Encoded> = batch.iter().map(|(deltas, guarded)| commit(*deltas, *guarded)).collect();
        assume(&batch).unwrap().tallies[0].1.needs.clone()
    }

    #[test]
    fn a_batch_asks_of_a_row_what_the_most_demanding_of_its_commits_asks() {
        let (hold, release, ship) = (([0, 1], true), ([0, -1], false), ([-1, -1], false));
        assert_eq!(needs(&[hold, hold, hold]), [0, -1, 3]);
        assert_eq!(needs(&[hold, hold, release, release, hold]), [0, 0, 2]);
        assert_eq!(needs(&[ship, ship, hold]), [2, 2, 1]);
        assert_eq!(needs(&[release]), [0, 1, i64::MIN]);
    }
}
