//! Everything that can be wrong with promotions: each text with its path, and all of them at once.

use fondaco::Code;
use fondaco::pricing::{PriceBook, PriceRules};
use serde_json::{Value, json};

use crate::common::{amount, eur, off, percent, price, promotion, rules, tenth};

fn problems(promotions: &[Value]) -> Vec<(String, String)> {
    let experiment = json!({"code": "x", "arms": [{"code": "a", "weight": 1}]});
    let rules = rules(json!(promotions), json!({"experiments": [experiment]}));
    let rules: PriceRules = serde_json::from_value(rules).unwrap();
    let refusal = PriceBook::compile(rules).unwrap_err();
    assert_eq!(refusal.code(), Code::RulesInvalid);
    let listed = refusal.detail()["problems"].as_array().unwrap().clone();
    let text = |problem: &Value, name: &str| problem[name].as_str().unwrap().to_owned();
    listed.iter().map(|problem| (text(problem, "path"), text(problem, "problem"))).collect()
}

/// A promotion, and the one thing that is wrong with it: where, below the promotion, and what.
type Wrong = (Value, &'static str, &'static str);

fn action(action: Value) -> Value {
    promotion("p", action, json!({}))
}

fn when(when: Value) -> Value {
    tenth("p", json!({"when": when}))
}

fn goods(goods: Value) -> Value {
    action(off("line", percent("0.1"), json!({"goods": goods})))
}

fn buy_get(change: Value) -> Value {
    let mut rule = json!({"buy_quantity": 1, "get_quantity": 1});
    rule.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    action(json!({"buy_get": rule}))
}

fn gift(change: Value) -> Value {
    let mut gift = json!({"sku": "g", "title": "G", "prices": [eur("1.00")], "tax_category": "c", "quantity": 1});
    gift.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    action(json!({"gift": gift}))
}

fn of_promotions() -> Vec<Wrong> {
    let many = (0..101).map(|_| off("line", percent("0.1"), json!({}))).collect::<Vec<_>>();
    let instant = "2026-01-01T00:00:00Z";
    let share = "takes a share above 0 and at most 1";
    vec![
        (tenth("p", json!({"title": ""})), "title", "takes a text"),
        (
            tenth("p", json!({"title": "x".repeat(501)})),
            "title",
            "text takes 501 bytes, more than the 500 that are allowed",
        ),
        (tenth("p", json!({"from": instant, "until": instant})), "until", "takes an instant after `from`"),
        (tenth("p", json!({"actions": []})), "actions", "takes at least one action"),
        (tenth("p", json!({"actions": many})), "actions", "takes at most 100 actions"),
        (tenth("p", json!({"caps": {"line": [eur("-1.00")]}})), "caps.line[0]", "takes an amount of zero or more"),
        (
            tenth("p", json!({"caps": {"order": [eur("1.00"), eur("2.00")]}})),
            "caps.order[1]",
            "is a second amount of one currency",
        ),
        (tenth("p", json!({"limits": {"uses": 0}})), "limits.uses", "takes a number of 1 or more"),
        (
            tenth("p", json!({"limits": {"uses_per_customer": -1}})),
            "limits.uses_per_customer",
            "takes a number of 1 or more",
        ),
        (tenth("p", json!({"limits": {"budget": eur("0.00")}})), "limits.budget", "takes an amount above zero"),
        (action(off("line", percent("0"), json!({}))), "actions[0].discount.off.percent", share),
        (action(off("line", percent("1.0001"), json!({}))), "actions[0].discount.off.percent", share),
        (action(off("line", percent("-0.1"), json!({}))), "actions[0].discount.off.percent", share),
        (
            action(off("line", json!({"amount": []}), json!({}))),
            "actions[0].discount.off.amount",
            "takes at least one entry",
        ),
        (
            action(off("line", price("-1.00"), json!({}))),
            "actions[0].discount.off.price[0]",
            "takes an amount of zero or more",
        ),
    ]
}

