//! `promotions` keeps its promises: what stacks, what does not and why, sums that are right, the same bytes for the same seed.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use fondaco::pricing::Simulation;

/// Runs the program: its exit code, what it shows, and what it says beside.
fn run(arguments: &[&str], live: bool) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["promotions"].iter().chain(arguments).map(OsString::from);
    let code = fondaco_examples::promotions::run(arguments, live, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn it_shows_promotions_that_stack_one_that_does_not_and_why() {
    let (code, page, err) = run(&["--baskets", "50"], false);
    assert_eq!((code, err.as_str()), (0, ""));
    for said in [
        "instead of 36.99, E-BOOKS",
        "Three paperbacks for two, the cheapest free           -10.90",
        "A tenth off from 60.00",
        "Free parcel from 50.00",
        "a gift of BOOKMARK",
        "not applied: 8.00 off for readers with the code\n  is excluded by TENTH",
        "not applied: Reading circles: 5 % off from 150.00\n  needs goods of 150.00 EUR",
        "Black Friday: a quarter off everything",
        "paid by GIFT-1501",
    ] {
        assert!(page.contains(said), "`{said}` is not in\n{page}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 100 && line.trim_end() == line), "{page}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let page = |seed| run(&["--baskets", "30", "--seed", seed], false).1;
    assert_eq!(page("7"), page("7"));
    assert_ne!(page("7"), page("8"));
}

#[test]
fn the_sums_of_a_simulation_are_those_of_its_baskets() {
    let (code, json, _) = run(&["--baskets", "200", "--json"], false);
    assert_eq!(code, 0);
    let simulation: Simulation = serde_json::from_str(&json).unwrap();
    assert_eq!((simulation.baskets, simulation.refused), (200, 0));
    let sums = simulation.currencies.first().unwrap();
    for (side, all) in [(sums.before, 0), (sums.after, 1)] {
        let off = simulation.promotions.iter().filter(|row| row.promotion.as_str() != "PARCEL");
        let off: i64 = off.map(|row| if all == 0 { row.before.minor() } else { row.after.minor() }).sum();
        assert_eq!(side.discount.minor(), off, "every cent off goods is some promotion's");
    }
}

#[test]
fn a_person_sees_how_far_it_is() {
    let (_, _, err) = run(&["--baskets", "80"], true);
    assert!(err.contains("[####################....................] 40 of 80"), "{err:?}");
    assert!(err.ends_with("] 80 of 80\n"), "{err:?}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let contradictory = folder.join("contradictory.json");
    fs::write(
        &contradictory,
        r#"{"code":"b","tax_display":"inclusive","promotions":[{"code":"P","title":"","actions":[]}]}"#,
    )
    .unwrap();
    for (arguments, said) in [
        (vec!["--before", "nowhere.json"], "nowhere.json"),
        (vec!["--before", contradictory.to_str().unwrap()], "2 problems in the rules; first promotions[0].title"),
        (vec!["--baskets", "0"], "0"),
        (vec!["--coupon", "not a code"], "not a code"),
    ] {
        let (code, out, err) = run(&arguments, false);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("promotions: ") && err.lines().count() == 1 && err.contains(said), "{err}");
    }
}
