import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { DAY_MS, debitSentBack, disputed, historyAfter, inquired, opened } from "./fixtures.ts";

export const retrievingStatesAndMore = checksOf("GET /v1/disputes/{id}", {
  states: {
    "is lost by itself when nobody answers in time": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.control("POST", "/clock", { advanceMs: 9 * DAY_MS });
      expect(await shop.stripe.disputes.retrieve(dispute.id)).toMatchObject({
        status: "lost",
        evidence_details: { past_due: false, submission_count: 0 },
      });
    },
    "is not lost by itself while the bank looks at evidence": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, { evidence: { customer_name: "A. Customer" } });
      await shop.control("POST", "/clock", { advanceMs: 30 * DAY_MS });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("under_review");
    },
    "ends as an inquiry after 120 days without a chargeback": async (shop) => {
      const { dispute } = await inquired(shop);
      await shop.control("POST", "/clock", { advanceMs: 119 * DAY_MS });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("warning_needs_response");
      await shop.control("POST", "/clock", { advanceMs: DAY_MS });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("warning_closed");
    },
    "ends as an inquiry when the customer gets all money back": async (shop) => {
      const { dispute, intent } = await inquired(shop);
      await shop.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("warning_needs_response");
      await shop.stripe.refunds.create({ payment_intent: intent.id });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("warning_closed");
    },
  },
  events: {
    "of a chargeback are created and funds_withdrawn, in this order": async (shop) => {
      await disputed(shop);
      expect((await shop.history()).slice(-2)).toEqual(["charge.dispute.created", opened]);
    },
    "tell of the withdrawal only when it has happened": async (shop) => {
      await disputed(shop);
      const created = await shop.receiver.arrival("charge.dispute.created");
      const withdrawn = await shop.receiver.arrival(opened);
      expect(created.data.object).toMatchObject({ balance_transactions: [], status: "needs_response" });
      expect(withdrawn.data.object).toMatchObject({ balance_transactions: [{ amount: -1999 }] });
      expect(created.request).toEqual({ id: null, idempotency_key: null });
    },
    "of an inquiry are only created": async (shop) => {
      await inquired(shop);
      expect((await shop.history()).filter((type) => type.includes("dispute"))).toEqual([
        "charge.dispute.created",
      ]);
    },
    "of a direct debit that was sent back end with closed": async (shop) => {
      await debitSentBack(shop);
      expect((await shop.history()).slice(-3)).toEqual([
        "charge.dispute.created",
        opened,
        "charge.dispute.closed",
      ]);
    },
    "of a dispute that nobody answers end with closed": async (shop) => {
      await disputed(shop);
      await shop.control("POST", "/clock", { advanceMs: 9 * DAY_MS });
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.closed"]);
    },
  },
  expansion: {
    "expands the charge and the payment intent": async (shop) => {
      const { dispute, charge, intent } = await disputed(shop);
      const full = await shop.stripe.disputes.retrieve(dispute.id, { expand: ["charge", "payment_intent"] });
      expect(full).toMatchObject({ charge: { id: charge }, payment_intent: { id: intent.id } });
    },
  },
});
