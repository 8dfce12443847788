//! The books: everything that is stored, read page by page, and whether it adds up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fondaco::cart::{Cart, CartState};
use fondaco::inventory::{Movement, Reservation, ReservationState};
use fondaco::money::Money;
use fondaco::order::{Order, OrderState};
use fondaco::payment::{Payment, PaymentState};
use fondaco::port::{Fact, Page, Scan, Store};
use fondaco::{CustomerId, Engine, Entity, Failure, Key, OrderId, Refusal, limits, word};

use super::roll::{Roll, Tally};
use super::shop::{Shop, Terms};
use crate::audit::{Audit, Log};
use crate::trouble::Trouble;

/// Everything that is stored of a sale.
#[derive(Debug, Clone)]
pub(crate) struct Books {
    pub(crate) movements: Vec<Arc<Movement>>,
    pub(crate) carts: Vec<Arc<Cart>>,
    pub(crate) holds: Vec<Arc<Reservation>>,
    pub(crate) orders: Vec<Arc<Order>>,
    pub(crate) payments: Vec<Arc<Payment>>,
    /// Pieces on hand, and promised.
    pub(crate) stock: [i64; 2],
    /// What the log tells.
    pub(crate) tally: Tally,
    /// The log, replayed and compared with all of this.
    pub(crate) audit: Audit,
}

/// A page of the books: what it says, and what of it is wrong.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    pub(crate) faults: Vec<String>,
}

/// What the books come to.
#[derive(Debug)]
pub(crate) struct Proof {
    pub(crate) entries: Vec<Entry>,
    /// Pieces that were ordered.
    pub(crate) sold: usize,
    /// Shoppers who never got a hold.
    pub(crate) refused: usize,
    /// Shoppers whose hold ran out.
    pub(crate) gave_up: usize,
}

impl Proof {
    /// Whether nothing is wrong.
    pub(crate) fn balances(&self) -> bool {
        self.entries.iter().all(|entry| entry.faults.is_empty())
    }
}

impl Books {
    /// Reads them, anew and from the start.
    pub(crate) async fn read(engine: &Engine, store: &dyn Store, shop: &Shop) -> Result<Self, Trouble> {
        let mut roll = Roll::new();
        roll.read_on(engine).await?;
        let goods = Key::Stock(shop.article.sku.clone(), shop.location.clone());
        let stock = match store.load(&[goods]).await?.as_slice() {
            [Fact::Counters([on_hand, promised, ..])] => [*on_hand, *promised],
            _ => [0, 0],
        };
        Ok(Self {
            movements: all(engine).await?,
            carts: all(engine).await?,
            holds: all(engine).await?,
            orders: all(engine).await?,
            payments: all(engine).await?,
            stock,
            tally: roll.tally,
            audit: Audit::of(store, &Log::unread()).await?,
        })
    }

    /// Adds them up.
    pub(crate) fn prove(&self, shop: &Shop, terms: &Terms) -> Result<Proof, Refusal> {
        let (sold, gave_up) = (self.orders.len(), self.ended(ReservationState::Expired));
        let refused = self.carts.iter().filter(|cart| cart.reservation.is_none()).count();
        let entries = vec![
            self.goods(shop, terms),
            self.sales(shop),
            self.money(shop)?,
            self.promises(),
            self.shoppers(terms, [sold, gave_up, refused]),
            self.log(),
        ];
        Ok(Proof { entries, sold, refused, gave_up })
    }

    /// What came in is on hand, and what is promised is what was ordered.
    fn goods(&self, shop: &Shop, terms: &Terms) -> Entry {
        let [on_hand, promised] = self.stock;
        let stock = i64::from(terms.stock);
        let mut faults = Vec::new();
        let lines = self.movements.iter().filter(|movement| movement.location == shop.location);
        let lines = lines.flat_map(|movement| &movement.lines).filter(|line| line.sku == shop.article.sku);
        let received: i64 = lines.map(|line| line.quantity).sum();
        let goods = self.orders.iter().flat_map(|order| &order.allocations);
        let ordered: i64 = goods.map(|item| item.goods.quantity.units()).sum();
        check(&mut faults, received == stock, || format!("{received} came in instead of {stock}"));
        check(&mut faults, on_hand == stock, || format!("{on_hand} are on hand of {stock} that came in"));
        check(&mut faults, promised == ordered, || format!("{promised} are promised and {ordered} were ordered"));
        check(&mut faults, ordered <= stock, || format!("{ordered} were ordered of {stock}"));
        let text = format!("{received} came in, {promised} are promised to orders, {} are left", on_hand - promised);
        Entry { name: "goods", text, faults }
    }

