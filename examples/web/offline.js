// Keeps the shop for times without a network: its files are put aside once, and refreshed whenever there is one.

const KEPT = "libreria-1";

const FILES = [
  "./",
  "style.css",
  "till.css",
  "main.js",
  "shop.js",
  "catalog.js",
  "cart.js",
  "format.js",
  "icon.svg",
  "manifest.webmanifest",
  "fondaco/index.js",
  "fondaco/batch.js",
  "fondaco/book.js",
  "fondaco/engine.js",
  "fondaco/failure.js",
  "fondaco/handle.js",
  "fondaco/init.js",
  "fondaco/journal.js",
  "fondaco/module.js",
  "fondaco/fondaco.wasm",
  "data/bookshop/shop.json",
  "data/bookshop/books.json",
  "data/bookshop/stock.json",
  "data/tax/eu-vat.json",
];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// From the network while there is one, so that nobody is shown an old shop; else what was kept.
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await kept.put(request, fresh.clone());
    return fresh;
  } catch (gone) {
    const found = await kept.match(request, { ignoreSearch: true });
    if (found) return found;
    throw gone;
  }
}
