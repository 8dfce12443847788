//! Accounts and entries: what is taken from one comes to another, within limits, once.

use fondaco::ledger::{Account, AccountBalance, Entry, EntryState, Layer, Side};
use fondaco::port::Page;
use fondaco::{AccountCode, Code, Command, Outcome, Timestamp, immediately};
use serde_json::{Value, json};

use crate::common::shop::command;
use crate::common::{Shop, uuid};

/// The id of an entry.
pub(crate) fn id(number: u128) -> Value {
    json!(uuid::<fondaco::EntryId>(number))
}

/// An amount that goes from one account to another.
pub(crate) fn enter(number: u128, from: &str, to: &str, amount: i64) -> Value {
    json!({"enter": {"id": id(number), "from": from, "to": to, "amount": amount}})
}

/// The same, held first, and until when.
pub(crate) fn hold(number: u128, from: &str, to: &str, amount: i64, until: Option<&str>) -> Value {
    on("pending", number, from, to, amount, until)
}

/// The same, set aside by intention, and until when.
pub(crate) fn set_aside(number: u128, from: &str, to: &str, amount: i64, until: Option<&str>) -> Value {
    on("encumbered", number, from, to, amount, until)
}

/// The same, on a layer, and until when.
pub(crate) fn on(layer: &str, number: u128, from: &str, to: &str, amount: i64, until: Option<&str>) -> Value {
    let mut step = enter(number, from, to, amount);
    step["enter"]["layer"] = layer.into();
    if let Some(until) = until {
        step["enter"]["expires_at"] = until.into();
    }
    step
}

pub(crate) fn post(number: u128, amount: Option<i64>, more: bool) -> Value {
    json!({"post": {"entry": id(number), "amount": amount, "more": more}})
}

/// Holds what is set aside.
pub(crate) fn held(number: u128) -> Value {
    json!({"hold": {"entry": id(number)}})
}

pub(crate) fn void(number: u128) -> Value {
    json!({"void": {"entry": id(number)}})
}

pub(crate) fn reverse(number: u128, by: u128) -> Value {
    json!({"reverse": {"entry": id(number), "id": id(by)}})
}

pub(crate) fn steps(steps: &[Value]) -> Command {
    command(json!({"do": "record_entries", "steps": steps}))
}

pub(crate) fn define(accounts: &[Value]) -> Command {
    command(json!({"do": "define_accounts", "accounts": accounts}))
}

/// Books in euros: the bank is what is owned, buyers and sellers have what is theirs and never less, a till holds 500 at most;
/// the world outside has no limit. And points.
pub(crate) fn books() -> Shop {
    let shop = Shop::empty();
    shop.must(&define(&[
        json!({"code": "world", "asset": "EUR"}),
        json!({"code": "ada", "asset": "EUR", "floor": 0}),
        json!({"code": "bruno", "asset": "EUR", "floor": 0}),
        json!({"code": "fees", "asset": "EUR"}),
        json!({"code": "bank", "asset": "EUR", "normal": "debit", "floor": 0, "ceiling": 500}),
        json!({"code": "till", "asset": "EUR", "ceiling": 500}),
        json!({"code": "points", "asset": "points"}),
    ]));
    shop
}

pub(crate) fn balance(shop: &Shop, account: &str) -> (AccountBalance, i64, i64) {
    let code: AccountCode = account.parse().unwrap();
    let (account, balance) = immediately(shop.engine.account_balance(&code)).unwrap().unwrap();
    (balance, balance.balance(Layer::Settled, account.normal), balance.available(account.normal))
}

/// What is there, and what of it can be taken.
pub(crate) fn there(shop: &Shop, account: &str) -> (i64, i64) {
    let (_, posted, available) = balance(shop, account);
    (posted, available)
}

pub(crate) fn entry(shop: &Shop, number: u128) -> Entry {
    (*shop.get::<Entry>(&uuid(number))).clone()
}

