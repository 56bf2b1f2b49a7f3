import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Adds a staff note to an order, which customers never see. ORDER_NOT_FOUND. */
export async function addNote(
  shop: Shop,
  { orderId, text, by }: { orderId: string; text: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const order = await tx.order.findUnique({ where: { id: orderId }, select: { number: true } });
    if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
    await tx.orderNote.create({ data: { orderId, text, staffName: by.name, createdAt: now } });
    const subject = formatOrderNumber(order.number);
    await writeAudit(unit, { action: "order.note", subject, before: {}, after: { text } });
  });
}
