//! The life of an order: the commands, one after the other, and what stands after each.

use fondaco::cart::{Cart, CartState, NewLine};
use fondaco::coupon::CouponUse;
use fondaco::inventory::Stock;
use fondaco::order::{FulfilmentStanding, Order, OrderState};
use fondaco::party::Actor;
use fondaco::payment::{Balance, Payment, PaymentStanding};
use fondaco::pricing::{Buyer, Receipt};
use fondaco::{
    CartId, Code, Command, CommandId, CouponCode, CouponUseId, Engine, Failure, LocationCode, OrderId, Outcome,
    PaymentId, Quantity, Refusal, ReservationId, ReturnId, ShipmentId, Sku,
};
use serde::Serialize;

use super::given::{Given, Left};
use super::place::Stage;
use super::shop::Shop;
use super::wish::Wish;

/// Everything that happened.
#[derive(Debug)]
pub(crate) struct Life {
    /// The names of everything that came to be.
    pub(crate) ids: Ids,
    /// What happened, in order.
    pub(crate) steps: Vec<Step>,
    /// What the buyer was shown last.
    pub(crate) receipt: Receipt,
    /// The coupons and gift cards.
    pub(crate) given: Given,
    /// The stock of what was bought.
    pub(crate) stock: Vec<StockRow>,
}

/// The names of everything that came to be.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Ids {
    pub(crate) cart: CartId,
    pub(crate) reservation: ReservationId,
    pub(crate) order: OrderId,
    pub(crate) payment: PaymentId,
    pub(crate) shipments: Vec<ShipmentId>,
    pub(crate) returns: Vec<ReturnId>,
}

/// Something that happened, and what stands after it.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// What, in one word.
    #[serde(rename = "step")]
    pub(crate) name: &'static str,
    /// Who asked for it.
    pub(crate) by: Actor,
    /// What, for people.
    pub(crate) text: String,
    /// How the order stands after it; nothing before there is one.
    pub(crate) order: Option<OrderState>,
    /// How its payment stands.
    pub(crate) payment: Option<PaymentStanding>,
    /// How its goods stand.
    pub(crate) fulfilment: Option<FulfilmentStanding>,
    /// How the cart stands.
    pub(crate) cart: CartState,
    /// What was sent; nothing for a question.
    pub(crate) command: Option<Command>,
    /// What was answered.
    pub(crate) outcome: Option<Outcome>,
}

/// The stock of a SKU at a location: before, while it was held for the cart, and after.
#[derive(Debug, Serialize)]
pub(crate) struct StockRow {
    pub(crate) sku: Sku,
    pub(crate) location: LocationCode,
    pub(crate) before: Level,
    pub(crate) held: Level,
    pub(crate) after: Level,
}

/// Stock at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Level {
    pub(crate) on_hand: i64,
    pub(crate) reserved: i64,
    pub(crate) available: i64,
}

impl From<Stock> for Level {
    fn from(stock: Stock) -> Self {
        Self { on_hand: stock.on_hand, reserved: stock.reserved, available: stock.available() }
    }
}

impl Life {
    /// Lives it: to the doorstep, or until it is cancelled.
    pub(crate) async fn live(stage: &Stage, shop: &Shop, wish: &Wish, cancel: bool) -> Result<Self, Failure> {
        let before = levels(&stage.engine, shop, wish).await?;
        let left_before = Left::of(stage, wish).await?;
        let mut teller = Teller::open(stage, shop, wish).await?;
        teller.fill(wish).await?;
        let uses = teller.introduce(wish).await?;
        let receipt = teller.price_and_address(wish).await?;
        let reservation = teller.reserve(wish).await?;
        let held = levels(&stage.engine, shop, wish).await?;
        let left_held = Left::of(stage, wish).await?;
        let (order, payment) = teller.place(&receipt).await?;
        let left_ordered = Left::of(stage, wish).await?;
        teller.authorize(payment, &receipt).await?;
        let (mut shipments, mut returns) = (Vec::new(), Vec::new());
        if cancel {
            teller.cancel(order).await?;
        } else {
            teller.capture(payment, &receipt).await?;
            shipments = teller.ship(order).await?;
            for (number, shipment) in (1..).zip(&shipments) {
                let command = Command::DeliverShipment { shipment: *shipment };
                teller.tell("deliver", Actor::System, format!("parcel {number}"), command).await?;
            }
            returns.extend(teller.take_back(order, &receipt, &wish.returns).await?);
        }
        let after = levels(&stage.engine, shop, wish).await?;
        let seen = [left_before, left_held, left_ordered, Left::of(stage, wish).await?];
        let given = Given::of(stage, wish, &uses, &receipt, seen).await?;
        let rows = before.into_iter().zip(held).zip(after);
        let rows = rows.map(|(((sku, location, before), (_, _, held)), (_, _, after))| StockRow {
            sku,
            location,
            before,
            held,
            after,
        });
        let empty = Level { on_hand: 0, reserved: 0, available: 0 };
        Ok(Self {
            ids: Ids { cart: teller.cart, reservation, order, payment, shipments, returns },
            steps: teller.steps,
            receipt,
            given,
            stock: rows.filter(|row| [row.before, row.held, row.after] != [empty; 3]).collect(),
        })
    }
}

