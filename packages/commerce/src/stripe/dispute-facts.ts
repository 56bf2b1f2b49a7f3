import { type DisputeStatus, disputeStatuses } from "@dualtrack/contract";
import type Stripe from "stripe";

/** A dispute as Stripe reports it. Amounts are minor units. */
export interface DisputeFacts {
  id: string;
  chargeId: string;
  amount: number;
  /** Of `amount`: the payment's currency. */
  currency: string;
  status: DisputeStatus;
  reason: string;
  /** Null: there is nothing to answer, as with a returned debit. */
  dueBy: Date | null;
  isPastDue: boolean;
  hasEvidence: boolean;
  submissionCount: number;
  /** The amount that the bank has taken, in `balanceCurrency`: 0 for an inquiry, and after a dispute was won. */
  withdrawnAmount: number;
  /** In `balanceCurrency`. */
  feeAmount: number;
  /** Null: no money has moved. */
  balanceCurrency: string | null;
  openedAt: Date;
}

export interface FraudWarningFacts {
  id: string;
  chargeId: string;
  fraudType: string;
  /** Whether a refund can still prevent a dispute. */
  isActionable: boolean;
  warnedAt: Date;
}

export interface ReviewFacts {
  id: string;
  isOpen: boolean;
  openedReason: string;
  closedReason: string | null;
  openedAt: Date;
}

export function disputeFactsOf(dispute: Stripe.Dispute): DisputeFacts {
  const { evidence_details: details, balance_transactions: transactions } = dispute;
  // Withdrawals are negative, reversals positive.
  const balance = transactions.reduce((sum, { amount }) => sum + amount, 0);
  const fees = transactions.reduce((sum, { fee }) => sum + fee, 0);
  return {
    id: dispute.id,
    chargeId: idOf(dispute.charge),
    amount: dispute.amount,
    currency: dispute.currency,
    status: knownDisputeStatus(dispute.status),
    reason: dispute.reason,
    dueBy: details.due_by ? new Date(details.due_by * 1000) : null,
    isPastDue: details.past_due,
    hasEvidence: details.has_evidence,
    submissionCount: details.submission_count,
    withdrawnAmount: Math.max(0, -balance),
    feeAmount: Math.max(0, fees),
    balanceCurrency: transactions[0]?.currency ?? null,
    openedAt: new Date(dispute.created * 1000),
  };
}

export function fraudWarningFactsOf(warning: Stripe.Radar.EarlyFraudWarning): FraudWarningFacts {
  return {
    id: warning.id,
    chargeId: idOf(warning.charge),
    fraudType: warning.fraud_type,
    isActionable: warning.actionable,
    warnedAt: new Date(warning.created * 1000),
  };
}

export function reviewFactsOf(review: Stripe.Review): ReviewFacts {
  return {
    id: review.id,
    isOpen: review.open,
    openedReason: review.opened_reason,
    closedReason: review.closed_reason,
    openedAt: new Date(review.created * 1000),
  };
}

/** Stripe may add statuses: an unknown one throws here instead of being stored wrongly. */
function knownDisputeStatus(status: string): DisputeStatus {
  const known = disputeStatuses.find((each) => each === status);
  if (known === undefined) throw new Error(`Unknown dispute status ${status}`);
  return known;
}

function idOf(object: string | { id: string }): string {
  return typeof object === "string" ? object : object.id;
}
