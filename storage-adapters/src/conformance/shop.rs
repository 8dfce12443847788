//! A small shop to test and show things with: four kinds of goods, one channel, one price book, goods in stock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fondaco::cart::{CartPolicy, NewLine};
use fondaco::catalog::{Channel, Variant};
use fondaco::document::ChannelNumbers;
use fondaco::inventory::{
    AnnouncedLine, AsideReason, Capability, Location, LotLine, Stock, StockLine, Terms, Tracking,
};
use fondaco::money::{Currency, Money, Rate};
use fondaco::party::Address;
use fondaco::pricing::{
    Action, Base, Bounds, Condition, Discount, Off, PriceRules, Promotion, Target, TaxDisplay, TaxRate, TotalTest,
};
use fondaco::shipping::{ShippingRules, TrackingEvent};
use fondaco::{
    BookCode, BooksCode, CartId, ChannelCode, Code, Command, CommandId, CountryCode, CustomerId, Engine, Failure,
    LocationCode, LotCode, Moment, OrderId, Outcome, PaymentId, PromotionCode, Quantity, Refusal, ReservationId,
    ShipmentId, ShippingCode, Sku, TaxCategory, Timestamp, ZoneCode,
};

/// A lamp: 25.00 EUR, 22 % VAT included; 1,000 in stock.
pub const LAMP: &str = "LAMP";
/// A book: 12.50 EUR, 4 % VAT included; 1,000 in stock.
pub const BOOK: &str = "BOOK";
/// Pepper by weight: 48.00 EUR a kilogram, counted in grams, 10 % VAT included; 100 kg in stock.
pub const PEPPER: &str = "PEPPER";
/// A ticket: 10.00 EUR, 22 % VAT included; none in stock until it is received.
pub const TICKET: &str = "TICKET";
/// The channel.
pub const CHANNEL: &str = "web";
/// The place that everything is at.
pub const LOCATION: &str = "main";
/// The price book: VAT included, and a tenth off goods of 50.00 EUR and more.
pub const PRICES: &str = "retail";
/// How long a hold lasts, in seconds.
pub const HOLD_SECONDS: u32 = 900;

/// A [`Engine`] with goods to sell, and words for what shoppers do.
#[derive(Debug, Clone)]
pub struct Shop {
    engine: Engine,
    commands: Arc<Commands>,
}

/// Where ids of commands come from.
#[derive(Debug)]
struct Commands {
    seed: u64,
    next: AtomicU64,
}

/// An order that was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The order.
    pub order: OrderId,
    /// Its payment, still to be made.
    pub payment: PaymentId,
    /// How much is to be paid.
    pub total: Money,
}

impl Shop {
    /// Sets a shop up on an engine. Ids of commands follow from the seed: two shops of one store take two.
    pub async fn open(engine: Engine, seed: u64) -> Result<Self, Failure> {
        let shop = Self { engine, commands: Arc::new(Commands { seed, next: AtomicU64::new(0) }) };
        for command in set_up()? {
            shop.run(&command).await?;
        }
        Ok(shop)
    }

