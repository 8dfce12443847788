//! The description as types of Swift: structs and enums, each with its JSON.
#![expect(clippy::format_push_string, reason = "it reads like what it makes, and runs once")]

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};

use super::name::{camel, lowered};
use crate::contract::model::{Body, Content, Field, Shape, Style, Type, Types, Variant};
use crate::contract::wrapped;

const HEAD: &str = "\
// Everything that crosses the boundary of fondaco. Made by `cargo xtask mobile` from the Rust sources: do not edit.

import Foundation

";

/// Types that Swift has already, or that are written by hand beside the generated ones.
const WRITTEN: [&str; 2] = ["Decimal", "Money"];

/// Names that would hide those of the standard library, or of Foundation, from whoever imports the module.
const RENAMED: [(&str, &str); 4] =
    [("Actor", "ActorName"), ("Date", "LocalDate"), ("Sequence", "PromotionSequence"), ("Time", "LocalTime")];

/// Words that are no names in Swift: those it keeps in declarations, statements and expressions.
const RESERVED: [&str; 53] = [
    "Any",
    "Self",
    "as",
    "associatedtype",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "default",
    "defer",
    "deinit",
    "do",
    "else",
    "enum",
    "extension",
    "fallthrough",
    "false",
    "fileprivate",
    "for",
    "func",
    "guard",
    "if",
    "import",
    "in",
    "init",
    "inout",
    "internal",
    "is",
    "let",
    "nil",
    "operator",
    "private",
    "protocol",
    "public",
    "repeat",
    "rethrows",
    "return",
    "self",
    "static",
    "struct",
    "subscript",
    "super",
    "switch",
    "throw",
    "throws",
    "true",
    "try",
    "typealias",
    "var",
    "where",
    "while",
];

/// The types.
pub(super) fn write(types: &Types) -> Result<String> {
    let mut text = HEAD.to_owned();
    for (name, ty) in types.iter().filter(|(name, _)| !WRITTEN.contains(&name.as_str())) {
        comment(&mut text, &ty.doc, 0);
        text.push_str(&definition(&type_name(name), ty, types).with_context(|| name.clone())?);
        text.push('\n');
    }
    Ok(text)
}

fn definition(name: &str, ty: &Type, types: &Types) -> Result<String> {
    Ok(match &ty.body {
        Body::Text(_) => {
            let of = match name {
                "Rate" => "Decimal",
                "Timestamp" => "Date",
                _ => "String",
            };
            format!("public typealias {name} = {of}\n")
        }
        Body::Same(shape) => format!("public typealias {name} = {}\n", of_shape(shape)?),
        Body::OneOf(Style::Untagged, _) => format!("public typealias {name} = Json\n"),
        Body::Object(fields) => object(name, fields)?,
        Body::OneOf(_, variants) if ty.is_words() => words(name, variants),
        Body::OneOf(style, variants) => {
            let indirect = if holds(name, ty, types) { "indirect " } else { "" };
            format!("public {indirect}{}", union(name, style, variants)?)
        }
    })
}

/// Whether a type holds itself, other than in a list.
fn holds(name: &str, ty: &Type, types: &Types) -> bool {
    let (mut open, mut seen) = (direct(ty), BTreeSet::new());
    while let Some(next) = open.pop() {
        if next == name {
            return true;
        }
        if seen.insert(next.to_owned()) {
            open.extend(types.get(next).map(direct).unwrap_or_default());
        }
    }
    false
}

/// The types that one holds in itself: those in lists and maps stand elsewhere.
fn direct(ty: &Type) -> Vec<&str> {
    let mut shapes: Vec<&Shape> = Vec::new();
    match &ty.body {
        Body::Text(_) => {}
        Body::Same(shape) => shapes.push(shape),
        Body::Object(fields) => shapes.extend(fields.iter().map(|field| &field.shape)),
        Body::OneOf(_, variants) => {
            for variant in variants {
                match &variant.content {
                    Content::Nothing => {}
                    Content::Value(shape) => shapes.push(shape),
                    Content::Fields(fields) => shapes.extend(fields.iter().map(|field| &field.shape)),
                }
            }
        }
    }
    shapes.into_iter().filter_map(named).collect()
}

fn named(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Named(name) => Some(name),
        Shape::Nullable(inner) => named(inner),
        _ => None,
    }
}

fn object(name: &str, fields: &[Field]) -> Result<String> {
    let mut text = format!("public struct {name}: Wire {{\n");
    for field in fields {
        comment(&mut text, &field.doc, 4);
        text.push_str(&format!("    public var {}: {}\n", escaped(&field.name), member(field)?));
    }
    text.push_str(&format!("\n    public init({}) {{\n", parameters(fields)?));
    for field in fields {
        let own = escaped(&field.name);
        text.push_str(&format!("        self.{} = {own}\n", camel(&field.name)));
    }
    text.push_str("    }\n\n    public init(json: Json) throws {\n        var fields = try Fields(json)\n");
    for field in fields {
        text.push_str(&format!("        self.{} = {}\n", camel(&field.name), reading(field, "fields")?));
    }
    text.push_str(
        "        try fields.end()\n    }\n\n    public var json: Json {\n        var fields = [String: Json]()\n",
    );
    for field in fields {
        text.push_str(&format!("        fields.put(\"{}\", self.{})\n", field.name, camel(&field.name)));
    }
    text.push_str("        return .object(fields)\n    }\n}\n");
    Ok(text)
}

