//! Which promotions stand beside which, in what order, and how much they may take off.

use fondaco::pricing::{Left, RejectedReason};
use serde_json::{Value, json};

use crate::common::{
    amount, applied, basket, book, book_with, context, eur, off, percent, promotion, receipt, rejected, shipped, taken,
    tenth,
};

fn excluded_by(code: &str) -> RejectedReason {
    RejectedReason::ExcludedBy { promotion: code.parse().unwrap() }
}

/// Takes an amount off the order.
fn takes(code: &str, text: &str, change: Value) -> Value {
    promotion(code, off("order", amount(text), json!({})), change)
}

#[test]
fn lines_come_before_the_order_and_the_order_before_shipping_whatever_the_priority() {
    let promotions = json!([
        promotion("ship", off("shipping", percent("0.5"), json!({})), json!({"priority": 9})),
        tenth("order", json!({"priority": 5})),
        promotion("line", off("line", percent("0.5"), json!({})), json!({})),
    ]);
    let sent = shipped(&[("a", 1, "100.00")], &[("dhl", "8.00")]);
    let phases = receipt(&book(promotions.clone()), &sent);
    assert_eq!(applied(&phases), [("line", "50.00".into()), ("order", "5.00".into()), ("ship", "4.00".into())]);
    let priority = receipt(&book_with(json!({"sequence": "priority"}), promotions), &sent);
    assert_eq!(applied(&priority), [("ship", "4.00".into()), ("order", "10.00".into()), ("line", "45.00".into())]);
}

#[test]
fn within_a_phase_the_lane_decides_then_the_priority_then_the_place() {
    let promotions = json!([
        takes("d", "4.00", json!({"lane": 1, "priority": 9})),
        takes("b", "2.00", json!({"priority": -1})),
        takes("c", "3.00", json!({"priority": -1})),
        takes("a", "1.00", json!({})),
    ]);
    let receipt = receipt(&book(promotions), &basket(&[("a", 1, "100.00")]));
    let order: Vec<&str> = applied(&receipt).iter().map(|(code, _)| *code).collect();
    assert_eq!(order, ["a", "b", "c", "d"]);
}

#[test]
fn buy_and_get_comes_first_where_the_policy_says_so() {
    let promotions = json!([
        promotion("half", off("line", percent("0.5"), json!({})), json!({})),
        promotion("second", json!({"buy_get": {"buy_quantity": 1, "get_quantity": 1}}), json!({})),
    ]);
    let two = basket(&[("a", 2, "10.00")]);
    assert_eq!(
        applied(&receipt(&book(promotions.clone()), &two)),
        [("half", "10.00".into()), ("second", "5.00".into())]
    );
    let first = book_with(json!({"sequence": "buy_get_first"}), promotions);
    assert_eq!(applied(&receipt(&first, &two)), [("second", "10.00".into()), ("half", "5.00".into())]);
}

#[test]
fn of_one_lane_each_line_takes_all_discounts_or_the_best() {
    let promotions = json!([
        promotion("tenth", off("line", percent("0.1"), json!({})), json!({})),
        promotion("three", off("line", amount("3.00"), json!({})), json!({})),
        promotion("one", off("line", amount("1.00"), json!({})), json!({})),
    ]);
    let two = basket(&[("a", 1, "50.00"), ("b", 1, "20.00")]);
    assert_eq!(taken(&receipt(&book(promotions.clone()), &two)), ["9.00", "6.00"]);
    let best = receipt(&book_with(json!({"on_one_line": "best"}), promotions), &two);
    assert_eq!(taken(&best), ["5.00", "3.00"]);
    assert_eq!(rejected(&best), [("one", RejectedReason::LessThanOthers {})]);
}

