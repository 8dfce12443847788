// The page: what the address says is shown, what is clicked is done, then it is shown again.
import { FondacoError, digest } from "fondaco";

import { UNTOLD, cartPage, checkoutPage, orderPage, ordersPage } from "./cart.js";
import { catalog } from "./catalog.js";
import { Shop } from "./shop.js";

/** Where the shop sends to. */
const COUNTRIES = ["AT", "BE", "DE", "ES", "FR", "IE", "IT", "LU", "NL", "PT"];

const content = document.querySelector("#content");
const search = document.querySelector("#search");
const toast = document.querySelector("#toast");
const left = new Map();
let ordered;

const shop = await Shop.open().catch((failure) => {
  content.textContent = `The shop cannot be opened: ${failure.message}`;
  throw failure;
});

/** Shows the page that the address names. */
async function show() {
  const [page, id] = location.hash.replace(/^#\/?/, "").split("/");
  const cart = await shop.cart();
  const receipt = await shop.receipt(cart);
  const view = await pageOf(page, id, cart, receipt);
  const focused = document.activeElement?.id || document.activeElement?.getAttribute("aria-label");
  content.innerHTML = view.text;
  refocus(focused);
  const units = receipt?.lines.reduce((sum, { quantity, gift }) => sum + (gift ? 0 : quantity), 0) ?? 0;
  document.querySelector("#count").textContent = units;
  document.documentElement.dataset.ready = "true";
}

async function pageOf(page, id, cart, receipt) {
  switch (page) {
    case "cart":
      return cartPage(shop, cart, receipt);
    case "checkout":
      return checkoutPage(shop, cart, receipt, COUNTRIES);
    case "orders": {
      if (!id) return ordersPage(await shop.orders());
      const order = await shop.placed(id);
      return orderPage(shop, order, await shop.standing(id), digest(order.receipt), id === ordered);
    }
    default:
      if (left.size === 0) await count();
      return catalog(shop, search.value, page, left);
  }
}

/** Counts what is left on the shelves. */
async function count() {
  await Promise.all(shop.books.map(async ({ sku }) => left.set(sku, await shop.available(sku))));
}

/** Puts the focus back where it was before the page was shown again. */
function refocus(name) {
  if (!name) return;
  const again = document.getElementById(name) ?? content.querySelector(`[aria-label="${CSS.escape(name)}"]`);
  again?.focus({ preventScroll: true });
}

function say(text) {
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(say.later);
  say.later = setTimeout(() => toast.classList.remove("shown"), 4000);
}

let acted = Promise.resolve();

/** Does something after all that was asked before, for a click may rest on what the last one comes to. */
function act(work, done) {
  acted = acted.then(() => actNow(work, done));
}

/** Does something and shows what came of it; a refusal is told in the engine's own words. */
async function actNow(work, done) {
  try {
    await work();
    if (done) say(done);
  } catch (failure) {
    if (!(failure instanceof FondacoError)) throw failure;
    say(failure.reason[0].toUpperCase() + failure.reason.slice(1));
  }
  await show();
}

content.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const { add, line, quantity, removeCoupon } = button?.dataset ?? {};
  if (add) act(() => shop.add(add), `${shop.bySku.get(add).title} is in your cart`);
  if (line) act(() => shop.setQuantity(Number(line), Number(quantity)));
  if (removeCoupon) act(() => shop.removeCoupon(removeCoupon));
});

content.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  if (event.target.id === "coupon") {
    const code = fields.code.trim().toUpperCase();
    act(() => shop.applyCoupon(code), `${code} is applied`);
  }
  if (event.target.id === "checkout") act(() => order(fields));
});

// The country changes parcel and tax: the price is shown anew before anybody agrees to it.
content.addEventListener("change", (event) => {
  if (event.target.id !== "country") return;
  const told = [...new FormData(event.target.form)].map(([name, value]) => [name, value || UNTOLD]);
  act(() => shop.setAddress(Object.fromEntries(told)));
});

async function order(address) {
  const shown = (await shop.receipt(await shop.cart())).total;
  await shop.setAddress(address);
  ordered = await shop.order(shown);
  left.clear();
  location.hash = `#/orders/${ordered}`;
}

search.addEventListener("input", () => {
  if (/^#?\/?(cart|checkout|orders)/.test(location.hash)) location.hash = "#/";
  else show();
});
document.querySelector(".search").addEventListener("submit", (event) => event.preventDefault());

addEventListener("hashchange", async () => {
  await show();
  scrollTo(0, 0);
  content.focus({ preventScroll: true });
});

const offline = document.querySelector("#offline");
const noticed = () => (offline.hidden = navigator.onLine);
addEventListener("online", noticed);
addEventListener("offline", noticed);
noticed();

await show();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("offline.js", { type: "module" });
