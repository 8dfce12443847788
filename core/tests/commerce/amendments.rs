//! Orders that are amended after they were placed: shown before, and carried out as shown.

use fondaco::money::Money;
use fondaco::order::{AmendmentPreview, OrderState};
use fondaco::payment::PaymentStanding;
use fondaco::{Code, Command, OrderId, Outcome, PaymentId, Refusal, immediately};
use serde_json::{Value, json};

use crate::common::shop::{
    address_in, authorize, cancel, cancel_lines, capture, command, request_return, rules, ship, ship_lines,
};
use crate::common::{Placed, Shop, address, cents, euros};
use crate::kits::{define, kit};

fn add(sku: &str, quantity: i64) -> Value {
    json!({"add_line": {"sku": sku, "quantity": quantity}})
}

fn set(line: u32, quantity: i64) -> Value {
    json!({"set_quantity": {"line": line, "quantity": quantity}})
}

fn remove(line: u32) -> Value {
    json!({"remove_line": {"line": line}})
}

fn price(line: u32, unit: &str) -> Value {
    json!({"set_price": {"line": line, "price": {"unit": euros(unit)}}})
}

fn amend(order: OrderId, changes: &[Value], total: Money) -> Command {
    command(json!({"do": "amend_order", "order": order, "changes": changes, "shown": {"total": total}}))
}

fn preview(shop: &Shop, order: OrderId, changes: &[Value]) -> Result<AmendmentPreview, Refusal> {
    let changes: Vec<_> = changes.iter().map(|change| serde_json::from_value(change.clone()).unwrap()).collect();
    let before = shop.state();
    let shown = immediately(shop.engine.preview_amendment(order, &changes)).unwrap();
    assert!(shop.state() == before, "a preview changes nothing");
    shown.map_err(fondaco::Failure::into_refusal)
}

/// Amends an order as it was shown; answers what was shown and the further payment.
fn amended(shop: &Shop, order: OrderId, changes: &[Value]) -> (AmendmentPreview, Option<PaymentId>) {
    let shown = preview(shop, order, changes).unwrap();
    let before = shop.order(order);
    let outcome = shop.must(&amend(order, changes, shown.receipt.total));
    let Outcome::Amended { total, difference, payment } = outcome else { panic!("{outcome:?}") };
    let after = shop.order(order);
    assert_eq!((total, difference), (shown.receipt.total, shown.difference));
    assert_eq!((&after.receipt, after.total().unwrap()), (&shown.receipt, total));
    assert_eq!(before.total().unwrap().plus(difference).unwrap(), total);
    assert_eq!(payment.map(|id| shop.payment(id).amount), shown.to_pay.is_positive().then_some(shown.to_pay));
    let made = after.amendments.last().unwrap();
    assert_eq!((made.before, made.after), (shown.before, total));
    assert_eq!((&made.lines, &made.prices), (&shown.lines, &shown.prices));
    shop.check_replay();
    (shown, payment)
}

fn refused(shop: &Shop, order: OrderId, changes: &[Value]) -> Refusal {
    let shown = preview(shop, order, changes).unwrap_err();
    let refusal = shop.refuse(&amend(order, changes, cents(0)));
    assert_eq!(refusal, shown, "the preview is refused as the amendment is");
    refusal
}

fn standing(shop: &Shop, order: OrderId) -> PaymentStanding {
    let order = shop.order(order);
    let payments: Vec<_> = order.payments.iter().map(|id| shop.payment(*id)).collect();
    PaymentStanding::of(order.due().unwrap(), payments.iter().map(|payment| &**payment), shop.now()).unwrap()
}

#[test]
fn goods_that_come_along_are_promised_and_asked_for_by_a_further_payment() {
    let shop = Shop::new();
    let placed = shop.captured();
    let (shown, payment) = amended(&shop, placed.order, &[add("pen", 2), set(1, 3)]);
    assert_eq!((shown.difference, shown.to_pay, shown.surplus), (cents(1200 + 398), cents(1598), cents(0)));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 3], [100, 2]));
    assert_eq!(standing(&shop, placed.order), PaymentStanding::PartlyPaid);
    assert_eq!(shop.refuse(&ship(placed.order)).code(), Code::OrderUnpaid);
    let payment = payment.unwrap();
    shop.must(&authorize(payment, cents(1598)));
    shop.must(&capture(payment, cents(1598)));
    shop.must(&Command::DeliverShipment { shipment: shop.ship(placed.order) });
    assert_eq!(shop.order(placed.order).state, OrderState::Completed);
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([97, 0], [98, 0]));
}

