import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { DisputeGrounds } from "../../stripe/dispute-grounds.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Charge, Dispute } from "../../stripe/stripe-types.ts";
import { closeInquiryInTheEnd, dueBy, loseWhenUnanswered } from "./deadlines.ts";
import { eligibilityOf } from "./enhanced-evidence.ts";
import { noEvidence } from "./evidence.ts";
import { networkReasonCode } from "./network-reason-codes.ts";
import { withdrawFunds } from "./withdraw-funds.ts";

/**
 * The customer's bank questions a charge. A chargeback takes the money and a fee at once; an inquiry takes nothing. The
 * bank of a direct debit asks nobody: its dispute is lost from the start. https://docs.stripe.com/disputes/how-disputes-work
 * https://docs.stripe.com/payments/sepa-debit#disputed-payments
 */
export function openDispute(work: UnitOfWork, charge: Charge, grounds: DisputeGrounds): Dispute {
  const { reason, inquiry = false } = grounds;
  const isFinal = charge.payment_method_details?.type !== "card";
  if (inquiry && isFinal) throw refusal("Only the bank of a card inquires before it disputes.");
  const types = grounds.enhanced ? [grounds.enhanced] : [];
  const dispute: Dispute = {
    id: newId("dp"),
    object: "dispute",
    amount: disputableAmount(work, charge, grounds.amount),
    balance_transactions: [],
    charge: charge.id,
    created: work.clock.seconds(),
    currency: charge.currency,
    enhanced_eligibility_types: types,
    evidence: noEvidence(),
    evidence_details: {
      due_by: isFinal ? 0 : dueBy(work),
      enhanced_eligibility: eligibilityOf(types, {}),
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...methodDetails(charge, grounds),
    reason,
    status: isFinal ? "lost" : inquiry ? "warning_needs_response" : "needs_response",
  };
  work.store.insert(dispute, null, dispute.created);
  const disputed: Charge = { ...charge, disputed: true };
  work.store.update(disputed);
  recordEvent(work, "charge.dispute.created", dispute);
  if (inquiry) {
    closeInquiryInTheEnd(work, dispute);
    return dispute;
  }
  const withdrawn = withdrawFunds(work, dispute);
  if (isFinal) recordEvent(work, "charge.dispute.closed", withdrawn);
  else loseWhenUnanswered(work, withdrawn);
  return withdrawn;
}

/** All disputes of a charge, newest first. */
export function disputesOf(work: UnitOfWork, charge: string): Dispute[] {
  return work.store.list({ type: "dispute", where: { charge }, limit: 100 }).data;
}

function disputableAmount(work: UnitOfWork, charge: Charge, asked: number | undefined): number {
  // What the shop has defended can be disputed anew.
  const pending = disputesOf(work, charge.id).filter(
    ({ status }) => status !== "won" && status !== "warning_closed",
  );
  const taken = pending.reduce((sum, { amount }) => sum + amount, 0);
  const left = charge.amount - charge.amount_refunded - taken;
  if (charge.status !== "succeeded" || !charge.captured || left <= 0)
    throw refusal(`Charge ${charge.id} has no money left to dispute.`);
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 1 || asked > left))
    throw refusal(`The disputed amount is a whole number from 1 to ${left}.`, { param: "amount" });
  return asked ?? left;
}

function methodDetails(
  charge: Charge,
  { reason, inquiry = false }: DisputeGrounds,
): Pick<Dispute, "payment_method_details" | "network_reason_code"> {
  const card = charge.payment_method_details?.card;
  if (!card) return { network_reason_code: null };
  const network = card.network ?? card.brand ?? "unknown";
  return {
    payment_method_details: {
      card: {
        brand: card.brand ?? "unknown",
        case_type: inquiry ? "inquiry" : reason === "noncompliant" ? "compliance" : "chargeback",
        network,
        network_reason_code: networkReasonCode(network, reason, inquiry),
      },
      type: "card",
    },
  };
}
