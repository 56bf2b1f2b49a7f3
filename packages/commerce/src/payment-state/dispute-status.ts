import type { DisputeStatus } from "@dualtrack/contract";

/**
 * The stage of a dispute. `asked` and `answered`: an inquiry, no money has moved; `taken`: the bank has the money until it
 * decides; `prevented`: it ended before any money moved.
 */
export type DisputeStage = "asked" | "answered" | "taken" | "won" | "lost" | "prevented";

const stages: Record<DisputeStatus, DisputeStage> = {
  warning_needs_response: "asked",
  warning_under_review: "asked",
  warning_closed: "answered",
  needs_response: "taken",
  under_review: "taken",
  appeal_needs_response: "taken",
  appeal_under_review: "taken",
  won: "won",
  lost: "lost",
  prevented: "prevented",
};

export function disputeStage(status: DisputeStatus): DisputeStage {
  return stages[status];
}

export function statusesIn(...wanted: DisputeStage[]): DisputeStatus[] {
  return (Object.keys(stages) as DisputeStatus[]).filter((status) => wanted.includes(stages[status]));
}

/** Statuses in which the bank has the money, provisionally or finally. */
const withdrawnStatuses = statusesIn("taken", "lost");

/** The amount of a payment that the customer's bank has taken, in minor units. It can't be refunded. */
export function disputedAmountOf(disputes: readonly { status: DisputeStatus; amount: number }[]): number {
  return disputes
    .filter(({ status }) => withdrawnStatuses.includes(status))
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** The part of it that is finally lost. */
export function lostAmountOf(disputes: readonly { status: DisputeStatus; amount: number }[]): number {
  return disputes
    .filter(({ status }) => disputeStage(status) === "lost")
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** Statuses without a decision. */
export const openStatuses = statusesIn("asked", "taken");
/** Statuses that need an answer by staff before `dueBy`. */
export const unansweredStatuses = [
  "needs_response",
  "warning_needs_response",
  "appeal_needs_response",
] as const;

/** The order of statuses in a dispute's life: of two reports from the same millisecond the later status counts. */
const order: readonly DisputeStatus[] = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "lost",
  "appeal_needs_response",
  "appeal_under_review",
  "won",
  "prevented",
];

export function isFurther(status: DisputeStatus, than: DisputeStatus): boolean {
  return order.indexOf(status) > order.indexOf(than);
}
