//! Tasks that are programs of other packages: found, given what they need, and run.

use std::path::Path;

use anyhow::Result;
use fondaco_cluster::{Cluster, Settings};

use crate::{mobile, run};

/// Runs the benchmarks with the bench profile, beside a PostgreSQL that writes to the disk.
pub(crate) fn bench(name: Option<&str>, json: bool) -> Result<bool> {
    let mut command = run::cargo();
    command.args(["run", "--profile", "bench", "-q", "-p", "fondaco-benches", "--"]).args(name);
    if json {
        command.arg("--json");
    }
    let cluster = Cluster::start(&Settings::durable());
    match &cluster {
        Ok(cluster) => {
            command.env("DATABASE_URL", cluster.url());
        }
        Err(reason) => eprintln!("skip: PostgreSQL: {reason}"),
    }
    run::passes(&mut command)
}

/// Runs the oracles of `FONDACO_ORACLES`, else the project's copy.
pub(crate) fn oracles() -> Result<bool> {
    let folder = std::env::var_os("FONDACO_ORACLES").filter(|folder| !folder.is_empty());
    let folder = folder.unwrap_or_else(|| run::root().join("tests/oracles").into_os_string());
    let folder = std::path::absolute(folder)?;
    run::passes(run::cargo().args(["run", "-q", "-p", "fondaco-tests", "--bin", "oracles", "--"]).arg(folder))
}

/// Prices the carts of workload W1, found in a folder.
pub(crate) fn w1(folder: &Path) -> Result<bool> {
    let folder = std::path::absolute(folder)?;
    run::passes(run::cargo().args(["run", "-q", "-p", "fondaco-tests", "--bin", "w1", "--"]).arg(folder))
}

/// Runs the golden vectors in every language that is built, or writes them anew.
pub(crate) fn vectors(folder: Option<&Path>, write: bool, runtimes: &[String]) -> Result<bool> {
    let mut command = run::cargo();
    command.args(["run", "-q", "-p", "fondaco-tests", "--bin", "vectors", "--"]);
    if let Some(folder) = folder {
        command.arg(std::path::absolute(folder)?);
    }
    if write {
        command.arg("--write");
    }
    let further = mobile::runtimes();
    command.args(runtimes.iter().chain(&further).map(|runtime| format!("--runtime={runtime}")));
    run::passes(&mut command)
}
