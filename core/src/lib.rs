//! fondaco: an embeddable commerce engine.
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::float_arithmetic,
        clippy::as_conversions,
        clippy::wildcard_enum_match_arm
    )
)]

extern crate alloc;
// What is derived speaks of this crate by its name.
extern crate self as fondaco;
#[cfg(test)]
extern crate std;

pub mod cart;
pub mod catalog;
pub mod coupon;
pub mod document;
pub mod effect;
pub mod inventory;
pub mod ledger;
pub mod limits;
pub mod money;
pub mod order;
pub mod party;
pub mod payment;
pub mod port;
pub mod pricing;
pub mod settlement;
pub mod shipping;
pub mod trade;
pub mod wire;

mod allowance;
mod apply;
mod canonical;
mod column;
mod command;
mod counter;
mod decide;
mod digest;
mod engine;
mod envelope;
mod event;
mod facts;
mod failure;
mod id;
mod label;
mod machine;
mod moment;
mod omit;
mod outcome;
mod places;
mod plan;
mod quantity;
mod record;
mod refusal;
mod replay;
mod title;

pub use allowance::{Draw, Tally};
pub use column::{Cell, Column, Holds};
pub use command::Command;
pub use counter::{Adjustment, CounterKind, Counters, GUARDS, Least, Limit, NOT_SHORT, UNGUARDED, WIDTH, added, pair};
pub use decide::{Decision, decide};
pub use digest::Digest;
pub use engine::{Engine, immediately};
pub use envelope::Envelope;
pub use event::Event;
pub use facts::{Facts, Stop};
pub use failure::Failure;
pub use id::{
    AccountCode, AddressCode, AllowanceCode, ArmCode, AssetCode, BackorderId, BookCode, BooksCode, CalendarCode,
    CarrierCode, CartId, CategoryCode, ChannelCode, ChargeCode, CommandId, CommodityCode, CountryCode, CouponCode,
    CouponUseId, CreditNoteId, CustomerId, EffectId, EntryId, EventId, ExperimentCode, GatewayCode, GiftCardCode,
    GroupCode, HolderCode, InboundId, InvoiceId, LocationCode, LotCode, MovementId, OrderId, PartyCode, PaymentId,
    PriceListCode, ProductCode, PromotionCode, RegionCode, ReservationId, RestrictionCode, ReturnId, RouteCode,
    SellerCode, SellerOrderCode, SeriesCode, ServiceCode, SettlementId, ShelfCode, ShipmentId, ShippingCode, Sku,
    StockCode, TallyCode, TaxCategory, Tenant, TradeId, TransferId, ZoneCode,
};
pub use jiff::Timestamp;
pub use machine::{Machine, word};
pub use moment::Moment;
pub use outcome::{Outcome, ProcessedCommand};
pub use plan::{Plan, plan};
pub use quantity::Quantity;
pub use record::{Entity, Key, Kind, Record, Version, Versioned};
pub use refusal::{Code, FailureKind, Refusal};
pub use replay::World;
pub use title::Title;
