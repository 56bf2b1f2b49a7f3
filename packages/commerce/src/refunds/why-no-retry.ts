import type { RefusalDetails } from "@dualtrack/contract";
import type { DisputeStatus, RefundState } from "@dualtrack/db";
import { statusesIn } from "../disputes/dispute-status.ts";
import { isDeadRefund } from "../orders/refundable.ts";

export type WhyNoRetry = RefusalDetails["REFUND_NOT_RETRIABLE"]["because"];

interface RefundedPayment {
  amountReceived: number;
  refunds: readonly { id: string; amount: number; state: RefundState; retryOfId: string | null }[];
  disputes: readonly { status: DisputeStatus }[];
}

/** Why a refund can't be made again as it was; null: it can. `payment` is its own, with all of its refunds. */
export function whyNoRetry(
  { amountReceived, refunds, disputes }: RefundedPayment,
  { id, amount, state }: { id: string; amount: number; state: RefundState },
): WhyNoRetry | null {
  if (!isDeadRefund({ state })) return "not_failed";
  if (refunds.some(({ retryOfId }) => retryOfId === id)) return "tried_again";
  if (disputes.some(({ status }) => statusesIn("taken", "lost").includes(status))) return "charge_disputed";
  const refunded = refunds
    .filter((refund) => !isDeadRefund(refund))
    .reduce((sum, refund) => sum + refund.amount, 0);
  return amount > amountReceived - refunded ? "refunded_meanwhile" : null;
}
