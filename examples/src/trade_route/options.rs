//! What the program is asked to do.

use std::path::{Path, PathBuf};

use clap::Parser;

use crate::DATA;

const ABOUT: &str = "\
A month on a trade route: three merchants, four stations, three ships, five goods, three moneys.

Each trade of a file is proposed, bargained over, funded, shipped, delivered and paid; some lose a
crate at sea, some end before an arbiter, some come to nothing. Some are on account: what they cost
is owed until the end of the month, as the freight is, and netted then into a few payments. Then the
books are shown, and proved from what is stored.

A month that was cut off, by SIGKILL too, goes on when the program is started again with the same
file, and everybody ends with the same.";

const MORE: &str = "\
Examples, `trade_route` being `cargo run --release --example trade_route --`:
  trade_route                             in memory
  trade_route --trace 17                  where the goods and the coins of trade 17 went
  trade_route --store sqlite:route.db     twice: nothing is traded twice
  trade_route --json                      the same, for a machine

The books go to stdout, the same for the same file; how far it is goes to stderr. The exit code is 0
where the books balance, 1 where they do not, and 2 where something could not be done: one line on
stderr says what. In JSON all amounts are whole numbers of the smallest units.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "trade_route", about = "A month on a trade route, and the books of it", long_about = ABOUT)]
#[command(max_term_width = 100, after_long_help = MORE, after_help = "`--help` says more, with examples.")]
pub(crate) struct Options {
    /// The trades, instead of the 300 of the month
    #[arg(long, value_name = "FILE", default_value_os_t = Path::new(DATA).join("trade-route/trades.csv"))]
    #[arg(hide_default_value = true)]
    pub(crate) trades: PathBuf,

    /// Keeps it in memory, sqlite:PATH or postgres:URL
    #[arg(long, value_name = "STORE", default_value = "memory", hide_default_value = true)]
    pub(crate) store: String,

    /// Follows the goods and coins of this trade; of one with a loss when absent
    #[arg(long, value_name = "NUMBER")]
    pub(crate) trace: Option<u32>,

    /// The books as JSON, and nothing else
    #[arg(long)]
    pub(crate) json: bool,
}
