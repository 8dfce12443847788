// Everything that crosses the boundary of fondaco. Made by `cargo xtask contract` from the Rust sources: do not edit.
//
// Amounts, rates and instants are strings: no number of JavaScript holds them exactly. Whole numbers are numbers.

/** An account of a ledger. It holds one asset: a currency, a SKU at a place, points. */
export interface Account {
  /** Its code, which names it. */
  code: AccountCode;
  /** What it holds, in the smallest units of it; never another asset. */
  asset: AssetCode;
  /**
   * The side on which it grows, never another: credit for what is owed to others, for equity and income; debit for
   * what is owned, and for expenses. Its balance is what stands on this side less what stands on the other.
   */
  normal?: Side;
  /**
   * The least that its balance may be, with all that is pending gone and nothing that is pending come; none when
   * absent. What is encumbered does not count.
   */
  floor?: number;
  /**
   * The most that its balance may be, with all that is pending come and nothing that is pending gone; none when
   * absent. What is encumbered does not count.
   */
  ceiling?: number;
  /** Whether nothing is entered any more; what is pending or encumbered can still be voided. */
  closed?: boolean;
  /** Nothing takes effect before this instant any more: its periods until then are closed. */
  closed_until?: Timestamp;
  /** What it is, for people. */
  title?: string;
}

/** An account of a ledger, such as `sellers/ada`: 1 to 128 of `A-Z a-z 0-9 . _ - / + :`. Case counts. */
export type AccountCode = string;

/** What happens to prices that contain tax where the buyer's taxes differ from those at home. */
export type AcrossZones =
  /** The price stays, its net part varies. */
  | "keep_gross"
  /** The net price stays, what is paid varies. */
  | "keep_net";

/** What a gateway can be asked to do. */
export type Act =
  /** Hold money for us. */
  | "authorize"
  /** Take money that is held. */
  | "capture"
  /** Let go of all that is held. */
  | "void"
  /** Pay back money that was captured. */
  | "refund";

/** What a promotion does. */
export type Action =
  | {
      /** Takes something off. */
      discount: Discount;
    }
  | {
      /** Buy some, get some cheaper. */
      buy_get: BuyGet;
    }
  | {
      /** A price for a set of goods. */
      bundle: Bundle;
    }
  | {
      /** Adds goods that cost nothing. */
      gift: Gift;
    };

/** Who sends a command: `system` (the shop itself), `guest`, or `customer/` and an id. */
export type Actor = string;

/** A postal address, in the fields that every country shares. */
export interface Address {
  /** Who receives. */
  name: string;
  /** Street and number, in the order of the country. */
  street: string;
  /** The postal code; empty where there is none. */
  postal_code?: string;
  /** The town. */
  city: string;
  /** The country. */
  country: CountryCode;
  /** The region in it, where taxes or prices ask for it: the second part of ISO 3166-2, such as `NY`. */
  region?: RegionCode;
  /** Where it is, if it is known: for the rule of the nearest location. */
  position?: Point;
}

/** An address of a cart beside its main one, such as `office`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type AddressCode = string;

/** Deltas to one row of counters. */
export interface Adjustment {
  /** Which row. */
  key: Key;
  /** Its kind. */
  kind: CounterKind;
  /** What is added to each number. */
  deltas: Counters;
  /** What each guard of its kind must at least come to. Deltas that only give back need no guard. */
  least: Least;
}

/**
 * What a return or a cancellation in part does to promotions and gifts. Every field has a default, so `{}` is a
 * policy; an order keeps that of the channel as it was when it was placed.
 */
export interface AfterSalesPolicy {
  /** What becomes of discounts. */
  promotions?: LostPromotions;
  /** What becomes of the gifts of promotions. */
  gifts?: LostGifts;
}

/** Units of a SKU that are promised at a location. */
export interface Allocation {
  /** The line of the cart or order that they serve. */
  line: number;
  /** What. */
  sku: Sku;
  /** From where. */
  location: LocationCode;
  /** How many smallest units. */
  quantity: Quantity;
  /** What stands behind the promise. */
  supply?: Supply;
}

/**
 * Something of which there is only so much: `coupon/SUMMER`, `backorder/SKU@LOCATION`. 1 to 160 of `A-Z a-z 0-9 . _ -
 * / + : @`.
 */
export type AllowanceCode = string;

/** A line of an order whose quantity is another; a kit by its own line. */
export interface AmendedLine {
  /** The number of the line. */
  line: number;
  /** What. */
  sku: Sku;
  /** How many smallest units it had; zero if it is new. */
  before: number;
  /** How many it has; zero if it went. */
  after: number;
}

/** The price of a line that was set by hand; a kit by its own line. */
export interface AmendedPrice {
  /** The number of the line. */
  line: number;
  /** What. */
  sku: Sku;
  /** The price before; none where the line is new. */
  before?: UnitPrice;
  /** The price that was set. */
  after: UnitPrice;
}

/** An amendment that was made. */
export interface Amendment {
  /** When. */
  at: Timestamp;
  /** The lines whose quantity changed. */
  lines?: AmendedLine[];
  /** The address before, if it changed. */
  address?: Address;
  /** The charges before, if they changed. */
  charges?: Charge[];
  /** What the order came to before. */
  before: Money;
  /** What it came to afterwards. */
  after: Money;
  /** The prices that were set by hand. */
  prices?: AmendedPrice[];
}

/** What an amendment would come to. */
export interface AmendmentPreview {
  /** The receipt that the order would have. */
  receipt: Receipt;
  /** The lines whose quantity would be another. */
  lines: AmendedLine[];
  /** What the order comes to now. */
  before: Money;
  /** How much more it would come to; below zero where it is less. */
  difference: Money;
  /** What would be asked for by a further payment; zero or more. */
  to_pay: Money;
  /** What of the money that was kept would be more than is due, and owed to the buyer; zero or more. */
  surplus: Money;
  /** The prices that are set by hand. */
  prices?: AmendedPrice[];
}

/** A SKU to be announced. */
export interface AnnouncedLine {
  /** What. */
  sku: Sku;
  /** How many smallest units, those that have come already among them. */
  quantity: Quantity;
}

/** The answer to the `Query` of the same name. On the wire: `{"got": "order", "order": {…}}`. */
export type Answer =
  | {
      /** A command that was carried out. */
      got: "command";
      /** Its fingerprint and its outcome. */
      command: ProcessedCommand;
    }
  | {
      /** A variant. */
      got: "variant";
      /** The variant. */
      variant: Variant;
    }
  | {
      /** A channel. */
      got: "channel";
      /** The channel. */
      channel: Channel;
    }
  | {
      /** A price book. */
      got: "price_book";
      /** Its rules. */
      book: PriceBook;
    }
  | {
      /** Rules of shipping. */
      got: "shipping_book";
      /** The rules, under their code. */
      book: NamedShippingBook;
    }
  | {
      /** A coupon. */
      got: "coupon";
      /** The coupon. */
      coupon: Coupon;
    }
  | {
      /** A use of a coupon. */
      got: "coupon_use";
      /** The use. */
      coupon_use: CouponUse;
    }
  | {
      /** How often a customer has used something. */
      got: "tally";
      /** The count. */
      tally: Tally;
    }
  | {
      /** A gift card. */
      got: "gift_card";
      /** The gift card. */
      gift_card: GiftCard;
    }
  | {
      /** A place that holds stock. */
      got: "location";
      /** The location. */
      location: Location;
    }
  | {
      /** The terms of a SKU at a location. */
      got: "stock_terms";
      /** The terms. */
      stock_terms: StockTerms;
    }
  | {
      /** The lots of a SKU at a location. */
      got: "shelf";
      /** The shelf. */
      shelf: Shelf;
    }
  | {
      /** Goods on their way from one location to another. */
      got: "transfer";
      /** The transfer. */
      transfer: Transfer;
    }
  | {
      /** Goods that were announced. */
      got: "inbound";
      /** The announcement. */
      inbound: Inbound;
    }
  | {
      /** A movement of stock. */
      got: "movement";
      /** The movement. */
      movement: Movement;
    }
  | {
      /** A cart. */
      got: "cart";
      /** The cart. */
      cart: Cart;
    }
  | {
      /** A hold on stock. */
      got: "reservation";
      /** The hold. */
      reservation: Reservation;
    }
  | {
      /** Goods promised to an order before they are there. */
      got: "backorder";
      /** The promise. */
      backorder: Backorder;
    }
  | {
      /** An order. */
      got: "order";
      /** The order. */
      order: Order;
    }
  | {
      /** A payment. */
      got: "payment";
      /** The payment. */
      payment: Payment;
    }
  | {
      /** A return. */
      got: "return";
      /** The return. */
      found: Return;
    }
  | {
      /** A series of numbers. */
      got: "series";
      /** The series. */
      series: Series;
    }
  | {
      /** An invoice. */
      got: "invoice";
      /** The invoice. */
      invoice: Invoice;
    }
  | {
      /** A credit note. */
      got: "credit_note";
      /** The credit note. */
      credit_note: CreditNote;
    }
  | {
      /** A seller. */
      got: "seller";
      /** The seller. */
      seller: Seller;
    }
  | {
      /** The part of a seller in an order. */
      got: "seller_order";
      /** Who, in which order, with which number. */
      seller_order: SellerOrder;
    }
  | {
      /** A shipment. */
      got: "shipment";
      /** The shipment. */
      shipment: Shipment;
    }
  | {
      /** Something that is asked of the outside world. */
      got: "effect";
      /** The effect. */
      effect: Effect;
    }
  | {
      /** An account of a ledger. */
      got: "account";
      /** The account. */
      account: Account;
    }
  | {
      /** An entry of a ledger. */
      got: "entry";
      /** The entry. */
      entry: Entry;
    }
  | {
      /** A trade. */
      got: "trade";
      /** The trade. */
      trade: Trade;
    }
  | {
      /** A settlement. */
      got: "settlement";
      /** The settlement. */
      settlement: Settlement;
    }
  | {
      /** How a settlement stands. */
      got: "settlement_status";
      /** How. */
      status: SettlementStatus;
    }
  | {
      /** What a cart costs now. */
      got: "price";
      /** The receipt that it would be ordered with. */
      receipt: Receipt;
    }
  | {
      /** The lines of a cart whose price is another than the shopper was shown. */
      got: "changed_prices";
      /** Each with both prices, before discounts. */
      lines: ChangedPrice[];
    }
  | {
      /** The methods by which the goods of a cart can be sent. */
      got: "shipping_offers";
      /** What is offered, and why all else is not. */
      offers: ShippingOffers;
    }
  | {
      /** The methods by which goods can be sent, without a cart. */
      got: "quote_shipping";
      /** What is offered, and why all else is not. */
      offers: ShippingOffers;
    }
  | {
      /** Goods packed into cartons. */
      got: "pack";
      /** Each carton with what is in it and where, and what was left. */
      packing: Packing;
    }
  | {
      /** What goods cost once they have come over a border. */
      got: "landed_cost";
      /** Line by line; absent where no rule is for their destination on that day, so that nobody knows. */
      landed?: LandedCost;
    }
  | {
      /** Goods parted into shipments. */
      got: "split_shipments";
      /** What leaves together and why, and what may not leave. */
      plan: SplitPlan;
    }
  | {
      /** What an amendment of an order would come to. */
      got: "preview_amendment";
      /** The receipt, the difference, and what is then to be paid. */
      preview: AmendmentPreview;
    }
  | {
      /** What each seller, and the channel itself, has of an order. */
      got: "order_parts";
      /** The parts; all of them together are the order. */
      parts: OrderPart[];
    }
  | {
      /** Stock of a SKU at a location, in its smallest units. */
      got: "stock";
      /** Units that are physically there. */
      on_hand: number;
      /** Units that are promised to others: to holds, and to orders not yet sent. */
      reserved: number;
      /** Units on hand that can still be promised; never below zero. */
      available: number;
      /** Units that the shop keeps for itself: safety stock, and what is set aside. */
      aside?: number;
      /** Units that are promised to others and are not there. */
      overpromised?: number;
      /** Units that may still be promised before they are there. */
      backorder?: number;
      /** Units that are announced and still to come. */
      incoming?: number;
      /** Its stock is not counted, and all of these are zero. */
      untracked?: boolean;
    }
  | {
      /** How many units a channel can sell now. */
      got: "for_sale";
      /** How many; stock is not counted when absent. */
      units?: number;
    }
  | {
      /** How many units can be promised, now and after each receipt that is announced. */
      got: "promise";
      /** How many from when on; empty where stock is not counted. */
      promises: Promised[];
    }
  | {
      /** How much is left on a gift card. */
      got: "balance";
      /** How much. */
      balance: Money;
    }
  | {
      /** How many more orders may use a coupon. */
      got: "coupon_left";
      /** How many; no limit when absent. */
      uses?: number;
    }
  | {
      /** How an order stands. */
      got: "standing";
      /** With its money. */
      payment: PaymentStanding;
      /** With its goods. */
      fulfilment: FulfilmentStanding;
    }
  | {
      /** What was taken from an account and came to it, in the smallest units of its asset. */
      got: "account_balance";
      /** What it holds. */
      asset: AssetCode;
      /** The side on which it grows. */
      normal: Side;
      /** To be taken, by intention. */
      debits_encumbered: number;
      /** Taken, if it is posted. */
      debits_pending: number;
      /** Taken. */
      debits_posted: number;
      /** To come, by intention. */
      credits_encumbered: number;
      /** Come, if it is posted. */
      credits_pending: number;
      /** Come. */
      credits_posted: number;
      /** What is there: what is posted on the side on which it grows, less what is posted on the other. */
      balance: number;
      /** The same, with what is pending. */
      pending_balance: number;
      /** The same, with what is pending and what is encumbered. */
      encumbered_balance: number;
      /** What is there with all that is pending gone and nothing that is pending come. */
      available: number;
    }
  | {
      /** A page of the entries of an account. */
      got: "statement";
      /** The entries. */
      entries: Entry[];
      /** After which entry the next page starts; absent when this was the last. */
      next?: Key;
    }
  | {
      /** A page of accounts with their balances. */
      got: "trial_balance";
      /** A row for each account. */
      rows: TrialRow[];
      /** After which account the next page starts; absent when this was the last. */
      next?: Key;
    }
  | {
      /** What was there in an account at an instant. */
      got: "balance_at";
      /** How much, in the smallest units of its asset. */
      balance: number;
    }
  | {
      /** A page of records. */
      got: "records";
      /** The records. */
      records: StoredRecord[];
      /** After which record the next page starts; absent when this was the last. */
      next?: Key;
    }
  | {
      /** A page of the log. */
      got: "events";
      /** The events, oldest first. */
      events: LoggedEvent[];
    };

/** The tax of a line or charge, from outside. */
export interface AnsweredTax {
  /** Of what. */
  of: PricedItem;
  /** How it is called on the receipt. */
  name: string;
  /** The share of the net amount. */
  rate: Rate;
  /** Whether the price contains it; as the book's `tax_display` says when absent. */
  included?: boolean;
  /** How much it is, whatever the rate comes to; worked out from the rate when absent. */
  amount?: Money;
}

/** Why goods go apart, in the order in which they are parted. */
export type ApartWhy =
  /** Others are at another place. */
  | "place"
  /** Others are there on a day for which these do not wait. */
  | "availability"
  /** Others must not go with them. */
  | "restriction"
  /** All of them together are too heavy. */
  | "weight";

/** A promotion that took something off. */
export interface AppliedPromotion {
  /** Which. */
  promotion: PromotionCode;
  /** What the shopper reads. */
  title: string;
  /** How much is taken off; the sum of the parts. */
  amount: Money;
  /** How much off each line and charge. */
  parts: DiscountPart[];
}

/** An arm of an experiment. */
export interface Arm {
  /** Names it. */
  code: ArmCode;
  /** Its share of the buyers is its weight over the sum of the weights. */
  weight: number;
}

/** An arm of an experiment: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type ArmCode = string;

/** Units that are set aside for one reason. */
export interface Aside {
  /** Why. */
  reason: AsideReason;
  /** How many. */
  quantity: Quantity;
}

/** Why units are there and not for sale. */
export type AsideReason =
  /** They are damaged. */
  | "damaged"
  /** Their quality is being looked at. */
  | "quality_control"
  /** They are shown, or lent. */
  | "display"
  /** They are kept for somebody. */
  | "kept"
  /** Something else. */
  | "other";

/** Who is asked for what. On the wire: `{"ask": "gateway", "gateway": "…", …}`. */
export type Ask =
  | {
      /** A payment gateway. */
      ask: "gateway";
      /** Which. */
      gateway: GatewayCode;
      /** For which payment. */
      payment: PaymentId;
      /** What is to be done. */
      act: Act;
      /** With how much; with what is held, for a void. */
      amount: Money;
      /** Whether a capture is the last one, so that what is left is let go. */
      last?: boolean;
      /** The gateway's name for the payment, where it has given one. */
      reference?: string;
    }
  | {
      /** A carrier, for labels. */
      ask: "label";
      /** Which. */
      carrier: CarrierCode;
      /** For which shipment; the effect names the booking. */
      shipment: ShipmentId;
      /** By which of its services. */
      service: ServiceCode;
      /** What it is to carry. */
      parcels: BookedParcel[];
    }
  | {
      /** A carrier, to take labels back. */
      ask: "void_label";
      /** Which. */
      carrier: CarrierCode;
      /** Of which shipment. */
      shipment: ShipmentId;
      /** Of which booking. */
      booking: EffectId;
      /** The carrier's name for it. */
      reference: string;
    };

/** What a payment has asked for and not been answered yet. */
export interface Asked {
  /** The effect by which it is asked. */
  effect: EffectId;
  /** What is to be done. */
  act: Act;
  /** With how much; with what is held, for a void. */
  amount: Money;
  /** Whether a capture is the last one, so that what is left is let go. */
  last?: boolean;
  /** The gateway's name for what is let go, where it is not wanted: told again, it is known. */
  reference?: string;
}

/** What an account holds, such as `EUR` or `points`: 1 to 128 of `A-Z a-z 0-9 . _ - / + : @`. */
export type AssetCode = string;

/** For whom prices are: everything that is said must hold, of each list one entry. */
export interface Audience {
  /** Who buys in one of these channels. */
  channels?: ChannelCode[];
  /** Whose goods go to one of these countries. */
  countries?: CountryCode[];
  /** Whose goods go to one of these regions. */
  regions?: RegionCode[];
  /** Who belongs to one of these groups or clubs. */
  groups?: GroupCode[];
  /** Whose context has, for each attribute, one of the values. */
  attributes?: { [name: string]: string[] };
  /** Who is in one of these arms of experiments. */
  arms?: [ExperimentCode, ArmCode][];
}

/** Units that an order was promised before they were there. Its id grows with time: the oldest is the first of a scan. */
export interface Backorder {
  /** Its id. */
  id: BackorderId;
  /** The order. */
  order: OrderId;
  /** The line of the order. */
  line: number;
  /** What. */
  sku: Sku;
  /** From where. */
  location: LocationCode;
  /** How many units were promised. */
  quantity: Quantity;
  /** How many of them have come. */
  filled?: number;
  /** Since when it waits. */
  since: Timestamp;
  /** When they were expected at that time: then it is a preorder. */
  expected_at?: Timestamp;
  /** Where it stands. */
  state: BackorderState;
}

/** A promise of goods that are still to come. */
export type BackorderId = string;

/** Where a backorder stands. */
export type BackorderState =
  /** Some of its units are still to come. */
  | "waiting"
  /** All of its units have come. */
  | "filled"
  /** Its order does not want it any more. */
  | "cancelled";

/** A band of a measure. */
export interface Band {
  /** From this much on, included: grams, minor units, units, distance, score. */
  from: number;
  /** What it costs. */
  price: ShippingPrice;
}

/** Which amounts are looked at. */
export type Base =
  /** What earlier promotions have left. */
  | "running"
  /** What stood before any of them; those of the catalog count as prices. */
  | "original";

/** Goods to be priced. */
export interface Basket {
  /** What it is counted in. */
  currency: Currency;
  /** The goods. */
  lines: BasketLine[];
  /** Shipping, fees and donations. */
  charges?: Charge[];
  /** Coupon codes that were given. */
  coupons?: CouponCode[];
  /** Gift cards and credit to pay with, in the order of their use. */
  credits?: Credit[];
  /** The kits that some of the lines are parts of, to be shown on the receipt. */
  kits?: KitLine[];
}

/** One line of goods. */
export interface BasketLine {
  /** Its number in the cart. */
  line: number;
  /** What. */
  sku: Sku;
  /** What the shopper reads. */
  title: string;
  /** How many smallest units. */
  quantity: Quantity;
  /** Decimals of the unit that the price is for. */
  decimals?: number;
  /** What it costs. */
  price?: LinePrice;
  /** Which tax rates apply. */
  tax_category: TaxCategory;
  /** The product that it is a variant of. */
  product?: ProductCode;
  /** The categories that it is in. */
  categories?: CategoryCode[];
  /** What else rules may ask for. */
  attributes?: { [name: string]: string };
  /** The weight of one whole unit, in grams. */
  weight_grams?: number;
  /** The number of the line of the kit that it is part of; see `Kit`. */
  kit?: number;
  /** Its price stays as it is: the price lists are not asked. */
  fixed?: boolean;
}

/** Whom an invoice is made out to. */
export interface Billing {
  /** Name and address. */
  address: Address;
  /** The number by which it is registered for tax. */
  tax_id?: string;
}

/** A time in which nothing is done: stocktaking, a festival, a closed pass. */
export interface Blackout {
  /** Why. */
  name: string;
  /** The first day. */
  from: Date;
  /** The last day. */
  until: Date;
}

/** A set of pricing rules: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type BookCode = string;

/** A parcel that a carrier is to carry. */
export interface BookedParcel {
  /** What it weighs, in grams. */
  grams: number;
  /** How large it is; as the carrier takes it when absent. */
  size?: Size;
}

/** Parcels of a shipment that a carrier is asked to carry. */
export interface Booking {
  /** The effect by which its labels were asked for, which names it. */
  id: EffectId;
  /** Who carries. */
  carrier: CarrierCode;
  /** By which of its services. */
  service: ServiceCode;
  /** What is carried. */
  parcels: BookedParcel[];
  /** The carrier's name for it. */
  reference?: string;
  /** A label for each parcel, in their order. */
  labels?: ParcelLabel[];
  /** What the carrier takes for it. */
  cost?: Money;
  /** Why the carrier refused what it was last asked. */
  problem?: string;
  /** Where it stands. */
  state: BookingState;
}

/** Where a booking stands. */
export type BookingState =
  /** The carrier is asked for labels. */
  | "asked"
  /** It has given them. */
  | "booked"
  /** It will not carry these parcels. */
  | "declined"
  /** It is asked to take the labels back. */
  | "voiding"
  /** It has taken them back. */
  | "voided";

/** The books of a shop, under which its accounts stand: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type BooksCode = string;

/** A range of amounts. All that is said must hold. */
export interface Bounds {
  /** This much or more. */
  at_least?: Money;
  /** More than this. */
  above?: Money;
  /** This much or less. */
  at_most?: Money;
  /** Less than this. */
  below?: Money;
}

/** A price for a set of goods, as often as the set is complete. */
export interface Bundle {
  /** What makes a set, each at least once. A unit is counted for the first part that it fits. */
  parts: BundlePart[];
  /** How much is taken off a set; its units share it by their prices. */
  off: StepOff;
  /** How many sets at most in one order; no limit when absent. */
  sets?: number;
}

/** A part of a bundle. */
export interface BundlePart {
  /** Which goods fit. */
  goods: Goods;
  /** How many units. */
  quantity: number;
}

/**
 * Buy some, get some cheaper. Goods sold by weight or length take no part.
 * How it is worked out, without gaps: the units that may trigger are those of `buy`, those that may be rewarded of
 * `get`. A set takes `buy_quantity` of the former and `get_quantity` of the latter, no unit twice (where
 * `triggers_may_be_rewarded`, a unit may be both). There are as many sets as the units allow, at most `sets`. Rewards
 * are picked in the order of `pick`, passing over a unit that is still needed as a trigger. Where `partial`, one more
 * set is begun whose triggers are complete and whose rewards are not. Where `uses_up`, units of a set take part in no
 * later buy-and-get.
 */
export interface BuyGet {
  /** What triggers it. */
  buy?: Goods;
  /** How many units trigger a set. */
  buy_quantity: number;
  /** What is rewarded. */
  get?: Goods;
  /** How many units a set rewards. */
  get_quantity: number;
  /** How much is taken off each rewarded unit; all of it when absent. */
  off?: StepOff;
  /** Which units are rewarded first. */
  pick?: Pick;
  /** How many sets at most in one order; no limit when absent. */
  sets?: number;
  /** Rewards what there is when a set's triggers are there and its rewards are too few. */
  partial?: boolean;
  /** A unit that triggers may be rewarded itself. */
  triggers_may_be_rewarded?: boolean;
  /** Its units take part in no later buy-and-get. */
  uses_up?: boolean;
}

/** Who buys. */
export interface Buyer {
  /** What experiments tell buyers apart by: a customer, a session. Without it nobody is in an experiment. */
  key?: string;
  /** The groups and clubs that the buyer belongs to. */
  groups?: GroupCode[];
  /** How many orders the buyer has placed and not cancelled; unknown when absent. */
  orders?: number;
  /** Whether tax is due. */
  tax?: TaxStatus;
}

/** A calendar of shipping, or a timetable: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type CalendarCode = string;

/** Something that a location can do. */
export type Capability =
  /** Parcels leave from it. */
  | "ships"
  /** Buyers fetch goods there. */
  | "pickup"
  /** Goods that come back are taken in there. */
  | "returns"
  /** It sends goods to other locations, and takes theirs in. */
  | "transfers";

/** How much a promotion may take off; one amount for each currency, no cap in others. */
export interface Caps {
  /** Off one line. */
  line?: Money[];
  /** Off one order. */
  order?: Money[];
}

/** Goods of a trade on their way. */
export interface Cargo {
  /** Which of the goods, from 0 in the order of the terms. */
  goods: number;
  /** The account that they are in: of a ship, a station. */
  at: AccountCode;
  /** How many. */
  amount: number;
  /** The leg that brought them there, or brings them on. */
  leg?: CargoLeg;
}

/** A leg of the way of goods: from where they are taken to where they are put down. */
export interface CargoLeg {
  /** Who has them in custody from now on: a carrier, whoever keeps a station. */
  custody?: PartyCode;
  /** When they leave, or have left. */
  departs_at?: Timestamp;
  /** When they should arrive. */
  arrives_at?: Timestamp;
  /**
   * The accounts of the place in which they take room, in the order of the goods' stowage: each one's ceiling is what
   * the place can take: one for each measure, or none. They take no room when empty, nor do goods without stowage. At
   * most 8.
   */
  room?: AccountCode[];
}

/** A carrier, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type CarrierCode = string;

/** Who carries goods, and how. */
export interface CarrierService {
  /** The carrier. */
  carrier: CarrierCode;
  /** Which of its services; of a restriction, every one when absent. */
  service?: ServiceCode;
}

/** What a shopper means to buy. */
export interface Cart {
  /** Its id. */
  id: CartId;
  /** Where it is being filled. */
  channel: ChannelCode;
  /** Whose it is; a guest's when absent. */
  customer?: CustomerId;
  /** Its lines, in the order they were added; at most one for each SKU, options and address. */
  lines: CartLine[];
  /** The number of the next line. */
  next_line: number;
  /** Where the goods are to go. */
  address?: Address;
  /** Its latest hold on stock. */
  reservation?: ReservationId;
  /** The order that it became. */
  order?: OrderId;
  /** Where it stands. */
  state: CartState;
  /** What is known of who buys, for prices and taxes. */
  buyer?: Buyer;
  /** Shipping, fees and donations. */
  charges?: Charge[];
  /** The method by which its goods are sent: what it costs is worked out with the prices of the goods. */
  shipping?: ChargeCode;
  /** The coupons that were given. */
  coupons?: CartCoupon[];
  /** The gift cards to pay with, in the order of their use. */
  gift_cards?: GiftCardCode[];
  /** What a tax service answered for it as it is now. */
  taxes?: TaxAnswer;
  /** Lines that were set aside: neither priced, held nor ordered. */
  saved?: CartLine[];
  /** Where lines go that do not go to its address. */
  addresses?: NamedAddress[];
  /** What the shopper wrote. */
  note?: string;
  /** What else the shop keeps with it. */
  custom?: { [name: string]: string };
  /** How many seconds it lives without a change, as its channel said when it was opened; for ever when absent. */
  idle_seconds?: number;
  /** When it ends unless it is changed before. Past that it is expired, even before it is marked so. */
  expires_at?: Timestamp;
  /** The cart that it went into. */
  merged_into?: CartId;
  /** The cart that has its saved lines, since it was ordered. */
  successor?: CartId;
  /** Whom its invoices are made out to; whoever the goods go to when absent. */
  billing?: Billing;
}

/** A coupon that was given to a cart. */
export interface CartCoupon {
  /** Which. */
  code: CouponCode;
  /** The use that is held, if the coupon has a limit. */
  held?: CouponUseId;
}

/** A cart. */
export type CartId = string;

/** A line of a cart. Two lines are the same where SKU, options and address are. */
export interface CartLine {
  /** Its number in the cart, from 1 to 999,999, never used again. */
  line: number;
  /** What. */
  sku: Sku;
  /** How many smallest units. */
  quantity: Quantity;
  /** What the buyer chose beside the SKU: an engraving, a ribbon. */
  options?: { [name: string]: string };
  /** The address of the cart that it goes to; the main one when absent. */
  to?: AddressCode;
  /** What the buyer wrote. */
  note?: string;
  /** The price that the shopper was shown, where the channel keeps it or tells when it changes. */
  shown?: ShownPrice;
}

/**
 * How a channel treats its carts. Without a word they live for ever, follow today's prices, and stock is looked at
 * when they are held or ordered.
 */
export interface CartPolicy {
  /** How many seconds a cart lives without a change: as long as a hold or longer, at most 31,622,400. */
  idle_seconds?: number;
  /** What becomes of a line for which there is too little. */
  on_short?: OnShort;
  /** Which price a line has. */
  prices?: LinePrices;
  /** How many seconds a price is kept that is kept; at most 31,622,400. */
  keep_seconds?: number;
}

/** Where a cart stands. */
export type CartState =
  /** It can be changed. */
  | "open"
  /** It became an order. */
  | "ordered"
  /** It went into another cart. */
  | "merged"
  /** Nobody touched it for as long as its channel says. */
  | "expired";

/** A type of carton, box, pallet or container. */
export interface Carton {
  /** What it is called; another name than that of every other. */
  name: string;
  /** The room inside. */
  inner: Size;
  /** What a carrier measures. */
  outer: Size;
  /** What it weighs by itself, in grams. */
  empty_grams: number;
  /** What it may weigh when it is full, its own weight included, in grams. */
  most_grams: number;
  /** What one costs, in the smallest unit of the currency of the request. */
  cost?: number;
  /** How many there are; any number when absent. */
  stock?: number;
}

/** Which promotions of the catalog reduce a price. */
export type CatalogChoice =
  /** All, one after the other, the highest priority first. */
  | "all"
  /** The one that reduces it most. */
  | "best"
  /** The first that reduces it. */
  | "first";

/** A price that a promotion of the catalog reduced. */
export interface CatalogPrice {
  /** The line. */
  line: number;
  /** Which promotion. */
  promotion: PromotionCode;
  /** The price before it. */
  from: Money;
  /** The price after it. */
  to: Money;
}

/** A category of goods: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type CategoryCode = string;

/** What a category costs. */
export interface CategoryPrice {
  /** Which. */
  category: CategoryCode;
  /** How much, of the goods in it alone. */
  price: ShippingPrice;
}

/** By how much the books of a SKU are wrong. */
export interface ChangeLine {
  /** What. */
  sku: Sku;
  /** How many smallest units there are more, or fewer when below zero. Zero is refused. */
  by: number;
  /** Of which lots, or which serials, where the variant is tracked by them. */
  lots?: LotLine[];
}

/** A line whose price, before discounts, is another than the shopper was shown. */
export interface ChangedPrice {
  /** The line. */
  line: number;
  /** What. */
  sku: Sku;
  /** What the shopper was shown. */
  before: ShownPrice;
  /** What it costs now. */
  now: Money;
  /** How many whole units that is for; one when absent. */
  per?: number;
}

/** A place of sale: a web shop, a till, a market stall. It decides currency, prices and stock. */
export interface Channel {
  /** Its code, which names it. */
  code: ChannelCode;
  /** What its carts are counted in. */
  currency: Currency;
  /** Where buyers are taken to be until they give an address. */
  country: CountryCode;
  /** The price book that its carts are priced by. */
  book: BookCode;
  /** Where its goods come from, the preferred place first. */
  locations: LocationCode[];
  /** How long a reservation holds stock and a cart a use of a coupon, in seconds. */
  hold_seconds: number;
  /**
   * The gateway that its payments go through: it is asked by effects, as orders are placed and cancelled. Without one,
   * the host reports payments by hand.
   */
  gateway?: GatewayCode;
  /** How it treats its carts. */
  carts?: CartPolicy;
  /**
   * The rules by which a location is chosen, the first the strongest; with none, the first location that has goods
   * gives them. At most 12.
   */
  sourcing?: Sourcing[];
  /** What may not be split over locations. */
  keep?: Keep;
  /** The series that its documents take their numbers from. */
  numbers?: ChannelNumbers;
  /** Who sells, as its invoices name it; none can be issued when absent. */
  seller?: InvoicedSeller;
  /** Orders of a total above this are held for review from the start; none when absent. */
  hold_above?: Money;
  /**
   * What a return or a cancellation in part does to promotions and gifts; orders keep it as it was when they were
   * placed.
   */
  after_sales?: AfterSalesPolicy;
  /**
   * The books that its orders and their payments are entered in; they are entered in none when absent. Orders keep it
   * as it was when they were placed.
   */
  books?: BooksCode;
  /** The rules by which its goods are sent; methods of shipping can be chosen by none when absent, only set as charges. */
  shipping?: ShippingCode;
}

/** A channel of sale, such as `web-eu`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type ChannelCode = string;

/** The series that the documents of a channel, or of a seller, take their numbers from. */
export interface ChannelNumbers {
  /** Of its orders; they have no number when absent. */
  orders?: SeriesCode;
  /** Of its invoices; none can be issued when absent. */
  invoices?: SeriesCode;
  /** Of its credit notes; none can be issued when absent. */
  credit_notes?: SeriesCode;
}

/** Something to be paid beside goods. */
export interface Charge {
  /** Names it: the shipping method, the fee. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** What kind it is. */
  kind: ChargeKind;
  /** How much. Only a fee may be less than zero: a deduction. */
  amount: Money;
  /** How it is taxed. */
  tax?: ChargeTax;
  /** Whose it is; the channel's own when absent. */
  seller?: SellerCode;
}

/** Something to be paid beside goods, such as a shipping method: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type ChargeCode = string;

/** What a charge is for. */
export type ChargeKind =
  /** Shipping: promotions may reduce it. */
  | "shipping"
  /** A fee, such as for a payment method or for wrapping; or a deduction. */
  | "fee"
  /** A gift to somebody: never reduced, never taxed. */
  | "donation";

/** How a charge is taxed. */
export type ChargeTax =
  /** Not at all. */
  | "free"
  | {
      /** By the rates of a category. */
      category: TaxCategory;
    }
  /** By the rates of the goods: the charge is shared by them in proportion to what is left of them. */
  | "as_goods"
  /** By the average rate of the goods: their tax over their net amount, to four decimals. */
  | "average";

/** Units of a gift that the buyer keeps and whose promotion no longer holds. */
export interface ChargedGift {
  /** The line of the gift. */
  line: number;
  /** How many smallest units. */
  quantity: Quantity;
  /** Their price, as the receipt shows it. */
  amount: Money;
}

/** Which promotion of an exclusive group is applied. */
export type Choice =
  /** The first that takes something off, by priority. */
  | "priority"
  /** The one that takes off most: best for the customer. */
  | "best";

