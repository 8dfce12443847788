// Carts of workload W1 in Node: prints a figure a line, as JSON. Carts a second, or microseconds a cart from a plain object.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { PriceBook, init } from "fondaco/pricing";

const w1 = new URL("../../../tests/w1/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, w1), "utf8"));

const usd = (amount) => ({ amount, currency: "USD" });
const context = { at: "2026-11-21T12:00:00Z", destination: { country: "US" } };
const parcel = (amount) => ({ code: "standard", title: "Shipping", kind: "shipping", amount: usd(amount), tax: "free" });
const goods = ({ sku, category, unit_price }) => {
  return { sku, title: sku, tax_category: category, categories: [category], price: { unit: usd(unit_price) } };
};
const calls = read("carts-10.json").map(({ shipping, lines }) => {
  const own = lines.map((line, place) => ({ line: place + 1, quantity: line.qty, ...goods(line) }));
  return { basket: { currency: "USD", lines: own, charges: [parcel(shipping)] }, context };
});

/** The same carts as columns, and what is on the shelf. */
function columns() {
  const lines = calls.flatMap(({ basket }) => basket.lines);
  const shelf = lines.map(({ line: _, quantity: __, ...rest }) => rest);
  const prices = [...new Set(calls.map(({ basket }) => basket.charges[0].amount.amount))];
  const carts = {
    currency: "USD",
    terms: prices.map((price) => ({ context, charges: [parcel(price)] })),
    term: Uint8Array.from(calls, ({ basket }) => prices.indexOf(basket.charges[0].amount.amount)),
    ends: Uint32Array.from(calls, (_, cart) => (cart + 1) * 10),
    goods: Uint32Array.from(lines, (_, line) => line),
    quantity: Uint32Array.from(lines, ({ quantity }) => quantity),
  };
  return { shelf, carts };
}

/** Seconds that this process has had a processor: on a busy machine too they measure the work alone. */
function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Carts a second: the median of rounds. */
function rate(pass, rounds = 9, least = 0.1) {
  pass();
  pass();
  const rates = [];
  for (let round = 0; round < rounds; round += 1) {
    let passes = 0;
    const start = processor();
    while (processor() - start < least) {
      pass();
      passes += 1;
    }
    rates.push((passes * calls.length) / (processor() - start));
  }
  return rates.sort((one, other) => one - other)[rounds >> 1];
}

await init();
const book = PriceBook.compile(read("rules.json"));
const { shelf, carts } = columns();
const shelved = book.shelve(shelf);
const kept = calls.map((call) => book.prepare(call));
const changed = (basket, place) => {
  basket.setQuantity(1, (place % 5) + 1);
  basket.totals();
};
const size = (name) => brotliCompressSync(readFileSync(new URL(`../dist/${name}.wasm`, import.meta.url))).length;
const figures = {
  "web.batch.10": rate(() => shelved.priceBatch(carts)),
  "web.changed.10": rate(() => kept.forEach(changed)),
  "web.totals.object.10": 1e6 / rate(() => calls.forEach((call) => book.totals(call))),
  "web.price.object.10": 1e6 / rate(() => calls.forEach((call) => book.price(call))),
  "web.size.pricing": size("pricing"),
  "web.size.fondaco": size("fondaco"),
};
for (const [name, value] of Object.entries(figures)) console.log(JSON.stringify({ name, value }));
