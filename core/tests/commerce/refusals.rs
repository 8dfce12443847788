//! Every way in which setting up and filling carts is refused; nothing changes by any of them.

use fondaco::Code;
use fondaco::money::Rounding;
use fondaco::pricing::{AnsweredTax, Basket, Context, Kit, PriceBook, PriceRules, PricedItem, TaxAnswer, TaxDisplay};
use serde_json::{Value, json};

use crate::common::shop::{add, address_in, command, off_from, rules};
use crate::common::{Shop, euros, uuid};
use crate::prices::{basket, book, context};

/// A refusal, by the promise that it keeps, with what is done to a shop to bring it about.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) code: Code,
    pub(crate) bring_about: fn(&Shop) -> fondaco::Refusal,
}

impl Case {
    /// Brings the refusal about and sees that it is the one.
    pub(crate) fn check(&self) -> fondaco::Refusal {
        let refusal = (self.bring_about)(&Shop::new());
        assert_eq!(refusal.code(), self.code, "{}: {refusal}", self.name);
        let reason = refusal.reason();
        assert!(!reason.is_empty() && !reason.ends_with('.'), "{reason}");
        assert!(!reason.starts_with(char::is_uppercase), "{reason}");
        refusal
    }
}

/// One row: the promise, the code, how it comes about. Each row is a test and stands in `CASES`.
macro_rules! refusals {
    ($($promise:ident: $code:ident, $bring_about:expr;)+) => {
        pub(crate) const CASES: &[$crate::refusals::Case] = &[
            $($crate::refusals::Case {
                name: stringify!($promise),
                code: fondaco::Code::$code,
                bring_about: $bring_about,
            }),+
        ];
        $(#[test]
        fn $promise() {
            CASES.iter().find(|case| case.name == stringify!($promise)).unwrap().check();
        })+
    };
}
pub(crate) use refusals;

fn refused(shop: &Shop, value: Value) -> fondaco::Refusal {
    shop.refuse(&command(value))
}

fn variant(change: Value) -> Value {
    let mut variant = json!({"sku": "new", "title": "New", "tax_category": "book", "prices": []});
    variant.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"do": "define_variants", "variants": [variant]})
}

fn channel(change: Value) -> Value {
    let mut channel = json!({"code": "new", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": ["genova"], "hold_seconds": 60});
    channel.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"do": "define_channel", "channel": channel})
}

fn receipt(lines: &Value) -> Value {
    json!({"do": "receive_stock", "location": "genova", "lines": lines})
}

fn open(lines: &Value) -> Value {
    json!({"do": "open_cart", "channel": "web", "lines": lines})
}

fn address_with(field: &str, text: &str) -> Value {
    let mut address = json!(address_in("IT"));
    address[field] = text.into();
    json!({"do": "open_cart", "channel": "web", "address": address})
}

fn many(count: usize) -> Value {
    (0..count).map(|_| json!({"sku": "novel", "quantity": 1})).collect()
}