/** Which time of the week it is. */
export interface ClockTest {
  /** On one of these days; any when empty. */
  days?: Weekday[];
  /** From this minute of the day, inclusive: 1080 is 18:00. */
  from_minute?: number;
  /** Until this minute of the day, exclusive. Before `from_minute` it means the next day: a night from 22:00 to 02:00. */
  until_minute?: number;
  /**
   * Whose clock, as a POSIX time zone with its rule for summer time: `CET-1CEST,M3.5.0,M10.5.0/3` is most of Europe,
   * `UTC0` is UTC (IEEE Std 1003.1, 8.3).
   */
  zone: string;
}

/** Why there is no work on a day. A blackout is told before a holiday, and that before the day of the week. */
export type ClosedWhy =
  | {
      /** It is closed on this day of the week. */
      weekday: { [name: string]: never };
    }
  | {
      /** A holiday. */
      holiday: {
        /** What people call it. */
        name: string;
      };
    }
  | {
      /** Nothing is done in that time. */
      blackout: {
        /** Why. */
        name: string;
      };
    };

/** The stable code of a failure. Codes are added, never renamed or reused. */
export type Code =
  /** A currency code is neither in ISO 4217 nor a well-formed custom one. Kind: `invalid`. */
  | "currency.unknown"
  /** A custom currency takes a code that ISO 4217 uses, or an exponent out of range. Kind: `invalid`. */
  | "currency.invalid"
  /** Amounts of two currencies were put together. Kind: `invalid`. */
  | "currency.mismatch"
  /** An amount is not a plain decimal number. Kind: `invalid`. */
  | "money.malformed"
  /** An amount has more decimals than its currency. Kind: `invalid`. */
  | "money.too_precise"
  /** An amount does not fit in a signed 64-bit number of minor units. Kind: `invalid`. */
  | "money.overflow"
  /** A rate is malformed or out of range. Kind: `invalid`. */
  | "rate.invalid"
  /** Money cannot be split by these weights: there are none, or they cancel out. Kind: `invalid`. */
  | "allocation.impossible"
  /** A code has other characters, or another length, than its kind takes. Kind: `invalid`. */
  | "code.malformed"
  /** An id is not a UUID. Kind: `invalid`. */
  | "id.malformed"
  /** A quantity is not a whole number from 1 to its limit. Kind: `invalid`. */
  | "quantity.invalid"
  /** There is more of something than is allowed. Kind: `invalid`. */
  | "limit.exceeded"
  /** A text has the character U+0000. Kind: `invalid`. */
  | "text.malformed"
  /** An instant lies past the end of time. Kind: `invalid`. */
  | "time.out_of_range"
  /** A scan asks for another kind, an unknown column, or too large a page. Kind: `invalid`. */
  | "scan.invalid"
  /** A message is not well-formed JSON of the expected shape. Kind: `invalid`. */
  | "wire.malformed"
  /** A command id was used before with another body. Kind: `invalid`. */
  | "command.reused"
  /** There is no processed command of this id. Kind: `refused`. */
  | "command.unknown"
  /**
   * A variant lacks a title, has a price below zero or two in one currency, quantities to order that contradict each
   * other, is an untracked kit, or stands twice in one command. Kind: `invalid`.
   */
  | "variant.invalid"
  /** There is no variant of this SKU. Kind: `refused`. */
  | "variant.unknown"
  /**
   * A channel has no location, or a hold out of range, or a policy for its carts that contradicts itself. Kind:
   * `invalid`.
   */
  | "channel.invalid"
  /** There is no channel of this code. Kind: `refused`. */
  | "channel.unknown"
  /**
   * Rules of pricing, of shipping or of borders contradict themselves; the detail lists every problem with its path.
   * Kind: `invalid`.
   */
  | "rules.invalid"
  /** There is no price book of this code. Kind: `refused`. */
  | "price_book.unknown"
  /** There is no shipping book of this code. Kind: `refused`. */
  | "shipping_book.unknown"
  /** A method of shipping is not offered for a cart as it is; details say why, and what is offered. Kind: `refused`. */
  | "shipping.not_offered"
  /** A channel sends nothing by rules: it names no shipping book. Kind: `refused`. */
  | "shipping.unset"
  /** There is no price for a SKU: in the currency of the basket, for its buyer, at its instant. Kind: `refused`. */
  | "price.missing"
  /**
   * A kit has no parts, decimals, a price or a part below zero, itself as a part, a part twice, two lines of one
   * number, or says of itself what customs and carriers ask of its parts. Kind: `invalid`.
   */
  | "kit.invalid"
  /** The total, or the price of a line, is another than the buyer was shown. Kind: `refused`. */
  | "price.changed"
  /** No tax rate is in force for a category in a country. Kind: `refused`. */
  | "tax.unknown"
  /** What a tax service answered holds no longer. Kind: `refused`. */
  | "tax.stale"
  /** What a tax service answered is not for this basket, or is no tax. Kind: `invalid`. */
  | "tax.answer_invalid"
  /**
   * A basket to be priced or sent contradicts itself: a price below zero, a number or code that stands twice, a parcel
   * of goods that it has not. Kind: `invalid`.
   */
  | "basket.invalid"
  /** A receipt says otherwise than the rules that it names. Kind: `refused`. */
  | "receipt.differs"
  /** A coupon has a limit below one, or ends before it begins. Kind: `invalid`. */
  | "coupon.invalid"
  /** There is no coupon of this code, and no promotion of the price book asks for it. Kind: `refused`. */
  | "coupon.unknown"
  /** A coupon has not begun, or has ended. Kind: `refused`. */
  | "coupon.not_now"
  /** A coupon has been used as often as it may, by this customer or by all. Kind: `refused`. */
  | "coupon.used_up"
  /** A coupon is counted by customer, and the cart is a guest's. Kind: `refused`. */
  | "coupon.for_customers"
  /** A cart has the coupon or gift card already. Kind: `refused`. */
  | "coupon.given"
  /** There is no use of a coupon of this id. Kind: `refused`. */
  | "coupon_use.unknown"
  /** There is no count of this name. Kind: `refused`. */
  | "tally.unknown"
  /** A gift card is issued with nothing on it, or a second time. Kind: `invalid`. */
  | "gift_card.invalid"
  /** There is no gift card of this code. Kind: `refused`. */
  | "gift_card.unknown"
  /** A gift card has ended, or is in another currency. Kind: `refused`. */
  | "gift_card.unfit"
  /** Something takes lines and has none. Kind: `invalid`. */
  | "lines.missing"
  /** There is no movement of this id. Kind: `refused`. */
  | "movement.unknown"
  /** A position lies beyond the poles or the date line. Kind: `invalid`. */
  | "position.invalid"
  /** Less is available than is wanted. Kind: `refused`. */
  | "stock.short"
  /** There is no cart of this id. Kind: `refused`. */
  | "cart.unknown"
  /** The cart has no lines. Kind: `refused`. */
  | "cart.empty"
  /** The cart has no line of this number. Kind: `refused`. */
  | "line.unknown"
  /** An address lacks a name, a street or a city. Kind: `invalid`. */
  | "address.invalid"
  /** The cart has no address yet. Kind: `refused`. */
  | "address.missing"
  /** There is no reservation of this id. Kind: `refused`. */
  | "reservation.unknown"
  /** A reservation holds nothing any more: its time has run out. Kind: `refused`. */
  | "reservation.expired"
  /** A reservation is somebody else's, or of a cart. Kind: `refused`. */
  | "reservation.foreign"
  /** There is no backorder of this id. Kind: `refused`. */
  | "backorder.unknown"
  /** A reservation still holds, or a cart has not ended. Kind: `refused`. */
  | "reservation.not_due"
  /** A step is not open in the state that something is in; the detail names the open ones. Kind: `refused`. */
  | "state.forbidden"
  /** There is no order of this id. Kind: `refused`. */
  | "order.unknown"
  /** The order is cancelled. Kind: `refused`. */
  | "order.cancelled"
  /** Goods of the order have left. Kind: `refused`. */
  | "order.shipped"
  /** The total of the order is neither authorized nor captured. Kind: `refused`. */
  | "order.unpaid"
  /** No goods of the order are waiting to be sent. Kind: `refused`. */
  | "order.nothing_to_ship"
  /** More units of a line are to be sent, cancelled, taken off or returned than can be. Kind: `refused`. */
  | "order.units_exceed"
  /** The order cannot be amended any more; the detail says because of what. Kind: `refused`. */
  | "order.fixed"
  /** The order has no such charge, or it has fallen off already. Kind: `refused`. */
  | "charge.unknown"
  /** There is no return of this id. Kind: `refused`. */
  | "return.unknown"
  /** A fee is below zero, or more than what it is kept of. Kind: `refused`. */
  | "return.fee"
  /** There is no payment of this id. Kind: `refused`. */
  | "payment.unknown"
  /** An amount is another than is asked for. Kind: `refused`. */
  | "payment.amount"
  /** An authorization has ended. Kind: `refused`. */
  | "payment.expired"
  /** A payment is open or done already. Kind: `refused`. */
  | "payment.open"
  /** More is to go back than is left of what was captured, or nothing. Kind: `refused`. */
  | "payment.refund_exceeds"
  /** There is no shipment of this id. Kind: `refused`. */
  | "shipment.unknown"
  /** An event of the log was changed, lost or put in another place. Kind: `fault`. */
  | "log.broken"
  /** An invariant of fondaco itself does not hold. Kind: `fault`. */
  | "fondaco.defect"
  /** The store could not answer now. Kind: `unavailable`. */
  | "store.unavailable"
  /** Too many writers want the same record at once. Kind: `unavailable`. */
  | "store.contended"
  /** The store holds something that cannot be read. Kind: `fault`. */
  | "store.fault"
  /** A part of a kit is a kit itself. Kind: `refused`. */
  | "kit.nested"
  /** A kit has no stock of its own: its parts have. Kind: `refused`. */
  | "kit.not_stocked"
  /** A part of a kit is named by itself: a kit is sent, cancelled and returned as a whole. Kind: `refused`. */
  | "kit.kept_whole"
  /** A command names a line twice. Kind: `invalid`. */
  | "line.repeated"
  /** A location has no title, a cost below zero, or lies off the globe. Kind: `invalid`. */
  | "location.invalid"
  /** Nothing is recorded of a location of this code. Kind: `refused`. */
  | "location.unknown"
  /** The stock of this SKU is not counted. Kind: `refused`. */
  | "stock.untracked"
  /** Terms of stock are out of range, contradict each other, or name a SKU twice. Kind: `invalid`. */
  | "stock_terms.invalid"
  /** Nothing has been said of this SKU at this location. Kind: `refused`. */
  | "stock_terms.unknown"
  /** A movement has a cost below zero, counts a SKU twice, or does not say why. Kind: `invalid`. */
  | "movement.invalid"
  /**
   * Lots do not come to the quantity of their line, stand twice in it, or are of a SKU that is not tracked so. Kind:
   * `refused`.
   */
  | "lots.invalid"
  /** Of a lot, or of all lots that are fresh enough, less is there than is wanted. Kind: `refused`. */
  | "lots.short"
  /** No lots of this SKU lie at this location. Kind: `refused`. */
  | "shelf.unknown"
  /** A transfer goes to the place that it leaves. Kind: `invalid`. */
  | "transfer.invalid"
  /** There is no transfer of this id. Kind: `refused`. */
  | "transfer.unknown"
  /**
   * An announcement names a SKU twice, leaves out what has come, leaves nothing to come, or is of another place. Kind:
   * `refused`.
   */
  | "inbound.invalid"
  /** Nothing of this id was announced. Kind: `refused`. */
  | "inbound.unknown"
  /** An address names no store that is built in. Kind: `invalid`. */
  | "store.unknown"
  /** A handle was closed: an engine, a price book, a prepared basket. Kind: `invalid`. */
  | "handle.closed"
  /** More is to be captured than is left of the authorization, or nothing. Kind: `refused`. */
  | "payment.capture_exceeds"
  /** Another payment is asked for more than is left to pay, or for nothing. Kind: `refused`. */
  | "payment.exceeds"
  /** An authorization came too late: what the gateway holds is to be voided there. Kind: `refused`. */
  | "payment.given_up"
  /** An authorization has not ended. Kind: `refused`. */
  | "payment.not_due"
  /** A payment is reported by hand: there is no gateway to be asked. Kind: `refused`. */
  | "payment.by_hand"
  /** A report for a payment through a gateway lacks the gateway's reference. Kind: `invalid`. */
  | "payment.reference_missing"
  /** A payment has no dispute of this name. Kind: `refused`. */
  | "dispute.unknown"
  /** More is disputed than is left of what was captured, or nothing. Kind: `refused`. */
  | "dispute.exceeds"
  /** There is no effect of this id. Kind: `refused`. */
  | "effect.unknown"
  /** An effect is not due: it was answered, somebody performs it, or it waits for another attempt. Kind: `refused`. */
  | "effect.not_due"
  /** More or less of a variant is wanted than may be ordered at once, or not in its steps. Kind: `refused`. */
  | "quantity.unfit"
  /** Two carts have the same lines in other quantities: the shopper is to be asked. Kind: `refused`. */
  | "cart.differs"
  /** A cart is another customer's, or was to go into itself. Kind: `refused`. */
  | "cart.unfit"
  /** The cart has no address of this name. Kind: `refused`. */
  | "address.unknown"
  /** Lines that are to be sent together go to several addresses. Kind: `refused`. */
  | "address.mixed"
  /** Lines of the cart go to the address. Kind: `refused`. */
  | "address.in_use"
  /** Lines of one cart go to places of different taxes. Kind: `refused`. */
  | "tax.mixed"
  /** The terms of a series are out of range, or two of its numbers could look alike. Kind: `invalid`. */
  | "series.invalid"
  /** There is no series of this code. Kind: `refused`. */
  | "series.unknown"
  /** A series has given numbers: another first one would lower or skip what was given. Kind: `refused`. */
  | "series.in_use"
  /** The channel of an order, or the seller, names no series for the documents that are to be issued. Kind: `refused`. */
  | "channel.series_missing"
  /** The channel of an order does not say who sells. Kind: `refused`. */
  | "channel.seller_missing"
  /** There is no invoice of this id. Kind: `refused`. */
  | "invoice.unknown"
  /** All of the order that stands is invoiced. Kind: `refused`. */
  | "order.nothing_to_invoice"
  /** There is no credit note of this id. Kind: `refused`. */
  | "credit_note.unknown"
  /** Nothing that was invoiced of the order has fallen off since. Kind: `refused`. */
  | "order.nothing_to_credit"
  /** The order is held for review. Kind: `refused`. */
  | "order.held"
  /** The order is not held. Kind: `refused`. */
  | "order.not_held"
  /** There is no seller of this code. Kind: `refused`. */
  | "seller.unknown"
  /** The seller has no part in the order. Kind: `refused`. */
  | "seller_order.unknown"
  /** What is to be sent between accounts cannot be. Kind: `invalid`. */
  | "sending.invalid"
  /** It is not said which of several lots units are of, at another cost each. Kind: `refused`. */
  | "lots.ambiguous"
  /** No lot cost what is asked for. Kind: `refused`. */
  | "lots.unmatched"
  /** What parties owe each other cannot be netted. Kind: `invalid`. */
  | "netting.invalid"
  /** There is less than is to be sent. Kind: `refused`. */
  | "funds.short"
  /** There is no account of this code. Kind: `refused`. */
  | "account.unknown"
  /** An account contradicts itself, or was defined to hold another asset or to grow on the other side. Kind: `invalid`. */
  | "account.invalid"
  /** An account is closed. Kind: `refused`. */
  | "account.closed"
  /** An account would hold more than its ceiling. Kind: `refused`. */
  | "account.full"
  /** What is entered would take effect in a closed period of an account. Kind: `refused`. */
  | "account.period_closed"
  /** An account holds another asset. Kind: `invalid`. */
  | "asset.mismatch"
  /** There is no entry of this id. Kind: `refused`. */
  | "entry.unknown"
  /**
   * What is to be entered cannot be: an amount out of range, one account on both sides, times that contradict each
   * other. Kind: `invalid`.
   */
  | "entry.invalid"
  /** The debits and credits of an asset do not come to the same. Kind: `invalid`. */
  | "entry.unbalanced"
  /** Another entry was recorded under this id. Kind: `refused`. */
  | "entry.reused"
  /** What an entry held has run out of time. Kind: `refused`. */
  | "entry.expired"
  /** An entry has not run out of time. Kind: `refused`. */
  | "entry.not_due"
  /** More is to be posted than an entry holds, or nothing of it was posted that could be reversed. Kind: `refused`. */
  | "entry.exceeds"
  /** There is no trade of this id. Kind: `refused`. */
  | "trade.unknown"
  /** The terms of a trade, or what is done about it, contradict themselves. Kind: `invalid`. */
  | "trade.invalid"
  /** It is not for this role to do that about the trade, or not its turn. Kind: `refused`. */
  | "trade.role"
  /** The terms of the trade are others by now. Kind: `refused`. */
  | "trade.moved"
  /** More goods, or money, of a trade are wanted than are left there. Kind: `refused`. */
  | "trade.exceeds"
  /** The time to answer an offer, or to fund a trade, has run out. Kind: `refused`. */
  | "trade.expired"
  /** The time of a trade has not run out. Kind: `refused`. */
  | "trade.not_due"
  /** There is no settlement of this id. Kind: `refused`. */
  | "settlement.unknown"
  /** An instruction to settle, or what is done about it, contradicts itself. Kind: `invalid`. */
  | "settlement.invalid"
  /** It is not a party of the settlement. Kind: `refused`. */
  | "settlement.party"
  /** Another party has instructed something else. Kind: `refused`. */
  | "settlement.unmatched"
  /** What is to be packed, or into what, contradicts itself or is out of range. Kind: `invalid`. */
  | "packing.invalid"
  /** A length or a weight is not a plain decimal number of 0 or more, or too large. Kind: `invalid`. */
  | "measure.invalid"
  /** The rules of dates have no such route. Kind: `refused`. */
  | "route.unknown"
  /** No date can be promised: for two years nothing is open, or nothing leaves any more. Kind: `refused`. */
  | "promise.unforeseen"
  /** What is told of a shipment has no id, or a table means two things by one code. Kind: `invalid`. */
  | "tracking.invalid"
  /** The shipment has no booking of this id. Kind: `refused`. */
  | "booking.unknown"
  /** What came of an effect is not what was asked. Kind: `invalid`. */
  | "effect.answer_invalid";

/** A test of a column of records. The columns of each kind stand in `docs/schema.md`. */
export type ColumnTest =
  | {
      /** It has this text. */
      is: string;
    }
  | {
      /** It is at most this instant. */
      until: Timestamp;
    };

/** Something that is asked of the engine. On the wire: `{"do": "add_line", "cart": "…", …}`. */
export type Command =
  | {
      /** Defines variants, or defines them anew. Answers `done`. */
      do: "define_variants";
      /** The variants, at most 1,000. */
      variants: Variant[];
    }
  | {
      /** Defines a channel, or defines it anew. Answers `done`. */
      do: "define_channel";
      /** The channel. */
      channel: Channel;
    }
  | {
      /**
       * Defines a series of numbers, or defines it anew; it goes on after the last number that it gave. Answers
       * `done`.
       */
      do: "define_series";
      /** Its code. */
      series: SeriesCode;
      /** How its numbers look. */
      terms: SeriesTerms;
    }
  | {
      /** Defines somebody who sells goods in the channels of others, or defines them anew. Answers `done`. */
      do: "define_seller";
      /** The seller. */
      seller: Seller;
    }
  | {
      /** Defines a price book, or defines it anew. Answers `done`. */
      do: "define_price_book";
      /** Its rules. */
      rules: PriceRules;
    }
  | {
      /** Defines rules of shipping, or defines them anew. Answers `done`. */
      do: "define_shipping_book";
      /** The code by which channels name them. */
      code: ShippingCode;
      /** The rules. */
      rules: ShippingRules;
    }
  | {
      /** Defines coupons, or defines them anew; a new limit counts what was used already. Answers `done`. */
      do: "define_coupons";
      /** The coupons, at most 1,000. */
      coupons: Coupon[];
    }
  | {
      /** Issues a gift card or store credit. Answers `done`. */
      do: "issue_gift_card";
      /** The gift card. */
      card: GiftCard;
    }
  | {
      /** Defines a location, or defines it anew. Answers `done`. */
      do: "define_location";
      /** The location. */
      location: Location;
    }
  | {
      /** Receives goods into a location. Answers `movement`. */
      do: "receive_stock";
      /** Where. */
      location: LocationCode;
      /** What. */
      lines: StockLine[];
      /** The supplier's paper. */
      reference?: string;
      /** The announcement that it fills, in part or whole. */
      inbound?: InboundId;
    }
  | {
      /** Defines the terms of SKUs at a location, or defines them anew; what is set aside stays so. Answers `done`. */
      do: "define_stock_terms";
      /** Where. */
      location: LocationCode;
      /** Of what, at most 1,000. */
      skus: Sku[];
      /** The terms, all of them at once. */
      terms: Terms;
    }
  | {
      /** Sets units aside, or puts them back: they stay where they are and are not for sale. Answers `done`. */
      do: "set_aside";
      /** Where. */
      location: LocationCode;
      /** What. */
      sku: Sku;
      /** Why. */
      reason: AsideReason;
      /** How many more smallest units, or fewer when below zero. */
      by: number;
    }
  | {
      /** Notices that what is available has crossed one of its marks; the engine's watch sends it. Answers `done`. */
      do: "check_stock";
      /** Where. */
      location: LocationCode;
      /** What. */
      sku: Sku;
    }
  | {
      /** Puts the books of a location right by signed differences. Answers `movement`. */
      do: "adjust_stock";
      /** Where. */
      location: LocationCode;
      /** What, and by how much. */
      lines: ChangeLine[];
      /** Why. */
      reason: StockReason;
      /** In words; needed where the reason is another. */
      note?: string;
    }
  | {
      /** Takes in a count of goods: the difference from the books changes them. Answers `count`. */
      do: "count_stock";
      /** Where. */
      location: LocationCode;
      /** What was counted. */
      lines: CountLine[];
      /** The paper of it. */
      reference?: string;
    }
  | {
      /** Throws goods away. Answers `movement`. */
      do: "write_off_stock";
      /** Where. */
      location: LocationCode;
      /** What. */
      lines: StockLine[];
      /** Why. */
      reason: StockReason;
      /** In words; needed where the reason is another. */
      note?: string;
      /** The reason for which they had been set aside; they are not any more. */
      aside?: AsideReason;
    }
  | {
      /** Sends goods from one location to another; they are sellable nowhere until they arrive. Answers `transfer`. */
      do: "send_transfer";
      /** The location that they leave. */
      from: LocationCode;
      /** The location that they go to. */
      to: LocationCode;
      /** What. */
      lines: StockLine[];
      /** The carrier's paper. */
      reference?: string;
    }
  | {
      /** Receives goods of a transfer, in part or all. Answers `movement`. */
      do: "receive_transfer";
      /** The transfer. */
      transfer: TransferId;
      /** What arrived. */
      lines: StockLine[];
    }
  | {
      /** Takes goods of a transfer back in where they came from. Answers `movement`. */
      do: "return_transfer";
      /** The transfer. */
      transfer: TransferId;
      /** What came home. */
      lines: StockLine[];
    }
  | {
      /** Writes goods off that are missing from a transfer. Answers `done`. */
      do: "write_off_transfer";
      /** The transfer. */
      transfer: TransferId;
      /** What is missing. */
      lines: StockLine[];
      /** Why. */
      reason: StockReason;
      /** In words; needed where the reason is another. */
      note?: string;
    }
  | {
      /** Announces goods that will come. Answers `inbound`. */
      do: "announce_inbound";
      /** Where they will be. */
      location: LocationCode;
      /** What, each SKU once. */
      lines: AnnouncedLine[];
      /** When. */
      due_at: Timestamp;
      /** The order, or the supplier's paper. */
      reference?: string;
    }
  | {
      /** Changes the date of announced goods, and the goods, all at once. Answers `done`. */
      do: "change_inbound";
      /** The announcement. */
      inbound: InboundId;
      /** When they will be there. */
      due_at: Timestamp;
      /** What, each SKU once; what has come already stays among it. */
      lines: AnnouncedLine[];
    }
  | {
      /** Says that the rest of what was announced will not come. Answers `done`. */
      do: "cancel_inbound";
      /** The announcement. */
      inbound: InboundId;
    }
  | {
      /** Opens a cart, for a guest or a customer. Answers `cart`. */
      do: "open_cart";
      /** Where it is filled. */
      channel: ChannelCode;
      /** Whose it is; a guest's when absent. */
      customer?: CustomerId;
      /** What is in it from the start. */
      lines?: NewLine[];
      /** Where the goods are to go, if it is known already. */
      address?: Address;
    }
  | {
      /**
       * Adds a quantity of a SKU to a cart: to the line that is the same, or as a new one. Answers `line`, or
       * `line_clamped` where the channel cuts what is too much.
       */
      do: "add_line";
      /** The cart. */
      cart: CartId;
      /** What, and how much. */
      line: NewLine;
    }
  | {
      /** Sets the quantity of a line. Answers `line` or `line_clamped`. */
      do: "change_line";
      /** The cart. */
      cart: CartId;
      /** The number of the line. */
      line: number;
      /** How much. */
      quantity: Quantity;
    }
  | {
      /** Takes a line out of a cart, saved or not. Answers `done`. */
      do: "remove_line";
      /** The cart. */
      cart: CartId;
      /** The number of the line. */
      line: number;
    }
  | {
      /** Says where the goods of a cart are to go. Answers `done`. */
      do: "set_address";
      /** The cart. */
      cart: CartId;
      /** The address. */
      address: Address;
    }
  | {
      /**
       * Sends a line of a cart to one of its addresses, or so much of it: with the line there that is the same, or as
       * one of its own. Answers `line`.
       */
      do: "send_line";
      /** The cart. */
      cart: CartId;
      /** The number of the line. */
      line: number;
      /** The address; the main one when absent. */
      to?: AddressCode;
      /** How much of it; all when absent. */
      quantity?: Quantity;
    }
  | {
      /** Sets what the buyer wrote about a line. Answers `done`. */
      do: "note_line";
      /** The cart. */
      cart: CartId;
      /** The number of the line. */
      line: number;
      /** The note; none when absent. */
      note?: string;
    }
  | {
      /** Sets a line of a cart aside for later: it is neither priced, held nor ordered. Answers `done`. */
      do: "save_line";
      /** The cart. */
      cart: CartId;
      /** The number of the line. */
      line: number;
    }
  | {
      /** Takes a line back that was set aside. Answers `line` or `line_clamped`. */
      do: "restore_line";
      /** The cart. */
      cart: CartId;
      /** The number of the saved line. */
      line: number;
    }
  | {
      /** Accepts today's prices of a cart whose channel tells of changes. Answers `done`. */
      do: "accept_prices";
      /** The cart. */
      cart: CartId;
    }
  | {
      /** Puts another address beside the main one of a cart, or changes it. Answers `done`. */
      do: "put_address";
      /** The cart. */
      cart: CartId;
      /** The address and its name. */
      address: NamedAddress;
    }
  | {
      /** Takes an address of a cart away that no line goes to. Answers `done`. */
      do: "remove_address";
      /** The cart. */
      cart: CartId;
      /** Its name. */
      address: AddressCode;
    }
  | {
      /** Sets the note and the custom data of a cart, all of them at once; its order keeps them. Answers `done`. */
      do: "describe_cart";
      /** The cart. */
      cart: CartId;
      /** What the shopper wrote; none when absent. */
      note?: string;
      /** What else the shop keeps with it; at most 50 values. */
      custom?: { [name: string]: string };
    }
  | {
      /** Gives a guest's cart to a customer who has signed in. Answers `done`. */
      do: "assign_cart";
      /** The cart. */
      cart: CartId;
      /** The customer. */
      customer: CustomerId;
    }
  | {
      /** Puts a guest's cart into the one that the customer had. Answers `cart_merged`. */
      do: "merge_carts";
      /** The cart that is put away: a guest's, or of the same customer. */
      guest: CartId;
      /** The cart that stays. */
      existing: CartId;
      /** Which lines it has then. */
      by: MergeBy;
    }
  | {
      /** Marks a cart as expired, once it is due; the engine's tick sends it. Answers `done`. */
      do: "expire_cart";
      /** The cart. */
      cart: CartId;
    }
  | {
      /** Brings back a cart that has expired, as it was, without its holds. Answers `done`. */
      do: "reopen_cart";
      /** The cart. */
      cart: CartId;
    }
  | {
      /** Says what is known of who buys a cart, for prices and taxes. Answers `done`. */
      do: "set_buyer";
      /** The cart. */
      cart: CartId;
      /** The buyer. */
      buyer: Buyer;
    }
  | {
      /** Says whom the invoices of a cart are made out to. Answers `done`. */
      do: "set_billing";
      /** The cart. */
      cart: CartId;
      /** Name, address and tax id; whoever the goods go to when absent. */
      billing?: Billing;
    }
  | {
      /** Sets shipping, fees and donations of a cart, all of them at once. Answers `done`. */
      do: "set_charges";
      /** The cart. */
      cart: CartId;
      /** The charges, at most 100. */
      charges: Charge[];
    }
  | {
      /**
       * Chooses the method by which the goods of a cart are sent, one that is offered for it as it is: what it costs
       * follows the cart from now on. Refused with `shipping.unset` and `shipping.not_offered`. Answers `done`.
       */
      do: "choose_shipping";
      /** The cart. */
      cart: CartId;
      /** The method; none any more when absent. */
      method?: ChargeCode;
    }
  | {
      /** Takes in what a tax service answered for a cart as it is; a later change of the cart ends it. Answers `done`. */
      do: "set_taxes";
      /** The cart. */
      cart: CartId;
      /** What it answered. */
      answer: TaxAnswer;
    }
  | {
      /** Gives a coupon to a cart; a use of it is held as long as the channel says, if it has a limit. Answers `done`. */
      do: "apply_coupon";
      /** The cart. */
      cart: CartId;
      /** The coupon. */
      coupon: CouponCode;
    }
  | {
      /** Takes a coupon out of a cart. Answers `done`. */
      do: "remove_coupon";
      /** The cart. */
      cart: CartId;
      /** The coupon. */
      coupon: CouponCode;
    }
  | {
      /** Marks a use of a coupon as expired, once it is due; the engine's tick sends it. Answers `done`. */
      do: "expire_coupon_use";
      /** The use. */
      coupon_use: CouponUseId;
    }
  | {
      /** Gives a gift card to a cart, to pay with. Answers `done`. */
      do: "apply_gift_card";
      /** The cart. */
      cart: CartId;
      /** The gift card. */
      gift_card: GiftCardCode;
    }
  | {
      /** Takes a gift card out of a cart. Answers `done`. */
      do: "remove_gift_card";
      /** The cart. */
      cart: CartId;
      /** The gift card. */
      gift_card: GiftCardCode;
    }
  | {
      /**
       * Holds stock for every line of a cart, all or none, as long as its channel says; an earlier hold of the cart is
       * given up. Answers `reservation`.
       */
      do: "reserve_cart";
      /** The cart. */
      cart: CartId;
    }
  | {
      /**
       * Holds stock without a cart, for whoever is named: all lines or none, the same SKU on several lines added up. A
       * hold that it replaces is given up in the same commit and does not count against it: this is how the quantities
       * of a hold are changed, and raising one takes only what it is raised by. Answers `reservation`.
       */
      do: "reserve_stock";
      /** For whom. */
      holder: HolderCode;
      /** What, and how much. */
      lines: HoldLine[];
      /** Where from, the preferred place first; also those that lines name. */
      locations?: LocationCode[];
      /** The rules by which a place is chosen; with none, the first that has goods gives them. */
      sourcing?: Sourcing[];
      /** What may not be split over places. */
      keep?: Keep;
      /** Where the goods are to be collected: it comes before all rules. */
      collect_at?: LocationCode;
      /** For how long, in seconds: 1 to 604,800. */
      hold_seconds: number;
      /** The hold of the same holder that it takes the place of. */
      replaces?: ReservationId;
    }
  | {
      /** Lets a hold last longer: from now on for so many seconds, never shorter than before. Answers `reservation`. */
      do: "extend_reservation";
      /** The hold. */
      reservation: ReservationId;
      /** For how long from now, in seconds: 1 to 604,800. */
      hold_seconds: number;
    }
  | {
      /** What is held without a cart leaves, for whom it was held. Answers `done`. */
      do: "commit_reservation";
      /** The hold. */
      reservation: ReservationId;
      /** Whose paper it leaves on. */
      reference?: string;
    }
  | {
      /**
       * Fills a backorder from what is on hand, as far as that goes; the engine sends it when goods come in and on its
       * tick, the oldest first. Answers `done`.
       */
      do: "fill_backorder";
      /** The backorder. */
      backorder: BackorderId;
    }
  | {
      /** Gives a hold up. Answers `done`. */
      do: "release_reservation";
      /** The hold. */
      reservation: ReservationId;
    }
  | {
      /** Marks a hold as expired, once it is due; the engine's tick sends it. Answers `done`. */
      do: "expire_reservation";
      /** The hold. */
      reservation: ReservationId;
    }
  | {
      /**
       * Orders a cart: prices, stock, order and payment in one, or nothing. Lines that were set aside go into a cart
       * of their own, which the cart names. Answers `order`.
       */
      do: "place_order";
      /** The cart. */
      cart: CartId;
      /** The total that the buyer was shown; refused with `price.changed` if it is another by now. */
      total?: Money;
    }
  | {
      /**
       * Orders goods without a cart, as a till or a marketplace does: prices, stock, order and payment in one, or
       * nothing. Answers `order`.
       */
      do: "buy_now";
      /** Where they are sold. */
      channel: ChannelCode;
      /** Who buys; a guest when absent. */
      customer?: CustomerId;
      /** What, and how much. */
      lines: NewLine[];
      /** Where the goods are to go. */
      address: Address;
      /** Shipping, fees and donations. */
      charges?: Charge[];
      /** The method by which the goods are sent, one that is offered for them. */
      shipping?: ChargeCode;
      /** Coupons to use. */
      coupons?: CouponCode[];
      /** The total that the buyer was shown; refused with `price.changed` if it is another by now. */
      total?: Money;
      /** Whom its invoices are made out to; whoever the goods go to when absent. */
      billing?: Billing;
    }
  | {
      /** Cancels an order none of whose goods have left. Answers `done`. */
      do: "cancel_order";
      /** The order. */
      order: OrderId;
      /** Why. */
      reason: string;
    }
  | {
      /**
       * Cancels units of an order that have not left, and charges with them: their goods are promised no more, and
       * what was to be paid for them falls off. Answers `done`.
       */
      do: "cancel_lines";
      /** The order. */
      order: OrderId;
      /** Which units; a kit is named by its own line. */
      lines: LineUnits[];
      /** Shipping and fees that fall off as well. */
      charges?: ChargeCode[];
      /** Why. */
      reason: string;
    }
  | {
      /**
       * Holds an order for review: until it is released, no goods of it leave and no capture is asked of its gateway.
       * Answers `done`.
       */
      do: "hold_order";
      /** The order. */
      order: OrderId;
      /** Why. */
      reason: string;
    }
  | {
      /** Lets an order go on that was held. Answers `done`. */
      do: "release_order";
      /** The order. */
      order: OrderId;
    }
  | {
      /**
       * Issues an invoice over units of an order that were not invoiced before and have not fallen off, sent or not.
       * Shipping and fees stand on the first one. Answers `invoice`.
       */
      do: "issue_invoice";
      /** The order. */
      order: OrderId;
      /** Only so many units of these lines; all when empty. A kit is named by its own line. */
      lines?: LineUnits[];
      /** Over the part of this seller, in the seller's name; over what the channel itself sells when absent. */
      seller?: SellerCode;
    }
  | {
      /**
       * Issues a credit note over all that was invoiced of an order, fell off since, and is on no credit note yet.
       * Answers `credit_note`.
       */
      do: "issue_credit_note";
      /** The order. */
      order: OrderId;
      /** Over the part of this seller, in the seller's name; over what the channel itself sells when absent. */
      seller?: SellerCode;
    }
  | {
      /**
       * Amends an order of which nothing has come back: only units that have not left can change. Lines keep their
       * unit price, what comes along takes today's, unless a price is set by hand; promotions are decided over the
       * whole as at the time of the sale. Payments that are needed no more are given up; more that is due is asked for
       * by a further payment. Answers `amended`; refused with `price.changed` where that is not what was shown, and
       * with `order.fixed`.
       */
      do: "amend_order";
      /** The order. */
      order: OrderId;
      /** What is to change, each line once. */
      changes: OrderChange[];
      /** What was shown of it before. */
      shown: ShownAmendment;
    }
  | {
      /**
       * Asks for another payment of an order. What is asked for, authorized and captured together is never more than
       * what is due. Of a channel with a gateway, the gateway is asked to authorize it. Answers `payment`.
       */
      do: "request_payment";
      /** The order. */
      order: OrderId;
      /** How much; all that is left to pay when absent. */
      amount?: Money;
      /** How it is to be paid, in the words of the host: `card`, `bank transfer`. */
      method?: string;
    }
  | {
      /**
       * Reports that the gateway holds the amount of a payment, or a part of it. An authorization that is not wanted
       * any more is let go at the gateway. Answers `done`.
       */
      do: "authorize_payment";
      /** The payment. */
      payment: PaymentId;
      /** How much is held. */
      amount: Money;
      /** The gateway's name for it. */
      reference: string;
      /** Until when it can be captured. */
      expires_at?: Timestamp;
    }
  | {
      /**
       * Reports that money has been captured, all of it or a part. What was captured too late, beyond what is due,
       * goes back through the gateway by itself. Answers `done`.
       */
      do: "capture_payment";
      /** The payment. */
      payment: PaymentId;
      /** How much was captured. */
      amount: Money;
      /**
       * The gateway's name for this capture: reported again, it changes nothing. A payment through a gateway takes
       * one.
       */
      reference?: string;
      /** Whether it was the last capture: the rest of the authorization is let go. */
      last?: boolean;
    }
  | {
      /** Reports that the gateway refused. Answers `done`. */
      do: "fail_payment";
      /** The payment. */
      payment: PaymentId;
      /** What the gateway said. */
      reason: string;
    }
  | {
      /** Gives up what is not captured of a payment. What a gateway holds is let go there. Answers `done`. */
      do: "void_payment";
      /** The payment. */
      payment: PaymentId;
    }
  | {
      /** Reports that captured money has gone back. Answers `done`. */
      do: "refund_payment";
      /** The payment. */
      payment: PaymentId;
      /** How much. */
      amount: Money;
      /** The gateway's name for this refund: reported again, it changes nothing. A payment through a gateway takes one. */
      reference?: string;
    }
  | {
      /** Marks an authorization as expired, once it has ended; the engine's tick sends it. Answers `done`. */
      do: "expire_payment";
      /** The payment. */
      payment: PaymentId;
    }
  | {
      /** Reports that the buyer's bank disputes captured money. Answers `done`. */
      do: "open_dispute";
      /** The payment. */
      payment: PaymentId;
      /** The gateway's name for the dispute. */
      dispute: string;
      /** How much is disputed. */
      amount: Money;
    }
  | {
      /** Reports that a dispute was won: the money stays ours. Answers `done`. */
      do: "win_dispute";
      /** The payment. */
      payment: PaymentId;
      /** The gateway's name for the dispute. */
      dispute: string;
    }
  | {
      /** Reports that a dispute was lost: the money is gone. Answers `done`. */
      do: "lose_dispute";
      /** The payment. */
      payment: PaymentId;
      /** The gateway's name for the dispute. */
      dispute: string;
    }
  | {
      /**
       * Asks the gateway to capture what it holds, all of it or a part, never more than is due. Answers `done`; the
       * money is ours once the gateway says so.
       */
      do: "request_capture";
      /** The payment. */
      payment: PaymentId;
      /** How much; all that is held and due when absent. */
      amount?: Money;
      /** Whether it is the last capture: the rest of the authorization is let go. */
      last?: boolean;
    }
  | {
      /**
       * Asks the gateway to pay captured money back, all of it or a part. Answers `done`; it has gone back once the
       * gateway says so.
       */
      do: "request_refund";
      /** The payment. */
      payment: PaymentId;
      /** How much; all that can go back when absent. */
      amount?: Money;
    }
  | {
      /**
       * Gives an amount of an order back, spread over what it was paid with: its payments, oldest first, then its gift
       * cards and credit. Gift cards have it at once, a payment through a gateway asks the gateway; of a payment that
       * is reported by hand this is the report. Answers `refund`.
       */
      do: "refund_order";
      /** The order. */
      order: OrderId;
      /** How much. */
      amount: Money;
      /** The payment that it goes back to first. */
      start?: PaymentId;
    }
  | {
      /**
       * Takes an effect that is due, to perform it; nobody else can until the lease is over. The engine's runner sends
       * it. Answers `claim`.
       */
      do: "claim_effect";
      /** The effect. */
      effect: EffectId;
    }
  | {
      /** Says what came of an attempt to perform an effect; the engine's runner sends it. Answers `done`. */
      do: "answer_effect";
      /** The effect. */
      effect: EffectId;
      /** The number of the attempt. */
      attempt: number;
      /** What came of it. */
      answer: EffectReport;
    }
  | {
      /** Tries an effect again that was parked. Answers `done`. */
      do: "retry_effect";
      /** The effect. */
      effect: EffectId;
    }
  | {
      /**
       * Sends goods of an order that are on hand, have not left and go to one address: the first that waits. Answers
       * `shipment`.
       */
      do: "ship_order";
      /** The order. */
      order: OrderId;
      /** Only so many units of these lines; everything when empty. */
      lines?: LineUnits[];
      /** Only goods at this location; all when absent. */
      from?: LocationCode;
      /** The carrier's number. */
      tracking?: string;
    }
  | {
      /** Asks to send goods of an order back that have left. Answers `return`. */
      do: "request_return";
      /** The order. */
      order: OrderId;
      /** Which units, and why. */
      lines: ReturnedUnits[];
    }
  | {
      /** Agrees to a return. Answers `done`. */
      do: "approve_return";
      /** The return. */
      return_id: ReturnId;
      /** Where the goods are to be sent. */
      location: LocationCode;
    }
  | {
      /**
       * Refuses a return: before the goods are sent, or when what has come back is not fit for a refund. Answers
       * `done`.
       */
      do: "refuse_return";
      /** The return. */
      return_id: ReturnId;
      /** Why. */
      reason: string;
    }
  | {
      /** Gives a return up before goods have come back. Answers `done`. */
      do: "cancel_return";
      /** The return. */
      return_id: ReturnId;
    }
  | {
      /** Takes in goods of a return, all or a part: back for sale, or written off. Answers `done`. */
      do: "receive_return";
      /** The return. */
      return_id: ReturnId;
      /** Where they came in; where was agreed when absent. */
      location?: LocationCode;
      /** What came back, by its condition. */
      lines: ReceivedUnits[];
    }
  | {
      /**
       * Credits what has come back: by the shares of the receipt, less a fee. It lowers what is due of the order, so
       * that its payments owe it back, or becomes store credit of the buyer. Answers `credited`.
       */
      do: "refund_return";
      /** The return. */
      return_id: ReturnId;
      /** Only so many units of these lines; all that have come back when empty. */
      lines?: LineUnits[];
      /** Shipping and fees that are refunded as well. */
      charges?: ChargeCode[];
      /** What the shop keeps, such as a restocking fee. */
      fee?: Money;
      /** The code of the store credit to be issued; the money goes back the way it was paid when absent. */
      store_credit?: GiftCardCode;
    }
  | {
      /**
       * Tells what a carrier says of a shipment, in any order and as often as it is said: what is known changes
       * nothing. Goods that were handed over deliver the shipment. Answers `done`.
       */
      do: "track_shipment";
      /** The shipment. */
      shipment: ShipmentId;
      /** Whose codes the events have that say nothing else; they are not read when absent. */
      carrier?: CarrierCode;
      /** What is said, at most 500. */
      events: TrackingEvent[];
    }
  | {
      /**
       * Asks a carrier for labels for parcels of a shipment that is on its way: a label for each. Answers `booking`;
       * the labels are there once the carrier has given them.
       */
      do: "request_label";
      /** The shipment. */
      shipment: ShipmentId;
      /** Who is to carry. */
      carrier: CarrierCode;
      /** By which of its services. */
      service: ServiceCode;
      /** What is to be carried, at most 100. */
      parcels: BookedParcel[];
    }
  | {
      /** Asks a carrier to take labels back. Answers `done`; they are void once the carrier says so. */
      do: "void_label";
      /** The shipment. */
      shipment: ShipmentId;
      /** The booking that they are of. */
      booking: EffectId;
    }
  | {
      /** Reports that a shipment has arrived. Answers `done`. */
      do: "deliver_shipment";
      /** The shipment. */
      shipment: ShipmentId;
    }
  | {
      /** Defines accounts of a ledger, or defines them anew. Answers `done`. */
      do: "define_accounts";
      /** The accounts, at most 1,000. */
      accounts: Account[];
    }
  | {
      /** Enters amounts into a ledger, holds, posts, voids and reverses entries: all of it or none. Answers `entries`. */
      do: "record_entries";
      /** What is done, one on what the other leaves; at most 1,000. */
      steps: EntryStep[];
    }
  | {
      /** Marks an entry as expired whose time has run out; the tick sends it. Answers `done`. */
      do: "expire_entry";
      /** Which. */
      entry: EntryId;
    }
  | {
      /** Puts terms of a trade forward. Answers `trade`. */
      do: "propose_trade";
      /** Who buys. */
      buyer: PartyCode;
      /** Who sells. */
      seller: PartyCode;
      /** Which of them puts the terms forward. */
      by: TradeRole;
      /** The terms. */
      terms: TradeTerms;
    }
  | {
      /** Does something about a trade. Answers `done`. */
      do: "act_on_trade";
      /** Which. */
      trade: TradeId;
      /** As what; the host vouches for who that is. */
      by: TradeRole;
      /** The round of terms that was seen, to be held to; whatever it is when absent. */
      round?: number;
      /** What. */
      act: TradeAct;
    }
  | {
      /** Instructs what is to be delivered and paid. Answers `settlement`. */
      do: "instruct_settlement";
      /** Which of the parties that are named in it does so; the host vouches for who that is. */
      by: PartyCode;
      /** What. */
      terms: SettlementTerms;
    }
  | {
      /** Does something about a settlement. Answers `done`. */
      do: "act_on_settlement";
      /** Which. */
      settlement: SettlementId;
      /** Which of its parties; the host vouches for who that is. */
      by: PartyCode;
      /** What. */
      act: SettlementAct;
    }
  | {
      /**
       * Tries settlements, in the given order: those that are matched, released and not before their day. The tick
       * tries each that is due. Answers `settled`.
       */
      do: "settle";
      /** Which: at most 1,000, with at most 4,096 legs. */
      settlements: SettlementId[];
      /** Whether all are settled in full, or none; else each as far as it goes. */
      together?: boolean;
      /**
       * What the legs of one asset come to is paid in net amounts through an account of it, one an asset, and all that
       * are tried are settled in full, or none. Legs of other assets move as they are. Nothing is netted when empty.
       */
      clearing?: AccountCode[];
    }
  | {
      /** Marks a trade whose time has run out as expired, failed or late; the tick sends it. Answers `done`. */
      do: "expire_trade";
      /** Which. */
      trade: TradeId;
    };

