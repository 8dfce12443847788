//! Writing: one statement a transaction, whatever it holds.
//!
//! The statement writes everything that a batch comes to, on the condition that all of it is as its commits expect. It
//! is a transaction by itself, so a batch that nobody interferes with costs one round trip. Where a condition does not
//! hold, the careful way follows: lock, read, judge commit by commit, and write what remains by the same statement.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fondaco::port::StoreError;
use fondaco::{Cell, CounterKind, Counters, Holds, Key, Kind, Limit, Version};
use sqlx::{AssertSqlSafe, Postgres};

use super::Database;
use super::call::{Call, say};
use super::trouble::{Meaning, is_lost, of};
use crate::sql::encode::{Encoded, EventRow, Row};
use crate::sql::judge::{Net, Tally, Verdict, assume, judge, limits};
use crate::sql::lease::Lease;
use crate::sql::queue::{Trouble, Writer};
use crate::sql::signed;

/// Batches that take the careful way after one that was interfered with.
const CAUTION: u32 = 4;

/// Writes the commits of a tenant.
pub(super) struct PostgresWriter {
    database: Arc<Database>,
    tenant: Arc<str>,
    /// Batches that are still to take the careful way.
    caution: AtomicU32,
}

impl Writer for PostgresWriter {
    /// While one waits for the disk, the next is under way.
    const AT_ONCE: usize = 2;

    async fn write(&self, batch: &[Encoded]) -> Result<Vec<Verdict>, Trouble> {
        if self.caution.load(Ordering::Relaxed) == 0 {
            if let Some(net) = assume(batch) {
                if self.write_assumed(&net).await? {
                    return Ok(vec![Verdict::Done; batch.len()]);
                }
                self.caution.store(CAUTION, Ordering::Relaxed);
            }
        } else {
            self.caution.fetch_sub(1, Ordering::Relaxed);
        }
        self.write_judged(batch).await
    }
}

impl PostgresWriter {
    pub(super) fn new(database: Arc<Database>, tenant: Arc<str>) -> Self {
        Self { database, tenant, caution: AtomicU32::new(0) }
    }

    pub(super) fn tenant(&self) -> &str {
        &self.tenant
    }

    pub(super) fn table(&self, name: &str) -> String {
        self.database.names.table(name)
    }

    /// Writes a batch if everything is as it expects; `false` if something is not, and nothing has happened.
    async fn write_assumed(&self, net: &Net<'_>) -> Result<bool, Trouble> {
        let call = self.statement(net)?;
        let mut connection = self.lend().await?;
        let query = sqlx::query_with(AssertSqlSafe(call.sql), call.arguments);
        let Err(error) = query.execute(&mut *connection).await else {
            connection.keep();
            return Ok(true);
        };
        let meaning = Meaning::of(&error);
        match meaning {
            Meaning::Lost(_) => self.database.connections.drop_idle(),
            _ => connection.keep(),
        }
        if matches!(meaning, Meaning::Moved(_)) { Ok(false) } else { Err(meaning.plain()) }
    }

    /// Judges a batch by what it has locked, and writes what remains of it.
    async fn write_judged(&self, batch: &[Encoded]) -> Result<Vec<Verdict>, Trouble> {
        let mut connection = self.lend().await?;
        let done = self.transaction(&mut connection, batch).await;
        if done.is_err()
            && sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await.is_err_and(|error| is_lost(&error))
        {
            self.database.connections.drop_idle();
            return done;
        }
        connection.keep();
        done
    }

    async fn transaction(&self, connection: &mut Lease<Postgres>, batch: &[Encoded]) -> Result<Vec<Verdict>, Trouble> {
        sqlx::raw_sql("BEGIN").execute(&mut **connection).await.map_err(of)?;
        let standing = self.standing(connection, batch).await?;
        let (verdicts, mut net) = judge(batch, &standing);
        net.checks.clear();
        if !(net.puts.is_empty() && net.tallies.is_empty() && net.events.is_empty()) {
            let call = self.statement(&net)?;
            sqlx::query_with(AssertSqlSafe(call.sql), call.arguments).execute(&mut **connection).await.map_err(of)?;
        }
        sqlx::raw_sql("COMMIT").execute(&mut **connection).await.map_err(of)?;
        Ok(verdicts)
    }

    async fn lend(&self) -> Result<Lease<Postgres>, Trouble> {
        self.database.connections.lend().await.map_err(of)
    }

