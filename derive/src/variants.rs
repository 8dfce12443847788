//! Enums: the name of a variant, and where it stands.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{DataEnum, Fields, Result, Variant};

use crate::attribute::Said;
use crate::fields::{self, Around};

/// An expression that reads `node` as one of the variants.
pub(crate) fn read(data: &DataEnum, said: &Said) -> Result<TokenStream> {
    if said.untagged {
        return untagged(data);
    }
    let tag = said.tag.as_ref().filter(|_| said.content.is_none()).map_or(quote!(""), |tag| quote!(#tag));
    let (mut names, mut arms) = (Vec::new(), Vec::new());
    let last = data.variants.len().saturating_sub(1);
    for (place, variant) in data.variants.iter().enumerate() {
        let name = Said::of(&variant.attrs)?.name(&variant.ident.to_string(), said);
        let holds = !matches!(variant.fields, Fields::Unit);
        let value = value(variant, said, &tag)?;
        let pattern = if place == last { quote!(_) } else { quote!(#place) };
        names.push(quote!((#name, #holds)));
        arms.push(quote!(#pattern => #value));
    }
    let names = quote!({ const NAMES: &[(&str, bool)] = &[#(#names),*]; NAMES });
    let choice = match (&said.tag, &said.content) {
        (None, _) => quote!(node.variant(#names)?),
        (Some(tag), None) => quote!((node.tagged(#tag, #names)?, node)),
        (Some(tag), Some(content)) => quote!(node.beside(#tag, #content, #names)?),
    };
    Ok(quote! {{
        let (place, node) = #choice;
        match place { #(#arms),* }
    }})
}

/// An expression that reads what a variant holds.
fn value(variant: &Variant, said: &Said, tag: &TokenStream) -> Result<TokenStream> {
    let ident = &variant.ident;
    let path = quote!(Self::#ident);
    let is_inside = said.tag.is_some() && said.content.is_none();
    match &variant.fields {
        Fields::Named(named) => fields::read(named, &Around { said, path, tag: tag.clone() }),
        Fields::Unit if is_inside => {
            let none = syn::FieldsNamed { brace_token: syn::token::Brace::default(), named: Punctuated::new() };
            fields::read(&none, &Around { said, path, tag: tag.clone() })
        }
        Fields::Unit => Ok(path),
        Fields::Unnamed(_) if is_inside => {
            Err(syn::Error::new_spanned(variant, "beside a tag there are fields with names"))
        }
        Fields::Unnamed(list) if list.unnamed.len() == 1 => Ok(quote!(#path(node.read()?))),
        Fields::Unnamed(_) => {
            Err(syn::Error::new_spanned(variant, "a variant of the wire holds one value, or fields with names"))
        }
    }
}

/// The first variant that can be read.
fn untagged(data: &DataEnum) -> Result<TokenStream> {
    let mut tries = Vec::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unnamed(list) if list.unnamed.len() == 1 => {
                tries.push(quote!(if let Ok(value) = node.read() { return Ok(Self::#ident(value)); }));
            }
            _ => return Err(syn::Error::new_spanned(variant, "without a tag a variant holds one value")),
        }
    }
    Ok(quote!({ #(#tries)* return Err(node.unlike()) }))
}
