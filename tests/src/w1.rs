//! Workload W1: seeded carts with four promotions and two tax rates, and what each of them comes to.
//!
//! A folder holds `carts-N.json` and `expected-N-{excl,incl}.json` for any N. The rules are ordinary ones, in
//! `tests/w1/rules.json`.

use std::path::Path;

use fondaco::money::{Currency, Money};
use fondaco::pricing::{
    Basket, BasketLine, Charge, ChargeKind, ChargeTax, Context, PriceBook, PriceRules, PricedItem, Receipt, TaxDisplay,
};
use fondaco::{CategoryCode, ChargeCode, CountryCode, Quantity, Sku, TaxCategory};
use serde::Deserialize;

/// A cart as the workload writes it.
#[derive(Debug, Deserialize)]
pub struct Cart {
    /// Names it.
    pub id: String,
    currency: String,
    shipping: String,
    lines: Vec<Line>,
}

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    sku: String,
    category: String,
    unit_price: String,
    qty: i64,
}

/// What a cart comes to.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Expected {
    id: String,
    lines: Vec<ExpectedLine>,
    discount_total: String,
    merchandise: String,
    tax_total: String,
    shipping: String,
    grand_total: String,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct ExpectedLine {
    id: String,
    p1: String,
    p2: String,
    p3: String,
    net: String,
    tax: String,
}

/// How many carts came out as expected, and the first that did not.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Equal in every amount.
    pub exact: usize,
    /// All of them.
    pub carts: usize,
    /// What differs first.
    pub first: Option<String>,
}

/// A reason, in words.
pub type Reason = String;

/// The rules of the workload, for prices without or with tax.
pub fn book(display: TaxDisplay) -> Result<PriceBook, Reason> {
    let rules = include_str!("../w1/rules.json");
    let rules: PriceRules = serde_json::from_str(rules).map_err(|error| error.to_string())?;
    PriceBook::compile(PriceRules { tax_display: display, ..rules }).map_err(|refusal| refusal.to_string())
}

/// The context of the workload.
pub fn context() -> Result<Context, Reason> {
    let at = "2026-11-21T12:00:00Z".parse().map_err(|error| format!("{error}"))?;
    Ok(Context::new(CountryCode::new("US").map_err(|refusal| refusal.to_string())?, at))
}

/// The carts of a file.
pub fn carts(text: &str) -> Result<Vec<Cart>, Reason> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

impl Cart {
    /// The cart as a basket.
    pub fn basket(&self) -> Result<Basket, Reason> {
        self.read().map_err(|refusal| format!("{}: {refusal}", self.id))
    }

    fn read(&self) -> Result<Basket, fondaco::Refusal> {
        let currency = Currency::iso(&self.currency)?;
        let line = |(line, given): (u32, &Line)| -> Result<BasketLine, fondaco::Refusal> {
            let price = Money::parse(&given.unit_price, currency)?;
            let category = TaxCategory::new(&given.category)?;
            let goods = BasketLine::new(line, Sku::new(&given.sku)?, Quantity::new(given.qty)?, price, category);
            Ok(BasketLine { categories: vec![CategoryCode::new(&given.category)?], ..goods })
        };
        let shipping = Charge {
            code: ChargeCode::new("standard")?,
            title: "Shipping".into(),
            kind: ChargeKind::Shipping,
            amount: Money::parse(&self.shipping, currency)?,
            tax: ChargeTax::Free,
            seller: None,
        };
        let lines = (1..).zip(&self.lines).map(line).collect::<Result<_, _>>()?;
        Ok(Basket { charges: vec![shipping], ..Basket::new(currency, lines) })
    }

    /// What a receipt says, in the words of the workload.
    fn answer(&self, receipt: &Receipt) -> Expected {
        let amount = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        let off = |code: &str, line: u32| {
            let parts = receipt.applied.iter().filter(|applied| applied.promotion.as_str() == code);
            let own = parts.flat_map(|applied| &applied.parts).filter(|part| part.of == PricedItem::Line(line));
            amount(own.map(|part| part.amount.minor()).sum())
        };
        let lines = receipt.lines.iter().zip(&self.lines).map(|(line, given)| ExpectedLine {
            id: given.id.clone(),
            p1: off("P1", line.line),
            p2: off("P2", line.line),
            p3: off("P3", line.line),
            net: amount(line.subtotal.minor() - line.discount.minor()),
            tax: amount(line.tax.minor()),
        });
        Expected {
            id: self.id.clone(),
            lines: lines.collect(),
            discount_total: amount(receipt.discount.minor()),
            merchandise: amount(receipt.goods.minor() - receipt.discount.minor()),
            tax_total: amount(receipt.tax.minor()),
            shipping: amount(receipt.charged.minor()),
            grand_total: amount(receipt.total.minor()),
        }
    }
}

/// Prices the carts of a text and compares them with what is expected of them.
pub fn compare(carts_text: &str, expected: &str, display: TaxDisplay) -> Result<Outcome, Reason> {
    let (book, context) = (book(display)?, context()?);
    let expected: Vec<Expected> = serde_json::from_str(expected).map_err(|error| error.to_string())?;
    let carts = carts(carts_text)?;
    if carts.len() != expected.len() {
        return Err(format!("{} carts, and {} expectations", carts.len(), expected.len()));
    }
    let mut outcome = Outcome::default();
    for (cart, expected) in carts.iter().zip(&expected) {
        let basket = cart.basket()?;
        let receipt = book.price(&basket, &context).map_err(|refusal| format!("{}: {refusal}", cart.id))?;
        book.verify(&basket, &context, &receipt).map_err(|refusal| format!("{}: {refusal}", cart.id))?;
        let answer = cart.answer(&receipt);
        outcome.carts += 1;
        if answer == *expected {
            outcome.exact += 1;
        } else {
            outcome.first.get_or_insert_with(|| format!("{answer:?}\n  is not\n  {expected:?}"));
        }
    }
    Ok(outcome)
}

/// Compares every `carts-N.json` of a folder; answers each comparison by its file.
pub fn run(folder: &Path) -> Result<Vec<(String, Outcome)>, Reason> {
    let text = |name: &str| {
        std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{}: {error}", folder.join(name).display()))
    };
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut sizes: Vec<usize> =
        names.filter_map(|name| name.strip_prefix("carts-")?.strip_suffix(".json")?.parse().ok()).collect();
    sizes.sort_unstable();
    let mut outcomes = Vec::new();
    for size in sizes {
        let carts = text(&format!("carts-{size}.json"))?;
        for (suffix, display) in [("excl", TaxDisplay::Exclusive), ("incl", TaxDisplay::Inclusive)] {
            let name = format!("expected-{size}-{suffix}.json");
            if folder.join(&name).exists() {
                outcomes.push((name.clone(), compare(&carts, &text(&name)?, display)?));
            }
        }
    }
    Ok(outcomes)
}
