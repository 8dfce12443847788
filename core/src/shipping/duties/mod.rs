//! Duties: what goods cost once they have come over a border, and who pays which part of it when.
//!
//! Rules are data, dated and with a source, and compiled once ([`DutyBook::compile`]); everything that is wrong with them is named at
//! once. What is owed is told line by line, and the lines sum to the totals.

mod book;
mod check;
mod landed;
mod reckon;
mod rules;

pub use book::DutyBook;
pub use landed::{LandedCost, LandedFee, LandedLine, LandedQuery};
pub use rules::{
    DutyDestination, DutyRate, DutyRules, DutyTerms, FeeAmount, FeeBasis, ImportFee, ImportTax, ImportTaxRate,
    LowValue, ValueBasis,
};
