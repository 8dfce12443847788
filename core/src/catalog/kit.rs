//! Kits: variants that are made of others and sold as one.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::Variant;
use crate::facts::{Facts, Stop};
use crate::id::Sku;
use crate::limits;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// A part of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What. It is no kit itself.
    pub sku: Sku,
    /// How many of its smallest units are in one kit.
    pub quantity: Quantity,
}

/// Refuses a kit that contradicts itself, whatever else there is.
pub(super) fn check(kit: &Variant) -> Result<(), Refusal> {
    limits::count("parts of a kit", kit.parts.len(), limits::PARTS)?;
    if kit.is_kit() && kit.decimals > 0 {
        return Err(invalid(kit, "is counted in pieces, without decimals"));
    }
    if kit.is_kit() && (kit.hazard.is_some() || kit.commodity.is_some() || kit.origin.is_some()) {
        return Err(invalid(kit, "is sent as its parts: say `hazard`, `commodity` and `origin` of them"));
    }
    let mut seen = BTreeSet::new();
    for part in &kit.parts {
        if part.sku == kit.sku {
            return Err(invalid(kit, "is a part of itself"));
        }
        if !seen.insert(&part.sku) {
            return Err(invalid(kit, &format!("has the part `{}` twice", part.sku)));
        }
    }
    Ok(())
}

/// Refuses a kit with a part that is unknown or a kit itself; what is defined beside it counts before what was there.
/// A part may become a kit later on: whoever takes a kit apart looks again.
pub(super) fn check_parts(kit: &Variant, beside: &BTreeMap<&Sku, &Variant>, facts: &Facts) -> Result<(), Stop> {
    for Part { sku, .. } in &kit.parts {
        let part = match beside.get(sku) {
            Some(part) => part,
            None => facts.known::<Variant>(sku)?,
        };
        if part.is_kit() {
            return Err(nested(kit, sku).into());
        }
    }
    Ok(())
}

/// A part of a kit is a kit.
pub(crate) fn nested(kit: &Variant, part: &Sku) -> Refusal {
    let reason = format!("the part `{part}` of the kit `{}` is a kit itself: name what is in it instead", kit.sku);
    Refusal::new(Code::KitNested, reason).with("sku", kit.sku.as_str()).with("part", part.as_str())
}

fn invalid(kit: &Variant, problem: &str) -> Refusal {
    Refusal::new(Code::KitInvalid, format!("the kit `{}` {problem}", kit.sku)).with("sku", kit.sku.as_str())
}
