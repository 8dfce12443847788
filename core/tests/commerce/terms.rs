//! Coupons, gift cards, charges, buyers and taxes of a cart: what they do, and every way in which they are refused.

use fondaco::coupon::{COUPON_USE, CouponUse, CouponUseState};
use fondaco::{CartId, Command, CouponUseId, Key, Outcome};
use serde_json::{Value, json};

use crate::common::shop::{HOLD, cancel, command, off_from, rules};
use crate::common::{Placed, Shop, euros, uuid};
use crate::refusals::refusals;

/// A customer.
const ADA: &str = "00000000-0000-0000-0000-000000000007";

/// A shop whose book asks for coupons, with coupons, a gift card and a customer's credit.
fn shop() -> Shop {
    let shop = Shop::new();
    stock_terms(&shop);
    shop
}

/// Adds what this page needs to a shop.
pub(crate) fn stock_terms(shop: &Shop) {
    let mut book = rules("retail", "inclusive");
    let promotions = book["promotions"].as_array_mut().unwrap();
    for coupon in ["ONCE", "EACH", "OPEN"] {
        let mut promotion = off_from(coupon, "A tenth off with a coupon", "0.10", None);
        promotion["when"] = json!({"coupon": [coupon]});
        promotions.push(promotion);
    }
    let mut scarce = off_from("scarce", "A euro off, once for each customer", "0.10", None);
    scarce["actions"] = json!([{"discount": {"on": "order", "off": {"amount": [euros("1.00")]}}}]);
    scarce["when"] = json!({"group": ["readers"]});
    scarce["limits"] = json!({"uses": 5, "uses_per_customer": 1, "budget": euros("1.50"), "overrun": "cut"});
    promotions.push(scarce);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    shop.must(&command(json!({"do": "define_coupons", "coupons": [
        {"code": "ONCE", "uses": 1},
        {"code": "EACH", "uses_per_customer": 1, "spent_by_cancelled": true},
        {"code": "LATE", "uses": 1, "from": "2026-11-01T00:00:00Z", "until": "2026-11-21T12:00:00Z"},
    ]})));
    for (code, amount, customer) in [("CARD", "20.00", None), ("CREDIT", "5.00", Some(ADA))] {
        let mut card = json!({"code": code, "amount": euros(amount)});
        if let Some(customer) = customer {
            card["customer"] = customer.into();
        }
        shop.must(&command(json!({"do": "issue_gift_card", "card": card})));
    }
}

fn give(cart: CartId, coupon: &str) -> Command {
    command(json!({"do": "apply_coupon", "cart": cart, "coupon": coupon}))
}

fn pay_with(cart: CartId, gift_card: &str) -> Command {
    command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": gift_card}))
}

fn of_ada(shop: &Shop) -> CartId {
    let open = json!({"do": "open_cart", "channel": "web", "customer": ADA, "lines": [{"sku": "novel", "quantity": 2}],
        "address": crate::common::shop::address()});
    let Outcome::Cart { cart } = shop.must(&command(open)) else { panic!("no cart") };
    cart
}

fn charges(cart: CartId, charges: Value) -> Command {
    command(json!({"do": "set_charges", "cart": cart, "charges": charges}))
}

