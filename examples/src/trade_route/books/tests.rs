//! What is wrong in the books is found.

use fondaco::Engine;
use fondaco_storage::MemoryStore;

use super::*;
use crate::audit::Log;
use crate::staged::StagedClock;
use crate::trade_route::deal::Deal;
use crate::trade_route::progress::Progress;
use crate::trade_route::route::Route;
use crate::trade_route::{market, month};

/// The books of the first days of the month.
fn books() -> (Books, Vec<Netted>) {
    let mut deals = Deal::read(&std::path::Path::new(crate::DATA).join("trade-route/trades.csv")).unwrap();
    deals.truncate(60);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (store, clock) = (MemoryStore::new(), StagedClock::new(market::begin()));
        let engine = Engine::new(Arc::new(store.clone()), Arc::new(clock.clone()));
        let mut route = Route::open(engine, clock, &deals).await.unwrap();
        let mut nowhere = std::io::sink();
        route.run(&deals, &mut Progress::new(deals.len(), false, &mut nowhere)).await.unwrap();
        let netted = month::settle(&mut route).await.unwrap();
        let audit = Audit::of(&store, &Log::unread()).await.unwrap();
        (Books::read(&route.engine, audit).await.unwrap(), netted)
    })
}

/// The names of the checks that find something.
fn wrong(books: &Books, netted: &[Netted]) -> Vec<&'static str> {
    let checks = books.prove(netted).into_iter();
    checks.filter(|check| !check.faults.is_empty()).map(|check| check.name).collect()
}

fn place(books: &Books, code: &str) -> usize {
    books.accounts.iter().position(|(account, _)| account.code.as_str() == code).unwrap()
}

#[test]
fn whatever_is_wrong_is_found_by_the_check_that_is_for_it() {
    let (sound, netted) = books();
    assert_eq!(wrong(&sound, &netted), [""; 0]);

    let mut books = sound.clone();
    let ada = place(&books, "ada/EUR");
    books.accounts[ada].1.credits_posted += 1;
    assert_eq!(wrong(&books, &netted), ["double entry", "entries"]);

    let mut books = sound.clone();
    books.accounts[ada].1.debits_pending += 1;
    assert_eq!(wrong(&books, &netted), ["double entry"], "something is still held");

    let mut books = sound.clone();
    let [silk, lost] = [place(&books, "ada/venezia/silk"), place(&books, "lost/silk")];
    books.accounts[silk].1.debits_posted += 1;
    books.accounts[lost].1.credits_posted += 1;
    assert_eq!(wrong(&books, &netted), ["entries", "goods"], "nobody has told of this loss");

    let mut books = sound.clone();
    let ship = place(&books, "ship/rosa/kg");
    Arc::make_mut(&mut books.accounts[ship].0).ceiling = Some(1);
    assert_eq!(wrong(&books, &netted), ["limits"]);

    let mut books = sound.clone();
    let settled = |trade: &Arc<Trade>| trade.state == TradeState::Settled && !trade.payments.is_empty();
    let settled = books.trades.iter().position(settled).unwrap();
    Arc::make_mut(&mut books.trades[settled]).payments[0].paid += 1;
    assert_eq!(wrong(&books, &netted), ["payment"]);

    let mut forged = netted.clone();
    forged[0].is_proven = false;
    assert_eq!(wrong(&sound, &forged), ["netting"]);

    let mut books = sound;
    books.audit.difference = Some("a record is stored otherwise".into());
    assert_eq!(wrong(&books, &netted), ["log"]);
}
