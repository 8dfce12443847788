//! Promotions that no longer hold, and gifts that fall away, once some of the goods are gone.

use fondaco::document::TaxedAmount;
use fondaco::money::Money;
use fondaco::order::Order;
use fondaco::{Code, OrderId, Outcome, ReturnId};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::papers::Papers;
use crate::common::shop::{HOLD, cancel, cancel_lines, command, receive_return, request_return, rules, ship};
use crate::common::{Shop, address, cents};
use crate::documents::{issue, note, web, with_series};
use crate::kits::{define, kit};

/// The shop, its web channel under a policy.
fn under(policy: Value) -> Shop {
    let shop = Shop::new();
    shop.must(&web(with_series(&shop, json!({"after_sales": policy}))));
    shop
}

fn repricing() -> Shop {
    under(json!({"promotions": "reprice"}))
}

/// Units come back, for sale again; answers what is credited.
fn come_back(shop: &Shop, order: OrderId, lines: &[(u32, i64)]) -> Money {
    let return_id = asked_back(shop, order, lines);
    let refund = json!({"do": "refund_return", "return_id": return_id});
    let Outcome::Credited { amount } = shop.must(&command(refund)) else { panic!("nothing is credited") };
    amount
}

fn asked_back(shop: &Shop, order: OrderId, lines: &[(u32, i64)]) -> ReturnId {
    let id = shop.approved(order, lines);
    let back: Vec<_> = lines.iter().map(|(line, units)| (*line, *units, 0)).collect();
    shop.must(&receive_return(id, &back));
    id
}

/// What the last credit was lowered by.
fn lost(shop: &Shop, order: OrderId) -> Option<i64> {
    let order = shop.order(order);
    order.credits.last().unwrap().lost_discount.as_ref().map(|TaxedAmount { net, tax, gross, taxes }| {
        assert_eq!(net.plus(*tax).unwrap(), *gross);
        assert_eq!(taxes.iter().map(|tax| tax.amount.minor()).sum::<i64>(), tax.minor());
        gross.minor()
    })
}

fn total(shop: &Shop, order: OrderId) -> i64 {
    shop.order(order).total().unwrap().minor()
}

#[test]
fn a_discount_that_no_longer_holds_is_taken_off_the_credit_and_comes_back_with_the_rest() {
    // 49.99 and 12.00, less ten percent from 50.00: 55.79.
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    assert_eq!(placed.total, cents(5579));
    shop.ship(placed.order);
    assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(5579 - 1200), "a novel alone is 12.00");
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (Some(120), 1200));
    assert_eq!(come_back(&shop, placed.order, &[(2, 1)]), cents(1200));
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (Some(-120), 0));
    shop.check_replay();
}

#[test]
fn by_default_units_keep_the_shares_that_they_were_sold_with() {
    let shop = Shop::new();
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    shop.ship(placed.order);
    assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(4499));
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (None, 1080));
}

#[test]
fn an_order_keeps_the_policy_that_it_was_sold_under() {
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    let channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": ["genova", "pisa"], "hold_seconds": HOLD});
    shop.must(&command(json!({"do": "define_channel", "channel": channel})));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(lost(&shop, placed.order), Some(120));
}

#[test]
fn a_credit_is_never_below_zero_and_what_it_fell_short_by_is_made_up_later() {
    // 49.99 and 1.99, less ten percent: 46.78. Without the pen the atlas costs more than both.
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("pen", 1)]);
    shop.ship(placed.order);
    assert_eq!(come_back(&shop, placed.order, &[(2, 1)]), cents(0));
    assert_eq!(total(&shop, placed.order), 4678);
    assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(4678));
    assert_eq!(total(&shop, placed.order), 0);
}