refusals! {
    // Variants.
    a_variant_without_a_title_is_refused: VariantInvalid, |shop| refused(shop, variant(json!({"title": ""})));
    a_title_that_is_too_long_is_refused: LimitExceeded, |shop| {
        let refusal = refused(shop, variant(json!({"title": "x".repeat(501)})));
        assert_eq!((&refusal.detail()["of"], &refusal.detail()["most"]), (&json!("title"), &json!(500)));
        refusal
    };
    a_unit_of_too_many_decimals_is_refused: VariantInvalid, |shop| refused(shop, variant(json!({"decimals": 7})));
    a_price_below_zero_is_refused: VariantInvalid,
        |shop| refused(shop, variant(json!({"prices": [{"amount": "-0.01", "currency": "EUR"}]})));
    two_prices_in_one_currency_are_refused: VariantInvalid, |shop| {
        let price = json!({"amount": "1.00", "currency": "EUR"});
        refused(shop, variant(json!({"prices": [price, price]})))
    };
    a_variant_that_stands_twice_in_one_command_is_refused: VariantInvalid, |shop| {
        let mut twice = variant(json!({}));
        let first = twice["variants"][0].clone();
        twice["variants"].as_array_mut().unwrap().push(first);
        let refusal = refused(shop, twice);
        assert_eq!(refusal.detail()["sku"], "new");
        refusal
    };
    more_variants_than_a_batch_are_refused: LimitExceeded, |shop| {
        let one = variant(json!({}))["variants"][0].clone();
        refused(shop, json!({"do": "define_variants", "variants": vec![one; 1001]}))
    };

    // Channels.
    a_channel_without_a_location_is_refused: ChannelInvalid, |shop| refused(shop, channel(json!({"locations": []})));
    a_channel_of_too_many_locations_is_refused: LimitExceeded,
        |shop| refused(shop, channel(json!({"locations": vec!["genova"; 101]})));
    a_hold_of_no_time_is_refused: ChannelInvalid, |shop| refused(shop, channel(json!({"hold_seconds": 0})));
    a_hold_of_more_than_a_week_is_refused: ChannelInvalid,
        |shop| refused(shop, channel(json!({"hold_seconds": 604_801})));

    // Stock.
    a_receipt_of_nothing_is_refused: LinesMissing, |shop| refused(shop, receipt(&json!([])));
    a_receipt_of_an_unknown_sku_is_refused: VariantUnknown, |shop| {
        let refusal = refused(shop, receipt(&json!([{"sku": "ghost", "quantity": 1}])));
        assert_eq!(refusal.detail()["id"], "ghost");
        refusal
    };
    a_receipt_of_too_many_lines_is_refused: LimitExceeded, |shop| refused(shop, receipt(&many(1001)));
    a_reference_that_is_too_long_is_refused: LimitExceeded, |shop| {
        let mut long = receipt(&many(1));
        long["reference"] = "x".repeat(501).into();
        refused(shop, long)
    };
    a_movement_that_never_was_is_unknown: MovementUnknown, |shop| {
        let unknown = fondaco::immediately(shop.engine.get::<fondaco::inventory::Movement>(&uuid(1)));
        unknown.unwrap().unwrap_err().into_refusal()
    };

    // Carts.
    a_cart_on_an_unknown_channel_is_refused: ChannelUnknown,
        |shop| refused(shop, json!({"do": "open_cart", "channel": "ghost"}));
    a_cart_opened_with_an_unknown_sku_is_refused: VariantUnknown,
        |shop| refused(shop, open(&json!([{"sku": "ghost", "quantity": 1}])));
    a_cart_opened_with_too_many_lines_is_refused: LimitExceeded, |shop| refused(shop, open(&many(1001)));
    quantities_of_one_sku_that_sum_past_the_limit_are_refused: QuantityInvalid, |shop| {
        let most = json!({"sku": "novel", "quantity": 1_000_000_000});
        refused(shop, open(&json!([most, {"sku": "novel", "quantity": 1}])))
    };
    an_address_without_a_name_is_refused: AddressInvalid, |shop| refused(shop, address_with("name", " "));
    an_address_without_a_street_is_refused: AddressInvalid, |shop| refused(shop, address_with("street", ""));
    an_address_without_a_city_is_refused: AddressInvalid, |shop| {
        let refusal = refused(shop, address_with("city", "\t"));
        assert_eq!(refusal.detail()["field"], "city");
        refusal
    };
    a_street_that_is_too_long_is_refused: LimitExceeded,
        |shop| refused(shop, address_with("street", &"x".repeat(501)));
    a_postal_code_that_is_too_long_is_refused: LimitExceeded,
        |shop| refused(shop, address_with("postal_code", &"x".repeat(501)));
    a_line_in_an_unknown_cart_is_refused: CartUnknown, |shop| shop.refuse(&add(uuid(1), "novel", 1));
    a_line_of_an_unknown_sku_is_refused: VariantUnknown,
        |shop| shop.refuse(&add(shop.filled(&[]), "ghost", 1));
    a_line_grown_past_the_largest_quantity_is_refused: QuantityInvalid, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&add(cart, "novel", 1_000_000_000))
    };
    a_line_past_the_limit_is_refused: LimitExceeded, |shop| {
        let variants: Value = (0..1000)
            .map(|n| json!({"sku": format!("s{n}"), "title": "S", "tax_category": "book", "prices": []}))
            .collect();
        shop.must(&command(json!({"do": "define_variants", "variants": variants})));
        let skus: Vec<String> = (0..1000).map(|n| format!("s{n}")).collect();
        let lines: Vec<(&str, i64)> = skus.iter().map(|sku| (sku.as_str(), 1)).collect();
        let cart = shop.filled(&lines);
        shop.must(&add(cart, "s7", 1));
        shop.refuse(&add(cart, "novel", 1))
    };
    changing_a_line_that_is_not_there_is_refused: LineUnknown, |shop| {
        let cart = shop.filled(&[("novel", 1), ("pen", 1)]);
        let refusal = refused(shop, json!({"do": "change_line", "cart": cart, "line": 3, "quantity": 1}));
        assert_eq!(refusal.detail()["lines"], json!([1, 2]));
        refusal
    };
    changing_a_line_of_an_unknown_cart_is_refused: CartUnknown, |shop| {
        let cart: fondaco::CartId = uuid(1);
        refused(shop, json!({"do": "change_line", "cart": cart, "line": 1, "quantity": 1}))
    };
    taking_out_a_line_that_is_not_there_is_refused: LineUnknown, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&command(json!({"do": "remove_line", "cart": cart, "line": 1})));
        refused(shop, json!({"do": "remove_line", "cart": cart, "line": 1}))
    };
    taking_a_line_out_of_an_unknown_cart_is_refused: CartUnknown,
        |shop| refused(shop, json!({"do": "remove_line", "cart": uuid::<fondaco::CartId>(1), "line": 1}));
    an_address_for_an_unknown_cart_is_refused: CartUnknown, |shop| {
        let cart: fondaco::CartId = uuid(1);
        refused(shop, json!({"do": "set_address", "cart": cart, "address": address_in("IT")}))
    };
    a_street_with_the_character_zero_is_refused: TextMalformed, |shop| {
        let mut address = json!(address_in("IT"));
        address["street"] = "Calle\0".into();
        refused(shop, json!({"do": "set_address", "cart": shop.filled(&[]), "address": address}))
    };
    a_cart_cannot_be_sent_to_an_address_without_a_name: AddressInvalid, |shop| {
        let mut address = json!(address_in("IT"));
        address["name"] = "".into();
        refused(shop, json!({"do": "set_address", "cart": shop.filled(&[]), "address": address}))
    };

    // Prices.
    a_price_of_an_unknown_cart_is_refused: CartUnknown, |shop| {
        fondaco::immediately(shop.engine.price(uuid(1))).unwrap().unwrap_err().into_refusal()
    };
    a_price_of_an_empty_cart_is_refused: CartEmpty, |shop| {
        fondaco::immediately(shop.engine.price(shop.filled(&[]))).unwrap().unwrap_err().into_refusal()
    };
    rules_that_contradict_themselves_are_refused: RulesInvalid, |shop| {
        let mut wrong = rules("retail", "inclusive");
        wrong["promotions"][0]["actions"][0]["discount"]["off"]["percent"] = "1.01".into();
        refused(shop, json!({"do": "define_price_book", "rules": wrong}))
    };
    a_basket_with_two_lines_of_one_number_is_refused: BasketInvalid, |_| {
        let mut twice = novel();
        twice.lines.push(twice.lines[0].clone());
        plain().price(&twice, &context()).unwrap_err()
    };
    a_kit_without_parts_is_refused: KitInvalid, |_| {
        let (sku, quantity) = ("BOX".parse().unwrap(), 1.try_into().unwrap());
        let (title, price) = ("Box".into(), euros("1.00"));
        let kit = Kit { line: 1, sku, title, quantity, price, parts: Vec::new(), minimum: None };
        kit.lines().unwrap_err()
    };
    taxes_that_a_service_answered_too_long_ago_are_refused: TaxStale,
        |_| plain().price(&novel(), &answered("2026-11-21T12:00:00Z", 1)).unwrap_err();
    taxes_that_a_service_answered_for_another_line_are_refused: TaxAnswerInvalid,
        |_| plain().price(&novel(), &answered("2026-11-21T12:00:01Z", 2)).unwrap_err();
    a_receipt_that_says_otherwise_than_the_rules_is_refused: ReceiptDiffers, |_| {
        let mut receipt = plain().price(&novel(), &context()).unwrap();
        receipt.total = euros("0.01");
        let refusal = plain().verify(&novel(), &context(), &receipt).unwrap_err();
        assert_eq!(refusal.detail()["part"], "total");
        refusal
    };
}

