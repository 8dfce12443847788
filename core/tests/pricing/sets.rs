//! Sets of goods by example: buy some and get some, bundles, gifts.

use fondaco::pricing::{RejectedReason, TaxDisplay};
use serde_json::{Value, json};

use crate::common::{
    amount, applied, basket, book, compiled, eur, of_line, percent, price, promotion, receipt, rejects, rules, takes,
};

/// Buy some, get some, and what else is said of it.
fn buy_get(buy: i64, get: i64, change: Value) -> Value {
    let mut rule = json!({"buy_quantity": buy, "get_quantity": get});
    rule.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"buy_get": rule})
}

fn skus(skus: &[&str]) -> Value {
    json!({"skus": skus})
}

#[test]
fn of_three_the_cheapest_is_free_as_often_as_there_are_three() {
    let lines = basket(&[("a", 2, "10.00"), ("b", 3, "4.00"), ("c", 1, "20.00")]);
    assert_eq!(takes(buy_get(2, 1, json!({})), &lines), ["0.00", "8.00", "0.00"]);
    assert_eq!(takes(buy_get(2, 1, json!({"sets": 1})), &lines), ["0.00", "4.00", "0.00"]);
    assert_eq!(takes(buy_get(2, 1, json!({"pick": "dearest"})), &lines), ["10.00", "0.00", "20.00"]);
    assert_eq!(takes(buy_get(2, 1, json!({"pick": "largest_line"})), &lines), ["0.00", "8.00", "0.00"]);
    assert_eq!(takes(buy_get(2, 1, json!({"pick": "in_order"})), &lines), ["20.00", "0.00", "0.00"]);
    assert_eq!(rejects(buy_get(6, 1, json!({})), &lines), RejectedReason::TooFew { needs: 7, has: 6 });
}

#[test]
fn a_reward_is_a_share_an_amount_or_a_price() {
    let lines = basket(&[("a", 2, "10.00")]);
    assert_eq!(takes(buy_get(1, 1, json!({"off": percent("0.25")})), &lines), ["2.50"]);
    assert_eq!(takes(buy_get(1, 1, json!({"off": amount("3.00")})), &lines), ["3.00"]);
    assert_eq!(takes(buy_get(1, 1, json!({"off": price("1.00")})), &lines), ["9.00"]);
    let dollars = json!({"off": {"amount": [{"amount": "1.00", "currency": "USD"}]}});
    assert_eq!(rejects(buy_get(1, 1, dollars), &lines), RejectedReason::NothingChosen {});
}

#[test]
fn some_goods_trigger_and_others_are_rewarded() {
    let lines = basket(&[("shirt", 4, "30.00"), ("socks", 3, "5.00")]);
    let rule = |change: Value| {
        let mut rule = json!({"buy": skus(&["shirt"]), "get": skus(&["socks"])});
        rule.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        rule
    };
    assert_eq!(takes(buy_get(2, 1, rule(json!({}))), &lines), ["0.00", "10.00"]);
    // Two rewards a set: one set is complete, a second one has one reward only.
    assert_eq!(takes(buy_get(2, 2, rule(json!({}))), &lines), ["0.00", "10.00"]);
    assert_eq!(takes(buy_get(2, 2, rule(json!({"partial": true}))), &lines), ["0.00", "15.00"]);
    assert_eq!(takes(buy_get(2, 2, rule(json!({"partial": true, "sets": 1}))), &lines), ["0.00", "10.00"]);
    let without = basket(&[("socks", 3, "5.00")]);
    assert!(
        receipt(&book(json!([promotion("p", buy_get(2, 1, rule(json!({}))), json!({}))])), &without).applied.is_empty()
    );
}

#[test]
fn a_unit_both_triggers_and_is_rewarded_only_where_it_may() {
    let two = basket(&[("a", 2, "10.00")]);
    assert_eq!(rejects(buy_get(2, 1, json!({})), &two), RejectedReason::TooFew { needs: 3, has: 2 });
    assert_eq!(takes(buy_get(2, 1, json!({"triggers_may_be_rewarded": true})), &two), ["10.00"]);
    // a triggers, a and b may be rewarded: of two a and one b a set of two a has b left, the dearer.
    let lines = basket(&[("a", 2, "10.00"), ("b", 1, "12.00")]);
    let rule = json!({"buy": skus(&["a"]), "get": skus(&["a", "b"])});
    assert_eq!(takes(buy_get(2, 1, rule), &lines), ["0.00", "12.00"]);
}

#[test]
fn units_that_are_used_up_take_part_in_no_later_set() {
    let lines = basket(&[("a", 3, "10.00")]);
    let two = |change: Value| {
        let first = promotion("first", buy_get(1, 1, change), json!({}));
        receipt(
            &book(json!([first, promotion("second", buy_get(1, 1, json!({"off": percent("0.5")})), json!({}))])),
            &lines,
        )
    };
    let both = two(json!({}));
    assert_eq!(applied(&both)[0], ("first", "10.00".into()));
    assert_eq!(both.applied.len(), 2);
    let one = two(json!({"uses_up": true}));
    assert_eq!(applied(&one), [("first", "10.00".into())]);
    assert_eq!(one.rejected[0].reason, RejectedReason::TooFew { needs: 2, has: 1 });
}

#[test]
fn goods_by_weight_take_no_part_in_sets() {
    let mut lines = basket(&[("tea", 3000, "10.00")]);
    lines.lines[0].decimals = 3;
    assert_eq!(rejects(buy_get(1, 1, json!({})), &lines), RejectedReason::TooFew { needs: 2, has: 0 });
}

