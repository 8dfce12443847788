//! Payments: intents to be paid, and what the gateway has reported of them. No card numbers ever enter.

mod intent;
mod standing;

pub use intent::{PAYMENT, Payment, PaymentState, PaymentStep};
pub use standing::PaymentStanding;

pub(crate) use intent::{authorize, capture, fail, refund, void};
