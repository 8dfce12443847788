//! What may be asked: the list of commands, and what each answers.

use alloc::string::String;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cart::NewLine;
use crate::catalog::{Channel, Variant};
use crate::coupon::Coupon;
use crate::digest::Digest;
use crate::id::{
    CartId, ChannelCode, CouponCode, CouponUseId, CustomerId, GiftCardCode, InboundId, LocationCode, MovementId,
    OrderId, PaymentId, ReservationId, ShipmentId, Sku, TransferId,
};
use crate::inventory::{
    AnnouncedLine, AsideReason, ChangeLine, CountLine, Location, MovedLine, StockLine, StockReason, Terms,
};
use crate::money::Money;
use crate::party::Address;
use crate::payment::GiftCard;
use crate::pricing::{Buyer, Charge, PriceRules, TaxAnswer};
use crate::quantity::Quantity;

/// Something that is asked of the engine. On the wire: `{"do": "add_line", "cart": "…", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Command {
    /// Defines variants, or defines them anew. Answers [`Outcome::Done`].
    DefineVariants {
        /// The variants, at most [`crate::limits::BATCH`].
        variants: Vec<Variant>,
    },
    /// Defines a channel, or defines it anew. Answers [`Outcome::Done`].
    DefineChannel {
        /// The channel.
        channel: Channel,
    },
    /// Defines a price book, or defines it anew. Answers [`Outcome::Done`].
    DefinePriceBook {
        /// Its rules.
        rules: PriceRules,
    },
    /// Defines coupons, or defines them anew; a new limit counts what was used already. Answers [`Outcome::Done`].
    DefineCoupons {
        /// The coupons, at most [`crate::limits::BATCH`].
        coupons: Vec<Coupon>,
    },
    /// Issues a gift card or store credit. Answers [`Outcome::Done`].
    IssueGiftCard {
        /// The gift card.
        card: GiftCard,
    },
    /// Defines a location, or defines it anew. Answers [`Outcome::Done`].
    DefineLocation {
        /// The location.
        location: Location,
    },
    /// Receives goods into a location. Answers [`Outcome::Movement`].
    ReceiveStock {
        /// Where.
        location: LocationCode,
        /// What.
        lines: Vec<StockLine>,
        /// The supplier's paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The announcement that it fills, in part or whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inbound: Option<InboundId>,
    },
    /// Defines the terms of SKUs at a location, or defines them anew; what is set aside stays so. Answers
    /// [`Outcome::Done`].
    DefineStockTerms {
        /// Where.
        location: LocationCode,
        /// Of what, at most [`crate::limits::BATCH`].
        skus: Vec<Sku>,
        /// The terms, all of them at once.
        terms: Terms,
    },
    /// Sets units aside, or puts them back: they stay where they are and are not for sale. Answers [`Outcome::Done`].
    SetAside {
        /// Where.
        location: LocationCode,
        /// What.
        sku: Sku,
        /// Why.
        reason: AsideReason,
        /// How many more smallest units, or fewer when below zero.
        by: i64,
    },
    /// Notices that what is available has crossed one of its marks; the engine's watch sends it. Answers
    /// [`Outcome::Done`].
    CheckStock {
        /// Where.
        location: LocationCode,
        /// What.
        sku: Sku,
    },
    /// Puts the books of a location right by signed differences. Answers [`Outcome::Movement`].
    AdjustStock {
        /// Where.
        location: LocationCode,
        /// What, and by how much.
        lines: Vec<ChangeLine>,
        /// Why.
        reason: StockReason,
        /// In words; needed where the reason is another.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Takes in a count of goods: the difference from the books changes them. Answers [`Outcome::Count`].
    CountStock {
        /// Where.
        location: LocationCode,
        /// What was counted.
        lines: Vec<CountLine>,
        /// The paper of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Throws goods away. Answers [`Outcome::Movement`].
    WriteOffStock {
        /// Where.
        location: LocationCode,
        /// What.
        lines: Vec<StockLine>,
        /// Why.
        reason: StockReason,
        /// In words; needed where the reason is another.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// The reason for which they had been set aside; they are not any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aside: Option<AsideReason>,
    },
    /// Sends goods from one location to another; they are sellable nowhere until they arrive. Answers
    /// [`Outcome::Transfer`].
    SendTransfer {
        /// The location that they leave.
        from: LocationCode,
        /// The location that they go to.
        to: LocationCode,
        /// What.
        lines: Vec<StockLine>,
        /// The carrier's paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Receives goods of a transfer, in part or all. Answers [`Outcome::Movement`].
    ReceiveTransfer {
        /// The transfer.
        transfer: TransferId,
        /// What arrived.
        lines: Vec<StockLine>,
    },
    /// Takes goods of a transfer back in where they came from. Answers [`Outcome::Movement`].
    ReturnTransfer {
        /// The transfer.
        transfer: TransferId,
        /// What came home.
        lines: Vec<StockLine>,
    },
    /// Writes goods off that are missing from a transfer. Answers [`Outcome::Done`].
    WriteOffTransfer {
        /// The transfer.
        transfer: TransferId,
        /// What is missing.
        lines: Vec<StockLine>,
        /// Why.
        reason: StockReason,
        /// In words; needed where the reason is another.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Announces goods that will come. Answers [`Outcome::Inbound`].
    AnnounceInbound {
        /// Where they will be.
        location: LocationCode,
        /// What, each SKU once.
        lines: Vec<AnnouncedLine>,
        /// When.
        due_at: Timestamp,
        /// The order, or the supplier's paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Changes the date of announced goods, and the goods, all at once. Answers [`Outcome::Done`].
    ChangeInbound {
        /// The announcement.
        inbound: InboundId,
        /// When they will be there.
        due_at: Timestamp,
        /// What, each SKU once; what has come already stays among it.
        lines: Vec<AnnouncedLine>,
    },
    /// Says that the rest of what was announced will not come. Answers [`Outcome::Done`].
    CancelInbound {
        /// The announcement.
        inbound: InboundId,
    },
    /// Opens a cart, for a guest or a customer. Answers [`Outcome::Cart`].
    OpenCart {
        /// Where it is filled.
        channel: ChannelCode,
        /// Whose it is; a guest's when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        /// What is in it from the start.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<NewLine>,
        /// Where the goods are to go, if it is known already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<Address>,
    },
    /// Adds a quantity of a SKU to a cart: to its line, or as a new one. Answers [`Outcome::Line`].
    AddLine {
        /// The cart.
        cart: CartId,
        /// What, and how much.
        line: NewLine,
    },
    /// Sets the quantity of a line. Answers [`Outcome::Line`].
    ChangeLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
        /// How much.
        quantity: Quantity,
    },
    /// Takes a line out of a cart. Answers [`Outcome::Done`].
    RemoveLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
    },
    /// Says where the goods of a cart are to go. Answers [`Outcome::Done`].
    SetAddress {
        /// The cart.
        cart: CartId,
        /// The address.
        address: Address,
    },
    /// Says what is known of who buys a cart, for prices and taxes. Answers [`Outcome::Done`].
    SetBuyer {
        /// The cart.
        cart: CartId,
        /// The buyer.
        buyer: Buyer,
    },
    /// Sets shipping, fees and donations of a cart, all of them at once. Answers [`Outcome::Done`].
    SetCharges {
        /// The cart.
        cart: CartId,
        /// The charges, at most [`crate::limits::CHARGES`].
        charges: Vec<Charge>,
    },
    /// Takes in what a tax service answered for a cart as it is; a later change of the cart ends it. Answers
    /// [`Outcome::Done`].
    SetTaxes {
        /// The cart.
        cart: CartId,
        /// What it answered.
        answer: TaxAnswer,
    },
    /// Gives a coupon to a cart; a use of it is held as long as the channel says, if it has a limit. Answers
    /// [`Outcome::Done`].
    ApplyCoupon {
        /// The cart.
        cart: CartId,
        /// The coupon.
        coupon: CouponCode,
    },
    /// Takes a coupon out of a cart. Answers [`Outcome::Done`].
    RemoveCoupon {
        /// The cart.
        cart: CartId,
        /// The coupon.
        coupon: CouponCode,
    },
    /// Marks a use of a coupon as expired, once it is due; the engine's tick sends it. Answers [`Outcome::Done`].
    ExpireCouponUse {
        /// The use.
        coupon_use: CouponUseId,
    },
    /// Gives a gift card to a cart, to pay with. Answers [`Outcome::Done`].
    ApplyGiftCard {
        /// The cart.
        cart: CartId,
        /// The gift card.
        gift_card: GiftCardCode,
    },
    /// Takes a gift card out of a cart. Answers [`Outcome::Done`].
    RemoveGiftCard {
        /// The cart.
        cart: CartId,
        /// The gift card.
        gift_card: GiftCardCode,
    },
    /// Holds stock for every line of a cart, all or none, as long as its channel says; an earlier hold of the cart is
    /// given up. Answers [`Outcome::Reservation`].
    ReserveCart {
        /// The cart.
        cart: CartId,
    },
    /// Gives a hold up. Answers [`Outcome::Done`].
    ReleaseReservation {
        /// The hold.
        reservation: ReservationId,
    },
    /// Marks a hold as expired, once it is due; the engine's tick sends it. Answers [`Outcome::Done`].
    ExpireReservation {
        /// The hold.
        reservation: ReservationId,
    },
    /// Orders a cart: prices, stock, order and payment in one, or nothing. Answers [`Outcome::Order`].
    PlaceOrder {
        /// The cart.
        cart: CartId,
        /// The total that the buyer was shown; refused with `price.changed` if it is another by now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<Money>,
    },
    /// Orders goods without a cart, as a till or a marketplace does: prices, stock, order and payment in one, or nothing.
    /// Answers [`Outcome::Order`].
    BuyNow {
        /// Where they are sold.
        channel: ChannelCode,
        /// Who buys; a guest when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        /// What, and how much.
        lines: Vec<NewLine>,
        /// Where the goods are to go.
        address: Address,
        /// Shipping, fees and donations.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        charges: Vec<Charge>,
        /// Coupons to use.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        coupons: Vec<CouponCode>,
        /// The total that the buyer was shown; refused with `price.changed` if it is another by now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<Money>,
    },
    /// Cancels an order none of whose goods have left. Answers [`Outcome::Done`].
    CancelOrder {
        /// The order.
        order: OrderId,
        /// Why.
        reason: String,
    },
    /// Asks for another payment, after the last one failed or was given up. Answers [`Outcome::Payment`].
    RequestPayment {
        /// The order.
        order: OrderId,
    },
    /// Reports that the gateway holds the whole amount. Answers [`Outcome::Done`].
    AuthorizePayment {
        /// The payment.
        payment: PaymentId,
        /// How much is held.
        amount: Money,
        /// The gateway's name for it.
        reference: String,
        /// Until when it can be captured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
    },
    /// Reports that the whole amount has been captured. Answers [`Outcome::Done`].
    CapturePayment {
        /// The payment.
        payment: PaymentId,
        /// How much was captured.
        amount: Money,
    },
    /// Reports that the gateway refused. Answers [`Outcome::Done`].
    FailPayment {
        /// The payment.
        payment: PaymentId,
        /// What the gateway said.
        reason: String,
    },
    /// Gives a payment up before its capture. Answers [`Outcome::Done`].
    VoidPayment {
        /// The payment.
        payment: PaymentId,
    },
    /// Reports that captured money has gone back. Answers [`Outcome::Done`].
    RefundPayment {
        /// The payment.
        payment: PaymentId,
        /// How much.
        amount: Money,
    },
    /// Sends the goods of an order that have not left. Answers [`Outcome::Shipment`].
    ShipOrder {
        /// The order.
        order: OrderId,
        /// Only goods at this location; all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<LocationCode>,
        /// The carrier's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tracking: Option<String>,
    },
    /// Reports that a shipment has arrived. Answers [`Outcome::Done`].
    DeliverShipment {
        /// The shipment.
        shipment: ShipmentId,
    },
}

/// What a command answers. On the wire: `{"did": "order", "order": "…", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Outcome {
    /// It is done.
    Done {},
    /// Goods were received.
    Movement {
        /// The paper of it.
        movement: MovementId,
    },
    /// Goods were counted.
    Count {
        /// The paper of it.
        movement: MovementId,
        /// By how much the books changed, a line for each SKU that was counted.
        lines: Vec<MovedLine>,
    },
    /// Goods are on their way.
    Transfer {
        /// The transfer.
        transfer: TransferId,
    },
    /// Goods were announced.
    Inbound {
        /// The announcement.
        inbound: InboundId,
    },
    /// A cart was opened.
    Cart {
        /// The cart.
        cart: CartId,
    },
    /// A line stands in the cart.
    Line {
        /// Its number.
        line: u32,
    },
    /// Stock is held.
    Reservation {
        /// The hold.
        reservation: ReservationId,
        /// Until when.
        expires_at: Timestamp,
    },
    /// An order was placed.
    Order {
        /// The order.
        order: OrderId,
        /// Its payment, still to be made.
        payment: PaymentId,
        /// How much is to be paid.
        total: Money,
    },
    /// A payment was asked for.
    Payment {
        /// The payment.
        payment: PaymentId,
    },
    /// Goods were sent.
    Shipment {
        /// The shipment.
        shipment: ShipmentId,
    },
}

/// A command that was carried out: its fingerprint and its outcome, stored with what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessedCommand {
    /// The fingerprint of the command.
    pub digest: Digest,
    /// What it answered.
    pub outcome: Outcome,
}
