import { readFile } from "node:fs/promises";
import { type JobName, runJob } from "@dualtrack/commerce";
import { contact, payAtStripe, recordStatements, shippingAddress, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { openTestServer, subscribe } from "./testing/open-test-server.ts";
import { paymentOf } from "./testing/payment-of.ts";

const document = new URL("../../../docs/performance.md", import.meta.url);

interface Cost {
  statements: number;
  transactions: number;
}

/** The table of `docs/performance.md`: what each step may send. */
async function readBudget(): Promise<Record<string, Cost>> {
  const rows = (await readFile(document, "utf8")).matchAll(/^\| `([^`]+)`[^|]*\| *(\d+) *\| *(\d+) *\|$/gm);
  return Object.fromEntries(
    Array.from(rows, ([, step = "", statements, transactions]) => [
      step,
      { statements: Number(statements), transactions: Number(transactions) },
    ]),
  );
}

test("each step of an order sends as many statements as the table in docs/performance.md says", async () => {
  await using server = await openTestServer({ hasWorker: false });
  const { shop } = server;
  const goods = [await stockedVariant(shop, { onHand: 9 }), await stockedVariant(shop, { onHand: 9 })];
  const [first = "", second = ""] = goods;
  const { slug } = await shop.db.product.findFirstOrThrow({ where: { variants: { some: { id: first } } } });
  await shop.outside.fault({ kind: "webhook", action: "lose" });

  /** Buys both, and counts. What happens once per process or shop comes with the first order, so the second one counts. */
  const buyBoth = async (): Promise<Record<string, Cost>> => {
    const costs: Record<string, Cost> = {};
    const step = async <Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> => {
      let answer: Answer | undefined;
      const sent = await recordStatements(async () => {
        answer = await run();
      });
      const transactions = sent.filter((text) => text === "BEGIN").length;
      costs[name] = { statements: sent.length, transactions };
      return answer as Answer;
    };
    const job = (name: JobName, payload: unknown, label: string = name) =>
      step(label, () => runJob(shop, name, payload));

    const browser = server.browser();
    await step("catalog.list", () => browser.catalog.list.query());
    await step("catalog.product", () => browser.catalog.product.query({ slug }));
    await browser.cart.get.query(); // the browser gets its cookie
    await step("cart.add (a new cart)", () => browser.cart.add.mutate({ variantId: first, quantity: 1 }));
    await step("cart.add", () => browser.cart.add.mutate({ variantId: second, quantity: 1 }));
    await step("cart.get", () => browser.cart.get.query());
    const { id: checkoutId } = await step("checkout.start", () => browser.checkout.start.mutate());
    const { country, postalCode, state } = shippingAddress;
    const destination = { country, postalCode, state };
    const { quoteNumber } = await step("checkout.quote", () =>
      browser.checkout.quote.mutate({ checkoutId, destination }),
    );
    const prepared = await step("checkout.prepare", () =>
      browser.checkout.prepare.mutate({ checkoutId, quoteNumber, contact, shippingAddress }),
    );
    const { paymentIntentId, clientSecret } = paymentOf(prepared);
    await payAtStripe(shop, paymentIntentId);
    const placed = await step("orders.place", () =>
      browser.orders.place.mutate({ paymentIntentId, clientSecret }),
    );
    await job("sync-payment", { paymentIntentId, track: "success_page" });
    const { data: events } = await shop.stripe.events.list({ type: "payment_intent.succeeded", limit: 1 });
    const [event] = events;
    const body = JSON.stringify(event);
    const signature = shop.stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: server.webhookSecret,
    });
    await step("webhook", async () => {
      const headers = { "stripe-signature": signature };
      const { status } = await fetch(`${server.url}/webhooks/stripe`, { method: "POST", body, headers });
      expect(status).toBe(200);
    });
    await job("handle-event", { eventId: event?.id ?? "" }, "handle-event (already settled)");
    await step("orders.byToken", () => browser.orders.byToken.query({ token: placed.token }));
    await step("orders.watch", async () => {
      for await (const _message of subscribe(server.url, "orders.watch", { token: placed.token })) break;
    });
    const mail = await shop.db.mail.findFirstOrThrow({ where: { order: { checkoutId } } });
    await job("send-mail", { mailId: mail.id });
    return costs;
  };

  await buyBoth();
  expect(await buyBoth()).toEqual(await readBudget());
});
