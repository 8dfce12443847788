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
