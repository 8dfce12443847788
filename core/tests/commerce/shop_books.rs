//! Books of a shop: whatever happens to orders, payments and gift cards, the books are the sum of what there is.

use std::collections::BTreeMap;

use fondaco::catalog::Channel;
use fondaco::ledger::{Account, AccountBalance, Entry, Layer, Position, Side};
use fondaco::port::Page;
use fondaco::{AccountCode, Command, Key, OrderId, Outcome, Record, immediately};
use serde_json::{Value, json};

use crate::common::shop::{
    authorize, cancel, cancel_lines, capture, cents, command, euros, receive_return, ship_lines,
};
use crate::common::{Shop, State};
use crate::refusals::refusals;

/// From now on the orders of a channel are entered in books.
pub(crate) fn keep(shop: &Shop, channel: &str) {
    let mut channel = Channel::clone(&shop.get::<Channel>(&channel.parse().unwrap()));
    channel.books = Some("shop".parse().unwrap());
    shop.must(&Command::DefineChannel { channel });
}

fn position(record: &Record) -> Option<Position> {
    match record {
        Record::Order(order) => order.position().unwrap(),
        Record::Payment(payment) => payment.position().unwrap(),
        Record::GiftCard(card) => card.position().unwrap(),
        _ => None,
    }
}

/// What is posted on each account is what orders, payments and cards come to, and all of it together is nothing.
pub(crate) fn check(state: &State) {
    let mut expected: BTreeMap<AccountCode, i64> = BTreeMap::new();
    for position in state.records.values().filter_map(|stored| position(&stored.record)) {
        for (account, amount) in position.amounts() {
            *expected.entry(account.code(position.books(), amount.currency()).unwrap()).or_default() += amount.minor();
        }
    }
    let mut together: BTreeMap<String, i64> = BTreeMap::new();
    for (key, counters) in &state.counters {
        let Key::Balance(code) = key else { continue };
        let Record::Account(account) = &state.records[&Key::Account(code.clone())].record else { panic!("{code}") };
        let debits = AccountBalance::from(*counters).balance(Layer::Settled, Side::Debit);
        *together.entry(account.asset.to_string()).or_default() += debits;
        if code.as_str().starts_with("shop/") {
            assert_eq!(debits, expected.remove(code).unwrap_or_default(), "{code}");
        }
    }
    assert!(expected.values().all(|amount| *amount == 0), "not posted: {expected:?}");
    assert!(together.values().all(|sum| *sum == 0), "debits are credits: {together:?}");
}

