//! Conditions by example: when each holds, and what is said when it does not.

use fondaco::pricing::{Basket, Context, RejectedReason, Weekday};
use serde_json::{Value, json};

use crate::common::{amount, basket, book, compiled, context, eur, off, promotion, reason, rules, tenth};

/// Whether a tenth off comes off under a condition; if not, why.
fn tried(when: &Value, basket: &Basket, context: &Context) -> Result<(), RejectedReason> {
    let experiment = json!({"code": "x", "arms": [{"code": "all", "weight": 1}, {"code": "none", "weight": 0}]});
    let book = compiled(rules(json!([tenth("p", json!({"when": when}))]), json!({"experiments": [experiment]})));
    let receipt = book.price(basket, context).unwrap();
    if receipt.applied.is_empty() { Err(reason(&receipt)) } else { Ok(()) }
}

/// Two lines: three a of 10.00 and 350 g, two b of 10.00 and 1 kg.
fn goods() -> Basket {
    let mut goods = basket(&[("a", 3, "10.00"), ("b", 2, "10.00")]);
    goods.lines[0].weight_grams = Some(350);
    goods.lines[1].weight_grams = Some(1000);
    goods
}

fn total(within: Value) -> Value {
    json!({"total": {"within": [within]}})
}

#[test]
fn goods_are_worth_what_the_bounds_say() {
    let (fifty, more) = (eur("50.00"), eur("50.01"));
    let has = fifty;
    for (within, expected) in [
        (json!({"at_least": fifty}), Ok(())),
        (json!({"at_most": fifty}), Ok(())),
        (json!({"at_least": fifty, "below": more}), Ok(())),
        (json!({"at_least": more}), Err(RejectedReason::MinimumNotMet { needs: more, has, exclusive: false })),
        (json!({"above": fifty}), Err(RejectedReason::MinimumNotMet { needs: fifty, has, exclusive: true })),
        (json!({"below": fifty}), Err(RejectedReason::MaximumPassed { most: fifty, has })),
        (json!({"at_most": eur("49.99")}), Err(RejectedReason::MaximumPassed { most: eur("49.99"), has })),
    ] {
        assert_eq!(tried(&total(within.clone()), &goods(), &context()), expected, "{within}");
    }
    let of_a = json!({"total": {"of": {"skus": ["a"]}, "within": [{"at_least": eur("30.01")}]}});
    let reason = RejectedReason::MinimumNotMet { needs: eur("30.01"), has: eur("30.00"), exclusive: false };
    assert_eq!(tried(&of_a, &goods(), &context()), Err(reason));
    let dollars = total(json!({"at_least": {"amount": "1.00", "currency": "USD"}}));
    let needs = crate::common::currency("USD");
    assert_eq!(tried(&dollars, &goods(), &context()), Err(RejectedReason::OtherCurrency { needs }));
}

#[test]
fn what_goods_are_worth_is_looked_at_before_or_after_other_discounts_with_or_without_tax() {
    let half = promotion("half", off("line", amount("10.00"), json!({})), json!({}));
    let vat =
        json!([{"zone": "IT", "category": "standard", "name": "IVA", "rate": "0.25", "from": "1970-01-01T00:00:00Z"}]);
    // 50.00 before, 30.00 after 10.00 off each line; 40.00 and 24.00 of them net.
    for (base, tax, threshold, holds) in [
        ("original", "gross", "50.00", true),
        ("original", "gross", "50.01", false),
        ("running", "as_priced", "30.00", true),
        ("running", "as_priced", "30.01", false),
        ("original", "net", "40.00", true),
        ("original", "net", "40.01", false),
        ("running", "net", "24.00", true),
        ("running", "net", "24.01", false),
    ] {
        let when = json!({"total": {"within": [{"at_least": eur(threshold)}], "base": base, "tax": tax}});
        let book = compiled(rules(json!([half, tenth("p", json!({"when": when}))]), json!({"taxes": vat})));
        let receipt = book.price(&goods(), &context()).unwrap();
        assert_eq!(receipt.applied.len() == 2, holds, "{base} {tax} {threshold}");
    }
}

#[test]
fn there_are_as_many_units_as_the_bounds_say() {
    for (test, expected) in [
        (json!({"within": {"at_least": 5, "at_most": 5}}), Ok(())),
        (json!({"within": {"at_least": 6}}), Err(RejectedReason::TooFew { needs: 6, has: 5 })),
        (json!({"within": {"at_most": 4}}), Err(RejectedReason::TooMany { most: 4, has: 5 })),
        (json!({"within": {"at_least": 3}, "on_one_line": true}), Ok(())),
        (json!({"within": {"at_least": 4}, "on_one_line": true}), Err(RejectedReason::TooFew { needs: 4, has: 3 })),
        (json!({"within": {"at_least": 3}, "of": {"skus": ["b"]}}), Err(RejectedReason::TooFew { needs: 3, has: 2 })),
    ] {
        assert_eq!(tried(&json!({"quantity": test}), &goods(), &context()), expected, "{test}");
    }
}