#[test]
fn what_is_not_as_it_was_shown_is_refused() {
    let shop = Shop::new();
    let placed = shop.captured();
    let shown = preview(&shop, placed.order, &[add("pen", 1)]).unwrap();
    let mut variants = crate::common::shop::variants();
    variants[2]["prices"][0]["amount"] = json!("2.50");
    shop.must(&command(json!({"do": "define_variants", "variants": variants})));
    let refusal = shop.refuse(&amend(placed.order, &[add("pen", 1)], shown.receipt.total));
    assert_eq!(refusal.code(), Code::PriceChanged);
    assert_eq!((&refusal.detail()["seen"], &refusal.detail()["now"]), (&json!("25.99 EUR"), &json!("26.50 EUR")));
    let by = |difference: &str| {
        json!({"do": "amend_order", "order": placed.order, "changes": [add("pen", 1)],
        "shown": {"difference": euros(difference)}})
    };
    assert_eq!(shop.refuse(&command(by("1.99"))).code(), Code::PriceChanged);
    shop.must(&command(by("2.50")));
}

#[test]
fn lines_keep_their_price_and_what_comes_along_takes_todays() {
    let shop = Shop::new();
    let placed = shop.captured();
    let mut variants = crate::common::shop::variants();
    variants[0]["prices"][0]["amount"] = json!("20.00");
    shop.must(&command(json!({"do": "define_variants", "variants": variants})));
    let (shown, _) = amended(&shop, placed.order, &[set(1, 1), add("novel", 1)]);
    let prices: Vec<_> = shown.receipt.lines.iter().map(|line| (line.line, line.unit_price)).collect();
    assert_eq!(prices, [(1, cents(1200)), (2, cents(2000))]);
}

#[test]
fn a_price_set_by_hand_stays_and_promotions_are_decided_over_it() {
    let shop = Shop::new();
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    assert_eq!(placed.total, cents(5579));
    // 40.00 and 12.00 are above 50.00 still: ten percent are taken off.
    let (shown, payment) = amended(&shop, placed.order, &[price(1, "40.00")]);
    assert_eq!((shown.receipt.lines[0].unit_price, shown.receipt.total), (cents(4000), cents(4680)));
    assert_eq!((payment, shown.lines.as_slice()), (None, &[][..]));
    let by_hand = &shown.prices[0];
    let before = by_hand.before.map(|price| price.unit);
    assert_eq!((by_hand.line, before, by_hand.after.unit), (1, Some(cents(4999)), cents(4000)));
    // Below 50.00 nothing is; nobody pays for what is given away.
    let (shown, _) = amended(&shop, placed.order, &[price(2, "0.00")]);
    assert_eq!((shown.receipt.total, shown.prices[0].after.unit), (cents(4000), cents(0)));
    // The prices stay, also for units that come along.
    let (shown, _) = amended(&shop, placed.order, &[set(1, 2), set(2, 2)]);
    let prices: Vec<_> = shown.receipt.lines.iter().map(|line| line.unit_price).collect();
    assert_eq!((prices.as_slice(), shown.receipt.total), (&[cents(4000), cents(0)][..], cents(7200)));
    assert!(shown.prices.is_empty());
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.order(placed.order).credits[0].amount, cents(3600), "credited is what was paid");
}

#[test]
fn what_comes_along_is_priced_by_the_number_that_it_gets() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 1)]);
    let more = [add("pen", 4), json!({"set_price": {"line": 2, "price": {"unit": euros("3.00"), "per": 2}}})];
    let (shown, payment) = amended(&shop, placed.order, &more);
    let line = &shown.receipt.lines[1];
    assert_eq!((line.unit_price, line.per, line.subtotal), (cents(300), Some(2), cents(600)));
    assert_eq!((shown.prices[0].before, shown.prices[0].after.per), (None, Some(2)));
    assert_eq!((shown.to_pay, payment.is_some()), (cents(600), true));
    assert_eq!(refused(&shop, placed.order, &[price(3, "1.00"), add("pen", 1)]).code(), Code::LineUnknown);
}

