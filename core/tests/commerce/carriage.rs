//! How the goods of a cart are sent: what is offered, what was chosen, and what it costs as the cart changes.

use fondaco::shipping::{ShippingOffers, ShippingReason};
use fondaco::{CartId, Command, OrderId, Outcome, immediately};
use serde_json::{Value, json};

use crate::common::shop::{HOLD, add, address, address_in, command, off_from, rules};
use crate::common::{Shop, euros};
use crate::refusals::refusals;

/// A post that weighs, free from 50.00 on; a boat within Italy; a courier for staff's eyes.
pub(crate) fn shipping_rules() -> Value {
    let flat = |amount: &str| json!({"flat": euros(amount)});
    json!({
        "tax_display": "inclusive",
        "zones": [{"code": "home", "places": [{"country": "IT"}]}],
        "methods": [
            {"code": "post", "title": "Post", "tax": {"category": "standard"}, "days": {"least": 2, "most": 4},
                "rates": [
                    {"zone": "home", "free_above": euros("50.00"), "price": {"bands": {"by": "weight", "bands": [
                        {"from": 0, "price": flat("4.90")}, {"from": 1_000, "price": flat("7.90")}]}}},
                    {"price": flat("14.00")}],
                "surcharges": [{"code": "island", "title": "By sea", "when": {"zone": ["home"]}, "kind": "handling",
                    "amount": {"fixed": [euros("0.50")]}}]},
            {"code": "boat", "title": "By boat", "when": {"quantity": {"within": {"at_least": 3}}},
                "rates": [{"zone": "home", "price": {"per_item": euros("1.00")}}]},
        ],
    })
}

pub(crate) fn define() -> Command {
    command(json!({"do": "define_shipping_book", "code": "land", "rules": shipping_rules()}))
}

/// The channel with rules of shipping.
pub(crate) fn sending(shop: &Shop) {
    shop.must(&define());
    shop.must(&command(json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "IT",
        "book": "retail", "shipping": "land", "locations": ["genova", "pisa"], "hold_seconds": HOLD}})));
}

pub(crate) fn choose(cart: CartId, method: Option<&str>) -> Command {
    Command::ChooseShipping { cart, method: method.map(|method| method.parse().unwrap()) }
}

fn offers(shop: &Shop, cart: CartId) -> ShippingOffers {
    immediately(shop.engine.shipping_offers(cart)).unwrap().unwrap()
}

/// What shipping costs in a cart, before promotions.
fn carriage(shop: &Shop, cart: CartId) -> Vec<(String, String)> {
    let charges = shop.price(cart).charges;
    charges.iter().map(|charge| (charge.code.to_string(), charge.amount.to_string())).collect()
}

fn pair(code: &str, amount: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), amount.to_owned())]
}

/// A method is chosen for a cart.
pub(crate) fn day_of_sending(shop: &Shop) {
    sending(shop);
    shop.must(&choose(shop.filled(&[("novel", 1)]), Some("post")));
}

#[test]
fn a_cart_is_offered_what_its_goods_and_its_address_allow_each_refusal_with_its_reason() {
    let shop = Shop::new();
    sending(&shop);
    let cart = shop.filled(&[("novel", 2)]);
    let here = offers(&shop, cart);
    assert_eq!(here.offers.len(), 1);
    assert_eq!((here.offers[0].method.as_str(), here.offers[0].total), ("post", euros("5.40")));
    assert_eq!(here.offers[0].items.iter().map(|item| item.amount).collect::<Vec<_>>(), [euros("4.90"), euros("0.50")]);
    assert_eq!(here.not_offered[0].reason, ShippingReason::TooFew { needs: 3, has: 2 });
    // Abroad the other rate counts, and the boat does not go there.
    let cart = shop.filled(&[("pen", 3)]);
    shop.must(&Command::SetAddress { cart, address: address_in("DE") });
    let abroad = offers(&shop, cart);
    assert_eq!((abroad.offers[0].method.as_str(), abroad.offers[0].total), ("post", euros("14.00")));
    assert_eq!(abroad.not_offered[0].reason, ShippingReason::OtherDestination {});
    // Without an address it is the country of the channel.
    let open = command(json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "novel", "quantity": 3}]}));
    let Outcome::Cart { cart } = shop.must(&open) else { panic!("no cart") };
    assert_eq!(
        offers(&shop, cart).offers.iter().map(|offer| offer.total).collect::<Vec<_>>(),
        [euros("8.40"), euros("3.00")]
    );
}

#[test]
fn what_sending_costs_follows_the_cart_and_stands_in_the_order() {
    let shop = Shop::new();
    sending(&shop);
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&choose(cart, Some("post")));
    assert_eq!(carriage(&shop, cart), pair("post", "5.40 EUR"));
    // Three weigh more than a kilogram; an atlas makes it free.
    shop.must(&add(cart, "novel", 1));
    assert_eq!(carriage(&shop, cart), pair("post", "8.40 EUR"));
    shop.must(&add(cart, "atlas", 1));
    assert_eq!(carriage(&shop, cart), pair("post", "0.00 EUR"));
    shop.must(&Command::RemoveLine { cart, line: 2 });
    let receipt = shop.price(cart);
    assert_eq!((receipt.total, receipt.charges[0].tax), (euros("44.40"), euros("1.51")));
    let before = shop.state().log.len();
    shop.must(&choose(cart, Some("post")));
    assert_eq!(shop.state().log.len(), before, "what was chosen is chosen");
    let placed = shop.place(cart);
    let order = shop.order(placed.order);
    assert_eq!((placed.total, &order.receipt.charges), (euros("44.40"), &receipt.charges));
    assert_eq!(order.terms.shipping.as_ref().unwrap().items.len(), 2, "each item of what it costs is kept");
    assert_eq!(order.terms.charges[0].amount, euros("8.40"), "an amendment charges what was asked for");
    // By another method, and by none.
    let cart = shop.filled(&[("novel", 4)]);
    shop.must(&choose(cart, Some("boat")));
    assert_eq!(carriage(&shop, cart), pair("boat", "4.00 EUR"));
    shop.must(&choose(cart, None));
    assert_eq!(carriage(&shop, cart), []);
    shop.check_replay();
}

