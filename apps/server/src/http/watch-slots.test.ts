import { aResource, aService } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";

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

test("a network has no more streams than a school needs, and one that ends makes room; others are not affected", async () => {
  const { watch } = await aWatchedService();
  const open = await Promise.all(
    Array.from({ length: most }, async () => {
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
  await open.pop()?.return(undefined);
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
