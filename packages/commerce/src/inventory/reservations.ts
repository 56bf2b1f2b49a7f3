import {
  formatDraftOrderNumber,
  formatOrderNumber,
  type Money,
  type ReservationHistory,
  type ReservationPeriod,
  type ReservationState,
} from "@dualtrack/contract";
import {
  type BookingState,
  checkoutsByName,
  type Prisma,
  reservedByVariant,
  reservedTotals,
  searchCatalog,
} from "@dualtrack/db";
import { daysIn } from "../day-in-zone.ts";
import { lineTitle } from "../line-title.ts";
import { partsOfCursor } from "../page-cursor.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";
import { maxExtensions } from "../shop.ts";
import { checkoutName, readCheckoutName } from "../short-name.ts";

/** The most rows of a list of reservations. */
const maxListed = 200;

/**
 * Checkouts with reserved stock or time by the end of their reservation, at most 200; `total` is the number of all. Browsers count
 * down relative to `serverNow`, as their clocks may be wrong.
 */
export async function listHeldByCheckout(shop: Shop, { variantId }: { variantId?: string | undefined }) {
  const ofVariant = variantId === undefined ? {} : { variantId };
  const isHeld = { state: "held", ...ofVariant } as const;
  const where: Prisma.CheckoutWhereInput = {
    OR: [{ reservations: { some: isHeld } }, { bookings: { some: isHeld } }],
  };
  const [checkouts, total] = await Promise.all([
    shop.db.checkout.findMany({
      where,
      orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
      take: maxListed,
      select: {
        id: true,
        state: true,
        email: true,
        name: true,
        currency: true,
        createdAt: true,
        expiresAt: true,
        extensions: true,
        promisedUntil: true,
        order: { select: { number: true } },
        draftOrder: { select: { id: true, number: true } },
        reservations: { where: { state: "held" }, select: { variantId: true } },
        bookings: {
          where: { state: "held" },
          select: { position: true, startsAt: true, endsAt: true, resource: { select: { name: true } } },
        },
        lines: {
          orderBy: { position: "asc" },
          select: {
            position: true,
            variantId: true,
            productTitle: true,
            variantTitle: true,
            sku: true,
            quantity: true,
            amount: true,
          },
        },
      },
    }),
    shop.db.checkout.count({ where }),
  ]);
  return {
    serverNow: shop.clock.now().toISOString(),
    total,
    checkouts: checkouts.map(
      ({ id, currency, order, draftOrder, lines, reservations, bookings, ...checkout }) => {
        const held = lines.flatMap((line) => {
          const booking = bookings.find(({ position }) => position === line.position);
          const isHeld =
            booking !== undefined || reservations.some(({ variantId }) => variantId === line.variantId);
          return isHeld ? { ...line, booking } : [];
        });
        return {
          id,
          name: checkoutName(id),
          state: checkout.state,
          customer: { email: checkout.email, name: checkout.name },
          since: checkout.createdAt.toISOString(),
          expiresAt: checkout.expiresAt.toISOString(),
          /** Extensions by the customer, and the most that are allowed. */
          extensions: { used: checkout.extensions, most: maxExtensions },
          isPromised: checkout.promisedUntil !== null && checkout.promisedUntil >= checkout.expiresAt,
          orderNumber: order && formatOrderNumber(order.number),
          /** What staff have reserved for a customer; null: the customer has. */
          draftOrder: draftOrder && { id: draftOrder.id, number: formatDraftOrderNumber(draftOrder.number) },
          lines: held.map(({ productTitle, variantTitle, booking, ...line }) => ({
            position: line.position,
            variantId: line.variantId,
            sku: line.sku,
            quantity: line.quantity,
            title: lineTitle(productTitle, variantTitle),
            /** When and where it takes place; null: it is no time. */
            time:
              booking === undefined
                ? null
                : {
                    startsAt: booking.startsAt.toISOString(),
                    endsAt: booking.endsAt.toISOString(),
                    room: booking.resource.name,
                  },
          })),
          units: held.reduce((sum, { quantity }) => sum + quantity, 0),
          value: {
            amount: held.reduce((sum, { amount }) => sum + amount, 0),
            currency,
          } satisfies Money,
        };
      },
    ),
  };
}

