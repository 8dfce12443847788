//! Price lists: what goods cost, for whom, from when and from how many.
//!
//! The price of a line is looked up in this order:
//!
//! 1. **Kits.** A part of a kit takes the price of its line, a share of the price of the kit; no list is asked.
//! 2. **What fits.** Of the prices of all lists those are left whose SKU and currency are the line's, whose list is in
//!    force, whose buyers, by the list and by the price, are those of the context, and whose window holds the quantity
//!    of the line.
//! 3. **Kind.** Prices of sale and override lists come before those of base lists.
//! 4. **Closest.** Of these, the price that says most about its buyers: channels, countries, regions, groups, every
//!    attribute and arms count one each, by the list and by the price. A window of quantities does not count.
//! 5. **Lowest.** Of these, the lowest price of a whole unit at this quantity, tiers counted.
//! 6. **First.** Of equal ones, the first in the rules.
//! 7. **Base price.** Where step 3 found a sale, the base price is found by steps 4 to 6 among the base lists, else it is
//!    the line's own. If it is lower, it is the price: a sale never makes goods dearer. If it is higher, it is the price
//!    to compare with, unless the sale states another. An override leaves the base price out.
//! 8. **Own price.** Where no list has a price, that of the line itself.
//! 9. **None.** Then the basket is refused with `price.missing`, which names what was looked for.
//!
//! Zero is a price. Steps 2 to 7 follow Medusa, whose prices are told apart in the same order.

mod audience;
mod check;
mod compile;
mod history;
mod rules;
mod select;
mod tiers;

pub use rules::{Audience, ListKind, ListedPrice, PriceList, Tier, TierBy, TierMode};

pub(crate) use compile::Prices;
pub(crate) use history::{DAYS, UnitPrice, lowest, points};
pub(crate) use select::{Chosen, Wanted};
pub(crate) use tiers::Counts;
