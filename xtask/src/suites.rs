//! Every suite of `cargo xtask test`, in the order in which they run: cheap ones first.
//!
//! A new suite is a new line of [`SUITES`]. What it needs of the machine stands in `needs`; what else it can't do
//! here it says itself, in a line `skip: why`.

use anyhow::Result;

use crate::count::Count;

/// One line of the closing table: a command and how its result is counted.
#[derive(Debug)]
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) program: Program,
    pub(crate) arguments: &'static [&'static str],
    pub(crate) environment: &'static [(&'static str, &'static str)],
    /// Programs on `PATH` without which the suite is skipped.
    pub(crate) needs: &'static [&'static str],
    pub(crate) count: Count,
}

/// What runs a suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// The cargo that runs this.
    Cargo,
    /// This program: another task of `cargo xtask`.
    Xtask,
    /// Any other program on `PATH`.
    #[expect(dead_code, reason = "the bindings' suites are run by their own languages' tools")]
    Other(&'static str),
}

/// Tests counted by cargo's `test result:` lines.
const fn tests(name: &'static str, arguments: &'static [&'static str]) -> Suite {
    Suite { name, program: Program::Cargo, arguments, environment: &[], needs: &[], count: Count::Tests }
}

/// One check of cargo's: it passes or fails as a whole.
const fn check(name: &'static str, arguments: &'static [&'static str]) -> Suite {
    Suite { name, program: Program::Cargo, arguments, environment: &[], needs: &[], count: Count::Check }
}

/// Another task of `cargo xtask`.
const fn task(name: &'static str, arguments: &'static [&'static str], count: Count) -> Suite {
    Suite { name, program: Program::Xtask, arguments, environment: &[], needs: &[], count }
}

impl Suite {
    const fn with(self, environment: &'static [(&'static str, &'static str)]) -> Self {
        Self { environment, ..self }
    }
}

/// The suites. Packages are built one by one: `--workspace` would leak one's features into another.
pub(crate) const SUITES: &[Suite] = &[
    check("format", &["fmt", "--all", "--check"]),
    task("tidy", &["tidy"], Count::Check),
    tests("xtask", &["test", "--no-fail-fast", "-p", "xtask"]),
    tests("cluster", &["test", "--no-fail-fast", "-p", "fondaco-cluster"]),
    tests("derive", &["test", "--no-fail-fast", "-p", "fondaco-derive"]),
    tests("core", &["test", "--no-fail-fast", "-p", "fondaco"]),
    task("contract files", &["contract", "--check"], Count::Check),
    tests("contract", &["test", "--no-fail-fast", "-p", "fondaco-contract"]),
    tests("contract with SQL", &["test", "--no-fail-fast", "-p", "fondaco-contract", "--all-features"]),
    tests("stores", &["test", "--no-fail-fast", "-p", "fondaco-storage", "--all-features"]),
    tests("examples", &["test", "--no-fail-fast", "-p", "fondaco-examples"]),
    tests("end to end", &["test", "--no-fail-fast", "-p", "fondaco-tests"]),
    task("python", &["python", "test"], Count::Tally("python")),
    task("python types", &["python", "types"], Count::Check),
    task("python by pip", &["python", "source"], Count::Check),
    task("Kotlin", &["mobile", "kotlin"], Count::Tally("kotlin")),
    task("Swift", &["mobile", "swift"], Count::Tally("swift")),
    task("vectors", &["vectors"], Count::Tally("vectors")),
    task("oracles", &["oracles"], Count::Tally("oracles")),
    task("w1", &["w1", "tests/w1"], Count::Check),
    task("packing", &["packing", "tests/packing"], Count::Check),
    tests("benches", &["test", "--no-fail-fast", "-p", "fondaco-benches"]),
    task("core for wasm32", &["bare", "wasm32-unknown-unknown"], Count::Check),
    tests("receipts on wasm32", &["test", "--no-fail-fast", "-p", "fondaco-tests-wasm"]),
    tests("npm package's module", &["test", "--no-fail-fast", "-p", "fondaco-wasm", "--features", "engine"]),
    task("contract for wasm32", &["bare", "wasm32-unknown-unknown", "fondaco-contract"], Count::Check),
    task("npm package", &["npm"], Count::Check),
    task("npm package in Node", &["npm", "--test", "tests/node"], Count::Node),
    task("npm package in Chromium", &["npm", "--test", "tests/chromium"], Count::Node),
    task("storefront", &["npm", "--test", "../../examples/web/tests"], Count::Node),
    task("core for bare metal", &["bare", "thumbv7em-none-eabihf"], Count::Check),
    check("clippy core", &["clippy", "-p", "fondaco", "-p", "fondaco-derive", "--all-targets", "--", "-D", "warnings"]),
    check(
        "clippy stores",
        &["clippy", "-p", "fondaco-storage", "--all-features", "--all-targets", "--", "-D", "warnings"],
    ),
    // What whoever writes a store of their own builds: the promises, and no store of ours.
    check(
        "clippy conformance alone",
        &[
            "clippy",
            "-p",
            "fondaco-storage",
            "--no-default-features",
            "--features",
            "conformance",
            "--",
            "-D",
            "warnings",
        ],
    ),
    check(
        "clippy contract",
        &["clippy", "-p", "fondaco-contract", "--all-features", "--all-targets", "--", "-D", "warnings"],
    ),
    check("clippy python", &["clippy", "-p", "fondaco-python", "--all-targets", "--", "-D", "warnings"]),
    check("clippy mobile", &["clippy", "-p", "fondaco-mobile", "--all-targets", "--", "-D", "warnings"]),
    check(
        "clippy the rest",
        &[
            "clippy",
            "-p",
            "fondaco-contract",
            "-p",
            "fondaco-wasm",
            "-p",
            "fondaco-examples",
            "-p",
            "fondaco-tests",
            "-p",
            "fondaco-tests-wasm",
            "-p",
            "fondaco-cluster",
            "-p",
            "fondaco-benches",
            "-p",
            "xtask",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    check(
        "docs",
        &["doc", "-p", "fondaco", "-p", "fondaco-storage", "-p", "fondaco-contract", "--no-deps", "--all-features"],
    )
    .with(&[("RUSTDOCFLAGS", "-Dwarnings")]),
    Suite { count: Count::Prints, ..check("README's checkout", &["run", "--release", "--example", "checkout"]) },
    Suite { count: Count::Prints, ..check("README's flash sale", &["run", "--release", "--example", "flash_sale"]) },
];

/// What a nightly run has beside the suites, in a build that is quick.
pub(crate) const NIGHTLY: &[Suite] = &[tests(
    "100,000 days at random",
    &["test", "--release", "-p", "fondaco", "--test", "commerce", "sales_at_random"],
)
.with(&[("FONDACO_SEQUENCES", "100000")])];

/// Prints the names of the suites.
#[expect(clippy::unnecessary_wraps, reason = "every task has one signature")]
pub(crate) fn list() -> Result<bool> {
    for suite in SUITES.iter().chain(NIGHTLY) {
        println!("{}", suite.name);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suite_has_a_name_of_its_own() {
        let mut names: Vec<_> = SUITES.iter().chain(NIGHTLY).map(|suite| suite.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn no_suite_builds_the_whole_workspace() {
        assert!(SUITES.iter().all(|suite| !suite.arguments.contains(&"--workspace")));
    }
}
