//! What the buyer wants: a cart from a file, from the command line, or the one of the story.

use std::path::Path;
use std::str::FromStr;

use fondaco::cart::NewLine;
use fondaco::money::{Currency, Money};
use fondaco::party::{Actor, Address};
use fondaco::{CountryCode, CouponCode, GiftCardCode, GroupCode, Quantity, Refusal, Sku};
use serde::Deserialize;

use super::options::Options;
use super::shop::Shop;
use crate::trouble::{Trouble, read};

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
    /// Which groups the buyer belongs to.
    pub(crate) groups: Vec<GroupCode>,
    /// Which coupons are given.
    pub(crate) coupons: Vec<CouponCode>,
    /// Which gift cards are to pay, in this order.
    pub(crate) gift_cards: Vec<GiftCardCode>,
    /// What is given to somebody else.
    pub(crate) donation: Option<Money>,
    /// What goes back once it has arrived: each is one of the lines.
    pub(crate) returns: Vec<NewLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a cart with `country`, `lines` and perhaps more")]
struct CartFile {
    country: CountryCode,
    lines: Vec<LineFile>,
    address: Option<AddressFile>,
    #[serde(default)]
    groups: Vec<GroupCode>,
    #[serde(default)]
    coupons: Vec<CouponCode>,
    #[serde(default)]
    gift_cards: Vec<GiftCardCode>,
    donation: Option<String>,
    #[serde(default)]
    returns: Vec<LineFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a line with `sku` and `quantity`")]
struct LineFile {
    sku: Sku,
    quantity: Quantity,
}

impl From<LineFile> for NewLine {
    fn from(LineFile { sku, quantity }: LineFile) -> Self {
        Self::new(sku, quantity)
    }
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
        let mut wish = if options.lines.is_empty() {
            let story = shop.folder.join(STORY);
            Self::from_file(options.cart.as_deref().unwrap_or(&story), buyer, shop)?
        } else {
            Self::from_lines(options, buyer, shop)?
        };
        add(&mut wish.groups, groups(options)?);
        add(&mut wish.coupons, codes(&options.coupons)?);
        add(&mut wish.gift_cards, codes(&options.gift_cards)?);
        if let Some(text) = &options.donate {
            wish.donation = Some(donation(text, shop.channel.currency)?);
        }
        for text in &options.returns {
            let back = line(text)?;
            wish.returns.retain(|other| other.sku != back.sku);
            wish.returns.push(back);
        }
        if let Some(NewLine { sku, .. }) = wish.returns.iter().find(|back| !wish.has(&back.sku)) {
            let reason = format!("`{sku}` cannot go back: it is not in the cart");
            return Err(Trouble::new("return.unknown", reason).hint("what goes back is a line that was bought"));
        }
        Ok(wish)
    }

    /// Whether an article is wanted.
    pub(crate) fn has(&self, sku: &Sku) -> bool {
        self.lines.iter().any(|line| line.sku == *sku)
    }

    /// Nothing, to be sent somewhere.
    fn to(address: Address, buyer: Actor) -> Self {
        let (groups, coupons, gift_cards, returns) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { lines: Vec::new(), buyer, address, groups, coupons, gift_cards, donation: None, returns }
    }

    fn from_lines(options: &Options, buyer: Actor, shop: &Shop) -> Result<Self, Trouble> {
        let country = match &options.country {
            None => shop.channel.country.clone(),
            Some(code) => CountryCode::new(code).map_err(|_| {
                let reason = format!("`{code}` is no country: it takes two upper-case letters, as in `DE`");
                Trouble::new("code.malformed", reason).hint(&shop.hint_for_country(code))
            })?,
        };
        let lines = options.lines.iter().map(|text| line(text)).collect::<Result<_, _>>()?;
        Ok(Self { lines, ..Self::to(at_the_post_office(country), buyer) })
    }

    fn from_file(path: &Path, buyer: Actor, shop: &Shop) -> Result<Self, Trouble> {
        let file: CartFile = read(path, "the cart")?;
        let mut wish = Self::to(address(file.country, file.address, path)?, buyer);
        wish.lines = file.lines.into_iter().map(NewLine::from).collect();
        wish.returns = file.returns.into_iter().map(NewLine::from).collect();
        add(&mut wish.groups, file.groups);
        add(&mut wish.coupons, file.coupons);
        add(&mut wish.gift_cards, file.gift_cards);
        wish.donation = file.donation.map(|text| donation(&text, shop.channel.currency)).transpose()?;
        Ok(wish)
    }
}

/// Where a cart goes: to its address, or to the post office of its country.
fn address(country: CountryCode, given: Option<AddressFile>, path: &Path) -> Result<Address, Trouble> {
    let Some(AddressFile { name, street, postal_code, city, country: there }) = given else {
        return Ok(at_the_post_office(country));
    };
    if there != country {
        let reason = format!("the cart `{}` goes to `{country}`, its address is in `{there}`", path.display());
        return Err(Trouble::new("file.malformed", reason).hint("they have to be the same"));
    }
    Ok(Address { name, street, postal_code, city, region: None, position: None, country })
}

/// The groups that the options name.
pub(crate) fn groups(options: &Options) -> Result<Vec<GroupCode>, Trouble> {
    codes(&options.groups)
}

/// Codes as they are written on the command line.
fn codes<T: FromStr<Err = Refusal>>(texts: &[String]) -> Result<Vec<T>, Trouble> {
    texts.iter().map(|text| Ok(text.parse()?)).collect()
}

/// Adds what is not there yet: a code that is given twice is given.
fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// A donation as it is written.
fn donation(text: &str, currency: Currency) -> Result<Money, Trouble> {
    Money::parse(text, currency).ok().filter(Money::is_positive).ok_or_else(|| {
        let decimals = usize::from(currency.exponent());
        let example = Money::from_minor(2 * 10_i64.pow(currency.exponent().into()), currency);
        let right =
            format!("it takes an amount above zero with at most {decimals} decimals, as in `{}`", example.amount());
        Trouble::new("donation.malformed", format!("`{text}` is no donation in {currency}: {right}"))
    })
}

/// A line as it is written on the command line.
fn line(text: &str) -> Result<NewLine, Trouble> {
    let malformed = || {
        let reason = format!("`{text}` is no line: it takes SKU=QUANTITY, as in `MUG-RIALTO=2`");
        Trouble::new("line.malformed", reason)
    };
    let (sku, quantity) = text.rsplit_once('=').ok_or_else(malformed)?;
    let units = quantity.parse::<i64>().map_err(|_| malformed())?;
    Ok(NewLine::new(Sku::new(sku)?, Quantity::new(units)?))
}

/// Where a parcel waits whose buyer gave no address.
fn at_the_post_office(country: CountryCode) -> Address {
    Address {
        name: "A. Reader".into(),
        street: "poste restante".into(),
        postal_code: String::new(),
        city: "main post office".into(),
        region: None,
        position: None,
        country,
    }
}
