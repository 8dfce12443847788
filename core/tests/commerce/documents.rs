//! Numbers without gaps, invoices and credit notes to the cent, and orders that are held for review.

use fondaco::document::{CreditNote, Invoice, Series};
use fondaco::order::OrderState;
use fondaco::port::{Page, Scan};
use fondaco::{Code, Command, Kind, OrderId, Outcome, immediately};
use serde_json::{Value, json};

use crate::common::shop::{
    HOLD, address_in, cancel, cancel_lines, capture, command, receive_return, ship, ship_lines, units,
};
use crate::common::{Shop, cents, euros, uuid};
use crate::kits::{define, kit};
use crate::refusals::refusals;

/// The channel of the shop with more terms.
pub(crate) fn web(more: Value) -> Command {
    let mut channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": ["genova", "pisa"], "hold_seconds": HOLD});
    channel.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(json!({"do": "define_channel", "channel": channel}))
}

pub(crate) fn series(code: &str, prefix: &str, first: u64) -> Command {
    command(json!({"do": "define_series", "series": code,
        "terms": {"prefix": prefix, "first": first, "digits": 4}}))
}

/// Gives orders, invoices and credit notes of the shop their series.
pub(crate) fn numbered(shop: &Shop) {
    shop.must(&web(with_series(shop, json!({}))));
}

/// Terms of a channel that has series for orders, invoices and credit notes.
pub(crate) fn with_series(shop: &Shop, mut terms: Value) -> Value {
    for (code, prefix) in [("orders", "O-"), ("invoices", "I-"), ("notes", "C-")] {
        shop.must(&series(code, prefix, 1));
    }
    let seller = json!({"address": address_in("IT"), "tax_id": "IT01234567890"});
    let numbers = json!({"orders": "orders", "invoices": "invoices", "credit_notes": "notes"});
    terms["numbers"] = numbers;
    terms["seller"] = seller;
    terms
}

pub(crate) fn issue(order: OrderId, lines: &[(u32, i64)]) -> Command {
    command(json!({"do": "issue_invoice", "order": order, "lines": units(lines)}))
}

pub(crate) fn note(order: OrderId) -> Command {
    Command::IssueCreditNote { order, seller: None }
}

pub(crate) fn hold(order: OrderId) -> Command {
    Command::HoldOrder { order, reason: "the address looks odd".into() }
}

fn invoice(shop: &Shop, order: OrderId, lines: &[(u32, i64)]) -> std::sync::Arc<Invoice> {
    let Outcome::Invoice { invoice, number, total } = shop.must(&issue(order, lines)) else { panic!("no invoice") };
    let found = shop.get::<Invoice>(&invoice);
    assert_eq!((&found.number, found.total), (&number, total));
    found
}

fn credit_note(shop: &Shop, order: OrderId) -> std::sync::Arc<CreditNote> {
    let Outcome::CreditNote { credit_note, .. } = shop.must(&note(order)) else { panic!("no credit note") };
    shop.get::<CreditNote>(&credit_note)
}

/// A shop with series, and an order of it that is paid.
fn sold(lines: &[(&str, i64)]) -> (Shop, crate::common::Placed) {
    let shop = Shop::new();
    numbered(&shop);
    let placed = shop.bought(lines);
    (shop, placed)
}

#[test]
fn an_order_takes_the_next_number_and_a_refused_one_takes_none() {
    let shop = Shop::new();
    numbered(&shop);
    let first = shop.placed();
    assert_eq!(shop.order(first.order).number.as_deref(), Some("O-0001"));
    let cart = shop.filled(&[("novel", 2)]);
    let seen = Command::PlaceOrder { cart, total: Some(euros("1.00")) };
    assert_eq!(shop.refuse(&seen).code(), Code::PriceChanged);
    shop.store.stale.store(3, std::sync::atomic::Ordering::Relaxed);
    let second = shop.place(cart);
    assert_eq!(shop.order(second.order).number.as_deref(), Some("O-0002"));
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "pen", "quantity": 1}],
        "address": address_in("IT")});
    let Outcome::Order { order, .. } = shop.must(&command(buy)) else { panic!("no order") };
    assert_eq!(shop.order(order).number.as_deref(), Some("O-0003"));
    assert_eq!(shop.get::<Series>(&"orders".parse().unwrap()).last, Some(3));
    let scan = Scan::of(Kind::Order).with("number", "O-0002");
    let found = immediately(shop.engine.find::<fondaco::order::Order>(&scan, &Page::first(9))).unwrap().unwrap();
    assert_eq!(found.items.iter().map(|order| order.id).collect::<Vec<_>>(), [second.order]);
    shop.check_replay();
}

