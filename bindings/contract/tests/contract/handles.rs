//! Handles: shared by threads, closed once, and never a panic.

use std::sync::Arc;
use std::thread;

use fondaco::FailureKind;
use fondaco_contract::{Book, Engine, Query, digest, explain, render, wait};
use serde_json::{Value, json};

use crate::shop::{call, execute, memory, open_and_order, query, rules};

#[test]
fn every_call_on_a_closed_engine_is_refused() {
    let engine = memory();
    open_and_order(&engine);
    wait(engine.close()).unwrap();
    wait(engine.close()).unwrap();
    let query = wait(engine.query(Query::Variant { variant: "novel".parse().unwrap() })).unwrap_err();
    let codes = [
        query.code,
        execute(&engine, &json!({"do": "open_cart", "channel": "web"})).unwrap_err().code,
        wait(engine.tick(1)).unwrap_err().code,
        engine.new_id().unwrap_err().code,
    ];
    assert!(codes.iter().all(|code| code.as_str() == "handle.closed"), "{codes:?}");
    assert_eq!(query.kind, FailureKind::Invalid);
}

#[test]
fn every_call_on_a_closed_book_or_basket_is_refused() {
    let book = Book::compile(rules().to_string()).unwrap();
    let basket = book.prepare(call().to_string()).unwrap();
    book.close();
    book.close();
    let text = call().to_string();
    let codes = [
        book.price(&text).unwrap_err().code,
        book.verify("{}").unwrap_err().code,
        book.prepare(&text).unwrap_err().code,
        book.version().unwrap_err().code,
        book.rules().unwrap_err().code,
        book.simulate(&book, "[]").unwrap_err().code,
    ];
    assert!(codes.iter().all(|code| code.as_str() == "handle.closed"), "{codes:?}");
    assert!(basket.totals().is_ok(), "what it prepared stays open");
    basket.close();
    let codes = [
        basket.totals().unwrap_err().code,
        basket.receipt().unwrap_err().code,
        basket.set_quantity(1, 1).unwrap_err().code,
    ];
    assert!(codes.iter().all(|code| code.as_str() == "handle.closed"), "{codes:?}");
}

#[test]
fn a_prepared_basket_and_a_price_say_the_same() {
    let book = Book::compile(rules().to_string()).unwrap();
    let basket = book.prepare(call().to_string()).unwrap();
    assert_eq!(basket.receipt().unwrap(), book.price(call().to_string()).unwrap());
    basket.set_quantity(1, 5).unwrap();
    let mut more = call();
    more["basket"]["lines"][0]["quantity"] = json!(5);
    let receipt = book.price(more.to_string()).unwrap();
    assert_eq!(basket.receipt().unwrap(), receipt);
    let receipt: Value = serde_json::from_str(&receipt).unwrap();
    let totals = serde_json::to_value(basket.totals().unwrap()).unwrap();
    for (name, amount) in totals.as_object().unwrap() {
        assert_eq!(*amount, receipt[name], "{name}");
    }
    assert_eq!(basket.set_quantity(7, 1).unwrap_err().code.as_str(), "line.unknown");
    assert_eq!(basket.set_quantity(1, 0).unwrap_err().code.as_str(), "quantity.invalid");
}

#[test]
fn a_receipt_is_verified_explained_printed_and_fingerprinted() {
    let book = Book::compile(rules().to_string()).unwrap();
    let receipt = book.price(call().to_string()).unwrap();
    let mut verify = call();
    verify["receipt"] = serde_json::from_str(&receipt).unwrap();
    book.verify(verify.to_string()).unwrap();
    verify["receipt"]["due"]["amount"] = json!("1.00");
    assert_eq!(book.verify(verify.to_string()).unwrap_err().code.as_str(), "receipt.differs");
    assert!(explain(&receipt).unwrap().ends_with("To be paid: 21.60 EUR.\n"));
    assert!(render(&receipt).unwrap().contains("21.60"));
    assert_eq!(digest(&receipt).unwrap().len(), 64);
    assert_eq!(Book::compile(book.rules().unwrap()).unwrap().version().unwrap(), book.version().unwrap());
}

#[test]
fn a_history_is_priced_by_two_books() {
    let (mut other, history) = (rules(), json!([call(), call()]));
    other["promotions"] = json!([]);
    let (before, after) = (Book::compile(rules().to_string()).unwrap(), Book::compile(other.to_string()).unwrap());
    let simulation: Value = serde_json::from_str(&before.simulate(&after, history.to_string()).unwrap()).unwrap();
    assert_eq!((&simulation["baskets"], &simulation["dearer"]), (&json!(2), &json!(2)));
    assert_eq!(simulation["currencies"][0]["after"]["total"]["amount"], json!("48.00"));
}

#[test]
fn many_threads_share_an_engine_and_no_stock_is_sold_twice() {
    let engine = Arc::new(memory());
    open_and_order(&engine);
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "novel", "quantity": 1}], "address": {
        "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT",
    }});
    let buyers: Vec<_> = (0..8)
        .map(|_| {
            let (engine, buy): (Arc<Engine>, Value) = (engine.clone(), buy.clone());
            thread::spawn(move || execute(&engine, &buy).map_err(|failure| failure.code.as_str()))
        })
        .collect();
    let bought: Vec<_> = buyers.into_iter().map(|buyer| buyer.join().unwrap()).collect();
    assert_eq!(bought.iter().filter(|sale| sale.is_ok()).count(), 3);
    assert!(bought.iter().filter_map(|sale| sale.as_ref().err()).all(|code| *code == "stock.short"), "{bought:?}");
    let stock = query(&engine, &json!({"get": "stock", "sku": "novel", "location": "here"})).unwrap();
    assert_eq!(stock, json!({"got": "stock", "on_hand": 5, "reserved": 5, "available": 0}));
}