/** A command, chosen by the caller: sending the same id again returns the first outcome. */
export type CommandId = string;

/** A decision in the form that a store makes true. */
export interface Commit {
  /** The records that the decision rests on, each with its version; `None` means that there must be none. */
  basis: [Key, Version | null][];
  /** The records as they are from now on. Each of their keys stands in the basis. */
  puts: Put[];
  /** Deltas to counters, at most one a row, in the order of keys. */
  adjustments: Adjustment[];
  /** What happened, in order. */
  events: Envelope[];
}

/** Goods as customs know them: 2 to 12 digits of the Harmonized System and of what a country adds to it. */
export type CommodityCode = string;

/** What must hold. At most 32 deep. */
export type Condition =
  | {
      /** Every one of these; an empty list holds. */
      all: Condition[];
    }
  | {
      /** At least one of these; an empty list does not hold. */
      any: Condition[];
    }
  | {
      /** Not this. */
      not: Condition;
    }
  | {
      /** Goods are worth this much. */
      total: TotalTest;
    }
  | {
      /** There are this many units of goods. */
      quantity: QuantityTest;
    }
  | {
      /** Goods weigh this much. */
      weight: WeightTest;
    }
  | {
      /** The basket is filled in one of these channels. */
      channel: ChannelCode[];
    }
  | {
      /** The goods go to one of these countries. */
      country: CountryCode[];
    }
  | {
      /** The goods go to one of these regions. */
      region: RegionCode[];
    }
  | {
      /** The customer belongs to one of these groups or clubs. */
      group: GroupCode[];
    }
  | {
      /** The context has this attribute with one of these values. */
      attribute: {
        /** Which. */
        name: string;
        /** One of these. */
        values: string[];
      };
    }
  | {
      /** The order would be the customer's n-th; cancelled ones do not count. The first is 1. */
      order_number: Count;
    }
  | {
      /** One of these coupon codes was given. */
      coupon: CouponCode[];
    }
  | {
      /** The clock shows this, somewhere. */
      clock: ClockTest;
    }
  | {
      /** The buyer is in this arm of an experiment. */
      arm: {
        /** Which experiment. */
        experiment: ExperimentCode;
        /** Which arm. */
        arm: ArmCode;
      };
    }
  | {
      /** Another promotion, which comes earlier, took something off. */
      applied: PromotionCode;
    };

/** For whom, where and when a basket is priced. */
export interface Context {
  /** The instant whose prices, promotions and tax rates apply. */
  at: Timestamp;
  /** Where the goods go. */
  destination: Destination;
  /** Where the basket is filled. */
  channel?: ChannelCode;
  /** Who buys. */
  buyer?: Buyer;
  /** What else rules may ask for: a company, a device, a campaign. */
  attributes?: { [name: string]: string };
  /** What is left of the limits of promotions; those that are not named here are not used up. */
  left?: Left[];
  /** What a tax service answered for this basket, instead of the rates of the book. */
  taxes?: TaxAnswer;
}

/** An invoice that a credit note corrects. */
export interface CorrectedInvoice {
  /** Which. */
  invoice: InvoiceId;
  /** Its number. */
  number: string;
}

/** A range of whole numbers: units, grams, orders. All that is said must hold. */
export interface Count {
  /** This many or more. */
  at_least?: number;
  /** This many or fewer. */
  at_most?: number;
}

/** How many units of a SKU were counted. */
export interface CountLine {
  /** What. */
  sku: Sku;
  /** How many smallest units are there; zero or more. */
  counted: number;
  /**
   * How many the books said when the count began; what they say now when absent. What has come and gone since stays
   * counted: only the difference from this is put right. Of what is tracked, the lots are compared instead.
   */
  expected?: number;
  /** Every lot, or serial, that is there, where the variant is tracked by them. */
  lots?: LotLine[];
}

/** A kind of counter row. */
export type CounterKind =
  /** Stock of a SKU at a location. */
  | "stock"
  /** Something of which there is only so much: uses of a coupon, a promotion's budget, the money on a gift card. */
  | "allowance"
  /** What was taken from an account of a ledger and what came to it, on each layer. */
  | "balance";

/** The numbers of one row, in the order of `columns`; zeros where its kind has fewer. */
export type Counters = [number, number, number, number, number, number];

/** A country, ISO 3166-1 alpha-2: two upper-case letters. */
export type CountryCode = string;

/**
 * A code that promotions ask for. A code without a limit need not be defined: the promotion that asks for it is
 * enough.
 */
export interface Coupon {
  /** Its code, which names it. Case counts. */
  code: CouponCode;
  /** How many orders may use it; no limit when absent. */
  uses?: number;
  /** How many orders of one customer may use it; no limit when absent. Guests may not use it then. */
  uses_per_customer?: number;
  /** Can be given from this instant, inclusive. */
  from?: Timestamp;
  /** Can be given until this instant, exclusive. */
  until?: Timestamp;
  /** A cancelled order does not give its use back. */
  spent_by_cancelled?: boolean;
}

/** A coupon, a gift card: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts. */
export type CouponCode = string;

/** A use of a coupon, held for a cart. Past `expires_at` it holds nothing, even before it is marked as expired. */
export interface CouponUse {
  /** Its id. */
  id: CouponUseId;
  /** The coupon. */
  coupon: CouponCode;
  /** The cart that it is held for. */
  cart: CartId;
  /** What it draws. */
  draws: Draw[];
  /** The customer's count that it is in, if the coupon counts by customer. */
  tally?: TallyCode;
  /** Until when it is held. */
  expires_at: Timestamp;
  /** The order that used it. */
  order?: OrderId;
  /** Where it stands. */
  state: CouponUseState;
}

/** A use of a coupon. */
export type CouponUseId = string;

/** Where a use of a coupon stands. */
export type CouponUseState =
  /** It is held for a cart until it expires. */
  | "held"
  /** An order used it. */
  | "consumed"
  /** It was given up. */
  | "released"
  /** Its time ran out. */
  | "expired"
  /** The order was cancelled and gave it back. */
  | "returned";

/** A gift card or store credit to pay with. */
export interface Credit {
  /** Names it. */
  code: GiftCardCode;
  /** How much there is on it. */
  balance: Money;
}

/** A credit note. It is never changed. */
export interface CreditNote {
  /** Its id. */
  id: CreditNoteId;
  /** Its number. */
  number: string;
  /** The order. */
  order: OrderId;
  /** The number of the order. */
  order_number?: string;
  /** When it was issued. */
  issued_at: Timestamp;
  /** The invoices that it corrects. */
  invoices: CorrectedInvoice[];
  /** Who sells. */
  seller: InvoicedSeller;
  /** Who bought. */
  buyer: InvoicedBuyer;
  /** What is taken back of them. */
  amounts: DocumentAmounts;
  /** What the shop keeps of it. */
  fee?: Money;
  /** What it comes to: net and tax, less the fee. */
  total: Money;
  /** Whose part of the order it is over; what the channel itself sells when absent. */
  sold_by?: SellerCode;
}

/** A credit note. */
export type CreditNoteId = string;

/** A charge that falls off. */
export interface CreditedCharge {
  /** Which. */
  code: ChargeCode;
  /** What was to be paid for it, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What was to be paid for it. */
  gross: Money;
}

/** Units of a line that fall off, with their share of the line. */
export interface CreditedUnits {
  /** The line. */
  line: number;
  /** How many smallest units. */
  quantity: Quantity;
  /** What was to be paid for them. */
  share: LineShare;
  /** The place of the first of them in the line, from 0; the first ones that had not fallen off when absent. */
  first?: number;
}

/** A currency that ISO 4217 lists, `EUR`, or one of your own with its decimals, `XGC:4`. */
export type Currency = string;

/**
 * A place in the log of events: after everything of earlier transactions, and this many events of this one.
 * Sequences are taken before a transaction commits, so reading by them alone loses events while writers overlap.
 */
export interface Cursor {
  /** The transaction, in the store's own count. */
  transaction: number;
  /** The place within the transaction, from 1; 0 is before its first event. */
  sequence: number;
}

/** A customer. */
export type CustomerId = string;

/** A day of the calendar, `2026-12-24`. */
export type Date = string;

/** Everything that says when goods leave and arrive. */
export interface DateRules {
  /** When somebody works: a shop, a carrier, whoever takes goods in. */
  calendars?: ShippingCalendar[];
  /** When something leaves that does not go by days: a boat, a train, a rocket. */
  timetables?: Timetable[];
  /** The ways that goods take. */
  routes?: DeliveryRoute[];
}

/**
 * A plain decimal in major units, as text, with at most as many decimals as the currency has: `12.30`. It fits in 64
 * bits of minor units.
 */
export type Decimal = string;

/** A part of the way. */
export type DeliveryLeg =
  | {
      /** By days of work of a carrier: the day on which goods are given to it is not counted. */
      days: {
        /** The calendar of the carrier. */
        calendar: CalendarCode;
        /** At least so many. */
        least: number;
        /** At most so many. */
        most: number;
      };
    }
  | {
      /** By the clock. */
      minutes: TransitMinutes;
    }
  | {
      /** With the next departure that they reach, and then by the clock. */
      departure: {
        /** The timetable. */
        timetable: CalendarCode;
        /** How long it is on its way. */
        minutes: TransitMinutes;
      };
    };

/** A way that goods take, from an order that is placed to a door. */
export interface DeliveryRoute {
  /** Names it. */
  code: RouteCode;
  /** The calendar of whoever sends. Goods leave on one of its days of work. */
  from: CalendarCode;
  /** How long it takes until goods are ready to leave. */
  handling?: Handling;
  /** How they travel, one after the other. */
  legs?: DeliveryLeg[];
  /** The calendar of where they go. They arrive on one of its days of work. */
  to: CalendarCode;
}

/** Where goods go. */
export interface Destination {
  /** The country. */
  country: CountryCode;
  /** The region in it. */
  region?: RegionCode;
  /** The postal code. */
  postal_code?: string;
}

/** A destination and its share. */
export interface DestinationShare {
  /** Its part of the whole; what the others leave when absent. */
  portion?: Fraction;
  /** Whither. */
  to: FundsDestination;
}

/** A fingerprint, SHA-256, in 64 hexadecimal digits. */
export type Digest = string;

/** Something off units, lines, the order or its shipping. */
export interface Discount {
  /** Off what. */
  on: Target;
  /** How much. */
  off: Off;
  /** Only these goods: they are reduced, and nothing else counts or shares. */
  goods?: Goods;
  /** Only some units of them. */
  units?: Units;
  /** Only these charges, for shipping; all of them when empty. */
  charges?: ChargeCode[];
}

/** A part of what a promotion takes off. */
export interface DiscountPart {
  /** Off what. */
  of: PricedItem;
  /** How much; more than zero. */
  amount: Money;
}

/** A buyer's objection to a payment, brought by their bank. */
export interface Dispute {
  /** The gateway's name for it. */
  reference: string;
  /** How much is disputed. */
  amount: Money;
  /** Where it stands. */
  state: DisputeState;
}

/** Where a dispute stands. */
export type DisputeState =
  /** The buyer's bank has it under review. */
  | "open"
  /** The money stays ours. */
  | "won"
  /** The money is gone. */
  | "lost";

/** Lines, charges and taxes of a document; `net` and `tax` are the sums over lines, charges and lost discounts. */
export interface DocumentAmounts {
  /** Goods, in the order of the receipt. */
  lines: DocumentLine[];
  /** Shipping and fees, whole. */
  charges?: DocumentCharge[];
  /** The taxes by name and rate, each the sum over lines, charges and lost discounts. */
  taxes: DocumentTax[];
  /** The sum without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What promotions that no longer hold add to it; below zero where less is taken back by a credit note. */
  lost_discounts?: TaxedAmount;
}

/** A charge of a receipt. */
export interface DocumentCharge {
  /** Which. */
  code: ChargeCode;
  /** What the buyer read. */
  title: string;
  /** What was to be paid for it, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What was to be paid for it. */
  gross: Money;
  /** The taxes on it, one by one. */
  taxes?: DocumentTax[];
}

/** Units of a line of a receipt. */
export interface DocumentLine {
  /** The number of the line in the receipt. */
  line: number;
  /** What. */
  sku: Sku;
  /** What the buyer read. */
  title: string;
  /** How many smallest units. */
  quantity: Quantity;
  /** Decimals of the unit that the price is for. */
  decimals?: number;
  /** The price of `per` whole units. */
  unit_price: Money;
  /** How many whole units the price is for; one when absent. */
  per?: number;
  /** The line of the kit that it is part of. */
  kit?: number;
  /** Which tax rates apply to it. */
  tax_category: TaxCategory;
  /** What was to be paid for these units. */
  share: LineShare;
  /** The taxes on it, one by one; their sum is the tax of the share. */
  taxes?: DocumentTax[];
}

/** A tax on a line, a charge, or a whole document. */
export interface DocumentTax {
  /** How it is called. */
  name: string;
  /** The share of what it is due on. */
  rate: Rate;
  /** What it is due on. */
  base: Money;
  /** How much. */
  amount: Money;
}

/** Something drawn from an allowance, or granted to it. */
export interface Draw {
  /** From which. */
  from: AllowanceCode;
  /** How many uses, or how much in minor units. */
  amount: number;
}

/** What is owed at one border over a span of time. Amounts are given once for each currency that is asked in. */
export interface DutyDestination {
  /** Names it. Rows of several spans of time may have one name. */
  code: ZoneCode;
  /** What lies behind the border. */
  places: ShippingPlace[];
  /** What does not, although it lies in one of the places. */
  except?: ShippingPlace[];
  /** Countries from which goods come without crossing it, as those of a customs union: nothing is owed. */
  inland?: CountryCode[];
  /** From this day, included. */
  from: Date;
  /** Until this day, excluded; without an end when absent. */
  until?: Date;
  /** Where it is written. */
  source: string;
  /** Duties. */
  duty: DutyTerms;
  /** The tax that is owed on import, where there is one. */
  tax?: ImportTax;
  /** What is asked for the clearance of goods, in this order. */
  fees?: ImportFee[];
  /** How duties, taxes and fees are rounded, each rate once. */
  rounding: Rounding;
}

/** The duty on some goods. */
export interface DutyRate {
  /** What their code begins with; all goods when absent. */
  commodity?: CommodityCode;
  /** Where they come from, as customs see it; from everywhere when there is none. */
  origins?: CountryCode[];
  /** The share: `0.12` is 12 %. */
  rate: Rate;
}

/** What is owed at borders. */
export interface DutyRules {
  /** By where goods go. Of several that hold, the one whose place says most counts, then the one that began last. */
  destinations?: DutyDestination[];
}

/** Duties of a border. */
export interface DutyTerms {
  /** What they are a share of. */
  of: ValueBasis;
  /**
   * Shares. The longest code that goods begin with counts, then the row that names their origin. One row is for all
   * other goods.
   */
  rates: DutyRate[];
  /** Goods that are worth so little owe none. */
  free?: LowValue;
}

/**
 * Something that is asked of the outside world. It is recorded in the commit that decides it and performed afterwards,
 * at least once; its id tells who is asked that it is the same again.
 */
export interface Effect {
  /** Its id, and the key by which who is asked does it only once. */
  id: EffectId;
  /** What is asked. */
  ask: Ask;
  /** When it was asked. */
  asked_at: Timestamp;
  /** When it may be tried; while somebody tries it, when they are given up. */
  due_at: Timestamp;
  /** How often it was tried. */
  attempts: number;
  /** How many of those were made before a person had it tried again. */
  attempts_before?: number;
  /** What the last attempt met with, if it did not succeed. */
  problem?: string;
  /** Where it stands. */
  state: EffectState;
}

/** Something that is asked of the outside world, and the key by which it is done only once there. */
export type EffectId = string;

/** What came of an attempt to perform an effect. On the wire: `{"came": "done", "reference": "…"}`. */
export type EffectReport =
  | {
      /** It was performed, now or by an earlier attempt. */
      came: "done";
      /** The name that who was asked has for it. */
      reference: string;
      /** Until when an authorization can be captured. */
      expires_at?: Timestamp;
    }
  | {
      /** Labels were given, now or by an earlier attempt. */
      came: "labelled";
      /** The carrier's name for the booking. */
      reference: string;
      /** A label for each parcel, in their order. */
      labels: ParcelLabel[];
      /** What the carrier takes for it. */
      cost?: Money;
    }
  | {
      /** It was refused for good. */
      came: "declined";
      /** Why. */
      reason: string;
    }
  | {
      /** It was not performed, and may be later. */
      came: "not_now";
      /** Why. */
      reason: string;
    }
  | {
      /** Nobody knows whether it was performed: it is asked again under the same key. */
      came: "unknown";
      /** Why. */
      reason: string;
    };

/** Where an effect stands. */
export type EffectState =
  /** It is to be performed once it is due. */
  | "waiting"
  /** It was performed. */
  | "done"
  /** The outside world refused it for good. */
  | "declined"
  /** It was not needed any more before anybody tried. */
  | "withdrawn"
  /** It was tried too often: a person is to look at it. */
  | "parked";

/**
 * An entry: an amount that goes from one account to another, of the one asset that both hold. It is a debit there and
 * a credit here, so what is entered is always balanced.
 */
export interface Entry {
  /** Its id. */
  id: EntryId;
  /** The account that it is taken from: it is debited. */
  from: AccountCode;
  /** The account that it goes to: it is credited. */
  to: AccountCode;
  /** What. */
  asset: AssetCode;
  /** How much, in the smallest units of the asset. */
  amount: number;
  /** The layer on which it was entered. */
  layer?: Layer;
  /** Where it stands. */
  state: EntryState;
  /** How much of it is posted. */
  posted: number;
  /** What was posted of it, and when, where it was not settled at once. */
  posts?: EntryPost[];
  /** Until when it is pending or encumbered, exclusive; without an end when absent. */
  expires_at?: Timestamp;
  /** When it takes effect, which may be before it is recorded. */
  effective_at: Timestamp;
  /** When it was recorded. */
  recorded_at: Timestamp;
  /** What it is found by, with others of the same: the number of an order, of a trade. */
  reference?: string;
  /** In words. */
  note?: string;
  /** The entry that goes back by this one. */
  reverses?: EntryId;
  /** The entry by which this one went back. */
  reversed_by?: EntryId;
}

/** An entry of a ledger, chosen by the caller: the same again under its id changes nothing. */
export type EntryId = string;

/** A part of an entry that became true after it was entered. */
export interface EntryPost {
  /** How much. */
  amount: number;
  /** When. */
  at: Timestamp;
}

/** Where an entry stands. */
export type EntryState =
  /** Its amount is set aside by intention: limits do not count it. */
  | "encumbered"
  /** Its amount is held: it is neither here nor there. */
  | "pending"
  /** It is done: all of it, or all that will be. */
  | "posted"
  /** What was still pending or encumbered was given up. */
  | "voided"
  /** What was still pending or encumbered ran out of time. */
  | "expired"
  /** What was posted has gone back by another entry. */
  | "reversed";

/** One thing that is done to the books. All that one command does to them happens, or none of it. */
export type EntryStep =
  | {
      /** Enters an amount. */
      enter: NewEntry;
    }
  | {
      /** Enters amounts by their legs: debits and credits of any number of accounts, in balance for each asset. */
      journal: {
        /** The legs. */
        legs: Leg[];
        /** The layer on which they are entered. */
        layer?: Layer;
        /** What all of its entries are found by. */
        reference?: string;
        /** When all of them take effect, at the latest now; now when absent. */
        effective_at?: Timestamp;
      };
    }
  | {
      /**
       * Enters what is taken from accounts in order and shared among others. An account gives what stands above its
       * floor, and without end where it has none.
       */
      send: {
        /** From where, and whither. */
        sending: Sending;
        /** The layer on which it is entered. */
        layer?: Layer;
        /** What all of its entries are found by. */
        reference?: string;
        /** When all of them take effect, at the latest now; now when absent. */
        effective_at?: Timestamp;
      };
    }
  | {
      /** Holds what is encumbered of an entry: all of it is pending then, and limits count it. */
      hold: {
        /** Which. */
        entry: EntryId;
      };
    }
  | {
      /** Makes an entry true that is pending or encumbered. */
      post: {
        /** Which. */
        entry: EntryId;
        /** How much of it; all that is left of it when absent. */
        amount?: number;
        /** Whether the rest stays as it is, for another part. */
        more?: boolean;
      };
    }
  | {
      /** Gives up what is pending or encumbered of an entry. */
      void: {
        /** Which. */
        entry: EntryId;
        /** How much that is thought to be; whatever it is when absent. */
        amount?: number;
      };
    }
  | {
      /** Enters what was posted of an entry the other way round. Once, and never by changing it. */
      reverse: {
        /** Which. */
        entry: EntryId;
        /** The id of the entry that goes back. */
        id: EntryId;
        /** When that takes effect; now when absent. */
        effective_at?: Timestamp;
        /** Why. */
        note?: string;
      };
    };

/** An event and where it stands: one link of its stream's chain. */
export interface Envelope {
  /** Its id. */
  id: EventId;
  /** The record that it happened to. */
  stream: Key;
  /** Its place in the stream, from 1, without gaps; the version of the record after it. */
  version: Version;
  /** When. */
  at: Timestamp;
  /** Who sent the command. */
  actor: Actor;
  /** The command. */
  command: CommandId;
  /** What happened. */
  event: Event;
  /** The hash of the event before it in the stream; zeros for the first. */
  previous: Digest;
  /** The SHA-256 of all of the above, in this order, in the canonical encoding. */
  hash: Digest;
}

