import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { read, reviewed } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/reviews", {
  results: {
    "has the open ones, by time": async (shop) => {
      const first = await reviewed(shop);
      await shop.control("POST", "/clock", { advanceMs: 60_000 });
      const second = await reviewed(shop);
      const third = await reviewed(shop);
      await shop.stripe.reviews.approve(third.review);
      const ids = async (params: object) => (await shop.stripe.reviews.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.review, first.review]);
      const { created } = await read(shop, first.review);
      expect(await ids({ created: { gt: created } })).toEqual([second.review]);
    },
    "is empty when nothing is under review": async (shop) => {
      await shop.pay();
      expect((await shop.stripe.reviews.list()).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      const first = await reviewed(shop);
      const second = await reviewed(shop);
      const page = await shop.stripe.reviews.list({ limit: 1 });
      expect(page).toMatchObject({ has_more: true, data: [{ id: second.review }] });
      const rest = await shop.stripe.reviews.list({ limit: 1, starting_after: second.review });
      expect(rest).toMatchObject({ has_more: false, data: [{ id: first.review }] });
    },
  },
});
