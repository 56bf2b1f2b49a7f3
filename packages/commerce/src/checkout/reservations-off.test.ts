import { connect } from "@dualtrack/db";
import {
  aResource,
  aService,
  contact,
  digitalVariant,
  guestWith,
  payAtStripe,
  pressPay,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
  turn,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { DomainError } from "../domain-error.ts";
import {
  addToCart,
  auditLedger,
  newCartToken,
  placeOrder,
  prepareCheckout,
  type Shop,
  startCheckout,
} from "../index.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`seed ${seed}`);

const reserveStock = (shop: Shop, isOn: boolean) => turn(shop, isOn ? "on" : "off", "reservations");

test.beforeEach(({ shop }) => reserveStock(shop, true));

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "done",
    (error) => (error instanceof DomainError ? error.code : String(error)),
  );

/** A checkout of one unit of each. */
async function begun(shop: Shop, ...variants: string[]) {
  const cartToken = await guestWith(shop, Object.fromEntries(variants.map((id) => [id, 1])));
  return { cartToken, ...(await startCheckout(shop, { cartToken })) };
}

const press = (shop: Shop, { id: checkoutId, cartToken }: { id: string; cartToken: string }) =>
  pressPay(shop, { checkoutId, cartToken });

async function pay(shop: TestShop, payment: { paymentIntentId: string; clientSecret: string }) {
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await shop.db.order.findFirst({ where: { paymentIntentId: payment.paymentIntentId } });
  return order?.state;
}

test("switched off, a checkout reserves nothing and says so; its stock is taken once it is paid", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  expect((await begun(shop, record)).reservesStock).toBe(true);
  await reserveStock(shop, false);
  const entry = await shop.db.auditEntry.findFirst({
    where: { action: "switch.set", subject: "reservations" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({ before: { isOn: true }, after: { isOn: false, reason: "a test" } });
  const checkout = await begun(shop, record);
  expect(checkout.reservesStock).toBe(false);
  expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 1 }); // the one from before keeps its own
  expect(await pay(shop, await press(shop, checkout))).toBe("confirmed");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  // Nothing is free any more.
  expect(await codeOf(begun(shop, record))).toBe("OUT_OF_STOCK");
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("booked time is reserved all the same, and its checkout says so", async ({ shop }) => {
  await reserveStock(shop, false);
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const hourMs = 60 * 60_000;
  const startsAt = new Date((Math.ceil(shop.clock.now().getTime() / hourMs) + 25) * hourMs);
  const [first, second] = [newCartToken(), newCartToken()];
  for (const token of [first, second]) await addToCart(shop, { token, variantId, quantity: 1, startsAt });
  expect((await startCheckout(shop, { cartToken: first })).reservesStock).toBe(true);
  expect(await codeOf(startCheckout(shop, { cartToken: second }))).toBe("OUT_OF_STOCK");
});

test("what is gone when Pay is pressed is refused before anything is charged", async ({ shop }) => {
  await reserveStock(shop, false);
  const record = await stockedVariant(shop, { onHand: 1 });
  const [first, second] = [await begun(shop, record), await begun(shop, record)];
  expect(await pay(shop, await press(shop, first))).toBe("confirmed");
  expect(await codeOf(press(shop, second))).toBe("OUT_OF_STOCK");
  expect(await shop.db.paymentSession.count({ where: { checkoutId: second.id } })).toBe(0);
});

test("of two who pay for the last one, the second gets the money back", async ({ shop }) => {
  await reserveStock(shop, false);
  const record = await stockedVariant(shop, { onHand: 1 });
  const payments = [
    await press(shop, await begun(shop, record)),
    await press(shop, await begun(shop, record)),
  ];
  const states = [];
  for (const payment of payments) states.push(await pay(shop, payment));
  expect(states).toEqual(["confirmed", "cancelled"]);
  const { data } = await shop.stripe.refunds.list({ limit: 1 });
  expect(data[0]).toMatchObject({ payment_intent: payments[1]?.paymentIntentId, status: "succeeded" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a free order of what is gone is refused", async ({ shop }) => {
  await reserveStock(shop, false);
  const file = await digitalVariant(shop, { copies: 1, price: 0 });
  const checkouts = [await begun(shop, file), await begun(shop, file)];
  const place = ({ id: checkoutId, cartToken, quoteNumber }: (typeof checkouts)[number]) =>
    prepareCheckout(shop, { checkoutId, cartToken, quoteNumber, contact, shippingAddress });
  const outcomes = await Promise.all(checkouts.map((checkout) => codeOf(place(checkout))));
  expect(outcomes.toSorted()).toEqual(["OUT_OF_STOCK", "done"]);
  expect(await stockOf(shop, file)).toEqual({ onHand: 0, reserved: 0 });
});

test("flipped while crowds in two processes buy: nothing is oversold, and each payment is an order or goes back", async ({
  shop,
}) => {
  const db = connect(shop.databaseUrl, { maxConnections: 5 });
  const other = { ...shop, db };
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 4 }),
  ];
  let isSelling = true;
  const flips = (async () => {
    for (let on = false; isSelling; on = !on) await reserveStock(shop, on);
  })();
  const buyers = Array.from({ length: 16 }, (_, index) => ({
    process: index % 2 === 0 ? shop : other,
    goods: random() < 0.3 ? [record, shirt] : [random() < 0.5 ? record : shirt],
  }));
  const outcomes = await Promise.all(
    buyers.map(({ process, goods }) =>
      codeOf(
        (async () => {
          const payment = await press(process, await begun(process, ...goods));
          await payAtStripe(process, payment.paymentIntentId);
          await placeOrder(process, payment);
        })(),
      ),
    ),
  );
  isSelling = false;
  await flips;
  await runJobs(shop);
  expect(["done", "OUT_OF_STOCK"]).toEqual(expect.arrayContaining(outcomes));
  for (const variantId of [record, shirt]) {
    const { onHand, reserved } = await stockOf(shop, variantId);
    expect(onHand).toBeGreaterThanOrEqual(0);
    expect(reserved).toBeLessThanOrEqual(onHand);
  }
  expect((await auditLedger(shop)).violations).toEqual([]);
  await db.$disconnect();
});
