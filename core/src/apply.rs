//! What an event does to records and counters: the one place, for decisions and for replay alike.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use crate::allowance::{self, Draw, Tally};
use crate::counter::{Adjustment, CounterKind, NOT_SHORT, UNGUARDED, pair};
use crate::document::Series;
use crate::event::Event;
use crate::id::{LocationCode, SellerOrderCode, ShelfCode, Sku, StockCode};
use crate::inventory::{Allocation, MovedLine, Shelf, StockTerms, Supply, kept_delta};
use crate::ledger::Moved;
use crate::quantity::Quantity;
use crate::record::{Entity, Key, Record};
use crate::refusal::{Code, Refusal};

/// An entity to which things happen after it has come into being.
pub(crate) trait Happens: Entity {
    /// Takes in what happened to it; refused with `state.forbidden` where it cannot.
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal>;
}

/// The record of a stream after an event; refused with `fondaco.defect` or `state.forbidden` when the event cannot
/// happen to it.
pub(crate) fn record_after(
    stream: &Key,
    current: Option<&Record>,
    event: &Event,
    at: Timestamp,
) -> Result<Record, Refusal> {
    if is_first(event) && current.is_some() {
        return Err(Refusal::new(Code::Defect, format!("{stream} exists already: a moment was used twice")));
    }
    let record = changed_record(current, event, at)?;
    if key_of(&record).as_ref() != Some(stream) {
        return Err(Refusal::new(Code::Defect, format!("what happened to {stream} belongs to another record")));
    }
    Ok(record)
}

/// Whether an event brings something into being that there can be only once.
fn is_first(event: &Event) -> bool {
    matches!(
        event,
        Event::StockReceived { .. }
            | Event::StockMoved { .. }
            | Event::TransferSent { .. }
            | Event::InboundAnnounced { .. }
            | Event::CartOpened { .. }
            | Event::CouponHeld { .. }
            | Event::GiftCardIssued { .. }
            | Event::StockReserved { .. }
            | Event::BackorderMade { .. }
            | Event::OrderPlaced { .. }
            | Event::PaymentRequested { .. }
            | Event::ShipmentSent { .. }
            | Event::EffectAsked { .. }
            | Event::ReturnRequested { .. }
            | Event::InvoiceIssued { .. }
            | Event::CreditNoteIssued { .. }
            | Event::SellerOrderPlaced { .. }
            | Event::EntryRecorded { .. }
            | Event::TradeProposed { .. }
            | Event::SettlementInstructed { .. }
    )
}

