//! Fields with names, of a struct or of a variant.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{FieldsNamed, Result, Type};

use crate::attribute::{Absent, Said};

/// What surrounds fields.
pub(crate) struct Around<'a> {
    /// What the item says.
    pub(crate) said: &'a Said,
    /// How the value is built: `Self`, `Self::Variant`.
    pub(crate) path: TokenStream,
    /// The key beside the fields that says which variant it is; empty where there is none.
    pub(crate) tag: TokenStream,
}

/// An expression that reads the fields of `node` and builds the value.
pub(crate) fn read(fields: &FieldsNamed, around: &Around<'_>) -> Result<TokenStream> {
    let Around { said, path, tag } = around;
    let by_default = matches!(said.absent, Absent::Default);
    let (mut shapes, mut places, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (number, field) in fields.named.iter().enumerate() {
        let own = Said::of(&field.attrs)?;
        let Some(ident) = &field.ident else { continue };
        // A field is never written in another case: it stands in snake case already.
        let name = own.name(&ident.unraw().to_string(), &Said::default());
        let place = format_ident!("place{number}");
        let optional = is_empty_where_absent(&field.ty);
        let (required, value) = match &own.absent {
            Absent::Refused if by_default => (false, quote!(node.at(#place).or(default.#ident)?)),
            Absent::Default if !optional => {
                (false, quote!(node.at(#place).or_else(::core::default::Default::default)?))
            }
            Absent::By(function) => (false, quote!(node.at(#place).or_else(#function)?)),
            Absent::Refused => (!is(&field.ty, &["Option"]), quote!(node.at(#place).read()?)),
            Absent::Default => (false, quote!(node.at(#place).read()?)),
        };
        shapes.push(quote!((#name, #required)));
        values.push(quote!(#ident: #value));
        places.push(place);
    }
    let (count, strict) = (places.len(), said.strict);
    let default = by_default.then(|| quote!(let default = <Self as ::core::default::Default>::default();));
    Ok(quote! {{
        const SHAPE: ::fondaco::wire::Shape =
            ::fondaco::wire::Shape { fields: &[#(#shapes),*], strict: #strict, tag: #tag };
        let mut places = [0; #count];
        node.fields(&SHAPE, &mut places)?;
        let [#(#places),*] = places;
        #default
        #path { #(#values),* }
    }})
}

/// Whether what is absent is read as its default: what holds nothing then.
fn is_empty_where_absent(of: &Type) -> bool {
    is(of, &["Option", "Vec", "BTreeMap", "BTreeSet", "bool"])
}

fn is(of: &Type, names: &[&str]) -> bool {
    match of {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name)),
        Type::Group(group) => is(&group.elem, names),
        _ => false,
    }
}
