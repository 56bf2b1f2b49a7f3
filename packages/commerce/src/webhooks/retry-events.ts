import type { AuditSubject } from "@dualtrack/contract";
import { notify, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Events that staff can retry. */
const retriable = { state: { in: ["failed" as const, "dead" as const] } };

/** The most events in one retry, so that its transaction stays short. */
const maxPerRetry = 400;

/**
 * Retries a failed or dead event now. Its attempts are counted from zero again; the list of attempts keeps the earlier ones.
 * An event in another state is not changed, so a repeated request retries once. EVENT_NOT_FOUND.
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

/** Retries all failed and dead events, the oldest first. Answers their number, and how many are left. */
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

/** Answers false if the event was retried or processed meanwhile. */
async function requeue(tx: Tx, eventId: string): Promise<boolean> {
  const { count } = await tx.webhookEvent.updateMany({
    where: { id: eventId, ...retriable },
    data: { state: "received", attempts: 0, lastError: null },
  });
  if (count === 0) return false;
  await queueJob(tx, "handle-event", { eventId }, { key: `event:${eventId}` }); // replaces a scheduled retry
  await notify(tx, { topic: "webhook", id: eventId });
  return true;
}
