//! What stands in `#[serde(…)]`.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Path, Result, Type};

/// What is read where a field is absent.
#[derive(Default)]
pub(crate) enum Absent {
    /// Nothing: it is refused.
    #[default]
    Refused,
    /// The default of its type.
    Default,
    /// What a function answers.
    By(Path),
}

/// What an item, a variant or a field says.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) rename: Option<LitStr>,
    pub(crate) snake: bool,
    pub(crate) tag: Option<LitStr>,
    pub(crate) content: Option<LitStr>,
    pub(crate) untagged: bool,
    pub(crate) strict: bool,
    pub(crate) absent: Absent,
    pub(crate) through: Option<Type>,
}

impl Said {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut said = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| said.hear(&meta))?;
        }
        Ok(said)
    }

    fn hear(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "rename" => self.rename = Some(text(meta)?),
            "rename_all" => {
                let case = text(meta)?;
                if case.value() != "snake_case" {
                    return Err(syn::Error::new(case.span(), "the wire is written in snake case"));
                }
                self.snake = true;
            }
            "tag" => self.tag = Some(text(meta)?),
            "content" => self.content = Some(text(meta)?),
            "untagged" => self.untagged = true,
            "deny_unknown_fields" => self.strict = true,
            "default" if meta.input.peek(syn::Token![=]) => self.absent = Absent::By(text(meta)?.parse()?),
            "default" => self.absent = Absent::Default,
            "try_from" => self.through = Some(text(meta)?.parse()?),
            // What only writing asks for, and what one field alone is anyway.
            "into" | "skip_serializing_if" => drop(text(meta)?),
            "transparent" => {}
            _ => return Err(meta.error("the wire of fondaco does not use it")),
        }
        Ok(())
    }

    /// The name on the wire of what is called so in Rust.
    pub(crate) fn name(&self, own: &str, outer: &Self) -> TokenStream {
        match &self.rename {
            Some(name) => name.to_token_stream(),
            None if outer.snake => {
                let name = snake(own);
                quote!(#name)
            }
            None => quote!(#own),
        }
    }
}

/// A text after `=`; within a macro by rules it may stand in a group of its own.
fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    match meta.value()?.parse::<Expr>()? {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text),
        Expr::Group(group) => match *group.expr {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text),
            other => Err(syn::Error::new_spanned(other, "a text in quotes is expected")),
        },
        other => Err(syn::Error::new_spanned(other, "a text in quotes is expected")),
    }
}

/// `LikeThis` as `like_this`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
