//! Records of an engine as columns: orders, their lines and discounts, stock, the ledger and its balances, events.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions, StringArray, TimestampMicrosecondArray};
use arrow_schema::{Field, Schema};
use fondaco::catalog::{Channel, Variant};
use fondaco::ledger::Entry;
use fondaco::money::Money;
use fondaco::order::Order;
use fondaco::pricing::PricedItem;
use fondaco::{Key, LocationCode, Sku, Timestamp};
use fondaco_contract::{Answer, Engine, LoggedEvent, Query, RecordKind, StoredRecord, TrialRow, WireFailure};
use serde_json::Value;

use super::column::decimals;
use super::table::Table;
use super::{broken, unfit};

/// Records are read so many at once.
const PAGE: u32 = 1_000;

/// A column: its name, its values, whether it may have nulls.
pub(super) type Column = (&'static str, ArrayRef, bool);

/// Which table is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Orders,
    Lines,
    Discounts,
    Stock,
    Ledger,
    Balances,
    Events,
}

/// A table to be read from an engine.
#[derive(Clone, Copy)]
pub(crate) struct Tables {
    which: Which,
    scale: u8,
}

impl Tables {
    /// A table by its name, with amounts of so many decimals.
    pub(crate) fn new(name: &str, scale: u8) -> Result<Self, WireFailure> {
        let which = match name {
            "orders" => Which::Orders,
            "lines" => Which::Lines,
            "discounts" => Which::Discounts,
            "stock" => Which::Stock,
            "ledger" => Which::Ledger,
            "balances" => Which::Balances,
            "events" => Which::Events,
            _ => {
                let tables = "orders, lines, discounts, stock, ledger, balances, events";
                return Err(unfit(format!("`{name}` is no table: {tables}")));
            }
        };
        if scale > 8 {
            return Err(unfit("`scale` is 0 to 8: no currency has more decimals"));
        }
        Ok(Self { which, scale })
    }

    /// Reads it.
    pub(crate) async fn read(self, engine: &Engine) -> Result<Table, WireFailure> {
        match self.which {
            Which::Orders => self.orders(&orders(engine).await?),
            Which::Lines => self.lines(&orders(engine).await?),
            Which::Discounts => self.discounts(&orders(engine).await?),
            Which::Stock => stock(engine).await,
            Which::Ledger => ledger(engine).await,
            Which::Balances => balances(engine).await,
            Which::Events => events(engine).await,
        }
    }

    fn amount<'a>(self, name: &'static str, amounts: impl Iterator<Item = &'a Money>) -> Result<Column, WireFailure> {
        let scaled = |money: &Money| {
            let shift = self.scale.checked_sub(money.currency().exponent()).ok_or_else(|| {
                let (currency, own) = (money.currency(), money.currency().exponent());
                unfit(format!("amounts in {currency} have {own} decimals: ask for `scale={own}`"))
            })?;
            Ok(i128::from(money.minor()) * 10_i128.pow(shift.into()))
        };
        let scaled = amounts.map(scaled).collect::<Result<Vec<_>, WireFailure>>()?;
        Ok((name, decimals(scaled.into_iter().map(Some), self.scale)?, false))
    }

    fn orders(self, orders: &[Arc<Order>]) -> Result<Table, WireFailure> {
        let receipts = || orders.iter().map(|order| &order.receipt);
        table_of(vec![
            texts("order", orders.iter().map(|order| order.id.to_string())),
            instants("placed_at", orders.iter().map(|order| order.placed_at)),
            texts("state", orders.iter().map(|order| fondaco::word(&order.state))),
            texts("channel", orders.iter().map(|order| order.channel.to_string())),
            maybe("cart", orders.iter().map(|order| order.cart.map(|cart| cart.to_string()))),
            maybe("customer", orders.iter().map(|order| order.customer.map(|customer| customer.to_string()))),
            texts("country", receipts().map(|receipt| receipt.country.to_string())),
            texts("currency", receipts().map(|receipt| receipt.currency.to_string())),
            self.amount("goods", receipts().map(|receipt| &receipt.goods))?,
            self.amount("discount", receipts().map(|receipt| &receipt.discount))?,
            self.amount("charged", receipts().map(|receipt| &receipt.charged))?,
            self.amount("net", receipts().map(|receipt| &receipt.net))?,
            self.amount("tax", receipts().map(|receipt| &receipt.tax))?,
            self.amount("total", receipts().map(|receipt| &receipt.total))?,
            self.amount("due", receipts().map(|receipt| &receipt.due))?,
        ])
    }

    fn lines(self, orders: &[Arc<Order>]) -> Result<Table, WireFailure> {
        let rows: Vec<_> =
            orders.iter().flat_map(|order| order.receipt.lines.iter().map(move |line| (order, line))).collect();
        let lines = || rows.iter().map(|(_, line)| *line);
        table_of(vec![
            texts("order", rows.iter().map(|(order, _)| order.id.to_string())),
            instants("placed_at", rows.iter().map(|(order, _)| order.placed_at)),
            wholes("line", lines().map(|line| line.line.into())),
            texts("sku", lines().map(|line| line.sku.to_string())),
            texts("title", lines().map(|line| line.title.to_string())),
            wholes("quantity", lines().map(|line| line.quantity.units())),
            wholes("decimals", lines().map(|line| line.decimals.into())),
            texts("tax_category", lines().map(|line| line.tax_category.to_string())),
            maybe("gift", lines().map(|line| line.gift.as_ref().map(ToString::to_string))),
            texts("currency", rows.iter().map(|(order, _)| order.receipt.currency.to_string())),
            self.amount("unit_price", lines().map(|line| &line.unit_price))?,
            self.amount("subtotal", lines().map(|line| &line.subtotal))?,
            self.amount("discount", lines().map(|line| &line.discount))?,
            self.amount("net", lines().map(|line| &line.net))?,
            self.amount("tax", lines().map(|line| &line.tax))?,
            self.amount("gross", lines().map(|line| &line.gross))?,
        ])
    }

    fn discounts(self, orders: &[Arc<Order>]) -> Result<Table, WireFailure> {
        let mut rows = Vec::new();
        for order in orders {
            for applied in &order.receipt.applied {
                rows.extend(applied.parts.iter().map(|part| (order, applied, part)));
            }
        }
        let line = |of: &PricedItem| match of {
            PricedItem::Line(line) => Some(i64::from(*line)),
            PricedItem::Charge(_) => None,
        };
        let charge = |of: &PricedItem| match of {
            PricedItem::Line(_) => None,
            PricedItem::Charge(code) => Some(code.to_string()),
        };
        table_of(vec![
            texts("order", rows.iter().map(|(order, ..)| order.id.to_string())),
            instants("placed_at", rows.iter().map(|(order, ..)| order.placed_at)),
            texts("promotion", rows.iter().map(|(_, applied, _)| applied.promotion.to_string())),
            texts("title", rows.iter().map(|(_, applied, _)| applied.title.to_string())),
            ("line", Arc::new(rows.iter().map(|(.., part)| line(&part.of)).collect::<Int64Array>()), true),
            maybe("charge", rows.iter().map(|(.., part)| charge(&part.of))),
            texts("currency", rows.iter().map(|(order, ..)| order.receipt.currency.to_string())),
            self.amount("amount", rows.iter().map(|(.., part)| &part.amount))?,
        ])
    }
}