/** Something that happened. Events are facts: they are never changed, and a new field is optional. */
export type Event =
  | {
      /** A variant was defined, or defined anew. */
      type: "variant.defined";
      data: {
        /** The variant. */
        variant: Variant;
      };
    }
  | {
      /** A channel was defined, or defined anew. */
      type: "channel.defined";
      data: {
        /** The channel. */
        channel: Channel;
      };
    }
  | {
      /** A price book was defined, or defined anew. */
      type: "price_book.defined";
      data: {
        /** The price book. */
        book: PriceBook;
        /** By how much the limits of its promotions differ from those before. */
        grants?: Draw[];
      };
    }
  | {
      /** Rules of shipping were defined, or defined anew. */
      type: "shipping_book.defined";
      data: {
        /** The rules, under their code. */
        book: NamedShippingBook;
      };
    }
  | {
      /** A coupon was defined, or defined anew. */
      type: "coupon.defined";
      data: {
        /** The coupon. */
        coupon: Coupon;
        /** By how much its limit differs from the one before. */
        grants: Draw[];
      };
    }
  | {
      /** A use of a coupon was held for a cart. */
      type: "coupon_use.held";
      data: {
        /** The use. */
        held: CouponUse;
      };
    }
  | {
      /** A held use of a coupon went with its cart into another. */
      type: "coupon_use.moved";
      data: {
        /** Which. */
        cart: CartId;
      };
    }
  | {
      /** An order used a coupon. */
      type: "coupon_use.consumed";
      data: {
        /** The order. */
        order: OrderId;
      };
    }
  | {
      /** A use of a coupon was given up. */
      type: "coupon_use.released";
      data: {
        /** What goes back. */
        draws: Draw[];
      };
    }
  | {
      /** A use of a coupon ran out. */
      type: "coupon_use.expired";
      data: {
        /** What goes back. */
        draws: Draw[];
      };
    }
  | {
      /** An order was cancelled and gave a use of a coupon back. */
      type: "coupon_use.returned";
      data: {
        /** What goes back. */
        draws: Draw[];
      };
    }
  | {
      /** A customer used something once more, or once less. */
      type: "tally.changed";
      data: {
        /** What and who. */
        tally: TallyCode;
        /** By how many uses. */
        by: number;
      };
    }
  | {
      /** A gift card was issued. */
      type: "gift_card.issued";
      data: {
        /** The gift card. */
        card: GiftCard;
        /** The money on it. */
        grants: Draw[];
      };
    }
  | {
      /** A location was defined, or defined anew. */
      type: "location.defined";
      data: {
        /** The location. */
        location: Location;
      };
    }
  | {
      /** Goods came in. */
      type: "stock.received";
      data: {
        /** The paper of it. */
        movement: Movement;
      };
    }
  | {
      /** Stock came or left, otherwise than from a supplier or to a buyer. */
      type: "stock.moved";
      data: {
        /** The paper of it. */
        movement: Movement;
      };
    }
  | {
      /** Lots, or serials, came to a location or left it. */
      type: "stock.lots_moved";
      data: {
        /** Of what. */
        sku: Sku;
        /** Where. */
        location: LocationCode;
        /** By how much each changed. */
        lots: MovedLot[];
        /** What one whole unit of them cost. */
        unit_cost?: Money;
      };
    }
  | {
      /** Terms of stock were defined, or defined anew. */
      type: "stock.terms_defined";
      data: {
        /** The terms, and what is set aside. */
        terms: StockTerms;
        /** By how many units the safety stock differs from that before. */
        safety?: number;
        /** By how much the backorder limit differs from the one before. */
        grants?: Draw[];
      };
    }
  | {
      /** Units were set aside, or put back. */
      type: "stock.set_aside";
      data: {
        /** Of what. */
        sku: Sku;
        /** Where. */
        location: LocationCode;
        /** Why. */
        reason: AsideReason;
        /** How many more, or fewer when below zero. */
        by: number;
      };
    }
  | {
      /** What is available of a SKU at a location crossed one of its marks. */
      type: "stock.level_changed";
      data: {
        /** How much there is now. */
        level: StockLevel;
        /** How many units were available when that was noticed. */
        available: number;
      };
    }
  | {
      /** Goods left for another location. */
      type: "transfer.sent";
      data: {
        /** The transfer. */
        transfer: Transfer;
      };
    }
  | {
      /** Goods of a transfer arrived. */
      type: "transfer.received";
      data: {
        /** Which. */
        lines: StockLine[];
      };
    }
  | {
      /** Goods of a transfer came home. */
      type: "transfer.returned";
      data: {
        /** Which. */
        lines: StockLine[];
      };
    }
  | {
      /** Goods of a transfer were written off. */
      type: "transfer.written_off";
      data: {
        /** Which. */
        lines: StockLine[];
        /** Why. */
        reason: StockReason;
        /** In words. */
        note?: string;
      };
    }
  | {
      /** Goods were announced. */
      type: "inbound.announced";
      data: {
        /** The announcement. */
        inbound: Inbound;
      };
    }
  | {
      /** Announced goods, or their date, changed. */
      type: "inbound.changed";
      data: {
        /** When they will be there. */
        due_at: Timestamp;
        /** All of them, and how much of each has come. */
        lines: InboundLine[];
      };
    }
  | {
      /** Announced goods came. */
      type: "inbound.filled";
      data: {
        /** What came. */
        lines: StockLine[];
      };
    }
  | {
      /** The rest of what was announced will not come. */
      type: "inbound.cancelled";
      data: { [name: string]: never };
    }
  | {
      /** A cart was opened. */
      type: "cart.opened";
      data: {
        /** The cart. */
        cart: Cart;
      };
    }
  | {
      /** A line was added to a cart, or its quantity changed. */
      type: "cart.line_put";
      data: {
        /** The line as it is now. */
        line: CartLine;
      };
    }
  | {
      /** A line was taken out of a cart. */
      type: "cart.line_removed";
      data: {
        /** Its number. */
        line: number;
      };
    }
  | {
      /** A cart got its address. */
      type: "cart.address_set";
      data: {
        /** The address. */
        address: Address;
      };
    }
  | {
      /** It became known who buys. */
      type: "cart.buyer_set";
      data: {
        /** The buyer. */
        buyer: Buyer;
      };
    }
  | {
      /** It was said whom the invoices of a cart are made out to. */
      type: "cart.billing_set";
      data: {
        /** Name, address and tax id; whoever the goods go to when absent. */
        billing?: Billing;
      };
    }
  | {
      /** Shipping, fees and donations of a cart were set. */
      type: "cart.charges_set";
      data: {
        /** All of them. */
        charges: Charge[];
      };
    }
  | {
      /** The method was chosen by which the goods of a cart are sent. */
      type: "cart.shipping_chosen";
      data: {
        /** Which; none any more when absent. */
        method?: ChargeCode;
      };
    }
  | {
      /** A coupon was given to a cart. */
      type: "cart.coupon_applied";
      data: {
        /** Which. */
        coupon: CartCoupon;
      };
    }
  | {
      /** A coupon was taken out of a cart. */
      type: "cart.coupon_removed";
      data: {
        /** Which. */
        coupon: CouponCode;
      };
    }
  | {
      /** A gift card was given to a cart, to pay with. */
      type: "cart.gift_card_applied";
      data: {
        /** Which. */
        gift_card: GiftCardCode;
      };
    }
  | {
      /** A gift card was taken out of a cart. */
      type: "cart.gift_card_removed";
      data: {
        /** Which. */
        gift_card: GiftCardCode;
      };
    }
  | {
      /** A tax service answered for a cart. What changes the basket afterwards ends it. */
      type: "cart.taxes_set";
      data: {
        /** What it answered. */
        answer: TaxAnswer;
      };
    }
  | {
      /** Stock was held for a cart. */
      type: "cart.reserved";
      data: {
        /** The hold. */
        reservation: ReservationId;
      };
    }
  | {
      /** A line of a cart was set aside. */
      type: "cart.line_saved";
      data: {
        /** Its number. */
        line: number;
      };
    }
  | {
      /** Another address was put beside the main one of a cart, or changed. */
      type: "cart.address_put";
      data: {
        /** The address and its name. */
        address: NamedAddress;
      };
    }
  | {
      /** An address of a cart was taken away. */
      type: "cart.address_removed";
      data: {
        /** Its name. */
        address: AddressCode;
      };
    }
  | {
      /** The note and the custom data of a cart were set. */
      type: "cart.described";
      data: {
        /** What the shopper wrote. */
        note?: string;
        /** What else the shop keeps with it. */
        custom?: { [name: string]: string };
      };
    }
  | {
      /** A guest's cart became a customer's. */
      type: "cart.assigned";
      data: {
        /** Whose. */
        customer: CustomerId;
      };
    }
  | {
      /** Another cart went into a cart. */
      type: "cart.absorbed";
      data: {
        /** The other one. */
        from: CartId;
        /** The cart as it is now. */
        cart: Cart;
      };
    }
  | {
      /** A cart went into another. */
      type: "cart.merged";
      data: {
        /** Which. */
        into: CartId;
      };
    }
  | {
      /** A cart ended, as nobody touched it. */
      type: "cart.expired";
      data: { [name: string]: never };
    }
  | {
      /** A cart that had ended was brought back. */
      type: "cart.reopened";
      data: { [name: string]: never };
    }
  | {
      /** A cart became an order. */
      type: "cart.ordered";
      data: {
        /** The order. */
        order: OrderId;
        /** The cart that has its saved lines now. */
        successor?: CartId;
      };
    }
  | {
      /** Stock was held. */
      type: "reservation.made";
      data: {
        /** The hold. */
        reservation: Reservation;
      };
    }
  | {
      /** A hold went over to an order. */
      type: "reservation.committed";
      data: {
        /** The order. */
        order: OrderId;
        /** What was held. */
        lines: Allocation[];
      };
    }
  | {
      /** A hold lasts longer. */
      type: "reservation.extended";
      data: {
        /** Until when. */
        expires_at: Timestamp;
      };
    }
  | {
      /** What was held without a cart left. */
      type: "reservation.taken";
      data: {
        /** What left. */
        lines: Allocation[];
        /** The lots that it left from. */
        picked?: Picked[];
        /** Whose paper it left on. */
        reference?: string;
      };
    }
  | {
      /** An order was promised goods that are still to come. */
      type: "backorder.made";
      data: {
        /** The promise. */
        backorder: Backorder;
      };
    }
  | {
      /** Goods of a backorder came. */
      type: "backorder.filled";
      data: {
        /** How many. */
        quantity: Quantity;
      };
    }
  | {
      /** The order of a backorder does not want it any more. */
      type: "backorder.cancelled";
      data: { [name: string]: never };
    }
  | {
      /** Goods that an order waited for are on hand, and its own. */
      type: "order.goods_came_in";
      data: {
        /** The backorder. */
        backorder: BackorderId;
        /** The goods that came. */
        goods: Allocation;
      };
    }
  | {
      /** A hold was given up. */
      type: "reservation.released";
      data: {
        /** What was held. */
        lines: Allocation[];
      };
    }
  | {
      /** A hold ran out. */
      type: "reservation.expired";
      data: {
        /** What was held. */
        lines: Allocation[];
      };
    }
  | {
      /** An order was placed, and its goods promised. */
      type: "order.placed";
      data: {
        /** The order. */
        order: Order;
      };
    }
  | {
      /** Goods of an order left. */
      type: "order.goods_shipped";
      data: {
        /** The shipment. */
        shipment: ShipmentId;
        /** What left. */
        goods: Allocation[];
      };
    }
  | {
      /** Units of an order that had not left were cancelled. */
      type: "order.lines_cancelled";
      data: {
        /** The goods that are promised no more. */
        goods: Allocation[];
        /** What falls off. */
        credit: OrderCredit;
        /** What goes back onto gift cards. */
        draws?: Draw[];
      };
    }
  | {
      /** An order was amended. */
      type: "order.amended";
      data: {
        /** What was changed, and by how much. */
        amendment: Amendment;
        /** Its receipt from now on. */
        receipt: Receipt;
        /** The goods that are promised no more. */
        back?: Allocation[];
        /** The goods that are promised beside. */
        rows?: OrderAllocation[];
        /** What of its draws comes back. */
        draws?: Draw[];
        /** What it draws beside. */
        drawn?: Draw[];
        /** Where its goods go. */
        address: Address;
        /** What it keeps beside goods and prices. */
        details?: OrderDetails;
        /** What it is sold under. */
        terms?: SaleTerms;
        /** Who sells what of it, beside the channel itself. */
        sellers?: OrderSeller[];
      };
    }
  | {
      /** Units that came back, or charges, fell off an order. */
      type: "order.credited";
      data: {
        /** What falls off. */
        credit: OrderCredit;
        /** What goes back onto gift cards. */
        draws?: Draw[];
      };
    }
  | {
      /** A return of goods of an order was asked for. */
      type: "order.return_added";
      data: {
        /** The return. */
        return_id: ReturnId;
      };
    }
  | {
      /** A return was asked for. */
      type: "return.requested";
      data: {
        /** The return. */
        asked: Return;
      };
    }
  | {
      /** A return was agreed to. */
      type: "return.approved";
      data: {
        /** Where the goods are to be sent. */
        location: LocationCode;
      };
    }
  | {
      /** Goods of a return came back. */
      type: "return.received";
      data: {
        /** What came back, by its condition. */
        lines: ReceivedUnits[];
        /** What of that is for sale again, and where. */
        goods: Allocation[];
      };
    }
  | {
      /** A return was credited. */
      type: "return.refunded";
      data: {
        /** How much. */
        amount: Money;
      };
    }
  | {
      /** A return was refused. */
      type: "return.refused";
      data: {
        /** Why. */
        reason: string;
      };
    }
  | {
      /** A return was given up. */
      type: "return.cancelled";
      data: { [name: string]: never };
    }
  | {
      /** Goods of an order arrived. */
      type: "order.goods_delivered";
      data: {
        /** The shipment. */
        shipment: ShipmentId;
      };
    }
  | {
      /** Another payment was asked for. */
      type: "order.payment_added";
      data: {
        /** The payment. */
        payment: PaymentId;
      };
    }
  | {
      /** All of an order is paid and delivered. */
      type: "order.completed";
      data: { [name: string]: never };
    }
  | {
      /** An order was cancelled, and its goods came back. */
      type: "order.cancelled";
      data: {
        /** Why. */
        reason: string;
        /** The goods that came back. */
        goods: Allocation[];
        /** What it had drawn that came back. */
        draws?: Draw[];
      };
    }
  | {
      /** An order is held for review. */
      type: "order.held";
      data: {
        /** Why. */
        reason: string;
      };
    }
  | {
      /** An order that was held goes on. */
      type: "order.released";
      data: { [name: string]: never };
    }
  | {
      /** A series was defined, or defined anew. */
      type: "series.defined";
      data: {
        /** Which. */
        series: SeriesCode;
        /** How its numbers look. */
        terms: SeriesTerms;
      };
    }
  | {
      /** A number of a series was given to what the same command made. */
      type: "series.number_given";
      data: {
        /** Which: the one after the last, or the first. */
        number: number;
      };
    }
  | {
      /** Units and charges of an order were invoiced. */
      type: "order.invoiced";
      data: {
        /** Which, and by which invoice. */
        invoice: OrderInvoice;
      };
    }
  | {
      /** An invoice was issued. */
      type: "invoice.issued";
      data: {
        /** The invoice. */
        invoice: Invoice;
      };
    }
  | {
      /** What fell off an order was taken back from its invoices. */
      type: "order.credit_noted";
      data: {
        /** What, and by which credit note. */
        credit_note: OrderCreditNote;
      };
    }
  | {
      /** A credit note was issued. */
      type: "credit_note.issued";
      data: {
        /** The credit note. */
        credit_note: CreditNote;
      };
    }
  | {
      /** A payment was asked for. */
      type: "payment.requested";
      data: {
        /** The payment. */
        payment: Payment;
      };
    }
  | {
      /** The gateway holds the money. */
      type: "payment.authorized";
      data: {
        /** The gateway's name for it. */
        reference: string;
        /** How much it holds; all that was asked for when absent. */
        amount?: Money;
        /** Until when it can be captured. */
        expires_at?: Timestamp;
      };
    }
  | {
      /** The money is ours. */
      type: "payment.captured";
      data: {
        /** How much. */
        amount: Money;
        /** The gateway's name for it. */
        reference?: string;
        /** Whether nothing more is captured. */
        last?: boolean;
      };
    }
  | {
      /** The gateway refused. */
      type: "payment.failed";
      data: {
        /** Why. */
        reason: string;
      };
    }
  | {
      /** A payment was given up. */
      type: "payment.voided";
      data: { [name: string]: never };
    }
  | {
      /** Money went back. */
      type: "payment.refunded";
      data: {
        /** How much. */
        amount: Money;
        /** The gateway's name for it. */
        reference?: string;
      };
    }
  | {
      /** The authorization of a payment ended. */
      type: "payment.expired";
      data: { [name: string]: never };
    }
  | {
      /** A dispute over a payment was opened. */
      type: "payment.disputed";
      data: {
        /** The gateway's name for the dispute. */
        dispute: string;
        /** How much is disputed. */
        amount: Money;
      };
    }
  | {
      /** A dispute was won: the money stays ours. */
      type: "payment.dispute_won";
      data: {
        /** Which. */
        dispute: string;
      };
    }
  | {
      /** A dispute was lost: the money is gone. */
      type: "payment.dispute_lost";
      data: {
        /** Which. */
        dispute: string;
      };
    }
  | {
      /** The gateway is asked to do something with a payment. */
      type: "payment.asked";
      data: {
        /** What, and by which effect. */
        asked: Asked;
      };
    }
  | {
      /** The gateway is no longer asked: it has answered, or the effect was withdrawn. */
      type: "payment.answered";
      data: {
        /** By which effect it was asked. */
        effect: EffectId;
      };
    }
  | {
      /** Money that an order had drawn from gift cards or credit went back onto them. */
      type: "order.credit_returned";
      data: {
        /** What went back. */
        draws: Draw[];
      };
    }
  | {
      /** The outside world is asked for something. */
      type: "effect.asked";
      data: {
        /** For what. */
        effect: Effect;
      };
    }
  | {
      /** A runner performs an effect. */
      type: "effect.claimed";
      data: {
        /** The number of the attempt, from 1. */
        attempt: number;
        /** Until when nobody else does. */
        until: Timestamp;
      };
    }
  | {
      /** An effect is tried again later. */
      type: "effect.postponed";
      data: {
        /** When. */
        until: Timestamp;
        /** Why. */
        reason: string;
      };
    }
  | {
      /** An effect was performed. */
      type: "effect.done";
      data: { [name: string]: never };
    }
  | {
      /** An effect was refused for good. */
      type: "effect.declined";
      data: {
        /** Why. */
        reason: string;
      };
    }
  | {
      /** An effect was not needed any more before anybody tried. */
      type: "effect.withdrawn";
      data: { [name: string]: never };
    }
  | {
      /** An effect was tried too often and is set aside. */
      type: "effect.parked";
      data: {
        /** What the last attempt met with. */
        reason: string;
      };
    }
  | {
      /** An effect is to be tried again. */
      type: "effect.retried";
      data: { [name: string]: never };
    }
  | {
      /** Goods left. */
      type: "shipment.sent";
      data: {
        /** The shipment. */
        shipment: Shipment;
      };
    }
  | {
      /** A carrier told something new of goods on their way. */
      type: "shipment.tracked";
      data: {
        /** What. */
        events: TrackingEvent[];
      };
    }
  | {
      /** A notice: goods are late, lie still, could not be handed over, or go back. */
      type: "shipment.exception";
      data: {
        /** How they stand. */
        status: TrackingStatus;
        /** Why, where the carrier says so. */
        reason?: TrackingReason;
        /** Since when. */
        since: Timestamp;
      };
    }
  | {
      /** A carrier is asked for labels. */
      type: "shipment.label_asked";
      data: {
        /** What it is to carry. */
        booking: Booking;
      };
    }
  | {
      /** A carrier gave labels. */
      type: "shipment.label_given";
      data: {
        /** For which booking. */
        booking: EffectId;
        /** The carrier's name for it. */
        reference: string;
        /** A label for each parcel. */
        labels: ParcelLabel[];
        /** What the carrier takes for it. */
        cost?: Money;
      };
    }
  | {
      /** A carrier refused: to carry, or to take labels back. */
      type: "shipment.label_refused";
      data: {
        /** Which booking. */
        booking: EffectId;
        /** Why. */
        reason: string;
      };
    }
  | {
      /** A carrier is asked to take labels back. */
      type: "shipment.label_void_asked";
      data: {
        /** Of which booking. */
        booking: EffectId;
      };
    }
  | {
      /** A carrier took labels back. */
      type: "shipment.label_voided";
      data: {
        /** Of which booking. */
        booking: EffectId;
      };
    }
  | {
      /** Goods arrived. */
      type: "shipment.delivered";
      data: { [name: string]: never };
    }
  | {
      /** A seller was defined, or defined anew. */
      type: "seller.defined";
      data: {
        /** The seller. */
        seller: Seller;
      };
    }
  | {
      /** A seller has a part in an order that was placed, or amended. */
      type: "seller_order.placed";
      data: {
        /** The part. */
        seller_order: SellerOrder;
      };
    }
  | {
      /** An account was defined, or defined anew. */
      type: "account.defined";
      data: {
        /** The account. */
        account: Account;
      };
    }
  | {
      /** An amount was entered, on a layer. */
      type: "entry.recorded";
      data: {
        /** The entry. */
        entry: Entry;
        /** What must be left of the account that it is taken from, credits less debits, by its limit at that time. */
        least_from?: number;
        /** What must be left of the account that it goes to, debits less credits, by its limit at that time. */
        least_to?: number;
      };
    }
  | {
      /** What was encumbered of an entry became pending. */
      type: "entry.held";
      data: {
        /** The account that it is to be taken from. */
        from: AccountCode;
        /** The account that it is to go to. */
        to: AccountCode;
        /** How much. */
        amount: number;
        /** What must be left of the account that it is taken from, credits less debits, by its limit at that time. */
        least_from?: number;
        /** What must be left of the account that it goes to, debits less credits, by its limit at that time. */
        least_to?: number;
      };
    }
  | {
      /** What was pending or encumbered of an entry became true, in part or all. */
      type: "entry.posted";
      data: {
        /** The account that it is taken from. */
        from: AccountCode;
        /** The account that it goes to. */
        to: AccountCode;
        /** The layer that it was on. */
        layer: Layer;
        /** How much. */
        amount: number;
        /** How much was given up with it. */
        released?: number;
        /** Whether the rest stays as it is. */
        more?: boolean;
        /**
         * What must be left of the account that it is taken from, credits less debits, by its limit at that time;
         * absent where limits counted it before.
         */
        least_from?: number;
        /**
         * What must be left of the account that it goes to, debits less credits, by its limit at that time; absent
         * where limits counted it before.
         */
        least_to?: number;
      };
    }
  | {
      /** What was pending or encumbered of an entry was given up. */
      type: "entry.voided";
      data: {
        /** The account that it was to be taken from. */
        from: AccountCode;
        /** The account that it was to go to. */
        to: AccountCode;
        /** The layer that it was on. */
        layer: Layer;
        /** How much. */
        released: number;
      };
    }
  | {
      /** The time of what was pending or encumbered of an entry ran out. */
      type: "entry.expired";
      data: {
        /** The account that it was to be taken from. */
        from: AccountCode;
        /** The account that it was to go to. */
        to: AccountCode;
        /** The layer that it was on. */
        layer: Layer;
        /** How much. */
        released: number;
      };
    }
  | {
      /** What was posted of an entry went back. */
      type: "entry.reversed";
      data: {
        /** The entry by which it did. */
        by: EntryId;
      };
    }
  | {
      /** Terms of a trade were put forward. */
      type: "trade.proposed";
      data: {
        /** The trade. */
        trade: Trade;
      };
    }
  | {
      /** Other terms were put forward instead. */
      type: "trade.countered";
      data: {
        /** By whom. */
        by: TradeRole;
        /** The terms. */
        terms: TradeTerms;
      };
    }
  | {
      /** A trade went on. */
      type: "trade.advanced";
      data: {
        /** By whom. */
        by: TradeRole;
        /** By which step. */
        step: TradeStep;
        /** How far it is now. */
        progress: TradeProgress;
      };
    }
  | {
      /** Something was instructed to be settled. */
      type: "settlement.instructed";
      data: {
        /** The settlement. */
        settlement: Settlement;
      };
    }
  | {
      /** A settlement went on. */
      type: "settlement.advanced";
      data: {
        /** By which of its parties, if by one. */
        by?: PartyCode;
        /** By which step. */
        step: SettlementStep;
        /** How far it is now. */
        progress: SettlementProgress;
      };
    };

/** An event of the log. */
export type EventId = string;

/** One asset for another, at a rate that was agreed on. */
export interface Exchange {
  /** The account of whoever exchanges, that what is paid comes to. */
  through: AccountCode;
  /** The account of theirs that what it is exchanged for is taken from. */
  from: AccountCode;
  /** How many smallest units of the one are given for one smallest unit of the other. */
  rate: Rate;
  /** How what is received is rounded to whole units: of all that was paid until then, so that parts come to the whole. */
  rounding: Rounding;
  /**
   * The rate is a quote that holds until this instant, exclusive: the trade is funded before. It is agreed on for good
   * when absent.
   */
  quoted_until?: Timestamp;
  /**
   * The account that rounding is paid from: what is rounded up beyond what the rate gives. The one that exchanges pays
   * it when absent.
   */
  difference?: AccountCode;
}

/** What an exclusive promotion excludes. */
export type Exclusive =
  /** Every other: the eligible exclusive promotion of the highest priority is applied alone. */
  | "alone"
  /** All that would come after it. */
  | "stop_after"
  /** Every other, if alone it takes off more than all that are not exclusive together: best for the customer. */
  | "best";

/** A command with its id and who sends it. */
export interface Execute {
  /**
   * The command's id: sending it again answers the first outcome. A new one when absent, so that nothing can be sent
   * again.
   */
  id?: CommandId;
  /** Who sends it. */
  actor?: Actor;
  /** What is asked. */
  command: Command;
}

/** An experiment: buyers fall into its arms by a stable hash of their key, in proportion to the weights. */
export interface Experiment {
  /** Names it, and is hashed with the key: the arms of two experiments have nothing to do with each other. */
  code: ExperimentCode;
  /** Its arms. */
  arms: Arm[];
  /** Runs from this instant, inclusive. */
  from?: Timestamp;
  /** Runs until this instant, exclusive. */
  until?: Timestamp;
}

/** An experiment with prices: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type ExperimentCode = string;

/** Says who can mend a failure. The same four cross every boundary. */
export type FailureKind =
  /** The call is malformed: fix it before sending it again. */
  | "invalid"
  /** A rule of commerce said no: the call is well formed, the world does not allow it. */
  | "refused"
  /** The store could not answer now: send the same command again with the same id. */
  | "unavailable"
  /** A defect of fondaco or of a store adapter: please report it. */
  | "fault";

/** How much is asked for the clearance of goods. */
export type FeeAmount =
  | {
      /** So much, once for each currency. */
      fixed: Money[];
    }
  | {
      /** A share. */
      percent: {
        /** The share. */
        rate: Rate;
        /** Of what. */
        of: FeeBasis;
        /** No less than this, once for each currency. */
        least?: Money[];
        /** No more than this, once for each currency. */
        most?: Money[];
      };
    };

/** What a fee is a share of. */
export type FeeBasis =
  /** What duties are a share of. */
  | "customs_value"
  /** Duties and tax together, as where a carrier lends them. */
  | "duty_and_tax";

/** A destination that takes no more than so much. */
export interface FilledFirst {
  /** How much; less than nothing is nothing. */
  most: number;
  /** Whither. */
  to: FundsDestination;
}

/** What comes before the steps of a measure. */
export interface FirstStep {
  /** Up to this much. */
  up_to: number;
  /** Costs this. */
  price: Money;
}

/** What happens with many units where the first costs another price. */
export type FlexiMost =
  /** Each is charged. */
  | "any"
  | {
      /** After so many the next is a first one again (Solidus). */
      first_again_after: number;
    }
  | {
      /** No more than so many are charged (Spree). */
      charged: number;
    };

/** A gift for every so many units. */
export interface ForEvery {
  /** How many units. */
  quantity: number;
  /** Of which goods. */
  of?: Goods;
}

/**
 * A formula over `x` (the score), `qty`, `cost`, `grams` and `distance`: `+ - * /`, `min`, `max`, exact decimals; `(50
 * * x) + 750`.
 */
export type Formula = string;

/** An exact part of a whole, from zero to one, as text: `1/3`, `1`. At most 1,000,000,000,000 stands below the line. */
export type Fraction = string;

/** How an order stands with its goods, derived from what has left and arrived. */
export type FulfilmentStanding =
  /** Nothing has left. */
  | "unfulfilled"
  /** Some goods have left. */
  | "partly_shipped"
  /** All goods have left. */
  | "shipped"
  /** All goods have left, some have arrived. */
  | "partly_delivered"
  /** All goods have arrived. */
  | "delivered"
  /** Some goods have come back and were credited. */
  | "partly_returned"
  /** All goods that left have come back and were credited. */
  | "returned";

/** Where an amount goes. */
export type FundsDestination =
  | {
      /** To one account. */
      account: AccountCode;
    }
  | {
      /** Nowhere: it stays where it was. */
      kept: { [name: string]: never };
    }
  | {
      /** To the first so much at most, then to the next, and the rest to the last. */
      in_order: {
        /** Those that are filled first. */
        first: FilledFirst[];
        /** Where the rest goes. */
        rest: FundsDestination;
      };
    }
  | {
      /** To each its share. */
      split: DestinationShare[];
    };

/** Where an amount is taken from. */
export type FundsSource =
  | {
      /** One account: as much as it has. */
      account: SourceAccount;
    }
  | {
      /** From the first as much as it has, then from the next. */
      in_order: FundsSource[];
    }
  | {
      /** From another source, but no more than so much. */
      at_most: {
        /** How much; less than nothing is nothing. */
        most: number;
        /** From where. */
        from: FundsSource;
      };
    }
  | {
      /** From each its share, exactly. */
      split: SourceShare[];
    };

/** A payment gateway, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type GatewayCode = string;

/** Goods that are added and cost nothing. */
export interface Gift {
  /** What. */
  sku: Sku;
  /** What the shopper reads. */
  title: string;
  /** What one costs otherwise, one price for each currency; nothing is given in others. */
  prices: Money[];
  /** Which tax rates apply to it. */
  tax_category: TaxCategory;
  /** How many. */
  quantity: number;
  /** One more for every so many units of goods: 2 gives one gift for two units, two for four. */
  for_every?: ForEvery;
}

/** A gift card, or the store credit of a customer. */
export interface GiftCard {
  /** Its code, which names it. Whoever knows it can pay with it. */
  code: GiftCardCode;
  /** How much was paid in. */
  amount: Money;
  /** Whose it is: store credit only this customer can pay with. Anybody's when absent. */
  customer?: CustomerId;
  /** Pays until this instant, exclusive. */
  until?: Timestamp;
  /** The books that its issue is entered in; in none when absent. */
  books?: BooksCode;
}

/** A gift card, or the store credit of a customer: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts. */
export type GiftCardCode = string;

/** A choice of goods: everything that is said must hold, of each list one entry. `{}` is all goods. */
export interface Goods {
  /** One of these SKUs. */
  skus?: Sku[];
  /** A variant of one of these products. */
  products?: ProductCode[];
  /** In one of these categories. */
  categories?: CategoryCode[];
  /** For each attribute one of the values. */
  attributes?: { [name: string]: string[] };
  /** None of these. */
  except?: Goods[];
  /** Whose unit price, before promotions on the line, lies within. */
  unit_price?: Bounds;
  /** Whose line, before promotions on it, costs within. */
  line_total?: Bounds;
  /** Only goods that a promotion of the catalog or a sale list has made cheaper, or only goods that none has. */
  reduced?: boolean;
}

/** How far goods of a trade are. What is neither delivered nor lost nor on its way is held, once the trade is funded. */
export interface GoodsProgress {
  /** What holds those that have not left. */
  hold?: EntryId;
  /** How many it holds. */
  held?: number;
  /** How many have come to the buyer. */
  delivered?: number;
  /** How many were lost on their way. */
  lost?: number;
  /** How many of these the buyer pays. */
  lost_by_buyer?: number;
}

/** What goods are worth. */
export interface GoodsTotal {
  /** Which goods; all when absent. */
  of?: Goods;
  /** One range for each currency. */
  within?: Bounds[];
  /** With or without tax; as the rules say when absent. */
  tax?: TaxView;
}

/** A group of customers, or of promotions that exclude each other: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type GroupCode = string;

/** How long it takes until goods are ready to leave. */
export type Handling =
  | {
      /** Days of work: with none they leave on the day for which the order counts. */
      days: TransitDays;
    }
  | {
      /** Minutes by the clock, from the order or from when work begins. */
      minutes: TransitMinutes;
    };

/**
 * A class of dangerous goods, and its division where one is said: `3`, `2.1`. Without a division it is all of the
 * class.
 */
export type HazardClass = string;

/** What is to be held. */
export interface HoldLine {
  /** What. */
  sku: Sku;
  /** How many smallest units. */
  quantity: Quantity;
  /** The only place that it may come from; any of those that are asked for when absent. */
  location?: LocationCode;
}

/** Who keeps a settlement back. */
export type HoldStatus =
  /** Nobody. */
  | "released"
  /** The party that asks. */
  | "own"
  /** Another one. */
  | "other"
  /** That party and another one. */
  | "both";

/** Somebody who holds stock without a cart: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type HolderCode = string;

/** A day that is closed by its date. */
export interface Holiday {
  /** What people call it. */
  name: string;
  /** When it is. */
  on: HolidayDate;
}

/** When a holiday is. */
export type HolidayDate =
  | {
      /** Once. */
      date: Date;
    }
  | {
      /** Every year. 29 February is in leap years alone. */
      yearly: {
        /** The month, 1 to 12. */
        month: number;
        /** The day in it. */
        day: number;
      };
    };

/** What is asked for the clearance of goods. */
export interface ImportFee {
  /** Names it. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** How much. */
  amount: FeeAmount;
  /** Asked for even where neither duty nor tax is owed. */
  always?: boolean;
}

/** A tax on import. */
export interface ImportTax {
  /** How it is called. */
  title: string;
  /** What it is a share of, together with the duty; goods with their shipping and insurance when absent. */
  of?: ValueBasis;
  /** Shares. The longest code that goods begin with counts. One row is for all other goods. */
  rates: ImportTaxRate[];
  /** Goods that are worth so little owe none. */
  free?: LowValue;
}

/** The tax on some goods. */
export interface ImportTaxRate {
  /** What their code begins with; all goods when absent. */
  commodity?: CommodityCode;
  /** The share: `0.2` is 20 %. */
  rate: Rate;
}

/** Goods that were announced: a purchase order, as far as stock goes. */
export interface Inbound {
  /** Its id. */
  id: InboundId;
  /** Where they will be. */
  location: LocationCode;
  /** What was announced, and how much of it has come. */
  lines: InboundLine[];
  /** When they will be there. */
  due_at: Timestamp;
  /** The order, or the supplier's paper. */
  reference?: string;
  /** Where it stands. */
  state: InboundState;
}

/** Goods that were announced. */
export type InboundId = string;

/** A SKU that was announced. */
export interface InboundLine {
  /** What. */
  sku: Sku;
  /** How many smallest units were announced. */
  quantity: Quantity;
  /** How many have come by it; may be more than were announced. */
  received?: number;
}

/** Where an announcement stands. */
export type InboundState =
  /** Goods are still to come. */
  | "announced"
  /** All that was announced has come. */
  | "received"
  /** What has not come will not. */
  | "cancelled";

/**
 * Incoterms 2020 (International Chamber of Commerce, publication 723), and terms of earlier editions that are still
 * met.
 */
export type Incoterm =
  /** Ex works. */
  | "exw"
  /** Free carrier. */
  | "fca"
  /** Carriage paid to. */
  | "cpt"
  /** Carriage and insurance paid to. */
  | "cip"
  /** Delivered at place. */
  | "dap"
  /** Delivered at place unloaded. */
  | "dpu"
  /** Delivered duty paid: the seller clears goods and pays what is owed at the border. */
  | "ddp"
  /** Free alongside ship. */
  | "fas"
  /** Free on board. */
  | "fob"
  /** Cost and freight. */
  | "cfr"
  /** Cost, insurance and freight. */
  | "cif"
  /** Delivered at terminal: of 2010, now `DPU`. */
  | "dat"
  /** Delivered at frontier: of 2000. */
  | "daf"
  /** Delivered ex ship: of 2000. */
  | "des"
  /** Delivered ex quay: of 2000. */
  | "deq"
  /** Delivered duty unpaid: of 2000, now `DAP`. */
  | "ddu";

/** An invoice. It is never changed: a credit note corrects it. */
export interface Invoice {
  /** Its id. */
  id: InvoiceId;
  /** Its number. */
  number: string;
  /** The order. */
  order: OrderId;
  /** The number of the order. */
  order_number?: string;
  /** When the order was placed. */
  ordered_at: Timestamp;
  /** When it was issued. */
  issued_at: Timestamp;
  /** Who sells. */
  seller: InvoicedSeller;
  /** Who bought. */
  buyer: InvoicedBuyer;
  /** What it is over. */
  amounts: DocumentAmounts;
  /** By how much gift cards lower its net amount and tax, where they lower the total rather than pay. */
  reduction?: Reduction;
  /** What it comes to: net and tax, less the reduction. */
  total: Money;
  /** What gift cards and credit had paid of it. */
  by_cards: Money;
  /** What payments had paid of it. */
  by_payments: Money;
  /** What was left to be paid of it. */
  due: Money;
  /** Whose part of the order it is over; what the channel itself sells when absent. */
  sold_by?: SellerCode;
}

/** An invoice. */
export type InvoiceId = string;

/** Who bought, as an invoice names it: whom it is made out to, or whoever the goods go to. */
export interface InvoicedBuyer {
  /** The customer; a guest when absent. */
  customer?: CustomerId;
  /** Name and address. */
  address: Address;
  /** Why no tax is due, where none is. */
  tax?: TaxStatus;
  /** The number by which the buyer is registered for tax. */
  tax_id?: string;
}

/** Who sells, as invoices name it. */
export interface InvoicedSeller {
  /** Name and address. */
  address: Address;
  /** The number by which it is registered for tax. */
  tax_id?: string;
}

/** Things to be packed that are alike. */
export interface Item {
  /** What it is called; another name than that of every other. */
  name: string;
  /** Its size. */
  size: Size;
  /** What one weighs, in grams. */
  grams: number;
  /** How many there are. */
  quantity: number;
  /** How it may be turned. */
  rotation?: Rotation;
  /**
   * How many grams may lie on one: on its own footprint, and on whatever lies there. 0: nothing may be stacked on it.
   * Anything may when absent.
   */
  bears?: number;
  /** Words that rules know it by: `battery`, `food`. */
  kinds?: string[];
  /** Names and kinds of which nothing may be in the same parcel. */
  never_with?: string[];
  /** All items of one such word, every unit of them, travel in one parcel. */
  together?: string;
}

/** What may not be split over places. */
export type Keep =
  /** A line: all of its units come from one place. */
  | "line"
  /** An order: all of its lines come from one place. */
  | "order";

/** Names a record, `cart/0199…`, or a row of counters, `stock/SKU@location`: its kind and its id. */
export type Key = string;

/** A line of kits in a basket or receipt, beside the lines of its parts, whose `kit` is its number. */
export interface KitLine {
  /** Its number in the cart. */
  line: number;
  /** What is sold. */
  sku: Sku;
  /** What the shopper reads. */
  title: string;
  /** How many kits. */
  quantity: Quantity;
  /** The price of one kit, which its parts share: before promotions, and before it is adapted to the buyer's taxes. */
  unit_price: Money;
  /** The price before it was reduced, to compare with. */
  compare_at?: Money;
  /** The list that the price is from; the variant's own when absent. */
  list?: PriceListCode;
}

