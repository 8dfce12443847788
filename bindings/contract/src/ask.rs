//! Queries, asked of the core: one short arm each.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::ledger::{Account, AccountBalance, Layer};
use fondaco::order::{FulfilmentStanding, Order};
use fondaco::payment::{Payment, PaymentStanding};
use fondaco::port::{Cursor, Filter, Page, Paged, Scan, Test};
use fondaco::shipping::{DutyBook, DutyRules, LandedQuery, NamedShippingBook, pack, split};
use fondaco::{
    AccountCode, Cell, Code, Engine, Entity, Facts, Failure, Kind, LocationCode, Moment, OrderId, Refusal, Sku, Stop,
};

use crate::{Answer, ColumnTest, LoggedEvent, Query, RecordKind, StoredRecord, TrialRow};

/// Answers a query.
pub(crate) async fn ask(engine: &Engine, query: Query) -> Result<Answer, Failure> {
    Ok(match query {
        Query::Command { command } => Answer::Command { command: engine.get(&command).await? },
        Query::Variant { variant } => Answer::Variant { variant: engine.get(&variant).await? },
        Query::Channel { channel } => Answer::Channel { channel: engine.get(&channel).await? },
        Query::PriceBook { book } => Answer::PriceBook { book: engine.get(&book).await? },
        Query::ShippingBook { book } => Answer::ShippingBook { book: engine.get(&book).await? },
        Query::Coupon { coupon } => Answer::Coupon { coupon: engine.get(&coupon).await? },
        Query::CouponUse { coupon_use } => Answer::CouponUse { coupon_use: engine.get(&coupon_use).await? },
        Query::Tally { tally } => Answer::Tally { tally: engine.get(&tally).await? },
        Query::GiftCard { gift_card } => Answer::GiftCard { gift_card: engine.get(&gift_card).await? },
        Query::Location { location } => Answer::Location { location: engine.get(&location).await? },
        Query::StockTerms { stock_terms } => Answer::StockTerms { stock_terms: engine.get(&stock_terms).await? },
        Query::Shelf { shelf } => Answer::Shelf { shelf: engine.get(&shelf).await? },
        Query::Transfer { transfer } => Answer::Transfer { transfer: engine.get(&transfer).await? },
        Query::Inbound { inbound } => Answer::Inbound { inbound: engine.get(&inbound).await? },
        Query::Movement { movement } => Answer::Movement { movement: engine.get(&movement).await? },
        Query::Cart { cart } => Answer::Cart { cart: engine.get(&cart).await? },
        Query::Reservation { reservation } => Answer::Reservation { reservation: engine.get(&reservation).await? },
        Query::Backorder { backorder } => Answer::Backorder { backorder: engine.get(&backorder).await? },
        Query::Order { order } => Answer::Order { order: engine.get(&order).await? },
        Query::Payment { payment } => Answer::Payment { payment: engine.get(&payment).await? },
        Query::Return { return_id } => Answer::Return { found: engine.get(&return_id).await? },
        Query::Series { series } => Answer::Series { series: engine.get(&series).await? },
        Query::Invoice { invoice } => Answer::Invoice { invoice: engine.get(&invoice).await? },
        Query::CreditNote { credit_note } => Answer::CreditNote { credit_note: engine.get(&credit_note).await? },
        Query::Seller { seller } => Answer::Seller { seller: engine.get(&seller).await? },
        Query::SellerOrder { seller_order } => Answer::SellerOrder { seller_order: engine.get(&seller_order).await? },
        Query::Shipment { shipment } => Answer::Shipment { shipment: engine.get(&shipment).await? },
        Query::Effect { effect } => Answer::Effect { effect: engine.get(&effect).await? },
        Query::Account { account } => Answer::Account { account: engine.get(&account).await? },
        Query::Entry { entry } => Answer::Entry { entry: engine.get(&entry).await? },
        Query::Trade { trade } => Answer::Trade { trade: engine.get(&trade).await? },
        Query::Settlement { settlement } => Answer::Settlement { settlement: engine.get(&settlement).await? },
        Query::SettlementStatus { settlement, party } => {
            Answer::SettlementStatus { status: engine.settlement_status(settlement, &party).await? }
        }
        Query::Price { cart } => Answer::Price { receipt: Box::new(engine.price(cart).await?) },
        Query::ChangedPrices { cart } => Answer::ChangedPrices { lines: engine.changed_prices(cart).await? },
        Query::ShippingOffers { cart } => Answer::ShippingOffers { offers: engine.shipping_offers(cart).await?.into() },
        Query::QuoteShipping { book, goods } => {
            Answer::QuoteShipping { offers: engine.get::<NamedShippingBook>(&book).await?.book.explain(&goods)?.into() }
        }
        Query::Pack { request } => Answer::Pack { packing: Box::new(pack(&request)?) },
        Query::LandedCost { rules, goods } => landed_cost(*rules, &goods)?,
        Query::SplitShipments { request } => Answer::SplitShipments { plan: Box::new(split(&request)?) },
        Query::PreviewAmendment { order, changes } => {
            Answer::PreviewAmendment { preview: Box::new(engine.preview_amendment(order, &changes).await?) }
        }
        Query::OrderParts { order } => engine.ask(|_, facts| parts(order, facts)).await?,
        Query::Stock { sku, location } => stock(engine, &sku, &location).await?,
        Query::ForSale { sku, channel } => Answer::ForSale { units: engine.for_sale(&sku, &channel).await? },
        Query::Promise { sku, location } => Answer::Promise { promises: engine.promise(&sku, &location).await? },
        Query::Balance { gift_card } => Answer::Balance { balance: engine.balance(&gift_card).await? },
        Query::CouponLeft { coupon } => Answer::CouponLeft { uses: engine.coupon_left(&coupon).await? },
        Query::Standing { order } => engine.ask(|moment, facts| standing(order, moment, facts)).await?,
        Query::AccountBalance { account } => account_balance(engine, &account).await?,
        Query::Statement { account, after, limit } => {
            let Paged { items, next } = engine.statement(&account, &Page { after, limit }).await?;
            Answer::Statement { entries: items, next }
        }
        Query::TrialBalance { after, limit } => {
            let Paged { items, next } = engine.trial_balance(&Page { after, limit }).await?;
            Answer::TrialBalance { rows: items.iter().map(|(account, balance)| row(account, balance)).collect(), next }
        }
        Query::BalanceAt { account, at } => Answer::BalanceAt { balance: engine.balance_at(&account, at).await? },
        Query::Records { kind, filters, after, limit } => records(engine, kind, filters, Page { after, limit }).await?,
        Query::Events { after, limit } => events(engine, &after, limit).await?,
    })
}

