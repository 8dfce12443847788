//! A ledger: accounts, what goes from one to another at once or is held first, and what is refused.

use serde_json::{Value, json};

use super::Story;
use super::refused::with;
use crate::vector::Vector;

/// The id of an entry.
fn id(number: u32) -> String {
    format!("0199c1d2-0000-7000-8000-0000000e{number:04}")
}

/// An amount that goes from one account to another, with more said of it.
fn enter(number: u32, from: &str, to: &str, amount: i64, more: Value) -> Value {
    json!({"enter": with(&json!({"id": id(number), "from": from, "to": to, "amount": amount}), more)})
}

/// The same, held first.
fn hold(number: u32, from: &str, to: &str, amount: i64) -> Value {
    enter(number, from, to, amount, json!({"layer": "pending"}))
}

/// The same, set aside by intention.
fn set_aside(number: u32, from: &str, to: &str, amount: i64) -> Value {
    enter(number, from, to, amount, json!({"layer": "encumbered"}))
}

/// Holds what is set aside.
fn held(number: u32) -> Value {
    json!({"hold": {"entry": id(number)}})
}

/// The same, held first until an instant.
fn hold_until(number: u32, from: &str, to: &str, amount: i64, until: &str) -> Value {
    enter(number, from, to, amount, json!({"layer": "pending", "expires_at": until}))
}

fn plain(number: u32, from: &str, to: &str, amount: i64) -> Value {
    enter(number, from, to, amount, json!({}))
}

fn post(number: u32, amount: i64, more: bool) -> Value {
    json!({"post": {"entry": id(number), "amount": amount, "more": more}})
}

fn void(number: u32) -> Value {
    json!({"void": {"entry": id(number)}})
}

fn reverse(number: u32, by: u32) -> Value {
    json!({"reverse": {"entry": id(number), "id": id(by)}})
}

fn journal(legs: &[(&str, &str, i64)]) -> Value {
    let legs: Vec<Value> = legs
        .iter()
        .map(|(account, side, amount)| json!({"account": account, "side": side, "amount": amount}))
        .collect();
    json!({"journal": {"legs": legs}})
}

fn send(amount: Option<i64>, from: &Value, to: &Value) -> Value {
    let mut sending = json!({"asset": "EUR", "from": from, "to": to});
    if let Some(amount) = amount {
        sending["amount"] = json!(amount);
    }
    json!({"send": {"sending": sending, "reference": "O-2"}})
}

/// An account that something is taken from.
fn of(account: &str) -> Value {
    json!({"account": {"account": account}})
}

/// An account that something goes to.
fn to(account: &str) -> Value {
    json!({"account": account})
}

fn steps(steps: &[Value]) -> Value {
    json!({"do": "record_entries", "steps": steps})
}

fn define(accounts: &[Value]) -> Value {
    json!({"do": "define_accounts", "accounts": accounts})
}

pub(super) fn ledger() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.accounts()?;
    story.paid_in()?;
    story.held()?;
    story.intended()?;
    story.told_by_legs()?;
    story.sent()?;
    story.run_out_of_time()?;
    story.closed()?;
    story.not_entered()?;
    Ok(story.vectors)
}

impl Story {
    /// A marketplace: the bank is what it owns, the others are what it owes; buyers and sellers never have less than nothing.
    fn accounts(&mut self) -> Result<(), String> {
        self.tell(
            "accounts of a marketplace are defined",
            define(&[
                json!({"code": "bank", "asset": "EUR", "normal": "debit", "floor": 0}),
                json!({"code": "buyers/ada", "asset": "EUR", "floor": 0}),
                json!({"code": "buyers/ada/bonus", "asset": "EUR", "floor": 0}),
                json!({"code": "sellers/bruno", "asset": "EUR", "floor": 0}),
                json!({"code": "sellers/carla", "asset": "EUR"}),
                json!({"code": "fees", "asset": "EUR"}),
                json!({"code": "taxes", "asset": "EUR"}),
                json!({"code": "deposits", "asset": "EUR"}),
                json!({"code": "points", "asset": "points"}),
                json!({"code": "points/ada", "asset": "points", "floor": 0}),
            ]),
        )?;
        let deposits =
            json!({"code": "deposits", "asset": "EUR", "floor": 0, "ceiling": 10_000, "title": "Deposits held"});
        self.tell("an account is defined anew, with limits and a title", define(&[deposits]))?;
        self.tell_all(vec![
            ("an account that would hold another asset", define(&[json!({"code": "fees", "asset": "USD"})])),
            (
                "an account that would grow on the other side",
                define(&[json!({"code": "fees", "asset": "EUR", "normal": "debit"})]),
            ),
            (
                "an account whose floor is above its ceiling",
                define(&[json!({"code": "new", "asset": "EUR", "floor": 2, "ceiling": 1})]),
            ),
            (
                "an account with a limit past all amounts",
                define(&[json!({"code": "new", "asset": "EUR", "floor": i64::MIN})]),
            ),
            (
                "a title of an account that is too long",
                define(&[json!({"code": "new", "asset": "EUR", "title": "x".repeat(501)})]),
            ),
        ])
    }

