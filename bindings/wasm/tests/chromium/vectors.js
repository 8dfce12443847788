// The golden vectors in Chromium: requests on standard input, one a line; answers on standard output, one a line.
import { createInterface } from "node:readline";

import { open } from "./browser.js";

const requests = [];
for await (const request of createInterface({ input: process.stdin })) requests.push(request);
const { browser, address, close } = await open();
const page = await browser.newPage();
await page.goto(`${address}/tests/chromium/page.html`);
const answers = await page.evaluate(async (requests) => {
  const { init, runVector } = globalThis.fondaco;
  await init();
  return requests.map(runVector);
}, requests);
process.stdout.write(answers.map((answer) => `${answer}\n`).join(""));
await close();
