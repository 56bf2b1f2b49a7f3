import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const deleting = checksOf("DELETE /v1/coupons/{id}", {
  results: {
    "puts it out of reach": async ({ stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      expect(await stripe.coupons.del(id)).toEqual({ id, object: "coupon", deleted: true });
      expect((await stripe.coupons.list()).data).toEqual([]);
      expect(await errorOf(stripe.coupons.retrieve(id))).toMatchObject({
        statusCode: 404,
        message: `No such coupon: '${id}'`,
      });
    },
    "leaves its promotion codes inactive, and their coupon to be seen": async ({ stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      const code = await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id } });
      await stripe.coupons.del(id);
      expect(await stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] })).toMatchObject({
        active: false,
        promotion: { coupon: { percent_off: 5, valid: false } },
      });
    },
  },
  events: {
    "tells of the coupon as it was": async ({ stripe, receiver }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      await stripe.coupons.del(id);
      expect((await receiver.arrival("coupon.deleted")).data.object).toMatchObject({ id, percent_off: 5 });
    },
  },
});
