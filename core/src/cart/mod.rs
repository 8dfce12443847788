//! Carts: what a shopper, signed in or not, means to buy.

mod change;
mod line;
mod terms;

pub use change::{CART, Cart, CartState, CartStep};
pub use line::{CartLine, NewLine};

pub(crate) use change::{add, change, open, remove, set_address};
pub(crate) use terms::{set_buyer, set_charges, set_taxes};
