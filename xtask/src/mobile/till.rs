//! The tills of `examples/mobile`: a day is sold into an empty file, and its report is read again by another start.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::run;

/// When the day is.
const NOON: &str = "2026-11-21T12:00:00Z";

/// Whether a till prints what is expected. Its program takes a file and an instant.
pub(super) fn sells(language: &str, program: impl Fn() -> Command) -> Result<bool> {
    let folder = run::root().join("target/mobile");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("till-{language}.sqlite"));
    for ending in ["sqlite", "sqlite-wal", "sqlite-shm"] {
        let old = file.with_extension(ending);
        if old.exists() {
            fs::remove_file(&old)?;
        }
    }
    let examples = run::root().join("examples/mobile");
    let day = fs::read_to_string(examples.join("day.txt"))?;
    let printed = told(program(), &file, &day)? + &told(program(), &file, "report\n")?;
    let expected = fs::read_to_string(examples.join("expected.txt"))?;
    if printed != expected {
        println!("the till in {language} prints\n{printed}\nwhere `examples/mobile/expected.txt` has\n{expected}");
    }
    Ok(printed == expected)
}

fn told(mut command: Command, file: &Path, lines: &str) -> Result<String> {
    let mut child = command
        .arg(file)
        .arg(NOON)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the till does not start")?;
    // The till ends with its input, so that is closed before its output is awaited.
    child.stdin.take().context("a till has an input")?.write_all(lines.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "the till failed: {}", output.status);
    String::from_utf8(output.stdout).context("the till prints text")
}
