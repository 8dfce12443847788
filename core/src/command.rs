//! What may be asked: the list of commands.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::cart::{MergeBy, NewLine};
use crate::catalog::{Channel, Seller, Variant};
use crate::coupon::Coupon;
use crate::document::SeriesTerms;
use crate::effect::EffectReport;
use crate::id::{
    AccountCode, AddressCode, BackorderId, CarrierCode, CartId, ChannelCode, ChargeCode, CouponCode, CouponUseId,
    CustomerId, EffectId, EntryId, GiftCardCode, HolderCode, InboundId, LocationCode, OrderId, PartyCode, PaymentId,
    ReservationId, ReturnId, SellerCode, SeriesCode, ServiceCode, SettlementId, ShipmentId, ShippingCode, Sku, TradeId,
    TransferId,
};
use crate::inventory::{
    AnnouncedLine, AsideReason, ChangeLine, CountLine, HoldLine, Keep, Location, Sourcing, StockLine, StockReason,
    Terms,
};
use crate::ledger::{Account, EntryStep};
use crate::money::Money;
use crate::omit::is_default;
use crate::order::{LineUnits, OrderChange, ReceivedUnits, ReturnedUnits, ShownAmendment};
#[cfg(doc)]
use crate::outcome::Outcome;
use crate::party::{Address, Billing, NamedAddress};
use crate::payment::GiftCard;
use crate::pricing::{Buyer, Charge, PriceRules, TaxAnswer};
use crate::quantity::Quantity;
use crate::settlement::{SettlementAct, SettlementTerms};
use crate::shipping::{BookedParcel, ShippingRules, TrackingEvent};
use crate::trade::{TradeAct, TradeRole, TradeTerms};

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
    /// Defines a series of numbers, or defines it anew; it goes on after the last number that it gave. Answers
    /// [`Outcome::Done`].
    DefineSeries {
        /// Its code.
        series: SeriesCode,
        /// How its numbers look.
        terms: SeriesTerms,
    },
    /// Defines somebody who sells goods in the channels of others, or defines them anew. Answers [`Outcome::Done`].
    DefineSeller {
        /// The seller.
        seller: Seller,
    },
    /// Defines a price book, or defines it anew. Answers [`Outcome::Done`].
    DefinePriceBook {
        /// Its rules.
        rules: PriceRules,
    },
    /// Defines rules of shipping, or defines them anew. Answers [`Outcome::Done`].
    DefineShippingBook {
        /// The code by which channels name them.
        code: ShippingCode,
        /// The rules.
        rules: ShippingRules,
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
    /// Adds a quantity of a SKU to a cart: to the line that is the same, or as a new one. Answers [`Outcome::Line`], or
    /// [`Outcome::LineClamped`] where the channel cuts what is too much.
    AddLine {
        /// The cart.
        cart: CartId,
        /// What, and how much.
        line: NewLine,
    },
    /// Sets the quantity of a line. Answers [`Outcome::Line`] or [`Outcome::LineClamped`].
    ChangeLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
        /// How much.
        quantity: Quantity,
    },
    /// Takes a line out of a cart, saved or not. Answers [`Outcome::Done`].
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
    /// Sends a line of a cart to one of its addresses, or so much of it: with the line there that is the same, or as one of
    /// its own. Answers [`Outcome::Line`].
    SendLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
        /// The address; the main one when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<AddressCode>,
        /// How much of it; all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
    },
    /// Sets what the buyer wrote about a line. Answers [`Outcome::Done`].
    NoteLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
        /// The note; none when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Sets a line of a cart aside for later: it is neither priced, held nor ordered. Answers [`Outcome::Done`].
    SaveLine {
        /// The cart.
        cart: CartId,
        /// The number of the line.
        line: u32,
    },
    /// Takes a line back that was set aside. Answers [`Outcome::Line`] or [`Outcome::LineClamped`].
    RestoreLine {
        /// The cart.
        cart: CartId,
        /// The number of the saved line.
        line: u32,
    },
    /// Accepts today's prices of a cart whose channel tells of changes. Answers [`Outcome::Done`].
    AcceptPrices {
        /// The cart.
        cart: CartId,
    },
    /// Puts another address beside the main one of a cart, or changes it. Answers [`Outcome::Done`].
    PutAddress {
        /// The cart.
        cart: CartId,
        /// The address and its name.
        address: NamedAddress,
    },
    /// Takes an address of a cart away that no line goes to. Answers [`Outcome::Done`].
    RemoveAddress {
        /// The cart.
        cart: CartId,
        /// Its name.
        address: AddressCode,
    },
    /// Sets the note and the custom data of a cart, all of them at once; its order keeps them. Answers [`Outcome::Done`].
    DescribeCart {
        /// The cart.
        cart: CartId,
        /// What the shopper wrote; none when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// What else the shop keeps with it; at most [`crate::limits::CUSTOM`] values.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        custom: BTreeMap<Arc<str>, Arc<str>>,
    },
    /// Gives a guest's cart to a customer who has signed in. Answers [`Outcome::Done`].
    AssignCart {
        /// The cart.
        cart: CartId,
        /// The customer.
        customer: CustomerId,
    },
    /// Puts a guest's cart into the one that the customer had. Answers [`Outcome::CartMerged`].
    MergeCarts {
        /// The cart that is put away: a guest's, or of the same customer.
        guest: CartId,
        /// The cart that stays.
        existing: CartId,
        /// Which lines it has then.
        by: MergeBy,
    },
    /// Marks a cart as expired, once it is due; the engine's tick sends it. Answers [`Outcome::Done`].
    ExpireCart {
        /// The cart.
        cart: CartId,
    },
    /// Brings back a cart that has expired, as it was, without its holds. Answers [`Outcome::Done`].
    ReopenCart {
        /// The cart.
        cart: CartId,
    },
    /// Says what is known of who buys a cart, for prices and taxes. Answers [`Outcome::Done`].
    SetBuyer {
        /// The cart.
        cart: CartId,
        /// The buyer.
        buyer: Buyer,
    },
    /// Says whom the invoices of a cart are made out to. Answers [`Outcome::Done`].
    SetBilling {
        /// The cart.
        cart: CartId,
        /// Name, address and tax id; whoever the goods go to when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        billing: Option<Billing>,
    },
    /// Sets shipping, fees and donations of a cart, all of them at once. Answers [`Outcome::Done`].
    SetCharges {
        /// The cart.
        cart: CartId,
        /// The charges, at most [`crate::limits::CHARGES`].
        charges: Vec<Charge>,
    },
    /// Chooses the method by which the goods of a cart are sent, one that is offered for it as it is: what it costs follows the
    /// cart from now on. Refused with `shipping.unset` and `shipping.not_offered`. Answers [`Outcome::Done`].
    ChooseShipping {
        /// The cart.
        cart: CartId,
        /// The method; none any more when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<ChargeCode>,
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
    /// Orders a cart: prices, stock, order and payment in one, or nothing. Lines that were set aside go into a cart of their
    /// own, which the cart names. Answers [`Outcome::Order`].
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
        /// The method by which the goods are sent, one that is offered for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipping: Option<ChargeCode>,
        /// Coupons to use.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        coupons: Vec<CouponCode>,
        /// The total that the buyer was shown; refused with `price.changed` if it is another by now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<Money>,
        /// Whom its invoices are made out to; whoever the goods go to when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        billing: Option<Billing>,
    },
    /// Cancels an order none of whose goods have left. Answers [`Outcome::Done`].
    CancelOrder {
        /// The order.
        order: OrderId,
        /// Why.
        reason: String,
    },
    /// Cancels units of an order that have not left, and charges with them: their goods are promised no more, and what was
    /// to be paid for them falls off. Answers [`Outcome::Done`].
    CancelLines {
        /// The order.
        order: OrderId,
        /// Which units; a kit is named by its own line.
        lines: Vec<LineUnits>,
        /// Shipping and fees that fall off as well.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        charges: Vec<ChargeCode>,
        /// Why.
        reason: String,
    },
    /// Holds an order for review: until it is released, no goods of it leave and no capture is asked of its gateway. Answers
    /// [`Outcome::Done`].
    HoldOrder {
        /// The order.
        order: OrderId,
        /// Why.
        reason: String,
    },
    /// Lets an order go on that was held. Answers [`Outcome::Done`].
    ReleaseOrder {
        /// The order.
        order: OrderId,
    },
    /// Issues an invoice over units of an order that were not invoiced before and have not fallen off, sent or not. Shipping
    /// and fees stand on the first one. Answers [`Outcome::Invoice`].
    IssueInvoice {
        /// The order.
        order: OrderId,
        /// Only so many units of these lines; all when empty. A kit is named by its own line.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<LineUnits>,
        /// Over the part of this seller, in the seller's name; over what the channel itself sells when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seller: Option<SellerCode>,
    },
    /// Issues a credit note over all that was invoiced of an order, fell off since, and is on no credit note yet. Answers
    /// [`Outcome::CreditNote`].
    IssueCreditNote {
        /// The order.
        order: OrderId,
        /// Over the part of this seller, in the seller's name; over what the channel itself sells when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seller: Option<SellerCode>,
    },
    /// Amends an order of which nothing has come back: only units that have not left can change. Lines keep their unit price,
    /// what comes along takes today's, unless a price is set by hand; promotions are decided over the whole as at the time of
    /// the sale. Payments that are needed no more are given up; more that is due is asked for by a further payment. Answers
    /// [`Outcome::Amended`]; refused with `price.changed` where that is not what was shown, and with `order.fixed`.
    AmendOrder {
        /// The order.
        order: OrderId,
        /// What is to change, each line once.
        changes: Vec<OrderChange>,
        /// What was shown of it before.
        shown: ShownAmendment,
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
    /// Asks the gateway to capture what it holds, all of it or a part, never more than is due. Answers [`Outcome::Done`]; the money is ours once the
    /// gateway says so.
    RequestCapture {
        /// The payment.
        payment: PaymentId,
        /// How much; all that is held and due when absent.
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
    /// Sends goods of an order that are on hand, have not left and go to one address: the first that waits. Answers
    /// [`Outcome::Shipment`].
    ShipOrder {
        /// The order.
        order: OrderId,
        /// Only so many units of these lines; everything when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<LineUnits>,
        /// Only goods at this location; all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<LocationCode>,
        /// The carrier's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tracking: Option<String>,
    },
    /// Asks to send goods of an order back that have left. Answers [`Outcome::Return`].
    RequestReturn {
        /// The order.
        order: OrderId,
        /// Which units, and why.
        lines: Vec<ReturnedUnits>,
    },
    /// Agrees to a return. Answers [`Outcome::Done`].
    ApproveReturn {
        /// The return.
        return_id: ReturnId,
        /// Where the goods are to be sent.
        location: LocationCode,
    },
    /// Refuses a return: before the goods are sent, or when what has come back is not fit for a refund. Answers
    /// [`Outcome::Done`].
    RefuseReturn {
        /// The return.
        return_id: ReturnId,
        /// Why.
        reason: String,
    },
    /// Gives a return up before goods have come back. Answers [`Outcome::Done`].
    CancelReturn {
        /// The return.
        return_id: ReturnId,
    },
    /// Takes in goods of a return, all or a part: back for sale, or written off. Answers [`Outcome::Done`].
    ReceiveReturn {
        /// The return.
        return_id: ReturnId,
        /// Where they came in; where was agreed when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationCode>,
        /// What came back, by its condition.
        lines: Vec<ReceivedUnits>,
    },
    /// Credits what has come back: by the shares of the receipt, less a fee. It lowers what is due of the order, so that its
    /// payments owe it back, or becomes store credit of the buyer. Answers [`Outcome::Credited`].
    RefundReturn {
        /// The return.
        return_id: ReturnId,
        /// Only so many units of these lines; all that have come back when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<LineUnits>,
        /// Shipping and fees that are refunded as well.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        charges: Vec<ChargeCode>,
        /// What the shop keeps, such as a restocking fee.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee: Option<Money>,
        /// The code of the store credit to be issued; the money goes back the way it was paid when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        store_credit: Option<GiftCardCode>,
    },
    /// Tells what a carrier says of a shipment, in any order and as often as it is said: what is known changes nothing. Goods that
    /// were handed over deliver the shipment. Answers [`Outcome::Done`].
    TrackShipment {
        /// The shipment.
        shipment: ShipmentId,
        /// Whose codes the events have that say nothing else; they are not read when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carrier: Option<CarrierCode>,
        /// What is said, at most [`crate::limits::TRACKED`].
        events: Vec<TrackingEvent>,
    },
    /// Asks a carrier for labels for parcels of a shipment that is on its way: a label for each. Answers [`Outcome::Booking`]; the
    /// labels are there once the carrier has given them.
    RequestLabel {
        /// The shipment.
        shipment: ShipmentId,
        /// Who is to carry.
        carrier: CarrierCode,
        /// By which of its services.
        service: ServiceCode,
        /// What is to be carried, at most [`crate::limits::BOOKED_PARCELS`].
        parcels: Vec<BookedParcel>,
    },
    /// Asks a carrier to take labels back. Answers [`Outcome::Done`]; they are void once the carrier says so.
    VoidLabel {
        /// The shipment.
        shipment: ShipmentId,
        /// The booking that they are of.
        booking: EffectId,
    },
    /// Reports that a shipment has arrived. Answers [`Outcome::Done`].
    DeliverShipment {
        /// The shipment.
        shipment: ShipmentId,
    },
    /// Defines accounts of a ledger, or defines them anew. Answers [`Outcome::Done`].
    DefineAccounts {
        /// The accounts, at most [`crate::limits::BATCH`].
        accounts: Vec<Account>,
    },
    /// Enters amounts into a ledger, holds, posts, voids and reverses entries: all of it or none. Answers [`Outcome::Entries`].
    RecordEntries {
        /// What is done, one on what the other leaves; at most [`crate::limits::BATCH`].
        steps: Vec<EntryStep>,
    },
    /// Marks an entry as expired whose time has run out; the tick sends it. Answers [`Outcome::Done`].
    ExpireEntry {
        /// Which.
        entry: EntryId,
    },
    /// Puts terms of a trade forward. Answers [`Outcome::Trade`].
    ProposeTrade {
        /// Who buys.
        buyer: PartyCode,
        /// Who sells.
        seller: PartyCode,
        /// Which of them puts the terms forward.
        by: TradeRole,
        /// The terms.
        terms: TradeTerms,
    },
    /// Does something about a trade. Answers [`Outcome::Done`].
    ActOnTrade {
        /// Which.
        trade: TradeId,
        /// As what; the host vouches for who that is.
        by: TradeRole,
        /// The round of terms that was seen, to be held to; whatever it is when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u32>,
        /// What.
        act: TradeAct,
    },
    /// Instructs what is to be delivered and paid. Answers [`Outcome::Settlement`].
    InstructSettlement {
        /// Which of the parties that are named in it does so; the host vouches for who that is.
        by: PartyCode,
        /// What.
        terms: SettlementTerms,
    },
    /// Does something about a settlement. Answers [`Outcome::Done`].
    ActOnSettlement {
        /// Which.
        settlement: SettlementId,
        /// Which of its parties; the host vouches for who that is.
        by: PartyCode,
        /// What.
        act: SettlementAct,
    },
    /// Tries settlements, in the given order: those that are matched, released and not before their day. The tick tries each that
    /// is due. Answers [`Outcome::Settled`].
    Settle {
        /// Which: at most [`limits::BATCH`](crate::limits::BATCH), with at most [`limits::MINTED`](crate::limits::MINTED) legs.
        settlements: Vec<SettlementId>,
        /// Whether all are settled in full, or none; else each as far as it goes.
        #[serde(default, skip_serializing_if = "is_default")]
        together: bool,
        /// What the legs of one asset come to is paid in net amounts through an account of it, one an asset, and all that are
        /// tried are settled in full, or none. Legs of other assets move as they are. Nothing is netted when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clearing: Vec<AccountCode>,
    },
    /// Marks a trade whose time has run out as expired, failed or late; the tick sends it. Answers [`Outcome::Done`].
    ExpireTrade {
        /// Which.
        trade: TradeId,
    },
}
