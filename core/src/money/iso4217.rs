//! The currencies of ISO 4217, as plain data.
//!
//! Source: ISO 4217 list one (SIX, the maintenance agency), as carried by the crate `iso_currency` 0.7.1. A test
//! compares every row with that crate. `VES` stands in list one, although the crate calls it superseded.
//!
//! To regenerate [`ACTIVE`] from the crate's `isodata.tsv`:
//!
//! ```text
//! awk -F'\t' 'NR>1 && $7!="" && ($8!~/superseded/ || $1=="VES"){printf "(*b\"%s\", %s),\n",$1,$7}' isodata.tsv \
//!   | sort | paste -d' ' - - - - - -
//! ```
//!
//! A row that a release has carried is never taken out of [`ACTIVE`], even if ISO withdraws the currency: what was
//! written in it must stay readable.

/// Where a three-letter code stands in ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// In use, with this many decimals of minor unit.
    Active(u8),
    /// A metal, a unit of account or a code for tests: it has no minor unit.
    NoMinorUnit,
    /// Withdrawn, and replaced by this code.
    Withdrawn([u8; 3]),
    /// Not a code of ISO 4217.
    Unlisted,
}

/// Looks a code up; letters count as they are, so `eur` is unlisted.
pub(super) fn look_up(code: &str) -> Listing {
    let Ok(key) = <[u8; 3]>::try_from(code.as_bytes()) else { return Listing::Unlisted };
    let row = ACTIVE.binary_search_by_key(&key, |(code, _)| *code).ok().and_then(|at| ACTIVE.get(at));
    if let Some((_, exponent)) = row {
        return Listing::Active(*exponent);
    }
    if NO_MINOR_UNIT.contains(&key) {
        return Listing::NoMinorUnit;
    }
    let successor = WITHDRAWN.iter().find(|(code, _)| *code == key);
    successor.map_or(Listing::Unlisted, |(_, successor)| Listing::Withdrawn(*successor))
}

/// Code and exponent of every currency that has a minor unit, sorted by code.
#[rustfmt::skip]
pub(super) const ACTIVE: &[([u8; 3], u8)] = &[
    (*b"AED", 2), (*b"AFN", 2), (*b"ALL", 2), (*b"AMD", 2), (*b"AOA", 2), (*b"ARS", 2),
    (*b"AUD", 2), (*b"AWG", 2), (*b"AZN", 2), (*b"BAM", 2), (*b"BBD", 2), (*b"BDT", 2),
    (*b"BHD", 3), (*b"BIF", 0), (*b"BMD", 2), (*b"BND", 2), (*b"BOB", 2), (*b"BOV", 2),
    (*b"BRL", 2), (*b"BSD", 2), (*b"BTN", 2), (*b"BWP", 2), (*b"BYN", 2), (*b"BZD", 2),
    (*b"CAD", 2), (*b"CDF", 2), (*b"CHE", 2), (*b"CHF", 2), (*b"CHW", 2), (*b"CLF", 4),
    (*b"CLP", 0), (*b"CNY", 2), (*b"COP", 2), (*b"COU", 2), (*b"CRC", 2), (*b"CUP", 2),
    (*b"CVE", 2), (*b"CZK", 2), (*b"DJF", 0), (*b"DKK", 2), (*b"DOP", 2), (*b"DZD", 2),
    (*b"EGP", 2), (*b"ERN", 2), (*b"ETB", 2), (*b"EUR", 2), (*b"FJD", 2), (*b"FKP", 2),
    (*b"GBP", 2), (*b"GEL", 2), (*b"GHS", 2), (*b"GIP", 2), (*b"GMD", 2), (*b"GNF", 0),
    (*b"GTQ", 2), (*b"GYD", 2), (*b"HKD", 2), (*b"HNL", 2), (*b"HTG", 2), (*b"HUF", 2),
    (*b"IDR", 2), (*b"ILS", 2), (*b"INR", 2), (*b"IQD", 3), (*b"IRR", 2), (*b"ISK", 0),
    (*b"JMD", 2), (*b"JOD", 3), (*b"JPY", 0), (*b"KES", 2), (*b"KGS", 2), (*b"KHR", 2),
    (*b"KMF", 0), (*b"KPW", 2), (*b"KRW", 0), (*b"KWD", 3), (*b"KYD", 2), (*b"KZT", 2),
    (*b"LAK", 2), (*b"LBP", 2), (*b"LKR", 2), (*b"LRD", 2), (*b"LSL", 2), (*b"LYD", 3),
    (*b"MAD", 2), (*b"MDL", 2), (*b"MGA", 2), (*b"MKD", 2), (*b"MMK", 2), (*b"MNT", 2),
    (*b"MOP", 2), (*b"MRU", 2), (*b"MUR", 2), (*b"MVR", 2), (*b"MWK", 2), (*b"MXN", 2),
    (*b"MXV", 2), (*b"MYR", 2), (*b"MZN", 2), (*b"NAD", 2), (*b"NGN", 2), (*b"NIO", 2),
    (*b"NOK", 2), (*b"NPR", 2), (*b"NZD", 2), (*b"OMR", 3), (*b"PAB", 2), (*b"PEN", 2),
    (*b"PGK", 2), (*b"PHP", 2), (*b"PKR", 2), (*b"PLN", 2), (*b"PYG", 0), (*b"QAR", 2),
    (*b"RON", 2), (*b"RSD", 2), (*b"RUB", 2), (*b"RWF", 0), (*b"SAR", 2), (*b"SBD", 2),
    (*b"SCR", 2), (*b"SDG", 2), (*b"SEK", 2), (*b"SGD", 2), (*b"SHP", 2), (*b"SLE", 2),
    (*b"SOS", 2), (*b"SRD", 2), (*b"SSP", 2), (*b"STN", 2), (*b"SVC", 2), (*b"SYP", 2),
    (*b"SZL", 2), (*b"THB", 2), (*b"TJS", 2), (*b"TMT", 2), (*b"TND", 3), (*b"TOP", 2),
    (*b"TRY", 2), (*b"TTD", 2), (*b"TWD", 2), (*b"TZS", 2), (*b"UAH", 2), (*b"UGX", 0),
    (*b"USD", 2), (*b"USN", 2), (*b"UYI", 0), (*b"UYU", 2), (*b"UYW", 4), (*b"UZS", 2),
    (*b"VED", 2), (*b"VES", 2), (*b"VND", 0), (*b"VUV", 0), (*b"WST", 2), (*b"XAD", 2),
    (*b"XAF", 0), (*b"XCD", 2), (*b"XCG", 2), (*b"XOF", 0), (*b"XPF", 0), (*b"YER", 2),
    (*b"ZAR", 2), (*b"ZMW", 2), (*b"ZWG", 2),
];

