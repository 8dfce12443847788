//! Goods on their way: who has them, when they leave and arrive, and what room they take where they are.

use fondaco::trade::{Trade, TradeState};
use fondaco::{Code, Refusal, TradeId};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::ledger::define;
use crate::refusals::refusals;
use crate::trades::{act, deliver, funded, market, propose_terms, terms, there, units, with};

/// Bales of 20 kg.
fn heavy(amount: i64) -> Value {
    let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": amount,
        "stowage": [{"from": "world/kg", "each": 20}]}]);
    with(&terms(), &json!({"goods": goods}))
}

/// So many units go on board of a ship.
pub(crate) fn loaded(amount: i64) -> Value {
    let leg = json!({"custody": "captain", "departs_at": "2026-11-22T06:00:00Z", "arrives_at": "2026-11-29T18:00:00Z",
        "room": ["ship/kg"]});
    json!({"carry": {"goods": units(amount, None), "to": "ship/silk", "leg": leg}})
}

fn room(shop: &Shop) -> i64 {
    there(shop, "ship/kg").0
}

fn at_sea(amount: i64) -> (Shop, TradeId) {
    let shop = market();
    let trade = funded(&shop, &heavy(100));
    shop.must(&act(trade, "seller", &loaded(amount)));
    (shop, trade)
}

#[test]
fn goods_take_room_where_they_are_and_give_it_back_when_they_leave() {
    let (shop, trade) = at_sea(60);
    assert_eq!(room(&shop), 1_200);
    let cargo = &shop.get::<Trade>(&trade).cargo[0];
    assert_eq!(cargo.leg.custody, Some("captain".parse().unwrap()));
    assert_eq!(cargo.leg.arrives_at, Some("2026-11-29T18:00:00Z".parse().unwrap()));
    let ashore =
        json!({"carry": {"goods": units(20, Some("ship/silk")), "to": "genova/silk", "leg": {"custody": "port"}}});
    shop.must(&act(trade, "carrier", &ashore));
    assert_eq!((room(&shop), there(&shop, "genova/silk").0), (800, 20));
    shop.must(&act(trade, "carrier", &json!({"lose": {"goods": units(10, Some("ship/silk")), "to": "lost/silk"}})));
    assert_eq!(room(&shop), 600);
    shop.must(&act(trade, "buyer", &deliver(10, Some("ship/silk"))));
    assert_eq!(room(&shop), 400);
    for party in ["buyer", "seller"] {
        shop.must(&act(trade, party, &json!({"cancel": {}})));
    }
    assert_eq!((room(&shop), there(&shop, "ship/silk").0), (0, 0));
    shop.check_replay();
}

#[test]
fn a_ship_that_carries_all_it_can_takes_nothing_else_of_any_kind() {
    let shop = market();
    shop.must(&define(&[json!({"code": "ship/kg", "asset": "kg", "floor": 0, "ceiling": 1_000})]));
    let trade = funded(&shop, &heavy(100));
    shop.must(&act(trade, "seller", &loaded(40)));
    let refusal = shop.refuse(&act(trade, "seller", &loaded(11)));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::AccountFull, &json!(200)));
    shop.must(&act(trade, "seller", &loaded(10)));
    assert_eq!(room(&shop), 1_000);
    let cargo = &shop.get::<Trade>(&trade).cargo;
    assert_eq!(cargo.len(), 1, "what goes by the same leg is one cargo");
}

#[test]
fn what_came_first_by_a_leg_goes_on_first() {
    let (shop, trade) = at_sea(30);
    let later = json!({"carry": {"goods": units(20, None), "to": "ship/silk", "leg": {"custody": "mate"}}});
    shop.must(&act(trade, "seller", &later));
    assert_eq!(room(&shop), 600, "who takes no room takes none");
    shop.must(&act(trade, "carrier", &json!({"carry": {"goods": units(40, Some("ship/silk")), "to": "genova/silk"}})));
    let trade = shop.get::<Trade>(&trade);
    let left: Vec<_> = trade.cargo.iter().map(|cargo| (cargo.at.as_str(), cargo.amount)).collect();
    assert_eq!((left, room(&shop)), (vec![("ship/silk", 10), ("genova/silk", 40)], 0));
    assert_eq!(trade.cargo[0].leg.custody, Some("mate".parse().unwrap()));
}