#[test]
fn a_channel_without_a_series_looks_at_none() {
    let shop = Shop::new();
    let placed = shop.placed();
    assert_eq!(shop.order(placed.order).number, None);
    assert!(shop.state().records.keys().all(|key| key.kind() != Some(Kind::Series)));
}

#[test]
fn a_series_may_look_otherwise_from_now_on_and_goes_on_counting() {
    let shop = Shop::new();
    numbered(&shop);
    shop.must(&series("orders", "P-", 7));
    assert_eq!(shop.order(shop.placed().order).number.as_deref(), Some("P-0007"));
    shop.must(&series("orders", "Q-", 7));
    assert_eq!(shop.order(shop.placed().order).number.as_deref(), Some("Q-0008"));
    shop.check_replay();
}

#[test]
fn an_invoice_is_over_what_was_not_invoiced_and_all_of_them_are_the_receipt_to_the_cent() {
    // Seven pens of 1.99 and three atlases of 49.99 less ten percent: neither divides.
    let (shop, placed) = sold(&[("pen", 7), ("atlas", 3)]);
    let parts: [&[(u32, i64)]; 3] = [&[(1, 3)], &[(1, 1), (2, 2)], &[]];
    let invoices: Vec<_> = parts.iter().map(|lines| invoice(&shop, placed.order, lines)).collect();
    let order = shop.order(placed.order);
    let sum = |of: fn(&Invoice) -> i64| invoices.iter().map(|invoice| of(invoice)).sum::<i64>();
    assert_eq!(sum(|invoice| invoice.total.minor()), order.receipt.total.minor());
    assert_eq!(sum(|invoice| invoice.amounts.net.minor()), order.receipt.net.minor());
    assert_eq!(sum(|invoice| invoice.amounts.tax.minor()), order.receipt.tax.minor());
    for tax in &order.receipt.taxes {
        let of = |invoice: &std::sync::Arc<Invoice>| {
            let found = invoice.amounts.taxes.iter().find(|other| other.name == tax.name);
            found.map_or((0, 0), |found| (found.base.minor(), found.amount.minor()))
        };
        let (base, amount) = invoices.iter().map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        assert_eq!((base, amount), (tax.base.minor(), tax.amount.minor()), "{}", tax.name);
    }
    let numbers: Vec<&str> = invoices.iter().map(|invoice| invoice.number.as_str()).collect();
    assert_eq!(numbers, ["I-0001", "I-0002", "I-0003"]);
    let first = &invoices[0];
    assert_eq!((first.order_number.as_deref(), first.amounts.lines[0].quantity.units()), (Some("O-0001"), 3));
    assert_eq!(first.seller.tax_id.as_deref(), Some("IT01234567890"));
    let refusal = shop.refuse(&issue(placed.order, &[]));
    assert_eq!(refusal.code(), Code::NothingToInvoice);
    shop.check_replay();
}

#[test]
fn an_invoice_says_what_had_paid_it() {
    let shop = Shop::new();
    numbered(&shop);
    let placed = shop.place(shop.filled(&[("novel", 4)]));
    shop.authorize(&placed);
    let first = invoice(&shop, placed.order, &[(1, 1)]);
    assert_eq!((first.by_payments, first.due), (cents(0), first.total), "it is authorized, not paid");
    shop.must(&capture(placed.payment, euros("20.00")));
    let second = invoice(&shop, placed.order, &[(1, 1)]);
    assert_eq!((second.by_payments, second.due), (second.total, cents(0)));
    let last = invoice(&shop, placed.order, &[]);
    assert_eq!((last.by_payments, last.due), (cents(800), cents(1600)), "8.00 of 20.00 were left");
}

#[test]
fn an_invoice_is_made_out_to_whoever_is_billed() {
    let shop = Shop::new();
    numbered(&shop);
    let bought = |billing: Value| {
        let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "pen", "quantity": 2}],
            "address": address_in("IT"), "billing": billing});
        let Outcome::Order { order, .. } = shop.must(&command(buy)) else { panic!("no order") };
        order
    };
    let order = bought(json!({"address": address_in("DE"), "tax_id": "DE123456789"}));
    let of = invoice(&shop, order, &[(1, 1)]).buyer.clone();
    assert_eq!((of.address, of.tax_id.as_deref()), (address_in("DE"), Some("DE123456789")));
    shop.must(&cancel(order));
    assert_eq!(credit_note(&shop, order).buyer.tax_id.as_deref(), Some("DE123456789"));
    let of = invoice(&shop, bought(Value::Null), &[]).buyer.clone();
    assert_eq!((of.address, of.tax_id), (address_in("IT"), None), "whoever the goods go to");
}

