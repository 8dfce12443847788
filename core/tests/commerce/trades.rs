//! Trades: goods for money between two parties, delivered and paid in one commit, or not at all.

use fondaco::ledger::{AccountBalance, Entry, EntryState, Layer};
use fondaco::trade::{Trade, TradeState};
use fondaco::{Code, Command, Key, Outcome, Refusal, TradeId};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::ledger::{define, steps};
use crate::refusals::refusals;
use crate::shop_books::check;

/// Silk of Bruno in Genova, money of Ada, a ship, a scrap heap, a market that takes a fee, and somebody who changes ducats.
pub(crate) fn market() -> Shop {
    let shop = Shop::empty();
    let account = |code: &str, asset: &str, floor: Option<i64>| json!({"code": code, "asset": asset, "floor": floor});
    shop.must(&define(&[
        account("world/silk", "silk", None),
        account("world/EUR", "EUR", None),
        account("world/DUC", "DUC", None),
        account("bruno/silk", "silk", Some(0)),
        account("ada/silk", "silk", Some(0)),
        json!({"code": "ship/silk", "asset": "silk", "floor": 0, "ceiling": 80}),
        account("genova/silk", "silk", Some(0)),
        account("world/kg", "kg", None),
        json!({"code": "ship/kg", "asset": "kg", "floor": 0, "ceiling": 2_000}),
        account("lost/silk", "silk", None),
        account("ada/EUR", "EUR", Some(0)),
        account("bruno/EUR", "EUR", Some(0)),
        account("bruno/DUC", "DUC", Some(0)),
        account("market/EUR", "EUR", Some(0)),
        account("bank/EUR", "EUR", None),
        account("bank/DUC", "DUC", Some(0)),
        account("rounding/DUC", "DUC", None),
    ]));
    let give = |to: &str, amount: i64| {
        let from = format!("world/{}", to.split_once('/').unwrap().1);
        json!({"journal": {"legs": [{"account": from, "side": "debit", "amount": amount},
            {"account": to, "side": "credit", "amount": amount}]}})
    };
    shop.must(&steps(&[give("bruno/silk", 100), give("ada/EUR", 100_000), give("bank/DUC", 50_000)]));
    shop
}

/// A hundred bales for 50,000, of which the seller pays the market a fiftieth.
pub(crate) fn terms() -> Value {
    json!({"goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": 100}],
        "payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": 50_000},
            {"kind": "fee", "from": "bruno/EUR", "to": "market/EUR", "amount": 1_000, "of_proceeds": true}],
        "in_parts": true})
}

pub(crate) fn propose_terms(terms: &Value) -> Command {
    command(json!({"do": "propose_trade", "buyer": "ada", "seller": "bruno", "by": "buyer", "terms": terms}))
}

pub(crate) fn proposed(shop: &Shop, terms: &Value) -> TradeId {
    let Outcome::Trade { trade } = shop.must(&propose_terms(terms)) else { panic!("a trade") };
    trade
}

pub(crate) fn act(trade: TradeId, by: &str, act: &Value) -> Command {
    command(json!({"do": "act_on_trade", "trade": trade, "by": by, "act": act}))
}

pub(crate) fn accepted(shop: &Shop, terms: &Value) -> TradeId {
    let trade = proposed(shop, terms);
    shop.must(&act(trade, "seller", &json!({"accept": {}})));
    trade
}

pub(crate) fn funded(shop: &Shop, terms: &Value) -> TradeId {
    let trade = accepted(shop, terms);
    shop.must(&act(trade, "operator", &json!({"fund": {}})));
    trade
}

pub(crate) fn with(terms: &Value, more: &Value) -> Value {
    let mut terms = terms.clone();
    for (key, value) in more.as_object().unwrap() {
        terms[key] = value.clone();
    }
    terms
}

pub(crate) fn units(amount: i64, at: Option<&str>) -> Value {
    match at {
        Some(at) => json!([{"goods": 0, "amount": amount, "at": at}]),
        None => json!([{"goods": 0, "amount": amount}]),
    }
}

pub(crate) fn deliver(amount: i64, at: Option<&str>) -> Value {
    json!({"deliver": {"goods": units(amount, at)}})
}

fn carry(amount: i64, at: Option<&str>, to: &str) -> Value {
    json!({"carry": {"goods": units(amount, at), "to": to}})
}

