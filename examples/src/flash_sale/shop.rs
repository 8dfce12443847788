//! What is sold: the shop's file as commands, and the terms of the sale.

use std::fmt;
use std::path::Path;

use fondaco::catalog::{Channel, Variant};
use fondaco::inventory::{Movement, StockLine};
use fondaco::money::Money;
use fondaco::port::{Cursor, Page, Scan};
use fondaco::{Code, Command, CommandId, CustomerId, Engine, Failure, Kind, LocationCode, Moment, Quantity, Timestamp};

use crate::DATA;
use crate::dice::Dice;
use crate::trouble::{Trouble, read};

/// When the doors open, in seconds since 1970: 27 November 2026, 09:00 UTC.
const OPENING: i64 = 1_795_770_000;

/// What makes one sale the same as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    /// How many pieces there are.
    pub(crate) stock: u32,
    /// How many shoppers come.
    pub(crate) buyers: u32,
    /// What chance is drawn from.
    pub(crate) seed: u64,
}

/// As it stands on the paper of the goods.
impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--stock {} --buyers {} --seed {}", self.stock, self.buyers, self.seed)
    }
}

/// A shopper: the same number is the same one on every run, and sends the same commands under the same ids.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shopper(Moment);

impl Terms {
    /// A shopper of this sale, by number.
    pub(crate) fn shopper(&self, number: u32) -> Shopper {
        let seed = Dice(self.seed).roll() ^ u64::from(number);
        Shopper(Moment { now: opening(), seed })
    }
}

impl Shopper {
    /// Who it is.
    pub(crate) fn customer(self) -> CustomerId {
        self.0.id(0)
    }

    /// The id of the n-th command, from 1.
    pub(crate) fn command(self, n: u16) -> CommandId {
        self.0.id(n)
    }
}

/// When the doors open.
pub(crate) fn opening() -> Timestamp {
    Timestamp::from_second(OPENING).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A shop that sells one thing.
#[derive(Debug)]
pub(crate) struct Shop {
    /// What it sells.
    pub(crate) article: Variant,
    /// Where it sells.
    pub(crate) channel: Channel,
    /// Where the goods are.
    pub(crate) location: LocationCode,
    /// What one costs.
    pub(crate) price: Money,
    commands: Vec<Command>,
}

impl Shop {
    /// Loads the file of the shop.
    pub(crate) fn load() -> Result<Self, Trouble> {
        let commands: Vec<Command> = read(&Path::new(DATA).join("flash-sale.json"), "the shop")?;
        let (mut article, mut channel) = (None, None);
        for command in &commands {
            if let Command::DefineVariants { variants } = command {
                article = variants.first().cloned();
            } else if let Command::DefineChannel { channel: defined } = command {
                channel = Some(defined.clone());
            }
        }
        let lacks = |what: &str| Trouble::new("file.malformed", format!("the shop defines no {what}"));
        let (article, channel) = (article.ok_or_else(|| lacks("article"))?, channel.ok_or_else(|| lacks("channel"))?);
        let price = article.prices.first().copied().ok_or_else(|| lacks("price"))?;
        let location = channel.locations.first().cloned().ok_or_else(|| lacks("location"))?;
        Ok(Self { article, channel, location, price, commands })
    }

    /// Sets the shop up and receives its goods, once, however often it is asked to; refused where the store holds
    /// something else or a sale on other terms.
    pub(crate) async fn set_up(&self, engine: &Engine, terms: &Terms) -> Result<(), Trouble> {
        let moment = Moment { now: opening(), seed: 0 };
        let first = engine.events(&Cursor::default(), 1).await?;
        if first.first().is_some_and(|event| event.envelope.command != moment.id(0)) {
            let reason = "the store holds something else: a sale takes a store of its own";
            return Err(Trouble::new("store.taken", reason));
        }
        let line = StockLine::new(self.article.sku.clone(), Quantity::new(i64::from(terms.stock))?);
        let reference = Some(terms.to_string());
        let receipt =
            Command::ReceiveStock { location: self.location.clone(), lines: vec![line], reference, inbound: None };
        for (n, command) in (0..).zip(self.commands.iter().chain([&receipt])) {
            match engine.execute(moment.id::<CommandId>(n), command).await {
                Ok(_) => {}
                Err(failure) if failure.code() == Code::CommandReused => return Err(other(engine).await?),
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(())
    }
}

/// Says which sale the store holds.
async fn other(engine: &Engine) -> Result<Trouble, Failure> {
    let found = engine.find::<Movement>(&Scan::of(Kind::Movement), &Page::first(1)).await?;
    let held = found.items.first().and_then(|movement| movement.reference.clone()).unwrap_or_default();
    let reason = format!("the store holds another sale: it goes on with `{held}` and the file of its shop");
    Ok(Trouble::new("sale.other", reason))
}