/// A book without promotions.
fn plain() -> PriceBook {
    book(TaxDisplay::Inclusive, Rounding::HalfUp, &json!([]))
}

/// One novel.
fn novel() -> Basket {
    basket(&[(euros("12.00"), 1, 0, "4")])
}

/// A context with the taxes of a line, answered by a service and good until an instant.
fn answered(until: &str, line: u32) -> Context {
    let items = vec![AnsweredTax {
        of: PricedItem::Line(line),
        name: "Sales tax".into(),
        rate: "0.08".parse().unwrap(),
        included: None,
        amount: None,
    }];
    let at = "2026-11-21T11:00:00Z".parse().unwrap();
    let answer = TaxAnswer { provider: "service".into(), at, until: until.parse().unwrap(), items };
    Context { taxes: Some(answer), ..context() }
}

/// The paths of the problems of some rules.
fn problems(value: Value) -> Vec<String> {
    let rules: PriceRules = serde_json::from_value(value).unwrap();
    let refusal = PriceBook::compile(rules).unwrap_err();
    assert_eq!(refusal.code(), Code::RulesInvalid);
    let listed = refusal.detail()["problems"].as_array().unwrap().clone();
    assert!(refusal.reason().starts_with(&format!("{} problem", listed.len())), "{refusal}");
    listed.iter().map(|problem| problem["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn all_contradictions_of_a_price_book_are_named_at_once_each_with_its_path() {
    let rate = |rate: &str, from: &str, until: Option<&str>| {
        json!({"zone": "IT", "category": "book", "name": "IVA", "rate": rate,
            "from": format!("{from}-01-01T00:00:00Z"), "until": until.map(|until| format!("{until}-01-01T00:00:00Z"))})
    };
    let promotion = |code: &str, rate: &str| off_from(code, "P", rate, None);
    let mut late = promotion("late", "0.1");
    late["from"] = "2026-01-02T00:00:00Z".into();
    late["until"] = "2026-01-02T00:00:00Z".into();
    let mut below = off_from("below", "P", "1", Some(euros("-1.00")));
    below["title"] = "x".repeat(501).into();
    let mut named = rate("0.1", "1970", Some("1971"));
    named["name"] = "x".repeat(501).into();
    let wrong = json!({"code": "b", "tax_display": "inclusive",
        "promotions": [promotion("a", "0"), promotion("a", "-0.1"), late, below, promotion("e", "1.000000000001")],
        "taxes": [rate("1.1", "1990", Some("2020")), rate("0.1", "2000", Some("2001")),
            rate("-0.1", "2010", Some("2011")), rate("0.1", "1980", Some("1980")), rate("0.1", "2020", None), named]});
    assert_eq!(
        problems(wrong),
        [
            "promotions[1].code",
            "promotions[0].actions[0].discount.off.percent",
            "promotions[1].actions[0].discount.off.percent",
            "promotions[2].until",
            "promotions[3].title",
            "promotions[3].when.total.within[0]",
            "promotions[4].actions[0].discount.off.percent",
            "taxes[0].rate",
            "taxes[2].rate",
            "taxes[3].until",
            "taxes[5].name",
            "taxes[1].from",
            "taxes[2].from",
        ]
    );
}

#[test]
fn an_open_ended_rate_forbids_every_later_one_and_more_rules_than_the_limits_are_refused() {
    let mut wrong = rules("b", "exclusive");
    let mut again = wrong["taxes"][0].clone();
    again["from"] = "2030-01-01T00:00:00Z".into();
    wrong["taxes"].as_array_mut().unwrap().push(again);
    assert_eq!(problems(wrong.clone()), ["taxes[6].from"]);

    let promotions = (0..10_001).map(|n| off_from(&format!("p{n}"), "P", "0.1", None));
    wrong["promotions"] = promotions.collect();
    let tax = json!({"zone": "IT", "category": "c", "name": "T", "rate": "0", "from": "2000-01-01T00:00:00Z"});
    wrong["taxes"] = (0..10_001)
        .map(|n| {
            let mut tax = tax.clone();
            tax["category"] = format!("c{n}").into();
            tax
        })
        .collect();
    assert_eq!(problems(wrong), ["promotions", "taxes"]);
}
