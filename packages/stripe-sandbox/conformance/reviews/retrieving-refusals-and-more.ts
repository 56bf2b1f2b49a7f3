import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { closedAs, decide, read, reviewed } from "./fixtures.ts";

const reviewEvents = async (shop: Shop) =>
  (await shop.history()).filter((type) => type.startsWith("review."));

export const retrievingRefusalsAndMore = checksOf("GET /v1/reviews/{id}", {
  refusals: {
    "names the review that does not exist": async (shop) => {
      const { status, body } = await shop.call("GET", "/v1/reviews/prv_none");
      expect(status).toBe(404);
      expect(body.error.message).toBe("No such review: 'prv_none'");
    },
    "is not opened twice at a time": async (shop) => {
      const { charge } = await reviewed(shop);
      const { error } = await shop.control("POST", `/charges/${charge}/review`);
      expect(error.message).toContain("under review already");
    },
    "is not opened of a charge without money": async (shop) => {
      const { latest_charge } = await shop.pay();
      await shop.stripe.refunds.create({ charge: String(latest_charge) });
      const { error } = await shop.control("POST", `/charges/${latest_charge}/review`);
      expect(error.message).toContain("no money to review");
    },
    "is decided once in the Dashboard, and only as it can be": async (shop) => {
      const { review } = await reviewed(shop);
      expect((await decide(shop, review, "forget")).error.message).toContain("refund_as_fraud");
      await decide(shop, review, "approve");
      expect((await decide(shop, review, "refund")).error.message).toContain("is closed: approved");
    },
  },
  events: {
    "tell that it was opened, after the payment": async (shop) => {
      const { review, intent } = await reviewed(shop, { capture_method: "automatic" });
      const event = await shop.receiver.arrival("review.opened");
      expect(event.data.object).toMatchObject({ id: review, open: true, payment_intent: intent.id });
      const history = await shop.history();
      expect(history.slice(-2)).toEqual(["payment_intent.succeeded", "review.opened"]);
      const paid = await shop.receiver.arrival("payment_intent.succeeded");
      expect(paid.data.object).toMatchObject({ id: intent.id, review });
    },
    "tell that it was opened by hand": async (shop) => {
      const { latest_charge } = await shop.pay();
      const { id } = await shop.control("POST", `/charges/${latest_charge}/review`);
      const event = await shop.receiver.arrival("review.opened");
      expect(event.data.object).toMatchObject({ id, opened_reason: "manual" });
    },
    "tell once how it was closed": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge });
      const event = await shop.receiver.arrival("review.closed");
      expect(event.data.object).toMatchObject({ id: review, ...closedAs("refunded") });
      expect(await reviewEvents(shop)).toEqual(["review.opened", "review.closed"]);
    },
    "tell nothing more when an approved payment is refunded": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      await shop.stripe.refunds.create({ charge });
      expect(await read(shop, review)).toMatchObject(closedAs("approved"));
      expect(await reviewEvents(shop)).toEqual(["review.opened", "review.closed"]);
    },
  },
  expansion: {
    "expands the charge and the payment intent": async (shop) => {
      const { review, charge, intent } = await reviewed(shop);
      const full = await shop.stripe.reviews.retrieve(review, { expand: ["charge", "payment_intent"] });
      expect(full).toMatchObject({ charge: { id: charge }, payment_intent: { id: intent.id } });
    },
    "is expanded in the payment intent and in the charge": async (shop) => {
      const { review, charge, intent } = await reviewed(shop);
      const whole = { review: { id: review, object: "review", open: true } };
      const expand = { expand: ["review"] };
      expect(await shop.stripe.paymentIntents.retrieve(intent.id, expand)).toMatchObject(whole);
      expect(await shop.stripe.charges.retrieve(charge, expand)).toMatchObject(whole);
    },
  },
});
