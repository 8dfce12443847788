import { Engine, PriceBook, init } from "fondaco";

await init();
const shop = await Engine.open();
const eur = (amount: string) => ({ amount, currency: "EUR" });

await shop.execute({
  do: "define_variants",
  variants: [{ sku: "9788806219450", title: "Le città invisibili", tax_category: "book", prices: [eur("12.00")] }],
});
await shop.execute({
  do: "define_price_book",
  rules: {
    code: "eu",
    tax_display: "inclusive",
    promotions: [{ code: "autumn", title: "Autumn reading", actions: [{ discount: { on: "order", off: { percent: "0.1" } } }] }],
    taxes: [{ zone: "IT", category: "book", name: "IVA 4 %", rate: "0.04", from: "2013-10-01T00:00:00Z" }],
  },
});
await shop.execute({
  do: "define_channel",
  channel: { code: "web", currency: "EUR", country: "IT", book: "eu", locations: ["venice"], hold_seconds: 900 },
});
await shop.execute({ do: "receive_stock", location: "venice", lines: [{ sku: "9788806219450", quantity: 5 }] });

const { cart } = await shop.execute({
  do: "open_cart",
  channel: "web",
  lines: [{ sku: "9788806219450", quantity: 3 }],
  address: { name: "Marco", street: "Calle del Fontego 5", city: "Venezia", country: "IT" },
});
const { receipt } = await shop.query({ get: "price", cart });
console.log(receipt.total, receipt.tax); // 32.40 EUR, of which 1.25 EUR are tax

const { order } = await shop.execute({ do: "place_order", cart, total: receipt.total });
const { on_hand, reserved, available } = await shop.query({ get: "stock", sku: "9788806219450", location: "venice" });
console.log(order, on_hand, reserved, available); // … 5 3 2

// The same rules without a shop: a book of prices.
using prices = PriceBook.compile((await shop.query({ get: "price_book", book: "eu" })).book);
console.log(prices.version === receipt.version); // true
