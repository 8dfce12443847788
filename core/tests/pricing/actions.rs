//! Discounts by example: every target, every way to take off, every choice of units.

use fondaco::pricing::RejectedReason;
use serde_json::json;

use crate::common::{
    amount, applied, basket, book, book_with, currency, eur, line, of_line, off, percent, price, promotion, receipt,
    rejects, shipped, taken, taken_off_charges, takes,
};

#[test]
fn a_percentage_off_units_is_rounded_on_each_and_off_a_line_once() {
    // A tenth of 1.05 is 0.105: 0.11 three times; of 3.15 it is 0.315.
    let three = basket(&[("a", 3, "1.05")]);
    assert_eq!(takes(off("unit", percent("0.1"), json!({})), &three), ["0.33"]);
    assert_eq!(takes(off("line", percent("0.1"), json!({})), &three), ["0.32"]);
    let by_line = book_with(
        json!({"unit_rounding": "line"}),
        json!([promotion("p", off("unit", percent("0.1"), json!({})), json!({}))]),
    );
    assert_eq!(taken(&receipt(&by_line, &three)), ["0.32"]);
    let cent = basket(&[("a", 9, "0.04")]);
    assert_eq!(rejects(off("unit", percent("0.1"), json!({})), &cent), RejectedReason::NothingToTakeOff {});
}

#[test]
fn an_amount_comes_off_each_unit_or_off_a_line_once_and_never_more_than_there_is() {
    let three = basket(&[("a", 3, "10.00"), ("b", 1, "1.50")]);
    assert_eq!(takes(off("unit", amount("2.00"), json!({})), &three), ["6.00", "1.50"]);
    assert_eq!(takes(off("line", amount("2.00"), json!({})), &three), ["2.00", "1.50"]);
    let free = basket(&[("a", 3, "0.00")]);
    assert_eq!(rejects(off("line", amount("2.00"), json!({})), &free), RejectedReason::NothingToTakeOff {});
}

#[test]
fn all_above_a_price_comes_off_and_nothing_below_it() {
    let three = basket(&[("a", 3, "10.00"), ("b", 2, "7.99")]);
    assert_eq!(takes(off("unit", price("8.00"), json!({})), &three), ["6.00", "0.00"]);
    assert_eq!(takes(off("line", price("25.00"), json!({})), &three), ["5.00", "0.00"]);
    // 45.98 are to cost 40.00: 5.98 as 30.00 to 15.98, which is 3.9017 and 2.0783.
    assert_eq!(takes(off("order", price("40.00"), json!({})), &three), ["3.90", "2.08"]);
    assert_eq!(rejects(off("order", price("45.98"), json!({})), &three), RejectedReason::NothingToTakeOff {});
}

#[test]
fn amounts_of_another_currency_take_nothing_off() {
    let dollars = json!({"amount": [{"amount": "1.00", "currency": "USD"}]});
    for on in ["unit", "line", "order", "order_and_shipping"] {
        assert_eq!(
            rejects(off(on, dollars.clone(), json!({})), &basket(&[("a", 1, "9.00")])),
            RejectedReason::NothingChosen {},
            "{on}"
        );
    }
    let both = json!({"amount": [{"amount": "1.00", "currency": "USD"}, eur("2.00")]});
    assert_eq!(takes(off("line", both, json!({})), &basket(&[("a", 1, "9.00")])), ["2.00"]);
}

#[test]
fn what_comes_off_the_order_is_shared_by_its_lines() {
    let two = basket(&[("a", 3, "10.00"), ("b", 1, "10.00")]);
    assert_eq!(takes(off("order", amount("10.00"), json!({})), &two), ["7.50", "2.50"]);
    assert_eq!(takes(off("order", amount("99.00"), json!({})), &two), ["30.00", "10.00"]);
    assert_eq!(takes(off("order", percent("0.1"), json!({})), &two), ["3.00", "1.00"]);
    // Only what is chosen bears it: 5.00 off the SKU b.
    assert_eq!(takes(off("order", amount("5.00"), json!({"goods": {"skus": ["b"]}})), &two), ["0.00", "5.00"]);
    assert_eq!(
        rejects(off("order", amount("5.00"), json!({"goods": {"except": [{"skus": ["a", "b"]}]}})), &two),
        RejectedReason::NothingChosen {}
    );
}

