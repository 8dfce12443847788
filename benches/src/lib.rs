//! fondaco-benches
