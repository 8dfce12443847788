//! `cargo run --release --example trade_route -- --help`. The program is `examples/src/trade_route/`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let live = err.is_terminal();
    ExitCode::from(fondaco_examples::trade_route::run(std::env::args_os(), live, &mut out, &mut err))
}