    /// Every order is one piece at its price, of a cart of its own, for a shopper of its own.
    fn sales(&self, shop: &Shop) -> Entry {
        let carts: BTreeMap<_, _> = self.carts.iter().map(|cart| (cart.id, cart)).collect();
        let mut buyers = BTreeSet::new();
        let mut faults = Vec::new();
        for order in &self.orders {
            let id = order.id;
            let units: i64 = order.allocations.iter().map(|item| item.goods.quantity.units()).sum();
            let is_ours = order
                .allocations
                .iter()
                .all(|item| item.goods.sku == shop.article.sku && item.goods.location == shop.location);
            let cart = order.cart.and_then(|cart| carts.get(&cart));
            let is_its_cart = cart.is_some_and(|cart| cart.order == Some(id) && cart.state == CartState::Ordered);
            let due = order.receipt.due;
            check(&mut faults, units == 1 && is_ours, || format!("order {id} takes other goods than one piece"));
            check(&mut faults, due == shop.price, || format!("order {id} is to be paid with {due}"));
            check(&mut faults, order.state == OrderState::Placed, || format!("order {id} is no longer placed"));
            check(&mut faults, is_its_cart, || format!("order {id} is not that of its cart"));
            check(&mut faults, buyers.insert(order.customer), || format!("order {id} is a shopper's second"));
        }
        let (sold, told) = (self.orders.len(), self.tally.orders);
        let ordered = self.carts.iter().filter(|cart| cart.order.is_some()).count();
        check(&mut faults, ordered == sold, || format!("{ordered} carts were ordered and there are {sold} orders"));
        check(&mut faults, told == sold, || format!("the log tells of {told} orders and there are {sold}"));
        Entry { name: "orders", text: format!("{sold} of one piece each, by {} shoppers", buyers.len()), faults }
    }

    /// Every order is paid, once, and every payment is that of an order.
    fn money(&self, shop: &Shop) -> Result<Entry, Refusal> {
        let zero = Money::zero(shop.price.currency());
        let mut of: BTreeMap<OrderId, Vec<&Payment>> = BTreeMap::new();
        self.payments.iter().for_each(|payment| of.entry(payment.order).or_default().push(payment));
        let mut faults = Vec::new();
        for order in &self.orders {
            let payments = of.remove(&order.id).unwrap_or_default();
            let mut captured = zero;
            for payment in &payments {
                captured = captured.plus(payment.captured)?.minus(payment.refunded)?;
            }
            let (id, price) = (order.id, shop.price);
            let named = payments.iter().all(|payment| order.payments.contains(&payment.id));
            let is_whole = named && payments.len() == order.payments.len();
            check(&mut faults, captured == price, || format!("{captured} of {price} were captured for order {id}"));
            check(&mut faults, is_whole, || format!("order {id} names other payments than it has"));
        }
        for payment in of.into_values().flatten() {
            faults.push(format!("payment {} over {} is for no order", payment.id, payment.captured));
        }
        let amounts = self.payments.iter().map(|payment| payment.captured);
        let (captured, sold) = (Money::sum(amounts, zero.currency())?, self.orders.len());
        let whole = shop.price.times(i64::try_from(sold).unwrap_or(i64::MAX))?;
        let declined = self.payments.iter().filter(|payment| payment.state == PaymentState::Failed).count();
        let told = (self.tally.captured, self.tally.declined);
        check(&mut faults, captured == whole, || format!("{captured} were captured instead of {whole}"));
        check(&mut faults, told == (sold, declined), || {
            format!("the log tells of {} payments captured and {} declined", told.0, told.1)
        });
        let text = format!("{captured} captured, {sold} times {}; {declined} declined at first", shop.price);
        Ok(Entry { name: "payments", text, faults })
    }