#[test]
fn what_a_line_cannot_bear_above_its_minimum_goes_to_the_others() {
    let mut two = basket(&[("a", 1, "10.00"), ("b", 1, "30.00")]);
    two.lines[1].price.minimum = Some(eur("29.00"));
    // Shares of 8.00 are 2.00 and 6.00; b can bear 1.00 only, so a bears 7.00.
    let eight = receipt(&book(json!([promotion("p", off("order", amount("8.00"), json!({})), json!({}))])), &two);
    assert_eq!((taken(&eight), applied(&eight)), (vec!["7.00".into(), "1.00".into()], vec![("p", "8.00".into())]));
    assert_eq!(takes(off("unit", percent("0.5"), json!({})), &two), ["5.00", "1.00"]);
    assert_eq!(takes(off("line", price("1.00"), json!({})), &two), ["9.00", "1.00"]);
}

#[test]
fn goods_and_shipping_share_what_comes_off_both() {
    let sent = shipped(&[("a", 4, "10.00")], &[("dhl", "10.00")]);
    for (how, goods, shipping) in
        [(percent("0.1"), "4.00", "1.00"), (amount("10.00"), "8.00", "2.00"), (price("25.00"), "20.00", "5.00")]
    {
        let receipt =
            receipt(&book(json!([promotion("p", off("order_and_shipping", how, json!({})), json!({}))])), &sent);
        assert_eq!((taken(&receipt), taken_off_charges(&receipt)), (vec![goods.into()], vec![shipping.into()]));
        assert_eq!(receipt.charged, eur("10.00").minus(eur(shipping)).unwrap());
    }
}

#[test]
fn shipping_is_reduced_charge_by_charge_or_together() {
    let sent = shipped(&[("a", 1, "20.00")], &[("dhl", "8.00"), ("bulky", "4.00")]);
    for (on, how, change, expected) in [
        ("shipping", percent("0.5"), json!({}), ["4.00", "2.00"]),
        ("shipping", amount("5.00"), json!({}), ["5.00", "4.00"]),
        ("shipping", price("4.90"), json!({}), ["3.10", "0.00"]),
        ("shipping", percent("1"), json!({"charges": ["bulky"]}), ["0.00", "4.00"]),
        ("shipping_together", amount("6.00"), json!({}), ["4.00", "2.00"]),
        ("shipping_together", percent("0.25"), json!({}), ["2.00", "1.00"]),
        ("shipping_together", price("3.00"), json!({}), ["6.00", "3.00"]),
    ] {
        let book = book(json!([promotion("p", off(on, how, change), json!({}))]));
        let receipt = receipt(&book, &sent);
        assert_eq!(
            (taken_off_charges(&receipt), taken(&receipt)),
            (expected.map(Into::into).to_vec(), vec!["0.00".to_owned()]),
            "{on}"
        );
    }
    let plain = basket(&[("a", 1, "20.00")]);
    for on in ["shipping", "shipping_together"] {
        assert_eq!(rejects(off(on, percent("1"), json!({})), &plain), RejectedReason::NothingChosen {});
    }
    assert_eq!(
        rejects(off("shipping", percent("1"), json!({"charges": ["ups"]})), &sent),
        RejectedReason::NothingChosen {}
    );
}

#[test]
fn fees_and_donations_are_never_reduced() {
    let mut sent = shipped(&[("a", 1, "20.00")], &[("wrap", "8.00"), ("trees", "4.00")]);
    sent.charges[0].kind = fondaco::pricing::ChargeKind::Fee;
    sent.charges[1].kind = fondaco::pricing::ChargeKind::Donation;
    assert_eq!(rejects(off("shipping", percent("1"), json!({})), &sent), RejectedReason::NothingChosen {});
}

#[test]
fn the_highest_step_that_is_reached_applies_and_below_the_first_the_base() {
    let steps = |by: &str| {
        json!({"steps": {"by": by, "base": amount("1.00"), "steps": [
            {"from": if by.ends_with("uantity") { 5 } else { 5000 }, "off": percent("0.1")},
            {"from": if by.ends_with("uantity") { 9 } else { 9000 }, "off": price("12.00")}]}})
    };
    let goods = json!({"goods": {"skus": ["a"]}});
    // Lines of 30.00 and 20.00: the order has 50.00, the goods a 30.00; 3 and 2 units.
    let two = basket(&[("a", 3, "10.00"), ("b", 2, "10.00")]);
    for (by, expected) in [
        ("order_total", "3.00"),
        ("goods_total", "1.00"),
        ("line_total", "1.00"),
        ("quantity", "1.00"),
        ("line_quantity", "1.00"),
    ] {
        assert_eq!(takes(off("line", steps(by), goods.clone()), &two), [expected, "0.00"], "{by}");
    }
    let more = basket(&[("a", 5, "10.00"), ("a", 4, "10.00")]);
    for (by, expected) in [
        ("order_total", ["38.00", "28.00"]),
        ("goods_total", ["38.00", "28.00"]),
        ("line_total", ["5.00", "1.00"]),
        ("quantity", ["38.00", "28.00"]),
        ("line_quantity", ["5.00", "1.00"]),
    ] {
        assert_eq!(takes(off("line", steps(by), goods.clone()), &more), expected, "{by}");
    }
    let bare = json!({"steps": {"by": "order_total", "steps": [{"from": 5001, "off": percent("0.1")}]}});
    assert_eq!(rejects(off("order", bare, json!({})), &two), RejectedReason::NothingChosen {});
}

