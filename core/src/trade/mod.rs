//! Trades: goods for money between two parties, neither of whom has to go first.
//!
//! Terms are put forward, answered by turns, and accepted ([`TradeTerms`]). Then goods and money are held; goods go on their way;
//! and whatever part of them is delivered, the same part of the money is paid in the same commit, delivery versus payment.
//! Both are accounts of the ledger ([`crate::ledger`]), so a trade is a record of what is promised, and entries of what is done.

mod act;
mod cargo;
mod course;
mod incoterm;
mod record;
mod terms;

pub use act::{TradeAct, TradeUnits};
pub(crate) use act::{act, expire, propose};
pub use incoterm::Incoterm;
pub use record::{
    Cargo, CargoLeg, GoodsProgress, PaymentProgress, TRADE, Trade, TradeProgress, TradeRole, TradeState, TradeStep,
};
pub use terms::{Exchange, PaymentKind, Stowage, TradeGoods, TradePayment, TradeTerms};
