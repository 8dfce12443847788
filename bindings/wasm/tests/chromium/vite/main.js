import { PriceBook, init } from "fondaco/pricing";

import { FREE, tea } from "../../node/shop.js";

init().then(() => {
  const { total } = PriceBook.compile(FREE).price(tea());
  document.title = `${total.amount} ${total.currency}`;
});
