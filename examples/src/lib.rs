//! Complete programs over fondaco.
//!
//! Each is a module here, which its test calls in the same process, and a `main` of a few lines that gives it the
//! terminal. They hold no rule of commerce: what they know of prices, stock and orders, they ask the engine.

pub mod checkout;
pub mod promotions;
