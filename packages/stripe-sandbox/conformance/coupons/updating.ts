import { expect } from "vitest";
import { checksOf } from "../check.ts";

export const updating = checksOf("POST /v1/coupons/{id}", {
  results: {
    "changes name and metadata": async ({ stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5, name: "Old", metadata: { a: "1" } });
      expect(await stripe.coupons.update(id, { name: "New", metadata: { b: "2" } })).toMatchObject({
        name: "New",
        metadata: { a: "1", b: "2" },
      });
      expect((await stripe.coupons.update(id, { name: "", metadata: "" })).metadata).toEqual({});
    },
    "adds a currency": async ({ stripe }) => {
      const { id } = await stripe.coupons.create({
        amount_off: 500,
        currency: "usd",
        currency_options: { eur: { amount_off: 450 } },
      });
      const { currency_options } = await stripe.coupons.update(id, {
        currency_options: { gbp: { amount_off: 400 } },
        expand: ["currency_options"],
      });
      expect(Object.keys(currency_options ?? {})).toEqual(["usd", "eur", "gbp"]);
    },
  },
  refusals: {
    "refuses to change what it takes off": async ({ stripe, call }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      for (const form of ["percent_off=6", "max_redemptions=5", "redeem_by=2000000000"])
        expect((await call("POST", `/v1/coupons/${id}`, { form })).body.error).toMatchObject({
          code: "parameter_unknown",
        });
    },
  },
  events: {
    "tells what was before": async ({ stripe, receiver }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5, name: "Old" });
      await stripe.coupons.update(id, { name: "New" });
      expect((await receiver.arrival("coupon.updated")).data.previous_attributes).toEqual({ name: "Old" });
    },
  },
});
