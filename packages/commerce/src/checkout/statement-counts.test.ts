import {
  contact,
  countStatements,
  guestWith,
  readyToPay,
  shippingAddress,
  stockedVariant,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { getCart, prepareCheckout, quoteCheckout, startCheckout } from "../index.ts";

// A statement costs about half a millisecond of everybody's time. Whoever adds one changes a number here.
test("what customers wait for sends few statements, however many lines a cart has", async ({ shop }) => {
  const clientIp = "203.0.113.1";
  await readyToPay(shop, { [await stockedVariant(shop, { onHand: 9 })]: 1 }); // the first payment names the shop
  const goods: Record<string, number> = {};
  for (let line = 0; line < 5; line += 1) goods[await stockedVariant(shop, { onHand: 9 })] = 1;
  const cartToken = await guestWith(shop, goods);
  const counts: Record<string, number> = {};
  counts.cart = await countStatements(() => getCart(shop, { token: cartToken }));
  counts.start = await countStatements(() => startCheckout(shop, { cartToken, clientIp }));
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken, clientIp });
  const own = { checkoutId, cartToken };
  const destination = { country: "AT", state: "", postalCode: "1010" };
  counts.quote = await countStatements(() => quoteCheckout(shop, { ...own, destination }));
  await shop.stripeTurns.ask(); // takes a lot of requests to Stripe, which several calls share
  counts.prepare = await countStatements(() =>
    prepareCheckout(shop, {
      ...own,
      quoteNumber,
      contact: { ...contact, phone: "" },
      shippingAddress,
      clientIp,
    }),
  );
  expect(counts).toEqual({ cart: 1, start: 2, quote: 4, prepare: 9 });
});
