//! `cargo run --release --example promotions -- --help`. The program is `examples/src/promotions/`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let live = err.is_terminal();
    ExitCode::from(fondaco_examples::promotions::run(std::env::args_os(), live, &mut out, &mut err))
}
