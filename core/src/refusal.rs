//! Why something was not done: a stable code, a reason for people, and typed detail for programs.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;

use fondaco_derive::Deserialize;
use serde::Serialize;
use serde_json::Value;

/// Says who can mend a failure. The same four cross every boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The call is malformed: fix it before sending it again.
    Invalid,
    /// A rule of commerce said no: the call is well formed, the world does not allow it.
    Refused,
    /// The store could not answer now: send the same command again with the same id.
    Unavailable,
    /// A defect of fondaco or of a store adapter: please report it.
    Fault,
}

/// A value that says why a command was not carried out. Nothing has changed when one is returned.
///
/// ```
/// use fondaco::money::{Currency, Money};
///
/// let refusal = Money::parse("12.345", Currency::iso("EUR")?).unwrap_err();
/// assert_eq!(refusal.code().as_str(), "money.too_precise");
/// assert_eq!(refusal.detail()["decimals"], 2);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refusal(Box<Said>);

/// What a refusal says, in a place of its own: results that carry none are small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    code: Code,
    reason: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    detail: BTreeMap<Cow<'static, str>, Value>,
}

impl Refusal {
    /// Makes a refusal with a reason in plain words: lower case, no final stop, input in backticks.
    pub fn new(code: Code, reason: impl Into<String>) -> Self {
        Self(Box::new(Said { code, reason: reason.into(), detail: BTreeMap::new() }))
    }

    /// Adds one named value that a program can act on.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.detail.insert(Cow::Borrowed(name), value.into());
        self
    }

    /// The stable code, for programs.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Who can mend it.
    pub fn kind(&self) -> FailureKind {
        self.code().kind()
    }

    /// The reason, for people.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The values that the reason speaks of, by name.
    pub fn detail(&self) -> &BTreeMap<Cow<'static, str>, Value> {
        &self.0.detail
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.as_str(), self.0.reason)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { code, reason, detail } = &*self.0;
        f.debug_struct("Refusal").field("code", code).field("reason", reason).field("detail", detail).finish()
    }
}

impl core::error::Error for Refusal {}

