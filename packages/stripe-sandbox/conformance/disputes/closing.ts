import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { DAY_MS, disputed, historyAfter, opened, review, winning } from "./fixtures.ts";

export const closing = checksOf("POST /v1/disputes/{id}/close", {
  states: {
    "accepts a chargeback as lost, at once": async (shop) => {
      const { dispute } = await disputed(shop);
      expect((await shop.stripe.disputes.close(dispute.id)).status).toBe("lost");
    },
    "accepts a dispute that the bank is looking at": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, winning);
      await shop.stripe.disputes.close(dispute.id);
      await review(shop);
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("lost");
    },
  },
  refusals: {
    "refuses to close twice": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      const error = await errorOf(shop.stripe.disputes.close(dispute.id));
      expect(error).toMatchObject({ statusCode: 400, message: "This dispute is already closed" });
    },
  },
  events: {
    "tell once that it is closed": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      await shop.control("POST", "/clock", { advanceMs: 10 * DAY_MS });
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.closed"]);
    },
  },
});
