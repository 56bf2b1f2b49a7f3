import { expect } from "vitest";
import { errorOf, payment } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { challenge, hold, threeDSecure } from "./fixtures.ts";

export const creatingEventsAndIdempotency = checksOf("POST /v1/payment_intents", {
  events: {
    "tells of a card that pays": async (shop) => {
      await shop.pay();
      await shop.control("POST", "/clock", { advanceMs: 1000 });
      expect(await shop.history()).toEqual([
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
      ]);
    },
    "tells of a card that declines": async (shop) => {
      await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
      expect(await shop.history()).toEqual([
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
      ]);
    },
    "tells of money that is held": async (shop) => {
      await shop.pay("pm_card_visa", hold);
      expect(await shop.history()).toEqual([
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
      ]);
    },
    "tells of 3-D Secure that is asked for and refused": async (shop) => {
      const { id } = await shop.pay(threeDSecure);
      await challenge(shop, id, "refuse");
      expect(await shop.history()).toEqual([
        "payment_intent.created",
        "payment_intent.requires_action",
        "payment_intent.payment_failed",
      ]);
    },
    "tells of 3-D Secure that is asked for and passed": async (shop) => {
      const { id } = await shop.pay(threeDSecure);
      await challenge(shop, id, "complete");
      expect((await shop.history()).slice(1, 4)).toEqual([
        "payment_intent.requires_action",
        "charge.succeeded",
        "payment_intent.succeeded",
      ]);
    },
  },
  idempotency: {
    "makes one payment of two calls with one key": async (shop) => {
      const options = { idempotencyKey: "order-6" };
      const first = await shop.stripe.paymentIntents.create(payment, options);
      const second = await shop.stripe.paymentIntents.create(payment, options);
      expect(second.id).toBe(first.id);
      expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
    },
    "answers a decline with the same decline": async (shop) => {
      const options = { idempotencyKey: "order-6" };
      const given = { ...payment, payment_method: "pm_card_visa_chargeDeclined", confirm: true };
      const first = await errorOf(shop.stripe.paymentIntents.create(given, options));
      const second = await errorOf(shop.stripe.paymentIntents.create(given, options));
      expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
      expect((await shop.stripe.charges.list()).data).toHaveLength(1);
    },
  },
});
