import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { DAY_MS, disputed } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/disputes", {
  results: {
    "finds disputes by charge, by payment and by time": async (shop) => {
      const first = await disputed(shop);
      await shop.control("POST", "/clock", { advanceMs: DAY_MS });
      const second = await disputed(shop, "pm_card_createDisputeProductNotReceived");
      const ids = async (params: object) =>
        (await shop.stripe.disputes.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.dispute.id, first.dispute.id]);
      expect(await ids({ charge: first.charge })).toEqual([first.dispute.id]);
      expect(await ids({ payment_intent: second.intent.id })).toEqual([second.dispute.id]);
      expect(await ids({ created: { gt: first.dispute.created } })).toEqual([second.dispute.id]);
    },
    "finds none for a charge that nobody disputed": async (shop) => {
      await disputed(shop);
      const { latest_charge } = await shop.pay();
      expect((await shop.stripe.disputes.list({ charge: String(latest_charge) })).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      await shop.pay("pm_card_createMultipleDisputes");
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      const first = await shop.stripe.disputes.list({ limit: 1 });
      expect(first.has_more).toBe(true);
      const rest = await shop.stripe.disputes.list({ starting_after: first.data[0]?.id ?? "" });
      expect(rest).toMatchObject({ has_more: false });
      expect(rest.data).toHaveLength(1);
    },
  },
});