    /// Everything that is to be written, in one statement that fails unless all of its conditions hold.
    fn statement(&self, net: &Net<'_>) -> Result<Call, StoreError> {
        let mut draft = Draft { call: Call::new(&self.tenant)?, conditions: Vec::new() };
        for checks in net.checks.chunk_by(|(left, _), (right, _)| left.kind() == right.kind()) {
            if let Some(kind) = checks[0].0.kind() {
                self.check(&mut draft, kind, checks)?;
            }
        }
        for puts in net.puts.chunk_by(|(left, _), (right, _)| left.kind == right.kind) {
            let (known, new): (Vec<_>, Vec<_>) = puts.iter().partition(|(_, was)| was.is_some());
            self.insert(&mut draft, &new)?;
            self.update(&mut draft, &known)?;
        }
        self.append(&mut draft, &net.events)?;
        // Last, as those are what many wait for.
        for tallies in net.tallies.chunk_by(|(_, left), (_, right)| left.kind == right.kind) {
            let (known, new): (Vec<_>, Vec<_>) = tallies.iter().partition(|(_, tally)| tally.was.is_some());
            self.start_counters(&mut draft, &new)?;
            self.add_to_counters(&mut draft, &known)?;
        }
        Ok(draft.finish())
    }

    fn check(&self, draft: &mut Draft, kind: Kind, checks: &[(&Key, Option<Version>)]) -> Result<(), StoreError> {
        let table = self.table(kind.table());
        let (there, absent): (Vec<_>, Vec<_>) = checks.iter().partition(|(_, version)| version.is_some());
        if !there.is_empty() {
            let ids = draft.call.column(there.iter().map(|(key, _)| key.id()).collect::<Vec<_>>())?;
            let versions = there.iter().map(|(_, version)| signed(version.unwrap_or_default()));
            let versions = draft.call.column(versions.collect::<Result<Vec<_>, _>>()?)?;
            let lock = if kind.is_reference() { "" } else { " FOR SHARE" };
            let part = draft.part(&format!("cardinality({ids})"));
            say!(draft.call, "{part} (SELECT 1 FROM unnest({ids}::TEXT[], {versions}::BIGINT[]) AS r (id, version) ");
            say!(draft.call, "CROSS JOIN LATERAL (SELECT 1 FROM {table} WHERE tenant = $1 AND id = r.id ");
            say!(draft.call, "AND version = r.version LIMIT 1{lock}) AS t)");
        }
        if !absent.is_empty() {
            let ids = draft.call.column(absent.iter().map(|(key, _)| key.id()).collect::<Vec<_>>())?;
            let part = draft.part("0");
            say!(draft.call, "{part} (SELECT 1 FROM unnest({ids}::TEXT[]) AS r (id) ");
            say!(
                draft.call,
                "CROSS JOIN LATERAL (SELECT 1 FROM {table} WHERE tenant = $1 AND id = r.id LIMIT 1) AS t)"
            );
        }
        Ok(())
    }

    fn insert(&self, draft: &mut Draft, puts: &[&(&Row, Option<Version>)]) -> Result<(), StoreError> {
        let Some((first, _)) = puts.first() else { return Ok(()) };
        let kind = first.kind;
        let rows = draft.rows(kind, puts)?;
        let columns = rows.columns.join(", ");
        let values = rows.columns.iter().map(|column| Rows::value(column)).collect::<Vec<_>>().join(", ");
        let part = draft.part(&format!("cardinality({})", rows.ids));
        say!(draft.call, "{part} (INSERT INTO {} (tenant, id, {columns}) ", self.table(kind.table()));
        say!(draft.call, "SELECT $1, r.id, {values} FROM {} RETURNING 1)", rows.source);
        Ok(())
    }

    /// Records in place of what they were. Every row is there, at the version that it replaces, and still is when it is
    /// written: rows are found by their key alone, whatever the planner believes of the table.
    fn update(&self, draft: &mut Draft, puts: &[&(&Row, Option<Version>)]) -> Result<(), StoreError> {
        let Some((first, _)) = puts.first() else { return Ok(()) };
        let table = self.table(first.kind.table());
        let steps = |(row, was): &(&Row, Option<Version>)| row.version.saturating_sub(was.unwrap_or_default());
        let mut puts = puts.to_vec();
        puts.sort_by_key(|put| steps(put));
        for puts in puts.chunk_by(|left, right| steps(left) == steps(right)) {
            let rows = draft.rows(first.kind, puts)?;
            let step = draft.call.bind(signed(steps(puts[0]))?)?;
            let count = format!("cardinality({})", rows.ids);
            let part = draft.part(&count);
            say!(draft.call, "{part} (SELECT 1 FROM {} CROSS JOIN LATERAL (SELECT 1 FROM {table} ", rows.source);
            say!(draft.call, "WHERE tenant = $1 AND id = r.id AND version = r.version - ${step} LIMIT 1) AS t)");
            let columns = rows.columns.join(", ");
            let values = rows.columns.iter().map(|column| Rows::value(column)).collect::<Vec<_>>().join(", ");
            let sets = rows.columns.iter().map(|column| format!("{column} = excluded.{column}"));
            let sets = sets.collect::<Vec<_>>().join(", ");
            let part = draft.part(&count);
            say!(draft.call, "{part} (INSERT INTO {table} AS t (tenant, id, {columns}) SELECT $1, r.id, {values} ");
            say!(draft.call, "FROM {} ON CONFLICT (tenant, id) DO UPDATE SET {sets} ", rows.source);
            say!(draft.call, "WHERE t.version = excluded.version - ${step} RETURNING 1)");
        }
        Ok(())
    }

