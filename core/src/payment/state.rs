//! What can happen to a payment, and what it is then.

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::machine::Machine;

/// Where a payment stands. It is derived from its amounts ([`Payment`](super::Payment)), so it never says otherwise than
/// they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// It is asked for.
    Created,
    /// The gateway holds the money for us.
    Authorized,
    /// A part of the money is ours, and the gateway holds the rest.
    PartlyCaptured,
    /// The money is ours: all of it, or all that will be captured.
    Captured,
    /// A part of what was captured has gone back, or was lost.
    PartlyRefunded,
    /// All that was captured has gone back.
    Refunded,
    /// The buyer's bank disputes it.
    Disputed,
    /// All that was captured is gone, and by a lost dispute at least a part of it.
    Lost,
    /// It was given up before capture.
    Voided,
    /// The gateway refused it.
    Failed,
    /// Its authorization ended before capture.
    Expired,
}

/// What can happen to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStep {
    /// The gateway holds the money.
    Authorize,
    /// The gateway refuses.
    Fail,
    /// What is not captured is given up.
    Void,
    /// The authorization of what is not captured ends.
    Expire,
    /// Money is taken.
    Capture,
    /// Money goes back.
    Refund,
    /// The buyer's bank disputes it.
    Dispute,
    /// A dispute is won: the money stays ours.
    Win,
    /// A dispute is lost: the money is gone.
    Lose,
}

/// Every step a payment can take. Where a pair leads to several states, the amounts say to which.
pub const PAYMENT: Machine<PaymentState, PaymentStep> = {
    use PaymentState::{
        Authorized, Captured, Created, Disputed, Expired, Failed, Lost, PartlyCaptured, PartlyRefunded, Refunded,
        Voided,
    };
    use PaymentStep::{Authorize, Capture, Dispute, Expire, Fail, Lose, Refund, Void, Win};
    Machine {
        name: "payment",
        states: &[
            Created,
            Authorized,
            PartlyCaptured,
            Captured,
            PartlyRefunded,
            Refunded,
            Disputed,
            Lost,
            Voided,
            Failed,
            Expired,
        ],
        steps: &[Authorize, Fail, Void, Expire, Capture, Refund, Dispute, Win, Lose],
        table: &[
            (Created, Authorize, Authorized),
            (Created, Fail, Failed),
            (Created, Void, Voided),
            // A capture is reported before its authorization, or there is none.
            (Created, Capture, PartlyCaptured),
            (Created, Capture, Captured),
            (Authorized, Fail, Failed),
            (Authorized, Void, Voided),
            (Authorized, Expire, Expired),
            (Authorized, Capture, PartlyCaptured),
            (Authorized, Capture, Captured),
            // An authorization is reported after a capture; it may be for no more than that.
            (PartlyCaptured, Authorize, PartlyCaptured),
            (PartlyCaptured, Authorize, Captured),
            (PartlyCaptured, Authorize, PartlyRefunded),
            (PartlyCaptured, Authorize, Refunded),
            (PartlyCaptured, Authorize, Lost),
            (PartlyCaptured, Fail, Captured),
            (PartlyCaptured, Fail, PartlyRefunded),
            (PartlyCaptured, Fail, Refunded),
            (PartlyCaptured, Fail, Lost),
            (PartlyCaptured, Void, Captured),
            (PartlyCaptured, Void, PartlyRefunded),
            (PartlyCaptured, Void, Refunded),
            (PartlyCaptured, Void, Lost),
            (PartlyCaptured, Expire, Captured),
            (PartlyCaptured, Expire, PartlyRefunded),
            (PartlyCaptured, Expire, Refunded),
            (PartlyCaptured, Expire, Lost),
            (PartlyCaptured, Capture, PartlyCaptured),
            (PartlyCaptured, Capture, Captured),
            (PartlyCaptured, Capture, PartlyRefunded),
            (PartlyCaptured, Capture, Refunded),
            (PartlyCaptured, Capture, Lost),
            (PartlyCaptured, Refund, PartlyCaptured),
            (PartlyCaptured, Dispute, Disputed),
            // A capture is reported after the rest was given up: it is money all the same.
            (Captured, Capture, Captured),
            (Captured, Refund, PartlyRefunded),
            (Captured, Refund, Refunded),
            (Captured, Dispute, Disputed),
            (PartlyRefunded, Capture, PartlyRefunded),
            (PartlyRefunded, Refund, PartlyRefunded),
            (PartlyRefunded, Refund, Refunded),
            (PartlyRefunded, Refund, Lost),
            (PartlyRefunded, Dispute, Disputed),
            (Refunded, Capture, PartlyRefunded),
            (Refunded, Dispute, Disputed),
            (Disputed, Authorize, Disputed),
            (Disputed, Fail, Disputed),
            (Disputed, Void, Disputed),
            (Disputed, Expire, Disputed),
            (Disputed, Capture, Disputed),
            (Disputed, Refund, Disputed),
            (Disputed, Dispute, Disputed),
            (Disputed, Win, PartlyCaptured),
            (Disputed, Win, Captured),
            (Disputed, Win, PartlyRefunded),
            (Disputed, Win, Refunded),
            (Disputed, Win, Lost),
            (Disputed, Win, Disputed),
            (Disputed, Lose, PartlyCaptured),
            (Disputed, Lose, PartlyRefunded),
            (Disputed, Lose, Lost),
            (Disputed, Lose, Disputed),
            (Lost, Capture, PartlyRefunded),
            (Lost, Capture, Lost),
            (Lost, Dispute, Disputed),
            (Voided, Capture, Captured),
            (Failed, Authorize, Authorized),
            (Failed, Capture, Captured),
            (Expired, Authorize, Authorized),
            (Expired, Capture, Captured),
        ],
    }
};

/// Where a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeState {
    /// The buyer's bank has it under review.
    Open,
    /// The money stays ours.
    Won,
    /// The money is gone.
    Lost,
}

/// How a dispute ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStep {
    /// For us.
    Win,
    /// For the buyer.
    Lose,
}

/// Every step a dispute can take.
pub const DISPUTE: Machine<DisputeState, DisputeStep> = {
    use DisputeState::{Lost, Open, Won};
    use DisputeStep::{Lose, Win};
    Machine {
        name: "dispute",
        states: &[Open, Won, Lost],
        steps: &[Win, Lose],
        table: &[(Open, Win, Won), (Open, Lose, Lost)],
    }
};
