import type { Order } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** The invoice is issued at the end of the transaction that confirms the order; orders from before have none. */
export async function hasInvoice(
  { tx, now }: UnitOfWork,
  { id, confirmedAt }: Pick<Order, "id" | "confirmedAt">,
): Promise<boolean> {
  if (confirmedAt?.getTime() === now.getTime()) return true;
  return (await tx.invoice.count({ where: { orderId: id, kind: "invoice" } })) > 0;
}
