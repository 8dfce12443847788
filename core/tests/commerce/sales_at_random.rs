//! Random days in a shop, with what must hold after every command, whoever sent it and whatever came of it.

use std::collections::BTreeMap;

use fondaco::cart::{Cart, CartState};
use fondaco::document::{CreditNote, Invoice};
use fondaco::inventory::ReservationState;
use fondaco::order::{Order, OrderState, Return, ReturnState};
use fondaco::payment::{Balance, Payment, PaymentState};
use fondaco::{
    CartId, Command, Counters, Event, FailureKind, Key, OrderId, Outcome, PaymentId, Record, ReservationId, ReturnId,
    ShipmentId, World, immediately, pair,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::common::shop::{
    HOLD, add, authorize, authorize_until, cancel, cancel_lines, capture, command, receive_return, request_return,
    ship_lines,
};
use crate::common::{Shop, State, cents};
use crate::documents::{hold, issue, note, numbered};
use crate::kits::{define, kit};
use crate::sellers::check_parts;

/// The last is a kit of a novel and two gifts.
const SKUS: [&str; 4] = ["novel", "pen", "gift", "set"];
const SELLERS: [&str; 2] = ["ada", "bruno"];
const PLACES: [&str; 2] = ["genova", "pisa"];

#[derive(Debug, Clone)]
enum Step {
    Receive(usize, usize, i64),
    Open(Vec<(usize, i64)>),
    Add(Index, usize, i64),
    Reserve(Index),
    Release(Index),
    Expire(Index),
    Place(Index),
    Cancel(Index),
    Request(Index),
    Authorize(Index, Option<i64>),
    Capture(Index),
    Fail(Index),
    Void(Index),
    Refund(Index, i64),
    Ship(Index, Option<usize>),
    ShipUnits(Index, Index, i64),
    CancelUnits(Index, Index, i64),
    Amend(Index, Index, i64, Option<(usize, i64)>, Option<i64>),
    Return(Index, Index, i64),
    Approve(Index, usize),
    TakeBack(Index, i64, i64),
    Credit(Index),
    GiveUpReturn(Index, bool),
    Deliver(Index),
    Invoice(Index, Option<usize>, Option<(Index, i64)>),
    Note(Index, Option<usize>),
    Hold(Index),
    Unhold(Index),
    Pass(i64),
    Tick,
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let line = || (0..SKUS.len(), 1_i64..8);
    prop_oneof![
        2 => (0..SKUS.len(), 0..PLACES.len(), 1_i64..6).prop_map(|(sku, place, units)| Step::Receive(sku, place, units)),
        4 => vec(line(), 0..3).prop_map(Step::Open),
        2 => (index(), line()).prop_map(|(cart, (sku, units))| Step::Add(cart, sku, units)),
        4 => index().prop_map(Step::Reserve),
        1 => index().prop_map(Step::Release),
        1 => index().prop_map(Step::Expire),
        8 => index().prop_map(Step::Place),
        2 => index().prop_map(Step::Cancel),
        1 => index().prop_map(Step::Request),
        6 => (index(), prop::option::weighted(0.3, 1_i64..2 * HOLD)).prop_map(|(at, end)| Step::Authorize(at, end)),
        5 => index().prop_map(Step::Capture),
        1 => index().prop_map(Step::Fail),
        1 => index().prop_map(Step::Void),
        2 => (index(), 0_i64..3000).prop_map(|(at, units)| Step::Refund(at, units)),
        6 => (index(), prop::option::weighted(0.3, 0..PLACES.len())).prop_map(|(at, from)| Step::Ship(at, from)),
        5 => index().prop_map(Step::Deliver),
        3 => (index(), index(), 1_i64..4).prop_map(|(order, line, units)| Step::ShipUnits(order, line, units)),
        3 => (index(), index(), 1_i64..4).prop_map(|(order, line, units)| Step::CancelUnits(order, line, units)),
        4 => (index(), index(), 0_i64..6, prop::option::of(line()), prop::option::weighted(0.3, 0_i64..3000))
            .prop_map(|(order, line, units, more, price)| Step::Amend(order, line, units, more, price)),
        3 => (index(), index(), 1_i64..4).prop_map(|(order, line, units)| Step::Return(order, line, units)),
        3 => (index(), 0..PLACES.len()).prop_map(|(at, place)| Step::Approve(at, place)),
        4 => (index(), 0_i64..3, 0_i64..2).prop_map(|(at, back, off)| Step::TakeBack(at, back, off)),
        3 => index().prop_map(Step::Credit),
        1 => (index(), any::<bool>()).prop_map(|(at, shop)| Step::GiveUpReturn(at, shop)),
        5 => (index(), prop::option::of(0..SELLERS.len()), prop::option::of((index(), 1_i64..3)))
            .prop_map(|(order, seller, units)| Step::Invoice(order, seller, units)),
        2 => (index(), prop::option::of(0..SELLERS.len())).prop_map(|(order, seller)| Step::Note(order, seller)),
        1 => index().prop_map(Step::Hold),
        1 => index().prop_map(Step::Unhold),
        4 => (1_i64..2 * HOLD).prop_map(Step::Pass),
        1 => Just(Step::Tick),
    ]
}

/// A shop, every id that it ever gave out, and the world as the log alone tells it.
#[derive(Debug)]
struct Day {
    shop: Shop,
    carts: Vec<CartId>,
    holds: Vec<ReservationId>,
    orders: Vec<OrderId>,
    payments: Vec<PaymentId>,
    shipments: Vec<ShipmentId>,
    returns: Vec<ReturnId>,
    world: World,
    read: usize,
}

/// The same command about the part of a seller.
fn of_seller(mut command: Command, by: Option<usize>) -> Command {
    if let Command::IssueInvoice { seller, .. } | Command::IssueCreditNote { seller, .. } = &mut command {
        *seller = by.map(|by| SELLERS[by].parse().unwrap());
    }
    command
}

fn pick<T: Copy>(index: Index, list: &[T]) -> Option<T> {
    (!list.is_empty()).then(|| *index.get(list))
}

impl Day {
    fn new() -> Self {
        let shop = Shop::without_stock();
        numbered(&shop);
        // Pens are sold by Ada, and the kits by Bruno.
        crate::sellers::marketplace(&shop);
        let mut set = kit("set", "11.00", &[("novel", 1), ("gift", 2)]);
        set["seller"] = "bruno".into();
        shop.must(&define(&[set]));
        crate::shop_books::keep(&shop, "web");
        let (carts, holds, orders, payments, shipments) = (vec![], vec![], vec![], vec![], vec![]);
        let returns = vec![];
        Self { shop, carts, holds, orders, payments, shipments, returns, world: World::default(), read: 0 }
    }

    /// The command that a step comes to, if there is anything yet that it could be about.
    fn command(&self, step: &Step) -> Option<Command> {
        let total = |payment: PaymentId| self.shop.payment(payment).amount;
        Some(match step {
            Step::Receive(sku, place, units) => {
                let lines = json!([{"sku": SKUS[*sku], "quantity": units}]);
                command(json!({"do": "receive_stock", "location": PLACES[*place], "lines": lines}))
            }
            Step::Open(lines) => {
                let line = |(sku, units): &(usize, i64)| json!({"sku": SKUS[*sku], "quantity": units});
                let lines: Vec<_> = lines.iter().map(line).collect();
                let address = crate::common::address();
                command(json!({"do": "open_cart", "channel": "web", "lines": lines, "address": address}))
            }
            Step::Add(cart, sku, units) => add(pick(*cart, &self.carts)?, SKUS[*sku], *units),
            Step::Reserve(cart) => Command::ReserveCart { cart: pick(*cart, &self.carts)? },
            Step::Release(hold) => Command::ReleaseReservation { reservation: pick(*hold, &self.holds)? },
            Step::Expire(hold) => Command::ExpireReservation { reservation: pick(*hold, &self.holds)? },
            Step::Place(cart) => Command::PlaceOrder { cart: pick(*cart, &self.carts)?, total: None },
            Step::Cancel(order) => cancel(pick(*order, &self.orders)?),
            Step::Request(order) => {
                Command::RequestPayment { order: pick(*order, &self.orders)?, amount: None, method: None }
            }
            Step::Authorize(payment, end) => {
                let payment = pick(*payment, &self.payments)?;
                let end = end.map(|seconds| self.shop.now() + jiff::SignedDuration::from_secs(seconds));
                end.map_or_else(
                    || authorize(payment, total(payment)),
                    |end| authorize_until(payment, total(payment), end),
                )
            }
            Step::Capture(payment) => pick(*payment, &self.payments).map(|id| capture(id, total(id)))?,
            Step::Fail(payment) => {
                Command::FailPayment { payment: pick(*payment, &self.payments)?, reason: "declined".into() }
            }
            Step::Void(payment) => Command::VoidPayment { payment: pick(*payment, &self.payments)? },
            Step::Refund(payment, units) => Command::RefundPayment {
                payment: pick(*payment, &self.payments)?,
                amount: cents(*units),
                reference: None,
            },
            Step::Ship(order, from) => {
                let from = from.map(|place| PLACES[place].parse().unwrap());
                Command::ShipOrder { order: pick(*order, &self.orders)?, lines: Vec::new(), from, tracking: None }
            }
            Step::ShipUnits(order, line, units) => {
                let order = pick(*order, &self.orders)?;
                ship_lines(order, &[(self.line(order, *line)?, *units)])
            }
            Step::CancelUnits(order, line, units) => {
                let order = pick(*order, &self.orders)?;
                cancel_lines(order, &[(self.line(order, *line)?, *units)])
            }
            Step::Amend(order, line, units, more, price) => {
                let order = pick(*order, &self.orders)?;
                let line = self.line(order, *line)?;
                let mut changes = match units {
                    0 => vec![json!({"remove_line": {"line": line}})],
                    units => vec![json!({"set_quantity": {"line": line, "quantity": units}})],
                };
                let add = |(sku, units): &(usize, i64)| json!({"add_line": {"sku": SKUS[*sku], "quantity": units}});
                changes.extend(more.iter().map(add));
                let by_hand = |unit: i64| json!({"set_price": {"line": line, "price": {"unit": cents(unit)}}});
                changes.extend(price.filter(|_| *units > 0).map(by_hand));
                let asked: Vec<_> = changes.iter().map(|it| serde_json::from_value(it.clone()).unwrap()).collect();
                let shown = immediately(self.shop.engine.preview_amendment(order, &asked)).unwrap().ok()?;
                command(json!({"do": "amend_order", "order": order, "changes": changes,
                    "shown": {"difference": shown.difference}}))
            }
            Step::Return(order, line, units) => {
                let order = pick(*order, &self.orders)?;
                request_return(order, &[(self.line(order, *line)?, *units)])
            }
            Step::Approve(at, place) => Command::ApproveReturn {
                return_id: pick(*at, &self.returns)?,
                location: PLACES[*place].parse().unwrap(),
            },
            Step::TakeBack(at, back, off) => {
                let return_id = pick(*at, &self.returns)?;
                let lines = &self.shop.get::<Return>(&return_id).lines;
                let lines: Vec<_> = lines.iter().map(|line| (line.line, *back, *off)).collect();
                if back + off == 0 {
                    return None;
                }
                receive_return(return_id, &lines)
            }
            Step::Credit(at) => command(json!({"do": "refund_return", "return_id": pick(*at, &self.returns)?})),
            Step::GiveUpReturn(at, shop) => {
                let return_id = pick(*at, &self.returns)?;
                if *shop {
                    Command::RefuseReturn { return_id, reason: "worn".into() }
                } else {
                    Command::CancelReturn { return_id }
                }
            }
            Step::Deliver(shipment) => Command::DeliverShipment { shipment: pick(*shipment, &self.shipments)? },
            Step::Invoice(order, seller, lines) => {
                let order = pick(*order, &self.orders)?;
                let lines = match lines {
                    Some((line, units)) => vec![(self.line(order, *line)?, *units)],
                    None => vec![],
                };
                of_seller(issue(order, &lines), *seller)
            }
            Step::Note(order, seller) => of_seller(note(pick(*order, &self.orders)?), *seller),
            Step::Hold(order) => hold(pick(*order, &self.orders)?),
            Step::Unhold(order) => Command::ReleaseOrder { order: pick(*order, &self.orders)? },
            Step::Pass(_) | Step::Tick => return None,
        })
    }

    /// A line of an order as a buyer names it: a kit by its own.
    fn line(&self, order: OrderId, index: Index) -> Option<u32> {
        let order = self.shop.order(order);
        let line = pick(index, &order.receipt.lines.iter().map(|line| (line.line, line.kit)).collect::<Vec<_>>())?;
        Some(line.1.unwrap_or(line.0))
    }

    fn take(&mut self, step: &Step) {
        if let Step::Pass(seconds) = step {
            self.shop.clock.pass(*seconds);
        } else if let Step::Tick = step {
            self.shop.tick();
        } else if let Some(command) = self.command(step) {
            match self.shop.run(&command) {
                Ok(outcome) => self.remember(&outcome),
                Err(failure) => assert_eq!(failure.kind(), FailureKind::Refused, "{command:?}: {failure}"),
            }
        }
    }

    fn remember(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Cart { cart } => self.carts.push(*cart),
            Outcome::Reservation { reservation, .. } => self.holds.push(*reservation),
            Outcome::Order { order, payment, .. } => {
                self.orders.push(*order);
                self.payments.push(*payment);
            }
            Outcome::Amended { payment: Some(payment), .. } | Outcome::Payment { payment } => {
                self.payments.push(*payment);
            }
            Outcome::Shipment { shipment } => self.shipments.push(*shipment),
            Outcome::Return { return_id } => self.returns.push(*return_id),
            _ => {}
        }
    }

    /// What must hold after every command, of whatever it has changed.
    fn check(&mut self) {
        let (state, now) = (self.shop.store.lock(), self.shop.now());
        for recorded in &state.log[self.read..] {
            self.world.apply(&recorded.envelope).unwrap();
        }
        for recorded in &state.log[self.read..] {
            let stream = &recorded.envelope.stream;
            assert_eq!(self.world.records.get(stream), state.records.get(stream), "replay gives what is stored");
            if let Some(stored) = state.records.get(stream) {
                check_record(&stored.record, &state, now);
            }
        }
        assert_eq!(self.world.counters, state.counters, "replay gives what is stored");
        self.read = state.log.len();
        crate::shop_books::check(&state);
        for (key, [on_hand, reserved, ..]) in state.counters.iter().filter(|(key, _)| is_stock(key)) {
            assert!(0 <= *reserved && reserved <= on_hand, "{key} is oversold: {reserved} of {on_hand}");
        }
    }

    /// Everything that must hold, whatever happened.
    fn check_all(&self) {
        let state = self.shop.state();
        assert_eq!(self.world, state.world(), "replay gives what is stored");
        check_stock(&self.shop, &state);
        check_numbers(&state);
        for stored in state.records.values() {
            check_record(&stored.record, &state, self.shop.now());
        }
    }
}

