//! What queries answer.

use std::sync::Arc;

use fondaco::cart::{Cart, ChangedPrice};
use fondaco::catalog::{Channel, Seller, Variant};
use fondaco::coupon::{Coupon, CouponUse};
use fondaco::document::{CreditNote, Invoice, Series};
use fondaco::effect::Effect;
use fondaco::inventory::{Backorder, Inbound, Location, Movement, Promised, Reservation, Shelf, StockTerms, Transfer};
use fondaco::ledger::{Account, Entry, Side};
use fondaco::money::Money;
use fondaco::order::{AmendmentPreview, FulfilmentStanding, Order, OrderPart, Return, SellerOrder};
use fondaco::payment::{GiftCard, Payment, PaymentStanding};
use fondaco::port::Cursor;
use fondaco::pricing::{PriceBook, Receipt};
use fondaco::settlement::{Settlement, SettlementStatus};
use fondaco::shipping::{LandedCost, NamedShippingBook, Packing, Shipment, ShippingOffers, SplitPlan};
use fondaco::trade::Trade;
use fondaco::{AccountCode, AssetCode, Envelope, Key, Kind, ProcessedCommand, Tally};
use fondaco_derive::Deserialize;
use serde::Serialize;

/// The answer to the [`Query`](crate::Query) of the same name. On the wire: `{"got": "order", "order": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "got", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Answer {
    /// A command that was carried out.
    Command {
        /// Its fingerprint and its outcome.
        command: Arc<ProcessedCommand>,
    },
    /// A variant.
    Variant {
        /// The variant.
        variant: Arc<Variant>,
    },
    /// A channel.
    Channel {
        /// The channel.
        channel: Arc<Channel>,
    },
    /// A price book.
    PriceBook {
        /// Its rules.
        book: Arc<PriceBook>,
    },
    /// Rules of shipping.
    ShippingBook {
        /// The rules, under their code.
        book: Arc<NamedShippingBook>,
    },
    /// A coupon.
    Coupon {
        /// The coupon.
        coupon: Arc<Coupon>,
    },
    /// A use of a coupon.
    CouponUse {
        /// The use.
        coupon_use: Arc<CouponUse>,
    },
    /// How often a customer has used something.
    Tally {
        /// The count.
        tally: Arc<Tally>,
    },
    /// A gift card.
    GiftCard {
        /// The gift card.
        gift_card: Arc<GiftCard>,
    },
    /// A place that holds stock.
    Location {
        /// The location.
        location: Arc<Location>,
    },
    /// The terms of a SKU at a location.
    StockTerms {
        /// The terms.
        stock_terms: Arc<StockTerms>,
    },
    /// The lots of a SKU at a location.
    Shelf {
        /// The shelf.
        shelf: Arc<Shelf>,
    },
    /// Goods on their way from one location to another.
    Transfer {
        /// The transfer.
        transfer: Arc<Transfer>,
    },
    /// Goods that were announced.
    Inbound {
        /// The announcement.
        inbound: Arc<Inbound>,
    },
    /// A movement of stock.
    Movement {
        /// The movement.
        movement: Arc<Movement>,
    },
    /// A cart.
    Cart {
        /// The cart.
        cart: Arc<Cart>,
    },
    /// A hold on stock.
    Reservation {
        /// The hold.
        reservation: Arc<Reservation>,
    },
    /// Goods promised to an order before they are there.
    Backorder {
        /// The promise.
        backorder: Arc<Backorder>,
    },
    /// An order.
    Order {
        /// The order.
        order: Arc<Order>,
    },
    /// A payment.
    Payment {
        /// The payment.
        payment: Arc<Payment>,
    },
    /// A return.
    Return {
        /// The return.
        found: Arc<Return>,
    },
    /// A series of numbers.
    Series {
        /// The series.
        series: Arc<Series>,
    },
    /// An invoice.
    Invoice {
        /// The invoice.
        invoice: Arc<Invoice>,
    },
    /// A credit note.
    CreditNote {
        /// The credit note.
        credit_note: Arc<CreditNote>,
    },
    /// A seller.
    Seller {
        /// The seller.
        seller: Arc<Seller>,
    },
    /// The part of a seller in an order.
    SellerOrder {
        /// Who, in which order, with which number.
        seller_order: Arc<SellerOrder>,
    },
    /// A shipment.
    Shipment {
        /// The shipment.
        shipment: Arc<Shipment>,
    },
    /// Something that is asked of the outside world.
    Effect {
        /// The effect.
        effect: Arc<Effect>,
    },
    /// An account of a ledger.
    Account {
        /// The account.
        account: Arc<Account>,
    },
    /// An entry of a ledger.
    Entry {
        /// The entry.
        entry: Arc<Entry>,
    },
    /// A trade.
    Trade {
        /// The trade.
        trade: Arc<Trade>,
    },
    /// A settlement.
    Settlement {
        /// The settlement.
        settlement: Arc<Settlement>,
    },
    /// How a settlement stands.
    SettlementStatus {
        /// How.
        status: SettlementStatus,
    },
    /// What a cart costs now.
    Price {
        /// The receipt that it would be ordered with.
        receipt: Box<Receipt>,
    },
    /// The lines of a cart whose price is another than the shopper was shown.
    ChangedPrices {
        /// Each with both prices, before discounts.
        lines: Vec<ChangedPrice>,
    },
    /// The methods by which the goods of a cart can be sent.
    ShippingOffers {
        /// What is offered, and why all else is not.
        offers: Box<ShippingOffers>,
    },
    /// The methods by which goods can be sent, without a cart.
    QuoteShipping {
        /// What is offered, and why all else is not.
        offers: Box<ShippingOffers>,
    },
    /// Goods packed into cartons.
    Pack {
        /// Each carton with what is in it and where, and what was left.
        packing: Box<Packing>,
    },
    /// What goods cost once they have come over a border.
    LandedCost {
        /// Line by line; absent where no rule is for their destination on that day, so that nobody knows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        landed: Option<Box<LandedCost>>,
    },
    /// Goods parted into shipments.
    SplitShipments {
        /// What leaves together and why, and what may not leave.
        plan: Box<SplitPlan>,
    },
    /// What an amendment of an order would come to.
    PreviewAmendment {
        /// The receipt, the difference, and what is then to be paid.
        preview: Box<AmendmentPreview>,
    },
    /// What each seller, and the channel itself, has of an order.
    OrderParts {
        /// The parts; all of them together are the order.
        parts: Vec<OrderPart>,
    },
    /// Stock of a SKU at a location, in its smallest units.
    Stock {
        /// Units that are physically there.
        on_hand: i64,
        /// Units that are promised to others: to holds, and to orders not yet sent.
        reserved: i64,
        /// Units on hand that can still be promised; never below zero.
        available: i64,
        /// Units that the shop keeps for itself: safety stock, and what is set aside.
        #[serde(default, skip_serializing_if = "is_zero")]
        aside: i64,
        /// Units that are promised to others and are not there.
        #[serde(default, skip_serializing_if = "is_zero")]
        overpromised: i64,
        /// Units that may still be promised before they are there.
        #[serde(default, skip_serializing_if = "is_zero")]
        backorder: i64,
        /// Units that are announced and still to come.
        #[serde(default, skip_serializing_if = "is_zero")]
        incoming: i64,
        /// Its stock is not counted, and all of these are zero.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        untracked: bool,
    },
    /// How many units a channel can sell now.
    ForSale {
        /// How many; stock is not counted when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        units: Option<i64>,
    },
    /// How many units can be promised, now and after each receipt that is announced.
    Promise {
        /// How many from when on; empty where stock is not counted.
        promises: Vec<Promised>,
    },
    /// How much is left on a gift card.
    Balance {
        /// How much.
        balance: Money,
    },
    /// How many more orders may use a coupon.
    CouponLeft {
        /// How many; no limit when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uses: Option<i64>,
    },
    /// How an order stands.
    Standing {
        /// With its money.
        payment: PaymentStanding,
        /// With its goods.
        fulfilment: FulfilmentStanding,
    },
    /// What was taken from an account and came to it, in the smallest units of its asset.
    AccountBalance {
        /// What it holds.
        asset: AssetCode,
        /// The side on which it grows.
        normal: Side,
        /// To be taken, by intention.
        debits_encumbered: i64,
        /// Taken, if it is posted.
        debits_pending: i64,
        /// Taken.
        debits_posted: i64,
        /// To come, by intention.
        credits_encumbered: i64,
        /// Come, if it is posted.
        credits_pending: i64,
        /// Come.
        credits_posted: i64,
        /// What is there: what is posted on the side on which it grows, less what is posted on the other.
        balance: i64,
        /// The same, with what is pending.
        pending_balance: i64,
        /// The same, with what is pending and what is encumbered.
        encumbered_balance: i64,
        /// What is there with all that is pending gone and nothing that is pending come.
        available: i64,
    },
    /// A page of the entries of an account.
    Statement {
        /// The entries.
        entries: Vec<Arc<Entry>>,
        /// After which entry the next page starts; absent when this was the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Key>,
    },
    /// A page of accounts with their balances.
    TrialBalance {
        /// A row for each account.
        rows: Vec<TrialRow>,
        /// After which account the next page starts; absent when this was the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Key>,
    },
    /// What was there in an account at an instant.
    BalanceAt {
        /// How much, in the smallest units of its asset.
        balance: i64,
    },
    /// A page of records.
    Records {
        /// The records.
        records: Vec<StoredRecord>,
        /// After which record the next page starts; absent when this was the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Key>,
    },
    /// A page of the log.
    Events {
        /// The events, oldest first.
        events: Vec<LoggedEvent>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(units: &i64) -> bool {
    *units == 0
}

/// An event and its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoggedEvent {
    /// Its place: what to ask for events after.
    pub cursor: Cursor,
    /// The event.
    pub envelope: Envelope,
}