fn shipping(amount: &str) -> Value {
    json!({"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros(amount), "tax": {"category": "standard"}})
}

fn taxes(cart: CartId, until: &str, items: Value) -> Command {
    command(json!({"do": "set_taxes", "cart": cart, "answer": {"provider": "Tax & Co",
        "at": "2026-11-21T11:00:00Z", "until": until, "items": items}}))
}

fn allowance(shop: &Shop, code: &str) -> [i64; 2] {
    shop.pair(&Key::Allowance(code.parse().unwrap()))
}

fn held(shop: &Shop, cart: CartId) -> CouponUseId {
    shop.cart(cart).coupons.iter().find_map(|coupon| coupon.held).unwrap()
}

fn use_in(shop: &Shop, id: CouponUseId) -> CouponUseState {
    shop.get::<CouponUse>(&id).state
}

refusals! {
    a_coupon_with_a_limit_below_one_is_refused: CouponInvalid,
        |shop| shop.refuse(&command(json!({"do": "define_coupons", "coupons": [{"code": "NONE", "uses": 0}]})));
    a_coupon_that_ends_before_it_begins_is_refused: CouponInvalid, |shop| {
        let coupon = json!({"code": "BACK", "from": "2026-11-21T12:00:00Z", "until": "2026-11-21T12:00:00Z"});
        shop.refuse(&command(json!({"do": "define_coupons", "coupons": [coupon]})))
    };
    a_coupon_that_stands_twice_in_one_command_is_refused: CouponInvalid,
        |shop| shop.refuse(&command(json!({"do": "define_coupons", "coupons": [{"code": "A"}, {"code": "A"}]})));
    a_coupon_that_nobody_asks_for_is_refused: CouponUnknown, |shop| {
        stock_terms(shop);
        shop.refuse(&give(shop.filled(&[("novel", 1)]), "NOBODY"))
    };
    a_coupon_that_is_not_in_the_cart_is_not_taken_out: CouponUnknown, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&command(json!({"do": "remove_coupon", "cart": cart, "coupon": "ONCE"})))
    };
    a_coupon_whose_time_is_over_is_refused: CouponNotNow, |shop| {
        stock_terms(shop);
        shop.refuse(&give(shop.filled(&[("novel", 1)]), "LATE"))
    };
    the_last_use_of_a_coupon_is_given_once: CouponUsedUp, |shop| {
        stock_terms(shop);
        shop.must(&give(shop.filled(&[("novel", 1)]), "ONCE"));
        shop.refuse(&give(shop.filled(&[("novel", 1)]), "ONCE"))
    };
    a_coupon_that_is_counted_by_customer_is_not_for_guests: CouponForCustomers, |shop| {
        stock_terms(shop);
        shop.refuse(&give(shop.filled(&[("novel", 1)]), "EACH"))
    };
    a_coupon_is_given_once_to_a_cart: CouponGiven, |shop| {
        stock_terms(shop);
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&give(cart, "OPEN"));
        shop.refuse(&give(cart, "OPEN"))
    };
    a_use_that_is_not_there_does_not_expire: CouponUseUnknown,
        |shop| shop.refuse(&Command::ExpireCouponUse { coupon_use: uuid(9) });
    a_use_does_not_expire_before_its_time: ReservationNotDue, |shop| {
        stock_terms(shop);
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&give(cart, "ONCE"));
        shop.refuse(&Command::ExpireCouponUse { coupon_use: held(shop, cart) })
    };
    a_count_that_is_not_there_is_said_to_be_unknown: TallyUnknown, |shop| {
        let code = "coupon/ONCE/nobody".parse().unwrap();
        let asked = fondaco::immediately(shop.engine.get::<fondaco::Tally>(&code)).unwrap();
        asked.unwrap_err().into_refusal()
    };
    a_gift_card_with_nothing_on_it_is_refused: GiftCardInvalid, |shop| {
        let card = json!({"code": "EMPTY", "amount": euros("0.00")});
        shop.refuse(&command(json!({"do": "issue_gift_card", "card": card})))
    };
    a_gift_card_is_issued_once: GiftCardInvalid, |shop| {
        stock_terms(shop);
        let card = json!({"code": "CARD", "amount": euros("1.00")});
        shop.refuse(&command(json!({"do": "issue_gift_card", "card": card})))
    };
    a_gift_card_that_is_not_there_is_refused: GiftCardUnknown,
        |shop| shop.refuse(&pay_with(shop.filled(&[("novel", 1)]), "CARD"));
    a_gift_card_that_is_not_in_the_cart_is_not_taken_out: GiftCardUnknown, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&command(json!({"do": "remove_gift_card", "cart": cart, "gift_card": "CARD"})))
    };
    the_credit_of_another_customer_does_not_pay: GiftCardUnfit, |shop| {
        stock_terms(shop);
        shop.refuse(&pay_with(shop.filled(&[("novel", 1)]), "CREDIT"))
    };
    a_gift_card_pays_in_its_own_currency_only: GiftCardUnfit, |shop| {
        stock_terms(shop);
        shop.refuse(&pay_with(shop.filled_on("usa", &[("novel", 1)]), "CARD"))
    };
    a_gift_card_that_has_ended_does_not_pay: GiftCardUnfit, |shop| {
        let card = json!({"code": "OLD", "amount": euros("1.00"), "until": "2026-11-21T12:00:00Z"});
        shop.must(&command(json!({"do": "issue_gift_card", "card": card})));
        shop.refuse(&pay_with(shop.filled(&[("novel", 1)]), "OLD"))
    };
    shipping_is_not_less_than_zero: BasketInvalid,
        |shop| shop.refuse(&charges(shop.filled(&[("novel", 1)]), json!([shipping("-0.01")])));
    deductions_are_not_more_than_there_is_to_be_paid: BasketInvalid, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        let fee = json!({"code": "damage", "title": "Damaged cover", "kind": "fee", "amount": euros("-12.01")});
        shop.must(&charges(cart, json!([fee])));
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    two_charges_of_one_code_are_refused: BasketInvalid,
        |shop| shop.refuse(&charges(shop.filled(&[("novel", 1)]), json!([shipping("1.00"), shipping("2.00")])));
    a_charge_in_another_currency_is_refused: CurrencyMismatch,
        |shop| shop.refuse(&charges(shop.filled_on("usa", &[("novel", 1)]), json!([shipping("1.00")])));
    what_a_tax_service_answered_is_given_before_it_ends: TaxStale, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&taxes(cart, "2026-11-21T12:00:00Z", json!([])))
    };
}

