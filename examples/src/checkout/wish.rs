//! What the buyer wants: a cart from a file, from the command line, or the one of the story.

use std::path::Path;

use fondaco::cart::NewLine;
use fondaco::party::{Actor, Address};
use fondaco::{CountryCode, Quantity, Sku};
use serde::Deserialize;

use super::options::Options;
use super::shop::Shop;
use super::trouble::{Trouble, read};

/// The cart of the story, among the shop's files.
const STORY: &str = "carts/to-berlin.json";

/// What is wanted, by whom, and where it is to go.
#[derive(Debug)]
pub(crate) struct Wish {
    /// What, and how much.
    pub(crate) lines: Vec<NewLine>,
    /// Who buys.
    pub(crate) buyer: Actor,
    /// Where it goes.
    pub(crate) address: Address,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a cart with `country`, `lines` and perhaps `address`")]
struct CartFile {
    country: CountryCode,
    lines: Vec<LineFile>,
    address: Option<AddressFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a line with `sku` and `quantity`")]
struct LineFile {
    sku: Sku,
    quantity: Quantity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an address with `name`, `street`, `postal_code`, `city` and `country`")]
struct AddressFile {
    name: String,
    street: String,
    #[serde(default)]
    postal_code: String,
    city: String,
    country: CountryCode,
}

impl Wish {
    /// What the options ask for.
    pub(crate) fn of(options: &Options, shop: &Shop) -> Result<Self, Trouble> {
        let buyer = match &options.customer {
            None => Actor::Guest,
            Some(id) => {
                let right = "it takes a UUID, as in `0199c1d2-0000-7000-8000-00000000002a`";
                let malformed = |_| Trouble::new("id.malformed", format!("`{id}` is no customer: {right}"));
                Actor::Customer(id.parse().map_err(malformed)?)
            }
        };
        if options.lines.is_empty() {
            let story = shop.folder.join(STORY);
            return Self::from_file(options.cart.as_deref().unwrap_or(&story), buyer);
        }
        let country = match &options.country {
            None => shop.channel.country.clone(),
            Some(code) => CountryCode::new(code).map_err(|_| {
                let reason = format!("`{code}` is no country: it takes two upper-case letters, as in `DE`");
                Trouble::new("code.malformed", reason).hint(&shop.hint_for_country(code))
            })?,
        };
        let lines = options.lines.iter().map(|text| line(text)).collect::<Result<_, _>>()?;
        Ok(Self { lines, buyer, address: at_the_post_office(country) })
    }

    fn from_file(path: &Path, buyer: Actor) -> Result<Self, Trouble> {
        let CartFile { country, lines, address } = read(path, "the cart")?;
        let lines = lines.into_iter().map(|LineFile { sku, quantity }| NewLine { sku, quantity }).collect();
        let Some(AddressFile { name, street, postal_code, city, country: there }) = address else {
            return Ok(Self { lines, buyer, address: at_the_post_office(country) });
        };
        if there != country {
            let reason = format!("the cart `{}` goes to `{country}`, its address is in `{there}`", path.display());
            return Err(Trouble::new("file.malformed", reason).hint("they have to be the same"));
        }
        Ok(Self { lines, buyer, address: Address { name, street, postal_code, city, region: None, country } })
    }
}

/// A line as it is written on the command line.
fn line(text: &str) -> Result<NewLine, Trouble> {
    let malformed = || {
        let reason = format!("`{text}` is no line: it takes SKU=QUANTITY, as in `MUG-RIALTO=2`");
        Trouble::new("line.malformed", reason)
    };
    let (sku, quantity) = text.rsplit_once('=').ok_or_else(malformed)?;
    let units = quantity.parse::<i64>().map_err(|_| malformed())?;
    Ok(NewLine { sku: Sku::new(sku)?, quantity: Quantity::new(units)? })
}

/// Where a parcel waits whose buyer gave no address.
fn at_the_post_office(country: CountryCode) -> Address {
    Address {
        name: "A. Reader".into(),
        street: "poste restante".into(),
        postal_code: String::new(),
        city: "main post office".into(),
        region: None,
        country,
    }
}
