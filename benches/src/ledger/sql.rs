//! Entries in SQLite and PostgreSQL, a hundred a commit; beside a bare script that moves balances and notes transfers.

use std::sync::Arc;
use std::time::Instant;

use fondaco::ledger::Layer;
use fondaco::{Command, Engine};
use fondaco_benches::figure::{Figure, median};
use fondaco_storage::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};
use sqlx::{Connection as _, PgConnection};
use tokio::task::JoinSet;

use super::{ACCOUNTS, FLOOR, command_id, entry, entry_id, opened, sides};
use crate::orders::sql::{Folder, cluster};

/// Entries of one commit.
const BATCH: u64 = 100;
/// Commits of a round.
const COMMITS: u64 = 200;
/// Callers of PostgreSQL at the same time.
const CALLERS: u64 = 8;
const ROUNDS: usize = 3;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// SQLite: one caller, write-ahead log, synchronous normal, one file a round.
pub(super) fn sqlite() -> Result<Vec<Figure>, String> {
    let folder = Folder::new()?;
    let runtime = runtime()?;
    let mut rates = Vec::new();
    for round in 0..ROUNDS {
        let file = folder.file(&format!("ledger-{round}"));
        let done = runtime.block_on(async {
            let store = SqliteStore::open(&file, SqliteOptions::default()).await?;
            let engine = opened(Arc::new(store)).await?;
            rate(&engine, 1).await
        });
        rates.push(done.map_err(|error: Failed| error.to_string())?);
    }
    Ok(vec![Figure::new("ledger.sqlite.100-a-commit", median(rates), "entries/s")])
}

/// PostgreSQL, with eight callers; and eight connections of the script.
pub(super) fn postgres() -> Result<Vec<Figure>, String> {
    let Some(cluster) = cluster()? else {
        eprintln!("ledger.postgres: skipped, there is no PostgreSQL server");
        return Ok(Vec::new());
    };
    let runtime = runtime()?;
    let (mut bare, mut engine) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let round = async {
            let script = script(&cluster.database()?).await?;
            let store = PostgresStore::connect(&cluster.database()?, PostgresOptions::default()).await?;
            Ok::<_, Failed>((script, rate(&opened(Arc::new(store)).await?, CALLERS).await?))
        };
        let (script, rate) = runtime.block_on(round).map_err(|error| error.to_string())?;
        bare.push(script);
        engine.push(rate);
    }
    let bare = Figure::new("ledger.postgres.bare.100-a-statement", median(bare), "entries/s");
    let engine = Figure::new("ledger.postgres.100-a-commit", median(engine), "entries/s").compared(&bare);
    Ok(vec![bare, engine])
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())
}

/// Entries a second of the engine, a hundred a command.
async fn rate(engine: &Engine, callers: u64) -> Result<f64, Failed> {
    let start = Instant::now();
    let mut running = JoinSet::new();
    for caller in 0..callers {
        let engine = engine.clone();
        running.spawn(async move {
            for commit in (caller..COMMITS).step_by(usize::try_from(callers)?) {
                let steps = (commit * BATCH..(commit + 1) * BATCH)
                    .map(|n| entry(n, Layer::Settled))
                    .collect::<Result<_, _>>()?;
                engine.execute(command_id(commit), &Command::RecordEntries { steps }).await?;
            }
            Ok::<(), Failed>(())
        });
    }
    finished(running, start).await
}

const TABLES: &str = "
    CREATE TABLE account (id TEXT PRIMARY KEY, debits BIGINT NOT NULL, credits BIGINT NOT NULL, floor BIGINT NOT NULL)
        WITH (fillfactor = 50);
    CREATE TABLE transfer (id UUID PRIMARY KEY, debit TEXT NOT NULL, credit TEXT NOT NULL,
        amount BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now());
    CREATE INDEX ON transfer (debit, id);
    CREATE INDEX ON transfer (credit, id);";

/// A hundred transfers under the ids that entries have: balances are moved in the order of accounts, so that no two callers wait for each other in a circle.
const MANY: &str = "
    WITH given AS (SELECT * FROM unnest($1::TEXT[], $2::TEXT[], $3::BIGINT[], $4::TEXT[]) AS g (debit, credit, amount, id)),
    changes AS (SELECT id, sum(debit)::BIGINT AS debit, sum(credit)::BIGINT AS credit FROM (
        SELECT debit AS id, amount AS debit, 0 AS credit FROM given
        UNION ALL SELECT credit, 0, amount FROM given) AS c GROUP BY id ORDER BY id),
    locked AS (SELECT a.id FROM account AS a JOIN changes USING (id) ORDER BY a.id FOR UPDATE OF a),
    moved AS (UPDATE account AS a SET debits = a.debits + c.debit, credits = a.credits + c.credit
        FROM changes AS c JOIN locked USING (id) WHERE a.id = c.id
        AND a.credits + c.credit - a.debits - c.debit >= a.floor RETURNING 1)
    INSERT INTO transfer (id, debit, credit, amount) SELECT id::UUID, debit, credit, amount FROM given
    WHERE (SELECT count(*) FROM moved) = (SELECT count(*) FROM changes)";

async fn script(url: &str) -> Result<f64, Failed> {
    let mut first = PgConnection::connect(url).await?;
    sqlx::raw_sql(TABLES).execute(&mut first).await?;
    let fill = "INSERT INTO account SELECT 'account/' || n, 0, 0, $2 FROM generate_series(0, $1 - 1) AS n";
    sqlx::query(fill).bind(i64::try_from(ACCOUNTS)?).bind(FLOOR).execute(&mut first).await?;
    let mut connections = Vec::new();
    for _ in 0..CALLERS {
        connections.push(PgConnection::connect(url).await?);
    }
    let start = Instant::now();
    let mut running = JoinSet::new();
    for (caller, mut connection) in (0..CALLERS).zip(connections) {
        running.spawn(async move {
            for commit in (caller..COMMITS).step_by(usize::try_from(CALLERS)?) {
                let numbers = commit * BATCH..(commit + 1) * BATCH;
                let side = |of: fn((u64, u64)) -> u64| {
                    numbers.clone().map(|n| format!("account/{}", of(sides(n)))).collect::<Vec<String>>()
                };
                let (debits, credits) = (side(|sides| sides.0), side(|sides| sides.1));
                let amounts = vec![7_i64; debits.len()];
                let ids: Vec<String> = numbers.map(|n| entry_id(n).to_string()).collect();
                sqlx::query(MANY).bind(debits).bind(credits).bind(amounts).bind(ids).execute(&mut connection).await?;
            }
            Ok::<(), Failed>(())
        });
    }
    finished(running, start).await
}

#[expect(clippy::cast_precision_loss, reason = "a count of entries")]
async fn finished(mut running: JoinSet<Result<(), Failed>>, start: Instant) -> Result<f64, Failed> {
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok((COMMITS * BATCH) as f64 / start.elapsed().as_secs_f64())
}
