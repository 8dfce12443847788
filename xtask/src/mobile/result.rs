//! What each command and query answers, so that Kotlin can type it.

use anyhow::{Context as _, Result};

use crate::contract::model::{Body, Types, Variant};

/// The union that the variants of another are answered with.
pub(super) fn of(name: &str) -> Option<&'static str> {
    match name {
        "Command" => Some("Outcome"),
        "Query" => Some("Answer"),
        _ => None,
    }
}

/// The variant that answers a variant: that of the same name, or the one that its words end with: "Answers `cart`.".
pub(super) fn ident(name: &str, variant: &Variant, types: &Types) -> Result<Option<(&'static str, String)>> {
    let Some(union) = of(name) else { return Ok(None) };
    let said = variant.doc.rsplit_once("Answers `").and_then(|(_, rest)| rest.split('`').next());
    let wanted = said.unwrap_or(&variant.name);
    let answers = match types.get(union).map(|ty| &ty.body) {
        Some(Body::OneOf(_, answers)) => answers.as_slice(),
        _ => &[],
    };
    let answer = answers.iter().find(|answer| answer.name == wanted);
    let answer = answer.with_context(|| format!("`{}` does not say what it answers", variant.name))?;
    Ok(Some((union, answer.ident.clone())))
}
