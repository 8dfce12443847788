//! The npm package: how large its modules are, and how fast they price, beside the same code without WebAssembly.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use fondaco::pricing::TaxDisplay;
use fondaco_benches::clock;
use fondaco_benches::figure::{Figure, Measure, median};
use fondaco_benches::prices::carts;
use fondaco_wasm::Shelf;
use serde_json::{Value, json};

/// The measures by name.
pub(crate) const MEASURES: &[(&str, Measure)] = &[("web", measure)];

/// Each round prices all carts so many times.
const PASSES: usize = 20;
const ROUNDS: usize = 9;

fn measure() -> Result<Vec<Figure>, String> {
    let native = Figure::new("prices.batch.10", native()?, "carts/s of one core");
    let mut figures = vec![native.clone()];
    for (name, value) in in_node()? {
        let figure = match name.as_str() {
            "web.batch.10" => Figure::new(&name, value, "carts/s of one core").compared(&native),
            "web.changed.10" => Figure::new(&name, value, "carts/s of one core"),
            size if size.starts_with("web.size.") => Figure::new(&name, value, "bytes after brotli"),
            _ => Figure::new(&name, value, "µs a cart"),
        };
        figures.push(figure);
    }
    Ok(figures)
}

/// Carts a second by columns, in this process: the very code that the module runs.
#[expect(clippy::cast_precision_loss, reason = "counts of carts")]
fn native() -> Result<f64, String> {
    let Batch { shelf, words, columns, carts } = Batch::of_w1()?;
    let pass = || black_box(shelf.price(words.as_bytes(), &columns).and_then(|priced| priced.bytes()));
    pass().map_err(|failure| failure.to_string())?;
    let rounds = (0..ROUNDS).map(|_| {
        let ((), seconds) = clock::processor(|| {
            for _ in 0..PASSES {
                let _ = pass();
            }
        });
        (PASSES * carts) as f64 / seconds
    });
    Ok(median(rounds.collect()))
}

/// The carts of `tests/w1/carts-10.json` as `bindings/wasm/bench/prices.js` makes columns of them.
struct Batch {
    shelf: Shelf,
    words: String,
    columns: Vec<u8>,
    carts: usize,
}

impl Batch {
    fn of_w1() -> Result<Self, String> {
        let carts: Vec<Value> = serde_json::from_str(include_str!("../../tests/w1/carts-10.json")).map_err(said)?;
        let usd = |amount: &Value| json!({"amount": amount, "currency": "USD"});
        let (mut goods, mut terms, mut term, mut ends, mut quantities) = (vec![], vec![], vec![], vec![], vec![]);
        for cart in &carts {
            let charge = json!({
                "code": "standard", "title": "Shipping", "kind": "shipping", "amount": usd(&cart["shipping"]), "tax": "free",
            });
            let own = json!({
                "context": {"at": "2026-11-21T12:00:00Z", "destination": {"country": "US"}}, "charges": [charge],
            });
            let place = terms.iter().position(|one| *one == own).unwrap_or_else(|| {
                terms.push(own);
                terms.len() - 1
            });
            term.push(place);
            for line in cart["lines"].as_array().into_iter().flatten() {
                quantities.push(line["qty"].as_u64().and_then(|units| usize::try_from(units).ok()).unwrap_or_default());
                goods.push(json!({
                    "line": goods.len() + 1, "quantity": 1, "sku": line["sku"], "title": line["sku"],
                    "tax_category": line["category"], "categories": [line["category"]],
                    "price": {"unit": usd(&line["unit_price"])},
                }));
            }
            ends.push(goods.len());
        }
        let places: Vec<usize> = (0..goods.len()).collect();
        let words = json!({
            "currency": "USD", "terms": terms, "carts": carts.len(), "lines": goods.len(), "by_term": true, "by_unit": false,
        });
        let columns = [ends, term, places, quantities].into_iter().flatten().flat_map(double).collect();
        let shelf = Shelf::new(carts::book(TaxDisplay::Exclusive)?, Value::Array(goods).to_string().as_bytes());
        Ok(Self { shelf: shelf.map_err(said)?, words: words.to_string(), columns, carts: carts.len() })
    }
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn double(number: usize) -> [u8; 8] {
    (number as f64).to_le_bytes()
}

#[expect(clippy::needless_pass_by_value, reason = "the signature that `map_err` asks for")]
fn said(error: impl ToString) -> String {
    error.to_string()
}

/// What the package measures of itself in Node: names and values.
fn in_node() -> Result<Vec<(String, f64)>, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/wasm/bench/prices.js");
    let output = Command::new("node").arg(script).output().map_err(|error| format!("`node` did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let lines = String::from_utf8_lossy(&output.stdout);
    let figures = lines.lines().map(|line| {
        let figure: Value = serde_json::from_str(line).map_err(said)?;
        let name = figure["name"].as_str().ok_or("a figure has no name")?;
        Ok((name.to_owned(), figure["value"].as_f64().ok_or("a figure has no value")?))
    });
    figures.collect()
}