    /// What goes from one account to another at once, and back.
    fn paid_in(&mut self) -> Result<(), String> {
        let more = json!({"effective_at": "2026-11-20T09:30:00Z", "reference": "SEPA-1", "note": "paid in by Ada"});
        let paid = enter(1, "bank", "buyers/ada", 20_000, more);
        self.tell("money that came in yesterday is entered", steps(std::slice::from_ref(&paid)))?;
        self.tell("the same again under its id changes nothing", steps(std::slice::from_ref(&paid)))?;
        self.tell("another entry under its id is refused", steps(&[plain(1, "bank", "buyers/ada", 20_001)]))?;
        self.tell(
            "steps happen one after the other: what comes with the first goes with the second",
            steps(&[plain(2, "bank", "buyers/ada/bonus", 500), plain(3, "buyers/ada/bonus", "fees", 200)]),
        )?;
        self.tell(
            "all steps or none: the refusal says which was wrong",
            steps(&[plain(4, "bank", "buyers/ada/bonus", 1), plain(5, "buyers/ada/bonus", "fees", 302)]),
        )?;
        self.tell("points are granted in their own asset", steps(&[plain(6, "points", "points/ada", 150)]))?;
        let back = json!({"reverse": {"entry": id(3), "id": id(7), "effective_at": "2026-11-21T11:00:00Z",
            "note": "it was no fee"}});
        self.tell("an entry goes back by another", steps(std::slice::from_ref(&back)))?;
        self.tell("the same reversal again changes nothing", steps(&[back]))?;
        self.tell("an entry goes back once", steps(&[reverse(3, 8)]))?;
        self.tell("no step at all", steps(&[]))?;
        Ok(())
    }

    /// What is held first: posted in parts, voided.
    fn held(&mut self) -> Result<(), String> {
        self.tell("a deposit is held", steps(&[hold(10, "buyers/ada", "deposits", 3_000)]))?;
        self.tell("what is held cannot be taken elsewhere", steps(&[plain(11, "buyers/ada", "fees", 17_001)]))?;
        self.tell("what is held counts against a ceiling", steps(&[plain(11, "bank", "deposits", 7_001)]))?;
        self.tell("what is held is not reversed", steps(&[reverse(10, 11)]))?;
        self.tell("more than is held is not posted", steps(&[post(10, 3_001, true)]))?;
        self.tell("a part is posted, and the rest stays held", steps(&[post(10, 1_000, true)]))?;
        self.tell("another part is posted, and the rest given up", steps(&[post(10, 500, false)]))?;
        self.tell("what is posted is not posted again", steps(&[post(10, 1, false)]))?;
        self.tell(
            "what is held, posted in part and voided in one command",
            steps(&[hold(12, "buyers/ada", "deposits", 800), post(12, 300, true), void(12)]),
        )?;
        self.tell("of what was voided, the part that was posted goes back", steps(&[reverse(12, 13)]))?;
        self.tell(
            "all that is held is posted where no amount is said",
            steps(&[hold(14, "buyers/ada", "deposits", 100), json!({"post": {"entry": id(14)}})]),
        )?;
        self.tell("a hold is given up", steps(&[hold(15, "buyers/ada", "deposits", 100), void(15)]))?;
        self.tell("what was never posted is not reversed", steps(&[reverse(15, 16)]))?;
        self.tell(
            "a hold is given up by its amount",
            steps(&[hold(17, "buyers/ada", "deposits", 100), json!({"void": {"entry": id(17), "amount": 100}})]),
        )?;
        self.tell_all(vec![
            (
                "another amount than is held is not voided",
                steps(&[hold(18, "buyers/ada", "deposits", 100), json!({"void": {"entry": id(18), "amount": 99}})]),
            ),
            (
                "an amount of another asset than was thought",
                steps(&[enter(18, "buyers/ada", "fees", 1, json!({"asset": "USD"}))]),
            ),
            ("a reference without a letter", steps(&[enter(18, "buyers/ada", "fees", 1, json!({"reference": ""}))])),
        ])?;
        self.as_much_as_there_is()
    }

