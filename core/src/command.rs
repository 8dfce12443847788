//! What may be asked: the list of commands, and what each answers.

use alloc::string::String;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cart::NewLine;
use crate::catalog::{Channel, Variant};
use crate::coupon::Coupon;
use crate::digest::Digest;
use crate::effect::EffectReport;
use crate::id::{
    CartId, ChannelCode, CouponCode, CouponUseId, CustomerId, EffectId, GiftCardCode, LocationCode, MovementId,
    OrderId, PaymentId, ReservationId, ShipmentId,
};
use crate::inventory::StockLine;
use crate::money::Money;
use crate::party::Address;
use crate::payment::{GiftCard, RefundPart};
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
    /// Asks for another payment of an order. What is asked for, authorized and captured together is never more than what is
    /// due. Of a channel with a gateway, the gateway is asked to authorize it. Answers [`Outcome::Payment`].
    RequestPayment {
        /// The order.
        order: OrderId,
        /// How much; all that is left to pay when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// How it is to be paid, in the words of the host: `card`, `bank transfer`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<String>,
    },
    /// Reports that the gateway holds the amount of a payment, or a part of it. An authorization that is not wanted any more
    /// is let go at the gateway. Answers [`Outcome::Done`].
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
    /// Reports that money has been captured, all of it or a part. What was captured too late, beyond what is due, goes back
    /// through the gateway by itself. Answers [`Outcome::Done`].
    CapturePayment {
        /// The payment.
        payment: PaymentId,
        /// How much was captured.
        amount: Money,
        /// The gateway's name for this capture: reported again, it changes nothing. A payment through a gateway takes one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// Whether it was the last capture: the rest of the authorization is let go.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        last: bool,
    },
    /// Reports that the gateway refused. Answers [`Outcome::Done`].
    FailPayment {
        /// The payment.
        payment: PaymentId,
        /// What the gateway said.
        reason: String,
    },
    /// Gives up what is not captured of a payment. What a gateway holds is let go there. Answers [`Outcome::Done`].
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
        /// The gateway's name for this refund: reported again, it changes nothing. A payment through a gateway takes one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Marks an authorization as expired, once it has ended; the engine's tick sends it. Answers [`Outcome::Done`].
    ExpirePayment {
        /// The payment.
        payment: PaymentId,
    },
    /// Reports that the buyer's bank disputes captured money. Answers [`Outcome::Done`].
    OpenDispute {
        /// The payment.
        payment: PaymentId,
        /// The gateway's name for the dispute.
        dispute: String,
        /// How much is disputed.
        amount: Money,
    },
    /// Reports that a dispute was won: the money stays ours. Answers [`Outcome::Done`].
    WinDispute {
        /// The payment.
        payment: PaymentId,
        /// The gateway's name for the dispute.
        dispute: String,
    },
    /// Reports that a dispute was lost: the money is gone. Answers [`Outcome::Done`].
    LoseDispute {
        /// The payment.
        payment: PaymentId,
        /// The gateway's name for the dispute.
        dispute: String,
    },
    /// Asks the gateway to capture what it holds, all of it or a part. Answers [`Outcome::Done`]; the money is ours once the
    /// gateway says so.
    RequestCapture {
        /// The payment.
        payment: PaymentId,
        /// How much; all that is held when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// Whether it is the last capture: the rest of the authorization is let go.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        last: bool,
    },
    /// Asks the gateway to pay captured money back, all of it or a part. Answers [`Outcome::Done`]; it has gone back once the
    /// gateway says so.
    RequestRefund {
        /// The payment.
        payment: PaymentId,
        /// How much; all that can go back when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
    },
    /// Gives an amount of an order back, spread over what it was paid with: its payments, oldest first, then its gift cards
    /// and credit. Gift cards have it at once, a payment through a gateway asks the gateway; of a payment that is reported by
    /// hand this is the report. Answers [`Outcome::Refund`].
    RefundOrder {
        /// The order.
        order: OrderId,
        /// How much.
        amount: Money,
        /// The payment that it goes back to first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<PaymentId>,
    },
    /// Takes an effect that is due, to perform it; nobody else can until the lease is over. The engine's runner sends it.
    /// Answers [`Outcome::Claim`].
    ClaimEffect {
        /// The effect.
        effect: EffectId,
    },
    /// Says what came of an attempt to perform an effect; the engine's runner sends it. Answers [`Outcome::Done`].
    AnswerEffect {
        /// The effect.
        effect: EffectId,
        /// The number of the attempt.
        attempt: u32,
        /// What came of it.
        answer: EffectReport,
    },
    /// Tries an effect again that was parked. Answers [`Outcome::Done`].
    RetryEffect {
        /// The effect.
        effect: EffectId,
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
    /// Money goes back, or has gone back.
    Refund {
        /// To what, and how much.
        parts: Vec<RefundPart>,
    },
    /// An effect was taken.
    Claim {
        /// The number of the attempt that is to be made now, from 1; absent where there is none to be made: the effect was
        /// withdrawn, or parked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempt: Option<u32>,
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
