//! What the program is asked to do.

use std::path::PathBuf;

use clap::Parser;
use fondaco::Timestamp;

use crate::DATA;
use crate::trouble::Trouble;

const ABOUT: &str = "\
Buys in a bookshop: one order, all the way through.

Opens a cart, fills it, gives it coupons and gift cards, prices it, holds its
stock, places the order, takes the payment, ships and delivers; what the buyer
does not keep comes back and is refunded. Then shows the receipt with every
discount and tax explained, the order's way through its states, coupons, gift
cards and stock before and after, and that the log of events alone gives the
same state.

The shop (catalogue, opening stock, promotions, coupons, gift cards, the price
of a parcel, rates of VAT by country and date) is loaded from its files, unless
the store has it already. A rate begins and ends at midnight UTC of the day that
the table names.";

const MORE: &str = "\
Examples, `checkout` being `cargo run --release --example checkout --`:
  checkout                                      a cart to Berlin, in memory
  checkout --list                               what there is to buy
  checkout --line 9780141036144=1 --line MUG-RIALTO=2 --country IE
  checkout --cart examples/data/carts/big-order.json --cancel
  checkout --line 9788804772118=5 --group reading-circle --donate 2.00
  checkout --line LAMP-CLIP=2 --coupon BOOKFAIR5 --gift-card GIFT-1501
  checkout --line BOX-VENICE=2                  a boxed set, priced as one
  checkout --line LAMP-CLIP=2 --return LAMP-CLIP=1
  checkout --store sqlite:shop.db               twice: the second goes on
  checkout --store postgres://user@localhost/shop
  checkout --at 2020-08-01T12:00:00Z --seed 42  the VAT of that day, and the
                                                same to the byte every time
  checkout --json | jq .receipt.total

A cart as a file:
  {\"country\": \"DE\",
   \"lines\": [{\"sku\": \"9780141036144\", \"quantity\": 1}],
   \"address\": {\"name\": \"\u{2026}\", \"street\": \"\u{2026}\", \"postal_code\": \"\u{2026}\",
               \"city\": \"\u{2026}\", \"country\": \"DE\"}}
  Without an address the parcel waits at the post office. A cart may also have
  \"coupons\", \"gift_cards\" and \"groups\", each a list, and \"donation\", an amount
  such as \"2.00\", and \"returns\", lines that go back once they have arrived.
  Options add to them; --donate takes the place of a donation.

With --json:
  One document on stdout: shop, store, instant, seed, buyer, ids, receipt,
  timeline, coupons, gift_cards, stock, log. Amounts are decimal strings; the
  timeline has each command and its outcome as they go on the wire. With --list:
  shop, currency, articles.

When something is wrong:
  One line on stderr says what, and what would be right. The exit code is 2,
  and the store is as it was: every order is rehearsed in memory first.
  With --json stdout has {\"error\": {\"kind\", \"code\", \"reason\", \"detail\"}}
  besides. The kind is invalid (mend the call), refused (a rule said no),
  unavailable (try again) or fault (a defect). Exit code 1 is a defect too: the
  order was carried out, and replaying the log gives another state.";

/// What has to do with buying, and so not with the list.
const NOT_LISTED: [&str; 9] =
    ["cart", "lines", "country", "customer", "coupons", "gift_cards", "donate", "cancel", "returns"];

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "checkout", about = "Buys in a bookshop: one order, all the way through", long_about = ABOUT)]
#[command(after_long_help = MORE, after_help = "`--help` says more, with examples.")]
pub(crate) struct Options {
    /// Takes the cart from a JSON file [default: carts/to-berlin.json]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["lines", "country"])]
    pub(crate) cart: Option<PathBuf>,

    /// Puts an article into the cart; may be given many times
    #[arg(long = "line", value_name = "SKU=QTY")]
    pub(crate) lines: Vec<String>,

    /// Sends the lines to a country [default: the shop's own]
    #[arg(long, value_name = "CODE", requires = "lines")]
    pub(crate) country: Option<String>,

    /// Buys as a customer [default: as a guest]
    #[arg(long, value_name = "UUID")]
    pub(crate) customer: Option<String>,

    /// Gives a coupon to the cart; may be given many times
    #[arg(long = "coupon", value_name = "CODE")]
    pub(crate) coupons: Vec<String>,

    /// Pays with a gift card; may be given many times
    #[arg(long = "gift-card", value_name = "CODE")]
    pub(crate) gift_cards: Vec<String>,

    /// Buys as a member of a group, at its prices; may be given many times
    #[arg(long = "group", value_name = "GROUP")]
    pub(crate) groups: Vec<String>,

    /// Adds a donation, in the currency of the shop
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub(crate) donate: Option<String>,

    /// Sends an article back once it has arrived; may be given many times
    #[arg(long = "return", value_name = "SKU=QTY", conflicts_with = "cancel")]
    pub(crate) returns: Vec<String>,

    /// Cancels the order before its goods leave
    #[arg(long)]
    pub(crate) cancel: bool,

    /// Lists the articles with price and stock, and buys nothing
    #[arg(long, conflicts_with_all = NOT_LISTED)]
    pub(crate) list: bool,

    /// Keeps it in memory, sqlite:PATH or postgres:URL
    #[arg(long, value_name = "STORE", default_value = "memory")]
    pub(crate) store: String,

    /// Takes this for the present, RFC 3339 [default: the system clock]
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,

    /// Derives all ids from this and the length of the log [default: random]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,

    /// Prints one JSON document
    #[arg(long)]
    pub(crate) json: bool,

    /// Loads the shop from another folder than examples/data
    #[arg(long, value_name = "DIR", default_value = DATA, hide_default_value = true)]
    pub(crate) data: PathBuf,
}

/// What is known beforehand of the moments of the commands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    /// The present, if it is given.
    pub(crate) at: Option<Timestamp>,
    /// The number that ids are derived from, if it is given.
    pub(crate) seed: Option<u64>,
}

impl Options {
    /// The instant and the seed that were asked for.
    pub(crate) fn timing(&self) -> Result<Timing, Trouble> {
        let parsed = |text: &String| {
            text.parse().map_err(|_| {
                let right = "it takes date, time and zone, as in `2026-11-21T12:00:00Z`";
                Trouble::new("at.malformed", format!("`{text}` is not an instant for --at: {right}"))
            })
        };
        Ok(Timing { at: self.at.as_ref().map(parsed).transpose()?, seed: self.seed })
    }
}