/// What stands on the accounts of the shop, those of nothing left out.
fn standing(shop: &Shop) -> Value {
    check(&shop.state());
    let rows = immediately(shop.engine.trial_balance(&Page::first(100))).unwrap().unwrap().items;
    let name = |account: &Account| account.code.as_str().strip_prefix("shop/EUR/").unwrap().to_owned();
    let rows = rows.iter().map(|(account, balance)| (name(account), balance.balance(Layer::Settled, account.normal)));
    rows.filter(|(_, balance)| *balance != 0)
        .map(|(name, balance)| (name, json!(balance)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn kept() -> Shop {
    let shop = Shop::new();
    keep(&shop, "web");
    shop
}

#[test]
fn a_sale_is_posted_step_by_step() {
    let shop = kept();
    let placed = shop.place(shop.filled(&[("novel", 2), ("pen", 1)]));
    let order = shop.order(placed.order);
    let (total, tax) = (order.receipt.total.minor(), order.receipt.tax.minor());
    assert_eq!(standing(&shop), json!({"receivables": total, "deferred": total - tax, "taxes": tax}));
    shop.must(&authorize(placed.payment, order.receipt.total));
    assert_eq!(standing(&shop)["receivables"], total, "what is held is not paid");
    shop.must(&capture(placed.payment, cents(1_000)));
    assert_eq!((&standing(&shop)["clearing"], &standing(&shop)["receivables"]), (&json!(1_000), &json!(total - 1_000)));
    shop.must(&capture(placed.payment, cents(total - 1_000)));
    assert_eq!(standing(&shop), json!({"clearing": total, "deferred": total - tax, "taxes": tax}));
    let pen = order.receipt.lines.iter().find(|line| line.sku.as_str() == "pen").unwrap();
    shop.must(&ship_lines(placed.order, &[(pen.line, 1)]));
    let net = pen.net.minor();
    assert_eq!(standing(&shop), json!({"clearing": total, "deferred": total - tax - net, "sales": net, "taxes": tax}));
    shop.ship(placed.order);
    assert_eq!(standing(&shop), json!({"clearing": total, "sales": total - tax, "taxes": tax}));
}

#[test]
fn what_falls_off_is_taken_back_and_what_is_cancelled_leaves_nothing() {
    let shop = kept();
    let placed = shop.place(shop.filled(&[("novel", 2)]));
    let before = standing(&shop);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let due = shop.order(placed.order).due().unwrap();
    assert_eq!(standing(&shop)["receivables"], due.minor());
    assert_ne!(standing(&shop), before);
    shop.must(&cancel(placed.order));
    assert_eq!(standing(&shop), json!({}));
}

#[test]
fn money_that_is_to_go_back_is_owed_to_the_buyer_until_it_has() {
    let shop = kept();
    let placed = shop.bought(&[("novel", 2)]);
    shop.ship(placed.order);
    let back = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(back, &[(1, 1, 0)]));
    let before = standing(&shop);
    shop.must(&command(json!({"do": "refund_return", "return_id": back, "fee": euros("1.00")})));
    let owed = before["clearing"].as_i64().unwrap() - shop.order(placed.order).due().unwrap().minor();
    let after = standing(&shop);
    assert_eq!((&after["receivables"], &after["fees"]), (&json!(-owed), &json!(100)));
    shop.must(&Command::RefundPayment { payment: placed.payment, amount: cents(owed), reference: None });
    assert_eq!(standing(&shop).get("receivables"), None);
}

#[test]
fn disputed_money_stands_apart_and_what_is_lost_is_owed_again() {
    let shop = kept();
    let placed = shop.bought(&[("novel", 1)]);
    let taken = standing(&shop)["clearing"].clone();
    let (payment, dispute) = (placed.payment, String::from("d-1"));
    let amount = cents(500);
    shop.must(&Command::OpenDispute { payment, dispute: dispute.clone(), amount });
    assert_eq!((&standing(&shop)["disputed"], standing(&shop).get("receivables")), (&json!(500), None));
    shop.must(&Command::LoseDispute { payment, dispute });
    let after = standing(&shop);
    assert_eq!((after.get("disputed"), &after["receivables"]), (None, &json!(500)));
    assert_eq!(after["clearing"], taken.as_i64().unwrap() - 500);
}

#[test]
fn gift_cards_and_store_credit_are_owed_until_they_pay() {
    let shop = kept();
    shop.must(&command(json!({"do": "issue_gift_card",
        "card": {"code": "GIFT", "amount": euros("10.00"), "books": "shop"}})));
    assert_eq!(standing(&shop), json!({"stored_value": 1_000, "stored_value_issued": 1_000}));
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "GIFT"})));
    let placed = shop.place(cart);
    let due = shop.order(placed.order).receipt.due;
    let after = standing(&shop);
    assert_eq!((after.get("stored_value"), &after["receivables"]), (None, &json!(due.minor())));
    shop.must(&authorize(placed.payment, due));
    shop.must(&capture(placed.payment, due));
    shop.ship(placed.order);
    let back = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(back, &[(1, 1, 0)]));
    let credit = command(json!({"do": "refund_return", "return_id": back, "store_credit": "CREDIT"}));
    let Outcome::Credited { amount } = shop.must(&credit) else { panic!("credited") };
    let after = standing(&shop);
    assert_eq!((&after["stored_value"], after.get("receivables")), (&json!(amount.minor()), None));
}

