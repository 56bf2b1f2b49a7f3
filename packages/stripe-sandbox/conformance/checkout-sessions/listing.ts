import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { open, pay } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/checkout/sessions", {
  results: {
    "finds by status, e-mail address and payment": async (shop) => {
      await open(shop);
      const { id } = await open(shop);
      await pay(shop, id, { email: "zoe@example.com" });
      const [intent] = (await shop.stripe.paymentIntents.list()).data;
      const { sessions } = shop.stripe.checkout;
      for (const filter of [
        { status: "complete" as const },
        { customer_details: { email: "zoe@example.com" } },
        { payment_intent: String(intent?.id) },
      ])
        expect((await sessions.list(filter)).data.map((one) => one.id)).toEqual([id]);
      expect((await sessions.list({ status: "open" })).data).toHaveLength(1);
    },
  },
  refusals: {
    "says that it does not cover payment links": async (shop) => {
      const error = await errorOf(shop.stripe.checkout.sessions.list({ payment_link: "plink_1" }));
      expect(error).toMatchObject({ statusCode: 501 });
    },
  },
});
