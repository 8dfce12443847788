//! The report as a page of at most 100 columns.

use fondaco::shipping::{OfferItem, Size};

use super::picture::picture;
use super::report::{Report, Totals};
use super::sent::Sent;
use super::shop::Shop;
use super::words;

/// How wide the page is.
const WIDE: usize = 100;
/// The days of the week as the totals have them.
const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The whole page: every order, then what all of them come to.
pub(crate) fn page(report: &Report, shop: &Shop) -> String {
    let mut page = Page(String::new());
    for sent in &report.orders {
        page.order(sent, shop);
    }
    page.totals(&report.totals);
    page.0
}

/// Grams as kilograms.
fn kilograms(grams: u64) -> String {
    format!("{}.{:02} kg", grams / 1_000, grams % 1_000 / 10)
}

struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// Parts in a row, in as many lines as they take.
    fn row(&mut self, indent: &str, parts: &[String], between: &str) {
        let mut line = String::new();
        for part in parts {
            let full = indent.chars().count() + line.chars().count() + 2 * between.len() + part.chars().count() > WIDE;
            if full && !line.is_empty() {
                self.line(&format!("{indent}{line}{between}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(between);
            }
            line.push_str(part);
        }
        if !line.is_empty() {
            self.line(&format!("{indent}{line}"));
        }
    }

    fn order(&mut self, sent: &Sent, shop: &Shop) {
        let to = [Some(sent.to.country.as_str()), sent.to.postal_code.as_deref()];
        let to: Vec<&str> = to.into_iter().flatten().collect();
        let placed = sent.placed_at.strftime("%a %-d %b %Y, %H:%M UTC");
        self.line(&format!("Order {} to {}, placed {placed}", sent.number, to.join("-")));
        let items = sent.request.items.iter().map(|item| format!("{} × {}", item.quantity, item.name));
        self.row("  ", &items.collect::<Vec<_>>(), "; ");
        for (number, parcel) in sent.parcels.iter().enumerate() {
            let Some(carton) = shop.cartons.get(parcel.carton) else { continue };
            let Size { length, width, height } = carton.inner;
            let (of, full) = (sent.parcels.len(), parcel.fill / 10);
            let weighs = kilograms(parcel.grams);
            let name = &carton.name;
            self.line(&format!(
                "  Parcel {} of {of}: carton {name}, {length} × {width} × {height} mm, {weighs}, {full} % full",
                number + 1
            ));
            for line in picture(&sent.request, parcel) {
                self.line(&format!("    {line}"));
            }
        }
        for left in &sent.left {
            let name = sent.request.items.get(left.item).map_or("", |item| item.name.as_str());
            self.line(&format!("  Not packed: {} × {name}, {}", left.quantity, words::left(left.why)));
        }
        self.offers(sent, shop);
        self.line("");
    }

    fn offers(&mut self, sent: &Sent, shop: &Shop) {
        for offer in &sent.offers.offers {
            let sign = if Some(&offer.method) == sent.chosen.as_ref() { '>' } else { ' ' };
            let dates = offer.promise.as_ref().map(words::dates).unwrap_or_default();
            self.line(&format!("  {sign} {:<18}{:>12}  {dates}", offer.title, offer.total.to_string()));
            let made_of = |item: &OfferItem| format!("{} {}", item.title, item.amount);
            if offer.items.len() > 1 {
                self.row("      ", &offer.items.iter().map(made_of).collect::<Vec<_>>(), " + ");
            }
        }
        for row in &sent.offers.not_offered {
            let titled = shop.book.rules().methods.iter().find(|method| method.code == row.method);
            let title = titled.map_or(row.method.as_str(), |method| &method.title);
            self.line(&format!("  - {title:<18}{:>12}  {}", "", words::reason(&row.reason)));
        }
        let waits = sent.offer().and_then(|offer| offer.promise.as_ref()).map(words::waits).unwrap_or_default();
        if !waits.is_empty() {
            self.line("    The last day waits, since");
            self.row("      ", &waits, "; ");
        }
        if sent.chosen.is_none() {
            self.line("  It cannot be sent.");
        }
    }

    fn totals(&mut self, totals: &Totals) {
        let Totals { orders, unsent, parcels, grams, fill, cartons, methods, cost, weekdays } = totals;
        let (whole, tenth, weigh) = (fill / 10, fill % 10, kilograms(*grams));
        self.line(&format!("{orders} orders in {parcels} parcels of {weigh}, {whole}.{tenth} % of their room filled"));
        let cartons: Vec<String> = cartons.iter().map(|(name, count)| format!("{count} {name}")).collect();
        self.row("  cartons: ", &cartons, ", ");
        let days = WEEK.iter().zip(weekdays).map(|(day, count)| format!("{count} {day}"));
        self.row("  arrive at the latest on: ", &days.collect::<Vec<_>>(), ", ");
        self.line("");
        self.line(&format!("  {:<18}{:>8}{:>14}{:>14}", "method", "orders", "cost", "offered to"));
        for method in methods {
            let (orders, cost, offered) = (method.orders, method.cost.to_string(), method.offered);
            self.line(&format!("  {:<18}{orders:>8}{cost:>14}{offered:>14}", method.title));
            let why = method.not_offered.iter().map(|(why, count)| format!("{count} {}", why.replace('_', " ")));
            self.row("      not to ", &why.collect::<Vec<_>>(), ", ");
        }
        let sent = orders - unsent.len();
        self.line("");
        self.line(&format!("{sent} orders are sent for {cost}, {} are not", unsent.len()));
    }
}
