//! Sellers: who sells goods in the channels of others, as in a marketplace.

use alloc::string::String;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::decide::Decision;
use crate::document::{ChannelNumbers, InvoicedSeller};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::SellerCode;
use crate::outcome::Outcome;
use crate::party::Address;

/// Somebody who sells goods in the channels of others. What they sell of an order is a part of it, with a number and with
/// documents of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seller {
    /// Their code, which names them.
    pub code: SellerCode,
    /// Name and address, as their invoices say.
    pub address: Address,
    /// The number by which they are registered for tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// The series that their parts of orders and their documents take their numbers from.
    #[serde(default, skip_serializing_if = "ChannelNumbers::is_empty")]
    pub numbers: ChannelNumbers,
}

impl Seller {
    /// As invoices name them.
    pub(crate) fn invoiced(&self) -> InvoicedSeller {
        InvoicedSeller { address: self.address.clone(), tax_id: self.tax_id.clone() }
    }
}

/// Defines a seller, or defines them anew.
pub(crate) fn define(seller: &Seller, facts: &Facts) -> Result<Decision, Stop> {
    seller.invoiced().check()?;
    facts.get::<Seller>(&seller.code)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(seller.code.clone(), Event::SellerDefined { seller: seller.clone().into() });
    Ok(decision)
}
