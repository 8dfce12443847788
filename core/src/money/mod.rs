//! Money: amounts in minor units, currencies, rates, named roundings, and the one way to split.
//!
//! What this module promises:
//!
//! - **Exact or refused.** [`Money`] is an `i64` of minor units and its [`Currency`]. Every operation is checked:
//!   what does not fit is a [`Refusal`](crate::Refusal), never a wrapped or saturated number. There is no float.
//! - **Currencies never mix.** Putting two together is refused, comparing them included.
//! - **One text for one value.** What is printed parses back to the same value; of the texts a person might write,
//!   those that could be misread (`1,000`, `1e3`, `+5`, `007`, ` 5`) are refused.
//! - **Rounding has a name.** Nothing rounds unless the caller hands over a [`Rounding`]; all of it is [`divide`].
//! - **Parts sum to the whole.** [`allocate`] is the only code that splits money, for negative amounts too.
//!
//! ```
//! use fondaco::money::{Currency, Money, Rate, Remainder, Rounding, allocate};
//!
//! let eur = Currency::iso("EUR")?;
//! let gross = Money::parse("100.00", eur)?;
//! let tax = Rate::percent("22")?.contained_in(gross, Rounding::HalfUp)?;
//! assert_eq!(tax.to_string(), "18.03 EUR");
//!
//! let thirds = allocate(gross, &[1, 1, 1], Remainder::LargestRemainder)?;
//! assert_eq!(thirds[0].to_string(), "33.34 EUR");
//! assert_eq!(Money::sum(thirds, eur)?, gross);
//! # Ok::<(), fondaco::Refusal>(())
//! ```

mod allocation;
mod amount;
mod cldr;
mod currency;
mod divisor;
mod iso4217;
mod rate;
mod rounding;
mod text;
mod wire;

pub(crate) use allocation::allocate_noting;
pub use allocation::{Remainder, allocate, allocate_minor};
pub use amount::Money;
pub use currency::Currency;
pub(crate) use divisor::{common_multiple, greatest_common_divisor};
pub use rate::Rate;
pub use rounding::{Rounding, divide};
pub use text::DecimalText;
