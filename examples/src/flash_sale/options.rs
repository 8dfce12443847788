//! What the program is asked to do.

use clap::Parser;

use super::shop::Terms;

const ABOUT: &str = "\
Sells the last of something to far more shoppers than there are pieces.

All shoppers come at once: each opens a cart and wants it held. Whoever gets a
hold orders and pays; one in ten closes the tab instead, and one in ten has a
card that is declined at first. The others are told `stock.short` and wait for
holds to run out. When nothing is held any more, the books are proved from what
is stored and from the log: every piece, every cent, every hold.

A sale that was cut off, by SIGKILL too, goes on when the program is started
again with the same numbers, and ends with the same books.";

const MORE: &str = "\
Examples, `flash_sale` being `cargo run --release --example flash_sale --`:
  flash_sale                                    in memory
  flash_sale --store sqlite:sale.db             twice: nothing is sold twice
  flash_sale --store postgres://user@localhost/sale
  flash_sale --stock 50 --buyers 1000 --concurrency 256

The books go to stdout, the same for the same numbers. How far it is goes to
stderr: a line that is drawn anew on a terminal, else a line now and then.

The last line is
  sold 500 of 500, refused 19444, gave up 56, books balance
and the exit code 0. Where the books do not balance, it says so, what is wrong
stands above it, and the exit code is 1. With exit code 2 something could not
be done: one line on stderr says what. A sale takes a store of its own.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "flash_sale", about = "Sells the last of something to far too many shoppers", long_about = ABOUT)]
#[command(after_long_help = MORE, after_help = "`--help` says more, with examples.")]
pub(crate) struct Options {
    /// How many pieces there are
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    stock: u32,

    /// How many shoppers come
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    buyers: u32,

    /// How many are served at the same time
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub(crate) concurrency: u32,

    /// Keeps it in memory, sqlite:PATH or postgres:URL
    #[arg(long, value_name = "STORE", default_value = "memory", hide_default_value = true)]
    pub(crate) store: String,

    /// Draws who gives up and who is declined
    #[arg(long, value_name = "N", default_value_t = 42)]
    seed: u64,
}

impl Options {
    /// What makes one sale the same as another.
    pub(crate) fn terms(&self) -> Terms {
        Terms { stock: self.stock, buyers: self.buyers, seed: self.seed }
    }
}
