//! Prices: rules compiled once into a [`PriceBook`], baskets priced by it, receipts that say why.
//!
//! The way of a price:
//!
//! 1. **Unit price**: from the price lists, by currency, channel, region, group, time and quantity, or the line's own.
//! 2. **Catalog promotions** change the price itself: what the shop window shows.
//! 3. **Line promotions**: off units and lines, buy-and-get, bundles, gifts.
//! 4. **Order promotions**, shared by the lines in proportion.
//! 5. **Shipping promotions**.
//! 6. **Tax** on what remains, by zone, category and time, contained or added.
//! 7. **Total**: goods, charges, tax; what gift cards and credit leave is due.
//!
//! Every choice on which shops differ is a value of [`PricingPolicy`]; every step leaves its trace in the [`Receipt`].
//!
//! Whoever prices the same basket again and again makes it ready once: [`PriceBook::prepare`], then
//! [`PriceBook::totals`] with a [`Workspace`] that is kept.

mod basket;
mod book;
mod check;
mod condition;
mod experiment;
mod explain;
mod fill;
mod goods;
mod kernel;
mod kit;
mod list;
mod omnibus;
mod policy;
mod promotion;
mod quote;
mod reason;
mod receipt;
mod rules;
mod simulate;
mod table;
mod tax;
mod trace;

pub use basket::{
    Basket, BasketLine, Buyer, Charge, ChargeKind, ChargeTax, Context, Credit, Destination, Left, LinePrice, TaxStatus,
};
pub use book::PriceBook;
pub(crate) use condition::any_holds;
pub use condition::{ClockTest, Condition, QuantityTest, TotalTest, Weekday, WeightTest};
pub use goods::{Bounds, Count, Goods};
pub use kernel::{DiscountEntry, LineTotals, Prepared, Totals, Workspace};
pub use kit::{Kit, KitLine, KitPart};
pub use list::{Audience, ListKind, ListedPrice, PriceList, Tier, TierBy, TierMode};
pub use policy::{
    AcrossZones, Base, CatalogChoice, Choice, Exclusive, OnOneLine, PricingPolicy, Sequence, SpreadBy, StoredValue,
    TaxParts, TaxScope, TaxView, UnitRounding, Untaxed,
};
pub use promotion::{
    Action, Bundle, BundlePart, BuyGet, Caps, Discount, ForEvery, Gift, Limits, Off, Overrun, Pick, Promotion,
    Stacking, Step, StepBy, StepOff, Steps, Target, Units,
};
pub use quote::quote;
pub use reason::RejectedReason;
pub use receipt::{
    AppliedPromotion, CatalogPrice, DiscountPart, LineShare, Receipt, ReceiptCharge, ReceiptLine, Reduction,
    RejectedPromotion, TaxPart, TaxTotal, UsedCredit,
};
pub use rules::{Arm, Experiment, PriceRules, RuleProblem, TaxDisplay};
pub use simulate::{SimulatedCurrency, SimulatedPromotion, SimulatedSums, Simulation, simulate};
pub use tax::{AnsweredTax, Place, PricedItem, TaxAnswer, TaxError, TaxQuery, TaxQueryItem, TaxRate, TaxZone};

pub(crate) use book::refused;
pub(crate) use kernel::check_charges;
pub(crate) use quote::{Again, Priced, define, priced, priced_as_sold, priced_goods, shown_prices};
pub(crate) use tax::{Postal, plain};