#[test]
fn of_a_group_one_promotion_competes_for_the_best_of_a_line() {
    let grouped = json!({"stacking": {"exclusive_in": "season"}});
    let promotions = json!([
        promotion("a", off("line", amount("3.00"), json!({"goods": {"skus": ["a"]}})), grouped.clone()),
        promotion("b", off("line", amount("4.00"), json!({"goods": {"skus": ["b"]}})), grouped),
        promotion("free", off("line", amount("1.00"), json!({})), json!({})),
    ]);
    let two = basket(&[("a", 1, "50.00"), ("b", 1, "20.00")]);
    let first = receipt(&book_with(json!({"on_one_line": "best"}), promotions.clone()), &two);
    assert_eq!(applied(&first), [("a", "3.00".into()), ("free", "1.00".into())]);
    assert_eq!(rejected(&first), [("b", excluded_by("a"))]);
    let best = receipt(&book_with(json!({"on_one_line": "best", "group": "best"}), promotions), &two);
    assert_eq!(applied(&best), [("b", "4.00".into()), ("free", "1.00".into())]);
    assert_eq!(rejected(&best), [("a", excluded_by("b"))]);
}

#[test]
fn an_exclusive_promotion_that_competed_lets_none_follow() {
    let promotions = json!([
        promotion("alone", off("line", amount("3.00"), json!({})), json!({"stacking": "exclusive", "priority": 1})),
        promotion("less", off("line", amount("1.00"), json!({})), json!({})),
        takes("order", "2.00", json!({})),
    ]);
    let policy = json!({"on_one_line": "best", "exclusive": "stop_after"});
    let receipt = receipt(&book_with(policy, promotions), &basket(&[("a", 1, "50.00")]));
    assert_eq!(applied(&receipt), [("alone", "3.00".into())]);
    assert_eq!(rejected(&receipt), [("less", excluded_by("alone")), ("order", excluded_by("alone"))]);
}

#[test]
fn an_exclusive_promotion_is_applied_alone() {
    let promotions = json!([
        takes("big", "5.00", json!({})),
        takes("alone", "1.00", json!({"stacking": "exclusive", "priority": -5})),
        takes("other", "2.00", json!({"stacking": "exclusive", "priority": -6})),
    ]);
    let one = basket(&[("a", 1, "100.00")]);
    let alone = receipt(&book(promotions.clone()), &one);
    assert_eq!(applied(&alone), [("alone", "1.00".into())]);
    assert_eq!(rejected(&alone), [("big", excluded_by("alone")), ("other", excluded_by("alone"))]);
    // Where the best counts, 5.00 by the one that is not exclusive is more than either.
    let best = receipt(&book_with(json!({"exclusive": "best"}), promotions.clone()), &one);
    assert_eq!(applied(&best)[0], ("big", "5.00".into()));
    // By priority: what comes after the exclusive one is shut out, what came before stays.
    let after = receipt(&book_with(json!({"exclusive": "stop_after"}), promotions), &one);
    assert_eq!(applied(&after), [("big", "5.00".into()), ("alone", "1.00".into())]);
    assert_eq!(rejected(&after), [("other", excluded_by("alone"))]);
}

#[test]
fn an_exclusive_promotion_that_takes_nothing_off_excludes_nothing() {
    let when = json!({"total": {"within": [{"at_least": eur("500.00")}]}});
    let promotions = json!([
        takes("alone", "9.00", json!({"stacking": "exclusive", "when": when})),
        takes("all", "1.00", json!({}))
    ]);
    let receipt = receipt(&book(promotions), &basket(&[("a", 1, "100.00")]));
    assert_eq!(applied(&receipt), [("all", "1.00".into())]);
    assert!(matches!(rejected(&receipt)[..], [("alone", RejectedReason::MinimumNotMet { .. })]));
}

#[test]
fn of_an_exclusive_group_one_is_applied_the_first_or_the_best() {
    let group = json!({"stacking": {"exclusive_in": "spring"}});
    let promotions =
        json!([takes("one", "1.00", group.clone()), takes("two", "2.00", group), takes("free", "4.00", json!({}))]);
    let goods = basket(&[("a", 1, "100.00")]);
    let first = receipt(&book(promotions.clone()), &goods);
    assert_eq!(applied(&first), [("one", "1.00".into()), ("free", "4.00".into())]);
    assert_eq!(rejected(&first), [("two", excluded_by("one"))]);
    let best = receipt(&book_with(json!({"group": "best"}), promotions), &goods);
    assert_eq!(applied(&best), [("two", "2.00".into()), ("free", "4.00".into())]);
    assert_eq!(rejected(&best), [("one", excluded_by("two"))]);
}

