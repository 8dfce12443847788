//! The file of trades: who buys what from whom, and how it goes.

use std::fs;
use std::path::Path;

use fondaco::PartyCode;
use fondaco::money::{Currency, Money, Rate};
use fondaco::trade::Incoterm;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::market::{CURRENCIES, PARTIES, SHIPS, SKUS, STATIONS};
use crate::trouble::{Trouble, plain};

/// The columns of the file, in this order.
const COLUMNS: [&str; 18] = [
    "day", "number", "buyer", "seller", "sku", "amount", "offered", "agreed", "pays", "receives", "rate", "from", "to",
    "ship", "incoterm", "settle", "course", "units",
];

/// A trade as the file has it.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    /// The day of the month.
    pub(crate) day: i64,
    /// Its number, which no other has.
    pub(crate) number: u32,
    pub(crate) buyer: PartyCode,
    pub(crate) seller: PartyCode,
    pub(crate) sku: String,
    /// How many units.
    pub(crate) amount: i64,
    /// What the buyer offers, and what both agree on.
    pub(crate) offered: Money,
    pub(crate) agreed: Money,
    /// The money that the seller gets, and the rate where that is another.
    pub(crate) receives: String,
    pub(crate) rate: Option<Rate>,
    /// The stations.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) ship: String,
    pub(crate) incoterm: Incoterm,
    pub(crate) settle: Settle,
    pub(crate) course: Course,
    /// How many units the course is about: those of the first part, those that are lost, those that the arbiter gives.
    pub(crate) units: i64,
}

/// How a trade is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Settle {
    /// Money is held before goods leave.
    Held,
    /// So it is, and a tenth is paid at once.
    Deposit,
    /// It is owed until the end of the month.
    Account,
}

/// How a trade goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Course {
    /// As offered.
    Plain,
    /// The seller wants other terms first.
    Counter,
    /// Delivered in two parts.
    Parts,
    /// A crate is lost at sea.
    Lost,
    /// An arbiter decides.
    Disputed,
    /// Both give it up at sea.
    Cancelled,
    /// The seller says no.
    Declined,
    /// The buyer takes the offer back.
    Withdrawn,
    /// Nobody answers.
    Expired,
    /// Nobody funds it.
    Unfunded,
    /// Taken back once it is settled.
    Reversed,
}

impl Deal {
    /// Reads all trades of a file.
    pub(crate) fn read(path: &Path) -> Result<Vec<Self>, Trouble> {
        let shown = path.display();
        let text = fs::read_to_string(path).map_err(|error| {
            Trouble::new("file.unreadable", format!("cannot read the trades `{shown}`: {}", plain(&error)))
        })?;
        let malformed = |line: usize, what: &str| {
            Trouble::new("file.malformed", format!("the trades `{shown}` are malformed at line {line}: {what}"))
        };
        let mut lines = (1..).zip(text.lines());
        if lines.next().is_none_or(|(_, line)| line != COLUMNS.join(",")) {
            return Err(malformed(1, &format!("the columns are {}", COLUMNS.join(","))));
        }
        let mut deals: Vec<Self> = Vec::new();
        for (place, line) in lines {
            let deal = Self::of(line).map_err(|what| malformed(place, &what))?;
            if deals.last().is_some_and(|last| last.number >= deal.number || last.day > deal.day) {
                return Err(malformed(place, "trades are in the order of their days and numbers"));
            }
            deals.push(deal);
        }
        Ok(deals)
    }

    fn of(line: &str) -> Result<Self, String> {
        let fields = Fields(line.split(',').collect());
        if fields.0.len() != COLUMNS.len() {
            return Err(format!("{} fields instead of {}", fields.0.len(), COLUMNS.len()));
        }
        let currency = currency(&fields.among("pays", &CURRENCIES)?)?;
        let money =
            |name| Money::parse(fields.text(name), currency).map_err(|refusal| fields.wrong(name, refusal.reason()));
        let rate = match fields.text("rate") {
            "" => None,
            text => Some(Rate::parse(text).map_err(|refusal| fields.wrong("rate", refusal.reason()))?),
        };
        let deal = Self {
            day: fields.count("day", 1..=31)?,
            number: u32::try_from(fields.count("number", 1..=i64::from(u32::MAX))?).unwrap_or_default(),
            buyer: named(&fields.among("buyer", &PARTIES)?)?,
            seller: named(&fields.among("seller", &PARTIES)?)?,
            sku: fields.among("sku", &SKUS)?,
            amount: fields.count("amount", 1..=1_000_000)?,
            offered: money("offered")?,
            agreed: money("agreed")?,
            receives: fields.among("receives", &CURRENCIES)?,
            rate,
            from: fields.among("from", &STATIONS)?,
            to: fields.among("to", &STATIONS)?,
            ship: fields.among("ship", &SHIPS.map(|ship| ship.name))?,
            incoterm: named(fields.text("incoterm"))?,
            settle: named(fields.text("settle"))?,
            course: named(fields.text("course"))?,
            units: fields.count("units", 0..=1_000_000)?,
        };
        if deal.rate.is_some() != (deal.receives != deal.offered.currency().code()) {
            return Err("a `rate` stands where another money is received, and only there".into());
        }
        if deal.units > deal.amount {
            return Err("`units` are more than the `amount`".into());
        }
        Ok(deal)
    }

    /// The money that is paid.
    pub(crate) fn pays(&self) -> String {
        self.agreed.currency().code().to_owned()
    }
}

/// A currency of the route: one of ISO 4217, or the ducat of a hundred parts.
pub(crate) fn currency(code: &str) -> Result<Currency, String> {
    let found = Currency::iso(code).or_else(|_| Currency::custom(code, 2));
    found.map_err(|refusal| refusal.reason().to_owned())
}

/// The fields of a line.
struct Fields<'a>(Vec<&'a str>);

impl Fields<'_> {
    fn text(&self, name: &str) -> &str {
        let place = COLUMNS.iter().position(|column| *column == name);
        place.and_then(|place| self.0.get(place)).copied().unwrap_or_default()
    }

    fn among(&self, name: &str, known: &[&str]) -> Result<String, String> {
        let text = self.text(name);
        if known.contains(&text) {
            Ok(text.into())
        } else {
            Err(self.wrong(name, &format!("it is one of {}", known.join(", "))))
        }
    }

    fn count(&self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<i64, String> {
        let found = self.text(name).parse().ok().filter(|count| range.contains(count));
        found.ok_or_else(|| self.wrong(name, &format!("it is a number of {} to {}", range.start(), range.end())))
    }

    fn wrong(&self, name: &str, what: &str) -> String {
        format!("`{name}` is `{}`: {what}", self.text(name))
    }
}

/// A word as the type that it names.
fn named<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::String(text.into())).map_err(|error| error.to_string())
}
