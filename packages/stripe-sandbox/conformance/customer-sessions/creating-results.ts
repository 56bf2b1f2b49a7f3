import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { sessionWith } from "./fixtures.ts";

/** A card of this customer with what it says about being shown again. */
async function savedCard({ stripe }: Shop, customer: string, redisplay?: "always" | "limited") {
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  if (redisplay) await stripe.paymentMethods.update(method.id, { allow_redisplay: redisplay });
  return method.id;
}

/** What the frame of a Payment Element is told. */
async function asElement(shop: Shop, path: string, body: object) {
  const response = await fetch(`${shop.sandbox.url}/elements/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${shop.sandbox.publishableKey}` },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as {
    customer?: { payment_methods: { id: string }[] };
    error?: { message: string };
  };
  return {
    status: response.status,
    ids: answer.customer?.payment_methods.map(({ id }) => id),
    error: answer.error,
  };
}

const shows = { payment_method_redisplay: "enabled" };

export const creatingResults = checksOf("POST /v1/customer_sessions", {
  results: {
    "gives a client secret that lasts half an hour, and shows nothing unless asked to": async (shop) => {
      const { customer, session } = await sessionWith(shop);
      expect(session).toMatchObject({
        object: "customer_session",
        customer,
        client_secret: expect.stringMatching(/^cuss_/),
        expires_at: session.created + 1800,
        components: {
          payment_element: {
            enabled: true,
            features: {
              payment_method_allow_redisplay_filters: ["always"],
              payment_method_redisplay: "disabled",
              payment_method_redisplay_limit: 3,
              payment_method_remove: "disabled",
              payment_method_save: "disabled",
              payment_method_save_usage: null,
            },
          },
          pricing_table: { enabled: false },
        },
      });
      expect(session).not.toHaveProperty("id");
      await savedCard(shop, customer, "always");
      expect((await asElement(shop, "session", { customerSession: session.client_secret })).ids).toEqual([]);
    },
    "shows cards that may always be shown, the newest first, three of them": async (shop) => {
      const { customer, session } = await sessionWith(shop, shows);
      const cards: string[] = [];
      for (let i = 0; i < 4; i++) cards.unshift(await savedCard(shop, customer, "always"));
      await savedCard(shop, customer, "limited");
      await savedCard(shop, customer);
      const seen = await asElement(shop, "session", { customerSession: session.client_secret });
      expect(seen.ids).toEqual(cards.slice(0, 3));
    },
    "shows others when their kind is asked for, and as many as wanted": async (shop) => {
      const { customer, session } = await sessionWith(shop, {
        ...shows,
        payment_method_allow_redisplay_filters: ["unspecified", "limited"],
        payment_method_redisplay_limit: 1,
      });
      await savedCard(shop, customer, "always");
      await savedCard(shop, customer, "limited");
      const unspecified = await savedCard(shop, customer);
      const seen = await asElement(shop, "session", { customerSession: session.client_secret });
      expect(seen.ids).toEqual([unspecified]);
    },
    "lets the customer remove a card, if it says so": async (shop) => {
      const { customer, session } = await sessionWith(shop, { ...shows, payment_method_remove: "enabled" });
      const card = await savedCard(shop, customer, "always");
      const request = { customerSession: session.client_secret, paymentMethod: card };
      expect((await asElement(shop, "detach", request)).status).toBe(200);
      expect((await shop.stripe.paymentMethods.retrieve(card)).customer).toBeNull();
      expect(await shop.history()).toContain("payment_method.detached");
    },
    "does not let the customer remove a card otherwise": async (shop) => {
      const { customer, session } = await sessionWith(shop, shows);
      const card = await savedCard(shop, customer, "always");
      const request = { customerSession: session.client_secret, paymentMethod: card };
      expect((await asElement(shop, "detach", request)).status).toBe(400);
      expect((await shop.stripe.paymentMethods.retrieve(card)).customer).toBe(customer);
    },
    "does not let anybody remove another customer's card": async (shop) => {
      const { session } = await sessionWith(shop, { ...shows, payment_method_remove: "enabled" });
      const otherCustomer = await shop.stripe.customers.create();
      const card = await savedCard(shop, otherCustomer.id, "always");
      const request = { customerSession: session.client_secret, paymentMethod: card };
      expect((await asElement(shop, "detach", request)).status).toBe(404);
    },
    "opens nothing any more when it has expired": async (shop) => {
      const { session } = await sessionWith(shop, shows);
      await shop.control("POST", "/clock", { advanceMs: 30 * 60_000 });
      const seen = await asElement(shop, "session", { customerSession: session.client_secret });
      expect(seen.error?.message).toContain("has expired");
    },
    "opens nothing with another secret": async (shop) => {
      const { session } = await sessionWith(shop, shows);
      const seen = await asElement(shop, "session", { customerSession: `${session.client_secret}x` });
      expect(seen.error?.message).toContain("does not match");
    },
  },
});
