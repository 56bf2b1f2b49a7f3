import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lockOrder } from "../orders/lock-order.ts";
import { findRefundable, type RefundableOrder } from "../payment-state/refundable.ts";

/** Locks an order and reads it with all rows for refunds. ORDER_NOT_FOUND. */
export async function lockRefundable(tx: Tx, orderId: string): Promise<RefundableOrder> {
  await lockOrder(tx, orderId);
  const order = await findRefundable(tx, orderId);
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  return order;
}
