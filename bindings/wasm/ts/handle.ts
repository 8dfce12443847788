import { ready } from "./init.js";
import type { Module } from "./module.js";

/** Lets go of what nobody holds on to any more. */
const forgotten = new FinalizationRegistry<{ module: Module; close: string; handle: number }>(({ module, close, handle }) =>
  module.close(close, handle),
);

/** Something that the module keeps until it is closed. */
export abstract class Handle {
  /** @internal */
  readonly module: Module;
  /** Zero once it is closed. @internal */
  handle: number;
  readonly #close: string;

  /** @internal */
  constructor(close: string, handle: number, module: Module = ready()) {
    this.module = module;
    this.handle = handle;
    this.#close = close;
    forgotten.register(this, { module, close, handle }, this);
  }

  /** Closes it; closing twice does nothing. Every call after it throws `handle.closed`. */
  close(): void {
    if (this.handle === 0) return;
    forgotten.unregister(this);
    this.module.close(this.#close, this.handle);
    this.handle = 0;
  }

  /** Closes it at the end of a `using` declaration. */
  [Symbol.dispose](): void {
    this.close();
  }
}