/// Sends commands and writes down what stands after each.
pub(super) struct Teller<'a> {
    pub(super) stage: &'a Stage,
    pub(super) shop: &'a Shop,
    pub(super) buyer: Actor,
    cart: CartId,
    order: Option<OrderId>,
    steps: Vec<Step>,
}

impl<'a> Teller<'a> {
    /// Opens the cart.
    async fn open(stage: &'a Stage, shop: &'a Shop, wish: &Wish) -> Result<Self, Failure> {
        let customer = if let Actor::Customer(id) = wish.buyer { Some(id) } else { None };
        let channel = shop.channel.code.clone();
        let text = format!("in channel {channel}, for {}", who(wish.buyer));
        let command = Command::OpenCart { channel, customer, lines: Vec::new(), address: None };
        let outcome = send(stage, wish.buyer, &command).await?;
        let Outcome::Cart { cart } = outcome else { return Err(unexpected(&outcome)) };
        let mut teller = Self { stage, shop, buyer: wish.buyer, cart, order: None, steps: Vec::new() };
        teller.note("open", wish.buyer, text, Some((command, outcome))).await?;
        Ok(teller)
    }

    /// Puts everything in, as people do: the first quantity is thought over, and one article goes back on the shelf.
    async fn fill(&mut self, wish: &Wish) -> Result<(), Failure> {
        for (index, line) in wish.lines.iter().enumerate() {
            if index > 0 {
                self.add(line.clone()).await?;
                continue;
            }
            let hasty = Quantity::new(if line.quantity.units() == 1 { 2 } else { 1 })?;
            let number = self.add(NewLine { quantity: hasty, ..line.clone() }).await?;
            let text = format!("line {number} to {} × {}", line.quantity, self.shop.title(&line.sku));
            let command = Command::ChangeLine { cart: self.cart, line: number, quantity: line.quantity };
            self.tell("change", self.buyer, text, command).await?;
        }
        if let Some(whim) = self.shop.variants.iter().rev().find(|variant| !wish.has(&variant.sku)) {
            let number = self.add(NewLine::new(whim.sku.clone(), Quantity::new(1)?)).await?;
            let text = format!("line {number}, {}", whim.title);
            self.tell("remove", self.buyer, text, Command::RemoveLine { cart: self.cart, line: number }).await?;
        }
        Ok(())
    }

    async fn add(&mut self, line: NewLine) -> Result<u32, Failure> {
        let text = format!("{} × {}", line.quantity, self.shop.title(&line.sku));
        match self.tell("add", self.buyer, text, Command::AddLine { cart: self.cart, line }).await? {
            Outcome::Line { line } => Ok(line),
            other => Err(unexpected(&other)),
        }
    }

    /// Says who buys, and gives the coupons; answers the uses of them that are held.
    async fn introduce(&mut self, wish: &Wish) -> Result<Vec<(CouponCode, Option<CouponUseId>)>, Failure> {
        if !wish.groups.is_empty() {
            let text = named(&wish.groups, "of the group", "of the groups");
            let buyer = Buyer { groups: wish.groups.clone(), ..Buyer::default() };
            self.tell("buyer", self.buyer, text, Command::SetBuyer { cart: self.cart, buyer }).await?;
        }
        let mut uses = Vec::with_capacity(wish.coupons.len());
        for coupon in &wish.coupons {
            let command = Command::ApplyCoupon { cart: self.cart, coupon: coupon.clone() };
            let outcome = send(self.stage, self.buyer, &command).await?;
            let given = self.stage.engine.get::<Cart>(&self.cart).await?;
            let held = given.coupons.iter().find(|given| given.code == *coupon).and_then(|given| given.held);
            let text = match held {
                Some(id) => {
                    let until = self.stage.engine.get::<CouponUse>(&id).await?.expires_at;
                    format!("{coupon}, a use held until {until:.0}")
                }
                None => format!("{coupon}, without limit"),
            };
            self.note("coupon", self.buyer, text, Some((command, outcome))).await?;
            uses.push((coupon.clone(), held));
        }
        Ok(uses)
    }