fn words(name: &str, variants: &[Variant]) -> String {
    let mut text = format!("public enum {name}: String, Word {{\n");
    for variant in variants {
        comment(&mut text, &variant.doc, 4);
        text.push_str(&format!("    case {} = \"{}\"\n", case(variant), variant.name));
    }
    text.push_str("}\n");
    text
}

fn union(name: &str, style: &Style, variants: &[Variant]) -> Result<String> {
    let mut text = format!("enum {name}: Wire {{\n");
    for variant in variants {
        documented(&mut text, variant);
        let held = match &variant.content {
            Content::Nothing => String::new(),
            Content::Value(shape) => format!("({})", of_shape(shape)?),
            Content::Fields(fields) if fields.is_empty() => String::new(),
            Content::Fields(fields) => format!("({})", parameters(fields)?),
        };
        text.push_str(&format!("    case {}{held}\n", case(variant)));
    }
    text.push_str("\n    public init(json: Json) throws {\n");
    text.push_str(match style {
        Style::Tagged(_) | Style::Adjacent(..) => "        var fields = try Fields(json)\n",
        _ => "        let (tag, held) = try json.keyed()\n",
    });
    if let Style::Tagged(tag) | Style::Adjacent(tag, _) = style {
        text.push_str(&format!("        let tag: String = try fields.need(\"{tag}\")\n"));
    }
    text.push_str("        switch tag {\n");
    for variant in variants {
        text.push_str(&format!("        case \"{}\":\n{}", variant.name, read(style, variant)?));
    }
    text.push_str(&format!("        default:\n            throw malformed(\"`\\(tag)` is no {name}\")\n        }}\n"));
    if matches!(style, Style::Tagged(_) | Style::Adjacent(..)) {
        text.push_str("        try fields.end()\n");
    }
    text.push_str(
        "    }\n\n    public var json: Json {\n        var fields = [String: Json]()\n        switch self {\n",
    );
    for variant in variants {
        text.push_str(&told(style, variant));
    }
    text.push_str("        }\n        return .object(fields)\n    }\n}\n");
    Ok(text)
}

/// The lines that read a variant.
fn read(style: &Style, variant: &Variant) -> Result<String> {
    let own = format!("self = .{}", camel_case(variant));
    let (mut lines, source) = match (style, &variant.content) {
        (Style::Tagged(_), _) => (String::new(), "fields"),
        (Style::Adjacent(_, key), Content::Fields(own)) => {
            let word = if own.is_empty() { "let" } else { "var" };
            (format!("            {word} inner = try Fields(fields.need(\"{key}\"))\n"), "inner")
        }
        (Style::Keyed, Content::Fields(own)) if !own.is_empty() => {
            ("            var inner = try Fields(held(tag))\n".to_owned(), "inner")
        }
        _ => (String::new(), ""),
    };
    match (style, &variant.content) {
        (_, Content::Fields(fields)) if !fields.is_empty() => {
            let arguments: Result<Vec<String>> =
                fields.iter().map(|field| Ok(format!("{}: {}", camel(&field.name), reading(field, source)?))).collect();
            lines.push_str(&format!("            {own}({})\n", arguments?.join(", ")));
        }
        (Style::Adjacent(_, key), Content::Value(_)) => {
            lines.push_str(&format!("            {own}(try fields.need(\"{key}\"))\n"));
        }
        (Style::Keyed, Content::Value(shape)) => {
            lines.push_str(&format!("            {own}(try {}(json: held(tag)))\n", of_shape(shape)?));
        }
        _ => lines.push_str(&format!("            {own}\n")),
    }
    if source == "inner" {
        lines.push_str("            try inner.end()\n");
    }
    Ok(lines)
}

