//! How the goods of a cart are sent: what is offered, what was chosen, and what it costs as the cart changes.

use fondaco::catalog::Variant;
use fondaco::shipping::{ShippingLine, ShippingOffers, ShippingReason};
use fondaco::{CartId, Command, OrderId, Outcome, Quantity, Refusal, immediately};
use serde_json::{Value, json};

use crate::common::shop::{HOLD, add, address, address_in, command, off_from, rules};
use crate::common::{Shop, euros};
use crate::kits::{define as define_variants, kit};
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
fn goods_that_go_two_ways_are_there_when_the_last_of_them_is() {
    let shop = Shop::new();
    sending(&shop);
    let way = |code: &str, least: u16, most: u16| json!({"code": code, "from": "all", "legs": [{"days": {"calendar": "all", "least": least, "most": most}}], "to": "all"});
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let free = json!({"flat": euros("0.00")});
    let rules = json!({"tax_display": "inclusive", "zones": [{"code": "far", "places": [{"country": "IT", "city": "Rialto"}]}],
        "methods": [{"code": "post", "title": "Post", "route": "near",
            "rates": [{"price": free}, {"zone": "far", "price": free, "route": "far"}]}],
        "dates": {"calendars": [{"code": "all", "open": [{"days": days}]}],
            "routes": [way("near", 4, 5), way("far", 1, 9)]}});
    shop.must(&command(json!({"do": "define_shipping_book", "code": "land", "rules": rules})));
    let cart = shop.filled(&[("novel", 2)]);
    let mut there = address();
    there.city = "Rialto".into();
    shop.must(&command(json!({"do": "put_address", "cart": cart, "address": {"code": "there", "address": there}})));
    shop.must(&command(json!({"do": "send_line", "cart": cart, "line": 1, "to": "there", "quantity": 1})));
    let promise = offers(&shop, cart).offers[0].promise.clone().unwrap();
    assert_eq!((promise.earliest - promise.ship_by).get_days(), 4, "the near ones come on the fourth day at best");
    assert_eq!((promise.latest - promise.ship_by).get_days(), 9, "the far ones on the ninth at worst");
}

