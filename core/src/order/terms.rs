//! The terms that an order was sold under: what prices are worked out from beside goods and rules, and what happens to
//! promotions and gifts once some of the goods are gone.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::cart::Cart;
use crate::catalog::Channel;
use crate::id::{BooksCode, CouponCode};
use crate::omit::is_default;
use crate::pricing::{Buyer, Charge};
use crate::shipping::ShippingOffer;

/// What a return or a cancellation in part does to promotions and gifts. Every field has a default, so `{}` is a policy; an
/// order keeps that of the channel as it was when it was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AfterSalesPolicy {
    /// What becomes of discounts.
    #[serde(skip_serializing_if = "is_default")]
    pub promotions: LostPromotions,
    /// What becomes of the gifts of promotions.
    #[serde(skip_serializing_if = "is_default")]
    pub gifts: LostGifts,
}

/// What becomes of discounts when some of the goods are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostPromotions {
    /// Units and charges keep the shares that the receipt gave them.
    #[default]
    Keep,
    /// What remains is priced again as it was when the order was placed. The credit is what the order came to before, less
    /// what the rest costs; never less than nothing.
    Reprice,
}

/// What becomes of gifts when the promotion that gave them no longer holds for what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostGifts {
    /// The buyer keeps them.
    #[default]
    Keep,
    /// Those that have not left fall away; those that have come back too, or are charged at their price.
    Charge,
}

/// What an order keeps of its sale, so that it can be priced again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SaleTerms {
    /// What a return or a cancellation in part does to promotions and gifts.
    #[serde(skip_serializing_if = "is_default")]
    pub after_sales: AfterSalesPolicy,
    /// What was known of who buys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Buyer>,
    /// The coupons that were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponCode>,
    /// Shipping, fees and donations, as they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// The offer by which its goods are sent, with what is promised, as it was when the order was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingOffer>,
    /// Whether a tax service answered for it, so that the rates of the book say nothing of it.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub taxes_answered: bool,
    /// The books that it is entered in; in none when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub books: Option<BooksCode>,
}

impl SaleTerms {
    /// The terms of a cart that is ordered on a channel, with what is charged beside goods and how they are sent.
    pub(super) fn of(cart: &Cart, channel: &Channel, charges: Vec<Charge>, shipping: Option<ShippingOffer>) -> Self {
        Self {
            after_sales: channel.after_sales,
            buyer: cart.buyer.clone(),
            coupons: cart.coupons.iter().map(|coupon| coupon.code.clone()).collect(),
            charges,
            shipping,
            taxes_answered: cart.taxes.is_some(),
            books: channel.books.clone(),
        }
    }
}
