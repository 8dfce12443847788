// Prices: the same through a book, a kept basket and columns; nothing that a caller sends breaks the module.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import * as full from "fondaco";
import * as pricing from "fondaco/pricing";

import { FREE, euro, tea } from "./shop.js";

const { FondacoError, PriceBook, digest, explain, fromMinor, render, toMinor } = pricing;

before(async () => {
  assert.throws(() => PriceBook.compile(FREE), { code: "fondaco.defect", reason: /await `init\(\)` first/ });
  await Promise.all([pricing.init(), pricing.init()]);
});

const refusal = (code, more = {}) => (error) => {
  assert(error instanceof FondacoError, String(error));
  assert.equal(error.code, code);
  for (const [name, value] of Object.entries(more)) assert.match(String(error[name]), value);
  return true;
};

test("a basket is priced with its reasons, and the receipt can be told, shown, fingerprinted and verified", () => {
  const book = PriceBook.compile(FREE);
  const receipt = book.price(tea());
  assert.deepEqual(receipt.total, euro("7.00"));
  assert.equal(receipt.version, book.version);
  assert.equal(book.rules.code, "web");
  assert.match(explain(receipt), /To be paid: 7\.00 EUR\.\n$/);
  assert.match(render(receipt), /7\.00/);
  assert.match(digest(receipt), /^[0-9a-f]{64}$/);
  book.verify({ ...tea(), receipt });
  assert.throws(() => book.verify({ ...tea(3), receipt }), refusal("receipt.differs"));
});

test("a kept basket is changed and priced again, and agrees with a basket priced at once", () => {
  const book = PriceBook.compile(FREE);
  const basket = book.prepare(tea());
  for (const quantity of [1, 7, 3]) {
    basket.setQuantity(1, quantity);
    assert.deepEqual(basket.totals(), book.totals(tea(quantity)));
    assert.deepEqual(basket.receipt(), book.price(tea(quantity)));
  }
  assert.throws(() => basket.setQuantity(2, 1), refusal("line.unknown"));
  assert.throws(() => basket.setQuantity(1, 0), refusal("quantity.invalid"));
  for (const wrong of [Number.NaN, 1.5, 1e300, -1e300, Infinity, "5", null, undefined, 5n, {}]) {
    assert.throws(() => basket.setQuantity(1, wrong), refusal("wire.malformed"));
    assert.throws(() => basket.setQuantity(wrong, 1), refusal("wire.malformed"));
  }
});

test("a closed handle refuses every call, and closing twice does nothing", () => {
  const book = PriceBook.compile(FREE);
  const [basket, shelf, other] = [book.prepare(tea()), book.shelve([]), PriceBook.compile(FREE)];
  for (const handle of [book, basket, shelf]) {
    handle.close();
    handle.close();
  }
  const calls = [
    () => book.price(tea()),
    () => book.totals(tea()),
    () => book.verify({ ...tea(), receipt: other.price(tea()) }),
    () => book.version,
    () => book.rules,
    () => book.prepare(tea()),
    () => book.shelve([]),
    () => book.simulate(other, []),
    () => other.simulate(book, []),
    () => basket.totals(),
    () => basket.receipt(),
    () => basket.setQuantity(1, 1),
    () => shelf.priceBatch({ currency: "EUR", terms: [], ends: new Uint8Array(), goods: new Uint8Array(), quantity: new Uint8Array() }),
  ];
  for (const call of calls) assert.throws(call, refusal("handle.closed", { kind: /^refused|invalid$/, reason: /was closed/ }));
  // Handles that are taken anew are not those that were closed.
  PriceBook.compile(FREE);
  assert.throws(calls[0], refusal("handle.closed"));
});

test("whatever is sent, a typed error answers", () => {
  const book = PriceBook.compile(FREE);
  const cyclic = {};
  cyclic.self = cyclic;
  let deep = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  const anything = [undefined, null, 1, Number.NaN, "text", [], {}, 5n, () => 1, Symbol("s"), cyclic, deep, "\ud800"];
  for (const wrong of anything) {
    assert.throws(() => PriceBook.compile(wrong), refusal("wire.malformed"));
    assert.throws(() => book.price(wrong), refusal("wire.malformed"));
    assert.throws(() => explain(wrong), refusal("wire.malformed"));
    assert.throws(() => book.simulate(book, wrong === undefined || !Array.isArray(wrong) || wrong.length ? wrong : [1]), refusal("wire.malformed"));
  }
  const line = (change) => {
    const call = tea();
    Object.assign(call.basket.lines[0], change);
    return () => book.price(call);
  };
  assert.throws(line({ quantiti: 1 }), refusal("wire.malformed", { reason: /unknown field `quantiti`/ }));
  assert.throws(line({ quantity: Number.NaN }), refusal("wire.malformed"));
  assert.throws(line({ quantity: 1.5 }), refusal("wire.malformed"));
  assert.throws(line({ quantity: 1e300 }), refusal("wire.malformed"));
  assert.throws(line({ price: { unit: { amount: 3.5, currency: "EUR" } } }), refusal("wire.malformed"));
  assert.throws(line({ price: { unit: euro("9".repeat(400)) } }), refusal("wire.malformed", { reason: /money\.overflow|money\.malformed/ }));
  assert.throws(line({ price: { unit: euro("92233720368547758.07") } }), refusal("money.overflow", { kind: /^invalid$/ }));
  assert.throws(() => PriceBook.compile({ ...FREE, promotions: [{ code: "A", title: "", actions: [] }] }), (error) => {
    assert.equal(error.code, "rules.invalid");
    assert(Array.isArray(error.details.problems));
    return true;
  });
  assert.deepEqual(book.price(tea()).total, euro("7.00"), "and the module still works");
});

