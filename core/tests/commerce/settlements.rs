//! Settlements: what parties instruct moves in one commit, or not at all; and what keeps it from moving has a name.

use fondaco::ledger::{AccountBalance, Layer, NetPosition, Side};
use fondaco::settlement::{
    HoldStatus, MatchingStatus, Obstacle, ObstacleKind, ProcessingStatus, Settlement, SettlementReason,
    SettlementStanding, SettlementState, Tried,
};
use fondaco::{Command, Key, Outcome, SettlementId};
use serde_json::{Value, json};

use crate::common::shop::command;
use crate::common::{Shop, uuid};
use crate::ledger::{define, steps};
use crate::refusals::refusals;
use crate::shop_books::check;
use crate::trades::market;

const START: &str = "2026-11-21T12:00:00Z";

pub(crate) fn instruct(by: &str, terms: &Value) -> Command {
    command(json!({"do": "instruct_settlement", "by": by, "terms": terms}))
}

pub(crate) fn act(settlement: SettlementId, by: &str, act: &Value) -> Command {
    command(json!({"do": "act_on_settlement", "settlement": settlement, "by": by, "act": act}))
}

pub(crate) fn settle(settlements: &[SettlementId], more: &Value) -> Command {
    let mut settle = json!({"do": "settle", "settlements": settlements});
    for (key, value) in more.as_object().into_iter().flatten() {
        settle[key] = value.clone();
    }
    command(settle)
}

pub(crate) fn leg(kind: &str, (deliverer, from): (&str, &str), (receiver, to): (&str, &str), amount: i64) -> Value {
    json!({"kind": kind, "deliverer": deliverer, "from": from, "receiver": receiver, "to": to, "amount": amount})
}

/// Bales of Bruno for money of Ada.
pub(crate) fn terms(bales: i64, money: i64) -> Value {
    json!({"legs": [leg("goods", ("bruno", "bruno/silk"), ("ada", "ada/silk"), bales),
        leg("money", ("ada", "ada/EUR"), ("bruno", "bruno/EUR"), money)]})
}

fn with(terms: &Value, more: Value) -> Value {
    crate::trades::with(terms, &more)
}

fn instructed(shop: &Shop, terms: &Value) -> SettlementId {
    let Outcome::Settlement { settlement } = shop.must(&instruct("ada", terms)) else { panic!("a settlement") };
    settlement
}

/// What all parties have instructed.
pub(crate) fn matched(shop: &Shop, terms: &Value) -> SettlementId {
    let settlement = instructed(shop, terms);
    for party in shop.get::<Settlement>(&settlement).terms.parties() {
        shop.must(&act(settlement, party.as_str(), &json!({"affirm": {"terms": terms}})));
    }
    settlement
}

fn tried(shop: &Shop, settlements: &[SettlementId], more: &Value) -> Vec<(SettlementState, Option<ObstacleKind>)> {
    let Outcome::Settled { settlements, .. } = shop.must(&settle(settlements, more)) else { panic!("settled") };
    shop.check_replay();
    settlements.into_iter().map(|one| (one.state, one.obstacle.map(|obstacle| obstacle.kind))).collect()
}

pub(crate) fn there(shop: &Shop, account: &str) -> i64 {
    check(&shop.state());
    let row = shop.state().counters.get(&Key::Balance(account.parse().unwrap())).copied().unwrap_or_default();
    AccountBalance::from(row).balance(Layer::Settled, Side::Credit)
}

fn moved(shop: &Shop, settlement: SettlementId) -> Vec<i64> {
    shop.get::<Settlement>(&settlement).progress.settled.clone()
}

fn reason(shop: &Shop, settlement: SettlementId, party: &str) -> Option<SettlementReason> {
    shop.get::<Settlement>(&settlement).status(&party.parse().unwrap(), shop.now()).reason
}

fn journal(from: &str, to: &str, amount: i64) -> Value {
    json!({"journal": {"legs": [{"account": from, "side": "debit", "amount": amount},
        {"account": to, "side": "credit", "amount": amount}]}})
}

