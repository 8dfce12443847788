//! Reading: one statement for everything that is asked at once.

use std::iter::repeat;
use std::sync::Arc;

use fondaco::port::{Cursor, Fact, Filter, Page, Paged, Recorded, Scan, StoreError, Test};
use fondaco::{Cell, Counters, Key, WIDTH};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::Database;
use super::call::{Call, say};
use super::trouble::{is_lost, of_read};
use crate::sql::cached::Cached;
use crate::sql::decode::{self, LogRow, after_id, check_column, paged};
use crate::sql::desk::Reader;
use crate::sql::group::{Group, Table, grouped};
use crate::sql::{fault, signed};

/// Reads what a tenant has stored.
pub(super) struct PostgresReader {
    pub(super) database: Arc<Database>,
    pub(super) tenant: Arc<str>,
    pub(super) cached: Cached,
}

impl Reader for PostgresReader {
    async fn read(&self, keys: &[Key]) -> Result<Vec<Fact>, StoreError> {
        self.read_facts(keys).await
    }
}

impl PostgresReader {
    async fn read_facts(&self, keys: &[Key]) -> Result<Vec<Fact>, StoreError> {
        let mut facts = vec![Fact::Absent; keys.len()];
        let groups = grouped(keys.iter());
        if groups.is_empty() {
            return Ok(facts);
        }
        let call = self.select(&groups, &mut facts)?;
        for row in self.fetch(call).await? {
            let (group, place): (i64, i64) = (cell(&row, 0)?, cell(&row, 1)?);
            let Some(group) = usize::try_from(group).ok().and_then(|group| groups.get(group)) else { continue };
            let place = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
            let Some(place) = place.and_then(|place| group.places.get(place)) else { continue };
            let (key, fact) = (&keys[*place], &mut facts[*place]);
            *fact = match (group.table, cell::<Option<i64>>(&row, 2)?) {
                (_, None) => Fact::Absent,
                (Table::Counters(_), Some(_)) => Fact::Counters(numbers(&row)?),
                (Table::Records(kind), Some(version)) => {
                    let found = decode::versioned(key, kind, version, cell(&row, 2 + WIDTH)?, cell(&row, 3 + WIDTH)?)?;
                    if kind.is_reference() {
                        self.cached.keep(key, &found);
                    }
                    Fact::Record(found)
                }
            };
        }
        Ok(facts)
    }

