//! `cargo xtask test`: every suite, one server for all of them, one table at the end.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use fondaco_cluster::{Cluster, Settings};

use crate::count::{Tally, count};
use crate::run;
use crate::suites::{NIGHTLY, Program, SUITES, Suite};
use crate::table::{self, Row};

/// Runs the suites and prints the table; false when anything failed.
pub(crate) fn run(only: &[String], all: bool, nightly: bool) -> Result<bool> {
    let strict = all || std::env::var("CI").is_ok_and(|value| value == "true") || fondaco_cluster::require_all();
    let more = if nightly { NIGHTLY } else { &[] };
    let chosen: Vec<&Suite> = SUITES.iter().chain(more).filter(|suite| wanted(suite.name, only)).collect();
    ensure!(!chosen.is_empty(), "no suite is named so; `cargo xtask test --list` names all");

    let (server, cluster) = start_server();
    let mut rows = vec![server];
    for suite in chosen {
        let started = Instant::now();
        println!("\n=== {}", suite.name);
        let tally =
            outcome(suite, cluster.as_ref(), strict).unwrap_or_else(|error| Tally::failed(format!("{error:#}")));
        rows.push(Row { suite: suite.name, tally, took: started.elapsed() });
    }
    drop(cluster);
    if strict {
        rows = rows.into_iter().map(|row| Row { tally: row.tally.strict(), ..row }).collect();
    }
    println!("\n{}", table::render(&rows));
    Ok(!table::failed(&rows))
}

fn wanted(name: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|word| name.to_lowercase().contains(&word.to_lowercase()))
}

/// One PostgreSQL for all suites: a server for each test program would cost seconds each time.
fn start_server() -> (Row, Option<Cluster>) {
    let started = Instant::now();
    let (tally, cluster) = match Cluster::start(&Settings::default()) {
        Ok(cluster) => (Tally { passed: 1, ..Tally::default() }, Some(cluster)),
        Err(reason) => (Tally::skipped(reason), None),
    };
    (Row { suite: "PostgreSQL server", tally, took: started.elapsed() }, cluster)
}

fn outcome(suite: &Suite, cluster: Option<&Cluster>, strict: bool) -> Result<Tally> {
    if let Some(missing) = suite.needs.iter().find(|program| !run::on_path(program)) {
        return Ok(Tally::skipped(format!("`{missing}` is not installed")));
    }
    let mut command = command(suite)?;
    if let Some(cluster) = cluster {
        command.env("DATABASE_URL", cluster.url());
    }
    if strict {
        command.env("FONDACO_REQUIRE_ALL", "1");
    }
    Ok(count(suite.count, &run::streamed(&mut command)?))
}

fn command(suite: &Suite) -> Result<Command> {
    let mut command = match suite.program {
        Program::Cargo => run::cargo(),
        Program::Other(program) => run::command(program),
        Program::Xtask => {
            let own = std::env::current_exe().context("this program does not know where it is")?;
            run::command(&own.to_string_lossy())
        }
    };
    command.args(suite.arguments).envs(suite.environment.iter().copied());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_chosen_by_any_word_of_their_names() {
        assert!(wanted("clippy core", &[]));
        assert!(wanted("clippy core", &["CORE".to_owned(), "x".to_owned()]));
        assert!(!wanted("clippy core", &["stores".to_owned()]));
    }
}
