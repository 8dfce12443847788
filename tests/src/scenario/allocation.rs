//! Stories of places and promises: lines that are divided, holds without a cart, goods that are still to come.

use fondaco::port::{Page, Scan};
use fondaco::{Key, Kind, immediately};
use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

/// A book of which there are five in Venice.
const BOOK: &str = "9788806219450";

pub(super) fn allocation() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let lines = json!([{"sku": BOOK, "quantity": 3}]);
    story.tell("more comes in elsewhere", json!({"do": "receive_stock", "location": "mestre", "lines": lines}))?;
    let cart = story.cart(&json!([{"sku": BOOK, "quantity": 6}]))?;
    story.tell("a line is divided over two places", json!({"do": "reserve_cart", "cart": cart}))?;
    let placed = story.tell("and ordered so", json!({"do": "place_order", "cart": cart}))?;
    story
        .tell("what was promised comes back", json!({"do": "cancel_order", "order": placed["order"], "reason": ""}))?;
    holds(&mut story)?;
    waiting(&mut story)?;
    channels(&mut story)?;
    Ok(story.vectors)
}

fn holds(story: &mut Story) -> Result<(), String> {
    let wish = |holder: &str, quantity: i64, more: Value| {
        let mut asked = json!({"do": "reserve_stock", "holder": holder, "hold_seconds": 600,
            "lines": [{"sku": BOOK, "quantity": quantity}], "locations": ["venice", "mestre"]});
        for (name, value) in more.as_object().into_iter().flatten() {
            asked[name.as_str()] = value.clone();
        }
        asked
    };
    let first = story.tell("stock is held without a cart", wish("kiosk", 6, json!({})))?["reservation"].clone();
    story.tell("another finds too little", wish("school", 3, json!({})))?;
    story.tell("a hold of another is not replaced", wish("school", 3, json!({"replaces": first})))?;
    let raised = wish("kiosk", 8, json!({"replaces": first, "sourcing": ["most_stock"], "collect_at": "mestre"}));
    let second = story.tell("its own hold does not stand in its way", raised)?["reservation"].clone();
    let on = |step: &str, more: Value| {
        let mut asked = json!({"do": step, "reservation": second});
        for (name, value) in more.as_object().into_iter().flatten() {
            asked[name.as_str()] = value.clone();
        }
        asked
    };
    story.tell("a hold is extended", on("extend_reservation", json!({"hold_seconds": 900})))?;
    story.tell("a hold is not extended for ever", on("extend_reservation", json!({"hold_seconds": 604_801})))?;
    story.now = "2026-11-21T12:15:00Z".parse().map_err(|error| format!("{error}"))?;
    story.tell("a hold that ran out is not extended", on("extend_reservation", json!({"hold_seconds": 60})))?;
    story.tell("what it held does not leave", on("commit_reservation", json!({})))?;
    story.tell("it expires", on("expire_reservation", json!({})))?;
    let third =
        story.tell("two are held at one place", wish("kiosk", 2, json!({"keep": "line"})))?["reservation"].clone();
    story.tell("and leave", json!({"do": "commit_reservation", "reservation": third, "reference": "DN-7"}))?;
    story.tell(
        "a variant is told apart by lots",
        json!({"do": "define_variants", "variants": [
        {"sku": "MILK", "title": "Milk", "tax_category": "standard", "prices": [], "tracking": "lots"}]}),
    )?;
    story.tell(
        "a lot comes in",
        json!({"do": "receive_stock", "location": "venice", "lines": [
        {"sku": "MILK", "quantity": 4, "lots": [{"lot": "L1", "quantity": 4, "expires_at": "2027-01-01T00:00:00Z"}]}]}),
    )?;
    let milk = json!({"do": "reserve_stock", "holder": "kiosk", "hold_seconds": 600,
        "lines": [{"sku": "MILK", "quantity": 3, "location": "venice"}]});
    let fourth = story.tell("some of it is held", milk)?["reservation"].clone();
    story.tell("its lot leaves", json!({"do": "commit_reservation", "reservation": fourth}))?;
    Ok(())
}

fn waiting(story: &mut Story) -> Result<(), String> {
    let terms = json!({"do": "define_stock_terms", "location": "mestre", "skus": [BOOK], "terms": {"backorder": 4}});
    story.tell("four may be promised before they are there", terms)?;
    let buy = |quantity: i64| {
        json!({"do": "buy_now", "channel": "web", "lines": [{"sku": BOOK, "quantity": quantity}], "address": {
            "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}})
    };
    let placed = story.tell("more is promised than is there", buy(9))?;
    story.tell("but not more than the limit", buy(2))?;
    let scan =
        immediately(story.store.scan(&Scan::of(Kind::Backorder), &Page::first(9))).ok_or("the memory store waited")?;
    let found = scan.map_err(|error| error.to_string())?.items.first().map(Key::id).ok_or("nobody waits")?;
    let fill = json!({"do": "fill_backorder", "backorder": found});
    story.tell("a backorder is not filled from nothing", fill.clone())?;
    let came = |quantity: i64| json!({"do": "receive_stock", "location": "mestre", "lines": [{"sku": BOOK, "quantity": quantity}]});
    story.tell("some come in", came(1))?;
    story.tell("a backorder is filled in part", fill.clone())?;
    story.tell("more come in", came(5))?;
    story.tell("a backorder is filled", fill.clone())?;
    story.tell("a backorder is filled once", fill)?;
    story.tell("the order is cancelled", json!({"do": "cancel_order", "order": placed["order"], "reason": "late"}))?;
    let nobody = "0199c1d2-0000-7000-8000-00000000dead";
    story.tell("an unknown backorder", json!({"do": "fill_backorder", "backorder": nobody}))?;
    Ok(())
}

fn channels(story: &mut Story) -> Result<(), String> {
    story.tell(
        "a channel keeps orders together",
        json!({"do": "define_channel", "channel": {
        "code": "web", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["venice", "mestre"],
        "hold_seconds": 900, "sourcing": ["nearest", "fewest_parcels"], "keep": "order"}}),
    )?;
    story.tell(
        "a variant is not counted",
        json!({"do": "define_variants", "variants": [
        {"sku": "WRAP", "title": "Wrapping", "tax_category": "standard", "untracked": true,
            "expected_at": "2026-12-01T00:00:00Z", "prices": [{"amount": "2.00", "currency": "EUR"}]}]}),
    )?;
    let cart = story.cart(&json!([{"sku": "WRAP", "quantity": 3}, {"sku": BOOK, "quantity": 1}]))?;
    let address = |latitude: i64| {
        json!({"do": "set_address", "cart": cart, "address": {"name": "Marco", "street": "Calle del Fontego 5",
            "city": "Venezia", "country": "IT", "position": {"latitude": latitude, "longitude": 12_336_000}}})
    };
    story.tell("a destination is not on the earth", address(90_000_001))?;
    story.tell("a destination is known to the metre", address(45_438_000))?;
    story.tell("it is ordered from the nearest place", json!({"do": "place_order", "cart": cart}))?;
    Ok(())
}
