//! Formulas: a small total language over exact decimals, read once.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::refusal::{Code, Refusal};
use crate::wire::{self, Misread, Read};

/// How deep parentheses may stand in one another.
const DEPTH: usize = 16;

/// How many signs a formula has at most.
const SIGNS: usize = 200;

/// A formula over numbers of a query: `+ - * /`, parentheses, `min(a, b)`, `max(a, b)`, decimals, and the names `x` (the score),
/// `qty` (units), `cost` (what goods are worth, in the unit of the price), `grams`, `distance`.
///
/// ```
/// use fondaco::shipping::Formula;
///
/// assert!(Formula::new("(200 * x) - 1").is_ok());
/// assert_eq!(Formula::new("2 * weather").unwrap_err().code().as_str(), "rules.invalid");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    text: Arc<str>,
    node: Node,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Number(Decimal),
    Name(Name),
    Both(Sign, Box<(Node, Node)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Min,
    Max,
}

/// A number that a formula can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Score,
    Quantity,
    Cost,
    Grams,
    Distance,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    ///
    /// `rules.invalid` if it is none.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let invalid = |problem: &str| {
            let shown: String = text.chars().take(SIGNS).collect();
            Refusal::new(Code::RulesInvalid, format!("the formula `{shown}` {problem}"))
        };
        if text.len() > SIGNS {
            return Err(invalid("is too long"));
        }
        let mut reader = Reader { rest: text.trim_start(), depth: 0 };
        let node = reader.sum().ok_or_else(|| invalid("takes numbers, known names, `+ - * /` and parentheses"))?;
        if !reader.rest.is_empty() {
            return Err(invalid("goes on where it should end"));
        }
        Ok(Self { text: text.into(), node })
    }

    /// The formula as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it comes to; `None` where it divides by zero or goes past the ends of a decimal.
    pub(super) fn value(&self, of: &dyn Fn(Name) -> Option<Decimal>) -> Option<Decimal> {
        self.node.value(of)
    }
}

impl Node {
    fn value(&self, of: &dyn Fn(Name) -> Option<Decimal>) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Name(name) => of(*name),
            Self::Both(sign, sides) => {
                let (left, right) = (sides.0.value(of)?, sides.1.value(of)?);
                match sign {
                    Sign::Plus => left.checked_add(right),
                    Sign::Minus => left.checked_sub(right),
                    Sign::Times => left.checked_mul(right),
                    Sign::Over => left.checked_div(right),
                    Sign::Min => Some(left.min(right)),
                    Sign::Max => Some(left.max(right)),
                }
            }
        }
    }

    fn both(sign: Sign, left: Self, right: Self) -> Self {
        Self::Both(sign, Box::new((left, right)))
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn sum(&mut self) -> Option<Node> {
        let mut left = self.product()?;
        loop {
            let sign = if self.takes("+") {
                Sign::Plus
            } else if self.takes("-") {
                Sign::Minus
            } else {
                return Some(left);
            };
            left = Node::both(sign, left, self.product()?);
        }
    }

    fn product(&mut self) -> Option<Node> {
        let mut left = self.one()?;
        loop {
            let sign = if self.takes("*") {
                Sign::Times
            } else if self.takes("/") {
                Sign::Over
            } else {
                return Some(left);
            };
            left = Node::both(sign, left, self.one()?);
        }
    }

    fn one(&mut self) -> Option<Node> {
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEPTH)?;
        let node = self.inner();
        self.depth = self.depth.saturating_sub(1);
        node
    }

    fn inner(&mut self) -> Option<Node> {
        if self.takes("(") {
            let inner = self.sum()?;
            return self.takes(")").then_some(inner);
        }
        if self.takes("-") {
            return Some(Node::both(Sign::Minus, Node::Number(Decimal::ZERO), self.one()?));
        }
        let number = self.word(|sign| sign.is_ascii_digit() || sign == '.');
        if !number.is_empty() {
            return number.parse().ok().map(Node::Number);
        }
        let sign = match self.word(|sign| sign.is_ascii_alphabetic()) {
            "x" => return Some(Node::Name(Name::Score)),
            "qty" => return Some(Node::Name(Name::Quantity)),
            "cost" => return Some(Node::Name(Name::Cost)),
            "grams" => return Some(Node::Name(Name::Grams)),
            "distance" => return Some(Node::Name(Name::Distance)),
            "min" => Sign::Min,
            "max" => Sign::Max,
            _ => return None,
        };
        let opens = self.takes("(");
        let left = self.sum().filter(|_| opens)?;
        let parts = self.takes(",");
        let right = self.sum().filter(|_| parts)?;
        self.takes(")").then(|| Node::both(sign, left, right))
    }

    fn takes(&mut self, sign: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest.trim_start();
        true
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|sign| !belongs(sign)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        word
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Read for Formula {
    fn read(node: wire::Node<'_>) -> Result<Self, Misread> {
        Self::new(node.text("a formula as text")?).map_err(|why| node.refused(&why))
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn value(text: &str) -> Option<String> {
        let of = |name| Some(Decimal::from(if name == Name::Score { 3 } else { 10 }));
        Formula::new(text).unwrap().value(&of).map(|value| value.normalize().to_string())
    }

    #[test]
    fn products_come_before_sums_and_nothing_is_rounded() {
        assert_eq!(value("(200 * x) - 1").as_deref(), Some("599"));
        assert_eq!(value("200*x-1").as_deref(), Some("599"));
        assert_eq!(value("10 - 2 - 3 * -x").as_deref(), Some("17"));
        assert_eq!(value("min(max(0.1 * cost, 2.5), 4)").as_deref(), Some("2.5"));
        assert_eq!(value("1 / (x - 3)"), None);
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for wrong in ["", "x +", "(x", "x)", "2x", "x y", "min(1)", "1..2", "x ^ 2", &"(".repeat(100)] {
            assert!(Formula::new(wrong).is_err(), "{wrong}");
        }
    }
}
