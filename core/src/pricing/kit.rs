//! Kits: goods sold together at one price, which is shared by their parts so that tax and refunds are right.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::basket::{BasketLine, LinePrice};
use crate::id::{CategoryCode, PriceListCode, ProductCode, Sku, TaxCategory};
use crate::limits;
use crate::money::{Money, Remainder, allocate, greatest_common_divisor};
use crate::omit::is_default;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::title::Title;

/// A line of kits: a SKU with a price of its own that is made of other goods.
///
/// A basket has the lines of its parts, which [`lines`](Self::lines) makes. The price of one kit is shared by the parts in
/// proportion to what they are worth, largest remainders first, and each line's price is its share for as many units as
/// there are in one kit: however many kits there are, the lines sum to their price, exactly, and every part is taxed by its
/// own category. Price lists are not asked for the parts.
///
/// ```
/// use fondaco::money::{Currency, Money};
/// use fondaco::pricing::{Kit, KitPart};
/// use fondaco::{Quantity, Sku, TaxCategory};
///
/// let eur = Currency::iso("EUR")?;
/// let part = |line, sku, category, worth| -> Result<KitPart, fondaco::Refusal> {
///     let (sku, category, one) = (Sku::new(sku)?, TaxCategory::new(category)?, Quantity::new(1)?);
///     Ok(KitPart::new(line, sku, one, Money::parse(worth, eur)?, category))
/// };
/// let kit = Kit {
///     line: 1,
///     sku: Sku::new("GIFT-BOX")?,
///     title: "Book and mug".into(),
///     quantity: Quantity::new(3)?,
///     price: Money::parse("25.00", eur)?,
///     minimum: None,
///     parts: vec![part(2, "BOOK", "book", "20.00")?, part(3, "MUG", "standard", "10.00")?],
/// };
/// let shares: Vec<String> = kit.lines()?.iter().filter_map(|line| line.price.unit).map(|unit| unit.to_string()).collect();
/// assert_eq!(shares, ["16.67 EUR", "8.33 EUR"]);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    /// Its number in the cart. Its parts have others.
    pub line: u32,
    /// What is sold.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// How many kits.
    pub quantity: Quantity,
    /// The price of one kit.
    pub price: Money,
    /// What is in one kit.
    pub parts: Vec<KitPart>,
    /// No discounts bring one kit below this price: it is shared as the price is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
}

/// A line of kits in a basket or receipt, beside the lines of its parts, whose `kit` is its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitLine {
    /// Its number in the cart.
    pub line: u32,
    /// What is sold.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// How many kits.
    pub quantity: Quantity,
    /// The price of one kit, which its parts share: before promotions, and before it is adapted to the buyer's taxes.
    pub unit_price: Money,
    /// The price before it was reduced, to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Money>,
    /// The list that the price is from; the variant's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<PriceListCode>,
}

/// A part of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitPart {
    /// The number of its line in the cart.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// How many smallest units there are in one kit.
    pub quantity: Quantity,
    /// Decimals of its unit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// What one whole unit is worth beside the others, such as its price by itself. Where all are worth nothing, the price
    /// of the kit is shared equally.
    pub worth: Money,
    /// Which tax rates apply.
    pub tax_category: TaxCategory,
    /// The product that it is a variant of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductCode>,
    /// The categories that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryCode>,
    /// What else rules may ask for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// The weight of one whole unit, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
}

impl KitPart {
    /// A part of pieces.
    pub fn new(line: u32, sku: Sku, quantity: Quantity, worth: Money, tax_category: TaxCategory) -> Self {
        Self {
            line,
            title: sku.as_str().into(),
            sku,
            quantity,
            decimals: 0,
            worth,
            tax_category,
            product: None,
            categories: Vec::new(),
            attributes: BTreeMap::new(),
            weight_grams: None,
        }
    }

    /// The line of this part, where so many kits are bought and this is its share of the price of one.
    fn line(&self, kit: &Kit, share: Money, minimum: Option<Money>) -> Result<BasketLine, Refusal> {
        // A share of 500 grams is a price of 2 shares for 1 kilogram: the smallest number of shares that makes whole units.
        let (units, whole) = (i128::from(self.quantity.units()), 10_i128.saturating_pow(self.decimals.into()));
        let common = greatest_common_divisor(units, whole);
        let shares = whole.checked_div(common).and_then(|shares| shares.try_into().ok()).unwrap_or(1);
        let per = units.checked_div(common).unwrap_or(1);
        Ok(BasketLine {
            line: self.line,
            sku: self.sku.clone(),
            title: self.title.clone(),
            quantity: self.quantity.times(kit.quantity)?,
            decimals: self.decimals,
            price: LinePrice {
                unit: Some(share.times(shares)?),
                minimum: minimum.map(|minimum| minimum.times(shares)).transpose()?,
                // A quantity is at most a thousand million.
                per: u32::try_from(per).ok().filter(|per| *per != 1),
                ..LinePrice::default()
            },
            tax_category: self.tax_category.clone(),
            product: self.product.clone(),
            categories: self.categories.clone(),
            attributes: self.attributes.clone(),
            weight_grams: self.weight_grams,
            kit: Some(kit.line),
            fixed: false,
        })
    }
}

