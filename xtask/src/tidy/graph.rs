//! The packages that are built in, as `cargo metadata` resolves them with every feature of ours.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Problem;
use crate::run;

const LOCK: &str = "Cargo.lock";
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Features that change what everybody in the graph writes, silently.
const BANNED_FEATURES: &[(&str, &str)] = &[
    ("serde_json", "arbitrary_precision"),
    ("rust_decimal", "serde-float"),
    ("rust_decimal", "serde-with-float"),
    ("rust_decimal", "serde-arbitrary-precision"),
    ("rust_decimal", "serde-with-arbitrary-precision"),
];

/// Packages that nothing may bring in.
const BANNED: &[&str] = &["openssl", "openssl-sys"];

/// Packages that the core may not bring in.
const BANNED_IN_CORE: &[&str] = &["chrono", "time", "tokio"];

/// Members that are tools of development: they may need a newer Rust than what is shipped.
const TOOLS: &[&str] = &["xtask", "fondaco-benches"];

/// One package of the graph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) source: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) rust_version: Option<String>,
    features: BTreeSet<String>,
    /// What is built in with it: dependencies for tests aside.
    needs: Vec<String>,
}

/// The packages by cargo's id for them.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) packages: BTreeMap<String, Package>,
    members: BTreeSet<String>,
    /// The text of `deny.toml`.
    pub(crate) deny: String,
}

impl Graph {
    /// Asks cargo.
    pub(crate) fn of_project() -> Result<Self> {
        let printed = run::output(run::cargo().args(["metadata", "--format-version", "1", "--all-features"]))?;
        let metadata: Value = serde_json::from_slice(&printed).context("`cargo metadata` printed no JSON")?;
        let deny = std::fs::read_to_string(run::root().join("deny.toml")).context("`deny.toml` can't be read")?;
        Ok(Self { deny, ..Self::of(&metadata) })
    }

    fn of(metadata: &Value) -> Self {
        let mut graph = Self { members: strings(&metadata["workspace_members"]).collect(), ..Self::default() };
        for package in list(&metadata["packages"]) {
            let known = Package {
                name: string(&package["name"]).unwrap_or_default(),
                version: string(&package["version"]).unwrap_or_default(),
                source: string(&package["source"]),
                licence: string(&package["license"]),
                rust_version: string(&package["rust_version"]),
                ..Package::default()
            };
            graph.packages.insert(string(&package["id"]).unwrap_or_default(), known);
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let Some(package) = node["id"].as_str().and_then(|id| graph.packages.get_mut(id)) else { continue };
            package.features = strings(&node["features"]).collect();
            let built_in = |dependency: &&Value| list(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev");
            package.needs = list(&node["deps"]).filter(built_in).filter_map(|need| string(&need["pkg"])).collect();
        }
        graph
    }

    /// Everything that is built in with the members that a rule picks, themselves included.
    fn built_in(&self, picked: impl Fn(&Package) -> bool) -> BTreeSet<&str> {
        let is_picked = |id: &&String| self.packages.get(*id).is_some_and(&picked);
        let mut open: Vec<&str> = self.members.iter().filter(is_picked).map(String::as_str).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.packages.get(id).into_iter().flat_map(|package| &package.needs).map(String::as_str));
            }
        }
        seen
    }

    /// The packages that aren't ours.
    pub(crate) fn foreign(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|(id, _)| !self.members.contains(*id)).map(|(_, package)| package)
    }
}

/// Finds what may not be in the graph.
pub(crate) fn banned(graph: &Graph) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |what: String| problems.push(Problem::new(LOCK, 1, "banned", what));
    for package in graph.packages.values() {
        if BANNED.contains(&package.name.as_str()) {
            report(format!("`{}` is in the graph", package.name));
        }
        for (_, feature) in BANNED_FEATURES.iter().filter(|(name, _)| *name == package.name) {
            if package.features.contains(*feature) {
                report(format!("`{}` is built with `{feature}`", package.name));
            }
        }
    }
    for id in graph.built_in(|member| member.name == "fondaco") {
        let name = graph.packages.get(id).map_or("", |package| &package.name);
        if BANNED_IN_CORE.contains(&name) {
            report(format!("the core brings in `{name}`"));
        }
    }
    problems
}

