//! `cargo xtask mobile`: the Kotlin and Swift libraries, built and tested with the tills that use them.

mod kotlin;
mod maven;
mod name;
mod native;
mod result;
mod swift;
mod swiftpm;
mod till;

use anyhow::Result;
use clap::ValueEnum;

/// What is made.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Part {
    /// The sources that are made from the contract and the library, of both languages.
    Sources,
    /// The Kotlin library and its till, tested.
    Kotlin,
    /// The Swift library and its till, tested.
    Swift,
}

/// What tests came to.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    passed: u64,
    failed: u64,
}

impl Sum {
    /// One more test.
    fn add(&mut self, passed: bool) {
        self.passed += u64::from(passed);
        self.failed += u64::from(!passed);
    }

    /// A build that broke off before a test could fail is a failure too.
    fn holds(&mut self, success: bool) {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
    }
}

/// Makes a part; false when a test failed.
pub(crate) fn run(part: Part) -> Result<bool> {
    let library = native::build()?;
    let (name, missing, sum) = match part {
        Part::Sources => {
            maven::sources(&library)?;
            return swiftpm::sources(&library).map(|()| true);
        }
        Part::Kotlin => ("kotlin", "`mvn` is not installed", maven::test(&library)?),
        Part::Swift => (
            "swift",
            "neither is `swift` on PATH, nor is there a Debian that has it in the folder `FONDACO_SWIFT`",
            swiftpm::test(&library)?,
        ),
    };
    if sum.is_none() {
        println!("skip: {missing}");
    }
    let Sum { passed, failed } = sum.unwrap_or_default();
    // Maven ends within a line: it takes its colours back.
    println!("\n{name}: {passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// The languages that run vectors, where [`run`] has built them, as `NAME=PROGRAM`.
pub(crate) fn runtimes() -> Vec<String> {
    let built = [("Kotlin", maven::answers()), ("Swift", swiftpm::answers())];
    built.into_iter().filter_map(|(name, program)| Some(format!("{name}={}", program?))).collect()
}
