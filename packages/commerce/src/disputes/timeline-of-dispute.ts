import type { DisputeStatus } from "@dualtrack/contract";
import type { OrderEventKind } from "@dualtrack/db";
import { type DisputeStage, disputeStage } from "../payment-state/dispute-status.ts";

const endings: Partial<Record<DisputeStage, OrderEventKind>> = {
  answered: "inquiry_closed",
  won: "dispute_won",
  lost: "dispute_lost",
  prevented: "dispute_closed",
};

interface DisputeChange {
  /** Null: the dispute is new. */
  before: DisputeStatus | null;
  after: DisputeStatus;
  /** Whether staff accepted it in this shop. */
  isAccepted: boolean;
}

/** The timeline events for a dispute's change of status, in order. Steps that were skipped are included. */
export function timelineOfDispute({ before, after, isAccepted }: DisputeChange): OrderEventKind[] {
  if (before === after) return [];
  const kinds: OrderEventKind[] = [];
  const stage = disputeStage(after);
  const isInquiry = stage === "asked" || stage === "answered";
  const wasInquiry = before !== null && ["asked", "answered"].includes(disputeStage(before));
  if (isInquiry && before === null) kinds.push("inquiry_opened");
  const isReopened = stage === "taken" && before !== null && disputeStage(before) !== "taken";
  if (!isInquiry && (before === null || wasInquiry || isReopened)) kinds.push("dispute_opened");
  if (after.endsWith("under_review")) kinds.push("dispute_evidence_submitted");
  if (isAccepted && stage === "lost") kinds.push("dispute_accepted");
  const ending = endings[stage];
  if (ending !== undefined) kinds.push(ending);
  return kinds;
}
