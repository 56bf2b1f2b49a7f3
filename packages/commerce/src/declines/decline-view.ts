import { formatOrderNumber } from "@dualtrack/contract";
import type { DeclineRow } from "@dualtrack/db";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";

/** A declined attempt, as staff see it. */
export function declineView({ amount, currency, failedAt, orderNumber: number, ...row }: DeclineRow) {
  const { methodType, methodLabel, methodLast4, orderState, ...rest } = row;
  return {
    ...rest,
    amount: { amount, currency },
    method: paymentMethodView({ methodType, methodLabel, methodLast4 }),
    failedAt: failedAt.toISOString(),
    /** The order that its checkout became; null: none. */
    order:
      number === null || orderState === null
        ? null
        : { number: formatOrderNumber(number), state: orderState },
  };
}

export type DeclineView = ReturnType<typeof declineView>;
