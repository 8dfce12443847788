//! Coupons: codes that promotions ask for, and how often they may be used.
//!
//! A use is held with the cart for as long as its channel holds stock, consumed when the order is placed, and given back
//! when it expires, is taken out, or the order is cancelled. Two people cannot take the last one: uses are drawn from an
//! allowance, which every store guards. A coupon that takes nothing off is not used up.

mod apply;
mod record;

pub use record::{COUPON_USE, CartCoupon, Coupon, CouponUse, CouponUseState, CouponUseStep};

pub(crate) use apply::{apply, count, define, expire, give_back_consumed, give_up, moved, remove, settle};