#[test]
fn a_fee_is_kept_of_what_is_left_of_the_credit() {
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    shop.ship(placed.order);
    let return_id = asked_back(&shop, placed.order, &[(1, 1)]);
    let refund = |fee: &str| {
        command(json!({"do": "refund_return", "return_id": return_id, "fee": {"amount": fee, "currency": "EUR"}}))
    };
    assert_eq!(shop.refuse(&refund("43.80")).code(), Code::ReturnFee);
    assert_eq!(shop.must(&refund("43.79")), Outcome::Credited { amount: cents(0) });
}

#[test]
fn free_shipping_that_no_longer_holds_is_charged() {
    let shop = repricing();
    let mut book = rules("retail", "inclusive");
    book["promotions"] = json!([{"code": "free", "title": "Free shipping from 50", "when": {"total": {
        "within": [{"at_least": {"amount": "50.00", "currency": "EUR"}}], "base": "original"}},
        "actions": [{"discount": {"on": "shipping", "off": {"percent": "1"}}}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    let parcel = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": {"amount": "5.00", "currency": "EUR"}}]);
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "atlas", "quantity": 1}, {"sku": "novel", "quantity": 1}],
        "address": address(), "charges": parcel});
    let Outcome::Order { order, total: due, .. } = shop.must(&command(buy)) else { panic!() };
    assert_eq!(due, cents(6199));
    shop.must(&cancel_lines(order, &[(1, 1)]));
    assert_eq!((total(&shop, order), lost(&shop, order)), (1700, Some(500)));
}

#[test]
fn where_the_rules_have_changed_the_shares_stand_as_they_were_sold() {
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("novel", 2)]);
    let mut book = rules("retail", "inclusive");
    book["promotions"] = json!([]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let order = shop.order(placed.order);
    assert!(order.credits[0].rules_changed && order.credits[0].lost_discount.is_none());
    assert_eq!(order.credits[0].amount, cents(4499));
    // The prices of goods alone are the order's own: a new one changes nothing.
    let shop = repricing();
    let placed = shop.bought(&[("atlas", 1), ("novel", 2)]);
    let mut variants = crate::common::shop::variants();
    variants[1]["prices"][0]["amount"] = json!("99.00");
    shop.must(&command(json!({"do": "define_variants", "variants": variants})));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (Some(240), 2400));
}

#[test]
fn a_promotion_whose_uses_are_all_gone_still_holds_for_who_had_one() {
    let shop = repricing();
    let mut book = rules("retail", "inclusive");
    book["promotions"][0]["limits"] = json!({"uses": 1});
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    let placed = shop.bought(&[("atlas", 2), ("novel", 1)]);
    shop.must(&cancel_lines(placed.order, &[(2, 1)]));
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (None, 8998));
    // And where it did not hold it is not given afterwards.
    let placed = shop.bought(&[("atlas", 2), ("novel", 1)]);
    shop.must(&cancel_lines(placed.order, &[(2, 1)]));
    assert_eq!((lost(&shop, placed.order), total(&shop, placed.order)), (None, 9998));
}

