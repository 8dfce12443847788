//! Records: what is stored under a key, in versions.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use core::fmt;
use core::hash::Hash;
use core::str::FromStr;

use serde::{Serialize, Serializer};

use crate::allowance::Tally;
use crate::cart::Cart;
use crate::catalog::{Channel, Seller, Variant};
use crate::counter::CounterKind;
use crate::coupon::{Coupon, CouponUse};
use crate::digest::Digest;
use crate::document::{CreditNote, Invoice, Series};
use crate::effect::Effect;
use crate::id::{
    AccountCode, AllowanceCode, BackorderId, BookCode, CartId, ChannelCode, CommandId, CouponCode, CouponUseId,
    CreditNoteId, EffectId, EntryId, GiftCardCode, InboundId, InvoiceId, LocationCode, MovementId, OrderId, PaymentId,
    ReservationId, ReturnId, SellerCode, SellerOrderCode, SeriesCode, SettlementId, ShelfCode, ShipmentId,
    ShippingCode, Sku, StockCode, TallyCode, TradeId, TransferId, shown,
};
use crate::inventory::{Backorder, Inbound, Location, Movement, Reservation, Shelf, StockTerms, Transfer};
use crate::ledger::{Account, Entry};
use crate::order::{Order, Return, SellerOrder};
use crate::outcome::ProcessedCommand;
use crate::payment::{GiftCard, Payment};
use crate::places::mark;
use crate::pricing::PriceBook;
use crate::refusal::{Code, Refusal};
use crate::settlement::Settlement;
use crate::shipping::{NamedShippingBook, Shipment};
use crate::trade::Trade;
use crate::wire::{Misread, Node, Tape, read_as_text};

/// The version of a record: how many events its stream has.
pub type Version = u64;

/// A record and how far its stream has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versioned {
    /// How many events its stream has.
    pub version: Version,
    /// The hash of the last of them.
    pub head: Digest,
    /// The record.
    pub record: Record,
}

/// A type that is stored as a record under an id of its own.
pub trait Entity: Sized {
    /// What names it.
    type Id: Clone + Hash + Into<Key>;
    /// Its kind.
    const KIND: Kind;
    /// Whether a key is that of the entity of this id.
    fn is_named(key: &Key, id: &Self::Id) -> bool;
    /// The entity in a record of its kind.
    fn of(record: &Record) -> Option<&Arc<Self>>;
    /// The refusal where there is none of this id.
    fn unknown(id: &Self::Id) -> Refusal;
}

