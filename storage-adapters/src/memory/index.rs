//! What scans look up: the records of one kind by id, by column, by time, and by column and time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use fondaco::port::{Filter, Page, Paged, Scan, StoreError, Test};
use fondaco::{Cell, Column, Holds, Key, Kind};

/// How far the entries that a filter leaves are counted before it is taken for a wide one.
const COUNTED: usize = 64;

/// The cells of a record, in the order of the columns of its kind.
type Cells = Vec<Option<Cell>>;

/// The records of one kind.
///
/// A filter on a text finds its records by id at once. One on the instant of the kind, together with a text or alone, finds
/// those that are due without a look at those that are not.
#[derive(Debug)]
pub(super) struct Index {
    columns: &'static [Column],
    /// Which column is the instant of the kind.
    instant: Option<usize>,
    cells: BTreeMap<Key, Cells>,
    /// Column, text, id; an entry without an id stands before all others of its text.
    texts: BTreeSet<Text>,
    /// Column and text, or nothing for all that have an instant; the instant, id; likewise.
    times: BTreeSet<Time>,
}

type Text = (usize, Cell, Option<Key>);
type Time = (Option<(usize, Cell)>, Cell, Option<Key>);

/// A way to find candidates.
enum Way<'a> {
    Text(usize, &'a Cell),
    Time(Option<(usize, &'a Cell)>, &'a Cell),
}

impl Index {
    /// An index of no records.
    pub(super) fn new(kind: Kind) -> Self {
        let columns = kind.columns();
        let instant = columns.iter().position(|column| column.holds == Holds::Instant);
        Self { columns, instant, cells: BTreeMap::new(), texts: BTreeSet::new(), times: BTreeSet::new() }
    }

    /// Takes in a record as it is now.
    pub(super) fn learn(&mut self, key: Key, cells: Cells) {
        if let Some(old) = self.cells.get(&key) {
            if *old == cells {
                return;
            }
            for text in texts(self.columns, &key, old) {
                self.texts.remove(&text);
            }
            for time in times(self.columns, self.instant, &key, old) {
                self.times.remove(&time);
            }
        }
        self.texts.extend(texts(self.columns, &key, &cells));
        self.times.extend(times(self.columns, self.instant, &key, &cells));
        self.cells.insert(key, cells);
    }

    /// A page of the records that match.
    pub(super) fn find(&self, scan: &Scan, page: &Page) -> Result<Paged<Key>, StoreError> {
        let filters = self.resolved(scan)?;
        let fits =
            |key: &&Key| self.cells.get(*key).is_some_and(|cells| filters.iter().all(|filter| passes(cells, filter)));
        let after = page.after.as_ref();
        Ok(match self.narrowest(&filters) {
            Some(Way::Text(column, text)) => paged(self.by_text(column, text, after).filter(fits), page),
            Some(Way::Time(text, until)) => {
                let later = |key: &&Key| after.is_none_or(|after| *key > after);
                let due: BTreeSet<&Key> = self.by_time(text, until).filter(later).filter(fits).collect();
                paged(due.into_iter(), page)
            }
            None => {
                let from = after.map_or(Bound::Unbounded, Bound::Excluded);
                paged(self.cells.range::<Key, _>((from, Bound::Unbounded)).map(|(key, _)| key).filter(fits), page)
            }
        })
    }

    /// A page of these keys, for a kind without columns.
    pub(super) fn among<'a>(
        &self,
        keys: impl Iterator<Item = &'a Key>,
        scan: &Scan,
        page: &Page,
    ) -> Result<Paged<Key>, StoreError> {
        self.resolved(scan)?;
        let later: BTreeSet<&Key> = keys.filter(|key| page.after.as_ref().is_none_or(|after| *key > after)).collect();
        Ok(paged(later.into_iter(), page))
    }

    /// The filters of a scan, each with the place of its column.
    fn resolved<'a>(&self, scan: &'a Scan) -> Result<Vec<(usize, &'a Test)>, StoreError> {
        let place = |filter: &'a Filter| {
            let found = self.columns.iter().position(|column| column.name == filter.column);
            let what = || format!("`{}` is no column of a {}", filter.column, scan.kind.name());
            found.map(|place| (place, &filter.test)).ok_or_else(|| StoreError::Fault(what()))
        };
        scan.filters.iter().map(place).collect()
    }

    /// The way with the fewest candidates; `None` when every record is one.
    fn narrowest<'a>(&self, filters: &[(usize, &'a Test)]) -> Option<Way<'a>> {
        let until = filters.iter().find_map(|(column, test)| match test {
            Test::AtMost(until @ Cell::Instant(_)) if Some(*column) == self.instant => Some(until),
            _ => None,
        });
        let texts = filters.iter().filter_map(|(column, test)| match test {
            Test::Is(text @ Cell::Text(_)) => Some((*column, text)),
            _ => None,
        });
        let ways = texts.flat_map(|(column, text)| {
            [Some(Way::Text(column, text)), until.map(|until| Way::Time(Some((column, text)), until))]
                .into_iter()
                .flatten()
        });
        ways.chain(until.map(|until| Way::Time(None, until))).min_by_key(|way| match way {
            Way::Text(column, text) => self.by_text(*column, text, None).take(COUNTED).count(),
            Way::Time(text, until) => self.by_time(*text, until).take(COUNTED).count(),
        })
    }

    /// Records with a text in a column, in the order of ids.
    fn by_text(&self, column: usize, text: &Cell, after: Option<&Key>) -> impl Iterator<Item = &Key> {
        let from = (column, text.clone(), after.cloned());
        let same = move |(at, cell, _): &&Text| *at == column && cell == text;
        self.texts
            .range((Bound::Excluded(from), Bound::Unbounded))
            .take_while(same)
            .filter_map(|entry| entry.2.as_ref())
    }

    /// Records whose instant is at most this one, in the order of instants: those with a text in a column, or all.
    fn by_time(&self, text: Option<(usize, &Cell)>, until: &Cell) -> impl Iterator<Item = &Key> {
        let group = text.map(|(column, text)| (column, text.clone()));
        let from: Time = (group.clone(), Cell::Instant(i64::MIN), None);
        let due = move |(own, instant, _): &&Time| *own == group && instant <= until;
        self.times.range(from..).take_while(due).filter_map(|entry| entry.2.as_ref())
    }
}

