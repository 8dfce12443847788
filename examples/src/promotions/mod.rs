//! Promotions: how they stack, why one does not apply, and what other rules would have cost.
//!
//! A basket is priced by two price books, autumn's and Black Friday's; then a thousand baskets of the past are priced by
//! both. The rules are files in `examples/data/promotions/`: change them and look again.

mod history;
mod page;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use fondaco::pricing::{PriceBook, simulate};
use fondaco::{CountryCode, Refusal, Timestamp};

use history::{Shelf, basket};

use crate::DATA;

/// The basket that is shown: titles, and how many.
const SHOWN: &[(&str, i64)] = &[
    ("9780571168972", 1),
    ("9780141036144", 2),
    ("9780099429838", 1),
    ("9788804772118", 1),
    ("9781718503113", 1),
    ("MUG-RIALTO", 1),
];

/// Shows promotions at work: how they stack, why one does not apply, and what other
/// rules would have cost.
///
/// Prices a basket by autumn's price book and by Black Friday's, then a history of
/// seeded baskets by both. The rules are data: examples/data/promotions/.
#[derive(Debug, Parser)]
#[command(name = "promotions", max_term_width = 80)]
struct Options {
    /// How many baskets of the past are priced.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    baskets: u32,
    /// The seed of the history: the same seed, the same output to the byte.
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// The instant whose prices and taxes apply.
    #[arg(long, default_value = "2026-11-21T12:00:00Z")]
    at: Timestamp,
    /// A coupon to give: READER8 is one that the rules ask for. Can be repeated.
    #[arg(long = "coupon", default_value = "READER8")]
    coupons: Vec<String>,
    /// The rules before.
    #[arg(long, value_name = "FILE", default_value_os_t = Path::new(DATA).join("promotions/autumn.json"))]
    before: PathBuf,
    /// The rules after.
    #[arg(long, value_name = "FILE", default_value_os_t = Path::new(DATA).join("promotions/friday.json"))]
    after: PathBuf,
    /// The simulation as JSON, and nothing else.
    #[arg(long)]
    json: bool,
}

/// Runs the program; answers its exit code. `live` says whether a person looks at `err`, where progress is shown.
pub fn run(arguments: impl IntoIterator<Item = OsString>, live: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let options = match Options::try_parse_from(arguments) {
        Ok(options) => options,
        Err(usage) if usage.use_stderr() => {
            let text = usage.render().to_string();
            let problem = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            return failed(err, problem);
        }
        Err(usage) => return said(out, &usage.render().to_string()),
    };
    match show(&options, live, err) {
        Ok(text) => said(out, &text),
        Err(reason) => failed(err, &reason),
    }
}

fn said(out: &mut dyn Write, text: &str) -> u8 {
    // A reader who has seen enough, as `head` has, is no trouble.
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(_) => 2,
    }
}

fn failed(err: &mut dyn Write, reason: &str) -> u8 {
    // There is nowhere else to say it.
    let _ = writeln!(err, "promotions: {reason}");
    2
}

/// Reads a price book from a file.
fn book(path: &Path) -> Result<PriceBook, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rules = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    PriceBook::compile(rules).map_err(|refusal| format!("{}: {}", path.display(), refusal.reason()))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn reason(refusal: Refusal) -> String {
    refusal.reason().to_owned()
}

/// Does what was asked; answers what is to be shown.
fn show(options: &Options, live: bool, err: &mut dyn Write) -> Result<String, String> {
    let (before, after) = (book(&options.before)?, book(&options.after)?);
    let shelf = Shelf::load(&Path::new(DATA).join("bookshop/books.json"))?;
    let country = CountryCode::new("IT").map_err(reason)?;
    let context = fondaco::pricing::Context::new(country, options.at);
    let shown = basket(&shelf, SHOWN, &options.coupons).map_err(reason)?;
    let history = shelf.history(options.baskets, options.seed).map_err(reason)?;
    let mut progress = page::Progress::new(options.baskets.into(), live, err);
    let pairs = history.iter().map(|basket| (basket, &context));
    let simulation = simulate(pairs, &before, &after, |done| progress.step(done)).map_err(reason)?;
    progress.end();
    if options.json {
        let text = serde_json::to_string_pretty(&simulation).map_err(|error| error.to_string())?;
        return Ok(format!("{text}\n"));
    }
    let receipts = [&before, &after].map(|book| book.price(&shown, &context).map_err(reason));
    let [first, second] = receipts;
    Ok(page::page(&first?, &second?, &simulation))
}
