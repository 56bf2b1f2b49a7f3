import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { nowInSeconds } from "./fixtures.ts";

export const creatingStatesAndMore = checksOf("POST /v1/coupons", {
  states: {
    "is valid up to the last second, and not after it": async ({ stripe, control }) => {
      await control("POST", "/clock", { freeze: true });
      const { now } = (await control("GET", "/clock")) as unknown as { now: string };
      const redeem_by = Math.floor(Date.parse(now) / 1000) + 60;
      const { id } = await stripe.coupons.create({ percent_off: 5, redeem_by });
      await control("POST", "/clock", { now: redeem_by });
      expect((await stripe.coupons.retrieve(id)).valid).toBe(true);
      await control("POST", "/clock", { advanceMs: 1000 });
      expect((await stripe.coupons.retrieve(id)).valid).toBe(false);
    },
    "does not end with an earlier coupon of its id": async ({ stripe, control }) => {
      const soon = { id: "SALE", percent_off: 5, redeem_by: nowInSeconds() + 60 };
      await stripe.coupons.create(soon);
      await stripe.coupons.del("SALE");
      await stripe.coupons.create({ ...soon, redeem_by: nowInSeconds() + 6000 });
      await control("POST", "/clock", { advanceMs: 120_000 });
      expect((await stripe.coupons.retrieve("SALE")).valid).toBe(true);
    },
  },
  events: {
    "tells of the coupon, without what is only expanded": async ({ stripe, receiver }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      await stripe.coupons.create({ percent_off: 5, applies_to: { products: [id] } });
      const { data } = await receiver.arrival("coupon.created");
      expect(data.object).toMatchObject({ percent_off: 5 });
      expect(data.object).not.toHaveProperty("applies_to");
    },
  },
  expansion: {
    "shows its products only when asked": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      const params = { percent_off: 5, applies_to: { products: [id] } };
      expect(await stripe.coupons.create(params)).not.toHaveProperty("applies_to");
      const { applies_to } = await stripe.coupons.create({ ...params, expand: ["applies_to"] });
      expect(applies_to).toEqual({ products: [id] });
      expect(await stripe.coupons.create({ percent_off: 5, expand: ["applies_to"] })).not.toHaveProperty(
        "applies_to",
      );
    },
    "shows its currencies only when asked": async ({ stripe }) => {
      const params = { amount_off: 500, currency: "usd", currency_options: { eur: { amount_off: 450 } } };
      expect(await stripe.coupons.create(params)).not.toHaveProperty("currency_options");
      const { currency_options } = await stripe.coupons.create({ ...params, expand: ["currency_options"] });
      expect(currency_options).toEqual({ usd: { amount_off: 500 }, eur: { amount_off: 450 } });
    },
  },
  idempotency: {
    "makes one coupon of one key": async ({ stripe }) => {
      const create = () => stripe.coupons.create({ percent_off: 5 }, { idempotencyKey: "one" });
      expect((await create()).id).toBe((await create()).id);
    },
  },
});
