import type { Refund, RefundState } from "@dualtrack/db";
import { type PaymentMethodRow, paymentMethodView } from "../payment-state/payment-method-view.ts";
import { isFailedRefund, isPaidAnotherWay } from "../payment-state/refundable.ts";

/**
 * What a customer may know of a refund: `sent`, the shop's part is done; `failed`, they should tell where else it may go;
 * `paid_another_way`, it failed, and the shop paid them outside Stripe.
 */
type CustomerRefundState = "requested" | "on_its_way" | "sent" | "failed" | "paid_another_way";

const states: Record<RefundState, CustomerRefundState> = {
  requested: "requested",
  pending: "on_its_way",
  requires_action: "on_its_way",
  succeeded: "sent",
  failed: "failed",
  canceled: "failed",
};

/** Refused because the customer has this money already: from their bank, or by another refund. */
const notMissed = ["charge_disputed", "charge_for_pending_refund_disputed", "charge_already_refunded"];

type ShownRefund = Pick<
  Refund,
  | "id"
  | "amount"
  | "currency"
  | "state"
  | "failureReason"
  | "retryOfId"
  | "paidAnotherWayAt"
  | "waivedAt"
  | "createdAt"
>;

/**
 * An order's refunds as its customer sees them, the oldest first; one that was made again is told by its last try, and one
 * that failed and is owed no longer is not told.
 */
export function customerRefunds(payments: readonly (PaymentMethodRow & { refunds: ShownRefund[] })[]) {
  return payments
    .flatMap(({ refunds, ...method }) => {
      const retried = new Set(refunds.map(({ retryOfId }) => retryOfId));
      return refunds
        .filter((refund) => !(isFailedRefund(refund) && refund.waivedAt !== null))
        .filter(({ id, failureReason }) => !retried.has(id) && !notMissed.includes(failureReason ?? ""))
        .map((refund) => ({ ...refund, method: paymentMethodView(method) }));
    })
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(({ method, ...refund }) => ({
      id: refund.id,
      amount: { amount: refund.amount, currency: refund.currency },
      state: isPaidAnotherWay(refund) ? ("paid_another_way" as const) : states[refund.state],
      /** What the money goes back to; null: Stripe did not say. */
      method,
      at: (refund.paidAnotherWayAt ?? refund.createdAt).toISOString(),
    }));
}