#[test]
fn charges_stand_on_the_first_invoice_and_gift_cards_pay_first() {
    let shop = Shop::new();
    numbered(&shop);
    shop.must(&command(json!({"do": "issue_gift_card", "card": {"code": "CARD", "amount": euros("20.00")}})));
    let cart = shop.filled(&[("novel", 2)]);
    let parcel = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros("5.00"),
        "tax": {"category": "standard"}}]);
    shop.must(&command(json!({"do": "set_charges", "cart": cart, "charges": parcel})));
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "CARD"})));
    let placed = shop.place(cart);
    let first = invoice(&shop, placed.order, &[(1, 1)]);
    assert_eq!((first.total, first.by_cards, first.due), (cents(1700), cents(1700), cents(0)));
    assert_eq!(first.amounts.charges[0].taxes[0].name.as_ref(), "IVA 22");
    let last = invoice(&shop, placed.order, &[]);
    assert_eq!((last.total, last.by_cards, last.due), (cents(1200), cents(300), cents(900)));
    assert!(last.amounts.charges.is_empty());
}

#[test]
fn what_fell_off_before_it_was_invoiced_is_never_invoiced() {
    let (shop, placed) = sold(&[("atlas", 3)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    let all = invoice(&shop, placed.order, &[]);
    assert_eq!((all.total, all.amounts.lines[0].quantity.units()), (shop.order(placed.order).total().unwrap(), 2));
}

#[test]
fn units_that_are_cancelled_were_not_invoiced_and_units_that_come_back_were_as_far_as_there_are_any() {
    // Seven pens for 12.54: the first bears a cent more than the others.
    let (shop, placed) = sold(&[("pen", 7), ("atlas", 3)]);
    shop.must(&ship_lines(placed.order, &[(1, 1)]));
    let sent = invoice(&shop, placed.order, &[(1, 1)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit, "it was on no invoice");
    let returned = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(returned, &[(1, 1, 0)]));
    shop.must(&command(json!({"do": "refund_return", "return_id": returned, "fee": euros("1.50")})));
    let back = credit_note(&shop, placed.order);
    assert_eq!(back.amounts, sent.amounts, "the unit that came back is the one that was invoiced");
    assert_eq!((back.number.as_str(), back.invoices[0].number.as_str()), ("C-0001", "I-0001"));
    assert_eq!((back.fee, back.total), (Some(cents(150)), sent.total.minus(cents(150)).unwrap()));
    let last = invoice(&shop, placed.order, &[]);
    let order = shop.order(placed.order);
    let standing = sent.total.plus(last.total).unwrap().minus(back.total).unwrap();
    assert_eq!(standing, order.total().unwrap());
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    shop.check_replay();
}

#[test]
fn a_cancelled_order_takes_back_all_that_was_invoiced() {
    let (shop, placed) = sold(&[("pen", 5)]);
    let parts = [invoice(&shop, placed.order, &[(1, 2)]), invoice(&shop, placed.order, &[(1, 2)])];
    shop.must(&cancel(placed.order));
    let back = credit_note(&shop, placed.order);
    assert_eq!(back.total, parts[0].total.plus(parts[1].total).unwrap());
    assert_eq!(back.invoices.iter().map(|of| of.invoice).collect::<Vec<_>>(), [parts[0].id, parts[1].id]);
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    shop.check_replay();
}

/// A shop whose promotions are decided again, and an atlas (49.99) and a novel (12.00), less ten percent from 50.00: 55.79.
fn repriced() -> (Shop, crate::common::Placed) {
    let shop = Shop::new();
    shop.must(&web(with_series(&shop, json!({"after_sales": {"promotions": "reprice"}}))));
    let placed = shop.bought(&[("atlas", 1), ("novel", 1)]);
    assert_eq!(placed.total, cents(5579));
    (shop, placed)
}

#[test]
fn what_remains_is_invoiced_with_the_discount_that_it_lost_before() {
    let (shop, placed) = repriced();
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    let all = invoice(&shop, placed.order, &[]);
    let lost = all.amounts.lost_discounts.clone().unwrap();
    assert_eq!((all.total, lost.gross), (cents(1200), cents(120)));
    assert_eq!(lost.net.plus(lost.tax).unwrap(), lost.gross);
    assert_eq!(all.amounts.taxes.iter().map(|tax| tax.amount.minor()).sum::<i64>(), all.amounts.tax.minor());
    assert_eq!(shop.refuse(&issue(placed.order, &[])).code(), Code::NothingToInvoice, "it stands on one paper");
    shop.check_replay();
}

#[test]
fn a_credit_note_is_lower_by_the_discount_that_was_lost_since_the_invoice() {
    let (shop, placed) = repriced();
    let all = invoice(&shop, placed.order, &[]);
    assert_eq!((all.total, &all.amounts.lost_discounts), (cents(5579), &None));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.refuse(&issue(placed.order, &[])).code(), Code::NothingToInvoice);
    let back = credit_note(&shop, placed.order);
    let lost = back.amounts.lost_discounts.clone().unwrap();
    assert_eq!((back.total, lost.gross), (cents(5579 - 1200), cents(-120)));
    assert_eq!(back.amounts.lines.len(), 1);
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    shop.check_replay();
}

#[test]
fn a_discount_that_was_lost_after_all_that_remains_was_invoiced_is_invoiced_by_itself() {
    let (shop, placed) = repriced();
    invoice(&shop, placed.order, &[(2, 1)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let more = invoice(&shop, placed.order, &[]);
    assert_eq!((more.total, more.amounts.lines.len()), (cents(120), 0));
    shop.must(&cancel(placed.order));
    let back = credit_note(&shop, placed.order);
    assert_eq!(back.total, cents(1200), "all that stands on paper");
    assert_eq!(back.amounts.taxes[0].amount, back.amounts.tax);
    assert_eq!(shop.refuse(&note(placed.order)).code(), Code::NothingToCredit);
    shop.check_replay();
}

#[test]
fn a_kit_is_invoiced_whole_by_its_own_line() {
    let shop = Shop::new();
    numbered(&shop);
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("set", 3)]);
    let one = invoice(&shop, placed.order, &[(1, 1)]);
    assert_eq!(one.total, cents(1400));
    let parts: Vec<_> = one.amounts.lines.iter().map(|line| (line.kit, line.quantity.units())).collect();
    assert_eq!(parts, [(Some(1), 1), (Some(1), 2)]);
}

#[test]
fn a_completed_order_is_invoiced_too() {
    let shop = Shop::new();
    numbered(&shop);
    let (placed, _) = shop.completed();
    assert_eq!(invoice(&shop, placed.order, &[]).total, placed.total);
    assert_eq!(shop.order(placed.order).state, OrderState::Completed);
}

#[test]
fn a_held_order_stays_where_it_is_until_it_is_released() {
    let shop = Shop::new();
    let placed = shop.authorized();
    shop.must(&hold(placed.order));
    let held = shop.order(placed.order).held.clone().unwrap();
    assert_eq!((held.reason.as_str(), held.at), ("the address looks odd", shop.now()));
    assert_eq!(shop.refuse(&ship(placed.order)).code(), Code::OrderHeld);
    let scan = Scan::of(Kind::Order).until("held_at", shop.now());
    let found = immediately(shop.engine.find::<fondaco::order::Order>(&scan, &Page::first(9))).unwrap().unwrap();
    assert_eq!(found.items.len(), 1);
    shop.must(&Command::ReleaseOrder { order: placed.order });
    assert_eq!(shop.order(placed.order).held, None);
    shop.ship(placed.order);
    shop.check_replay();
}

#[test]
fn a_held_order_may_be_cancelled_and_is_held_no_more() {
    let shop = Shop::new();
    let placed = shop.authorized();
    shop.must(&hold(placed.order));
    shop.must(&cancel(placed.order));
    assert_eq!(shop.order(placed.order).held, None);
    shop.check_replay();
}

#[test]
fn a_channel_holds_orders_above_an_amount_by_itself() {
    let shop = Shop::new();
    shop.must(&web(json!({"hold_above": euros("24.00")})));
    let small = shop.placed();
    assert_eq!((small.total, shop.order(small.order).held.is_some()), (euros("24.00"), false));
    let large = shop.place(shop.filled(&[("novel", 3)]));
    let held = shop.order(large.order).held.clone().unwrap();
    assert_eq!(held.reason, "the total is above 24.00 EUR");
    shop.check_replay();
}

/// An order that is paid, in a shop without series.
fn plain(shop: &Shop, more: Value) -> OrderId {
    shop.must(&web(more));
    shop.placed().order
}

refusals! {
    a_series_whose_numbers_could_look_alike_is_invalid: SeriesInvalid, |shop| shop.refuse(&series("s", "A1", 1));
    a_series_that_begins_at_nothing_is_invalid: SeriesInvalid, |shop| shop.refuse(&series("s", "A", 0));
    a_series_that_has_given_numbers_does_not_begin_elsewhere: SeriesInUse, |shop| {
        numbered(shop);
        shop.placed();
        shop.refuse(&series("orders", "O-", 2))
    };
    an_order_takes_no_number_of_an_unknown_series: SeriesUnknown, |shop| {
        shop.must(&web(json!({"numbers": {"orders": "none"}})));
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    a_series_ends: LimitExceeded, |shop| {
        shop.must(&series("s", "", 999_999_999_999));
        shop.must(&web(json!({"numbers": {"orders": "s"}})));
        shop.placed();
        let cart = shop.filled(&[("novel", 1)]);
        shop.refuse(&Command::PlaceOrder { cart, total: None })
    };
    a_channel_does_not_hold_orders_above_another_currency: ChannelInvalid,
        |shop| shop.refuse(&web(json!({"hold_above": {"amount": "1.00", "currency": "USD"}})));
    a_seller_has_an_address: AddressInvalid, |shop| {
        let mut address = json!(address_in("IT"));
        address["city"] = "".into();
        shop.refuse(&web(json!({"seller": {"address": address}})))
    };
    an_unknown_order_is_not_invoiced: OrderUnknown, |shop| shop.refuse(&issue(uuid(1), &[]));
    an_order_without_a_series_is_not_invoiced: SeriesMissing,
        |shop| shop.refuse(&issue(plain(shop, json!({})), &[]));
    an_order_without_a_seller_is_not_invoiced: SellerMissing, |shop| {
        shop.must(&series("i", "", 1));
        shop.refuse(&issue(plain(shop, json!({"numbers": {"invoices": "i"}})), &[]))
    };
    a_cancelled_order_is_not_invoiced: StateForbidden, |shop| {
        numbered(shop);
        let placed = shop.placed();
        shop.must(&cancel(placed.order));
        shop.refuse(&issue(placed.order, &[]))
    };
    a_held_order_is_not_invoiced: OrderHeld, |shop| {
        numbered(shop);
        let placed = shop.placed();
        shop.must(&hold(placed.order));
        shop.refuse(&issue(placed.order, &[]))
    };
    an_invoice_is_not_over_more_than_there_is: UnitsExceed, |shop| {
        numbered(shop);
        let placed = shop.placed();
        shop.must(&issue(placed.order, &[(1, 1)]));
        shop.refuse(&issue(placed.order, &[(1, 2)]))
    };
    nothing_is_invoiced_twice: NothingToInvoice, |shop| {
        numbered(shop);
        let placed = shop.placed();
        shop.must(&issue(placed.order, &[]));
        shop.refuse(&issue(placed.order, &[]))
    };
    nothing_that_stands_is_credited: NothingToCredit, |shop| {
        numbered(shop);
        let placed = shop.placed();
        shop.must(&issue(placed.order, &[]));
        shop.refuse(&note(placed.order))
    };
    an_unknown_invoice_is_not_found: InvoiceUnknown,
        |shop| immediately(shop.engine.get::<Invoice>(&uuid(1))).unwrap().unwrap_err().into_refusal();
    an_unknown_credit_note_is_not_found: CreditNoteUnknown,
        |shop| immediately(shop.engine.get::<CreditNote>(&uuid(1))).unwrap().unwrap_err().into_refusal();
    an_order_is_not_held_twice: OrderHeld, |shop| {
        let placed = shop.placed();
        shop.must(&hold(placed.order));
        shop.refuse(&hold(placed.order))
    };
    an_order_that_is_not_held_is_not_released: OrderNotHeld,
        |shop| shop.refuse(&Command::ReleaseOrder { order: shop.placed().order });
    no_gateway_captures_for_a_held_order: OrderHeld, |shop| {
        let placed = crate::payments::authorized_by_gateway(shop);
        shop.must(&hold(placed.order));
        shop.refuse(&command(json!({"do": "request_capture", "payment": placed.payment})))
    };
}

/// Numbers, documents and holds.
pub(crate) fn day_of_documents(shop: &Shop) {
    numbered(shop);
    let placed = shop.bought(&[("novel", 2)]);
    shop.must(&issue(placed.order, &[(1, 1)]));
    shop.must(&issue(placed.order, &[]));
    shop.must(&hold(placed.order));
    shop.must(&Command::ReleaseOrder { order: placed.order });
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    shop.must(&note(placed.order));
}
