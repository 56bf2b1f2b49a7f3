import type { AuditSubject } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { queueJob } from "../jobs.ts";
import { lockOrder } from "../orders/lock-order.ts";
import type { Shop } from "../shop.ts";
import { transact, transactFor } from "../unit-of-work.ts";
import { followInvoices } from "./follow-invoices.ts";

export const missingInvoices = {
  paidAt: { not: null },
  invoices: { none: {} },
} satisfies Prisma.OrderWhereInput;

/** Queues the issue of the invoices of all paid orders that have none. Pressed twice, it is one job. */
export async function requestMissingInvoices(shop: Shop, { by }: { by: Actor }): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const orders = await unit.tx.order.count({ where: missingInvoices });
    await writeAudit(unit, {
      action: "invoices.issue_missing",
      subject: "invoices" satisfies AuditSubject,
      before: {},
      after: { orders },
    });
    await queueJob(unit.tx, "issue-missing-invoices", {}, { key: "issue-missing-invoices" });
  });
}

/** Orders read at a time. */
const batch = 100;

/** Issues them in the order of payment, each in its own transaction; their date of issue is today. */
export async function issueMissingInvoices(shop: Shop): Promise<void> {
  while (true) {
    const orders = await shop.db.order.findMany({
      where: missingInvoices,
      orderBy: [{ paidAt: "asc" }, { number: "asc" }],
      take: batch,
      select: { id: true, checkoutId: true },
    });
    for (const { id: orderId, checkoutId } of orders)
      await transact(shop, "staff", async (unit) => {
        await lockOrder(unit.tx, orderId);
        await followInvoices(unit, { checkoutId, mayIssue: () => true });
      });
    if (orders.length < batch) return;
  }
}
