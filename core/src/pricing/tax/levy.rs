//! Levying: works out taxes on plain integers, where every line or unit is rounded by itself.

use alloc::vec::Vec;

use super::class::TaxClass;
use super::table::{ChargeClass, TaxTable};
use super::total;
use crate::money::{Rate, Remainder, Rounding, allocate_minor};
use crate::pricing::kernel::arith::{Overflow, add, mul, ratio, sub};
use crate::pricing::kernel::row::{ChargeRow, Item, Row};
use crate::pricing::policy::{PricingPolicy, TaxParts, TaxScope};

/// One tax on one item, as it stands in the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TaxEntry {
    /// What bears it.
    pub(crate) item: Item,
    /// Where it stands among [`TaxTable::rates`].
    pub(crate) rate: usize,
    /// What it is due on.
    pub(crate) base: i64,
    /// How much it is.
    pub(crate) amount: i64,
}

/// The result of levying, and the room that it is worked out in: kept from basket to basket, it stops allocating.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaxWork {
    /// Every tax of every item: lines first, then charges.
    pub(crate) entries: Vec<TaxEntry>,
    /// The average rate of the goods in ten-thousandths.
    average: i64,
    /// The taxes of an item, as its class has them.
    parts: Vec<i64>,
    /// Those of one unit of it.
    unit: Vec<i64>,
    /// What is left of the goods of each class.
    pub(super) weights: Vec<i64>,
    /// The parts of a charge that is taxed as goods, by class.
    pub(super) shares: Vec<i64>,
    pub(super) total: total::Room,
}

/// The average rate is found to four decimals.
const AVERAGE: i64 = 10_000;

impl TaxTable {
    /// Works out the taxes of what is left of lines and charges, into their rows and the entries of the work.
    pub(crate) fn levy(
        &self,
        policy: &PricingPolicy,
        rows: &mut [Row],
        charges: &mut [ChargeRow],
        work: &mut TaxWork,
    ) -> Result<(), Overflow> {
        work.entries.clear();
        work.entries.reserve(rows.len().saturating_add(charges.len()));
        if self.charges.contains(&ChargeClass::AsGoods) {
            work.weigh(self, rows)?;
        }
        if policy.tax_scope == TaxScope::Total {
            total::levy(self, policy, rows, charges, work)?;
        } else {
            self.levy_lines(policy, rows, work)?;
            self.levy_charges(policy, charges, work)?;
        }
        self.levy_average(policy, rows, charges, work)
    }

    /// The rate of an entry.
    pub(crate) fn rate_of(&self, entry: &TaxEntry, work: &TaxWork) -> Rate {
        if self.average == Some(entry.rate) {
            let decimal = rust_decimal::Decimal::new(work.average, 4);
            return Rate::from_decimal(decimal).unwrap_or(Rate::ZERO);
        }
        self.rates.get(entry.rate).map_or(Rate::ZERO, |tax| tax.rate)
    }

    fn levy_lines(&self, policy: &PricingPolicy, rows: &mut [Row], work: &mut TaxWork) -> Result<(), Overflow> {
        for (at, row) in rows.iter_mut().enumerate() {
            debug_assert!(row.class < self.classes.len(), "every line has a class of the table");
            let units = if policy.tax_scope == TaxScope::Unit && row.countable { row.quantity } else { 1 };
            let (net, tax) = work.levy(self, row.class, Item::line(at), row.left, units, policy)?;
            row.net = net;
            row.tax = tax;
        }
        Ok(())
    }

