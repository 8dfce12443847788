//! fondaco-storage