/// The lines that write a variant.
fn told(style: &Style, variant: &Variant) -> String {
    let (name, case) = (&variant.name, case(variant));
    let fields: &[Field] = match &variant.content {
        Content::Fields(fields) => fields,
        _ => &[],
    };
    let bound: Vec<String> = fields.iter().map(|field| escaped(&field.name)).collect();
    let mut text = match &variant.content {
        Content::Value(_) => format!("        case .{case}(let value):\n"),
        _ if bound.is_empty() => format!("        case .{case}:\n"),
        _ => format!("        case let .{case}({}):\n", bound.join(", ")),
    };
    let target = match style {
        Style::Tagged(_) => "fields",
        _ => "inner",
    };
    if let Style::Tagged(tag) | Style::Adjacent(tag, _) = style {
        text.push_str(&format!("            fields.put(\"{tag}\", \"{name}\")\n"));
    }
    let holds = !fields.is_empty() || matches!(variant.content, Content::Fields(_));
    if holds && target == "inner" {
        let word = if fields.is_empty() { "let" } else { "var" };
        text.push_str(&format!("            {word} inner = [String: Json]()\n"));
    }
    for field in fields {
        text.push_str(&format!("            {target}.put(\"{}\", {})\n", field.name, escaped(&field.name)));
    }
    let key = match style {
        Style::Adjacent(_, key) => key,
        _ => name,
    };
    match (style, &variant.content) {
        (Style::Tagged(_), _) | (Style::Adjacent(..), Content::Nothing) => {}
        (_, Content::Nothing) => text.push_str(&format!("            return .text(\"{name}\")\n")),
        (_, Content::Value(_)) => text.push_str(&format!("            fields.put(\"{key}\", value)\n")),
        (_, Content::Fields(_)) => text.push_str(&format!("            fields.put(\"{key}\", Json.object(inner))\n")),
    }
    text
}

/// The expression that reads a field.
fn reading(field: &Field, source: &str) -> Result<String> {
    let name = &field.name;
    Ok(match (field.optional, &field.default) {
        (true, Some(default)) => format!("try {source}.may(\"{name}\") ?? {}", literal(default)?),
        (true, None) => format!("try {source}.may(\"{name}\")"),
        (false, _) => format!("try {source}.need(\"{name}\")"),
    })
}

fn parameters(fields: &[Field]) -> Result<String> {
    let each = fields.iter().map(|field| {
        let default = match (field.optional, &field.default) {
            (true, Some(default)) => format!(" = {}", literal(default)?),
            (true, None) => " = nil".to_owned(),
            (false, _) => String::new(),
        };
        Ok(format!("{}: {}{default}", escaped(&field.name), member(field)?))
    });
    Ok(each.collect::<Result<Vec<_>>>()?.join(", "))
}

fn member(field: &Field) -> Result<String> {
    let ty = of_shape(&field.shape)?;
    let can_lack = field.optional && field.default.is_none() && !ty.ends_with('?');
    Ok(if can_lack { format!("{ty}?") } else { ty })
}

fn of_shape(shape: &Shape) -> Result<String> {
    Ok(match shape {
        Shape::Text => "String".to_owned(),
        Shape::Truth => "Bool".to_owned(),
        Shape::Whole(_, most) if *most <= i64::MAX.into() => "Int".to_owned(),
        Shape::Whole(..) => "UInt64".to_owned(),
        Shape::Any => "Json".to_owned(),
        Shape::List(inner) => format!("[{}]", of_shape(inner)?),
        Shape::Fixed(parts) => match parts.as_slice() {
            [first, second] => format!("Pair<{}, {}>", of_shape(first)?, of_shape(second)?),
            [first, rest @ ..] if rest.iter().all(|part| part == first) => format!("[{}]", of_shape(first)?),
            _ => bail!("a list of {} parts has no type in Swift", parts.len()),
        },
        Shape::Map(inner) => format!("[String: {}]", of_shape(inner)?),
        Shape::Nullable(inner) => format!("{}?", of_shape(inner)?),
        Shape::Named(name) => type_name(name),
    })
}

fn type_name(name: &str) -> String {
    RENAMED.iter().find(|(wire, _)| *wire == name).map_or(name, |(_, own)| own).to_owned()
}

/// What absence means, in Swift.
fn literal(json: &str) -> Result<&str> {
    Ok(match json {
        "[]" | "false" | "0" | "\"\"" => json,
        "{}" => "[:]",
        _ => bail!("`{json}` has no literal in Swift"),
    })
}

fn camel_case(variant: &Variant) -> String {
    lowered(&variant.ident)
}

fn case(variant: &Variant) -> String {
    quoted(camel_case(variant))
}

fn escaped(name: &str) -> String {
    quoted(camel(name))
}

fn quoted(name: String) -> String {
    if RESERVED.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// The words of a case, with those of what it holds.
fn documented(text: &mut String, variant: &Variant) {
    comment(text, &variant.doc, 4);
    if let Content::Fields(fields) = &variant.content {
        for field in fields.iter().filter(|field| !field.doc.is_empty()) {
            comment(text, &format!("- Parameter {}: {}", camel(&field.name), field.doc.replace('\n', " ")), 4);
        }
    }
}

/// A comment, in as many lines as it takes.
fn comment(text: &mut String, doc: &str, indent: usize) {
    let gap = " ".repeat(indent);
    for line in doc.lines().flat_map(|line| wrapped(line, 116_usize.saturating_sub(indent))) {
        text.push_str(&format!("{gap}/// {line}\n"));
    }
}
