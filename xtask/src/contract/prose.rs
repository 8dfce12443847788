//! The words of doc comments for readers of other languages: no links, names as they stand on the wire, limits as numbers.

use std::collections::BTreeMap;

use super::model::{Body, Content, Field, Type, Types, Variant};

/// What the names in doc comments mean.
pub(crate) struct Words<'a> {
    constants: &'a BTreeMap<String, i128>,
    /// The names of variants on the wire, by `Type::Variant`.
    variants: BTreeMap<String, String>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(types: &Types, constants: &'a BTreeMap<String, i128>) -> Self {
        let mut variants = BTreeMap::new();
        for (name, ty) in types {
            if let Body::OneOf(_, list) = &ty.body {
                variants.extend(list.iter().map(|own| (format!("{name}::{}", own.ident), own.name.clone())));
            }
        }
        Self { constants, variants }
    }

    /// The same type with plain words.
    pub(crate) fn plain(&self, ty: &Type) -> Type {
        let body = match &ty.body {
            Body::Object(fields) => Body::Object(self.fields(fields)),
            Body::OneOf(style, variants) => {
                Body::OneOf(style.clone(), variants.iter().map(|variant| self.variant(variant)).collect())
            }
            other @ (Body::Text(_) | Body::Same(_)) => other.clone(),
        };
        Type { doc: self.text(&ty.doc), body }
    }

    fn fields(&self, fields: &[Field]) -> Vec<Field> {
        fields.iter().map(|field| Field { doc: self.text(&field.doc), ..field.clone() }).collect()
    }

    fn variant(&self, variant: &Variant) -> Variant {
        let content = match &variant.content {
            Content::Fields(fields) => Content::Fields(self.fields(fields)),
            other => other.clone(),
        };
        Variant { doc: self.text(&variant.doc), content, ..variant.clone() }
    }

    /// A text without links: "[`path`]", "[`path`](target)" and "[words](target)".
    fn text(&self, doc: &str) -> String {
        let mut plain = String::new();
        let mut rest = doc;
        while let Some((before, after)) = rest.split_once('[') {
            plain.push_str(before);
            let Some((inside, after)) = after.split_once(']') else {
                plain.push('[');
                rest = after;
                continue;
            };
            let target = after.strip_prefix('(').and_then(|after| after.split_once(')'));
            let code = inside.strip_prefix('`').and_then(|inside| inside.strip_suffix('`'));
            match (code, target) {
                (Some(path), _) => plain.push_str(&self.name(path)),
                (None, Some(_)) => plain.push_str(inside),
                (None, None) => plain.extend(["[", inside, "]"]),
            }
            rest = target.map_or(after, |(_, after)| after);
        }
        plain.push_str(rest);
        plain
    }

    /// A path of Rust as a reader of JSON knows it.
    fn name(&self, path: &str) -> String {
        let parts: Vec<&str> = path.trim_end_matches("()").split("::").collect();
        let last = parts.last().copied().unwrap_or_default();
        if let Some(number) = self.constants.get(last) {
            return grouped(*number);
        }
        let two = parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join("::");
        self.variants.get(&two).map_or_else(|| format!("`{last}`"), |name| format!("`{name}`"))
    }
}

/// A number in groups of three digits.
fn grouped(number: i128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_words_and_limits_become_numbers() {
        let constants = BTreeMap::from([("BATCH".to_owned(), 1_000)]);
        let words = Words { constants: &constants, variants: [("Outcome::Done".into(), "done".into())].into() };
        let text =
            "At most [`crate::limits::BATCH`]. Answers [`Outcome::Done`], as [price](Self::price) of [`Book`](x) [1].";
        assert_eq!(words.text(text), "At most 1,000. Answers `done`, as price of `Book` [1].");
    }
}