/// A table of columns; their types and whether they may have nulls never depend on the data.
pub(super) fn table_of(columns: Vec<Column>) -> Result<Table, WireFailure> {
    let rows = columns.first().map_or(0, |(_, array, _)| array.len());
    let fields = columns.iter().map(|(name, array, nulls)| Field::new(*name, array.data_type().clone(), *nulls));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array, _)| array).collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema, arrays, &options).map(Table).map_err(|error| broken(&error))
}

fn texts(name: &'static str, values: impl Iterator<Item = String>) -> Column {
    (name, Arc::new(StringArray::from_iter_values(values)), false)
}

fn maybe(name: &'static str, values: impl Iterator<Item = Option<String>>) -> Column {
    (name, Arc::new(values.collect::<StringArray>()), true)
}

fn wholes(name: &'static str, values: impl Iterator<Item = i64>) -> Column {
    (name, Arc::new(Int64Array::from_iter_values(values)), false)
}

fn instants(name: &'static str, values: impl Iterator<Item = Timestamp>) -> Column {
    let values = TimestampMicrosecondArray::from_iter_values(values.map(Timestamp::as_microsecond));
    (name, Arc::new(values.with_timezone("UTC")), false)
}

/// Every record of a kind.
async fn all<T>(
    engine: &Engine,
    kind: RecordKind,
    pick: fn(StoredRecord) -> Option<Arc<T>>,
) -> Result<Vec<Arc<T>>, WireFailure> {
    let mut found = Vec::new();
    let mut after: Option<Key> = None;
    loop {
        let query = Query::Records { kind, filters: BTreeMap::default(), after, limit: PAGE };
        let Answer::Records { records, next } = engine.query(query).await? else { return Ok(found) };
        found.extend(records.into_iter().filter_map(pick));
        match next {
            Some(_) => after = next,
            None => return Ok(found),
        }
    }
}

async fn orders(engine: &Engine) -> Result<Vec<Arc<Order>>, WireFailure> {
    let pick = |record| if let StoredRecord::Order(order) = record { Some(order) } else { None };
    all(engine, RecordKind::Order, pick).await
}

