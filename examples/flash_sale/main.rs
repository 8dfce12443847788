//! `cargo run --release --example flash_sale -- --help`. The program is `examples/src/flash_sale/`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let live = err.is_terminal();
    ExitCode::from(fondaco_examples::flash_sale::run(std::env::args_os(), live, &mut out, &mut err))
}
