//! Names of things: ids over UUIDv7 and validated codes. A value that exists is well formed.

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::ops::RangeInclusive;
use core::str::FromStr;

use fondaco_derive::Deserialize;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::label::Label;
use crate::refusal::{Code, Refusal};
use crate::wire::read_as_text;

/// Defines ids: newtypes over a UUID that print and parse in the hyphenated form.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid { id.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = Refusal;
            fn from_str(text: &str) -> Result<Self, Refusal> {
                Uuid::parse_str(text).map(Self).map_err(|_| {
                    Refusal::new(Code::IdMalformed, format!("`{}` is not a UUID", shown(text)))
                })
            }
        }
    )+};
}

ids! {
    /// A command, chosen by the caller: sending the same id again returns the first outcome.
    CommandId;
    /// An event of the log.
    EventId;
    /// A customer.
    CustomerId;
    /// A movement of stock.
    MovementId;
    /// Goods on their way from one location to another.
    TransferId;
    /// Goods that were announced.
    InboundId;
    /// A cart.
    CartId;
    /// A hold on stock.
    ReservationId;
    /// A promise of goods that are still to come.
    BackorderId;
    /// A use of a coupon.
    CouponUseId;
    /// An order.
    OrderId;
    /// A payment intent.
    PaymentId;
    /// A shipment.
    ShipmentId;
    /// Something that is asked of the outside world, and the key by which it is done only once there.
    EffectId;
    /// A return.
    ReturnId;
    /// An invoice.
    InvoiceId;
    /// A credit note.
    CreditNoteId;
    /// An entry of a ledger, chosen by the caller: the same again under its id changes nothing.
    EntryId;
    /// A trade.
    TradeId;
    /// A settlement.
    SettlementId;
}

/// Defines codes: short texts with a documented alphabet and length, cheap to clone.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $what:literal, $least:literal..=$most:literal, $allowed:expr;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Label);

        impl $name {
            /// Checks a text; refused with `code.malformed` when it is too long or has other characters.
            pub fn new(text: &str) -> Result<Self, Refusal> {
                let allowed: fn(u8) -> bool = $allowed;
                if ($least..=$most).contains(&text.len()) && text.bytes().all(allowed) {
                    return Ok(Self(Label::new(text)));
                }
                Err(malformed($what, text, $least..=$most, allowed))
            }

            /// The text.
            pub fn as_str(&self) -> &str { self.0.as_str() }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_str()).finish()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl FromStr for $name {
            type Err = Refusal;
            fn from_str(text: &str) -> Result<Self, Refusal> { Self::new(text) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if !serializer.is_human_readable() {
                    return serializer.serialize_bytes(self.0.as_bytes());
                }
                serializer.serialize_str(self.as_str())
            }
        }

        read_as_text! { $name: concat!("a ", $what, " as text"); }
    )+};
}

codes! {
    /// A stock keeping unit: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    Sku: "SKU", 1..=64, is_code;
    /// A place that holds stock: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    LocationCode: "location code", 1..=32, is_code;
    /// A SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`.
    StockCode: "SKU at a location", 3..=97, is_placed;
    /// The lots of a SKU at a location, `SKU@LOCATION`: 3 to 97 of `A-Z a-z 0-9 . _ - / + : @`.
    ShelfCode: "shelf", 3..=97, is_placed;
    /// A lot of goods, or one serial: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts.
    LotCode: "lot", 1..=64, is_code;
    /// Somebody who holds stock without a cart: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    HolderCode: "holder code", 1..=64, is_code;
    /// A channel of sale, such as `web-eu`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    ChannelCode: "channel code", 1..=32, is_code;
    /// A set of pricing rules: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    BookCode: "price book code", 1..=32, is_code;
    /// A set of rules of shipping: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    ShippingCode: "shipping book code", 1..=32, is_code;
    /// A promotion: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    PromotionCode: "promotion code", 1..=64, is_code;
    /// A coupon, a gift card: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts.
    CouponCode: "coupon code", 1..=64, is_code;
    /// A gift card, or the store credit of a customer: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`. Case counts.
    GiftCardCode: "gift card code", 1..=64, is_code;
    /// Something of which there is only so much: `coupon/SUMMER`, `backorder/SKU@LOCATION`. 1 to 160 of
    /// `A-Z a-z 0-9 . _ - / + : @`.
    AllowanceCode: "allowance code", 1..=160, is_placed;
    /// How often a customer has used something: `coupon/SUMMER/0199…`. 1 to 200 of `A-Z a-z 0-9 . _ - / + :`.
    TallyCode: "tally code", 1..=200, is_code;
    /// A price list: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    PriceListCode: "price list code", 1..=64, is_code;
    /// A product, of which variants are sold: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    ProductCode: "product code", 1..=64, is_code;
    /// A category of goods: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    CategoryCode: "category code", 1..=64, is_code;
    /// Goods as customs know them: 2 to 12 digits of the Harmonized System and of what a country adds to it.
    CommodityCode: "commodity code", 2..=12, is_digit;
    /// A rule about what may not be sent: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    RestrictionCode: "restriction code", 1..=64, is_code;
    /// A group of customers, or of promotions that exclude each other: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    GroupCode: "group code", 1..=64, is_code;
    /// Something to be paid beside goods, such as a shipping method: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    ChargeCode: "charge code", 1..=64, is_code;
    /// An experiment with prices: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    ExperimentCode: "experiment code", 1..=64, is_code;
    /// An arm of an experiment: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    ArmCode: "arm code", 1..=64, is_code;
    /// A zone of taxes: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    ZoneCode: "zone code", 1..=32, is_code;
    /// A calendar of shipping, or a timetable: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    CalendarCode: "calendar code", 1..=32, is_code;
    /// A way that goods take: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    RouteCode: "route code", 1..=32, is_code;
    /// A region of a country, such as the second part of ISO 3166-2: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    RegionCode: "region code", 1..=32, is_code;
    /// A tax category, such as `standard` or `book`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    TaxCategory: "tax category", 1..=32, is_code;
    /// A country, ISO 3166-1 alpha-2: two upper-case letters.
    CountryCode: "country code", 2..=2, is_upper;
    /// A payment gateway, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    GatewayCode: "gateway code", 1..=64, is_code;
    /// A carrier, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    CarrierCode: "carrier code", 1..=64, is_code;
    /// A service of a carrier, such as `ground`: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    ServiceCode: "service code", 1..=64, is_code;
    /// An address of a cart beside its main one, such as `office`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    AddressCode: "address code", 1..=32, is_code;
    /// A series of numbers, such as `eu-2026`: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    SeriesCode: "series code", 1..=32, is_code;
    /// Somebody who sells goods in the channels of others: 1 to 32 of `A-Z a-z 0-9 . _ - / + :`.
    SellerCode: "seller code", 1..=32, is_code;
    /// The part of a seller in an order, `ORDER/SELLER`: 38 to 69 of `A-Z a-z 0-9 . _ - / + :`.
    SellerOrderCode: "order of a seller", 38..=69, is_code;
    /// The books of a shop, under which its accounts stand: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    BooksCode: "books", 1..=64, is_code;
    /// An account of a ledger, such as `sellers/ada`: 1 to 128 of `A-Z a-z 0-9 . _ - / + :`. Case counts.
    AccountCode: "account code", 1..=128, is_code;
    /// What an account holds, such as `EUR` or `points`: 1 to 128 of `A-Z a-z 0-9 . _ - / + : @`.
    AssetCode: "asset code", 1..=128, is_placed;
    /// A party to a trade, as the host names it: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    PartyCode: "party code", 1..=64, is_code;
    /// One shop among those that share a store: 1 to 64 of `A-Z a-z 0-9 . _ - / + :`.
    Tenant: "tenant", 1..=64, is_code;
}