    /// Prices the cart before and after the address is known: taxes and parcel are those of the country it goes to. Gift
    /// cards come last, when it is known what there is to pay.
    async fn price_and_address(&mut self, wish: &Wish) -> Result<Receipt, Failure> {
        self.price("before an address is known").await?;
        let address = wish.address.clone();
        let town = format!("{} {}", address.postal_code, address.city);
        let text = format!("{}, {}, {}, {}", address.name, address.street, town.trim_start(), address.country);
        self.tell("address", self.buyer, text, Command::SetAddress { cart: self.cart, address }).await?;
        let charges = self.shop.charges(wish);
        if !charges.is_empty() {
            let each: Vec<String> =
                charges.iter().map(|charge| format!("{} {}", charge.title, charge.amount)).collect();
            self.tell("charges", self.buyer, each.join(", "), Command::SetCharges { cart: self.cart, charges }).await?;
        }
        for gift_card in &wish.gift_cards {
            let command = Command::ApplyGiftCard { cart: self.cart, gift_card: gift_card.clone() };
            self.tell("card", self.buyer, format!("{gift_card}, to pay with"), command).await?;
        }
        self.price("shown to the buyer").await
    }

    async fn price(&mut self, why: &str) -> Result<Receipt, Failure> {
        let receipt = self.stage.engine.price(self.cart).await?;
        let Receipt { total, tax, country, due, .. } = &receipt;
        let due = if due == total { String::new() } else { format!(", {} due", due.amount()) };
        let text = format!("{total}, of it {} tax of {country}{due}, {why}", tax.amount());
        self.note("price", self.buyer, text, None).await?;
        Ok(receipt)
    }

    async fn reserve(&mut self, wish: &Wish) -> Result<ReservationId, Failure> {
        let command = Command::ReserveCart { cart: self.cart };
        let outcome = send(self.stage, self.buyer, &command).await?;
        let Outcome::Reservation { reservation, expires_at } = outcome else { return Err(unexpected(&outcome)) };
        let what = if wish.lines.len() == 1 { "one line".into() } else { format!("all {} lines", wish.lines.len()) };
        let text = format!("{what}, held until {expires_at:.0}");
        self.note("reserve", self.buyer, text, Some((command, outcome))).await?;
        Ok(reservation)
    }

    /// Places the order at the total that the buyer was shown, and no other.
    async fn place(&mut self, receipt: &Receipt) -> Result<(OrderId, PaymentId), Failure> {
        let command = Command::PlaceOrder { cart: self.cart, total: Some(receipt.total) };
        let outcome = send(self.stage, self.buyer, &command).await?;
        let Outcome::Order { order, payment, total: due } = outcome else { return Err(unexpected(&outcome)) };
        self.order = Some(order);
        let total = receipt.total;
        let text = if due == total { format!("held to {total}") } else { format!("{total}, due {}", due.amount()) };
        self.note("place", self.buyer, text, Some((command, outcome))).await?;
        Ok((order, payment))
    }

    /// Has the gateway hold what gift cards have left to pay, if anything.
    async fn authorize(&mut self, payment: PaymentId, receipt: &Receipt) -> Result<(), Failure> {
        let (amount, reference) = (receipt.due, format!("test-gateway/{payment}"));
        if amount.is_zero() {
            return Ok(());
        }
        let command = Command::AuthorizePayment { payment, amount, reference, expires_at: None };
        self.tell("authorize", Actor::System, format!("{amount}"), command).await.map(drop)
    }

    async fn capture(&mut self, payment: PaymentId, receipt: &Receipt) -> Result<(), Failure> {
        let amount = receipt.due;
        if amount.is_zero() {
            return Ok(());
        }
        let command = Command::CapturePayment { payment, amount, reference: None, last: false };
        self.tell("capture", Actor::System, format!("{amount}"), command).await.map(drop)
    }

