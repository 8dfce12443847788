//! The schema, a validator of each of its types, and a walk through a document beside it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

pub(crate) const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

const URN: &str = "urn:fondaco:wire";

pub(crate) struct Schema {
    pub(crate) text: Value,
    compiled: RefCell<(Schemas, BTreeMap<String, SchemaIndex>)>,
}

impl Schema {
    pub(crate) fn load() -> Self {
        let text = include_str!("../../../bindings/contract/schema/fondaco.schema.json");
        let text = serde_json::from_str(text).expect("JSON");
        Self { text, compiled: RefCell::default() }
    }

    pub(crate) fn against_meta_schema(&self) -> Result<(), String> {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let meta = compiler.compile(META_SCHEMA, &mut schemas).map_err(|error| error.to_string())?;
        schemas.validate(&self.text, meta).map_err(|error| format!("{error:#}"))
    }

    /// Whether a value fits a type.
    pub(crate) fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        let mut known = self.compiled.borrow_mut();
        let (schemas, indices) = &mut *known;
        let index = if let Some(index) = indices.get(name) {
            *index
        } else {
            let mut compiler = Compiler::new();
            compiler.add_resource(URN, self.text.clone()).map_err(|error| error.to_string())?;
            let index =
                compiler.compile(&format!("{URN}#/$defs/{name}"), schemas).map_err(|error| error.to_string())?;
            *indices.entry(name.to_owned()).or_insert(index)
        };
        schemas.validate(value, index).map_err(|error| format!("{error:#}"))
    }

    /// Whether a node takes only the keys that it names.
    pub(crate) fn is_closed(&self, node: &str) -> bool {
        self.text.pointer(node).is_some_and(|node| node["additionalProperties"] == false)
    }

    /// Tells each node that something of a value stands for, with its path in the value.
    pub(crate) fn walk(&self, node: &str, value: &Value, path: &str, tell: &mut dyn FnMut(&str, &str)) {
        tell(node, path);
        let schema = self.text.pointer(node).unwrap_or_else(|| panic!("no node `{node}`"));
        if let Some(reference) = schema["$ref"].as_str() {
            return self.walk(reference.trim_start_matches('#'), value, path, tell);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = schema[keyword].as_array() {
                let at = branches.iter().position(|branch| self.fits(branch, value));
                let at = at.unwrap_or_else(|| panic!("`{node}` has no branch for {value}"));
                return self.walk(&format!("{node}/{keyword}/{at}"), value, path, tell);
            }
        }
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    let known = schema["properties"].get(key).is_some();
                    let step = if known { format!("properties/{key}") } else { "additionalProperties".to_owned() };
                    if known || schema["additionalProperties"].is_object() {
                        let key = key.replace('~', "~0").replace('/', "~1");
                        self.walk(&format!("{node}/{step}"), inner, &format!("{path}/{key}"), tell);
                    }
                }
            }
            Value::Array(list) => {
                for (at, inner) in list.iter().enumerate() {
                    let fixed = schema["prefixItems"].get(at).is_some();
                    let step = if fixed { format!("prefixItems/{at}") } else { "items".to_owned() };
                    // A list of anything has nothing to say of its entries.
                    if !fixed && schema["items"].is_null() {
                        continue;
                    }
                    self.walk(&format!("{node}/{step}"), inner, &format!("{path}/{at}"), tell);
                }
            }
            _ => {}
        }
    }

    /// Whether a branch is the one for a value.
    fn fits(&self, branch: &Value, value: &Value) -> bool {
        if let Some(reference) = branch["$ref"].as_str() {
            return self.check(reference.trim_start_matches("#/$defs/"), value).is_ok();
        }
        if let Some(constant) = branch.get("const") {
            return constant == value;
        }
        let properties = branch["properties"].as_object();
        let mut tags =
            properties.into_iter().flatten().filter_map(|(key, property)| Some((key, property.get("const")?)));
        let of_type = match branch["type"].as_str() {
            Some("object") => value.is_object(),
            Some("null") => value.is_null(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("string") => value.is_string(),
            Some("array") => value.is_array(),
            _ => true,
        };
        of_type && tags.all(|(key, constant)| value[key] == *constant)
    }

    /// Every property, word and branch.
    pub(crate) fn parts(&self) -> BTreeSet<String> {
        let mut parts = BTreeSet::new();
        parts_of(&self.text, "", &mut parts);
        parts
    }
}

fn parts_of(node: &Value, pointer: &str, parts: &mut BTreeSet<String>) {
    for (keyword, value) in node.as_object().into_iter().flatten() {
        let at = format!("{pointer}/{keyword}");
        match (keyword.as_str(), value) {
            ("properties", Value::Object(map)) => {
                for (key, inner) in map {
                    parts.insert(format!("{at}/{key}"));
                    parts_of(inner, &format!("{at}/{key}"), parts);
                }
            }
            ("$defs", Value::Object(map)) => {
                map.iter().for_each(|(key, inner)| parts_of(inner, &format!("{at}/{key}"), parts));
            }
            ("oneOf" | "anyOf", Value::Array(list)) => {
                for (place, inner) in list.iter().enumerate() {
                    parts.insert(format!("{at}/{place}"));
                    parts_of(inner, &format!("{at}/{place}"), parts);
                }
            }
            ("items" | "additionalProperties", Value::Object(_)) => {
                parts.insert(at.clone());
                parts_of(value, &at, parts);
            }
            _ => {}
        }
    }
}
