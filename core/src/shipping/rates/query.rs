//! What is to be sent, where to, and what is known of it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::catalog::Variant;
use crate::id::{
    CategoryCode, ChannelCode, CommodityCode, CountryCode, GroupCode, LocationCode, ProductCode, RegionCode, Sku,
};
use crate::limits;
use crate::money::{Currency, Money};
use crate::omit::is_default;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::shipping::{HazardClass, Size};

/// What is to be sent, where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingQuery {
    /// What prices are asked in.
    pub currency: Currency,
    /// Where to.
    pub to: ShipTo,
    /// Where from: a station, for distances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LocationCode>,
    /// The goods.
    pub lines: Vec<ShippingLine>,
    /// The parcels that they make, where that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<ParcelMeasure>,
    /// How far they go; looked up among the stations when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
    /// The weight that is billed for, in grams, as carriers reckon it; what the lines weigh when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billed_grams: Option<u64>,
    /// A number that bands and formulas can go by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub score: i64,
    /// Where the basket is filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelCode>,
    /// Groups of the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupCode>,
    /// Whatever else rules ask for, as words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// Whatever else rules ask for, as numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<Arc<str>, i64>,
    /// When it is ordered; no dates are promised when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<Timestamp>,
    /// Staff ask: methods that are hidden are offered too.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub staff: bool,
}

impl ShippingQuery {
    /// Goods to be sent, without anything else said.
    pub fn new(currency: Currency, to: ShipTo, lines: Vec<ShippingLine>) -> Self {
        Self {
            currency,
            to,
            from: None,
            lines,
            parcels: Vec::new(),
            distance: None,
            billed_grams: None,
            score: 0,
            channel: None,
            groups: Vec::new(),
            attributes: BTreeMap::new(),
            numbers: BTreeMap::new(),
            placed_at: None,
            staff: false,
        }
    }
}

impl ShippingQuery {
    /// Refuses goods that are worth something in another currency or less than nothing, more of them than is allowed, and parcels
    /// that hold what is not among them.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        limits::count("lines", self.lines.len(), limits::LINES)?;
        limits::count("parcels", self.parcels.len(), limits::PARCELS)?;
        let mut held =
            self.parcels.iter().enumerate().flat_map(|(at, parcel)| parcel.goods.iter().map(move |goods| (at, goods)));
        if let Some((parcel, goods)) = held.find(|(_, goods)| goods.line >= self.lines.len()) {
            let (line, most) = (goods.line, self.lines.len());
            let reason = format!("parcel {parcel} holds line {line} and the query has {most}, counted from 0");
            return Err(Refusal::new(Code::BasketInvalid, reason));
        }
        if let Some(line) = self.lines.iter().find(|line| line.decimals > limits::UNIT_DECIMALS) {
            let (sku, most) = (&line.sku, limits::UNIT_DECIMALS);
            return Err(Refusal::new(Code::BasketInvalid, format!("`{sku}` takes a unit of at most {most} decimals")));
        }
        check_worth(self.lines.iter().flat_map(|line| [line.net, line.gross]), self.currency)
    }
}

/// Refuses amounts in another currency, or below zero.
pub(in crate::shipping) fn check_worth(
    mut amounts: impl Iterator<Item = Money>,
    currency: Currency,
) -> Result<(), Refusal> {
    let wrong = amounts.find(|amount| amount.currency() != currency || amount.is_negative());
    let Some(wrong) = wrong else { return Ok(()) };
    let left = wrong.currency();
    if left == currency {
        let reason = format!("`{wrong}` is below zero: goods and their shipping take an amount of zero or more");
        return Err(Refusal::new(Code::BasketInvalid, reason));
    }
    let reason = format!("an amount is in `{left}` and prices are asked in `{currency}`");
    let refusal = Refusal::new(Code::CurrencyMismatch, reason);
    Err(refusal.with("left", format!("{left}")).with("right", format!("{currency}")))
}

/// Where goods go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShipTo {
    /// The country.
    pub country: CountryCode,
    /// The region in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Arc<str>>,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Arc<str>>,
    /// A station of your own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<LocationCode>,
}