#[test]
fn goods_weigh_what_the_bounds_say() {
    // 3 × 350 g and 2 × 1000 g.
    let weighs = |within: Value| tried(&json!({"weight": {"within": within}}), &goods(), &context());
    assert_eq!(weighs(json!({"at_least": 3050, "at_most": 3050})), Ok(()));
    assert_eq!(weighs(json!({"at_least": 3051})), Err(RejectedReason::WeightDiffers { has: 3050 }));
    assert_eq!(weighs(json!({"at_most": 3049})), Err(RejectedReason::WeightDiffers { has: 3050 }));
    let mut tea = basket(&[("tea", 1250, "20.00")]);
    (tea.lines[0].decimals, tea.lines[0].weight_grams) = (3, Some(1100));
    let when = json!({"weight": {"within": {"at_least": 1376}}});
    assert_eq!(tried(&when, &tea, &context()), Err(RejectedReason::WeightDiffers { has: 1375 }));
}

/// A condition that cannot hold, so that a promotion stays in question whatever the other condition needs.
fn or_never(when: &Value) -> Value {
    json!({"any": [when, total(json!({"at_least": eur("999.00")}))]})
}

#[test]
fn the_context_is_asked_for_channel_place_group_attribute_order_coupon_and_arm() {
    let mut known = context();
    known.channel = Some("web".parse().unwrap());
    known.destination.region = Some("GE".parse().unwrap());
    known.buyer.groups = vec!["gold".parse().unwrap()];
    known.buyer.orders = Some(2);
    known.buyer.key = Some("somebody".into());
    known.attributes.insert("device".into(), "phone".into());
    let mut with_coupon = goods();
    with_coupon.coupons = vec!["SAVE".parse().unwrap()];
    let name = || "device".into();
    let experiment = || "x".parse().unwrap();
    for (holds, fails, reason, unknown) in [
        (json!({"channel": ["till", "web"]}), json!({"channel": ["till"]}), RejectedReason::OtherChannel {}, None),
        (json!({"country": ["IT"]}), json!({"country": ["DE"]}), RejectedReason::OtherDestination {}, None),
        (json!({"region": ["GE"]}), json!({"region": ["MI"]}), RejectedReason::OtherDestination {}, None),
        (json!({"group": ["gold", "staff"]}), json!({"group": ["staff"]}), RejectedReason::NotInGroup {}, None),
        (
            json!({"attribute": {"name": "device", "values": ["phone"]}}),
            json!({"attribute": {"name": "device", "values": ["desk"]}}),
            RejectedReason::OtherAttribute { name: name() },
            None,
        ),
        (
            json!({"order_number": {"at_least": 3, "at_most": 3}}),
            json!({"order_number": {"at_most": 2}}),
            RejectedReason::OtherOrderNumber { has: Some(3) },
            Some(RejectedReason::OtherOrderNumber { has: None }),
        ),
        (json!({"coupon": ["SAVE"]}), json!({"coupon": ["save"]}), RejectedReason::NoCoupon {}, None),
        (
            json!({"arm": {"experiment": "x", "arm": "all"}}),
            json!({"arm": {"experiment": "x", "arm": "none"}}),
            RejectedReason::OtherArm { experiment: experiment() },
            None,
        ),
    ] {
        assert_eq!(tried(&holds, &with_coupon, &known), Ok(()), "{holds}");
        assert_eq!(tried(&or_never(&fails), &with_coupon, &known), Err(reason.clone()), "{fails}");
        if !holds.as_object().unwrap().contains_key("country") {
            let unknown = unknown.unwrap_or(reason);
            assert_eq!(tried(&or_never(&holds), &goods(), &context()), Err(unknown), "a guest: {holds}");
        }
    }
}

#[test]
fn a_promotion_that_needs_a_coupon_or_a_group_says_nothing_to_whom_has_none() {
    for when in [
        json!({"coupon": ["SAVE"]}),
        json!({"group": ["gold"]}),
        json!({"channel": ["till"]}),
        json!({"country": ["DE"]}),
    ] {
        let receipt = book(json!([tenth("p", json!({"when": when}))])).price(&goods(), &context()).unwrap();
        assert_eq!((receipt.applied.len(), receipt.rejected.len()), (0, 0), "{when}");
    }
    let mut typed = goods();
    typed.coupons = vec!["SAVE".parse().unwrap(), "SVAE".parse().unwrap()];
    let book = book(json!([tenth("p", json!({"when": {"coupon": ["SAVE"]}}))]));
    let receipt = book.price(&typed, &context()).unwrap();
    assert_eq!((receipt.discount, receipt.unknown_coupons), (eur("5.00"), vec!["SVAE".parse().unwrap()]));
}