#[test]
fn a_coupon_that_was_held_is_consumed_by_the_order_and_comes_back_when_it_is_cancelled() {
    let shop = shop();
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&give(cart, "ONCE"));
    assert_eq!(shop.price(cart).total, euros("21.60"));
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 1]);
    let id = held(&shop, cart);
    let placed = shop.place(cart);
    assert_eq!(use_in(&shop, id), CouponUseState::Consumed);
    let left = |code: &str| fondaco::immediately(shop.engine.coupon_left(&code.parse().unwrap())).unwrap();
    assert_eq!((left("ONCE"), left("EACH")), (Ok(Some(0)), Ok(None)));
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 1]);
    shop.must(&cancel(placed.order));
    assert_eq!((use_in(&shop, id), allowance(&shop, "coupon/ONCE")), (CouponUseState::Returned, [1, 0]));
    shop.check_replay();
}

#[test]
fn a_coupon_that_took_nothing_off_is_not_used_up() {
    let shop = shop();
    // Bookmarks cost nothing: there is nothing to take a tenth off.
    let cart = shop.filled(&[("gift", 1)]);
    shop.must(&give(cart, "ONCE"));
    let id = held(&shop, cart);
    shop.place(cart);
    assert_eq!((use_in(&shop, id), allowance(&shop, "coupon/ONCE")), (CouponUseState::Released, [1, 0]));
    shop.check_replay();
}

#[test]
fn a_coupon_of_a_customer_counts_and_one_that_cancelled_orders_spend_stays_spent() {
    let shop = shop();
    let cart = of_ada(&shop);
    shop.must(&give(cart, "EACH"));
    let placed = shop.place(cart);
    shop.must(&cancel(placed.order));
    let again = of_ada(&shop);
    assert_eq!(shop.refuse(&give(again, "EACH")).code(), fondaco::Code::CouponUsedUp);
    shop.check_replay();
}

