//! Variants: the things with a SKU that can be put into a cart.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::kit::{Part, check, check_parts};
use crate::cart::OrderQuantity;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CategoryCode, CommodityCode, CountryCode, ProductCode, SellerCode, Sku, TaxCategory};
use crate::inventory::Tracking;
use crate::limits;
use crate::money::{Currency, Money};
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::shipping::HazardClass;
use crate::title::Title;

/// Something that can be sold, with its price in each currency it is sold in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its stock keeping unit, which names it.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// Which tax rates apply to it.
    pub tax_category: TaxCategory,
    /// Decimals of its unit: 0 for pieces, 3 for a SKU priced by the kilogram and counted in grams. At most 6.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// The price of one whole unit, at most one for each currency. Zero is a price.
    pub prices: Vec<Money>,
    /// The weight of one whole unit, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
    /// The product that it is a variant of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductCode>,
    /// The categories that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryCode>,
    /// What else pricing rules may ask for: colour, brand, season.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// What it is made of, at most [`limits::PARTS`] other variants; then it is a kit. A kit is sold at a price of its own,
    /// which is shared by its parts in proportion to what they cost by themselves: they are what is taxed, what promotions
    /// look at, what weighs something and what is in stock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// How much of it may be ordered at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_quantity: Option<OrderQuantity>,
    /// Its stock is not counted: it can always be promised, and is never received, counted or moved.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub untracked: bool,
    /// How its units are told apart in stock; not at all when absent. To be said before the first of them comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// For how many days its lots must still be good when they arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_life_days: Option<u32>,
    /// When goods that are not there yet are expected: what is promised of them before is a preorder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Timestamp>,
    /// Who sells it; the channel itself when absent. The parts of a kit are sold by whoever sells the kit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<SellerCode>,
    /// How dangerous it is: its class by the Model Regulations of the United Nations (part 2), with the division where the class
    /// has some; lithium batteries are `9`. Only methods of shipping that take the class carry it. Not dangerous when absent;
    /// of a kit its parts say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hazard: Option<HazardClass>,
    /// What customs know it as: digits of the Harmonized System of the World Customs Organization, six or fewer, then those that a
    /// country adds, without dots. Of a kit its parts say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<CommodityCode>,
    /// The country that it comes from, as customs see it (ISO 3166-1 alpha-2). Of a kit its parts say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CountryCode>,
}

impl Variant {
    /// The price of one whole unit in a currency, if it has one. The lists of a price book come before it.
    pub fn price_in(&self, currency: Currency) -> Option<Money> {
        self.prices.iter().find(|price| price.currency() == currency).copied()
    }

    /// Whether it is made of others.
    pub fn is_kit(&self) -> bool {
        !self.parts.is_empty()
    }

    fn check(&self) -> Result<(), Refusal> {
        limits::text("title", &self.title)?;
        if self.title.is_empty() || self.decimals > limits::UNIT_DECIMALS {
            let reason =
                format!("`{}` needs a title and a unit of at most {} decimals", self.sku, limits::UNIT_DECIMALS);
            return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", self.sku.as_str()));
        }
        if self.order_quantity.is_some_and(|rule| !rule.is_sound()) {
            let reason = format!("`{}` needs a least and a most of whole steps, the least first", self.sku);
            return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", self.sku.as_str()));
        }
        if self.tracking.is_some() && (self.untracked || self.is_kit()) {
            let reason = format!("the stock of `{}` is not counted, and so not told apart", self.sku);
            return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", self.sku.as_str()));
        }
        if self.untracked && self.is_kit() {
            let reason = format!("`{}` is a kit and has no stock of its own: its parts may be untracked", self.sku);
            return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", self.sku.as_str()));
        }
        limits::count("categories", self.categories.len(), limits::CATEGORIES)?;
        limits::count("attributes", self.attributes.len(), limits::CATEGORIES)?;
        for (name, value) in &self.attributes {
            limits::text("name of an attribute", name)?;
            limits::text("attribute", value)?;
        }
        let mut currencies = BTreeSet::new();
        for price in &self.prices {
            if price.is_negative() || !currencies.insert(price.currency()) {
                let reason = format!("`{}` needs one price of zero or more for each currency", self.sku);
                return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", self.sku.as_str()));
            }
        }
        check(self)
    }
}

/// Defines variants, or defines them anew; what is in carts follows at the next pricing. A kit and its parts may come in
/// one command, in any order.
pub(crate) fn define(variants: &[Variant], facts: &Facts) -> Result<Decision, Stop> {
    limits::count("variants", variants.len(), limits::BATCH)?;
    let mut all = BTreeMap::new();
    for variant in variants {
        variant.check()?;
        if all.insert(&variant.sku, variant).is_some() {
            let reason = format!("`{}` stands twice in one command", variant.sku);
            return Err(Refusal::new(Code::VariantInvalid, reason).with("sku", variant.sku.as_str()).into());
        }
    }
    let parts = variants.iter().flat_map(|variant| &variant.parts).map(|part| &part.sku);
    let skus: BTreeSet<&Sku> = all.keys().copied().chain(parts).collect();
    facts.show(skus.into_iter().map(|sku| sku.clone().into()))?;
    let mut decision = Decision::new(Outcome::Done {});
    for variant in variants {
        check_parts(variant, &all, facts)?;
        facts.get::<Variant>(&variant.sku)?;
        decision.record(variant.sku.clone(), Event::VariantDefined { variant: variant.clone().into() });
    }
    Ok(decision)
}