/// What goods cost once they have come, by rules that are compiled for this answer alone.
fn landed_cost(rules: DutyRules, goods: &LandedQuery) -> Result<Answer, Refusal> {
    Ok(Answer::LandedCost { landed: DutyBook::compile(rules)?.landed(goods)?.map(Box::new) })
}

/// The parts of an order.
fn parts(id: OrderId, facts: &Facts) -> Result<Answer, Stop> {
    Ok(Answer::OrderParts { parts: facts.known::<Order>(&id)?.parts()? })
}

/// A page of the log.
async fn events(engine: &Engine, after: &Cursor, limit: u32) -> Result<Answer, Failure> {
    let recorded = engine.events(after, limit).await?.into_iter();
    let events = recorded.map(|event| LoggedEvent { cursor: event.cursor, envelope: event.envelope });
    Ok(Answer::Events { events: events.collect() })
}

/// How an order stands, derived by the core from its parts.
fn standing(id: OrderId, moment: &Moment, facts: &Facts) -> Result<Answer, Stop> {
    let order = facts.known::<Order>(&id)?;
    facts.show(order.payments.iter().map(|payment| (*payment).into()))?;
    let payments = order.payments.iter().map(|payment| facts.known::<Payment>(payment));
    let payments = payments.collect::<Result<Vec<_>, Stop>>()?;
    let payment = PaymentStanding::of(order.due()?, payments, moment.now)?;
    Ok(Answer::Standing { payment, fulfilment: FulfilmentStanding::of(order) })
}

/// Stock of a SKU at a location.
async fn stock(engine: &Engine, sku: &Sku, location: &LocationCode) -> Result<Answer, Failure> {
    let stock = engine.stock(sku, location).await?;
    Ok(Answer::Stock {
        on_hand: stock.on_hand,
        reserved: stock.reserved,
        aside: stock.aside,
        available: stock.available().max(0),
        overpromised: stock.overpromised(),
        backorder: stock.backorder.max(0),
        incoming: stock.incoming,
        untracked: stock.untracked,
    })
}

/// What was taken from an account and came to it.
async fn account_balance(engine: &Engine, account: &AccountCode) -> Result<Answer, Failure> {
    let (account, balance) = engine.account_balance(account).await?;
    Ok(Answer::AccountBalance {
        asset: account.asset.clone(),
        normal: account.normal,
        debits_encumbered: balance.debits_encumbered,
        debits_pending: balance.debits_pending,
        debits_posted: balance.debits_posted,
        credits_encumbered: balance.credits_encumbered,
        credits_pending: balance.credits_pending,
        credits_posted: balance.credits_posted,
        balance: balance.balance(Layer::Settled, account.normal),
        pending_balance: balance.balance(Layer::Pending, account.normal),
        encumbered_balance: balance.balance(Layer::Encumbered, account.normal),
        available: balance.available(account.normal),
    })
}

