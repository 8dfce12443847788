//! Assessment: finds which taxes the items of a basket bear, once for each basket and context.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::answer::Answers;
use super::class::{ResolvedRate, TaxClass};
use super::rate::Taxes;
use super::rules::PricedItem;
use super::table::{ChargeClass, TaxTable};
use crate::id::TaxCategory;
use crate::money::Currency;
use crate::pricing::basket::{Charge, ChargeKind, ChargeTax, Context, TaxStatus};
use crate::pricing::policy::{AcrossZones, Untaxed};
use crate::pricing::rules::TaxDisplay;
use crate::refusal::{Code, Refusal};

/// The taxes of one basket while they are being found: every line and charge is named to it, then it is finished.
#[derive(Debug)]
pub(crate) struct Assessment<'a> {
    taxes: &'a Taxes,
    context: &'a Context,
    /// The zones that the destination lies in.
    zones: Vec<usize>,
    answers: Option<Answers<'a>>,
    /// The classes of categories, of those that the rates of the book apply to.
    categories: BTreeMap<TaxCategory, usize>,
    /// Where rates stand in the table. There are several places for a rate that one item bears several times.
    places: BTreeMap<ResolvedRate, Vec<usize>>,
    /// The classes of lines.
    goods: BTreeSet<usize>,
    table: TaxTable,
}

impl Taxes {
    /// Opens the assessment of a basket. Refused with `tax.stale` and `tax.answer_invalid` where a tax service answered
    /// and its answer is of no use.
    pub(crate) fn assess<'a>(&'a self, context: &'a Context, currency: Currency) -> Result<Assessment<'a>, Refusal> {
        let read = |answer| Answers::read(answer, context.at, currency, self.display);
        Ok(Assessment {
            taxes: self,
            context,
            zones: self.zones.around(&context.destination),
            answers: context.taxes.as_ref().map(read).transpose()?,
            categories: BTreeMap::new(),
            places: BTreeMap::new(),
            goods: BTreeSet::new(),
            table: TaxTable::default(),
        })
    }
}

