//! The description as types of Kotlin: data classes, sealed interfaces and enums, each with the codec of its JSON.
#![expect(clippy::format_push_string, reason = "it reads like what it makes, and runs once")]

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};

use super::name::{camel, shouted};
use super::result;
use crate::contract::model::{Body, Content, Field, Shape, Style, Type, Types, Variant};
use crate::contract::wrapped;

const HEAD: &str = "\
// Everything that crosses the boundary of fondaco. Made by `cargo xtask mobile` from the Rust sources: do not edit.
@file:Suppress(\"REDUNDANT_ELSE_IN_WHEN\", \"UNUSED_ANONYMOUS_PARAMETER\")

package dev.fondaco

import java.math.BigDecimal
import java.time.Instant

";

/// Types that Kotlin has already, or that are written by hand beside the generated ones.
const WRITTEN: [&str; 2] = ["Decimal", "Money"];

/// Words that are no names in Kotlin: its hard keywords.
const RESERVED: [&str; 28] = [
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

/// The types.
pub(super) fn write(types: &Types) -> Result<String> {
    let mut text = HEAD.to_owned();
    for (name, ty) in types.iter().filter(|(name, _)| !WRITTEN.contains(&name.as_str())) {
        let page = Page { types, name, inner: nested(ty) };
        comment(&mut text, &ty.doc, 0);
        text.push_str(&page.definition(ty).with_context(|| name.clone())?);
        text.push('\n');
    }
    Ok(text)
}

/// The names that a type shadows within itself.
fn nested(ty: &Type) -> BTreeSet<&str> {
    match &ty.body {
        Body::OneOf(_, variants) if !ty.is_words() => variants.iter().map(|one| one.ident.as_str()).collect(),
        _ => BTreeSet::new(),
    }
}

/// One type as it is written.
struct Page<'a> {
    types: &'a Types,
    name: &'a str,
    inner: BTreeSet<&'a str>,
}

impl Page<'_> {
    fn definition(&self, ty: &Type) -> Result<String> {
        let name = self.name;
        Ok(match &ty.body {
            Body::Text(_) => {
                let of = match name {
                    "Rate" => "BigDecimal",
                    "Timestamp" => "Instant",
                    _ => "String",
                };
                format!("typealias {name} = {of}\n")
            }
            Body::Same(shape) => format!("typealias {name} = {}\n", self.of_shape(shape)?),
            Body::OneOf(Style::Untagged, _) => format!("typealias {name} = Json\n"),
            Body::Object(fields) => self.object(fields)?,
            Body::OneOf(_, variants) if ty.is_words() => self.words(variants),
            Body::OneOf(style, variants) => self.union(style, variants)?,
        })
    }

    fn object(&self, fields: &[Field]) -> Result<String> {
        let name = self.name;
        let mut text = format!("data class {name}(\n");
        self.members(&mut text, fields, 4)?;
        text.push_str(&format!(
            ") {{\n    /** Reads and writes its JSON. */\n    companion object : Codec<{name}>() {{\n        \
             override fun read(json: Json): {name} = json.fields {{\n"
        ));
        text.push_str(&format!("            {name}({})\n        }}\n\n", self.reading(fields)?));
        text.push_str(&format!("        override fun write(value: {name}): Json = record {{\n"));
        text.push_str(&self.writing(fields, 12)?);
        text.push_str("        }\n    }\n}\n");
        Ok(text)
    }

    fn words(&self, variants: &[Variant]) -> String {
        let name = self.name;
        let mut text = format!("enum class {name}(override val text: String) : Word {{\n");
        for variant in variants {
            comment(&mut text, &variant.doc, 4);
            text.push_str(&format!("    {}(\"{}\"),\n", shouted(&variant.ident), variant.name));
        }
        text.push_str(&format!(
            "    ;\n\n    override fun toString(): String = text\n\n    /** Reads and writes its JSON. */\n    \
             companion object : Words<{name}>(\"{name}\", {{ entries }})\n}}\n"
        ));
        text
    }

    fn union(&self, style: &Style, variants: &[Variant]) -> Result<String> {
        let name = self.name;
        let typed = result::of(name);
        let parameter = typed.map_or_else(String::new, |of| format!("<out R : {of}>"));
        let mut text = format!("sealed interface {name}{parameter} {{\n");
        for variant in variants {
            comment(&mut text, &variant.doc, 4);
            let own = match result::ident(name, variant, self.types)? {
                Some((of, ident)) => format!("{name}<{of}.{ident}>"),
                None => name.to_owned(),
            };
            let ident = &variant.ident;
            match fields_of(variant) {
                fields if fields.is_empty() => text.push_str(&format!("    data object {ident} : {own}\n\n")),
                fields => {
                    text.push_str(&format!("    data class {ident}(\n"));
                    self.members(&mut text, &fields, 8)?;
                    text.push_str(&format!("    ) : {own}\n\n"));
                }
            }
        }
        let all = if typed.is_some() { format!("{name}<*>") } else { name.to_owned() };
        text.push_str(&format!("    /** Reads and writes its JSON. */\n    companion object : Codec<{all}>() {{\n"));
        text.push_str(&format!("        override fun read(json: Json): {all} = "));
        text.push_str(&self.choice(style, variants)?);
        text.push_str(&format!("\n        override fun write(value: {all}): Json = when (value) {{\n"));
        for variant in variants {
            let line = self.told(style, variant)?;
            let is = if fields_of(variant).is_empty() { "" } else { "is " };
            text.push_str(&format!("            {is}{name}.{} -> {line}\n", variant.ident));
        }
        text.push_str("        }\n    }\n}\n");
        Ok(text)
    }

    /// The reading of a union: by its tag, or by its only key.
    fn choice(&self, style: &Style, variants: &[Variant]) -> Result<String> {
        let (name, mut text) = (self.name, String::new());
        match style {
            Style::Tagged(tag) | Style::Adjacent(tag, _) => {
                text.push_str(&format!("json.fields {{\n            when (val tag = tag(\"{tag}\")) {{\n"));
            }
            _ => text.push_str("json.keyed { tag, held ->\n            when (tag) {\n"),
        }
        for variant in variants {
            let own = format!("{name}.{}", variant.ident);
            let read = match (style, &variant.content) {
                (_, Content::Nothing) => own,
                (Style::Adjacent(_, key), Content::Fields(fields)) if fields.is_empty() => {
                    format!("need(\"{key}\", any).fields {{ {own} }}")
                }
                (_, Content::Fields(fields)) if fields.is_empty() => own,
                (Style::Tagged(_), Content::Fields(fields)) => format!("{own}({})", self.reading(fields)?),
                (Style::Adjacent(_, key), Content::Fields(fields)) => {
                    format!("need(\"{key}\", any).fields {{ {own}({}) }}", self.reading(fields)?)
                }
                (Style::Adjacent(_, key), Content::Value(shape)) => {
                    format!("{own}(need(\"{key}\", {}))", self.codec(shape)?)
                }
                (_, Content::Fields(fields)) => format!("held(any).fields {{ {own}({}) }}", self.reading(fields)?),
                (_, Content::Value(shape)) => format!("{own}(held({}))", self.codec(shape)?),
            };
            text.push_str(&format!("                \"{}\" -> {read}\n", variant.name));
        }
        text.push_str(&format!("                else -> unknown(\"{name}\", tag)\n            }}\n        }}\n"));
        Ok(text)
    }

    /// The writing of a variant.
    fn told(&self, style: &Style, variant: &Variant) -> Result<String> {
        let name = &variant.name;
        let held = match &variant.content {
            Content::Nothing => None,
            Content::Value(shape) => Some(format!("{}.write(value.value)", self.codec(shape)?)),
            Content::Fields(fields) => Some(format!("record {{\n{}            }}", self.writing(fields, 16)?)),
        };
        Ok(match (style, &variant.content, held) {
            (Style::Tagged(tag), Content::Fields(fields), _) => {
                format!(
                    "record {{\n                tag(\"{tag}\", \"{name}\")\n{}            }}",
                    self.writing(fields, 16)?
                )
            }
            (Style::Adjacent(tag, key), _, Some(held)) => {
                format!("record {{ tag(\"{tag}\", \"{name}\"); put(\"{key}\", any, {held}) }}")
            }
            (Style::Tagged(tag) | Style::Adjacent(tag, _), _, _) => format!("record {{ tag(\"{tag}\", \"{name}\") }}"),
            (_, _, Some(held)) => format!("record {{ put(\"{name}\", any, {held}) }}"),
            (_, _, None) => format!("Json.Text(\"{name}\")"),
        })
    }

    /// The members of a constructor, each with its words.
    fn members(&self, text: &mut String, fields: &[Field], indent: usize) -> Result<()> {
        for field in fields {
            comment(text, &field.doc, indent);
            let (ty, gap) = (self.of_shape(&field.shape)?, " ".repeat(indent));
            let member = match (field.optional, &field.default) {
                (true, Some(default)) => format!("{ty} = {}", literal(default, &field.shape)?),
                (true, None) => format!("{}? = null", ty.trim_end_matches('?')),
                (false, _) => ty,
            };
            text.push_str(&format!("{gap}val {}: {member},\n", escaped(&field.name)));
        }
        Ok(())
    }

    /// The arguments of a constructor, read from the fields of an object.
    fn reading(&self, fields: &[Field]) -> Result<String> {
        let mut arguments = Vec::new();
        for field in fields {
            let (key, codec) = (&field.name, self.codec(&field.shape)?);
            arguments.push(match (field.optional, &field.default) {
                (true, Some(default)) => format!("may(\"{key}\", {codec}) ?: {}", literal(default, &field.shape)?),
                (true, None) => format!("may(\"{key}\", {codec})"),
                (false, _) => format!("need(\"{key}\", {codec})"),
            });
        }
        Ok(arguments.join(", "))
    }

    fn writing(&self, fields: &[Field], indent: usize) -> Result<String> {
        let mut text = String::new();
        for field in fields {
            let call = if field.optional && field.default.is_none() { "may" } else { "put" };
            let (key, codec) = (&field.name, self.codec(&field.shape)?);
            text.push_str(&format!("{}{call}(\"{key}\", {codec}, value.{})\n", " ".repeat(indent), escaped(key)));
        }
        Ok(text)
    }

    fn of_shape(&self, shape: &Shape) -> Result<String> {
        Ok(match shape {
            Shape::Text => "String".to_owned(),
            Shape::Truth => "Boolean".to_owned(),
            Shape::Whole(least, most) => whole(*least, *most).0.to_owned(),
            Shape::Any => "Json".to_owned(),
            Shape::List(inner) => format!("List<{}>", self.of_shape(inner)?),
            Shape::Fixed(parts) => match parts.as_slice() {
                [first, second] => format!("Pair<{}, {}>", self.of_shape(first)?, self.of_shape(second)?),
                [first, rest @ ..] if rest.iter().all(|part| part == first) => {
                    format!("List<{}>", self.of_shape(first)?)
                }
                _ => bail!("a list of {} parts has no type in Kotlin", parts.len()),
            },
            Shape::Map(inner) => format!("Map<String, {}>", self.of_shape(inner)?),
            Shape::Nullable(inner) => format!("{}?", self.of_shape(inner)?),
            Shape::Named(name) if name == "Decimal" => "BigDecimal".to_owned(),
            Shape::Named(name) if result::of(name).is_some() => format!("{}<*>", self.outer(name)),
            Shape::Named(name) => self.outer(name),
        })
    }

    /// The expression of what reads and writes a shape.
    fn codec(&self, shape: &Shape) -> Result<String> {
        Ok(match shape {
            Shape::Text => "text".to_owned(),
            Shape::Truth => "truth".to_owned(),
            Shape::Whole(least, most) => whole(*least, *most).1.to_owned(),
            Shape::Any => "any".to_owned(),
            Shape::List(inner) => format!("list({})", self.codec(inner)?),
            Shape::Fixed(parts) => match parts.as_slice() {
                [first, second] => format!("pair({}, {})", self.codec(first)?, self.codec(second)?),
                [first, rest @ ..] if rest.iter().all(|part| part == first) => format!("list({})", self.codec(first)?),
                _ => bail!("a list of {} parts has no type in Kotlin", parts.len()),
            },
            Shape::Map(inner) => format!("map({})", self.codec(inner)?),
            Shape::Nullable(inner) => format!("nullable({})", self.codec(inner)?),
            Shape::Named(name) => match (name.as_str(), self.types.get(name).map(|ty| &ty.body)) {
                ("Decimal" | "Rate", _) => "decimal".to_owned(),
                ("Timestamp", _) => "instant".to_owned(),
                (_, Some(Body::Text(_))) => "text".to_owned(),
                (_, Some(Body::Same(shape))) => self.codec(shape)?,
                (_, Some(Body::OneOf(Style::Untagged, _))) => "any".to_owned(),
                _ => self.outer(name),
            },
        })
    }

    /// The name of a type, in full where a nested one has the same.
    fn outer(&self, name: &str) -> String {
        if self.inner.contains(name) { format!("dev.fondaco.{name}") } else { name.to_owned() }
    }
}

