//! Every way in which kits are refused: where they are defined, received, and taken apart.

use fondaco::{CartId, Code, Command, Refusal};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::kits::{buy_now, define, kit};
use crate::refusals::refusals;

/// A set whose part has become a set since, in a cart.
fn outgrown(shop: &Shop) -> CartId {
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let cart = shop.filled(&[("set", 1)]);
    shop.must(&define(&[kit("pen", "3.00", &[("gift", 1)])]));
    cart
}

fn refused(shop: &Shop, variants: &[Value]) -> Refusal {
    shop.refuse(&define(variants))
}

refusals! {
    a_kit_that_is_a_part_of_itself_is_refused: KitInvalid,
        |shop| refused(shop, &[kit("set", "1.00", &[("novel", 1), ("set", 1)])]);
    a_kit_with_a_part_twice_is_refused: KitInvalid,
        |shop| refused(shop, &[kit("set", "1.00", &[("novel", 1), ("pen", 1), ("novel", 2)])]);
    a_kit_with_decimals_is_refused: KitInvalid, |shop| {
        let mut weighed = kit("set", "1.00", &[("novel", 1)]);
        weighed["decimals"] = 3.into();
        refused(shop, &[weighed])
    };
    a_kit_that_says_what_its_parts_are_asked_is_refused: KitInvalid, |shop| {
        let said = |key: &str, value: &str| {
            let mut said = kit("set", "1.00", &[("novel", 1)]);
            said[key] = value.into();
            refused(shop, &[said])
        };
        said("commodity", "850760");
        said("origin", "CN");
        said("hazard", "9")
    };
    a_kit_of_too_many_parts_is_refused: LimitExceeded, |shop| {
        let skus: Vec<String> = (0..101).map(|n| format!("part-{n}")).collect();
        let parts: Vec<(&str, i64)> = skus.iter().map(|sku| (sku.as_str(), 1)).collect();
        refused(shop, &[kit("set", "1.00", &parts)])
    };
    a_kit_with_an_unknown_part_is_refused: VariantUnknown, |shop| {
        let refusal = refused(shop, &[kit("set", "1.00", &[("novel", 1), ("ghost", 1)])]);
        assert_eq!(refusal.detail()["id"], "ghost");
        refusal
    };
    a_kit_of_kits_is_refused: KitNested, |shop| {
        shop.must(&define(&[kit("set", "1.00", &[("novel", 1)])]));
        refused(shop, &[kit("large", "2.00", &[("pen", 1), ("set", 1)])])
    };
    a_kit_of_a_kit_that_is_defined_beside_it_is_refused: KitNested, |shop| {
        let refusal = refused(shop, &[kit("large", "2.00", &[("pen", 1)]), kit("pen", "1.00", &[("novel", 1)])]);
        assert_eq!((&refusal.detail()["sku"], &refusal.detail()["part"]), (&"large".into(), &"pen".into()));
        refusal
    };
    two_kits_that_are_parts_of_each_other_are_refused: KitNested,
        |shop| refused(shop, &[kit("one", "2.00", &[("other", 1)]), kit("other", "1.00", &[("one", 1)])]);
    a_kit_whose_part_has_become_a_kit_is_not_ordered: KitNested,
        |shop| shop.refuse(&Command::PlaceOrder { cart: outgrown(shop), total: None });
    a_kit_whose_part_has_become_a_kit_is_not_held: KitNested,
        |shop| shop.refuse(&Command::ReserveCart { cart: outgrown(shop) });
    a_kit_whose_part_has_become_a_kit_is_not_bought: KitNested, |shop| {
        outgrown(shop);
        shop.refuse(&buy_now(json!([{"sku": "set", "quantity": 1}])))
    };
    a_kit_is_not_received: KitNotStocked, |shop| {
        shop.must(&define(&[kit("set", "1.00", &[("novel", 1)])]));
        let lines = json!([{"sku": "pen", "quantity": 1}, {"sku": "set", "quantity": 1}]);
        shop.refuse(&command(json!({"do": "receive_stock", "location": "genova", "lines": lines})))
    };
    more_parts_in_a_cart_than_lines_are_refused: LimitExceeded, |shop| {
        let part = |n: usize| json!({"sku": format!("part-{n}"), "title": "Part", "tax_category": "book",
            "prices": [{"amount": "1.00", "currency": "EUR"}]});
        shop.must(&define(&(0..100).map(part).collect::<Vec<_>>()));
        let skus: Vec<String> = (0..100).map(|n| format!("part-{n}")).collect();
        let parts: Vec<(&str, i64)> = skus.iter().map(|sku| (sku.as_str(), 1)).collect();
        let kits: Vec<String> = (0..11).map(|n| format!("set-{n}")).collect();
        shop.must(&define(&kits.iter().map(|sku| kit(sku, "9.00", &parts)).collect::<Vec<_>>()));
        let lines: Vec<(&str, i64)> = kits.iter().map(|sku| (sku.as_str(), 1)).collect();
        shop.refuse(&Command::ReserveCart { cart: shop.filled(&lines) })
    };
    more_units_of_a_part_than_a_line_holds_are_refused: QuantityInvalid, |shop| {
        shop.must(&define(&[kit("set", "1.00", &[("novel", 1_000_000)])]));
        shop.refuse(&Command::ReserveCart { cart: shop.filled(&[("set", 1_001)]) })
    };
}

#[test]
fn a_price_is_not_answered_either_where_a_part_has_become_a_kit() {
    let shop = Shop::new();
    let cart = outgrown(&shop);
    let refusal = fondaco::immediately(shop.engine.price(cart)).unwrap().unwrap_err();
    assert_eq!(refusal.code(), Code::KitNested);
}
