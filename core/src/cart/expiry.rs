//! Carts that nobody touches: they end, and can be brought back.

use alloc::format;

use super::record::{CART, Cart, CartState, CartStep};
use crate::coupon;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::CartId;
use crate::inventory::give_up;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// Marks a cart as expired, once it is due; what it still holds is given up.
pub(crate) fn expire(id: CartId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = facts.known::<Cart>(&id)?;
    CART.step(cart.state, CartStep::Expire)?;
    if cart.state_at(moment.now) == CartState::Open {
        let refusal = Refusal::new(Code::ReservationNotDue, format!("cart {id} has not ended"));
        return Err(match cart.expires_at {
            Some(end) => refusal.with("due", format!("{end}")).into(),
            None => refusal.into(),
        });
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::CartExpired {});
    give_up_holds(cart, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Gives up what a cart holds: stock and uses of coupons.
pub(super) fn give_up_holds(cart: &Cart, decision: &mut Decision, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    give_up(cart.reservation, decision, moment, facts)?;
    coupon::give_up(&cart.coupons, decision, moment, facts)
}

/// Brings back a cart that has expired, as it was; it holds nothing.
pub(crate) fn reopen(id: CartId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = facts.known::<Cart>(&id)?;
    cart.check_step(CartStep::Reopen, moment.now)?;
    let mut decision = Decision::new(Outcome::Done {});
    if cart.state == CartState::Open {
        // Nobody has marked it yet.
        decision.record(id, Event::CartExpired {});
        give_up_holds(cart, &mut decision, moment, facts)?;
    }
    decision.record(id, Event::CartReopened {});
    Ok(decision)
}
