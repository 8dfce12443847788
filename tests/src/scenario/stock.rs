//! Stock: places, terms, movements, transfers, announced goods, lots.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

/// Everything that happens to stock without an order.
pub(super) fn stock() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.places()?;
    story.kept_back()?;
    story.moved()?;
    story.on_the_way()?;
    story.in_lots()?;
    Ok(story.vectors)
}

/// A command about lines of goods in Venice.
fn in_venice(what: &str, lines: Value, more: Value) -> Value {
    let mut asked = json!({"do": what, "location": "venice", "lines": lines});
    if let (Some(asked), Value::Object(more)) = (asked.as_object_mut(), more) {
        asked.extend(more);
    }
    asked
}

fn books(units: i64) -> Value {
    json!([{"sku": "9788806219450", "quantity": units}])
}

impl Story {
    fn places(&mut self) -> Result<(), String> {
        let venice = json!({"code": "venice", "title": "Venice", "priority": 1, "capabilities": ["pickup", "ships"],
            "cost": {"amount": "4.10", "currency": "EUR"}, "place": {"country": "IT", "region": "VE",
            "postal_code": "30124", "point": {"latitude": 45_437_191, "longitude": 12_334_590}}});
        let define = |location| json!({"do": "define_location", "location": location});
        self.tell("a location is defined", define(venice))?;
        self.tell("one without a title is not", define(json!({"code": "mestre", "title": ""})))?;
        let pole = json!({"country": "NO", "point": {"latitude": 90_000_001, "longitude": 0}});
        self.tell("one off the globe is not", define(json!({"code": "pole", "title": "Pole", "place": pole})))?;
        self.tell(
            "a variant that is not counted is defined",
            json!({"do": "define_variants", "variants": [
            {"sku": "EBOOK", "title": "E-book", "tax_category": "book", "prices": [], "untracked": true}]}),
        )?;
        self.tell(
            "it is not received",
            json!({"do": "receive_stock", "location": "venice", "lines": [{"sku": "EBOOK", "quantity": 1}]}),
        )?;
        Ok(())
    }

    fn kept_back(&mut self) -> Result<(), String> {
        let terms = |terms: Value| json!({"do": "define_stock_terms", "location": "venice", "skus": ["9788806219450"], "terms": terms});
        self.tell("terms are defined", terms(json!({"safety": 1, "backorder": 3, "low": 4, "restored": 6})))?;
        self.tell("others are defined anew", terms(json!({"safety": 2, "low": 4})))?;
        self.tell("marks that contradict each other are not", terms(json!({"low": 4, "restored": 4})))?;
        let aside = |by: i64| json!({"do": "set_aside", "location": "venice", "sku": "9788806219450", "reason": "damaged", "by": by});
        self.tell("units are set aside", aside(2))?;
        self.tell("some are put back", aside(-1))?;
        self.tell("more than are set aside are not", aside(-2))?;
        let check = json!({"do": "check_stock", "location": "venice", "sku": "9788806219450"});
        self.tell("stock is noticed to be low", check.clone())?;
        self.tell("and not a second time", check)?;
        Ok(())
    }

    fn moved(&mut self) -> Result<(), String> {
        let by = |by: i64, reason: &str| {
            in_venice("adjust_stock", json!([{"sku": "9788806219450", "by": by}]), json!({"reason": reason}))
        };
        self.tell("books that were found are booked", by(4, "found"))?;
        self.tell("more are not lost than are there", by(-100, "lost"))?;
        self.tell("another reason is said in words", by(1, "other"))?;
        let counted =
            json!([{"sku": "9788806219450", "counted": 7, "expected": 9}, {"sku": "COFFEE", "counted": 9800}]);
        self.tell("goods are counted", in_venice("count_stock", counted, json!({"reference": "count 1"})))?;
        let damaged = json!({"reason": "damaged", "note": "water", "aside": "damaged"});
        self.tell(
            "goods that were set aside are thrown away",
            in_venice("write_off_stock", books(1), damaged.clone()),
        )?;
        self.tell("no others are", in_venice("write_off_stock", books(1), damaged))?;
        Ok(())
    }

