import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { until } from "../../src/testing/until.ts";
import { checksOf } from "../check.ts";
import { make, ownEndpoint } from "./fixtures.ts";

export const deleting = checksOf("DELETE /v1/webhook_endpoints/{id}", {
  results: {
    "says that it is gone, and it is": async (shop) => {
      const { id } = await make(shop);
      const tombstone = { id, object: "webhook_endpoint", deleted: true };
      expect((await shop.call("DELETE", `/v1/webhook_endpoints/${id}`)).body).toEqual(tombstone);
      expect((await errorOf(shop.stripe.webhookEndpoints.retrieve(id))).statusCode).toBe(404);
      expect((await errorOf(shop.stripe.webhookEndpoints.del(id))).statusCode).toBe(404);
    },
  },
  states: {
    "ends its retries": async (shop) => {
      shop.receiver.answerWith(500);
      await shop.stripe.customers.create();
      await until(() => shop.receiver.received.length === 1, "the first attempt");
      await shop.stripe.webhookEndpoints.del(await ownEndpoint(shop));
      await shop.control("POST", "/deliveries/flush");
      expect(shop.receiver.received).toHaveLength(1);
    },
  },
});