    /// Rows of counters that are the first of their key.
    fn start_counters(&self, draft: &mut Draft, tallies: &[&(&Key, Tally)]) -> Result<(), StoreError> {
        let Some((_, first)) = tallies.first() else { return Ok(()) };
        let rows = draft.counters(first.kind, tallies, |tally| tally.now)?;
        let part = draft.part(&format!("cardinality({})", rows.ids));
        let (table, names) = (self.table(first.kind.table()), rows.columns.join(", "));
        say!(draft.call, "{part} (INSERT INTO {table} (tenant, id, {names}) ");
        say!(draft.call, "SELECT $1, id, {names} FROM {} RETURNING 1)", rows.source);
        Ok(())
    }

    /// Deltas, to rows that are there and leave room for every commit of the batch: they are locked as they are found, by
    /// their key alone.
    fn add_to_counters(&self, draft: &mut Draft, tallies: &[&(&Key, Tally)]) -> Result<(), StoreError> {
        let Some((_, first)) = tallies.first() else { return Ok(()) };
        let (kind, table) = (first.kind, self.table(first.kind.table()));
        let rows = draft.counters(kind, tallies, |tally| {
            let mut deltas = tally.now;
            deltas.iter_mut().zip(tally.was.unwrap_or_default()).for_each(|(delta, was)| *delta -= was);
            deltas
        })?;
        let (ids, names) = (&rows.ids, rows.columns.join(", "));
        let (mut needs, mut kept, mut source) = (Vec::new(), String::new(), format!("unnest({ids}::TEXT[]"));
        for (place, limit) in limits(kind).enumerate() {
            let column = draft.call.column(tallies.iter().map(|(_, tally)| tally.needs[place]).collect::<Vec<_>>())?;
            let _ = write!(source, ", {column}::BIGINT[]");
            let _ = write!(kept, " AND {} >= r.n{place}", weighted(kind.columns(), limit));
            needs.push(format!("n{place}"));
        }
        let part = draft.part(&format!("cardinality({ids})"));
        say!(draft.call, "{part} (SELECT 1 FROM {source}) AS r (id, {}) CROSS JOIN LATERAL ", needs.join(", "));
        say!(draft.call, "(SELECT 1 FROM {table} WHERE tenant = $1 AND id = r.id{kept} LIMIT 1 FOR UPDATE) AS t)");
        let part = draft.part(&format!("cardinality({ids})"));
        let sums = rows.columns.iter().map(|column| format!("{column} = t.{column} + excluded.{column}"));
        let sums = sums.collect::<Vec<_>>().join(", ");
        say!(draft.call, "{part} (INSERT INTO {table} AS t (tenant, id, {names}) SELECT $1, id, {names} ");
        say!(draft.call, "FROM {} ON CONFLICT (tenant, id) DO UPDATE SET {sums} RETURNING 1)", rows.source);
        Ok(())
    }

    /// The log. Its transaction is the database's own number of it, which is what readers compare by.
    fn append(&self, draft: &mut Draft, events: &[&EventRow]) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let texts: [fn(&EventRow) -> &str; 7] = [
            |event| &event.stream,
            |event| &event.id,
            |event| &event.at,
            |event| &event.name,
            |event| &event.actor,
            |event| &event.command,
            |event| &event.data,
        ];
        let mut source = String::from("unnest(");
        for text in texts {
            let column = draft.call.column(events.iter().map(|event| text(event)).collect::<Vec<_>>())?;
            let _ = write!(source, "{column}::TEXT[], ");
        }
        let versions = draft.call.column(events.iter().map(|event| event.version).collect::<Vec<_>>())?;
        let part = draft.part(&format!("cardinality({versions})"));
        let previous = draft.call.column(events.iter().map(|event| event.previous.as_slice()).collect::<Vec<_>>())?;
        let hashes = draft.call.column(events.iter().map(|event| event.hash.as_slice()).collect::<Vec<_>>())?;
        say!(
            draft.call,
            "{part} (INSERT INTO {} (tenant, tx, sequence, stream, version, id, at, type, actor, ",
            self.table("events")
        );
        say!(draft.call, "command, data, previous, hash) SELECT $1, pg_current_xact_id()::TEXT::BIGINT, r.sequence, ");
        say!(
            draft.call,
            "r.stream, r.version, r.id, r.at, r.type, r.actor, r.command, r.data::JSONB, r.previous, r.hash "
        );
        say!(draft.call, "FROM {source}{versions}::BIGINT[], {previous}::BYTEA[], {hashes}::BYTEA[]) WITH ORDINALITY ");
        say!(
            draft.call,
            "AS r (stream, id, at, type, actor, command, data, version, previous, hash, sequence) RETURNING 1)"
        );
        Ok(())
    }
}

