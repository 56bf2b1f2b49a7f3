import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { lockOrder } from "../orders/lock-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Records that staff have entered an order's documents at Stripe Tax by hand, or that they need not be there: they are tried no longer, and
 * leave Home. ORDER_NOT_FOUND.
 */
export async function dismissTaxRecords(
  shop: Shop,
  { orderId, by }: { orderId: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockOrder(tx, orderId);
    const order = await tx.order.findUnique({ where: { id: orderId }, select: { number: true } });
    if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
    const due = await tx.taxRecord.findMany({
      where: { orderId, state: "due" },
      select: { id: true, problem: true, invoice: { select: { number: true } } },
    });
    if (due.length === 0) return;
    await tx.taxRecord.updateMany({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { state: "dismissed" },
    });
    await writeAudit(unit, {
      action: "order.dismiss_tax_records",
      subject: formatOrderNumber(order.number),
      before: { invoices: due.map(({ invoice }) => invoice.number), problem: due[0]?.problem ?? null },
      after: {},
    });
  });
}