    /// What is entered up to an amount.
    fn as_much_as_there_is(&mut self) -> Result<(), String> {
        let up_to = |number: u32, from: &str, to: &str, most: &str| {
            enter(number, from, to, 1_000_000, json!({"up_to": most, "asset": "EUR", "layer": "pending"}))
        };
        self.tell(
            "all that there is is held, up to an amount, and given up",
            steps(&[up_to(60, "buyers/ada", "fees", "available"), void(60)]),
        )?;
        self.tell(
            "all that there is room for is held, and given up",
            steps(&[up_to(61, "sellers/carla", "deposits", "room"), void(61)]),
        )?;
        self.tell("the least of both is held, and given up", steps(&[up_to(24, "bank", "fees", "both"), void(24)]))?;
        Ok(())
    }

    /// What is set aside by intention: held, posted in parts, given up; limits see it only then.
    fn intended(&mut self) -> Result<(), String> {
        self.tell(
            "an order to a seller is set aside, of more than there is",
            steps(&[set_aside(50, "buyers/ada", "sellers/carla", 500_000)]),
        )?;
        self.tell("the same again changes nothing", steps(&[set_aside(50, "buyers/ada", "sellers/carla", 500_000)]))?;
        self.tell("on another layer it is another entry", steps(&[hold(50, "buyers/ada", "sellers/carla", 500_000)]))?;
        self.tell("more than there is is not held", steps(&[held(50)]))?;
        self.tell("nor posted", steps(&[json!({"post": {"entry": id(50)}})]))?;
        self.tell("a part of what is set aside is posted, and the rest stays so", steps(&[post(50, 600, true)]))?;
        self.tell("more than is set aside is not posted", steps(&[post(50, 499_401, false)]))?;
        self.tell("what is set aside is not reversed", steps(&[reverse(50, 51)]))?;
        self.tell("what is set aside is given up", steps(&[void(50)]))?;
        self.tell("the part of it that was posted goes back", steps(&[reverse(50, 51)]))?;
        self.tell(
            "what is set aside for deposits passes a ceiling",
            steps(&[set_aside(52, "bank", "deposits", 10_001)]),
        )?;
        self.tell("it is not held past the ceiling", steps(&[held(52)]))?;
        self.tell(
            "a deposit is set aside, held and posted in two parts",
            steps(&[set_aside(53, "buyers/ada", "deposits", 90), held(53), post(53, 40, true), post(53, 50, false)]),
        )?;
        self.tell("what is posted is not held", steps(&[held(53)]))?;
        self.tell("all of what is set aside is posted at once", {
            steps(&[set_aside(54, "buyers/ada", "deposits", 7), json!({"post": {"entry": id(54)}})])
        })?;
        let mut legs = journal(&[("buyers/ada", "debit", 122), ("fees", "credit", 100), ("taxes", "credit", 22)]);
        legs["journal"]["layer"] = json!("encumbered");
        self.tell("an order is set aside by its legs", steps(&[legs]))?;
        let mut sending = send(Some(5), &of("buyers/ada"), &to("fees"));
        sending["send"]["layer"] = json!("pending");
        self.tell("what is sent is held first", steps(&[sending]))?;
        self.tell("an entry that is not there is held", steps(&[held(9_999)]))?;
        Ok(())
    }

    /// What is entered by its legs.
    fn told_by_legs(&mut self) -> Result<(), String> {
        let mut sale = journal(&[
            ("buyers/ada", "debit", 1_220),
            ("sellers/bruno", "credit", 900),
            ("fees", "credit", 100),
            ("taxes", "credit", 220),
            ("points", "debit", 12),
            ("points/ada", "credit", 12),
        ]);
        sale["journal"]["reference"] = json!("O-1");
        self.tell("a sale is entered by its legs, money and points", steps(&[sale]))?;
        self.tell_all(vec![
            (
                "legs that are out of balance",
                steps(&[journal(&[("bank", "debit", 100), ("buyers/ada", "credit", 99)])]),
            ),
            (
                "legs that are in balance over two assets and in none of them",
                steps(&[journal(&[("bank", "debit", 100), ("points/ada", "credit", 100)])]),
            ),
            ("one leg alone", steps(&[journal(&[("bank", "debit", 100)])])),
            ("a leg of less than nothing", steps(&[journal(&[("bank", "debit", -1), ("fees", "debit", 1)])])),
            (
                "a leg of an account that nobody defined",
                steps(&[journal(&[("bank", "debit", 1), ("nobody", "credit", 1)])]),
            ),
        ])
    }

