import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { DAY_MS, disputed, inquired } from "./fixtures.ts";

export const retrievingResultsOfCards = checksOf("GET /v1/disputes/{id}", {
  results: {
    "shows a chargeback for fraud, all keys included": async (shop) => {
      const { dispute, intent, charge } = await disputed(shop);
      expect(dispute.id).toMatch(/^dp_/);
      expect(await shop.stripe.disputes.retrieve(dispute.id)).toMatchObject({
        amount: 1999,
        charge,
        currency: "usd",
        is_charge_refundable: false,
        payment_intent: intent.id,
        reason: "fraudulent",
        status: "needs_response",
        payment_method_details: {
          type: "card",
          card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "10.4" },
        },
      });
    },
    "gives until the end of a day more than a week away": async (shop) => {
      const { dispute } = await disputed(shop);
      const { due_by, ...rest } = dispute.evidence_details;
      expect(((due_by ?? 0) + 1) % 86_400).toBe(0);
      expect((due_by ?? 0) - dispute.created).toBeGreaterThan(7 * 86_400);
      expect(rest).toEqual({
        enhanced_eligibility: {},
        has_evidence: false,
        past_due: false,
        submission_count: 0,
        submission_method: "not_submitted",
      });
    },
    "shows a card that complains of not having received anything": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createDisputeProductNotReceived");
      expect(dispute).toMatchObject({
        reason: "product_not_received",
        payment_method_details: { card: { network_reason_code: "13.1" } },
      });
    },
    "shows an inquiry, for which no money was taken": async (shop) => {
      const { dispute } = await inquired(shop);
      expect(dispute).toMatchObject({
        status: "warning_needs_response",
        balance_transactions: [],
        is_charge_refundable: true,
        payment_method_details: { card: { case_type: "inquiry", network_reason_code: "10" } },
      });
    },
    "carries the booking that took the amount and the fee": async (shop) => {
      const { dispute, charge } = await disputed(shop);
      expect(dispute.balance_transactions).toHaveLength(1);
      expect(dispute.balance_transactions[0]).toMatchObject({
        amount: -1999,
        description: `Chargeback withdrawal for ${charge}`,
        fee: 1500,
        fee_details: [{ amount: 1500, description: "Dispute fee", type: "stripe_fee" }],
        net: -3499,
        reporting_category: "dispute",
        source: dispute.id,
        type: "adjustment",
      });
    },
    "shows that booking as available after two days": async (shop) => {
      const { dispute } = await disputed(shop);
      expect(dispute.balance_transactions[0]?.status).toBe("pending");
      await shop.control("POST", "/clock", { advanceMs: 2 * DAY_MS });
      const later = await shop.stripe.disputes.retrieve(dispute.id);
      expect(later.balance_transactions[0]?.status).toBe("available");
    },
    "takes the fee of the charge's currency": async (shop) => {
      const intent = await shop.pay("pm_card_createDispute", { amount: 2000, currency: "eur" });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      const [dispute] = (await shop.stripe.disputes.list({ payment_intent: intent.id })).data;
      expect(dispute?.balance_transactions[0]).toMatchObject({ currency: "eur", fee: 2000 });
    },
    "marks the charge as disputed": async (shop) => {
      const { charge } = await disputed(shop);
      expect((await shop.stripe.charges.retrieve(charge)).disputed).toBe(true);
    },
    "comes after the charge was captured, not while the money is held": async (shop) => {
      const held = await shop.pay("pm_card_createDispute", { capture_method: "manual" });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.disputes.list({ payment_intent: held.id })).data).toEqual([]);
      await shop.stripe.paymentIntents.capture(held.id, { amount_to_capture: 700 });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      const [dispute] = (await shop.stripe.disputes.list({ payment_intent: held.id })).data;
      expect(dispute?.amount).toBe(700);
    },
    "is not opened for fraud after 3-D Secure, which makes the bank liable": async (shop) => {
      const intent = await shop.pay("pm_card_createDispute", {
        payment_method_options: { card: { request_three_d_secure: "any" } },
      });
      expect(intent.status).toBe("requires_action");
      await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.disputes.list()).data).toEqual([]);
    },
    "is opened twice, each about a part, by the card with several disputes": async (shop) => {
      const intent = await shop.pay("pm_card_createMultipleDisputes", { amount: 1001 });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      const { data } = await shop.stripe.disputes.list({ payment_intent: intent.id });
      expect(data.map(({ amount }) => amount)).toEqual([501, 500]);
    },
  },
});