/// Defines the kinds of record, one row each: type, id, name, table, and the code where there is none.
macro_rules! records {
    ($($(#[doc = $doc:literal])+ $kind:ident($id:ty) = $name:literal, $table:literal, $unknown:ident;)+) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind { $($(#[doc = $doc])+ $kind,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// Its name, in keys and on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)+ }
            }

            /// The table that holds its records.
            pub const fn table(self) -> &'static str {
                match self { $(Kind::$kind => $table,)+ }
            }
        }

        /// Names one record, or one row of counters; prints as `cart/0199…` or `stock/SKU@location`.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Key {
            $($(#[doc = $doc])+ $kind($id),)+
            /// Stock of a SKU at a location: counters.
            Stock(Sku, LocationCode),
            /// How much was granted and drawn of something: counters.
            Allowance(AllowanceCode),
            /// What was taken from an account and came to it: counters.
            Balance(AccountCode),
        }

        impl Key {
            /// The kind of its record; `None` for counters.
            pub const fn kind(&self) -> Option<Kind> {
                match self { $(Key::$kind(_) => Some(Kind::$kind),)+ Key::Stock(..) | Key::Allowance(_) | Key::Balance(_) => None }
            }

            /// Its id within its kind, as text.
            pub fn id(&self) -> String {
                match self {
                    $(Key::$kind(id) => id.to_string(),)+
                    Key::Stock(sku, location) => format!("{sku}@{location}"),
                    Key::Allowance(code) => code.to_string(),
                    Key::Balance(account) => account.to_string(),
                }
            }

            /// A number that is the same for equal ids, and seldom for others.
            pub(crate) fn mark(&self) -> u64 {
                match self {
                    $(Key::$kind(id) => mark(id),)+
                    Key::Stock(sku, location) => mark(&(sku, location)),
                    Key::Allowance(code) => mark(code),
                    Key::Balance(account) => mark(account),
                }
            }

            /// Its kind and id for a fingerprint: the id as bytes, where it is a UUID.
            fn fingerprint<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Key::$kind(id) => ($name, id).serialize(serializer),)+
                    Key::Stock(sku, location) => (STOCK, sku, location).serialize(serializer),
                    Key::Allowance(code) => (ALLOWANCE, code).serialize(serializer),
                    Key::Balance(account) => (BALANCE, account).serialize(serializer),
                }
            }

            /// The key of a kind and an id; refused with `code.malformed` or `id.malformed`.
            pub fn new(kind: Kind, id: &str) -> Result<Self, Refusal> {
                Ok(match kind { $(Kind::$kind => Key::$kind(id.parse()?),)+ })
            }
        }

        $(impl From<$id> for Key {
            fn from(id: $id) -> Self { Self::$kind(id) }
        })+

        /// A stored thing.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Record { $($(#[doc = $doc])+ $kind(Arc<$kind>),)+ }

        impl Record {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $(Record::$kind(_) => Kind::$kind,)+ }
            }

            /// Reads a record of a kind from its JSON.
            pub fn parse(kind: Kind, json: &str) -> Result<Self, Misread> {
                Tape::parse(json)?.read_by(|node| Self::read(kind, node))
            }

            /// Reads a record of a kind from what stands on a tape.
            pub fn read(kind: Kind, node: Node<'_>) -> Result<Self, Misread> {
                Ok(match kind { $(Kind::$kind => Record::$kind(node.read()?),)+ })
            }
        }

        $(impl Entity for $kind {
            type Id = $id;
            const KIND: Kind = Kind::$kind;

            fn is_named(key: &Key, id: &$id) -> bool {
                if let Key::$kind(own) = key { own == id } else { false }
            }

            fn of(record: &Record) -> Option<&Arc<Self>> {
                if let Record::$kind(body) = record { Some(body) } else { None }
            }

            fn unknown(id: &$id) -> Refusal {
                let name = $name.replace('_', " ");
                Refusal::new(Code::$unknown, format!("there is no {name} `{id}`"))
                    .with("id", id.to_string())
            }
        })+
    };
}