#[test]
fn a_hold_on_a_coupon_runs_out_and_an_order_draws_the_use_itself_if_it_is_still_there() {
    let shop = shop();
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&give(cart, "ONCE"));
    let id = held(&shop, cart);
    shop.clock.pass(HOLD);
    let placed = shop.place(cart);
    assert_eq!((use_in(&shop, id), allowance(&shop, "coupon/ONCE")), (CouponUseState::Expired, [1, 1]));
    assert_eq!(placed.total, euros("21.60"));
    shop.must(&cancel(placed.order));
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 0]);
    let next = shop.filled(&[("novel", 2)]);
    shop.must(&give(next, "ONCE"));
    shop.clock.pass(HOLD);
    assert_eq!(shop.tick(), 1);
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 0]);
    shop.check_replay();
}

#[test]
fn a_till_uses_a_coupon_without_a_cart() {
    let shop = shop();
    let buy = |coupons: Value| {
        command(json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "novel", "quantity": 2}],
            "address": crate::common::shop::address(), "coupons": coupons, "charges": [shipping("5.00")]}))
    };
    let Outcome::Order { order, total, .. } = shop.must(&buy(json!(["ONCE", "OPEN"]))) else { panic!("no order") };
    // 24.00 less a tenth is 21.60, less a tenth 19.44; the parcel is 5.00.
    assert_eq!(total, euros("24.44"));
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 1]);
    assert_eq!(shop.refuse(&buy(json!(["ONCE"]))).code(), fondaco::Code::CouponUsedUp);
    shop.must(&cancel(order));
    assert_eq!(allowance(&shop, "coupon/ONCE"), [1, 0]);
    shop.check_replay();
}

#[test]
fn a_gift_card_pays_what_is_on_it_and_the_payment_is_for_the_rest() {
    let shop = shop();
    let cart = of_ada(&shop);
    shop.must(&pay_with(cart, "CREDIT"));
    shop.must(&pay_with(cart, "CARD"));
    let receipt = shop.price(cart);
    assert_eq!((receipt.total, receipt.due), (euros("24.00"), euros("0.00")));
    let used: Vec<(&str, i64)> = receipt.credits.iter().map(|used| (used.code.as_str(), used.amount.minor())).collect();
    assert_eq!(used, [("CREDIT", 500), ("CARD", 1900)]);
    let tax = shop.price(shop.filled(&[("novel", 2)])).tax;
    assert_eq!(receipt.tax, tax, "paying with a gift card changes no tax");
    let Placed { order, total, .. } = shop.place(cart);
    assert_eq!(total, euros("0.00"));
    assert_eq!((allowance(&shop, "gift_card/CREDIT"), allowance(&shop, "gift_card/CARD")), ([500, 500], [2000, 1900]));
    // Nothing is left to be paid: the goods can leave.
    shop.ship(order);
    let next = shop.filled(&[("novel", 1)]);
    shop.must(&pay_with(next, "CARD"));
    let placed = shop.place(next);
    assert_eq!(placed.total, euros("11.00"));
    assert_eq!(shop.payment(placed.payment).amount, euros("11.00"));
    let balance = |code: &str| fondaco::immediately(shop.engine.balance(&code.parse().unwrap())).unwrap();
    assert_eq!(balance("CARD"), Ok(euros("0.00")));
    assert_eq!(balance("NONE").unwrap_err().code(), fondaco::Code::GiftCardUnknown);
    shop.check_replay();
}