fn of_discounts() -> Vec<Wrong> {
    let units = json!({"units": {"first": [eur("1.00")], "further": [eur("1.00")]}});
    let none_units = json!({"units": {"first": [eur("1.00")], "further": [eur("1.00")], "at_most": 0}});
    let steps = |from: [i64; 2]| json!({"steps": {"by": "quantity", "steps": [{"from": from[0], "off": percent("0.1")}, {"from": from[1], "off": percent("0.2")}]}});
    let number = "takes a number of units of 1 or more";
    let plain = "sets prices, so its goods are chosen by what they are, not by amounts or units";
    let free = json!({"by": "quantity", "steps": []});
    vec![
        (
            action(off("shipping", percent("1"), json!({"goods": {"skus": ["a"]}}))),
            "actions[0].discount",
            "is off shipping, which has no goods and no units: say which goods in `when`",
        ),
        (
            action(off("order", percent("1"), json!({"charges": ["dhl"]}))),
            "actions[0].discount.charges",
            "is for shipping only",
        ),
        (action(off("price", percent("1"), json!({"units": {"of_each_line": 1}}))), "actions[0].discount", plain),
        (action(off("price", percent("1"), json!({"goods": {"reduced": false}}))), "actions[0].discount", plain),
        (
            action(off("price", steps([1, 2]), json!({}))),
            "actions[0].discount.off",
            "sets prices, so it takes `percent`, `amount` or `price`",
        ),
        (action(off("order", units, json!({}))), "actions[0].discount.off.units", "counts units, so it is off a line"),
        (action(off("line", none_units, json!({}))), "actions[0].discount.off.units.at_most", number),
        (action(off("line", percent("1"), json!({"units": {"of_each_line": 0}}))), "actions[0].discount.units", number),
        (
            action(off("line", percent("1"), json!({"units": {"groups": {"of": -2, "pick": "cheapest"}}}))),
            "actions[0].discount.units",
            number,
        ),
        (
            action(off(
                "line",
                percent("1"),
                json!({"units": {"at_most": {"count": 1_000_000_001, "pick": "cheapest"}}}),
            )),
            "actions[0].discount.units",
            number,
        ),
        (
            action(off("line", steps([2, 2]), json!({}))),
            "actions[0].discount.off.steps.steps[1].from",
            "takes more than the step before",
        ),
        (
            action(off("line", json!({"steps": free}), json!({}))),
            "actions[0].discount.off.steps.steps",
            "takes at least one entry",
        ),
    ]
}

fn of_sets_and_goods() -> Vec<Wrong> {
    let number = "takes a number of units of 1 or more";
    let many: Vec<String> = (0..10_001).map(|n| format!("s{n}")).collect();
    let except = "is chosen by what goods are, not by amounts, and has no exceptions itself";
    vec![
        (buy_get(json!({"buy_quantity": 0})), "actions[0].buy_get.buy_quantity", number),
        (buy_get(json!({"get_quantity": 0})), "actions[0].buy_get.get_quantity", number),
        (buy_get(json!({"sets": 0})), "actions[0].buy_get.sets", number),
        (
            buy_get(json!({"off": percent("2")})),
            "actions[0].buy_get.off.percent",
            "takes a share above 0 and at most 1",
        ),
        (
            action(json!({"bundle": {"parts": [], "off": amount("1.00")}})),
            "actions[0].bundle.parts",
            "takes at least one entry",
        ),
        (
            action(json!({"bundle": {"parts": [{"goods": {}, "quantity": 0}], "off": amount("1.00")}})),
            "actions[0].bundle.parts[0].quantity",
            number,
        ),
        (gift(json!({"title": ""})), "actions[0].gift.title", "takes a text"),
        (gift(json!({"prices": []})), "actions[0].gift.prices", "takes at least one entry"),
        (gift(json!({"quantity": 0})), "actions[0].gift.quantity", number),
        (gift(json!({"for_every": {"quantity": 0}})), "actions[0].gift.for_every.quantity", number),
        (goods(json!({"skus": many})), "actions[0].discount.goods", "takes at most 10000 entries of a kind"),
        (goods(json!({"attributes": {"": ["a"]}})), "actions[0].discount.goods.attributes", "takes a text"),
        (
            goods(json!({"attributes": {"colour": []}})),
            "actions[0].discount.goods.attributes.colour",
            "takes at least one entry",
        ),
        (goods(json!({"except": [{"reduced": true, "skus": ["a"]}]})), "actions[0].discount.goods.except[0]", except),
        (goods(json!({"except": [{}]})), "actions[0].discount.goods.except[0]", "leaves out all goods"),
        (goods(json!({"unit_price": {}})), "actions[0].discount.goods.unit_price", "takes at least one bound"),
        (
            goods(json!({"line_total": {"at_least": eur("2.00"), "below": eur("2.00")}})),
            "actions[0].discount.goods.line_total",
            "holds no amount: its lower bound is above its upper one",
        ),
        (
            goods(json!({"line_total": {"at_least": eur("-2.00")}})),
            "actions[0].discount.goods.line_total",
            "takes amounts of zero or more",
        ),
        (
            goods(json!({"unit_price": {"at_least": eur("1.00"), "below": {"amount": "9.00", "currency": "USD"}}})),
            "actions[0].discount.goods.unit_price",
            "takes amounts of one currency",
        ),
    ]
}

