//! A shop with goods, one cart and what becomes of it, in an engine over a store in memory.

use std::sync::Arc;

use fondaco::effect::{Act, Ask, Effect, EffectState};
use fondaco::money::Money;
use fondaco::order::{AmendmentPreview, FulfilmentStanding, Order, OrderChange};
use fondaco::payment::{Balance, Payment};
use fondaco::port::{Clock, Page, Scan};
use fondaco::{
    CartId, Command, Engine, Entity, Failure, Kind, Moment, OrderId, Outcome, PaymentId, Refusal, ReturnId, ShipmentId,
    Timestamp, immediately, word,
};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Value, json};

use super::given::{Miss, not_applicable};

/// Something for sale: its name, price, quantity in the cart, and tax rate.
pub(super) struct Thing {
    pub(super) id: String,
    pub(super) price: Money,
    pub(super) quantity: i64,
    pub(super) rate: Option<String>,
}

/// How a shop sells.
pub(super) struct Terms {
    /// Whether prices have their taxes in them.
    pub(super) included: bool,
    /// The promotions of its price book.
    pub(super) promotions: Value,
    /// Whether payments go through a gateway; they are reported by hand otherwise.
    pub(super) gateway: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self { included: false, promotions: json!([]), gateway: false }
    }
}

/// A shop, a cart in it, and the order and the return that have become of it.
pub(super) struct Sale {
    pub(super) engine: Engine,
    pub(super) store: Arc<MemoryStore>,
    pub(super) clock: ManualClock,
    pub(super) cart: CartId,
    /// Nobody's, until the cart is ordered; so are those below.
    pub(super) order: OrderId,
    pub(super) payment: PaymentId,
    pub(super) total: Money,
    pub(super) return_id: ReturnId,
}

impl Sale {
    /// A cart without an address: the things with a quantity are in it, in their order; the others are for sale. Every thing
    /// has stock enough.
    pub(super) fn open(things: &[Thing], terms: &Terms) -> Result<Self, Miss> {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::new(store.clone(), Arc::new(clock.clone()));
        let currency = things.first().map(|thing| thing.price.currency());
        let currency = currency.ok_or_else(|| not_applicable("nothing is for sale"))?;
        let no = Moment { now: Timestamp::UNIX_EPOCH, seed: 0 };
        let (cart, order, payment, return_id) = (no.id(0), no.id(1), no.id(2), no.id(3));
        let mut sale = Self { engine, store, clock, cart, order, payment, total: Money::zero(currency), return_id };
        sale.define(things, terms)?;
        let wanted = things.iter().filter(|thing| thing.quantity > 0);
        let lines: Vec<Value> = wanted.map(|thing| json!({"sku": thing.id, "quantity": thing.quantity})).collect();
        let opened = sale.must(json!({"do": "open_cart", "channel": "web", "lines": lines}))?;
        let Outcome::Cart { cart } = opened else { return Err(not_applicable("no cart")) };
        sale.cart = cart;
        Ok(sale)
    }

    fn define(&self, things: &[Thing], terms: &Terms) -> Result<(), Miss> {
        let category = |thing: &Thing| format!("t{}", thing.rate.as_deref().unwrap_or("0").replace('.', "-"));
        let variant = |thing: &Thing| json!({"sku": thing.id, "title": thing.id, "tax_category": category(thing), "prices": [thing.price]});
        let variants: Vec<Value> = things.iter().map(variant).collect();
        self.must(json!({"do": "define_variants", "variants": variants}))?;
        let mut taxes: Vec<Value> = Vec::new();
        for thing in things.iter().filter(|thing| thing.rate.is_some()) {
            let tax = json!({"zone": "US", "category": category(thing), "name": "VAT", "rate": thing.rate, "from": "1960-01-01T00:00:00Z"});
            if !taxes.contains(&tax) {
                taxes.push(tax);
            }
        }
        let display = if terms.included { "inclusive" } else { "exclusive" };
        self.must(json!({"do": "define_price_book", "rules": {"code": "book", "tax_display": display,
            "policy": {"untaxed": "free"}, "taxes": taxes, "promotions": terms.promotions}}))?;
        let mut channel = json!({"code": "web", "currency": self.total.currency(), "country": "US", "book": "book",
            "locations": ["here"], "hold_seconds": 60});
        if terms.gateway {
            channel["gateway"] = json!("bank");
        }
        self.must(json!({"do": "define_channel", "channel": channel}))?;
        let stock: Vec<Value> = things.iter().map(|thing| json!({"sku": thing.id, "quantity": 1000})).collect();
        self.must(json!({"do": "receive_stock", "location": "here", "lines": stock})).map(drop)
    }

