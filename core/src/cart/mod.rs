//! Carts: what a shopper, signed in or not, means to buy. A kit is one line of a cart; its parts appear where it is priced
//! and where its stock is held. The rules, and where they come from: `docs/carts.md`.

mod address;
mod change;
mod details;
mod expiry;
mod line;
mod lines;
mod merge;
mod open;
mod policy;
mod price;
mod record;
mod shipping;
mod terms;
mod want;

pub use details::{LineDetails, OrderDetails};
pub use line::{CartLine, NewLine, ShownPrice};
pub use merge::{LeftOut, MergeBy};
pub use policy::{CartPolicy, LinePrices, OnShort, OrderQuantity};
pub use price::{ChangedPrice, changed_prices};
pub use record::{CART, Cart, CartState, CartStep};
pub use shipping::shipping_offers;

pub(crate) use address::{put_address, remove_address, set_address};
pub(crate) use change::{add, change, note as note_line, remove, restore, save, send};
pub(crate) use details::describe;
pub(crate) use expiry::{expire, reopen};
pub(crate) use merge::{assign, merge};
pub(crate) use open::open;
pub(crate) use price::{accept as accept_prices, changed};
pub(crate) use shipping::{carriage, choose as choose_shipping};
pub(crate) use terms::{set_billing, set_buyer, set_charges, set_taxes};
pub(crate) use want::{Want, WantedPart, check_quantities, keys, wants};