const SETTLED: (SettlementState, Option<ObstacleKind>) = (SettlementState::Settled, None);

const fn pending(obstacle: ObstacleKind) -> (SettlementState, Option<ObstacleKind>) {
    (SettlementState::Pending, Some(obstacle))
}

#[test]
fn goods_and_money_move_in_one_commit_once_both_have_instructed_it() {
    let shop = market();
    let settlement = instructed(&shop, &terms(100, 50_000));
    assert_eq!(tried(&shop, &[settlement], &json!({})), [(SettlementState::Pending, None)]);
    assert_eq!(there(&shop, "ada/silk"), 0);
    shop.must(&act(settlement, "bruno", &json!({"affirm": {"terms": terms(100, 50_000)}})));
    assert_eq!(tried(&shop, &[settlement], &json!({})), [SETTLED]);
    assert_eq!((there(&shop, "ada/silk"), there(&shop, "bruno/silk")), (100, 0));
    assert_eq!((there(&shop, "ada/EUR"), there(&shop, "bruno/EUR")), (50_000, 50_000));
    let before = shop.state().log.len();
    assert_eq!(tried(&shop, &[settlement], &json!({})), [SETTLED]);
    assert_eq!(shop.state().log.len(), before, "what is settled stays so");
}

#[test]
fn four_statuses_are_told_to_each_party_as_it_is_to_it() {
    let shop = market();
    let settlement = instructed(&shop, &terms(10, 5_000));
    let status = |party: &str| shop.get::<Settlement>(&settlement).status(&party.parse().unwrap(), shop.now());
    assert_eq!((status("ada").matching, status("ada").reason), (MatchingStatus::Unmatched, None));
    shop.must(&act(settlement, "bruno", &json!({"affirm": {"terms": terms(10, 5_000)}})));
    assert_eq!(
        (status("ada").matching, status("ada").settlement),
        (MatchingStatus::Matched, SettlementStanding::Pending)
    );
    shop.must(&act(settlement, "ada", &json!({"hold": {}})));
    assert_eq!((status("ada").hold, status("ada").reason), (HoldStatus::Own, Some(SettlementReason::Prea)));
    assert_eq!((status("bruno").hold, status("bruno").reason), (HoldStatus::Other, Some(SettlementReason::Prcy)));
    assert_eq!(tried(&shop, &[settlement], &json!({})), [(SettlementState::Pending, None)]);
    shop.must(&act(settlement, "bruno", &json!({"hold": {}})));
    assert_eq!((status("ada").hold, status("ada").reason), (HoldStatus::Both, Some(SettlementReason::Both)));
    shop.must(&act(settlement, "ada", &json!({"release": {}})));
    shop.must(&act(settlement, "bruno", &json!({"release": {}})));
    let due = shop.get::<Settlement>(&settlement).progress.next_at;
    assert_eq!(due, Some(shop.now()));
    shop.must(&act(settlement, "bruno", &json!({"cancel": {"reason": "a mistake"}})));
    assert_eq!(status("ada").processing, ProcessingStatus::PendingCancellation);
    assert_eq!(shop.get::<Settlement>(&settlement).progress.next_at, due, "what one asks alone changes nothing");
    shop.must(&act(settlement, "ada", &json!({"cancel": {}})));
    let last = status("ada");
    assert_eq!((last.processing, last.settlement), (ProcessingStatus::Cancelled, SettlementStanding::Cancelled));
    assert_eq!(shop.get::<Settlement>(&settlement).progress.reason, "a mistake");
    let alone = instructed(&shop, &terms(10, 5_000));
    shop.must(&act(alone, "ada", &json!({"cancel": {}})));
    assert_eq!(shop.get::<Settlement>(&alone).progress.state, SettlementState::Cancelled);
    shop.check_replay();
}

