//! Where everything stands that a batch touches, held as it is until the transaction ends.

use std::collections::BTreeSet;

use fondaco::Key;
use sqlx::{AssertSqlSafe, Postgres};

use super::call::{Call, say};
use super::read::{cell, numbers, selected};
use super::trouble::of;
use super::write::PostgresWriter;
use crate::sql::encode::Encoded;
use crate::sql::group::{Group, Table, grouped};
use crate::sql::judge::{Standing, touched};
use crate::sql::lease::Lease;
use crate::sql::queue::Trouble;
use crate::sql::unsigned;

/// How a row is held while it is rested on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// Not at all: set up once and read by many.
    None,
    /// Others may read it too.
    Shared,
    /// It will be written.
    Own,
}

impl PostgresWriter {
    /// Locks and reads the rows that a batch rests on or changes, in the order of their keys: one statement.
    pub(super) async fn standing(
        &self,
        connection: &mut Lease<Postgres>,
        batch: &[Encoded],
    ) -> Result<Standing, Trouble> {
        let written: BTreeSet<&Key> = batch.iter().flat_map(|commit| commit.rows.iter().map(|row| &row.key)).collect();
        let mut standing = Standing::default();
        let mut groups: Vec<(Hold, Group<'_>)> = Vec::new();
        for hold in [Hold::None, Hold::Shared, Hold::Own] {
            let keys = touched(batch).into_iter().filter(|key| held(key, &written) == hold);
            groups.extend(grouped(keys).into_iter().map(|group| (hold, group)));
        }
        if groups.is_empty() {
            return Ok(standing);
        }
        groups.sort_by_key(|(hold, group)| (group.keys.first().copied(), *hold));
        let call = self.locking(&groups)?;
        let query = sqlx::query_with(AssertSqlSafe(call.sql), call.arguments);
        for row in query.fetch_all(&mut **connection).await.map_err(of)? {
            let (group, place): (i64, i64) = (cell(&row, 0)?, cell(&row, 1)?);
            let group = usize::try_from(group).ok().and_then(|group| groups.get(group));
            let place = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
            let Some((_, group)) = group else { continue };
            let Some(key) = place.and_then(|place| group.keys.get(place)) else { continue };
            match group.table {
                Table::Records(_) => {
                    standing.versions.insert((*key).clone(), unsigned(cell(&row, 2)?)?);
                }
                Table::Counters(_) => {
                    standing.counters.insert((*key).clone(), numbers(&row)?);
                }
            }
        }
        Ok(standing)
    }

    fn locking(&self, groups: &[(Hold, Group<'_>)]) -> Result<Call, Trouble> {
        let mut call = Call::new(self.tenant())?;
        for (number, (hold, group)) in groups.iter().enumerate() {
            let table = self.table(group.table.name());
            let ids = call.column(group.keys.iter().map(|key| key.id()).collect::<Vec<String>>())?;
            let columns = match group.table {
                Table::Records(_) => &["version"],
                Table::Counters(kind) => kind.columns(),
            };
            let lock = match hold {
                Hold::None => "",
                Hold::Shared => " FOR SHARE",
                Hold::Own => " FOR UPDATE",
            };
            say!(call, "{} l{number} AS MATERIALIZED (", if number == 0 { "WITH" } else { "," });
            say!(call, "SELECT {number}::BIGINT, k.place, {} ", selected(columns));
            say!(call, "FROM unnest({ids}::TEXT[]) WITH ORDINALITY AS k (id, place) ");
            say!(call, "CROSS JOIN LATERAL (SELECT {} FROM {table} ", columns.join(", "));
            say!(call, "WHERE tenant = $1 AND id = k.id LIMIT 1{lock}) AS t)");
        }
        for number in 0..groups.len() {
            say!(call, "{}", if number == 0 { " " } else { " UNION ALL " });
            say!(call, "SELECT * FROM l{number}");
        }
        Ok(call)
    }
}

fn held(key: &Key, written: &BTreeSet<&Key>) -> Hold {
    match key.kind() {
        Some(kind) if kind.is_reference() && !written.contains(key) => Hold::None,
        Some(_) if !written.contains(key) => Hold::Shared,
        Some(_) | None => Hold::Own,
    }
}
