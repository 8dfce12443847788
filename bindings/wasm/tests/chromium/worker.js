// A worker of the browser.
import { PriceBook, init } from "/fondaco/pricing.js";
import { FREE, tea } from "/tests/node/shop.js";

await init();
postMessage(PriceBook.compile(FREE).price(tea()).total);