#[test]
fn a_price_set_by_hand_is_no_reduction_and_no_promotion_goes_below_the_least_price() {
    let shop = Shop::new();
    let mut book = rules("retail", "inclusive");
    book["lists"] = json!([{"code": "all", "prices": [
        {"sku": "atlas", "price": euros("60.00"), "compare_at": euros("80.00"), "minimum": euros("55.00")}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    let placed = shop.bought(&[("atlas", 1)]);
    assert_eq!(placed.total, cents(5500));
    let compared = |order| shop.order(order).receipt.lines[0].compare_at;
    assert_eq!(compared(placed.order), Some(cents(8000)));
    let (shown, _) = amended(&shop, placed.order, &[price(1, "58.00")]);
    assert_eq!((shown.receipt.total, compared(placed.order)), (cents(5500), None));
    let (shown, _) = amended(&shop, placed.order, &[price(1, "52.00")]);
    assert_eq!((shown.receipt.total, shown.receipt.discount), (cents(5200), cents(0)));
}

#[test]
fn prices_that_contradict_themselves_or_the_order_are_refused() {
    let shop = Shop::new();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("novel", 2), ("set", 1)]);
    let code = |changes: &[Value]| refused(&shop, placed.order, changes).code();
    assert_eq!(code(&[price(1, "-0.01")]), Code::BasketInvalid);
    assert_eq!(code(&[price(2, "-0.01")]), Code::BasketInvalid);
    let of = |line: u32, price: Value| json!({"set_price": {"line": line, "price": price}});
    assert_eq!(code(&[of(1, json!({"unit": euros("1.00"), "per": 0}))]), Code::BasketInvalid);
    for line in [1, 2] {
        let dollars = json!({"unit": {"amount": "1.00", "currency": "USD"}});
        assert_eq!(code(&[of(line, dollars)]), Code::CurrencyMismatch);
    }
    assert_eq!(code(&[price(1, "1.00"), price(1, "2.00")]), Code::LineRepeated);
    assert_eq!(code(&[price(1, "1.00"), remove(1)]), Code::LineRepeated);
    assert_eq!(code(&[remove(1), price(1, "1.00")]), Code::LineUnknown);
    assert_eq!(code(&[price(7, "1.00")]), Code::LineUnknown);
    assert_eq!(code(&[price(1_000_002, "1.00")]), Code::KitKeptWhole);
    let (shown, _) = amended(&shop, placed.order, &[price(2, "10.00"), set(2, 2)]);
    assert_eq!((shown.difference, shown.receipt.kits[0].unit_price), (cents(2000 - 1400), cents(1000)));
}

#[test]
fn promotions_are_decided_over_the_whole_as_at_the_time_of_the_sale() {
    // 49.99 is below 50.00; with a pen ten percent are taken off both.
    let shop = Shop::new();
    let placed = shop.bought(&[("atlas", 1)]);
    let (shown, _) = amended(&shop, placed.order, &[add("pen", 1)]);
    assert_eq!((shown.receipt.total, shown.difference), (cents(4678), cents(-321)));
    assert_eq!((shown.to_pay, shown.surplus), (cents(0), cents(321)));
    assert_eq!(standing(&shop, placed.order), PaymentStanding::Overpaid);
    // What is owed goes back the way it does after a credit.
    shop.must(&command(json!({"do": "refund_order", "order": placed.order, "amount": shown.surplus})));
    assert_eq!(standing(&shop, placed.order), PaymentStanding::Paid);
}

#[test]
fn lines_that_go_give_their_goods_back_and_numbers_are_not_used_again() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 2), ("pen", 3)]);
    amended(&shop, placed.order, &[remove(2)]);
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 2], [100, 0]));
    let (shown, _) = amended(&shop, placed.order, &[add("pen", 1)]);
    assert_eq!(shown.lines[0].line, 3);
    assert_eq!(refused(&shop, placed.order, &[remove(2)]).code(), Code::LineUnknown);
}

