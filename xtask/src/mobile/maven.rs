//! Kotlin: sources made, then Maven.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Sum, kotlin, native, till};
use crate::{contract, run};

/// The module of the library.
const MODULE: &str = "bindings/mobile/kotlin";

/// The till, once it is built.
const TILL: &str = "examples/mobile/till-kotlin/target/till.jar";

/// The libraries that the till needs, and the tests of the library too.
const LIBRARIES: &str = "examples/mobile/till-kotlin/target/libraries";

/// Makes the sources and puts the library where JNA looks for it.
pub(super) fn sources(library: &Path) -> Result<()> {
    let made = run::root().join(MODULE).join("target/made");
    native::generate(library, "kotlin", &made.join("kotlin"))?;
    native::write(&made.join("kotlin/dev/fondaco/Wire.kt"), &kotlin::write(&contract::describe()?)?)?;
    let system = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    let resources = made.join("resources").join(format!("{system}-{processor}"));
    fs::create_dir_all(&resources)?;
    let name = library.file_name().context("a library has a name")?;
    fs::copy(library, resources.join(name)).context("the library is not where cargo puts it")?;
    Ok(())
}

/// Builds and tests the library and the till; `None` where there is no Maven.
pub(super) fn test(library: &Path) -> Result<Option<Sum>> {
    if !run::on_path("mvn") {
        return Ok(None);
    }
    sources(library)?;
    let mut command = run::command("mvn");
    command.args(["--batch-mode", "--no-transfer-progress", "--file", "bindings/mobile/pom.xml", "verify"]);
    let ended = run::streamed(&mut command)?;
    let mut sum = Sum::default();
    // Surefire says it once for each class, with its time, and once for all of a module.
    let said = ended.lines.iter().filter_map(|line| line.split_once("Tests run: "));
    for (_, numbers) in said.filter(|(_, said)| !said.contains("Time elapsed")) {
        let numbers: Vec<u64> = numbers.split(", ").filter_map(|part| part.rsplit(' ').next()?.parse().ok()).collect();
        let [run, wrong @ ..] = numbers.as_slice() else { continue };
        let wrong = wrong.iter().sum();
        sum.passed += run.saturating_sub(wrong);
        sum.failed += wrong;
    }
    sum.holds(ended.success);
    let till = || {
        let mut command = run::command("java");
        command.args(["-jar", TILL]);
        command
    };
    sum.add(ended.success && till::sells("kotlin", till)?);
    Ok(Some(sum))
}

/// The program that answers vectors, where the tests have built it.
pub(super) fn answers() -> Option<String> {
    let module = run::root().join(MODULE).join("target");
    let tests = module.join("test-classes");
    let libraries = run::root().join(LIBRARIES);
    let is_built = tests.join("dev/fondaco/AnswersKt.class").is_file() && libraries.is_dir();
    let path = format!("{}:{}/*", tests.display(), libraries.display());
    is_built.then(|| format!("java -cp {path} dev.fondaco.AnswersKt"))
}
