//! `checkout` sells a boxed set: one price, shared by what is in it, and stock of what is in it.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use serde_json::Value;

/// The exit code, stdout and stderr of a run.
fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["checkout", "--at", "2026-11-21T12:00:00Z", "--seed", "42"].iter().chain(arguments);
    let code = fondaco_examples::checkout::run(arguments.map(Into::into), false, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// The cart of the boxed set: one book alone, and two boxes with it.
const CART: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/carts/boxed-set.json");

fn account(more: &[&str]) -> Value {
    let (code, out, err) = run(&[&["--cart", CART, "--json"], more].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn amount<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name]["amount"].as_str().unwrap()
}

/// The stock that was available before, held for the cart, and after.
fn way(account: &Value, sku: &str, location: &str) -> [i64; 3] {
    let rows = account["stock"].as_array().unwrap();
    let row = rows.iter().find(|row| row["sku"] == sku && row["location"] == location).unwrap();
    ["before", "held", "after"].map(|time| row[time]["available"].as_i64().unwrap())
}

#[test]
fn it_has_one_price_which_its_parts_share_each_at_its_own_rate() {
    let account = account(&[]);

    let receipt = &account["receipt"];
    let kit = &receipt["kits"][0];
    let lines = receipt["lines"].as_array().unwrap();
    let parts: Vec<&Value> = lines.iter().filter(|line| line["kit"] == kit["line"]).collect();
    assert_eq!((kit["sku"].as_str(), kit["quantity"].as_i64()), (Some("BOX-VENICE"), Some(2)));
    // 104.00, shared as 26.00, 22.00 and 14.50 are.
    assert_eq!(amount(kit, "unit_price"), "52.00");
    let subtotals: Vec<&str> = parts.iter().map(|line| amount(line, "subtotal")).collect();
    assert_eq!(subtotals, ["43.26", "36.62", "24.12"]);
    let categories: Vec<&str> = parts.iter().map(|line| line["tax_category"].as_str().unwrap()).collect();
    assert_eq!(categories, ["book", "book", "standard"]);
}

#[test]
fn it_leaves_whole_from_the_one_place_that_has_all_of_it() {
    let account = account(&[]);

    // The book alone is from the warehouse, which has none of another part.
    assert_eq!(way(&account, "9780393088960", "venice-warehouse"), [8, 7, 7]);
    assert_eq!(way(&account, "9780393088960", "rialto-shop"), [3, 1, 1]);
    assert_eq!(way(&account, "MUG-RIALTO", "rialto-shop"), [9, 7, 7]);
    assert_eq!(way(&account, "BOX-VENICE", "rialto-shop"), [3, 1, 1]);
    assert_eq!(account["log"]["replay_is_the_same"], true);
}

#[test]
fn a_cancelled_order_gives_its_parts_back() {
    let account = account(&["--cancel"]);

    assert_eq!(way(&account, "BOX-VENICE", "rialto-shop"), [3, 1, 3]);
    assert_eq!(account["log"]["replay_is_the_same"], true);
}

#[test]
fn the_page_shows_the_box_and_below_it_what_is_in_it() {
    let (_, page, _) = run(&["--cart", CART]);

    let from = page.lines().position(|line| line.starts_with("  Merchants and printers")).unwrap();
    let rows: Vec<&str> = page.lines().skip(from).take(4).collect();
    assert_eq!(
        rows,
        [
            "  Merchants and printers of Venice, boxed               2  52.00",
            "    Double Entry: How the Merchants of Venice Creat…    2  21.63   43.26",
            "      Autumn reading: 10 % off                                     -4.33",
            "      9780393088960 · 38.93 contains 2.03 TVA 5.5 %",
        ]
    );
}

#[test]
fn what_is_short_of_it_is_said() {
    let (code, out, err) = run(&["--line", "BOX-VENICE=4"]);

    assert_eq!((code, out.as_str()), (2, ""));
    let said = "checkout: 4 of `9780393088960` are wanted for the kit `BOX-VENICE` and 3 can be promised";
    assert!(err.starts_with(said), "{err}");
}
