import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { DAY_MS, disputed, inquired, losing, review, winning } from "./fixtures.ts";

export const updatingStates = checksOf("POST /v1/disputes/{id}", {
  states: {
    "wins with winning_evidence, a while later": async (shop) => {
      const { dispute, charge } = await disputed(shop);
      expect((await shop.stripe.disputes.update(dispute.id, winning)).status).toBe("under_review");
      await review(shop);
      const won = await shop.stripe.disputes.retrieve(dispute.id);
      expect(won).toMatchObject({ status: "won", is_charge_refundable: true });
      expect(won.balance_transactions.map(({ net }) => net)).toEqual([-3499, 1999]);
      expect(won.balance_transactions[1]).toMatchObject({
        amount: 1999,
        description: `Chargeback reversal for ${charge}`,
        fee: 0,
        reporting_category: "dispute_reversal",
        type: "adjustment",
      });
      expect((await shop.stripe.charges.retrieve(charge)).disputed).toBe(true);
    },
    "loses with losing_evidence, a while later": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, losing);
      await review(shop);
      const lost = await shop.stripe.disputes.retrieve(dispute.id);
      expect(lost).toMatchObject({ status: "lost", is_charge_refundable: false });
      expect(lost.balance_transactions).toHaveLength(1);
    },
    "decides nothing about other evidence": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "It was sent." } });
      await review(shop);
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("under_review");
    },
    "decides nothing about evidence that is only staged": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, { ...winning, submit: false });
      await review(shop);
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("needs_response");
    },
    "ends an inquiry with winning_evidence": async (shop) => {
      const { dispute } = await inquired(shop);
      expect((await shop.stripe.disputes.update(dispute.id, winning)).status).toBe("warning_under_review");
      await review(shop);
      const closed = await shop.stripe.disputes.retrieve(dispute.id);
      expect(closed).toMatchObject({ status: "warning_closed", balance_transactions: [] });
    },
    "makes a chargeback of an inquiry with escalate_inquiry_evidence": async (shop) => {
      const { dispute } = await inquired(shop);
      await shop.stripe.disputes.update(dispute.id, {
        evidence: { uncategorized_text: "escalate_inquiry_evidence" },
      });
      await review(shop);
      expect(await shop.stripe.disputes.retrieve(dispute.id)).toMatchObject({
        balance_transactions: [{ amount: -1999, fee: 1500 }],
        is_charge_refundable: false,
        payment_method_details: { card: { case_type: "chargeback", network_reason_code: "12.5" } },
        status: "needs_response",
      });
    },
    "gives new time to answer when an inquiry becomes a chargeback, and is lost after it": async (shop) => {
      const { dispute } = await inquired(shop);
      await shop.control("POST", "/clock", { advanceMs: 20 * DAY_MS });
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "escalate" });
      const escalated = await shop.stripe.disputes.retrieve(dispute.id);
      expect(escalated.evidence_details.due_by).toBeGreaterThan(dispute.created + 27 * 86_400);
      await shop.control("POST", "/clock", { advanceMs: 9 * DAY_MS });
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("lost");
    },
    "marks an answer to an inquiry after its day as past due": async (shop) => {
      const { dispute } = await inquired(shop);
      await shop.control("POST", "/clock", { advanceMs: 10 * DAY_MS });
      const late = await shop.stripe.disputes.update(dispute.id, {
        evidence: { customer_name: "A. Customer" },
      });
      expect(late).toMatchObject({
        status: "warning_under_review",
        evidence_details: { past_due: true, submission_count: 1 },
      });
    },
  },
});
