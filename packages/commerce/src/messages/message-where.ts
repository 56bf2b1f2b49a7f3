import { type MessageFilter, readMessageNumber } from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import { readOrderNumber } from "../search/read-order-number.ts";

/** The rows of a filter. */
export function messageWhere({ show, reason, q = "" }: MessageFilter): Prisma.CustomerMessageWhereInput {
  const typed = q.trim();
  return {
    ...(show === "suspected" ? { isSuspected: true } : { state: show, isSuspected: false }),
    ...(reason === undefined ? {} : { reason }),
    ...(typed === "" ? {} : { OR: matches(typed) }),
  };
}

function matches(typed: string): Prisma.CustomerMessageWhereInput[] {
  const number = readMessageNumber(typed);
  if (number !== null) return [{ number }];
  const orderNumber = readOrderNumber(typed);
  const contains = { contains: escapeLike(typed), mode: "insensitive" as const };
  return [
    { email: contains },
    { text: contains },
    { orderText: contains },
    ...(orderNumber === null ? [] : [{ order: { number: orderNumber } }]),
  ];
}
