//! Dangerous goods: their classes by the model regulations of the United Nations.

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::shown;
use crate::refusal::{Code, Refusal};

/// A class of dangerous goods, and its division where one is said: `3`, `2.1`. Without a division it is all of the class.
///
/// ```
/// use fondaco::shipping::HazardClass;
///
/// let (gases, flammable) = (HazardClass::new("2")?, HazardClass::new("2.1")?);
/// assert!(gases.covers(flammable) && !flammable.covers(gases));
/// assert_eq!(HazardClass::new("3.1").unwrap_err().code().as_str(), "code.malformed");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HazardClass {
    class: u8,
    /// From 1 on; 0 is all of them.
    division: u8,
}

/// How many divisions each class has, from explosives (1) to whatever else is dangerous (9).
const DIVISIONS: [u8; 9] = [6, 3, 0, 3, 2, 2, 0, 0, 0];

impl HazardClass {
    /// Reads a class.
    ///
    /// # Errors
    ///
    /// `code.malformed` if there is no such class or division.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let malformed = || {
            let allowed = "1 to 9, and `1.1` to `1.6`, `2.1` to `2.3`, `4.1` to `4.3`, `5.1`, `5.2`, `6.1`, `6.2`";
            let reason = format!("`{}` is not a class of dangerous goods: it takes {allowed}", shown(text));
            Refusal::new(Code::CodeMalformed, reason).with("given", shown(text)).with("allowed", allowed)
        };
        let digit = |text: &str| match text.as_bytes() {
            [digit @ b'1'..=b'9'] => digit.checked_sub(b'0'),
            _ => None,
        };
        let (class, division) = text.split_once('.').map_or((text, None), |(class, division)| (class, Some(division)));
        let class = digit(class).ok_or_else(malformed)?;
        let most = DIVISIONS.get(usize::from(class).saturating_sub(1)).copied().unwrap_or_default();
        let division = match division {
            None => 0,
            Some(division) => digit(division).filter(|division| *division <= most).ok_or_else(malformed)?,
        };
        Ok(Self { class, division })
    }

    /// Whether all that is of the other is of this.
    pub fn covers(self, other: Self) -> bool {
        self.class == other.class && (self.division == 0 || self.division == other.division)
    }

    /// Whether something may be of both.
    pub fn meets(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }
}

impl fmt::Display for HazardClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.division {
            0 => write!(f, "{}", self.class),
            division => write!(f, "{}.{division}", self.class),
        }
    }
}

impl FromStr for HazardClass {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::new(text)
    }
}

impl TryFrom<String> for HazardClass {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::new(&text)
    }
}

impl From<HazardClass> for String {
    fn from(class: HazardClass) -> Self {
        format!("{class}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_class_prints_as_it_parses_and_has_the_divisions_of_the_regulations() {
        for text in ["1", "1.6", "2.3", "3", "4.3", "5.2", "6.2", "7", "8", "9"] {
            assert_eq!(HazardClass::new(text).unwrap().to_string(), text);
        }
        for text in ["", "0", "10", "1.0", "1.7", "2.4", "3.1", "9.1", "1.", ".1", "1.1.1", "a", "١"] {
            assert_eq!(HazardClass::new(text).unwrap_err().code(), Code::CodeMalformed, "{text}");
        }
    }

    #[test]
    fn goods_of_an_unknown_division_may_be_of_each() {
        let class = |text| HazardClass::new(text).unwrap();
        assert!(class("2.1").meets(class("2")) && class("2").meets(class("2.1")) && !class("2.1").meets(class("2.2")));
        assert!(!class("2.1").covers(class("2")) && !class("3").meets(class("2")));
    }
}
