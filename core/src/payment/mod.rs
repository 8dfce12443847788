//! Payments: intents to be paid, and what the gateway has reported of them. No card numbers ever enter.

mod gift_card;
mod intent;
mod standing;

pub use gift_card::GiftCard;
pub use intent::{PAYMENT, Payment, PaymentState, PaymentStep};
pub use standing::PaymentStanding;

pub(crate) use gift_card::{apply as apply_gift_card, credits, issue as issue_gift_card, remove as remove_gift_card};
pub(crate) use intent::{authorize, capture, fail, refund, void};