impl ShipTo {
    /// Somewhere in a country.
    pub fn country(country: CountryCode) -> Self {
        Self { country, region: None, city: None, postal_code: None, station: None }
    }
}

/// Goods that are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingLine {
    /// Which.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
    /// What they are worth together after discounts, without tax.
    pub net: Money,
    /// The same with tax.
    pub gross: Money,
    /// What a whole unit weighs, in grams.
    #[serde(default, skip_serializing_if = "is_default")]
    pub grams: u32,
    /// Its product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductCode>,
    /// Its categories, classes of shipping among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryCode>,
    /// Its attributes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// How dangerous it is, by the Model Regulations of the United Nations, with the division where its class has some. Where the
    /// division is missing it counts as each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hazard: Option<HazardClass>,
    /// What customs know it as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<CommodityCode>,
    /// The country that it comes from, as customs see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CountryCode>,
    /// Decimals of its unit: 0 for pieces, 3 for goods that are weighed by the kilogram and counted in grams. At most
    /// [`limits::UNIT_DECIMALS`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
}

impl ShippingLine {
    /// Goods that bear no tax and weigh nothing.
    pub fn new(sku: Sku, quantity: Quantity, worth: Money) -> Self {
        Self {
            sku,
            quantity,
            net: worth,
            gross: worth,
            grams: 0,
            product: None,
            categories: Vec::new(),
            attributes: BTreeMap::new(),
            hazard: None,
            commodity: None,
            origin: None,
            decimals: 0,
        }
    }

    /// Goods of a variant that bear no tax, with all that it says of how they are sent.
    pub fn of(variant: &Variant, quantity: Quantity, worth: Money) -> Self {
        Self {
            grams: variant.weight_grams.unwrap_or_default(),
            product: variant.product.clone(),
            categories: variant.categories.clone(),
            attributes: variant.attributes.clone(),
            hazard: variant.hazard,
            commodity: variant.commodity.clone(),
            origin: variant.origin.clone(),
            decimals: variant.decimals,
            ..Self::new(variant.sku.clone(), quantity, worth)
        }
    }

    /// What so many smallest units of it weigh, in whole grams, as pricing weighs them.
    pub(super) fn weight(&self, units: i64) -> i64 {
        let whole = 10_i64.saturating_pow(self.decimals.into());
        let grams = i128::from(units).saturating_mul(self.grams.into()).checked_div(whole.into());
        grams.and_then(|grams| i64::try_from(grams).ok()).unwrap_or(i64::MAX)
    }

    /// How many things it is for prices by the item: what is weighed or measured is one.
    pub(super) fn pieces(&self) -> i64 {
        if self.decimals == 0 { self.quantity.units() } else { 1 }
    }
}

/// Units of a line in a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelGoods {
    /// Which line, by its place in the query.
    pub line: usize,
    /// How many units of it.
    pub quantity: Quantity,
}

/// A parcel as it is measured outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelMeasure {
    /// Its size in millimetres.
    pub size: Size,
    /// Its weight in grams.
    pub grams: u64,
    /// What it holds, where that is known: rules about what may be in one parcel ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<ParcelGoods>,
}

impl ParcelMeasure {
    /// The sides, the shortest first.
    fn sides(&self) -> [u64; 3] {
        let mut sides = self.size.sides();
        sides.sort_unstable();
        sides.map(u64::from)
    }

    /// The longest side.
    pub fn longest(&self) -> u64 {
        let [_, _, longest] = self.sides();
        longest
    }

    /// The second side.
    pub fn second(&self) -> u64 {
        let [_, second, _] = self.sides();
        second
    }

    /// The longest side and the girth: twice the two others.
    pub fn length_and_girth(&self) -> u64 {
        let [short, second, longest] = self.sides();
        short.saturating_add(second).saturating_mul(2).saturating_add(longest)
    }

    /// The volume.
    pub fn volume(&self) -> u64 {
        self.sides().into_iter().fold(1, u64::saturating_mul)
    }
}