/** What goods cost once they have come. */
export interface LandedCost {
  /** By the rules of which border. */
  destination: ZoneCode;
  /** On which terms. */
  incoterm: Incoterm;
  /** Line by line, in the order of the query. They sum to the totals. */
  lines: LandedLine[];
  /** What is asked for clearance. */
  fees: LandedFee[];
  /** What the goods are worth. */
  goods: Money;
  /** Their shipping. */
  shipping: Money;
  /** Their insurance. */
  insurance: Money;
  /** What duties are a share of. */
  customs_value: Money;
  /** Duties. */
  duty: Money;
  /** No duty is owed because goods are worth so little, or come without crossing the border. */
  duty_free: boolean;
  /** The tax on import. */
  tax: Money;
  /** No tax is owed because goods are worth so little, or come without crossing the border. */
  tax_free: boolean;
  /** All of it: goods, shipping, insurance, duties, tax and fees. */
  total: Money;
  /** What of it is paid when goods are bought. */
  payable_now: Money;
  /** What of it is paid by whoever imports them. */
  payable_on_import: Money;
}

/** What is asked for the clearance of goods. */
export interface LandedFee {
  /** Which. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** How much. */
  amount: Money;
}

/** What one line costs once it has come. */
export interface LandedLine {
  /** Which goods. */
  sku: Sku;
  /** What customs know them as. */
  commodity?: CommodityCode;
  /** Where they come from. */
  origin?: CountryCode;
  /** What they are worth. */
  goods: Money;
  /** Their part of the shipping, in proportion to what they are worth. */
  shipping: Money;
  /** Their part of the insurance. */
  insurance: Money;
  /** What their duty is a share of. */
  customs_value: Money;
  /** The share; nothing where no duty is owed. */
  duty_rate: Rate;
  /** Their duty. */
  duty: Money;
  /** What their tax is a share of: their value and their duty. */
  tax_base: Money;
  /** The share; nothing where no tax is owed. */
  tax_rate: Rate;
  /** Their tax. */
  tax: Money;
}

/** Goods that are sold over a border. */
export interface LandedQuery {
  /** What all amounts are in. */
  currency: Currency;
  /** Where to. */
  to: ShipTo;
  /** The country that they are sent from; one outside the customs union when absent. */
  from?: CountryCode;
  /** The day on which they come. */
  on: Date;
  /** On which terms. */
  incoterm: Incoterm;
  /** The goods, each worth what it is without tax. */
  lines: ShippingLine[];
  /** What is asked for shipping. */
  shipping: Money;
  /** What is asked for insurance; nothing when absent. */
  insurance?: Money;
}

/** One of the layers of a ledger: how firm it is what stands there. */
export type Layer =
  /** What is done: it is posted. */
  | "settled"
  /** What is held, to be posted or voided. Limits count it. */
  | "pending"
  /** What is set aside by intention: an order to a supplier, a budget, credit that is promised. Limits do not count it. */
  | "encumbered";

/** What each guard of a row, in the order of `guards`, must at least come to; `None` where it is not asked. */
export type Least = [number | null, number | null];

/** What is left of the limits of a promotion. */
export interface Left {
  /** Which promotion. */
  promotion: PromotionCode;
  /** How many more orders may use it. */
  uses?: number;
  /** How many more orders of this buyer may use it. */
  uses_of_buyer?: number;
  /** How much more it may take off. */
  budget?: Money;
}

/** Items that are in no parcel. */
export interface LeftItem {
  /** Which item: its place in the request. */
  item: number;
  /** How many of it. */
  quantity: number;
  /** Why. */
  why: LeftWhy;
}

/** Goods that did not come along. */
export interface LeftOut {
  /** What. */
  sku: Sku;
  /** How many smallest units. */
  quantity: Quantity;
}

/** Why items are in no parcel. */
export type LeftWhy =
  /** One is larger than every carton, however it may be turned. */
  | "too_large"
  /** One is too heavy for every carton that it goes into, or for the carrier. */
  | "too_heavy"
  /** What must travel together was not brought into one carton. */
  | "not_together"
  /** No carton is left that it could go into. */
  | "no_carton_left";

/** One side of something that is entered. */
export interface Leg {
  /** Which account. */
  account: AccountCode;
  /** On which side. */
  side: Side;
  /** How much, in the smallest units of its asset. */
  amount: number;
}

/** What a leg moves. */
export type LegKind =
  /** Goods, or securities. */
  | "goods"
  /** Money. */
  | "money";

/** How often a promotion may be used, and what it may cost. The counting is the store's; see `left`. */
export interface Limits {
  /** Orders in total. */
  uses?: number;
  /** Orders of one customer. */
  uses_per_customer?: number;
  /** What it may take off in total. */
  budget?: Money;
  /** What happens when an order would take off more than is left of the budget. */
  overrun?: Overrun;
}

/** What a line says beside its SKU and quantity. */
export interface LineDetails {
  /** The number of the line. */
  line: number;
  /** What the buyer chose beside the SKU. */
  options?: { [name: string]: string };
  /** The address that it goes to; that of the order when absent. */
  to?: AddressCode;
  /** What the buyer wrote. */
  note?: string;
}

/** What a line costs by itself. The price lists of the book come first where they have a price for the SKU. */
export interface LinePrice {
  /** The price of `per` whole units; only the price lists are asked when absent. */
  unit?: Money;
  /** How many whole units the price is for; one when absent. 1.0149 USD each is 101.49 USD for 100. */
  per?: number;
  /** The price before it was reduced, to compare with. Discounts of the catalog are worked out from it. */
  compare_at?: Money;
  /** No discount goes below this price. */
  minimum?: Money;
}

/** Which price a line has. */
export type LinePrices =
  /** Today's. */
  | "follow"
  /** The one that the shopper was shown, for a time from when the line was added. */
  | "keep"
  /** Today's; where it is another than the shopper was shown, it has to be accepted before the cart is ordered. */
  | "tell";

/** What some units of a line cost: a share of its amounts. */
export interface LineShare {
  /** At their price, before discounts. */
  subtotal: Money;
  /** What the promotions took off them. */
  discount: Money;
  /** What was to be paid for them, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What was to be paid for them; `net + tax`. */
  gross: Money;
}

/** Units of a line of an order. A kit goes as a whole: it is named by its own line, never by those of its parts. */
export interface LineUnits {
  /** The number of the line. */
  line: number;
  /** How many of its smallest units; of a kit, how many kits. */
  quantity: Quantity;
}

/** What a list does beside the base prices. */
export type ListKind =
  /** Base prices. */
  | "base"
  /** Reduced prices: the base price stays, to compare with. Where it is lower, it is the price. */
  | "sale"
  /** Other prices: the base price is not shown. */
  | "override";

/** The price of a SKU. */
export interface ListedPrice {
  /** What. */
  sku: Sku;
  /** The price of `per` whole units. Zero is a price. */
  price: Money;
  /** How many whole units the price is for; one when absent. */
  per?: number;
  /** For whom; everybody that the list is for when absent. */
  for?: Audience;
  /** From this many smallest units, inclusive; from the first when absent. */
  from_quantity?: number;
  /** Up to this many smallest units, inclusive; without end when absent. */
  to_quantity?: number;
  /** Other prices by quantity, the smallest quantity first. */
  tiers?: Tier[];
  /** What the tiers mean. */
  tier_mode?: TierMode;
  /** Which quantity decides the tier. */
  tier_by?: TierBy;
  /** The price before it was reduced, to compare with. */
  compare_at?: Money;
  /** No discount goes below this price. */
  minimum?: Money;
}

/** Where on earth something is. */
export interface Locality {
  /** The country. */
  country: CountryCode;
  /** The region in it: the second part of ISO 3166-2, such as `NY`. */
  region?: RegionCode;
  /** The postal code. */
  postal_code?: string;
  /** The point on the globe, for distances. */
  point?: Point;
}

/**
 * A place that holds stock. A channel may name places of which no such record was made: they are active, and able to
 * do everything.
 */
export interface Location {
  /** Its code, which names it. */
  code: LocationCode;
  /** What people call it. */
  title: string;
  /** The lower, the sooner it serves; of equal ones, the order of the channel decides. */
  priority?: number;
  /** Where on earth it is, if that is known. */
  place?: Locality;
  /** What it can do; everything when empty. */
  capabilities?: Capability[];
  /** What a parcel from here costs, for rules that look for the cheapest. */
  cost?: Money;
  /** Its stock is not for sale, unless somebody names the place. */
  inactive?: boolean;
}

/** A place that holds stock: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type LocationCode = string;

/** An event and its place in the log. */
export interface LoggedEvent {
  /** Its place: what to ask for events after. */
  cursor: Cursor;
  /** The event. */
  envelope: Envelope;
}

/** What becomes of gifts when the promotion that gave them no longer holds for what remains. */
export type LostGifts =
  /** The buyer keeps them. */
  | "keep"
  /** Those that have not left fall away; those that have come back too, or are charged at their price. */
  | "charge";

/** What becomes of discounts when some of the goods are gone. */
export type LostPromotions =
  /** Units and charges keep the shares that the receipt gave them. */
  | "keep"
  /**
   * What remains is priced again as it was when the order was placed. The credit is what the order came to before,
   * less what the rest costs; never less than nothing.
   */
  | "reprice";

/** A lot as it lies on a shelf. */
export interface Lot {
  /** The lot, or the serial. */
  lot: LotCode;
  /** How many smallest units of it are there. */
  quantity: Quantity;
  /** When the first of them came. */
  received_at: Timestamp;
  /** From when on it is no longer good. */
  expires_at?: Timestamp;
  /** What one whole unit cost. */
  unit_cost?: Money;
}

/** A lot of goods, or one serial: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts. */
export type LotCode = string;

/** A quantity of a lot, or one serial. */
export interface LotLine {
  /** The lot, or the serial. */
  lot: LotCode;
  /** How many smallest units; one of a serial. */
  quantity: Quantity;
  /** From when on it is no longer good. */
  expires_at?: Timestamp;
}

/** Nothing is owed for goods that are worth so much or less, all together. */
export interface LowValue {
  /** So much, once for each currency. */
  up_to: Money[];
  /** Of what; the goods alone when absent. */
  of?: ValueBasis;
}

/** Whether all parties of a settlement have instructed it. */
export type MatchingStatus =
  /** They have (`MACH`). */
  | "matched"
  /** Some have not (`NMAT`). */
  | "unmatched";

/** What is measured of goods. */
export type Measure =
  /** What they weigh, or what a carrier bills for, in grams. */
  | "weight"
  /** What they are worth, in the smallest unit of the currency of the rate. */
  | "value"
  /** How many units; goods that are weighed or measured are one. */
  | "quantity"
  /** How far they go. */
  | "distance"
  /** The score of the query, 0 when it has none. */
  | "score";

/** Which lines a cart has after another has gone into it. A cart without lines never replaces one that has some. */
export type MergeBy =
  /** Those of the guest's cart. */
  | "guest"
  /** Those that it had. */
  | "existing"
  /** Those that it had; those of the guest's cart where it had none. */
  | "guest_if_existing_empty"
  /** Those of both; of lines that are the same, the sum. */
  | "sum"
  /** Those of both; of lines that are the same, the one with more. */
  | "max"
  /** Those of both; refused with `cart.differs` where lines that are the same differ in quantity: the shopper is asked. */
  | "ask";

/** The instant of a command and its share of randomness: the same moment gives the same ids. */
export interface Moment {
  /** The time of the decision, UTC. */
  now: Timestamp;
  /** The randomness of the command. */
  seed: number;
}

/** An amount of money. */
export interface Money {
  /** How much. */
  amount: Decimal;
  /** Of what. */
  currency: Currency;
}

/** So much and no more: at least one of both is said. */
export interface MostGoods {
  /** Smallest units. */
  units?: number;
  /** Grams. */
  grams?: number;
}

/** By how much the units of a SKU at a location changed. */
export interface MovedLine {
  /** What. */
  sku: Sku;
  /** How many of its smallest units: above zero they came, below zero they left. */
  quantity: number;
  /** What one whole unit cost. */
  unit_cost?: Money;
  /** How many were there when they were counted. */
  counted?: number;
  /** Of which lots, or which serials. */
  lots?: MovedLot[];
}

/** By how much the units of a lot at a location changed. */
export interface MovedLot {
  /** The lot, or the serial. */
  lot: LotCode;
  /** How many smallest units: above zero they came, below zero they left. */
  quantity: number;
  /** From when on it is no longer good. */
  expires_at?: Timestamp;
}

/** A paper of goods that came to a location, or left it. */
export interface Movement {
  /** Its id. */
  id: MovementId;
  /** Where. */
  location: LocationCode;
  /** What moved. */
  lines: MovedLine[];
  /** Somebody else's paper, such as a delivery note. */
  reference?: string;
  /** What kind of movement it is. */
  kind?: MovementKind;
}

/** A movement of stock. */
export type MovementId = string;

/** What kind of movement it is, and so where goods came from or went. */
export type MovementKind =
  | {
      /** Goods came from a supplier. */
      receipt: {
        /** The announcement that it fills, in part or whole. */
        inbound?: InboundId;
      };
    }
  | {
      /** The books were wrong, or something happened to goods. */
      adjustment: {
        /** What. */
        reason: StockReason;
        /** In words. */
        note?: string;
      };
    }
  | {
      /** Goods were counted. */
      count: { [name: string]: never };
    }
  | {
      /** Goods were thrown away. */
      write_off: {
        /** Why. */
        reason: StockReason;
        /** In words. */
        note?: string;
        /** The reason for which they had been set aside, if they had. */
        aside?: AsideReason;
      };
    }
  | {
      /** Goods left for another location. */
      transfer_out: {
        /** The transfer. */
        transfer: TransferId;
      };
    }
  | {
      /** Goods came from another location, or came home. */
      transfer_in: {
        /** The transfer. */
        transfer: TransferId;
      };
    };

/** An address that lines of a cart can be sent to. */
export interface NamedAddress {
  /** Names it in its cart. */
  code: AddressCode;
  /** The address. */
  address: Address;
}

/** Rules of shipping under the code by which channels name them. */
export interface NamedShippingBook {
  /** The code. */
  code: ShippingCode;
  /** The rules, compiled. */
  rules: ShippingBook;
}

/** What one party owes and is owed; the proof of its net amount. */
export interface NetPosition {
  /** Who. */
  party: AccountCode;
  /** The sum of what it owes. */
  owes: number;
  /** The sum of what it is owed. */
  is_owed: number;
}

/** What the obligations of one asset come to. */
export interface NettingReport {
  /** Of what. */
  asset: AssetCode;
  /** The sum of the obligations. */
  gross: number;
  /** What is to be paid instead: the sum of the net amounts of those who owe. */
  net: number;
  /** Each party, in the order of accounts. */
  positions: NetPosition[];
}

/** An entry as it is asked for. The same again under its id changes nothing. */
export interface NewEntry {
  /** Its id, which the caller chooses. Statements are in the order of ids, so take UUIDs of version 7. */
  id: EntryId;
  /** The account that it is taken from: it is debited. */
  from: AccountCode;
  /** The account that it goes to: it is credited. */
  to: AccountCode;
  /** How much, in the smallest units of the asset that both hold: 0 to 9,007,199,254,740,991. */
  amount: number;
  /** The layer on which it is entered: settled at once, held first, or set aside. */
  layer?: Layer;
  /** Until when it is pending or encumbered, exclusive; without an end when absent. */
  expires_at?: Timestamp;
  /** When it takes effect, at the latest now; now when absent. */
  effective_at?: Timestamp;
  /** What it is found by, with others of the same. */
  reference?: string;
  /** In words. */
  note?: string;
  /** What it is thought to be of; whatever both accounts hold when absent. */
  asset?: AssetCode;
  /** Whether less is entered where there is less, and how much that is; no less than the amount when absent. */
  up_to?: UpTo;
}

/** A line to be put into a cart. */
export interface NewLine {
  /** What. */
  sku: Sku;
  /** How many smallest units. */
  quantity: Quantity;
  /** What the buyer chose beside the SKU; at most 20. */
  options?: { [name: string]: string };
  /** The address of the cart that it goes to; the main one when absent. */
  to?: AddressCode;
  /** What the buyer writes; stands for the whole line, also where it grows. */
  note?: string;
}

/** A method that is not offered, and why. */
export interface NotOffered {
  /** Which. */
  method: ChargeCode;
  /** Why. */
  reason: ShippingReason;
}

/** What keeps a settlement from being settled. */
export interface Obstacle {
  /** What it is. */
  kind: ObstacleKind;
  /** The account that it is about. */
  account?: AccountCode;
}

/** What can keep a settlement from being settled. */
export type ObstacleKind =
  /** There are not enough goods in an account. */
  | "goods"
  /** There is not enough money in an account. */
  | "money"
  /** An account would hold more than it may. */
  | "full"
  /** An account is closed. */
  | "closed"
  /** Another one has to be settled first, or in the same commit, and was not. */
  | "linked";

/** How much is taken off. */
export type Off =
  | {
      /** A share, above 0 and at most 1: `0.10` is 10 %. */
      percent: Rate;
    }
  | {
      /** An amount, one for each currency; nothing in others. */
      amount: Money[];
    }
  | {
      /** All above a price, one for each currency; nothing in others. */
      price: Money[];
    }
  | {
      /** By steps of what the goods come to, the highest that is reached. */
      steps: Steps;
    }
  | {
      /** An amount for the first unit and another for each further one, off the line. */
      units: {
        /** For the first. */
        first: Money[];
        /** For each further one. */
        further: Money[];
        /** How many units at most; all when absent. */
        at_most?: number;
      };
    };

/** A part of what a method costs. */
export interface OfferItem {
  /** The method, or the surcharge. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** What it is. */
  kind: OfferItemKind;
  /** How much. */
  amount: Money;
}

/** What a part of a price is. */
export type OfferItemKind =
  /** The price of the rate. */
  | "price"
  /** On top, for the carrier. */
  | "surcharge"
  /** On top, for the shop. */
  | "handling";

/** What several promotions of one lane do to one line. */
export type OnOneLine =
  /** Each takes its discount off. */
  | "all"
  /** Only the largest discount is taken; of equal ones the first. */
  | "best";

/** What becomes of a line for which there is too little, where it is added or grows. Nothing is held by that. */
export type OnShort =
  /** It is taken as it is: the cart may wait for goods. */
  | "accept"
  /** It is refused whole. */
  | "refuse"
  /** As much is taken as there is and as may be ordered, and the answer says so. */
  | "clamp";

/** Days of the week on which there is work. */
export interface OpenDays {
  /** Which. */
  days: Weekday[];
  /** When work begins that goes by the clock; with the day when absent. */
  opens?: Time;
  /**
   * What is ordered before this counts for the day; what is ordered at it or later, for the next day of work. Goods
   * that are given on must come by it, and work that goes by days is done by it. When absent the whole day counts, and
   * such work is done by noon, or when the day begins if that is later.
   */
  cut_off?: Time;
}

/** A cart that was ordered, as it was then. */
export interface Order {
  /** Its id. */
  id: OrderId;
  /** The cart that it was, if it was one. */
  cart?: CartId;
  /** Where it was placed. */
  channel: ChannelCode;
  /** Who placed it; a guest when absent. */
  customer?: CustomerId;
  /** Where its goods go. */
  address: Address;
  /** Its prices, as promised: those of the latest amendment. */
  receipt: Receipt;
  /** Its goods, and where they come from. */
  allocations: OrderAllocation[];
  /** What fell off since it was placed, in order. */
  credits?: OrderCredit[];
  /** The returns of its goods. */
  returned?: ReturnId[];
  /** Its payments, the latest last. */
  payments: PaymentId[];
  /** When it was placed. */
  placed_at: Timestamp;
  /** Where it stands. */
  state: OrderState;
  /** Why it was cancelled. */
  cancelled_because?: string;
  /** What it draws: uses and budgets of promotions and coupons, money on gift cards. */
  draws?: Draw[];
  /** What of that comes back when it is cancelled. */
  returns?: Draw[];
  /** The customer's counts that it is taken out of when it is cancelled. */
  tallies?: TallyCode[];
  /** Uses of coupons that were held for it. */
  coupon_uses?: CouponUseId[];
  /** What of gift cards and credit went back before. */
  paid_back?: Draw[];
  /** Notes, options, custom data and other addresses of its cart. */
  details?: OrderDetails;
  /** Its number for people, where its channel has a series for them. */
  number?: string;
  /** Why somebody is to look at it before it is sent; nobody is when absent. */
  held?: OrderHold;
  /** Its invoices, in order. */
  invoices?: OrderInvoice[];
  /** Its credit notes, in order. */
  credit_notes?: OrderCreditNote[];
  /** What it was sold under, beside goods and rules. */
  terms?: SaleTerms;
  /** What was changed about it since it was placed, in order. */
  amendments?: Amendment[];
  /** Who sells what of it, beside the channel itself; parts that lost all their lines among them. */
  sellers?: OrderSeller[];
}

/** Goods promised to an order, and the shipment that took them. */
export interface OrderAllocation {
  /** What is promised, and from where. */
  goods: Allocation;
  /** The backorder that they are waited for with, while they are. */
  backorder?: BackorderId;
  /** The shipment that they left with. */
  shipment?: ShipmentId;
  /** Whether they have arrived. */
  delivered?: boolean;
}

/** One change of an order. */
export type OrderChange =
  | {
      /** Goods come along, at today's price, as a line of their own. */
      add_line: NewLine;
    }
  | {
      /** Another quantity of a line; a kit is named by its own. */
      set_quantity: {
        /** The number of the line. */
        line: number;
        /** How many smallest units; of a kit, how many kits. */
        quantity: Quantity;
      };
    }
  | {
      /** A line goes, all of it. */
      remove_line: {
        /** The number of the line. */
        line: number;
      };
    }
  | {
      /** A line gets another price, set by hand; it may be one that comes along before, by the number that it gets. */
      set_price: {
        /** The number of the line; a kit by its own. */
        line: number;
        /** What a unit costs from then on, before any promotion. */
        price: UnitPrice;
      };
    }
  | {
      /** The goods go to another address; before any has left. */
      set_address: Address;
    }
  | {
      /** Shipping, fees and donations, all of them at once. */
      set_charges: Charge[];
    };

/** What falls off an order, and why. */
export interface OrderCredit {
  /** When. */
  at: Timestamp;
  /** Why, for people. */
  reason: string;
  /** The return that it is for; a cancellation when absent. */
  of_return?: ReturnId;
  /** Units of goods. */
  units: CreditedUnits[];
  /** Shipping and fees, whole. */
  charges?: CreditedCharge[];
  /**
   * What it is lower by than the shares of these, since promotions no longer hold for the rest, or gifts are charged.
   * Below zero where what an earlier credit was lowered by comes back.
   */
  lost_discount?: TaxedAmount;
  /** The gifts that are charged, now that this has fallen off; they are part of the lost discount. */
  charged_gifts?: ChargedGift[];
  /**
   * What remains could not be priced again, since the rules or the goods have changed: the shares stand as they were
   * sold.
   */
  rules_changed?: boolean;
  /** What the shop keeps of it. */
  fee?: Money;
  /** By how much the total of the order falls: units and charges, less the lost discount and the fee; zero or more. */
  amount: Money;
  /** What of that goes back onto gift cards. The rest lowers what is due by payments. */
  onto_cards?: UsedCredit[];
  /** Whose the lost discount is, where others sell beside the channel; all of it is the channel's when empty. */
  lost_by_seller?: SellerLoss[];
}

/** What of the invoices of an order a credit note takes back. */
export interface OrderCreditNote {
  /** The credit note. */
  credit_note: CreditNoteId;
  /** Units of goods. */
  units: UnitSpan[];
  /** Shipping and fees, whole. */
  charges?: ChargeCode[];
  /**
   * The credits whose lost discounts lower it, by their places among those of the order, from 0; of a cancelled order
   * those that it takes back.
   */
  lost_discounts?: number[];
  /** Whose part of the order it is over; what the channel itself sells when absent. */
  sold_by?: SellerCode;
}

/** What an order keeps of its cart beside goods and prices. */
export interface OrderDetails {
  /** What the shopper wrote. */
  note?: string;
  /** What else the shop kept with the cart. */
  custom?: { [name: string]: string };
  /** Where lines go that do not go to the address of the order. */
  addresses?: NamedAddress[];
  /** The lines that say something, by their number in the cart; parts of a kit are not named. */
  lines?: LineDetails[];
  /** Whom its invoices are made out to; whoever the goods go to when absent. */
  billing?: Billing;
}

/** Why an order is held, and since when. */
export interface OrderHold {
  /** Why, for people. */
  reason: string;
  /** Since when. */
  at: Timestamp;
}

/** An order. */
export type OrderId = string;

/** What of an order an invoice is over. */
export interface OrderInvoice {
  /** The invoice. */
  invoice: InvoiceId;
  /** Units of goods. */
  units: UnitSpan[];
  /** Shipping and fees, whole. */
  charges?: ChargeCode[];
  /** The credits whose lost discounts it adds, by their places among those of the order, from 0. */
  lost_discounts?: number[];
  /** Whose part of the order it is over; what the channel itself sells when absent. */
  sold_by?: SellerCode;
}

/**
 * What one seller, or the channel itself, has of an order. All parts together are the order: line by line, tax by tax,
 * and by each amount.
 */
export interface OrderPart {
  /** Who sells it; the channel itself when absent. */
  seller?: SellerCode;
  /** Its number for people: that of the seller's part, of the order where the channel itself sells. */
  number?: string;
  /** Its lines, and how far they are kept. */
  lines: PartLine[];
  /** Its shipping and fees. */
  charges?: ChargeCode[];
  /** Its goods at their prices, before discounts. */
  goods: Money;
  /** What the promotions take off its goods, its share of those over the whole order among it; zero or more. */
  discount: Money;
  /** Its shipping and fees, after discounts, as prices are. */
  charged: Money;
  /** What was to be paid for it as it was sold. */
  sold: TaxedAmount;
  /** By how much gift cards lower net and tax of it as it was sold, where they lower the total rather than pay. */
  reduction?: Reduction;
  /** What was to be paid for what fell off of it since; all of it, once the order is cancelled. */
  fallen: TaxedAmount;
  /** What is kept beside that: its share of fees, and what its goods and charges cost more since discounts were lost. */
  kept: Money;
  /**
   * What it comes to now: as it was sold, less what fell off, and what is kept. Where gift cards lower the total, it
   * has its share of what they lower it by now.
   */
  total: Money;
  /** The discounts that were lost, tax by tax; they are part of what is kept. */
  lost_discount?: TaxedAmount;
}

/** How much of a variant may be ordered at once: over all lines of a cart. */
export interface OrderQuantity {
  /** At least so many smallest units. */
  least?: Quantity;
  /** At most so many. */
  most?: Quantity;
  /** Only so many, or twice, three times as many. */
  step?: Quantity;
}

/** What a seller sells of an order. */
export interface OrderSeller {
  /** Who. */
  seller: SellerCode;
  /** The number of the part for people, where the seller has a series for them. */
  number?: string;
  /** Lines of the receipt; kits by those of their parts. */
  lines?: number[];
  /** Shipping and fees. */
  charges?: ChargeCode[];
}

/** Where an order stands. */
export type OrderState =
  /** It is promised and not yet kept. */
  | "placed"
  /** It is paid and delivered. */
  | "completed"
  /** It is given up. */
  | "cancelled";

/** What a command answers. On the wire: `{"did": "order", "order": "…", …}`. */
export type Outcome =
  | {
      /** It is done. */
      did: "done";
    }
  | {
      /** Goods were received. */
      did: "movement";
      /** The paper of it. */
      movement: MovementId;
    }
  | {
      /** Goods were counted. */
      did: "count";
      /** The paper of it. */
      movement: MovementId;
      /** By how much the books changed, a line for each SKU that was counted. */
      lines: MovedLine[];
    }
  | {
      /** Goods are on their way. */
      did: "transfer";
      /** The transfer. */
      transfer: TransferId;
    }
  | {
      /** Goods were announced. */
      did: "inbound";
      /** The announcement. */
      inbound: InboundId;
    }
  | {
      /** A cart was opened. */
      did: "cart";
      /** The cart. */
      cart: CartId;
    }
  | {
      /** A line stands in the cart. */
      did: "line";
      /** Its number. */
      line: number;
    }
  | {
      /** A line stands in the cart, with less than was asked for. */
      did: "line_clamped";
      /** Its number. */
      line: number;
      /** How much the command asked for. */
      asked: Quantity;
      /** How much of that it got. */
      granted: Quantity;
      /** How much the line has. */
      quantity: Quantity;
    }
  | {
      /** A cart went into another. */
      did: "cart_merged";
      /** The cart that stays. */
      cart: CartId;
      /** What did not come along: goods of another currency, and more than may be ordered. */
      left_out?: LeftOut[];
    }
  | {
      /** Stock is held. */
      did: "reservation";
      /** The hold. */
      reservation: ReservationId;
      /** Until when. */
      expires_at: Timestamp;
    }
  | {
      /** An order was placed. */
      did: "order";
      /** The order. */
      order: OrderId;
      /** Its payment, still to be made. */
      payment: PaymentId;
      /** How much is to be paid. */
      total: Money;
    }
  | {
      /** A payment was asked for. */
      did: "payment";
      /** The payment. */
      payment: PaymentId;
    }
  | {
      /** A return was asked for. */
      did: "return";
      /** The return. */
      return_id: ReturnId;
    }
  | {
      /** An invoice was issued. */
      did: "invoice";
      /** The invoice. */
      invoice: InvoiceId;
      /** Its number. */
      number: string;
      /** What it comes to. */
      total: Money;
    }
  | {
      /** A credit note was issued. */
      did: "credit_note";
      /** The credit note. */
      credit_note: CreditNoteId;
      /** Its number. */
      number: string;
      /** What it comes to. */
      total: Money;
    }
  | {
      /** An order was amended. */
      did: "amended";
      /** What it comes to now. */
      total: Money;
      /** How much more that is than before; below zero where it is less. */
      difference: Money;
      /** The further payment that was asked for, where more is due. */
      payment?: PaymentId;
    }
  | {
      /** Something was credited. */
      did: "credited";
      /** How much fell off the order. */
      amount: Money;
    }
  | {
      /** Money goes back, or has gone back. */
      did: "refund";
      /** To what, and how much. */
      parts: RefundPart[];
    }
  | {
      /** An effect was taken. */
      did: "claim";
      /**
       * The number of the attempt that is to be made now, from 1; absent where there is none to be made: the effect
       * was withdrawn, or parked.
       */
      attempt?: number;
    }
  | {
      /** Goods were sent. */
      did: "shipment";
      /** The shipment. */
      shipment: ShipmentId;
    }
  | {
      /** A carrier is asked for labels. */
      did: "booking";
      /** The booking. */
      booking: EffectId;
    }
  | {
      /** The books were kept. */
      did: "entries";
      /** What was entered, in order; what was there already stands among it. */
      entries: EntryId[];
    }
  | {
      /** Terms of a trade were put forward. */
      did: "trade";
      /** The trade. */
      trade: TradeId;
    }
  | {
      /** Something was instructed to be settled. */
      did: "settlement";
      /** The settlement. */
      settlement: SettlementId;
    }
  | {
      /** Settlements were tried. */
      did: "settled";
      /** How each of them stands now, in the order they were named. */
      settlements: Tried[];
      /** What was netted: one report an asset, with its proof. Empty where nothing was, or not all could be paid. */
      netted?: NettingReport[];
    };

/** How far an account may fall below zero. */
export type Overdraft =
  | {
      /** By so much; less than nothing is nothing. */
      up_to: number;
    }
  /** As far as need be. */
  | "unlimited";

/** What happens when an order would take off more than is left of a budget. */
export type Overrun =
  /** The promotion is left out. */
  | "skip"
  /** It takes off what is left. */
  | "cut";

/** A carton with items in it. */
export interface PackedCarton {
  /** Which carton: its place in the request. */
  carton: number;
  /** What lies in it, so that each item comes after all that it lies on. Each lies on the floor or on another item. */
  items: PlacedItem[];
  /** What it weighs, the carton included, in grams. */
  grams: number;
  /** What it costs, the carton included. */
  money: number;
  /** How much of its room is filled, in thousandths, rounded down. */
  fill: number;
}

/** Items in cartons, and whatever could not be packed. */
export interface Packing {
  /** The parcels. */
  parcels: PackedCarton[];
  /** What is in none of them, and why. */
  left: LeftItem[];
  /** What all parcels come to. */
  cost: PackingCost;
  /** What no answer can be below that packs as much, in each of its numbers. */
  bound: PackingCost;
  /** How many steps of work were spent. */
  steps: number;
  /** Whether the work ended because steps had run out or it was stopped, so that more could find something better. */
  cut_short: boolean;
}

/** What parcels come to, the number that matters most first. */
export interface PackingCost {
  /** Cartons and carriage, in the smallest unit of the currency; 0 where nothing has a price. */
  money: number;
  /** How many parcels. */
  parcels: number;
  /** The room inside their cartons, in cubic millimetres. */
  volume: number;
}

/** What is to be packed, and how. */
export interface PackingRequest {
  /** What is to be packed. */
  items: Item[];
  /** What there is to pack it into. */
  cartons: Carton[];
  /**
   * What a parcel costs. Without one, and without cartons that cost anything, fewer parcels are better, then less
   * room.
   */
  tariff?: Tariff;
  /** How many hundredths of its base every item must have right beneath it, on the floor or on other items: 0 to 100. */
  support?: number;
  /**
   * How many steps of work may be spent on a better answer; a step takes about a nanosecond. When absent, as many as
   * suits the number of units: a fifth of a millisecond for a cart, a quarter of a second for a thousand different
   * items.
   */
  effort?: number;
  /** What chance begins with. The same request with the same seed has the same answer, everywhere. */
  seed?: number;
}

/** Units of a line in a parcel. */
export interface ParcelGoods {
  /** Which line, by its place in the query. */
  line: number;
  /** How many units of it. */
  quantity: Quantity;
}

/** What a carrier gives for one parcel. */
export interface ParcelLabel {
  /** The number under which it tells of the parcel. */
  tracking: string;
  /** The carrier's name for the label, or where it is to be had. */
  label: string;
}

/** A parcel as it is measured outside. */
export interface ParcelMeasure {
  /** Its size in millimetres. */
  size: Size;
  /** Its weight in grams. */
  grams: number;
  /** What it holds, where that is known: rules about what may be in one parcel ask for it. */
  goods?: ParcelGoods[];
}

/** A part of a kit. */
export interface Part {
  /** What. It is no kit itself. */
  sku: Sku;
  /** How many of its smallest units are in one kit. */
  quantity: Quantity;
}

/** A line of a part, and how far it is kept. All counts are smallest units. */
export interface PartLine {
  /** The number of the line in the receipt. */
  line: number;
  /** Units that were sold. */
  quantity: Quantity;
  /** Units that are still to leave. */
  to_ship: number;
  /** Units that have left. */
  shipped: number;
  /** Units of these that have arrived. */
  delivered: number;
}

/** A party to a trade, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type PartyCode = string;

/** An amount that is to be paid for an order. */
export interface Payment {
  /** Its id. */
  id: PaymentId;
  /** What is paid for. */
  order: OrderId;
  /** How much is to be paid. */
  amount: Money;
  /** How much of it was authorized; not known while absent. */
  authorized?: Money;
  /** How much has been captured, never more than was authorized. */
  captured: Money;
  /** How much of that has gone back. */
  refunded: Money;
  /** How it is paid, in the words of the host: `card`, `bank transfer`. */
  method?: string;
  /** The gateway that is asked by effects; the host reports by hand when absent. */
  gateway?: GatewayCode;
  /** The gateway's name for it. */
  reference?: string;
  /** Until when the authorization can be captured. */
  expires_at?: Timestamp;
  /** Captures and refunds that the gateway has a name for: one that is reported again is known by it. */
  transactions?: Transaction[];
  /** Its disputes, in the order in which they were opened. */
  disputes?: Dispute[];
  /** What the gateway is asked and has not answered yet. */
  asks?: Asked[];
  /** Why nothing more is captured, once that is so. */
  ended?: PaymentEnd;
  /** Where it stands. */
  state: PaymentState;
  /** The books that it is entered in, with its order; in none when absent. */
  books?: BooksCode;
}

