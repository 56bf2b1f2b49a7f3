import { bankTimeOf, bankTimes } from "@dualtrack/contract";
import type { PaymentStatus, Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { addWorkingDays } from "./add-working-days.ts";

/** Working days on top of what a method may take: the calendar knows no bank holidays. */
const holidays = 3;

interface Waiting {
  state: string;
  placedAt: Date;
  payments: { status: PaymentStatus; methodType: string | null }[];
}

/** A customer's bank decides about an order's payment: since when, and until when that may take. */
export interface BankWait {
  since: string;
  /** Working days. */
  usualDays: number;
  mostDays: number;
  until: string;
  /** Longer than it may take: somebody should ask Stripe. */
  isOverdue: boolean;
}

/** Null when no bank is deciding. */
export function bankWaitOf(shop: Shop, { state, placedAt, payments }: Waiting): BankWait | null {
  const payment = payments.find(({ status }) => status === "processing");
  if (state !== "processing" || payment === undefined) return null;
  const { usual, most } = bankTimeOf(payment.methodType);
  return {
    since: placedAt.toISOString(),
    usualDays: usual,
    mostDays: most,
    until: addWorkingDays(placedAt, most, shop.settings.timeZone).toISOString(),
    isOverdue: placedAt < latestStart(shop, most),
  };
}

/** Orders whose payment a bank decides about, which takes days and is no fault. */
export const waitingForBank = {
  state: "processing",
  checkout: { payments: { some: { status: "processing" } } },
} as const satisfies Prisma.OrderWhereInput;

/** Those of which the bank need not have decided yet. */
export function waitingInTime(shop: Shop): Prisma.OrderWhereInput {
  const known = Object.keys(bankTimes);
  const isOf = (methodType: string | null, where: Prisma.PaymentWhereInput): Prisma.OrderWhereInput => ({
    placedAt: { gte: latestStart(shop, bankTimeOf(methodType).most) },
    checkout: { payments: { some: { status: "processing", ...where } } },
  });
  return {
    state: "processing",
    OR: [
      ...known.map((methodType) => isOf(methodType, { methodType })),
      isOf(null, { OR: [{ methodType: null }, { methodType: { notIn: known } }] }),
    ],
  };
}

/** Payments that began earlier than this are overdue. */
function latestStart(shop: Shop, mostDays: number): Date {
  return addWorkingDays(shop.clock.now(), -(mostDays + holidays), shop.settings.timeZone);
}