    /// The things with a quantity, ordered.
    pub(super) fn ordered(things: &[Thing], terms: &Terms) -> Result<Self, Miss> {
        let mut sale = Self::open(things, terms)?;
        sale.address()??;
        sale.place()??;
        Ok(sale)
    }

    /// The things with a quantity, ordered and paid.
    pub(super) fn paid(things: &[Thing], terms: &Terms) -> Result<Self, Miss> {
        let sale = Self::ordered(things, terms)?;
        sale.pay(sale.total)??;
        Ok(sale)
    }

    /// Carries out a command; a refusal is an answer.
    pub(super) fn run(&self, command: Value) -> Result<Result<Outcome, Refusal>, Miss> {
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        let id = self.clock.moment().id(0);
        match ready(self.engine.execute(id, &command))? {
            Ok(outcome) => Ok(Ok(outcome)),
            Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
            Err(failure) => Err(not_applicable(failure)),
        }
    }

    /// Carries out a command that cannot be refused.
    pub(super) fn must(&self, command: Value) -> Result<Outcome, Miss> {
        Ok(self.run(command)??)
    }

    /// Says where the goods of the cart are to go: somewhere else each time.
    pub(super) fn address(&self) -> Result<Result<Outcome, Refusal>, Miss> {
        let street = format!("S {}", self.clock.moment().seed);
        let address = json!({"name": "A", "street": street, "city": "C", "country": "US"});
        self.run(json!({"do": "set_address", "cart": self.cart, "address": address}))
    }

