use std::collections::BTreeMap;
use std::string::{String, ToString};
use std::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Sends, where `world` has no limit and all others hold so much.
fn send(sendings: Value, held: &[(&str, i64)]) -> Result<Vec<(String, String, i64)>, Refusal> {
    let sendings: Vec<Sending> = serde_json::from_value(sendings).unwrap();
    let of = |account: &AccountCode, _: &AssetCode| {
        let found = held.iter().find(|(name, _)| *name == account.as_str()).map_or(0, |(_, amount)| *amount);
        (account.as_str() != "world").then_some(found)
    };
    let row = |posting: Posting| (posting.from.to_string(), posting.to.to_string(), posting.amount);
    Ok(postings(&sendings, of)?.into_iter().map(row).collect())
}

fn rows(rows: &[(&str, &str, i64)]) -> Vec<(String, String, i64)> {
    rows.iter().map(|(from, to, amount)| ((*from).into(), (*to).into(), *amount)).collect()
}

fn account(name: &str) -> Value {
    json!({"account": {"account": name}})
}

fn code(sendings: Value, held: &[(&str, i64)]) -> Code {
    send(sendings, held).unwrap_err().code()
}

#[test]
fn what_is_given_first_arrives_first() {
    let from =
        json!({"in_order": [{"at_most": {"most": 40, "from": account("bonus")}}, account("ada"), account("world")]});
    let to = json!({"in_order": {"first": [{"most": 30, "to": {"account": "fees"}}], "rest":
        {"split": [{"portion": "1/3", "to": {"account": "bruno"}}, {"to": {"account": "carla"}}]}}});
    let sending = json!([{"asset": "EUR", "amount": 100, "from": from, "to": to}]);
    let wanted = [
        ("bonus", "fees", 30),
        ("bonus", "bruno", 10),
        ("ada", "bruno", 14),
        ("ada", "carla", 11),
        ("world", "carla", 35),
    ];
    assert_eq!(send(sending, &[("bonus", 500), ("ada", 25)]).unwrap(), rows(&wanted));
}

#[test]
fn what_is_kept_is_there_for_what_comes_after() {
    let half = json!({"split": [{"portion": "1/2", "to": {"account": "shop"}}, {"to": {"kept": {}}}]});
    let all = json!({"asset": "EUR", "from": account("ada"), "to": half});
    assert_eq!(send(json!([all, all]), &[("ada", 12)]).unwrap(), rows(&[("ada", "shop", 6), ("ada", "shop", 3)]));
}

#[test]
fn nothing_happens_where_there_is_less_than_is_wanted() {
    let one =
        |amount: i64| json!({"asset": "EUR", "amount": amount, "from": account("ada"), "to": {"account": "shop"}});
    let refusal = send(json!([one(7), one(4)]), &[("ada", 10)]).unwrap_err();
    assert_eq!(refusal.code(), Code::FundsShort);
    assert_eq!((refusal.detail()["wanted"].as_i64(), refusal.detail()["available"].as_i64()), (Some(4), Some(3)));
    let halves = json!({"split": [{"portion": "1/2", "from": account("ada")}, {"from": account("world")}]});
    let shared = json!([{"asset": "EUR", "amount": 30, "from": halves, "to": {"account": "shop"}}]);
    assert_eq!(code(shared, &[("ada", 14)]), Code::FundsShort, "the other share does not make up for it");
}

#[test]
fn what_has_no_answer_is_refused() {
    let to = || json!({"account": "shop"});
    let split = |portions: &[&str]| {
        let share = |portion: &&str| {
            let mut share = json!({"to": to()});
            if !portion.is_empty() {
                share["portion"] = (*portion).into();
            }
            share
        };
        json!([{"asset": "EUR", "amount": 9, "from": account("world"), "to":
            {"split": portions.iter().map(share).collect::<Vec<_>>()}}])
    };
    for portions in [&["1/2"][..], &["2/3", "1/2", ""], &["", ""], &[], &["1/999999999989", "1/999999999961", ""]] {
        assert_eq!(code(split(portions), &[]), Code::SendingInvalid, "{portions:?}");
    }
    let all = |from: Value| json!([{"asset": "EUR", "from": from, "to": to()}]);
    let endless = [
        account("world"),
        json!({"account": {"account": "ada", "overdraft": "unlimited"}}),
        json!({"split": [{"from": account("ada")}]}),
    ];
    for from in endless {
        assert_eq!(code(all(from), &[]), Code::SendingInvalid);
    }
    let less = json!([{"asset": "EUR", "amount": -1, "from": account("world"), "to": to()}]);
    let itself = json!([{"asset": "EUR", "amount": 1, "from": account("world"), "to": {"account": "world"}}]);
    assert_eq!([code(less, &[]), code(itself, &[])], [Code::SendingInvalid; 2]);
    let past = json!([{"asset": "EUR", "amount": i64::MAX, "from": account("world"), "to": to()}]);
    assert_eq!(code(past, &[("shop", 1)]), Code::MoneyOverflow);
    let deep = (0..limits::SENDING_DEPTH).fold(account("world"), |inner, _| json!({"in_order": [inner]}));
    assert_eq!(code(json!([{"asset": "EUR", "amount": 1, "from": deep, "to": to()}]), &[]), Code::LimitExceeded);
}

