import { expect } from "vitest";
import { until } from "../../src/testing/until.ts";
import { checksOf } from "../check.ts";
import { make, ownEndpoint } from "./fixtures.ts";

export const updating = checksOf("POST /v1/webhook_endpoints/{id}", {
  results: {
    "changes where to, what and why": async (shop) => {
      const { id } = await make(shop);
      const change = {
        url: "http://127.0.0.1:9/x",
        enabled_events: ["*"],
        description: "new",
        metadata: { a: "1" },
      } as const;
      const { webhookEndpoints } = shop.stripe;
      const params = { ...change, enabled_events: [...change.enabled_events] };
      expect(await webhookEndpoints.update(id, params)).toMatchObject(change);
      expect((await webhookEndpoints.update(id, { metadata: "" })).metadata).toEqual({});
    },
    "makes no events of its own": async (shop) => {
      const { id } = await make(shop);
      await shop.stripe.webhookEndpoints.update(id, { description: "new" });
      expect(await shop.history()).toEqual([]);
    },
  },
  states: {
    "sends nothing while it is disabled, and goes on when it is enabled": async (shop) => {
      const id = await ownEndpoint(shop);
      const { webhookEndpoints } = shop.stripe;
      expect((await webhookEndpoints.update(id, { disabled: true })).status).toBe("disabled");
      await shop.stripe.customers.create();
      expect((await webhookEndpoints.update(id, { disabled: false })).status).toBe("enabled");
      await shop.stripe.products.create({ name: "A" });
      await shop.receiver.arrival("product.created");
      expect(shop.receiver.types()).toEqual(["product.created"]);
    },
    "ends retries that fall due while it is disabled": async (shop) => {
      shop.receiver.answerWith(500);
      await shop.stripe.customers.create();
      await until(() => shop.receiver.received.length === 1, "the first attempt");
      await shop.stripe.webhookEndpoints.update(await ownEndpoint(shop), { disabled: true });
      await shop.control("POST", "/deliveries/flush");
      await shop.stripe.webhookEndpoints.update(await ownEndpoint(shop), { disabled: false });
      await shop.control("POST", "/clock", { advanceMs: 86_400_000 });
      await shop.control("POST", "/deliveries/flush");
      expect(shop.receiver.received).toHaveLength(1);
    },
  },
  refusals: {
    "refuses to listen to nothing": async (shop) => {
      const { id } = await make(shop);
      const { body } = await shop.call("POST", `/v1/webhook_endpoints/${id}`, { form: "enabled_events=" });
      expect(body.error.param).toBe("enabled_events");
    },
    "cannot change the API version": async (shop) => {
      const { id } = await make(shop);
      const form = "api_version=2026-10-28.endive";
      expect((await shop.call("POST", `/v1/webhook_endpoints/${id}`, { form })).body.error).toMatchObject({
        code: "parameter_unknown",
        param: "api_version",
      });
    },
  },
});
