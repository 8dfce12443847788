// The package in a page of a browser: as plain modules, in a worker, bundled by Vite; state that outlives the page.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { PriceBook, init } from "fondaco";
import { build } from "vite";

import { FREE, euro, tea } from "../node/shop.js";
import { open } from "./browser.js";

const bundle = await mkdtemp(join(tmpdir(), "fondaco-vite-"));
const opened = await open([["/bundle/", `${bundle}/`]]);
const options = { skip: opened === undefined && "no browser" };

before(() => init());
after(async () => {
  await opened?.close();
  await rm(bundle, { recursive: true });
});

/** A page that has loaded nothing but the scripts. */
async function page(context, path = "/tests/chromium/page.html") {
  const page = await (context ?? (await opened.browser.newContext())).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(opened.address + path);
  return Object.assign(page, { errors });
}

/** Opens the shop of a page, and keeps it there as `engine`. */
const openShop = (page, name = "shop") =>
  page.evaluate(async (name) => {
    await globalThis.fondaco.init();
    globalThis.engine = await globalThis.fondaco.Engine.open({ name, clock: () => globalThis.shop.NOON });
  }, name);

const buy = (page, quantity) =>
  page.evaluate(async (quantity) => {
    const { ADDRESS } = globalThis.shop;
    const bought = { do: "buy_now", channel: "web", lines: [{ sku: "TEA", quantity }], address: ADDRESS };
    return globalThis.engine.execute(bought).then(({ order }) => order, ({ code }) => code);
  }, quantity);

const left = (page) =>
  page.evaluate(async () => (await globalThis.engine.query({ get: "stock", sku: "TEA", location: "store" })).available);

test("nothing is loaded at import, the module comes with `init`, and prices are those of Node", options, async () => {
  const context = await opened.browser.newContext();
  const asked = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const tab = await page(context);
  assert.deepEqual(asked.filter((path) => path.endsWith(".wasm")), []);
  const receipt = await tab.evaluate(async () => {
    const { fondaco, shop } = globalThis;
    await Promise.all([fondaco.init(), fondaco.init()]);
    await fondaco.init();
    return JSON.stringify(fondaco.PriceBook.compile(shop.FREE).price(shop.tea()));
  });
  assert.equal(receipt, JSON.stringify(PriceBook.compile(FREE).price(tea())));
  assert.deepEqual(asked.filter((path) => path.endsWith(".wasm")), ["/fondaco/fondaco.wasm"]);
  assert.deepEqual(tab.errors, []);
});

test("it works in a worker of the browser", options, async () => {
  const tab = await page();
  const total = await tab.evaluate(() => {
    const worker = new Worker("/tests/chromium/worker.js", { type: "module" });
    return new Promise((resolve, reject) => Object.assign(worker, { onmessage: ({ data }) => resolve(data), onerror: reject }));
  });
  assert.deepEqual(total, euro("7.00"));
});

test("state outlives the page, is exported, and imported elsewhere", options, async () => {
  const context = await opened.browser.newContext();
  const tab = await page(context);
  await openShop(tab);
  await tab.evaluate(() => globalThis.shop.setUp(globalThis.engine));
  const order = await buy(tab, 4);
  await tab.reload();
  await openShop(tab);
  assert.equal(await left(tab), 6);
  const [kept, copied] = await tab.evaluate(async (order) => {
    const { engine, fondaco } = globalThis;
    const copy = await fondaco.Engine.open();
    await copy.import(await engine.export());
    return Promise.all([engine, copy].map((one) => one.query({ get: "order", order })));
  }, order);
  assert.deepEqual(copied, kept);
});

test("tabs that share a shop see each other's orders, and together sell no more than there is", options, async () => {
  const context = await opened.browser.newContext();
  const [one, two] = [await page(context), await page(context)];
  await openShop(one);
  await one.evaluate(() => globalThis.shop.setUp(globalThis.engine));
  await openShop(two);
  const sold = await Promise.all([one, two].flatMap((tab) => Array.from({ length: 8 }, () => buy(tab, 1))));
  assert.equal(sold.filter((answer) => answer === "stock.short").length, 6);
  assert.equal(new Set(sold).size, 11);
  assert.deepEqual([await left(one), await left(two)], [0, 0]);
});

test("a database that is deleted or refused is a typed error", options, async () => {
  const tab = await page();
  await openShop(tab);
  const codes = await tab.evaluate(async () => {
    const { engine, fondaco } = globalThis;
    const code = (work) => work.then(() => "done", (error) => (error instanceof fondaco.FondacoError ? error.code : String(error)));
    await new Promise((resolve) => (indexedDB.deleteDatabase("shop").onsuccess = resolve));
    const deleted = await code(engine.query({ get: "events" }));
    engine.close();
    const closed = await code(engine.query({ get: "events" }));
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
    return [deleted, closed, await code(fondaco.Engine.open({ name: "shop" }))];
  });
  assert.deepEqual(codes, ["store.unavailable", "handle.closed", "store.unavailable"]);
});

test("a page that Vite has bundled finds its module", options, async () => {
  await build({
    root: fileURLToPath(new URL("./vite/", import.meta.url)),
    base: "/bundle/",
    logLevel: "error",
    build: { outDir: bundle, emptyOutDir: true },
  });
  const tab = await page(undefined, "/bundle/index.html");
  await tab.waitForFunction(() => document.title.endsWith("EUR"));
  assert.equal(await tab.title(), "7.00 EUR");
  assert.deepEqual(tab.errors, []);
});
