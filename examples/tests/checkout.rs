//! `checkout` keeps its promises: the same bytes for the same seed, sums that are right, one line and no trace when
//! something is wrong, and a second run that goes on where the first has ended, coupons and gift cards with it.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod common;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use common::{Bystander, File};
use serde_json::Value;

const AT: &[&str] = &["--at", "2026-11-21T12:00:00Z", "--seed", "42"];

/// What a run of the program has shown.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    code: u8,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["checkout"].iter().chain(arguments).map(Into::into);
    let code = fondaco_examples::checkout::run(arguments, false, &mut out, &mut err);
    Run { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A run that has to succeed, as JSON.
fn json(arguments: &[&str]) -> Value {
    let Run { code, out, err } = run(&[arguments, &["--json"]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&out).unwrap()
}

fn data(path: &str) -> String {
    format!("{}/data/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// The cents of an amount; every currency here has two decimals.
fn cents(amount: &Value) -> i64 {
    let text = amount["amount"].as_str().unwrap();
    let (whole, cents) = text.split_once('.').unwrap();
    assert_eq!(cents.len(), 2, "{text}");
    format!("{whole}{cents}").parse().unwrap()
}

fn sum<'a>(amounts: impl Iterator<Item = &'a Value>) -> i64 {
    amounts.map(cents).sum()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

#[test]
fn the_same_instant_and_seed_give_the_same_bytes() {
    let golden = include_str!("../checkout/golden.txt");

    let (first, second) = (run(AT), run(AT));

    assert_eq!(first, second);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    let mend = "cargo run --release --example checkout -- --at 2026-11-21T12:00:00Z --seed 42";
    assert!(
        first.out == golden,
        "another text than examples/checkout/golden.txt; if it is meant: `{mend}`\n{}",
        first.out
    );
}

#[test]
fn every_store_shows_the_same() {
    let file = File::new("checkout-same");
    let store = file.store();

    let Run { out, .. } = run(&[AT, &["--store", &store]].concat());

    assert_eq!(out, run(AT).out.replace("memory:", &format!("{store}:")));
}

#[test]
fn a_page_fits_in_80_columns() {
    let carts =
        ["big-order", "gift-card", "reading-circle", "boxed-set"].map(|cart| data(&format!("carts/{cart}.json")));
    let [big, card, circle, boxed] = carts.each_ref().map(|cart| ["--cart", cart.as_str()]);
    let long = ["--group", &"g".repeat(64), "--gift-card", "GIFT-1501"];
    for arguments in [&[] as &[&str], &["--cancel"], &big, &card, &circle, &boxed, &long, &["--help"], &["--list"]] {
        let Run { code, out, .. } = run(&[AT, arguments].concat());
        assert_eq!(code, 0);
        let wide: Vec<&str> = out.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}

#[test]
fn colours_change_nothing_but_colour() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["checkout"].iter().chain(AT).map(Into::into);

    assert_eq!(fondaco_examples::checkout::run(arguments, true, &mut out, &mut err), 0);

    let coloured = String::from_utf8(out).unwrap();
    let plain: String = coloured.split('\x1b').enumerate().fold(String::new(), |text, (index, part)| {
        text + if index == 0 { part } else { part.split_once('m').unwrap().1 }
    });
    assert_ne!(coloured, plain);
    assert_eq!(plain, run(AT).out);
}

#[test]
fn every_cent_of_every_cart_adds_up() {
    let carts = "to-berlin one-book below-minimum gift-for-a-friend mixed-rates to-ireland big-order gift-card reading-circle boxed-set";
    for cart in carts.split(' ') {
        let account = json(&[&["--cart", &data(&format!("carts/{cart}.json"))], AT].concat());

        let receipt = &account["receipt"];
        let lines = list(&receipt["lines"]);
        let charges = list(&receipt["charges"]);
        let all = |part: &'static str| lines.iter().chain(charges).map(move |one| &one[part]);
        let of = |part: &str| cents(&receipt[part]);
        assert_eq!(of("goods") - of("discount") + of("charged"), of("total"), "{cart}");
        let paid = receipt["credits"].as_array().into_iter().flatten().map(|credit| &credit["amount"]);
        assert_eq!(of("total") - sum(paid), of("due"), "{cart}");
        assert_eq!(of("net") + of("tax"), of("total"), "{cart}");
        assert_eq!(sum(all("gross")), of("total"), "{cart}");
        assert_eq!(sum(all("tax")), of("tax"), "{cart}");
        assert_eq!(sum(list(&receipt["taxes"]).iter().map(|tax| &tax["amount"])), of("tax"), "{cart}");
        // No tax is due on a donation.
        let free = charges.iter().filter(|charge| charge["kind"] == "donation").map(|charge| &charge["net"]);
        assert_eq!(sum(list(&receipt["taxes"]).iter().map(|tax| &tax["base"])), of("net") - sum(free), "{cart}");
        assert_eq!(sum(list(&receipt["applied"]).iter().map(|one| &one["amount"])), sum(all("discount")), "{cart}");
        assert_eq!(sum(lines.iter().map(|line| &line["discount"])), of("discount"), "{cart}");
        for whole in list(&receipt["applied"]).iter().chain(list(&receipt["taxes"])) {
            let parts = list(&whole["parts"]).iter();
            assert_eq!(sum(parts.map(|part| &part["amount"])), cents(&whole["amount"]), "{cart}");
        }
    }
}

#[test]
fn a_promotion_says_why_it_was_not_applied() {
    let account = json(&["--cart", &data("carts/below-minimum.json")]);

    let receipt = &account["receipt"];
    let minimum = |promotion: &str| {
        let rejected = list(&receipt["rejected"]).iter().find(|one| one["promotion"] == promotion).unwrap();
        let reason = &rejected["reason"]["minimum_not_met"];
        (cents(&reason["needs"]), cents(&reason["has"]))
    };
    assert_eq!(minimum("autumn-reading"), (4000, 3490));
    assert_eq!(minimum("free-parcel"), (5000, 3490));
    assert!(list(&receipt["applied"]).is_empty());
}

#[test]
fn taxes_are_those_of_the_country_and_of_the_day() {
    let rate = |country: &str, at: &str| {
        let account = json(&["--line", "9780141036144=1", "--country", country, "--at", at]);
        account["receipt"]["taxes"][0]["rate"].as_str().unwrap().to_owned()
    };
    assert_eq!(rate("DE", "2020-06-30T23:59:59Z"), "0.07");
    assert_eq!(rate("DE", "2020-07-01T00:00:00Z"), "0.05");
    assert_eq!(rate("DE", "2021-01-01T00:00:00Z"), "0.07");
    assert_eq!(rate("IE", "2026-11-21T12:00:00Z"), "0");
}

#[test]
fn an_order_goes_all_the_way_and_the_log_tells_it() {
    let account = json(AT);

    let steps: Vec<&str> = list(&account["timeline"]).iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(
        steps.join(" "),
        "open add change add add add add add remove coupon price address charges price reserve \
         place authorize capture ship ship deliver deliver return approve receive credit refund"
    );
    let last = list(&account["timeline"]).last().unwrap();
    assert_eq!([&last["order"], &last["payment"], &last["fulfilment"]], ["completed", "paid", "partly_returned"]);
    assert_eq!(list(&account["ids"]["shipments"]).len(), 2);
    // Half of the two mugs, which came to 24.85 with their discounts.
    assert_eq!(cents(&sent(&account, "refund")["amount"]), 1243);
    assert_eq!(account["log"]["replay_is_the_same"], true);
    for row in list(&account["stock"]) {
        let level = |when: &str, what: &str| row[when][what].as_i64().unwrap();
        let back = i64::from(row["sku"] == "MUG-RIALTO" && row["location"] == "venice-warehouse");
        let sold = level("before", "on_hand") - level("after", "on_hand") + back;
        assert_eq!(level("held", "reserved"), sold, "{row}");
        assert_eq!(level("held", "available") + back, level("after", "available"), "{row}");
        assert_eq!(level("after", "reserved"), 0, "{row}");
    }
}

#[test]
fn all_that_was_bought_may_go_back_and_then_nothing_is_due() {
    let account = json(&["--line", "LAMP-CLIP=2", "--return", "LAMP-CLIP=2", "--country", "DE"]);

    let last = list(&account["timeline"]).last().unwrap();
    assert_eq!(last["fulfilment"], "returned");
    let goods: i64 = list(&account["receipt"]["lines"]).iter().map(|line| cents(&line["gross"])).sum();
    assert_eq!(cents(&sent(&account, "refund")["amount"]), goods);
    assert!(list(&account["stock"]).iter().any(|row| row["held"] != row["before"]));
    assert!(list(&account["stock"]).iter().all(|row| row["after"] == row["before"]));
}

/// What was sent at a step, as it goes on the wire.
fn sent<'a>(account: &'a Value, step: &str) -> &'a Value {
    &list(&account["timeline"]).iter().find(|one| one["step"] == step).unwrap()["command"]
}

/// What a promotion took off.
fn off(account: &Value, promotion: &str) -> i64 {
    sum(list(&account["receipt"]["applied"])
        .iter()
        .filter(|one| one["promotion"] == promotion)
        .map(|one| &one["amount"]))
}

/// What was left of a coupon before, in the cart, when ordered, and at the end; and what became of its use.
fn coupon(account: &Value, code: &str) -> ([i64; 4], String) {
    let row = list(&account["coupons"]).iter().find(|row| row["coupon"] == code).unwrap();
    (TIMES.map(|time| row["left"][time].as_i64().unwrap()), row["state"].as_str().unwrap().into())
}

/// What was on the gift card before, in the cart, when ordered, and at the end; and what is left to pay otherwise.
fn gift_card(account: &Value) -> ([i64; 4], i64) {
    let row = &account["gift_cards"][0];
    (TIMES.map(|time| cents(&row["left"][time])), cents(&account["receipt"]["due"]))
}

const TIMES: [&str; 4] = ["before", "in_the_cart", "ordered", "after"];

const ANNA: &str = "0199c1d2-0000-7000-8000-00000000002a";
const BRUNO: &str = "0199c1d2-0000-7000-8000-00000000002b";

#[test]
fn the_story_has_promotions_that_stack_a_gift_a_coupon_and_a_free_parcel() {
    let account = json(AT);

    let receipt = &account["receipt"];
    let applied: Vec<&str> = list(&receipt["applied"]).iter().map(|one| one["promotion"].as_str().unwrap()).collect();
    assert_eq!(applied, ["three-for-two", "every-third-book", "autumn-reading", "book-fair", "free-parcel"]);
    assert_eq!(receipt["rejected"][0]["promotion"], "large-orders");
    assert_eq!(receipt["catalog"][0]["promotion"], "e-book-weeks");
    assert_eq!(receipt["lines"][5]["gift"], "every-third-book");
    assert_eq!((cents(&receipt["charges"][0]["amount"]), cents(&receipt["charged"])), (690, 0));
    assert_eq!(coupon(&account, "BOOKFAIR5"), ([100, 99, 99, 99], "consumed".into()));
    assert_eq!(sent(&account, "coupon")["do"], "apply_coupon");
    assert_eq!(sent(&account, "charges")["charges"][0]["tax"], "as_goods");
}

#[test]
fn a_coupon_is_used_once_by_each_customer_and_a_cancelled_order_gives_it_back() {
    let file = File::new("checkout-coupon");
    let store = file.store();
    let bought = |customer: &str, more: &[&str]| {
        let arguments = ["--line", "LAMP-CLIP=2", "--coupon", "READER8", "--customer", customer, "--store", &store];
        run(&[&arguments, more, &["--json"]].concat())
    };
    let account = |run: Run| serde_json::from_str::<Value>(&run.out).unwrap();

    let cancelled = account(bought(ANNA, &["--cancel"]));
    let first = account(bought(ANNA, &[]));
    let before = Bystander::of(&file.store()).events();
    let refused = bought(ANNA, &[]);
    assert_eq!(Bystander::of(&file.store()).events(), before);
    let second = account(bought(BRUNO, &[]));

    assert_eq!(coupon(&cancelled, "READER8"), ([100, 99, 99, 100], "returned".into()));
    assert_eq!(coupon(&first, "READER8"), ([100, 99, 99, 99], "consumed".into()));
    assert_eq!(off(&first, "our-readers"), 800);
    assert_eq!((refused.code, &account(refused)["error"]["code"]), (2, &Value::from("coupon.used_up")));
    assert_eq!(coupon(&second, "READER8"), ([99, 98, 98, 98], "consumed".into()));
}

#[test]
fn of_two_coupons_the_better_one_counts_and_the_other_is_given_back() {
    let account = json(&["--customer", ANNA, "--coupon", "READER8"]);

    assert_eq!((off(&account, "our-readers"), off(&account, "book-fair")), (800, 0));
    assert_eq!(coupon(&account, "READER8"), ([100, 99, 99, 99], "consumed".into()));
    assert_eq!(coupon(&account, "BOOKFAIR5"), ([100, 99, 100, 100], "released".into()));
}

#[test]
fn a_gift_card_pays_until_it_is_empty_over_several_runs() {
    let file = File::new("checkout-gift-card");
    let (store, cart) = (file.store(), data("carts/gift-card.json"));
    let bought = |more: &[&str]| json(&[&["--cart", &cart, "--store", &store], more].concat());

    let (cancelled, first, second, third) = (bought(&["--cancel"]), bought(&[]), bought(&[]), bought(&[]));

    assert_eq!(gift_card(&cancelled), ([2500, 2500, 690, 2500], 0));
    assert_eq!(gift_card(&first), ([2500, 2500, 690, 690], 0));
    assert_eq!(gift_card(&second), ([690, 690, 0, 0], 1120));
    assert_eq!(gift_card(&third), ([0; 4], 1810));
    assert_eq!(cents(&sent(&second, "capture")["amount"]), 1120);
    assert_eq!(sent(&second, "card")["do"], "apply_gift_card");
    // Nothing is left to ask the gateway for.
    assert!(list(&first["timeline"]).iter().all(|step| step["step"] != "authorize" && step["step"] != "capture"));
    let last = list(&first["timeline"]).last().unwrap();
    assert_eq!([&last["order"], &last["payment"], &last["fulfilment"]], ["completed", "paid", "delivered"]);
}

#[test]
fn a_group_has_its_own_prices_and_lower_ones_from_five_copies() {
    let price = |quantity: &str, groups: &[&str]| {
        let line = format!("9788806219352={quantity}");
        let account = json(&[&["--line", &line], groups].concat());
        cents(&account["receipt"]["lines"][0]["unit_price"])
    };
    let circle = ["--group", "choir", "--group", "reading-circle"];

    assert_eq!([price("4", &[]), price("4", &circle), price("5", &circle)], [1200, 1080, 960]);
    let account = json(&["--cart", &data("carts/reading-circle.json"), "--group", "choir"]);
    let groups = ["reading-circle", "choir"];
    assert_eq!(account["buyer"]["groups"], Value::from(groups.to_vec()));
    assert_eq!(sent(&account, "buyer")["buyer"]["groups"], account["buyer"]["groups"]);
    assert_eq!(account["receipt"]["lines"][2]["quantity"], 2, "bookmarks for eight books");
}

#[test]
fn what_is_sent_costs_a_parcel_by_country_and_what_is_not_costs_none() {
    let charged =
        |line: &str, country: &str| cents(&json(&["--line", line, "--country", country])["receipt"]["charged"]);
    assert_eq!(["IT", "AT", "DE"].map(|country| charged("MUG-RIALTO=1", country)), [490, 590, 690]);
    assert_eq!([charged("LAMP-CLIP=2", "DE"), charged("LAMP-CLIP=3", "DE")], [690, 0]);
    assert_eq!(charged("9781448190690=1", "DE"), 0);
}

#[test]
fn options_add_to_a_cart_file_and_another_donation_stands_instead() {
    let cart = data("carts/gift-card.json");
    let more = ["--donate", "3.50", "--gift-card", "GIFT-1501", "--coupon", "BOOKFAIR5", "--group", "choir"];

    let account = json(&[&["--cart", &cart] as &[&str], &more].concat());

    assert_eq!(cents(&account["receipt"]["charges"][1]["gross"]), 350);
    assert_eq!(account["receipt"]["charges"][1]["kind"], "donation");
    assert_eq!(cents(&account["receipt"]["charges"][1]["tax"]), 0);
    assert_eq!((list(&account["gift_cards"]).len(), off(&account, "book-fair")), (1, 500));
}

#[test]
fn a_cart_file_with_something_unknown_is_refused() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkout-cart.json");
    let line = r#"{"sku": "TOTE-NAVY", "quantity": 1}"#;
    let refused = |more: &str| {
        fs::write(&path, format!(r#"{{"country": "IT", "lines": [{line}]{more}}}"#)).unwrap();
        let Run { code, err, .. } = run(&["--cart", path.to_str().unwrap()]);
        assert_eq!(code == 2, !err.is_empty());
        err
    };

    assert_eq!(refused(r#", "coupons": ["BOOKFAIR5"], "gift_cards": [], "groups": [], "donation": "1.00""#), "");
    assert!(refused(r#", "voucher": "BOOKFAIR5""#).contains("unknown field `voucher`"));
    assert!(refused(r#", "coupons": ["two words"]"#).contains("`two words`"));
    assert!(refused(r#", "donation": "some""#).contains("`some` is no donation"));
    fs::remove_file(&path).unwrap();
}

#[test]
fn a_cancelled_order_gives_its_stock_back() {
    let account = json(&[AT, &["--cancel"]].concat());

    let last = list(&account["timeline"]).last().unwrap();
    assert_eq!([&last["step"], &last["order"], &last["payment"]], ["cancel", "cancelled", "void"]);
    assert!(list(&account["stock"]).iter().any(|row| row["held"] != row["before"]));
    assert!(list(&account["stock"]).iter().all(|row| row["after"] == row["before"]));
    assert!(list(&account["ids"]["shipments"]).is_empty());
}

#[test]
fn a_customer_is_named_by_what_they_did() {
    let account = json(&["--customer", ANNA]);

    assert_eq!(account["buyer"]["actor"], format!("customer/{ANNA}"));
    assert_eq!(account["timeline"][0]["by"], format!("customer/{ANNA}"));
    assert_eq!(list(&account["timeline"]).last().unwrap()["by"], "system");
}

#[test]
fn a_second_run_on_a_file_goes_on_where_the_first_has_ended() {
    let file = File::new("checkout-twice");
    let store = file.store();
    let arguments = [AT, &["--store", &store]].concat();

    let (first, second) = (json(&arguments), json(&arguments));

    goes_on(&first, &second);
    assert_eq!(
        second["log"]["events"].as_u64().unwrap(),
        u64::try_from(Bystander::of(&file.store()).events().len()).unwrap()
    );
}

#[test]
fn a_second_run_on_postgres_goes_on_too() {
    let Some(url) = fondaco_cluster::database() else { return };
    let arguments = [AT, &["--store", &url]].concat();

    let first = json(&arguments);
    assert_eq!(run(&["--store", &url, "--line", "TOTE-NAVY=99"]).code, 2);
    let second = json(&[AT, &["--store", &format!("postgres:{url}")]].concat());

    goes_on(&first, &second);
}

/// A second run on the same store, of the same instant and seed, continues from the first.
fn goes_on(first: &Value, second: &Value) {
    assert_eq!([&first["store"]["was_set_up"], &second["store"]["was_set_up"]], [true, false]);
    assert_eq!(first["log"]["events"], second["log"]["events_before"]);
    assert_eq!([&first["log"]["replay_is_the_same"], &second["log"]["replay_is_the_same"]], [true, true]);
    for (first, second) in list(&first["stock"]).iter().zip(list(&second["stock"])) {
        assert_eq!(first["after"], second["before"]);
    }
    let ([.., after], _) = coupon(first, "BOOKFAIR5");
    assert_eq!(coupon(second, "BOOKFAIR5"), ([after, after - 1, after - 1, after - 1], "consumed".into()));
    for id in ["cart", "reservation", "order", "payment"] {
        assert_ne!(first["ids"][id], second["ids"][id], "{id}");
    }
    assert_eq!(first["receipt"], second["receipt"]);
}

#[test]
fn what_is_wrong_is_said_in_one_line_and_leaves_no_trace() {
    let (malformed, unknown) = (data("carts/faulty-malformed.json"), data("carts/faulty-unknown-sku.json"));
    let faults: &[(&[&str], &str, &[&str])] = &[
        (&["--cart", "no-such-cart.json"], "file.unreadable", &["`no-such-cart.json`", "no such file"]),
        (&["--cart", &malformed], "file.malformed", &["faulty-malformed.json", "line 5, column 21"]),
        (&["--cart", &unknown], "variant.unknown", &["`9780000000002`", "--list"]),
        (&["--line", "tote-nvy=1"], "variant.unknown", &["closest is `TOTE-NAVY`"]),
        (&["--line", "TOTE-NAVY=1", "--line", "x y=1"], "code.malformed", &["`x y` is not a SKU"]),
        (&["--line", "TOTE-NAVY=1000000001"], "quantity.invalid", &["from 1 to 1000000000"]),
        (&["--line", "TOTE-NAVY=0"], "quantity.invalid", &["`0`"]),
        (&["--line", "TOTE-NAVY=99"], "stock.short", &["99 of `TOTE-NAVY`", "40 can be promised"]),
        (&["--line", "TOTE-NAVY"], "line.malformed", &["SKU=QUANTITY"]),
        (&["--line", "TOTE-NAVY=1", "--country", "US"], "tax.unknown", &["ships to AT, BE"]),
        (&["--line", "TOTE-NAVY=1", "--country", "de"], "code.malformed", &["`de`", "ships to AT, BE"]),
        (&["--at", "yesterday"], "at.malformed", &["`yesterday`", "2026-11-21T12:00:00Z"]),
        (&["--at", "1900-01-01T00:00:00Z"], "tax.unknown", &["begins later"]),
        (&["--return", "LAMP-CLIP=1"], "return.unknown", &["`LAMP-CLIP`", "not in the cart"]),
        (&["--return", "MUG-RIALTO=3"], "order.units_exceed", &["3"]),
        (&["--customer", "anna"], "id.malformed", &["`anna`", "UUID"]),
        (&["--coupon", "reader8"], "coupon.unknown", &["`reader8`", "closest is `READER8`"]),
        (&["--coupon", "READER8"], "coupon.for_customers", &["`READER8`", "--customer"]),
        (&["--coupon", "READER 8"], "code.malformed", &["`READER 8` is not a coupon code"]),
        (&["--gift-card", "GIFT-1502"], "gift_card.unknown", &["`GIFT-1502`", "as it stands on the card"]),
        (&["--group", "a b"], "code.malformed", &["`a b` is not a group code"]),
        (&["--donate", "a lot"], "donation.malformed", &["`a lot` is no donation", "as in `2.00`"]),
        (&["--donate", "0.00"], "donation.malformed", &["above zero"]),
        (&["--donate", "-5"], "donation.malformed", &["`-5`", "above zero"]),
        (&["--donate", "1.999"], "donation.malformed", &["at most 2 decimals"]),
        (&["--data", "no-such-folder"], "file.unreadable", &["no-such-folder"]),
    ];
    let file = File::new("checkout-faults");
    let store = file.store();
    json(&["--store", &store]);
    let before = Bystander::of(&file.store()).events();
    for (arguments, code, words) in faults {
        let Run { code: exit, out, err } = run(&[arguments, &["--store", &store, "--json"] as &[&str]].concat());

        assert_eq!(exit, 2, "{arguments:?}");
        let error = &serde_json::from_str::<Value>(&out).unwrap()["error"];
        assert_eq!(error["code"], *code, "{arguments:?}: {err}");
        assert_eq!(err, format!("checkout: {}\n", error["reason"].as_str().unwrap()));
        assert!(words.iter().all(|word| err.contains(word)), "{arguments:?}: {err}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert_eq!(run(&[arguments, &["--store", &store] as &[&str]].concat()).out, "", "{arguments:?}");
    }
    assert_eq!(Bystander::of(&file.store()).events(), before);
}

#[test]
fn a_faulty_cart_does_not_even_set_up_the_shop() {
    let file = File::new("checkout-fresh");

    assert_eq!(run(&["--store", &file.store(), "--line", "TOTE-NAVY=99"]).code, 2);
    assert_eq!(run(&["--store", &file.store(), "--list"]).code, 0);

    assert!(Bystander::of(&file.store()).events().is_empty());
}

#[test]
fn a_store_that_cannot_be_reached_is_said_in_one_line() {
    for store in ["redis:x", "sqlite:", "sqlite:no-such-folder/shop.db", "postgres://127.0.0.1:1/shop"] {
        let Run { code, out, err } = run(&["--store", store]);
        assert_eq!((code, out.as_str()), (2, ""), "{store}");
        assert!(err.starts_with("checkout: ") && err.lines().count() == 1, "{store}: {err}");
    }
}

#[test]
fn a_wrong_option_is_told_to_machines_too() {
    let Run { code, out, err } = run(&["--seed", "x", "--json"]);

    assert_eq!((code, err.is_empty()), (2, false));
    let error = &serde_json::from_str::<Value>(&out).unwrap()["error"];
    assert_eq!([&error["kind"], &error["code"]], ["invalid", "usage.invalid"]);
}

#[test]
fn the_list_has_every_article() {
    let listing = json(&["--list"]);

    let articles = list(&listing["articles"]);
    assert_eq!(articles.len(), 81);
    let found = |sku: &str| articles.iter().find(|one| one["sku"] == sku).unwrap();
    assert_eq!(cents(&found("MUG-RIALTO")["price"]), 1450);
    assert_eq!(found("MUG-RIALTO")["stock"][1]["available"], 9);
    assert_eq!(
        (cents(&found("BOX-VENICE")["price"]), &found("BOX-VENICE")["stock"][1]["available"]),
        (5200, &3.into())
    );
    assert_eq!(run(&["--list"]).out.lines().count(), 83);
    let e_book = found("9781448190690");
    assert_eq!((cents(&e_book["price"]), cents(&e_book["compare_at"])), (989, 1099));
    let circle = json(&["--list", "--group", "reading-circle"]);
    let reduced = list(&circle["articles"]).iter().filter(|one| one["compare_at"].is_object()).count();
    assert_eq!(reduced, 10, "seven e-books, three titles of the circle");
}

#[test]
fn help_names_every_option() {
    let Run { code, out, err } = run(&["--help"]);

    assert_eq!((code, err.as_str()), (0, ""));
    let options = "cart line country customer coupon gift-card group donate cancel list store at seed json data";
    for option in options.split(' ') {
        assert!(out.contains(&format!("      --{option}")), "{option}");
    }
    assert!(!out.contains(env!("CARGO_MANIFEST_DIR")), "a path of one machine");
}

/// A reader who has gone away, as `head` after its lines.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_goes_away_is_no_trouble() {
    for arguments in [&["checkout"] as &[&str], &["checkout", "--list"], &["checkout", "--help"]] {
        let code = fondaco_examples::checkout::run(arguments.iter().map(Into::into), false, &mut Gone, &mut Gone);
        assert_eq!(code, 0, "{arguments:?}");
    }
}
