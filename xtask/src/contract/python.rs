//! The description as a stub of Python: a `TypedDict` for each object, `Literal` for words, unions by one key.
#![expect(clippy::format_push_string, reason = "it reads like what it makes, and runs once")]

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::model::{Body, Content, Field, Shape, Style, Type, Types, Variant};
use super::wrapped;

const HEAD: &str = "\
# Everything that crosses the boundary of fondaco. Made by `cargo xtask contract` from the Rust sources: do not edit.
#
# Amounts and rates are `Decimal`, instants an aware `datetime`.

import datetime
import decimal
from typing import Literal, TypeAlias, TypedDict, Union

from typing_extensions import NotRequired

# Whatever JSON holds.
Json: TypeAlias = Union[None, bool, int, str, list[\"Json\"], dict[str, \"Json\"]]

";

/// Words that Python keeps for itself.
const KEPT: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The stub; an error where a variant and a type would have one name.
pub(crate) fn write(types: &Types) -> Result<String> {
    let mut text = HEAD.to_owned();
    for (name, ty) in types {
        write_type(&mut text, name, ty);
    }
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let class = line.strip_prefix("class ").and_then(|rest| rest.split_once('('));
        let defined = class.or_else(|| line.split_once(": TypeAlias =")).or_else(|| line.split_once(" = TypedDict("));
        let Some((name, _)) = defined else { continue };
        ensure!(names.insert(name.to_owned()), "`{name}` is the name of two types in Python: give one another in Rust");
    }
    Ok(text)
}

fn write_type(text: &mut String, name: &str, ty: &Type) {
    match &ty.body {
        Body::Text(_) => alias(text, name, own_type(name), &ty.doc),
        Body::Same(shape) => alias(text, name, &of_shape(shape), &ty.doc),
        Body::Object(fields) => dictionary(text, name, &ty.doc, &[], fields),
        Body::OneOf(_, variants) if ty.is_words() => {
            let words: Vec<String> = variants.iter().map(|variant| format!("    \"{}\",\n", variant.name)).collect();
            let meanings = variants.iter().map(|variant| format!("`{}`: {}", variant.name, variant.doc));
            let doc: Vec<String> = std::iter::once(ty.doc.clone()).chain(meanings).collect();
            alias(text, name, &format!("Literal[\n{}]", words.concat()), &doc.join("\n"));
        }
        Body::OneOf(style, variants) => {
            let mut parts = Vec::new();
            for variant in variants {
                parts.push(write_variant(text, name, style, variant));
            }
            let parts: Vec<String> = parts.into_iter().map(|part| format!("    {part},\n")).collect();
            alias(text, name, &format!("Union[\n{}]", parts.concat()), &ty.doc);
        }
    }
}

/// What Python has for a type that is a text in JSON.
fn own_type(name: &str) -> &'static str {
    match name {
        "Decimal" | "Rate" => "decimal.Decimal",
        "Timestamp" => "datetime.datetime",
        _ => "str",
    }
}

/// Writes what a variant takes, and answers how it is called.
fn write_variant(text: &mut String, outer: &str, style: &Style, variant: &Variant) -> String {
    let own = format!("{}{outer}", variant.ident);
    let named = |name: &str, shape: Shape| Field {
        name: name.to_owned(),
        doc: String::new(),
        shape,
        optional: false,
        default: None,
    };
    let tag = |tag: &str| (tag.to_owned(), format!("Literal[\"{}\"]", variant.name));
    let mut held = |name: String, content: &Content| match content {
        Content::Nothing => None,
        Content::Value(shape) => Some(shape.clone()),
        Content::Fields(fields) => {
            dictionary(text, &name, &variant.doc, &[], fields);
            Some(Shape::Named(name))
        }
    };
    match (style, &variant.content) {
        (Style::Keyed, Content::Nothing) => return format!("Literal[\"{}\"]", variant.name),
        (Style::Keyed, content) => {
            let inner = held(format!("{own}Content"), content).map(|shape| named(&variant.name, shape));
            dictionary(text, &own, &variant.doc, &[], &inner.into_iter().collect::<Vec<_>>());
        }
        (Style::Tagged(key), Content::Fields(fields)) => dictionary(text, &own, &variant.doc, &[tag(key)], fields),
        (Style::Tagged(key), _) => dictionary(text, &own, &variant.doc, &[tag(key)], &[]),
        (Style::Adjacent(key, inner), content) => {
            let inner = held(format!("{own}Content"), content).map(|shape| named(inner, shape));
            dictionary(text, &own, &variant.doc, &[tag(key)], &inner.into_iter().collect::<Vec<_>>());
        }
        (Style::Untagged, content) => {
            return held(own, content).map_or_else(|| "None".to_owned(), |shape| of_shape(&shape));
        }
    }
    own
}