/** Reserved units and places of time by variant, the most first; at most 200 variants. */
export async function listHeldByProduct(shop: Shop) {
  const rows = await reservedByVariant(shop.db, { limit: maxListed });
  return {
    serverNow: shop.clock.now().toISOString(),
    variants: rows.map(({ variantId, sku, held, checkouts, onHand, ...row }) => ({
      variantId,
      sku,
      held,
      checkouts,
      onHand,
      title: lineTitle(row.productTitle, row.variantTitle),
      value: { amount: row.amount, currency: row.currency } satisfies Money,
      firstEndsAt: row.firstEndsAt.toISOString(),
    })),
  };
}

const hourMs = 60 * 60_000;
const periodMs: Record<ReservationPeriod, number> = {
  "24h": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "30d": 30 * 24 * hourMs,
};

/**
 * Figures of reservations; one checkout counts as one reservation.
 * - `held`: units and places of time reserved now, and their price without shipping
 * - `ended`: reservations that ended within the period: `ordered` (paid and sold), `expired` (its time ran out), or
 *   `released` (ended by the customer, staff or a fault at Stripe)
 * - `expiryRate`: share of expired ones; null if none ended
 * - `conversionRate`: share of ordered ones; null if none ended
 */
export async function reservationFigures(shop: Shop, { period }: { period: ReservationPeriod }) {
  const since = new Date(shop.clock.now().getTime() - periodMs[period]);
  const [totals, states] = await Promise.all([
    reservedTotals(shop.db),
    shop.db.checkout.groupBy({ by: ["state"], where: { endedAt: { gte: since } }, _count: { _all: true } }),
  ]);
  const countOf = (state: string) => states.find((row) => row.state === state)?._count._all ?? 0;
  const [ordered, expired, released] = [countOf("completed"), countOf("expired"), countOf("cancelled")];
  const ended = ordered + expired + released;
  return {
    held: {
      units: totals.reduce((sum, { units }) => sum + units, 0),
      checkouts: totals.reduce((sum, { checkouts }) => sum + checkouts, 0),
      values: totals.map(({ amount, currency }): Money => ({ amount, currency })),
    },
    ended,
    ordered,
    expired,
    released,
    expiryRate: ended === 0 ? null : expired / ended,
    conversionRate: ended === 0 ? null : ordered / ended,
  };
}

const endedFields = {
  checkoutId: true,
  variantId: true,
  quantity: true,
  createdAt: true,
  endedAt: true,
  variant: { select: { title: true, sku: true, product: { select: { title: true } } } },
  checkout: {
    select: {
      email: true,
      name: true,
      endedBy: true,
      endedReason: true,
      order: { select: { number: true } },
    },
  },
} as const;

/** How a booking's time stopped being reserved, as with stock: one that was cancelled after it was paid is free for others again. */
const reservationStateOf: Record<BookingState, ReservationState> = {
  held: "held",
  confirmed: "committed",
  released: "released",
  expired: "expired",
  cancelled: "released",
};

/**
 * Ended reservations of stock and of time, the last ended first. The cursor is end, checkout, and variant or booking; both tables are
 * read from there on, and the first ones of both are a page.
 */
