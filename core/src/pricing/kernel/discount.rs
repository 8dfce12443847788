//! Discounts: from what is off to what each line and charge bears.

use super::arith::{Overflow, add, mul, ratio, sub, sum};
use super::prepare::ChargeSource;
use super::row::{Item, Row};
use super::rule::{Cut, Cutting};
use super::scene::Chosen;
use super::spread::Spread;
use super::tax_view::TaxViews;
use super::workspace::Workspace;
use crate::money::{Currency, Rate};
use crate::pricing::policy::{Base, PricingPolicy, SpreadBy, TaxView, UnitRounding};
use crate::pricing::promotion::{Pick, StepBy, Target, Units};
use crate::refusal::Refusal;

/// What the actions of a promotion are worked out with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Means<'a> {
    pub(crate) chosen: Chosen<'a>,
    pub(crate) currency: Currency,
    pub(crate) policy: &'a PricingPolicy,
    pub(crate) taxes: &'a TaxViews,
    pub(crate) charges: &'a [ChargeSource],
}

impl Means<'_> {
    /// Works out what a discount takes off each line and charge, into `parts`; answers whether it found something to
    /// reduce.
    pub(crate) fn cut(&self, cutting: &Cutting, ws: &mut Workspace) -> Result<bool, Refusal> {
        match cutting.on {
            Target::Price => Ok(false),
            Target::Shipping => self.cut_shipping(cutting, ws),
            Target::ShippingTogether => self.cut_together(cutting, false, ws),
            Target::Order => self.cut_goods(cutting, ws),
            Target::OrderAndShipping => self.cut_together(cutting, true, ws),
            Target::Unit | Target::Line => self.cut_lines(cutting, ws),
        }
    }

    fn cut_lines(&self, cutting: &Cutting, ws: &mut Workspace) -> Result<bool, Refusal> {
        self.reach(cutting.filter, cutting.units.as_ref(), ws)?;
        let steps = self.steps(cutting, ws);
        let Workspace { rows, reach, parts, .. } = ws;
        let mut any = false;
        for (place, units) in reach.iter() {
            let Some(row) = rows.get(*place) else { continue };
            // Steps by line: a line that reaches none keeps its price, whatever the others do.
            let Some(cut) = Cut::of(&cutting.off, self.currency, |by| steps.of(by, row)) else { continue };
            any = true;
            let whole_line = cutting.units.is_none();
            let off = if cutting.on == Target::Unit {
                self.off_units(cut, row, *units)?
            } else {
                self.off_line(cut, row, *units, whole_line)?
            };
            let off = off.min(room(row));
            if off > 0 {
                parts.push((Item::line(*place), off));
            }
        }
        Ok(any)
    }

    /// What is off a number of units of a line.
    pub(crate) fn off_units(&self, cut: Cut, row: &Row, units: i64) -> Result<i64, Overflow> {
        let pieces = if row.countable { units } else { 1 };
        match cut {
            Cut::Percent(rate) => self.percent_off(rate, row, units),
            Cut::Amount(amount) => Ok(mul(amount, pieces)?.min(self.worth(row, units, Base::Running)?)),
            Cut::Price(price) => {
                let reduced = if row.countable { mul(price, units)? } else { self.at_price(row, price, units)? };
                Ok(sub(self.worth(row, units, Base::Running)?, reduced)?.max(0))
            }
            Cut::Units(first, further, most) => staggered(first, further, pieces.min(most)),
        }
    }

    /// What is off a line once, of which a number of units counts.
    fn off_line(&self, cut: Cut, row: &Row, units: i64, whole_line: bool) -> Result<i64, Overflow> {
        let worth = self.worth(row, units, if whole_line { self.policy.line_base } else { Base::Running })?;
        match cut {
            Cut::Percent(rate) => self.percent(rate, worth),
            Cut::Amount(amount) => Ok(amount.min(worth)),
            Cut::Price(price) => Ok(sub(worth, price)?.max(0)),
            Cut::Units(first, further, most) => {
                staggered(first, further, if row.countable { units.min(most) } else { most.min(1) })
            }
        }
    }

    /// A percentage off units, rounded on each unit or on the line, as the policy says. Units of a line that no longer
    /// cost the same are rounded on the line.
    fn percent_off(&self, rate: Rate, row: &Row, units: i64) -> Result<i64, Overflow> {
        if self.policy.unit_rounding == UnitRounding::Unit && row.countable && row.per == 1 {
            let unit = if self.policy.line_base == Base::Original || row.left == row.subtotal {
                Some(row.unit)
            } else {
                let even = row.left.checked_rem(row.quantity) == Some(0);
                row.left.checked_div(row.quantity).filter(|_| even)
            };
            if let Some(unit) = unit {
                return mul(self.percent(rate, unit)?, units);
            }
        }
        self.percent(rate, self.worth(row, units, self.policy.line_base)?)
    }

    pub(crate) fn percent(&self, rate: Rate, amount: i64) -> Result<i64, Overflow> {
        ratio(amount, rate.numerator(), rate.denominator(), self.policy.discount_rounding)
    }

    /// What some units of a line are worth.
    pub(crate) fn worth(&self, row: &Row, units: i64, base: Base) -> Result<i64, Overflow> {
        let amount = if base == Base::Running { row.left } else { row.subtotal };
        if units == row.quantity || !row.countable {
            return Ok(amount);
        }
        if amount == row.subtotal {
            return self.at_price(row, row.unit, units);
        }
        ratio(amount, units, row.quantity, self.policy.price_rounding)
    }

    fn at_price(&self, row: &Row, price: i64, units: i64) -> Result<i64, Overflow> {
        ratio(price, units, row.per, self.policy.price_rounding)
    }

    fn cut_shipping(&self, cutting: &Cutting, ws: &mut Workspace) -> Result<bool, Refusal> {
        let steps = self.steps(cutting, ws);
        let Workspace { charges, parts, .. } = ws;
        let Some(cut) = Cut::of(&cutting.off, self.currency, |by| steps.of(by, &Row::default())) else {
            return Ok(false);
        };
        let mut found = false;
        for (place, (charge, source)) in charges.iter().zip(self.charges).enumerate() {
            if !charge.is_shipping || !(cutting.charges.is_empty() || cutting.charges.contains(&source.code)) {
                continue;
            }
            found = true;
            let base = if self.policy.line_base == Base::Running { charge.left } else { charge.amount };
            let off = match cut {
                Cut::Percent(rate) => self.percent(rate, base)?,
                Cut::Amount(amount) | Cut::Units(amount, _, _) => amount,
                Cut::Price(price) => sub(charge.left, price)?.max(0),
            };
            let off = off.min(charge.left);
            if off > 0 {
                parts.push((Item::charge(place), off));
            }
        }
        Ok(found)
    }

    /// Something off goods, shared by them.
    fn cut_goods(&self, cutting: &Cutting, ws: &mut Workspace) -> Result<bool, Refusal> {
        let every = cutting.units.is_none() && self.chosen.is_every(cutting.filter, ws.rows.len());
        if !every {
            self.reach(cutting.filter, cutting.units.as_ref(), ws)?;
        }
        let steps = self.steps(cutting, ws);
        let Some(cut) = Cut::of(&cutting.off, self.currency, |by| steps.of(by, &Row::default())) else {
            return Ok(false);
        };
        let Workspace { rows, reach, parts, spread, .. } = ws;
        let base = if every {
            self.weigh(rows.iter().map(|row| (row, row.quantity)), spread)?
        } else {
            self.weigh(reached(rows, reach), spread)?
        };
        spread.share(off_sum(self, cut, base)?, self.policy.spread)?;
        if every {
            share_out(0.., &spread.shares, parts);
            return Ok(!rows.is_empty());
        }
        share_out(reach.iter().map(|(place, _)| *place), &spread.shares, parts);
        Ok(!reach.is_empty())
    }

    /// Something off shipping, or goods and shipping together, shared by them.
    fn cut_together(&self, cutting: &Cutting, goods: bool, ws: &mut Workspace) -> Result<bool, Refusal> {
        if goods {
            self.reach(cutting.filter, cutting.units.as_ref(), ws)?;
        } else {
            ws.reach.clear();
        }
        let steps = self.steps(cutting, ws);
        let Some(cut) = Cut::of(&cutting.off, self.currency, |by| steps.of(by, &Row::default())) else {
            return Ok(false);
        };
        let Workspace { rows, charges, reach, parts, spread, beside, .. } = ws;
        let is_meant = |source: &ChargeSource| cutting.charges.is_empty() || cutting.charges.contains(&source.code);
        let meant = || {
            let all = charges.iter().zip(self.charges).enumerate();
            all.filter(|(_, (charge, source))| charge.is_shipping && is_meant(source))
        };
        let base = self.weigh(reached(rows, reach), spread)?;
        let carriage = sum(meant().map(|(_, (charge, _))| charge.left))?;
        let both = goods && carriage != 0;
        // The goods count as one part beside each charge; a percentage is taken of each by itself.
        let mut of_goods = off_sum(
            self,
            cut,
            if both {
                add(base, carriage)?
            } else if goods {
                base
            } else {
                carriage
            },
        )?;
        if both || !goods {
            beside.clear();
            if goods {
                let able = sum(reach.iter().filter_map(|(place, _)| rows.get(*place)).map(room))?;
                beside
                    .part(base, if let Cut::Percent(rate) = cut { self.percent(rate, base)?.min(able) } else { able });
            }
            for (_, (charge, _)) in meant() {
                let percent = if let Cut::Percent(rate) = cut { self.percent(rate, charge.left)? } else { charge.left };
                beside.part(charge.left, percent);
            }
            if let Cut::Percent(_) = cut {
                of_goods = sum(beside.room.iter().copied())?;
            }
            beside.share(of_goods, self.policy.spread)?;
            let mut shares = beside.shares.iter();
            of_goods = if goods { shares.next().copied().unwrap_or_default() } else { 0 };
            parts.extend(
                meant().zip(shares).filter(|(_, off)| **off > 0).map(|((place, _), off)| (Item::charge(place), *off)),
            );
        }
        let found = !reach.is_empty() || meant().next().is_some();
        if goods {
            spread.share(of_goods, self.policy.spread)?;
            share_out(reach.iter().map(|(place, _)| *place), &spread.shares, parts);
        }
        Ok(found)
    }

    /// Takes up units of lines as parts to share by; answers what something off them all is taken of.
    fn weigh<'r>(&self, lines: impl Iterator<Item = (&'r Row, i64)>, spread: &mut Spread) -> Result<i64, Overflow> {
        let mut base = 0;
        spread.clear();
        spread.reserve(lines.size_hint().1.unwrap_or_default());
        for (row, units) in lines {
            let worth = self.worth(row, units, Base::Running)?;
            let original = self.policy.order_base == Base::Original && units == row.quantity;
            base = add(base, if original { row.before_order } else { worth })?;
            let weight = match self.policy.spread_by {
                SpreadBy::Amount => worth,
                SpreadBy::Gross => self.taxes.seen(worth, row.class, TaxView::Gross),
            };
            spread.part(weight, room(row).min(worth));
        }
        Ok(base)
    }

    /// Which units a discount reaches, into `reach`: the place of the line and how many of its units.
    fn reach(&self, filter: usize, units: Option<&Units>, ws: &mut Workspace) -> Result<(), Refusal> {
        let Workspace { rows, reach, order, .. } = ws;
        reach.clear();
        let lines = self.chosen.by(filter, rows, self.currency);
        let quantity = |place: usize| rows.get(place).map_or(0, |row| row.quantity);
        match units {
            None => match self.chosen.all(filter) {
                Some(places) => reach.extend(places.map(|place| (place, quantity(place)))),
                None => reach.extend(lines.map(|place| (place, quantity(place)))),
            },
            Some(Units::OfEachLine(most)) => reach.extend(lines.map(|place| (place, quantity(place).min(*most)))),
            Some(Units::AtMost { count, pick }) => {
                self.in_order(lines, rows, *pick, order)?;
                take(*count, order, rows, reach);
            }
            Some(Units::Groups { of, pick }) => {
                self.in_order(lines, rows, *pick, order)?;
                let units = sum(order.iter().map(|(_, place)| pieces(rows, *place)))?;
                let left_over = units.checked_rem(*of).unwrap_or(units);
                take(sub(units, left_over)?, order, rows, reach);
            }
        }
        Ok(())
    }

    /// Sorts lines by the order in which their units are picked.
    pub(crate) fn in_order(
        &self,
        lines: impl Iterator<Item = usize>,
        rows: &[Row],
        pick: Pick,
        order: &mut alloc::vec::Vec<(i64, usize)>,
    ) -> Result<(), Overflow> {
        order.clear();
        for place in lines {
            let Some(row) = rows.get(place) else { continue };
            let key = match pick {
                Pick::Cheapest => self.at_price(row, row.unit, 1)?,
                Pick::Dearest => self.at_price(row, row.unit, 1)?.saturating_neg(),
                Pick::LargestLine => row.quantity.saturating_neg(),
                Pick::InOrder => 0,
            };
            order.push((key, place));
        }
        order.sort_unstable();
        Ok(())
    }

    /// How far the measures of steps have come.
    fn steps(&self, cutting: &Cutting, ws: &Workspace) -> Reached {
        let worth = |amounts: &mut dyn Iterator<Item = i64>| amounts.fold(0, i64::saturating_add);
        if !matches!(cutting.off, crate::pricing::promotion::Off::Steps(_)) {
            return Reached::default();
        }
        let chosen = || self.chosen.by(cutting.filter, &ws.rows, self.currency).filter_map(|place| ws.rows.get(place));
        Reached {
            order: worth(&mut ws.rows.iter().map(|row| row.subtotal)),
            goods: worth(&mut chosen().map(|row| row.subtotal)),
            quantity: worth(&mut chosen().map(|row| row.quantity)),
        }
    }
}

