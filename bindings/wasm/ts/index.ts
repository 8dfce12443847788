/**
 * The whole engine: prices, carts, stock and orders.
 *
 * @module
 */
import { type Source, load, ready } from "./init.js";

export type * from "./fondaco.js";
export type { Batch, Carts, Column, Goods, Terms, Unpriced } from "./batch.js";
export { PreparedBasket, PriceBook, Shelf, digest, explain, fromMinor, render, toMinor } from "./book.js";
export { Engine, type AnswerTo, type EngineOptions, type ExecuteOptions, type OutcomeOf } from "./engine.js";
export { FondacoError } from "./failure.js";
export type { Source } from "./init.js";

/** Loads the module, once however often it is called. By default it lies beside this file. */
export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  return load("full", () => source ?? new URL("./fondaco.wasm", import.meta.url));
}

/** Runs the request of a golden vector, the JSON of a `VectorRequest`: the whole core as one pure function over JSON. */
export function runVector(request: string): string {
  ready().send(request, "vector_run");
  return ready().text();
}
