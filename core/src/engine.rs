//! The loop that runs a command against a store: the whole imperative shell.

mod effects;
mod ledger;
mod stock;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use jiff::Timestamp;

use crate::allowance::{left, of_coupon, of_gift_card};
use crate::cart::{CartState, ChangedPrice, changed_prices, shipping_offers};
use crate::command::Command;
use crate::counter::Adjustment;
use crate::coupon::Coupon;
use crate::facts::{Facts, Stop};
use crate::failure::Failure;
use crate::id::{CartId, CommandId, CouponCode, GiftCardCode, LocationCode, OrderId};
use crate::inventory::{Backorder, BackorderState, ReservationState, Stock};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{AmendmentPreview, OrderChange, preview_amendment};
use crate::outcome::Outcome;
use crate::party::Actor;
use crate::payment::GiftCard;
use crate::plan::{Plan, plan};
use crate::port::{
    Clock, Commit, CommitError, Cursor, Fact, Filter, Page, Paged, Recorded, Scan, Store, StoreError, Test,
};
use crate::pricing::{Receipt, quote};
use crate::record::{Entity, Key, Kind};
use crate::refusal::{Code, Refusal};
use crate::shipping::ShippingOffers;

/// How often a decision is made again of a world that has not moved, before the engine gives up.
const ATTEMPTS: u32 = 64;

/// How many due holds are marked as expired at a time.
const DUE_AT_ONCE: u32 = 100;

/// What expires by itself.
const EXPIRING: [Kind; 7] =
    [Kind::Reservation, Kind::CouponUse, Kind::Cart, Kind::Payment, Kind::Entry, Kind::Trade, Kind::Settlement];

/// Runs commands and answers queries over a store. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    actor: Actor,
}

