//! The few macros of the core that define types of the wire: ids, codes, choices, codes of refusals.

use anyhow::{Context as _, Result};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitInt, LitStr, Macro, Token, braced};

use super::attribute::{doc, snake};
use super::model::{Body, Content, Pattern, Style, Type, Variant};

/// What a macro defines.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) types: Vec<(String, Type)>,
    /// Codes of refusals: code, kind, meaning.
    pub(crate) codes: Vec<[String; 3]>,
}

/// Reads a call of a macro; nothing, if it defines no type of the wire.
pub(crate) fn read(called: &Macro) -> Result<Found> {
    let name = called.path.get_ident().map(ToString::to_string).unwrap_or_default();
    let mut found = Found::default();
    match name.as_str() {
        "ids" => {
            let rows: Rows<Id> = called.parse_body().context("a row of `ids!`")?;
            found.types.extend(rows.0.into_iter().map(|row| (row.name, text(row.doc, UUID.to_owned(), Some("uuid")))));
        }
        "choices" => {
            let rows: Rows<Choice> = called.parse_body().context("a row of `choices!`")?;
            found.types.extend(rows.0.into_iter().map(|row| row.0));
        }
        // Two macros of this name: codes that name things, and codes of refusals.
        "codes" => {
            if let Ok(rows) = called.parse_body::<Rows<Code>>() {
                found.types.extend(rows.0.into_iter().map(|row| row.0));
            } else {
                let rows: Rows<Refusal> = called.parse_body().context("a row of `codes!`")?;
                found.types.push(("Code".to_owned(), of_refusals(&rows.0)));
                found.codes.extend(rows.0.into_iter().map(|row| [row.code, row.kind, row.meaning]));
            }
        }
        _ => {}
    }
    Ok(found)
}

const UUID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

fn text(doc: String, pattern: String, format: Option<&'static str>) -> Type {
    Type { doc, body: Body::Text(Pattern { pattern, format }) }
}

fn of_refusals(rows: &[Refusal]) -> Type {
    let variants = rows.iter().map(|row| Variant {
        ident: row.ident.clone(),
        name: row.code.clone(),
        doc: format!("{} Kind: `{}`.", row.meaning, row.kind),
        content: Content::Nothing,
    });
    let doc = "The stable code of a failure. Codes are added, never renamed or reused.".to_owned();
    Type { doc, body: Body::OneOf(Style::Keyed, variants.collect()) }
}

/// Rows to the end.
struct Rows<T>(Vec<T>);

impl<T: Parse> Parse for Rows<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut rows = Vec::new();
        while !input.is_empty() {
            rows.push(input.parse()?);
        }
        Ok(Self(rows))
    }
}

/// `/// Doc. Name;`
struct Id {
    name: String,
    doc: String,
}

impl Parse for Id {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let doc = doc(&Attribute::parse_outer(input)?);
        let name = input.parse::<Ident>()?.to_string();
        input.parse::<Token![;]>()?;
        Ok(Self { name, doc })
    }
}

/// `/// Doc. Name: "name", 1..=64, is_code;`
struct Code((String, Type));

impl Parse for Code {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let doc = doc(&Attribute::parse_outer(input)?);
        let name = input.parse::<Ident>()?.to_string();
        input.parse::<Token![:]>()?;
        input.parse::<LitStr>()?;
        input.parse::<Token![,]>()?;
        let least = input.parse::<LitInt>()?.base10_digits().to_owned();
        input.parse::<Token![..=]>()?;
        let most = input.parse::<LitInt>()?.base10_digits().to_owned();
        input.parse::<Token![,]>()?;
        let signs = match input.parse::<Ident>()?.to_string().as_str() {
            "is_upper" => "A-Z",
            "is_placed" => "A-Za-z0-9._/+:@-",
            _ => "A-Za-z0-9._/+:-",
        };
        input.parse::<Token![;]>()?;
        let count = if least == most { most } else { format!("{least},{most}") };
        Ok(Self((name, text(doc, format!("^[{signs}]{{{count}}}$"), None))))
    }
}

/// `/// Doc. Name { /// Doc. Value, … }`
struct Choice((String, Type));

impl Parse for Choice {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let about = doc(&Attribute::parse_outer(input)?);
        let name = input.parse::<Ident>()?.to_string();
        let body;
        braced!(body in input);
        let values = Punctuated::<Value, Token![,]>::parse_terminated(&body)?;
        let variants = values.into_iter().map(|Value { ident, doc }| Variant {
            name: snake(&ident),
            ident,
            doc,
            content: Content::Nothing,
        });
        Ok(Self((name, Type { doc: about, body: Body::OneOf(Style::Keyed, variants.collect()) })))
    }
}

/// `/// Doc. Value`
struct Value {
    ident: String,
    doc: String,
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let doc = doc(&Attribute::parse_outer(input)?);
        Ok(Self { ident: input.parse::<Ident>()?.to_string(), doc })
    }
}

/// `/// Meaning. Name = "subject.problem", Kind;`
struct Refusal {
    ident: String,
    code: String,
    kind: String,
    meaning: String,
}

impl Parse for Refusal {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let meaning = doc(&Attribute::parse_outer(input)?);
        let ident = input.parse::<Ident>()?.to_string();
        input.parse::<Token![=]>()?;
        let code = input.parse::<LitStr>()?.value();
        input.parse::<Token![,]>()?;
        let kind = snake(&input.parse::<Ident>()?.to_string());
        input.parse::<Token![;]>()?;
        Ok(Self { ident, code, kind, meaning })
    }
}
