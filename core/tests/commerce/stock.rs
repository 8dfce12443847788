//! Stock beyond what an order does to it: places, terms, movements, and every way in which they are refused.

use fondaco::{Command, Refusal};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::refusals::refusals;

/// A location of a code with some more said of it.
pub(crate) fn location(code: &str, more: Value) -> Command {
    let mut location = json!({"code": code, "title": code});
    location.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(json!({"do": "define_location", "location": location}))
}

/// A variant whose stock is not counted.
pub(crate) fn untracked(sku: &str) -> Command {
    command(json!({"do": "define_variants", "variants": [
        {"sku": sku, "title": sku, "tax_category": "standard", "prices": [], "untracked": true}]}))
}

/// Everything about stock that can happen in a day.
pub(crate) fn full_day(shop: &Shop) {
    shop.must(&location("genova", json!({"priority": 1, "capabilities": ["ships", "pickup"]})));
}

fn refused(shop: &Shop, value: Value) -> Refusal {
    shop.refuse(&command(value))
}

refusals! {
    a_location_without_a_title_is_refused: LocationInvalid,
        |shop| shop.refuse(&location("pisa", json!({"title": " "})));
    a_location_off_the_globe_is_refused: LocationInvalid, |shop| {
        let place = json!({"country": "IT", "point": {"latitude": 90_000_001, "longitude": 0}});
        shop.refuse(&location("pisa", json!({"place": place})))
    };
    a_location_that_pays_for_parcels_is_refused: LocationInvalid,
        |shop| shop.refuse(&location("pisa", json!({"cost": {"amount": "-0.01", "currency": "EUR"}})));
    a_location_of_which_nothing_is_recorded_is_unknown: LocationUnknown, |shop| {
        let nowhere = "nowhere".parse().unwrap();
        match fondaco::immediately(shop.engine.get::<fondaco::inventory::Location>(&nowhere)).unwrap().unwrap_err() {
            fondaco::Failure::Refused(refusal) => refusal,
            other => panic!("{other}"),
        }
    };
    a_kit_that_is_not_counted_is_refused: VariantInvalid, |shop| {
        let mut kit = crate::kits::kit("set", "1.00", &[("novel", 1)]);
        kit["untracked"] = true.into();
        shop.refuse(&crate::kits::define(&[kit]))
    };
    stock_that_is_not_counted_is_not_received: StockUntracked, |shop| {
        shop.must(&untracked("ebook"));
        refused(shop, json!({"do": "receive_stock", "location": "genova", "lines": [{"sku": "ebook", "quantity": 1}]}))
    };
}
