//! `cargo xtask contract`: the schema of the wire and its types in other languages, from the Rust sources.

mod attribute;
mod json;
mod macros;
pub(crate) mod model;
mod prose;
mod python;
mod scalar;
mod schema;
mod shape;
mod source;
mod surface;
mod typescript;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::run;
use model::Types;
use source::Source;

/// The types that a caller names; what they are made of follows.
const ROOTS: [&str; 17] = [
    "Execute",
    "Outcome",
    "Query",
    "Answer",
    "WireFailure",
    "PriceRules",
    "RuleProblem",
    "PriceCall",
    "VerifyCall",
    "Receipt",
    "Simulation",
    "Totals",
    "VectorRequest",
    "PlanRequest",
    "PlanAnswer",
    "PricingRequest",
    "PricingAnswer",
];

/// Writes the files anew, or says which are out of date.
pub(crate) fn run(check: bool) -> Result<bool> {
    let root = run::root();
    let mut current = true;
    for (path, text) in files(&root)? {
        let file = root.join(path);
        if fs::read_to_string(&file).is_ok_and(|found| found == text) {
            continue;
        }
        current = false;
        if check {
            println!("{path}: is not what the sources say: run `cargo xtask contract` and read the diff");
        } else {
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&file, text).with_context(|| format!("`{path}`"))?;
            println!("{path}: written");
        }
    }
    println!(
        "contract: {}",
        if current {
            "up to date"
        } else if check {
            "out of date"
        } else {
            "written"
        }
    );
    Ok(current || !check)
}

/// Every file that is made, with what belongs into it.
fn files(root: &Path) -> Result<[(&'static str, String); 4]> {
    let (source, types) = described(root)?;
    Ok([
        ("bindings/contract/schema/fondaco.schema.json", schema::write(&types)),
        ("bindings/contract/generated/fondaco.d.ts", typescript::write(&types)),
        ("bindings/python/python/fondaco/wire.pyi", python::write(&types)?),
        ("bindings/contract/generated/surface.json", surface::write(&types, &source.codes)),
    ])
}

/// Every type that crosses the boundary, for languages whose types are made when they are built.
pub(crate) fn describe() -> Result<Types> {
    Ok(described(&run::root())?.1)
}

fn described(root: &Path) -> Result<(Source, Types)> {
    let source = Source::read(&[&root.join("core/src"), &root.join("bindings/contract/src")])?;
    let types = source.reach(&ROOTS)?;
    Ok((source, types))
}

/// A text in lines of at most so many characters, broken at blanks.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + word.chars().count() >= width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_at_blanks() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable", 3), ["unbreakable"]);
    }
}