    /// What is taken from accounts in order and shared among others.
    fn sent(&mut self) -> Result<(), String> {
        let purse = json!({"in_order": [{"at_most": {"most": 400, "from": of("buyers/ada/bonus")}}, of("buyers/ada")]});
        let shared = json!({"split": [
            {"portion": "1/8", "to": to("fees")},
            {"portion": "1/3", "to": {"in_order": {"first": [{"most": 50, "to": to("taxes")}], "rest": to("sellers/carla")}}},
            {"to": to("sellers/bruno")},
        ]});
        self.tell("an order is paid, bonus first, and shared", steps(&[send(Some(1_500), &purse, &shared)]))?;
        let halves = json!({"split": [
            {"portion": "1/2", "from": {"account": {"account": "buyers/ada", "overdraft": {"up_to": 100}}}},
            {"from": {"account": {"account": "sellers/carla", "overdraft": "unlimited"}}},
        ]});
        self.tell("two bear the half each of what is sent", steps(&[send(Some(1_001), &halves, &to("fees"))]))?;
        let kept = json!({"in_order": {"first": [{"most": 30, "to": to("fees")}], "rest": {"kept": {}}}});
        self.tell("all that is there is sent, and most of it kept", steps(&[send(None, &of("buyers/ada"), &kept)]))?;
        let bonus = of("buyers/ada/bonus");
        let deep = (0..33).fold(bonus.clone(), |from, _| json!({"at_most": {"most": 1, "from": from}}));
        self.tell_all(vec![
            ("more is sent than there is", steps(&[send(Some(1_000_000), &purse, &to("fees"))])),
            ("less than nothing is sent", steps(&[send(Some(-1), &bonus, &to("fees"))])),
            ("all of an account without a floor is sent", steps(&[send(None, &of("fees"), &to("taxes"))])),
            ("an account sends to itself", steps(&[send(Some(1), &of("fees"), &to("fees"))])),
            (
                "shares that do not come to the whole",
                steps(&[send(Some(9), &of("fees"), &json!({"split": [{"portion": "1/3", "to": to("taxes")}]}))]),
            ),
            ("points are sent as money", steps(&[send(Some(1), &of("points/ada"), &to("fees"))])),
            ("a source that is too deep", steps(&[send(Some(1), &deep, &to("fees"))])),
            ("an account that nobody defined sends", steps(&[send(Some(1), &of("nobody"), &to("fees"))])),
        ])
    }

    /// What is held until its time runs out.
    fn run_out_of_time(&mut self) -> Result<(), String> {
        let end = "2026-11-21T12:15:00Z";
        self.tell(
            "two amounts are held for a quarter of an hour, and of one a part is posted; a third is set aside",
            steps(&[
                hold_until(20, "buyers/ada", "deposits", 700, end),
                hold_until(21, "buyers/ada", "deposits", 40, end),
                post(21, 10, true),
                enter(23, "buyers/ada", "deposits", 9, json!({"layer": "encumbered", "expires_at": end})),
            ]),
        )?;
        let due = |number: u32| json!({"do": "expire_entry", "entry": id(number)});
        self.tell("a hold of an account is not due yet", due(20))?;
        self.at(end)?;
        self.tell("what was held is not posted past its time", steps(&[post(20, 700, false)]))?;
        self.tell("nor voided", steps(&[void(20)]))?;
        self.tell("what was set aside is not held past its time", steps(&[held(23)]))?;
        self.tell("an entry expires at its instant", due(20))?;
        self.tell("an entry expires once", due(20))?;
        self.tell("what is left of the other expires", due(21))?;
        self.tell("what was set aside expires", due(23))?;
        self.tell("the part that was posted goes back", steps(&[reverse(21, 22)]))?;
        self.tell("an entry that is not there expires", due(9_999))?;
        Ok(())
    }