    /// Sends a parcel from each place that the order's goods come from.
    async fn ship(&mut self, order: OrderId) -> Result<Vec<ShipmentId>, Failure> {
        let mut from: Vec<LocationCode> = Vec::new();
        for item in &self.stage.engine.get::<Order>(&order).await?.allocations {
            if !from.contains(&item.goods.location) {
                from.push(item.goods.location.clone());
            }
        }
        let mut shipments = Vec::with_capacity(from.len());
        for (number, location) in (1..).zip(from) {
            let text = format!("parcel {number}, {location}");
            let command = Command::ShipOrder {
                order,
                lines: Vec::new(),
                from: Some(location),
                tracking: Some(format!("parcel-{number}")),
            };
            match self.tell("ship", Actor::System, text, command).await? {
                Outcome::Shipment { shipment } => shipments.push(shipment),
                other => return Err(unexpected(&other)),
            }
        }
        Ok(shipments)
    }

    async fn cancel(&mut self, order: OrderId) -> Result<(), Failure> {
        let reason = "the buyer thought better of it".to_owned();
        let command = Command::CancelOrder { order, reason };
        self.tell("cancel", self.buyer, "the buyer's wish".into(), command).await.map(drop)
    }

    /// What is due of an order, and what its payments come to.
    pub(super) async fn balance(&self, order: &Order) -> Result<Balance, Failure> {
        let engine = &self.stage.engine;
        let mut payments = Vec::with_capacity(order.payments.len());
        for id in &order.payments {
            payments.push(engine.get::<Payment>(id).await?);
        }
        let now = engine.ask(|moment, _| Ok(moment.now)).await?;
        Ok(Balance::of(order.due()?, payments.iter().map(|one| &**one), now)?)
    }

    pub(super) async fn tell(
        &mut self,
        step: &'static str,
        by: Actor,
        text: String,
        command: Command,
    ) -> Result<Outcome, Failure> {
        let outcome = send(self.stage, by, &command).await?;
        self.note(step, by, text, Some((command, outcome.clone()))).await?;
        Ok(outcome)
    }

    /// Writes down a step and asks how everything stands after it.
    async fn note(
        &mut self,
        name: &'static str,
        by: Actor,
        text: String,
        sent: Option<(Command, Outcome)>,
    ) -> Result<(), Failure> {
        let engine = &self.stage.engine;
        let cart = engine.get::<Cart>(&self.cart).await?.state;
        let (command, outcome) = sent.unzip();
        let mut noted = Step { name, by, text, cart, order: None, payment: None, fulfilment: None, command, outcome };
        if let Some(id) = self.order {
            let order = engine.get::<Order>(&id).await?;
            noted.order = Some(order.state);
            noted.payment = Some(self.balance(&order).await?.standing()?);
            noted.fulfilment = Some(FulfilmentStanding::of(&order));
        }
        self.steps.push(noted);
        Ok(())
    }
}

/// Sends a command, under an id of its own, as somebody.
async fn send(stage: &Stage, by: Actor, command: &Command) -> Result<Outcome, Failure> {
    let id: CommandId = stage.clock.moment().id(0);
    stage.engine.acting_for(by).execute(id, command).await
}

/// Codes in words.
pub(crate) fn named<T: ToString>(codes: &[T], one: &str, many: &str) -> String {
    let list: Vec<String> = codes.iter().map(ToString::to_string).collect();
    format!("{} {}", if list.len() == 1 { one } else { many }, list.join(", "))
}

/// A buyer in words.
pub(crate) fn who(buyer: Actor) -> String {
    match buyer {
        Actor::Customer(id) => format!("customer {id}"),
        Actor::Guest => "a guest".into(),
        Actor::System => "the shop".into(),
    }
}

/// The stock of everything that is wanted, of kits and of their parts, at every place that it may come from.
async fn levels(engine: &Engine, shop: &Shop, wish: &Wish) -> Result<Vec<(Sku, LocationCode, Level)>, Failure> {
    let mut levels: Vec<(Sku, LocationCode, Level)> = Vec::new();
    for sku in wish.lines.iter().flat_map(|NewLine { sku, .. }| [sku].into_iter().chain(shop.parts(sku))) {
        if levels.iter().any(|(seen, _, _)| seen == sku) {
            continue;
        }
        for location in &shop.channel.locations {
            levels.push((sku.clone(), location.clone(), engine.stock(sku, location).await?.into()));
        }
    }
    Ok(levels)
}

pub(super) fn unexpected(outcome: &Outcome) -> Failure {
    Refusal::new(Code::Defect, format!("{outcome:?} answers another command")).into()
}