/// A `TypedDict`: as a class, or as a call where a key is a word of Python's own.
fn dictionary(text: &mut String, name: &str, doc: &str, tags: &[(String, String)], fields: &[Field]) {
    let of = |field: &Field| {
        let shape = of_shape(&field.shape);
        if field.optional { format!("NotRequired[{shape}]") } else { shape }
    };
    if fields.iter().any(|field| KEPT.contains(&field.name.as_str())) {
        comment(text, doc, "");
        text.push_str(&format!("{name} = TypedDict(\n    \"{name}\",\n    {{\n"));
        for (key, value) in tags {
            text.push_str(&format!("        \"{key}\": {value},\n"));
        }
        for field in fields {
            comment(text, &field.doc, "        ");
            text.push_str(&format!("        \"{}\": {},\n", field.name, of(field)));
        }
        return text.push_str("    },\n)\n\n");
    }
    text.push_str(&format!("class {name}(TypedDict):\n"));
    docstring(text, doc, "    ");
    for (key, value) in tags {
        text.push_str(&format!("    {key}: {value}\n"));
    }
    for field in fields {
        text.push_str(&format!("    {}: {}\n", field.name, of(field)));
        docstring(text, &field.doc, "    ");
    }
    text.push('\n');
}

fn alias(text: &mut String, name: &str, value: &str, doc: &str) {
    text.push_str(&format!("{name}: TypeAlias = {value}\n"));
    docstring(text, doc, "");
    text.push('\n');
}

fn of_shape(shape: &Shape) -> String {
    match shape {
        Shape::Text => "str".to_owned(),
        Shape::Truth => "bool".to_owned(),
        Shape::Whole(..) => "int".to_owned(),
        Shape::Any => "Json".to_owned(),
        Shape::List(inner) => format!("list[{}]", of_shape(inner)),
        Shape::Fixed(parts) => {
            let mut kinds: Vec<String> = parts.iter().map(of_shape).collect();
            kinds.dedup();
            // What JSON has is a list, whatever its length.
            if kinds.len() == 1 {
                format!("list[{}]", kinds.concat())
            } else {
                format!("list[Union[{}]]", kinds.join(", "))
            }
        }
        Shape::Map(inner) => format!("dict[str, {}]", of_shape(inner)),
        Shape::Nullable(inner) => format!("Union[{}, None]", of_shape(inner)),
        Shape::Named(name) => name.clone(),
    }
}

fn docstring(text: &mut String, doc: &str, indent: &str) {
    let lines: Vec<String> = doc.lines().flat_map(|line| wrapped(line, 110)).collect();
    match lines.as_slice() {
        [] => {}
        [one] => text.push_str(&format!("{indent}\"\"\"{one}\"\"\"\n")),
        [first, rest @ ..] => {
            text.push_str(&format!("{indent}\"\"\"{first}\n"));
            for line in rest {
                text.push_str(&format!("{indent}{line}\n"));
            }
            text.push_str(&format!("{indent}\"\"\"\n"));
        }
    }
}

fn comment(text: &mut String, doc: &str, indent: &str) {
    for line in doc.lines().flat_map(|line| wrapped(line, 108)) {
        text.push_str(&format!("{indent}# {line}\n"));
    }
}
