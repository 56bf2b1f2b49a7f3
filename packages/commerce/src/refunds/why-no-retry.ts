import type { RefusalDetails } from "@dualtrack/contract";
import type { DisputeStatus, RefundState } from "@dualtrack/db";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { isFailedRefund, isPaidAnotherWay, isUnsuccessfulRefund } from "../payment-state/refundable.ts";

export type WhyNoRetry = RefusalDetails["REFUND_NOT_RETRIABLE"]["because"];

interface FailedRefund {
  id: string;
  amount: number;
  state: RefundState;
  paidAnotherWayAt: Date | null;
  waivedAt: Date | null;
}

interface RefundedPayment {
  amountReceived: number;
  refunds: readonly (FailedRefund & { retryOfId: string | null })[];
  disputes: readonly { status: DisputeStatus; amount: number }[];
}

/**
 * Why a refund can't be retried or paid another way; null if it can. `payment` is the refund's payment with all refunds.
 */
export function whyNoRetry(
  { amountReceived, refunds, disputes }: RefundedPayment,
  refund: FailedRefund,
): WhyNoRetry | null {
  const { id, amount } = refund;
  if (!isFailedRefund(refund)) return "not_failed";
  if (isPaidAnotherWay(refund)) return "paid_another_way";
  if (refund.waivedAt !== null) return "waived";
  if (refunds.some(({ retryOfId }) => retryOfId === id)) return "tried_again";
  const refunded = refunds
    .filter((each) => !isUnsuccessfulRefund(each))
    .reduce((sum, each) => sum + each.amount, 0);
  const left = amountReceived - refunded;
  if (amount > left) return "refunded_meanwhile";
  return amount > left - disputedAmountOf(disputes) ? "charge_disputed" : null;
}
