//! A choice of goods, compiled: what can be told from a line at once, and what depends on its amounts.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::row::Row;
use crate::id::{CategoryCode, ProductCode, Sku};
use crate::money::{Currency, Money};
use crate::pricing::basket::BasketLine;
use crate::pricing::goods::{Bounds, Goods};

/// A choice of goods with its lists sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filter {
    pub(super) skus: Vec<Sku>,
    pub(super) products: Vec<ProductCode>,
    pub(super) categories: Vec<CategoryCode>,
    attributes: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    except: Vec<Filter>,
    unit_price: Option<Bounds>,
    line_total: Option<Bounds>,
    reduced: Option<bool>,
}

impl Filter {
    /// Compiles a choice of goods; `spares_reduced` leaves out what the catalog has made cheaper.
    pub(crate) fn new(goods: &Goods, spares_reduced: bool) -> Self {
        let sorted = |mut values: Vec<Arc<str>>| {
            values.sort();
            values
        };
        let mut filter = Self {
            skus: goods.skus.clone(),
            products: goods.products.clone(),
            categories: goods.categories.clone(),
            attributes: goods.attributes.iter().map(|(name, values)| (name.clone(), sorted(values.clone()))).collect(),
            except: goods.except.iter().map(|goods| Self::new(goods, false)).collect(),
            unit_price: goods.unit_price,
            line_total: goods.line_total,
            reduced: if spares_reduced { Some(false) } else { goods.reduced },
        };
        filter.skus.sort();
        filter.products.sort();
        filter.categories.sort();
        filter
    }

    /// Whether a line is chosen, as far as its amounts do not matter.
    pub(crate) fn chooses(&self, line: &BasketLine) -> bool {
        let sku = self.skus.is_empty() || self.skus.binary_search(&line.sku).is_ok();
        let product = self.products.is_empty()
            || line.product.as_ref().is_some_and(|product| self.products.binary_search(product).is_ok());
        let category = self.categories.is_empty()
            || line.categories.iter().any(|category| self.categories.binary_search(category).is_ok());
        let has = |(name, values): (&Arc<str>, &Vec<Arc<str>>)| {
            line.attributes.get(name).is_some_and(|value| values.binary_search(value).is_ok())
        };
        sku && product
            && category
            && self.attributes.iter().all(has)
            && !self.except.iter().any(|except| except.chooses(line))
    }

    /// Whether its choice depends on amounts at all.
    pub(crate) fn asks_amounts(&self) -> bool {
        self.unit_price.is_some() || self.line_total.is_some() || self.reduced.is_some()
    }

    /// Whether the amounts of a line that is chosen otherwise are right.
    pub(crate) fn admits(&self, row: &Row, currency: Currency) -> bool {
        let unit = self.unit_price.as_ref().is_none_or(|bounds| within(bounds, row.unit, currency));
        let line = self.line_total.as_ref().is_none_or(|bounds| within(bounds, row.subtotal, currency));
        unit && line && self.reduced.is_none_or(|reduced| reduced == row.reduced)
    }
}

/// Whether an amount lies within bounds; bounds of another currency hold nothing.
pub(crate) fn within(bounds: &Bounds, minor: i64, currency: Currency) -> bool {
    let here = |amount: Money| amount.currency() == currency;
    bounds.at_least.is_none_or(|least| here(least) && minor >= least.minor())
        && bounds.above.is_none_or(|below| here(below) && minor > below.minor())
        && bounds.at_most.is_none_or(|most| here(most) && minor <= most.minor())
        && bounds.below.is_none_or(|above| here(above) && minor < above.minor())
}
