import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Charge, Dispute } from "../../stripe/stripe-types.ts";
import { dueBy, loseWhenUnanswered } from "./deadlines.ts";
import { networkReasonCode } from "./network-reason-codes.ts";
import { disputesOf } from "./open-dispute.ts";
import { isClosed, isInquiry, moveDispute } from "./states.ts";
import { reinstateFunds, withdrawFunds } from "./withdraw-funds.ts";

/** The bank sides with the shop. An inquiry ends without having become a chargeback. */
export function winDispute(work: UnitOfWork, dispute: Dispute): Dispute {
  assertOpen(dispute);
  if (isInquiry(dispute)) return closeAs(work, dispute, "warning_closed");
  const won: Dispute = {
    ...moveDispute(reinstateFunds(work, dispute), "won"),
    is_charge_refundable: true,
  };
  work.store.update(won);
  recordEvent(work, "charge.dispute.closed", won);
  // "Occurs when funds are reinstated to your account after a dispute is closed." https://docs.stripe.com/api/events/types
  recordEvent(work, "charge.dispute.funds_reinstated", won);
  return won;
}

/** The bank sides with the customer. An inquiry ends too: only `escalateInquiry` takes money for it. */
export function loseDispute(work: UnitOfWork, dispute: Dispute): Dispute {
  assertOpen(dispute);
  return closeAs(work, dispute, isInquiry(dispute) ? "warning_closed" : "lost");
}

/** The shop accepts the dispute. https://docs.stripe.com/api/disputes/close */
export function acceptDispute(work: UnitOfWork, dispute: Dispute): Dispute {
  assertOpen(dispute);
  return closeAs(work, dispute, "lost");
}

/** The bank is not content with the answer to its question, and takes the money. */
export function escalateInquiry(work: UnitOfWork, inquiry: Dispute): Dispute {
  assertOpen(inquiry);
  if (!isInquiry(inquiry)) throw refusal("Only an inquiry can be escalated; this is a chargeback already.");
  const card = inquiry.payment_method_details?.card;
  const escalated: Dispute = {
    ...moveDispute(inquiry, "needs_response"),
    evidence_details: { ...inquiry.evidence_details, due_by: dueBy(work) },
    is_charge_refundable: false,
    ...(card
      ? {
          payment_method_details: {
            type: "card",
            card: {
              ...card,
              case_type: "chargeback",
              network_reason_code: networkReasonCode(card.network, inquiry.reason, false),
            },
          },
        }
      : {}),
  };
  work.store.update(escalated);
  recordEvent(work, "charge.dispute.updated", escalated, inquiry);
  loseWhenUnanswered(work, escalated);
  return withdrawFunds(work, escalated);
}

/** What a bank in test mode decides about evidence. https://docs.stripe.com/testing#evidence */
const decisions: Record<string, (work: UnitOfWork, dispute: Dispute) => Dispute> = {
  winning_evidence: winDispute,
  losing_evidence: loseDispute,
  escalate_inquiry_evidence: (work, dispute) =>
    isInquiry(dispute) ? escalateInquiry(work, dispute) : dispute,
};

/** Whether the evidence says how a bank in test mode decides. */
export function isDecisive({ evidence }: Dispute): boolean {
  return Object.hasOwn(decisions, evidence.uncategorized_text?.trim() ?? "");
}

/** The bank has looked at the evidence. */
export function decideDispute(work: UnitOfWork, id: string): void {
  const dispute = work.store.find("dispute", id);
  if (dispute?.status.endsWith("under_review"))
    decisions[dispute.evidence.uncategorized_text?.trim() ?? ""]?.(work, dispute);
}

/** The day has passed by which the shop had to answer. */
export function loseUnanswered(work: UnitOfWork, id: string): void {
  const dispute = work.store.find("dispute", id);
  if (dispute?.status === "needs_response") loseDispute(work, dispute);
}

/** After so long a time no bank makes a chargeback of an inquiry any more. */
export function closeOldInquiry(work: UnitOfWork, id: string): void {
  const dispute = work.store.find("dispute", id);
  if (dispute && isInquiry(dispute) && !isClosed(dispute)) closeAs(work, dispute, "warning_closed");
}

/** Who has all their money back asks no more. https://docs.stripe.com/disputes/how-disputes-work#inquiries */
export function closeInquiriesOf(work: UnitOfWork, { id, refunded }: Charge): void {
  if (!refunded) return;
  for (const dispute of disputesOf(work, id)) closeOldInquiry(work, dispute.id);
}

function closeAs(work: UnitOfWork, dispute: Dispute, status: "lost" | "warning_closed"): Dispute {
  const closed = moveDispute(dispute, status);
  work.store.update(closed);
  recordEvent(work, "charge.dispute.closed", closed);
  return closed;
}

/** Refuses to touch a dispute that is over. */
export function assertOpen(dispute: Dispute): void {
  if (isClosed(dispute)) throw refusal("This dispute is already closed");
}