#[test]
fn who_lacks_what_is_told_to_both_from_their_side() {
    let shop = market();
    let goods = matched(&shop, &terms(101, 50_000));
    let money = matched(&shop, &terms(10, 100_001));
    let answer = tried(&shop, &[goods, money], &json!({}));
    assert_eq!(answer, [pending(ObstacleKind::Goods), pending(ObstacleKind::Money)]);
    assert_eq!([moved(&shop, goods), moved(&shop, money)], [[0, 0], [0, 0]], "all or nothing");
    let told = |settlement| ["ada", "bruno", "carla"].map(|party| reason(&shop, settlement, party).unwrap());
    assert_eq!(told(goods), [SettlementReason::Clac, SettlementReason::Lack, SettlementReason::Clac]);
    assert_eq!(told(money), [SettlementReason::Mony, SettlementReason::Cmon, SettlementReason::Cmon]);
    shop.must(&steps(&[journal("world/silk", "bruno/silk", 1)]));
    assert_eq!(tried(&shop, &[goods], &json!({})), [SETTLED]);
}

#[test]
fn what_is_there_is_settled_in_whole_lots_and_parts_come_to_the_whole() {
    let shop = market();
    shop.must(&steps(&[journal("bruno/silk", "world/silk", 63)]));
    let parts = matched(&shop, &with(&terms(100, 50_001), json!({"lot": 10})));
    assert_eq!(tried(&shop, &[parts], &json!({})), [pending(ObstacleKind::Goods)]);
    assert_eq!(moved(&shop, parts), [30, 15_000]);
    let status = shop.get::<Settlement>(&parts).status(&"bruno".parse().unwrap(), shop.now());
    assert_eq!((status.in_part, status.reason), (true, Some(SettlementReason::Lack)));
    shop.must(&steps(&[journal("ada/EUR", "world/EUR", 60_000), journal("world/silk", "bruno/silk", 93)]));
    assert_eq!(tried(&shop, &[parts], &json!({})), [pending(ObstacleKind::Money)]);
    assert_eq!(moved(&shop, parts), [70 + 10, 40_000], "money is there for 79 bales, which are 50 more");
    shop.must(&steps(&[journal("world/EUR", "ada/EUR", 60_000)]));
    assert_eq!(tried(&shop, &[parts], &json!({})), [SETTLED]);
    assert_eq!((there(&shop, "ada/silk"), there(&shop, "bruno/EUR")), (100, 50_001));
    let thirds = matched(&shop, &with(&terms(3, 100), json!({"lot": 1})));
    let mut paid = Vec::new();
    shop.must(&steps(&[journal("bruno/silk", "world/silk", there(&shop, "bruno/silk"))]));
    for _ in 0..3 {
        let before = there(&shop, "bruno/EUR");
        shop.must(&steps(&[journal("world/silk", "bruno/silk", 1)]));
        tried(&shop, &[thirds], &json!({}));
        paid.push(there(&shop, "bruno/EUR") - before);
    }
    assert_eq!(paid, [33, 33, 34]);
}

#[test]
fn it_is_tried_on_its_day_and_at_each_cut_off_and_fails_until_it_is_settled() {
    let shop = market();
    let days =
        json!({"settle_from": "2026-11-23T00:00:00Z", "cut_off": "2026-11-23T16:00:00Z", "retry_seconds": 86_400});
    let late = matched(&shop, &with(&terms(120, 50_000), days.clone()));
    let good = matched(&shop, &with(&terms(10, 5_000), days));
    let progress = |settlement| shop.get::<Settlement>(&settlement).progress.clone();
    assert_eq!(reason(&shop, good, "ada"), Some(SettlementReason::Futu));
    assert_eq!(tried(&shop, &[good], &json!({})), [(SettlementState::Pending, None)]);
    let at = |text: &str| shop.clock.set(text.parse().unwrap());
    at("2026-11-23T00:00:00Z");
    assert_eq!(shop.tick(), 2);
    assert_eq!((progress(good).state, progress(late).state), (SettlementState::Settled, SettlementState::Pending));
    assert_eq!((progress(late).fails, reason(&shop, late, "bruno")), (0, Some(SettlementReason::Lack)));
    assert_eq!(shop.tick(), 0);
    at("2026-11-23T16:00:00Z");
    let status = shop.get::<Settlement>(&late).status(&"ada".parse().unwrap(), shop.now());
    assert_eq!(status.settlement, SettlementStanding::Failing, "also before a tick has marked it");
    assert_eq!(shop.tick(), 1);
    assert_eq!((progress(late).state, progress(late).fails), (SettlementState::Failing, 1));
    at("2026-11-26T15:59:59Z");
    assert_eq!((shop.tick(), progress(late).fails), (1, 2), "days that nobody ticked are one try");
    tried(&shop, &[late], &json!({}));
    assert_eq!(progress(late).fails, 2, "who tries it between two cut-offs misses neither");
    at("2026-11-26T16:00:00Z");
    shop.must(&steps(&[journal("world/silk", "bruno/silk", 30)]));
    assert_eq!((shop.tick(), progress(late).state), (1, SettlementState::Settled));
    assert_eq!(progress(late).next_at, None);
    let missed = instructed(&shop, &with(&terms(1, 1), json!({"cut_off": START})));
    assert_eq!(reason(&shop, missed, "ada"), Some(SettlementReason::Late));
    shop.check_replay();
}

