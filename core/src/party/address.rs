//! Addresses: where goods go, and so which taxes apply.

use alloc::string::String;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::{AddressCode, CountryCode, RegionCode};
use crate::inventory::Point;
use crate::limits;
use crate::refusal::{Code, Refusal};

/// A postal address, in the fields that every country shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Who receives.
    pub name: String,
    /// Street and number, in the order of the country.
    pub street: String,
    /// The postal code; empty where there is none.
    #[serde(default)]
    pub postal_code: String,
    /// The town.
    pub city: String,
    /// The country.
    pub country: CountryCode,
    /// The region in it, where taxes or prices ask for it: the second part of ISO 3166-2, such as `NY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// Where it is, if it is known: for the rule of the nearest location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Point>,
}

/// An address that lines of a cart can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedAddress {
    /// Names it in its cart.
    pub code: AddressCode,
    /// The address.
    pub address: Address,
}

/// Whom an invoice is made out to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billing {
    /// Name and address.
    pub address: Address,
    /// The number by which it is registered for tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
}

impl Billing {
    /// Refused with `address.invalid` and as texts are.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.address.check()?;
        self.tax_id.as_ref().map_or(Ok(()), |tax_id| limits::text("tax_id", tax_id))
    }
}

impl Address {
    /// Refuses with `address.invalid` an address that lacks a name, street or city, and with `position.invalid` one that is
    /// not on the earth.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let fields = [("name", &self.name), ("street", &self.street), ("city", &self.city)];
        limits::text("postal_code", &self.postal_code)?;
        self.position.map_or(Ok(()), Point::check)?;
        for (field, text) in fields {
            limits::text(field, text)?;
            if text.trim().is_empty() {
                let reason = alloc::format!("an address needs a {field}");
                return Err(Refusal::new(Code::AddressInvalid, reason).with("field", field));
            }
        }
        Ok(())
    }
}
