//! Coupons and gift cards that were given: what is left of each, from before the cart to the end.

use fondaco::coupon::{CouponUse, CouponUseState};
use fondaco::money::Money;
use fondaco::port::Fact;
use fondaco::pricing::Receipt;
use fondaco::{AllowanceCode, CouponCode, CouponUseId, Failure, GiftCardCode, Key, word};
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
    fn map<U>(self, of: impl Fn(T) -> U) -> Course<U> {
        let Self { before, in_the_cart, ordered, after } = self;
        Course { before: of(before), in_the_cart: of(in_the_cart), ordered: of(ordered), after: of(after) }
    }
}

/// What is left of everything that is given, at one time: coupons first, then gift cards.
#[derive(Debug)]
pub(crate) struct Left(Vec<i64>);

impl Left {
    /// Looks.
    pub(crate) async fn of(stage: &Stage, wish: &Wish) -> Result<Self, Failure> {
        let coupons = wish.coupons.iter().map(|code| format!("coupon/{code}"));
        let names = coupons.chain(wish.gift_cards.iter().map(|code| format!("gift_card/{code}")));
        let keys = names.map(|name| AllowanceCode::new(&name).map(Key::Allowance));
        let keys: Vec<Key> = keys.collect::<Result<_, _>>()?;
        let left = |fact: &Fact| match fact {
            Fact::Counters([granted, drawn]) => granted.saturating_sub(*drawn),
            Fact::Absent | Fact::Record(_) => 0,
        };
        Ok(Self(stage.store.load(&keys).await?.iter().map(left).collect()))
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
        let course = |place: usize| {
            let [before, in_the_cart, ordered, after] =
                seen.each_ref().map(|left| left.0.get(place).copied().unwrap_or_default());
            Course { before, in_the_cart, ordered, after }
        };
        let mut coupons = Vec::with_capacity(uses.len());
        for (place, (coupon, held)) in uses.iter().enumerate() {
            let standing = match held {
                Some(id) => Some(stage.engine.get::<CouponUse>(id).await?.state),
                None => None,
            };
            let left = Some(course(place)).filter(|left| left.before > 0);
            coupons.push(CouponRow { coupon: coupon.clone(), held: *held, state: standing, left });
        }
        let currency = receipt.currency;
        let card = |(place, code): (usize, &GiftCardCode)| GiftCardRow {
            gift_card: code.clone(),
            paid: receipt
                .credits
                .iter()
                .find(|used| used.code == *code)
                .map_or(Money::zero(currency), |used| used.amount),
            left: course(place).map(|minor| Money::from_minor(minor, currency)),
        };
        Ok(Self { coupons, gift_cards: (wish.coupons.len()..).zip(&wish.gift_cards).map(card).collect() })
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