/** Why nothing more of a payment is captured. */
export type PaymentEnd =
  /** The gateway refused. */
  | "failed"
  /** It was given up. */
  | "voided"
  /** Its authorization ended. */
  | "expired"
  /** A capture was the last one. */
  | "settled";

/** A payment intent. */
export type PaymentId = string;

/** What a payment of a trade is for. */
export type PaymentKind =
  /** The goods. */
  | "price"
  /** A service to the trade: of a market, an escrow agent, a carrier. */
  | "fee"
  /** A tax. */
  | "tax"
  /** What is due for bringing goods into a country. */
  | "duty";

/** How far something is paid. */
export interface PaymentProgress {
  /** What holds the rest, until all is paid or let go. */
  hold?: EntryId;
  /** How much has been paid. */
  paid?: number;
  /** How much has been received for that, where it is exchanged. */
  received?: number;
}

/** How an order stands with its money. */
export type PaymentStanding =
  /** Nothing is captured, and not all of it is authorized. */
  | "unpaid"
  /** A part of it is captured, and the rest is not authorized. */
  | "partly_paid"
  /** All of it is authorized, or captured in part and authorized for the rest. */
  | "authorized"
  /** All of it is captured. */
  | "paid"
  /** More is captured than is due, as when a paid order is cancelled: the rest is to go back. */
  | "overpaid"
  /** It was captured and has gone back in part, or was lost in part. */
  | "partly_refunded"
  /** It was captured and has all gone back. */
  | "refunded"
  /** The buyer's bank disputes a payment. */
  | "disputed"
  /** It was captured and is all gone, and by a lost dispute at least a part of it. */
  | "lost"
  /** Nothing is due any more, and nothing was paid: the order was cancelled, or amended to cost nothing, before. */
  | "void";

/** Where a payment stands. It is derived from its amounts (`Payment`), so it never says otherwise than they do. */
export type PaymentState =
  /** It is asked for. */
  | "created"
  /** The gateway holds the money for us. */
  | "authorized"
  /** A part of the money is ours, and the gateway holds the rest. */
  | "partly_captured"
  /** The money is ours: all of it, or all that will be captured. */
  | "captured"
  /** A part of what was captured has gone back, or was lost. */
  | "partly_refunded"
  /** All that was captured has gone back. */
  | "refunded"
  /** The buyer's bank disputes it. */
  | "disputed"
  /** All that was captured is gone, and by a lost dispute at least a part of it. */
  | "lost"
  /** It was given up before capture. */
  | "voided"
  /** The gateway refused it. */
  | "failed"
  /** Its authorization ended before capture. */
  | "expired";

/** Which units come first. Ties go by the place of their line. */
export type Pick =
  /** The cheapest. */
  | "cheapest"
  /** The dearest. */
  | "dearest"
  /** Those of the line with most units. */
  | "largest_line"
  /** In the order of the basket. */
  | "in_order";

/** Units of a lot that left, with goods of an order. */
export interface Picked {
  /** What. */
  sku: Sku;
  /** From where. */
  location: LocationCode;
  /** The lot, or the serial. */
  lot: LotCode;
  /** How many smallest units. */
  quantity: Quantity;
}

/** A place: everything that is said must hold. */
export interface Place {
  /** The country; any when absent. */
  country?: CountryCode;
  /** The region in it. */
  region?: RegionCode;
  /**
   * The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range of codes of one length.
   * Spaces, hyphens and case do not count; a ZIP+4 of the United States counts as its ZIP too.
   */
  postal?: string;
}

/** An item at its place. */
export interface PlacedItem {
  /** Which item: its place in the request. */
  item: number;
  /** Its corner that is nearest to the carton's first one, in millimetres along length, width and height. */
  at: [number, number, number];
  /** Its size as it lies. */
  size: Size;
}

/** What a command comes to. */
export type PlanAnswer =
  | {
      /** It has to be shown these first. */
      need: Key[];
    }
  | {
      /** A rule said no, or the message is malformed. */
      failure: WireFailure;
    }
  | {
      /** It was carried out before, with this outcome. */
      done: Outcome;
    }
  | {
      /** Make this true, then answer so. */
      commit: {
        /** What the command answers. */
        outcome: Outcome;
        /** What to make true. */
        commit: Commit;
      };
    };

/** A command with its moment and the facts that it is shown. */
export interface PlanRequest {
  /** The command's id. */
  id: CommandId;
  /** Who sends it. */
  actor?: Actor;
  /** When, and its randomness. */
  moment: Moment;
  /** What is stored. */
  facts?: WireFact[];
  /** What is asked. */
  command: Command;
}

/** Units of goods in a shipment. */
export interface PlannedGoods {
  /** Which: their place among those that were given, from 0 on. */
  goods: number;
  /** How many units of them. */
  units: number;
}

/** What leaves together. */
export interface PlannedShipment {
  /** From where. */
  from: LocationCode;
  /** On which day: once all of it is there. */
  leaves_on: Date;
  /** Which goods. */
  goods: PlannedGoods[];
  /** What they weigh, in grams. */
  grams: number;
  /** Why it goes apart from others; empty for what goes with nothing left behind. */
  why?: ApartWhy[];
}

/** A point on the globe, WGS 84. */
export interface Point {
  /** Degrees north of the equator, in millionths: from -90,000,000 to 90,000,000. */
  latitude: number;
  /** Degrees east of Greenwich, in millionths: from -180,000,000 to 180,000,000. */
  longitude: number;
}

/**
 * Compiled rules: a value of this type is free of contradictions. It is stored and sent as its `PriceRules`, and cheap
 * to clone.
 */
export type PriceBook = PriceRules;

/** A basket with the context that it is priced in. */
export interface PriceCall {
  /** What is priced. */
  basket: Basket;
  /** For whom, where and when. */
  context: Context;
}

/** A list of prices. */
export interface PriceList {
  /** Names it. */
  code: PriceListCode;
  /** What it does beside the base prices. */
  kind?: ListKind;
  /** For whom; everybody when absent. */
  for?: Audience;
  /** In force from this instant, inclusive. */
  from?: Timestamp;
  /** In force until this instant, exclusive. */
  until?: Timestamp;
  /** The prices. */
  prices: ListedPrice[];
}

/** A price list: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type PriceListCode = string;

/** Everything that turns a basket into a receipt. */
export interface PriceRules {
  /** Names the rules. */
  code: BookCode;
  /** Whether prices contain tax. */
  tax_display: TaxDisplay;
  /** Choices on which shops differ. */
  policy?: PricingPolicy;
  /** Prices. */
  lists?: PriceList[];
  /** Promotions. */
  promotions?: Promotion[];
  /** Places that share taxes. */
  zones?: TaxZone[];
  /** Taxes by zone, category and time. */
  taxes?: TaxRate[];
  /**
   * Whose taxes the prices contain where they contain tax: the seller's home. Asked for by `across_zones: keep_net`,
   * and for buyers who owe no tax.
   */
  home?: ZoneCode;
  /** Experiments with prices. */
  experiments?: Experiment[];
}

/** A line or a charge of a basket. */
export type PricedItem =
  | {
      /** A line, by its number. */
      line: number;
    }
  | {
      /** A charge, by its code. */
      charge: ChargeCode;
    };

/** What pricing comes to. */
export type PricingAnswer =
  | {
      /** The rules contradict themselves, the basket is wrong, or a price is missing. */
      failure: WireFailure;
    }
  | {
      /** It was priced. */
      priced: {
        /** The receipt. */
        receipt: Receipt;
        /** Its fingerprint. */
        digest: Digest;
      };
    };

/**
 * How prices are worked out where more than one way is right. Every field has a default, so `{}` is a policy.
 * The presets reproduce platforms that shops come from; each names what it differs in from `default`.
 */
export interface PricingPolicy {
  /** How a price times a quantity becomes minor units, where it does not come out even. */
  price_rounding?: Rounding;
  /** How a percentage off becomes minor units. */
  discount_rounding?: Rounding;
  /** How a tax becomes minor units. */
  tax_rounding?: Rounding;
  /** Where taxes are rounded. */
  tax_scope?: TaxScope;
  /** Several taxes on one line: each rounded by itself, or rounded once and shared. */
  tax_parts?: TaxParts;
  /** In which order promotions are applied. */
  sequence?: Sequence;
  /** Which promotions of the catalog reduce a price. */
  catalog?: CatalogChoice;
  /** What several promotions of one lane do to one line. */
  on_one_line?: OnOneLine;
  /** What an exclusive promotion excludes. */
  exclusive?: Exclusive;
  /** Which promotion of an exclusive group is applied. */
  group?: Choice;
  /** What a percentage off a unit or line is taken of. */
  line_base?: Base;
  /** What a percentage off the order is taken of. */
  order_base?: Base;
  /** Which amounts the thresholds of conditions look at. */
  threshold?: Base;
  /** Whether thresholds that do not say so count tax. */
  threshold_tax?: TaxView;
  /** Where a percentage off units is rounded. */
  unit_rounding?: UnitRounding;
  /** How a discount on the order is shared by its lines. */
  spread?: Remainder;
  /** By what a discount on the order is shared. */
  spread_by?: SpreadBy;
  /** What happens to prices that contain tax where the buyer's taxes differ from those at home. */
  across_zones?: AcrossZones;
  /** What happens where no tax rate is in force. */
  untaxed?: Untaxed;
  /** What gift cards and credit do to the total. */
  stored_value?: StoredValue;
}

/** A basket with everything that its price depends on. */
export interface PricingRequest {
  /** The rules. */
  rules: PriceRules;
  /** What is priced. */
  basket: Basket;
  /** For whom, where and when. */
  context: Context;
}

/** A command that was carried out: its fingerprint and its outcome, stored with what it changed. */
export interface ProcessedCommand {
  /** The fingerprint of the command. */
  digest: Digest;
  /** What it answered. */
  outcome: Outcome;
}

/** Whether a settlement is worked on. What cannot be is refused when it is instructed. */
export type ProcessingStatus =
  /** It is (`PACK`). */
  | "accepted"
  /** A party asks for it to be given up, and the others have not (`PCAN`). */
  | "pending_cancellation"
  /** It was given up (`CAND`). */
  | "cancelled";

/** A product, of which variants are sold: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type ProductCode = string;

/** When goods leave and arrive. */
export interface Promise {
  /** The last day on which they leave: a day of work of whoever sends them. */
  ship_by: Date;
  /** The first day on which they may arrive: a day of work where they go. */
  earliest: Date;
  /** The last day on which they arrive: a day of work where they go. */
  latest: Date;
  /** How the last day comes about, step by step. */
  steps: PromiseStep[];
}

/** A stage of the way. */
export type PromiseStage =
  | {
      /** Goods are made ready. */
      handling: { [name: string]: never };
    }
  | {
      /** They travel. */
      leg: {
        /** Which leg, by its place in the route. */
        leg: number;
      };
    }
  | {
      /** They are taken in. */
      arrival: { [name: string]: never };
    };

/** A step on the way, where all takes as long as it may. */
export interface PromiseStep {
  /** Which. */
  stage: PromiseStage;
  /** The calendar or timetable that it goes by; none by the clock alone. */
  calendar?: CalendarCode;
  /** When it begins. */
  begins: Timestamp;
  /** When it is done. */
  ends: Timestamp;
  /** The day on which it is done, by its calendar. */
  on?: Date;
  /** What was waited for, in order. */
  waits?: PromiseWait[];
}

/** What was waited for. Days one after the other that are closed for the same reason are told together. */
export type PromiseWait =
  | {
      /** It came after the cut-off of the day; an order, at it or after it. */
      cut_off: {
        /** The day. */
        on: Date;
        /** The cut-off. */
        cut_off: Time;
      };
    }
  | {
      /** There is no work on these days. */
      closed: {
        /** The first day. */
        from: Date;
        /** The last day. */
        until: Date;
        /** Why. */
        why: ClosedWhy;
      };
    }
  | {
      /** The next departure that is reached. */
      departure: {
        /** When it leaves. */
        leaves: Timestamp;
      };
    };

/** How many units can be promised by when. */
export interface Promised {
  /** From this instant on; from now on when absent. */
  at?: Timestamp;
  /** How many smallest units, all together, those that can be promised before among them. */
  quantity: number;
}

/** A promotion. Without actions it would do nothing, so it has at least one. */
export interface Promotion {
  /** Names it. */
  code: PromotionCode;
  /** What the shopper reads. */
  title: string;
  /** When it applies; always when absent. */
  when?: Condition;
  /** What it does. */
  actions: Action[];
  /** The higher comes first. Of equal ones, the earlier in the rules. */
  priority?: number;
  /** Lanes run one after the other, the lowest first; see `on_one_line` of the policy. */
  lane?: number;
  /** Beside which others it applies. */
  stacking?: Stacking;
  /** How much it may take off. */
  caps?: Caps;
  /** How often it may be used, and what it may cost. */
  limits?: Limits;
  /** Leaves alone goods that a promotion of the catalog or a sale list has made cheaper. */
  spares_reduced?: boolean;
  /** Applies from this instant, inclusive. */
  from?: Timestamp;
  /** Applies until this instant, exclusive. */
  until?: Timestamp;
}

/** A promotion: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type PromotionCode = string;

/** A record as it is from now on. */
export interface Put {
  /** Its key. */
  key: Key;
  /** Its new version. */
  version: Version;
  /** The hash of the last event of its stream. */
  head: Digest;
  /** The record. */
  record: Record;
}

/** A positive whole number of a SKU's smallest unit: pieces, or grams for a SKU sold by the kilogram. */
export type Quantity = number;

/** How many units there are. */
export interface QuantityTest {
  /** Of which goods; all when absent. */
  of?: Goods;
  /** How many, in smallest units. */
  within?: Count;
  /** On one line rather than together. */
  on_one_line?: boolean;
}

/** A question. On the wire: `{"get": "order", "order": "…"}`; it is answered by the `Answer` of the same name. */
export type Query =
  | {
      /** A command that was carried out. Refused with `command.unknown`. */
      get: "command";
      /** Its id. */
      command: CommandId;
    }
  | {
      /** A variant. Refused with `variant.unknown`. */
      get: "variant";
      /** Its SKU. */
      variant: Sku;
    }
  | {
      /** A channel. Refused with `channel.unknown`. */
      get: "channel";
      /** Its code. */
      channel: ChannelCode;
    }
  | {
      /** The rules of a price book. Refused with `price_book.unknown`. */
      get: "price_book";
      /** Its code. */
      book: BookCode;
    }
  | {
      /** Rules of shipping. Refused with `shipping_book.unknown`. */
      get: "shipping_book";
      /** Their code. */
      book: ShippingCode;
    }
  | {
      /** A coupon. Refused with `coupon.unknown`. */
      get: "coupon";
      /** Its code. */
      coupon: CouponCode;
    }
  | {
      /** A use of a coupon. Refused with `coupon_use.unknown`. */
      get: "coupon_use";
      /** Its id. */
      coupon_use: CouponUseId;
    }
  | {
      /** How often a customer has used something. Refused with `tally.unknown`. */
      get: "tally";
      /** What and who. */
      tally: TallyCode;
    }
  | {
      /** A gift card. Refused with `gift_card.unknown`. */
      get: "gift_card";
      /** Its code. */
      gift_card: GiftCardCode;
    }
  | {
      /** A place that holds stock. Refused with `location.unknown`. */
      get: "location";
      /** Its code. */
      location: LocationCode;
    }
  | {
      /** What holds for a SKU at a location. Refused with `stock_terms.unknown`. */
      get: "stock_terms";
      /** Of which SKU, at which location: `SKU@LOCATION`. */
      stock_terms: StockCode;
    }
  | {
      /** The lots of a SKU at a location. Refused with `shelf.unknown`. */
      get: "shelf";
      /** Of which SKU, at which location: `SKU@LOCATION`. */
      shelf: ShelfCode;
    }
  | {
      /** Goods on their way from one location to another. Refused with `transfer.unknown`. */
      get: "transfer";
      /** Its id. */
      transfer: TransferId;
    }
  | {
      /** Goods that were announced. Refused with `inbound.unknown`. */
      get: "inbound";
      /** Its id. */
      inbound: InboundId;
    }
  | {
      /** A movement of stock. Refused with `movement.unknown`. */
      get: "movement";
      /** Its id. */
      movement: MovementId;
    }
  | {
      /** A cart. Refused with `cart.unknown`. */
      get: "cart";
      /** Its id. */
      cart: CartId;
    }
  | {
      /** A hold on stock. Refused with `reservation.unknown`. */
      get: "reservation";
      /** Its id. */
      reservation: ReservationId;
    }
  | {
      /** Goods promised to an order before they are there. Refused with `backorder.unknown`. */
      get: "backorder";
      /** Its id. */
      backorder: BackorderId;
    }
  | {
      /** An order. Refused with `order.unknown`. */
      get: "order";
      /** Its id. */
      order: OrderId;
    }
  | {
      /** A payment. Refused with `payment.unknown`. */
      get: "payment";
      /** Its id. */
      payment: PaymentId;
    }
  | {
      /** A return. Refused with `return.unknown`. */
      get: "return";
      /** Which. */
      return_id: ReturnId;
    }
  | {
      /** A series of numbers. Refused with `series.unknown`. */
      get: "series";
      /** Its code. */
      series: SeriesCode;
    }
  | {
      /** An invoice. Refused with `invoice.unknown`. */
      get: "invoice";
      /** Its id. */
      invoice: InvoiceId;
    }
  | {
      /** A credit note. Refused with `credit_note.unknown`. */
      get: "credit_note";
      /** Its id. */
      credit_note: CreditNoteId;
    }
  | {
      /** A seller. Refused with `seller.unknown`. */
      get: "seller";
      /** Their code. */
      seller: SellerCode;
    }
  | {
      /** The part of a seller in an order: its number, and since when. Refused with `seller_order.unknown`. */
      get: "seller_order";
      /** Of which order and seller: `ORDER/SELLER`. */
      seller_order: SellerOrderCode;
    }
  | {
      /** A shipment. Refused with `shipment.unknown`. */
      get: "shipment";
      /** Its id. */
      shipment: ShipmentId;
    }
  | {
      /** Something that is asked of the outside world. Refused with `effect.unknown`. */
      get: "effect";
      /** Its id. */
      effect: EffectId;
    }
  | {
      /** An account of a ledger. Refused with `account.unknown`. */
      get: "account";
      /** Its code. */
      account: AccountCode;
    }
  | {
      /** An entry of a ledger. Refused with `entry.unknown`. */
      get: "entry";
      /** Its id. */
      entry: EntryId;
    }
  | {
      /** A trade. Refused with `trade.unknown`. */
      get: "trade";
      /** Its id. */
      trade: TradeId;
    }
  | {
      /** A settlement. Refused with `settlement.unknown`. */
      get: "settlement";
      /** Its id. */
      settlement: SettlementId;
    }
  | {
      /** How a settlement stands now, as one of its parties is told. Refused with `settlement.unknown`. */
      get: "settlement_status";
      /** Its id. */
      settlement: SettlementId;
      /** The party; to any other, all of its parties are others. */
      party: PartyCode;
    }
  | {
      /** What a cart costs now. Refused with `cart.unknown`, `cart.empty`, and as pricing refuses. */
      get: "price";
      /** The cart. */
      cart: CartId;
    }
  | {
      /**
       * The lines of a cart whose price is another than the shopper was shown; none where its channel does not tell.
       * Refused with `cart.unknown` and `price.missing`.
       */
      get: "changed_prices";
      /** The cart. */
      cart: CartId;
    }
  | {
      /**
       * The methods by which the goods of a cart can be sent as it is, and why all others are not offered. Refused
       * with `cart.unknown`, `cart.empty` and `shipping.unset`.
       */
      get: "shipping_offers";
      /** The cart. */
      cart: CartId;
    }
  | {
      /**
       * The methods by which goods can be sent, without a cart. Refused with `shipping_book.unknown` and
       * `currency.mismatch`.
       */
      get: "quote_shipping";
      /** The rules. */
      book: ShippingCode;
      /** The goods, and where they go. */
      goods: ShippingQuery;
    }
  | {
      /** Goods packed into cartons. Refused with `packing.invalid`. */
      get: "pack";
      /** The goods and the cartons. */
      request: PackingRequest;
    }
  | {
      /**
       * What goods cost once they have come over a border, by rules that are kept nowhere. Refused with
       * `rules.invalid`, `lines.missing`, `currency.mismatch` and `basket.invalid`.
       */
      get: "landed_cost";
      /** What is owed at borders. */
      rules: DutyRules;
      /** The goods, and where they go. */
      goods: LandedQuery;
    }
  | {
      /** Goods parted into shipments: what can leave together, and when. Refused with `limit.exceeded`. */
      get: "split_shipments";
      /** The goods, and what keeps them apart. */
      request: SplitRequest;
    }
  | {
      /** What an amendment of an order would come to, as `amend_order` answers it. Refused as that is. */
      get: "preview_amendment";
      /** The order. */
      order: OrderId;
      /** What is to change, each line once. */
      changes: OrderChange[];
    }
  | {
      /**
       * What each seller, and the channel itself, has of an order: lines, amounts, what fell off, what it comes to
       * now. Refused with `order.unknown`.
       */
      get: "order_parts";
      /** The order. */
      order: OrderId;
    }
  | {
      /** Stock of a SKU at a location. A hold past its time is not counted. */
      get: "stock";
      /** The SKU. */
      sku: Sku;
      /** The location. */
      location: LocationCode;
    }
  | {
      /**
       * How many units of a SKU a channel can sell now, over all its locations that are active. Refused with
       * `channel.unknown`.
       */
      get: "for_sale";
      /** The SKU. */
      sku: Sku;
      /** The channel. */
      channel: ChannelCode;
    }
  | {
      /** How many units of a SKU can be promised at a location, now and after each receipt that is announced there. */
      get: "promise";
      /** The SKU. */
      sku: Sku;
      /** The location. */
      location: LocationCode;
    }
  | {
      /** How much is left on a gift card. Refused with `gift_card.unknown`. */
      get: "balance";
      /** The gift card. */
      gift_card: GiftCardCode;
    }
  | {
      /** How many more orders may use a coupon. Refused with `coupon.unknown`. */
      get: "coupon_left";
      /** The coupon. */
      coupon: CouponCode;
    }
  | {
      /** How an order stands with its money and its goods. Refused with `order.unknown`. */
      get: "standing";
      /** The order. */
      order: OrderId;
    }
  | {
      /**
       * What was taken from an account and came to it. What is pending past its time is not counted. Refused with
       * `account.unknown`.
       */
      get: "account_balance";
      /** The account. */
      account: AccountCode;
    }
  | {
      /**
       * A page of the entries of an account, in the order of their ids. Refused with `account.unknown` and
       * `scan.invalid`.
       */
      get: "statement";
      /** The account. */
      account: AccountCode;
      /** After this entry; from the start when absent. */
      after?: Key;
      /** How many at most, from 1 to 1,000; 100 when absent. */
      limit?: number;
    }
  | {
      /**
       * A page of accounts with their balances, in the order of their codes. Of each asset, the debits of all accounts
       * come to their credits. Refused with `scan.invalid`.
       */
      get: "trial_balance";
      /** After this account; from the start when absent. */
      after?: Key;
      /** How many at most, from 1 to 1,000; 100 when absent. */
      limit?: number;
    }
  | {
      /** What was there in an account at an instant, by when entries took effect. Refused with `account.unknown`. */
      get: "balance_at";
      /** The account. */
      account: AccountCode;
      /** When. */
      at: Timestamp;
    }
  | {
      /** A page of records that match, in the order of their ids. Refused with `scan.invalid`. */
      get: "records";
      /** Of which kind. */
      kind: RecordKind;
      /** What must hold of their columns; all of it. */
      where?: { [name: string]: ColumnTest };
      /** After this record; from the start when absent. */
      after?: Key;
      /** How many at most, from 1 to 1,000; 100 when absent. */
      limit?: number;
    }
  | {
      /** Events after a place in the log, oldest first. */
      get: "events";
      /** The place; the start of the log when absent. */
      after?: Cursor;
      /** How many at most, up to 1,000; 100 when absent. */
      limit?: number;
    };

/** An exact fraction as text, at most 12 decimals: `0.22` is 22 %. It fits in 64 bits. */
export type Rate = string;

/**
 * A priced basket.
 * `total = net + tax`, and each of them is the sum over lines and charges; what a promotion takes off and what a tax
 * comes to are each the sum of their parts; `due` is what gift cards and credit leave of the total.
 */
export interface Receipt {
  /** The price book that it was made by. */
  book: BookCode;
  /** The fingerprint of the rules of the book. */
  version: Digest;
  /** The instant whose prices, promotions and taxes it shows. */
  at: Timestamp;
  /** Whether the prices shown contain tax. */
  tax_display: TaxDisplay;
  /** Where the goods go. */
  country: CountryCode;
  /** What every amount is counted in. */
  currency: Currency;
  /** The lines, in the order of the basket; gifts at the end. */
  lines: ReceiptLine[];
  /** Shipping, fees and donations. */
  charges?: ReceiptCharge[];
  /** Prices that promotions of the catalog reduced, step by step. */
  catalog?: CatalogPrice[];
  /** Promotions that took something off, in the order in which they did. */
  applied: AppliedPromotion[];
  /** Promotions that had to do with the basket and took nothing off, and why. */
  rejected: RejectedPromotion[];
  /** Coupon codes that no promotion asks for. */
  unknown_coupons?: CouponCode[];
  /** The arms of experiments that the buyer was in. */
  arms?: [ExperimentCode, ArmCode][];
  /** Why no tax is due, where the buyer owes none to the seller. */
  tax_status?: TaxStatus;
  /** Taxes by name and rate, in the order of the lines. */
  taxes: TaxTotal[];
  /** Goods at their prices, before discounts. */
  goods: Money;
  /** What the promotions take off goods; zero or more. */
  discount: Money;
  /** Shipping, fees and donations, after discounts, as prices are. */
  charged: Money;
  /** What is to be paid, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What is to be paid. */
  total: Money;
  /** What gift cards and credit pay of it. */
  credits?: UsedCredit[];
  /** By how much gift cards lower net and tax, where they lower the total rather than pay (`stored_value: reduction`). */
  reduction?: Reduction;
  /** What is left to be paid. */
  due: Money;
  /** The kits that some of the lines are parts of. */
  kits?: KitLine[];
}

/** A charge. */
export interface ReceiptCharge {
  /** Names it. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** What kind it is. */
  kind: ChargeKind;
  /** How much it is, before discounts. */
  amount: Money;
  /** What the promotions take off it; zero or more. */
  discount: Money;
  /** What is to be paid for it, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What is to be paid for it. */
  gross: Money;
}

/** One line: `subtotal - discount` is what is left of it, that is `net` and the taxes that prices contain. */
export interface ReceiptLine {
  /** Its number in the cart; of a part of a kit, a number above all of the cart; of a gift, the next after the others. */
  line: number;
  /** What. */
  sku: Sku;
  /** What the shopper reads. */
  title: string;
  /** How many smallest units. */
  quantity: Quantity;
  /** Decimals of the unit that the price is for. */
  decimals?: number;
  /** The price of `per` whole units. */
  unit_price: Money;
  /** How many whole units the price is for; one when absent. */
  per?: number;
  /** The price before it was reduced, to compare with. */
  compare_at?: Money;
  /** The list that the price is from; the variant's own when absent. */
  list?: PriceListCode;
  /** Which tax rates apply to it. */
  tax_category: TaxCategory;
  /** The line of the kit that it is part of. */
  kit?: number;
  /** The promotion that gives it. */
  gift?: PromotionCode;
  /** Price times quantity. */
  subtotal: Money;
  /** What the promotions take off it; zero or more. */
  discount: Money;
  /** What is to be paid for it, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What is to be paid for it. */
  gross: Money;
}

/** Units of a line of a return that have come back, by their condition. */
export interface ReceivedUnits {
  /** The number of the line. */
  line: number;
  /** Units that are for sale again; zero or more. */
  restocked?: number;
  /** Units that are not fit for sale; zero or more. */
  written_off?: number;
}

/** The body of a record; its key says of which kind it is. */
export type Record =
  | ProcessedCommand
  | Variant
  | Channel
  | PriceRules
  | NamedShippingBook
  | Coupon
  | CouponUse
  | Tally
  | GiftCard
  | Location
  | StockTerms
  | Shelf
  | Transfer
  | Inbound
  | Movement
  | Cart
  | Reservation
  | Backorder
  | Order
  | Payment
  | Return
  | Series
  | Invoice
  | CreditNote
  | Shipment
  | Effect
  | Seller
  | SellerOrder
  | Account
  | Entry
  | Trade
  | Settlement;

/** A kind of record. */
export type RecordKind =
  /** Commands that were carried out. */
  | "command"
  /** Variants. */
  | "variant"
  /** Channels of sale. */
  | "channel"
  /** Price books. */
  | "price_book"
  /** Rules of shipping. */
  | "shipping_book"
  /** Coupons. */
  | "coupon"
  /** Uses of coupons. */
  | "coupon_use"
  /** How often customers have used something. */
  | "tally"
  /** Gift cards. */
  | "gift_card"
  /** Places that hold stock. */
  | "location"
  /** Terms of stock. */
  | "stock_terms"
  /** Lots at locations. */
  | "shelf"
  /** Goods on their way between locations. */
  | "transfer"
  /** Goods that were announced. */
  | "inbound"
  /** Movements of stock. */
  | "movement"
  /** Carts. */
  | "cart"
  /** Holds on stock. */
  | "reservation"
  /** Goods promised before they are there. */
  | "backorder"
  /** Orders. */
  | "order"
  /** Payments. */
  | "payment"
  /** Returns. */
  | "return"
  /** Series of numbers. */
  | "series"
  /** Invoices. */
  | "invoice"
  /** Credit notes. */
  | "credit_note"
  /** Shipments. */
  | "shipment"
  /** What is asked of the outside world. */
  | "effect"
  /** Sellers. */
  | "seller"
  /** Parts of sellers in orders. */
  | "seller_order"
  /** Accounts of ledgers. */
  | "account"
  /** Entries of ledgers. */
  | "entry"
  /** Trades. */
  | "trade"
  /** Settlements. */
  | "settlement";

/** By how much gift cards lower net and tax. */
export interface Reduction {
  /** The net amount. */
  net: Money;
  /** The tax. */
  tax: Money;
}

/** A part of a refund, and what it goes back to. On the wire: `{"to": "payment", "payment": "…", "amount": {…}}`. */
export type RefundPart =
  | {
      /** A payment. */
      to: "payment";
      /** Which. */
      payment: PaymentId;
      /** How much. */
      amount: Money;
    }
  | {
      /** A gift card, or store credit. */
      to: "gift_card";
      /** Which. */
      gift_card: GiftCardCode;
      /** How much. */
      amount: Money;
    };

/** Goods that a method may not carry, and why. */
export interface RefusedGoods {
  /** Which, in the order of the query. */
  goods: Sku[];
  /** Why. */
  why: RefusedWhy;
}

/** Why a method may not carry goods. */
export type RefusedWhy =
  | {
      /** They are dangerous, and the method takes none of that class. */
      hazard: {
        /** Of which class. */
        class: HazardClass;
      };
    }
  | {
      /** They may not be sent so. */
      banned: {
        /** By which rule. */
        restriction: RestrictionCode;
      };
    }
  | {
      /** There are too many units. */
      too_many: {
        /** By which rule. */
        restriction: RestrictionCode;
        /** At most so many. */
        most: number;
        /** There are. */
        has: number;
        /** In which parcel, by its place in the query; in all together when absent. */
        parcel?: number;
      };
    }
  | {
      /** They weigh too much. */
      too_heavy: {
        /** By which rule. */
        restriction: RestrictionCode;
        /** At most so many grams. */
        most: number;
        /** They weigh. */
        has: number;
        /** In which parcel, by its place in the query; in all together when absent. */
        parcel?: number;
      };
    }
  | {
      /** They are in one parcel and may not be. */
      not_together: {
        /** By which rule. */
        restriction: RestrictionCode;
        /** In which parcel, by its place in the query. */
        parcel: number;
      };
    };

/** A region of a country, such as the second part of ISO 3166-2: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type RegionCode = string;

/** A promotion that took nothing off. */
export interface RejectedPromotion {
  /** Which. */
  promotion: PromotionCode;
  /** What the shopper reads. */
  title: string;
  /** Why it took nothing off. */
  reason: RejectedReason;
}

/** Why a promotion took nothing off. Of several reasons it is the first that was found, in the order of its condition. */
export type RejectedReason =
  | {
      /** The goods it looks at are worth less than it needs. */
      minimum_not_met: {
        /** From which value on it applies; more than this where `exclusive`. */
        needs: Money;
        /** What they are worth. */
        has: Money;
        /** The value needed is not enough by itself. */
        exclusive?: boolean;
      };
    }
  | {
      /** The goods it looks at are worth more than it allows. */
      maximum_passed: {
        /** Up to which value it applies. */
        most: Money;
        /** What they are worth. */
        has: Money;
      };
    }
  | {
      /** There are too few units of the goods it looks at. */
      too_few: {
        /** How many it needs. */
        needs: number;
        /** How many there are. */
        has: number;
      };
    }
  | {
      /** There are too many units of the goods it looks at. */
      too_many: {
        /** Up to how many it applies. */
        most: number;
        /** How many there are. */
        has: number;
      };
    }
  | {
      /** The goods it looks at weigh too little or too much. */
      weight_differs: {
        /** How many grams they weigh. */
        has: number;
      };
    }
  | {
      /** Its amounts are in other currencies than the basket. */
      other_currency: {
        /** A currency that it is for. */
        needs: Currency;
      };
    }
  | {
      /** It has not started, or has ended. */
      not_now: { [name: string]: never };
    }
  | {
      /** It is for other hours or days of the week. */
      not_at_this_time: { [name: string]: never };
    }
  | {
      /** It is for other channels. */
      other_channel: { [name: string]: never };
    }
  | {
      /** It is for other countries or regions. */
      other_destination: { [name: string]: never };
    }
  | {
      /** It is for groups or clubs that the buyer is not in. */
      not_in_group: { [name: string]: never };
    }
  | {
      /** The context has not the attribute that it asks for. */
      other_attribute: {
        /** Which. */
        name: string;
      };
    }
  | {
      /** It is for another of the customer's orders, such as the first. */
      other_order_number: {
        /** Which this one would be; unknown when absent. */
        has?: number;
      };
    }
  | {
      /** None of its coupon codes was given. */
      no_coupon: { [name: string]: never };
    }
  | {
      /** The buyer is in another arm of its experiment, or in none. */
      other_arm: {
        /** Which experiment. */
        experiment: ExperimentCode;
      };
    }
  | {
      /** Another promotion must have taken something off, and did not. */
      needs_promotion: {
        /** Which. */
        promotion: PromotionCode;
      };
    }
  | {
      /** Something holds that must not. */
      forbidden: { [name: string]: never };
    }
  | {
      /** No goods and no charges of the basket are what it reduces. */
      nothing_chosen: { [name: string]: never };
    }
  | {
      /** It has nothing left to reduce, or its share rounds to nothing. */
      nothing_to_take_off: { [name: string]: never };
    }
  | {
      /** Another promotion excludes it. */
      excluded_by: {
        /** Which. */
        promotion: PromotionCode;
      };
    }
  | {
      /** Another promotion takes more off each of its lines. */
      less_than_others: { [name: string]: never };
    }
  | {
      /** It has been used as often as it may. */
      used_up: { [name: string]: never };
    }
  | {
      /** It would take off more than is left of its budget. */
      budget_passed: {
        /** What is left. */
        left: Money;
        /** What it would take off. */
        would: Money;
      };
    };

/**
 * Names who gets the minor units that are left when every part has its share rounded down.
 * With *n* parts of non-zero weight there are fewer than *n* such units. A part of zero weight never gets one.
 * Serialised in snake case: `"largest_remainder"`.
 */
