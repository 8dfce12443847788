// Every command, query and code of the contract is reached from JavaScript.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { before, test } from "node:test";

import { Engine, FondacoError, PriceBook, init, runVector } from "fondaco";

import { ADDRESS, BORDER, FREE, NOON, euro, setUp, tea } from "./shop.js";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");
const surface = JSON.parse(await read("../../../contract/generated/surface.json"));
const vectors = [];
for (const file of (await readdir(new URL("../../../../tests/vectors/", import.meta.url))).sort()) {
  vectors.push(...JSON.parse(await read(`../../../../tests/vectors/${file}`)));
}

/** Codes that JavaScript cannot be shown, and why. */
const ELSEWHERE = {
  "a value like it does not read, which is `wire.malformed` with this code in its reason": [
    "currency.unknown",
    "currency.invalid",
    "money.malformed",
    "money.too_precise",
    "rate.invalid",
    "code.malformed",
    "id.malformed",
  ],
  "no command and no basket leads there: hosts of Rust call it themselves": [
    "allocation.impossible",
    "netting.invalid",
    "packing.invalid",
    "measure.invalid",
    "route.unknown",
    "promise.unforeseen",
    "lots.ambiguous",
    "lots.unmatched",
  ],
  "the memory never fails and has one writer, and there is no other store to name": ["store.contended", "store.fault", "store.unknown"],
};

before(() => init());

const codeOf = (error) => {
  assert(error instanceof FondacoError, String(error));
  return error.code;
};

test("every command is carried out, and answers what its type says", async () => {
  const types = await read("../../../contract/generated/fondaco.d.ts");
  const answered = new Map();
  for (const { request, answer } of vectors) {
    const command = request.plan?.command.do;
    if (answer.commit) answered.set(command, (answered.get(command) ?? new Set()).add(answer.commit.outcome.did));
    if (answer.commit) assert.equal(JSON.parse(runVector(JSON.stringify(request))).commit?.outcome.did, answer.commit.outcome.did);
  }
  assert.deepEqual([...answered.keys()].sort(), [...surface.commands].sort());
  const source = await read("../../ts/engine.ts");
  for (const [command, did] of answered) {
    const listed = new RegExp(`^  ${command}: (".*");$`, "m").exec(source)?.[1].split(" | ").map(JSON.parse) ?? ["done"];
    for (const one of did) assert(listed.includes(one), `${command}: ${one}`);
    assert(types.includes(`do: "${command}";`));
  }
});

