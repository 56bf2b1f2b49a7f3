import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { warned } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/radar/early_fraud_warnings", {
  results: {
    "finds warnings by charge, by payment and by time": async (shop) => {
      const first = await warned(shop);
      await shop.control("POST", "/clock", { advanceMs: 60_000 });
      const second = await warned(shop);
      const ids = async (params: object) =>
        (await shop.stripe.radar.earlyFraudWarnings.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.warning.id, first.warning.id]);
      expect(await ids({ charge: first.charge })).toEqual([first.warning.id]);
      expect(await ids({ payment_intent: second.intent.id })).toEqual([second.warning.id]);
      expect(await ids({ created: { lte: first.warning.created } })).toEqual([first.warning.id]);
    },
    "is empty when no bank has warned": async (shop) => {
      await shop.pay();
      expect((await shop.stripe.radar.earlyFraudWarnings.list()).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      const first = await warned(shop);
      const second = await warned(shop);
      const page = await shop.stripe.radar.earlyFraudWarnings.list({ limit: 1 });
      expect(page).toMatchObject({ has_more: true, data: [{ id: second.warning.id }] });
      const next = { starting_after: second.warning.id };
      const rest = await shop.stripe.radar.earlyFraudWarnings.list(next);
      expect(rest).toMatchObject({ has_more: false, data: [{ id: first.warning.id }] });
    },
  },
});
