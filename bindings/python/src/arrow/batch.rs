//! Carts in columns, priced by as many threads as there are cores.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use arrow_array::{Array as _, ArrayRef, RecordBatch, StringArray};
use fondaco::money::{Currency, Money};
use fondaco::pricing::{
    Basket, BasketLine, Charge, ChargeKind, ChargeTax, Context, LinePrice, PriceBook, Totals, Workspace,
};
use fondaco::{
    CategoryCode, ChannelCode, ChargeCode, CountryCode, CouponCode, GroupCode, ProductCode, Quantity, Refusal,
    RegionCode, Sku, TaxCategory, Timestamp, Title,
};
use fondaco_contract::WireFailure;

use super::carts::{Carts, shown};
use super::column::{decimals, text, whole};
use super::records::{Column, table_of};
use super::table::Table;
use super::unfit;

/// What to do with a cart that can't be priced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnError {
    /// Refuse the whole table.
    Raise,
    /// Leave its amounts empty and name the code in a column `error`.
    Keep,
}

/// How carts are priced.
pub(crate) struct Job {
    pub(crate) book: PriceBook,
    pub(crate) context: Context,
    pub(crate) currency: Currency,
    pub(crate) shipping_tax: ChargeTax,
    pub(crate) errors: OnError,
    pub(crate) threads: usize,
}

/// A column of totals: its name, what stands in it.
type Amount = (&'static str, fn(&Totals) -> i64);

/// The columns of totals.
const AMOUNTS: [Amount; 7] = [
    ("goods", |totals| totals.goods),
    ("discount", |totals| totals.discount),
    ("charged", |totals| totals.charged),
    ("net", |totals| totals.net),
    ("tax", |totals| totals.tax),
    ("total", |totals| totals.total),
    ("due", |totals| totals.due),
];

impl Job {
    /// A row a cart: its name, its totals.
    pub(crate) fn price(&self, table: &RecordBatch) -> Result<Table, WireFailure> {
        let carts = Carts::read(table, self.currency.exponent())?;
        let priced = self.all(&carts);
        let mut columns: Vec<Column> = carts.names.iter().map(|names| ("cart", names.clone(), true)).collect();
        let mut codes = None;
        if self.errors == OnError::Keep {
            let code = |priced: &Result<Totals, Refusal>| priced.as_ref().err().map(|refusal| refusal.code().as_str());
            codes = Some(Arc::new(priced.iter().map(code).collect::<StringArray>()) as ArrayRef);
        } else if let Some((place, Err(refusal))) = priced.iter().enumerate().find(|(_, priced)| priced.is_err()) {
            let cart = shown(carts.names.as_ref(), place);
            let mut failure = WireFailure::from(refusal.clone());
            failure.reason = format!("cart `{cart}`: {}", failure.reason);
            failure.detail.insert("cart".into(), cart.into());
            return Err(failure);
        }
        for (name, amount) in AMOUNTS {
            let minor = priced.iter().map(|priced| priced.as_ref().ok().map(|totals| amount(totals).into()));
            columns.push((name, decimals(minor, self.currency.exponent())?, self.errors == OnError::Keep));
        }
        columns.extend(codes.map(|codes| ("error", codes, true)));
        table_of(columns)
    }

    /// Prices all carts, in equal shares.
    fn all(&self, carts: &Carts) -> Vec<Result<Totals, Refusal>> {
        let share = carts.len().div_ceil(self.threads.max(1)).max(1);
        let shares = (0..carts.len()).step_by(share).map(|from| from..carts.len().min(from + share));
        let mut shares: Vec<Range<usize>> = shares.collect();
        let Some(own) = shares.pop() else { return Vec::new() };
        thread::scope(|scope| {
            let others: Vec<_> = shares
                .into_iter()
                .map(|share| {
                    let kept = share.clone();
                    let spawned = thread::Builder::new().spawn_scoped(scope, move || self.some(carts, share));
                    (kept, spawned)
                })
                .collect();
            let last = self.some(carts, own);
            let mut all = Vec::with_capacity(carts.len());
            for (share, spawned) in others {
                // Where no thread can be had, or one died, its share is done here.
                let done = spawned.ok().and_then(|running| running.join().ok());
                all.extend(done.unwrap_or_else(|| self.some(carts, share)));
            }
            all.extend(last);
            all
        })
    }

    /// Prices some of the carts, one after the other, in one place.
    fn some(&self, carts: &Carts, share: Range<usize>) -> Vec<Result<Totals, Refusal>> {
        let mut bench = Bench {
            job: self,
            carts,
            basket: Basket::new(self.currency, Vec::new()),
            context: self.context.clone(),
            workspace: Workspace::new(),
            plain: TaxCategory::new("standard").ok(),
            title: Title::default(),
        };
        share.map(|place| bench.price(place)).collect()
    }
}

/// One basket after the other, in the same room.
struct Bench<'a> {
    job: &'a Job,
    carts: &'a Carts,
    basket: Basket,
    context: Context,
    workspace: Workspace,
    plain: Option<TaxCategory>,
    title: Title,
}

