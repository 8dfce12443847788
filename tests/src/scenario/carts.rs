//! Carts over their life: two become one, lines apart, set aside and sent elsewhere, prices that change, time that runs out.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const ADA: &str = "0199c1d2-0000-7000-8000-0000000000c1";
const CALVINO: &str = "9788806219450";

fn channel(carts: &Value) -> Value {
    json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "DE", "book": "eu",
        "locations": ["venice", "mestre"], "hold_seconds": 900, "carts": carts}})
}

fn calvino(price: &str, order_quantity: &Value) -> Value {
    json!({"do": "define_variants", "variants": [{"sku": CALVINO, "title": "Le città invisibili", "tax_category": "book",
        "prices": [{"amount": price, "currency": "EUR"}], "weight_grams": 180, "order_quantity": order_quantity}]})
}

impl Story {
    fn about(&mut self, name: &str, cart: &Value, step: &str, more: Value) -> Result<Value, String> {
        let mut asked = json!({"do": step, "cart": cart});
        if let (Some(asked), Value::Object(more)) = (asked.as_object_mut(), more) {
            asked.extend(more);
        }
        self.tell(name, asked)
    }

    fn guest(&mut self, lines: &Value) -> Result<Value, String> {
        let open = json!({"do": "open_cart", "channel": "web", "lines": lines});
        Ok(self.tell("a guest fills a cart", open)?["cart"].clone())
    }

    fn merge(&mut self, name: &str, guest: &Value, existing: &Value, by: &str) -> Result<Value, String> {
        self.tell(name, json!({"do": "merge_carts", "guest": guest, "existing": existing, "by": by}))
    }
}

/// What carts can do, and what they refuse.
pub(super) fn carts() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop_with_terms()?;
    story.tell("a channel whose carts end", channel(&json!({"idle_seconds": 3600})))?;
    let more = json!({"do": "receive_stock", "location": "venice", "lines": [{"sku": CALVINO, "quantity": 20}]});
    story.tell("more goods come in", more)?;
    merged(&mut story)?;
    lines(&mut story)?;
    quantities(&mut story)?;
    prices(&mut story)?;
    ended(&mut story)?;
    Ok(story.vectors)
}

