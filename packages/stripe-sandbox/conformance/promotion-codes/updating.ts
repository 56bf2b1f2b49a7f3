import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make, nowInSeconds } from "./fixtures.ts";

export const updating = checksOf("POST /v1/promotion_codes/{id}", {
  results: {
    "switches a code off and on": async (shop) => {
      const { id } = await make(shop);
      expect((await shop.stripe.promotionCodes.update(id, { active: false })).active).toBe(false);
      expect((await shop.stripe.promotionCodes.update(id, { active: true })).active).toBe(true);
    },
    "changes metadata": async (shop) => {
      const { id } = await make(shop, { metadata: { a: "1" } });
      expect((await shop.stripe.promotionCodes.update(id, { metadata: { b: "2" } })).metadata).toEqual({
        a: "1",
        b: "2",
      });
    },
    "adds a minimum in a further currency": async (shop) => {
      const { id } = await make(shop, {
        restrictions: {
          minimum_amount: 1000,
          minimum_amount_currency: "usd",
          currency_options: { eur: { minimum_amount: 900 } },
        },
      });
      const { restrictions } = await shop.stripe.promotionCodes.update(id, {
        restrictions: { currency_options: { gbp: { minimum_amount: 800 } } },
        expand: ["restrictions.currency_options"],
      });
      expect(Object.keys(restrictions.currency_options ?? {})).toEqual(["usd", "eur", "gbp"]);
    },
  },
  refusals: {
    "refuses to switch on what has expired": async (shop) => {
      const { id } = await make(shop, { expires_at: nowInSeconds() + 60 });
      await shop.control("POST", "/clock", { advanceMs: 120_000 });
      const error = await errorOf(shop.stripe.promotionCodes.update(id, { active: true }));
      expect(error).toMatchObject({ statusCode: 400, param: "active" });
    },
    "refuses to switch on what has no coupon any more": async (shop) => {
      const { id, promotion } = await make(shop);
      await shop.stripe.coupons.del(String(promotion.coupon));
      expect(await errorOf(shop.stripe.promotionCodes.update(id, { active: true }))).toMatchObject({
        param: "active",
      });
    },
    "refuses to switch on a code that is taken meanwhile": async (shop) => {
      const { id } = await make(shop, { code: "SALE", active: false });
      await make(shop, { code: "sale" });
      expect(await errorOf(shop.stripe.promotionCodes.update(id, { active: true }))).toMatchObject({
        code: "resource_already_exists",
      });
    },
    "refuses another code": async (shop) => {
      const { id } = await make(shop);
      const answer = await shop.call("POST", `/v1/promotion_codes/${id}`, { form: "code=NEW" });
      expect(answer.body.error).toMatchObject({ code: "parameter_unknown" });
    },
  },
  events: {
    "tells what was before": async (shop) => {
      const { id } = await make(shop);
      await shop.stripe.promotionCodes.update(id, { active: false });
      const { data } = await shop.receiver.arrival("promotion_code.updated");
      expect(data.previous_attributes).toEqual({ active: true });
    },
  },
});