fn check_record(record: &Record, state: &State, now: fondaco::Timestamp) {
    match record {
        Record::Payment(payment) => check_payment(payment),
        Record::Order(order) => check_order(order, state, now),
        Record::Cart(cart) => check_cart(cart, state),
        _ => {}
    }
}

/// The numbers of each kind of document are 1 to N, none twice, none left out.
fn check_numbers(state: &State) {
    let mut numbers: BTreeMap<char, Vec<String>> = BTreeMap::new();
    for stored in state.records.values() {
        let number = match &stored.record {
            Record::Order(order) => order.number.clone().unwrap(),
            Record::Invoice(invoice) => invoice.number.clone(),
            Record::CreditNote(note) => note.number.clone(),
            Record::SellerOrder(part) => part.number.clone().unwrap(),
            _ => continue,
        };
        numbers.entry(number.chars().next().unwrap()).or_default().push(number);
    }
    for (kind, mut given) in numbers {
        given.sort();
        let wanted: Vec<String> = (1..=given.len()).map(|number| format!("{kind}-{number:04}")).collect();
        assert_eq!(given, wanted);
    }
}

/// The invoices of an order less its credit notes, in cents.
fn documented(order: &Order, state: &State) -> i64 {
    let invoices = order.invoices.iter().map(|of| record::<Invoice>(state, of.invoice).total.minor());
    let notes = order.credit_notes.iter().map(|of| record::<CreditNote>(state, of.credit_note).total.minor());
    let invoices: i64 = invoices.sum();
    assert!(invoices <= order.receipt.total.minor(), "no more is invoiced than was sold");
    invoices - notes.sum::<i64>()
}

