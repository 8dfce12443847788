//! `cargo run --release --example ship_it -- --help`. The program is `examples/src/ship_it/`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let live = err.is_terminal();
    ExitCode::from(fondaco_examples::ship_it::run(std::env::args_os(), live, &mut out, &mut err))
}
