import { isBankDebit } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { disputeStage, openStatuses } from "./dispute-status.ts";

type DisputeRow = Prisma.DisputeGetPayload<object>;

/**
 * A dispute for staff. Times are ISO instants; moved amounts are in the account's currency. `methodType` is the payment's.
 */
export function disputeView(shop: Shop, dispute: DisputeRow, methodType: string | null) {
  const { id, status, balanceCurrency, dueBy, closedAt, answeredAt } = dispute;
  const inBalanceCurrency = (amount: number) =>
    balanceCurrency === null ? null : { amount, currency: balanceCurrency };
  return {
    id,
    status,
    amount: { amount: dispute.amount, currency: dispute.currency },
    /** Stripe's reason, e.g. `fraudulent`. */
    reason: dispute.reason,
    /** An inquiry: the bank has taken no money (yet). */
    isInquiry: disputeStage(status) === "asked" || disputeStage(status) === "answered",
    /** A debit that the bank has returned: it can't be answered. */
    isReturnedDebit: status === "lost" && isBankDebit(methodType),
    isOpen: openStatuses.includes(status),
    /** Whether evidence can be saved and submitted here. */
    canRespond: canRespond(dispute, shop.clock.now()),
    canAccept: status === "needs_response",
    /** Until when evidence is accepted; null if there is nothing to answer. */
    deadline: dueBy?.toISOString() ?? null,
    isPastDue: dispute.isPastDue || (dueBy !== null && dueBy <= shop.clock.now()),
    hasEvidence: dispute.hasEvidence,
    submissionCount: dispute.submissionCount,
    /** The amount that the bank has taken; 0 after it was returned. Null: no money has moved. */
    withdrawn: inBalanceCurrency(dispute.withdrawnAmount),
    fee: inBalanceCurrency(dispute.feeAmount),
    openedAt: dispute.openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    /** The member of staff who answered or accepted it here; null: nobody, or somebody in Stripe's dashboard. */
    answeredBy: answeredAt === null ? null : dispute.answeredBy,
    answeredAt: answeredAt?.toISOString() ?? null,
    /** The dispute's page in Stripe's dashboard; null with the sandbox. */
    dashboardUrl: dashboardUrl(shop, `disputes/${id}`),
  };
}

/** Whether the bank still accepts evidence. Appeals are answered in Stripe's dashboard. */
export function canRespond(
  { status, isPastDue, dueBy }: Pick<DisputeRow, "status" | "isPastDue" | "dueBy">,
  now: Date,
): boolean {
  const isAwaitingResponse = status === "needs_response" || status === "warning_needs_response";
  return isAwaitingResponse && !isPastDue && (dueBy === null || dueBy > now);
}

/** An early fraud warning for staff. */
export function fraudWarningView(warning: Prisma.FraudWarningGetPayload<object>) {
  return {
    id: warning.id,
    fraudType: warning.fraudType,
    /** Whether a refund can still prevent a dispute, and staff have not dismissed the warning. */
    needsDecision: warning.isActionable && warning.dismissedAt === null,
    isActionable: warning.isActionable,
    warnedAt: warning.warnedAt.toISOString(),
    dismissedBy: warning.dismissedBy,
    dismissedAt: warning.dismissedAt?.toISOString() ?? null,
  };
}

/** Stripe's review of a payment, which is closed in Stripe's dashboard. */
export function reviewView(review: Prisma.PaymentReviewGetPayload<object>) {
  const { id, isOpen, openedReason, closedReason, openedAt } = review;
  return { id, isOpen, openedReason, closedReason, openedAt: openedAt.toISOString() };
}

function dashboardUrl(shop: Shop, path: string): string | null {
  const { stripeDashboard } = shop.settings;
  return stripeDashboard === null ? null : `${stripeDashboard}/${path}`;
}
