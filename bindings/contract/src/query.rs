//! What may be asked of an engine without changing anything: the list of queries.

use std::collections::BTreeMap;

use fondaco::order::OrderChange;
use fondaco::port::Cursor;
use fondaco::shipping::{DutyRules, LandedQuery, PackingRequest, ShippingQuery, SplitRequest};
use fondaco::{
    AccountCode, BackorderId, BookCode, CartId, ChannelCode, CommandId, CouponCode, CouponUseId, CreditNoteId,
    EffectId, EntryId, GiftCardCode, InboundId, InvoiceId, Key, LocationCode, MovementId, OrderId, PartyCode,
    PaymentId, ReservationId, ReturnId, SellerCode, SellerOrderCode, SeriesCode, SettlementId, ShelfCode, ShipmentId,
    ShippingCode, Sku, StockCode, TallyCode, Timestamp, TradeId, TransferId,
};
use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::RecordKind;

/// A question. On the wire: `{"get": "order", "order": "…"}`; it is answered by the [`Answer`](crate::Answer) of the same
/// name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "get", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Query {
    /// A command that was carried out. Refused with `command.unknown`.
    Command {
        /// Its id.
        command: CommandId,
    },
    /// A variant. Refused with `variant.unknown`.
    Variant {
        /// Its SKU.
        variant: Sku,
    },
    /// A channel. Refused with `channel.unknown`.
    Channel {
        /// Its code.
        channel: ChannelCode,
    },
    /// The rules of a price book. Refused with `price_book.unknown`.
    PriceBook {
        /// Its code.
        book: BookCode,
    },
    /// Rules of shipping. Refused with `shipping_book.unknown`.
    ShippingBook {
        /// Their code.
        book: ShippingCode,
    },
    /// A coupon. Refused with `coupon.unknown`.
    Coupon {
        /// Its code.
        coupon: CouponCode,
    },
    /// A use of a coupon. Refused with `coupon_use.unknown`.
    CouponUse {
        /// Its id.
        coupon_use: CouponUseId,
    },
    /// How often a customer has used something. Refused with `tally.unknown`.
    Tally {
        /// What and who.
        tally: TallyCode,
    },
    /// A gift card. Refused with `gift_card.unknown`.
    GiftCard {
        /// Its code.
        gift_card: GiftCardCode,
    },
    /// A place that holds stock. Refused with `location.unknown`.
    Location {
        /// Its code.
        location: LocationCode,
    },
    /// What holds for a SKU at a location. Refused with `stock_terms.unknown`.
    StockTerms {
        /// Of which SKU, at which location: `SKU@LOCATION`.
        stock_terms: StockCode,
    },
    /// The lots of a SKU at a location. Refused with `shelf.unknown`.
    Shelf {
        /// Of which SKU, at which location: `SKU@LOCATION`.
        shelf: ShelfCode,
    },
    /// Goods on their way from one location to another. Refused with `transfer.unknown`.
    Transfer {
        /// Its id.
        transfer: TransferId,
    },
    /// Goods that were announced. Refused with `inbound.unknown`.
    Inbound {
        /// Its id.
        inbound: InboundId,
    },
    /// A movement of stock. Refused with `movement.unknown`.
    Movement {
        /// Its id.
        movement: MovementId,
    },
    /// A cart. Refused with `cart.unknown`.
    Cart {
        /// Its id.
        cart: CartId,
    },
    /// A hold on stock. Refused with `reservation.unknown`.
    Reservation {
        /// Its id.
        reservation: ReservationId,
    },
    /// Goods promised to an order before they are there. Refused with `backorder.unknown`.
    Backorder {
        /// Its id.
        backorder: BackorderId,
    },
    /// An order. Refused with `order.unknown`.
    Order {
        /// Its id.
        order: OrderId,
    },
    /// A payment. Refused with `payment.unknown`.
    Payment {
        /// Its id.
        payment: PaymentId,
    },
    /// A return. Refused with `return.unknown`.
    Return {
        /// Which.
        return_id: ReturnId,
    },
    /// A series of numbers. Refused with `series.unknown`.
    Series {
        /// Its code.
        series: SeriesCode,
    },
    /// An invoice. Refused with `invoice.unknown`.
    Invoice {
        /// Its id.
        invoice: InvoiceId,
    },
    /// A credit note. Refused with `credit_note.unknown`.
    CreditNote {
        /// Its id.
        credit_note: CreditNoteId,
    },
    /// A seller. Refused with `seller.unknown`.
    Seller {
        /// Their code.
        seller: SellerCode,
    },
    /// The part of a seller in an order: its number, and since when. Refused with `seller_order.unknown`.
    SellerOrder {
        /// Of which order and seller: `ORDER/SELLER`.
        seller_order: SellerOrderCode,
    },
    /// A shipment. Refused with `shipment.unknown`.
    Shipment {
        /// Its id.
        shipment: ShipmentId,
    },
    /// Something that is asked of the outside world. Refused with `effect.unknown`.
    Effect {
        /// Its id.
        effect: EffectId,
    },
    /// An account of a ledger. Refused with `account.unknown`.
    Account {
        /// Its code.
        account: AccountCode,
    },
    /// An entry of a ledger. Refused with `entry.unknown`.
    Entry {
        /// Its id.
        entry: EntryId,
    },
    /// A trade. Refused with `trade.unknown`.
    Trade {
        /// Its id.
        trade: TradeId,
    },
    /// A settlement. Refused with `settlement.unknown`.
    Settlement {
        /// Its id.
        settlement: SettlementId,
    },
    /// How a settlement stands now, as one of its parties is told. Refused with `settlement.unknown`.
    SettlementStatus {
        /// Its id.
        settlement: SettlementId,
        /// The party; to any other, all of its parties are others.
        party: PartyCode,
    },
    /// What a cart costs now. Refused with `cart.unknown`, `cart.empty`, and as pricing refuses.
    Price {
        /// The cart.
        cart: CartId,
    },
    /// The lines of a cart whose price is another than the shopper was shown; none where its channel does not tell. Refused
    /// with `cart.unknown` and `price.missing`.
    ChangedPrices {
        /// The cart.
        cart: CartId,
    },
    /// The methods by which the goods of a cart can be sent as it is, and why all others are not offered. Refused with
    /// `cart.unknown`, `cart.empty` and `shipping.unset`.
    ShippingOffers {
        /// The cart.
        cart: CartId,
    },
    /// The methods by which goods can be sent, without a cart. Refused with `shipping_book.unknown` and `currency.mismatch`.
    QuoteShipping {
        /// The rules.
        book: ShippingCode,
        /// The goods, and where they go.
        goods: Box<ShippingQuery>,
    },
    /// Goods packed into cartons. Refused with `packing.invalid`.
    Pack {
        /// The goods and the cartons.
        request: Box<PackingRequest>,
    },
    /// What goods cost once they have come over a border, by rules that are kept nowhere. Refused with `rules.invalid`,
    /// `lines.missing`, `currency.mismatch` and `basket.invalid`.
    LandedCost {
        /// What is owed at borders.
        rules: Box<DutyRules>,
        /// The goods, and where they go.
        goods: Box<LandedQuery>,
    },
    /// Goods parted into shipments: what can leave together, and when. Refused with `limit.exceeded`.
    SplitShipments {
        /// The goods, and what keeps them apart.
        request: Box<SplitRequest>,
    },
    /// What an amendment of an order would come to, as `amend_order` answers it. Refused as that is.
    PreviewAmendment {
        /// The order.
        order: OrderId,
        /// What is to change, each line once.
        changes: Vec<OrderChange>,
    },
    /// What each seller, and the channel itself, has of an order: lines, amounts, what fell off, what it comes to now. Refused
    /// with `order.unknown`.
    OrderParts {
        /// The order.
        order: OrderId,
    },
    /// Stock of a SKU at a location. A hold past its time is not counted.
    Stock {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationCode,
    },
    /// How many units of a SKU a channel can sell now, over all its locations that are active. Refused with
    /// `channel.unknown`.
    ForSale {
        /// The SKU.
        sku: Sku,
        /// The channel.
        channel: ChannelCode,
    },
    /// How many units of a SKU can be promised at a location, now and after each receipt that is announced there.
    Promise {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationCode,
    },
    /// How much is left on a gift card. Refused with `gift_card.unknown`.
    Balance {
        /// The gift card.
        gift_card: GiftCardCode,
    },
    /// How many more orders may use a coupon. Refused with `coupon.unknown`.
    CouponLeft {
        /// The coupon.
        coupon: CouponCode,
    },
    /// How an order stands with its money and its goods. Refused with `order.unknown`.
    Standing {
        /// The order.
        order: OrderId,
    },
    /// What was taken from an account and came to it. What is pending past its time is not counted. Refused with
    /// `account.unknown`.
    AccountBalance {
        /// The account.
        account: AccountCode,
    },
    /// A page of the entries of an account, in the order of their ids. Refused with `account.unknown` and `scan.invalid`.
    Statement {
        /// The account.
        account: AccountCode,
        /// After this entry; from the start when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Key>,
        /// How many at most, from 1 to 1,000; 100 when absent.
        #[serde(default = "page")]
        limit: u32,
    },
    /// A page of accounts with their balances, in the order of their codes. Of each asset, the debits of all accounts come to
    /// their credits. Refused with `scan.invalid`.
    TrialBalance {
        /// After this account; from the start when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Key>,
        /// How many at most, from 1 to 1,000; 100 when absent.
        #[serde(default = "page")]
        limit: u32,
    },
    /// What was there in an account at an instant, by when entries took effect. Refused with `account.unknown`.
    BalanceAt {
        /// The account.
        account: AccountCode,
        /// When.
        at: Timestamp,
    },
    /// A page of records that match, in the order of their ids. Refused with `scan.invalid`.
    Records {
        /// Of which kind.
        kind: RecordKind,
        /// What must hold of their columns; all of it.
        #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
        filters: BTreeMap<String, ColumnTest>,
        /// After this record; from the start when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Key>,
        /// How many at most, from 1 to 1,000; 100 when absent.
        #[serde(default = "page")]
        limit: u32,
    },
    /// Events after a place in the log, oldest first.
    Events {
        /// The place; the start of the log when absent.
        #[serde(default)]
        after: Cursor,
        /// How many at most, up to 1,000; 100 when absent.
        #[serde(default = "page")]
        limit: u32,
    },
}

/// A test of a column of records. The columns of each kind stand in `docs/schema.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnTest {
    /// It has this text.
    Is(String),
    /// It is at most this instant.
    Until(Timestamp),
}

/// How many records or events a query answers that does not say.
const fn page() -> u32 {
    100
}
