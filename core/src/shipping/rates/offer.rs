//! What is offered, item by item, and which of several offers to take.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::civil::Date;
use serde::Serialize;

use super::reason::NotOffered;
use crate::id::{ChargeCode, ZoneCode};
use crate::money::Money;
use crate::shipping::{Promise, TransitDays};
use crate::title::Title;

/// What a book answers to a query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingOffers {
    /// What is offered, in the order of the rules.
    pub offers: Vec<ShippingOffer>,
    /// What is not, and why; empty unless reasons were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<NotOffered>,
}

/// A way to send goods, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingOffer {
    /// Which method.
    pub method: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// The zone whose rate it is; none for the rate that is for everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneCode>,
    /// What it costs together.
    pub total: Money,
    /// What that is made of: the price first, then what comes on top. They sum to the total.
    pub items: Vec<OfferItem>,
    /// How long it takes, as the rules tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<TransitDays>,
    /// When goods leave and arrive, where the method has a route and the query says when it is ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
}

/// A part of what a method costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferItem {
    /// The method, or the surcharge.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// What it is.
    pub kind: OfferItemKind,
    /// How much.
    pub amount: Money,
}

/// What a part of a price is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferItemKind {
    /// The price of the rate.
    Price,
    /// On top, for the carrier.
    Surcharge,
    /// On top, for the shop.
    Handling,
}

/// Which of several offers is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferChoice {
    /// The cheapest; of equal prices the fastest.
    Cheapest,
    /// The fastest: by the last day that is promised, then by its longest time; of equal ones the cheapest. One with a promise
    /// comes before one without, one without any time last.
    Fastest,
    /// The cheapest that takes at most so many days, as the rules tell it.
    CheapestWithin {
        /// So many.
        days: u16,
    },
    /// The cheapest that is promised for a day, or for one before it.
    CheapestBy {
        /// The day.
        date: Date,
    },
    /// The fastest that costs at most so much.
    FastestFor {
        /// So much.
        most: Money,
    },
}

/// How long an offer takes: what is promised comes before what is told, and that before nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    Promised { latest: Date, earliest: Date },
    Told { most: u16, least: u16 },
    Unknown,
}

impl ShippingOffer {
    fn time(&self) -> Time {
        let promised = self.promise.as_ref();
        let promised = promised.map(|promise| Time::Promised { latest: promise.latest, earliest: promise.earliest });
        let told = || self.days.map(|days| Time::Told { most: days.most, least: days.least });
        promised.or_else(told).unwrap_or(Time::Unknown)
    }
}

impl ShippingOffers {
    /// The offer that a choice takes; the first of several that are equal.
    pub fn choose(&self, choice: OfferChoice) -> Option<&ShippingOffer> {
        let cheapest = |offer: &&ShippingOffer| (offer.total.minor(), offer.time());
        let fastest = |offer: &&ShippingOffer| (offer.time(), offer.total.minor());
        let offers = self.offers.iter();
        match choice {
            OfferChoice::Cheapest => offers.min_by_key(cheapest),
            OfferChoice::Fastest => offers.min_by_key(fastest),
            OfferChoice::CheapestWithin { days: most } => {
                offers.filter(|offer| offer.days.is_some_and(|days| days.most <= most)).min_by_key(cheapest)
            }
            OfferChoice::CheapestBy { date } => {
                let by = |offer: &&ShippingOffer| offer.promise.as_ref().is_some_and(|promise| promise.latest <= date);
                offers.filter(by).min_by_key(cheapest)
            }
            OfferChoice::FastestFor { most } => {
                let within = |offer: &&ShippingOffer| offer.total.try_cmp(most).is_ok_and(core::cmp::Ordering::is_le);
                offers.filter(within).min_by_key(fastest)
            }
        }
    }
}