#[test]
fn who_asks_alone_to_give_it_up_puts_off_nothing_that_is_due() {
    let shop = market();
    let days = json!({"cut_off": "2026-11-23T16:00:00Z", "retry_seconds": 86_400});
    let late = matched(&shop, &with(&terms(120, 50_000), days));
    shop.must(&act(late, "bruno", &json!({"hold": {}})));
    shop.clock.set("2026-11-23T16:00:00Z".parse().unwrap());
    shop.must(&act(late, "ada", &json!({"cancel": {}})));
    assert_eq!((shop.tick(), shop.get::<Settlement>(&late).progress.fails), (1, 1));
}

#[test]
fn a_group_is_settled_together_or_not_at_all() {
    let shop = market();
    let first = matched(&shop, &terms(60, 30_000));
    let second = matched(&shop, &terms(41, 20_000));
    let answer = tried(&shop, &[first, second], &json!({"together": true}));
    assert_eq!(answer, [pending(ObstacleKind::Goods); 2], "they want them from the same account");
    assert_eq!(there(&shop, "ada/silk"), 0);
    let money = matched(
        &shop,
        &with(
            &terms(1, 1),
            json!({"legs":
        [leg("money", ("carla", "bruno/DUC"), ("ada", "bank/DUC"), 7)]}),
        ),
    );
    let answer = tried(&shop, &[first, money], &json!({"together": true}));
    assert_eq!(answer, [pending(ObstacleKind::Linked), pending(ObstacleKind::Money)]);
    let held = matched(&shop, &terms(1, 1));
    shop.must(&act(held, "ada", &json!({"hold": {}})));
    let answer = tried(&shop, &[first, held], &json!({"together": true}));
    assert_eq!(answer, [pending(ObstacleKind::Linked), (SettlementState::Pending, None)]);
    shop.must(&steps(&[journal("world/silk", "bruno/silk", 1)]));
    assert_eq!(tried(&shop, &[first, second], &json!({"together": true})), [SETTLED; 2]);
}

#[test]
fn what_waits_for_another_is_settled_after_it_or_with_it() {
    let shop = market();
    let first = matched(&shop, &terms(101, 50_000));
    let second = matched(&shop, &with(&terms(10, 5_000), json!({"after": [first]})));
    let answer = tried(&shop, &[first, second], &json!({}));
    assert_eq!(answer, [pending(ObstacleKind::Goods), pending(ObstacleKind::Linked)]);
    assert_eq!(reason(&shop, second, "ada"), Some(SettlementReason::Link));
    assert_eq!(tried(&shop, &[second], &json!({"together": true})), [pending(ObstacleKind::Linked)]);
    shop.must(&steps(&[journal("world/silk", "bruno/silk", 11)]));
    assert_eq!(tried(&shop, &[second, first], &json!({})), [pending(ObstacleKind::Linked), SETTLED]);
    assert_eq!(tried(&shop, &[second], &json!({})), [SETTLED]);
    let third = matched(&shop, &terms(1, 1));
    let fourth = matched(&shop, &with(&terms(1, 1), json!({"after": [third]})));
    shop.must(&steps(&[journal("world/silk", "bruno/silk", 2)]));
    assert_eq!(tried(&shop, &[fourth, third], &json!({"together": true})), [SETTLED; 2]);
}

