//! The catalogue: what there is to buy.

use fondaco::catalog::Variant;
use fondaco::limits::PAGE;
use fondaco::money::{Currency, Money};
use fondaco::port::{Page, Scan};
use fondaco::pricing::{Basket, BasketLine, Buyer, Context, PriceBook};
use fondaco::{Failure, GroupCode, Kind, LocationCode, Quantity, Sku};
use serde::Serialize;

use super::place::Stage;
use super::screen::{Look, Screen, cut};
use super::shop::Shop;

/// The widest a title is shown.
const TITLE: usize = 36;

/// Every article with its price and stock.
#[derive(Debug, Serialize)]
pub(crate) struct Listing {
    shop: String,
    currency: Currency,
    articles: Vec<Article>,
}

#[derive(Debug, Serialize)]
struct Article {
    sku: Sku,
    title: String,
    price: Money,
    /// The price before it was reduced.
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at: Option<Money>,
    stock: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    location: LocationCode,
    available: i64,
}

impl Listing {
    /// Asks for every article of the shop's channel, at the price of one for a buyer of these groups.
    pub(crate) async fn of(stage: &Stage, shop: &Shop, groups: &[GroupCode]) -> Result<Self, Failure> {
        let currency = shop.channel.currency;
        let book = stage.engine.get::<PriceBook>(&shop.channel.book).await?;
        let context = Context {
            channel: Some(shop.channel.code.clone()),
            buyer: Buyer { groups: groups.to_vec(), ..Buyer::default() },
            ..Context::new(shop.channel.country.clone(), stage.now().await?)
        };
        let (scan, mut page, mut articles) = (Scan::of(Kind::Variant), Page::first(PAGE), Vec::new());
        let one = Quantity::new(1)?;
        loop {
            let found = stage.engine.find::<Variant>(&scan, &page).await?;
            for variant in &found.items {
                let mut stock = Vec::new();
                for location in &shop.channel.locations {
                    let available = stage.engine.stock(&variant.sku, location).await?.available();
                    stock.push(Place { location: location.clone(), available });
                }
                let receipt =
                    book.price(&Basket::new(currency, vec![BasketLine::of(variant, 1, one, currency)]), &context)?;
                let line = receipt.line(1)?;
                let (price, compare_at) = (line.unit_price, line.compare_at);
                let (sku, title) = (variant.sku.clone(), variant.title.to_string());
                articles.push(Article { sku, title, price, compare_at, stock });
            }
            match found.next {
                Some(next) => page.after = Some(next),
                None => return Ok(Self { shop: shop.name.clone(), currency, articles }),
            }
        }
    }

    /// The listing as a table of 80 columns; the name of a location takes two lines.
    pub(crate) fn text(&self, colour: bool) -> String {
        let mut screen = Screen::new(colour);
        let places = self.articles.first().into_iter().flat_map(|one| &one.stock);
        let heads: Vec<(&str, &str)> = places
            .map(|place| place.location.as_str())
            .map(|place| place.split_once('-').unwrap_or(("", place)))
            .collect();
        let width = |head: &(&str, &str)| head.0.len().max(head.1.len()).max(4);
        let name = self.articles.iter().map(|one| one.sku.as_str().len()).fold(3, usize::max);
        let row = |sku: &str, title: &str, price: &str, stock: &mut dyn Iterator<Item = String>| {
            let cells = heads.iter().zip(stock).map(|(head, cell)| format!("  {cell:>width$}", width = width(head)));
            format!("{sku:<name$}  {:<TITLE$}  {price:>7}{}", cut(title, TITLE), cells.collect::<String>())
        };
        let head = |of: fn(&(&str, &str)) -> String| heads.iter().map(of);
        screen.line(Look::Strong, &row("", "", "", &mut head(|head| head.0.to_owned())));
        let currency = self.currency.code();
        screen.line(Look::Strong, &row("sku", "title", currency, &mut head(|head| head.1.to_owned())));
        for Article { sku, title, price, stock, .. } in &self.articles {
            let gone = stock.iter().all(|place| place.available <= 0);
            let look = if gone { Look::Faint } else { Look::Plain };
            let mut stock = stock.iter().map(|place| place.available.to_string());
            screen.line(look, &row(sku.as_str(), title, price.amount().as_str(), &mut stock));
        }
        screen.into_text()
    }
}