#[test]
fn a_line_that_reaches_no_step_keeps_its_price_and_the_others_do_not() {
    let five = off(
        "line",
        json!({"steps": {"by": "line_quantity", "steps": [{"from": 5, "off": percent("0.1")}]}}),
        json!({}),
    );
    let lines = |a: i64, b: i64| basket(&[("a", a, "10.00"), ("b", b, "10.00")]);
    assert_eq!(takes(five.clone(), &lines(1, 5)), ["0.00", "5.00"]);
    assert_eq!(takes(five.clone(), &lines(5, 1)), ["5.00", "0.00"]);
    assert_eq!(rejects(five, &lines(4, 4)), RejectedReason::NothingChosen {});
}

#[test]
fn the_first_unit_and_each_further_one_have_amounts_of_their_own() {
    let units =
        |at_most: Option<i64>| json!({"units": {"first": [eur("5.00")], "further": [eur("2.00")], "at_most": at_most}});
    let lines = basket(&[("a", 4, "10.00"), ("b", 1, "3.00")]);
    assert_eq!(takes(off("line", units(None), json!({})), &lines), ["11.00", "3.00"]);
    assert_eq!(takes(off("unit", units(Some(2)), json!({})), &lines), ["7.00", "3.00"]);
    assert_eq!(
        rejects(
            off("unit", units(None), json!({"goods": {"skus": ["c"], "attributes": {}}, "units": null})),
            &basket(&[("c", 1, "0.00")])
        ),
        RejectedReason::NothingToTakeOff {}
    );
}

#[test]
fn only_some_units_are_reached_in_the_order_in_which_they_are_picked() {
    let lines = basket(&[("a", 2, "10.00"), ("b", 3, "4.00"), ("c", 1, "20.00")]);
    let half = |units: serde_json::Value| takes(off("unit", percent("0.5"), json!({"units": units})), &lines);
    for (pick, expected) in [
        ("cheapest", ["5.00", "6.00", "0.00"]),
        ("dearest", ["10.00", "2.00", "10.00"]),
        ("largest_line", ["5.00", "6.00", "0.00"]),
        ("in_order", ["10.00", "4.00", "0.00"]),
    ] {
        assert_eq!(half(json!({"at_most": {"count": 4, "pick": pick}})), expected, "{pick}");
    }
    assert_eq!(half(json!({"of_each_line": 2})), ["10.00", "4.00", "10.00"]);
    // Six units are a group of four, the two dearest of which are over.
    assert_eq!(half(json!({"groups": {"of": 4, "pick": "cheapest"}})), ["5.00", "6.00", "0.00"]);
    let seven = off("unit", percent("0.5"), json!({"units": {"groups": {"of": 7, "pick": "cheapest"}}}));
    assert_eq!(rejects(seven, &lines), RejectedReason::NothingChosen {});
}

#[test]
fn goods_by_weight_are_one_unit_a_line() {
    let mut lines = basket(&[("tea", 1250, "20.00"), ("a", 2, "3.00")]);
    lines.lines[0].decimals = 3;
    // 1.250 kg are 25.00.
    assert_eq!(takes(off("unit", amount("2.00"), json!({})), &lines), ["2.00", "4.00"]);
    assert_eq!(
        takes(off("unit", percent("0.1"), json!({"units": {"at_most": {"count": 1, "pick": "in_order"}}})), &lines),
        ["2.50", "0.00"]
    );
    assert_eq!(takes(off("unit", price("16.00"), json!({})), &lines), ["5.00", "0.00"]);
}