/// What is there, and what of it is not held.
pub(crate) fn there(shop: &Shop, account: &str) -> (i64, i64) {
    check(&shop.state());
    let row = shop.state().counters.get(&Key::Balance(account.parse().unwrap())).copied().unwrap_or_default();
    let balance = AccountBalance::from(row);
    (balance.balance(Layer::Settled, fondaco::ledger::Side::Credit), balance.available(fondaco::ledger::Side::Credit))
}

fn state(shop: &Shop, trade: TradeId) -> TradeState {
    shop.get::<Trade>(&trade).state
}

/// What all accounts hold and have pending.
fn all(shop: &Shop) -> Vec<(String, AccountBalance)> {
    let state = shop.state();
    let rows = state.counters.iter().filter(|(key, _)| matches!(key, Key::Balance(_)));
    rows.map(|(key, row)| (key.to_string(), AccountBalance::from(*row))).collect()
}

#[test]
fn goods_and_money_are_held_and_move_in_one_commit() {
    let shop = market();
    let trade = accepted(&shop, &terms());
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "bruno/silk")), ((100_000, 100_000), (100, 100)));
    shop.must(&act(trade, "buyer", &json!({"fund": {}})));
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "bruno/silk")), ((100_000, 50_000), (100, 0)));
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_eq!(state(&shop, trade), TradeState::Settled);
    assert_eq!((there(&shop, "ada/EUR").0, there(&shop, "ada/silk").0), (50_000, 100));
    assert_eq!((there(&shop, "bruno/EUR").0, there(&shop, "market/EUR").0), (49_000, 1_000));
    shop.check_replay();
}

#[test]
fn terms_are_put_forward_by_turns_until_one_agrees() {
    let shop = market();
    let trade = proposed(&shop, &terms());
    let lower = with(&terms(), &json!({"payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": 40_000}]}));
    assert_eq!(shop.refuse(&act(trade, "buyer", &json!({"accept": {}}))).code(), Code::TradeRole);
    shop.must(&act(trade, "seller", &json!({"counter": {"terms": lower}})));
    let late = command(json!({"do": "act_on_trade", "trade": trade, "by": "buyer", "round": 1, "act": {"accept": {}}}));
    assert_eq!(shop.refuse(&late).code(), Code::TradeMoved);
    shop.must(&command(
        json!({"do": "act_on_trade", "trade": trade, "by": "buyer", "round": 2, "act": {"accept": {}}}),
    ));
    let trade = shop.get::<Trade>(&trade);
    assert_eq!((trade.state, trade.round, trade.terms.payments[0].amount), (TradeState::Accepted, 2, 40_000));
}

#[test]
fn parts_are_paid_as_they_are_delivered_and_come_to_the_whole() {
    let shop = market();
    let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": 3}]);
    let payments = json!([{"from": "ada/EUR", "to": "bruno/EUR", "amount": 100}]);
    let trade = funded(&shop, &json!({"goods": goods, "payments": payments, "in_parts": true}));
    for paid in [33, 66, 100] {
        shop.must(&act(trade, "carrier", &deliver(1, None)));
        assert_eq!(there(&shop, "bruno/EUR").0, paid);
    }
    assert_eq!((state(&shop, trade), there(&shop, "ada/EUR")), (TradeState::Settled, (99_900, 99_900)));
}

#[test]
fn lots_are_counted_over_all_places() {
    let shop = market();
    let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": 100, "lot": 30}]);
    let trade = funded(&shop, &with(&terms(), &json!({"goods": goods})));
    shop.must(&act(trade, "seller", &carry(55, None, "ship/silk")));
    let both = json!([{"goods": 0, "amount": 20}, {"goods": 0, "amount": 10, "at": "ship/silk"}]);
    shop.must(&act(trade, "buyer", &json!({"deliver": {"goods": both}})));
    assert_eq!(shop.refuse(&act(trade, "buyer", &deliver(25, None))).code(), Code::TradeExceeds);
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_eq!((state(&shop, trade), there(&shop, "ada/silk").0), (TradeState::Settled, 100));
}

