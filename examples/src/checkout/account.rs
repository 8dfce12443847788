//! What is shown of an order: as text for people, as JSON for machines.

use fondaco::{GroupCode, Timestamp, word};

use fondaco::party::{Actor, Address};
use fondaco::pricing::{Receipt, TaxDisplay};
use serde::Serialize;

use super::given::Given;
use super::life::{Ids, Level, Life, Step, StockRow, named, who};
use super::place::Place;
use super::screen::{Look, Screen, cut};
use super::shop::Shop;
use super::wish::Wish;
use crate::audit::Audit;
use crate::trouble::Trouble;

/// An order, from the first line of its cart to the last event of the log.
#[derive(Debug, Serialize)]
pub(crate) struct Account {
    shop: ShopFacts,
    store: StoreFacts,
    instant: Timestamp,
    seed: Option<u64>,
    buyer: Buyer,
    ids: Ids,
    receipt: Receipt,
    timeline: Vec<Step>,
    #[serde(flatten)]
    given: Given,
    stock: Vec<StockRow>,
    log: Audit,
    /// Whether the instant was given.
    #[serde(skip)]
    is_given: bool,
}

#[derive(Debug, Serialize)]
struct ShopFacts {
    name: String,
    channel: String,
    currency: String,
    tax_display: TaxDisplay,
    articles: usize,
    locations: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StoreFacts {
    name: String,
    was_set_up: bool,
}

#[derive(Debug, Serialize)]
struct Buyer {
    actor: Actor,
    groups: Vec<GroupCode>,
    address: Address,
}

impl Account {
    /// Buys what is wanted: in a rehearsal first, then in the store.
    pub(crate) async fn of(place: Place, shop: &Shop, wish: &Wish, cancel: bool) -> Result<Self, Trouble> {
        let explained = |failure| shop.trouble(failure);
        let rehearsal = place.rehearsal(shop).await?;
        Life::live(&rehearsal, shop, wish, cancel).await.map_err(explained)?;
        let stage = place.engine();
        let was_set_up = shop.set_up(&stage.engine).await.map_err(explained)?;
        let instant = stage.now().await.map_err(explained)?;
        let life = Life::live(&stage, shop, wish, cancel).await.map_err(explained)?;
        let Life { ids, steps, receipt, given, stock } = life;
        Ok(Self {
            shop: ShopFacts {
                name: shop.name.clone(),
                channel: shop.channel.code.to_string(),
                currency: shop.channel.currency.to_string(),
                tax_display: shop.rules.tax_display,
                articles: shop.variants.len(),
                locations: shop.channel.locations.iter().map(ToString::to_string).collect(),
            },
            store: StoreFacts { name: place.name.clone(), was_set_up },
            instant,
            seed: place.seed(),
            buyer: Buyer { actor: wish.buyer, groups: wish.groups.clone(), address: wish.address.clone() },
            ids,
            receipt,
            timeline: steps,
            given,
            stock,
            log: Audit::of(&*place.store, &place.log).await?,
            is_given: place.at().is_some(),
        })
    }

    /// Whether the log gives what is stored.
    pub(crate) fn is_sound(&self) -> bool {
        self.log.replay_is_the_same
    }

    /// The account as a page of text.
    pub(crate) fn text(&self, colour: bool) -> String {
        let mut screen = Screen::new(colour);
        self.show_head(&mut screen);
        self.show_cart(&mut screen);
        self.show_receipt(&mut screen);
        self.show_order(&mut screen);
        self.show_given(&mut screen);
        self.show_stock(&mut screen);
        self.show_log(&mut screen);
        screen.into_text()
    }

    fn show_head(&self, screen: &mut Screen) {
        let ShopFacts { name, channel, currency, tax_display, articles, locations } = &self.shop;
        let tax = match tax_display {
            TaxDisplay::Inclusive => "with tax",
            TaxDisplay::Exclusive => "without tax",
        };
        screen.line(Look::Strong, name);
        let places = locations.len();
        fact(screen, "shop", &format!("{channel}: {articles} articles at {places} locations, in {currency} {tax}"));
        let events = self.log.events_before;
        let there = if self.store.was_set_up { "set up".into() } else { format!("there, with {events} events") };
        fact(screen, "store", &format!("{}: the shop was {there}", self.store.name));
        let clock = if self.is_given { "as asked" } else { "by the system clock" };
        let seed = self.seed.map_or(String::new(), |seed| format!(", ids from seed {seed}"));
        fact(screen, "instant", &format!("{:.0}, {clock}{seed}", self.instant));
        let groups = &self.buyer.groups;
        let groups = if groups.is_empty() {
            String::new()
        } else {
            format!(", {}", named(groups, "of the group", "of the groups"))
        };
        fact(screen, "buyer", &cut(&format!("{}{groups}", who(self.buyer.actor)), 67));
    }

