//! Books of a shop: orders, payments, gift cards and sellers, entered as they happen.

use serde_json::{Value, json};

use super::Story;
use super::documents::{ADDRESS, channel, euros};
use super::refused::with;
use crate::vector::Vector;

pub(super) fn shop_books() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.tell("the channel keeps books", channel(json!({"books": "shop"})))?;
    let gift = json!({"code": "GIFT", "amount": euros("10.00"), "books": "shop"});
    story.tell("a gift card is issued", json!({"do": "issue_gift_card", "card": gift}))?;
    let address: Value = serde_json::from_str(ADDRESS).map_err(|error| error.to_string())?;
    let lines = json!([{"sku": "9788806219450", "quantity": 2}, {"sku": "COFFEE", "quantity": 1250}]);
    let open = json!({"do": "open_cart", "channel": "web", "lines": lines, "address": address});
    let cart = story.tell("a cart is opened", open)?["cart"].clone();
    let charge = |code: &str, kind: &str, amount: &str| json!({"code": code, "title": code, "kind": kind, "amount": euros(amount)});
    let charges =
        [charge("parcel", "shipping", "5.00"), charge("wrap", "fee", "1.50"), charge("library", "donation", "2.00")];
    story.tell("charges", json!({"do": "set_charges", "cart": cart, "charges": charges}))?;
    story.tell("the card is to pay", json!({"do": "apply_gift_card", "cart": cart, "gift_card": "GIFT"}))?;
    let placed = story.tell("it is placed", json!({"do": "place_order", "cart": cart}))?;
    let (order, payment) = (&placed["order"], &placed["payment"]);
    let money =
        |step: &str, amount: &Value| json!({"do": step, "payment": payment, "amount": amount, "reference": "gw-1"});
    story.tell("it is authorized", money("authorize_payment", &placed["total"]))?;
    story.tell("it is paid", money("capture_payment", &placed["total"]))?;
    story.tell("a line leaves", json!({"do": "ship_order", "order": order, "lines": [{"line": 1, "quantity": 2}]}))?;
    let cancel = json!({"do": "cancel_lines", "order": order, "reason": "none left",
        "lines": [{"line": 2, "quantity": 1250}], "charges": ["wrap"]});
    story.tell("the rest falls off", cancel)?;
    story.tell("some of it goes back", money("refund_payment", &euros("3.00")))?;
    let dispute = |step: &str, more: Value| with(&json!({"do": step, "payment": payment, "dispute": "dp-1"}), more);
    story.tell("a part is disputed", dispute("open_dispute", json!({"amount": euros("4.00")})))?;
    story.tell("it is lost", dispute("lose_dispute", json!({})))?;
    let closed = json!({"code": "shop/EUR/taxes", "asset": "EUR", "closed": true});
    story.tell("the taxes are closed", json!({"do": "define_accounts", "accounts": [closed]}))?;
    let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address});
    story.tell("nothing is sold into closed books", buy)?;
    Ok(story.vectors)
}
