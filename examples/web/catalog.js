// The catalog: books as covers that are set, not drawn, with what can be searched and chosen.
import { html, language, money } from "./format.js";

/** Cloths of the covers: background and print. */
const CLOTHS = [
  ["#7a2e1f", "#f6e7d3"],
  ["#1f3f4d", "#e4efe9"],
  ["#40512f", "#f1ecd6"],
  ["#5b3a5e", "#f4e6ec"],
  ["#8a6a1f", "#fff6df"],
  ["#2b2a33", "#e9dcc0"],
  ["#a8452f", "#fff1e4"],
  ["#335c58", "#eef4e6"],
];

/** The same cloth for the same article, and neighbours on the shelf in others. */
function cloth(sku) {
  const mixed = [...sku].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x9e3779b1), 0x51f2a7);
  return CLOTHS[((mixed >>> 16) ^ (mixed >>> 5)) % CLOTHS.length];
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The cover of an article. */
export function cover({ sku, title, author }) {
  const [ground, print] = cloth(sku);
  const [main] = title.split(/[:(]|, .*Edition/);
  return html`<span class="cover" style="--ground:${ground};--print:${print}" aria-hidden="true"
    ><span class="cover-title">${main.trim()}</span><span class="cover-author">${author?.split(";")[0] ?? "Libreria del Fondaco"}</span></span
  >`;
}

/** What can be chosen: a name and the books it is for. */
const SHELVES = [
  ["", "Everything", () => true],
  ["en", "English", (book) => book.language === "en"],
  ["it", "Italian", (book) => book.language === "it"],
  ["de", "German", (book) => book.language === "de"],
  ["fr", "French", (book) => book.language === "fr"],
  ["ebook", "E-books", (book) => book.format === "ebook"],
  ["article", "Paper & gifts", (book) => book.format === "article"],
];

/** The books that a search and a shelf leave. */
export function found(books, query, shelf) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const [, , fits] = SHELVES.find(([code]) => code === shelf) ?? SHELVES[0];
  return books.filter((book) => {
    const text = plain([book.title, book.author, book.publisher, book.sku].join(" "));
    return fits(book) && words.every((word) => text.includes(word));
  });
}

/** The page of the catalog. */
export function catalog(shop, query, shelf, left) {
  const books = found(shop.books, query, shelf);
  const shelves = SHELVES.map(
    ([code, name]) => html`<a class="shelf" href="#/${code}" ${code === shelf ? html`aria-current="page"` : ""}>${name}</a>`,
  );
  const none = html`<p class="empty">Nothing on the shelves answers to “${query}”.</p>`;
  return html`
    <section class="promise" aria-label="Promotions">
      <p>Three paperbacks for two</p>
      <p>10 % off from €40</p>
      <p>Free parcel from €50</p>
    </section>
    <nav class="shelves" aria-label="Shelves">${shelves}</nav>
    <h1 class="hidden">Books</h1>
    <p class="hidden" role="status">${books.length} found</p>
    ${books.length ? html`<ul class="books">${books.map((book) => card(shop, book, left.get(book.sku)))}</ul>` : none}
  `;
}

function card(shop, book, left) {
  const { sku, title, author, format, price } = book;
  const about = [book.language && language(book.language), format, book.pages && `${book.pages} p.`].filter(Boolean).join(" · ");
  const stock = left === 0 ? "Out of stock" : left <= 3 ? `Only ${left} left` : "";
  return html`<li class="book">
    ${cover(book)}
    <h2>${title}</h2>
    <p class="author">${author ?? "From the shop"}</p>
    <p class="about">${about}</p>
    <p class="buy">
      <span class="price">${money(shop.euro(price))}</span>
      ${stock ? html`<span class="stock">${stock}</span>` : ""}
      <button type="button" data-add="${sku}" ${left === 0 ? html`disabled` : ""} aria-label="Add ${title}, ${format}, to the cart">Add</button>
    </p>
  </li>`;
}
