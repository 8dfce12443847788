import type { BasketLine, Charge, Context, CouponCode, Credit, Currency, WireFailure } from "./fondaco.js";
import { malformed } from "./failure.js";

/** Goods on a shelf: a line of a basket without its number and quantity. */
export type Goods = Omit<BasketLine, "line" | "quantity">;

/** Numbers, one for each cart or line. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** What a cart has beside its goods. */
export interface Terms {
  /** For whom, where and when. */
  context: Context;
  /** What is paid beside goods. */
  charges?: Charge[];
  /** The coupons that were given. */
  coupons?: CouponCode[];
  /** What it may be paid with. */
  credits?: Credit[];
}

/** Many carts as columns. Lines stand one cart after the other. */
export interface Carts {
  /** The currency of all of them. */
  currency: Currency;
  /** What carts have beside goods. */
  terms: Terms[];
  /** For each cart, which of the terms it has, counted from 0; the first ones when absent. */
  term?: Column;
  /** For each cart, where its lines end: how many lines there are up to and with its last. */
  ends: Column;
  /** For each line, its goods by their place on the shelf, counted from 0. */
  goods: Column;
  /** For each line, how many smallest units. */
  quantity: Column;
  /** For each line, the price of one unit in minor units; that of the goods when absent. */
  unit?: Column;
}

/** A cart that could not be priced. */
export interface Unpriced {
  /** Which, counted from 0. */
  cart: number;
  /** Why. */
  failure: WireFailure;
}

/** What carts come to: a column of each sum, in minor units. A cart that could not be priced has zeros. */
export class Batch {
  /** Goods at their prices, before discounts. */
  readonly goods: BigInt64Array;
  /** What the promotions take off goods. */
  readonly discount: BigInt64Array;
  /** Shipping, fees and donations, after discounts. */
  readonly charged: BigInt64Array;
  /** What is to be paid, without tax. */
  readonly net: BigInt64Array;
  /** The tax. */
  readonly tax: BigInt64Array;
  /** What is to be paid. */
  readonly total: BigInt64Array;
  /** What is left to be paid after gift cards and credit. */
  readonly due: BigInt64Array;
  /** The carts that could not be priced, and why. */
  readonly unpriced: Unpriced[];

  /** @internal */
  constructor(bytes: Uint8Array<ArrayBuffer>, carts: number) {
    const column = (place: number) => new BigInt64Array(bytes.buffer, place * carts * 8, carts);
    this.goods = column(0);
    this.discount = column(1);
    this.charged = column(2);
    this.net = column(3);
    this.tax = column(4);
    this.total = column(5);
    this.due = column(6);
    this.unpriced = JSON.parse(new TextDecoder().decode(bytes.subarray(7 * carts * 8))) as Unpriced[];
  }
}

/** The words and the columns of carts, as the module reads them. @internal */
export function columnsOf({ currency, terms, term, ends, goods, quantity, unit }: Carts) {
  const given = [ends, term, goods, quantity, unit].filter((column) => column !== undefined);
  for (const column of given) {
    if (!ArrayBuffer.isView(column) || column instanceof DataView || typeof (column as Column)[0] === "bigint") {
      throw malformed("a column is a typed array of numbers, such as a Uint32Array or a Float64Array");
    }
  }
  const [carts, lines] = [ends.length, goods.length];
  if (quantity.length !== lines || (unit?.length ?? lines) !== lines || (term?.length ?? carts) !== carts) {
    throw malformed("the columns are not of equal lengths: one number for each cart, and for each line");
  }
  const columns = new Float64Array(given.reduce((sum, column) => sum + column.length, 0));
  let place = 0;
  for (const column of given) {
    columns.set(column, place);
    place += column.length;
  }
  const words = { currency, terms, carts, lines, by_term: term !== undefined, by_unit: unit !== undefined };
  return { words, columns };
}