#[test]
fn the_clock_of_a_place_shows_hours_and_days_and_a_night_belongs_to_the_day_it_began() {
    let rome = "CET-1CEST,M3.5.0,M10.5.0/3";
    let at = |instant: &str, clock: Value| {
        let mut context = context();
        context.at = instant.parse().unwrap();
        let mut clock = clock;
        clock["zone"] = rome.into();
        match tried(&json!({"clock": clock}), &goods(), &context) {
            Ok(()) => true,
            Err(reason) => {
                assert_eq!(reason, RejectedReason::NotAtThisTime {});
                false
            }
        }
    };
    // From 18:00 until 20:00 in Rome: an hour ahead of UTC in winter, two in summer.
    let evening = || json!({"from_minute": 1080, "until_minute": 1200});
    for (instant, holds) in [
        ("2026-11-21T16:59:59.999999999Z", false),
        ("2026-11-21T17:00:00Z", true),
        ("2026-11-21T18:59:59.999999999Z", true),
        ("2026-11-21T19:00:00Z", false),
        ("2026-07-21T15:59:59Z", false),
        ("2026-07-21T16:00:00Z", true),
    ] {
        assert_eq!(at(instant, evening()), holds, "{instant}");
    }
    // Fridays from 22:00 until 02:00 of the Saturday. 2026-11-20 is a Friday.
    let night = || json!({"days": [Weekday::Friday], "from_minute": 1320, "until_minute": 120});
    for (instant, holds) in [
        ("2026-11-20T20:59:59Z", false),
        ("2026-11-20T21:00:00Z", true),
        ("2026-11-21T00:59:59Z", true),
        ("2026-11-21T01:00:00Z", false),
        ("2026-11-20T00:30:00Z", false),
        ("2026-11-21T21:30:00Z", false),
    ] {
        assert_eq!(at(instant, night()), holds, "{instant}");
    }
    assert!(at("2026-11-20T23:30:00Z", json!({"days": [Weekday::Saturday]})), "half past midnight in Rome");
    assert!(!at("2026-11-20T22:30:00Z", json!({"days": [Weekday::Saturday]})));
}

#[test]
fn lists_and_negations_combine_and_the_first_reason_is_told() {
    let (yes, no) = (json!({"country": ["IT"]}), json!({"quantity": {"within": {"at_least": 6}}}));
    let few = RejectedReason::TooFew { needs: 6, has: 5 };
    let try_it = |when: Value| tried(&when, &goods(), &context());
    assert_eq!(try_it(json!({"all": []})), Ok(()));
    assert_eq!(try_it(json!({"all": [yes, yes]})), Ok(()));
    assert_eq!(try_it(json!({"all": [yes, no]})), Err(few.clone()));
    assert_eq!(try_it(json!({"any": [no, yes]})), Ok(()));
    assert_eq!(try_it(json!({"any": [no, {"weight": {"within": {"at_least": 9999}}}]})), Err(few));
    assert_eq!(try_it(json!({"not": no})), Ok(()));
    assert_eq!(try_it(json!({"not": yes})), Err(RejectedReason::Forbidden {}));
    assert_eq!(try_it(json!({"not": {"not": yes}})), Ok(()));
}

#[test]
fn an_empty_choice_holds_never() {
    let receipt = book(json!([tenth("p", json!({"when": {"any": []}}))])).price(&goods(), &context()).unwrap();
    assert!(receipt.applied.is_empty());
}

#[test]
fn one_promotion_can_need_another_or_its_absence() {
    let first = |when: Value| promotion("first", off("line", amount("1.00"), json!({})), json!({"when": when}));
    let (always, never) = (json!({"all": []}), json!({"quantity": {"within": {"at_least": 6}}}));
    let needs = || tenth("then", json!({"when": {"applied": "first"}}));
    let without = || tenth("then", json!({"when": {"not": {"applied": "first"}}}));
    let priced = |first: Value, then: Value| book(json!([first, then])).price(&goods(), &context()).unwrap();
    assert_eq!(priced(first(always.clone()), needs()).applied.len(), 2);
    let missing = priced(first(never.clone()), needs());
    let needed = RejectedReason::NeedsPromotion { promotion: "first".parse().unwrap() };
    assert_eq!((missing.applied.len(), &missing.rejected[1].reason), (0, &needed));
    assert_eq!(priced(first(never), without()).applied.len(), 1);
    assert_eq!(priced(first(always), without()).rejected[0].reason, RejectedReason::Forbidden {});
}
