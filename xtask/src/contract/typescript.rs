//! The description as types of TypeScript: amounts and ids as strings, unions told apart by one key.
#![expect(clippy::format_push_string, reason = "it reads like what it makes, and runs once")]

use super::model::{Body, Content, Field, Shape, Style, Type, Types, Variant};

const HEAD: &str = "\
// Everything that crosses the boundary of fondaco. Made by `cargo xtask contract` from the Rust sources: do not edit.
//
// Amounts, rates and instants are strings: no number of JavaScript holds them exactly. Whole numbers are numbers.

";

/// The types.
pub(crate) fn write(types: &Types) -> String {
    let mut text = HEAD.to_owned();
    for (name, ty) in types {
        comment(&mut text, &ty.doc, 0);
        match &ty.body {
            Body::Object(fields) => {
                text.push_str(&format!("export interface {name} {{\n"));
                members(&mut text, fields, 2);
                text.push_str("}\n\n");
            }
            _ => text.push_str(&format!("export type {name} ={};\n\n", of_type(ty))),
        }
    }
    text
}

/// What stands behind `type Name =`.
fn of_type(ty: &Type) -> String {
    match &ty.body {
        Body::Text(_) => " string".to_owned(),
        Body::Same(shape) => format!(" {}", of_shape(shape)),
        Body::Object(fields) => format!(" {}", inline(fields, 0)),
        Body::OneOf(style, variants) => variants.iter().map(|variant| of_variant(style, variant)).collect(),
    }
}

/// A branch of a union, in lines of its own.
fn of_variant(style: &Style, variant: &Variant) -> String {
    let mut text = String::from("\n  | ");
    let name = format!("\"{}\"", variant.name);
    match (style, &variant.content) {
        (Style::Keyed, Content::Nothing) => {
            let mut about = String::new();
            comment(&mut about, &variant.doc, 2);
            return format!("\n{about}  | {name}");
        }
        (Style::Keyed, content) => {
            let held = match content {
                Content::Value(shape) => of_shape(shape),
                Content::Fields(fields) => inline(fields, 6),
                Content::Nothing => String::new(),
            };
            text.push_str("{\n");
            comment(&mut text, &variant.doc, 6);
            text.push_str(&format!("      {}: {held};\n    }}", key(&variant.name)));
        }
        (Style::Tagged(tag), content) => {
            text.push_str("{\n");
            comment(&mut text, &variant.doc, 6);
            text.push_str(&format!("      {}: {name};\n", key(tag)));
            if let Content::Fields(fields) = content {
                members(&mut text, fields, 6);
            }
            text.push_str("    }");
        }
        (Style::Adjacent(tag, inner), content) => {
            let held = match content {
                Content::Value(shape) => Some(of_shape(shape)),
                Content::Fields(fields) => Some(inline(fields, 6)),
                Content::Nothing => None,
            };
            text.push_str("{\n");
            comment(&mut text, &variant.doc, 6);
            text.push_str(&format!("      {}: {name};\n", key(tag)));
            if let Some(held) = held {
                text.push_str(&format!("      {}: {held};\n", key(inner)));
            }
            text.push_str("    }");
        }
        (Style::Untagged, Content::Value(shape)) => text.push_str(&of_shape(shape)),
        (Style::Untagged, Content::Fields(fields)) => text.push_str(&inline(fields, 4)),
        (Style::Untagged, Content::Nothing) => text.push_str("null"),
    }
    text
}

/// Fields in lines, each with its words.
fn members(text: &mut String, fields: &[Field], indent: usize) {
    for field in fields {
        comment(text, &field.doc, indent);
        let mark = if field.optional { "?" } else { "" };
        let line = format!("{}{}{mark}: {};\n", " ".repeat(indent), key(&field.name), of_shape(&field.shape));
        text.push_str(&line);
    }
}

/// An object within a type.
fn inline(fields: &[Field], indent: usize) -> String {
    if fields.is_empty() {
        return "{ [name: string]: never }".to_owned();
    }
    let mut text = String::from("{\n");
    members(&mut text, fields, indent + 2);
    text.push_str(&format!("{}}}", " ".repeat(indent)));
    text
}

fn of_shape(shape: &Shape) -> String {
    match shape {
        Shape::Text => "string".to_owned(),
        Shape::Truth => "boolean".to_owned(),
        Shape::Whole(..) => "number".to_owned(),
        Shape::Any => "unknown".to_owned(),
        Shape::List(inner) => match &**inner {
            Shape::Nullable(_) => format!("({})[]", of_shape(inner)),
            _ => format!("{}[]", of_shape(inner)),
        },
        Shape::Fixed(parts) => format!("[{}]", parts.iter().map(of_shape).collect::<Vec<_>>().join(", ")),
        Shape::Map(inner) => format!("{{ [name: string]: {} }}", of_shape(inner)),
        Shape::Nullable(inner) => format!("{} | null", of_shape(inner)),
        Shape::Named(name) => name.clone(),
    }
}

/// A key, in quotes where it is no word.
fn key(name: &str) -> String {
    let is_word = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_word { name.to_owned() } else { format!("\"{name}\"") }
}

/// A comment, in as many lines as it takes.
fn comment(text: &mut String, doc: &str, indent: usize) {
    if doc.is_empty() {
        return;
    }
    let gap = " ".repeat(indent);
    let lines: Vec<String> =
        doc.lines().flat_map(|line| super::wrapped(line, 116_usize.saturating_sub(indent))).collect();
    match lines.as_slice() {
        [one] => text.push_str(&format!("{gap}/** {one} */\n")),
        lines => {
            text.push_str(&format!("{gap}/**\n"));
            for line in lines {
                text.push_str(&format!("{gap} * {line}\n"));
            }
            text.push_str(&format!("{gap} */\n"));
        }
    }
}
