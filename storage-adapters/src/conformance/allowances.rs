//! Promises about what there is only so much of: uses of coupons, budgets, money on gift cards.

use std::time::Duration;

use fondaco::coupon::Coupon;
use fondaco::money::{Currency, Money};
use fondaco::order::Order;
use fondaco::payment::GiftCard;
use fondaco::port::Store;
use fondaco::pricing::{Action, Condition, Count, Discount, Goods, Limits, Off, Promotion, QuantityTest, Target};
use fondaco::{CartId, Code, Command, CouponCode, CustomerId, Failure, GiftCardCode, Key, Outcome};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{HOLD_SECONDS, Shop, TICKET, open_cart, prices};
use super::trial::{Snapshot, Trial, busy_engine, counters};

/// The code that a promotion asks for: a euro off.
const COUPON: &str = "FIVER";
/// How many orders with tickets get a euro off, as far as the budget of 30.00 EUR goes.
const FIRST_ORDERS: i64 = 50;

/// Adds the promotions that draw on something to the price book of a shop.
async fn stock_promotions(shop: &Shop) {
    let euro = || Off::Amount(vec![Money::parse("1.00", Currency::iso("EUR").unwrap()).unwrap()]);
    let off_order = |code: &str, title: &str| {
        let action = Action::Discount(Discount::new(Target::Order, euro()));
        Promotion::new(code.parse().unwrap(), title, action)
    };
    let tickets = Goods { skus: vec![TICKET.parse().unwrap()], ..Goods::default() };
    let tickets = QuantityTest { of: tickets, within: Count::at_least(1), on_one_line: false };
    let budget = Money::parse("30.00", Currency::iso("EUR").unwrap()).unwrap();
    let limits = Limits { uses: Some(FIRST_ORDERS), budget: Some(budget), ..Limits::default() };
    let mut rules = prices().unwrap();
    rules.promotions.push(Promotion {
        when: Condition::Coupon(vec![COUPON.parse().unwrap()]),
        ..off_order("COUPON", "A euro off with a coupon")
    });
    rules.promotions.push(Promotion {
        when: Condition::Quantity(tickets),
        limits,
        ..off_order("FIRST", "A euro off, the first fifty orders")
    });
    shop.run(&Command::DefinePriceBook { rules }).await.unwrap();
}

async fn drawn(store: &std::sync::Arc<dyn Store>, allowance: &str) -> [i64; 2] {
    counters(store, &Key::Allowance(allowance.parse().unwrap())).await
}

async fn define(shop: &Shop, uses: Option<i64>, uses_per_customer: Option<i64>) {
    let code = CouponCode::new(COUPON).unwrap();
    let coupon = Coupon { code, uses, uses_per_customer, from: None, until: None, spent_by_cancelled: false };
    shop.run(&Command::DefineCoupons { coupons: vec![coupon] }).await.unwrap();
}

async fn give(shop: &Shop, cart: CartId) -> Result<Outcome, Failure> {
    shop.run(&Command::ApplyCoupon { cart, coupon: CouponCode::new(COUPON).unwrap() }).await
}

/// Many shoppers at the same time want the last uses of a coupon: as many as there are get one, and order with it; the
/// others are told that it is used up, nobody gives up.
pub async fn the_last_use_of_a_coupon_is_given_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "the_last_use_of_a_coupon_is_given_once").await;
    let shop = trial.busy_shop().await;
    stock_promotions(&shop).await;
    shop.receive(TICKET, 100).await.unwrap();
    define(&shop, Some(20), None).await;
    let handles = [trial.store.clone(), trial.again().await];
    let mut shopping = JoinSet::new();
    for (_, store) in (0..60).zip(handles.iter().cycle()) {
        let shop = shop.through(busy_engine(store));
        shopping.spawn(async move {
            let cart = shop.cart(&[(TICKET, 1)]).await?;
            give(&shop, cart).await?;
            shop.order(cart).await
        });
    }
    let (mut got, mut late) = (0, 0);
    while let Some(done) = shopping.join_next().await {
        match done.unwrap() {
            Ok(_) => got += 1,
            Err(failure) if failure.code() == Code::CouponUsedUp => late += 1,
            Err(failure) => panic!("gave up: {failure}"),
        }
    }
    assert_eq!((got, late), (20, 40), "used and refused");
    assert_eq!(drawn(&trial.store, &format!("coupon/{COUPON}")).await, [20, 20]);
    Snapshot::of(&trial.store).await;
}

