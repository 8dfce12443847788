// What the README shows is what runs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");

test("the README's checkout is the example, and it runs", async (context) => {
  const [readme, example] = await Promise.all([read("../../README.md"), read("../../examples/checkout.ts")]);
  assert(readme.includes(`\`\`\`ts\n${example}\`\`\`\n`), "copy examples/checkout.ts into README.md");
  const said = context.mock.method(console, "log", () => undefined);
  await import("../../build/checkout.js");
  const [[total, tax], [, ...stock], [same]] = said.mock.calls.map((call) => call.arguments);
  assert.deepEqual([total.amount, tax.amount, stock, same], ["32.40", "1.25", [5, 3, 2], true]);
});