/// How far the measures of steps have come that are not of one line.
#[derive(Debug, Clone, Copy, Default)]
struct Reached {
    order: i64,
    goods: i64,
    quantity: i64,
}

impl Reached {
    fn of(self, by: StepBy, row: &Row) -> i64 {
        match by {
            StepBy::OrderTotal => self.order,
            StepBy::GoodsTotal => self.goods,
            StepBy::Quantity => self.quantity,
            StepBy::LineTotal => row.subtotal,
            StepBy::LineQuantity => row.quantity,
        }
    }
}

/// What is off a sum.
fn off_sum(means: &Means<'_>, cut: Cut, base: i64) -> Result<i64, Overflow> {
    match cut {
        Cut::Percent(rate) => means.percent(rate, base),
        Cut::Amount(amount) | Cut::Units(amount, _, _) => Ok(amount.min(base)),
        Cut::Price(price) => Ok(sub(base, price)?.max(0)),
    }
}

/// An amount for the first unit and another for each further one.
fn staggered(first: i64, further: i64, units: i64) -> Result<i64, Overflow> {
    if units <= 0 { Ok(0) } else { add(first, mul(further, units.saturating_sub(1))?) }
}

/// How much can be taken off a line.
pub(crate) fn room(row: &Row) -> i64 {
    if row.left > row.floor { row.left.saturating_sub(row.floor) } else { 0 }
}

/// The lines that are reached, and how many units of each.
fn reached<'r>(rows: &'r [Row], reach: &'r [(usize, i64)]) -> impl Iterator<Item = (&'r Row, i64)> {
    reach.iter().filter_map(|(place, units)| Some((rows.get(*place)?, *units)))
}

/// Shares of lines as parts, those of nothing left out.
fn share_out(places: impl Iterator<Item = usize>, shares: &[i64], parts: &mut alloc::vec::Vec<(Item, i64)>) {
    parts.reserve(shares.len());
    for (place, off) in places.zip(shares) {
        if *off > 0 {
            parts.push((Item::line(place), *off));
        }
    }
}

/// How many units of a line can be picked one by one; goods by weight are one.
fn pieces(rows: &[Row], place: usize) -> i64 {
    rows.get(place).map_or(0, |row| if row.countable { row.quantity } else { 1 })
}

/// Takes a number of units from lines in their order.
fn take(count: i64, order: &[(i64, usize)], rows: &[Row], reach: &mut alloc::vec::Vec<(usize, i64)>) {
    let mut left = count;
    for (_, place) in order {
        let units = pieces(rows, *place).min(left);
        if units > 0 {
            reach.push((*place, units));
            left = left.saturating_sub(units);
        }
    }
}
