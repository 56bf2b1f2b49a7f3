import { lockCheckout, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

/** Locks the order's checkout, which protects payment and goods, until the transaction ends. ORDER_NOT_FOUND. */
export async function lockOrder(tx: Tx, orderId: string): Promise<void> {
  const found = await tx.order.findUnique({ where: { id: orderId }, select: { checkoutId: true } });
  if (found === null) throw new DomainError("ORDER_NOT_FOUND", {});
  await lockCheckout(tx, found.checkoutId);
}
