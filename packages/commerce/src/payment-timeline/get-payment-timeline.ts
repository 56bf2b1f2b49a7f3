import {
  formatOrderNumber,
  maxTimelineEntries,
  parseOrderNumber,
  readIgnoredReason,
  readStripeProblem,
  syncResultSchema,
} from "@dualtrack/contract";
import { orderHistories } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { callEntries } from "./call-entries.ts";
import { checkTimeline } from "./check-timeline.ts";
import { customerEntries } from "./customer-entries.ts";
import { stripeIdsOf, type TimelineOrder, timelineRows } from "./order-of-timeline.ts";
import { staffEntries } from "./staff-entries.ts";
import type { PaymentTimelineEntry } from "./timeline-entry.ts";

interface GetPaymentTimeline {
  number: string;
  /** Who asks: the audit log's entries are for managers and owners. */
  by: Pick<Actor, "role">;
}

/**
 * Everything that happened to an order's payment, from all tracks, the oldest first: what its customer did, calls to Stripe and its events, decisions, syncs,
 * what a reconciliation found, and what staff did. And whether the books say what its decisions say. ORDER_NOT_FOUND.
 */
export async function getPaymentTimeline(shop: Shop, { number, by }: GetPaymentTimeline) {
  const parsed = parseOrderNumber(number);
  const order =
    parsed === null
      ? null
      : await shop.db.order.findUnique({ where: { number: parsed }, select: timelineRows });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const sources = [
    customerEntries(order),
    decisionEntries(order),
    syncEntries(order),
    await callEntries(shop, order),
    await eventEntries(shop, order),
    await discrepancyEntries(shop, order),
    by.role === "support" ? [] : await staffEntries(shop, order),
  ];
  const [history] = await orderHistories(shop.db, { orderId: order.id });
  if (history === undefined) throw new DomainError("ORDER_NOT_FOUND", {});
  return {
    number: formatOrderNumber(order.number),
    currency: order.currency,
    entries: inOrder(sources.flatMap((entries) => inOrder(entries).slice(-maxTimelineEntries))),
    /** Whether older entries were left out, as there are too many of one source. */
    isCut: sources.some((entries) => entries.length > maxTimelineEntries),
    check: checkTimeline(history),
  };
}

/** By time; those of the same millisecond stay in the order in which they were written. */
function inOrder(entries: readonly PaymentTimelineEntry[]): PaymentTimelineEntry[] {
  return entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function decisionEntries({ timeline }: TimelineOrder): PaymentTimelineEntry[] {
  return timeline.map(({ id, kind: decision, track, stripeId, details, occurredAt }) => ({
    ...{ kind: "decision", id: `decision:${id}`, at: occurredAt.toISOString(), track },
    ...{ decision, stripeId, details, ids: stripeId === null ? [] : [stripeId] },
  }));
}

function syncEntries({ checkout }: TimelineOrder): PaymentTimelineEntry[] {
  return checkout.syncRunItems.map(({ runId, state, result, doneAt, run }) => {
    const parsed = syncResultSchema.safeParse(result);
    return {
      ...{ kind: "sync", id: `sync:${runId}`, at: (doneAt ?? run.startedAt).toISOString(), track: "sync" },
      ...{ ids: [], startedBy: run.startedBy, state, result: parsed.data?.code ?? null },
    };
  });
}

async function eventEntries(shop: Shop, order: TimelineOrder): Promise<PaymentTimelineEntry[]> {
  const rows = await shop.db.webhookEvent.findMany({
    where: { objectId: { in: stripeIdsOf(order) } },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: maxTimelineEntries + 1,
    omit: { payload: true },
  });
  return rows.reverse().map((row) => ({
    ...{ kind: "event", id: `event:${row.id}`, at: row.receivedAt.toISOString(), track: "webhook" },
    ids: [row.id, ...(row.objectId === null ? [] : [row.objectId])],
    ...{ type: row.type, state: row.state, attempts: row.attempts, deliveries: row.deliveries },
    ignoredReason: readIgnoredReason(row.ignoredReason),
    problem: row.lastError === null ? null : readStripeProblem(row.lastError),
    createdAt: row.createdAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
  }));
}

async function discrepancyEntries(
  shop: Shop,
  { checkoutId }: TimelineOrder,
): Promise<PaymentTimelineEntry[]> {
  const rows = await shop.db.discrepancy.findMany({
    where: { checkoutId },
    orderBy: [{ foundAt: "desc" }, { id: "desc" }],
    take: maxTimelineEntries + 1,
  });
  return rows.reverse().map(({ id, kind: finding, subject, state, foundAt, resolvedBy }) => ({
    ...{ kind: "discrepancy", id: `discrepancy:${id}`, at: foundAt.toISOString(), track: "reconciliation" },
    ...{ ids: [subject], finding, state, resolvedBy },
  }));
}
