//! What goes where, what is left, and how good that is.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::request::Size;

/// Items in cartons, and whatever could not be packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packing {
    /// The parcels.
    pub parcels: Vec<PackedCarton>,
    /// What is in none of them, and why.
    pub left: Vec<LeftItem>,
    /// What all parcels come to.
    pub cost: PackingCost,
    /// What no answer can be below that packs as much, in each of its numbers.
    pub bound: PackingCost,
    /// How many steps of work were spent.
    pub steps: u64,
    /// Whether the work ended because steps had run out or it was stopped, so that more could find something better.
    pub cut_short: bool,
}

/// What parcels come to, the number that matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackingCost {
    /// Cartons and carriage, in the smallest unit of the currency; 0 where nothing has a price.
    pub money: u64,
    /// How many parcels.
    pub parcels: u32,
    /// The room inside their cartons, in cubic millimetres.
    pub volume: u64,
}

impl Packing {
    /// By how much the answer is above the bound, number by number. Where all are 0, no answer is better.
    pub fn gap(&self) -> PackingCost {
        PackingCost {
            money: self.cost.money.saturating_sub(self.bound.money),
            parcels: self.cost.parcels.saturating_sub(self.bound.parcels),
            volume: self.cost.volume.saturating_sub(self.bound.volume),
        }
    }
}

impl PackingCost {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            money: self.money.saturating_add(other.money),
            parcels: self.parcels.saturating_add(other.parcels),
            volume: self.volume.saturating_add(other.volume),
        }
    }
}

/// A carton with items in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackedCarton {
    /// Which carton: its place in the request.
    pub carton: usize,
    /// What lies in it, so that each item comes after all that it lies on. Each lies on the floor or on another item.
    pub items: Vec<PlacedItem>,
    /// What it weighs, the carton included, in grams.
    pub grams: u64,
    /// What it costs, the carton included.
    pub money: u64,
    /// How much of its room is filled, in thousandths, rounded down.
    pub fill: u32,
}

impl PackedCarton {
    /// What lies in it, layer by layer from the floor up, like beside like: an order in which it can be put in. What lies on
    /// another comes after it.
    pub fn by_layer(&self) -> Vec<PlacedItem> {
        let mut items = self.items.clone();
        items.sort_by_key(|item| {
            let [x, y, z] = item.at;
            (z, item.item, item.size, y, x)
        });
        items
    }
}

/// An item at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedItem {
    /// Which item: its place in the request.
    pub item: usize,
    /// Its corner that is nearest to the carton's first one, in millimetres along length, width and height.
    pub at: [u32; 3],
    /// Its size as it lies.
    pub size: Size,
}

/// Items that are in no parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftItem {
    /// Which item: its place in the request.
    pub item: usize,
    /// How many of it.
    pub quantity: u32,
    /// Why.
    pub why: LeftWhy,
}

/// Why items are in no parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftWhy {
    /// One is larger than every carton, however it may be turned.
    TooLarge,
    /// One is too heavy for every carton that it goes into, or for the carrier.
    TooHeavy,
    /// What must travel together was not brought into one carton.
    NotTogether,
    /// No carton is left that it could go into.
    NoCartonLeft,
}