    /// The same shop through another engine, such as one that was opened again.
    #[must_use]
    pub fn through(&self, engine: Engine) -> Self {
        Self { engine, ..self.clone() }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// An id for the next command.
    pub fn command_id(&self) -> CommandId {
        let n = self.commands.next.fetch_add(1, Ordering::SeqCst);
        let (now, shift) = (Timestamp::UNIX_EPOCH, 32);
        Moment { now, seed: (self.commands.seed << shift) ^ n }.id(0)
    }

    /// Carries out a command under a new id.
    pub async fn run(&self, command: &Command) -> Result<Outcome, Failure> {
        self.engine.execute(self.command_id(), command).await
    }

    /// Receives units of a SKU.
    pub async fn receive(&self, sku: &str, units: i64) -> Result<(), Failure> {
        self.run(&receive(&[(sku, units)])?).await.map(drop)
    }

    /// Opens a guest's cart with an address and units of these SKUs.
    pub async fn cart(&self, lines: &[(&str, i64)]) -> Result<CartId, Failure> {
        match self.run(&open_cart(None, lines)?).await? {
            Outcome::Cart { cart } => Ok(cart),
            other => Err(unexpected(&other)),
        }
    }

    /// Holds stock for a cart.
    pub async fn reserve(&self, cart: CartId) -> Result<ReservationId, Failure> {
        match self.run(&Command::ReserveCart { cart }).await? {
            Outcome::Reservation { reservation, .. } => Ok(reservation),
            other => Err(unexpected(&other)),
        }
    }

    /// Orders a cart.
    pub async fn order(&self, cart: CartId) -> Result<Placed, Failure> {
        match self.run(&Command::PlaceOrder { cart, total: None }).await? {
            Outcome::Order { order, payment, total } => Ok(Placed { order, payment, total }),
            other => Err(unexpected(&other)),
        }
    }

    /// Opens a cart and orders it.
    pub async fn buy(&self, lines: &[(&str, i64)]) -> Result<Placed, Failure> {
        self.order(self.cart(lines).await?).await
    }

    /// Pays an order: its total is authorized, then captured.
    pub async fn pay(&self, placed: Placed) -> Result<(), Failure> {
        let Placed { payment, total: amount, .. } = placed;
        let reference = format!("gateway-{payment}");
        self.run(&Command::AuthorizePayment { payment, amount, reference, expires_at: None }).await?;
        self.run(&Command::CapturePayment { payment, amount, reference: None, last: false }).await.map(drop)
    }

    /// Sends everything of a paid order.
    pub async fn ship(&self, order: OrderId) -> Result<ShipmentId, Failure> {
        match self.run(&Command::ShipOrder { order, lines: Vec::new(), from: None, tracking: None }).await? {
            Outcome::Shipment { shipment } => Ok(shipment),
            other => Err(unexpected(&other)),
        }
    }

    /// Reports that a shipment has arrived.
    pub async fn deliver(&self, shipment: ShipmentId) -> Result<(), Failure> {
        self.run(&Command::DeliverShipment { shipment }).await.map(drop)
    }

    /// Tells what a carrier says of a shipment.
    pub async fn track(&self, shipment: ShipmentId, events: Vec<TrackingEvent>) -> Result<(), Failure> {
        self.run(&Command::TrackShipment { shipment, carrier: None, events }).await.map(drop)
    }

    /// The stock of a SKU.
    pub async fn stock(&self, sku: &str) -> Result<Stock, Failure> {
        self.engine.stock(&Sku::new(sku)?, &LocationCode::new(LOCATION)?).await
    }
}

fn unexpected(outcome: &Outcome) -> Failure {
    Refusal::new(Code::Defect, format!("a command answered with {outcome:?}")).into()
}

/// The commands that set the shop up: variants, prices, channel, first goods.
pub fn set_up() -> Result<Vec<Command>, Refusal> {
    let variants = vec![
        variant(LAMP, "Lamp", "standard", "25.00", 0)?,
        variant(BOOK, "Book", "book", "12.50", 0)?,
        variant(PEPPER, "Pepper", "food", "48.00", 3)?,
        variant(TICKET, "Ticket", "standard", "10.00", 0)?,
    ];
    let channel = Channel {
        code: ChannelCode::new(CHANNEL)?,
        currency: Currency::iso("EUR")?,
        country: CountryCode::new("IT")?,
        book: BookCode::new(PRICES)?,
        shipping: None,
        locations: vec![LocationCode::new(LOCATION)?],
        hold_seconds: HOLD_SECONDS,
        gateway: None,
        carts: CartPolicy::default(),
        sourcing: Vec::new(),
        keep: None,
        numbers: ChannelNumbers::default(),
        seller: None,
        hold_above: None,
        after_sales: fondaco::order::AfterSalesPolicy::default(),
        books: Some(BooksCode::new("shop")?),
    };
    Ok(vec![
        Command::DefineVariants { variants },
        Command::DefinePriceBook { rules: prices()? },
        Command::DefineChannel { channel },
        receive(&[(LAMP, 1_000), (BOOK, 1_000), (PEPPER, 100_000)])?,
    ])
}

/// The rules of the price book.
pub fn prices() -> Result<PriceRules, Refusal> {
    let (code, off) = (PromotionCode::new("TENTH")?, Off::Percent(Rate::percent("10")?));
    let action = Action::Discount(Discount::new(Target::Order, off));
    let within = vec![Bounds::at_least(euros("50.00")?)];
    let tenth = Promotion {
        when: Condition::Total(TotalTest { within, base: Some(Base::Original), ..TotalTest::default() }),
        ..Promotion::new(code, "A tenth off from 50 euros", action)
    };
    Ok(PriceRules {
        promotions: vec![tenth],
        taxes: vec![vat("standard", "22")?, vat("book", "4")?, vat("food", "10")?],
        ..PriceRules::new(BookCode::new(PRICES)?, TaxDisplay::Inclusive)
    })
}

/// The command that receives units of these SKUs.
pub fn receive(lines: &[(&str, i64)]) -> Result<Command, Refusal> {
    let line = |(sku, units): &(&str, i64)| Ok(StockLine::new(Sku::new(sku)?, Quantity::new(*units)?));
    let lines = lines.iter().map(line).collect::<Result<_, Refusal>>()?;
    Ok(Command::ReceiveStock { location: LocationCode::new(LOCATION)?, lines, reference: None, inbound: None })
}

/// The command that defines rules of shipping.
pub fn shipping_book() -> Result<Command, Refusal> {
    let code = ShippingCode::new("land")?;
    Ok(Command::DefineShippingBook { code, rules: ShippingRules::new(TaxDisplay::Inclusive, Vec::new()) })
}

/// Commands that set up what stock knows beside its numbers.
pub fn stock_day() -> Result<Vec<Command>, Refusal> {
    let location = Location {
        code: LocationCode::new(LOCATION)?,
        title: "Fontego".into(),
        priority: 1,
        place: None,
        capabilities: [Capability::Ships].into(),
        cost: None,
        inactive: false,
    };
    let here = LocationCode::new(LOCATION)?;
    let elsewhere = LocationCode::new("elsewhere")?;
    let cheese = Variant { tracking: Some(Tracking::Lots), ..variant("CHEESE", "Cheese", "food", "9.00", 0)? };
    let line = |sku: &str, units: i64| Ok::<_, Refusal>(StockLine::new(Sku::new(sku)?, Quantity::new(units)?));
    let lot = LotLine { lot: LotCode::new("L-1")?, quantity: Quantity::new(4)?, expires_at: None };
    let announced = AnnouncedLine { sku: Sku::new(LAMP)?, quantity: Quantity::new(3)? };
    Ok(vec![
        Command::DefineLocation { location },
        Command::DefineStockTerms {
            location: here.clone(),
            skus: vec![Sku::new(LAMP)?],
            terms: Terms { safety: 1, backorder: 2, low: Some(5), restored: None },
        },
        Command::SetAside { location: here.clone(), sku: Sku::new(LAMP)?, reason: AsideReason::Damaged, by: 3 },
        Command::SendTransfer { from: here.clone(), to: elsewhere, lines: vec![line(LAMP, 2)?], reference: None },
        Command::AnnounceInbound {
            location: here.clone(),
            lines: vec![announced],
            due_at: Timestamp::UNIX_EPOCH,
            reference: None,
        },
        Command::DefineVariants { variants: vec![cheese] },
        Command::ReceiveStock {
            location: here,
            lines: vec![StockLine { lots: vec![lot], ..line("CHEESE", 4)? }],
            reference: None,
            inbound: None,
        },
    ])
}

/// The command that opens a cart with units of these SKUs.
pub fn open_cart(customer: Option<CustomerId>, lines: &[(&str, i64)]) -> Result<Command, Refusal> {
    let line = |(sku, units): &(&str, i64)| Ok(NewLine::new(Sku::new(sku)?, Quantity::new(*units)?));
    Ok(Command::OpenCart {
        channel: ChannelCode::new(CHANNEL)?,
        customer,
        lines: lines.iter().map(line).collect::<Result<_, Refusal>>()?,
        address: Some(address()?),
    })
}

/// An address in Venice.
pub fn address() -> Result<Address, Refusal> {
    Ok(Address {
        name: "Zorzi da Castelfranco".into(),
        street: "Calle del Fontego 5552".into(),
        postal_code: "30124".into(),
        city: "Venezia".into(),
        country: CountryCode::new("IT")?,
        region: None,
        position: None,
    })
}

pub(super) fn variant(sku: &str, title: &str, category: &str, price: &str, decimals: u8) -> Result<Variant, Refusal> {
    let (sku, tax_category) = (Sku::new(sku)?, TaxCategory::new(category)?);
    Ok(Variant {
        sku,
        title: title.into(),
        tax_category,
        decimals,
        prices: vec![euros(price)?],
        weight_grams: None,
        hazard: None,
        commodity: None,
        origin: None,
        product: None,
        categories: Vec::new(),
        attributes: BTreeMap::new(),
        parts: Vec::new(),
        order_quantity: None,
        untracked: false,
        tracking: None,
        least_life_days: None,
        expected_at: None,
        seller: None,
    })
}

fn vat(category: &str, percent: &str) -> Result<TaxRate, Refusal> {
    Ok(TaxRate {
        zone: ZoneCode::new("IT")?,
        category: TaxCategory::new(category)?,
        name: format!("IVA {percent} %").into(),
        rate: Rate::percent(percent)?,
        included: None,
        compound: false,
        from: Timestamp::UNIX_EPOCH,
        until: None,
    })
}

fn euros(text: &str) -> Result<Money, Refusal> {
    Money::parse(text, Currency::iso("EUR")?)
}
