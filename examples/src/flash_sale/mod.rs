//! The last of something, sold to far more shoppers than there are pieces, and the books of it.
//!
//! Thousands of shoppers come at once. Each opens a cart and wants it held; whoever gets a hold orders and pays, closes
//! the tab, or has a card that is declined at first. When all have been answered, the holds that are left run out and
//! those who wait are served, until nothing is held any more. Then the books are proved from what is stored.
//!
//! A sale that was cut off goes on when it is started again: every shopper sends the same commands under the same ids,
//! and what was done is not done twice. It ends with the same books, because what becomes of a hold follows from its
//! place in the log.
//!
//! | module | job |
//! |---|---|
//! | `options` | what the program is asked to do |
//! | `shop` | the shop's file as commands, and the terms of the sale |
//! | `sale` | who is served when, and the time |
//! | `shopper` | what one shopper does |
//! | `roll` | the log as it grows, and what becomes of the n-th hold |
//! | `books` | everything that is stored, and whether it adds up |
//! | `page` | what is shown |

mod books;
mod options;
mod page;
mod roll;
mod sale;
mod shop;
mod shopper;

use std::ffi::OsString;
use std::io::Write;
use std::sync::Arc;

use books::{Books, Proof};
use fondaco::Engine;
use options::Options;
use page::{Progress, page};
use sale::Sale;
use shop::{Shop, opening};

use crate::exit::{self, FAILED, UNSOUND, said};
use crate::kept::Kept;
use crate::staged::StagedClock;
use crate::trouble::{self, Trouble};

/// Runs the program; answers its exit code: 0 when the books balance, 1 when they do not, 2 when the sale could not be
/// held. `live` says whether a person looks at `err`, where progress is shown.
pub fn run(arguments: impl IntoIterator<Item = OsString>, live: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let options: Options = match exit::options(arguments, out, err) {
        Ok(options) => options,
        Err(code) => return code,
    };
    match perform(&options, live, err) {
        Ok((text, proof)) if said(out, &text) => {
            if proof.balances() {
                return 0;
            }
            said(err, "flash_sale: the books do not balance: please report it\n");
            UNSOUND
        }
        Ok(_) => {
            said(err, "flash_sale: it is done, and cannot be shown: stdout takes nothing\n");
            FAILED
        }
        Err(trouble) => {
            said(err, &format!("flash_sale: {trouble}\n"));
            FAILED
        }
    }
}

/// Holds the sale, and answers its books.
fn perform(options: &Options, live: bool, err: &mut dyn Write) -> Result<(String, Proof), Trouble> {
    let shop = Shop::load()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::new("runtime.unavailable", trouble::plain(&error)))?;
    runtime.block_on(async {
        let kept = Kept::open(&options.store).await?;
        let sold = sell(&kept, shop, options, live, err).await;
        kept.close().await;
        sold
    })
}

async fn sell(
    kept: &Kept,
    shop: Shop,
    options: &Options,
    live: bool,
    err: &mut dyn Write,
) -> Result<(String, Proof), Trouble> {
    let (store, clock, terms) = (kept.store(), StagedClock::new(opening()), options.terms());
    let engine = Engine::new(store.clone(), Arc::new(clock.clone()));
    shop.set_up(&engine, &terms).await?;
    let sale = Arc::new(Sale::open(engine, clock, shop, terms).await?);
    let mut progress = Progress::new(terms.buyers, live, err);
    sale.run(options.concurrency, &mut progress).await?;
    let proof = Books::read(&sale.engine, &*store, &sale.shop).await?.prove(&sale.shop, &terms)?;
    Ok((page(&sale.shop, &terms, &proof), proof))
}
