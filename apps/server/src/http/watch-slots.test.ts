import {
  aResource,
  aService,
  contact,
  debitAtStripe,
  shippingAddress,
  stockedVariant,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";
import { paymentOf } from "../testing/payment-of.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The most streams of a network. */
const most = 200;

async function aWatchedService() {
  const { shop } = server;
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const now = shop.clock.now();
  const startsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 10, 12)).toISOString();
  const watch = (ip: string) =>
    subscribe(
      server.url,
      "catalog.watchSlots",
      { variantId, month: startsAt.slice(0, 7) },
      { "x-forwarded-for": ip },
    );
  return { variantId, startsAt, watch };
}

test("a stream begins with a message to ask, and then tells what another customer holds", async () => {
  const { variantId, startsAt, watch } = await aWatchedService();
  const messages = watch("203.0.113.1");
  expect((await messages.next()).value).toEqual({ changed: null });
  const customer = server.browser();
  await customer.cart.add.mutate({ variantId, startsAt, quantity: 1 });
  await customer.checkout.start.mutate();
  expect((await messages.next()).value).toEqual({ changed: [{ startsAt, free: 0 }] });
  await messages.return(undefined);
});

/** The token of an order whose payment the bank decides about. */
async function orderThatWaits(): Promise<string> {
  const { shop } = server;
  const browser = server.browser();
  await browser.cart.add.mutate({ variantId: await stockedVariant(shop, { onHand: 3 }), quantity: 1 });
  const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
  const sent = { checkoutId, quoteNumber, contact, shippingAddress };
  const payment = paymentOf(await browser.checkout.prepare.mutate(sent));
  await debitAtStripe(shop, payment.paymentIntentId);
  return (await browser.orders.place.mutate(payment)).token;
}

test("a network has no more streams than a school needs, those of an order included, and one that ends makes room; others are not affected", async () => {
  const { watch } = await aWatchedService();
  const token = await orderThatWaits();
  const ofOrder = subscribe(server.url, "orders.watch", { token }, { "x-forwarded-for": "203.0.113.2" });
  expect((await ofOrder.next()).value).toMatchObject({ state: "processing" });
  const open = await Promise.all(
    Array.from({ length: most - 1 }, async () => {
      const messages = watch("203.0.113.2");
      expect((await messages.next()).value).toEqual({ changed: null });
      return messages;
    }),
  );
  const isServed = async (ip: string) => {
    const messages = watch(ip);
    const { done } = await messages.next();
    await messages.return(undefined);
    return !done;
  };
  expect(await isServed("203.0.113.2")).toBe(false);
  expect(await isServed("203.0.113.3")).toBe(true);
  // An order's page is told in words, and can still ask.
  const { url } = server;
  const refused = await fetch(
    `${url}/trpc/orders.watch?input=${encodeURIComponent(JSON.stringify({ token }))}`,
    {
      headers: { accept: "text/event-stream", "x-forwarded-for": "203.0.113.2" },
    },
  );
  expect(await refused.text()).toContain('"code":"TOO_MANY_REQUESTS"');
  expect(await server.browser().orders.byToken.query({ token })).toMatchObject({ state: "processing" });
  await ofOrder.return(undefined);
  await expect.poll(() => isServed("203.0.113.2")).toBe(true);
  await Promise.all(open.map((messages) => messages.return(undefined)));
  expect(server.shop.log.errors).toEqual([]);
});

test("what is not offered has no stream, and a month is one", async () => {
  const { variantId } = await aWatchedService();
  for (const input of [
    { variantId: crypto.randomUUID(), month: "2031-01" },
    { variantId, month: "2031-13" },
    { variantId, month: "" },
  ])
    for await (const message of subscribe(server.url, "catalog.watchSlots", input))
      expect.fail(`something was told: ${JSON.stringify(message)}`);
});
