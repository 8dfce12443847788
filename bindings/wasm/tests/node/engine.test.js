// The engine in memory: a checkout, refusals, idempotency, state that is taken elsewhere.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Worker } from "node:worker_threads";

import { Engine, FondacoError, init } from "fondaco";

import { ADDRESS, NOON, euro, setUp } from "./shop.js";

before(() => init());

const open = async (options) => {
  const engine = await Engine.open({ clock: () => NOON, seed: 7n, ...options });
  await setUp(engine);
  return engine;
};

/** Fills a cart, holds its goods and orders it. */
const checkedOut = async (engine) => {
  const { cart } = await engine.execute({ do: "open_cart", channel: "web", lines: [{ sku: "TEA", quantity: 1 }], address: ADDRESS });
  await engine.execute({ do: "reserve_cart", cart });
  await engine.execute({ do: "place_order", cart });
};

const ordered = async (engine, quantity = 2) => {
  const bought = { do: "buy_now", channel: "web", lines: [{ sku: "TEA", quantity }], address: ADDRESS };
  const { order } = await engine.execute(bought);
  return (await engine.query({ get: "order", order })).order;
};

test("an order is placed, paid and shipped, and stock goes with it", async () => {
  const engine = await open();
  const order = await ordered(engine);
  assert.deepEqual(order.receipt.total, euro("7.00"));
  const [payment] = order.payments;
  await engine.execute({ do: "authorize_payment", payment, amount: euro("7.00"), reference: "pi_1" });
  await engine.execute({ do: "capture_payment", payment, amount: euro("7.00") });
  const { shipment } = await engine.execute({ do: "ship_order", order: order.id });
  await engine.execute({ do: "deliver_shipment", shipment });
  assert.equal((await engine.query({ get: "stock", sku: "TEA", location: "store" })).on_hand, 8);
  assert.equal((await engine.query({ get: "events" })).events.length > 8, true);
});

test("a command that is refused changes nothing, and says why", async () => {
  const engine = await open();
  await assert.rejects(ordered(engine, 11), (error) => {
    assert(error instanceof FondacoError);
    assert.deepEqual([error.kind, error.code, error.isRetryable], ["refused", "stock.short", false]);
    assert.match(error.message, /^stock\.short: /);
    return true;
  });
  assert.equal((await engine.query({ get: "stock", sku: "TEA", location: "store" })).available, 10);
});

test("a command that is sent twice under one id is carried out once", async () => {
  const engine = await open();
  const id = engine.newId();
  const receive = { do: "receive_stock", location: "store", lines: [{ sku: "TEA", quantity: 5 }] };
  const [first, again] = await Promise.all([engine.execute(receive, { id }), engine.execute(receive, { id })]);
  assert.deepEqual(first, again);
  assert.equal((await engine.query({ get: "stock", sku: "TEA", location: "store" })).on_hand, 15);
  await assert.rejects(engine.execute({ ...receive, location: "there" }, { id }), { code: "command.reused" });
});

test("the same seed, times and commands give the same state, to the byte", async () => {
  const [one, two] = [await open(), await open()];
  await Promise.all([ordered(one), ordered(two)]);
  assert.equal(await one.export(), await two.export());
  const other = await open({ seed: 8n });
  await ordered(other);
  assert.notEqual(await one.export(), await other.export());
});

test("state is exported and imported, and goes on from there", async () => {
  const engine = await open();
  await checkedOut(engine);
  const { id } = await ordered(engine, 1);
  const copy = await Engine.open();
  await copy.import(await engine.export());
  assert.deepEqual((await copy.query({ get: "order", order: id })).order, (await engine.query({ get: "order", order: id })).order);
  await ordered(copy, 8);
  await assert.rejects(ordered(copy, 1), { code: "stock.short" });
  assert.equal((await copy.export()).startsWith(await engine.export()), true);
});

test("what was tampered with, and what does not follow, is not imported and changes nothing", async () => {
  const engine = await open();
  const before = await engine.export();
  await ordered(engine);
  const state = await engine.export();
  for (const wrong of ["{", "[]", state.replace("Ada", "Eva"), state.slice(before.length), state.replace('"basis"', '"base"')]) {
    const other = await Engine.open();
    await assert.rejects(other.import(wrong), (error) => error instanceof FondacoError && /^(log\.broken|wire\.malformed)$/.test(error.code));
    assert.equal(await other.export(), "");
    await other.import(state);
    assert.equal(await other.export(), state);
  }
  await assert.rejects(engine.import(5), { code: "wire.malformed" });
});

test("holds that are past their time are marked when time passes", async () => {
  let now = NOON;
  const engine = await open({ clock: () => new Date(now) });
  const { cart } = await engine.execute({ do: "open_cart", channel: "web", lines: [{ sku: "TEA", quantity: 10 }], address: ADDRESS });
  await engine.execute({ do: "reserve_cart", cart });
  assert.equal(await engine.tick(), 0);
  now += 901_000;
  assert.equal(await engine.tick(10), 1);
  for (const wrong of [Number.NaN, -1, 1.5, "1", null, 2 ** 40]) await assert.rejects(engine.tick(wrong), { code: "wire.malformed" });
});

test("whatever is sent, a typed error answers", async () => {
  const engine = await open();
  const cyclic = {};
  cyclic.self = cyclic;
  for (const wrong of [undefined, null, 1, "text", [], {}, cyclic, 5n, { do: "give_away" }, { do: "open_cart", channel: 5 }]) {
    await assert.rejects(async () => engine.execute(wrong), (error) => error instanceof FondacoError && error.code === "wire.malformed");
    await assert.rejects(async () => engine.query(wrong), (error) => error instanceof FondacoError && error.code === "wire.malformed");
  }
  await assert.rejects(engine.execute({ do: "reserve_cart", cart: "x" }, { id: "not-a-uuid" }), { code: "wire.malformed" });
  await assert.rejects(Engine.open({ seed: 5 }), { code: "wire.malformed" });
  await assert.rejects(Engine.open({ clock: () => "noon" }).then((one) => one.newId()), { code: "wire.malformed" });
  await assert.rejects(Engine.open({ clock: () => 8.64e15 }).then((one) => one.newId()), { code: "time.out_of_range" });
  await assert.rejects(Engine.open({ name: "shop" }), { code: "store.unavailable", isRetryable: true });
});

test("a closed engine refuses every call, and closing twice does nothing", async () => {
  const engine = await open();
  const late = engine.query({ get: "events" });
  engine.close();
  engine.close();
  const calls = [
    () => late,
    () => engine.execute({ do: "define_price_book", rules: {} }),
    () => engine.query({ get: "events" }),
    () => engine.tick(),
    () => engine.export(),
    () => engine.import(""),
    async () => engine.newId(),
  ];
  for (const call of calls) await assert.rejects(call, { code: "handle.closed" });
});

test("it works in a worker, from bytes", async () => {
  const worker = new Worker(new URL("./worker.js", import.meta.url));
  const total = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  assert.deepEqual(total, euro("7.00"));
});
