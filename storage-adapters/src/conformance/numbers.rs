//! Promises about numbers: they follow each other without a gap, however many take one at the same time.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::catalog::{Channel, Seller, Variant};
use fondaco::document::{ChannelNumbers, InvoicedSeller, SeriesTerms};
use fondaco::order::Order;
use fondaco::port::Scan;
use fondaco::{Code, Command, Failure, Key, Kind, OrderId, Outcome, SellerCode};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{self, CHANNEL, LAMP, Shop, TICKET};
use super::trial::{Snapshot, Trial, busy_engine, scanned};

/// How many call at the same time.
const CALLERS: usize = 64;

/// What makes the shop number its orders, invoices and credit notes, each from 1.
pub(super) fn number_all(shop: &Channel) -> Vec<Command> {
    let (orders, invoices, notes) = ("orders".parse().unwrap(), "invoices".parse().unwrap(), "notes".parse().unwrap());
    let terms = |prefix: &str| SeriesTerms { prefix: prefix.into(), first: 1, digits: 4 };
    let define =
        |series: &fondaco::SeriesCode, prefix| Command::DefineSeries { series: series.clone(), terms: terms(prefix) };
    let series = [define(&orders, "O-"), define(&invoices, "I-"), define(&notes, "C-")];
    let numbers = ChannelNumbers { orders: Some(orders), invoices: Some(invoices), credit_notes: Some(notes) };
    let seller = Some(InvoicedSeller { address: shop::address().unwrap(), tax_id: Some("IT01234567890".into()) });
    series
        .into_iter()
        .chain([Command::DefineChannel { channel: Channel { numbers, seller, ..shop.clone() } }])
        .collect()
}

/// What makes a seller sell the tickets of the shop; their parts of orders are numbered by the series of the orders.
pub(super) fn tickets_sold_by(seller: &str) -> Vec<Command> {
    let code: SellerCode = seller.parse().unwrap();
    let numbers = ChannelNumbers { orders: Some("orders".parse().unwrap()), ..ChannelNumbers::default() };
    let seller = Seller { code: code.clone(), address: shop::address().unwrap(), tax_id: None, numbers };
    let ticket = shop::variant(TICKET, "Ticket", "standard", "10.00", 0).unwrap();
    let variants = vec![Variant { seller: Some(code), ..ticket }];
    vec![Command::DefineSeller { seller }, Command::DefineVariants { variants }]
}

async fn numbered(trial: &Trial<'_>) -> Shop {
    let shop = trial.busy_shop().await;
    let channel = shop.engine().get::<Channel>(&CHANNEL.parse().unwrap()).await.unwrap();
    for command in number_all(&channel) {
        shop.run(&command).await.unwrap();
    }
    shop
}

/// Sends a command until it gets through. A store may say that it is too busy; the engine never gives up because others
/// were faster.
async fn send(shop: &Shop, command: &Command) -> Result<Outcome, Failure> {
    let id = shop.command_id();
    loop {
        match shop.engine().execute(id, command).await {
            Err(failure) if matches!(failure, Failure::Contended { .. }) => panic!("gave up: {failure}"),
            Err(failure) if failure.code() == Code::StoreUnavailable => {}
            done => return done,
        }
    }
}

/// Many place orders of one series at the same time: all get through, and their numbers are 1 to N, none twice and none
/// left out. Those that are refused take none.
pub async fn numbers_follow_each_other_without_a_gap(subject: &dyn Subject) {
    let trial = Trial::new(subject, "numbers_follow_each_other_without_a_gap").await;
    let shop = numbered(&trial).await;
    shop.receive(TICKET, 5).await.unwrap();
    let handles = [trial.store.clone(), trial.again().await];
    let mut placing = JoinSet::new();
    for (caller, store) in (0..CALLERS).zip(handles.iter().cycle()) {
        let shop = shop.through(busy_engine(store));
        // Every fourth wants one of five tickets, which soon are gone.
        let sku = if caller % 4 == 0 { TICKET } else { LAMP };
        placing.spawn(async move {
            let cart = shop.cart(&[(sku, 1)]).await.unwrap();
            match send(&shop, &Command::PlaceOrder { cart, total: None }).await {
                Ok(Outcome::Order { order, .. }) => Some(order),
                Err(failure) if failure.code() == Code::StockShort => None,
                other => panic!("{other:?}"),
            }
        });
    }
    let mut orders: Vec<OrderId> = Vec::new();
    while let Some(done) = placing.join_next().await {
        orders.extend(done.unwrap());
    }
    assert_eq!(orders.len(), CALLERS / 4 * 3 + 5, "who is not short of tickets gets through");
    let mut numbers = BTreeMap::new();
    for id in orders {
        let order: Arc<Order> = shop.engine().get(&id).await.unwrap();
        assert_eq!(numbers.insert(order.number.clone().unwrap(), id), None, "a number was given twice");
    }
    let wanted: Vec<String> = (1..=numbers.len()).map(|number| format!("O-{number:04}")).collect();
    assert_eq!(numbers.into_keys().collect::<Vec<_>>(), wanted);
    Snapshot::of(&trial.store).await;
}

/// Many want the invoice of one order at the same time: one issues it, the others are told that nothing is left.
pub async fn an_order_is_invoiced_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_order_is_invoiced_once").await;
    let shop = numbered(&trial).await;
    let order = shop.buy(&[(LAMP, 3)]).await.unwrap().order;
    let mut issuing = JoinSet::new();
    for _ in 0..8 {
        let shop = shop.through(busy_engine(&trial.store));
        issuing
            .spawn(async move { send(&shop, &Command::IssueInvoice { order, lines: Vec::new(), seller: None }).await });
    }
    let mut numbers = Vec::new();
    while let Some(done) = issuing.join_next().await {
        match done.unwrap() {
            Ok(Outcome::Invoice { number, .. }) => numbers.push(number),
            Err(failure) if failure.code() == Code::NothingToInvoice => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(numbers, ["I-0001"]);
    Snapshot::of(&trial.store).await;
}

/// An order of several sellers is found by each of them, and each has a number of its own for it.
pub async fn an_order_is_found_by_each_of_its_sellers(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_order_is_found_by_each_of_its_sellers").await;
    let shop = numbered(&trial).await;
    shop.receive(TICKET, 5).await.unwrap();
    for command in tickets_sold_by("ada") {
        shop.run(&command).await.unwrap();
    }
    let mixed = shop.buy(&[(LAMP, 1), (TICKET, 2)]).await.unwrap().order;
    shop.buy(&[(LAMP, 1)]).await.unwrap();
    let order: Arc<Order> = shop.engine().get(&mixed).await.unwrap();
    let [part] = &order.sellers[..] else { panic!("one seller beside the shop: {:?}", order.sellers) };
    assert_eq!((order.number.as_deref(), part.number.as_deref()), (Some("O-0001"), Some("O-0002")));
    let wanted = [Key::SellerOrder(format!("{mixed}/ada").parse().unwrap())];
    for (column, text) in [("seller", "ada"), ("number", "O-0002"), ("order_id", &mixed.to_string())] {
        let found = scanned(&trial.store, &Scan::of(Kind::SellerOrder).with(column, text), 9).await;
        assert_eq!(found, wanted, "by {column}");
    }
    assert_eq!(scanned(&trial.store, &Scan::of(Kind::SellerOrder).with("seller", "ben"), 9).await, []);
    Snapshot::of(&trial.store).await;
}
