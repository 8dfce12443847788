//! Channels: where a sale happens, and what follows from that.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::cart::CartPolicy;
use crate::decide::Decision;
use crate::document::{ChannelNumbers, InvoicedSeller};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{BookCode, BooksCode, ChannelCode, CountryCode, GatewayCode, LocationCode, ShippingCode};
use crate::inventory::{Keep, Sourcing, SourcingTerms};
use crate::limits;
use crate::moment::Moment;
use crate::money::{Currency, Money};
use crate::omit::is_default;
use crate::order::AfterSalesPolicy;
use crate::outcome::Outcome;
use crate::party::Address;
use crate::refusal::{Code, Refusal};

/// A place of sale: a web shop, a till, a market stall. It decides currency, prices and stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its code, which names it.
    pub code: ChannelCode,
    /// What its carts are counted in.
    pub currency: Currency,
    /// Where buyers are taken to be until they give an address.
    pub country: CountryCode,
    /// The price book that its carts are priced by.
    pub book: BookCode,
    /// Where its goods come from, the preferred place first.
    pub locations: Vec<LocationCode>,
    /// How long a reservation holds stock and a cart a use of a coupon, in seconds.
    pub hold_seconds: u32,
    /// The gateway that its payments go through: it is asked by effects, as orders are placed and cancelled. Without one,
    /// the host reports payments by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<GatewayCode>,
    /// How it treats its carts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub carts: CartPolicy,
    /// The rules by which a location is chosen, the first the strongest; with none, the first location that has goods gives
    /// them. At most [`limits::SOURCING`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sourcing: Vec<Sourcing>,
    /// What may not be split over locations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// The series that its documents take their numbers from.
    #[serde(default, skip_serializing_if = "ChannelNumbers::is_empty")]
    pub numbers: ChannelNumbers,
    /// Who sells, as its invoices name it; none can be issued when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<InvoicedSeller>,
    /// Orders of a total above this are held for review from the start; none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_above: Option<Money>,
    /// What a return or a cancellation in part does to promotions and gifts; orders keep it as it was when they were placed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after_sales: AfterSalesPolicy,
    /// The books that its orders and their payments are entered in; they are entered in none when absent. Orders keep it as it
    /// was when they were placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books: Option<BooksCode>,
    /// The rules by which its goods are sent; methods of shipping can be chosen by none when absent, only set as charges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingCode>,
}

impl Channel {
    /// How the places of its goods are chosen.
    pub(crate) fn sourcing_terms(&self, to: Option<&Address>) -> SourcingTerms<'_> {
        let destination = to.and_then(|address| address.position);
        SourcingTerms { rules: &self.sourcing, keep: self.keep, destination, collect_at: None }
    }

    /// When a hold that begins now ends.
    pub(crate) fn hold_until(&self, moment: &Moment) -> Result<Timestamp, Refusal> {
        let hold = SignedDuration::from_secs(i64::from(self.hold_seconds));
        let past = |_| Refusal::new(Code::TimeOutOfRange, "the hold would end past the end of time");
        moment.now.checked_add(hold).map_err(past)
    }
}

/// Defines a channel, or defines it anew.
pub(crate) fn define(channel: &Channel, facts: &Facts) -> Result<Decision, Stop> {
    let longest = limits::HOLD_SECONDS;
    limits::count("locations", channel.locations.len(), limits::LOCATIONS)?;
    limits::count("rules of sourcing", channel.sourcing.len(), limits::SOURCING)?;
    if channel.locations.is_empty() || channel.hold_seconds == 0 || channel.hold_seconds > longest {
        let reason = format!("channel `{}` needs a location and a hold of 1 to {longest} seconds", channel.code);
        return Err(Refusal::new(Code::ChannelInvalid, reason).with("channel", channel.code.as_str()).into());
    }
    if let Some(problem) = channel.carts.problem(channel.hold_seconds) {
        let reason = format!("channel `{}` {problem}", channel.code);
        return Err(Refusal::new(Code::ChannelInvalid, reason).with("channel", channel.code.as_str()).into());
    }
    channel.seller.as_ref().map_or(Ok(()), InvoicedSeller::check)?;
    if channel.hold_above.is_some_and(|most| most.is_negative() || most.currency() != channel.currency) {
        let reason = format!("channel `{}` holds orders above zero or more of its own currency", channel.code);
        return Err(Refusal::new(Code::ChannelInvalid, reason).with("channel", channel.code.as_str()).into());
    }
    facts.get::<Channel>(&channel.code)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(channel.code.clone(), Event::ChannelDefined { channel: channel.clone().into() });
    Ok(decision)
}