/// An account with its balance, in the smallest units of its asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrialRow {
    /// The account.
    pub account: AccountCode,
    /// What it holds.
    pub asset: AssetCode,
    /// The side on which it grows.
    pub normal: Side,
    /// To be taken, by intention.
    pub debits_encumbered: i64,
    /// Taken, if it is posted.
    pub debits_pending: i64,
    /// Taken.
    pub debits_posted: i64,
    /// To come, by intention.
    pub credits_encumbered: i64,
    /// Come, if it is posted.
    pub credits_pending: i64,
    /// Come.
    pub credits_posted: i64,
    /// What is there: what is posted on the side on which it grows, less what is posted on the other.
    pub balance: i64,
    /// The same, with what is pending.
    pub pending_balance: i64,
    /// The same, with what is pending and what is encumbered.
    pub encumbered_balance: i64,
}

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecordKind {
    /// Commands that were carried out.
    Command,
    /// Variants.
    Variant,
    /// Channels of sale.
    Channel,
    /// Price books.
    PriceBook,
    /// Rules of shipping.
    ShippingBook,
    /// Coupons.
    Coupon,
    /// Uses of coupons.
    CouponUse,
    /// How often customers have used something.
    Tally,
    /// Gift cards.
    GiftCard,
    /// Places that hold stock.
    Location,
    /// Terms of stock.
    StockTerms,
    /// Lots at locations.
    Shelf,
    /// Goods on their way between locations.
    Transfer,
    /// Goods that were announced.
    Inbound,
    /// Movements of stock.
    Movement,
    /// Carts.
    Cart,
    /// Holds on stock.
    Reservation,
    /// Goods promised before they are there.
    Backorder,
    /// Orders.
    Order,
    /// Payments.
    Payment,
    /// Returns.
    Return,
    /// Series of numbers.
    Series,
    /// Invoices.
    Invoice,
    /// Credit notes.
    CreditNote,
    /// Shipments.
    Shipment,
    /// What is asked of the outside world.
    Effect,
    /// Sellers.
    Seller,
    /// Parts of sellers in orders.
    SellerOrder,
    /// Accounts of ledgers.
    Account,
    /// Entries of ledgers.
    Entry,
    /// Trades.
    Trade,
    /// Settlements.
    Settlement,
}

