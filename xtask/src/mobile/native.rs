//! The library that both languages load, and the sources that UniFFI writes for it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::run;

/// Builds the library in the dev profile, which keeps what UniFFI reads from it; answers where it is.
///
/// The program that reads it is built by itself: together, its features would become those of the library.
pub(super) fn build() -> Result<PathBuf> {
    for package in ["fondaco-mobile", "fondaco-bindgen"] {
        let built = run::passes(run::cargo().args(["build", "--locked", "-p", package]))?;
        ensure!(built, "`{package}` was not built");
    }
    let name = format!("{}fondaco_mobile{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    Ok(folder().join(name))
}

/// Writes the sources of a language into a folder.
pub(super) fn generate(library: &Path, language: &str, into: &Path) -> Result<()> {
    let mut command = run::command(&folder().join("fondaco-bindgen").to_string_lossy());
    command.arg("generate").arg(library).args(["--no-format", "--language", language, "--out-dir"]).arg(into);
    ensure!(run::passes(&mut command)?, "UniFFI wrote no {language}");
    Ok(())
}

/// Writes a file, and the folders above it, where it is not so already: compilers look at the time of a file.
pub(super) fn write(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, text).with_context(|| format!("`{}`", file.display()))
}

/// Where cargo puts what it builds in the dev profile.
pub(super) fn folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from).join("debug")
}
