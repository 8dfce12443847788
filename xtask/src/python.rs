//! `cargo xtask python`: the package is built, installed in an environment of its own, and tested there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;

use crate::run;

/// Where the package lives.
const PACKAGE: &str = "bindings/python";

/// The profile that wheels are built with: `tool.maturin` of the package says the same.
const SHIPPED: &str = "wheel";

/// What is done with the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Builds and installs it, and prints the interpreter that has it.
    Build,
    /// Runs its tests; the last line is `python: N passed, N failed, N skipped`.
    Test,
    /// Checks its types, strictly, and its stubs against what is really there.
    Types,
    /// Installs it as its users do, by `pip install` of its folder, and runs the checkout of the README with that.
    Source,
}

/// Does a step, or prints `skip: why` where there is no Python.
pub(crate) fn run(step: Step) -> Result<bool> {
    if !run::on_path("python3") {
        println!("skip: `python3` is not installed");
        return Ok(true);
    }
    match step {
        Step::Build => {
            println!("{}", install("dev")?.display());
            Ok(true)
        }
        Step::Test => run::passes(within(&install("dev")?).args(["-m", "pytest"])),
        Step::Types => {
            let interpreter = install("dev")?;
            let stubs = ["-m", "mypy.stubtest", "fondaco._native", "fondaco.errors"];
            Ok(run::passes(within(&interpreter).args([
                "-m",
                "mypy",
                "tests",
                "benches",
                "../../examples/python/bookshop.py",
            ]))? && run::passes(within(&interpreter).current_dir(folder()?).args(stubs))?)
        }
        Step::Source => from_source(),
    }
}

/// An interpreter in the folder of the package.
fn within(interpreter: &Path) -> Command {
    let mut python = run::command(&interpreter.to_string_lossy());
    python.current_dir(run::root().join(PACKAGE));
    python
}

/// Installs the folder into an environment that has nothing else.
fn from_source() -> Result<bool> {
    let (venv, package) = (folder()?.join("source"), run::root().join(PACKAGE));
    run::output(run::command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let interpreter = venv.join("bin/python");
    let installed = run::passes(quiet(&interpreter).args(["-m", "pip", "install", "--quiet"]).arg(&package))?;
    Ok(installed && run::passes(quiet(&interpreter).arg(package.join("tests/checkout.py")))?)
}

/// The runtime of golden vectors; prints `skip: why` where there is no Python.
pub(crate) fn runtime() -> Result<Option<String>> {
    if !run::on_path("python3") {
        println!("skip: `python3` is not installed");
        return Ok(None);
    }
    let (python, answer) = (install("dev")?, run::root().join(PACKAGE).join("tests/answer.py"));
    Ok(Some(format!("Python={} {}", python.display(), answer.display())))
}

/// Measures the package, built as it is shipped, beside native figures: what the native benchmarks printed.
pub(crate) fn bench(native: &[String], json: bool) -> Result<bool> {
    if !run::on_path("python3") {
        println!("skip: `python3` is not installed");
        return Ok(true);
    }
    let interpreter = install(SHIPPED)?;
    let mut python = run::command(&interpreter.to_string_lossy());
    python.arg(Path::new(PACKAGE).join("benches/prices.py")).arg(wheel()?).args(json.then_some("--json"));
    for (name, value) in native.iter().filter_map(|line| figure(line)) {
        python.arg(format!("--native={name}={value}"));
    }
    run::passes(&mut python)
}

/// A figure in a line of the native benchmarks, for people or as JSON.
fn figure(line: &str) -> Option<(String, f64)> {
    if let Ok(figure) = serde_json::from_str::<serde_json::Value>(line) {
        return Some((figure.get("name")?.as_str()?.to_owned(), figure.get("value")?.as_f64()?));
    }
    let mut words = line.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
}

/// Builds the package with a profile and installs it: the interpreter that has it.
fn install(profile: &str) -> Result<PathBuf> {
    let interpreter = environment()?;
    let wheels = folder()?.join("wheels");
    if wheels.exists() {
        std::fs::remove_dir_all(&wheels).with_context(|| format!("`{}`", wheels.display()))?;
    }
    let python = || quiet(&interpreter);
    let manifest = run::root().join(PACKAGE).join("Cargo.toml");
    run::output(
        python()
            .args(["-m", "maturin", "build", "--quiet", "--profile", profile, "--manifest-path"])
            .arg(manifest)
            .arg("--out")
            .arg(&wheels),
    )?;
    run::output(python().args(["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"]).arg(wheel()?))?;
    Ok(interpreter)
}

/// The environment, with what tests need in the versions of `requirements.txt`.
fn environment() -> Result<PathBuf> {
    let (venv, wanted) = (folder()?.join("venv"), run::root().join(PACKAGE).join("requirements.txt"));
    let interpreter = venv.join("bin/python");
    let stamp = venv.join("requirements.txt");
    let text = std::fs::read(&wanted).with_context(|| format!("`{}`", wanted.display()))?;
    if interpreter.is_file() && std::fs::read(&stamp).is_ok_and(|found| found == text) {
        return Ok(interpreter);
    }
    run::output(run::command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    run::output(quiet(&interpreter).args(["-m", "pip", "install", "--quiet", "-r"]).arg(&wanted))?;
    std::fs::write(&stamp, text).with_context(|| format!("`{}`", stamp.display()))?;
    Ok(interpreter)
}

/// The wheel that was built.
fn wheel() -> Result<PathBuf> {
    let wheels = folder()?.join("wheels");
    let entries = std::fs::read_dir(&wheels).with_context(|| format!("`{}`", wheels.display()))?;
    let mut found = entries.flatten().map(|entry| entry.path());
    let Some(wheel) = found.find(|path| path.extension().is_some_and(|ending| ending == "whl")) else {
        bail!("`{}` has no wheel", wheels.display())
    };
    ensure!(found.next().is_none(), "`{}` has more than one file", wheels.display());
    Ok(wheel)
}

/// An interpreter that finds the programs of its environment, and asks no server for a newer pip.
fn quiet(interpreter: &Path) -> Command {
    let mut command = run::command(&interpreter.to_string_lossy());
    let programs = interpreter.parent().map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = programs.into_iter().chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(paths).unwrap_or_else(|_| path.clone()));
    command.env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

/// Where the environment and the wheels are.
fn folder() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
    let folder = std::path::absolute(target)?.join("python");
    std::fs::create_dir_all(&folder).with_context(|| format!("`{}`", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_figures_are_read_as_they_are_printed() {
        let expected = Some(("prices.basket.10".to_owned(), 250_000.0));
        assert_eq!(figure(r#"{"name":"prices.basket.10","value":250000.0,"unit":"carts/s"}"#), expected);
        assert_eq!(figure("prices.basket.10          250000 carts/s of one core  0.10 of prices.loop.10"), expected);
        assert_eq!(figure("a warning"), None);
    }
}
