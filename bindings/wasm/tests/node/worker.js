// A worker of Node that loads the module from bytes.
import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";

import { PriceBook, init } from "fondaco/pricing";

import { FREE, tea } from "./shop.js";

await init(readFile(new URL(import.meta.resolve("fondaco/pricing.wasm"))));
parentPort.postMessage(PriceBook.compile(FREE).price(tea()).total);
