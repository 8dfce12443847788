//! The coupon, and a use of it.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::allowance::Draw;
use crate::apply::Happens;
use crate::event::Event;
use crate::id::{CartId, CouponCode, CouponUseId, OrderId, TallyCode};
use crate::machine::Machine;
use crate::refusal::Refusal;

/// A code that promotions ask for. A code without a limit need not be defined: the promotion that asks for it is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// Its code, which names it. Case counts.
    pub code: CouponCode,
    /// How many orders may use it; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<i64>,
    /// How many orders of one customer may use it; no limit when absent. Guests may not use it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses_per_customer: Option<i64>,
    /// Can be given from this instant, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Can be given until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// A cancelled order does not give its use back.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub spent_by_cancelled: bool,
}

/// Where a use of a coupon stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponUseState {
    /// It is held for a cart until it expires.
    Held,
    /// An order used it.
    Consumed,
    /// It was given up.
    Released,
    /// Its time ran out.
    Expired,
    /// The order was cancelled and gave it back.
    Returned,
}

/// What can happen to a use of a coupon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponUseStep {
    /// It goes with its cart into another.
    Move,
    /// An order uses it.
    Consume,
    /// It is given up.
    Release,
    /// Its time runs out.
    Expire,
    /// The order is cancelled.
    Return,
}

/// Every step a use of a coupon can take.
pub const COUPON_USE: Machine<CouponUseState, CouponUseStep> = {
    use CouponUseState::{Consumed, Expired, Held, Released, Returned};
    use CouponUseStep::{Consume, Expire, Move, Release, Return};
    Machine {
        name: "coupon use",
        states: &[Held, Consumed, Released, Expired, Returned],
        steps: &[Move, Consume, Release, Expire, Return],
        table: &[
            (Held, Move, Held),
            (Held, Consume, Consumed),
            (Held, Release, Released),
            (Held, Expire, Expired),
            (Consumed, Return, Returned),
        ],
    }
};

/// A use of a coupon, held for a cart. Past `expires_at` it holds nothing, even before it is marked as expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouponUse {
    /// Its id.
    pub id: CouponUseId,
    /// The coupon.
    pub coupon: CouponCode,
    /// The cart that it is held for.
    pub cart: CartId,
    /// What it draws.
    pub draws: Vec<Draw>,
    /// The customer's count that it is in, if the coupon counts by customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<TallyCode>,
    /// Until when it is held.
    pub expires_at: Timestamp,
    /// The order that used it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Where it stands.
    pub state: CouponUseState,
}

impl CouponUse {
    /// Whether it is held at an instant.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.state == CouponUseState::Held && now < self.expires_at
    }
}

impl Happens for CouponUse {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::CouponMoved { cart } = event {
            self.cart = *cart;
            CouponUseStep::Move
        } else if let Event::CouponConsumed { order } = event {
            self.order = Some(*order);
            CouponUseStep::Consume
        } else if let Event::CouponReleased { .. } = event {
            CouponUseStep::Release
        } else if let Event::CouponExpired { .. } = event {
            CouponUseStep::Expire
        } else {
            CouponUseStep::Return
        };
        self.state = COUPON_USE.step(self.state, step)?;
        Ok(())
    }
}

/// A coupon that was given to a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartCoupon {
    /// Which.
    pub code: CouponCode,
    /// The use that is held, if the coupon has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<CouponUseId>,
}
