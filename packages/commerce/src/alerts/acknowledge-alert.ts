import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Says to the others that somebody takes care of an alert. It stays open until its cause is gone. A repeated call changes nothing, nor
 * does one for an alert that is over. ALERT_NOT_FOUND.
 */
export function acknowledgeAlert(shop: Shop, { alertId, by }: { alertId: string; by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const { count } = await tx.alert.updateMany({
      where: { id: alertId, acknowledgedAt: null, clearedAt: null },
      data: { acknowledgedAt: now, acknowledgedBy: by.name },
    });
    const alert = await tx.alert.findUnique({ where: { id: alertId } });
    if (alert === null) throw new DomainError("ALERT_NOT_FOUND", {});
    if (count === 0) return;
    const after = { kind: alert.kind, ...(alert.subject === "" ? {} : { about: alert.subject }) };
    await writeAudit(unit, { action: "alert.acknowledge", subject: "alerts", before: {}, after });
  });
}
