//! `ship_it` keeps its promises: every unit is in a parcel, every parcel is drawn, every date is a day of work, and what is wrong
//! with a file is said with its place.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

#[path = "common/told.rs"]
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn run_as(live: bool, arguments: &[&str]) -> (u8, String, String) {
    told::told(fondaco_examples::ship_it::run, live, arguments)
}

fn run(arguments: &[&str]) -> (u8, String, String) {
    run_as(false, arguments)
}

fn report(arguments: &[&str]) -> Value {
    told::report(fondaco_examples::ship_it::run, arguments)
}

/// A place for the files of one test, empty when it begins.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn data(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ship-it").join(file);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn three_hundred_orders_are_packed_drawn_priced_and_promised() {
    let (code, out, err) = run(&[]);
    assert_eq!((code, err.as_str()), (0, ""), "progress is for a person who looks");
    for said in [
        "\n300 orders in ",
        "Parcel 1 of 2: carton ",
        "on the floor",
        "│11111",
        "leaves Mon 21 Dec, arrives Tue 22 Dec to Wed 23 Dec",
        "the cut-off of Fri 18 Dec at 12:00 was over; closed Sat 19 Dec to Sun 20 Dec",
        "Christmas Fri 25 Dec",
        "Stocktaking Thu 7 Jan to Fri 8 Jan",
        "departs Sat 19 Dec 20:00 UTC; closed Sun 20 Dec",
        "it does not go there",
        "It cannot be sent.",
    ] {
        assert!(out.contains(said), "`{said}` is not in what is shown");
    }
    assert!(out.ends_with(" EUR, 2 are not\n"), "{}", &out[out.len() - 200..]);
    assert_eq!(run(&[]).1, out, "the same on every run");
}

#[test]
fn what_is_shown_fits_in_100_columns_and_how_far_it_is_goes_to_a_person() {
    for (live, arguments) in [(false, vec![]), (true, vec!["--totals"]), (false, vec!["--help"]), (false, vec!["-h"])] {
        let (code, out, err) = run_as(live, &arguments);
        assert_eq!(code, 0);
        let wide: Vec<&str> =
            out.lines().chain(err.split(['\n', '\r'])).filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        assert!(out.lines().all(|line| line.trim_end() == line), "{arguments:?}");
        assert_eq!(err.contains("300 of 300 orders\n"), live);
    }
}

#[test]
fn every_unit_is_in_one_parcel_and_the_totals_are_those_of_the_orders() {
    let (report, file) = (report(&[]), data("orders.json"));
    let (orders, totals) = (report["orders"].as_array().unwrap(), &report["totals"]);
    assert_eq!(orders.len(), file.as_array().unwrap().len());
    let (mut parcels, mut minor) = (0, 0);
    for (order, given) in orders.iter().zip(file.as_array().unwrap()) {
        let boxes = order["parcels"].as_array().unwrap();
        let packed: usize = boxes.iter().map(|parcel| parcel["items"].as_array().unwrap().len()).sum();
        let units: u64 = given["lines"].as_array().unwrap().iter().map(|line| line["quantity"].as_u64().unwrap()).sum();
        assert_eq!(u64::try_from(packed).unwrap(), units, "order {}", order["number"]);
        parcels += boxes.len();
        let offers = order["offers"]["offers"].as_array().unwrap();
        let chosen = offers.iter().find(|offer| offer["method"] == order["chosen"]);
        let cents = |offer: &Value| offer["total"]["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        minor += chosen.map_or(0, cents);
        assert!(chosen.is_none_or(|chosen| offers.iter().all(|offer| cents(chosen) <= cents(offer))));
    }
    assert_eq!(totals["parcels"], json!(parcels));
    assert_eq!(totals["cost"]["amount"].as_str().unwrap().replace('.', ""), minor.to_string());
}

#[test]
fn nothing_is_promised_for_a_day_on_which_nobody_works() {
    let report = report(&["--choose", "fastest"]);
    let mut promises = 0;
    for order in report["orders"].as_array().unwrap() {
        for offer in order["offers"]["offers"].as_array().unwrap() {
            let promise = &offer["promise"];
            let [ships, earliest, latest] =
                ["ship_by", "earliest", "latest"].map(|name| promise[name].as_str().unwrap());
            assert!(ships <= latest && earliest <= latest, "{promise}");
            for day in [ships, earliest, latest] {
                assert!(!day.ends_with("12-25") && !day.ends_with("01-01"), "{day}");
            }
            assert!(!["2027-01-06", "2027-01-07", "2027-01-08"].contains(&ships), "{ships}");
            promises += 1;
        }
    }
    assert!(promises > 600, "{promises}");
    assert_eq!(report["totals"]["weekdays"][6], 0, "nobody takes goods in on Sunday");
}

#[test]
fn there_is_a_drawing_of_each_parcel_with_every_number() {
    let folder = folder("ship-it-drawings");
    let report = report(&["--order", "1118", "--svg", folder.to_str().unwrap()]);
    let parcels = report["orders"][0]["parcels"].as_array().unwrap().clone();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), parcels.len());
    for (number, parcel) in (1..).zip(parcels) {
        let svg = fs::read_to_string(folder.join(format!("1118-{number}.svg"))).unwrap();
        let items = parcel["items"].as_array().unwrap().len();
        assert!(
            svg.contains(&format!("{} g of at most", parcel["grams"]))
                && svg.contains(&format!(" full, {items} items"))
        );
        assert!((1..=items).all(|item| svg.contains(&format!(">{item}</text>"))), "{svg}");
        assert!(svg.contains("Layer 1 of ") && svg.contains(" mm</text>") && svg.ends_with("</svg>\n"));
    }
}

