//! Effects: what a decision asks of the outside world. It never calls anybody itself: it records an effect in the same commit,
//! a runner performs it through a port, and what came of it is told by a command.

mod answer;
mod claim;
mod record;

pub use answer::EffectReport;
pub use record::{Act, Ask, Asked, EFFECT, Effect, EffectState, EffectStep};

pub(crate) use answer::answer;
pub(crate) use claim::{claim, retry};