impl From<RecordKind> for Kind {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Command => Kind::ProcessedCommand,
            RecordKind::Variant => Kind::Variant,
            RecordKind::Channel => Kind::Channel,
            RecordKind::PriceBook => Kind::PriceBook,
            RecordKind::ShippingBook => Kind::NamedShippingBook,
            RecordKind::Coupon => Kind::Coupon,
            RecordKind::CouponUse => Kind::CouponUse,
            RecordKind::Tally => Kind::Tally,
            RecordKind::GiftCard => Kind::GiftCard,
            RecordKind::Location => Kind::Location,
            RecordKind::StockTerms => Kind::StockTerms,
            RecordKind::Shelf => Kind::Shelf,
            RecordKind::Transfer => Kind::Transfer,
            RecordKind::Inbound => Kind::Inbound,
            RecordKind::Movement => Kind::Movement,
            RecordKind::Cart => Kind::Cart,
            RecordKind::Reservation => Kind::Reservation,
            RecordKind::Backorder => Kind::Backorder,
            RecordKind::Order => Kind::Order,
            RecordKind::Payment => Kind::Payment,
            RecordKind::Return => Kind::Return,
            RecordKind::Series => Kind::Series,
            RecordKind::Invoice => Kind::Invoice,
            RecordKind::CreditNote => Kind::CreditNote,
            RecordKind::Shipment => Kind::Shipment,
            RecordKind::Effect => Kind::Effect,
            RecordKind::Seller => Kind::Seller,
            RecordKind::SellerOrder => Kind::SellerOrder,
            RecordKind::Account => Kind::Account,
            RecordKind::Entry => Kind::Entry,
            RecordKind::Trade => Kind::Trade,
            RecordKind::Settlement => Kind::Settlement,
        }
    }
}

