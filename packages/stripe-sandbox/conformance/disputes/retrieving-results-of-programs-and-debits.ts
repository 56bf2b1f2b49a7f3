import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { debitSentBack, disputed, winning } from "./fixtures.ts";

export const retrievingResultsOfProgramsAndDebits = checksOf("GET /v1/disputes/{id}", {
  results: {
    "names what Visa's evidence program asks for": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createCe3EligibleDispute");
      expect(dispute.enhanced_eligibility_types).toEqual(["visa_compelling_evidence_3"]);
      expect(dispute.evidence_details.enhanced_eligibility).toEqual({
        visa_compelling_evidence_3: {
          status: "requires_action",
          required_actions: [
            "missing_customer_identifiers",
            "missing_disputed_transaction_description",
            "missing_merchandise_or_services",
            "missing_prior_undisputed_transactions",
          ],
        },
      });
    },
    "asks for the fee of a compliance dispute to be acknowledged": async (shop) => {
      const { dispute } = await disputed(shop, "pm_card_createComplianceDispute");
      expect(dispute).toMatchObject({
        reason: "noncompliant",
        payment_method_details: { card: { case_type: "compliance" } },
        evidence_details: {
          enhanced_eligibility: { visa_compliance: { status: "requires_fee_acknowledgement" } },
        },
      });
    },
    "is lost from the start when a bank sends a direct debit back": async (shop) => {
      const dispute = await debitSentBack(shop);
      expect(dispute).toMatchObject({
        balance_transactions: [{ amount: -1999, fee: 750, reporting_category: "dispute" }],
        evidence_details: { due_by: 0 },
        is_charge_refundable: false,
        network_reason_code: null,
        reason: "debit_not_authorized",
        status: "lost",
      });
      const error = await errorOf(shop.stripe.disputes.update(dispute.id, winning));
      expect(error.message).toBe("This dispute is already closed");
    },
    "is opened by the card's number too": async (shop) => {
      const method = await shop.call("POST", "/v1/payment_methods", {
        form: "type=card&card[number]=4000000000000259&card[exp_month]=12&card[exp_year]=40&card[cvc]=123",
      });
      await shop.pay(String(method.body.id));
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.disputes.list()).data).toHaveLength(1);
    },
    "is opened by a token of the card too": async (shop) => {
      const method = await shop.stripe.paymentMethods.create({
        type: "card",
        card: { token: "tok_createDispute" },
      });
      await shop.pay(method.id);
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.disputes.list()).data).toHaveLength(1);
    },
  },
});
