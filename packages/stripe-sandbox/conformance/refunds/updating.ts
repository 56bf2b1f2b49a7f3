import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { paid } from "./fixtures.ts";

export const updating = checksOf("POST /v1/refunds/{id}", {
  results: {
    "adds to the metadata, and removes from it": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge, metadata: { a: "1" } });
      const change = async (metadata: Record<string, string>) =>
        (await shop.stripe.refunds.update(id, { metadata })).metadata;
      expect(await change({ b: "2" })).toEqual({ a: "1", b: "2" });
      expect(await change({ a: "" })).toEqual({ b: "2" });
    },
  },
  refusals: {
    "refuses to change an amount": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge });
      const { body } = await shop.call("POST", `/v1/refunds/${id}`, { form: "amount=1" });
      expect(body.error).toMatchObject({ code: "parameter_unknown", param: "amount" });
    },
  },
  events: {
    "tell what the metadata was before": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge, metadata: { a: "1" } });
      await shop.stripe.refunds.update(id, { metadata: { a: "2" } });
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data.previous_attributes).toEqual({ metadata: { a: "1" } });
    },
  },
});