#[test]
fn caps_bound_what_comes_off_a_line_and_off_the_order() {
    let two = basket(&[("a", 1, "100.00"), ("b", 1, "50.00")]);
    let capped = |caps: Value| {
        let half = promotion("p", off("line", percent("0.5"), json!({})), json!({"caps": caps}));
        taken(&receipt(&book(json!([half])), &two))
    };
    assert_eq!(capped(json!({"line": [eur("30.00")]})), ["30.00", "25.00"]);
    assert_eq!(capped(json!({"order": [eur("15.00")]})), ["10.00", "5.00"]);
    assert_eq!(capped(json!({"line": [eur("30.00")], "order": [eur("11.00")]})), ["6.00", "5.00"]);
    assert_eq!(capped(json!({"order": [{"amount": "1.00", "currency": "USD"}]})), ["50.00", "25.00"]);
    let none = promotion("p", off("line", percent("0.5"), json!({})), json!({"caps": {"order": [eur("0.00")]}}));
    assert_eq!(rejected(&receipt(&book(json!([none])), &two)), [("p", RejectedReason::NothingToTakeOff {})]);
}

#[test]
fn a_promotion_ends_with_its_uses_and_its_budget() {
    let limited = |overrun: &str| {
        let limits = json!({"uses": 10, "budget": eur("100.00"), "overrun": overrun});
        book(json!([takes("p", "5.00", json!({"limits": limits}))]))
    };
    let goods = basket(&[("a", 1, "100.00")]);
    let left = |uses: Option<i64>, uses_of_buyer: Option<i64>, budget: Option<&str>| {
        let mut context = context();
        context.left = vec![Left { promotion: "p".parse().unwrap(), uses, uses_of_buyer, budget: budget.map(eur) }];
        context
    };
    for (overrun, context, expected) in [
        ("skip", left(Some(1), Some(1), Some("5.00")), Ok("5.00")),
        ("skip", left(Some(0), None, None), Err(RejectedReason::UsedUp {})),
        ("skip", left(None, Some(0), None), Err(RejectedReason::UsedUp {})),
        (
            "skip",
            left(None, None, Some("4.99")),
            Err(RejectedReason::BudgetPassed { left: eur("4.99"), would: eur("5.00") }),
        ),
        ("cut", left(None, None, Some("4.99")), Ok("4.99")),
        ("cut", left(None, None, Some("0.00")), Err(RejectedReason::NothingToTakeOff {})),
    ] {
        let receipt = limited(overrun).price(&goods, &context).unwrap();
        match expected {
            Ok(amount) => assert_eq!(applied(&receipt), [("p", amount.to_owned())]),
            Err(reason) => assert_eq!(rejected(&receipt), [("p", reason)]),
        }
    }
}

#[test]
fn goods_that_are_reduced_already_are_spared() {
    let sale = promotion("sale", off("price", percent("0.2"), json!({"goods": {"skus": ["a"]}})), json!({}));
    let spares = promotion("p", off("line", percent("0.5"), json!({})), json!({"spares_reduced": true}));
    let two = basket(&[("a", 1, "10.00"), ("b", 1, "10.00")]);
    assert_eq!(taken(&receipt(&book(json!([sale.clone(), spares.clone()])), &two)), ["0.00", "5.00"]);
    let only = receipt(&book(json!([sale, spares])), &basket(&[("a", 1, "10.00")]));
    assert_eq!(rejected(&only), [("p", RejectedReason::NothingChosen {})]);
}

#[test]
fn two_actions_of_a_promotion_add_up_in_it() {
    let mut both = promotion("p", off("line", amount("1.00"), json!({})), json!({}));
    let order = off("order", percent("0.1"), json!({}));
    both["actions"].as_array_mut().unwrap().push(order);
    let receipt = receipt(&book(json!([both])), &basket(&[("a", 1, "11.00")]));
    // 1.00 off the line, a tenth of the 10.00 that are left.
    assert_eq!(applied(&receipt), [("p", "2.00".into())]);
    assert_eq!((receipt.applied[0].parts.len(), receipt.applied[0].parts[0].amount), (1, eur("2.00")));
}