#[test]
fn only_units_that_have_not_left_can_go_and_the_last_of_them_complete_the_order() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 3), ("pen", 1)]);
    let Outcome::Shipment { shipment } = shop.must(&ship_lines(placed.order, &[(1, 2)])) else { panic!() };
    shop.must(&Command::DeliverShipment { shipment });
    let refusal = refused(&shop, placed.order, &[set(1, 1)]);
    assert_eq!((refusal.code(), &refusal.detail()["left"]), (Code::UnitsExceed, &json!(1)));
    assert_eq!(refused(&shop, placed.order, &[remove(1)]).code(), Code::UnitsExceed);
    let home = json!({"set_address": address_in("DE")});
    assert_eq!(refused(&shop, placed.order, &[home]).code(), Code::OrderShipped);
    amended(&shop, placed.order, &[set(1, 2), remove(2)]);
    assert_eq!(shop.order(placed.order).state, OrderState::Completed);
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([98, 0], [100, 0]));
    assert_eq!(refused(&shop, placed.order, &[add("pen", 1)]).code(), Code::StateForbidden);
}

#[test]
fn an_address_and_charges_are_changed_with_their_taxes() {
    let shop = Shop::new();
    let placed = shop.bought(&[("pen", 10)]);
    let parcel = json!({"set_charges": [{"code": "parcel", "title": "Parcel", "kind": "shipping",
        "amount": {"amount": "5.00", "currency": "EUR"}}]});
    let (shown, _) = amended(&shop, placed.order, &[json!({"set_address": address_in("DE")}), parcel]);
    assert_eq!((shown.difference, shown.receipt.country.as_str()), (cents(500), "DE"));
    let order = shop.order(placed.order);
    assert_eq!((order.address.country.as_str(), order.terms.charges.len()), ("DE", 1));
    let made = &order.amendments[0];
    assert_eq!((&made.address, made.charges.as_deref()), (&Some(address()), Some(&[][..])));
    assert!(made.lines.is_empty());
}

#[test]
fn a_freed_unit_can_be_promised_again_by_the_same_amendment() {
    let shop = Shop::without_stock();
    shop.receive("genova", "novel", 2);
    let placed = shop.bought(&[("novel", 2)]);
    assert_eq!(refused(&shop, placed.order, &[set(1, 3)]).code(), Code::StockShort);
    amended(&shop, placed.order, &[set(1, 1), add("novel", 1)]);
    assert_eq!(shop.row("novel", "genova"), [2, 2]);
}

#[test]
fn units_that_are_still_to_come_go_first_and_more_are_waited_for() {
    let shop = Shop::without_stock();
    shop.receive("genova", "novel", 2);
    let terms = json!({"backorder": 5});
    shop.must(&command(json!({"do": "define_stock_terms", "location": "genova", "skus": ["novel"], "terms": terms})));
    let placed = shop.bought(&[("novel", 4)]);
    let waiting = || shop.order(placed.order).allocations.iter().filter(|row| row.backorder.is_some()).count();
    assert_eq!(waiting(), 1);
    amended(&shop, placed.order, &[set(1, 2)]);
    assert_eq!((waiting(), shop.row("novel", "genova")), (0, [2, 2]));
    amended(&shop, placed.order, &[set(1, 5)]);
    assert_eq!((waiting(), shop.row("novel", "genova")), (1, [2, 2]));
    shop.receive("genova", "novel", 3);
    assert_eq!((waiting(), shop.row("novel", "genova")), (0, [5, 5]));
}

#[test]
fn a_kit_is_amended_by_its_own_line() {
    let shop = Shop::new();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("set", 1)]);
    assert_eq!(refused(&shop, placed.order, &[set(1_000_001, 2)]).code(), Code::KitKeptWhole);
    let (shown, _) = amended(&shop, placed.order, &[set(1, 3)]);
    assert_eq!(shown.difference, cents(2800));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 3], [100, 6]));
    amended(&shop, placed.order, &[set(1, 1), add("set", 1)]);
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 2], [100, 4]));
}

#[test]
fn gift_cards_pay_at_most_what_they_paid_and_what_they_pay_less_comes_back() {
    let shop = Shop::new();
    shop.must(&command(json!({"do": "issue_gift_card", "card": {"code": "GIFT", "amount": euros("50.00")}})));
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "GIFT"})));
    let Placed { order, total, .. } = shop.place(cart);
    let left = || immediately(shop.engine.balance(&"GIFT".parse().unwrap())).unwrap().unwrap();
    assert_eq!((total, left()), (cents(0), cents(2600)));
    amended(&shop, order, &[set(1, 1)]);
    assert_eq!(left(), cents(3800));
    let (shown, payment) = amended(&shop, order, &[set(1, 3)]);
    assert_eq!((shown.to_pay, left()), (cents(2400), cents(3800)), "the card is not drawn anew");
    shop.must(&Command::VoidPayment { payment: payment.unwrap() });
    shop.must(&cancel(order));
    assert_eq!(left(), cents(5000));
    shop.check_replay();
}