#[test]
fn containers_of_the_or_library_are_loaded_and_drawn() {
    let (folder, file) =
        (folder("ship-it-containers"), concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packing/thpack.json"));
    let ids = ["thpack1-2", "thpack4-3", "thpack7-1"];
    let asked = ids.map(|id| ["--problem", id]).concat();
    let arguments =
        [&["--fill", file, "--effort", "1000000", "--svg", folder.to_str().unwrap()], asked.as_slice()].concat();
    let (code, out, err) = run(&arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.lines().count(), 3);
    for (id, line) in ids.iter().zip(out.lines()) {
        assert!(line.starts_with(id) && line.ends_with(" % of the room filled"), "{line}");
        let svg = fs::read_to_string(folder.join(format!("{id}-1.svg"))).unwrap();
        assert!(svg.contains(&format!("{id}, 5870 × 2330 × 2200 mm")), "{id}");
    }
    let loads = report(&arguments);
    for load in loads.as_array().unwrap() {
        assert!(load["fill"].as_u64().unwrap() > 850, "{}", load["fill"]);
        assert_eq!(
            load["loaded"].as_u64().unwrap(),
            u64::try_from(load["packing"]["parcels"][0]["items"].as_array().unwrap().len()).unwrap()
        );
    }
}

/// Runs it with one file changed: what it says.
fn with(file: &str, change: impl FnOnce(&mut Value)) -> (u8, String) {
    let folder = folder(&format!("ship-it-{}", std::thread::current().name().unwrap_or_default().replace(':', "-")));
    let mut value = data(file);
    change(&mut value);
    let path = folder.join(file);
    fs::write(&path, value.to_string()).unwrap();
    let option = if file == "shop.json" { "--shop" } else { "--orders" };
    let (code, out, err) = run(&[option, path.to_str().unwrap()]);
    assert_eq!(out, "");
    (code, err)
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_path_and_the_exit_code_is_2() {
    type Change = fn(&mut Value);
    let cases: &[(&str, Change, &str)] = &[
        (
            "orders.json",
            |file| file[17]["lines"][0]["sku"] = json!("GONDOLA"),
            "orders[17].lines[0].sku: the shop has no `GONDOLA`",
        ),
        (
            "orders.json",
            |file| file[3]["lines"][0]["quantity"] = json!(0),
            "orders[3].lines[0].quantity: takes a number from 1 to 1000, not 0",
        ),
        ("orders.json", |file| file[3]["placed_at"] = json!("soon"), "orders[3].placed_at: "),
        ("orders.json", |file| file[3]["to"] = json!({"country": "Italy"}), "orders[3].to: "),
        (
            "orders.json",
            |file| file[3]["extra"] = json!(1),
            "orders[3]: takes no `extra`, only `number`, `placed_at`, `to`, `lines`",
        ),
        ("orders.json", |file| file[4] = file[3].clone(), "orders[4]: there is an order 1004 already"),
        ("orders.json", |file| file[4]["lines"] = json!([]), "orders[4].lines: takes at least one line"),
        ("orders.json", |file| *file = json!({}), "orders: takes a list"),
        ("shop.json", |file| file["goods"][2]["grams"] = json!(-1), "shop.goods[2]: "),
        ("shop.json", |file| file["cartons"][1] = json!({"name": "M"}), "shop.cartons[1]: missing field `inner`"),
        (
            "shop.json",
            |file| file["shipping"]["methods"][1]["route"] = json!("moon"),
            "shop.shipping: 1 problems in the rules; first methods[1].route: there is no route `moon`",
        ),
        (
            "shop.json",
            |file| file["shipping"]["dates"]["calendars"][0]["time_zone"] = json!("Venice"),
            "first dates.calendars[0].time_zone: `Venice` is no time zone",
        ),
    ];
    for (file, change, said) in cases {
        let (code, err) = with(file, change);
        assert_eq!(code, 2, "{said}");
        assert!(
            err.starts_with("ship_it: ") && err.contains(said) && err.lines().count() == 1,
            "{err} is not `{said}`"
        );
    }
    assert_eq!(run(&["--order", "7"]).0, 2);
    assert_eq!(
        run(&["--orders", "nowhere.json"]),
        (2, String::new(), "ship_it: cannot read orders `nowhere.json`: no such file or directory\n".into())
    );
    assert_eq!(run(&["--fill", "x", "--order", "1"]).0, 2);
}
