// How things are written for people.

const written = new Map();

/** An amount in the reader's way of writing money. The digits are the engine's: only signs are put around them. */
export function money({ amount, currency }) {
  let format = written.get(currency);
  if (!format) written.set(currency, (format = new Intl.NumberFormat("en-IE", { style: "currency", currency })));
  return format.format(amount);
}

/** What is taken off. */
export const less = ({ amount, currency }) => `− ${money({ amount, currency })}`;

/** Whether an amount is more than nothing. */
export const some = ({ amount }) => /[1-9]/.test(amount);

const days = new Intl.DateTimeFormat("en-IE", { dateStyle: "long", timeStyle: "short" });

/** A day and an hour. */
export const day = (instant) => days.format(new Date(instant));

const countries = new Intl.DisplayNames("en", { type: "region" });
const languages = new Intl.DisplayNames("en", { type: "language" });

/** The name of a country. */
export const country = (code) => countries.of(code);

/** The name of a language. */
export const language = (code) => languages.of(code);

/** Text that may stand in HTML. */
export const safe = (text) =>
  String(text).replace(/[&<>"']/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[char]);

/** HTML, whose values are made safe unless they are HTML themselves. */
export function html(parts, ...values) {
  const shown = (value) => {
    if (Array.isArray(value)) return value.map(shown).join("");
    if (value === undefined || value === null || value === false) return "";
    return value instanceof Html ? value.text : safe(value);
  };
  return new Html(parts.reduce((text, part, place) => text + shown(values[place - 1]) + part));
}

class Html {
  constructor(text) {
    this.text = text;
  }
}