#[test]
fn a_promotion_of_the_catalog_changes_the_price_itself() {
    let half = promotion("half", off("price", percent("0.5"), json!({"goods": {"skus": ["a"]}})), json!({}));
    let more = promotion("more", off("price", amount("1.00"), json!({})), json!({}));
    let receipt =
        receipt(&book(json!([half, more])), &basket(&[("a", 2, "10.00"), ("b", 1, "5.00"), ("c", 1, "0.00")]));
    let prices: Vec<_> = receipt.lines.iter().map(|line| (line.unit_price, line.compare_at)).collect();
    let expected = [(eur("4.00"), Some(eur("10.00"))), (eur("4.00"), Some(eur("5.00"))), (eur("0.00"), None)];
    assert_eq!(prices, expected);
    let steps: Vec<_> =
        receipt.catalog.iter().map(|step| (step.line, step.promotion.as_str(), step.from, step.to)).collect();
    assert_eq!(
        steps,
        [
            (1, "half", eur("10.00"), eur("5.00")),
            (1, "more", eur("5.00"), eur("4.00")),
            (2, "more", eur("5.00"), eur("4.00"))
        ]
    );
    assert_eq!((receipt.goods, receipt.discount, receipt.total), (eur("12.00"), eur("0.00"), eur("12.00")));
}

#[test]
fn of_promotions_of_the_catalog_all_count_or_the_best_or_the_first() {
    let three = json!([
        promotion("one", off("price", amount("1.00"), json!({})), json!({"priority": 1})),
        promotion("half", off("price", percent("0.5"), json!({})), json!({})),
        promotion("nine", off("price", price("9.00"), json!({})), json!({})),
    ]);
    for (catalog, expected) in [("all", "4.50"), ("best", "5.00"), ("first", "9.00")] {
        let book = book_with(json!({"catalog": catalog}), three.clone());
        assert_eq!(receipt(&book, &basket(&[("a", 1, "10.00")])).lines[0].unit_price, eur(expected), "{catalog}");
    }
}

#[test]
fn goods_are_chosen_by_what_they_are_and_by_what_they_cost() {
    let mut lines = basket(&[("a", 1, "10.00"), ("b", 3, "20.00"), ("c", 1, "30.00")]);
    lines.lines[0].product = Some("shirt".parse().unwrap());
    lines.lines[1].categories = vec!["sale".parse().unwrap(), "shoes".parse().unwrap()];
    lines.lines[2].attributes.insert("colour".into(), "red".into());
    for (goods, expected) in [
        (json!({"products": ["shirt"]}), ["1.00", "0.00", "0.00"]),
        (json!({"categories": ["shoes"]}), ["0.00", "6.00", "0.00"]),
        (json!({"attributes": {"colour": ["blue", "red"]}}), ["0.00", "0.00", "3.00"]),
        (json!({"except": [{"categories": ["sale"]}, {"skus": ["a"]}]}), ["0.00", "0.00", "3.00"]),
        (json!({"unit_price": {"at_least": eur("20.00"), "below": eur("30.00")}}), ["0.00", "6.00", "0.00"]),
        (json!({"unit_price": {"above": eur("20.00")}}), ["0.00", "0.00", "3.00"]),
        (json!({"line_total": {"at_least": eur("60.00")}}), ["0.00", "6.00", "0.00"]),
        (json!({"line_total": {"at_most": eur("30.00")}}), ["1.00", "0.00", "3.00"]),
        (json!({"reduced": false}), ["1.00", "6.00", "3.00"]),
    ] {
        assert_eq!(takes(off("line", percent("0.1"), json!({"goods": goods})), &lines), expected, "{goods}");
    }
    let none = off("line", percent("0.1"), json!({"goods": {"products": ["shirt"], "reduced": true}}));
    assert_eq!(rejects(none, &lines), RejectedReason::NothingChosen {});
}

#[test]
fn a_basket_in_another_currency_is_priced_in_it() {
    let mut yen = basket(&[]);
    yen.currency = currency("JPY");
    let price: fondaco::money::Money = "105 JPY".parse().unwrap();
    yen.lines.push(fondaco::pricing::BasketLine {
        price: fondaco::pricing::LinePrice { unit: Some(price), ..Default::default() },
        ..line(1, "a", 3, "1.00")
    });
    let receipt = receipt(&book(json!([promotion("p", off("unit", percent("0.1"), json!({})), json!({}))])), &yen);
    // A tenth of 105 is 10.5: 11 three times.
    assert_eq!(receipt.applied[0].amount.to_string(), "33 JPY");
    assert_eq!(receipt.applied[0].parts[0].of, of_line(1));
}