export type Remainder =
  /**
   * One unit each to the parts that lost most by rounding down; of equal losses the first in order. Every part is then
   * less than one unit away from its exact share (the Hamilton method).
   */
  | "largest_remainder"
  /** All units to the first part of non-zero weight. */
  | "first"
  /** All units to the last part of non-zero weight. */
  | "last"
  /** One unit each to the parts of non-zero weight, in the order in which they are given, until none is left. */
  | "in_order"
  /**
   * Shares are rounded to the nearest, a half toward zero; what is then left or too much goes to the parts of non-zero
   * weight one unit each, in the order in which they are given (as Sylius shares).
   */
  | "half_down_then_in_order"
  /**
   * Shares are rounded to the nearest, a half up, but never more than what is left; the last part of non-zero weight
   * takes the rest (as Saleor shares). For weights of one sign.
   */
  | "half_up_then_last"
  /**
   * From the last part to the first, each takes its share of what is left, rounded down; the first takes the rest (as
   * Solidus shares, by Ruby's Money).
   */
  | "cut_from_last";

/**
 * Stock held for a cart, or for somebody without one. Past `expires_at` it holds nothing, even before it is marked as
 * expired.
 */
export interface Reservation {
  /** Its id. */
  id: ReservationId;
  /** The cart that it holds stock for, if it is one. */
  cart?: CartId;
  /** Who else holds it, without a cart. */
  holder?: HolderCode;
  /** What it holds, and where. */
  lines: Allocation[];
  /** Until when. */
  expires_at: Timestamp;
  /** Where it stands. */
  state: ReservationState;
}

/** A hold on stock. */
export type ReservationId = string;

/** Where a reservation stands. */
export type ReservationState =
  /** It holds stock until it expires. */
  | "held"
  /** Its stock went to an order, or left. */
  | "committed"
  /** It was given up. */
  | "released"
  /** Its time ran out. */
  | "expired";

/** Goods by what they are and how dangerous they are: both must hold. */
export interface RestrictedGoods {
  /** Which; all when absent. */
  such?: Goods;
  /** Those that may be of one of these classes; all, dangerous or not, when there is none. */
  hazards?: HazardClass[];
}

/** Goods that may not be sent somewhere, or not by some methods, or only so much of them. */
export interface Restriction {
  /** Names it: what is refused by it says so. */
  code: RestrictionCode;
  /** Which goods. */
  goods?: RestrictedGoods;
  /** Only to one of these places; to all when there is none. */
  to?: ShippingPlace[];
  /** Only by one of these methods. By all when neither a method nor a service is said. */
  methods?: ChargeCode[];
  /** Only by methods of one of these services. */
  services?: CarrierService[];
  /** What is refused of them. */
  limit: RestrictionLimit;
}

/** A rule about what may not be sent: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type RestrictionCode = string;

/**
 * What is refused of goods. What a parcel holds is known where the query says it, and where there is one parcel alone;
 * other parcels, and queries without any, are not looked at by rules about parcels.
 */
export type RestrictionLimit =
  | {
      /** All of them. */
      banned: { [name: string]: never };
    }
  | {
      /** More than this in one parcel. */
      in_parcel: MostGoods;
    }
  | {
      /** More than this in all parcels together. */
      in_shipment: MostGoods;
    }
  | {
      /** That they are in one parcel with other goods that are such. */
      apart: RestrictedGoods;
    };

/** Goods of an order that come back. */
export interface Return {
  /** Its id. */
  id: ReturnId;
  /** The order. */
  order: OrderId;
  /** What comes back; a kit by its parts. */
  lines: ReturnLine[];
  /** Where the goods are to be sent, once it is approved. */
  location?: LocationCode;
  /** When it was asked for. */
  requested_at: Timestamp;
  /** Where it stands. */
  state: ReturnState;
  /** Why it was refused. */
  refused_because?: string;
  /** How much was credited for it. */
  credited?: Money;
}

/** A return. */
export type ReturnId = string;

/** Units of a line that come back. */
export interface ReturnLine {
  /** The line of the order. */
  line: number;
  /** How many smallest units. */
  quantity: Quantity;
  /** Why, in the buyer's words. */
  reason?: string;
  /** Units that came back and are for sale again. */
  restocked?: number;
  /** Units that came back and are not fit for sale. */
  written_off?: number;
}

/** Where a return stands. */
export type ReturnState =
  /** It is asked for. */
  | "requested"
  /** The goods may be sent back. */
  | "approved"
  /** Some or all of the goods have come back. */
  | "received"
  /** The money has been credited. */
  | "refunded"
  /** The shop said no. */
  | "refused"
  /** The buyer keeps the goods after all. */
  | "cancelled";

/** Units of a line that a buyer wants to send back. A kit comes back whole: it is named by its own line. */
export interface ReturnedUnits {
  /** The number of the line. */
  line: number;
  /** How many smallest units; of a kit, how many kits. */
  quantity: Quantity;
  /** Why. */
  reason?: string;
}

/** How an item may be turned. */
export type Rotation =
  /** Any side may be up. */
  | "free"
  /** Its height stays upright; it may be turned on its base. */
  | "keep_flat"
  /** As it is given, along the sides of the carton. */
  | "never"
  | {
      /** Any side that is named may be upright; it may be turned on its base. */
      standing: {
        /** Its length may be upright. */
        length: boolean;
        /** Its width may be upright. */
        width: boolean;
        /** Its height may be upright. */
        height: boolean;
      };
    };

/**
 * Names how a quotient becomes a whole number. There is no default: a rounding is always somebody's decision.
 * All but floor and ceiling treat −x as the mirror image of x, so a refund undoes a charge to the minor unit.
 * Serialised in snake case: `"half_up"`.
 */
export type Rounding =
  /** To the nearest; a half goes away from zero, for negative numbers too. */
  | "half_up"
  /** To the nearest; a half goes to the even neighbour ("banker's rounding"). */
  | "half_even"
  /** To the nearest; a half goes toward zero. */
  | "half_down"
  /** Away from zero. */
  | "up"
  /** Toward zero: decimals are cut off. */
  | "down"
  /** Toward minus infinity. */
  | "floor"
  /** Toward plus infinity. */
  | "ceiling";

/** A way that goods take: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type RouteCode = string;

/** One thing that is wrong with a set of rules, and where. */
export interface RuleProblem {
  /** Where: `promotions[2].actions[0].off`. */
  path: string;
  /** What, and what would be right. */
  problem: string;
}

/** What an order keeps of its sale, so that it can be priced again. */
export interface SaleTerms {
  /** What a return or a cancellation in part does to promotions and gifts. */
  after_sales?: AfterSalesPolicy;
  /** What was known of who buys. */
  buyer?: Buyer;
  /** The coupons that were given. */
  coupons?: CouponCode[];
  /** Shipping, fees and donations, as they were asked for. */
  charges?: Charge[];
  /** The offer by which its goods are sent, with what is promised, as it was when the order was placed. */
  shipping?: ShippingOffer;
  /** Whether a tax service answered for it, so that the rates of the book say nothing of it. */
  taxes_answered?: boolean;
  /** The books that it is entered in; in none when absent. */
  books?: BooksCode;
}

/**
 * Somebody who sells goods in the channels of others. What they sell of an order is a part of it, with a number and
 * with documents of its own.
 */
export interface Seller {
  /** Their code, which names them. */
  code: SellerCode;
  /** Name and address, as their invoices say. */
  address: Address;
  /** The number by which they are registered for tax. */
  tax_id?: string;
  /** The series that their parts of orders and their documents take their numbers from. */
  numbers?: ChannelNumbers;
}

/** Somebody who sells goods in the channels of others: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type SellerCode = string;

/** What one of several sellers has of the lost discount of a credit. */
export interface SellerLoss {
  /** Whose goods and charges cost so much more; those of the channel itself when absent. */
  seller?: SellerCode;
  /** How much, tax by tax. */
  lost_discount: TaxedAmount;
}

/** That a seller has a part in an order: what the orders of a seller are found by. It is never changed. */
export interface SellerOrder {
  /** The order. */
  order: OrderId;
  /** The seller. */
  seller: SellerCode;
  /** The number of the part for people, where the seller has a series for them. */
  number?: string;
  /** Since when. */
  placed_at: Timestamp;
}

/** The part of a seller in an order, `ORDER/SELLER`: 38 to 69 of `A-Z a-z 0-9 . _ - / + :`. */
export type SellerOrderCode = string;

/** An amount of one asset that goes from where it can be found to where it belongs. */
export interface Sending {
  /** What. */
  asset: AssetCode;
  /** How much, in the smallest units of the asset; all that the source has when absent. */
  amount?: number;
  /** From where. */
  from: FundsSource;
  /** Whither. */
  to: FundsDestination;
}

/** In which order promotions are applied. Ties go to the higher priority, then to the place in the rules. */
export type Sequence =
  /** Catalog, then line, then order, then shipping actions, each phase by lane and priority. */
  | "phases"
  /** By lane and priority, all actions of a promotion together. Catalog actions still come first: they set prices. */
  | "priority"
  /** As phases, and in the line phase buy-and-get before everything else. */
  | "buy_get_first";

/** A series of numbers, and how far it has come. */
export interface Series {
  /** Its code, which names it. */
  code: SeriesCode;
  /** How its numbers look. */
  terms: SeriesTerms;
  /** The number that was given last; none yet when absent. */
  last?: number;
}

/** A series of numbers, such as `eu-2026`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type SeriesCode = string;

/** How the numbers of a series look: `EU-2026-000123` has the prefix `EU-2026-` and six digits. */
export interface SeriesTerms {
  /** What stands before the digits; it does not end in a digit. At most 32 bytes. */
  prefix?: string;
  /** The first number: 1 to 999,999,999,999. */
  first: number;
  /** The least digits: smaller numbers have zeros before them. At most 12. */
  digits?: number;
}

/** A service of a carrier, such as `ground`: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type ServiceCode = string;

/**
 * What parties instruct to be delivered and paid. Its entries are found by its id as their reference; payments that
 * were netted by `netted_with`.
 */
export interface Settlement {
  /** Its id. */
  id: SettlementId;
  /** What is instructed. */
  terms: SettlementTerms;
  /** How far it is. */
  progress: SettlementProgress;
  /** When it was first instructed. */
  instructed_at: Timestamp;
}

/** What a party does about a settlement. */
export type SettlementAct =
  | {
      /** Instructs the same. Refused with `settlement.unmatched` where anything is another. */
      affirm: {
        /** All that this party instructs. */
        terms: SettlementTerms;
      };
    }
  | {
      /** Keeps it back until it is released by the same party. */
      hold: { [name: string]: never };
    }
  | {
      /** Keeps it back no longer. */
      release: { [name: string]: never };
    }
  | {
      /**
       * Gives it up: at once as long as it is not matched, then once all parties have asked for it. What was settled
       * stays so.
       */
      cancel: {
        /** Why. */
        reason?: string;
      };
    };

/** A settlement. */
export type SettlementId = string;

/** What one party delivers to another. */
export interface SettlementLeg {
  /** Whether goods or money are missing where there is not enough. */
  kind?: LegKind;
  /** Who delivers. */
  deliverer: PartyCode;
  /** The account that it is taken from. */
  from: AccountCode;
  /** Who receives. */
  receiver: PartyCode;
  /** The account that it comes to, of the same asset. */
  to: AccountCode;
  /** How much, in the smallest units of the asset. */
  amount: number;
}

/** How far a settlement is. */
export interface SettlementProgress {
  /** Where it stands. */
  state: SettlementState;
  /** Who has instructed it, in order. It is matched once all have who are named in it. */
  affirmed_by: PartyCode[];
  /** Who keeps it back, in order. */
  held_by?: PartyCode[];
  /** Who asks for it to be given up, in order. */
  cancel_asked_by?: PartyCode[];
  /** How much of each leg has moved, in the order of the terms. */
  settled: number[];
  /** What kept the rest of it from being settled when it was last tried. */
  obstacle?: Obstacle;
  /** At how many cut-offs it was not settled. */
  fails?: number;
  /** When it is tried next; by whoever sends `settle` in between. Not by itself when absent. */
  next_at?: Timestamp;
  /** The first settlement of those that it was netted with. */
  netted_with?: SettlementId;
  /** Why it was given up, in words. */
  reason?: string;
}

/** Why something is not settled: the codes of ISO 20022 (`PendingReason`), `lack` for `LACK`. */
export type SettlementReason =
  /** The party lacks goods, or securities. */
  | "lack"
  /** The party lacks money. */
  | "mony"
  /** The counterparty lacks goods, or securities. */
  | "clac"
  /** The counterparty lacks money. */
  | "cmon"
  /** The party keeps it back. */
  | "prea"
  /** The counterparty keeps it back. */
  | "prcy"
  /** Both keep it back. */
  | "both"
  /** Its day is still to come. */
  | "futu"
  /** The deadline was missed. */
  | "late"
  /** Something that it is linked to is not settled. */
  | "link"
  /** An account is blocked. */
  | "bloc"
  /** Another reason: the account that receives would hold more than it may. */
  | "othr";

/** Whether a settlement is settled. */
export type SettlementStanding =
  /** Not yet, and it can be in time (`PEND`). */
  | "pending"
  /** Not in time (`PENF`). */
  | "failing"
  /** It is. */
  | "settled"
  /** It was given up before. */
  | "cancelled";

/** Where a settlement stands. */
export type SettlementState =
  /** It can still be settled in time. */
  | "pending"
  /** Its cut-off has passed. It may still be settled. */
  | "failing"
  /** All of it is delivered and paid. */
  | "settled"
  /** What was not settled of it will not be. */
  | "cancelled";

/** How a settlement stands: four statuses, none of which says anything about the others. */
export interface SettlementStatus {
  /** Whether it is worked on. */
  processing: ProcessingStatus;
  /** Whether all have instructed it. */
  matching: MatchingStatus;
  /** Whether somebody keeps it back. */
  hold: HoldStatus;
  /** Whether it is settled. */
  settlement: SettlementStanding;
  /** Whether a part of it is settled, and a part is not. */
  in_part?: boolean;
  /** Why it is not settled, if that is known. */
  reason?: SettlementReason;
}

/** What can be done about a settlement. */
export type SettlementStep =
  /** Another party instructs the same. */
  | "affirm"
  /** A party keeps it back. */
  | "hold"
  /** It does so no longer. */
  | "release"
  /** It is to be given up. */
  | "cancel"
  /** It is tried. */
  | "settle";

/** What is instructed to be settled. */
export interface SettlementTerms {
  /**
   * What moves, all of it in one commit: at least one, at most 100. Goods against money is delivery versus payment,
   * money against money is payment versus payment.
   */
  legs: SettlementLeg[];
  /**
   * It may be settled in parts: so many of the first leg or whole multiples of that, and as large a part of each other
   * leg. All or nothing when absent.
   */
  lot?: number;
  /** It is settled from this instant on; at once when absent. */
  settle_from?: Timestamp;
  /** It should be settled before this instant: from then on it is failing, and may still be settled. */
  cut_off?: Timestamp;
  /** How many seconds after one cut-off the next one comes, at which it is tried again; there is one alone when absent. */
  retry_seconds?: number;
  /** What has to be settled before, or in the same commit. */
  after?: SettlementId[];
  /** What it is about: a contract, a trade. */
  reference?: string;
}

/** The lots of a SKU at a location, at most 1,000. */
export interface Shelf {
  /** Of what. */
  sku: Sku;
  /** Where. */
  location: LocationCode;
  /** The lots, in the order of their codes. */
  lots: Lot[];
}

/** The lots of a SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`. */
export type ShelfCode = string;

/** Where goods go. */
export interface ShipTo {
  /** The country. */
  country: CountryCode;
  /** The region in it. */
  region?: RegionCode;
  /** The city. */
  city?: string;
  /** The postal code. */
  postal_code?: string;
  /** A station of your own. */
  station?: LocationCode;
}

/** Goods of an order that left together. */
export interface Shipment {
  /** Its id. */
  id: ShipmentId;
  /** Whose goods. */
  order: OrderId;
  /** What left, and from where. */
  goods: Allocation[];
  /** The lots and serials among them, of what is tracked. */
  picked?: Picked[];
  /** The carrier's number. */
  tracking?: string;
  /** When it left. */
  shipped_at: Timestamp;
  /** When it arrived. */
  delivered_at?: Timestamp;
  /** Where it stands. */
  state: ShipmentState;
  /** The address of the order's details that it goes to; that of the order when absent. */
  to?: AddressCode;
  /** What carriers told of it, and how it stands by that; absent where nothing was told. */
  tracked?: ShipmentTracking;
  /** What carriers were asked to carry of it, and the labels that they gave. */
  bookings?: Booking[];
}

/** A shipment. */
export type ShipmentId = string;

/** Where a shipment stands. */
export type ShipmentState =
  /** It has left. */
  | "shipped"
  /** It has arrived. */
  | "delivered";

/** All that was told of goods on their way: a set, to which each event adds once, whenever it comes. */
export interface ShipmentTracking {
  /** How the goods stand. */
  standing: TrackingStanding;
  /** What was told, by when it happened. */
  events: TrackingEvent[];
}

/** Rules of shipping, compiled. */
export type ShippingBook = ShippingRules;

/**
 * On which days somebody works, and until when what comes counts for the day.
 * A time that the clock skips is the moment at which it skips; of a time that it shows twice the first counts.
 */
export interface ShippingCalendar {
  /** Names it. No timetable has the same code. */
  code: CalendarCode;
  /** Where its clock hangs: `UTC`, or as POSIX says in `TZ`, such as `CET-1CEST,M3.5.0,M10.5.0/3`. */
  time_zone?: string;
  /** The days of the week on which there is work. All others are closed. */
  open: OpenDays[];
  /** Days that are closed by their date. */
  holidays?: Holiday[];
  /** Times in which nothing is done. */
  blackouts?: Blackout[];
}

/** A set of rules of shipping: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type ShippingCode = string;

/** Goods that are sent. */
export interface ShippingLine {
  /** Which. */
  sku: Sku;
  /** How many smallest units. */
  quantity: Quantity;
  /** What they are worth together after discounts, without tax. */
  net: Money;
  /** The same with tax. */
  gross: Money;
  /** What a whole unit weighs, in grams. */
  grams?: number;
  /** Its product. */
  product?: ProductCode;
  /** Its categories, classes of shipping among them. */
  categories?: CategoryCode[];
  /** Its attributes. */
  attributes?: { [name: string]: string };
  /**
   * How dangerous it is, by the Model Regulations of the United Nations, with the division where its class has some.
   * Where the division is missing it counts as each.
   */
  hazard?: HazardClass;
  /** What customs know it as. */
  commodity?: CommodityCode;
  /** The country that it comes from, as customs see it. */
  origin?: CountryCode;
  /** Decimals of its unit: 0 for pieces, 3 for goods that are weighed by the kilogram and counted in grams. At most 6. */
  decimals?: number;
}

/** A way to send goods. */
export interface ShippingMethod {
  /** Names it, and the charge that it comes to. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** When it is offered. It looks at goods, never at what shipping costs. */
  when?: ShippingRule;
  /** How what it costs is taxed. */
  tax?: ChargeTax;
  /** For staff only. */
  hidden?: boolean;
  /** What it costs, by zone and currency. */
  rates: ShippingRate[];
  /** What comes on top, in this order. */
  surcharges?: Surcharge[];
  /** How long it takes, as it is told where no date is promised. */
  days?: TransitDays;
  /** Who carries it. */
  service?: CarrierService;
  /** Dangerous goods that it takes: those of these classes, and no others. */
  hazards?: HazardClass[];
  /** The way that goods take, by which dates are promised. */
  route?: RouteCode;
}

/** A way to send goods, and what it costs. */
export interface ShippingOffer {
  /** Which method. */
  method: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** The zone whose rate it is; none for the rate that is for everywhere. */
  zone?: ZoneCode;
  /** What it costs together. */
  total: Money;
  /** What that is made of: the price first, then what comes on top. They sum to the total. */
  items: OfferItem[];
  /** How long it takes, as the rules tell it. */
  days?: TransitDays;
  /** When goods leave and arrive, where the method has a route and the query says when it is ordered. */
  promise?: Promise;
}

/** What a book answers to a query. */
export interface ShippingOffers {
  /** What is offered, in the order of the rules. */
  offers: ShippingOffer[];
  /** What is not, and why; empty unless reasons were asked for. */
  not_offered?: NotOffered[];
}

/** A place: everything that is said must hold. */
export interface ShippingPlace {
  /** The country; any when absent. */
  country?: CountryCode;
  /** The region in it. */
  region?: RegionCode;
  /** The city in it; case does not count. */
  city?: string;
  /**
   * The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range, `from..` one without end.
   * Codes of the United Kingdom, its islands and Ireland are compared part by part, others as text. Spaces, hyphens
   * and case do not count; a ZIP+4 of the United States counts as its ZIP too.
   */
  postal?: string;
  /** A station of your own. */
  station?: LocationCode;
}

/** How a price of shipping is worked out. All amounts of a rate are in one currency. */
export type ShippingPrice =
  | {
      /** The same for whatever is sent. */
      flat: Money;
    }
  | {
      /** So much for each unit; goods that are weighed or measured are one. */
      per_item: Money;
    }
  | {
      /** So much for each step of a measure that is begun, a first one apart. */
      per_step: {
        /** Of what. */
        by: Measure;
        /** How much a step is. */
        step: number;
        /** What each costs. */
        price: Money;
        /** What comes before the first step, and what it costs. */
        first?: FirstStep;
      };
    }
  | {
      /** By the band that a measure lies in; not offered below the first one, nor from `until` on. */
      bands: {
        /** Of what. */
        by: Measure;
        /** Each with its least, rising; the last one that is reached counts. */
        bands: Band[];
        /** Not offered for this much or more. */
        until?: number;
      };
    }
  | {
      /** A share of what goods are worth. */
      percent: {
        /** The share. */
        rate: Rate;
        /** No less than this; an amount of zero where any share will do. It says what currency the rate is in. */
        least: Money;
        /** No more than this. */
        most?: Money;
        /** With or without tax; as the rules say when absent. */
        tax?: TaxView;
        /** How it is rounded. */
        rounding?: Rounding;
      };
    }
  | {
      /** One price for the first unit, another for each further one; goods that are weighed or measured are one. */
      flexi: {
        /** For the first. */
        first: Money;
        /** For each further one. */
        further: Money;
        /** What happens with many. */
        most?: FlexiMost;
      };
    }
  | {
      /** One price for goods worth less than an amount, another from there on. */
      sack: {
        /** Goods worth less than this. */
        below: Money;
        /** Cost this. */
        price: Money;
        /** All others this. */
        otherwise: Money;
      };
    }
  | {
      /** By the categories that lines are of, each counted once: a line is of the first one here that it is in. */
      by_category: {
        /** What each costs. */
        prices: CategoryPrice[];
        /** What lines of none of them cost; not offered where there are such when absent. */
        others?: Money;
        /** The sum of all, or the dearest alone. */
        take?: Take;
      };
    }
  | {
      /** Worked out by a formula. */
      formula: {
        /** What the formula counts in: with `1.00` it counts in whole units of the currency, with `0.01` in cents. */
        unit: Money;
        /** The formula. */
        formula: Formula;
      };
    }
  | {
      /** All of these together. */
      sum: ShippingPrice[];
    }
  | {
      /** The least of these. */
      least: ShippingPrice[];
    }
  | {
      /** The most of these. */
      most: ShippingPrice[];
    };

/** What is to be sent, where to. */
export interface ShippingQuery {
  /** What prices are asked in. */
  currency: Currency;
  /** Where to. */
  to: ShipTo;
  /** Where from: a station, for distances. */
  from?: LocationCode;
  /** The goods. */
  lines: ShippingLine[];
  /** The parcels that they make, where that is known. */
  parcels?: ParcelMeasure[];
  /** How far they go; looked up among the stations when absent. */
  distance?: number;
  /** The weight that is billed for, in grams, as carriers reckon it; what the lines weigh when absent. */
  billed_grams?: number;
  /** A number that bands and formulas can go by. */
  score?: number;
  /** Where the basket is filled. */
  channel?: ChannelCode;
  /** Groups of the customer. */
  groups?: GroupCode[];
  /** Whatever else rules ask for, as words. */
  attributes?: { [name: string]: string };
  /** Whatever else rules ask for, as numbers. */
  numbers?: { [name: string]: number };
  /** When it is ordered; no dates are promised when absent. */
  placed_at?: Timestamp;
  /** Staff ask: methods that are hidden are offered too. */
  staff?: boolean;
}

/** What a method costs in a zone. */
export interface ShippingRate {
  /** Where; wherever no other rate of the method is for, when absent. */
  zone?: ZoneCode;
  /** How much. */
  price: ShippingPrice;
  /** Nothing, surcharges included, where goods are worth this much or more. */
  free_above?: Money;
  /** The way that goods take there; that of the method when absent. */
  route?: RouteCode;
}

/** Why a method is not offered. */
export type ShippingReason =
  | {
      /** It is for staff. */
      hidden: { [name: string]: never };
    }
  | {
      /** It has no rate for the destination. */
      other_destination: { [name: string]: never };
    }
  | {
      /** It has a rate for the destination, in other currencies. */
      other_currency: {
        /** One that it has. */
        needs: Currency;
      };
    }
  | {
      /** Goods are worth too little. */
      minimum_not_met: {
        /** At least this much, or more than it. */
        needs: Money;
        /** What they are worth. */
        has: Money;
      };
    }
  | {
      /** Goods are worth too much. */
      maximum_passed: {
        /** At most this much, or less than it. */
        most: Money;
        /** What they are worth. */
        has: Money;
      };
    }
  | {
      /** There are too few units. */
      too_few: {
        /** At least so many. */
        needs: number;
        /** There are. */
        has: number;
      };
    }
  | {
      /** There are too many units. */
      too_many: {
        /** At most so many. */
        most: number;
        /** There are. */
        has: number;
      };
    }
  | {
      /** Goods weigh too little or too much. */
      weight_differs: {
        /** What they weigh, in grams. */
        has: number;
      };
    }
  | {
      /** Goods go not far enough, too far, or nobody knows how far. */
      distance_differs: {
        /** How far, where that is known. */
        has?: number;
      };
    }
  | {
      /** Some goods are not such as it takes. */
      other_goods: { [name: string]: never };
    }
  | {
      /** No goods are such as it takes. */
      goods_missing: { [name: string]: never };
    }
  | {
      /** A parcel is too large, too small, too heavy or too light. */
      parcel_unfit: {
        /** Which, by its place in the query. */
        parcel: number;
      };
    }
  | {
      /** The basket is filled in another channel. */
      other_channel: { [name: string]: never };
    }
  | {
      /** The customer is in none of the groups. */
      not_in_group: { [name: string]: never };
    }
  | {
      /** An attribute or number is absent or another. */
      other_attribute: {
        /** Which. */
        name: string;
      };
    }
  | {
      /** What it excludes is the case. */
      forbidden: { [name: string]: never };
    }
  | {
      /** It may not carry some of the goods, or not so. */
      restricted: {
        /** Which, each with the rule that says so. */
        refused: RefusedGoods[];
      };
    }
  | {
      /** Its rate has no price for so little or so much. */
      no_band: {
        /** What was measured. */
        has: number;
      };
    }
  | {
      /** Its rate has no price for goods of some category. */
      no_category: { [name: string]: never };
    }
  | {
      /** Its price cannot be worked out: a number is past its ends, below zero, or divided by zero. */
      no_price: { [name: string]: never };
    }
  | {
      /** Its route comes to no date: nothing is open in time, or nothing leaves any more. */
      no_date: { [name: string]: never };
    };

/**
 * What must hold. At most 32 deep. Bounds are included; nothing in it can ask what shipping costs, so that no method
 * comes and goes by its own price.
 */
export type ShippingRule =
  | {
      /** Every one of these; an empty list holds. */
      all: ShippingRule[];
    }
  | {
      /** At least one of these; an empty list does not hold. */
      any: ShippingRule[];
    }
  | {
      /** Not this. */
      not: ShippingRule;
    }
  | {
      /** Goods are worth this much, after discounts. */
      total: GoodsTotal;
    }
  | {
      /** There are this many units of goods. */
      quantity: QuantityTest;
    }
  | {
      /** Goods weigh this many grams. */
      weight: WeightTest;
    }
  | {
      /** All goods are such. */
      only: Goods;
    }
  | {
      /** Some goods are such. */
      contains: Goods;
    }
  | {
      /** The goods go so far. */
      distance: Count;
    }
  | {
      /** The destination lies in one of these zones. */
      zone: ZoneCode[];
    }
  | {
      /** The basket is filled in one of these channels. */
      channel: ChannelCode[];
    }
  | {
      /** The customer belongs to one of these groups. */
      group: GroupCode[];
    }
  | {
      /** The query has this attribute with one of these values. */
      attribute: {
        /** Which. */
        name: string;
        /** One of these. */
        values: string[];
      };
    }
  | {
      /** The query has this number, and it lies within. */
      number: {
        /** Which. */
        name: string;
        /** How much. */
        within: Count;
      };
    }
  | {
      /** Every parcel is within. A query that says no parcels fits. */
      fits: SizeBounds;
    };

/** Everything that says by which methods goods can be sent, and for how much. */
export interface ShippingRules {
  /** Whether what goods are worth is looked at with tax where a rule does not say. */
  tax_display: TaxDisplay;
  /** Which zone counts of several that a destination lies in. */
  zone_choice?: ZoneChoice;
  /** Places that share rates. */
  zones?: ShippingZone[];
  /** How far stations lie apart, either way. */
  distances?: StationDistance[];
  /** Ways to send goods, in the order in which they are offered. */
  methods: ShippingMethod[];
  /** What may not be sent, or not so. */
  restrictions?: Restriction[];
  /** When goods leave and arrive; without it no offer has a date. */
  dates?: DateRules;
}

/** Places that share rates. */
export interface ShippingZone {
  /** Names it. */
  code: ZoneCode;
  /** What lies in it. */
  places: ShippingPlace[];
  /** What does not, although it lies in one of the places. */
  except?: ShippingPlace[];
}

/** What whoever amends an order has been shown. */
export type ShownAmendment =
  | {
      /** What the order comes to afterwards. */
      total: Money;
    }
  | {
      /** How much more that is than before; below zero where it is less. */
      difference: Money;
    };

/** A price before discounts, as a shopper was shown it. */
export interface ShownPrice {
  /** The price of `per` whole units. */
  unit: Money;
  /** How many whole units the price is for; one when absent. */
  per?: number;
  /** Until when it is kept, exclusive; it is not kept when absent. */
  until?: Timestamp;
}

/** One of the two sides of an account. */
export type Side =
  /** What is taken from it. */
  | "debit"
  /** What comes to it. */
  | "credit";

/** Sums in one currency. */
export interface SimulatedCurrency {
  /** Under the first book. */
  before: SimulatedSums;
  /** Under the second book. */
  after: SimulatedSums;
}

/** What a promotion takes off. */
export interface SimulatedPromotion {
  /** Which. */
  promotion: PromotionCode;
  /** How many baskets it applies to under the first book. */
  before_baskets: number;
  /** What it takes off under the first book. */
  before: Money;
  /** How many baskets it applies to under the second book. */
  after_baskets: number;
  /** What it takes off under the second book. */
  after: Money;
}

/** Sums of totals. */
export interface SimulatedSums {
  /** Goods, before discounts. */
  goods: Money;
  /** What the promotions take off goods. */
  discount: Money;
  /** The tax. */
  tax: Money;
  /** What is to be paid. */
  total: Money;
}

/** What a history of baskets comes to under two books. */
export interface Simulation {
  /** How many baskets were priced by both. */
  baskets: number;
  /** How many of them cost more under the second book. */
  dearer: number;
  /** How many of them cost less under the second book. */
  cheaper: number;
  /** How many of them one book refuses or both. */
  refused: number;
  /** The sums of those priced by both, by currency. */
  currencies: SimulatedCurrency[];
  /** What each promotion takes off, by currency, in the order of their codes. */
  promotions: SimulatedPromotion[];
}

/** How long, wide and high something is, in whole millimetres. */
export interface Size {
  /** Along the first side. */
  length: number;
  /** Along the second side. */
  width: number;
  /** Upwards. */
  height: number;
}

/** What a parcel may measure: what is said must hold, bounds included. */
export interface SizeBounds {
  /** Its longest side, in millimetres. */
  longest?: Count;
  /** Its second side. */
  second?: Count;
  /** Its longest side and its girth. */
  length_and_girth?: Count;
  /** Its volume in cubic millimetres. */
  volume?: Count;
  /** Its weight in grams. */
  grams?: Count;
}

/** A stock keeping unit: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. */
export type Sku = string;

/** An account that something is taken from. */
export interface SourceAccount {
  /** Which. */
  account: AccountCode;
  /** How far it may fall below zero; not at all when absent. */
  overdraft?: Overdraft;
}

/** A source and its share. */
export interface SourceShare {
  /** Its part of the whole; what the others leave when absent. */
  portion?: Fraction;
  /** From where. */
  from: FundsSource;
}

/**
 * A rule that puts places in order. The first rule that tells two places apart decides between them; places that all
 * rules leave equal keep the order of the channel.
 */
export type Sourcing =
  /** The place of the lowest priority. */
  | "priority"
  /**
   * The place nearest to the destination, along a great circle. A place whose position is not known comes last; with
   * no position of the destination, all are equal.
   */
  | "nearest"
  /** Places of the smallest set that serves all that is on hand, before others. */
  | "fewest_parcels"
  /** For each line, the place with the most of it on hand. */
  | "most_stock"
  /** The place from which a parcel costs least; a place whose cost is not known comes last. */
  | "cheapest"
  /** A place that has the whole order on hand, before others. */
  | "keep_together";

/** Goods of one kind at one place. */
export interface SplitGoods {
  /** Where they are, or will be. */
  location: LocationCode;
  /** How many units. */
  units: number;
  /** From which day on they are there; already when absent. */
  available_on?: Date;
  /** What one unit weighs, in grams. */
  grams?: number;
  /** What restrictions speak of: `battery`, `perfume`, `frozen`. */
  tags?: string[];
}

/** A plan: every unit is in one shipment, or its goods may not leave. */
export interface SplitPlan {
  /** What leaves together, by place and day. */
  shipments: PlannedShipment[];
  /** What may not leave from where it is. */
  unsent?: UnsentGoods[];
}

/** Goods that are to leave, and what keeps them apart. */
export interface SplitRequest {
  /** The day on which it is planned. */
  today: Date;
  /** The goods. */
  goods: SplitGoods[];
  /** For so many days goods that are there wait for others; at 0 all that is there leaves at once. */
  wait_days?: number;
  /** No shipment is heavier, unless one unit is, in grams; any weight when absent. */
  most_grams?: number;
  /** Tags that never go together, two by two; at most 100 pairs. */
  apart?: [string, string][];
  /** Tags whose goods go with nothing that has not the same; at most 100. */
  alone?: string[];
  /** Tags whose goods leave from these places only. */
  only_from?: { [name: string]: LocationCode[] };
}

/** By what a discount on the order is shared. */
export type SpreadBy =
  /** By what is left of each line, as prices are. */
  | "amount"
  /** By what is left of each line, with tax. */
  | "gross";

/** Beside which other promotions one applies. Promotions of the catalog set prices and exclude nothing but each other. */
export type Stacking =
  /** Beside all. */
  | "combinable"
  /** Beside none; see `exclusive` of the policy. */
  | "exclusive"
  | {
      /** Beside none of its group; see `group` of the policy. */
      exclusive_in: GroupCode;
    };

/** How far two stations lie apart. */
export interface StationDistance {
  /** One of them. */
  from: LocationCode;
  /** The other. */
  to: LocationCode;
  /** How far, in metres or whatever else all distances are in. */
  distance: number;
}

/** A step. */
export interface Step {
  /** From this on, inclusive: minor units or units, as `by` says. */
  from: number;
  /** How much is taken off. */
  off: StepOff;
}

/** What decides a step. */
export type StepBy =
  /** What all goods of the basket are worth, before discounts, in minor units. */
  | "order_total"
  /** What the goods of the discount are worth, before discounts, in minor units. */
  | "goods_total"
  /** What the line is worth, before discounts, in minor units. */
  | "line_total"
  /** How many units of the goods of the discount there are. */
  | "quantity"
  /** How many units the line has. */
  | "line_quantity";

/** How much a step takes off. */
export type StepOff =
  | {
      /** A share. */
      percent: Rate;
    }
  | {
      /** An amount, one for each currency. */
      amount: Money[];
    }
  | {
      /** All above a price, one for each currency. */
      price: Money[];
    };

/** Steps of a discount. */
export interface Steps {
  /** What decides the step. */
  by: StepBy;
  /** What applies below the first step; nothing when absent. */
  base?: StepOff;
  /** The steps, the lowest first. */
  steps: Step[];
}