#[test]
fn money_goes_against_money_and_two_deals_against_each_other() {
    let shop = market();
    let exchange = json!({"legs": [leg("money", ("ada", "ada/EUR"), ("bank", "bank/EUR"), 10_000),
        leg("money", ("bank", "bank/DUC"), ("bruno", "bruno/DUC"), 350)]});
    assert_eq!(tried(&shop, &[matched(&shop, &exchange)], &json!({})), [SETTLED]);
    assert_eq!((there(&shop, "bruno/DUC"), there(&shop, "bank/EUR")), (350, 10_000));
    let short = json!({"legs": [leg("money", ("ada", "ada/EUR"), ("bank", "bank/EUR"), 10_000),
        leg("money", ("bank", "bank/DUC"), ("bruno", "bruno/DUC"), 50_000)]});
    let short = matched(&shop, &short);
    assert_eq!(tried(&shop, &[short], &json!({})), [pending(ObstacleKind::Money)]);
    assert_eq!(there(&shop, "ada/EUR"), 90_000, "not one leg without the other");
}

/// Three who owe each other: 100, 80 and 60 in a circle, and bales one way.
fn circle(shop: &Shop) -> [SettlementId; 3] {
    let account = |code: &str| json!({"code": code, "asset": "CR", "floor": 0});
    shop.must(&define(&[
        json!({"code": "world/CR", "asset": "CR"}),
        account("a/CR"),
        account("b/CR"),
        account("c/CR"),
        account("clearing/CR"),
    ]));
    let owed = |debtor: &str, creditor: &str, amount: i64| {
        leg("money", (debtor, &format!("{debtor}/CR")), (creditor, &format!("{creditor}/CR")), amount)
    };
    let goods = leg("goods", ("b", "bruno/silk"), ("a", "ada/silk"), 10);
    let all = [json!([owed("a", "b", 100), goods]), json!([owed("b", "c", 80)]), json!([owed("c", "a", 60)])];
    all.map(|legs| {
        let terms = json!({"legs": legs});
        let by = terms["legs"][0]["deliverer"].as_str().unwrap();
        let Outcome::Settlement { settlement } = shop.must(&instruct(by, &terms)) else { panic!("a settlement") };
        for party in ["a", "b", "c"] {
            if shop.get::<Settlement>(&settlement).terms.parties().contains(&party.parse().unwrap()) {
                shop.must(&act(settlement, party, &json!({"affirm": {"terms": terms}})));
            }
        }
        settlement
    })
}

#[test]
fn what_goes_round_is_netted_and_only_the_rest_is_paid() {
    let shop = market();
    let all = circle(&shop);
    let net = json!({"clearing": ["clearing/CR"]});
    assert_eq!(tried(&shop, &all, &net)[0], pending(ObstacleKind::Money));
    assert_eq!(tried(&shop, &all, &net)[1].1, Some(ObstacleKind::Linked), "who leaves changes what the others owe");
    shop.must(&steps(&[journal("world/CR", "a/CR", 40)]));
    let Outcome::Settled { settlements, netted } = shop.must(&settle(&all, &net)) else { panic!("settled") };
    assert!(settlements.iter().all(|one| one.state == SettlementState::Settled));
    let [report] = &netted[..] else { panic!("one asset") };
    assert_eq!((report.gross, report.net), (240, 40));
    assert_eq!(report.positions.iter().map(NetPosition::net).collect::<Vec<_>>(), [-40, 20, 20]);
    let ends = ["a/CR", "b/CR", "c/CR", "clearing/CR", "ada/silk"].map(|account| there(&shop, account));
    assert_eq!(ends, [0, 20, 20, 0, 10]);
    for settlement in all {
        assert_eq!(shop.get::<Settlement>(&settlement).progress.netted_with, Some(all[0]));
    }
    let state = shop.state();
    let entries = state.records.values().filter(
        |stored| matches!(&stored.record, fondaco::Record::Entry(entry) if entry.reference == Some(all[0].to_string())),
    );
    assert_eq!(entries.count(), 4, "three payments, and the bales");
    shop.check_replay();
}

