//! Every way in which what carts can do is refused; nothing changes by any of them.

use fondaco::cart::MergeBy;
use fondaco::{CartId, Command, Refusal};
use serde_json::{Value, json};

use crate::carts::{about, novel, on, policy};
use crate::common::Shop;
use crate::common::shop::{HOLD, add, address, address_in, command, uuid};
use crate::refusals::refusals;

fn merge(guest: CartId, existing: CartId, by: MergeBy) -> Command {
    Command::MergeCarts { guest, existing, by }
}

/// A cart with one novel and an address in Germany beside the one in Italy.
fn abroad(shop: &Shop) -> CartId {
    let cart = shop.filled(&[("novel", 1)]);
    on(shop, cart, "put_address", json!({"address": {"code": "berlin", "address": address_in("DE")}}));
    on(shop, cart, "send_line", json!({"line": 1, "to": "berlin"}));
    cart
}

fn refused(shop: &Shop, step: &str, more: Value) -> Refusal {
    let cart = shop.filled(&[("novel", 1)]);
    shop.refuse(&about(cart, step, more))
}

fn many(count: usize) -> Value {
    (0..count).map(|number| (format!("name {number}"), json!("value"))).collect::<serde_json::Map<_, _>>().into()
}

refusals! {
    a_merge_into_itself_is_refused: CartUnfit, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&merge(cart, cart, MergeBy::Sum))
    };
    a_merge_of_a_customers_cart_into_a_guests_is_refused: CartUnfit, |shop| {
        let (cart, guest) = (shop.filled(&[("novel", 1)]), shop.filled(&[]));
        shop.must(&Command::AssignCart { cart, customer: uuid(7) });
        shop.refuse(&merge(cart, guest, MergeBy::Sum))
    };
    a_cart_of_another_customer_is_not_assigned: CartUnfit, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&Command::AssignCart { cart, customer: uuid(7) });
        shop.must(&Command::AssignCart { cart, customer: uuid(7) });
        shop.refuse(&Command::AssignCart { cart, customer: uuid(8) })
    };
    a_merge_of_carts_that_differ_is_refused_where_the_shopper_is_to_be_asked: CartDiffers, |shop| {
        shop.refuse(&merge(shop.filled(&[("novel", 1)]), shop.filled(&[("novel", 2)]), MergeBy::Ask))
    };
    a_merge_into_an_unknown_cart_is_refused: CartUnknown, |shop| {
        shop.refuse(&merge(shop.filled(&[]), uuid(1), MergeBy::Sum))
    };
    nobody_is_billed_without_an_address: AddressInvalid, |shop| {
        let mut address = json!(address_in("IT"));
        address["street"] = " ".into();
        refused(shop, "set_billing", json!({"billing": {"address": address}}))
    };
    nothing_is_bought_for_somebody_without_an_address: AddressInvalid, |shop| {
        let mut nowhere = json!(address_in("IT"));
        nowhere["city"] = "".into();
        shop.refuse(&command(json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "pen", "quantity": 1}],
            "address": address(), "billing": {"address": nowhere}})))
    };
    a_merged_cart_is_not_merged_again: StateForbidden, |shop| {
        let (one, two) = (shop.filled(&[("novel", 1)]), shop.filled(&[]));
        shop.must(&merge(one, two, MergeBy::Sum));
        shop.refuse(&merge(one, two, MergeBy::Sum))
    };
    a_cart_that_has_not_ended_is_not_marked: ReservationNotDue, |shop| {
        shop.must(&policy(json!({"idle_seconds": HOLD})));
        shop.refuse(&Command::ExpireCart { cart: shop.filled(&[]) })
    };
    a_cart_without_an_end_never_ends: ReservationNotDue, |shop| {
        shop.refuse(&Command::ExpireCart { cart: shop.filled(&[]) })
    };
    a_cart_that_is_open_is_not_brought_back: StateForbidden, |shop| {
        shop.refuse(&Command::ReopenCart { cart: shop.filled(&[]) })
    };
    a_quantity_that_is_not_sold_is_refused: QuantityUnfit, |shop| {
        shop.must(&novel("12.00", json!({"least": 2})));
        shop.refuse(&add(shop.filled(&[]), "novel", 1))
    };
    a_cart_is_not_opened_with_a_quantity_that_is_not_sold: QuantityUnfit, |shop| {
        shop.must(&novel("12.00", json!({"most": 2})));
        shop.refuse(&crate::common::shop::command(json!({"do": "open_cart", "channel": "web",
            "lines": [{"sku": "novel", "quantity": 3}]})))
    };
    a_cart_is_not_opened_with_more_than_there_is_where_the_channel_looks: StockShort, |shop| {
        shop.must(&policy(json!({"on_short": "clamp"})));
        shop.refuse(&crate::common::shop::command(json!({"do": "open_cart", "channel": "web",
            "lines": [{"sku": "novel", "quantity": 201}]})))
    };
    a_least_that_is_no_step_is_refused: VariantInvalid, |shop| shop.refuse(&novel("12.00", json!({"least": 3, "step": 2})));
    a_least_above_the_most_is_refused: VariantInvalid, |shop| shop.refuse(&novel("12.00", json!({"least": 3, "most": 2})));
    a_cart_that_ends_before_its_hold_is_refused: ChannelInvalid, |shop| shop.refuse(&policy(json!({"idle_seconds": HOLD - 1})));
    a_cart_that_lives_too_long_is_refused: ChannelInvalid, |shop| shop.refuse(&policy(json!({"idle_seconds": 40_000_000})));
    a_price_that_is_kept_needs_a_time: ChannelInvalid, |shop| shop.refuse(&policy(json!({"prices": "keep"})));
    a_time_needs_a_price_that_is_kept: ChannelInvalid, |shop| shop.refuse(&policy(json!({"keep_seconds": 60})));
    a_line_to_an_unknown_address_is_refused: AddressUnknown, |shop| {
        refused(shop, "add_line", json!({"line": {"sku": "pen", "quantity": 1, "to": "office"}}))
    };
    a_line_is_not_sent_to_an_unknown_address: AddressUnknown, |shop| {
        refused(shop, "send_line", json!({"line": 1, "to": "office"}))
    };
    an_unknown_address_is_not_taken_away: AddressUnknown, |shop| {
        refused(shop, "remove_address", json!({"address": "office"}))
    };
    an_address_that_lines_go_to_is_not_taken_away: AddressInUse, |shop| {
        shop.refuse(&about(abroad(shop), "remove_address", json!({"address": "berlin"})))
    };
    an_address_without_a_city_is_refused: AddressInvalid, |shop| {
        let mut there = json!(address());
        there["city"] = "".into();
        refused(shop, "put_address", json!({"address": {"code": "office", "address": there}}))
    };
    more_than_a_line_has_is_not_sent: QuantityInvalid, |shop| {
        let cart = abroad(shop);
        shop.refuse(&about(cart, "send_line", json!({"line": 1, "quantity": 2})))
    };
    one_order_is_not_taxed_for_two_places: TaxMixed, |shop| {
        let cart = abroad(shop);
        let refusal = shop.refuse(&Command::PlaceOrder { cart, total: None });
        assert_eq!(refusal.detail()["line"], 1);
        refusal
    };
    an_unknown_line_is_not_saved: LineUnknown, |shop| refused(shop, "save_line", json!({"line": 2}));
    a_line_that_is_not_saved_is_not_restored: LineUnknown, |shop| refused(shop, "restore_line", json!({"line": 1}));
    a_cart_of_saved_lines_is_empty: CartEmpty, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        on(shop, cart, "save_line", json!({"line": 1}));
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    a_price_that_was_not_accepted_is_refused: PriceChanged, |shop| {
        shop.must(&policy(json!({"prices": "tell"})));
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&novel("9.00", json!({})));
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    what_has_no_price_cannot_be_shown: PriceMissing, |shop| {
        shop.must(&policy(json!({"prices": "tell"})));
        shop.must(&crate::common::shop::command(json!({"do": "define_variants", "variants": [
            {"sku": "unpriced", "title": "Unpriced", "tax_category": "book", "prices": []}]})));
        shop.refuse(&add(shop.filled(&[]), "unpriced", 1))
    };
    too_many_options_are_refused: LimitExceeded, |shop| {
        refused(shop, "add_line", json!({"line": {"sku": "pen", "quantity": 1, "options": many(21)}}))
    };
    an_option_that_is_too_long_is_refused: LimitExceeded, |shop| {
        refused(shop, "add_line", json!({"line": {"sku": "pen", "quantity": 1, "options": {"name": "x".repeat(501)}}}))
    };
    too_much_custom_data_is_refused: LimitExceeded, |shop| refused(shop, "describe_cart", json!({"custom": many(51)}));
    a_note_that_is_too_long_is_refused: LimitExceeded, |shop| refused(shop, "describe_cart", json!({"note": "x".repeat(501)}));
    a_note_of_a_line_that_is_too_long_is_refused: LimitExceeded, |shop| {
        refused(shop, "note_line", json!({"line": 1, "note": "x".repeat(501)}))
    };
}
