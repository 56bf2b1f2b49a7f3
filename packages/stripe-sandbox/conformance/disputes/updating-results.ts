import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { disputed } from "./fixtures.ts";

export const updatingResults = checksOf("POST /v1/disputes/{id}", {
  results: {
    "takes evidence and sends it to the bank": async (shop) => {
      const { dispute } = await disputed(shop);
      const evidence = {
        customer_name: "A. Customer",
        shipping_tracking_number: "1Z",
        service_date: "1 May",
      };
      const answered = await shop.stripe.disputes.update(dispute.id, { evidence });
      expect(answered).toMatchObject({
        evidence: { ...evidence, access_activity_log: null },
        evidence_details: {
          has_evidence: true,
          past_due: false,
          submission_count: 1,
          submission_method: "manual",
        },
        status: "under_review",
      });
    },
    "keeps evidence back with submit=false": async (shop) => {
      const { dispute } = await disputed(shop);
      const staged = await shop.stripe.disputes.update(dispute.id, {
        evidence: { product_description: "A chair" },
        submit: false,
      });
      expect(staged).toMatchObject({
        status: "needs_response",
        evidence_details: { has_evidence: true, submission_count: 0, submission_method: "not_submitted" },
      });
    },
    "adds to staged evidence, and sends it with submit=true": async (shop) => {
      const { dispute } = await disputed(shop);
      const update = (params: object) => shop.stripe.disputes.update(dispute.id, params);
      await update({ evidence: { product_description: "A chair" }, submit: false });
      await update({ evidence: { customer_name: "A. Customer" }, submit: false });
      const sent = await update({ submit: true });
      expect(sent).toMatchObject({
        status: "under_review",
        evidence: { customer_name: "A. Customer", product_description: "A chair" },
        evidence_details: { submission_count: 1 },
      });
    },
    "changes metadata without sending anything": async (shop) => {
      const { dispute } = await disputed(shop);
      const changed = await shop.stripe.disputes.update(dispute.id, { metadata: { ticket: "12" } });
      expect(changed).toMatchObject({ metadata: { ticket: "12" }, status: "needs_response" });
      const cleared = await shop.stripe.disputes.update(dispute.id, { metadata: "" });
      expect(cleared.metadata).toEqual({});
    },
    "notes how evidence shall be sent": async (shop) => {
      const { dispute } = await disputed(shop);
      expect(dispute.intended_submission_method).toBeNull();
      const changed = await shop.stripe.disputes.update(dispute.id, { intended_submission_method: "manual" });
      expect(changed.intended_submission_method).toBe("manual");
    },
    "says what is still missing of Visa's evidence, until nothing is": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createCe3EligibleDispute");
      const priors = [await shop.pay(), await shop.pay()].map(({ latest_charge }) => ({
        charge: String(latest_charge),
        customer_purchase_ip: "192.0.2.1",
        customer_email_address: "a@example.com",
        product_description: "A chair",
      }));
      const disputed_transaction = {
        customer_purchase_ip: "192.0.2.1",
        customer_email_address: "b@example.com",
        product_description: "A table",
        merchandise_or_services: "merchandise" as const,
      };
      const give = (visa_compelling_evidence_3: object) =>
        shop.stripe.disputes.update(dispute.id, {
          evidence: { enhanced_evidence: { visa_compelling_evidence_3 } },
          submit: false,
        });
      const first = await give({ disputed_transaction, prior_undisputed_transactions: priors });
      expect(first.evidence_details.enhanced_eligibility.visa_compelling_evidence_3).toEqual({
        status: "requires_action",
        required_actions: ["missing_customer_identifiers"],
      });
      const second = await give({ disputed_transaction: { customer_email_address: "a@example.com" } });
      expect(second.evidence_details.enhanced_eligibility.visa_compelling_evidence_3).toEqual({
        status: "qualified",
        required_actions: [],
      });
      expect(
        second.evidence.enhanced_evidence.visa_compelling_evidence_3?.disputed_transaction,
      ).toMatchObject({ product_description: "A table", customer_email_address: "a@example.com" });
    },
    "takes evidence of a program back with an empty value": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createComplianceDispute");
      const stage = (enhanced_evidence: "" | { visa_compliance: { fee_acknowledged: boolean } }) =>
        shop.stripe.disputes.update(dispute.id, { evidence: { enhanced_evidence }, submit: false });
      await stage({ visa_compliance: { fee_acknowledged: true } });
      expect(await stage("")).toMatchObject({
        evidence: { enhanced_evidence: {} },
        evidence_details: {
          enhanced_eligibility: { visa_compliance: { status: "requires_fee_acknowledgement" } },
          has_evidence: false,
        },
      });
    },
    "sends evidence of a compliance dispute when the fee is acknowledged": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createComplianceDispute");
      const sent = await shop.stripe.disputes.update(dispute.id, {
        evidence: { enhanced_evidence: { visa_compliance: { fee_acknowledged: true } } },
      });
      expect(sent).toMatchObject({
        status: "under_review",
        evidence_details: { enhanced_eligibility: { visa_compliance: { status: "fee_acknowledged" } } },
      });
    },
  },
});
