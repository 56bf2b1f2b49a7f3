import {
  type CountNewerWebhookEvents,
  formatOrderNumber,
  type ListWebhookEvents,
  type ListWebhookRejections,
  readIgnoredReason,
  readRejectionReason,
  readStripeProblem,
  type WebhookFilter,
} from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import type Stripe from "stripe";
import { daysIn } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import type { Shop } from "../shop.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { paymentIntentIdOf } from "./receive-event.ts";

const eventFields = {
  id: true,
  type: true,
  objectId: true,
  state: true,
  payload: true,
  attempts: true,
  lastError: true,
  createdAt: true,
  receivedAt: true,
  processedAt: true,
  ignoredReason: true,
  deliveries: true,
  deliveredAt: true,
  lastDeliveredAt: true,
  signedWith: true,
} satisfies Prisma.WebhookEventSelect;

type EventRow = Prisma.WebhookEventGetPayload<{ select: typeof eventFields }>;

/** Stored events, newest first. */
export async function listWebhookEvents(shop: Shop, filter: ListWebhookEvents) {
  const rows = await shop.db.webhookEvent.findMany({
    where: {
      ...(filter.ids === undefined ? {} : { id: { in: filter.ids } }),
      AND: [...(await filtersOf(shop, filter)), receivedBefore(readCursor(filter.cursor, "stripe"))],
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    select: eventFields,
  });
  const page = rows.slice(0, filter.limit);
  const orders = await ordersOf(shop, page);
  const last = page.at(-1);
  return {
    events: page.map((row) => eventView(row, orders)),
    nextCursor: rows.length > filter.limit && last ? writeCursor({ at: last.receivedAt, id: last.id }) : null,
  };
}

/** The number of events received after `since`, for a list that shows a button instead of moving while it is read. */
export async function countNewerWebhookEvents(shop: Shop, { since, ...filter }: CountNewerWebhookEvents) {
  const where = { AND: [...(await filtersOf(shop, filter)), { receivedAt: { gt: new Date(since) } }] };
  return { newer: await shop.db.webhookEvent.count({ where }) };
}

/** The number of events that staff can retry. */
export async function countRetriableEvents(shop: Shop) {
  const rows = await shop.db.webhookEvent.groupBy({
    by: ["state"],
    where: { state: { in: ["failed", "dead"] } },
    _count: true,
  });
  const countOf = (state: string) => rows.find((row) => row.state === state)?._count ?? 0;
  return { failed: countOf("failed"), dead: countOf("dead") };
}

/** One event with its body, in which secrets are masked, and its attempts. EVENT_NOT_FOUND. */
export async function getWebhookEvent(shop: Shop, { eventId }: { eventId: string }) {
  const row = await shop.db.webhookEvent.findUnique({
    where: { id: eventId },
    select: { ...eventFields, tries: { orderBy: { id: "asc" } } },
  });
  if (row === null) throw new DomainError("EVENT_NOT_FOUND", {});
  return {
    ...eventView(row, await ordersOf(shop, [row])),
    body: maskSecrets(JSON.stringify(row.payload, null, 2)),
    log: row.tries.map(({ id, startedAt, durationMs, error }) => ({
      id: String(id),
      startedAt: startedAt.toISOString(),
      durationMs,
      error: error === null ? null : readStripeProblem(error),
    })),
  };
}

/** Rejected calls of the webhook route, newest first. */
export async function listWebhookRejections(shop: Shop, { cursor, limit }: ListWebhookRejections) {
  const rows = await shop.db.webhookRejection.findMany({
    where: receivedBefore(readCursor(cursor, "uuid")),
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rejections: page.map(({ receivedAt, bodyStart, reason, ...row }) => ({
      ...row,
      reason: readRejectionReason(reason),
      bodyStart: maskSecrets(bodyStart),
      receivedAt: receivedAt.toISOString(),
    })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.receivedAt, id: last.id }) : null,
  };
}

function eventView(row: EventRow, orders: Map<string, number>) {
  const number = orders.get(paymentIntentIdOf(row.payload as unknown as Stripe.Event) ?? "");
  return {
    id: row.id,
    type: row.type,
    objectId: row.objectId,
    state: row.state,
    order: number === undefined ? null : formatOrderNumber(number),
    attempts: row.attempts,
    lastError: row.lastError === null ? null : readStripeProblem(row.lastError),
    createdAt: row.createdAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
    ignoredReason: readIgnoredReason(row.ignoredReason),
    deliveries: row.deliveries,
    /** The last call with it; null: it was fetched, as none had come. */
    lastDeliveredAt: (row.lastDeliveredAt ?? row.deliveredAt)?.toISOString() ?? null,
    signedWith: row.signedWith,
  };
}

/** Order numbers by the ids of the events' payments, including payments of a checkout that did not pay its order. */
async function ordersOf(shop: Shop, rows: EventRow[]): Promise<Map<string, number>> {
  const ids = rows.flatMap(({ payload }) => paymentIntentIdOf(payload as unknown as Stripe.Event) ?? []);
  const isOneOf = { paymentIntentId: { in: [...new Set(ids)] } };
  const orders = await shop.db.order.findMany({
    where: { OR: [isOneOf, { checkout: { payments: { some: isOneOf } } }] },
    select: {
      number: true,
      paymentIntentId: true,
      checkout: { select: { payments: { select: { paymentIntentId: true } } } },
    },
  });
  return new Map(
    orders.flatMap(({ number, paymentIntentId, checkout }) =>
      [{ paymentIntentId }, ...checkout.payments].flatMap((payment) =>
        payment.paymentIntentId === null ? [] : [[payment.paymentIntentId, number] as const],
      ),
    ),
  );
}

async function filtersOf(
  shop: Shop,
  { states, reasons, type, q, from, to }: WebhookFilter,
): Promise<Prisma.WebhookEventWhereInput[]> {
  const where: Prisma.WebhookEventWhereInput[] = [];
  if (states?.length) where.push({ state: { in: states } });
  if (reasons?.length) where.push({ state: "ignored", ignoredReason: { in: reasons } });
  if (type) where.push({ type: { startsWith: escapeLike(type) } });
  if (q) where.push(await searchOf(shop, q));
  if (from !== undefined || to !== undefined)
    where.push({ receivedAt: daysIn(shop.settings.timeZone, { from, to }) });
  return where;
}

async function searchOf(shop: Shop, q: string): Promise<Prisma.WebhookEventWhereInput> {
  const number = readOrderNumber(q);
  if (number === null) {
    const startsWith = escapeLike(q);
    return { OR: [{ id: { startsWith } }, { objectId: { startsWith } }] };
  }
  return { objectId: { in: await objectsOfOrder(shop, number) } };
}

/** Ids of all Stripe objects of an order that an event can be about. */
async function objectsOfOrder(shop: Shop, number: number): Promise<string[]> {
  const order = await shop.db.order.findUnique({
    where: { number },
    select: {
      paymentIntentId: true,
      checkout: {
        select: {
          paymentSessions: { select: { stripeId: true } },
          payments: {
            select: {
              paymentIntentId: true,
              chargeId: true,
              refunds: { select: { stripeRefundId: true } },
              disputes: { select: { id: true } },
              fraudWarnings: { select: { id: true } },
              reviews: { select: { id: true } },
            },
          },
        },
      },
    },
  });
  if (order === null) return [];
  const ids = order.checkout.payments.flatMap((payment) => [
    payment.paymentIntentId,
    payment.chargeId,
    ...payment.refunds.map(({ stripeRefundId }) => stripeRefundId),
    ...[...payment.disputes, ...payment.fraudWarnings, ...payment.reviews].map(({ id }) => id),
  ]);
  const sessions = order.checkout.paymentSessions.map(({ stripeId }) => stripeId);
  return [order.paymentIntentId, ...sessions, ...ids].filter((id) => id !== null);
}

function receivedBefore(cursor: PageCursor | null) {
  if (cursor === null) return {};
  const { at: receivedAt, id } = cursor;
  return { OR: [{ receivedAt: { lt: receivedAt } }, { receivedAt, id: { lt: id } }] };
}
