//! Orders that are amended after they were placed, and promotions and gifts that no longer hold once some of the goods are
//! gone.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const NOVEL: &str = "9788806219450";
const DORRIT: &str = "9780141439563";

fn euros(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

fn address(country: &str) -> Value {
    json!({"name": "Marco", "street": "Calle del Fontego 5", "postal_code": "30124", "city": "Venezia", "country": country})
}

fn units(lines: &[(u32, i64)]) -> Value {
    lines.iter().map(|(line, quantity)| json!({"line": line, "quantity": quantity})).collect()
}

fn set(line: u32, quantity: i64) -> Value {
    json!({"set_quantity": {"line": line, "quantity": quantity}})
}

/// The book of the shop: a share off from 30 euro as far as a budget lasts, a bookmark for every two novels.
fn book(share: &str) -> Value {
    let rate = |zone: &str, category: &str, name: &str, rate: &str| json!({"zone": zone, "category": category, "name": name, "rate": rate, "from": "2007-01-01T00:00:00Z"});
    json!({"do": "define_price_book", "rules": {
        "code": "eu", "tax_display": "inclusive",
        "promotions": [
            {
                "code": "autumn", "title": "Autumn reading", "limits": {"uses": 100, "budget": euros("50.00")},
                "when": {"total": {"within": [{"at_least": euros("30.00")}], "base": "original"}},
                "actions": [{"discount": {"on": "order", "off": {"percent": share}}}],
            },
            {
                "code": "bookmark", "title": "A bookmark for two novels",
                "actions": [{"gift": {"sku": "BOOKMARK", "title": "A bookmark", "quantity": 1, "tax_category": "standard",
                    "prices": [euros("3.00")], "for_every": {"quantity": 2, "of": {"skus": [NOVEL]}}}}],
            },
        ],
        "taxes": [
            rate("IT", "book", "IVA 4 %", "0.04"), rate("IT", "standard", "IVA 22 %", "0.22"),
            rate("DE", "book", "USt 7 %", "0.07"), rate("DE", "standard", "USt 19 %", "0.19"),
        ],
    }})
}

impl Story {
    fn amend(&mut self, name: &str, order: &Value, changes: &Value, shown: &Value) -> Result<Value, String> {
        self.tell(name, json!({"do": "amend_order", "order": order, "changes": changes, "shown": shown}))
    }

    /// Prices are set by hand: of a line that there is, and of one that comes along.
    fn prices_by_hand(&mut self) -> Result<(), String> {
        let cart = self.cart(&json!([{"sku": NOVEL, "quantity": 1}]))?;
        let placed = self.tell("an order at the price of the shop", json!({"do": "place_order", "cart": cart}))?;
        let order = &placed["order"];
        let priced = |line: u32, unit: &str| json!({"set_price": {"line": line, "price": {"unit": euros(unit)}}});
        let below = json!([priced(1, "-1.00")]);
        self.amend("a price below zero", order, &below, &json!({"total": euros("1.00")}))?;
        let twice = json!([priced(1, "10.00"), priced(1, "9.00")]);
        self.amend("a line has two prices", order, &twice, &json!({"total": euros("1.00")}))?;
        let by_hand = json!([priced(1, "20.00"), {"add_line": {"sku": DORRIT, "quantity": 2}},
            {"set_price": {"line": 2, "price": {"unit": euros("15.00"), "per": 2}}}]);
        // 20.00 and 15.00; the promotion from 30.00 has a use left for it no more than when it was placed.
        self.amend("prices are set by hand", order, &by_hand, &json!({"total": euros("35.00")}))?;
        let gone = json!({"do": "cancel_lines", "order": order, "lines": units(&[(2, 1)]), "reason": ""});
        self.tell("a unit is credited at the price by hand", gone)?;
        let cart = self.cart(&json!([{"sku": NOVEL, "quantity": 1}]))?;
        let placed = self.tell("an order that is held", json!({"do": "place_order", "cart": cart}))?;
        let held = json!({"do": "authorize_payment", "payment": placed["payment"], "amount": placed["total"],
            "reference": "gw-5"});
        self.tell("it is authorized whole", held)?;
        let free = json!([priced(1, "0.00")]);
        self.amend("nothing is due, nothing is held", &placed["order"], &free, &json!({"total": euros("0.00")}))?;
        self.tell("it is sent all the same", json!({"do": "ship_order", "order": placed["order"]}))?;
        Ok(())
    }

    fn paid(&mut self, payment: &Value, total: &Value) -> Result<(), String> {
        let held = json!({"do": "authorize_payment", "payment": payment, "amount": total, "reference": "gw-3"});
        self.tell("it is authorized", held)?;
        self.tell("it is paid", json!({"do": "capture_payment", "payment": payment, "amount": total}))?;
        Ok(())
    }

    /// Units come back, for sale again, and are credited.
    fn comes_back(&mut self, order: &Value, lines: &[(u32, i64)]) -> Result<(), String> {
        let request = json!({"do": "request_return", "order": order, "lines": units(lines)});
        let asked = self.tell("a return is asked for", request)?["return_id"].clone();
        let agreed = json!({"do": "approve_return", "return_id": asked, "location": "venice"});
        self.tell("it is agreed to", agreed)?;
        let came = |(line, units): &(u32, i64)| json!({"line": line, "restocked": units});
        let came: Vec<Value> = lines.iter().map(came).collect();
        self.tell("it comes back", json!({"do": "receive_return", "return_id": asked, "lines": came}))?;
        self.tell("it is credited", json!({"do": "refund_return", "return_id": asked}))?;
        Ok(())
    }
}

/// Lines come along, change and go; address and charges change; what may not change does not.
pub(super) fn amendments() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.tell("a book with a budget", book("0.1"))?;
    let terms = json!({"do": "define_stock_terms", "location": "mestre", "skus": [DORRIT], "terms": {"backorder": 5}});
    story.tell("more may be promised than there is", terms)?;
    let gift = json!({"code": "GIFT-2", "amount": euros("10.00")});
    story.tell("a gift card is issued", json!({"do": "issue_gift_card", "card": gift}))?;
    let cart = story.cart(&json!([{"sku": NOVEL, "quantity": 1}, {"sku": "COFFEE", "quantity": 1000}]))?;
    let on = |step: &str, name: &str, value: Value| json!({"do": step, "cart": cart, name: value});
    story.tell("who buys is known", on("set_buyer", "buyer", json!({"groups": ["readers"], "orders": 2})))?;
    let parcel = json!({"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros("5.00")});
    story.tell("it is sent by parcel", on("set_charges", "charges", json!([parcel])))?;
    story.tell("it is a present", on("describe_cart", "note", json!("a present")))?;
    story.tell("a gift card pays a part", on("apply_gift_card", "gift_card", json!("GIFT-2")))?;
    let placed = story.tell("an order is placed", json!({"do": "place_order", "cart": cart}))?;
    let order = &placed["order"];
    story.paid(&placed["payment"], &placed["total"])?;
    let grown = json!([set(1, 2), {"add_line": {"sku": DORRIT, "quantity": 3}}]);
    story.amend("another total than was shown", order, &grown, &json!({"total": euros("1.00")}))?;
    // 10.80, and 35.97 less a tenth.
    let more = story.amend("lines come along and grow", order, &grown, &json!({"difference": euros("43.17")}))?;
    story.tell(
        "the further payment",
        json!({"do": "authorize_payment", "payment": more["payment"], "amount": euros("43.17"), "reference": "gw-4"}),
    )?;
    let moved = json!([{"set_address": address("IT")}, {"set_charges": []}]);
    story.amend("address and charges change", order, &moved, &json!({"difference": euros("-5.00")}))?;
    story.amend("a line goes", order, &json!([{"remove_line": {"line": 3}}]), &json!({"total": euros("43.11")}))?;
    story.amend("a line that went is not there", order, &json!([set(3, 1)]), &json!({"total": euros("1.00")}))?;
    story.amend("a line is changed twice", order, &json!([set(1, 1), set(1, 3)]), &json!({"total": euros("1.00")}))?;
    story.amend(
        "nothing is left",
        order,
        &json!([{"remove_line": {"line": 1}}, {"remove_line": {"line": 2}}]),
        &json!({"total": euros("0.00")}),
    )?;
    story.tell("one unit is sent", json!({"do": "ship_order", "order": order, "lines": units(&[(1, 1)])}))?;
    story.amend("it has left", order, &json!([{"remove_line": {"line": 1}}]), &json!({"total": euros("1.00")}))?;
    story.amend(
        "its address stays",
        order,
        &json!([{"set_address": address("DE")}]),
        &json!({"total": euros("1.00")}),
    )?;
    story.amend("less than the card paid", order, &json!([set(1, 1), set(2, 1)]), &json!({"total": euros("12.02")}))?;
    story.amend(
        "only the card pays",
        order,
        &json!([{"remove_line": {"line": 2}}]),
        &json!({"total": euros("12.00")}),
    )?;
    story.tell("what is too much goes back", json!({"do": "refund_order", "order": order, "amount": euros("5.00")}))?;
    let other = story.cart(&json!([{"sku": "COFFEE", "quantity": 400}]))?;
    let placed = story.tell("another order", json!({"do": "place_order", "cart": other}))?;
    let order = &placed["order"];
    let gone = json!({"do": "cancel_lines", "order": order, "lines": units(&[(1, 100)]), "reason": ""});
    story.tell("some of it falls off", gone)?;
    story.amend("it is fixed", order, &json!([set(1, 500)]), &json!({"total": euros("1.00")}))?;
    story.tell("it is cancelled", json!({"do": "cancel_order", "order": order, "reason": ""}))?;
    story.amend("and cannot be amended", order, &json!([set(1, 500)]), &json!({"total": euros("1.00")}))?;
    story.prices_by_hand()?;
    Ok(story.vectors)
}

/// Promotions are decided again over what remains; gifts fall away, come back or are charged.
pub(super) fn lost_promotions() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.tell("a book that gives bookmarks", book("0.1"))?;
    let goods = json!([{"sku": NOVEL, "quantity": 20}]);
    story.tell("more goods come in", json!({"do": "receive_stock", "location": "venice", "lines": goods}))?;
    for series in ["invoices", "notes"] {
        story.tell(
            "a series is defined",
            json!({"do": "define_series", "series": series, "terms": {"prefix": "", "first": 1}}),
        )?;
    }
    story.tell("what no longer holds is lost", json!({"do": "define_channel", "channel": {
        "code": "web", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["venice", "mestre"], "hold_seconds": 900,
        "numbers": {"invoices": "invoices", "credit_notes": "notes"}, "seller": {"address": address("IT")},
        "after_sales": {"promotions": "reprice", "gifts": "charge"},
    }}))?;
    let bought = |story: &mut Story, quantity: i64| -> Result<Value, String> {
        let lines = json!([{"sku": NOVEL, "quantity": quantity}]);
        let buy =
            json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address("IT"), "coupons": ["NONE"]});
        let placed = story.tell("novels are bought", buy)?;
        story.paid(&placed["payment"], &placed["total"])?;
        Ok(placed["order"].clone())
    };
    let order = bought(&mut story, 4)?;
    let cancel = |order: &Value| json!({"do": "cancel_lines", "order": order, "lines": units(&[(1, 1)]), "reason": ""});
    story.tell("a bookmark falls away with the fourth", cancel(&order))?;
    story.tell("the rest is sent", json!({"do": "ship_order", "order": order}))?;
    story.tell("and invoiced", json!({"do": "issue_invoice", "order": order}))?;
    let note = json!({"do": "issue_credit_note", "order": order});
    story.comes_back(&order, &[(1, 2)])?;
    story.tell("the credit note is lower by what was lost", note.clone())?;
    story.comes_back(&order, &[(2, 1)])?;
    story.comes_back(&order, &[(1, 1)])?;
    story.tell("and the next one higher by what comes back", note)?;
    let order = bought(&mut story, 4)?;
    story.tell(
        "two fall off before they are invoiced",
        json!({"do": "cancel_lines", "order": order, "lines": units(&[(1, 2)]), "reason": ""}),
    )?;
    story.tell("the invoice adds what was lost", json!({"do": "issue_invoice", "order": order}))?;
    let order = bought(&mut story, 4)?;
    story.tell("the rules change", book("0.2"))?;
    story.tell("the shares stand as they were sold", cancel(&order))?;
    let shown = json!({"difference": euros("12.00")});
    story.amend("and it cannot be amended", &order, &json!([set(1, 5)]), &shown)?;
    Ok(story.vectors)
}
