//! The traits of the outside world. An adapter loads and commits; it knows no verb of the business.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::future::{Future, ready};
use core::pin::Pin;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::column::Cell;
use crate::counter::{Adjustment, Counters};
use crate::digest::Digest;
use crate::effect::{Act, Ask};
use crate::envelope::Envelope;
use crate::id::{CarrierCode, EffectId, GatewayCode, LocationCode, PaymentId, ServiceCode, ShipmentId};
use crate::moment::Moment;
use crate::money::Money;
use crate::party::Address;
use crate::pricing::{TaxAnswer, TaxError, TaxQuery};
use crate::record::{Key, Kind, Record, Version, Versioned};
use crate::shipping::{BookedParcel, ParcelLabel, TrackingEvent};
use crate::wire::{Misread, Node, Read, Shape};

/// A boxed future: `Send`, except on wasm32, where nothing is.
#[cfg(not(target_family = "wasm"))]
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future: `Send`, except on wasm32, where nothing is.
#[cfg(target_family = "wasm")]
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What every port is: shareable between threads, except on wasm32.
#[cfg(not(target_family = "wasm"))]
pub trait Port: Send + Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + Sync> Port for T {}
/// What every port is: shareable between threads, except on wasm32.
#[cfg(target_family = "wasm")]
pub trait Port {}
#[cfg(target_family = "wasm")]
impl<T> Port for T {}

/// Keeps the records, counters and events of one tenant. The conformance suite of `fondaco-storage` says exactly what
/// an adapter must do.
pub trait Store: Port {
    /// What is stored under each of these keys, in one round trip: an answer for each, in their order. A key may stand
    /// there twice.
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>>;

    /// Makes a commit true: all of it, or none of it. Answers [`CommitError::Stale`] when a version of the basis is
    /// another by now or a counter would break a limit, and [`StoreError::Fault`] when a counter would overflow or the
    /// commit is malformed: a put outside the basis or of another kind than its key, adjustments that do not strictly
    /// ascend by key.
    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>>;

    /// Makes many commits true, each all or none, in this order; an answer for each. A store that can do them in one
    /// transaction does so.
    fn commit_all<'a>(&'a self, commits: &'a [Commit]) -> Pending<'a, Vec<Result<(), CommitError>>> {
        Box::pin(async move {
            let mut answers = Vec::with_capacity(commits.len());
            for commit in commits {
                answers.push(self.commit(commit).await);
            }
            answers
        })
    }

    /// The keys of records that match, in the order of their ids, a page at a time.
    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>>;

    /// Events after a cursor, oldest first, complete: an event is only shown once no earlier one can still appear.
    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>>;
}

/// Tells the time and rolls the dice, for the engine; a decision does neither.
pub trait Clock: Port {
    /// The moment of the next command.
    fn moment(&self) -> Moment;

    /// Waits a little, longer with each attempt and never twice the same, before a decision is made again.
    fn pause(&self, attempt: u32) -> Pending<'_, ()> {
        let _ = attempt;
        Box::pin(ready(()))
    }
}

/// Asks a tax service. What it answers is given to a cart by [`Command::SetTaxes`](crate::Command::SetTaxes), or to a basket
/// in its [`Context`](crate::pricing::Context); pricing itself never waits.
pub trait TaxProvider: Port {
    /// The taxes of these lines and charges, and until when the answer holds.
    fn taxes<'a>(&'a self, query: &'a TaxQuery) -> Pending<'a, Result<TaxAnswer, TaxError>>;
}

/// Moves money, as a payment gateway does. Each request has a key: asked again under the same key it answers the same, and
/// does nothing a second time.
pub trait Gateway: Port {
    /// Does what is asked, or has done it already.
    fn perform<'a>(&'a self, request: &'a GatewayRequest) -> Pending<'a, Result<GatewayAnswer, GatewayError>>;
}

/// What a gateway is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayRequest {
    /// The idempotency key: it is the same on every attempt.
    pub key: EffectId,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// Which gateway, as the channel names it.
    pub gateway: GatewayCode,
    /// The payment.
    pub payment: PaymentId,
    /// What is to be done.
    pub act: Act,
    /// With how much; with what is held, for a void.
    pub amount: Money,
    /// Whether a capture is the last one, so that what is left is let go.
    pub last: bool,
    /// The gateway's name for the payment, where it has given one.
    pub reference: Option<String>,
}

