import { type AlertDetails, type AlertKind, alertKinds, alertText, isUrgent } from "@dualtrack/contract";
import type { Alert } from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import { queueJob } from "../jobs.ts";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** What comes back within this time after it was cleared, in ms, is the same alert; only then it is told that it is over. */
export const sameAlertMs = 15 * 60_000;

/** Of these, whoever gets alerts is mailed when they happen, with all facts. */
const mailedElsewhere: readonly AlertKind[] = ["dispute_open", "payment_unknown", "refund_failed"];

const urgentKinds = alertKinds.filter(isUrgent);

/**
 * Queues one mail to each of the chosen staff, and one message, about all alerts that nobody was told of yet, and about urgent ones that are
 * over. In quiet hours only what is urgent is told; the rest, if it is still true, when they end.
 */
export async function tellAlerts(unit: UnitOfWork): Promise<void> {
  const { tx, now, shop } = unit;
  const settings = await tx.alertSettings.findUniqueOrThrow({ where: { id: 1 } });
  const untold = await tx.alert.findMany({
    where: { clearedAt: null, toldAt: null, acknowledgedAt: null },
    orderBy: { openedAt: "asc" },
  });
  const isQuiet = isWithin(settings, minuteOf(now, shop.settings.timeZone));
  const opened = untold.filter(({ kind }) => !isQuiet || isUrgent(kind));
  const over = await tx.alert.findMany({
    where: {
      ...{ kind: { in: urgentKinds }, toldAt: { not: null }, clearToldAt: null },
      clearedAt: { lte: new Date(now.getTime() - sameAlertMs) },
    },
    orderBy: { openedAt: "asc" },
  });
  if (opened.length + over.length === 0) return;
  const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);
  await tx.alert.updateMany({ where: { id: { in: idsOf(opened) } }, data: { toldAt: now } });
  await tx.alert.updateMany({ where: { id: { in: idsOf(over) } }, data: { clearToldAt: now } });
  if (settings.webhookUrl !== null) await queueAlertMessage(unit);
  const isMailedHere = ({ kind }: Alert) => !mailedElsewhere.includes(kind);
  await mailAlerts(unit, { opened: opened.filter(isMailedHere), over: over.filter(isMailedHere) });
}

/** Queues the message about all that was told and not sent yet; one that waits already stays the only one. */
export function queueAlertMessage({ tx }: Pick<UnitOfWork, "tx">): Promise<void> {
  return queueJob(tx, "send-alert-message", {}, { key: "alert-message" });
}

async function mailAlerts(
  unit: UnitOfWork,
  { opened, over }: { opened: readonly Alert[]; over: readonly Alert[] },
): Promise<void> {
  const { shop, now } = unit;
  const lines = [
    ...opened.map(textOf),
    ...over.map((alert) => ({ title: `Over: ${textOf(alert).title}`, advice: null })),
  ];
  const [first] = lines;
  if (first === undefined) return;
  const more = lines.length === 1 ? "" : `, and ${lines.length - 1} more`;
  await queueStaffAlert(unit, {
    key: `alerts:${now.getTime()}`,
    subject: first.title + more,
    paragraphs: lines.map(({ title, advice }) => (advice === null ? `${title}.` : `${title}. ${advice}`)),
    link: { label: "Alerts", url: `${shop.settings.publicUrl}/admin/alerts` },
    rows: [],
  });
}

/** An alert in words, with the console's page for it. */
export function textOf({ kind, subject, details }: Pick<Alert, "kind" | "subject" | "details">) {
  return alertText(kind, { subject, details: details as unknown as AlertDetails });
}

function minuteOf(at: Date, timeZone: string): number {
  const { hour, minute } = inZone(at, timeZone);
  return 60 * hour + minute;
}

/** Whether a time of day is within the quiet hours, which may go over midnight. */
function isWithin(
  { quietFrom, quietUntil }: { quietFrom: number | null; quietUntil: number | null },
  minute: number,
): boolean {
  if (quietFrom === null || quietUntil === null) return false;
  const isAfter = minute >= quietFrom;
  const isBefore = minute < quietUntil;
  return quietFrom < quietUntil ? isAfter && isBefore : isAfter || isBefore;
}
