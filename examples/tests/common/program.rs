//! What tests need that start a program.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The built program of this name. The harness builds examples only where it runs all tests of the package.
pub(crate) fn program(name: &str) -> PathBuf {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "-p", "fondaco-examples", "--example", name]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    assert!(build.status().unwrap().success(), "the program is not built");
    let own = std::env::current_exe().unwrap();
    own.parent().and_then(Path::parent).unwrap().join("examples").join(name)
}
