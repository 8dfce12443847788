//! Amounts as whole numbers of minor units, by the core's own rules.
#![expect(unsafe_code, reason = "a module shows a function by its plain name")]

use fondaco::money::{Currency, Money};
use fondaco::{Code, Refusal};
use fondaco_contract::wire;
use fondaco_derive::Deserialize;

use crate::shell::{Answer, call};

/// A number of minor units, as text: no number of JSON holds 64 bits everywhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Minor {
    minor: String,
    currency: Currency,
}

/// An amount in minor units.
#[unsafe(no_mangle)]
extern "C" fn money_to_minor(length: usize) -> u32 {
    call(length, |_, money| Ok(Answer::Text(wire::read::<Money>(money)?.minor().to_string())))
}

/// The amount of a number of minor units.
#[unsafe(no_mangle)]
extern "C" fn money_from_minor(length: usize) -> u32 {
    call(length, |_, minor| {
        let Minor { minor, currency } = wire::read(minor)?;
        let minor = minor
            .parse()
            .map_err(|_| Refusal::new(Code::MoneyOverflow, format!("`{minor}` is no whole number of 64 bits")))?;
        Ok(Answer::Text(wire::write(&Money::from_minor(minor, currency))?))
    })
}
