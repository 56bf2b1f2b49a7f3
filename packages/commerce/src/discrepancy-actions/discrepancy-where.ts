import type { DiscrepancyFilter } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { readOrderNumber } from "../search/read-order-number.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The rows of a filter. */
export function discrepancyWhere({ show, kind, q = "" }: DiscrepancyFilter): Prisma.DiscrepancyWhereInput {
  const typed = q.trim();
  return {
    state: show === "open" ? "open" : { not: "open" },
    ...(kind === undefined ? {} : { kind }),
    ...(typed === "" ? {} : { OR: matches(typed) }),
  };
}

function matches(typed: string): Prisma.DiscrepancyWhereInput[] {
  const orderNumber = readOrderNumber(typed);
  return [
    { subject: typed },
    { paymentIntentId: typed },
    ...(orderNumber === null ? [] : [{ orderNumber }]),
    ...(uuid.test(typed) ? [{ checkoutId: typed }, { refundId: typed }] : []),
  ];
}
