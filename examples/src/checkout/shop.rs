//! The shop's files, as commands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fondaco::cart::CartPolicy;
use fondaco::catalog::{Channel, Variant};
use fondaco::coupon::Coupon;
use fondaco::document::ChannelNumbers;
use fondaco::inventory::StockLine;
use fondaco::money::{Currency, Money, Rate};
use fondaco::payment::GiftCard;
use fondaco::pricing::{Charge, PriceList, PriceRules, PricingPolicy, Promotion, TaxDisplay, TaxRate};
use fondaco::{
    BookCode, CategoryCode, ChannelCode, Command, CommandId, CountryCode, Engine, Failure, LocationCode, Moment,
    Quantity, Sku, TaxCategory, Timestamp, ZoneCode,
};
use serde::Deserialize;

use super::charges::{Charges, DonationFile, ShippingFile};
use super::wish::Wish;
use crate::trouble::{Trouble, read};

/// A shop, ready to be set up in a store.
#[derive(Debug)]
pub(crate) struct Shop {
    /// Where its files are.
    pub(crate) folder: PathBuf,
    /// What a person calls it.
    pub(crate) name: String,
    /// Where it sells.
    pub(crate) channel: Channel,
    /// What it sells.
    pub(crate) variants: Vec<Variant>,
    /// How it is priced.
    pub(crate) rules: PriceRules,
    /// What is paid beside goods.
    charges: Charges,
    /// The coupons it gave out.
    coupons: Vec<Coupon>,
    /// The gift cards it sold.
    gift_cards: Vec<GiftCard>,
    /// What it starts with, by location.
    stock: Vec<(LocationCode, Vec<StockLine>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a shop")]
struct ShopFile {
    name: String,
    channel: ChannelCode,
    country: CountryCode,
    currency: Currency,
    prices_include_tax: bool,
    hold_minutes: u32,
    locations: Vec<LocationCode>,
    shipping: ShippingFile,
    donation: DonationFile,
    #[serde(default)]
    kits: Vec<Variant>,
    #[serde(default)]
    policy: PricingPolicy,
    #[serde(default)]
    lists: Vec<PriceList>,
    #[serde(default)]
    promotions: Vec<Promotion>,
    #[serde(default)]
    coupons: Vec<Coupon>,
    #[serde(default)]
    gift_cards: Vec<GiftCard>,
}

/// A product; what a sale does not need (author, publisher, pages) is passed over.
#[derive(Deserialize)]
#[serde(expecting = "a product")]
struct ProductFile {
    sku: Sku,
    title: String,
    language: Option<Arc<str>>,
    format: Arc<str>,
    weight_grams: u32,
    price: String,
    tax_category: TaxCategory,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a row of stock")]
struct StockFile {
    sku: Sku,
    location: LocationCode,
    quantity: Quantity,
}

#[derive(Deserialize)]
#[serde(expecting = "a table of rates")]
struct TaxFile {
    rates: Vec<RateFile>,
}

#[derive(Deserialize)]
#[serde(expecting = "a rate of tax")]
struct RateFile {
    zone: ZoneCode,
    category: TaxCategory,
    rate: Rate,
    from: String,
    until: Option<String>,
    name: String,
}

impl Shop {
    /// Loads the files of a folder laid out as `examples/data`.
    pub(crate) fn load(folder: &Path) -> Result<Self, Trouble> {
        let file: ShopFile = read(&folder.join("bookshop/shop.json"), "the shop")?;
        let products: Vec<ProductFile> = read(&folder.join("bookshop/books.json"), "the catalogue")?;
        let stock: Vec<StockFile> = read(&folder.join("bookshop/stock.json"), "the stock")?;
        let taxes: TaxFile = read(&folder.join("tax/eu-vat.json"), "the tax table")?;
        let book = BookCode::new(file.channel.as_str())?;
        let tax_display = if file.prices_include_tax { TaxDisplay::Inclusive } else { TaxDisplay::Exclusive };
        let rules = PriceRules {
            policy: file.policy,
            lists: file.lists,
            promotions: file.promotions,
            taxes: taxes.rates.iter().map(RateFile::rule).collect::<Result<_, _>>()?,
            ..PriceRules::new(book.clone(), tax_display)
        };
        let stock_at = |location: &LocationCode| {
            let rows = stock.iter().filter(|row| row.location == *location);
            rows.map(|row| StockLine::new(row.sku.clone(), row.quantity)).collect::<Vec<_>>()
        };
        // Kits may stand before their parts.
        let products = products.iter().map(|one| one.variant(file.currency));
        let variants = file.kits.into_iter().map(Ok).chain(products).collect::<Result<_, Trouble>>()?;
        Ok(Self {
            folder: folder.to_owned(),
            name: file.name,
            stock: file.locations.iter().map(|location| (location.clone(), stock_at(location))).collect(),
            variants,
            channel: Channel {
                code: file.channel,
                currency: file.currency,
                country: file.country,
                book,
                locations: file.locations,
                hold_seconds: file.hold_minutes.saturating_mul(60),
                gateway: None,
                carts: CartPolicy::default(),
                sourcing: Vec::new(),
                keep: None,
                numbers: ChannelNumbers::default(),
                seller: None,
                hold_above: None,
                after_sales: fondaco::order::AfterSalesPolicy::default(),
                books: None,
                shipping: None,
            },
            rules,
            charges: Charges::of(file.shipping, file.donation, file.currency)?,
            coupons: file.coupons,
            gift_cards: file.gift_cards,
        })
    }

    /// Sets the shop up in a store that does not have it; answers whether it had to.
    ///
    /// The ids of these commands are always the same, so that two programs that start at once set up one shop.
    pub(crate) async fn set_up(&self, engine: &Engine) -> Result<bool, Failure> {
        match engine.get::<Channel>(&self.channel.code).await {
            Ok(_) => return Ok(false),
            Err(failure) if failure.code() == fondaco::Code::ChannelUnknown => {}
            Err(failure) => return Err(failure),
        }
        let mut commands = vec![
            Command::DefineVariants { variants: self.variants.clone() },
            Command::DefinePriceBook { rules: self.rules.clone() },
        ];
        if !self.coupons.is_empty() {
            commands.push(Command::DefineCoupons { coupons: self.coupons.clone() });
        }
        commands.extend(self.gift_cards.iter().map(|card| Command::IssueGiftCard { card: card.clone() }));
        commands.extend(self.stock.iter().filter(|(_, lines)| !lines.is_empty()).map(|(location, lines)| {
            let reference = Some("opening stock".into());
            Command::ReceiveStock { location: location.clone(), lines: lines.clone(), reference, inbound: None }
        }));
        // Last, because a shop with a channel is one that is set up.
        commands.push(Command::DefineChannel { channel: self.channel.clone() });
        let first = Moment { now: Timestamp::UNIX_EPOCH, seed: 0 };
        for (number, command) in (0..).zip(&commands) {
            engine.execute(first.id::<CommandId>(number), command).await?;
        }
        Ok(true)
    }

    /// What an article is called.
    pub(crate) fn title<'a>(&'a self, sku: &'a Sku) -> &'a str {
        self.variant(sku).map_or(sku.as_str(), |variant| &variant.title)
    }

    /// What a kit is made of; nothing for other articles.
    pub(crate) fn parts<'a>(&'a self, sku: &Sku) -> impl Iterator<Item = &'a Sku> {
        self.variant(sku).into_iter().flat_map(|variant| &variant.parts).map(|part| &part.sku)
    }

    fn variant(&self, sku: &Sku) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.sku == *sku)
    }

    /// What is paid beside the goods: a parcel, if any of them weighs something, and a donation.
    pub(crate) fn charges(&self, wish: &Wish) -> Vec<Charge> {
        let goods = wish.lines.iter().flat_map(|line| [&line.sku].into_iter().chain(self.parts(&line.sku)));
        let weighs =
            |sku: &Sku| self.variant(sku).and_then(|variant| variant.weight_grams).is_some_and(|grams| grams > 0);
        let is_sent = goods.into_iter().any(weighs);
        let parcel = is_sent.then(|| self.charges.parcel_to(&wish.address.country));
        parcel.into_iter().chain(wish.donation.map(|amount| self.charges.donation(amount))).collect()
    }

    /// A failure in words that help: what would be right, from the shop's files.
    pub(crate) fn trouble(&self, failure: Failure) -> Trouble {
        let trouble = Trouble::from(failure);
        match trouble.code() {
            "variant.unknown" => {
                let hint = self.hint_for_sku(trouble.detail("id").unwrap_or_default());
                trouble.hint(&hint)
            }
            "tax.unknown" => {
                let hint = self.hint_for_country(trouble.detail("country").unwrap_or_default());
                trouble.hint(&hint)
            }
            "coupon.unknown" => {
                let codes = self.coupons.iter().map(|coupon| coupon.code.as_str());
                let close = closest(trouble.detail("id").unwrap_or_default(), codes);
                if close.is_empty() { trouble } else { trouble.hint(&format!("closest is {close}")) }
            }
            "coupon.for_customers" => trouble.hint("`--customer` says who buys"),
            "gift_card.unknown" => trouble.hint("it takes the code as it stands on the card, as in `GIFT-1501`"),
            "stock.short" => trouble.hint("a kit comes whole from one location: `--list` shows what each of them has"),
            "cart.empty" => trouble.hint("it takes at least one, as in `--line MUG-RIALTO=1`"),
            _ => trouble,
        }
    }

    fn hint_for_sku(&self, wanted: &str) -> String {
        let close = closest(wanted, self.variants.iter().map(|variant| variant.sku.as_str()));
        let all = format!("`--list` shows all {}", self.variants.len());
        if close.is_empty() { all } else { format!("closest is {close}; {all}") }
    }

    /// Where the shop ships to, or that it did not yet.
    pub(crate) fn hint_for_country(&self, wanted: &str) -> String {
        let countries: BTreeSet<&str> = self.rules.taxes.iter().map(|rate| rate.zone.as_str()).collect();
        if countries.contains(wanted) {
            return "the tax table begins later".into();
        }
        format!("the shop ships to {}", countries.into_iter().collect::<Vec<_>>().join(", "))
    }
}

