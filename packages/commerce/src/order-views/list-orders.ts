import { formatOrderNumber, type ListOrders, type OrderFilter, type OrderSort } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { partsOfCursor } from "../page-cursor.ts";
import { bankWaitOf } from "../payment-state/bank-wait.ts";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { paymentRisksOf, riskRows, withFailedRefund } from "../payment-state/payment-risks.ts";
import { paidAnotherWay } from "../payment-state/refundable.ts";
import { chargedAmountOf, refundedAtStripe } from "../payment-state/uncaptured.ts";
import type { Shop } from "../shop.ts";
import { attentionOf, findFailures, type OrderFailures } from "./attention.ts";
import { bookedDays, whereOf } from "./order-filter.ts";

const listedFields = {
  id: true,
  checkoutId: true,
  number: true,
  state: true,
  isProvisional: true,
  paymentState: true,
  fulfilmentState: true,
  email: true,
  name: true,
  shippingAddress: true,
  billingAddress: true,
  totalAmount: true,
  uncapturedAmount: true,
  currency: true,
  placedAt: true,
  confirmedAt: true,
  paymentIntentId: true,
  checkout: {
    select: {
      payments: {
        select: {
          paymentIntentId: true,
          amountReceived: true,
          amountRefunded: true,
          status: true,
          methodType: true,
          refunds: { select: { amount: true, state: true, paidAnotherWayAt: true, isUncaptured: true } },
          ...riskRows,
        },
      },
    },
  },
  lines: { select: { quantity: true } }, // Prisma's own _count would count the lines of all orders first
} satisfies Prisma.OrderSelect;

export type ListedOrder = ReturnType<typeof listedOrder> & { booked: string[] };

/**
 * Orders for staff. The cursor is sort key and number, not an offset, so that all pages are equally fast and new orders move
 * nothing. `seenUntil`: orders placed later are new to a reader of this page.
 */
export async function listOrders(shop: Shop, { sort, cursor, limit, ...filter }: ListOrders) {
  const now = shop.clock.now();
  const { key, direction } = sortKeys[sort];
  const failures = await findFailures(shop);
  const where = await whereOf(shop, filter, failures);
  const rows = await shop.db.order.findMany({
    where: cursor === undefined ? where : { AND: [where, after(cursor, sort)] },
    orderBy: [{ [key]: direction }, { number: direction }],
    take: limit + 1,
    select: listedFields,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const refundFailed = await withFailedRefund(
    shop.db,
    page.map(({ paymentIntentId }) => paymentIntentId),
  );
  const booked = await bookedOf(shop, filter, page);
  const newest = sort === "newest" ? page[0]?.placedAt : undefined;
  return {
    orders: page.map((row) => ({
      ...listedOrder(shop, { failures, refundFailed }, row),
      /** The times that begin on the days that are asked for, in their order; none if no days are. */
      booked: booked.get(row.checkoutId) ?? [],
    })),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last, key) : null,
    seenUntil: (newest ?? now).toISOString(),
  };
}

/** The booked times of these orders, by checkout, that begin on the days of the filter. */
async function bookedOf(
  shop: Shop,
  filter: OrderFilter,
  page: readonly { checkoutId: string }[],
): Promise<ReadonlyMap<string, string[]>> {
  const where = bookedDays(shop, filter);
  if (where === null || page.length === 0) return new Map();
  const bookings = await shop.db.booking.findMany({
    where: { AND: [where, { checkoutId: { in: page.map(({ checkoutId }) => checkoutId) } }] },
    orderBy: { startsAt: "asc" },
    select: { checkoutId: true, startsAt: true },
  });
  const times = Map.groupBy(bookings, ({ checkoutId }) => checkoutId);
  return new Map([...times].map(([id, rows]) => [id, rows.map(({ startsAt }) => startsAt.toISOString())]));
}

function listedOrder(
  shop: Shop,
  { failures, refundFailed }: { failures: OrderFailures; refundFailed: ReadonlySet<string> },
  row: Prisma.OrderGetPayload<{ select: typeof listedFields }>,
) {
  const { number, totalAmount, uncapturedAmount, currency, placedAt, confirmedAt, checkout, lines, ...rest } =
    row;
  const { shippingAddress, billingAddress, checkoutId: _, ...order } = rest;
  const refunded = checkout.payments.reduce(
    (sum, payment) => sum + refundedAtStripe(payment) + paidAnotherWay(payment.refunds),
    0,
  );
  return {
    ...order,
    number: formatOrderNumber(number),
    total: { amount: totalAmount, currency },
    /** The total without what is never charged of it: what the customer pays, or has paid. */
    toPay: { amount: totalAmount - uncapturedAmount, currency },
    charged: {
      amount: checkout.payments.reduce((sum, payment) => sum + chargedAmountOf(payment), 0),
      currency,
    },
    /** What of the total is never charged: all of it once the card is released. */
    notCharged: { amount: row.paymentState === "released" ? totalAmount : uncapturedAmount, currency },
    refunded: { amount: refunded, currency },
    itemCount: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    // Without a delivery, the payer's.
    country: countryOf(shippingAddress ?? billingAddress),
    risks: paymentRisksOf(row, refundFailed),
    /** The amount that banks have taken in disputes. */
    disputed: { amount: disputedAmountOf(checkout.payments.flatMap(({ disputes }) => disputes)), currency },
    placedAt: placedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    bank: bankWaitOf(shop, { state: row.state, placedAt, payments: checkout.payments }),
    attention: attentionOf(shop, failures, row),
  };
}

/** ISO 3166-1 alpha-2, e.g. AT; null if there is no address. */
function countryOf(address: Prisma.JsonValue): string | null {
  if (typeof address !== "object" || address === null || Array.isArray(address)) return null;
  return typeof address.country === "string" ? address.country : null;
}

const sortKeys = {
  newest: { key: "placedAt", direction: "desc" },
  oldest: { key: "placedAt", direction: "asc" },
  highest: { key: "totalAmount", direction: "desc" },
  lowest: { key: "totalAmount", direction: "asc" },
} as const satisfies Record<OrderSort, object>;

interface SortKey {
  placedAt: Date;
  totalAmount: number;
  number: number;
}

function cursorOf(row: SortKey, key: "placedAt" | "totalAmount"): string {
  return `${key === "placedAt" ? row.placedAt.getTime() : row.totalAmount}.${row.number}`;
}

/** The rows after a cursor. CURSOR_INVALID. */
function after(cursor: string, sort: OrderSort): Prisma.OrderWhereInput {
  const { key, direction } = sortKeys[sort];
  const [value = 0, number = 0] = partsOfCursor(cursor, /^(\d{1,15})\.(\d{1,10})$/).map(Number);
  const at = key === "placedAt" ? new Date(value) : value;
  if (!isInt32(number) || (key === "totalAmount" && !isInt32(value)))
    throw new DomainError("CURSOR_INVALID", {});
  const isDown = direction === "desc";
  return {
    // Redundant, but PostgreSQL can start in the index with it, which it can't with an `or`.
    [key]: isDown ? { lte: at } : { gte: at },
    OR: [
      { [key]: isDown ? { lt: at } : { gt: at } },
      { [key]: at, number: isDown ? { lt: number } : { gt: number } },
    ],
  };
}

function isInt32(value: number): boolean {
  return value === (value | 0);
}
