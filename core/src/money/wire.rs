//! How money is serialised: amounts, currencies and rates are strings, and writing them allocates nothing.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Currency, DecimalText, Money, Rate};
use crate::wire::{self, Misread, Node, Read, Shape, read_as_text};

impl Serialize for DecimalText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.packed().serialize(serializer);
        }
        serializer.serialize_str(self.write_text(&mut [0; Self::TEXT]))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return (self.numerator(), self.denominator()).serialize(serializer);
        }
        self.text().serialize(serializer)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            let minor = self.minor();
            let zigzag = (minor << 1) ^ (minor >> 63);
            let amount = u64::from_ne_bytes(zigzag.to_ne_bytes());
            return serializer.serialize_u128((u128::from(self.currency().packed()) << 64) | u128::from(amount));
        }
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("amount", &self.amount())?;
        fields.serialize_field("currency", &self.currency())?;
        fields.end()
    }
}

read_as_text! {
    Currency: "a currency as a string, such as `EUR` or `XGC:4`";
    Rate: "a rate as a string, such as `0.22`";
}

impl Read for Money {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        const FIELDS: Shape = Shape { fields: &[("amount", true), ("currency", true)], strict: true, tag: "" };
        if node.entries().is_err() {
            return Err(node.unexpected("money as an object, such as {\"amount\":\"12.30\",\"currency\":\"EUR\"}"));
        }
        let mut places = [0; 2];
        node.fields(&FIELDS, &mut places)?;
        let [amount, currency] = places.map(|place| node.at(place));
        let amount = amount.text("an amount as a string, such as `12.30`")?;
        Self::parse(amount, currency.read()?).map_err(|why| node.refused(&why))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::{String, ToString};

    fn read(text: &str) -> Result<Money, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn money_is_written_as_two_strings() {
        for (minor, currency, expected) in [
            (1230, "EUR", r#"{"amount":"12.30","currency":"EUR"}"#),
            (-12, "JPY", r#"{"amount":"-12","currency":"JPY"}"#),
            (50000, "XGC:4", r#"{"amount":"5.0000","currency":"XGC:4"}"#),
        ] {
            let money = Money::from_minor(minor, currency.parse().unwrap());
            assert_eq!(serde_json::to_string(&money).unwrap(), expected);
            assert_eq!(read(expected).unwrap(), money);
        }
    }

    #[test]
    fn the_order_of_the_fields_and_escapes_in_them_do_not_matter() {
        let money = read(r#"{"currency":"EUR","amount":"12.3\u0030"}"#).unwrap();
        assert_eq!(money.to_string(), "12.30 EUR");
        let value = serde_json::json!({"currency": "EUR", "amount": "12.3"});
        assert_eq!(serde_json::from_value::<Money>(value).unwrap(), money);
    }

    #[test]
    fn an_amount_as_a_number_is_refused_and_the_reason_says_how_to_write_it() {
        for number in ["12.30", "12", "-12"] {
            let reason = read(&std::format!(r#"{{"amount":{number},"currency":"EUR"}}"#)).unwrap_err();
            assert!(reason.contains("expected an amount as a string, such as `12.30`"), "{reason}");
        }
        let reason = serde_json::from_str::<Rate>("0.22").unwrap_err().to_string();
        assert!(reason.contains("expected a rate as a string, such as `0.22`"), "{reason}");
    }

    #[test]
    fn what_is_not_money_is_refused() {
        for (text, part) in [
            (r#"{"amount":"1","currency":"EUR","note":""}"#, "unknown field `note`"),
            (r#"{"amount":"1","amount":"1","currency":"EUR"}"#, "duplicate field `amount`"),
            (r#"{"amount":"1"}"#, "missing field `currency`"),
            (r#"{"amount":"1.234","currency":"EUR"}"#, "money.too_precise"),
            (r#"{"amount":"1","currency":"XAU"}"#, "currency.unknown"),
            ("12", "expected money as an object"),
            (r#""12.30 EUR""#, "expected money as an object"),
        ] {
            let reason = read(text).unwrap_err();
            assert!(reason.contains(part), "{reason}");
        }
    }

    #[test]
    fn currencies_and_rates_are_strings() {
        let currency: Currency = serde_json::from_str(r#""XGC:4""#).unwrap();
        assert_eq!(serde_json::to_string(&currency).unwrap(), r#""XGC:4""#);
        let rate: Rate = serde_json::from_str(r#""0.220""#).unwrap();
        assert_eq!(serde_json::to_string(&rate).unwrap(), r#""0.22""#);
    }
}
