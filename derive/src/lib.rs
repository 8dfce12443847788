//! How the records of fondaco are read from the wire: `#[derive(Deserialize)]` as serde's own, for a fifth of the code.
//!
//! serde's derive writes a reader of every type for every format there is, and once more for what stands in a tagged enum.
//! This one reads each type in one way, from a [`Tape`], on which every format is written first. It takes the attributes
//! of serde that the wire of fondaco uses, under serde's name and with serde's meaning, and refuses the others.
//!
//! It is part of the crate `fondaco`, whose paths it writes.
//!
//! [`Tape`]: https://docs.rs/fondaco/latest/fondaco/wire/struct.Tape.html

mod attribute;
mod expand;
mod fields;
mod variants;

use proc_macro::TokenStream;

/// Derives `fondaco::wire::Read`, and `serde::Deserialize` by way of it.
#[proc_macro_derive(Deserialize, attributes(serde))]
pub fn deserialize(item: TokenStream) -> TokenStream {
    let item = syn::parse_macro_input!(item as syn::DeriveInput);
    expand::reading(&item).unwrap_or_else(syn::Error::into_compile_error).into()
}
