//! Keys by the table that they stand in: a statement asks each table once.

use fondaco::port::Fact;
use fondaco::{CounterKind, Key, Kind, Versioned};

/// A table of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Records(Kind),
    Counters(CounterKind),
}

impl Table {
    fn of(key: &Key) -> Option<Self> {
        key.kind().map(Self::Records).or_else(|| key.counter().map(Self::Counters))
    }

    /// Its name, without the prefix.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Records(kind) => kind.table(),
            Self::Counters(kind) => kind.table(),
        }
    }
}

/// The keys of one table, and where each of them stood among all.
#[derive(Debug)]
pub(crate) struct Group<'k> {
    pub(crate) table: Table,
    pub(crate) keys: Vec<&'k Key>,
    pub(crate) places: Vec<usize>,
}

impl Group<'_> {
    /// Fills in what is known of these keys, until the database says otherwise.
    pub(crate) fn presume(&self, known: Vec<Option<Versioned>>, facts: &mut [Fact]) {
        for (place, known) in self.places.iter().zip(known) {
            if let Some(known) = known {
                facts[*place] = Fact::Record(known);
            }
        }
    }
}

/// Groups keys; the order within a group is the order given.
pub(crate) fn grouped<'k>(keys: impl Iterator<Item = &'k Key>) -> Vec<Group<'k>> {
    let mut groups: Vec<Group<'k>> = Vec::new();
    for (place, key) in keys.enumerate() {
        let Some(table) = Table::of(key) else { continue };
        if let Some(group) = groups.iter_mut().rev().find(|group| group.table == table) {
            group.keys.push(key);
            group.places.push(place);
        } else {
            groups.push(Group { table, keys: vec![key], places: vec![place] });
        }
    }
    groups
}