test("every query is answered, or refused because there is nothing of that name", async () => {
  const engine = await Engine.open({ clock: () => NOON });
  await setUp(engine);
  const lines = [{ sku: "TEA", quantity: 1 }];
  const { cart } = await engine.execute({ do: "open_cart", channel: "web", lines, address: ADDRESS });
  const { order } = await engine.execute({ do: "buy_now", channel: "web", lines, address: ADDRESS });
  const id = engine.newId();
  const sent = { sku: "TEA", quantity: 10, net: euro("35.00"), gross: euro("35.00") };
  const asked = {
    command: { command: id },
    variant: { variant: "TEA" },
    channel: { channel: "web" },
    price_book: { book: "web" },
    shipping_book: { book: "land" },
    coupon: { coupon: "NONE" },
    coupon_use: { coupon_use: id },
    tally: { tally: "promotion/x/guest" },
    gift_card: { gift_card: "NONE" },
    movement: { movement: id },
    cart: { cart },
    reservation: { reservation: id },
    backorder: { backorder: id },
    location: { location: "store" },
    stock_terms: { stock_terms: "TEA@store" },
    shelf: { shelf: "TEA@store" },
    transfer: { transfer: id },
    inbound: { inbound: id },
    for_sale: { sku: "TEA", channel: "web" },
    promise: { sku: "TEA", location: "store" },
    return: { return_id: id },
    series: { series: "none" },
    invoice: { invoice: id },
    credit_note: { credit_note: id },
    seller: { seller: "nobody" },
    seller_order: { seller_order: `${order}/nobody` },
    order_parts: { order },
    order: { order },
    payment: { payment: id },
    shipment: { shipment: id },
    effect: { effect: id },
    price: { cart },
    changed_prices: { cart },
    shipping_offers: { cart },
    quote_shipping: { book: "land", goods: { currency: "EUR", to: { country: "IT" }, lines: [] } },
    pack: { request: { items: [], cartons: [] } },
    landed_cost: { rules: BORDER, goods: { currency: "EUR", to: { country: "IT" }, on: "2026-11-21", incoterm: "dap", lines: [sent], shipping: euro("5.00") } },
    split_shipments: { request: { today: "2026-11-21", goods: [{ location: "store", units: 2, grams: 100 }] } },
    preview_amendment: { order, changes: [{ remove_line: { line: 2 } }, { add_line: { sku: "TEA", quantity: 1 } }] },
    stock: { sku: "TEA", location: "store" },
    balance: { gift_card: "NONE" },
    coupon_left: { coupon: "NONE" },
    account: { account: "nobody" },
    entry: { entry: id },
    trade: { trade: id },
    settlement: { settlement: id },
    settlement_status: { settlement: id, party: "ada" },
    account_balance: { account: "nobody" },
    statement: { account: "nobody" },
    trial_balance: {},
    balance_at: { account: "nobody", at: "2026-11-21T12:00:00Z" },
    standing: { order },
    records: { kind: "order" },
    events: {},
  };
  assert.deepEqual(Object.keys(asked).sort(), [...surface.queries].sort());
  for (const [get, what] of Object.entries(asked)) {
    const got = await engine.query({ get, ...what }).then(({ got }) => got, codeOf);
    assert(got === get || /\.unknown$/.test(got), `${get}: ${got}`);
  }
  for (const kind of surface.records) assert.equal((await engine.query({ get: "records", kind })).got, "records");
});

test("every code is reached, with its kind", async () => {
  const reached = new Map();
  const note = ({ kind, code }) => reached.set(code, kind);
  for (const { request } of vectors.filter(({ answer }) => answer.failure)) note(JSON.parse(runVector(JSON.stringify(request))).failure);
  const engine = await Engine.open();
  await setUp(engine);
  const state = await engine.export();
  const id = engine.newId();
  const book = PriceBook.compile(FREE);
  const calls = [
    () => engine.query({ get: "records", kind: "order", where: { colour: { is: "red" } } }),
    () => engine.query({ get: "command", command: id }),
    () => engine.query({ get: "movement", movement: id }),
    () => engine.query({ get: "location", location: "store" }),
    () => engine.query({ get: "stock_terms", stock_terms: "TEA@store" }),
    () => engine.query({ get: "shelf", shelf: "TEA@store" }),
    () => engine.query({ get: "invoice", invoice: id }),
    () => engine.query({ get: "credit_note", credit_note: id }),
    () => engine.query({ get: "tally", tally: "promotion/x/guest" }),
    async () => book.verify({ ...tea(3), receipt: book.price(tea(2)) }),
    () => engine.import(state),
    () => Engine.open({ name: "nowhere" }),
    () => Engine.open({ clock: () => 8.64e15 }).then((late) => late.newId()),
    async () => (await import("fondaco/pricing")).init(new Response("", { status: 404 })).then(() => book.close()).then(() => book.version),
  ];
  for (const call of calls) await call().then(() => assert.fail(String(call)), note);
  // Before anything is loaded; `prices.test.js` shows that it is so.
  reached.set("fondaco.defect", "fault");
  const elsewhere = new Set(Object.values(ELSEWHERE).flat());
  for (const { code, kind } of surface.codes) {
    assert.notEqual(reached.has(code), elsewhere.has(code), code);
    if (reached.has(code)) assert.equal(reached.get(code), kind, code);
  }
});
