//! Promises about scans: what matches, all of it, in order.

use std::collections::BTreeSet;
use std::time::Duration;

use fondaco::port::{Clock as _, Fact, Page, Scan};
use fondaco::{CartId, CustomerId, Key, Kind, Outcome, Timestamp};

use super::Subject;
use super::shop::{self, BOOK, HOLD_SECONDS, LAMP, Shop};
use super::trial::{Trial, records, scanned};

const MINUTE: Duration = Duration::from_mins(1);

/// A scan finds the records of its kind for which all filters hold, and no others, in the order of their ids.
pub async fn a_scan_finds_what_matches(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_scan_finds_what_matches").await;
    let shop = trial.shop().await;
    let (ada, ben): (CustomerId, CustomerId) = (trial.clock.moment().id(0), trial.clock.moment().id(0));
    let mut carts: Vec<(CartId, CustomerId, bool)> = Vec::new();
    for n in 0..12 {
        let customer = if n % 3 == 0 { ada } else { ben };
        let cart = open(&shop, customer).await;
        if n % 2 == 0 {
            shop.order(cart).await.unwrap();
        }
        carts.push((cart, customer, n % 2 == 0));
        trial.clock.advance(MINUTE);
    }
    let of = |wanted: &dyn Fn(&(CartId, CustomerId, bool)) -> bool| -> Vec<Key> {
        let mut keys: Vec<Key> = carts.iter().filter(|cart| wanted(cart)).map(|cart| cart.0.into()).collect();
        keys.sort_by_key(Key::id);
        keys
    };
    let carts_with = |column: &'static str, text: &str| Scan::of(Kind::Cart).with(column, text);
    let find = async |scan: Scan| scanned(&trial.store, &scan, 100).await;
    assert_eq!(find(Scan::of(Kind::Cart)).await, of(&|_| true));
    assert_eq!(find(carts_with("state", "open")).await, of(&|cart| !cart.2));
    assert_eq!(find(carts_with("customer", &ada.to_string())).await, of(&|cart| cart.1 == ada));
    let both = carts_with("customer", &ben.to_string()).with("state", "ordered");
    assert_eq!(find(both).await, of(&|cart| cart.1 == ben && cart.2));
    assert_eq!(find(carts_with("state", "lost")).await, []);
    let skus: Vec<String> = find(Scan::of(Kind::Variant)).await.iter().map(Key::id).collect();
    assert_eq!(skus, ["BOOK", "LAMP", "PEPPER", "TICKET"], "a kind without columns is found too");
    placed_until(&trial, ben).await;
}

/// An instant is compared as an instant: at most means to the microsecond.
async fn placed_until(trial: &Trial<'_>, customer: CustomerId) {
    let orders = records(&trial.store).await;
    let orders: Vec<(Key, Timestamp, Option<CustomerId>)> = orders
        .values()
        .filter_map(|fact| if let Fact::Record(found) = fact { Some(&found.record) } else { None })
        .filter_map(|record| if let fondaco::Record::Order(order) = record { Some(order) } else { None })
        .map(|order| (order.id.into(), order.placed_at, order.customer))
        .collect();
    for (_, placed_at, _) in &orders {
        for until in [*placed_at, Timestamp::from_microsecond(placed_at.as_microsecond() - 1).unwrap()] {
            let scan = Scan::of(Kind::Order).until("placed_at", until);
            let hers = |order: &&(Key, Timestamp, Option<CustomerId>)| order.2 == Some(customer);
            let due = orders.iter().filter(|order| order.1 <= until);
            let all: Vec<Key> = due.clone().map(|order| order.0.clone()).collect();
            let some: Vec<Key> = due.filter(hers).map(|order| order.0.clone()).collect();
            assert_eq!(scanned(&trial.store, &scan, 100).await, all, "until {until}");
            let scan = scan.with("customer", customer.to_string());
            assert_eq!(scanned(&trial.store, &scan, 100).await, some, "of one customer until {until}");
        }
    }
}

async fn open(shop: &Shop, customer: CustomerId) -> CartId {
    let command = shop::open_cart(Some(customer), &[(LAMP, 1)]).unwrap();
    match shop.run(&command).await.unwrap() {
        Outcome::Cart { cart } => cart,
        other => panic!("a cart was opened: {other:?}"),
    }
}

