import type { Dispute } from "../../stripe/stripe-types.ts";

export type DisputeStatus =
  | "warning_needs_response"
  | "warning_under_review"
  | "warning_closed"
  | "needs_response"
  | "under_review"
  | "won"
  | "lost";

/** Where a dispute can go. An inquiry (`warning_…`) may become a chargeback; a chargeback ends won or lost. */
export const disputeMoves: Record<DisputeStatus, readonly DisputeStatus[]> = {
  warning_needs_response: ["warning_under_review", "warning_closed", "needs_response", "lost"],
  warning_under_review: ["warning_closed", "needs_response", "lost"],
  warning_closed: [],
  needs_response: ["under_review", "won", "lost"],
  under_review: ["won", "lost"],
  won: [],
  lost: [],
};

/** Where a dispute is. Stripe's type leaves room for states to come, which the sandbox does not have. */
function statusOf({ id, status }: Dispute): DisputeStatus {
  if (!isStatus(status)) throw new Error(`${id} has the unknown status ${status}`);
  return status;
}

function isStatus(status: string): status is DisputeStatus {
  return Object.hasOwn(disputeMoves, status);
}

/** The dispute in its new status, if the table allows the move. Anything else is a bug of ours. */
export function moveDispute(dispute: Dispute, status: DisputeStatus): Dispute {
  const from = statusOf(dispute);
  if (!disputeMoves[from].includes(status)) throw new Error(`A dispute cannot go from ${from} to ${status}`);
  return { ...dispute, status };
}

/** Nobody will change it any more. */
export function isClosed(dispute: Dispute): boolean {
  return disputeMoves[statusOf(dispute)].length === 0;
}

/** Still a question of the bank, for which no money has moved. */
export function isInquiry({ status }: Dispute): boolean {
  return status.startsWith("warning_");
}
