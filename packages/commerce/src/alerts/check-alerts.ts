import { randomUUIDv7 } from "node:crypto";
import type { AlertKind } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { type Finding, findWrong } from "./rules.ts";
import { sameAlertMs, tellAlerts } from "./tell-alerts.ts";

interface CheckedAlerts {
  opened: number;
  cleared: number;
}

/**
 * Checks the rules: opens alerts of what is wrong now, clears those of what is no longer, and queues what tells people of it, in one
 * transaction. Several processes may check at the same time: one of them counts. Null: another one has checked meanwhile.
 */
export async function checkAlerts(shop: Shop): Promise<CheckedAlerts | null> {
  const { checkedAt } = await lastCheck(shop);
  const found = await findWrong(shop);
  return transact(shop, "sync", async (unit) => {
    const { tx, now } = unit;
    const { count } = await tx.alertSettings.updateMany({
      where: { id: 1, checkedAt },
      data: { checkedAt: now },
    });
    if (count === 0) return null;
    const checked = await recordFindings(unit, found);
    await tellAlerts(unit);
    return checked;
  });
}

/** When the rules were last checked, by any process. */
export function lastCheck(shop: Shop): Promise<{ checkedAt: Date | null }> {
  return shop.db.alertSettings.findUniqueOrThrow({ where: { id: 1 }, select: { checkedAt: true } });
}

async function recordFindings({ tx, now }: UnitOfWork, found: readonly Finding[]): Promise<CheckedAlerts> {
  const recently = new Date(now.getTime() - sameAlertMs);
  const recent = await tx.alert.findMany({
    where: { OR: [{ clearedAt: null }, { clearedAt: { gt: recently } }] },
    orderBy: { openedAt: "asc" },
  });
  const known = new Map(recent.map((alert) => [keyOf(alert), alert])); // the newest of each
  const opened = found.filter((finding) => !known.has(keyOf(finding)));
  await tx.alert.createMany({
    data: opened.map(({ kind, subject, details }) => ({
      ...{ id: randomUUIDv7(), kind, subject, details: { ...details }, openedAt: now },
    })),
  });
  for (const finding of found) {
    const alert = known.get(keyOf(finding));
    if (alert === undefined) continue;
    const details = { ...finding.details };
    if (alert.clearedAt !== null || JSON.stringify(alert.details) !== JSON.stringify(details))
      await tx.alert.update({ where: { id: alert.id }, data: { clearedAt: null, details } });
  }
  const stays = new Set(found.map(keyOf));
  const { count: cleared } = await tx.alert.updateMany({
    where: {
      id: { in: recent.filter((alert) => !stays.has(keyOf(alert))).map(({ id }) => id) },
      clearedAt: null,
    },
    data: { clearedAt: now },
  });
  return { opened: opened.length, cleared };
}

function keyOf({ kind, subject }: { kind: AlertKind; subject: string }): string {
  return `${kind} ${subject}`;
}
