# Everything that crosses the boundary of fondaco. Made by `cargo xtask contract` from the Rust sources: do not edit.
#
# Amounts and rates are `Decimal`, instants an aware `datetime`.

import datetime
import decimal
from typing import Literal, TypeAlias, TypedDict, Union

from typing_extensions import NotRequired

# Whatever JSON holds.
Json: TypeAlias = Union[None, bool, int, str, list["Json"], dict[str, "Json"]]

class Account(TypedDict):
    """An account of a ledger. It holds one asset: a currency, a SKU at a place, points."""
    code: AccountCode
    """Its code, which names it."""
    asset: AssetCode
    """What it holds, in the smallest units of it; never another asset."""
    normal: NotRequired[Side]
    """The side on which it grows, never another: credit for what is owed to others, for equity and income; debit for
    what is owned, and for expenses. Its balance is what stands on this side less what stands on the other.
    """
    floor: NotRequired[int]
    """The least that its balance may be, with all that is pending gone and nothing that is pending come; none when
    absent. What is encumbered does not count.
    """
    ceiling: NotRequired[int]
    """The most that its balance may be, with all that is pending come and nothing that is pending gone; none when
    absent. What is encumbered does not count.
    """
    closed: NotRequired[bool]
    """Whether nothing is entered any more; what is pending or encumbered can still be voided."""
    closed_until: NotRequired[Timestamp]
    """Nothing takes effect before this instant any more: its periods until then are closed."""
    title: NotRequired[str]
    """What it is, for people."""

AccountCode: TypeAlias = str
"""An account of a ledger, such as `sellers/ada`: 1 to 128 of `A-Z a-z 0-9 . _ - / + :`. Case counts."""

AcrossZones: TypeAlias = Literal[
    "keep_gross",
    "keep_net",
]
"""What happens to prices that contain tax where the buyer's taxes differ from those at home.
`keep_gross`: The price stays, its net part varies.
`keep_net`: The net price stays, what is paid varies.
"""

Act: TypeAlias = Literal[
    "authorize",
    "capture",
    "void",
    "refund",
]
"""What a gateway can be asked to do.
`authorize`: Hold money for us.
`capture`: Take money that is held.
`void`: Let go of all that is held.
`refund`: Pay back money that was captured.
"""

class DiscountAction(TypedDict):
    """Takes something off."""
    discount: Discount

class BuyGetAction(TypedDict):
    """Buy some, get some cheaper."""
    buy_get: BuyGet

class BundleAction(TypedDict):
    """A price for a set of goods."""
    bundle: Bundle

class GiftAction(TypedDict):
    """Adds goods that cost nothing."""
    gift: Gift

Action: TypeAlias = Union[
    DiscountAction,
    BuyGetAction,
    BundleAction,
    GiftAction,
]
"""What a promotion does."""

Actor: TypeAlias = str
"""Who sends a command: `system` (the shop itself), `guest`, or `customer/` and an id."""

class Address(TypedDict):
    """A postal address, in the fields that every country shares."""
    name: str
    """Who receives."""
    street: str
    """Street and number, in the order of the country."""
    postal_code: NotRequired[str]
    """The postal code; empty where there is none."""
    city: str
    """The town."""
    country: CountryCode
    """The country."""
    region: NotRequired[RegionCode]
    """The region in it, where taxes or prices ask for it: the second part of ISO 3166-2, such as `NY`."""
    position: NotRequired[Point]
    """Where it is, if it is known: for the rule of the nearest location."""

AddressCode: TypeAlias = str
"""An address of a cart beside its main one, such as `office`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class Adjustment(TypedDict):
    """Deltas to one row of counters."""
    key: Key
    """Which row."""
    kind: CounterKind
    """Its kind."""
    deltas: Counters
    """What is added to each number."""
    least: Least
    """What each guard of its kind must at least come to. Deltas that only give back need no guard."""

class AfterSalesPolicy(TypedDict):
    """What a return or a cancellation in part does to promotions and gifts. Every field has a default, so `{}` is a
    policy; an order keeps that of the channel as it was when it was placed.
    """
    promotions: NotRequired[LostPromotions]
    """What becomes of discounts."""
    gifts: NotRequired[LostGifts]
    """What becomes of the gifts of promotions."""

class Allocation(TypedDict):
    """Units of a SKU that are promised at a location."""
    line: int
    """The line of the cart or order that they serve."""
    sku: Sku
    """What."""
    location: LocationCode
    """From where."""
    quantity: Quantity
    """How many smallest units."""
    supply: NotRequired[Supply]
    """What stands behind the promise."""

AllowanceCode: TypeAlias = str
"""Something of which there is only so much: `coupon/SUMMER`, `backorder/SKU@LOCATION`. 1 to 160 of `A-Z a-z 0-9
. _ - / + : @`.
"""

class AmendedLine(TypedDict):
    """A line of an order whose quantity is another; a kit by its own line."""
    line: int
    """The number of the line."""
    sku: Sku
    """What."""
    before: int
    """How many smallest units it had; zero if it is new."""
    after: int
    """How many it has; zero if it went."""

class AmendedPrice(TypedDict):
    """The price of a line that was set by hand; a kit by its own line."""
    line: int
    """The number of the line."""
    sku: Sku
    """What."""
    before: NotRequired[UnitPrice]
    """The price before; none where the line is new."""
    after: UnitPrice
    """The price that was set."""

class Amendment(TypedDict):
    """An amendment that was made."""
    at: Timestamp
    """When."""
    lines: NotRequired[list[AmendedLine]]
    """The lines whose quantity changed."""
    address: NotRequired[Address]
    """The address before, if it changed."""
    charges: NotRequired[list[Charge]]
    """The charges before, if they changed."""
    before: Money
    """What the order came to before."""
    after: Money
    """What it came to afterwards."""
    prices: NotRequired[list[AmendedPrice]]
    """The prices that were set by hand."""

class AmendmentPreview(TypedDict):
    """What an amendment would come to."""
    receipt: Receipt
    """The receipt that the order would have."""
    lines: list[AmendedLine]
    """The lines whose quantity would be another."""
    before: Money
    """What the order comes to now."""
    difference: Money
    """How much more it would come to; below zero where it is less."""
    to_pay: Money
    """What would be asked for by a further payment; zero or more."""
    surplus: Money
    """What of the money that was kept would be more than is due, and owed to the buyer; zero or more."""
    prices: NotRequired[list[AmendedPrice]]
    """The prices that are set by hand."""

class AnnouncedLine(TypedDict):
    """A SKU to be announced."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units, those that have come already among them."""

class CommandAnswer(TypedDict):
    """A command that was carried out."""
    got: Literal["command"]
    command: ProcessedCommand
    """Its fingerprint and its outcome."""

class VariantAnswer(TypedDict):
    """A variant."""
    got: Literal["variant"]
    variant: Variant
    """The variant."""

class ChannelAnswer(TypedDict):
    """A channel."""
    got: Literal["channel"]
    channel: Channel
    """The channel."""

class PriceBookAnswer(TypedDict):
    """A price book."""
    got: Literal["price_book"]
    book: PriceBook
    """Its rules."""

class ShippingBookAnswer(TypedDict):
    """Rules of shipping."""
    got: Literal["shipping_book"]
    book: NamedShippingBook
    """The rules, under their code."""

class CouponAnswer(TypedDict):
    """A coupon."""
    got: Literal["coupon"]
    coupon: Coupon
    """The coupon."""

class CouponUseAnswer(TypedDict):
    """A use of a coupon."""
    got: Literal["coupon_use"]
    coupon_use: CouponUse
    """The use."""

class TallyAnswer(TypedDict):
    """How often a customer has used something."""
    got: Literal["tally"]
    tally: Tally
    """The count."""

class GiftCardAnswer(TypedDict):
    """A gift card."""
    got: Literal["gift_card"]
    gift_card: GiftCard
    """The gift card."""

class LocationAnswer(TypedDict):
    """A place that holds stock."""
    got: Literal["location"]
    location: Location
    """The location."""

class StockTermsAnswer(TypedDict):
    """The terms of a SKU at a location."""
    got: Literal["stock_terms"]
    stock_terms: StockTerms
    """The terms."""

class ShelfAnswer(TypedDict):
    """The lots of a SKU at a location."""
    got: Literal["shelf"]
    shelf: Shelf
    """The shelf."""

class TransferAnswer(TypedDict):
    """Goods on their way from one location to another."""
    got: Literal["transfer"]
    transfer: Transfer
    """The transfer."""

class InboundAnswer(TypedDict):
    """Goods that were announced."""
    got: Literal["inbound"]
    inbound: Inbound
    """The announcement."""

class MovementAnswer(TypedDict):
    """A movement of stock."""
    got: Literal["movement"]
    movement: Movement
    """The movement."""

class CartAnswer(TypedDict):
    """A cart."""
    got: Literal["cart"]
    cart: Cart
    """The cart."""

class ReservationAnswer(TypedDict):
    """A hold on stock."""
    got: Literal["reservation"]
    reservation: Reservation
    """The hold."""

class BackorderAnswer(TypedDict):
    """Goods promised to an order before they are there."""
    got: Literal["backorder"]
    backorder: Backorder
    """The promise."""

class OrderAnswer(TypedDict):
    """An order."""
    got: Literal["order"]
    order: Order
    """The order."""

class PaymentAnswer(TypedDict):
    """A payment."""
    got: Literal["payment"]
    payment: Payment
    """The payment."""

class ReturnAnswer(TypedDict):
    """A return."""
    got: Literal["return"]
    found: Return
    """The return."""

class SeriesAnswer(TypedDict):
    """A series of numbers."""
    got: Literal["series"]
    series: Series
    """The series."""

class InvoiceAnswer(TypedDict):
    """An invoice."""
    got: Literal["invoice"]
    invoice: Invoice
    """The invoice."""

class CreditNoteAnswer(TypedDict):
    """A credit note."""
    got: Literal["credit_note"]
    credit_note: CreditNote
    """The credit note."""

class SellerAnswer(TypedDict):
    """A seller."""
    got: Literal["seller"]
    seller: Seller
    """The seller."""

class SellerOrderAnswer(TypedDict):
    """The part of a seller in an order."""
    got: Literal["seller_order"]
    seller_order: SellerOrder
    """Who, in which order, with which number."""

class ShipmentAnswer(TypedDict):
    """A shipment."""
    got: Literal["shipment"]
    shipment: Shipment
    """The shipment."""

class EffectAnswer(TypedDict):
    """Something that is asked of the outside world."""
    got: Literal["effect"]
    effect: Effect
    """The effect."""

class AccountAnswer(TypedDict):
    """An account of a ledger."""
    got: Literal["account"]
    account: Account
    """The account."""

class EntryAnswer(TypedDict):
    """An entry of a ledger."""
    got: Literal["entry"]
    entry: Entry
    """The entry."""

class TradeAnswer(TypedDict):
    """A trade."""
    got: Literal["trade"]
    trade: Trade
    """The trade."""

class SettlementAnswer(TypedDict):
    """A settlement."""
    got: Literal["settlement"]
    settlement: Settlement
    """The settlement."""

class SettlementStatusAnswer(TypedDict):
    """How a settlement stands."""
    got: Literal["settlement_status"]
    status: SettlementStatus
    """How."""

class PriceAnswer(TypedDict):
    """What a cart costs now."""
    got: Literal["price"]
    receipt: Receipt
    """The receipt that it would be ordered with."""

class ChangedPricesAnswer(TypedDict):
    """The lines of a cart whose price is another than the shopper was shown."""
    got: Literal["changed_prices"]
    lines: list[ChangedPrice]
    """Each with both prices, before discounts."""

class ShippingOffersAnswer(TypedDict):
    """The methods by which the goods of a cart can be sent."""
    got: Literal["shipping_offers"]
    offers: ShippingOffers
    """What is offered, and why all else is not."""

class QuoteShippingAnswer(TypedDict):
    """The methods by which goods can be sent, without a cart."""
    got: Literal["quote_shipping"]
    offers: ShippingOffers
    """What is offered, and why all else is not."""

class PackAnswer(TypedDict):
    """Goods packed into cartons."""
    got: Literal["pack"]
    packing: Packing
    """Each carton with what is in it and where, and what was left."""

class LandedCostAnswer(TypedDict):
    """What goods cost once they have come over a border."""
    got: Literal["landed_cost"]
    landed: NotRequired[LandedCost]
    """Line by line; absent where no rule is for their destination on that day, so that nobody knows."""

class SplitShipmentsAnswer(TypedDict):
    """Goods parted into shipments."""
    got: Literal["split_shipments"]
    plan: SplitPlan
    """What leaves together and why, and what may not leave."""

class PreviewAmendmentAnswer(TypedDict):
    """What an amendment of an order would come to."""
    got: Literal["preview_amendment"]
    preview: AmendmentPreview
    """The receipt, the difference, and what is then to be paid."""

class OrderPartsAnswer(TypedDict):
    """What each seller, and the channel itself, has of an order."""
    got: Literal["order_parts"]
    parts: list[OrderPart]
    """The parts; all of them together are the order."""

class StockAnswer(TypedDict):
    """Stock of a SKU at a location, in its smallest units."""
    got: Literal["stock"]
    on_hand: int
    """Units that are physically there."""
    reserved: int
    """Units that are promised to others: to holds, and to orders not yet sent."""
    available: int
    """Units on hand that can still be promised; never below zero."""
    aside: NotRequired[int]
    """Units that the shop keeps for itself: safety stock, and what is set aside."""
    overpromised: NotRequired[int]
    """Units that are promised to others and are not there."""
    backorder: NotRequired[int]
    """Units that may still be promised before they are there."""
    incoming: NotRequired[int]
    """Units that are announced and still to come."""
    untracked: NotRequired[bool]
    """Its stock is not counted, and all of these are zero."""

class ForSaleAnswer(TypedDict):
    """How many units a channel can sell now."""
    got: Literal["for_sale"]
    units: NotRequired[int]
    """How many; stock is not counted when absent."""

class PromiseAnswer(TypedDict):
    """How many units can be promised, now and after each receipt that is announced."""
    got: Literal["promise"]
    promises: list[Promised]
    """How many from when on; empty where stock is not counted."""

class BalanceAnswer(TypedDict):
    """How much is left on a gift card."""
    got: Literal["balance"]
    balance: Money
    """How much."""

class CouponLeftAnswer(TypedDict):
    """How many more orders may use a coupon."""
    got: Literal["coupon_left"]
    uses: NotRequired[int]
    """How many; no limit when absent."""

class StandingAnswer(TypedDict):
    """How an order stands."""
    got: Literal["standing"]
    payment: PaymentStanding
    """With its money."""
    fulfilment: FulfilmentStanding
    """With its goods."""

class AccountBalanceAnswer(TypedDict):
    """What was taken from an account and came to it, in the smallest units of its asset."""
    got: Literal["account_balance"]
    asset: AssetCode
    """What it holds."""
    normal: Side
    """The side on which it grows."""
    debits_encumbered: int
    """To be taken, by intention."""
    debits_pending: int
    """Taken, if it is posted."""
    debits_posted: int
    """Taken."""
    credits_encumbered: int
    """To come, by intention."""
    credits_pending: int
    """Come, if it is posted."""
    credits_posted: int
    """Come."""
    balance: int
    """What is there: what is posted on the side on which it grows, less what is posted on the other."""
    pending_balance: int
    """The same, with what is pending."""
    encumbered_balance: int
    """The same, with what is pending and what is encumbered."""
    available: int
    """What is there with all that is pending gone and nothing that is pending come."""

class StatementAnswer(TypedDict):
    """A page of the entries of an account."""
    got: Literal["statement"]
    entries: list[Entry]
    """The entries."""
    next: NotRequired[Key]
    """After which entry the next page starts; absent when this was the last."""

class TrialBalanceAnswer(TypedDict):
    """A page of accounts with their balances."""
    got: Literal["trial_balance"]
    rows: list[TrialRow]
    """A row for each account."""
    next: NotRequired[Key]
    """After which account the next page starts; absent when this was the last."""

class BalanceAtAnswer(TypedDict):
    """What was there in an account at an instant."""
    got: Literal["balance_at"]
    balance: int
    """How much, in the smallest units of its asset."""

class RecordsAnswer(TypedDict):
    """A page of records."""
    got: Literal["records"]
    records: list[StoredRecord]
    """The records."""
    next: NotRequired[Key]
    """After which record the next page starts; absent when this was the last."""

class EventsAnswer(TypedDict):
    """A page of the log."""
    got: Literal["events"]
    events: list[LoggedEvent]
    """The events, oldest first."""

Answer: TypeAlias = Union[
    CommandAnswer,
    VariantAnswer,
    ChannelAnswer,
    PriceBookAnswer,
    ShippingBookAnswer,
    CouponAnswer,
    CouponUseAnswer,
    TallyAnswer,
    GiftCardAnswer,
    LocationAnswer,
    StockTermsAnswer,
    ShelfAnswer,
    TransferAnswer,
    InboundAnswer,
    MovementAnswer,
    CartAnswer,
    ReservationAnswer,
    BackorderAnswer,
    OrderAnswer,
    PaymentAnswer,
    ReturnAnswer,
    SeriesAnswer,
    InvoiceAnswer,
    CreditNoteAnswer,
    SellerAnswer,
    SellerOrderAnswer,
    ShipmentAnswer,
    EffectAnswer,
    AccountAnswer,
    EntryAnswer,
    TradeAnswer,
    SettlementAnswer,
    SettlementStatusAnswer,
    PriceAnswer,
    ChangedPricesAnswer,
    ShippingOffersAnswer,
    QuoteShippingAnswer,
    PackAnswer,
    LandedCostAnswer,
    SplitShipmentsAnswer,
    PreviewAmendmentAnswer,
    OrderPartsAnswer,
    StockAnswer,
    ForSaleAnswer,
    PromiseAnswer,
    BalanceAnswer,
    CouponLeftAnswer,
    StandingAnswer,
    AccountBalanceAnswer,
    StatementAnswer,
    TrialBalanceAnswer,
    BalanceAtAnswer,
    RecordsAnswer,
    EventsAnswer,
]
"""The answer to the `Query` of the same name. On the wire: `{"got": "order", "order": {…}}`."""

class AnsweredTax(TypedDict):
    """The tax of a line or charge, from outside."""
    of: PricedItem
    """Of what."""
    name: str
    """How it is called on the receipt."""
    rate: Rate
    """The share of the net amount."""
    included: NotRequired[bool]
    """Whether the price contains it; as the book's `tax_display` says when absent."""
    amount: NotRequired[Money]
    """How much it is, whatever the rate comes to; worked out from the rate when absent."""

ApartWhy: TypeAlias = Literal[
    "place",
    "availability",
    "restriction",
    "weight",
]
"""Why goods go apart, in the order in which they are parted.
`place`: Others are at another place.
`availability`: Others are there on a day for which these do not wait.
`restriction`: Others must not go with them.
`weight`: All of them together are too heavy.
"""

class AppliedPromotion(TypedDict):
    """A promotion that took something off."""
    promotion: PromotionCode
    """Which."""
    title: str
    """What the shopper reads."""
    amount: Money
    """How much is taken off; the sum of the parts."""
    parts: list[DiscountPart]
    """How much off each line and charge."""

class Arm(TypedDict):
    """An arm of an experiment."""
    code: ArmCode
    """Names it."""
    weight: int
    """Its share of the buyers is its weight over the sum of the weights."""

ArmCode: TypeAlias = str
"""An arm of an experiment: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Aside(TypedDict):
    """Units that are set aside for one reason."""
    reason: AsideReason
    """Why."""
    quantity: Quantity
    """How many."""

AsideReason: TypeAlias = Literal[
    "damaged",
    "quality_control",
    "display",
    "kept",
    "other",
]
"""Why units are there and not for sale.
`damaged`: They are damaged.
`quality_control`: Their quality is being looked at.
`display`: They are shown, or lent.
`kept`: They are kept for somebody.
`other`: Something else.
"""

class GatewayAsk(TypedDict):
    """A payment gateway."""
    ask: Literal["gateway"]
    gateway: GatewayCode
    """Which."""
    payment: PaymentId
    """For which payment."""
    act: Act
    """What is to be done."""
    amount: Money
    """With how much; with what is held, for a void."""
    last: NotRequired[bool]
    """Whether a capture is the last one, so that what is left is let go."""
    reference: NotRequired[str]
    """The gateway's name for the payment, where it has given one."""

class LabelAsk(TypedDict):
    """A carrier, for labels."""
    ask: Literal["label"]
    carrier: CarrierCode
    """Which."""
    shipment: ShipmentId
    """For which shipment; the effect names the booking."""
    service: ServiceCode
    """By which of its services."""
    parcels: list[BookedParcel]
    """What it is to carry."""

class VoidLabelAsk(TypedDict):
    """A carrier, to take labels back."""
    ask: Literal["void_label"]
    carrier: CarrierCode
    """Which."""
    shipment: ShipmentId
    """Of which shipment."""
    booking: EffectId
    """Of which booking."""
    reference: str
    """The carrier's name for it."""

Ask: TypeAlias = Union[
    GatewayAsk,
    LabelAsk,
    VoidLabelAsk,
]
"""Who is asked for what. On the wire: `{"ask": "gateway", "gateway": "…", …}`."""

class Asked(TypedDict):
    """What a payment has asked for and not been answered yet."""
    effect: EffectId
    """The effect by which it is asked."""
    act: Act
    """What is to be done."""
    amount: Money
    """With how much; with what is held, for a void."""
    last: NotRequired[bool]
    """Whether a capture is the last one, so that what is left is let go."""
    reference: NotRequired[str]
    """The gateway's name for what is let go, where it is not wanted: told again, it is known."""

AssetCode: TypeAlias = str
"""What an account holds, such as `EUR` or `points`: 1 to 128 of `A-Z a-z 0-9 . _ - / + : @`."""

class Audience(TypedDict):
    """For whom prices are: everything that is said must hold, of each list one entry."""
    channels: NotRequired[list[ChannelCode]]
    """Who buys in one of these channels."""
    countries: NotRequired[list[CountryCode]]
    """Whose goods go to one of these countries."""
    regions: NotRequired[list[RegionCode]]
    """Whose goods go to one of these regions."""
    groups: NotRequired[list[GroupCode]]
    """Who belongs to one of these groups or clubs."""
    attributes: NotRequired[dict[str, list[str]]]
    """Whose context has, for each attribute, one of the values."""
    arms: NotRequired[list[list[Union[ExperimentCode, ArmCode]]]]
    """Who is in one of these arms of experiments."""

class Backorder(TypedDict):
    """Units that an order was promised before they were there. Its id grows with time: the oldest is the first of a
    scan.
    """
    id: BackorderId
    """Its id."""
    order: OrderId
    """The order."""
    line: int
    """The line of the order."""
    sku: Sku
    """What."""
    location: LocationCode
    """From where."""
    quantity: Quantity
    """How many units were promised."""
    filled: NotRequired[int]
    """How many of them have come."""
    since: Timestamp
    """Since when it waits."""
    expected_at: NotRequired[Timestamp]
    """When they were expected at that time: then it is a preorder."""
    state: BackorderState
    """Where it stands."""

BackorderId: TypeAlias = str
"""A promise of goods that are still to come."""

BackorderState: TypeAlias = Literal[
    "waiting",
    "filled",
    "cancelled",
]
"""Where a backorder stands.
`waiting`: Some of its units are still to come.
`filled`: All of its units have come.
`cancelled`: Its order does not want it any more.
"""

# A band of a measure.
Band = TypedDict(
    "Band",
    {
        # From this much on, included: grams, minor units, units, distance, score.
        "from": int,
        # What it costs.
        "price": ShippingPrice,
    },
)

Base: TypeAlias = Literal[
    "running",
    "original",
]
"""Which amounts are looked at.
`running`: What earlier promotions have left.
`original`: What stood before any of them; those of the catalog count as prices.
"""

class Basket(TypedDict):
    """Goods to be priced."""
    currency: Currency
    """What it is counted in."""
    lines: list[BasketLine]
    """The goods."""
    charges: NotRequired[list[Charge]]
    """Shipping, fees and donations."""
    coupons: NotRequired[list[CouponCode]]
    """Coupon codes that were given."""
    credits: NotRequired[list[Credit]]
    """Gift cards and credit to pay with, in the order of their use."""
    kits: NotRequired[list[KitLine]]
    """The kits that some of the lines are parts of, to be shown on the receipt."""

class BasketLine(TypedDict):
    """One line of goods."""
    line: int
    """Its number in the cart."""
    sku: Sku
    """What."""
    title: str
    """What the shopper reads."""
    quantity: Quantity
    """How many smallest units."""
    decimals: NotRequired[int]
    """Decimals of the unit that the price is for."""
    price: NotRequired[LinePrice]
    """What it costs."""
    tax_category: TaxCategory
    """Which tax rates apply."""
    product: NotRequired[ProductCode]
    """The product that it is a variant of."""
    categories: NotRequired[list[CategoryCode]]
    """The categories that it is in."""
    attributes: NotRequired[dict[str, str]]
    """What else rules may ask for."""
    weight_grams: NotRequired[int]
    """The weight of one whole unit, in grams."""
    kit: NotRequired[int]
    """The number of the line of the kit that it is part of; see `Kit`."""
    fixed: NotRequired[bool]
    """Its price stays as it is: the price lists are not asked."""

class Billing(TypedDict):
    """Whom an invoice is made out to."""
    address: Address
    """Name and address."""
    tax_id: NotRequired[str]
    """The number by which it is registered for tax."""

# A time in which nothing is done: stocktaking, a festival, a closed pass.
Blackout = TypedDict(
    "Blackout",
    {
        # Why.
        "name": str,
        # The first day.
        "from": Date,
        # The last day.
        "until": Date,
    },
)

BookCode: TypeAlias = str
"""A set of pricing rules: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class BookedParcel(TypedDict):
    """A parcel that a carrier is to carry."""
    grams: int
    """What it weighs, in grams."""
    size: NotRequired[Size]
    """How large it is; as the carrier takes it when absent."""

class Booking(TypedDict):
    """Parcels of a shipment that a carrier is asked to carry."""
    id: EffectId
    """The effect by which its labels were asked for, which names it."""
    carrier: CarrierCode
    """Who carries."""
    service: ServiceCode
    """By which of its services."""
    parcels: list[BookedParcel]
    """What is carried."""
    reference: NotRequired[str]
    """The carrier's name for it."""
    labels: NotRequired[list[ParcelLabel]]
    """A label for each parcel, in their order."""
    cost: NotRequired[Money]
    """What the carrier takes for it."""
    problem: NotRequired[str]
    """Why the carrier refused what it was last asked."""
    state: BookingState
    """Where it stands."""

BookingState: TypeAlias = Literal[
    "asked",
    "booked",
    "declined",
    "voiding",
    "voided",
]
"""Where a booking stands.
`asked`: The carrier is asked for labels.
`booked`: It has given them.
`declined`: It will not carry these parcels.
`voiding`: It is asked to take the labels back.
`voided`: It has taken them back.
"""

BooksCode: TypeAlias = str
"""The books of a shop, under which its accounts stand: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Bounds(TypedDict):
    """A range of amounts. All that is said must hold."""
    at_least: NotRequired[Money]
    """This much or more."""
    above: NotRequired[Money]
    """More than this."""
    at_most: NotRequired[Money]
    """This much or less."""
    below: NotRequired[Money]
    """Less than this."""

class Bundle(TypedDict):
    """A price for a set of goods, as often as the set is complete."""
    parts: list[BundlePart]
    """What makes a set, each at least once. A unit is counted for the first part that it fits."""
    off: StepOff
    """How much is taken off a set; its units share it by their prices."""
    sets: NotRequired[int]
    """How many sets at most in one order; no limit when absent."""

class BundlePart(TypedDict):
    """A part of a bundle."""
    goods: Goods
    """Which goods fit."""
    quantity: int
    """How many units."""

class BuyGet(TypedDict):
    """Buy some, get some cheaper. Goods sold by weight or length take no part.
    How it is worked out, without gaps: the units that may trigger are those of `buy`, those that may be rewarded
    of `get`. A set takes `buy_quantity` of the former and `get_quantity` of the latter, no unit twice (where
    `triggers_may_be_rewarded`, a unit may be both). There are as many sets as the units allow, at most `sets`.
    Rewards are picked in the order of `pick`, passing over a unit that is still needed as a trigger. Where
    `partial`, one more set is begun whose triggers are complete and whose rewards are not. Where `uses_up`, units
    of a set take part in no later buy-and-get.
    """
    buy: NotRequired[Goods]
    """What triggers it."""
    buy_quantity: int
    """How many units trigger a set."""
    get: NotRequired[Goods]
    """What is rewarded."""
    get_quantity: int
    """How many units a set rewards."""
    off: NotRequired[StepOff]
    """How much is taken off each rewarded unit; all of it when absent."""
    pick: NotRequired[Pick]
    """Which units are rewarded first."""
    sets: NotRequired[int]
    """How many sets at most in one order; no limit when absent."""
    partial: NotRequired[bool]
    """Rewards what there is when a set's triggers are there and its rewards are too few."""
    triggers_may_be_rewarded: NotRequired[bool]
    """A unit that triggers may be rewarded itself."""
    uses_up: NotRequired[bool]
    """Its units take part in no later buy-and-get."""

class Buyer(TypedDict):
    """Who buys."""
    key: NotRequired[str]
    """What experiments tell buyers apart by: a customer, a session. Without it nobody is in an experiment."""
    groups: NotRequired[list[GroupCode]]
    """The groups and clubs that the buyer belongs to."""
    orders: NotRequired[int]
    """How many orders the buyer has placed and not cancelled; unknown when absent."""
    tax: NotRequired[TaxStatus]
    """Whether tax is due."""

CalendarCode: TypeAlias = str
"""A calendar of shipping, or a timetable: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

Capability: TypeAlias = Literal[
    "ships",
    "pickup",
    "returns",
    "transfers",
]
"""Something that a location can do.
`ships`: Parcels leave from it.
`pickup`: Buyers fetch goods there.
`returns`: Goods that come back are taken in there.
`transfers`: It sends goods to other locations, and takes theirs in.
"""

class Caps(TypedDict):
    """How much a promotion may take off; one amount for each currency, no cap in others."""
    line: NotRequired[list[Money]]
    """Off one line."""
    order: NotRequired[list[Money]]
    """Off one order."""

class Cargo(TypedDict):
    """Goods of a trade on their way."""
    goods: int
    """Which of the goods, from 0 in the order of the terms."""
    at: AccountCode
    """The account that they are in: of a ship, a station."""
    amount: int
    """How many."""
    leg: NotRequired[CargoLeg]
    """The leg that brought them there, or brings them on."""

class CargoLeg(TypedDict):
    """A leg of the way of goods: from where they are taken to where they are put down."""
    custody: NotRequired[PartyCode]
    """Who has them in custody from now on: a carrier, whoever keeps a station."""
    departs_at: NotRequired[Timestamp]
    """When they leave, or have left."""
    arrives_at: NotRequired[Timestamp]
    """When they should arrive."""
    room: NotRequired[list[AccountCode]]
    """The accounts of the place in which they take room, in the order of the goods' stowage: each one's ceiling is
    what the place can take: one for each measure, or none. They take no room when empty, nor do goods without
    stowage. At most 8.
    """

CarrierCode: TypeAlias = str
"""A carrier, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class CarrierService(TypedDict):
    """Who carries goods, and how."""
    carrier: CarrierCode
    """The carrier."""
    service: NotRequired[ServiceCode]
    """Which of its services; of a restriction, every one when absent."""

class Cart(TypedDict):
    """What a shopper means to buy."""
    id: CartId
    """Its id."""
    channel: ChannelCode
    """Where it is being filled."""
    customer: NotRequired[CustomerId]
    """Whose it is; a guest's when absent."""
    lines: list[CartLine]
    """Its lines, in the order they were added; at most one for each SKU, options and address."""
    next_line: int
    """The number of the next line."""
    address: NotRequired[Address]
    """Where the goods are to go."""
    reservation: NotRequired[ReservationId]
    """Its latest hold on stock."""
    order: NotRequired[OrderId]
    """The order that it became."""
    state: CartState
    """Where it stands."""
    buyer: NotRequired[Buyer]
    """What is known of who buys, for prices and taxes."""
    charges: NotRequired[list[Charge]]
    """Shipping, fees and donations."""
    shipping: NotRequired[ChargeCode]
    """The method by which its goods are sent: what it costs is worked out with the prices of the goods."""
    coupons: NotRequired[list[CartCoupon]]
    """The coupons that were given."""
    gift_cards: NotRequired[list[GiftCardCode]]
    """The gift cards to pay with, in the order of their use."""
    taxes: NotRequired[TaxAnswer]
    """What a tax service answered for it as it is now."""
    saved: NotRequired[list[CartLine]]
    """Lines that were set aside: neither priced, held nor ordered."""
    addresses: NotRequired[list[NamedAddress]]
    """Where lines go that do not go to its address."""
    note: NotRequired[str]
    """What the shopper wrote."""
    custom: NotRequired[dict[str, str]]
    """What else the shop keeps with it."""
    idle_seconds: NotRequired[int]
    """How many seconds it lives without a change, as its channel said when it was opened; for ever when absent."""
    expires_at: NotRequired[Timestamp]
    """When it ends unless it is changed before. Past that it is expired, even before it is marked so."""
    merged_into: NotRequired[CartId]
    """The cart that it went into."""
    successor: NotRequired[CartId]
    """The cart that has its saved lines, since it was ordered."""
    billing: NotRequired[Billing]
    """Whom its invoices are made out to; whoever the goods go to when absent."""

class CartCoupon(TypedDict):
    """A coupon that was given to a cart."""
    code: CouponCode
    """Which."""
    held: NotRequired[CouponUseId]
    """The use that is held, if the coupon has a limit."""

CartId: TypeAlias = str
"""A cart."""

class CartLine(TypedDict):
    """A line of a cart. Two lines are the same where SKU, options and address are."""
    line: int
    """Its number in the cart, from 1 to 999,999, never used again."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units."""
    options: NotRequired[dict[str, str]]
    """What the buyer chose beside the SKU: an engraving, a ribbon."""
    to: NotRequired[AddressCode]
    """The address of the cart that it goes to; the main one when absent."""
    note: NotRequired[str]
    """What the buyer wrote."""
    shown: NotRequired[ShownPrice]
    """The price that the shopper was shown, where the channel keeps it or tells when it changes."""

class CartPolicy(TypedDict):
    """How a channel treats its carts. Without a word they live for ever, follow today's prices, and stock is looked
    at when they are held or ordered.
    """
    idle_seconds: NotRequired[int]
    """How many seconds a cart lives without a change: as long as a hold or longer, at most 31,622,400."""
    on_short: NotRequired[OnShort]
    """What becomes of a line for which there is too little."""
    prices: NotRequired[LinePrices]
    """Which price a line has."""
    keep_seconds: NotRequired[int]
    """How many seconds a price is kept that is kept; at most 31,622,400."""

CartState: TypeAlias = Literal[
    "open",
    "ordered",
    "merged",
    "expired",
]
"""Where a cart stands.
`open`: It can be changed.
`ordered`: It became an order.
`merged`: It went into another cart.
`expired`: Nobody touched it for as long as its channel says.
"""

class Carton(TypedDict):
    """A type of carton, box, pallet or container."""
    name: str
    """What it is called; another name than that of every other."""
    inner: Size
    """The room inside."""
    outer: Size
    """What a carrier measures."""
    empty_grams: int
    """What it weighs by itself, in grams."""
    most_grams: int
    """What it may weigh when it is full, its own weight included, in grams."""
    cost: NotRequired[int]
    """What one costs, in the smallest unit of the currency of the request."""
    stock: NotRequired[int]
    """How many there are; any number when absent."""

CatalogChoice: TypeAlias = Literal[
    "all",
    "best",
    "first",
]
"""Which promotions of the catalog reduce a price.
`all`: All, one after the other, the highest priority first.
`best`: The one that reduces it most.
`first`: The first that reduces it.
"""

# A price that a promotion of the catalog reduced.
CatalogPrice = TypedDict(
    "CatalogPrice",
    {
        # The line.
        "line": int,
        # Which promotion.
        "promotion": PromotionCode,
        # The price before it.
        "from": Money,
        # The price after it.
        "to": Money,
    },
)

CategoryCode: TypeAlias = str
"""A category of goods: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class CategoryPrice(TypedDict):
    """What a category costs."""
    category: CategoryCode
    """Which."""
    price: ShippingPrice
    """How much, of the goods in it alone."""

class ChangeLine(TypedDict):
    """By how much the books of a SKU are wrong."""
    sku: Sku
    """What."""
    by: int
    """How many smallest units there are more, or fewer when below zero. Zero is refused."""
    lots: NotRequired[list[LotLine]]
    """Of which lots, or which serials, where the variant is tracked by them."""

class ChangedPrice(TypedDict):
    """A line whose price, before discounts, is another than the shopper was shown."""
    line: int
    """The line."""
    sku: Sku
    """What."""
    before: ShownPrice
    """What the shopper was shown."""
    now: Money
    """What it costs now."""
    per: NotRequired[int]
    """How many whole units that is for; one when absent."""

class Channel(TypedDict):
    """A place of sale: a web shop, a till, a market stall. It decides currency, prices and stock."""
    code: ChannelCode
    """Its code, which names it."""
    currency: Currency
    """What its carts are counted in."""
    country: CountryCode
    """Where buyers are taken to be until they give an address."""
    book: BookCode
    """The price book that its carts are priced by."""
    locations: list[LocationCode]
    """Where its goods come from, the preferred place first."""
    hold_seconds: int
    """How long a reservation holds stock and a cart a use of a coupon, in seconds."""
    gateway: NotRequired[GatewayCode]
    """The gateway that its payments go through: it is asked by effects, as orders are placed and cancelled. Without
    one, the host reports payments by hand.
    """
    carts: NotRequired[CartPolicy]
    """How it treats its carts."""
    sourcing: NotRequired[list[Sourcing]]
    """The rules by which a location is chosen, the first the strongest; with none, the first location that has goods
    gives them. At most 12.
    """
    keep: NotRequired[Keep]
    """What may not be split over locations."""
    numbers: NotRequired[ChannelNumbers]
    """The series that its documents take their numbers from."""
    seller: NotRequired[InvoicedSeller]
    """Who sells, as its invoices name it; none can be issued when absent."""
    hold_above: NotRequired[Money]
    """Orders of a total above this are held for review from the start; none when absent."""
    after_sales: NotRequired[AfterSalesPolicy]
    """What a return or a cancellation in part does to promotions and gifts; orders keep it as it was when they were
    placed.
    """
    books: NotRequired[BooksCode]
    """The books that its orders and their payments are entered in; they are entered in none when absent. Orders keep
    it as it was when they were placed.
    """
    shipping: NotRequired[ShippingCode]
    """The rules by which its goods are sent; methods of shipping can be chosen by none when absent, only set as
    charges.
    """

ChannelCode: TypeAlias = str
"""A channel of sale, such as `web-eu`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class ChannelNumbers(TypedDict):
    """The series that the documents of a channel, or of a seller, take their numbers from."""
    orders: NotRequired[SeriesCode]
    """Of its orders; they have no number when absent."""
    invoices: NotRequired[SeriesCode]
    """Of its invoices; none can be issued when absent."""
    credit_notes: NotRequired[SeriesCode]
    """Of its credit notes; none can be issued when absent."""

class Charge(TypedDict):
    """Something to be paid beside goods."""
    code: ChargeCode
    """Names it: the shipping method, the fee."""
    title: str
    """What the shopper reads."""
    kind: ChargeKind
    """What kind it is."""
    amount: Money
    """How much. Only a fee may be less than zero: a deduction."""
    tax: NotRequired[ChargeTax]
    """How it is taxed."""
    seller: NotRequired[SellerCode]
    """Whose it is; the channel's own when absent."""

ChargeCode: TypeAlias = str
"""Something to be paid beside goods, such as a shipping method: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

ChargeKind: TypeAlias = Literal[
    "shipping",
    "fee",
    "donation",
]
"""What a charge is for.
`shipping`: Shipping: promotions may reduce it.
`fee`: A fee, such as for a payment method or for wrapping; or a deduction.
`donation`: A gift to somebody: never reduced, never taxed.
"""

class CategoryChargeTax(TypedDict):
    """By the rates of a category."""
    category: TaxCategory

ChargeTax: TypeAlias = Union[
    Literal["free"],
    CategoryChargeTax,
    Literal["as_goods"],
    Literal["average"],
]
"""How a charge is taxed."""

class ChargedGift(TypedDict):
    """Units of a gift that the buyer keeps and whose promotion no longer holds."""
    line: int
    """The line of the gift."""
    quantity: Quantity
    """How many smallest units."""
    amount: Money
    """Their price, as the receipt shows it."""

Choice: TypeAlias = Literal[
    "priority",
    "best",
]
"""Which promotion of an exclusive group is applied.
`priority`: The first that takes something off, by priority.
`best`: The one that takes off most: best for the customer.
"""

class ClockTest(TypedDict):
    """Which time of the week it is."""
    days: NotRequired[list[Weekday]]
    """On one of these days; any when empty."""
    from_minute: NotRequired[int]
    """From this minute of the day, inclusive: 1080 is 18:00."""
    until_minute: NotRequired[int]
    """Until this minute of the day, exclusive. Before `from_minute` it means the next day: a night from 22:00 to
    02:00.
    """
    zone: str
    """Whose clock, as a POSIX time zone with its rule for summer time: `CET-1CEST,M3.5.0,M10.5.0/3` is most of
    Europe, `UTC0` is UTC (IEEE Std 1003.1, 8.3).
    """

class WeekdayClosedWhyContent(TypedDict):
    """It is closed on this day of the week."""

class WeekdayClosedWhy(TypedDict):
    """It is closed on this day of the week."""
    weekday: WeekdayClosedWhyContent

class HolidayClosedWhyContent(TypedDict):
    """A holiday."""
    name: str
    """What people call it."""

class HolidayClosedWhy(TypedDict):
    """A holiday."""
    holiday: HolidayClosedWhyContent

class BlackoutClosedWhyContent(TypedDict):
    """Nothing is done in that time."""
    name: str
    """Why."""

class BlackoutClosedWhy(TypedDict):
    """Nothing is done in that time."""
    blackout: BlackoutClosedWhyContent

ClosedWhy: TypeAlias = Union[
    WeekdayClosedWhy,
    HolidayClosedWhy,
    BlackoutClosedWhy,
]
"""Why there is no work on a day. A blackout is told before a holiday, and that before the day of the week."""

Code: TypeAlias = Literal[
    "currency.unknown",
    "currency.invalid",
    "currency.mismatch",
    "money.malformed",
    "money.too_precise",
    "money.overflow",
    "rate.invalid",
    "allocation.impossible",
    "code.malformed",
    "id.malformed",
    "quantity.invalid",
    "limit.exceeded",
    "text.malformed",
    "time.out_of_range",
    "scan.invalid",
    "wire.malformed",
    "command.reused",
    "command.unknown",
    "variant.invalid",
    "variant.unknown",
    "channel.invalid",
    "channel.unknown",
    "rules.invalid",
    "price_book.unknown",
    "shipping_book.unknown",
    "shipping.not_offered",
    "shipping.unset",
    "price.missing",
    "kit.invalid",
    "price.changed",
    "tax.unknown",
    "tax.stale",
    "tax.answer_invalid",
    "basket.invalid",
    "receipt.differs",
    "coupon.invalid",
    "coupon.unknown",
    "coupon.not_now",
    "coupon.used_up",
    "coupon.for_customers",
    "coupon.given",
    "coupon_use.unknown",
    "tally.unknown",
    "gift_card.invalid",
    "gift_card.unknown",
    "gift_card.unfit",
    "lines.missing",
    "movement.unknown",
    "position.invalid",
    "stock.short",
    "cart.unknown",
    "cart.empty",
    "line.unknown",
    "address.invalid",
    "address.missing",
    "reservation.unknown",
    "reservation.expired",
    "reservation.foreign",
    "backorder.unknown",
    "reservation.not_due",
    "state.forbidden",
    "order.unknown",
    "order.cancelled",
    "order.shipped",
    "order.unpaid",
    "order.nothing_to_ship",
    "order.units_exceed",
    "order.fixed",
    "charge.unknown",
    "return.unknown",
    "return.fee",
    "payment.unknown",
    "payment.amount",
    "payment.expired",
    "payment.open",
    "payment.refund_exceeds",
    "shipment.unknown",
    "log.broken",
    "fondaco.defect",
    "store.unavailable",
    "store.contended",
    "store.fault",
    "kit.nested",
    "kit.not_stocked",
    "kit.kept_whole",
    "line.repeated",
    "location.invalid",
    "location.unknown",
    "stock.untracked",
    "stock_terms.invalid",
    "stock_terms.unknown",
    "movement.invalid",
    "lots.invalid",
    "lots.short",
    "shelf.unknown",
    "transfer.invalid",
    "transfer.unknown",
    "inbound.invalid",
    "inbound.unknown",
    "store.unknown",
    "handle.closed",
    "payment.capture_exceeds",
    "payment.exceeds",
    "payment.given_up",
    "payment.not_due",
    "payment.by_hand",
    "payment.reference_missing",
    "dispute.unknown",
    "dispute.exceeds",
    "effect.unknown",
    "effect.not_due",
    "quantity.unfit",
    "cart.differs",
    "cart.unfit",
    "address.unknown",
    "address.mixed",
    "address.in_use",
    "tax.mixed",
    "series.invalid",
    "series.unknown",
    "series.in_use",
    "channel.series_missing",
    "channel.seller_missing",
    "invoice.unknown",
    "order.nothing_to_invoice",
    "credit_note.unknown",
    "order.nothing_to_credit",
    "order.held",
    "order.not_held",
    "seller.unknown",
    "seller_order.unknown",
    "sending.invalid",
    "lots.ambiguous",
    "lots.unmatched",
    "netting.invalid",
    "funds.short",
    "account.unknown",
    "account.invalid",
    "account.closed",
    "account.full",
    "account.period_closed",
    "asset.mismatch",
    "entry.unknown",
    "entry.invalid",
    "entry.unbalanced",
    "entry.reused",
    "entry.expired",
    "entry.not_due",
    "entry.exceeds",
    "trade.unknown",
    "trade.invalid",
    "trade.role",
    "trade.moved",
    "trade.exceeds",
    "trade.expired",
    "trade.not_due",
    "settlement.unknown",
    "settlement.invalid",
    "settlement.party",
    "settlement.unmatched",
    "packing.invalid",
    "measure.invalid",
    "route.unknown",
    "promise.unforeseen",
    "tracking.invalid",
    "booking.unknown",
    "effect.answer_invalid",
]
"""The stable code of a failure. Codes are added, never renamed or reused.
`currency.unknown`: A currency code is neither in ISO 4217 nor a well-formed custom one. Kind: `invalid`.
`currency.invalid`: A custom currency takes a code that ISO 4217 uses, or an exponent out of range. Kind:
`invalid`.
`currency.mismatch`: Amounts of two currencies were put together. Kind: `invalid`.
`money.malformed`: An amount is not a plain decimal number. Kind: `invalid`.
`money.too_precise`: An amount has more decimals than its currency. Kind: `invalid`.
`money.overflow`: An amount does not fit in a signed 64-bit number of minor units. Kind: `invalid`.
`rate.invalid`: A rate is malformed or out of range. Kind: `invalid`.
`allocation.impossible`: Money cannot be split by these weights: there are none, or they cancel out. Kind:
`invalid`.
`code.malformed`: A code has other characters, or another length, than its kind takes. Kind: `invalid`.
`id.malformed`: An id is not a UUID. Kind: `invalid`.
`quantity.invalid`: A quantity is not a whole number from 1 to its limit. Kind: `invalid`.
`limit.exceeded`: There is more of something than is allowed. Kind: `invalid`.
`text.malformed`: A text has the character U+0000. Kind: `invalid`.
`time.out_of_range`: An instant lies past the end of time. Kind: `invalid`.
`scan.invalid`: A scan asks for another kind, an unknown column, or too large a page. Kind: `invalid`.
`wire.malformed`: A message is not well-formed JSON of the expected shape. Kind: `invalid`.
`command.reused`: A command id was used before with another body. Kind: `invalid`.
`command.unknown`: There is no processed command of this id. Kind: `refused`.
`variant.invalid`: A variant lacks a title, has a price below zero or two in one currency, quantities to order
that contradict each other, is an untracked kit, or stands twice in one command. Kind: `invalid`.
`variant.unknown`: There is no variant of this SKU. Kind: `refused`.
`channel.invalid`: A channel has no location, or a hold out of range, or a policy for its carts that
contradicts itself. Kind: `invalid`.
`channel.unknown`: There is no channel of this code. Kind: `refused`.
`rules.invalid`: Rules of pricing, of shipping or of borders contradict themselves; the detail lists every
problem with its path. Kind: `invalid`.
`price_book.unknown`: There is no price book of this code. Kind: `refused`.
`shipping_book.unknown`: There is no shipping book of this code. Kind: `refused`.
`shipping.not_offered`: A method of shipping is not offered for a cart as it is; details say why, and what is
offered. Kind: `refused`.
`shipping.unset`: A channel sends nothing by rules: it names no shipping book. Kind: `refused`.
`price.missing`: There is no price for a SKU: in the currency of the basket, for its buyer, at its instant.
Kind: `refused`.
`kit.invalid`: A kit has no parts, decimals, a price or a part below zero, itself as a part, a part twice, two
lines of one number, or says of itself what customs and carriers ask of its parts. Kind: `invalid`.
`price.changed`: The total, or the price of a line, is another than the buyer was shown. Kind: `refused`.
`tax.unknown`: No tax rate is in force for a category in a country. Kind: `refused`.
`tax.stale`: What a tax service answered holds no longer. Kind: `refused`.
`tax.answer_invalid`: What a tax service answered is not for this basket, or is no tax. Kind: `invalid`.
`basket.invalid`: A basket to be priced or sent contradicts itself: a price below zero, a number or code that
stands twice, a parcel of goods that it has not. Kind: `invalid`.
`receipt.differs`: A receipt says otherwise than the rules that it names. Kind: `refused`.
`coupon.invalid`: A coupon has a limit below one, or ends before it begins. Kind: `invalid`.
`coupon.unknown`: There is no coupon of this code, and no promotion of the price book asks for it. Kind:
`refused`.
`coupon.not_now`: A coupon has not begun, or has ended. Kind: `refused`.
`coupon.used_up`: A coupon has been used as often as it may, by this customer or by all. Kind: `refused`.
`coupon.for_customers`: A coupon is counted by customer, and the cart is a guest's. Kind: `refused`.
`coupon.given`: A cart has the coupon or gift card already. Kind: `refused`.
`coupon_use.unknown`: There is no use of a coupon of this id. Kind: `refused`.
`tally.unknown`: There is no count of this name. Kind: `refused`.
`gift_card.invalid`: A gift card is issued with nothing on it, or a second time. Kind: `invalid`.
`gift_card.unknown`: There is no gift card of this code. Kind: `refused`.
`gift_card.unfit`: A gift card has ended, or is in another currency. Kind: `refused`.
`lines.missing`: Something takes lines and has none. Kind: `invalid`.
`movement.unknown`: There is no movement of this id. Kind: `refused`.
`position.invalid`: A position lies beyond the poles or the date line. Kind: `invalid`.
`stock.short`: Less is available than is wanted. Kind: `refused`.
`cart.unknown`: There is no cart of this id. Kind: `refused`.
`cart.empty`: The cart has no lines. Kind: `refused`.
`line.unknown`: The cart has no line of this number. Kind: `refused`.
`address.invalid`: An address lacks a name, a street or a city. Kind: `invalid`.
`address.missing`: The cart has no address yet. Kind: `refused`.
`reservation.unknown`: There is no reservation of this id. Kind: `refused`.
`reservation.expired`: A reservation holds nothing any more: its time has run out. Kind: `refused`.
`reservation.foreign`: A reservation is somebody else's, or of a cart. Kind: `refused`.
`backorder.unknown`: There is no backorder of this id. Kind: `refused`.
`reservation.not_due`: A reservation still holds, or a cart has not ended. Kind: `refused`.
`state.forbidden`: A step is not open in the state that something is in; the detail names the open ones. Kind:
`refused`.
`order.unknown`: There is no order of this id. Kind: `refused`.
`order.cancelled`: The order is cancelled. Kind: `refused`.
`order.shipped`: Goods of the order have left. Kind: `refused`.
`order.unpaid`: The total of the order is neither authorized nor captured. Kind: `refused`.
`order.nothing_to_ship`: No goods of the order are waiting to be sent. Kind: `refused`.
`order.units_exceed`: More units of a line are to be sent, cancelled, taken off or returned than can be. Kind:
`refused`.
`order.fixed`: The order cannot be amended any more; the detail says because of what. Kind: `refused`.
`charge.unknown`: The order has no such charge, or it has fallen off already. Kind: `refused`.
`return.unknown`: There is no return of this id. Kind: `refused`.
`return.fee`: A fee is below zero, or more than what it is kept of. Kind: `refused`.
`payment.unknown`: There is no payment of this id. Kind: `refused`.
`payment.amount`: An amount is another than is asked for. Kind: `refused`.
`payment.expired`: An authorization has ended. Kind: `refused`.
`payment.open`: A payment is open or done already. Kind: `refused`.
`payment.refund_exceeds`: More is to go back than is left of what was captured, or nothing. Kind: `refused`.
`shipment.unknown`: There is no shipment of this id. Kind: `refused`.
`log.broken`: An event of the log was changed, lost or put in another place. Kind: `fault`.
`fondaco.defect`: An invariant of fondaco itself does not hold. Kind: `fault`.
`store.unavailable`: The store could not answer now. Kind: `unavailable`.
`store.contended`: Too many writers want the same record at once. Kind: `unavailable`.
`store.fault`: The store holds something that cannot be read. Kind: `fault`.
`kit.nested`: A part of a kit is a kit itself. Kind: `refused`.
`kit.not_stocked`: A kit has no stock of its own: its parts have. Kind: `refused`.
`kit.kept_whole`: A part of a kit is named by itself: a kit is sent, cancelled and returned as a whole. Kind:
`refused`.
`line.repeated`: A command names a line twice. Kind: `invalid`.
`location.invalid`: A location has no title, a cost below zero, or lies off the globe. Kind: `invalid`.
`location.unknown`: Nothing is recorded of a location of this code. Kind: `refused`.
`stock.untracked`: The stock of this SKU is not counted. Kind: `refused`.
`stock_terms.invalid`: Terms of stock are out of range, contradict each other, or name a SKU twice. Kind:
`invalid`.
`stock_terms.unknown`: Nothing has been said of this SKU at this location. Kind: `refused`.
`movement.invalid`: A movement has a cost below zero, counts a SKU twice, or does not say why. Kind:
`invalid`.
`lots.invalid`: Lots do not come to the quantity of their line, stand twice in it, or are of a SKU that is not
tracked so. Kind: `refused`.
`lots.short`: Of a lot, or of all lots that are fresh enough, less is there than is wanted. Kind: `refused`.
`shelf.unknown`: No lots of this SKU lie at this location. Kind: `refused`.
`transfer.invalid`: A transfer goes to the place that it leaves. Kind: `invalid`.
`transfer.unknown`: There is no transfer of this id. Kind: `refused`.
`inbound.invalid`: An announcement names a SKU twice, leaves out what has come, leaves nothing to come, or is
of another place. Kind: `refused`.
`inbound.unknown`: Nothing of this id was announced. Kind: `refused`.
`store.unknown`: An address names no store that is built in. Kind: `invalid`.
`handle.closed`: A handle was closed: an engine, a price book, a prepared basket. Kind: `invalid`.
`payment.capture_exceeds`: More is to be captured than is left of the authorization, or nothing. Kind:
`refused`.
`payment.exceeds`: Another payment is asked for more than is left to pay, or for nothing. Kind: `refused`.
`payment.given_up`: An authorization came too late: what the gateway holds is to be voided there. Kind:
`refused`.
`payment.not_due`: An authorization has not ended. Kind: `refused`.
`payment.by_hand`: A payment is reported by hand: there is no gateway to be asked. Kind: `refused`.
`payment.reference_missing`: A report for a payment through a gateway lacks the gateway's reference. Kind:
`invalid`.
`dispute.unknown`: A payment has no dispute of this name. Kind: `refused`.
`dispute.exceeds`: More is disputed than is left of what was captured, or nothing. Kind: `refused`.
`effect.unknown`: There is no effect of this id. Kind: `refused`.
`effect.not_due`: An effect is not due: it was answered, somebody performs it, or it waits for another
attempt. Kind: `refused`.
`quantity.unfit`: More or less of a variant is wanted than may be ordered at once, or not in its steps. Kind:
`refused`.
`cart.differs`: Two carts have the same lines in other quantities: the shopper is to be asked. Kind:
`refused`.
`cart.unfit`: A cart is another customer's, or was to go into itself. Kind: `refused`.
`address.unknown`: The cart has no address of this name. Kind: `refused`.
`address.mixed`: Lines that are to be sent together go to several addresses. Kind: `refused`.
`address.in_use`: Lines of the cart go to the address. Kind: `refused`.
`tax.mixed`: Lines of one cart go to places of different taxes. Kind: `refused`.
`series.invalid`: The terms of a series are out of range, or two of its numbers could look alike. Kind:
`invalid`.
`series.unknown`: There is no series of this code. Kind: `refused`.
`series.in_use`: A series has given numbers: another first one would lower or skip what was given. Kind:
`refused`.
`channel.series_missing`: The channel of an order, or the seller, names no series for the documents that are
to be issued. Kind: `refused`.
`channel.seller_missing`: The channel of an order does not say who sells. Kind: `refused`.
`invoice.unknown`: There is no invoice of this id. Kind: `refused`.
`order.nothing_to_invoice`: All of the order that stands is invoiced. Kind: `refused`.
`credit_note.unknown`: There is no credit note of this id. Kind: `refused`.
`order.nothing_to_credit`: Nothing that was invoiced of the order has fallen off since. Kind: `refused`.
`order.held`: The order is held for review. Kind: `refused`.
`order.not_held`: The order is not held. Kind: `refused`.
`seller.unknown`: There is no seller of this code. Kind: `refused`.
`seller_order.unknown`: The seller has no part in the order. Kind: `refused`.
`sending.invalid`: What is to be sent between accounts cannot be. Kind: `invalid`.
`lots.ambiguous`: It is not said which of several lots units are of, at another cost each. Kind: `refused`.
`lots.unmatched`: No lot cost what is asked for. Kind: `refused`.
`netting.invalid`: What parties owe each other cannot be netted. Kind: `invalid`.
`funds.short`: There is less than is to be sent. Kind: `refused`.
`account.unknown`: There is no account of this code. Kind: `refused`.
`account.invalid`: An account contradicts itself, or was defined to hold another asset or to grow on the other
side. Kind: `invalid`.
`account.closed`: An account is closed. Kind: `refused`.
`account.full`: An account would hold more than its ceiling. Kind: `refused`.
`account.period_closed`: What is entered would take effect in a closed period of an account. Kind: `refused`.
`asset.mismatch`: An account holds another asset. Kind: `invalid`.
`entry.unknown`: There is no entry of this id. Kind: `refused`.
`entry.invalid`: What is to be entered cannot be: an amount out of range, one account on both sides, times
that contradict each other. Kind: `invalid`.
`entry.unbalanced`: The debits and credits of an asset do not come to the same. Kind: `invalid`.
`entry.reused`: Another entry was recorded under this id. Kind: `refused`.
`entry.expired`: What an entry held has run out of time. Kind: `refused`.
`entry.not_due`: An entry has not run out of time. Kind: `refused`.
`entry.exceeds`: More is to be posted than an entry holds, or nothing of it was posted that could be reversed.
Kind: `refused`.
`trade.unknown`: There is no trade of this id. Kind: `refused`.
`trade.invalid`: The terms of a trade, or what is done about it, contradict themselves. Kind: `invalid`.
`trade.role`: It is not for this role to do that about the trade, or not its turn. Kind: `refused`.
`trade.moved`: The terms of the trade are others by now. Kind: `refused`.
`trade.exceeds`: More goods, or money, of a trade are wanted than are left there. Kind: `refused`.
`trade.expired`: The time to answer an offer, or to fund a trade, has run out. Kind: `refused`.
`trade.not_due`: The time of a trade has not run out. Kind: `refused`.
`settlement.unknown`: There is no settlement of this id. Kind: `refused`.
`settlement.invalid`: An instruction to settle, or what is done about it, contradicts itself. Kind: `invalid`.
`settlement.party`: It is not a party of the settlement. Kind: `refused`.
`settlement.unmatched`: Another party has instructed something else. Kind: `refused`.
`packing.invalid`: What is to be packed, or into what, contradicts itself or is out of range. Kind: `invalid`.
`measure.invalid`: A length or a weight is not a plain decimal number of 0 or more, or too large. Kind:
`invalid`.
`route.unknown`: The rules of dates have no such route. Kind: `refused`.
`promise.unforeseen`: No date can be promised: for two years nothing is open, or nothing leaves any more.
Kind: `refused`.
`tracking.invalid`: What is told of a shipment has no id, or a table means two things by one code. Kind:
`invalid`.
`booking.unknown`: The shipment has no booking of this id. Kind: `refused`.
`effect.answer_invalid`: What came of an effect is not what was asked. Kind: `invalid`.
"""

# It has this text.
IsColumnTest = TypedDict(
    "IsColumnTest",
    {
        "is": str,
    },
)

class UntilColumnTest(TypedDict):
    """It is at most this instant."""
    until: Timestamp

ColumnTest: TypeAlias = Union[
    IsColumnTest,
    UntilColumnTest,
]
"""A test of a column of records. The columns of each kind stand in `docs/schema.md`."""

class DefineVariantsCommand(TypedDict):
    """Defines variants, or defines them anew. Answers `done`."""
    do: Literal["define_variants"]
    variants: list[Variant]
    """The variants, at most 1,000."""

class DefineChannelCommand(TypedDict):
    """Defines a channel, or defines it anew. Answers `done`."""
    do: Literal["define_channel"]
    channel: Channel
    """The channel."""

class DefineSeriesCommand(TypedDict):
    """Defines a series of numbers, or defines it anew; it goes on after the last number that it gave. Answers
    `done`.
    """
    do: Literal["define_series"]
    series: SeriesCode
    """Its code."""
    terms: SeriesTerms
    """How its numbers look."""

class DefineSellerCommand(TypedDict):
    """Defines somebody who sells goods in the channels of others, or defines them anew. Answers `done`."""
    do: Literal["define_seller"]
    seller: Seller
    """The seller."""

class DefinePriceBookCommand(TypedDict):
    """Defines a price book, or defines it anew. Answers `done`."""
    do: Literal["define_price_book"]
    rules: PriceRules
    """Its rules."""

class DefineShippingBookCommand(TypedDict):
    """Defines rules of shipping, or defines them anew. Answers `done`."""
    do: Literal["define_shipping_book"]
    code: ShippingCode
    """The code by which channels name them."""
    rules: ShippingRules
    """The rules."""

class DefineCouponsCommand(TypedDict):
    """Defines coupons, or defines them anew; a new limit counts what was used already. Answers `done`."""
    do: Literal["define_coupons"]
    coupons: list[Coupon]
    """The coupons, at most 1,000."""

class IssueGiftCardCommand(TypedDict):
    """Issues a gift card or store credit. Answers `done`."""
    do: Literal["issue_gift_card"]
    card: GiftCard
    """The gift card."""

class DefineLocationCommand(TypedDict):
    """Defines a location, or defines it anew. Answers `done`."""
    do: Literal["define_location"]
    location: Location
    """The location."""

class ReceiveStockCommand(TypedDict):
    """Receives goods into a location. Answers `movement`."""
    do: Literal["receive_stock"]
    location: LocationCode
    """Where."""
    lines: list[StockLine]
    """What."""
    reference: NotRequired[str]
    """The supplier's paper."""
    inbound: NotRequired[InboundId]
    """The announcement that it fills, in part or whole."""

class DefineStockTermsCommand(TypedDict):
    """Defines the terms of SKUs at a location, or defines them anew; what is set aside stays so. Answers `done`."""
    do: Literal["define_stock_terms"]
    location: LocationCode
    """Where."""
    skus: list[Sku]
    """Of what, at most 1,000."""
    terms: Terms
    """The terms, all of them at once."""

class SetAsideCommand(TypedDict):
    """Sets units aside, or puts them back: they stay where they are and are not for sale. Answers `done`."""
    do: Literal["set_aside"]
    location: LocationCode
    """Where."""
    sku: Sku
    """What."""
    reason: AsideReason
    """Why."""
    by: int
    """How many more smallest units, or fewer when below zero."""

class CheckStockCommand(TypedDict):
    """Notices that what is available has crossed one of its marks; the engine's watch sends it. Answers `done`."""
    do: Literal["check_stock"]
    location: LocationCode
    """Where."""
    sku: Sku
    """What."""

class AdjustStockCommand(TypedDict):
    """Puts the books of a location right by signed differences. Answers `movement`."""
    do: Literal["adjust_stock"]
    location: LocationCode
    """Where."""
    lines: list[ChangeLine]
    """What, and by how much."""
    reason: StockReason
    """Why."""
    note: NotRequired[str]
    """In words; needed where the reason is another."""

class CountStockCommand(TypedDict):
    """Takes in a count of goods: the difference from the books changes them. Answers `count`."""
    do: Literal["count_stock"]
    location: LocationCode
    """Where."""
    lines: list[CountLine]
    """What was counted."""
    reference: NotRequired[str]
    """The paper of it."""

class WriteOffStockCommand(TypedDict):
    """Throws goods away. Answers `movement`."""
    do: Literal["write_off_stock"]
    location: LocationCode
    """Where."""
    lines: list[StockLine]
    """What."""
    reason: StockReason
    """Why."""
    note: NotRequired[str]
    """In words; needed where the reason is another."""
    aside: NotRequired[AsideReason]
    """The reason for which they had been set aside; they are not any more."""

# Sends goods from one location to another; they are sellable nowhere until they arrive. Answers `transfer`.
SendTransferCommand = TypedDict(
    "SendTransferCommand",
    {
        "do": Literal["send_transfer"],
        # The location that they leave.
        "from": LocationCode,
        # The location that they go to.
        "to": LocationCode,
        # What.
        "lines": list[StockLine],
        # The carrier's paper.
        "reference": NotRequired[str],
    },
)

class ReceiveTransferCommand(TypedDict):
    """Receives goods of a transfer, in part or all. Answers `movement`."""
    do: Literal["receive_transfer"]
    transfer: TransferId
    """The transfer."""
    lines: list[StockLine]
    """What arrived."""

class ReturnTransferCommand(TypedDict):
    """Takes goods of a transfer back in where they came from. Answers `movement`."""
    do: Literal["return_transfer"]
    transfer: TransferId
    """The transfer."""
    lines: list[StockLine]
    """What came home."""

class WriteOffTransferCommand(TypedDict):
    """Writes goods off that are missing from a transfer. Answers `done`."""
    do: Literal["write_off_transfer"]
    transfer: TransferId
    """The transfer."""
    lines: list[StockLine]
    """What is missing."""
    reason: StockReason
    """Why."""
    note: NotRequired[str]
    """In words; needed where the reason is another."""

class AnnounceInboundCommand(TypedDict):
    """Announces goods that will come. Answers `inbound`."""
    do: Literal["announce_inbound"]
    location: LocationCode
    """Where they will be."""
    lines: list[AnnouncedLine]
    """What, each SKU once."""
    due_at: Timestamp
    """When."""
    reference: NotRequired[str]
    """The order, or the supplier's paper."""

class ChangeInboundCommand(TypedDict):
    """Changes the date of announced goods, and the goods, all at once. Answers `done`."""
    do: Literal["change_inbound"]
    inbound: InboundId
    """The announcement."""
    due_at: Timestamp
    """When they will be there."""
    lines: list[AnnouncedLine]
    """What, each SKU once; what has come already stays among it."""

class CancelInboundCommand(TypedDict):
    """Says that the rest of what was announced will not come. Answers `done`."""
    do: Literal["cancel_inbound"]
    inbound: InboundId
    """The announcement."""

class OpenCartCommand(TypedDict):
    """Opens a cart, for a guest or a customer. Answers `cart`."""
    do: Literal["open_cart"]
    channel: ChannelCode
    """Where it is filled."""
    customer: NotRequired[CustomerId]
    """Whose it is; a guest's when absent."""
    lines: NotRequired[list[NewLine]]
    """What is in it from the start."""
    address: NotRequired[Address]
    """Where the goods are to go, if it is known already."""

class AddLineCommand(TypedDict):
    """Adds a quantity of a SKU to a cart: to the line that is the same, or as a new one. Answers `line`, or
    `line_clamped` where the channel cuts what is too much.
    """
    do: Literal["add_line"]
    cart: CartId
    """The cart."""
    line: NewLine
    """What, and how much."""

class ChangeLineCommand(TypedDict):
    """Sets the quantity of a line. Answers `line` or `line_clamped`."""
    do: Literal["change_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the line."""
    quantity: Quantity
    """How much."""

class RemoveLineCommand(TypedDict):
    """Takes a line out of a cart, saved or not. Answers `done`."""
    do: Literal["remove_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the line."""

class SetAddressCommand(TypedDict):
    """Says where the goods of a cart are to go. Answers `done`."""
    do: Literal["set_address"]
    cart: CartId
    """The cart."""
    address: Address
    """The address."""

class SendLineCommand(TypedDict):
    """Sends a line of a cart to one of its addresses, or so much of it: with the line there that is the same, or as
    one of its own. Answers `line`.
    """
    do: Literal["send_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the line."""
    to: NotRequired[AddressCode]
    """The address; the main one when absent."""
    quantity: NotRequired[Quantity]
    """How much of it; all when absent."""

class NoteLineCommand(TypedDict):
    """Sets what the buyer wrote about a line. Answers `done`."""
    do: Literal["note_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the line."""
    note: NotRequired[str]
    """The note; none when absent."""

class SaveLineCommand(TypedDict):
    """Sets a line of a cart aside for later: it is neither priced, held nor ordered. Answers `done`."""
    do: Literal["save_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the line."""

class RestoreLineCommand(TypedDict):
    """Takes a line back that was set aside. Answers `line` or `line_clamped`."""
    do: Literal["restore_line"]
    cart: CartId
    """The cart."""
    line: int
    """The number of the saved line."""

class AcceptPricesCommand(TypedDict):
    """Accepts today's prices of a cart whose channel tells of changes. Answers `done`."""
    do: Literal["accept_prices"]
    cart: CartId
    """The cart."""

class PutAddressCommand(TypedDict):
    """Puts another address beside the main one of a cart, or changes it. Answers `done`."""
    do: Literal["put_address"]
    cart: CartId
    """The cart."""
    address: NamedAddress
    """The address and its name."""

class RemoveAddressCommand(TypedDict):
    """Takes an address of a cart away that no line goes to. Answers `done`."""
    do: Literal["remove_address"]
    cart: CartId
    """The cart."""
    address: AddressCode
    """Its name."""

class DescribeCartCommand(TypedDict):
    """Sets the note and the custom data of a cart, all of them at once; its order keeps them. Answers `done`."""
    do: Literal["describe_cart"]
    cart: CartId
    """The cart."""
    note: NotRequired[str]
    """What the shopper wrote; none when absent."""
    custom: NotRequired[dict[str, str]]
    """What else the shop keeps with it; at most 50 values."""

class AssignCartCommand(TypedDict):
    """Gives a guest's cart to a customer who has signed in. Answers `done`."""
    do: Literal["assign_cart"]
    cart: CartId
    """The cart."""
    customer: CustomerId
    """The customer."""

class MergeCartsCommand(TypedDict):
    """Puts a guest's cart into the one that the customer had. Answers `cart_merged`."""
    do: Literal["merge_carts"]
    guest: CartId
    """The cart that is put away: a guest's, or of the same customer."""
    existing: CartId
    """The cart that stays."""
    by: MergeBy
    """Which lines it has then."""

class ExpireCartCommand(TypedDict):
    """Marks a cart as expired, once it is due; the engine's tick sends it. Answers `done`."""
    do: Literal["expire_cart"]
    cart: CartId
    """The cart."""

class ReopenCartCommand(TypedDict):
    """Brings back a cart that has expired, as it was, without its holds. Answers `done`."""
    do: Literal["reopen_cart"]
    cart: CartId
    """The cart."""

class SetBuyerCommand(TypedDict):
    """Says what is known of who buys a cart, for prices and taxes. Answers `done`."""
    do: Literal["set_buyer"]
    cart: CartId
    """The cart."""
    buyer: Buyer
    """The buyer."""

class SetBillingCommand(TypedDict):
    """Says whom the invoices of a cart are made out to. Answers `done`."""
    do: Literal["set_billing"]
    cart: CartId
    """The cart."""
    billing: NotRequired[Billing]
    """Name, address and tax id; whoever the goods go to when absent."""

class SetChargesCommand(TypedDict):
    """Sets shipping, fees and donations of a cart, all of them at once. Answers `done`."""
    do: Literal["set_charges"]
    cart: CartId
    """The cart."""
    charges: list[Charge]
    """The charges, at most 100."""

class ChooseShippingCommand(TypedDict):
    """Chooses the method by which the goods of a cart are sent, one that is offered for it as it is: what it costs
    follows the cart from now on. Refused with `shipping.unset` and `shipping.not_offered`. Answers `done`.
    """
    do: Literal["choose_shipping"]
    cart: CartId
    """The cart."""
    method: NotRequired[ChargeCode]
    """The method; none any more when absent."""

class SetTaxesCommand(TypedDict):
    """Takes in what a tax service answered for a cart as it is; a later change of the cart ends it. Answers `done`."""
    do: Literal["set_taxes"]
    cart: CartId
    """The cart."""
    answer: TaxAnswer
    """What it answered."""

class ApplyCouponCommand(TypedDict):
    """Gives a coupon to a cart; a use of it is held as long as the channel says, if it has a limit. Answers `done`."""
    do: Literal["apply_coupon"]
    cart: CartId
    """The cart."""
    coupon: CouponCode
    """The coupon."""

class RemoveCouponCommand(TypedDict):
    """Takes a coupon out of a cart. Answers `done`."""
    do: Literal["remove_coupon"]
    cart: CartId
    """The cart."""
    coupon: CouponCode
    """The coupon."""

class ExpireCouponUseCommand(TypedDict):
    """Marks a use of a coupon as expired, once it is due; the engine's tick sends it. Answers `done`."""
    do: Literal["expire_coupon_use"]
    coupon_use: CouponUseId
    """The use."""

class ApplyGiftCardCommand(TypedDict):
    """Gives a gift card to a cart, to pay with. Answers `done`."""
    do: Literal["apply_gift_card"]
    cart: CartId
    """The cart."""
    gift_card: GiftCardCode
    """The gift card."""

class RemoveGiftCardCommand(TypedDict):
    """Takes a gift card out of a cart. Answers `done`."""
    do: Literal["remove_gift_card"]
    cart: CartId
    """The cart."""
    gift_card: GiftCardCode
    """The gift card."""

class ReserveCartCommand(TypedDict):
    """Holds stock for every line of a cart, all or none, as long as its channel says; an earlier hold of the cart is
    given up. Answers `reservation`.
    """
    do: Literal["reserve_cart"]
    cart: CartId
    """The cart."""

class ReserveStockCommand(TypedDict):
    """Holds stock without a cart, for whoever is named: all lines or none, the same SKU on several lines added up. A
    hold that it replaces is given up in the same commit and does not count against it: this is how the quantities
    of a hold are changed, and raising one takes only what it is raised by. Answers `reservation`.
    """
    do: Literal["reserve_stock"]
    holder: HolderCode
    """For whom."""
    lines: list[HoldLine]
    """What, and how much."""
    locations: NotRequired[list[LocationCode]]
    """Where from, the preferred place first; also those that lines name."""
    sourcing: NotRequired[list[Sourcing]]
    """The rules by which a place is chosen; with none, the first that has goods gives them."""
    keep: NotRequired[Keep]
    """What may not be split over places."""
    collect_at: NotRequired[LocationCode]
    """Where the goods are to be collected: it comes before all rules."""
    hold_seconds: int
    """For how long, in seconds: 1 to 604,800."""
    replaces: NotRequired[ReservationId]
    """The hold of the same holder that it takes the place of."""

class ExtendReservationCommand(TypedDict):
    """Lets a hold last longer: from now on for so many seconds, never shorter than before. Answers `reservation`."""
    do: Literal["extend_reservation"]
    reservation: ReservationId
    """The hold."""
    hold_seconds: int
    """For how long from now, in seconds: 1 to 604,800."""

class CommitReservationCommand(TypedDict):
    """What is held without a cart leaves, for whom it was held. Answers `done`."""
    do: Literal["commit_reservation"]
    reservation: ReservationId
    """The hold."""
    reference: NotRequired[str]
    """Whose paper it leaves on."""

class FillBackorderCommand(TypedDict):
    """Fills a backorder from what is on hand, as far as that goes; the engine sends it when goods come in and on its
    tick, the oldest first. Answers `done`.
    """
    do: Literal["fill_backorder"]
    backorder: BackorderId
    """The backorder."""

class ReleaseReservationCommand(TypedDict):
    """Gives a hold up. Answers `done`."""
    do: Literal["release_reservation"]
    reservation: ReservationId
    """The hold."""

class ExpireReservationCommand(TypedDict):
    """Marks a hold as expired, once it is due; the engine's tick sends it. Answers `done`."""
    do: Literal["expire_reservation"]
    reservation: ReservationId
    """The hold."""

class PlaceOrderCommand(TypedDict):
    """Orders a cart: prices, stock, order and payment in one, or nothing. Lines that were set aside go into a cart
    of their own, which the cart names. Answers `order`.
    """
    do: Literal["place_order"]
    cart: CartId
    """The cart."""
    total: NotRequired[Money]
    """The total that the buyer was shown; refused with `price.changed` if it is another by now."""

class BuyNowCommand(TypedDict):
    """Orders goods without a cart, as a till or a marketplace does: prices, stock, order and payment in one, or
    nothing. Answers `order`.
    """
    do: Literal["buy_now"]
    channel: ChannelCode
    """Where they are sold."""
    customer: NotRequired[CustomerId]
    """Who buys; a guest when absent."""
    lines: list[NewLine]
    """What, and how much."""
    address: Address
    """Where the goods are to go."""
    charges: NotRequired[list[Charge]]
    """Shipping, fees and donations."""
    shipping: NotRequired[ChargeCode]
    """The method by which the goods are sent, one that is offered for them."""
    coupons: NotRequired[list[CouponCode]]
    """Coupons to use."""
    total: NotRequired[Money]
    """The total that the buyer was shown; refused with `price.changed` if it is another by now."""
    billing: NotRequired[Billing]
    """Whom its invoices are made out to; whoever the goods go to when absent."""

class CancelOrderCommand(TypedDict):
    """Cancels an order none of whose goods have left. Answers `done`."""
    do: Literal["cancel_order"]
    order: OrderId
    """The order."""
    reason: str
    """Why."""

class CancelLinesCommand(TypedDict):
    """Cancels units of an order that have not left, and charges with them: their goods are promised no more, and
    what was to be paid for them falls off. Answers `done`.
    """
    do: Literal["cancel_lines"]
    order: OrderId
    """The order."""
    lines: list[LineUnits]
    """Which units; a kit is named by its own line."""
    charges: NotRequired[list[ChargeCode]]
    """Shipping and fees that fall off as well."""
    reason: str
    """Why."""

class HoldOrderCommand(TypedDict):
    """Holds an order for review: until it is released, no goods of it leave and no capture is asked of its gateway.
    Answers `done`.
    """
    do: Literal["hold_order"]
    order: OrderId
    """The order."""
    reason: str
    """Why."""

class ReleaseOrderCommand(TypedDict):
    """Lets an order go on that was held. Answers `done`."""
    do: Literal["release_order"]
    order: OrderId
    """The order."""

class IssueInvoiceCommand(TypedDict):
    """Issues an invoice over units of an order that were not invoiced before and have not fallen off, sent or not.
    Shipping and fees stand on the first one. Answers `invoice`.
    """
    do: Literal["issue_invoice"]
    order: OrderId
    """The order."""
    lines: NotRequired[list[LineUnits]]
    """Only so many units of these lines; all when empty. A kit is named by its own line."""
    seller: NotRequired[SellerCode]
    """Over the part of this seller, in the seller's name; over what the channel itself sells when absent."""

class IssueCreditNoteCommand(TypedDict):
    """Issues a credit note over all that was invoiced of an order, fell off since, and is on no credit note yet.
    Answers `credit_note`.
    """
    do: Literal["issue_credit_note"]
    order: OrderId
    """The order."""
    seller: NotRequired[SellerCode]
    """Over the part of this seller, in the seller's name; over what the channel itself sells when absent."""

class AmendOrderCommand(TypedDict):
    """Amends an order of which nothing has come back: only units that have not left can change. Lines keep their
    unit price, what comes along takes today's, unless a price is set by hand; promotions are decided over the
    whole as at the time of the sale. Payments that are needed no more are given up; more that is due is asked for
    by a further payment. Answers `amended`; refused with `price.changed` where that is not what was shown, and
    with `order.fixed`.
    """
    do: Literal["amend_order"]
    order: OrderId
    """The order."""
    changes: list[OrderChange]
    """What is to change, each line once."""
    shown: ShownAmendment
    """What was shown of it before."""

class RequestPaymentCommand(TypedDict):
    """Asks for another payment of an order. What is asked for, authorized and captured together is never more than
    what is due. Of a channel with a gateway, the gateway is asked to authorize it. Answers `payment`.
    """
    do: Literal["request_payment"]
    order: OrderId
    """The order."""
    amount: NotRequired[Money]
    """How much; all that is left to pay when absent."""
    method: NotRequired[str]
    """How it is to be paid, in the words of the host: `card`, `bank transfer`."""

class AuthorizePaymentCommand(TypedDict):
    """Reports that the gateway holds the amount of a payment, or a part of it. An authorization that is not wanted
    any more is let go at the gateway. Answers `done`.
    """
    do: Literal["authorize_payment"]
    payment: PaymentId
    """The payment."""
    amount: Money
    """How much is held."""
    reference: str
    """The gateway's name for it."""
    expires_at: NotRequired[Timestamp]
    """Until when it can be captured."""

class CapturePaymentCommand(TypedDict):
    """Reports that money has been captured, all of it or a part. What was captured too late, beyond what is due,
    goes back through the gateway by itself. Answers `done`.
    """
    do: Literal["capture_payment"]
    payment: PaymentId
    """The payment."""
    amount: Money
    """How much was captured."""
    reference: NotRequired[str]
    """The gateway's name for this capture: reported again, it changes nothing. A payment through a gateway takes
    one.
    """
    last: NotRequired[bool]
    """Whether it was the last capture: the rest of the authorization is let go."""

class FailPaymentCommand(TypedDict):
    """Reports that the gateway refused. Answers `done`."""
    do: Literal["fail_payment"]
    payment: PaymentId
    """The payment."""
    reason: str
    """What the gateway said."""

class VoidPaymentCommand(TypedDict):
    """Gives up what is not captured of a payment. What a gateway holds is let go there. Answers `done`."""
    do: Literal["void_payment"]
    payment: PaymentId
    """The payment."""

class RefundPaymentCommand(TypedDict):
    """Reports that captured money has gone back. Answers `done`."""
    do: Literal["refund_payment"]
    payment: PaymentId
    """The payment."""
    amount: Money
    """How much."""
    reference: NotRequired[str]
    """The gateway's name for this refund: reported again, it changes nothing. A payment through a gateway takes one."""

class ExpirePaymentCommand(TypedDict):
    """Marks an authorization as expired, once it has ended; the engine's tick sends it. Answers `done`."""
    do: Literal["expire_payment"]
    payment: PaymentId
    """The payment."""

class OpenDisputeCommand(TypedDict):
    """Reports that the buyer's bank disputes captured money. Answers `done`."""
    do: Literal["open_dispute"]
    payment: PaymentId
    """The payment."""
    dispute: str
    """The gateway's name for the dispute."""
    amount: Money
    """How much is disputed."""

class WinDisputeCommand(TypedDict):
    """Reports that a dispute was won: the money stays ours. Answers `done`."""
    do: Literal["win_dispute"]
    payment: PaymentId
    """The payment."""
    dispute: str
    """The gateway's name for the dispute."""

class LoseDisputeCommand(TypedDict):
    """Reports that a dispute was lost: the money is gone. Answers `done`."""
    do: Literal["lose_dispute"]
    payment: PaymentId
    """The payment."""
    dispute: str
    """The gateway's name for the dispute."""

class RequestCaptureCommand(TypedDict):
    """Asks the gateway to capture what it holds, all of it or a part, never more than is due. Answers `done`; the
    money is ours once the gateway says so.
    """
    do: Literal["request_capture"]
    payment: PaymentId
    """The payment."""
    amount: NotRequired[Money]
    """How much; all that is held and due when absent."""
    last: NotRequired[bool]
    """Whether it is the last capture: the rest of the authorization is let go."""

class RequestRefundCommand(TypedDict):
    """Asks the gateway to pay captured money back, all of it or a part. Answers `done`; it has gone back once the
    gateway says so.
    """
    do: Literal["request_refund"]
    payment: PaymentId
    """The payment."""
    amount: NotRequired[Money]
    """How much; all that can go back when absent."""

class RefundOrderCommand(TypedDict):
    """Gives an amount of an order back, spread over what it was paid with: its payments, oldest first, then its gift
    cards and credit. Gift cards have it at once, a payment through a gateway asks the gateway; of a payment that
    is reported by hand this is the report. Answers `refund`.
    """
    do: Literal["refund_order"]
    order: OrderId
    """The order."""
    amount: Money
    """How much."""
    start: NotRequired[PaymentId]
    """The payment that it goes back to first."""

class ClaimEffectCommand(TypedDict):
    """Takes an effect that is due, to perform it; nobody else can until the lease is over. The engine's runner sends
    it. Answers `claim`.
    """
    do: Literal["claim_effect"]
    effect: EffectId
    """The effect."""

class AnswerEffectCommand(TypedDict):
    """Says what came of an attempt to perform an effect; the engine's runner sends it. Answers `done`."""
    do: Literal["answer_effect"]
    effect: EffectId
    """The effect."""
    attempt: int
    """The number of the attempt."""
    answer: EffectReport
    """What came of it."""

class RetryEffectCommand(TypedDict):
    """Tries an effect again that was parked. Answers `done`."""
    do: Literal["retry_effect"]
    effect: EffectId
    """The effect."""

# Sends goods of an order that are on hand, have not left and go to one address: the first that waits. Answers
# `shipment`.
ShipOrderCommand = TypedDict(
    "ShipOrderCommand",
    {
        "do": Literal["ship_order"],
        # The order.
        "order": OrderId,
        # Only so many units of these lines; everything when empty.
        "lines": NotRequired[list[LineUnits]],
        # Only goods at this location; all when absent.
        "from": NotRequired[LocationCode],
        # The carrier's number.
        "tracking": NotRequired[str],
    },
)

class RequestReturnCommand(TypedDict):
    """Asks to send goods of an order back that have left. Answers `return`."""
    do: Literal["request_return"]
    order: OrderId
    """The order."""
    lines: list[ReturnedUnits]
    """Which units, and why."""

class ApproveReturnCommand(TypedDict):
    """Agrees to a return. Answers `done`."""
    do: Literal["approve_return"]
    return_id: ReturnId
    """The return."""
    location: LocationCode
    """Where the goods are to be sent."""

class RefuseReturnCommand(TypedDict):
    """Refuses a return: before the goods are sent, or when what has come back is not fit for a refund. Answers
    `done`.
    """
    do: Literal["refuse_return"]
    return_id: ReturnId
    """The return."""
    reason: str
    """Why."""

class CancelReturnCommand(TypedDict):
    """Gives a return up before goods have come back. Answers `done`."""
    do: Literal["cancel_return"]
    return_id: ReturnId
    """The return."""

class ReceiveReturnCommand(TypedDict):
    """Takes in goods of a return, all or a part: back for sale, or written off. Answers `done`."""
    do: Literal["receive_return"]
    return_id: ReturnId
    """The return."""
    location: NotRequired[LocationCode]
    """Where they came in; where was agreed when absent."""
    lines: list[ReceivedUnits]
    """What came back, by its condition."""

class RefundReturnCommand(TypedDict):
    """Credits what has come back: by the shares of the receipt, less a fee. It lowers what is due of the order, so
    that its payments owe it back, or becomes store credit of the buyer. Answers `credited`.
    """
    do: Literal["refund_return"]
    return_id: ReturnId
    """The return."""
    lines: NotRequired[list[LineUnits]]
    """Only so many units of these lines; all that have come back when empty."""
    charges: NotRequired[list[ChargeCode]]
    """Shipping and fees that are refunded as well."""
    fee: NotRequired[Money]
    """What the shop keeps, such as a restocking fee."""
    store_credit: NotRequired[GiftCardCode]
    """The code of the store credit to be issued; the money goes back the way it was paid when absent."""

class TrackShipmentCommand(TypedDict):
    """Tells what a carrier says of a shipment, in any order and as often as it is said: what is known changes
    nothing. Goods that were handed over deliver the shipment. Answers `done`.
    """
    do: Literal["track_shipment"]
    shipment: ShipmentId
    """The shipment."""
    carrier: NotRequired[CarrierCode]
    """Whose codes the events have that say nothing else; they are not read when absent."""
    events: list[TrackingEvent]
    """What is said, at most 500."""

class RequestLabelCommand(TypedDict):
    """Asks a carrier for labels for parcels of a shipment that is on its way: a label for each. Answers `booking`;
    the labels are there once the carrier has given them.
    """
    do: Literal["request_label"]
    shipment: ShipmentId
    """The shipment."""
    carrier: CarrierCode
    """Who is to carry."""
    service: ServiceCode
    """By which of its services."""
    parcels: list[BookedParcel]
    """What is to be carried, at most 100."""

class VoidLabelCommand(TypedDict):
    """Asks a carrier to take labels back. Answers `done`; they are void once the carrier says so."""
    do: Literal["void_label"]
    shipment: ShipmentId
    """The shipment."""
    booking: EffectId
    """The booking that they are of."""

class DeliverShipmentCommand(TypedDict):
    """Reports that a shipment has arrived. Answers `done`."""
    do: Literal["deliver_shipment"]
    shipment: ShipmentId
    """The shipment."""

class DefineAccountsCommand(TypedDict):
    """Defines accounts of a ledger, or defines them anew. Answers `done`."""
    do: Literal["define_accounts"]
    accounts: list[Account]
    """The accounts, at most 1,000."""

class RecordEntriesCommand(TypedDict):
    """Enters amounts into a ledger, holds, posts, voids and reverses entries: all of it or none. Answers `entries`."""
    do: Literal["record_entries"]
    steps: list[EntryStep]
    """What is done, one on what the other leaves; at most 1,000."""

class ExpireEntryCommand(TypedDict):
    """Marks an entry as expired whose time has run out; the tick sends it. Answers `done`."""
    do: Literal["expire_entry"]
    entry: EntryId
    """Which."""

class ProposeTradeCommand(TypedDict):
    """Puts terms of a trade forward. Answers `trade`."""
    do: Literal["propose_trade"]
    buyer: PartyCode
    """Who buys."""
    seller: PartyCode
    """Who sells."""
    by: TradeRole
    """Which of them puts the terms forward."""
    terms: TradeTerms
    """The terms."""

class ActOnTradeCommand(TypedDict):
    """Does something about a trade. Answers `done`."""
    do: Literal["act_on_trade"]
    trade: TradeId
    """Which."""
    by: TradeRole
    """As what; the host vouches for who that is."""
    round: NotRequired[int]
    """The round of terms that was seen, to be held to; whatever it is when absent."""
    act: TradeAct
    """What."""

class InstructSettlementCommand(TypedDict):
    """Instructs what is to be delivered and paid. Answers `settlement`."""
    do: Literal["instruct_settlement"]
    by: PartyCode
    """Which of the parties that are named in it does so; the host vouches for who that is."""
    terms: SettlementTerms
    """What."""

class ActOnSettlementCommand(TypedDict):
    """Does something about a settlement. Answers `done`."""
    do: Literal["act_on_settlement"]
    settlement: SettlementId
    """Which."""
    by: PartyCode
    """Which of its parties; the host vouches for who that is."""
    act: SettlementAct
    """What."""

class SettleCommand(TypedDict):
    """Tries settlements, in the given order: those that are matched, released and not before their day. The tick
    tries each that is due. Answers `settled`.
    """
    do: Literal["settle"]
    settlements: list[SettlementId]
    """Which: at most 1,000, with at most 4,096 legs."""
    together: NotRequired[bool]
    """Whether all are settled in full, or none; else each as far as it goes."""
    clearing: NotRequired[list[AccountCode]]
    """What the legs of one asset come to is paid in net amounts through an account of it, one an asset, and all that
    are tried are settled in full, or none. Legs of other assets move as they are. Nothing is netted when empty.
    """

class ExpireTradeCommand(TypedDict):
    """Marks a trade whose time has run out as expired, failed or late; the tick sends it. Answers `done`."""
    do: Literal["expire_trade"]
    trade: TradeId
    """Which."""

Command: TypeAlias = Union[
    DefineVariantsCommand,
    DefineChannelCommand,
    DefineSeriesCommand,
    DefineSellerCommand,
    DefinePriceBookCommand,
    DefineShippingBookCommand,
    DefineCouponsCommand,
    IssueGiftCardCommand,
    DefineLocationCommand,
    ReceiveStockCommand,
    DefineStockTermsCommand,
    SetAsideCommand,
    CheckStockCommand,
    AdjustStockCommand,
    CountStockCommand,
    WriteOffStockCommand,
    SendTransferCommand,
    ReceiveTransferCommand,
    ReturnTransferCommand,
    WriteOffTransferCommand,
    AnnounceInboundCommand,
    ChangeInboundCommand,
    CancelInboundCommand,
    OpenCartCommand,
    AddLineCommand,
    ChangeLineCommand,
    RemoveLineCommand,
    SetAddressCommand,
    SendLineCommand,
    NoteLineCommand,
    SaveLineCommand,
    RestoreLineCommand,
    AcceptPricesCommand,
    PutAddressCommand,
    RemoveAddressCommand,
    DescribeCartCommand,
    AssignCartCommand,
    MergeCartsCommand,
    ExpireCartCommand,
    ReopenCartCommand,
    SetBuyerCommand,
    SetBillingCommand,
    SetChargesCommand,
    ChooseShippingCommand,
    SetTaxesCommand,
    ApplyCouponCommand,
    RemoveCouponCommand,
    ExpireCouponUseCommand,
    ApplyGiftCardCommand,
    RemoveGiftCardCommand,
    ReserveCartCommand,
    ReserveStockCommand,
    ExtendReservationCommand,
    CommitReservationCommand,
    FillBackorderCommand,
    ReleaseReservationCommand,
    ExpireReservationCommand,
    PlaceOrderCommand,
    BuyNowCommand,
    CancelOrderCommand,
    CancelLinesCommand,
    HoldOrderCommand,
    ReleaseOrderCommand,
    IssueInvoiceCommand,
    IssueCreditNoteCommand,
    AmendOrderCommand,
    RequestPaymentCommand,
    AuthorizePaymentCommand,
    CapturePaymentCommand,
    FailPaymentCommand,
    VoidPaymentCommand,
    RefundPaymentCommand,
    ExpirePaymentCommand,
    OpenDisputeCommand,
    WinDisputeCommand,
    LoseDisputeCommand,
    RequestCaptureCommand,
    RequestRefundCommand,
    RefundOrderCommand,
    ClaimEffectCommand,
    AnswerEffectCommand,
    RetryEffectCommand,
    ShipOrderCommand,
    RequestReturnCommand,
    ApproveReturnCommand,
    RefuseReturnCommand,
    CancelReturnCommand,
    ReceiveReturnCommand,
    RefundReturnCommand,
    TrackShipmentCommand,
    RequestLabelCommand,
    VoidLabelCommand,
    DeliverShipmentCommand,
    DefineAccountsCommand,
    RecordEntriesCommand,
    ExpireEntryCommand,
    ProposeTradeCommand,
    ActOnTradeCommand,
    InstructSettlementCommand,
    ActOnSettlementCommand,
    SettleCommand,
    ExpireTradeCommand,
]
"""Something that is asked of the engine. On the wire: `{"do": "add_line", "cart": "…", …}`."""

CommandId: TypeAlias = str
"""A command, chosen by the caller: sending the same id again returns the first outcome."""

class Commit(TypedDict):
    """A decision in the form that a store makes true."""
    basis: list[list[Union[Key, Union[Version, None]]]]
    """The records that the decision rests on, each with its version; `None` means that there must be none."""
    puts: list[Put]
    """The records as they are from now on. Each of their keys stands in the basis."""
    adjustments: list[Adjustment]
    """Deltas to counters, at most one a row, in the order of keys."""
    events: list[Envelope]
    """What happened, in order."""

CommodityCode: TypeAlias = str
"""Goods as customs know them: 2 to 12 digits of the Harmonized System and of what a country adds to it."""

class AllCondition(TypedDict):
    """Every one of these; an empty list holds."""
    all: list[Condition]

class AnyCondition(TypedDict):
    """At least one of these; an empty list does not hold."""
    any: list[Condition]

# Not this.
NotCondition = TypedDict(
    "NotCondition",
    {
        "not": Condition,
    },
)

class TotalCondition(TypedDict):
    """Goods are worth this much."""
    total: TotalTest

class QuantityCondition(TypedDict):
    """There are this many units of goods."""
    quantity: QuantityTest

class WeightCondition(TypedDict):
    """Goods weigh this much."""
    weight: WeightTest

class ChannelCondition(TypedDict):
    """The basket is filled in one of these channels."""
    channel: list[ChannelCode]

class CountryCondition(TypedDict):
    """The goods go to one of these countries."""
    country: list[CountryCode]

class RegionCondition(TypedDict):
    """The goods go to one of these regions."""
    region: list[RegionCode]

class GroupCondition(TypedDict):
    """The customer belongs to one of these groups or clubs."""
    group: list[GroupCode]

class AttributeConditionContent(TypedDict):
    """The context has this attribute with one of these values."""
    name: str
    """Which."""
    values: list[str]
    """One of these."""

class AttributeCondition(TypedDict):
    """The context has this attribute with one of these values."""
    attribute: AttributeConditionContent

class OrderNumberCondition(TypedDict):
    """The order would be the customer's n-th; cancelled ones do not count. The first is 1."""
    order_number: Count

class CouponCondition(TypedDict):
    """One of these coupon codes was given."""
    coupon: list[CouponCode]

class ClockCondition(TypedDict):
    """The clock shows this, somewhere."""
    clock: ClockTest

class ArmConditionContent(TypedDict):
    """The buyer is in this arm of an experiment."""
    experiment: ExperimentCode
    """Which experiment."""
    arm: ArmCode
    """Which arm."""

class ArmCondition(TypedDict):
    """The buyer is in this arm of an experiment."""
    arm: ArmConditionContent

class AppliedCondition(TypedDict):
    """Another promotion, which comes earlier, took something off."""
    applied: PromotionCode

Condition: TypeAlias = Union[
    AllCondition,
    AnyCondition,
    NotCondition,
    TotalCondition,
    QuantityCondition,
    WeightCondition,
    ChannelCondition,
    CountryCondition,
    RegionCondition,
    GroupCondition,
    AttributeCondition,
    OrderNumberCondition,
    CouponCondition,
    ClockCondition,
    ArmCondition,
    AppliedCondition,
]
"""What must hold. At most 32 deep."""

class Context(TypedDict):
    """For whom, where and when a basket is priced."""
    at: Timestamp
    """The instant whose prices, promotions and tax rates apply."""
    destination: Destination
    """Where the goods go."""
    channel: NotRequired[ChannelCode]
    """Where the basket is filled."""
    buyer: NotRequired[Buyer]
    """Who buys."""
    attributes: NotRequired[dict[str, str]]
    """What else rules may ask for: a company, a device, a campaign."""
    left: NotRequired[list[Left]]
    """What is left of the limits of promotions; those that are not named here are not used up."""
    taxes: NotRequired[TaxAnswer]
    """What a tax service answered for this basket, instead of the rates of the book."""

class CorrectedInvoice(TypedDict):
    """An invoice that a credit note corrects."""
    invoice: InvoiceId
    """Which."""
    number: str
    """Its number."""

class Count(TypedDict):
    """A range of whole numbers: units, grams, orders. All that is said must hold."""
    at_least: NotRequired[int]
    """This many or more."""
    at_most: NotRequired[int]
    """This many or fewer."""

class CountLine(TypedDict):
    """How many units of a SKU were counted."""
    sku: Sku
    """What."""
    counted: int
    """How many smallest units are there; zero or more."""
    expected: NotRequired[int]
    """How many the books said when the count began; what they say now when absent. What has come and gone since
    stays counted: only the difference from this is put right. Of what is tracked, the lots are compared instead.
    """
    lots: NotRequired[list[LotLine]]
    """Every lot, or serial, that is there, where the variant is tracked by them."""

CounterKind: TypeAlias = Literal[
    "stock",
    "allowance",
    "balance",
]
"""A kind of counter row.
`stock`: Stock of a SKU at a location.
`allowance`: Something of which there is only so much: uses of a coupon, a promotion's budget, the money on a
gift card.
`balance`: What was taken from an account of a ledger and what came to it, on each layer.
"""

Counters: TypeAlias = list[int]
"""The numbers of one row, in the order of `columns`; zeros where its kind has fewer."""

CountryCode: TypeAlias = str
"""A country, ISO 3166-1 alpha-2: two upper-case letters."""

# A code that promotions ask for. A code without a limit need not be defined: the promotion that asks for it
# is enough.
Coupon = TypedDict(
    "Coupon",
    {
        # Its code, which names it. Case counts.
        "code": CouponCode,
        # How many orders may use it; no limit when absent.
        "uses": NotRequired[int],
        # How many orders of one customer may use it; no limit when absent. Guests may not use it then.
        "uses_per_customer": NotRequired[int],
        # Can be given from this instant, inclusive.
        "from": NotRequired[Timestamp],
        # Can be given until this instant, exclusive.
        "until": NotRequired[Timestamp],
        # A cancelled order does not give its use back.
        "spent_by_cancelled": NotRequired[bool],
    },
)

CouponCode: TypeAlias = str
"""A coupon, a gift card: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts."""

class CouponUse(TypedDict):
    """A use of a coupon, held for a cart. Past `expires_at` it holds nothing, even before it is marked as expired."""
    id: CouponUseId
    """Its id."""
    coupon: CouponCode
    """The coupon."""
    cart: CartId
    """The cart that it is held for."""
    draws: list[Draw]
    """What it draws."""
    tally: NotRequired[TallyCode]
    """The customer's count that it is in, if the coupon counts by customer."""
    expires_at: Timestamp
    """Until when it is held."""
    order: NotRequired[OrderId]
    """The order that used it."""
    state: CouponUseState
    """Where it stands."""

CouponUseId: TypeAlias = str
"""A use of a coupon."""

CouponUseState: TypeAlias = Literal[
    "held",
    "consumed",
    "released",
    "expired",
    "returned",
]
"""Where a use of a coupon stands.
`held`: It is held for a cart until it expires.
`consumed`: An order used it.
`released`: It was given up.
`expired`: Its time ran out.
`returned`: The order was cancelled and gave it back.
"""

class Credit(TypedDict):
    """A gift card or store credit to pay with."""
    code: GiftCardCode
    """Names it."""
    balance: Money
    """How much there is on it."""

class CreditNote(TypedDict):
    """A credit note. It is never changed."""
    id: CreditNoteId
    """Its id."""
    number: str
    """Its number."""
    order: OrderId
    """The order."""
    order_number: NotRequired[str]
    """The number of the order."""
    issued_at: Timestamp
    """When it was issued."""
    invoices: list[CorrectedInvoice]
    """The invoices that it corrects."""
    seller: InvoicedSeller
    """Who sells."""
    buyer: InvoicedBuyer
    """Who bought."""
    amounts: DocumentAmounts
    """What is taken back of them."""
    fee: NotRequired[Money]
    """What the shop keeps of it."""
    total: Money
    """What it comes to: net and tax, less the fee."""
    sold_by: NotRequired[SellerCode]
    """Whose part of the order it is over; what the channel itself sells when absent."""

CreditNoteId: TypeAlias = str
"""A credit note."""

class CreditedCharge(TypedDict):
    """A charge that falls off."""
    code: ChargeCode
    """Which."""
    net: Money
    """What was to be paid for it, without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """What was to be paid for it."""

class CreditedUnits(TypedDict):
    """Units of a line that fall off, with their share of the line."""
    line: int
    """The line."""
    quantity: Quantity
    """How many smallest units."""
    share: LineShare
    """What was to be paid for them."""
    first: NotRequired[int]
    """The place of the first of them in the line, from 0; the first ones that had not fallen off when absent."""

Currency: TypeAlias = str
"""A currency that ISO 4217 lists, `EUR`, or one of your own with its decimals, `XGC:4`."""

class Cursor(TypedDict):
    """A place in the log of events: after everything of earlier transactions, and this many events of this one.
    Sequences are taken before a transaction commits, so reading by them alone loses events while writers overlap.
    """
    transaction: int
    """The transaction, in the store's own count."""
    sequence: int
    """The place within the transaction, from 1; 0 is before its first event."""

CustomerId: TypeAlias = str
"""A customer."""

Date: TypeAlias = str
"""A day of the calendar, `2026-12-24`."""

class DateRules(TypedDict):
    """Everything that says when goods leave and arrive."""
    calendars: NotRequired[list[ShippingCalendar]]
    """When somebody works: a shop, a carrier, whoever takes goods in."""
    timetables: NotRequired[list[Timetable]]
    """When something leaves that does not go by days: a boat, a train, a rocket."""
    routes: NotRequired[list[DeliveryRoute]]
    """The ways that goods take."""

Decimal: TypeAlias = decimal.Decimal
"""A plain decimal in major units, as text, with at most as many decimals as the currency has: `12.30`. It fits
in 64 bits of minor units.
"""

class DaysDeliveryLegContent(TypedDict):
    """By days of work of a carrier: the day on which goods are given to it is not counted."""
    calendar: CalendarCode
    """The calendar of the carrier."""
    least: int
    """At least so many."""
    most: int
    """At most so many."""

class DaysDeliveryLeg(TypedDict):
    """By days of work of a carrier: the day on which goods are given to it is not counted."""
    days: DaysDeliveryLegContent

class MinutesDeliveryLeg(TypedDict):
    """By the clock."""
    minutes: TransitMinutes

class DepartureDeliveryLegContent(TypedDict):
    """With the next departure that they reach, and then by the clock."""
    timetable: CalendarCode
    """The timetable."""
    minutes: TransitMinutes
    """How long it is on its way."""

class DepartureDeliveryLeg(TypedDict):
    """With the next departure that they reach, and then by the clock."""
    departure: DepartureDeliveryLegContent

DeliveryLeg: TypeAlias = Union[
    DaysDeliveryLeg,
    MinutesDeliveryLeg,
    DepartureDeliveryLeg,
]
"""A part of the way."""

# A way that goods take, from an order that is placed to a door.
DeliveryRoute = TypedDict(
    "DeliveryRoute",
    {
        # Names it.
        "code": RouteCode,
        # The calendar of whoever sends. Goods leave on one of its days of work.
        "from": CalendarCode,
        # How long it takes until goods are ready to leave.
        "handling": NotRequired[Handling],
        # How they travel, one after the other.
        "legs": NotRequired[list[DeliveryLeg]],
        # The calendar of where they go. They arrive on one of its days of work.
        "to": CalendarCode,
    },
)

class Destination(TypedDict):
    """Where goods go."""
    country: CountryCode
    """The country."""
    region: NotRequired[RegionCode]
    """The region in it."""
    postal_code: NotRequired[str]
    """The postal code."""

class DestinationShare(TypedDict):
    """A destination and its share."""
    portion: NotRequired[Fraction]
    """Its part of the whole; what the others leave when absent."""
    to: FundsDestination
    """Whither."""

Digest: TypeAlias = str
"""A fingerprint, SHA-256, in 64 hexadecimal digits."""

class Discount(TypedDict):
    """Something off units, lines, the order or its shipping."""
    on: Target
    """Off what."""
    off: Off
    """How much."""
    goods: NotRequired[Goods]
    """Only these goods: they are reduced, and nothing else counts or shares."""
    units: NotRequired[Units]
    """Only some units of them."""
    charges: NotRequired[list[ChargeCode]]
    """Only these charges, for shipping; all of them when empty."""

class DiscountPart(TypedDict):
    """A part of what a promotion takes off."""
    of: PricedItem
    """Off what."""
    amount: Money
    """How much; more than zero."""

class Dispute(TypedDict):
    """A buyer's objection to a payment, brought by their bank."""
    reference: str
    """The gateway's name for it."""
    amount: Money
    """How much is disputed."""
    state: DisputeState
    """Where it stands."""

DisputeState: TypeAlias = Literal[
    "open",
    "won",
    "lost",
]
"""Where a dispute stands.
`open`: The buyer's bank has it under review.
`won`: The money stays ours.
`lost`: The money is gone.
"""

class DocumentAmounts(TypedDict):
    """Lines, charges and taxes of a document; `net` and `tax` are the sums over lines, charges and lost discounts."""
    lines: list[DocumentLine]
    """Goods, in the order of the receipt."""
    charges: NotRequired[list[DocumentCharge]]
    """Shipping and fees, whole."""
    taxes: list[DocumentTax]
    """The taxes by name and rate, each the sum over lines, charges and lost discounts."""
    net: Money
    """The sum without tax."""
    tax: Money
    """The tax."""
    lost_discounts: NotRequired[TaxedAmount]
    """What promotions that no longer hold add to it; below zero where less is taken back by a credit note."""

class DocumentCharge(TypedDict):
    """A charge of a receipt."""
    code: ChargeCode
    """Which."""
    title: str
    """What the buyer read."""
    net: Money
    """What was to be paid for it, without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """What was to be paid for it."""
    taxes: NotRequired[list[DocumentTax]]
    """The taxes on it, one by one."""

class DocumentLine(TypedDict):
    """Units of a line of a receipt."""
    line: int
    """The number of the line in the receipt."""
    sku: Sku
    """What."""
    title: str
    """What the buyer read."""
    quantity: Quantity
    """How many smallest units."""
    decimals: NotRequired[int]
    """Decimals of the unit that the price is for."""
    unit_price: Money
    """The price of `per` whole units."""
    per: NotRequired[int]
    """How many whole units the price is for; one when absent."""
    kit: NotRequired[int]
    """The line of the kit that it is part of."""
    tax_category: TaxCategory
    """Which tax rates apply to it."""
    share: LineShare
    """What was to be paid for these units."""
    taxes: NotRequired[list[DocumentTax]]
    """The taxes on it, one by one; their sum is the tax of the share."""

class DocumentTax(TypedDict):
    """A tax on a line, a charge, or a whole document."""
    name: str
    """How it is called."""
    rate: Rate
    """The share of what it is due on."""
    base: Money
    """What it is due on."""
    amount: Money
    """How much."""

# Something drawn from an allowance, or granted to it.
Draw = TypedDict(
    "Draw",
    {
        # From which.
        "from": AllowanceCode,
        # How many uses, or how much in minor units.
        "amount": int,
    },
)

# What is owed at one border over a span of time. Amounts are given once for each currency that is asked in.
DutyDestination = TypedDict(
    "DutyDestination",
    {
        # Names it. Rows of several spans of time may have one name.
        "code": ZoneCode,
        # What lies behind the border.
        "places": list[ShippingPlace],
        # What does not, although it lies in one of the places.
        "except": NotRequired[list[ShippingPlace]],
        # Countries from which goods come without crossing it, as those of a customs union: nothing is owed.
        "inland": NotRequired[list[CountryCode]],
        # From this day, included.
        "from": Date,
        # Until this day, excluded; without an end when absent.
        "until": NotRequired[Date],
        # Where it is written.
        "source": str,
        # Duties.
        "duty": DutyTerms,
        # The tax that is owed on import, where there is one.
        "tax": NotRequired[ImportTax],
        # What is asked for the clearance of goods, in this order.
        "fees": NotRequired[list[ImportFee]],
        # How duties, taxes and fees are rounded, each rate once.
        "rounding": Rounding,
    },
)

class DutyRate(TypedDict):
    """The duty on some goods."""
    commodity: NotRequired[CommodityCode]
    """What their code begins with; all goods when absent."""
    origins: NotRequired[list[CountryCode]]
    """Where they come from, as customs see it; from everywhere when there is none."""
    rate: Rate
    """The share: `0.12` is 12 %."""

class DutyRules(TypedDict):
    """What is owed at borders."""
    destinations: NotRequired[list[DutyDestination]]
    """By where goods go. Of several that hold, the one whose place says most counts, then the one that began last."""

class DutyTerms(TypedDict):
    """Duties of a border."""
    of: ValueBasis
    """What they are a share of."""
    rates: list[DutyRate]
    """Shares. The longest code that goods begin with counts, then the row that names their origin. One row is for
    all other goods.
    """
    free: NotRequired[LowValue]
    """Goods that are worth so little owe none."""

class Effect(TypedDict):
    """Something that is asked of the outside world. It is recorded in the commit that decides it and performed
    afterwards, at least once; its id tells who is asked that it is the same again.
    """
    id: EffectId
    """Its id, and the key by which who is asked does it only once."""
    ask: Ask
    """What is asked."""
    asked_at: Timestamp
    """When it was asked."""
    due_at: Timestamp
    """When it may be tried; while somebody tries it, when they are given up."""
    attempts: int
    """How often it was tried."""
    attempts_before: NotRequired[int]
    """How many of those were made before a person had it tried again."""
    problem: NotRequired[str]
    """What the last attempt met with, if it did not succeed."""
    state: EffectState
    """Where it stands."""

EffectId: TypeAlias = str
"""Something that is asked of the outside world, and the key by which it is done only once there."""

class DoneEffectReport(TypedDict):
    """It was performed, now or by an earlier attempt."""
    came: Literal["done"]
    reference: str
    """The name that who was asked has for it."""
    expires_at: NotRequired[Timestamp]
    """Until when an authorization can be captured."""

class LabelledEffectReport(TypedDict):
    """Labels were given, now or by an earlier attempt."""
    came: Literal["labelled"]
    reference: str
    """The carrier's name for the booking."""
    labels: list[ParcelLabel]
    """A label for each parcel, in their order."""
    cost: NotRequired[Money]
    """What the carrier takes for it."""

class DeclinedEffectReport(TypedDict):
    """It was refused for good."""
    came: Literal["declined"]
    reason: str
    """Why."""

class NotNowEffectReport(TypedDict):
    """It was not performed, and may be later."""
    came: Literal["not_now"]
    reason: str
    """Why."""

class UnknownEffectReport(TypedDict):
    """Nobody knows whether it was performed: it is asked again under the same key."""
    came: Literal["unknown"]
    reason: str
    """Why."""

EffectReport: TypeAlias = Union[
    DoneEffectReport,
    LabelledEffectReport,
    DeclinedEffectReport,
    NotNowEffectReport,
    UnknownEffectReport,
]
"""What came of an attempt to perform an effect. On the wire: `{"came": "done", "reference": "…"}`."""

EffectState: TypeAlias = Literal[
    "waiting",
    "done",
    "declined",
    "withdrawn",
    "parked",
]
"""Where an effect stands.
`waiting`: It is to be performed once it is due.
`done`: It was performed.
`declined`: The outside world refused it for good.
`withdrawn`: It was not needed any more before anybody tried.
`parked`: It was tried too often: a person is to look at it.
"""

# An entry: an amount that goes from one account to another, of the one asset that both hold. It is a debit
# there and a credit here, so what is entered is always balanced.
Entry = TypedDict(
    "Entry",
    {
        # Its id.
        "id": EntryId,
        # The account that it is taken from: it is debited.
        "from": AccountCode,
        # The account that it goes to: it is credited.
        "to": AccountCode,
        # What.
        "asset": AssetCode,
        # How much, in the smallest units of the asset.
        "amount": int,
        # The layer on which it was entered.
        "layer": NotRequired[Layer],
        # Where it stands.
        "state": EntryState,
        # How much of it is posted.
        "posted": int,
        # What was posted of it, and when, where it was not settled at once.
        "posts": NotRequired[list[EntryPost]],
        # Until when it is pending or encumbered, exclusive; without an end when absent.
        "expires_at": NotRequired[Timestamp],
        # When it takes effect, which may be before it is recorded.
        "effective_at": Timestamp,
        # When it was recorded.
        "recorded_at": Timestamp,
        # What it is found by, with others of the same: the number of an order, of a trade.
        "reference": NotRequired[str],
        # In words.
        "note": NotRequired[str],
        # The entry that goes back by this one.
        "reverses": NotRequired[EntryId],
        # The entry by which this one went back.
        "reversed_by": NotRequired[EntryId],
    },
)

EntryId: TypeAlias = str
"""An entry of a ledger, chosen by the caller: the same again under its id changes nothing."""

class EntryPost(TypedDict):
    """A part of an entry that became true after it was entered."""
    amount: int
    """How much."""
    at: Timestamp
    """When."""

EntryState: TypeAlias = Literal[
    "encumbered",
    "pending",
    "posted",
    "voided",
    "expired",
    "reversed",
]
"""Where an entry stands.
`encumbered`: Its amount is set aside by intention: limits do not count it.
`pending`: Its amount is held: it is neither here nor there.
`posted`: It is done: all of it, or all that will be.
`voided`: What was still pending or encumbered was given up.
`expired`: What was still pending or encumbered ran out of time.
`reversed`: What was posted has gone back by another entry.
"""

class EnterEntryStep(TypedDict):
    """Enters an amount."""
    enter: NewEntry

class JournalEntryStepContent(TypedDict):
    """Enters amounts by their legs: debits and credits of any number of accounts, in balance for each asset."""
    legs: list[Leg]
    """The legs."""
    layer: NotRequired[Layer]
    """The layer on which they are entered."""
    reference: NotRequired[str]
    """What all of its entries are found by."""
    effective_at: NotRequired[Timestamp]
    """When all of them take effect, at the latest now; now when absent."""

class JournalEntryStep(TypedDict):
    """Enters amounts by their legs: debits and credits of any number of accounts, in balance for each asset."""
    journal: JournalEntryStepContent

class SendEntryStepContent(TypedDict):
    """Enters what is taken from accounts in order and shared among others. An account gives what stands above its
    floor, and without end where it has none.
    """
    sending: Sending
    """From where, and whither."""
    layer: NotRequired[Layer]
    """The layer on which it is entered."""
    reference: NotRequired[str]
    """What all of its entries are found by."""
    effective_at: NotRequired[Timestamp]
    """When all of them take effect, at the latest now; now when absent."""

class SendEntryStep(TypedDict):
    """Enters what is taken from accounts in order and shared among others. An account gives what stands above its
    floor, and without end where it has none.
    """
    send: SendEntryStepContent

class HoldEntryStepContent(TypedDict):
    """Holds what is encumbered of an entry: all of it is pending then, and limits count it."""
    entry: EntryId
    """Which."""

class HoldEntryStep(TypedDict):
    """Holds what is encumbered of an entry: all of it is pending then, and limits count it."""
    hold: HoldEntryStepContent

class PostEntryStepContent(TypedDict):
    """Makes an entry true that is pending or encumbered."""
    entry: EntryId
    """Which."""
    amount: NotRequired[int]
    """How much of it; all that is left of it when absent."""
    more: NotRequired[bool]
    """Whether the rest stays as it is, for another part."""

class PostEntryStep(TypedDict):
    """Makes an entry true that is pending or encumbered."""
    post: PostEntryStepContent

class VoidEntryStepContent(TypedDict):
    """Gives up what is pending or encumbered of an entry."""
    entry: EntryId
    """Which."""
    amount: NotRequired[int]
    """How much that is thought to be; whatever it is when absent."""

class VoidEntryStep(TypedDict):
    """Gives up what is pending or encumbered of an entry."""
    void: VoidEntryStepContent

class ReverseEntryStepContent(TypedDict):
    """Enters what was posted of an entry the other way round. Once, and never by changing it."""
    entry: EntryId
    """Which."""
    id: EntryId
    """The id of the entry that goes back."""
    effective_at: NotRequired[Timestamp]
    """When that takes effect; now when absent."""
    note: NotRequired[str]
    """Why."""

class ReverseEntryStep(TypedDict):
    """Enters what was posted of an entry the other way round. Once, and never by changing it."""
    reverse: ReverseEntryStepContent

EntryStep: TypeAlias = Union[
    EnterEntryStep,
    JournalEntryStep,
    SendEntryStep,
    HoldEntryStep,
    PostEntryStep,
    VoidEntryStep,
    ReverseEntryStep,
]
"""One thing that is done to the books. All that one command does to them happens, or none of it."""

class Envelope(TypedDict):
    """An event and where it stands: one link of its stream's chain."""
    id: EventId
    """Its id."""
    stream: Key
    """The record that it happened to."""
    version: Version
    """Its place in the stream, from 1, without gaps; the version of the record after it."""
    at: Timestamp
    """When."""
    actor: Actor
    """Who sent the command."""
    command: CommandId
    """The command."""
    event: Event
    """What happened."""
    previous: Digest
    """The hash of the event before it in the stream; zeros for the first."""
    hash: Digest
    """The SHA-256 of all of the above, in this order, in the canonical encoding."""

class VariantDefinedEventContent(TypedDict):
    """A variant was defined, or defined anew."""
    variant: Variant
    """The variant."""

class VariantDefinedEvent(TypedDict):
    """A variant was defined, or defined anew."""
    type: Literal["variant.defined"]
    data: VariantDefinedEventContent

class ChannelDefinedEventContent(TypedDict):
    """A channel was defined, or defined anew."""
    channel: Channel
    """The channel."""

class ChannelDefinedEvent(TypedDict):
    """A channel was defined, or defined anew."""
    type: Literal["channel.defined"]
    data: ChannelDefinedEventContent

class BookDefinedEventContent(TypedDict):
    """A price book was defined, or defined anew."""
    book: PriceBook
    """The price book."""
    grants: NotRequired[list[Draw]]
    """By how much the limits of its promotions differ from those before."""

class BookDefinedEvent(TypedDict):
    """A price book was defined, or defined anew."""
    type: Literal["price_book.defined"]
    data: BookDefinedEventContent

class ShippingBookDefinedEventContent(TypedDict):
    """Rules of shipping were defined, or defined anew."""
    book: NamedShippingBook
    """The rules, under their code."""

class ShippingBookDefinedEvent(TypedDict):
    """Rules of shipping were defined, or defined anew."""
    type: Literal["shipping_book.defined"]
    data: ShippingBookDefinedEventContent

class CouponDefinedEventContent(TypedDict):
    """A coupon was defined, or defined anew."""
    coupon: Coupon
    """The coupon."""
    grants: list[Draw]
    """By how much its limit differs from the one before."""

class CouponDefinedEvent(TypedDict):
    """A coupon was defined, or defined anew."""
    type: Literal["coupon.defined"]
    data: CouponDefinedEventContent

class CouponHeldEventContent(TypedDict):
    """A use of a coupon was held for a cart."""
    held: CouponUse
    """The use."""

class CouponHeldEvent(TypedDict):
    """A use of a coupon was held for a cart."""
    type: Literal["coupon_use.held"]
    data: CouponHeldEventContent

class CouponMovedEventContent(TypedDict):
    """A held use of a coupon went with its cart into another."""
    cart: CartId
    """Which."""

class CouponMovedEvent(TypedDict):
    """A held use of a coupon went with its cart into another."""
    type: Literal["coupon_use.moved"]
    data: CouponMovedEventContent

class CouponConsumedEventContent(TypedDict):
    """An order used a coupon."""
    order: OrderId
    """The order."""

class CouponConsumedEvent(TypedDict):
    """An order used a coupon."""
    type: Literal["coupon_use.consumed"]
    data: CouponConsumedEventContent

class CouponReleasedEventContent(TypedDict):
    """A use of a coupon was given up."""
    draws: list[Draw]
    """What goes back."""

class CouponReleasedEvent(TypedDict):
    """A use of a coupon was given up."""
    type: Literal["coupon_use.released"]
    data: CouponReleasedEventContent

class CouponExpiredEventContent(TypedDict):
    """A use of a coupon ran out."""
    draws: list[Draw]
    """What goes back."""

class CouponExpiredEvent(TypedDict):
    """A use of a coupon ran out."""
    type: Literal["coupon_use.expired"]
    data: CouponExpiredEventContent

class CouponReturnedEventContent(TypedDict):
    """An order was cancelled and gave a use of a coupon back."""
    draws: list[Draw]
    """What goes back."""

class CouponReturnedEvent(TypedDict):
    """An order was cancelled and gave a use of a coupon back."""
    type: Literal["coupon_use.returned"]
    data: CouponReturnedEventContent

class TallyChangedEventContent(TypedDict):
    """A customer used something once more, or once less."""
    tally: TallyCode
    """What and who."""
    by: int
    """By how many uses."""

class TallyChangedEvent(TypedDict):
    """A customer used something once more, or once less."""
    type: Literal["tally.changed"]
    data: TallyChangedEventContent

class GiftCardIssuedEventContent(TypedDict):
    """A gift card was issued."""
    card: GiftCard
    """The gift card."""
    grants: list[Draw]
    """The money on it."""

class GiftCardIssuedEvent(TypedDict):
    """A gift card was issued."""
    type: Literal["gift_card.issued"]
    data: GiftCardIssuedEventContent

class LocationDefinedEventContent(TypedDict):
    """A location was defined, or defined anew."""
    location: Location
    """The location."""

class LocationDefinedEvent(TypedDict):
    """A location was defined, or defined anew."""
    type: Literal["location.defined"]
    data: LocationDefinedEventContent

class StockReceivedEventContent(TypedDict):
    """Goods came in."""
    movement: Movement
    """The paper of it."""

class StockReceivedEvent(TypedDict):
    """Goods came in."""
    type: Literal["stock.received"]
    data: StockReceivedEventContent

class StockMovedEventContent(TypedDict):
    """Stock came or left, otherwise than from a supplier or to a buyer."""
    movement: Movement
    """The paper of it."""

class StockMovedEvent(TypedDict):
    """Stock came or left, otherwise than from a supplier or to a buyer."""
    type: Literal["stock.moved"]
    data: StockMovedEventContent

class LotsMovedEventContent(TypedDict):
    """Lots, or serials, came to a location or left it."""
    sku: Sku
    """Of what."""
    location: LocationCode
    """Where."""
    lots: list[MovedLot]
    """By how much each changed."""
    unit_cost: NotRequired[Money]
    """What one whole unit of them cost."""

class LotsMovedEvent(TypedDict):
    """Lots, or serials, came to a location or left it."""
    type: Literal["stock.lots_moved"]
    data: LotsMovedEventContent

class StockTermsDefinedEventContent(TypedDict):
    """Terms of stock were defined, or defined anew."""
    terms: StockTerms
    """The terms, and what is set aside."""
    safety: NotRequired[int]
    """By how many units the safety stock differs from that before."""
    grants: NotRequired[list[Draw]]
    """By how much the backorder limit differs from the one before."""

class StockTermsDefinedEvent(TypedDict):
    """Terms of stock were defined, or defined anew."""
    type: Literal["stock.terms_defined"]
    data: StockTermsDefinedEventContent

class StockSetAsideEventContent(TypedDict):
    """Units were set aside, or put back."""
    sku: Sku
    """Of what."""
    location: LocationCode
    """Where."""
    reason: AsideReason
    """Why."""
    by: int
    """How many more, or fewer when below zero."""

class StockSetAsideEvent(TypedDict):
    """Units were set aside, or put back."""
    type: Literal["stock.set_aside"]
    data: StockSetAsideEventContent

class StockLevelChangedEventContent(TypedDict):
    """What is available of a SKU at a location crossed one of its marks."""
    level: StockLevel
    """How much there is now."""
    available: int
    """How many units were available when that was noticed."""

class StockLevelChangedEvent(TypedDict):
    """What is available of a SKU at a location crossed one of its marks."""
    type: Literal["stock.level_changed"]
    data: StockLevelChangedEventContent

class TransferSentEventContent(TypedDict):
    """Goods left for another location."""
    transfer: Transfer
    """The transfer."""

class TransferSentEvent(TypedDict):
    """Goods left for another location."""
    type: Literal["transfer.sent"]
    data: TransferSentEventContent

class TransferReceivedEventContent(TypedDict):
    """Goods of a transfer arrived."""
    lines: list[StockLine]
    """Which."""

class TransferReceivedEvent(TypedDict):
    """Goods of a transfer arrived."""
    type: Literal["transfer.received"]
    data: TransferReceivedEventContent

class TransferReturnedEventContent(TypedDict):
    """Goods of a transfer came home."""
    lines: list[StockLine]
    """Which."""

class TransferReturnedEvent(TypedDict):
    """Goods of a transfer came home."""
    type: Literal["transfer.returned"]
    data: TransferReturnedEventContent

class TransferWrittenOffEventContent(TypedDict):
    """Goods of a transfer were written off."""
    lines: list[StockLine]
    """Which."""
    reason: StockReason
    """Why."""
    note: NotRequired[str]
    """In words."""

class TransferWrittenOffEvent(TypedDict):
    """Goods of a transfer were written off."""
    type: Literal["transfer.written_off"]
    data: TransferWrittenOffEventContent

class InboundAnnouncedEventContent(TypedDict):
    """Goods were announced."""
    inbound: Inbound
    """The announcement."""

class InboundAnnouncedEvent(TypedDict):
    """Goods were announced."""
    type: Literal["inbound.announced"]
    data: InboundAnnouncedEventContent

class InboundChangedEventContent(TypedDict):
    """Announced goods, or their date, changed."""
    due_at: Timestamp
    """When they will be there."""
    lines: list[InboundLine]
    """All of them, and how much of each has come."""

class InboundChangedEvent(TypedDict):
    """Announced goods, or their date, changed."""
    type: Literal["inbound.changed"]
    data: InboundChangedEventContent

class InboundFilledEventContent(TypedDict):
    """Announced goods came."""
    lines: list[StockLine]
    """What came."""

class InboundFilledEvent(TypedDict):
    """Announced goods came."""
    type: Literal["inbound.filled"]
    data: InboundFilledEventContent

class InboundCancelledEventContent(TypedDict):
    """The rest of what was announced will not come."""

class InboundCancelledEvent(TypedDict):
    """The rest of what was announced will not come."""
    type: Literal["inbound.cancelled"]
    data: InboundCancelledEventContent

class CartOpenedEventContent(TypedDict):
    """A cart was opened."""
    cart: Cart
    """The cart."""

class CartOpenedEvent(TypedDict):
    """A cart was opened."""
    type: Literal["cart.opened"]
    data: CartOpenedEventContent

class LinePutEventContent(TypedDict):
    """A line was added to a cart, or its quantity changed."""
    line: CartLine
    """The line as it is now."""

class LinePutEvent(TypedDict):
    """A line was added to a cart, or its quantity changed."""
    type: Literal["cart.line_put"]
    data: LinePutEventContent

class LineRemovedEventContent(TypedDict):
    """A line was taken out of a cart."""
    line: int
    """Its number."""

class LineRemovedEvent(TypedDict):
    """A line was taken out of a cart."""
    type: Literal["cart.line_removed"]
    data: LineRemovedEventContent

class AddressSetEventContent(TypedDict):
    """A cart got its address."""
    address: Address
    """The address."""

class AddressSetEvent(TypedDict):
    """A cart got its address."""
    type: Literal["cart.address_set"]
    data: AddressSetEventContent

class BuyerSetEventContent(TypedDict):
    """It became known who buys."""
    buyer: Buyer
    """The buyer."""

class BuyerSetEvent(TypedDict):
    """It became known who buys."""
    type: Literal["cart.buyer_set"]
    data: BuyerSetEventContent

class BillingSetEventContent(TypedDict):
    """It was said whom the invoices of a cart are made out to."""
    billing: NotRequired[Billing]
    """Name, address and tax id; whoever the goods go to when absent."""

class BillingSetEvent(TypedDict):
    """It was said whom the invoices of a cart are made out to."""
    type: Literal["cart.billing_set"]
    data: BillingSetEventContent

class ChargesSetEventContent(TypedDict):
    """Shipping, fees and donations of a cart were set."""
    charges: list[Charge]
    """All of them."""

class ChargesSetEvent(TypedDict):
    """Shipping, fees and donations of a cart were set."""
    type: Literal["cart.charges_set"]
    data: ChargesSetEventContent

class ShippingChosenEventContent(TypedDict):
    """The method was chosen by which the goods of a cart are sent."""
    method: NotRequired[ChargeCode]
    """Which; none any more when absent."""

class ShippingChosenEvent(TypedDict):
    """The method was chosen by which the goods of a cart are sent."""
    type: Literal["cart.shipping_chosen"]
    data: ShippingChosenEventContent

class CouponAppliedEventContent(TypedDict):
    """A coupon was given to a cart."""
    coupon: CartCoupon
    """Which."""

class CouponAppliedEvent(TypedDict):
    """A coupon was given to a cart."""
    type: Literal["cart.coupon_applied"]
    data: CouponAppliedEventContent

class CouponRemovedEventContent(TypedDict):
    """A coupon was taken out of a cart."""
    coupon: CouponCode
    """Which."""

class CouponRemovedEvent(TypedDict):
    """A coupon was taken out of a cart."""
    type: Literal["cart.coupon_removed"]
    data: CouponRemovedEventContent

class GiftCardAppliedEventContent(TypedDict):
    """A gift card was given to a cart, to pay with."""
    gift_card: GiftCardCode
    """Which."""

class GiftCardAppliedEvent(TypedDict):
    """A gift card was given to a cart, to pay with."""
    type: Literal["cart.gift_card_applied"]
    data: GiftCardAppliedEventContent

class GiftCardRemovedEventContent(TypedDict):
    """A gift card was taken out of a cart."""
    gift_card: GiftCardCode
    """Which."""

class GiftCardRemovedEvent(TypedDict):
    """A gift card was taken out of a cart."""
    type: Literal["cart.gift_card_removed"]
    data: GiftCardRemovedEventContent

class TaxesSetEventContent(TypedDict):
    """A tax service answered for a cart. What changes the basket afterwards ends it."""
    answer: TaxAnswer
    """What it answered."""

class TaxesSetEvent(TypedDict):
    """A tax service answered for a cart. What changes the basket afterwards ends it."""
    type: Literal["cart.taxes_set"]
    data: TaxesSetEventContent

class CartReservedEventContent(TypedDict):
    """Stock was held for a cart."""
    reservation: ReservationId
    """The hold."""

class CartReservedEvent(TypedDict):
    """Stock was held for a cart."""
    type: Literal["cart.reserved"]
    data: CartReservedEventContent

class LineSavedEventContent(TypedDict):
    """A line of a cart was set aside."""
    line: int
    """Its number."""

class LineSavedEvent(TypedDict):
    """A line of a cart was set aside."""
    type: Literal["cart.line_saved"]
    data: LineSavedEventContent

class AddressPutEventContent(TypedDict):
    """Another address was put beside the main one of a cart, or changed."""
    address: NamedAddress
    """The address and its name."""

class AddressPutEvent(TypedDict):
    """Another address was put beside the main one of a cart, or changed."""
    type: Literal["cart.address_put"]
    data: AddressPutEventContent

class AddressRemovedEventContent(TypedDict):
    """An address of a cart was taken away."""
    address: AddressCode
    """Its name."""

class AddressRemovedEvent(TypedDict):
    """An address of a cart was taken away."""
    type: Literal["cart.address_removed"]
    data: AddressRemovedEventContent

class CartDescribedEventContent(TypedDict):
    """The note and the custom data of a cart were set."""
    note: NotRequired[str]
    """What the shopper wrote."""
    custom: NotRequired[dict[str, str]]
    """What else the shop keeps with it."""

class CartDescribedEvent(TypedDict):
    """The note and the custom data of a cart were set."""
    type: Literal["cart.described"]
    data: CartDescribedEventContent

class CartAssignedEventContent(TypedDict):
    """A guest's cart became a customer's."""
    customer: CustomerId
    """Whose."""

class CartAssignedEvent(TypedDict):
    """A guest's cart became a customer's."""
    type: Literal["cart.assigned"]
    data: CartAssignedEventContent

# Another cart went into a cart.
CartAbsorbedEventContent = TypedDict(
    "CartAbsorbedEventContent",
    {
        # The other one.
        "from": CartId,
        # The cart as it is now.
        "cart": Cart,
    },
)

class CartAbsorbedEvent(TypedDict):
    """Another cart went into a cart."""
    type: Literal["cart.absorbed"]
    data: CartAbsorbedEventContent

class CartMergedEventContent(TypedDict):
    """A cart went into another."""
    into: CartId
    """Which."""

class CartMergedEvent(TypedDict):
    """A cart went into another."""
    type: Literal["cart.merged"]
    data: CartMergedEventContent

class CartExpiredEventContent(TypedDict):
    """A cart ended, as nobody touched it."""

class CartExpiredEvent(TypedDict):
    """A cart ended, as nobody touched it."""
    type: Literal["cart.expired"]
    data: CartExpiredEventContent

class CartReopenedEventContent(TypedDict):
    """A cart that had ended was brought back."""

class CartReopenedEvent(TypedDict):
    """A cart that had ended was brought back."""
    type: Literal["cart.reopened"]
    data: CartReopenedEventContent

class CartOrderedEventContent(TypedDict):
    """A cart became an order."""
    order: OrderId
    """The order."""
    successor: NotRequired[CartId]
    """The cart that has its saved lines now."""

class CartOrderedEvent(TypedDict):
    """A cart became an order."""
    type: Literal["cart.ordered"]
    data: CartOrderedEventContent

class StockReservedEventContent(TypedDict):
    """Stock was held."""
    reservation: Reservation
    """The hold."""

class StockReservedEvent(TypedDict):
    """Stock was held."""
    type: Literal["reservation.made"]
    data: StockReservedEventContent

class ReservationCommittedEventContent(TypedDict):
    """A hold went over to an order."""
    order: OrderId
    """The order."""
    lines: list[Allocation]
    """What was held."""

class ReservationCommittedEvent(TypedDict):
    """A hold went over to an order."""
    type: Literal["reservation.committed"]
    data: ReservationCommittedEventContent

class ReservationExtendedEventContent(TypedDict):
    """A hold lasts longer."""
    expires_at: Timestamp
    """Until when."""

class ReservationExtendedEvent(TypedDict):
    """A hold lasts longer."""
    type: Literal["reservation.extended"]
    data: ReservationExtendedEventContent

class ReservationTakenEventContent(TypedDict):
    """What was held without a cart left."""
    lines: list[Allocation]
    """What left."""
    picked: NotRequired[list[Picked]]
    """The lots that it left from."""
    reference: NotRequired[str]
    """Whose paper it left on."""

class ReservationTakenEvent(TypedDict):
    """What was held without a cart left."""
    type: Literal["reservation.taken"]
    data: ReservationTakenEventContent

class BackorderMadeEventContent(TypedDict):
    """An order was promised goods that are still to come."""
    backorder: Backorder
    """The promise."""

class BackorderMadeEvent(TypedDict):
    """An order was promised goods that are still to come."""
    type: Literal["backorder.made"]
    data: BackorderMadeEventContent

class BackorderFilledEventContent(TypedDict):
    """Goods of a backorder came."""
    quantity: Quantity
    """How many."""

class BackorderFilledEvent(TypedDict):
    """Goods of a backorder came."""
    type: Literal["backorder.filled"]
    data: BackorderFilledEventContent

class BackorderCancelledEventContent(TypedDict):
    """The order of a backorder does not want it any more."""

class BackorderCancelledEvent(TypedDict):
    """The order of a backorder does not want it any more."""
    type: Literal["backorder.cancelled"]
    data: BackorderCancelledEventContent

class GoodsCameInEventContent(TypedDict):
    """Goods that an order waited for are on hand, and its own."""
    backorder: BackorderId
    """The backorder."""
    goods: Allocation
    """The goods that came."""

class GoodsCameInEvent(TypedDict):
    """Goods that an order waited for are on hand, and its own."""
    type: Literal["order.goods_came_in"]
    data: GoodsCameInEventContent

class ReservationReleasedEventContent(TypedDict):
    """A hold was given up."""
    lines: list[Allocation]
    """What was held."""

class ReservationReleasedEvent(TypedDict):
    """A hold was given up."""
    type: Literal["reservation.released"]
    data: ReservationReleasedEventContent

class ReservationExpiredEventContent(TypedDict):
    """A hold ran out."""
    lines: list[Allocation]
    """What was held."""

class ReservationExpiredEvent(TypedDict):
    """A hold ran out."""
    type: Literal["reservation.expired"]
    data: ReservationExpiredEventContent

class OrderPlacedEventContent(TypedDict):
    """An order was placed, and its goods promised."""
    order: Order
    """The order."""

class OrderPlacedEvent(TypedDict):
    """An order was placed, and its goods promised."""
    type: Literal["order.placed"]
    data: OrderPlacedEventContent

class GoodsShippedEventContent(TypedDict):
    """Goods of an order left."""
    shipment: ShipmentId
    """The shipment."""
    goods: list[Allocation]
    """What left."""

class GoodsShippedEvent(TypedDict):
    """Goods of an order left."""
    type: Literal["order.goods_shipped"]
    data: GoodsShippedEventContent

class LinesCancelledEventContent(TypedDict):
    """Units of an order that had not left were cancelled."""
    goods: list[Allocation]
    """The goods that are promised no more."""
    credit: OrderCredit
    """What falls off."""
    draws: NotRequired[list[Draw]]
    """What goes back onto gift cards."""

class LinesCancelledEvent(TypedDict):
    """Units of an order that had not left were cancelled."""
    type: Literal["order.lines_cancelled"]
    data: LinesCancelledEventContent

class OrderAmendedEventContent(TypedDict):
    """An order was amended."""
    amendment: Amendment
    """What was changed, and by how much."""
    receipt: Receipt
    """Its receipt from now on."""
    back: NotRequired[list[Allocation]]
    """The goods that are promised no more."""
    rows: NotRequired[list[OrderAllocation]]
    """The goods that are promised beside."""
    draws: NotRequired[list[Draw]]
    """What of its draws comes back."""
    drawn: NotRequired[list[Draw]]
    """What it draws beside."""
    address: Address
    """Where its goods go."""
    details: NotRequired[OrderDetails]
    """What it keeps beside goods and prices."""
    terms: NotRequired[SaleTerms]
    """What it is sold under."""
    sellers: NotRequired[list[OrderSeller]]
    """Who sells what of it, beside the channel itself."""

class OrderAmendedEvent(TypedDict):
    """An order was amended."""
    type: Literal["order.amended"]
    data: OrderAmendedEventContent

class OrderCreditedEventContent(TypedDict):
    """Units that came back, or charges, fell off an order."""
    credit: OrderCredit
    """What falls off."""
    draws: NotRequired[list[Draw]]
    """What goes back onto gift cards."""

class OrderCreditedEvent(TypedDict):
    """Units that came back, or charges, fell off an order."""
    type: Literal["order.credited"]
    data: OrderCreditedEventContent

class ReturnAddedEventContent(TypedDict):
    """A return of goods of an order was asked for."""
    return_id: ReturnId
    """The return."""

class ReturnAddedEvent(TypedDict):
    """A return of goods of an order was asked for."""
    type: Literal["order.return_added"]
    data: ReturnAddedEventContent

class ReturnRequestedEventContent(TypedDict):
    """A return was asked for."""
    asked: Return
    """The return."""

class ReturnRequestedEvent(TypedDict):
    """A return was asked for."""
    type: Literal["return.requested"]
    data: ReturnRequestedEventContent

class ReturnApprovedEventContent(TypedDict):
    """A return was agreed to."""
    location: LocationCode
    """Where the goods are to be sent."""

class ReturnApprovedEvent(TypedDict):
    """A return was agreed to."""
    type: Literal["return.approved"]
    data: ReturnApprovedEventContent

class ReturnReceivedEventContent(TypedDict):
    """Goods of a return came back."""
    lines: list[ReceivedUnits]
    """What came back, by its condition."""
    goods: list[Allocation]
    """What of that is for sale again, and where."""

class ReturnReceivedEvent(TypedDict):
    """Goods of a return came back."""
    type: Literal["return.received"]
    data: ReturnReceivedEventContent

class ReturnRefundedEventContent(TypedDict):
    """A return was credited."""
    amount: Money
    """How much."""

class ReturnRefundedEvent(TypedDict):
    """A return was credited."""
    type: Literal["return.refunded"]
    data: ReturnRefundedEventContent

class ReturnRefusedEventContent(TypedDict):
    """A return was refused."""
    reason: str
    """Why."""

class ReturnRefusedEvent(TypedDict):
    """A return was refused."""
    type: Literal["return.refused"]
    data: ReturnRefusedEventContent

class ReturnCancelledEventContent(TypedDict):
    """A return was given up."""

class ReturnCancelledEvent(TypedDict):
    """A return was given up."""
    type: Literal["return.cancelled"]
    data: ReturnCancelledEventContent

class GoodsDeliveredEventContent(TypedDict):
    """Goods of an order arrived."""
    shipment: ShipmentId
    """The shipment."""

class GoodsDeliveredEvent(TypedDict):
    """Goods of an order arrived."""
    type: Literal["order.goods_delivered"]
    data: GoodsDeliveredEventContent

class PaymentAddedEventContent(TypedDict):
    """Another payment was asked for."""
    payment: PaymentId
    """The payment."""

class PaymentAddedEvent(TypedDict):
    """Another payment was asked for."""
    type: Literal["order.payment_added"]
    data: PaymentAddedEventContent

class OrderCompletedEventContent(TypedDict):
    """All of an order is paid and delivered."""

class OrderCompletedEvent(TypedDict):
    """All of an order is paid and delivered."""
    type: Literal["order.completed"]
    data: OrderCompletedEventContent

class OrderCancelledEventContent(TypedDict):
    """An order was cancelled, and its goods came back."""
    reason: str
    """Why."""
    goods: list[Allocation]
    """The goods that came back."""
    draws: NotRequired[list[Draw]]
    """What it had drawn that came back."""

class OrderCancelledEvent(TypedDict):
    """An order was cancelled, and its goods came back."""
    type: Literal["order.cancelled"]
    data: OrderCancelledEventContent

class OrderHeldEventContent(TypedDict):
    """An order is held for review."""
    reason: str
    """Why."""

class OrderHeldEvent(TypedDict):
    """An order is held for review."""
    type: Literal["order.held"]
    data: OrderHeldEventContent

class OrderReleasedEventContent(TypedDict):
    """An order that was held goes on."""

class OrderReleasedEvent(TypedDict):
    """An order that was held goes on."""
    type: Literal["order.released"]
    data: OrderReleasedEventContent

class SeriesDefinedEventContent(TypedDict):
    """A series was defined, or defined anew."""
    series: SeriesCode
    """Which."""
    terms: SeriesTerms
    """How its numbers look."""

class SeriesDefinedEvent(TypedDict):
    """A series was defined, or defined anew."""
    type: Literal["series.defined"]
    data: SeriesDefinedEventContent

class NumberGivenEventContent(TypedDict):
    """A number of a series was given to what the same command made."""
    number: int
    """Which: the one after the last, or the first."""

class NumberGivenEvent(TypedDict):
    """A number of a series was given to what the same command made."""
    type: Literal["series.number_given"]
    data: NumberGivenEventContent

class OrderInvoicedEventContent(TypedDict):
    """Units and charges of an order were invoiced."""
    invoice: OrderInvoice
    """Which, and by which invoice."""

class OrderInvoicedEvent(TypedDict):
    """Units and charges of an order were invoiced."""
    type: Literal["order.invoiced"]
    data: OrderInvoicedEventContent

class InvoiceIssuedEventContent(TypedDict):
    """An invoice was issued."""
    invoice: Invoice
    """The invoice."""

class InvoiceIssuedEvent(TypedDict):
    """An invoice was issued."""
    type: Literal["invoice.issued"]
    data: InvoiceIssuedEventContent

class OrderCreditNotedEventContent(TypedDict):
    """What fell off an order was taken back from its invoices."""
    credit_note: OrderCreditNote
    """What, and by which credit note."""

class OrderCreditNotedEvent(TypedDict):
    """What fell off an order was taken back from its invoices."""
    type: Literal["order.credit_noted"]
    data: OrderCreditNotedEventContent

class CreditNoteIssuedEventContent(TypedDict):
    """A credit note was issued."""
    credit_note: CreditNote
    """The credit note."""

class CreditNoteIssuedEvent(TypedDict):
    """A credit note was issued."""
    type: Literal["credit_note.issued"]
    data: CreditNoteIssuedEventContent

class PaymentRequestedEventContent(TypedDict):
    """A payment was asked for."""
    payment: Payment
    """The payment."""

class PaymentRequestedEvent(TypedDict):
    """A payment was asked for."""
    type: Literal["payment.requested"]
    data: PaymentRequestedEventContent

class PaymentAuthorizedEventContent(TypedDict):
    """The gateway holds the money."""
    reference: str
    """The gateway's name for it."""
    amount: NotRequired[Money]
    """How much it holds; all that was asked for when absent."""
    expires_at: NotRequired[Timestamp]
    """Until when it can be captured."""

class PaymentAuthorizedEvent(TypedDict):
    """The gateway holds the money."""
    type: Literal["payment.authorized"]
    data: PaymentAuthorizedEventContent

class PaymentCapturedEventContent(TypedDict):
    """The money is ours."""
    amount: Money
    """How much."""
    reference: NotRequired[str]
    """The gateway's name for it."""
    last: NotRequired[bool]
    """Whether nothing more is captured."""

class PaymentCapturedEvent(TypedDict):
    """The money is ours."""
    type: Literal["payment.captured"]
    data: PaymentCapturedEventContent

class PaymentFailedEventContent(TypedDict):
    """The gateway refused."""
    reason: str
    """Why."""

class PaymentFailedEvent(TypedDict):
    """The gateway refused."""
    type: Literal["payment.failed"]
    data: PaymentFailedEventContent

class PaymentVoidedEventContent(TypedDict):
    """A payment was given up."""

class PaymentVoidedEvent(TypedDict):
    """A payment was given up."""
    type: Literal["payment.voided"]
    data: PaymentVoidedEventContent

class PaymentRefundedEventContent(TypedDict):
    """Money went back."""
    amount: Money
    """How much."""
    reference: NotRequired[str]
    """The gateway's name for it."""

class PaymentRefundedEvent(TypedDict):
    """Money went back."""
    type: Literal["payment.refunded"]
    data: PaymentRefundedEventContent

class PaymentExpiredEventContent(TypedDict):
    """The authorization of a payment ended."""

class PaymentExpiredEvent(TypedDict):
    """The authorization of a payment ended."""
    type: Literal["payment.expired"]
    data: PaymentExpiredEventContent

class PaymentDisputedEventContent(TypedDict):
    """A dispute over a payment was opened."""
    dispute: str
    """The gateway's name for the dispute."""
    amount: Money
    """How much is disputed."""

class PaymentDisputedEvent(TypedDict):
    """A dispute over a payment was opened."""
    type: Literal["payment.disputed"]
    data: PaymentDisputedEventContent

class DisputeWonEventContent(TypedDict):
    """A dispute was won: the money stays ours."""
    dispute: str
    """Which."""

class DisputeWonEvent(TypedDict):
    """A dispute was won: the money stays ours."""
    type: Literal["payment.dispute_won"]
    data: DisputeWonEventContent

class DisputeLostEventContent(TypedDict):
    """A dispute was lost: the money is gone."""
    dispute: str
    """Which."""

class DisputeLostEvent(TypedDict):
    """A dispute was lost: the money is gone."""
    type: Literal["payment.dispute_lost"]
    data: DisputeLostEventContent

class PaymentAskedEventContent(TypedDict):
    """The gateway is asked to do something with a payment."""
    asked: Asked
    """What, and by which effect."""

class PaymentAskedEvent(TypedDict):
    """The gateway is asked to do something with a payment."""
    type: Literal["payment.asked"]
    data: PaymentAskedEventContent

class PaymentAnsweredEventContent(TypedDict):
    """The gateway is no longer asked: it has answered, or the effect was withdrawn."""
    effect: EffectId
    """By which effect it was asked."""

class PaymentAnsweredEvent(TypedDict):
    """The gateway is no longer asked: it has answered, or the effect was withdrawn."""
    type: Literal["payment.answered"]
    data: PaymentAnsweredEventContent

class CreditReturnedEventContent(TypedDict):
    """Money that an order had drawn from gift cards or credit went back onto them."""
    draws: list[Draw]
    """What went back."""

class CreditReturnedEvent(TypedDict):
    """Money that an order had drawn from gift cards or credit went back onto them."""
    type: Literal["order.credit_returned"]
    data: CreditReturnedEventContent

class EffectAskedEventContent(TypedDict):
    """The outside world is asked for something."""
    effect: Effect
    """For what."""

class EffectAskedEvent(TypedDict):
    """The outside world is asked for something."""
    type: Literal["effect.asked"]
    data: EffectAskedEventContent

class EffectClaimedEventContent(TypedDict):
    """A runner performs an effect."""
    attempt: int
    """The number of the attempt, from 1."""
    until: Timestamp
    """Until when nobody else does."""

class EffectClaimedEvent(TypedDict):
    """A runner performs an effect."""
    type: Literal["effect.claimed"]
    data: EffectClaimedEventContent

class EffectPostponedEventContent(TypedDict):
    """An effect is tried again later."""
    until: Timestamp
    """When."""
    reason: str
    """Why."""

class EffectPostponedEvent(TypedDict):
    """An effect is tried again later."""
    type: Literal["effect.postponed"]
    data: EffectPostponedEventContent

class EffectDoneEventContent(TypedDict):
    """An effect was performed."""

class EffectDoneEvent(TypedDict):
    """An effect was performed."""
    type: Literal["effect.done"]
    data: EffectDoneEventContent

class EffectDeclinedEventContent(TypedDict):
    """An effect was refused for good."""
    reason: str
    """Why."""

class EffectDeclinedEvent(TypedDict):
    """An effect was refused for good."""
    type: Literal["effect.declined"]
    data: EffectDeclinedEventContent

class EffectWithdrawnEventContent(TypedDict):
    """An effect was not needed any more before anybody tried."""

class EffectWithdrawnEvent(TypedDict):
    """An effect was not needed any more before anybody tried."""
    type: Literal["effect.withdrawn"]
    data: EffectWithdrawnEventContent

class EffectParkedEventContent(TypedDict):
    """An effect was tried too often and is set aside."""
    reason: str
    """What the last attempt met with."""

class EffectParkedEvent(TypedDict):
    """An effect was tried too often and is set aside."""
    type: Literal["effect.parked"]
    data: EffectParkedEventContent

class EffectRetriedEventContent(TypedDict):
    """An effect is to be tried again."""

class EffectRetriedEvent(TypedDict):
    """An effect is to be tried again."""
    type: Literal["effect.retried"]
    data: EffectRetriedEventContent

class ShipmentSentEventContent(TypedDict):
    """Goods left."""
    shipment: Shipment
    """The shipment."""

class ShipmentSentEvent(TypedDict):
    """Goods left."""
    type: Literal["shipment.sent"]
    data: ShipmentSentEventContent

class ShipmentTrackedEventContent(TypedDict):
    """A carrier told something new of goods on their way."""
    events: list[TrackingEvent]
    """What."""

class ShipmentTrackedEvent(TypedDict):
    """A carrier told something new of goods on their way."""
    type: Literal["shipment.tracked"]
    data: ShipmentTrackedEventContent

class ShipmentExceptionEventContent(TypedDict):
    """A notice: goods are late, lie still, could not be handed over, or go back."""
    status: TrackingStatus
    """How they stand."""
    reason: NotRequired[TrackingReason]
    """Why, where the carrier says so."""
    since: Timestamp
    """Since when."""

class ShipmentExceptionEvent(TypedDict):
    """A notice: goods are late, lie still, could not be handed over, or go back."""
    type: Literal["shipment.exception"]
    data: ShipmentExceptionEventContent

class LabelAskedEventContent(TypedDict):
    """A carrier is asked for labels."""
    booking: Booking
    """What it is to carry."""

class LabelAskedEvent(TypedDict):
    """A carrier is asked for labels."""
    type: Literal["shipment.label_asked"]
    data: LabelAskedEventContent

class LabelGivenEventContent(TypedDict):
    """A carrier gave labels."""
    booking: EffectId
    """For which booking."""
    reference: str
    """The carrier's name for it."""
    labels: list[ParcelLabel]
    """A label for each parcel."""
    cost: NotRequired[Money]
    """What the carrier takes for it."""

class LabelGivenEvent(TypedDict):
    """A carrier gave labels."""
    type: Literal["shipment.label_given"]
    data: LabelGivenEventContent

class LabelRefusedEventContent(TypedDict):
    """A carrier refused: to carry, or to take labels back."""
    booking: EffectId
    """Which booking."""
    reason: str
    """Why."""

class LabelRefusedEvent(TypedDict):
    """A carrier refused: to carry, or to take labels back."""
    type: Literal["shipment.label_refused"]
    data: LabelRefusedEventContent

class LabelVoidAskedEventContent(TypedDict):
    """A carrier is asked to take labels back."""
    booking: EffectId
    """Of which booking."""

class LabelVoidAskedEvent(TypedDict):
    """A carrier is asked to take labels back."""
    type: Literal["shipment.label_void_asked"]
    data: LabelVoidAskedEventContent

class LabelVoidedEventContent(TypedDict):
    """A carrier took labels back."""
    booking: EffectId
    """Of which booking."""

class LabelVoidedEvent(TypedDict):
    """A carrier took labels back."""
    type: Literal["shipment.label_voided"]
    data: LabelVoidedEventContent

class ShipmentDeliveredEventContent(TypedDict):
    """Goods arrived."""

class ShipmentDeliveredEvent(TypedDict):
    """Goods arrived."""
    type: Literal["shipment.delivered"]
    data: ShipmentDeliveredEventContent

class SellerDefinedEventContent(TypedDict):
    """A seller was defined, or defined anew."""
    seller: Seller
    """The seller."""

class SellerDefinedEvent(TypedDict):
    """A seller was defined, or defined anew."""
    type: Literal["seller.defined"]
    data: SellerDefinedEventContent

class SellerOrderPlacedEventContent(TypedDict):
    """A seller has a part in an order that was placed, or amended."""
    seller_order: SellerOrder
    """The part."""

class SellerOrderPlacedEvent(TypedDict):
    """A seller has a part in an order that was placed, or amended."""
    type: Literal["seller_order.placed"]
    data: SellerOrderPlacedEventContent

class AccountDefinedEventContent(TypedDict):
    """An account was defined, or defined anew."""
    account: Account
    """The account."""

class AccountDefinedEvent(TypedDict):
    """An account was defined, or defined anew."""
    type: Literal["account.defined"]
    data: AccountDefinedEventContent

class EntryRecordedEventContent(TypedDict):
    """An amount was entered, on a layer."""
    entry: Entry
    """The entry."""
    least_from: NotRequired[int]
    """What must be left of the account that it is taken from, credits less debits, by its limit at that time."""
    least_to: NotRequired[int]
    """What must be left of the account that it goes to, debits less credits, by its limit at that time."""

class EntryRecordedEvent(TypedDict):
    """An amount was entered, on a layer."""
    type: Literal["entry.recorded"]
    data: EntryRecordedEventContent

# What was encumbered of an entry became pending.
EntryHeldEventContent = TypedDict(
    "EntryHeldEventContent",
    {
        # The account that it is to be taken from.
        "from": AccountCode,
        # The account that it is to go to.
        "to": AccountCode,
        # How much.
        "amount": int,
        # What must be left of the account that it is taken from, credits less debits, by its limit at that time.
        "least_from": NotRequired[int],
        # What must be left of the account that it goes to, debits less credits, by its limit at that time.
        "least_to": NotRequired[int],
    },
)

class EntryHeldEvent(TypedDict):
    """What was encumbered of an entry became pending."""
    type: Literal["entry.held"]
    data: EntryHeldEventContent

# What was pending or encumbered of an entry became true, in part or all.
EntryPostedEventContent = TypedDict(
    "EntryPostedEventContent",
    {
        # The account that it is taken from.
        "from": AccountCode,
        # The account that it goes to.
        "to": AccountCode,
        # The layer that it was on.
        "layer": Layer,
        # How much.
        "amount": int,
        # How much was given up with it.
        "released": NotRequired[int],
        # Whether the rest stays as it is.
        "more": NotRequired[bool],
        # What must be left of the account that it is taken from, credits less debits, by its limit at that time;
        # absent where limits counted it before.
        "least_from": NotRequired[int],
        # What must be left of the account that it goes to, debits less credits, by its limit at that time; absent
        # where limits counted it before.
        "least_to": NotRequired[int],
    },
)

class EntryPostedEvent(TypedDict):
    """What was pending or encumbered of an entry became true, in part or all."""
    type: Literal["entry.posted"]
    data: EntryPostedEventContent

# What was pending or encumbered of an entry was given up.
EntryVoidedEventContent = TypedDict(
    "EntryVoidedEventContent",
    {
        # The account that it was to be taken from.
        "from": AccountCode,
        # The account that it was to go to.
        "to": AccountCode,
        # The layer that it was on.
        "layer": Layer,
        # How much.
        "released": int,
    },
)

class EntryVoidedEvent(TypedDict):
    """What was pending or encumbered of an entry was given up."""
    type: Literal["entry.voided"]
    data: EntryVoidedEventContent

# The time of what was pending or encumbered of an entry ran out.
EntryExpiredEventContent = TypedDict(
    "EntryExpiredEventContent",
    {
        # The account that it was to be taken from.
        "from": AccountCode,
        # The account that it was to go to.
        "to": AccountCode,
        # The layer that it was on.
        "layer": Layer,
        # How much.
        "released": int,
    },
)

class EntryExpiredEvent(TypedDict):
    """The time of what was pending or encumbered of an entry ran out."""
    type: Literal["entry.expired"]
    data: EntryExpiredEventContent

class EntryReversedEventContent(TypedDict):
    """What was posted of an entry went back."""
    by: EntryId
    """The entry by which it did."""

class EntryReversedEvent(TypedDict):
    """What was posted of an entry went back."""
    type: Literal["entry.reversed"]
    data: EntryReversedEventContent

class TradeProposedEventContent(TypedDict):
    """Terms of a trade were put forward."""
    trade: Trade
    """The trade."""

class TradeProposedEvent(TypedDict):
    """Terms of a trade were put forward."""
    type: Literal["trade.proposed"]
    data: TradeProposedEventContent

class TradeCounteredEventContent(TypedDict):
    """Other terms were put forward instead."""
    by: TradeRole
    """By whom."""
    terms: TradeTerms
    """The terms."""

class TradeCounteredEvent(TypedDict):
    """Other terms were put forward instead."""
    type: Literal["trade.countered"]
    data: TradeCounteredEventContent

class TradeAdvancedEventContent(TypedDict):
    """A trade went on."""
    by: TradeRole
    """By whom."""
    step: TradeStep
    """By which step."""
    progress: TradeProgress
    """How far it is now."""

class TradeAdvancedEvent(TypedDict):
    """A trade went on."""
    type: Literal["trade.advanced"]
    data: TradeAdvancedEventContent

class SettlementInstructedEventContent(TypedDict):
    """Something was instructed to be settled."""
    settlement: Settlement
    """The settlement."""

class SettlementInstructedEvent(TypedDict):
    """Something was instructed to be settled."""
    type: Literal["settlement.instructed"]
    data: SettlementInstructedEventContent

class SettlementAdvancedEventContent(TypedDict):
    """A settlement went on."""
    by: NotRequired[PartyCode]
    """By which of its parties, if by one."""
    step: SettlementStep
    """By which step."""
    progress: SettlementProgress
    """How far it is now."""

class SettlementAdvancedEvent(TypedDict):
    """A settlement went on."""
    type: Literal["settlement.advanced"]
    data: SettlementAdvancedEventContent

Event: TypeAlias = Union[
    VariantDefinedEvent,
    ChannelDefinedEvent,
    BookDefinedEvent,
    ShippingBookDefinedEvent,
    CouponDefinedEvent,
    CouponHeldEvent,
    CouponMovedEvent,
    CouponConsumedEvent,
    CouponReleasedEvent,
    CouponExpiredEvent,
    CouponReturnedEvent,
    TallyChangedEvent,
    GiftCardIssuedEvent,
    LocationDefinedEvent,
    StockReceivedEvent,
    StockMovedEvent,
    LotsMovedEvent,
    StockTermsDefinedEvent,
    StockSetAsideEvent,
    StockLevelChangedEvent,
    TransferSentEvent,
    TransferReceivedEvent,
    TransferReturnedEvent,
    TransferWrittenOffEvent,
    InboundAnnouncedEvent,
    InboundChangedEvent,
    InboundFilledEvent,
    InboundCancelledEvent,
    CartOpenedEvent,
    LinePutEvent,
    LineRemovedEvent,
    AddressSetEvent,
    BuyerSetEvent,
    BillingSetEvent,
    ChargesSetEvent,
    ShippingChosenEvent,
    CouponAppliedEvent,
    CouponRemovedEvent,
    GiftCardAppliedEvent,
    GiftCardRemovedEvent,
    TaxesSetEvent,
    CartReservedEvent,
    LineSavedEvent,
    AddressPutEvent,
    AddressRemovedEvent,
    CartDescribedEvent,
    CartAssignedEvent,
    CartAbsorbedEvent,
    CartMergedEvent,
    CartExpiredEvent,
    CartReopenedEvent,
    CartOrderedEvent,
    StockReservedEvent,
    ReservationCommittedEvent,
    ReservationExtendedEvent,
    ReservationTakenEvent,
    BackorderMadeEvent,
    BackorderFilledEvent,
    BackorderCancelledEvent,
    GoodsCameInEvent,
    ReservationReleasedEvent,
    ReservationExpiredEvent,
    OrderPlacedEvent,
    GoodsShippedEvent,
    LinesCancelledEvent,
    OrderAmendedEvent,
    OrderCreditedEvent,
    ReturnAddedEvent,
    ReturnRequestedEvent,
    ReturnApprovedEvent,
    ReturnReceivedEvent,
    ReturnRefundedEvent,
    ReturnRefusedEvent,
    ReturnCancelledEvent,
    GoodsDeliveredEvent,
    PaymentAddedEvent,
    OrderCompletedEvent,
    OrderCancelledEvent,
    OrderHeldEvent,
    OrderReleasedEvent,
    SeriesDefinedEvent,
    NumberGivenEvent,
    OrderInvoicedEvent,
    InvoiceIssuedEvent,
    OrderCreditNotedEvent,
    CreditNoteIssuedEvent,
    PaymentRequestedEvent,
    PaymentAuthorizedEvent,
    PaymentCapturedEvent,
    PaymentFailedEvent,
    PaymentVoidedEvent,
    PaymentRefundedEvent,
    PaymentExpiredEvent,
    PaymentDisputedEvent,
    DisputeWonEvent,
    DisputeLostEvent,
    PaymentAskedEvent,
    PaymentAnsweredEvent,
    CreditReturnedEvent,
    EffectAskedEvent,
    EffectClaimedEvent,
    EffectPostponedEvent,
    EffectDoneEvent,
    EffectDeclinedEvent,
    EffectWithdrawnEvent,
    EffectParkedEvent,
    EffectRetriedEvent,
    ShipmentSentEvent,
    ShipmentTrackedEvent,
    ShipmentExceptionEvent,
    LabelAskedEvent,
    LabelGivenEvent,
    LabelRefusedEvent,
    LabelVoidAskedEvent,
    LabelVoidedEvent,
    ShipmentDeliveredEvent,
    SellerDefinedEvent,
    SellerOrderPlacedEvent,
    AccountDefinedEvent,
    EntryRecordedEvent,
    EntryHeldEvent,
    EntryPostedEvent,
    EntryVoidedEvent,
    EntryExpiredEvent,
    EntryReversedEvent,
    TradeProposedEvent,
    TradeCounteredEvent,
    TradeAdvancedEvent,
    SettlementInstructedEvent,
    SettlementAdvancedEvent,
]
"""Something that happened. Events are facts: they are never changed, and a new field is optional."""

EventId: TypeAlias = str
"""An event of the log."""

# One asset for another, at a rate that was agreed on.
Exchange = TypedDict(
    "Exchange",
    {
        # The account of whoever exchanges, that what is paid comes to.
        "through": AccountCode,
        # The account of theirs that what it is exchanged for is taken from.
        "from": AccountCode,
        # How many smallest units of the one are given for one smallest unit of the other.
        "rate": Rate,
        # How what is received is rounded to whole units: of all that was paid until then, so that parts come to the
        # whole.
        "rounding": Rounding,
        # The rate is a quote that holds until this instant, exclusive: the trade is funded before. It is agreed on
        # for good when absent.
        "quoted_until": NotRequired[Timestamp],
        # The account that rounding is paid from: what is rounded up beyond what the rate gives. The one that
        # exchanges pays it when absent.
        "difference": NotRequired[AccountCode],
    },
)

Exclusive: TypeAlias = Literal[
    "alone",
    "stop_after",
    "best",
]
"""What an exclusive promotion excludes.
`alone`: Every other: the eligible exclusive promotion of the highest priority is applied alone.
`stop_after`: All that would come after it.
`best`: Every other, if alone it takes off more than all that are not exclusive together: best for the
customer.
"""

class Execute(TypedDict):
    """A command with its id and who sends it."""
    id: NotRequired[CommandId]
    """The command's id: sending it again answers the first outcome. A new one when absent, so that nothing can be
    sent again.
    """
    actor: NotRequired[Actor]
    """Who sends it."""
    command: Command
    """What is asked."""

# An experiment: buyers fall into its arms by a stable hash of their key, in proportion to the weights.
Experiment = TypedDict(
    "Experiment",
    {
        # Names it, and is hashed with the key: the arms of two experiments have nothing to do with each other.
        "code": ExperimentCode,
        # Its arms.
        "arms": list[Arm],
        # Runs from this instant, inclusive.
        "from": NotRequired[Timestamp],
        # Runs until this instant, exclusive.
        "until": NotRequired[Timestamp],
    },
)

ExperimentCode: TypeAlias = str
"""An experiment with prices: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

FailureKind: TypeAlias = Literal[
    "invalid",
    "refused",
    "unavailable",
    "fault",
]
"""Says who can mend a failure. The same four cross every boundary.
`invalid`: The call is malformed: fix it before sending it again.
`refused`: A rule of commerce said no: the call is well formed, the world does not allow it.
`unavailable`: The store could not answer now: send the same command again with the same id.
`fault`: A defect of fondaco or of a store adapter: please report it.
"""

class FixedFeeAmount(TypedDict):
    """So much, once for each currency."""
    fixed: list[Money]

class PercentFeeAmountContent(TypedDict):
    """A share."""
    rate: Rate
    """The share."""
    of: FeeBasis
    """Of what."""
    least: NotRequired[list[Money]]
    """No less than this, once for each currency."""
    most: NotRequired[list[Money]]
    """No more than this, once for each currency."""

class PercentFeeAmount(TypedDict):
    """A share."""
    percent: PercentFeeAmountContent

FeeAmount: TypeAlias = Union[
    FixedFeeAmount,
    PercentFeeAmount,
]
"""How much is asked for the clearance of goods."""

FeeBasis: TypeAlias = Literal[
    "customs_value",
    "duty_and_tax",
]
"""What a fee is a share of.
`customs_value`: What duties are a share of.
`duty_and_tax`: Duties and tax together, as where a carrier lends them.
"""

class FilledFirst(TypedDict):
    """A destination that takes no more than so much."""
    most: int
    """How much; less than nothing is nothing."""
    to: FundsDestination
    """Whither."""

class FirstStep(TypedDict):
    """What comes before the steps of a measure."""
    up_to: int
    """Up to this much."""
    price: Money
    """Costs this."""

class FirstAgainAfterFlexiMost(TypedDict):
    """After so many the next is a first one again (Solidus)."""
    first_again_after: int

class ChargedFlexiMost(TypedDict):
    """No more than so many are charged (Spree)."""
    charged: int

FlexiMost: TypeAlias = Union[
    Literal["any"],
    FirstAgainAfterFlexiMost,
    ChargedFlexiMost,
]
"""What happens with many units where the first costs another price."""

class ForEvery(TypedDict):
    """A gift for every so many units."""
    quantity: int
    """How many units."""
    of: NotRequired[Goods]
    """Of which goods."""

Formula: TypeAlias = str
"""A formula over `x` (the score), `qty`, `cost`, `grams` and `distance`: `+ - * /`, `min`, `max`, exact
decimals; `(50 * x) + 750`.
"""

Fraction: TypeAlias = str
"""An exact part of a whole, from zero to one, as text: `1/3`, `1`. At most 1,000,000,000,000 stands below the
line.
"""

FulfilmentStanding: TypeAlias = Literal[
    "unfulfilled",
    "partly_shipped",
    "shipped",
    "partly_delivered",
    "delivered",
    "partly_returned",
    "returned",
]
"""How an order stands with its goods, derived from what has left and arrived.
`unfulfilled`: Nothing has left.
`partly_shipped`: Some goods have left.
`shipped`: All goods have left.
`partly_delivered`: All goods have left, some have arrived.
`delivered`: All goods have arrived.
`partly_returned`: Some goods have come back and were credited.
`returned`: All goods that left have come back and were credited.
"""

class AccountFundsDestination(TypedDict):
    """To one account."""
    account: AccountCode

class KeptFundsDestinationContent(TypedDict):
    """Nowhere: it stays where it was."""

class KeptFundsDestination(TypedDict):
    """Nowhere: it stays where it was."""
    kept: KeptFundsDestinationContent

class InOrderFundsDestinationContent(TypedDict):
    """To the first so much at most, then to the next, and the rest to the last."""
    first: list[FilledFirst]
    """Those that are filled first."""
    rest: FundsDestination
    """Where the rest goes."""

class InOrderFundsDestination(TypedDict):
    """To the first so much at most, then to the next, and the rest to the last."""
    in_order: InOrderFundsDestinationContent

class SplitFundsDestination(TypedDict):
    """To each its share."""
    split: list[DestinationShare]

FundsDestination: TypeAlias = Union[
    AccountFundsDestination,
    KeptFundsDestination,
    InOrderFundsDestination,
    SplitFundsDestination,
]
"""Where an amount goes."""

class AccountFundsSource(TypedDict):
    """One account: as much as it has."""
    account: SourceAccount

class InOrderFundsSource(TypedDict):
    """From the first as much as it has, then from the next."""
    in_order: list[FundsSource]

# From another source, but no more than so much.
AtMostFundsSourceContent = TypedDict(
    "AtMostFundsSourceContent",
    {
        # How much; less than nothing is nothing.
        "most": int,
        # From where.
        "from": FundsSource,
    },
)

class AtMostFundsSource(TypedDict):
    """From another source, but no more than so much."""
    at_most: AtMostFundsSourceContent

class SplitFundsSource(TypedDict):
    """From each its share, exactly."""
    split: list[SourceShare]

FundsSource: TypeAlias = Union[
    AccountFundsSource,
    InOrderFundsSource,
    AtMostFundsSource,
    SplitFundsSource,
]
"""Where an amount is taken from."""

GatewayCode: TypeAlias = str
"""A payment gateway, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Gift(TypedDict):
    """Goods that are added and cost nothing."""
    sku: Sku
    """What."""
    title: str
    """What the shopper reads."""
    prices: list[Money]
    """What one costs otherwise, one price for each currency; nothing is given in others."""
    tax_category: TaxCategory
    """Which tax rates apply to it."""
    quantity: int
    """How many."""
    for_every: NotRequired[ForEvery]
    """One more for every so many units of goods: 2 gives one gift for two units, two for four."""

class GiftCard(TypedDict):
    """A gift card, or the store credit of a customer."""
    code: GiftCardCode
    """Its code, which names it. Whoever knows it can pay with it."""
    amount: Money
    """How much was paid in."""
    customer: NotRequired[CustomerId]
    """Whose it is: store credit only this customer can pay with. Anybody's when absent."""
    until: NotRequired[Timestamp]
    """Pays until this instant, exclusive."""
    books: NotRequired[BooksCode]
    """The books that its issue is entered in; in none when absent."""

GiftCardCode: TypeAlias = str
"""A gift card, or the store credit of a customer: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts."""

# A choice of goods: everything that is said must hold, of each list one entry. `{}` is all goods.
Goods = TypedDict(
    "Goods",
    {
        # One of these SKUs.
        "skus": NotRequired[list[Sku]],
        # A variant of one of these products.
        "products": NotRequired[list[ProductCode]],
        # In one of these categories.
        "categories": NotRequired[list[CategoryCode]],
        # For each attribute one of the values.
        "attributes": NotRequired[dict[str, list[str]]],
        # None of these.
        "except": NotRequired[list[Goods]],
        # Whose unit price, before promotions on the line, lies within.
        "unit_price": NotRequired[Bounds],
        # Whose line, before promotions on it, costs within.
        "line_total": NotRequired[Bounds],
        # Only goods that a promotion of the catalog or a sale list has made cheaper, or only goods that none has.
        "reduced": NotRequired[bool],
    },
)

class GoodsProgress(TypedDict):
    """How far goods of a trade are. What is neither delivered nor lost nor on its way is held, once the trade is
    funded.
    """
    hold: NotRequired[EntryId]
    """What holds those that have not left."""
    held: NotRequired[int]
    """How many it holds."""
    delivered: NotRequired[int]
    """How many have come to the buyer."""
    lost: NotRequired[int]
    """How many were lost on their way."""
    lost_by_buyer: NotRequired[int]
    """How many of these the buyer pays."""

class GoodsTotal(TypedDict):
    """What goods are worth."""
    of: NotRequired[Goods]
    """Which goods; all when absent."""
    within: NotRequired[list[Bounds]]
    """One range for each currency."""
    tax: NotRequired[TaxView]
    """With or without tax; as the rules say when absent."""

GroupCode: TypeAlias = str
"""A group of customers, or of promotions that exclude each other: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class DaysHandling(TypedDict):
    """Days of work: with none they leave on the day for which the order counts."""
    days: TransitDays

class MinutesHandling(TypedDict):
    """Minutes by the clock, from the order or from when work begins."""
    minutes: TransitMinutes

Handling: TypeAlias = Union[
    DaysHandling,
    MinutesHandling,
]
"""How long it takes until goods are ready to leave."""

HazardClass: TypeAlias = str
"""A class of dangerous goods, and its division where one is said: `3`, `2.1`. Without a division it is all of
the class.
"""

class HoldLine(TypedDict):
    """What is to be held."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units."""
    location: NotRequired[LocationCode]
    """The only place that it may come from; any of those that are asked for when absent."""

HoldStatus: TypeAlias = Literal[
    "released",
    "own",
    "other",
    "both",
]
"""Who keeps a settlement back.
`released`: Nobody.
`own`: The party that asks.
`other`: Another one.
`both`: That party and another one.
"""

HolderCode: TypeAlias = str
"""Somebody who holds stock without a cart: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Holiday(TypedDict):
    """A day that is closed by its date."""
    name: str
    """What people call it."""
    on: HolidayDate
    """When it is."""

class DateHolidayDate(TypedDict):
    """Once."""
    date: Date

class YearlyHolidayDateContent(TypedDict):
    """Every year. 29 February is in leap years alone."""
    month: int
    """The month, 1 to 12."""
    day: int
    """The day in it."""

class YearlyHolidayDate(TypedDict):
    """Every year. 29 February is in leap years alone."""
    yearly: YearlyHolidayDateContent

HolidayDate: TypeAlias = Union[
    DateHolidayDate,
    YearlyHolidayDate,
]
"""When a holiday is."""

class ImportFee(TypedDict):
    """What is asked for the clearance of goods."""
    code: ChargeCode
    """Names it."""
    title: str
    """What the shopper reads."""
    amount: FeeAmount
    """How much."""
    always: NotRequired[bool]
    """Asked for even where neither duty nor tax is owed."""

class ImportTax(TypedDict):
    """A tax on import."""
    title: str
    """How it is called."""
    of: NotRequired[ValueBasis]
    """What it is a share of, together with the duty; goods with their shipping and insurance when absent."""
    rates: list[ImportTaxRate]
    """Shares. The longest code that goods begin with counts. One row is for all other goods."""
    free: NotRequired[LowValue]
    """Goods that are worth so little owe none."""

class ImportTaxRate(TypedDict):
    """The tax on some goods."""
    commodity: NotRequired[CommodityCode]
    """What their code begins with; all goods when absent."""
    rate: Rate
    """The share: `0.2` is 20 %."""

class Inbound(TypedDict):
    """Goods that were announced: a purchase order, as far as stock goes."""
    id: InboundId
    """Its id."""
    location: LocationCode
    """Where they will be."""
    lines: list[InboundLine]
    """What was announced, and how much of it has come."""
    due_at: Timestamp
    """When they will be there."""
    reference: NotRequired[str]
    """The order, or the supplier's paper."""
    state: InboundState
    """Where it stands."""

InboundId: TypeAlias = str
"""Goods that were announced."""

class InboundLine(TypedDict):
    """A SKU that was announced."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units were announced."""
    received: NotRequired[int]
    """How many have come by it; may be more than were announced."""

InboundState: TypeAlias = Literal[
    "announced",
    "received",
    "cancelled",
]
"""Where an announcement stands.
`announced`: Goods are still to come.
`received`: All that was announced has come.
`cancelled`: What has not come will not.
"""

Incoterm: TypeAlias = Literal[
    "exw",
    "fca",
    "cpt",
    "cip",
    "dap",
    "dpu",
    "ddp",
    "fas",
    "fob",
    "cfr",
    "cif",
    "dat",
    "daf",
    "des",
    "deq",
    "ddu",
]
"""Incoterms 2020 (International Chamber of Commerce, publication 723), and terms of earlier editions that are
still met.
`exw`: Ex works.
`fca`: Free carrier.
`cpt`: Carriage paid to.
`cip`: Carriage and insurance paid to.
`dap`: Delivered at place.
`dpu`: Delivered at place unloaded.
`ddp`: Delivered duty paid: the seller clears goods and pays what is owed at the border.
`fas`: Free alongside ship.
`fob`: Free on board.
`cfr`: Cost and freight.
`cif`: Cost, insurance and freight.
`dat`: Delivered at terminal: of 2010, now `DPU`.
`daf`: Delivered at frontier: of 2000.
`des`: Delivered ex ship: of 2000.
`deq`: Delivered ex quay: of 2000.
`ddu`: Delivered duty unpaid: of 2000, now `DAP`.
"""

class Invoice(TypedDict):
    """An invoice. It is never changed: a credit note corrects it."""
    id: InvoiceId
    """Its id."""
    number: str
    """Its number."""
    order: OrderId
    """The order."""
    order_number: NotRequired[str]
    """The number of the order."""
    ordered_at: Timestamp
    """When the order was placed."""
    issued_at: Timestamp
    """When it was issued."""
    seller: InvoicedSeller
    """Who sells."""
    buyer: InvoicedBuyer
    """Who bought."""
    amounts: DocumentAmounts
    """What it is over."""
    reduction: NotRequired[Reduction]
    """By how much gift cards lower its net amount and tax, where they lower the total rather than pay."""
    total: Money
    """What it comes to: net and tax, less the reduction."""
    by_cards: Money
    """What gift cards and credit had paid of it."""
    by_payments: Money
    """What payments had paid of it."""
    due: Money
    """What was left to be paid of it."""
    sold_by: NotRequired[SellerCode]
    """Whose part of the order it is over; what the channel itself sells when absent."""

InvoiceId: TypeAlias = str
"""An invoice."""

class InvoicedBuyer(TypedDict):
    """Who bought, as an invoice names it: whom it is made out to, or whoever the goods go to."""
    customer: NotRequired[CustomerId]
    """The customer; a guest when absent."""
    address: Address
    """Name and address."""
    tax: NotRequired[TaxStatus]
    """Why no tax is due, where none is."""
    tax_id: NotRequired[str]
    """The number by which the buyer is registered for tax."""

class InvoicedSeller(TypedDict):
    """Who sells, as invoices name it."""
    address: Address
    """Name and address."""
    tax_id: NotRequired[str]
    """The number by which it is registered for tax."""

class Item(TypedDict):
    """Things to be packed that are alike."""
    name: str
    """What it is called; another name than that of every other."""
    size: Size
    """Its size."""
    grams: int
    """What one weighs, in grams."""
    quantity: int
    """How many there are."""
    rotation: NotRequired[Rotation]
    """How it may be turned."""
    bears: NotRequired[int]
    """How many grams may lie on one: on its own footprint, and on whatever lies there. 0: nothing may be stacked on
    it. Anything may when absent.
    """
    kinds: NotRequired[list[str]]
    """Words that rules know it by: `battery`, `food`."""
    never_with: NotRequired[list[str]]
    """Names and kinds of which nothing may be in the same parcel."""
    together: NotRequired[str]
    """All items of one such word, every unit of them, travel in one parcel."""

Keep: TypeAlias = Literal[
    "line",
    "order",
]
"""What may not be split over places.
`line`: A line: all of its units come from one place.
`order`: An order: all of its lines come from one place.
"""

Key: TypeAlias = str
"""Names a record, `cart/0199…`, or a row of counters, `stock/SKU@location`: its kind and its id."""

class KitLine(TypedDict):
    """A line of kits in a basket or receipt, beside the lines of its parts, whose `kit` is its number."""
    line: int
    """Its number in the cart."""
    sku: Sku
    """What is sold."""
    title: str
    """What the shopper reads."""
    quantity: Quantity
    """How many kits."""
    unit_price: Money
    """The price of one kit, which its parts share: before promotions, and before it is adapted to the buyer's taxes."""
    compare_at: NotRequired[Money]
    """The price before it was reduced, to compare with."""
    list: NotRequired[PriceListCode]
    """The list that the price is from; the variant's own when absent."""

class LandedCost(TypedDict):
    """What goods cost once they have come."""
    destination: ZoneCode
    """By the rules of which border."""
    incoterm: Incoterm
    """On which terms."""
    lines: list[LandedLine]
    """Line by line, in the order of the query. They sum to the totals."""
    fees: list[LandedFee]
    """What is asked for clearance."""
    goods: Money
    """What the goods are worth."""
    shipping: Money
    """Their shipping."""
    insurance: Money
    """Their insurance."""
    customs_value: Money
    """What duties are a share of."""
    duty: Money
    """Duties."""
    duty_free: bool
    """No duty is owed because goods are worth so little, or come without crossing the border."""
    tax: Money
    """The tax on import."""
    tax_free: bool
    """No tax is owed because goods are worth so little, or come without crossing the border."""
    total: Money
    """All of it: goods, shipping, insurance, duties, tax and fees."""
    payable_now: Money
    """What of it is paid when goods are bought."""
    payable_on_import: Money
    """What of it is paid by whoever imports them."""

class LandedFee(TypedDict):
    """What is asked for the clearance of goods."""
    code: ChargeCode
    """Which."""
    title: str
    """What the shopper reads."""
    amount: Money
    """How much."""

class LandedLine(TypedDict):
    """What one line costs once it has come."""
    sku: Sku
    """Which goods."""
    commodity: NotRequired[CommodityCode]
    """What customs know them as."""
    origin: NotRequired[CountryCode]
    """Where they come from."""
    goods: Money
    """What they are worth."""
    shipping: Money
    """Their part of the shipping, in proportion to what they are worth."""
    insurance: Money
    """Their part of the insurance."""
    customs_value: Money
    """What their duty is a share of."""
    duty_rate: Rate
    """The share; nothing where no duty is owed."""
    duty: Money
    """Their duty."""
    tax_base: Money
    """What their tax is a share of: their value and their duty."""
    tax_rate: Rate
    """The share; nothing where no tax is owed."""
    tax: Money
    """Their tax."""

# Goods that are sold over a border.
LandedQuery = TypedDict(
    "LandedQuery",
    {
        # What all amounts are in.
        "currency": Currency,
        # Where to.
        "to": ShipTo,
        # The country that they are sent from; one outside the customs union when absent.
        "from": NotRequired[CountryCode],
        # The day on which they come.
        "on": Date,
        # On which terms.
        "incoterm": Incoterm,
        # The goods, each worth what it is without tax.
        "lines": list[ShippingLine],
        # What is asked for shipping.
        "shipping": Money,
        # What is asked for insurance; nothing when absent.
        "insurance": NotRequired[Money],
    },
)

Layer: TypeAlias = Literal[
    "settled",
    "pending",
    "encumbered",
]
"""One of the layers of a ledger: how firm it is what stands there.
`settled`: What is done: it is posted.
`pending`: What is held, to be posted or voided. Limits count it.
`encumbered`: What is set aside by intention: an order to a supplier, a budget, credit that is promised.
Limits do not count it.
"""

Least: TypeAlias = list[Union[int, None]]
"""What each guard of a row, in the order of `guards`, must at least come to; `None` where it is not asked."""

class Left(TypedDict):
    """What is left of the limits of a promotion."""
    promotion: PromotionCode
    """Which promotion."""
    uses: NotRequired[int]
    """How many more orders may use it."""
    uses_of_buyer: NotRequired[int]
    """How many more orders of this buyer may use it."""
    budget: NotRequired[Money]
    """How much more it may take off."""

class LeftItem(TypedDict):
    """Items that are in no parcel."""
    item: int
    """Which item: its place in the request."""
    quantity: int
    """How many of it."""
    why: LeftWhy
    """Why."""

class LeftOut(TypedDict):
    """Goods that did not come along."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units."""

LeftWhy: TypeAlias = Literal[
    "too_large",
    "too_heavy",
    "not_together",
    "no_carton_left",
]
"""Why items are in no parcel.
`too_large`: One is larger than every carton, however it may be turned.
`too_heavy`: One is too heavy for every carton that it goes into, or for the carrier.
`not_together`: What must travel together was not brought into one carton.
`no_carton_left`: No carton is left that it could go into.
"""

class Leg(TypedDict):
    """One side of something that is entered."""
    account: AccountCode
    """Which account."""
    side: Side
    """On which side."""
    amount: int
    """How much, in the smallest units of its asset."""

LegKind: TypeAlias = Literal[
    "goods",
    "money",
]
"""What a leg moves.
`goods`: Goods, or securities.
`money`: Money.
"""

class Limits(TypedDict):
    """How often a promotion may be used, and what it may cost. The counting is the store's; see `left`."""
    uses: NotRequired[int]
    """Orders in total."""
    uses_per_customer: NotRequired[int]
    """Orders of one customer."""
    budget: NotRequired[Money]
    """What it may take off in total."""
    overrun: NotRequired[Overrun]
    """What happens when an order would take off more than is left of the budget."""

class LineDetails(TypedDict):
    """What a line says beside its SKU and quantity."""
    line: int
    """The number of the line."""
    options: NotRequired[dict[str, str]]
    """What the buyer chose beside the SKU."""
    to: NotRequired[AddressCode]
    """The address that it goes to; that of the order when absent."""
    note: NotRequired[str]
    """What the buyer wrote."""

class LinePrice(TypedDict):
    """What a line costs by itself. The price lists of the book come first where they have a price for the SKU."""
    unit: NotRequired[Money]
    """The price of `per` whole units; only the price lists are asked when absent."""
    per: NotRequired[int]
    """How many whole units the price is for; one when absent. 1.0149 USD each is 101.49 USD for 100."""
    compare_at: NotRequired[Money]
    """The price before it was reduced, to compare with. Discounts of the catalog are worked out from it."""
    minimum: NotRequired[Money]
    """No discount goes below this price."""

LinePrices: TypeAlias = Literal[
    "follow",
    "keep",
    "tell",
]
"""Which price a line has.
`follow`: Today's.
`keep`: The one that the shopper was shown, for a time from when the line was added.
`tell`: Today's; where it is another than the shopper was shown, it has to be accepted before the cart is
ordered.
"""

class LineShare(TypedDict):
    """What some units of a line cost: a share of its amounts."""
    subtotal: Money
    """At their price, before discounts."""
    discount: Money
    """What the promotions took off them."""
    net: Money
    """What was to be paid for them, without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """What was to be paid for them; `net + tax`."""

class LineUnits(TypedDict):
    """Units of a line of an order. A kit goes as a whole: it is named by its own line, never by those of its parts."""
    line: int
    """The number of the line."""
    quantity: Quantity
    """How many of its smallest units; of a kit, how many kits."""

ListKind: TypeAlias = Literal[
    "base",
    "sale",
    "override",
]
"""What a list does beside the base prices.
`base`: Base prices.
`sale`: Reduced prices: the base price stays, to compare with. Where it is lower, it is the price.
`override`: Other prices: the base price is not shown.
"""

# The price of a SKU.
ListedPrice = TypedDict(
    "ListedPrice",
    {
        # What.
        "sku": Sku,
        # The price of `per` whole units. Zero is a price.
        "price": Money,
        # How many whole units the price is for; one when absent.
        "per": NotRequired[int],
        # For whom; everybody that the list is for when absent.
        "for": NotRequired[Audience],
        # From this many smallest units, inclusive; from the first when absent.
        "from_quantity": NotRequired[int],
        # Up to this many smallest units, inclusive; without end when absent.
        "to_quantity": NotRequired[int],
        # Other prices by quantity, the smallest quantity first.
        "tiers": NotRequired[list[Tier]],
        # What the tiers mean.
        "tier_mode": NotRequired[TierMode],
        # Which quantity decides the tier.
        "tier_by": NotRequired[TierBy],
        # The price before it was reduced, to compare with.
        "compare_at": NotRequired[Money],
        # No discount goes below this price.
        "minimum": NotRequired[Money],
    },
)

class Locality(TypedDict):
    """Where on earth something is."""
    country: CountryCode
    """The country."""
    region: NotRequired[RegionCode]
    """The region in it: the second part of ISO 3166-2, such as `NY`."""
    postal_code: NotRequired[str]
    """The postal code."""
    point: NotRequired[Point]
    """The point on the globe, for distances."""

class Location(TypedDict):
    """A place that holds stock. A channel may name places of which no such record was made: they are active, and
    able to do everything.
    """
    code: LocationCode
    """Its code, which names it."""
    title: str
    """What people call it."""
    priority: NotRequired[int]
    """The lower, the sooner it serves; of equal ones, the order of the channel decides."""
    place: NotRequired[Locality]
    """Where on earth it is, if that is known."""
    capabilities: NotRequired[list[Capability]]
    """What it can do; everything when empty."""
    cost: NotRequired[Money]
    """What a parcel from here costs, for rules that look for the cheapest."""
    inactive: NotRequired[bool]
    """Its stock is not for sale, unless somebody names the place."""

LocationCode: TypeAlias = str
"""A place that holds stock: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class LoggedEvent(TypedDict):
    """An event and its place in the log."""
    cursor: Cursor
    """Its place: what to ask for events after."""
    envelope: Envelope
    """The event."""

LostGifts: TypeAlias = Literal[
    "keep",
    "charge",
]
"""What becomes of gifts when the promotion that gave them no longer holds for what remains.
`keep`: The buyer keeps them.
`charge`: Those that have not left fall away; those that have come back too, or are charged at their price.
"""

LostPromotions: TypeAlias = Literal[
    "keep",
    "reprice",
]
"""What becomes of discounts when some of the goods are gone.
`keep`: Units and charges keep the shares that the receipt gave them.
`reprice`: What remains is priced again as it was when the order was placed. The credit is what the order came
to before, less what the rest costs; never less than nothing.
"""

class Lot(TypedDict):
    """A lot as it lies on a shelf."""
    lot: LotCode
    """The lot, or the serial."""
    quantity: Quantity
    """How many smallest units of it are there."""
    received_at: Timestamp
    """When the first of them came."""
    expires_at: NotRequired[Timestamp]
    """From when on it is no longer good."""
    unit_cost: NotRequired[Money]
    """What one whole unit cost."""

LotCode: TypeAlias = str
"""A lot of goods, or one serial: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts."""

class LotLine(TypedDict):
    """A quantity of a lot, or one serial."""
    lot: LotCode
    """The lot, or the serial."""
    quantity: Quantity
    """How many smallest units; one of a serial."""
    expires_at: NotRequired[Timestamp]
    """From when on it is no longer good."""

class LowValue(TypedDict):
    """Nothing is owed for goods that are worth so much or less, all together."""
    up_to: list[Money]
    """So much, once for each currency."""
    of: NotRequired[ValueBasis]
    """Of what; the goods alone when absent."""

MatchingStatus: TypeAlias = Literal[
    "matched",
    "unmatched",
]
"""Whether all parties of a settlement have instructed it.
`matched`: They have (`MACH`).
`unmatched`: Some have not (`NMAT`).
"""

Measure: TypeAlias = Literal[
    "weight",
    "value",
    "quantity",
    "distance",
    "score",
]
"""What is measured of goods.
`weight`: What they weigh, or what a carrier bills for, in grams.
`value`: What they are worth, in the smallest unit of the currency of the rate.
`quantity`: How many units; goods that are weighed or measured are one.
`distance`: How far they go.
`score`: The score of the query, 0 when it has none.
"""

MergeBy: TypeAlias = Literal[
    "guest",
    "existing",
    "guest_if_existing_empty",
    "sum",
    "max",
    "ask",
]
"""Which lines a cart has after another has gone into it. A cart without lines never replaces one that has some.
`guest`: Those of the guest's cart.
`existing`: Those that it had.
`guest_if_existing_empty`: Those that it had; those of the guest's cart where it had none.
`sum`: Those of both; of lines that are the same, the sum.
`max`: Those of both; of lines that are the same, the one with more.
`ask`: Those of both; refused with `cart.differs` where lines that are the same differ in quantity: the
shopper is asked.
"""

class Moment(TypedDict):
    """The instant of a command and its share of randomness: the same moment gives the same ids."""
    now: Timestamp
    """The time of the decision, UTC."""
    seed: int
    """The randomness of the command."""

class Money(TypedDict):
    """An amount of money."""
    amount: Decimal
    """How much."""
    currency: Currency
    """Of what."""

class MostGoods(TypedDict):
    """So much and no more: at least one of both is said."""
    units: NotRequired[int]
    """Smallest units."""
    grams: NotRequired[int]
    """Grams."""

class MovedLine(TypedDict):
    """By how much the units of a SKU at a location changed."""
    sku: Sku
    """What."""
    quantity: int
    """How many of its smallest units: above zero they came, below zero they left."""
    unit_cost: NotRequired[Money]
    """What one whole unit cost."""
    counted: NotRequired[int]
    """How many were there when they were counted."""
    lots: NotRequired[list[MovedLot]]
    """Of which lots, or which serials."""

class MovedLot(TypedDict):
    """By how much the units of a lot at a location changed."""
    lot: LotCode
    """The lot, or the serial."""
    quantity: int
    """How many smallest units: above zero they came, below zero they left."""
    expires_at: NotRequired[Timestamp]
    """From when on it is no longer good."""

class Movement(TypedDict):
    """A paper of goods that came to a location, or left it."""
    id: MovementId
    """Its id."""
    location: LocationCode
    """Where."""
    lines: list[MovedLine]
    """What moved."""
    reference: NotRequired[str]
    """Somebody else's paper, such as a delivery note."""
    kind: NotRequired[MovementKind]
    """What kind of movement it is."""

MovementId: TypeAlias = str
"""A movement of stock."""

class ReceiptMovementKindContent(TypedDict):
    """Goods came from a supplier."""
    inbound: NotRequired[InboundId]
    """The announcement that it fills, in part or whole."""

class ReceiptMovementKind(TypedDict):
    """Goods came from a supplier."""
    receipt: ReceiptMovementKindContent

class AdjustmentMovementKindContent(TypedDict):
    """The books were wrong, or something happened to goods."""
    reason: StockReason
    """What."""
    note: NotRequired[str]
    """In words."""

class AdjustmentMovementKind(TypedDict):
    """The books were wrong, or something happened to goods."""
    adjustment: AdjustmentMovementKindContent

class CountMovementKindContent(TypedDict):
    """Goods were counted."""

class CountMovementKind(TypedDict):
    """Goods were counted."""
    count: CountMovementKindContent

class WriteOffMovementKindContent(TypedDict):
    """Goods were thrown away."""
    reason: StockReason
    """Why."""
    note: NotRequired[str]
    """In words."""
    aside: NotRequired[AsideReason]
    """The reason for which they had been set aside, if they had."""

class WriteOffMovementKind(TypedDict):
    """Goods were thrown away."""
    write_off: WriteOffMovementKindContent

class TransferOutMovementKindContent(TypedDict):
    """Goods left for another location."""
    transfer: TransferId
    """The transfer."""

class TransferOutMovementKind(TypedDict):
    """Goods left for another location."""
    transfer_out: TransferOutMovementKindContent

class TransferInMovementKindContent(TypedDict):
    """Goods came from another location, or came home."""
    transfer: TransferId
    """The transfer."""

class TransferInMovementKind(TypedDict):
    """Goods came from another location, or came home."""
    transfer_in: TransferInMovementKindContent

MovementKind: TypeAlias = Union[
    ReceiptMovementKind,
    AdjustmentMovementKind,
    CountMovementKind,
    WriteOffMovementKind,
    TransferOutMovementKind,
    TransferInMovementKind,
]
"""What kind of movement it is, and so where goods came from or went."""

class NamedAddress(TypedDict):
    """An address that lines of a cart can be sent to."""
    code: AddressCode
    """Names it in its cart."""
    address: Address
    """The address."""

class NamedShippingBook(TypedDict):
    """Rules of shipping under the code by which channels name them."""
    code: ShippingCode
    """The code."""
    rules: ShippingBook
    """The rules, compiled."""

class NetPosition(TypedDict):
    """What one party owes and is owed; the proof of its net amount."""
    party: AccountCode
    """Who."""
    owes: int
    """The sum of what it owes."""
    is_owed: int
    """The sum of what it is owed."""

class NettingReport(TypedDict):
    """What the obligations of one asset come to."""
    asset: AssetCode
    """Of what."""
    gross: int
    """The sum of the obligations."""
    net: int
    """What is to be paid instead: the sum of the net amounts of those who owe."""
    positions: list[NetPosition]
    """Each party, in the order of accounts."""

# An entry as it is asked for. The same again under its id changes nothing.
NewEntry = TypedDict(
    "NewEntry",
    {
        # Its id, which the caller chooses. Statements are in the order of ids, so take UUIDs of version 7.
        "id": EntryId,
        # The account that it is taken from: it is debited.
        "from": AccountCode,
        # The account that it goes to: it is credited.
        "to": AccountCode,
        # How much, in the smallest units of the asset that both hold: 0 to 9,007,199,254,740,991.
        "amount": int,
        # The layer on which it is entered: settled at once, held first, or set aside.
        "layer": NotRequired[Layer],
        # Until when it is pending or encumbered, exclusive; without an end when absent.
        "expires_at": NotRequired[Timestamp],
        # When it takes effect, at the latest now; now when absent.
        "effective_at": NotRequired[Timestamp],
        # What it is found by, with others of the same.
        "reference": NotRequired[str],
        # In words.
        "note": NotRequired[str],
        # What it is thought to be of; whatever both accounts hold when absent.
        "asset": NotRequired[AssetCode],
        # Whether less is entered where there is less, and how much that is; no less than the amount when absent.
        "up_to": NotRequired[UpTo],
    },
)

class NewLine(TypedDict):
    """A line to be put into a cart."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many smallest units."""
    options: NotRequired[dict[str, str]]
    """What the buyer chose beside the SKU; at most 20."""
    to: NotRequired[AddressCode]
    """The address of the cart that it goes to; the main one when absent."""
    note: NotRequired[str]
    """What the buyer writes; stands for the whole line, also where it grows."""

class NotOffered(TypedDict):
    """A method that is not offered, and why."""
    method: ChargeCode
    """Which."""
    reason: ShippingReason
    """Why."""

class Obstacle(TypedDict):
    """What keeps a settlement from being settled."""
    kind: ObstacleKind
    """What it is."""
    account: NotRequired[AccountCode]
    """The account that it is about."""

ObstacleKind: TypeAlias = Literal[
    "goods",
    "money",
    "full",
    "closed",
    "linked",
]
"""What can keep a settlement from being settled.
`goods`: There are not enough goods in an account.
`money`: There is not enough money in an account.
`full`: An account would hold more than it may.
`closed`: An account is closed.
`linked`: Another one has to be settled first, or in the same commit, and was not.
"""

class PercentOff(TypedDict):
    """A share, above 0 and at most 1: `0.10` is 10 %."""
    percent: Rate

class AmountOff(TypedDict):
    """An amount, one for each currency; nothing in others."""
    amount: list[Money]

class PriceOff(TypedDict):
    """All above a price, one for each currency; nothing in others."""
    price: list[Money]

class StepsOff(TypedDict):
    """By steps of what the goods come to, the highest that is reached."""
    steps: Steps

class UnitsOffContent(TypedDict):
    """An amount for the first unit and another for each further one, off the line."""
    first: list[Money]
    """For the first."""
    further: list[Money]
    """For each further one."""
    at_most: NotRequired[int]
    """How many units at most; all when absent."""

class UnitsOff(TypedDict):
    """An amount for the first unit and another for each further one, off the line."""
    units: UnitsOffContent

Off: TypeAlias = Union[
    PercentOff,
    AmountOff,
    PriceOff,
    StepsOff,
    UnitsOff,
]
"""How much is taken off."""

class OfferItem(TypedDict):
    """A part of what a method costs."""
    code: ChargeCode
    """The method, or the surcharge."""
    title: str
    """What the shopper reads."""
    kind: OfferItemKind
    """What it is."""
    amount: Money
    """How much."""

OfferItemKind: TypeAlias = Literal[
    "price",
    "surcharge",
    "handling",
]
"""What a part of a price is.
`price`: The price of the rate.
`surcharge`: On top, for the carrier.
`handling`: On top, for the shop.
"""

OnOneLine: TypeAlias = Literal[
    "all",
    "best",
]
"""What several promotions of one lane do to one line.
`all`: Each takes its discount off.
`best`: Only the largest discount is taken; of equal ones the first.
"""

OnShort: TypeAlias = Literal[
    "accept",
    "refuse",
    "clamp",
]
"""What becomes of a line for which there is too little, where it is added or grows. Nothing is held by that.
`accept`: It is taken as it is: the cart may wait for goods.
`refuse`: It is refused whole.
`clamp`: As much is taken as there is and as may be ordered, and the answer says so.
"""

class OpenDays(TypedDict):
    """Days of the week on which there is work."""
    days: list[Weekday]
    """Which."""
    opens: NotRequired[Time]
    """When work begins that goes by the clock; with the day when absent."""
    cut_off: NotRequired[Time]
    """What is ordered before this counts for the day; what is ordered at it or later, for the next day of work.
    Goods that are given on must come by it, and work that goes by days is done by it. When absent the whole day
    counts, and such work is done by noon, or when the day begins if that is later.
    """

class Order(TypedDict):
    """A cart that was ordered, as it was then."""
    id: OrderId
    """Its id."""
    cart: NotRequired[CartId]
    """The cart that it was, if it was one."""
    channel: ChannelCode
    """Where it was placed."""
    customer: NotRequired[CustomerId]
    """Who placed it; a guest when absent."""
    address: Address
    """Where its goods go."""
    receipt: Receipt
    """Its prices, as promised: those of the latest amendment."""
    allocations: list[OrderAllocation]
    """Its goods, and where they come from."""
    credits: NotRequired[list[OrderCredit]]
    """What fell off since it was placed, in order."""
    returned: NotRequired[list[ReturnId]]
    """The returns of its goods."""
    payments: list[PaymentId]
    """Its payments, the latest last."""
    placed_at: Timestamp
    """When it was placed."""
    state: OrderState
    """Where it stands."""
    cancelled_because: NotRequired[str]
    """Why it was cancelled."""
    draws: NotRequired[list[Draw]]
    """What it draws: uses and budgets of promotions and coupons, money on gift cards."""
    returns: NotRequired[list[Draw]]
    """What of that comes back when it is cancelled."""
    tallies: NotRequired[list[TallyCode]]
    """The customer's counts that it is taken out of when it is cancelled."""
    coupon_uses: NotRequired[list[CouponUseId]]
    """Uses of coupons that were held for it."""
    paid_back: NotRequired[list[Draw]]
    """What of gift cards and credit went back before."""
    details: NotRequired[OrderDetails]
    """Notes, options, custom data and other addresses of its cart."""
    number: NotRequired[str]
    """Its number for people, where its channel has a series for them."""
    held: NotRequired[OrderHold]
    """Why somebody is to look at it before it is sent; nobody is when absent."""
    invoices: NotRequired[list[OrderInvoice]]
    """Its invoices, in order."""
    credit_notes: NotRequired[list[OrderCreditNote]]
    """Its credit notes, in order."""
    terms: NotRequired[SaleTerms]
    """What it was sold under, beside goods and rules."""
    amendments: NotRequired[list[Amendment]]
    """What was changed about it since it was placed, in order."""
    sellers: NotRequired[list[OrderSeller]]
    """Who sells what of it, beside the channel itself; parts that lost all their lines among them."""

class OrderAllocation(TypedDict):
    """Goods promised to an order, and the shipment that took them."""
    goods: Allocation
    """What is promised, and from where."""
    backorder: NotRequired[BackorderId]
    """The backorder that they are waited for with, while they are."""
    shipment: NotRequired[ShipmentId]
    """The shipment that they left with."""
    delivered: NotRequired[bool]
    """Whether they have arrived."""

class AddLineOrderChange(TypedDict):
    """Goods come along, at today's price, as a line of their own."""
    add_line: NewLine

class SetQuantityOrderChangeContent(TypedDict):
    """Another quantity of a line; a kit is named by its own."""
    line: int
    """The number of the line."""
    quantity: Quantity
    """How many smallest units; of a kit, how many kits."""

class SetQuantityOrderChange(TypedDict):
    """Another quantity of a line; a kit is named by its own."""
    set_quantity: SetQuantityOrderChangeContent

class RemoveLineOrderChangeContent(TypedDict):
    """A line goes, all of it."""
    line: int
    """The number of the line."""

class RemoveLineOrderChange(TypedDict):
    """A line goes, all of it."""
    remove_line: RemoveLineOrderChangeContent

class SetPriceOrderChangeContent(TypedDict):
    """A line gets another price, set by hand; it may be one that comes along before, by the number that it gets."""
    line: int
    """The number of the line; a kit by its own."""
    price: UnitPrice
    """What a unit costs from then on, before any promotion."""

class SetPriceOrderChange(TypedDict):
    """A line gets another price, set by hand; it may be one that comes along before, by the number that it gets."""
    set_price: SetPriceOrderChangeContent

class SetAddressOrderChange(TypedDict):
    """The goods go to another address; before any has left."""
    set_address: Address

class SetChargesOrderChange(TypedDict):
    """Shipping, fees and donations, all of them at once."""
    set_charges: list[Charge]

OrderChange: TypeAlias = Union[
    AddLineOrderChange,
    SetQuantityOrderChange,
    RemoveLineOrderChange,
    SetPriceOrderChange,
    SetAddressOrderChange,
    SetChargesOrderChange,
]
"""One change of an order."""

class OrderCredit(TypedDict):
    """What falls off an order, and why."""
    at: Timestamp
    """When."""
    reason: str
    """Why, for people."""
    of_return: NotRequired[ReturnId]
    """The return that it is for; a cancellation when absent."""
    units: list[CreditedUnits]
    """Units of goods."""
    charges: NotRequired[list[CreditedCharge]]
    """Shipping and fees, whole."""
    lost_discount: NotRequired[TaxedAmount]
    """What it is lower by than the shares of these, since promotions no longer hold for the rest, or gifts are
    charged. Below zero where what an earlier credit was lowered by comes back.
    """
    charged_gifts: NotRequired[list[ChargedGift]]
    """The gifts that are charged, now that this has fallen off; they are part of the lost discount."""
    rules_changed: NotRequired[bool]
    """What remains could not be priced again, since the rules or the goods have changed: the shares stand as they
    were sold.
    """
    fee: NotRequired[Money]
    """What the shop keeps of it."""
    amount: Money
    """By how much the total of the order falls: units and charges, less the lost discount and the fee; zero or more."""
    onto_cards: NotRequired[list[UsedCredit]]
    """What of that goes back onto gift cards. The rest lowers what is due by payments."""
    lost_by_seller: NotRequired[list[SellerLoss]]
    """Whose the lost discount is, where others sell beside the channel; all of it is the channel's when empty."""

class OrderCreditNote(TypedDict):
    """What of the invoices of an order a credit note takes back."""
    credit_note: CreditNoteId
    """The credit note."""
    units: list[UnitSpan]
    """Units of goods."""
    charges: NotRequired[list[ChargeCode]]
    """Shipping and fees, whole."""
    lost_discounts: NotRequired[list[int]]
    """The credits whose lost discounts lower it, by their places among those of the order, from 0; of a cancelled
    order those that it takes back.
    """
    sold_by: NotRequired[SellerCode]
    """Whose part of the order it is over; what the channel itself sells when absent."""

class OrderDetails(TypedDict):
    """What an order keeps of its cart beside goods and prices."""
    note: NotRequired[str]
    """What the shopper wrote."""
    custom: NotRequired[dict[str, str]]
    """What else the shop kept with the cart."""
    addresses: NotRequired[list[NamedAddress]]
    """Where lines go that do not go to the address of the order."""
    lines: NotRequired[list[LineDetails]]
    """The lines that say something, by their number in the cart; parts of a kit are not named."""
    billing: NotRequired[Billing]
    """Whom its invoices are made out to; whoever the goods go to when absent."""

class OrderHold(TypedDict):
    """Why an order is held, and since when."""
    reason: str
    """Why, for people."""
    at: Timestamp
    """Since when."""

OrderId: TypeAlias = str
"""An order."""

class OrderInvoice(TypedDict):
    """What of an order an invoice is over."""
    invoice: InvoiceId
    """The invoice."""
    units: list[UnitSpan]
    """Units of goods."""
    charges: NotRequired[list[ChargeCode]]
    """Shipping and fees, whole."""
    lost_discounts: NotRequired[list[int]]
    """The credits whose lost discounts it adds, by their places among those of the order, from 0."""
    sold_by: NotRequired[SellerCode]
    """Whose part of the order it is over; what the channel itself sells when absent."""

class OrderPart(TypedDict):
    """What one seller, or the channel itself, has of an order. All parts together are the order: line by line, tax
    by tax, and by each amount.
    """
    seller: NotRequired[SellerCode]
    """Who sells it; the channel itself when absent."""
    number: NotRequired[str]
    """Its number for people: that of the seller's part, of the order where the channel itself sells."""
    lines: list[PartLine]
    """Its lines, and how far they are kept."""
    charges: NotRequired[list[ChargeCode]]
    """Its shipping and fees."""
    goods: Money
    """Its goods at their prices, before discounts."""
    discount: Money
    """What the promotions take off its goods, its share of those over the whole order among it; zero or more."""
    charged: Money
    """Its shipping and fees, after discounts, as prices are."""
    sold: TaxedAmount
    """What was to be paid for it as it was sold."""
    reduction: NotRequired[Reduction]
    """By how much gift cards lower net and tax of it as it was sold, where they lower the total rather than pay."""
    fallen: TaxedAmount
    """What was to be paid for what fell off of it since; all of it, once the order is cancelled."""
    kept: Money
    """What is kept beside that: its share of fees, and what its goods and charges cost more since discounts were
    lost.
    """
    total: Money
    """What it comes to now: as it was sold, less what fell off, and what is kept. Where gift cards lower the total,
    it has its share of what they lower it by now.
    """
    lost_discount: NotRequired[TaxedAmount]
    """The discounts that were lost, tax by tax; they are part of what is kept."""

class OrderQuantity(TypedDict):
    """How much of a variant may be ordered at once: over all lines of a cart."""
    least: NotRequired[Quantity]
    """At least so many smallest units."""
    most: NotRequired[Quantity]
    """At most so many."""
    step: NotRequired[Quantity]
    """Only so many, or twice, three times as many."""

class OrderSeller(TypedDict):
    """What a seller sells of an order."""
    seller: SellerCode
    """Who."""
    number: NotRequired[str]
    """The number of the part for people, where the seller has a series for them."""
    lines: NotRequired[list[int]]
    """Lines of the receipt; kits by those of their parts."""
    charges: NotRequired[list[ChargeCode]]
    """Shipping and fees."""

OrderState: TypeAlias = Literal[
    "placed",
    "completed",
    "cancelled",
]
"""Where an order stands.
`placed`: It is promised and not yet kept.
`completed`: It is paid and delivered.
`cancelled`: It is given up.
"""

class DoneOutcome(TypedDict):
    """It is done."""
    did: Literal["done"]

class MovementOutcome(TypedDict):
    """Goods were received."""
    did: Literal["movement"]
    movement: MovementId
    """The paper of it."""

class CountOutcome(TypedDict):
    """Goods were counted."""
    did: Literal["count"]
    movement: MovementId
    """The paper of it."""
    lines: list[MovedLine]
    """By how much the books changed, a line for each SKU that was counted."""

class TransferOutcome(TypedDict):
    """Goods are on their way."""
    did: Literal["transfer"]
    transfer: TransferId
    """The transfer."""

class InboundOutcome(TypedDict):
    """Goods were announced."""
    did: Literal["inbound"]
    inbound: InboundId
    """The announcement."""

class CartOutcome(TypedDict):
    """A cart was opened."""
    did: Literal["cart"]
    cart: CartId
    """The cart."""

class LineOutcome(TypedDict):
    """A line stands in the cart."""
    did: Literal["line"]
    line: int
    """Its number."""

class LineClampedOutcome(TypedDict):
    """A line stands in the cart, with less than was asked for."""
    did: Literal["line_clamped"]
    line: int
    """Its number."""
    asked: Quantity
    """How much the command asked for."""
    granted: Quantity
    """How much of that it got."""
    quantity: Quantity
    """How much the line has."""

class CartMergedOutcome(TypedDict):
    """A cart went into another."""
    did: Literal["cart_merged"]
    cart: CartId
    """The cart that stays."""
    left_out: NotRequired[list[LeftOut]]
    """What did not come along: goods of another currency, and more than may be ordered."""

class ReservationOutcome(TypedDict):
    """Stock is held."""
    did: Literal["reservation"]
    reservation: ReservationId
    """The hold."""
    expires_at: Timestamp
    """Until when."""

class OrderOutcome(TypedDict):
    """An order was placed."""
    did: Literal["order"]
    order: OrderId
    """The order."""
    payment: PaymentId
    """Its payment, still to be made."""
    total: Money
    """How much is to be paid."""

class PaymentOutcome(TypedDict):
    """A payment was asked for."""
    did: Literal["payment"]
    payment: PaymentId
    """The payment."""

class ReturnOutcome(TypedDict):
    """A return was asked for."""
    did: Literal["return"]
    return_id: ReturnId
    """The return."""

class InvoiceOutcome(TypedDict):
    """An invoice was issued."""
    did: Literal["invoice"]
    invoice: InvoiceId
    """The invoice."""
    number: str
    """Its number."""
    total: Money
    """What it comes to."""

class CreditNoteOutcome(TypedDict):
    """A credit note was issued."""
    did: Literal["credit_note"]
    credit_note: CreditNoteId
    """The credit note."""
    number: str
    """Its number."""
    total: Money
    """What it comes to."""

class AmendedOutcome(TypedDict):
    """An order was amended."""
    did: Literal["amended"]
    total: Money
    """What it comes to now."""
    difference: Money
    """How much more that is than before; below zero where it is less."""
    payment: NotRequired[PaymentId]
    """The further payment that was asked for, where more is due."""

class CreditedOutcome(TypedDict):
    """Something was credited."""
    did: Literal["credited"]
    amount: Money
    """How much fell off the order."""

class RefundOutcome(TypedDict):
    """Money goes back, or has gone back."""
    did: Literal["refund"]
    parts: list[RefundPart]
    """To what, and how much."""

class ClaimOutcome(TypedDict):
    """An effect was taken."""
    did: Literal["claim"]
    attempt: NotRequired[int]
    """The number of the attempt that is to be made now, from 1; absent where there is none to be made: the effect
    was withdrawn, or parked.
    """

class ShipmentOutcome(TypedDict):
    """Goods were sent."""
    did: Literal["shipment"]
    shipment: ShipmentId
    """The shipment."""

class BookingOutcome(TypedDict):
    """A carrier is asked for labels."""
    did: Literal["booking"]
    booking: EffectId
    """The booking."""

class EntriesOutcome(TypedDict):
    """The books were kept."""
    did: Literal["entries"]
    entries: list[EntryId]
    """What was entered, in order; what was there already stands among it."""

class TradeOutcome(TypedDict):
    """Terms of a trade were put forward."""
    did: Literal["trade"]
    trade: TradeId
    """The trade."""

class SettlementOutcome(TypedDict):
    """Something was instructed to be settled."""
    did: Literal["settlement"]
    settlement: SettlementId
    """The settlement."""

class SettledOutcome(TypedDict):
    """Settlements were tried."""
    did: Literal["settled"]
    settlements: list[Tried]
    """How each of them stands now, in the order they were named."""
    netted: NotRequired[list[NettingReport]]
    """What was netted: one report an asset, with its proof. Empty where nothing was, or not all could be paid."""

Outcome: TypeAlias = Union[
    DoneOutcome,
    MovementOutcome,
    CountOutcome,
    TransferOutcome,
    InboundOutcome,
    CartOutcome,
    LineOutcome,
    LineClampedOutcome,
    CartMergedOutcome,
    ReservationOutcome,
    OrderOutcome,
    PaymentOutcome,
    ReturnOutcome,
    InvoiceOutcome,
    CreditNoteOutcome,
    AmendedOutcome,
    CreditedOutcome,
    RefundOutcome,
    ClaimOutcome,
    ShipmentOutcome,
    BookingOutcome,
    EntriesOutcome,
    TradeOutcome,
    SettlementOutcome,
    SettledOutcome,
]
"""What a command answers. On the wire: `{"did": "order", "order": "…", …}`."""

class UpToOverdraft(TypedDict):
    """By so much; less than nothing is nothing."""
    up_to: int

Overdraft: TypeAlias = Union[
    UpToOverdraft,
    Literal["unlimited"],
]
"""How far an account may fall below zero."""

Overrun: TypeAlias = Literal[
    "skip",
    "cut",
]
"""What happens when an order would take off more than is left of a budget.
`skip`: The promotion is left out.
`cut`: It takes off what is left.
"""

class PackedCarton(TypedDict):
    """A carton with items in it."""
    carton: int
    """Which carton: its place in the request."""
    items: list[PlacedItem]
    """What lies in it, so that each item comes after all that it lies on. Each lies on the floor or on another item."""
    grams: int
    """What it weighs, the carton included, in grams."""
    money: int
    """What it costs, the carton included."""
    fill: int
    """How much of its room is filled, in thousandths, rounded down."""

class Packing(TypedDict):
    """Items in cartons, and whatever could not be packed."""
    parcels: list[PackedCarton]
    """The parcels."""
    left: list[LeftItem]
    """What is in none of them, and why."""
    cost: PackingCost
    """What all parcels come to."""
    bound: PackingCost
    """What no answer can be below that packs as much, in each of its numbers."""
    steps: int
    """How many steps of work were spent."""
    cut_short: bool
    """Whether the work ended because steps had run out or it was stopped, so that more could find something better."""

class PackingCost(TypedDict):
    """What parcels come to, the number that matters most first."""
    money: int
    """Cartons and carriage, in the smallest unit of the currency; 0 where nothing has a price."""
    parcels: int
    """How many parcels."""
    volume: int
    """The room inside their cartons, in cubic millimetres."""

class PackingRequest(TypedDict):
    """What is to be packed, and how."""
    items: list[Item]
    """What is to be packed."""
    cartons: list[Carton]
    """What there is to pack it into."""
    tariff: NotRequired[Tariff]
    """What a parcel costs. Without one, and without cartons that cost anything, fewer parcels are better, then less
    room.
    """
    support: NotRequired[int]
    """How many hundredths of its base every item must have right beneath it, on the floor or on other items: 0 to
    100.
    """
    effort: NotRequired[int]
    """How many steps of work may be spent on a better answer; a step takes about a nanosecond. When absent, as many
    as suits the number of units: a fifth of a millisecond for a cart, a quarter of a second for a thousand
    different items.
    """
    seed: NotRequired[int]
    """What chance begins with. The same request with the same seed has the same answer, everywhere."""

class ParcelGoods(TypedDict):
    """Units of a line in a parcel."""
    line: int
    """Which line, by its place in the query."""
    quantity: Quantity
    """How many units of it."""

class ParcelLabel(TypedDict):
    """What a carrier gives for one parcel."""
    tracking: str
    """The number under which it tells of the parcel."""
    label: str
    """The carrier's name for the label, or where it is to be had."""

class ParcelMeasure(TypedDict):
    """A parcel as it is measured outside."""
    size: Size
    """Its size in millimetres."""
    grams: int
    """Its weight in grams."""
    goods: NotRequired[list[ParcelGoods]]
    """What it holds, where that is known: rules about what may be in one parcel ask for it."""

class Part(TypedDict):
    """A part of a kit."""
    sku: Sku
    """What. It is no kit itself."""
    quantity: Quantity
    """How many of its smallest units are in one kit."""

class PartLine(TypedDict):
    """A line of a part, and how far it is kept. All counts are smallest units."""
    line: int
    """The number of the line in the receipt."""
    quantity: Quantity
    """Units that were sold."""
    to_ship: int
    """Units that are still to leave."""
    shipped: int
    """Units that have left."""
    delivered: int
    """Units of these that have arrived."""

PartyCode: TypeAlias = str
"""A party to a trade, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Payment(TypedDict):
    """An amount that is to be paid for an order."""
    id: PaymentId
    """Its id."""
    order: OrderId
    """What is paid for."""
    amount: Money
    """How much is to be paid."""
    authorized: NotRequired[Money]
    """How much of it was authorized; not known while absent."""
    captured: Money
    """How much has been captured, never more than was authorized."""
    refunded: Money
    """How much of that has gone back."""
    method: NotRequired[str]
    """How it is paid, in the words of the host: `card`, `bank transfer`."""
    gateway: NotRequired[GatewayCode]
    """The gateway that is asked by effects; the host reports by hand when absent."""
    reference: NotRequired[str]
    """The gateway's name for it."""
    expires_at: NotRequired[Timestamp]
    """Until when the authorization can be captured."""
    transactions: NotRequired[list[Transaction]]
    """Captures and refunds that the gateway has a name for: one that is reported again is known by it."""
    disputes: NotRequired[list[Dispute]]
    """Its disputes, in the order in which they were opened."""
    asks: NotRequired[list[Asked]]
    """What the gateway is asked and has not answered yet."""
    ended: NotRequired[PaymentEnd]
    """Why nothing more is captured, once that is so."""
    state: PaymentState
    """Where it stands."""
    books: NotRequired[BooksCode]
    """The books that it is entered in, with its order; in none when absent."""

PaymentEnd: TypeAlias = Literal[
    "failed",
    "voided",
    "expired",
    "settled",
]
"""Why nothing more of a payment is captured.
`failed`: The gateway refused.
`voided`: It was given up.
`expired`: Its authorization ended.
`settled`: A capture was the last one.
"""

PaymentId: TypeAlias = str
"""A payment intent."""

PaymentKind: TypeAlias = Literal[
    "price",
    "fee",
    "tax",
    "duty",
]
"""What a payment of a trade is for.
`price`: The goods.
`fee`: A service to the trade: of a market, an escrow agent, a carrier.
`tax`: A tax.
`duty`: What is due for bringing goods into a country.
"""

class PaymentProgress(TypedDict):
    """How far something is paid."""
    hold: NotRequired[EntryId]
    """What holds the rest, until all is paid or let go."""
    paid: NotRequired[int]
    """How much has been paid."""
    received: NotRequired[int]
    """How much has been received for that, where it is exchanged."""

PaymentStanding: TypeAlias = Literal[
    "unpaid",
    "partly_paid",
    "authorized",
    "paid",
    "overpaid",
    "partly_refunded",
    "refunded",
    "disputed",
    "lost",
    "void",
]
"""How an order stands with its money.
`unpaid`: Nothing is captured, and not all of it is authorized.
`partly_paid`: A part of it is captured, and the rest is not authorized.
`authorized`: All of it is authorized, or captured in part and authorized for the rest.
`paid`: All of it is captured.
`overpaid`: More is captured than is due, as when a paid order is cancelled: the rest is to go back.
`partly_refunded`: It was captured and has gone back in part, or was lost in part.
`refunded`: It was captured and has all gone back.
`disputed`: The buyer's bank disputes a payment.
`lost`: It was captured and is all gone, and by a lost dispute at least a part of it.
`void`: Nothing is due any more, and nothing was paid: the order was cancelled, or amended to cost nothing,
before.
"""

PaymentState: TypeAlias = Literal[
    "created",
    "authorized",
    "partly_captured",
    "captured",
    "partly_refunded",
    "refunded",
    "disputed",
    "lost",
    "voided",
    "failed",
    "expired",
]
"""Where a payment stands. It is derived from its amounts (`Payment`), so it never says otherwise than they do.
`created`: It is asked for.
`authorized`: The gateway holds the money for us.
`partly_captured`: A part of the money is ours, and the gateway holds the rest.
`captured`: The money is ours: all of it, or all that will be captured.
`partly_refunded`: A part of what was captured has gone back, or was lost.
`refunded`: All that was captured has gone back.
`disputed`: The buyer's bank disputes it.
`lost`: All that was captured is gone, and by a lost dispute at least a part of it.
`voided`: It was given up before capture.
`failed`: The gateway refused it.
`expired`: Its authorization ended before capture.
"""

Pick: TypeAlias = Literal[
    "cheapest",
    "dearest",
    "largest_line",
    "in_order",
]
"""Which units come first. Ties go by the place of their line.
`cheapest`: The cheapest.
`dearest`: The dearest.
`largest_line`: Those of the line with most units.
`in_order`: In the order of the basket.
"""

class Picked(TypedDict):
    """Units of a lot that left, with goods of an order."""
    sku: Sku
    """What."""
    location: LocationCode
    """From where."""
    lot: LotCode
    """The lot, or the serial."""
    quantity: Quantity
    """How many smallest units."""

class Place(TypedDict):
    """A place: everything that is said must hold."""
    country: NotRequired[CountryCode]
    """The country; any when absent."""
    region: NotRequired[RegionCode]
    """The region in it."""
    postal: NotRequired[str]
    """The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range of codes of one length.
    Spaces, hyphens and case do not count; a ZIP+4 of the United States counts as its ZIP too.
    """

class PlacedItem(TypedDict):
    """An item at its place."""
    item: int
    """Which item: its place in the request."""
    at: list[int]
    """Its corner that is nearest to the carton's first one, in millimetres along length, width and height."""
    size: Size
    """Its size as it lies."""

class NeedPlanAnswer(TypedDict):
    """It has to be shown these first."""
    need: list[Key]

class FailurePlanAnswer(TypedDict):
    """A rule said no, or the message is malformed."""
    failure: WireFailure

class DonePlanAnswer(TypedDict):
    """It was carried out before, with this outcome."""
    done: Outcome

class CommitPlanAnswerContent(TypedDict):
    """Make this true, then answer so."""
    outcome: Outcome
    """What the command answers."""
    commit: Commit
    """What to make true."""

class CommitPlanAnswer(TypedDict):
    """Make this true, then answer so."""
    commit: CommitPlanAnswerContent

PlanAnswer: TypeAlias = Union[
    NeedPlanAnswer,
    FailurePlanAnswer,
    DonePlanAnswer,
    CommitPlanAnswer,
]
"""What a command comes to."""

class PlanRequest(TypedDict):
    """A command with its moment and the facts that it is shown."""
    id: CommandId
    """The command's id."""
    actor: NotRequired[Actor]
    """Who sends it."""
    moment: Moment
    """When, and its randomness."""
    facts: NotRequired[list[WireFact]]
    """What is stored."""
    command: Command
    """What is asked."""

class PlannedGoods(TypedDict):
    """Units of goods in a shipment."""
    goods: int
    """Which: their place among those that were given, from 0 on."""
    units: int
    """How many units of them."""

# What leaves together.
PlannedShipment = TypedDict(
    "PlannedShipment",
    {
        # From where.
        "from": LocationCode,
        # On which day: once all of it is there.
        "leaves_on": Date,
        # Which goods.
        "goods": list[PlannedGoods],
        # What they weigh, in grams.
        "grams": int,
        # Why it goes apart from others; empty for what goes with nothing left behind.
        "why": NotRequired[list[ApartWhy]],
    },
)

class Point(TypedDict):
    """A point on the globe, WGS 84."""
    latitude: int
    """Degrees north of the equator, in millionths: from -90,000,000 to 90,000,000."""
    longitude: int
    """Degrees east of Greenwich, in millionths: from -180,000,000 to 180,000,000."""

PriceBook: TypeAlias = PriceRules
"""Compiled rules: a value of this type is free of contradictions. It is stored and sent as its `PriceRules`, and
cheap to clone.
"""

class PriceCall(TypedDict):
    """A basket with the context that it is priced in."""
    basket: Basket
    """What is priced."""
    context: Context
    """For whom, where and when."""

# A list of prices.
PriceList = TypedDict(
    "PriceList",
    {
        # Names it.
        "code": PriceListCode,
        # What it does beside the base prices.
        "kind": NotRequired[ListKind],
        # For whom; everybody when absent.
        "for": NotRequired[Audience],
        # In force from this instant, inclusive.
        "from": NotRequired[Timestamp],
        # In force until this instant, exclusive.
        "until": NotRequired[Timestamp],
        # The prices.
        "prices": list[ListedPrice],
    },
)

PriceListCode: TypeAlias = str
"""A price list: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class PriceRules(TypedDict):
    """Everything that turns a basket into a receipt."""
    code: BookCode
    """Names the rules."""
    tax_display: TaxDisplay
    """Whether prices contain tax."""
    policy: NotRequired[PricingPolicy]
    """Choices on which shops differ."""
    lists: NotRequired[list[PriceList]]
    """Prices."""
    promotions: NotRequired[list[Promotion]]
    """Promotions."""
    zones: NotRequired[list[TaxZone]]
    """Places that share taxes."""
    taxes: NotRequired[list[TaxRate]]
    """Taxes by zone, category and time."""
    home: NotRequired[ZoneCode]
    """Whose taxes the prices contain where they contain tax: the seller's home. Asked for by `across_zones:
    keep_net`, and for buyers who owe no tax.
    """
    experiments: NotRequired[list[Experiment]]
    """Experiments with prices."""

class LinePricedItem(TypedDict):
    """A line, by its number."""
    line: int

class ChargePricedItem(TypedDict):
    """A charge, by its code."""
    charge: ChargeCode

PricedItem: TypeAlias = Union[
    LinePricedItem,
    ChargePricedItem,
]
"""A line or a charge of a basket."""

class FailurePricingAnswer(TypedDict):
    """The rules contradict themselves, the basket is wrong, or a price is missing."""
    failure: WireFailure

class PricedPricingAnswerContent(TypedDict):
    """It was priced."""
    receipt: Receipt
    """The receipt."""
    digest: Digest
    """Its fingerprint."""

class PricedPricingAnswer(TypedDict):
    """It was priced."""
    priced: PricedPricingAnswerContent

PricingAnswer: TypeAlias = Union[
    FailurePricingAnswer,
    PricedPricingAnswer,
]
"""What pricing comes to."""

class PricingPolicy(TypedDict):
    """How prices are worked out where more than one way is right. Every field has a default, so `{}` is a policy.
    The presets reproduce platforms that shops come from; each names what it differs in from `default`.
    """
    price_rounding: NotRequired[Rounding]
    """How a price times a quantity becomes minor units, where it does not come out even."""
    discount_rounding: NotRequired[Rounding]
    """How a percentage off becomes minor units."""
    tax_rounding: NotRequired[Rounding]
    """How a tax becomes minor units."""
    tax_scope: NotRequired[TaxScope]
    """Where taxes are rounded."""
    tax_parts: NotRequired[TaxParts]
    """Several taxes on one line: each rounded by itself, or rounded once and shared."""
    sequence: NotRequired[Sequence]
    """In which order promotions are applied."""
    catalog: NotRequired[CatalogChoice]
    """Which promotions of the catalog reduce a price."""
    on_one_line: NotRequired[OnOneLine]
    """What several promotions of one lane do to one line."""
    exclusive: NotRequired[Exclusive]
    """What an exclusive promotion excludes."""
    group: NotRequired[Choice]
    """Which promotion of an exclusive group is applied."""
    line_base: NotRequired[Base]
    """What a percentage off a unit or line is taken of."""
    order_base: NotRequired[Base]
    """What a percentage off the order is taken of."""
    threshold: NotRequired[Base]
    """Which amounts the thresholds of conditions look at."""
    threshold_tax: NotRequired[TaxView]
    """Whether thresholds that do not say so count tax."""
    unit_rounding: NotRequired[UnitRounding]
    """Where a percentage off units is rounded."""
    spread: NotRequired[Remainder]
    """How a discount on the order is shared by its lines."""
    spread_by: NotRequired[SpreadBy]
    """By what a discount on the order is shared."""
    across_zones: NotRequired[AcrossZones]
    """What happens to prices that contain tax where the buyer's taxes differ from those at home."""
    untaxed: NotRequired[Untaxed]
    """What happens where no tax rate is in force."""
    stored_value: NotRequired[StoredValue]
    """What gift cards and credit do to the total."""

class PricingRequest(TypedDict):
    """A basket with everything that its price depends on."""
    rules: PriceRules
    """The rules."""
    basket: Basket
    """What is priced."""
    context: Context
    """For whom, where and when."""

class ProcessedCommand(TypedDict):
    """A command that was carried out: its fingerprint and its outcome, stored with what it changed."""
    digest: Digest
    """The fingerprint of the command."""
    outcome: Outcome
    """What it answered."""

ProcessingStatus: TypeAlias = Literal[
    "accepted",
    "pending_cancellation",
    "cancelled",
]
"""Whether a settlement is worked on. What cannot be is refused when it is instructed.
`accepted`: It is (`PACK`).
`pending_cancellation`: A party asks for it to be given up, and the others have not (`PCAN`).
`cancelled`: It was given up (`CAND`).
"""

ProductCode: TypeAlias = str
"""A product, of which variants are sold: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Promise(TypedDict):
    """When goods leave and arrive."""
    ship_by: Date
    """The last day on which they leave: a day of work of whoever sends them."""
    earliest: Date
    """The first day on which they may arrive: a day of work where they go."""
    latest: Date
    """The last day on which they arrive: a day of work where they go."""
    steps: list[PromiseStep]
    """How the last day comes about, step by step."""

class HandlingPromiseStageContent(TypedDict):
    """Goods are made ready."""

class HandlingPromiseStage(TypedDict):
    """Goods are made ready."""
    handling: HandlingPromiseStageContent

class LegPromiseStageContent(TypedDict):
    """They travel."""
    leg: int
    """Which leg, by its place in the route."""

class LegPromiseStage(TypedDict):
    """They travel."""
    leg: LegPromiseStageContent

class ArrivalPromiseStageContent(TypedDict):
    """They are taken in."""

class ArrivalPromiseStage(TypedDict):
    """They are taken in."""
    arrival: ArrivalPromiseStageContent

PromiseStage: TypeAlias = Union[
    HandlingPromiseStage,
    LegPromiseStage,
    ArrivalPromiseStage,
]
"""A stage of the way."""

class PromiseStep(TypedDict):
    """A step on the way, where all takes as long as it may."""
    stage: PromiseStage
    """Which."""
    calendar: NotRequired[CalendarCode]
    """The calendar or timetable that it goes by; none by the clock alone."""
    begins: Timestamp
    """When it begins."""
    ends: Timestamp
    """When it is done."""
    on: NotRequired[Date]
    """The day on which it is done, by its calendar."""
    waits: NotRequired[list[PromiseWait]]
    """What was waited for, in order."""

class CutOffPromiseWaitContent(TypedDict):
    """It came after the cut-off of the day; an order, at it or after it."""
    on: Date
    """The day."""
    cut_off: Time
    """The cut-off."""

class CutOffPromiseWait(TypedDict):
    """It came after the cut-off of the day; an order, at it or after it."""
    cut_off: CutOffPromiseWaitContent

# There is no work on these days.
ClosedPromiseWaitContent = TypedDict(
    "ClosedPromiseWaitContent",
    {
        # The first day.
        "from": Date,
        # The last day.
        "until": Date,
        # Why.
        "why": ClosedWhy,
    },
)

class ClosedPromiseWait(TypedDict):
    """There is no work on these days."""
    closed: ClosedPromiseWaitContent

class DeparturePromiseWaitContent(TypedDict):
    """The next departure that is reached."""
    leaves: Timestamp
    """When it leaves."""

class DeparturePromiseWait(TypedDict):
    """The next departure that is reached."""
    departure: DeparturePromiseWaitContent

PromiseWait: TypeAlias = Union[
    CutOffPromiseWait,
    ClosedPromiseWait,
    DeparturePromiseWait,
]
"""What was waited for. Days one after the other that are closed for the same reason are told together."""

class Promised(TypedDict):
    """How many units can be promised by when."""
    at: NotRequired[Timestamp]
    """From this instant on; from now on when absent."""
    quantity: int
    """How many smallest units, all together, those that can be promised before among them."""

# A promotion. Without actions it would do nothing, so it has at least one.
Promotion = TypedDict(
    "Promotion",
    {
        # Names it.
        "code": PromotionCode,
        # What the shopper reads.
        "title": str,
        # When it applies; always when absent.
        "when": NotRequired[Condition],
        # What it does.
        "actions": list[Action],
        # The higher comes first. Of equal ones, the earlier in the rules.
        "priority": NotRequired[int],
        # Lanes run one after the other, the lowest first; see `on_one_line` of the policy.
        "lane": NotRequired[int],
        # Beside which others it applies.
        "stacking": NotRequired[Stacking],
        # How much it may take off.
        "caps": NotRequired[Caps],
        # How often it may be used, and what it may cost.
        "limits": NotRequired[Limits],
        # Leaves alone goods that a promotion of the catalog or a sale list has made cheaper.
        "spares_reduced": NotRequired[bool],
        # Applies from this instant, inclusive.
        "from": NotRequired[Timestamp],
        # Applies until this instant, exclusive.
        "until": NotRequired[Timestamp],
    },
)

PromotionCode: TypeAlias = str
"""A promotion: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Put(TypedDict):
    """A record as it is from now on."""
    key: Key
    """Its key."""
    version: Version
    """Its new version."""
    head: Digest
    """The hash of the last event of its stream."""
    record: Record
    """The record."""

Quantity: TypeAlias = int
"""A positive whole number of a SKU's smallest unit: pieces, or grams for a SKU sold by the kilogram."""

class QuantityTest(TypedDict):
    """How many units there are."""
    of: NotRequired[Goods]
    """Of which goods; all when absent."""
    within: NotRequired[Count]
    """How many, in smallest units."""
    on_one_line: NotRequired[bool]
    """On one line rather than together."""

class CommandQuery(TypedDict):
    """A command that was carried out. Refused with `command.unknown`."""
    get: Literal["command"]
    command: CommandId
    """Its id."""

class VariantQuery(TypedDict):
    """A variant. Refused with `variant.unknown`."""
    get: Literal["variant"]
    variant: Sku
    """Its SKU."""

class ChannelQuery(TypedDict):
    """A channel. Refused with `channel.unknown`."""
    get: Literal["channel"]
    channel: ChannelCode
    """Its code."""

class PriceBookQuery(TypedDict):
    """The rules of a price book. Refused with `price_book.unknown`."""
    get: Literal["price_book"]
    book: BookCode
    """Its code."""

class ShippingBookQuery(TypedDict):
    """Rules of shipping. Refused with `shipping_book.unknown`."""
    get: Literal["shipping_book"]
    book: ShippingCode
    """Their code."""

class CouponQuery(TypedDict):
    """A coupon. Refused with `coupon.unknown`."""
    get: Literal["coupon"]
    coupon: CouponCode
    """Its code."""

class CouponUseQuery(TypedDict):
    """A use of a coupon. Refused with `coupon_use.unknown`."""
    get: Literal["coupon_use"]
    coupon_use: CouponUseId
    """Its id."""

class TallyQuery(TypedDict):
    """How often a customer has used something. Refused with `tally.unknown`."""
    get: Literal["tally"]
    tally: TallyCode
    """What and who."""

class GiftCardQuery(TypedDict):
    """A gift card. Refused with `gift_card.unknown`."""
    get: Literal["gift_card"]
    gift_card: GiftCardCode
    """Its code."""

class LocationQuery(TypedDict):
    """A place that holds stock. Refused with `location.unknown`."""
    get: Literal["location"]
    location: LocationCode
    """Its code."""

class StockTermsQuery(TypedDict):
    """What holds for a SKU at a location. Refused with `stock_terms.unknown`."""
    get: Literal["stock_terms"]
    stock_terms: StockCode
    """Of which SKU, at which location: `SKU@LOCATION`."""

class ShelfQuery(TypedDict):
    """The lots of a SKU at a location. Refused with `shelf.unknown`."""
    get: Literal["shelf"]
    shelf: ShelfCode
    """Of which SKU, at which location: `SKU@LOCATION`."""

class TransferQuery(TypedDict):
    """Goods on their way from one location to another. Refused with `transfer.unknown`."""
    get: Literal["transfer"]
    transfer: TransferId
    """Its id."""

class InboundQuery(TypedDict):
    """Goods that were announced. Refused with `inbound.unknown`."""
    get: Literal["inbound"]
    inbound: InboundId
    """Its id."""

class MovementQuery(TypedDict):
    """A movement of stock. Refused with `movement.unknown`."""
    get: Literal["movement"]
    movement: MovementId
    """Its id."""

class CartQuery(TypedDict):
    """A cart. Refused with `cart.unknown`."""
    get: Literal["cart"]
    cart: CartId
    """Its id."""

class ReservationQuery(TypedDict):
    """A hold on stock. Refused with `reservation.unknown`."""
    get: Literal["reservation"]
    reservation: ReservationId
    """Its id."""

class BackorderQuery(TypedDict):
    """Goods promised to an order before they are there. Refused with `backorder.unknown`."""
    get: Literal["backorder"]
    backorder: BackorderId
    """Its id."""

class OrderQuery(TypedDict):
    """An order. Refused with `order.unknown`."""
    get: Literal["order"]
    order: OrderId
    """Its id."""

class PaymentQuery(TypedDict):
    """A payment. Refused with `payment.unknown`."""
    get: Literal["payment"]
    payment: PaymentId
    """Its id."""

class ReturnQuery(TypedDict):
    """A return. Refused with `return.unknown`."""
    get: Literal["return"]
    return_id: ReturnId
    """Which."""

class SeriesQuery(TypedDict):
    """A series of numbers. Refused with `series.unknown`."""
    get: Literal["series"]
    series: SeriesCode
    """Its code."""

class InvoiceQuery(TypedDict):
    """An invoice. Refused with `invoice.unknown`."""
    get: Literal["invoice"]
    invoice: InvoiceId
    """Its id."""

class CreditNoteQuery(TypedDict):
    """A credit note. Refused with `credit_note.unknown`."""
    get: Literal["credit_note"]
    credit_note: CreditNoteId
    """Its id."""

class SellerQuery(TypedDict):
    """A seller. Refused with `seller.unknown`."""
    get: Literal["seller"]
    seller: SellerCode
    """Their code."""

class SellerOrderQuery(TypedDict):
    """The part of a seller in an order: its number, and since when. Refused with `seller_order.unknown`."""
    get: Literal["seller_order"]
    seller_order: SellerOrderCode
    """Of which order and seller: `ORDER/SELLER`."""

class ShipmentQuery(TypedDict):
    """A shipment. Refused with `shipment.unknown`."""
    get: Literal["shipment"]
    shipment: ShipmentId
    """Its id."""

class EffectQuery(TypedDict):
    """Something that is asked of the outside world. Refused with `effect.unknown`."""
    get: Literal["effect"]
    effect: EffectId
    """Its id."""

class AccountQuery(TypedDict):
    """An account of a ledger. Refused with `account.unknown`."""
    get: Literal["account"]
    account: AccountCode
    """Its code."""

class EntryQuery(TypedDict):
    """An entry of a ledger. Refused with `entry.unknown`."""
    get: Literal["entry"]
    entry: EntryId
    """Its id."""

class TradeQuery(TypedDict):
    """A trade. Refused with `trade.unknown`."""
    get: Literal["trade"]
    trade: TradeId
    """Its id."""

class SettlementQuery(TypedDict):
    """A settlement. Refused with `settlement.unknown`."""
    get: Literal["settlement"]
    settlement: SettlementId
    """Its id."""

class SettlementStatusQuery(TypedDict):
    """How a settlement stands now, as one of its parties is told. Refused with `settlement.unknown`."""
    get: Literal["settlement_status"]
    settlement: SettlementId
    """Its id."""
    party: PartyCode
    """The party; to any other, all of its parties are others."""

class PriceQuery(TypedDict):
    """What a cart costs now. Refused with `cart.unknown`, `cart.empty`, and as pricing refuses."""
    get: Literal["price"]
    cart: CartId
    """The cart."""

class ChangedPricesQuery(TypedDict):
    """The lines of a cart whose price is another than the shopper was shown; none where its channel does not tell.
    Refused with `cart.unknown` and `price.missing`.
    """
    get: Literal["changed_prices"]
    cart: CartId
    """The cart."""

class ShippingOffersQuery(TypedDict):
    """The methods by which the goods of a cart can be sent as it is, and why all others are not offered. Refused
    with `cart.unknown`, `cart.empty` and `shipping.unset`.
    """
    get: Literal["shipping_offers"]
    cart: CartId
    """The cart."""

class QuoteShippingQuery(TypedDict):
    """The methods by which goods can be sent, without a cart. Refused with `shipping_book.unknown` and
    `currency.mismatch`.
    """
    get: Literal["quote_shipping"]
    book: ShippingCode
    """The rules."""
    goods: ShippingQuery
    """The goods, and where they go."""

class PackQuery(TypedDict):
    """Goods packed into cartons. Refused with `packing.invalid`."""
    get: Literal["pack"]
    request: PackingRequest
    """The goods and the cartons."""

class LandedCostQuery(TypedDict):
    """What goods cost once they have come over a border, by rules that are kept nowhere. Refused with
    `rules.invalid`, `lines.missing`, `currency.mismatch` and `basket.invalid`.
    """
    get: Literal["landed_cost"]
    rules: DutyRules
    """What is owed at borders."""
    goods: LandedQuery
    """The goods, and where they go."""

class SplitShipmentsQuery(TypedDict):
    """Goods parted into shipments: what can leave together, and when. Refused with `limit.exceeded`."""
    get: Literal["split_shipments"]
    request: SplitRequest
    """The goods, and what keeps them apart."""

class PreviewAmendmentQuery(TypedDict):
    """What an amendment of an order would come to, as `amend_order` answers it. Refused as that is."""
    get: Literal["preview_amendment"]
    order: OrderId
    """The order."""
    changes: list[OrderChange]
    """What is to change, each line once."""

class OrderPartsQuery(TypedDict):
    """What each seller, and the channel itself, has of an order: lines, amounts, what fell off, what it comes to
    now. Refused with `order.unknown`.
    """
    get: Literal["order_parts"]
    order: OrderId
    """The order."""

class StockQuery(TypedDict):
    """Stock of a SKU at a location. A hold past its time is not counted."""
    get: Literal["stock"]
    sku: Sku
    """The SKU."""
    location: LocationCode
    """The location."""

class ForSaleQuery(TypedDict):
    """How many units of a SKU a channel can sell now, over all its locations that are active. Refused with
    `channel.unknown`.
    """
    get: Literal["for_sale"]
    sku: Sku
    """The SKU."""
    channel: ChannelCode
    """The channel."""

class PromiseQuery(TypedDict):
    """How many units of a SKU can be promised at a location, now and after each receipt that is announced there."""
    get: Literal["promise"]
    sku: Sku
    """The SKU."""
    location: LocationCode
    """The location."""

class BalanceQuery(TypedDict):
    """How much is left on a gift card. Refused with `gift_card.unknown`."""
    get: Literal["balance"]
    gift_card: GiftCardCode
    """The gift card."""

class CouponLeftQuery(TypedDict):
    """How many more orders may use a coupon. Refused with `coupon.unknown`."""
    get: Literal["coupon_left"]
    coupon: CouponCode
    """The coupon."""

class StandingQuery(TypedDict):
    """How an order stands with its money and its goods. Refused with `order.unknown`."""
    get: Literal["standing"]
    order: OrderId
    """The order."""

class AccountBalanceQuery(TypedDict):
    """What was taken from an account and came to it. What is pending past its time is not counted. Refused with
    `account.unknown`.
    """
    get: Literal["account_balance"]
    account: AccountCode
    """The account."""

class StatementQuery(TypedDict):
    """A page of the entries of an account, in the order of their ids. Refused with `account.unknown` and
    `scan.invalid`.
    """
    get: Literal["statement"]
    account: AccountCode
    """The account."""
    after: NotRequired[Key]
    """After this entry; from the start when absent."""
    limit: NotRequired[int]
    """How many at most, from 1 to 1,000; 100 when absent."""

class TrialBalanceQuery(TypedDict):
    """A page of accounts with their balances, in the order of their codes. Of each asset, the debits of all accounts
    come to their credits. Refused with `scan.invalid`.
    """
    get: Literal["trial_balance"]
    after: NotRequired[Key]
    """After this account; from the start when absent."""
    limit: NotRequired[int]
    """How many at most, from 1 to 1,000; 100 when absent."""

class BalanceAtQuery(TypedDict):
    """What was there in an account at an instant, by when entries took effect. Refused with `account.unknown`."""
    get: Literal["balance_at"]
    account: AccountCode
    """The account."""
    at: Timestamp
    """When."""

class RecordsQuery(TypedDict):
    """A page of records that match, in the order of their ids. Refused with `scan.invalid`."""
    get: Literal["records"]
    kind: RecordKind
    """Of which kind."""
    where: NotRequired[dict[str, ColumnTest]]
    """What must hold of their columns; all of it."""
    after: NotRequired[Key]
    """After this record; from the start when absent."""
    limit: NotRequired[int]
    """How many at most, from 1 to 1,000; 100 when absent."""

class EventsQuery(TypedDict):
    """Events after a place in the log, oldest first."""
    get: Literal["events"]
    after: NotRequired[Cursor]
    """The place; the start of the log when absent."""
    limit: NotRequired[int]
    """How many at most, up to 1,000; 100 when absent."""

Query: TypeAlias = Union[
    CommandQuery,
    VariantQuery,
    ChannelQuery,
    PriceBookQuery,
    ShippingBookQuery,
    CouponQuery,
    CouponUseQuery,
    TallyQuery,
    GiftCardQuery,
    LocationQuery,
    StockTermsQuery,
    ShelfQuery,
    TransferQuery,
    InboundQuery,
    MovementQuery,
    CartQuery,
    ReservationQuery,
    BackorderQuery,
    OrderQuery,
    PaymentQuery,
    ReturnQuery,
    SeriesQuery,
    InvoiceQuery,
    CreditNoteQuery,
    SellerQuery,
    SellerOrderQuery,
    ShipmentQuery,
    EffectQuery,
    AccountQuery,
    EntryQuery,
    TradeQuery,
    SettlementQuery,
    SettlementStatusQuery,
    PriceQuery,
    ChangedPricesQuery,
    ShippingOffersQuery,
    QuoteShippingQuery,
    PackQuery,
    LandedCostQuery,
    SplitShipmentsQuery,
    PreviewAmendmentQuery,
    OrderPartsQuery,
    StockQuery,
    ForSaleQuery,
    PromiseQuery,
    BalanceQuery,
    CouponLeftQuery,
    StandingQuery,
    AccountBalanceQuery,
    StatementQuery,
    TrialBalanceQuery,
    BalanceAtQuery,
    RecordsQuery,
    EventsQuery,
]
"""A question. On the wire: `{"get": "order", "order": "…"}`; it is answered by the `Answer` of the same name."""

Rate: TypeAlias = decimal.Decimal
"""An exact fraction as text, at most 12 decimals: `0.22` is 22 %. It fits in 64 bits."""

class Receipt(TypedDict):
    """A priced basket.
    `total = net + tax`, and each of them is the sum over lines and charges; what a promotion takes off and what a
    tax comes to are each the sum of their parts; `due` is what gift cards and credit leave of the total.
    """
    book: BookCode
    """The price book that it was made by."""
    version: Digest
    """The fingerprint of the rules of the book."""
    at: Timestamp
    """The instant whose prices, promotions and taxes it shows."""
    tax_display: TaxDisplay
    """Whether the prices shown contain tax."""
    country: CountryCode
    """Where the goods go."""
    currency: Currency
    """What every amount is counted in."""
    lines: list[ReceiptLine]
    """The lines, in the order of the basket; gifts at the end."""
    charges: NotRequired[list[ReceiptCharge]]
    """Shipping, fees and donations."""
    catalog: NotRequired[list[CatalogPrice]]
    """Prices that promotions of the catalog reduced, step by step."""
    applied: list[AppliedPromotion]
    """Promotions that took something off, in the order in which they did."""
    rejected: list[RejectedPromotion]
    """Promotions that had to do with the basket and took nothing off, and why."""
    unknown_coupons: NotRequired[list[CouponCode]]
    """Coupon codes that no promotion asks for."""
    arms: NotRequired[list[list[Union[ExperimentCode, ArmCode]]]]
    """The arms of experiments that the buyer was in."""
    tax_status: NotRequired[TaxStatus]
    """Why no tax is due, where the buyer owes none to the seller."""
    taxes: list[TaxTotal]
    """Taxes by name and rate, in the order of the lines."""
    goods: Money
    """Goods at their prices, before discounts."""
    discount: Money
    """What the promotions take off goods; zero or more."""
    charged: Money
    """Shipping, fees and donations, after discounts, as prices are."""
    net: Money
    """What is to be paid, without tax."""
    tax: Money
    """The tax."""
    total: Money
    """What is to be paid."""
    credits: NotRequired[list[UsedCredit]]
    """What gift cards and credit pay of it."""
    reduction: NotRequired[Reduction]
    """By how much gift cards lower net and tax, where they lower the total rather than pay (`stored_value:
    reduction`).
    """
    due: Money
    """What is left to be paid."""
    kits: NotRequired[list[KitLine]]
    """The kits that some of the lines are parts of."""

class ReceiptCharge(TypedDict):
    """A charge."""
    code: ChargeCode
    """Names it."""
    title: str
    """What the shopper reads."""
    kind: ChargeKind
    """What kind it is."""
    amount: Money
    """How much it is, before discounts."""
    discount: Money
    """What the promotions take off it; zero or more."""
    net: Money
    """What is to be paid for it, without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """What is to be paid for it."""

class ReceiptLine(TypedDict):
    """One line: `subtotal - discount` is what is left of it, that is `net` and the taxes that prices contain."""
    line: int
    """Its number in the cart; of a part of a kit, a number above all of the cart; of a gift, the next after the
    others.
    """
    sku: Sku
    """What."""
    title: str
    """What the shopper reads."""
    quantity: Quantity
    """How many smallest units."""
    decimals: NotRequired[int]
    """Decimals of the unit that the price is for."""
    unit_price: Money
    """The price of `per` whole units."""
    per: NotRequired[int]
    """How many whole units the price is for; one when absent."""
    compare_at: NotRequired[Money]
    """The price before it was reduced, to compare with."""
    list: NotRequired[PriceListCode]
    """The list that the price is from; the variant's own when absent."""
    tax_category: TaxCategory
    """Which tax rates apply to it."""
    kit: NotRequired[int]
    """The line of the kit that it is part of."""
    gift: NotRequired[PromotionCode]
    """The promotion that gives it."""
    subtotal: Money
    """Price times quantity."""
    discount: Money
    """What the promotions take off it; zero or more."""
    net: Money
    """What is to be paid for it, without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """What is to be paid for it."""

class ReceivedUnits(TypedDict):
    """Units of a line of a return that have come back, by their condition."""
    line: int
    """The number of the line."""
    restocked: NotRequired[int]
    """Units that are for sale again; zero or more."""
    written_off: NotRequired[int]
    """Units that are not fit for sale; zero or more."""

Record: TypeAlias = Union[
    ProcessedCommand,
    Variant,
    Channel,
    PriceRules,
    NamedShippingBook,
    Coupon,
    CouponUse,
    Tally,
    GiftCard,
    Location,
    StockTerms,
    Shelf,
    Transfer,
    Inbound,
    Movement,
    Cart,
    Reservation,
    Backorder,
    Order,
    Payment,
    Return,
    Series,
    Invoice,
    CreditNote,
    Shipment,
    Effect,
    Seller,
    SellerOrder,
    Account,
    Entry,
    Trade,
    Settlement,
]
"""The body of a record; its key says of which kind it is."""

RecordKind: TypeAlias = Literal[
    "command",
    "variant",
    "channel",
    "price_book",
    "shipping_book",
    "coupon",
    "coupon_use",
    "tally",
    "gift_card",
    "location",
    "stock_terms",
    "shelf",
    "transfer",
    "inbound",
    "movement",
    "cart",
    "reservation",
    "backorder",
    "order",
    "payment",
    "return",
    "series",
    "invoice",
    "credit_note",
    "shipment",
    "effect",
    "seller",
    "seller_order",
    "account",
    "entry",
    "trade",
    "settlement",
]
"""A kind of record.
`command`: Commands that were carried out.
`variant`: Variants.
`channel`: Channels of sale.
`price_book`: Price books.
`shipping_book`: Rules of shipping.
`coupon`: Coupons.
`coupon_use`: Uses of coupons.
`tally`: How often customers have used something.
`gift_card`: Gift cards.
`location`: Places that hold stock.
`stock_terms`: Terms of stock.
`shelf`: Lots at locations.
`transfer`: Goods on their way between locations.
`inbound`: Goods that were announced.
`movement`: Movements of stock.
`cart`: Carts.
`reservation`: Holds on stock.
`backorder`: Goods promised before they are there.
`order`: Orders.
`payment`: Payments.
`return`: Returns.
`series`: Series of numbers.
`invoice`: Invoices.
`credit_note`: Credit notes.
`shipment`: Shipments.
`effect`: What is asked of the outside world.
`seller`: Sellers.
`seller_order`: Parts of sellers in orders.
`account`: Accounts of ledgers.
`entry`: Entries of ledgers.
`trade`: Trades.
`settlement`: Settlements.
"""

class Reduction(TypedDict):
    """By how much gift cards lower net and tax."""
    net: Money
    """The net amount."""
    tax: Money
    """The tax."""

class PaymentRefundPart(TypedDict):
    """A payment."""
    to: Literal["payment"]
    payment: PaymentId
    """Which."""
    amount: Money
    """How much."""

class GiftCardRefundPart(TypedDict):
    """A gift card, or store credit."""
    to: Literal["gift_card"]
    gift_card: GiftCardCode
    """Which."""
    amount: Money
    """How much."""

RefundPart: TypeAlias = Union[
    PaymentRefundPart,
    GiftCardRefundPart,
]
"""A part of a refund, and what it goes back to. On the wire: `{"to": "payment", "payment": "…", "amount": {…}}`."""

class RefusedGoods(TypedDict):
    """Goods that a method may not carry, and why."""
    goods: list[Sku]
    """Which, in the order of the query."""
    why: RefusedWhy
    """Why."""

# They are dangerous, and the method takes none of that class.
HazardRefusedWhyContent = TypedDict(
    "HazardRefusedWhyContent",
    {
        # Of which class.
        "class": HazardClass,
    },
)

class HazardRefusedWhy(TypedDict):
    """They are dangerous, and the method takes none of that class."""
    hazard: HazardRefusedWhyContent

class BannedRefusedWhyContent(TypedDict):
    """They may not be sent so."""
    restriction: RestrictionCode
    """By which rule."""

class BannedRefusedWhy(TypedDict):
    """They may not be sent so."""
    banned: BannedRefusedWhyContent

class TooManyRefusedWhyContent(TypedDict):
    """There are too many units."""
    restriction: RestrictionCode
    """By which rule."""
    most: int
    """At most so many."""
    has: int
    """There are."""
    parcel: NotRequired[int]
    """In which parcel, by its place in the query; in all together when absent."""

class TooManyRefusedWhy(TypedDict):
    """There are too many units."""
    too_many: TooManyRefusedWhyContent

class TooHeavyRefusedWhyContent(TypedDict):
    """They weigh too much."""
    restriction: RestrictionCode
    """By which rule."""
    most: int
    """At most so many grams."""
    has: int
    """They weigh."""
    parcel: NotRequired[int]
    """In which parcel, by its place in the query; in all together when absent."""

class TooHeavyRefusedWhy(TypedDict):
    """They weigh too much."""
    too_heavy: TooHeavyRefusedWhyContent

class NotTogetherRefusedWhyContent(TypedDict):
    """They are in one parcel and may not be."""
    restriction: RestrictionCode
    """By which rule."""
    parcel: int
    """In which parcel, by its place in the query."""

class NotTogetherRefusedWhy(TypedDict):
    """They are in one parcel and may not be."""
    not_together: NotTogetherRefusedWhyContent

RefusedWhy: TypeAlias = Union[
    HazardRefusedWhy,
    BannedRefusedWhy,
    TooManyRefusedWhy,
    TooHeavyRefusedWhy,
    NotTogetherRefusedWhy,
]
"""Why a method may not carry goods."""

RegionCode: TypeAlias = str
"""A region of a country, such as the second part of ISO 3166-2: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class RejectedPromotion(TypedDict):
    """A promotion that took nothing off."""
    promotion: PromotionCode
    """Which."""
    title: str
    """What the shopper reads."""
    reason: RejectedReason
    """Why it took nothing off."""

class MinimumNotMetRejectedReasonContent(TypedDict):
    """The goods it looks at are worth less than it needs."""
    needs: Money
    """From which value on it applies; more than this where `exclusive`."""
    has: Money
    """What they are worth."""
    exclusive: NotRequired[bool]
    """The value needed is not enough by itself."""

class MinimumNotMetRejectedReason(TypedDict):
    """The goods it looks at are worth less than it needs."""
    minimum_not_met: MinimumNotMetRejectedReasonContent

class MaximumPassedRejectedReasonContent(TypedDict):
    """The goods it looks at are worth more than it allows."""
    most: Money
    """Up to which value it applies."""
    has: Money
    """What they are worth."""

class MaximumPassedRejectedReason(TypedDict):
    """The goods it looks at are worth more than it allows."""
    maximum_passed: MaximumPassedRejectedReasonContent

class TooFewRejectedReasonContent(TypedDict):
    """There are too few units of the goods it looks at."""
    needs: int
    """How many it needs."""
    has: int
    """How many there are."""

class TooFewRejectedReason(TypedDict):
    """There are too few units of the goods it looks at."""
    too_few: TooFewRejectedReasonContent

class TooManyRejectedReasonContent(TypedDict):
    """There are too many units of the goods it looks at."""
    most: int
    """Up to how many it applies."""
    has: int
    """How many there are."""

class TooManyRejectedReason(TypedDict):
    """There are too many units of the goods it looks at."""
    too_many: TooManyRejectedReasonContent

class WeightDiffersRejectedReasonContent(TypedDict):
    """The goods it looks at weigh too little or too much."""
    has: int
    """How many grams they weigh."""

class WeightDiffersRejectedReason(TypedDict):
    """The goods it looks at weigh too little or too much."""
    weight_differs: WeightDiffersRejectedReasonContent

class OtherCurrencyRejectedReasonContent(TypedDict):
    """Its amounts are in other currencies than the basket."""
    needs: Currency
    """A currency that it is for."""

class OtherCurrencyRejectedReason(TypedDict):
    """Its amounts are in other currencies than the basket."""
    other_currency: OtherCurrencyRejectedReasonContent

class NotNowRejectedReasonContent(TypedDict):
    """It has not started, or has ended."""

class NotNowRejectedReason(TypedDict):
    """It has not started, or has ended."""
    not_now: NotNowRejectedReasonContent

class NotAtThisTimeRejectedReasonContent(TypedDict):
    """It is for other hours or days of the week."""

class NotAtThisTimeRejectedReason(TypedDict):
    """It is for other hours or days of the week."""
    not_at_this_time: NotAtThisTimeRejectedReasonContent

class OtherChannelRejectedReasonContent(TypedDict):
    """It is for other channels."""

class OtherChannelRejectedReason(TypedDict):
    """It is for other channels."""
    other_channel: OtherChannelRejectedReasonContent

class OtherDestinationRejectedReasonContent(TypedDict):
    """It is for other countries or regions."""

class OtherDestinationRejectedReason(TypedDict):
    """It is for other countries or regions."""
    other_destination: OtherDestinationRejectedReasonContent

class NotInGroupRejectedReasonContent(TypedDict):
    """It is for groups or clubs that the buyer is not in."""

class NotInGroupRejectedReason(TypedDict):
    """It is for groups or clubs that the buyer is not in."""
    not_in_group: NotInGroupRejectedReasonContent

class OtherAttributeRejectedReasonContent(TypedDict):
    """The context has not the attribute that it asks for."""
    name: str
    """Which."""

class OtherAttributeRejectedReason(TypedDict):
    """The context has not the attribute that it asks for."""
    other_attribute: OtherAttributeRejectedReasonContent

class OtherOrderNumberRejectedReasonContent(TypedDict):
    """It is for another of the customer's orders, such as the first."""
    has: NotRequired[int]
    """Which this one would be; unknown when absent."""

class OtherOrderNumberRejectedReason(TypedDict):
    """It is for another of the customer's orders, such as the first."""
    other_order_number: OtherOrderNumberRejectedReasonContent

class NoCouponRejectedReasonContent(TypedDict):
    """None of its coupon codes was given."""

class NoCouponRejectedReason(TypedDict):
    """None of its coupon codes was given."""
    no_coupon: NoCouponRejectedReasonContent

class OtherArmRejectedReasonContent(TypedDict):
    """The buyer is in another arm of its experiment, or in none."""
    experiment: ExperimentCode
    """Which experiment."""

class OtherArmRejectedReason(TypedDict):
    """The buyer is in another arm of its experiment, or in none."""
    other_arm: OtherArmRejectedReasonContent

class NeedsPromotionRejectedReasonContent(TypedDict):
    """Another promotion must have taken something off, and did not."""
    promotion: PromotionCode
    """Which."""

class NeedsPromotionRejectedReason(TypedDict):
    """Another promotion must have taken something off, and did not."""
    needs_promotion: NeedsPromotionRejectedReasonContent

class ForbiddenRejectedReasonContent(TypedDict):
    """Something holds that must not."""

class ForbiddenRejectedReason(TypedDict):
    """Something holds that must not."""
    forbidden: ForbiddenRejectedReasonContent

class NothingChosenRejectedReasonContent(TypedDict):
    """No goods and no charges of the basket are what it reduces."""

class NothingChosenRejectedReason(TypedDict):
    """No goods and no charges of the basket are what it reduces."""
    nothing_chosen: NothingChosenRejectedReasonContent

class NothingToTakeOffRejectedReasonContent(TypedDict):
    """It has nothing left to reduce, or its share rounds to nothing."""

class NothingToTakeOffRejectedReason(TypedDict):
    """It has nothing left to reduce, or its share rounds to nothing."""
    nothing_to_take_off: NothingToTakeOffRejectedReasonContent

class ExcludedByRejectedReasonContent(TypedDict):
    """Another promotion excludes it."""
    promotion: PromotionCode
    """Which."""

class ExcludedByRejectedReason(TypedDict):
    """Another promotion excludes it."""
    excluded_by: ExcludedByRejectedReasonContent

class LessThanOthersRejectedReasonContent(TypedDict):
    """Another promotion takes more off each of its lines."""

class LessThanOthersRejectedReason(TypedDict):
    """Another promotion takes more off each of its lines."""
    less_than_others: LessThanOthersRejectedReasonContent

class UsedUpRejectedReasonContent(TypedDict):
    """It has been used as often as it may."""

class UsedUpRejectedReason(TypedDict):
    """It has been used as often as it may."""
    used_up: UsedUpRejectedReasonContent

class BudgetPassedRejectedReasonContent(TypedDict):
    """It would take off more than is left of its budget."""
    left: Money
    """What is left."""
    would: Money
    """What it would take off."""

class BudgetPassedRejectedReason(TypedDict):
    """It would take off more than is left of its budget."""
    budget_passed: BudgetPassedRejectedReasonContent

RejectedReason: TypeAlias = Union[
    MinimumNotMetRejectedReason,
    MaximumPassedRejectedReason,
    TooFewRejectedReason,
    TooManyRejectedReason,
    WeightDiffersRejectedReason,
    OtherCurrencyRejectedReason,
    NotNowRejectedReason,
    NotAtThisTimeRejectedReason,
    OtherChannelRejectedReason,
    OtherDestinationRejectedReason,
    NotInGroupRejectedReason,
    OtherAttributeRejectedReason,
    OtherOrderNumberRejectedReason,
    NoCouponRejectedReason,
    OtherArmRejectedReason,
    NeedsPromotionRejectedReason,
    ForbiddenRejectedReason,
    NothingChosenRejectedReason,
    NothingToTakeOffRejectedReason,
    ExcludedByRejectedReason,
    LessThanOthersRejectedReason,
    UsedUpRejectedReason,
    BudgetPassedRejectedReason,
]
"""Why a promotion took nothing off. Of several reasons it is the first that was found, in the order of its
condition.
"""

Remainder: TypeAlias = Literal[
    "largest_remainder",
    "first",
    "last",
    "in_order",
    "half_down_then_in_order",
    "half_up_then_last",
    "cut_from_last",
]
"""Names who gets the minor units that are left when every part has its share rounded down.
With *n* parts of non-zero weight there are fewer than *n* such units. A part of zero weight never gets one.
Serialised in snake case: `"largest_remainder"`.
`largest_remainder`: One unit each to the parts that lost most by rounding down; of equal losses the first in
order. Every part is then less than one unit away from its exact share (the Hamilton method).
`first`: All units to the first part of non-zero weight.
`last`: All units to the last part of non-zero weight.
`in_order`: One unit each to the parts of non-zero weight, in the order in which they are given, until none is
left.
`half_down_then_in_order`: Shares are rounded to the nearest, a half toward zero; what is then left or too
much goes to the parts of non-zero weight one unit each, in the order in which they are given (as Sylius
shares).
`half_up_then_last`: Shares are rounded to the nearest, a half up, but never more than what is left; the last
part of non-zero weight takes the rest (as Saleor shares). For weights of one sign.
`cut_from_last`: From the last part to the first, each takes its share of what is left, rounded down; the
first takes the rest (as Solidus shares, by Ruby's Money).
"""

class Reservation(TypedDict):
    """Stock held for a cart, or for somebody without one. Past `expires_at` it holds nothing, even before it is
    marked as expired.
    """
    id: ReservationId
    """Its id."""
    cart: NotRequired[CartId]
    """The cart that it holds stock for, if it is one."""
    holder: NotRequired[HolderCode]
    """Who else holds it, without a cart."""
    lines: list[Allocation]
    """What it holds, and where."""
    expires_at: Timestamp
    """Until when."""
    state: ReservationState
    """Where it stands."""

ReservationId: TypeAlias = str
"""A hold on stock."""

ReservationState: TypeAlias = Literal[
    "held",
    "committed",
    "released",
    "expired",
]
"""Where a reservation stands.
`held`: It holds stock until it expires.
`committed`: Its stock went to an order, or left.
`released`: It was given up.
`expired`: Its time ran out.
"""

class RestrictedGoods(TypedDict):
    """Goods by what they are and how dangerous they are: both must hold."""
    such: NotRequired[Goods]
    """Which; all when absent."""
    hazards: NotRequired[list[HazardClass]]
    """Those that may be of one of these classes; all, dangerous or not, when there is none."""

class Restriction(TypedDict):
    """Goods that may not be sent somewhere, or not by some methods, or only so much of them."""
    code: RestrictionCode
    """Names it: what is refused by it says so."""
    goods: NotRequired[RestrictedGoods]
    """Which goods."""
    to: NotRequired[list[ShippingPlace]]
    """Only to one of these places; to all when there is none."""
    methods: NotRequired[list[ChargeCode]]
    """Only by one of these methods. By all when neither a method nor a service is said."""
    services: NotRequired[list[CarrierService]]
    """Only by methods of one of these services."""
    limit: RestrictionLimit
    """What is refused of them."""

RestrictionCode: TypeAlias = str
"""A rule about what may not be sent: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class BannedRestrictionLimitContent(TypedDict):
    """All of them."""

class BannedRestrictionLimit(TypedDict):
    """All of them."""
    banned: BannedRestrictionLimitContent

class InParcelRestrictionLimit(TypedDict):
    """More than this in one parcel."""
    in_parcel: MostGoods

class InShipmentRestrictionLimit(TypedDict):
    """More than this in all parcels together."""
    in_shipment: MostGoods

class ApartRestrictionLimit(TypedDict):
    """That they are in one parcel with other goods that are such."""
    apart: RestrictedGoods

RestrictionLimit: TypeAlias = Union[
    BannedRestrictionLimit,
    InParcelRestrictionLimit,
    InShipmentRestrictionLimit,
    ApartRestrictionLimit,
]
"""What is refused of goods. What a parcel holds is known where the query says it, and where there is one parcel
alone; other parcels, and queries without any, are not looked at by rules about parcels.
"""

class Return(TypedDict):
    """Goods of an order that come back."""
    id: ReturnId
    """Its id."""
    order: OrderId
    """The order."""
    lines: list[ReturnLine]
    """What comes back; a kit by its parts."""
    location: NotRequired[LocationCode]
    """Where the goods are to be sent, once it is approved."""
    requested_at: Timestamp
    """When it was asked for."""
    state: ReturnState
    """Where it stands."""
    refused_because: NotRequired[str]
    """Why it was refused."""
    credited: NotRequired[Money]
    """How much was credited for it."""

ReturnId: TypeAlias = str
"""A return."""

class ReturnLine(TypedDict):
    """Units of a line that come back."""
    line: int
    """The line of the order."""
    quantity: Quantity
    """How many smallest units."""
    reason: NotRequired[str]
    """Why, in the buyer's words."""
    restocked: NotRequired[int]
    """Units that came back and are for sale again."""
    written_off: NotRequired[int]
    """Units that came back and are not fit for sale."""

ReturnState: TypeAlias = Literal[
    "requested",
    "approved",
    "received",
    "refunded",
    "refused",
    "cancelled",
]
"""Where a return stands.
`requested`: It is asked for.
`approved`: The goods may be sent back.
`received`: Some or all of the goods have come back.
`refunded`: The money has been credited.
`refused`: The shop said no.
`cancelled`: The buyer keeps the goods after all.
"""

class ReturnedUnits(TypedDict):
    """Units of a line that a buyer wants to send back. A kit comes back whole: it is named by its own line."""
    line: int
    """The number of the line."""
    quantity: Quantity
    """How many smallest units; of a kit, how many kits."""
    reason: NotRequired[str]
    """Why."""

class StandingRotationContent(TypedDict):
    """Any side that is named may be upright; it may be turned on its base."""
    length: bool
    """Its length may be upright."""
    width: bool
    """Its width may be upright."""
    height: bool
    """Its height may be upright."""

class StandingRotation(TypedDict):
    """Any side that is named may be upright; it may be turned on its base."""
    standing: StandingRotationContent

Rotation: TypeAlias = Union[
    Literal["free"],
    Literal["keep_flat"],
    Literal["never"],
    StandingRotation,
]
"""How an item may be turned."""

Rounding: TypeAlias = Literal[
    "half_up",
    "half_even",
    "half_down",
    "up",
    "down",
    "floor",
    "ceiling",
]
"""Names how a quotient becomes a whole number. There is no default: a rounding is always somebody's decision.
All but floor and ceiling treat −x as the mirror image of x, so a refund undoes a charge to the minor unit.
Serialised in snake case: `"half_up"`.
`half_up`: To the nearest; a half goes away from zero, for negative numbers too.
`half_even`: To the nearest; a half goes to the even neighbour ("banker's rounding").
`half_down`: To the nearest; a half goes toward zero.
`up`: Away from zero.
`down`: Toward zero: decimals are cut off.
`floor`: Toward minus infinity.
`ceiling`: Toward plus infinity.
"""

RouteCode: TypeAlias = str
"""A way that goods take: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class RuleProblem(TypedDict):
    """One thing that is wrong with a set of rules, and where."""
    path: str
    """Where: `promotions[2].actions[0].off`."""
    problem: str
    """What, and what would be right."""

class SaleTerms(TypedDict):
    """What an order keeps of its sale, so that it can be priced again."""
    after_sales: NotRequired[AfterSalesPolicy]
    """What a return or a cancellation in part does to promotions and gifts."""
    buyer: NotRequired[Buyer]
    """What was known of who buys."""
    coupons: NotRequired[list[CouponCode]]
    """The coupons that were given."""
    charges: NotRequired[list[Charge]]
    """Shipping, fees and donations, as they were asked for."""
    shipping: NotRequired[ShippingOffer]
    """The offer by which its goods are sent, with what is promised, as it was when the order was placed."""
    taxes_answered: NotRequired[bool]
    """Whether a tax service answered for it, so that the rates of the book say nothing of it."""
    books: NotRequired[BooksCode]
    """The books that it is entered in; in none when absent."""

class Seller(TypedDict):
    """Somebody who sells goods in the channels of others. What they sell of an order is a part of it, with a number
    and with documents of its own.
    """
    code: SellerCode
    """Their code, which names them."""
    address: Address
    """Name and address, as their invoices say."""
    tax_id: NotRequired[str]
    """The number by which they are registered for tax."""
    numbers: NotRequired[ChannelNumbers]
    """The series that their parts of orders and their documents take their numbers from."""

SellerCode: TypeAlias = str
"""Somebody who sells goods in the channels of others: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class SellerLoss(TypedDict):
    """What one of several sellers has of the lost discount of a credit."""
    seller: NotRequired[SellerCode]
    """Whose goods and charges cost so much more; those of the channel itself when absent."""
    lost_discount: TaxedAmount
    """How much, tax by tax."""

class SellerOrder(TypedDict):
    """That a seller has a part in an order: what the orders of a seller are found by. It is never changed."""
    order: OrderId
    """The order."""
    seller: SellerCode
    """The seller."""
    number: NotRequired[str]
    """The number of the part for people, where the seller has a series for them."""
    placed_at: Timestamp
    """Since when."""

SellerOrderCode: TypeAlias = str
"""The part of a seller in an order, `ORDER/SELLER`: 38 to 69 of `A-Z a-z 0-9 . _ - / + :`."""

# An amount of one asset that goes from where it can be found to where it belongs.
Sending = TypedDict(
    "Sending",
    {
        # What.
        "asset": AssetCode,
        # How much, in the smallest units of the asset; all that the source has when absent.
        "amount": NotRequired[int],
        # From where.
        "from": FundsSource,
        # Whither.
        "to": FundsDestination,
    },
)

Sequence: TypeAlias = Literal[
    "phases",
    "priority",
    "buy_get_first",
]
"""In which order promotions are applied. Ties go to the higher priority, then to the place in the rules.
`phases`: Catalog, then line, then order, then shipping actions, each phase by lane and priority.
`priority`: By lane and priority, all actions of a promotion together. Catalog actions still come first: they
set prices.
`buy_get_first`: As phases, and in the line phase buy-and-get before everything else.
"""

class Series(TypedDict):
    """A series of numbers, and how far it has come."""
    code: SeriesCode
    """Its code, which names it."""
    terms: SeriesTerms
    """How its numbers look."""
    last: NotRequired[int]
    """The number that was given last; none yet when absent."""

SeriesCode: TypeAlias = str
"""A series of numbers, such as `eu-2026`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class SeriesTerms(TypedDict):
    """How the numbers of a series look: `EU-2026-000123` has the prefix `EU-2026-` and six digits."""
    prefix: NotRequired[str]
    """What stands before the digits; it does not end in a digit. At most 32 bytes."""
    first: int
    """The first number: 1 to 999,999,999,999."""
    digits: NotRequired[int]
    """The least digits: smaller numbers have zeros before them. At most 12."""

ServiceCode: TypeAlias = str
"""A service of a carrier, such as `ground`: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class Settlement(TypedDict):
    """What parties instruct to be delivered and paid. Its entries are found by its id as their reference; payments
    that were netted by `netted_with`.
    """
    id: SettlementId
    """Its id."""
    terms: SettlementTerms
    """What is instructed."""
    progress: SettlementProgress
    """How far it is."""
    instructed_at: Timestamp
    """When it was first instructed."""

class AffirmSettlementActContent(TypedDict):
    """Instructs the same. Refused with `settlement.unmatched` where anything is another."""
    terms: SettlementTerms
    """All that this party instructs."""

class AffirmSettlementAct(TypedDict):
    """Instructs the same. Refused with `settlement.unmatched` where anything is another."""
    affirm: AffirmSettlementActContent

class HoldSettlementActContent(TypedDict):
    """Keeps it back until it is released by the same party."""

class HoldSettlementAct(TypedDict):
    """Keeps it back until it is released by the same party."""
    hold: HoldSettlementActContent

class ReleaseSettlementActContent(TypedDict):
    """Keeps it back no longer."""

class ReleaseSettlementAct(TypedDict):
    """Keeps it back no longer."""
    release: ReleaseSettlementActContent

class CancelSettlementActContent(TypedDict):
    """Gives it up: at once as long as it is not matched, then once all parties have asked for it. What was settled
    stays so.
    """
    reason: NotRequired[str]
    """Why."""

class CancelSettlementAct(TypedDict):
    """Gives it up: at once as long as it is not matched, then once all parties have asked for it. What was settled
    stays so.
    """
    cancel: CancelSettlementActContent

SettlementAct: TypeAlias = Union[
    AffirmSettlementAct,
    HoldSettlementAct,
    ReleaseSettlementAct,
    CancelSettlementAct,
]
"""What a party does about a settlement."""

SettlementId: TypeAlias = str
"""A settlement."""

# What one party delivers to another.
SettlementLeg = TypedDict(
    "SettlementLeg",
    {
        # Whether goods or money are missing where there is not enough.
        "kind": NotRequired[LegKind],
        # Who delivers.
        "deliverer": PartyCode,
        # The account that it is taken from.
        "from": AccountCode,
        # Who receives.
        "receiver": PartyCode,
        # The account that it comes to, of the same asset.
        "to": AccountCode,
        # How much, in the smallest units of the asset.
        "amount": int,
    },
)

class SettlementProgress(TypedDict):
    """How far a settlement is."""
    state: SettlementState
    """Where it stands."""
    affirmed_by: list[PartyCode]
    """Who has instructed it, in order. It is matched once all have who are named in it."""
    held_by: NotRequired[list[PartyCode]]
    """Who keeps it back, in order."""
    cancel_asked_by: NotRequired[list[PartyCode]]
    """Who asks for it to be given up, in order."""
    settled: list[int]
    """How much of each leg has moved, in the order of the terms."""
    obstacle: NotRequired[Obstacle]
    """What kept the rest of it from being settled when it was last tried."""
    fails: NotRequired[int]
    """At how many cut-offs it was not settled."""
    next_at: NotRequired[Timestamp]
    """When it is tried next; by whoever sends `settle` in between. Not by itself when absent."""
    netted_with: NotRequired[SettlementId]
    """The first settlement of those that it was netted with."""
    reason: NotRequired[str]
    """Why it was given up, in words."""

SettlementReason: TypeAlias = Literal[
    "lack",
    "mony",
    "clac",
    "cmon",
    "prea",
    "prcy",
    "both",
    "futu",
    "late",
    "link",
    "bloc",
    "othr",
]
"""Why something is not settled: the codes of ISO 20022 (`PendingReason`), `lack` for `LACK`.
`lack`: The party lacks goods, or securities.
`mony`: The party lacks money.
`clac`: The counterparty lacks goods, or securities.
`cmon`: The counterparty lacks money.
`prea`: The party keeps it back.
`prcy`: The counterparty keeps it back.
`both`: Both keep it back.
`futu`: Its day is still to come.
`late`: The deadline was missed.
`link`: Something that it is linked to is not settled.
`bloc`: An account is blocked.
`othr`: Another reason: the account that receives would hold more than it may.
"""

SettlementStanding: TypeAlias = Literal[
    "pending",
    "failing",
    "settled",
    "cancelled",
]
"""Whether a settlement is settled.
`pending`: Not yet, and it can be in time (`PEND`).
`failing`: Not in time (`PENF`).
`settled`: It is.
`cancelled`: It was given up before.
"""

SettlementState: TypeAlias = Literal[
    "pending",
    "failing",
    "settled",
    "cancelled",
]
"""Where a settlement stands.
`pending`: It can still be settled in time.
`failing`: Its cut-off has passed. It may still be settled.
`settled`: All of it is delivered and paid.
`cancelled`: What was not settled of it will not be.
"""

class SettlementStatus(TypedDict):
    """How a settlement stands: four statuses, none of which says anything about the others."""
    processing: ProcessingStatus
    """Whether it is worked on."""
    matching: MatchingStatus
    """Whether all have instructed it."""
    hold: HoldStatus
    """Whether somebody keeps it back."""
    settlement: SettlementStanding
    """Whether it is settled."""
    in_part: NotRequired[bool]
    """Whether a part of it is settled, and a part is not."""
    reason: NotRequired[SettlementReason]
    """Why it is not settled, if that is known."""

SettlementStep: TypeAlias = Literal[
    "affirm",
    "hold",
    "release",
    "cancel",
    "settle",
]
"""What can be done about a settlement.
`affirm`: Another party instructs the same.
`hold`: A party keeps it back.
`release`: It does so no longer.
`cancel`: It is to be given up.
`settle`: It is tried.
"""

class SettlementTerms(TypedDict):
    """What is instructed to be settled."""
    legs: list[SettlementLeg]
    """What moves, all of it in one commit: at least one, at most 100. Goods against money is delivery versus
    payment, money against money is payment versus payment.
    """
    lot: NotRequired[int]
    """It may be settled in parts: so many of the first leg or whole multiples of that, and as large a part of each
    other leg. All or nothing when absent.
    """
    settle_from: NotRequired[Timestamp]
    """It is settled from this instant on; at once when absent."""
    cut_off: NotRequired[Timestamp]
    """It should be settled before this instant: from then on it is failing, and may still be settled."""
    retry_seconds: NotRequired[int]
    """How many seconds after one cut-off the next one comes, at which it is tried again; there is one alone when
    absent.
    """
    after: NotRequired[list[SettlementId]]
    """What has to be settled before, or in the same commit."""
    reference: NotRequired[str]
    """What it is about: a contract, a trade."""

class Shelf(TypedDict):
    """The lots of a SKU at a location, at most 1,000."""
    sku: Sku
    """Of what."""
    location: LocationCode
    """Where."""
    lots: list[Lot]
    """The lots, in the order of their codes."""

ShelfCode: TypeAlias = str
"""The lots of a SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`."""

class ShipTo(TypedDict):
    """Where goods go."""
    country: CountryCode
    """The country."""
    region: NotRequired[RegionCode]
    """The region in it."""
    city: NotRequired[str]
    """The city."""
    postal_code: NotRequired[str]
    """The postal code."""
    station: NotRequired[LocationCode]
    """A station of your own."""

class Shipment(TypedDict):
    """Goods of an order that left together."""
    id: ShipmentId
    """Its id."""
    order: OrderId
    """Whose goods."""
    goods: list[Allocation]
    """What left, and from where."""
    picked: NotRequired[list[Picked]]
    """The lots and serials among them, of what is tracked."""
    tracking: NotRequired[str]
    """The carrier's number."""
    shipped_at: Timestamp
    """When it left."""
    delivered_at: NotRequired[Timestamp]
    """When it arrived."""
    state: ShipmentState
    """Where it stands."""
    to: NotRequired[AddressCode]
    """The address of the order's details that it goes to; that of the order when absent."""
    tracked: NotRequired[ShipmentTracking]
    """What carriers told of it, and how it stands by that; absent where nothing was told."""
    bookings: NotRequired[list[Booking]]
    """What carriers were asked to carry of it, and the labels that they gave."""

ShipmentId: TypeAlias = str
"""A shipment."""

ShipmentState: TypeAlias = Literal[
    "shipped",
    "delivered",
]
"""Where a shipment stands.
`shipped`: It has left.
`delivered`: It has arrived.
"""

class ShipmentTracking(TypedDict):
    """All that was told of goods on their way: a set, to which each event adds once, whenever it comes."""
    standing: TrackingStanding
    """How the goods stand."""
    events: list[TrackingEvent]
    """What was told, by when it happened."""

ShippingBook: TypeAlias = ShippingRules
"""Rules of shipping, compiled."""

class ShippingCalendar(TypedDict):
    """On which days somebody works, and until when what comes counts for the day.
    A time that the clock skips is the moment at which it skips; of a time that it shows twice the first counts.
    """
    code: CalendarCode
    """Names it. No timetable has the same code."""
    time_zone: NotRequired[str]
    """Where its clock hangs: `UTC`, or as POSIX says in `TZ`, such as `CET-1CEST,M3.5.0,M10.5.0/3`."""
    open: list[OpenDays]
    """The days of the week on which there is work. All others are closed."""
    holidays: NotRequired[list[Holiday]]
    """Days that are closed by their date."""
    blackouts: NotRequired[list[Blackout]]
    """Times in which nothing is done."""

ShippingCode: TypeAlias = str
"""A set of rules of shipping: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

class ShippingLine(TypedDict):
    """Goods that are sent."""
    sku: Sku
    """Which."""
    quantity: Quantity
    """How many smallest units."""
    net: Money
    """What they are worth together after discounts, without tax."""
    gross: Money
    """The same with tax."""
    grams: NotRequired[int]
    """What a whole unit weighs, in grams."""
    product: NotRequired[ProductCode]
    """Its product."""
    categories: NotRequired[list[CategoryCode]]
    """Its categories, classes of shipping among them."""
    attributes: NotRequired[dict[str, str]]
    """Its attributes."""
    hazard: NotRequired[HazardClass]
    """How dangerous it is, by the Model Regulations of the United Nations, with the division where its class has
    some. Where the division is missing it counts as each.
    """
    commodity: NotRequired[CommodityCode]
    """What customs know it as."""
    origin: NotRequired[CountryCode]
    """The country that it comes from, as customs see it."""
    decimals: NotRequired[int]
    """Decimals of its unit: 0 for pieces, 3 for goods that are weighed by the kilogram and counted in grams. At most
    6.
    """

class ShippingMethod(TypedDict):
    """A way to send goods."""
    code: ChargeCode
    """Names it, and the charge that it comes to."""
    title: str
    """What the shopper reads."""
    when: NotRequired[ShippingRule]
    """When it is offered. It looks at goods, never at what shipping costs."""
    tax: NotRequired[ChargeTax]
    """How what it costs is taxed."""
    hidden: NotRequired[bool]
    """For staff only."""
    rates: list[ShippingRate]
    """What it costs, by zone and currency."""
    surcharges: NotRequired[list[Surcharge]]
    """What comes on top, in this order."""
    days: NotRequired[TransitDays]
    """How long it takes, as it is told where no date is promised."""
    service: NotRequired[CarrierService]
    """Who carries it."""
    hazards: NotRequired[list[HazardClass]]
    """Dangerous goods that it takes: those of these classes, and no others."""
    route: NotRequired[RouteCode]
    """The way that goods take, by which dates are promised."""

class ShippingOffer(TypedDict):
    """A way to send goods, and what it costs."""
    method: ChargeCode
    """Which method."""
    title: str
    """What the shopper reads."""
    zone: NotRequired[ZoneCode]
    """The zone whose rate it is; none for the rate that is for everywhere."""
    total: Money
    """What it costs together."""
    items: list[OfferItem]
    """What that is made of: the price first, then what comes on top. They sum to the total."""
    days: NotRequired[TransitDays]
    """How long it takes, as the rules tell it."""
    promise: NotRequired[Promise]
    """When goods leave and arrive, where the method has a route and the query says when it is ordered."""

class ShippingOffers(TypedDict):
    """What a book answers to a query."""
    offers: list[ShippingOffer]
    """What is offered, in the order of the rules."""
    not_offered: NotRequired[list[NotOffered]]
    """What is not, and why; empty unless reasons were asked for."""

class ShippingPlace(TypedDict):
    """A place: everything that is said must hold."""
    country: NotRequired[CountryCode]
    """The country; any when absent."""
    region: NotRequired[RegionCode]
    """The region in it."""
    city: NotRequired[str]
    """The city in it; case does not count."""
    postal: NotRequired[str]
    """The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range, `from..` one without
    end. Codes of the United Kingdom, its islands and Ireland are compared part by part, others as text. Spaces,
    hyphens and case do not count; a ZIP+4 of the United States counts as its ZIP too.
    """
    station: NotRequired[LocationCode]
    """A station of your own."""

class FlatShippingPrice(TypedDict):
    """The same for whatever is sent."""
    flat: Money

class PerItemShippingPrice(TypedDict):
    """So much for each unit; goods that are weighed or measured are one."""
    per_item: Money

class PerStepShippingPriceContent(TypedDict):
    """So much for each step of a measure that is begun, a first one apart."""
    by: Measure
    """Of what."""
    step: int
    """How much a step is."""
    price: Money
    """What each costs."""
    first: NotRequired[FirstStep]
    """What comes before the first step, and what it costs."""

class PerStepShippingPrice(TypedDict):
    """So much for each step of a measure that is begun, a first one apart."""
    per_step: PerStepShippingPriceContent

class BandsShippingPriceContent(TypedDict):
    """By the band that a measure lies in; not offered below the first one, nor from `until` on."""
    by: Measure
    """Of what."""
    bands: list[Band]
    """Each with its least, rising; the last one that is reached counts."""
    until: NotRequired[int]
    """Not offered for this much or more."""

class BandsShippingPrice(TypedDict):
    """By the band that a measure lies in; not offered below the first one, nor from `until` on."""
    bands: BandsShippingPriceContent

class PercentShippingPriceContent(TypedDict):
    """A share of what goods are worth."""
    rate: Rate
    """The share."""
    least: Money
    """No less than this; an amount of zero where any share will do. It says what currency the rate is in."""
    most: NotRequired[Money]
    """No more than this."""
    tax: NotRequired[TaxView]
    """With or without tax; as the rules say when absent."""
    rounding: NotRequired[Rounding]
    """How it is rounded."""

class PercentShippingPrice(TypedDict):
    """A share of what goods are worth."""
    percent: PercentShippingPriceContent

class FlexiShippingPriceContent(TypedDict):
    """One price for the first unit, another for each further one; goods that are weighed or measured are one."""
    first: Money
    """For the first."""
    further: Money
    """For each further one."""
    most: NotRequired[FlexiMost]
    """What happens with many."""

class FlexiShippingPrice(TypedDict):
    """One price for the first unit, another for each further one; goods that are weighed or measured are one."""
    flexi: FlexiShippingPriceContent

class SackShippingPriceContent(TypedDict):
    """One price for goods worth less than an amount, another from there on."""
    below: Money
    """Goods worth less than this."""
    price: Money
    """Cost this."""
    otherwise: Money
    """All others this."""

class SackShippingPrice(TypedDict):
    """One price for goods worth less than an amount, another from there on."""
    sack: SackShippingPriceContent

class ByCategoryShippingPriceContent(TypedDict):
    """By the categories that lines are of, each counted once: a line is of the first one here that it is in."""
    prices: list[CategoryPrice]
    """What each costs."""
    others: NotRequired[Money]
    """What lines of none of them cost; not offered where there are such when absent."""
    take: NotRequired[Take]
    """The sum of all, or the dearest alone."""

class ByCategoryShippingPrice(TypedDict):
    """By the categories that lines are of, each counted once: a line is of the first one here that it is in."""
    by_category: ByCategoryShippingPriceContent

class FormulaShippingPriceContent(TypedDict):
    """Worked out by a formula."""
    unit: Money
    """What the formula counts in: with `1.00` it counts in whole units of the currency, with `0.01` in cents."""
    formula: Formula
    """The formula."""

class FormulaShippingPrice(TypedDict):
    """Worked out by a formula."""
    formula: FormulaShippingPriceContent

class SumShippingPrice(TypedDict):
    """All of these together."""
    sum: list[ShippingPrice]

class LeastShippingPrice(TypedDict):
    """The least of these."""
    least: list[ShippingPrice]

class MostShippingPrice(TypedDict):
    """The most of these."""
    most: list[ShippingPrice]

ShippingPrice: TypeAlias = Union[
    FlatShippingPrice,
    PerItemShippingPrice,
    PerStepShippingPrice,
    BandsShippingPrice,
    PercentShippingPrice,
    FlexiShippingPrice,
    SackShippingPrice,
    ByCategoryShippingPrice,
    FormulaShippingPrice,
    SumShippingPrice,
    LeastShippingPrice,
    MostShippingPrice,
]
"""How a price of shipping is worked out. All amounts of a rate are in one currency."""

# What is to be sent, where to.
ShippingQuery = TypedDict(
    "ShippingQuery",
    {
        # What prices are asked in.
        "currency": Currency,
        # Where to.
        "to": ShipTo,
        # Where from: a station, for distances.
        "from": NotRequired[LocationCode],
        # The goods.
        "lines": list[ShippingLine],
        # The parcels that they make, where that is known.
        "parcels": NotRequired[list[ParcelMeasure]],
        # How far they go; looked up among the stations when absent.
        "distance": NotRequired[int],
        # The weight that is billed for, in grams, as carriers reckon it; what the lines weigh when absent.
        "billed_grams": NotRequired[int],
        # A number that bands and formulas can go by.
        "score": NotRequired[int],
        # Where the basket is filled.
        "channel": NotRequired[ChannelCode],
        # Groups of the customer.
        "groups": NotRequired[list[GroupCode]],
        # Whatever else rules ask for, as words.
        "attributes": NotRequired[dict[str, str]],
        # Whatever else rules ask for, as numbers.
        "numbers": NotRequired[dict[str, int]],
        # When it is ordered; no dates are promised when absent.
        "placed_at": NotRequired[Timestamp],
        # Staff ask: methods that are hidden are offered too.
        "staff": NotRequired[bool],
    },
)

class ShippingRate(TypedDict):
    """What a method costs in a zone."""
    zone: NotRequired[ZoneCode]
    """Where; wherever no other rate of the method is for, when absent."""
    price: ShippingPrice
    """How much."""
    free_above: NotRequired[Money]
    """Nothing, surcharges included, where goods are worth this much or more."""
    route: NotRequired[RouteCode]
    """The way that goods take there; that of the method when absent."""

class HiddenShippingReasonContent(TypedDict):
    """It is for staff."""

class HiddenShippingReason(TypedDict):
    """It is for staff."""
    hidden: HiddenShippingReasonContent

class OtherDestinationShippingReasonContent(TypedDict):
    """It has no rate for the destination."""

class OtherDestinationShippingReason(TypedDict):
    """It has no rate for the destination."""
    other_destination: OtherDestinationShippingReasonContent

class OtherCurrencyShippingReasonContent(TypedDict):
    """It has a rate for the destination, in other currencies."""
    needs: Currency
    """One that it has."""

class OtherCurrencyShippingReason(TypedDict):
    """It has a rate for the destination, in other currencies."""
    other_currency: OtherCurrencyShippingReasonContent

class MinimumNotMetShippingReasonContent(TypedDict):
    """Goods are worth too little."""
    needs: Money
    """At least this much, or more than it."""
    has: Money
    """What they are worth."""

class MinimumNotMetShippingReason(TypedDict):
    """Goods are worth too little."""
    minimum_not_met: MinimumNotMetShippingReasonContent

class MaximumPassedShippingReasonContent(TypedDict):
    """Goods are worth too much."""
    most: Money
    """At most this much, or less than it."""
    has: Money
    """What they are worth."""

class MaximumPassedShippingReason(TypedDict):
    """Goods are worth too much."""
    maximum_passed: MaximumPassedShippingReasonContent

class TooFewShippingReasonContent(TypedDict):
    """There are too few units."""
    needs: int
    """At least so many."""
    has: int
    """There are."""

class TooFewShippingReason(TypedDict):
    """There are too few units."""
    too_few: TooFewShippingReasonContent

class TooManyShippingReasonContent(TypedDict):
    """There are too many units."""
    most: int
    """At most so many."""
    has: int
    """There are."""

class TooManyShippingReason(TypedDict):
    """There are too many units."""
    too_many: TooManyShippingReasonContent

class WeightDiffersShippingReasonContent(TypedDict):
    """Goods weigh too little or too much."""
    has: int
    """What they weigh, in grams."""

class WeightDiffersShippingReason(TypedDict):
    """Goods weigh too little or too much."""
    weight_differs: WeightDiffersShippingReasonContent

class DistanceDiffersShippingReasonContent(TypedDict):
    """Goods go not far enough, too far, or nobody knows how far."""
    has: NotRequired[int]
    """How far, where that is known."""

class DistanceDiffersShippingReason(TypedDict):
    """Goods go not far enough, too far, or nobody knows how far."""
    distance_differs: DistanceDiffersShippingReasonContent

class OtherGoodsShippingReasonContent(TypedDict):
    """Some goods are not such as it takes."""

class OtherGoodsShippingReason(TypedDict):
    """Some goods are not such as it takes."""
    other_goods: OtherGoodsShippingReasonContent

class GoodsMissingShippingReasonContent(TypedDict):
    """No goods are such as it takes."""

class GoodsMissingShippingReason(TypedDict):
    """No goods are such as it takes."""
    goods_missing: GoodsMissingShippingReasonContent

class ParcelUnfitShippingReasonContent(TypedDict):
    """A parcel is too large, too small, too heavy or too light."""
    parcel: int
    """Which, by its place in the query."""

class ParcelUnfitShippingReason(TypedDict):
    """A parcel is too large, too small, too heavy or too light."""
    parcel_unfit: ParcelUnfitShippingReasonContent

class OtherChannelShippingReasonContent(TypedDict):
    """The basket is filled in another channel."""

class OtherChannelShippingReason(TypedDict):
    """The basket is filled in another channel."""
    other_channel: OtherChannelShippingReasonContent

class NotInGroupShippingReasonContent(TypedDict):
    """The customer is in none of the groups."""

class NotInGroupShippingReason(TypedDict):
    """The customer is in none of the groups."""
    not_in_group: NotInGroupShippingReasonContent

class OtherAttributeShippingReasonContent(TypedDict):
    """An attribute or number is absent or another."""
    name: str
    """Which."""

class OtherAttributeShippingReason(TypedDict):
    """An attribute or number is absent or another."""
    other_attribute: OtherAttributeShippingReasonContent

class ForbiddenShippingReasonContent(TypedDict):
    """What it excludes is the case."""

class ForbiddenShippingReason(TypedDict):
    """What it excludes is the case."""
    forbidden: ForbiddenShippingReasonContent

class RestrictedShippingReasonContent(TypedDict):
    """It may not carry some of the goods, or not so."""
    refused: list[RefusedGoods]
    """Which, each with the rule that says so."""

class RestrictedShippingReason(TypedDict):
    """It may not carry some of the goods, or not so."""
    restricted: RestrictedShippingReasonContent

class NoBandShippingReasonContent(TypedDict):
    """Its rate has no price for so little or so much."""
    has: int
    """What was measured."""

class NoBandShippingReason(TypedDict):
    """Its rate has no price for so little or so much."""
    no_band: NoBandShippingReasonContent

class NoCategoryShippingReasonContent(TypedDict):
    """Its rate has no price for goods of some category."""

class NoCategoryShippingReason(TypedDict):
    """Its rate has no price for goods of some category."""
    no_category: NoCategoryShippingReasonContent

class NoPriceShippingReasonContent(TypedDict):
    """Its price cannot be worked out: a number is past its ends, below zero, or divided by zero."""

class NoPriceShippingReason(TypedDict):
    """Its price cannot be worked out: a number is past its ends, below zero, or divided by zero."""
    no_price: NoPriceShippingReasonContent

class NoDateShippingReasonContent(TypedDict):
    """Its route comes to no date: nothing is open in time, or nothing leaves any more."""

class NoDateShippingReason(TypedDict):
    """Its route comes to no date: nothing is open in time, or nothing leaves any more."""
    no_date: NoDateShippingReasonContent

ShippingReason: TypeAlias = Union[
    HiddenShippingReason,
    OtherDestinationShippingReason,
    OtherCurrencyShippingReason,
    MinimumNotMetShippingReason,
    MaximumPassedShippingReason,
    TooFewShippingReason,
    TooManyShippingReason,
    WeightDiffersShippingReason,
    DistanceDiffersShippingReason,
    OtherGoodsShippingReason,
    GoodsMissingShippingReason,
    ParcelUnfitShippingReason,
    OtherChannelShippingReason,
    NotInGroupShippingReason,
    OtherAttributeShippingReason,
    ForbiddenShippingReason,
    RestrictedShippingReason,
    NoBandShippingReason,
    NoCategoryShippingReason,
    NoPriceShippingReason,
    NoDateShippingReason,
]
"""Why a method is not offered."""

class AllShippingRule(TypedDict):
    """Every one of these; an empty list holds."""
    all: list[ShippingRule]

class AnyShippingRule(TypedDict):
    """At least one of these; an empty list does not hold."""
    any: list[ShippingRule]

# Not this.
NotShippingRule = TypedDict(
    "NotShippingRule",
    {
        "not": ShippingRule,
    },
)

class TotalShippingRule(TypedDict):
    """Goods are worth this much, after discounts."""
    total: GoodsTotal

class QuantityShippingRule(TypedDict):
    """There are this many units of goods."""
    quantity: QuantityTest

class WeightShippingRule(TypedDict):
    """Goods weigh this many grams."""
    weight: WeightTest

class OnlyShippingRule(TypedDict):
    """All goods are such."""
    only: Goods

class ContainsShippingRule(TypedDict):
    """Some goods are such."""
    contains: Goods

class DistanceShippingRule(TypedDict):
    """The goods go so far."""
    distance: Count

class ZoneShippingRule(TypedDict):
    """The destination lies in one of these zones."""
    zone: list[ZoneCode]

class ChannelShippingRule(TypedDict):
    """The basket is filled in one of these channels."""
    channel: list[ChannelCode]

class GroupShippingRule(TypedDict):
    """The customer belongs to one of these groups."""
    group: list[GroupCode]

class AttributeShippingRuleContent(TypedDict):
    """The query has this attribute with one of these values."""
    name: str
    """Which."""
    values: list[str]
    """One of these."""

class AttributeShippingRule(TypedDict):
    """The query has this attribute with one of these values."""
    attribute: AttributeShippingRuleContent

class NumberShippingRuleContent(TypedDict):
    """The query has this number, and it lies within."""
    name: str
    """Which."""
    within: Count
    """How much."""

class NumberShippingRule(TypedDict):
    """The query has this number, and it lies within."""
    number: NumberShippingRuleContent

class FitsShippingRule(TypedDict):
    """Every parcel is within. A query that says no parcels fits."""
    fits: SizeBounds

ShippingRule: TypeAlias = Union[
    AllShippingRule,
    AnyShippingRule,
    NotShippingRule,
    TotalShippingRule,
    QuantityShippingRule,
    WeightShippingRule,
    OnlyShippingRule,
    ContainsShippingRule,
    DistanceShippingRule,
    ZoneShippingRule,
    ChannelShippingRule,
    GroupShippingRule,
    AttributeShippingRule,
    NumberShippingRule,
    FitsShippingRule,
]
"""What must hold. At most 32 deep. Bounds are included; nothing in it can ask what shipping costs, so that no
method comes and goes by its own price.
"""

class ShippingRules(TypedDict):
    """Everything that says by which methods goods can be sent, and for how much."""
    tax_display: TaxDisplay
    """Whether what goods are worth is looked at with tax where a rule does not say."""
    zone_choice: NotRequired[ZoneChoice]
    """Which zone counts of several that a destination lies in."""
    zones: NotRequired[list[ShippingZone]]
    """Places that share rates."""
    distances: NotRequired[list[StationDistance]]
    """How far stations lie apart, either way."""
    methods: list[ShippingMethod]
    """Ways to send goods, in the order in which they are offered."""
    restrictions: NotRequired[list[Restriction]]
    """What may not be sent, or not so."""
    dates: NotRequired[DateRules]
    """When goods leave and arrive; without it no offer has a date."""

# Places that share rates.
ShippingZone = TypedDict(
    "ShippingZone",
    {
        # Names it.
        "code": ZoneCode,
        # What lies in it.
        "places": list[ShippingPlace],
        # What does not, although it lies in one of the places.
        "except": NotRequired[list[ShippingPlace]],
    },
)

class TotalShownAmendment(TypedDict):
    """What the order comes to afterwards."""
    total: Money

class DifferenceShownAmendment(TypedDict):
    """How much more that is than before; below zero where it is less."""
    difference: Money

ShownAmendment: TypeAlias = Union[
    TotalShownAmendment,
    DifferenceShownAmendment,
]
"""What whoever amends an order has been shown."""

class ShownPrice(TypedDict):
    """A price before discounts, as a shopper was shown it."""
    unit: Money
    """The price of `per` whole units."""
    per: NotRequired[int]
    """How many whole units the price is for; one when absent."""
    until: NotRequired[Timestamp]
    """Until when it is kept, exclusive; it is not kept when absent."""

Side: TypeAlias = Literal[
    "debit",
    "credit",
]
"""One of the two sides of an account.
`debit`: What is taken from it.
`credit`: What comes to it.
"""

class SimulatedCurrency(TypedDict):
    """Sums in one currency."""
    before: SimulatedSums
    """Under the first book."""
    after: SimulatedSums
    """Under the second book."""

class SimulatedPromotion(TypedDict):
    """What a promotion takes off."""
    promotion: PromotionCode
    """Which."""
    before_baskets: int
    """How many baskets it applies to under the first book."""
    before: Money
    """What it takes off under the first book."""
    after_baskets: int
    """How many baskets it applies to under the second book."""
    after: Money
    """What it takes off under the second book."""

class SimulatedSums(TypedDict):
    """Sums of totals."""
    goods: Money
    """Goods, before discounts."""
    discount: Money
    """What the promotions take off goods."""
    tax: Money
    """The tax."""
    total: Money
    """What is to be paid."""

class Simulation(TypedDict):
    """What a history of baskets comes to under two books."""
    baskets: int
    """How many baskets were priced by both."""
    dearer: int
    """How many of them cost more under the second book."""
    cheaper: int
    """How many of them cost less under the second book."""
    refused: int
    """How many of them one book refuses or both."""
    currencies: list[SimulatedCurrency]
    """The sums of those priced by both, by currency."""
    promotions: list[SimulatedPromotion]
    """What each promotion takes off, by currency, in the order of their codes."""

class Size(TypedDict):
    """How long, wide and high something is, in whole millimetres."""
    length: int
    """Along the first side."""
    width: int
    """Along the second side."""
    height: int
    """Upwards."""

class SizeBounds(TypedDict):
    """What a parcel may measure: what is said must hold, bounds included."""
    longest: NotRequired[Count]
    """Its longest side, in millimetres."""
    second: NotRequired[Count]
    """Its second side."""
    length_and_girth: NotRequired[Count]
    """Its longest side and its girth."""
    volume: NotRequired[Count]
    """Its volume in cubic millimetres."""
    grams: NotRequired[Count]
    """Its weight in grams."""

Sku: TypeAlias = str
"""A stock keeping unit: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`."""

class SourceAccount(TypedDict):
    """An account that something is taken from."""
    account: AccountCode
    """Which."""
    overdraft: NotRequired[Overdraft]
    """How far it may fall below zero; not at all when absent."""

# A source and its share.
SourceShare = TypedDict(
    "SourceShare",
    {
        # Its part of the whole; what the others leave when absent.
        "portion": NotRequired[Fraction],
        # From where.
        "from": FundsSource,
    },
)

Sourcing: TypeAlias = Literal[
    "priority",
    "nearest",
    "fewest_parcels",
    "most_stock",
    "cheapest",
    "keep_together",
]
"""A rule that puts places in order. The first rule that tells two places apart decides between them; places that
all rules leave equal keep the order of the channel.
`priority`: The place of the lowest priority.
`nearest`: The place nearest to the destination, along a great circle. A place whose position is not known
comes last; with no position of the destination, all are equal.
`fewest_parcels`: Places of the smallest set that serves all that is on hand, before others.
`most_stock`: For each line, the place with the most of it on hand.
`cheapest`: The place from which a parcel costs least; a place whose cost is not known comes last.
`keep_together`: A place that has the whole order on hand, before others.
"""

class SplitGoods(TypedDict):
    """Goods of one kind at one place."""
    location: LocationCode
    """Where they are, or will be."""
    units: int
    """How many units."""
    available_on: NotRequired[Date]
    """From which day on they are there; already when absent."""
    grams: NotRequired[int]
    """What one unit weighs, in grams."""
    tags: NotRequired[list[str]]
    """What restrictions speak of: `battery`, `perfume`, `frozen`."""

class SplitPlan(TypedDict):
    """A plan: every unit is in one shipment, or its goods may not leave."""
    shipments: list[PlannedShipment]
    """What leaves together, by place and day."""
    unsent: NotRequired[list[UnsentGoods]]
    """What may not leave from where it is."""

class SplitRequest(TypedDict):
    """Goods that are to leave, and what keeps them apart."""
    today: Date
    """The day on which it is planned."""
    goods: list[SplitGoods]
    """The goods."""
    wait_days: NotRequired[int]
    """For so many days goods that are there wait for others; at 0 all that is there leaves at once."""
    most_grams: NotRequired[int]
    """No shipment is heavier, unless one unit is, in grams; any weight when absent."""
    apart: NotRequired[list[list[str]]]
    """Tags that never go together, two by two; at most 100 pairs."""
    alone: NotRequired[list[str]]
    """Tags whose goods go with nothing that has not the same; at most 100."""
    only_from: NotRequired[dict[str, list[LocationCode]]]
    """Tags whose goods leave from these places only."""

SpreadBy: TypeAlias = Literal[
    "amount",
    "gross",
]
"""By what a discount on the order is shared.
`amount`: By what is left of each line, as prices are.
`gross`: By what is left of each line, with tax.
"""

class ExclusiveInStacking(TypedDict):
    """Beside none of its group; see `group` of the policy."""
    exclusive_in: GroupCode

Stacking: TypeAlias = Union[
    Literal["combinable"],
    Literal["exclusive"],
    ExclusiveInStacking,
]
"""Beside which other promotions one applies. Promotions of the catalog set prices and exclude nothing but each
other.
"""

# How far two stations lie apart.
StationDistance = TypedDict(
    "StationDistance",
    {
        # One of them.
        "from": LocationCode,
        # The other.
        "to": LocationCode,
        # How far, in metres or whatever else all distances are in.
        "distance": int,
    },
)

# A step.
Step = TypedDict(
    "Step",
    {
        # From this on, inclusive: minor units or units, as `by` says.
        "from": int,
        # How much is taken off.
        "off": StepOff,
    },
)

StepBy: TypeAlias = Literal[
    "order_total",
    "goods_total",
    "line_total",
    "quantity",
    "line_quantity",
]
"""What decides a step.
`order_total`: What all goods of the basket are worth, before discounts, in minor units.
`goods_total`: What the goods of the discount are worth, before discounts, in minor units.
`line_total`: What the line is worth, before discounts, in minor units.
`quantity`: How many units of the goods of the discount there are.
`line_quantity`: How many units the line has.
"""

class PercentStepOff(TypedDict):
    """A share."""
    percent: Rate

class AmountStepOff(TypedDict):
    """An amount, one for each currency."""
    amount: list[Money]

class PriceStepOff(TypedDict):
    """All above a price, one for each currency."""
    price: list[Money]

StepOff: TypeAlias = Union[
    PercentStepOff,
    AmountStepOff,
    PriceStepOff,
]
"""How much a step takes off."""

class Steps(TypedDict):
    """Steps of a discount."""
    by: StepBy
    """What decides the step."""
    base: NotRequired[StepOff]
    """What applies below the first step; nothing when absent."""
    steps: list[Step]
    """The steps, the lowest first."""

StockCode: TypeAlias = str
"""A SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`."""

StockLevel: TypeAlias = Literal[
    "ample",
    "low",
    "out",
]
"""How much is available of a SKU at a location, by its marks.
`ample`: More than the mark for low stock.
`low`: No more than that mark, or not yet back at the one for ample stock.
`out`: None.
"""

class StockLine(TypedDict):
    """A quantity of a SKU."""
    sku: Sku
    """What."""
    quantity: Quantity
    """How many of its smallest units."""
    unit_cost: NotRequired[Money]
    """What one whole unit cost."""
    lots: NotRequired[list[LotLine]]
    """Of which lots, or which serials, where the variant is tracked by them."""

StockReason: TypeAlias = Literal[
    "correction",
    "found",
    "lost",
    "damaged",
    "expired",
    "stolen",
    "used",
    "other",
]
"""Why stock changed by itself.
`correction`: The books were wrong.
`found`: It was found.
`lost`: It cannot be found.
`damaged`: It was damaged.
`expired`: It is too old.
`stolen`: It was stolen.
`used`: The shop used it up, or gave it away.
`other`: Something else, which the note says.
"""

class StockTerms(TypedDict):
    """The terms of a SKU at a location, what is set aside there, and how its stock stood when that was last looked
    at.
    """
    sku: Sku
    """Of what."""
    location: LocationCode
    """Where."""
    terms: Terms
    """The terms."""
    aside: NotRequired[list[Aside]]
    """Units that are there and not for sale, by reason; safety stock is not among them."""
    level: NotRequired[StockLevel]
    """How much there was, by its marks."""

class CommandStoredRecord(TypedDict):
    """A command that was carried out."""
    kind: Literal["command"]
    record: ProcessedCommand

class VariantStoredRecord(TypedDict):
    """A variant."""
    kind: Literal["variant"]
    record: Variant

class ChannelStoredRecord(TypedDict):
    """A channel of sale."""
    kind: Literal["channel"]
    record: Channel

class PriceBookStoredRecord(TypedDict):
    """A price book."""
    kind: Literal["price_book"]
    record: PriceBook

class ShippingBookStoredRecord(TypedDict):
    """Rules of shipping."""
    kind: Literal["shipping_book"]
    record: NamedShippingBook

class CouponStoredRecord(TypedDict):
    """A coupon."""
    kind: Literal["coupon"]
    record: Coupon

class CouponUseStoredRecord(TypedDict):
    """A use of a coupon."""
    kind: Literal["coupon_use"]
    record: CouponUse

class TallyStoredRecord(TypedDict):
    """How often a customer has used something."""
    kind: Literal["tally"]
    record: Tally

class GiftCardStoredRecord(TypedDict):
    """A gift card."""
    kind: Literal["gift_card"]
    record: GiftCard

class LocationStoredRecord(TypedDict):
    """A place that holds stock."""
    kind: Literal["location"]
    record: Location

class StockTermsStoredRecord(TypedDict):
    """What holds for a SKU at a location."""
    kind: Literal["stock_terms"]
    record: StockTerms

class ShelfStoredRecord(TypedDict):
    """The lots of a SKU at a location."""
    kind: Literal["shelf"]
    record: Shelf

class TransferStoredRecord(TypedDict):
    """Goods on their way from one location to another."""
    kind: Literal["transfer"]
    record: Transfer

class InboundStoredRecord(TypedDict):
    """Goods that were announced."""
    kind: Literal["inbound"]
    record: Inbound

class MovementStoredRecord(TypedDict):
    """A movement of stock."""
    kind: Literal["movement"]
    record: Movement

class CartStoredRecord(TypedDict):
    """A cart."""
    kind: Literal["cart"]
    record: Cart

class ReservationStoredRecord(TypedDict):
    """A hold on stock."""
    kind: Literal["reservation"]
    record: Reservation

class BackorderStoredRecord(TypedDict):
    """Goods promised to an order before they are there."""
    kind: Literal["backorder"]
    record: Backorder

class OrderStoredRecord(TypedDict):
    """An order."""
    kind: Literal["order"]
    record: Order

class PaymentStoredRecord(TypedDict):
    """A payment."""
    kind: Literal["payment"]
    record: Payment

class ReturnStoredRecord(TypedDict):
    """A return."""
    kind: Literal["return"]
    record: Return

class SeriesStoredRecord(TypedDict):
    """A series of numbers."""
    kind: Literal["series"]
    record: Series

class InvoiceStoredRecord(TypedDict):
    """An invoice."""
    kind: Literal["invoice"]
    record: Invoice

class CreditNoteStoredRecord(TypedDict):
    """A credit note."""
    kind: Literal["credit_note"]
    record: CreditNote

class ShipmentStoredRecord(TypedDict):
    """A shipment."""
    kind: Literal["shipment"]
    record: Shipment

class EffectStoredRecord(TypedDict):
    """Something that is asked of the outside world."""
    kind: Literal["effect"]
    record: Effect

class SellerStoredRecord(TypedDict):
    """A seller."""
    kind: Literal["seller"]
    record: Seller

class SellerOrderStoredRecord(TypedDict):
    """The part of a seller in an order."""
    kind: Literal["seller_order"]
    record: SellerOrder

class AccountStoredRecord(TypedDict):
    """An account of a ledger."""
    kind: Literal["account"]
    record: Account

class EntryStoredRecord(TypedDict):
    """An entry of a ledger."""
    kind: Literal["entry"]
    record: Entry

class TradeStoredRecord(TypedDict):
    """A trade."""
    kind: Literal["trade"]
    record: Trade

class SettlementStoredRecord(TypedDict):
    """A settlement."""
    kind: Literal["settlement"]
    record: Settlement

StoredRecord: TypeAlias = Union[
    CommandStoredRecord,
    VariantStoredRecord,
    ChannelStoredRecord,
    PriceBookStoredRecord,
    ShippingBookStoredRecord,
    CouponStoredRecord,
    CouponUseStoredRecord,
    TallyStoredRecord,
    GiftCardStoredRecord,
    LocationStoredRecord,
    StockTermsStoredRecord,
    ShelfStoredRecord,
    TransferStoredRecord,
    InboundStoredRecord,
    MovementStoredRecord,
    CartStoredRecord,
    ReservationStoredRecord,
    BackorderStoredRecord,
    OrderStoredRecord,
    PaymentStoredRecord,
    ReturnStoredRecord,
    SeriesStoredRecord,
    InvoiceStoredRecord,
    CreditNoteStoredRecord,
    ShipmentStoredRecord,
    EffectStoredRecord,
    SellerStoredRecord,
    SellerOrderStoredRecord,
    AccountStoredRecord,
    EntryStoredRecord,
    TradeStoredRecord,
    SettlementStoredRecord,
]
"""A record with its kind. On the wire: `{"kind": "cart", "record": {…}}`."""

StoredValue: TypeAlias = Literal[
    "payment",
    "reduction",
]
"""What gift cards and credit do to the total.
`payment`: They pay: the total and its taxes stay, what is due is less.
`reduction`: They lower the total, and net and tax in proportion.
"""

# What a unit of goods takes of the room of a ship or a station, by one measure.
Stowage = TypedDict(
    "Stowage",
    {
        # The account that room is taken from, and goes back to: it holds the measure, and has no floor.
        "from": AccountCode,
        # How much one unit takes, in the smallest units of the measure.
        "each": int,
    },
)

Supply: TypeAlias = Literal[
    "on_hand",
    "backorder",
    "untracked",
]
"""What stands behind a promise of goods.
`on_hand`: Units that are on hand at the location.
`backorder`: Units that are still to come; counted against the backorder limit of the SKU there.
`untracked`: A SKU whose stock is not counted.
"""

class Surcharge(TypedDict):
    """Something on top of the price of a method."""
    code: ChargeCode
    """Names it."""
    title: str
    """What the shopper reads."""
    kind: NotRequired[SurchargeKind]
    """What kind it is."""
    when: NotRequired[ShippingRule]
    """When it is due."""
    parcels: NotRequired[list[SizeBounds]]
    """Due for each parcel that one of these holds, rather than once."""
    amount: SurchargeAmount
    """How much."""
    most: NotRequired[Money]
    """No more than this, all parcels together."""
    supersedes: NotRequired[list[ChargeCode]]
    """Those that are not due where this one is: for the parcels that it is due for, or at all. One that is
    superseded itself still supersedes.
    """

class FixedSurchargeAmount(TypedDict):
    """The amount in the currency of the rate; not due in others."""
    fixed: list[Money]

class PercentSurchargeAmountContent(TypedDict):
    """A share."""
    rate: Rate
    """The share."""
    of: NotRequired[SurchargeBasis]
    """Of what."""
    rounding: NotRequired[Rounding]
    """How it is rounded."""

class PercentSurchargeAmount(TypedDict):
    """A share."""
    percent: PercentSurchargeAmountContent

SurchargeAmount: TypeAlias = Union[
    FixedSurchargeAmount,
    PercentSurchargeAmount,
]
"""How much something on top is."""

SurchargeBasis: TypeAlias = Literal[
    "price",
    "running",
    "goods",
]
"""What a share is of.
`price`: The price of the rate: shares do not compound.
`running`: The price and what was put on top before.
`goods`: What goods are worth.
"""

SurchargeKind: TypeAlias = Literal[
    "surcharge",
    "handling",
]
"""What something on top is for.
`surcharge`: The carrier asks for it.
`handling`: The shop asks for it: handling, packing.
"""

Take: TypeAlias = Literal[
    "sum",
    "dearest",
]
"""What counts of several prices.
`sum`: All together.
`dearest`: The dearest alone.
"""

class Tally(TypedDict):
    """How often a customer has used something."""
    code: TallyCode
    """What and who."""
    uses: int
    """How often."""

TallyCode: TypeAlias = str
"""How often a customer has used something: `coupon/SUMMER/0199…`. 1 to 200 of `A-Z a-z 0-9 . _ - / + :`."""

Target: TypeAlias = Literal[
    "price",
    "unit",
    "line",
    "order",
    "order_and_shipping",
    "shipping",
    "shipping_together",
]
"""What a discount is taken off. It decides the phase that it belongs to.
`price`: The price itself, before anything else: what the shop window shows. Phase: catalog.
`unit`: Each unit. Phase: line.
`line`: Each line once. Phase: line.
`order`: The goods together, shared by their lines. Phase: order.
`order_and_shipping`: The goods and the shipping together, shared by them. Phase: order.
`shipping`: Each charge for shipping. Phase: shipping.
`shipping_together`: The charges for shipping together, shared by them. Phase: shipping.
"""

class Tariff(TypedDict):
    """What a carrier asks for a parcel, by the weight that it bills."""
    steps: list[TariffStep]
    """Prices by weight, each above the one before. What is heavier than the last is not carried."""
    divisor: NotRequired[int]
    """How many cubic millimetres, measured outside, are billed as a gram at least: 5,000 is the 5,000 cm³ a kilogram
    of express carriers. Only the weight counts when absent.
    """

class TariffStep(TypedDict):
    """A price up to a weight."""
    up_to: int
    """The heaviest parcel that goes for it, in grams."""
    price: int
    """The price, in the smallest unit of the currency of the request."""

class TaxAnswer(TypedDict):
    """What a tax service answered for a basket."""
    provider: str
    """Who answered."""
    at: Timestamp
    """When."""
    until: Timestamp
    """Holds until this instant, exclusive; a basket priced later is refused with `tax.stale`."""
    items: list[AnsweredTax]
    """For each line and charge that is taxed. What is not named bears no tax."""

TaxCategory: TypeAlias = str
"""A tax category, such as `standard` or `book`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

TaxDisplay: TypeAlias = Literal[
    "inclusive",
    "exclusive",
]
"""Whether shown prices contain their tax.
`inclusive`: Prices contain tax, as consumers in Europe are shown them.
`exclusive`: Tax is added to prices, as in the United States and between businesses.
"""

class TaxPart(TypedDict):
    """A part of a tax."""
    of: PricedItem
    """On what."""
    base: Money
    """What it is due on."""
    amount: Money
    """How much."""

TaxParts: TypeAlias = Literal[
    "each",
    "together",
]
"""Several taxes on one line.
`each`: Each is rounded by itself.
`together`: Their rates are added up, the tax is rounded once and shared by largest remainder.
"""

# The rate of a tax in a zone for a category, over a span of time. Taxes of different names add up.
TaxRate = TypedDict(
    "TaxRate",
    {
        # Where.
        "zone": ZoneCode,
        # On what.
        "category": TaxCategory,
        # How it is called on the receipt.
        "name": str,
        # The share of the net amount: `0.22` is 22 %. From 0 to 1.
        "rate": Rate,
        # Whether prices contain it; as the book's `tax_display` says when absent.
        "included": NotRequired[bool],
        # Due on the net amount and the taxes that stand before it in the rules, rather than on the net amount alone.
        "compound": NotRequired[bool],
        # In force from this instant, inclusive.
        "from": Timestamp,
        # In force until this instant, exclusive.
        "until": NotRequired[Timestamp],
    },
)

TaxScope: TypeAlias = Literal[
    "unit",
    "line",
    "total",
]
"""Where taxes are rounded.
`unit`: On each unit; a line's tax is the sum over its units, of which the first bear the larger shares of its
discounts.
`line`: On each line.
`total`: Once on all that one tax is due on; the lines share it by largest remainder.
"""

TaxStatus: TypeAlias = Literal[
    "taxed",
    "exempt",
    "reverse_charge",
]
"""Whether a buyer owes tax.
`taxed`: The seller collects it.
`exempt`: None is due: a diplomat, a reseller with a certificate.
`reverse_charge`: The buyer owes it: business in another country (for the EU, Directive 2006/112/EC, articles
194 to 196).
"""

class TaxTotal(TypedDict):
    """What is due of one tax."""
    name: str
    """How the tax is called."""
    rate: Rate
    """The share of what it is due on."""
    included: bool
    """Whether prices contain it."""
    base: Money
    """What it is due on; the sum of the parts."""
    amount: Money
    """How much; the sum of the parts."""
    parts: list[TaxPart]
    """How much on each line and charge."""

TaxView: TypeAlias = Literal[
    "as_priced",
    "net",
    "gross",
]
"""Amounts with or without tax.
`as_priced`: As the prices are: with tax where they contain it.
`net`: Without tax.
`gross`: With tax.
"""

# Places that share taxes.
TaxZone = TypedDict(
    "TaxZone",
    {
        # Names it. The code of a country names that country where no zone is declared by it.
        "code": ZoneCode,
        # What lies in it.
        "places": list[Place],
        # What does not, although it lies in one of the places.
        "except": NotRequired[list[Place]],
    },
)

class TaxedAmount(TypedDict):
    """An amount, and each tax in it."""
    net: Money
    """Without tax."""
    tax: Money
    """The tax."""
    gross: Money
    """In all."""
    taxes: NotRequired[list[DocumentTax]]
    """The taxes, by name and rate; their sum is the tax."""

class Terms(TypedDict):
    """What holds for a SKU at a location."""
    safety: NotRequired[int]
    """Units that are never promised, whatever is there."""
    backorder: NotRequired[int]
    """Units that may be promised before they are there, all such promises together; at most `MOST`, which is as good
    as no limit.
    """
    low: NotRequired[int]
    """Stock is low when no more than this is available; nobody is told when absent."""
    restored: NotRequired[int]
    """Stock is ample again when this is available, more than `low`; one more than `low` when absent."""

# A price from a quantity on.
Tier = TypedDict(
    "Tier",
    {
        # From this many smallest units, inclusive; more than one.
        "from": int,
        # The price of `per` whole units.
        "price": Money,
    },
)

TierBy: TypeAlias = Literal[
    "line",
    "product",
    "basket",
]
"""Which quantity decides a tier.
`line`: That of the line.
`product`: That of all lines of its product; of the line where it has no product.
`basket`: That of all lines of the basket.
"""

TierMode: TypeAlias = Literal[
    "volume",
    "graduated",
]
"""What tiers mean.
`volume`: All units take the price of the tier that is reached.
`graduated`: Each unit takes the price of the tier that it lies in.
"""

Time: TypeAlias = str
"""A time of day, `17:30:00`."""

Timestamp: TypeAlias = datetime.datetime
"""An instant, as RFC 3339 writes it: `2026-11-27T00:00:00Z`."""

class Timetable(TypedDict):
    """When something leaves."""
    code: CalendarCode
    """Names it. No calendar has the same code."""
    closes_minutes: NotRequired[int]
    """How many minutes before it leaves goods must be there."""
    departures: list[Timestamp]
    """When it leaves, in order. Goods take the next one that they reach."""

class TotalTest(TypedDict):
    """What goods are worth."""
    of: NotRequired[Goods]
    """Which goods; all when absent."""
    within: NotRequired[list[Bounds]]
    """One range for each currency that the promotion is for."""
    base: NotRequired[Base]
    """Which amounts; the policy's `threshold` when absent."""
    tax: NotRequired[TaxView]
    """With or without tax; the policy's `threshold_tax` when absent."""

class Totals(TypedDict):
    """The sums of a priced basket, without its reasons."""
    goods: Money
    """Goods at their prices, before discounts."""
    discount: Money
    """What the promotions take off goods; zero or more."""
    charged: Money
    """Shipping, fees and donations, after discounts, as prices are."""
    net: Money
    """What is to be paid, without tax."""
    tax: Money
    """The tax."""
    total: Money
    """What is to be paid."""
    due: Money
    """What is left to be paid after gift cards and credit."""

Tracking: TypeAlias = Literal[
    "lots",
    "serials",
]
"""How units of a variant are told apart.
`lots`: By the lot that they were made in.
`serials`: Each by its own number.
"""

class TrackingEvent(TypedDict):
    """Something that a carrier tells of goods. Events are ordered by when they happened, those of one instant by
    their status, and of one status by the fields below: so any two have one order, whichever is told first.
    """
    at: Timestamp
    """When it happened."""
    status: NotRequired[TrackingStatus]
    """What it says of the goods. Where only a code is told, what the carrier means by it."""
    id: str
    """The carrier's name for the event: told again under it, it changes nothing. Of two bodies under one name the
    later one in the order of events counts, whichever is told first.
    """
    parcel: NotRequired[str]
    """Of which parcel, by its number; of the whole shipment when absent."""
    reason: NotRequired[TrackingReason]
    """Why, where something went otherwise than planned."""
    code: NotRequired[str]
    """The carrier's code."""
    place: NotRequired[str]
    """Where it happened, in the carrier's words."""
    text: NotRequired[str]
    """What happened, in the carrier's words."""
    estimated_at: NotRequired[Timestamp]
    """When the goods are to arrive, as it was reckoned then."""
    reopens: NotRequired[bool]
    """Whether goods whose way had ended are on their way again: only such an event opens it anew."""

TrackingReason: TypeAlias = Literal[
    "carrier_damaged_parcel",
    "carrier_sorting_error",
    "carrier_address_not_found",
    "carrier_parcel_lost",
    "carrier_not_enough_time",
    "carrier_vehicle_issue",
    "carrier_capacity_exceeded",
    "carrier_mechanical_delay",
    "retailer_cancelled",
    "retailer_incorrect_data",
    "retailer_not_ready",
    "retailer_incorrect_parcel",
    "retailer_incorrect_dimensions",
    "retailer_packaging_issue",
    "consignee_refused",
    "consignee_business_closed",
    "consignee_not_available",
    "consignee_not_home",
    "consignee_cancelled",
    "consignee_verification_failed",
    "consignee_incorrect_address",
    "consignee_access_restricted",
    "consignee_safe_place_unavailable",
    "customs_delay",
    "customs_documentation",
    "customs_duties_unpaid",
    "customs_prohibited",
    "customs_inspection",
    "weather_delay",
    "natural_disaster",
    "force_majeure",
    "parcel_being_researched",
    "security_issue",
    "regulatory_hold",
    "unknown",
]
"""Why goods are late, lie still, were not handed over, or go back.
`carrier_damaged_parcel`: The carrier damaged the parcel.
`carrier_sorting_error`: The parcel was sent the wrong way.
`carrier_address_not_found`: The carrier did not find the address.
`carrier_parcel_lost`: The carrier lost the parcel.
`carrier_not_enough_time`: The day was over before the driver was there.
`carrier_vehicle_issue`: Something was wrong with the vehicle.
`carrier_capacity_exceeded`: The carrier had more parcels than it could carry.
`carrier_mechanical_delay`: Something broke at the carrier.
`retailer_cancelled`: The shop took the parcel back.
`retailer_incorrect_data`: What the shop wrote of the parcel is wrong.
`retailer_not_ready`: The parcel was not ready when the carrier came for it.
`retailer_incorrect_parcel`: It is another parcel than was announced.
`retailer_incorrect_dimensions`: The parcel is larger or heavier than was announced.
`retailer_packaging_issue`: The parcel was packed badly.
`consignee_refused`: The parcel was refused at the door.
`consignee_business_closed`: The business was closed.
`consignee_not_available`: Nobody could take the parcel.
`consignee_not_home`: Nobody was at home.
`consignee_cancelled`: Whoever it goes to does not want it any more.
`consignee_verification_failed`: Whoever opened could not show who they are.
`consignee_incorrect_address`: The address is wrong, or nobody lives there any more.
`consignee_access_restricted`: The driver could not get to the door.
`consignee_safe_place_unavailable`: There was no safe place to leave the parcel.
`customs_delay`: Customs takes longer.
`customs_documentation`: Customs lacks a document.
`customs_duties_unpaid`: Duties are not paid.
`customs_prohibited`: The goods may not come in.
`customs_inspection`: Customs looks into the parcel.
`weather_delay`: The weather does not allow it.
`natural_disaster`: A disaster of nature.
`force_majeure`: Strike, war, and what else nobody answers for.
`parcel_being_researched`: The carrier looks for the parcel.
`security_issue`: Security looks into it.
`regulatory_hold`: An authority holds it.
`unknown`: Another reason.
"""

class TrackingStanding(TypedDict):
    """How goods on their way stand, by all that was told of them: as the parcel that stands worst, where it is told
    by parcel.
    """
    status: TrackingStatus
    """How far they are; never `unknown`."""
    reason: NotRequired[TrackingReason]
    """Why, where something went otherwise than planned."""
    since: NotRequired[Timestamp]
    """Since when they stand so."""
    estimated_at: NotRequired[Timestamp]
    """When they are to arrive, as it was last reckoned; absent once their way has ended."""
    delivered_at: NotRequired[Timestamp]
    """When they were handed over to whom they went to."""
    returned_at: NotRequired[Timestamp]
    """When they were back with the sender."""

TrackingStatus: TypeAlias = Literal[
    "unknown",
    "pending",
    "picked_up",
    "in_transit",
    "delivery_delayed",
    "on_hold",
    "out_for_delivery",
    "delivery_failed",
    "ready_for_pickup",
    "delivered",
    "return_to_sender",
    "cancelled",
]
"""How far goods are. Of two words that are told of one instant, the one that stands earlier here is taken to
have come first.
`unknown`: Something was told that nobody here can read. Goods of which it is told are on their way.
`pending`: The carrier knows of the goods and does not have them.
`picked_up`: The carrier has taken them over.
`in_transit`: They are on their way.
`delivery_delayed`: They come later than was said.
`on_hold`: They lie still until something is done about them.
`out_for_delivery`: They are with the driver who brings them.
`delivery_failed`: The carrier was there and could not hand them over.
`ready_for_pickup`: They wait to be collected.
`delivered`: They were handed over.
`return_to_sender`: They go back, or have come back.
`cancelled`: They are not carried.
"""

class Trade(TypedDict):
    """Goods for money between two parties."""
    id: TradeId
    """Its id."""
    buyer: PartyCode
    """Who buys."""
    seller: PartyCode
    """Who sells."""
    terms: TradeTerms
    """The terms that were put forward last; once it is accepted, those that hold."""
    round: int
    """How often terms were put forward."""
    offered_by: TradeRole
    """Who put them forward."""
    state: TradeState
    """Where it stands."""
    goods: list[GoodsProgress]
    """How far its goods are, in the order of the terms."""
    payments: list[PaymentProgress]
    """How far it is paid, in the order of the terms."""
    cargo: NotRequired[list[Cargo]]
    """Goods that are on their way, and where."""
    entries: NotRequired[list[EntryId]]
    """What was entered for it and has taken effect, in order."""
    cancel_asked_by: NotRequired[TradeRole]
    """Who asks for it to be given up."""
    late_since: NotRequired[Timestamp]
    """Since when it is late."""
    reason: NotRequired[str]
    """Why it was declined, disputed, given up or reversed, in words."""
    proposed_at: Timestamp
    """When it was proposed."""

class CounterTradeActContent(TypedDict):
    """Puts other terms forward, for the other party to answer."""
    terms: TradeTerms
    """All of the terms."""

class CounterTradeAct(TypedDict):
    """Puts other terms forward, for the other party to answer."""
    counter: CounterTradeActContent

class AcceptTradeActContent(TypedDict):
    """Agrees to the terms."""

class AcceptTradeAct(TypedDict):
    """Agrees to the terms."""
    accept: AcceptTradeActContent

class DeclineTradeActContent(TypedDict):
    """Says no to them."""
    reason: NotRequired[str]
    """Why."""

class DeclineTradeAct(TypedDict):
    """Says no to them."""
    decline: DeclineTradeActContent

class FundTradeActContent(TypedDict):
    """Holds goods and money, all of it or nothing, and pays deposits."""

class FundTradeAct(TypedDict):
    """Holds goods and money, all of it or nothing, and pays deposits."""
    fund: FundTradeActContent

class CarryTradeActContent(TypedDict):
    """Moves goods on: out of what is held, or from where they are on their way."""
    goods: list[TradeUnits]
    """Which."""
    to: AccountCode
    """The account that they come to: of a ship, a station."""
    leg: NotRequired[CargoLeg]
    """Who carries them, when, and what room they take there."""

class CarryTradeAct(TypedDict):
    """Moves goods on: out of what is held, or from where they are on their way."""
    carry: CarryTradeActContent

class DeliverTradeActContent(TypedDict):
    """Brings goods to the buyer, and pays for them in the same commit."""
    goods: NotRequired[list[TradeUnits]]
    """Which; all that are left when empty."""

class DeliverTradeAct(TypedDict):
    """Brings goods to the buyer, and pays for them in the same commit."""
    deliver: DeliverTradeActContent

class LoseTradeActContent(TypedDict):
    """Books goods as lost or spoilt where they are on their way. Who bears it, the incoterm says; the seller without
    one.
    """
    goods: list[TradeUnits]
    """Which."""
    to: AccountCode
    """The account that what is lost is booked to."""
    reason: NotRequired[str]
    """Why."""

class LoseTradeAct(TypedDict):
    """Books goods as lost or spoilt where they are on their way. Who bears it, the incoterm says; the seller without
    one.
    """
    lose: LoseTradeActContent

class CancelTradeActContent(TypedDict):
    """Gives it up. Whoever has put terms forward takes them back; later both parties ask for it, or an arbiter or
    the operator decides it. What was delivered stays so; what is held is free, what is on its way goes back.
    """
    reason: NotRequired[str]
    """Why."""

class CancelTradeAct(TypedDict):
    """Gives it up. Whoever has put terms forward takes them back; later both parties ask for it, or an arbiter or
    the operator decides it. What was delivered stays so; what is held is free, what is on its way goes back.
    """
    cancel: CancelTradeActContent

class DisputeTradeActContent(TypedDict):
    """Freezes it until an arbiter decides."""
    reason: str
    """Why."""

class DisputeTradeAct(TypedDict):
    """Freezes it until an arbiter decides."""
    dispute: DisputeTradeActContent

class ResolveTradeActContent(TypedDict):
    """Decides a dispute: what goes to whom, of what is left. The rest goes back to where it came from."""
    goods: list[int]
    """How many of each of the goods come to the buyer, in the order of the terms."""
    payments: list[int]
    """How much more of each payment is paid, in the order of the terms."""
    reason: str
    """Why."""

class ResolveTradeAct(TypedDict):
    """Decides a dispute: what goes to whom, of what is left. The rest goes back to where it came from."""
    resolve: ResolveTradeActContent

class ReverseTradeActContent(TypedDict):
    """Takes back all that was entered, in one commit, or nothing."""
    reason: str
    """Why."""

class ReverseTradeAct(TypedDict):
    """Takes back all that was entered, in one commit, or nothing."""
    reverse: ReverseTradeActContent

TradeAct: TypeAlias = Union[
    CounterTradeAct,
    AcceptTradeAct,
    DeclineTradeAct,
    FundTradeAct,
    CarryTradeAct,
    DeliverTradeAct,
    LoseTradeAct,
    CancelTradeAct,
    DisputeTradeAct,
    ResolveTradeAct,
    ReverseTradeAct,
]
"""What is done about a trade."""

# Goods of a trade.
TradeGoods = TypedDict(
    "TradeGoods",
    {
        # The account of the seller that they are taken from.
        "from": AccountCode,
        # The account of the buyer that they come to.
        "to": AccountCode,
        # How many, in the smallest units of what the accounts hold.
        "amount": int,
        # What one unit counts for among all goods when a part of them is paid; one when absent.
        "worth": NotRequired[int],
        # They are delivered in whole multiples of this, and what is left; of one when absent.
        "lot": NotRequired[int],
        # What a unit takes of the room of where it is on its way: weight, volume. At most 8.
        "stowage": NotRequired[list[Stowage]],
    },
)

TradeId: TypeAlias = str
"""A trade."""

# What is paid in a trade.
TradePayment = TypedDict(
    "TradePayment",
    {
        # What it is paid for.
        "kind": NotRequired[PaymentKind],
        # The account that it is taken from.
        "from": AccountCode,
        # The account that it comes to.
        "to": AccountCode,
        # How much, in the smallest units of what `from` holds.
        "amount": int,
        # How much of it is paid when the trade is funded, whatever comes of it.
        "deposit": NotRequired[int],
        # Whether it is taken from what has just been paid, and not held before: a fee that the seller pays.
        "of_proceeds": NotRequired[bool],
        # What it is exchanged for, where `to` holds something else than `from`.
        "exchange": NotRequired[Exchange],
    },
)

class TradeProgress(TypedDict):
    """What a step changed about a trade."""
    state: TradeState
    """Where it stands now."""
    goods: list[GoodsProgress]
    """How far its goods are."""
    payments: list[PaymentProgress]
    """How far it is paid."""
    cargo: NotRequired[list[Cargo]]
    """Goods that are on their way."""
    entries: NotRequired[list[EntryId]]
    """What was entered for it."""
    cancel_asked_by: NotRequired[TradeRole]
    """Who asks for it to be given up."""
    reason: NotRequired[str]
    """Why, in words."""

TradeRole: TypeAlias = Literal[
    "buyer",
    "seller",
    "carrier",
    "arbiter",
    "operator",
]
"""As what somebody acts in a trade; the host vouches for who they are.
`buyer`: Whoever buys.
`seller`: Whoever sells.
`carrier`: Whoever carries the goods.
`arbiter`: Whoever decides disputes.
`operator`: Whoever runs the market.
"""

TradeState: TypeAlias = Literal[
    "proposed",
    "accepted",
    "funded",
    "in_transit",
    "settled",
    "declined",
    "cancelled",
    "expired",
    "failed",
    "disputed",
    "reversed",
]
"""Where a trade stands.
`proposed`: Terms are put forward, and an answer is waited for.
`accepted`: Both agree on the terms.
`funded`: Goods and money are held.
`in_transit`: Goods are on their way, or a part of them has been delivered.
`settled`: All is delivered, and paid.
`declined`: The other party has said no.
`cancelled`: It was given up: what was held is free, what was on its way is back.
`expired`: Nobody accepted it in time.
`failed`: Goods or money were not there in time.
`disputed`: A party does not agree with how it went; nothing moves until an arbiter decides.
`reversed`: It was settled, and all that was entered was taken back.
"""

TradeStep: TypeAlias = Literal[
    "counter",
    "accept",
    "decline",
    "fund",
    "carry",
    "deliver",
    "lose",
    "cancel",
    "dispute",
    "resolve",
    "reverse",
    "expire",
]
"""What can be done about a trade.
`counter`: Other terms are put forward instead.
`accept`: The terms are agreed to.
`decline`: They are not.
`fund`: Goods and money are held.
`carry`: Goods are carried on.
`deliver`: Goods arrive, and are paid.
`lose`: Goods are lost.
`cancel`: It is to be given up.
`dispute`: Somebody does not agree with how it went.
`resolve`: An arbiter decides.
`reverse`: All of it is taken back.
`expire`: Its time has run out.
"""

class TradeTerms(TypedDict):
    """The terms of a trade."""
    goods: list[TradeGoods]
    """What the seller gives: at least one, at most 100."""
    payments: list[TradePayment]
    """What is paid: prices, fees, taxes, duties. At most 100. What parts of the goods have been delivered, the same
    part of each payment is paid.
    """
    in_parts: NotRequired[bool]
    """Whether goods may be delivered in parts, each paid as it is."""
    incoterm: NotRequired[Incoterm]
    """Who bears the loss of goods on their way, and until where the seller pays for them."""
    offer_until: NotRequired[Timestamp]
    """The offer can be accepted until this instant, exclusive; without end when absent."""
    fund_by: NotRequired[Timestamp]
    """Goods and money are held until this instant, exclusive, or the trade has failed; without end when absent."""
    deliver_by: NotRequired[Timestamp]
    """All is delivered until this instant, exclusive, or the trade is late; without end when absent."""

class TradeUnits(TypedDict):
    """Some of the goods of a trade."""
    goods: int
    """Which of the goods, from 0 in the order of the terms."""
    amount: int
    """How many."""
    at: NotRequired[AccountCode]
    """The account that they are in, on their way; those that are held when absent."""

class Transaction(TypedDict):
    """A movement of money that the gateway has a name for."""
    kind: TransactionKind
    """Which way the money went."""
    reference: str
    """The gateway's name for it."""
    amount: Money
    """How much."""

TransactionKind: TypeAlias = Literal[
    "capture",
    "refund",
]
"""Which way money went.
`capture`: To us.
`refund`: Back to the buyer.
"""

# Goods on their way from one place to another.
Transfer = TypedDict(
    "Transfer",
    {
        # Its id.
        "id": TransferId,
        # The place that they left.
        "from": LocationCode,
        # The place that they go to.
        "to": LocationCode,
        # What was sent and what became of it, a line for each SKU.
        "lines": list[TransferLine],
        # The carrier's paper.
        "reference": NotRequired[str],
        # When they left.
        "sent_at": Timestamp,
        # Where it stands.
        "state": TransferState,
    },
)

TransferId: TypeAlias = str
"""Goods on their way from one location to another."""

class TransferLine(TypedDict):
    """What became of the units of a SKU that were sent: those that arrived, came home or were lost are among the
    sent.
    """
    sku: Sku
    """What."""
    sent: Quantity
    """How many smallest units were sent."""
    received: NotRequired[int]
    """How many arrived."""
    returned: NotRequired[int]
    """How many came home."""
    written_off: NotRequired[int]
    """How many were written off."""
    lots: NotRequired[list[LotLine]]
    """The lots, or serials, that are still on their way."""

TransferState: TypeAlias = Literal[
    "in_transit",
    "closed",
]
"""Where a transfer stands.
`in_transit`: Goods are on their way.
`closed`: All have arrived, come home, or been written off.
"""

class TransitDays(TypedDict):
    """How many days goods are on their way."""
    least: int
    """At least."""
    most: int
    """At most."""

class TransitMinutes(TypedDict):
    """How many minutes goods are on their way."""
    least: int
    """At least."""
    most: int
    """At most."""

class TrialRow(TypedDict):
    """An account with its balance, in the smallest units of its asset."""
    account: AccountCode
    """The account."""
    asset: AssetCode
    """What it holds."""
    normal: Side
    """The side on which it grows."""
    debits_encumbered: int
    """To be taken, by intention."""
    debits_pending: int
    """Taken, if it is posted."""
    debits_posted: int
    """Taken."""
    credits_encumbered: int
    """To come, by intention."""
    credits_pending: int
    """Come, if it is posted."""
    credits_posted: int
    """Come."""
    balance: int
    """What is there: what is posted on the side on which it grows, less what is posted on the other."""
    pending_balance: int
    """The same, with what is pending."""
    encumbered_balance: int
    """The same, with what is pending and what is encumbered."""

class Tried(TypedDict):
    """How a settlement stands after it was tried."""
    settlement: SettlementId
    """Which."""
    state: SettlementState
    """Where it stands."""
    obstacle: NotRequired[Obstacle]
    """What keeps the rest of it from being settled."""

class UnitPrice(TypedDict):
    """What goods cost by the whole unit, before any promotion."""
    unit: Money
    """The price of `per` whole units; zero or more."""
    per: NotRequired[int]
    """How many whole units the price is for; one when absent."""

UnitRounding: TypeAlias = Literal[
    "unit",
    "line",
]
"""Where a percentage off units is rounded.
`unit`: On each unit.
`line`: Once on the line.
"""

class UnitSpan(TypedDict):
    """Units of a line that stand beside each other."""
    line: int
    """The line."""
    first: int
    """The place of the first of them in the line, from 0."""
    quantity: Quantity
    """How many."""

class AtMostUnitsContent(TypedDict):
    """This many at most, of all the goods."""
    count: int
    """How many."""
    pick: Pick
    """Which first."""

class AtMostUnits(TypedDict):
    """This many at most, of all the goods."""
    at_most: AtMostUnitsContent

class OfEachLineUnits(TypedDict):
    """This many at most of each line."""
    of_each_line: int

class GroupsUnitsContent(TypedDict):
    """Whole groups of this many, of all the goods; what is left over is not reduced."""
    of: int
    """How many make a group."""
    pick: Pick
    """Which first."""

class GroupsUnits(TypedDict):
    """Whole groups of this many, of all the goods; what is left over is not reduced."""
    groups: GroupsUnitsContent

Units: TypeAlias = Union[
    AtMostUnits,
    OfEachLineUnits,
    GroupsUnits,
]
"""Which units of the goods a discount reaches. Goods sold by weight or length count as one unit a line."""

class UnsentGoods(TypedDict):
    """Goods that may not leave from where they are."""
    goods: int
    """Which: their place among those that were given, from 0 on."""
    tag: str
    """The tag that says so."""

Untaxed: TypeAlias = Literal[
    "refuse",
    "free",
]
"""What happens where no tax rate is in force.
`refuse`: The basket is refused with `tax.unknown`.
`free`: No tax is due.
"""

UpTo: TypeAlias = Literal[
    "available",
    "room",
    "both",
]
"""How much of an amount is entered, at the most.
`available`: What can be taken from the account that it comes from, by its limit; where it has none, until its
debits are its credits.
`room`: What can be put into the account that it goes to, by its limit; where it has none, until its credits
are its debits.
`both`: The least of both.
"""

class UsedCredit(TypedDict):
    """What a gift card or credit pays."""
    code: GiftCardCode
    """Which."""
    amount: Money
    """How much; more than zero."""

ValueBasis: TypeAlias = Literal[
    "fob",
    "cif",
]
"""What goods count for.
`fob`: The goods alone, as they leave.
`cif`: The goods with their shipping and insurance, as they come.
"""

class Variant(TypedDict):
    """Something that can be sold, with its price in each currency it is sold in."""
    sku: Sku
    """Its stock keeping unit, which names it."""
    title: str
    """What the shopper reads."""
    tax_category: TaxCategory
    """Which tax rates apply to it."""
    decimals: NotRequired[int]
    """Decimals of its unit: 0 for pieces, 3 for a SKU priced by the kilogram and counted in grams. At most 6."""
    prices: list[Money]
    """The price of one whole unit, at most one for each currency. Zero is a price."""
    weight_grams: NotRequired[int]
    """The weight of one whole unit, in grams."""
    product: NotRequired[ProductCode]
    """The product that it is a variant of."""
    categories: NotRequired[list[CategoryCode]]
    """The categories that it is in."""
    attributes: NotRequired[dict[str, str]]
    """What else pricing rules may ask for: colour, brand, season."""
    parts: NotRequired[list[Part]]
    """What it is made of, at most 100 other variants; then it is a kit. A kit is sold at a price of its own, which
    is shared by its parts in proportion to what they cost by themselves: they are what is taxed, what promotions
    look at, what weighs something and what is in stock.
    """
    order_quantity: NotRequired[OrderQuantity]
    """How much of it may be ordered at once."""
    untracked: NotRequired[bool]
    """Its stock is not counted: it can always be promised, and is never received, counted or moved."""
    tracking: NotRequired[Tracking]
    """How its units are told apart in stock; not at all when absent. To be said before the first of them comes."""
    least_life_days: NotRequired[int]
    """For how many days its lots must still be good when they arrive."""
    expected_at: NotRequired[Timestamp]
    """When goods that are not there yet are expected: what is promised of them before is a preorder."""
    seller: NotRequired[SellerCode]
    """Who sells it; the channel itself when absent. The parts of a kit are sold by whoever sells the kit."""
    hazard: NotRequired[HazardClass]
    """How dangerous it is: its class by the Model Regulations of the United Nations (part 2), with the division
    where the class has some; lithium batteries are `9`. Only methods of shipping that take the class carry it.
    Not dangerous when absent; of a kit its parts say it.
    """
    commodity: NotRequired[CommodityCode]
    """What customs know it as: digits of the Harmonized System of the World Customs Organization, six or fewer, then
    those that a country adds, without dots. Of a kit its parts say it.
    """
    origin: NotRequired[CountryCode]
    """The country that it comes from, as customs see it (ISO 3166-1 alpha-2). Of a kit its parts say it."""

class PlanVectorRequest(TypedDict):
    """Decides a command."""
    plan: PlanRequest

class PriceVectorRequest(TypedDict):
    """Prices a basket."""
    price: PricingRequest

VectorRequest: TypeAlias = Union[
    PlanVectorRequest,
    PriceVectorRequest,
]
"""What a vector runs: a command with its facts, or a basket with its rules."""

class VerifyCall(TypedDict):
    """A receipt and what it claims to be a receipt of."""
    basket: Basket
    """What was priced."""
    context: Context
    """For whom, where and when."""
    receipt: Receipt
    """The receipt."""

Version: TypeAlias = int
"""The version of a record: how many events its stream has."""

Weekday: TypeAlias = Literal[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]
"""A day of the week.
`monday`: 
`tuesday`: 
`wednesday`: 
`thursday`: 
`friday`: 
`saturday`: 
`sunday`: 
"""

class WeightTest(TypedDict):
    """What goods weigh."""
    of: NotRequired[Goods]
    """Which goods; all when absent."""
    within: NotRequired[Count]
    """How many grams."""

class WireFact(TypedDict):
    """What is stored under a key: a record with its version, a row of counters, or nothing."""
    key: Key
    """The key."""
    version: NotRequired[Version]
    """The version of the record."""
    head: NotRequired[Digest]
    """The hash of the last event of its stream."""
    record: NotRequired[Json]
    """The record."""
    counters: NotRequired[Counters]
    """The row of counters."""

class WireFailure(TypedDict):
    """Why something was not done. No field is called `message`: that does not compile in generated Kotlin."""
    kind: FailureKind
    """Who can mend it."""
    code: Code
    """The stable code."""
    reason: str
    """The reason, for people."""
    detail: NotRequired[dict[str, Json]]
    """The values that the reason speaks of, by name."""

ZoneChoice: TypeAlias = Literal[
    "most_specific",
    "first",
]
"""Which zone counts of several that a destination lies in. A method takes the first one that it has a rate for.
`most_specific`: The one that says most: a station, then a postal code, a city, a region, a country, anywhere;
then the first.
`first`: The first in the order of the rules.
"""

ZoneCode: TypeAlias = str
"""A zone of taxes: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`."""

