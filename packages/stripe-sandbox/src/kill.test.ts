import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Stripe from "stripe";
import { expect, test } from "vitest";
import { launch } from "./testing/launch.ts";
import { WEBHOOK_SECRET } from "./testing/open-shop.ts";
import { openReceiver } from "./testing/receiver.ts";
import { seededRandom } from "./testing/seeded-random.ts";
import { until } from "./testing/until.ts";

const ROUNDS = 4;
const AT_ONCE = 8;

/** One payment that a shop wants: its idempotency key, and the id it was told, if it was told one. */
interface Order {
  key: string;
  amount: number;
  id?: string;
}

type Launched = Awaited<ReturnType<typeof launch>>;

async function pay({ url }: Launched, { key, amount }: Order) {
  const response = await fetch(`${url}/v1/payment_intents`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_sandbox", "idempotency-key": key },
    body: new URLSearchParams(
      `amount=${amount}&currency=usd&payment_method=pm_card_visa&confirm=true&return_url=https://shop.test`,
    ),
  });
  const { id, status } = (await response.json()) as { id: string; status: string };
  expect(status).toBe("succeeded");
  return { id, replayed: response.headers.get("idempotent-replayed") === "true" };
}

/**
 * Places orders, many at a time, and kills the sandbox in the middle of it, after so many answers. Nobody stops ordering
 * until there is nobody to ask, so each of them ends with an order that has no answer.
 */
async function workUntilKilled(sandbox: Launched, orders: Order[], answers: number): Promise<void> {
  let answered = 0;
  const worker = async () => {
    for (;;) {
      const order: Order = { key: `order_${orders.length}`, amount: 1000 + orders.length };
      orders.push(order);
      try {
        order.id = (await pay(sandbox, order)).id;
      } catch {
        return;
      }
      answered += 1;
      if (answered === answers) sandbox.child.kill("SIGKILL");
    }
  };
  await Promise.all([once(sandbox.child, "exit"), ...Array.from({ length: AT_ONCE }, worker)]);
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}

function countBy<T>(list: T[], keyOf: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of list) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
}

test("killed again and again in the middle of its work, the sandbox loses nothing it told, and halves nothing", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  const receiver = await openReceiver(WEBHOOK_SECRET);
  const env = {
    SANDBOX_DATA_DIR: dataDir,
    SANDBOX_WEBHOOK_URL: receiver.url,
    SANDBOX_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
  const orders: Order[] = [];
  const random = seededRandom();
  for (let round = 0; round < ROUNDS; round++)
    await workUntilKilled(await launch(env), orders, 5 + Math.floor(random() * 40));

  expect(orders.filter(({ id }) => id === undefined)).toHaveLength(ROUNDS * AT_ONCE);
  const sandbox = await launch(env);
  try {
    // A shop repeats what it has no answer to, under the same keys. What was answered before is answered so again.
    for (const order of orders) {
      const { id, replayed } = await pay(sandbox, order);
      if (order.id) expect({ id, replayed }).toEqual({ id: order.id, replayed: true });
      order.id = id;
    }
    await fetch(`${sandbox.url}/_sandbox/clock`, {
      method: "POST",
      body: JSON.stringify({ advanceMs: 60_000 }),
    });
    const { stripe } = sandbox;
    const payments = await all(stripe.paymentIntents.list({ limit: 100 }));
    const ids = payments.map(({ id }) => id).sort();
    expect(ids).toEqual(orders.map(({ id }) => id).sort());
    expect(payments.map(({ amount }) => amount).sort()).toEqual(orders.map(({ amount }) => amount).sort());

    const charges = await all(stripe.charges.list({ limit: 100 }));
    const once = Object.fromEntries(ids.map((id) => [id, 1]));
    expect(countBy(charges, ({ payment_intent }) => String(payment_intent))).toEqual(once);
    expect(await all(stripe.balanceTransactions.list({ limit: 100 }))).toHaveLength(orders.length);

    const events = await all(stripe.events.list({ limit: 100 }));
    const about = ({ data }: Stripe.Event) => {
      const { id, payment_intent } = data.object as { id: string; payment_intent?: string };
      return payment_intent ?? id;
    };
    for (const type of [
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "charge.updated",
    ])
      expect(
        countBy(
          events.filter((event) => event.type === type),
          about,
        ),
      ).toEqual(once);

    await until(async () => {
      const { data } = await stripe.events.list({ delivery_success: false, limit: 1 });
      return data.length === 0;
    }, "all webhooks to be delivered");
    const arrived = new Set(receiver.received.filter(({ valid }) => valid).map(({ event }) => event.id));
    expect(events.filter(({ id }) => !arrived.has(id))).toEqual([]);
  } finally {
    sandbox.child.kill("SIGKILL");
    await receiver.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 180_000);