fn record<T: fondaco::Entity>(state: &State, id: impl Into<Key>) -> &T {
    T::of(&state.records[&id.into()].record).unwrap()
}

fn check_cart(cart: &Cart, state: &State) {
    assert_eq!(cart.order.is_some(), cart.state == CartState::Ordered);
    if let Some(order) = cart.order {
        assert_eq!(record::<Order>(state, order).cart, Some(cart.id));
    }
    assert!(cart.lines.iter().all(|line| line.line < cart.next_line));
}

fn check_payment(payment: &Payment) {
    let amounts = [payment.refunded, payment.captured, payment.amount].map(|money| money.minor());
    assert!(amounts.is_sorted() && amounts[0] >= 0, "refunds ≤ captured ≤ amount: {payment:?}");
    let authorized = payment.authorized.unwrap_or(payment.amount);
    assert!(payment.captured.minor() <= authorized.minor() && authorized.minor() <= payment.amount.minor());
}

fn check_order(order: &Order, state: &State, now: fondaco::Timestamp) {
    let payments: Vec<&Payment> = order.payments.iter().map(|id| record(state, *id)).collect();
    let balance = Balance::of(order.due().unwrap(), payments.iter().copied(), now).unwrap();
    assert!(balance.standing().is_ok(), "every balance has a standing");
    let waits = balance.open.plus(balance.held).unwrap();
    assert!(balance.to_capture().unwrap().is_positive() || waits.is_zero(), "nothing is held that nobody is to pay");
    check_credits(order, state);
    check_parts(order);
    let open = |payment: &&&Payment| matches!(payment.state, PaymentState::Created | PaymentState::Authorized);
    for part in order.receipt.lines.iter().filter_map(|line| line.kit) {
        let is_part = |number: u32| order.receipt.line(number).unwrap().kit == Some(part);
        let parts = || order.allocations.iter().filter(|item| is_part(item.goods.line));
        // A novel and two gifts of each kit leave together, from one place.
        let mut ways: BTreeMap<_, BTreeMap<&str, i64>> = BTreeMap::new();
        for item in parts() {
            let way = ways.entry((item.goods.location.clone(), item.shipment)).or_default();
            *way.entry(item.goods.sku.as_str()).or_default() += item.goods.quantity.units();
        }
        assert!(ways.values().all(|units| units["gift"] == 2 * units["novel"]), "a kit leaves whole: {ways:?}");
    }
    let shipped = order.allocations.iter().any(|item| item.shipment.is_some());
    assert!(order.allocations.iter().all(|item| item.shipment.is_some() || !item.delivered));
    match order.state {
        OrderState::Completed => assert!(balance.was_paid() && order.all_delivered()),
        OrderState::Cancelled => assert!(!shipped && payments.iter().filter(open).count() == 0),
        OrderState::Placed => assert!(!(order.all_delivered() && balance.was_paid()), "it should be completed"),
    }
}

