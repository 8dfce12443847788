//! `trade_route` keeps its promises: every trade ends, the books balance, and a month that is run again stays as it is.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod common;
#[path = "common/program.rs"]
mod program;
#[path = "common/told.rs"]
mod told;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Bystander, File};
use program::program;
use serde_json::{Value, json};

fn run_as(live: bool, arguments: &[&str]) -> (u8, String, String) {
    told::told(fondaco_examples::trade_route::run, live, arguments)
}

fn run(arguments: &[&str]) -> (u8, String, String) {
    run_as(false, arguments)
}

fn report(arguments: &[&str]) -> Value {
    told::report(fondaco_examples::trade_route::run, arguments)
}

/// Trades of a file of its own.
fn trades(name: &str, lines: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let columns = "day,number,buyer,seller,sku,amount,offered,agreed,pays,receives,rate,from,to,ship,incoterm,settle,course,units";
    fs::write(&path, format!("{columns}\n{lines}\n")).unwrap();
    path.display().to_string()
}

#[test]
fn a_month_of_three_hundred_trades_balances() {
    let (code, out, err) = run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.ends_with("\n300 trades, 243 settled, books balance\n"), "{out}");
    for said in [
        "lost at sea: 18 glass, 16 pepper, 3 saffron, 42 salt, 12 silk",
        "EUR  207 obligations of 26008.74 come to 2674.81 in 3 payments, proved",
        "ship/rosa/pepper           → lost/pepper",
        "404.06 EUR, CIP from ragusa to alessandria",
    ] {
        assert!(out.contains(said), "`{said}` is not in\n{out}");
    }
    assert!(err.contains("300 of 300 trades"), "{err}");
}

#[test]
fn what_is_shown_fits_in_100_columns() {
    for (live, arguments) in
        [(false, vec![]), (true, vec!["--trace", "1"]), (false, vec!["--help"]), (false, vec!["-h"])]
    {
        let (code, out, err) = run_as(live, &arguments);
        assert_eq!(code, 0);
        let lines = out.lines().chain(err.split(['\n', '\r']));
        let wide: Vec<&str> = lines.filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        assert!(out.lines().all(|line| line.trim_end() == line), "{out}");
    }
}

#[test]
fn json_tells_the_same_sums() {
    let report = report(&[]);
    assert_eq!(report["balances"], true);
    let states = json!({"cancelled": 26, "declined": 15, "expired": 6, "failed": 5, "reversed": 5, "settled": 243});
    assert_eq!((&report["trades"], &report["states"]), (&json!(300), &states));
    let trials = report["trial_balance"].as_array().unwrap();
    assert_eq!(trials.len(), 9);
    assert!(trials.iter().all(|trial| trial["debits"] == trial["credits"] && trial["open_debits"] == 0), "{trials:#?}");
    for netted in report["netting"].as_array().unwrap() {
        assert_eq!(netted["is_proven"], true);
        let positions = netted["report"]["positions"].as_array().unwrap();
        let net = |position: &Value| position["is_owed"].as_i64().unwrap() - position["owes"].as_i64().unwrap();
        assert_eq!(positions.iter().map(net).sum::<i64>(), 0);
        assert!(netted["report"]["net"].as_i64() <= netted["report"]["gross"].as_i64());
    }
}

#[test]
fn a_trace_follows_goods_and_coins_from_end_to_end() {
    let report = report(&["--trace", "32"]);
    let steps = |which: &str| -> Vec<(String, String, i64)> {
        let steps = report["traced"][which].as_array().unwrap().iter();
        let text = |step: &Value, name: &str| step[name].as_str().unwrap().to_owned();
        steps.map(|step| (text(step, "from"), text(step, "to"), step["amount"].as_i64().unwrap())).collect()
    };
    let step = |from: &str, to: &str, amount: i64| (from.to_owned(), to.to_owned(), amount);
    assert_eq!(
        steps("goods"),
        [
            step("carla/ragusa/pepper", "ship/rosa/pepper", 20),
            step("ship/rosa/pepper", "lost/pepper", 2),
            step("ship/rosa/pepper", "dock/alessandria/pepper", 18),
            step("dock/alessandria/pepper", "bruno/alessandria/pepper", 18),
        ]
    );
    assert_eq!(steps("owed"), [step("carla/EUR", "bruno/EUR", 1_500)], "the freight of bruno's ship");
    let coins = steps("coins");
    let sum = |from: &str, to: &str| -> i64 {
        coins.iter().filter(|step| (step.0.as_str(), step.1.as_str()) == (from, to)).map(|step| step.2).sum()
    };
    // Under CIP the buyer bears the loss: all of 404.06 is paid, and received at 1.0868, of which the market has a hundredth.
    assert_eq!(sum("bruno/EUR", "exchange/EUR"), 40_406);
    let received = sum("exchange/USD", "carla/USD") + sum("rounding/USD", "carla/USD");
    assert_eq!((received, sum("carla/USD", "market/USD")), (43_913, 439));
}

