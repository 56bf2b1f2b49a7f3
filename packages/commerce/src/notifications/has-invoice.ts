import type { Order } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** The invoice is issued at the end of the transaction that records its money; orders from before have none. */
export async function hasInvoice(
  { tx, now }: UnitOfWork,
  { id, paidAt }: Pick<Order, "id" | "paidAt">,
): Promise<boolean> {
  if (paidAt?.getTime() === now.getTime()) return true;
  return (await tx.invoice.count({ where: { orderId: id, kind: "invoice" } })) > 0;
}
