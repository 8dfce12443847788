//! Giving coupons to carts and taking them out again.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::record::{COUPON_USE, CartCoupon, Coupon, CouponUse, CouponUseState, CouponUseStep};
use crate::allowance::{Draw, left, of_coupon, tallied, tally_of_coupon};
use crate::cart::Cart;
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, CouponCode, CouponUseId, CustomerId, OrderId, TallyCode};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::pricing::{PriceBook, Receipt};
use crate::refusal::{Code, Refusal};

/// Defines coupons, or defines them anew: a new limit counts what was used already.
pub(crate) fn define(coupons: &[Coupon], facts: &Facts) -> Result<Decision, Stop> {
    limits::count("coupons", coupons.len(), limits::BATCH)?;
    facts.show(coupons.iter().map(|coupon| coupon.code.clone().into()))?;
    let mut decision = Decision::new(Outcome::Done {});
    let mut seen = BTreeSet::new();
    for coupon in coupons {
        check(coupon)?;
        if !seen.insert(&coupon.code) {
            return Err(invalid(coupon, "stands twice in one command").into());
        }
        let before = facts.get::<Coupon>(&coupon.code)?.and_then(|before| before.uses).unwrap_or(0);
        let amount = coupon.uses.unwrap_or(0).saturating_sub(before);
        let grants = if amount == 0 { Vec::new() } else { vec![Draw { from: of_coupon(&coupon.code)?, amount }] };
        decision.record(coupon.code.clone(), Event::CouponDefined { coupon: coupon.clone().into(), grants });
    }
    Ok(decision)
}

fn check(coupon: &Coupon) -> Result<(), Refusal> {
    if [coupon.uses, coupon.uses_per_customer].into_iter().flatten().any(|limit| limit < 1) {
        return Err(invalid(coupon, "takes limits of 1 or more"));
    }
    if coupon.from.zip(coupon.until).is_some_and(|(from, until)| until <= from) {
        return Err(invalid(coupon, "ends before it begins"));
    }
    Ok(())
}

fn invalid(coupon: &Coupon, problem: &str) -> Refusal {
    Refusal::new(Code::CouponInvalid, format!("coupon `{}` {problem}", coupon.code))
        .with("coupon", coupon.code.as_str())
}

fn refused(code: Code, coupon: &CouponCode, reason: &str) -> Refusal {
    Refusal::new(code, format!("coupon `{coupon}` {reason}")).with("coupon", coupon.as_str())
}

/// Gives a coupon to a cart; a use of it is held if it has a limit.
pub(crate) fn apply(cart: CartId, code: &CouponCode, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(cart, moment, facts)?;
    if cart.coupons.iter().any(|given| given.code == *code) {
        return Err(refused(Code::CouponGiven, code, "is in the cart already").into());
    }
    limits::count("coupons", cart.coupons.len().saturating_add(1), limits::COUPONS)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    facts.show([code.clone().into(), channel.book.clone().into()])?;
    let Some(coupon) = facts.get::<Coupon>(code)? else {
        let book = facts.known::<PriceBook>(&channel.book)?;
        if !book.asks_for(code) {
            return Err(refused(Code::CouponUnknown, code, "is asked for by no promotion of this shop").into());
        }
        return Ok(given(cart.id, CartCoupon { code: code.clone(), held: None }));
    };
    if coupon.from.is_some_and(|from| moment.now < from) || coupon.until.is_some_and(|until| until <= moment.now) {
        return Err(refused(Code::CouponNotNow, code, "has not begun, or has ended").into());
    }
    if coupon.uses.is_none() && coupon.uses_per_customer.is_none() {
        return Ok(given(cart.id, CartCoupon { code: code.clone(), held: None }));
    }
    let (draws, tally) = drawn(coupon, cart.customer, facts)?;
    let id: CouponUseId = moment.id(0);
    facts.get::<CouponUse>(&id)?;
    let expires_at = channel.hold_until(moment)?;
    let mut decision = given(cart.id, CartCoupon { code: code.clone(), held: Some(id) });
    count(&tally, 1, &mut decision, facts)?;
    let held = CouponUse {
        id,
        coupon: code.clone(),
        cart: cart.id,
        draws,
        tally,
        expires_at,
        order: None,
        state: CouponUseState::Held,
    };
    decision.record(id, Event::CouponHeld { held: held.into() });
    Ok(decision)
}

fn given(cart: CartId, coupon: CartCoupon) -> Decision {
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(cart, Event::CouponApplied { coupon });
    decision
}

/// Counts a customer's uses up or down.
pub(crate) fn count<'a>(
    tallies: impl IntoIterator<Item = &'a TallyCode>,
    by: i64,
    decision: &mut Decision,
    facts: &Facts,
) -> Result<(), Stop> {
    for tally in tallies {
        tallied(tally, facts)?;
        decision.record(tally.clone(), Event::TallyChanged { tally: tally.clone(), by });
    }
    Ok(())
}

/// What a use of a coupon draws, and the count that it is in; refused with `coupon.used_up` and `coupon.for_customers`.
fn drawn(coupon: &Coupon, customer: Option<CustomerId>, facts: &Facts) -> Result<(Vec<Draw>, Option<TallyCode>), Stop> {
    let code = &coupon.code;
    let used_up = || refused(Code::CouponUsedUp, code, "has been used as often as it may");
    let mut draws = Vec::new();
    if coupon.uses.is_some() {
        let from = of_coupon(code)?;
        if left(&from, facts)? < 1 {
            return Err(used_up().into());
        }
        draws.push(Draw { from, amount: 1 });
    }
    let Some(most) = coupon.uses_per_customer else { return Ok((draws, None)) };
    let Some(customer) = customer else {
        return Err(refused(Code::CouponForCustomers, code, "is for customers who have signed in").into());
    };
    let tally = tally_of_coupon(code, customer)?;
    if tallied(&tally, facts)? >= most {
        return Err(used_up().into());
    }
    Ok((draws, Some(tally)))
}

