import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { assertStripeShape } from "./conformance.ts";
import { until } from "./until.ts";

export interface Received {
  event: Stripe.Event;
  signature: string;
  body: string;
  valid: boolean;
}

/**
 * A shop's webhook endpoint: verifies as the real SDK does, checks every body against the specification, remembers.
 * Without a secret, it takes what comes.
 */
export async function openReceiver(secret: string | null) {
  const received: Received[] = [];
  const problems: unknown[] = [];
  let answers: number[] = [];
  let held = false;
  const server = createServer(async (req, res) => {
    const body = (await req.toArray()).map(String).join("");
    const signature = String(req.headers["stripe-signature"]);
    try {
      assertStripeShape(JSON.parse(body), "a webhook");
    } catch (error) {
      problems.push(error);
    }
    const valid = secret === null || isValid(body, signature, secret);
    received.push({ event: JSON.parse(body) as Stripe.Event, signature, body, valid });
    if (held) return;
    res.writeHead(valid ? (answers.shift() ?? 200) : 400).end("noted");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const types = () => received.filter(({ valid }) => valid).map(({ event }) => event.type);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    problems,
    types,
    /** The next requests are answered with these statuses. */
    answerWith(...statuses: number[]) {
      answers = statuses;
    },
    /** Stops answering requests. */
    hold() {
      held = true;
    },
    /** Waits for an event of this type (the nth of it). */
    async arrival(type: string, nth = 1): Promise<Stripe.Event> {
      await until(() => types().filter((one) => one === type).length >= nth, `${type} to arrive`);
      const found = received.filter(({ event }) => event.type === type)[nth - 1];
      if (!found) throw new Error(`No ${type}`);
      return found.event;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function isValid(body: string, signature: string, secret: string): boolean {
  try {
    Stripe.webhooks.constructEvent(body, signature, secret);
    return true;
  } catch {
    return false;
  }
}