#[test]
fn budgets_get_back_what_is_taken_off_less_and_uses_stay_drawn() {
    let shop = Shop::new();
    let mut book = rules("retail", "inclusive");
    book["promotions"][0]["limits"] = json!({"uses": 1, "budget": euros("20.00")});
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    let placed = shop.bought(&[("atlas", 2)]);
    let drawn = |code: &str| shop.state().counters.iter().find(|(key, _)| key.to_string().contains(code)).unwrap().1[1];
    assert_eq!((drawn("uses/retail/ten"), drawn("budget/retail/ten")), (1, 1000));
    amended(&shop, placed.order, &[set(1, 1), add("pen", 1)]);
    assert_eq!((drawn("uses/retail/ten"), drawn("budget/retail/ten")), (1, 520));
    let (shown, _) = amended(&shop, placed.order, &[set(1, 3)]);
    assert_eq!(shown.receipt.discount, cents(1520));
    assert_eq!((drawn("uses/retail/ten"), drawn("budget/retail/ten")), (1, 1520));
    // Past what is left of the budget nothing is taken off: the promotion skips what it cannot cover.
    let shown = preview(&shop, placed.order, &[set(1, 5)]).unwrap();
    assert_eq!(shown.receipt.discount, cents(0));
    shop.must(&cancel(placed.order));
    assert_eq!((drawn("uses/retail/ten"), drawn("budget/retail/ten")), (0, 0));
}

#[test]
fn credits_after_an_amendment_are_shares_of_its_receipt() {
    let shop = Shop::new();
    let placed = shop.bought(&[("atlas", 1)]);
    amended(&shop, placed.order, &[add("pen", 1)]);
    shop.must(&cancel_lines(placed.order, &[(2, 1)]));
    let order = shop.order(placed.order);
    assert_eq!((order.credits[0].amount, order.total().unwrap()), (cents(179), cents(4499)));
}

#[test]
fn where_something_came_back_or_the_rules_are_others_an_order_is_fixed() {
    let because = |shop: &Shop, order| {
        let refusal = refused(shop, order, &[add("pen", 1)]);
        assert_eq!(refusal.code(), Code::OrderFixed);
        refusal.detail()["because"].clone()
    };
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 2)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(because(&shop, placed.order), json!("credited"));
    let placed = shop.bought(&[("novel", 2)]);
    shop.must(&ship_lines(placed.order, &[(1, 1)]));
    shop.must(&request_return(placed.order, &[(1, 1)]));
    assert_eq!(because(&shop, placed.order), json!("returned"));
    let placed = shop.bought(&[("atlas", 2)]);
    let mut book = rules("retail", "inclusive");
    book["promotions"] = json!([]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    assert_eq!(because(&shop, placed.order), json!("rules_changed"));
    let cart = shop.filled(&[("novel", 1)]);
    shop.must(&command(json!({"do": "set_taxes", "cart": cart, "answer": crate::examples::tax_answer()})));
    assert_eq!(because(&shop, shop.place(cart).order), json!("taxes_answered"));
}

#[test]
fn changes_that_say_nothing_or_too_much_are_refused() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 2)]);
    let code = |changes: &[Value]| refused(&shop, placed.order, changes).code();
    assert_eq!(code(&[]), Code::LinesMissing);
    assert_eq!(code(&[remove(1)]), Code::LinesMissing, "an order without lines is cancelled");
    assert_eq!(code(&[set(1, 1), remove(1)]), Code::LineRepeated);
    assert_eq!(code(&[set(7, 1)]), Code::LineUnknown);
    assert_eq!(code(&[add("scroll", 1)]), Code::VariantUnknown);
    assert_eq!(code(&[add("novel", 1000)]), Code::StockShort);
    let elsewhere = json!({"add_line": {"sku": "pen", "quantity": 1, "to": "office"}});
    assert_eq!(code(&[elsewhere]), Code::AddressUnknown);
    shop.must(&cancel(placed.order));
    assert_eq!(code(&[add("pen", 1)]), Code::StateForbidden);
    let nobody = crate::common::uuid(1);
    assert_eq!(refused(&shop, nobody, &[add("pen", 1)]).code(), Code::OrderUnknown);
}
