//! The description of the wire, read from the Rust sources: serde's types say what is written, their doc comments what it
//! means. Nothing foreign stands in the core for it, and nothing is told twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use syn::{Attribute, Expr, Fields, Item, ItemEnum, ItemStruct, Lit};

use super::attribute::{Serde, derives, doc};
use super::macros;
use super::model::{Body, Content, Field, Style, Type, Variant};
use super::shape::{is_option, shape};
use super::{prose, scalar};

/// What the sources say.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Every type that may cross the boundary; a name that stands for two has no type.
    types: BTreeMap<String, Option<Type>>,
    /// Whole numbers that have a name.
    pub(crate) constants: BTreeMap<String, i128>,
    /// Codes of refusals, in their order: code, kind, meaning.
    pub(crate) codes: Vec<[String; 3]>,
}

impl Source {
    /// Reads every Rust file below some folders.
    pub(crate) fn read(folders: &[&Path]) -> Result<Self> {
        let mut source = Self::default();
        let mut files = Vec::new();
        folders.iter().try_for_each(|folder| collect(folder, &mut files))?;
        for (_, file) in &files {
            file.items.iter().for_each(|item| source.add_constant(item));
        }
        for (path, file) in &files {
            for item in &file.items {
                source.add(item).with_context(|| path.clone())?;
            }
        }
        for (name, ty) in scalar::all() {
            source.types.insert(name.to_owned(), Some(ty));
        }
        Ok(source)
    }

    /// The type of a name.
    pub(crate) fn get(&self, name: &str) -> Result<&Type> {
        match self.types.get(name) {
            Some(Some(ty)) => Ok(ty),
            Some(None) => bail!("`{name}` is the name of two types of the wire: give one another"),
            None => bail!("`{name}` is no type of the wire: derive serde's traits, or describe it in `scalar.rs`"),
        }
    }

    /// Takes in a public constant: one of a module's own says nothing about the wire.
    fn add_constant(&mut self, item: &Item) {
        if let Item::Const(constant) = item
            && matches!(constant.vis, syn::Visibility::Public(_))
            && let Some(value) = whole(&constant.expr)
        {
            self.constants.insert(constant.ident.to_string(), value);
        }
    }

    fn add(&mut self, item: &Item) -> Result<()> {
        match item {
            Item::Struct(item) if is_wire(&item.attrs) => {
                self.put(item.ident.to_string(), of_struct(item, &self.constants)?);
            }
            Item::Enum(item) if is_wire(&item.attrs) => {
                self.put(item.ident.to_string(), of_enum(item, &self.constants)?);
            }
            Item::Type(item) if item.generics.params.is_empty() => {
                // An alias of something that is no part of the wire is none either.
                if let Ok(shape) = shape(&item.ty, &self.constants) {
                    self.put(item.ident.to_string(), Type { doc: doc(&item.attrs), body: Body::Same(shape) });
                }
            }
            Item::Macro(item) => {
                let found = macros::read(&item.mac)?;
                self.codes.extend(found.codes);
                found.types.into_iter().for_each(|(name, ty)| self.put(name, ty));
            }
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, name: String, ty: Type) {
        self.types.entry(name).and_modify(|found| *found = None).or_insert(Some(ty));
    }

    /// Every type that some names lead to, with its words made plain.
    pub(crate) fn reach(&self, roots: &[&str]) -> Result<BTreeMap<String, Type>> {
        let mut reached = BTreeMap::new();
        let mut open: Vec<String> = roots.iter().map(ToString::to_string).collect();
        while let Some(name) = open.pop() {
            if reached.contains_key(&name) {
                continue;
            }
            let ty = self.get(&name)?;
            open.extend(ty.names().into_iter().map(str::to_owned));
            reached.insert(name, ty.clone());
        }
        let words = prose::Words::new(&reached, &self.constants);
        let plain: BTreeMap<String, Type> = reached.iter().map(|(name, ty)| (name.clone(), words.plain(ty))).collect();
        Ok(plain)
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, syn::File)>) -> Result<()> {
    let listed = fs::read_dir(folder).with_context(|| format!("`{}`", folder.display()))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.display().to_string();
            let text = fs::read_to_string(&path).with_context(|| name.clone())?;
            files.push((name.clone(), syn::parse_file(&text).with_context(|| name)?));
        }
    }
    Ok(())
}