    fn levy_charges(&self, policy: &PricingPolicy, rows: &mut [ChargeRow], work: &mut TaxWork) -> Result<(), Overflow> {
        for (at, row) in rows.iter_mut().enumerate() {
            (row.net, row.tax) = (row.left, 0);
            let item = Item::charge(at);
            match self.charges.get(at).copied().unwrap_or(ChargeClass::Free) {
                ChargeClass::Free | ChargeClass::Average => {}
                ChargeClass::Class(class) => (row.net, row.tax) = work.levy(self, class, item, row.left, 1, policy)?,
                ChargeClass::AsGoods => {
                    let first = work.entries.len();
                    if !work.share(row.left)? {
                        continue;
                    }
                    (row.net, row.tax) = (0, 0);
                    for (at, class) in self.classes.iter().enumerate() {
                        let Some(part) = work.shared(at) else { continue };
                        let net = work.tax(class, part, 1, policy)?;
                        let tax = record(class, item, net, &work.parts, Some(first), &mut work.entries)?;
                        (row.net, row.tax) = (add(row.net, net)?, add(row.tax, tax)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// Charges that are taxed by the average rate of the goods.
    fn levy_average(
        &self,
        policy: &PricingPolicy,
        rows: &[Row],
        charges: &mut [ChargeRow],
        work: &mut TaxWork,
    ) -> Result<(), Overflow> {
        let Some((rate, tax)) = self.average.and_then(|at| Some((at, self.rates.get(at)?))) else { return Ok(()) };
        let (mut net, mut taxes) = (0, 0);
        for row in rows {
            (net, taxes) = (add(net, row.net)?, add(taxes, row.tax)?);
        }
        work.average = if net > 0 { ratio(taxes, AVERAGE, net, Rounding::HalfUp)? } else { 0 };
        let whole = if tax.included { add(AVERAGE, work.average)? } else { AVERAGE };
        let averaged = self.charges.iter().zip(charges).enumerate();
        for (at, (_, row)) in averaged.filter(|(_, (class, _))| **class == ChargeClass::Average) {
            row.tax = ratio(row.left, work.average, whole, policy.tax_rounding)?;
            row.net = if tax.included { sub(row.left, row.tax)? } else { row.left };
            work.entries.push(TaxEntry { item: Item::charge(at), rate, base: row.net, amount: row.tax });
        }
        Ok(())
    }
}

impl TaxWork {
    /// Levies the taxes of a line or a charge, by so many units of it, and answers its net amount and their sum.
    #[inline]
    fn levy(
        &mut self,
        table: &TaxTable,
        class: usize,
        item: Item,
        left: i64,
        units: i64,
        policy: &PricingPolicy,
    ) -> Result<(i64, i64), Overflow> {
        let straight = units == 1 && policy.tax_rounding == Rounding::HalfUp;
        if let Some(Some(quick)) = table.quick.get(class).filter(|_| straight)
            && let Some(tax) = quick.of(left)
        {
            let net = if quick.included { left.saturating_sub(tax) } else { left };
            self.entries.push(TaxEntry { item, rate: quick.rate(), base: net, amount: tax });
            return Ok((net, tax));
        }
        self.levy_at_length(table, class, item, left, units, policy)
    }

    /// What [`levy`](Self::levy) does, off the straight path.
    #[inline(never)]
    fn levy_at_length(
        &mut self,
        table: &TaxTable,
        class: usize,
        item: Item,
        left: i64,
        units: i64,
        policy: &PricingPolicy,
    ) -> Result<(i64, i64), Overflow> {
        let Some(class) = table.classes.get(class) else { return Ok((left, 0)) };
        if class.levies.is_empty() {
            return Ok((left, 0));
        }
        let units = if class.has_fixed { 1 } else { units };
        let net = self.tax(class, left, units, policy)?;
        Ok((net, record(class, item, net, &self.parts, None, &mut self.entries)?))
    }

    /// Finds the taxes of an amount, shared evenly by so many units, into `parts`; answers the net amount.
    fn tax(&mut self, class: &TaxClass, amount: i64, units: i64, policy: &PricingPolicy) -> Result<i64, Overflow> {
        self.parts.clear();
        self.parts.resize(class.levies.len(), 0);
        if units <= 1 {
            return tax_one(class, amount, policy, &mut self.parts);
        }
        // There are two kinds of units only: the first ones bear one minor unit more.
        let share = amount.checked_div(units).ok_or(Overflow)?;
        let more = sub(amount, mul(share, units)?)?;
        self.unit.clear();
        self.unit.resize(class.levies.len(), 0);
        let mut net = 0;
        for (unit, count) in
            [(add(share, more.signum())?, more.saturating_abs()), (share, sub(units, more.saturating_abs())?)]
        {
            net = add(net, mul(tax_one(class, unit, policy, &mut self.unit)?, count)?)?;
            for (part, unit) in self.parts.iter_mut().zip(&self.unit) {
                *part = add(*part, mul(*unit, count)?)?;
            }
        }
        Ok(net)
    }

    /// Finds what is left of the goods of each class, or how many lines there are where nothing is.
    fn weigh(&mut self, table: &TaxTable, rows: &[Row]) -> Result<(), Overflow> {
        for by_count in [false, true] {
            self.weights.clear();
            self.weights.resize(table.classes.len(), 0);
            for row in rows {
                if let Some(weight) = self.weights.get_mut(row.class) {
                    *weight = add(*weight, if by_count { 1 } else { row.left.max(0) })?;
                }
            }
            if self.weights.iter().any(|weight| *weight != 0) {
                break;
            }
        }
        Ok(())
    }

    /// Shares a charge by the weights of the classes; false if there are no goods.
    pub(super) fn share(&mut self, amount: i64) -> Result<bool, Overflow> {
        if self.weights.iter().all(|weight| *weight == 0) {
            return Ok(false);
        }
        self.shares.clear();
        self.shares.resize(self.weights.len(), 0);
        split(amount, &self.weights, &mut self.shares)?;
        Ok(true)
    }

    /// The part of a class in the charge that was shared, if it has goods.
    pub(super) fn shared(&self, class: usize) -> Option<i64> {
        self.weights.get(class).filter(|weight| **weight != 0)?;
        self.shares.get(class).copied()
    }
}

/// Enters the taxes of an item and answers their sum.
pub(super) fn record(
    class: &TaxClass,
    item: Item,
    net: i64,
    parts: &[i64],
    merged: Option<usize>,
    entries: &mut Vec<TaxEntry>,
) -> Result<i64, Overflow> {
    let mut sum = 0;
    for (levy, amount) in class.levies.iter().zip(parts) {
        let base = if levy.compound { add(net, sum)? } else { net };
        sum = add(sum, *amount)?;
        let known = merged.and_then(|first| entries.get_mut(first..)?.iter_mut().find(|entry| entry.rate == levy.rate));
        if let Some(known) = known {
            (known.base, known.amount) = (add(known.base, base)?, add(known.amount, *amount)?);
        } else {
            entries.push(TaxEntry { item, rate: levy.rate, base, amount: *amount });
        }
    }
    Ok(sum)
}

/// Finds the taxes of one amount, each in the place that it has in its class; answers the net amount.
fn tax_one(class: &TaxClass, amount: i64, policy: &PricingPolicy, parts: &mut [i64]) -> Result<i64, Overflow> {
    let (contained, added) = parts.split_at_mut_checked(class.included).ok_or(Overflow)?;
    let (weights, added_weights) = class.weights.split_at_checked(class.included).ok_or(Overflow)?;
    let (rounding, together) = (policy.tax_rounding, policy.tax_parts == TaxParts::Together);

    let open = sub(amount, class.fixed_part()?)?;
    if together && !contained.is_empty() {
        let whole = ratio(open, sub(class.whole, class.scale)?, class.whole, rounding)?;
        split(whole, weights, contained)?;
    }
    let mut net = amount;
    for ((part, weight), levy) in contained.iter_mut().zip(weights).zip(&class.levies) {
        if let Some(fixed) = levy.fixed {
            *part = fixed;
        } else if !together {
            *part = ratio(open, *weight, class.whole, rounding)?;
        }
        net = sub(net, *part)?;
    }

    if together && !added.is_empty() {
        split(ratio(net, class.added, class.scale, rounding)?, added_weights, added)?;
    }
    let mut gross = amount;
    for (part, levy) in added.iter_mut().zip(class.levies.iter().skip(class.included)) {
        if let Some(fixed) = levy.fixed {
            *part = fixed;
        } else if !together {
            let base = if levy.compound { gross } else { net };
            *part = ratio(base, levy.numerator, levy.denominator, rounding)?;
        }
        gross = add(gross, *part)?;
    }
    Ok(net)
}

/// Splits an amount by weights without a negative one, the largest remainders first.
pub(super) fn split(whole: i64, weights: &[i64], parts: &mut [i64]) -> Result<(), Overflow> {
    allocate_minor(whole, weights, Remainder::LargestRemainder, parts).map_err(|_| Overflow)
}

#[cfg(test)]
pub(super) mod tests;
