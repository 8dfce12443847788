//! A month on a trade route, and the books of it.
//!
//! Three merchants at four stations trade five goods for euros, dollars and ducats. A file says who buys what from whom, and
//! how it goes; each trade is put forward, bargained over, funded, loaded, shipped, unloaded, delivered and paid. What is on
//! account, and the freight, stands on the encumbered layer of the ledger until the end of the month; then it is netted, and a
//! few payments settle it. Then the books are told, and proved from what is stored.
//!
//! | module | job |
//! |---|---|
//! | `options` | what the program is asked to do |
//! | `deal` | the file of trades |
//! | `market` | accounts, and what everybody begins with |
//! | `terms` | a trade of the file as terms of the engine |
//! | `route` | what is done about each trade, day by day |
//! | `month` | the netting at the end of the month |
//! | `books` | everything that is stored, and whether it adds up |
//! | `report`, `page` | what is told, as JSON or as text |
//! | `progress` | how far it is |

mod books;
mod deal;
mod market;
mod month;
mod options;
mod page;
mod progress;
mod report;
mod route;
mod terms;

use std::ffi::OsString;
use std::io::Write;
use std::sync::Arc;

use books::Books;
use deal::Deal;
use fondaco::{Engine, Timestamp};
use options::Options;
use progress::Progress;
use report::Report;
use route::Route;

use crate::audit::{Audit, Log};
use crate::exit::{self, FAILED, UNSOUND, said};
use crate::kept::Kept;
use crate::staged::StagedClock;
use crate::trouble::{self, Trouble};

/// Runs the program; answers its exit code: 0 when the books balance, 1 when they do not, 2 when something could not be
/// done. `live` says whether a person looks at `err`, where progress is shown.
pub fn run(arguments: impl IntoIterator<Item = OsString>, live: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let options: Options = match exit::options(arguments, out, err) {
        Ok(options) => options,
        Err(code) => return code,
    };
    match perform(&options, live, err) {
        Ok((text, balances)) if said(out, &text) => {
            if balances {
                return 0;
            }
            said(err, "trade_route: the books do not balance: please report it\n");
            UNSOUND
        }
        Ok(_) => {
            said(err, "trade_route: it is done, and cannot be shown: stdout takes nothing\n");
            FAILED
        }
        Err(trouble) => {
            said(err, &format!("trade_route: {trouble}\n"));
            FAILED
        }
    }
}

/// Trades for a month; answers what is to be shown, and whether the books balance.
fn perform(options: &Options, live: bool, err: &mut dyn Write) -> Result<(String, bool), Trouble> {
    let deals = Deal::read(&options.trades)?;
    if let Some(number) = options.trace.filter(|number| deals.iter().all(|deal| deal.number != *number)) {
        return Err(Trouble::new("trade.unknown", format!("there is no trade {number} in the file")));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::new("runtime.unavailable", trouble::plain(&error)))?;
    runtime.block_on(async {
        let kept = Kept::open(&options.store).await?;
        let report = trade(&kept, &deals, options, live, err).await;
        kept.close().await;
        let report = report?;
        let text = if options.json { in_json(&report)? } else { page::page(&report) };
        Ok((text, report.balances))
    })
}

async fn trade(
    kept: &Kept,
    deals: &[Deal],
    options: &Options,
    live: bool,
    err: &mut dyn Write,
) -> Result<Report, Trouble> {
    let store = kept.store();
    // Started again, it goes on from where it was: what was refused then and is not now happens after all that was done.
    let done = Log::whole(&*store).await?;
    let last = done.envelopes.iter().map(|envelope| envelope.at).max().unwrap_or(Timestamp::MIN);
    let clock = StagedClock::new(last.max(market::begin()));
    let engine = Engine::new(store.clone(), Arc::new(clock.clone()));
    let mut route = Route::open(engine, clock, deals).await?;
    route.run(deals, &mut Progress::new(deals.len(), live, err)).await?;
    let netted = month::settle(&mut route).await?;
    let audit = Audit::of(&*store, &Log::unread()).await?;
    let books = Books::read(&route.engine, audit).await?;
    Ok(Report::of(&books, &route, deals, netted, options.trace))
}

fn in_json(report: &Report) -> Result<String, Trouble> {
    let text = serde_json::to_string_pretty(report);
    text.map(|text| format!("{text}\n")).map_err(|error| Trouble::new("json.unwritable", error.to_string()))
}