/// Of each asset, each layer is in balance on its own.
pub(crate) fn check_trial_balance(shop: &Shop) {
    let mut sums = std::collections::BTreeMap::<String, [i64; 3]>::new();
    let mut page = Page::first(3);
    loop {
        let found = immediately(shop.engine.trial_balance(&page)).unwrap().unwrap();
        for (account, row) in found.items {
            let sum = sums.entry(account.asset.to_string()).or_default();
            sum[0] += row.credits_posted - row.debits_posted;
            sum[1] += row.credits_pending - row.debits_pending;
            sum[2] += row.credits_encumbered - row.debits_encumbered;
        }
        match found.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    assert!(sums.values().all(|sum| *sum == [0; 3]), "{sums:?}");
}

#[test]
fn what_is_taken_from_one_account_comes_to_the_other() {
    let shop = books();
    let outcome = shop.must(&steps(&[enter(1, "world", "ada", 1_000), enter(2, "ada", "bruno", 400)]));
    assert_eq!(outcome, Outcome::Entries { entries: vec![uuid(1), uuid(2)] });
    assert_eq!(
        (there(&shop, "ada"), there(&shop, "bruno"), there(&shop, "world")),
        ((600, 600), (400, 400), (-1000, -1000))
    );
    assert_eq!(entry(&shop, 2).state, EntryState::Posted);
    check_trial_balance(&shop);
}

#[test]
fn an_account_that_grows_by_debits_counts_the_other_way_round() {
    let shop = books();
    shop.must(&steps(&[enter(1, "bank", "ada", 300)]));
    assert_eq!((there(&shop, "bank"), there(&shop, "ada")), ((300, 300), (300, 300)));
    let refusal = shop.refuse(&steps(&[enter(2, "bank", "ada", 201)]));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::AccountFull, &json!(200)));
    shop.must(&steps(&[enter(2, "bank", "ada", 200)]));
    shop.must(&steps(&[enter(3, "ada", "bank", 450)]));
    let refusal = shop.refuse(&steps(&[enter(4, "world", "bank", 51)]));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::FundsShort, &json!(50)));
    assert_eq!(there(&shop, "bank"), (50, 50));
}

#[test]
fn what_is_pending_counts_against_floors_and_ceilings_and_is_not_there_to_be_taken() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100), hold(2, "ada", "bruno", 70, None)]));
    assert_eq!((there(&shop, "ada"), there(&shop, "bruno")), ((100, 30), (0, 0)));
    let refusal = shop.refuse(&steps(&[enter(3, "ada", "fees", 31)]));
    assert_eq!(
        (refusal.code(), &refusal.detail()["available"], &refusal.detail()["index"]),
        (Code::FundsShort, &json!(30), &json!(0))
    );
    assert_eq!(
        shop.refuse(&steps(&[enter(3, "bruno", "fees", 1)])).code(),
        Code::FundsShort,
        "pending is not there yet"
    );
    shop.must(&steps(&[hold(4, "world", "till", 500, None)]));
    assert_eq!(
        shop.refuse(&steps(&[enter(5, "world", "till", 1)])).code(),
        Code::AccountFull,
        "pending takes its room"
    );
    shop.must(&steps(&[void(4), enter(5, "world", "till", 500)]));
    check_trial_balance(&shop);
}

#[test]
fn what_is_held_is_posted_in_parts_and_the_last_part_lets_the_rest_go() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100), hold(2, "ada", "bruno", 90, None)]));
    shop.must(&steps(&[post(2, Some(30), true)]));
    assert_eq!((there(&shop, "ada"), there(&shop, "bruno")), ((70, 10), (30, 30)));
    let refusal = shop.refuse(&steps(&[post(2, Some(61), false)]));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::EntryExceeds, &json!(60)));
    shop.must(&steps(&[post(2, Some(20), false)]));
    assert_eq!((there(&shop, "ada"), there(&shop, "bruno")), ((50, 50), (50, 50)));
    let done = entry(&shop, 2);
    assert_eq!((done.state, done.posted, done.posts.len()), (EntryState::Posted, 50, 2));
    assert_eq!(shop.refuse(&steps(&[post(2, None, false)])).code(), Code::StateForbidden);
    assert_eq!(shop.refuse(&steps(&[void(2)])).code(), Code::StateForbidden);
    check_trial_balance(&shop);
}

