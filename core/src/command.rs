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
    BackorderId, CartId, ChannelCode, CouponCode, CouponUseId, CustomerId, GiftCardCode, HolderCode, LocationCode,
    MovementId, OrderId, PaymentId, ReservationId, ShipmentId,
};
use crate::inventory::{HoldLine, Keep, Sourcing, StockLine};
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
    /// Receives goods into a location. Answers [`Outcome::Movement`].
    ReceiveStock {
        /// Where.
        location: LocationCode,
        /// What.
        lines: Vec<StockLine>,
        /// The supplier's paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
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
    /// Holds stock without a cart, for whoever is named: all lines or none, the same SKU on several lines added up. A hold
    /// that it replaces is given up in the same commit and does not count against it: this is how the quantities of a hold
    /// are changed, and raising one takes only what it is raised by. Answers [`Outcome::Reservation`].
    ReserveStock {
        /// For whom.
        holder: HolderCode,
        /// What, and how much.
        lines: Vec<HoldLine>,
        /// Where from, the preferred place first; also those that lines name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        locations: Vec<LocationCode>,
        /// The rules by which a place is chosen; with none, the first that has goods gives them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sourcing: Vec<Sourcing>,
        /// What may not be split over places.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep: Option<Keep>,
        /// Where the goods are to be collected: it comes before all rules.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        collect_at: Option<LocationCode>,
        /// For how long, in seconds: 1 to [`crate::limits::HOLD_SECONDS`].
        hold_seconds: u32,
        /// The hold of the same holder that it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<ReservationId>,
    },
    /// Lets a hold last longer: from now on for so many seconds, never shorter than before. Answers
    /// [`Outcome::Reservation`].
    ExtendReservation {
        /// The hold.
        reservation: ReservationId,
        /// For how long from now, in seconds: 1 to [`crate::limits::HOLD_SECONDS`].
        hold_seconds: u32,
    },
    /// What is held without a cart leaves, for whom it was held. Answers [`Outcome::Done`].
    CommitReservation {
        /// The hold.
        reservation: ReservationId,
        /// Whose paper it leaves on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Fills a backorder from what is on hand, as far as that goes; the engine sends it when goods come in and on its tick,
    /// the oldest first. Answers [`Outcome::Done`].
    FillBackorder {
        /// The backorder.
        backorder: BackorderId,
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