#[test]
fn goods_go_by_ship_and_station_and_what_is_lost_is_not_paid() {
    let shop = market();
    let trade = funded(&shop, &terms());
    let refusal = shop.refuse(&act(trade, "seller", &carry(90, None, "ship/silk")));
    assert_eq!(refusal.code(), Code::AccountFull, "a ship holds no more than it can");
    shop.must(&act(trade, "seller", &carry(60, None, "ship/silk")));
    assert_eq!((there(&shop, "bruno/silk"), there(&shop, "ship/silk").0), ((40, 0), 60));
    shop.must(&act(trade, "carrier", &carry(60, Some("ship/silk"), "genova/silk")));
    let lose = json!({"lose": {"goods": units(10, Some("genova/silk")), "to": "lost/silk", "reason": "wet"}});
    shop.must(&act(trade, "carrier", &lose));
    shop.must(&act(trade, "buyer", &deliver(50, Some("genova/silk"))));
    assert_eq!((there(&shop, "ada/silk").0, there(&shop, "bruno/EUR").0), (50, 24_500));
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_eq!(state(&shop, trade), TradeState::Settled);
    assert_eq!((there(&shop, "ada/silk").0, there(&shop, "lost/silk").0), (90, 10));
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "market/EUR").0), ((55_000, 55_000), 900));
}

#[test]
fn the_incoterm_says_who_bears_what_is_lost() {
    for (incoterm, paid) in [("fob", 49_000), ("ddp", 44_100)] {
        let shop = market();
        let trade = funded(&shop, &with(&terms(), &json!({"incoterm": incoterm})));
        shop.must(&act(trade, "seller", &carry(10, None, "ship/silk")));
        let lose = json!({"lose": {"goods": units(10, Some("ship/silk")), "to": "lost/silk"}});
        shop.must(&act(trade, "carrier", &lose));
        shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
        assert_eq!(there(&shop, "bruno/EUR").0, paid, "{incoterm}");
    }
}

#[test]
fn what_was_paid_in_euros_is_received_in_ducats() {
    let shop = market();
    let exchange = json!({"through": "bank/EUR", "from": "bank/DUC", "rate": "0.035", "rounding": "half_even",
        "difference": "rounding/DUC"});
    let payments = json!([{"from": "ada/EUR", "to": "bruno/DUC", "amount": 50_100, "exchange": exchange}]);
    let trade = funded(&shop, &with(&terms(), &json!({"payments": payments})));
    for (units, received) in [(33, 579), (33, 1_157), (34, 1_754)] {
        shop.must(&act(trade, "buyer", &deliver(units, None)));
        assert_eq!(there(&shop, "bruno/DUC").0, received);
    }
    // 1,753.5 to the even one: the bank gives what the rate gives, the half comes from the account of rounding.
    assert_eq!((there(&shop, "bank/DUC").0, there(&shop, "rounding/DUC").0), (50_000 - 1_753, -1));
    assert_eq!(there(&shop, "bank/EUR").0, 50_100);
}

#[test]
fn a_deposit_is_paid_when_the_trade_is_funded() {
    let shop = market();
    let payments = json!([{"from": "ada/EUR", "to": "bruno/EUR", "amount": 50_000, "deposit": 10_000}]);
    let trade = funded(&shop, &with(&terms(), &json!({"payments": payments})));
    assert_eq!((there(&shop, "bruno/EUR").0, there(&shop, "ada/EUR")), (10_000, (90_000, 50_000)));
    shop.must(&act(trade, "buyer", &deliver(10, None)));
    assert_eq!(there(&shop, "bruno/EUR").0, 10_000, "it is a part of the price");
    shop.must(&act(trade, "buyer", &deliver(40, None)));
    assert_eq!(there(&shop, "bruno/EUR").0, 25_000);
}

#[test]
fn both_agree_to_give_it_up_and_what_is_left_goes_back() {
    let shop = market();
    let trade = funded(&shop, &terms());
    shop.must(&act(trade, "seller", &carry(60, None, "ship/silk")));
    shop.must(&act(trade, "buyer", &deliver(20, Some("ship/silk"))));
    shop.must(&act(trade, "buyer", &json!({"cancel": {"reason": "too late"}})));
    assert_eq!(state(&shop, trade), TradeState::InTransit, "one alone cannot");
    shop.must(&act(trade, "seller", &json!({"cancel": {}})));
    assert_eq!(state(&shop, trade), TradeState::Cancelled);
    assert_eq!((there(&shop, "bruno/silk"), there(&shop, "ship/silk").0), ((80, 80), 0));
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "ada/silk").0), ((90_000, 90_000), 20));
}

