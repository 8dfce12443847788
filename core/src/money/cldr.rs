//! How amounts are shown and paid in cash, where that differs from ISO 4217: plain data.
//!
//! Source: Unicode CLDR 48, `supplemental/currencyData.json` of `cldr-core` 48.2.0, element `fractions`. Display
//! digits are CLDR's `digits`; the cash step is `max(1, cashRounding)` units of the last of `cashDigits` decimals
//! (`digits` where CLDR gives no `cashDigits`), here in minor units of ISO 4217. For the forint that is five
//! forints: digits 0, rounding 5, exponent 2, so 500.
//!
//! CLDR knows currencies, not countries and not laws: it has no step for the Australian and New Zealand dollar or
//! for the euro where one- and two-cent coins went out of use. [`super::Money::round_to_step`] takes such a step.
//!
//! To regenerate: for each row of `iso4217::ACTIVE` work out both numbers as above, and keep the rows that differ
//! from `(exponent, 1)`.

/// Code, display digits, cash step in minor units; sorted by code. What is not listed shows its exponent's digits
/// and has a step of 1.
#[rustfmt::skip]
const EXCEPTIONS: &[(&str, u8, i64)] = &[
    ("AFN", 0, 100), ("ALL", 0, 100), ("AMD", 2, 100), ("CAD", 2, 5), ("CHF", 2, 5),
    ("COP", 0, 100), ("CRC", 2, 100), ("CZK", 2, 100), ("DKK", 2, 50), ("GYD", 2, 100),
    ("HUF", 0, 500), ("IDR", 0, 100), ("IQD", 0, 1000), ("IRR", 0, 100), ("KPW", 0, 100),
    ("LAK", 0, 100), ("LBP", 0, 100), ("MGA", 0, 100), ("MMK", 0, 100), ("MNT", 2, 100),
    ("MUR", 2, 100), ("NOK", 2, 100), ("PKR", 0, 100), ("RSD", 2, 100), ("SEK", 2, 100),
    ("SOS", 0, 100), ("SYP", 0, 100), ("TWD", 2, 100), ("TZS", 2, 100), ("UZS", 2, 100),
    ("YER", 0, 100),
];

/// Display digits and cash step of an ISO currency, if CLDR departs from ISO 4217.
pub(super) fn exception(code: &str) -> Option<(u8, i64)> {
    let at = EXCEPTIONS.binary_search_by_key(&code, |(code, ..)| code).ok()?;
    EXCEPTIONS.get(at).map(|(_, digits, step)| (*digits, *step))
}

#[cfg(test)]
mod tests {
    use super::super::iso4217::{Listing, look_up};
    use super::*;

    #[test]
    fn every_exception_is_an_active_currency_and_departs_from_iso() {
        assert!(EXCEPTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, digits, step) in EXCEPTIONS {
            let Listing::Active(exponent) = look_up(code) else { panic!("{code} is not active") };
            assert!((*digits, *step) != (exponent, 1) && *digits <= exponent && *step >= 1, "{code}");
        }
    }
}
