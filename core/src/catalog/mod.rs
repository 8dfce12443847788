//! What is sold and where: variants with their prices, channels of sale.

mod channel;
mod variant;

pub use channel::Channel;
pub use variant::Variant;

pub(crate) use channel::define as define_channel;
pub(crate) use variant::define as define_variants;
