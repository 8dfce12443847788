//! Prices: rules compiled once into a [`PriceBook`], baskets priced by it, receipts that say why.
//!
//! The way of a price: unit price times quantity, order promotions spread over the lines in proportion, tax on what
//! remains of each line, total. Every step leaves its trace in the [`Receipt`].

mod basket;
mod book;
mod quote;
mod receipt;
mod rules;
mod table;

pub use basket::{Basket, BasketLine};
pub use book::PriceBook;
pub use quote::quote;
pub use receipt::{
    AppliedPromotion, LineDiscount, LineTax, Receipt, ReceiptLine, RejectedPromotion, RejectedReason, TaxTotal,
};
pub use rules::{PriceRules, Promotion, RuleProblem, TaxDisplay, TaxRate};

pub(crate) use quote::{basket_of, define};
