//! Promises about movements of stock: terms are kept, units travel whole, a lot is taken once, a mark is told of once.

use fondaco::inventory::{
    AsideReason, ChangeLine, LotLine, Shelf, StockLevel, StockLine, StockReason, Terms, Tracking, Transfer,
};
use fondaco::port::Cursor;
use fondaco::{Code, Command, Event, Failure, LocationCode, Outcome, Quantity, Sku};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{LOCATION, Shop, TICKET, variant};
use super::trial::{Snapshot, Trial, busy_engine, counters, stock};

fn here() -> LocationCode {
    LOCATION.parse().unwrap()
}

fn line(sku: &str, units: i64) -> StockLine {
    StockLine::new(sku.parse().unwrap(), units.try_into().unwrap())
}

fn terms(terms: Terms) -> Command {
    Command::DefineStockTerms { location: here(), skus: vec![TICKET.parse().unwrap()], terms }
}

/// What a shop keeps for itself is counted as promised, so that nobody sells it, and is told apart from what is promised
/// to others.
pub async fn what_is_kept_back_is_not_sold(subject: &dyn Subject) {
    let trial = Trial::new(subject, "what_is_kept_back_is_not_sold").await;
    let shop = trial.shop().await;
    shop.receive(TICKET, 5).await.unwrap();
    shop.run(&terms(Terms { safety: 2, backorder: 0, low: None, restored: None })).await.unwrap();
    let aside =
        |by| Command::SetAside { location: here(), sku: TICKET.parse().unwrap(), reason: AsideReason::Damaged, by };
    shop.run(&aside(1)).await.unwrap();
    assert_eq!(shop.buy(&[(TICKET, 3)]).await.unwrap_err().code(), Code::StockShort, "two of five are for sale");
    shop.buy(&[(TICKET, 2)]).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [5, 5]);
    let shown = shop.stock(TICKET).await.unwrap();
    assert_eq!((shown.on_hand, shown.reserved, shown.aside, shown.for_sale()), (5, 2, 3, Some(0)));
    shop.run(&aside(-1)).await.unwrap();
    shop.buy(&[(TICKET, 1)]).await.unwrap();
    Snapshot::of(&trial.store).await;
}

/// Many who take units away at the same time take no more than there are, and every one of those is taken.
pub async fn many_at_once_take_no_more_than_is_there(subject: &dyn Subject) {
    const UNITS: i64 = 10;
    let trial = Trial::new(subject, "many_at_once_take_no_more_than_is_there").await;
    let shop = trial.busy_shop().await;
    shop.receive(TICKET, UNITS).await.unwrap();
    let lost = ChangeLine { sku: TICKET.parse().unwrap(), by: -1, lots: Vec::new() };
    let lost =
        Command::AdjustStock { location: here(), lines: vec![lost], reason: StockReason::Lost, note: String::new() };
    let (done, short) = at_once(&trial, &shop, &lost, 30, Code::StockShort).await;
    assert_eq!((done, short), (10, 20), "taken and refused");
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [0, 0]);
    Snapshot::of(&trial.store).await;
}

/// Sends one command so many times at once through two handles; answers how many did it and how many were refused so.
async fn at_once(trial: &Trial<'_>, shop: &Shop, command: &Command, times: usize, refused: Code) -> (usize, usize) {
    let handles = [trial.store.clone(), trial.again().await];
    let mut running = JoinSet::new();
    for (_, store) in (0..times).zip(handles.iter().cycle()) {
        let (shop, command) = (shop.through(busy_engine(store)), command.clone());
        running.spawn(async move { shop.run(&command).await });
    }
    let (mut done, mut short) = (0, 0);
    while let Some(outcome) = running.join_next().await {
        match outcome.unwrap() {
            Ok(_) => done += 1,
            Err(failure) if failure.code() == refused => short += 1,
            Err(failure) => panic!("{failure}"),
        }
    }
    (done, short)
}

