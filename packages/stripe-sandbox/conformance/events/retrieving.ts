import { expect } from "vitest";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { DAY_MS, payAndRefund } from "./fixtures.ts";

async function lastEvent(shop: Shop, type: string) {
  const { data } = await shop.stripe.events.list({ type, limit: 1 });
  const [event] = data;
  if (!event) throw new Error(`There is no ${type}`);
  return event;
}

export const retrieving = checksOf("GET /v1/events/{id}", {
  results: {
    "keeps the object as it was": async (shop) => {
      const { id } = await shop.stripe.customers.create({ name: "A" });
      const event = await lastEvent(shop, "customer.created");
      await shop.stripe.customers.update(id, { name: "B" });
      expect((await shop.stripe.events.retrieve(event.id)).data.object).toMatchObject({ name: "A" });
    },
    "tells the old values of what an update changed, and no others": async (shop) => {
      const { id } = await shop.stripe.customers.create({ name: "A", metadata: { a: "1", b: "2" } });
      await shop.stripe.customers.update(id, { name: "B", metadata: { a: "3", c: "4" } });
      const { data } = await lastEvent(shop, "customer.updated");
      expect(data.previous_attributes).toEqual({ name: "A", metadata: { a: "1", c: null } });
    },
    "has no old values when something is created": async (shop) => {
      await shop.stripe.customers.create();
      expect((await lastEvent(shop, "customer.created")).data).not.toHaveProperty("previous_attributes");
    },
    "names the request and its idempotency key": async (shop) => {
      const { headers } = await shop.call("POST", "/v1/customers", {
        headers: { "idempotency-key": "one" },
      });
      const { request } = await lastEvent(shop, "customer.created");
      expect(request).toEqual({ id: headers.get("request-id"), idempotency_key: "one" });
    },
    "names neither when Stripe acts by itself": async (shop) => {
      await payAndRefund(shop, "pm_card_pendingRefund");
      await shop.control("POST", "/clock", { advanceMs: 10_000 });
      expect((await lastEvent(shop, "refund.updated")).request).toEqual({
        id: null,
        idempotency_key: null,
      });
    },
    "counts the webhooks that are still to be delivered": async (shop) => {
      shop.receiver.answerWith(500);
      await shop.stripe.webhookEndpoints.create({
        url: shop.receiver.url,
        enabled_events: ["price.created"],
      });
      await shop.stripe.customers.create();
      await shop.receiver.arrival("customer.created");
      const { id } = await lastEvent(shop, "customer.created");
      const pending = async () => (await shop.stripe.events.retrieve(id)).pending_webhooks;
      await shop.control("POST", "/clock", { freeze: true });
      expect(await pending()).toBe(1);
      await shop.control("POST", "/deliveries/flush");
      expect(await pending()).toBe(0);
    },
    "never expands the object in it": async (shop) => {
      await shop.pay("pm_card_visa", { expand: ["latest_charge", "payment_method"] });
      const { data } = await lastEvent(shop, "payment_intent.succeeded");
      expect(data.object).toMatchObject({
        latest_charge: expect.stringMatching(/^ch_/),
        payment_method: expect.stringMatching(/^pm_/),
      });
    },
  },
  refusals: {
    "forgets an event after 30 days": async (shop) => {
      await shop.stripe.customers.create();
      const { id } = await lastEvent(shop, "customer.created");
      await shop.control("POST", "/clock", { advanceMs: 30 * DAY_MS - 60_000 });
      expect((await shop.stripe.events.retrieve(id)).id).toBe(id);
      await shop.control("POST", "/clock", { advanceMs: 61_000 });
      expect(await errorOf(shop.stripe.events.retrieve(id))).toMatchObject({
        statusCode: 404,
        code: "resource_missing",
      });
    },
  },
});