impl core::fmt::Debug for Engine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Engine").field("actor", &self.actor).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine over a store, acting for the shop itself.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, actor: Actor::System }
    }

    /// The same engine, acting for somebody else: every event names them.
    #[must_use]
    pub fn acting_for(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// Carries out a command. Sending the same id again returns the first outcome and changes nothing; the same id
    /// with another command is refused with `command.reused`. A refusal leaves no trace, so its id stays free.
    pub async fn execute(&self, id: CommandId, command: &Command) -> Result<Outcome, Failure> {
        let moment = self.moment();
        let mut idle = 0;
        loop {
            match self.run(id, self.actor, command, &moment).await {
                Ok(Ran { outcome, came_in }) => {
                    for location in came_in {
                        let scan = waiting().with("location", location.as_str());
                        // It is carried out: what cannot be filled now, the tick will.
                        let _ = self.fill_waiting(&scan, limits::PAGE).await;
                    }
                    return Ok(outcome);
                }
                // A hold past its time holds nothing: before something is called short, what is due is given back.
                Err(Failure::Refused(refusal)) if !holding(refusal.code()).is_empty() => {
                    let due = self.expire_due(holding(refusal.code()), &moment, DUE_AT_ONCE).await?;
                    idle = if due.expired > 0 { 0 } else { ATTEMPTS.min(idle).saturating_add(1) };
                    if due.found == 0 || idle > ATTEMPTS {
                        return Err(refusal.into());
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    async fn run(&self, id: CommandId, actor: Actor, command: &Command, moment: &Moment) -> Result<Ran, Failure> {
        let mut facts = Facts::new();
        let (mut attempt, mut idle) = (0_u32, 0_u32);
        let mut tried = Commit::default();
        loop {
            match plan(id, actor, command, moment, &facts) {
                Err(Stop::Need(keys)) => self.teach(&mut facts, keys).await?,
                Err(Stop::Refused(refusal)) => return Err(refusal.into()),
                Ok(Plan::Done(outcome)) => return Ok(Ran { outcome, came_in: BTreeSet::new() }),
                Ok(Plan::Commit(outcome, commit)) => match self.store.commit(&commit).await {
                    Ok(()) => return Ok(Ran { outcome, came_in: came_in(&commit) }),
                    // Where what the decision rests on has moved, somebody else got through: that is no failure however
                    // often it happens. Where nothing has, the store is asked in vain.
                    Err(CommitError::Stale) => {
                        idle = if moved(&tried, &commit) { 1 } else { idle.saturating_add(1) };
                        if idle > ATTEMPTS {
                            return Err(Failure::Contended { attempts: attempt });
                        }
                        tried = commit;
                        attempt = attempt.saturating_add(1);
                        facts.forget();
                        self.clock.pause(attempt).await;
                    }
                    Err(CommitError::Store(error)) => return Err(error.into()),
                },
            }
        }
    }

    /// Loads what a decision asks for. A store that leaves a key unanswered would be asked for ever.
    async fn teach(&self, facts: &mut Facts, keys: Vec<Key>) -> Result<(), StoreError> {
        let loaded = self.store.load(&keys).await?;
        if loaded.len() != keys.len() {
            return Err(StoreError::Fault("a load answers more keys or fewer than it was asked for".into()));
        }
        facts.learn(keys.into_iter().zip(loaded));
        Ok(())
    }

    /// The moment of a command, in whole microseconds: finer than that, columns and records would disagree on what is due.
    fn moment(&self) -> Moment {
        let Moment { now, seed } = self.clock.moment();
        Moment { now: Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now), seed }
    }

    /// Lets time pass: marks holds, carts and authorizations that are due as expired and fills backorders from what is on
    /// hand, at most `limit` of them together. Answers how many; fewer than `limit` means that none is left.
    pub async fn tick(&self, limit: u32) -> Result<u32, Failure> {
        let moment = self.moment();
        let mut total = 0_u32;
        while total < limit {
            let due = self.expire_due(&EXPIRING, &moment, DUE_AT_ONCE.min(limit.saturating_sub(total))).await?;
            total = total.saturating_add(due.expired);
            if due.expired == 0 {
                break;
            }
        }
        Ok(total.saturating_add(self.fill_waiting(&waiting(), limit.saturating_sub(total)).await?))
    }

    /// Fills backorders from what is on hand, the oldest first, at most `limit` of them. What stops in the middle goes on
    /// the next time: each is a command of its own.
    async fn fill_waiting(&self, scan: &Scan, limit: u32) -> Result<u32, Failure> {
        let mut filled = 0_u32;
        let mut page = Page::first(DUE_AT_ONCE);
        let mut left: BTreeMap<Key, i64> = BTreeMap::new();
        while filled < limit {
            let Paged { items: keys, next } = self.store.scan(scan, &page).await?;
            if keys.is_empty() {
                break;
            }
            let loaded = self.store.load(&keys).await?;
            let waiting: Vec<&Arc<Backorder>> =
                loaded.iter().filter_map(Fact::record).filter_map(|found| Backorder::of(&found.record)).collect();
            let row = |it: &Backorder| Key::Stock(it.sku.clone(), it.location.clone());
            let rows: BTreeSet<Key> = waiting.iter().map(|it| row(it)).filter(|row| !left.contains_key(row)).collect();
            let rows: Vec<Key> = rows.into_iter().collect();
            let there = self.store.load(&rows).await?;
            left.extend(rows.into_iter().zip(there.iter().map(|fact| {
                let Fact::Counters(row) = fact else { return 0 };
                Stock::from(*row).available()
            })));
            for backorder in waiting {
                let Some(left) = left.get_mut(&row(backorder)).filter(|left| **left > 0) else { continue };
                if filled == limit {
                    return Ok(filled);
                }
                let command = Command::FillBackorder { backorder: backorder.id };
                let moment = self.moment();
                match self.run(moment.id(0), Actor::System, &command, &moment).await {
                    Ok(_) => {
                        filled = filled.saturating_add(1);
                        *left = left.saturating_sub(backorder.waiting());
                    }
                    // Somebody else was faster, with the promise or with the goods.
                    Err(Failure::Refused(refusal)) if refusal.code() == Code::StockShort => *left = 0,
                    Err(Failure::Refused(_)) => {}
                    Err(failure) => return Err(failure),
                }
            }
            match next {
                Some(next) => page.after = Some(next),
                None => break,
            }
        }
        Ok(filled)
    }

    /// Marks a batch of what is due as expired.
    async fn expire_due(&self, kinds: &[Kind], moment: &Moment, limit: u32) -> Result<Due, Failure> {
        let mut found = Vec::new();
        for kind in kinds {
            let rest = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(limit));
            if rest > 0 {
                found.append(&mut self.store.scan(&due_by(*kind, moment), &Page::first(rest)).await?.items);
            }
        }
        let mut due = Due { found: found.len(), expired: 0 };
        for key in found {
            let command = if let Key::Reservation(reservation) = key {
                Command::ExpireReservation { reservation }
            } else if let Key::CouponUse(coupon_use) = key {
                Command::ExpireCouponUse { coupon_use }
            } else if let Key::Payment(payment) = key {
                Command::ExpirePayment { payment }
            } else if let Key::Cart(cart) = key {
                Command::ExpireCart { cart }
            } else if let Key::Entry(entry) = key {
                Command::ExpireEntry { entry }
            } else if let Key::Trade(trade) = key {
                Command::ExpireTrade { trade }
            } else if let Key::Settlement(settlement) = key {
                Command::Settle { settlements: [settlement].into(), together: false, clearing: Vec::new() }
            } else {
                continue;
            };
            // Each takes randomness of its own: ids of one moment are those of one command.
            let moment = Moment { now: moment.now, ..self.clock.moment() };
            match self.run(moment.id(0), Actor::System, &command, &moment).await {
                Ok(_) => due.expired = due.expired.saturating_add(1),
                // Somebody else was faster.
                Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(due)
    }

    /// Answers a question about the present: a pure function of facts, run by the same loop as a decision.
    pub async fn ask<T>(&self, question: impl Fn(&Moment, &Facts) -> Result<T, Stop>) -> Result<T, Failure> {
        let moment = self.moment();
        let mut facts = Facts::new();
        loop {
            match question(&moment, &facts) {
                Ok(answer) => return Ok(answer),
                Err(Stop::Refused(refusal)) => return Err(refusal.into()),
                Err(Stop::Need(keys)) => self.teach(&mut facts, keys).await?,
            }
        }
    }

    /// The entity of an id; refused as unknown if there is none.
    pub async fn get<T: Entity>(&self, id: &T::Id) -> Result<Arc<T>, Failure> {
        self.ask(|_, facts| facts.shared::<T>(id)).await
    }

    /// What a cart costs now.
    pub async fn price(&self, cart: CartId) -> Result<Receipt, Failure> {
        self.ask(|moment, facts| quote(cart, moment, facts)).await
    }

    /// The lines of a cart whose price is another than the shopper was shown, where its channel tells; see
    /// [`changed_prices`].
    pub async fn changed_prices(&self, cart: CartId) -> Result<Vec<ChangedPrice>, Failure> {
        self.ask(|moment, facts| changed_prices(cart, moment, facts)).await
    }

    /// The methods by which the goods of a cart can be sent as it is, and why others are not offered; see [`shipping_offers`].
    pub async fn shipping_offers(&self, cart: CartId) -> Result<ShippingOffers, Failure> {
        self.ask(|moment, facts| shipping_offers(cart, moment, facts)).await
    }

    /// What an amendment of an order would come to: `amend_order` answers it so, or is refused with `price.changed`.
    pub async fn preview_amendment(
        &self,
        order: OrderId,
        changes: &[OrderChange],
    ) -> Result<AmendmentPreview, Failure> {
        self.ask(|moment, facts| preview_amendment(order, changes, moment, facts)).await
    }

    /// How much is left on a gift card; refused with `gift_card.unknown`.
    pub async fn balance(&self, card: &GiftCardCode) -> Result<Money, Failure> {
        self.ask(|_, facts| {
            let issued = facts.known::<GiftCard>(card)?;
            let minor = left(&of_gift_card(card)?, facts)?;
            Ok(Money::from_minor(minor, issued.amount.currency()))
        })
        .await
    }

    /// How many more orders may use a coupon; `None` where it has no limit. A use that is held counts as used. Refused
    /// with `coupon.unknown`.
    pub async fn coupon_left(&self, coupon: &CouponCode) -> Result<Option<i64>, Failure> {
        self.ask(|_, facts| {
            let limit = facts.known::<Coupon>(coupon)?.uses;
            limit.map(|_| left(&of_coupon(coupon)?, facts)).transpose()
        })
        .await
    }

    /// A page of entities that match, in the order of their ids. Refused with `scan.invalid`.
    pub async fn find<T: Entity>(&self, scan: &Scan, page: &Page) -> Result<Paged<Arc<T>>, Failure> {
        check_scan(scan, page, T::KIND)?;
        let Paged { items: keys, next } = self.store.scan(scan, page).await?;
        let loaded = self.store.load(&keys).await?;
        let records = loaded.iter().filter_map(Fact::record);
        Ok(Paged { items: records.filter_map(|found| T::of(&found.record).cloned()).collect(), next })
    }

    /// Events after a cursor, oldest first; at most `limit` and at most [`limits::PAGE`].
    pub async fn events(&self, after: &Cursor, limit: u32) -> Result<Vec<Recorded>, Failure> {
        Ok(self.store.events(after, limit.min(limits::PAGE)).await?)
    }
}

/// What became of a command.
struct Ran {
    outcome: Outcome,
    /// Where goods came in by it.
    came_in: BTreeSet<LocationCode>,
}

/// Whether a commit rests on another world than the one before it.
fn moved(before: &Commit, now: &Commit) -> bool {
    before.basis != now.basis || before.adjustments != now.adjustments
}

/// Where goods come in by a commit.
fn came_in(commit: &Commit) -> BTreeSet<LocationCode> {
    let place = |adjustment: &Adjustment| {
        let [on_hand, ..] = adjustment.deltas;
        if let Key::Stock(_, location) = &adjustment.key { (on_hand > 0).then(|| location.clone()) } else { None }
    };
    commit.adjustments.iter().filter_map(place).collect()
}

/// Backorders that wait, the oldest first.
fn waiting() -> Scan {
    Scan::of(Kind::Backorder).with("state", word(&BackorderState::Waiting))
}

/// What may still hold, past its time, something that a refusal calls short.
fn holding(code: Code) -> &'static [Kind] {
    if matches!(code, Code::StockShort | Code::CouponUsedUp) {
        &[Kind::Reservation, Kind::CouponUse]
    } else if matches!(code, Code::FundsShort | Code::AccountFull) {
        &[Kind::Entry]
    } else {
        &[]
    }
}

/// A batch of what was due.
struct Due {
    /// How many a scan found.
    found: usize,
    /// How many of them were marked here.
    expired: u32,
}

/// What is due at a moment and not yet marked.
fn due_by(kind: Kind, moment: &Moment) -> Scan {
    if kind == Kind::Payment {
        return Scan::of(kind).until("lapses_at", moment.now);
    }
    if kind == Kind::Entry {
        return Scan::of(kind).until("expires_at", moment.now);
    }
    if kind == Kind::Trade {
        return Scan::of(kind).until("due_at", moment.now);
    }
    if kind == Kind::Settlement {
        return Scan::of(kind).until("next_at", moment.now);
    }
    // Both kinds of hold call the state so.
    let state = if kind == Kind::Cart { word(&CartState::Open) } else { word(&ReservationState::Held) };
    Scan::of(kind).with("state", state).until("expires_at", moment.now)
}

fn check_scan(scan: &Scan, page: &Page, kind: Kind) -> Result<(), Refusal> {
    let refused = |reason| Err(Refusal::new(Code::ScanInvalid, reason));
    if scan.kind != kind {
        return refused(format!("a scan of {} cannot find a {}", scan.kind.name(), kind.name()));
    }
    if page.limit == 0 || page.limit > limits::PAGE {
        return refused(format!("a page takes 1 to {} records", limits::PAGE));
    }
    if page.after.as_ref().is_some_and(|after| after.kind() != Some(kind)) {
        return refused(format!("a page of {} cannot start after another kind of record", kind.name()));
    }
    for Filter { column: name, test: Test::Is(cell) | Test::AtMost(cell) } in &scan.filters {
        let Some(column) = kind.columns().iter().find(|column| column.name == *name) else {
            let there: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
            return refused(format!("`{name}` is no column of a {}: {}", kind.name(), there.join(", ")));
        };
        if !column.takes(cell) {
            return refused(format!("`{name}` of a {} holds {}", kind.name(), column.holds.word()));
        }
    }
    Ok(())
}

/// Runs a future that never waits, such as a call to the engine over the memory store, without a runtime. `None` when
/// it does wait: then it needs one.
pub fn immediately<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
