//! Numbers of the host: JavaScript has one kind, and it may be anything.

use fondaco_contract::WireFailure;

/// The largest whole number up to which every whole number is a double of its own.
const SAFE: f64 = 9_007_199_254_740_991.0;

/// A whole number; refused with `wire.malformed` for anything else, by the name of what it was meant for.
pub(crate) fn whole(number: f64, what: &str) -> Result<i64, WireFailure> {
    #[expect(clippy::float_cmp, reason = "a whole number is exactly its own whole part")]
    let is_whole = number.trunc() == number && number.abs() <= SAFE;
    if !is_whole {
        return Err(malformed(&format!("{what} is not a whole number from -(2^53 - 1) to 2^53 - 1")));
    }
    #[expect(clippy::cast_possible_truncation, reason = "within 53 bits")]
    Ok(number as i64)
}

/// A message that is not of the expected shape.
pub(crate) fn malformed(reason: &str) -> WireFailure {
    fondaco::Refusal::new(fondaco::Code::WireMalformed, reason).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_a_double_holds_exactly_are_whole() {
        for (number, expected) in [(0.0, 0), (-3.0, -3), (SAFE, 9_007_199_254_740_991)] {
            assert_eq!(whole(number, "it").unwrap(), expected);
        }
        for number in [0.5, f64::NAN, f64::INFINITY, -f64::INFINITY, SAFE + 1.0, 1e300] {
            assert_eq!(whole(number, "it").unwrap_err().code.as_str(), "wire.malformed");
        }
    }
}
