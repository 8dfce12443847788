//! Packing: items brought into cartons so that the parcels cost least.
//!
//! A carton is loaded block by block ([`block`]) into its maximal empty spaces ([`space`], [`load`]); a beam search finds fuller
//! loads ([`beam`]). Many cartons are filled one after the other ([`bins`]), and then some are emptied and packed anew
//! ([`improve`]). Everything is whole numbers, work is counted in steps, and chance comes from the seed of the request: the same
//! request has the same answer everywhere.

mod answer;
mod beam;
mod bins;
mod block;
mod bound;
mod dice;
mod drawing;
mod effort;
mod improve;
mod load;
mod pack;
mod problem;
mod request;
mod rest;
mod space;
mod turn;

pub use answer::{LeftItem, LeftWhy, PackedCarton, Packing, PackingCost, PlacedItem};
pub use drawing::drawing;
pub use pack::{fill, pack, pack_priced};
pub use request::{Carton, Item, PackingRequest, Rotation, Size, Tariff, TariffStep};
