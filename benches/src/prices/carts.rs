//! Carts of workload W1, drawn in Rust: the same distribution as its generator in Python has.

use fondaco::money::{Currency, Money};
use fondaco::pricing::{Basket, BasketLine, Charge, ChargeKind, ChargeTax, Context, PriceBook, PriceRules, TaxDisplay};
use fondaco::{CategoryCode, ChargeCode, Quantity, Refusal, Sku, TaxCategory};

/// The categories, by number.
pub const CATEGORIES: [&str; 4] = ["gear", "toys", "food", "book"];

/// Many carts of equally many lines, as columns of whole numbers: prices are cents.
#[derive(Debug, Clone)]
pub struct Columns {
    /// How many lines each cart has.
    pub lines: usize,
    /// The price of one unit, line by line, cart by cart.
    pub unit: Vec<i64>,
    /// How many units.
    pub quantity: Vec<i64>,
    /// The place among [`CATEGORIES`].
    pub category: Vec<u8>,
    /// The quoted price of shipping, cart by cart.
    pub shipping: Vec<i64>,
}

/// `SplitMix64`: a seed, and one number after the other.
#[derive(Debug, Clone)]
pub struct Draw(pub u64);

impl Draw {
    /// A number below a bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        let wide = u128::from(self.next()) * u128::from(bound);
        u32::try_from(wide >> 64).unwrap_or(0)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0.50 to 150.00, each factor as likely as the other.
    #[expect(clippy::cast_possible_truncation, reason = "at most 15,000")]
    fn price(&mut self) -> i64 {
        let share = f64::from(self.below(u32::MAX)) / f64::from(u32::MAX);
        (50.0 * 300_f64.powf(share)).round() as i64
    }
}

impl Columns {
    /// Draws so many carts of so many lines.
    pub fn draw(carts: usize, lines: usize, seed: u64) -> Self {
        let mut draw = Draw(seed);
        let mut columns =
            Self { lines, unit: Vec::new(), quantity: Vec::new(), category: Vec::new(), shipping: Vec::new() };
        for _ in 0..carts {
            for _ in 0..lines {
                columns.unit.push(draw.price());
                columns.category.push(u8::try_from(draw.below(4)).unwrap_or(0));
                columns.quantity.push(i64::from(draw.below(5)) + 1);
            }
            columns.shipping.push([490, 590, 990][draw.below(3) as usize]);
        }
        columns
    }

    /// The same carts in the engine's own types.
    pub fn baskets(&self) -> Result<Vec<Basket>, Refusal> {
        let usd = Currency::iso("USD")?;
        // As a catalog has them: one text for each category, which its goods share.
        let both = |name: &&str| -> Result<(TaxCategory, CategoryCode), Refusal> {
            Ok((TaxCategory::new(name)?, CategoryCode::new(name)?))
        };
        let categories = CATEGORIES.iter().map(both).collect::<Result<Vec<_>, _>>()?;
        let lines = self.unit.iter().zip(&self.quantity).zip(&self.category).enumerate();
        let mut lines = lines.map(|(place, ((unit, quantity), category))| {
            let number = u32::try_from(place % self.lines + 1).unwrap_or(u32::MAX);
            let (taxed, category) = &categories[usize::from(*category)];
            let sku = Sku::new(&format!("SKU-{category}-{:05}", place % 100_000))?;
            let price = Money::from_minor(*unit, usd);
            let goods = BasketLine::new(number, sku, Quantity::new(*quantity)?, price, taxed.clone());
            Ok(BasketLine { categories: vec![category.clone()], ..goods })
        });
        let shipping = |cents: i64| -> Result<Charge, Refusal> {
            Ok(Charge {
                code: ChargeCode::new("standard")?,
                title: "Shipping".into(),
                kind: ChargeKind::Shipping,
                amount: Money::from_minor(cents, usd),
                tax: ChargeTax::Free,
                seller: None,
            })
        };
        let basket = |cents: &i64| {
            let own: Result<Vec<BasketLine>, Refusal> = lines.by_ref().take(self.lines).collect();
            Ok(Basket { charges: vec![shipping(*cents)?], ..Basket::new(usd, own?) })
        };
        self.shipping.iter().map(basket).collect()
    }
}

/// The rules of the workload.
pub fn rules(display: TaxDisplay) -> Result<PriceRules, String> {
    let rules = include_str!("../../../tests/w1/rules.json");
    let rules: PriceRules = serde_json::from_str(rules).map_err(|error| error.to_string())?;
    Ok(PriceRules { tax_display: display, ..rules })
}

/// The rules of the workload, compiled.
pub fn book(display: TaxDisplay) -> Result<PriceBook, String> {
    PriceBook::compile(rules(display)?).map_err(|refusal| refusal.to_string())
}

/// For whom, where and when the carts are priced.
pub fn context() -> Result<Context, String> {
    let at = "2026-11-21T12:00:00Z".parse().map_err(|error| format!("{error}"))?;
    Ok(Context::new("US".parse().map_err(|refusal: Refusal| refusal.to_string())?, at))
}
