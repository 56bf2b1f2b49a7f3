import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { refunded } from "./fixtures.ts";

export const cancelling = checksOf("POST /v1/refunds/{id}/cancel", {
  refusals: {
    "refuses a refund to a card": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_visa");
      const error = await errorOf(shop.stripe.refunds.cancel(refund.id));
      expect(error).toMatchObject({ statusCode: 400, message: "Canceling this refund is unsupported." });
    },
    "refuses a pending refund to a card": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      await errorOf(shop.stripe.refunds.cancel(refund.id));
      expect((await shop.stripe.refunds.retrieve(refund.id)).status).toBe("pending");
    },
  },
});
