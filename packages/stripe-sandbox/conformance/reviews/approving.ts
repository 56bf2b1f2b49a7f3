import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { closedAs, reviewed } from "./fixtures.ts";

export const approving = checksOf("POST /v1/reviews/{id}/approve", {
  results: {
    "closes it, and takes it out of the list": async (shop) => {
      const { review, intent, charge } = await reviewed(shop);
      expect(await shop.stripe.reviews.approve(review)).toMatchObject({
        id: review,
        ...closedAs("approved"),
        opened_reason: "rule",
      });
      expect((await shop.stripe.reviews.list()).data).toEqual([]);
      expect(await shop.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, review });
    },
  },
  refusals: {
    "closes nothing that is closed": async (shop) => {
      const { review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const error = await errorOf(shop.stripe.reviews.approve(review));
      expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
    },
  },
  events: {
    "tell that it was approved": async (shop) => {
      const { review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const event = await shop.receiver.arrival("review.closed");
      expect(event.data.object).toMatchObject({ id: review, ...closedAs("approved") });
    },
  },
  expansion: {
    "expands the payment intent": async (shop) => {
      const { review, intent } = await reviewed(shop);
      const closed = await shop.stripe.reviews.approve(review, { expand: ["payment_intent"] });
      expect(closed).toMatchObject({ payment_intent: { id: intent.id } });
    },
  },
});
