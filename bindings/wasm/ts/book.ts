import { Batch, type Carts, type Goods, columnsOf } from "./batch.js";
import type { Currency, Money, PriceCall, PriceRules, Receipt, Simulation, Totals, VerifyCall } from "./fondaco.js";
import { Handle } from "./handle.js";
import { ready } from "./init.js";
import { json, number } from "./module.js";

/** Price rules, compiled once. Baskets are priced by it without a store, as often as you like. */
export class PriceBook extends Handle {
  /** Compiles rules; throws `rules.invalid`, whose details list every problem. */
  static compile(rules: PriceRules): PriceBook {
    return new PriceBook(ready().send(json(rules), "book_compile"));
  }

  private constructor(handle: number) {
    super("book_close", handle);
  }

  /** The fingerprint of its rules, as receipts carry it. */
  get version(): string {
    this.module.call("book_version", this.handle);
    return this.module.text();
  }

  /** Its rules, in full. */
  get rules(): PriceRules {
    this.module.call("book_rules", this.handle);
    return this.module.value() as PriceRules;
  }

  /** Prices a basket: the receipt says what is to be paid, and why. */
  price(call: PriceCall): Receipt {
    this.module.send(json(call), "book_price", this.handle);
    return this.module.value() as Receipt;
  }

  /** The sums of a basket, without the reasons: several times faster than `price`. */
  totals(call: PriceCall): Totals {
    this.module.send(json(call), "book_totals", this.handle);
    return this.module.value() as Totals;
  }

  /** Prices a basket anew and compares; throws `receipt.differs`. */
  verify(call: VerifyCall): void {
    this.module.send(json(call), "book_verify", this.handle);
  }

  /** What a history of baskets would cost under another book. */
  simulate(other: PriceBook, history: readonly PriceCall[]): Simulation {
    this.module.send(json(history), "book_simulate", this.handle, other.handle);
    return this.module.value() as Simulation;
  }

  /** Makes a basket ready to be priced again and again while its quantities change. */
  prepare(call: PriceCall): PreparedBasket {
    return new PreparedBasket(this.module.send(json(call), "book_prepare", this.handle), this.module);
  }

  /** Puts goods on a shelf, from which carts are priced many at once. */
  shelve(goods: readonly Goods[]): Shelf {
    const lines = goods.map((one, place) => ({ ...one, line: place + 1, quantity: 1 }));
    return new Shelf(this.module.send(json(lines), "book_shelf", this.handle), this.module);
  }
}

/** A basket that is kept by the module: changed and priced again in a few microseconds. It holds for the instant of its context. */
export class PreparedBasket extends Handle {
  /** @internal */
  constructor(handle: number, module: Handle["module"]) {
    super("basket_close", handle, module);
  }

  /** Sets the quantity of a line by its number; throws `line.unknown` and `quantity.invalid`. */
  setQuantity(line: number, quantity: number): void {
    this.module.call("basket_set_quantity", this.handle, number(line), number(quantity));
  }

  /** The sums as they are now. */
  totals(): Totals {
    this.module.call("basket_totals", this.handle);
    return this.module.value() as Totals;
  }

  /** The receipt as it is now. */
  receipt(): Receipt {
    this.module.call("basket_receipt", this.handle);
    return this.module.value() as Receipt;
  }
}

/** Goods that are made ready, and the book that prices them. */
export class Shelf extends Handle {
  /** @internal */
  constructor(handle: number, module: Handle["module"]) {
    super("shelf_close", handle, module);
  }

  /** Prices many carts at once, from columns to columns. A cart that cannot be priced is listed, and the rest is. */
  priceBatch(carts: Carts): Batch {
    const { words, columns } = columnsOf(carts);
    this.module.sendColumns(json(words), columns, "shelf_price", this.handle);
    return new Batch(this.module.bytes(), words.carts);
  }
}

/** A receipt in sentences, for people who ask why. */
export function explain(receipt: Receipt): string {
  ready().send(json(receipt), "receipt_explain");
  return ready().text();
}

/** A receipt as a table of at most 80 columns. */
export function render(receipt: Receipt): string {
  ready().send(json(receipt), "receipt_render");
  return ready().text();
}

/** The fingerprint of a receipt, the same in every language. */
export function digest(receipt: Receipt): string {
  ready().send(json(receipt), "receipt_digest");
  return ready().text();
}

/** An amount in whole minor units, such as cents: exact, and good to add up. */
export function toMinor(money: Money): bigint {
  ready().send(json(money), "money_to_minor");
  return BigInt(ready().text());
}

/** The amount of a number of minor units; throws `money.overflow` beyond 64 bits. */
export function fromMinor(minor: bigint, currency: Currency): Money {
  ready().send(json({ minor: String(minor), currency }), "money_from_minor");
  return ready().value() as Money;
}
