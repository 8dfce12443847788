//! What happened: the list of domain events.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::allowance::Draw;
use crate::cart::{Cart, CartLine, OrderDetails};
use crate::catalog::{Channel, Seller, Variant};
use crate::coupon::{CartCoupon, Coupon, CouponUse};
use crate::document::{CreditNote, Invoice, SeriesTerms};
use crate::effect::{Asked, Effect};
use crate::id::{
    AccountCode, AddressCode, BackorderId, CartId, ChargeCode, CouponCode, CustomerId, EffectId, EntryId, GiftCardCode,
    LocationCode, OrderId, PartyCode, PaymentId, ReservationId, ReturnId, SeriesCode, ShipmentId, Sku, TallyCode,
};
use crate::inventory::{
    Allocation, AsideReason, Backorder, Inbound, InboundLine, Location, MovedLot, Movement, Picked, Reservation,
    StockLevel, StockLine, StockReason, StockTerms, Transfer,
};
use crate::ledger::{Account, Entry, Layer};
use crate::money::Money;
use crate::omit::is_default;
use crate::order::{
    Amendment, Order, OrderAllocation, OrderCredit, OrderCreditNote, OrderInvoice, OrderSeller, ReceivedUnits, Return,
    SaleTerms, SellerOrder,
};
use crate::party::{Address, Billing, NamedAddress};
use crate::payment::{GiftCard, Payment};
use crate::pricing::{Buyer, Charge, PriceBook, Receipt, TaxAnswer};
use crate::quantity::Quantity;
use crate::settlement::{Settlement, SettlementProgress, SettlementStep};
use crate::shipping::{
    Booking, NamedShippingBook, ParcelLabel, Shipment, TrackingEvent, TrackingReason, TrackingStatus,
};
use crate::trade::{Trade, TradeProgress, TradeRole, TradeStep, TradeTerms};

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
    /// Rules of shipping were defined, or defined anew.
    #[serde(rename = "shipping_book.defined")]
    ShippingBookDefined {
        /// The rules, under their code.
        book: Arc<NamedShippingBook>,
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
    /// A held use of a coupon went with its cart into another.
    #[serde(rename = "coupon_use.moved")]
    CouponMoved {
        /// Which.
        cart: CartId,
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
    /// A location was defined, or defined anew.
    #[serde(rename = "location.defined")]
    LocationDefined {
        /// The location.
        location: Arc<Location>,
    },
    /// Goods came in.
    #[serde(rename = "stock.received")]
    StockReceived {
        /// The paper of it.
        movement: Arc<Movement>,
    },
    /// Stock came or left, otherwise than from a supplier or to a buyer.
    #[serde(rename = "stock.moved")]
    StockMoved {
        /// The paper of it.
        movement: Arc<Movement>,
    },
    /// Lots, or serials, came to a location or left it.
    #[serde(rename = "stock.lots_moved")]
    LotsMoved {
        /// Of what.
        sku: Sku,
        /// Where.
        location: LocationCode,
        /// By how much each changed.
        lots: Vec<MovedLot>,
        /// What one whole unit of them cost.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit_cost: Option<Money>,
    },
    /// Terms of stock were defined, or defined anew.
    #[serde(rename = "stock.terms_defined")]
    StockTermsDefined {
        /// The terms, and what is set aside.
        terms: Arc<StockTerms>,
        /// By how many units the safety stock differs from that before.
        #[serde(default, skip_serializing_if = "is_default")]
        safety: i64,
        /// By how much the backorder limit differs from the one before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        grants: Vec<Draw>,
    },
    /// Units were set aside, or put back.
    #[serde(rename = "stock.set_aside")]
    StockSetAside {
        /// Of what.
        sku: Sku,
        /// Where.
        location: LocationCode,
        /// Why.
        reason: AsideReason,
        /// How many more, or fewer when below zero.
        by: i64,
    },
    /// What is available of a SKU at a location crossed one of its marks.
    #[serde(rename = "stock.level_changed")]
    StockLevelChanged {
        /// How much there is now.
        level: StockLevel,
        /// How many units were available when that was noticed.
        available: i64,
    },
    /// Goods left for another location.
    #[serde(rename = "transfer.sent")]
    TransferSent {
        /// The transfer.
        transfer: Arc<Transfer>,
    },
    /// Goods of a transfer arrived.
    #[serde(rename = "transfer.received")]
    TransferReceived {
        /// Which.
        lines: Vec<StockLine>,
    },
    /// Goods of a transfer came home.
    #[serde(rename = "transfer.returned")]
    TransferReturned {
        /// Which.
        lines: Vec<StockLine>,
    },
    /// Goods of a transfer were written off.
    #[serde(rename = "transfer.written_off")]
    TransferWrittenOff {
        /// Which.
        lines: Vec<StockLine>,
        /// Why.
        reason: StockReason,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Goods were announced.
    #[serde(rename = "inbound.announced")]
    InboundAnnounced {
        /// The announcement.
        inbound: Arc<Inbound>,
    },
    /// Announced goods, or their date, changed.
    #[serde(rename = "inbound.changed")]
    InboundChanged {
        /// When they will be there.
        due_at: Timestamp,
        /// All of them, and how much of each has come.
        lines: Vec<InboundLine>,
    },
    /// Announced goods came.
    #[serde(rename = "inbound.filled")]
    InboundFilled {
        /// What came.
        lines: Vec<StockLine>,
    },
    /// The rest of what was announced will not come.
    #[serde(rename = "inbound.cancelled")]
    InboundCancelled {},
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
    /// It was said whom the invoices of a cart are made out to.
    #[serde(rename = "cart.billing_set")]
    BillingSet {
        /// Name, address and tax id; whoever the goods go to when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        billing: Option<Billing>,
    },
    /// Shipping, fees and donations of a cart were set.
    #[serde(rename = "cart.charges_set")]
    ChargesSet {
        /// All of them.
        charges: Vec<Charge>,
    },
    /// The method was chosen by which the goods of a cart are sent.
    #[serde(rename = "cart.shipping_chosen")]
    ShippingChosen {
        /// Which; none any more when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<ChargeCode>,
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
    /// A line of a cart was set aside.
    #[serde(rename = "cart.line_saved")]
    LineSaved {
        /// Its number.
        line: u32,
    },
    /// Another address was put beside the main one of a cart, or changed.
    #[serde(rename = "cart.address_put")]
    AddressPut {
        /// The address and its name.
        address: NamedAddress,
    },
    /// An address of a cart was taken away.
    #[serde(rename = "cart.address_removed")]
    AddressRemoved {
        /// Its name.
        address: AddressCode,
    },
    /// The note and the custom data of a cart were set.
    #[serde(rename = "cart.described")]
    CartDescribed {
        /// What the shopper wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// What else the shop keeps with it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        custom: BTreeMap<Arc<str>, Arc<str>>,
    },
    /// A guest's cart became a customer's.
    #[serde(rename = "cart.assigned")]
    CartAssigned {
        /// Whose.
        customer: CustomerId,
    },
    /// Another cart went into a cart.
    #[serde(rename = "cart.absorbed")]
    CartAbsorbed {
        /// The other one.
        from: CartId,
        /// The cart as it is now.
        cart: Arc<Cart>,
    },
    /// A cart went into another.
    #[serde(rename = "cart.merged")]
    CartMerged {
        /// Which.
        into: CartId,
    },
    /// A cart ended, as nobody touched it.
    #[serde(rename = "cart.expired")]
    CartExpired {},
    /// A cart that had ended was brought back.
    #[serde(rename = "cart.reopened")]
    CartReopened {},
    /// A cart became an order.
    #[serde(rename = "cart.ordered")]
    CartOrdered {
        /// The order.
        order: OrderId,
        /// The cart that has its saved lines now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        successor: Option<CartId>,
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
    /// A hold lasts longer.
    #[serde(rename = "reservation.extended")]
    ReservationExtended {
        /// Until when.
        expires_at: Timestamp,
    },
    /// What was held without a cart left.
    #[serde(rename = "reservation.taken")]
    ReservationTaken {
        /// What left.
        lines: Vec<Allocation>,
        /// The lots that it left from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        picked: Vec<Picked>,
        /// Whose paper it left on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// An order was promised goods that are still to come.
    #[serde(rename = "backorder.made")]
    BackorderMade {
        /// The promise.
        backorder: Arc<Backorder>,
    },
    /// Goods of a backorder came.
    #[serde(rename = "backorder.filled")]
    BackorderFilled {
        /// How many.
        quantity: Quantity,
    },
    /// The order of a backorder does not want it any more.
    #[serde(rename = "backorder.cancelled")]
    BackorderCancelled {},
    /// Goods that an order waited for are on hand, and its own.
    #[serde(rename = "order.goods_came_in")]
    GoodsCameIn {
        /// The backorder.
        backorder: BackorderId,
        /// The goods that came.
        goods: Allocation,
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
        /// What left.
        goods: Vec<Allocation>,
    },
    /// Units of an order that had not left were cancelled.
    #[serde(rename = "order.lines_cancelled")]
    LinesCancelled {
        /// The goods that are promised no more.
        goods: Vec<Allocation>,
        /// What falls off.
        credit: Arc<OrderCredit>,
        /// What goes back onto gift cards.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        draws: Vec<Draw>,
    },
    /// An order was amended.
    #[serde(rename = "order.amended")]
    OrderAmended {
        /// What was changed, and by how much.
        amendment: Arc<Amendment>,
        /// Its receipt from now on.
        receipt: Arc<Receipt>,
        /// The goods that are promised no more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        back: Vec<Allocation>,
        /// The goods that are promised beside.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rows: Vec<OrderAllocation>,
        /// What of its draws comes back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        draws: Vec<Draw>,
        /// What it draws beside.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        drawn: Vec<Draw>,
        /// Where its goods go.
        address: Arc<Address>,
        /// What it keeps beside goods and prices.
        #[serde(default, skip_serializing_if = "is_default")]
        details: Arc<OrderDetails>,
        /// What it is sold under.
        #[serde(default, skip_serializing_if = "is_default")]
        terms: Arc<SaleTerms>,
        /// Who sells what of it, beside the channel itself.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sellers: Vec<OrderSeller>,
    },
    /// Units that came back, or charges, fell off an order.
    #[serde(rename = "order.credited")]
    OrderCredited {
        /// What falls off.
        credit: Arc<OrderCredit>,
        /// What goes back onto gift cards.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        draws: Vec<Draw>,
    },
    /// A return of goods of an order was asked for.
    #[serde(rename = "order.return_added")]
    ReturnAdded {
        /// The return.
        return_id: ReturnId,
    },
    /// A return was asked for.
    #[serde(rename = "return.requested")]
    ReturnRequested {
        /// The return.
        asked: Arc<Return>,
    },
    /// A return was agreed to.
    #[serde(rename = "return.approved")]
    ReturnApproved {
        /// Where the goods are to be sent.
        location: LocationCode,
    },
    /// Goods of a return came back.
    #[serde(rename = "return.received")]
    ReturnReceived {
        /// What came back, by its condition.
        lines: Vec<ReceivedUnits>,
        /// What of that is for sale again, and where.
        goods: Vec<Allocation>,
    },
    /// A return was credited.
    #[serde(rename = "return.refunded")]
    ReturnRefunded {
        /// How much.
        amount: Money,
    },
    /// A return was refused.
    #[serde(rename = "return.refused")]
    ReturnRefused {
        /// Why.
        reason: String,
    },
    /// A return was given up.
    #[serde(rename = "return.cancelled")]
    ReturnCancelled {},
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
    /// An order is held for review.
    #[serde(rename = "order.held")]
    OrderHeld {
        /// Why.
        reason: String,
    },
    /// An order that was held goes on.
    #[serde(rename = "order.released")]
    OrderReleased {},
    /// A series was defined, or defined anew.
    #[serde(rename = "series.defined")]
    SeriesDefined {
        /// Which.
        series: SeriesCode,
        /// How its numbers look.
        terms: SeriesTerms,
    },
    /// A number of a series was given to what the same command made.
    #[serde(rename = "series.number_given")]
    NumberGiven {
        /// Which: the one after the last, or the first.
        number: u64,
    },
    /// Units and charges of an order were invoiced.
    #[serde(rename = "order.invoiced")]
    OrderInvoiced {
        /// Which, and by which invoice.
        invoice: OrderInvoice,
    },
    /// An invoice was issued.
    #[serde(rename = "invoice.issued")]
    InvoiceIssued {
        /// The invoice.
        invoice: Arc<Invoice>,
    },
    /// What fell off an order was taken back from its invoices.
    #[serde(rename = "order.credit_noted")]
    OrderCreditNoted {
        /// What, and by which credit note.
        credit_note: OrderCreditNote,
    },
    /// A credit note was issued.
    #[serde(rename = "credit_note.issued")]
    CreditNoteIssued {
        /// The credit note.
        credit_note: Arc<CreditNote>,
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
    /// A carrier told something new of goods on their way.
    #[serde(rename = "shipment.tracked")]
    ShipmentTracked {
        /// What.
        events: Vec<TrackingEvent>,
    },
    /// A notice: goods are late, lie still, could not be handed over, or go back.
    #[serde(rename = "shipment.exception")]
    ShipmentException {
        /// How they stand.
        status: TrackingStatus,
        /// Why, where the carrier says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TrackingReason>,
        /// Since when.
        since: Timestamp,
    },
    /// A carrier is asked for labels.
    #[serde(rename = "shipment.label_asked")]
    LabelAsked {
        /// What it is to carry.
        booking: Arc<Booking>,
    },
    /// A carrier gave labels.
    #[serde(rename = "shipment.label_given")]
    LabelGiven {
        /// For which booking.
        booking: EffectId,
        /// The carrier's name for it.
        reference: String,
        /// A label for each parcel.
        labels: Vec<ParcelLabel>,
        /// What the carrier takes for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost: Option<Money>,
    },
    /// A carrier refused: to carry, or to take labels back.
    #[serde(rename = "shipment.label_refused")]
    LabelRefused {
        /// Which booking.
        booking: EffectId,
        /// Why.
        reason: String,
    },
    /// A carrier is asked to take labels back.
    #[serde(rename = "shipment.label_void_asked")]
    LabelVoidAsked {
        /// Of which booking.
        booking: EffectId,
    },
    /// A carrier took labels back.
    #[serde(rename = "shipment.label_voided")]
    LabelVoided {
        /// Of which booking.
        booking: EffectId,
    },
    /// Goods arrived.
    #[serde(rename = "shipment.delivered")]
    ShipmentDelivered {},
    /// A seller was defined, or defined anew.
    #[serde(rename = "seller.defined")]
    SellerDefined {
        /// The seller.
        seller: Arc<Seller>,
    },
    /// A seller has a part in an order that was placed, or amended.
    #[serde(rename = "seller_order.placed")]
    SellerOrderPlaced {
        /// The part.
        seller_order: Arc<SellerOrder>,
    },
    /// An account was defined, or defined anew.
    #[serde(rename = "account.defined")]
    AccountDefined {
        /// The account.
        account: Arc<Account>,
    },
    /// An amount was entered, on a layer.
    #[serde(rename = "entry.recorded")]
    EntryRecorded {
        /// The entry.
        entry: Arc<Entry>,
        /// What must be left of the account that it is taken from, credits less debits, by its limit at that time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_from: Option<i64>,
        /// What must be left of the account that it goes to, debits less credits, by its limit at that time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_to: Option<i64>,
    },
    /// What was encumbered of an entry became pending.
    #[serde(rename = "entry.held")]
    EntryHeld {
        /// The account that it is to be taken from.
        from: AccountCode,
        /// The account that it is to go to.
        to: AccountCode,
        /// How much.
        amount: i64,
        /// What must be left of the account that it is taken from, credits less debits, by its limit at that time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_from: Option<i64>,
        /// What must be left of the account that it goes to, debits less credits, by its limit at that time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_to: Option<i64>,
    },
    /// What was pending or encumbered of an entry became true, in part or all.
    #[serde(rename = "entry.posted")]
    EntryPosted {
        /// The account that it is taken from.
        from: AccountCode,
        /// The account that it goes to.
        to: AccountCode,
        /// The layer that it was on.
        layer: Layer,
        /// How much.
        amount: i64,
        /// How much was given up with it.
        #[serde(default, skip_serializing_if = "is_default")]
        released: i64,
        /// Whether the rest stays as it is.
        #[serde(default, skip_serializing_if = "is_default")]
        more: bool,
        /// What must be left of the account that it is taken from, credits less debits, by its limit at that time; absent where
        /// limits counted it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_from: Option<i64>,
        /// What must be left of the account that it goes to, debits less credits, by its limit at that time; absent where limits
        /// counted it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_to: Option<i64>,
    },
    /// What was pending or encumbered of an entry was given up.
    #[serde(rename = "entry.voided")]
    EntryVoided {
        /// The account that it was to be taken from.
        from: AccountCode,
        /// The account that it was to go to.
        to: AccountCode,
        /// The layer that it was on.
        layer: Layer,
        /// How much.
        released: i64,
    },
    /// The time of what was pending or encumbered of an entry ran out.
    #[serde(rename = "entry.expired")]
    EntryExpired {
        /// The account that it was to be taken from.
        from: AccountCode,
        /// The account that it was to go to.
        to: AccountCode,
        /// The layer that it was on.
        layer: Layer,
        /// How much.
        released: i64,
    },
    /// What was posted of an entry went back.
    #[serde(rename = "entry.reversed")]
    EntryReversed {
        /// The entry by which it did.
        by: EntryId,
    },
    /// Terms of a trade were put forward.
    #[serde(rename = "trade.proposed")]
    TradeProposed {
        /// The trade.
        trade: Arc<Trade>,
    },
    /// Other terms were put forward instead.
    #[serde(rename = "trade.countered")]
    TradeCountered {
        /// By whom.
        by: TradeRole,
        /// The terms.
        terms: Arc<TradeTerms>,
    },
    /// A trade went on.
    #[serde(rename = "trade.advanced")]
    TradeAdvanced {
        /// By whom.
        by: TradeRole,
        /// By which step.
        step: TradeStep,
        /// How far it is now.
        progress: Arc<TradeProgress>,
    },
    /// Something was instructed to be settled.
    #[serde(rename = "settlement.instructed")]
    SettlementInstructed {
        /// The settlement.
        settlement: Arc<Settlement>,
    },
    /// A settlement went on.
    #[serde(rename = "settlement.advanced")]
    SettlementAdvanced {
        /// By which of its parties, if by one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PartyCode>,
        /// By which step.
        step: SettlementStep,
        /// How far it is now.
        progress: Arc<SettlementProgress>,
    },
}
