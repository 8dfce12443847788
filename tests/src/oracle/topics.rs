//! What came of cases, counted: by the topic that they are about, or by the platform whose prices they are.

use super::{Case, Verdict};

/// A topic of stock and orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What there is, how it moves, and what can be promised by when.
    Inventory,
    /// Which place serves what.
    Allocation,
    /// What is held for whom.
    Reservation,
    /// What can happen to an order, its goods and its returns, and how it stands by them.
    State,
    /// Two carts that become one.
    CartMerge,
    /// Orders that are changed after they were placed.
    OrderEdit,
    /// What goes back.
    Refund,
    /// What goes apart.
    Split,
    /// What can happen to a payment, how an order stands by its money, and stored value.
    Payment,
}

/// What the topics of cases begin with. The first that fits counts.
const TOPICS: [(&str, Topic); 24] = [
    ("allocation.", Topic::Allocation),
    ("inventory/allocation", Topic::Allocation),
    ("routing.", Topic::Allocation),
    ("fulfilment.move", Topic::Allocation),
    ("reservation", Topic::Reservation),
    ("inventory/reservation", Topic::Reservation),
    ("inventory/", Topic::Inventory),
    ("inventory.", Topic::Inventory),
    ("availability", Topic::Inventory),
    ("cart.", Topic::Inventory),
    ("movements.", Topic::Inventory),
    ("stock.", Topic::Inventory),
    ("transfer", Topic::Inventory),
    ("lots.", Topic::Inventory),
    ("atp.", Topic::Inventory),
    ("backorder.", Topic::Inventory),
    ("state/payment", Topic::Payment),
    ("stored-value/account", Topic::Payment),
    ("state/", Topic::State),
    ("cart-merge/", Topic::CartMerge),
    ("order-edit/", Topic::OrderEdit),
    ("refund/", Topic::Refund),
    ("split.", Topic::Split),
    ("split/", Topic::Split),
];

impl Topic {
    /// The topic of a case of a file; `None` where it is about something else. Ledgers have allocations, lots, splits and orders
    /// of another kind; the methods that lines are shipped by are a topic of shipping.
    pub fn of(file: &str, case: &Case) -> Option<Self> {
        if file.starts_with("ledger-") || case.topic == "split/shipping-lines" {
            return None;
        }
        TOPICS.iter().find(|(start, _)| case.topic.starts_with(start)).map(|(_, topic)| *topic)
    }
}

/// How many cases came out how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Every expected value is ours too.
    pub passed: usize,
    /// Some value is another.
    pub failed: usize,
    /// We answer differently on purpose.
    pub differ: usize,
    /// They speak of something that this version does not decide.
    pub apart: usize,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Passed => &mut self.passed,
            Verdict::Failed(_) => &mut self.failed,
            Verdict::Differs(_) => &mut self.differ,
            Verdict::NotApplicable(_) => &mut self.apart,
        } += 1;
    }

    /// How many of a thousand that are to come out as there do.
    pub fn passing(&self) -> usize {
        per_mille(self.passed, self.passed + self.failed)
    }

    /// How many of a thousand speak of something that this version decides, as there or differently.
    pub fn applicable(&self) -> usize {
        let decided = self.passed + self.failed + self.differ;
        per_mille(decided, decided + self.apart)
    }
}

fn per_mille(part: usize, all: usize) -> usize {
    (part * 1000).checked_div(all).unwrap_or_default()
}
