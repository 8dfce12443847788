//! Opening the lines: what each costs before any promotion, and what the catalog makes of it.

use super::arith::{Overflow, add, long, ratio, sub};
use super::prepare::{Coming, Source};
use super::row::{ChargeRow, Row};
use super::rule::{Act, Cut, Cutting, Phase};
use super::run::Run;
use super::workspace::{CatalogStep, Workspace};
use crate::money::Rounding;
use crate::pricing::basket::ChargeKind;
use crate::pricing::list::{Chosen, Counts, Wanted};
use crate::pricing::policy::{CatalogChoice, Exclusive};
use crate::pricing::promotion::Stacking;
use crate::pricing::tax::ChargeClass;
use crate::refusal::Refusal;

/// The price of a line before promotions.
#[derive(Debug, Clone, Copy)]
struct Price {
    unit: i64,
    per: i64,
    compare_at: Option<i64>,
    minimum: Option<i64>,
    reduced: bool,
}

impl<'a> Run<'a> {
    /// Opens every line.
    pub(super) fn open(self, ws: &mut Workspace) -> Result<(), Refusal> {
        let basket = if self.prepared.prices.is_empty() { 0 } else { self.count(ws)? };
        let catalog = self.prepared.turns.first().is_some_and(|coming| coming.phase == Phase::Catalog);
        let crosses = self.prepared.taxes.crosses;
        if self.prepared.prices.is_empty() && !catalog && !crosses {
            return Ok(self.open_as_given(ws)?);
        }
        for (place, source) in self.prepared.sources.iter().enumerate() {
            let chosen = self.listed(place, source, basket, ws)?;
            let price = Self::price(source, chosen.as_ref());
            let here = self.across(source, price)?;
            if crosses {
                let worth = |price: Price| ratio(price.unit, source.quantity, price.per, self.rounding());
                ws.zones = (add(ws.zones.0, worth(price)?)?, add(ws.zones.1, worth(here)?)?);
            }
            let mut row = self.row(source, here)?;
            ws.listed.push(chosen.and_then(|chosen| chosen.list));
            if catalog {
                self.reduce(place, &mut row, ws)?;
            }
            row.subtotal = match &chosen {
                Some(chosen) if chosen.is_graduated() => {
                    self.prices
                        .subtotal_by(chosen, row.quantity, self.rounding(), |price| self.reduced(place, price, ws))?
                }
                _ => ratio(row.unit, row.quantity, row.per, self.rounding())?,
            };
            row.left = row.subtotal;
            row.before_order = row.subtotal;
            row.floor = row.floor.min(row.subtotal);
            ws.rows.push(row);
        }
        Ok(())
    }

    /// Opens every line at its own price, where nothing can change that.
    fn open_as_given(self, ws: &mut Workspace) -> Result<(), Overflow> {
        ws.listed.resize(self.prepared.sources.len(), None);
        let mut opened = Ok(());
        ws.rows.extend(self.prepared.sources.iter().map(|source| {
            self.as_given(source).unwrap_or_else(|overflow| {
                opened = Err(overflow);
                Row::default()
            })
        }));
        opened
    }

    #[inline]
    fn as_given(self, source: &Source) -> Result<Row, Overflow> {
        let subtotal = ratio(source.unit, source.quantity, source.per, self.rounding())?;
        let floor = match source.minimum {
            0 => 0,
            minimum => ratio(minimum, source.quantity, source.per, self.rounding())?.min(subtotal),
        };
        let compare_at = Some(source.compare_at).filter(|before| *before > source.unit);
        Ok(Row {
            quantity: source.quantity,
            unit: source.unit,
            per: source.per,
            compare_at,
            subtotal,
            left: subtotal,
            before_order: subtotal,
            floor,
            class: long(source.class),
            reduced: compare_at.is_some(),
            countable: source.countable,
            ..Row::default()
        })
    }