/// What a gateway says when it has done what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayAnswer {
    /// The gateway's name for what it did: for an authorization, for a capture, for a refund. It reports it by the same name.
    pub reference: String,
    /// Until when an authorization can be captured, where the gateway says so.
    pub expires_at: Option<jiff::Timestamp>,
}

/// Why a gateway has not done what it was asked, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// It refused for good, and has done nothing.
    #[error("declined: {0}")]
    Declined(String),
    /// It has done nothing, and may do it later.
    #[error("not now: {0}")]
    NotNow(String),
    /// Nobody knows whether it has done it: no answer came.
    #[error("unknown: {0}")]
    Unknown(String),
}

/// Carries goods, as a parcel carrier does, or whoever speaks for many of them. A request for labels, and one to take them back,
/// has a key: asked again under the same key it answers the same, and does nothing a second time.
pub trait Carrier: Port {
    /// What it takes to carry these parcels, service by service.
    fn quote<'a>(&'a self, request: &'a CarriageRequest) -> Pending<'a, Result<Vec<CarrierQuote>, CarrierError>>;

    /// Gives a label for each parcel, or has done it already.
    fn label<'a>(&'a self, request: &'a LabelRequest) -> Pending<'a, Result<LabelAnswer, CarrierError>>;

    /// Takes the labels of a booking back, or has done it already.
    fn void<'a>(&'a self, request: &'a VoidRequest) -> Pending<'a, Result<(), CarrierError>>;

    /// What it tells of a number, all or what is new; nothing of one that it does not know.
    fn track<'a>(
        &'a self,
        carrier: &'a CarrierCode,
        number: &'a str,
    ) -> Pending<'a, Result<Vec<TrackingEvent>, CarrierError>>;
}

/// Parcels on a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriageRequest {
    /// Which carrier, as the host names it.
    pub carrier: CarrierCode,
    /// The place that they leave.
    pub from: LocationCode,
    /// Whom they go to.
    pub to: Address,
    /// What is carried.
    pub parcels: Vec<BookedParcel>,
}

/// What a carrier takes for a way, by one of its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierQuote {
    /// The service.
    pub service: ServiceCode,
    /// What it takes.
    pub cost: Money,
    /// When the parcels are to arrive, where it says so.
    pub estimated_at: Option<jiff::Timestamp>,
}

/// What a carrier is asked, to give labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRequest {
    /// The idempotency key: it is the same on every attempt.
    pub key: EffectId,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// The shipment.
    pub shipment: ShipmentId,
    /// By which service.
    pub service: ServiceCode,
    /// What is carried, by whom, from where to where.
    pub carriage: CarriageRequest,
}

/// What a carrier gives for a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelAnswer {
    /// The carrier's name for the booking.
    pub reference: String,
    /// A label for each parcel, in their order.
    pub labels: Vec<ParcelLabel>,
    /// What it takes, where it says so.
    pub cost: Option<Money>,
}

/// What a carrier is asked, to take labels back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidRequest {
    /// The idempotency key: it is the same on every attempt.
    pub key: EffectId,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// Which carrier, as the host names it.
    pub carrier: CarrierCode,
    /// The key under which the labels were asked for.
    pub booking: EffectId,
    /// The carrier's name for the booking.
    pub reference: String,
}

/// Why a carrier has not done what it was asked, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// It refused for good, and has done nothing.
    #[error("declined: {0}")]
    Declined(String),
    /// It has done nothing, and may do it later.
    #[error("not now: {0}")]
    NotNow(String),
    /// Nobody knows whether it has done it: no answer came.
    #[error("unknown: {0}")]
    Unknown(String),
}

/// Whom a runner of effects can ask. What is asked of others it leaves alone, for another runner.
#[derive(Clone, Copy, Default)]
pub struct Outside<'a> {
    /// Who moves money.
    pub gateway: Option<&'a dyn Gateway>,
    /// Who carries goods.
    pub carrier: Option<&'a dyn Carrier>,
}

impl core::fmt::Debug for Outside<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { gateway, carrier } = self;
        f.debug_struct("Outside").field("gateway", &gateway.is_some()).field("carrier", &carrier.is_some()).finish()
    }
}

impl<'a> Outside<'a> {
    /// A gateway, and nobody else.
    pub const fn gateway(gateway: &'a dyn Gateway) -> Self {
        Self { gateway: Some(gateway), carrier: None }
    }

    /// A carrier, and nobody else.
    pub const fn carrier(carrier: &'a dyn Carrier) -> Self {
        Self { gateway: None, carrier: Some(carrier) }
    }

