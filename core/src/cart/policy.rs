//! What a channel says about its carts, and a variant about its quantities.

use alloc::format;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::Sku;
use crate::limits;
use crate::omit::is_default;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// How a channel treats its carts. Without a word they live for ever, follow today's prices, and stock is looked at when
/// they are held or ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CartPolicy {
    /// How many seconds a cart lives without a change: as long as a hold or longer, at most [`limits::CART_SECONDS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_seconds: Option<u32>,
    /// What becomes of a line for which there is too little.
    #[serde(skip_serializing_if = "is_default")]
    pub on_short: OnShort,
    /// Which price a line has.
    #[serde(skip_serializing_if = "is_default")]
    pub prices: LinePrices,
    /// How many seconds a price is kept that is kept; at most [`limits::CART_SECONDS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_seconds: Option<u32>,
}

/// What becomes of a line for which there is too little, where it is added or grows. Nothing is held by that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnShort {
    /// It is taken as it is: the cart may wait for goods.
    #[default]
    Accept,
    /// It is refused whole.
    Refuse,
    /// As much is taken as there is and as may be ordered, and the answer says so.
    Clamp,
}

/// Which price a line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinePrices {
    /// Today's.
    #[default]
    Follow,
    /// The one that the shopper was shown, for a time from when the line was added.
    Keep,
    /// Today's; where it is another than the shopper was shown, it has to be accepted before the cart is ordered.
    Tell,
}

impl CartPolicy {
    /// What is wrong with it, if anything.
    pub(crate) fn problem(&self, hold_seconds: u32) -> Option<&'static str> {
        let is_out = |seconds: Option<u32>, least: u32| {
            seconds.is_some_and(|seconds| seconds < least || seconds > limits::CART_SECONDS)
        };
        if is_out(self.idle_seconds, hold_seconds) {
            return Some("lets carts end before their holds, or lets them live too long");
        }
        let keeps = self.prices == LinePrices::Keep;
        if keeps != self.keep_seconds.is_some() || is_out(self.keep_seconds, 1) {
            return Some("needs a time for which prices are kept, if they are");
        }
        None
    }
}

/// How much of a variant may be ordered at once: over all lines of a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderQuantity {
    /// At least so many smallest units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Quantity>,
    /// At most so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Quantity>,
    /// Only so many, or twice, three times as many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Quantity>,
}

impl OrderQuantity {
    /// Whether its numbers agree: the least and the most are steps, and the least is not more than the most.
    pub(crate) fn is_sound(&self) -> bool {
        let (least, most, step) = self.bounds();
        let whole = |bound: Option<Quantity>| bound.is_none_or(|bound| bound.units().checked_rem(step) == Some(0));
        least <= most && whole(self.least) && whole(self.most)
    }

    /// The least, the most, and the step.
    pub(crate) fn bounds(&self) -> (i64, i64, i64) {
        let units = |bound: Option<Quantity>, or: i64| bound.map_or(or, Quantity::units);
        (units(self.least, 1), units(self.most, Quantity::MOST), units(self.step, 1))
    }

    /// Refuses with `quantity.unfit` so many units of a SKU.
    pub(crate) fn check(&self, sku: &Sku, units: i64) -> Result<(), Refusal> {
        let (least, most, step) = self.bounds();
        if (least..=most).contains(&units) && units.checked_rem(step) == Some(0) {
            return Ok(());
        }
        let reason = format!("`{sku}` is ordered from {least} to {most} in steps of {step}, not {units}");
        Err(Refusal::new(Code::QuantityUnfit, reason)
            .with("sku", sku.as_str())
            .with("wanted", units)
            .with("least", least)
            .with("most", most)
            .with("step", step))
    }
}