/// Takes a coupon out of a cart; a use that is held is given up.
pub(crate) fn remove(cart: CartId, code: &CouponCode, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(cart, moment, facts)?;
    let Some(coupon) = cart.coupons.iter().find(|given| given.code == *code) else {
        return Err(refused(Code::CouponUnknown, code, "is not in the cart").into());
    };
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(cart.id, Event::CouponRemoved { coupon: code.clone() });
    if let Some(id) = coupon.held {
        let held = facts.known::<CouponUse>(&id)?;
        give_back(held, moment, &mut decision, facts)?;
    }
    Ok(decision)
}

/// Gives up all that is held of coupons.
pub(crate) fn give_up(
    coupons: &[CartCoupon],
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    facts.show(coupons.iter().filter_map(|given| given.held).map(Into::into))?;
    for id in coupons.iter().filter_map(|given| given.held) {
        give_back(facts.known::<CouponUse>(&id)?, moment, decision, facts)?;
    }
    Ok(())
}

/// A coupon that goes into another cart, with the use that is held of it.
pub(crate) fn moved(
    given: &CartCoupon,
    to: CartId,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<CartCoupon, Stop> {
    if let Some(id) = given.held {
        let held = facts.known::<CouponUse>(&id)?;
        if held.holds(moment.now) {
            decision.record(id, Event::CouponMoved { cart: to });
            return Ok(given.clone());
        }
        give_back(held, moment, decision, facts)?;
    }
    Ok(CartCoupon { code: given.code.clone(), held: None })
}

/// Gives up a use that is held, or marks it as expired if its time has run out.
fn give_back(held: &CouponUse, moment: &Moment, decision: &mut Decision, facts: &Facts) -> Result<(), Stop> {
    if held.state != CouponUseState::Held {
        return Ok(());
    }
    count(&held.tally, -1, decision, facts)?;
    let draws = held.draws.clone();
    let event = if held.holds(moment.now) { Event::CouponReleased { draws } } else { Event::CouponExpired { draws } };
    decision.record(held.id, event);
    Ok(())
}

/// Marks a use as expired, once it is due.
pub(crate) fn expire(id: CouponUseId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let held = facts.known::<CouponUse>(&id)?;
    COUPON_USE.step(held.state, CouponUseStep::Expire)?;
    if moment.now < held.expires_at {
        let reason = format!("coupon use {id} is held until {}", held.expires_at);
        return Err(Refusal::new(Code::ReservationNotDue, reason).with("due", format!("{}", held.expires_at)).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    give_back(held, moment, &mut decision, facts)?;
    Ok(decision)
}

/// What becomes of the coupons of a sale: those that took something off are consumed, the others given up. What was not
/// held, or no longer, is drawn by the order itself: answered as draws and counts.
pub(crate) fn settle(
    coupons: &[CartCoupon],
    customer: Option<CustomerId>,
    order: OrderId,
    (book, receipt): (&PriceBook, &Receipt),
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<Settled, Stop> {
    let mut settled = Settled::default();
    for coupon in coupons {
        let used = book.is_used(&coupon.code, receipt);
        let held = coupon.held.map(|id| facts.known::<CouponUse>(&id)).transpose()?;
        if let Some(held) = held.filter(|held| used && held.holds(moment.now)) {
            decision.record(held.id, Event::CouponConsumed { order });
            settled.uses.push(held.id);
            continue;
        }
        if let Some(held) = held {
            give_back(held, moment, decision, facts)?;
        }
        let Some(limited) = facts.get::<Coupon>(&coupon.code)?.filter(|_| used) else { continue };
        // A use that has run out counts until it is marked as expired, which happens in this very commit.
        let own = held.filter(|held| held.state == CouponUseState::Held);
        let (draws, tally) = match own {
            Some(own) => (own.draws.clone(), own.tally.clone()),
            None => drawn(limited, customer, facts)?,
        };
        if !limited.spent_by_cancelled {
            settled.returns.extend(draws.iter().cloned());
            settled.uncounts.extend(tally.iter().cloned());
        }
        settled.draws.extend(draws);
        settled.counts.extend(tally);
    }
    Ok(settled)
}

/// What the coupons of a sale come to.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Uses that were held, and are consumed.
    pub(crate) uses: Vec<CouponUseId>,
    /// What the order draws itself.
    pub(crate) draws: Vec<Draw>,
    /// The counts that the order is in.
    pub(crate) counts: Vec<TallyCode>,
    /// What of its draws comes back when the order is cancelled.
    pub(crate) returns: Vec<Draw>,
    /// The counts that the order is then taken out of.
    pub(crate) uncounts: Vec<TallyCode>,
}

/// The order was cancelled: uses come back, of coupons that say so.
pub(crate) fn give_back_consumed(uses: &[CouponUseId], decision: &mut Decision, facts: &Facts) -> Result<(), Stop> {
    facts.show(uses.iter().map(|id| (*id).into()))?;
    for id in uses {
        let consumed = facts.known::<CouponUse>(id)?;
        let keeps = facts.get::<Coupon>(&consumed.coupon)?.is_some_and(|coupon| coupon.spent_by_cancelled);
        if keeps || consumed.state != CouponUseState::Consumed {
            continue;
        }
        count(&consumed.tally, -1, decision, facts)?;
        decision.record(*id, Event::CouponReturned { draws: consumed.draws.clone() });
    }
    Ok(())
}
