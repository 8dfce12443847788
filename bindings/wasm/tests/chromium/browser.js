// A headless Chromium, and a server on this machine that it may ask.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../../../../examples/web/serve.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The browser of this machine: `CHROMIUM`, else the one on `PATH`. */
function program() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM, ...found].find((path) => path && existsSync(path));
}

/** Opens a browser and a server; `undefined`, with a line that says why, where this machine has no browser. */
export async function open(folders = []) {
  const executablePath = program();
  if (executablePath === undefined) {
    console.log("skip: Chromium is neither named by `CHROMIUM` nor on `PATH`");
    return undefined;
  }
  const server = await serve(0, [["/tests/", here("../")], ...folders]);
  // Root has no sandbox, and only pages of this machine are opened.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { browser, address: `http://localhost:${server.address().port}`, close };
}
