//! Rules of borders as data: what is owed where, from when on, and who says so.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::civil::Date;
use serde::Serialize;

use crate::id::{ChargeCode, CommodityCode, CountryCode, ZoneCode};
use crate::money::{Money, Rate, Rounding};
use crate::omit::is_default;
use crate::shipping::ShippingPlace;
use crate::title::Title;

/// What is owed at borders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutyRules {
    /// By where goods go. Of several that hold, the one whose place says most counts, then the one that began last.
    pub destinations: Vec<DutyDestination>,
}

/// What is owed at one border over a span of time. Amounts are given once for each currency that is asked in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyDestination {
    /// Names it. Rows of several spans of time may have one name.
    pub code: ZoneCode,
    /// What lies behind the border.
    pub places: Vec<ShippingPlace>,
    /// What does not, although it lies in one of the places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<ShippingPlace>,
    /// Countries from which goods come without crossing it, as those of a customs union: nothing is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inland: Vec<CountryCode>,
    /// From this day, included.
    pub from: Date,
    /// Until this day, excluded; without an end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Where it is written.
    pub source: Arc<str>,
    /// Duties.
    pub duty: DutyTerms,
    /// The tax that is owed on import, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<ImportTax>,
    /// What is asked for the clearance of goods, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<ImportFee>,
    /// How duties, taxes and fees are rounded, each rate once.
    pub rounding: Rounding,
}

/// What goods count for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueBasis {
    /// The goods alone, as they leave.
    Fob,
    /// The goods with their shipping and insurance, as they come.
    Cif,
}

/// Nothing is owed for goods that are worth so much or less, all together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowValue {
    /// So much, once for each currency.
    pub up_to: Vec<Money>,
    /// Of what; the goods alone when absent.
    #[serde(default = "fob")]
    pub of: ValueBasis,
}

/// Duties of a border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyTerms {
    /// What they are a share of.
    pub of: ValueBasis,
    /// Shares. The longest code that goods begin with counts, then the row that names their origin. One row is for all other goods.
    pub rates: Vec<DutyRate>,
    /// Goods that are worth so little owe none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<LowValue>,
}

/// The duty on some goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyRate {
    /// What their code begins with; all goods when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<CommodityCode>,
    /// Where they come from, as customs see it; from everywhere when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<CountryCode>,
    /// The share: `0.12` is 12 %.
    pub rate: Rate,
}

/// A tax on import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportTax {
    /// How it is called.
    pub title: Title,
    /// What it is a share of, together with the duty; goods with their shipping and insurance when absent.
    #[serde(default = "cif")]
    pub of: ValueBasis,
    /// Shares. The longest code that goods begin with counts. One row is for all other goods.
    pub rates: Vec<ImportTaxRate>,
    /// Goods that are worth so little owe none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<LowValue>,
}

/// The tax on some goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportTaxRate {
    /// What their code begins with; all goods when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<CommodityCode>,
    /// The share: `0.2` is 20 %.
    pub rate: Rate,
}

/// What is asked for the clearance of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportFee {
    /// Names it.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// How much.
    pub amount: FeeAmount,
    /// Asked for even where neither duty nor tax is owed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub always: bool,
}

/// How much is asked for the clearance of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FeeAmount {
    /// So much, once for each currency.
    Fixed(Vec<Money>),
    /// A share.
    Percent {
        /// The share.
        rate: Rate,
        /// Of what.
        of: FeeBasis,
        /// No less than this, once for each currency.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        least: Vec<Money>,
        /// No more than this, once for each currency.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        most: Vec<Money>,
    },
}

/// What a fee is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeBasis {
    /// What duties are a share of.
    CustomsValue,
    /// Duties and tax together, as where a carrier lends them.
    DutyAndTax,
}

fn fob() -> ValueBasis {
    ValueBasis::Fob
}

fn cif() -> ValueBasis {
    ValueBasis::Cif
}
