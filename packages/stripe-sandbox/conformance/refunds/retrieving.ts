import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { paid } from "./fixtures.ts";

export const retrieving = checksOf("GET /v1/refunds/{id}", {
  results: {
    "shows the refund as it was answered": async (shop) => {
      const { charge } = await paid(shop);
      const refund = await shop.stripe.refunds.create({ charge });
      expect(await shop.call("GET", `/v1/refunds/${refund.id}`)).toMatchObject({
        status: 200,
        body: { id: refund.id, amount: 1999, charge, receipt_number: null, transfer_reversal: null },
      });
    },
  },
});