fn of_catalog() -> Vec<Wrong> {
    let cut = || off("price", percent("0.1"), json!({}));
    let mixed = json!({"actions": [cut(), off("line", percent("0.1"), json!({}))]});
    let plain = "sets prices (`on: price`), so it takes neither `caps` nor `limits`";
    let context = "sets prices (`on: price`), so it can ask for the context only, not for the basket";
    vec![
        (promotion("p", cut(), mixed), "actions", "mixes `price` with other targets: make two promotions of it"),
        (promotion("p", cut(), json!({"limits": {"uses": 1}})), "", plain),
        (promotion("p", cut(), json!({"caps": {"line": [eur("1.00")]}})), "", plain),
        (
            promotion("p", cut(), json!({"when": {"not": {"any": [{"quantity": {"within": {"at_least": 1}}}]}}})),
            "when",
            context,
        ),
    ]
}

fn of_conditions() -> Vec<Wrong> {
    let utc = |change: Value| {
        let mut clock = json!({"zone": "UTC0"});
        clock.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        when(json!({"clock": clock}))
    };
    let bound = json!({"at_least": eur("1.00")});
    let empty = "takes at least one entry";
    vec![
        (when(json!({"total": {"within": []}})), "when.total.within", empty),
        (when(json!({"total": {"within": [{}]}})), "when.total.within[0]", "takes at least one bound"),
        (
            when(json!({"total": {"within": [bound, bound]}})),
            "when.total.within[1]",
            "is a second range of one currency",
        ),
        (when(json!({"quantity": {"within": {}}})), "when.quantity.within", "takes at least one bound"),
        (when(json!({"quantity": {"within": {"at_least": -1}}})), "when.quantity.within", "takes numbers of 0 or more"),
        (
            when(json!({"weight": {"within": {"at_least": 2, "at_most": 1}}})),
            "when.weight.within",
            "holds no number: its lower bound is above its upper one",
        ),
        (when(json!({"order_number": {}})), "when.order_number", "takes at least one bound"),
        (when(json!({"channel": []})), "when.channel", empty),
        (when(json!({"any": [{"country": []}]})), "when.any[0].country", empty),
        (when(json!({"all": [{"not": {"region": []}}]})), "when.all[0].not.region", empty),
        (when(json!({"group": []})), "when.group", empty),
        (when(json!({"coupon": []})), "when.coupon", empty),
        (when(json!({"attribute": {"name": "", "values": ["a"]}})), "when.attribute.name", "takes a text"),
        (when(json!({"attribute": {"name": "a", "values": []}})), "when.attribute.values", empty),
        (utc(json!({})), "when.clock", "takes days, hours or both"),
        (utc(json!({"from_minute": 5, "until_minute": 5})), "when.clock", "takes hours that last"),
        (utc(json!({"from_minute": 1441})), "when.clock.from_minute", "takes a minute of the day, 0 to 1440"),
        (when(json!({"arm": {"experiment": "y", "arm": "a"}})), "when.arm.experiment", "there is no experiment `y`"),
        (when(json!({"arm": {"experiment": "x", "arm": "b"}})), "when.arm.arm", "experiment `x` has no arm `b`"),
        (when(json!({"applied": "ghost"})), "when.applied", "there is no promotion `ghost`"),
        (when(json!({"applied": "p"})), "when.applied", "refers to the promotion itself"),
    ]
}

