//! Gift cards and store credit: money that was paid in before, to pay with.
//!
//! They never change a tax: they pay. (The policy `stored_value: reduction` lets them lower the total, as one platform does.)

use alloc::format;
use alloc::vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::allowance::{Draw, left, of_gift_card};
use crate::cart::Cart;
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{BooksCode, CartId, CustomerId, GiftCardCode};
use crate::ledger::{Position, ShopAccount};
use crate::limits;
use crate::moment::Moment;
use crate::money::{Currency, Money};
use crate::outcome::Outcome;
use crate::pricing::Credit;
use crate::refusal::{Code, Refusal};

/// A gift card, or the store credit of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiftCard {
    /// Its code, which names it. Whoever knows it can pay with it.
    pub code: GiftCardCode,
    /// How much was paid in.
    pub amount: Money,
    /// Whose it is: store credit only this customer can pay with. Anybody's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Pays until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The books that its issue is entered in; in none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books: Option<BooksCode>,
}

impl GiftCard {
    /// What its issue comes to in the books of a shop; `None` where it is entered in none. What it pays stands with the orders
    /// that it pays of.
    pub fn position(&self) -> Result<Option<Position>, Refusal> {
        let Some(books) = &self.books else { return Ok(None) };
        let mut position = Position::new(books.clone(), self.amount.currency());
        position.debit(ShopAccount::StoredValueIssued, self.amount)?;
        position.credit(ShopAccount::StoredValue, self.amount)?;
        Ok(Some(position))
    }

    /// Refused with `gift_card.unfit` if it cannot pay here, for this customer, at this instant.
    fn fits(&self, currency: Currency, customer: Option<CustomerId>, now: Timestamp) -> Result<(), Refusal> {
        let problem = if self.amount.currency() != currency {
            format!("is in {}, not in {currency}", self.amount.currency())
        } else if self.customer.is_some() && self.customer != customer {
            "is the credit of another customer".into()
        } else if self.until.is_some_and(|until| until <= now) {
            "has ended".into()
        } else {
            return Ok(());
        };
        Err(refused(Code::GiftCardUnfit, &self.code, &problem))
    }
}

fn refused(code: Code, card: &GiftCardCode, problem: &str) -> Refusal {
    Refusal::new(code, format!("gift card `{card}` {problem}")).with("gift_card", card.as_str())
}

/// Issues a gift card, once.
pub(crate) fn issue(card: &GiftCard, facts: &Facts) -> Result<Decision, Stop> {
    if !card.amount.is_positive() {
        return Err(refused(Code::GiftCardInvalid, &card.code, "takes an amount above zero").into());
    }
    if facts.get::<GiftCard>(&card.code)?.is_some() {
        return Err(refused(Code::GiftCardInvalid, &card.code, "was issued before").into());
    }
    let grants = vec![Draw { from: of_gift_card(&card.code)?, amount: card.amount.minor() }];
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(card.code.clone(), Event::GiftCardIssued { card: card.clone().into(), grants });
    Ok(decision)
}

/// Gives a gift card to a cart, to pay with. Nothing is drawn before the order is placed.
pub(crate) fn apply(cart: CartId, code: &GiftCardCode, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(cart, moment, facts)?;
    if cart.gift_cards.contains(code) {
        return Err(refused(Code::CouponGiven, code, "is in the cart already").into());
    }
    limits::count("gift cards", cart.gift_cards.len().saturating_add(1), limits::COUPONS)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    facts.known::<GiftCard>(code)?.fits(channel.currency, cart.customer, moment.now)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(cart.id, Event::GiftCardApplied { gift_card: code.clone() });
    Ok(decision)
}

/// Takes a gift card out of a cart.
pub(crate) fn remove(cart: CartId, code: &GiftCardCode, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(cart, moment, facts)?;
    if !cart.gift_cards.contains(code) {
        return Err(refused(Code::GiftCardUnknown, code, "is not in the cart").into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(cart.id, Event::GiftCardRemoved { gift_card: code.clone() });
    Ok(decision)
}

/// What the gift cards of a cart have to pay with now; one that does not fit any more pays nothing.
pub(crate) fn credits(
    cart: &Cart,
    currency: Currency,
    moment: &Moment,
    facts: &Facts,
) -> Result<alloc::vec::Vec<Credit>, Stop> {
    facts.show(cart.gift_cards.iter().map(|code| code.clone().into()))?;
    let mut credits = alloc::vec::Vec::with_capacity(cart.gift_cards.len());
    for code in &cart.gift_cards {
        let fits = facts.known::<GiftCard>(code)?.fits(currency, cart.customer, moment.now).is_ok();
        let balance = if fits { left(&of_gift_card(code)?, facts)?.max(0) } else { 0 };
        credits.push(Credit { code: code.clone(), balance: Money::from_minor(balance, currency) });
    }
    Ok(credits)
}
