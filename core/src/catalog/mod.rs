//! What is sold, where and by whom: variants with their prices, kits made of them, channels of sale, sellers.

mod channel;
mod kit;
mod seller;
mod variant;

pub use channel::Channel;
pub use kit::Part;
pub use seller::Seller;
pub use variant::Variant;

pub(crate) use channel::define as define_channel;
pub(crate) use kit::nested;
pub(crate) use seller::define as define_seller;
pub(crate) use variant::define as define_variants;