    /// Opens every charge; one that is taxed as the goods changes across zones as they do.
    pub(super) fn open_charges(self, ws: &mut Workspace) -> Result<(), Overflow> {
        for (place, source) in self.prepared.charges.iter().enumerate() {
            let taxes = &self.prepared.taxes;
            let factor = match taxes.charges.get(place) {
                Some(ChargeClass::Class(class)) => taxes.classes.get(*class).and_then(|class| class.factor),
                _ => None,
            };
            let as_goods = matches!(taxes.charges.get(place), Some(ChargeClass::AsGoods | ChargeClass::Average));
            let (before, here) = ws.zones;
            let amount = match factor {
                Some(factor) => factor.of(source.amount, self.rounding())?,
                None if as_goods && before > 0 => ratio(source.amount, here, before, self.rounding())?,
                None => source.amount,
            };
            let is_shipping = source.kind == ChargeKind::Shipping;
            ws.charges.push(ChargeRow { amount, left: amount, is_shipping, ..ChargeRow::default() });
        }
        Ok(())
    }

    fn rounding(self) -> Rounding {
        self.policy.price_rounding
    }

    /// Counts the units of the basket, and of each product into `order`, for tiers.
    fn count(self, ws: &mut Workspace) -> Result<i64, Overflow> {
        ws.order.clear();
        ws.order.extend(self.prepared.sources.iter().enumerate().map(|(place, _)| (0, place)));
        let mut basket = 0;
        for source in &self.prepared.sources {
            basket = add(basket, source.quantity)?;
            if let Some((count, _)) = ws.order.get_mut(long(source.product)) {
                *count = add(*count, source.quantity)?;
            }
        }
        Ok(basket)
    }

    /// The price that a line takes from the lists, if they have one that fits or could.
    fn listed(self, place: usize, source: &Source, basket: i64, ws: &Workspace) -> Result<Option<Chosen>, Refusal> {
        let (from, until) = source.listed;
        if from == until {
            return Ok(None);
        }
        let candidates = self.prepared.prices.get(long(from)..long(until)).unwrap_or_default();
        let product = ws.order.get(long(source.product)).map_or(source.quantity, |(count, _)| *count);
        let counts = Counts { line: source.quantity, product, basket };
        let Some(given) = self.prepared.wanted.get(place) else { return Ok(None) };
        let wanted = Wanted {
            sku: &given.sku,
            currency: self.prepared.currency,
            decimals: given.decimals,
            own: given.own,
            in_kit: given.in_kit,
        };
        match self.prices.pick(&wanted, candidates, counts)? {
            Some(chosen) => Ok(Some(chosen)),
            None => Err(wanted.missing(&self.prepared.context, source.quantity)),
        }
    }

    fn price(source: &Source, chosen: Option<&Chosen>) -> Price {
        match chosen {
            Some(chosen) => Price {
                unit: chosen.unit,
                per: chosen.per,
                compare_at: chosen.compare_at,
                minimum: chosen.minimum,
                reduced: chosen.reduced,
            },
            None => Price {
                unit: source.unit,
                per: source.per,
                compare_at: Some(source.compare_at),
                minimum: Some(source.minimum),
                reduced: source.compare_at > source.unit,
            },
        }
    }

    /// A price where the buyer's taxes differ from those it contains.
    fn across(self, source: &Source, price: Price) -> Result<Price, Overflow> {
        let factor = self.prepared.taxes.classes.get(long(source.class)).and_then(|class| class.factor);
        let Some(factor) = factor else { return Ok(price) };
        let of = |amount: Option<i64>| amount.map(|amount| factor.of(amount, self.rounding())).transpose();
        Ok(Price {
            unit: factor.of(price.unit, self.rounding())?,
            compare_at: of(price.compare_at)?,
            minimum: of(price.minimum)?,
            ..price
        })
    }

    fn row(self, source: &Source, price: Price) -> Result<Row, Overflow> {
        let floor = price.minimum.map(|minimum| ratio(minimum, source.quantity, price.per, self.rounding()));
        Ok(Row {
            quantity: source.quantity,
            unit: price.unit,
            per: price.per,
            compare_at: price.compare_at.filter(|before| *before > price.unit),
            floor: floor.transpose()?.unwrap_or(0),
            class: long(source.class),
            reduced: price.reduced,
            countable: source.countable,
            ..Row::default()
        })
    }

