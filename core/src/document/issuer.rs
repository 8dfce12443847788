//! Who issues a document: the channel of an order over what it sells itself, or a seller over their part.

use alloc::format;
use alloc::string::String;

use super::invoice::InvoicedSeller;
use super::series::ChannelNumbers;
use crate::catalog::{Channel, Seller};
use crate::facts::{Facts, Stop};
use crate::id::{SellerCode, SeriesCode};
use crate::order::{Order, OrderSeller};
use crate::refusal::{Code, Refusal};

/// Who issues a document, and out of which series.
pub(super) struct Issuer<'a> {
    pub(super) numbers: &'a ChannelNumbers,
    who: Who<'a>,
}

enum Who<'a> {
    Channel(&'a Channel),
    Seller(&'a Seller),
}

impl<'a> Issuer<'a> {
    /// Who issues the documents of an order over what a seller sells, or the channel itself.
    pub(super) fn of(order: &Order, seller: Option<&SellerCode>, facts: &'a Facts) -> Result<Self, Stop> {
        if let Some(seller) = seller {
            let seller = facts.known::<Seller>(seller)?;
            return Ok(Self { numbers: &seller.numbers, who: Who::Seller(seller) });
        }
        let channel = facts.known::<Channel>(&order.channel)?;
        Ok(Self { numbers: &channel.numbers, who: Who::Channel(channel) })
    }

    /// The series of a kind of document; refused with `channel.series_missing`.
    pub(super) fn series(&self, series: Option<&'a SeriesCode>, of: &str) -> Result<&'a SeriesCode, Refusal> {
        series.ok_or_else(|| {
            let (kind, code) = match self.who {
                Who::Channel(channel) => ("channel", channel.code.as_str()),
                Who::Seller(seller) => ("seller", seller.code.as_str()),
            };
            let reason = format!("{kind} `{code}` names no series for {of}");
            Refusal::new(Code::SeriesMissing, reason).with(kind, code).with("of", of)
        })
    }

    /// Who sells, as documents name them; refused with `channel.seller_missing`.
    pub(super) fn named(&self) -> Result<InvoicedSeller, Refusal> {
        match self.who {
            Who::Seller(seller) => Ok(seller.invoiced()),
            Who::Channel(channel) => channel.seller.clone().ok_or_else(|| {
                let reason = format!("channel `{}` does not say who sells: an invoice names the seller", channel.code);
                Refusal::new(Code::SellerMissing, reason).with("channel", channel.code.as_str())
            }),
        }
    }
}

/// The number by which the buyer knows what a document is over: that of the part, or of the order where it has none.
pub(super) fn number_of(order: &Order, part: Option<&OrderSeller>) -> Option<String> {
    part.and_then(|part| part.number.clone()).or_else(|| order.number.clone())
}