/// Finds packages that don't come from the registry.
pub(crate) fn sources(graph: &Graph) -> Vec<Problem> {
    let strangers = graph.foreign().filter(|package| package.source.as_deref() != Some(REGISTRY));
    strangers
        .map(|package| {
            let source = package.source.as_deref().unwrap_or("a folder outside the workspace");
            Problem::new(LOCK, 1, "source", format!("`{}` comes from `{source}`", package.name))
        })
        .collect()
}

/// Finds packages that need a newer Rust than we say.
pub(crate) fn msrv(graph: &Graph) -> Vec<Problem> {
    let ours = graph.members.iter().find_map(|id| graph.packages.get(id)?.rust_version.as_deref());
    let Some(ours) = ours.map(release) else {
        return vec![Problem::new("Cargo.toml", 1, "msrv", "the workspace states no `rust-version`")];
    };
    let built_in = graph.built_in(|member| !TOOLS.contains(&member.name.as_str()));
    let packages = built_in.into_iter().filter_map(|id| graph.packages.get(id));
    packages
        .filter_map(|package| Some((package, package.rust_version.as_deref()?)))
        .filter(|(_, needs)| release(needs) > ours)
        .map(|(package, needs)| {
            let what = format!("`{} {}` needs Rust {needs}", package.name, package.version);
            Problem::new(LOCK, 1, "msrv", what)
        })
        .collect()
}

/// `1.94` and `1.94.0` are one release.
fn release(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn strings(value: &Value) -> impl Iterator<Item = String> {
    list(value).filter_map(string)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A graph of the core, a package `name` under it, and `xtask` beside it.
    fn graph(name: &str, features: &Value, source: &str, kind: &Value) -> Graph {
        Graph::of(&json!({
            "workspace_members": ["core", "xtask"],
            "packages": [
                {"id": "core", "name": "fondaco", "version": "0.1.0", "rust_version": "1.94"},
                {"id": "xtask", "name": "xtask", "version": "0.1.0", "rust_version": "1.94"},
                {"id": "d", "name": name, "version": "1.0.0", "source": source, "rust_version": "1.95.0"},
            ],
            "resolve": {"nodes": [
                {"id": "core", "features": [], "deps": [{"pkg": "d", "dep_kinds": [{"kind": kind}]}]},
                {"id": "xtask", "features": [], "deps": [{"pkg": "d", "dep_kinds": [{"kind": null}]}]},
                {"id": "d", "features": features, "deps": []},
            ]},
        }))
    }

    #[test]
    fn a_feature_that_changes_the_wire_is_found() {
        assert_eq!(banned(&graph("serde_json", &json!(["arbitrary_precision"]), REGISTRY, &Value::Null)).len(), 1);
        assert_eq!(banned(&graph("rust_decimal", &json!(["serde-float"]), REGISTRY, &Value::Null)).len(), 1);
        assert!(banned(&graph("serde_json", &json!(["alloc"]), REGISTRY, &Value::Null)).is_empty());
    }

    #[test]
    fn a_banned_package_is_found_and_some_only_below_the_core() {
        assert_eq!(banned(&graph("openssl", &json!([]), REGISTRY, &json!("dev"))).len(), 1);
        assert_eq!(banned(&graph("chrono", &json!([]), REGISTRY, &Value::Null)).len(), 1);
        assert!(banned(&graph("chrono", &json!([]), REGISTRY, &json!("dev"))).is_empty());
    }

    #[test]
    fn a_package_from_git_is_found() {
        assert_eq!(sources(&graph("x", &json!([]), "git+https://example.org/x", &Value::Null)).len(), 1);
        assert!(sources(&graph("x", &json!([]), REGISTRY, &Value::Null)).is_empty());
    }

    #[test]
    fn a_package_that_needs_a_newer_rust_is_found_unless_only_tools_need_it() {
        assert_eq!(msrv(&graph("x", &json!([]), REGISTRY, &Value::Null)).len(), 1);
        assert!(msrv(&graph("x", &json!([]), REGISTRY, &json!("dev"))).is_empty());
    }
}