    /// The turns in which promotions of the catalog reduce a line: the candidate and the action.
    fn catalog<'b>(self, place: usize, ws: &'b Workspace) -> impl Iterator<Item = (usize, &'a Cutting)> + use<'a, 'b> {
        let turns = self.prepared.turns.iter().take_while(|coming| coming.phase == Phase::Catalog).map(Coming::pair);
        let open = turns.filter_map(move |(number, turn)| {
            let (candidate, rule) = self.candidate(number)?;
            let acts = &rule.turns.get(turn)?.actions;
            self.refuses(candidate, rule, ws).is_none().then_some((number, candidate, rule, acts))
        });
        open.flat_map(move |(number, candidate, rule, acts)| {
            acts.iter().filter_map(move |act| match act {
                Act::Discount(cutting) if self.prepared.chosen(candidate, rule).has(cutting.filter, place) => {
                    Some((number, cutting))
                }
                Act::Discount(_) | Act::BuyGet { .. } | Act::Bundle { .. } | Act::Gift { .. } => None,
            })
        })
    }

    /// Lets the catalog reduce the price of a line, from the price before any reduction, and writes down each step.
    fn reduce(self, place: usize, row: &mut Row, ws: &mut Workspace) -> Result<(), Refusal> {
        let start = row.compare_at.unwrap_or(row.unit).max(row.unit);
        let minimum = if row.floor == 0 { 0 } else { ratio(row.floor, row.per, row.quantity, Rounding::Ceiling)? };
        let only = self.only(place, start, minimum, ws)?;
        let (mut price, first) = (start, ws.catalog.len());
        let mut steps = core::mem::take(&mut ws.catalog);
        for (number, cutting) in self.catalog(place, ws) {
            let group = self.candidate(number).and_then(|(_, rule)| rule.group());
            let taken = |step: &CatalogStep| {
                step.candidate != number && self.candidate(step.candidate).and_then(|(_, rule)| rule.group()) == group
            };
            let shut = group.is_some() && steps.iter().skip(first).any(taken);
            if shut || only.is_some_and(|only| only != number) {
                continue;
            }
            let to = self.cut_price(cutting, price)?.max(minimum);
            if to < price {
                steps.push(CatalogStep { candidate: number, line: place, from: price, to });
                price = to;
            }
            if self.policy.catalog == CatalogChoice::First && price < start {
                break;
            }
        }
        ws.catalog = steps;
        if price < row.unit {
            row.unit = price;
            row.compare_at = Some(start);
            row.reduced = true;
        } else {
            ws.catalog.truncate(first);
        }
        Ok(())
    }

    /// The promotion of the catalog that reduces a line alone, if one excludes the others or only the best counts.
    fn only(self, place: usize, start: i64, minimum: i64, ws: &Workspace) -> Result<Option<usize>, Overflow> {
        let mut best: Option<(i64, usize)> = None;
        for (number, cutting) in self.catalog(place, ws) {
            let exclusive = self.candidate(number).is_some_and(|(_, rule)| rule.stacking == Stacking::Exclusive);
            let score = if self.policy.catalog == CatalogChoice::Best {
                sub(start, self.cut_price(cutting, start)?.max(minimum))?
            } else if exclusive && self.policy.exclusive != Exclusive::StopAfter {
                self.priority(number)
            } else {
                continue;
            };
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, number));
            }
        }
        Ok(best.map(|(_, number)| number))
    }

    /// A price after an action of the catalog.
    fn cut_price(self, cutting: &Cutting, price: i64) -> Result<i64, Overflow> {
        let Some(cut) = Cut::of(&cutting.off, self.prepared.currency, |_| 0) else { return Ok(price) };
        let off = match cut {
            Cut::Percent(rate) => ratio(price, rate.numerator(), rate.denominator(), self.policy.discount_rounding)?,
            Cut::Amount(amount) => amount,
            Cut::Price(reduced) => sub(price, reduced)?.max(0),
            Cut::Units(..) => 0,
        };
        Ok(sub(price, off)?.max(0))
    }

    /// Another price of the same line, of a tier, changed as its unit price was.
    fn reduced(self, place: usize, price: i64, ws: &Workspace) -> Result<i64, Overflow> {
        let class =
            self.prepared.sources.get(place).and_then(|source| self.prepared.taxes.classes.get(long(source.class)));
        let mut price = match class.and_then(|class| class.factor) {
            Some(factor) => factor.of(price, self.rounding())?,
            None => price,
        };
        for step in ws.catalog.iter().filter(|step| step.line == place) {
            let acts = self.catalog(place, ws).filter(|(number, _)| *number == step.candidate);
            for (_, cutting) in acts {
                price = self.cut_price(cutting, price)?;
            }
        }
        Ok(price)
    }
}
