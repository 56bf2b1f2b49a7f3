import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { advance, paid, refunded } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/refunds", {
  results: {
    "finds refunds by charge, by payment and by time": async (shop) => {
      const first = await refunded(shop, "pm_card_visa");
      await advance(shop, 60);
      const second = await refunded(shop, "pm_card_visa");
      const ids = async (params: object) => (await shop.stripe.refunds.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.refund.id, first.refund.id]);
      expect(await ids({ charge: first.charge })).toEqual([first.refund.id]);
      expect(await ids({ payment_intent: second.intent })).toEqual([second.refund.id]);
      expect(await ids({ created: { lt: second.refund.created } })).toEqual([first.refund.id]);
    },
    "lists failed refunds too": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      const { data } = await shop.stripe.refunds.list({ charge });
      expect(data.map(({ status }) => status)).toEqual(["failed"]);
    },
  },
  pages: {
    "pages back and forth": async (shop) => {
      const { charge } = await paid(shop);
      const made: string[] = [];
      for (const amount of [1, 2, 3]) made.unshift((await shop.stripe.refunds.create({ charge, amount })).id);
      const [third = "", second = "", first = ""] = made;
      const ids = async (params: object) => {
        const page = await shop.stripe.refunds.list({ limit: 1, ...params });
        return [page.data[0]?.id, page.has_more];
      };
      expect(await ids({})).toEqual([third, true]);
      expect(await ids({ starting_after: third })).toEqual([second, true]);
      expect(await ids({ starting_after: second })).toEqual([first, false]);
      expect(await ids({ ending_before: first })).toEqual([second, true]);
    },
  },
  expansion: {
    "expands in each refund of the list": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_visa");
      const { data } = await shop.stripe.refunds.list({ expand: ["data.charge"] });
      expect(data[0]).toMatchObject({ charge: { id: charge } });
    },
  },
});
