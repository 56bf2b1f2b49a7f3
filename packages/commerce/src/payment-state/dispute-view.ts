import { isBankDebit } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { disputeStage, openStatuses } from "./dispute-status.ts";

type DisputeRow = Prisma.DisputeGetPayload<object>;

/**
 * A dispute as staff see it. Times are ISO instants; money that moved is in the account's currency. `methodType`: what
 * the payment was made with.
 */
export function disputeView(shop: Shop, dispute: DisputeRow, methodType: string | null) {
  const { id, status, balanceCurrency, dueBy, closedAt, answeredAt } = dispute;
  const moved = (amount: number) => (balanceCurrency === null ? null : { amount, currency: balanceCurrency });
  return {
    id,
    status,
    amount: { amount: dispute.amount, currency: dispute.currency },
    /** Stripe's reason, e.g. `fraudulent`. */
    reason: dispute.reason,
    /** The bank asks, and has taken nothing (yet). */
    isInquiry: disputeStage(status) === "asked" || disputeStage(status) === "answered",
    /** It was a bank's debit, which the bank has returned: there was nothing to answer. */
    isReturnedDebit: status === "lost" && isBankDebit(methodType),
    isOpen: openStatuses.includes(status),
    /** Evidence can be saved and submitted here. */
    canRespond: canRespond(dispute, shop.clock.now()),
    canAccept: status === "needs_response",
    /** Until when evidence is taken; null: nothing can be answered. */
    deadline: dueBy?.toISOString() ?? null,
    isPastDue: dispute.isPastDue || (dueBy !== null && dueBy <= shop.clock.now()),
    hasEvidence: dispute.hasEvidence,
    submissionCount: dispute.submissionCount,
    /** What the bank holds; 0 once it is back. Null: no money has moved. */
    withdrawn: moved(dispute.withdrawnAmount),
    fee: moved(dispute.feeAmount),
    openedAt: dispute.openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    /** Who answered or accepted it here; null: nobody, or somebody at Stripe. */
    answeredBy: answeredAt === null ? null : dispute.answeredBy,
    answeredAt: answeredAt?.toISOString() ?? null,
    /** Its page in Stripe's dashboard; null with the sandbox, which has none. */
    dashboardUrl: dashboardUrl(shop, `disputes/${id}`),
  };
}

/** Whether the bank still takes evidence. An appeal is answered at Stripe. */
export function canRespond(
  { status, isPastDue, dueBy }: Pick<DisputeRow, "status" | "isPastDue" | "dueBy">,
  now: Date,
): boolean {
  const isAwaitingResponse = status === "needs_response" || status === "warning_needs_response";
  return isAwaitingResponse && !isPastDue && (dueBy === null || dueBy > now);
}

/** A bank's early warning that a payment is probably fraud. */
export function fraudWarningView(warning: Prisma.FraudWarningGetPayload<object>) {
  return {
    id: warning.id,
    fraudType: warning.fraudType,
    /** A refund still prevents a dispute, and nobody has said that the order is kept. */
    needsDecision: warning.isActionable && warning.dismissedAt === null,
    isActionable: warning.isActionable,
    warnedAt: warning.warnedAt.toISOString(),
    dismissedBy: warning.dismissedBy,
    dismissedAt: warning.dismissedAt?.toISOString() ?? null,
  };
}

/** Stripe's review of a payment; it is ended in Stripe's dashboard. */
export function reviewView(review: Prisma.PaymentReviewGetPayload<object>) {
  const { id, isOpen, openedReason, closedReason, openedAt } = review;
  return { id, isOpen, openedReason, closedReason, openedAt: openedAt.toISOString() };
}

function dashboardUrl(shop: Shop, path: string): string | null {
  const { stripeDashboard } = shop.settings;
  return stripeDashboard === null ? null : `${stripeDashboard}/${path}`;
}
