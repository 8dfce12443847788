//! Types of Rust as shapes of JSON.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use syn::{Expr, GenericArgument, Lit, PathArguments, PathSegment, Type};

use super::model::Shape;

/// The shape of a type.
pub(crate) fn shape(ty: &Type, constants: &BTreeMap<String, i128>) -> Result<Shape> {
    let inner = |segment: &PathSegment, place: usize| -> Result<Shape> {
        let argument = arguments(segment).into_iter().nth(place).context("a type has an argument too few")?;
        shape(argument, constants)
    };
    Ok(match ty {
        Type::Reference(reference) => shape(&reference.elem, constants)?,
        Type::Tuple(tuple) => {
            Shape::Fixed(tuple.elems.iter().map(|part| shape(part, constants)).collect::<Result<_>>()?)
        }
        Type::Array(array) => {
            let many = length(&array.len, constants).context("the length of a list has no number")?;
            Shape::Fixed(vec![shape(&array.elem, constants)?; many])
        }
        Type::Path(path) => {
            let segment = path.path.segments.last().context("a type without a name")?;
            let name = segment.ident.to_string();
            match name.as_str() {
                "String" | "str" | "Title" => Shape::Text,
                "bool" => Shape::Truth,
                "u8" => Shape::Whole(0, u8::MAX.into()),
                "u16" => Shape::Whole(0, u16::MAX.into()),
                "i8" => Shape::Whole(i8::MIN.into(), i8::MAX.into()),
                // Places in lists are as wide as the machine; none is longer than this.
                "u32" | "usize" => Shape::Whole(0, u32::MAX.into()),
                "u64" => Shape::Whole(0, u64::MAX.into()),
                "i32" => Shape::Whole(i32::MIN.into(), i32::MAX.into()),
                "i64" => Shape::Whole(i64::MIN.into(), i64::MAX.into()),
                "Value" => Shape::Any,
                "Arc" | "Box" | "Cow" => inner(segment, 0)?,
                "Option" => Shape::Nullable(Box::new(inner(segment, 0)?)),
                "Vec" | "BTreeSet" => Shape::List(Box::new(inner(segment, 0)?)),
                "BTreeMap" => Shape::Map(Box::new(inner(segment, 1)?)),
                _ if arguments(segment).is_empty() => Shape::Named(name),
                _ => bail!("`{name}<…>` has no shape on the wire"),
            }
        }
        _ => bail!("a type of this form has no shape on the wire"),
    })
}

/// What an `Option` holds, if a type is one.
pub(crate) fn is_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    arguments(segment).into_iter().next()
}

fn arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(list) = &segment.arguments else { return Vec::new() };
    let types = list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn length(expression: &Expr, constants: &BTreeMap<String, i128>) -> Option<usize> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Path(path) => {
            let name = path.path.segments.last()?.ident.to_string();
            usize::try_from(*constants.get(&name)?).ok()
        }
        _ => None,
    }
}