fn all() -> Vec<Wrong> {
    [of_promotions(), of_discounts(), of_sets_and_goods(), of_catalog(), of_conditions()].concat()
}

fn path(place: usize, below: &str) -> String {
    let dot = if below.is_empty() { "" } else { "." };
    format!("promotions[{place}]{dot}{below}")
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place_and_what_would_be_right() {
    for (promotion, below, problem) in all() {
        assert_eq!(problems(&[promotion]), [(path(0, below), problem.to_owned())]);
    }
}

#[test]
fn all_problems_of_all_promotions_come_at_once_in_their_order() {
    let mut promotions = Vec::new();
    let mut expected = Vec::new();
    for (place, (mut promotion, below, problem)) in all().into_iter().enumerate() {
        let code = format!("p{place}");
        if promotion["when"]["applied"] == "p" {
            promotion["when"]["applied"] = code.clone().into();
        }
        promotion["code"] = code.into();
        promotions.push(promotion);
        expected.push((path(place, below), problem.to_owned()));
    }
    assert_eq!(problems(&promotions), expected);
}

#[test]
fn a_code_stands_once() {
    let problem = "`p` stands at promotions[0] already".to_owned();
    assert_eq!(problems(&[tenth("p", json!({})), tenth("p", json!({}))]), [("promotions[1].code".to_owned(), problem)]);
}

#[test]
fn a_clock_takes_a_zone_of_posix() {
    let found = problems(&[when(json!({"clock": {"days": ["monday"], "zone": "Europe/Rome"}}))]);
    assert_eq!((found.len(), found[0].0.as_str()), (1, "promotions[0].when.clock.zone"));
    assert_eq!(found[0].1, "takes a POSIX time zone such as `CET-1CEST,M3.5.0,M10.5.0/3`");
}

#[test]
fn a_promotion_needs_one_that_has_its_turn_before() {
    let needs = |change: Value| {
        let mut promotion = tenth("first", json!({"when": {"applied": "later"}}));
        promotion.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        promotion
    };
    let later = |on: &str, change: Value| promotion("later", off(on, percent("0.1"), json!({})), change);
    let text = "`later` has its turn later: give it a higher priority or an earlier lane or phase";
    for later in [
        later("order", json!({})),
        later("order", json!({"lane": 1, "priority": 5})),
        later("shipping", json!({"priority": 5})),
    ] {
        let expected = [("promotions[0].when.applied".to_owned(), text.to_owned())];
        assert_eq!(problems(&[needs(json!({})), later]), expected);
    }
    for (needs, later) in [
        (needs(json!({})), later("line", json!({"priority": -5}))),
        (needs(json!({})), later("order", json!({"priority": 1}))),
        (needs(json!({"lane": 1})), later("order", json!({}))),
    ] {
        let rules: PriceRules = serde_json::from_value(rules(json!([needs, later]), json!({}))).unwrap();
        PriceBook::compile(rules).unwrap();
    }
}

#[test]
fn the_other_parts_of_the_rules_are_checked_at_the_same_time() {
    let wrong = rules(
        json!([tenth("p", json!({"title": ""}))]),
        json!({
            "experiments": [{"code": "x", "arms": []}],
            "lists": [{"code": "l", "prices": [{"sku": "a", "price": eur("-1.00")}]}],
            "zones": [{"code": "z", "places": []}],
            "taxes": [{"zone": "z", "category": "c", "name": "T", "rate": "2", "from": "2026-01-01T00:00:00Z"}],
            "home": "moon",
        }),
    );
    let refusal = PriceBook::compile(serde_json::from_value(wrong).unwrap()).unwrap_err();
    let listed = refusal.detail()["problems"].as_array().unwrap().clone();
    let paths: Vec<&str> = listed.iter().map(|problem| problem["path"].as_str().unwrap()).collect();
    let expected = [
        "promotions[0].title",
        "experiments[0].arms",
        "lists[0].prices[0].price",
        "zones[0].places",
        "taxes[0].rate",
        "home",
    ];
    assert_eq!(paths, expected);
    assert!(
        refusal.reason().starts_with("6 problems in the rules; first promotions[0].title: takes a text"),
        "{refusal}"
    );
}
