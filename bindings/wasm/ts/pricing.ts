/**
 * Prices alone: a smaller module than the whole engine's.
 *
 * @module
 */
import { type Source, load } from "./init.js";

export type * from "./fondaco.js";
export type { Batch, Carts, Column, Goods, Terms, Unpriced } from "./batch.js";
export { PreparedBasket, PriceBook, Shelf, digest, explain, fromMinor, render, toMinor } from "./book.js";
export { FondacoError } from "./failure.js";
export type { Source } from "./init.js";

/** Loads the module, once however often it is called. By default it lies beside this file. */
export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  return load("pricing", () => source ?? new URL("./pricing.wasm", import.meta.url));
}
