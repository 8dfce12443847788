//! The names of everything that can be asked, answered and refused: what each language is compared with.

use super::json::Json;
use super::model::{Body, Types};

/// The names.
pub(crate) fn write(types: &Types, codes: &[[String; 3]]) -> String {
    let names = |name: &str| {
        let variants = match types.get(name).map(|ty| &ty.body) {
            Some(Body::OneOf(_, variants)) => variants.as_slice(),
            _ => &[],
        };
        Json::List(variants.iter().map(|variant| Json::text(&variant.name)).collect())
    };
    let code = |[code, kind, meaning]: &[String; 3]| {
        Json::object([("code", Json::text(code)), ("kind", Json::text(kind)), ("meaning", Json::text(meaning))])
    };
    Json::object([
        ("commands", names("Command")),
        ("outcomes", names("Outcome")),
        ("queries", names("Query")),
        ("records", names("RecordKind")),
        ("events", names("Event")),
        ("codes", Json::List(codes.iter().map(code).collect())),
    ])
    .pretty()
}
