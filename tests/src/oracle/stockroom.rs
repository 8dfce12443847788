//! Places with stock in an engine of their own, for cases about holds, plans and promises.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fondaco::inventory::{Allocation, HoldLine, Reservation, Sourcing};
use fondaco::port::{Commit, Cursor, Fact, Store};
use fondaco::{
    Adjustment, Command, CommandId, CounterKind, Engine, Event, Failure, Key, LocationCode, Moment, Outcome, Refusal,
    ReservationId, Sku, Timestamp, UNGUARDED, immediately, pair,
};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Value, json};

use super::given::{Miss, not_applicable};

/// Units of SKUs at places, as they are to be answered.
pub(super) type Units = BTreeMap<String, BTreeMap<String, i64>>;

/// A store with goods at places.
pub(super) struct Stockroom {
    store: Arc<dyn Store>,
    engine: Engine,
    sent: AtomicU64,
    pub(super) places: Vec<String>,
}

impl Stockroom {
    /// Places, in order of preference, and variants without stock.
    pub(super) fn new(places: &[&str], skus: &[&str]) -> Result<Self, Miss> {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH, 1));
        let engine = Engine::new(store.clone(), clock);
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        let room = Self { store, engine, sent: AtomicU64::new(0), places };
        for sku in skus {
            room.define(&json!({"sku": sku}))?;
        }
        Ok(room)
    }

    /// Defines a variant, with what a case says of it.
    pub(super) fn define(&self, more: &Value) -> Result<(), Miss> {
        let mut variant =
            json!({"title": "V", "tax_category": "goods", "prices": [{"amount": "1.00", "currency": "EUR"}]});
        for (name, value) in more.as_object().into_iter().flatten() {
            variant[name.as_str()] = value.clone();
        }
        self.must(json!({"do": "define_variants", "variants": [variant]})).map(drop)
    }

    /// Carries out a command; a refusal is an answer.
    pub(super) fn run(&self, command: Value) -> Result<Result<Outcome, Refusal>, Miss> {
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        let seed = self.sent.fetch_add(1, Ordering::Relaxed);
        let id: CommandId = Moment { now: Timestamp::UNIX_EPOCH, seed: seed + 1_000_000 }.id(0);
        match immediately(self.engine.execute(id, &command)) {
            Some(Ok(outcome)) => Ok(Ok(outcome)),
            Some(Err(Failure::Refused(refusal))) => Ok(Err(refusal)),
            Some(Err(failure)) => Err(not_applicable(failure)),
            None => Err(not_applicable("the memory store waited")),
        }
    }

    /// Carries out a command that cannot be refused.
    pub(super) fn must(&self, command: Value) -> Result<Outcome, Miss> {
        Ok(self.run(command)??)
    }

    /// Adds to what is on hand and promised at a place, as if it had come about before.
    pub(super) fn stock(&self, sku: &str, place: &str, deltas: [i64; 2]) -> Result<(), Miss> {
        let key = Key::Stock(Sku::new(sku)?, LocationCode::new(place)?);
        self.adjust(Adjustment { key, kind: CounterKind::Stock, deltas: pair(deltas), least: UNGUARDED })
    }

    /// Lets so many units be promised at a place before they are there; some of them are already.
    pub(super) fn backorder(&self, sku: &str, place: &str, deltas: [i64; 2]) -> Result<(), Miss> {
        let key = Key::Allowance(format!("backorder/{sku}@{place}").parse()?);
        self.adjust(Adjustment { key, kind: CounterKind::Allowance, deltas: pair(deltas), least: UNGUARDED })
    }

    fn adjust(&self, adjustment: Adjustment) -> Result<(), Miss> {
        let commit = Commit { adjustments: vec![adjustment], ..Commit::default() };
        let done = immediately(self.store.commit(&commit)).ok_or_else(|| not_applicable("the memory store waited"))?;
        done.map_err(not_applicable)
    }

    /// On hand and promised at a place.
    pub(super) fn row(&self, sku: &str, place: &str) -> Result<[i64; 2], Miss> {
        let keys = [Key::Stock(Sku::new(sku)?, LocationCode::new(place)?)];
        let loaded = immediately(self.store.load(&keys)).ok_or_else(|| not_applicable("the memory store waited"))?;
        Ok(match loaded.map_err(not_applicable)?.first() {
            Some(Fact::Counters([there, promised, ..])) => [*there, *promised],
            _ => [0, 0],
        })
    }

    /// Holds units of SKUs for somebody.
    pub(super) fn hold(&self, wish: &Wish<'_>) -> Result<Result<ReservationId, Refusal>, Miss> {
        let mut lines = Vec::new();
        for (sku, units, place) in &wish.lines {
            let quantity = match fondaco::Quantity::new(*units) {
                Ok(quantity) => quantity,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let location = place.map(LocationCode::new).transpose()?;
            lines.push(HoldLine { sku: Sku::new(sku)?, quantity, location });
        }
        let mut command = json!({"do": "reserve_stock", "holder": wish.holder, "lines": lines,
            "locations": self.places, "sourcing": wish.rules, "hold_seconds": 900});
        if let Some(place) = wish.collect_at {
            command["collect_at"] = json!(place);
        }
        if let Some(replaces) = wish.replaces {
            command["replaces"] = json!(replaces);
        }
        Ok(match self.run(command)? {
            Ok(Outcome::Reservation { reservation, .. }) => Ok(reservation),
            Ok(other) => return Err(not_applicable(format!("a hold answered {other:?}"))),
            Err(refusal) => Err(refusal),
        })
    }

    /// What a hold holds.
    pub(super) fn held(&self, hold: &ReservationId) -> Result<Vec<Allocation>, Miss> {
        let found = immediately(self.engine.get::<Reservation>(hold));
        let found = found.ok_or_else(|| not_applicable("the memory store waited"))?;
        Ok(found.map_err(not_applicable)?.lines.clone())
    }

    /// The engine.
    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The movements of promises so far: held units, and those given back.
    pub(super) fn movements(&self) -> Result<Vec<(String, i64)>, Miss> {
        let events = immediately(self.engine.events(&Cursor::default(), 1_000));
        let events = events.ok_or_else(|| not_applicable("the memory store waited"))?.map_err(not_applicable)?;
        let sum = |lines: &[Allocation]| lines.iter().map(|goods| goods.quantity.units()).sum::<i64>();
        let moved = events.into_iter().filter_map(|recorded| match recorded.envelope.event {
            Event::StockReserved { reservation } => Some(("allocation".to_owned(), sum(&reservation.lines))),
            Event::ReservationReleased { lines } => Some(("release".to_owned(), sum(&lines))),
            _ => None,
        });
        Ok(moved.collect())
    }
}

/// What somebody wants held.
#[derive(Default)]
pub(super) struct Wish<'a> {
    pub(super) holder: &'a str,
    pub(super) lines: Vec<(&'a str, i64, Option<&'a str>)>,
    pub(super) rules: Vec<Sourcing>,
    pub(super) collect_at: Option<&'a str>,
    pub(super) replaces: Option<ReservationId>,
}

impl<'a> Wish<'a> {
    pub(super) fn of(lines: &[(&'a str, i64)]) -> Self {
        let lines = lines.iter().map(|(sku, units)| (*sku, *units, None)).collect();
        Self { holder: "buyer", lines, ..Self::default() }
    }
}