/// Codes whose minor unit ISO 4217 gives as "N.A.": nothing can be priced in them.
#[rustfmt::skip]
pub(super) const NO_MINOR_UNIT: &[[u8; 3]] = &[
    *b"XAG", *b"XAU", *b"XBA", *b"XBB", *b"XBC", *b"XBD", *b"XDR", *b"XPD", *b"XPT", *b"XSU", *b"XTS", *b"XUA", *b"XXX",
];

/// Codes withdrawn before the first release, with what replaced them.
#[rustfmt::skip]
pub(super) const WITHDRAWN: &[([u8; 3], [u8; 3])] = &[
    (*b"BGN", *b"EUR"), (*b"CUC", *b"CUP"), (*b"HRK", *b"EUR"), (*b"SLL", *b"SLE"), (*b"ZWL", *b"ZWG"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use iso_currency::{Currency as Reference, Flag, IntoEnumIterator};
    use std::string::String;

    #[test]
    fn the_table_says_what_the_reference_crate_says() {
        for reference in Reference::iter() {
            let code = reference.code();
            let superseded = reference.is_superseded().is_some();
            let expected = match reference.exponent() {
                _ if code == "VES" => Listing::Active(2),
                _ if superseded => {
                    let successor = reference.is_superseded().map(|s| String::from(s.code())).unwrap();
                    Listing::Withdrawn(successor.as_bytes().try_into().unwrap())
                }
                Some(exponent) => Listing::Active(u8::try_from(exponent).unwrap()),
                None => {
                    assert!(reference.has_flag(Flag::Special));
                    Listing::NoMinorUnit
                }
            };
            assert_eq!(look_up(code), expected, "{code}");
        }
    }

    #[test]
    fn the_table_has_nothing_that_the_reference_crate_lacks() {
        let rows = ACTIVE.len() + NO_MINOR_UNIT.len() + WITHDRAWN.len();
        assert_eq!(rows, Reference::iter().count());
        let codes =
            ACTIVE.iter().map(|(code, _)| code).chain(NO_MINOR_UNIT).chain(WITHDRAWN.iter().map(|(code, _)| code));
        for code in codes {
            let code = core::str::from_utf8(code).unwrap();
            assert!(Reference::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(ACTIVE.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
