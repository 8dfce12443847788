//! A small shop with everything set up, and short ways to bring a cart, an order or a payment where a test needs it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fondaco::cart::Cart;
use fondaco::inventory::{Reservation, Stock};
use fondaco::money::{Currency, Money};
use fondaco::order::Order;
use fondaco::party::Address;
use fondaco::payment::Payment;
use fondaco::pricing::Receipt;
use fondaco::{
    CartId, Command, CommandId, Engine, Entity, Failure, OrderId, Outcome, PaymentId, Refusal, ReservationId, ReturnId,
    ShipmentId, Timestamp, World, immediately,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::store::{FixedClock, MemoryStore, State};

/// When every test begins.
pub(crate) const START: &str = "2026-11-21T12:00:00Z";
/// How long a hold of the shop lasts, in seconds.
pub(crate) const HOLD: i64 = 900;

pub(crate) fn euros(text: &str) -> Money {
    Money::parse(text, Currency::iso("EUR").unwrap()).unwrap()
}

pub(crate) fn cents(minor: i64) -> Money {
    Money::from_minor(minor, Currency::iso("EUR").unwrap())
}

pub(crate) fn address() -> Address {
    address_in("IT")
}

pub(crate) fn address_in(country: &str) -> Address {
    let value = json!({"name": "Ada Bianchi", "street": "Via Garibaldi 1", "postal_code": "16124", "city": "Genova",
        "country": country});
    serde_json::from_value(value).unwrap()
}

/// An id that nothing has.
pub(crate) fn uuid<T: From<uuid::Uuid>>(number: u128) -> T {
    T::from(uuid::Uuid::from_u128(number))
}

pub(crate) fn command(value: Value) -> Command {
    serde_json::from_value(value).unwrap()
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) order: OrderId,
    pub(crate) payment: PaymentId,
    pub(crate) total: Money,
}

#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) engine: Engine,
    sent: AtomicU64,
}

impl Shop {
    /// A shop in Genova: three channels, two locations, a hundred pieces of each thing at each.
    pub(crate) fn new() -> Self {
        let shop = Self::without_stock();
        for location in ["genova", "pisa"] {
            for sku in ["novel", "atlas", "pen", "tea", "gift"] {
                let quantity = if sku == "tea" { 50_000 } else { 100 };
                shop.receive(location, sku, quantity);
            }
        }
        shop
    }

    pub(crate) fn without_stock() -> Self {
        let shop = Self::empty();
        shop.must(&command(json!({"do": "define_variants", "variants": variants()})));
        for (code, display) in [("retail", "inclusive"), ("trade", "exclusive")] {
            shop.must(&command(json!({"do": "define_price_book", "rules": rules(code, display)})));
        }
        for (code, currency, book) in [("web", "EUR", "retail"), ("till", "EUR", "trade"), ("usa", "USD", "trade")] {
            let channel = json!({"code": code, "currency": currency, "country": "IT", "book": book,
                "locations": ["genova", "pisa"], "hold_seconds": HOLD});
            shop.must(&command(json!({"do": "define_channel", "channel": channel})));
        }
        shop
    }

    pub(crate) fn empty() -> Self {
        let store = Arc::new(MemoryStore::default());
        let clock = Arc::new(FixedClock::at(START));
        let engine = Engine::new(store.clone(), clock.clone());
        Self { store, clock, engine, sent: AtomicU64::new(0) }
    }

