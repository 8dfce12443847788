//! What commands answer.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::cart::LeftOut;
use crate::digest::Digest;
use crate::id::{
    CartId, CreditNoteId, EffectId, EntryId, InboundId, InvoiceId, MovementId, OrderId, PaymentId, ReservationId,
    ReturnId, SettlementId, ShipmentId, TradeId, TransferId,
};
use crate::inventory::MovedLine;
use crate::ledger::NettingReport;
use crate::money::Money;
use crate::payment::RefundPart;
use crate::quantity::Quantity;
use crate::settlement::Tried;

/// What a command answers. On the wire: `{"did": "order", "order": "…", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Outcome {
    /// It is done.
    Done {},
    /// Goods were received.
    Movement {
        /// The paper of it.
        movement: MovementId,
    },
    /// Goods were counted.
    Count {
        /// The paper of it.
        movement: MovementId,
        /// By how much the books changed, a line for each SKU that was counted.
        lines: Vec<MovedLine>,
    },
    /// Goods are on their way.
    Transfer {
        /// The transfer.
        transfer: TransferId,
    },
    /// Goods were announced.
    Inbound {
        /// The announcement.
        inbound: InboundId,
    },
    /// A cart was opened.
    Cart {
        /// The cart.
        cart: CartId,
    },
    /// A line stands in the cart.
    Line {
        /// Its number.
        line: u32,
    },
    /// A line stands in the cart, with less than was asked for.
    LineClamped {
        /// Its number.
        line: u32,
        /// How much the command asked for.
        asked: Quantity,
        /// How much of that it got.
        granted: Quantity,
        /// How much the line has.
        quantity: Quantity,
    },
    /// A cart went into another.
    CartMerged {
        /// The cart that stays.
        cart: CartId,
        /// What did not come along: goods of another currency, and more than may be ordered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<LeftOut>,
    },
    /// Stock is held.
    Reservation {
        /// The hold.
        reservation: ReservationId,
        /// Until when.
        expires_at: Timestamp,
    },
    /// An order was placed.
    Order {
        /// The order.
        order: OrderId,
        /// Its payment, still to be made.
        payment: PaymentId,
        /// How much is to be paid.
        total: Money,
    },
    /// A payment was asked for.
    Payment {
        /// The payment.
        payment: PaymentId,
    },
    /// A return was asked for.
    Return {
        /// The return.
        return_id: ReturnId,
    },
    /// An invoice was issued.
    Invoice {
        /// The invoice.
        invoice: InvoiceId,
        /// Its number.
        number: String,
        /// What it comes to.
        total: Money,
    },
    /// A credit note was issued.
    CreditNote {
        /// The credit note.
        credit_note: CreditNoteId,
        /// Its number.
        number: String,
        /// What it comes to.
        total: Money,
    },
    /// An order was amended.
    Amended {
        /// What it comes to now.
        total: Money,
        /// How much more that is than before; below zero where it is less.
        difference: Money,
        /// The further payment that was asked for, where more is due.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<PaymentId>,
    },
    /// Something was credited.
    Credited {
        /// How much fell off the order.
        amount: Money,
    },
    /// Money goes back, or has gone back.
    Refund {
        /// To what, and how much.
        parts: Vec<RefundPart>,
    },
    /// An effect was taken.
    Claim {
        /// The number of the attempt that is to be made now, from 1; absent where there is none to be made: the effect was
        /// withdrawn, or parked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempt: Option<u32>,
    },
    /// Goods were sent.
    Shipment {
        /// The shipment.
        shipment: ShipmentId,
    },
    /// A carrier is asked for labels.
    Booking {
        /// The booking.
        booking: EffectId,
    },
    /// The books were kept.
    Entries {
        /// What was entered, in order; what was there already stands among it.
        entries: Vec<EntryId>,
    },
    /// Terms of a trade were put forward.
    Trade {
        /// The trade.
        trade: TradeId,
    },
    /// Something was instructed to be settled.
    Settlement {
        /// The settlement.
        settlement: SettlementId,
    },
    /// Settlements were tried.
    Settled {
        /// How each of them stands now, in the order they were named.
        settlements: Vec<Tried>,
        /// What was netted: one report an asset, with its proof. Empty where nothing was, or not all could be paid.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        netted: Vec<NettingReport>,
    },
}

/// A command that was carried out: its fingerprint and its outcome, stored with what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessedCommand {
    /// The fingerprint of the command.
    pub digest: Digest,
    /// What it answered.
    pub outcome: Outcome,
}
