//! The wire as a description: what the schema and the types of every language are written from.

use std::collections::BTreeMap;

/// Every type that crosses the boundary, by its name.
pub(crate) type Types = BTreeMap<String, Type>;

/// A type of the wire.
#[derive(Debug, Clone)]
pub(crate) struct Type {
    pub(crate) doc: String,
    pub(crate) body: Body,
}

/// What a type is made of.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    /// A text of a form.
    Text(Pattern),
    /// Another name of a shape.
    Same(Shape),
    /// An object.
    Object(Vec<Field>),
    /// One of several.
    OneOf(Style, Vec<Variant>),
}

/// The form of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pattern {
    pub(crate) pattern: String,
    pub(crate) format: Option<&'static str>,
}

/// How a variant is told from the others.
#[derive(Debug, Clone)]
pub(crate) enum Style {
    /// A word, or an object whose only key is the name.
    Keyed,
    /// An object in which this key has the name, beside the fields.
    Tagged(String),
    /// An object in which one key has the name and another the content.
    Adjacent(String, String),
    /// By its content alone.
    Untagged,
}

/// One of several.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// Its name in Rust.
    pub(crate) ident: String,
    /// Its name on the wire.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) content: Content,
}

/// What a variant holds.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Nothing,
    Value(Shape),
    Fields(Vec<Field>),
}

/// A field of an object.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) shape: Shape,
    pub(crate) optional: bool,
    /// The JSON that absence means, where it is known.
    pub(crate) default: Option<String>,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Truth,
    /// A whole number of a range.
    Whole(i128, i128),
    /// Any JSON.
    Any,
    List(Box<Shape>),
    /// A list of as many entries, each with its own shape.
    Fixed(Vec<Shape>),
    /// An object with keys of the caller.
    Map(Box<Shape>),
    /// Or `null`.
    Nullable(Box<Shape>),
    Named(String),
}

impl Shape {
    /// The types that it names.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Named(name) => vec![name],
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.names(),
            Self::Fixed(parts) => parts.iter().flat_map(Self::names).collect(),
            Self::Text | Self::Truth | Self::Whole(..) | Self::Any => Vec::new(),
        }
    }
}

impl Type {
    /// The types that it names.
    pub(crate) fn names(&self) -> Vec<&str> {
        match &self.body {
            Body::Text(_) => Vec::new(),
            Body::Same(shape) => shape.names(),
            Body::Object(fields) => fields.iter().flat_map(|field| field.shape.names()).collect(),
            Body::OneOf(_, variants) => variants.iter().flat_map(|variant| variant.content.names()).collect(),
        }
    }

    /// Whether it is a word of a list.
    pub(crate) fn is_words(&self) -> bool {
        matches!(&self.body, Body::OneOf(Style::Keyed, variants)
            if variants.iter().all(|variant| matches!(variant.content, Content::Nothing)))
    }
}

impl Content {
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Value(shape) => shape.names(),
            Self::Fields(fields) => fields.iter().flat_map(|field| field.shape.names()).collect(),
        }
    }
}