    pub(crate) fn state(&self) -> State {
        self.store.state()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn next_id(&self) -> CommandId {
        uuid(0xC0FF_EE00_0000 + u128::from(self.sent.fetch_add(1, Ordering::Relaxed)))
    }

    pub(crate) fn send(&self, id: CommandId, command: &Command) -> Result<Outcome, Failure> {
        immediately(self.engine.execute(id, command)).unwrap()
    }

    pub(crate) fn run(&self, command: &Command) -> Result<Outcome, Failure> {
        self.send(self.next_id(), command)
    }

    pub(crate) fn must(&self, command: &Command) -> Outcome {
        self.run(command).unwrap_or_else(|failure| panic!("{command:?}: {failure}"))
    }

    /// Sends a command that must be refused, and sees that nothing at all has changed.
    pub(crate) fn refuse(&self, command: &Command) -> Refusal {
        let before = self.state();
        let refusal = match self.run(command) {
            Err(failure) => failure.into_refusal(),
            Ok(outcome) => panic!("{command:?} should be refused, and answered {outcome:?}"),
        };
        assert!(self.state() == before, "a refused command changed something: {refusal}");
        refusal
    }

    pub(crate) fn get<T: Entity>(&self, id: &T::Id) -> Arc<T> {
        immediately(self.engine.get::<T>(id)).unwrap().unwrap()
    }

    pub(crate) fn cart(&self, id: CartId) -> Arc<Cart> {
        self.get(&id)
    }

    pub(crate) fn order(&self, id: OrderId) -> Arc<Order> {
        self.get(&id)
    }

    pub(crate) fn payment(&self, id: PaymentId) -> Arc<Payment> {
        self.get(&id)
    }

    pub(crate) fn hold(&self, id: ReservationId) -> Arc<Reservation> {
        self.get(&id)
    }

    pub(crate) fn price(&self, cart: CartId) -> Receipt {
        immediately(self.engine.price(cart)).unwrap().unwrap()
    }

    pub(crate) fn tick(&self) -> u32 {
        immediately(self.engine.tick(1000)).unwrap().unwrap()
    }

    /// Stock as a shopper sees it now: on hand, reserved.
    pub(crate) fn stock(&self, sku: &str, location: &str) -> (i64, i64) {
        let (sku, location) = (sku.parse().unwrap(), location.parse().unwrap());
        let Stock { on_hand, reserved, .. } = immediately(self.engine.stock(&sku, &location)).unwrap().unwrap();
        (on_hand, reserved)
    }

    /// The row of counters itself.
    pub(crate) fn row(&self, sku: &str, location: &str) -> [i64; 2] {
        let key = fondaco::Key::Stock(sku.parse().unwrap(), location.parse().unwrap());
        self.pair(&key)
    }

    /// The two numbers of a row of stock, or of an allowance.
    pub(crate) fn pair(&self, key: &fondaco::Key) -> [i64; 2] {
        let [first, second, ..] = self.state().counters.get(key).copied().unwrap_or_default();
        [first, second]
    }

    pub(crate) fn receive(&self, location: &str, sku: &str, quantity: i64) {
        let lines = json!([{"sku": sku, "quantity": quantity}]);
        self.must(&command(json!({"do": "receive_stock", "location": location, "lines": lines})));
    }

    /// A guest's cart on a channel, with an address in Italy.
    pub(crate) fn filled_on(&self, channel: &str, lines: &[(&str, i64)]) -> CartId {
        let lines: Vec<Value> = lines.iter().map(|(sku, quantity)| json!({"sku": sku, "quantity": quantity})).collect();
        let open = json!({"do": "open_cart", "channel": channel, "lines": lines, "address": address()});
        match self.must(&command(open)) {
            Outcome::Cart { cart } => cart,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn filled(&self, lines: &[(&str, i64)]) -> CartId {
        self.filled_on("web", lines)
    }

    pub(crate) fn reserve(&self, cart: CartId) -> ReservationId {
        match self.must(&Command::ReserveCart { cart }) {
            Outcome::Reservation { reservation, .. } => reservation,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn place(&self, cart: CartId) -> Placed {
        match self.must(&Command::PlaceOrder { cart, total: None }) {
            Outcome::Order { order, payment, total } => Placed { order, payment, total },
            other => panic!("{other:?}"),
        }
    }

    /// An order of two novels for 24.00, its payment asked for.
    pub(crate) fn placed(&self) -> Placed {
        self.place(self.filled(&[("novel", 2)]))
    }

    pub(crate) fn authorize(&self, placed: &Placed) {
        self.must(&authorize(placed.payment, placed.total));
    }

    pub(crate) fn authorized(&self) -> Placed {
        let placed = self.placed();
        self.authorize(&placed);
        placed
    }

    pub(crate) fn captured(&self) -> Placed {
        let placed = self.authorized();
        self.must(&capture(placed.payment, placed.total));
        placed
    }

    pub(crate) fn ship(&self, order: OrderId) -> ShipmentId {
        match self.must(&ship(order)) {
            Outcome::Shipment { shipment } => shipment,
            other => panic!("{other:?}"),
        }
    }

    /// An order of these lines, paid.
    pub(crate) fn bought(&self, lines: &[(&str, i64)]) -> Placed {
        let placed = self.place(self.filled(lines));
        self.authorize(&placed);
        self.must(&capture(placed.payment, placed.total));
        placed
    }

    /// A return that is asked for and agreed to, to Genova.
    pub(crate) fn approved(&self, order: OrderId, lines: &[(u32, i64)]) -> ReturnId {
        let Outcome::Return { return_id } = self.must(&request_return(order, lines)) else { panic!("no return") };
        self.must(&Command::ApproveReturn { return_id, location: "genova".parse().unwrap() });
        return_id
    }

    /// Paid, sent and arrived.
    pub(crate) fn completed(&self) -> (Placed, ShipmentId) {
        let placed = self.captured();
        let shipment = self.ship(placed.order);
        self.must(&Command::DeliverShipment { shipment });
        (placed, shipment)
    }

    /// Sees that the log, replayed, gives what is stored, and that every stream counts without gaps.
    pub(crate) fn check_replay(&self) {
        let state = self.state();
        let world = World::replay(state.log.iter().map(|recorded| &recorded.envelope)).unwrap();
        assert_eq!(world, state.world());
        for (key, stored) in &world.records {
            let events = state.log.iter().filter(|recorded| recorded.envelope.stream == *key);
            let versions: Vec<u64> = events.map(|recorded| recorded.envelope.version).collect();
            assert_eq!(versions, (1..=stored.version).collect::<Vec<_>>());
        }
    }
}

pub(crate) fn authorize(payment: PaymentId, amount: Money) -> Command {
    Command::AuthorizePayment { payment, amount, reference: "gw-1".into(), expires_at: None }
}

pub(crate) fn authorize_until(payment: PaymentId, amount: Money, expires_at: Timestamp) -> Command {
    Command::AuthorizePayment { payment, amount, reference: "gw-1".into(), expires_at: Some(expires_at) }
}

pub(crate) fn capture(payment: PaymentId, amount: Money) -> Command {
    Command::CapturePayment { payment, amount, reference: None, last: false }
}

/// Units of lines, as commands name them.
pub(crate) fn units(lines: &[(u32, i64)]) -> Value {
    lines.iter().map(|(line, quantity)| json!({"line": line, "quantity": quantity})).collect()
}

pub(crate) fn ship_lines(order: OrderId, lines: &[(u32, i64)]) -> Command {
    command(json!({"do": "ship_order", "order": order, "lines": units(lines)}))
}

pub(crate) fn cancel_lines(order: OrderId, lines: &[(u32, i64)]) -> Command {
    command(json!({"do": "cancel_lines", "order": order, "lines": units(lines), "reason": "too many"}))
}

pub(crate) fn request_return(order: OrderId, lines: &[(u32, i64)]) -> Command {
    command(json!({"do": "request_return", "order": order, "lines": units(lines)}))
}

/// Units of a line that came back: for sale again, and written off.
pub(crate) fn receive_return(return_id: ReturnId, lines: &[(u32, i64, i64)]) -> Command {
    let line = |(line, back, off): &(u32, i64, i64)| json!({"line": line, "restocked": back, "written_off": off});
    let lines: Vec<Value> = lines.iter().map(line).collect();
    command(json!({"do": "receive_return", "return_id": return_id, "lines": lines}))
}

pub(crate) fn ship(order: OrderId) -> Command {
    Command::ShipOrder { order, lines: Vec::new(), from: None, tracking: None }
}

pub(crate) fn cancel(order: OrderId) -> Command {
    Command::CancelOrder { order, reason: "changed their mind".into() }
}

pub(crate) fn add(cart: CartId, sku: &str, quantity: i64) -> Command {
    command(json!({"do": "add_line", "cart": cart, "line": {"sku": sku, "quantity": quantity}}))
}

/// A novel at 12.00, an atlas at 49.99, pens at 1.99, tea at 25.00 a kilogram, a gift at nothing.
pub(crate) fn variants() -> Value {
    let eur = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    json!([
        {"sku": "novel", "title": "A Novel", "tax_category": "book", "prices": [eur("12.00"),
            {"amount": "15.00", "currency": "USD"}], "weight_grams": 350},
        {"sku": "atlas", "title": "An Atlas", "tax_category": "book", "prices": [eur("49.99")]},
        {"sku": "pen", "title": "A Pen", "tax_category": "standard", "prices": [eur("1.99")]},
        {"sku": "tea", "title": "Tea", "tax_category": "food", "decimals": 3, "prices": [eur("25.00")]},
        {"sku": "gift", "title": "A Bookmark", "tax_category": "standard", "prices": [eur("0.00")]}
    ])
}

/// A share off the goods together, where they are worth a minimum before any discount.
pub(crate) fn off_from(code: &str, title: &str, rate: impl Serialize, minimum: Option<Money>) -> Value {
    let mut promotion = json!({"code": code, "title": title,
        "actions": [{"discount": {"on": "order", "off": {"percent": rate}}}]});
    if let Some(minimum) = minimum {
        promotion["when"] = json!({"total": {"within": [{"at_least": minimum}], "base": "original"}});
    }
    promotion
}

/// Ten percent off from 50.00; Italian rates, and the German standard rate with the cut of 2020.
pub(crate) fn rules(code: &str, display: &str) -> Value {
    let rate = |zone: &str, category: &str, name: &str, rate: &str, from: &str| json!({"zone": zone, "category": category, "name": name, "rate": rate, "from": from});
    json!({"code": code, "tax_display": display,
    "promotions": [off_from("ten", "Ten percent from 50", "0.10", Some(euros("50.00")))],
    "taxes": [
        rate("IT", "standard", "IVA 22", "0.22", "2013-09-30T22:00:00Z"),
        rate("IT", "book", "IVA 4", "0.04", "1990-01-01T00:00:00Z"),
        rate("IT", "food", "IVA 10", "0.10", "1990-01-01T00:00:00Z"),
        {"zone": "DE", "category": "standard", "name": "USt 19", "rate": "0.19",
            "from": "2006-12-31T23:00:00Z", "until": "2020-06-30T22:00:00Z"},
        {"zone": "DE", "category": "standard", "name": "USt 16", "rate": "0.16",
            "from": "2020-06-30T22:00:00Z", "until": "2020-12-31T23:00:00Z"},
        rate("DE", "standard", "USt 19", "0.19", "2020-12-31T23:00:00Z")
    ]})
}
