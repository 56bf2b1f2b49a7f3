import { formatOrderNumber, type ListDisputes } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { whereOf } from "../order-views/order-filter.ts";
import { readCursor, writeCursor } from "../page-cursor.ts";
import { openStatuses, unansweredStatuses } from "../payment-state/dispute-status.ts";
import { disputeView } from "../payment-state/dispute-view.ts";
import type { Shop } from "../shop.ts";

const listedRows = {
  payment: {
    select: {
      methodType: true,
      checkout: {
        select: {
          order: {
            select: {
              number: true,
              name: true,
              email: true,
              state: true,
              paymentState: true,
              fulfilmentState: true,
              totalAmount: true,
              currency: true,
            },
          },
        },
      },
    },
  },
} satisfies Prisma.DisputeInclude;

/**
 * Disputes and inquiries for staff: the open ones by deadline, those without one first; the others from the newest to the
 * oldest. `counts` ignore the filter.
 */
export async function listDisputes(shop: Shop, { list, statuses, q, cursor, limit }: ListDisputes) {
  const isOpen = { status: { in: openStatuses } };
  const where: Prisma.DisputeWhereInput[] = [];
  if (list === "open") where.push(isOpen);
  if (list === "closed") where.push({ NOT: isOpen });
  if (statuses?.length) where.push({ status: { in: statuses } });
  if (q) where.push({ payment: { checkout: { order: { is: await whereOf(shop, { q }, new Map()) } } } });
  const byDeadline = list === "open";
  const [rows, open, all, unanswered] = await Promise.all([
    shop.db.dispute.findMany({
      where: { AND: [...where, byDeadline ? dueAfter(cursor) : openedBefore(cursor)] },
      orderBy: byDeadline
        ? [{ dueBy: { sort: "asc", nulls: "first" } }, { id: "asc" }]
        : [{ openedAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      include: listedRows,
    }),
    shop.db.dispute.count({ where: isOpen }),
    shop.db.dispute.count(),
    shop.db.dispute.count({ where: { status: { in: [...unansweredStatuses] } } }),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    disputes: page.map(({ payment, ...dispute }) => ({
      ...disputeView(shop, dispute, payment.methodType),
      paymentIntentId: dispute.paymentIntentId,
      order: orderView(payment.checkout.order),
    })),
    nextCursor:
      rows.length > limit && last !== undefined
        ? writeCursor({ at: byDeadline ? (last.dueBy ?? noDeadline) : last.openedAt, id: last.id })
        : null,
    counts: { open, closed: all - open, unanswered },
  };
}

type ListedOrder = Prisma.DisputeGetPayload<{ include: typeof listedRows }>["payment"]["checkout"]["order"];

function orderView(order: ListedOrder) {
  if (order === null) return null;
  const { number, totalAmount, currency, ...rest } = order;
  return { ...rest, number: formatOrderNumber(number), total: { amount: totalAmount, currency } };
}

/** Stands for "no deadline" in a cursor. */
const noDeadline = new Date(0);

function dueAfter(cursor: string | undefined): Prisma.DisputeWhereInput {
  const after = readCursor(cursor, "stripe");
  if (after === null) return {};
  const { at, id } = after;
  if (+at === +noDeadline) return { OR: [{ dueBy: null, id: { gt: id } }, { dueBy: { not: null } }] };
  return { OR: [{ dueBy: { gt: at } }, { dueBy: at, id: { gt: id } }] };
}

function openedBefore(cursor: string | undefined): Prisma.DisputeWhereInput {
  const after = readCursor(cursor, "stripe");
  if (after === null) return {};
  const { at, id } = after;
  return { OR: [{ openedAt: { lt: at } }, { openedAt: at, id: { lt: id } }] };
}
