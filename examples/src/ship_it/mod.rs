//! Orders, packed, priced and promised.
//!
//! A shop in Venice has goods, cartons and rules of shipping; a file has 300 orders. Each is packed so that its parcels cost
//! least, and drawn for whoever packs it; then the book of shipping says by which methods it can go, what each costs, by when it
//! arrives, and why the others are not offered. Or containers are loaded as full as they get.
//!
//! | module | job |
//! |---|---|
//! | `options` | what the program is asked to do |
//! | `shop`, `order` | the files |
//! | `sent` | an order, packed and rated |
//! | `load` | containers of the OR-Library |
//! | `picture` | a parcel in text |
//! | `words` | reasons and waits in words |
//! | `report`, `page` | what is told, as JSON or as text |
//! | `progress` | how far it is |

mod load;
mod options;
mod order;
mod page;
mod picture;
mod progress;
mod report;
mod sent;
mod shop;
mod words;

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;

use fondaco::shipping::{OfferChoice, PackedCarton, PackingRequest, drawing};
use options::{Choose, Options};
use order::Order;
use progress::Progress;
use report::{Report, Totals};
use sent::Sent;
use serde::Serialize;
use shop::Shop;

use crate::exit::{self, FAILED, said};
use crate::trouble::{Trouble, plain};

/// Runs the program; answers its exit code: 0, or 2 when something could not be done. `live` says whether a person looks at `err`,
/// where progress is shown.
pub fn run(arguments: impl IntoIterator<Item = OsString>, live: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let options: Options = match exit::options(arguments, out, err) {
        Ok(options) => options,
        Err(code) => return code,
    };
    match perform(&options, live, err) {
        Ok(text) if said(out, &text) => 0,
        Ok(_) => {
            said(err, "ship_it: it is done, and cannot be shown: stdout takes nothing\n");
            FAILED
        }
        Err(trouble) => {
            said(err, &format!("ship_it: {trouble}\n"));
            FAILED
        }
    }
}

/// Does what was asked; answers what is to be shown.
fn perform(options: &Options, live: bool, err: &mut dyn Write) -> Result<String, Trouble> {
    if let Some(path) = &options.fill {
        let loads = load::load(path, options, live, err)?;
        for load in &loads {
            draw(options, &load.id, &load.request, &load.packing.parcels)?;
        }
        return if options.json { in_json(&loads) } else { Ok(load::page(&loads)) };
    }
    let shop = Shop::read(&options.shop)?;
    let mut orders = Order::read_all(&options.orders, &shop)?;
    if let Some(number) = options.order {
        orders.retain(|order| order.number == number);
        if orders.is_empty() {
            return Err(Trouble::new("order.unknown", format!("there is no order {number} in the file")));
        }
    }
    let choice = match options.choose {
        Choose::Cheapest => OfferChoice::Cheapest,
        Choose::Fastest => OfferChoice::Fastest,
    };
    let mut progress = Progress::new(orders.len(), "orders", live, err);
    let mut all = Vec::with_capacity(orders.len());
    for order in orders {
        let sent = Sent::of(order, &shop, choice, options.effort)?;
        draw(options, &sent.number.to_string(), &sent.request, &sent.parcels)?;
        all.push(sent);
        progress.step();
    }
    let totals = Totals::of(&all, &shop);
    let orders = if options.totals { Vec::new() } else { all };
    let report = Report { orders, totals };
    if options.json { in_json(&report) } else { Ok(page::page(&report, &shop)) }
}

/// Writes a drawing of each parcel, where that was asked: `1042-1.svg`, `1042-2.svg`.
fn draw(options: &Options, name: &str, request: &PackingRequest, parcels: &[PackedCarton]) -> Result<(), Trouble> {
    let Some(folder) = &options.svg else { return Ok(()) };
    let unwritable = |path: &Path, error: &std::io::Error| {
        Trouble::new("file.unwritable", format!("cannot write `{}`: {}", path.display(), plain(error)))
    };
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    for (number, parcel) in (1..).zip(parcels) {
        let path = folder.join(format!("{name}-{number}.svg"));
        fs::write(&path, drawing(request, parcel)).map_err(|error| unwritable(&path, &error))?;
    }
    Ok(())
}

fn in_json(report: &impl Serialize) -> Result<String, Trouble> {
    let text = serde_json::to_string_pretty(report);
    text.map(|text| format!("{text}\n")).map_err(|error| Trouble::new("json.unwritable", error.to_string()))
}