records! {
    /// A command that was carried out, with its outcome.
    ProcessedCommand(CommandId) = "command", "commands", CommandUnknown;
    /// A variant.
    Variant(Sku) = "variant", "variants", VariantUnknown;
    /// A channel of sale.
    Channel(ChannelCode) = "channel", "channels", ChannelUnknown;
    /// A price book.
    PriceBook(BookCode) = "price_book", "price_books", BookUnknown;
    /// Rules of shipping.
    NamedShippingBook(ShippingCode) = "shipping_book", "shipping_books", ShippingBookUnknown;
    /// A coupon.
    Coupon(CouponCode) = "coupon", "coupons", CouponUnknown;
    /// A use of a coupon.
    CouponUse(CouponUseId) = "coupon_use", "coupon_uses", CouponUseUnknown;
    /// How often a customer has used something.
    Tally(TallyCode) = "tally", "tallies", TallyUnknown;
    /// A gift card.
    GiftCard(GiftCardCode) = "gift_card", "gift_cards", GiftCardUnknown;
    /// A place that holds stock.
    Location(LocationCode) = "location", "locations", LocationUnknown;
    /// What holds for a SKU at a location.
    StockTerms(StockCode) = "stock_terms", "stock_terms", StockTermsUnknown;
    /// The lots of a SKU at a location.
    Shelf(ShelfCode) = "shelf", "shelves", ShelfUnknown;
    /// Goods on their way from one location to another.
    Transfer(TransferId) = "transfer", "transfers", TransferUnknown;
    /// Goods that were announced.
    Inbound(InboundId) = "inbound", "inbounds", InboundUnknown;
    /// A movement of stock.
    Movement(MovementId) = "movement", "movements", MovementUnknown;
    /// A cart.
    Cart(CartId) = "cart", "carts", CartUnknown;
    /// A hold on stock.
    Reservation(ReservationId) = "reservation", "reservations", ReservationUnknown;
    /// Goods promised to an order before they are there.
    Backorder(BackorderId) = "backorder", "backorders", BackorderUnknown;
    /// An order.
    Order(OrderId) = "order", "orders", OrderUnknown;
    /// A payment.
    Payment(PaymentId) = "payment", "payments", PaymentUnknown;
    /// A shipment.
    Shipment(ShipmentId) = "shipment", "shipments", ShipmentUnknown;
    /// Something that is asked of the outside world.
    Effect(EffectId) = "effect", "effects", EffectUnknown;
    /// A return.
    Return(ReturnId) = "return", "returns", ReturnUnknown;
    /// A series of numbers.
    Series(SeriesCode) = "series", "series", SeriesUnknown;
    /// An invoice.
    Invoice(InvoiceId) = "invoice", "invoices", InvoiceUnknown;
    /// A credit note.
    CreditNote(CreditNoteId) = "credit_note", "credit_notes", CreditNoteUnknown;
    /// A seller.
    Seller(SellerCode) = "seller", "sellers", SellerUnknown;
    /// The part of a seller in an order.
    SellerOrder(SellerOrderCode) = "seller_order", "seller_orders", SellerOrderUnknown;
    /// An account of a ledger.
    Account(AccountCode) = "account", "accounts", AccountUnknown;
    /// An entry of a ledger.
    Entry(EntryId) = "entry", "entries", EntryUnknown;
    /// A trade.
    Trade(TradeId) = "trade", "trades", TradeUnknown;
    /// A settlement.
    Settlement(SettlementId) = "settlement", "settlements", SettlementUnknown;
}

impl Kind {
    /// Whether its records are set up once and read by many: they are checked by a commit, but never lock others out.
    pub const fn is_reference(self) -> bool {
        matches!(
            self,
            Kind::Variant
                | Kind::Channel
                | Kind::PriceBook
                | Kind::NamedShippingBook
                | Kind::Coupon
                | Kind::Location
                | Kind::StockTerms
                | Kind::Seller
                | Kind::Account
        )
    }

    /// The kind of a name; refused with `code.malformed`.
    pub fn named(name: &str) -> Result<Self, Refusal> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Refusal::new(Code::CodeMalformed, format!("`{}` is no kind of record", shown(name))))
    }
}

impl Key {
    /// The kind of its counters; `None` for a record.
    pub const fn counter(&self) -> Option<CounterKind> {
        if let Key::Stock(..) = self {
            Some(CounterKind::Stock)
        } else if let Key::Allowance(_) = self {
            Some(CounterKind::Allowance)
        } else if let Key::Balance(_) = self {
            Some(CounterKind::Balance)
        } else {
            None
        }
    }
}

const STOCK: &str = "stock";
const ALLOWANCE: &str = "allowance";
const BALANCE: &str = "balance";

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.counter() {
            Some(CounterKind::Stock) => STOCK,
            Some(CounterKind::Allowance) => ALLOWANCE,
            Some(CounterKind::Balance) => BALANCE,
            None => self.kind().map_or("", Kind::name),
        };
        write!(f, "{name}/{}", self.id())
    }
}

impl FromStr for Key {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let malformed =
            || Refusal::new(Code::CodeMalformed, format!("`{}` is not a key: it takes `kind/id`", shown(text)));
        let (kind, id) = text.split_once('/').ok_or_else(malformed)?;
        if kind == STOCK {
            let (sku, location) = id.split_once('@').ok_or_else(malformed)?;
            return Ok(Key::Stock(sku.parse()?, location.parse()?));
        }
        if kind == ALLOWANCE {
            return Ok(Key::Allowance(id.parse()?));
        }
        if kind == BALANCE {
            return Ok(Key::Balance(id.parse()?));
        }
        Key::new(Kind::named(kind)?, id)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.fingerprint(serializer) }
    }
}

read_as_text! { Key: "a key as text, such as `cart/ID`"; }
