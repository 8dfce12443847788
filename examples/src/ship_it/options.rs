//! What the program is asked to do.

use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};

use crate::DATA;

const ABOUT: &str = "\
Packs a file of orders into cartons, and finds how each can be sent, for how much and by when.

Every order is packed so that its parcels cost least. Each parcel is drawn layer by layer; then come
the methods that are offered, with what they cost and the dates that they promise, those that are
not, with the reason, and what the promised date waited for. With --svg there is a drawing for
whoever packs it, one file a parcel.

With --fill containers are loaded instead, as full as they get: problems of the OR-Library.";

const MORE: &str = "\
Examples, `ship_it` being `cargo run --release --example ship_it --`:
  ship_it                                      300 orders of a shop in Venice, then the totals
  ship_it --totals --choose fastest            the totals alone, everything by the fastest method
  ship_it --order 1118 --svg drawings          one order, and a drawing of each parcel
  ship_it --json                               the same, for a machine
  ship_it --fill tests/packing/thpack.json --problem thpack1-2 --svg drawings

The shop and its orders are files, examples/data/ship-it/: change them and look again. What is found
goes to stdout; how far it is goes to stderr, where a person looks. The exit code is 0, or 2 where
something could not be done: one line on stderr says what, and where in the file it stands.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "ship_it", about = "Orders, packed, priced and promised", long_about = ABOUT)]
#[command(max_term_width = 100, after_long_help = MORE, after_help = "`--help` says more, with examples.")]
pub(crate) struct Options {
    /// The orders, instead of the 300 that come with it
    #[arg(long, value_name = "FILE", default_value_os_t = Path::new(DATA).join("ship-it/orders.json"))]
    #[arg(hide_default_value = true)]
    pub(crate) orders: PathBuf,

    /// The shop: goods, cartons, and rules of shipping
    #[arg(long, value_name = "FILE", default_value_os_t = Path::new(DATA).join("ship-it/shop.json"))]
    #[arg(hide_default_value = true)]
    pub(crate) shop: PathBuf,

    /// This order alone
    #[arg(long, value_name = "NUMBER")]
    pub(crate) order: Option<u64>,

    /// The method that is taken: `cheapest`, as when absent, or `fastest`
    #[arg(long, value_enum, default_value_t = Choose::Cheapest, value_name = "WHICH")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub(crate) choose: Choose,

    /// Loads the containers of a file of problems instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["orders", "shop", "order", "choose"])]
    pub(crate) fill: Option<PathBuf>,

    /// Of --fill, this problem alone. Can be repeated
    #[arg(long, value_name = "ID", requires = "fill")]
    pub(crate) problem: Vec<String>,

    /// How many steps of work are spent on a packing
    #[arg(long, value_name = "STEPS")]
    pub(crate) effort: Option<u64>,

    /// Writes a drawing of each parcel into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) svg: Option<PathBuf>,

    /// The totals, without the orders
    #[arg(long)]
    pub(crate) totals: bool,

    /// All of it as JSON, and nothing else
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which of the methods that are offered is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choose {
    /// The one that costs least.
    Cheapest,
    /// The one that is promised for the earliest day.
    Fastest,
}
