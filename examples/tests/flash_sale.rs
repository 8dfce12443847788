//! `flash_sale` keeps its promises: the same books on every store, however many are served at once, and after it was killed.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod common;
#[path = "common/program.rs"]
mod program;

use std::io::{self, Read as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use fondaco::Event;

use common::{Bystander, File};
use program::program;

/// A sale that takes a second or two.
const SMALL: &[&str] = &["--stock", "60", "--buyers", "240", "--seed", "7"];
const ITS_LAST_LINE: &str = "sold 60 of 60, refused 173, gave up 7, books balance";

/// What a run of the program has shown.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    code: u8,
    out: String,
    err: String,
}

fn run_as(live: bool, arguments: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["flash_sale"].iter().chain(arguments).map(Into::into);
    let code = fondaco_examples::flash_sale::run(arguments, live, &mut out, &mut err);
    Run { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn run(arguments: &[&str]) -> Run {
    run_as(false, arguments)
}

/// The books of a run that has to succeed.
fn books(arguments: &[&str]) -> String {
    let Run { code, out, err } = run(arguments);
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    out
}

fn last_line(text: &str) -> &str {
    text.lines().next_back().unwrap()
}

#[test]
fn every_piece_is_sold_once_and_the_books_balance() {
    let Run { code, out, err } = run(SMALL);

    assert_eq!((code, last_line(&out)), (0, ITS_LAST_LINE), "{out}{err}");
    assert!(out.contains("4740.00 EUR captured, 60 times 79.00 EUR; 7 declined at first"), "{out}");
    assert!(err.contains("6 holds ran out: who waited is served\n1 hold ran out: "), "{err}");
}

#[test]
fn every_store_and_every_concurrency_gives_the_same_books() {
    let file = File::new("flash-sale-same");
    let books_of = |more: &[&str]| books(&[SMALL, more].concat());

    let calm = books_of(&["--concurrency", "1"]);

    assert_eq!(books_of(&["--concurrency", "300"]), calm);
    assert_eq!(books_of(&["--store", &file.store()]), calm);
    if let Some(url) = fondaco_cluster::database() {
        assert_eq!(books_of(&["--store", &url]), calm);
    }
}

#[test]
fn too_few_shoppers_leave_something_and_nobody_is_refused() {
    let out = books(&["--stock", "500", "--buyers", "60"]);
    assert_eq!(last_line(&out), "sold 54 of 500, refused 0, gave up 6, books balance");
}

#[test]
fn the_very_last_piece_is_sold_even_if_it_is_given_up_first() {
    for seed in 0..8 {
        let out = books(&["--stock", "1", "--buyers", "30", "--seed", &seed.to_string()]);
        let last = last_line(&out);
        assert!(last.starts_with("sold 1 of 1, refused 2") && last.ends_with("books balance"), "{last}");
    }
}

#[test]
fn a_sale_that_is_over_stays_as_it_is() {
    let file = File::new("flash-sale-over");
    let store = file.store();
    let arguments = [SMALL, &["--store", &store]].concat();
    let first = books(&arguments);
    let before = Bystander::of(&store).events();

    assert_eq!(books(&arguments), first);
    assert_eq!(Bystander::of(&store).events(), before);
}

#[test]
fn a_sale_takes_a_store_of_its_own_and_keeps_its_terms() {
    let (file, bookshop) = (File::new("flash-sale-terms"), File::new("flash-sale-bookshop"));
    books(&["--stock", "3", "--buyers", "5", "--store", &file.store()]);
    let arguments = ["checkout", "--store", &bookshop.store()].map(Into::into);
    assert_eq!(fondaco_examples::checkout::run(arguments, false, &mut io::sink(), &mut io::sink()), 0);

    for (store, more, said) in [
        (&file, ["--stock", "4"], "goes on with `--stock 3 --buyers 5 --seed 42`"),
        (&file, ["--seed", "4"], "goes on with `--stock 3 --buyers 5 --seed 42`"),
        (&bookshop, ["--stock", "3"], "takes a store of its own"),
    ] {
        let before = Bystander::of(&store.store()).events();
        let Run { code, out, err } = run(&[&["--buyers", "5", "--store", &store.store()], &more as &[&str]].concat());
        assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
        assert!(err.starts_with("flash_sale: ") && err.contains(said), "{err}");
        assert_eq!(Bystander::of(&store.store()).events(), before);
    }
}

#[test]
fn what_is_shown_fits_in_80_columns() {
    let most = ["--stock", "2", "--buyers", "1000000", "--help"];
    for arguments in [SMALL, &most, &["-h"]] {
        for live in [false, true] {
            let Run { code, out, err } = run_as(live, arguments);
            assert_eq!(code, 0);
            let lines = out.lines().chain(err.split(['\n', '\r']));
            let wide: Vec<&str> = lines.filter(|line| line.chars().count() > 80).collect();
            assert!(wide.is_empty(), "{wide:#?}");
        }
    }
}

#[test]
fn a_person_sees_one_line_that_is_drawn_anew_and_a_file_gets_lines() {
    let arguments = ["--stock", "2", "--buyers", "20"];
    let (person, file) = (run_as(true, &arguments), run_as(false, &arguments));

    assert_eq!(person.out, file.out);
    let drawn = person.err.lines().next_back().unwrap().trim_end();
    assert!(drawn.starts_with("\rserved 20 of 20, held 0, ") && drawn.contains(", sold 2 ("), "{drawn:?}");
    assert!(!file.err.contains('\r') && file.err.ends_with(" s)\n"), "{:?}", file.err);
}

#[test]
fn a_wrong_option_is_said_and_sells_nothing() {
    for (arguments, said) in [
        (["--stock", "0"], "0 is not in"),
        (["--buyers", "many"], "'many'"),
        (["--concurrency", "0"], "0 is not in"),
        (["--store", "redis:x"], "sqlite:PATH"),
        (["--store", "sqlite:no-such-folder/sale.db"], "no-such-folder"),
    ] {
        let Run { code, out, err } = run(&arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}

/// Kills the sale several times and starts it again: it comes to the same books as one that was left in peace. The moments
/// are lengths of the log, one in each seventh of it, drawn from a seed.
fn survives(address: &str, mut seed: u64) {
    const PARTS: usize = 7;
    let calm = books(SMALL);
    let words: Vec<&str> = calm.lines().find(|line| line.starts_with("log ")).unwrap().split_whitespace().collect();
    let length: usize = words[2].parse().unwrap();
    let bystander = Bystander::of(address);
    let built = program("flash_sale");
    let start = || {
        let mut program = Command::new(&built);
        program.args(SMALL).args(["--store", address]);
        program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut killed = Vec::new();
    for part in 0..PARTS - 1 {
        seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        let moment = (part * length + usize::try_from(seed >> 33).unwrap() % length) / PARTS;
        let mut child = start();
        while bystander.events().len() < moment && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // Where the log is that long already, somewhere in what is done again.
        std::thread::sleep(Duration::from_millis(seed >> 58));
        child.kill().unwrap();
        if child.wait().unwrap().code().is_none() {
            killed.push(bystander.events().len());
        }
    }

    let mut last = start();
    let mut out = String::new();
    last.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert!(last.wait().unwrap().success(), "{out}");
    assert_eq!(out, calm, "killed at {killed:?}");
    assert!(killed.iter().filter(|at| (1..length).contains(*at)).count() >= 3, "killed at {killed:?} of {length}");
    // Nothing of this is taken from the program's word.
    let events = bystander.events();
    let count = |is: fn(&Event) -> bool| events.iter().filter(|recorded| is(&recorded.envelope.event)).count();
    assert_eq!(count(|event| matches!(event, Event::StockReceived { .. })), 1);
    assert_eq!(count(|event| matches!(event, Event::OrderPlaced { .. })), 60);
    assert_eq!(count(|event| matches!(event, Event::PaymentCaptured { .. })), 60);
}

#[test]
fn a_sale_on_sqlite_that_is_killed_and_started_again_ends_with_the_same_books() {
    let file = File::new("flash-sale-killed");
    survives(&file.store(), 1);
}

#[test]
fn a_sale_on_postgres_that_is_killed_and_started_again_ends_with_the_same_books() {
    let Some(url) = fondaco_cluster::database() else { return };
    survives(&url, 2);
}
