//! The shop that orders are placed in: a thousand variants, one channel, one promotion, two tax rates.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::cart::{CartPolicy, NewLine};
use fondaco::catalog::{Channel, Variant};
use fondaco::document::ChannelNumbers;
use fondaco::inventory::StockLine;
use fondaco::money::{Currency, Money, Rate};
use fondaco::party::Address;
use fondaco::port::Store;
use fondaco::pricing::{
    Action, Base, Bounds, Condition, Discount, Off, PriceRules, Promotion, Target, TaxDisplay, TaxRate, TotalTest,
};
use fondaco::{Command, CommandId, Engine, Failure, Moment, Outcome, Quantity, Refusal, Timestamp};
use fondaco_storage::SystemClock;

/// How many variants there are.
const VARIANTS: usize = 1_000;
/// Lines of an order.
pub(crate) const LINES: usize = 10;

/// An engine over a store, for the real clock.
pub(crate) fn engine(store: Arc<dyn Store>) -> Engine {
    Engine::new(store, Arc::new(SystemClock::new()))
}

/// The n-th command id of a run.
fn command_id(n: u64) -> CommandId {
    Moment { now: Timestamp::UNIX_EPOCH, seed: n }.id(0)
}

fn sku(n: usize) -> String {
    format!("978{n:010}")
}

/// The ids of the two commands of the n-th order.
pub(crate) fn ids(n: u64) -> (CommandId, CommandId) {
    (command_id(1_000 + 2 * n), command_id(1_001 + 2 * n))
}

/// Sets the shop up.
pub(crate) async fn open(engine: &Engine) -> Result<(), Failure> {
    for (n, command) in (0..).zip(&set_up()?) {
        engine.execute(command_id(n), command).await?;
    }
    Ok(())
}

/// The commands that set the shop up.
fn set_up() -> Result<Vec<Command>, Refusal> {
    let eur = Currency::iso("EUR")?;
    let (mut variants, mut lines) = (Vec::new(), Vec::new());
    for n in 0..VARIANTS {
        let category = if n % 3 == 0 { "standard" } else { "book" };
        variants.push(Variant {
            sku: sku(n).parse()?,
            title: format!("Book number {n} of the shelf").into(),
            tax_category: category.parse()?,
            decimals: 0,
            prices: vec![Money::from_minor(500 + i64::try_from(n).unwrap_or(0), eur)],
            weight_grams: Some(400),
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
        });
        lines.push(StockLine::new(sku(n).parse()?, Quantity::new(Quantity::MOST)?));
    }
    let tax = |category: &str, rate: &str| -> Result<TaxRate, Refusal> {
        let rate = Rate::parse(rate)?;
        let name = format!("VAT {} %", rate.as_percent()).into();
        Ok(TaxRate {
            zone: "IT".parse()?,
            category: category.parse()?,
            name,
            rate,
            included: None,
            compound: false,
            from: Timestamp::UNIX_EPOCH,
            until: None,
        })
    };
    let tenth = Action::Discount(Discount::new(Target::Order, Off::Percent(Rate::percent("10")?)));
    let within = vec![Bounds::at_least(Money::parse("40.00", eur)?)];
    let promotion = Promotion {
        when: Condition::Total(TotalTest { within, base: Some(Base::Original), ..TotalTest::default() }),
        ..Promotion::new("autumn".parse()?, "Autumn reading: 10 % off", tenth)
    };
    let rules = PriceRules {
        promotions: vec![promotion],
        taxes: vec![tax("standard", "0.22")?, tax("book", "0.04")?],
        ..PriceRules::new("eu".parse()?, TaxDisplay::Inclusive)
    };
    Ok(vec![
        Command::DefineVariants { variants },
        Command::DefinePriceBook { rules },
        Command::DefineChannel { channel: channel(eur)? },
        Command::ReceiveStock { location: "venice".parse()?, lines, reference: None, inbound: None },
    ])
}

/// Where it sells.
fn channel(eur: Currency) -> Result<Channel, Refusal> {
    Ok(Channel {
        code: "web".parse()?,
        currency: eur,
        country: "IT".parse()?,
        book: "eu".parse()?,
        shipping: None,
        locations: vec!["venice".parse()?],
        hold_seconds: 900,
        gateway: None,
        carts: CartPolicy::default(),
        sourcing: Vec::new(),
        keep: None,
        numbers: ChannelNumbers::default(),
        seller: None,
        hold_above: None,
        after_sales: fondaco::order::AfterSalesPolicy::default(),
        books: None,
    })
}

/// The command that buys the n-th ten lines of different variants at once.
pub(crate) fn buy_now(n: u64) -> Result<Command, Refusal> {
    Ok(Command::BuyNow {
        channel: "web".parse()?,
        customer: None,
        lines: lines(n)?,
        address: address()?,
        charges: Vec::new(),
        shipping: None,
        coupons: Vec::new(),
        total: None,
        billing: None,
    })
}

/// The command that opens a cart of the n-th ten lines.
pub(crate) fn open_cart(n: u64) -> Result<Command, Refusal> {
    Ok(Command::OpenCart { channel: "web".parse()?, customer: None, lines: lines(n)?, address: Some(address()?) })
}

fn lines(n: u64) -> Result<Vec<NewLine>, Refusal> {
    let start = usize::try_from(n.wrapping_mul(7_919)).unwrap_or(0);
    let line = |index: usize| -> Result<NewLine, Refusal> {
        let quantity = i64::try_from(index % 3).unwrap_or(0) + 1;
        Ok(NewLine::new(sku((start + index * 97) % VARIANTS).parse()?, Quantity::new(quantity)?))
    };
    (0..LINES).map(line).collect()
}

fn address() -> Result<Address, Refusal> {
    Ok(Address {
        name: "Ada Lovelace".to_owned(),
        street: "Calle del Fontego 5346".to_owned(),
        postal_code: "30124".to_owned(),
        city: "Venezia".to_owned(),
        region: None,
        position: None,
        country: "IT".parse()?,
    })
}

/// Carries out a purchase: in one command, or a cart in a second one.
pub(crate) async fn buy(engine: &Engine, ids: (CommandId, CommandId), purchase: &Command) -> Result<(), Failure> {
    if let Outcome::Cart { cart } = engine.execute(ids.0, purchase).await? {
        engine.execute(ids.1, &Command::PlaceOrder { cart, total: None }).await?;
    }
    Ok(())
}
