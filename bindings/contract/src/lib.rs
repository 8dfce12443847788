//! fondaco-contract