/** A SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`. */
export type StockCode = string;

/** How much is available of a SKU at a location, by its marks. */
export type StockLevel =
  /** More than the mark for low stock. */
  | "ample"
  /** No more than that mark, or not yet back at the one for ample stock. */
  | "low"
  /** None. */
  | "out";

/** A quantity of a SKU. */
export interface StockLine {
  /** What. */
  sku: Sku;
  /** How many of its smallest units. */
  quantity: Quantity;
  /** What one whole unit cost. */
  unit_cost?: Money;
  /** Of which lots, or which serials, where the variant is tracked by them. */
  lots?: LotLine[];
}

/** Why stock changed by itself. */
export type StockReason =
  /** The books were wrong. */
  | "correction"
  /** It was found. */
  | "found"
  /** It cannot be found. */
  | "lost"
  /** It was damaged. */
  | "damaged"
  /** It is too old. */
  | "expired"
  /** It was stolen. */
  | "stolen"
  /** The shop used it up, or gave it away. */
  | "used"
  /** Something else, which the note says. */
  | "other";

/** The terms of a SKU at a location, what is set aside there, and how its stock stood when that was last looked at. */
export interface StockTerms {
  /** Of what. */
  sku: Sku;
  /** Where. */
  location: LocationCode;
  /** The terms. */
  terms: Terms;
  /** Units that are there and not for sale, by reason; safety stock is not among them. */
  aside?: Aside[];
  /** How much there was, by its marks. */
  level?: StockLevel;
}

/** A record with its kind. On the wire: `{"kind": "cart", "record": {…}}`. */
export type StoredRecord =
  | {
      /** A command that was carried out. */
      kind: "command";
      record: ProcessedCommand;
    }
  | {
      /** A variant. */
      kind: "variant";
      record: Variant;
    }
  | {
      /** A channel of sale. */
      kind: "channel";
      record: Channel;
    }
  | {
      /** A price book. */
      kind: "price_book";
      record: PriceBook;
    }
  | {
      /** Rules of shipping. */
      kind: "shipping_book";
      record: NamedShippingBook;
    }
  | {
      /** A coupon. */
      kind: "coupon";
      record: Coupon;
    }
  | {
      /** A use of a coupon. */
      kind: "coupon_use";
      record: CouponUse;
    }
  | {
      /** How often a customer has used something. */
      kind: "tally";
      record: Tally;
    }
  | {
      /** A gift card. */
      kind: "gift_card";
      record: GiftCard;
    }
  | {
      /** A place that holds stock. */
      kind: "location";
      record: Location;
    }
  | {
      /** What holds for a SKU at a location. */
      kind: "stock_terms";
      record: StockTerms;
    }
  | {
      /** The lots of a SKU at a location. */
      kind: "shelf";
      record: Shelf;
    }
  | {
      /** Goods on their way from one location to another. */
      kind: "transfer";
      record: Transfer;
    }
  | {
      /** Goods that were announced. */
      kind: "inbound";
      record: Inbound;
    }
  | {
      /** A movement of stock. */
      kind: "movement";
      record: Movement;
    }
  | {
      /** A cart. */
      kind: "cart";
      record: Cart;
    }
  | {
      /** A hold on stock. */
      kind: "reservation";
      record: Reservation;
    }
  | {
      /** Goods promised to an order before they are there. */
      kind: "backorder";
      record: Backorder;
    }
  | {
      /** An order. */
      kind: "order";
      record: Order;
    }
  | {
      /** A payment. */
      kind: "payment";
      record: Payment;
    }
  | {
      /** A return. */
      kind: "return";
      record: Return;
    }
  | {
      /** A series of numbers. */
      kind: "series";
      record: Series;
    }
  | {
      /** An invoice. */
      kind: "invoice";
      record: Invoice;
    }
  | {
      /** A credit note. */
      kind: "credit_note";
      record: CreditNote;
    }
  | {
      /** A shipment. */
      kind: "shipment";
      record: Shipment;
    }
  | {
      /** Something that is asked of the outside world. */
      kind: "effect";
      record: Effect;
    }
  | {
      /** A seller. */
      kind: "seller";
      record: Seller;
    }
  | {
      /** The part of a seller in an order. */
      kind: "seller_order";
      record: SellerOrder;
    }
  | {
      /** An account of a ledger. */
      kind: "account";
      record: Account;
    }
  | {
      /** An entry of a ledger. */
      kind: "entry";
      record: Entry;
    }
  | {
      /** A trade. */
      kind: "trade";
      record: Trade;
    }
  | {
      /** A settlement. */
      kind: "settlement";
      record: Settlement;
    };

/** What gift cards and credit do to the total. */
export type StoredValue =
  /** They pay: the total and its taxes stay, what is due is less. */
  | "payment"
  /** They lower the total, and net and tax in proportion. */
  | "reduction";

/** What a unit of goods takes of the room of a ship or a station, by one measure. */
export interface Stowage {
  /** The account that room is taken from, and goes back to: it holds the measure, and has no floor. */
  from: AccountCode;
  /** How much one unit takes, in the smallest units of the measure. */
  each: number;
}

/** What stands behind a promise of goods. */
export type Supply =
  /** Units that are on hand at the location. */
  | "on_hand"
  /** Units that are still to come; counted against the backorder limit of the SKU there. */
  | "backorder"
  /** A SKU whose stock is not counted. */
  | "untracked";

/** Something on top of the price of a method. */
export interface Surcharge {
  /** Names it. */
  code: ChargeCode;
  /** What the shopper reads. */
  title: string;
  /** What kind it is. */
  kind?: SurchargeKind;
  /** When it is due. */
  when?: ShippingRule;
  /** Due for each parcel that one of these holds, rather than once. */
  parcels?: SizeBounds[];
  /** How much. */
  amount: SurchargeAmount;
  /** No more than this, all parcels together. */
  most?: Money;
  /**
   * Those that are not due where this one is: for the parcels that it is due for, or at all. One that is superseded
   * itself still supersedes.
   */
  supersedes?: ChargeCode[];
}

/** How much something on top is. */
export type SurchargeAmount =
  | {
      /** The amount in the currency of the rate; not due in others. */
      fixed: Money[];
    }
  | {
      /** A share. */
      percent: {
        /** The share. */
        rate: Rate;
        /** Of what. */
        of?: SurchargeBasis;
        /** How it is rounded. */
        rounding?: Rounding;
      };
    };

/** What a share is of. */
export type SurchargeBasis =
  /** The price of the rate: shares do not compound. */
  | "price"
  /** The price and what was put on top before. */
  | "running"
  /** What goods are worth. */
  | "goods";

/** What something on top is for. */
export type SurchargeKind =
  /** The carrier asks for it. */
  | "surcharge"
  /** The shop asks for it: handling, packing. */
  | "handling";

/** What counts of several prices. */
export type Take =
  /** All together. */
  | "sum"
  /** The dearest alone. */
  | "dearest";

/** How often a customer has used something. */
export interface Tally {
  /** What and who. */
  code: TallyCode;
  /** How often. */
  uses: number;
}

/** How often a customer has used something: `coupon/SUMMER/0199…`. 1 to 200 of `A-Z a-z 0-9 . _ - / + :`. */
export type TallyCode = string;

/** What a discount is taken off. It decides the phase that it belongs to. */
export type Target =
  /** The price itself, before anything else: what the shop window shows. Phase: catalog. */
  | "price"
  /** Each unit. Phase: line. */
  | "unit"
  /** Each line once. Phase: line. */
  | "line"
  /** The goods together, shared by their lines. Phase: order. */
  | "order"
  /** The goods and the shipping together, shared by them. Phase: order. */
  | "order_and_shipping"
  /** Each charge for shipping. Phase: shipping. */
  | "shipping"
  /** The charges for shipping together, shared by them. Phase: shipping. */
  | "shipping_together";

/** What a carrier asks for a parcel, by the weight that it bills. */
export interface Tariff {
  /** Prices by weight, each above the one before. What is heavier than the last is not carried. */
  steps: TariffStep[];
  /**
   * How many cubic millimetres, measured outside, are billed as a gram at least: 5,000 is the 5,000 cm³ a kilogram of
   * express carriers. Only the weight counts when absent.
   */
  divisor?: number;
}

/** A price up to a weight. */
export interface TariffStep {
  /** The heaviest parcel that goes for it, in grams. */
  up_to: number;
  /** The price, in the smallest unit of the currency of the request. */
  price: number;
}

/** What a tax service answered for a basket. */
export interface TaxAnswer {
  /** Who answered. */
  provider: string;
  /** When. */
  at: Timestamp;
  /** Holds until this instant, exclusive; a basket priced later is refused with `tax.stale`. */
  until: Timestamp;
  /** For each line and charge that is taxed. What is not named bears no tax. */
  items: AnsweredTax[];
}

/** A tax category, such as `standard` or `book`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type TaxCategory = string;

/** Whether shown prices contain their tax. */
export type TaxDisplay =
  /** Prices contain tax, as consumers in Europe are shown them. */
  | "inclusive"
  /** Tax is added to prices, as in the United States and between businesses. */
  | "exclusive";

/** A part of a tax. */
export interface TaxPart {
  /** On what. */
  of: PricedItem;
  /** What it is due on. */
  base: Money;
  /** How much. */
  amount: Money;
}

/** Several taxes on one line. */
export type TaxParts =
  /** Each is rounded by itself. */
  | "each"
  /** Their rates are added up, the tax is rounded once and shared by largest remainder. */
  | "together";

/** The rate of a tax in a zone for a category, over a span of time. Taxes of different names add up. */
export interface TaxRate {
  /** Where. */
  zone: ZoneCode;
  /** On what. */
  category: TaxCategory;
  /** How it is called on the receipt. */
  name: string;
  /** The share of the net amount: `0.22` is 22 %. From 0 to 1. */
  rate: Rate;
  /** Whether prices contain it; as the book's `tax_display` says when absent. */
  included?: boolean;
  /** Due on the net amount and the taxes that stand before it in the rules, rather than on the net amount alone. */
  compound?: boolean;
  /** In force from this instant, inclusive. */
  from: Timestamp;
  /** In force until this instant, exclusive. */
  until?: Timestamp;
}

/** Where taxes are rounded. */
export type TaxScope =
  /** On each unit; a line's tax is the sum over its units, of which the first bear the larger shares of its discounts. */
  | "unit"
  /** On each line. */
  | "line"
  /** Once on all that one tax is due on; the lines share it by largest remainder. */
  | "total";

/** Whether a buyer owes tax. */
export type TaxStatus =
  /** The seller collects it. */
  | "taxed"
  /** None is due: a diplomat, a reseller with a certificate. */
  | "exempt"
  /** The buyer owes it: business in another country (for the EU, Directive 2006/112/EC, articles 194 to 196). */
  | "reverse_charge";

/** What is due of one tax. */
export interface TaxTotal {
  /** How the tax is called. */
  name: string;
  /** The share of what it is due on. */
  rate: Rate;
  /** Whether prices contain it. */
  included: boolean;
  /** What it is due on; the sum of the parts. */
  base: Money;
  /** How much; the sum of the parts. */
  amount: Money;
  /** How much on each line and charge. */
  parts: TaxPart[];
}

/** Amounts with or without tax. */
export type TaxView =
  /** As the prices are: with tax where they contain it. */
  | "as_priced"
  /** Without tax. */
  | "net"
  /** With tax. */
  | "gross";

/** Places that share taxes. */
export interface TaxZone {
  /** Names it. The code of a country names that country where no zone is declared by it. */
  code: ZoneCode;
  /** What lies in it. */
  places: Place[];
  /** What does not, although it lies in one of the places. */
  except?: Place[];
}

/** An amount, and each tax in it. */
export interface TaxedAmount {
  /** Without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** In all. */
  gross: Money;
  /** The taxes, by name and rate; their sum is the tax. */
  taxes?: DocumentTax[];
}

/** What holds for a SKU at a location. */
export interface Terms {
  /** Units that are never promised, whatever is there. */
  safety?: number;
  /**
   * Units that may be promised before they are there, all such promises together; at most `MOST`, which is as good as
   * no limit.
   */
  backorder?: number;
  /** Stock is low when no more than this is available; nobody is told when absent. */
  low?: number;
  /** Stock is ample again when this is available, more than `low`; one more than `low` when absent. */
  restored?: number;
}

/** A price from a quantity on. */
export interface Tier {
  /** From this many smallest units, inclusive; more than one. */
  from: number;
  /** The price of `per` whole units. */
  price: Money;
}

/** Which quantity decides a tier. */
export type TierBy =
  /** That of the line. */
  | "line"
  /** That of all lines of its product; of the line where it has no product. */
  | "product"
  /** That of all lines of the basket. */
  | "basket";

/** What tiers mean. */
export type TierMode =
  /** All units take the price of the tier that is reached. */
  | "volume"
  /** Each unit takes the price of the tier that it lies in. */
  | "graduated";

/** A time of day, `17:30:00`. */
export type Time = string;

/** An instant, as RFC 3339 writes it: `2026-11-27T00:00:00Z`. */
export type Timestamp = string;

/** When something leaves. */
export interface Timetable {
  /** Names it. No calendar has the same code. */
  code: CalendarCode;
  /** How many minutes before it leaves goods must be there. */
  closes_minutes?: number;
  /** When it leaves, in order. Goods take the next one that they reach. */
  departures: Timestamp[];
}

/** What goods are worth. */
export interface TotalTest {
  /** Which goods; all when absent. */
  of?: Goods;
  /** One range for each currency that the promotion is for. */
  within?: Bounds[];
  /** Which amounts; the policy's `threshold` when absent. */
  base?: Base;
  /** With or without tax; the policy's `threshold_tax` when absent. */
  tax?: TaxView;
}

/** The sums of a priced basket, without its reasons. */
export interface Totals {
  /** Goods at their prices, before discounts. */
  goods: Money;
  /** What the promotions take off goods; zero or more. */
  discount: Money;
  /** Shipping, fees and donations, after discounts, as prices are. */
  charged: Money;
  /** What is to be paid, without tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** What is to be paid. */
  total: Money;
  /** What is left to be paid after gift cards and credit. */
  due: Money;
}

/** How units of a variant are told apart. */
export type Tracking =
  /** By the lot that they were made in. */
  | "lots"
  /** Each by its own number. */
  | "serials";

/**
 * Something that a carrier tells of goods. Events are ordered by when they happened, those of one instant by their
 * status, and of one status by the fields below: so any two have one order, whichever is told first.
 */
export interface TrackingEvent {
  /** When it happened. */
  at: Timestamp;
  /** What it says of the goods. Where only a code is told, what the carrier means by it. */
  status?: TrackingStatus;
  /**
   * The carrier's name for the event: told again under it, it changes nothing. Of two bodies under one name the later
   * one in the order of events counts, whichever is told first.
   */
  id: string;
  /** Of which parcel, by its number; of the whole shipment when absent. */
  parcel?: string;
  /** Why, where something went otherwise than planned. */
  reason?: TrackingReason;
  /** The carrier's code. */
  code?: string;
  /** Where it happened, in the carrier's words. */
  place?: string;
  /** What happened, in the carrier's words. */
  text?: string;
  /** When the goods are to arrive, as it was reckoned then. */
  estimated_at?: Timestamp;
  /** Whether goods whose way had ended are on their way again: only such an event opens it anew. */
  reopens?: boolean;
}

/** Why goods are late, lie still, were not handed over, or go back. */
export type TrackingReason =
  /** The carrier damaged the parcel. */
  | "carrier_damaged_parcel"
  /** The parcel was sent the wrong way. */
  | "carrier_sorting_error"
  /** The carrier did not find the address. */
  | "carrier_address_not_found"
  /** The carrier lost the parcel. */
  | "carrier_parcel_lost"
  /** The day was over before the driver was there. */
  | "carrier_not_enough_time"
  /** Something was wrong with the vehicle. */
  | "carrier_vehicle_issue"
  /** The carrier had more parcels than it could carry. */
  | "carrier_capacity_exceeded"
  /** Something broke at the carrier. */
  | "carrier_mechanical_delay"
  /** The shop took the parcel back. */
  | "retailer_cancelled"
  /** What the shop wrote of the parcel is wrong. */
  | "retailer_incorrect_data"
  /** The parcel was not ready when the carrier came for it. */
  | "retailer_not_ready"
  /** It is another parcel than was announced. */
  | "retailer_incorrect_parcel"
  /** The parcel is larger or heavier than was announced. */
  | "retailer_incorrect_dimensions"
  /** The parcel was packed badly. */
  | "retailer_packaging_issue"
  /** The parcel was refused at the door. */
  | "consignee_refused"
  /** The business was closed. */
  | "consignee_business_closed"
  /** Nobody could take the parcel. */
  | "consignee_not_available"
  /** Nobody was at home. */
  | "consignee_not_home"
  /** Whoever it goes to does not want it any more. */
  | "consignee_cancelled"
  /** Whoever opened could not show who they are. */
  | "consignee_verification_failed"
  /** The address is wrong, or nobody lives there any more. */
  | "consignee_incorrect_address"
  /** The driver could not get to the door. */
  | "consignee_access_restricted"
  /** There was no safe place to leave the parcel. */
  | "consignee_safe_place_unavailable"
  /** Customs takes longer. */
  | "customs_delay"
  /** Customs lacks a document. */
  | "customs_documentation"
  /** Duties are not paid. */
  | "customs_duties_unpaid"
  /** The goods may not come in. */
  | "customs_prohibited"
  /** Customs looks into the parcel. */
  | "customs_inspection"
  /** The weather does not allow it. */
  | "weather_delay"
  /** A disaster of nature. */
  | "natural_disaster"
  /** Strike, war, and what else nobody answers for. */
  | "force_majeure"
  /** The carrier looks for the parcel. */
  | "parcel_being_researched"
  /** Security looks into it. */
  | "security_issue"
  /** An authority holds it. */
  | "regulatory_hold"
  /** Another reason. */
  | "unknown";

/**
 * How goods on their way stand, by all that was told of them: as the parcel that stands worst, where it is told by
 * parcel.
 */
export interface TrackingStanding {
  /** How far they are; never `unknown`. */
  status: TrackingStatus;
  /** Why, where something went otherwise than planned. */
  reason?: TrackingReason;
  /** Since when they stand so. */
  since?: Timestamp;
  /** When they are to arrive, as it was last reckoned; absent once their way has ended. */
  estimated_at?: Timestamp;
  /** When they were handed over to whom they went to. */
  delivered_at?: Timestamp;
  /** When they were back with the sender. */
  returned_at?: Timestamp;
}

/**
 * How far goods are. Of two words that are told of one instant, the one that stands earlier here is taken to have come
 * first.
 */
export type TrackingStatus =
  /** Something was told that nobody here can read. Goods of which it is told are on their way. */
  | "unknown"
  /** The carrier knows of the goods and does not have them. */
  | "pending"
  /** The carrier has taken them over. */
  | "picked_up"
  /** They are on their way. */
  | "in_transit"
  /** They come later than was said. */
  | "delivery_delayed"
  /** They lie still until something is done about them. */
  | "on_hold"
  /** They are with the driver who brings them. */
  | "out_for_delivery"
  /** The carrier was there and could not hand them over. */
  | "delivery_failed"
  /** They wait to be collected. */
  | "ready_for_pickup"
  /** They were handed over. */
  | "delivered"
  /** They go back, or have come back. */
  | "return_to_sender"
  /** They are not carried. */
  | "cancelled";

/** Goods for money between two parties. */
export interface Trade {
  /** Its id. */
  id: TradeId;
  /** Who buys. */
  buyer: PartyCode;
  /** Who sells. */
  seller: PartyCode;
  /** The terms that were put forward last; once it is accepted, those that hold. */
  terms: TradeTerms;
  /** How often terms were put forward. */
  round: number;
  /** Who put them forward. */
  offered_by: TradeRole;
  /** Where it stands. */
  state: TradeState;
  /** How far its goods are, in the order of the terms. */
  goods: GoodsProgress[];
  /** How far it is paid, in the order of the terms. */
  payments: PaymentProgress[];
  /** Goods that are on their way, and where. */
  cargo?: Cargo[];
  /** What was entered for it and has taken effect, in order. */
  entries?: EntryId[];
  /** Who asks for it to be given up. */
  cancel_asked_by?: TradeRole;
  /** Since when it is late. */
  late_since?: Timestamp;
  /** Why it was declined, disputed, given up or reversed, in words. */
  reason?: string;
  /** When it was proposed. */
  proposed_at: Timestamp;
}

/** What is done about a trade. */
export type TradeAct =
  | {
      /** Puts other terms forward, for the other party to answer. */
      counter: {
        /** All of the terms. */
        terms: TradeTerms;
      };
    }
  | {
      /** Agrees to the terms. */
      accept: { [name: string]: never };
    }
  | {
      /** Says no to them. */
      decline: {
        /** Why. */
        reason?: string;
      };
    }
  | {
      /** Holds goods and money, all of it or nothing, and pays deposits. */
      fund: { [name: string]: never };
    }
  | {
      /** Moves goods on: out of what is held, or from where they are on their way. */
      carry: {
        /** Which. */
        goods: TradeUnits[];
        /** The account that they come to: of a ship, a station. */
        to: AccountCode;
        /** Who carries them, when, and what room they take there. */
        leg?: CargoLeg;
      };
    }
  | {
      /** Brings goods to the buyer, and pays for them in the same commit. */
      deliver: {
        /** Which; all that are left when empty. */
        goods?: TradeUnits[];
      };
    }
  | {
      /**
       * Books goods as lost or spoilt where they are on their way. Who bears it, the incoterm says; the seller without
       * one.
       */
      lose: {
        /** Which. */
        goods: TradeUnits[];
        /** The account that what is lost is booked to. */
        to: AccountCode;
        /** Why. */
        reason?: string;
      };
    }
  | {
      /**
       * Gives it up. Whoever has put terms forward takes them back; later both parties ask for it, or an arbiter or
       * the operator decides it. What was delivered stays so; what is held is free, what is on its way goes back.
       */
      cancel: {
        /** Why. */
        reason?: string;
      };
    }
  | {
      /** Freezes it until an arbiter decides. */
      dispute: {
        /** Why. */
        reason: string;
      };
    }
  | {
      /** Decides a dispute: what goes to whom, of what is left. The rest goes back to where it came from. */
      resolve: {
        /** How many of each of the goods come to the buyer, in the order of the terms. */
        goods: number[];
        /** How much more of each payment is paid, in the order of the terms. */
        payments: number[];
        /** Why. */
        reason: string;
      };
    }
  | {
      /** Takes back all that was entered, in one commit, or nothing. */
      reverse: {
        /** Why. */
        reason: string;
      };
    };

/** Goods of a trade. */
export interface TradeGoods {
  /** The account of the seller that they are taken from. */
  from: AccountCode;
  /** The account of the buyer that they come to. */
  to: AccountCode;
  /** How many, in the smallest units of what the accounts hold. */
  amount: number;
  /** What one unit counts for among all goods when a part of them is paid; one when absent. */
  worth?: number;
  /** They are delivered in whole multiples of this, and what is left; of one when absent. */
  lot?: number;
  /** What a unit takes of the room of where it is on its way: weight, volume. At most 8. */
  stowage?: Stowage[];
}

/** A trade. */
export type TradeId = string;

/** What is paid in a trade. */
export interface TradePayment {
  /** What it is paid for. */
  kind?: PaymentKind;
  /** The account that it is taken from. */
  from: AccountCode;
  /** The account that it comes to. */
  to: AccountCode;
  /** How much, in the smallest units of what `from` holds. */
  amount: number;
  /** How much of it is paid when the trade is funded, whatever comes of it. */
  deposit?: number;
  /** Whether it is taken from what has just been paid, and not held before: a fee that the seller pays. */
  of_proceeds?: boolean;
  /** What it is exchanged for, where `to` holds something else than `from`. */
  exchange?: Exchange;
}

/** What a step changed about a trade. */
export interface TradeProgress {
  /** Where it stands now. */
  state: TradeState;
  /** How far its goods are. */
  goods: GoodsProgress[];
  /** How far it is paid. */
  payments: PaymentProgress[];
  /** Goods that are on their way. */
  cargo?: Cargo[];
  /** What was entered for it. */
  entries?: EntryId[];
  /** Who asks for it to be given up. */
  cancel_asked_by?: TradeRole;
  /** Why, in words. */
  reason?: string;
}

/** As what somebody acts in a trade; the host vouches for who they are. */
export type TradeRole =
  /** Whoever buys. */
  | "buyer"
  /** Whoever sells. */
  | "seller"
  /** Whoever carries the goods. */
  | "carrier"
  /** Whoever decides disputes. */
  | "arbiter"
  /** Whoever runs the market. */
  | "operator";

/** Where a trade stands. */
export type TradeState =
  /** Terms are put forward, and an answer is waited for. */
  | "proposed"
  /** Both agree on the terms. */
  | "accepted"
  /** Goods and money are held. */
  | "funded"
  /** Goods are on their way, or a part of them has been delivered. */
  | "in_transit"
  /** All is delivered, and paid. */
  | "settled"
  /** The other party has said no. */
  | "declined"
  /** It was given up: what was held is free, what was on its way is back. */
  | "cancelled"
  /** Nobody accepted it in time. */
  | "expired"
  /** Goods or money were not there in time. */
  | "failed"
  /** A party does not agree with how it went; nothing moves until an arbiter decides. */
  | "disputed"
  /** It was settled, and all that was entered was taken back. */
  | "reversed";

/** What can be done about a trade. */
export type TradeStep =
  /** Other terms are put forward instead. */
  | "counter"
  /** The terms are agreed to. */
  | "accept"
  /** They are not. */
  | "decline"
  /** Goods and money are held. */
  | "fund"
  /** Goods are carried on. */
  | "carry"
  /** Goods arrive, and are paid. */
  | "deliver"
  /** Goods are lost. */
  | "lose"
  /** It is to be given up. */
  | "cancel"
  /** Somebody does not agree with how it went. */
  | "dispute"
  /** An arbiter decides. */
  | "resolve"
  /** All of it is taken back. */
  | "reverse"
  /** Its time has run out. */
  | "expire";

/** The terms of a trade. */
export interface TradeTerms {
  /** What the seller gives: at least one, at most 100. */
  goods: TradeGoods[];
  /**
   * What is paid: prices, fees, taxes, duties. At most 100. What parts of the goods have been delivered, the same part
   * of each payment is paid.
   */
  payments: TradePayment[];
  /** Whether goods may be delivered in parts, each paid as it is. */
  in_parts?: boolean;
  /** Who bears the loss of goods on their way, and until where the seller pays for them. */
  incoterm?: Incoterm;
  /** The offer can be accepted until this instant, exclusive; without end when absent. */
  offer_until?: Timestamp;
  /** Goods and money are held until this instant, exclusive, or the trade has failed; without end when absent. */
  fund_by?: Timestamp;
  /** All is delivered until this instant, exclusive, or the trade is late; without end when absent. */
  deliver_by?: Timestamp;
}

/** Some of the goods of a trade. */
export interface TradeUnits {
  /** Which of the goods, from 0 in the order of the terms. */
  goods: number;
  /** How many. */
  amount: number;
  /** The account that they are in, on their way; those that are held when absent. */
  at?: AccountCode;
}

/** A movement of money that the gateway has a name for. */
export interface Transaction {
  /** Which way the money went. */
  kind: TransactionKind;
  /** The gateway's name for it. */
  reference: string;
  /** How much. */
  amount: Money;
}

/** Which way money went. */
export type TransactionKind =
  /** To us. */
  | "capture"
  /** Back to the buyer. */
  | "refund";

/** Goods on their way from one place to another. */
export interface Transfer {
  /** Its id. */
  id: TransferId;
  /** The place that they left. */
  from: LocationCode;
  /** The place that they go to. */
  to: LocationCode;
  /** What was sent and what became of it, a line for each SKU. */
  lines: TransferLine[];
  /** The carrier's paper. */
  reference?: string;
  /** When they left. */
  sent_at: Timestamp;
  /** Where it stands. */
  state: TransferState;
}

/** Goods on their way from one location to another. */
export type TransferId = string;

/** What became of the units of a SKU that were sent: those that arrived, came home or were lost are among the sent. */
export interface TransferLine {
  /** What. */
  sku: Sku;
  /** How many smallest units were sent. */
  sent: Quantity;
  /** How many arrived. */
  received?: number;
  /** How many came home. */
  returned?: number;
  /** How many were written off. */
  written_off?: number;
  /** The lots, or serials, that are still on their way. */
  lots?: LotLine[];
}

/** Where a transfer stands. */
export type TransferState =
  /** Goods are on their way. */
  | "in_transit"
  /** All have arrived, come home, or been written off. */
  | "closed";

/** How many days goods are on their way. */
export interface TransitDays {
  /** At least. */
  least: number;
  /** At most. */
  most: number;
}

/** How many minutes goods are on their way. */
export interface TransitMinutes {
  /** At least. */
  least: number;
  /** At most. */
  most: number;
}

/** An account with its balance, in the smallest units of its asset. */
export interface TrialRow {
  /** The account. */
  account: AccountCode;
  /** What it holds. */
  asset: AssetCode;
  /** The side on which it grows. */
  normal: Side;
  /** To be taken, by intention. */
  debits_encumbered: number;
  /** Taken, if it is posted. */
  debits_pending: number;
  /** Taken. */
  debits_posted: number;
  /** To come, by intention. */
  credits_encumbered: number;
  /** Come, if it is posted. */
  credits_pending: number;
  /** Come. */
  credits_posted: number;
  /** What is there: what is posted on the side on which it grows, less what is posted on the other. */
  balance: number;
  /** The same, with what is pending. */
  pending_balance: number;
  /** The same, with what is pending and what is encumbered. */
  encumbered_balance: number;
}

/** How a settlement stands after it was tried. */
export interface Tried {
  /** Which. */
  settlement: SettlementId;
  /** Where it stands. */
  state: SettlementState;
  /** What keeps the rest of it from being settled. */
  obstacle?: Obstacle;
}

/** What goods cost by the whole unit, before any promotion. */
export interface UnitPrice {
  /** The price of `per` whole units; zero or more. */
  unit: Money;
  /** How many whole units the price is for; one when absent. */
  per?: number;
}

/** Where a percentage off units is rounded. */
export type UnitRounding =
  /** On each unit. */
  | "unit"
  /** Once on the line. */
  | "line";

/** Units of a line that stand beside each other. */
export interface UnitSpan {
  /** The line. */
  line: number;
  /** The place of the first of them in the line, from 0. */
  first: number;
  /** How many. */
  quantity: Quantity;
}

/** Which units of the goods a discount reaches. Goods sold by weight or length count as one unit a line. */
export type Units =
  | {
      /** This many at most, of all the goods. */
      at_most: {
        /** How many. */
        count: number;
        /** Which first. */
        pick: Pick;
      };
    }
  | {
      /** This many at most of each line. */
      of_each_line: number;
    }
  | {
      /** Whole groups of this many, of all the goods; what is left over is not reduced. */
      groups: {
        /** How many make a group. */
        of: number;
        /** Which first. */
        pick: Pick;
      };
    };

/** Goods that may not leave from where they are. */
export interface UnsentGoods {
  /** Which: their place among those that were given, from 0 on. */
  goods: number;
  /** The tag that says so. */
  tag: string;
}

/** What happens where no tax rate is in force. */
export type Untaxed =
  /** The basket is refused with `tax.unknown`. */
  | "refuse"
  /** No tax is due. */
  | "free";

/** How much of an amount is entered, at the most. */
export type UpTo =
  /**
   * What can be taken from the account that it comes from, by its limit; where it has none, until its debits are its
   * credits.
   */
  | "available"
  /**
   * What can be put into the account that it goes to, by its limit; where it has none, until its credits are its
   * debits.
   */
  | "room"
  /** The least of both. */
  | "both";

/** What a gift card or credit pays. */
export interface UsedCredit {
  /** Which. */
  code: GiftCardCode;
  /** How much; more than zero. */
  amount: Money;
}

/** What goods count for. */
export type ValueBasis =
  /** The goods alone, as they leave. */
  | "fob"
  /** The goods with their shipping and insurance, as they come. */
  | "cif";

/** Something that can be sold, with its price in each currency it is sold in. */
export interface Variant {
  /** Its stock keeping unit, which names it. */
  sku: Sku;
  /** What the shopper reads. */
  title: string;
  /** Which tax rates apply to it. */
  tax_category: TaxCategory;
  /** Decimals of its unit: 0 for pieces, 3 for a SKU priced by the kilogram and counted in grams. At most 6. */
  decimals?: number;
  /** The price of one whole unit, at most one for each currency. Zero is a price. */
  prices: Money[];
  /** The weight of one whole unit, in grams. */
  weight_grams?: number;
  /** The product that it is a variant of. */
  product?: ProductCode;
  /** The categories that it is in. */
  categories?: CategoryCode[];
  /** What else pricing rules may ask for: colour, brand, season. */
  attributes?: { [name: string]: string };
  /**
   * What it is made of, at most 100 other variants; then it is a kit. A kit is sold at a price of its own, which is
   * shared by its parts in proportion to what they cost by themselves: they are what is taxed, what promotions look
   * at, what weighs something and what is in stock.
   */
  parts?: Part[];
  /** How much of it may be ordered at once. */
  order_quantity?: OrderQuantity;
  /** Its stock is not counted: it can always be promised, and is never received, counted or moved. */
  untracked?: boolean;
  /** How its units are told apart in stock; not at all when absent. To be said before the first of them comes. */
  tracking?: Tracking;
  /** For how many days its lots must still be good when they arrive. */
  least_life_days?: number;
  /** When goods that are not there yet are expected: what is promised of them before is a preorder. */
  expected_at?: Timestamp;
  /** Who sells it; the channel itself when absent. The parts of a kit are sold by whoever sells the kit. */
  seller?: SellerCode;
  /**
   * How dangerous it is: its class by the Model Regulations of the United Nations (part 2), with the division where
   * the class has some; lithium batteries are `9`. Only methods of shipping that take the class carry it. Not
   * dangerous when absent; of a kit its parts say it.
   */
  hazard?: HazardClass;
  /**
   * What customs know it as: digits of the Harmonized System of the World Customs Organization, six or fewer, then
   * those that a country adds, without dots. Of a kit its parts say it.
   */
  commodity?: CommodityCode;
  /** The country that it comes from, as customs see it (ISO 3166-1 alpha-2). Of a kit its parts say it. */
  origin?: CountryCode;
}

/** What a vector runs: a command with its facts, or a basket with its rules. */
export type VectorRequest =
  | {
      /** Decides a command. */
      plan: PlanRequest;
    }
  | {
      /** Prices a basket. */
      price: PricingRequest;
    };

/** A receipt and what it claims to be a receipt of. */
export interface VerifyCall {
  /** What was priced. */
  basket: Basket;
  /** For whom, where and when. */
  context: Context;
  /** The receipt. */
  receipt: Receipt;
}

/** The version of a record: how many events its stream has. */
export type Version = number;

/** A day of the week. */
export type Weekday =
  | "monday"
  | "tuesday"
  | "wednesday"
  | "thursday"
  | "friday"
  | "saturday"
  | "sunday";

/** What goods weigh. */
export interface WeightTest {
  /** Which goods; all when absent. */
  of?: Goods;
  /** How many grams. */
  within?: Count;
}

/** What is stored under a key: a record with its version, a row of counters, or nothing. */
export interface WireFact {
  /** The key. */
  key: Key;
  /** The version of the record. */
  version?: Version;
  /** The hash of the last event of its stream. */
  head?: Digest;
  /** The record. */
  record?: unknown;
  /** The row of counters. */
  counters?: Counters;
}

/** Why something was not done. No field is called `message`: that does not compile in generated Kotlin. */
export interface WireFailure {
  /** Who can mend it. */
  kind: FailureKind;
  /** The stable code. */
  code: Code;
  /** The reason, for people. */
  reason: string;
  /** The values that the reason speaks of, by name. */
  detail?: { [name: string]: unknown };
}

/** Which zone counts of several that a destination lies in. A method takes the first one that it has a rate for. */
export type ZoneChoice =
  /** The one that says most: a station, then a postal code, a city, a region, a country, anywhere; then the first. */
  | "most_specific"
  /** The first in the order of the rules. */
  | "first";

/** A zone of taxes: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`. */
export type ZoneCode = string;

