import { formatOrderNumber, readStripeProblem } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { amountToCapture } from "../payment-state/uncaptured.ts";
import type { Shop } from "../shop.ts";
import { warningMs } from "./authorization-times.ts";

/** Shipped orders whose authorization ended without a capture are shown for this time after their confirmation, in ms. */
const lostForMs = 30 * 24 * 60 * 60_000;

/** Authorizations that run out within two days and whose order nobody has shipped, charged or cancelled. */
export function endingAuthorizations(shop: Shop): Prisma.PaymentAuthorizationWhereInput {
  return {
    payment: { status: "requires_capture" },
    captureBefore: { lte: new Date(shop.clock.now().getTime() + warningMs) },
    ...{ captureRequestedAt: null, releaseRequestedAt: null },
  };
}

/** Authorizations that Stripe has refused to capture or release. */
export const refusedCaptures = {
  payment: { status: "requires_capture" },
  problem: { not: null },
} as const satisfies Prisma.PaymentAuthorizationWhereInput;

/** Orders that have shipped without being paid, as their authorization ended before it was captured. */
export function lostCaptures(shop: Shop): Prisma.OrderWhereInput {
  return {
    paymentState: "released",
    fulfilmentState: { notIn: ["unfulfilled", "not_required"] },
    confirmedAt: { gte: new Date(shop.clock.now().getTime() - lostForMs) },
  };
}

const fields = {
  payment: {
    select: {
      ...{ amount: true, currency: true },
      refunds: { select: { amount: true, isUncaptured: true } },
      checkout: { select: { order: { select: { number: true } } } },
    },
  },
} as const;

/** What needs the attention of staff about authorizations: the number, and the first `examples`, those that end soonest first. */
export async function authorizationAttention(shop: Shop, { examples: take }: { examples: number }) {
  const find = async (where: Prisma.PaymentAuthorizationWhereInput) => {
    const [count, rows] = await Promise.all([
      shop.db.paymentAuthorization.count({ where }),
      shop.db.paymentAuthorization.findMany({
        ...{ where, take, include: fields },
        orderBy: { captureBefore: "asc" },
      }),
    ]);
    return {
      count,
      examples: rows.map(({ captureBefore, problem, payment: { currency, checkout, ...payment } }) => ({
        number: checkout.order === null ? null : formatOrderNumber(checkout.order.number),
        money: { amount: amountToCapture(payment), currency },
        captureBefore: captureBefore.toISOString(),
        problem: problem === null ? null : readStripeProblem(problem),
      })),
    };
  };
  const lost = lostCaptures(shop);
  const [ending, refused, lostCount, lostRows] = await Promise.all([
    find(endingAuthorizations(shop)),
    find(refusedCaptures),
    shop.db.order.count({ where: lost }),
    shop.db.order.findMany({
      ...{ where: lost, take },
      orderBy: { confirmedAt: "asc" },
      select: { number: true, totalAmount: true, uncapturedAmount: true, currency: true },
    }),
  ]);
  return {
    endingAuthorizations: ending,
    refusedCaptures: refused,
    lostCaptures: {
      count: lostCount,
      examples: lostRows.map(({ number, totalAmount, uncapturedAmount, currency }) => ({
        number: formatOrderNumber(number),
        money: { amount: totalAmount - uncapturedAmount, currency },
      })),
    },
  };
}