impl Kit {
    /// The lines of its parts, with the price of the kit shared by them.
    ///
    /// # Errors
    ///
    /// - `kit.invalid`: it has no parts, a price below zero, a part worth less than zero or with a unit of more than
    ///   [`limits::UNIT_DECIMALS`] decimals, or two lines of one number;
    /// - `limit.exceeded`: it has more than [`limits::LINES`] parts;
    /// - `currency.mismatch`: a part's worth is in another currency than the price;
    /// - `quantity.invalid`, `money.overflow`: there are too many of a part, or they are worth too much.
    pub fn lines(&self) -> Result<Vec<BasketLine>, Refusal> {
        self.check()?;
        let weights = self.weights()?;
        let shared = |amount| allocate(amount, &weights, Remainder::LargestRemainder);
        let minima = self.minimum.map(shared).transpose()?.unwrap_or_default();
        let minima = minima.into_iter().map(Some).chain(core::iter::repeat(None));
        let parts = self.parts.iter().zip(shared(self.price)?).zip(minima);
        parts.map(|((part, share), minimum)| part.line(self, share, minimum)).collect()
    }

    fn check(&self) -> Result<(), Refusal> {
        limits::count("parts of a kit", self.parts.len(), limits::LINES)?;
        if self.parts.is_empty() {
            return Err(self.invalid("has no parts"));
        }
        if self.price.is_negative() {
            return Err(self.invalid("has a price below zero"));
        }
        let mut lines = BTreeSet::from([self.line]);
        for part in &self.parts {
            if part.worth.is_negative() {
                return Err(self.invalid(&format!("has a part, `{}`, that is worth less than zero", part.sku)));
            }
            if part.decimals > limits::UNIT_DECIMALS {
                let most = limits::UNIT_DECIMALS;
                return Err(self.invalid(&format!("has a part, `{}`, of more than {most} decimals", part.sku)));
            }
            if !lines.insert(part.line) {
                return Err(self.invalid(&format!("has two lines of the number {}", part.line)));
            }
            // Refused where the currencies differ.
            self.price.try_cmp(part.worth)?;
        }
        Ok(())
    }

    /// What each part of one kit is worth, in a unit that all of them share.
    fn weights(&self) -> Result<Vec<i64>, Refusal> {
        let most = self.parts.iter().map(|part| part.decimals).max().unwrap_or_default();
        let weight = |part: &KitPart| {
            let scale = 10_i64.saturating_pow(most.saturating_sub(part.decimals).into());
            part.worth.times(part.quantity.units())?.times(scale).map(|worth| worth.minor())
        };
        self.parts.iter().map(weight).collect()
    }

