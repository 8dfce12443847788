//! Writing: two calls a transaction. The first takes the write lock and reads what a batch rests on; the second writes
//! what it comes to, and commits.

use std::fmt::Write as _;
use std::sync::Arc;

use fondaco::port::StoreError;
use fondaco::{Cell, Key, Version};
use sqlx::{AssertSqlSafe, Sqlite};

use super::File;
use super::read::{Bound, cell, join, list, listed, listing};
use super::trouble::of;
use crate::sql::encode::{Encoded, EventRow, Row};
use crate::sql::group::{Group, Table, grouped};
use crate::sql::judge::{Net, Standing, Tally, Verdict, judge, touched};
use crate::sql::lease::Lease;
use crate::sql::queue::{Trouble, Writer};
use crate::sql::signed;

/// Rows up to which a transaction is written by one call; past it, by one for each statement, whose texts come back
/// from transaction to transaction and stay prepared.
const AT_ONCE: usize = 64;

/// Writes the commits of a tenant.
pub(super) struct SqliteWriter {
    pub(super) file: Arc<File>,
    pub(super) tenant: Arc<str>,
}

impl Writer for SqliteWriter {
    /// A file has one writer.
    const AT_ONCE: usize = 1;

    async fn write(&self, batch: &[Encoded]) -> Result<Vec<Verdict>, Trouble> {
        let mut connection = self.file.writer.lend().await.map_err(of)?;
        let done = self.transaction(&mut connection, batch).await;
        if done.is_err() {
            // Whether or not one had begun; a connection that cannot even do this is not kept.
            match sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await {
                Ok(_) | Err(sqlx::Error::Database(_)) => {}
                Err(_) => return done,
            }
        }
        connection.keep();
        done
    }
}

impl SqliteWriter {
    async fn transaction(&self, connection: &mut Lease<Sqlite>, batch: &[Encoded]) -> Result<Vec<Verdict>, Trouble> {
        let touched = touched(batch);
        let groups = grouped(touched.iter().copied());
        let (standing, tx) = self.standing(connection, &groups).await?;
        let (verdicts, net) = judge(batch, &standing);
        for Bound { sql, arguments } in self.statements(&net, tx + 1)? {
            sqlx::query_with(AssertSqlSafe(sql), arguments).execute(&mut **connection).await.map_err(of)?;
        }
        Ok(verdicts)
    }

