// What the tests sell: a small shop, and a basket of tea.

/** Rules without promotions, for prices without tax. */
export const FREE = { code: "web", tax_display: "exclusive", policy: { untaxed: "free" } };

/** Euro. */
export const euro = (amount) => ({ amount, currency: "EUR" });

/** A call that prices so many packets of tea. */
export const tea = (quantity = 2) => ({
  basket: {
    currency: "EUR",
    lines: [{ line: 1, sku: "TEA", title: "Tea", quantity, tax_category: "standard", price: { unit: euro("3.50") } }],
  },
  context: { at: "2026-11-21T12:00:00Z", destination: { country: "IT" } },
});

/** What is owed at a border. */
export const BORDER = {
  destinations: [
    {
      code: "eu",
      places: [{ country: "IT" }],
      from: "2026-01-01",
      source: "as an example",
      duty: { of: "cif", rates: [{ rate: "0.1" }] },
      tax: { title: "VAT", rates: [{ rate: "0.22" }] },
      rounding: "half_up",
    },
  ],
};

/** The noon of a day in November. */
export const NOON = Date.parse("2026-11-21T12:00:00Z");

/** Sets up a shop that sells tea: ten packets at a location. */
export async function setUp(engine) {
  await engine.execute({ do: "define_price_book", rules: FREE });
  await engine.execute({
    do: "define_variants",
    variants: [{ sku: "TEA", title: "Tea", prices: [euro("3.50")], tax_category: "standard" }],
  });
  const rules = { tax_display: "inclusive", methods: [] };
  await engine.execute({ do: "define_shipping_book", code: "land", rules });
  await engine.execute({
    do: "define_channel",
    channel: {
      code: "web",
      currency: "EUR",
      country: "IT",
      book: "web",
      shipping: "land",
      locations: ["store"],
      hold_seconds: 900,
    },
  });
  await engine.execute({ do: "receive_stock", location: "store", lines: [{ sku: "TEA", quantity: 10 }] });
}

/** Where tea is sent. */
export const ADDRESS = {
  name: "Ada Zorzi",
  street: "Calle Lunga 2210",
  postal_code: "30123",
  city: "Venezia",
  country: "IT",
};