/// A bookmark of 3.00 for every two novels.
fn giving(policy: Value) -> Shop {
    let shop = under(policy);
    let mut book = rules("retail", "inclusive");
    book["promotions"] = json!([{"code": "mark", "title": "A bookmark for two novels", "actions": [{"gift": {
        "sku": "gift", "title": "A Bookmark", "quantity": 1, "tax_category": "standard",
        "prices": [{"amount": "3.00", "currency": "EUR"}], "for_every": {"quantity": 2, "of": {"skus": ["novel"]}}}}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    shop
}

#[test]
fn a_gift_that_has_left_comes_back_too_or_is_charged() {
    let shop = giving(json!({"gifts": "charge"}));
    let placed = shop.bought(&[("novel", 4)]);
    let gift = shop.order(placed.order).receipt.lines[1].line;
    assert_eq!(shop.refuse(&request_return(placed.order, &[(gift, 1)])).code(), Code::UnitsExceed, "it has not left");
    shop.must(&ship(placed.order));
    assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(900), "one of two bookmarks is charged");
    assert_eq!(shop.order(placed.order).credits[0].charged_gifts[0].amount, cents(300));
    assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(1200), "it is charged once");
    let before = shop.row("gift", "genova");
    assert_eq!(come_back(&shop, placed.order, &[(gift, 1)]), cents(300), "it comes back after all");
    assert_eq!(shop.row("gift", "genova"), [before[0] + 1, before[1]]);
    assert_eq!(come_back(&shop, placed.order, &[(1, 2), (gift, 1)]), cents(2400), "the other comes with its novels");
    assert_eq!(total(&shop, placed.order), 0);
    assert_eq!(shop.refuse(&request_return(placed.order, &[(gift, 1)])).code(), Code::UnitsExceed);
    shop.check_replay();
}

#[test]
fn a_gift_that_has_not_left_falls_away() {
    let shop = giving(json!({"gifts": "charge"}));
    let placed = shop.bought(&[("novel", 4)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let order = shop.order(placed.order);
    let gift = order.receipt.lines[1].line;
    assert_eq!((order.credits[0].amount, order.credited(gift)), (cents(1200), 1));
    shop.must(&ship(placed.order));
    assert_eq!(shop.refuse(&request_return(placed.order, &[(gift, 2)])).detail()["left"], json!(1));
}

#[test]
fn a_gift_is_kept_where_the_policy_does_not_charge_it() {
    for policy in [json!({}), json!({"promotions": "reprice"})] {
        let shop = giving(policy);
        let placed = shop.bought(&[("novel", 2)]);
        shop.must(&ship(placed.order));
        assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(1200));
        assert_eq!(come_back(&shop, placed.order, &[(1, 1)]), cents(1200));
    }
}

#[test]
fn a_kit_counts_as_long_as_one_of_its_parts_is_kept() {
    let shop = repricing();
    shop.must(&define(&[kit("set", "28.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("set", 2), ("pen", 1)]);
    assert_eq!(placed.total, cents(5219), "57.99, less ten percent");
    shop.must(&ship(placed.order));
    let back = |part: u32| {
        let return_id = shop.approved(placed.order, &[(1, 1)]);
        shop.must(&receive_return(return_id, &[(1_000_001, 1, 0), (2_000_001, 2, 0)]));
        let lines = json!([{"line": part, "quantity": i64::from(part / 1_000_000)}]);
        shop.must(&command(json!({"do": "refund_return", "return_id": return_id, "lines": lines})))
    };
    assert_eq!(back(1_000_001), Outcome::Credited { amount: cents(0) }, "the pens of the kit are not credited");
    assert_eq!(back(2_000_001), Outcome::Credited { amount: cents(5219 - 2999) });
}

/// A promotion, or several, of many kinds.
fn promotions() -> impl Strategy<Value = Value> {
    let off = |code: &'static str, on: &'static str, from: i64, rate: String| {
        json!({"code": code, "title": code, "when": {"total": {"within": [{"at_least": cents(from)}], "base": "original"}},
            "actions": [{"discount": {"on": on, "off": {"percent": rate}}}]})
    };
    let percent = (1_i64..=100).prop_map(|percent| format!("{}.{:02}", percent / 100, percent % 100));
    let order = (0_i64..12_000, percent.clone()).prop_map(move |(from, rate)| off("a", "order", from, rate));
    let shipping = (0_i64..12_000, percent).prop_map(move |(from, rate)| off("b", "shipping", from, rate));
    let gift = (1_i64..4).prop_map(|every| {
        json!({"code": "c", "title": "c", "actions": [{"gift": {"sku": "gift", "title": "A Bookmark", "quantity": 1,
            "tax_category": "standard", "prices": [cents(333)], "for_every": {"quantity": every, "of": {}}}}]})
    });
    (order, shipping, gift).prop_map(|(order, shipping, gift)| json!([order, shipping, gift]))
}

/// What holds of every order whose goods go.
fn check(order: &Order) {
    let mut left = order.receipt.total;
    for credit in &order.credits {
        assert!(!credit.amount.is_negative(), "a credit is never below zero");
        let lost = credit.lost_discount.as_ref().map_or(cents(0), |lost| lost.gross);
        let units = credit.units.iter().map(|units| units.share.gross);
        let parts = units.chain(credit.charges.iter().map(|charge| charge.gross));
        let parts = Money::sum(parts, lost.currency()).unwrap();
        assert_eq!(credit.amount, parts.minus(lost).unwrap(), "the parts of a credit are the credit");
        left = left.minus(credit.amount).unwrap();
    }
    assert!(!left.is_negative(), "credits are together at most the receipt");
    assert_eq!(order.total().unwrap(), left);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn credits_are_together_at_most_the_receipt_and_all_of_it_once_everything_is_gone(
        promotions in promotions(),
        reprice: bool,
        charge: bool,
        display in prop::sample::select(vec!["inclusive", "exclusive"]),
        sold in vec(1_i64..5, 3),
        gone in vec((0_usize..3, 1_i64..3, any::<bool>()), 1..8),
        sent in 0_usize..8,
        papers in vec(0_u8..5, 8),
        cancelled: bool,
    ) {
        let policy = json!({"promotions": if reprice { "reprice" } else { "keep" }, "gifts": if charge { "charge" } else { "keep" }});
        let shop = under(policy);
        let mut book = rules("retail", display);
        book["promotions"] = promotions;
        shop.must(&command(json!({"do": "define_price_book", "rules": book})));
        let lines: Vec<Value> = ["atlas", "novel", "pen"].iter().zip(&sold).map(|(sku, units)| json!({"sku": sku, "quantity": units})).collect();
        let charges = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": cents(499), "tax": "as_goods"}]);
        let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address(), "charges": charges});
        let Outcome::Order { order, payment, total } = shop.must(&command(buy)) else { panic!() };
        if total.is_positive() {
            shop.must(&crate::common::shop::authorize(payment, total));
        }
        let mut left = sold.clone();
        let mut has_left = false;
        let mut written = Papers::default();
        for (at, (line, units, _)) in gone.iter().enumerate() {
            if at == sent {
                shop.must(&ship(order));
                has_left = true;
            }
            let units = (*units).min(left[*line]);
            // The last of all would cancel the order.
            if units == 0 || !has_left && left.iter().sum::<i64>() == units {
                continue;
            }
            left[*line] -= units;
            let number = u32::try_from(line + 1).unwrap();
            if has_left {
                come_back(&shop, order, &[(number, units)]);
            } else {
                shop.must(&cancel_lines(order, &[(number, units)]));
            }
            check(&shop.order(order));
            match papers[at] {
                0 => written.issue(&shop, &issue(order, &[])),
                1 => written.issue(&shop, &issue(order, &[(number, 1)])),
                2 => written.issue(&shop, &note(order)),
                3 => written.settle(&shop, order, None),
                _ => {}
            }
        }
        if !has_left && cancelled {
            shop.must(&cancel(order));
            written.settle(&shop, order, None);
            shop.check_replay();
            return Ok(());
        }
        if !has_left {
            shop.must(&ship(order));
        }
        // Now all that is left, gifts and shipping with it.
        let mut rest: Vec<(u32, i64)> = (1..).zip(left).filter(|(_, units)| *units > 0).collect();
        let now = shop.order(order);
        let gifts = now.receipt.lines.iter().filter(|line| line.gift.is_some());
        rest.extend(gifts.map(|line| (line.line, now.sent(line.line))).filter(|(_, units)| *units > 0));
        if !rest.is_empty() {
            let return_id = asked_back(&shop, order, &rest);
            shop.must(&command(json!({"do": "refund_return", "return_id": return_id, "charges": ["parcel"]})));
            check(&shop.order(order));
            prop_assert_eq!(shop.order(order).total().unwrap(), cents(0));
        }
        written.settle(&shop, order, None);
        shop.check_replay();
    }
}
