//! Running other programs: from the project's root, without input, their output shown as it comes.

use std::io::{BufRead, BufReader, IsTerminal as _, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::{Context as _, Result};

/// The project's root, wherever the command was called.
pub(crate) fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    own.parent().map(PathBuf::from).unwrap_or(own)
}

/// The cargo that called us, so that one toolchain does everything.
pub(crate) fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// A program to run in the project's root, asking nobody anything.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a program with its output on ours; whether it succeeded.
pub(crate) fn passes(command: &mut Command) -> Result<bool> {
    let name = command.get_program().to_string_lossy().into_owned();
    Ok(command.status().with_context(|| format!("`{name}` did not start"))?.success())
}

/// Runs a program and returns what it printed on stdout; its stderr is shown only when it fails.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("`{name}` did not start"))?;
    anyhow::ensure!(
        output.status.success(),
        "`{name}` failed ({}): {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(output.stdout)
}

/// Whether a program with this name is on `PATH`.
pub(crate) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// How a program ended, and every line it printed, both streams together.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) success: bool,
    pub(crate) status: String,
    pub(crate) lines: Vec<String>,
}

/// Runs a program, shows its output line by line and keeps it for counting.
pub(crate) fn streamed(command: &mut Command) -> Result<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.with_context(|| format!("`{name}` did not start"))?;
    let (sender, receiver) = channel();
    let out = child.stdout.take().map(|stream| pump(stream, std::io::stdout(), sender.clone()));
    let err = child.stderr.take().map(|stream| pump(stream, std::io::stderr(), sender));
    let lines = receiver.into_iter().collect();
    for pump in [out, err].into_iter().flatten() {
        // A pump only copies; one that panicked has lost lines of output, and no result.
        let _ = pump.join();
    }
    let status = child.wait().with_context(|| format!("`{name}` was lost"))?;
    Ok(Ended { success: status.success(), status: status.to_string(), lines })
}

fn pump<R, W>(stream: R, mut shown: W, kept: Sender<String>) -> thread::JoinHandle<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(stream.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            // A closed terminal must not end the tests.
            let _ = shown.write_all(&line).and_then(|()| shown.flush());
            let _ = kept.send(String::from_utf8_lossy(&line).trim_end().to_owned());
            line.clear();
        }
    })
}
