//! Searchable columns: what a scan may ask of each kind of record.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::ledger::Entry;
use crate::machine::word;
use crate::order::Order;
use crate::record::{Kind, Record};
use crate::settlement::Settlement;
use crate::trade::Trade;

/// A column beside the body of a record, by which it can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, in scans and in SQL.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// An instant, in microseconds since 1970 UTC.
    Instant,
}

/// The value of a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// Text.
    Text(String),
    /// An instant, in microseconds since 1970 UTC.
    Instant(i64),
}

impl Column {
    /// Whether it holds values of this type.
    pub(crate) const fn takes(&self, cell: &Cell) -> bool {
        matches!((self.holds, cell), (Holds::Text, Cell::Text(_)) | (Holds::Instant, Cell::Instant(_)))
    }
}

impl Holds {
    /// What it is called.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Instant => "instants",
        }
    }
}

const fn text(name: &'static str) -> Column {
    Column { name, holds: Holds::Text }
}

const fn instant(name: &'static str) -> Column {
    Column { name, holds: Holds::Instant }
}

impl Kind {
    /// The columns by which its records can be found.
    pub const fn columns(self) -> &'static [Column] {
        const NONE: &[Column] = &[];
        const MOVEMENT: &[Column] = &[text("location")];
        const CART: &[Column] = &[text("customer"), text("state"), instant("expires_at")];
        const TRANSFER: &[Column] = &[text("source"), text("destination"), text("state")];
        const INBOUND: &[Column] = &[text("location"), text("state"), instant("due_at")];
        const RESERVATION: &[Column] = &[text("cart"), text("state"), instant("expires_at")];
        const BACKORDER: &[Column] = &[text("order_id"), text("sku"), text("location"), text("state")];
        const ORDER: &[Column] =
            &[text("customer"), text("state"), instant("placed_at"), text("number"), instant("held_at")];
        const PART: &[Column] = &[text("order_id"), text("state")];
        const PAYMENT: &[Column] = &[text("order_id"), text("state"), instant("lapses_at")];
        const DOCUMENT: &[Column] = &[text("order_id"), text("number"), instant("issued_at")];
        const SELLER_ORDER: &[Column] = &[text("seller"), text("order_id"), text("number"), instant("placed_at")];
        const EFFECT: &[Column] = &[text("state"), instant("due_at")];
        const ACCOUNT: &[Column] = &[text("asset")];
        const ENTRY: &[Column] =
            &[text("debit_account"), text("credit_account"), text("reference"), instant("expires_at")];
        const TRADE: &[Column] = &[text("buyer"), text("seller"), text("state"), instant("due_at")];
        const SETTLEMENT: &[Column] = &[text("state"), text("reference"), instant("next_at")];
        match self {
            Kind::ProcessedCommand
            | Kind::Variant
            | Kind::Channel
            | Kind::PriceBook
            | Kind::NamedShippingBook
            | Kind::Coupon
            | Kind::Tally
            | Kind::Location
            | Kind::StockTerms
            | Kind::Shelf
            | Kind::Series
            | Kind::Seller
            | Kind::GiftCard => NONE,
            Kind::Transfer => TRANSFER,
            Kind::Inbound => INBOUND,
            Kind::Movement => MOVEMENT,
            Kind::Cart => CART,
            Kind::Reservation | Kind::CouponUse => RESERVATION,
            Kind::Backorder => BACKORDER,
            Kind::Order => ORDER,
            Kind::Payment => PAYMENT,
            Kind::Shipment | Kind::Return => PART,
            Kind::Account => ACCOUNT,
            Kind::Entry => ENTRY,
            Kind::Trade => TRADE,
            Kind::Settlement => SETTLEMENT,
            Kind::Effect => EFFECT,
            Kind::SellerOrder => SELLER_ORDER,
            Kind::Invoice | Kind::CreditNote => DOCUMENT,
        }
    }
}

