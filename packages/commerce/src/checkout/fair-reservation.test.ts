import {
  aResource,
  aService,
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

const hourMs = 60 * 60_000;
/** Midnight (UTC) of a day so many days from now. */
const midnight = (shop: TestShop, days: number) =>
  (Math.floor(shop.clock.now().getTime() / (24 * hourMs)) + days) * 24 * hourMs;

/** The same for times of a service, in hours after a midnight. */
async function holdTime(
  shop: TestShop,
  variantId: string,
  {
    hours,
    day = 2,
    quantity = 1,
    clientIp,
  }: { hours: number[]; day?: number; quantity?: number; clientIp: string },
) {
  const cartToken = newCartToken();
  for (const hour of hours) {
    const startsAt = new Date(midnight(shop, day) + hour * hourMs);
    await addToCart(shop, { token: cartToken, variantId, quantity, startsAt });
  }
  return startCheckout(shop, { cartToken, clientIp }).then(
    ({ id }) => ({ id, cartToken }),
    (refusal: Extract<Outcome, { code: string }>) => refusal,
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

test("of a day of a room, one address holds at most its share with any number of carts; the rest is free for others", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], stepMinutes: 15 });
  const address = newAddress();
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, hour) =>
      holdTime(shop, variantId, { hours: [2 * hour], clientIp: address }),
    ),
  );
  // Of 24 hours.
  const refused = outcomes.filter((outcome) => "code" in outcome);
  expect(outcomes.length - refused.length).toBe(6);
  for (const refusal of refused) {
    expect(refusal).toMatchObject({
      code: "HOLD_SHARE_TAKEN",
      details: { lines: [{ requested: 1, available: 0, startsAt: expect.any(String) }] },
    });
    expect(refusal.details.retryAfterSeconds).toBeGreaterThan(14 * 60);
  }
  const held = { variantId, state: "held" } as const;
  expect(await shop.db.booking.count({ where: held })).toBe(6);
  const elsewhere = { hours: [1, 3, 5], clientIp: newAddress() };
  expect(codeOf(await holdTime(shop, variantId, elsewhere))).toBe("held");
  // Every day has a share of its own.
  const nextDay = { hours: [1, 2, 3, 4, 5, 6], day: 3, clientIp: address };
  expect(codeOf(await holdTime(shop, variantId, nextDay))).toBe("held");
  shop.clock.advance(reservationMs + 1_000);
  await expireCheckouts(shop);
  expect(codeOf(await holdTime(shop, variantId, { hours: [7], clientIp: address }))).toBe("held");
});

test("a cart of more than its share of a day is refused, with what it may have; nothing is held", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop), await aResource(shop)] });
  const hours = Array.from({ length: 14 }, (_, hour) => hour);
  const refusal = await holdTime(shop, variantId, { hours, clientIp: newAddress() });
  expect(refusal).toMatchObject({
    code: "HOLD_SHARE_TAKEN",
    details: {
      lines: [{ requested: 14, available: 12, startsAt: new Date(midnight(shop, 2)).toISOString() }],
      retryAfterSeconds: null,
    },
  });
  expect(await shop.db.booking.count({ where: { variantId } })).toBe(0);
  const fair = { hours: hours.slice(0, 12), clientIp: newAddress() };
  expect(codeOf(await holdTime(shop, variantId, fair))).toBe("held");
});

test("places of a class count one by one, and paid time does not count", async ({ shop }) => {
  const resourceId = await aResource(shop);
  // 24 hours of 2 places: a quarter is 12.
  const variantId = await aService(shop, { resourceIds: [resourceId], capacity: 2 });
  const address = newAddress();
  const at = (...hours: number[]) => holdTime(shop, variantId, { hours, quantity: 2, clientIp: address });
  const buyer = await at(0, 1, 2, 3, 4, 5);
  expect(codeOf(await at(6))).toBe("HOLD_SHARE_TAKEN");
  if ("code" in buyer) throw new Error(buyer.code);
  const payment = await pressPay(shop, { checkoutId: buyer.id, cartToken: buyer.cartToken });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  expect(codeOf(await at(6, 7, 8, 9))).toBe("held"); // of 36 left
  expect(codeOf(await at(10))).toBe("HOLD_SHARE_TAKEN");
});

test("three times of a day that is nearly full may be held", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], durationMinutes: 240 });
  const address = newAddress();
  expect(codeOf(await holdTime(shop, variantId, { hours: [0, 4, 8], clientIp: address }))).toBe("held");
  expect(codeOf(await holdTime(shop, variantId, { hours: [12], clientIp: address }))).toBe(
    "HOLD_SHARE_TAKEN",
  );
  expect(codeOf(await holdTime(shop, variantId, { hours: [12], clientIp: newAddress() }))).toBe("held");
});