/// The texts of a record.
fn texts<'a>(columns: &'a [Column], key: &'a Key, cells: &'a Cells) -> impl Iterator<Item = Text> + 'a {
    let texts = cells.iter().enumerate().zip(columns).filter(|(_, column)| column.holds == Holds::Text);
    texts.filter_map(move |((column, cell), _)| Some((column, cell.clone()?, Some(key.clone()))))
}

/// Its instant, if it has one: for itself, and with each of its texts.
fn times<'a>(
    columns: &'a [Column],
    instant: Option<usize>,
    key: &'a Key,
    cells: &'a Cells,
) -> impl Iterator<Item = Time> + 'a {
    let at = instant.and_then(|place| cells.get(place)).and_then(Option::as_ref);
    at.into_iter().flat_map(move |at| {
        let texts = texts(columns, key, cells).map(|(column, text, _)| Some((column, text)));
        texts.chain([None]).map(move |group| (group, at.clone(), Some(key.clone())))
    })
}

/// Whether a record passes a filter. An empty cell passes none, and a text none that asks for an instant.
fn passes(cells: &Cells, (column, test): &(usize, &Test)) -> bool {
    let Some(Some(cell)) = cells.get(*column) else { return false };
    match test {
        Test::Is(wanted) => cell == wanted,
        Test::AtMost(most) => std::mem::discriminant(cell) == std::mem::discriminant(most) && cell <= most,
    }
}

/// The first of these keys, which come in order, and where the next page starts.
fn paged<'a>(mut keys: impl Iterator<Item = &'a Key>, page: &Page) -> Paged<Key> {
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    let items: Vec<Key> = keys.by_ref().take(limit).cloned().collect();
    let next = if keys.next().is_some() { items.last().cloned() } else { None };
    Paged { items, next }
}

#[cfg(test)]
mod tests {
    use fondaco::{CartId, Moment, ReservationId, Timestamp};

    use super::*;

    fn cells(cart: CartId, state: &str, due: i64) -> Cells {
        vec![Some(Cell::Text(cart.to_string())), Some(Cell::Text(state.into())), Some(Cell::Instant(due))]
    }

    fn moment(seed: u64) -> Moment {
        Moment { now: Timestamp::UNIX_EPOCH, seed }
    }

    #[test]
    fn a_record_that_changes_leaves_no_entry_behind() {
        let mut index = Index::new(Kind::Reservation);
        let (hold, cart): (ReservationId, CartId) = (moment(1).id(0), moment(2).id(0));
        for (state, due) in [("held", 5), ("held", 5), ("held", 9), ("expired", 9), ("held", 3)] {
            index.learn(hold.into(), cells(cart, state, due));
            assert_eq!((index.cells.len(), index.texts.len(), index.times.len()), (1, 2, 3));
        }
    }

    #[test]
    fn what_is_due_is_found_without_a_look_at_what_is_not() {
        let mut index = Index::new(Kind::Reservation);
        for n in 0..1_000 {
            let state = if n % 2 == 0 { "held" } else { "expired" };
            let hold: ReservationId = moment(n).id(0);
            let due = i64::try_from(n).unwrap();
            index.learn(hold.into(), cells(moment(n).id(1), state, due));
        }
        let (held, until_nine) = (Test::Is(Cell::Text("held".into())), Test::AtMost(Cell::Instant(9)));
        let way = index.narrowest(&[(1, &held), (2, &until_nine)]);
        let Some(Way::Time(text @ Some(_), until)) = way else { panic!("the wide way was taken") };
        assert_eq!(index.by_time(text, until).count(), 5);
        let way = index.narrowest(&[(2, &until_nine)]);
        let Some(Way::Time(None, until)) = way else { panic!("all were looked at") };
        assert_eq!(index.by_time(None, until).count(), 10);
    }
}