    /// Accounts and periods that are closed.
    fn closed(&mut self) -> Result<(), String> {
        self.tell(
            "amounts are held for a seller who leaves",
            steps(&[hold(30, "sellers/bruno", "bank", 500), hold(31, "sellers/bruno", "bank", 200)]),
        )?;
        let bruno = json!({"code": "sellers/bruno", "asset": "EUR", "floor": 0});
        self.tell("an account is closed", define(&[with(&bruno, json!({"closed": true}))]))?;
        self.tell("nothing comes to a closed account", steps(&[plain(32, "bank", "sellers/bruno", 1)]))?;
        self.tell("nothing is posted in a closed account", steps(&[post(30, 500, false)]))?;
        self.tell("what a closed account holds is given up", steps(&[void(30)]))?;
        self.tell("an account is opened again", define(&[bruno]))?;
        self.tell("and what it holds is posted", steps(&[post(31, 200, false)]))?;
        let taxes = json!({"code": "taxes", "asset": "EUR", "closed_until": "2026-11-01T00:00:00Z"});
        self.tell("the periods of an account until November are closed", define(&[taxes]))?;
        let entered = |at: &str| steps(&[enter(33, "bank", "taxes", 10, json!({"effective_at": at}))]);
        self.tell("nothing takes effect in a closed period", entered("2026-10-31T23:59:59.999999Z"))?;
        self.tell("something does after it", entered("2026-11-01T00:00:00Z"))?;
        let fuller = json!({"code": "deposits", "asset": "EUR", "floor": 0, "ceiling": 1_000});
        self.tell("a ceiling is drawn below what is there", define(&[fuller]))?;
        self.tell("what is above its ceiling can go", steps(&[plain(34, "deposits", "buyers/ada", 100)]))?;
        self.tell("nothing more comes there", steps(&[plain(35, "bank", "deposits", 1)]))?;
        Ok(())
    }

    /// What cannot be entered.
    fn not_entered(&mut self) -> Result<(), String> {
        let most = 9_007_199_254_740_991;
        let wrong = |more: Value| steps(&[enter(40, "bank", "fees", 1, more)]);
        self.tell_all(vec![
            ("an account that nobody defined", steps(&[plain(40, "bank", "nobody", 1)])),
            ("an entry from an account to itself", steps(&[plain(40, "bank", "bank", 1)])),
            ("an entry between assets", steps(&[plain(40, "bank", "points", 1)])),
            ("an entry of less than nothing", steps(&[plain(40, "bank", "fees", -1)])),
            ("an entry of more than there can be", steps(&[plain(40, "bank", "fees", most + 1)])),
            ("an entry that takes effect tomorrow", wrong(json!({"effective_at": "2026-11-22T00:00:00Z"}))),
            ("an entry that ends and is not held", wrong(json!({"expires_at": "2026-11-22T00:00:00Z"}))),
            (
                "a hold that would end before it begins",
                wrong(json!({"layer": "pending", "expires_at": "2026-11-21T12:15:00Z"})),
            ),
            ("a note that is too long", wrong(json!({"note": "x".repeat(501)}))),
            ("an entry that is not there is posted", steps(&[post(9_999, 1, false)])),
            ("an entry that is not there is voided", steps(&[void(9_999)])),
            ("an entry that is not there is reversed", steps(&[reverse(9_999, 40)])),
        ])?;
        self.tell("an entry of nothing", steps(&[plain(41, "bank", "fees", 0)]))?;
        let ends = [json!({"code": "ends/here", "asset": "EUR"}), json!({"code": "ends/there", "asset": "EUR"})];
        self.tell("accounts for the most that there can be", define(&ends))?;
        self.tell("the most that there can be is entered", steps(&[plain(42, "ends/here", "ends/there", most)]))?;
        self.tell("nothing goes past it", steps(&[plain(43, "ends/here", "ends/there", 1)]))?;
        let mut late = journal(&[("bank", "debit", 122), ("sellers/carla", "credit", 100), ("fees", "credit", 22)]);
        late["journal"]["effective_at"] = json!("2026-11-20T09:30:00Z");
        let mut sent = send(Some(22), &of("buyers/ada"), &to("fees"));
        sent["send"]["effective_at"] = json!("2026-11-20T09:30:00Z");
        self.tell("a journal and a sending of yesterday are entered", steps(&[late, sent]))?;
        Ok(())
    }
}