impl ProductFile {
    fn variant(&self, currency: Currency) -> Result<Variant, Trouble> {
        let mut attributes = BTreeMap::from([("format".into(), self.format.clone())]);
        attributes.extend(self.language.iter().map(|language| ("language".into(), language.clone())));
        Ok(Variant {
            sku: self.sku.clone(),
            title: self.title.as_str().into(),
            tax_category: self.tax_category.clone(),
            decimals: 0,
            prices: vec![Money::parse(&self.price, currency)?],
            weight_grams: Some(self.weight_grams),
            hazard: None,
            commodity: None,
            origin: None,
            product: None,
            categories: vec![CategoryCode::new(self.tax_category.as_str())?],
            attributes,
            parts: Vec::new(),
            order_quantity: None,
            untracked: false,
            tracking: None,
            least_life_days: None,
            expected_at: None,
            seller: None,
        })
    }
}

impl RateFile {
    fn rule(&self) -> Result<TaxRate, Trouble> {
        Ok(TaxRate {
            zone: self.zone.clone(),
            category: self.category.clone(),
            name: self.name.as_str().into(),
            rate: self.rate,
            included: None,
            compound: false,
            from: midnight(&self.from)?,
            until: self.until.as_deref().map(midnight).transpose()?,
        })
    }
}

