// The cart, its price with the reasons, the checkout and the orders.
import { cover } from "./catalog.js";
import { country, day, html, less, money, some } from "./format.js";

/** Stands in an address for what the visitor has not told yet. */
export const UNTOLD = "…";

/** The page of the cart. */
export function cartPage(shop, cart, receipt) {
  if (!receipt) {
    return html`<h1>Cart</h1><p class="empty">Nothing in it yet. <a href="#/">Look at the books</a>, the third paperback is free.</p>`;
  }
  const coupons = (cart.coupons ?? []).map(
    ({ code }) => html`<li>${code} <button type="button" class="quiet" data-remove-coupon="${code}" aria-label="Remove coupon ${code}">×</button></li>`,
  );
  return html`
    <h1>Cart</h1>
    <div class="till">
      <ul class="lines">${receipt.lines.map((line) => lineOf(shop, line))}</ul>
      <section class="sums" aria-label="Price">
        ${sums(receipt)}
        <form class="coupon" id="coupon">
          <label for="code">Coupon</label>
          <input id="code" name="code" autocomplete="off" spellcheck="false" placeholder="BOOKFAIR5" required />
          <button type="submit" class="quiet">Apply</button>
        </form>
        ${coupons.length ? html`<ul class="coupons" aria-label="Coupons">${coupons}</ul>` : ""}
        <a class="button" href="#/checkout">Checkout</a>
        ${nearly(receipt)}
      </section>
    </div>
  `;
}

function lineOf(shop, { line, sku, title, quantity, unit_price, subtotal, discount, gift }) {
  const article = shop.bySku.get(sku) ?? { sku, title };
  const stepper = html`<span class="stepper" role="group" aria-label="How many of ${title}">
    <button type="button" data-line="${line}" data-quantity="${quantity - 1}" aria-label="One less">−</button>
    <output>${quantity}</output>
    <button type="button" data-line="${line}" data-quantity="${quantity + 1}" aria-label="One more">+</button>
  </span>`;
  return html`<li class="line">
    ${cover(article)}
    <span class="what"><strong>${title}</strong><small>${gift ? "A gift with your order" : html`${article.author ?? ""} · ${money(unit_price)}`}</small></span>
    ${gift ? html`<span class="stepper">${quantity}</span>` : stepper}
    <span class="worth">${money(subtotal)}${some(discount) ? html`<small>${less(discount)}</small>` : ""}</span>
  </li>`;
}

/** The sums of a receipt. Each promotion tells on hover, or when it is reached by keyboard, what it took off what. */
export function sums(receipt) {
  const named = ({ of }) => receipt.lines.find(({ line }) => line === of.line)?.title ?? receipt.charges?.find(({ code }) => code === of.charge)?.title;
  const reasons = receipt.applied.map(({ promotion, title, amount, parts }) => {
    const told = parts.map((part) => html`<li><span>${named(part) ?? "Your order"}</span> <span>${less(part.amount)}</span></li>`);
    return html`<div class="row promotion">
      <dt><button type="button" class="why" aria-describedby="why-${promotion}">${title}</button></dt>
      <dd>${less(amount)}</dd>
      <div class="reason" role="tooltip" id="why-${promotion}"><p>Shared by what it is for:</p><ul>${told}</ul></div>
    </div>`;
  });
  const charges = (receipt.charges ?? []).map(
    ({ title, amount }) => html`<div class="row"><dt>${title} to ${country(receipt.country)}</dt><dd>${money(amount)}</dd></div>`,
  );
  const taxes = receipt.taxes.filter(({ amount }) => some(amount)).map(({ name, amount }) => html`<div class="row fine"><dt>including ${name}</dt><dd>${money(amount)}</dd></div>`);
  const credits = (receipt.credits ?? []).map(({ code, amount }) => html`<div class="row"><dt>${code}</dt><dd>${less(amount)}</dd></div>`);
  return html`<dl class="receipt">
    <div class="row"><dt>Goods</dt><dd>${money(receipt.goods)}</dd></div>
    ${charges}${reasons}
    <div class="row total"><dt>To pay</dt><dd data-total>${money(receipt.total)}</dd></div>
    ${taxes}${credits}
  </dl>`;
}

/** What is missing for the next promotion. */
function nearly({ rejected }) {
  const close = rejected.filter(({ reason }) => reason.minimum_not_met);
  const told = close.map(({ title, reason: { minimum_not_met: { needs, has } } }) => html`<li>${title}: from ${money(needs)}, you have ${money(has)}</li>`);
  return told.length ? html`<aside class="nearly"><p>Within reach</p><ul>${told}</ul></aside>` : "";
}

/** The page of the checkout. */
export function checkoutPage(shop, cart, receipt, countries) {
  if (!receipt) return cartPage(shop, cart, receipt);
  const { name, street, postal_code, city, country: chosen = shop.file.country } = cart.address ?? {};
  const field = (id, label, value, auto) => html`<label for="${id}">${label}</label><input id="${id}" name="${id}" value="${value === UNTOLD ? "" : value}" autocomplete="${auto}" required />`;
  const options = countries.map((code) => html`<option value="${code}" ${code === chosen ? html`selected` : ""}>${country(code)}</option>`);
  return html`
    <h1>Checkout</h1>
    <form class="till" id="checkout">
      <fieldset class="address">
        <legend>Where the books go</legend>
        ${field("name", "Name", name, "name")} ${field("street", "Street and number", street, "street-address")}
        ${field("postal_code", "Postal code", postal_code, "postal-code")} ${field("city", "Town", city, "address-level2")}
        <label for="country">Country</label><select id="country" name="country" autocomplete="country">${options}</select>
      </fieldset>
      <section class="sums" aria-label="Price">
        ${sums(receipt)}
        <button type="submit" class="button">Order for ${money(receipt.total)}</button>
        <p class="fine">The till of this shop is a rehearsal: the payment succeeds, and nobody is charged.</p>
      </section>
    </form>
  `;
}

/** The list of orders. */
export function ordersPage(orders) {
  if (!orders.length) return html`<h1>Orders</h1><p class="empty">None yet. What you order stays in this browser.</p>`;
  const rows = orders.map(({ id, placed_at, receipt }) => {
    const units = receipt.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return html`<li><a href="#/orders/${id}"><span>${day(placed_at)}</span><span>${units} ${units === 1 ? "article" : "articles"} to ${country(receipt.country)}</span><strong>${money(receipt.total)}</strong></a></li>`;
  });
  return html`<h1>Orders</h1><ul class="orders">${rows}</ul>`;
}

/** The page of an order. */
export function orderPage(shop, order, standing, digest, isNew) {
  const { name, street, postal_code, city, country: to } = order.address;
  const lines = order.receipt.lines.map(
    ({ title, quantity, gift, gross }) => html`<li><span>${quantity} × ${title}${gift ? " (gift)" : ""}</span><span>${money(gross)}</span></li>`,
  );
  return html`
    <h1>${isNew ? `Thank you, ${name}` : "Order"}</h1>
    <p class="fine">${day(order.placed_at)} · ${standing.payment} · ${standing.fulfilment}</p>
    <div class="till">
      <section><ul class="ordered">${lines}</ul><address>${name}<br />${street}<br />${postal_code} ${city}<br />${country(to)}</address></section>
      <section class="sums" aria-label="Price">
        ${sums(order.receipt)}
        <p class="digest">Fingerprint of this receipt, the same in every language that fondaco speaks: <code data-digest>${digest}</code></p>
      </section>
    </div>
  `;
}