impl Record {
    /// The values of the columns of its kind, in their order.
    pub fn cells(&self) -> Vec<Option<Cell>> {
        let text = |text: String| Some(Cell::Text(text));
        let instant = |at: jiff::Timestamp| Some(Cell::Instant(at.as_microsecond()));
        match self {
            Record::ProcessedCommand(_)
            | Record::Variant(_)
            | Record::Channel(_)
            | Record::PriceBook(_)
            | Record::NamedShippingBook(_)
            | Record::Coupon(_)
            | Record::Tally(_)
            | Record::Location(_)
            | Record::StockTerms(_)
            | Record::Shelf(_)
            | Record::Series(_)
            | Record::Seller(_)
            | Record::GiftCard(_) => [].into(),
            Record::Account(account) => [text(account.asset.to_string())].into(),
            Record::Entry(entry) => of_entry(entry),
            Record::Trade(trade) => of_trade(trade),
            Record::Settlement(settlement) => of_settlement(settlement),
            Record::CouponUse(hold) => {
                [text(hold.cart.to_string()), text(word(&hold.state)), instant(hold.expires_at)].into()
            }
            Record::Transfer(transfer) => {
                [text(transfer.from.to_string()), text(transfer.to.to_string()), text(word(&transfer.state))].into()
            }
            Record::Inbound(inbound) => {
                [text(inbound.location.to_string()), text(word(&inbound.state)), instant(inbound.due_at)].into()
            }
            Record::Movement(movement) => [text(movement.location.to_string())].into(),
            Record::Cart(cart) => [
                cart.customer.map(|id| Cell::Text(id.to_string())),
                text(word(&cart.state)),
                cart.expires_at.and_then(instant),
            ]
            .into(),
            Record::Reservation(hold) => {
                let cart = hold.cart.map(|cart| Cell::Text(cart.to_string()));
                [cart, text(word(&hold.state)), instant(hold.expires_at)].into()
            }
            Record::Backorder(promise) => [
                text(promise.order.to_string()),
                text(promise.sku.to_string()),
                text(promise.location.to_string()),
                text(word(&promise.state)),
            ]
            .into(),
            Record::Order(order) => of_order(order),
            Record::Payment(payment) => {
                [text(payment.order.to_string()), text(word(&payment.state)), payment.lapses_at().and_then(instant)]
                    .into()
            }
            Record::Return(asked) => [text(asked.order.to_string()), text(word(&asked.state))].into(),
            Record::Shipment(shipment) => [text(shipment.order.to_string()), text(word(&shipment.state))].into(),
            Record::Invoice(invoice) => {
                [text(invoice.order.to_string()), text(invoice.number.clone()), instant(invoice.issued_at)].into()
            }
            Record::CreditNote(note) => {
                [text(note.order.to_string()), text(note.number.clone()), instant(note.issued_at)].into()
            }
            Record::SellerOrder(part) => {
                let number = part.number.clone().map(Cell::Text);
                [text(part.seller.to_string()), text(part.order.to_string()), number, instant(part.placed_at)].into()
            }
            Record::Effect(effect) => [text(word(&effect.state)), instant(effect.due_at)].into(),
        }
    }
}

/// Whose an order is, how it stands, its number, and since when it is held.
fn of_order(order: &Order) -> Vec<Option<Cell>> {
    let instant = |at: jiff::Timestamp| Cell::Instant(at.as_microsecond());
    [
        order.customer.map(|id| Cell::Text(id.to_string())),
        Some(Cell::Text(word(&order.state))),
        Some(instant(order.placed_at)),
        order.number.clone().map(Cell::Text),
        order.held.as_ref().map(|hold| instant(hold.at)),
    ]
    .into()
}

/// The accounts of an entry, what it is found by, and until when it is pending or encumbered.
fn of_entry(entry: &Entry) -> Vec<Option<Cell>> {
    let text = |text: String| Some(Cell::Text(text));
    let open = entry.expires_at.filter(|_| entry.state.is_open());
    let end = open.map(|end| Cell::Instant(end.as_microsecond()));
    [text(entry.from.to_string()), text(entry.to.to_string()), entry.reference.clone().map(Cell::Text), end].into()
}

fn of_trade(trade: &Trade) -> Vec<Option<Cell>> {
    let text = |text: String| Some(Cell::Text(text));
    let due = trade.due_at().map(|due| Cell::Instant(due.as_microsecond()));
    [text(trade.buyer.to_string()), text(trade.seller.to_string()), text(word(&trade.state)), due].into()
}

fn of_settlement(settlement: &Settlement) -> Vec<Option<Cell>> {
    let reference = settlement.terms.reference.clone().map(Cell::Text);
    let next = settlement.progress.next_at.map(|at| Cell::Instant(at.as_microsecond()));
    [Some(Cell::Text(word(&settlement.progress.state))), reference, next].into()
}
