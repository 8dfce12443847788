//! The description as a JSON Schema, draft 2020-12.

use super::json::Json;
use super::model::{Body, Content, Field, Shape, Style, Type, Types, Variant};

/// The schema of every type, below `$defs`.
pub(crate) fn write(types: &Types) -> String {
    let definitions = types.iter().map(|(name, ty)| (name.clone(), definition(ty)));
    let about = "Everything that crosses the boundary of fondaco. Each definition is one type: a command fits \
                 `urn:fondaco:wire#/$defs/Command`. Made by `cargo xtask contract` from the Rust sources.";
    Json::object([
        ("$schema", Json::text("https://json-schema.org/draft/2020-12/schema")),
        ("$id", Json::text("urn:fondaco:wire")),
        ("description", Json::text(about)),
        ("$defs", Json::Object(definitions.collect())),
    ])
    .pretty()
}

fn definition(ty: &Type) -> Json {
    let described = Json::object([("description", Json::text(&ty.doc))]);
    match &ty.body {
        Body::Text(form) => described
            .with("type", Some(Json::text("string")))
            .with("format", form.format.map(Json::text))
            .with("pattern", Some(Json::text(&form.pattern))),
        Body::Same(shape) => joined(described, of_shape(shape)),
        Body::Object(fields) => joined(described, object(fields, None)),
        Body::OneOf(Style::Untagged, variants) => described
            .with("anyOf", Some(Json::List(variants.iter().map(|one| branch(&Style::Untagged, one)).collect()))),
        Body::OneOf(Style::Keyed, variants) => keyed(described, variants),
        Body::OneOf(style, variants) => {
            described.with("oneOf", Some(Json::List(variants.iter().map(|one| branch(style, one)).collect())))
        }
    }
}

/// The fields of both.
fn joined(left: Json, right: Json) -> Json {
    match (left, right) {
        (Json::Object(mut left), Json::Object(right)) => {
            left.extend(right);
            Json::Object(left)
        }
        (left, _) => left,
    }
}

/// Words, and an object with one key for each variant that holds something.
fn keyed(described: Json, variants: &[Variant]) -> Json {
    let words = variants.iter().filter(|variant| matches!(variant.content, Content::Nothing));
    let mut branches: Vec<Json> = words
        .map(|word| Json::object([("const", Json::text(&word.name)), ("description", Json::text(&word.doc))]))
        .collect();
    let mut keys = Vec::new();
    for variant in variants {
        let value = match &variant.content {
            Content::Nothing => continue,
            Content::Value(shape) => joined(described_as(&variant.doc), of_shape(shape)),
            Content::Fields(fields) => joined(described_as(&variant.doc), object(fields, None)),
        };
        keys.push((variant.name.clone(), value));
    }
    if keys.is_empty() {
        return described.with("oneOf", Some(Json::List(branches)));
    }
    let object = Json::object([
        ("type", Json::text("object")),
        ("properties", Json::Object(keys)),
        ("minProperties", Json::Raw("1".into())),
        ("maxProperties", Json::Raw("1".into())),
        ("additionalProperties", Json::Raw("false".into())),
    ]);
    if branches.is_empty() {
        return joined(described, object);
    }
    branches.push(object);
    described.with("oneOf", Some(Json::List(branches)))
}

/// A variant of a union of objects.
fn branch(style: &Style, variant: &Variant) -> Json {
    let described = described_as(&variant.doc);
    match (style, &variant.content) {
        (Style::Tagged(tag), Content::Fields(fields)) => joined(described, object(fields, Some((tag, &variant.name)))),
        (Style::Adjacent(tag, content), held) => {
            let inner = match held {
                Content::Value(shape) => Some(of_shape(shape)),
                Content::Fields(fields) => Some(object(fields, None)),
                Content::Nothing => None,
            };
            let keys = [Some(tag.clone()), inner.as_ref().map(|_| content.clone())];
            let properties = Json::Object(vec![(tag.clone(), constant(&variant.name))]).with(content, inner);
            let required = keys.into_iter().flatten().map(Json::Text).collect();
            joined(
                described,
                Json::object([
                    ("type", Json::text("object")),
                    ("properties", properties),
                    ("required", Json::List(required)),
                    ("additionalProperties", Json::Raw("false".into())),
                ]),
            )
        }
        (_, Content::Value(shape)) => of_shape(shape),
        (_, Content::Fields(fields)) => joined(described, object(fields, None)),
        (Style::Tagged(tag), Content::Nothing) => joined(described, object(&[], Some((tag, &variant.name)))),
        (_, Content::Nothing) => described.with("const", Some(Json::text(&variant.name))),
    }
}

fn described_as(doc: &str) -> Json {
    let described = (!doc.is_empty()).then(|| Json::text(doc));
    Json::Object(Vec::new()).with("description", described)
}

fn constant(name: &str) -> Json {
    Json::object([("const", Json::text(name))])
}

fn object(fields: &[Field], tag: Option<(&str, &str)>) -> Json {
    let tagged = tag.map(|(tag, name)| (tag.to_owned(), constant(name)));
    let properties = fields.iter().map(|field| {
        let shape = of_shape(&field.shape);
        let default = field.default.clone().map(Json::Raw);
        (field.name.clone(), joined(shape, described_as(&field.doc)).with("default", default))
    });
    let needed = fields.iter().filter(|field| !field.optional).map(|field| field.name.clone());
    let required: Vec<Json> = tag.iter().map(|(tag, _)| (*tag).to_owned()).chain(needed).map(Json::Text).collect();
    Json::object([
        ("type", Json::text("object")),
        ("properties", Json::Object(tagged.into_iter().chain(properties).collect())),
    ])
    .with("required", (!required.is_empty()).then_some(Json::List(required)))
    .with("additionalProperties", Some(Json::Raw("false".into())))
}

fn of_shape(shape: &Shape) -> Json {
    let typed = |name: &str| Json::object([("type", Json::text(name))]);
    match shape {
        Shape::Text => typed("string"),
        Shape::Truth => typed("boolean"),
        Shape::Whole(least, most) => typed("integer")
            .with("minimum", Some(Json::Raw(least.to_string())))
            .with("maximum", Some(Json::Raw(most.to_string()))),
        Shape::Any => Json::Object(Vec::new()),
        Shape::List(inner) => typed("array").with("items", Some(of_shape(inner))),
        Shape::Fixed(parts) => {
            let count = parts.len().to_string();
            typed("array")
                .with("prefixItems", Some(Json::List(parts.iter().map(of_shape).collect())))
                .with("minItems", Some(Json::Raw(count.clone())))
                .with("maxItems", Some(Json::Raw(count)))
        }
        Shape::Map(inner) => typed("object").with("additionalProperties", Some(of_shape(inner))),
        Shape::Nullable(inner) => Json::object([("anyOf", Json::List(vec![of_shape(inner), typed("null")]))]),
        Shape::Named(name) => Json::object([("$ref", Json::text(format!("#/$defs/{name}")))]),
    }
}
