import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const chargesSearching = checksOf("GET /v1/charges/search", {
  results: {
    "finds by the card's last digits and its brand": async (shop) => {
      const paid = await shop.pay("pm_card_mastercard");
      await shop.pay("pm_card_visa");
      for (const query of [
        `payment_method_details.card.last4:"4444"`,
        `payment_method_details.card.brand:"mastercard" AND amount>1000`,
      ]) {
        const { data } = await shop.stripe.charges.search({ query });
        expect(data.map(({ id }) => id)).toEqual([paid.latest_charge]);
      }
    },
    "finds what is refunded, and what has failed": async (shop) => {
      const { id, latest_charge } = await shop.pay();
      const declined = await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
      const found = async (query: string) =>
        (await shop.stripe.charges.search({ query })).data.map((one) => one.id);
      expect(await found(`refunded:"true"`)).toEqual([]);
      await shop.stripe.refunds.create({ payment_intent: id });
      expect(await found(`refunded:"true"`)).toEqual([latest_charge]);
      expect(await found(`status:"failed"`)).toEqual([declined.charge]);
    },
  },
  refusals: {
    "is not the charge named search": async ({ call }) => {
      const { status, body } = await call("GET", "/v1/charges/search");
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: "parameter_missing", param: "query" });
    },
  },
});