    fn invalid(&self, problem: &str) -> Refusal {
        Refusal::new(Code::KitInvalid, format!("the kit `{}` {problem}", self.sku)).with("sku", self.sku.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Rounding};
    use proptest::prelude::*;
    use std::vec;

    fn euros(minor: i64) -> Money {
        Money::from_minor(minor, Currency::iso("EUR").unwrap())
    }

    fn part(line: u32, quantity: i64, worth: i64) -> KitPart {
        let sku = Sku::new(&format!("PART-{line}")).unwrap();
        KitPart::new(line, sku, Quantity::new(quantity).unwrap(), euros(worth), TaxCategory::new("standard").unwrap())
    }

    fn kit(kits: i64, price: i64, parts: Vec<KitPart>) -> Kit {
        let quantity = Quantity::new(kits).unwrap();
        let sku = Sku::new("KIT").unwrap();
        Kit { line: 1, sku, title: "Kit".into(), quantity, price: euros(price), parts, minimum: None }
    }

    fn subtotal(line: &BasketLine) -> i64 {
        let per = i64::from(line.price.per.unwrap_or(1)) * 10_i64.pow(line.decimals.into());
        line.price.unit.unwrap().times_ratio(line.quantity.units(), per, Rounding::HalfUp).unwrap().minor()
    }

    fn subtotals(kit: &Kit) -> Vec<i64> {
        kit.lines().unwrap().iter().map(subtotal).collect()
    }

    #[test]
    fn the_price_of_a_kit_is_shared_by_what_its_parts_are_worth() {
        // 2 × 5.00, 1 × 20.00 and 1 × 3.33 of 33.33: 25.00 is shared as 750.08, 1500.15 and 249.77 cents.
        let parts = vec![part(2, 2, 500), part(3, 1, 2000), part(4, 1, 333)];
        assert_eq!(subtotals(&kit(1, 2500, parts.clone())), [750, 1500, 250]);
        assert_eq!(subtotals(&kit(7, 2500, parts)), [5250, 10_500, 1750]);
    }

    #[test]
    fn a_share_is_a_price_for_the_units_of_one_kit() {
        let lines = kit(4, 1000, vec![part(2, 3, 100), part(3, 1, 400)]).lines().unwrap();
        assert_eq!((lines[0].price.unit, lines[0].price.per), (Some(euros(429)), Some(3)));
        assert_eq!((lines[1].price.unit, lines[1].price.per), (Some(euros(571)), None));
        assert_eq!((lines[0].quantity.units(), lines[1].quantity.units()), (12, 4));
        assert!(lines.iter().all(|line| line.kit == Some(1)));
    }

    #[test]
    fn the_lowest_price_of_a_kit_is_shared_as_its_price_is() {
        let kit = Kit { minimum: Some(euros(700)), ..kit(4, 1000, vec![part(2, 3, 100), part(3, 1, 400)]) };
        let minima: Vec<_> = kit.lines().unwrap().iter().map(|line| line.price.minimum).collect();
        assert_eq!(minima, [Some(euros(300)), Some(euros(400))]);
    }

    #[test]
    fn a_part_may_be_measured() {
        // 250 grams of coffee at 20.00 a kilogram beside a cup of 5.00: half the price each.
        let coffee = KitPart { decimals: 3, ..part(2, 250, 2000) };
        let kit = kit(3, 801, vec![coffee, part(3, 1, 500)]);
        let lines = kit.lines().unwrap();
        assert_eq!((lines[0].price.unit, lines[0].price.per, lines[0].decimals), (Some(euros(1604)), None, 3));
        assert_eq!(subtotals(&kit), [1203, 1200]);
    }

    #[test]
    fn parts_that_are_worth_nothing_share_equally_or_come_free() {
        assert_eq!(subtotals(&kit(2, 100, vec![part(2, 1, 0), part(3, 5, 0), part(4, 1, 0)])), [68, 66, 66]);
        assert_eq!(subtotals(&kit(2, 100, vec![part(2, 1, 900), part(3, 5, 0)])), [200, 0]);
        assert_eq!(subtotals(&kit(2, 0, vec![part(2, 1, 900)])), [0]);
    }

    #[test]
    fn a_kit_that_cannot_be_shared_is_refused() {
        let code = |kit: Kit| kit.lines().unwrap_err().code();
        assert_eq!(code(kit(1, 100, vec![])), Code::KitInvalid);
        assert_eq!(code(kit(1, -1, vec![part(2, 1, 1)])), Code::KitInvalid);
        assert_eq!(code(kit(1, 100, vec![part(2, 1, -1)])), Code::KitInvalid);
        assert_eq!(code(kit(1, 100, vec![part(1, 1, 1)])), Code::KitInvalid);
        assert_eq!(code(kit(1, 100, vec![part(2, 1, 1), part(2, 1, 1)])), Code::KitInvalid);
        assert_eq!(code(kit(1, 100, vec![KitPart { decimals: 7, ..part(2, 1, 1) }])), Code::KitInvalid);
        let dollars = Money::from_minor(1, Currency::iso("USD").unwrap());
        assert_eq!(code(kit(1, 100, vec![KitPart { worth: dollars, ..part(2, 1, 1) }])), Code::CurrencyMismatch);
        assert_eq!(code(kit(1_000_000, 100, vec![part(2, 1_000_000, 1)])), Code::QuantityInvalid);
        assert_eq!(code(kit(1, 100, vec![part(2, 1_000, i64::MAX)])), Code::MoneyOverflow);
        let refusal = kit(1, 100, vec![]).lines().unwrap_err();
        assert_eq!(refusal.reason(), "the kit `KIT` has no parts");
    }

    #[test]
    fn a_kit_is_written_as_it_is_read() {
        let kit = kit(2, 2500, vec![part(2, 2, 500)]);
        let json = serde_json::to_string(&kit).unwrap();
        assert_eq!(serde_json::from_str::<Kit>(&json).unwrap(), kit);
    }

    proptest! {
        #[test]
        fn the_parts_of_any_kits_sum_to_their_price(
            kits in 1_i64..1000,
            price in 0_i64..100_000_000,
            parts in proptest::collection::vec((1_i64..5000, 0_i64..1_000_000, 0_u8..=3), 1..20),
        ) {
            let parts = parts.into_iter().zip(2..).map(|((quantity, worth, decimals), line)| {
                KitPart { decimals, ..part(line, quantity, worth) }
            });
            let kit = kit(kits, price, parts.collect());
            prop_assert_eq!(subtotals(&kit).iter().sum::<i64>(), price * kits);
        }
    }
}
