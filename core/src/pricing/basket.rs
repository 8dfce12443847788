//! Baskets: what is to be priced; contexts: for whom, where and when.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::kit::KitLine;
use super::tax::TaxAnswer;
use crate::catalog::Variant;
use crate::id::{
    CategoryCode, ChannelCode, ChargeCode, CountryCode, CouponCode, GiftCardCode, GroupCode, ProductCode,
    PromotionCode, RegionCode, SellerCode, Sku, TaxCategory,
};
use crate::money::{Currency, Money};
use crate::omit::is_default;
use crate::quantity::Quantity;
use crate::title::Title;

/// Goods to be priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basket {
    /// What it is counted in.
    pub currency: Currency,
    /// The goods.
    pub lines: Vec<BasketLine>,
    /// Shipping, fees and donations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// Coupon codes that were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponCode>,
    /// Gift cards and credit to pay with, in the order of their use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// The kits that some of the lines are parts of, to be shown on the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kits: Vec<KitLine>,
}

impl Basket {
    /// A basket of these goods, and nothing else.
    pub fn new(currency: Currency, lines: Vec<BasketLine>) -> Self {
        Self { currency, lines, kits: Vec::new(), charges: Vec::new(), coupons: Vec::new(), credits: Vec::new() }
    }
}

/// One line of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasketLine {
    /// Its number in the cart.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Decimals of the unit that the price is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// What it costs.
    #[serde(default)]
    pub price: LinePrice,
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
    /// The number of the line of the kit that it is part of; see [`Kit`](super::Kit).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kit: Option<u32>,
    /// Its price stays as it is: the price lists are not asked.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub fixed: bool,
}

impl BasketLine {
    /// A line of pieces with a price of its own.
    pub fn new(line: u32, sku: Sku, quantity: Quantity, unit_price: Money, tax_category: TaxCategory) -> Self {
        Self {
            line,
            title: sku.as_str().into(),
            sku,
            quantity,
            decimals: 0,
            price: LinePrice { unit: Some(unit_price), ..LinePrice::default() },
            tax_category,
            product: None,
            categories: Vec::new(),
            attributes: BTreeMap::new(),
            weight_grams: None,
            kit: None,
            fixed: false,
        }
    }

    /// A line of a variant at its own price in a currency, if it has one: the price lists come before it.
    pub fn of(variant: &Variant, line: u32, quantity: Quantity, currency: Currency) -> Self {
        Self {
            line,
            sku: variant.sku.clone(),
            title: variant.title.clone(),
            quantity,
            decimals: variant.decimals,
            price: LinePrice { unit: variant.price_in(currency), ..LinePrice::default() },
            tax_category: variant.tax_category.clone(),
            product: variant.product.clone(),
            categories: variant.categories.clone(),
            attributes: variant.attributes.clone(),
            weight_grams: variant.weight_grams,
            kit: None,
            fixed: false,
        }
    }
}

/// What a line costs by itself. The price lists of the book come first where they have a price for the SKU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinePrice {
    /// The price of `per` whole units; only the price lists are asked when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Money>,
    /// How many whole units the price is for; one when absent. 1.0149 USD each is 101.49 USD for 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// The price before it was reduced, to compare with. Discounts of the catalog are worked out from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Money>,
    /// No discount goes below this price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
}

/// Something to be paid beside goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// Names it: the shipping method, the fee.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// What kind it is.
    pub kind: ChargeKind,
    /// How much. Only a fee may be less than zero: a deduction.
    pub amount: Money,
    /// How it is taxed.
    #[serde(default, skip_serializing_if = "ChargeTax::is_none")]
    pub tax: ChargeTax,
    /// Whose it is; the channel's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<SellerCode>,
}

/// What a charge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// Shipping: promotions may reduce it.
    Shipping,
    /// A fee, such as for a payment method or for wrapping; or a deduction.
    Fee,
    /// A gift to somebody: never reduced, never taxed.
    Donation,
}

/// How a charge is taxed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChargeTax {
    /// Not at all.
    #[default]
    Free,
    /// By the rates of a category.
    Category(TaxCategory),
    /// By the rates of the goods: the charge is shared by them in proportion to what is left of them.
    AsGoods,
    /// By the average rate of the goods: their tax over their net amount, to four decimals.
    Average,
}

impl ChargeTax {
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::Free
    }
}

/// A gift card or store credit to pay with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Names it.
    pub code: GiftCardCode,
    /// How much there is on it.
    pub balance: Money,
}

/// For whom, where and when a basket is priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// The instant whose prices, promotions and tax rates apply.
    pub at: Timestamp,
    /// Where the goods go.
    pub destination: Destination,
    /// Where the basket is filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelCode>,
    /// Who buys.
    #[serde(default)]
    pub buyer: Buyer,
    /// What else rules may ask for: a company, a device, a campaign.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// What is left of the limits of promotions; those that are not named here are not used up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Left>,
    /// What a tax service answered for this basket, instead of the rates of the book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxes: Option<TaxAnswer>,
}

impl Context {
    /// A guest, somewhere, at an instant.
    pub fn new(country: CountryCode, at: Timestamp) -> Self {
        Self {
            at,
            destination: Destination { country, region: None, postal_code: None },
            channel: None,
            buyer: Buyer::default(),
            attributes: BTreeMap::new(),
            left: Vec::new(),
            taxes: None,
        }
    }
}

/// Where goods go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The country.
    pub country: CountryCode,
    /// The region in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Arc<str>>,
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Buyer {
    /// What experiments tell buyers apart by: a customer, a session. Without it nobody is in an experiment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Arc<str>>,
    /// The groups and clubs that the buyer belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupCode>,
    /// How many orders the buyer has placed and not cancelled; unknown when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders: Option<i64>,
    /// Whether tax is due.
    #[serde(skip_serializing_if = "TaxStatus::is_taxed")]
    pub tax: TaxStatus,
}

/// Whether a buyer owes tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxStatus {
    /// The seller collects it.
    #[default]
    Taxed,
    /// None is due: a diplomat, a reseller with a certificate.
    Exempt,
    /// The buyer owes it: business in another country (for the EU, Directive 2006/112/EC, articles 194 to 196).
    ReverseCharge,
}

impl TaxStatus {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_taxed(&self) -> bool {
        *self == Self::Taxed
    }
}

/// What is left of the limits of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Which promotion.
    pub promotion: PromotionCode,
    /// How many more orders may use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<i64>,
    /// How many more orders of this buyer may use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses_of_buyer: Option<i64>,
    /// How much more it may take off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}
