//! What is to be packed, into what, and what a parcel costs.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

/// How long, wide and high something is, in whole millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Along the first side.
    pub length: u32,
    /// Along the second side.
    pub width: u32,
    /// Upwards.
    pub height: u32,
}

impl Size {
    /// A size of three sides, in millimetres; the last is the height.
    pub const fn new(length: u32, width: u32, height: u32) -> Self {
        Self { length, width, height }
    }

    pub(in crate::shipping) fn sides(self) -> [u32; 3] {
        [self.length, self.width, self.height]
    }
}

/// How an item may be turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rotation {
    /// Any side may be up.
    #[default]
    Free,
    /// Its height stays upright; it may be turned on its base.
    KeepFlat,
    /// As it is given, along the sides of the carton.
    Never,
    /// Any side that is named may be upright; it may be turned on its base.
    Standing {
        /// Its length may be upright.
        length: bool,
        /// Its width may be upright.
        width: bool,
        /// Its height may be upright.
        height: bool,
    },
}

/// Things to be packed that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is called; another name than that of every other.
    pub name: String,
    /// Its size.
    pub size: Size,
    /// What one weighs, in grams.
    pub grams: u32,
    /// How many there are.
    pub quantity: u32,
    /// How it may be turned.
    #[serde(default)]
    pub rotation: Rotation,
    /// How many grams may lie on one: on its own footprint, and on whatever lies there. 0: nothing may be stacked on it.
    /// Anything may when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bears: Option<u64>,
    /// Words that rules know it by: `battery`, `food`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Names and kinds of which nothing may be in the same parcel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never_with: Vec<String>,
    /// All items of one such word, every unit of them, travel in one parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<String>,
}

impl Item {
    /// So many items of a size and weight, which may be turned and stacked in any way.
    pub fn new(name: impl Into<String>, size: Size, grams: u32, quantity: u32) -> Self {
        Self {
            name: name.into(),
            size,
            grams,
            quantity,
            rotation: Rotation::Free,
            bears: None,
            kinds: Vec::new(),
            never_with: Vec::new(),
            together: None,
        }
    }
}

/// A type of carton, box, pallet or container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carton {
    /// What it is called; another name than that of every other.
    pub name: String,
    /// The room inside.
    pub inner: Size,
    /// What a carrier measures.
    pub outer: Size,
    /// What it weighs by itself, in grams.
    pub empty_grams: u32,
    /// What it may weigh when it is full, its own weight included, in grams.
    pub most_grams: u64,
    /// What one costs, in the smallest unit of the currency of the request.
    #[serde(default)]
    pub cost: u64,
    /// How many there are; any number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
}

impl Carton {
    /// A carton as large outside as inside, which costs nothing and never runs out.
    pub fn new(name: impl Into<String>, inner: Size, empty_grams: u32, most_grams: u64) -> Self {
        Self { name: name.into(), inner, outer: inner, empty_grams, most_grams, cost: 0, stock: None }
    }
}

/// What a carrier asks for a parcel, by the weight that it bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Prices by weight, each above the one before. What is heavier than the last is not carried.
    pub steps: Vec<TariffStep>,
    /// How many cubic millimetres, measured outside, are billed as a gram at least: 5,000 is the 5,000 cm³ a kilogram of express
    /// carriers. Only the weight counts when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub divisor: Option<u32>,
}

/// A price up to a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffStep {
    /// The heaviest parcel that goes for it, in grams.
    pub up_to: u64,
    /// The price, in the smallest unit of the currency of the request.
    pub price: u64,
}

impl Tariff {
    /// What a parcel is billed for that weighs so much, in a carton of an outer size: weight or volume, whichever is more,
    /// rounded up to a gram.
    pub fn billed(&self, outer: Size, grams: u64) -> u64 {
        let by_volume = self.divisor.map_or(0, |divisor| {
            let divisor = u64::from(divisor.max(1));
            let volume = super::space::volume(outer.sides());
            let rest = u64::from(volume.checked_rem(divisor).is_some_and(|rest| rest > 0));
            volume.checked_div(divisor).unwrap_or(0).saturating_add(rest)
        });
        grams.max(by_volume)
    }

    /// What a parcel costs; `None` where it is not carried.
    pub fn price(&self, outer: Size, grams: u64) -> Option<u64> {
        let billed = self.billed(outer, grams);
        self.steps.iter().find(|step| billed <= step.up_to).map(|step| step.price)
    }
}

/// What is to be packed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackingRequest {
    /// What is to be packed.
    pub items: Vec<Item>,
    /// What there is to pack it into.
    pub cartons: Vec<Carton>,
    /// What a parcel costs. Without one, and without cartons that cost anything, fewer parcels are better, then less room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tariff: Option<Tariff>,
    /// How many hundredths of its base every item must have right beneath it, on the floor or on other items: 0 to 100.
    #[serde(default)]
    pub support: u8,
    /// How many steps of work may be spent on a better answer; a step takes about a nanosecond. When absent, as many as
    /// suits the number of units: a fifth of a millisecond for a cart, a quarter of a second for a thousand different items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<u64>,
    /// What chance begins with. The same request with the same seed has the same answer, everywhere.
    #[serde(default)]
    pub seed: u64,
}

impl PackingRequest {
    /// Items to be packed into cartons, with everything else as it usually is.
    pub fn new(items: Vec<Item>, cartons: Vec<Carton>) -> Self {
        Self { items, cartons, tariff: None, support: 0, effort: None, seed: 0 }
    }
}
