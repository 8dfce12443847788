//! Kits: one line of a cart, and the goods that it is made of everywhere else.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

/// A kit.
fn box_of(price: &str, parts: &[(&str, i64)]) -> Value {
    let part = |(sku, quantity): &(&str, i64)| json!({"sku": sku, "quantity": quantity});
    json!({"sku": "READING-BOX", "title": "A long weekend", "tax_category": "book",
        "prices": [{"amount": price, "currency": "EUR"}], "parts": parts.iter().map(part).collect::<Vec<_>>()})
}

/// A kit is defined, held, ordered, cancelled, bought and sent; and how kits are refused.
pub(super) fn kits() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let (calvino, coffee) = ("9788806219450", "COFFEE");
    let define = |variants: Value| json!({"do": "define_variants", "variants": variants});
    let whole = box_of("15.00", &[(calvino, 1), (coffee, 250)]);
    story.tell("a kit is defined", define(json!([whole])))?;
    let cart = story.cart(&json!([{"sku": coffee, "quantity": 500}, {"sku": "READING-BOX", "quantity": 2}]))?;
    story.tell(
        "a kit in a cart grows",
        json!({"do": "add_line", "cart": cart, "line": {"sku": "READING-BOX", "quantity": 1}}),
    )?;
    story.tell("the parts of a kit are held", json!({"do": "reserve_cart", "cart": cart}))?;
    let placed = story.tell("an order has the parts of a kit", json!({"do": "place_order", "cart": cart}))?;
    let cancel = json!({"do": "cancel_order", "order": placed["order"], "reason": "changed their mind"});
    story.tell("the parts of a kit come back", cancel)?;
    let buy = |quantity: i64| {
        json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "READING-BOX", "quantity": quantity}], "address": {
            "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT",
        }})
    };
    let bought = story.tell("a kit is bought without a cart", buy(3))?;
    story.tell("a part is short for more kits", buy(3))?;
    let pay = json!({"do": "authorize_payment", "payment": bought["payment"], "amount": bought["total"], "reference": "gw-1"});
    story.tell("kits are paid", pay)?;
    let part = json!([{"line": 1_000_001, "quantity": 1}]);
    story.tell("a part is not sent by itself", json!({"do": "ship_order", "order": bought["order"], "lines": part}))?;
    story.tell("kits are sent whole", json!({"do": "ship_order", "order": bought["order"]}))?;
    refused(&mut story)?;
    Ok(story.vectors)
}

fn refused(story: &mut Story) -> Result<(), String> {
    let define = |variants: Value| json!({"do": "define_variants", "variants": variants});
    let (dorrit, coffee) = ("9780141439563", "COFFEE");
    story.tell("a kit has a part twice", define(json!([box_of("9.00", &[(coffee, 100), (coffee, 150)])])))?;
    story.tell("a kit is a part of itself", define(json!([box_of("9.00", &[("READING-BOX", 1)])])))?;
    story.tell("a kit has an unknown part", define(json!([box_of("9.00", &[("NONE", 1)])])))?;
    let mut large = box_of("30.00", &[("READING-BOX", 2)]);
    large["sku"] = "LARGE-BOX".into();
    story.tell("a kit has a kit as a part", define(json!([large])))?;
    let receive =
        json!({"do": "receive_stock", "location": "venice", "lines": [{"sku": "READING-BOX", "quantity": 1}]});
    story.tell("a kit is not received", receive)?;
    let cart = story.cart(&json!([{"sku": "READING-BOX", "quantity": 1}]))?;
    let mut part = box_of("20.00", &[(dorrit, 1)]);
    part["sku"] = coffee.into();
    story.tell("a part becomes a kit", define(json!([part])))?;
    story.tell("a kit of it is not held", json!({"do": "reserve_cart", "cart": cart}))?;
    story.tell("a kit of it is not ordered", json!({"do": "place_order", "cart": cart}))?;
    Ok(())
}
