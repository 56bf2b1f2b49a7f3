import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { disputed, historyAfter, opened } from "./fixtures.ts";

export const updatingIdempotency = checksOf("POST /v1/disputes/{id}", {
  idempotency: {
    "sends evidence once when the request is repeated": async (shop) => {
      const { dispute } = await disputed(shop);
      const send = () =>
        shop.stripe.disputes.update(
          dispute.id,
          { evidence: { customer_name: "A. Customer" } },
          { idempotencyKey: "evidence-1" },
        );
      await send();
      expect((await send()).evidence_details.submission_count).toBe(1);
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.updated"]);
    },
  },
});