    /// No hold is left, and each has gone where its cart says.
    fn promises(&self) -> Entry {
        let carts: BTreeMap<_, _> = self.carts.iter().map(|cart| (cart.id, cart)).collect();
        let mut faults = Vec::new();
        for hold in &self.holds {
            let id = hold.id;
            let is_over = matches!(hold.state, ReservationState::Committed | ReservationState::Expired);
            let is_ordered = hold.state == ReservationState::Committed;
            let cart = hold.cart.and_then(|cart| carts.get(&cart)).filter(|cart| cart.reservation == Some(id));
            check(&mut faults, is_over, || format!("hold {id} is {}, until {}", word(&hold.state), hold.expires_at));
            check(&mut faults, cart.is_some_and(|cart| cart.order.is_some() == is_ordered), || {
                format!("hold {id} has not gone where its cart says")
            });
        }
        let (made, ordered) = (self.holds.len(), self.ended(ReservationState::Committed));
        let (run_out, sold) = (self.ended(ReservationState::Expired), self.orders.len());
        let told = (self.tally.holds, self.tally.committed, self.tally.run_out);
        check(&mut faults, ordered == sold, || format!("{ordered} holds went to orders and there are {sold}"));
        check(&mut faults, told == (made, ordered, run_out), || {
            format!("the log tells of {} holds, {} ordered and {} run out", told.0, told.1, told.2)
        });
        let text =
            format!("{made} made: {ordered} went to orders, {run_out} ran out, {} are left", made - ordered - run_out);
        Entry { name: "holds", text, faults }
    }

    /// Every shopper came once, and nobody was refused while there was something left.
    fn shoppers(&self, terms: &Terms, [sold, gave_up, refused]: [usize; 3]) -> Entry {
        let mut missing: BTreeSet<CustomerId> =
            (0..terms.buyers).map(|number| terms.shopper(number).customer()).collect();
        let mut faults = Vec::new();
        for cart in &self.carts {
            let is_expected = cart.customer.is_some_and(|customer| missing.remove(&customer));
            check(&mut faults, is_expected, || format!("cart {} is a second one, or a stranger's", cart.id));
        }
        let (came, told) = (self.carts.len(), self.tally.carts);
        let left = usize::try_from(terms.stock).unwrap_or(usize::MAX).saturating_sub(sold);
        check(&mut faults, missing.is_empty(), || format!("{} shoppers never came", missing.len()));
        check(&mut faults, told == came, || format!("the log tells of {told} carts and there are {came}"));
        check(&mut faults, sold + gave_up + refused == came, || {
            format!("{sold} bought, {gave_up} gave up and {refused} were refused, of {came}")
        });
        check(&mut faults, refused == 0 || left == 0, || format!("{refused} were refused and {left} pieces are left"));
        let text = format!("{came} came: {sold} bought, {gave_up} gave up, {refused} were refused");
        Entry { name: "shoppers", text, faults }
    }

    /// The log alone gives all of this.
    fn log(&self) -> Entry {
        let Audit { events, records, difference, .. } = &self.audit;
        let text = format!("{events} events, replayed, give the {records} records as they are stored");
        Entry { name: "log", text, faults: difference.iter().cloned().collect() }
    }

    fn ended(&self, state: ReservationState) -> usize {
        self.holds.iter().filter(|hold| hold.state == state).count()
    }
}

/// Writes down what is wrong, if it is.
fn check(faults: &mut Vec<String>, is_right: bool, fault: impl FnOnce() -> String) {
    if !is_right {
        faults.push(fault());
    }
}

/// All records of a kind, page by page.
async fn all<T: Entity>(engine: &Engine) -> Result<Vec<Arc<T>>, Failure> {
    let (scan, mut page, mut all) = (Scan::of(T::KIND), Page::first(limits::PAGE), Vec::new());
    loop {
        let found = engine.find::<T>(&scan, &page).await?;
        all.extend(found.items);
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(all),
        }
    }
}

#[cfg(test)]
mod tests;