impl Assessment<'_> {
    /// The class of a line, by its place in the table. Refused with `tax.unknown` where no rate is in force.
    pub(crate) fn line(&mut self, number: u32, category: &TaxCategory) -> Result<usize, Refusal> {
        let class = self.class(&PricedItem::Line(number), category)?;
        self.goods.insert(class);
        Ok(class)
    }

    /// The class of a gift: that of its category, whatever a tax service answered. Refused with `tax.unknown` where no rate is
    /// in force.
    pub(crate) fn gift(&mut self, category: &TaxCategory) -> Result<usize, Refusal> {
        if self.answers.is_some() {
            return self.entered(&[], None);
        }
        // Gifts cost nothing: where the line numbers end, the category alone decides.
        self.class(&PricedItem::Line(u32::MAX), category)
    }

    /// Takes in the next charge. Refused with `tax.unknown` where no rate is in force.
    pub(crate) fn charge(&mut self, charge: &Charge) -> Result<(), Refusal> {
        let item = PricedItem::Charge(charge.code.clone());
        let class = match &charge.tax {
            _ if charge.kind == ChargeKind::Donation => ChargeClass::Free,
            ChargeTax::Category(category) => ChargeClass::Class(self.class(&item, category)?),
            _ if self.answers.is_some() => ChargeClass::Class(self.answered(&item, None)?),
            ChargeTax::Free => ChargeClass::Free,
            ChargeTax::AsGoods => ChargeClass::AsGoods,
            ChargeTax::Average => ChargeClass::Average,
        };
        self.table.charges.push(class);
        Ok(())
    }

    /// The table of everything that was named. Refused with `tax.answer_invalid` if a tax service answered for something
    /// that was not.
    pub(crate) fn finish(self) -> Result<TaxTable, Refusal> {
        if let Some(answers) = &self.answers {
            answers.all_taken()?;
        }
        let mut table = self.table;
        table.open_average(&self.goods, self.taxes.display == TaxDisplay::Inclusive);
        table.close();
        Ok(table)
    }

    fn class(&mut self, item: &PricedItem, category: &TaxCategory) -> Result<usize, Refusal> {
        if self.answers.is_some() {
            return self.answered(item, Some(category));
        }
        if let Some(class) = self.categories.get(category) {
            return Ok(*class);
        }
        let due = self.due(category)?;
        let taxes: Vec<(&ResolvedRate, Option<i64>)> = due.into_iter().map(|tax| (tax, None)).collect();
        let class = self.entered(&taxes, Some(category))?;
        self.categories.insert(category.clone(), class);
        Ok(class)
    }

    /// The class of what a tax service answered for an item; without an answer no tax is due.
    fn answered(&mut self, item: &PricedItem, category: Option<&TaxCategory>) -> Result<usize, Refusal> {
        let answered = self.answers.as_mut().and_then(|answers| answers.take(item)).unwrap_or_default();
        let owed = answered.iter().filter(|_| self.context.buyer.tax == TaxStatus::Taxed);
        let owed: Vec<_> = owed.map(|(tax, amount)| (tax, *amount)).collect();
        self.entered(&owed, category)
    }

    /// The rates of the book that are due on a category.
    fn due<'t>(&self, category: &TaxCategory) -> Result<Vec<&'t ResolvedRate>, Refusal>
    where
        Self: 't,
    {
        let rates = self.taxes.in_force(&self.zones, category, self.context.at);
        let taxed = self.context.buyer.tax == TaxStatus::Taxed;
        // Who owes no tax pays the price without it: what it contains has to be known all the same.
        let matters = taxed || (self.taxes.display == TaxDisplay::Inclusive && self.taxes.home.is_none());
        if rates.is_empty() && matters && self.taxes.untaxed == Untaxed::Refuse {
            return Err(self.unknown(category));
        }
        Ok(if taxed { rates } else { Vec::new() })
    }

    fn unknown(&self, category: &TaxCategory) -> Refusal {
        let (country, at) = (&self.context.destination.country, self.context.at);
        Refusal::new(Code::TaxUnknown, format!("no tax rate for `{category}` in {country} is in force at {at}"))
            .with("country", country.as_str())
            .with("category", category.as_str())
            .with("at", at.to_string())
    }

    /// Enters a class of these taxes into the table, if it is not there yet.
    fn entered(
        &mut self,
        taxes: &[(&ResolvedRate, Option<i64>)],
        category: Option<&TaxCategory>,
    ) -> Result<usize, Refusal> {
        let mut used: BTreeMap<&ResolvedRate, usize> = BTreeMap::new();
        let mut placed = Vec::with_capacity(taxes.len());
        for (tax, fixed) in taxes {
            let times = used.entry(*tax).or_insert(0);
            placed.push((self.place(tax, *times), *tax, *fixed));
            *times = times.saturating_add(1);
        }
        let mut class = TaxClass::new(&placed)?;
        if let Some(category) = category {
            class.factor = self.factor(&class, category)?;
        }
        // Classes with fixed amounts are of one item each.
        let same = if class.has_fixed { None } else { self.table.classes.iter().position(|known| *known == class) };
        Ok(same.unwrap_or_else(|| {
            self.table.classes.push(class);
            self.table.classes.len().saturating_sub(1)
        }))
    }

    /// Where a rate stands in the table: the place of the first item, or one for items that bear it again.
    fn place(&mut self, tax: &ResolvedRate, times: usize) -> usize {
        let places = self.places.entry(tax.clone()).or_default();
        if let Some(place) = places.get(times) {
            return *place;
        }
        let place = self.table.rates.len();
        places.push(place);
        self.table.rates.push(tax.clone());
        place
    }

    /// What prices of a category are multiplied by, given the taxes that are due on it.
    fn factor(&self, due: &TaxClass, category: &TaxCategory) -> Result<Option<super::class::Factor>, Refusal> {
        let taxed = self.context.buyer.tax == TaxStatus::Taxed;
        let contained = match self.taxes.home {
            None if taxed => return Ok(None),
            Some(_) if taxed && self.taxes.across_zones == AcrossZones::KeepGross => return Ok(None),
            Some(home) => self.taxes.in_force(&[home], category, self.context.at),
            None => self.taxes.in_force(&self.zones, category, self.context.at),
        };
        let contained: Vec<_> = contained.into_iter().enumerate().map(|(at, tax)| (at, tax, None)).collect();
        TaxClass::factor_between(&TaxClass::new(&contained)?, due)
    }
}

#[cfg(test)]
mod tests;
