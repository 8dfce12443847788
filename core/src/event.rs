//! What happened: the list of domain events, and the envelope that each is kept in.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::allowance::Draw;
use crate::cart::{Cart, CartLine};
use crate::catalog::{Channel, Variant};
use crate::coupon::{CartCoupon, Coupon, CouponUse};
use crate::digest::Digest;
use crate::effect::{Asked, Effect};
use crate::id::{
    CommandId, CouponCode, EffectId, EventId, GiftCardCode, OrderId, PaymentId, ReservationId, ShipmentId, TallyCode,
};
use crate::inventory::{Allocation, Movement, Reservation};
use crate::money::Money;
use crate::order::Order;
use crate::party::{Actor, Address};
use crate::payment::{GiftCard, Payment};
use crate::pricing::{Buyer, Charge, PriceBook, TaxAnswer};
use crate::record::{Key, Version};
use crate::refusal::Refusal;
use crate::shipping::Shipment;

/// Something that happened. Events are facts: they are never changed, and a new field is optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
#[non_exhaustive]
pub enum Event {
    /// A variant was defined, or defined anew.
    #[serde(rename = "variant.defined")]
    VariantDefined {
        /// The variant.
        variant: Arc<Variant>,
    },
    /// A channel was defined, or defined anew.
    #[serde(rename = "channel.defined")]
    ChannelDefined {
        /// The channel.
        channel: Arc<Channel>,
    },
    /// A price book was defined, or defined anew.
    #[serde(rename = "price_book.defined")]
    BookDefined {
        /// The price book.
        book: Arc<PriceBook>,
        /// By how much the limits of its promotions differ from those before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        grants: Vec<Draw>,
    },
    /// A coupon was defined, or defined anew.
    #[serde(rename = "coupon.defined")]
    CouponDefined {
        /// The coupon.
        coupon: Arc<Coupon>,
        /// By how much its limit differs from the one before.
        grants: Vec<Draw>,
    },
    /// A use of a coupon was held for a cart.
    #[serde(rename = "coupon_use.held")]
    CouponHeld {
        /// The use.
        held: Arc<CouponUse>,
    },
    /// An order used a coupon.
    #[serde(rename = "coupon_use.consumed")]
    CouponConsumed {
        /// The order.
        order: OrderId,
    },
    /// A use of a coupon was given up.
    #[serde(rename = "coupon_use.released")]
    CouponReleased {
        /// What goes back.
        draws: Vec<Draw>,
    },
    /// A use of a coupon ran out.
    #[serde(rename = "coupon_use.expired")]
    CouponExpired {
        /// What goes back.
        draws: Vec<Draw>,
    },
    /// An order was cancelled and gave a use of a coupon back.
    #[serde(rename = "coupon_use.returned")]
    CouponReturned {
        /// What goes back.
        draws: Vec<Draw>,
    },
    /// A customer used something once more, or once less.
    #[serde(rename = "tally.changed")]
    TallyChanged {
        /// What and who.
        tally: TallyCode,
        /// By how many uses.
        by: i64,
    },
    /// A gift card was issued.
    #[serde(rename = "gift_card.issued")]
    GiftCardIssued {
        /// The gift card.
        card: Arc<GiftCard>,
        /// The money on it.
        grants: Vec<Draw>,
    },
    /// Goods came in.
    #[serde(rename = "stock.received")]
    StockReceived {
        /// The paper of it.
        movement: Arc<Movement>,
    },
    /// A cart was opened.
    #[serde(rename = "cart.opened")]
    CartOpened {
        /// The cart.
        cart: Arc<Cart>,
    },
    /// A line was added to a cart, or its quantity changed.
    #[serde(rename = "cart.line_put")]
    LinePut {
        /// The line as it is now.
        line: CartLine,
    },
    /// A line was taken out of a cart.
    #[serde(rename = "cart.line_removed")]
    LineRemoved {
        /// Its number.
        line: u32,
    },
    /// A cart got its address.
    #[serde(rename = "cart.address_set")]
    AddressSet {
        /// The address.
        address: Address,
    },
    /// It became known who buys.
    #[serde(rename = "cart.buyer_set")]
    BuyerSet {
        /// The buyer.
        buyer: Buyer,
    },
    /// Shipping, fees and donations of a cart were set.
    #[serde(rename = "cart.charges_set")]
    ChargesSet {
        /// All of them.
        charges: Vec<Charge>,
    },
    /// A coupon was given to a cart.
    #[serde(rename = "cart.coupon_applied")]
    CouponApplied {
        /// Which.
        coupon: CartCoupon,
    },
    /// A coupon was taken out of a cart.
    #[serde(rename = "cart.coupon_removed")]
    CouponRemoved {
        /// Which.
        coupon: CouponCode,
    },
    /// A gift card was given to a cart, to pay with.
    #[serde(rename = "cart.gift_card_applied")]
    GiftCardApplied {
        /// Which.
        gift_card: GiftCardCode,
    },
    /// A gift card was taken out of a cart.
    #[serde(rename = "cart.gift_card_removed")]
    GiftCardRemoved {
        /// Which.
        gift_card: GiftCardCode,
    },
    /// A tax service answered for a cart. What changes the basket afterwards ends it.
    #[serde(rename = "cart.taxes_set")]
    TaxesSet {
        /// What it answered.
        answer: TaxAnswer,
    },
    /// Stock was held for a cart.
    #[serde(rename = "cart.reserved")]
    CartReserved {
        /// The hold.
        reservation: ReservationId,
    },
    /// A cart became an order.
    #[serde(rename = "cart.ordered")]
    CartOrdered {
        /// The order.
        order: OrderId,
    },
    /// Stock was held.
    #[serde(rename = "reservation.made")]
    StockReserved {
        /// The hold.
        reservation: Arc<Reservation>,
    },
    /// A hold went over to an order.
    #[serde(rename = "reservation.committed")]
    ReservationCommitted {
        /// The order.
        order: OrderId,
        /// What was held.
        lines: Vec<Allocation>,
    },
    /// A hold was given up.
    #[serde(rename = "reservation.released")]
    ReservationReleased {
        /// What was held.
        lines: Vec<Allocation>,
    },
    /// A hold ran out.
    #[serde(rename = "reservation.expired")]
    ReservationExpired {
        /// What was held.
        lines: Vec<Allocation>,
    },
    /// An order was placed, and its goods promised.
    #[serde(rename = "order.placed")]
    OrderPlaced {
        /// The order.
        order: Arc<Order>,
    },
    /// Goods of an order left.
    #[serde(rename = "order.goods_shipped")]
    GoodsShipped {
        /// The shipment.
        shipment: ShipmentId,
        /// The lines whose goods left.
        lines: Vec<u32>,
    },
    /// Goods of an order arrived.
    #[serde(rename = "order.goods_delivered")]
    GoodsDelivered {
        /// The shipment.
        shipment: ShipmentId,
    },
    /// Another payment was asked for.
    #[serde(rename = "order.payment_added")]
    PaymentAdded {
        /// The payment.
        payment: PaymentId,
    },
    /// All of an order is paid and delivered.
    #[serde(rename = "order.completed")]
    OrderCompleted {},
    /// An order was cancelled, and its goods came back.
    #[serde(rename = "order.cancelled")]
    OrderCancelled {
        /// Why.
        reason: String,
        /// The goods that came back.
        goods: Vec<Allocation>,
        /// What it had drawn that came back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        draws: Vec<Draw>,
    },
    /// A payment was asked for.
    #[serde(rename = "payment.requested")]
    PaymentRequested {
        /// The payment.
        payment: Arc<Payment>,
    },
    /// The gateway holds the money.
    #[serde(rename = "payment.authorized")]
    PaymentAuthorized {
        /// The gateway's name for it.
        reference: String,
        /// How much it holds; all that was asked for when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// Until when it can be captured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
    },
    /// The money is ours.
    #[serde(rename = "payment.captured")]
    PaymentCaptured {
        /// How much.
        amount: Money,
        /// The gateway's name for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// Whether nothing more is captured.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        last: bool,
    },
    /// The gateway refused.
    #[serde(rename = "payment.failed")]
    PaymentFailed {
        /// Why.
        reason: String,
    },
    /// A payment was given up.
    #[serde(rename = "payment.voided")]
    PaymentVoided {},
    /// Money went back.
    #[serde(rename = "payment.refunded")]
    PaymentRefunded {
        /// How much.
        amount: Money,
        /// The gateway's name for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// The authorization of a payment ended.
    #[serde(rename = "payment.expired")]
    PaymentExpired {},
    /// A dispute over a payment was opened.
    #[serde(rename = "payment.disputed")]
    PaymentDisputed {
        /// The gateway's name for the dispute.
        dispute: String,
        /// How much is disputed.
        amount: Money,
    },
    /// A dispute was won: the money stays ours.
    #[serde(rename = "payment.dispute_won")]
    DisputeWon {
        /// Which.
        dispute: String,
    },
    /// A dispute was lost: the money is gone.
    #[serde(rename = "payment.dispute_lost")]
    DisputeLost {
        /// Which.
        dispute: String,
    },
    /// The gateway is asked to do something with a payment.
    #[serde(rename = "payment.asked")]
    PaymentAsked {
        /// What, and by which effect.
        asked: Asked,
    },
    /// The gateway is no longer asked: it has answered, or the effect was withdrawn.
    #[serde(rename = "payment.answered")]
    PaymentAnswered {
        /// By which effect it was asked.
        effect: EffectId,
    },
    /// Money that an order had drawn from gift cards or credit went back onto them.
    #[serde(rename = "order.credit_returned")]
    CreditReturned {
        /// What went back.
        draws: Vec<Draw>,
    },
    /// The outside world is asked for something.
    #[serde(rename = "effect.asked")]
    EffectAsked {
        /// For what.
        effect: Arc<Effect>,
    },
    /// A runner performs an effect.
    #[serde(rename = "effect.claimed")]
    EffectClaimed {
        /// The number of the attempt, from 1.
        attempt: u32,
        /// Until when nobody else does.
        until: Timestamp,
    },
    /// An effect is tried again later.
    #[serde(rename = "effect.postponed")]
    EffectPostponed {
        /// When.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// An effect was performed.
    #[serde(rename = "effect.done")]
    EffectDone {},
    /// An effect was refused for good.
    #[serde(rename = "effect.declined")]
    EffectDeclined {
        /// Why.
        reason: String,
    },
    /// An effect was not needed any more before anybody tried.
    #[serde(rename = "effect.withdrawn")]
    EffectWithdrawn {},
    /// An effect was tried too often and is set aside.
    #[serde(rename = "effect.parked")]
    EffectParked {
        /// What the last attempt met with.
        reason: String,
    },
    /// An effect is to be tried again.
    #[serde(rename = "effect.retried")]
    EffectRetried {},
    /// Goods left.
    #[serde(rename = "shipment.sent")]
    ShipmentSent {
        /// The shipment.
        shipment: Arc<Shipment>,
    },
    /// Goods arrived.
    #[serde(rename = "shipment.delivered")]
    ShipmentDelivered {},
}

/// An event and where it stands: one link of its stream's chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its id.
    pub id: EventId,
    /// The record that it happened to.
    pub stream: Key,
    /// Its place in the stream, from 1, without gaps; the version of the record after it.
    pub version: Version,
    /// When.
    pub at: Timestamp,
    /// Who sent the command.
    pub actor: Actor,
    /// The command.
    pub command: CommandId,
    /// What happened.
    pub event: Event,
    /// The hash of the event before it in the stream; zeros for the first.
    pub previous: Digest,
    /// The SHA-256 of all of the above, in this order, in the canonical encoding.
    pub hash: Digest,
}

/// What the hash of an envelope covers.
#[derive(Serialize)]
struct Sealed<'a> {
    id: EventId,
    stream: &'a Key,
    version: Version,
    /// Seconds since 1970 UTC, and nanoseconds.
    at: (i64, i32),
    actor: Actor,
    command: CommandId,
    event: &'a Event,
    previous: Digest,
}

impl Envelope {
    /// Links an envelope to the one before it: sets its hash.
    pub(crate) fn sealed(mut self) -> Result<Self, Refusal> {
        self.hash = self.seal()?;
        Ok(self)
    }

    /// Whether the hash is that of the contents.
    pub fn is_intact(&self) -> bool {
        self.seal().is_ok_and(|hash| hash == self.hash)
    }

    fn seal(&self) -> Result<Digest, Refusal> {
        let Self { id, stream, version, at, actor, command, event, previous, hash: _ } = self;
        Digest::of(&Sealed {
            id: *id,
            stream,
            version: *version,
            at: (at.as_second(), at.subsec_nanosecond()),
            actor: *actor,
            command: *command,
            event,
            previous: *previous,
        })
    }
}