#[test]
fn a_part_is_posted_and_the_rest_is_voided_and_what_was_posted_can_still_be_reversed() {
    let shop = books();
    shop.must(&steps(&[
        enter(1, "world", "ada", 100),
        hold(2, "ada", "bruno", 90, None),
        post(2, Some(40), true),
        void(2),
    ]));
    assert_eq!((there(&shop, "ada"), there(&shop, "bruno")), ((60, 60), (40, 40)));
    assert_eq!(entry(&shop, 2).state, EntryState::Voided);
    shop.must(&steps(&[reverse(2, 3)]));
    assert_eq!((there(&shop, "ada"), there(&shop, "bruno")), ((100, 100), (0, 0)));
    shop.must(&steps(&[hold(4, "ada", "bruno", 5, None), void(4)]));
    assert_eq!(shop.refuse(&steps(&[reverse(4, 5)])).code(), Code::EntryExceeds);
}

#[test]
fn a_hold_past_its_time_holds_nothing_even_before_a_tick() {
    let shop = books();
    let end = "2026-11-21T12:00:00.25Z";
    shop.must(&steps(&[enter(1, "world", "ada", 100), hold(2, "ada", "bruno", 90, Some(end))]));
    shop.clock.pass_millis(249);
    assert_eq!(there(&shop, "ada"), (100, 10));
    assert_eq!(shop.refuse(&command(json!({"do": "expire_entry", "entry": id(2)}))).code(), Code::EntryNotDue);
    shop.clock.pass_millis(1);
    assert_eq!(there(&shop, "ada"), (100, 100));
    assert_eq!(shop.refuse(&steps(&[post(2, None, false)])).code(), Code::EntryExpired);
    assert_eq!(shop.refuse(&steps(&[void(2)])).code(), Code::EntryExpired);
    assert_eq!(entry(&shop, 2).state, EntryState::Pending, "nobody has marked it yet");
    shop.must(&steps(&[enter(3, "ada", "fees", 100)]));
    assert_eq!(entry(&shop, 2).state, EntryState::Expired);
    assert_eq!(shop.tick(), 0, "there was one");
    check_trial_balance(&shop);
}

#[test]
fn a_tick_marks_what_is_due() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100), hold(2, "ada", "bruno", 90, Some("2026-11-21T12:00:01Z"))]));
    assert_eq!(shop.tick(), 0);
    shop.clock.pass(1);
    assert_eq!(shop.tick(), 1);
    let (row, ..) = balance(&shop, "ada");
    assert_eq!((row.debits_pending, row.credits_posted, entry(&shop, 2).state), (0, 100, EntryState::Expired));
}

#[test]
fn the_same_entry_again_changes_nothing_and_another_under_its_id_is_refused() {
    let shop = books();
    let held = hold(2, "ada", "bruno", 90, None);
    shop.must(&steps(&[enter(1, "world", "ada", 100), held.clone()]));
    let before = there(&shop, "ada");
    shop.must(&steps(&[enter(1, "world", "ada", 100), held.clone(), held.clone()]));
    assert_eq!(there(&shop, "ada"), before);
    let others = [("amount", enter(1, "world", "ada", 101)), ("to", enter(1, "world", "bruno", 100))];
    for (field, other) in others.into_iter().chain([("layer", hold(1, "world", "ada", 100, None))]) {
        let refusal = shop.refuse(&steps(&[other]));
        assert_eq!((refusal.code(), &refusal.detail()["differs"]), (Code::EntryReused, &json!(field)));
    }
    shop.must(&steps(&[post(2, Some(1), false)]));
    shop.must(&steps(&[held]));
    assert_eq!(entry(&shop, 2).posted, 1, "the hold that was asked for again is the one that was posted");
}

