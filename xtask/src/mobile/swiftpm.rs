//! Swift: sources made, then its package manager, of this machine or of a Debian in a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{Sum, native, swift, till};
use crate::{contract, run};

/// The package of the library.
const PACKAGE: &str = "bindings/mobile/swift";

/// The package of the till.
const TILL: &str = "examples/mobile/till-swift";

/// Where `.ci/run` puts a Debian that has Swift, unless `FONDACO_SWIFT` says otherwise.
const DEBIAN: &str = "/opt/fondaco-swift";

/// Makes the sources.
pub(super) fn sources(library: &Path) -> Result<()> {
    let made = run::root().join("target/mobile/swift");
    native::generate(library, "swift", &made)?;
    let package = run::root().join(PACKAGE).join("Sources");
    for (from, to) in
        [("FondacoNative.swift", "FondacoNative/FondacoNative.swift"), ("FondacoFFI.h", "FondacoFFI/FondacoFFI.h")]
    {
        native::write(&package.join(to), &fs::read_to_string(made.join(from))?)?;
    }
    native::write(&package.join("Fondaco/Generated/Types.swift"), &swift::write(&contract::describe()?)?)
}

/// Builds and tests the library and the till; `None` where there is no Swift.
pub(super) fn test(library: &Path) -> Result<Option<Sum>> {
    let libraries = library.parent().context("a library lies in a folder")?;
    let Some(machine) = Machine::find(libraries) else { return Ok(None) };
    sources(library)?;
    // Without that, the last word would be that of Swift Testing, which has no test here.
    let ended = run::streamed(&mut machine.swift("test", PACKAGE, &["--disable-swift-testing"]))?;
    let said = ended.lines.iter().rev().find_map(|line| line.trim().strip_prefix("Executed "));
    let numbers: Vec<u64> = said.unwrap_or_default().split(' ').filter_map(|word| word.parse().ok()).collect();
    let mut sum = match numbers.as_slice() {
        [run, failed, ..] => Sum { passed: run.saturating_sub(*failed), failed: *failed },
        _ => Sum::default(),
    };
    sum.holds(ended.success);
    let built = run::passes(&mut machine.swift("build", TILL, &[]))?;
    let program = run::root().join(TILL).join(".build/debug/till");
    sum.add(built && till::sells("swift", || machine.program(&program.to_string_lossy()))?);
    Ok(Some(sum))
}

/// The program that answers vectors, where the tests have built it.
pub(super) fn answers() -> Option<String> {
    let program = run::root().join(PACKAGE).join(".build/debug/answers");
    let machine = Machine::find(&native::folder()).filter(|_| program.is_file())?;
    let command = machine.program(&program.to_string_lossy());
    let words = [command.get_program()].into_iter().chain(command.get_args());
    Some(words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" "))
}

/// Where Swift runs, and where the library lies.
struct Machine {
    /// A Debian in a folder; this machine when there is none.
    debian: Option<PathBuf>,
    libraries: PathBuf,
}

impl Machine {
    fn find(libraries: &Path) -> Option<Self> {
        let libraries = libraries.to_owned();
        if run::on_path("swift") {
            return Some(Self { debian: None, libraries });
        }
        let folder = std::env::var_os("FONDACO_SWIFT").map_or_else(|| DEBIAN.into(), PathBuf::from);
        // A link that only leads somewhere within that Debian.
        let is_there = folder.join("usr/bin/swift").symlink_metadata().is_ok();
        is_there.then_some(Self { debian: Some(folder), libraries })
    }

    /// A program, which finds the library when it is loaded.
    fn program(&self, program: &str) -> Command {
        match &self.debian {
            None => {
                let mut command = run::command("env");
                command.arg(format!("LD_LIBRARY_PATH={}", self.libraries.display())).arg(program);
                command
            }
            Some(debian) => {
                let mut command = run::command("bash");
                command.arg("bindings/mobile/swift/in-debian").arg(debian).arg(&self.libraries).arg(program);
                command
            }
        }
    }

    /// Swift's package manager on a package.
    fn swift(&self, task: &str, package: &str, arguments: &[&str]) -> Command {
        let mut command = self.program("swift");
        command.args([task, "--disable-sandbox", "--package-path", package, "-Xlinker"]);
        command.arg(format!("-L{}", self.libraries.display())).args(arguments);
        command
    }
}
