//! Orders in SQLite and PostgreSQL, beside the same rows written with bare statements in the same run.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use fondaco::port::Store;
use fondaco_storage::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _, PgConnection};
use tokio::task::JoinSet;

use super::bare::Connection;
use super::shop;
use super::tape::{self, Statement};
use fondaco_benches::figure::{Figure, median};

/// Orders of one round.
const ORDERS: u64 = 1_000;
/// Buyers at the same time: as many commits can share a transaction.
const BUYERS: u64 = 50;
/// Rounds; the middle one counts.
const ROUNDS: usize = 3;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// SQLite: write-ahead log, synchronous normal, one file a round.
pub(super) fn sqlite() -> Result<Vec<Figure>, String> {
    let folder = Folder::new()?;
    measure("orders.sqlite", &async |round, statements| {
        let location = |name: &str| folder.file(&format!("{name}-{round}"));
        let mut bare = Vec::new();
        for together in [1, batch()] {
            let file = location(&format!("bare-{together}"));
            let store = SqliteStore::open(&file, SqliteOptions::default()).await?;
            shop::open(&shop::engine(Arc::new(store.clone()))).await?;
            store.close().await;
            let options = SqliteConnectOptions::new().filename(&file).disable_statement_logging();
            let options = options.pragma("journal_mode", "WAL").pragma("synchronous", "NORMAL");
            bare.push(Connection::Sqlite(options.connect().await?).write(statements, together).await?);
        }
        let store = SqliteStore::open(&location("engine"), SqliteOptions::default()).await?;
        Ok((bare, engine(Arc::new(store)).await?))
    })
}

/// PostgreSQL, as `DATABASE_URL` names it: a schema a round is made in it, and dropped.
pub(super) fn postgres() -> Result<Vec<Figure>, String> {
    let Some(cluster) = cluster()? else {
        eprintln!("orders.postgres: skipped, there is no PostgreSQL server");
        return Ok(Vec::new());
    };
    measure("orders.postgres", &async |_, statements| {
        let mut bare = Vec::new();
        for together in [1, batch()] {
            let url = cluster.database()?;
            let store = PostgresStore::connect(&url, PostgresOptions::default()).await?;
            shop::open(&shop::engine(Arc::new(store.clone()))).await?;
            store.close().await;
            bare.push(Connection::Postgres(PgConnection::connect(&url).await?).write(statements, together).await?);
        }
        let store = PostgresStore::connect(&cluster.database()?, PostgresOptions::default()).await?;
        Ok((bare, engine(Arc::new(store)).await?))
    })
}

/// How many commands share a transaction of bare statements, at most as many as share one in a store.
fn batch() -> usize {
    usize::try_from(BUYERS).unwrap_or(1)
}

pub(crate) fn cluster() -> Result<Option<fondaco_cluster::Cluster>, String> {
    match fondaco_cluster::Cluster::start(&fondaco_cluster::Settings::durable()) {
        Ok(cluster) => Ok(Some(cluster)),
        Err(reason) if std::env::var_os("FONDACO_REQUIRE_ALL").is_some() => Err(reason),
        Err(_) => Ok(None),
    }
}

/// Seconds of the bare statements one command a transaction and many, and of the engine, round by round.
fn measure(
    name: &str,
    round: &impl AsyncFn(usize, &[Vec<Statement>]) -> Result<(Vec<f64>, f64), Failed>,
) -> Result<Vec<Figure>, String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    let statements = tape::record(ORDERS)?;
    let (mut single, mut joined, mut engine) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROUNDS {
        let (bare, seconds) = runtime.block_on(round(number, &statements)).map_err(|error| error.to_string())?;
        let [one, many] = bare[..] else { return Err("two bare runs were expected".to_owned()) };
        single.push(rate(one));
        joined.push(rate(many));
        engine.push(rate(seconds));
    }
    let unit = "orders/s";
    let single = Figure::new(&format!("{name}.bare"), median(single), unit);
    let joined = Figure::new(&format!("{name}.bare.{}-a-transaction", batch()), median(joined), unit);
    let engine = Figure::new(name, median(engine), unit);
    Ok(vec![single.clone(), joined.clone(), engine.clone().compared(&joined), engine.compared(&single)])
}

#[expect(clippy::cast_precision_loss, reason = "a count of orders")]
fn rate(seconds: f64) -> f64 {
    ORDERS as f64 / seconds
}

/// Seconds that the buyers take to place all orders, a command each.
async fn engine(store: Arc<dyn Store>) -> Result<f64, Failed> {
    let engine = shop::engine(store);
    shop::open(&engine).await?;
    let start = Instant::now();
    let mut buyers = JoinSet::new();
    for buyer in 0..BUYERS {
        let engine = engine.clone();
        buyers.spawn(async move {
            for n in (buyer..ORDERS).step_by(batch()) {
                shop::buy(&engine, shop::ids(n), &shop::buy_now(n)?).await?;
            }
            Ok::<(), fondaco::Failure>(())
        });
    }
    while let Some(done) = buyers.join_next().await {
        done??;
    }
    Ok(start.elapsed().as_secs_f64())
}

/// A folder of its own that goes with the run.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("fondaco-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
        Ok(Self(folder))
    }

    /// A database file in it.
    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(format!("{name}.sqlite")).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of a temporary folder is the system's to clear.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