/// The key that a record names itself by; `None` for a processed command, to which nothing happens.
fn key_of(record: &Record) -> Option<Key> {
    match record {
        Record::ProcessedCommand(_) => None,
        Record::Variant(variant) => Some(variant.sku.clone().into()),
        Record::Channel(channel) => Some(channel.code.clone().into()),
        Record::PriceBook(book) => Some(book.rules().code.clone().into()),
        Record::NamedShippingBook(book) => Some(book.code.clone().into()),
        Record::Coupon(coupon) => Some(coupon.code.clone().into()),
        Record::CouponUse(held) => Some(held.id.into()),
        Record::Tally(tally) => Some(tally.code.clone().into()),
        Record::GiftCard(card) => Some(card.code.clone().into()),
        Record::Location(location) => Some(location.code.clone().into()),
        Record::StockTerms(terms) => Some(StockCode::of(&terms.sku, &terms.location).ok()?.into()),
        Record::Shelf(shelf) => Some(ShelfCode::of(&shelf.sku, &shelf.location).ok()?.into()),
        Record::Transfer(transfer) => Some(transfer.id.into()),
        Record::Inbound(inbound) => Some(inbound.id.into()),
        Record::Movement(movement) => Some(movement.id.into()),
        Record::Cart(cart) => Some(cart.id.into()),
        Record::Reservation(reservation) => Some(reservation.id.into()),
        Record::Backorder(backorder) => Some(backorder.id.into()),
        Record::Order(order) => Some(order.id.into()),
        Record::Payment(payment) => Some(payment.id.into()),
        Record::Shipment(shipment) => Some(shipment.id.into()),
        Record::Effect(effect) => Some(effect.id.into()),
        Record::Return(asked) => Some(asked.id.into()),
        Record::Series(series) => Some(series.code.clone().into()),
        Record::Invoice(invoice) => Some(invoice.id.into()),
        Record::CreditNote(note) => Some(note.id.into()),
        Record::Seller(seller) => Some(seller.code.clone().into()),
        Record::SellerOrder(part) => Some(SellerOrderCode::of(part.order, &part.seller).ok()?.into()),
        Record::Account(account) => Some(account.code.clone().into()),
        Record::Entry(entry) => Some(entry.id.into()),
        Record::Trade(trade) => Some(trade.id.into()),
        Record::Settlement(settlement) => Some(settlement.id.into()),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one arm an event")]
fn changed_record(current: Option<&Record>, event: &Event, at: Timestamp) -> Result<Record, Refusal> {
    Ok(match event {
        Event::VariantDefined { variant } => Record::Variant(variant.clone()),
        Event::ChannelDefined { channel } => Record::Channel(channel.clone()),
        Event::BookDefined { book, .. } => Record::PriceBook(book.clone()),
        Event::ShippingBookDefined { book } => Record::NamedShippingBook(book.clone()),
        Event::CouponDefined { coupon, .. } => Record::Coupon(coupon.clone()),
        Event::CouponHeld { held } => Record::CouponUse(held.clone()),
        Event::CouponMoved { .. }
        | Event::CouponConsumed { .. }
        | Event::CouponReleased { .. }
        | Event::CouponExpired { .. }
        | Event::CouponReturned { .. } => Record::CouponUse(changed(current, event, at)?),
        Event::TallyChanged { tally, by } => {
            Record::Tally(Tally::after(current.and_then(Tally::of).map(|before| &**before), tally, *by).into())
        }
        Event::GiftCardIssued { card, .. } => Record::GiftCard(card.clone()),
        Event::LocationDefined { location } => Record::Location(location.clone()),
        Event::StockReceived { movement } | Event::StockMoved { movement } => Record::Movement(movement.clone()),
        Event::LotsMoved { .. } => {
            Record::Shelf(Shelf::after(current.and_then(Shelf::of).map(|before| &**before), event, at)?.into())
        }
        Event::StockTermsDefined { terms, .. } => Record::StockTerms(terms.clone()),
        Event::StockSetAside { .. } | Event::StockLevelChanged { .. } => Record::StockTerms(
            StockTerms::after(current.and_then(StockTerms::of).map(|before| &**before), event)?.into(),
        ),
        Event::TransferSent { transfer } => Record::Transfer(transfer.clone()),
        Event::TransferReceived { .. } | Event::TransferReturned { .. } | Event::TransferWrittenOff { .. } => {
            Record::Transfer(changed(current, event, at)?)
        }
        Event::InboundAnnounced { inbound } => Record::Inbound(inbound.clone()),
        Event::InboundChanged { .. } | Event::InboundFilled { .. } | Event::InboundCancelled {} => {
            Record::Inbound(changed(current, event, at)?)
        }
        Event::CartOpened { cart } => Record::Cart(cart.clone()),
        Event::LinePut { .. }
        | Event::LineRemoved { .. }
        | Event::AddressSet { .. }
        | Event::BuyerSet { .. }
        | Event::BillingSet { .. }
        | Event::ChargesSet { .. }
        | Event::ShippingChosen { .. }
        | Event::CouponApplied { .. }
        | Event::CouponRemoved { .. }
        | Event::GiftCardApplied { .. }
        | Event::GiftCardRemoved { .. }
        | Event::TaxesSet { .. }
        | Event::CartReserved { .. }
        | Event::LineSaved { .. }
        | Event::AddressPut { .. }
        | Event::AddressRemoved { .. }
        | Event::CartDescribed { .. }
        | Event::CartAssigned { .. }
        | Event::CartAbsorbed { .. }
        | Event::CartMerged { .. }
        | Event::CartExpired {}
        | Event::CartReopened {}
        | Event::CartOrdered { .. } => Record::Cart(changed(current, event, at)?),
        Event::StockReserved { reservation } => Record::Reservation(reservation.clone()),
        Event::ReservationCommitted { .. }
        | Event::ReservationTaken { .. }
        | Event::ReservationExtended { .. }
        | Event::ReservationReleased { .. }
        | Event::ReservationExpired { .. } => Record::Reservation(changed(current, event, at)?),
        Event::BackorderMade { backorder } => Record::Backorder(backorder.clone()),
        Event::BackorderFilled { .. } | Event::BackorderCancelled {} => Record::Backorder(changed(current, event, at)?),
        Event::OrderPlaced { order } => Record::Order(order.clone()),
        Event::GoodsCameIn { .. }
        | Event::GoodsShipped { .. }
        | Event::GoodsDelivered { .. }
        | Event::LinesCancelled { .. }
        | Event::OrderCredited { .. }
        | Event::OrderAmended { .. }
        | Event::ReturnAdded { .. }
        | Event::PaymentAdded { .. }
        | Event::CreditReturned { .. }
        | Event::OrderCompleted {}
        | Event::OrderHeld { .. }
        | Event::OrderReleased {}
        | Event::OrderInvoiced { .. }
        | Event::OrderCreditNoted { .. }
        | Event::OrderCancelled { .. } => Record::Order(changed(current, event, at)?),
        Event::PaymentRequested { payment } => Record::Payment(payment.clone()),
        Event::PaymentAuthorized { .. }
        | Event::PaymentCaptured { .. }
        | Event::PaymentFailed { .. }
        | Event::PaymentVoided {}
        | Event::PaymentRefunded { .. }
        | Event::PaymentExpired {}
        | Event::PaymentDisputed { .. }
        | Event::DisputeWon { .. }
        | Event::DisputeLost { .. }
        | Event::PaymentAsked { .. }
        | Event::PaymentAnswered { .. } => Record::Payment(changed(current, event, at)?),
        Event::ReturnRequested { asked } => Record::Return(asked.clone()),
        Event::ReturnApproved { .. }
        | Event::ReturnReceived { .. }
        | Event::ReturnRefunded { .. }
        | Event::ReturnRefused { .. }
        | Event::ReturnCancelled {} => Record::Return(changed(current, event, at)?),
        Event::SeriesDefined { series, terms } => {
            Record::Series(Series::after(current.and_then(Series::of).map(|before| &**before), series, terms).into())
        }
        Event::NumberGiven { .. } => Record::Series(changed(current, event, at)?),
        Event::InvoiceIssued { invoice } => Record::Invoice(invoice.clone()),
        Event::CreditNoteIssued { credit_note } => Record::CreditNote(credit_note.clone()),
        Event::SellerDefined { seller } => Record::Seller(seller.clone()),
        Event::SellerOrderPlaced { seller_order } => Record::SellerOrder(seller_order.clone()),
        Event::ShipmentSent { shipment } => Record::Shipment(shipment.clone()),
        Event::LabelAsked { .. }
        | Event::LabelGiven { .. }
        | Event::LabelRefused { .. }
        | Event::LabelVoidAsked { .. }
        | Event::LabelVoided { .. }
        | Event::ShipmentTracked { .. }
        | Event::ShipmentException { .. }
        | Event::ShipmentDelivered {} => Record::Shipment(changed(current, event, at)?),
        Event::EffectAsked { effect } => Record::Effect(effect.clone()),
        Event::EffectClaimed { .. }
        | Event::EffectPostponed { .. }
        | Event::EffectDone {}
        | Event::EffectDeclined { .. }
        | Event::EffectWithdrawn {}
        | Event::EffectParked { .. }
        | Event::EffectRetried {} => Record::Effect(changed(current, event, at)?),
        Event::AccountDefined { account } => Record::Account(account.clone()),
        Event::EntryRecorded { entry, .. } => Record::Entry(entry.clone()),
        Event::EntryHeld { .. }
        | Event::EntryPosted { .. }
        | Event::EntryVoided { .. }
        | Event::EntryExpired { .. }
        | Event::EntryReversed { .. } => Record::Entry(changed(current, event, at)?),
        Event::TradeProposed { trade } => Record::Trade(trade.clone()),
        Event::TradeCountered { .. } | Event::TradeAdvanced { .. } => Record::Trade(changed(current, event, at)?),
        Event::SettlementInstructed { settlement } => Record::Settlement(settlement.clone()),
        Event::SettlementAdvanced { .. } => Record::Settlement(changed(current, event, at)?),
    })
}

/// What an event does to counters.
#[expect(clippy::too_many_lines, reason = "a table: one arm an event")]
pub(crate) fn adjustments_of(event: &Event) -> Result<Vec<Adjustment>, Refusal> {
    Ok(match event {
        Event::StockReceived { movement } | Event::StockMoved { movement } => {
            let row = |line: &MovedLine| stock_delta(&line.sku, &movement.location, [line.quantity, 0]);
            movement.lines.iter().filter(|line| line.quantity != 0).map(row).collect()
        }
        Event::StockTermsDefined { terms, safety, grants } => {
            let kept = (*safety != 0).then(|| kept_delta(&terms.sku, &terms.location, *safety));
            kept.into_iter().chain(allowance::grants(grants)).collect()
        }
        Event::StockSetAside { sku, location, by, .. } => alloc::vec![kept_delta(sku, location, *by)],
        Event::StockReserved { reservation } => promises(&reservation.lines, 1)?,
        Event::ReservationCommitted { lines, .. }
        | Event::ReservationReleased { lines }
        | Event::ReservationExpired { lines } => promises(lines, -1)?,
        Event::ReservationTaken { lines, .. } => lines.iter().filter_map(left).collect::<Result<_, _>>()?,
        Event::GoodsCameIn { goods, .. } => {
            let waited = Allocation { supply: Supply::Backorder, ..goods.clone() };
            let mut came = promises([&waited], -1)?;
            came.extend(promises([goods], 1)?);
            came
        }
        Event::OrderPlaced { order } => {
            let mut drawn = promises(order.allocations.iter().map(|item| &item.goods), 1)?;
            drawn.extend(allowance::adjustments(&order.draws, 1));
            drawn
        }
        Event::OrderAmended { back, rows, draws, drawn, .. } => {
            let mut changed = promises(back, -1)?;
            changed.extend(promises(rows.iter().map(|row| &row.goods), 1)?);
            changed.extend(allowance::adjustments(draws, -1));
            changed.extend(allowance::adjustments(drawn, 1));
            changed
        }
        Event::OrderCancelled { goods, draws, .. } | Event::LinesCancelled { goods, draws, .. } => {
            let mut back = promises(goods, -1)?;
            back.extend(allowance::adjustments(draws, -1));
            back
        }
        Event::CouponDefined { grants, .. }
        | Event::GiftCardIssued { grants, .. }
        | Event::BookDefined { grants, .. } => allowance::grants(grants).collect(),
        Event::CouponHeld { held } => allowance::adjustments(&held.draws, 1).collect(),
        Event::OrderCredited { draws, .. }
        | Event::CreditReturned { draws }
        | Event::CouponReleased { draws }
        | Event::CouponExpired { draws }
        | Event::CouponReturned { draws } => allowance::adjustments(draws, -1).collect(),
        Event::ReturnReceived { goods, .. } => {
            let counted = goods.iter().filter(|goods| goods.supply != Supply::Untracked);
            counted.map(|goods| stock(&goods.sku, &goods.location, goods.quantity, [1, 0])).collect()
        }
        Event::ShipmentSent { shipment } => shipment.goods.iter().filter_map(left).collect::<Result<_, _>>()?,
        Event::EntryRecorded { .. }
        | Event::EntryHeld { .. }
        | Event::EntryPosted { .. }
        | Event::EntryVoided { .. }
        | Event::EntryExpired { .. } => Moved::by(event).map_or_else(Vec::new, |moved| moved.adjustments().into()),
        Event::VariantDefined { .. }
        | Event::ChannelDefined { .. }
        | Event::ShippingBookDefined { .. }
        | Event::LocationDefined { .. }
        | Event::LotsMoved { .. }
        | Event::StockLevelChanged { .. }
        | Event::TransferSent { .. }
        | Event::TransferReceived { .. }
        | Event::TransferReturned { .. }
        | Event::TransferWrittenOff { .. }
        | Event::InboundAnnounced { .. }
        | Event::InboundChanged { .. }
        | Event::InboundFilled { .. }
        | Event::InboundCancelled {}
        | Event::CouponConsumed { .. }
        | Event::TallyChanged { .. }
        | Event::ReservationExtended { .. }
        | Event::BackorderMade { .. }
        | Event::BackorderFilled { .. }
        | Event::BackorderCancelled {}
        | Event::CartOpened { .. }
        | Event::LinePut { .. }
        | Event::LineRemoved { .. }
        | Event::AddressSet { .. }
        | Event::BuyerSet { .. }
        | Event::BillingSet { .. }
        | Event::ChargesSet { .. }
        | Event::ShippingChosen { .. }
        | Event::CouponApplied { .. }
        | Event::CouponRemoved { .. }
        | Event::GiftCardApplied { .. }
        | Event::GiftCardRemoved { .. }
        | Event::TaxesSet { .. }
        | Event::CartReserved { .. }
        | Event::LineSaved { .. }
        | Event::AddressPut { .. }
        | Event::AddressRemoved { .. }
        | Event::CartDescribed { .. }
        | Event::CartAssigned { .. }
        | Event::CartAbsorbed { .. }
        | Event::CartMerged { .. }
        | Event::CartExpired {}
        | Event::CartReopened {}
        | Event::CartOrdered { .. }
        | Event::CouponMoved { .. }
        | Event::GoodsShipped { .. }
        | Event::GoodsDelivered { .. }
        | Event::ReturnAdded { .. }
        | Event::ReturnRequested { .. }
        | Event::ReturnApproved { .. }
        | Event::ReturnRefunded { .. }
        | Event::ReturnRefused { .. }
        | Event::ReturnCancelled {}
        | Event::PaymentAdded { .. }
        | Event::OrderCompleted {}
        | Event::OrderHeld { .. }
        | Event::OrderReleased {}
        | Event::SeriesDefined { .. }
        | Event::NumberGiven { .. }
        | Event::InvoiceIssued { .. }
        | Event::CreditNoteIssued { .. }
        | Event::SellerDefined { .. }
        | Event::SellerOrderPlaced { .. }
        | Event::OrderInvoiced { .. }
        | Event::OrderCreditNoted { .. }
        | Event::PaymentRequested { .. }
        | Event::PaymentAuthorized { .. }
        | Event::PaymentCaptured { .. }
        | Event::PaymentFailed { .. }
        | Event::PaymentVoided {}
        | Event::PaymentRefunded { .. }
        | Event::PaymentExpired {}
        | Event::PaymentDisputed { .. }
        | Event::DisputeWon { .. }
        | Event::DisputeLost { .. }
        | Event::PaymentAsked { .. }
        | Event::PaymentAnswered { .. }
        | Event::EffectAsked { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectPostponed { .. }
        | Event::EffectDone {}
        | Event::EffectDeclined { .. }
        | Event::EffectWithdrawn {}
        | Event::EffectParked { .. }
        | Event::EffectRetried {}
        | Event::LabelAsked { .. }
        | Event::LabelGiven { .. }
        | Event::LabelRefused { .. }
        | Event::LabelVoidAsked { .. }
        | Event::LabelVoided { .. }
        | Event::ShipmentTracked { .. }
        | Event::ShipmentException { .. }
        | Event::ShipmentDelivered {}
        | Event::AccountDefined { .. }
        | Event::EntryReversed { .. }
        | Event::TradeProposed { .. }
        | Event::TradeCountered { .. }
        | Event::TradeAdvanced { .. }
        | Event::SettlementInstructed { .. }
        | Event::SettlementAdvanced { .. } => Vec::new(),
    })
}

/// Deltas to the stock of a SKU at a place that no guard stands before.
pub(crate) fn stock_delta(sku: &Sku, location: &LocationCode, deltas: [i64; 2]) -> Adjustment {
    let key = Key::Stock(sku.clone(), location.clone());
    Adjustment { key, kind: CounterKind::Stock, deltas: pair(deltas), least: UNGUARDED }
}

/// Deltas to the stock of a SKU at a place; what promises more than before is guarded.
fn stock(sku: &Sku, location: &LocationCode, quantity: Quantity, sign: [i64; 2]) -> Adjustment {
    let deltas = sign.map(|sign| quantity.units().saturating_mul(sign));
    let least = if sign == [0, 1] { NOT_SHORT } else { UNGUARDED };
    Adjustment { least, ..stock_delta(sku, location, deltas) }
}

/// Promises of goods as deltas, given (1) or taken back (-1), each by what stands behind it.
fn promises<'a>(goods: impl IntoIterator<Item = &'a Allocation>, sign: i64) -> Result<Vec<Adjustment>, Refusal> {
    let mut all = Vec::new();
    for goods in goods {
        match goods.supply {
            Supply::OnHand => all.push(stock(&goods.sku, &goods.location, goods.quantity, [0, sign])),
            Supply::Backorder => {
                let from = allowance::of_backorder(&goods.sku, &goods.location)?;
                all.extend(allowance::adjustments(&[Draw { from, amount: goods.quantity.units() }], sign));
            }
            Supply::Untracked => {}
        }
    }
    Ok(all)
}

/// Goods that leave, as deltas; only what is on hand can.
fn left(goods: &Allocation) -> Option<Result<Adjustment, Refusal>> {
    match goods.supply {
        Supply::OnHand => Some(Ok(stock(&goods.sku, &goods.location, goods.quantity, [-1, -1]))),
        Supply::Backorder => Some(Err(Refusal::new(Code::Defect, format!("`{}` left before it came", goods.sku)))),
        Supply::Untracked => None,
    }
}

/// The entity of a stream after an event: a copy is made only where somebody else still looks at it.
fn changed<T: Happens + Clone>(current: Option<&Record>, event: &Event, at: Timestamp) -> Result<Arc<T>, Refusal> {
    let mut entity = current
        .and_then(T::of)
        .cloned()
        .ok_or_else(|| Refusal::new(Code::Defect, format!("an event happened to no {}", T::KIND.name())))?;
    Arc::make_mut(&mut entity).after(event, at)?;
    Ok(entity)
}
