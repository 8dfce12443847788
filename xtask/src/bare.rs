//! `cargo xtask bare TARGET [PACKAGE]`: the core, or what is built on it, where there is no std.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::run;

/// How long a target may take to arrive: a download that hangs must not hang the tests.
const PATIENCE: Duration = Duration::from_mins(1);

/// Debian's compiler, which comes with its own sources and so needs no target.
const DEBIAN: (&str, &str) = ("/usr/bin/cargo", "/usr/bin/rustc");

/// Builds a package for a target and says where, or prints `skip: why` where this machine can't; false when the build
/// fails.
pub(crate) fn run(target: &str, package: &str) -> Result<bool> {
    let Some(Build { mut command, folder }) = Build::of(target) else {
        println!("skip: {}", missing(target));
        return Ok(true);
    };
    let passed = run::passes(command.args(["-p", package, "--lib"]))?;
    if passed {
        println!("built in: {}", folder.join("debug").display());
    }
    Ok(passed)
}

/// A `cargo build` for a target, and the folder of the target in which it builds.
pub(crate) struct Build {
    pub(crate) command: Command,
    pub(crate) folder: PathBuf,
}

impl Build {
    /// With the compiler in use where it has the target or can get it, else with Debian's; `None` where there is neither.
    pub(crate) fn of(target: &str) -> Option<Self> {
        let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
        if installed(target) || add(target) {
            let mut command = run::cargo();
            command.args(["build", "--target", target]);
            return Some(Self { command, folder: folder.join(target) });
        }
        let folder = folder.join("debian");
        debian(target, &folder).map(|command| Self { command, folder: folder.join(target) })
    }

    /// With a std that is compiled along: small, and without the texts of panics, which nobody would read. It takes the
    /// sources of std, and options that are not stable yet; without the sources it is as [`Build::of`], and larger.
    pub(crate) fn small(target: &str) -> Option<(Self, bool)> {
        let mut build = Self::of(target)?;
        if build.command.get_program() != run::cargo().get_program() || !with_sources() {
            return Some((build, false));
        }
        build.command.args(["-Zbuild-std=core,alloc,std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        build.command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
        Some((build, true))
    }
}

/// Whether the sources of std are there for the compiler in use, or come in time.
fn with_sources() -> bool {
    let found = || {
        let printed = run::output(run::command("rustc").args(["--print", "sysroot"]));
        let sysroot = printed.map(|printed| String::from_utf8_lossy(&printed).trim().to_owned()).unwrap_or_default();
        Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").is_dir()
    };
    found()
        || run::on_path("rustup")
            && within(run::command("rustup").args(["component", "add", "rust-src"]), PATIENCE)
            && found()
}

/// Why a target cannot be built for here.
pub(crate) fn missing(target: &str) -> String {
    format!(
        "the target `{target}` is neither in rustup's reach (`rustup target add {target}`) nor built from Debian's \
         `rustc-web`, `cargo-web` and `rust-web-src`"
    )
}

/// Whether the compiler in use has the target's core library.
fn installed(target: &str) -> bool {
    let mut command = run::command("rustc");
    let found = run::output(command.args(["--print", "target-libdir", "--target", target]));
    let folder = found.map(|printed| String::from_utf8_lossy(&printed).trim().to_owned()).unwrap_or_default();
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-")))
}

fn add(target: &str) -> bool {
    let mut command = run::command("rustup");
    run::on_path("rustup") && within(command.args(["target", "add", target]), PATIENCE) && installed(target)
}

/// Whether a command succeeds in time; it is ended when it doesn't.
fn within(command: &mut Command, patience: Duration) -> bool {
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else { return false };
    let started = Instant::now();
    while started.elapsed() < patience {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// The build with Debian's compiler, in a target folder of its own: two compilers in one would build everything
/// again at every turn.
fn debian(target: &str, folder: &Path) -> Option<Command> {
    let (cargo, rustc) = DEBIAN;
    let sysroot = run::output(run::command(rustc).env_remove("LD_LIBRARY_PATH").args(["--print", "sysroot"])).ok()?;
    let sources = Path::new(String::from_utf8_lossy(&sysroot).trim()).join("lib/rustlib/src/rust/library/core");
    if !Path::new(cargo).is_file() || !sources.is_dir() {
        return None;
    }
    let linker = linker();
    let mut command = run::command(cargo);
    for name in ["LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTDOC", "CARGO"] {
        command.env_remove(name);
    }
    if let Some(linker) = linker {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    // WebAssembly has a std, whose parts that need a system fail when they are called; bare metal has none.
    let std = if target.starts_with("wasm32") { "-Zbuild-std=std,panic_abort" } else { "-Zbuild-std=core,alloc" };
    command.env("RUSTC", rustc).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", folder);
    command.args(["build", std, "--target", target]);
    Some(command)
}

/// The linker that came with the compiler in use: Debian's has none for WebAssembly.
fn linker() -> Option<PathBuf> {
    let libraries = run::output(run::command("rustc").args(["--print", "target-libdir"])).ok()?;
    let linker = Path::new(String::from_utf8_lossy(&libraries).trim()).parent()?.join("bin/rust-lld");
    linker.is_file().then_some(linker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_hangs_is_ended() {
        let started = Instant::now();
        assert!(!within(Command::new("sleep").arg("30"), Duration::from_millis(200)));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_command_in_time_counts_by_its_exit_code() {
        assert!(within(&mut Command::new("true"), PATIENCE));
        assert!(!within(&mut Command::new("false"), PATIENCE));
    }
}