/// What fell off is no more than there was, and every unit is somewhere: waiting, gone, or cancelled.
fn check_credits(order: &Order, state: &State) {
    assert!(order.total().unwrap().minor() >= 0 && order.due().unwrap().minor() >= 0);
    let returns: Vec<&Return> = order.returned.iter().map(|id| record(state, *id)).collect();
    for line in &order.receipt.lines {
        let of_line = |credit: &&fondaco::order::OrderCredit| credit.of_return.is_none();
        let cancelled: i64 = order
            .credits
            .iter()
            .filter(of_line)
            .flat_map(|credit| &credit.units)
            .filter(|units| units.line == line.line)
            .map(|units| units.quantity.units())
            .sum();
        let rows = order.allocations.iter().filter(|row| row.goods.line == line.line);
        let promised: i64 = rows.map(|row| row.goods.quantity.units()).sum();
        assert_eq!(promised + cancelled, line.quantity.units(), "every unit is promised or cancelled");
        assert!(order.credited(line.line) <= line.quantity.units());
        let asked = |asked: &&&Return| !matches!(asked.state, ReturnState::Refused | ReturnState::Cancelled);
        let claimed: i64 = returns
            .iter()
            .filter(asked)
            .flat_map(|asked| &asked.lines)
            .filter(|asked| asked.line == line.line)
            .map(|asked| asked.quantity.units())
            .sum();
        assert!(claimed <= order.sent(line.line), "only what has left comes back");
    }
    for asked in returns {
        assert!(asked.lines.iter().all(|line| line.received() <= line.quantity.units()));
    }
    if order.receipt.lines.iter().all(|line| order.credited(line.line) == line.quantity.units()) {
        assert_eq!(order.total().unwrap().minor(), 0, "all units together are the order, to the cent");
    }
}