#[test]
fn what_is_not_ready_is_left_out_of_a_net() {
    let shop = market();
    let all = circle(&shop);
    shop.must(&act(all[2], "c", &json!({"hold": {}})));
    shop.must(&steps(&[journal("world/CR", "a/CR", 100)]));
    let answer = tried(&shop, &all, &json!({"clearing": ["clearing/CR"]}));
    assert_eq!(answer, [SETTLED, SETTLED, (SettlementState::Pending, None)]);
    assert_eq!(["a/CR", "b/CR", "c/CR"].map(|account| there(&shop, account)), [0, 20, 80]);
}

#[test]
fn a_full_or_closed_account_keeps_it_back() {
    let shop = market();
    let onto = |amount| json!({"legs": [leg("goods", ("bruno", "bruno/silk"), ("carrier", "ship/silk"), amount)]});
    let full = matched_by(&shop, "bruno", &onto(81));
    assert_eq!(tried(&shop, &[full], &json!({})), [pending(ObstacleKind::Full)]);
    assert_eq!(reason(&shop, full, "bruno"), Some(SettlementReason::Othr));
    shop.must(&define(&[json!({"code": "ship/silk", "asset": "silk", "floor": 0, "ceiling": 80, "closed": true})]));
    let closed = matched_by(&shop, "bruno", &onto(10));
    assert_eq!(tried(&shop, &[closed], &json!({})), [pending(ObstacleKind::Closed)]);
    assert_eq!(reason(&shop, closed, "carrier"), Some(SettlementReason::Bloc));
}

fn matched_by(shop: &Shop, by: &str, terms: &Value) -> SettlementId {
    let Outcome::Settlement { settlement } = shop.must(&instruct(by, terms)) else { panic!("a settlement") };
    for party in shop.get::<Settlement>(&settlement).terms.parties() {
        shop.must(&act(settlement, party.as_str(), &json!({"affirm": {"terms": terms}})));
    }
    settlement
}

fn invalid(more: Value) -> fondaco::Refusal {
    market().refuse(&instruct("ada", &with(&terms(10, 100), more)))
}

