import {
  debitAtStripe,
  guestWith,
  payAtStripe,
  pressPay,
  reservationMs,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { addToCart, setCartLine } from "../cart/change-cart.ts";
import { getProduct } from "../catalog/queries.ts";
import { newCartToken } from "../checkouts/cart-token.ts";
import type { Limits } from "../shop.ts";
import { expireCheckouts } from "./end-checkout.ts";
import { placeOrder } from "./place-order.ts";
import { startCheckout } from "./start-checkout.ts";

let crowd: Limits;
test.beforeAll(async ({ shop }) => {
  crowd = shop.settings.limits;
});
test.beforeEach(({ shop }) => {
  shop.settings.limits = { ...crowd, reservationsPerNetwork: 40, sharePercent: 25, unitsPerCheckout: 150 };
});

let lastAddress = 0;
const newAddress = () => {
  lastAddress += 1;
  return `198.18.0.${lastAddress}`;
};

/** What became of a checkout: the units that it holds, or why not. */
async function hold(shop: TestShop, variantId: string, quantity: number, clientIp: string) {
  const cartToken = await guestWith(shop, { [variantId]: quantity });
  return startCheckout(shop, { cartToken, clientIp }).then(
    ({ id }) => ({ id, cartToken }),
    (refusal: {
      code: string;
      details: { retryAfterSeconds?: number | null; lines?: { available: number }[] };
    }) => refusal,
  );
}

type Outcome = Awaited<ReturnType<typeof hold>>;
const codeOf = (outcome: Outcome) => ("code" in outcome ? outcome.code : "held");

test("one address with any number of carts reserves at most its share of a variant; the rest is free for others", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 100 });
  const address = newAddress();
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => hold(shop, record, 5, address)));
  expect(await stockOf(shop, record)).toEqual({ onHand: 100, reserved: 25 });
  const refused = outcomes.filter((outcome) => "code" in outcome);
  expect(refused).toHaveLength(25);
  for (const refusal of refused) {
    expect(refusal).toMatchObject({
      code: "HOLD_SHARE_TAKEN",
      details: { lines: [{ requested: 5, available: 0 }] },
    });
    expect(refusal.details.retryAfterSeconds).toBeGreaterThan(14 * 60);
  }
  expect(codeOf(await hold(shop, record, 10, newAddress()))).toBe("held");
  const neighbour = `2001:db8:0:9::${lastAddress}`;
  expect(codeOf(await hold(shop, record, 10, neighbour))).toBe("held");
  expect(codeOf(await hold(shop, record, 10, "2001:db8:0:9:ffff::1"))).toBe("HOLD_SHARE_TAKEN");
});

test("many customers behind one address can buy everything: paid reservations do not count", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 60 });
  const address = newAddress();
  for (let wave = 0; wave < 4; wave += 1) {
    const buyers = await Promise.all(Array.from({ length: 5 }, () => hold(shop, record, 1, address)));
    for (const buyer of buyers) {
      if ("code" in buyer) throw new Error(buyer.code);
      const payment = await pressPay(shop, { checkoutId: buyer.id, cartToken: buyer.cartToken });
      await payAtStripe(shop, payment.paymentIntentId);
      await placeOrder(shop, payment);
    }
    await runJobs(shop);
  }
  expect(await stockOf(shop, record)).toEqual({ onHand: 40, reserved: 0 });
});

test("three units may be reserved of scarce goods, and payments that wait for a bank do not count", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 6 });
  const address = newAddress();
  const debit = await hold(shop, record, 3, address);
  expect(codeOf(await hold(shop, record, 1, address))).toBe("HOLD_SHARE_TAKEN");
  if ("code" in debit) throw new Error(debit.code);
  const payment = await pressPay(shop, { checkoutId: debit.id, cartToken: debit.cartToken });
  await debitAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  expect(codeOf(await hold(shop, record, 3, address))).toBe("held");
});

test("a network has a limited number of unpaid checkouts, and gets another when one has ended", async ({
  shop,
}) => {
  shop.settings.limits = { ...shop.settings.limits, reservationsPerNetwork: 2 };
  const [record, tape] = [
    await stockedVariant(shop, { onHand: 50 }),
    await stockedVariant(shop, { onHand: 50 }),
  ];
  const address = newAddress();
  const outcomes = await Promise.all(
    [record, tape, record, tape].map((variant) => hold(shop, variant, 1, address)),
  );
  expect(outcomes.map(codeOf).sort()).toEqual(["TOO_MANY_HOLDS", "TOO_MANY_HOLDS", "held", "held"]);
  const held = outcomes.find((outcome) => "cartToken" in outcome);
  if (held === undefined || !("cartToken" in held)) throw new Error("nobody held anything");
  // The same checkout again is no further one.
  expect((await startCheckout(shop, { cartToken: held.cartToken, clientIp: address })).id).toBe(held.id);
  shop.clock.advance(reservationMs + 1_000);
  await expireCheckouts(shop);
  expect(codeOf(await hold(shop, record, 1, address))).toBe("held");
});

test("a page offers no more than a cart may contain, and a cart takes no more", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 20 });
  const { slug } = await shop.db.product.findFirstOrThrow({
    where: { variants: { some: { id: record } } },
    select: { slug: true },
  });
  const token = newCartToken();
  expect((await getProduct(shop, { slug, cartToken: token })).variants[0]?.maxQuantity).toBe(5);
  await expect(addToCart(shop, { token, variantId: record, quantity: 6 })).rejects.toMatchObject({
    code: "QUANTITY_LIMIT",
    details: { max: 5 },
  });
  const cart = await setCartLine(shop, { token, variantId: record, quantity: 5 });
  expect(cart.lines[0]?.maxQuantity).toBe(5);
  shop.settings.limits = { ...shop.settings.limits, unitsPerCheckout: 4 };
  await expect(startCheckout(shop, { cartToken: token, clientIp: newAddress() })).rejects.toMatchObject({
    code: "UNITS_LIMIT",
    details: { max: 4 },
  });
});
