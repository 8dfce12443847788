//! Reading: one statement for everything that is asked at once.

use std::fmt::Write as _;

use fondaco::port::{Cursor, Fact, Filter, Page, Paged, Recorded, Scan, StoreError, Test};
use fondaco::{Cell, Counters, Key};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, AssertSqlSafe, Row as _};

use super::SqliteStore;
use super::trouble::of_read;
use crate::sql::decode::{self, LogRow, after_id, check_column, paged};
use crate::sql::group::{Group, Table, grouped};
use crate::sql::{fault, signed};

/// A statement and what is bound to it.
#[derive(Default)]
pub(super) struct Bound {
    pub(super) sql: String,
    pub(super) arguments: SqliteArguments,
}

impl Bound {
    pub(super) fn bind<'t, T>(&mut self, value: T) -> Result<(), StoreError>
    where
        T: sqlx::Encode<'t, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    {
        self.arguments.add(value).map_err(|error| fault(error.to_string()))
    }
}

impl SqliteStore {
    pub(super) async fn read_facts(&self, keys: &[Key]) -> Result<Vec<Fact>, StoreError> {
        let mut facts = vec![Fact::Absent; keys.len()];
        let groups = grouped(keys.iter());
        if groups.is_empty() {
            return Ok(facts);
        }
        let bound = self.select(&groups, &mut facts)?;
        for row in self.fetch(bound).await? {
            let group: i64 = cell(&row, 0)?;
            let Some(group) = usize::try_from(group).ok().and_then(|group| groups.get(group)) else { continue };
            match group.table {
                Table::Counters(_) => {
                    for (place, numbers) in listing(cell(&row, 4)?)? {
                        if let Some(place) = group.places.get(place) {
                            facts[*place] = Fact::Counters(numbers);
                        }
                    }
                }
                Table::Records(kind) => {
                    let place: i64 = cell(&row, 1)?;
                    let place = usize::try_from(place).ok().and_then(|place| group.places.get(place));
                    let Some(place) = place.copied() else { continue };
                    let (key, fact) = (&keys[place], &mut facts[place]);
                    *fact = match cell(&row, 2)? {
                        None => Fact::Absent,
                        Some(version) => {
                            let found = decode::versioned(key, kind, version, cell(&row, 3)?, cell(&row, 4)?)?;
                            if kind.is_reference() {
                                self.cached.keep(key, &found);
                            }
                            Fact::Record(found)
                        }
                    };
                }
            }
        }
        Ok(facts)
    }

