//! `cargo xtask npm`: the npm package, from the Rust of its modules and the TypeScript around them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};

use crate::bare::{self, Build};
use crate::run;

const TARGET: &str = "wasm32-unknown-unknown";

/// A module of the package.
struct Module {
    /// Its name: that of the example it is built from, and of the file.
    name: &'static str,
    features: &'static str,
    /// How many bytes it may have after brotli: a little more than it has, so that it grows by nobody's oversight.
    limit: usize,
    /// The same where the std is the one that came with the compiler.
    limit_with_std: usize,
}

const MODULES: [Module; 2] = [
    Module { name: "pricing", features: "", limit: 220_000, limit_with_std: 370_000 },
    Module { name: "fondaco", features: "engine", limit: 850_000, limit_with_std: 1_650_000 },
];

/// Builds the package and runs tests of it, or prints `skip: why` where this machine can't; false when something fails.
pub(crate) fn run(tests: &[String]) -> Result<bool> {
    let Some(package) = built()? else { return Ok(true) };
    if tests.is_empty() {
        return Ok(true);
    }
    let mut node = run::command("node");
    node.current_dir(&package).args(["--test", "--test-reporter=spec"]).args(test_files(&package, tests)?);
    run::passes(&mut node)
}

/// The programs that run golden vectors in Node and in Chromium, each as `NAME=PROGRAM`; none where this machine can't.
pub(crate) fn runtimes() -> Result<Vec<String>> {
    const RUNTIMES: [&str; 2] =
        ["Node=node bindings/wasm/tests/node/vectors.js", "Chromium=node bindings/wasm/tests/chromium/vectors.js"];
    Ok(built()?.map_or_else(Vec::new, |_| RUNTIMES.map(str::to_owned).into()))
}

/// Builds the package and answers its folder; nothing, and a line `skip: why`, where this machine can't.
fn built() -> Result<Option<PathBuf>> {
    for program in ["node", "npm"] {
        if !run::on_path(program) {
            println!("skip: `{program}` is not installed");
            return Ok(None);
        }
    }
    let Some((build, is_small)) = Build::small(TARGET) else {
        println!("skip: {}", bare::missing(TARGET));
        return Ok(None);
    };
    let package = run::root().join("bindings/wasm");
    install(&package)?;
    modules(build, is_small, &package)?;
    typescript(&package)?;
    Ok(Some(package))
}

/// Installs what the lock file says, where that is not there yet.
fn install(package: &Path) -> Result<()> {
    let (wanted, present) = (package.join("package-lock.json"), package.join("node_modules/.fondaco-lock"));
    let wanted = fs::read(&wanted).with_context(|| format!("`{}`", wanted.display()))?;
    if fs::read(&present).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    let mut npm = run::command("npm");
    npm.current_dir(package).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    ensure!(run::passes(&mut npm)?, "`npm ci` failed");
    fs::write(present, wanted).context("the mark of what is installed")
}

/// Builds the modules, each as small as it must be where that can be.
fn modules(build: Build, is_small: bool, package: &Path) -> Result<()> {
    let Build { mut command, folder } = build;
    command.args(["-q", "--profile", "wasm", "-p", "fondaco-wasm"]);
    for Module { name, features, limit, limit_with_std } in MODULES {
        let limit = if is_small { limit } else { limit_with_std };
        let mut cargo = run::command(&command.get_program().to_string_lossy());
        cargo.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => cargo.env(name, value),
                None => cargo.env_remove(name),
            };
        }
        ensure!(run::passes(cargo.args(["--features", features, "--example", name]))?, "the module `{name}` failed");
        let raw = folder.join("wasm/examples").join(name).with_extension("wasm");
        let size = optimized(package, &raw, name)?;
        println!("{name}.wasm: {size} bytes after brotli, {limit} allowed");
        ensure!(size <= limit, "the module `{name}` has grown: {size} bytes after brotli, {limit} allowed");
    }
    Ok(())
}

/// Has `wasm-opt` make a module smaller, unless it did so already; its size after brotli.
fn optimized(package: &Path, raw: &Path, name: &str) -> Result<usize> {
    let dist = package.join("dist");
    fs::create_dir_all(&dist)?;
    let (shipped, before, size) =
        (dist.join(name).with_extension("wasm"), raw.with_extension("before"), raw.with_extension("size"));
    let bytes = fs::read(raw).with_context(|| format!("`{}`", raw.display()))?;
    if shipped.is_file()
        && fs::read(&before).is_ok_and(|before| before == bytes)
        && let Some(size) = fs::read_to_string(&size).ok().and_then(|size| size.parse().ok())
    {
        return Ok(size);
    }
    let mut command = run::command("node");
    command.arg(package.join("node_modules/binaryen/bin/wasm-opt")).arg(raw).arg("-o").arg(&shipped);
    command.args(["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"]);
    ensure!(run::passes(&mut command)?, "`wasm-opt` failed");
    let sent = after_brotli(&shipped)?;
    fs::write(before, bytes)?;
    fs::write(size, sent.to_string())?;
    Ok(sent)
}

/// How many bytes a file has after brotli, as a server sends it.
fn after_brotli(file: &Path) -> Result<usize> {
    const SCRIPT: &str = "let b=require('node:fs').readFileSync(0);\
                          console.log(require('node:zlib').brotliCompressSync(b).length)";
    let mut node = run::command("node");
    let mut child = node.args(["-e", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(&fs::read(file)?)?;
    }
    let printed = child.wait_with_output()?.stdout;
    String::from_utf8_lossy(&printed).trim().parse().context("brotli printed no number")
}

/// Compiles the TypeScript, and that of the examples against it.
fn typescript(package: &Path) -> Result<()> {
    fs::copy(run::root().join("bindings/contract/generated/fondaco.d.ts"), package.join("dist/fondaco.d.ts"))?;
    for folder in ["ts", "examples"] {
        let mut tsc = run::command("node");
        tsc.current_dir(package).args(["node_modules/typescript/bin/tsc", "-p", folder]);
        ensure!(run::passes(&mut tsc)?, "`tsc` refused `{folder}`");
    }
    Ok(())
}

/// The test files of folders; a file is itself.
fn test_files(package: &Path, paths: &[String]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let path = package.join(path);
        if path.is_file() {
            files.push(path);
            continue;
        }
        let listed = fs::read_dir(&path).with_context(|| format!("`{}`", path.display()))?;
        let tests = listed.flatten().map(|entry| entry.path());
        files.extend(tests.filter(|file| file.to_string_lossy().ends_with(".test.js")));
    }
    files.sort();
    ensure!(!files.is_empty(), "there is no test in {paths:?}");
    Ok(files)
}