/// The start of a day in UTC. A day needs a zone to become an instant; at the shop's own midnight it would be off by
/// an hour or two for a buyer elsewhere in Europe just the same.
fn midnight(day: &str) -> Result<Timestamp, Trouble> {
    format!("{day}T00:00:00Z").parse().map_err(|_| {
        Trouble::new("file.malformed", format!("`{day}` in the tax table is not a day as in `2026-01-01`"))
    })
}

/// Up to three codes that are nearest to one that was meant.
fn closest<'a>(wanted: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let near = |code: &str| distance(&wanted.to_lowercase(), &code.to_lowercase());
    let mut close: Vec<(usize, &str)> = codes.map(|code| (near(code), code)).collect();
    close.retain(|(distance, _)| *distance <= wanted.chars().count() / 3);
    close.sort_unstable();
    close.iter().take(3).map(|(_, code)| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

/// How many characters have to be added, dropped or replaced to make one text of the other (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (above, one) in left.chars().enumerate() {
        let (mut corner, mut last) = (above, above + 1);
        let (first, rest) = row.split_at_mut(1);
        first.fill(last);
        for (cell, other) in rest.iter_mut().zip(right.chars()) {
            let best = (corner + usize::from(one != other)).min(last + 1).min(*cell + 1);
            corner = std::mem::replace(cell, best);
            last = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn the_distance_of_two_texts_counts_their_changes() {
        let pairs = [("", "", 0), ("tote", "tote", 0), ("tote", "note", 1), ("", "abc", 3), ("kitten", "sitting", 3)];
        for (left, right, changes) in pairs {
            assert_eq!(distance(left, right), changes, "{left} {right}");
        }
    }
}