    /// Takes the write lock and reads where everything stands, with the number of the last transaction.
    async fn standing(&self, connection: &mut Lease<Sqlite>, groups: &[Group<'_>]) -> Result<(Standing, i64), Trouble> {
        let mut bound = Bound::default();
        let events = self.file.names.table("events");
        let _ = write!(bound.sql, "BEGIN IMMEDIATE; SELECT -1, coalesce(max(tx), 0) FROM {events} WHERE tenant = ?");
        bound.bind(self.tenant.clone())?;
        for (number, group) in groups.iter().enumerate() {
            let table = self.file.names.table(group.table.name());
            let columns = match group.table {
                Table::Records(_) => &["version"],
                Table::Counters(kind) => kind.columns(),
            };
            let _ = write!(bound.sql, " UNION ALL SELECT {number}, {} {}", list(columns), join(&table));
            bound.bind(listed(group, |_, _| {}))?;
            bound.bind(self.tenant.clone())?;
        }
        let rows = sqlx::query_with(AssertSqlSafe(bound.sql), bound.arguments).fetch_all(&mut **connection).await;
        let mut standing = Standing::default();
        let mut tx = 0;
        for row in rows.map_err(of)? {
            let group: i64 = cell(&row, 0)?;
            let Some(group) = usize::try_from(group).ok().and_then(|group| groups.get(group)) else {
                tx = cell(&row, 1)?;
                continue;
            };
            for (place, numbers) in listing(cell(&row, 1)?)? {
                let Some(key) = group.keys.get(place) else { continue };
                match group.table {
                    Table::Records(_) => {
                        standing.versions.insert((*key).clone(), crate::sql::unsigned(numbers[0])?);
                    }
                    Table::Counters(_) => {
                        standing.counters.insert((*key).clone(), numbers);
                    }
                }
            }
        }
        Ok((standing, tx))
    }

    /// Everything that is to be written, and the commit.
    fn statements(&self, net: &Net<'_>, tx: i64) -> Result<Vec<Bound>, StoreError> {
        let whole = net.puts.len() + net.tallies.len() + net.events.len() <= AT_ONCE;
        let mut statements = Statements { whole, all: Vec::new() };
        for puts in net.puts.chunk_by(|(left, _), (right, _)| left.kind == right.kind) {
            for puts in pieces(puts, whole) {
                self.write_records(statements.next(), puts)?;
            }
        }
        for tallies in net.tallies.chunk_by(|(_, left), (_, right)| left.kind == right.kind) {
            for tallies in pieces(tallies, whole) {
                self.write_counters(statements.next(), tallies)?;
            }
        }
        let mut sequence = 1;
        for events in pieces(&net.events, whole) {
            sequence = self.write_events(statements.next(), events, tx, sequence)?;
        }
        statements.next().sql.push_str("COMMIT");
        Ok(statements.all)
    }

    fn write_records(&self, to: &mut Bound, puts: &[(&Row, Option<Version>)]) -> Result<(), StoreError> {
        let Some((first, _)) = puts.first() else { return Ok(()) };
        let kind = first.kind;
        let names: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
        let columns: Vec<&str> = ["version", "head"].into_iter().chain(names).chain(["body"]).collect();
        to.insert(&self.file.names.table(kind.table()), &columns, puts.len(), true);
        for (row, _) in puts {
            to.bind(self.tenant.clone())?;
            to.bind(row.id.as_str())?;
            to.bind(signed(row.version)?)?;
            to.bind(row.head.as_slice())?;
            for cell in &row.cells {
                match cell {
                    None => to.bind(None::<i64>)?,
                    Some(Cell::Text(text)) => to.bind(text.as_str())?,
                    Some(Cell::Instant(at)) => to.bind(*at)?,
                }
            }
            to.bind(row.body.as_str())?;
        }
        Ok(())
    }

    fn write_counters(&self, to: &mut Bound, tallies: &[(&Key, Tally)]) -> Result<(), StoreError> {
        let Some((_, first)) = tallies.first() else { return Ok(()) };
        let columns = first.kind.columns();
        to.insert(&self.file.names.table(first.kind.table()), columns, tallies.len(), true);
        for (key, tally) in tallies {
            to.bind(self.tenant.clone())?;
            to.bind(key.id())?;
            for (_, number) in columns.iter().zip(tally.now) {
                to.bind(number)?;
            }
        }
        Ok(())
    }

    fn write_events(&self, to: &mut Bound, events: &[&EventRow], tx: i64, first: i64) -> Result<i64, StoreError> {
        const COLUMNS: [&str; 11] =
            ["tx", "sequence", "stream", "version", "at", "type", "actor", "command", "data", "previous", "hash"];
        to.insert(&self.file.names.table("events"), &COLUMNS, events.len(), false);
        let mut sequence = first;
        for event in events {
            to.bind(self.tenant.clone())?;
            to.bind(event.id.as_str())?;
            to.bind(tx)?;
            to.bind(sequence)?;
            to.bind(event.stream.as_str())?;
            to.bind(event.version)?;
            for text in [&event.at, &event.name, &event.actor, &event.command, &event.data] {
                to.bind(text.as_str())?;
            }
            to.bind(event.previous.as_slice())?;
            to.bind(event.hash.as_slice())?;
            sequence += 1;
        }
        Ok(sequence)
    }
}

/// Rows in parts that one statement each writes: all of them, or powers of two.
fn pieces<T>(mut rows: &[T], whole: bool) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    while !rows.is_empty() {
        let most = if whole { rows.len() } else { 1 << rows.len().min(AT_ONCE).ilog2() };
        let (piece, rest) = rows.split_at(most);
        pieces.push(piece);
        rows = rest;
    }
    pieces
}

/// The statements of a transaction: texts of their own, or parts of one.
struct Statements {
    whole: bool,
    all: Vec<Bound>,
}

impl Statements {
    /// Where the next statement goes.
    fn next(&mut self) -> &mut Bound {
        if !self.whole || self.all.is_empty() {
            self.all.push(Bound::default());
        }
        let last = self.all.len() - 1;
        let bound = &mut self.all[last];
        if !bound.sql.is_empty() {
            bound.sql.push_str("; ");
        }
        bound
    }
}

impl Bound {
    /// An insertion of rows, after `tenant` and `id` with these columns; `over` what stands there.
    fn insert(&mut self, table: &str, columns: &[&str], rows: usize, over: bool) {
        let _ = write!(self.sql, "INSERT INTO {table} (tenant, id");
        for column in columns {
            let _ = write!(self.sql, ", {column}");
        }
        self.sql.push_str(") VALUES ");
        for row in 0..rows {
            self.sql.push_str(if row == 0 { "(?, ?" } else { ", (?, ?" });
            self.sql.push_str(&", ?".repeat(columns.len()));
            self.sql.push(')');
        }
        if over {
            self.sql.push_str(" ON CONFLICT (tenant, id) DO UPDATE SET ");
            for (place, column) in columns.iter().enumerate() {
                let comma = if place == 0 { "" } else { ", " };
                let _ = write!(self.sql, "{comma}{column} = excluded.{column}");
            }
        }
    }
}