    /// One statement over all tables asked for: the number of the group, the place in it, and what is there. Counters
    /// come back in one row, since each row is handed from thread to thread; of reference records only those come back
    /// that are no longer what is known of them.
    fn select(&self, groups: &[Group<'_>], facts: &mut [Fact]) -> Result<Bound, StoreError> {
        let mut bound = Bound::default();
        for (number, group) in groups.iter().enumerate() {
            let table = self.file.names.table(group.table.name());
            let sql = &mut bound.sql;
            if number > 0 {
                sql.push_str(" UNION ALL ");
            }
            let ids = match group.table {
                Table::Counters(kind) => {
                    let numbers = list(kind.columns());
                    let _ = write!(sql, "SELECT {number}, NULL, NULL, NULL, {numbers} {}", join(&table));
                    listed(group, |_, _| {})
                }
                Table::Records(kind) if kind.is_reference() => {
                    // Each id follows the fingerprint that is known of it.
                    let known = self.cached.get(&group.keys);
                    let _ = write!(
                        sql,
                        "SELECT {number}, k.key, t.version, t.head, t.body FROM json_each(?) AS k LEFT JOIN {table} \
                         AS t ON t.id = substr(k.value, 65) AND t.tenant = ? WHERE hex(t.head) <> substr(k.value, 1, 64)"
                    );
                    let ids = listed(group, |list, place| match known.get(place).and_then(Option::as_ref) {
                        Some(known) => known.head.bytes().iter().for_each(|byte| {
                            let _ = write!(list, "{byte:02X}");
                        }),
                        None => list.push_str(UNKNOWN),
                    });
                    group.presume(known, facts);
                    ids
                }
                Table::Records(_) => {
                    let _ = write!(sql, "SELECT {number}, k.key, t.version, t.head, t.body {}", join(&table));
                    listed(group, |_, _| {})
                }
            };
            bound.bind(ids)?;
            bound.bind(self.tenant.clone())?;
        }
        Ok(bound)
    }

    pub(super) async fn read_keys(&self, scan: &Scan, page: &Page) -> Result<Paged<Key>, StoreError> {
        let mut bound = Bound::default();
        let _ = write!(bound.sql, "SELECT id FROM {} WHERE tenant = ?", self.file.names.table(scan.kind.table()));
        bound.bind(self.tenant.clone())?;
        for Filter { column, test } in &scan.filters {
            check_column(scan.kind, column)?;
            let (Test::Is(value) | Test::AtMost(value)) = test;
            let sign = if matches!(test, Test::Is(_)) { "=" } else { "<=" };
            let _ = write!(bound.sql, " AND {column} {sign} ?");
            match value {
                Cell::Text(text) => bound.bind(text.as_str())?,
                Cell::Instant(at) => bound.bind(*at)?,
            }
        }
        if let Some(after) = &page.after {
            bound.sql.push_str(" AND id > ?");
            bound.bind(after_id(scan.kind, after)?)?;
        }
        bound.sql.push_str(" ORDER BY id LIMIT ?");
        bound.bind(i64::from(page.limit) + 1)?;
        let rows = self.fetch(bound).await?;
        let keys = rows.iter().map(|row| decode::key(scan.kind, cell(row, 0)?));
        Ok(paged(keys.collect::<Result<_, StoreError>>()?, page.limit))
    }

    pub(super) async fn read_log(&self, after: &Cursor, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        let mut bound = Bound::default();
        let _ = write!(
            bound.sql,
            "SELECT tx, sequence, stream, version, id, at, type, actor, command, data, previous, hash FROM {} \
             WHERE tenant = ? AND (tx, sequence) > (?, ?) ORDER BY tx, sequence LIMIT ?",
            self.file.names.table("events")
        );
        bound.bind(self.tenant.clone())?;
        bound.bind(signed(after.transaction)?)?;
        bound.bind(i64::from(after.sequence))?;
        bound.bind(i64::from(limit))?;
        self.fetch(bound).await?.iter().map(event).collect()
    }

    async fn fetch(&self, bound: Bound) -> Result<Vec<SqliteRow>, StoreError> {
        let mut connection = self.file.readers.lend().await.map_err(of_read)?;
        let rows = sqlx::query_with(AssertSqlSafe(bound.sql), bound.arguments).fetch_all(&mut *connection).await;
        // A statement that failed, or was cut short, is over: the connection is as good as before.
        connection.keep();
        rows.map_err(of_read)
    }
}

/// The keys of a list, looked up one by one: never the table from its start.
pub(super) fn join(table: &str) -> String {
    format!("FROM json_each(?) AS k CROSS JOIN {table} AS t ON t.id = k.value AND t.tenant = ?")
}

/// What stands for the fingerprint of a record that is not known.
const UNKNOWN: &str = "----------------------------------------------------------------";

/// The places of keys, each with these numbers of its row, in one text.
pub(super) fn list(columns: &[&str]) -> String {
    let mut sql = String::from("group_concat(k.key");
    for column in columns {
        let _ = write!(sql, " || ' ' || t.{column}");
    }
    sql + ", ',')"
}

/// Reads what [`list`] gave.
pub(super) fn listing(text: Option<&str>) -> Result<Vec<(usize, Counters)>, StoreError> {
    let item = |item: &str| {
        let mut numbers = item.split(' ');
        let place = numbers.next()?.parse().ok()?;
        let mut row = Counters::default();
        for (number, text) in row.iter_mut().zip(numbers) {
            *number = text.parse().ok()?;
        }
        Some((place, row))
    };
    let items = text.into_iter().flat_map(|text| text.split(','));
    items.map(|text| item(text).ok_or_else(|| fault(format!("numbers of a row cannot be read: `{text}`")))).collect()
}

/// The ids of a group as a JSON array. No character of an id needs escaping there.
pub(super) fn listed(group: &Group<'_>, before: impl Fn(&mut String, usize)) -> String {
    let mut list = String::with_capacity(2 + group.keys.len() * 40);
    list.push('[');
    for (place, key) in group.keys.iter().enumerate() {
        list.push_str(if place == 0 { "\"" } else { ",\"" });
        before(&mut list, place);
        list.push_str(&key.id());
        list.push('"');
    }
    list.push(']');
    list
}

/// A column of a row.
pub(super) fn cell<'r, T>(row: &'r SqliteRow, column: usize) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get_unchecked(column).map_err(|error| fault(format!("a row cannot be read: {error}")))
}

fn event(row: &SqliteRow) -> Result<Recorded, StoreError> {
    decode::recorded(&LogRow {
        tx: cell(row, 0)?,
        sequence: cell(row, 1)?,
        stream: cell(row, 2)?,
        version: cell(row, 3)?,
        id: cell(row, 4)?,
        at: cell(row, 5)?,
        name: cell(row, 6)?,
        actor: cell(row, 7)?,
        command: cell(row, 8)?,
        data: cell(row, 9)?,
        previous: cell(row, 10)?,
        hash: cell(row, 11)?,
    })
}
