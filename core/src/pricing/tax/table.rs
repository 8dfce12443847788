//! The tax table of a basket: its distinct rates, and the classes of its lines and charges.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::class::{ResolvedRate, TaxClass};
use super::quick::Quick;
use crate::money::Rate;

/// The taxes of one basket, ready for the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TaxTable {
    /// The distinct taxes, in the order of the lines and then the charges that bear them.
    pub(crate) rates: Vec<ResolvedRate>,
    /// The distinct ways in which items are taxed; see [`Row::class`](crate::pricing::kernel::row::Row).
    pub(crate) classes: Vec<TaxClass>,
    /// The straight path of each class that has one: what a price needs of most classes, close together.
    pub(super) quick: Vec<Option<Quick>>,
    /// Some prices change on their way to the buyer, because taxes do.
    pub(crate) crosses: bool,
    /// How each charge is taxed.
    pub(crate) charges: Vec<ChargeClass>,
    /// Where the average rate of the goods stands among the rates, if it is asked for. It is known when they are taxed.
    pub(super) average: Option<usize>,
}

/// How a charge is taxed. Only a class has a factor for prices: a charge that is taxed as goods, or by their average,
/// changes as the sum of their subtotals does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChargeClass {
    /// Not at all.
    Free,
    /// By a class.
    Class(usize),
    /// By the classes of the goods, in proportion to what is left of them.
    AsGoods,
    /// By the average rate of the goods.
    Average,
}

impl TaxTable {
    /// Notes what follows from its classes, once they are all there.
    pub(super) fn close(&mut self) {
        self.quick = self.classes.iter().map(TaxClass::quick).collect();
        self.crosses = self.classes.iter().any(|class| class.factor.is_some());
    }

    /// For each class, the rates that prices contain and those that are added, each summed up.
    pub(crate) fn sums(&self) -> Vec<(Rate, Rate)> {
        self.classes.iter().map(TaxClass::sums).collect()
    }

    /// Opens a place for the average rate, if a charge asks for it and the goods, which are of these classes, are taxed.
    /// It bears the names of their taxes.
    pub(super) fn open_average(&mut self, goods: &BTreeSet<usize>, included: bool) {
        let classes = goods.iter().filter_map(|class| self.classes.get(*class));
        let places: BTreeSet<usize> = classes.flat_map(|class| &class.levies).map(|levy| levy.rate).collect();
        if !self.charges.contains(&ChargeClass::Average) || places.is_empty() {
            return;
        }
        let mut names: Vec<&str> = Vec::new();
        for rate in places.iter().filter_map(|place| self.rates.get(*place)) {
            if !names.contains(&&*rate.name) {
                names.push(&rate.name);
            }
        }
        let name: Arc<str> = names.join(" + ").into();
        self.average = Some(self.rates.len());
        self.rates.push(ResolvedRate { name, rate: Rate::ZERO, included, compound: false });
    }
}
