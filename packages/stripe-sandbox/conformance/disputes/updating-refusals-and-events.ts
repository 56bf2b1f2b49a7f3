import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { disputed, historyAfter, inquired, losing, opened, review, winning } from "./fixtures.ts";

export const updatingRefusalsAndEvents = checksOf("POST /v1/disputes/{id}", {
  refusals: {
    "refuses evidence a second time": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, { evidence: { customer_name: "A. Customer" } });
      const again = shop.stripe.disputes.update(dispute.id, { evidence: { customer_name: "B. Customer" } });
      expect(await errorOf(again)).toMatchObject({ statusCode: 400, param: "evidence" });
    },
    "refuses to send when there is no evidence": async (shop) => {
      const { dispute } = await disputed(shop);
      const error = await errorOf(shop.stripe.disputes.update(dispute.id, { submit: true }));
      expect(error).toMatchObject({ statusCode: 400, param: "submit" });
    },
    "refuses a dispute that is over": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      const error = await errorOf(shop.stripe.disputes.update(dispute.id, winning));
      expect(error).toMatchObject({ statusCode: 400, message: "This dispute is already closed" });
      expect(error.code).toBeUndefined();
    },
    "refuses more than 20,000 characters in one field": async (shop) => {
      const { dispute } = await disputed(shop);
      const update = (length: number) =>
        shop.stripe.disputes.update(dispute.id, {
          evidence: { uncategorized_text: "x".repeat(length) },
          submit: false,
        });
      await update(20_000);
      expect(await errorOf(update(20_001))).toMatchObject({ param: "evidence[uncategorized_text]" });
    },
    "refuses more than 150,000 characters altogether": async (shop) => {
      const { dispute } = await disputed(shop);
      const long = "x".repeat(20_000);
      const evidence = {
        access_activity_log: long,
        cancellation_policy_disclosure: long,
        cancellation_rebuttal: long,
        duplicate_charge_explanation: long,
        product_description: long,
        refund_policy_disclosure: long,
        refund_refusal_explanation: long,
      };
      await shop.stripe.disputes.update(dispute.id, { evidence, submit: false });
      const more = { uncategorized_text: "x".repeat(10_001) };
      const error = await errorOf(shop.stripe.disputes.update(dispute.id, { evidence: more }));
      expect(error).toMatchObject({ statusCode: 400, param: "evidence" });
    },
    "refuses evidence of a program that the dispute is not eligible for": async (shop) => {
      const { dispute } = await disputed(shop);
      const evidence = { enhanced_evidence: { visa_compliance: { fee_acknowledged: true } } };
      expect(await errorOf(shop.stripe.disputes.update(dispute.id, { evidence }))).toMatchObject({
        param: "evidence[enhanced_evidence][visa_compliance]",
      });
    },
    "refuses evidence of a compliance dispute before its fee is acknowledged": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createComplianceDispute");
      const error = await errorOf(shop.stripe.disputes.update(dispute.id, winning));
      expect(error.param).toContain("fee_acknowledged");
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("needs_response");
    },
    "says that it has no files as evidence": async (shop) => {
      const { dispute } = await disputed(shop);
      const error = await errorOf(
        shop.stripe.disputes.update(dispute.id, { evidence: { receipt: "file_123" } }),
      );
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
      expect(error.message).toContain("evidence[receipt]");
    },
    "refuses an unknown kind of evidence": async (shop) => {
      const { dispute } = await disputed(shop);
      const answer = await shop.call("POST", `/v1/disputes/${dispute.id}`, { form: "evidence[alibi]=yes" });
      expect(answer.body.error).toMatchObject({ code: "parameter_unknown", param: "evidence[alibi]" });
    },
  },
  events: {
    "tell of evidence with what was before": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, { evidence: { customer_name: "A. Customer" } });
      const event = await shop.receiver.arrival("charge.dispute.updated");
      expect(event.data.previous_attributes).toEqual({
        evidence: { customer_name: null },
        evidence_details: { has_evidence: false, submission_count: 0, submission_method: "not_submitted" },
        status: "needs_response",
      });
    },
    "of a won dispute are updated, closed and funds_reinstated": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, winning);
      await review(shop);
      expect(await historyAfter(shop, opened)).toEqual([
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
      ]);
    },
    "of a lost dispute are updated and closed": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, losing);
      await review(shop);
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.updated", "charge.dispute.closed"]);
    },
    "of an inquiry that becomes a chargeback end with funds_withdrawn": async (shop) => {
      const { dispute } = await inquired(shop);
      await shop.stripe.disputes.update(dispute.id, {
        evidence: { uncategorized_text: "escalate_inquiry_evidence" },
      });
      await review(shop);
      expect(await historyAfter(shop, "charge.dispute.created")).toEqual([
        "charge.dispute.updated",
        "charge.dispute.updated",
        opened,
      ]);
    },
    "are not recorded when nothing changed": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, {});
      expect(await historyAfter(shop, opened)).toEqual([]);
    },
  },
});
