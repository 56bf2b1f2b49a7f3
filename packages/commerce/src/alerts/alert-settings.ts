import type { AlertMessageProblem, UpdateAlertSettings } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { lastChange } from "../audit/last-change.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { chooseAlerted } from "../staff/choose-alerted.ts";
import { transactFor } from "../unit-of-work.ts";
import { testAlertMessage } from "./send-alert-message.ts";
import { queueAlertMessage } from "./tell-alerts.ts";

/**
 * Who is told of alerts, and when, and whether messages arrive. The address is a secret: whoever knows it can write there, so only its host is
 * answered.
 */
export async function getAlertSettings(shop: Shop) {
  const [row, people, changed] = await Promise.all([
    read(shop.db),
    shop.db.staff.findMany({
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true, email: true, getsAlerts: true },
    }),
    lastChange(shop.db, { action: "alerts.update" }),
  ]);
  return {
    version: row.version,
    webhookHost: hostOf(row.webhookUrl),
    /** Why the last message did not arrive; null: it did, or there was none. */
    messages:
      row.messageProblem === null
        ? null
        : {
            problem: row.messageProblem as AlertMessageProblem,
            since: row.messagesFailSince?.toISOString() ?? null,
          },
    quietHours: quietHoursOf(row),
    timeZone: shop.settings.timeZone,
    people,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    changed,
  };
}

/** Saves who is told of alerts, and when. ALERT_SETTINGS_CHANGED, if somebody else has saved since `version`. */
export function updateAlertSettings(
  shop: Shop,
  { version, webhookUrl, quietHours, staffIds, by }: UpdateAlertSettings & { by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await read(tx);
    const url = webhookUrl === undefined ? before.webhookUrl : webhookUrl;
    const { count } = await tx.alertSettings.updateMany({
      where: { id: 1, version },
      data: {
        ...{ webhookUrl: url, quietFrom: quietHours?.from ?? null, quietUntil: quietHours?.until ?? null },
        version: { increment: 1 },
        ...(url === before.webhookUrl ? {} : { messageProblem: null, messagesFailSince: null }),
      },
    });
    if (count === 0) throw await outdatedVersion(tx, "ALERT_SETTINGS_CHANGED", { action: "alerts.update" });
    const people = await chooseAlerted(unit, staffIds);
    if (url !== null && url !== before.webhookUrl) await queueAlertMessage(unit);
    await writeChanges(unit, {
      ...{ action: "alerts.update", subject: "alerts" },
      before: { ...factsOf(before), recipients: people.before },
      after: {
        ...factsOf({
          webhookUrl: url,
          quietFrom: quietHours?.from ?? null,
          quietUntil: quietHours?.until ?? null,
        }),
        recipients: people.after,
      },
    });
  });
}

/** Sends a message that says that it is a test. Answers why it was not taken; null: it was. ALERT_ADDRESS_MISSING. */
export async function testAlertSettings(
  shop: Shop,
  { by }: { by: Actor },
): Promise<{ problem: AlertMessageProblem | null }> {
  const { webhookUrl } = await read(shop.db);
  if (webhookUrl === null) throw new DomainError("ALERT_ADDRESS_MISSING", {});
  const problem = await testAlertMessage(shop, webhookUrl);
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, { action: "alerts.test", subject: "alerts", before: {}, after: { problem } }),
  );
  return { problem };
}

function read(tx: Tx) {
  return tx.alertSettings.findUniqueOrThrow({ where: { id: 1 } });
}

type Stored = Awaited<ReturnType<typeof read>>;

function quietHoursOf({ quietFrom, quietUntil }: Pick<Stored, "quietFrom" | "quietUntil">) {
  return quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
}

/** For the audit log, which many read: without the address. */
function factsOf(stored: Pick<Stored, "webhookUrl" | "quietFrom" | "quietUntil">) {
  const { quietFrom, quietUntil } = stored;
  return { webhookHost: hostOf(stored.webhookUrl), quietFrom, quietUntil };
}

function hostOf(webhookUrl: string | null): string | null {
  return webhookUrl === null ? null : new URL(webhookUrl).host;
}