fn merged(story: &mut Story) -> Result<(), String> {
    let mine = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    let guest = story.guest(&json!([{"sku": CALVINO, "quantity": 2}, {"sku": "COFFEE", "quantity": 500}]))?;
    story.tell("stock is held for it", json!({"do": "reserve_cart", "cart": guest}))?;
    story.about("a gift card to pay with", &guest, "apply_gift_card", json!({"gift_card": "GIFT-1"}))?;
    story.merge("carts that differ are not merged unasked", &guest, &mine, "ask")?;
    story.merge("a guest's cart goes into a customer's, the larger quantity counts", &guest, &mine, "max")?;
    story.merge("a merged cart is not merged again", &guest, &mine, "sum")?;
    story.about("a merged cart is closed", &guest, "remove_line", json!({"line": 1}))?;
    story.merge("a cart does not go into itself", &mine, &mine, "sum")?;
    let other = story.guest(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    story.merge("a customer's cart does not go into a guest's", &mine, &other, "guest")?;
    story.merge("a guest's cart replaces the customer's", &other, &mine, "guest")?;
    let empty = story.guest(&json!([]))?;
    story.merge("an empty cart replaces nothing", &empty, &mine, "guest_if_existing_empty")?;
    let given = story.guest(&json!([{"sku": "COFFEE", "quantity": 250}]))?;
    story.about("a guest signs in", &given, "assign_cart", json!({"customer": ADA}))?;
    let other = "0199c1d2-0000-7000-8000-0000000000c2";
    story.about("another customer does not get it", &given, "assign_cart", json!({"customer": other}))?;
    story.about("a coupon with a limit", &given, "apply_coupon", json!({"coupon": "WELCOME"}))?;
    story.merge("the held use of a coupon comes along, quantities are added", &given, &mine, "sum")?;
    Ok(())
}

fn lines(story: &mut Story) -> Result<(), String> {
    let cart = story.cart(&json!([{"sku": CALVINO, "quantity": 3}]))?;
    let office = json!({"code": "office", "address": {"name": "Ada", "street": "Torstraße 2", "postal_code": "10119",
        "city": "Berlin", "country": "DE"}});
    story.about("another address", &cart, "put_address", json!({"address": office}))?;
    story.about(
        "a line with options stays apart",
        &cart,
        "add_line",
        json!({"line": {"sku": CALVINO, "quantity": 1, "options": {"engraving": "A. B."}, "note": "thin letters", "to": "office"}}),
    )?;
    let nowhere = json!({"line": {"sku": CALVINO, "quantity": 1, "to": "home"}});
    story.about("a line goes nowhere", &cart, "add_line", nowhere)?;
    story.about(
        "part of a line goes elsewhere",
        &cart,
        "send_line",
        json!({"line": 1, "to": "office", "quantity": 1}),
    )?;
    story.about("lines go to the address", &cart, "remove_address", json!({"address": "office"}))?;
    let mut old = office;
    old["code"] = "old".into();
    story.about("one more address", &cart, "put_address", json!({"address": old}))?;
    story.about("it is taken away", &cart, "remove_address", json!({"address": "old"}))?;
    story.about("a note about a line", &cart, "note_line", json!({"line": 1, "note": "for Marco"}))?;
    let words = json!({"note": "ring twice", "custom": {"campaign": "autumn"}});
    story.about("a note and custom data", &cart, "describe_cart", words)?;
    let address = json!({"name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"});
    let billing = json!({"billing": {"address": address, "tax_id": "IT01234567890"}});
    story.about("whom its invoices are made out to", &cart, "set_billing", billing)?;
    let coffee = json!({"line": {"sku": "COFFEE", "quantity": 250}});
    story.about("coffee is added", &cart, "add_line", coffee)?;
    story.about("a line is set aside", &cart, "save_line", json!({"line": 4}))?;
    story.about("and taken back", &cart, "restore_line", json!({"line": 4}))?;
    story.about("and set aside again", &cart, "save_line", json!({"line": 4}))?;
    story.about("a line that is not set aside", &cart, "restore_line", json!({"line": 1}))?;
    let placed =
        story.tell("an order leaves what was set aside in a new cart", json!({"do": "place_order", "cart": cart}))?;
    let authorize = json!({"do": "authorize_payment", "payment": placed["payment"], "amount": placed["total"], "reference": "gw-1"});
    story.tell("it is paid", authorize)?;
    let both = json!([{"line": 1, "quantity": 1}, {"line": 2, "quantity": 1}]);
    story.tell("and not to two", json!({"do": "ship_order", "order": placed["order"], "lines": both}))?;
    story.tell("a shipment goes to one address", json!({"do": "ship_order", "order": placed["order"]}))?;
    story.tell("another to the other", json!({"do": "ship_order", "order": placed["order"]}))?;
    let abroad = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    let rome =
        json!({"code": "rome", "address": {"name": "Ada", "street": "Via Appia 1", "city": "Roma", "country": "IT"}});
    story.about("an address abroad", &abroad, "put_address", json!({"address": rome}))?;
    story.about("a line goes abroad", &abroad, "send_line", json!({"line": 1, "to": "rome"}))?;
    story.tell("one order is not taxed for two places", json!({"do": "place_order", "cart": abroad}))?;
    Ok(())
}

fn quantities(story: &mut Story) -> Result<(), String> {
    story.tell("a variant in sixes", calvino("12.00", &json!({"least": 6, "most": 24, "step": 6})))?;
    let cart = story.guest(&json!([]))?;
    let add = |quantity: i64| json!({"line": {"sku": CALVINO, "quantity": quantity}});
    story.about("five are not sold", &cart, "add_line", add(5))?;
    story.about("six are", &cart, "add_line", add(6))?;
    story.tell("a variant in ones", calvino("12.00", &json!({"most": 3})))?;
    story.tell("a channel that cuts what is too much", channel(&json!({"on_short": "clamp"})))?;
    let cart = story.guest(&json!([]))?;
    story.about("more than may be ordered is cut", &cart, "add_line", add(5))?;
    story.tell("a channel that refuses what is too much", channel(&json!({"on_short": "refuse"})))?;
    let cart = story.guest(&json!([]))?;
    story.about(
        "more than there is is refused",
        &cart,
        "add_line",
        json!({"line": {"sku": "COFFEE", "quantity": 20_000}}),
    )?;
    story.tell("a variant of no bounds", calvino("12.00", &json!({})))?;
    story.tell("a least that is no step", calvino("12.00", &json!({"least": 3, "step": 2})))?;
    Ok(())
}

fn prices(story: &mut Story) -> Result<(), String> {
    story.tell("a channel that keeps prices", channel(&json!({"prices": "keep", "keep_seconds": 600})))?;
    let kept = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    story.tell("the price rises", calvino("13.00", &json!({})))?;
    story.tell("the kept price is ordered", json!({"do": "place_order", "cart": kept}))?;
    story.tell("a channel that tells of prices", channel(&json!({"prices": "tell"})))?;
    story.tell("a time without a price that is kept", channel(&json!({"keep_seconds": 600})))?;
    let told = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    let open = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    story.tell("the price falls", calvino("11.00", &json!({})))?;
    story.tell("a changed price has to be accepted", json!({"do": "place_order", "cart": told}))?;
    story.about("today's prices are accepted", &told, "accept_prices", json!({}))?;
    story.tell("and ordered", json!({"do": "place_order", "cart": told}))?;
    story.about("a cart that nobody has accepted stays open", &open, "note_line", json!({"line": 1}))?;
    Ok(())
}

fn ended(story: &mut Story) -> Result<(), String> {
    let listed = json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "DE", "book": "eu",
        "locations": ["venice"], "hold_seconds": 900, "carts": {"idle_seconds": 899}}});
    story.tell("a cart that ends before its hold", listed)?;
    story.tell("a channel whose carts end soon", channel(&json!({"idle_seconds": 900, "prices": "tell"})))?;
    let cart = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    story.tell("stock is held", json!({"do": "reserve_cart", "cart": cart}))?;
    story.about("a cart that has not ended", &cart, "expire_cart", json!({}))?;
    story.about("an open cart is not brought back", &cart, "reopen_cart", json!({}))?;
    story.now = "2026-11-21T12:15:00Z".parse().map_err(|error| format!("{error}"))?;
    story.about("a cart past its end is billed to nobody", &cart, "set_billing", json!({}))?;
    story.about("a cart past its end is closed", &cart, "set_buyer", json!({"buyer": {}}))?;
    story.about("a cart ends, and its hold with it", &cart, "expire_cart", json!({}))?;
    story.about("it is brought back", &cart, "reopen_cart", json!({}))?;
    Ok(())
}
