//! Carts: what a shopper, signed in or not, means to buy. A kit is one line of a cart; its parts appear where it is priced
//! and where its stock is held.

mod change;
mod line;
mod terms;
mod want;

pub use change::{CART, Cart, CartState, CartStep};
pub use line::{CartLine, NewLine};

pub(crate) use change::{add, change, open, remove, set_address};
pub(crate) use terms::{set_buyer, set_charges, set_taxes};
pub(crate) use want::{Want, WantedPart, wanted};
