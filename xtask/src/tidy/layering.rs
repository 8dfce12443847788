//! Manifests: which crate may know which, and versions in one place.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::Problem;
use super::tree::Tree;

/// The most direct dependencies that the core may have.
const CORE_DEPENDENCIES: usize = 9;

const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Keys that a member takes from the workspace.
const INHERITED: [&str; 4] = ["version", "edition", "rust-version", "license"];

/// For each layer, the layers it may depend on. The longest folder that fits names a crate's layer.
const LAYERS: &[(&str, &[&str])] = &[
    ("derive", &[]),
    ("core", &["derive"]),
    ("storage-adapters", &["core"]),
    ("bindings/contract", &["core", "derive", "storage-adapters"]),
    ("bindings", &["core", "derive", "storage-adapters", "bindings/contract"]),
    ("examples", &["core", "storage-adapters", "bindings/contract", "bindings", "tests/cluster"]),
    ("tests/cluster", &[]),
    ("tests", &["core", "storage-adapters", "bindings/contract", "bindings", "examples", "tests/cluster"]),
    ("benches", &["core", "storage-adapters", "bindings/contract", "bindings", "tests", "tests/cluster"]),
    ("xtask", &["tests/cluster"]),
];

/// What tests of any crate may depend on besides: a database is no layer. The core's tests need none.
const FOR_TESTS: &str = "tests/cluster";

/// Dependencies point one way: bindings to contract to core, stores to core.
pub(crate) fn layering(tree: &Tree) -> Vec<Problem> {
    let manifests = manifests(tree);
    let folders: BTreeMap<&str, &str> =
        manifests.iter().filter_map(|(path, table)| Some((name(table)?, folder(path)))).collect();
    let mut problems = Vec::new();
    for (path, table) in &manifests {
        let Some((layer, allowed)) = layer(folder(path)) else {
            problems.push(Problem::new(path, 1, "layering", "the crate is in no layer: name its folder in tidy"));
            continue;
        };
        for Dependency { kind, name, .. } in dependencies(table) {
            let target = folders.get(name.as_str()).and_then(|folder| self::layer(folder)).map(|(target, _)| target);
            let Some(target) = target else { continue };
            let for_tests = kind == "dev-dependencies" && target == FOR_TESTS && layer != "core";
            if !allowed.contains(&target) && !for_tests {
                let what = format!("`{layer}` may not depend on `{target}` (`{name}`)");
                problems.push(Problem::new(path, line_of(tree, path, &name), "layering", what));
            }
        }
        let direct = dependencies(table).iter().filter(|dependency| dependency.kind == "dependencies").count();
        if layer == "core" && direct > CORE_DEPENDENCIES {
            let what = format!("the core has {direct} direct dependencies, {CORE_DEPENDENCIES} allowed");
            problems.push(Problem::new(path, 1, "layering", what));
        }
    }
    problems
}

/// A member states no version, edition, licence or lint of its own.
pub(crate) fn workspace(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_manifest(path)) {
        if let Err(error) = text.parse::<Table>() {
            problems.push(Problem::new(path, 1, "workspace", format!("is no TOML: {}", error.message())));
        }
    }
    for (path, table) in manifests(tree) {
        let mut report = |line: usize, what: String| problems.push(Problem::new(&path, line, "workspace", what));
        if !from_workspace(table.get("lints")) {
            report(1, "`[lints] workspace = true` is missing".to_owned());
        }
        for key in INHERITED {
            if !from_workspace(table.get("package").and_then(|package| package.get(key))) {
                report(1, format!("`{key}.workspace = true` is missing"));
            }
        }
        for Dependency { name, value, .. } in dependencies(&table) {
            if !from_workspace(Some(&value)) {
                let what = format!("`{name}` takes no version from the workspace");
                report(line_of(tree, &path, &name), what);
            }
        }
    }
    problems
}

#[derive(Debug)]
struct Dependency {
    kind: &'static str,
    name: String,
    value: Value,
}

/// Every dependency of a manifest, those for one target included.
fn dependencies(manifest: &Table) -> Vec<Dependency> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let tables = std::iter::once(manifest)
        .chain(targets.into_iter().flat_map(|targets| targets.values().filter_map(Value::as_table)));
    let mut found = Vec::new();
    for table in tables {
        for kind in DEPENDENCIES {
            let Some(listed) = table.get(kind).and_then(Value::as_table) else { continue };
            found.extend(listed.iter().map(|(name, value)| Dependency {
                kind,
                name: value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned(),
                value: value.clone(),
            }));
        }
    }
    found
}

