//! What is asked of a book of duties, and what it answers.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::civil::Date;
use serde::Serialize;

use crate::id::{ChargeCode, CommodityCode, CountryCode, Sku, ZoneCode};
use crate::money::{Currency, Money, Rate};
use crate::shipping::{ShipTo, ShippingLine};
use crate::title::Title;
use crate::trade::Incoterm;

/// Goods that are sold over a border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandedQuery {
    /// What all amounts are in.
    pub currency: Currency,
    /// Where to.
    pub to: ShipTo,
    /// The country that they are sent from; one outside the customs union when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CountryCode>,
    /// The day on which they come.
    pub on: Date,
    /// On which terms.
    pub incoterm: Incoterm,
    /// The goods, each worth what it is without tax.
    pub lines: Vec<ShippingLine>,
    /// What is asked for shipping.
    pub shipping: Money,
    /// What is asked for insurance; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Money>,
}

/// What goods cost once they have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandedCost {
    /// By the rules of which border.
    pub destination: ZoneCode,
    /// On which terms.
    pub incoterm: Incoterm,
    /// Line by line, in the order of the query. They sum to the totals.
    pub lines: Vec<LandedLine>,
    /// What is asked for clearance.
    pub fees: Vec<LandedFee>,
    /// What the goods are worth.
    pub goods: Money,
    /// Their shipping.
    pub shipping: Money,
    /// Their insurance.
    pub insurance: Money,
    /// What duties are a share of.
    pub customs_value: Money,
    /// Duties.
    pub duty: Money,
    /// No duty is owed because goods are worth so little, or come without crossing the border.
    pub duty_free: bool,
    /// The tax on import.
    pub tax: Money,
    /// No tax is owed because goods are worth so little, or come without crossing the border.
    pub tax_free: bool,
    /// All of it: goods, shipping, insurance, duties, tax and fees.
    pub total: Money,
    /// What of it is paid when goods are bought.
    pub payable_now: Money,
    /// What of it is paid by whoever imports them.
    pub payable_on_import: Money,
}

/// What one line costs once it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandedLine {
    /// Which goods.
    pub sku: Sku,
    /// What customs know them as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<CommodityCode>,
    /// Where they come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CountryCode>,
    /// What they are worth.
    pub goods: Money,
    /// Their part of the shipping, in proportion to what they are worth.
    pub shipping: Money,
    /// Their part of the insurance.
    pub insurance: Money,
    /// What their duty is a share of.
    pub customs_value: Money,
    /// The share; nothing where no duty is owed.
    pub duty_rate: Rate,
    /// Their duty.
    pub duty: Money,
    /// What their tax is a share of: their value and their duty.
    pub tax_base: Money,
    /// The share; nothing where no tax is owed.
    pub tax_rate: Rate,
    /// Their tax.
    pub tax: Money,
}

/// What is asked for the clearance of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandedFee {
    /// Which.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// How much.
    pub amount: Money,
}
