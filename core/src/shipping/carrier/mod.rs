//! What carriers reckon by: weight by volume, girth, limits of size, freight classes. The numbers are dated rows of data.

mod exact;
mod table;

pub use exact::{ExactSize, ExactWeight};
pub use table::{
    BilledWeight, CarrierTables, DimensionalRule, FreightClass, FreightTable, SizeLimits, SizeRule, Validity,
};
