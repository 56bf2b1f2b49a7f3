import { type AuditAction, formatOrderNumber, maxTimelineEntries } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import type { TimelineOrder } from "./order-of-timeline.ts";
import type { PaymentTimelineEntry } from "./timeline-entry.ts";

/** What staff did to the order, as the audit log has it. */
export async function staffEntries(
  shop: Shop,
  { number }: Pick<TimelineOrder, "number">,
): Promise<PaymentTimelineEntry[]> {
  const rows = await shop.db.auditEntry.findMany({
    where: { subject: formatOrderNumber(number) },
    orderBy: { id: "desc" },
    take: maxTimelineEntries + 1,
    select: { id: true, at: true, action: true, staffName: true },
  });
  return rows.reverse().map(({ id, at, action, staffName: by }) => ({
    ...{ kind: "staff", id: `staff:${id}`, at: at.toISOString(), track: "staff" },
    ...{ ids: [], action: action as AuditAction, by },
  }));
}
