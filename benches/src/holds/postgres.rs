//! Holds in PostgreSQL by many callers at once, beside bare scripts that do no more than count and note a hold.

use std::sync::Arc;
use std::time::Instant;

use fondaco_benches::figure::{Figure, median};
use fondaco_storage::{PostgresOptions, PostgresStore};
use sqlx::{Connection as _, PgConnection};
use tokio::task::JoinSet;

use super::{HOLD_SECONDS, PLACE, SKU, hold, stocked};
use crate::orders::shop;

/// Callers at the same time.
const CALLERS: usize = 64;
/// Connections of the scripts: with more of them, one row is counted no faster.
const CONNECTIONS: usize = 8;
/// Holds that one statement of the better script makes.
const TOGETHER: i64 = 50;
/// Holds of a round.
const HOLDS: usize = 6_400;
/// Rounds; the middle one counts.
const ROUNDS: usize = 5;

type Failed = Box<dyn std::error::Error + Send + Sync>;

const TABLES: &str = "
    CREATE TABLE stock (sku TEXT, location TEXT, on_hand BIGINT NOT NULL, reserved BIGINT NOT NULL,
        PRIMARY KEY (sku, location)) WITH (fillfactor = 50);
    CREATE TABLE hold (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), sku TEXT NOT NULL, location TEXT NOT NULL,
        quantity BIGINT NOT NULL, expires_at TIMESTAMPTZ, state TEXT NOT NULL DEFAULT 'held');
    CREATE INDEX ON hold (expires_at) WHERE state = 'held';
    INSERT INTO stock VALUES ('9780000000000', 'venice', 1000000000000, 0);";

const COUNT: &str = "
    UPDATE stock SET reserved = reserved + 1 WHERE sku = $1 AND location = $2 AND on_hand - reserved >= 1";
const NOTE: &str = "
    INSERT INTO hold (sku, location, quantity, expires_at) VALUES ($1, $2, 1, now() + $3 * interval '1 second')";

/// As many holds as one flush can have: counted at once, noted one by one.
const MANY: &str = "
    WITH counted AS (UPDATE stock SET reserved = reserved + $4
        WHERE sku = $1 AND location = $2 AND on_hand - reserved >= $4 RETURNING 1)
    INSERT INTO hold (sku, location, quantity, expires_at)
    SELECT $1, $2, 1, now() + $3 * interval '1 second' FROM counted, generate_series(1, $4)";

/// Holds a second of one SKU: one transaction each, fifty in one statement, and by the engine.
pub(super) fn measure() -> Result<Vec<Figure>, String> {
    let cluster = match fondaco_cluster::Cluster::start(&fondaco_cluster::Settings::durable()) {
        Ok(cluster) => cluster,
        Err(reason) if std::env::var_os("FONDACO_REQUIRE_ALL").is_some() => return Err(reason),
        Err(_) => {
            eprintln!("holds.postgres: skipped, there is no PostgreSQL server");
            return Ok(Vec::new());
        }
    };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    let mut rates = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        let round = async {
            let single = script(&cluster.database()?, false).await?;
            let many = script(&cluster.database()?, true).await?;
            Ok::<_, Failed>([single, many, engine(&cluster.database()?).await?])
        };
        let round = runtime.block_on(round).map_err(|error| error.to_string())?;
        rates.iter_mut().zip(round).for_each(|(rates, rate)| rates.push(rate));
    }
    let [single, many, engine] = rates.map(median);
    let unit = "holds/s";
    let single = Figure::new("holds.postgres.bare", single, unit);
    let many = Figure::new("holds.postgres.bare.50-a-statement", many, unit);
    let engine = Figure::new("holds.postgres", engine, unit);
    Ok(vec![single.clone(), many.clone(), engine.clone().compared(&many), engine.compared(&single)])
}

/// A script over several connections: fifty holds a statement, or each in a transaction of its own.
async fn script(url: &str, together: bool) -> Result<f64, Failed> {
    sqlx::raw_sql(TABLES).execute(&mut PgConnection::connect(url).await?).await?;
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(PgConnection::connect(url).await?);
    }
    let start = Instant::now();
    let mut running = JoinSet::new();
    for mut connection in connections {
        running.spawn(async move {
            let seconds = i64::from(HOLD_SECONDS);
            let mut left = i64::try_from(HOLDS / CONNECTIONS)?;
            while left > 0 {
                if together {
                    let some = sqlx::query(MANY).bind(SKU).bind(PLACE).bind(seconds).bind(TOGETHER.min(left));
                    some.execute(&mut connection).await?;
                    left -= TOGETHER;
                } else {
                    let mut transaction = connection.begin().await?;
                    sqlx::query(COUNT).bind(SKU).bind(PLACE).execute(&mut *transaction).await?;
                    sqlx::query(NOTE).bind(SKU).bind(PLACE).bind(seconds).execute(&mut *transaction).await?;
                    transaction.commit().await?;
                    left -= 1;
                }
            }
            Ok::<(), Failed>(())
        });
    }
    finished(running, start).await
}

/// The engine with as many callers as there are, each with a hold at a time.
async fn engine(url: &str) -> Result<f64, Failed> {
    let store = PostgresStore::connect(url, PostgresOptions::default()).await?;
    let engine = stocked(Arc::new(store)).await?;
    let start = Instant::now();
    let mut running = JoinSet::new();
    for caller in 0..CALLERS {
        let engine = engine.clone();
        running.spawn(async move {
            let hold = hold()?;
            for n in (caller..HOLDS).step_by(CALLERS) {
                engine.execute(shop::ids(u64::try_from(n)?).0, &hold).await?;
            }
            Ok::<(), Failed>(())
        });
    }
    finished(running, start).await
}

#[expect(clippy::cast_precision_loss, reason = "a count of holds")]
async fn finished(mut running: JoinSet<Result<(), Failed>>, start: Instant) -> Result<f64, Failed> {
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(HOLDS as f64 / start.elapsed().as_secs_f64())
}
