//! What a program tells that is run in the test itself.

use std::ffi::OsString;
use std::io::Write;

use serde_json::Value;

/// A program as the examples have it: its arguments, whether somebody looks, where it shows, and what it says beside.
pub(crate) type Program = fn(Vec<OsString>, bool, &mut dyn Write, &mut dyn Write) -> u8;

/// Runs a program: its exit code, what it shows, and what it says beside.
pub(crate) fn told(program: Program, live: bool, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["program"].iter().chain(arguments).map(Into::into).collect();
    let code = program(arguments, live, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// What a program shows in JSON.
pub(crate) fn report(program: Program, arguments: &[&str]) -> Value {
    let (code, out, err) = told(program, false, &[&["--json"], arguments].concat());
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).unwrap()
}