#[test]
fn all_steps_happen_or_none_and_the_refusal_says_which_was_wrong() {
    let shop = books();
    let refusal = shop.refuse(&steps(&[enter(1, "world", "ada", 100), enter(2, "ada", "bruno", 101)]));
    assert_eq!((refusal.code(), &refusal.detail()["index"]), (Code::FundsShort, &json!(1)));
    assert_eq!(shop.must(&steps(&[])), Outcome::Entries { entries: Vec::new() });
    // What a step does is seen by those after it, limits included: what passes through is there in between.
    shop.must(&steps(&[enter(1, "world", "ada", 100), enter(2, "ada", "bruno", 100), enter(3, "bruno", "fees", 100)]));
    assert_eq!(
        shop.refuse(&steps(&[enter(4, "ada", "fees", 1), enter(5, "world", "ada", 1)])).code(),
        Code::FundsShort
    );
}

#[test]
fn a_reversal_happens_once_and_names_what_it_reverses() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100)]));
    shop.must(&steps(&[reverse(1, 2)]));
    shop.must(&steps(&[reverse(1, 2)]));
    assert_eq!(there(&shop, "ada"), (0, 0));
    assert_eq!((entry(&shop, 1).reversed_by, entry(&shop, 2).reverses), (Some(uuid(2)), Some(uuid(1))));
    assert_eq!(shop.refuse(&steps(&[reverse(1, 3)])).code(), Code::StateForbidden);
    shop.must(&steps(&[enter(4, "world", "ada", 50), enter(5, "ada", "fees", 50)]));
    assert_eq!(shop.refuse(&steps(&[reverse(4, 6)])).code(), Code::FundsShort, "it is not there any more");
}

#[test]
fn a_journal_is_entered_by_its_legs_and_all_assets_are_in_balance() {
    let shop = books();
    let leg = |account: &str, side: &str, amount: i64| json!({"account": account, "side": side, "amount": amount});
    let sale = json!({"journal": {"reference": "O-1", "legs": [
        leg("bank", "debit", 122), leg("ada", "credit", 100), leg("fees", "credit", 22)]}});
    let Outcome::Entries { entries } = shop.must(&steps(&[sale])) else { panic!("books are kept") };
    assert_eq!(entries.len(), 2);
    assert_eq!((there(&shop, "bank").0, there(&shop, "ada").0, there(&shop, "fees").0), (122, 100, 22));
    let first = shop.get::<Entry>(&entries[0]);
    assert_eq!((first.from.as_str(), first.to.as_str(), first.reference.as_deref()), ("bank", "ada", Some("O-1")));
    let uneven = json!({"journal": {"legs": [leg("bank", "debit", 100), leg("ada", "credit", 99)]}});
    let refusal = shop.refuse(&steps(&[uneven]));
    assert_eq!(
        (refusal.code(), &refusal.detail()["debits"], &refusal.detail()["credits"]),
        (Code::EntryUnbalanced, &json!(100), &json!(99))
    );
    let mixed = json!({"journal": {"legs": [leg("bank", "debit", 100), leg("points", "credit", 100)]}});
    assert_eq!(shop.refuse(&steps(&[mixed])).code(), Code::EntryUnbalanced, "each asset on its own");
}