/// The manifests of packages. The root's own has no package.
fn manifests(tree: &Tree) -> Vec<(String, Table)> {
    let all = tree.texts().filter(|(path, _)| is_manifest(path));
    all.filter_map(|(path, text)| Some((path.to_owned(), text.parse::<Table>().ok()?)))
        .filter(|(_, table)| table.contains_key("package"))
        .collect()
}

fn is_manifest(path: &str) -> bool {
    path == "Cargo.toml" || path.ends_with("/Cargo.toml")
}

fn folder(manifest: &str) -> &str {
    manifest.trim_end_matches("Cargo.toml").trim_end_matches('/')
}

fn name(manifest: &Table) -> Option<&str> {
    manifest.get("package")?.get("name")?.as_str()
}

fn layer(folder: &str) -> Option<(&'static str, &'static [&'static str])> {
    let fits = |layer: &str| folder.strip_prefix(layer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    LAYERS.iter().filter(|(layer, _)| fits(layer)).max_by_key(|(layer, _)| layer.len()).copied()
}

fn from_workspace(value: Option<&Value>) -> bool {
    value.and_then(|value| value.get("workspace")).and_then(Value::as_bool) == Some(true)
}

/// The first line that begins with a key, or 1.
fn line_of(tree: &Tree, path: &str, key: &str) -> usize {
    let text = tree.text(path).unwrap_or_default();
    text.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                         license.workspace = true\n[lints]\nworkspace = true\n";

    fn manifest(name: &str, rest: &str) -> String {
        format!("[package]\nname = \"{name}\"\n{WHOLE}{rest}")
    }

    #[test]
    fn a_core_that_knows_a_store_fails() {
        let core = manifest("fondaco", "[dependencies]\nfondaco-storage.workspace = true\n");
        let store = manifest("fondaco-storage", "[dependencies]\nfondaco.workspace = true\n");
        let tree = Tree::of(&[("core/Cargo.toml", &core), ("storage-adapters/Cargo.toml", &store)]);
        let problems = layering(&tree);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file, "core/Cargo.toml");
    }

    #[test]
    fn a_store_that_knows_a_binding_fails_and_its_tests_may_know_the_cluster() {
        let store = manifest("fondaco-storage", "[dependencies]\nfondaco-python.workspace = true\n");
        let binding = manifest("fondaco-python", "");
        let tree = Tree::of(&[("storage-adapters/Cargo.toml", &store), ("bindings/python/Cargo.toml", &binding)]);
        assert_eq!(layering(&tree).len(), 1);
        let store = manifest("fondaco-storage", "[dev-dependencies]\nfondaco-cluster.workspace = true\n");
        let cluster = manifest("fondaco-cluster", "");
        let tree = Tree::of(&[("storage-adapters/Cargo.toml", &store), ("tests/cluster/Cargo.toml", &cluster)]);
        assert!(layering(&tree).is_empty());
    }

    #[test]
    fn a_tenth_dependency_of_the_core_fails() {
        let many: Vec<String> = (0..10).map(|number| format!("d{number}.workspace = true\n")).collect();
        let core = manifest("fondaco", &format!("[dependencies]\n{}", many.concat()));
        assert_eq!(layering(&Tree::of(&[("core/Cargo.toml", &core)])).len(), 1);
    }

    #[test]
    fn a_version_of_its_own_fails() {
        let broken = manifest("fondaco", "[dependencies]\nserde = \"1\"\nuuid = { version = \"1\" }\n");
        assert_eq!(workspace(&Tree::of(&[("core/Cargo.toml", &broken)])).len(), 2);
        let broken = "[package]\nname = \"x\"\nversion = \"1.0.0\"\n";
        assert_eq!(workspace(&Tree::of(&[("core/Cargo.toml", broken)])).len(), 5);
        let whole = manifest("fondaco", "[dependencies]\nserde = { workspace = true, features = [\"rc\"] }\n");
        assert!(workspace(&Tree::of(&[("core/Cargo.toml", &whole)])).is_empty());
    }
}
