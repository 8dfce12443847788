//! What is sold and where: variants with their prices, kits made of them, channels of sale.

mod channel;
mod kit;
mod variant;

pub use channel::Channel;
pub use kit::Part;
pub use variant::Variant;

pub(crate) use channel::define as define_channel;
pub(crate) use kit::nested;
pub(crate) use variant::define as define_variants;