/// A record with its kind. On the wire: `{"kind": "cart", "record": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "record", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum StoredRecord {
    /// A command that was carried out.
    Command(Arc<ProcessedCommand>),
    /// A variant.
    Variant(Arc<Variant>),
    /// A channel of sale.
    Channel(Arc<Channel>),
    /// A price book.
    PriceBook(Arc<PriceBook>),
    /// Rules of shipping.
    ShippingBook(Arc<NamedShippingBook>),
    /// A coupon.
    Coupon(Arc<Coupon>),
    /// A use of a coupon.
    CouponUse(Arc<CouponUse>),
    /// How often a customer has used something.
    Tally(Arc<Tally>),
    /// A gift card.
    GiftCard(Arc<GiftCard>),
    /// A place that holds stock.
    Location(Arc<Location>),
    /// What holds for a SKU at a location.
    StockTerms(Arc<StockTerms>),
    /// The lots of a SKU at a location.
    Shelf(Arc<Shelf>),
    /// Goods on their way from one location to another.
    Transfer(Arc<Transfer>),
    /// Goods that were announced.
    Inbound(Arc<Inbound>),
    /// A movement of stock.
    Movement(Arc<Movement>),
    /// A cart.
    Cart(Arc<Cart>),
    /// A hold on stock.
    Reservation(Arc<Reservation>),
    /// Goods promised to an order before they are there.
    Backorder(Arc<Backorder>),
    /// An order.
    Order(Arc<Order>),
    /// A payment.
    Payment(Arc<Payment>),
    /// A return.
    Return(Arc<Return>),
    /// A series of numbers.
    Series(Arc<Series>),
    /// An invoice.
    Invoice(Arc<Invoice>),
    /// A credit note.
    CreditNote(Arc<CreditNote>),
    /// A shipment.
    Shipment(Arc<Shipment>),
    /// Something that is asked of the outside world.
    Effect(Arc<Effect>),
    /// A seller.
    Seller(Arc<Seller>),
    /// The part of a seller in an order.
    SellerOrder(Arc<SellerOrder>),
    /// An account of a ledger.
    Account(Arc<Account>),
    /// An entry of a ledger.
    Entry(Arc<Entry>),
    /// A trade.
    Trade(Arc<Trade>),
    /// A settlement.
    Settlement(Arc<Settlement>),
}
