//! How a program ends: its exit codes, and what it says.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;

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

/// The options that a program was given; its exit code where they are wrong, or ask for help, which is said.
pub(crate) fn options<T: Parser>(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<T, u8> {
    T::try_parse_from(arguments).map_err(|usage| {
        let is_asked = !usage.use_stderr();
        let is_said = said(if is_asked { out } else { err }, &usage.render().to_string());
        if is_asked && is_said { 0 } else { FAILED }
    })
}
