//! What stands above an item: its words for people, and what it tells serde.

use anyhow::{Result, bail};
use syn::{Attribute, Expr, Lit, LitStr, Meta};

/// What an item tells serde, as far as it decides the wire.
#[derive(Debug, Default, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute that stands there or not")]
pub(crate) struct Serde {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: bool,
    pub(crate) default: bool,
    /// `default = "path"`: absence means something that only the code knows.
    pub(crate) default_by: bool,
    pub(crate) skips: bool,
    pub(crate) through: Option<String>,
}

impl Serde {
    /// Reads the attributes; an error at one that the description does not know.
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                let value = match meta.value() {
                    Ok(value) => Some(value.parse::<LitStr>()?.value()),
                    Err(_) => None,
                };
                match (name.as_str(), value) {
                    ("rename", value) => found.rename = value,
                    ("rename_all", value) => found.rename_all = value,
                    ("tag", value) => found.tag = value,
                    ("content", value) => found.content = value,
                    ("untagged", None) => found.untagged = true,
                    ("default", value) => (found.default, found.default_by) = (true, value.is_some()),
                    ("skip_serializing_if", Some(_)) => found.skips = true,
                    ("try_from", value) => found.through = value,
                    ("deny_unknown_fields" | "transparent" | "borrow", None) | ("into" | "expecting", Some(_)) => {}
                    _ => return Err(meta.error(format!("`{name}`: the description of the wire does not know it"))),
                }
                Ok(())
            })?;
        }
        match found.rename_all.as_deref() {
            None | Some("snake_case") => Ok(found),
            Some(other) => bail!("`rename_all = \"{other}\"`: the wire is written in snake case"),
        }
    }

    /// The name of an item on the wire.
    pub(crate) fn name(&self, ident: &str, outer: &Self) -> String {
        let own = || if outer.rename_all.is_some() { snake(ident) } else { ident.to_owned() };
        self.rename.clone().unwrap_or_else(own)
    }
}

/// `LikeThis` as `like_this`, as serde does it.
pub(crate) fn snake(ident: &str) -> String {
    let mut name = String::new();
    for (at, letter) in ident.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// Whether an item derives a trait.
pub(crate) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // What cannot be read is no derive of ours: rustc says so elsewhere.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|last| last.ident == name);
            Ok(())
        });
    }
    found
}

/// The doc comment of an item in one line a paragraph: no examples, no tables.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let mut paragraphs = vec![String::new()];
    let mut in_example = false;
    for line in attributes.iter().filter_map(doc_line) {
        let line = line.trim();
        if line.starts_with("```") {
            in_example = !in_example;
        } else if line.is_empty() {
            paragraphs.push(String::new());
        } else if !in_example && !line.starts_with('|') && !is_link_target(line) {
            let Some(text) = paragraphs.last_mut() else { break };
            let gap = if text.is_empty() { "" } else { " " };
            text.extend([gap, line]);
        }
    }
    paragraphs.retain(|text| !text.is_empty());
    paragraphs.join("\n")
}

fn is_link_target(line: &str) -> bool {
    line.starts_with('[') && line.contains("]: ")
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(value) = &pair.value else { return None };
    match &value.lit {
        Lit::Str(text) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