#[test]
fn a_promotion_with_limits_is_cut_to_its_budget_and_counts_by_customer() {
    let shop = shop();
    let reader = |cart: CartId| {
        shop.must(&command(json!({"do": "set_buyer", "cart": cart, "buyer": {"groups": ["readers"]}})));
        cart
    };
    let first = shop.place(reader(of_ada(&shop)));
    assert_eq!(first.total, euros("23.00"));
    assert_eq!(shop.place(reader(of_ada(&shop))).total, euros("24.00"), "once for each customer");
    assert_eq!(shop.price(reader(shop.filled(&[("novel", 2)]))).total, euros("24.00"), "a guest is nobody's customer");
    assert_eq!(allowance(&shop, "budget/retail/scarce/EUR"), [150, 100]);
    shop.must(&cancel(first.order));
    assert_eq!(allowance(&shop, "budget/retail/scarce/EUR"), [150, 0]);
    assert_eq!(allowance(&shop, "uses/retail/scarce"), [5, 0]);
    assert_eq!(shop.price(reader(of_ada(&shop))).total, euros("23.00"));
    shop.check_replay();
}

#[test]
fn shipping_fees_and_donations_are_paid_beside_goods() {
    let shop = shop();
    let cart = shop.filled(&[("novel", 2)]);
    let fee =
        json!({"code": "wrapping", "title": "Wrapping", "kind": "fee", "amount": euros("2.00"), "tax": "as_goods"});
    let donation = json!({"code": "trees", "title": "Trees", "kind": "donation", "amount": euros("1.00")});
    shop.must(&charges(cart, json!([shipping("6.10"), fee, donation])));
    let receipt = shop.price(cart);
    // The parcel contains 22 %, the wrapping 4 % as the novels do, the donation nothing.
    let tax: Vec<i64> = receipt.charges.iter().map(|charge| charge.tax.minor()).collect();
    assert_eq!(tax, [110, 8, 0]);
    assert_eq!((receipt.charged, receipt.total), (euros("9.10"), euros("33.10")));
    shop.must(&charges(cart, json!([])));
    assert_eq!(shop.price(cart).total, euros("24.00"));
}

#[test]
fn what_a_tax_service_answered_counts_until_the_cart_changes() {
    let shop = shop();
    let cart = shop.filled(&[("novel", 2)]);
    let own = shop.price(cart).tax;
    let item = json!({"of": {"line": 1}, "name": "State tax", "rate": "0.2"});
    shop.must(&taxes(cart, "2026-11-21T13:00:00Z", json!([item])));
    let receipt = shop.price(cart);
    assert_eq!((receipt.tax, &*receipt.taxes[0].name), (euros("4.00"), "State tax"));
    for quantity in [3, 2] {
        shop.must(&Command::ChangeLine { cart, line: 1, quantity: quantity.try_into().unwrap() });
    }
    assert_eq!(shop.price(cart).tax, own, "it was answered for the basket as it was");
}

#[test]
fn every_step_of_a_use_of_a_coupon_is_taken_exactly_where_the_table_says() {
    let in_state = |state: CouponUseState| {
        let shop = shop();
        let cart = shop.filled(&[("novel", 2)]);
        shop.must(&give(cart, "ONCE"));
        let id = held(&shop, cart);
        match state {
            CouponUseState::Held => {}
            CouponUseState::Released => {
                shop.must(&command(json!({"do": "remove_coupon", "cart": cart, "coupon": "ONCE"})));
            }
            CouponUseState::Expired => {
                shop.clock.pass(HOLD);
                shop.must(&Command::ExpireCouponUse { coupon_use: id });
            }
            CouponUseState::Consumed | CouponUseState::Returned => {
                let placed = shop.place(cart);
                if state == CouponUseState::Returned {
                    shop.must(&cancel(placed.order));
                }
            }
        }
        assert_eq!(use_in(&shop, id), state);
        shop.clock.pass(HOLD);
        (shop, id)
    };
    for state in COUPON_USE.states {
        let (shop, id) = in_state(*state);
        let expire = Command::ExpireCouponUse { coupon_use: id };
        let open = COUPON_USE.open(*state).any(|step| step == fondaco::coupon::CouponUseStep::Expire);
        if open {
            shop.must(&expire);
            assert_eq!(use_in(&shop, id), CouponUseState::Expired);
        } else {
            assert_eq!(shop.refuse(&expire).code(), fondaco::Code::StateForbidden);
        }
    }
}