/// The first trades of the month.
fn week(of: &str) -> String {
    let all = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/trade-route/trades.csv")).unwrap();
    trades(&format!("week-{of}.csv"), &all.lines().skip(1).take(70).collect::<Vec<_>>().join("\n"))
}

/// On each store the same books, and again when it is run again; another month does not fit in.
fn stays(store: &str) {
    let week = week("again");
    let (memory, kept) = (["--trades", &week], ["--trades", &week, "--store", store]);
    let first = run(&kept);
    assert_eq!(first.0, 0, "{}{}", first.1, first.2);
    assert_eq!(run(&memory).1, first.1);
    let before = Bystander::of(store).events();
    let second = run(&kept);
    assert_eq!((second.0, second.1), (0, first.1));
    let (code, _, err) = run(&["--store", store]);
    assert_eq!((code, err.as_str()), (2, "trade_route: the store holds the month of another file of trades\n"));
    assert_eq!(Bystander::of(store).events(), before);
}

#[test]
fn a_month_that_is_run_again_stays_as_it_is() {
    let file = File::new("trade-route-again");
    stays(&file.store());
    if let Some(url) = fondaco_cluster::database() {
        stays(&url);
    }
}

#[test]
fn a_month_that_is_killed_and_started_again_balances() {
    let (file, week) = (File::new("trade-route-killed"), week("killed"));
    let (store, program) = (file.store(), program("trade_route"));
    let bystander = Bystander::of(&store);
    for moment in [3, 250, 600, 900] {
        let mut child = Command::new(&program);
        child.args(["--trades", &week, "--store", &store]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = child.spawn().unwrap();
        while bystander.events().len() < moment && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it was over before {moment} events");
    }
    let (kept, calm) = (report(&["--trades", &week, "--store", &store]), report(&["--trades", &week]));
    for same in ["states", "lost", "netting", "statements", "trial_balance"] {
        assert_eq!(kept[same], calm[same], "{same}");
    }
}

#[test]
fn who_bears_a_loss_pays_for_it_and_what_is_on_account_is_netted() {
    let path = trades(
        "few.csv",
        "1,1,ada,bruno,silk,10,1000.00,1000.00,EUR,EUR,,venezia,candia,rosa,dap,held,lost,4\n\
         1,2,ada,bruno,silk,10,1000.00,1000.00,EUR,EUR,,venezia,candia,rosa,fob,account,lost,4\n\
         2,3,bruno,ada,salt,10,40.00,40.00,EUR,EUR,,ragusa,candia,perla,dap,account,plain,0",
    );
    let report = report(&["--trades", &path]);
    // 600.00 at once; then 1000.00 and 7.50 of freight for bruno's ship are owed, less 40.00.
    let money = |party: usize| report["statements"][party]["money"]["EUR"].as_i64().unwrap();
    assert_eq!(money(0), 6_000_000 - 60_000 - (100_000 + 750 - 4_000));
    assert_eq!(money(1), 6_000_000 + 60_000 - 600 + (100_000 + 750 - 4_000));
    assert_eq!(report["netting"][0]["report"]["gross"], 104_750);
    assert_eq!(report["netting"][0]["report"]["net"], 96_750);
}

#[test]
fn trades_beyond_all_means_come_to_nothing_and_the_books_balance() {
    let path = trades(
        "poor.csv",
        "1,1,ada,bruno,silk,10,70000.00,70000.00,EUR,EUR,,venezia,candia,rosa,dap,held,plain,0\n\
         1,2,ada,bruno,silk,301,10.00,10.00,EUR,EUR,,venezia,candia,rosa,dap,held,plain,0",
    );
    assert_eq!(report(&["--trades", &path])["states"], json!({"cancelled": 2}));
}

#[test]
fn what_cannot_be_done_is_said_and_no_books_are_shown() {
    let cargo = trades("cargo.csv", "1,1,ada,bruno,silk,151,10.00,10.00,EUR,EUR,,venezia,candia,rosa,dap,held,plain,0");
    let number =
        trades("number.csv", "1,1,ada,bruno,silk,many,10.00,10.00,EUR,EUR,,venezia,candia,rosa,dap,held,plain,0");
    let rate = trades("rate.csv", "1,1,ada,bruno,silk,1,10.00,10.00,EUR,USD,,venezia,candia,rosa,dap,held,plain,0");
    let short = trades("short.csv", "1,1,ada");
    for (arguments, said) in [
        (["--trades", "no-such-file.csv"], "cannot read the trades `no-such-file.csv`"),
        (["--trades", &cargo], "ship/rosa/kg"),
        (["--trades", &number], "malformed at line 2: `amount` is `many`"),
        (["--trades", &rate], "a `rate` stands where another money is received"),
        (["--trades", &short], "3 fields instead of 18"),
        (["--trace", "999"], "there is no trade 999"),
        (["--store", "redis:x"], "sqlite:PATH"),
    ] {
        let (code, out, err) = run(&arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}
