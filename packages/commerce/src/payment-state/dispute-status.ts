import type { DisputeStatus } from "@dualtrack/contract";

/**
 * How far a dispute has come. `asked`: an inquiry, no money has moved; `taken`: the bank holds the money until it
 * decides; `prevented`: it ended before it cost anything.
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

/** The bank has the money, for now or for good. */
const withdrawnStatuses = statusesIn("taken", "lost");

/** How much of a payment its customer's bank has, in minor units: that can't be refunded. */
export function disputedAmountOf(disputes: readonly { status: DisputeStatus; amount: number }[]): number {
  return disputes
    .filter(({ status }) => withdrawnStatuses.includes(status))
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** How much of that is gone for good. */
export function lostAmountOf(disputes: readonly { status: DisputeStatus; amount: number }[]): number {
  return disputes
    .filter(({ status }) => disputeStage(status) === "lost")
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** Nothing is decided. */
export const openStatuses = statusesIn("asked", "taken");
/** Staff must answer before `dueBy`. */
export const unansweredStatuses = [
  "needs_response",
  "warning_needs_response",
  "appeal_needs_response",
] as const;

/** Among answers that were asked for in the same millisecond, the one that is further along in a dispute's life counts. */
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