#[test]
fn what_is_taken_back_needs_no_room_on_a_ship_that_is_full_again() {
    let (shop, trade) = at_sea(60);
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_eq!((room(&shop), shop.get::<Trade>(&trade).state), (0, TradeState::Settled));
    shop.must(&define(&[json!({"code": "ship/kg", "asset": "kg", "floor": 0, "ceiling": 0})]));
    shop.must(&act(trade, "operator", &json!({"reverse": {"reason": "an embargo"}})));
    assert_eq!((there(&shop, "bruno/silk").0, room(&shop)), (100, 0));
}

/// A price in ducats, at a rate that is quoted until an instant.
fn quoted(until: &str) -> Value {
    let exchange = json!({"through": "bank/EUR", "from": "bank/DUC", "rate": "0.035", "rounding": "half_even",
        "quoted_until": until});
    let payments = json!([{"from": "ada/EUR", "to": "bruno/DUC", "amount": 50_000, "exchange": exchange}]);
    with(&terms(), &json!({"payments": payments}))
}

#[test]
fn a_quoted_rate_holds_once_the_trade_is_funded() {
    let shop = market();
    let trade = funded(&shop, &quoted("2026-11-21T12:05:00Z"));
    shop.clock.pass(600);
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_eq!(there(&shop, "bruno/DUC").0, 1_750);
}

fn invalid(more: &Value) -> Refusal {
    market().refuse(&propose_terms(&with(&heavy(100), more)))
}

refusals! {
    goods_that_take_less_than_no_room: TradeInvalid, |_| invalid(&json!({"goods": [{"from": "bruno/silk",
        "to": "ada/silk", "amount": 1, "stowage": [{"from": "world/kg", "each": 0}]}]}));
    goods_that_take_more_room_than_there_is_anywhere: TradeInvalid, |_| invalid(&json!({"goods": [{"from": "bruno/silk",
        "to": "ada/silk", "amount": 2, "stowage": [{"from": "world/kg", "each": 9_007_199_254_740_991_i64}]}]}));
    a_leg_that_arrives_before_it_departs: TradeInvalid, |_| {
        let shop = market();
        let trade = funded(&shop, &heavy(100));
        let leg = json!({"departs_at": "2026-11-22T00:00:00Z", "arrives_at": "2026-11-21T00:00:00Z"});
        let carry = json!({"carry": {"goods": units(1, None), "to": "ship/silk", "leg": leg}});
        shop.refuse(&act(trade, "seller", &carry))
    };
    room_by_more_measures_than_goods_have: TradeInvalid, |_| {
        let shop = market();
        let trade = funded(&shop, &heavy(100));
        let leg = json!({"room": ["ship/kg", "ship/kg"]});
        shop.refuse(&act(trade, "seller", &json!({"carry": {"goods": units(1, None), "to": "ship/silk", "leg": leg}})))
    };
    a_quote_that_holds_no_more: TradeInvalid, |_| invalid(&quoted("2026-11-21T12:00:00Z"));
    a_trade_that_is_funded_after_its_quote: TradeExpired, |_| {
        let shop = market();
        let trade = crate::trades::accepted(&shop, &quoted("2026-11-21T12:05:00Z"));
        shop.clock.pass(300);
        shop.refuse(&act(trade, "buyer", &json!({"fund": {}})))
    };
    room_in_an_account_of_money: AssetMismatch, |_| {
        let shop = market();
        let trade = funded(&shop, &heavy(100));
        let carry = json!({"carry": {"goods": units(1, None), "to": "ship/silk", "leg": {"room": ["bank/EUR"]}}});
        shop.refuse(&act(trade, "seller", &carry))
    };
}