export async function listReservationHistory(shop: Shop, filter: ReservationHistory) {
  const { cursor, limit, states } = filter;
  const after = cursor === undefined ? null : readCursor(cursor);
  const where = await filtersOf(shop, filter);
  const isWanted = (state: BookingState) => !states?.length || states.includes(reservationStateOf[state]);
  const bookingStates = (Object.keys(reservationStateOf) as BookingState[]).filter(isWanted);
  const [goods, times] = await Promise.all([
    shop.db.reservation.findMany({
      where: {
        AND: [...where, ...rowsAfter(after, "variantId")],
        ...(states?.length && { state: { in: states } }),
      },
      orderBy: [{ endedAt: "desc" }, { checkoutId: "desc" }, { variantId: "desc" }],
      take: limit + 1,
      select: { ...endedFields, state: true },
    }),
    shop.db.booking.findMany({
      where: { AND: [...where, ...rowsAfter(after, "id")], state: { in: bookingStates } },
      orderBy: [{ endedAt: "desc" }, { checkoutId: "desc" }, { id: "desc" }],
      take: limit + 1,
      select: {
        ...endedFields,
        id: true,
        state: true,
        startsAt: true,
        endsAt: true,
        resource: { select: { name: true } },
      },
    }),
  ]);
  const rows = [
    ...goods.map((row) => ({ ...row, key: row.variantId, time: null })),
    ...times.map(({ id, state, startsAt, endsAt, resource, ...row }) => ({
      ...row,
      state: reservationStateOf[state],
      key: id,
      /** When and where it was to take place; null: it is no time. */
      time: { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), room: resource.name },
    })),
  ].sort(lastEndedFirst);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    reservations: page.map(({ checkoutId, key, variant, checkout, createdAt, endedAt, ...row }) => ({
      ...row,
      id: `${checkoutId}.${key}`,
      name: checkoutName(checkoutId),
      title: lineTitle(variant.product.title, variant.title),
      sku: variant.sku,
      customer: { email: checkout.email, name: checkout.name },
      heldAt: createdAt.toISOString(),
      endedAt: (endedAt ?? createdAt).toISOString(),
      /** The member of staff who released it, and their reason. */
      ended: checkout.endedBy === null ? null : { by: checkout.endedBy, reason: checkout.endedReason },
      orderNumber: checkout.order && formatOrderNumber(checkout.order.number),
    })),
    nextCursor:
      rows.length > limit && last?.endedAt
        ? `${last.endedAt.getTime()}.${last.checkoutId}.${last.key}`
        : null,
  };
}

interface Ended {
  endedAt: Date | null;
  checkoutId: string;
  key: string;
}

/** As PostgreSQL sorts them: a uuid as its bytes, which is as its text. */
function lastEndedFirst(one: Ended, other: Ended): number {
  const [a, b] = [one.checkoutId + one.key, other.checkoutId + other.key];
  return Number(other.endedAt) - Number(one.endedAt) || (a < b ? 1 : -1);
}

/** The most checkouts that a search by short name finds. */
const maxNamed = 200;

/** Conditions for reservations and bookings alike. */
async function filtersOf(
  shop: Shop,
  { q, from, to }: ReservationHistory,
): Promise<(Prisma.ReservationWhereInput & Prisma.BookingWhereInput)[]> {
  const where: (Prisma.ReservationWhereInput & Prisma.BookingWhereInput)[] = [
    { endedAt: { not: null, ...daysIn(shop.settings.timeZone, { from, to }) } },
  ];
  if (q) {
    const { variantIds } = await searchCatalog(shop.db, await readSearchTerms(shop.db, q));
    const prefix = readCheckoutName(q);
    const named = prefix === null ? [] : await checkoutsByName(shop.db, { prefix, limit: maxNamed });
    where.push({ OR: [{ variantId: { in: variantIds } }, { checkoutId: { in: named } }] });
  }
  return where;
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const cursorShape = new RegExp(`^(\\d{1,15})\\.(${uuid})\\.(${uuid})$`);

/** CURSOR_INVALID. */
function readCursor(cursor: string): { endedAt: Date; checkoutId: string; key: string } {
  const [time, checkoutId = "", key = ""] = partsOfCursor(cursor, cursorShape);
  return { endedAt: new Date(Number(time)), checkoutId, key };
}

/** The rows of a table after a cursor; `column` is its last part. */
function rowsAfter<Column extends "variantId" | "id">(
  cursor: { endedAt: Date; checkoutId: string; key: string } | null,
  column: Column,
) {
  if (cursor === null) return [];
  const { endedAt, checkoutId, key } = cursor;
  return [
    {
      OR: [
        { endedAt: { lt: endedAt } },
        { endedAt, checkoutId: { lt: checkoutId } },
        { endedAt, checkoutId, [column]: { lt: key } },
      ],
    },
  ];
}