    /// One statement over all tables asked for: the number of the group, the place in it, and what is there. Of
    /// reference records only those come back that are no longer what is known of them.
    fn select(&self, groups: &[Group<'_>], facts: &mut [Fact]) -> Result<Call, StoreError> {
        let mut call = Call::new(&self.tenant)?;
        for (number, group) in groups.iter().enumerate() {
            let table = self.database.names.table(group.table.name());
            let ids = call.column(group.keys.iter().map(|key| key.id()).collect::<Vec<String>>())?;
            if number > 0 {
                say!(call, " UNION ALL ");
            }
            // A look-up for each key, whatever the planner believes of the table.
            let look_up = format!("JOIN LATERAL (SELECT * FROM {table} WHERE tenant = $1 AND id = k.id LIMIT 1) AS t");
            match group.table {
                Table::Counters(kind) => {
                    let numbers = selected(kind.columns());
                    say!(call, "SELECT {number}::BIGINT, k.place, {numbers}, NULL::BYTEA, NULL::TEXT ");
                    say!(call, "FROM unnest({ids}::TEXT[]) WITH ORDINALITY AS k (id, place) CROSS {look_up}");
                }
                Table::Records(kind) if kind.is_reference() => {
                    let known = self.cached.get(&group.keys);
                    let heads = known.iter().map(|known| known.as_ref().map(|known| known.head.bytes().as_slice()));
                    let heads = call.column(heads.collect::<Vec<Option<&[u8]>>>())?;
                    let numbers = selected(&["version"]);
                    say!(call, "SELECT {number}::BIGINT, k.place, {numbers}, t.head, t.body::TEXT ");
                    say!(call, "FROM unnest({ids}::TEXT[], {heads}::BYTEA[]) WITH ORDINALITY AS k (id, known, place) ");
                    say!(call, "LEFT {look_up} ON TRUE WHERE t.head IS DISTINCT FROM k.known");
                    group.presume(known, facts);
                }
                Table::Records(_) => {
                    let numbers = selected(&["version"]);
                    say!(call, "SELECT {number}::BIGINT, k.place, {numbers}, t.head, t.body::TEXT ");
                    say!(call, "FROM unnest({ids}::TEXT[]) WITH ORDINALITY AS k (id, place) CROSS {look_up}");
                }
            }
        }
        Ok(call)
    }

    pub(super) async fn read_keys(&self, scan: &Scan, page: &Page) -> Result<Paged<Key>, StoreError> {
        let mut call = Call::new(&self.tenant)?;
        let table = self.database.names.table(scan.kind.table());
        // What is due is little of much: it is found first, and only then put in order.
        let first = scan.filters.iter().any(|filter| matches!(filter.test, Test::AtMost(_)));
        say!(
            call,
            "{}SELECT id FROM {table} WHERE tenant = $1",
            if first { "WITH found AS MATERIALIZED (" } else { "" }
        );
        for Filter { column, test } in &scan.filters {
            check_column(scan.kind, column)?;
            let (Test::Is(value) | Test::AtMost(value)) = test;
            let sign = if matches!(test, Test::Is(_)) { "=" } else { "<=" };
            let number = match value {
                Cell::Text(text) => call.bind(text.as_str())?,
                Cell::Instant(at) => call.bind(*at)?,
            };
            say!(call, " AND {column} {sign} ${number}");
        }
        if let Some(after) = &page.after {
            let number = call.bind(after_id(scan.kind, after)?)?;
            say!(call, " AND id > ${number}");
        }
        let limit = call.bind(i64::from(page.limit) + 1)?;
        say!(call, "{} ORDER BY id LIMIT ${limit}", if first { ") SELECT id FROM found" } else { "" });
        let rows = self.fetch(call).await?;
        let keys = rows.iter().map(|row| decode::key(scan.kind, cell(row, 0)?));
        Ok(paged(keys.collect::<Result<_, StoreError>>()?, page.limit))
    }

    /// The log as far as it is complete: up to the oldest transaction that is still at work.
    pub(super) async fn read_log(&self, after: &Cursor, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        let mut call = Call::new(&self.tenant)?;
        let table = self.database.names.table("events");
        let (tx, sequence) = (call.bind(signed(after.transaction)?)?, call.bind(i64::from(after.sequence))?);
        let limit = call.bind(i64::from(limit))?;
        say!(call, "SELECT tx, sequence, stream, version, id, at, type, actor, command, data::TEXT, previous, hash ");
        say!(call, "FROM {table} WHERE tenant = $1 AND (tx, sequence) > (${tx}, ${sequence}) ");
        say!(call, "AND tx < pg_snapshot_xmin(pg_current_snapshot())::TEXT::BIGINT ");
        say!(call, "ORDER BY tx, sequence LIMIT ${limit}");
        self.fetch(call).await?.iter().map(event).collect()
    }

    /// Reads by one statement; by another connection where one was cut off while nobody used it.
    async fn fetch(&self, call: Call) -> Result<Vec<PgRow>, StoreError> {
        loop {
            let mut connection = self.database.connections.lend().await.map_err(of_read)?;
            let query = sqlx::query_with(AssertSqlSafe(call.sql.clone()), call.arguments.clone());
            match query.fetch_all(&mut *connection).await {
                Ok(rows) => {
                    connection.keep();
                    return Ok(rows);
                }
                Err(error) if is_lost(&error) => {
                    self.database.connections.drop_idle();
                    if !connection.is_used() {
                        return Err(of_read(error));
                    }
                }
                Err(error) => {
                    connection.keep();
                    return Err(of_read(error));
                }
            }
        }
    }
}

/// The numbers of a row of `t`, as many as counters have at most.
pub(super) fn selected(columns: &[&str]) -> String {
    let named = columns.iter().map(|column| format!("t.{column}"));
    named.chain(repeat("0::BIGINT".to_owned())).take(WIDTH).collect::<Vec<_>>().join(", ")
}

/// Reads what [`selected`] gave, where it stands after two other columns.
pub(super) fn numbers(row: &PgRow) -> Result<Counters, StoreError> {
    let mut numbers = Counters::default();
    for (place, number) in numbers.iter_mut().enumerate() {
        *number = cell(row, 2 + place)?;
    }
    Ok(numbers)
}

/// A column of a row.
pub(super) fn cell<'r, T>(row: &'r PgRow, column: usize) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    row.try_get_unchecked(column).map_err(|error| fault(format!("a row cannot be read: {error}")))
}

fn event(row: &PgRow) -> Result<Recorded, StoreError> {
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
