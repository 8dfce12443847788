//! What commerce promises, tested through the engine over a store in memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test that cannot go on has failed, and may tell a long story"
)]
#![allow(
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    reason = "what a test writes is short, and is written where it is used"
)]
#![allow(missing_docs, reason = "tests say what they promise by their names")]

mod after_sales;
mod allocation;
mod amendments;
mod books_at_random;
mod cargo;
mod carriage;
mod carts;
mod codes;
mod common;
mod dates;
mod documents;
mod effects;
mod examples;
mod kits;
mod labels;
mod layers;
mod ledger;
mod log;
mod loops;
mod machines;
mod packing;
mod parts_of_orders;
mod payments;
mod policies;
mod prices;
mod prices_at_random;
mod refusals;
mod refusals_of_books;
mod refusals_of_carts;
mod refusals_of_kits;
mod refusals_of_returns;
mod refusals_of_sales;
mod reservations;
mod returns;
mod sales_at_random;
mod sellers;
mod settlements;
mod settlements_at_random;
mod shapes;
mod shipping_at_random;
mod shop_books;
mod spare_payments;
mod splitting;
mod states;
mod stock;
mod stock_at_random;
mod terms;
mod tracking;
mod trades;
mod trades_at_random;
mod wire;