refusals! {
    a_settlement_that_nobody_instructed: SettlementUnknown, |_| market().refuse(&settle(&[uuid(7)], &json!({})));
    a_settlement_of_nothing: SettlementInvalid, |_| invalid(json!({"legs": []}));
    a_leg_of_nothing: SettlementInvalid, |_| market().refuse(&instruct("ada", &terms(0, 1)));
    a_leg_of_the_least_64_bits_hold: SettlementInvalid, |_| market().refuse(&instruct("ada", &terms(1, i64::MIN)));
    a_leg_that_stays_where_it_is: SettlementInvalid, |_|
        invalid(json!({"legs": [leg("goods", ("ada", "ada/silk"), ("ada", "ada/silk"), 1)]}));
    a_lot_larger_than_all_of_it: SettlementInvalid, |_| invalid(json!({"lot": 11}));
    a_cut_off_before_its_day: SettlementInvalid, |_|
        invalid(json!({"settle_from": "2026-11-24T00:00:00Z", "cut_off": "2026-11-23T00:00:00Z"}));
    tries_every_second: SettlementInvalid, |_|
        invalid(json!({"cut_off": "2026-11-23T00:00:00Z", "retry_seconds": 59}));
    tries_after_no_cut_off: SettlementInvalid, |_| invalid(json!({"retry_seconds": 60}));
    a_reference_to_settle_without_a_letter: SettlementInvalid, |_| invalid(json!({"reference": ""}));
    one_settlement_tried_twice: SettlementInvalid, |_| {
        let shop = market();
        let settlement = matched(&shop, &terms(1, 1));
        shop.refuse(&settle(&[settlement, settlement], &json!({})))
    };
    one_settlement_waited_for_twice: SettlementInvalid, |_| {
        let shop = market();
        let settlement = matched(&shop, &terms(1, 1));
        shop.refuse(&instruct("ada", &with(&terms(1, 1), json!({"after": [settlement, settlement]}))))
    };
    two_clearing_accounts_of_one_asset: SettlementInvalid, |_| {
        let shop = market();
        let settlement = matched(&shop, &terms(1, 1));
        shop.refuse(&settle(&[settlement], &json!({"clearing": ["bank/EUR", "market/EUR"]})))
    };
    a_stranger_who_instructs: SettlementParty, |_| market().refuse(&instruct("carla", &terms(1, 1)));
    a_stranger_who_holds: SettlementParty, |_| {
        let shop = market();
        let settlement = matched(&shop, &terms(1, 1));
        shop.refuse(&act(settlement, "carla", &json!({"hold": {}})))
    };
    another_amount_affirmed: SettlementUnmatched, |_| {
        let shop = market();
        let settlement = instructed(&shop, &terms(1, 1));
        shop.refuse(&act(settlement, "bruno", &json!({"affirm": {"terms": terms(1, 2)}})))
    };
    what_is_settled_is_not_held: StateForbidden, |_| {
        let shop = market();
        let settlement = matched(&shop, &terms(1, 1));
        shop.must(&settle(&[settlement], &json!({})));
        shop.refuse(&act(settlement, "ada", &json!({"hold": {}})))
    };
    silk_for_an_account_of_money: AssetMismatch, |_|
        invalid(json!({"legs": [leg("goods", ("bruno", "bruno/silk"), ("ada", "ada/EUR"), 1)]}));
    an_account_of_nobody_in_a_leg: AccountUnknown, |_|
        invalid(json!({"legs": [leg("goods", ("bruno", "bruno/silk"), ("ada", "ada/wool"), 1)]}));
    what_waits_for_nothing_that_is: SettlementUnknown, |_|
        invalid(json!({"after": ["0199c1d2-0000-7000-8000-0000000f0001"]}));
}

pub(crate) fn examples() -> Vec<Command> {
    let id = uuid::<SettlementId>(12);
    let full = with(
        &terms(100, 50_000),
        json!({"lot": 10, "settle_from": "2026-11-23T00:00:00Z",
        "cut_off": "2026-11-23T16:00:00Z", "retry_seconds": 86_400, "after": [uuid::<SettlementId>(13)],
        "reference": "C-1"}),
    );
    let acts = [
        json!({"affirm": {"terms": terms(100, 50_000)}}),
        json!({"hold": {}}),
        json!({"release": {}}),
        json!({"cancel": {"reason": "a mistake"}}),
    ];
    let tries = [settle(&[id], &json!({})), settle(&[id], &json!({"together": true, "clearing": ["clearing/EUR"]}))];
    [instruct("ada", &full)].into_iter().chain(acts.iter().map(|it| act(id, "bruno", it))).chain(tries).collect()
}

/// What trying two of them answers, where one lacks money.
pub(crate) fn settled() -> Outcome {
    let short = Obstacle { kind: ObstacleKind::Money, account: Some("ada/EUR".parse().unwrap()) };
    let one = |n, state, obstacle| Tried { settlement: uuid(n), state, obstacle };
    let settlements = vec![one(12, SettlementState::Settled, None), one(13, SettlementState::Failing, Some(short))];
    Outcome::Settled { settlements, netted: Vec::new() }
}

/// A day on which a part of something is settled.
pub(crate) fn day_of_settling() -> Shop {
    let shop = market();
    shop.must(&steps(&[journal("bruno/silk", "world/silk", 63)]));
    let settlement = matched(&shop, &with(&terms(100, 50_000), json!({"lot": 10})));
    shop.must(&settle(&[settlement], &json!({})));
    shop
}
