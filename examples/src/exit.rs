//! How a program ends: its exit codes, and what it says.

use std::io::{self, Write};

/// The exit code when something could not be done, as that of a wrong option.
pub(crate) const FAILED: u8 = 2;

/// The exit code when it was done and the log does not give what is stored, or the books do not balance: a defect.
pub(crate) const UNSOUND: u8 = 1;

/// Writes a text. A reader who has seen enough, as `head` has, is no trouble.
pub(crate) fn said(to: &mut dyn Write, text: &str) -> bool {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
    }
}
