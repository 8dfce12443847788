//! A carrier for tests: it keeps its own books by key, and fails as it is told to or as its seed says.

use std::collections::{BTreeMap, BTreeSet};
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::money::{Currency, Money};
use fondaco::port::{
    CarriageRequest, Carrier, CarrierError, CarrierQuote, LabelAnswer, LabelRequest, Pending, VoidRequest,
};
use fondaco::shipping::{BookedParcel, ParcelLabel, TrackingEvent};
use fondaco::{CarrierCode, EffectId, Refusal, ServiceCode};

use crate::temper::{Behaviour, Temper};

/// What it takes for each of its services: for a parcel, and for each begun kilogram, in cents.
const SERVICES: [(&str, i64, i64); 2] = [("ground", 350, 50), ("express", 900, 120)];

/// A deterministic carrier: the same seed and the same requests give the same answers. Asked again under the same key it
/// answers what it answered before, and does nothing. It has two services, `ground` and `express`, and refuses any other. Clones
/// share their books.
///
/// ```
/// use fondaco_storage::{Behaviour, TestCarrier};
///
/// let carrier = TestCarrier::new();
/// carrier.script([Behaviour::LoseAnswer, Behaviour::NotNow]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct TestCarrier {
    books: Arc<Mutex<Books>>,
}

#[derive(Debug, Default)]
struct Books {
    temper: Temper,
    /// The labels that were given, or why none were, by key.
    labelled: BTreeMap<EffectId, Result<LabelAnswer, String>>,
    /// What was answered to those who wanted labels taken back, by key.
    voided: BTreeMap<EffectId, Result<(), String>>,
    /// The bookings whose labels were taken back.
    void: BTreeSet<EffectId>,
    /// What happened to parcels, by their number.
    told: BTreeMap<String, Vec<TrackingEvent>>,
}

impl TestCarrier {
    /// A carrier that does what it is asked, once its script is over.
    pub fn new() -> Self {
        Self::default()
    }

    /// A carrier that fails, loses and repeats as its seed says, once its script is over.
    pub fn seeded(seed: u64) -> Self {
        let carrier = Self::new();
        carrier.books().temper = Temper::seeded(seed);
        carrier
    }

    /// Says what it does with the next requests that it has not answered yet, in this order.
    pub fn script(&self, behaviours: impl IntoIterator<Item = Behaviour>) {
        self.books().temper.script(behaviours);
    }

    /// From now on it does what it is asked, and answers.
    pub fn behave(&self) {
        self.books().temper = Temper::default();
    }

    /// Lets something happen to a parcel, to be told to whoever asks.
    pub fn scan(&self, number: &str, event: TrackingEvent) {
        self.books().told.entry(number.to_owned()).or_default().push(event);
    }

    /// The bookings that it has given labels for and not taken back.
    pub fn bookings(&self) -> BTreeSet<EffectId> {
        let books = self.books();
        let given = books.labelled.iter().filter(|(_, answer)| answer.is_ok()).map(|(key, _)| *key);
        given.filter(|key| !books.void.contains(key)).collect()
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Carrier for TestCarrier {
    fn quote<'a>(&'a self, request: &'a CarriageRequest) -> Pending<'a, Result<Vec<CarrierQuote>, CarrierError>> {
        let quotes = SERVICES.into_iter().map(|(service, ..)| {
            let service: ServiceCode = service.parse().map_err(|refusal: Refusal| refusal.to_string())?;
            Ok(CarrierQuote { cost: cost(&service, &request.parcels)?, service, estimated_at: None })
        });
        let quotes: Result<Vec<CarrierQuote>, String> = quotes.collect();
        Box::pin(ready(quotes.map_err(CarrierError::Declined)))
    }

    fn label<'a>(&'a self, request: &'a LabelRequest) -> Pending<'a, Result<LabelAnswer, CarrierError>> {
        let Books { temper, labelled, .. } = &mut *self.books();
        Box::pin(ready(once(temper, labelled, request.key, || labels(request))))
    }

    fn void<'a>(&'a self, request: &'a VoidRequest) -> Pending<'a, Result<(), CarrierError>> {
        let Books { temper, labelled, voided, void, .. } = &mut *self.books();
        let take_back = || {
            let is_known = labelled.get(&request.booking).is_some_and(Result::is_ok);
            if is_known && void.insert(request.booking) { Ok(()) } else { Err(String::from("there is no such label")) }
        };
        Box::pin(ready(once(temper, voided, request.key, take_back)))
    }

    /// By its seed it tells the events of a parcel in another order, and some twice.
    fn track<'a>(
        &'a self,
        _: &'a CarrierCode,
        number: &'a str,
    ) -> Pending<'a, Result<Vec<TrackingEvent>, CarrierError>> {
        let Books { temper, told, .. } = &mut *self.books();
        let mut events = told.get(number).cloned().unwrap_or_default();
        if !temper.is_honest() && !events.is_empty() {
            let turn = temper.roll(events.len());
            events.rotate_left(turn);
            let again = events[temper.roll(events.len())].clone();
            events.push(again);
        }
        Box::pin(ready(Ok(events)))
    }
}

/// Does something under a key, once: what it came to is answered however often it is asked.
fn once<T: Clone>(
    temper: &mut Temper,
    answered: &mut BTreeMap<EffectId, Result<T, String>>,
    key: EffectId,
    act: impl FnOnce() -> Result<T, String>,
) -> Result<T, CarrierError> {
    let lost = || Err(CarrierError::Unknown("no answer came".into()));
    if let Some(answer) = answered.get(&key).cloned() {
        return if temper.loses_an_old_answer() { lost() } else { answer.map_err(CarrierError::Declined) };
    }
    let behaviour = temper.next();
    match behaviour {
        Behaviour::NotNow => return Err(CarrierError::NotNow("the carrier is busy".into())),
        Behaviour::LoseRequest => return lost(),
        Behaviour::Answer | Behaviour::LoseAnswer | Behaviour::Decline => {}
    }
    let answer = if behaviour == Behaviour::Decline { Err("the carrier says no".into()) } else { act() };
    answered.insert(key, answer.clone());
    if behaviour == Behaviour::LoseAnswer { lost() } else { answer.map_err(CarrierError::Declined) }
}

/// A label for each parcel, named after the key and its place.
fn labels(request: &LabelRequest) -> Result<LabelAnswer, String> {
    let parcels = &request.carriage.parcels;
    let cost = cost(&request.service, parcels)?;
    let label = |number: usize| ParcelLabel {
        tracking: format!("{}-{number}", request.key),
        label: format!("label/{}/{number}", request.key),
    };
    let labels = (1..=parcels.len()).map(label).collect();
    Ok(LabelAnswer { reference: format!("booking-{}", request.key), labels, cost: Some(cost) })
}

/// What parcels cost by a service; refused for one that it has not.
fn cost(service: &ServiceCode, parcels: &[BookedParcel]) -> Result<Money, String> {
    let known = SERVICES.into_iter().find(|(name, ..)| *name == service.as_str());
    let (_, parcel, kilogram) = known.ok_or_else(|| format!("there is no service `{service}`"))?;
    let cents = parcels.iter().map(|each| parcel + kilogram * i64::from(each.grams.div_ceil(1_000)));
    let euro = Currency::iso("EUR").map_err(|refusal| refusal.to_string())?;
    Ok(Money::from_minor(cents.sum(), euro))
}