#[test]
fn whoever_goes_on_with_it_asks_no_more_to_give_it_up() {
    let shop = market();
    let trade = accepted(&shop, &terms());
    shop.must(&act(trade, "buyer", &json!({"cancel": {}})));
    shop.must(&act(trade, "buyer", &json!({"fund": {}})));
    shop.must(&act(trade, "seller", &json!({"cancel": {}})));
    assert_eq!(state(&shop, trade), TradeState::Funded, "only the seller asks now");
    shop.must(&act(trade, "buyer", &json!({"cancel": {}})));
    assert_eq!(state(&shop, trade), TradeState::Cancelled);
}

#[test]
fn a_dispute_freezes_it_until_an_arbiter_splits_what_is_left() {
    let shop = market();
    let trade = funded(&shop, &terms());
    shop.must(&act(trade, "seller", &carry(50, None, "ship/silk")));
    shop.must(&act(trade, "buyer", &json!({"dispute": {"reason": "it is cotton"}})));
    assert_eq!(shop.refuse(&act(trade, "buyer", &deliver(1, None))).code(), Code::StateForbidden);
    assert_eq!(
        shop.refuse(&act(trade, "seller", &json!({"resolve": {"goods": [0], "payments": [0, 0], "reason": ""}})))
            .code(),
        Code::TradeRole
    );
    shop.must(&act(
        trade,
        "arbiter",
        &json!({"resolve": {"goods": [70], "payments": [20_000, 400], "reason": "a part"}}),
    ));
    assert_eq!(state(&shop, trade), TradeState::Settled);
    assert_eq!((there(&shop, "ada/silk").0, there(&shop, "bruno/silk")), (70, (30, 30)));
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "bruno/EUR").0), ((80_000, 80_000), 19_600));
    assert_eq!((there(&shop, "market/EUR").0, there(&shop, "ship/silk").0), (400, 0));
    let entries = shop.get::<Trade>(&trade).entries.clone();
    let paid = entries.iter().map(|id| shop.get::<Entry>(id)).find(|entry| entry.amount == 50_000).unwrap();
    assert_eq!((paid.posted, paid.state), (20_000, EntryState::Posted), "what took effect in part is no void");
}

#[test]
fn a_trade_that_is_reversed_leaves_balances_as_before() {
    let shop = market();
    let before = ["ada/EUR", "bruno/EUR", "market/EUR", "ada/silk", "bruno/silk", "ship/silk", "bank/DUC"];
    let balances = |shop: &Shop| before.map(|account| there(shop, account));
    let was = balances(&shop);
    let trade = funded(&shop, &terms());
    shop.must(&act(trade, "seller", &carry(60, None, "ship/silk")));
    shop.must(&act(trade, "buyer", &deliver(60, Some("ship/silk"))));
    shop.must(&act(trade, "buyer", &json!({"deliver": {}})));
    assert_ne!(balances(&shop), was);
    shop.must(&act(trade, "operator", &json!({"reverse": {"reason": "an embargo"}})));
    assert_eq!((balances(&shop), state(&shop, trade)), (was, TradeState::Reversed));
    assert_eq!(
        shop.refuse(&act(trade, "operator", &json!({"reverse": {"reason": "again"}}))).code(),
        Code::StateForbidden
    );
}

#[test]
fn offers_end_funds_fail_and_goods_are_late_when_read_and_when_ticked() {
    let shop = market();
    let at = |seconds: i64| (shop.now() + jiff::SignedDuration::from_secs(seconds)).to_string();
    let terms = with(&terms(), &json!({"offer_until": at(10), "fund_by": at(20), "deliver_by": at(30)}));
    let [offered, agreed, held] = [proposed(&shop, &terms), accepted(&shop, &terms), funded(&shop, &terms)];
    shop.clock.pass(10);
    assert_eq!(shop.refuse(&act(offered, "seller", &json!({"accept": {}}))).code(), Code::TradeExpired);
    shop.clock.pass(10);
    assert_eq!(shop.refuse(&act(agreed, "buyer", &json!({"fund": {}}))).code(), Code::TradeExpired);
    shop.clock.pass(9);
    shop.tick();
    assert_eq!((state(&shop, offered), state(&shop, agreed)), (TradeState::Expired, TradeState::Failed));
    assert_eq!(shop.get::<Trade>(&held).late_since, None);
    shop.clock.pass(1);
    shop.tick();
    let late = shop.get::<Trade>(&held);
    assert_eq!((late.state, late.late_since), (TradeState::Funded, Some(shop.now())));
    assert_eq!(shop.tick(), 0, "it is late once");
    shop.must(&act(held, "buyer", &json!({"deliver": {}})));
}

