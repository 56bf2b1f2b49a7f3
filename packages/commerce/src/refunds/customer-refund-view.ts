import type { Refund, RefundState } from "@dualtrack/db";
import { type PaymentMethodRow, paymentMethodView } from "../payment-state/payment-method-view.ts";
import { isFailedRefund, isPaidAnotherWay } from "../payment-state/refundable.ts";

/**
 * The state of a refund for customers. `sent`: the shop has done its part. `failed`: they should say how else to pay them.
 * `paid_another_way`: it failed, and the shop has paid them outside Stripe.
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

/** Failure reasons that mean that the customer has the money already, from their bank or by another refund. */
const alreadyReturnedReasons = [
  "charge_disputed",
  "charge_for_pending_refund_disputed",
  "charge_already_refunded",
];

type ShownRefund = Pick<
  Refund,
  | "id"
  | "amount"
  | "currency"
  | "state"
  | "isUncaptured"
  | "failureReason"
  | "retryOfId"
  | "paidAnotherWayAt"
  | "waivedAt"
  | "createdAt"
>;

/**
 * An order's refunds for the customer, the oldest first. Of retried refunds only the last attempt is shown; waived ones are
 * left out, and so is what was never charged.
 */
export function customerRefunds(payments: readonly (PaymentMethodRow & { refunds: ShownRefund[] })[]) {
  return payments
    .flatMap(({ refunds, ...method }) => {
      const retried = new Set(refunds.map(({ retryOfId }) => retryOfId));
      return refunds
        .filter(({ isUncaptured }) => !isUncaptured)
        .filter((refund) => !(isFailedRefund(refund) && refund.waivedAt !== null))
        .filter(
          ({ id, failureReason }) =>
            !retried.has(id) && !alreadyReturnedReasons.includes(failureReason ?? ""),
        )
        .map((refund) => ({ ...refund, method: paymentMethodView(method) }));
    })
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(({ method, ...refund }) => ({
      id: refund.id,
      amount: { amount: refund.amount, currency: refund.currency },
      state: isPaidAnotherWay(refund) ? ("paid_another_way" as const) : states[refund.state],
      /** The payment method that is refunded; null: unknown. */
      method,
      at: (refund.paidAnotherWayAt ?? refund.createdAt).toISOString(),
    }));
}
