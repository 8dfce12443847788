//! How large things may be. Past a limit there is a clear refusal, never a slow death.

use alloc::format;

use crate::refusal::{Code, Refusal};

/// Lines in one cart, and of one basket, where kits are taken apart.
pub const LINES: usize = 1_000;
/// The highest number of a line in one cart. Parts of kits are numbered above.
pub const LINE_NUMBER: u32 = 999_999;
/// Things defined or received by one command.
pub const BATCH: usize = 1_000;
/// Promotions in one price book.
pub const PROMOTIONS: usize = 10_000;
/// Categories, and attributes, of one variant.
pub const CATEGORIES: usize = 100;
/// Parts of one kit.
pub const PARTS: usize = 100;
/// Actions of one promotion.
pub const ACTIONS: usize = 100;
/// Steps, tiers, parts: entries of one list within a rule.
pub const ENTRIES: usize = 10_000;
/// Depth of a condition: a test inside a list is one deeper than the list.
pub const CONDITION_DEPTH: usize = 32;
/// Depth of the source, and of the destination, of a sending: one inside a list is one deeper than the list.
pub const SENDING_DEPTH: usize = 32;
/// The most that an entry, a number of an account and a limit of it may be: what every language holds exactly in a number
/// (2^53 - 1).
pub const LEDGER_AMOUNT: i64 = 9_007_199_254_740_991;
/// Legs of one settlement, and settlements that it waits for.
pub const SETTLEMENT_LEGS: usize = 100;
/// Goods of one trade, and likewise payments.
pub const TRADE_LEGS: usize = 100;
/// Measures by which goods of a trade take room, and accounts of a place that they take it in.
pub const TRADE_STOWAGE: usize = 8;
/// The most that a unit of goods of a trade counts for among the others.
pub const TRADE_WORTH: i64 = 1_000_000_000;
/// Entries that one command makes of legs and of sendings: as many as it can have ids for that ascend.
pub const MINTED: usize = 4_096;
/// Units that are packed at once.
pub const PACKED_UNITS: usize = 20_000;
/// Pairs of tags that never go together in one request of shipments, and likewise tags that go alone.
pub const APART_TAGS: usize = 100;
/// Surcharges of one method of shipping.
pub const SURCHARGES: usize = 100;
/// Parcels of one query of shipping.
pub const PARCELS: usize = 1_000;
/// Types of cartons that are packed into.
pub const CARTONS: usize = 200;
/// Parcels of one booking.
pub const BOOKED_PARCELS: usize = 100;
/// Bookings of one shipment.
pub const BOOKINGS: usize = 20;
/// Events that carriers tell of one shipment.
pub const TRACKED: usize = 500;
/// Prices in one price book, all lists together.
pub const PRICES: usize = 1_000_000;
/// Charges of one basket.
pub const CHARGES: usize = 100;
/// Coupon codes, and gift cards, of one basket.
pub const COUPONS: usize = 100;
/// Options of one line of a cart.
pub const OPTIONS: usize = 20;
/// Values of custom data of one cart.
pub const CUSTOM: usize = 50;
/// Addresses of one cart beside its main one.
pub const ADDRESSES: usize = 100;
/// Seconds that a cart may live without a change, and a price be kept: a year.
pub const CART_SECONDS: u32 = 366 * 24 * 60 * 60;
/// Tax rates in one price book.
pub const TAX_RATES: usize = 10_000;
/// Payments of one order.
pub const PAYMENTS: usize = 100;
/// Captures and refunds of one payment that are known by name.
pub const TRANSACTIONS: usize = 1_000;
/// Disputes of one payment.
pub const DISPUTES: usize = 100;
/// How often an effect is tried before it is parked.
pub const ATTEMPTS: u32 = 10;
/// Locations of one channel.
pub const LOCATIONS: usize = 100;
/// Rules by which one channel chooses locations.
pub const SOURCING: usize = 12;
/// Lots, or serials, of one SKU at one location.
pub const LOTS: usize = 1_000;
/// Invoices of one order, and credit notes.
pub const INVOICES: usize = 1_000;
/// The highest number of a series.
pub const SERIES_NUMBER: u64 = 999_999_999_999;
/// The least digits of the numbers of a series, at most.
pub const SERIES_DIGITS: u8 = 12;
/// Bytes of the prefix of the numbers of a series.
pub const SERIES_PREFIX: usize = 32;
/// Bytes of one text: a title, a reason, a line of an address.
pub const TEXT: usize = 500;
/// Decimals of a unit of quantity.
pub const UNIT_DECIMALS: u8 = 6;
/// Seconds that a reservation may hold stock: a week.
pub const HOLD_SECONDS: u32 = 7 * 24 * 60 * 60;
/// Records in one page of a scan, and events in one read.
pub const PAGE: u32 = 1_000;

/// Refuses with `limit.exceeded` more things than a limit.
pub(crate) fn count(what: &'static str, given: usize, most: usize) -> Result<(), Refusal> {
    if given <= most {
        return Ok(());
    }
    Err(exceeded(format!("{given} {what} are more than the {most} that are allowed"), what, given, most))
}

/// Refuses with `limit.exceeded` a number of a line that is too high.
pub(crate) fn line_number(number: u32) -> Result<(), Refusal> {
    let whole = |number| usize::try_from(number).unwrap_or(usize::MAX);
    count("lines over the life of a cart", whole(number), whole(LINE_NUMBER))
}

/// Refuses with `limit.exceeded` a text that is too long, and with `text.malformed` one with the character U+0000, which
/// not every database can hold.
pub(crate) fn text(what: &'static str, text: &str) -> Result<(), Refusal> {
    if text.contains('\0') {
        let reason = format!("{what} has the character U+0000: leave it out");
        return Err(Refusal::new(Code::TextMalformed, reason).with("of", what));
    }
    if text.len() <= TEXT {
        return Ok(());
    }
    Err(exceeded(
        format!("{what} takes {} bytes, more than the {TEXT} that are allowed", text.len()),
        what,
        text.len(),
        TEXT,
    ))
}

fn exceeded(reason: alloc::string::String, what: &'static str, given: usize, most: usize) -> Refusal {
    Refusal::new(Code::LimitExceeded, reason).with("of", what).with("given", given).with("most", most)
}