#[test]
fn funds_that_are_short_hold_nothing() {
    let shop = market();
    let first = funded(&shop, &terms());
    let second = accepted(&shop, &terms());
    let before = all(&shop);
    let refusal = shop.refuse(&act(second, "buyer", &json!({"fund": {}})));
    assert_eq!((refusal.code(), state(&shop, second)), (Code::FundsShort, TradeState::Accepted));
    assert_eq!(all(&shop), before);
    for party in ["buyer", "seller"] {
        shop.must(&act(first, party, &json!({"cancel": {}})));
    }
    shop.must(&act(second, "buyer", &json!({"fund": {}})));
}

/// Refuses terms that differ in this from good ones.
fn invalid(shop: &Shop, more: &Value) -> Refusal {
    shop.refuse(&propose_terms(&with(&terms(), more)))
}

refusals! {
    a_trade_that_nobody_proposed: TradeUnknown, |_| market().refuse(&act(crate::common::uuid(7), "buyer", &json!({"accept": {}})));
    a_trade_without_goods: TradeInvalid, |_| invalid(&market(), &json!({"goods": []}));
    goods_of_nothing: TradeInvalid, |_|
        invalid(&market(), &json!({"goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": 0}]}));
    goods_that_stay_where_they_are: TradeInvalid, |_|
        invalid(&market(), &json!({"goods": [{"from": "bruno/silk", "to": "bruno/silk", "amount": 1}]}));
    a_lot_of_more_than_all: TradeInvalid, |_|
        invalid(&market(), &json!({"goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": 1, "lot": 2}]}));
    goods_worth_more_than_fits: TradeInvalid, |_| invalid(&market(), &json!({"goods":
        [{"from": "bruno/silk", "to": "ada/silk", "amount": 9_007_199_254_740_991_i64, "worth": 1_000_000_000}]}));
    a_payment_of_the_least_64_bits_hold: TradeInvalid, |_|
        invalid(&market(), &json!({"payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": i64::MIN}]}));
    a_deposit_above_the_price: TradeInvalid, |_|
        invalid(&market(), &json!({"payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": 1, "deposit": 2}]}));
    a_rate_of_nothing: TradeInvalid, |_| invalid(&market(), &json!({"payments": [{"from": "ada/EUR", "to": "bruno/DUC",
        "amount": 1, "exchange": {"through": "bank/EUR", "from": "bank/DUC", "rate": "0", "rounding": "down"}}]}));
    a_time_that_has_passed: TradeInvalid, |_| invalid(&market(), &json!({"offer_until": "2020-01-01T00:00:00Z"}));
    a_trade_with_oneself: TradeInvalid, |_| {
        market().refuse(&command(json!({"do": "propose_trade", "buyer": "ada", "seller": "ada", "by": "buyer", "terms": terms()})))
    };
    an_offer_by_a_carrier: TradeRole, |_| {
        market().refuse(&command(json!({"do": "propose_trade", "buyer": "ada", "seller": "bruno", "by": "carrier", "terms": terms()})))
    };
    an_offer_that_the_other_takes_back: TradeRole, |_| {
        let shop = market();
        shop.refuse(&act(proposed(&shop, &terms()), "seller", &json!({"cancel": {}})))
    };
    more_goods_than_are_held: TradeExceeds, |_| {
        let shop = market();
        shop.refuse(&act(funded(&shop, &terms()), "buyer", &deliver(101, None)))
    };
    goods_from_where_they_are_not: TradeExceeds, |_| {
        let shop = market();
        shop.refuse(&act(funded(&shop, &terms()), "buyer", &deliver(1, Some("ship/silk"))))
    };
    less_than_a_lot: TradeExceeds, |_| {
        let shop = market();
        let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": 100, "lot": 30}]);
        shop.refuse(&act(funded(&shop, &with(&terms(), &json!({"goods": goods}))), "buyer", &deliver(20, None)))
    };
    a_part_of_what_goes_as_a_whole: TradeInvalid, |_| {
        let shop = market();
        shop.refuse(&act(funded(&shop, &with(&terms(), &json!({"in_parts": false}))), "buyer", &deliver(20, None)))
    };
    an_arbiter_who_gives_more_than_there_is: TradeExceeds, |_| {
        let shop = market();
        let trade = funded(&shop, &terms());
        shop.must(&act(trade, "seller", &json!({"dispute": {"reason": "unpaid"}})));
        shop.refuse(&act(trade, "arbiter", &json!({"resolve": {"goods": [100], "payments": [50_001, 0], "reason": ""}})))
    };
    terms_that_are_others_by_now: TradeMoved, |_| {
        let shop = market();
        let trade = proposed(&shop, &terms());
        shop.refuse(&command(json!({"do": "act_on_trade", "trade": trade, "by": "seller", "round": 2, "act": {"accept": {}}})))
    };
    an_offer_that_has_ended: TradeExpired, |_| {
        let shop = market();
        let end = (shop.now() + jiff::SignedDuration::from_secs(1)).to_string();
        let trade = proposed(&shop, &with(&terms(), &json!({"offer_until": end})));
        shop.clock.pass(1);
        shop.refuse(&act(trade, "seller", &json!({"accept": {}})))
    };
    a_trade_that_has_time: TradeNotDue, |_| {
        let shop = market();
        let trade = proposed(&shop, &terms());
        shop.refuse(&Command::ExpireTrade { trade })
    };
    an_account_that_is_not_there: AccountUnknown, |_| {
        let shop = market();
        let goods = json!([{"from": "bruno/silk", "to": "nobody", "amount": 1}]);
        shop.refuse(&act(accepted(&shop, &with(&terms(), &json!({"goods": goods}))), "buyer", &json!({"fund": {}})))
    };
    goods_for_an_account_of_money: AssetMismatch, |_| {
        let shop = market();
        let goods = json!([{"from": "bruno/silk", "to": "ada/EUR", "amount": 1}]);
        shop.refuse(&act(accepted(&shop, &with(&terms(), &json!({"goods": goods}))), "buyer", &json!({"fund": {}})))
    };
}

