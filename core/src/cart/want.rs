//! What a cart wants: its lines with their variants, kits taken apart.

use alloc::vec::Vec;

use super::{Cart, CartLine};
use crate::catalog::{Variant, nested};
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku};
use crate::inventory::stock_keys;
use crate::limits;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// A line of a cart and the variant that it is of.
#[derive(Debug)]
pub(crate) struct Want<'a> {
    pub(crate) line: &'a CartLine,
    pub(crate) variant: &'a Variant,
    /// What is in it, if it is a kit.
    pub(crate) parts: Vec<WantedPart<'a>>,
}

/// A part of a kit in a cart.
#[derive(Debug)]
pub(crate) struct WantedPart<'a> {
    /// Its own line in receipts and orders: all units, of all kits.
    pub(crate) line: CartLine,
    /// How many units are in one kit.
    pub(crate) each: Quantity,
    pub(crate) variant: &'a Variant,
}

impl Want<'_> {
    /// What is to come from stock: the parts of a kit, of anything else the line itself.
    pub(crate) fn goods(&self) -> impl Iterator<Item = &CartLine> {
        let own = self.parts.is_empty().then_some(self.line);
        own.into_iter().chain(self.parts.iter().map(|part| &part.line))
    }
}

impl Cart {
    /// What its lines want, each with its variant, and asks beside for the stock of the goods at these locations.
    ///
    /// Refused with `cart.empty`; with `kit.nested` where a part of a kit has become a kit since; with `limit.exceeded` and
    /// `quantity.invalid` where there are too many parts.
    pub(crate) fn wanted<'a>(&'a self, locations: &[LocationCode], facts: &'a Facts) -> Result<Vec<Want<'a>>, Stop> {
        let Some(first) = self.lines.first() else {
            return Err(Refusal::new(Code::CartEmpty, "the cart has no lines").into());
        };
        facts.show_beside(&first.sku.clone().into(), || keys(self.lines.iter().map(|line| &line.sku), locations))?;
        wants(&self.lines, locations, facts)
    }
}

/// What lines want, each with its variant; asks for the stock of parts of kits at these locations.
pub(super) fn wants<'a>(
    lines: &'a [CartLine],
    locations: &[LocationCode],
    facts: &'a Facts,
) -> Result<Vec<Want<'a>>, Stop> {
    let mut wants = Vec::with_capacity(lines.len());
    for line in lines {
        wants.push(Want { line, variant: facts.known::<Variant>(&line.sku)?, parts: Vec::new() });
    }
    if wants.iter().any(|want| want.variant.is_kit()) {
        take_apart(&mut wants, locations, facts)?;
    }
    Ok(wants)
}

/// Refuses with `quantity.unfit` lines with more or less of a SKU than may be ordered.
pub(crate) fn check_quantities(lines: &[CartLine], facts: &Facts) -> Result<(), Stop> {
    for line in lines {
        let Some(rule) = &facts.known::<Variant>(&line.sku)?.order_quantity else { continue };
        let same = lines.iter().filter(|other| other.sku == line.sku);
        rule.check(&line.sku, same.map(|other| other.quantity.units()).fold(0, i64::saturating_add))?;
    }
    Ok(())
}

/// Finds the parts of all kits.
fn take_apart<'a>(wants: &mut [Want<'a>], locations: &[LocationCode], facts: &'a Facts) -> Result<(), Stop> {
    let parts: Vec<&Sku> = wants.iter().flat_map(|want| &want.variant.parts).map(|part| &part.sku).collect();
    let whole = wants.iter().filter(|want| !want.variant.is_kit()).count();
    limits::count("lines with the parts of kits", whole.saturating_add(parts.len()), limits::LINES)?;
    facts.show(keys(parts.into_iter(), locations))?;
    for Want { line, variant: kit, parts } in wants {
        for (place, part) in kit.parts.iter().enumerate() {
            let variant = facts.known::<Variant>(&part.sku)?;
            if variant.is_kit() {
                return Err(nested(kit, &part.sku).into());
            }
            let quantity = part.quantity.times(line.quantity)?;
            let line = CartLine::new(line.part(place), part.sku.clone(), quantity);
            parts.push(WantedPart { line, each: part.quantity, variant });
        }
    }
    Ok(())
}

/// Variants, and their stock at some locations.
pub(super) fn keys<'a>(skus: impl ExactSizeIterator<Item = &'a Sku> + Clone, locations: &[LocationCode]) -> Vec<Key> {
    let mut keys = stock_keys(skus.clone(), locations);
    keys.extend(skus.map(|sku| Key::from(sku.clone())));
    keys
}