/// What a variant holds, as fields: one value is a field named so.
fn fields_of(variant: &Variant) -> Vec<Field> {
    match &variant.content {
        Content::Nothing => Vec::new(),
        Content::Fields(fields) => fields.clone(),
        Content::Value(shape) => {
            let (name, doc) = ("value".to_owned(), "What it holds.".to_owned());
            vec![Field { name, doc, shape: shape.clone(), optional: false, default: None }]
        }
    }
}

/// A type of whole numbers that holds a range, and what reads it.
fn whole(least: i128, most: i128) -> (&'static str, &'static str) {
    if least >= i32::MIN.into() && most <= i32::MAX.into() {
        ("Int", "int")
    } else if most <= i64::MAX.into() {
        ("Long", "long")
    } else {
        ("ULong", "ulong")
    }
}

/// What absence means, in Kotlin.
fn literal(json: &str, shape: &Shape) -> Result<String> {
    Ok(match (json, shape) {
        ("[]", _) => "emptyList()".to_owned(),
        ("{}", _) => "emptyMap()".to_owned(),
        ("0", Shape::Whole(least, most)) => match whole(*least, *most).0 {
            "Int" => "0".to_owned(),
            "Long" => "0L".to_owned(),
            _ => "0UL".to_owned(),
        },
        ("false" | "\"\"", _) => json.to_owned(),
        _ => bail!("`{json}` has no literal in Kotlin"),
    })
}

fn escaped(name: &str) -> String {
    let name = camel(name);
    if RESERVED.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// A comment, in as many lines as it takes.
fn comment(text: &mut String, doc: &str, indent: usize) {
    if doc.is_empty() {
        return;
    }
    let gap = " ".repeat(indent);
    let lines: Vec<String> = doc.lines().flat_map(|line| wrapped(line, 116_usize.saturating_sub(indent))).collect();
    match lines.as_slice() {
        [one] => text.push_str(&format!("{gap}/** {one} */\n")),
        lines => text.push_str(&format!("{gap}/**\n{gap} * {}\n{gap} */\n", lines.join(&format!("\n{gap} * ")))),
    }
}