#[test]
fn a_journal_and_a_sending_take_effect_as_a_whole_when_they_are_said_to_if_the_period_is_open() {
    let shop = books();
    shop.must(&define(&[json!({"code": "fees", "asset": "EUR", "closed_until": "2026-11-01T00:00:00Z"})]));
    let late = |at: &str| {
        let legs = [("bank", "debit", 122), ("ada", "credit", 100), ("fees", "credit", 22)];
        let legs = legs.map(|(account, side, amount)| json!({"account": account, "side": side, "amount": amount}));
        let sending =
            json!({"asset": "EUR", "amount": 30, "from": {"account": {"account": "ada"}}, "to": {"account": "fees"}});
        [
            json!({"journal": {"legs": legs, "effective_at": at}}),
            json!({"send": {"sending": sending, "effective_at": at}}),
        ]
    };
    for (at, code) in [("2026-10-31T12:00:00Z", Code::PeriodClosed), ("2027-01-01T00:00:00Z", Code::EntryInvalid)] {
        assert_eq!(shop.refuse(&steps(&late(at))).code(), code, "{at}");
    }
    let at: Timestamp = "2026-11-02T00:00:00Z".parse().unwrap();
    let Outcome::Entries { entries } = shop.must(&steps(&late(&at.to_string()))) else { panic!("books are kept") };
    assert_eq!(entries.len(), 3);
    assert!(entries.iter().all(|id| shop.get::<Entry>(id).effective_at == at));
}

#[test]
fn what_is_sent_is_taken_in_order_as_far_as_floors_allow() {
    let shop = books();
    shop.must(&define(&[json!({"code": "credit", "asset": "EUR", "floor": -50})]));
    shop.must(&steps(&[enter(1, "world", "ada", 40), enter(2, "world", "bruno", 40)]));
    let account = |account: &str| json!({"account": {"account": account}});
    let send = |amount: i64| {
        json!({"send": {"sending": {"asset": "EUR", "amount": amount,
        "from": {"in_order": [account("ada"), account("bruno"), account("credit")]},
        "to": {"account": "fees"}}}})
    };
    let refusal = shop.refuse(&steps(&[send(131)]));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::FundsShort, &json!(130)));
    shop.must(&steps(&[send(130)]));
    assert_eq!((there(&shop, "ada").0, there(&shop, "credit").0, there(&shop, "fees").0), (0, -50, 130));
    check_trial_balance(&shop);
}

#[test]
fn a_statement_has_every_entry_of_an_account_once_page_by_page() {
    let shop = books();
    let mut all: Vec<Value> = (1..=20).map(|number| enter(number, "world", "ada", 10)).collect();
    all.extend((21..=30).map(|number| enter(number, "ada", "bruno", 3)));
    all.push(enter(31, "world", "bruno", 1));
    shop.must(&steps(&all));
    for limit in [1, 7, 30, 100] {
        let (mut seen, mut page) = (Vec::new(), Page::first(limit));
        loop {
            let found = immediately(shop.engine.statement(&"ada".parse().unwrap(), &page)).unwrap().unwrap();
            seen.extend(found.items.iter().map(|entry| entry.id));
            match found.next {
                Some(next) => page.after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, (1..=30).map(uuid).collect::<Vec<fondaco::EntryId>>(), "{limit} at a time");
    }
}

#[test]
fn a_balance_is_shown_as_it_was_by_when_entries_took_effect() {
    let shop = books();
    let mut early = enter(1, "world", "ada", 100);
    early["enter"]["effective_at"] = "2026-10-31T12:00:00Z".into();
    shop.must(&steps(&[early, hold(2, "ada", "bruno", 60, None)]));
    shop.clock.pass(10);
    shop.must(&steps(&[post(2, Some(20), true)]));
    shop.clock.pass(10);
    shop.must(&steps(&[post(2, None, false)]));
    let at = |time: &str| {
        let time: Timestamp = time.parse().unwrap();
        immediately(shop.engine.balance_at(&"ada".parse().unwrap(), time)).unwrap().unwrap()
    };
    let times = ["2026-10-31T11:59:59Z", "2026-11-01T00:00:00Z", "2026-11-21T12:00:10Z", "2026-11-21T12:00:20Z"];
    assert_eq!(times.map(at), [0, 100, 80, 40]);
}

#[test]
fn a_closed_period_takes_no_more_entries_and_a_later_one_does() {
    let shop = books();
    let close = json!({"code": "ada", "asset": "EUR", "floor": 0, "closed_until": "2026-11-01T00:00:00Z"});
    shop.must(&define(&[close]));
    let at = |number: u128, time: &str| {
        let mut step = enter(number, "world", "ada", 5);
        step["enter"]["effective_at"] = time.into();
        steps(&[step])
    };
    assert_eq!(shop.refuse(&at(1, "2026-10-31T23:59:59.999999Z")).code(), Code::PeriodClosed);
    shop.must(&at(1, "2026-11-01T00:00:00Z"));
}

#[test]
fn a_closed_account_takes_nothing_more_and_lets_go_of_what_it_holds() {
    let shop = books();
    shop.must(&steps(&[
        enter(1, "world", "ada", 9),
        hold(2, "ada", "bruno", 4, None),
        hold(3, "ada", "bruno", 4, None),
    ]));
    shop.must(&define(&[json!({"code": "ada", "asset": "EUR", "floor": 0, "closed": true})]));
    for step in [enter(4, "world", "ada", 1), enter(4, "ada", "bruno", 1), post(2, None, false), reverse(1, 5)] {
        assert_eq!(shop.refuse(&steps(&[step])).code(), Code::AccountClosed);
    }
    shop.must(&steps(&[void(2)]));
    shop.must(&define(&[json!({"code": "ada", "asset": "EUR", "floor": 0})]));
    shop.must(&steps(&[post(3, None, false)]));
}

#[test]
fn a_limit_that_is_drawn_closer_refuses_only_what_makes_things_worse() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100)]));
    shop.must(&define(&[json!({"code": "ada", "asset": "EUR", "floor": 150})]));
    shop.must(&steps(&[enter(2, "world", "ada", 10)]));
    let refusal = shop.refuse(&steps(&[enter(3, "ada", "bruno", 1)]));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::FundsShort, &json!(0)));
}