/// A use that is held with a cart and not ordered in time is there for others, before and after a tick marks it; one that
/// is taken out is there at once.
pub async fn a_held_use_runs_out(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_held_use_runs_out").await;
    let shop = trial.shop().await;
    stock_promotions(&shop).await;
    define(&shop, Some(1), None).await;
    let (slow, quick) = (shop.cart(&[("BOOK", 1)]).await.unwrap(), shop.cart(&[("BOOK", 1)]).await.unwrap());
    give(&shop, slow).await.unwrap();
    assert_eq!(give(&shop, quick).await.unwrap_err().code(), Code::CouponUsedUp);
    shop.run(&Command::RemoveCoupon { cart: slow, coupon: COUPON.parse().unwrap() }).await.unwrap();
    give(&shop, quick).await.unwrap();
    trial.clock.advance(Duration::from_secs(u64::from(HOLD_SECONDS)));
    give(&shop, slow).await.unwrap();
    assert_eq!(drawn(&trial.store, &format!("coupon/{COUPON}")).await, [1, 1]);
    assert_eq!(shop.order(quick).await.unwrap_err().code(), Code::CouponUsedUp, "its use went to another");
    shop.order(slow).await.unwrap();
    define(&shop, Some(2), None).await;
    shop.order(quick).await.unwrap();
    assert_eq!(drawn(&trial.store, &format!("coupon/{COUPON}")).await, [2, 2]);
}

/// A customer uses a coupon as often as it says, also from several carts at the same time; a guest does not.
pub async fn a_coupon_counts_by_customer(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_coupon_counts_by_customer").await;
    let shop = trial.busy_shop().await;
    stock_promotions(&shop).await;
    define(&shop, None, Some(2)).await;
    let guest = shop.cart(&[("BOOK", 1)]).await.unwrap();
    assert_eq!(give(&shop, guest).await.unwrap_err().code(), Code::CouponForCustomers);
    let customer: CustomerId = "00000000-0000-0000-0000-000000000007".parse().unwrap();
    let mut shopping = JoinSet::new();
    for _ in 0..10 {
        let shop = shop.through(busy_engine(&trial.store));
        shopping.spawn(async move {
            let Outcome::Cart { cart } = shop.run(&open_cart(Some(customer), &[("BOOK", 1)])?).await? else {
                panic!("no cart");
            };
            give(&shop, cart).await?;
            shop.order(cart).await
        });
    }
    let done: Vec<_> = shopping.join_all().await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 2);
    let used_up = |done: &&Result<_, Failure>| done.as_ref().is_err_and(|failure| failure.code() == Code::CouponUsedUp);
    assert_eq!(done.iter().filter(used_up).count(), 8);
}