test("carts as columns come to the same as one by one, and one that cannot be priced is listed", () => {
  const book = PriceBook.compile(FREE);
  const [{ line: _, quantity: __, ...goods }] = tea().basket.lines;
  const shelf = book.shelve([goods, { ...goods, sku: "CUP", price: { unit: euro("12.00") } }]);
  const { context } = tea();
  const charge = { code: "parcel", title: "Parcel", kind: "shipping", amount: euro("4.90") };
  const batch = shelf.priceBatch({
    currency: "EUR",
    terms: [{ context }, { context, charges: [charge] }],
    term: new Uint8Array([0, 1, 0, 0]),
    ends: new Uint32Array([1, 3, 4, 5]),
    goods: new Uint16Array([0, 0, 1, 7, 0]),
    quantity: new Float64Array([2, 1, 1, 1, Number.NaN]),
  });
  assert.deepEqual([...batch.total], [700n, 2040n, 0n, 0n]);
  assert.deepEqual([...batch.charged], [0n, 490n, 0n, 0n]);
  assert.deepEqual(batch.unpriced.map(({ cart, failure }) => [cart, failure.code]), [[2, "basket.invalid"], [3, "wire.malformed"]]);
  const one = { currency: "EUR", terms: [{ context }], ends: new Uint8Array([1]), goods: new Uint8Array(1), quantity: new Uint8Array([2]) };
  assert.deepEqual([...shelf.priceBatch({ ...one, unit: new Int32Array([999]) }).due], [1998n]);
  for (const wrong of [
    { ends: [1] },
    { ends: new BigInt64Array([1n]) },
    { ends: new Uint8Array([2]) },
    { ends: new Float64Array([-1]) },
    { quantity: new Uint8Array(2) },
    { term: new Uint8Array([9]) },
    { terms: [] },
    { terms: [{ context, coupon: "A" }] },
    { currency: "EURO" },
  ]) {
    assert.throws(() => shelf.priceBatch({ ...one, ...wrong }), refusal("wire.malformed"), JSON.stringify(Object.keys(wrong)));
  }
});

test("a what-if tells how a history would have cost under another book", () => {
  const tenth = { code: "TENTH", title: "10 % off", actions: [{ discount: { on: "order", off: { percent: "0.1" } } }] };
  const other = PriceBook.compile({ ...FREE, promotions: [tenth] });
  const simulation = PriceBook.compile(FREE).simulate(other, [tea(1), tea(2)]);
  assert.deepEqual([simulation.baskets, simulation.cheaper], [2, 2]);
});

test("amounts become minor units and back by the currency's own decimals", () => {
  assert.equal(toMinor(euro("7.50")), 750n);
  assert.equal(toMinor({ amount: "1200", currency: "JPY" }), 1200n);
  assert.deepEqual(fromMinor(-1n, "KWD"), { amount: "-0.001", currency: "KWD" });
  assert.deepEqual(fromMinor(2n ** 63n - 1n, "EUR"), euro("92233720368547758.07"));
  assert.throws(() => fromMinor(2n ** 63n, "EUR"), refusal("money.overflow"));
  assert.throws(() => fromMinor(1.5, "EUR"), refusal("money.overflow"));
  assert.throws(() => toMinor(euro(7.5)), refusal("wire.malformed"));
});

test("the pricing build has no engine, and the whole build takes its place where both are loaded", async () => {
  const book = PriceBook.compile(FREE);
  await assert.rejects(full.Engine.open(), { code: "fondaco.defect", reason: /import `fondaco`/ });
  await full.init();
  assert.deepEqual(book.price(tea()).total, euro("7.00"), "what is open stays open");
  (await full.Engine.open()).close();
  assert.deepEqual(full.PriceBook.compile(FREE).price(tea()), book.price(tea()));
});