/// What the records say that each row of stock must be: on hand, reserved, and of that what is past its time.
fn expected_stock(shop: &Shop, state: &State) -> BTreeMap<Key, [i64; 3]> {
    let mut rows: BTreeMap<Key, [i64; 3]> = BTreeMap::new();
    let mut count = |goods: &fondaco::inventory::Allocation, at: usize, sign: i64| {
        rows.entry(Key::Stock(goods.sku.clone(), goods.location.clone())).or_default()[at] +=
            sign * goods.quantity.units();
    };
    for stored in state.records.values() {
        match &stored.record {
            Record::Reservation(hold) if hold.state == ReservationState::Held => {
                for line in &hold.lines {
                    count(line, 1, 1);
                    if !hold.holds(shop.now()) {
                        count(line, 2, 1);
                    }
                }
            }
            Record::Order(order) if order.state == OrderState::Placed => {
                let waiting = order.allocations.iter().filter(|item| item.shipment.is_none());
                waiting.for_each(|item| count(&item.goods, 1, 1));
            }
            Record::Shipment(shipment) => shipment.goods.iter().for_each(|goods| count(goods, 0, -1)),
            _ => {}
        }
    }
    for recorded in &state.log {
        if let Event::ReturnReceived { goods, .. } = &recorded.envelope.event {
            for goods in goods {
                let key = Key::Stock(goods.sku.clone(), goods.location.clone());
                rows.entry(key).or_default()[0] += goods.quantity.units();
            }
        }
        if let Event::StockReceived { movement } = &recorded.envelope.event {
            for line in &movement.lines {
                let key = Key::Stock(line.sku.clone(), movement.location.clone());
                rows.entry(key).or_default()[0] += line.quantity;
            }
        }
    }
    rows
}

