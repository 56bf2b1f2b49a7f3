import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { debit, ibans } from "../src/testing/sepa.ts";
import { checksOf } from "./check.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A paid charge that its owner's bank has just questioned: by a test card, after the half second that Stripe takes. */
async function disputed(shop: Shop, card = "pm_card_createDispute", amount = 1999) {
  const intent = await shop.pay(card, { amount });
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  const { data } = await shop.stripe.disputes.list({ payment_intent: intent.id });
  const dispute = data[0];
  if (!dispute) throw new Error(`${card} opened no dispute`);
  return { dispute, intent, charge: String(intent.latest_charge) };
}

const inquired = (shop: Shop) => disputed(shop, "pm_card_createDisputeInquiry");

/** A direct debit that the bank paid, and has just sent back. */
async function debitSentBack(shop: Shop) {
  const { id } = await debit(shop, ibans.disputed);
  await shop.control("POST", "/clock", { advanceMs: 6_000 });
  const [dispute] = (await shop.stripe.disputes.list({ payment_intent: id })).data;
  if (!dispute) throw new Error("The bank opened no dispute");
  return dispute;
}

/** The types of the events that come after the dispute was opened. */
async function historyAfter(shop: Shop, opening: string): Promise<string[]> {
  const types = await shop.history();
  return types.slice(types.lastIndexOf(opening) + 1);
}

const opened = "charge.dispute.funds_withdrawn";
const winning = { evidence: { uncategorized_text: "winning_evidence" } };
const losing = { evidence: { uncategorized_text: "losing_evidence" } };
const review = (shop: Shop) => shop.control("POST", "/clock", { advanceMs: 5_000 });

const opening = checksOf("GET /v1/disputes/{id}", {
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

const updating = checksOf("POST /v1/disputes/{id}", {
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
  idempotency: {
    "sends evidence once when the request is repeated": async (shop) => {
      const { dispute } = await disputed(shop);
      const send = () =>
        shop.stripe.disputes.update(
          dispute.id,
          { evidence: { customer_name: "A. Customer" } },
          { idempotencyKey: "evidence-1" },
        );
      await send();
      expect((await send()).evidence_details.submission_count).toBe(1);
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.updated"]);
    },
  },
});

const closing = checksOf("POST /v1/disputes/{id}/close", {
  states: {
    "accepts a chargeback as lost, at once": async (shop) => {
      const { dispute } = await disputed(shop);
      expect((await shop.stripe.disputes.close(dispute.id)).status).toBe("lost");
    },
    "accepts a dispute that the bank is looking at": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.update(dispute.id, winning);
      await shop.stripe.disputes.close(dispute.id);
      await review(shop);
      expect((await shop.stripe.disputes.retrieve(dispute.id)).status).toBe("lost");
    },
  },
  refusals: {
    "refuses to close twice": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      const error = await errorOf(shop.stripe.disputes.close(dispute.id));
      expect(error).toMatchObject({ statusCode: 400, message: "This dispute is already closed" });
    },
  },
  events: {
    "tell once that it is closed": async (shop) => {
      const { dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      await shop.control("POST", "/clock", { advanceMs: 10 * DAY_MS });
      expect(await historyAfter(shop, opened)).toEqual(["charge.dispute.closed"]);
    },
  },
});

const listing = checksOf("GET /v1/disputes", {
  results: {
    "finds disputes by charge, by payment and by time": async (shop) => {
      const first = await disputed(shop);
      await shop.control("POST", "/clock", { advanceMs: DAY_MS });
      const second = await disputed(shop, "pm_card_createDisputeProductNotReceived");
      const ids = async (params: object) =>
        (await shop.stripe.disputes.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.dispute.id, first.dispute.id]);
      expect(await ids({ charge: first.charge })).toEqual([first.dispute.id]);
      expect(await ids({ payment_intent: second.intent.id })).toEqual([second.dispute.id]);
      expect(await ids({ created: { gt: first.dispute.created } })).toEqual([second.dispute.id]);
    },
    "finds none for a charge that nobody disputed": async (shop) => {
      await disputed(shop);
      const { latest_charge } = await shop.pay();
      expect((await shop.stripe.disputes.list({ charge: String(latest_charge) })).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      await shop.pay("pm_card_createMultipleDisputes");
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      const first = await shop.stripe.disputes.list({ limit: 1 });
      expect(first.has_more).toBe(true);
      const rest = await shop.stripe.disputes.list({ starting_after: first.data[0]?.id ?? "" });
      expect(rest).toMatchObject({ has_more: false });
      expect(rest.data).toHaveLength(1);
    },
  },
});

const refunding = checksOf("POST /v1/refunds", {
  refusals: {
    "refuses a charge that was charged back": async (shop) => {
      const { charge } = await disputed(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 100 }));
      expect(error).toMatchObject({ statusCode: 400, code: "charge_disputed" });
      expect(error.message).toBe(`Charge ${charge} has been charged back; cannot issue a refund.`);
    },
    "refuses a charge whose dispute was lost": async (shop) => {
      const { charge, dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ code: "charge_disputed" });
    },
    "refuses a charge of which one of two disputes is still open": async (shop) => {
      const { charge, dispute } = await disputed(shop, "pm_card_createMultipleDisputes");
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "win" });
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ code: "charge_disputed" });
    },
  },
  states: {
    "gives money back during an inquiry": async (shop) => {
      const { charge } = await inquired(shop);
      expect((await shop.stripe.refunds.create({ charge, amount: 100 })).status).toBe("succeeded");
    },
    "gives back what a dispute of a part leaves, and no more": async (shop) => {
      const { latest_charge } = await shop.pay();
      const charge = String(latest_charge);
      await shop.control("POST", `/charges/${charge}/dispute`, { amount: 1000 });
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 1000 }));
      expect(error).toMatchObject({ code: "charge_disputed" });
      expect((await shop.stripe.refunds.create({ charge, amount: 999 })).status).toBe("succeeded");
      const more = await errorOf(shop.stripe.refunds.create({ charge, amount: 1 }));
      expect(more).toMatchObject({ code: "charge_disputed" });
    },
    "gives money back after a dispute was won": async (shop) => {
      const { charge, dispute } = await disputed(shop);
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "win" });
      expect((await shop.stripe.refunds.create({ charge })).amount).toBe(1999);
    },
    "fails a pending refund when the charge is disputed meanwhile": async (shop) => {
      const { latest_charge } = await shop.pay("pm_card_pendingRefund");
      const charge = String(latest_charge);
      const refund = await shop.stripe.refunds.create({ charge, amount: 500 });
      await shop.control("POST", `/charges/${charge}/dispute`, { amount: 1000 });
      expect(await shop.stripe.refunds.retrieve(refund.id)).toMatchObject({
        status: "failed",
        failure_reason: "charge_for_pending_refund_disputed",
      });
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(0);
    },
  },
});

export const disputeChecks = [...opening, ...updating, ...closing, ...listing, ...refunding];