    fn on_the_way(&mut self) -> Result<(), String> {
        let send =
            |to: &str, units: i64| json!({"do": "send_transfer", "from": "venice", "to": to, "lines": books(units)});
        let sent = self.tell("goods leave for another place", send("mestre", 5))?;
        self.tell("not for the place where they are", send("venice", 1))?;
        self.tell("and not more than are there", send("mestre", 50))?;
        let of = |what: &str, units: i64| json!({"do": what, "transfer": sent["transfer"], "lines": books(units)});
        self.tell("some arrive", of("receive_transfer", 3))?;
        self.tell("one comes home", of("return_transfer", 1))?;
        self.tell("more do not arrive than are on their way", of("receive_transfer", 2))?;
        let mut lost = of("write_off_transfer", 1);
        lost["reason"] = "lost".into();
        self.tell("the last is lost", lost)?;
        self.tell("then nothing is on its way", of("receive_transfer", 1))?;
        let due = |day: &str| json!({"due_at": format!("2026-11-{day}T12:00:00Z")});
        let announced = self.tell("goods are announced", in_venice("announce_inbound", books(10), due("25")))?;
        let change = |units: i64| json!({"do": "change_inbound", "inbound": announced["inbound"], "lines": books(units), "due_at": "2026-11-26T12:00:00Z"});
        self.tell("later and fewer", change(8))?;
        let came = json!({"inbound": announced["inbound"], "reference": "DN-2"});
        self.tell("some of them come", in_venice("receive_stock", books(5), came))?;
        self.tell("what has come is not all of them", change(5))?;
        let cancel = json!({"do": "cancel_inbound", "inbound": announced["inbound"]});
        self.tell("the rest will not come", cancel.clone())?;
        self.tell("and cannot be cancelled twice", cancel)?;
        Ok(())
    }

    fn in_lots(&mut self) -> Result<(), String> {
        self.tell(
            "a variant that is tracked by lots is defined",
            json!({"do": "define_variants", "variants": [
            {"sku": "CHEESE", "title": "Cheese", "tax_category": "standard", "tracking": "lots", "least_life_days": 3,
                "prices": [{"amount": "7.00", "currency": "EUR"}]}]}),
        )?;
        let lot = |lot: &str, units: i64, day: &str| json!({"lot": lot, "quantity": units, "expires_at": format!("2026-11-{day}T00:00:00Z")});
        let cheese = |units: i64, lots: Value| json!([{"sku": "CHEESE", "quantity": units, "unit_cost": {"amount": "4.00", "currency": "EUR"}, "lots": lots}]);
        let lots = json!([lot("A", 2, "30"), lot("B", 2, "23"), lot("C", 2, "28")]);
        self.tell("it comes in lots", in_venice("receive_stock", cheese(6, lots), json!({})))?;
        self.tell("it does not come without", in_venice("receive_stock", cheese(1, json!([])), json!({})))?;
        let none = json!([lot("A", 9, "30")]);
        let old = json!({"reason": "expired"});
        self.tell("less of a lot is there", in_venice("write_off_stock", cheese(9, none), old))?;
        let nobody = "0199c1d2-0000-7000-8000-00000000dead";
        self.tell(
            "an unknown transfer",
            json!({"do": "receive_transfer", "transfer": nobody, "lines": cheese(1, json!([]))}),
        )?;
        self.tell("an unknown announcement", json!({"do": "cancel_inbound", "inbound": nobody}))?;
        let cart = self.cart(&json!([{"sku": "CHEESE", "quantity": 3}]))?;
        let placed = self.tell("it is ordered", json!({"do": "place_order", "cart": cart}))?;
        let pay = json!({"do": "authorize_payment", "payment": placed["payment"], "amount": placed["total"], "reference": "pi_1"});
        self.tell("and paid", pay)?;
        let ship = json!({"do": "ship_order", "order": placed["order"]});
        self.tell("what expires first and is good for long enough leaves", ship)?;
        let old = json!({"reason": "expired"});
        self.tell("the oldest is thrown away", in_venice("write_off_stock", cheese(2, json!([])), old))?;
        Ok(())
    }
}
