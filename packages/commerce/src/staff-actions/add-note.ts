import { formatOrderNumber } from "@dualtrack/contract";
import { transact } from "@dualtrack/db";
import { type Actor, writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** Staff write something about an order for each other; customers never see it. ORDER_NOT_FOUND. */
export async function addNote(
  shop: Shop,
  { orderId, text, by }: { orderId: string; text: string; by: Actor },
): Promise<void> {
  const at = shop.clock.now();
  await transact(shop.db, async (tx) => {
    const order = await tx.order.findUnique({ where: { id: orderId }, select: { number: true } });
    if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
    await tx.orderNote.create({ data: { orderId, text, staffName: by.name, createdAt: at } });
    const subject = formatOrderNumber(order.number);
    await writeAudit(tx, { by, action: "order.note", subject, before: {}, after: { text }, at });
  });
}
