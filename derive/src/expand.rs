//! The item as a whole.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Result};

use crate::attribute::Said;
use crate::fields::{self, Around};
use crate::variants;

/// The reading of an item.
pub(crate) fn reading(item: &DeriveInput) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(&item.generics, "what is read from the wire has no parameters"));
    }
    let said = Said::of(&item.attrs)?;
    let value = match (&said.through, &item.data) {
        (Some(through), _) => quote!({
            let given: #through = node.read()?;
            <Self as ::core::convert::TryFrom<#through>>::try_from(given).map_err(|why| node.refused(&why))?
        }),
        (None, Data::Enum(data)) => variants::read(data, &said)?,
        (None, Data::Struct(data)) => match &data.fields {
            Fields::Named(named) => fields::read(named, &Around { said: &said, path: quote!(Self), tag: quote!("") })?,
            Fields::Unnamed(list) if list.unnamed.len() == 1 => quote!(Self(node.read()?)),
            other => return Err(syn::Error::new_spanned(other, "fields with names, or one value, are expected")),
        },
        (None, Data::Union(_)) => return Err(syn::Error::new_spanned(item, "a union is not read")),
    };
    let name = &item.ident;
    Ok(quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic, clippy::restriction, unreachable_code)]
        impl ::fondaco::wire::Read for #name {
            #[inline(never)]
            fn read(node: ::fondaco::wire::Node<'_>) -> ::core::result::Result<Self, ::fondaco::wire::Misread> {
                Ok(#value)
            }
        }

        #[automatically_derived]
        impl<'de> ::fondaco::wire::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::fondaco::wire::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::fondaco::wire::deserialize(deserializer)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(item: &str) -> String {
        let item: DeriveInput = syn::parse_str(item).unwrap();
        reading(&item).unwrap_err().to_string()
    }

    #[test]
    fn what_the_wire_does_not_use_is_refused_where_it_is_compiled() {
        for (item, reason) in [
            ("#[serde(flatten)] struct A { a: u8 }", "the wire of fondaco does not use it"),
            ("struct A { #[serde(alias = \"b\")] a: u8 }", "the wire of fondaco does not use it"),
            ("enum A { #[serde(other)] B }", "the wire of fondaco does not use it"),
            ("#[serde(rename_all = \"camelCase\")] struct A { a: u8 }", "the wire is written in snake case"),
            ("#[serde(tag)] enum A { B }", "expected `=`"),
            ("#[serde(tag = 1)] enum A { B }", "a text in quotes is expected"),
            ("struct A<T> { a: T }", "what is read from the wire has no parameters"),
            ("struct A(u8, u8);", "fields with names, or one value, are expected"),
            ("struct A;", "fields with names, or one value, are expected"),
            ("union A { a: u8 }", "a union is not read"),
            ("enum A { B(u8, u8) }", "a variant of the wire holds one value, or fields with names"),
            ("#[serde(tag = \"do\")] enum A { B(u8) }", "beside a tag there are fields with names"),
            ("#[serde(untagged)] enum A { B { b: u8 } }", "without a tag a variant holds one value"),
        ] {
            assert_eq!(refused(item), reason, "{item}");
        }
    }

    #[test]
    fn what_is_read_is_named_as_serde_names_it() {
        let item = syn::parse_quote! {
            #[serde(rename_all = "snake_case", deny_unknown_fields)]
            enum Choice { LikeThis, #[serde(rename = "so")] OrSo(u8), Named { r#type: u8, more: Option<u8> } }
        };
        let written = reading(&item).unwrap().to_string();
        for part in [
            r#"("like_this" , false) , ("so" , true) , ("named" , true)"#,
            r#"("type" , true) , ("more" , false)"#,
            "strict : true",
        ] {
            assert!(written.contains(part), "{part}: {written}");
        }
    }
}
