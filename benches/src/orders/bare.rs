//! Bare prepared statements: what the rows of an order cost without an engine.

use std::time::Instant;

use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

use super::tape::{Statement, Value};

/// A connection that runs one prepared statement after the other.
pub(super) enum Connection {
    /// To a SQLite file.
    Sqlite(SqliteConnection),
    /// To PostgreSQL.
    Postgres(PgConnection),
}

impl Connection {
    /// Writes the statements of each command, so many commands in a transaction; answers how many seconds it took.
    pub(super) async fn write(&mut self, commands: &[Vec<Statement>], together: usize) -> Result<f64, sqlx::Error> {
        let start = Instant::now();
        for (transaction, batch) in (1_000_000_i64..).zip(commands.chunks(together)) {
            self.raw("BEGIN").await?;
            let mut sequence = 0;
            for statement in batch.iter().flatten() {
                self.one(statement, transaction, &mut sequence).await?;
            }
            self.raw("COMMIT").await?;
        }
        Ok(start.elapsed().as_secs_f64())
    }

    async fn one(&mut self, statement: &Statement, transaction: i64, sequence: &mut i64) -> Result<(), sqlx::Error> {
        match statement {
            Statement::Insert { table, columns, values } => {
                let mut values = values.clone();
                if table == "fondaco_events" {
                    *sequence += 1;
                    values.extend([Value::Number(transaction), Value::Number(*sequence)]);
                }
                let (names, holders) = (columns.join(", "), self.holders(columns, &values).join(", "));
                self.run(format!("INSERT INTO {table} (tenant, {names}) VALUES ('main', {holders})"), values).await
            }
            Statement::Update { table, columns, values } => {
                let holders = self.holders(columns, values);
                let sets = columns.iter().zip(&holders).map(|(column, holder)| format!("{column} = {holder}"));
                let sets: Vec<String> = sets.collect();
                let (id, sets) = (&holders[columns.len() - 1], sets[..columns.len() - 1].join(", "));
                self.run(format!("UPDATE {table} SET {sets} WHERE tenant = 'main' AND id = {id}"), values.clone()).await
            }
            Statement::Adjust { values } => {
                let (one, two, id) = (self.holder(1, ""), self.holder(2, ""), self.holder(3, ""));
                let sql = format!(
                    "UPDATE fondaco_stock_levels SET on_hand = on_hand + {one}, reserved = reserved + {two} \
                     WHERE tenant = 'main' AND id = {id} AND on_hand - reserved >= {two}"
                );
                self.run(sql, values.clone()).await
            }
        }
    }

    /// What stands for the values of columns; an empty one has no type and is written out.
    fn holders(&self, columns: &[&str], values: &[Value]) -> Vec<String> {
        let mut bound = 0;
        let holder = |(column, value): (&&str, &Value)| {
            if matches!(value, Value::Null) {
                return "NULL".to_owned();
            }
            bound += 1;
            self.holder(bound, column)
        };
        columns.iter().zip(values).map(holder).collect()
    }

    fn holder(&self, n: usize, column: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("?{n}"),
            Self::Postgres(_) if matches!(column, "body" | "data") => format!("${n}::TEXT::JSONB"),
            Self::Postgres(_) => format!("${n}"),
        }
    }

    async fn raw(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(connection) => sqlx::raw_sql(sql).execute(connection).await.map(|_| ()),
            Self::Postgres(connection) => sqlx::raw_sql(sql).execute(connection).await.map(|_| ()),
        }
    }

    async fn run(&mut self, sql: String, values: Vec<Value>) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(connection) => {
                let query = values.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, value| match value {
                    Value::Text(text) => query.bind(text),
                    Value::Number(number) => query.bind(number),
                    Value::Bytes(bytes) => query.bind(bytes),
                    Value::Null => query,
                });
                query.execute(connection).await.map(|_| ())
            }
            Self::Postgres(connection) => {
                let query = values.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, value| match value {
                    Value::Text(text) => query.bind(text),
                    Value::Number(number) => query.bind(number),
                    Value::Bytes(bytes) => query.bind(bytes),
                    Value::Null => query,
                });
                query.execute(connection).await.map(|_| ())
            }
        }
    }
}