/// One row of the list of codes: variant, stable text, kind, meaning.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $text:literal, $kind:ident;)+) => {
        /// The stable code of a refusal. Codes are added, never renamed or reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $meaning])+ #[serde(rename = $text)] $variant,)+
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code as it stands on the wire, `subject.problem`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// Who can mend a failure of this code.
            pub const fn kind(self) -> FailureKind {
                match self { $(Code::$variant => FailureKind::$kind,)+ }
            }

            /// What the code means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($meaning),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A currency code is neither in ISO 4217 nor a well-formed custom one.
    CurrencyUnknown = "currency.unknown", Invalid;
    /// A custom currency takes a code that ISO 4217 uses, or an exponent out of range.
    CurrencyInvalid = "currency.invalid", Invalid;
    /// Amounts of two currencies were put together.
    CurrencyMismatch = "currency.mismatch", Invalid;
    /// An amount is not a plain decimal number.
    MoneyMalformed = "money.malformed", Invalid;
    /// An amount has more decimals than its currency.
    MoneyTooPrecise = "money.too_precise", Invalid;
    /// An amount does not fit in a signed 64-bit number of minor units.
    MoneyOverflow = "money.overflow", Invalid;
    /// A rate is malformed or out of range.
    RateInvalid = "rate.invalid", Invalid;
    /// Money cannot be split by these weights: there are none, or they cancel out.
    AllocationImpossible = "allocation.impossible", Invalid;
    /// A code has other characters, or another length, than its kind takes.
    CodeMalformed = "code.malformed", Invalid;
    /// An id is not a UUID.
    IdMalformed = "id.malformed", Invalid;
    /// A quantity is not a whole number from 1 to its limit.
    QuantityInvalid = "quantity.invalid", Invalid;
    /// There is more of something than is allowed.
    LimitExceeded = "limit.exceeded", Invalid;
    /// A text has the character U+0000.
    TextMalformed = "text.malformed", Invalid;
    /// An instant lies past the end of time.
    TimeOutOfRange = "time.out_of_range", Invalid;
    /// A scan asks for another kind, an unknown column, or too large a page.
    ScanInvalid = "scan.invalid", Invalid;
    /// A message is not well-formed JSON of the expected shape.
    WireMalformed = "wire.malformed", Invalid;
    /// A command id was used before with another body.
    CommandReused = "command.reused", Invalid;
    /// There is no processed command of this id.
    CommandUnknown = "command.unknown", Refused;
    /// A variant lacks a title, has a price below zero or two in one currency, quantities to order that contradict each
    /// other, is an untracked kit, or stands twice in one command.
    VariantInvalid = "variant.invalid", Invalid;
    /// There is no variant of this SKU.
    VariantUnknown = "variant.unknown", Refused;
    /// A channel has no location, or a hold out of range, or a policy for its carts that contradicts itself.
    ChannelInvalid = "channel.invalid", Invalid;
    /// There is no channel of this code.
    ChannelUnknown = "channel.unknown", Refused;
    /// Rules of pricing, of shipping or of borders contradict themselves; the detail lists every problem with its path.
    RulesInvalid = "rules.invalid", Invalid;
    /// There is no price book of this code.
    BookUnknown = "price_book.unknown", Refused;
    /// There is no shipping book of this code.
    ShippingBookUnknown = "shipping_book.unknown", Refused;
    /// A method of shipping is not offered for a cart as it is; details say why, and what is offered.
    ShippingNotOffered = "shipping.not_offered", Refused;
    /// A channel sends nothing by rules: it names no shipping book.
    ShippingUnset = "shipping.unset", Refused;
    /// There is no price for a SKU: in the currency of the basket, for its buyer, at its instant.
    PriceMissing = "price.missing", Refused;
    /// A kit has no parts, decimals, a price or a part below zero, itself as a part, a part twice, two lines of one number, or
    /// says of itself what customs and carriers ask of its parts.
    KitInvalid = "kit.invalid", Invalid;
    /// The total, or the price of a line, is another than the buyer was shown.
    PriceChanged = "price.changed", Refused;
    /// No tax rate is in force for a category in a country.
    TaxUnknown = "tax.unknown", Refused;
    /// What a tax service answered holds no longer.
    TaxStale = "tax.stale", Refused;
    /// What a tax service answered is not for this basket, or is no tax.
    TaxAnswerInvalid = "tax.answer_invalid", Invalid;
    /// A basket to be priced or sent contradicts itself: a price below zero, a number or code that stands twice, a parcel of goods
    /// that it has not.
    BasketInvalid = "basket.invalid", Invalid;
    /// A receipt says otherwise than the rules that it names.
    ReceiptDiffers = "receipt.differs", Refused;
    /// A coupon has a limit below one, or ends before it begins.
    CouponInvalid = "coupon.invalid", Invalid;
    /// There is no coupon of this code, and no promotion of the price book asks for it.
    CouponUnknown = "coupon.unknown", Refused;
    /// A coupon has not begun, or has ended.
    CouponNotNow = "coupon.not_now", Refused;
    /// A coupon has been used as often as it may, by this customer or by all.
    CouponUsedUp = "coupon.used_up", Refused;
    /// A coupon is counted by customer, and the cart is a guest's.
    CouponForCustomers = "coupon.for_customers", Refused;
    /// A cart has the coupon or gift card already.
    CouponGiven = "coupon.given", Refused;
    /// There is no use of a coupon of this id.
    CouponUseUnknown = "coupon_use.unknown", Refused;
    /// There is no count of this name.
    TallyUnknown = "tally.unknown", Refused;
    /// A gift card is issued with nothing on it, or a second time.
    GiftCardInvalid = "gift_card.invalid", Invalid;
    /// There is no gift card of this code.
    GiftCardUnknown = "gift_card.unknown", Refused;
    /// A gift card has ended, or is in another currency.
    GiftCardUnfit = "gift_card.unfit", Refused;
    /// Something takes lines and has none.
    LinesMissing = "lines.missing", Invalid;
    /// There is no movement of this id.
    MovementUnknown = "movement.unknown", Refused;
    /// A position lies beyond the poles or the date line.
    PositionInvalid = "position.invalid", Invalid;
    /// Less is available than is wanted.
    StockShort = "stock.short", Refused;
    /// There is no cart of this id.
    CartUnknown = "cart.unknown", Refused;
    /// The cart has no lines.
    CartEmpty = "cart.empty", Refused;
    /// The cart has no line of this number.
    LineUnknown = "line.unknown", Refused;
    /// An address lacks a name, a street or a city.
    AddressInvalid = "address.invalid", Invalid;
    /// The cart has no address yet.
    AddressMissing = "address.missing", Refused;
    /// There is no reservation of this id.
    ReservationUnknown = "reservation.unknown", Refused;
    /// A reservation holds nothing any more: its time has run out.
    ReservationExpired = "reservation.expired", Refused;
    /// A reservation is somebody else's, or of a cart.
    ReservationForeign = "reservation.foreign", Refused;
    /// There is no backorder of this id.
    BackorderUnknown = "backorder.unknown", Refused;
    /// A reservation still holds, or a cart has not ended.
    ReservationNotDue = "reservation.not_due", Refused;
    /// A step is not open in the state that something is in; the detail names the open ones.
    StateForbidden = "state.forbidden", Refused;
    /// There is no order of this id.
    OrderUnknown = "order.unknown", Refused;
    /// The order is cancelled.
    OrderCancelled = "order.cancelled", Refused;
    /// Goods of the order have left.
    OrderShipped = "order.shipped", Refused;
    /// The total of the order is neither authorized nor captured.
    OrderUnpaid = "order.unpaid", Refused;
    /// No goods of the order are waiting to be sent.
    NothingToShip = "order.nothing_to_ship", Refused;
    /// More units of a line are to be sent, cancelled, taken off or returned than can be.
    UnitsExceed = "order.units_exceed", Refused;
    /// The order cannot be amended any more; the detail says because of what.
    OrderFixed = "order.fixed", Refused;
    /// The order has no such charge, or it has fallen off already.
    ChargeUnknown = "charge.unknown", Refused;
    /// There is no return of this id.
    ReturnUnknown = "return.unknown", Refused;
    /// A fee is below zero, or more than what it is kept of.
    ReturnFee = "return.fee", Refused;
    /// There is no payment of this id.
    PaymentUnknown = "payment.unknown", Refused;
    /// An amount is another than is asked for.
    PaymentAmount = "payment.amount", Refused;
    /// An authorization has ended.
    PaymentExpired = "payment.expired", Refused;
    /// A payment is open or done already.
    PaymentOpen = "payment.open", Refused;
    /// More is to go back than is left of what was captured, or nothing.
    RefundExceeds = "payment.refund_exceeds", Refused;
    /// There is no shipment of this id.
    ShipmentUnknown = "shipment.unknown", Refused;
    /// An event of the log was changed, lost or put in another place.
    LogBroken = "log.broken", Fault;
    /// An invariant of fondaco itself does not hold.
    Defect = "fondaco.defect", Fault;
    /// The store could not answer now.
    StoreUnavailable = "store.unavailable", Unavailable;
    /// Too many writers want the same record at once.
    StoreContended = "store.contended", Unavailable;
    /// The store holds something that cannot be read.
    StoreFault = "store.fault", Fault;
    /// A part of a kit is a kit itself.
    KitNested = "kit.nested", Refused;
    /// A kit has no stock of its own: its parts have.
    KitNotStocked = "kit.not_stocked", Refused;
    /// A part of a kit is named by itself: a kit is sent, cancelled and returned as a whole.
    KitKeptWhole = "kit.kept_whole", Refused;
    /// A command names a line twice.
    LineRepeated = "line.repeated", Invalid;
    /// A location has no title, a cost below zero, or lies off the globe.
    LocationInvalid = "location.invalid", Invalid;
    /// Nothing is recorded of a location of this code.
    LocationUnknown = "location.unknown", Refused;
    /// The stock of this SKU is not counted.
    StockUntracked = "stock.untracked", Refused;
    /// Terms of stock are out of range, contradict each other, or name a SKU twice.
    StockTermsInvalid = "stock_terms.invalid", Invalid;
    /// Nothing has been said of this SKU at this location.
    StockTermsUnknown = "stock_terms.unknown", Refused;
    /// A movement has a cost below zero, counts a SKU twice, or does not say why.
    MovementInvalid = "movement.invalid", Invalid;
    /// Lots do not come to the quantity of their line, stand twice in it, or are of a SKU that is not tracked so.
    LotsInvalid = "lots.invalid", Refused;
    /// Of a lot, or of all lots that are fresh enough, less is there than is wanted.
    LotsShort = "lots.short", Refused;
    /// No lots of this SKU lie at this location.
    ShelfUnknown = "shelf.unknown", Refused;
    /// A transfer goes to the place that it leaves.
    TransferInvalid = "transfer.invalid", Invalid;
    /// There is no transfer of this id.
    TransferUnknown = "transfer.unknown", Refused;
    /// An announcement names a SKU twice, leaves out what has come, leaves nothing to come, or is of another place.
    InboundInvalid = "inbound.invalid", Refused;
    /// Nothing of this id was announced.
    InboundUnknown = "inbound.unknown", Refused;
    /// An address names no store that is built in.
    StoreUnknown = "store.unknown", Invalid;
    /// A handle was closed: an engine, a price book, a prepared basket.
    HandleClosed = "handle.closed", Invalid;
    /// More is to be captured than is left of the authorization, or nothing.
    CaptureExceeds = "payment.capture_exceeds", Refused;
    /// Another payment is asked for more than is left to pay, or for nothing.
    PaymentExceeds = "payment.exceeds", Refused;
    /// An authorization came too late: what the gateway holds is to be voided there.
    PaymentGivenUp = "payment.given_up", Refused;
    /// An authorization has not ended.
    PaymentNotDue = "payment.not_due", Refused;
    /// A payment is reported by hand: there is no gateway to be asked.
    PaymentByHand = "payment.by_hand", Refused;
    /// A report for a payment through a gateway lacks the gateway's reference.
    PaymentReferenceMissing = "payment.reference_missing", Invalid;
    /// A payment has no dispute of this name.
    DisputeUnknown = "dispute.unknown", Refused;
    /// More is disputed than is left of what was captured, or nothing.
    DisputeExceeds = "dispute.exceeds", Refused;
    /// There is no effect of this id.
    EffectUnknown = "effect.unknown", Refused;
    /// An effect is not due: it was answered, somebody performs it, or it waits for another attempt.
    EffectNotDue = "effect.not_due", Refused;
    /// More or less of a variant is wanted than may be ordered at once, or not in its steps.
    QuantityUnfit = "quantity.unfit", Refused;
    /// Two carts have the same lines in other quantities: the shopper is to be asked.
    CartDiffers = "cart.differs", Refused;
    /// A cart is another customer's, or was to go into itself.
    CartUnfit = "cart.unfit", Refused;
    /// The cart has no address of this name.
    AddressUnknown = "address.unknown", Refused;
    /// Lines that are to be sent together go to several addresses.
    AddressMixed = "address.mixed", Refused;
    /// Lines of the cart go to the address.
    AddressInUse = "address.in_use", Refused;
    /// Lines of one cart go to places of different taxes.
    TaxMixed = "tax.mixed", Refused;
    /// The terms of a series are out of range, or two of its numbers could look alike.
    SeriesInvalid = "series.invalid", Invalid;
    /// There is no series of this code.
    SeriesUnknown = "series.unknown", Refused;
    /// A series has given numbers: another first one would lower or skip what was given.
    SeriesInUse = "series.in_use", Refused;
    /// The channel of an order, or the seller, names no series for the documents that are to be issued.
    SeriesMissing = "channel.series_missing", Refused;
    /// The channel of an order does not say who sells.
    SellerMissing = "channel.seller_missing", Refused;
    /// There is no invoice of this id.
    InvoiceUnknown = "invoice.unknown", Refused;
    /// All of the order that stands is invoiced.
    NothingToInvoice = "order.nothing_to_invoice", Refused;
    /// There is no credit note of this id.
    CreditNoteUnknown = "credit_note.unknown", Refused;
    /// Nothing that was invoiced of the order has fallen off since.
    NothingToCredit = "order.nothing_to_credit", Refused;
    /// The order is held for review.
    OrderHeld = "order.held", Refused;
    /// The order is not held.
    OrderNotHeld = "order.not_held", Refused;
    /// There is no seller of this code.
    SellerUnknown = "seller.unknown", Refused;
    /// The seller has no part in the order.
    SellerOrderUnknown = "seller_order.unknown", Refused;
    /// What is to be sent between accounts cannot be.
    SendingInvalid = "sending.invalid", Invalid;
    /// It is not said which of several lots units are of, at another cost each.
    LotsAmbiguous = "lots.ambiguous", Refused;
    /// No lot cost what is asked for.
    LotsUnmatched = "lots.unmatched", Refused;
    /// What parties owe each other cannot be netted.
    NettingInvalid = "netting.invalid", Invalid;
    /// There is less than is to be sent.
    FundsShort = "funds.short", Refused;
    /// There is no account of this code.
    AccountUnknown = "account.unknown", Refused;
    /// An account contradicts itself, or was defined to hold another asset or to grow on the other side.
    AccountInvalid = "account.invalid", Invalid;
    /// An account is closed.
    AccountClosed = "account.closed", Refused;
    /// An account would hold more than its ceiling.
    AccountFull = "account.full", Refused;
    /// What is entered would take effect in a closed period of an account.
    PeriodClosed = "account.period_closed", Refused;
    /// An account holds another asset.
    AssetMismatch = "asset.mismatch", Invalid;
    /// There is no entry of this id.
    EntryUnknown = "entry.unknown", Refused;
    /// What is to be entered cannot be: an amount out of range, one account on both sides, times that contradict each other.
    EntryInvalid = "entry.invalid", Invalid;
    /// The debits and credits of an asset do not come to the same.
    EntryUnbalanced = "entry.unbalanced", Invalid;
    /// Another entry was recorded under this id.
    EntryReused = "entry.reused", Refused;
    /// What an entry held has run out of time.
    EntryExpired = "entry.expired", Refused;
    /// An entry has not run out of time.
    EntryNotDue = "entry.not_due", Refused;
    /// More is to be posted than an entry holds, or nothing of it was posted that could be reversed.
    EntryExceeds = "entry.exceeds", Refused;
    /// There is no trade of this id.
    TradeUnknown = "trade.unknown", Refused;
    /// The terms of a trade, or what is done about it, contradict themselves.
    TradeInvalid = "trade.invalid", Invalid;
    /// It is not for this role to do that about the trade, or not its turn.
    TradeRole = "trade.role", Refused;
    /// The terms of the trade are others by now.
    TradeMoved = "trade.moved", Refused;
    /// More goods, or money, of a trade are wanted than are left there.
    TradeExceeds = "trade.exceeds", Refused;
    /// The time to answer an offer, or to fund a trade, has run out.
    TradeExpired = "trade.expired", Refused;
    /// The time of a trade has not run out.
    TradeNotDue = "trade.not_due", Refused;
    /// There is no settlement of this id.
    SettlementUnknown = "settlement.unknown", Refused;
    /// An instruction to settle, or what is done about it, contradicts itself.
    SettlementInvalid = "settlement.invalid", Invalid;
    /// It is not a party of the settlement.
    SettlementParty = "settlement.party", Refused;
    /// Another party has instructed something else.
    SettlementUnmatched = "settlement.unmatched", Refused;
    /// What is to be packed, or into what, contradicts itself or is out of range.
    PackingInvalid = "packing.invalid", Invalid;
    /// A length or a weight is not a plain decimal number of 0 or more, or too large.
    MeasureInvalid = "measure.invalid", Invalid;
    /// The rules of dates have no such route.
    RouteUnknown = "route.unknown", Refused;
    /// No date can be promised: for two years nothing is open, or nothing leaves any more.
    PromiseUnforeseen = "promise.unforeseen", Refused;
    /// What is told of a shipment has no id, or a table means two things by one code.
    TrackingInvalid = "tracking.invalid", Invalid;
    /// The shipment has no booking of this id.
    BookingUnknown = "booking.unknown", Refused;
    /// What came of an effect is not what was asked.
    EffectAnswerInvalid = "effect.answer_invalid", Invalid;
}