    fn show_cart(&self, screen: &mut Screen) {
        screen.heading("Cart", &self.ids.cart.to_string());
        for step in self.timeline.iter().filter(|step| step.order.is_none()) {
            screen.line(Look::Plain, &format!("  {:<9}  {}", step.name, cut(&step.text, 67)));
        }
    }

    fn show_receipt(&self, screen: &mut Screen) {
        let country = &self.receipt.country;
        screen.heading("Receipt", &format!("prices of {}, taxes of {country}", self.receipt.book));
        for line in self.receipt.render().lines() {
            let look = match line.split_whitespace().next() {
                Some("total") => Look::Strong,
                Some(word) if word.starts_with('─') => Look::Faint,
                Some(_) if line.starts_with("  ") => Look::Faint,
                _ => Look::Plain,
            };
            screen.line(look, &format!("  {line}"));
        }
    }

    fn show_order(&self, screen: &mut Screen) {
        screen.heading("Order", &self.ids.order.to_string());
        let row = |step: &str, text: &str, order: &str, payment: &str, goods: &str| {
            format!("  {step:<9}  {:<26}  {order:<9}  {payment:<10}  {goods}", cut(text, 26))
        };
        screen.line(Look::Faint, &row("", "", "order", "payment", "goods"));
        for step in &self.timeline {
            let (Some(order), Some(payment), Some(goods)) = (step.order, step.payment, step.fulfilment) else {
                continue;
            };
            let [order, payment, goods] =
                [word(&order), word(&payment), word(&goods)].map(|text| text.replace('_', " "));
            screen.line(Look::Plain, &row(step.name, &step.text, &order, &payment, &goods));
        }
    }

    fn show_given(&self, screen: &mut Screen) {
        let rows = self.given.rows();
        if rows.is_empty() {
            return;
        }
        screen.heading("Coupons and gift cards", "left before → in the cart → ordered → at the end");
        let rows: Vec<[String; 4]> = rows.into_iter().map(|row| row.map(|cell| cut(&cell, 40))).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).fold(0, usize::max);
        let (code, left) = (width(1).min(18), width(2));
        for [what, name, way, end] in &rows {
            let name = cut(name, code);
            screen.line(Look::Plain, &format!("  {what:<9}  {name:<code$}  {way:<left$}  {end}"));
        }
    }

    fn show_stock(&self, screen: &mut Screen) {
        screen.heading("Stock", "before → held for the cart → after");
        let cells = |row: &StockRow| -> [String; 3] {
            let levels = [row.before, row.held, row.after];
            let way = |of: fn(&Level) -> i64| levels.each_ref().map(|level| of(level).to_string()).join(" → ");
            [way(|level| level.on_hand), way(|level| level.reserved), way(|level| level.available)]
        };
        let rows: Vec<[String; 3]> = self.stock.iter().map(cells).collect();
        let width = |column: usize, least: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).fold(least, usize::max)
        };
        let (on_hand, reserved, available) = (width(0, 7), width(1, 8), width(2, 9));
        let name = self.stock.iter().map(|row| row.sku.as_str().len()).fold(13, usize::max);
        let place = self.stock.iter().map(|row| row.location.as_str().len()).fold(13, usize::max);
        let line = |sku: &str, location: &str, cells: [&str; 3]| {
            let [hand, held, free] = cells;
            format!("  {sku:<name$}  {location:<place$}  {hand:>on_hand$}  {held:>reserved$}  {free:>available$}")
        };
        screen.line(Look::Faint, &line("", "", ["on hand", "reserved", "available"]));
        for (row, cells) in self.stock.iter().zip(&rows) {
            let still = row.before == row.held && row.held == row.after;
            let look = if still { Look::Faint } else { Look::Plain };
            let cells = cells.each_ref().map(String::as_str);
            screen.line(look, &line(row.sku.as_str(), row.location.as_str(), cells));
        }
    }

    fn show_log(&self, screen: &mut Screen) {
        let Audit { events_before, events, records, stock_rows, allowances, replay_is_the_same, .. } = &self.log;
        screen.heading("Log", "");
        let new = events - events_before;
        screen.line(Look::Plain, &format!("  events     {events_before} before, {new} new, {events} in all"));
        let (look, verdict) =
            if *replay_is_the_same { (Look::Good, "exactly as stored") } else { (Look::Bad, "not as stored") };
        let verdict = screen.painted(look, verdict);
        let replayed = format!("{records} records, {stock_rows} rows of stock, {allowances} allowances");
        screen.line(Look::Plain, &format!("  replay     {replayed}: {verdict}"));
    }
}

fn fact(screen: &mut Screen, name: &str, text: &str) {
    screen.line(Look::Plain, &format!("  {name:<9}  {text}"));
}
