//! fondaco-tests
