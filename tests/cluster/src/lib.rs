//! A private PostgreSQL for tests and benchmarks: started on first use, gone with its process.
//!
//! A test that needs PostgreSQL asks for a database of its own:
//!
//! ```
//! fn a_promise_of_the_postgres_store() {
//!     let Some(url) = fondaco_cluster::database() else { return };
//!     assert!(url.starts_with("postgres"));
//!     // connect to `url`: an empty database that no other test sees
//! }
//! # a_promise_of_the_postgres_store();
//! ```
//!
//! Where the server comes from, in this order:
//!
//! 1. `DATABASE_URL`, when given: databases are made on that server and dropped when this process ends.
//! 2. The newest `initdb` in `PG_BIN`, `/usr/lib/postgresql/*/bin` or `PATH`: a new cluster in a temporary
//!    folder, reached by a socket only. As root, it runs as `postgres` or `nobody`, as PostgreSQL demands.
//! 3. Otherwise none: one line on stderr says so, and the test returns. With `FONDACO_REQUIRE_ALL=1` that is
//!    a panic, so that nothing can be skipped unseen.
//!
//! A cluster outlives neither its owner's end nor its death: a watcher reads a pipe from the owner, and when
//! the pipe closes, even by SIGKILL, it stops the server and removes the folder.

#[cfg(unix)]
mod private;
#[cfg(unix)]
mod programs;
mod url;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

pub use url::with_database;

/// How a private cluster treats the disk, and any setting of `postgresql.conf` besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether commits reach the disk. Off for tests, which never outlive a crash of the machine; on for
    /// benchmarks, whose figures would be too good otherwise.
    pub fsync: bool,
    /// Further settings, as `(name, value)`. The later wins, also over fondaco's own.
    pub options: Vec<(String, String)>,
}

impl Default for Settings {
    /// Fast, for tests: nothing is forced to the disk.
    fn default() -> Self {
        Self { fsync: false, options: Vec::new() }
    }
}

impl Settings {
    /// Honest, for benchmarks: a commit is on the disk when it returns.
    #[must_use]
    pub fn durable() -> Self {
        Self { fsync: true, options: Vec::new() }
    }

    /// Adds one setting of `postgresql.conf`.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.options.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A PostgreSQL server to make databases on. Dropping it stops a private one.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    #[cfg(unix)]
    psql: PathBuf,
    #[cfg(unix)]
    keeper: private::Keeper,
}

impl Cluster {
    /// Takes the server of `DATABASE_URL`, else starts a private one. The error says why there is none.
    pub fn start(settings: &Settings) -> Result<Self, String> {
        match std::env::var("DATABASE_URL") {
            Ok(url) if !url.trim().is_empty() => Self::given(url.trim()),
            _ => Self::private(settings),
        }
    }

    /// Uses a server that runs already.
    #[cfg(unix)]
    fn given(url: &str) -> Result<Self, String> {
        let psql = programs::psql()?;
        let keeper = private::Keeper::of_databases(&psql, url)?;
        Ok(Self { url: url.to_owned(), psql, keeper })
    }

    /// Starts a server in a temporary folder, whatever `DATABASE_URL` says.
    #[cfg(unix)]
    pub fn private(settings: &Settings) -> Result<Self, String> {
        let (keeper, url, psql) = private::start(settings)?;
        Ok(Self { url, psql, keeper })
    }

    #[cfg(not(unix))]
    fn given(_url: &str) -> Result<Self, String> {
        Err("tests reach PostgreSQL on Unix only".to_owned())
    }

    /// There is no private server here: its cleanup needs a Unix shell.
    #[cfg(not(unix))]
    pub fn private(_settings: &Settings) -> Result<Self, String> {
        Err("a private PostgreSQL is started on Unix only".to_owned())
    }

    /// The address of the server's first database, in the form that sqlx and libpq share.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder that a private server lives in; `None` where the server was given.
    pub fn folder(&self) -> Option<PathBuf> {
        #[cfg(unix)]
        return self.keeper.folder();
        #[cfg(not(unix))]
        return None;
    }

    /// Makes an empty database with a name of its own and returns its address.
    pub fn database(&self) -> Result<String, String> {
        let name = fresh_name();
        self.create(&name)?;
        Ok(with_database(&self.url, &name))
    }

    #[cfg(unix)]
    fn create(&self, name: &str) -> Result<(), String> {
        self.keeper.announce(name);
        programs::query(&self.psql, &self.url, &format!("CREATE DATABASE {name}"))
    }

    #[cfg(not(unix))]
    fn create(&self, _name: &str) -> Result<(), String> {
        Err("databases are made on Unix only".to_owned())
    }
}

/// Makes a fresh database on the process's one server and returns its address; `None` where there is no
/// server, after one line on stderr. A cluster is started at the first call.
///
/// # Panics
///
/// With `FONDACO_REQUIRE_ALL=1` where there is no server, and where a server refuses to make a database.
pub fn database() -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| match Cluster::start(&Settings::default()) {
        Ok(cluster) => Some(cluster),
        Err(reason) => {
            // Written past the capture of the test harness: a skip that nobody sees is a lie.
            let _ = writeln!(std::io::stderr(), "skip: PostgreSQL: {reason}");
            None
        }
    });
    match cluster {
        Some(cluster) => {
            Some(cluster.database().unwrap_or_else(|reason| panic!("a test database could not be made: {reason}")))
        }
        None if require_all() => panic!("PostgreSQL is required, and there is none (see the line `skip:`)"),
        None => None,
    }
}

/// Whether a missing part must fail rather than be skipped: `FONDACO_REQUIRE_ALL=1`, as in CI.
pub fn require_all() -> bool {
    std::env::var("FONDACO_REQUIRE_ALL").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// A name that no other test, process or run has: process, instant and a counter.
fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("fondaco_test_{}_{nanos:x}_{count}", std::process::id())
}
