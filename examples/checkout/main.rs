//! `cargo run --release --example checkout -- --help`. The program is `examples/src/checkout/`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    ExitCode::from(fondaco_examples::checkout::run(std::env::args_os(), colour, &mut out, &mut err))
}
