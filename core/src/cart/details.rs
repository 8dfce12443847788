//! What a cart says beside goods and prices, and what of it its order keeps.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::line::{CartLine, check_texts};
use super::record::Cart;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::{Billing, NamedAddress};

/// What an order keeps of its cart beside goods and prices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderDetails {
    /// What the shopper wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What else the shop kept with the cart.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<Arc<str>, Arc<str>>,
    /// Where lines go that do not go to the address of the order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<NamedAddress>,
    /// The lines that say something, by their number in the cart; parts of a kit are not named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineDetails>,
    /// Whom its invoices are made out to; whoever the goods go to when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
}

/// What a line says beside its SKU and quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineDetails {
    /// The number of the line.
    pub line: u32,
    /// What the buyer chose beside the SKU.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<Arc<str>, Arc<str>>,
    /// The address that it goes to; that of the order when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AddressCode>,
    /// What the buyer wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl OrderDetails {
    /// What an order keeps of a cart.
    pub(crate) fn of(cart: &Cart) -> Self {
        let says =
            cart.lines.iter().filter(|line| !line.options.is_empty() || line.to.is_some() || line.note.is_some());
        let lines = says.map(|line| LineDetails {
            line: line.line,
            options: line.options.clone(),
            to: line.to.clone(),
            note: line.note.clone(),
        });
        let used = |named: &&NamedAddress| cart.lines.iter().any(|line| line.to.as_ref() == Some(&named.code));
        Self {
            note: cart.note.clone(),
            custom: cart.custom.clone(),
            addresses: cart.addresses.iter().filter(used).cloned().collect(),
            lines: lines.collect(),
            billing: cart.billing.clone(),
        }
    }

    /// A line with what was said of it.
    pub(crate) fn told(&self, line: CartLine) -> CartLine {
        let Some(said) = self.lines.iter().find(|said| said.line == line.line).cloned() else { return line };
        CartLine { options: said.options, to: said.to, note: said.note, ..line }
    }

    /// The name of the address that goods of a line go to; that of the order when absent. Parts of a kit go with it.
    pub(crate) fn destination(&self, line: u32) -> Option<&AddressCode> {
        let line = line.checked_rem(limits::LINE_NUMBER.saturating_add(1));
        self.lines.iter().find(|details| Some(details.line) == line)?.to.as_ref()
    }
}

/// Sets the note and the custom data of a cart, all of them at once.
pub(crate) fn describe(
    id: CartId,
    note: Option<&String>,
    custom: &BTreeMap<Arc<str>, Arc<str>>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    note.map_or(Ok(()), |note| limits::text("note", note))?;
    limits::count("values", custom.len(), limits::CUSTOM)?;
    check_texts(custom)?;
    Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::CartDescribed { note: note.cloned(), custom: custom.clone() });
    Ok(decision)
}
