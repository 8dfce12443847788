// The shop itself: its files as commands, the cart of this visitor, and what is asked of both.
import { Engine, FondacoError, init } from "fondaco";

/** What this visitor has put aside: where the cart is remembered. */
const CART = "libreria.cart";

const read = async (path) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
};

/** A shop over the browser's database, set up from its files where it is new. */
export class Shop {
  static async open() {
    const [file, books, stock, taxes] = await Promise.all([
      read("data/bookshop/shop.json"),
      read("data/bookshop/books.json"),
      read("data/bookshop/stock.json"),
      read("data/tax/eu-vat.json"),
      init(),
    ]);
    const shop = new Shop(await Engine.open({ name: "libreria" }), file, books);
    await shop.#setUp(stock, taxes);
    return shop;
  }

  constructor(engine, file, books) {
    this.engine = engine;
    this.file = file;
    this.books = books;
    this.bySku = new Map(books.map((book) => [book.sku, book]));
  }

  euro(amount) {
    return { amount, currency: this.file.currency };
  }

  /** Sends the shop's files, under ids that are always the same: two tabs that start at once set up one shop. */
  async #setUp(stock, taxes) {
    const { file, books } = this;
    const known = await this.#unlessRefused(this.engine.query({ get: "channel", channel: file.channel }), "channel.unknown");
    if (known) return;
    const midnight = (day) => (day ? `${day}T00:00:00Z` : undefined);
    const rates = taxes.rates.map(({ zone, category, name, rate, from, until }) => {
      return { zone, category, name, rate, from: midnight(from), until: midnight(until) };
    });
    const variants = books.map(({ sku, title, tax_category, price, weight_grams, format, language }) => {
      const attributes = { format, ...(language ? { language } : {}) };
      return { sku, title, tax_category, prices: [this.euro(price)], weight_grams, categories: [tax_category], attributes };
    });
    const { policy, lists, promotions, coupons, gift_cards } = file;
    const rules = { code: file.channel, tax_display: "inclusive", policy, lists, promotions, taxes: rates };
    const opening = file.locations.map((location) => {
      const lines = stock.filter((row) => row.location === location).map(({ sku, quantity }) => ({ sku, quantity }));
      return { do: "receive_stock", location, lines, reference: "opening stock" };
    });
    const channel = {
      code: file.channel,
      currency: file.currency,
      country: file.country,
      book: file.channel,
      locations: file.locations,
      hold_seconds: file.hold_minutes * 60,
    };
    const commands = [
      { do: "define_variants", variants },
      { do: "define_price_book", rules },
      { do: "define_coupons", coupons },
      ...gift_cards.map((card) => ({ do: "issue_gift_card", card })),
      ...opening,
      { do: "define_channel", channel },
    ];
    for (const [number, command] of commands.entries()) {
      await this.engine.execute(command, { id: `00000000-0000-7000-8000-${String(number + 1).padStart(12, "0")}` });
    }
  }

  async #unlessRefused(answer, code) {
    try {
      return await answer;
    } catch (failure) {
      if (failure instanceof FondacoError && failure.code === code) return undefined;
      throw failure;
    }
  }

  /** The cart of this visitor, if there is an open one. */
  async cart() {
    const id = localStorage.getItem(CART);
    if (!id) return undefined;
    const found = await this.#unlessRefused(this.engine.query({ get: "cart", cart: id }), "cart.unknown");
    return found?.cart.state === "open" ? found.cart : undefined;
  }

  /** What the cart comes to, and why; nothing while it is empty. */
  async receipt(cart) {
    if (!cart?.lines.length) return undefined;
    return (await this.engine.query({ get: "price", cart: cart.id })).receipt;
  }

  /** How many can still be promised, at all places together. */
  async available(sku) {
    const answers = this.file.locations.map((location) => this.engine.query({ get: "stock", sku, location }));
    return (await Promise.all(answers)).reduce((sum, { available }) => sum + available, 0);
  }

  async add(sku) {
    const cart = await this.cart();
    if (!cart) {
      const opened = await this.engine.execute({ do: "open_cart", channel: this.file.channel, lines: [{ sku, quantity: 1 }] });
      localStorage.setItem(CART, opened.cart);
    } else {
      const line = cart.lines.find((one) => one.sku === sku);
      const more = line
        ? { do: "change_line", cart: cart.id, line: line.line, quantity: line.quantity + 1 }
        : { do: "add_line", cart: cart.id, line: { sku, quantity: 1 } };
      await this.engine.execute(more);
    }
    await this.#charge();
  }

  async setQuantity(line, quantity) {
    const cart = await this.cart();
    const change = quantity > 0 ? { do: "change_line", line, quantity } : { do: "remove_line", line };
    await this.engine.execute({ ...change, cart: cart.id });
    await this.#charge();
  }

  async applyCoupon(coupon) {
    await this.engine.execute({ do: "apply_coupon", cart: (await this.cart()).id, coupon });
  }

  async removeCoupon(coupon) {
    await this.engine.execute({ do: "remove_coupon", cart: (await this.cart()).id, coupon });
  }

  async setAddress(address) {
    await this.engine.execute({ do: "set_address", cart: (await this.cart()).id, address });
    await this.#charge();
  }

  /** Orders what the visitor was shown, at the total that was shown; the payment is made as soon as it is asked for. */
  async order(total) {
    const cart = await this.cart();
    const { reservation } = await this.engine.execute({ do: "reserve_cart", cart: cart.id });
    const { order } = await this.engine.execute({ do: "place_order", cart: cart.id, total }).catch(async (failure) => {
      await this.engine.execute({ do: "release_reservation", reservation });
      throw failure;
    });
    localStorage.removeItem(CART);
    const placed = await this.placed(order);
    const [payment] = placed.payments;
    if (payment) {
      const amount = placed.receipt.due;
      await this.engine.execute({ do: "authorize_payment", payment, amount, reference: `till-${order}` });
      await this.engine.execute({ do: "capture_payment", payment, amount });
    }
    return order;
  }

  async placed(order) {
    return (await this.engine.query({ get: "order", order })).order;
  }

  async standing(order) {
    return this.engine.query({ get: "standing", order });
  }

  /** All orders, the latest first. */
  async orders() {
    const { records } = await this.engine.query({ get: "records", kind: "order" });
    return records.map(({ record }) => record).reverse();
  }

  /** The parcel, where anything of it weighs something. */
  async #charge() {
    const cart = await this.cart();
    const { code, title, price, countries = {} } = this.file.shipping;
    const isSent = cart.lines.some(({ sku }) => this.bySku.get(sku)?.weight_grams > 0);
    const amount = this.euro(countries[cart.address?.country ?? this.file.country] ?? price);
    const parcel = { code, title, kind: "shipping", amount, tax: "as_goods" };
    await this.engine.execute({ do: "set_charges", cart: cart.id, charges: isSent ? [parcel] : [] });
  }
}