/// Many orders at the same time are paid with one gift card: together they draw what was on it, not a cent more.
pub async fn a_gift_card_is_never_overdrawn(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_gift_card_is_never_overdrawn").await;
    let shop = trial.busy_shop().await;
    stock_promotions(&shop).await;
    let euros = |amount| Money::parse(amount, Currency::iso("EUR").unwrap()).unwrap();
    let code: GiftCardCode = "CARD".parse().unwrap();
    let issued = GiftCard { code: code.clone(), amount: euros("100.00"), customer: None, until: None, books: None };
    shop.run(&Command::IssueGiftCard { card: issued }).await.unwrap();
    let mut shopping = JoinSet::new();
    for _ in 0..12 {
        let (shop, gift_card) = (shop.through(busy_engine(&trial.store)), code.clone());
        shopping.spawn(async move {
            let cart = shop.cart(&[("BOOK", 1)]).await?;
            shop.run(&Command::ApplyGiftCard { cart, gift_card }).await?;
            shop.order(cart).await
        });
    }
    // Twelve books at 12.50 are 150.00: eight are paid by the card, four by other means.
    let due: Vec<i64> = shopping.join_all().await.into_iter().map(|placed| placed.unwrap().total.minor()).collect();
    assert_eq!(due.iter().sum::<i64>(), 5_000);
    assert_eq!(due.iter().filter(|due| **due == 0).count(), 8);
    assert_eq!(drawn(&trial.store, "gift_card/CARD").await, [10_000, 10_000]);
    Snapshot::of(&trial.store).await;
}

/// Many orders at the same time share the budget of a promotion: it takes off what its budget says, then nothing.
pub async fn a_budget_is_never_passed(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_budget_is_never_passed").await;
    let shop = trial.busy_shop().await;
    stock_promotions(&shop).await;
    shop.receive(TICKET, 100).await.unwrap();
    let mut shopping = JoinSet::new();
    for _ in 0..40 {
        let shop = shop.through(busy_engine(&trial.store));
        shopping.spawn(async move { shop.buy(&[(TICKET, 1)]).await });
    }
    let totals: Vec<i64> = shopping.join_all().await.into_iter().map(|placed| placed.unwrap().total.minor()).collect();
    assert_eq!(totals.iter().filter(|total| **total == 900).count(), 30);
    assert_eq!(totals.iter().filter(|total| **total == 1_000).count(), 10);
    assert_eq!(drawn(&trial.store, "budget/retail/FIRST/EUR").await, [3_000, 3_000]);
    assert_eq!(drawn(&trial.store, "uses/retail/FIRST").await, [FIRST_ORDERS, 30]);
}

/// A cancelled order gives back its use of a coupon, of promotions and their budgets, and the money of gift cards.
pub async fn a_cancelled_order_gives_back_what_it_drew(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_cancelled_order_gives_back_what_it_drew").await;
    let shop = trial.shop().await;
    stock_promotions(&shop).await;
    shop.receive(TICKET, 10).await.unwrap();
    define(&shop, Some(1), None).await;
    let issued = GiftCard {
        code: "CARD".parse().unwrap(),
        amount: Money::parse("3.00", Currency::iso("EUR").unwrap()).unwrap(),
        customer: None,
        until: None,
        books: None,
    };
    shop.run(&Command::IssueGiftCard { card: issued }).await.unwrap();
    for _ in 0..2 {
        let cart = shop.cart(&[(TICKET, 1)]).await.unwrap();
        give(&shop, cart).await.unwrap();
        shop.run(&Command::ApplyGiftCard { cart, gift_card: "CARD".parse().unwrap() }).await.unwrap();
        let placed = shop.order(cart).await.unwrap();
        // 10.00 less two euros of promotions is 8.00, of which the card pays 3.00.
        assert_eq!(placed.total.minor(), 500);
        let order = shop.engine().get::<Order>(&placed.order).await.unwrap();
        assert_eq!(order.receipt.total.minor(), 800);
        assert_eq!(drawn(&trial.store, &format!("coupon/{COUPON}")).await, [1, 1]);
        assert_eq!(drawn(&trial.store, "gift_card/CARD").await, [300, 300]);
        let cancel = Command::CancelOrder { order: placed.order, reason: "changed my mind".into() };
        shop.run(&cancel).await.unwrap();
        for allowance in [&format!("coupon/{COUPON}"), "gift_card/CARD", "uses/retail/FIRST", "budget/retail/FIRST/EUR"]
        {
            assert_eq!(drawn(&trial.store, allowance).await[1], 0, "{allowance}");
        }
    }
    Snapshot::of(&trial.store).await;
}
