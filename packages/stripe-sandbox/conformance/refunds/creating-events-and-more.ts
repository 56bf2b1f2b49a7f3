import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { advance, paid, refunded } from "./fixtures.ts";

export const creatingEventsAndMore = checksOf("POST /v1/refunds", {
  events: {
    "are refund.created and charge.refunded, with the request that caused them": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge }, { idempotencyKey: "refund-1" });
      expect((await shop.history()).slice(-2)).toEqual(["refund.created", "charge.refunded"]);
      const event = await shop.receiver.arrival("charge.refunded");
      expect(event.request?.idempotency_key).toBe("refund-1");
    },
    "tell the sum so far, and what it was before": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge, amount: 500 });
      await shop.stripe.refunds.create({ charge, amount: 1499 });
      const second = await shop.receiver.arrival("charge.refunded", 2);
      expect(second.data).toMatchObject({
        object: { amount_refunded: 1999, refunded: true },
        previous_attributes: { amount_refunded: 500, refunded: false },
      });
    },
    "of a pending refund end with refund.updated and charge.refund.updated": async (shop) => {
      await refunded(shop, "pm_card_pendingRefund");
      await advance(shop, 5);
      expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data).toMatchObject({
        object: { status: "succeeded" },
        previous_attributes: { balance_transaction: null, status: "pending" },
      });
      expect(event.request).toEqual({ id: null, idempotency_key: null });
    },
    "of a failing refund end with refund.failed and charge.refund.updated": async (shop) => {
      await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      expect((await shop.history()).slice(-2)).toEqual(["refund.failed", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("charge.refund.updated");
      expect(event.data).toMatchObject({
        object: { status: "failed" },
        previous_attributes: { status: "succeeded" },
      });
    },
    "tell of the reference with refund.updated and charge.refund.updated": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      await advance(shop, 10);
      expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data.previous_attributes).toEqual({
        destination_details: { card: { reference: null, reference_status: "pending" } },
      });
    },
  },
  idempotency: {
    "gives back once when the request is repeated": async (shop) => {
      const { charge } = await paid(shop);
      const give = () => shop.stripe.refunds.create({ charge, amount: 500 }, { idempotencyKey: "refund-1" });
      const first = await give();
      expect((await give()).id).toBe(first.id);
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(500);
    },
    "refuses another amount under the same key": async (shop) => {
      const { charge } = await paid(shop);
      const give = (amount: number) =>
        shop.stripe.refunds.create({ charge, amount }, { idempotencyKey: "refund-1" });
      await give(500);
      expect((await errorOf(give(600))).type).toBe("StripeIdempotencyError");
    },
    "never gives back more than was paid, however many ask at once": async (shop) => {
      const { charge } = await paid(shop, "pm_card_visa", { amount: 1000 });
      const asked = Array.from({ length: 8 }, () => shop.stripe.refunds.create({ charge, amount: 300 }));
      const answers = await Promise.allSettled(asked);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(900);
    },
  },
  expansion: {
    "expands the charge and what hangs on it": async (shop) => {
      const { intent } = await paid(shop);
      const refund = await shop.stripe.refunds.create({
        payment_intent: intent,
        expand: ["charge.balance_transaction", "payment_intent"],
      });
      expect(refund).toMatchObject({
        charge: { amount_refunded: 1999, refunded: true },
        payment_intent: { id: intent },
      });
    },
  },
});
