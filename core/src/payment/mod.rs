//! Payments: intents to be paid, and what the gateway has reported of them. No card numbers ever enter.

mod answer;
mod ask;
mod balance;
mod dispute;
mod gift_card;
mod intent;
mod refund_order;
mod report;
mod request;
mod spare;
mod state;

pub use balance::{Balance, PaymentStanding};
pub use gift_card::GiftCard;
pub use intent::{Dispute, Payment, PaymentEnd, Transaction, TransactionKind};
pub use refund_order::{RefundPart, spread};
pub use state::{DISPUTE, DisputeState, DisputeStep, PAYMENT, PaymentState, PaymentStep};

pub(crate) use answer::{declined, performed};
pub(crate) use dispute::{lose as lose_dispute, open as open_dispute, win as win_dispute};
pub(crate) use gift_card::{apply as apply_gift_card, credits, issue as issue_gift_card, remove as remove_gift_card};
pub(crate) use refund_order::refund as refund_order;
pub(crate) use report::{Authorization, Capture, authorize, capture, fail, refund};
pub(crate) use request::{expire, request, request_capture, request_refund, requested, requested_besides, undo, void};
pub(crate) use spare::give_up_spare;
