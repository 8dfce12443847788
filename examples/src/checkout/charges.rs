//! What is paid beside goods: the parcel, a donation.

use std::collections::BTreeMap;

use fondaco::money::{Currency, Money};
use fondaco::pricing::{Charge, ChargeKind, ChargeTax};
use fondaco::{ChargeCode, CountryCode};
use serde::Deserialize;

use crate::trouble::Trouble;

/// What the shop charges beside goods.
#[derive(Debug)]
pub(crate) struct Charges {
    parcel: Charge,
    /// Where a parcel costs something else.
    countries: BTreeMap<CountryCode, Money>,
    donation: DonationFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "`shipping` with `code`, `title`, `price` and perhaps `countries`")]
pub(crate) struct ShippingFile {
    code: ChargeCode,
    title: String,
    price: String,
    #[serde(default)]
    countries: BTreeMap<CountryCode, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "`donation` with `code` and `title`")]
pub(crate) struct DonationFile {
    code: ChargeCode,
    title: String,
}

impl Charges {
    /// Takes what the shop's file says.
    pub(crate) fn of(shipping: ShippingFile, donation: DonationFile, currency: Currency) -> Result<Self, Trouble> {
        let ShippingFile { code, title, price, countries } = shipping;
        let (kind, tax) = (ChargeKind::Shipping, ChargeTax::AsGoods);
        let parcel =
            Charge { code, title: title.into(), kind, amount: Money::parse(&price, currency)?, tax, seller: None };
        let elsewhere = countries.into_iter().map(|(country, price)| Ok((country, Money::parse(&price, currency)?)));
        Ok(Self { parcel, countries: elsewhere.collect::<Result<_, Trouble>>()?, donation })
    }

    /// The parcel to a country.
    pub(crate) fn parcel_to(&self, country: &CountryCode) -> Charge {
        let amount = self.countries.get(country).copied().unwrap_or(self.parcel.amount);
        Charge { amount, ..self.parcel.clone() }
    }

    /// A donation.
    pub(crate) fn donation(&self, amount: Money) -> Charge {
        let DonationFile { code, title } = &self.donation;
        let (kind, tax) = (ChargeKind::Donation, ChargeTax::Free);
        Charge { code: code.clone(), title: title.as_str().into(), kind, amount, tax, seller: None }
    }
}