#[test]
fn amounts_at_the_ends_of_their_range_are_refused_by_name() {
    let shop = books();
    let most = 9_007_199_254_740_991;
    shop.must(&steps(&[enter(1, "world", "fees", most)]));
    assert_eq!(shop.refuse(&steps(&[enter(2, "world", "fees", 1)])).code(), Code::MoneyOverflow);
    for amount in [most + 1, i64::MAX, -1, i64::MIN] {
        assert_eq!(shop.refuse(&steps(&[enter(2, "world", "fees", amount)])).code(), Code::EntryInvalid);
    }
    let legs: Vec<Value> = (0..1_001).map(|_| json!({"account": "ada", "side": "debit", "amount": 1})).collect();
    assert_eq!(shop.refuse(&steps(&[json!({"journal": {"legs": legs}})])).code(), Code::LimitExceeded);
}

#[test]
fn as_much_is_entered_as_there_is_up_to_an_amount() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100)]));
    let up_to = |number: u128, from: &str, to: &str, amount: i64, most: &str| {
        let mut step = enter(number, from, to, amount);
        step["enter"]["up_to"] = most.into();
        step
    };
    shop.must(&steps(&[up_to(2, "ada", "fees", 30, "available"), up_to(3, "ada", "fees", 90, "available")]));
    shop.must(&steps(&[up_to(4, "ada", "fees", 5, "available")]));
    assert_eq!([2, 3, 4].map(|number| entry(&shop, number).amount), [30, 70, 0]);
    shop.must(&steps(&[up_to(5, "world", "till", 900, "room"), up_to(6, "world", "till", 1, "room")]));
    assert_eq!([5, 6].map(|number| entry(&shop, number).amount), [500, 0]);
    // Without a limit: what stands on the other side, and no more.
    shop.must(&steps(&[up_to(7, "fees", "world", 500, "both")]));
    assert_eq!((entry(&shop, 7).amount, there(&shop, "fees").0), (100, 0));
    for (amount, again) in [(500, true), (100, true), (99, false)] {
        assert_eq!(shop.run(&steps(&[up_to(7, "fees", "world", amount, "both")])).is_ok(), again, "{amount}");
    }
}

