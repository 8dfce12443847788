//! Coupons and gift cards that were given: what is left of each, from before the cart to the end.

use fondaco::coupon::{CouponUse, CouponUseState};
use fondaco::money::Money;
use fondaco::pricing::Receipt;
use fondaco::{CouponCode, CouponUseId, Failure, GiftCardCode, word};
use serde::Serialize;

use super::place::Stage;
use super::wish::Wish;

/// What became of the coupons and gift cards of an order.
#[derive(Debug, Serialize)]
pub(crate) struct Given {
    pub(crate) coupons: Vec<CouponRow>,
    pub(crate) gift_cards: Vec<GiftCardRow>,
}

/// A coupon.
#[derive(Debug, Serialize)]
pub(crate) struct CouponRow {
    pub(crate) coupon: CouponCode,
    /// The use that was held for the cart; nothing if the coupon has no limit.
    #[serde(rename = "use")]
    held: Option<CouponUseId>,
    /// Where that use stands at the end.
    state: Option<CouponUseState>,
    /// How many uses are left for everybody; nothing if there is no limit to them.
    left: Option<Course<i64>>,
}

/// A gift card.
#[derive(Debug, Serialize)]
pub(crate) struct GiftCardRow {
    pub(crate) gift_card: GiftCardCode,
    /// What it paid when the order was placed.
    paid: Money,
    /// What is on it.
    left: Course<Money>,
}

/// Something at four times.
#[derive(Debug, Clone, Copy, Serialize)]
struct Course<T> {
    before: T,
    in_the_cart: T,
    ordered: T,
    after: T,
}

impl<T> Course<T> {
    /// What was seen of something each time, if it was each time.
    fn of(seen: &[Left; 4], part: impl Fn(&Left) -> Option<T>) -> Option<Self> {
        let [before, in_the_cart, ordered, after] = seen.each_ref().map(part);
        Some(Self { before: before?, in_the_cart: in_the_cart?, ordered: ordered?, after: after? })
    }

    fn map<U>(self, of: impl Fn(T) -> U) -> Course<U> {
        let Self { before, in_the_cart, ordered, after } = self;
        Course { before: of(before), in_the_cart: of(in_the_cart), ordered: of(ordered), after: of(after) }
    }
}

/// What is left of everything that is given, at one time.
#[derive(Debug)]
pub(crate) struct Left {
    /// Uses of each coupon; nothing where there is no limit to them.
    coupons: Vec<Option<i64>>,
    /// What is on each gift card.
    gift_cards: Vec<Money>,
}

impl Left {
    /// Looks.
    pub(crate) async fn of(stage: &Stage, wish: &Wish) -> Result<Self, Failure> {
        let mut left = Self { coupons: Vec::new(), gift_cards: Vec::new() };
        for coupon in &wish.coupons {
            left.coupons.push(stage.engine.coupon_left(coupon).await?);
        }
        for card in &wish.gift_cards {
            left.gift_cards.push(stage.engine.balance(card).await?);
        }
        Ok(left)
    }
}

impl Given {
    /// Puts together what was seen before, with the cart filled, with the order placed, and at the end.
    pub(crate) async fn of(
        stage: &Stage,
        wish: &Wish,
        uses: &[(CouponCode, Option<CouponUseId>)],
        receipt: &Receipt,
        seen: [Left; 4],
    ) -> Result<Self, Failure> {
        let mut coupons = Vec::with_capacity(uses.len());
        for (place, (coupon, held)) in uses.iter().enumerate() {
            let standing = match held {
                Some(id) => Some(stage.engine.get::<CouponUse>(id).await?.state),
                None => None,
            };
            let left = Course::of(&seen, |left| left.coupons.get(place).copied().flatten());
            coupons.push(CouponRow { coupon: coupon.clone(), held: *held, state: standing, left });
        }
        let mut gift_cards = Vec::with_capacity(wish.gift_cards.len());
        for (place, card) in wish.gift_cards.iter().enumerate() {
            let Some(left) = Course::of(&seen, |left| left.gift_cards.get(place).copied()) else { continue };
            let credit = receipt.credits.iter().find(|credit| credit.code == *card);
            let paid = credit.map_or(Money::zero(receipt.currency), |credit| credit.amount);
            gift_cards.push(GiftCardRow { gift_card: card.clone(), paid, left });
        }
        Ok(Self { coupons, gift_cards })
    }

    /// What a person reads: what it is, its code, what was left of it each time, what became of it.
    pub(crate) fn rows(&self) -> Vec<[String; 4]> {
        let coupons = self.coupons.iter().map(|row| {
            let left = row.left.map_or_else(|| "without limit".into(), |left| way(&left));
            let state = row.state.map_or_else(String::new, |state| word(&state));
            ["coupon".into(), row.coupon.to_string(), left, state]
        });
        let cards = self.gift_cards.iter().map(|row| {
            let left = way(&row.left.map(|amount| amount.amount()));
            let verb = if row.left.after.minor() > row.left.ordered.minor() { "returned" } else { "paid" };
            ["gift card".into(), row.gift_card.to_string(), left, format!("{} {verb}", row.paid)]
        });
        coupons.chain(cards).collect()
    }
}

/// What was left each time, on one line.
fn way<T: ToString>(left: &Course<T>) -> String {
    let Course { before, in_the_cart, ordered, after } = left;
    [before, in_the_cart, ordered, after].map(ToString::to_string).join(" → ")
}