/// A record whose columns change is found by what they are now, no longer by what they were.
pub async fn a_scan_follows_every_change(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_scan_follows_every_change").await;
    let shop = trial.shop().await;
    let cart = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let first = shop.reserve(cart).await.unwrap();
    let due = trial.clock.now() + Duration::from_secs(HOLD_SECONDS.into());
    let held = Scan::of(Kind::Reservation).with("state", "held");
    let in_time = held.clone().until("expires_at", due);
    let too_early = held.clone().until("expires_at", Timestamp::from_microsecond(due.as_microsecond() - 1).unwrap());
    assert_eq!(scanned(&trial.store, &held, 10).await, [first.into()]);
    assert_eq!(scanned(&trial.store, &in_time, 10).await, [first.into()]);
    assert_eq!(scanned(&trial.store, &too_early, 10).await, []);

    trial.clock.advance(MINUTE);
    let second = shop.reserve(cart).await.unwrap();
    assert_eq!(scanned(&trial.store, &held, 10).await, [second.into()], "the first was released");
    assert_eq!(scanned(&trial.store, &in_time, 10).await, []);
    let of_cart = Scan::of(Kind::Reservation).with("cart", cart.to_string());
    assert_eq!(scanned(&trial.store, &of_cart, 10).await, [first.into(), second.into()]);

    shop.order(cart).await.unwrap();
    assert_eq!(scanned(&trial.store, &held, 10).await, [], "the second went to the order");
    let committed = of_cart.with("state", "committed").until("expires_at", Timestamp::MAX);
    assert_eq!(scanned(&trial.store, &committed, 10).await, [second.into()]);
}

/// A column that is empty passes no test, not even one for an empty text.
pub async fn an_empty_column_passes_no_test(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_empty_column_passes_no_test").await;
    let shop = trial.shop().await;
    let guest = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let customer: CustomerId = trial.clock.moment().id(0);
    let hers = open(&shop, customer).await;
    let by_customer = |text: &str| Scan::of(Kind::Cart).with("customer", text);
    for text in ["", "null", "NULL", "None"] {
        assert_eq!(scanned(&trial.store, &by_customer(text), 10).await, [], "`{text}` is nobody");
    }
    assert_eq!(scanned(&trial.store, &by_customer(&customer.to_string()), 10).await, [hers.into()]);
    let all: BTreeSet<Key> = scanned(&trial.store, &Scan::of(Kind::Cart), 10).await.into_iter().collect();
    assert_eq!(all, BTreeSet::from([guest.into(), hers.into()]), "without a filter both are found");
}

/// Pages of any size show every match once, in order; and say where the next one starts only if there is more.
pub async fn pages_of_a_scan_lose_nothing(subject: &dyn Subject) {
    let trial = Trial::new(subject, "pages_of_a_scan_lose_nothing").await;
    let shop = trial.shop().await;
    let empty = trial.store.scan(&Scan::of(Kind::Order), &Page::first(5)).await.unwrap();
    assert!(empty.items.is_empty() && empty.next.is_none());
    for n in 0..12 {
        let cart = shop.cart(&[(LAMP, 1), (BOOK, 1)]).await.unwrap();
        if n % 4 != 0 {
            shop.reserve(cart).await.unwrap();
        }
        trial.clock.advance(MINUTE);
    }
    let reservations = Scan::of(Kind::Reservation).with("state", "held");
    let due = reservations.clone().until("expires_at", Timestamp::MAX);
    for (scan, matches) in [(Scan::of(Kind::Cart), 12), (reservations, 9), (due, 9), (Scan::of(Kind::Variant), 4)] {
        let all = scanned(&trial.store, &scan, 100).await;
        assert_eq!(all.len(), matches);
        assert!(all.is_sorted_by(|left, right| left.id() < right.id()), "in the order of ids: {all:?}");
        for limit in [1, 2, 3, 4, 9, 11, 12, 13] {
            assert_eq!(scanned(&trial.store, &scan, limit).await, all, "{scan:?} in pages of {limit}");
        }
        let exact = trial.store.scan(&scan, &Page::first(u32::try_from(matches).unwrap())).await.unwrap();
        assert_eq!(exact.next, None, "there is no more");
        let past = Page { after: all.last().cloned(), limit: 5 };
        assert!(trial.store.scan(&scan, &past).await.unwrap().items.is_empty(), "there is nothing after the last");
    }
}