/// A command of each kind and each act, with all that can be said in it.
pub(crate) fn examples() -> Vec<Command> {
    let id = crate::common::uuid::<TradeId>(11);
    let exchange = json!({"through": "bank/EUR", "from": "bank/DUC", "rate": "0.035", "rounding": "half_even",
        "quoted_until": "2026-11-23T12:00:00Z", "difference": "rounding/DUC"});
    let full = json!({"goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": 100, "worth": 5, "lot": 10,
            "stowage": [{"from": "world/kg", "each": 20}]}],
        "payments": [{"from": "ada/EUR", "to": "bruno/DUC", "amount": 50_000, "deposit": 500, "exchange": exchange},
            {"kind": "fee", "from": "bruno/EUR", "to": "market/EUR", "amount": 1_000, "of_proceeds": true},
            {"kind": "tax", "from": "ada/EUR", "to": "market/EUR", "amount": 1}, {"kind": "duty", "from": "ada/EUR", "to": "market/EUR", "amount": 1}],
        "in_parts": true, "incoterm": "cif", "offer_until": "2026-11-22T12:00:00Z", "fund_by": "2026-11-23T12:00:00Z",
        "deliver_by": "2026-12-24T12:00:00Z"});
    let acts = [
        json!({"counter": {"terms": terms()}}),
        json!({"accept": {}}),
        json!({"decline": {"reason": "too dear"}}),
        json!({"fund": {}}),
        carry(60, Some("genova/silk"), "ship/silk"),
        crate::cargo::loaded(20),
        deliver(20, Some("ship/silk")),
        json!({"lose": {"goods": units(1, Some("ship/silk")), "to": "lost/silk", "reason": "wet"}}),
        json!({"cancel": {"reason": "too late"}}),
        json!({"dispute": {"reason": "it is cotton"}}),
        json!({"resolve": {"goods": [70], "payments": [20_000, 400], "reason": "a part"}}),
        json!({"reverse": {"reason": "an embargo"}}),
    ];
    let seen = command(json!({"do": "act_on_trade", "trade": id, "by": "buyer", "round": 1, "act": {"accept": {}}}));
    let acts = acts.iter().map(|it| act(id, "operator", it));
    [propose_terms(&full), seen, Command::ExpireTrade { trade: id }].into_iter().chain(acts).collect()
}

/// A day on which every event of a trade happens.
pub(crate) fn day_of_trading() -> Shop {
    let shop = market();
    let trade = proposed(&shop, &terms());
    shop.must(&act(trade, "seller", &json!({"counter": {"terms": terms()}})));
    shop.must(&act(trade, "buyer", &json!({"accept": {}})));
    shop.must(&act(trade, "buyer", &json!({"fund": {}})));
    shop.must(&act(trade, "seller", &crate::cargo::loaded(60)));
    shop
}
