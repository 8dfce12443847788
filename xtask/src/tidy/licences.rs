//! Licences of what is built in, against the list in `deny.toml`.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::Problem;
use super::graph::Graph;

/// Finds packages whose licence expression (SPDX) no allowed choice satisfies.
pub(crate) fn licences(graph: &Graph) -> Vec<Problem> {
    let allowed = allowed(&graph.deny);
    let fits = |licence: &str| satisfied(licence, &allowed);
    graph
        .foreign()
        .filter(|package| !package.licence.as_deref().is_some_and(fits))
        .map(|package| {
            let licence = package.licence.as_deref().unwrap_or("no licence");
            Problem::new("deny.toml", 1, "licence", format!("`{}` has `{licence}`", package.name))
        })
        .collect()
}

fn allowed(deny: &str) -> BTreeSet<String> {
    let table: Table = deny.parse().unwrap_or_default();
    let list = table.get("licenses").and_then(|licences| licences.get("allow")).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` can be met. The old `MIT/Apache-2.0` is `OR`.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest, allowed) && rest.is_empty()
}

fn any(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = all(rest, allowed);
    while let ["OR", after @ ..] = *rest {
        *rest = after;
        met |= all(rest, allowed);
    }
    met
}

fn all(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = one(rest, allowed);
    while let ["AND", after @ ..] = *rest {
        *rest = after;
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let met = any(rest, allowed);
            *rest = rest.strip_prefix(&[")"]).unwrap_or(rest);
            met
        }
        [licence, "WITH", exception, after @ ..] => {
            *rest = after;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, after @ ..] => {
            *rest = after;
            allowed.contains(*licence)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_met_by_what_is_allowed() {
        let allowed = allowed("[licenses]\nallow = [\"MIT\", \"Unicode-3.0\"]");
        for met in ["MIT", "MIT/Apache-2.0", "(Apache-2.0 OR MIT) AND Unicode-3.0", "MIT OR LGPL-2.1-or-later"] {
            assert!(satisfied(met, &allowed), "{met}");
        }
        for unmet in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND ISC", "MIT WITH something", ""] {
            assert!(!satisfied(unmet, &allowed), "{unmet}");
        }
    }

    #[test]
    fn nothing_is_allowed_by_an_empty_list() {
        assert!(!satisfied("MIT", &allowed("")));
    }
}