fn bundle(off: Value, change: Value) -> Value {
    let mut bundle = json!({"parts": [{"goods": skus(&["cup"]), "quantity": 2}, {"goods": skus(&["pot"]), "quantity": 1}],
        "off": off});
    bundle.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"bundle": bundle})
}

#[test]
fn a_bundle_is_cheaper_as_often_as_it_is_complete() {
    // Two cups and a pot are 50.00; there are two such sets and a cup.
    let lines = basket(&[("cup", 5, "10.00"), ("pot", 2, "30.00"), ("spoon", 1, "1.00")]);
    // 20.00 off, as 40.00 to 60.00.
    assert_eq!(takes(bundle(price("40.00"), json!({})), &lines), ["8.00", "12.00", "0.00"]);
    assert_eq!(takes(bundle(price("40.00"), json!({"sets": 1})), &lines), ["4.00", "6.00", "0.00"]);
    assert_eq!(takes(bundle(amount("5.00"), json!({})), &lines), ["4.00", "6.00", "0.00"]);
    assert_eq!(takes(bundle(percent("0.1"), json!({})), &lines), ["4.00", "6.00", "0.00"]);
    let one_cup = basket(&[("cup", 1, "10.00"), ("pot", 2, "30.00")]);
    assert_eq!(rejects(bundle(price("40.00"), json!({})), &one_cup), RejectedReason::NothingChosen {});
    assert_eq!(rejects(bundle(price("60.00"), json!({})), &lines), RejectedReason::NothingToTakeOff {});
}

#[test]
fn a_unit_is_counted_for_the_first_part_of_a_bundle_that_it_fits() {
    let (any, a) = (json!({"goods": {}, "quantity": 1}), json!({"goods": skus(&["a"]), "quantity": 1}));
    let bundle = |parts: Value| json!({"bundle": {"parts": parts, "off": amount("1.00")}});
    let lines = basket(&[("b", 1, "3.00"), ("a", 1, "3.00")]);
    assert_eq!(takes(bundle(json!([a, any])), &lines), ["0.50", "0.50"]);
    // Every unit fits the first part, so there is none for the second.
    assert_eq!(rejects(bundle(json!([any, a])), &lines), RejectedReason::NothingChosen {});
}

fn gift(quantity: i64, change: Value) -> Value {
    let mut gift = json!({"sku": "bag", "title": "Bag", "prices": [eur("15.00")], "tax_category": "standard",
        "quantity": quantity});
    gift.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"gift": gift})
}

#[test]
fn a_gift_is_a_line_of_its_own_that_costs_nothing() {
    let receipt = receipt(&book(json!([promotion("p", gift(2, json!({})), json!({}))])), &basket(&[("a", 3, "10.00")]));
    let line = &receipt.lines[1];
    assert_eq!(
        (line.line, line.sku.as_str(), line.quantity.units(), line.gift.as_ref().unwrap().as_str()),
        (2, "bag", 2, "p")
    );
    assert_eq!((line.subtotal, line.discount, line.gross), (eur("30.00"), eur("30.00"), eur("0.00")));
    assert_eq!((receipt.goods, receipt.discount, receipt.total), (eur("60.00"), eur("30.00"), eur("30.00")));
    let part = &receipt.applied[0].parts[0];
    assert_eq!((&part.of, part.amount), (&of_line(2), eur("30.00")));
}

#[test]
fn gifts_come_for_every_so_many_units() {
    let every = |goods: Value| gift(1, json!({"for_every": {"quantity": 2, "of": goods}}));
    let lines = basket(&[("a", 5, "10.00"), ("b", 1, "10.00")]);
    for (goods, given) in [(json!({}), 3), (skus(&["a"]), 2)] {
        let receipt = receipt(&book(json!([promotion("p", every(goods), json!({}))])), &lines);
        assert_eq!(receipt.lines[2].quantity.units(), given);
    }
    assert!(receipt(&book(json!([promotion("p", every(skus(&["c"])), json!({}))])), &lines).applied.is_empty());
    let one = basket(&[("a", 1, "10.00")]);
    assert_eq!(rejects(every(json!({})), &one), RejectedReason::TooFew { needs: 2, has: 1 });
    let dollars = gift(1, json!({"prices": [{"amount": "1.00", "currency": "USD"}]}));
    assert_eq!(rejects(dollars, &one), RejectedReason::NothingChosen {});
}

#[test]
fn a_gift_bears_the_tax_of_its_category_on_nothing() {
    let vat =
        json!([{"zone": "IT", "category": "standard", "name": "IVA", "rate": "0.22", "from": "1970-01-01T00:00:00Z"}]);
    let change = json!({"taxes": vat, "tax_display": TaxDisplay::Exclusive});
    let book = compiled(rules(json!([promotion("p", gift(1, json!({})), json!({}))]), change));
    let receipt = receipt(&book, &basket(&[("a", 1, "10.00")]));
    assert_eq!((receipt.net, receipt.tax, receipt.total), (eur("10.00"), eur("2.20"), eur("12.20")));
    assert_eq!(receipt.taxes_of(2).map(|(_, part)| part.amount).collect::<Vec<_>>(), [eur("0.00")]);
}

#[test]
fn units_that_are_not_used_up_cost_as_much_as_before() {
    let rule =
        |off: Value| json!({"buy_get": {"buy_quantity": 1, "get_quantity": 1, "sets": 1, "uses_up": true, "off": off}});
    let promotions = json!([
        promotion("free", rule(json!({"percent": "1"})), json!({})),
        promotion("half", rule(json!({"percent": "0.5"})), json!({})),
    ]);
    let receipt = receipt(&book(promotions), &basket(&[("a", 4, "10.00")]));
    assert_eq!(applied(&receipt), [("free", "10.00".into()), ("half", "5.00".into())]);
}
