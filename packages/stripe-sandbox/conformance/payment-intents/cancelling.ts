import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { chargesOf, create, hold, threeDSecure } from "./fixtures.ts";

export const cancelling = checksOf("POST /v1/payment_intents/{id}/cancel", {
  results: {
    "ends what waits for a payment method, for confirmation and for the customer": async (shop) => {
      for (const made of [
        await create(shop),
        await create(shop, { payment_method: "pm_card_visa" }),
        await shop.pay(threeDSecure),
      ]) {
        const ended = await shop.stripe.paymentIntents.cancel(made.id, {
          cancellation_reason: "duplicate",
        });
        expect(ended).toMatchObject({
          status: "canceled",
          cancellation_reason: "duplicate",
          canceled_at: expect.any(Number),
          next_action: null,
        });
      }
    },
    "gives held money back": async (shop) => {
      const { id } = await shop.pay("pm_card_visa", hold);
      expect(await shop.stripe.paymentIntents.cancel(id)).toMatchObject({
        status: "canceled",
        amount_capturable: 0,
      });
      expect(await chargesOf(shop, id)).toMatchObject([{ refunded: true, amount_refunded: 1999 }]);
    },
  },
  refusals: {
    "refuses what has succeeded": async (shop) => {
      const { id } = await shop.pay();
      const error = await errorOf(shop.stripe.paymentIntents.cancel(id));
      expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
      expect(error.message).toContain("status of succeeded");
    },
    "refuses a second time": async (shop) => {
      const { id } = await create(shop);
      await shop.stripe.paymentIntents.cancel(id);
      expect(await errorOf(shop.stripe.paymentIntents.cancel(id))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
    "refuses a reason of one's own": async (shop) => {
      const { id } = await create(shop);
      const call = shop.stripe.paymentIntents.cancel(id, { cancellation_reason: "bored" as never });
      expect(await errorOf(call)).toMatchObject({ param: "cancellation_reason" });
    },
  },
  events: {
    "tells of it": async (shop) => {
      const { id } = await create(shop);
      await shop.stripe.paymentIntents.cancel(id);
      expect(await shop.history()).toEqual(["payment_intent.created", "payment_intent.canceled"]);
    },
  },
});
