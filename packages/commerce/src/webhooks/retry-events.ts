import type { AuditSubject } from "@dualtrack/contract";
import { notify, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Events that only staff, or a later try, can move. */
const retriable = { state: { in: ["failed" as const, "dead" as const] } };

/** The most events that one press sends again, so that its transaction stays short; the next press takes the next. */
const maxPerRetry = 400;

/**
 * Acts on a failed or dead event once more, now: its attempts are counted from zero, so that it can fail and die
 * again; the log keeps those that were. An event that is no longer failed or dead is left alone, so pressing twice is
 * once. EVENT_NOT_FOUND.
 */
export function retryWebhookEvent(
  shop: Shop,
  { eventId, by }: { eventId: string; by: Actor },
): Promise<{ retried: number }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const event = await tx.webhookEvent.findUnique({ where: { id: eventId }, select: eventFields });
    if (event === null) throw new DomainError("EVENT_NOT_FOUND", {});
    if (!(await requeue(tx, eventId))) return { retried: 0 };
    const { id: _, ...before } = event;
    await writeAudit(unit, {
      action: "webhook.retry",
      subject: eventId,
      before,
      after: { state: "received", attempts: 0 },
    });
    return { retried: 1 };
  });
}

/** The same for every failed or dead event, the oldest first. Answers how many that was, and how many are left. */
export function retryAllWebhookEvents(
  shop: Shop,
  { by }: { by: Actor },
): Promise<{ retried: number; left: number }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const events = await tx.webhookEvent.findMany({
      where: retriable,
      orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
      take: maxPerRetry,
      select: eventFields,
    });
    const retried: typeof events = [];
    for (const event of events) if (await requeue(tx, event.id)) retried.push(event);
    const left = await tx.webhookEvent.count({ where: retriable });
    if (retried.length === 0) return { retried: 0, left };
    const dead = retried.filter(({ state }) => state === "dead").length;
    await writeAudit(unit, {
      action: "webhook.retry",
      subject: "webhook_events" satisfies AuditSubject,
      before: { failed: retried.length - dead, dead },
      after: { count: retried.length, events: retried.map(({ id }) => id) },
    });
    return { retried: retried.length, left };
  });
}

const eventFields = { id: true, type: true, state: true, attempts: true } as const;

/** False: somebody else has done it, or it was processed meanwhile. */
async function requeue(tx: Tx, eventId: string): Promise<boolean> {
  const { count } = await tx.webhookEvent.updateMany({
    where: { id: eventId, ...retriable },
    data: { state: "received", attempts: 0, lastError: null },
  });
  if (count === 0) return false;
  await queueJob(tx, "handle-event", { eventId }, { key: `event:${eventId}` }); // replaces a try that waits its turn
  await notify(tx, { topic: "webhook", id: eventId });
  return true;
}
