//! Tasks that are programs of other packages: found, given what they need, and run.

use std::path::Path;

use anyhow::Result;
use fondaco_cluster::{Cluster, Settings};

use crate::{mobile, npm, python, run};

/// Runs the benchmarks with the bench profile, beside a PostgreSQL that writes to the disk; then those of the bindings, beside
/// the native figures of the same run.
pub(crate) fn bench(name: Option<&str>, json: bool) -> Result<bool> {
    if name.is_none_or(|name| "web".contains(name)) {
        npm::run(&[])?;
    }
    let of_python = name.is_none_or(|name| name == "python");
    let mut command = run::cargo();
    command.args(["run", "--profile", "bench", "-q", "-p", "fondaco-benches", "--"]);
    command.args(if name == Some("python") { Some("prices") } else { name });
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
    if !of_python {
        return run::passes(&mut command);
    }
    let native = run::streamed(&mut command)?;
    Ok(python::bench(&native.lines, json)? && native.success)
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

/// Packs the problems of a folder, in a build that is quick.
pub(crate) fn packing(folder: &Path, word: &str) -> Result<bool> {
    let folder = std::path::absolute(folder)?;
    let mut command = run::cargo();
    command.args(["run", "--release", "-q", "-p", "fondaco-tests", "--bin", "packing", "--"]);
    run::passes(command.arg(folder).arg(word))
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
    let mut own = npm::runtimes()?;
    own.extend(python::runtime()?);
    own.extend(mobile::runtimes());
    command.args(own.iter().chain(runtimes).map(|runtime| format!("--runtime={runtime}")));
    run::passes(&mut command)
}