fn is_stock(key: &Key) -> bool {
    !matches!(key, Key::Balance(_))
}

fn check_stock(shop: &Shop, state: &State) {
    let expected = expected_stock(shop, state);
    let rows: BTreeMap<Key, Counters> =
        expected.iter().map(|(key, [on_hand, reserved, _])| (key.clone(), pair([*on_hand, *reserved]))).collect();
    let stocked = state.counters.iter().filter(|(key, _)| is_stock(key));
    let stocked: BTreeMap<Key, Counters> = stocked.map(|(key, row)| (key.clone(), *row)).collect();
    assert_eq!(rows, stocked, "received is on hand or shipped; reserved is held or awaits its shipment");
    for (key, [on_hand, reserved, due]) in expected {
        assert!(0 <= reserved && reserved <= on_hand, "{key} is oversold: {reserved} of {on_hand}");
        let Key::Stock(sku, location) = &key else { continue };
        let shown = immediately(shop.engine.stock(sku, location)).unwrap().unwrap();
        assert_eq!((shown.on_hand, shown.reserved), (on_hand, reserved - due), "{key}");
    }
}

/// How many days are tried: what `FONDACO_SEQUENCES` says, as a nightly run does, else 2,000.
fn sequences() -> u32 {
    std::env::var("FONDACO_SEQUENCES").map_or(2_000, |text| text.parse().unwrap())
}

fn live(steps: &[Step]) {
    let mut day = Day::new();
    for place in 0..PLACES.len() {
        (0..SKUS.len()).for_each(|sku| day.take(&Step::Receive(sku, place, 10)));
    }
    for some in steps.chunks(12) {
        for step in some {
            day.take(step);
            day.check();
        }
        day.check_all();
    }
    // Once all is invoiced and all that fell off is credited, the papers say what the order comes to.
    for order in day.orders.clone() {
        drop(day.shop.run(&Command::ReleaseOrder { order }));
        for seller in [None, Some(0), Some(1)] {
            for command in [issue(order, &[]), note(order)] {
                drop(day.shop.run(&of_seller(command, seller)));
            }
        }
        let state = day.shop.state();
        let order = record::<Order>(&state, order);
        assert_eq!(documented(order, &state), order.total().unwrap().minor(), "{order:?}");
    }
    day.check();
    day.check_all();
}

#[test]
fn stock_is_never_sold_twice_and_money_is_never_lost() {
    let threads = u32::try_from(std::thread::available_parallelism().unwrap().get()).unwrap();
    let cases = sequences().div_ceil(threads);
    let config = || ProptestConfig { cases, ..ProptestConfig::with_source_file(file!()) };
    let some = || {
        TestRunner::new(config()).run(&vec(step(), 60..120), |steps| {
            live(&steps);
            Ok(())
        })
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(some)).collect();
        for one in all {
            one.join().unwrap().unwrap_or_else(|failure| panic!("{failure}"));
        }
    });
}