/// A weighted sum of the columns of a row.
fn weighted(columns: &[&str], limit: Limit) -> String {
    let terms = columns.iter().zip(limit).filter(|(_, weight)| *weight != 0);
    let terms: Vec<String> = terms.map(|(column, weight)| format!("{column} * ({weight})::BIGINT")).collect();
    if terms.is_empty() { "0".into() } else { terms.join(" + ") }
}

/// The one statement, as far as it is written.
struct Draft {
    call: Call,
    conditions: Vec<String>,
}

/// Rows of records as SQL gives them to a statement.
struct Rows {
    ids: String,
    source: String,
    columns: Vec<&'static str>,
}

impl Rows {
    fn value(column: &str) -> String {
        if column == "body" { "r.body::JSONB".into() } else { format!("r.{column}") }
    }
}

impl Draft {
    /// Starts a part that must have as many rows as this. Parts are carried out one after the other: each when its rows
    /// are counted.
    fn part(&mut self, rows: &str) -> String {
        let number = self.conditions.len();
        self.conditions.push(format!(" AND (SELECT count(*) FROM p{number}) = {rows}"));
        format!("{} p{number} AS", if number == 0 { "WITH" } else { "," })
    }

    fn rows(&mut self, kind: Kind, puts: &[&(&Row, Option<Version>)]) -> Result<Rows, StoreError> {
        let ids = self.call.column(puts.iter().map(|(row, _)| row.id.as_str()).collect::<Vec<_>>())?;
        let versions = puts.iter().map(|(row, _)| signed(row.version)).collect::<Result<Vec<_>, _>>()?;
        let versions = self.call.column(versions)?;
        let heads = self.call.column(puts.iter().map(|(row, _)| row.head.as_slice()).collect::<Vec<_>>())?;
        let mut source = format!("unnest({ids}::TEXT[], {versions}::BIGINT[], {heads}::BYTEA[]");
        let mut columns = vec!["version", "head"];
        for (place, column) in kind.columns().iter().enumerate() {
            let cells = puts.iter().map(|(row, _)| row.cells.get(place).and_then(Option::as_ref));
            let cells = match column.holds {
                Holds::Text => format!("{}::TEXT[]", self.call.column(cells.map(text_of).collect::<Vec<_>>())?),
                Holds::Instant => format!("{}::BIGINT[]", self.call.column(cells.map(instant_of).collect::<Vec<_>>())?),
            };
            let _ = write!(source, ", {cells}");
            columns.push(column.name);
        }
        let bodies = self.call.column(puts.iter().map(|(row, _)| row.body.as_str()).collect::<Vec<_>>())?;
        columns.push("body");
        let _ = write!(source, ", {bodies}::TEXT[]) AS r (id, {})", columns.join(", "));
        Ok(Rows { ids, source, columns })
    }

    /// Numbers of rows of counters, each in the column of its name.
    fn counters(
        &mut self,
        kind: CounterKind,
        tallies: &[&(&Key, Tally)],
        numbers: impl Fn(&Tally) -> Counters,
    ) -> Result<Rows, StoreError> {
        let ids = self.call.column(tallies.iter().map(|(key, _)| key.id()).collect::<Vec<_>>())?;
        let numbers: Vec<Counters> = tallies.iter().map(|(_, tally)| numbers(tally)).collect();
        let columns = kind.columns().to_vec();
        let mut source = format!("unnest({ids}::TEXT[]");
        for place in 0..columns.len() {
            let column = self.call.column(numbers.iter().map(|row| row[place]).collect::<Vec<_>>())?;
            let _ = write!(source, ", {column}::BIGINT[]");
        }
        let _ = write!(source, ") AS r (id, {})", columns.join(", "));
        Ok(Rows { ids, source, columns })
    }

    /// Closes the statement: where a condition does not hold, it divides by zero, and nothing of it has happened.
    fn finish(mut self) -> Call {
        say!(self.call, " SELECT 1 / CASE WHEN TRUE{} THEN 1 ELSE 0 END", self.conditions.concat());
        self.call
    }
}

fn text_of(cell: Option<&Cell>) -> Option<&str> {
    if let Some(Cell::Text(text)) = cell { Some(text) } else { None }
}

fn instant_of(cell: Option<&Cell>) -> Option<i64> {
    if let Some(Cell::Instant(at)) = cell { Some(*at) } else { None }
}
