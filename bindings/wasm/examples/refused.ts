// What the types refuse: compiled by the tests, and never run.
import { type Engine, type PriceBook, type Receipt, toMinor } from "fondaco";

export async function refused(engine: Engine, book: PriceBook, receipt: Receipt): Promise<void> {
  // @ts-expect-error an amount is a string, for no number holds it
  toMinor({ amount: 3.5, currency: "EUR" });
  // @ts-expect-error there is no such command
  await engine.execute({ do: "give_away" });
  // @ts-expect-error a command has no such field
  await engine.execute({ do: "reserve_cart", cart: "", basket: "" });
  // @ts-expect-error a cart is not answered by what reserves it
  (await engine.execute({ do: "reserve_cart", cart: "" })).cart;
  // @ts-expect-error an order is not answered by a query for a cart
  (await engine.query({ get: "cart", cart: "" })).order;
  // @ts-expect-error a basket has a currency
  book.price({ basket: { lines: [] }, context: { at: "", destination: { country: "IT" } } });
  const total: string = receipt.total.amount;
  const reservation: string = (await engine.execute({ do: "reserve_cart", cart: total })).reservation;
  await engine.query({ get: "reservation", reservation });
}