#[test]
fn what_is_pending_can_always_be_posted() {
    let shop = books();
    let most = 9_007_199_254_740_991;
    shop.must(&steps(&[enter(1, "world", "fees", 10), hold(2, "world", "fees", 10, None)]));
    assert_eq!(shop.refuse(&steps(&[hold(3, "world", "fees", most - 15, None)])).code(), Code::MoneyOverflow);
    shop.must(&steps(&[hold(3, "world", "fees", most - 20, None)]));
    shop.must(&steps(&[post(3, None, false), post(2, None, false)]));
}

/// A day on which all happens that can happen to books.
pub(crate) fn day_of_books(shop: &Shop) {
    shop.must(&define(&[
        json!({"code": "world", "asset": "EUR", "title": "All others"}),
        json!({"code": "ada", "asset": "EUR", "floor": 0, "ceiling": 100_000}),
        json!({"code": "bank", "asset": "EUR", "normal": "debit"}),
    ]));
    shop.must(&steps(&[enter(1, "world", "ada", 1_000), hold(2, "ada", "bank", 300, None), post(2, Some(100), true)]));
    shop.must(&steps(&[post(2, Some(50), false), hold(3, "ada", "bank", 10, None), void(3), reverse(2, 4)]));
    let end = (shop.now() + jiff::SignedDuration::from_secs(1)).to_string();
    shop.must(&steps(&[hold(5, "world", "ada", 10, Some(&end)), set_aside(6, "ada", "bank", 700, Some(&end))]));
    shop.must(&steps(&[set_aside(7, "ada", "bank", 90, None), post(7, Some(30), true), held(7), void(7)]));
    shop.must(&steps(&[set_aside(8, "ada", "bank", 90, None), void(8), set_aside(9, "world", "ada", 5, None)]));
    shop.clock.pass(1);
    shop.tick();
}

/// One example of each.
pub(crate) fn examples() -> Vec<Command> {
    let send = json!({"send": {"sending": {"asset": "EUR", "amount": 7, "from": {"account": {"account": "ada"}},
        "to": {"account": "bruno"}}, "layer": "pending", "reference": "O-1", "effective_at": "2026-11-20T00:00:00Z"}});
    let legs =
        json!([{"account": "bank", "side": "debit", "amount": 7}, {"account": "ada", "side": "credit", "amount": 7}]);
    let mut late = hold(1, "ada", "bruno", 7, Some("2026-12-01T00:00:00Z"));
    late["enter"]["effective_at"] = "2026-11-20T00:00:00Z".into();
    late["enter"]["reference"] = "O-1".into();
    late["enter"]["note"] = "a deposit".into();
    late["enter"]["asset"] = "EUR".into();
    late["enter"]["up_to"] = "available".into();
    let mut back = reverse(1, 2);
    back["reverse"]["effective_at"] = "2026-11-20T00:00:00Z".into();
    back["reverse"]["note"] = "the wrong account".into();
    vec![
        define(&[
            json!({"code": "bank", "asset": "EUR", "normal": "debit", "floor": 0, "ceiling": 500, "closed": true,
            "closed_until": "2026-11-01T00:00:00Z", "title": "The bank"}),
        ]),
        steps(&[
            late,
            post(1, Some(3), true),
            json!({"void": {"entry": id(1), "amount": 4}}),
            set_aside(3, "ada", "bruno", 7, None),
            held(3),
            back,
            json!({"journal": {"legs": legs, "layer": "encumbered", "effective_at": "2026-11-20T00:00:00Z"}}),
            send,
        ]),
        command(json!({"do": "expire_entry", "entry": id(1)})),
    ]
}

#[test]
fn an_account_is_defined_as_it_is_shown() {
    let shop = books();
    let bank = shop.get::<Account>(&"bank".parse().unwrap());
    assert_eq!((bank.normal, bank.floor, bank.ceiling), (Side::Debit, Some(0), Some(500)));
}