impl StockCode {
    /// The code of a SKU at a location.
    pub(crate) fn of(sku: &Sku, location: &LocationCode) -> Result<Self, Refusal> {
        Self::new(&format!("{sku}@{location}"))
    }
}

impl SellerOrderCode {
    /// The code of the part of a seller in an order.
    pub(crate) fn of(order: OrderId, seller: &SellerCode) -> Result<Self, Refusal> {
        Self::new(&format!("{order}/{seller}"))
    }
}

impl ShelfCode {
    /// The code of the shelf of a SKU at a location.
    pub(crate) fn of(sku: &Sku, location: &LocationCode) -> Result<Self, Refusal> {
        Self::new(&format!("{sku}@{location}"))
    }
}

fn is_code(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-/+:".contains(&byte)
}

/// The character that no other code has keeps a SKU and its location apart.
fn is_placed(byte: u8) -> bool {
    is_code(byte) || byte == b'@'
}

fn is_upper(byte: u8) -> bool {
    byte.is_ascii_uppercase()
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn malformed(what: &str, text: &str, length: RangeInclusive<usize>, allowed: fn(u8) -> bool) -> Refusal {
    let (least, most) = length.into_inner();
    let allowed = if allowed(b'@') {
        "A-Z a-z 0-9 . _ - / + : @"
    } else if allowed(b'a') {
        "A-Z a-z 0-9 . _ - / + :"
    } else if allowed(b'A') {
        "A-Z"
    } else {
        "0-9"
    };
    let length = if least == most { format!("{most}") } else { format!("{least} to {most}") };
    Refusal::new(
        Code::CodeMalformed,
        format!("`{}` is not a {what}: it takes {length} characters of {allowed}", shown(text)),
    )
    .with("given", shown(text))
    .with("allowed", allowed)
    .with("most", most)
}

/// The start of a text that may be long, for showing in a reason.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_outside_its_alphabet_or_length_is_refused() {
        for text in ["", "a b", "ä", "a@b", &"x".repeat(65)] {
            let refusal = Sku::new(text).unwrap_err();
            assert_eq!(refusal.code(), Code::CodeMalformed, "{text}");
        }
        assert_eq!(Sku::new("9788806219450").unwrap().as_str(), "9788806219450");
        assert!(CountryCode::new("it").is_err());
        assert!(CountryCode::new("ITA").is_err());
        assert!(CommodityCode::new("6109.10").unwrap_err().to_string().contains("2 to 12 characters of 0-9"));
    }

    #[test]
    fn ids_print_as_they_parse() {
        let text = "0199c1d2-0000-7000-8000-00000000002a";
        assert_eq!(text.parse::<CartId>().unwrap().to_string(), text);
        assert_eq!("42".parse::<CartId>().unwrap_err().code(), Code::IdMalformed);
    }

    use std::string::ToString;
}
