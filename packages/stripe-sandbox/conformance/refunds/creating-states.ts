import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { advance, paid, refunded } from "./fixtures.ts";

export const creatingStates = checksOf("POST /v1/refunds", {
  states: {
    "adds up on the charge, which is refunded when nothing is left": async (shop) => {
      const { charge } = await paid(shop);
      const seen = async () => {
        const { amount_refunded, refunded } = await shop.stripe.charges.retrieve(charge);
        return { amount_refunded, refunded };
      };
      await shop.stripe.refunds.create({ charge, amount: 999 });
      expect(await seen()).toEqual({ amount_refunded: 999, refunded: false });
      await shop.stripe.refunds.create({ charge, amount: 1000 });
      expect(await seen()).toEqual({ amount_refunded: 1999, refunded: true });
    },
    "leaves the payment intent succeeded": async (shop) => {
      const { charge, intent } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      expect(await shop.stripe.paymentIntents.retrieve(intent)).toMatchObject({
        amount_received: 1999,
        status: "succeeded",
      });
    },
    "reports fraud on the charge with the reason fraudulent": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge, amount: 1, reason: "fraudulent" });
      const { fraud_details } = await shop.stripe.charges.retrieve(charge);
      expect(fraud_details).toEqual({ user_report: "fraudulent" });
    },
    "is pending on the card for pending refunds, and succeeds later": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      expect(refund).toMatchObject({
        status: "pending",
        pending_reason: "processing",
        balance_transaction: null,
      });
      await advance(shop, 5);
      const settled = await shop.stripe.refunds.retrieve(refund.id, { expand: ["balance_transaction"] });
      expect(settled).toMatchObject({ status: "succeeded", balance_transaction: { amount: -1999 } });
      expect(settled).not.toHaveProperty("pending_reason");
    },
    "counts as refunded while it is pending": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_pendingRefund");
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 1 }));
      expect(error.code).toBe("charge_already_refunded");
    },
    "succeeds on the card for failing refunds, and fails later": async (shop) => {
      const { refund, charge } = await refunded(shop, "pm_card_refundFail");
      expect(refund.status).toBe("succeeded");
      await advance(shop, 5);
      const failed = await shop.stripe.refunds.retrieve(refund.id, {
        expand: ["failure_balance_transaction"],
      });
      expect(failed).toMatchObject({
        status: "failed",
        failure_reason: "expired_or_canceled_card",
        failure_balance_transaction: {
          amount: 1999,
          net: 1999,
          reporting_category: "refund_failure",
          type: "refund_failure",
        },
      });
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({
        amount_refunded: 0,
        refunded: false,
      });
    },
    "lets the money be refunded again after it failed": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      expect((await shop.stripe.refunds.create({ charge, amount: 1999 })).status).toBe("succeeded");
    },
    "takes nothing from the balance when it fails while pending": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      await shop.control("POST", `/refunds/${refund.id}`, { outcome: "fail" });
      const failed = await shop.stripe.refunds.retrieve(refund.id);
      expect(failed).toMatchObject({ status: "failed", balance_transaction: null });
      expect(failed).not.toHaveProperty("failure_balance_transaction");
      expect((await shop.stripe.balanceTransactions.list({ source: refund.id })).data).toEqual([]);
    },
    "gets its reference from the network later": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge });
      await advance(shop, 10);
      const { destination_details } = await shop.stripe.refunds.retrieve(id);
      expect(destination_details?.card).toMatchObject({
        reference: expect.stringMatching(/^\d{12}$/),
        reference_status: "available",
      });
    },
    "never gets a reference when it failed": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 60);
      const { destination_details } = await shop.stripe.refunds.retrieve(refund.id);
      expect(destination_details?.card?.reference_status).toBe("pending");
    },
  },
});
