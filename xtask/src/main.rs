//! Development commands that cargo alone cannot do: `cargo xtask --help`.

mod bare;
mod contract;
mod count;
mod forward;
mod mobile;
mod npm;
mod python;
mod run;
mod suites;
mod table;
mod test;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Development commands of fondaco that cargo alone cannot do.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Runs every suite, then prints a table: suite, passed, failed, skipped and why, seconds.
    ///
    /// A failing suite does not stop the next. The last line is `N passed, N failed`, with `, N skipped` where
    /// something was; the exit code is 0 only when nothing failed. With `CI=true` or `--all` nothing may be
    /// skipped: a part that is missing on this machine is then a failure.
    ///
    /// PostgreSQL is taken from `DATABASE_URL`; without it, one private server is started from the machine's
    /// PostgreSQL programs (`PG_BIN`, `/usr/lib/postgresql/*/bin`, `PATH`) and removed at the end.
    Test {
        /// Only the suites whose name contains one of these words, for example `cargo xtask test core clippy`.
        #[arg(value_name = "WORD")]
        only: Vec<String>,
        /// Nothing may be skipped, as in CI.
        #[arg(long)]
        all: bool,
        /// Also what takes longer than a pull request may: 100,000 random days in a shop.
        #[arg(long)]
        nightly: bool,
        /// Prints the names of the suites and runs none.
        #[arg(long)]
        list: bool,
    },
    /// Checks the code base itself: layering, purity of the core, lengths, public paths, dependencies, documents.
    ///
    /// Prints `file:line: rule: what` for each problem and, last, `tidy: N files, N problems`.
    Tidy {
        /// Prints every rule with what it demands, and checks nothing.
        #[arg(long)]
        rules: bool,
    },
    /// Measures what the README quotes; SQLite and memory always, PostgreSQL and Python (`bench python`) where they are.
    ///
    /// A private PostgreSQL writes to the disk as a real one does (fsync on).
    Bench {
        /// Only the benchmarks whose name contains this word.
        name: Option<String>,
        /// One JSON object a line: name, value, unit, and `of` and `ratio` where it is compared.
        #[arg(long)]
        json: bool,
    },
    /// Compares fondaco with cases taken from other systems.
    ///
    /// Reads the folder named by `FONDACO_ORACLES`, else `tests/oracles/`. The last line is
    /// `oracles: N passed, N failed, N not applicable`.
    Oracles,
    /// Prices the carts of workload W1 and compares every amount with what is expected.
    ///
    /// Reads `carts-N.json` and `expected-N-{excl,incl}.json` for whichever N it finds in the folder. The last line is
    /// `w1: N of N exact`.
    W1 {
        /// The folder.
        folder: PathBuf,
    },
    /// Packs every file of a folder, audits each answer with an independent checker, and says how good it is.
    ///
    /// Prints for each file, and each set of containers, boxes, litres, the lower bound, utilisation and milliseconds of CPU. The
    /// last line is `packing: N problems, N boxes, N litres, 0 violations`.
    Packing {
        /// The folder.
        folder: PathBuf,
        /// Only the files and sets whose name contains this word.
        #[arg(default_value = "")]
        word: String,
    },
    /// Runs the golden vectors that all languages share and compares every byte.
    ///
    /// Kotlin and Swift take part where `cargo xtask mobile` has built them, as `cargo xtask test` does before.
    ///
    /// The last line is `vectors: N equal in R runtimes, N differ`.
    Vectors {
        /// The folder of the vectors, instead of the project's own.
        folder: Option<PathBuf>,
        /// Writes what fondaco answers now as the new expectation. Read the difference before you keep it.
        #[arg(long)]
        write: bool,
        /// A program of another language that reads requests and writes answers, one a line; may stand several times.
        #[arg(long, value_name = "NAME=PROGRAM")]
        runtime: Vec<String>,
    },
    /// Makes the schema of the wire, its types in TypeScript and Python, and the list of its names, from the Rust sources.
    ///
    /// The last line is `contract: up to date`, `written` or `out of date`.
    Contract {
        /// Writes nothing; fails where a committed file is not what the sources say.
        #[arg(long)]
        check: bool,
    },
    /// Builds the Python package, installs it in an environment of its own, and tests it there.
    Python {
        /// What is done with it.
        step: python::Step,
    },
    /// Builds the Kotlin or the Swift library and the till that uses it, and runs their tests.
    ///
    /// The last line is `kotlin: N passed, N failed`, or that of Swift.
    Mobile {
        /// What is made.
        part: mobile::Part,
    },
    /// Builds the core for a target without std, which proves that it reaches for no operating system.
    ///
    /// Prints `built in: FOLDER`.
    ///
    /// The target comes from `rustup target add`, else from the sources of Debian's `rustc-web`, `cargo-web` and
    /// `rust-web-src`.
    Bare {
        /// For example `wasm32-unknown-unknown` or `thumbv7em-none-eabihf`.
        target: String,
        /// Another package than the core.
        #[arg(default_value = "fondaco")]
        package: String,
    },
    /// Builds the npm package into `bindings/wasm/dist`: both modules and the TypeScript around them.
    ///
    /// Prints the size of each module as it is sent, after brotli; fails when one is larger than it may be. Needs Node, and
    /// installs what `package-lock.json` says.
    Npm {
        /// Runs the tests of these folders or files afterwards, from `bindings/wasm`.
        #[arg(long, value_name = "PATH")]
        test: Vec<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Test { list: true, .. } => suites::list(),
        Task::Test { only, all, nightly, .. } => test::run(&only, all, nightly),
        Task::Tidy { rules: true } => tidy::list(),
        Task::Tidy { .. } => tidy::run(),
        Task::Bench { name, json } => forward::bench(name.as_deref(), json),
        Task::Oracles => forward::oracles(),
        Task::W1 { folder } => forward::w1(&folder),
        Task::Packing { folder, word } => forward::packing(&folder, &word),
        Task::Vectors { folder, write, runtime } => forward::vectors(folder.as_deref(), write, &runtime),
        Task::Contract { check } => contract::run(check),
        Task::Python { step } => python::run(step),
        Task::Mobile { part } => mobile::run(part),
        Task::Bare { target, package } => bare::run(&target, &package),
        Task::Npm { test } => npm::run(&test),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
