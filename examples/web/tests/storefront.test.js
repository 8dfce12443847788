// A visitor in the shop: looks, fills a cart, gives a coupon, loses the network, orders. Pictures are put into
// `target/storefront`.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { open } from "../../../bindings/wasm/tests/chromium/browser.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const pictures = `${root}target/storefront`;
await mkdir(pictures, { recursive: true });
const opened = await open();
const options = { skip: opened === undefined && "no browser" };
after(() => opened?.close());

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 390, height: 844 };

/** A visitor with a browser of their own. */
async function visitor(more = {}) {
  const context = await opened.browser.newContext({ viewport: WIDE, colorScheme: "light", reducedMotion: "reduce", ...more });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${opened.address}/`);
  await ready(page);
  return { context, page, errors };
}

const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.ready === "true");
const picture = (page, name) => page.screenshot({ path: `${pictures}/${name}.png` });
const go = async (page, hash, heading) => {
  await page.evaluate((hash) => (location.hash = hash), hash);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
};
const total = (page) => page.locator("[data-total]").innerText();
const add = async (page, title) => {
  await page.getByRole("button", { name: `Add ${title}, paperback, to the cart`, exact: true }).click();
  await page.getByText(`${title} is in your cart`).waitFor();
};

/** The digests of all orders, worked out by a native process from the events alone. */
function native(state) {
  return new Promise((resolve, reject) => {
    const cargo = process.env.CARGO ?? "cargo";
    const run = execFile(cargo, ["run", "-q", "-p", "fondaco-wasm", "--example", "verify"], { cwd: root }, (error, out) =>
      error ? reject(error) : resolve(new Map(out.trim().split("\n").map((line) => line.split(" ")))),
    );
    run.stdin.end(state);
  });
}

test("a visitor adds books, gives a coupon, comes back, goes offline and orders", options, async () => {
  const { context, page, errors } = await visitor();
  await picture(page, "catalog");
  await page.getByLabel(/Search titles/).fill("calvino");
  await page.locator(".book").first().waitFor();
  assert((await page.locator(".book").count()) < 10);
  await add(page, "Invisible Cities");
  await page.getByLabel(/Search titles/).fill("");
  for (const title of ["The Name of the Rose", "Sapiens: A Brief History of Humankind"]) await add(page, title);
  assert.equal(await page.locator("#count").innerText(), "3");

  await go(page, "#/cart", "Cart");
  assert.equal(await total(page), "€32.26", "three paperbacks for two, a tenth off, and a parcel");
  await page.getByLabel("Coupon", { exact: true }).fill("bookfair5");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("button", { name: "Remove coupon BOOKFAIR5" }).waitFor();
  const reduced = await total(page);
  assert.equal(reduced, "€27.26");
  const why = page.getByRole("button", { name: "Three paperbacks for two" });
  await why.hover();
  assert(await page.locator("#why-three-for-two").isVisible());
  await picture(page, "cart");

  await page.reload();
  await ready(page);
  assert.equal(await total(page), reduced, "the cart is still there");
  await page.getByRole("group", { name: /Sapiens/ }).getByRole("button", { name: "One more" }).click();
  await page.waitForFunction((before) => document.querySelector("[data-total]").innerText !== before, reduced);

  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await caches.match("data/tax/eu-vat.json")) !== undefined);
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await page.getByText("You are offline").waitFor();
  await go(page, "#/checkout", "Checkout");
  for (const [label, value] of [["Name", "Ada Zorzi"], ["Street and number", "Calle Lunga 2210"], ["Postal code", "30123"], ["Town", "Venezia"]]) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
  await picture(page, "checkout");
  await page.getByRole("button", { name: /^Order for/ }).click();
  await page.getByRole("heading", { name: "Thank you, Ada Zorzi" }).waitFor();
  await picture(page, "order");
  assert.equal(await page.locator("#count").innerText(), "0");
  const shown = await page.locator("[data-digest]").innerText();
  const order = (await page.evaluate(() => location.hash)).split("/").at(-1);
  await go(page, "#/orders", "Orders");
  assert.equal(await page.locator(".orders li").count(), 1);
  await picture(page, "orders");

  const state = await page.evaluate(async () => {
    const { Engine } = await import("fondaco");
    const engine = await Engine.open({ name: "libreria" });
    return engine.export();
  });
  assert.equal((await native(state)).get(order), shown, "a native process comes to the same receipt");
  assert.deepEqual(errors, []);
});

test("the shop is used by keyboard alone", options, async () => {
  const { page } = await visitor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.getByRole("button", { name: "Add Invisible Cities, paperback, to the cart" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Invisible Cities is in your cart").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Add Invisible Cities, paperback, to the cart");
  for (let more = 0; more < 3; more += 1) await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#count").textContent === "4");
  await go(page, "#/cart", "Cart");
  const why = page.getByRole("button", { name: /Three paperbacks/ });
  assert.equal(await page.locator("#why-three-for-two").isVisible(), false);
  await why.focus();
  await page.locator("#why-three-for-two").waitFor({ state: "visible" });
});

test("a refusal is told in words, and the shop goes on", options, async () => {
  const { page, errors } = await visitor();
  await add(page, "Invisible Cities");
  await go(page, "#/cart", "Cart");
  await page.getByLabel("Coupon", { exact: true }).fill("NO SUCH");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.locator("#toast.shown").waitFor();
  assert.notEqual(await page.locator("#toast").innerText(), "");
  await page.getByRole("button", { name: "One less" }).click();
  await page.getByText("Nothing in it yet").waitFor();
  assert.deepEqual(errors, []);
});

test("it fits a phone and the dark, and nothing sticks out", options, async () => {
  for (const [name, more] of [["narrow", { viewport: NARROW }], ["dark", { colorScheme: "dark" }], ["narrow-dark", { viewport: NARROW, colorScheme: "dark" }]]) {
    const { page, context } = await visitor(more);
    await picture(page, `catalog-${name}`);
    for (const title of ["Invisible Cities", "The Name of the Rose", "Sapiens: A Brief History of Humankind"]) await add(page, title);
    await go(page, "#/cart", "Cart");
    await picture(page, `cart-${name}`);
    await go(page, "#/checkout", "Checkout");
    await picture(page, `checkout-${name}`);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overhang, 0, name);
    await context.close();
  }
});
