import type { Refund, RefundState } from "@dualtrack/db";
import { type PaymentMethodRow, paymentMethodView } from "../payments/payment-method-view.ts";

/** What a customer may know of a refund: `sent`, the shop's part is done; `failed`, they should tell where else it may go. */
export type CustomerRefundState = "requested" | "on_its_way" | "sent" | "failed";

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
  "id" | "amount" | "currency" | "state" | "failureReason" | "retryOfId" | "createdAt"
>;

/** An order's refunds as its customer sees them, the oldest first; one that was made again is told by its last try. */
export function customerRefunds(payments: readonly (PaymentMethodRow & { refunds: ShownRefund[] })[]) {
  return payments
    .flatMap(({ refunds, ...method }) => {
      const retried = new Set(refunds.map(({ retryOfId }) => retryOfId));
      return refunds
        .filter(({ id, failureReason }) => !retried.has(id) && !notMissed.includes(failureReason ?? ""))
        .map((refund) => ({ ...refund, method: paymentMethodView(method) }));
    })
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(({ id, amount, currency, state, createdAt, method }) => ({
      id,
      amount: { amount, currency },
      state: states[state],
      /** What the money goes back to; null: Stripe did not say. */
      method,
      at: createdAt.toISOString(),
    }));
}