#[test]
fn charges_have_accounts_of_their_kind() {
    let shop = kept();
    let cart = shop.filled(&[("novel", 1)]);
    shop.must(&command(json!({"do": "set_charges", "cart": cart, "charges": [
        {"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros("6.10")},
        {"code": "wrap", "title": "Wrapping", "kind": "fee", "amount": euros("2.00")},
        {"code": "library", "title": "For the library", "kind": "donation", "amount": euros("3.00")}]})));
    let order = shop.order(shop.place(cart).order);
    let standing = standing(&shop);
    for (account, code) in [("shipping", "parcel"), ("fees", "wrap"), ("donations", "library")] {
        let charge = order.receipt.charges.iter().find(|charge| charge.code.as_str() == code).unwrap();
        assert_eq!(standing[account], charge.net.minor(), "{account}");
    }
    assert_eq!(standing["taxes"], order.receipt.tax.minor());
}

#[test]
fn sellers_are_owed_what_has_left_of_theirs_and_are_paid_out_by_an_entry() {
    let shop = kept();
    crate::sellers::marketplace(&shop);
    let placed = shop.bought(&[("novel", 1), ("pen", 2)]);
    assert_eq!(standing(&shop).get("sellers/ada"), None, "nothing has left");
    shop.ship(placed.order);
    let order = shop.order(placed.order);
    let parts = order.parts().unwrap();
    let ada = parts.iter().find(|part| part.seller.as_ref().is_some_and(|seller| seller.as_str() == "ada")).unwrap();
    assert_eq!(standing(&shop)["sellers/ada"], ada.total.minor());
    // A tenth is the shop's.
    let to = |name: &str| json!({"account": format!("shop/EUR/{name}")});
    shop.must(&command(
        json!({"do": "define_accounts", "accounts": [{"code": "shop/EUR/commission", "asset": "EUR"}]}),
    ));
    shop.must(&command(json!({"do": "record_entries", "steps": [{"send": {"reference": "payout", "sending": {
        "asset": "EUR", "amount": ada.total.minor(), "from": {"account": {"account": "shop/EUR/sellers/ada", "overdraft": "unlimited"}},
        "to": {"split": [{"portion": "1/10", "to": to("commission")}, {"to": to("clearing")}]}}}}]})));
    let balance = |name: &str| {
        let code = format!("shop/EUR/{name}").parse().unwrap();
        let (account, balance) = immediately(shop.engine.account_balance(&code)).unwrap().unwrap();
        balance.balance(Layer::Settled, account.normal)
    };
    assert_eq!(balance("sellers/ada"), 0);
    assert_eq!(balance("commission") * 10 / ada.total.minor(), 1);
}

#[test]
fn entries_are_found_by_their_order() {
    let shop = kept();
    let placed = shop.bought(&[("novel", 1)]);
    shop.ship(placed.order);
    let found = |order: OrderId| {
        let scan = fondaco::port::Scan::of(fondaco::Kind::Entry).with("reference", order.to_string());
        immediately(shop.engine.find::<Entry>(&scan, &Page::first(100))).unwrap().unwrap().items
    };
    // Owed: net and tax; paid; earned.
    assert_eq!(found(placed.order).len(), 4);
    let other = shop.bought(&[("pen", 1)]);
    assert_eq!((found(placed.order).len(), found(other.order).len()), (4, 3));
}

#[test]
fn an_order_keeps_the_books_that_it_was_placed_under() {
    let shop = Shop::new();
    let before = shop.place(shop.filled(&[("novel", 1)]));
    keep(&shop, "web");
    shop.must(&authorize(before.payment, shop.payment(before.payment).amount));
    shop.must(&capture(before.payment, shop.payment(before.payment).amount));
    assert_eq!(standing(&shop), json!({}));
}

refusals! {
    an_account_of_the_shop_that_is_closed_takes_no_sale: AccountClosed, |shop| {
        keep(shop, "web");
        shop.place(shop.filled(&[("novel", 1)]));
        shop.must(&command(json!({"do": "define_accounts",
            "accounts": [{"code": "shop/EUR/receivables", "asset": "EUR", "normal": "debit", "closed": true}]})));
        shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None })
    };
    an_account_of_the_shop_that_holds_something_else_is_refused: AssetMismatch, |shop| {
        keep(shop, "web");
        shop.must(&command(json!({"do": "define_accounts", "accounts": [{"code": "shop/EUR/taxes", "asset": "points"}]})));
        shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None })
    };
}
