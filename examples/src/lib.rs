//! fondaco-examples
