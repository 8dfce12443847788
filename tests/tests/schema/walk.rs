//! A walk through a document beside its schema. It follows the keywords that the schema of price rules uses, no others.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Keywords whose meaning the walk knows.
const FOLLOWED: [&str; 7] = ["$ref", "$defs", "properties", "additionalProperties", "items", "prefixItems", "oneOf"];

/// Keywords that lead nowhere further.
const PLAIN: [&str; 17] = [
    "$schema",
    "$id",
    "title",
    "description",
    "default",
    "type",
    "required",
    "const",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "examples",
];

/// A place of a document and the node of the schema that it has to fit, both as JSON pointers.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) node: String,
}

/// What a walk has seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) places: Vec<Place>,
    /// Every node of the schema that something of the document stood for.
    pub(crate) nodes: BTreeSet<String>,
}

/// Walks through a document.
pub(crate) fn walk(schema: &Value, document: &Value) -> Seen {
    let mut seen = Seen::default();
    Walker { schema, seen: &mut seen }.visit("", document, "");
    seen
}

struct Walker<'a> {
    schema: &'a Value,
    seen: &'a mut Seen,
}

impl Walker<'_> {
    fn visit(&mut self, node: &str, value: &Value, path: &str) {
        self.seen.nodes.insert(node.to_owned());
        let fields = self.schema.pointer(node).expect("a node of the schema");
        if let Some(reference) = fields["$ref"].as_str() {
            return self.visit(reference.trim_start_matches('#'), value, path);
        }
        self.seen.places.push(Place { path: path.to_owned(), node: node.to_owned() });
        if let Some(branches) = fields["oneOf"].as_array() {
            let at = branches.iter().position(|branch| fits(branch, value)).expect("a branch that fits");
            let branch = format!("{node}/oneOf/{at}");
            if branches[at]["const"].is_null() {
                self.visit(&branch, value, path);
            } else {
                self.seen.nodes.insert(branch);
            }
            return;
        }
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    let known = fields["properties"].get(key).is_some();
                    let node =
                        if known { format!("{node}/properties/{key}") } else { format!("{node}/additionalProperties") };
                    self.visit(&node, inner, &format!("{path}/{}", escaped(key)));
                }
            }
            Value::Array(list) => {
                for (at, inner) in list.iter().enumerate() {
                    let fixed = fields["prefixItems"].get(at).is_some();
                    let node = if fixed { format!("{node}/prefixItems/{at}") } else { format!("{node}/items") };
                    self.visit(&node, inner, &format!("{path}/{at}"));
                }
            }
            _ => {}
        }
    }
}

/// Whether a branch is the one for a value: by its constant, or by being an object.
fn fits(branch: &Value, value: &Value) -> bool {
    branch.get("const").map_or_else(|| value.is_object(), |constant| constant == value)
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Every node of a schema. Panics at a keyword that the walk does not know.
pub(crate) fn nodes(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(schema, "", &mut found);
    found
}

fn collect(node: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    found.insert(pointer.to_owned());
    for (keyword, value) in node.as_object().expect("a schema is an object") {
        assert!(FOLLOWED.contains(&&**keyword) || PLAIN.contains(&&**keyword), "`{keyword}` at {pointer}");
        let mut inner = |at: &str, node| collect(node, &format!("{pointer}/{keyword}/{at}"), found);
        match (&**keyword, value) {
            ("properties" | "$defs", Value::Object(map)) => map.iter().for_each(|(name, node)| inner(name, node)),
            ("oneOf" | "prefixItems", Value::Array(list)) => {
                list.iter().enumerate().for_each(|(at, node)| inner(&at.to_string(), node));
            }
            ("items" | "additionalProperties", Value::Object(_)) => {
                collect(value, &format!("{pointer}/{keyword}"), found);
            }
            _ => {}
        }
    }
}

/// The names that a node knows: properties, constants, and those of its branches.
pub(crate) fn names(node: &Value) -> BTreeSet<String> {
    let keys = node["properties"].as_object().into_iter().flat_map(Map::keys).cloned();
    let branches = node["oneOf"].as_array().into_iter().flatten();
    let constants = branches.clone().filter_map(|branch| branch["const"].as_str().map(str::to_owned));
    keys.chain(constants).chain(branches.flat_map(names)).collect()
}

/// A value without everything that says no more than the schema's defaults do.
pub(crate) fn without_defaults(schema: &Value, node: &Value, value: &Value) -> Value {
    if let Some(reference) = node["$ref"].as_str() {
        let node = schema.pointer(reference.trim_start_matches('#')).expect("a node of the schema");
        return without_defaults(schema, node, value);
    }
    let branch = node["oneOf"].as_array().and_then(|branches| branches.iter().find(|branch| fits(branch, value)));
    let node = branch.unwrap_or(node);
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter_map(|(key, inner)| {
                let inner_node = node["properties"].get(key).unwrap_or(&node["additionalProperties"]);
                let inner = without_defaults(schema, inner_node, inner);
                (inner_node.get("default") != Some(&inner)).then(|| (key.clone(), inner))
            });
            Value::Object(kept.collect())
        }
        Value::Array(list) => {
            let of = |at: usize| node["prefixItems"].get(at).unwrap_or(&node["items"]);
            list.iter().enumerate().map(|(at, inner)| without_defaults(schema, of(at), inner)).collect()
        }
        plain => plain.clone(),
    }
}
