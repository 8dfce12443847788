use fondaco::Engine;
use fondaco_storage::MemoryStore;

use super::*;
use crate::flash_sale::page::Progress;
use crate::flash_sale::sale::Sale;
use crate::flash_sale::shop::opening;
use crate::staged::StagedClock;

const TERMS: Terms = Terms { stock: 20, buyers: 50, seed: 1 };

/// The books of a sale, and its shop.
fn sold() -> (Books, Shop) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (store, clock, shop) = (MemoryStore::new(), StagedClock::new(opening()), Shop::load().unwrap());
        let engine = Engine::new(Arc::new(store.clone()), Arc::new(clock.clone()));
        shop.set_up(&engine, &TERMS).await.unwrap();
        let sale = Arc::new(Sale::open(engine, clock, shop, TERMS).await.unwrap());
        sale.run(8, &mut Progress::new(TERMS.buyers, false, &mut Vec::new())).await.unwrap();
        let books = Books::read(&sale.engine, &store, &sale.shop).await.unwrap();
        drop(sale);
        (books, Shop::load().unwrap())
    })
}

#[test]
fn books_that_nobody_touched_balance() {
    let (books, shop) = sold();
    let proof = books.prove(&shop, &TERMS).unwrap();
    assert!(proof.balances(), "{proof:?}");
    assert_eq!((proof.sold, proof.sold + proof.refused + proof.gave_up), (20, 50));
}

/// A change of the books, and what has to be said of it.
type Case = (&'static str, &'static str, fn(&mut Books));

const CASES: &[Case] = &[
    ("goods", "40 came in instead of 20", |books| books.movements.push(books.movements[0].clone())),
    ("goods", "19 are on hand of 20", |books| books.stock[0] -= 1),
    ("goods", "21 are promised and 20 were ordered", |books| books.stock[1] += 1),
    ("goods", "21 were ordered of 20", |books| books.orders.push(books.orders[0].clone())),
    ("orders", "is a shopper's second", |books| {
        let first = books.orders[0].customer;
        Arc::make_mut(&mut books.orders[1]).customer = first;
    }),
    ("orders", "takes other goods than one piece", |books| {
        Arc::make_mut(&mut books.orders[0]).allocations.clear();
    }),
    ("orders", "is not that of its cart", |books| {
        let other = books.orders[1].cart;
        Arc::make_mut(&mut books.orders[0]).cart = other;
    }),
    ("orders", "20 carts were ordered and there are 19 orders", |books| drop(books.orders.pop())),
    ("orders", "the log tells of 19 orders", |books| books.tally.orders -= 1),
    ("orders", "is to be paid with 0.00 EUR", |books| {
        let order = Arc::make_mut(&mut books.orders[0]);
        order.receipt.due = Money::zero(order.receipt.due.currency());
    }),
    ("payments", "0.00 EUR of 79.00 EUR were captured for order", |books| {
        let order = books.orders[0].id;
        books.payments.retain(|payment| payment.order != order);
    }),
    ("payments", "158.00 EUR of 79.00 EUR were captured for order", |books| {
        let paid = books.payments.iter().find(|payment| payment.state == PaymentState::Captured).unwrap().clone();
        books.payments.push(paid);
    }),
    ("payments", "is for no order", |books| drop(books.orders.pop())),
    ("payments", "were captured instead of 1580.00 EUR", |books| {
        let paid = books.payments.iter_mut().find(|payment| payment.state == PaymentState::Captured).unwrap();
        let payment = Arc::make_mut(paid);
        payment.captured = payment.captured.times(2).unwrap();
        payment.refunded = payment.amount;
    }),
    ("payments", "the log tells of 21 payments captured", |books| books.tally.captured += 1),
    ("payments", "names other payments than it has", |books| Arc::make_mut(&mut books.orders[0]).payments.clear()),
    ("holds", "is held, until 2026-11-27T09:10:00Z", |books| {
        Arc::make_mut(&mut books.holds[0]).state = ReservationState::Held;
    }),
    ("holds", "has not gone where its cart says", |books| {
        let hold = books.holds.iter_mut().find(|hold| hold.state == ReservationState::Committed).unwrap();
        Arc::make_mut(hold).state = ReservationState::Expired;
    }),
    ("holds", "holds went to orders and there are 20", |books| {
        books.holds.retain(|hold| hold.state != ReservationState::Committed);
    }),
    ("holds", "the log tells of 21 holds", |books| books.tally.holds = 21),
    ("shoppers", "is a second one, or a stranger's", |books| books.carts.push(books.carts[0].clone())),
    ("shoppers", "1 shoppers never came", |books| drop(books.carts.pop())),
    ("shoppers", "the log tells of 0 carts and there are 50", |books| books.tally.carts = 0),
    ("shoppers", "were refused and 1 pieces are left", |books| drop(books.orders.pop())),
    ("log", "order/1 is stored otherwise", |books| {
        books.audit.difference = Some("order/1 is stored otherwise than the log gives it".into());
    }),
];

#[test]
fn whatever_is_wrong_is_found_and_said() {
    let (sound, shop) = sold();
    for (name, said, change) in CASES {
        let mut books = sound.clone();
        change(&mut books);
        let proof = books.prove(&shop, &TERMS).unwrap();
        let entry = proof.entries.iter().find(|entry| entry.name == *name).unwrap();
        assert!(entry.faults.iter().any(|fault| fault.contains(said)), "{said}: {entry:?}");
        assert!(!proof.balances());
        let page = crate::flash_sale::page::page(&shop, &TERMS, &proof);
        assert!(page.ends_with(", books do not balance\n") && page.contains("  wrong  "), "{page}");
    }
}