/// A row for each SKU at each location of a channel that has, or promises, any of it.
async fn stock(engine: &Engine) -> Result<Table, WireFailure> {
    let channel = |record| if let StoredRecord::Channel(channel) = record { Some(channel) } else { None };
    let channels: Vec<Arc<Channel>> = all(engine, RecordKind::Channel, channel).await?;
    let variant = |record| if let StoredRecord::Variant(variant) = record { Some(variant) } else { None };
    let variants: Vec<Arc<Variant>> = all(engine, RecordKind::Variant, variant).await?;
    let mut locations: Vec<LocationCode> = channels.iter().flat_map(|channel| channel.locations.clone()).collect();
    locations.sort();
    locations.dedup();
    let mut rows: Vec<(Sku, LocationCode, i64, i64, i64)> = Vec::new();
    for location in &locations {
        for variant in &variants {
            let query = Query::Stock { sku: variant.sku.clone(), location: location.clone() };
            if let Answer::Stock { on_hand, reserved, available, .. } = engine.query(query).await?
                && (on_hand, reserved) != (0, 0)
            {
                rows.push((variant.sku.clone(), location.clone(), on_hand, reserved, available));
            }
        }
    }
    table_of(vec![
        texts("sku", rows.iter().map(|row| row.0.to_string())),
        texts("location", rows.iter().map(|row| row.1.to_string())),
        wholes("on_hand", rows.iter().map(|row| row.2)),
        wholes("reserved", rows.iter().map(|row| row.3)),
        wholes("available", rows.iter().map(|row| row.4)),
    ])
}

/// A row for each entry of the ledger, in the order of their ids. Amounts are smallest units of the asset, whatever that is.
async fn ledger(engine: &Engine) -> Result<Table, WireFailure> {
    let pick = |record| if let StoredRecord::Entry(entry) = record { Some(entry) } else { None };
    let entries: Vec<Arc<Entry>> = all(engine, RecordKind::Entry, pick).await?;
    let each = || entries.iter();
    table_of(vec![
        texts("entry", each().map(|entry| entry.id.to_string())),
        instants("recorded_at", each().map(|entry| entry.recorded_at)),
        instants("effective_at", each().map(|entry| entry.effective_at)),
        texts("debit_account", each().map(|entry| entry.from.to_string())),
        texts("credit_account", each().map(|entry| entry.to.to_string())),
        texts("asset", each().map(|entry| entry.asset.to_string())),
        wholes("amount", each().map(|entry| entry.amount)),
        wholes("posted", each().map(|entry| entry.posted)),
        texts("state", each().map(|entry| fondaco::word(&entry.state))),
        maybe("reference", each().map(|entry| entry.reference.clone())),
    ])
}

/// A row for each account of the ledger: the trial balance. Amounts are smallest units of the asset.
async fn balances(engine: &Engine) -> Result<Table, WireFailure> {
    let mut rows: Vec<TrialRow> = Vec::new();
    let mut after: Option<Key> = None;
    loop {
        let query = Query::TrialBalance { after, limit: PAGE };
        let Answer::TrialBalance { rows: mut page, next } = engine.query(query).await? else { break };
        rows.append(&mut page);
        if next.is_none() {
            break;
        }
        after = next;
    }
    let each = || rows.iter();
    table_of(vec![
        texts("account", each().map(|row| row.account.to_string())),
        texts("asset", each().map(|row| row.asset.to_string())),
        texts("normal", each().map(|row| fondaco::word(&row.normal))),
        wholes("debits_posted", each().map(|row| row.debits_posted)),
        wholes("credits_posted", each().map(|row| row.credits_posted)),
        wholes("debits_pending", each().map(|row| row.debits_pending)),
        wholes("credits_pending", each().map(|row| row.credits_pending)),
        wholes("debits_encumbered", each().map(|row| row.debits_encumbered)),
        wholes("credits_encumbered", each().map(|row| row.credits_encumbered)),
        wholes("balance", each().map(|row| row.balance)),
    ])
}

/// The log, oldest first; what happened is JSON.
async fn events(engine: &Engine) -> Result<Table, WireFailure> {
    let mut rows: Vec<(LoggedEvent, String, String)> = Vec::new();
    loop {
        let after = rows.last().map(|(event, ..)| event.cursor).unwrap_or_default();
        let Answer::Events { events } = engine.query(Query::Events { after, limit: PAGE }).await? else { break };
        if events.is_empty() {
            break;
        }
        for event in events {
            let body = serde_json::to_value(&event.envelope.event).map_err(|error| unfit(error.to_string()))?;
            let name = body.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            let data = body.get("data").map_or_else(|| "{}".to_owned(), Value::to_string);
            rows.push((event, name, data));
        }
    }
    let envelopes = || rows.iter().map(|(event, ..)| &event.envelope);
    let transaction = |event: &LoggedEvent| i64::try_from(event.cursor.transaction).unwrap_or(i64::MAX);
    table_of(vec![
        wholes("transaction", rows.iter().map(|(event, ..)| transaction(event))),
        wholes("sequence", rows.iter().map(|(event, ..)| event.cursor.sequence.into())),
        texts("id", envelopes().map(|envelope| envelope.id.to_string())),
        texts("stream", envelopes().map(|envelope| envelope.stream.to_string())),
        wholes("version", envelopes().map(|envelope| i64::try_from(envelope.version).unwrap_or(i64::MAX))),
        instants("at", envelopes().map(|envelope| envelope.at)),
        texts("actor", envelopes().map(|envelope| envelope.actor.to_string())),
        texts("command", envelopes().map(|envelope| envelope.command.to_string())),
        texts("event", rows.iter().map(|(_, name, _)| name.clone())),
        texts("data", rows.iter().map(|(.., data)| data.clone())),
    ])
}