    /// Orders the cart.
    pub(super) fn place(&mut self) -> Result<Result<(), Refusal>, Miss> {
        let placed = match self.run(json!({"do": "place_order", "cart": self.cart}))? {
            Ok(placed) => placed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Outcome::Order { order, payment, total } = placed else { return Err(not_applicable("no order")) };
        (self.order, self.payment, self.total) = (order, payment, total);
        Ok(Ok(()))
    }

    /// Authorizes all that the order asks for, for an hour.
    pub(super) fn authorize(&self) -> Result<Result<Outcome, Refusal>, Miss> {
        let until = self.clock.now().checked_add(std::time::Duration::from_hours(1)).map_err(not_applicable)?;
        self.run(json!({"do": "authorize_payment", "payment": self.payment, "amount": self.total, "reference": "a",
            "expires_at": until}))
    }

    /// Captures an amount, and lets the rest go.
    pub(super) fn capture(&self, amount: Money) -> Result<Result<Outcome, Refusal>, Miss> {
        self.run(json!({"do": "capture_payment", "payment": self.payment, "amount": amount, "reference": "c",
            "last": true}))
    }

    /// Authorizes all that the order asks for, and captures an amount.
    pub(super) fn pay(&self, amount: Money) -> Result<Result<Outcome, Refusal>, Miss> {
        match self.authorize()? {
            Ok(_) => self.capture(amount),
            refused => Ok(refused),
        }
    }

    /// Sends units of lines; everything where none are named.
    pub(super) fn ship(&self, units: &[(u32, i64)]) -> Result<Result<ShipmentId, Refusal>, Miss> {
        let lines: Vec<Value> = units.iter().map(|(line, units)| json!({"line": line, "quantity": units})).collect();
        match self.run(json!({"do": "ship_order", "order": self.order, "lines": lines}))? {
            Ok(Outcome::Shipment { shipment }) => Ok(Ok(shipment)),
            Ok(_) => Err(not_applicable("a shipment answered otherwise")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// A shipment arrives.
    pub(super) fn deliver(&self, shipment: ShipmentId) -> Result<Result<Outcome, Refusal>, Miss> {
        self.run(json!({"do": "deliver_shipment", "shipment": shipment}))
    }

    /// Cancels the order.
    pub(super) fn cancel(&self) -> Result<Result<Outcome, Refusal>, Miss> {
        self.run(json!({"do": "cancel_order", "order": self.order, "reason": "asked"}))
    }

    /// Previews changes, then makes them as they were shown; answers what was shown.
    pub(super) fn amend(&self, changes: &Value) -> Result<Result<AmendmentPreview, Refusal>, Miss> {
        let asked: Vec<OrderChange> = serde_json::from_value(changes.clone()).map_err(not_applicable)?;
        let shown = match ready(self.engine.preview_amendment(self.order, &asked))? {
            Ok(shown) => shown,
            Err(Failure::Refused(refusal)) => return Ok(Err(refusal)),
            Err(failure) => return Err(not_applicable(failure)),
        };
        self.must(json!({"do": "amend_order", "order": self.order, "changes": changes, "shown": {"difference": shown.difference}}))?;
        Ok(Ok(shown))
    }

    /// Asks units back.
    pub(super) fn ask_back(&mut self, line: u32, units: i64) -> Result<Result<(), Refusal>, Miss> {
        let lines = json!([{"line": line, "quantity": units}]);
        match self.run(json!({"do": "request_return", "order": self.order, "lines": lines}))? {
            Ok(Outcome::Return { return_id }) => self.return_id = return_id,
            Ok(_) => return Err(not_applicable("a return answered otherwise")),
            Err(refusal) => return Ok(Err(refusal)),
        }
        Ok(Ok(()))
    }

    /// Agrees to the return.
    pub(super) fn agree(&self) -> Result<Result<Outcome, Refusal>, Miss> {
        self.run(json!({"do": "approve_return", "return_id": self.return_id, "location": "here"}))
    }

    /// Units come back, and are credited.
    pub(super) fn take_back(&mut self, line: u32, units: i64) -> Result<(), Miss> {
        self.ask_back(line, units)??;
        self.agree()??;
        let came = json!([{"line": line, "restocked": units}]);
        self.must(json!({"do": "receive_return", "return_id": self.return_id, "lines": came}))?;
        self.must(json!({"do": "refund_return", "return_id": self.return_id})).map(drop)
    }

    /// A record; `None` where there is none.
    pub(super) fn find<T: Entity>(&self, id: &T::Id) -> Result<Option<Arc<T>>, Miss> {
        match ready(self.engine.get::<T>(id))? {
            Ok(found) => Ok(Some(found)),
            Err(Failure::Refused(_)) => Ok(None),
            Err(failure) => Err(not_applicable(failure)),
        }
    }

    /// The order.
    pub(super) fn order(&self) -> Result<Arc<Order>, Miss> {
        self.find(&self.order)?.ok_or_else(|| not_applicable("no order"))
    }

    /// The payment.
    pub(super) fn payment(&self) -> Result<Arc<Payment>, Miss> {
        self.find(&self.payment)?.ok_or_else(|| not_applicable("no payment"))
    }

    /// The money of the order.
    pub(super) fn balance(&self) -> Result<Balance, Miss> {
        Ok(Balance::of(self.order()?.due()?, [&*self.payment()?], self.clock.now())?)
    }

    /// How the order stands with its goods.
    pub(super) fn fulfilment(&self) -> Result<FulfilmentStanding, Miss> {
        Ok(FulfilmentStanding::of(&*self.order()?))
    }

    /// What a gateway is or was asked to do, in some state.
    pub(super) fn asked(&self, act: Act, state: EffectState) -> Result<Option<Arc<Effect>>, Miss> {
        let scan = Scan::of(Kind::Effect).with("state", word(&state));
        let found = ready(self.engine.find::<Effect>(&scan, &Page::first(100)))?.map_err(not_applicable)?;
        let such = |effect: &Arc<Effect>| matches!(&effect.ask, Ask::Gateway { act: asked, .. } if *asked == act);
        Ok(found.items.into_iter().find(such))
    }

    /// A runner takes what the gateway is asked to do; answers the effect and the attempt.
    pub(super) fn claim(&self, act: Act) -> Result<Option<(Arc<Effect>, u32)>, Miss> {
        let Some(effect) = self.asked(act, EffectState::Waiting)? else { return Ok(None) };
        match self.run(json!({"do": "claim_effect", "effect": effect.id}))? {
            Ok(Outcome::Claim { attempt: Some(attempt) }) => Ok(Some((effect, attempt))),
            Ok(_) | Err(_) => Ok(None),
        }
    }
}

pub(super) fn ready<T>(future: impl Future<Output = T>) -> Result<T, Miss> {
    immediately(future).ok_or_else(|| not_applicable("the store in memory waited"))
}