#[test]
fn thresholds_see_goods_after_discounts_and_promotions_see_the_charge() {
    let shop = Shop::new();
    sending(&shop);
    let mut book = rules("retail", "inclusive");
    let free = json!({"code": "free", "title": "Free post from 40", "when": {"total": {"within": [{"at_least": euros("40.00")}]}},
        "actions": [{"discount": {"on": "shipping", "off": {"percent": "1"}}}]});
    book["promotions"] = json!([off_from("tenth", "Ten percent from 50", "0.10", Some(euros("50.00"))), free]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    // 60.00 less 6.00 is above 50.00; 52.00 would be, and 46.80 is not.
    let cart = shop.filled(&[("novel", 5)]);
    shop.must(&choose(cart, Some("post")));
    assert_eq!(carriage(&shop, cart), pair("post", "0.00 EUR"));
    let cart = shop.filled(&[("novel", 4), ("pen", 2)]);
    shop.must(&choose(cart, Some("post")));
    let receipt = shop.price(cart);
    assert_eq!((receipt.discount, receipt.charges[0].amount), (euros("5.20"), euros("8.40")));
    assert_eq!((receipt.charges[0].discount, receipt.total), (euros("8.40"), euros("46.78")));
    shop.check_replay();
}

#[test]
fn goods_that_go_to_two_addresses_are_sent_twice() {
    let shop = Shop::new();
    sending(&shop);
    let cart = shop.filled(&[("novel", 4)]);
    shop.must(&command(
        json!({"do": "put_address", "cart": cart, "address": {"code": "office", "address": address()}}),
    ));
    shop.must(&command(json!({"do": "send_line", "cart": cart, "line": 1, "to": "office", "quantity": 1})));
    let both = offers(&shop, cart);
    assert_eq!((both.offers.len(), both.offers[0].total), (1, euros("13.80")));
    let sum = both.offers[0].items.iter().map(|item| item.amount.minor()).sum::<i64>();
    assert_eq!(sum, both.offers[0].total.minor());
    assert_eq!(both.not_offered[0].method.as_str(), "boat", "three go here, one there");
    shop.must(&choose(cart, Some("post")));
    assert_eq!(shop.place(cart).total, euros("61.80"));
}

#[test]
fn a_till_sends_by_a_method_too() {
    let shop = Shop::new();
    sending(&shop);
    let buy = |method: &str| {
        command(
            json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "novel", "quantity": 3}], "address": address(),
            "shipping": method}),
        )
    };
    let Outcome::Order { order, total, .. } = shop.must(&buy("boat")) else { panic!("no order") };
    assert_eq!((total, charged(&shop, order)), (euros("39.00"), vec!["boat".to_owned()]));
    let refusal = shop.refuse(&buy("balloon"));
    assert_eq!(refusal.detail()["offered"], json!(["post", "boat"]));
}

fn charged(shop: &Shop, order: OrderId) -> Vec<String> {
    shop.order(order).receipt.charges.iter().map(|charge| charge.code.to_string()).collect()
}

refusals! {
    a_method_that_is_not_offered_is_not_chosen: ShippingNotOffered, |shop| {
        sending(shop);
        let refusal = shop.refuse(&choose(shop.filled(&[("novel", 1)]), Some("boat")));
        assert_eq!(refusal.detail()["why"], json!({"too_few": {"needs": 3, "has": 1}}));
        assert_eq!(refusal.detail()["offered"], json!(["post"]));
        refusal
    };
    a_cart_is_not_ordered_by_a_method_that_is_offered_no_longer: ShippingNotOffered, |shop| {
        sending(shop);
        let cart = shop.filled(&[("novel", 3)]);
        shop.must(&choose(cart, Some("boat")));
        shop.must(&Command::ChangeLine { cart, line: 1, quantity: 2.try_into().unwrap() });
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    nothing_is_chosen_where_there_are_no_rules: ShippingUnset, |shop| {
        shop.refuse(&choose(shop.filled(&[("novel", 1)]), Some("post")))
    };
    nothing_is_chosen_by_rules_that_are_not_there: ShippingBookUnknown, |shop| {
        shop.must(&command(json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "IT",
            "book": "retail", "shipping": "sea", "locations": ["genova"], "hold_seconds": HOLD}})));
        shop.refuse(&choose(shop.filled(&[("novel", 1)]), Some("post")))
    };
    rules_of_shipping_that_contradict_themselves_are_refused: RulesInvalid, |shop| {
        let mut rules = shipping_rules();
        rules["methods"][1]["code"] = "post".into();
        shop.refuse(&command(json!({"do": "define_shipping_book", "code": "land", "rules": rules})))
    };
}
