//! Settlement: what parties instruct to be delivered and paid, and when it is.
//!
//! A party instructs what is delivered by whom to whom ([`SettlementTerms`]): goods against money, money against money, or one
//! without the other. When all who are named in it have instructed the same, it is matched; from the day on that it is meant for
//! it is tried, at once or with others, until it is settled. All legs of a part move in one commit, or none.
//!
//! What keeps it from being settled is said with the statuses and reason codes of ISO 20022 ([`SettlementStatus`]). Whoever funds a
//! trade first, and has its goods carried, keeps a [`crate::trade`] instead.

mod act;
mod cycle;
mod record;
mod status;
mod terms;

pub use act::SettlementAct;
pub(crate) use act::{act, instruct};
pub(crate) use cycle::settle;
pub use record::{
    Obstacle, ObstacleKind, SETTLEMENT, Settlement, SettlementProgress, SettlementState, SettlementStep, Tried,
};
pub use status::{
    HoldStatus, MatchingStatus, ProcessingStatus, SettlementReason, SettlementStanding, SettlementStatus,
};
pub use terms::{LegKind, SettlementLeg, SettlementTerms};