impl Bench<'_> {
    fn price(&mut self, place: usize) -> Result<Totals, Refusal> {
        let carts = self.carts;
        let (from, until) = (carts.offsets[place], carts.offsets[place + 1]);
        for (line, row) in (from..until).enumerate() {
            self.put(line, row)?;
        }
        self.basket.lines.truncate(until - from);
        self.head(carts.rows[place])?;
        let prepared = self.job.book.prepare(&self.basket, &self.context)?;
        self.job.book.totals(&prepared, &mut self.workspace)
    }

    /// Fills in a line.
    fn put(&mut self, place: usize, row: usize) -> Result<(), Refusal> {
        let lines = &self.carts.lines;
        let money = |minor: i64| Money::from_minor(minor, self.job.currency);
        let sku = Sku::new(lines.sku.value(row))?;
        let quantity = Quantity::new(lines.quantity.value(row))?;
        let category = match (text(lines.tax_category.as_ref(), row), &self.plain) {
            (Some(category), _) => TaxCategory::new(category)?,
            (None, Some(plain)) => plain.clone(),
            (None, None) => TaxCategory::new("standard")?,
        };
        let price = LinePrice {
            unit: whole(lines.price.as_ref(), row).map(money),
            compare_at: whole(lines.compare_at.as_ref(), row).map(money),
            ..LinePrice::default()
        };
        if self.basket.lines.len() == place {
            let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let line = BasketLine::new(number, sku, quantity, money(0), category);
            self.basket.lines.push(BasketLine { title: self.title.clone(), price, ..line });
        } else if let Some(line) = self.basket.lines.get_mut(place) {
            (line.sku, line.quantity, line.price, line.tax_category) = (sku, quantity, price, category);
        }
        let Some(line) = self.basket.lines.get_mut(place) else { return Ok(()) };
        if let Some(title) = text(lines.title.as_ref(), row) {
            line.title = title.into();
        }
        if lines.product.is_some() {
            line.product = text(lines.product.as_ref(), row).map(ProductCode::new).transpose()?;
        }
        if let Some(categories) = &lines.categories {
            line.categories.clear();
            for category in categories.at(row) {
                line.categories.push(CategoryCode::new(category)?);
            }
        }
        if lines.weight_grams.is_some() {
            line.weight_grams = whole(lines.weight_grams.as_ref(), row).and_then(|grams| u32::try_from(grams).ok());
        }
        Ok(())
    }

    /// Fills in what belongs to the cart as a whole.
    fn head(&mut self, row: usize) -> Result<(), Refusal> {
        let Self { carts, basket, context, job, .. } = self;
        basket.charges.clear();
        if let Some(minor) = whole(carts.shipping.as_ref(), row) {
            basket.charges.push(Charge {
                code: ChargeCode::new("shipping")?,
                title: self.title.clone(),
                kind: ChargeKind::Shipping,
                amount: Money::from_minor(minor, job.currency),
                tax: job.shipping_tax.clone(),
                seller: None,
            });
        }
        if let Some(coupons) = &carts.coupons {
            basket.coupons = coupons.at(row).map(CouponCode::new).collect::<Result<_, _>>()?;
        }
        if let Some(groups) = &carts.groups {
            context.buyer.groups = groups.at(row).map(GroupCode::new).collect::<Result<_, _>>()?;
        }
        if carts.country.is_some() {
            let country = text(carts.country.as_ref(), row).map(CountryCode::new).transpose()?;
            context.destination.country = country.unwrap_or_else(|| job.context.destination.country.clone());
        }
        if carts.region.is_some() {
            let region = text(carts.region.as_ref(), row).map(RegionCode::new).transpose()?;
            context.destination.region = region.or_else(|| job.context.destination.region.clone());
        }
        if carts.channel.is_some() {
            let channel = text(carts.channel.as_ref(), row).map(ChannelCode::new).transpose()?;
            context.channel = channel.or_else(|| job.context.channel.clone());
        }
        if let Some(at) = carts.at.as_ref() {
            let at = (!at.is_null(row)).then(|| Timestamp::from_microsecond(at.value(row)).ok()).flatten();
            context.at = at.unwrap_or(job.context.at);
        }
        Ok(())
    }
}

/// How many threads were asked for: as many as there are cores when nothing is said.
pub(crate) fn threads(asked: Option<usize>) -> Result<usize, WireFailure> {
    match asked {
        None => Ok(thread::available_parallelism().map_or(1, std::num::NonZero::get)),
        Some(0) => Err(unfit("`threads` is 1 or more")),
        Some(threads) => Ok(threads.min(256)),
    }
}