fn is_wire(attributes: &[Attribute]) -> bool {
    derives(attributes, "Serialize") || derives(attributes, "Deserialize")
}

/// The value of an expression of whole numbers: literals and their products.
fn whole(expression: &Expr) -> Option<i128> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Binary(product) if matches!(product.op, syn::BinOp::Mul(_)) => {
            whole(&product.left)?.checked_mul(whole(&product.right)?)
        }
        _ => None,
    }
}

fn of_struct(item: &ItemStruct, constants: &BTreeMap<String, i128>) -> Result<Type> {
    let serde = Serde::read(&item.attrs)?;
    let doc = doc(&item.attrs);
    if let Some(through) = &serde.through {
        return Ok(Type { doc, body: Body::Same(shape(&syn::parse_str(through)?, constants)?) });
    }
    let body = match &item.fields {
        Fields::Unnamed(fields) => match fields.unnamed.iter().collect::<Vec<_>>().as_slice() {
            [one] => Body::Same(shape(&one.ty, constants)?),
            _ => bail!("`{}`: a struct of the wire has names for its fields", item.ident),
        },
        fields => {
            let all = All { optional: serde.default, known: derives(&item.attrs, "Default") };
            Body::Object(fields_of(fields, all, constants)?)
        }
    };
    Ok(Type { doc, body })
}

/// What holds for all fields of a struct.
#[derive(Debug, Clone, Copy)]
struct All {
    /// Each may be absent.
    optional: bool,
    /// Absence means the default of its type.
    known: bool,
}

fn fields_of(fields: &Fields, all: All, constants: &BTreeMap<String, i128>) -> Result<Vec<Field>> {
    let mut found = Vec::new();
    for field in fields {
        let serde = Serde::read(&field.attrs)?;
        let ident = field.ident.as_ref().context("a field of the wire has a name")?.to_string();
        let option = is_option(&field.ty);
        let mut shape = shape(option.unwrap_or(&field.ty), constants)?;
        if option.is_some() && !serde.skips {
            shape = super::model::Shape::Nullable(Box::new(shape));
        }
        let optional = serde.default || all.optional || (option.is_some() && serde.skips);
        let known = if all.optional { all.known } else { !serde.default_by };
        let default = if optional && known && option.is_none() { scalar::default_of(&shape) } else { None };
        let name = serde.name(ident.trim_start_matches("r#"), &Serde::default());
        found.push(Field { name, doc: doc(&field.attrs), shape, optional, default });
    }
    Ok(found)
}

fn of_enum(item: &ItemEnum, constants: &BTreeMap<String, i128>) -> Result<Type> {
    let serde = Serde::read(&item.attrs)?;
    let style = match (&serde.tag, &serde.content, serde.untagged) {
        (None, None, false) => Style::Keyed,
        (Some(tag), None, false) => Style::Tagged(tag.clone()),
        (Some(tag), Some(content), false) => Style::Adjacent(tag.clone(), content.clone()),
        (None, None, true) => Style::Untagged,
        _ => bail!("`{}`: serde knows no enum like it", item.ident),
    };
    let mut variants = Vec::new();
    for variant in &item.variants {
        let own = Serde::read(&variant.attrs)?;
        let ident = variant.ident.to_string();
        let content = match &variant.fields {
            Fields::Unit => Content::Nothing,
            Fields::Unnamed(fields) => match fields.unnamed.iter().collect::<Vec<_>>().as_slice() {
                [one] => Content::Value(shape(&one.ty, constants)?),
                _ => bail!("`{}::{ident}`: a variant of the wire holds one value, or fields with names", item.ident),
            },
            fields @ Fields::Named(_) => {
                Content::Fields(fields_of(fields, All { optional: false, known: true }, constants)?)
            }
        };
        variants.push(Variant { name: own.name(&ident, &serde), ident, doc: doc(&variant.attrs), content });
    }
    Ok(Type { doc: doc(&item.attrs), body: Body::OneOf(style, variants) })
}
