//! Answers of tax services, read: what each item bears, in the form of the book's own rates.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiff::Timestamp;

use super::class::ResolvedRate;
use super::rate::{is_included, is_share};
use super::rules::{AnsweredTax, PricedItem, TaxAnswer};
use crate::limits;
use crate::money::Currency;
use crate::pricing::rules::TaxDisplay;
use crate::refusal::{Code, Refusal};

/// A tax that was answered, and its amount in minor units if that was said.
type Answered = (ResolvedRate, Option<i64>);

/// What a tax service answered, by item. An item is taken once; what is left at the end was not in the basket.
#[derive(Debug)]
pub(super) struct Answers<'a> {
    answer: &'a TaxAnswer,
    left: BTreeMap<&'a PricedItem, Vec<Answered>>,
}

impl<'a> Answers<'a> {
    /// Reads an answer. Refused with `tax.stale` if it holds no longer, and with `tax.answer_invalid` where a rate is no
    /// share, a name is too long or an amount is in another currency.
    pub(super) fn read(
        answer: &'a TaxAnswer,
        at: Timestamp,
        currency: Currency,
        display: TaxDisplay,
    ) -> Result<Self, Refusal> {
        if at >= answer.until {
            let reason =
                format!("what `{}` answered holds until {}, before {at}: ask again", answer.provider, answer.until);
            return Err(Refusal::new(Code::TaxStale, reason)
                .with("provider", &*answer.provider)
                .with("until", answer.until.to_string())
                .with("at", at.to_string()));
        }
        limits::count("taxes of an answer", answer.items.len(), limits::ENTRIES)?;
        let mut left: BTreeMap<&PricedItem, Vec<Answered>> = BTreeMap::new();
        for tax in &answer.items {
            if let Some(problem) = problem(tax, currency) {
                return Err(invalid(answer, &tax.of, &problem));
            }
            let included = is_included(tax.included, display);
            let rate = ResolvedRate { name: tax.name.clone(), rate: tax.rate, included, compound: false };
            left.entry(&tax.of).or_default().push((rate, tax.amount.map(|amount| amount.minor())));
        }
        Ok(Self { answer, left })
    }

    /// The taxes of an item, the first time that it is asked for.
    pub(super) fn take(&mut self, item: &PricedItem) -> Option<Vec<Answered>> {
        self.left.remove(item)
    }

    /// Refused with `tax.answer_invalid` if an item was never asked for.
    pub(super) fn all_taken(&self) -> Result<(), Refusal> {
        self.left
            .keys()
            .next()
            .map_or(Ok(()), |item| Err(invalid(self.answer, item, "is not a taxed item of the basket")))
    }
}

/// What is wrong with a tax that was answered.
fn problem(tax: &AnsweredTax, currency: Currency) -> Option<String> {
    if !is_share(tax.rate) {
        return Some(format!("has the rate `{}`, which is not from 0 to 1", tax.rate));
    }
    if let Some(amount) = tax.amount.filter(|amount| amount.currency() != currency) {
        return Some(format!("has a tax of `{amount}`, the basket is in {currency}"));
    }
    limits::text("name", &tax.name).err().map(|refusal| format!("has a tax whose {}", refusal.reason()))
}

fn invalid(answer: &TaxAnswer, item: &PricedItem, problem: &str) -> Refusal {
    let shown = match item {
        PricedItem::Line(number) => format!("line {number}"),
        PricedItem::Charge(code) => format!("charge `{code}`"),
    };
    let reason = format!("{shown} in what `{}` answered {problem}", answer.provider);
    let of = crate::wire::to_value(item).unwrap_or_default();
    Refusal::new(Code::TaxAnswerInvalid, reason).with("provider", &*answer.provider).with("of", of)
}