    /// Whether somebody is there who is asked this.
    pub(crate) const fn hears(&self, ask: &Ask) -> bool {
        match ask {
            Ask::Gateway { .. } => self.gateway.is_some(),
            Ask::Label { .. } | Ask::VoidLabel { .. } => self.carrier.is_some(),
        }
    }
}

/// What is stored under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Nothing.
    Absent,
    /// A record.
    Record(Versioned),
    /// A row of counters.
    Counters(Counters),
}

impl Fact {
    /// The record, if it is one.
    pub fn record(&self) -> Option<&Versioned> {
        if let Fact::Record(found) = self { Some(found) } else { None }
    }

    /// The version of a record.
    pub fn version(&self) -> Option<Version> {
        self.record().map(|found| found.version)
    }
}

/// A decision in the form that a store makes true.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commit {
    /// The records that the decision rests on, each with its version; `None` means that there must be none.
    pub basis: Vec<(Key, Option<Version>)>,
    /// The records as they are from now on. Each of their keys stands in the basis.
    pub puts: Vec<Put>,
    /// Deltas to counters, at most one a row, in the order of keys.
    pub adjustments: Vec<Adjustment>,
    /// What happened, in order.
    pub events: Vec<Envelope>,
}

/// A record as it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Put {
    /// Its key.
    pub key: Key,
    /// Its new version.
    pub version: Version,
    /// The hash of the last event of its stream.
    pub head: Digest,
    /// The record.
    pub record: Record,
}

impl Read for Put {
    /// What the record is, its key says.
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        const SHAPE: Shape = Shape {
            fields: &[("key", true), ("version", true), ("head", true), ("record", true)],
            strict: true,
            tag: "",
        };
        let mut places = [0; 4];
        node.fields(&SHAPE, &mut places)?;
        let [key, version, head, record] = places.map(|place| node.at(place));
        let at: Key = key.read()?;
        let kind = at.kind().ok_or_else(|| key.unexpected("the key of a record"))?;
        Ok(Self { key: at, version: version.read()?, head: head.read()?, record: Record::read(kind, record)? })
    }
}

/// Which records to find. All filters must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Their kind.
    pub kind: Kind,
    /// What must hold of their columns.
    pub filters: Vec<Filter>,
}

impl Scan {
    /// All records of a kind.
    pub const fn of(kind: Kind) -> Self {
        Self { kind, filters: Vec::new() }
    }

    /// Only those whose column has this text.
    #[must_use]
    pub fn with(mut self, column: &'static str, text: impl Into<String>) -> Self {
        self.filters.push(Filter { column, test: Test::Is(Cell::Text(text.into())) });
        self
    }

    /// Only those whose column is at most this instant.
    #[must_use]
    pub fn until(mut self, column: &'static str, at: jiff::Timestamp) -> Self {
        self.filters.push(Filter { column, test: Test::AtMost(Cell::Instant(at.as_microsecond())) });
        self
    }
}

/// What must hold of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The name of the column, one of [`Kind::columns`].
    pub column: &'static str,
    /// What must hold of it. An empty column passes no test.
    pub test: Test,
}

/// A test of a column's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It is equal.
    Is(Cell),
    /// It is equal or less.
    AtMost(Cell),
}

/// Which part of a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// After this key; from the start when absent.
    pub after: Option<Key>,
    /// How many at most.
    pub limit: u32,
}

impl Page {
    /// The first page.
    pub const fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    /// The results.
    pub items: Vec<T>,
    /// Where the next page starts; `None` when this was the last.
    pub next: Option<Key>,
}

/// A place in the log of events: after everything of earlier transactions, and this many events of this one.
///
/// Sequences are taken before a transaction commits, so reading by them alone loses events while writers overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// The transaction, in the store's own count.
    pub transaction: u64,
    /// The place within the transaction, from 1; 0 is before its first event.
    pub sequence: u32,
}

/// An event and its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place.
    pub cursor: Cursor,
    /// The event.
    pub envelope: Envelope,
}

/// Why a store could not do something. Nothing of it has happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Not now: try again.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// The store holds, or was asked, something that it cannot read.
    #[error("the store is at fault: {0}")]
    Fault(String),
}

/// Why a commit did not happen. Nothing of it has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A version in the basis is another by now, or a counter would break its limit: decide again.
    #[error("the world has moved")]
    Stale,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}