const NAMES: [&str; 4] = ["a", "b", "c", "world"];

fn source() -> impl Strategy<Value = Value> {
    let one = (0_usize..4, prop::option::of(-5_i64..20)).prop_map(|(name, overdraft)| match overdraft {
        Some(most) => json!({"account": {"account": NAMES[name], "overdraft": {"up_to": most}}}),
        None => account(NAMES[name]),
    });
    one.prop_recursive(3, 12, 3, |inner| {
        let list = vec(inner.clone(), 0..3).prop_map(|list| json!({"in_order": list}));
        let most =
            (-2_i64..40, inner.clone()).prop_map(|(most, from)| json!({"at_most": {"most": most, "from": from}}));
        let shares = (inner.clone(), inner)
            .prop_map(|(one, other)| json!({"split": [{"portion": "2/7", "from": one}, {"from": other}]}));
        prop_oneof![list, most, shares]
    })
}

fn destination() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        Just(json!({"kept": {}})),
        prop::sample::select(vec!["x", "y", "z"]).prop_map(|to| json!({"account": to}))
    ];
    one.prop_recursive(3, 12, 3, |inner| {
        let order = (-2_i64..40, inner.clone(), inner.clone())
            .prop_map(|(most, to, rest)| json!({"in_order": {"first": [{"most": most, "to": to}], "rest": rest}}));
        let shares = (inner.clone(), inner.clone(), inner).prop_map(|(one, two, three)| {
            json!({"split": [{"portion": "1/3", "to": one}, {"to": two}, {"portion": "1/7", "to": three}]})
        });
        prop_oneof![order, shares]
    })
}

proptest! {
    /// Whatever is sent from wherever: every posting is of more than nothing, nobody falls below what they may, and what is
    /// wanted comes or nothing does.
    #[test]
    fn accounts_keep_their_floors_and_amounts_are_whole(
        sendings in vec((prop::option::of(0_i64..100), source(), destination()), 1..4),
        held in vec(-10_i64..60, 3),
    ) {
        let held: Vec<(&str, i64)> = NAMES.into_iter().zip(held).collect();
        let sending = |(amount, from, to): &(Option<i64>, Value, Value)| json!({"asset": "EUR", "amount": amount, "from": from, "to": to});
        let list: Vec<Value> = sendings.iter().map(sending).collect();
        match send(json!(list), &held) {
            Ok(done) => {
                let mut now: BTreeMap<String, i64> = held.iter().map(|(name, held)| ((*name).into(), *held)).collect();
                for (from, to, amount) in &done {
                    prop_assert!(*amount > 0);
                    *now.entry(from.clone()).or_default() -= amount;
                    *now.entry(to.clone()).or_default() += amount;
                    let before = held.iter().find(|(name, _)| name == from).map_or(0, |(_, held)| *held);
                    prop_assert!(from == "world" || now[from] >= before.min(-19), "nobody may fall further than by 19");
                }
                let most: i64 = sendings.iter().map(|(amount, ..)| amount.unwrap_or(i64::MAX / 8)).sum();
                prop_assert!(done.iter().map(|(_, _, amount)| amount).sum::<i64>() <= most);
            }
            Err(refusal) => prop_assert!(matches!(refusal.code(), Code::FundsShort | Code::SendingInvalid), "{}", refusal),
        }
    }

    /// What goes to shares of a whole that is all there is comes to the whole.
    #[test]
    fn shares_sum_to_the_whole(whole in 0_i64..=i64::MAX, portions in vec((0_i64..50, 1_i64..50), 0..8)) {
        let mut portions: Vec<_> = portions.into_iter().filter_map(|(above, below)| Fraction::new(above, below * 50).ok()).map(Some).collect();
        portions.push(None);
        match shared(whole, &portions) {
            Ok(parts) => {
                prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(whole));
                for (part, portion) in parts.iter().zip(&portions) {
                    let Some(portion) = portion else { continue };
                    let exact = i128::from(whole) * i128::from(portion.numerator());
                    let part = i128::from(*part) * i128::from(portion.denominator());
                    prop_assert!(part > exact - i128::from(portion.denominator()) && part < exact + i128::from(portion.denominator()) * 2);
                }
            }
            Err(refusal) => prop_assert_eq!(refusal.code(), Code::SendingInvalid),
        }
    }
}