/// Goods on their way are at neither place, and each unit arrives once, however many receive it.
pub async fn goods_on_their_way_arrive_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "goods_on_their_way_arrive_once").await;
    let shop = trial.busy_shop().await;
    shop.receive(TICKET, 9).await.unwrap();
    let to: LocationCode = "elsewhere".parse().unwrap();
    let send = Command::SendTransfer { from: here(), to: to.clone(), lines: vec![line(TICKET, 6)], reference: None };
    let Outcome::Transfer { transfer } = shop.run(&send).await.unwrap() else { panic!("goods were sent") };
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [3, 0]);
    let arrive = Command::ReceiveTransfer { transfer, lines: vec![line(TICKET, 1)] };
    let handles = [trial.store.clone(), trial.again().await];
    let mut running = JoinSet::new();
    for (_, store) in (0..9).zip(handles.iter().cycle()) {
        let (shop, arrive) = (shop.through(busy_engine(store)), arrive.clone());
        running.spawn(async move { shop.run(&arrive).await });
    }
    let mut arrived = 0;
    while let Some(outcome) = running.join_next().await {
        match outcome.unwrap() {
            Ok(_) => arrived += 1,
            Err(Failure::Refused(refusal)) => assert_eq!(refusal.code(), Code::StateForbidden),
            Err(failure) => panic!("{failure}"),
        }
    }
    assert_eq!(arrived, 6);
    let there = shop.engine().stock(&TICKET.parse().unwrap(), &to).await.unwrap();
    assert_eq!(there.on_hand, 6);
    let transfer = shop.engine().get::<Transfer>(&transfer).await.unwrap();
    assert_eq!(transfer.lines.iter().map(|line| line.in_transit()).sum::<i64>(), 0);
    Snapshot::of(&trial.store).await;
}

/// A serial that many want at the same time leaves once, and what is left of all lots is what is on hand.
pub async fn a_lot_is_taken_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_lot_is_taken_once").await;
    let shop = trial.busy_shop().await;
    let phone = fondaco::catalog::Variant {
        tracking: Some(Tracking::Serials),
        ..variant("PHONE", "Phone", "standard", "99.00", 0).unwrap()
    };
    shop.run(&Command::DefineVariants { variants: vec![phone] }).await.unwrap();
    let one = Quantity::new(1).unwrap();
    let serial = |code: &str| LotLine { lot: code.parse().unwrap(), quantity: one, expires_at: None };
    let lots = vec![serial("S1"), serial("S2"), serial("S3")];
    let came = StockLine { lots, ..line("PHONE", 3) };
    let came = Command::ReceiveStock { location: here(), lines: vec![came], reference: None, inbound: None };
    shop.run(&came).await.unwrap();
    let sku: Sku = "PHONE".parse().unwrap();
    let gone = Command::WriteOffStock {
        location: here(),
        lines: vec![StockLine { lots: vec![serial("S2")], ..line("PHONE", 1) }],
        reason: StockReason::Stolen,
        note: String::new(),
        aside: None,
    };
    let (done, _) = at_once(&trial, &shop, &gone, 4, Code::LotsShort).await;
    assert_eq!(done, 1);
    let shelf = shop.engine().get::<Shelf>(&format!("{sku}@{LOCATION}").parse().unwrap()).await.unwrap();
    let left: Vec<&str> = shelf.lots.iter().map(|lot| lot.lot.as_str()).collect();
    assert_eq!(left, ["S1", "S3"]);
    assert_eq!(counters(&trial.store, &stock("PHONE")).await, [shelf.units(), 0]);
    Snapshot::of(&trial.store).await;
}

/// Of many who watch the log, one notices that a mark was crossed.
pub async fn a_mark_is_told_of_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_mark_is_told_of_once").await;
    let shop = trial.busy_shop().await;
    shop.run(&terms(Terms { safety: 0, backorder: 0, low: Some(3), restored: None })).await.unwrap();
    shop.receive(TICKET, 5).await.unwrap();
    shop.buy(&[(TICKET, 2)]).await.unwrap();
    let handles = [trial.store.clone(), trial.again().await];
    let mut running = JoinSet::new();
    for (_, store) in (0..6).zip(handles.iter().cycle()) {
        let engine = busy_engine(store);
        running.spawn(async move { follow(&engine).await });
    }
    while let Some(followed) = running.join_next().await {
        followed.unwrap().unwrap();
    }
    let log = shop.engine().events(&Cursor::default(), 1_000).await.unwrap();
    let levels = log.iter().filter_map(|recorded| match recorded.envelope.event {
        Event::StockLevelChanged { level, available } => Some((level, available)),
        _ => None,
    });
    assert_eq!(levels.collect::<Vec<_>>(), [(StockLevel::Low, 3)]);
    Snapshot::of(&trial.store).await;
}

/// Watches the log until there is nothing new in it.
async fn follow(engine: &fondaco::Engine) -> Result<(), Failure> {
    let mut after = Cursor::default();
    loop {
        let next = engine.watch(&after, 100).await?;
        if next == after {
            return Ok(());
        }
        after = next;
    }
}