/// An account with its balance.
fn row(account: &Account, balance: &AccountBalance) -> TrialRow {
    let Account { code, asset, normal, .. } = account;
    TrialRow {
        account: code.clone(),
        asset: asset.clone(),
        normal: *normal,
        debits_encumbered: balance.debits_encumbered,
        debits_pending: balance.debits_pending,
        debits_posted: balance.debits_posted,
        credits_encumbered: balance.credits_encumbered,
        credits_pending: balance.credits_pending,
        credits_posted: balance.credits_posted,
        balance: balance.balance(Layer::Settled, *normal),
        pending_balance: balance.balance(Layer::Pending, *normal),
        encumbered_balance: balance.balance(Layer::Encumbered, *normal),
    }
}

/// A page of records of a kind.
async fn records(
    engine: &Engine,
    kind: RecordKind,
    filters: BTreeMap<String, ColumnTest>,
    page: Page,
) -> Result<Answer, Failure> {
    let scan = Find { engine, scan: scan(kind.into(), filters)?, page };
    match kind {
        RecordKind::Command => scan.found(StoredRecord::Command).await,
        RecordKind::Variant => scan.found(StoredRecord::Variant).await,
        RecordKind::Channel => scan.found(StoredRecord::Channel).await,
        RecordKind::PriceBook => scan.found(StoredRecord::PriceBook).await,
        RecordKind::ShippingBook => scan.found(StoredRecord::ShippingBook).await,
        RecordKind::Coupon => scan.found(StoredRecord::Coupon).await,
        RecordKind::CouponUse => scan.found(StoredRecord::CouponUse).await,
        RecordKind::Tally => scan.found(StoredRecord::Tally).await,
        RecordKind::GiftCard => scan.found(StoredRecord::GiftCard).await,
        RecordKind::Location => scan.found(StoredRecord::Location).await,
        RecordKind::StockTerms => scan.found(StoredRecord::StockTerms).await,
        RecordKind::Shelf => scan.found(StoredRecord::Shelf).await,
        RecordKind::Transfer => scan.found(StoredRecord::Transfer).await,
        RecordKind::Inbound => scan.found(StoredRecord::Inbound).await,
        RecordKind::Movement => scan.found(StoredRecord::Movement).await,
        RecordKind::Cart => scan.found(StoredRecord::Cart).await,
        RecordKind::Reservation => scan.found(StoredRecord::Reservation).await,
        RecordKind::Backorder => scan.found(StoredRecord::Backorder).await,
        RecordKind::Order => scan.found(StoredRecord::Order).await,
        RecordKind::Payment => scan.found(StoredRecord::Payment).await,
        RecordKind::Return => scan.found(StoredRecord::Return).await,
        RecordKind::Series => scan.found(StoredRecord::Series).await,
        RecordKind::Invoice => scan.found(StoredRecord::Invoice).await,
        RecordKind::CreditNote => scan.found(StoredRecord::CreditNote).await,
        RecordKind::Shipment => scan.found(StoredRecord::Shipment).await,
        RecordKind::Effect => scan.found(StoredRecord::Effect).await,
        RecordKind::Seller => scan.found(StoredRecord::Seller).await,
        RecordKind::SellerOrder => scan.found(StoredRecord::SellerOrder).await,
        RecordKind::Account => scan.found(StoredRecord::Account).await,
        RecordKind::Entry => scan.found(StoredRecord::Entry).await,
        RecordKind::Trade => scan.found(StoredRecord::Trade).await,
        RecordKind::Settlement => scan.found(StoredRecord::Settlement).await,
    }
}

/// A scan to be made.
struct Find<'a> {
    engine: &'a Engine,
    scan: Scan,
    page: Page,
}

impl Find<'_> {
    async fn found<T: Entity>(self, wrap: fn(Arc<T>) -> StoredRecord) -> Result<Answer, Failure> {
        let Paged { items, next } = self.engine.find::<T>(&self.scan, &self.page).await?;
        Ok(Answer::Records { records: items.into_iter().map(wrap).collect(), next })
    }
}

/// The core's own form of a scan; refused with `scan.invalid` where a kind has no such column.
fn scan(kind: Kind, filters: BTreeMap<String, ColumnTest>) -> Result<Scan, Refusal> {
    let mut scan = Scan::of(kind);
    for (name, test) in filters {
        let Some(column) = kind.columns().iter().find(|column| column.name == name) else {
            let there: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
            let reason = format!("`{name}` is no column of a {}: {}", kind.name(), there.join(", "));
            return Err(Refusal::new(Code::ScanInvalid, reason));
        };
        let test = match test {
            ColumnTest::Is(text) => Test::Is(Cell::Text(text)),
            ColumnTest::Until(at) => Test::AtMost(Cell::Instant(at.as_microsecond())),
        };
        scan.filters.push(Filter { column: column.name, test });
    }
    Ok(scan)
}