#[test]
fn a_method_can_be_for_a_channel_and_for_a_group_of_buyers() {
    let shop = Shop::new();
    sending(&shop);
    let method = |code: &str, when: Value| json!({"code": code, "title": code, "when": when, "rates": [{"price": {"flat": euros("1.00")}}]});
    let methods = [
        method("web", json!({"channel": ["web"]})),
        method("till", json!({"channel": ["till"]})),
        method("club", json!({"group": ["readers"]})),
    ];
    let rules = json!({"tax_display": "inclusive", "methods": methods});
    shop.must(&command(json!({"do": "define_shipping_book", "code": "land", "rules": rules})));
    let cart = shop.filled(&[("novel", 1)]);
    assert_eq!(offered(&shop, cart), ["web"]);
    shop.must(&command(json!({"do": "set_buyer", "cart": cart, "buyer": {"groups": ["readers"]}})));
    assert_eq!(offered(&shop, cart), ["web", "club"]);
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

/// A lithium cell of 10.00, which is dangerous.
fn cell() -> Value {
    json!({"sku": "cell", "title": "A Cell", "tax_category": "standard", "prices": [euros("10.00")], "weight_grams": 120,
        "hazard": "9", "commodity": "850760", "origin": "CN", "product": "cells", "categories": ["power"],
        "attributes": {"kind": "lithium"}})
}

/// The shop with cells and a lamp, which is a set with one in it; a lorry takes them for 20.00, and the post none.
fn dangerous(shop: &Shop) {
    sending(shop);
    let mut rules = shipping_rules();
    let lorry =
        json!({"code": "lorry", "title": "Lorry", "hazards": ["9"], "rates": [{"price": {"flat": euros("20.00")}}]});
    rules["methods"].as_array_mut().unwrap().push(lorry);
    shop.must(&command(json!({"do": "define_shipping_book", "code": "land", "rules": rules})));
    shop.must(&define_variants(&[cell(), kit("lamp", "30.00", &[("pen", 1), ("cell", 2)])]));
    shop.receive("genova", "cell", 100);
}

/// Why a method is not offered.
fn why(offers: &ShippingOffers, method: &str) -> Value {
    let found = offers.not_offered.iter().find(|other| other.method.as_str() == method);
    serde_json::to_value(found.map(|other| &other.reason)).unwrap()
}

/// That cells are too dangerous.
fn too_dangerous() -> Value {
    json!({"restricted": {"refused": [{"goods": ["cell"], "why": {"hazard": {"class": "9"}}}]}})
}

fn offered(shop: &Shop, cart: CartId) -> Vec<String> {
    offers(shop, cart).offers.iter().map(|offer| offer.method.to_string()).collect()
}

fn unpriced(shop: &Shop, cart: CartId) -> Refusal {
    immediately(shop.engine.price(cart)).unwrap().unwrap_err().into_refusal()
}

fn buy_now(sku: &str, method: &str) -> Command {
    command(json!({"do": "buy_now", "channel": "web", "lines": [{"sku": sku, "quantity": 1}], "address": address(),
        "shipping": method}))
}

#[test]
fn dangerous_goods_go_only_by_what_takes_their_class() {
    let shop = Shop::new();
    dangerous(&shop);
    assert_eq!(offered(&shop, shop.filled(&[("novel", 1)])), ["post", "lorry"]);
    let cart = shop.filled(&[("novel", 2), ("cell", 1)]);
    assert_eq!(offered(&shop, cart), ["lorry"]);
    assert_eq!(why(&offers(&shop, cart), "post"), too_dangerous());
    shop.must(&choose(cart, Some("lorry")));
    assert_eq!(shop.place(cart).total, euros("54.00"));
    let Outcome::Order { order, .. } = shop.must(&buy_now("cell", "lorry")) else { panic!("no order") };
    assert_eq!(charged(&shop, order), ["lorry"]);
    shop.check_replay();
}

#[test]
fn one_dangerous_part_makes_a_kit_dangerous() {
    let shop = Shop::new();
    dangerous(&shop);
    let cart = shop.filled(&[("novel", 1), ("lamp", 1)]);
    assert_eq!(offered(&shop, cart), ["lorry"]);
    assert_eq!(why(&offers(&shop, cart), "post"), too_dangerous());
    assert_eq!(shop.refuse(&buy_now("lamp", "post")).detail()["why"], too_dangerous());
    let Outcome::Order { total, .. } = shop.must(&buy_now("lamp", "lorry")) else { panic!("no order") };
    assert_eq!(total, euros("50.00"));
}

#[test]
fn what_was_chosen_is_looked_at_again_when_a_cart_or_its_goods_become_dangerous() {
    let shop = Shop::new();
    dangerous(&shop);
    let cart = shop.filled(&[("novel", 1)]);
    shop.must(&choose(cart, Some("post")));
    shop.must(&add(cart, "cell", 1));
    assert_eq!(unpriced(&shop, cart).detail()["why"], too_dangerous());
    shop.must(&Command::RemoveLine { cart, line: 2 });
    assert_eq!(carriage(&shop, cart), pair("post", "5.40 EUR"));
    // Goods that were harmless when the method was chosen.
    let mut novel = cell();
    (novel["sku"], novel["hazard"]) = ("novel".into(), "4.1".into());
    shop.must(&define_variants(&[novel]));
    let why = unpriced(&shop, cart).detail()["why"]["restricted"]["refused"][0].clone();
    assert_eq!(why, json!({"goods": ["novel"], "why": {"hazard": {"class": "4.1"}}}));
    assert_eq!(offered(&shop, cart), [""; 0], "the lorry takes another class");
}

#[test]
fn a_dangerous_line_is_so_wherever_it_goes() {
    let shop = Shop::new();
    dangerous(&shop);
    let cart = shop.filled(&[("novel", 1), ("cell", 1)]);
    shop.must(&command(
        json!({"do": "put_address", "cart": cart, "address": {"code": "office", "address": address()}}),
    ));
    shop.must(&command(json!({"do": "send_line", "cart": cart, "line": 2, "to": "office", "quantity": 1})));
    let both = offers(&shop, cart);
    assert_eq!((both.offers[0].method.as_str(), both.offers[0].total), ("lorry", euros("40.00")));
    assert_eq!((both.offers.len(), why(&both, "post")), (1, too_dangerous()));
}

#[test]
fn a_gift_is_as_dangerous_and_as_heavy_as_what_it_is() {
    let shop = Shop::new();
    dangerous(&shop);
    let give = |sku: &str| {
        let mut book = rules("retail", "inclusive");
        book["promotions"] = json!([{"code": "free", "title": "Beside novels", "actions": [{"gift": {"sku": sku,
            "title": "A Gift", "quantity": 1, "tax_category": "standard", "prices": [euros("3.00")]}}]}]);
        shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    };
    let cart = shop.filled(&[("novel", 2)]);
    give("cell");
    assert_eq!((offered(&shop, cart), why(&offers(&shop, cart), "post")), (vec!["lorry".to_owned()], too_dangerous()));
    // Three novels weigh more than a kilogram, whether or not one of them is paid for. A leaflet is no variant.
    for (gift, amount) in [("novel", "8.40 EUR"), ("leaflet", "5.40 EUR")] {
        give(gift);
        shop.must(&choose(cart, Some("post")));
        assert_eq!(carriage(&shop, cart), pair("post", amount), "{gift}");
    }
}

#[test]
fn a_line_of_a_variant_says_what_carriers_and_customs_ask() {
    let shop = Shop::new();
    dangerous(&shop);
    let cell = shop.get::<Variant>(&"cell".parse().unwrap());
    let line = ShippingLine::of(&cell, Quantity::new(2).unwrap(), euros("20.00"));
    assert_eq!(
        serde_json::to_value(line).unwrap(),
        json!({"sku": "cell", "quantity": 2, "net": euros("20.00"), "gross": euros("20.00"), "grams": 120, "product": "cells",
            "categories": ["power"], "attributes": {"kind": "lithium"}, "hazard": "9", "commodity": "850760", "origin": "CN"})
    );
}

#[test]
fn what_is_sold_by_the_kilogram_weighs_what_it_weighs_and_is_one_thing() {
    let shop = Shop::new();
    sending(&shop);
    shop.must(&define_variants(&[json!({"sku": "tea", "title": "Tea", "tax_category": "food", "decimals": 3,
        "prices": [euros("2.50")], "weight_grams": 1_100})]));
    for (grams, post) in [(500, "5.40 EUR"), (909, "5.40 EUR"), (910, "8.40 EUR")] {
        let cart = shop.filled(&[("tea", grams)]);
        shop.must(&choose(cart, Some("post")));
        assert_eq!(carriage(&shop, cart), pair("post", post), "{grams} g");
        shop.must(&choose(cart, Some("boat")));
        assert_eq!(carriage(&shop, cart), pair("boat", "1.00 EUR"), "{grams} g");
    }
}

refusals! {
    a_method_that_is_not_offered_is_not_chosen: ShippingNotOffered, |shop| {
        sending(shop);
        let refusal = shop.refuse(&choose(shop.filled(&[("novel", 1)]), Some("boat")));
        assert_eq!(refusal.detail()["why"], json!({"too_few": {"needs": 3, "has": 1}}));
        assert_eq!(refusal.detail()["offered"], json!(["post"]));
        refusal
    };
    a_method_that_does_not_take_dangerous_goods_is_not_chosen_for_them: ShippingNotOffered, |shop| {
        dangerous(shop);
        let refusal = shop.refuse(&choose(shop.filled(&[("cell", 1)]), Some("post")));
        assert_eq!((&refusal.detail()["why"], &refusal.detail()["offered"]), (&too_dangerous(), &json!(["lorry"])));
        refusal
    };
    a_cart_is_not_ordered_once_it_holds_what_is_too_dangerous_for_its_method: ShippingNotOffered, |shop| {
        dangerous(shop);
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&choose(cart, Some("post")));
        shop.must(&add(cart, "cell", 1));
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    dangerous_goods_are_not_bought_by_a_method_that_does_not_take_them: ShippingNotOffered, |shop| {
        dangerous(shop);
        shop.refuse(&buy_now("cell", "post"))
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
