//! One order, all the way through: a cart is filled, priced, held, ordered, paid, shipped and delivered, and the
//! program shows the receipt, the order's way through its states, the stock before and after, and that the log alone
//! gives the same state.
//!
//! | module | job |
//! |---|---|
//! | `options` | what the program is asked to do |
//! | `shop` | the shop's files, as commands |
//! | `charges` | what is paid beside goods |
//! | `wish` | what the buyer wants |
//! | `place` | the store as it was found, the clock, and a rehearsal of both in memory |
//! | `life` | the commands, one after the other |
//! | `given` | what became of coupons and gift cards |
//! | `listing`, `account` | what is shown, as text or as JSON |
//! | `screen` | columns and colours |

mod account;
mod charges;
mod given;
mod life;
mod listing;
mod options;
mod place;
mod regret;
mod screen;
mod shop;
mod wish;

use std::ffi::OsString;
use std::io::Write;

use account::Account;
use clap::Parser;
use listing::Listing;
use options::{Options, Timing};
use place::Place;
use serde::Serialize;
use shop::Shop;
use wish::Wish;

use crate::exit::{FAILED, UNSOUND, said};
use crate::kept::Kept;
use crate::trouble::{self, Trouble};

/// Runs the program over its arguments, the first being its own name, and answers its exit code: 0 when the order was
/// carried out, 2 when nothing was, 1 when it was and the log does not give what is stored.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    colour: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let options = match Options::try_parse_from(&arguments) {
        Ok(options) => options,
        Err(usage) => {
            let text = format!("{}\n", usage.render().to_string().trim_end());
            if !usage.use_stderr() {
                return if said(out, &text) { 0 } else { FAILED };
            }
            if arguments.iter().any(|argument| argument == "--json") {
                let problem = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
                said(out, &in_json(&Failed { error: &Trouble::new("usage.invalid", problem) }));
            }
            said(err, &text);
            return FAILED;
        }
    };
    match perform(&options, colour) {
        Ok(Shown { text, is_sound }) if said(out, &text) => {
            if is_sound {
                return 0;
            }
            said(err, "checkout: the log does not give what is stored: please report it\n");
            UNSOUND
        }
        Ok(_) => {
            said(err, "checkout: it is done, and cannot be shown: stdout takes nothing\n");
            FAILED
        }
        Err(trouble) => {
            if options.json {
                said(out, &in_json(&Failed { error: &trouble }));
            }
            said(err, &format!("checkout: {trouble}\n"));
            FAILED
        }
    }
}

/// What a machine reads when nothing was done.
#[derive(Serialize)]
struct Failed<'a> {
    error: &'a Trouble,
}

/// What is to be shown, and whether it is as it should be.
struct Shown {
    text: String,
    is_sound: bool,
}

/// Does what was asked, and answers what is to be shown.
fn perform(options: &Options, colour: bool) -> Result<Shown, Trouble> {
    let shop = Shop::load(&options.data)?;
    let timing = options.timing()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::new("runtime.unavailable", trouble::plain(&error)))?;
    let wish = if options.list { None } else { Some(Wish::of(options, &shop)?) };
    runtime.block_on(async {
        let kept = Kept::open(&options.store).await?;
        let shown = show(&kept, timing, &shop, wish.as_ref(), options, colour).await;
        kept.close().await;
        shown
    })
}

/// Buys what is wanted, or lists what there is, and answers what is to be shown of it.
async fn show(
    kept: &Kept,
    timing: Timing,
    shop: &Shop,
    wish: Option<&Wish>,
    options: &Options,
    colour: bool,
) -> Result<Shown, Trouble> {
    let place = Place::of(kept, timing).await?;
    let Some(wish) = wish else {
        let stage = place.rehearsal(shop).await?;
        let listing =
            Listing::of(&stage, shop, &wish::groups(options)?).await.map_err(|failure| shop.trouble(failure))?;
        let text = if options.json { in_json(&listing) } else { listing.text(colour) };
        return Ok(Shown { text, is_sound: true });
    };
    let account = Account::of(place, shop, wish, options.cancel).await?;
    let text = if options.json { in_json(&account) } else { account.text(colour) };
    Ok(Shown { text, is_sound: account.is_sound() })
}

fn in_json<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{text}\n")
}
